//! What a counsellor looks at: the day, the own cases, one case.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::codes::{
    CaseChannel, CaseConsentMethod, CaseConsentScope, CaseDueKind, CaseDueWhen, CasePart, CaseStatus, CaseStep,
    CaseTheme, CloseOutcome, CrisisItem,
};
use super::course::CaseReason;
use super::rules::CaseEvent;
use super::words::{CaseActionRow, CaseDraftRow, CaseGoalRow, CaseNoteRow, CaseReferralRow, CaseSessionRow};
use crate::ids::{CaseConsentId, CaseDueId, CaseId, OfficerId, PersonId, UnitId};

/// Something of the day.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseDayRow {
    /// The date; none for who is in danger, where the check-list is what is done (C-07).
    pub id: Option<CaseDueId>,
    /// The case.
    pub case_id: CaseId,
    /// Its number.
    pub case_no: String,
    /// Who it is about.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Member number when the case was opened.
    pub member_no: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// State of the case.
    pub status: CaseStatus,
    /// Step of the case.
    pub step: CaseStep,
    /// Danger to self or others.
    pub crisis: bool,
    /// What is due.
    pub kind: CaseDueKind,
    /// Day.
    pub due_on: NaiveDate,
    /// Days that it is late; 0 = not late.
    #[ts(type = "number")]
    pub late: i64,
    /// The referral, action or release that it is about.
    #[ts(type = "string | null")]
    pub about_id: Option<Uuid>,
}

/// A counsellor's day.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MyDay {
    /// The day.
    pub today: NaiveDate,
    /// Late, the oldest first.
    pub overdue: Vec<CaseDayRow>,
    /// All that is late, also beyond the list.
    #[ts(type = "number")]
    pub overdue_total: i64,
    /// Today.
    pub due_today: Vec<CaseDayRow>,
    /// In the six days after.
    pub week: Vec<CaseDayRow>,
    /// Later.
    #[ts(type = "number")]
    pub later: i64,
    /// Cases under way.
    #[ts(type = "number")]
    pub open_cases: i64,
    /// Texts that were not saved.
    #[ts(type = "number")]
    pub drafts: i64,
    /// Cases whose time of keeping is over.
    #[ts(type = "number")]
    pub expired: i64,
}

/// Which of the own cases to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CaseFilter {
    /// Name, reading, or number of the case.
    #[ts(optional)]
    pub find: Option<String>,
    /// Only these states; empty = those under way.
    #[ts(optional, as = "Option<Vec<CaseStatus>>")]
    pub status: Vec<CaseStatus>,
    /// All states.
    #[ts(optional, as = "Option<bool>")]
    pub all: bool,
    /// Only those whose time of keeping is over: they are erased.
    #[ts(optional, as = "Option<bool>")]
    pub expired: bool,
    /// Only about this.
    #[ts(optional)]
    pub theme: Option<CaseTheme>,
    /// Only at this step.
    #[ts(optional)]
    pub step: Option<CaseStep>,
    /// Only with a date like this on the own day list.
    #[ts(optional)]
    pub due: Option<CaseDueWhen>,
    /// Rows to skip.
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// Rows wanted, 1 to 200; 50 unless said otherwise.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A line of the own cases.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseRow {
    /// The case.
    pub id: CaseId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Its number.
    pub case_no: String,
    /// Who it is about.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Member number when the case was opened.
    pub member_no: Option<String>,
    /// Unit of the day with those above it.
    pub unit: Option<String>,
    /// Nobody knows who it is.
    pub anonymous: bool,
    /// The own part.
    pub part: CasePart,
    /// State.
    pub status: CaseStatus,
    /// Step.
    pub step: CaseStep,
    /// How it came.
    pub channel: CaseChannel,
    /// What it is about.
    pub themes: Vec<CaseTheme>,
    /// Day of the inquiry.
    pub opened_on: NaiveDate,
    /// Day of the end.
    pub closed_on: Option<NaiveDate>,
    /// Last day on which it is kept.
    pub retention_until: Option<NaiveDate>,
    /// Danger to self or others.
    pub crisis: bool,
    /// Next date.
    pub next_on: Option<NaiveDate>,
    /// What is due then.
    pub next_kind: Option<CaseDueKind>,
}

/// The own cases.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseList {
    /// Rows, the newest number first.
    pub rows: Vec<CaseRow>,
    /// All that fit.
    #[ts(type = "number")]
    pub total: i64,
}

/// Somebody's part in a case.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CasePartRow {
    /// Who.
    pub officer: OfficerId,
    /// Name.
    pub name: String,
    /// Which part.
    pub part: CasePart,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: Option<NaiveDate>,
    /// It is over.
    pub ended: bool,
}

/// A consent as read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseConsentRow {
    /// The consent.
    pub id: CaseConsentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Day of the explanation.
    pub explained_on: NaiveDate,
    /// Version of the text.
    pub notice_version: String,
    /// What for.
    pub scope: Vec<CaseConsentScope>,
    /// For which of it it still holds: no later word takes it back.
    pub holds: Vec<CaseConsentScope>,
    /// Agreed.
    pub accepted: bool,
    /// How.
    pub method: CaseConsentMethod,
    /// Taken back on.
    pub withdrawn_on: Option<NaiveDate>,
    /// Who witnessed it.
    pub witness: Option<String>,
    /// Where the paper lies.
    pub note: Option<String>,
}

/// A date of a case.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseDueRow {
    /// The date; none for who is in danger, where the check-list is what is done (C-07).
    pub id: Option<CaseDueId>,
    /// What is due.
    pub kind: CaseDueKind,
    /// Day.
    pub due_on: NaiveDate,
    /// Done on.
    pub done_on: Option<NaiveDate>,
    /// On whose list.
    pub officer: OfficerId,
    /// What it is about.
    #[ts(type = "string | null")]
    pub about_id: Option<Uuid>,
}

/// Somebody else read the case.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseAccessRow {
    /// Day.
    pub read_on: NaiveDate,
    /// Name.
    pub name: String,
    /// By which right.
    pub part: CasePart,
}

/// A step of a case that cannot be taken yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseWhyNot {
    /// Which.
    pub event: CaseEvent,
    /// Code of the refusal that its verb would answer.
    pub code: String,
}

/// A case in full.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseDetail {
    /// The case.
    pub id: CaseId,
    /// Version read; every step names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Its number.
    pub case_no: String,
    /// Person in the roster.
    pub person_id: Option<PersonId>,
    /// Who it is about.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Member number.
    pub member_no: Option<String>,
    /// How to reach them.
    pub contact: Option<String>,
    /// What they want.
    pub about: Option<String>,
    /// Nobody knows who it is.
    pub anonymous: bool,
    /// They object to a counsellor of their own 職場.
    pub objects_workplace: bool,
    /// It touches health.
    pub health: bool,
    /// Danger since.
    pub crisis_on: Option<NaiveDate>,
    /// What was done of the check-list.
    pub crisis_done: Vec<CrisisItem>,
    /// What happened to the person in the roster: `left`, `erased`, `merged`.
    pub roster: Option<String>,
    /// Why it was declined, paused, closed …
    pub reasons: Vec<CaseReason>,
    /// How it came.
    pub channel: CaseChannel,
    /// State.
    pub status: CaseStatus,
    /// Step.
    pub step: CaseStep,
    /// What may happen next.
    pub events: Vec<CaseEvent>,
    /// How it may end.
    pub outcomes: Vec<CloseOutcome>,
    /// Why some of it cannot happen yet.
    pub why_not: Vec<CaseWhyNot>,
    /// A note may be written (C-03); else the code of the rule.
    pub why_not_note: Option<String>,
    /// The member's last word to the record is a no: only what a step needs is written (C-03).
    pub said_no: bool,
    /// What it is about.
    pub themes: Vec<CaseTheme>,
    /// Day of the inquiry.
    pub opened_on: NaiveDate,
    /// Day on which counselling began.
    pub activated_on: Option<NaiveDate>,
    /// Review of a pause.
    pub paused_until: Option<NaiveDate>,
    /// Follow-up.
    pub follow_up_on: Option<NaiveDate>,
    /// Day of the end.
    pub closed_on: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<CloseOutcome>,
    /// Kept until.
    pub retention_until: Option<NaiveDate>,
    /// Unit for statistics.
    pub unit_id: Option<UnitId>,
    /// Its name.
    pub unit: Option<String>,
    /// The case before this one.
    pub previous_case_id: Option<CaseId>,
    /// Number of the case before this one.
    pub previous_case_no: Option<String>,
    /// Who has or had a part.
    pub parts: Vec<CasePartRow>,
    /// Months after closing that the explanation to the member names.
    #[ts(type = "number")]
    pub notice_months: i64,
    /// What the member agreed to, the newest first.
    pub consents: Vec<CaseConsentRow>,
    /// Sessions, the newest first.
    pub sessions: Vec<CaseSessionRow>,
    /// Notes, the newest first.
    pub notes: Vec<CaseNoteRow>,
    /// Goals.
    pub goals: Vec<CaseGoalRow>,
    /// Actions.
    pub actions: Vec<CaseActionRow>,
    /// Referrals.
    pub referrals: Vec<CaseReferralRow>,
    /// Dates, the next first.
    pub dues: Vec<CaseDueRow>,
    /// Texts of the officer that were not saved.
    pub drafts: Vec<CaseDraftRow>,
    /// Who else read it.
    pub readings: Vec<CaseAccessRow>,
}

/// Add a date to the own day list.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCaseDue {
    /// The case.
    pub case_id: CaseId,
    /// What.
    pub kind: CaseDueKind,
    /// Day.
    pub due_on: NaiveDate,
}
