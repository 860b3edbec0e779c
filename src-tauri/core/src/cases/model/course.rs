//! The course of a case on the wire: inquiry, intake, steps, closing.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::codes::{
    CaseChannel, CaseConsentMethod, CaseConsentScope, CaseStatus, CaseStep, CaseTheme, CloseOutcome, CrisisItem,
};
use crate::error::{Error, Result};
use crate::ids::{CaseConsentId, CaseId, OfficerId, PersonId, ReleaseId, TemplateId, UnitId};

/// What is known of who asks: sealed under the key of the case, and nowhere else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Head {
    /// The person in the roster.
    pub person_id: Option<PersonId>,
    /// Name, or what an anonymous contact is called.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Member number when the case was opened.
    pub member_no: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// What they want, in their words.
    pub about: Option<String>,
    /// They object to a counsellor of their own 職場 (C-01).
    pub objects_workplace: bool,
    /// It touches health.
    pub health: bool,
    /// Danger to self or others (C-07).
    pub crisis_on: Option<NaiveDate>,
    /// What was asked and done in the crisis, by code of the check-list.
    pub crisis_done: Vec<CrisisItem>,
    /// Why it was declined, paused, referred out or closed so; the newest last.
    pub reasons: Vec<CaseReason>,
}

impl Head {
    /// The day on which the member in danger is to be reached (C-07): that of the flag, until the check-list is done. It stands here
    /// and in no column, so that nobody without the case's key can tell which case is in crisis.
    #[must_use]
    pub fn contact_due(&self, status: CaseStatus) -> Option<NaiveDate> {
        self.crisis_on.filter(|_| !self.open_checks().is_empty() && !status.is_over())
    }

    /// What of the check-list is not done yet.
    fn open_checks(&self) -> Vec<CrisisItem> {
        <CrisisItem as sea_orm::Iterable>::iter().filter(|item| !self.crisis_done.contains(item)).collect()
    }

    /// Whether the case may end: not while the member in danger is still to be reached, for who is over stands on no day list (C-07).
    ///
    /// # Errors
    /// `C-07` with what is still open.
    pub fn may_end(&self, status: CaseStatus) -> Result<()> {
        if self.contact_due(status).is_none() {
            return Ok(());
        }
        Err(Error::refused("C-07", json!({ "open": self.open_checks() })))
    }

    /// The same head in the worst crisis: what every head is made as long as, so that the length of the sealed one tells nothing.
    #[must_use]
    pub fn at_its_longest(&self) -> Self {
        Self {
            crisis_on: Some(self.crisis_on.unwrap_or_default()),
            crisis_done: <CrisisItem as sea_orm::Iterable>::iter().collect(),
            ..self.clone()
        }
    }
}

/// Why something happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseReason {
    /// Day.
    pub on: NaiveDate,
    /// What happened: name of the verb.
    pub event: String,
    /// Why.
    pub words: String,
}

/// Somebody asks. Who: `member` (number, whole name or whole reading as in the roster), `person_id`, a `name` that is not in the
/// roster, or nobody: an anonymous inquiry.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct OpenInquiry {
    /// Member number, or the whole name or reading as in the roster.
    #[ts(optional)]
    pub member: Option<String>,
    /// The person, as `find_member` answered.
    #[ts(optional)]
    pub person_id: Option<PersonId>,
    /// Name of who is not in the roster; of an anonymous contact what to call them.
    #[ts(optional)]
    pub name: Option<String>,
    /// How to reach them.
    #[ts(optional)]
    pub contact: Option<String>,
    /// How it came.
    pub channel: CaseChannel,
    /// What it is about.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CaseTheme>>")]
    pub themes: Vec<CaseTheme>,
    /// What they want, in their words.
    #[ts(optional)]
    pub about: Option<String>,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub opened_on: Option<NaiveDate>,
    /// Unit for statistics, of who is not in the roster; counted at the level of the branch.
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
    /// They object to a counsellor of their own 職場.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub objects_workplace: bool,
    /// It touches health.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub health: bool,
    /// Danger to self or others: opens the check-list at once.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub crisis: bool,
    /// The case before this one.
    #[ts(optional)]
    pub previous_case_id: Option<CaseId>,
    /// The person has a case under way; this is another one all the same.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub another: bool,
    /// Timeline; the standard one unless said otherwise.
    #[ts(optional)]
    pub template_id: Option<TemplateId>,
    /// The draft that it was typed in goes with the saving.
    #[ts(optional)]
    pub draft: Option<String>,
}

/// An inquiry was opened.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct InquiryOpened {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub case_no: String,
    /// Version.
    #[ts(type = "number")]
    pub version: i64,
    /// Earlier cases of the same person, by number.
    pub earlier: Vec<String>,
}

/// Who to look for when somebody calls: member number, whole name or whole reading. The roster cannot be leafed through here.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct FindCaller {
    /// As they say it.
    pub member: String,
}

/// Somebody of the roster who fits.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MemberCalling {
    /// The person.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Member number.
    pub member_no: Option<String>,
    /// Unit, with those above it.
    pub unit: Option<String>,
    /// The membership is in force today.
    pub in_force: bool,
    /// Numbers of cases under way.
    pub cases: Vec<String>,
}

/// A case and the version that was read.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CaseNamed {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
}

/// A counsellor takes the case (C-01).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AssignCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Who; the officer at the desk unless said otherwise.
    #[ts(optional)]
    pub officer: Option<OfficerId>,
    /// Somebody has looked: the counsellor does not supervise the member at work.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub not_supervisor: bool,
}

/// The case is not taken.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DeclineCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
    /// Where the person was pointed to.
    pub pointed_to: String,
}

/// What the member says to the explanation (C-03).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct GiveCaseConsent {
    /// The case.
    pub case_id: CaseId,
    /// Day of the explanation; today unless said otherwise.
    #[ts(optional)]
    pub explained_on: Option<NaiveDate>,
    /// Version of the text; the one that the program shows unless said otherwise.
    #[ts(optional)]
    pub notice_version: Option<String>,
    /// What for; the record unless said otherwise.
    #[serde(default = "record")]
    #[ts(optional, as = "Option<Vec<CaseConsentScope>>")]
    pub scope: Vec<CaseConsentScope>,
    /// Agreed; a refusal is written down, too.
    #[serde(default = "yes")]
    #[ts(optional, as = "Option<bool>")]
    pub accepted: bool,
    /// How.
    pub method: CaseConsentMethod,
    /// Who witnessed it or where the recording is; asked for what was said aloud.
    #[ts(optional)]
    pub witness: Option<String>,
    /// Where the paper lies, to whom what goes.
    #[ts(optional)]
    pub note: Option<String>,
}

fn yes() -> bool {
    true
}

fn record() -> Vec<CaseConsentScope> {
    vec![CaseConsentScope::Record]
}

/// The member takes a consent back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WithdrawCaseConsent {
    /// Which.
    pub id: CaseConsentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub withdrawn_on: Option<NaiveDate>,
}

/// To another step, forward or back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SetCaseStep {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Which.
    pub step: CaseStep,
}

/// The case rests.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct PauseCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Looked at again on; at most 90 days away.
    pub until: NaiveDate,
    /// Why.
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Counselling is done; one asks how it goes.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct FollowUpCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Day of the first follow-up.
    pub follow_up_on: NaiveDate,
}

/// The case ends (C-06).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CloseCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// How.
    pub outcome: CloseOutcome,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub closed_on: Option<NaiveDate>,
    /// Day on which one asks how it goes.
    #[ts(optional)]
    pub follow_up_on: Option<NaiveDate>,
    /// Why nobody asks.
    #[ts(optional)]
    pub waived: Option<String>,
    /// Anything else about the end.
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Another office takes the case over (C-05).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ReferCaseOut {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// To whom.
    pub recipient: String,
    /// What goes out; nothing else leaves.
    pub items: Vec<String>,
    /// Consent of the member to that.
    #[ts(optional)]
    pub consent_id: Option<CaseConsentId>,
    /// Or a release by two persons.
    #[ts(optional)]
    pub release_id: Option<ReleaseId>,
    /// Why.
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Begin again.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ReopenCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
}

/// Correct what stands at the head of a case; what is left out stays.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CorrectCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Name, of who is not in the roster.
    #[ts(optional)]
    pub name: Option<String>,
    /// How to reach them.
    #[ts(optional)]
    pub contact: Option<String>,
    /// What they want.
    #[ts(optional)]
    pub about: Option<String>,
    /// What it is about.
    #[ts(optional)]
    pub themes: Option<Vec<CaseTheme>>,
    /// They object to a counsellor of their own 職場.
    #[ts(optional)]
    pub objects_workplace: Option<bool>,
    /// It touches health.
    #[ts(optional)]
    pub health: Option<bool>,
    /// Who it is, of a contact who was anonymous until now: number, whole name or whole reading.
    #[ts(optional)]
    pub member: Option<String>,
    /// Unit for statistics.
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
    /// Day of the inquiry; not after what happened in the case.
    #[ts(optional)]
    pub opened_on: Option<NaiveDate>,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn c_07_who_is_in_danger_is_to_be_reached_until_the_check_list_is_done() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2);
        let all: Vec<CrisisItem> = <CrisisItem as sea_orm::Iterable>::iter().collect();
        let head = |crisis_on, crisis_done: &[CrisisItem]| Head {
            crisis_on,
            crisis_done: crisis_done.to_vec(),
            ..Head::default()
        };
        for (on, done, status, due) in [
            (None, vec![], CaseStatus::Active, None),
            (day, vec![], CaseStatus::Inquiry, day),
            (day, vec![CrisisItem::AskedSafety], CaseStatus::Paused, day),
            (day, all, CaseStatus::Active, None),
            (day, vec![], CaseStatus::Closed, None),
            (day, vec![], CaseStatus::Declined, None),
        ] {
            assert_eq!(head(on, &done).contact_due(status), due, "{on:?} {done:?} {status:?}");
            assert_eq!(head(on, &done).may_end(status).is_ok(), due.is_none(), "{on:?} {done:?} {status:?}");
        }
        let long = serde_json::to_string(&head(day, &[]).at_its_longest()).unwrap();
        let calm = serde_json::to_string(&head(None, &[]).at_its_longest()).unwrap();
        assert_eq!(long.len(), calm.len());
    }
}
