//! What may be said of answers, in examples and by chance.

use super::super::codes::National;
use super::super::tally::{Answer, Sheet};
use super::*;
use crate::dice::Dice;

fn sheet(chosen: &[i64]) -> Sheet {
    Sheet { group: None, answers: vec![Answer { question: 1, chosen: chosen.to_vec() }] }
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
    let result = QuestionResult::of(question.clone(), &few, &[], None, 10);
    assert!(result.n.is_none() && result.choices.is_empty());
    let enough = of(&[[2_i64].as_slice(); 10]);
    let result = QuestionResult::of(question, &enough, &[], None, 10);
    assert_eq!((result.n, result.choices[1].share), (Some(10), Some(1000)));
}

#[test]
fn q_05_a_small_count_takes_its_rate_interval_and_verdict_along() {
    let question = Question::national(1, National::CareerTalk);
    let mut sheets: Vec<&[i64]> = vec![&[15]; 80];
    sheets.extend([&[2_i64][..]; 16]);
    sheets.extend([&[4_i64][..]; 4]);
    let result = QuestionResult::of(question, &of(&sheets), &[], None, 10);
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
    let found = judge(&of_many, &of(&sheets), &[], 10).unwrap();
    assert_eq!(found.whole[2], None);
    assert!(found.whole.iter().filter(|count| count.is_none()).count() > 1, "{:?}", found.whole);
    // 44 less 20 who chose none less 23: one sheet chose something else.
    let many = Question::national(1, National::CareerTalk);
    let mut sheets: Vec<&[i64]> = vec![&[15]; 20];
    sheets.extend([&[1_i64][..]; 23]);
    sheets.push(&[2]);
    let found = judge(&many, &of(&sheets), &[], 10).unwrap();
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
        let Some(found) = judge(&question, &whole, &parts, k) else { continue };
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

#[test]
fn q_06_a_wave_beside_the_one_before_says_whether_it_changed() {
    let question = Question::national(1, National::Challenge);
    let mut now: Vec<&[i64]> = vec![&[2]; 56];
    now.extend([&[15_i64][..]; 14]);
    let mut then: Vec<&[i64]> = vec![&[2]; 48];
    then.extend([&[15_i64][..]; 32]);
    let (now, then) = (of(&now), of(&then));
    let asked = [question.clone()];
    let result = QuestionResult::of(question, &now, &[], Some(&Before { questions: &asked, tally: &then }), 10);
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
    let result = QuestionResult::of(question.clone(), &of(&sheets), &[], None, 10);
    assert_eq!(result.mean_hundredths, Some(350));
    sheets.extend([&[5_i64][..]; 2]);
    assert_eq!(QuestionResult::of(question, &of(&sheets), &[], None, 10).mean_hundredths, None);
}
