//! Sessions and what is written about them. A note that was acknowledged stays: within 24 hours its author may correct it, later words
//! are an addendum. What is being written is kept on the way.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::super::entity::{case_draft, case_note, case_session};
use super::super::keys::{OpenCase, open_case};
use super::super::model::{
    AddCaseAddendum, CaseConsentScope, CaseDueKind, CaseEvent, CaseNoteKind, CaseNoteWords, CaseSessionSaved, LINE,
    LOCK_HOURS, NOTE, SaveCaseNote, SaveCaseSession, check_lengths, check_planned, is_locked, lines,
};
use super::super::queries::consented;
use super::{finish_dues, open_dues, put_due, required, within, write};
use crate::error::{Error, Result};
use crate::ids::{CaseId, CaseNoteId, CaseSessionId};
use crate::ops::Change;
use crate::session::Session;

/// The words of a note as they are kept.
fn kept(words: &CaseNoteWords) -> Result<CaseNoteWords> {
    let kept = CaseNoteWords {
        presenting: lines(words.presenting.as_deref()),
        background: lines(words.background.as_deref()),
        facts: lines(words.facts.as_deref()),
        assessment: lines(words.assessment.as_deref()),
        agreement: lines(words.agreement.as_deref()),
        next_step: lines(words.next_step.as_deref()),
        information: lines(words.information.as_deref()),
        place: lines(words.place.as_deref()),
        text: lines(words.text.as_deref()),
    };
    check_lengths(&[
        ("note.presenting", kept.presenting.as_deref(), NOTE),
        ("note.background", kept.background.as_deref(), NOTE),
        ("note.facts", kept.facts.as_deref(), NOTE),
        ("note.assessment", kept.assessment.as_deref(), NOTE),
        ("note.agreement", kept.agreement.as_deref(), NOTE),
        ("note.next_step", kept.next_step.as_deref(), NOTE),
        ("note.information", kept.information.as_deref(), NOTE),
        ("note.place", kept.place.as_deref(), LINE),
        ("note.text", kept.text.as_deref(), NOTE),
    ])?;
    if kept.is_empty() { Err(Error::invalid("note", "required")) } else { Ok(kept) }
}

async fn may_write(change: &Change<'_>, case: &OpenCase) -> Result<()> {
    case.row.status.may_note(consented(change.on(), case.row.id, CaseConsentScope::Record).await?)
}

/// What a note is beside its words.
pub(super) struct Of {
    pub session: Option<CaseSessionId>,
    pub amends: Option<CaseNoteId>,
}

pub(super) async fn insert_note(
    session: &Session,
    change: &mut Change<'_>,
    case: &OpenCase,
    of: Of,
    words: &CaseNoteWords,
) -> Result<CaseNoteId> {
    let last = case_note::Entity::find()
        .filter(case_note::Column::CaseId.eq(case.row.id))
        .order_by_desc(case_note::Column::No)
        .limit(1)
        .one(change.on())
        .await?;
    let (id, by) = (CaseNoteId::new(), session.officer());
    change
        .insert::<case_note::Entity>(case_note::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            session_id: Set(of.session),
            amends_id: Set(of.amends),
            kind: Set(if of.amends.is_some() { CaseNoteKind::Addendum } else { CaseNoteKind::Note }),
            no: Set(last.map_or(1, |last| last.no + 1)),
            revision: Set(1),
            author_id: Set(by),
            saved_at: Set(change.now()),
            words: Set(case.seal("note", id.0, 1, by, words)?),
            ..Default::default()
        })
        .await?;
    Ok(id)
}

/// A session was held: its data, its sealed note, the step after it and the next date, in one.
///
/// # Errors
/// `C-03`, `case_over`, `required` at `note`, `case_minutes_range`, `case_day_future`, `case_day_before`, `date_order` and
/// `case_day_far` at `next_on`; as [`open_case`].
pub async fn save_session(session: &Session, input: SaveCaseSession) -> Result<CaseSessionSaved> {
    let words = kept(&input.note)?;
    if !(1..=600).contains(&input.minutes) {
        return Err(Error::invalid("minutes", "case_minutes_range"));
    }
    let mut change = session.change("cases", "save_session").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    let held_on = within(session, "held_on", input.held_on, &case)?;
    if let Some(next) = input.next_on {
        check_planned("next_on", next, session.today())?;
        if next < held_on {
            return Err(Error::invalid("next_on", "date_order"));
        }
    }
    may_write(&change, &case).await?;
    let step = input.step_after.unwrap_or(case.row.step);
    if step != case.row.step {
        case.row.status.next(CaseEvent::Step)?;
    }
    let (id, by) = (CaseSessionId::new(), session.officer());
    change
        .insert::<case_session::Entity>(case_session::ActiveModel {
            id: Set(id),
            case_id: Set(case.row.id),
            officer_id: Set(by),
            held_on: Set(held_on),
            minutes: Set(input.minutes),
            mode: Set(input.mode),
            step_after: Set(step),
            ..Default::default()
        })
        .await?;
    let of = Of { session: Some(id), amends: None };
    let note_id = insert_note(session, &mut change, &case, of, &words).await?;
    let waiting = [CaseDueKind::FirstSession, CaseDueKind::NextSession, CaseDueKind::Contact];
    let dues = open_dues(&change, case.row.id, &waiting).await?;
    let met = dues.into_iter().filter(|due| due.kind == CaseDueKind::FirstSession || due.due_on <= held_on).collect();
    finish_dues(&mut change, met, held_on).await?;
    if let Some(next) = input.next_on {
        put_due(&mut change, case.row.id, by, CaseDueKind::NextSession, next, Some(id.0)).await?;
    }
    if step != case.row.step {
        write(session, &mut change, &case, None, |row| row.step = Set(step)).await?;
    }
    leave_draft(&change, session, case.row.id, input.draft.as_deref()).await?;
    change.about_record("counsel_case", case.row.id.0);
    let locked_from = change.now() + TimeDelta::hours(LOCK_HOURS);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(CaseSessionSaved { session_id: id, note_id, locked_from })
}

/// Write a note between sessions, or correct the own one within 24 hours.
///
/// # Errors
/// `C-03`, `case_over`, `required`, `note_locked`, `note_of_another`, [`Error::Changed`], [`Error::Missing`]; as [`open_case`].
pub async fn save_note(session: &Session, input: SaveCaseNote) -> Result<CaseNoteId> {
    let words = kept(&input.note)?;
    let mut change = session.change("cases", "save_note").await?;
    change.is_final();
    let case = open_case(session, change.on(), input.case_id, None).await?;
    may_write(&change, &case).await?;
    let id = match input.note_id {
        None => insert_note(session, &mut change, &case, Of { session: None, amends: None }, &words).await?,
        Some(id) => {
            let row = note_of(&change, case.row.id, id).await?;
            if row.author_id != session.officer() {
                return Err(Error::refused("note_of_another", json!({})));
            }
            if is_locked(row.saved_at, session.now()) {
                return Err(Error::refused("note_locked", json!({})));
            }
            if input.version.is_some_and(|version| version != row.version) {
                return Err(Error::Changed);
            }
            let revision = row.revision + 1;
            let sealed = case.seal("note", id.0, revision, row.author_id, &words)?;
            change
                .update::<case_note::Entity>(&row, |active| {
                    active.revision = Set(revision);
                    active.words = Set(sealed);
                })
                .await?;
            id
        }
    };
    leave_draft(&change, session, case.row.id, input.draft.as_deref()).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

async fn note_of(change: &Change<'_>, case: CaseId, id: CaseNoteId) -> Result<case_note::Model> {
    let row = case_note::Entity::find_by_id(id).one(change.on()).await?.filter(|row| row.case_id == case);
    row.ok_or(Error::Missing { what: "note" })
}

/// Add words to a note; the note itself stays as it was. Also in a case that is over.
///
/// # Errors
/// `required`, `C-03` after the consent was withdrawn, [`Error::Missing`]; as [`open_case`].
pub async fn add_addendum(session: &Session, input: AddCaseAddendum) -> Result<CaseNoteId> {
    let text = required("text", &input.text)?;
    check_lengths(&[("text", Some(&text), NOTE)])?;
    let mut change = session.change("cases", "add_addendum").await?;
    change.is_final();
    let row = case_note::Entity::find_by_id(input.note_id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "note" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    // After a withdrawal nothing more is written, not even beside what stands.
    if !consented(change.on(), case.row.id, CaseConsentScope::Record).await? {
        return Err(Error::refused("C-03", json!({})));
    }
    // An addendum to an addendum adds to the note itself.
    let of = Of { session: row.session_id, amends: Some(row.amends_id.unwrap_or(row.id)) };
    let words = CaseNoteWords { text: Some(text), ..CaseNoteWords::default() };
    let id = insert_note(session, &mut change, &case, of, &words).await?;
    leave_draft(&change, session, case.row.id, input.draft.as_deref()).await?;
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(id)
}

/// What was saved is no draft any more: it goes in the same transaction.
async fn leave_draft(change: &Change<'_>, session: &Session, case: CaseId, place: Option<&str>) -> Result<()> {
    let Some(place) = place else { return Ok(()) };
    case_draft::Entity::delete_many()
        .filter(case_draft::Column::CaseId.eq(case))
        .filter(case_draft::Column::OfficerId.eq(session.officer()))
        .filter(case_draft::Column::Place.eq(place))
        .exec(change.on())
        .await?;
    Ok(())
}
