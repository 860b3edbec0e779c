//! What frozen packs told of sex, age, category and employment: a later pack of the same day does not tell the difference
//! (S-07). A figure is told apart by whom it counts, so that the same people are one figure wherever they stand, whatever
//! part of the union a pack is about.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::counts::Sex;
use super::cuts::OwnTold;
use super::reasons::ToldReasons;
use super::shown::Guarded;
use crate::suppress::{Cell, CellId, Pack, Suppressed, TableIds};

/// Whom a figure counts, on the day of its pack. An empty list stands for everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Who {
    /// Units that have members, without order.
    pub units: BTreeSet<Option<Uuid>>,
    /// Sexes.
    #[serde(default)]
    pub sexes: Vec<Sex>,
    /// Age band.
    #[serde(default)]
    pub band: Option<i64>,
    /// Categories.
    #[serde(default)]
    pub categories: Vec<String>,
    /// Employment types.
    #[serde(default)]
    pub employments: Vec<String>,
}

/// A member as the tables of the organisation tell members apart.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// Unit; none = no unit.
    pub unit: Option<Uuid>,
    /// Sex.
    pub sex: Sex,
    /// Age band.
    pub band: i64,
    /// Category.
    pub category: String,
    /// Employment type; the empty one = not known.
    pub employment: String,
}

/// What members were told of a day before.
#[derive(Clone, Debug, Default)]
pub struct Earlier {
    /// Tables of frozen packs.
    pub packs: Vec<ToldTable>,
    /// Tables of own reports.
    pub own: OwnTold,
}

impl Who {
    /// Whether it counts a member.
    pub(super) fn counts(&self, member: &Member) -> bool {
        let of = |codes: &[String], own: &String| codes.is_empty() || codes.contains(own);
        self.units.contains(&member.unit)
            && (self.sexes.is_empty() || self.sexes.contains(&member.sex))
            && self.band.is_none_or(|band| band == member.band)
            && of(&self.categories, &member.category)
            && of(&self.employments, &member.employment)
    }

    /// Everybody of these is among the others.
    fn is_part_of(&self, whole: &Self) -> bool {
        let within = |own: &[String], whole: &[String]| {
            whole.is_empty() || (!own.is_empty() && own.iter().all(|one| whole.contains(one)))
        };
        let sexes = whole.sexes.is_empty()
            || (!self.sexes.is_empty() && self.sexes.iter().all(|sex| whole.sexes.contains(sex)));
        sexes
            && (whole.band.is_none() || whole.band == self.band)
            && within(&self.categories, &whole.categories)
            && within(&self.employments, &whole.employments)
            && self.units.is_subset(&whole.units)
    }
}

/// How a figure was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum As {
    Exact,
    Rounded(u64),
    Hidden,
    /// Kept whatever it is.
    Withheld,
}

/// A figure as a pack told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ToldFigure {
    who: Who,
    count: u64,
    shown: As,
}

impl ToldFigure {
    fn cell(&self) -> Cell {
        match self.shown {
            As::Exact if self.count == 0 => Cell::Nil,
            As::Exact => Cell::Shown(self.count),
            As::Rounded(to) => Cell::Rounded(to),
            As::Hidden | As::Withheld => Cell::Hidden,
        }
    }
}

/// The page that a table stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToldPage {
    /// Units by sex.
    Branches,
    /// Units below them by sex.
    Below,
    /// Age bands by sex.
    Ages,
    /// Category by employment.
    Kinds,
}

/// A table as a pack told it, with its sums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldTable {
    /// Where it stands.
    pub page: ToldPage,
    figures: Vec<ToldFigure>,
    /// Parts and total, by place in `figures`.
    sums: Vec<(Vec<usize>, usize)>,
}

/// A figure as it was told, for who puts another table beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Whom it counts.
    pub who: Who,
    /// How many.
    pub count: u64,
    /// As it was told.
    pub shown: Cell,
    /// It was kept whatever it is.
    pub withheld: bool,
}

impl ToldTable {
    /// Its figures.
    pub fn told(&self) -> impl Iterator<Item = Figure> {
        self.figures.iter().map(|figure| Figure {
            who: figure.who.clone(),
            count: figure.count,
            shown: figure.cell(),
            withheld: figure.shown == As::Withheld,
        })
    }

    /// A table of its shape in which those are hidden that were kept whatever they are.
    pub fn withheld(&self) -> Guarded {
        let mark = |figure: &ToldFigure| if figure.shown == As::Withheld { Cell::Hidden } else { Cell::Nil };
        let mut marks = self.figures.iter().map(mark);
        // Ages without sexes have no cells, and one sum: that of their rows.
        let width = if self.sums.len() > 1 { self.sums.first().map_or(0, |(parts, _)| parts.len()) } else { 0 };
        let height = self.figures.len().saturating_sub(width + 1) / (width + 1);
        Guarded {
            cells: (0..height).map(|_| marks.by_ref().take(width).collect()).collect(),
            row_totals: marks.by_ref().take(height).collect(),
            column_totals: marks.by_ref().take(width).collect(),
            total: marks.next().unwrap_or(Cell::Nil),
        }
    }

    /// Its sums: parts and total, by place among the figures.
    pub fn sums(&self) -> &[(Vec<usize>, usize)] {
        &self.sums
    }
}

/// What a frozen pack keeps of what it told, one entry after the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Told {
    /// Why members came and left.
    Reasons {
        /// As it told it.
        reasons: ToldReasons,
    },
    /// A table.
    Table(ToldTable),
}

/// A table of this pack: its cells in the ledger, and whom each counts.
pub(super) struct Named<'t> {
    pub page: ToldPage,
    pub ids: &'t TableIds,
    pub rows: Vec<Who>,
    pub columns: Vec<Who>,
    pub all: Who,
}

/// Both at once: of the people of a row those of a column.
fn both(row: &Who, column: &Who) -> Who {
    let longer = |one: &[String], other: &[String]| if one.is_empty() { other.to_vec() } else { one.to_vec() };
    Who {
        units: row.units.intersection(&column.units).copied().collect(),
        sexes: if row.sexes.is_empty() { column.sexes.clone() } else { row.sexes.clone() },
        band: row.band.or(column.band),
        categories: longer(&row.categories, &column.categories),
        employments: longer(&row.employments, &column.employments),
    }
}

impl Named<'_> {
    /// Every cell of the table with whom it counts: row by row, then the sums of rows, of columns, of all.
    pub(super) fn cells(&self) -> Vec<(CellId, Who)> {
        let inner =
            self.ids.cells.iter().zip(&self.rows).flat_map(|(cells, row)| {
                cells.iter().zip(&self.columns).map(move |(id, column)| (*id, both(row, column)))
            });
        let rows = self.ids.row_totals.iter().copied().zip(self.rows.iter().cloned());
        let columns = self.ids.column_totals.iter().copied().zip(self.columns.iter().cloned());
        inner.chain(rows).chain(columns).chain([(self.ids.total, self.all.clone())]).collect()
    }

    /// The table as it is told, for those who come later.
    pub(super) fn told(&self, done: &Suppressed, count: impl Fn(CellId) -> u64) -> ToldTable {
        let cells = self.cells();
        let place = |id: CellId| cells.iter().position(|(other, _)| *other == id).unwrap_or_default();
        let figures = cells
            .iter()
            .map(|(id, who)| ToldFigure {
                who: who.clone(),
                count: count(*id),
                shown: match done.cell(*id) {
                    Cell::Shown(_) | Cell::Nil => As::Exact,
                    Cell::Rounded(to) => As::Rounded(to),
                    Cell::Hidden if done.is_withheld(*id) => As::Withheld,
                    Cell::Hidden => As::Hidden,
                },
            })
            .collect();
        let mut sums: Vec<(Vec<usize>, usize)> = Vec::new();
        for (row, total) in self.ids.cells.iter().zip(&self.ids.row_totals) {
            sums.push((row.iter().map(|id| place(*id)).collect(), place(*total)));
        }
        for (column, total) in self.ids.column_totals.iter().enumerate() {
            let parts = self.ids.cells.iter().filter_map(|row| row.get(column)).map(|id| place(*id));
            sums.push((parts.collect(), place(*total)));
        }
        for totals in [&self.ids.row_totals, &self.ids.column_totals] {
            sums.push((totals.iter().map(|id| place(*id)).collect(), place(self.ids.total)));
        }
        // Ages without sexes have no cells and no columns.
        sums.retain(|(parts, _)| !parts.is_empty());
        ToldTable { page: self.page, figures, sums }
    }
}

/// Puts what was told before beside the tables of this pack. People who are counted in both are one figure; of people who are
/// most of others the rest is protected, because it is the difference. A figure that was corrected since is another one; what was
/// withheld of it stays withheld while only a few people make the difference.
pub(super) fn remember(
    pack: &mut Pack,
    own: &[Named<'_>],
    earlier: &[ToldTable],
    count: impl Fn(CellId) -> u64,
    k: u64,
) {
    let mut known: Vec<(CellId, Who, u64)> =
        own.iter().flat_map(Named::cells).map(|(id, who)| (id, who, count(id))).collect();
    let own = known.len();
    let mut again: BTreeSet<CellId> = BTreeSet::new();
    for table in earlier {
        let told: Vec<(CellId, Who, u64)> = table
            .figures
            .iter()
            .map(|figure| {
                let id = pack.told(figure.count, figure.cell());
                if figure.shown == As::Withheld {
                    pack.withhold(id);
                }
                (id, figure.who.clone(), figure.count)
            })
            .collect();
        for (parts, total) in &table.sums {
            let ids: Vec<CellId> = parts.iter().filter_map(|at| told.get(*at)).map(|(id, ..)| *id).collect();
            if let Some((total, ..)) = told.get(*total) {
                pack.add_up(&ids, *total);
            }
        }
        for ((id, who, n), figure) in told.iter().zip(&table.figures) {
            for (at, (other, like, m)) in known.iter().enumerate() {
                if like == who {
                    if n == m {
                        // Told again as it was told first.
                        if at < own && again.insert(*other) {
                            pack.retell(*other, figure.cell());
                        }
                        pack.same(*id, *other);
                    } else if at < own && figure.cell().exact().is_none() && n.abs_diff(*m) < k {
                        // The few who were entered or corrected since are known to somebody: less them it is what was withheld.
                        pack.withhold(*other);
                    }
                } else if at < own && like.is_part_of(who) {
                    rest(pack, (*other, *m), (*id, *n), k);
                } else if at < own && who.is_part_of(like) {
                    rest(pack, (*id, *n), (*other, *m), k);
                }
            }
        }
        known.extend(told);
    }
}

/// What is left of a figure without another: untold, and protected when it is small. A large rest may be found out.
fn rest(pack: &mut Pack, part: (CellId, u64), whole: (CellId, u64), k: u64) {
    let left = whole.1.saturating_sub(part.1);
    if (1..k).contains(&left) {
        let left = pack.untold(left);
        pack.add_up(&[part.0, left], whole.0);
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::suppress::Rule;

    fn of(units: &[u128]) -> Who {
        Who { units: units.iter().map(|n| Some(Uuid::from_u128(*n))).collect(), ..Who::default() }
    }

    fn sexed(units: &[u128], sex: Sex) -> Who {
        Who { sexes: vec![sex], ..of(units) }
    }

    /// A table of units by sex with its names, as one pack has it.
    fn table(pack: &mut Pack, rows: &[(&[u128], u64, u64)]) -> (TableIds, Vec<Who>, Vec<Who>, Who, Vec<u64>) {
        let counts: Vec<Vec<u64>> = rows.iter().map(|(_, men, women)| vec![*men, *women]).collect();
        let ids = pack.table(&counts, Rule::open_totals(5));
        let all: Vec<u128> = rows.iter().flat_map(|(units, ..)| units.iter().copied()).collect();
        let columns = vec![sexed(&all, Sex::Men), sexed(&all, Sex::Women)];
        let row_sums: Vec<u64> = rows.iter().map(|(_, men, women)| men + women).collect();
        let column_sums = [rows.iter().map(|row| row.1).sum::<u64>(), rows.iter().map(|row| row.2).sum()];
        let mut values: Vec<u64> = counts.concat();
        values.extend(&row_sums);
        values.extend(column_sums);
        values.push(row_sums.iter().sum());
        (ids, rows.iter().map(|(units, ..)| of(units)).collect(), columns, of(&all), values)
    }

    fn value(ids: &TableIds, values: &[u64], id: CellId) -> u64 {
        let order = ids.cells.concat().into_iter().chain(ids.row_totals.clone()).chain(ids.column_totals.clone());
        let at = order.chain([ids.total]).position(|other| other == id).unwrap();
        *values.get(at).unwrap()
    }

    /// What is kept whatever it is stands where it stood.
    #[test]
    fn a_table_that_was_told_says_where_it_kept_numbers_whatever_they_are() {
        let mut pack = Pack::new(5);
        let (ids, rows, columns, all, values) = table(&mut pack, &[(&[1], 40, 30), (&[2], 5, 1), (&[3], 50, 60)]);
        ids.cells.get(1).unwrap().iter().for_each(|id| pack.withhold(*id));
        let named = Named { page: ToldPage::Branches, ids: &ids, rows, columns, all };
        let done = pack.suppress();
        let marks = named.told(&done, |id| value(&ids, &values, id)).withheld();
        let (kept, told) = (vec![Cell::Hidden; 2], vec![Cell::Nil; 2]);
        assert_eq!(marks.cells, [told.clone(), kept, told]);
        assert_eq!((marks.row_totals.len(), marks.column_totals.len(), marks.total), (3, 2, Cell::Nil));
    }

    /// The pack of the whole union withholds the women of unit 1 (3) and, with them, those of unit 2 (8). The pack of unit 2
    /// alone, made for its workplace, would tell the 8 and so the 3.
    #[test]
    fn s_07_a_pack_of_a_part_does_not_tell_what_the_pack_of_the_whole_withheld() {
        let mut whole = Pack::new(5);
        let (ids, rows, columns, all, values) = table(&mut whole, &[(&[1], 40, 3), (&[2], 30, 8), (&[3], 50, 60)]);
        let named = Named { page: ToldPage::Branches, ids: &ids, rows, columns, all };
        let done = whole.suppress();
        let women: Vec<Cell> = ids.cells.iter().filter_map(|row| row.last()).map(|id| done.cell(*id)).collect();
        assert_eq!(women, [Cell::Hidden, Cell::Hidden, Cell::Shown(60)]);
        let told = named.told(&done, |id| value(&ids, &values, id));
        let kept: ToldTable = serde_json::from_str(&serde_json::to_string(&told).unwrap()).unwrap();
        assert_eq!(kept, told);

        let part = |earlier: &[ToldTable]| {
            let mut pack = Pack::new(5);
            // The workplaces 20 and 21 make up unit 2: seen from the union it is one.
            let counts = vec![vec![16, 8], vec![14, 0]];
            let ids = pack.table(&counts, Rule::open_totals(5));
            let columns = vec![sexed(&[2], Sex::Men), sexed(&[2], Sex::Women)];
            let rows = vec![of(&[20]), of(&[21])];
            let named = Named { page: ToldPage::Branches, ids: &ids, rows, columns, all: of(&[2]) };
            let values = [16, 8, 14, 0, 24, 14, 30, 8, 38];
            remember(&mut pack, &[named], earlier, |id| value(&ids, &values, id), 5);
            let women = *ids.column_totals.last().unwrap();
            let cell = ids.cells.first().and_then(|row| row.last()).copied().unwrap();
            let done = pack.suppress();
            (done.cell(women), done.cell(cell))
        };
        assert_eq!(part(&[]), (Cell::Shown(8), Cell::Shown(8)), "alone it may tell");
        let (_, cell) = part(&[kept]);
        assert_eq!(cell, Cell::Hidden, "beside the other pack it may not");
    }

    /// A man was entered late: of 9 members with 4 men, which were withheld, the correction would make 5 of 10.
    #[test]
    fn s_07_a_correction_does_not_tell_what_the_pack_before_it_withheld() {
        let of_men = |men: u64, earlier: &[ToldTable]| {
            let mut pack = Pack::new(5);
            let (ids, rows, columns, all, values) = table(&mut pack, &[(&[1], men, 5), (&[2], 40, 30)]);
            let own = [Named { page: ToldPage::Branches, ids: &ids, rows, columns, all }];
            remember(&mut pack, &own, earlier, |id| value(&ids, &values, id), 5);
            let done = pack.suppress();
            let [named] = &own;
            let cell = ids.cells.first().and_then(|row| row.first()).copied().unwrap();
            (done.cell(cell), named.told(&done, |id| value(&ids, &values, id)))
        };
        let (cell, told) = of_men(4, &[]);
        assert_eq!(cell, Cell::Hidden);
        assert_eq!(of_men(5, &[]).0, Cell::Shown(5), "alone it may tell");
        let (cell, again) = of_men(5, std::slice::from_ref(&told));
        assert_eq!(cell, Cell::Hidden, "less the one who was entered it is the 4");
        assert_eq!(of_men(5, &[told, again]).0, Cell::Hidden, "nor does the correction of the correction");
    }

    /// Most of the women of the whole are those of the part: the rest would be the difference.
    #[test]
    fn s_07_the_few_who_are_left_of_a_whole_are_no_difference_of_two_packs() {
        let mut whole = Pack::new(5);
        let band = |units: &[u128], sex| Who { band: Some(2), ..sexed(units, sex) };
        let ids = whole.table(&[vec![40, 12], vec![60, 30]], Rule::guarded(5));
        let all = [1, 2];
        let named = Named {
            page: ToldPage::Ages,
            ids: &ids,
            rows: vec![Who { band: Some(2), ..of(&all) }, Who { band: Some(3), ..of(&all) }],
            columns: vec![sexed(&all, Sex::Men), sexed(&all, Sex::Women)],
            all: of(&all),
        };
        let values = [40, 12, 60, 30, 52, 90, 100, 42, 142];
        let done = whole.suppress();
        let told = named.told(&done, |id| value(&ids, &values, id));
        assert!(told.figures.iter().any(|figure| figure.who == band(&all, Sex::Women) && figure.shown == As::Exact));

        let mut part = Pack::new(5);
        let ids = part.table(&[vec![30, 10], vec![45, 20]], Rule::guarded(5));
        let own = Named {
            page: ToldPage::Ages,
            ids: &ids,
            rows: vec![Who { band: Some(2), ..of(&[1]) }, Who { band: Some(3), ..of(&[1]) }],
            columns: vec![sexed(&[1], Sex::Men), sexed(&[1], Sex::Women)],
            all: of(&[1]),
        };
        let values = [30, 10, 45, 20, 40, 65, 75, 30, 105];
        remember(&mut part, &[own], &[told], |id| value(&ids, &values, id), 5);
        let done = part.suppress();
        let women = ids.cells.first().and_then(|row| row.last()).copied().unwrap();
        assert_eq!(done.cell(women), Cell::Hidden, "12 of all and 10 of the part would tell the 2 of the others");
    }
}
