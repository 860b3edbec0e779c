//! Units of members, dated: the one way in which an assignment is laid over those that are there, for a move, many moves, a
//! file, a paste and the closing of a unit alike.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::super::entity::{membership, membership_event, unit_assignment};
use super::super::model::{EventKind, Stay, corrected, earlier, lay};
use super::join::assignment_row;
use super::write::event_row;
use crate::dates::in_force;
use crate::error::Result;
use crate::ids::{MembershipId, UnitId};
use crate::ops::Change;
use crate::organizations::Tree;

/// The primary assignments of memberships, the earliest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn assignments(
    on: &impl ConnectionTrait,
    memberships: &[MembershipId],
) -> Result<HashMap<MembershipId, Vec<unit_assignment::Model>>> {
    let mut of: HashMap<MembershipId, Vec<unit_assignment::Model>> = HashMap::new();
    for part in memberships.chunks(1_000) {
        let found = unit_assignment::Entity::find()
            .filter(unit_assignment::Column::MembershipId.is_in(part.iter().copied()))
            .filter(unit_assignment::Column::IsPrimary.eq(true))
            .order_by_asc(unit_assignment::Column::FromOn)
            .order_by_asc(unit_assignment::Column::Id)
            .all(on)
            .await?;
        for row in found {
            of.entry(row.membership_id).or_default().push(row);
        }
    }
    Ok(of)
}

/// A member who is placed in a unit from a day on.
pub(crate) struct Laying<'a> {
    /// The membership.
    pub membership: MembershipId,
    /// The unit.
    pub unit: UnitId,
    /// First day there.
    pub from_on: NaiveDate,
    /// Days beyond which the assignment cannot reach: the last ones of the unit and of the membership. Who is left without a
    /// unit by that stands under 所属なし.
    pub bounds: [Option<NaiveDate>; 2],
    /// The primary assignments of the membership.
    pub has: &'a [unit_assignment::Model],
}

/// Place members: what covers the day ends the day before, what is planned for later stays. Answers the rows to insert; an
/// assignment that begins on the day is changed in its place and makes none.
///
/// # Errors
/// What the database answers.
pub(crate) async fn lay_all(
    change: &mut Change<'_>,
    members: &[Laying<'_>],
) -> Result<Vec<unit_assignment::ActiveModel>> {
    let mut ends: BTreeMap<NaiveDate, Vec<unit_assignment::Model>> = BTreeMap::new();
    let mut changed: Vec<(&unit_assignment::Model, UnitId, Option<NaiveDate>)> = Vec::new();
    let mut rows = Vec::new();
    for one in members {
        let days: Vec<_> = one.has.iter().map(|row| (row.from_on, row.to_on)).collect();
        let laid = lay(one.from_on, &one.bounds, &days);
        if laid.to_on.is_some_and(|last| last < one.from_on) {
            continue;
        }
        for (at, last) in laid.ends {
            ends.entry(last).or_default().extend(one.has.get(at).cloned());
        }
        match laid.replaces.and_then(|at| one.has.get(at)) {
            Some(row) => changed.push((row, one.unit, laid.to_on)),
            None => {
                let mut row = assignment_row(one.membership, one.unit, one.from_on);
                row.to_on = Set(laid.to_on);
                rows.push(row);
            }
        }
    }
    for (last, rows) in ends {
        change.update_alike::<unit_assignment::Entity>(&rows, |active| active.to_on = Set(Some(last))).await?;
    }
    for (row, unit, to_on) in changed {
        change
            .update::<unit_assignment::Entity>(row, |active| {
                active.unit_id = Set(unit);
                active.to_on = Set(to_on);
            })
            .await?;
    }
    Ok(rows)
}

/// A member to be moved: the membership, its last day if one is known, its primary assignments.
pub(super) type Moving = (MembershipId, Option<NaiveDate>, Vec<unit_assignment::Model>);

/// Members who may move go to a unit on a day, and their history says so.
///
/// # Errors
/// What the database answers.
pub(super) async fn place(
    change: &mut Change<'_>,
    tree: &Tree,
    (unit, from_on): (UnitId, NaiveDate),
    members: &[Moving],
    reason: Option<String>,
) -> Result<()> {
    let ends = tree.get(unit).and_then(|node| node.to_on);
    let laying: Vec<Laying<'_>> = members
        .iter()
        .map(|(membership, left_on, has)| Laying {
            membership: *membership,
            unit,
            from_on,
            bounds: [ends, *left_on],
            has,
        })
        .collect();
    let rows = lay_all(change, &laying).await?;
    change.insert_many::<unit_assignment::Entity>(rows).await?;
    let events = members.iter().map(|(id, _, has)| moved(tree, (unit, from_on), *id, has, reason.clone())).collect();
    change.insert_many::<membership_event::Entity>(events).await?;
    Ok(())
}

/// The units of a member corrected: from a day on it was this one, and what began later stays. One op writes each row once.
///
/// # Errors
/// What the database answers.
pub(super) async fn correct_place(
    change: &mut Change<'_>,
    tree: &Tree,
    to: (UnitId, NaiveDate),
    (membership, left_on, has): Moving,
    reason: Option<String>,
) -> Result<()> {
    let bounds = [tree.get(to.0).and_then(|node| node.to_on), left_on];
    let spans: Vec<_> = has.iter().map(|row| (row.unit_id, (row.from_on, row.to_on))).collect();
    let stays = corrected(&spans, to, &bounds);
    for (at, row) in has.iter().enumerate() {
        if stays.iter().all(|stay| stay.was != Some(at)) {
            change.remove::<unit_assignment::Entity>(row).await?;
        }
    }
    // Those that end come first: only one stay is open at a time.
    let (ended, open): (Vec<&Stay>, Vec<&Stay>) = stays.iter().partition(|stay| stay.to_on.is_some());
    for stay in ended.into_iter().chain(open) {
        match stay.was.and_then(|at| has.get(at)) {
            Some(row) => {
                change
                    .update::<unit_assignment::Entity>(row, |active| {
                        active.unit_id = Set(stay.unit);
                        active.from_on = Set(stay.from_on);
                        active.to_on = Set(stay.to_on);
                    })
                    .await?;
            }
            None => {
                let mut row = assignment_row(membership, stay.unit, stay.from_on);
                row.to_on = Set(stay.to_on);
                change.insert::<unit_assignment::Entity>(row).await?;
            }
        }
    }
    change.insert::<membership_event::Entity>(moved(tree, to, membership, &has, reason)).await?;
    Ok(())
}

/// What the history says of a move.
fn moved(
    tree: &Tree,
    (unit, from_on): (UnitId, NaiveDate),
    membership: MembershipId,
    has: &[unit_assignment::Model],
    reason: Option<String>,
) -> membership_event::ActiveModel {
    let label = |unit: UnitId| tree.get(unit).map(|node| node.label.clone());
    let left = has.iter().rfind(|row| in_force(row.from_on, row.to_on, from_on));
    let before = left.map_or_else(|| json!({}), |row| json!({ "unit_id": row.unit_id, "unit": label(row.unit_id) }));
    let after = json!({ "unit_id": unit, "unit": label(unit) });
    event_row(membership, EventKind::Unit, from_on, &before, &after, reason, None)
}

/// A unit to which members go.
#[derive(Clone, Debug)]
pub struct TargetUnit {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub label: String,
    /// Its last day.
    pub to_on: Option<NaiveDate>,
}

/// Where members of a closed unit go; none = 所属なし.
pub(crate) type Target = Option<TargetUnit>;

/// Ends all assignments to a unit on its last day and begins those to the units named on the day after. `of` says where a member
/// goes. Answers how many members were placed.
///
/// # Errors
/// What the database answers.
pub(crate) async fn leave_unit(
    change: &mut Change<'_>,
    (unit, label): (UnitId, &str),
    last_day: NaiveDate,
    of: impl Fn(MembershipId) -> Target,
) -> Result<u64> {
    let first = last_day.succ_opt().unwrap_or(last_day);
    let rows = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::UnitId.eq(unit))
        .filter(
            Condition::any()
                .add(unit_assignment::Column::ToOn.is_null())
                .add(unit_assignment::Column::ToOn.gt(last_day)),
        )
        .order_by_asc(unit_assignment::Column::Id)
        .all(change.on())
        .await?;
    let mut lasting: HashMap<MembershipId, bool> = HashMap::new();
    for part in rows.chunks(500) {
        let found = membership::Entity::find()
            .filter(membership::Column::Id.is_in(part.iter().map(|row| row.membership_id)))
            .all(change.on())
            .await?;
        lasting.extend(found.into_iter().map(|row| (row.id, row.left_on.is_none_or(|left| left >= first))));
    }
    let mut placed = 0;
    for row in rows {
        let target = of(row.membership_id);
        let begins = row.from_on.max(first);
        let lasts = lasting.get(&row.membership_id) == Some(&true);
        // The unit that takes them may end, too; who would only come after that has no unit then.
        let to_on = earlier(&[row.to_on, target.as_ref().and_then(|unit| unit.to_on)]);
        let goes = target.as_ref().filter(|_| to_on.is_none_or(|last| last >= begins));
        if row.from_on > last_day {
            // It would only begin in a unit that is closed by then.
            match goes {
                Some(unit) => {
                    change
                        .update::<unit_assignment::Entity>(&row, |active| {
                            active.unit_id = Set(unit.id);
                            active.to_on = Set(to_on);
                        })
                        .await?;
                }
                None => change.remove::<unit_assignment::Entity>(&row).await?,
            }
        } else {
            change.update::<unit_assignment::Entity>(&row, |active| active.to_on = Set(Some(last_day))).await?;
            if let Some(unit) = goes.filter(|_| lasts) {
                let mut next = assignment_row(row.membership_id, unit.id, first);
                next.to_on = Set(to_on);
                next.is_primary = Set(row.is_primary);
                change.insert::<unit_assignment::Entity>(next).await?;
            }
        }
        if lasts {
            placed += 1;
            let after = match goes {
                Some(unit) => json!({ "unit_id": unit.id, "unit": unit.label }),
                None => json!({ "unit": Value::Null }),
            };
            let before = json!({ "unit_id": unit, "unit": label });
            let event = event_row(row.membership_id, EventKind::Unit, begins, &before, &after, None, None);
            change.insert::<membership_event::Entity>(event).await?;
        }
    }
    Ok(placed)
}
