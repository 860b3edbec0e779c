//! Moving, leaving, and taking back a mistaken end: M-08, M-09, M-10, M-12.

use chrono::Days;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::super::closed::may_end_on;
use super::super::entity::{membership, membership_event, person, unit_assignment};
use super::super::model::{EndReason, EventKind, LeaveUnion, MoveMember, Reinstate, Status};
use super::super::queries::{person_in_reach, scope};
use super::conditions::end_with_membership;
use super::join::{assignment_row, load, unit_in_reach};
use super::write::{event_row, kept, name_of};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::BatchId;
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// Move a member to another unit from a day on; the old assignment ends the day before.
///
/// # Errors
/// M-05 when the unit does not exist on the day, `move_not_member`, `move_before_assignment` (correct it by hand instead).
pub async fn move_unit(session: &Session, input: MoveMember) -> Result<Nothing> {
    let scope = scope(session, Right::ChangeRoster).await?;
    unit_in_reach(&scope, input.unit_id)?;
    let mut change = session.change("members", "move_unit").await?;
    let (row, person) = load(&change, input.membership_id, None).await?;
    person_in_reach(change.on(), &scope, person.id).await?;
    if !matches!(row.status, Status::Active | Status::Suspended)
        || row.joined_on.is_none_or(|joined| joined > input.from_on)
    {
        return Err(Error::refused("move_not_member", json!({})));
    }
    let Some(unit) = scope.tree.get(input.unit_id).filter(|unit| unit.valid_on(input.from_on)) else {
        return Err(Error::refused("M-05", json!({})));
    };
    let open = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.eq(row.id))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .filter(unit_assignment::Column::ToOn.is_null())
        .one(change.on())
        .await?;
    let mut before = json!({});
    if let Some(open) = open {
        if open.unit_id == input.unit_id {
            return Err(Error::refused("move_same_unit", json!({})));
        }
        if open.from_on >= input.from_on {
            return Err(Error::refused("move_before_assignment", json!({ "from_on": open.from_on })));
        }
        let last = input.from_on.checked_sub_days(Days::new(1)).unwrap_or(input.from_on);
        change.update::<unit_assignment::Entity>(&open, |active| active.to_on = Set(Some(last))).await?;
        before =
            json!({ "unit_id": open.unit_id, "unit": scope.tree.get(open.unit_id).map(|node| node.label.clone()) });
    }
    change.insert::<unit_assignment::Entity>(assignment_row(row.id, input.unit_id, input.from_on)).await?;
    let after = json!({ "unit_id": input.unit_id, "unit": unit.label });
    let reason = kept(input.reason.as_deref());
    change
        .insert::<membership_event::Entity>(event_row(
            row.id,
            EventKind::Unit,
            input.from_on,
            &before,
            &after,
            reason.clone(),
            None,
        ))
        .await?;
    change.about_record("person", person.id.0);
    change.because(reason);
    change.done(json!({ "name": name_of(&person), "unit": unit.label, "from_on": input.from_on })).await?;
    Ok(Nothing {})
}

/// End a membership; leaving is free in law, so no reason refuses it. The last day is still counted.
///
/// # Errors
/// M-08 for an expulsion without resolution and hearing, M-09 for a last day before the first, M-10 for a resignation
/// without the day of its receipt, `not_in_force`.
pub async fn leave(session: &Session, input: LeaveUnion) -> Result<Nothing> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let mut change = session.change("members", "leave").await?;
    let (row, person_row) = load(&change, input.membership_id, Some(input.version)).await?;
    person_in_reach(change.on(), &scope, person_row.id).await?;
    may_end_on(session, change.on(), input.left_on, input.end_note.as_deref()).await?;
    end(&mut change, &row, &person_row, &input, None).await?;
    change.about_record("person", person_row.id.0);
    change.done(json!({ "name": name_of(&person_row), "left_on": input.left_on })).await?;
    Ok(Nothing {})
}

/// End a membership within a change.
///
/// # Errors
/// As [`leave`].
pub(crate) async fn end(
    change: &mut Change<'_>,
    row: &membership::Model,
    person_row: &person::Model,
    input: &LeaveUnion,
    batch: Option<BatchId>,
) -> Result<()> {
    if !matches!(row.status, Status::Active | Status::Suspended) {
        return Err(Error::refused("not_in_force", json!({})));
    }
    if row.joined_on.is_none_or(|joined| input.left_on < joined) {
        return Err(Error::refused("M-09", json!({ "joined_on": row.joined_on })));
    }
    if input.end_reason == EndReason::Resignation && input.received_on.is_none() {
        return Err(Error::refused("M-10", json!({})));
    }
    if input.end_reason == EndReason::Expulsion {
        let proper = input.resolution.as_ref().is_some_and(|resolution| resolution.is_proper(input.left_on));
        if !proper {
            return Err(Error::refused("M-08", json!({})));
        }
    }
    let resolution = input
        .resolution
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| Error::Bug(error.to_string()))?;
    let note = kept(input.end_note.as_deref());
    let open = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.eq(row.id))
        .filter(unit_assignment::Column::ToOn.is_null())
        .all(change.on())
        .await?;
    for assignment in open {
        // An assignment that would only begin later never takes place; it shrinks to one day after the end.
        let last = input.left_on.max(assignment.from_on);
        change.update::<unit_assignment::Entity>(&assignment, |active| active.to_on = Set(Some(last))).await?;
    }
    end_with_membership(change, row, input.left_on).await?;
    change
        .update::<membership::Entity>(row, |active| {
            active.status = Set(Status::Ended);
            active.left_on = Set(Some(input.left_on));
            active.end_reason = Set(Some(input.end_reason));
            active.end_note = Set(note.clone());
            active.end_received_on = Set(input.received_on);
            active.resolution = Set(resolution);
        })
        .await?;
    if input.end_reason == EndReason::Death && person_row.deceased_on.is_none() {
        change.update::<person::Entity>(person_row, |active| active.deceased_on = Set(Some(input.left_on))).await?;
    }
    let after = json!({ "status": Status::Ended, "left_on": input.left_on, "end_reason": input.end_reason });
    change
        .insert::<membership_event::Entity>(event_row(
            row.id,
            EventKind::End,
            input.left_on,
            &json!({ "status": row.status }),
            &after,
            note,
            batch,
        ))
        .await?;
    Ok(())
}

/// Take back an end that was a mistake; the history keeps both (M-12).
///
/// # Errors
/// `not_ended`, M-02 when the person holds another membership by now, `reason` required.
pub async fn reinstate(session: &Session, input: Reinstate) -> Result<Nothing> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let reason = kept(Some(&input.reason)).ok_or_else(|| Error::invalid("reason", "required"))?;
    let mut change = session.change("members", "reinstate").await?;
    let (row, person) = load(&change, input.membership_id, Some(input.version)).await?;
    person_in_reach(change.on(), &scope, person.id).await?;
    if row.status != Status::Ended {
        return Err(Error::refused("not_ended", json!({})));
    }
    let other = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.id))
        .filter(membership::Column::Status.is_in([Status::Applied, Status::Active, Status::Suspended]))
        .one(change.on())
        .await?;
    if other.is_some() {
        return Err(Error::refused("M-02", json!({ "names": name_of(&person) })));
    }
    let last = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.eq(row.id))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .order_by_desc(unit_assignment::Column::FromOn)
        .one(change.on())
        .await?;
    if let Some(last) = last.filter(|last| last.to_on == row.left_on) {
        change.update::<unit_assignment::Entity>(&last, |active| active.to_on = Set(None)).await?;
    }
    change
        .update::<membership::Entity>(&row, |active| {
            active.status = Set(Status::Active);
            active.left_on = Set(None);
            active.end_reason = Set(None);
            active.end_note = Set(None);
            active.end_received_on = Set(None);
            active.resolution = Set(None);
        })
        .await?;
    let before = json!({ "status": row.status, "left_on": row.left_on, "end_reason": row.end_reason });
    let event = event_row(
        row.id,
        EventKind::Correction,
        session.today(),
        &before,
        &json!({ "status": Status::Active }),
        Some(reason.clone()),
        None,
    );
    change.insert::<membership_event::Entity>(event).await?;
    change.about_record("person", person.id.0);
    change.because(Some(reason));
    change.done(json!({ "name": name_of(&person) })).await?;
    Ok(Nothing {})
}
