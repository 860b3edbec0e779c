//! Communities that help their people (共助).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{CheckState, KyojoKind, Need};
use super::{each_once, line, lines, must, site};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::CommunityId;
use crate::organizations::mail_shaped;
use crate::text;

/// A community.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CommunityRow {
    /// The community.
    pub id: CommunityId,
    /// Version read; a correction, end or check names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Running code on paper.
    pub code: String,
    /// Which of the six kinds.
    pub kind: KyojoKind,
    /// Name as printed.
    pub name: String,
    /// Reading.
    pub name_kana: Option<String>,
    /// Region it works in; none = everywhere.
    pub region: Option<String>,
    /// Industries or occupations.
    pub industries: Option<String>,
    /// Person to ask for.
    pub contact_name: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub mail: Option<String>,
    /// Web site, as text.
    pub site: Option<String>,
    /// What it can help with, in words.
    pub helps: String,
    /// Needs that it may answer.
    pub needs: Vec<Need>,
    /// Note for officers.
    pub note: Option<String>,
    /// In contact with the union since.
    pub since_on: Option<NaiveDate>,
    /// Last asked whether this is still true; none = never.
    pub checked_on: Option<NaiveDate>,
    /// Name of the officer who did.
    pub checked_by: Option<String>,
    /// First day on which it can be referred to; none = always.
    pub active_from: Option<NaiveDate>,
    /// Last day; none = open.
    pub active_to: Option<NaiveDate>,
    /// How good its check is.
    pub check: CheckState,
}

/// Which communities to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CommunityFilter {
    /// Kana, kanji or telephone, as in the roster's search.
    #[ts(optional)]
    pub find: Option<String>,
    /// Only this kind.
    #[ts(optional)]
    pub kind: Option<KyojoKind>,
    /// Only those of this region, and those that work everywhere.
    #[ts(optional)]
    pub region: Option<String>,
    /// Only those that may answer this need.
    #[ts(optional)]
    pub need: Option<Need>,
    /// Only entries whose check stands so.
    #[ts(optional)]
    pub check: Option<CheckState>,
    /// Those that can be referred to on this day; today unless said otherwise.
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// Ended ones and those to come, too.
    #[ts(optional, as = "Option<bool>")]
    pub include_ended: bool,
}

/// Names a community.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CommunityNamed {
    /// The community.
    pub id: CommunityId,
}

/// Add a community.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCommunity {
    /// Which of the six kinds.
    pub kind: KyojoKind,
    /// Name as printed.
    pub name: String,
    /// Reading.
    #[serde(default)]
    #[ts(optional)]
    pub name_kana: Option<String>,
    /// Region it works in; empty = everywhere.
    #[serde(default)]
    #[ts(optional)]
    pub region: Option<String>,
    /// Industries or occupations.
    #[serde(default)]
    #[ts(optional)]
    pub industries: Option<String>,
    /// Person to ask for.
    #[serde(default)]
    #[ts(optional)]
    pub contact_name: Option<String>,
    /// Telephone.
    #[serde(default)]
    #[ts(optional)]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default)]
    #[ts(optional)]
    pub mail: Option<String>,
    /// Web site, as text.
    #[serde(default)]
    #[ts(optional)]
    pub site: Option<String>,
    /// What it can help with, in words.
    pub helps: String,
    /// Needs that it may answer.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Need>>")]
    pub needs: Vec<Need>,
    /// Note for officers.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// In contact with the union since.
    #[serde(default)]
    #[ts(optional)]
    pub since_on: Option<NaiveDate>,
    /// First day on which it can be referred to.
    #[serde(default)]
    #[ts(optional)]
    pub active_from: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    #[ts(optional)]
    pub active_to: Option<NaiveDate>,
    /// Day on which somebody asked whether this is true; none = nobody did.
    #[serde(default)]
    #[ts(optional)]
    pub checked_on: Option<NaiveDate>,
}

impl AddCommunity {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that breaks a rule: `required`, `kana_expected`, `mail_shape`, `date_order`,
    /// `date_future`, `text_control`.
    pub fn checked(self, today: NaiveDate) -> Result<Self> {
        let mut problems = Vec::new();
        let name = line(&mut problems, "name", Some(self.name));
        let name = must(&mut problems, "name", name);
        let helps = must(&mut problems, "helps", lines(Some(self.helps)));
        let name_kana = line(&mut problems, "name_kana", self.name_kana);
        if name_kana.as_deref().is_some_and(|kana| !text::kana::is_reading(kana)) {
            problems.push(FieldProblem::new("name_kana", "kana_expected"));
        }
        let mail = line(&mut problems, "mail", self.mail);
        if mail.as_deref().is_some_and(|mail| !mail_shaped(mail)) {
            problems.push(FieldProblem::new("mail", "mail_shape"));
        }
        if self.active_from.zip(self.active_to).is_some_and(|(from, to)| to < from) {
            problems.push(FieldProblem::new("active_to", "date_order"));
        }
        for (field, day) in [("checked_on", self.checked_on), ("since_on", self.since_on)] {
            if day.is_some_and(|on| on > today) {
                problems.push(FieldProblem::new(field, "date_future"));
            }
        }
        let checked = Self {
            kind: self.kind,
            name,
            name_kana,
            region: line(&mut problems, "region", self.region),
            industries: line(&mut problems, "industries", self.industries),
            contact_name: line(&mut problems, "contact_name", self.contact_name),
            phone: line(&mut problems, "phone", self.phone),
            mail,
            site: site(&mut problems, self.site),
            helps,
            needs: each_once(self.needs),
            note: lines(self.note),
            since_on: self.since_on,
            active_from: self.active_from,
            active_to: self.active_to,
            checked_on: self.checked_on,
        };
        if problems.is_empty() { Ok(checked) } else { Err(Error::Invalid(problems)) }
    }
}

/// Correct a community: all fields as they shall be.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CorrectCommunity {
    /// The community.
    pub id: CommunityId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// All fields as they shall be; what is absent becomes empty, except the check, which stays unless a newer one is named.
    #[serde(flatten)]
    pub fields: AddCommunity,
}

/// A community cannot be referred to any more.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndCommunity {
    /// The community.
    pub id: CommunityId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day.
    pub last_day: NaiveDate,
}

/// Somebody asked the community today, and all of it is still true.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CheckCommunity {
    /// The community.
    pub id: CommunityId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}
