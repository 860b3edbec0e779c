//! Conditions of a membership: M-07 and the effect on dues and quorum.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{membership, membership_condition, membership_event};
use super::super::model::{ConditionKind, EndCondition, EventKind, StartCondition, Status};
use super::super::queries::{person_in_reach, scope};
use super::join::load;
use super::write::{event_row, kept, name_of};
use crate::api::Nothing;
use crate::dates::overlap;
use crate::error::{Error, Result};
use crate::ids::{BatchId, ConditionId};
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// Begin a condition. A suspension of rights also makes the membership *suspended*: it still counts, without a vote.
///
/// # Errors
/// `not_in_force`, `date_order`, `condition_outside` for days outside the membership, `condition_overlaps` for a second one
/// of the same kind, M-07 for a suspension without resolution and hearing.
pub async fn start_condition(session: &Session, input: StartCondition) -> Result<ConditionId> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let mut change = session.change("members", "start_condition").await?;
    let (row, person) = load(&change, input.membership_id, None).await?;
    person_in_reach(change.on(), &scope, person.id).await?;
    let id = begin_condition(&mut change, &row, &input, None).await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "condition_kind": input.kind, "from_on": input.from_on })).await?;
    Ok(id)
}

/// Begin a condition within a change.
///
/// # Errors
/// As [`start_condition`].
pub(crate) async fn begin_condition(
    change: &mut Change<'_>,
    row: &membership::Model,
    input: &StartCondition,
    batch: Option<BatchId>,
) -> Result<ConditionId> {
    if !matches!(row.status, Status::Active | Status::Suspended) {
        return Err(Error::refused("not_in_force", json!({})));
    }
    if input.to_on.is_some_and(|last| last < input.from_on) {
        return Err(Error::invalid("to_on", "date_order"));
    }
    if row.joined_on.is_none_or(|joined| input.from_on < joined) {
        return Err(Error::refused("condition_outside", json!({ "joined_on": row.joined_on })));
    }
    let suspends = input.kind == ConditionKind::RightsSuspended;
    let proper = input.resolution.as_ref().is_some_and(|resolution| resolution.is_proper(input.from_on));
    if suspends && !proper {
        return Err(Error::refused("M-07", json!({})));
    }
    let others = membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.eq(row.id))
        .filter(membership_condition::Column::Kind.eq(input.kind))
        .all(change.on())
        .await?;
    if others.iter().any(|other| overlap((other.from_on, other.to_on), (input.from_on, input.to_on))) {
        return Err(Error::refused("condition_overlaps", json!({ "kind": input.kind })));
    }
    let resolution = input
        .resolution
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| Error::Bug(error.to_string()))?;
    let note = kept(input.note.as_deref());
    let id = ConditionId::new();
    change
        .insert::<membership_condition::Entity>(membership_condition::ActiveModel {
            id: Set(id),
            membership_id: Set(row.id),
            kind: Set(input.kind),
            from_on: Set(input.from_on),
            to_on: Set(input.to_on),
            dues_kind: Set(input.dues_kind),
            quorum_excluded: Set(input.quorum_excluded.unwrap_or(input.kind.is_absence())),
            note: Set(note.clone()),
            resolution: Set(resolution),
            ..Default::default()
        })
        .await?;
    if suspends {
        set_status(change, row, Status::Suspended).await?;
    }
    let after = json!({ "kind": input.kind, "to_on": input.to_on, "dues_kind": input.dues_kind });
    let event = event_row(row.id, EventKind::ConditionStart, input.from_on, &json!({}), &after, note, batch);
    change.insert::<membership_event::Entity>(event).await?;
    Ok(id)
}

async fn set_status(change: &mut Change<'_>, row: &membership::Model, status: Status) -> Result<()> {
    change.update::<membership::Entity>(row, |active| active.status = Set(status)).await?;
    Ok(())
}

/// End a condition; the end of the last suspension restores the rights.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn end_condition(session: &Session, input: EndCondition) -> Result<Nothing> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let mut change = session.change("members", "end_condition").await?;
    let condition = membership_condition::Entity::find_by_id(input.id)
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "condition" })?;
    if condition.version != input.version {
        return Err(Error::Changed);
    }
    if input.to_on < condition.from_on {
        return Err(Error::invalid("to_on", "date_order"));
    }
    let (row, person) = load(&change, condition.membership_id, None).await?;
    person_in_reach(change.on(), &scope, person.id).await?;
    change.update::<membership_condition::Entity>(&condition, |active| active.to_on = Set(Some(input.to_on))).await?;
    if condition.kind == ConditionKind::RightsSuspended && row.status == Status::Suspended {
        let others = membership_condition::Entity::find()
            .filter(membership_condition::Column::MembershipId.eq(row.id))
            .filter(membership_condition::Column::Kind.eq(ConditionKind::RightsSuspended))
            .filter(membership_condition::Column::ToOn.is_null())
            .one(change.on())
            .await?;
        if others.is_none() {
            set_status(&mut change, &row, Status::Active).await?;
        }
    }
    let (before, after) =
        (json!({ "to_on": condition.to_on }), json!({ "kind": condition.kind, "to_on": input.to_on }));
    let event = event_row(row.id, EventKind::ConditionEnd, input.to_on, &before, &after, None, None);
    change.insert::<membership_event::Entity>(event).await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "condition_kind": condition.kind, "to_on": input.to_on })).await?;
    Ok(Nothing {})
}

/// With a membership end its conditions and offices; what would only begin later never takes place.
///
/// # Errors
/// What the database answers.
pub(super) async fn end_with_membership(
    change: &mut Change<'_>,
    membership: &membership::Model,
    left_on: chrono::NaiveDate,
) -> Result<()> {
    use super::super::entity::office_term;
    let open = membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.eq(membership.id))
        .all(change.on())
        .await?;
    for row in open.into_iter().filter(|row| row.to_on.is_none_or(|last| last > left_on)) {
        let last = left_on.max(row.from_on);
        change.update::<membership_condition::Entity>(&row, |active| active.to_on = Set(Some(last))).await?;
    }
    let held = office_term::Entity::find()
        .filter(office_term::Column::MembershipId.eq(membership.id))
        .all(change.on())
        .await?;
    for row in held.into_iter().filter(|row| row.to_on.is_none_or(|last| last > left_on)) {
        let last = left_on.max(row.from_on);
        change.update::<office_term::Entity>(&row, |active| active.to_on = Set(Some(last))).await?;
    }
    Ok(())
}
