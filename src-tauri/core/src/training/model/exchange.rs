//! The workbook that goes to a partner organisation, and the filled form that comes back.

use std::path::Path;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::EnrolmentStatus;
use super::contact::Contact;
use crate::codes::codes;
use crate::desk::Passphrase;
use crate::excel::save::Written;
use crate::ids::{OpId, OrganizationId, RunId};
use crate::labels::Locale;
use crate::members::Provided;
use crate::paths::name_of;
use crate::session::FileRef;

codes! {
    /// What a row of the form asks for.
    FormWord("form_word") {
        /// 申込
        Apply,
        /// 取消: an application of before is cancelled.
        Withdraw,
    }

    /// Whether the person agreed that the own organisation learns of attendance and completion.
    FormConsent("form_consent") {
        /// 同意する
        Yes,
        /// 同意しない
        No,
    }

    /// Decade of age, as it is asked for.
    AgeBand("age_band") {
        /// 10代
        Age10,
        /// 20代
        Age20,
        /// 30代
        Age30,
        /// 40代
        Age40,
        /// 50代
        Age50,
        /// 60代
        Age60,
        /// 70代以上
        Age70,
    }

    /// What a row of the form does.
    FormOutcome("form_outcome") {
        /// Applies.
        Applied,
        /// Nothing is to be done: has applied, or has cancelled, already.
        Already,
        /// Has applied already, and says something anew.
        Changed,
        /// Cancels an application.
        Withdrawn,
        /// Not taken, with the reason.
        Refused,
    }
}

impl AgeBand {
    /// The decade in years.
    #[must_use]
    pub fn years(self) -> i64 {
        match self {
            Self::Age10 => 10,
            Self::Age20 => 20,
            Self::Age30 => 30,
            Self::Age40 => 40,
            Self::Age50 => 50,
            Self::Age60 => 60,
            Self::Age70 => 70,
        }
    }
}

/// Write the invitation of a partner, with its form.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteInvitation {
    /// The run.
    pub run_id: RunId,
    /// The partner.
    pub org_id: OrganizationId,
    /// Target.
    pub file: FileRef,
    /// Language of the workbook; that of the screen unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
    /// To whom the form goes back; whom the run names unless said otherwise. The run keeps them.
    #[serde(flatten)]
    pub contact: Contact,
}

/// Write name badges of everybody with a seat: ten on a sheet, with the code that a scanner at the door types.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteBadges {
    /// The run.
    pub run_id: RunId,
    /// Target.
    pub file: FileRef,
    /// Encrypts it.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Why.
    pub purpose: String,
    /// Language of the workbook; that of the screen unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}

/// A workbook for a partner that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PartnerWritten {
    /// Name without its folder.
    pub name: String,
    /// Rows in it.
    #[ts(type = "number")]
    pub rows: u64,
    /// SHA-256, hex.
    pub sha256: String,
    /// Number of the form in it.
    pub form: Option<String>,
    /// Edition of the form.
    #[ts(type = "number | null")]
    pub edition: Option<i64>,
    /// It is encrypted with a password.
    pub protected: bool,
    /// What was given to the partner of whom.
    pub provided: Option<Provided>,
}

impl PartnerWritten {
    /// A file without a form that gave nothing of anybody.
    pub(in crate::training) fn of(target: &Path, written: &Written, protected: bool) -> Self {
        Self {
            name: name_of(target),
            rows: written.rows,
            sha256: written.sha256.clone(),
            form: None,
            edition: None,
            protected,
            provided: None,
        }
    }
}

/// A form that came back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct FormFile {
    /// The file.
    pub file: FileRef,
    /// Its password.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// It must be a form of this run.
    #[serde(default)]
    #[ts(optional)]
    pub run_id: Option<RunId>,
    /// It must be a form of this partner.
    #[serde(default)]
    #[ts(optional)]
    pub org_id: Option<OrganizationId>,
    /// Take an edition that was replaced by a newer one.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub old_edition: bool,
    /// Take the applications although a course that is asked for before is missing (E-10).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub despite: bool,
}

/// Take a form in that was looked at.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ApplyForm {
    /// The form.
    #[serde(flatten)]
    pub form: FormFile,
    /// Hash of the file that was looked at.
    #[serde(default)]
    #[ts(optional)]
    pub file_hash: Option<String>,
}

/// Write the rows out that were not taken.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteFormRejects {
    /// The form.
    #[serde(flatten)]
    pub form: FormFile,
    /// Target.
    pub out: FileRef,
    /// Encrypts what is written; `password` opens the form that came.
    #[serde(default)]
    #[ts(optional)]
    pub out_password: Option<Passphrase>,
}

/// Which form it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormHead {
    /// Its number.
    pub code: String,
    /// Its edition.
    #[ts(type = "number")]
    pub edition: i64,
    /// The newest edition that went out.
    #[ts(type = "number")]
    pub newest: i64,
    /// The run.
    pub run_id: RunId,
    /// Its title.
    pub title: String,
    /// The partner.
    pub org_id: OrganizationId,
    /// Its name.
    pub org: String,
    /// When it went out.
    pub sent_on: NaiveDate,
}

/// What a row says anew of somebody who is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormChange {
    /// The column, label `column.<name>`.
    pub column: String,
    /// What stands there now.
    pub to: String,
}

/// A row of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormRow {
    /// Sheet.
    pub sheet: String,
    /// Row, 1-based as in the file.
    #[ts(type = "number")]
    pub row: u32,
    /// Name as it stands.
    pub name: String,
    /// What it does.
    pub outcome: FormOutcome,
    /// Where the application stands, or would.
    pub status: Option<EnrolmentStatus>,
    /// Why it was not taken, label `problem.<code>`.
    pub reason: Option<String>,
    /// The column that is wrong, label `column.<name>`.
    pub column: Option<String>,
    /// What stands there; of somebody whose application ended before, where it stood.
    pub raw: Option<String>,
    /// What else is wrong with it: everything is mended at once.
    pub others: Vec<FormFault>,
    /// What is to be known of a row that is taken, label `problem.<code>`.
    pub remark: Option<String>,
    /// What it says anew of somebody who is known.
    pub changes: Vec<FormChange>,
}

/// One more fault of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormFault {
    /// Why, label `problem.<code>`.
    pub reason: String,
    /// The column that is wrong, label `column.<name>`.
    pub column: Option<String>,
    /// What stands there.
    pub raw: Option<String>,
}

/// What a form does, or would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormRead {
    /// Name of the file.
    pub file_name: String,
    /// Its hash; taking it in names it.
    pub file_hash: String,
    /// The change that was made; none while it is only looked at, or when nothing was to be done.
    pub op: Option<OpId>,
    /// Which form it is.
    pub form: FormHead,
    /// Rows with a name.
    #[ts(type = "number")]
    pub read: u64,
    /// Rows that apply.
    #[ts(type = "number")]
    pub applied: u64,
    /// Rows of which nothing is to be done: people who have applied, or cancelled, already.
    #[ts(type = "number")]
    pub already: u64,
    /// Rows of people who have applied already, and say something anew.
    #[ts(type = "number")]
    pub changed: u64,
    /// Rows that cancel.
    #[ts(type = "number")]
    pub withdrawn: u64,
    /// Rows that are not taken.
    #[ts(type = "number")]
    pub refused: u64,
    /// Of those that apply: with a seat.
    #[ts(type = "number")]
    pub seated: u64,
    /// Of those that apply: on the waiting list.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Rows in which choices were made and nobody is named: nothing is taken of them.
    #[ts(type = "number")]
    pub nameless: u64,
    /// Columns of the form that the file has no more, label `column.<name>`; nothing of them is taken.
    pub missing: Vec<String>,
    /// Headings that are not the form's, with something under them; nothing of them is taken. Without a heading: the letter of the
    /// column.
    pub foreign: Vec<String>,
    /// The rows.
    pub rows: Vec<FormRow>,
}

/// Write the answer to a partner: who has a seat, who waits, and after the run attendance and certificates.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteResults {
    /// The run.
    pub run_id: RunId,
    /// The partner.
    pub org_id: OrganizationId,
    /// Target.
    pub file: FileRef,
    /// Encrypts it.
    #[serde(default)]
    #[ts(optional)]
    pub password: Option<Passphrase>,
    /// Why.
    pub purpose: String,
    /// Language of the workbook; that of the screen unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
}
