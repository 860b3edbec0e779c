//! Moving and leaving: M-05, M-08, M-09, M-10.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::closed::{Entry, may_enter, note_correction};
use super::super::employment::end_employments;
use super::super::entity::{membership, membership_event, person, unit_assignment};
use super::super::model::{EndReason, EventKind, LeaveUnion, MoveMember, Span, Status};
use super::super::queries::scope_on;
use super::conditions::end_with_memberships;
use super::join::{load, unit_in_reach, unit_not_there};
use super::place::{assignments, correct_place, place};
use super::write::{event_row, kept, name_of, standing};
use crate::api::Nothing;
use crate::dates::in_force;
use crate::error::{Error, Result};
use crate::ids::{BatchId, MembershipId, PersonId, UnitId};
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// Move a member to another unit from a day on; what covers the day ends the day before, what begins later stays. Where a unit
/// has begun on that day or since, or the membership is over, this corrects what was entered, and asks for the reason (M-12).
///
/// # Errors
/// `unit_begins_later`, `unit_ended` when the unit does not exist on the day (M-05), `month_closed` (M-09), `move_not_member`, `move_same_unit`, `move_before_assignment` for a correction without a reason.
pub async fn move_unit(session: &Session, input: MoveMember) -> Result<Nothing> {
    let mut change = session.change("members", "move_unit").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    unit_in_reach(&scope, input.unit_id)?;
    let (row, person) = load(&change, &scope, input.membership_id, None).await?;
    let reason = kept(input.reason.as_deref());
    let closed = may_enter(session, change.on(), Entry::Begins, input.from_on, reason.as_deref()).await?;
    let has = assignments(change.on(), &[row.id]).await?.remove(&row.id).unwrap_or_default();
    let unit = scope.tree.get(input.unit_id).filter(|unit| unit.valid_on(input.from_on));
    let to = (input.unit_id, input.from_on);
    let standing = standing(&row, change.today());
    let past = standing.is_past_on(input.from_on);
    let corrects = match standing.may_move(to, unit.is_some(), &units_of(&has)) {
        Err(error) if unit.is_none() && (past || error.code() == "M-05") => {
            return Err(unit_not_there(&scope.tree, input.unit_id, input.from_on));
        }
        Err(error) if past || ["move_before_assignment", "move_same_unit"].contains(&error.code()) => {
            // Who is not there on the day comes there earlier than was entered.
            if has.iter().any(|stay| stay.unit_id == input.unit_id && in_force(stay.from_on, stay.to_on, input.from_on))
            {
                return Err(Error::refused("move_same_unit", json!({})));
            }
            if past && reason.is_none() {
                return Err(Error::invalid("reason", "required"));
            }
            if reason.is_none() {
                let begun = has.iter().map(|stay| stay.from_on).filter(|from| *from >= input.from_on).min();
                return Err(Error::refused("move_before_assignment", json!({ "from_on": begun })));
            }
            true
        }
        answer => answer.map(|()| false)?,
    };
    let moving = (row.id, row.left_on, has);
    if corrects {
        correct_place(&mut change, &scope.tree, to, moving, reason.clone()).await?;
    } else {
        place(&mut change, &scope.tree, to, &[moving], reason.clone()).await?;
    }
    note_correction(&mut change, row.id, input.from_on, closed, reason.as_deref()).await?;
    change.about_record("person", person.id.0);
    let unit = unit.map(|unit| unit.label.clone());
    change.done(json!({ "name": name_of(&person), "unit": unit, "from_on": input.from_on })).await?;
    Ok(Nothing {})
}

/// Units of assignments with their days, for the rules.
pub(super) fn units_of(has: &[unit_assignment::Model]) -> Vec<(UnitId, Span)> {
    has.iter().map(|row| (row.unit_id, (row.from_on, row.to_on))).collect()
}

/// End a membership; leaving is free in law, so no reason refuses it. The last day is still counted.
///
/// # Errors
/// `month_closed` for a last day before the last close unless M-09 allows it, M-08 for an expulsion without resolution and hearing,
/// M-09 for a last day before the first, M-10 for a resignation
/// without the day of its receipt, `not_in_force`.
pub async fn leave(session: &Session, input: LeaveUnion) -> Result<Nothing> {
    let mut change = session.change("members", "leave").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let (row, person_row) = load(&change, &scope, input.membership_id, Some(input.version)).await?;
    let note = input.end_note.as_deref();
    // Who was entered by mistake is counted on no day any more, from the first on.
    let (entry, day) = match (input.end_reason, row.joined_on) {
        (EndReason::EntryError, Some(joined)) => (Entry::Begins, joined),
        _ => (Entry::Ends, input.left_on),
    };
    let closed = may_enter(session, change.on(), entry, day, note).await?;
    end(&mut change, &row, &person_row, &input, None).await?;
    note_correction(&mut change, row.id, input.left_on, closed, note).await?;
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
    standing(row, change.today()).may_leave(
        input.left_on,
        input.end_reason,
        input.received_on,
        input.resolution.as_ref(),
    )?;
    end_all(change, &[(row.clone(), person_row.clone())], input, batch).await
}

/// End memberships that may end, all in the same way; of `input` only what is said of the end is taken.
///
/// # Errors
/// What the database answers.
pub(super) async fn end_all(
    change: &mut Change<'_>,
    rows: &[(membership::Model, person::Model)],
    input: &LeaveUnion,
    batch: Option<BatchId>,
) -> Result<()> {
    let resolution = input
        .resolution
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(|error| Error::Bug(error.to_string()))?;
    let note = kept(input.end_note.as_deref());
    let ids: Vec<MembershipId> = rows.iter().map(|(row, _)| row.id).collect();
    let open = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.is_in(ids.iter().copied()))
        .filter(
            Condition::any()
                .add(unit_assignment::Column::ToOn.is_null())
                .add(unit_assignment::Column::ToOn.gt(input.left_on)),
        )
        .all(change.on())
        .await?;
    // An assignment that would only begin later never takes place; it shrinks to one day after the end.
    let (begun, later): (Vec<_>, Vec<_>) = open.into_iter().partition(|row| row.from_on <= input.left_on);
    change.update_alike::<unit_assignment::Entity>(&begun, |active| active.to_on = Set(Some(input.left_on))).await?;
    for row in later {
        change.update::<unit_assignment::Entity>(&row, |active| active.to_on = Set(Some(row.from_on))).await?;
    }
    end_with_memberships(change, &ids, input.left_on).await?;
    if input.end_reason.ends_employment() {
        let persons: Vec<PersonId> = rows.iter().map(|(_, person)| person.id).collect();
        end_employments(change, &persons, input.left_on).await?;
    }
    let memberships: Vec<membership::Model> = rows.iter().map(|(row, _)| row.clone()).collect();
    change
        .update_alike::<membership::Entity>(&memberships, |active| {
            active.status = Set(Status::Ended);
            active.left_on = Set(Some(input.left_on));
            active.end_reason = Set(Some(input.end_reason));
            active.end_note = Set(note.clone());
            active.end_received_on = Set(input.received_on);
            active.resolution = Set(resolution.clone());
        })
        .await?;
    if input.end_reason == EndReason::Death {
        let persons: Vec<person::Model> =
            rows.iter().map(|(_, person)| person.clone()).filter(|person| person.deceased_on.is_none()).collect();
        change.update_alike::<person::Entity>(&persons, |active| active.deceased_on = Set(Some(input.left_on))).await?;
    }
    let after = json!({ "status": Status::Ended, "left_on": input.left_on, "end_reason": input.end_reason });
    let events = memberships
        .iter()
        .map(|row| {
            let before = json!({ "status": row.status });
            event_row(row.id, EventKind::End, input.left_on, &before, &after, note.clone(), batch)
        })
        .collect();
    change.insert_many::<membership_event::Entity>(events).await?;
    Ok(())
}
