//! A questionnaire asked once.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::WaveStatus;
use super::question::Question;
use super::tally::Sheet;
use crate::error::{Error, FieldProblem, Result};
use crate::fields::line;
use crate::ids::{OpId, SurveyFormId, SurveyId, WaveId};
use crate::text;

/// Groups of a wave at most.
const MOST_GROUPS: usize = 60;
/// Sheets entered at once at most.
pub(in crate::surveys) const MOST_SHEETS: usize = 500;

/// A part of the members that is told apart: a branch, or what the union names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SurveyGroup")]
pub struct Group {
    /// Its number on the sheet, from 1.
    #[ts(type = "number")]
    pub no: i64,
    /// Its name.
    pub label: String,
}

/// Open a wave: from now on sheets are taken, and the questions stand fast.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct OpenWave {
    /// The questionnaire.
    pub survey_id: SurveyId,
    /// Name of the wave.
    pub label: String,
    /// First day; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub opens_on: Option<NaiveDate>,
    /// Last day announced.
    #[serde(default)]
    #[ts(optional)]
    pub closes_on: Option<NaiveDate>,
    /// Sheets handed out, for the share that came back.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub handed_out: Option<i64>,
    /// Tell the branches apart.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub by_branch: bool,
    /// Tell these groups apart instead.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub groups: Vec<String>,
}

/// What may be mended of a wave.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveWave {
    /// The wave.
    pub id: WaveId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Name of the wave.
    pub label: String,
    /// Last day announced.
    #[serde(default)]
    #[ts(optional)]
    pub closes_on: Option<NaiveDate>,
    /// Sheets handed out.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub handed_out: Option<i64>,
}

/// Names a wave.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WaveNamed {
    /// The wave.
    pub id: WaveId,
}

/// Names a wave as it was read.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WaveVersion {
    /// The wave.
    pub id: WaveId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// Count a pile of sheets. Their order is not kept, and neither is any single one.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EnterSheets {
    /// The wave.
    pub wave_id: WaveId,
    /// The sheets, in any order.
    pub sheets: Vec<Sheet>,
}

/// Sheets were counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SheetsEntered")]
pub struct Entered {
    /// The op, for undo.
    pub op: OpId,
    /// How many.
    #[ts(type = "number")]
    pub n: i64,
    /// Sheets of the wave by now.
    #[ts(type = "number")]
    pub sheets: i64,
}

/// A wave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WaveRow {
    /// The wave.
    pub id: WaveId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The questionnaire.
    pub survey_id: SurveyId,
    /// Its name.
    pub title: String,
    /// Name of the wave.
    pub label: String,
    /// Where it stands.
    pub status: WaveStatus,
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day announced.
    pub closes_on: Option<NaiveDate>,
    /// Day on which it was closed.
    pub closed_on: Option<NaiveDate>,
    /// Sheets handed out.
    #[ts(type = "number | null")]
    pub handed_out: Option<i64>,
    /// Sheets that came in.
    #[ts(type = "number")]
    pub sheets: i64,
    /// Groups that are told apart.
    pub groups: Vec<Group>,
}

/// A workbook that went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SurveyFormRow {
    /// The form.
    pub id: SurveyFormId,
    /// Number printed on it.
    pub code: String,
    /// For whom.
    pub label: String,
    /// 1, then one more for each that replaced it.
    #[ts(type = "number")]
    pub edition: i64,
    /// Day on which it was written.
    pub sent_on: NaiveDate,
    /// Day on which it was taken in.
    pub taken_on: Option<NaiveDate>,
    /// Sheets that were in it.
    #[ts(type = "number | null")]
    pub taken: Option<i64>,
    /// A newer edition replaced it.
    pub old: bool,
}

/// A wave with what it asks and which forms went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WaveDetail {
    /// The wave.
    pub wave: WaveRow,
    /// Sheets that a pile should have at least: what a smaller one says is had from copies of the file before and after.
    #[ts(type = "number")]
    pub pile: i64,
    /// The questions, in the officer's language.
    pub questions: Vec<Question>,
    /// The forms, newest first.
    pub forms: Vec<SurveyFormRow>,
}

/// A questionnaire with its waves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SurveyRow {
    /// The questionnaire.
    pub id: SurveyId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// The questions, in the officer's language.
    pub questions: Vec<Question>,
    /// Its waves, newest first.
    pub waves: Vec<WaveRow>,
}

/// Name, last day and sheets handed out, as they are stored.
///
/// # Errors
/// [`Error::Invalid`] with the fields.
pub(in crate::surveys) fn checked_wave(
    label: String,
    opens_on: NaiveDate,
    closes_on: Option<NaiveDate>,
    handed_out: Option<i64>,
) -> Result<String> {
    let mut problems = Vec::new();
    let label = line(&mut problems, "label", Some(label));
    if label.is_none() {
        problems.push(FieldProblem::new("label", "required"));
    }
    if closes_on.is_some_and(|last| last < opens_on) {
        problems.push(FieldProblem::new("closes_on", "date_order"));
    }
    if handed_out.is_some_and(|n| !(1..=1_000_000).contains(&n)) {
        problems.push(FieldProblem::out_of_range("handed_out", 1, 1_000_000));
    }
    if problems.is_empty() { Ok(label.unwrap_or_default()) } else { Err(Error::Invalid(problems)) }
}

/// Groups with their numbers.
///
/// # Errors
/// [`Error::Invalid`] for names that are empty or stand twice, or too many of them.
pub(in crate::surveys) fn groups_of(names: Vec<String>) -> Result<Vec<Group>> {
    let mut problems = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (name, no) in names.into_iter().zip(1..) {
        let Some(label) = line(&mut problems, "groups", Some(name)) else {
            return Err(Error::invalid("groups", "required"));
        };
        if groups.iter().any(|known| text::name_key(&known.label) == text::name_key(&label)) {
            return Err(Error::invalid("groups", "survey_group_twice"));
        }
        groups.push(Group { no, label });
    }
    if groups.len() > MOST_GROUPS {
        problems.push(FieldProblem::out_of_range("groups", 0, MOST_GROUPS));
    }
    if problems.is_empty() { Ok(groups) } else { Err(Error::Invalid(problems)) }
}
