//! What officers write: activities, time, decisions (A-01 to A-03).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{ActivityDecision, ActivityOutcome};
use crate::error::{Error, FieldProblem, Result};
use crate::fields::{line, lines};
use crate::ids::{ActivityDecisionId, ActivityId, ActivityLogId};
use crate::surveys::ActivityTheme;

/// Minutes of an entry at most: forty officers for a day.
pub const MOST_MINUTES: i64 = 24_000;
/// Yen of an entry at most.
const MOST_COST: i64 = 1_000_000_000;

/// What an officer writes of an activity.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ActivityFields {
    /// What it is called.
    pub title: String,
    /// What it is about.
    pub theme: ActivityTheme,
    /// What belongs to it.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// First day; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
}

/// Add an activity.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddActivity {
    /// What is said of it.
    #[serde(flatten)]
    pub fields: ActivityFields,
}

/// Mend what is said of an activity.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveActivity {
    /// The activity.
    pub id: ActivityId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What is said of it.
    #[serde(flatten)]
    pub fields: ActivityFields,
}

/// End an activity.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndActivity {
    /// The activity.
    pub id: ActivityId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day.
    pub ended_on: NaiveDate,
}

/// Note time, money and people. Two taps are enough: which activity, and how long.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct LogTime {
    /// The activity.
    pub activity_id: ActivityId,
    /// The day; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub done_on: Option<NaiveDate>,
    /// Minutes of officers, all together.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub minutes: i64,
    /// Yen paid.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub cost: i64,
    /// People who took part.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub people: Option<i64>,
    /// What it was. No names.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Mend an entry. Zero everywhere takes it out of the sums.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CorrectTime {
    /// The entry.
    pub id: ActivityLogId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What it should say.
    #[serde(flatten)]
    pub fields: LogTime,
}

/// Which entries.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct LogsOf {
    /// Of this activity.
    #[ts(optional)]
    pub activity_id: Option<ActivityId>,
    /// Fiscal year; this one unless said otherwise.
    #[ts(optional, type = "number")]
    pub fiscal_year: Option<i64>,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ActivityLogRow")]
pub struct LogRow {
    /// The entry.
    pub id: ActivityLogId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The activity.
    pub activity_id: ActivityId,
    /// Its name.
    pub title: String,
    /// The day.
    pub done_on: NaiveDate,
    /// Minutes of officers.
    #[ts(type = "number")]
    pub minutes: i64,
    /// Yen.
    #[ts(type = "number")]
    pub cost: i64,
    /// People who took part.
    #[ts(type = "number | null")]
    pub people: Option<i64>,
    /// What it was.
    pub note: Option<String>,
}

/// An activity that time can be noted for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct TimeTile {
    /// The activity.
    pub id: ActivityId,
    /// Its name.
    pub title: String,
    /// What it is about.
    pub theme: ActivityTheme,
    /// Minutes that this officer noted in the last seven days.
    #[ts(type = "number")]
    pub minutes: i64,
}

/// An officer's own entries: what the two taps begin with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MyTime {
    /// Activities, those noted most often first.
    pub tiles: Vec<TimeTile>,
    /// The own entries of the last seven days, newest first.
    pub entries: Vec<LogRow>,
    /// Minutes of today.
    #[ts(type = "number")]
    pub today: i64,
    /// Minutes of the last seven days.
    #[ts(type = "number")]
    pub week: i64,
}

/// Which review.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct ActivitiesOf {
    /// Fiscal year; this one unless said otherwise.
    #[ts(optional, type = "number")]
    pub fiscal_year: Option<i64>,
}

/// Decide about an activity for a fiscal year; again = write the decision anew.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
#[ts(rename = "DecideActivity")]
pub struct Decide {
    /// The activity.
    pub activity_id: ActivityId,
    /// For which fiscal year.
    #[ts(type = "number")]
    pub fiscal_year: i64,
    /// Version of the decision that was read; none = there was none.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// What is to be done.
    pub decision: ActivityDecision,
    /// Why.
    pub reason: String,
    /// What was said against it.
    #[serde(default)]
    #[ts(optional)]
    pub dissent: Option<String>,
    /// How much it does, as the officers see it, 1 to 5.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub effect: Option<i64>,
    /// How much it is needed, as the officers see it, 1 to 5, where no survey says.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub need: Option<i64>,
    /// Who decided.
    #[serde(default)]
    #[ts(optional)]
    pub body: Option<String>,
    /// Day of the decision; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub decided_on: Option<NaiveDate>,
}

/// Say what became of a decision.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct TellResult {
    /// The decision.
    pub id: ActivityDecisionId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What became of it.
    pub result: ActivityOutcome,
    /// In words.
    #[serde(default)]
    #[ts(optional)]
    pub text: Option<String>,
}

fn within(problems: &mut Vec<FieldProblem>, field: &str, value: Option<i64>, least: i64, most: i64) {
    if value.is_some_and(|value| !(least..=most).contains(&value)) {
        problems.push(FieldProblem::out_of_range(field, least, most));
    }
}

fn finished<T>(problems: Vec<FieldProblem>, value: T) -> Result<T> {
    if problems.is_empty() { Ok(value) } else { Err(Error::Invalid(problems)) }
}

impl ActivityFields {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn checked(self, today: NaiveDate) -> Result<Self> {
        let mut problems = Vec::new();
        let title = line(&mut problems, "title", Some(self.title));
        if title.is_none() {
            problems.push(FieldProblem::new("title", "required"));
        }
        let note = line(&mut problems, "note", self.note);
        let checked = Self {
            title: title.unwrap_or_default(),
            theme: self.theme,
            note,
            from_on: Some(self.from_on.unwrap_or(today)),
        };
        finished(problems, checked)
    }
}

impl LogTime {
    /// The entry as it is stored (A-01).
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields: a day ahead, more than there can be, nothing at all unless `may_be_empty`.
    pub fn checked(self, today: NaiveDate) -> Result<Self> {
        let mut problems = Vec::new();
        let done_on = self.done_on.unwrap_or(today);
        if done_on > today {
            problems.push(FieldProblem::new("done_on", "date_future"));
        }
        within(&mut problems, "minutes", Some(self.minutes), 0, MOST_MINUTES);
        within(&mut problems, "cost", Some(self.cost), 0, MOST_COST);
        within(&mut problems, "people", self.people, 0, 1_000_000);
        if self.minutes == 0 && self.cost == 0 && self.people.is_none() {
            problems.push(FieldProblem::new("minutes", "required"));
        }
        let note = line(&mut problems, "note", self.note);
        finished(problems, Self { done_on: Some(done_on), note, ..self })
    }
}

impl Decide {
    /// The decision as it is stored (A-02): it says why.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn checked(self, today: NaiveDate, this_year: i64) -> Result<Self> {
        let mut problems = Vec::new();
        let reason = lines(Some(self.reason));
        if reason.is_none() {
            problems.push(FieldProblem::new("reason", "activity_reason"));
        }
        within(&mut problems, "effect", self.effect, 1, 5);
        within(&mut problems, "need", self.need, 1, 5);
        // Decisions are for the year that runs or the next, and may be entered late.
        within(&mut problems, "fiscal_year", Some(self.fiscal_year), this_year - 20, this_year + 1);
        let decided_on = self.decided_on.unwrap_or(today);
        if decided_on > today {
            problems.push(FieldProblem::new("decided_on", "date_future"));
        }
        let checked = Self {
            reason: reason.unwrap_or_default(),
            dissent: lines(self.dissent),
            body: line(&mut problems, "body", self.body),
            decided_on: Some(decided_on),
            ..self
        };
        finished(problems, checked)
    }
}

impl TellResult {
    /// What became of a decision, as it is stored (A-03): of a decision that was not carried out, or only in part, it says why.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field.
    pub fn checked(self) -> Result<Self> {
        let text = lines(self.text);
        if text.is_none() && self.result != ActivityOutcome::Done {
            return Err(Error::invalid("text", "activity_reason"));
        }
        Ok(Self { text, ..self })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use serde_json::json;

    use super::*;

    fn today() -> NaiveDate {
        "2026-10-31".parse().unwrap()
    }

    fn codes<T: std::fmt::Debug>(result: Result<T>) -> Vec<(String, String)> {
        match result {
            Err(Error::Invalid(problems)) => problems.into_iter().map(|one| (one.field, one.code)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_01_an_entry_is_of_a_day_that_was_and_says_something() {
        let entry = |value: serde_json::Value| {
            let mut all = json!({ "activity_id": ActivityId::new() });
            all.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
            serde_json::from_value::<LogTime>(all).unwrap().checked(today())
        };
        assert_eq!(entry(json!({ "minutes": 30 })).unwrap().done_on, Some(today()));
        assert!(entry(json!({ "people": 0 })).is_ok() && entry(json!({ "cost": 500 })).is_ok());
        for (value, field, code) in [
            (json!({}), "minutes", "required"),
            (json!({ "minutes": 30, "done_on": "2026-11-01" }), "done_on", "date_future"),
            (json!({ "minutes": -1 }), "minutes", "out_of_range"),
            (json!({ "minutes": MOST_MINUTES + 1 }), "minutes", "out_of_range"),
            (json!({ "cost": -1 }), "cost", "out_of_range"),
        ] {
            assert!(codes(entry(value.clone())).contains(&(field.into(), code.into())), "{value}");
        }
    }

    #[test]
    fn a_02_a_decision_says_why() {
        let decide = |value: serde_json::Value| {
            let mut all =
                json!({ "activity_id": ActivityId::new(), "fiscal_year": 2027, "decision": "stop", "reason": "r" });
            all.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
            serde_json::from_value::<Decide>(all).unwrap().checked(today(), 2026)
        };
        assert!(decide(json!({})).is_ok());
        for (value, field, code) in [
            (json!({ "reason": "  " }), "reason", "activity_reason"),
            (json!({ "effect": 6 }), "effect", "out_of_range"),
            (json!({ "fiscal_year": 2028 }), "fiscal_year", "out_of_range"),
            (json!({ "decided_on": "2026-12-01" }), "decided_on", "date_future"),
        ] {
            assert_eq!(codes(decide(value.clone())), [(field.to_owned(), code.to_owned())], "{value}");
        }
    }

    #[test]
    fn a_03_what_was_not_done_says_why() {
        let tell = |result, text: Option<&str>| {
            TellResult { id: ActivityDecisionId::new(), version: 1, result, text: text.map(str::to_owned) }.checked()
        };
        assert!(tell(ActivityOutcome::Done, None).is_ok());
        assert!(tell(ActivityOutcome::Partly, Some("人手が足りなかった")).is_ok());
        assert_eq!(
            codes(tell(ActivityOutcome::NotDone, Some(" "))),
            [("text".to_owned(), "activity_reason".to_owned())]
        );
    }
}
