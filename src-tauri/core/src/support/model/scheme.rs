//! Public schemes and what is said of them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{CheckState, Need};
use super::{each_once, line, lines, must, site};
use crate::error::{Error, Result};
use crate::ids::{SchemeId, SchemeVersionId};

/// What is said of a scheme from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SchemeText {
    /// The text.
    pub id: SchemeVersionId,
    /// Version read; a save or check names it.
    #[ts(type = "number")]
    pub version: i64,
    /// First day of the text.
    pub from_on: NaiveDate,
    /// What the scheme is, shortly.
    pub summary: String,
    /// What to ask at the office.
    pub questions: Vec<String>,
    /// Where to ask.
    pub office: String,
    /// What to bring.
    pub bring: Option<String>,
    /// Law it stands on.
    pub legal_basis: Option<String>,
    /// Official site, as text.
    pub site: Option<String>,
    /// Month of the papers that a text of the program follows.
    pub source: Option<String>,
    /// What changed with this text.
    pub note: Option<String>,
    /// Last compared with office or site; none = never.
    pub checked_on: Option<NaiveDate>,
    /// Name of the officer who did.
    pub checked_by: Option<String>,
}

/// A scheme as on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SchemeRow {
    /// The scheme.
    pub id: SchemeId,
    /// Version read; hiding and showing name it.
    #[ts(type = "number")]
    pub version: i64,
    /// Its code: stays whatever its name.
    pub code: String,
    /// Name as officials write it.
    pub name: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Needs that it may answer.
    pub needs: Vec<Need>,
    /// Left out of lists, finder and paper.
    pub hidden: bool,
    /// Added by the union.
    pub own: bool,
    /// Row of the national figures that speaks of it.
    #[ts(type = "number | null")]
    pub national_row: Option<i64>,
    /// The text of the day.
    pub text: SchemeText,
    /// How good its check is on that day.
    pub check: CheckState,
}

/// Which schemes to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct SchemesOn {
    /// What was said on this day; today unless said otherwise.
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// Words in name, office or text.
    #[ts(optional)]
    pub find: Option<String>,
    /// Only schemes that may answer this need.
    #[ts(optional)]
    pub need: Option<Need>,
    /// Only entries whose check stands so.
    #[ts(optional)]
    pub check: Option<CheckState>,
    /// Hidden ones too.
    #[ts(optional, as = "Option<bool>")]
    pub include_hidden: bool,
}

/// Names a scheme.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SchemeNamed {
    /// The scheme.
    pub id: SchemeId,
}

/// Names a scheme as it was read.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SchemeVersion {
    /// The scheme.
    pub id: SchemeId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// A scheme with everything that was said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SchemeDetail {
    /// As on the day; none before its first text.
    pub scheme: SchemeRow,
    /// All texts, newest first.
    pub texts: Vec<SchemeText>,
}

/// What an officer writes of a scheme.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SchemeFields {
    /// Name as officials write it.
    pub name: String,
    /// Name in English.
    #[serde(default)]
    #[ts(optional)]
    pub name_en: Option<String>,
    /// Needs that it may answer.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Need>>")]
    pub needs: Vec<Need>,
    /// First day of the text; today unless said otherwise, never before (K-01).
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
    /// What it is, shortly.
    pub summary: String,
    /// What to ask at the office.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub questions: Vec<String>,
    /// Where to ask.
    pub office: String,
    /// What to bring.
    #[serde(default)]
    #[ts(optional)]
    pub bring: Option<String>,
    /// Law it stands on.
    #[serde(default)]
    #[ts(optional)]
    pub legal_basis: Option<String>,
    /// Official site, as text.
    #[serde(default)]
    #[ts(optional)]
    pub site: Option<String>,
    /// What changed.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// Day on which the text was compared with office or site; none = it was not.
    #[serde(default)]
    #[ts(optional)]
    pub checked_on: Option<NaiveDate>,
}

impl SchemeFields {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that breaks a rule: `required`, `text_control`, `date_future`; `K-01` for a text
    /// that would begin before today.
    pub fn checked(self, today: NaiveDate) -> Result<Self> {
        let mut problems = Vec::new();
        let name = line(&mut problems, "name", Some(self.name));
        let name = must(&mut problems, "name", name);
        let summary = must(&mut problems, "summary", lines(Some(self.summary)));
        let office = line(&mut problems, "office", Some(self.office));
        let office = must(&mut problems, "office", office);
        if self.checked_on.is_some_and(|on| on > today) {
            problems.push(crate::error::FieldProblem::new("checked_on", "date_future"));
        }
        let checked = Self {
            name,
            name_en: line(&mut problems, "name_en", self.name_en),
            needs: each_once(self.needs),
            from_on: Some(self.from_on.unwrap_or(today)),
            summary,
            questions: self
                .questions
                .into_iter()
                .filter_map(|typed| line(&mut problems, "questions", Some(typed)))
                .collect(),
            office,
            bring: line(&mut problems, "bring", self.bring),
            legal_basis: line(&mut problems, "legal_basis", self.legal_basis),
            site: site(&mut problems, self.site),
            note: line(&mut problems, "note", self.note),
            checked_on: self.checked_on,
        };
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        // What was said on a day that is over stays what was said.
        if checked.from_on.is_some_and(|from| from < today) {
            return Err(Error::refused("K-01", serde_json::json!({ "today": today })));
        }
        Ok(checked)
    }
}

/// Add a scheme of the union's own.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddScheme {
    /// What is said of it.
    #[serde(flatten)]
    pub fields: SchemeFields,
}

/// Say something else of a scheme from a day on.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveScheme {
    /// The scheme.
    pub id: SchemeId,
    /// Version of the scheme that was read.
    #[ts(type = "number")]
    pub version: i64,
    /// The text that was read.
    pub text_id: SchemeVersionId,
    /// Version of it that was read.
    #[ts(type = "number")]
    pub text_version: i64,
    /// What is said of it.
    #[serde(flatten)]
    pub fields: SchemeFields,
}

/// Somebody compared the text with office or site, and it still holds.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CheckScheme {
    /// The scheme.
    pub id: SchemeId,
    /// The text that was read.
    pub text_id: SchemeVersionId,
    /// Version of it that was read.
    #[ts(type = "number")]
    pub text_version: i64,
}
