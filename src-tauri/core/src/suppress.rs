//! Small cells: what a table may show without telling about single people (秘匿).
//!
//! **S-01** hides counts from 1 to k−1. **S-02** hides a second cell where one alone could be had by subtraction, again
//! and again until nothing changes. **S-03** keeps totals where they give nothing away, else rounds them to 5, else hides
//! them. **S-04** lets rates and medians vanish with their count. Then the **judge** decides: a reader who knows the
//! rules and adds up everything that is shown, in all tables of a [`Pack`] and in what was published before, is left
//! with an interval at least k wide for every hidden cell; as long as one is narrower, more is hidden. In the end nothing
//! stays hidden that could be shown again.
//!
//! Tables that share numbers go into one [`Pack`].

mod bounds;
mod pack;

use serde::{Deserialize, Serialize};

pub use bounds::Interval;
pub use pack::{CellId, Openness, Pack, Suppressed};

/// A cell as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// The count itself, not zero.
    Shown(u64),
    /// A total rounded to the nearest 5 (S-03).
    Rounded(u64),
    /// Hidden: `x`.
    Hidden,
    /// Zero: `－`.
    Nil,
}

impl Cell {
    /// The exact count, when the cell shows it.
    pub fn exact(self) -> Option<u64> {
        match self {
            Self::Shown(count) => Some(count),
            Self::Nil => Some(0),
            Self::Rounded(_) | Self::Hidden => None,
        }
    }

    /// The number to draw in a chart; nothing leaves an empty point.
    pub fn drawn(self) -> Option<u64> {
        match self {
            Self::Rounded(count) => Some(count),
            _ => self.exact(),
        }
    }
}

/// A value that rests on a count — a median, a mean — vanishes when the count does or is below `k` (S-04).
pub fn resting_on<T>(count: Cell, k: u64, value: T) -> Option<T> {
    count.exact().filter(|count| *count >= k).map(|_| value)
}

/// Numerator and denominator of a rate, when both are shown exactly and the denominator is not zero (S-04).
pub fn rate_of(part: Cell, whole: Cell) -> Option<(u64, u64)> {
    Some((part.exact()?, whole.exact().filter(|whole| *whole > 0)?))
}

/// How one table is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The threshold: 5 inside the executive, 10 for counselling, placements and surveys that leave it.
    pub k: u64,
    /// Totals of rows stay when they are at least k: plain headcounts of units.
    pub open_row_totals: bool,
    /// Totals of columns stay when they are at least k.
    pub open_column_totals: bool,
}

impl Rule {
    /// The rule in which every total may be rounded or hidden when nothing else helps.
    pub fn guarded(k: u64) -> Self {
        Self { k, open_row_totals: false, open_column_totals: false }
    }

    /// The rule for tables of units: headcounts of rows, columns and the whole stay when they are at least k.
    pub fn open_totals(k: u64) -> Self {
        Self { k, open_row_totals: true, open_column_totals: true }
    }
}

/// Which units are too small to stand alone and are shown together as the rest of the unit above: those with 1 to k−1
/// members, and then the smallest others until the rest has at least k (headcounts of the others stay open, so the rest
/// is their difference).
pub fn join_small(counts: &[u64], k: u64) -> Vec<bool> {
    let mut joined: Vec<bool> = counts.iter().map(|count| (1..k).contains(count)).collect();
    loop {
        let rest: u64 = counts.iter().zip(&joined).filter(|(_, joined)| **joined).map(|(count, _)| count).sum();
        if rest == 0 || rest >= k {
            return joined;
        }
        let others = counts.iter().zip(&mut joined).filter(|(count, joined)| **count > 0 && !**joined);
        match others.min_by_key(|(count, _)| **count) {
            Some((_, next)) => *next = true,
            None => return joined,
        }
    }
}

/// Where the numbers of a table went in a [`Pack`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableIds {
    /// Row by row.
    pub cells: Vec<Vec<CellId>>,
    /// The sum of each row.
    pub row_totals: Vec<CellId>,
    /// The sum of each column.
    pub column_totals: Vec<CellId>,
    /// The sum of all.
    pub total: CellId,
}

impl Pack {
    /// Puts a whole table with its totals into the pack. Tables that share totals: [`Pack::same`] says which.
    pub fn table(&mut self, rows: &[Vec<u64>], rule: Rule) -> TableIds {
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let at = |row: &Vec<u64>, column: usize| row.get(column).copied().unwrap_or(0);
        let cells: Vec<Vec<CellId>> = rows
            .iter()
            .map(|row| (0..width).map(|column| self.cell(at(row, column), Openness::Guarded)).collect())
            .collect();
        let row_totals: Vec<CellId> =
            rows.iter().map(|row| self.cell(row.iter().sum(), openness(rule.open_row_totals))).collect();
        let column_totals: Vec<CellId> = (0..width)
            .map(|column| {
                let sum = rows.iter().map(|row| at(row, column)).sum();
                self.cell(sum, openness(rule.open_column_totals))
            })
            .collect();
        let all = rows.iter().flatten().sum();
        let total = self.cell(all, openness(rule.open_row_totals || rule.open_column_totals));
        let ids = TableIds { cells, row_totals, column_totals, total };
        self.add_up_table(&ids);
        ids
    }

    /// Says that the cells of a table add up to its sums, row by row and column by column, and these to the sum of all.
    pub fn add_up_table(&mut self, ids: &TableIds) {
        for (row, sum) in ids.cells.iter().zip(&ids.row_totals) {
            self.add_up(row, *sum);
        }
        for (column, sum) in ids.column_totals.iter().enumerate() {
            let of_column: Vec<CellId> = ids.cells.iter().filter_map(|row| row.get(column).copied()).collect();
            self.add_up(&of_column, *sum);
        }
        self.add_up(&ids.row_totals, ids.total);
        self.add_up(&ids.column_totals, ids.total);
    }
}

fn openness(open: bool) -> Openness {
    if open { Openness::Open } else { Openness::Guarded }
}

#[cfg(test)]
#[path = "suppress/tests.rs"]
mod tests;
