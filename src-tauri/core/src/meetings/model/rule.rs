//! The union's own rules of its meetings, as data.

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{
    AgendaKind, BallotForm, Comparator, LeftOut, LotAt, MajorityBase, MeetingKind, RuleBase, RunOffBy, TieBreak,
};
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
    /// Those whom the quorum leaves out (休職など) have no vote here either. Without it they have: the members' right to take part
    /// is not the quorum's (労働組合法5条2項3号), and a strike is decided by a majority of all members (8号).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub leaves_out: bool,
    /// Of an election: what its run-off takes (決選投票).
    #[serde(default = "most_votes")]
    #[ts(optional, as = "Option<RunOffBy>")]
    pub run_off: RunOffBy,
    /// Article about the run-off.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub run_off_article: Option<String>,
    /// Of an election: when equal votes on the last seats are decided by lot (くじ).
    #[serde(default = "no_lot")]
    #[ts(optional, as = "Option<LotAt>")]
    pub lot: LotAt,
    /// Article about the lot; a rule that decides by lot names it.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub lot_article: Option<String>,
    /// Article by which only what the notice told is decided (緊急動議を認めない); empty = the rules do not say so.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub announced_article: Option<String>,
}

/// What a run-off takes where the rule does not say: texts of before it was asked mean this.
fn most_votes() -> RunOffBy {
    RunOffBy::MostVotes
}

/// When a lot decides where the rule does not say: equal votes elect none of the equals.
fn no_lot() -> LotAt {
    LotAt::Never
}

impl Decision {
    /// More than half of those who are there, the usual sense of 過半数: what nothing is said of is decided so.
    #[must_use]
    pub fn usual() -> Self {
        Self {
            kind: None,
            base: MajorityBase::Present,
            num: 1,
            den: 2,
            comparator: Comparator::Gt,
            article: None,
            leaves_out: false,
            run_off: RunOffBy::MostVotes,
            run_off_article: None,
            lot: LotAt::Never,
            lot_article: None,
            announced_article: None,
        }
    }

    /// Whether a seat has a vote here: whom the rule leaves out of the quorum it leaves out of a vote only where it says so.
    #[must_use]
    pub fn counts(&self, left_out: Option<LeftOut>) -> bool {
        match left_out {
            None => true,
            Some(LeftOut::Condition) => !self.leaves_out,
            Some(LeftOut::NoVote | LeftOut::Merged) => false,
        }
    }

    /// What the run-off takes: the most votes, or the share that the election before it took.
    #[must_use]
    pub fn of_run_off(&self) -> Self {
        let said = self.run_off_article.clone();
        match self.run_off {
            RunOffBy::MostVotes => Self { num: 0, den: 1, article: said, ..self.clone() },
            RunOffBy::SameShare => Self { article: said.or_else(|| self.article.clone()), ..self.clone() },
        }
    }
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
    /// A holder must be of the same branch (支部), in whatever part of it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub proxy_same_unit: bool,
    /// Article about proxies and written votes.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub proxy_article: Option<String>,
    /// Article by which a substitute takes the place of a delegate who cannot come (補欠・代理の代議員); empty = the rules do not say
    /// so.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub substitute_article: Option<String>,
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
    /// What it says beside, in words, a line for each.
    pub told: Vec<String>,
    /// What it says.
    #[serde(flatten)]
    pub rule: MeetingRule,
}

/// The last day on which a notice is in time.
#[must_use]
pub fn notice_until(held_on: NaiveDate, days: i64) -> NaiveDate {
    held_on.checked_sub_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(held_on)
}

/// A fraction that some part of a base reaches: more than all of it nobody ever does.
fn can_be_reached(num: i64, den: i64, comparator: Comparator) -> bool {
    let whole = num == den && comparator == Comparator::Gte;
    num > 0 && den > 0 && den <= 1_000 && (num < den || whole)
}

impl MeetingRule {
    /// The rule as it is stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields: `required`, `fraction`, `number_range`, `decision_twice`, `not_all_members` for a
    /// majority of all members where not all of them have a seat, `not_here` for a run-off of what is no election by a share and
    /// for a lot of what is no election (B-02), and for substitutes where each member has a seat (G-04).
    pub fn checked(mut self) -> Result<Self> {
        let mut problems = Vec::new();
        self.article = line(&mut problems, "article", Some(self.article)).unwrap_or_default();
        if self.article.is_empty() {
            problems.push(FieldProblem::new("article", "required"));
        }
        self.proxy_article = line(&mut problems, "proxy_article", self.proxy_article.take());
        self.substitute_article = line(&mut problems, "substitute_article", self.substitute_article.take());
        if self.base == RuleBase::Members && self.substitute_article.is_some() {
            problems.push(FieldProblem::new("substitute_article", "not_here"));
        }
        self.notice_article = line(&mut problems, "notice_article", self.notice_article.take());
        self.note = line(&mut problems, "note", self.note.take());
        if !can_be_reached(self.num, self.den, self.comparator) {
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
            self.decisions.push(Decision::usual());
        }
        let mut seen = Vec::new();
        for (n, one) in self.decisions.iter_mut().enumerate() {
            one.article = line(&mut problems, &format!("decisions.{n}.article"), one.article.take());
            one.run_off_article =
                line(&mut problems, &format!("decisions.{n}.run_off_article"), one.run_off_article.take());
            one.lot_article = line(&mut problems, &format!("decisions.{n}.lot_article"), one.lot_article.take());
            if one.lot != LotAt::Never && one.kind != Some(AgendaKind::Election) {
                problems.push(FieldProblem::new(&format!("decisions.{n}.lot"), "not_here"));
            } else if one.lot != LotAt::Never && one.lot_article.is_none() {
                problems.push(FieldProblem::new(&format!("decisions.{n}.lot_article"), "required"));
            }
            one.announced_article =
                line(&mut problems, &format!("decisions.{n}.announced_article"), one.announced_article.take());
            let plurality = one.num == 0 && one.kind == Some(AgendaKind::Election);
            if !plurality && !can_be_reached(one.num, one.den, one.comparator) {
                problems.push(FieldProblem::new(&format!("decisions.{n}.num"), "fraction"));
            }
            if plurality {
                one.den = one.den.max(1);
            }
            // Where the most votes decide at once there is no share that a run-off could take again.
            if one.run_off == RunOffBy::SameShare && (plurality || one.kind != Some(AgendaKind::Election)) {
                problems.push(FieldProblem::new(&format!("decisions.{n}.run_off"), "not_here"));
            }
            if !one.base.fits(self.base) {
                problems.push(FieldProblem::new(&format!("decisions.{n}.base"), "not_all_members"));
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
        of(Some(kind)).or_else(|| of(None)).cloned().unwrap_or_else(Decision::usual)
    }

    /// What a vote of a form on an item of a kind takes: in an election of which the rule says nothing the most votes decide;
    /// yes or no is never a matter of the most votes.
    #[must_use]
    pub fn takes(&self, kind: AgendaKind, form: BallotForm) -> Decision {
        let said = self.decision(kind);
        match form {
            BallotForm::Election if said.kind.is_none() => Decision { num: 0, den: 1, article: None, ..said },
            BallotForm::Confidence | BallotForm::Question if said.num == 0 => self.decision(AgendaKind::Resolution),
            _ => said,
        }
    }

    /// The article by which equal votes on the last seats of an item of a kind are decided by lot in a round (B-02); none where
    /// the rules do not say so.
    #[must_use]
    pub fn lot_article(&self, kind: AgendaKind, round: i64) -> Option<&str> {
        let said = self.decisions.iter().find(|one| one.kind == Some(kind))?;
        let here = match said.lot {
            LotAt::Never => false,
            LotAt::RunOff => round > 1,
            LotAt::AtOnce => true,
        };
        said.lot_article.as_deref().filter(|_| here)
    }

    /// Days between the notice and the meeting at least; of an urgent one those of the exception.
    #[must_use]
    pub fn days_of_notice(&self, urgent: Option<&str>) -> i64 {
        urgent.and(self.urgent_days).unwrap_or(self.notice_days)
    }

    /// The article by which an item is discussed and not decided (G-01): it was added when no notice of so many days could tell
    /// it any more, and the rules decide only what was told. Reports are heard all the same.
    #[must_use]
    pub fn unannounced(
        &self,
        kind: AgendaKind,
        added_on: Option<NaiveDate>,
        held_on: NaiveDate,
        days: i64,
    ) -> Option<String> {
        // On the day of the meeting nothing is told beforehand, also where the rules ask for no days.
        let late = added_on.is_some_and(|on| on > notice_until(held_on, days.max(1)));
        self.decision(kind).announced_article.filter(|_| late && kind != AgendaKind::Report)
    }

    /// Whether a condition leaves a person out of the base (G-02): the rules name kinds; where an officer marked a single
    /// condition otherwise than is usual for its kind, the mark decides.
    #[must_use]
    pub fn leaves_out(&self, kind: ConditionKind, marked: bool) -> bool {
        if marked == kind.is_absence() { self.exclude_conditions.contains(&kind) } else { marked }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn checked(more: Value) -> Vec<(String, String)> {
        let mut rule = json!({
            "kind": "regular_congress", "from_on": "2020-01-01", "base": "delegates", "num": 1, "den": 2,
            "comparator": "gt", "article": "第1条", "tie_break": "chair",
        });
        for (name, value) in more.as_object().unwrap() {
            rule.as_object_mut().unwrap().insert((*name).to_owned(), value.clone());
        }
        match serde_json::from_value::<MeetingRule>(rule).unwrap().checked() {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(problems)) => problems.into_iter().map(|one| (one.field, one.code)).collect(),
            Err(other) => vec![(other.code().to_owned(), String::new())],
        }
    }

    #[test]
    fn g_03_more_than_all_of_a_base_is_no_quorum() {
        let said = |field: &str| vec![(field.to_owned(), "fraction".to_owned())];
        assert_eq!(checked(json!({ "num": 1, "den": 1, "comparator": "gt" })), said("num"));
        assert_eq!(checked(json!({ "num": 1, "den": 1, "comparator": "gte" })), []);
        assert_eq!(checked(json!({ "num": 999, "den": 1000, "comparator": "gt" })), []);
        let all = json!({ "decisions": [{ "base": "present", "num": 3, "den": 3, "comparator": "gt" }] });
        assert_eq!(checked(all), said("decisions.0.num"));
    }

    #[test]
    fn b_02_all_members_are_only_where_each_of_them_has_a_seat() {
        let of = |base: &str, majority: &str| {
            let one = json!({ "kind": "strike_vote", "base": majority, "num": 1, "den": 2, "comparator": "gt" });
            checked(json!({ "base": base, "offices": ["executive"], "decisions": [one] }))
        };
        for seated in ["delegates", "committee"] {
            assert_eq!(of(seated, "all_members"), [("decisions.0.base".to_owned(), "not_all_members".to_owned())]);
            assert_eq!(of(seated, "all_delegates"), []);
        }
        assert_eq!(of("members", "all_members"), []);
    }

    #[test]
    fn b_02_a_run_off_takes_what_the_rule_says_with_its_own_article() {
        let of = |kind: &str, num: i64, run_off: &str| json!({ "kind": kind, "base": "valid_votes", "num": num, "den": 2, "comparator": "gt", "article": "第8条", "run_off": run_off });
        let wrong = |one: Value| checked(json!({ "decisions": [one] }));
        assert_eq!(wrong(of("election", 1, "same_share")), []);
        let not_here = [("decisions.0.run_off".to_owned(), "not_here".to_owned())];
        assert_eq!(wrong(of("election", 0, "same_share")), not_here);
        assert_eq!(wrong(of("budget", 1, "same_share")), not_here);
        let mut said: Decision = serde_json::from_value(of("election", 1, "same_share")).unwrap();
        let again = said.of_run_off();
        assert_eq!((again.num, again.article.as_deref()), (1, Some("第8条")));
        said.run_off = RunOffBy::MostVotes;
        assert_eq!(
            (said.of_run_off().num, said.of_run_off().article),
            (0, None),
            "the share has its article, not the most votes"
        );
        said.run_off_article = Some("第9条".into());
        assert_eq!(said.of_run_off().article.as_deref(), Some("第9条"));
    }

    #[test]
    fn b_02_a_lot_decides_an_election_by_its_article_in_the_rounds_that_the_rule_names() {
        let of = |kind: &str, lot: &str, article: Value| json!({ "decisions": [{ "kind": kind, "base": "valid_votes", "num": 0, "den": 1, "comparator": "gt", "lot": lot, "lot_article": article }] });
        let said = |field: &str, code: &str| vec![(format!("decisions.0.{field}"), code.to_owned())];
        assert_eq!(checked(of("election", "run_off", json!("第10条"))), []);
        assert_eq!(checked(of("election", "never", Value::Null)), []);
        assert_eq!(checked(of("election", "at_once", json!(" "))), said("lot_article", "required"));
        let budget = json!({ "decisions": [{ "kind": "budget", "base": "present", "num": 1, "den": 2, "comparator": "gt", "lot": "at_once", "lot_article": "第10条" }] });
        assert_eq!(checked(budget), said("lot", "not_here"));
        let rule = |lot: &str| -> MeetingRule {
            let decisions = of("election", lot, json!("第10条")).get("decisions").cloned();
            let rule = json!({
                "kind": "regular_congress", "from_on": "2020-01-01", "base": "delegates", "num": 1, "den": 2,
                "comparator": "gt", "article": "第1条", "tie_break": "chair", "decisions": decisions,
            });
            serde_json::from_value(rule).unwrap()
        };
        let article = |lot: &str, round: i64| rule(lot).lot_article(AgendaKind::Election, round).map(str::to_owned);
        let ten = Some("第10条".to_owned());
        assert_eq!((article("never", 1), article("never", 2)), (None, None));
        assert_eq!((article("run_off", 1), article("run_off", 2)), (None, ten.clone()));
        assert_eq!((article("at_once", 1), article("at_once", 2)), (ten.clone(), ten));
        assert_eq!(rule("at_once").lot_article(AgendaKind::Other, 1), None, "the lot is of elections");
    }

    #[test]
    fn g_02_whom_the_quorum_leaves_out_votes_unless_the_rule_says_otherwise() {
        let mut said = Decision::usual();
        assert!(said.counts(None) && said.counts(Some(LeftOut::Condition)));
        assert!(!said.counts(Some(LeftOut::NoVote)) && !said.counts(Some(LeftOut::Merged)));
        said.leaves_out = true;
        assert!(said.counts(None) && !said.counts(Some(LeftOut::Condition)));
    }

    #[test]
    fn g_01_what_no_notice_could_tell_is_not_decided_where_the_rules_say_so() {
        let rule = |days: i64| -> MeetingRule {
            let one = |kind: Value, article: Value| json!({ "kind": kind, "base": "present", "num": 1, "den": 2, "comparator": "gt", "announced_article": article });
            serde_json::from_value(json!({
                "kind": "regular_congress", "from_on": "2020-01-01", "base": "delegates", "num": 1, "den": 2,
                "comparator": "gt", "article": "第1条", "tie_break": "chair", "notice_days": days, "urgent_days": 3,
                "decisions": [one(json!("rule_change"), json!(null)), one(json!(null), json!("第16条"))],
            }))
            .unwrap()
        };
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 10, day);
        let of = |days: i64, kind: AgendaKind, added: Option<NaiveDate>| {
            rule(days).unannounced(kind, added, day(31).unwrap(), days)
        };
        let article = Some("第16条".to_owned());
        assert_eq!(of(14, AgendaKind::Resolution, None), None, "the notice told it");
        assert_eq!(of(14, AgendaKind::Resolution, day(17)), None, "a notice of it is still in time");
        assert_eq!(of(14, AgendaKind::Resolution, day(18)), article);
        assert_eq!(of(14, AgendaKind::Election, day(18)), article, "what is not named follows the rest");
        assert_eq!(of(14, AgendaKind::RuleChange, day(18)), None, "of this kind the rules do not say so");
        assert_eq!(of(14, AgendaKind::Report, day(31)), None, "a report is heard");
        assert_eq!(of(0, AgendaKind::Budget, day(30)), None);
        assert_eq!(of(0, AgendaKind::Budget, day(31)), article, "not on the day itself");
        let said = rule(14);
        assert_eq!((said.days_of_notice(None), said.days_of_notice(Some("台風"))), (14, 3));
        let none = MeetingRule { urgent_days: None, ..said };
        assert_eq!(none.days_of_notice(Some("台風")), 14);
    }

    #[test]
    fn b_02_an_election_of_which_the_rule_says_nothing_goes_by_the_most_votes() {
        let rule: MeetingRule = serde_json::from_value(json!({
            "kind": "regular_congress", "from_on": "2020-01-01", "base": "delegates", "num": 1, "den": 2,
            "comparator": "gt", "article": "第1条", "tie_break": "chair",
            "decisions": [{ "base": "present", "num": 2, "den": 3, "comparator": "gte" }],
        }))
        .unwrap();
        assert_eq!(rule.takes(AgendaKind::Election, BallotForm::Election).num, 0);
        assert_eq!(rule.takes(AgendaKind::Election, BallotForm::Question).num, 2);
        assert_eq!(rule.takes(AgendaKind::Resolution, BallotForm::Question).num, 2);
    }
}
