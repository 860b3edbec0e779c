//! Files in and out of the roster.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::Severity;
use super::list::MemberFilter;
use super::privacy::Provided;
use super::reconcile::Candidate;
use crate::desk::Passphrase;
use crate::ids::{BatchId, OpId, PersonId, SavedListId};
use crate::session::FileRef;

/// How a column of the file is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ColumnMapping {
    /// Header in the file.
    pub from: String,
    /// Our column (`member_no`, `family_name` …); empty = not taken in.
    #[serde(default)]
    pub to: Option<String>,
    /// `pad:6` restores leading zeros; `split_name` divides at the first space; `overwrite` lets blanks erase.
    #[serde(default)]
    #[ts(optional)]
    pub transform: Option<String>,
}

/// What the officer decided about values and rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Decision {
    /// Our column, for a value; empty for a row.
    #[serde(default)]
    #[ts(optional)]
    pub column: Option<String>,
    /// The value as it stands in the file.
    #[serde(default)]
    #[ts(optional)]
    pub raw: Option<String>,
    /// What to read instead.
    #[serde(default)]
    #[ts(optional)]
    pub value: Option<String>,
    /// Sheet of the row.
    #[serde(default)]
    #[ts(optional)]
    pub sheet: Option<String>,
    /// Row as in the file, from 1.
    #[serde(default)]
    #[ts(optional)]
    pub row: Option<u32>,
    /// The person that the row is; none with `row` = a new person.
    #[serde(default)]
    #[ts(optional)]
    pub person_id: Option<PersonId>,
    /// The row is left out: its person stands in another row of the file.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub left_out: bool,
}

/// How a file is read; also the mapping file of the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct Mapping {
    /// Sheet; empty = every sheet that looks like the roster.
    #[ts(optional)]
    pub sheet: Option<String>,
    /// Row of the header, from 1; the last one of a header of two rows.
    #[ts(optional)]
    pub header_row: Option<u32>,
    /// Employer of all rows whose file names none.
    #[ts(optional)]
    pub employer: Option<String>,
    /// Columns; those not named are guessed.
    pub columns: Vec<ColumnMapping>,
    /// Values for our columns where the file has none.
    pub defaults: BTreeMap<String, String>,
    /// What the officer decided.
    pub decisions: Vec<Decision>,
}

/// A file to read into the roster.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RosterFile {
    /// The file.
    pub file: FileRef,
    /// Sheets to read; empty = every one that looks like the roster.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub sheets: Vec<String>,
    /// Mapping; empty = the one remembered for such headers, else guessed.
    #[serde(default)]
    #[ts(optional)]
    pub mapping: Option<Mapping>,
    /// Employer of all rows whose file names none, instead of the mapping's; blank = none.
    #[serde(default)]
    #[ts(optional)]
    pub employer: Option<String>,
    /// Make the units and the employer that the file names and the union lacks.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub create_units: bool,
    /// Day on which the list is true; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// Password of a protected workbook.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Hash that the preview named; the import is refused when the file has changed since.
    #[serde(default)]
    #[ts(optional)]
    pub file_hash: Option<String>,
    /// Why figures of a closed month are corrected; needed where the preview names one (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// A column of the file as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ColumnGuess {
    /// Header in the file; two rows of header are joined.
    pub from: String,
    /// Our column; none = not taken in.
    pub to: Option<String>,
    /// `sure`, `maybe`, `remembered`, `chosen`, `not_ours` (no column for it), `forbidden` (never kept).
    pub confidence: String,
    /// What is done with the values, label `members.transform.<code>`; `pad` names its width.
    pub transforms: Vec<String>,
    /// Up to three values.
    pub samples: Vec<String>,
}

/// A finding in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Problem {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// Header of the cell; empty = the whole row.
    pub column: String,
    /// Problem code, label `problem.<code>`.
    pub code: String,
    /// Error: the row is rejected.
    pub severity: Severity,
    /// The value as it stands in the file.
    pub raw: String,
    /// The other rows with the same member number, where that is what is wrong.
    pub others: Vec<RowAt>,
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowAt {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
}

/// The same finding many times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProblemGroup {
    /// Header of the cells.
    pub column: String,
    /// Problem code.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// The value, where all have the same.
    pub raw: Option<String>,
    /// How often.
    #[ts(type = "number")]
    pub n: u64,
}

/// One changed field in a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldChange {
    /// Our column.
    pub column: String,
    /// Before, in words.
    pub before: String,
    /// After, in words.
    pub after: String,
    /// Only the same name in other characters (髙/高): in a 突合 taken where the officer names the column.
    pub doubtful: bool,
}

/// One row of a preview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowPreview {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// `created`, `updated`, `unchanged`, `rejected`.
    pub outcome: String,
    /// Name as it will stand.
    pub name: String,
    /// Reading as it will stand; namesakes are told apart by it, by the birth date and by where they belong.
    pub kana: String,
    /// 生年月日
    pub birth_on: Option<NaiveDate>,
    /// Where the row says that they belong, from the branch down.
    pub unit: String,
    /// 組合員番号 as it will stand; empty = given on import.
    pub member_no: String,
    /// What changes.
    pub changes: Vec<FieldChange>,
    /// It changes figures of a closed month (M-09).
    pub corrects: bool,
    /// It may be somebody who is there already, or another row of the file: see `alike` of the preview.
    pub alike: bool,
}

/// A row that would add somebody, and whom it may be by the rules of duplicates.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AlikeRow {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// `created`: it is added unless the officer says that it is one of these; `rejected`: it waits for the answer.
    pub outcome: String,
    /// Name as in the file.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// Date of birth.
    pub birth_on: Option<NaiveDate>,
    /// The officer said that it is somebody else; the import remembers it (`not_same`).
    pub apart: bool,
    /// Persons of the roster, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Earlier rows of the file, the likeliest first.
    pub others: Vec<AlikeOther>,
}

/// Another row of the file that may be the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AlikeOther {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// Name as in the file.
    pub name: String,
    /// Rules that both meet, the strongest first; label `members.alike.<code>`.
    pub because: Vec<String>,
}

/// What an import would do; nothing was written.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RosterPreview {
    /// Name of the file.
    pub file_name: String,
    /// Hash of the file; the import names it.
    pub file_hash: String,
    /// Format and encoding found.
    pub encoding: String,
    /// The mapping is the one used before for a file with these headers.
    pub remembered: bool,
    /// What the officer should know before believing the file.
    pub warnings: Vec<FileWarning>,
    /// Sheets of the file and whether they are read.
    pub sheets: Vec<SheetChoice>,
    /// Columns as understood.
    pub columns: Vec<ColumnGuess>,
    /// The mapping used, complete.
    pub mapping: Mapping,
    /// Rows read.
    #[ts(type = "number")]
    pub read: u64,
    /// Persons to be added.
    #[ts(type = "number")]
    pub created: u64,
    /// Persons to be changed.
    #[ts(type = "number")]
    pub updated: u64,
    /// Persons equal.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Rows with an error.
    #[ts(type = "number")]
    pub rejected: u64,
    /// Rows that are not persons: totals, titles, repeated headers.
    #[ts(type = "number")]
    pub skipped: u64,
    /// Units and employers that the file names and the union lacks.
    pub missing_units: Vec<String>,
    /// A closed month whose figures the file changes (M-09); none = it changes none.
    pub closed: Option<ClosedByFile>,
    /// Findings by cause.
    pub groups: Vec<ProblemGroup>,
    /// Findings, the first thousand.
    pub problems: Vec<Problem>,
    /// Rows of each outcome, the first hundred.
    pub rows: Vec<RowPreview>,
    /// Rows that may be somebody who is there already: unanswered ones first, the strongest first, the first hundred.
    pub alike: Vec<AlikeRow>,
    /// How many there are.
    #[ts(type = "number")]
    pub alike_n: u64,
    /// Of these, rows that would be added as somebody new with nobody having said who it is.
    #[ts(type = "number")]
    pub alike_open: u64,
}

/// Rows that change figures of a closed month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClosedByFile {
    /// Last day of what is closed.
    pub until: NaiveDate,
    /// How many rows.
    #[ts(type = "number")]
    pub rows: u64,
}

/// Something odd about a file that is read all the same.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct FileWarning {
    /// Code, label `problem.<code>`.
    pub code: String,
    /// Parameters of the sentence.
    #[ts(type = "Record<string, unknown>")]
    pub about: serde_json::Value,
}

/// A sheet of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SheetChoice {
    /// Name.
    pub name: String,
    /// It is read.
    pub taken: bool,
    /// Rows read from it.
    #[ts(type = "number")]
    pub rows: u64,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Imported {
    /// The batch; `desk.undo` takes it back by this id.
    pub batch: OpId,
    /// Rows read = created + updated + unchanged + rejected.
    #[ts(type = "number")]
    pub read: u64,
    /// Persons added.
    #[ts(type = "number")]
    pub created: u64,
    /// Persons changed.
    #[ts(type = "number")]
    pub updated: u64,
    /// Persons equal, and of a 突合 those put aside.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Rows with an error.
    #[ts(type = "number")]
    pub rejected: u64,
    /// Of the unchanged, rows of a 突合 that differ and were not taken: they stay as they are.
    #[ts(type = "number")]
    pub put_aside: u64,
    /// Members whom the list of a 突合 does not name and about whom something was decided.
    #[ts(type = "number")]
    pub not_listed: u64,
    /// The mapping was the one used before for a file with these headers.
    pub remembered: bool,
    /// Employer of all rows whose file names none.
    pub employer: Option<String>,
    /// What it changed of closed months, for the reason that was given; none = nothing.
    pub closed: Option<ClosedByFile>,
    /// Findings in the order of the file; all errors, and the first thousand warnings.
    pub problems: Vec<Problem>,
}

/// An import that was done.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BatchRow {
    /// The batch.
    pub id: BatchId,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Name of the file.
    pub file_name: String,
    /// Day on which the list was true.
    pub as_of: NaiveDate,
    /// Rows read.
    #[ts(type = "number")]
    pub read: i64,
    /// Persons added.
    #[ts(type = "number")]
    pub created: i64,
    /// Persons changed.
    #[ts(type = "number")]
    pub updated: i64,
    /// Persons equal.
    #[ts(type = "number")]
    pub unchanged: i64,
    /// Rows with an error.
    #[ts(type = "number")]
    pub rejected: i64,
}

/// Write the rejected rows of an import, ready to mend and import again.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RejectedRows {
    /// The batch.
    pub batch: BatchId,
    /// Target.
    pub file: FileRef,
    /// Password of the workbook; none = plain.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
}

/// Write the list of what an import changed (異動一覧).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct BatchChanges {
    /// The batch.
    pub batch: BatchId,
    /// Target.
    pub file: FileRef,
}

/// A file was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Written {
    /// Name of the file.
    pub name: String,
    /// Rows in it.
    #[ts(type = "number")]
    pub rows: u64,
    /// SHA-256, hex.
    pub file_hash: String,
    /// Encrypted with a password.
    pub protected: bool,
    /// It went to another organisation.
    pub provided: Option<Provided>,
}

/// Encoding of a text export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextEncoding {
    /// UTF-8 with BOM.
    #[default]
    Utf8,
    /// Windows-31J, for older payroll programs.
    Cp932,
}

/// Write the roster to a file: `.xlsx`, or `.csv`.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ExportRoster {
    /// Target; the ending decides the format.
    pub file: FileRef,
    /// What to write; order and page are ignored.
    #[serde(default)]
    #[ts(optional, as = "Option<MemberFilter>")]
    pub filter: MemberFilter,
    /// A kept list: its filter, its columns and its order, instead of a filter.
    #[serde(default)]
    #[ts(optional)]
    pub list: Option<SavedListId>,
    /// Only these columns, in this order, and people in the order of the filter; `name` and `kana` stand for their two parts.
    /// Empty = all columns, by member number.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub columns: Vec<String>,
    /// Encoding of a `.csv`.
    #[serde(default)]
    #[ts(optional, as = "Option<TextEncoding>")]
    pub encoding: TextEncoding,
    /// Write 〓 for what CP932 cannot hold; otherwise the export is refused with the list.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub replace: bool,
    /// Password of the workbook; none = plain.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Why.
    pub purpose: String,
    /// For whom; empty = the own union.
    #[serde(default)]
    #[ts(optional)]
    pub recipient: Option<String>,
}
