//! The sheet for the yearly check as it comes back, and what a row of it does (K-05).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{RecheckOutcome, RecheckWord};
use crate::desk::Passphrase;
use crate::ids::OpId;
use crate::session::FileRef;

/// A sheet that came back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RecheckFile {
    /// The file.
    pub file: FileRef,
    /// Password of a protected workbook.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
}

/// Enter what a sheet says.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ApplyRecheck {
    /// The file.
    #[serde(flatten)]
    pub sheet: RecheckFile,
    /// Hash that the preview named; refused when the file has changed since.
    #[serde(default)]
    #[ts(optional)]
    pub file_hash: Option<String>,
}

/// One field that the sheet says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecheckChange {
    /// Column, label `column.<name>`.
    pub column: String,
    /// As it stands.
    pub before: String,
    /// As the sheet says.
    pub after: String,
}

/// One row of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecheckRow {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// Code of the entry, as the sheet says.
    pub code: String,
    /// Name of the entry.
    pub name: String,
    /// What it does.
    pub outcome: RecheckOutcome,
    /// Why it is not taken, label `problem.<code>`.
    pub reason: Option<String>,
    /// The column of the cell that is to blame, if one is, label `column.<name>`.
    pub column: Option<String>,
    /// Day of the check.
    pub checked_on: Option<NaiveDate>,
    /// What changes.
    pub changes: Vec<RecheckChange>,
}

/// What a sheet would do; nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecheckPreview {
    /// Name of the file.
    pub file_name: String,
    /// Hash of the file; applying names it.
    pub file_hash: String,
    /// Rows with an entry = unchanged + confirmed + changed + not understood.
    #[ts(type = "number")]
    pub read: u64,
    /// Rows in which nothing was filled in.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Checks.
    #[ts(type = "number")]
    pub confirmed: u64,
    /// New texts.
    #[ts(type = "number")]
    pub changed: u64,
    /// Rows that are not taken.
    #[ts(type = "number")]
    pub not_understood: u64,
    /// All rows.
    pub rows: Vec<RecheckRow>,
}

/// What a sheet did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RecheckApplied {
    /// The op, for undo.
    pub op: OpId,
    /// Checks entered.
    #[ts(type = "number")]
    pub confirmed: u64,
    /// New texts.
    #[ts(type = "number")]
    pub changed: u64,
    /// Rows in which nothing was filled in.
    #[ts(type = "number")]
    pub unchanged: u64,
    /// Rows that were not taken.
    #[ts(type = "number")]
    pub not_understood: u64,
}

/// What was filled into a row.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::support) struct Filled {
    /// 確認結果
    pub word: Option<RecheckWord>,
    /// 確認日
    pub on: Option<NaiveDate>,
    /// A field says something else than the entry.
    pub differs: bool,
    /// 変更点 has words.
    pub noted: bool,
}

/// What a row does (K-05). `last` is the day of the last check.
///
/// # Errors
/// The code of the reason why it is not taken.
pub(in crate::support) fn judge(
    filled: Filled,
    last: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<RecheckOutcome, &'static str> {
    let Filled { word, on, differs, noted } = filled;
    if word == Some(RecheckWord::NotReached) {
        return if differs { Err("recheck_not_reached_but_changed") } else { Ok(RecheckOutcome::Unchanged) };
    }
    let Some(on) = on else {
        return match (word, differs, noted) {
            (None, false, false) => Ok(RecheckOutcome::Unchanged),
            _ => Err("recheck_day_missing"),
        };
    };
    if on > today {
        return Err("date_future");
    }
    if last.is_some_and(|last| on < last) {
        return Err("recheck_day_older");
    }
    if last == Some(on) && !differs {
        // Entered already: the same sheet a second time says nothing new.
        return Ok(RecheckOutcome::Unchanged);
    }
    match (word, differs) {
        (Some(RecheckWord::Same), true) => Err("recheck_same_but_changed"),
        (Some(RecheckWord::Changed), false) => Err("recheck_nothing_changed"),
        // The day of a call that nobody answered is no check.
        (None, false) => Err("recheck_word_missing"),
        (_, true) => Ok(RecheckOutcome::Changed),
        (_, false) => Ok(RecheckOutcome::Confirmed),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn k_05_a_row_does_what_was_filled_in_and_nothing_else() {
        use RecheckOutcome::{Changed, Confirmed, Unchanged};
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        let (none, same, changed, not) =
            (None, Some(RecheckWord::Same), Some(RecheckWord::Changed), Some(RecheckWord::NotReached));
        for (word, on, differs, noted, expected) in [
            (none, None, false, false, Ok(Unchanged)),
            (none, None, false, true, Err("recheck_day_missing")),
            (none, None, true, false, Err("recheck_day_missing")),
            (same, None, false, false, Err("recheck_day_missing")),
            (none, day("2026-10-01"), false, false, Err("recheck_word_missing")),
            (none, day("2026-10-01"), false, true, Err("recheck_word_missing")),
            (same, day("2026-10-01"), false, true, Ok(Confirmed)),
            (same, day("2026-10-01"), true, false, Err("recheck_same_but_changed")),
            (changed, day("2026-10-01"), true, true, Ok(Changed)),
            (none, day("2026-10-01"), true, false, Ok(Changed)),
            (changed, day("2026-10-01"), false, true, Err("recheck_nothing_changed")),
            (changed, day("2026-04-01"), false, true, Ok(Unchanged)),
            (same, day("2026-04-01"), false, false, Ok(Unchanged)),
            (same, day("2026-11-01"), false, false, Err("date_future")),
            (same, day("2026-03-31"), false, false, Err("recheck_day_older")),
            (not, None, false, true, Ok(Unchanged)),
            (not, day("2026-10-01"), true, false, Err("recheck_not_reached_but_changed")),
        ] {
            let filled = Filled { word, on, differs, noted };
            let judged = judge(filled, day("2026-04-01"), day("2026-10-31").unwrap());
            assert_eq!(judged, expected, "{filled:?}");
        }
    }
}
