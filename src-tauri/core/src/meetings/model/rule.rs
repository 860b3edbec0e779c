//! The union's own rules of its meetings, as data.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{AgendaKind, Comparator, MajorityBase, MeetingKind, RuleBase, TieBreak};
use super::line;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::MeetingRuleId;
use crate::members::{ConditionKind, OfficeKind};

/// What it takes to decide items of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "MeetingDecision")]
pub struct Decision {
    /// Items of this kind; empty = everything that is not named.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub kind: Option<AgendaKind>,
    /// Majority of what.
    pub base: MajorityBase,
    /// Numerator; none in an election = the most votes decide.
    #[ts(type = "number")]
    pub num: i64,
    /// Denominator.
    #[ts(type = "number")]
    pub den: i64,
    /// 以上 or 超.
    pub comparator: Comparator,
    /// Article of the rules that says so.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub article: Option<String>,
}

/// What the rules say of a kind of meeting; frozen with each meeting that is convened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MeetingRule {
    /// Which kind of meeting.
    pub kind: MeetingKind,
    /// First day of this text.
    pub from_on: NaiveDate,
    /// Who has a seat.
    pub base: RuleBase,
    /// Offices that have a seat where the base is not all members.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<OfficeKind>>")]
    pub offices: Vec<OfficeKind>,
    /// Quorum: numerator.
    #[ts(type = "number")]
    pub num: i64,
    /// Quorum: denominator.
    #[ts(type = "number")]
    pub den: i64,
    /// Quorum: 以上 or 超.
    pub comparator: Comparator,
    /// Article of the rules that says so.
    pub article: String,
    /// Conditions that do not count in the base.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ConditionKind>>")]
    pub exclude_conditions: Vec<ConditionKind>,
    /// Proxies count for the quorum.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub count_proxy: bool,
    /// Written votes count for the quorum.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub count_written: bool,
    /// A proxy that names nobody is entrusted to the chair and counts.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub count_blank_proxy: bool,
    /// Proxies that one holder may have at most; empty = no limit.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub proxy_max: Option<i64>,
    /// A holder must be of the same unit.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub proxy_same_unit: bool,
    /// Article about proxies and written votes.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub proxy_article: Option<String>,
    /// Days between the notice and the meeting at least (G-01).
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    pub notice_days: i64,
    /// The same where it is urgent and a reason is given; empty = no exception.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub urgent_days: Option<i64>,
    /// Article about the notice.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub notice_article: Option<String>,
    /// What happens when yes and no are equal.
    pub tie_break: TieBreak,
    /// What it takes to decide.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Decision>>")]
    pub decisions: Vec<Decision>,
    /// Members, or a fraction of so many, for one delegate; empty = not said.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub members_per_delegate: Option<i64>,
    /// Note.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub note: Option<String>,
}

/// Write down what the rules say of a kind of meeting from a day on. The text that begins on that day is replaced.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveMeetingRule {
    /// The text read, when it is corrected.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<MeetingRuleId>,
    /// Version read, when it is corrected.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// What they say.
    #[serde(flatten)]
    pub rule: MeetingRule,
}

/// A text of the rules as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingRuleRow {
    /// The text.
    pub id: MeetingRuleId,
    /// Version; a correction names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day of this text; none = it holds until further notice.
    pub to_on: Option<NaiveDate>,
    /// The quorum in words.
    pub quorum: String,
    /// What it says.
    #[serde(flatten)]
    pub rule: MeetingRule,
}

impl MeetingRule {
    /// The rule as it is stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields: `required`, `fraction`, `number_range`, `decision_twice`.
    pub fn checked(mut self) -> Result<Self> {
        let mut problems = Vec::new();
        self.article = line(&mut problems, "article", Some(self.article)).unwrap_or_default();
        if self.article.is_empty() {
            problems.push(FieldProblem::new("article", "required"));
        }
        self.proxy_article = line(&mut problems, "proxy_article", self.proxy_article.take());
        self.notice_article = line(&mut problems, "notice_article", self.notice_article.take());
        self.note = line(&mut problems, "note", self.note.take());
        if self.num <= 0 || self.den <= 0 || self.num > self.den || self.den > 1_000 {
            problems.push(FieldProblem::new("num", "fraction"));
        }
        if !(0..=366).contains(&self.notice_days) {
            problems.push(FieldProblem::new("notice_days", "number_range"));
        }
        if self.urgent_days.is_some_and(|days| !(0..=self.notice_days).contains(&days)) {
            problems.push(FieldProblem::new("urgent_days", "number_range"));
        }
        if self.proxy_max.is_some_and(|most| most <= 0) {
            problems.push(FieldProblem::new("proxy_max", "number_range"));
        }
        if self.members_per_delegate.is_some_and(|members| members <= 0) {
            problems.push(FieldProblem::new("members_per_delegate", "number_range"));
        }
        self.offices.sort_unstable();
        self.offices.dedup();
        if self.base == RuleBase::Delegates && self.offices.is_empty() {
            self.offices.push(OfficeKind::Delegate);
        }
        if self.base == RuleBase::Committee && self.offices.is_empty() {
            problems.push(FieldProblem::new("offices", "required"));
        }
        self.exclude_conditions.sort_unstable();
        self.exclude_conditions.dedup();
        if self.decisions.iter().all(|one| one.kind.is_some()) {
            // What nothing is said of is decided by more than half of those who are there, the usual sense of 過半数.
            self.decisions.push(Decision {
                kind: None,
                base: MajorityBase::Present,
                num: 1,
                den: 2,
                comparator: Comparator::Gt,
                article: None,
            });
        }
        let mut seen = Vec::new();
        for (n, one) in self.decisions.iter_mut().enumerate() {
            one.article = line(&mut problems, &format!("decisions.{n}.article"), one.article.take());
            let plurality = one.num == 0 && one.kind == Some(AgendaKind::Election);
            if !plurality && (one.num <= 0 || one.den <= 0 || one.num > one.den || one.den > 1_000) {
                problems.push(FieldProblem::new(&format!("decisions.{n}.num"), "fraction"));
            }
            if plurality {
                one.den = one.den.max(1);
            }
            if seen.contains(&one.kind) {
                problems.push(FieldProblem::new(&format!("decisions.{n}.kind"), "decision_twice"));
            }
            seen.push(one.kind);
        }
        if problems.is_empty() { Ok(self) } else { Err(Error::Invalid(problems)) }
    }

    /// What it takes to decide an item of a kind.
    #[must_use]
    pub fn decision(&self, kind: AgendaKind) -> Decision {
        let of = |wanted: Option<AgendaKind>| self.decisions.iter().find(|one| one.kind == wanted);
        of(Some(kind)).or_else(|| of(None)).cloned().unwrap_or(Decision {
            kind: None,
            base: MajorityBase::Present,
            num: 1,
            den: 2,
            comparator: Comparator::Gt,
            article: None,
        })
    }

    /// Whether a condition leaves a person out of the base (G-02): the rules name kinds; where an officer marked a single
    /// condition otherwise than is usual for its kind, the mark decides.
    #[must_use]
    pub fn leaves_out(&self, kind: ConditionKind, marked: bool) -> bool {
        if marked == kind.is_absence() { self.exclude_conditions.contains(&kind) } else { marked }
    }
}
