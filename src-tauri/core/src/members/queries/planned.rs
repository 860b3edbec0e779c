//! What is entered already and takes effect on a day to come: joins, moves, ends, conditions. Each takes effect by itself,
//! because every list asks for its day; nothing is switched over at midnight.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::super::actions::name_of;
use super::super::category::categories_of;
use super::super::entity::{membership, membership_condition, person, unit_assignment};
use super::super::model::{Category, ConditionKind, EndReason, Planned, PlannedRow, Status};
use super::reach::{Scope, persons_in_reach, scope};
use crate::api::Nothing;
use crate::error::Result;
use crate::ids::{MembershipId, PersonId, UnitId};
use crate::rights::Right;
use crate::session::Session;

/// Memberships asked about in one statement.
const TOGETHER: usize = 500;
/// Lines that cross the wire.
const MOST: usize = 1_000;

/// A line before its names are known.
struct Found {
    on: chrono::NaiveDate,
    what: Planned,
    membership: MembershipId,
    unit: Option<UnitId>,
    condition: Option<ConditionKind>,
    category: Option<Category>,
    end_reason: Option<EndReason>,
}

/// What is planned, the nearest day first, within the officer's reach.
///
/// # Errors
/// What the database answers.
pub async fn planned(session: &Session, _input: Nothing) -> Result<Vec<PlannedRow>> {
    let scope = scope(session, Right::SeeDetails).await?;
    let mut found = found(session).await?;
    found.sort_by_key(|line| (line.on, line.what, line.membership));
    let ids: Vec<MembershipId> = found.iter().map(|line| line.membership).collect();
    let mut members: HashMap<MembershipId, (membership::Model, person::Model)> = HashMap::new();
    let mut units: HashMap<MembershipId, UnitId> = HashMap::new();
    for part in ids.chunks(TOGETHER) {
        members.extend(members_of(session, part).await?);
        units.extend(units_of(session, &scope, part).await?);
    }
    let persons: Vec<PersonId> = members.values().map(|(row, _)| row.person_id).collect();
    let seen = persons_in_reach(session.look(), &scope, &persons).await?;
    let mut rows = Vec::new();
    for line in found {
        let Some((row, person)) = members.get(&line.membership) else { continue };
        let own = units.get(&line.membership).copied();
        if !seen.contains(&row.person_id) {
            continue;
        }
        let label = |unit: Option<UnitId>| unit.and_then(|unit| scope.tree.way(unit));
        rows.push(PlannedRow {
            on: line.on,
            what: line.what,
            person_id: row.person_id,
            membership_id: row.id,
            member_no: row.member_no.clone(),
            name: name_of(person),
            unit: label(own),
            to_unit: label(line.unit),
            condition: line.condition,
            category: line.category,
            end_reason: line.end_reason,
        });
        if rows.len() == MOST {
            break;
        }
    }
    Ok(rows)
}

async fn found(session: &Session) -> Result<Vec<Found>> {
    let (on, today) = (session.look(), session.today());
    let line = |on, what, membership| Found {
        on,
        what,
        membership,
        unit: None,
        condition: None,
        category: None,
        end_reason: None,
    };
    let mut found = Vec::new();
    // Only the days are asked for, which few are: an index of states would lead to everybody.
    let joins = membership::Entity::find().filter(membership::Column::JoinedOn.gt(today)).all(on).await?;
    let joins = joins.into_iter().filter(|row| matches!(row.status, Status::Active | Status::Suspended));
    found.extend(joins.filter_map(|row| Some(line(row.joined_on?, Planned::Join, row.id))));
    let ends = membership::Entity::find().filter(membership::Column::LeftOn.gte(today)).all(on).await?;
    let mut last: HashMap<MembershipId, chrono::NaiveDate> = HashMap::new();
    for row in ends.into_iter().filter(|row| row.status == Status::Ended) {
        if let Some(left) = row.left_on.filter(|_| row.end_reason != Some(EndReason::EntryError)) {
            last.insert(row.id, left);
            found.push(Found { end_reason: row.end_reason, ..line(left, Planned::End, row.id) });
        }
    }
    let moves = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::FromOn.gt(today))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .all(on)
        .await?;
    for row in moves {
        found.push(Found { unit: Some(row.unit_id), ..line(row.from_on, Planned::Move, row.membership_id) });
    }
    let recategorized = membership::Entity::find().filter(membership::Column::CategoryFrom.gt(today)).all(on).await?;
    let categories = categories_of(on, &recategorized).await?;
    for (id, own) in categories {
        for (category, from, _) in own.spells() {
            if let Some(from) = from.filter(|from| *from > today) {
                found.push(Found { category: Some(category), ..line(from, Planned::Category, id) });
            }
        }
    }
    let conditions = membership_condition::Entity::find()
        .filter(
            Condition::any()
                .add(membership_condition::Column::FromOn.gt(today))
                .add(membership_condition::Column::ToOn.gte(today)),
        )
        .all(on)
        .await?;
    for row in conditions {
        let of = |on, what| Found { condition: Some(row.kind), ..line(on, what, row.membership_id) };
        if row.from_on > today {
            found.push(of(row.from_on, Planned::ConditionStart));
        }
        found.extend(row.to_on.filter(|last| *last >= today).map(|last| of(last, Planned::ConditionEnd)));
    }
    let hangs_on = |line: &&Found| !matches!(line.what, Planned::Join | Planned::End);
    let hanging: Vec<MembershipId> = found.iter().filter(hangs_on).map(|line| line.membership).collect();
    for part in hanging.chunks(TOGETHER) {
        let over = membership::Entity::find()
            .filter(membership::Column::Id.is_in(part.iter().copied()))
            .filter(membership::Column::Status.eq(Status::Ended))
            .all(on)
            .await?;
        // What was entered by mistake never began.
        let gone = |row: &membership::Model| {
            row.left_on.filter(|_| row.end_reason != Some(EndReason::EntryError)).unwrap_or(chrono::NaiveDate::MIN)
        };
        last.extend(over.iter().map(|row| (row.id, gone(row))));
    }
    // The first unit of a join is no move, and with a membership ends what hangs on it.
    let joining: HashMap<MembershipId, chrono::NaiveDate> =
        found.iter().filter(|line| line.what == Planned::Join).map(|line| (line.membership, line.on)).collect();
    found.retain(|line| match line.what {
        Planned::Move | Planned::Category => {
            joining.get(&line.membership).is_none_or(|joined| line.on > *joined)
                && last.get(&line.membership).is_none_or(|left| line.on <= *left)
        }
        Planned::ConditionStart | Planned::ConditionEnd => {
            last.get(&line.membership).is_none_or(|left| line.on < *left)
        }
        Planned::Join | Planned::End => true,
    });
    Ok(found)
}

async fn members_of(
    session: &Session,
    ids: &[MembershipId],
) -> Result<HashMap<MembershipId, (membership::Model, person::Model)>> {
    let on = session.look();
    let rows = membership::Entity::find().filter(membership::Column::Id.is_in(ids.iter().copied())).all(on).await?;
    let persons: HashMap<PersonId, person::Model> = person::Entity::find()
        .filter(person::Column::Id.is_in(rows.iter().map(|row| row.person_id)))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    Ok(rows.into_iter().filter_map(|row| Some((row.id, (row.clone(), persons.get(&row.person_id)?.clone())))).collect())
}

/// The unit of today; of who only comes, the first one.
async fn units_of(session: &Session, scope: &Scope, ids: &[MembershipId]) -> Result<HashMap<MembershipId, UnitId>> {
    let mut rows = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.is_in(ids.iter().copied()))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .all(session.look())
        .await?;
    rows.sort_by_key(|row| row.from_on);
    let mut units = HashMap::new();
    for row in rows {
        if row.from_on <= scope.today {
            units.insert(row.membership_id, row.unit_id);
        } else {
            units.entry(row.membership_id).or_insert(row.unit_id);
        }
    }
    Ok(units)
}
