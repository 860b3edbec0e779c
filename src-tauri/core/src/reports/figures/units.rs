//! Units as rows: what belongs to a row, and how units too small to be shown alone join others.

use std::collections::HashMap;

use uuid::Uuid;

use super::counts::{Counts, Flow, UnitNode};

/// What a row of units is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowName {
    /// A unit with everything below it.
    Unit(String),
    /// Members of the unit above itself (headquarters, a branch without sub-branch).
    Direct(String),
    /// Members without a unit.
    NoUnit,
    /// Rows too small to be shown alone, joined in the unit above.
    Joined(String),
    /// A unit that took such rows in, because together they were still too small.
    With(String),
}

/// A row of units: whose members it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRow {
    /// What it is called.
    pub name: RowName,
    /// The unit itself, when the row is a unit with everything below it, perhaps with members of no unit.
    pub of: Option<Uuid>,
    /// The units counted in it; none = members without a unit.
    pub units: Vec<Option<Uuid>>,
}

impl UnitRow {
    /// Members on the day of this index.
    #[must_use]
    pub fn count(&self, counts: &Counts, day: usize) -> i64 {
        self.units.iter().filter_map(|unit| counts.by_unit.get(unit)?.get(day)).sum()
    }

    /// Members by sex on the as-of day.
    #[must_use]
    pub fn sexes(&self, counts: &Counts) -> [i64; 3] {
        let mut sum = [0; 3];
        for found in self.units.iter().filter_map(|unit| counts.sexes.get(unit)) {
            for (into, n) in sum.iter_mut().zip(found) {
                *into += n;
            }
        }
        sum
    }
}

/// The tree of units.
#[derive(Clone, Debug)]
pub struct Tree<'c> {
    counts: &'c Counts,
    at: HashMap<Uuid, &'c UnitNode>,
}

impl<'c> Tree<'c> {
    /// The tree of the units in scope.
    #[must_use]
    pub fn new(counts: &'c Counts) -> Self {
        Self { counts, at: counts.units.iter().map(|unit| (unit.id, unit)).collect() }
    }

    /// The unit above everything, if there is exactly one.
    #[must_use]
    pub fn top(&self) -> Option<&'c UnitNode> {
        let mut tops =
            self.counts.units.iter().filter(|unit| unit.parent.is_none_or(|parent| !self.at.contains_key(&parent)));
        let top = tops.next()?;
        tops.next().is_none().then_some(top)
    }

    /// The units right below the top, or the tops themselves when there are several.
    #[must_use]
    pub fn branches(&self) -> Vec<&'c UnitNode> {
        match self.top() {
            Some(top) => self.below(top.id),
            None => self
                .counts
                .units
                .iter()
                .filter(|unit| unit.parent.is_none_or(|parent| !self.at.contains_key(&parent)))
                .collect(),
        }
    }

    /// The units right below one.
    #[must_use]
    pub fn below(&self, unit: Uuid) -> Vec<&'c UnitNode> {
        self.counts.units.iter().filter(|other| other.parent == Some(unit)).collect()
    }

    /// A unit and everything below it.
    #[must_use]
    pub fn subtree(&self, unit: &UnitNode) -> Vec<Option<Uuid>> {
        self.counts
            .units
            .iter()
            .filter(|other| other.path.starts_with(&unit.path))
            .map(|other| Some(other.id))
            .collect()
    }

    /// Members of a unit with everything below it, on the day of this index.
    #[must_use]
    pub fn members(&self, unit: &UnitNode, day: usize) -> i64 {
        self.subtree(unit).iter().filter_map(|id| self.counts.by_unit.get(id)?.get(day)).sum()
    }

    /// One row for each branch, one for the top itself, one for members without a unit.
    #[must_use]
    pub fn branch_rows(&self) -> Vec<UnitRow> {
        let mut rows: Vec<UnitRow> = self.branches().into_iter().map(|unit| self.row(unit)).collect();
        if let Some(top) = self.top() {
            rows.push(UnitRow { name: RowName::Direct(top.label.clone()), of: None, units: vec![Some(top.id)] });
        }
        let mut known: Vec<Option<Uuid>> = rows.iter().flat_map(|row| row.units.iter().copied()).collect();
        known.sort_unstable();
        let lost = self.counts.by_unit.keys().filter(|unit| known.binary_search(unit).is_err()).copied();
        rows.push(UnitRow { name: RowName::NoUnit, of: None, units: lost.collect() });
        rows
    }

    /// One row for each unit right below a branch, and one for its members without such a unit.
    #[must_use]
    pub fn rows_below(&self, branch: &UnitNode) -> Vec<UnitRow> {
        let mut rows: Vec<UnitRow> = self.below(branch.id).into_iter().map(|unit| self.row(unit)).collect();
        rows.push(UnitRow { name: RowName::Direct(branch.label.clone()), of: None, units: vec![Some(branch.id)] });
        rows
    }

    /// Rows below a row of branches: those of its branch, and one for members whom the branch took in.
    #[must_use]
    pub fn rows_below_row(&self, row: &UnitRow) -> Vec<UnitRow> {
        let branch = row.of.and_then(|of| self.counts.units.iter().find(|unit| unit.id == of));
        let Some(branch) = branch else { return Vec::new() };
        let mut rows = self.rows_below(branch);
        let own = self.subtree(branch);
        let others: Vec<Option<Uuid>> = row.units.iter().filter(|unit| !own.contains(unit)).copied().collect();
        if !others.is_empty() {
            rows.push(UnitRow { name: RowName::NoUnit, of: None, units: others });
        }
        rows
    }

    fn row(&self, unit: &UnitNode) -> UnitRow {
        UnitRow { name: RowName::Unit(unit.label.clone()), of: Some(unit.id), units: self.subtree(unit) }
    }
}

/// Drops rows that never had anybody on these days, and joins rows too small to be shown alone into one; when that is
/// still too small, the smallest other row joins it. Plain headcounts may then stay open (settled: Suppression). A row that
/// members only passed through between the days is kept, joined, or the movements would not add up.
#[must_use]
pub fn join_small(rows: Vec<UnitRow>, counts: &Counts, days: &[usize], k: i64, above: &str) -> Vec<UnitRow> {
    let held = |row: &UnitRow| -> Vec<i64> { days.iter().map(|day| row.count(counts, *day)).collect() };
    let passed = |row: &UnitRow| {
        let here = |flow: &Flow| row.units.contains(&flow.unit);
        [&counts.joins, &counts.leaves, &counts.gained, &counts.lost].into_iter().flatten().any(here)
    };
    let empty = |row: &UnitRow| held(row).iter().all(|n| *n == 0);
    let small = |row: &UnitRow| empty(row) || held(row).iter().any(|n| (1..k).contains(n));
    let (mut shown, mut joined): (Vec<UnitRow>, Vec<UnitRow>) = (Vec::new(), Vec::new());
    for row in rows.into_iter().filter(|row| !empty(row) || passed(row)) {
        if small(&row) { joined.push(row) } else { shown.push(row) }
    }
    if joined.is_empty() {
        return shown;
    }
    let aside = joined.iter().all(|row| matches!(row.name, RowName::NoUnit | RowName::Direct(_)));
    let mut rest = UnitRow { name: RowName::Joined(above.to_owned()), of: None, units: Vec::new() };
    rest.units.extend(joined.into_iter().flat_map(|row| row.units));
    while small(&rest) && !shown.is_empty() {
        let smallest = shown
            .iter()
            .enumerate()
            .min_by_key(|(index, row)| {
                (!matches!(row.name, RowName::Direct(_) | RowName::NoUnit), held(row).iter().sum::<i64>(), *index)
            })
            .map(|(index, _)| index);
        let Some(index) = smallest else { break };
        let taken = shown.remove(index);
        if let RowName::Unit(label) = taken.name {
            // Members without a unit hide no unit: what took them in keeps its own figures beside the joined ones.
            rest.of = taken.of.filter(|_| aside);
            rest.name = RowName::With(label);
        }
        rest.units.extend(taken.units);
    }
    shown.push(rest);
    shown
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn counts(sizes: &[i64]) -> (Counts, Vec<UnitRow>) {
        let mut counts = Counts::default();
        let rows = sizes.iter().enumerate().map(|(index, n)| {
            let id = Uuid::from_u128(index as u128 + 1);
            counts.by_unit.insert(Some(id), vec![*n]);
            UnitRow { name: RowName::Unit(format!("U{index}")), of: Some(id), units: vec![Some(id)] }
        });
        let rows = rows.collect();
        (counts, rows)
    }

    #[test]
    fn a_unit_smaller_than_k_joins_the_unit_above() {
        let (counts, rows) = counts(&[40, 3, 20, 4]);
        let shown = join_small(rows, &counts, &[0], 5, "本部");
        let sizes: Vec<i64> = shown.iter().map(|row| row.count(&counts, 0)).collect();
        assert_eq!(sizes, [40, 20, 7]);
        assert_eq!(shown.last().unwrap().name, RowName::Joined("本部".into()));
    }

    #[test]
    fn a_single_small_unit_takes_the_smallest_other_with_it_and_empty_ones_vanish() {
        let (counts, rows) = counts(&[40, 3, 20, 0]);
        let shown = join_small(rows, &counts, &[0], 5, "本部");
        let sizes: Vec<i64> = shown.iter().map(|row| row.count(&counts, 0)).collect();
        assert_eq!(sizes, [40, 23]);
        assert_eq!(shown.last().unwrap().name, RowName::With("U2".into()));
    }
}
