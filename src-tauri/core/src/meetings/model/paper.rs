//! Papers of a meeting: the notice, the minutes.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{line, lines};
use crate::desk::Passphrase;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::MeetingId;
use crate::labels::Locale;
use crate::session::FileRef;

/// What the minutes would say of what happened so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MinutesDraft {
    /// The text.
    pub text: String,
}

/// The minutes as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Minutes {
    /// Version; a save names it.
    #[ts(type = "number")]
    pub version: i64,
    /// The text.
    pub text: String,
    /// Who signs.
    pub signers: Vec<String>,
    /// When they were approved.
    pub approved_on: Option<NaiveDate>,
}

/// Write down the minutes. Approved ones stay.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveMinutes {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Version read; without it these are the first.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub version: Option<i64>,
    /// The text; empty = as it would be drafted.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub text: Option<String>,
    /// Who signs.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub signers: Vec<String>,
}

impl SaveMinutes {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn checked(mut self) -> Result<Self> {
        let mut problems: Vec<FieldProblem> = Vec::new();
        self.text = lines(self.text.take());
        let signers = std::mem::take(&mut self.signers);
        self.signers = signers.into_iter().filter_map(|name| line(&mut problems, "signers", Some(name))).collect();
        if problems.is_empty() { Ok(self) } else { Err(Error::Invalid(problems)) }
    }
}

/// Write the minutes to a file: a workbook, or plain text for a word processor, by the ending of its name.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteMinutes {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Where: `.xlsx` or `.txt`.
    pub file: FileRef,
    /// Language of the paper; the officer's unless said otherwise. What was written by hand stays as it is.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}

/// Write the notice with its form of attendance, proxy and written vote, and the list of those to whom it goes.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteNotice {
    /// The meeting.
    pub meeting_id: MeetingId,
    /// Where.
    pub file: FileRef,
    /// Language of the paper; the officer's unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
    /// Why.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub purpose: String,
    /// Password that opens the workbook.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
}

/// A paper was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingWritten {
    /// Name of the file, without its folder.
    pub name: String,
    /// Rows of its tables.
    #[ts(type = "number")]
    pub rows: u64,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the file, as the log of files keeps it.
    pub sha256: String,
}
