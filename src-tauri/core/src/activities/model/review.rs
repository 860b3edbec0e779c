//! The picture: need against hours.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::codes::{ActivityDecision, ActivityOutcome, ActivityPlace};
use crate::ids::{ActivityDecisionId, ActivityId};
use crate::surveys::{ActivityTheme, WaveRow};

/// A decision with what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ActivityDecisionRow")]
pub struct DecisionRow {
    /// The decision.
    pub id: ActivityDecisionId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// For which fiscal year.
    #[ts(type = "number")]
    pub fiscal_year: i64,
    /// What is to be done.
    pub decision: ActivityDecision,
    /// Why.
    pub reason: String,
    /// What was said against it.
    pub dissent: Option<String>,
    /// How much it does, 1 to 5.
    #[ts(type = "number | null")]
    pub effect: Option<i64>,
    /// How much it is needed, as the officers see it, 1 to 5.
    #[ts(type = "number | null")]
    pub need: Option<i64>,
    /// Who decided.
    pub body: Option<String>,
    /// Day of the decision.
    pub decided_on: NaiveDate,
    /// What became of it.
    pub result: Option<ActivityOutcome>,
    /// In words.
    pub result_text: Option<String>,
    /// Day on which that was said.
    pub result_on: Option<NaiveDate>,
}

/// An activity in a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActivityRow {
    /// The activity.
    pub id: ActivityId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: ActivityTheme,
    /// What belongs to it.
    pub note: Option<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub ended_on: Option<NaiveDate>,
    /// Minutes of officers in the year.
    #[ts(type = "number")]
    pub minutes: i64,
    /// Minutes in the year before.
    #[ts(type = "number")]
    pub minutes_before: i64,
    /// Yen in the year.
    #[ts(type = "number")]
    pub cost: i64,
    /// People who took part in the year; one who came twice counts twice.
    #[ts(type = "number")]
    pub people: i64,
    /// Tenths of a per cent of the members asked who want more of its theme.
    #[ts(type = "number | null")]
    pub need: Option<i64>,
    /// The need is the officers' own view, 1 to 5, because no survey says.
    #[ts(type = "number | null")]
    pub need_seen: Option<i64>,
    /// Where it stands; none without hours or need.
    pub place: Option<ActivityPlace>,
    /// What its place proposes.
    pub proposed: Option<ActivityDecision>,
    /// The decision for the next year.
    pub next: Option<DecisionRow>,
    /// The decision for this year, made in the year before.
    pub this: Option<DecisionRow>,
}

/// The survey that the needs come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReviewSource {
    /// The wave.
    pub wave: WaveRow,
    /// Who answered the question.
    #[ts(type = "number")]
    pub n: i64,
}

/// All activities of a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ActivityReview {
    /// The fiscal year.
    #[ts(type = "number")]
    pub fiscal_year: i64,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Entries count up to this day.
    pub through: NaiveDate,
    /// Years with entries or decisions, newest first.
    #[ts(type = "number[]")]
    pub years: Vec<i64>,
    /// Where the needs come from; none = the officers' own view.
    pub source: Option<ReviewSource>,
    /// Twice the minutes in the middle: half of the activities took less.
    #[ts(type = "number | null")]
    pub twice_middle_minutes: Option<i64>,
    /// Twice the need in the middle, in the unit of the source.
    #[ts(type = "number | null")]
    pub twice_middle_need: Option<i64>,
    /// The activities, most hours first.
    pub rows: Vec<ActivityRow>,
}

/// Hours and need of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::activities) struct Measured {
    /// Minutes.
    pub minutes: i64,
    /// Need, in one unit for all.
    pub need: Option<i64>,
}

/// The middle of some values, doubled so that it stays whole between two of them; none of none.
pub(in crate::activities) fn middle(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let upper = values.get(values.len() / 2).copied()?;
    if values.len() % 2 == 1 {
        return Some(2 * upper);
    }
    Some(values.get(values.len() / 2 - 1).copied()? + upper)
}

/// Where an activity stands: at or above the middle of all is much. `middles` are doubled, minutes first.
#[must_use]
pub fn place_of(minutes: i64, need: i64, middles: (i64, i64)) -> ActivityPlace {
    match (2 * need >= middles.1, 2 * minutes >= middles.0) {
        (true, false) => ActivityPlace::NeededLittle,
        (true, true) => ActivityPlace::NeededMuch,
        (false, true) => ActivityPlace::LessMuch,
        (false, false) => ActivityPlace::LessLittle,
    }
}

/// What a place proposes. Officers decide, and say why.
#[must_use]
pub fn proposed(place: ActivityPlace) -> ActivityDecision {
    match place {
        ActivityPlace::NeededLittle => ActivityDecision::Grow,
        ActivityPlace::NeededMuch => ActivityDecision::Keep,
        ActivityPlace::LessMuch => ActivityDecision::Shrink,
        ActivityPlace::LessLittle => ActivityDecision::Stop,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_04_the_place_is_taken_by_the_middles_of_all() {
        assert_eq!(middle(vec![]), None);
        assert_eq!(middle(vec![7]), Some(14));
        assert_eq!(middle(vec![9, 1, 5]), Some(10));
        assert_eq!(middle(vec![1, 4, 5, 9]), Some(9));
        for (minutes, need, expected, decision) in [
            (4, 60, ActivityPlace::NeededLittle, ActivityDecision::Grow),
            (5, 60, ActivityPlace::NeededMuch, ActivityDecision::Keep),
            (5, 59, ActivityPlace::LessMuch, ActivityDecision::Shrink),
            (4, 59, ActivityPlace::LessLittle, ActivityDecision::Stop),
        ] {
            // The middle of 1, 4, 5, 9 minutes is 4½, of the needs 60.
            assert_eq!(place_of(minutes, need, (9, 120)), expected, "{minutes} {need}");
            assert_eq!(proposed(expected), decision);
        }
    }
}
