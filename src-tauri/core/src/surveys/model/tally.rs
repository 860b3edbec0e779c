//! A sheet, and sheets added up. A sheet is checked and counted, and never kept.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::QuestionKind;
use super::question::Question;
use super::wave::Group;
use crate::error::{Error, Result};

/// What a sheet says to one question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[ts(rename = "SheetAnswer")]
pub struct Answer {
    /// Number of the question.
    #[ts(type = "number")]
    pub question: i64,
    /// Numbers chosen; none = no answer.
    #[ts(type = "number[]")]
    pub chosen: Vec<i64>,
}

/// A sheet. It has no name, no number and no place.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema, TS)]
#[ts(rename = "AnswerSheet")]
pub struct Sheet {
    /// Number of the group; none = not told.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub group: Option<i64>,
    /// The answers.
    pub answers: Vec<Answer>,
}

/// Whether a sheet can be counted.
///
/// # Errors
/// The number of the question, where one is to blame, and the code of the reason.
pub fn check_sheet(
    sheet: &Sheet,
    questions: &[Question],
    groups: &[Group],
) -> std::result::Result<(), (Option<i64>, &'static str)> {
    if sheet.group.is_some_and(|group| !groups.iter().any(|known| known.no == group)) {
        return Err((None, "survey_group_unknown"));
    }
    let mut any = false;
    let mut seen = Vec::new();
    for answer in &sheet.answers {
        let fault = |code| Err((Some(answer.question), code));
        let Some(question) = questions.iter().find(|known| known.no == answer.question) else {
            return fault("survey_question_unknown");
        };
        if seen.contains(&answer.question) {
            return fault("survey_question_twice");
        }
        seen.push(answer.question);
        if answer.chosen.is_empty() {
            continue;
        }
        any = true;
        if answer.chosen.iter().any(|choice| !question.has(*choice)) {
            return fault("survey_choice_unknown");
        }
        let mut each = answer.chosen.clone();
        each.sort_unstable();
        each.dedup();
        if each.len() != answer.chosen.len() {
            return fault("survey_chosen_twice");
        }
        if question.kind != QuestionKind::Multi && each.len() > 1 {
            return fault("survey_one_only");
        }
        let alone = |choice: &i64| question.choices.iter().any(|known| known.no == *choice && known.alone);
        if each.len() > 1 && each.iter().any(alone) {
            return fault("survey_none_and_more");
        }
        let chosen = i64::try_from(each.len()).unwrap_or(i64::MAX);
        if question.most.is_some_and(|most| chosen > most) {
            return fault("survey_too_many");
        }
    }
    if any { Ok(()) } else { Err((None, "survey_sheet_empty")) }
}

/// Answers to one question, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Who answered it.
    pub n: i64,
    /// Who chose what.
    pub of: BTreeMap<i64, i64>,
}

/// Sheets, added up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many sheets.
    pub sheets: i64,
    /// By question.
    pub questions: BTreeMap<i64, Counted>,
}

impl Tally {
    /// Count a sheet that was checked.
    pub fn add(&mut self, sheet: &Sheet) {
        self.sheets += 1;
        for answer in sheet.answers.iter().filter(|answer| !answer.chosen.is_empty()) {
            let counted = self.questions.entry(answer.question).or_default();
            counted.n += 1;
            for choice in &answer.chosen {
                *counted.of.entry(*choice).or_default() += 1;
            }
        }
    }

    /// Add what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        self.sheets += other.sheets;
        for (question, more) in &other.questions {
            let counted = self.questions.entry(*question).or_default();
            counted.n += more.n;
            for (choice, n) in &more.of {
                *counted.of.entry(*choice).or_default() += n;
            }
        }
    }

    /// As it stands in the column.
    ///
    /// # Errors
    /// Never.
    pub fn packed(&self) -> Result<String> {
        serde_json::to_string(&self.questions).map_err(|error| Error::Bug(error.to_string()))
    }

    /// Out of the columns.
    ///
    /// # Errors
    /// A column that the core did not write.
    pub fn unpacked(sheets: i64, counts: &str) -> Result<Self> {
        let questions = serde_json::from_str(counts).map_err(|error| Error::Bug(error.to_string()))?;
        Ok(Self { sheets, questions })
    }

    /// Who answered a question.
    #[must_use]
    pub fn n(&self, question: i64) -> i64 {
        self.questions.get(&question).map_or(0, |counted| counted.n)
    }

    /// Who chose something there.
    #[must_use]
    pub fn chose(&self, question: i64, choice: i64) -> i64 {
        self.questions.get(&question).and_then(|counted| counted.of.get(&choice)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::super::codes::National;
    use super::super::question::Choice;
    use super::*;

    fn questions() -> Vec<Question> {
        let choice = |no| Choice { no, label: no.to_string(), alone: false, theme: None };
        let of = |no, kind, most| Question {
            no,
            kind,
            text: "?".into(),
            choices: (1..=4).map(choice).collect(),
            most,
            national: None,
        };
        vec![
            Question::national(1, National::CareerTalk),
            of(2, QuestionKind::Single, None),
            of(3, QuestionKind::Multi, Some(2)),
            Question { choices: Vec::new(), ..of(4, QuestionKind::Scale, None) },
        ]
    }

    fn sheet(group: Option<i64>, answers: &[(i64, &[i64])]) -> Sheet {
        let answers = answers.iter().map(|(question, chosen)| Answer { question: *question, chosen: chosen.to_vec() });
        Sheet { group, answers: answers.collect() }
    }

    #[test]
    fn q_02_a_sheet_chooses_what_the_question_offers() {
        let groups = [Group { no: 1, label: "第一".into() }];
        for (group, answers, expected) in [
            (None, &[(1, &[1, 2, 13][..]), (2, &[3]), (3, &[1, 4]), (4, &[5])][..], Ok(())),
            (Some(1), &[(1, &[15])], Ok(())),
            (Some(2), &[(1, &[15])], Err((None, "survey_group_unknown"))),
            (None, &[(1, &[15, 2])], Err((Some(1), "survey_none_and_more"))),
            (None, &[(1, &[16])], Err((Some(1), "survey_choice_unknown"))),
            (None, &[(1, &[0])], Err((Some(1), "survey_choice_unknown"))),
            (None, &[(1, &[2, 2])], Err((Some(1), "survey_chosen_twice"))),
            (None, &[(2, &[1, 2])], Err((Some(2), "survey_one_only"))),
            (None, &[(3, &[1, 2, 3])], Err((Some(3), "survey_too_many"))),
            (None, &[(4, &[6])], Err((Some(4), "survey_choice_unknown"))),
            (None, &[(5, &[1])], Err((Some(5), "survey_question_unknown"))),
            (None, &[(2, &[1]), (2, &[1])], Err((Some(2), "survey_question_twice"))),
            (None, &[(2, &[])], Err((None, "survey_sheet_empty"))),
            (None, &[], Err((None, "survey_sheet_empty"))),
        ] {
            assert_eq!(check_sheet(&sheet(group, answers), &questions(), &groups), expected, "{answers:?}");
        }
    }

    #[test]
    fn a_count_survives_its_column_and_the_order_of_its_parts() {
        let (mut one, mut other, mut all) = (Tally::default(), Tally::default(), Tally::default());
        let sheets = [sheet(None, &[(1, &[1, 2])]), sheet(None, &[(1, &[2]), (2, &[3])]), sheet(None, &[(2, &[])])];
        for (n, sheet) in sheets.iter().enumerate() {
            all.add(sheet);
            if n == 1 { other.add(sheet) } else { one.add(sheet) }
        }
        other.merge(&one);
        assert_eq!(other, all);
        assert_eq!((all.sheets, all.n(1), all.chose(1, 2), all.n(2), all.chose(2, 1)), (3, 2, 2, 1, 0));
        assert_eq!(Tally::unpacked(3, &all.packed().unwrap()).unwrap(), all);
    }
}
