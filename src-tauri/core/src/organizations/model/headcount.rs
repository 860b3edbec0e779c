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
                problems.push(FieldProblem::out_of_range(field, 0, MOST_WORKERS));
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

/// All workers of a unit, as its own headcount or those of its parts say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Workers {
    /// How many.
    pub n: i64,
    /// The day of the count; of parts the oldest.
    pub as_of: NaiveDate,
    /// Added up from the units below.
    pub in_parts: bool,
}

/// All workers of a unit (過半数判定): its own headcount, else those of all units right below it together. Where one of them has
/// members and no headcount, nobody knows the whole.
pub(crate) fn workers_of<U: Copy>(
    unit: U,
    own: &impl Fn(U) -> Option<(i64, NaiveDate)>,
    below: &impl Fn(U) -> Vec<U>,
    is_peopled: &impl Fn(U) -> bool,
) -> Option<Workers> {
    if let Some((n, as_of)) = own(unit) {
        return Some(Workers { n, as_of, in_parts: false });
    }
    let mut sum: Option<Workers> = None;
    for part in below(unit) {
        match workers_of(part, own, below, is_peopled) {
            Some(found) => {
                let so_far = sum.map_or((0, found.as_of), |sum| (sum.n, sum.as_of));
                sum = Some(Workers { n: so_far.0 + found.n, as_of: so_far.1.min(found.as_of), in_parts: true });
            }
            None if is_peopled(part) => return None,
            None => {}
        }
    }
    sum
}

/// Whether a workplace's members are the majority of its workers: decided on integers, so that rounding never turns a half into
/// one.
#[must_use]
pub fn is_majority(members: i64, workers: i64) -> bool {
    2 * members > workers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_are_those_of_the_unit_else_of_all_its_parts() {
        let day = |n: u32| NaiveDate::from_ymd_opt(2026, n, 1).unwrap_or_default();
        // 0 has the parts 1, 2 and 3; 1 has the part 4. Nobody works or is a member in 3.
        let below = |unit: usize| match unit {
            0 => vec![1, 2, 3],
            1 => vec![4],
            _ => Vec::new(),
        };
        let own = |known: &'static [(usize, i64, u32)]| {
            move |unit: usize| known.iter().find(|(of, ..)| *of == unit).map(|(_, n, month)| (*n, day(*month)))
        };
        let peopled = |unit: usize| unit != 3;
        let asked = |known| workers_of(0, &own(known), &below, &peopled);
        assert_eq!(asked(&[(0, 20, 4), (2, 5, 3)]), Some(Workers { n: 20, as_of: day(4), in_parts: false }));
        assert_eq!(asked(&[(4, 8, 4), (2, 4, 3)]), Some(Workers { n: 12, as_of: day(3), in_parts: true }));
        assert_eq!(asked(&[(4, 8, 4), (2, 4, 3), (3, 1, 5)]).map(|sum| sum.n), Some(13));
        assert_eq!(asked(&[(2, 4, 3)]), None, "how many work in 1 nobody knows");
        assert_eq!(asked(&[]), None);
    }

    #[test]
    fn a_half_is_never_a_majority_whatever_rounding_says() {
        assert!(!is_majority(500, 1000));
        assert!(is_majority(501, 1000));
        assert!(is_majority(50_001, 100_000), "50.0 % on paper, a majority in law");
    }
}
