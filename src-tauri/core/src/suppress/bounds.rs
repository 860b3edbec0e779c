//! The judge: what a reader can find out about hidden numbers by adding up the shown ones.
//!
//! For each group of unknowns that share sums, the simplex method walks from table to table that all look the same from
//! outside, towards the smallest and the largest value of one cell. Only tables of whole numbers that were checked
//! against every sum count as proof, so the judge never believes a cell to be safer than it is, whatever floating point
//! does.

use std::collections::{BTreeMap, HashMap};

/// What a reader sees of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Knowledge {
    /// The number.
    Shown,
    /// The nearest multiple of 5, which is given. Nothing below the least is rounded, and the reader knows that.
    Rounded { to: i64, least: i64 },
    /// Nothing.
    Hidden,
    /// Nothing, whatever it is: the reader cannot tell that it is somebody.
    Withheld,
    /// Nothing, and it does no harm if it is found out.
    Free,
}

impl Knowledge {
    /// It is kept from the reader and must not be found out.
    pub(super) fn is_kept(self) -> bool {
        matches!(self, Self::Hidden | Self::Withheld)
    }

    /// The same, but an x may be a zero.
    pub(super) fn or_zero(self) -> Self {
        if self == Self::Hidden { Self::Withheld } else { self }
    }

    /// The least that a reader takes the number for; `of_hidden` is that of every `x`.
    fn least(self, of_hidden: i64) -> i64 {
        match self {
            Self::Rounded { to, least } => (to - 2).max(least),
            Self::Free | Self::Withheld => 0,
            Self::Shown | Self::Hidden => of_hidden,
        }
    }
}

/// Zeros are shown, as the reader knows; unless the pack hides one, x is at least 1.
fn least_of_hidden(states: &[Knowledge], counts: &[i64]) -> i64 {
    let hides_zero = states.iter().zip(counts).any(|(state, count)| *state == Knowledge::Hidden && *count == 0);
    i64::from(!hides_zero)
}

/// A sum that is zero: indices of numbers and their signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) terms: Vec<(usize, i64)>,
}

/// What a number can be, as far as a reader can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// At least.
    pub low: u64,
    /// At most; nothing when there is no limit.
    pub high: Option<u64>,
}

/// The range of values that were seen in proven tables.
#[derive(Clone, Copy)]
struct Seen {
    low: i64,
    high: Option<i64>,
}

impl Seen {
    /// Nothing but the number itself.
    fn only(count: i64) -> Self {
        Self { low: count, high: Some(count) }
    }

    fn width(self) -> i64 {
        self.high.map_or(i64::MAX, |high| high - self.low)
    }
}

/// Holds the true numbers and what was proven so far. What was proven stays true while more is hidden.
#[derive(Clone)]
pub(super) struct Judge {
    counts: Vec<i64>,
    /// How wide the interval of each number has to be while it is hidden.
    needs: Vec<i64>,
    seen: Vec<Seen>,
}

impl Judge {
    pub(super) fn new(k: i64, counts: Vec<i64>) -> Self {
        let seen = counts.iter().map(|count| Seen::only(*count)).collect();
        Self { needs: vec![k; counts.len()], counts, seen }
    }

    /// From here on a hidden cell needs the room that it has, where that is less than k.
    pub(super) fn settle(&mut self) {
        for (needs, seen) in self.needs.iter_mut().zip(&self.seen) {
            *needs = seen.width().min(*needs);
        }
    }

    /// These cells are shown now, and `states` were before: what was proven of cells that share sums with them holds no longer.
    pub(super) fn forget(&mut self, shown: &[usize], states: &[Knowledge], lines: &[Line]) {
        // A hidden zero made room for every x.
        let zero = shown.iter().any(|index| self.counts.get(*index) == Some(&0));
        let concerned = |group: &Vec<usize>| zero || group.iter().any(|index| shown.contains(index));
        for index in groups(states, lines).into_iter().filter(concerned).flatten() {
            if let (Some(seen), Some(count)) = (self.seen.get_mut(index), self.counts.get(index)) {
                *seen = Seen::only(*count);
            }
        }
    }

    /// The hidden cells that a single sum tells too closely. Quickly found: no walk is needed to know that they are narrow.
    pub(super) fn cramped(&self, states: &[Knowledge], lines: &[Line]) -> Vec<usize> {
        let of_hidden = least_of_hidden(states, &self.counts);
        let state = |index: usize| states.get(index).copied().unwrap_or(Knowledge::Shown);
        let mut found: Vec<usize> = Vec::new();
        for line in lines {
            let unknown: Vec<(usize, i64)> =
                line.terms.iter().copied().filter(|(index, _)| state(*index) != Knowledge::Shown).collect();
            // Unknowns on both sides may grow together.
            if unknown.windows(2).all(|pair| matches!(pair, [(_, one), (_, other)] if one == other)) {
                let more = |index: usize| self.counts.get(index).map_or(0, |n| n - state(index).least(of_hidden));
                let room: i64 = unknown.iter().map(|(index, _)| more(*index)).sum();
                let kept = unknown.iter().map(|(index, _)| *index).filter(|index| state(*index).is_kept());
                found.extend(kept.filter(|index| room < self.need(*index)));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The hidden cells whose interval is narrower than they need (k), in the groups that share sums; in each, narrowest first.
    pub(super) fn narrow(&mut self, states: &[Knowledge], lines: &[Line]) -> Vec<Vec<usize>> {
        let mut found = Vec::new();
        for group in groups(states, lines) {
            let hidden: Vec<usize> =
                group.iter().copied().filter(|index| states.get(*index).is_some_and(|state| state.is_kept())).collect();
            if hidden.iter().any(|index| self.is_narrow(*index)) {
                self.widen(&hidden, Solver::new(&group, states, lines, &self.counts));
            }
            let mut narrow: Vec<usize> = hidden.into_iter().filter(|index| self.is_narrow(*index)).collect();
            narrow.sort_by_key(|index| (self.width(*index), *index));
            if !narrow.is_empty() {
                found.push(narrow);
            }
        }
        found
    }

    /// Looks for tables in which the hidden cells of a group are as far apart as they need to be.
    fn widen(&mut self, hidden: &[usize], mut solver: Solver) {
        // Many cells at once: some up, the others down, mixed anew each time.
        for round in 0..ROUNDS {
            let narrow = hidden.iter().enumerate().filter(|(_, index)| self.is_narrow(**index));
            let aims: Vec<(usize, f64)> = narrow
                .map(|(place, index)| {
                    (*index, if (place.wrapping_mul(0x9E37_79B9) >> round) & 1 == 0 { 1.0 } else { -1.0 })
                })
                .collect();
            if aims.len() <= FEW {
                break;
            }
            solver.walk(&aims, &mut self.seen, None);
        }
        for index in hidden {
            for up in [1.0, -1.0] {
                if self.is_narrow(*index) {
                    let enough = (*index, self.need(*index));
                    let limited = solver.walk(&[(*index, up)], &mut self.seen, Some(enough));
                    self.unlimited(*index, up > 0.0 && !limited);
                }
            }
        }
    }

    fn unlimited(&mut self, index: usize, unlimited: bool) {
        if let Some(seen) = self.seen.get_mut(index).filter(|_| unlimited) {
            seen.high = None;
        }
    }

    /// Everything a number can be.
    pub(super) fn interval(&mut self, index: usize, states: &[Knowledge], lines: &[Line]) -> Interval {
        if let Some(group) = groups(states, lines).into_iter().find(|group| group.contains(&index)) {
            let mut solver = Solver::new(&group, states, lines, &self.counts);
            let limited = solver.walk(&[(index, 1.0)], &mut self.seen, None);
            self.unlimited(index, !limited);
            solver.walk(&[(index, -1.0)], &mut self.seen, None);
        }
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        self.seen.get(index).map_or(Interval { low: 0, high: None }, |seen| Interval {
            low: count(seen.low),
            high: seen.high.map(count),
        })
    }

    fn width(&self, index: usize) -> i64 {
        self.seen.get(index).map_or(0, |seen| seen.width())
    }

    fn need(&self, index: usize) -> i64 {
        self.needs.get(index).copied().unwrap_or(0)
    }

    fn is_narrow(&self, index: usize) -> bool {
        self.width(index) < self.need(index)
    }
}

/// Unknowns that share a sum belong together; an unknown in no sum is a group of its own.
fn groups(states: &[Knowledge], lines: &[Line]) -> Vec<Vec<usize>> {
    let unknown = |index: usize| states.get(index).is_some_and(|state| *state != Knowledge::Shown);
    let mut group_of: Vec<usize> = (0..states.len()).collect();
    fn root(group_of: &[usize], mut index: usize) -> usize {
        while let Some(parent) = group_of.get(index).copied().filter(|parent| *parent != index) {
            index = parent;
        }
        index
    }
    for line in lines {
        let mut members = line.terms.iter().map(|(index, _)| *index).filter(|index| unknown(*index));
        let Some(first) = members.next() else { continue };
        for other in members {
            let (a, b) = (root(&group_of, first), root(&group_of, other));
            if let Some(parent) = group_of.get_mut(a.max(b)) {
                *parent = a.min(b);
            }
        }
    }
    // The root of a group is the first of it.
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in (0..states.len()).filter(|index| unknown(*index)) {
        found.entry(root(&group_of, index)).or_default().push(index);
    }
    found.into_values().collect()
}

/// What the unknowns of one group may be: at least `least`, plus a column's value; sums as rows of a simplex tableau.
struct Solver {
    /// The cells, one column each; after them one column for the slack of each rounded cell.
    cells: Vec<usize>,
    /// The least value of each cell.
    least: Vec<i64>,
    /// Sums in whole numbers, for the proof: columns with their factors, and the right side.
    sums: Vec<(Vec<(usize, i64)>, i64)>,
    columns: usize,
    /// Rows of the tableau; the last entry is the right side.
    rows: Vec<Vec<f64>>,
    /// The column of each row that carries its value.
    basis: Vec<usize>,
}

const TINY: f64 = 1e-7;

/// Walks that aim at many cells at once before each is looked at alone.
const ROUNDS: u32 = 16;

/// So few cells are looked at one by one.
const FEW: usize = 4;

impl Solver {
    fn new(group: &[usize], states: &[Knowledge], lines: &[Line], counts: &[i64]) -> Self {
        let count = |index: usize| counts.get(index).copied().unwrap_or(0);
        let state = |index: usize| states.get(index).copied().unwrap_or(Knowledge::Shown);
        let of_hidden = least_of_hidden(states, counts);
        let least: Vec<i64> = group.iter().map(|index| state(*index).least(of_hidden)).collect();
        let rounded: Vec<usize> = (0..group.len())
            .filter(|column| group.get(*column).is_some_and(|index| matches!(state(*index), Knowledge::Rounded { .. })))
            .collect();
        let columns = group.len() + rounded.len();
        let column_of: HashMap<usize, usize> =
            group.iter().enumerate().map(|(column, index)| (*index, column)).collect();
        let mut sums: Vec<(Vec<(usize, i64)>, i64)> = Vec::new();
        for line in lines {
            let unknown = line.terms.iter().filter_map(|(index, sign)| Some((*column_of.get(index)?, *index, *sign)));
            let sum: Vec<(usize, i64)> = unknown.clone().map(|(column, _, sign)| (column, sign)).collect();
            let right = unknown
                .map(|(column, index, sign)| sign * (count(index) - least.get(column).copied().unwrap_or(0)))
                .sum();
            if !sum.is_empty() {
                sums.push((sum, right));
            }
        }
        for (slack, column) in rounded.iter().enumerate() {
            let low = least.get(*column).copied().unwrap_or(0);
            let to = group.get(*column).map_or(Knowledge::Hidden, |index| state(*index));
            let high = if let Knowledge::Rounded { to, .. } = to { to + 2 } else { low };
            sums.push((vec![(*column, 1), (group.len() + slack, 1)], high - low));
        }
        let rows: Vec<Vec<f64>> = sums
            .iter()
            .map(|(sum, right)| {
                let sign = if *right < 0 { -1.0 } else { 1.0 };
                let mut row = vec![0.0; columns + 1];
                for (column, factor) in sum.iter().chain([&(columns, *right)]) {
                    if let Some(entry) = row.get_mut(*column) {
                        *entry += sign * (*factor as f64);
                    }
                }
                row
            })
            .collect();
        let basis = (0..rows.len()).map(|row| columns + row).collect();
        let mut solver = Self { cells: group.to_vec(), least, sums, columns, rows, basis };
        solver.find_start();
        solver
    }

    /// Walks until no row needs the number it was lent; the true table proves that there is a way.
    fn find_start(&mut self) {
        let mut goal = vec![0.0; self.columns + 1];
        for row in &self.rows {
            for (entry, of_row) in goal.iter_mut().zip(row) {
                *entry += of_row;
            }
        }
        self.climb(&mut goal, &mut [], None);
        // Rows that still stand on a lent zero: give them a column of their own, or drop them as said twice.
        let mut row = 0;
        while row < self.rows.len() {
            let lent = self.basis.get(row).is_some_and(|column| *column >= self.columns);
            let own = self
                .rows
                .get(row)
                .and_then(|entries| entries.iter().take(self.columns).position(|entry| entry.abs() > TINY));
            match (lent, own) {
                (true, Some(column)) => {
                    self.pivot(row, column, &mut []);
                    row += 1;
                }
                (true, None) => {
                    self.rows.remove(row);
                    self.basis.remove(row);
                }
                (false, _) => row += 1,
            }
        }
    }

    /// Walks to where the cells, weighted, are largest, and notes what every cell was on the way. Stops early once one
    /// cell is seen wide enough. False when there is no limit.
    fn walk(&mut self, aims: &[(usize, f64)], seen: &mut [Seen], enough: Option<(usize, i64)>) -> bool {
        let mut goal = vec![0.0; self.columns + 1];
        for (index, weight) in aims {
            let column = self.cells.iter().position(|cell| cell == index);
            if let Some(entry) = column.and_then(|column| goal.get_mut(column)) {
                *entry = *weight;
            }
        }
        // The goal in terms of the columns that carry no row.
        for (row, column) in self.rows.iter().zip(&self.basis) {
            let factor = goal.get(*column).copied().unwrap_or(0.0);
            if factor != 0.0 {
                for (entry, of_row) in goal.iter_mut().zip(row) {
                    *entry -= factor * of_row;
                }
            }
        }
        self.note(seen);
        self.climb(&mut goal, seen, enough)
    }

    /// The simplex method: the steepest column first, and by Bland's rule when that takes too long. False when there is
    /// no limit.
    fn climb(&mut self, goal: &mut [f64], seen: &mut [Seen], enough: Option<(usize, i64)>) -> bool {
        let patience = 20 + 4 * (self.rows.len() + self.columns);
        for step in 0..patience * 50 {
            let better = goal.iter().take(self.columns).enumerate().filter(|(_, gain)| **gain > TINY);
            let entering = if step < patience {
                better.max_by(|a, b| a.1.total_cmp(b.1)).map(|(column, _)| column)
            } else {
                better.map(|(column, _)| column).next()
            };
            let Some(entering) = entering else { return true };
            let mut leaving: Option<(f64, usize, usize)> = None;
            for (row, (entries, column)) in self.rows.iter().zip(&self.basis).enumerate() {
                let entry = entries.get(entering).copied().unwrap_or(0.0);
                let right = entries.last().copied().unwrap_or(0.0);
                if entry > TINY {
                    let ratio = right / entry;
                    let closer = leaving.is_none_or(|(best, best_column, _)| {
                        ratio < best - TINY || (ratio < best + TINY && *column < best_column)
                    });
                    if closer {
                        leaving = Some((ratio, *column, row));
                    }
                }
            }
            let Some((_, _, row)) = leaving else { return false };
            self.pivot(row, entering, goal);
            if !seen.is_empty() {
                self.note(seen);
            }
            if enough.is_some_and(|(index, k)| seen.get(index).is_some_and(|seen| seen.width() >= k)) {
                return true;
            }
        }
        true
    }

    fn pivot(&mut self, row: usize, column: usize, goal: &mut [f64]) {
        let Some(entries) = self.rows.get_mut(row) else { return };
        let by = entries.get(column).copied().unwrap_or(1.0);
        for entry in entries.iter_mut() {
            *entry /= by;
        }
        // Most entries are zero.
        let pivot_row: Vec<(usize, f64)> =
            entries.iter().copied().enumerate().filter(|(_, entry)| entry.abs() > 1e-12).collect();
        let subtract = |entries: &mut [f64]| {
            let factor = entries.get(column).copied().unwrap_or(0.0);
            if factor != 0.0 {
                for (place, of_pivot) in &pivot_row {
                    if let Some(entry) = entries.get_mut(*place) {
                        *entry -= factor * of_pivot;
                    }
                }
            }
        };
        for (other, entries) in self.rows.iter_mut().enumerate() {
            if other != row {
                subtract(entries);
            }
        }
        subtract(goal);
        if let Some(carries) = self.basis.get_mut(row) {
            *carries = column;
        }
    }

    /// Proves the table that the walk ended on and widens what was seen of its cells.
    fn note(&self, seen: &mut [Seen]) {
        let mut values = vec![0_i64; self.columns];
        for (row, column) in self.rows.iter().zip(&self.basis) {
            let right = row.last().copied().unwrap_or(0.0);
            if (right - right.round()).abs() > 1e-4 {
                return;
            }
            if let Some(value) = values.get_mut(*column) {
                *value = right.round() as i64;
            }
        }
        let value = |column: usize| values.get(column).copied().unwrap_or(0);
        let adds_up = |(sum, right): &(Vec<(usize, i64)>, i64)| {
            sum.iter().map(|(column, factor)| factor * value(*column)).sum::<i64>() == *right
        };
        if values.iter().any(|value| *value < 0) || !self.sums.iter().all(adds_up) {
            return;
        }
        for ((cell, least), value) in self.cells.iter().zip(&self.least).zip(&values) {
            if let Some(seen) = seen.get_mut(*cell) {
                seen.low = seen.low.min(least + value);
                seen.high = seen.high.map(|high| high.max(least + value));
            }
        }
    }
}
