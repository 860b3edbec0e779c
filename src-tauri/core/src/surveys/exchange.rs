//! The workbook that goes out for answers to be typed into (`written`), and comes back (`returned`): one line a sheet. It is
//! taken in once and as one op; what is stale, foreign or damaged is told apart. It names nobody, and nothing of the
//! file but its number is kept.

mod returned;
mod written;

pub use written::write_form;

use sea_orm::ActiveValue::Set;
use serde_json::json;

use self::returned::{Returned, read};
use super::actions::count_within;
use super::entity::survey_form;
use super::model::{ApplySurveyForm, Sheet, SheetOutcome, SheetRead, SurveyFile, SurveyRead};
use crate::desk::Passphrase;
use crate::error::{Error, Result};
use crate::excel::source::Source;
use crate::session::Session;

async fn source(session: &Session, input: &SurveyFile) -> Result<Source> {
    Source::of(session, &input.file, input.password.as_ref().map(Passphrase::secret)).await
}

/// What a returned form would count; nothing is written.
///
/// # Errors
/// `workbook_…`; `survey_form_not_found` for a file that is none, `survey_form_unknown` for one of another union,
/// `survey_form_other_wave`, `survey_form_old`, `survey_form_taken`, `survey_form_columns`, `survey_closed`.
pub async fn preview_form(session: &Session, input: SurveyFile) -> Result<SurveyRead> {
    let source = source(session, &input).await?;
    let found = returned::look(session, &source).await?;
    let read = read(session.look(), &source, &input, &found).await?;
    source.unchanged().await?;
    Ok(told(&source, &read, None))
}

/// Count what a returned form holds, as one op.
///
/// # Errors
/// As [`preview_form`]; `file_changed` when the file is not the one that was looked at; `survey_form_empty` without a sheet;
/// `survey_form_rows` while rows cannot be read and are not to be left out.
pub async fn apply_form(session: &Session, input: ApplySurveyForm) -> Result<SurveyRead> {
    let source = source(session, &input.form).await?;
    source.is_still(input.file_hash.as_deref())?;
    let found = returned::look(session, &source).await?;
    let mut change = session.change("surveys", "apply_form").await?;
    let read = read(change.on(), &source, &input.form, &found).await?;
    source.unchanged().await?;
    let sheets: Vec<Sheet> = read.rows.iter().filter_map(|row| row.sheet.as_ref().ok().cloned()).collect();
    let refused = read.rows.len() - sheets.len();
    if refused > 0 && !input.leave_out {
        return Err(Error::refused("survey_form_rows", json!({ "n": refused })));
    }
    if sheets.is_empty() {
        return Err(Error::refused("survey_form_empty", json!({ "name": source.name })));
    }
    let n = count_within(&mut change, &read.wave, &sheets).await?;
    let today = session.today();
    change
        .update::<survey_form::Entity>(&read.form, |active| {
            active.taken_on = Set(Some(today));
            active.taken = Set(Some(n));
        })
        .await?;
    change.about_record("survey_form", read.form.id.0);
    let about = json!({ "title": read.wave.title, "wave": read.wave.row.label, "label": read.form.label, "n": n });
    let op = change.done(about).await?;
    Ok(told(&source, &read, Some(op)))
}

fn told(source: &Source, read: &Returned, op: Option<crate::ids::OpId>) -> SurveyRead {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let refused: Vec<SheetRead> = read
        .rows
        .iter()
        .filter_map(|row| {
            let (question, reason) = row.sheet.as_ref().err()?;
            Some(SheetRead {
                row: row.number,
                outcome: SheetOutcome::Refused,
                reason: Some((*reason).to_owned()),
                question: *question,
            })
        })
        .collect();
    SurveyRead {
        file_name: source.name.clone(),
        file_hash: source.hash.clone(),
        op,
        wave_id: read.wave.row.id,
        wave: read.wave.row.label.clone(),
        code: read.form.code.clone(),
        label: read.form.label.clone(),
        read: count(read.rows.len()),
        taken: count(read.rows.len() - refused.len()),
        refused: count(refused.len()),
        rows: refused,
    }
}
