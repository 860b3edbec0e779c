//! A table of an officer's own beside what the report of the organisation (R02) shows of the same day, and beside other own reports
//! of it: who has both must not find what either withholds (S-02, S-07). Members fall into parts by where they are counted here and
//! there; every figure is a sum of such parts.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::counts::Sex;
use super::cuts::{self, Cuts, Place};
use super::shown::{Guarded, taken};
use super::told::{Figure, ToldTable, Who};
use crate::suppress::{Cell, CellId, Openness, Pack, Rule, TableIds};

/// Members who are alike in all that the table tells of them, and what R02 tells apart of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    /// Row and column of the table; none = R02 counts them, the table does not.
    pub cell: Option<(usize, usize)>,
    /// Their unit, where the table tells of units or of what may be one, such as an employer.
    pub unit: Option<Option<Uuid>>,
    /// Sex, where the table tells it.
    pub sex: Option<Sex>,
    /// Age band of R02.
    pub band: Option<i64>,
    /// Category.
    pub category: Option<String>,
    /// Employment type; the empty one = not known.
    pub employment: Option<String>,
    /// How many.
    pub n: i64,
}

impl Alike {
    /// Whether a figure of R02 counts them; nothing when it tells them apart by what the table says nothing of.
    fn is_in(&self, who: &Who, everyone: &BTreeSet<Option<Uuid>>) -> Option<bool> {
        let of = |codes: &[String], own: &Option<String>| match (codes.is_empty(), own) {
            (true, _) => Some(true),
            (false, own) => own.as_ref().map(|own| codes.contains(own)),
        };
        let unit = match self.unit {
            Some(unit) => who.units.contains(&unit),
            None if who.units == *everyone => true,
            None => return None,
        };
        let sex = match (who.sexes.is_empty(), self.sex) {
            (true, _) => true,
            (false, sex) => who.sexes.contains(&sex?),
        };
        let band = match (who.band, self.band) {
            (None, _) => true,
            (Some(band), own) => band == own?,
        };
        Some(unit && sex && band && of(&who.categories, &self.category)? && of(&who.employments, &self.employment)?)
    }
}

/// What is known of a day.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Tables of R02.
    pub tables: Vec<ToldTable>,
    /// Plain headcounts of its rows of units.
    pub headcounts: Vec<(BTreeSet<Option<Uuid>>, i64)>,
    /// Units in which it counts anybody.
    pub everyone: BTreeSet<Option<Uuid>>,
    /// What other own reports told.
    pub cuts: Cuts,
}

/// A table as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its numbers.
    pub shown: Guarded,
    /// Cells that are kept whatever they are.
    pub withheld: Vec<Place>,
}

/// Members in the same cell of the table and in the same figures of R02.
type Part = (Option<Place>, Vec<usize>);

/// A figure of R02 and the parts that it adds up.
struct Placed {
    figure: Figure,
    parts: Vec<usize>,
    id: Option<CellId>,
}

/// The table as it may be shown beside what is known; nothing where it cannot be shown without telling about single people. `open` =
/// rows and columns are units, whose plain headcounts stay.
#[must_use]
pub fn beside(rows: &[Vec<u64>], alike: &[Alike], known: &Known, open: (bool, bool), k: i64) -> Option<Judged> {
    // Beside headcounts that all stay open, a unit of a few could be had by subtraction: then some totals are rounded. Where the
    // cells could not be told either way, the sums are told without them.
    let ways = [(open, true), ((false, false), true), (open, false), ((false, false), false)];
    ways.into_iter().find_map(|(open, cells)| judged(rows, alike, known, (open, cells), k))
}

fn judged(
    rows: &[Vec<u64>],
    alike: &[Alike],
    known: &Known,
    (open, cells_told): ((bool, bool), bool),
    k: i64,
) -> Option<Judged> {
    let k = u64::try_from(k).unwrap_or(5);
    let mut pack = Pack::new(k);
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let ids = match width {
        0 | 1 => one_column(&mut pack, rows),
        _ => pack.table(rows, Rule { k, open_row_totals: open.0, open_column_totals: open.1 }),
    };
    // Of a unit of a few more than k it is told of no cell whether it is small; R02 does so, too.
    let columns = u64::try_from(width).unwrap_or_default();
    let narrow = |row: &[u64]| open.0 && (1..k + columns).contains(&row.iter().sum::<u64>());
    for (_, cells) in rows.iter().zip(&ids.cells).filter(|(row, _)| width > 1 && (!cells_told || narrow(row))) {
        cells.iter().for_each(|id| pack.withhold(*id));
    }
    // Figures of R02 that tell of nothing else than the table does, each with whom it counts.
    let exact = known.headcounts.iter().map(|(units, n)| Figure {
        who: Who { units: units.clone(), ..Who::default() },
        count: u64::try_from(*n).unwrap_or_default(),
        shown: if *n == 0 { Cell::Nil } else { Cell::Shown(u64::try_from(*n).unwrap_or_default()) },
        withheld: false,
    });
    let mut figures: Vec<Placed> = Vec::new();
    let mut at: Vec<Vec<Option<usize>>> = Vec::new();
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); alike.len()];
    let mut place = |figure: Figure, members: &mut [Vec<usize>]| -> Option<usize> {
        let within: Option<Vec<bool>> = alike.iter().map(|group| group.is_in(&figure.who, &known.everyone)).collect();
        let within = within?;
        let counted: i64 = alike.iter().zip(&within).filter(|(_, within)| **within).map(|(group, _)| group.n).sum();
        // What is counted otherwise there, as in the part of an officer, is another figure.
        if u64::try_from(counted).ok() != Some(figure.count) {
            return None;
        }
        let number = figures.len();
        for (of, within) in members.iter_mut().zip(within) {
            if within {
                of.push(number);
            }
        }
        figures.push(Placed { figure, parts: Vec::new(), id: None });
        Some(number)
    };
    for table in &known.tables {
        at.push(table.told().map(|figure| place(figure, &mut members)).collect());
    }
    exact.for_each(|figure| {
        place(figure, &mut members);
    });
    // The parts: who is in the same cell and in the same figures.
    let mut parts: BTreeMap<Part, u64> = BTreeMap::new();
    for (group, of) in alike.iter().zip(members) {
        *parts.entry((group.cell, of)).or_default() += u64::try_from(group.n).unwrap_or_default();
    }
    let mut small: Vec<CellId> = Vec::new();
    let mut of_cell: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (number, ((cell, of), _)) in parts.iter().enumerate() {
        if let Some(cell) = cell {
            of_cell.entry(*cell).or_default().push(number);
        }
        for figure in of {
            if let Some(placed) = figures.get_mut(*figure) {
                placed.parts.push(number);
            }
        }
    }
    let mut part_ids: Vec<(CellId, bool)> = Vec::with_capacity(parts.len());
    for ((cell, _), n) in &parts {
        let alone = cell.filter(|cell| of_cell.get(cell).is_some_and(|parts| parts.len() == 1));
        let whole = alone.and_then(|(row, column)| ids.cells.get(row)?.get(column)).copied();
        let id = whole.unwrap_or_else(|| pack.untold(*n));
        if whole.is_none() && (1..k).contains(n) {
            // Nobody is told whether there is anybody.
            pack.withhold(id);
            small.push(id);
        }
        part_ids.push((id, whole.is_some()));
    }
    let of = |numbers: &[usize]| -> Vec<(CellId, bool)> {
        numbers.iter().filter_map(|number| part_ids.get(*number)).copied().collect()
    };
    for ((row, column), numbers) in of_cell.iter().filter(|(_, numbers)| numbers.len() > 1) {
        if let Some(cell) = ids.cells.get(*row).and_then(|row| row.get(*column)) {
            pack.add_up(&of(numbers).iter().map(|(id, _)| *id).collect::<Vec<_>>(), *cell);
        }
    }
    for placed in &mut figures {
        let Figure { count, shown, withheld, .. } = placed.figure;
        let id = pack.told(count, shown);
        if withheld {
            pack.withhold(id);
        }
        if shown == Cell::Hidden {
            small.push(id);
        }
        placed.id = Some(id);
        let parts = of(&placed.parts);
        if let [(cell, true)] = parts.as_slice() {
            // The very same people: told again as there.
            if withheld {
                pack.withhold(*cell);
            }
            pack.retell(*cell, shown);
        }
        if !parts.is_empty() {
            pack.add_up(&parts.iter().map(|(id, _)| *id).collect::<Vec<_>>(), id);
        }
    }
    for (table, at) in known.tables.iter().zip(&at) {
        for (terms, total) in table.sums() {
            let id = |place: &usize| at.get(*place).copied().flatten().and_then(|number| figures.get(number)?.id);
            let terms: Option<Vec<CellId>> = terms.iter().map(id).collect();
            if let (Some(terms), Some(total)) = (terms, id(total)) {
                pack.add_up(&terms, total);
            }
        }
    }
    small.extend(cuts::lay(&mut pack, &ids, &known.cuts, k).iter().map(|kept| kept.id));
    let done = pack.suppress();
    if small.iter().any(|id| done.unprotected().contains(id)) {
        return None;
    }
    let cells =
        ids.cells.iter().enumerate().flat_map(|(row, cells)| (0..).zip(cells).map(move |(at, id)| ((row, at), id)));
    let withheld = cells.filter(|(_, id)| done.is_withheld(**id)).map(|(place, _)| place).collect();
    Some(Judged { shown: taken(&done, &ids)?, withheld })
}

/// Counts in one column under a total that is shown.
fn one_column(pack: &mut Pack, rows: &[Vec<u64>]) -> TableIds {
    let counts: Vec<u64> = rows.iter().map(|row| row.iter().sum()).collect();
    let cells: Vec<CellId> = counts.iter().map(|n| pack.cell(*n, Openness::Guarded)).collect();
    let total = pack.cell(counts.iter().sum(), Openness::Open);
    pack.add_up(&cells, total);
    TableIds { cells: cells.iter().map(|id| vec![*id]).collect(), row_totals: cells, column_totals: vec![total], total }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::reports::figures::counts::{Counts, People};
    use crate::reports::figures::shown;
    use crate::reports::figures::told::Earlier;
    use crate::reports::figures::units::{RowName, UnitRow};

    fn unit(n: u128) -> Option<Uuid> {
        Some(Uuid::from_u128(n))
    }

    /// Branches of so many men and women, as R02 shows them; every second unit is a workplace of the branch before it.
    fn known(branches: &[(&[u128], i64, i64)]) -> Known {
        let mut counts = Counts::default();
        let mut rows = Vec::new();
        for (units, men, women) in branches {
            for (at, id) in units.iter().enumerate() {
                let (men, women) = if at == 0 { (*men, *women) } else { (0, 0) };
                counts.by_unit.insert(unit(*id), vec![men + women + i64::from(at > 0)]);
                counts.sexes.insert(unit(*id), [men, women, 0]);
            }
            rows.push(UnitRow {
                name: RowName::Unit(units[0].to_string()),
                of: unit(units[0]),
                units: units.iter().map(|id| unit(*id)).collect(),
            });
        }
        let sum = |of: fn(&(&[u128], i64, i64)) -> i64| branches.iter().map(of).sum::<i64>();
        let people = |sex, n| People { sex, band: 4, category: "regular".into(), employment: None, n };
        counts.people = vec![people(Sex::Men, sum(|row| row.1)), people(Sex::Women, sum(|row| row.2))];
        let total = sum(|row| row.1 + row.2);
        let shown =
            shown::protect(&counts, &rows, &vec![Vec::new(); rows.len()], (total, 0), 5, &Earlier::default()).unwrap();
        assert!(shown.branches.is_some());
        let headcounts = rows
            .iter()
            .zip(branches)
            .map(|(row, (_, men, women))| (row.units.iter().copied().collect(), men + women))
            .collect();
        let everyone = counts.by_unit.keys().copied().collect();
        Known { tables: shown.told, headcounts, everyone, ..Known::default() }
    }

    fn of_unit(cell: (usize, usize), id: u128, sex: Sex, n: i64) -> Alike {
        Alike { cell: Some(cell), unit: Some(unit(id)), sex: Some(sex), n, ..Alike::default() }
    }

    /// R02 tells the 19 women of a branch. Its workplaces have 7, 8 and 4 of them: with the first two, the last would be had.
    #[test]
    fn s_02_workplaces_do_not_tell_by_subtraction_what_they_withhold_from_a_branch_that_is_told() {
        let known = known(&[(&[1, 2, 3], 24, 19), (&[4, 5], 47, 11)]);
        let rows = vec![vec![8, 7], vec![8, 8], vec![8, 4], vec![7, 5], vec![40, 6]];
        let mut alike = Vec::new();
        for (row, counts) in rows.iter().enumerate() {
            for (column, (sex, n)) in [Sex::Men, Sex::Women].into_iter().zip(counts).enumerate() {
                alike.push(of_unit((row, column), row as u128 + 1, sex, i64::try_from(*n).unwrap()));
            }
        }
        let shown = beside(&rows, &alike, &known, (true, false), 5).unwrap().shown;
        let women: Vec<Cell> = shown.cells.iter().map(|row| row[1]).collect();
        assert_eq!(women[2], Cell::Hidden);
        let hidden = women[..3].iter().filter(|cell| **cell == Cell::Hidden).count();
        assert!(hidden >= 2, "the branch has 19 women: {women:?}");
        let alone = beside(&rows, &alike, &Known::default(), (true, false), 5).unwrap().shown;
        assert_eq!((alone.cells[0][1], alone.cells[1][1]), (Cell::Shown(7), Cell::Shown(8)), "alone it may tell");
    }

    /// R02 withholds the few women of a branch and, with them, those of another. The company of that other branch tells them not.
    #[test]
    fn s_07_a_company_that_is_a_branch_is_told_as_the_branch_is() {
        let known = known(&[(&[1], 40, 3), (&[2], 30, 8), (&[3], 50, 60)]);
        let rows = vec![vec![40, 3], vec![30, 8], vec![50, 60]];
        let mut alike = Vec::new();
        for (row, counts) in rows.iter().enumerate() {
            for (column, (sex, n)) in [Sex::Men, Sex::Women].into_iter().zip(counts).enumerate() {
                alike.push(of_unit((row, column), row as u128 + 1, sex, i64::try_from(*n).unwrap()));
            }
        }
        let shown = beside(&rows, &alike, &known, (false, false), 5).unwrap().shown;
        let women: Vec<Cell> = shown.cells.iter().map(|row| row[1]).collect();
        assert_eq!(women, [Cell::Hidden, Cell::Hidden, Cell::Shown(60)]);
    }

    /// Of the 15 women of the branch 13 are of the list: the two who are not are nobody's business.
    #[test]
    fn s_07_a_list_that_leaves_few_out_does_not_tell_them_by_what_it_counts() {
        let known = known(&[(&[1], 18, 15), (&[2], 30, 40)]);
        let alike = vec![
            of_unit((0, 0), 1, Sex::Men, 18),
            of_unit((1, 0), 1, Sex::Women, 13),
            Alike { cell: None, ..of_unit((0, 0), 1, Sex::Women, 2) },
            Alike { cell: None, ..of_unit((0, 0), 2, Sex::Men, 30) },
            Alike { cell: None, ..of_unit((0, 0), 2, Sex::Women, 40) },
        ];
        let shown = beside(&[vec![18], vec![13]], &alike, &known, (false, false), 5);
        assert!(shown.is_none_or(|judged| judged.shown.cells[1][0] == Cell::Hidden));
    }
}
