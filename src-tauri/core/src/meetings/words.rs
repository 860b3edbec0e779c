//! Rules, sums and results in words, the same for board, report, minutes and window. Every figure stands with its parts and
//! the article of the union's rules.

use chrono::NaiveDate;
use serde_json::json;

use super::model::{
    AgendaKind, AttendanceMode, BallotForm, BallotOutcome, Bases, CandidateVotes, Casting, Comparator, Counted,
    Credentials, Decision, ItemResult, LotAt, LotOrgan, MajorityBase, MeetingRow, MeetingRule, RuleBase, Threshold,
};
use crate::labels::{Locale, sentence, word};
use crate::text;

/// The word of a key.
#[must_use]
pub fn said(locale: Locale, key: &str) -> String {
    word(locale, key).to_owned()
}

/// The number of an item, the same on every screen and paper: `第一号議案`, `報告第一号`.
#[must_use]
pub fn item_number(locale: Locale, kind: AgendaKind, n: usize) -> String {
    let key = if kind == AgendaKind::Report { "meetings.words.report" } else { "meetings.words.proposal" };
    let n = if locale == Locale::Ja { kanji(n) } else { n.to_string() };
    sentence(locale, key, &json!({ "no": n }))
}

/// A number below a thousand as it is read: `十二`, `百五`.
fn kanji(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut written = String::new();
    for (unit, sign) in [(100, "百"), (10, "十")] {
        let count = n / unit % 10;
        if count > 1 {
            written.push_str(DIGITS.get(count).copied().unwrap_or_default());
        }
        if count > 0 {
            written.push_str(sign);
        }
    }
    written.push_str(DIGITS.get(n % 10).copied().unwrap_or_default());
    written
}

/// A meeting's title as papers have it: with its count, unless the title names it already.
#[must_use]
pub fn heading(locale: Locale, no: Option<i64>, title: &str) -> String {
    let Some(no) = no else { return title.to_owned() };
    let plain = text::identifier(title);
    let counted = plain.split(|sign: char| !sign.is_ascii_digit()).any(|digits| digits == no.to_string())
        || usize::try_from(no).is_ok_and(|no| no > 1 && plain.contains(&kanji(no)));
    if counted {
        title.to_owned()
    } else {
        sentence(locale, "meetings.words.counted", &json!({ "no": no, "title": title }))
    }
}

/// What changed of a meeting since its notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// In a word: 日時・場所.
    pub what: String,
    /// What the notice named, a line for each: 変更前の日時：….
    pub before: Vec<String>,
}

/// What changed of a meeting since its notice, with days as the paper writes them; none where everything is as it was told.
#[must_use]
pub fn moved(locale: Locale, row: &MeetingRow, day: impl Fn(NaiveDate) -> String) -> Option<Moved> {
    let (mut what, mut before) = (Vec::new(), Vec::new());
    if row.moved_from.is_some() || row.moved_starts.is_some() {
        let time = row.moved_starts.as_ref().unwrap_or(&row.starts);
        what.push(word(locale, "meetings.moved.time"));
        let about = json!({ "day": day(row.moved_from.unwrap_or(row.held_on)), "time": time });
        before.push(sentence(locale, "meetings.minutes.when", &about));
    }
    if let Some(place) = &row.moved_place {
        let place = if place.is_empty() { word(locale, "meetings.moved.no_place") } else { place.as_str() };
        what.push(word(locale, "meetings.moved.place"));
        before.push(sentence(locale, "meetings.minutes.where", &json!({ "place": place })));
    }
    let of = |line: String| sentence(locale, "meetings.moved.before", &json!({ "line": line }));
    (!what.is_empty()).then(|| Moved {
        what: what.join(word(locale, "meetings.answer.between")),
        before: before.into_iter().map(of).collect(),
    })
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

/// What a rule says beside the quorum, a line for each: what decides items of each kind, run-offs and lots, proxies, written votes
/// and substitutes.
#[must_use]
pub fn rule_lines(locale: Locale, rule: &MeetingRule) -> Vec<String> {
    let line = |name: &str, told: &str| sentence(locale, "meetings.rule.line", &json!({ "name": name, "said": told }));
    let mut lines = Vec::new();
    for one in &rule.decisions {
        let name = one.kind.map_or_else(|| "meetings.rule.others".to_owned(), AgendaKind::label_key);
        lines.push(line(word(locale, &name), &decision(locale, rule, one)));
        if one.kind == Some(AgendaKind::Election) {
            let takes = decision(locale, rule, &one.of_run_off());
            lines.push(sentence(locale, "meetings.words.run_off", &json!({ "takes": takes })));
        }
        if one.lot != LotAt::Never {
            let told = with_article(locale, said(locale, &one.lot.label_key()), one.lot_article.as_deref());
            lines.push(line(word(locale, "meetings.rule.lot"), &told));
        }
    }
    let counts = || said(locale, "meetings.rule.line.counts");
    for (mode, count) in [(AttendanceMode::Proxy, rule.count_proxy), (AttendanceMode::Written, rule.count_written)] {
        if count {
            let told = with_article(locale, counts(), rule.proxy_article.as_deref());
            lines.push(line(word(locale, &mode.label_key()), &told));
        }
    }
    if rule.substitute_article.is_some() {
        let allowed = said(locale, "meetings.rule.line.allowed");
        let told = with_article(locale, allowed, rule.substitute_article.as_deref());
        lines.push(line(word(locale, "meetings.door.substitute"), &told));
    }
    lines
}

/// The sum of the credentials, spelled out.
#[must_use]
pub fn credentials(locale: Locale, rule: &MeetingRule, sum: &Credentials) -> String {
    let Some(needed) = sum.needed else { return word(locale, "meetings.words.nobody").to_owned() };
    let there = if sum.substitutes > 0 { "meetings.words.there_with" } else { "meetings.words.there" };
    let about = json!({ "count": sum.there(), "substitutes": sum.substitutes });
    let mut parts = vec![sentence(locale, there, &about)];
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
    /// Those whom the quorum leaves out have no vote here either.
    pub leaves_out: bool,
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
            let all = said(locale, key);
            if among.leaves_out { sentence(locale, "meetings.words.all.without", &json!({ "all": all })) } else { all }
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
        (BallotForm::Election, BallotOutcome::Tie) => "meetings.result.lot_open",
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
    let among = Among { seated, outside: false, leaves_out: takes.leaves_out };
    threshold(locale, &of, among, takes.article.as_deref())
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
    /// The article by which the lot decides equal votes, where there are any.
    pub lot: Option<&'b str>,
}

impl Shape<'_> {
    fn is_run_off(&self) -> bool {
        self.form == BallotForm::Election && self.round > 1
    }
}

/// What a ballot takes; of a run-off it is said that it is one.
#[must_use]
pub fn takes(locale: Locale, shape: &Shape<'_>) -> String {
    let takes = threshold(locale, &shape.takes, shape.among, shape.article);
    if shape.is_run_off() { sentence(locale, "meetings.words.run_off", &json!({ "takes": takes })) } else { takes }
}

/// The sum of a result, spelled out, with the article.
#[must_use]
pub fn result(locale: Locale, shape: &Shape<'_>, count: &Counted, outcome: BallotOutcome) -> String {
    let verdict = self::outcome(locale, shape.form, outcome);
    let verdict = match (shape.casting, shape.lot) {
        (Some(_), _) => sentence(locale, "meetings.words.casting", &json!({ "verdict": verdict })),
        (None, Some(article)) => {
            let key =
                if outcome == BallotOutcome::Tie { "meetings.words.lot_open" } else { "meetings.words.lot_decided" };
            sentence(locale, key, &json!({ "verdict": verdict, "article": article }))
        }
        (None, None) => verdict,
    };
    let valid = count.valid(shape.form);
    let base = shape.takes.of(shape.bases, valid);
    let base_word = base_word(locale, &shape.takes, shape.among);
    let needed = super::model::needed(shape.takes.comparator, shape.takes.num, shape.takes.den, base);
    let most_decide = shape.takes.num == 0;
    let said = match shape.form {
        _ if outcome == BallotOutcome::Uncontested => word(locale, "meetings.words.uncontested").to_owned(),
        BallotForm::Election if most_decide => sentence(
            locale,
            "meetings.words.result.most",
            &json!({ "valid": valid, "n": shape.seats, "verdict": verdict }),
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
    with_article(locale, said, shape.article)
}

/// A lot as far as its words need it.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'b> {
    /// Who draws by the rules.
    pub organ: LotOrgan,
    /// Who drew.
    pub drawn_by: &'b str,
    /// In whose presence.
    pub present: &'b [String],
    /// The equals.
    pub equal: &'b [String],
    /// Those who got the seats.
    pub elected: &'b [String],
}

/// What the lot decided, by which article, who drew and before whom.
#[must_use]
pub fn lot(locale: Locale, drawn: &Drawn<'_>, article: &str) -> String {
    let joined = |names: &[String]| names.join(word(locale, "ui.list.and"));
    let about = json!({
        "article": article,
        "equal": joined(drawn.equal),
        "elected": joined(drawn.elected),
        "organ": word(locale, &drawn.organ.label_key()),
        "name": drawn.drawn_by,
        "present": joined(drawn.present),
    });
    sentence(locale, "meetings.words.lot", &about)
}

/// How many seats were to be filled, and how many stay free (B-02); none of a question. A run-off and a lot are still to fill
/// them.
#[must_use]
pub fn seating(
    locale: Locale,
    form: BallotForm,
    seats: i64,
    outcome: Option<BallotOutcome>,
    left: i64,
) -> Option<String> {
    let stay = left > 0 && !matches!(outcome, Some(BallotOutcome::Runoff | BallotOutcome::Tie));
    let key = if stay { "meetings.words.seats_free" } else { "meetings.words.seats" };
    (form != BallotForm::Question).then(|| sentence(locale, key, &json!({ "seats": seats, "left": left })))
}

/// Votes of a candidate in words.
#[must_use]
pub fn votes(locale: Locale, form: BallotForm, one: &CandidateVotes) -> String {
    let key = match form {
        BallotForm::Confidence => "meetings.words.votes_for_and_against",
        BallotForm::Election | BallotForm::Question => "meetings.words.votes",
    };
    let about = json!({ "n": one.yes, "yes": one.yes, "no": one.no_votes, "blank": one.blank, "invalid": one.invalid });
    sentence(locale, key, &about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (n, read) in [
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (42, "四十二"),
            (100, "百"),
            (105, "百五"),
            (200, "二百"),
        ] {
            assert_eq!(kanji(n), read);
        }
    }

    #[test]
    fn a_title_names_its_count_once() {
        for (title, told) in [
            ("定期大会", "第12回定期大会"),
            ("第12回定期大会", "第12回定期大会"),
            ("第１２回定期大会", "第１２回定期大会"),
            ("第十二回定期大会", "第十二回定期大会"),
            ("2012年度定期大会", "第12回2012年度定期大会"),
        ] {
            assert_eq!(heading(Locale::Ja, Some(12), title), told);
        }
        assert_eq!(heading(Locale::En, Some(12), "12th congress"), "12th congress");
        assert_eq!(heading(Locale::Ja, None, "定期大会"), "定期大会");
    }
}
