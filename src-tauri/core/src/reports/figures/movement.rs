//! Movements of a period: opening + in − out = closing, asserted before anything is written.

use std::collections::BTreeMap;

use serde_json::json;

use super::counts::{Counts, Flow};
use super::days::Days;
use super::units::UnitRow;
use crate::error::{Error, Result};

/// The movement of the whole scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Members on the day before the period.
    pub opening: i64,
    /// Joins by reason, in the order of the codes; the empty code = not known.
    pub joins: BTreeMap<String, i64>,
    /// Leaves by reason.
    pub leaves: BTreeMap<String, i64>,
    /// Became members by another category (区分変更), while their membership went on.
    pub gained: i64,
    /// Ceased to be members by another category.
    pub lost: i64,
    /// Members moved in from outside the scope, less those moved out; 0 for the whole union.
    pub moved: i64,
    /// Members on the last day.
    pub closing: i64,
}

/// The movement of one row of units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitMovement {
    /// Members before.
    pub opening: i64,
    /// Joined there.
    pub joined: i64,
    /// Left from there.
    pub left: i64,
    /// Became members by another category, less those who ceased to be.
    pub recategorized: i64,
    /// Came from other units, less those who went.
    pub moved: i64,
    /// Members at the end.
    pub closing: i64,
}

impl Movement {
    /// The movement of everything in scope. `whole` = the scope is the whole union, where nobody can come from elsewhere.
    ///
    /// # Errors
    /// `figures_do_not_add_up`: a fault of ours or of the data; nothing is written then.
    pub fn of(counts: &Counts, days: &Days, whole: bool) -> Result<Self> {
        let opening = counts.total(days.index(days.opening()));
        let closing = counts.total(days.index(days.as_of));
        let (joins, leaves) = (by_reason(&counts.joins), by_reason(&counts.leaves));
        let (gained, lost) = (sum(&counts.gained), sum(&counts.lost));
        let moved = closing - opening - joins.values().sum::<i64>() + leaves.values().sum::<i64>() - gained + lost;
        if whole && moved != 0 {
            return Err(Error::refused(
                "figures_do_not_add_up",
                json!({ "opening": opening, "closing": closing, "difference": moved }),
            ));
        }
        Ok(Self { opening, joins, leaves, gained, lost, moved, closing })
    }

    /// All joins.
    #[must_use]
    pub fn joined(&self) -> i64 {
        self.joins.values().sum()
    }

    /// All leaves.
    #[must_use]
    pub fn left(&self) -> i64 {
        self.leaves.values().sum()
    }
}

/// The movement of each row. Together they are the movement of the scope.
///
/// # Errors
/// `figures_do_not_add_up`.
pub fn by_row(rows: &[UnitRow], counts: &Counts, days: &Days, whole: &Movement) -> Result<Vec<UnitMovement>> {
    let flow = |flows: &[Flow], row: &UnitRow| -> i64 {
        flows.iter().filter(|flow| row.units.contains(&flow.unit)).map(|flow| flow.n).sum()
    };
    let made: Vec<UnitMovement> = rows
        .iter()
        .map(|row| {
            let opening = row.count(counts, days.index(days.opening()));
            let closing = row.count(counts, days.index(days.as_of));
            let (joined, left) = (flow(&counts.joins, row), flow(&counts.leaves, row));
            let recategorized = flow(&counts.gained, row) - flow(&counts.lost, row);
            let moved = closing - opening - joined + left - recategorized;
            UnitMovement { opening, joined, left, recategorized, moved, closing }
        })
        .collect();
    let all = |part: fn(&UnitMovement) -> i64| made.iter().map(part).sum::<i64>();
    let agrees = all(|m| m.opening) == whole.opening
        && all(|m| m.closing) == whole.closing
        && all(|m| m.joined) == whole.joined()
        && all(|m| m.left) == whole.left()
        && all(|m| m.recategorized) == whole.gained - whole.lost
        && all(|m| m.moved) == whole.moved;
    if agrees {
        Ok(made)
    } else {
        Err(Error::refused(
            "figures_do_not_add_up",
            json!({ "opening": whole.opening, "closing": whole.closing, "difference": all(|m| m.moved) }),
        ))
    }
}

fn sum(flows: &[Flow]) -> i64 {
    flows.iter().map(|flow| flow.n).sum()
}

fn by_reason(flows: &[Flow]) -> BTreeMap<String, i64> {
    let mut sum = BTreeMap::new();
    for flow in flows {
        *sum.entry(flow.reason.clone().unwrap_or_default()).or_insert(0) += flow.n;
    }
    sum
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use chrono::NaiveDate;
    use uuid::Uuid;

    use super::*;
    use crate::reports::figures::units::RowName;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn opening_and_in_and_out_make_closing_or_nothing_is_written() {
        let days = Days::new(day("2026-10-31"), day("2026-04-01"));
        let (open, close) = (days.index(day("2026-03-31")), days.index(day("2026-10-31")));
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut counts = Counts::default();
        let mut at = |unit, before, after| {
            let mut n = vec![0; days.all.len()];
            n[open] = before;
            n[close] = after;
            counts.by_unit.insert(Some(unit), n);
        };
        at(a, 100, 103);
        at(b, 50, 48);
        let flow = |unit, n| Flow { unit: Some(unit), reason: None, n };
        counts.joins = vec![flow(a, 4)];
        counts.leaves = vec![flow(b, 3)];
        let whole = Movement::of(&counts, &days, true).unwrap();
        assert_eq!((whole.opening, whole.joined(), whole.left(), whole.closing), (150, 4, 3, 151));
        let rows = [a, b].map(|unit| UnitRow { name: RowName::Unit("U".into()), of: None, units: vec![Some(unit)] });
        let parts = by_row(&rows, &counts, &days, &whole).unwrap();
        assert_eq!(parts.iter().map(|m| m.moved).collect::<Vec<_>>(), [-1, 1]);
        // One of the four became a member by another category instead.
        counts.joins = vec![flow(a, 3)];
        assert_eq!(Movement::of(&counts, &days, true).unwrap_err().code(), "figures_do_not_add_up");
        counts.gained = vec![flow(a, 1)];
        let whole = Movement::of(&counts, &days, true).unwrap();
        let parts = by_row(&rows, &counts, &days, &whole).unwrap();
        assert_eq!(parts.iter().map(|m| (m.recategorized, m.moved)).collect::<Vec<_>>(), [(1, -1), (0, 1)]);
        counts.joins.clear();
        assert_eq!(Movement::of(&counts, &days, true).unwrap_err().code(), "figures_do_not_add_up");
    }
}
