//! The three densities (docs/rules.md), never mixed: each with numerator, denominator, as-of day and its own name.

use chrono::NaiveDate;
use uuid::Uuid;

use super::counts::{Counts, Headcount, UnitNode};
use super::days::Days;
use super::units::Tree;
use crate::excel::cell::tenths_of_percent;
use crate::organizations::{Workers, workers_of};

/// A rate with what it was made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Density {
    /// Members.
    pub numerator: i64,
    /// Employees.
    pub denominator: i64,
    /// The day of the denominator.
    pub as_of: NaiveDate,
}

/// The national estimate of the Ministry of Health, Labour and Welfare, June 2024: 9,912 thousand members (単一) among 61.39 million
/// employees. Shown beside the union's own rates, never computed together with them.
pub const NATIONAL_2024: (i64, i64) = (9_912, 61_390);

/// One workplace whose headcount is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workplace {
    /// The unit.
    pub unit: Uuid,
    /// Its name.
    pub label: String,
    /// Members ÷ all workers (過半数判定).
    pub majority: Density,
}

impl Density {
    /// Tenths of a per cent.
    #[must_use]
    pub fn tenths(&self) -> Option<i64> {
        tenths_of_percent(self.numerator, self.denominator)
    }
}

/// The latest headcount of a unit on a day.
fn latest(counts: &Counts, unit: Uuid, on: NaiveDate) -> Option<&Headcount> {
    counts.headcounts.iter().rfind(|head| head.unit == unit && head.as_of <= on)
}

/// Those whom the rules admit under a unit: its own headcount, or those of all units right below it that have members.
/// The day is the oldest one used.
fn eligible(tree: &Tree<'_>, counts: &Counts, at: usize, unit: &UnitNode, on: NaiveDate) -> Option<(i64, NaiveDate)> {
    if let Some(head) = latest(counts, unit.id, on) {
        return Some((head.eligible, head.as_of));
    }
    let peopled = tree.below(unit.id).into_iter().filter(|below| tree.members(below, at) > 0);
    let parts: Option<Vec<_>> = peopled.map(|below| eligible(tree, counts, at, below, on)).collect();
    parts?.into_iter().reduce(|one, other| (one.0 + other.0, one.1.min(other.1)))
}

/// The organising rate of a unit with everything below it (社内組織率).
#[must_use]
pub fn organizing(tree: &Tree<'_>, counts: &Counts, days: &Days, unit: Uuid, on: NaiveDate) -> Option<Density> {
    let at = days.index(on);
    let unit = counts.units.iter().find(|node| node.id == unit)?;
    let (eligible, as_of) = eligible(tree, counts, at, unit, on)?;
    (eligible > 0).then(|| Density { numerator: tree.members(unit, at), denominator: eligible, as_of })
}

/// The organising rate of everything in scope. All members are in the numerator, also the few of the headquarters or
/// without a unit: leaving them out would tell how few they are.
#[must_use]
pub fn organizing_all(tree: &Tree<'_>, counts: &Counts, days: &Days, on: NaiveDate) -> Option<Density> {
    let at = days.index(on);
    let tops = tree.top().map_or_else(|| tree.branches(), |top| vec![top]);
    let parts: Option<Vec<_>> = tops.into_iter().map(|unit| eligible(tree, counts, at, unit, on)).collect();
    let (eligible, as_of) = parts?.into_iter().reduce(|one, other| (one.0 + other.0, one.1.min(other.1)))?;
    (eligible > 0).then(|| Density { numerator: counts.total(at), denominator: eligible, as_of })
}

/// The units for want of whose headcount the organising rate of everything in scope is not told: they have members, and no
/// headcount is known of them or of anything below them.
#[must_use]
pub fn lacking<'c>(tree: &Tree<'c>, counts: &Counts, days: &Days, on: NaiveDate) -> Vec<&'c UnitNode> {
    let at = days.index(on);
    let mut open = tree.top().map_or_else(|| tree.branches(), |top| vec![top]);
    let mut found = Vec::new();
    while let Some(unit) = open.pop() {
        if eligible(tree, counts, at, unit, on).is_none() {
            let known = |other: &UnitNode| other.path.starts_with(&unit.path) && latest(counts, other.id, on).is_some();
            let known = counts.units.iter().any(known);
            let peopled = tree.below(unit.id).into_iter().filter(|below| known && tree.members(below, at) > 0);
            let before = open.len();
            open.extend(peopled);
            if open.len() == before {
                found.push(unit);
            }
        }
    }
    found.sort_by_key(|unit| counts.units.iter().position(|other| other.id == unit.id));
    found
}

/// Every unit of these whose workers are known, by a headcount of its own or of its parts, in the order of the tree. Only units
/// that are shown alone elsewhere may be named, or the difference would tell about those joined with them.
#[must_use]
pub fn workplaces(tree: &Tree<'_>, counts: &Counts, days: &Days, shown: &[Uuid]) -> Vec<Workplace> {
    let at = days.index(days.as_of);
    let found = counts.units.iter().filter(|unit| shown.contains(&unit.id)).filter_map(|unit| {
        let workers = workers(tree, counts, at, unit, days.as_of)?;
        let majority = Density { numerator: tree.members(unit, at), denominator: workers.n, as_of: workers.as_of };
        Some(Workplace { unit: unit.id, label: unit.label.clone(), majority })
    });
    found.collect()
}

/// Whether a unit with members whose workers are known is none of these: the few of it are told to those who see names.
#[must_use]
pub fn leaves_out(tree: &Tree<'_>, counts: &Counts, days: &Days, shown: &[Uuid]) -> bool {
    let at = days.index(days.as_of);
    counts
        .units
        .iter()
        .filter(|unit| !shown.contains(&unit.id) && tree.members(unit, at) > 0)
        .any(|unit| workers(tree, counts, at, unit, days.as_of).is_some())
}

fn workers(tree: &Tree<'_>, counts: &Counts, at: usize, unit: &UnitNode, on: NaiveDate) -> Option<Workers> {
    let node = |id: Uuid| counts.units.iter().find(|unit| unit.id == id);
    workers_of(
        unit.id,
        &|id| latest(counts, id, on).map(|head| (head.workers, head.as_of)),
        &|id| tree.below(id).into_iter().map(|unit| unit.id).collect(),
        &|id| node(id).is_some_and(|unit| tree.members(unit, at) > 0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_of_a_majority_may_look_like_a_half() {
        assert_eq!(tenths_of_percent(50_001, 100_000), Some(500));
        assert_eq!(tenths_of_percent(NATIONAL_2024.0, NATIONAL_2024.1), Some(161));
    }
}
