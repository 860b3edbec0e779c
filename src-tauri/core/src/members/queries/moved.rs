//! What became of persons since a moment: who was merged into another, erased, or left.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{membership, person};
use super::super::model::Status;
use crate::error::Result;
use crate::ids::PersonId;

/// What became of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RosterMove {
    /// Merged into this one.
    Merged(PersonId),
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

/// What became of persons after a moment, in no order.
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
        .map(|row| (row.id, row.merged_into_id.map_or(RosterMove::Erased, RosterMove::Merged)))
        .collect();
    let left: Vec<PersonId> = membership::Entity::find()
        .filter(membership::Column::UpdatedAt.gt(at))
        .filter(membership::Column::Status.eq(Status::Ended))
        .select_only()
        .column(membership::Column::PersonId)
        .into_tuple()
        .all(on)
        .await?;
    moved.extend(left.into_iter().map(|id| (id, RosterMove::Left)));
    Ok(moved)
}
