//! The words of check-ins on the wire, and their rules.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::paired::LEAST_DAYS;
use crate::codes::codes;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{AssessmentId, CaseId, InstrumentId};

codes! {
    /// When a check-in is taken.
    Timing("check_in_timing") {
        /// 事前
        Pre,
        /// 事後
        Post,
        /// フォロー
        FollowUp,
    }
}

/// Questions of an instrument at most.
const MOST_ITEMS: usize = 100;
/// Pairs that wait until they join the figures together, so that none of them can be told apart by its day (0047).
pub const TOGETHER: usize = 3;

/// A part of an instrument that is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Subscale {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in English.
    #[ts(optional)]
    pub name_en: Option<String>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[ts(rename = "CheckInQuestion")]
pub struct Question {
    /// Code of the part that it counts for.
    pub subscale: String,
    /// The question.
    pub words: String,
    /// The question in English.
    #[ts(optional)]
    pub words_en: Option<String>,
    /// A high answer counts low.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub reverse: bool,
}

/// An instrument.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InstrumentRow {
    /// The instrument.
    pub id: InstrumentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Code that its editions share.
    pub code: String,
    /// Running number of the edition.
    #[ts(type = "number")]
    pub edition: i64,
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Who owns the questions.
    pub owner: String,
    /// Under which licence.
    pub licence: String,
    /// Evidence of the permission.
    pub permission: Option<String>,
    /// What stands beside every figure.
    pub note: Option<String>,
    /// The same in English.
    pub note_en: Option<String>,
    /// Lowest answer.
    #[ts(type = "number")]
    pub scale_min: i64,
    /// Highest answer.
    #[ts(type = "number")]
    pub scale_max: i64,
    /// Parts that are counted.
    pub subscales: Vec<Subscale>,
    /// The questions in order.
    pub items: Vec<Question>,
    /// Came with the program.
    pub built_in: bool,
    /// Asked from this day on.
    pub published_on: Option<NaiveDate>,
    /// Not asked any more from this day on.
    pub retired_on: Option<NaiveDate>,
}

impl InstrumentRow {
    /// Whether it is asked on a day.
    #[must_use]
    pub fn is_asked(&self, day: NaiveDate) -> bool {
        self.published_on.is_some_and(|from| from <= day) && self.retired_on.is_none_or(|until| day < until)
    }

    /// The score of each part: the sum of its answers, reversed ones counted from the other end; none where one is missing.
    #[must_use]
    pub fn scores(&self, answers: &[Option<i64>]) -> Vec<Option<i64>> {
        let score = |part: &Subscale| {
            let of_part = self.items.iter().zip(answers).filter(|(item, _)| item.subscale == part.code);
            of_part
                .map(|(item, answer)| {
                    answer.map(|answer| if item.reverse { self.scale_min + self.scale_max - answer } else { answer })
                })
                .sum()
        };
        self.subscales.iter().map(score).collect()
    }

    /// What is wrong with answers: as many as there are questions, within the scale, at least one given.
    ///
    /// # Errors
    /// `check_in_answers` at `answers`, `check_in_scale` at the answer.
    pub fn check(&self, answers: &[Option<i64>]) -> Result<()> {
        if answers.len() != self.items.len() || answers.iter().all(Option::is_none) {
            return Err(Error::invalid("answers", "check_in_answers"));
        }
        let wrong =
            |answer: &Option<i64>| answer.is_some_and(|answer| !(self.scale_min..=self.scale_max).contains(&answer));
        match answers.iter().position(wrong) {
            Some(n) => Err(Error::invalid(&format!("answers.{n}"), "check_in_scale")),
            None => Ok(()),
        }
    }
}

/// Save an instrument that is being prepared: a new one, or the next edition, without `id`.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveInstrument {
    /// Which; empty = a new one.
    #[ts(optional)]
    pub id: Option<InstrumentId>,
    /// Version read, for one that is there.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub version: i64,
    /// Code that its editions share.
    pub code: String,
    /// Name.
    pub name: String,
    /// Name in English.
    #[ts(optional)]
    pub name_en: Option<String>,
    /// Who owns the questions; needed before it can be published.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub owner: String,
    /// Under which licence; needed before it can be published.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub licence: String,
    /// Evidence of the permission; needed before it can be published.
    #[ts(optional)]
    pub permission: Option<String>,
    /// What stands beside every figure.
    #[ts(optional)]
    pub note: Option<String>,
    /// The same in English.
    #[ts(optional)]
    pub note_en: Option<String>,
    /// Lowest answer.
    #[ts(type = "number")]
    pub scale_min: i64,
    /// Highest answer.
    #[ts(type = "number")]
    pub scale_max: i64,
    /// Parts that are counted.
    pub subscales: Vec<Subscale>,
    /// The questions in order.
    pub items: Vec<Question>,
}

fn said(words: &str) -> String {
    words.trim().to_owned()
}

fn filled(words: Option<String>) -> Option<String> {
    words.map(|words| said(&words)).filter(|words| !words.is_empty())
}

impl SaveInstrument {
    /// With blanks taken out, if it makes sense.
    ///
    /// # Errors
    /// `required` at `code`, `name`, `subscales`, `items`; `instrument_scale`; `instrument_subscale` at a question of no part
    /// and at a part without question; `instrument_too_long`.
    pub fn checked(mut self) -> Result<Self> {
        self.code = said(&self.code);
        self.name = said(&self.name);
        self.owner = said(&self.owner);
        self.licence = said(&self.licence);
        for words in [&mut self.name_en, &mut self.permission, &mut self.note, &mut self.note_en] {
            *words = filled(words.take());
        }
        for part in &mut self.subscales {
            part.code = said(&part.code);
            part.name = said(&part.name);
            part.name_en = filled(part.name_en.take());
        }
        for item in &mut self.items {
            item.words = said(&item.words);
            item.words_en = filled(item.words_en.take());
        }
        let mut wrong = Vec::new();
        for (field, empty) in [
            ("code", self.code.is_empty()),
            ("name", self.name.is_empty()),
            ("subscales", self.subscales.is_empty() || self.subscales.iter().any(|part| part.name.is_empty())),
            ("items", self.items.is_empty() || self.items.iter().any(|item| item.words.is_empty())),
        ] {
            if empty {
                wrong.push(FieldProblem::new(field, "required"));
            }
        }
        if self.scale_max <= self.scale_min || self.scale_min < 0 || self.scale_max > 100 {
            wrong.push(FieldProblem::new("scale_max", "instrument_scale"));
        }
        if self.items.len() > MOST_ITEMS {
            wrong.push(FieldProblem::new("items", "instrument_too_long"));
        }
        for (n, item) in self.items.iter().enumerate() {
            if !self.subscales.iter().any(|part| part.code == item.subscale) {
                wrong.push(FieldProblem::new(&format!("items.{n}.subscale"), "instrument_subscale"));
            }
        }
        for (n, part) in self.subscales.iter().enumerate() {
            let twice = self.subscales.iter().take(n).any(|other| other.code == part.code);
            if part.code.is_empty() || twice || !self.items.iter().any(|item| item.subscale == part.code) {
                wrong.push(FieldProblem::new(&format!("subscales.{n}"), "instrument_subscale"));
            }
        }
        if wrong.is_empty() { Ok(self) } else { Err(Error::Invalid(wrong)) }
    }
}

/// What an instrument lacks before it can be asked: without owner, licence and evidence of the permission nobody may.
///
/// # Errors
/// `instrument_unlicensed` with the fields that are empty.
pub fn check_publication(owner: &str, licence: &str, permission: Option<&str>) -> Result<()> {
    let said = [("owner", Some(owner)), ("licence", Some(licence)), ("permission", permission)];
    let missing: Vec<&str> = said
        .into_iter()
        .filter(|(_, words)| words.is_none_or(|words| words.trim().is_empty()))
        .map(|(field, _)| field)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::Invalid(missing.into_iter().map(|field| FieldProblem::new(field, "instrument_unlicensed")).collect()))
}

/// An instrument and the version that was read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct InstrumentNamed {
    /// Which.
    pub id: InstrumentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// Write down a check-in.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RecordCheckIn {
    /// The case.
    pub case_id: CaseId,
    /// Which questions; the built-in ones unless said otherwise.
    #[ts(optional)]
    pub instrument_id: Option<InstrumentId>,
    /// Before, after or later.
    pub timing: Timing,
    /// Day; today unless said otherwise.
    #[ts(optional)]
    pub taken_on: Option<NaiveDate>,
    /// The answers in the order of the questions; nothing for one that was left out.
    #[ts(type = "(number | null)[]")]
    pub answers: Vec<Option<i64>>,
    /// The member agrees that the answers join the union's figures without a name; as the consent to the record says unless
    /// said otherwise.
    #[ts(optional)]
    pub in_figures: Option<bool>,
}

/// A check-in was written down.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CheckInRecorded {
    /// The check-in.
    pub id: AssessmentId,
    /// Scores of the parts, in their order.
    pub scores: Vec<ScoreRow>,
    /// The answers join the figures.
    pub counted: bool,
    /// Why they do not, or not yet: `no_consent`, `blank`, `no_pre`, `too_early`, `paired_before`, `waiting`.
    pub why_not: Option<String>,
}

/// A check-in and the version that was read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct CheckInNamed {
    /// Which.
    pub id: AssessmentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// The check-ins of a case.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct CheckInsOf {
    /// The case.
    pub case_id: CaseId,
}

/// The score of one part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ScoreRow {
    /// Code of the part.
    pub subscale: String,
    /// Its name in the officer's language.
    pub name: String,
    /// The score; none where an answer is missing.
    #[ts(type = "number | null")]
    pub score: Option<i64>,
    /// The lowest that it can be.
    #[ts(type = "number")]
    pub least: i64,
    /// The highest that it can be.
    #[ts(type = "number")]
    pub most: i64,
}

/// A check-in of a case, for who counsels in it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CheckInRow {
    /// The check-in.
    pub id: AssessmentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Which questions.
    pub instrument_id: InstrumentId,
    /// Their name in the officer's language.
    pub instrument: String,
    /// What stands beside every figure of them.
    pub note: Option<String>,
    /// Before, after or later.
    pub timing: Timing,
    /// Day.
    pub taken_on: NaiveDate,
    /// The answers in the order of the questions.
    #[ts(type = "(number | null)[]")]
    pub answers: Vec<Option<i64>>,
    /// Scores of the parts.
    pub scores: Vec<ScoreRow>,
    /// The answers join the figures.
    pub counted: bool,
    /// Its pair is in the figures: it cannot be removed any more.
    pub released: bool,
}

/// Which check-in before belongs to one after: the earliest of the same edition that is at least thirty days older.
///
/// # Errors
/// Why there is none: `no_pre`, `too_early`.
pub fn before_of<T: Copy>(pres: &[(T, NaiveDate)], post: NaiveDate) -> std::result::Result<T, &'static str> {
    let first = pres.iter().min_by_key(|(_, day)| *day).ok_or("no_pre")?;
    if (post - first.1).num_days() >= LEAST_DAYS { Ok(first.0) } else { Err("too_early") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).map(|first| first + chrono::Days::new(n.into())).unwrap_or_default()
    }

    #[test]
    fn a_pair_is_thirty_days_apart() {
        assert_eq!(before_of::<u8>(&[], day(40)), Err("no_pre"));
        assert_eq!(before_of(&[(1, day(0))], day(29)), Err("too_early"));
        assert_eq!(before_of(&[(1, day(0))], day(30)), Ok(1));
        assert_eq!(before_of(&[(2, day(20)), (1, day(0))], day(55)), Ok(1), "the earliest");
    }

    #[test]
    fn without_owner_licence_and_permission_nobody_asks() {
        assert!(check_publication("持ち主", "許諾", Some("許諾書 2026-3")).is_ok());
        for (owner, licence, permission) in
            [("", "許諾", Some("書")), ("持ち主", " ", Some("書")), ("持ち主", "許諾", None)]
        {
            assert!(check_publication(owner, licence, permission).is_err());
        }
    }
}
