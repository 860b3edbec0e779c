//! What own reports of a day told: a table that is made beside them does not tell the difference, and neither do packs and R02
//! (S-07). A figure is known by whom it counts, whatever its table tells members apart by; where the cells of other tables are all of a
//! figure but a few, the few are protected like a small cell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use super::shown::Guarded;
use super::told::{Member, Named, ToldPage, Who};
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

/// The same for a report of the organisation, whose tables are known by whom they count: no place is the first of a stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnTold {
    /// The tables that were told, and where members stand in them.
    pub cuts: Cuts,
    /// Who stands so; none = members whom the report does not count.
    pub members: Vec<Option<Member>>,
}

/// A number of an own report, or of a difference to it, that must stay hidden.
pub(super) struct Kept {
    pub id: CellId,
    /// Place of the report among those that were told.
    pub of: usize,
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
    /// It is told whatever it tells: a plain headcount.
    plain: bool,
}

impl Figure {
    fn of(id: CellId, whom: Vec<usize>, cuts: &Cuts, counts: &HashMap<CellId, u64>) -> Self {
        let n: u64 = whom.iter().filter_map(|at| cuts.stand.get(*at)).map(|(_, n)| n).sum();
        Self { id, whom, n, holds: counts.get(&id) == Some(&n), plain: false }
    }
}

/// A table in the ledger.
#[derive(Default)]
struct Laid {
    cells: Vec<Figure>,
    sums: Vec<Figure>,
}

impl Laid {
    /// A table in which members have their places.
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
            Figure::of(id, whom, cuts, counts)
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

    /// Tables of a report of the organisation of which none counts whom another one counts.
    fn of_report<'n, 't: 'n>(
        tables: impl Iterator<Item = &'n Named<'t>>,
        own: &OwnTold,
        counts: &HashMap<CellId, u64>,
    ) -> Self {
        let mut laid = Self::default();
        for table in tables {
            let of_units = matches!(table.page, ToldPage::Branches | ToldPage::Below);
            // Ages without sexes have no cells but the sums of their rows.
            let columns = table.ids.cells.iter().any(|row| !row.is_empty());
            let cells: BTreeSet<CellId> = match columns {
                true => table.ids.cells.iter().flatten().copied().collect(),
                false => table.ids.row_totals.iter().copied().collect(),
            };
            for (id, who) in table.cells() {
                let plain = id == table.ids.total || (of_units && table.ids.row_totals.contains(&id));
                let figure = Figure { plain, ..Figure::of(id, own.whom(&who), &own.cuts, counts) };
                match cells.contains(&id) {
                    true if figure.whom.is_empty() => {}
                    true => laid.cells.push(figure),
                    false => laid.sums.push(figure),
                }
            }
        }
        laid
    }

    /// Plain headcounts of rows of units.
    fn of_headcounts(rows: &[(CellId, &Who)], own: &OwnTold, counts: &HashMap<CellId, u64>) -> Self {
        let figures = rows.iter().map(|(id, who)| Figure::of(*id, own.whom(who), &own.cuts, counts));
        let figures = figures.filter(|figure| !figure.whom.is_empty());
        Self { cells: figures.map(|figure| Figure { plain: true, ..figure }).collect(), sums: Vec::new() }
    }

    fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.cells.iter().chain(&self.sums)
    }
}

impl OwnTold {
    /// Whom a figure counts, by place among those who stand.
    fn whom(&self, who: &Who) -> Vec<usize> {
        let members = self.members.iter().enumerate();
        members
            .filter(|(_, member)| member.as_ref().is_some_and(|member| who.counts(member)))
            .map(|(at, _)| at)
            .collect()
    }
}

/// Puts the tables that were told beside the one that is made; answers what must stay hidden of them and of their differences.
pub(super) fn lay(pack: &mut Pack, made: &TableIds, cuts: &Cuts, k: u64) -> Vec<Kept> {
    let before = Before::put(pack, cuts);
    let counts = pack.counts();
    before.beside(pack, &[Laid::of(made, 0, cuts, &counts)], cuts, k)
}

/// The same for the tables of a report of the organisation and the plain headcounts of its rows and of those below them.
pub(super) fn lay_beside_report(
    pack: &mut Pack,
    tables: &[Named<'_>],
    headcounts: &[Vec<(Who, u64)>; 2],
    own: &OwnTold,
    k: u64,
) -> Vec<Kept> {
    if own.cuts.told.is_empty() {
        return Vec::new();
    }
    let mut plain: Vec<Vec<(CellId, &Who)>> = Vec::new();
    for rows in headcounts {
        let mut ids = Vec::with_capacity(rows.len());
        for (who, n) in rows {
            let shown = if *n == 0 { Cell::Nil } else { Cell::Shown(*n) };
            ids.push((pack.told(*n, shown), who));
        }
        plain.push(ids);
    }
    let before = Before::put(pack, &own.cuts);
    let counts = pack.counts();
    let pages = [ToldPage::Branches, ToldPage::Below, ToldPage::Ages, ToldPage::Kinds];
    let tables = pages.map(|page| Laid::of_report(tables.iter().filter(|table| table.page == page), own, &counts));
    let made: Vec<Laid> =
        tables.into_iter().chain(plain.iter().map(|rows| Laid::of_headcounts(rows, own, &counts))).collect();
    before.beside(pack, &made, &own.cuts, k)
}

/// The tables that were told, in the ledger.
struct Before {
    told: Vec<TableIds>,
    shown: HashMap<CellId, Cell>,
    withheld: BTreeSet<CellId>,
}

impl Before {
    fn put(pack: &mut Pack, cuts: &Cuts) -> Self {
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
        Self { told, shown, withheld }
    }

    /// Puts them beside the tables that are made; answers what must stay hidden.
    fn beside(&self, pack: &mut Pack, made: &[Laid], cuts: &Cuts, k: u64) -> Vec<Kept> {
        let counts = pack.counts();
        let earlier: Vec<Laid> = (1..).zip(&self.told).map(|(at, ids)| Laid::of(ids, at, cuts, &counts)).collect();
        let mut kept: Vec<Kept> = Vec::new();
        for (of, old) in earlier.iter().enumerate().flat_map(|(of, table)| table.figures().map(move |old| (of, old))) {
            let Some(as_shown) = self.shown.get(&old.id).copied() else { continue };
            let hidden = as_shown == Cell::Hidden;
            if hidden && old.holds {
                kept.push(Kept { id: old.id, of });
            }
            let corrected_by_few = counts.get(&old.id).is_some_and(|was| was.abs_diff(old.n) < k);
            let figures = made.iter().flat_map(Laid::figures);
            for same in figures.filter(|new| new.holds && !old.whom.is_empty() && new.whom == old.whom) {
                match (same.plain, old.holds) {
                    (true, true) => pack.same(old.id, same.id),
                    (false, true) => {
                        // The very same people: told again as they were told first.
                        if self.withheld.contains(&old.id) {
                            pack.withhold(same.id);
                        }
                        pack.retell(same.id, as_shown);
                    }
                    // The few who were entered or corrected since are known to somebody: less them it is what was withheld.
                    (false, false) if hidden && corrected_by_few => pack.withhold(same.id),
                    (_, false) => {}
                }
            }
        }
        for (Difference { mut parts, whole, rest }, of) in differences(made, &earlier, cuts.stand.len(), k) {
            if rest > 0 {
                let few = pack.untold(rest);
                // Nobody is told whether there is anybody.
                pack.withhold(few);
                kept.push(Kept { id: few, of });
                parts.push(few);
            }
            pack.balance(&parts, &[whole]);
        }
        kept
    }
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
/// others that lie within what is left, each with the place of the table that was told. The tables that are made are judged among each
/// other by their sums. A large rest may be found out.
fn differences(made: &[Laid], earlier: &[Laid], stands: usize, k: u64) -> BTreeMap<Difference, usize> {
    let mut found = BTreeMap::new();
    let mut left_in = vec![0_usize; stands];
    let mut turn = 0;
    let before = || earlier.iter().enumerate().map(|(at, table)| (Some(at), table));
    for (told, table) in made.iter().map(|table| (None, table)).chain(before()) {
        let beside = made.iter().filter(|_| told.is_some()).map(|table| (None, table));
        let others: Vec<(Option<usize>, &Laid)> = beside.chain(before().filter(|(other, _)| *other != told)).collect();
        for whole in table.figures().filter(|figure| figure.holds && figure.n > 0) {
            // Each of the others comes first once: what is disjoint from its cells follows.
            for first in 0..others.len() {
                turn += 1;
                mark(&mut left_in, &whole.whom, turn);
                let (mut parts, mut rest) = (Vec::new(), whole.n);
                let (before, after) = others.split_at(first);
                let cells = after.iter().chain(before).flat_map(|(_, table)| table.cells.iter());
                for cell in cells.filter(|cell| cell.holds) {
                    if cell.whom.iter().all(|one| left_in.get(*one) == Some(&turn)) {
                        mark(&mut left_in, &cell.whom, 0);
                        parts.push(cell.id);
                        rest = rest.saturating_sub(cell.n);
                    }
                }
                if !parts.is_empty() && rest < k {
                    parts.sort_unstable();
                    let of = told.or(others.get(first).and_then(|(at, _)| *at)).unwrap_or_default();
                    found.entry(Difference { parts, whole: whole.id, rest }).or_insert(of);
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
    use uuid::Uuid;

    use crate::reports::figures::beside::{Known, beside};
    use crate::reports::figures::counts::{Counts, People, Sex};
    use crate::reports::figures::shown::{Shown, open, protect};
    use crate::reports::figures::told::Earlier;
    use crate::reports::figures::units::{RowName, UnitRow};

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

    /// Members of a unit and a sex, so many of whom an own report counted in its row of the unit, and so many in no row.
    type Group = (u128, Sex, u64, u64);

    /// R02 of two branches of 30 men and 14 women and of 40 men and 20 women, beside what an own report told.
    fn r02(earlier: &Earlier) -> Shown {
        let unit = |n: u128| Some(Uuid::from_u128(n));
        let mut counts = Counts::default();
        let mut rows = Vec::new();
        for (n, men, women) in [(1, 30, 14), (2, 40, 20)] {
            counts.by_unit.insert(unit(n), vec![men + women]);
            counts.sexes.insert(unit(n), [men, women, 0]);
            rows.push(UnitRow { name: RowName::Unit(n.to_string()), of: unit(n), units: vec![unit(n)] });
        }
        let people = |sex, n| People { sex, band: 4, category: "regular".into(), employment: None, n };
        counts.people = vec![people(Sex::Men, 70), people(Sex::Women, 34)];
        protect(&counts, &rows, &[Vec::new(), Vec::new()], (104, 0), 5, earlier).unwrap()
    }

    /// An own report of one column that told so many of two branches.
    fn own(counts: &[u64], groups: &[Group]) -> Earlier {
        let mut own = OwnTold { cuts: Cuts { told: vec![told(counts)], stand: Vec::new() }, members: Vec::new() };
        for (unit, sex, inside, outside) in groups {
            let places = [(Some(*unit as usize - 1), *inside), (None, *outside)];
            for (row, n) in places.into_iter().filter(|(_, n)| *n > 0) {
                let unit = Some(Uuid::from_u128(*unit));
                let (category, employment) = ("regular".to_owned(), String::new());
                own.members.push(Some(Member { unit, sex: *sex, band: 4, category, employment }));
                own.cuts.stand.push((vec![None, row.map(|row| (row, 0))], n));
            }
        }
        Earlier { own, ..Earlier::default() }
    }

    /// An own report told 12 women of a branch: the 14 of R02 would tell the two whom its list left out.
    #[test]
    fn s_07_r02_does_not_tell_the_few_whom_an_own_report_left_out() {
        let groups = [(1, Sex::Men, 0, 30), (1, Sex::Women, 12, 2), (2, Sex::Men, 0, 40), (2, Sex::Women, 12, 8)];
        let women = |earlier: &Earlier| r02(earlier).branches.map(|table| table.cells[0][1]);
        assert_eq!(women(&Earlier::default()), Some(Cell::Shown(14)), "alone it may tell");
        let beside = own(&[12, 12], &groups);
        assert_eq!(women(&beside), Some(X));
        assert_eq!(r02(&beside).tells_few_beside, None, "nothing else has to be kept back");
    }

    /// It told 42 members of the branch, whose headcount of 44 is plain: nothing can be withheld, so that no pack tells it.
    #[test]
    fn s_07_a_plain_headcount_that_would_tell_few_beside_an_own_report_is_noticed() {
        let groups = [(1, Sex::Men, 28, 2), (1, Sex::Women, 14, 0), (2, Sex::Men, 30, 10), (2, Sex::Women, 0, 20)];
        assert_eq!(r02(&Earlier::default()).tells_few_beside, None);
        assert_eq!(r02(&own(&[42, 30], &groups)).tells_few_beside, Some(0));
    }

    /// The very same people are told as the own report told them.
    #[test]
    fn s_07_r02_withholds_again_what_an_own_report_of_the_same_people_withheld() {
        let groups = [(1, Sex::Men, 0, 30), (1, Sex::Women, 14, 0), (2, Sex::Men, 0, 40), (2, Sex::Women, 20, 0)];
        let mut beside = own(&[14, 20], &groups);
        beside.own.cuts.told[0].shown.cells = vec![vec![X], vec![X]];
        beside.own.cuts.told[0].shown.row_totals = vec![X, X];
        assert_eq!(r02(&beside).branches.map(|table| table.cells[0][1]), Some(X));
    }
}
