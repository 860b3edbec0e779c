//! Count sheets. What is written is a pile's sum; no sheet, no order, no moment of a single one.

use std::collections::BTreeMap;

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::super::entity::survey_count;
use super::super::model::{EnterSheets, Entered, MOST_SHEETS, Sheet, Tally, check_sheet};
use super::super::queries::{Wave, load, sheets_of};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{SurveyCountId, WaveId};
use crate::ops::Change;
use crate::session::Session;

/// Count a pile of sheets.
///
/// # Errors
/// [`Error::Invalid`] with the sheets that cannot be counted, `sheets.<n>`, from 0; nothing is counted then. `survey_closed`,
/// [`Error::Missing`].
pub async fn enter_sheets(session: &Session, input: EnterSheets) -> Result<Entered> {
    if !(1..=MOST_SHEETS).contains(&input.sheets.len()) {
        return Err(Error::Invalid(vec![FieldProblem::out_of_range("sheets", 1, MOST_SHEETS)]));
    }
    let mut change = session.change("surveys", "enter_sheets").await?;
    let wave = load(change.on(), input.wave_id).await?;
    wave.takes_sheets()?;
    let problems: Vec<FieldProblem> = input
        .sheets
        .iter()
        .enumerate()
        .filter_map(|(at, sheet)| {
            let (question, code) = check_sheet(sheet, &wave.questions, &wave.groups).err()?;
            let about = json!({ "sheet": at + 1, "question": question });
            Some(FieldProblem { field: format!("sheets.{at}"), code: code.into(), about })
        })
        .collect();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let n = count_within(&mut change, &wave, &input.sheets).await?;
    let sheets = sheets_of(change.on(), input.wave_id).await?;
    change.about_record("survey_wave", input.wave_id.0);
    let op = change.done(json!({ "title": wave.title, "wave": wave.row.label, "n": n })).await?;
    Ok(Entered { op, n, sheets })
}

/// Add sheets up and write the sums within a change; answers how many.
///
/// # Errors
/// What the database answers.
pub(in crate::surveys) async fn count_within(change: &mut Change<'_>, wave: &Wave, sheets: &[Sheet]) -> Result<i64> {
    let mut tallies: BTreeMap<Option<i64>, Tally> = BTreeMap::new();
    for sheet in sheets {
        tallies.entry(sheet.group).or_default().add(sheet);
    }
    insert_counts(change, wave.row.id, &tallies).await?;
    Ok(tallies.values().map(|tally| tally.sheets).sum())
}

/// Write sums by group.
///
/// # Errors
/// What the database answers.
pub(super) async fn insert_counts(
    change: &mut Change<'_>,
    wave: WaveId,
    tallies: &BTreeMap<Option<i64>, Tally>,
) -> Result<()> {
    for (group, tally) in tallies {
        let row = survey_count::ActiveModel {
            id: Set(SurveyCountId::new()),
            wave_id: Set(wave),
            group_no: Set(*group),
            sheets: Set(tally.sheets),
            counts: Set(tally.packed()?),
            ..Default::default()
        };
        change.insert::<survey_count::Entity>(row).await?;
    }
    Ok(())
}
