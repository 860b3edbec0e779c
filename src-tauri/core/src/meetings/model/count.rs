//! Counting (B-01, B-02): results from tallies and the frozen threshold alone, in whole numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{BallotForm, BallotOutcome, Comparator, MajorityBase, TieBreak};
use super::quorum::reaches;

/// What it takes, as frozen with the ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// Majority of what.
    pub base: MajorityBase,
    /// Numerator; none = the most votes decide.
    pub num: i64,
    /// Denominator.
    pub den: i64,
    /// 以上 or 超.
    pub comparator: Comparator,
    /// When yes and no are equal.
    pub tie_break: TieBreak,
}

/// What a majority can be of, as frozen with the ballot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bases {
    /// Who was there.
    pub present: i64,
    /// Who may vote.
    pub entitled: i64,
}

impl Threshold {
    /// The base, with the valid votes of the count.
    #[must_use]
    pub fn of(&self, bases: Bases, valid: i64) -> i64 {
        match self.base {
            MajorityBase::ValidVotes => valid,
            MajorityBase::Present => bases.present,
            MajorityBase::AllMembers | MajorityBase::AllDelegates => bases.entitled,
        }
    }

    /// Whether so many votes reach it.
    #[must_use]
    pub fn met(&self, votes: i64, base: i64) -> bool {
        reaches(self.comparator, self.num, self.den, votes, base)
    }
}

/// Votes of a candidate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CandidateVotes {
    /// Number on the paper.
    #[ts(type = "number")]
    pub no: i64,
    /// Votes for the candidate.
    #[ts(type = "number")]
    pub yes: i64,
    /// Votes against, in a vote of confidence.
    #[ts(optional, as = "Option<f64>")]
    pub no_votes: i64,
    /// Left blank, in a vote of confidence.
    #[ts(optional, as = "Option<f64>")]
    pub blank: i64,
    /// Invalid, in a vote of confidence.
    #[ts(optional, as = "Option<f64>")]
    pub invalid: i64,
}

/// One count of all papers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "BallotCount")]
pub struct Counted {
    /// Papers in the box.
    #[ts(type = "number")]
    pub cast: i64,
    /// Yes.
    #[ts(type = "number")]
    pub yes: i64,
    /// No.
    #[ts(type = "number")]
    pub no: i64,
    /// Blank papers.
    #[ts(type = "number")]
    pub blank: i64,
    /// Invalid papers.
    #[ts(type = "number")]
    pub invalid: i64,
    /// Of each candidate.
    pub votes: Vec<CandidateVotes>,
}

impl Counted {
    /// Valid papers.
    #[must_use]
    pub fn valid(&self, form: BallotForm) -> i64 {
        match form {
            BallotForm::Question => self.yes + self.no,
            BallotForm::Election | BallotForm::Confidence => self.cast - self.blank - self.invalid,
        }
    }

    /// Whether valid, blank and invalid papers are told of all papers: in a vote of confidence they are told of each candidate,
    /// and a sum beside them would say that none was blank.
    #[must_use]
    pub fn told_as_one(&self, form: BallotForm) -> bool {
        form != BallotForm::Confidence || self.blank + self.invalid > 0
    }
}

/// What speaks against a count (B-01), as the code of a label `meetings.tally.<code>`.
#[must_use]
pub fn tally_faults(
    form: BallotForm,
    marks: i64,
    numbers: &[i64],
    issued: i64,
    count: &Counted,
) -> Option<&'static str> {
    let all = [count.cast, count.yes, count.no, count.blank, count.invalid];
    let of_candidates = count.votes.iter().flat_map(|one| [one.yes, one.no_votes, one.blank, one.invalid]);
    if all.into_iter().chain(of_candidates).any(|n| !(0..=1_000_000_000).contains(&n)) {
        return Some("negative");
    }
    if count.cast > issued {
        return Some("more_than_issued");
    }
    let mut named: Vec<i64> = count.votes.iter().map(|one| one.no).collect();
    named.sort_unstable();
    let mut known = numbers.to_vec();
    known.sort_unstable();
    match form {
        // A question has no candidates.
        BallotForm::Question if !count.votes.is_empty() => Some("candidates"),
        BallotForm::Question => {
            (count.yes + count.no + count.blank + count.invalid != count.cast).then_some("sum_of_papers")
        }
        _ if named != known => Some("candidates"),
        BallotForm::Election => {
            let valid = count.valid(form);
            let sum: i64 = count.votes.iter().map(|one| one.yes).sum();
            let others = count.yes
                + count.no
                + count.votes.iter().map(|one| one.no_votes + one.blank + one.invalid).sum::<i64>();
            match () {
                () if valid < 0 => Some("sum_of_papers"),
                () if others != 0 => Some("not_here"),
                () if count.votes.iter().any(|one| one.yes > valid) => Some("more_than_valid"),
                () if sum < valid || sum > valid.saturating_mul(marks) => Some("sum_of_candidates"),
                () => None,
            }
        }
        BallotForm::Confidence => {
            let wrong = count.votes.iter().any(|one| {
                one.yes + one.no_votes + one.blank + one.invalid != count.cast - count.blank - count.invalid
            });
            match () {
                () if count.yes + count.no != 0 => Some("not_here"),
                () if count.cast - count.blank - count.invalid < 0 => Some("sum_of_papers"),
                () => wrong.then_some("sum_of_candidate"),
            }
        }
    }
}

/// The result of a question. Yes and no equal: the chair decides where the rules say so, the vote is open, half is what it
/// takes and one vote more would reach it.
#[must_use]
pub fn decide(threshold: Threshold, bases: Bases, secret: bool, yes: i64, no: i64) -> BallotOutcome {
    let base = threshold.of(bases, yes + no);
    let halves = threshold.num * 2 == threshold.den;
    if threshold.met(yes, base) {
        BallotOutcome::Adopted
    } else if threshold.tie_break == TieBreak::Chair
        && !secret
        && halves
        && yes == no
        && yes > 0
        && threshold.met(yes + 1, base)
    {
        BallotOutcome::Tie
    } else {
        BallotOutcome::Rejected
    }
}

/// Who is elected, and who goes into the run-off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Elected {
    /// Numbers of those elected, the most votes first.
    pub elected: Vec<i64>,
    /// Numbers of those who stand again.
    pub runoff: Vec<i64>,
    /// Numbers of those whose equal votes would each have got the last seats: the lot decides between them where the rules say so.
    pub equal: Vec<i64>,
    /// Seats that are still free.
    pub left: i64,
}

/// The result of an election or its run-off: a candidate must reach the threshold, unless the most votes decide. Equal votes on
/// the last seat elect none of the equals. Where no more stand again than seats are left, nobody is to be chosen before another:
/// the seats stay free.
#[must_use]
pub fn elect(threshold: Threshold, bases: Bases, valid: i64, seats: i64, votes: &[(i64, i64)]) -> Elected {
    let base = threshold.of(bases, valid);
    let most_decide = threshold.num == 0;
    let mut order = votes.to_vec();
    order.sort_by_key(|(no, votes)| (std::cmp::Reverse(*votes), *no));
    let seats = usize::try_from(seats).unwrap_or(0);
    let reach = |votes: i64| votes > 0 && (most_decide || threshold.met(votes, base));
    let fit: Vec<(i64, i64)> = order.iter().copied().filter(|(_, votes)| reach(*votes)).collect();
    // The votes on the first place beyond the seats: who has as many or fewer is not elected by them.
    let beyond = fit.get(seats).map(|(_, votes)| *votes);
    let elected: Vec<i64> = fit
        .iter()
        .take(seats)
        .filter(|(_, votes)| beyond.is_none_or(|beyond| *votes > beyond))
        .map(|(no, _)| *no)
        .collect();
    let left = seats - elected.len();
    let rest: Vec<(i64, i64)> = order.iter().copied().filter(|(no, _)| !elected.contains(no)).collect();
    let equal: Vec<i64> = match beyond {
        Some(beyond) if left > 0 => rest.iter().filter(|(_, votes)| *votes == beyond).map(|(no, _)| *no).collect(),
        _ => Vec::new(),
    };
    let runoff = match (left, beyond) {
        (0, _) => Vec::new(),
        (_, Some(_)) => equal.clone(),
        (left, None) if rest.len() <= left => Vec::new(),
        (left, None) => {
            let last = rest.get(left * 2 - 1).map(|(_, votes)| *votes);
            rest.iter().filter(|(_, votes)| last.is_none_or(|last| *votes >= last)).map(|(no, _)| *no).collect()
        }
    };
    Elected { elected, runoff, equal, left: i64::try_from(left).unwrap_or(0) }
}

/// Who is confirmed in a vote of confidence.
#[must_use]
pub fn confirm(threshold: Threshold, bases: Bases, votes: &[CandidateVotes]) -> Vec<i64> {
    let met = |one: &&CandidateVotes| threshold.met(one.yes, threshold.of(bases, one.yes + one.no_votes));
    votes.iter().filter(met).map(|one| one.no).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half(base: MajorityBase) -> Threshold {
        Threshold { base, num: 1, den: 2, comparator: Comparator::Gt, tie_break: TieBreak::Chair }
    }

    const BASES: Bases = Bases { present: 100, entitled: 120 };

    #[test]
    fn b_02_a_majority_of_all_asks_for_the_entitled_and_not_for_the_votes() {
        use BallotOutcome::{Adopted, Rejected, Tie};
        for (base, yes, no, expected) in [
            (MajorityBase::ValidVotes, 30, 20, Adopted),
            (MajorityBase::ValidVotes, 25, 25, Tie),
            (MajorityBase::Present, 50, 20, Rejected),
            (MajorityBase::Present, 51, 49, Adopted),
            (MajorityBase::Present, 50, 50, Tie),
            (MajorityBase::Present, 10, 10, Rejected),
            (MajorityBase::AllMembers, 60, 0, Rejected),
            (MajorityBase::AllMembers, 61, 0, Adopted),
            (MajorityBase::ValidVotes, 0, 0, Rejected),
        ] {
            assert_eq!(decide(half(base), BASES, false, yes, no), expected, "{base:?} {yes}:{no}");
        }
        assert_eq!(
            decide(half(MajorityBase::ValidVotes), BASES, true, 25, 25),
            Rejected,
            "the chair's paper is in the box"
        );
        let strict = Threshold { num: 2, den: 3, comparator: Comparator::Gte, ..half(MajorityBase::ValidVotes) };
        assert_eq!(decide(strict, BASES, false, 2, 1), Adopted);
        assert_eq!(decide(strict, BASES, false, 1, 1), Rejected, "the chair decides halves only");
    }

    #[test]
    fn several_seats_run_offs_and_equal_votes() {
        let most = Threshold { num: 0, den: 1, ..half(MajorityBase::ValidVotes) };
        let of = |threshold, valid, seats, votes: &[(i64, i64)]| elect(threshold, BASES, valid, seats, votes);
        let two = of(most, 100, 2, &[(1, 30), (2, 50), (3, 20)]);
        assert_eq!((two.elected, two.left), (vec![2, 1], 0));
        let equal = of(most, 100, 2, &[(1, 30), (2, 40), (3, 30)]);
        assert_eq!((equal.elected, equal.runoff, equal.equal, equal.left), (vec![2], vec![1, 3], vec![1, 3], 1));
        let none = of(half(MajorityBase::ValidVotes), 100, 1, &[(1, 40), (2, 35), (3, 25)]);
        assert_eq!((none.elected, none.runoff, none.left), (vec![], vec![1, 2], 1));
        let same = of(half(MajorityBase::ValidVotes), 90, 1, &[(1, 40), (2, 45)]);
        assert_eq!((same.elected, same.runoff), (vec![], vec![2, 1]), "45 of 90 is not more than half");
        let halves = of(half(MajorityBase::ValidVotes), 90, 1, &[(1, 45), (2, 45)]);
        assert_eq!((halves.runoff, halves.equal), (vec![1, 2], vec![]), "a lot is no share: neither reached it");
        let second = of(most, 90, 1, &[(1, 40), (2, 45)]);
        assert_eq!(second.elected, vec![2]);
        let half_of_all = of(half(MajorityBase::AllDelegates), 100, 1, &[(1, 60), (2, 40)]);
        assert_eq!(half_of_all.elected, Vec::<i64>::new(), "60 of 120 is not more than half");
        let nobody = of(most, 0, 1, &[(1, 0), (2, 0)]);
        assert_eq!((nobody.elected, nobody.left), (vec![], 1));
        let few = of(half(MajorityBase::ValidVotes), 10, 5, &[(1, 9), (2, 9), (3, 8), (4, 2)]);
        assert_eq!((few.elected, few.runoff, few.left), (vec![1, 2, 3], vec![], 2), "no run-off of one for two seats");
        let alone = of(half(MajorityBase::ValidVotes), 10, 1, &[(1, 4)]);
        assert_eq!((alone.elected, alone.runoff, alone.left), (vec![], vec![], 1), "nor of one for one");
    }

    #[test]
    fn b_01_a_count_must_add_up() {
        let votes = |all: &[(i64, i64)]| {
            all.iter().map(|(no, yes)| CandidateVotes { no: *no, yes: *yes, ..Default::default() }).collect()
        };
        let question = |cast, yes, no, blank, invalid| Counted { cast, yes, no, blank, invalid, votes: Vec::new() };
        let q = |count: &Counted| tally_faults(BallotForm::Question, 0, &[], 10, count);
        assert_eq!(q(&question(10, 5, 3, 1, 1)), None);
        assert_eq!(q(&question(10, 5, 3, 1, 0)), Some("sum_of_papers"));
        assert_eq!(q(&question(11, 11, 0, 0, 0)), Some("more_than_issued"));
        assert_eq!(q(&question(10, 11, -1, 0, 0)), Some("negative"));
        let named = Counted { votes: votes(&[(9, 3)]), ..question(10, 5, 3, 1, 1) };
        assert_eq!(q(&named), Some("candidates"), "a question has no candidates");
        assert_eq!(question(10, 5, 3, 1, 1).differs_from(&named), ["votes.9"]);
        let e = |cast, blank, of: &[(i64, i64)]| {
            tally_faults(
                BallotForm::Election,
                2,
                &[1, 2, 3],
                10,
                &Counted { cast, blank, votes: votes(of), ..Counted::default() },
            )
        };
        assert_eq!(e(10, 1, &[(1, 9), (2, 5), (3, 0)]), None);
        assert_eq!(e(10, 1, &[(1, 10), (2, 0), (3, 0)]), Some("more_than_valid"));
        assert_eq!(e(10, 1, &[(1, 9), (2, 9), (3, 1)]), Some("sum_of_candidates"));
        assert_eq!(e(10, 1, &[(1, 4), (2, 4), (3, 0)]), Some("sum_of_candidates"));
        assert_eq!(e(10, 1, &[(1, 9), (2, 5)]), Some("candidates"));
        let confidence = |yes, no_votes| Counted {
            cast: 10,
            votes: vec![CandidateVotes { no: 1, yes, no_votes, blank: 1, invalid: 0 }],
            ..Counted::default()
        };
        let c = |count: &Counted| tally_faults(BallotForm::Confidence, 0, &[1], 10, count);
        assert_eq!(c(&confidence(6, 3)), None);
        assert_eq!(c(&confidence(6, 2)), Some("sum_of_candidate"));
    }
}
