//! What may be shown of sex, age, category and employment: all these tables are cut from the same people, so they are
//! protected together (S-01 to S-07, S-07: the same question cut two ways).

use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::counts::{BANDS, Counts, NO_BAND, People, Sex};
use super::cuts;
use super::told::{self, Earlier, Named, ToldPage, ToldTable, Who};
use super::units::UnitRow;
use crate::error::{Error, Result};
use crate::suppress::{Cell, CellId, Openness, Pack, Rule, Suppressed, TableIds};

/// More sub-units than this are shown by headcount only: the tables would be longer than anybody reads, and the judge slow.
const MOST_SUB_ROWS: usize = 120;

/// A table of which some cells are withheld.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guarded {
    /// Row by row.
    pub cells: Vec<Vec<Cell>>,
    /// The sum of each row.
    pub row_totals: Vec<Cell>,
    /// The sum of each column.
    pub column_totals: Vec<Cell>,
    /// The sum of all.
    pub total: Cell,
}

impl Guarded {
    /// Every figure of the table, totals included.
    pub fn figures(&self) -> impl Iterator<Item = &Cell> {
        let totals = self.row_totals.iter().chain(&self.column_totals).chain([&self.total]);
        self.cells.iter().flatten().chain(totals)
    }
}

/// The protected tables. `None` = no table can be shown without telling about single people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Columns of the sexes, each of one or two of them; none when no sex is recorded.
    pub sexes: Vec<Vec<Sex>>,
    /// Rows of units × sex.
    pub branches: Option<Guarded>,
    /// The same below each of the rows given, in their order.
    pub below: Vec<Option<Guarded>>,
    /// Age bands × sex, without columns where no sex is recorded; the last row are those of unknown age, if there are any.
    pub ages: Option<Guarded>,
    /// Bands with a row, as indices of [`BANDS`] or [`NO_BAND`].
    pub bands: Vec<i64>,
    /// Category × employment type.
    pub kinds: Option<Guarded>,
    /// Rows of categories, small ones joined.
    pub categories: Vec<Vec<String>>,
    /// Columns of employment types, small ones joined; the empty one = not known.
    pub employments: Vec<Vec<String>>,
    /// The same tables for the packs that come later.
    pub told: Vec<ToldTable>,
    /// Place of an own report of the day less which the plain headcounts leave fewer members than may be told.
    pub tells_few_beside: Option<usize>,
}

/// Whether a unit has members on the day of this index.
fn held(counts: &Counts, unit: Option<Uuid>, day: usize) -> bool {
    counts.by_unit.get(&unit).and_then(|days| days.get(day)).is_some_and(|n| *n > 0)
}

/// Categories that are members, in their order.
pub const CATEGORIES: [&str; 3] = ["regular", "associate", "special"];
/// Employment types in their order; the empty one = not known.
pub const EMPLOYMENTS: [&str; 8] =
    ["permanent", "fixed_term", "part_time", "reemployed", "temp_agency", "contractor", "other", ""];

/// Decides what of the tables may be shown.
///
/// # Errors
/// `figures_do_not_add_up` when the tables are not of the same people.
pub fn protect(
    counts: &Counts,
    branches: &[UnitRow],
    below: &[Vec<UnitRow>],
    (total, day): (i64, usize),
    k: i64,
    earlier: &Earlier,
) -> Result<Shown> {
    let k = u64::try_from(k).unwrap_or(5);
    let sexes = sex_columns(counts, total);
    let bands: Vec<i64> =
        (0..BANDS.len() as i64).chain(counts.people.iter().any(|p| p.band == NO_BAND).then_some(NO_BAND)).collect();
    let categories = joined(&CATEGORIES, k, |code| of_people(counts, &|p| p.category == code));
    let employments = joined(&EMPLOYMENTS, k, |code| of_people(counts, &|p| employment_of(p) == code));
    // Where no sex is recorded, each band has its sum alone.
    let age_columns = if sexes.is_empty() { vec![Sex::ALL.to_vec()] } else { sexes.clone() };
    let age_rows: Vec<Vec<u64>> = bands
        .iter()
        .map(|band| {
            let of = |sexes: &Vec<Sex>| of_people(counts, &|p| p.band == *band && sexes.contains(&p.sex));
            age_columns.iter().map(of).collect()
        })
        .collect();
    let kind_cell = |categories: &[String], employments: &[String]| {
        of_people(counts, &|p| {
            categories.contains(&p.category) && employments.iter().any(|code| code == employment_of(p))
        })
    };
    let kind_rows: Vec<Vec<u64>> =
        categories.iter().map(|categories| employments.iter().map(|of| kind_cell(categories, of)).collect()).collect();
    let unit_rows =
        |rows: &[UnitRow]| -> Vec<Vec<u64>> { rows.iter().map(|row| sexes_of(row, counts, &sexes)).collect() };
    let branch_rows = unit_rows(branches);
    let whole = u64::try_from(total).unwrap_or_default();
    for rows in [&age_rows, &kind_rows, &branch_rows] {
        let found: u64 = rows.iter().flatten().sum();
        let told = !sexes.is_empty() || !std::ptr::eq(rows, &branch_rows);
        if told && found != whole {
            return Err(Error::refused(
                "figures_do_not_add_up",
                json!({ "opening": whole, "closing": found, "difference": i128::from(whole) - i128::from(found) }),
            ));
        }
    }
    let mut pack = Pack::new(k);
    let branch_ids = pack.table(&branch_rows, Rule::open_totals(k));
    let age_ids = match sexes.is_empty() {
        true => sums(&mut pack, &age_rows),
        false => pack.table(&age_rows, Rule { k, open_row_totals: false, open_column_totals: true }),
    };
    let kind_ids = pack.table(&kind_rows, Rule { k, open_row_totals: true, open_column_totals: false });
    for (one, other) in branch_ids.column_totals.iter().zip(&age_ids.column_totals) {
        pack.same(*one, *other);
    }
    pack.same(age_ids.total, kind_ids.total);
    if !sexes.is_empty() {
        pack.same(branch_ids.total, age_ids.total);
    }
    // Units of a few more than k have too few of each sex: which of their cells are small is told of none of them.
    let narrow = |row: &[u64]| (1..k + sexes.len() as u64).contains(&row.iter().sum::<u64>());
    for (_, cells) in branch_rows.iter().zip(&branch_ids.cells).filter(|(row, _)| narrow(row)) {
        cells.iter().for_each(|id| pack.withhold(*id));
    }
    let few = below.iter().map(Vec::len).sum::<usize>() <= MOST_SUB_ROWS;
    let below_ids: Vec<Option<TableIds>> = below
        .iter()
        .zip(branches)
        .enumerate()
        .map(|(at, (rows, _))| {
            (few && rows.len() > 1 && !sexes.is_empty()).then(|| {
                let rows = unit_rows(rows);
                let ids = sub_table(&mut pack, &rows, &branch_ids, at, k);
                for (_, cells) in rows.iter().zip(&ids.cells).filter(|(row, _)| narrow(row)) {
                    cells.iter().for_each(|id| pack.withhold(*id));
                }
                ids
            })
        })
        .collect();
    // Whom each table counts, so that what was told before stands beside it.
    let some = |units: &[Option<Uuid>]| Who {
        units: units.iter().filter(|unit| held(counts, **unit, day)).copied().collect(),
        ..Who::default()
    };
    let everyone = some(&branches.iter().flat_map(|row| row.units.iter().copied()).collect::<Vec<_>>());
    let of_sexes =
        |all: &Who| -> Vec<Who> { sexes.iter().map(|sexes| Who { sexes: sexes.clone(), ..all.clone() }).collect() };
    let units_table = |page: ToldPage, rows: &[UnitRow], all: Who, ids| Named {
        page,
        ids,
        rows: rows.iter().map(|row| some(&row.units)).collect(),
        columns: of_sexes(&all),
        all,
    };
    let mut named = Vec::new();
    let band_rows = bands.iter().map(|band| Who { band: Some(*band), ..everyone.clone() }).collect();
    let (columns, all) = (of_sexes(&everyone), everyone.clone());
    let ages = Named { page: ToldPage::Ages, ids: &age_ids, rows: band_rows, columns, all };
    if sexes.is_empty() {
        named.push(ages);
    } else {
        named.push(units_table(ToldPage::Branches, branches, everyone.clone(), &branch_ids));
        named.push(ages);
        for ((ids, rows), above) in below_ids.iter().zip(below).zip(branches) {
            named.extend(ids.iter().map(|ids| units_table(ToldPage::Below, rows, some(&above.units), ids)));
        }
    }
    named.push(Named {
        page: ToldPage::Kinds,
        ids: &kind_ids,
        rows: categories.iter().map(|codes| Who { categories: codes.clone(), ..everyone.clone() }).collect(),
        columns: employments.iter().map(|codes| Who { employments: codes.clone(), ..everyone.clone() }).collect(),
        all: everyone.clone(),
    });
    let numbers = pack.counts();
    let count = |id: CellId| numbers.get(&id).copied().unwrap_or_default();
    told::remember(&mut pack, &named, &earlier.packs, count, k);
    let headcount = |row: &UnitRow| (some(&row.units), u64::try_from(row.count(counts, day)).unwrap_or_default());
    let headcounts = [branches.iter().map(headcount).collect(), below.iter().flatten().map(headcount).collect()];
    let kept = cuts::lay_beside_report(&mut pack, &named, &headcounts, &earlier.own, k);
    let done = pack.suppress();
    let few = kept.iter().filter(|kept| done.unprotected().contains(&kept.id));
    let tells_few_beside = few.map(|kept| kept.of).min();
    let tells = named.iter().filter(|table| taken(&done, table.ids).is_some()).map(|table| table.told(&done, count));
    let tells = tells.collect();
    Ok(Shown {
        told: tells,
        tells_few_beside,
        branches: if sexes.is_empty() { None } else { taken(&done, &branch_ids) },
        below: below_ids.iter().map(|ids| ids.as_ref().and_then(|ids| taken(&done, ids))).collect(),
        ages: taken(&done, &age_ids),
        kinds: taken(&done, &kind_ids),
        sexes,
        bands,
        categories,
        employments,
    })
}

/// The sums of rows without their cells; everybody together is known.
fn sums(pack: &mut Pack, rows: &[Vec<u64>]) -> TableIds {
    let row_totals: Vec<CellId> = rows.iter().map(|row| pack.cell(row.iter().sum(), Openness::Guarded)).collect();
    let total = pack.cell(rows.iter().flatten().sum(), Openness::Open);
    pack.add_up(&row_totals, total);
    TableIds { cells: vec![Vec::new(); rows.len()], row_totals, column_totals: Vec::new(), total }
}

/// A table below a row of another: its column totals are that row's cells.
fn sub_table(pack: &mut Pack, rows: &[Vec<u64>], above: &TableIds, at: usize, k: u64) -> TableIds {
    let ids = pack.table(rows, Rule { k, open_row_totals: true, open_column_totals: false });
    let (cells, total) = (above.cells.get(at).cloned().unwrap_or_default(), above.row_totals.get(at).copied());
    for (one, other) in cells.iter().zip(&ids.column_totals) {
        pack.same(*one, *other);
    }
    if let Some(total) = total {
        pack.same(total, ids.total);
    }
    ids
}

fn of_people(counts: &Counts, test: &dyn Fn(&People) -> bool) -> u64 {
    u64::try_from(counts.people.iter().filter(|p| test(p)).map(|p| p.n).sum::<i64>()).unwrap_or_default()
}

fn employment_of(people: &People) -> &str {
    people.employment.as_deref().unwrap_or_default()
}

/// Few members of neither sex or of unknown sex would be alone in their cells and take everybody's cells with them: below
/// a twentieth they are counted with the larger sex, and the column says so.
fn sex_columns(counts: &Counts, total: i64) -> Vec<Vec<Sex>> {
    let n = |sex: Sex| of_people(counts, &|p| p.sex == sex);
    let (men, women, other) = (n(Sex::Men), n(Sex::Women), n(Sex::Other));
    let few = i64::try_from(other).unwrap_or(i64::MAX).saturating_mul(20) < total;
    match (men + women, other) {
        (0, _) => Vec::new(),
        (_, 0) => vec![vec![Sex::Men], vec![Sex::Women]],
        _ if few && men >= women => vec![vec![Sex::Men, Sex::Other], vec![Sex::Women]],
        _ if few => vec![vec![Sex::Men], vec![Sex::Women, Sex::Other]],
        _ => vec![vec![Sex::Men], vec![Sex::Women], vec![Sex::Other]],
    }
}

/// Codes that somebody has, those with fewer than 4 k people joined with the next larger: tables of mostly withheld cells
/// tell nothing.
fn joined(codes: &[&str], k: u64, n: impl Fn(&str) -> u64) -> Vec<Vec<String>> {
    let mut groups: Vec<(Vec<usize>, u64)> =
        codes.iter().enumerate().map(|(at, code)| (vec![at], n(code))).filter(|(_, n)| *n > 0).collect();
    while groups.len() > 1 {
        groups.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
        if groups.last().is_none_or(|(_, n)| *n >= 4 * k) {
            break;
        }
        if let (Some((codes, n)), Some((into, sum))) = (groups.pop(), groups.last_mut()) {
            into.extend(codes);
            *sum += n;
        }
    }
    groups.iter_mut().for_each(|(codes, _)| codes.sort_unstable());
    groups.sort();
    groups
        .iter()
        .map(|(group, _)| group.iter().filter_map(|at| codes.get(*at)).map(|code| (*code).to_owned()).collect())
        .collect()
}

fn sexes_of(row: &UnitRow, counts: &Counts, columns: &[Vec<Sex>]) -> Vec<u64> {
    let [men, women, other] = row.sexes(counts);
    let of = |sex: &Sex| match sex {
        Sex::Men => men,
        Sex::Women => women,
        Sex::Other => other,
    };
    columns.iter().map(|sexes| u64::try_from(sexes.iter().map(of).sum::<i64>()).unwrap_or_default()).collect()
}

/// The table as it may be shown; nothing when a cell of it stays unprotected.
pub(super) fn taken(done: &Suppressed, ids: &TableIds) -> Option<Guarded> {
    let mut all: Vec<CellId> = ids.cells.iter().flatten().copied().collect();
    all.extend(ids.row_totals.iter().chain(&ids.column_totals).chain([&ids.total]));
    if done.unprotected().iter().any(|id| all.contains(id)) {
        return None;
    }
    Some(Guarded {
        cells: ids.cells.iter().map(|row| done.cells(row)).collect(),
        row_totals: done.cells(&ids.row_totals),
        column_totals: done.cells(&ids.column_totals),
        total: done.cell(ids.total),
    })
}

/// A table of an officer's own, of which nothing is withheld.
#[must_use]
pub fn open(rows: &[Vec<u64>]) -> Guarded {
    let cell = |n: u64| if n == 0 { Cell::Nil } else { Cell::Shown(n) };
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let column = |at: usize| rows.iter().filter_map(|row| row.get(at)).sum();
    Guarded {
        cells: rows.iter().map(|row| row.iter().map(|n| cell(*n)).collect()).collect(),
        row_totals: rows.iter().map(|row| cell(row.iter().sum())).collect(),
        column_totals: (0..width).map(|at| cell(column(at))).collect(),
        total: cell(rows.iter().flatten().sum()),
    }
}

/// The table with its rows as columns.
#[must_use]
pub fn turned(table: &Guarded) -> Guarded {
    let width = table.column_totals.len();
    let column = |at: usize| table.cells.iter().filter_map(|row| row.get(at)).copied().collect();
    Guarded {
        cells: (0..width).map(column).collect(),
        row_totals: table.column_totals.clone(),
        column_totals: table.row_totals.clone(),
        total: table.total,
    }
}

/// The rows of a table alone, each with its total.
#[must_use]
pub fn whole_column(table: &Guarded) -> Guarded {
    Guarded {
        cells: table.row_totals.iter().map(|total| vec![*total]).collect(),
        row_totals: table.row_totals.clone(),
        column_totals: vec![table.total],
        total: table.total,
    }
}
