//! What is said in a case on the wire: sessions, notes, goals, actions, referrals, drafts.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{
    CaseActionBy, CaseActionState, CaseNoteKind, CaseReferralResult, CaseSessionMode, CaseStep, GoalHorizon, GoalTheme,
    NotePart,
};
use crate::ids::{
    CaseActionId, CaseConsentId, CaseDueId, CaseGoalId, CaseId, CaseNoteId, CaseReferralId, CaseSessionId, CommunityId,
    OfficerId, ReleaseId, SchemeId,
};

/// The words of a note. Third persons in initials.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CaseNoteWords {
    /// 主訴: what the member says.
    #[ts(optional)]
    pub presenting: Option<String>,
    /// 背景
    #[ts(optional)]
    pub background: Option<String>,
    /// 事実
    #[ts(optional)]
    pub facts: Option<String>,
    /// 見立て: the counsellor's view, kept apart from facts.
    #[ts(optional)]
    pub assessment: Option<String>,
    /// 合意したこと
    #[ts(optional)]
    pub agreement: Option<String>,
    /// 次回まで・宿題
    #[ts(optional)]
    pub next_step: Option<String>,
    /// 情報提供・紹介
    #[ts(optional)]
    pub information: Option<String>,
    /// Place of the session.
    #[ts(optional)]
    pub place: Option<String>,
    /// Anything else; of an addendum all of it.
    #[ts(optional)]
    pub text: Option<String>,
}

impl CaseNoteWords {
    /// Its parts in the order of the paper.
    #[must_use]
    pub fn parts(&self) -> [(NotePart, Option<&str>); 9] {
        [
            (NotePart::Presenting, self.presenting.as_deref()),
            (NotePart::Background, self.background.as_deref()),
            (NotePart::Facts, self.facts.as_deref()),
            (NotePart::Assessment, self.assessment.as_deref()),
            (NotePart::Agreement, self.agreement.as_deref()),
            (NotePart::NextStep, self.next_step.as_deref()),
            (NotePart::Information, self.information.as_deref()),
            (NotePart::Place, self.place.as_deref()),
            (NotePart::Text, self.text.as_deref()),
        ]
    }

    /// Nothing was written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts().iter().all(|(_, text)| text.is_none_or(|text| text.trim().is_empty()))
    }
}

/// A session was held; its note is sealed with it.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCaseSession {
    /// The case.
    pub case_id: CaseId,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub held_on: Option<NaiveDate>,
    /// Length.
    #[ts(type = "number")]
    pub minutes: i64,
    /// How.
    pub mode: CaseSessionMode,
    /// Step after it; as it was unless said otherwise.
    #[ts(optional)]
    pub step_after: Option<CaseStep>,
    /// The note.
    pub note: CaseNoteWords,
    /// Day of the session after this one.
    #[ts(optional)]
    pub next_on: Option<NaiveDate>,
    /// The draft that it was written from goes with the saving.
    #[ts(optional)]
    pub draft: Option<String>,
}

/// A session and its note were saved.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseSessionSaved {
    /// The session.
    pub session_id: CaseSessionId,
    /// Its note.
    pub note_id: CaseNoteId,
    /// Moment from which the note is locked.
    pub locked_from: DateTime<Utc>,
}

/// Write a note between sessions, or correct the own one before it is locked.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCaseNote {
    /// The case.
    pub case_id: CaseId,
    /// The note to correct; empty = a new one.
    #[ts(optional)]
    pub note_id: Option<CaseNoteId>,
    /// Version read, of the note to correct.
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// Its words.
    pub note: CaseNoteWords,
    /// The draft that it was written from goes with the saving.
    #[ts(optional)]
    pub draft: Option<String>,
}

/// Add to a note that is locked.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCaseAddendum {
    /// The note.
    pub note_id: CaseNoteId,
    /// What is added.
    pub text: String,
    /// The draft that it was written from goes with the saving.
    #[ts(optional)]
    pub draft: Option<String>,
}

/// What is being written, kept until it is saved or dropped. The form decides what it holds.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCaseDraft {
    /// The case; empty = an inquiry that has none yet.
    #[ts(optional)]
    pub case_id: Option<CaseId>,
    /// Which form: `session`, `note`, `addendum:<id>`, `inquiry` …
    pub place: String,
    /// Its content.
    #[ts(type = "Record<string, unknown>")]
    pub content: serde_json::Value,
}

/// Names a draft.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CaseDraftNamed {
    /// The case; empty = an inquiry that has none yet.
    #[ts(optional)]
    pub case_id: Option<CaseId>,
    /// Which form.
    pub place: String,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseDraftRow {
    /// The case; none for an inquiry that was not taken down yet.
    pub case_id: Option<CaseId>,
    /// Its number.
    pub case_no: Option<String>,
    /// Which form.
    pub place: String,
    /// When it was kept.
    pub at: DateTime<Utc>,
    /// Its content.
    #[ts(type = "Record<string, unknown>")]
    pub content: serde_json::Value,
}

/// Agree a goal.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCaseGoal {
    /// The case.
    pub case_id: CaseId,
    /// Where it leads.
    pub theme: GoalTheme,
    /// How far away.
    pub horizon: GoalHorizon,
    /// In words.
    pub text: String,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub set_on: Option<NaiveDate>,
}

/// A goal was reached, or given up.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndCaseGoal {
    /// Which.
    pub id: CaseGoalId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Given up rather than reached.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub dropped: bool,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub on: Option<NaiveDate>,
}

/// Somebody will do something.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCaseAction {
    /// The case.
    pub case_id: CaseId,
    /// For which goal.
    #[ts(optional)]
    pub goal_id: Option<CaseGoalId>,
    /// Who.
    pub who: CaseActionBy,
    /// What.
    pub text: String,
    /// By when; comes onto the day list.
    #[ts(optional)]
    pub due_on: Option<NaiveDate>,
}

/// It was done, or will not be.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndCaseAction {
    /// Which.
    pub id: CaseActionId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Dropped rather than done.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub dropped: bool,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub on: Option<NaiveDate>,
}

/// Point the member to a scheme, a community or another office. What goes out about the member needs a consent or a release (C-05).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ReferCase {
    /// The case.
    pub case_id: CaseId,
    /// A scheme of the directory.
    #[ts(optional)]
    pub scheme_id: Option<SchemeId>,
    /// A community of the directory.
    #[ts(optional)]
    pub community_id: Option<CommunityId>,
    /// Or another office, in words.
    #[ts(optional)]
    pub target: Option<String>,
    /// What went out about the member; empty = nothing, the member goes there.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub items: Vec<String>,
    /// Consent to that.
    #[ts(optional)]
    pub consent_id: Option<CaseConsentId>,
    /// Or a release by two persons.
    #[ts(optional)]
    pub release_id: Option<ReleaseId>,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub handed_on: Option<NaiveDate>,
    /// Anything else.
    #[ts(optional)]
    pub note: Option<String>,
}

/// What became of a referral.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CaseReferralFollowed {
    /// Which.
    pub id: CaseReferralId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Used, not used, not known.
    pub result: CaseReferralResult,
    /// Why.
    #[ts(optional)]
    pub why: Option<String>,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub on: Option<NaiveDate>,
}

/// Sealed words of a referral.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralWords {
    /// Target in words.
    pub target: Option<String>,
    /// What went out.
    pub items: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
    /// Why it was used or not.
    pub why: Option<String>,
}

/// Sealed words of a consent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentWords {
    /// Who witnessed it, or where the recording is.
    pub witness: Option<String>,
    /// Where the paper lies, to whom what goes.
    pub note: Option<String>,
}

/// A note as read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseNoteRow {
    /// The note.
    pub id: CaseNoteId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Number in the case.
    #[ts(type = "number")]
    pub no: i64,
    /// Of which session.
    pub session_id: Option<CaseSessionId>,
    /// The note that it adds to.
    pub amends_id: Option<CaseNoteId>,
    /// Note or addendum.
    pub kind: CaseNoteKind,
    /// Who wrote it.
    pub author: OfficerId,
    /// Name of who wrote it.
    pub author_name: String,
    /// When it was saved.
    pub saved_at: DateTime<Utc>,
    /// How often it was corrected.
    #[ts(type = "number")]
    pub revision: i64,
    /// Locked: later words are an addendum.
    pub locked: bool,
    /// Its words.
    pub words: CaseNoteWords,
}

/// A date on a day list that was done.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CaseDueDone {
    /// Which.
    pub id: CaseDueId,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub on: Option<NaiveDate>,
}

/// A goal as read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseGoalRow {
    /// The goal.
    pub id: CaseGoalId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Where it leads.
    pub theme: GoalTheme,
    /// How far away.
    pub horizon: GoalHorizon,
    /// In words.
    pub text: String,
    /// Agreed on.
    pub set_on: NaiveDate,
    /// Reached on.
    pub achieved_on: Option<NaiveDate>,
    /// Given up on.
    pub dropped_on: Option<NaiveDate>,
}

/// An action as read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseActionRow {
    /// The action.
    pub id: CaseActionId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// For which goal.
    pub goal_id: Option<CaseGoalId>,
    /// Who.
    pub who: CaseActionBy,
    /// What.
    pub text: String,
    /// How it stands.
    pub state: CaseActionState,
    /// By when.
    pub due_on: Option<NaiveDate>,
    /// Done or dropped on.
    pub done_on: Option<NaiveDate>,
}

/// A referral as read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseReferralRow {
    /// The referral.
    pub id: CaseReferralId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Scheme.
    pub scheme_id: Option<SchemeId>,
    /// Community.
    pub community_id: Option<CommunityId>,
    /// Name of the target.
    pub target: String,
    /// Day.
    pub handed_on: NaiveDate,
    /// What went out about the member.
    pub items: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
    /// What became of it.
    pub result: CaseReferralResult,
    /// Learned on.
    pub result_on: Option<NaiveDate>,
    /// Why.
    pub why: Option<String>,
}

/// A session as read.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CaseSessionRow {
    /// The session.
    pub id: CaseSessionId,
    /// Day.
    pub held_on: NaiveDate,
    /// Length.
    #[ts(type = "number")]
    pub minutes: i64,
    /// How.
    pub mode: CaseSessionMode,
    /// Step after it.
    pub step_after: CaseStep,
    /// Who counselled.
    pub officer_name: String,
}
