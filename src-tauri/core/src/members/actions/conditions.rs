//! Conditions of a membership: M-07 and the effect on dues and quorum.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{membership, membership_condition, membership_event};
use super::super::model::{ConditionKind, EndCondition, EventKind, Span, StartCondition, Status, earlier, ends_after};
use super::super::queries::scope_on;
use super::join::{load, out_of_sight};
use super::write::{event_row, kept, name_of, standing};
use crate::api::Nothing;
use crate::dates::in_force;
use crate::error::{Error, Result};
use crate::ids::{BatchId, ConditionId, MembershipId};
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// Begin a condition. A suspension of rights also makes the membership *suspended*: it still counts, without a vote.
///
/// # Errors
/// `not_in_force`, `date_order`, `condition_outside` for days outside the membership, `condition_overlaps` for a second one
/// of the same kind, M-07 for a suspension without resolution and hearing.
pub async fn start_condition(session: &Session, input: StartCondition) -> Result<ConditionId> {
    let mut change = session.change("members", "start_condition").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let (row, person) = load(&change, &scope, input.membership_id, None).await?;
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
    let others: Vec<Span> = conditions_of(change.on(), &[row.id], input.kind)
        .await?
        .into_iter()
        .map(|other| (other.from_on, other.to_on))
        .collect();
    standing(row, change.today()).may_begin(
        input.kind,
        (input.from_on, input.to_on),
        input.resolution.as_ref(),
        &others,
    )?;
    let ids = begin_all(change, std::slice::from_ref(row), input, batch).await?;
    ids.first().copied().ok_or_else(|| Error::Bug("condition".into()))
}

/// The conditions of a kind that memberships have or had.
///
/// # Errors
/// What the database answers.
pub(super) async fn conditions_of(
    on: &impl ConnectionTrait,
    memberships: &[MembershipId],
    kind: ConditionKind,
) -> Result<Vec<membership_condition::Model>> {
    Ok(membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.is_in(memberships.iter().copied()))
        .filter(membership_condition::Column::Kind.eq(kind))
        .all(on)
        .await?)
}

/// Begin a condition for memberships for which it may begin, for all alike.
///
/// # Errors
/// What the database answers.
pub(super) async fn begin_all(
    change: &mut Change<'_>,
    rows: &[membership::Model],
    input: &StartCondition,
    batch: Option<BatchId>,
) -> Result<Vec<ConditionId>> {
    let resolution = input
        .resolution
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| Error::Bug(error.to_string()))?;
    let note = kept(input.note.as_deref());
    let conditions = rows
        .iter()
        .map(|row| membership_condition::ActiveModel {
            id: Set(ConditionId::new()),
            membership_id: Set(row.id),
            kind: Set(input.kind),
            from_on: Set(input.from_on),
            // With the membership ends what hangs on it.
            to_on: Set(earlier(&[input.to_on, row.left_on])),
            dues_kind: Set(input.dues_kind),
            quorum_excluded: Set(input.quorum_excluded.unwrap_or(input.kind.is_absence())),
            note: Set(note.clone()),
            resolution: Set(resolution.clone()),
            ..Default::default()
        })
        .collect();
    let ids = change.insert_many::<membership_condition::Entity>(conditions).await?;
    // Until a suspension begins the rights are whole; on its first day the lists know by themselves.
    let today = change.today();
    let lasts = input.from_on <= today && input.to_on.is_none_or(|last| last >= today);
    if input.kind == ConditionKind::RightsSuspended && lasts {
        let whole: Vec<membership::Model> = rows.iter().filter(|row| row.status == Status::Active).cloned().collect();
        set_status(change, &whole, Status::Suspended).await?;
    }
    let after = json!({ "kind": input.kind, "to_on": input.to_on, "dues_kind": input.dues_kind });
    let events = rows
        .iter()
        .map(|row| event_row(row.id, EventKind::ConditionStart, input.from_on, &json!({}), &after, note.clone(), batch))
        .collect();
    change.insert_many::<membership_event::Entity>(events).await?;
    Ok(ids.into_iter().map(ConditionId).collect())
}

async fn set_status(change: &mut Change<'_>, rows: &[membership::Model], status: Status) -> Result<()> {
    change.update_alike::<membership::Entity>(rows, |active| active.status = Set(status)).await?;
    Ok(())
}

/// End a condition; the end of the last suspension restores the rights.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn end_condition(session: &Session, input: EndCondition) -> Result<Nothing> {
    let mut change = session.change("members", "end_condition").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let condition = membership_condition::Entity::find_by_id(input.id)
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "condition" })?;
    let (row, person) =
        load(&change, &scope, condition.membership_id, None).await.map_err(|error| out_of_sight(error, "condition"))?;
    if condition.version != input.version {
        return Err(Error::Changed);
    }
    ends_after(condition.from_on, "to_on", input.to_on)?;
    let kind = condition.kind;
    end_all_on(&mut change, &[(row, condition)], input.to_on, None).await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "condition_kind": kind, "to_on": input.to_on })).await?;
    Ok(Nothing {})
}

/// End conditions of one kind on a day; the end of the last suspension restores the rights.
///
/// # Errors
/// What the database answers.
pub(super) async fn end_all_on(
    change: &mut Change<'_>,
    rows: &[(membership::Model, membership_condition::Model)],
    to_on: NaiveDate,
    reason: Option<String>,
) -> Result<()> {
    let conditions: Vec<membership_condition::Model> = rows.iter().map(|(_, condition)| condition.clone()).collect();
    change.update_alike::<membership_condition::Entity>(&conditions, |active| active.to_on = Set(Some(to_on))).await?;
    let over = to_on < change.today();
    if over && conditions.iter().any(|condition| condition.kind == ConditionKind::RightsSuspended) {
        let ids: Vec<MembershipId> = rows.iter().map(|(row, _)| row.id).collect();
        let open: Vec<MembershipId> = conditions_of(change.on(), &ids, ConditionKind::RightsSuspended)
            .await?
            .into_iter()
            .filter(|other| in_force(other.from_on, other.to_on, change.today()))
            .map(|other| other.membership_id)
            .collect();
        let free: Vec<membership::Model> = rows
            .iter()
            .map(|(row, _)| row.clone())
            .filter(|row| row.status == Status::Suspended && !open.contains(&row.id))
            .collect();
        set_status(change, &free, Status::Active).await?;
    }
    let events = rows
        .iter()
        .map(|(row, condition)| {
            let (before, after) =
                (json!({ "to_on": condition.to_on }), json!({ "kind": condition.kind, "to_on": to_on }));
            event_row(row.id, EventKind::ConditionEnd, to_on, &before, &after, reason.clone(), None)
        })
        .collect();
    change.insert_many::<membership_event::Entity>(events).await?;
    Ok(())
}

/// With memberships end their conditions and offices; what would only begin later never takes place.
///
/// # Errors
/// What the database answers.
pub(crate) async fn end_with_memberships(
    change: &mut Change<'_>,
    memberships: &[MembershipId],
    left_on: NaiveDate,
) -> Result<()> {
    use super::super::entity::office_term;
    let ids = || memberships.iter().copied();
    let open = membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.is_in(ids()))
        .all(change.on())
        .await?;
    for row in open.into_iter().filter(|row| row.to_on.is_none_or(|last| last > left_on)) {
        let last = left_on.max(row.from_on);
        change.update::<membership_condition::Entity>(&row, |active| active.to_on = Set(Some(last))).await?;
    }
    let held =
        office_term::Entity::find().filter(office_term::Column::MembershipId.is_in(ids())).all(change.on()).await?;
    for row in held.into_iter().filter(|row| row.to_on.is_none_or(|last| last > left_on)) {
        let last = left_on.max(row.from_on);
        change.update::<office_term::Entity>(&row, |active| active.to_on = Set(Some(last))).await?;
    }
    Ok(())
}
