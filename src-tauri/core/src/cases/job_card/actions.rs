//! Items are written down, taken off the card, and entered from a sheet that came back.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::super::keys::{OpenCase, open_case};
use super::super::model::CaseConsentScope;
use super::super::queries::consented;
use super::entity::job_card_item;
use super::model::{
    ApplyJobCard, CardItemNamed, CardKind, CardOutcome, CardWords, CoursesEntered, EnterCourses, JobCardApplied,
    SaveCardItem,
};
use super::queries::{completed, entered, rows};
use super::returned::{self, Said};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CardItemId, CaseId};
use crate::ops::Change;
use crate::session::Session;

/// Save an item of the card. A second plan sheet is the first one, changed.
///
/// # Errors
/// As [`CardWords::checked`] and [`open_case`]; `C-03` before the consent, `case_over`; [`Error::Changed`].
pub async fn save_card_item(session: &Session, input: SaveCardItem) -> Result<CardItemId> {
    let words = input.words.checked(input.kind)?;
    let mut change = session.change("cases", "save_card_item").await?;
    let case = opened(session, &change, input.case_id).await?;
    let known = rows(change.on(), &case).await?;
    let row = match input.id {
        Some(id) => {
            let row = known.iter().find(|row| row.id == id && !row.removed && row.kind == input.kind);
            let row = row.ok_or(Error::Missing { what: "card_item" })?;
            if row.version != input.version {
                return Err(Error::Changed);
            }
            Some(row)
        }
        None if input.kind == CardKind::Plan => {
            if known.iter().any(|row| row.kind == CardKind::Plan && !row.removed) {
                return Err(Error::Changed);
            }
            known.iter().find(|row| row.kind == CardKind::Plan)
        }
        None => None,
    };
    let id = match row {
        Some(row) => {
            rewrite(session, &mut change, &case, row, &words).await?;
            row.id
        }
        None => insert(session, &mut change, &case, input.kind, next_no(&known, input.kind), &words).await?,
    };
    finish(change, &case).await?;
    Ok(id)
}

async fn opened(session: &Session, change: &Change<'_>, id: CaseId) -> Result<OpenCase> {
    let case = open_case(session, change.on(), id, None).await?;
    case.row.status.may_note(consented(change.on(), id, CaseConsentScope::Record).await?)?;
    Ok(case)
}

async fn finish(mut change: Change<'_>, case: &OpenCase) -> Result<()> {
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no })).await?;
    Ok(())
}

/// Numbers are never used again, so that a sheet that comes back late means what it meant.
fn next_no(known: &[job_card_item::Model], kind: CardKind) -> i64 {
    known.iter().filter(|row| row.kind == kind).map(|row| row.no).max().unwrap_or(0) + 1
}

async fn insert(
    session: &Session,
    change: &mut Change<'_>,
    case: &OpenCase,
    kind: CardKind,
    no: i64,
    words: &CardWords,
) -> Result<CardItemId> {
    let (id, author) = (CardItemId::new(), session.officer());
    let row = job_card_item::ActiveModel {
        id: Set(id),
        case_id: Set(case.row.id),
        kind: Set(kind),
        no: Set(no),
        words: Set(case.seal("job_card", id.0, 1, author, words)?),
        revision: Set(1),
        author_id: Set(author),
        removed: Set(false),
        ..Default::default()
    };
    change.insert::<job_card_item::Entity>(row).await?;
    Ok(id)
}

async fn rewrite(
    session: &Session,
    change: &mut Change<'_>,
    case: &OpenCase,
    row: &job_card_item::Model,
    words: &CardWords,
) -> Result<()> {
    let (revision, author) = (row.revision + 1, session.officer());
    let sealed = case.seal("job_card", row.id.0, revision, author, words)?;
    change
        .update::<job_card_item::Entity>(row, |active| {
            active.words = Set(sealed);
            active.revision = Set(revision);
            active.author_id = Set(author);
            active.removed = Set(false);
        })
        .await?;
    Ok(())
}

/// Take an item off the card: also after the member's no, for nothing is written by it.
///
/// # Errors
/// As [`open_case`]; `case_over`; [`Error::Changed`].
pub async fn remove_card_item(session: &Session, input: CardItemNamed) -> Result<Nothing> {
    let mut change = session.change("cases", "remove_card_item").await?;
    let row = job_card_item::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.filter(|row| !row.removed).ok_or(Error::Missing { what: "card_item" })?;
    let case = open_case(session, change.on(), row.case_id, None).await?;
    case.row.status.may_note(true)?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    change.update::<job_card_item::Entity>(&row, |active| active.removed = Set(true)).await?;
    finish(change, &case).await?;
    Ok(Nothing::default())
}

/// Enter completed courses as learning, each once.
///
/// # Errors
/// As [`save_card_item`]; [`Error::Missing`] for a course that the member did not complete.
pub async fn add_learning(session: &Session, input: EnterCourses) -> Result<CoursesEntered> {
    let case = open_case(session, session.look(), input.case_id, None).await?;
    let mut courses = completed(session, &case).await?;
    let mut change = session.change("cases", "add_learning").await?;
    let case = opened(session, &change, input.case_id).await?;
    let known = rows(change.on(), &case).await?;
    if let Some(named) = &input.courses {
        if named.iter().any(|id| courses.iter().all(|course| course.id != *id)) {
            return Err(Error::Missing { what: "course" });
        }
        courses.retain(|course| named.contains(&course.id));
    }
    let entered = entered(&case, &known)?;
    courses.retain(|course| !entered.contains(&course.id));
    // The oldest stands first on the sheet.
    courses.sort_by(|a, b| (a.from_on, &a.course).cmp(&(b.from_on, &b.course)));
    for (no, course) in (next_no(&known, CardKind::Learning)..).zip(&courses) {
        let words = course.words().checked(CardKind::Learning)?;
        insert(session, &mut change, &case, CardKind::Learning, no, &words).await?;
    }
    finish(change, &case).await?;
    Ok(CoursesEntered { added: courses.len() })
}

/// Enter what a sheet says that came back: new rows and changed ones. What was changed here after the sheet went out stays.
///
/// # Errors
/// As [`super::preview_job_card`]; `file_changed` for another file than the one looked through; `C-03`, `case_over`.
pub async fn apply_job_card(session: &Session, input: ApplyJobCard) -> Result<JobCardApplied> {
    let source = returned::source(session, &input.of).await?;
    source.is_still(input.file_hash.as_deref())?;
    let mut change = session.change("cases", "apply_job_card").await?;
    let case = opened(session, &change, input.of.case_id).await?;
    let known = rows(change.on(), &case).await?;
    let found = returned::read(session, change.on(), &case, &source).await?;
    source.unchanged().await?;
    let mut done = JobCardApplied { added: 0, changed: 0, not_taken: 0 };
    let mut added: Vec<(CardKind, i64)> = Vec::new();
    for Said { shown, words } in &found.rows {
        match shown.outcome {
            CardOutcome::Unchanged => {}
            CardOutcome::NotTaken => done.not_taken += 1,
            CardOutcome::Added => {
                let last = added.iter().rfind(|(kind, _)| *kind == shown.kind).map(|(_, no)| no + 1);
                let no = last.unwrap_or_else(|| next_no(&known, shown.kind));
                insert(session, &mut change, &case, shown.kind, no, words).await?;
                added.push((shown.kind, no));
                done.added += 1;
            }
            CardOutcome::Changed => {
                let row = known.iter().find(|row| row.kind == shown.kind && Some(row.no) == shown.no);
                let row = row.ok_or_else(|| Error::Bug("row of a card".into()))?;
                rewrite(session, &mut change, &case, row, words).await?;
                done.changed += 1;
            }
        }
    }
    change.about_record("counsel_case", case.row.id.0);
    change.done(json!({ "case": case.row.case_no, "added": done.added, "changed": done.changed })).await?;
    Ok(done)
}
