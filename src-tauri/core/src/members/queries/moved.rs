//! What became of persons since a moment: who was merged into another, erased, or left; and who is one with whom.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{membership, person};
use super::super::model::Status;
use crate::error::Result;
use crate::ids::PersonId;

/// Persons asked about in one statement.
const PART: usize = 500;

/// What became of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RosterMove {
    /// Merged into another one.
    Merged,
    /// Their name was erased.
    Erased,
    /// Their membership ended.
    Left,
}

/// Every person that the roster has a row of, also who was merged or erased.
///
/// # Errors
/// What the database answers.
pub(crate) async fn every_person(on: &impl ConnectionTrait) -> Result<Vec<PersonId>> {
    Ok(person::Entity::find().select_only().column(person::Column::Id).into_tuple().all(on).await?)
}

/// Everybody who was merged into another one, by who they are now.
///
/// # Errors
/// What the database answers.
pub(crate) async fn merged(on: &impl ConnectionTrait) -> Result<HashMap<PersonId, Vec<PersonId>>> {
    let rows: Vec<(PersonId, Option<PersonId>)> = person::Entity::find()
        .filter(person::Column::MergedIntoId.is_not_null())
        .select_only()
        .columns([person::Column::Id, person::Column::MergedIntoId])
        .into_tuple()
        .all(on)
        .await?;
    let mut found: HashMap<PersonId, Vec<PersonId>> = HashMap::new();
    for (id, into) in rows {
        if let Some(into) = into {
            found.entry(into).or_default().push(id);
        }
    }
    Ok(found)
}

/// What became of persons after a moment, in no order. Who has a membership that goes on has not left: another one of theirs
/// ended, as in a merge.
///
/// # Errors
/// What the database answers.
pub(crate) async fn moved_since(on: &impl ConnectionTrait, at: DateTime<Utc>) -> Result<Vec<(PersonId, RosterMove)>> {
    let gone = person::Entity::find()
        .filter(person::Column::UpdatedAt.gt(at))
        .filter(
            Condition::any()
                .add(person::Column::MergedIntoId.is_not_null())
                .add(person::Column::ErasedAt.is_not_null()),
        )
        .order_by_asc(person::Column::Id)
        .all(on)
        .await?;
    let mut moved: Vec<(PersonId, RosterMove)> = gone
        .into_iter()
        .map(|row| (row.id, if row.merged_into_id.is_some() { RosterMove::Merged } else { RosterMove::Erased }))
        .collect();
    let ended: Vec<PersonId> = membership::Entity::find()
        .filter(membership::Column::UpdatedAt.gt(at))
        .filter(membership::Column::Status.eq(Status::Ended))
        .select_only()
        .column(membership::Column::PersonId)
        .distinct()
        .into_tuple()
        .all(on)
        .await?;
    let mut left: HashSet<PersonId> = ended.iter().copied().collect();
    for part in ended.chunks(PART) {
        let go_on: Vec<PersonId> = membership::Entity::find()
            .filter(membership::Column::PersonId.is_in(part.iter().copied()))
            .filter(membership::Column::Status.is_in([Status::Active, Status::Suspended]))
            .select_only()
            .column(membership::Column::PersonId)
            .into_tuple()
            .all(on)
            .await?;
        for id in go_on {
            left.remove(&id);
        }
    }
    moved.extend(left.into_iter().map(|id| (id, RosterMove::Left)));
    Ok(moved)
}
