//! All numbers that a reader can add up together, and what of them is hidden.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::Cell;
use super::bounds::{Interval, Judge, Knowledge, Line};

/// A number in a [`Pack`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId(usize);

/// Whether a number may be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// Hidden when it is small or when others need it.
    Guarded,
    /// The same, but hidden for the sake of others only where nothing else helps: medians rest on it.
    Last,
    /// Hidden only when it is small: a plain headcount.
    Open,
    /// Published before: the reader has it, whatever it is. Never hidden.
    Published,
}

impl Openness {
    /// It may be hidden for the sake of others.
    fn yields(self) -> bool {
        matches!(self, Self::Guarded | Self::Last)
    }
}

#[derive(Clone)]
struct Figure {
    count: i64,
    openness: Openness,
    state: Knowledge,
    /// It is the sum of others somewhere.
    is_total: bool,
}

/// How far apart the numbers are that one rounded to 5 may be.
const ROUNDED_ROOM: u64 = 4;

/// How much is lost when a cell is hidden for the sake of others, cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cost {
    Count,
    Zero,
    PartTotal,
    RoundTotal,
    HideTotal,
    Last,
}

/// Numbers that are shown together, and the sums among them. Put every table of a report in, and what earlier reports
/// published about the same people as [`Openness::Published`].
#[derive(Clone)]
pub struct Pack {
    k: i64,
    figures: Vec<Figure>,
    lines: Vec<Line>,
}

impl Pack {
    /// An empty pack with its threshold. Three at least (domain floor).
    pub fn new(k: u64) -> Self {
        Self { k: i64::try_from(k).unwrap_or(i64::MAX).max(3), figures: Vec::new(), lines: Vec::new() }
    }

    /// Adds a number.
    pub fn cell(&mut self, count: u64, openness: Openness) -> CellId {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.figures.push(Figure { count, openness, state: Knowledge::Shown, is_total: false });
        CellId(self.figures.len() - 1)
    }

    /// The numbers so far.
    pub fn counts(&self) -> HashMap<CellId, u64> {
        let count = |figure: &Figure| u64::try_from(figure.count).unwrap_or_default();
        self.figures.iter().enumerate().map(|(at, figure)| (CellId(at), count(figure))).collect()
    }

    /// Adds a number that an earlier report told, as it told it: exactly, rounded or withheld. The reader has that for good;
    /// what it withheld stays to be protected (S-07).
    pub fn told(&mut self, count: u64, as_shown: Cell) -> CellId {
        self.told_from(count, as_shown, 0)
    }

    /// The same of a report whose smallest count was larger.
    pub fn told_from(&mut self, count: u64, as_shown: Cell, k: u64) -> CellId {
        let id = self.cell(count, Openness::Published);
        let k = i64::try_from(k).unwrap_or(i64::MAX).max(self.k);
        if let Some(figure) = self.figures.last_mut() {
            figure.state = as_told(as_shown, figure.count, k);
        }
        id
    }

    /// A number of this pack is one that was told before, and is told again as it was. What would be too small today stays
    /// guarded.
    pub fn retell(&mut self, id: CellId, as_shown: Cell) {
        let k = self.k;
        if let Some(figure) = self.figures.get_mut(id.0) {
            let stays = figure.state == Knowledge::Withheld && as_shown == Cell::Hidden;
            if stays || (matches!(as_shown, Cell::Shown(_)) && (1..k).contains(&figure.count)) {
                return;
            }
            figure.openness = Openness::Published;
            figure.state = as_told(as_shown, figure.count, k);
        }
    }

    /// Keeps a number from the reader whatever it is, also when it is large or nobody, so that its mark tells nothing.
    pub fn withhold(&mut self, id: CellId) {
        if let Some(figure) = self.figures.get_mut(id.0) {
            figure.state = Knowledge::Withheld;
        }
    }

    /// Adds a number that is told nowhere: what came between two reports. It is protected when it is small; a large one may be
    /// found out.
    pub fn untold(&mut self, count: u64) -> CellId {
        let id = self.cell(count, Openness::Guarded);
        let k = self.k;
        if let Some(figure) = self.figures.last_mut().filter(|figure| !(1..k).contains(&figure.count)) {
            figure.openness = Openness::Published;
            figure.state = Knowledge::Free;
        }
        id
    }

    /// Says that `parts` add up to `total`.
    pub fn add_up(&mut self, parts: &[CellId], total: CellId) {
        if let Some(figure) = self.figures.get_mut(total.0) {
            figure.is_total = true;
        }
        self.balance(parts, &[total]);
    }

    /// Says that one side adds up to the other: 前年 + 加入 = 現在 + 脱退.
    pub fn balance(&mut self, left: &[CellId], right: &[CellId]) {
        let terms = left.iter().map(|id| (id.0, 1)).chain(right.iter().map(|id| (id.0, -1))).collect();
        self.lines.push(Line { terms });
    }

    /// Says that two numbers are one and the same, such as the total of a branch in two tables.
    pub fn same(&mut self, one: CellId, other: CellId) {
        self.balance(&[one], &[other]);
    }

    /// Decides what is shown.
    pub fn suppress(mut self) -> Suppressed {
        let mut judge = Judge::new(self.k, self.figures.iter().map(|figure| figure.count).collect());
        self.hide_small();
        self.hide_partners();
        let mut unprotected: Vec<CellId>;
        loop {
            let narrow = judge.narrow(&self.states(), &self.lines);
            let mut changed = false;
            unprotected = Vec::new();
            for group in &narrow {
                match group.iter().find_map(|index| self.cheapest_near(*index)) {
                    Some(index) => {
                        self.lower(index);
                        changed = true;
                    }
                    None => unprotected.extend(group.iter().map(|index| CellId(*index))),
                }
            }
            if !changed {
                break;
            }
            self.hide_partners();
        }
        self.give_back(judge);
        unprotected.retain(|id| self.state(id.0).is_kept());
        unprotected.sort_unstable();
        Suppressed { cells: self.figures.iter().map(Figure::cell).collect(), unprotected, pack: self }
    }

    /// Step by step more may have been hidden than is needed in the end. What is nobody or many itself is shown again, or a sum
    /// rounded (S-03), where every hidden number keeps its room all the same: sums first, a reader looks for them, and of both
    /// the largest first. What is left hidden is needed: none of it could be shown again.
    fn give_back(&mut self, mut judge: Judge) {
        judge.settle();
        let mut lowered: Vec<usize> = (0..self.figures.len()).filter(|index| self.is_lowered(*index)).collect();
        lowered.sort_by_key(|index| Reverse(self.figures.get(*index).map(|figure| (figure.is_total, figure.count))));
        let is_sum = |index: &usize| self.figures.get(*index).is_some_and(|figure| figure.is_total && figure.count > 0);
        let sums: Vec<usize> = lowered.iter().copied().filter(is_sum).collect();
        self.offer(&sums, &mut judge);
        for index in sums {
            if self.state(index) == Knowledge::Hidden {
                let rounded = self.rounded(index);
                self.tell(&[index], rounded, &mut judge);
            }
        }
        // Sums once more: one may be shown where another is rounded.
        self.offer(&lowered, &mut judge);
    }

    /// Shows all of these again, or else each that may be, the first of them first. What may be told together may be told one
    /// after the other, too, so that halves save the judge work.
    fn offer(&mut self, numbers: &[usize], judge: &mut Judge) {
        let lowered: Vec<usize> = numbers.iter().copied().filter(|index| self.is_lowered(*index)).collect();
        if lowered.is_empty() || self.tell(&lowered, Knowledge::Shown, judge) || lowered.len() == 1 {
            return;
        }
        let (first, second) = lowered.split_at(lowered.len() / 2);
        self.offer(first, judge);
        self.offer(second, judge);
    }

    /// Tells these numbers so, and shows with them what they give away: men and women of a row whose sum is shown come back
    /// together. False, and nothing is changed, where that would be a number that must not be told.
    fn tell(&mut self, numbers: &[usize], so: Knowledge, judge: &mut Judge) -> bool {
        let before = self.states();
        let mut told = numbers.to_vec();
        for index in numbers {
            self.set(*index, so);
        }
        loop {
            let states = self.states();
            let mut more = judge.cramped(&states, &self.lines);
            if more.is_empty() {
                let mut anew = judge.clone();
                anew.forget(&told, &before, &self.lines);
                more = anew.narrow(&states, &self.lines).concat();
                if more.is_empty() {
                    *judge = anew;
                    return true;
                }
            }
            if more.iter().any(|index| !self.is_lowered(*index)) {
                for (figure, state) in self.figures.iter_mut().zip(before) {
                    figure.state = state;
                }
                return false;
            }
            for index in &more {
                self.set(*index, Knowledge::Shown);
            }
            told.extend(more);
        }
    }

    /// It is nobody or many, and was hidden or rounded for the sake of others.
    fn is_lowered(&self, index: usize) -> bool {
        self.figures.get(index).is_some_and(|figure| {
            !(1..self.k).contains(&figure.count)
                && figure.openness.yields()
                && matches!(figure.state, Knowledge::Hidden | Knowledge::Rounded { .. })
        })
    }

    fn state(&self, index: usize) -> Knowledge {
        self.figures.get(index).map_or(Knowledge::Hidden, |figure| figure.state)
    }

    fn set(&mut self, index: usize, state: Knowledge) {
        if let Some(figure) = self.figures.get_mut(index) {
            figure.state = state;
        }
    }

    /// The nearest multiple of 5 (S-03).
    fn rounded(&self, index: usize) -> Knowledge {
        let to = self.figures.get(index).map_or(0, |figure| (figure.count + 2) / 5 * 5);
        Knowledge::Rounded { to, least: self.k }
    }

    fn states(&self) -> Vec<Knowledge> {
        self.figures.iter().map(|figure| figure.state).collect()
    }

    /// S-01.
    fn hide_small(&mut self) {
        for figure in self.figures.iter_mut().filter(|figure| figure.state != Knowledge::Withheld) {
            if (1..self.k).contains(&figure.count) && figure.openness != Openness::Published {
                figure.state = Knowledge::Hidden;
            }
        }
    }

    /// S-02, to the fixed point: a line with one unknown gives it away.
    fn hide_partners(&mut self) {
        loop {
            let alone = (0..self.lines.len()).filter(|line| self.unknown_in(*line) == 1 && !self.is_free_in(*line));
            let partners: Vec<usize> = alone.filter_map(|line| self.cheapest_in(line)).map(|found| found.2).collect();
            // One at a time: the first may already be the partner of the next.
            let Some(first) = partners.first() else { break };
            self.lower(*first);
        }
    }

    fn unknown_in(&self, line: usize) -> usize {
        let terms = self.lines.get(line).map(|line| line.terms.as_slice()).unwrap_or_default();
        terms.iter().filter(|(index, _)| self.is_unknown(*index)).count()
    }

    /// An unknown of the line may be found out.
    fn is_free_in(&self, line: usize) -> bool {
        let terms = self.lines.get(line).map(|line| line.terms.as_slice()).unwrap_or_default();
        let free = |index: usize| self.figures.get(index).is_some_and(|figure| figure.state == Knowledge::Free);
        terms.iter().any(|(index, _)| free(*index))
    }

    /// What costs least to hide in a line: the smallest count that is not zero, then a zero, then totals.
    fn cheapest_in(&self, line: usize) -> Option<(Cost, i64, usize)> {
        let terms = &self.lines.get(line)?.terms;
        terms.iter().filter_map(|(index, sign)| self.cost(*index, *sign)).min()
    }

    fn cost(&self, index: usize, sign: i64) -> Option<(Cost, i64, usize)> {
        let figure = self.figures.get(index).filter(|figure| figure.openness.yields())?;
        let cost = match (figure.state, figure.is_total, figure.count) {
            (Knowledge::Hidden | Knowledge::Withheld | Knowledge::Free, ..) => return None,
            _ if figure.openness == Openness::Last => Cost::Last,
            (Knowledge::Rounded { .. }, ..) => Cost::HideTotal,
            (Knowledge::Shown, false, 0) => Cost::Zero,
            (Knowledge::Shown, false, _) => Cost::Count,
            (Knowledge::Shown, true, 0) => Cost::HideTotal,
            (Knowledge::Shown, true, _) if sign > 0 => Cost::PartTotal,
            (Knowledge::Shown, true, _) => Cost::RoundTotal,
        };
        Some((cost, figure.count, index))
    }

    /// What to hide for a cell that is told too closely: the cheapest in the line that tells most of it, or, when those
    /// are used up, in the lines that its unknowns reach.
    fn cheapest_near(&self, index: usize) -> Option<usize> {
        let mut reached = vec![index];
        let mut seen = vec![false; self.lines.len()];
        loop {
            let mut near: Vec<(i64, usize)> = Vec::new();
            for ((number, line), seen) in self.lines.iter().enumerate().zip(&mut seen) {
                if !*seen && line.terms.iter().any(|(index, _)| reached.contains(index)) {
                    *seen = true;
                    near.push((self.room_in(line), number));
                }
            }
            near.sort_unstable();
            if let Some(found) = near.iter().find_map(|(_, line)| self.cheapest_in(*line)) {
                return Some(found.2);
            }
            let lines = near.iter().filter_map(|(_, line)| self.lines.get(*line));
            reached =
                lines.flat_map(|line| &line.terms).map(|(index, _)| *index).filter(|i| self.is_unknown(*i)).collect();
            if reached.is_empty() {
                return None;
            }
        }
    }

    /// How much the unknowns of a line have to share; without limit when they stand on both sides.
    fn room_in(&self, line: &Line) -> i64 {
        let unknown = || line.terms.iter().filter(|(index, _)| self.is_unknown(*index));
        let both_sides = unknown().any(|(_, sign)| *sign > 0) && unknown().any(|(_, sign)| *sign < 0);
        let room = unknown().filter_map(|(index, _)| self.figures.get(*index)).map(|figure| figure.count - 1).sum();
        if both_sides { i64::MAX } else { room }
    }

    fn is_unknown(&self, index: usize) -> bool {
        self.figures.get(index).is_some_and(|figure| figure.state != Knowledge::Shown)
    }

    /// Shows a number less exactly: a total is rounded first (S-03), everything else is hidden.
    fn lower(&mut self, index: usize) {
        let parts_hidden = self.lines.iter().any(|line| {
            line.terms.contains(&(index, 1))
                && line.terms.iter().any(|(other, _)| *other != index && self.is_unknown(*other))
        });
        let rounded = self.rounded(index);
        let k = self.k;
        if let Some(figure) = self.figures.get_mut(index) {
            figure.state = match figure.state {
                // As a part of a line with a gap, a rounded number would tell the gap to within 4.
                Knowledge::Shown if figure.is_total && figure.count >= k && !parts_hidden => rounded,
                _ => Knowledge::Hidden,
            };
        }
    }
}

/// What a reader has of a number that was told so by a report that shows nothing below `k`.
fn as_told(shown: Cell, count: i64, k: i64) -> Knowledge {
    match shown {
        Cell::Shown(_) | Cell::Nil => Knowledge::Shown,
        Cell::Rounded(to) => {
            // A report may have been written when the smallest count was a smaller one.
            let least = if count < k { 0 } else { k };
            Knowledge::Rounded { to: i64::try_from(to).unwrap_or(i64::MAX), least }
        }
        Cell::Hidden => Knowledge::Hidden,
    }
}

impl Figure {
    fn cell(&self) -> Cell {
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        match self.state {
            Knowledge::Hidden | Knowledge::Withheld | Knowledge::Free => Cell::Hidden,
            Knowledge::Rounded { to, .. } => Cell::Rounded(count(to)),
            Knowledge::Shown if self.count == 0 => Cell::Nil,
            Knowledge::Shown => Cell::Shown(count(self.count)),
        }
    }
}

/// What of a pack may be shown.
pub struct Suppressed {
    cells: Vec<Cell>,
    unprotected: Vec<CellId>,
    pack: Pack,
}

impl Suppressed {
    /// One number as it may be shown.
    pub fn cell(&self, id: CellId) -> Cell {
        self.cells.get(id.0).copied().unwrap_or(Cell::Hidden)
    }

    /// Several numbers as they may be shown.
    pub fn cells(&self, ids: &[CellId]) -> Vec<Cell> {
        ids.iter().map(|id| self.cell(*id)).collect()
    }

    /// Whether a number was kept whatever it is.
    pub fn is_withheld(&self, id: CellId) -> bool {
        self.pack.figures.get(id.0).is_some_and(|figure| figure.state == Knowledge::Withheld)
    }

    /// Whether every hidden number keeps an interval at least k wide. It may not when open or published totals are too
    /// small: then their table must not be shown, or units must be joined.
    pub fn is_safe(&self) -> bool {
        self.unprotected.is_empty()
    }

    /// The hidden numbers whose interval is too narrow although nothing is left to hide.
    pub fn unprotected(&self) -> &[CellId] {
        &self.unprotected
    }

    /// What a reader can find out about a number by adding up. Exact for a table and for tables that share totals in
    /// pairs; otherwise never wider than the truth.
    pub fn interval(&self, id: CellId) -> Interval {
        let counts: Vec<i64> = self.pack.figures.iter().map(|figure| figure.count).collect();
        Judge::new(self.pack.k, counts).interval(id.0, &self.pack.states(), &self.pack.lines)
    }

    /// The same for a reader who does not take an x for one at least: of several reports one may have hidden a zero.
    pub fn interval_from_zero(&self, id: CellId) -> Interval {
        let counts: Vec<i64> = self.pack.figures.iter().map(|figure| figure.count).collect();
        let states: Vec<Knowledge> = self.pack.states().into_iter().map(Knowledge::or_zero).collect();
        Judge::new(self.pack.k, counts).interval(id.0, &states, &self.pack.lines)
    }

    /// Whether a reader has a hidden number more closely than it may be told: among fewer than k others, or a sum of at least k,
    /// which might be rounded (S-03), more closely than to five numbers. This reader does not take an x for one at least.
    pub fn is_found_out(&self, id: CellId) -> bool {
        let Interval { low, high } = self.interval_from_zero(id);
        let k = self.pack.k.unsigned_abs();
        let is_sum = self.pack.figures.get(id.0).is_some_and(|figure| figure.is_total && figure.count >= self.pack.k);
        let room = if is_sum { ROUNDED_ROOM.min(k) } else { k };
        high.is_some_and(|high| high.abs_diff(low) < room)
    }
}
