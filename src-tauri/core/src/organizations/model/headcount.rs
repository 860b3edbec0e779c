//! Headcounts: the denominators of the densities.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{Error, FieldProblem, Result};
use crate::ids::{HeadcountId, UnitId};

/// Whose headcounts.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct HeadcountsOf {
    /// The unit; empty = all.
    #[serde(default)]
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
}

/// Employees at a unit on a day: the denominators of the densities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct HeadcountRow {
    /// The headcount.
    pub id: HeadcountId,
    /// Version read; a new figure for the same day names it.
    #[ts(type = "number")]
    pub version: i64,
    /// The unit.
    pub unit_id: UnitId,
    /// Day of the count.
    pub as_of: NaiveDate,
    /// All workers, managers and part-timers included (過半数判定).
    #[ts(type = "number")]
    pub workers_total: i64,
    /// Workers whom the rules admit (社内組織率).
    #[ts(type = "number")]
    pub eligible_total: i64,
    /// Where the figure comes from.
    pub source: String,
}

/// Enter a headcount; a figure of the same unit and day is replaced if its version is named.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SetHeadcount {
    /// The unit.
    pub unit_id: UnitId,
    /// Day of the count.
    pub as_of: NaiveDate,
    /// All workers, managers and part-timers included.
    #[ts(type = "number")]
    pub workers_total: i64,
    /// Workers whom the rules admit.
    #[ts(type = "number")]
    pub eligible_total: i64,
    /// Where the figure comes from.
    pub source: String,
    /// Version of the figure that is replaced; absent for a new one.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// More workers than any unit has; a larger figure is a slip of the keyboard.
const MOST_WORKERS: i64 = 10_000_000;

impl SetHeadcount {
    /// The rules of a headcount.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn check(&self, today: NaiveDate) -> Result<()> {
        let mut problems = Vec::new();
        for (field, value) in [("workers_total", self.workers_total), ("eligible_total", self.eligible_total)] {
            if !(0..=MOST_WORKERS).contains(&value) {
                problems.push(FieldProblem {
                    field: field.into(),
                    code: "out_of_range".into(),
                    about: serde_json::json!({ "least": 0, "most": MOST_WORKERS }),
                });
            }
        }
        if self.eligible_total > self.workers_total {
            problems.push(FieldProblem::new("eligible_total", "eligible_over_workers"));
        }
        if self.source.trim().is_empty() {
            problems.push(FieldProblem::new("source", "required"));
        }
        if self.as_of > today {
            problems.push(FieldProblem::new("as_of", "date_future"));
        }
        if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
    }
}
