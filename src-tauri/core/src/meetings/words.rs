//! Rules, sums and results in words, the same for board, report, minutes and window. Every figure stands with its parts and
//! the article of the union's rules.

use serde_json::json;

use super::model::{
    AgendaKind, BallotForm, BallotOutcome, Bases, CandidateVotes, Casting, Comparator, Counted, Credentials, Decision,
    ItemResult, MajorityBase, MeetingRule, RuleBase, Threshold,
};
use crate::labels::{Locale, sentence, word};

/// The word of a key.
#[must_use]
pub fn said(locale: Locale, key: &str) -> String {
    word(locale, key).to_owned()
}

/// 以上 or 超; 過半数 is said of a half alone.
fn compared(locale: Locale, comparator: Comparator, num: i64, den: i64) -> String {
    match comparator {
        Comparator::Gt if num * 2 != den => said(locale, "meetings.words.more_than"),
        comparator => said(locale, &comparator.label_key()),
    }
}

fn with_article(locale: Locale, said: String, article: Option<&str>) -> String {
    match article.filter(|article| !article.is_empty()) {
        Some(article) => sentence(locale, "meetings.words.article", &json!({ "said": said, "article": article })),
        None => said,
    }
}

/// What the rule asks of a quorum.
#[must_use]
pub fn quorum(locale: Locale, rule: &MeetingRule) -> String {
    let said = json!({
        "base": word(locale, &rule.base.label_key()),
        "num": rule.num,
        "den": rule.den,
        "compared": compared(locale, rule.comparator, rule.num, rule.den),
    });
    with_article(locale, sentence(locale, "meetings.words.quorum", &said), Some(&rule.article))
}

/// The sum of the credentials, spelled out.
#[must_use]
pub fn credentials(locale: Locale, rule: &MeetingRule, sum: &Credentials) -> String {
    let Some(needed) = sum.needed else { return word(locale, "meetings.words.nobody").to_owned() };
    let mut parts = vec![sentence(locale, "meetings.words.there", &json!({ "count": sum.there() }))];
    if rule.count_proxy {
        parts.push(sentence(locale, "meetings.words.proxies", &json!({ "count": sum.proxies_counted })));
    }
    if rule.count_written {
        parts.push(sentence(locale, "meetings.words.written", &json!({ "count": sum.written_counted })));
    }
    let about = json!({
        "base": sum.base,
        "num": rule.num,
        "den": rule.den,
        "compared": compared(locale, rule.comparator, rule.num, rule.den),
        "needed": needed,
        "parts": parts.join(" + "),
        "counted": sum.counted,
        "sign": if sum.quorate { "≥" } else { "＜" },
        "verdict": word(locale, if sum.quorate { "meetings.words.quorate" } else { "meetings.words.not_quorate" }),
    });
    sentence(locale, "meetings.words.credentials", &about)
}

/// Among whom a vote is held, as far as the words of its majority need it.
#[derive(Clone, Copy, Debug)]
pub struct Among {
    /// Who has a seat: all of them are all members, all delegates or the whole committee.
    pub seated: RuleBase,
    /// Papers are given out elsewhere: those who cast one take the place of those present.
    pub outside: bool,
}

/// What a majority is of.
fn base_word(locale: Locale, takes: &Threshold, among: Among) -> String {
    match (takes.base, among.seated) {
        (MajorityBase::Present, _) if among.outside => said(locale, "meetings.words.cast"),
        (MajorityBase::ValidVotes | MajorityBase::Present, _) => said(locale, &takes.base.label_key()),
        (MajorityBase::AllMembers | MajorityBase::AllDelegates, seated) => {
            let key = match seated {
                RuleBase::Members => "meetings.words.all.members",
                RuleBase::Delegates => "meetings.words.all.delegates",
                RuleBase::Committee => "meetings.words.all.committee",
            };
            said(locale, key)
        }
    }
}

/// What a ballot says, as it is said of such a one: who asks for confidence is confirmed, not elected.
#[must_use]
pub fn outcome(locale: Locale, form: BallotForm, outcome: BallotOutcome) -> String {
    let key = match (form, outcome) {
        (BallotForm::Confidence, BallotOutcome::Elected) => "meetings.result.confirmed",
        (BallotForm::Confidence, BallotOutcome::Rejected) => "meetings.result.not_confirmed",
        (BallotForm::Election, BallotOutcome::Partly) => "meetings.result.partly_elected",
        (BallotForm::Election, BallotOutcome::Rejected) => "meetings.result.nobody",
        (_, outcome) => return said(locale, &outcome.label_key()),
    };
    said(locale, key)
}

/// How an item chooses persons: the form and the outcome of its certified ballot; before there is one it is an election.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    /// What is asked.
    pub form: BallotForm,
    /// What the ballot says.
    pub outcome: Option<BallotOutcome>,
}

/// What became of an item, as it is said of such a one: a report is heard, and where persons are chosen somebody is elected or
/// confirmed.
#[must_use]
pub fn item_result(locale: Locale, kind: AgendaKind, chosen: Option<Chosen>, result: ItemResult) -> String {
    let key = match (kind, result, chosen) {
        (AgendaKind::Report, ItemResult::Adopted, _) => "meetings.result.heard",
        (AgendaKind::Report, ItemResult::Amended, _) => "meetings.result.heard_amended",
        (AgendaKind::Report, ItemResult::Rejected, _) => "meetings.result.not_heard",
        (_, ItemResult::Adopted, Some(Chosen { outcome: Some(BallotOutcome::Uncontested), .. })) => {
            "enum.ballot_outcome.elected"
        }
        (_, ItemResult::Adopted, Some(Chosen { form, outcome: Some(BallotOutcome::Partly) })) => {
            return outcome(locale, form, BallotOutcome::Partly);
        }
        (_, ItemResult::Adopted, Some(Chosen { form, .. })) => return outcome(locale, form, BallotOutcome::Elected),
        (_, ItemResult::Rejected, Some(Chosen { form, .. })) => return outcome(locale, form, BallotOutcome::Rejected),
        (_, result, _) => return said(locale, &result.label_key()),
    };
    said(locale, key)
}

/// What it takes to decide.
#[must_use]
pub fn threshold(locale: Locale, takes: &Threshold, among: Among, article: Option<&str>) -> String {
    if takes.num == 0 {
        return with_article(locale, word(locale, "meetings.words.most_votes").to_owned(), article);
    }
    let said = json!({
        "base": base_word(locale, takes, among),
        "num": takes.num,
        "den": takes.den,
        "compared": compared(locale, takes.comparator, takes.num, takes.den),
    });
    with_article(locale, sentence(locale, "meetings.words.threshold", &said), article)
}

/// The same of the rule of an item's kind.
#[must_use]
pub fn decision(locale: Locale, rule: &MeetingRule, takes: &Decision) -> String {
    let of = Threshold {
        base: takes.base,
        num: takes.num,
        den: takes.den,
        comparator: takes.comparator,
        tie_break: rule.tie_break,
    };
    // What the rule says of all members it says of all members, whoever has a seat.
    let seated = if takes.base == MajorityBase::AllMembers { RuleBase::Members } else { rule.base };
    threshold(locale, &of, Among { seated, outside: false }, takes.article.as_deref())
}

/// A ballot as far as its sum needs it.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'b> {
    /// What is asked.
    pub form: BallotForm,
    /// Round.
    pub round: i64,
    /// Seats.
    pub seats: i64,
    /// What it takes.
    pub takes: Threshold,
    /// The bases.
    pub bases: Bases,
    /// Among whom.
    pub among: Among,
    /// The article.
    pub article: Option<&'b str>,
    /// How the chair decided.
    pub casting: Option<Casting>,
}

impl<'b> Shape<'b> {
    fn is_run_off(&self) -> bool {
        self.form == BallotForm::Election && self.round > 1
    }

    /// The article that the result rests on: what it asks of a first round no run-off needs.
    fn told_article(&self) -> Option<&'b str> {
        self.article.filter(|_| !self.is_run_off() || self.takes.num == 0)
    }
}

/// What a ballot takes: in a run-off the most votes decide, whatever it took before (B-02).
#[must_use]
pub fn takes(locale: Locale, shape: &Shape<'_>) -> String {
    if shape.is_run_off() {
        return with_article(locale, said(locale, "meetings.words.run_off"), shape.told_article());
    }
    threshold(locale, &shape.takes, shape.among, shape.article)
}

/// The sum of a result, spelled out, with the article.
#[must_use]
pub fn result(locale: Locale, shape: &Shape<'_>, count: &Counted, outcome: BallotOutcome) -> String {
    let verdict = self::outcome(locale, shape.form, outcome);
    let verdict = match shape.casting {
        Some(_) => sentence(locale, "meetings.words.casting", &json!({ "verdict": verdict })),
        None => verdict,
    };
    let valid = count.valid(shape.form);
    let base = shape.takes.of(shape.bases, valid);
    let base_word = base_word(locale, &shape.takes, shape.among);
    let needed = super::model::needed(shape.takes.comparator, shape.takes.num, shape.takes.den, base);
    let most_decide = shape.takes.num == 0 || shape.is_run_off();
    let said = match shape.form {
        _ if outcome == BallotOutcome::Uncontested => word(locale, "meetings.words.uncontested").to_owned(),
        BallotForm::Election if most_decide => sentence(
            locale,
            "meetings.words.result.most",
            &json!({ "valid": valid, "seats": shape.seats, "verdict": verdict }),
        ),
        BallotForm::Question | BallotForm::Election | BallotForm::Confidence => {
            let key = match shape.form {
                BallotForm::Question => "meetings.words.result.question",
                BallotForm::Election => "meetings.words.result.election",
                BallotForm::Confidence => "meetings.words.result.confidence",
            };
            let about = json!({
                "base_word": base_word,
                "base": base,
                "num": shape.takes.num,
                "den": shape.takes.den,
                "compared": compared(locale, shape.takes.comparator, shape.takes.num, shape.takes.den),
                "needed": needed.map_or_else(|| "－".to_owned(), |needed| needed.to_string()),
                "yes": count.yes,
                "no": count.no,
                "sign": if shape.takes.met(count.yes, base) { "≥" } else { "＜" },
                "verdict": verdict,
            });
            sentence(locale, key, &about)
        }
    };
    with_article(locale, said, shape.told_article())
}

/// Votes of a candidate in words.
#[must_use]
pub fn votes(locale: Locale, form: BallotForm, one: &CandidateVotes) -> String {
    let key = match form {
        BallotForm::Confidence => "meetings.words.votes_for_and_against",
        BallotForm::Election | BallotForm::Question => "meetings.words.votes",
    };
    let about = json!({ "yes": one.yes, "no": one.no_votes, "blank": one.blank, "invalid": one.invalid });
    sentence(locale, key, &about)
}
