//! The fictional union's survey: two waves of the questionnaire that is offered first, a year apart.

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;

use super::actions::{NewWave, count_within, insert_survey, insert_wave};
use super::entity::survey_wave;
use super::model::{Answer, Group, Question, QuestionKind, Sheet, SurveyFields, WaveStatus};
use super::queries::{load, packed};
use crate::dice::Dice;
use crate::error::Result;
use crate::labels::{Locale, word};
use crate::ops::Change;
use crate::organizations::{self, UnitKind};

/// Sheets at most: a union of a million would answer for minutes.
const MOST: i64 = 2_000;
/// Members of a thousand who named their union for the four kinds of support, in the first wave and in the second.
const UNION: [[u64; 4]; 2] = [[118, 64, 52, 40], [172, 112, 60, 58]];
/// Members of a thousand who want more of each theme, in their order.
const THEMES: [u64; 12] = [310, 340, 90, 430, 300, 160, 260, 110, 150, 60, 80, 30];

/// A wave of the sample.
struct Asked {
    label: &'static str,
    opens: u64,
    closes: u64,
    share: i64,
    union: [u64; 4],
}

const WAVES: [Asked; 2] = [
    Asked { label: "surveys.sample.first", opens: 420, closes: 390, share: 31, union: UNION[0] },
    Asked { label: "surveys.sample.second", opens: 60, closes: 30, share: 37, union: UNION[1] },
];

fn ago(days: u64) -> NaiveDate {
    let last = organizations::last_day();
    last.checked_sub_days(Days::new(days)).unwrap_or(last)
}

/// Two waves.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>, mut dice: Dice, members: u32) -> Result<()> {
    let (_, purpose, questions) = SurveyFields::standard(Locale::Ja);
    let title = word(Locale::Ja, "surveys.sample.title");
    let survey_id = insert_survey(change, title, Some(purpose), &questions).await?;
    let tree = organizations::tree(change.on()).await?;
    for asked in &WAVES {
        let opens_on = ago(asked.opens);
        let branches = tree.in_order().into_iter().map(|(unit, _)| unit);
        let branches = branches.filter(|unit| unit.kind == UnitKind::Branch && unit.valid_on(opens_on));
        let groups: Vec<Group> = branches.zip(1..).map(|(unit, no)| Group { no, label: unit.label.clone() }).collect();
        let handed_out = i64::from(members).clamp(1, MOST * 100 / asked.share);
        let n = (handed_out * asked.share / 100).max(1);
        let wave = insert_wave(
            change,
            NewWave {
                survey_id,
                label: word(Locale::Ja, asked.label).to_owned(),
                opens_on,
                closes_on: Some(ago(asked.closes + 5)),
                handed_out: Some(handed_out),
                questions: packed(&questions)?,
                groups: groups.clone(),
            },
        )
        .await?;
        let sheets: Vec<Sheet> = (0..n).map(|_| sheet(&mut dice, &questions, &groups, asked.union)).collect();
        let loaded = load(change.on(), wave).await?;
        count_within(change, &loaded, &sheets).await?;
        change
            .update::<survey_wave::Entity>(&loaded.row, |active| {
                active.status = Set(WaveStatus::Closed);
                active.closed_on = Set(Some(ago(asked.closes)));
            })
            .await?;
    }
    Ok(())
}

fn sheet(dice: &mut Dice, questions: &[Question], groups: &[Group], union: [u64; 4]) -> Sheet {
    let group = (!dice.in_thousand(40)).then(|| dice.pick(groups).map(|group| group.no)).flatten();
    let mut answers = Vec::new();
    for question in questions {
        // One in thirty leaves a question out.
        if dice.in_thousand(33) {
            continue;
        }
        let chosen = match question.national {
            Some(national) => {
                let mut chosen: Vec<i64> = question
                    .choices
                    .iter()
                    .filter(|choice| !choice.alone)
                    .filter(|choice| {
                        let nation = u64::try_from(national.figure(choice.no).unwrap_or(0)).unwrap_or(0);
                        let of_thousand = match (national.column(), choice.no) {
                            (Some(column), 2) => union.get(column).copied().unwrap_or(nation),
                            (Some(_), _) => nation,
                            (None, _) => nation * 11 / 10,
                        };
                        dice.in_thousand(of_thousand)
                    })
                    .map(|choice| choice.no)
                    .collect();
                if chosen.is_empty() {
                    chosen.extend(question.choices.iter().find(|choice| choice.alone).map(|choice| choice.no));
                }
                chosen
            }
            None if question.kind == QuestionKind::Multi => {
                let wanted = question.choices.iter().zip(THEMES).filter(|(_, n)| dice.in_thousand(*n));
                let most = usize::try_from(question.most.unwrap_or(i64::MAX)).unwrap_or(usize::MAX);
                wanted.map(|(choice, _)| choice.no).take(most).collect()
            }
            None => Vec::new(),
        };
        if !chosen.is_empty() {
            answers.push(Answer { question: question.no, chosen });
        }
    }
    if answers.is_empty() {
        answers.push(Answer { question: 1, chosen: vec![15] });
    }
    Sheet { group, answers }
}
