//! Who else may read a case, and when secrecy is lifted; crisis; search; erasure: words on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{
    CasePart, CaseStatus, CaseStep, CrisisItem, EraseGround, NotePart, ReleasePurpose, ReleaseState, SecrecyGround,
};
use super::room::HelpLineRow;
use crate::error::{Error, Result};
use crate::ids::{CaseConsentId, CaseId, CaseNoteId, OfficerId, ReleaseId};
use crate::text::name_key;

/// Hand a case over to another counsellor, with the member's consent or a release by two persons.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct HandOver {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// To whom.
    pub officer: OfficerId,
    /// Somebody has looked: the counsellor does not supervise the member at work (C-01).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub not_supervisor: bool,
    /// Consent of the member to the hand-over.
    #[ts(optional)]
    pub consent_id: Option<CaseConsentId>,
    /// Or a release by two persons.
    #[ts(optional)]
    pub release_id: Option<ReleaseId>,
    /// Stay as second counsellor.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub stay: bool,
    /// What who leaves has not saved may go: nobody else can ever read it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub drop_drafts: bool,
}

/// Let somebody else read the case: a second counsellor, or a supervisor under the member's consent.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ShareCase {
    /// The case.
    pub case_id: CaseId,
    /// With whom.
    pub officer: OfficerId,
    /// `second` or `supervisor`.
    pub part: CasePart,
    /// Somebody has looked: whoever is to read does not supervise the member at work (C-01).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub not_supervisor: bool,
}

/// Somebody's part in a case ends; the key goes.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct UnshareCase {
    /// The case.
    pub case_id: CaseId,
    /// Whose part.
    pub officer: OfficerId,
    /// What they have not saved may go: nobody else can ever read it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub drop_drafts: bool,
}

/// A case that one may read without counselling in it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SupervisedRow {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub case_no: String,
    /// By which right.
    pub part: CasePart,
    /// State.
    pub status: CaseStatus,
    /// Step.
    pub step: CaseStep,
}

/// What a supervisor writes into the case.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddAdvice {
    /// The case.
    pub case_id: CaseId,
    /// What.
    pub text: String,
}

/// Ask for secrecy to be lifted: the first of two persons. The case is named by its number, and what it is about is not said.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AskRelease {
    /// Number of the case.
    pub case_no: String,
    /// Ground.
    pub ground: SecrecyGround,
    /// What for.
    pub purpose: ReleasePurpose,
    /// Where the decision lies: number or date of a minute.
    pub reference: String,
    /// To whom it may go; asked for where something leaves the union.
    #[ts(optional)]
    pub recipient: Option<String>,
    /// What may go, as kinds and not as contents: name, telephone number …; asked for where something leaves the union.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub items: Vec<String>,
}

/// To whom something may go under a release, and what: sealed to those who decide on it and to the counsellors of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseWords {
    /// To whom.
    pub recipient: String,
    /// What.
    pub items: Vec<String>,
}

/// What is about to go to somebody.
#[derive(Clone, Copy, Debug)]
pub struct Going<'a> {
    /// To whom.
    pub recipient: &'a str,
    /// What.
    pub items: &'a [String],
}

impl ReleaseWords {
    /// Whether it names the recipient and everything that goes there (C-05), whatever the width of the letters.
    #[must_use]
    pub fn names(&self, going: Going<'_>) -> bool {
        let same = |one: &str, other: &str| name_key(one) == name_key(other);
        same(&self.recipient, going.recipient)
            && going.items.iter().all(|item| self.items.iter().any(|named| same(named, item)))
    }
}

/// The second person decides.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DecideRelease {
    /// Which.
    pub id: ReleaseId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Agreed, or not.
    pub agree: bool,
}

/// A release.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReleaseRow {
    /// The release.
    pub id: ReleaseId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Number of the case.
    pub case_no: String,
    /// Ground.
    pub ground: SecrecyGround,
    /// What for.
    pub purpose: ReleasePurpose,
    /// First person.
    pub asked_by: String,
    /// Day.
    pub asked_on: NaiveDate,
    /// Second person.
    pub decided_by: Option<String>,
    /// Day.
    pub decided_on: Option<NaiveDate>,
    /// How it stands.
    pub state: ReleaseState,
    /// Who may read after an emergency opening.
    pub reader: Option<String>,
    /// Where the decision lies.
    pub reference: String,
    /// To whom something may go; none where nothing leaves the union, or where the own keys do not open it.
    pub recipient: Option<String>,
    /// What may go.
    pub items: Vec<String>,
    /// It says to whom what may go, and the own keys do not open it: somebody asks anew.
    pub unreadable: bool,
    /// The officer at the desk may decide it.
    pub may_decide: bool,
}

/// Open a case in an emergency that two persons agreed on, with the counselling recovery sheet.
#[derive(Clone, Deserialize, JsonSchema, TS)]
pub struct OpenEmergency {
    /// The release.
    pub id: ReleaseId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Code of the counselling recovery sheet.
    pub sheet: String,
    /// Who reads: a counsellor of the room, or a supervisor.
    pub reader: OfficerId,
    /// As far as whoever opens knows whom the case is about: the reader is neither the member's superior at work nor a party to the
    /// matter (C-01).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub not_supervisor: bool,
}

/// A counsellor whose key is lost comes back, or the first one after all were lost: with the counselling recovery sheet.
#[derive(Clone, Deserialize, JsonSchema, TS)]
pub struct RecoverRoom {
    /// Code of the counselling recovery sheet.
    pub sheet: String,
    /// CounselorQualification.
    pub qualification: super::codes::CounselorQualification,
    /// Number of the national registration (C-02).
    #[ts(optional)]
    pub registration_no: Option<String>,
    /// Last day of the registration (C-02).
    #[ts(optional)]
    pub registered_until: Option<NaiveDate>,
    /// The counsellor's own member number (C-01).
    #[ts(optional)]
    pub member: Option<String>,
}

/// Cases of a counsellor who is lost go to another one, with the counselling recovery sheet.
#[derive(Clone, Deserialize, JsonSchema, TS)]
pub struct RecoverCases {
    /// Code of the counselling recovery sheet.
    pub sheet: String,
    /// Whose cases: locked out, without the role, or with new keys.
    pub lost: OfficerId,
    /// Who takes them: a counsellor of the room; the officer at the desk unless said otherwise.
    #[ts(optional)]
    pub to: Option<OfficerId>,
    /// Where the decision lies: number or date of a minute.
    pub reference: String,
}

macro_rules! silent {
    ($($name:ident),*) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )*};
}

// They hold the code of a sheet: nothing prints it.
silent!(OpenEmergency, RecoverRoom, RecoverCases);

/// How many cases were recovered.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CasesRecovered {
    /// Cases.
    #[ts(type = "number")]
    pub n: i64,
    /// Numbers of cases that this counsellor may not have (C-01): another one takes them.
    pub left: Vec<String>,
}

/// A crisis: the check-list of the day and the help lines.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Crisis {
    /// Since.
    pub since: Option<NaiveDate>,
    /// What is asked and done today.
    pub items: Vec<CrisisItem>,
    /// What of it is done.
    pub done: Vec<CrisisItem>,
    /// Help lines, the most urgent first.
    pub lines: Vec<HelpLineRow>,
}

/// What was done in a crisis.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCrisis {
    /// The case.
    pub case_id: CaseId,
    /// What of the check-list is done.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CrisisItem>>")]
    pub done: Vec<CrisisItem>,
    /// The danger is over; asks for the whole check-list.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub over: bool,
}

/// Look for words in the own notes.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SearchNotes {
    /// Words.
    pub find: String,
    /// Hits wanted, 1 to 100; 50 unless said otherwise.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A note that says so.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct NoteHit {
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub case_no: String,
    /// Who it is about.
    pub name: String,
    /// The note.
    pub note_id: CaseNoteId,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// Which part of the note.
    pub part: NotePart,
    /// The words around.
    pub excerpt: String,
}

/// Erase what a case says: its keys are destroyed. The counts stay.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EraseCase {
    /// The case.
    pub case_id: CaseId,
    /// Version read; checked if it is given.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Why.
    pub ground: EraseGround,
}

impl EraseGround {
    /// Whether a case may be erased on this ground.
    ///
    /// # Errors
    /// `case_not_over` while it is under way, `case_kept_still` before its time, `case_person_not_erased`.
    pub fn check(self, over: bool, retention_until: Option<NaiveDate>, today: NaiveDate, erased: bool) -> Result<()> {
        let no = serde_json::json!({ "until": retention_until });
        match self {
            Self::Retention if retention_until.is_none_or(|until| until >= today) => {
                Err(Error::refused("case_kept_still", no))
            }
            Self::PersonErased if !erased => Err(Error::refused("case_person_not_erased", no)),
            Self::Request if !over => Err(Error::refused("case_not_over", no)),
            _ => Ok(()),
        }
    }
}

/// What changes of the roster meant for cases.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaughtUp {
    /// Cases whose person was merged into another one.
    #[ts(type = "number")]
    pub merged: i64,
    /// Cases whose person was erased: the counsellor decides.
    #[ts(type = "number")]
    pub erased: i64,
    /// Cases whose person left the union.
    #[ts(type = "number")]
    pub left: i64,
}

/// How long cases are kept.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SetCaseRetention {
    /// Months after closing, 1 to 240.
    #[ts(type = "number")]
    pub months: i64,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn c_05_a_release_lets_out_what_it_names_to_whom_it_names() {
        let words =
            ReleaseWords { recipient: "市の相談室".into(), items: vec!["氏名".into(), "ＴＥＬ".into()] };
        for (recipient, items, may) in [
            ("市の相談室", vec!["氏名"], true),
            ("市の相談室 ", vec!["TEL", "氏名"], true),
            ("勤務先の会社", vec!["氏名"], false),
            ("市の相談室", vec!["氏名", "病名"], false),
        ] {
            let items: Vec<String> = items.into_iter().map(str::to_owned).collect();
            assert_eq!(words.names(Going { recipient, items: &items }), may, "{recipient} {items:?}");
        }
    }

    #[test]
    fn a_case_is_erased_when_its_time_is_over_or_the_member_asks() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (today, until) = (day("2026-10-31"), Some(day("2026-10-31")));
        for (ground, over, until, erased, code) in [
            (EraseGround::Retention, true, until, false, Some("case_kept_still")),
            (EraseGround::Retention, true, Some(day("2026-10-30")), false, None),
            (EraseGround::Retention, false, None, false, Some("case_kept_still")),
            (EraseGround::Request, false, None, false, Some("case_not_over")),
            (EraseGround::Request, true, until, false, None),
            (EraseGround::PersonErased, false, None, false, Some("case_person_not_erased")),
            (EraseGround::PersonErased, false, None, true, None),
        ] {
            let answer = ground.check(over, until, today, erased);
            assert_eq!(answer.err().map(|error| error.code().to_owned()).as_deref(), code, "{ground:?}");
        }
    }
}
