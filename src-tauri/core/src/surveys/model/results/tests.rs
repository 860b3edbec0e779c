//! What may be said of answers, in examples and by chance.

use super::super::codes::National;
use super::super::tally::{Answer, Sheet};
use super::*;
use crate::dice::Dice;

fn sheet(chosen: &[i64]) -> Sheet {
    Sheet { group: None, answers: vec![Answer { question: 1, chosen: chosen.to_vec() }] }
}

/// One view alone.
fn at(k: i64) -> Thresholds {
    Thresholds { k, finest: k }
}

fn of(sheets: &[&[i64]]) -> Tally {
    let mut tally = Tally::default();
    sheets.iter().for_each(|chosen| tally.add(&sheet(chosen)));
    tally
}

#[test]
fn q_05_fewer_answers_than_k_say_nothing() {
    let question = Question::national(1, National::CareerTalk);
    let few = of(&[[2_i64].as_slice(); 9]);
    let result = QuestionResult::of(question.clone(), &few, &[], None, at(10));
    assert!(result.n.is_none() && result.choices.is_empty());
    let enough = of(&[[2_i64].as_slice(); 10]);
    let result = QuestionResult::of(question, &enough, &[], None, at(10));
    assert_eq!((result.n, result.choices[1].share), (Some(10), Some(1000)));
}

#[test]
fn q_05_a_small_count_takes_its_rate_interval_and_verdict_along() {
    let question = Question::national(1, National::CareerTalk);
    let mut sheets: Vec<&[i64]> = vec![&[15]; 80];
    sheets.extend([&[2_i64][..]; 16]);
    sheets.extend([&[4_i64][..]; 4]);
    let result = QuestionResult::of(question, &of(&sheets), &[], None, at(10));
    let union = &result.choices[1];
    assert_eq!(
        (union.count, union.share, union.national, union.difference),
        (Some(16), Some(160), Some(15), Some(145))
    );
    assert_eq!((union.low, union.high, union.verdict), (Some(101), Some(244), Some(SurveyVerdict::Higher)));
    let few = &result.choices[3];
    assert_eq!(
        (few.count, few.share, few.low, few.high, few.difference, few.verdict),
        (None, None, None, None, None, None)
    );
    assert_eq!(few.national, Some(12), "the nation's figure is no secret");
    let none = &result.choices[14];
    assert_eq!((none.share, none.verdict), (Some(800), Some(SurveyVerdict::NotDifferent)), "76.7 lies within");
}

#[test]
fn q_05_what_adds_up_is_withheld_together_whatever_the_form_of_the_question() {
    let of_many = Question { most: Some(1), ..Question::national(1, National::CareerTalk) };
    let mut sheets: Vec<&[i64]> = vec![&[1]; 20];
    sheets.extend([&[2_i64][..]; 15]);
    sheets.extend([&[3_i64][..]; 3]);
    let found = judge(&of_many, &of(&sheets), &[], at(10)).unwrap();
    assert_eq!(found.whole[2], None);
    assert!(found.whole.iter().filter(|count| count.is_none()).count() > 1, "{:?}", found.whole);
    // 44 less 20 who chose none less 23: one sheet chose something else.
    let many = Question::national(1, National::CareerTalk);
    let mut sheets: Vec<&[i64]> = vec![&[15]; 20];
    sheets.extend([&[1_i64][..]; 23]);
    sheets.push(&[2]);
    let found = judge(&many, &of(&sheets), &[], at(10)).unwrap();
    assert_eq!((found.whole[0], found.whole[14]), (None, Some(20)));
}

/// Whoever adds up what is shown finds no group's count alone.
#[test]
fn q_05_no_count_of_a_group_can_be_had_by_subtraction() {
    let seed = 5_000_705;
    let mut dice = Dice::new(seed);
    for _ in 0..60 {
        let exclusive = dice.in_thousand(400);
        let mut question = Question::national(1, National::CareerTalk);
        if exclusive {
            question.kind = QuestionKind::Single;
            question.national = None;
        }
        let groups = dice.between(2, 5);
        let mut parts: Vec<(String, Tally)> = Vec::new();
        let mut whole = Tally::default();
        for no in 1..=groups {
            let mut tally = Tally::default();
            for _ in 0..dice.between(0, 60) {
                let first = if dice.in_thousand(700) { 15 } else { dice.between(1, 14) };
                let second = dice.between(1, 14);
                let both = !exclusive && first < 15 && second != first && dice.in_thousand(300);
                let chosen = if both { vec![first, second] } else { vec![first] };
                tally.add(&sheet(&chosen));
            }
            whole.merge(&tally);
            parts.push((no.to_string(), tally));
        }
        let k = 10;
        let Some(found) = judge(&question, &whole, &parts, at(k)) else { continue };
        for (at, total) in found.whole.iter().enumerate() {
            let hidden = found.parts.iter().filter(|part| part.counts[at].is_none()).count();
            assert!(total.is_some() || hidden == found.parts.len(), "seed {seed}: a part of what is withheld is told");
            assert!(hidden != 1 || total.is_none(), "seed {seed}: one group alone is withheld at choice {at}");
            for part in &found.parts {
                assert!(part.n >= k, "seed {seed}");
                let count = part.counts[at].unwrap_or(0);
                assert!(!(1..k).contains(&count), "seed {seed}: {count} is shown");
            }
        }
        if exclusive {
            let hidden = found.whole.iter().filter(|count| count.is_none()).count();
            assert_ne!(hidden, 1, "seed {seed}: one choice alone is withheld");
        }
    }
}

/// Random sheets in groups, of a question of one answer or of several.
fn asked(dice: &mut Dice) -> (Question, Tally, Vec<(String, Tally)>) {
    let exclusive = dice.in_thousand(500);
    let mut question = Question::national(1, National::CareerTalk);
    let choices = dice.between(3, 6);
    question.choices.truncate(usize::try_from(choices).unwrap());
    question.national = None;
    if exclusive {
        question.kind = QuestionKind::Single;
    }
    let (mut whole, mut parts) = (Tally::default(), Vec::new());
    for no in 1..=dice.between(2, 5) {
        let mut tally = Tally::default();
        for _ in 0..dice.between(0, 50) {
            let most = dice.between(1, choices);
            let (first, second) = (dice.between(1, most), dice.between(1, choices));
            let both = !exclusive && second != first && dice.in_thousand(300);
            let chosen = if both { vec![first, second] } else { vec![first] };
            tally.add(&sheet(&chosen));
        }
        whole.merge(&tally);
        parts.push((no.to_string(), tally));
    }
    (question, whole, parts)
}

/// Somebody who has the executive's view and the members' adds up both: the members' tells nothing that the other does not.
#[test]
fn q_05_two_views_of_one_wave_tell_no_more_than_the_finer_alone() {
    let seed = 5_000_726;
    let mut dice = Dice::new(seed);
    let (mut both, mut joined) = (0, 0);
    for _ in 0..400 {
        let (question, whole, parts) = asked(&mut dice);
        let Some(finer) = judge(&question, &whole, &parts, at(5)) else { continue };
        let Some(coarse) = judge(&question, &whole, &parts, Thresholds { k: 10, finest: 5 }) else { continue };
        both += 1;
        for (choice, total) in coarse.whole.iter().enumerate() {
            assert!(total.is_none() || finer.whole[choice].is_some(), "seed {seed}: a sum is told to members alone");
            for part in &coarse.parts {
                let within: Vec<&Part> =
                    finer.parts.iter().filter(|one| one.names.iter().any(|name| part.names.contains(name))).collect();
                let n: i64 = within.iter().map(|one| one.n).sum();
                assert_eq!(n, part.n, "seed {seed}: groups are joined, never cut");
                joined += usize::from(within.len() > 1);
                if let Some(count) = part.counts[choice] {
                    let sum: Option<i64> = within.iter().map(|one| one.counts[choice]).sum();
                    assert_eq!(sum, Some(count), "seed {seed}: the finer view has it from what it tells");
                    assert!(!(1..10).contains(&count), "seed {seed}");
                }
            }
            // Each view alone still leaves nobody alone.
            let hidden = coarse.parts.iter().filter(|part| part.counts[choice].is_none()).count();
            assert!(hidden != 1 || total.is_none(), "seed {seed}: one group alone is withheld");
        }
    }
    assert!(both > 200 && joined > 20, "{both} waves with both views, {joined} joined groups");
}

#[test]
fn q_05_what_nobody_chose_is_withheld_nowhere() {
    for kind in [QuestionKind::Single, QuestionKind::Multi] {
        let mut question = Question::national(1, National::CareerTalk);
        (question.kind, question.national) = (kind, None);
        question.choices.truncate(4);
        let of_group = |more: usize| {
            let mut sheets: Vec<&[i64]> = vec![&[1]; 20 + more];
            sheets.extend(vec![&[2_i64][..]; 15]);
            of(&sheets)
        };
        let parts = [("東".to_owned(), of_group(0)), ("西".to_owned(), of_group(5))];
        let mut whole = Tally::default();
        parts.iter().for_each(|(_, tally)| whole.merge(tally));
        let found = judge(&question, &whole, &parts, at(10)).unwrap();
        assert_eq!(found.whole[3], Some(0), "{kind:?}");
        assert!(found.parts.iter().all(|part| part.counts[3] == Some(0)), "{kind:?} {:?}", found.parts);
    }
}

#[test]
fn q_06_a_wave_beside_the_one_before_says_whether_it_changed() {
    let question = Question::national(1, National::Challenge);
    let mut now: Vec<&[i64]> = vec![&[2]; 56];
    now.extend([&[15_i64][..]; 14]);
    let mut then: Vec<&[i64]> = vec![&[2]; 48];
    then.extend([&[15_i64][..]; 32]);
    let (now, then) = (of(&now), of(&then));
    let asked = [question.clone()];
    let result = QuestionResult::of(question, &now, &[], Some(&Before { questions: &asked, tally: &then }), at(10));
    let union = &result.choices[1];
    assert_eq!((union.before, union.change, union.change_verdict), (Some(600), Some(200), Some(SurveyVerdict::Higher)));
    assert_eq!(result.before_n, Some(80));
}

#[test]
fn a_mean_stands_only_where_every_step_does() {
    let question = Question { kind: QuestionKind::Scale, national: None, ..Question::national(1, National::NewWork) }
        .shown(crate::labels::Locale::Ja);
    let mut sheets: Vec<&[i64]> = vec![&[3]; 20];
    sheets.extend([&[4_i64][..]; 20]);
    let result = QuestionResult::of(question.clone(), &of(&sheets), &[], None, at(10));
    assert_eq!(result.mean_hundredths, Some(350));
    sheets.extend([&[5_i64][..]; 2]);
    assert_eq!(QuestionResult::of(question, &of(&sheets), &[], None, at(10)).mean_hundredths, None);
}
