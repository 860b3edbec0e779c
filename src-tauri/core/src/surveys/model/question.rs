//! A questionnaire: what it may ask, and how a national question is put.

use schemars::JsonSchema;
use sea_orm::Iterable;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{ActivityTheme, National, QuestionKind};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::line;
use crate::ids::SurveyId;
use crate::labels::{Locale, word};

/// Steps of a scale.
pub const STEPS: i64 = 5;
/// Questions of a questionnaire at most: a sheet that nobody finishes tells nothing.
const MOST_QUESTIONS: usize = 40;
/// Choices of a question at most.
const MOST_CHOICES: usize = 40;
/// Words of the questionnaire that is offered first.
const STANDARD: [&str; 3] = ["surveys.standard.title", "surveys.standard.purpose", "surveys.standard.themes"];

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SurveyChoice")]
pub struct Choice {
    /// Its number on the sheet, from 1.
    #[ts(type = "number")]
    pub no: i64,
    /// Its words.
    pub label: String,
    /// It stands alone: 「あてはまるものはない」.
    pub alone: bool,
    /// The theme of activities whose need it tells.
    pub theme: Option<ActivityTheme>,
}

/// A question as it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SurveyQuestion")]
pub struct Question {
    /// Its number on the sheet, from 1.
    #[ts(type = "number")]
    pub no: i64,
    /// How it is answered.
    pub kind: QuestionKind,
    /// Its words.
    pub text: String,
    /// What can be chosen; of a scale its steps.
    pub choices: Vec<Choice>,
    /// Choices at most, where not all.
    #[ts(type = "number | null")]
    pub most: Option<i64>,
    /// The question of 2020 that it puts in the same words.
    pub national: Option<National>,
}

/// What can be chosen, as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
#[ts(rename = "SurveyChoiceFields")]
pub struct ChoiceFields {
    /// Its words; of a theme they may be left out.
    #[serde(default)]
    pub label: String,
    /// It stands alone: 「あてはまるものはない」.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub alone: bool,
    /// The theme of activities whose need it tells.
    #[serde(default)]
    #[ts(optional)]
    pub theme: Option<ActivityTheme>,
}

/// A question, as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
#[ts(rename = "SurveyQuestionFields")]
pub struct QuestionFields {
    /// How it is answered. A national question has its own.
    pub kind: QuestionKind,
    /// Its words; of a national question they stand fast.
    #[serde(default)]
    pub text: String,
    /// What can be chosen; a scale and a national question have their own.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<ChoiceFields>>")]
    pub choices: Vec<ChoiceFields>,
    /// Choices at most; empty = all.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub most: Option<i64>,
    /// The question of 2020 that it puts in the same words.
    #[serde(default)]
    #[ts(optional)]
    pub national: Option<National>,
}

/// A questionnaire, as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SurveyFields {
    /// What it is called.
    pub title: String,
    /// What it is for, printed above the questions.
    #[serde(default)]
    #[ts(optional)]
    pub purpose: Option<String>,
    /// The questions in order.
    pub questions: Vec<QuestionFields>,
}

/// Write a questionnaire anew; waves that were opened keep their questions.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveSurvey {
    /// The questionnaire.
    pub id: SurveyId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What it says.
    #[serde(flatten)]
    pub fields: SurveyFields,
}

/// Words of the questionnaire that is offered first, in a language; what the union wrote itself stays as it is.
#[must_use]
pub fn in_language(text: &str, locale: Locale) -> String {
    let offered = |key: &str| [Locale::Ja, Locale::En].iter().any(|known| word(*known, key) == text);
    STANDARD.into_iter().find(|key| offered(key)).map_or(text, |key| word(locale, key)).to_owned()
}

/// The number of a place in a list.
fn number(at: usize) -> i64 {
    i64::try_from(at + 1).unwrap_or(i64::MAX)
}

impl Question {
    /// Each sheet gives one answer, so that the counts add up to who answered.
    #[must_use]
    pub fn takes_one(&self) -> bool {
        self.kind != QuestionKind::Multi || self.most == Some(1)
    }

    /// A question of 2020 in its own words.
    #[must_use]
    pub fn national(no: i64, national: National) -> Self {
        let (front, count) = national.choices();
        let label = |n: i64| word(Locale::Ja, &format!("{front}.{n}")).to_owned();
        Self {
            no,
            kind: QuestionKind::Multi,
            text: word(Locale::Ja, &text_key(national)).to_owned(),
            choices: (1..=count).map(|n| Choice { no: n, label: label(n), alone: n == count, theme: None }).collect(),
            most: None,
            national: Some(national),
        }
    }

    /// The question in a language: what is not the union's own is translated, and the steps of a scale are named.
    #[must_use]
    pub fn shown(&self, locale: Locale) -> Self {
        let mut shown = self.clone();
        if let Some(national) = self.national {
            let (front, _) = national.choices();
            shown.text = word(locale, &text_key(national)).to_owned();
            for choice in &mut shown.choices {
                choice.label = word(locale, &format!("{front}.{}", choice.no)).to_owned();
            }
            return shown;
        }
        shown.text = in_language(&self.text, locale);
        if self.kind == QuestionKind::Scale {
            let step = |no| Choice {
                no,
                label: word(locale, &format!("surveys.step.{no}")).to_owned(),
                alone: false,
                theme: None,
            };
            shown.choices = (1..=STEPS).map(step).collect();
        }
        for choice in &mut shown.choices {
            if let Some(theme) = choice.theme {
                choice.label = word(locale, &theme.label_key()).to_owned();
            }
        }
        shown
    }

    /// Numbers that can be chosen.
    #[must_use]
    pub fn has(&self, choice: i64) -> bool {
        match self.kind {
            QuestionKind::Scale => (1..=STEPS).contains(&choice),
            _ => self.choices.iter().any(|known| known.no == choice),
        }
    }

    /// The same question was asked, and the same could be chosen: the figures of two waves may stand side by side.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        let offered = |question: &Self| {
            let mut all: Vec<(String, bool)> =
                question.choices.iter().map(|choice| (choice.label.clone(), choice.alone)).collect();
            all.sort_unstable();
            all
        };
        self.kind == other.kind
            && self.national == other.national
            && (self.national.is_some()
                || (self.text == other.text && self.most == other.most && offered(self) == offered(other)))
    }
}

fn text_key(national: National) -> String {
    format!("surveys.national.{}", national.code())
}

impl SurveyFields {
    /// Title, purpose and questions as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that breaks a rule; fields of a question are `questions.<n>.<field>`, from 0.
    pub fn checked(self) -> Result<(String, Option<String>, Vec<Question>)> {
        let mut problems = Vec::new();
        let title = line(&mut problems, "title", Some(self.title));
        if title.is_none() {
            problems.push(FieldProblem::new("title", "required"));
        }
        let purpose = line(&mut problems, "purpose", self.purpose);
        if self.questions.is_empty() || self.questions.len() > MOST_QUESTIONS {
            problems.push(FieldProblem::out_of_range("questions", 1, MOST_QUESTIONS));
        }
        let mut questions: Vec<Question> = Vec::new();
        for (at, fields) in self.questions.into_iter().enumerate() {
            let question = checked_question(&mut problems, at, fields);
            let twice = question.national.is_some() && questions.iter().any(|one| one.national == question.national);
            if twice {
                problems.push(FieldProblem::new(&format!("questions.{at}.national"), "survey_national_twice"));
            }
            questions.push(question);
        }
        if problems.is_empty() {
            Ok((title.unwrap_or_default(), purpose, questions))
        } else {
            Err(Error::Invalid(problems))
        }
    }

    /// The questions of 2020, and which activities members want more of: what is offered first.
    #[must_use]
    pub fn standard(locale: Locale) -> (String, String, Vec<Question>) {
        let mut questions: Vec<Question> =
            National::iter().zip(1..).map(|(national, no)| Question::national(no, national).shown(locale)).collect();
        let themes = ActivityTheme::iter().zip(1..).map(|(theme, no)| Choice {
            no,
            label: word(locale, &theme.label_key()).to_owned(),
            alone: false,
            theme: Some(theme),
        });
        questions.push(Question {
            no: number(questions.len()),
            kind: QuestionKind::Multi,
            text: word(locale, "surveys.standard.themes").to_owned(),
            choices: themes.collect(),
            most: Some(3),
            national: None,
        });
        let said = |key: &str| word(locale, key).to_owned();
        (said("surveys.standard.title"), said("surveys.standard.purpose"), questions)
    }
}

fn checked_question(problems: &mut Vec<FieldProblem>, at: usize, fields: QuestionFields) -> Question {
    let no = number(at);
    if let Some(national) = fields.national {
        return Question::national(no, national);
    }
    let text = line(problems, &format!("questions.{at}.text"), Some(fields.text));
    if text.is_none() {
        problems.push(FieldProblem::new(&format!("questions.{at}.text"), "required"));
    }
    let mut choices = Vec::new();
    if fields.kind != QuestionKind::Scale {
        let field = format!("questions.{at}.choices");
        if !(2..=MOST_CHOICES).contains(&fields.choices.len()) {
            problems.push(FieldProblem::out_of_range(&field, 2, MOST_CHOICES));
        }
        for (place, choice) in fields.choices.into_iter().enumerate() {
            let of_theme = choice.theme.map(|theme| word(Locale::Ja, &theme.label_key()).to_owned());
            let label = of_theme.or_else(|| line(problems, &field, Some(choice.label)));
            if label.is_none() {
                problems.push(FieldProblem::new(&field, "required"));
            }
            let label = label.unwrap_or_default();
            if choices.iter().any(|known: &Choice| known.label == label) {
                problems.push(FieldProblem::new(&field, "survey_choice_twice"));
            }
            choices.push(Choice { no: number(place), label, alone: choice.alone, theme: choice.theme });
        }
    }
    let most = fields.most.filter(|_| fields.kind == QuestionKind::Multi);
    let fits = |most: i64| usize::try_from(most).is_ok_and(|most| (1..=choices.len()).contains(&most));
    if most.is_some_and(|most| !fits(most)) {
        problems.push(FieldProblem::out_of_range(&format!("questions.{at}.most"), 1, choices.len()));
    }
    // Whatever the language of the screen: a question that is shown in two languages is one question.
    let text = in_language(&text.unwrap_or_default(), Locale::Ja);
    Question { no, kind: fields.kind, text, choices, most, national: None }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn q_07_a_national_question_is_put_in_the_words_of_2020_whatever_was_typed() {
        let fields: SurveyFields = serde_json::from_value(json!({
            "title": "調査",
            "questions": [
                { "kind": "single", "national": "career_talk", "text": "別の言い方", "choices": [{ "label": "はい" }] },
                { "kind": "multi", "national": "public_support" },
            ],
        }))
        .unwrap();
        let (_, _, questions) = fields.checked().unwrap();
        assert!(questions[0].text.contains("キャリアや人生についても相談できる"), "{}", questions[0].text);
        assert_eq!(questions[0].kind, QuestionKind::Multi);
        assert_eq!((questions[0].choices.len(), questions[1].choices.len()), (15, 13));
        assert!(questions[0].choices[14].alone && !questions[0].choices[13].alone);
        assert_eq!(National::CareerTalk.figure(2), Some(15));
        assert_eq!(National::NewWork.figure(13), Some(77));
        assert_eq!(National::PublicSupport.figure(1), Some(584));
        assert_eq!((National::PublicSupport.figure(14), National::NewWork.figure(0)), (None, None));
    }

    #[test]
    fn q_06_a_question_that_offers_something_else_is_another_one() {
        let of = |labels: &[&str]| {
            let choices: Vec<_> = labels.iter().map(|label| json!({ "label": label })).collect();
            let fields =
                json!({ "title": "調査", "questions": [{ "kind": "single", "text": "どれ", "choices": choices }] });
            serde_json::from_value::<SurveyFields>(fields).unwrap().checked().unwrap().2.remove(0)
        };
        assert!(of(&["甲", "乙"]).is_like(&of(&["乙", "甲"])), "in another order it is the same");
        assert!(!of(&["甲", "乙"]).is_like(&of(&["甲", "丙", "丁"])));
    }

    #[test]
    fn q_06_a_question_that_was_offered_is_the_same_one_in_every_language() {
        let of = |locale| {
            let (title, purpose, questions) = SurveyFields::standard(locale);
            let last = questions.last().unwrap();
            let choices: Vec<_> = last.choices.iter().map(|one| json!({ "theme": one.theme })).collect();
            let fields = json!({
                "title": title, "purpose": purpose,
                "questions": [{ "kind": "multi", "text": last.text, "most": last.most, "choices": choices }],
            });
            serde_json::from_value::<SurveyFields>(fields).unwrap().checked().unwrap()
        };
        let ((title, _, ours), (_, _, theirs)) = (of(Locale::Ja), of(Locale::En));
        assert_eq!(ours, theirs);
        assert!(ours[0].is_like(&theirs[0]));
        assert_eq!(ours[0].shown(Locale::En).text, word(Locale::En, "surveys.standard.themes"));
        assert_eq!(in_language(&title, Locale::En), word(Locale::En, "surveys.standard.title"));
        assert_eq!(in_language("職場の問", Locale::En), "職場の問", "the union's own words stay");
    }

    #[test]
    fn a_questionnaire_says_every_fault_at_once() {
        let fields: SurveyFields = serde_json::from_value(json!({
            "title": " ",
            "questions": [
                { "kind": "single", "text": "", "choices": [{ "label": "一" }] },
                { "kind": "multi", "text": "二", "choices": [{ "label": "同" }, { "label": "同" }], "most": 3 },
                { "kind": "multi", "national": "challenge" },
                { "kind": "multi", "national": "challenge" },
            ],
        }))
        .unwrap();
        let Err(Error::Invalid(problems)) = fields.checked() else { panic!("taken") };
        let found: Vec<(String, String)> = problems.into_iter().map(|one| (one.field, one.code)).collect();
        for (field, code) in [
            ("title", "required"),
            ("questions.0.text", "required"),
            ("questions.0.choices", "out_of_range"),
            ("questions.1.choices", "survey_choice_twice"),
            ("questions.1.most", "out_of_range"),
            ("questions.3.national", "survey_national_twice"),
        ] {
            assert!(found.contains(&(field.to_owned(), code.to_owned())), "{field} {code}: {found:?}");
        }
    }
}
