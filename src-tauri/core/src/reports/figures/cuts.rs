//! What own reports of a day told: a table that is made beside them does not tell the difference (S-07). A figure is known by whom
//! it counts, whatever its table tells members apart by; where the cells of other tables are all of a figure but a few, the few are
//! protected like a small cell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::shown::Guarded;
use crate::suppress::{Cell, CellId, Pack, TableIds};

/// Where a table counts a member: its row, its column.
pub type Place = (usize, usize);

/// A table as it was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// As counted, row by row.
    pub counts: Vec<Vec<u64>>,
    /// As shown.
    pub shown: Guarded,
    /// Cells that were kept whatever they are.
    pub withheld: Vec<Place>,
}

/// The tables that were told, and where members stand in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// The oldest first.
    pub told: Vec<Cut>,
    /// How many members stand so: in the table that is made, then in each that was told; none = it does not count them.
    pub stand: Vec<(Vec<Option<Place>>, u64)>,
}

/// A number of a table.
struct Figure {
    id: CellId,
    /// Whom it counts, by place in [`Cuts::stand`].
    whom: Vec<usize>,
    /// How many these are today.
    n: u64,
    /// It is still so many. What was corrected since is another figure.
    holds: bool,
}

/// A table in the ledger.
struct Laid {
    cells: Vec<Figure>,
    sums: Vec<Figure>,
}

impl Laid {
    fn of(ids: &TableIds, table: usize, cuts: &Cuts, counts: &HashMap<CellId, u64>) -> Self {
        let mut places: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (number, (stand, _)) in cuts.stand.iter().enumerate() {
            if let Some(place) = stand.get(table).copied().flatten() {
                places.entry(place).or_default().push(number);
            }
        }
        let figure = |id: CellId, test: &dyn Fn(Place) -> bool| {
            let within = places.iter().filter(|(place, _)| test(**place));
            let mut whom: Vec<usize> = within.flat_map(|(_, whom)| whom.iter().copied()).collect();
            whom.sort_unstable();
            let n: u64 = whom.iter().filter_map(|at| cuts.stand.get(*at)).map(|(_, n)| n).sum();
            Figure { id, whom, n, holds: counts.get(&id) == Some(&n) }
        };
        let cells = places.keys().filter_map(|place| Some(figure(at(ids, *place)?, &|other| other == *place)));
        let mut sums = vec![figure(ids.total, &|_| true)];
        // The sums of the rows of one column are its cells.
        if ids.column_totals.len() > 1 {
            let rows = ids.row_totals.iter().enumerate();
            sums.extend(rows.map(|(row, id)| figure(*id, &|place| place.0 == row)));
            let columns = ids.column_totals.iter().enumerate();
            sums.extend(columns.map(|(column, id)| figure(*id, &|place| place.1 == column)));
        }
        Self { cells: cells.collect(), sums }
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.cells.iter().chain(&self.sums)
    }
}

/// Puts the tables that were told beside the one that is made; answers what must stay hidden of them and of their differences.
pub(super) fn lay(pack: &mut Pack, own: &TableIds, cuts: &Cuts, k: u64) -> Vec<CellId> {
    let mut shown: HashMap<CellId, Cell> = HashMap::new();
    let mut told: Vec<TableIds> = Vec::with_capacity(cuts.told.len());
    let mut withheld: BTreeSet<CellId> = BTreeSet::new();
    for cut in &cuts.told {
        let ids = put(pack, cut);
        let totals = ids.row_totals.iter().chain(&ids.column_totals).chain([&ids.total]);
        shown.extend(ids.cells.iter().flatten().chain(totals).copied().zip(cut.shown.figures().copied()));
        withheld.extend(cut.withheld.iter().filter_map(|place| at(&ids, *place)));
        told.push(ids);
    }
    withheld.iter().for_each(|id| pack.withhold(*id));
    let counts = pack.counts();
    let tables = [own].into_iter().chain(&told).enumerate();
    let tables: Vec<Laid> = tables.map(|(at, ids)| Laid::of(ids, at, cuts, &counts)).collect();
    let Some((made, earlier)) = tables.split_first() else { return Vec::new() };
    let mut kept: Vec<CellId> = Vec::new();
    for old in earlier.iter().flat_map(Laid::figures) {
        let Some(as_shown) = shown.get(&old.id).copied() else { continue };
        let hidden = as_shown == Cell::Hidden;
        if hidden && old.holds {
            kept.push(old.id);
        }
        let corrected_by_few = counts.get(&old.id).is_some_and(|was| was.abs_diff(old.n) < k);
        for same in made.figures().filter(|new| !old.whom.is_empty() && new.whom == old.whom) {
            if old.holds {
                // The very same people: told again as they were told first.
                if withheld.contains(&old.id) {
                    pack.withhold(same.id);
                }
                pack.retell(same.id, as_shown);
            } else if hidden && corrected_by_few {
                // The few who were entered or corrected since are known to somebody: less them it is what was withheld.
                pack.withhold(same.id);
            }
        }
    }
    for Difference { mut parts, whole, rest } in differences(&tables, cuts.stand.len(), k) {
        if rest > 0 {
            let few = pack.untold(rest);
            // Nobody is told whether there is anybody.
            pack.withhold(few);
            kept.push(few);
            parts.push(few);
        }
        pack.balance(&parts, &[whole]);
    }
    kept
}

fn at(ids: &TableIds, (row, column): Place) -> Option<CellId> {
    ids.cells.get(row)?.get(column).copied()
}

/// A table that was told, in the ledger with its sums.
fn put(pack: &mut Pack, Cut { counts, shown, .. }: &Cut) -> TableIds {
    let mut cells: Vec<Vec<CellId>> = Vec::with_capacity(counts.len());
    for (counts, row) in counts.iter().zip(&shown.cells) {
        cells.push(counts.iter().zip(row).map(|(n, as_shown)| pack.told(*n, *as_shown)).collect());
    }
    let total = pack.told(counts.iter().flatten().sum(), shown.total);
    if shown.column_totals.len() < 2 {
        let row_totals: Vec<CellId> = cells.iter().flatten().copied().collect();
        pack.add_up(&row_totals, total);
        return TableIds { cells, row_totals, column_totals: vec![total], total };
    }
    let rows = counts.iter().zip(&shown.row_totals);
    let row_totals = rows.map(|(row, as_shown)| pack.told(row.iter().sum(), *as_shown)).collect();
    let columns = shown.column_totals.iter().enumerate();
    let column_totals =
        columns.map(|(at, as_shown)| pack.told(counts.iter().filter_map(|row| row.get(at)).sum(), *as_shown)).collect();
    let ids = TableIds { cells, row_totals, column_totals, total };
    pack.add_up_table(&ids);
    ids
}

/// A figure that cells of other tables make up, but for a few or nobody.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Difference {
    parts: Vec<CellId>,
    whole: CellId,
    rest: u64,
}

/// All of them: of each figure what is left without the cells of one other table that lie within it, and without those of the
/// others that lie within what is left. A large rest may be found out.
fn differences(tables: &[Laid], stands: usize, k: u64) -> BTreeSet<Difference> {
    let mut found = BTreeSet::new();
    let mut left_in = vec![0_usize; stands];
    let mut turn = 0;
    for (at, table) in tables.iter().enumerate() {
        let others = tables.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
        let others: Vec<&Laid> = others.collect();
        for whole in table.figures().filter(|figure| figure.holds && figure.n > 0) {
            // Each of the others comes first once: what is disjoint from its cells follows.
            for first in 0..others.len() {
                turn += 1;
                mark(&mut left_in, &whole.whom, turn);
                let (mut parts, mut rest) = (Vec::new(), whole.n);
                let (before, after) = others.split_at(first);
                let cells = after.iter().chain(before).flat_map(|table| table.cells.iter());
                for cell in cells.filter(|cell| cell.holds) {
                    if cell.whom.iter().all(|one| left_in.get(*one) == Some(&turn)) {
                        mark(&mut left_in, &cell.whom, 0);
                        parts.push(cell.id);
                        rest = rest.saturating_sub(cell.n);
                    }
                }
                if !parts.is_empty() && rest < k {
                    parts.sort_unstable();
                    found.insert(Difference { parts, whole: whole.id, rest });
                }
            }
        }
    }
    found
}

fn mark(left_in: &mut [usize], whom: &[usize], turn: usize) {
    for one in whom {
        if let Some(left) = left_in.get_mut(*one) {
            *left = turn;
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::reports::figures::beside::{Known, beside};
    use crate::reports::figures::shown::open;

    /// A table of one column that was told with all its numbers.
    fn told(counts: &[u64]) -> Cut {
        let counts: Vec<Vec<u64>> = counts.iter().map(|n| vec![*n]).collect();
        Cut { shown: open(&counts), counts, withheld: Vec::new() }
    }

    /// So many members: in the table that is made, in each that was told.
    fn stand(rows: &[Option<usize>], n: u64) -> (Vec<Option<Place>>, u64) {
        (rows.iter().map(|row| row.map(|row| (row, 0))).collect(), n)
    }

    /// The rows of a table of one column as it may be shown beside what was told.
    fn made(counts: &[u64], cuts: Cuts) -> Vec<Cell> {
        let rows: Vec<Vec<u64>> = counts.iter().map(|n| vec![*n]).collect();
        let shown = beside(&rows, &[], &Known { cuts, ..Known::default() }, (false, false), 5);
        shown.unwrap().shown.row_totals
    }

    const X: Cell = Cell::Hidden;

    /// Of the 14 in their twenties 12 are regular members: a second count of all would tell that two are not.
    #[test]
    fn s_07_a_count_of_all_does_not_tell_the_few_whom_a_count_of_some_left_out() {
        let stands = vec![
            stand(&[Some(0), Some(0)], 12),
            stand(&[Some(0), None], 2),
            stand(&[Some(1), Some(1)], 15),
            stand(&[Some(1), None], 6),
        ];
        assert_eq!(made(&[14, 21], Cuts::default()), [Cell::Shown(14), Cell::Shown(21)], "alone it may tell");
        assert_eq!(made(&[14, 21], Cuts { told: vec![told(&[12, 15])], stand: stands }), [X, X]);
    }

    /// The other way round: who has the count of all finds the two by the count of some.
    #[test]
    fn s_07_nor_does_a_count_of_some_beside_one_of_all() {
        let stands = vec![
            stand(&[Some(0), Some(0)], 12),
            stand(&[None, Some(0)], 2),
            stand(&[Some(1), Some(1)], 15),
            stand(&[None, Some(1)], 6),
        ];
        assert_eq!(made(&[12, 15], Cuts { told: vec![told(&[14, 21])], stand: stands })[0], X);
    }

    /// The first table withheld three of a band and, with them, the eight of the next one. Another table that counts the same eight
    /// withholds them, too.
    #[test]
    fn s_07_what_was_withheld_for_the_sake_of_others_is_withheld_again() {
        let mut cut = told(&[3, 8, 20]);
        cut.shown.cells[0][0] = X;
        cut.shown.cells[1][0] = X;
        cut.shown.row_totals = vec![X, X, Cell::Shown(20)];
        let stands = vec![
            stand(&[None, Some(0)], 3),
            stand(&[Some(0), Some(1)], 8),
            stand(&[None, Some(2)], 20),
            stand(&[Some(1), None], 9),
            stand(&[Some(2), None], 30),
        ];
        let beside = made(&[8, 9, 30], Cuts { told: vec![cut], stand: stands });
        assert_eq!(beside[0], X);
        assert!(beside[1..].contains(&X), "or it is the total less the others: {beside:?}");
    }

    /// Two units were told; the two of a third, which is too small, are the whole less both.
    #[test]
    fn s_07_a_whole_does_not_tell_whom_several_parts_left_out() {
        let stands = vec![
            stand(&[Some(0), Some(0), None], 10),
            stand(&[Some(1), Some(1), None], 12),
            stand(&[Some(0), None, Some(0)], 11),
            stand(&[Some(1), None, Some(1)], 13),
            stand(&[Some(0), None, None], 2),
            stand(&[Some(1), None, None], 9),
        ];
        let cuts = Cuts { told: vec![told(&[10, 12]), told(&[11, 13])], stand: stands };
        assert_eq!(made(&[23, 34], cuts)[0], X);
    }

    /// Somebody was entered since: of the four that were withheld the fifth is known.
    #[test]
    fn s_07_what_was_withheld_stays_so_while_few_are_entered() {
        let mut cut = told(&[4, 7, 20]);
        cut.shown.cells[0][0] = X;
        cut.shown.cells[1][0] = X;
        cut.shown.row_totals = vec![X, X, Cell::Shown(20)];
        let stands = vec![stand(&[Some(0), Some(0)], 5), stand(&[Some(1), Some(1)], 7), stand(&[Some(2), Some(2)], 20)];
        assert_eq!(made(&[5, 7, 20], Cuts::default())[0], Cell::Shown(5), "alone it may tell");
        assert_eq!(made(&[5, 7, 20], Cuts { told: vec![cut], stand: stands })[0], X);
    }

    /// The same table again says the same.
    #[test]
    fn a_table_that_is_made_again_is_told_as_it_was() {
        let stands = vec![stand(&[Some(0), Some(0)], 12), stand(&[Some(1), Some(1)], 15)];
        let cuts = Cuts { told: vec![told(&[12, 15])], stand: stands };
        assert_eq!(made(&[12, 15], cuts), [Cell::Shown(12), Cell::Shown(15)]);
    }
}
