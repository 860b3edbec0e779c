//! The workbook that goes out for answers to be typed into, and what of it comes back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::SheetOutcome;
use crate::desk::Passphrase;
use crate::ids::{OpId, WaveId};
use crate::labels::Locale;
use crate::session::FileRef;

/// Write a form.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteSurveyForm {
    /// The wave.
    pub wave_id: WaveId,
    /// Where.
    pub file: FileRef,
    /// For whom: a workplace, a branch. The same words again replace the form before.
    pub label: String,
    /// Lines for sheets; 50 unless said otherwise, 300 at most.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub lines: Option<i64>,
    /// Language of the questionnaire and the lines; Japanese unless said otherwise. What the union wrote itself stays as it is.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}

/// A form was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SurveyWritten {
    /// Name of the file, without its folder.
    pub name: String,
    /// Number of the form.
    pub code: String,
    /// Edition.
    #[ts(type = "number")]
    pub edition: i64,
    /// SHA-256, as the export log keeps it.
    pub sha256: String,
}

/// A form that came back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SurveyFile {
    /// The file.
    pub file: FileRef,
    /// Password of a protected workbook.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// The wave that it must be of.
    #[serde(default)]
    #[ts(optional)]
    pub wave_id: Option<WaveId>,
}

/// Count what a form holds.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ApplySurveyForm {
    /// The file.
    #[serde(flatten)]
    pub form: SurveyFile,
    /// Hash that the preview named; refused when the file has changed since.
    #[serde(default)]
    #[ts(optional)]
    pub file_hash: Option<String>,
    /// Leave rows out that cannot be read; otherwise they must be mended first.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub leave_out: bool,
}

/// A row of a form. What it says is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SheetRead {
    /// Row as in the file, from 1.
    pub row: u32,
    /// What it does.
    pub outcome: SheetOutcome,
    /// Why it is not taken, label `problem.<code>`.
    pub reason: Option<String>,
    /// Number of the question that is to blame.
    #[ts(type = "number | null")]
    pub question: Option<i64>,
}

/// What a form holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SurveyRead {
    /// Name of the file.
    pub file_name: String,
    /// Hash of the file; applying names it.
    pub file_hash: String,
    /// The op, once it was taken in.
    pub op: Option<OpId>,
    /// The wave.
    pub wave_id: WaveId,
    /// Its name.
    pub wave: String,
    /// Number of the form.
    pub code: String,
    /// For whom it went out.
    pub label: String,
    /// Sheets = taken + refused.
    #[ts(type = "number")]
    pub read: i64,
    /// Sheets that count.
    #[ts(type = "number")]
    pub taken: i64,
    /// Rows that are not taken.
    #[ts(type = "number")]
    pub refused: i64,
    /// Rows that are not taken, each with its reason.
    pub rows: Vec<SheetRead>,
}
