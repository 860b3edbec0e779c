//! What counsellors do.

mod course;
mod crisis;
mod drafts;
mod erasing;
mod handing;
mod inquiry;
mod nearness;
mod plans;
mod releases;
mod renewal;
mod room;
mod sharing;
mod words;

pub use course::{activate, close, consent, follow_up, pause, refer_out, reopen, resume, set_step, withdraw_consent};
pub use crisis::{raise_crisis, save_crisis};
pub use drafts::{drop_draft, save_draft};
pub use erasing::{catch_up, erase_case, set_case_retention};
pub use handing::{add_advice, hand_over, read_case, share, unshare};
pub use inquiry::{assign, correct_case, decline, open_inquiry};
pub use plans::{add_action, add_due, add_goal, done_due, end_action, end_goal, refer, referral_followed};
pub use releases::{ask_release, decide_release, open_emergency, recover_cases, recover_room};
pub use room::{admit, dismiss, found_room, save_counselor, save_help_line, save_template};
pub use words::{add_addendum, save_note, save_session};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::entity::{
    case_consent, case_due, case_goal, case_referral, case_reopening, case_session, case_template, counsel_case,
    counsel_room,
};
use super::keys::OpenCase;
use super::model::{
    CaseConsentScope, CaseDueAfter, CaseDueKind, CaseTemplateStep, Head, REFERRAL_DAYS, check_in_case, due_on,
    kept_months, lines, retention_until,
};
use super::queries::{consent_of, promised};
use crate::error::{Error, Result};
use crate::ids::{CaseDueId, CaseId, CaseReferralId, OfficerId};
use crate::ops::Change;
use crate::session::Session;

/// A text that must be there.
fn required(field: &str, typed: &str) -> Result<String> {
    lines(Some(typed)).ok_or_else(|| Error::invalid(field, "required"))
}

/// Two texts that must be there; what is missing is told of both at once.
fn both_required(one: (&str, &str), other: (&str, &str)) -> Result<(String, String)> {
    match (required(one.0, one.1), required(other.0, other.1)) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let missing = [one.err(), other.err()].into_iter().flatten();
            Err(Error::Invalid(missing.flat_map(|error| error.fields().to_vec()).collect()))
        }
    }
}

/// A day that is not still to come; today unless one is named.
fn past(session: &Session, field: &str, day: Option<NaiveDate>) -> Result<NaiveDate> {
    let day = day.unwrap_or_else(|| session.today());
    if day > session.today() { Err(Error::invalid(field, "case_day_future")) } else { Ok(day) }
}

/// A day within a case: not still to come, and not before the inquiry; today unless one is named.
fn within(session: &Session, field: &str, day: Option<NaiveDate>, case: &OpenCase) -> Result<NaiveDate> {
    let day = past(session, field, day)?;
    check_in_case(field, day, case.row.opened_on)?;
    Ok(day)
}

/// The days on which something happened in a case after the inquiry.
async fn happened(change: &Change<'_>, case: CaseId) -> Result<Vec<NaiveDate>> {
    let mut days = Vec::new();
    macro_rules! days_of {
        ($table:ident, $column:ident) => {
            let rows = $table::Entity::find().filter($table::Column::CaseId.eq(case)).select_only();
            let rows: Vec<NaiveDate> = rows.column($table::Column::$column).into_tuple().all(change.on()).await?;
            days.extend(rows);
        };
    }
    days_of!(case_consent, ExplainedOn);
    days_of!(case_session, HeldOn);
    days_of!(case_goal, SetOn);
    days_of!(case_referral, HandedOn);
    days_of!(case_reopening, EndedOn);
    days_of!(case_reopening, ReopenedOn);
    Ok(days)
}

/// The last day on which a case that is closed on a day is kept: as the room has it set, never longer than the member was told.
async fn keep_until(
    change: &Change<'_>,
    room: &counsel_room::Model,
    case: CaseId,
    closed_on: NaiveDate,
) -> Result<NaiveDate> {
    let told = promised(change.on(), &[case]).await?.remove(&case);
    Ok(retention_until(closed_on, kept_months(room.retention_months, told)))
}

/// Write the row of a case and, where the head changed, the head sealed anew.
async fn write(
    session: &Session,
    change: &mut Change<'_>,
    case: &OpenCase,
    head: Option<&Head>,
    edit: impl FnOnce(&mut counsel_case::ActiveModel),
) -> Result<()> {
    let sealed = head.map(|head| case.seal_head(session.officer(), head)).transpose()?;
    change
        .update::<counsel_case::Entity>(&case.row, |row| {
            edit(row);
            if let Some((head, no)) = sealed {
                row.head = Set(head);
                row.head_no = Set(no);
                row.head_by = Set(Some(session.officer()));
            }
        })
        .await?;
    change.about_record("counsel_case", case.row.id.0);
    Ok(())
}

/// Put a date onto somebody's day list.
async fn put_due(
    change: &mut Change<'_>,
    case: CaseId,
    officer: OfficerId,
    kind: CaseDueKind,
    on: NaiveDate,
    about: Option<Uuid>,
) -> Result<CaseDueId> {
    let id = CaseDueId::new();
    change
        .insert::<case_due::Entity>(case_due::ActiveModel {
            id: Set(id),
            case_id: Set(case),
            officer_id: Set(officer),
            kind: Set(kind),
            due_on: Set(on),
            done_on: Set(None),
            about_id: Set(about),
            ..Default::default()
        })
        .await?;
    Ok(id)
}

/// Ask after some days what became of a referral.
async fn ask_after(
    change: &mut Change<'_>,
    case: CaseId,
    officer: OfficerId,
    referral: CaseReferralId,
    handed_on: NaiveDate,
) -> Result<()> {
    let on = due_on(handed_on, i64::try_from(REFERRAL_DAYS).unwrap_or(30), 0);
    put_due(change, case, officer, CaseDueKind::ReferralCheck, on, Some(referral.0)).await?;
    Ok(())
}

/// Put the dates that the case's timeline counts from something.
async fn plan(
    change: &mut Change<'_>,
    template: Option<&case_template::Model>,
    case: CaseId,
    officer: OfficerId,
    after: CaseDueAfter,
    from: NaiveDate,
) -> Result<()> {
    let Some(template) = template else { return Ok(()) };
    let steps: Vec<CaseTemplateStep> = serde_json::from_str(&template.steps).unwrap_or_default();
    for step in steps.into_iter().filter(|step| step.after == after) {
        put_due(change, case, officer, step.kind, due_on(from, step.days, step.months), None).await?;
    }
    Ok(())
}

/// Dates of a case that are still to be done, of some kinds or all.
async fn open_dues(change: &Change<'_>, case: CaseId, kinds: &[CaseDueKind]) -> Result<Vec<case_due::Model>> {
    let mut query =
        case_due::Entity::find().filter(case_due::Column::CaseId.eq(case)).filter(case_due::Column::DoneOn.is_null());
    if !kinds.is_empty() {
        query = query.filter(case_due::Column::Kind.is_in(kinds.iter().copied()));
    }
    Ok(query.all(change.on()).await?)
}

/// These dates are done.
async fn finish_dues(change: &mut Change<'_>, dues: Vec<case_due::Model>, on: NaiveDate) -> Result<()> {
    for due in dues {
        change.update::<case_due::Entity>(&due, |row| row.done_on = Set(Some(on))).await?;
    }
    Ok(())
}

/// Words that a step of the case does not need: none after the member's no to the record (C-03).
async fn may_say(change: &Change<'_>, case: CaseId, says: bool) -> Result<()> {
    consent_of(change.on(), case, CaseConsentScope::Record).await?.may_say(says)
}
