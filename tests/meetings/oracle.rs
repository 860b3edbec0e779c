//! Ten thousand random meetings and ballots against a second calculation that shares nothing with the program: fractions by
//! repeated comparison of whole numbers, proxies by walking the letters one after the other.

use kyojo_core::ids::{EntitlementId, MembershipId, UnitId};
use kyojo_core::meetings::{
    AttendanceMode, BallotOutcome, Bases, Comparator, MajorityBase, MeetingRule, Seat, Threshold, TieBreak,
    credentials, decide, elect, needed,
};
use serde_json::json;

use crate::support::random::Random;

const MEETINGS: usize = 10_000;

fn pick<T: Copy>(random: &mut Random, of: &[T]) -> T {
    of[random.below(of.len())]
}

/// The least part of a base that reaches a fraction, by trying every one.
fn least(num: i64, den: i64, strictly: bool, base: i64) -> Option<i64> {
    if base == 0 {
        return None;
    }
    (0..=base + 1).find(|part| {
        let (have, need) = (part * den, base * num);
        if strictly { have > need } else { have >= need }
    })
}

fn meeting(random: &mut Random) -> (MeetingRule, Vec<Seat>) {
    let den = 1 + random.below(7) as i64;
    let num = 1 + random.below(den as usize) as i64;
    let rule = json!({
        "kind": "regular_congress", "from_on": "2020-01-01", "base": "delegates", "num": num, "den": den,
        "comparator": pick(random, &["gte", "gt"]), "article": "第1条", "tie_break": "chair",
        "count_proxy": random.below(4) > 0, "count_written": random.below(2) > 0, "count_blank_proxy": random.below(2) > 0,
        "proxy_max": if random.below(2) > 0 { json!(1 + random.below(4)) } else { json!(null) },
        "proxy_same_unit": random.below(3) == 0
    });
    let units: Vec<UnitId> = (0..3).map(|_| UnitId::new()).collect();
    let ids: Vec<EntitlementId> = (0..random.below(60)).map(|_| EntitlementId::new()).collect();
    let mut seats = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let mode = match random.below(10) {
            0..=3 => Some(AttendanceMode::InPerson),
            4 => Some(AttendanceMode::Online),
            5..=7 => Some(AttendanceMode::Proxy),
            8 => Some(AttendanceMode::Written),
            _ => pick(random, &[None, Some(AttendanceMode::Absent)]),
        };
        let other = ids[random.below(ids.len())];
        let holder = (mode == Some(AttendanceMode::Proxy) && random.below(5) > 0 && other != *id).then_some(other);
        let unit = if random.below(5) == 0 { None } else { Some(pick(random, &units)) };
        seats.push(Seat {
            id: *id,
            branch: unit,
            counts: random.below(12) > 0,
            mode,
            holder,
            seq: (n * 7919 % 100) as i64,
            substitute: (random.below(6) == 0).then(MembershipId::new),
        });
    }
    (serde_json::from_value(rule).unwrap(), seats)
}

/// How many count, worked out letter by letter.
fn counted(rule: &MeetingRule, seats: &[Seat]) -> i64 {
    let there = |seat: &Seat| seat.mode == Some(AttendanceMode::InPerson) || seat.mode == Some(AttendanceMode::Online);
    let mut total = 0;
    for seat in seats.iter().filter(|seat| seat.counts) {
        if there(seat) || (seat.mode == Some(AttendanceMode::Written) && rule.count_written) {
            total += 1;
        }
    }
    if !rule.count_proxy {
        return total;
    }
    let letters = seats.iter().filter(|seat| seat.counts && seat.mode == Some(AttendanceMode::Proxy));
    total += letters.clone().filter(|seat| seat.holder.is_none() && rule.count_blank_proxy).count() as i64;
    // Each holder's own pile: as many letters of it count as the rules allow. Nobody inherits a pile with a place.
    for holder in seats.iter().filter(|seat| seat.counts && there(seat) && seat.substitute.is_none()) {
        let pile = letters
            .clone()
            .filter(|seat| seat.holder == Some(holder.id))
            .filter(|seat| !rule.proxy_same_unit || (seat.branch.is_some() && seat.branch == holder.branch));
        let pile = pile.count() as i64;
        total += rule.proxy_max.map_or(pile, |most| pile.min(most));
    }
    total
}

#[test]
fn g_03_ten_thousand_random_meetings_agree_with_a_second_calculation() {
    let mut random = Random::new("meetings oracle");
    let (mut quorate, mut not, mut lost) = (0, 0, 0);
    for n in 0..MEETINGS {
        let (rule, mut seats) = meeting(&mut random);
        let sum = credentials(&rule, &seats);
        let base = seats.iter().filter(|seat| seat.counts).count() as i64;
        let strictly = rule.comparator == Comparator::Gt;
        let least = least(rule.num, rule.den, strictly, base);
        let counted = counted(&rule, &seats);
        assert_eq!((sum.base, sum.counted, sum.needed), (base, counted, least), "meeting {n}: {rule:?} {seats:?}");
        assert_eq!(sum.quorate, least.is_some_and(|least| counted >= least), "meeting {n}");
        let parts = sum.in_person + sum.online + sum.proxies + sum.written + sum.absent + sum.unknown;
        let taken = seats.iter().filter(|seat| {
            seat.counts
                && seat.substitute.is_some()
                && matches!(seat.mode, Some(AttendanceMode::InPerson | AttendanceMode::Online))
        });
        assert_eq!(sum.substitutes, taken.count() as i64, "meeting {n}");
        assert_eq!(parts, base, "everyone who counts is counted once");
        assert_eq!(sum.proxies, sum.proxies_counted + sum.holder_away + sum.proxies_void, "meeting {n}");
        *(if sum.quorate { &mut quorate } else { &mut not }) += 1;
        // Some leave, with the proxies they hold: a ballot is opened only while those who stay are enough.
        for seat in &mut seats {
            let there = matches!(seat.mode, Some(AttendanceMode::InPerson | AttendanceMode::Online));
            if there && random.below(3) == 0 {
                seat.mode = Some(AttendanceMode::Absent);
            }
        }
        let stay = self::counted(&rule, &seats);
        let after = credentials(&rule, &seats);
        assert_eq!((after.counted, after.needed), (stay, least), "meeting {n} after some left");
        assert_eq!(after.quorate, least.is_some_and(|least| stay >= least), "meeting {n} after some left");
        lost += usize::from(sum.quorate && !after.quorate);
    }
    assert!(lost > MEETINGS / 50, "{lost} lost their quorum");
    assert!(quorate > MEETINGS / 10 && not > MEETINGS / 10, "{quorate} quorate, {not} not: both were tried");
}

#[test]
fn b_02_ten_thousand_random_ballots_agree_with_a_second_calculation() {
    let mut random = Random::new("ballots oracle");
    let mut seen = std::collections::HashSet::new();
    for n in 0..MEETINGS {
        let den = 1 + random.below(6) as i64;
        let num = 1 + random.below(den as usize) as i64;
        let entitled = random.below(40) as i64;
        let present = random.below(entitled as usize + 1) as i64;
        let yes = random.below(present as usize + 1) as i64;
        let no = random.below((present - yes) as usize + 1) as i64;
        let comparator = pick(&mut random, &[Comparator::Gte, Comparator::Gt]);
        let base = pick(&mut random, &[MajorityBase::ValidVotes, MajorityBase::Present, MajorityBase::AllMembers]);
        let tie_break = pick(&mut random, &[TieBreak::Chair, TieBreak::Reject]);
        let secret = random.below(2) > 0;
        let takes = Threshold { base, num, den, comparator, tie_break };
        let of = match base {
            MajorityBase::ValidVotes => yes + no,
            MajorityBase::Present => present,
            _ => entitled,
        };
        let strictly = comparator == Comparator::Gt;
        let least = least(num, den, strictly, of);
        let expected = match least {
            Some(least) if yes >= least => BallotOutcome::Adopted,
            Some(least)
                if yes == no
                    && yes > 0
                    && yes + 1 >= least
                    && num * 2 == den
                    && !secret
                    && tie_break == TieBreak::Chair =>
            {
                BallotOutcome::Tie
            }
            _ => BallotOutcome::Rejected,
        };
        let made = decide(takes, Bases { present, entitled }, secret, yes, no);
        assert_eq!(made, expected, "ballot {n}: {takes:?} {present} of {entitled}, {yes}:{no}");
        assert_eq!(needed(comparator, num, den, of), least);
        seen.insert(format!("{made:?}"));
    }
    assert_eq!(seen.len(), 3, "each outcome was met: {seen:?}");
}

#[test]
fn b_02_ten_thousand_random_elections_agree_with_a_second_calculation() {
    let mut random = Random::new("elections oracle");
    for n in 0..MEETINGS {
        let seats = 1 + random.below(4) as i64;
        let votes: Vec<(i64, i64)> = (1..=1 + random.below(7) as i64).map(|no| (no, random.below(12) as i64)).collect();
        let valid = votes.iter().map(|(_, votes)| *votes).max().unwrap() + random.below(6) as i64;
        let most = random.below(2) > 0;
        let takes = Threshold {
            base: MajorityBase::ValidVotes,
            num: i64::from(!most),
            den: 2,
            comparator: Comparator::Gt,
            tie_break: TieBreak::Reject,
        };
        let made = elect(takes, Bases { present: 0, entitled: 0 }, valid, seats, &votes);
        // A candidate is elected who reaches what it takes and has fewer than `seats` others with as many votes or more.
        let reach = |votes: i64| votes > 0 && (most || votes * 2 > valid);
        let mut expected: Vec<i64> = votes
            .iter()
            .filter(|(no, own)| {
                let others = votes.iter().filter(|(other, votes)| other != no && reach(*votes) && votes >= own).count();
                reach(*own) && (others as i64) < seats
            })
            .map(|(no, _)| *no)
            .collect();
        let mut elected = made.elected.clone();
        elected.sort_unstable();
        expected.sort_unstable();
        assert_eq!(elected, expected, "election {n}: {votes:?} of {valid}, {seats} seats, {takes:?}");
        assert_eq!(made.left, seats - elected.len() as i64);
        assert!(made.runoff.iter().all(|no| !made.elected.contains(no)), "election {n}");
        assert!(made.left > 0 || made.runoff.is_empty(), "election {n}");
        let again = votes.len() as i64 - elected.len() as i64;
        assert_eq!(!made.runoff.is_empty(), made.left > 0 && again > made.left, "a run-off chooses: election {n}");
        assert!(made.runoff.is_empty() || made.runoff.len() as i64 > made.left, "election {n}");
    }
}
