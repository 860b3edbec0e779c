//! Where the members of a unit go when it is closed.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::super::entity::{membership, membership_event, unit_assignment};
use super::super::model::EventKind;
use super::join::assignment_row;
use super::write::event_row;
use crate::error::Result;
use crate::ids::{MembershipId, UnitId};
use crate::ops::Change;

/// A unit by its id and name; none = 所属なし.
pub(crate) type Target = Option<(UnitId, String)>;

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
        if row.from_on > last_day {
            // It would only begin in a unit that is closed by then.
            match &target {
                Some((unit, _)) => {
                    change.update::<unit_assignment::Entity>(&row, |active| active.unit_id = Set(*unit)).await?;
                }
                None => change.remove::<unit_assignment::Entity>(&row).await?,
            }
        } else {
            change.update::<unit_assignment::Entity>(&row, |active| active.to_on = Set(Some(last_day))).await?;
            if let Some((unit, _)) = target.as_ref().filter(|_| lasting.get(&row.membership_id) == Some(&true)) {
                let mut next = assignment_row(row.membership_id, *unit, first);
                next.to_on = Set(row.to_on);
                next.is_primary = Set(row.is_primary);
                change.insert::<unit_assignment::Entity>(next).await?;
            }
        }
        if lasting.get(&row.membership_id) == Some(&true) {
            placed += 1;
            let after = match &target {
                Some((unit, label)) => json!({ "unit_id": unit, "unit": label }),
                None => json!({ "unit": Value::Null }),
            };
            let before = json!({ "unit_id": unit, "unit": label });
            let event = event_row(row.membership_id, EventKind::Unit, begins, &before, &after, None, None);
            change.insert::<membership_event::Entity>(event).await?;
        }
    }
    Ok(placed)
}
