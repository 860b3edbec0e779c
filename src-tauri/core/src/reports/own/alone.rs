//! What whoever may only see counts is shown, and whatever is made for members where R02 has it: tables that the report of the
//! organisation (R02) shows, cut from the very same protected figures, so that both together tell no more than one of them (O-02).

use std::collections::BTreeMap;

use serde_json::json;

use super::axis::group_by;
use super::beside::band;
use super::count::Figures;
use super::model::OwnDimension;
use super::queries::Asked;
use super::told::{Told, earlier};
use crate::error::{Error, Result};
use crate::members::{self, GroupBy, GroupKey};
use crate::reports::figures::counts::Sex;
use crate::reports::figures::cuts::{Cut, Place};
use crate::reports::figures::days::Days;
use crate::reports::figures::shown::{Guarded, turned, whole_column};
use crate::reports::figures::told::{ToldPage, ToldTable};
use crate::reports::pages::{Ground, age_band_name};
use crate::reports::queries;
use crate::rights::Right;
use crate::session::Session;
use crate::suppress;

/// The figures of one of [`super::model::MAY_STAND_ALONE`].
///
/// # Errors
/// `O-02` for another table, `report_too_small`, and what the database answers.
pub(super) async fn figures(session: &Session, asked: &Asked) -> Result<Figures> {
    if !asked.fields.may_stand_alone() {
        return Err(Error::refused("O-02", json!({})));
    }
    let days = Days::new(asked.as_of, asked.fiscal_start());
    let part = asked.part_of_counts(session).await?;
    let path = part.as_deref();
    let counts = queries::counts(session.look(), &days, path).await?;
    // What members were told of the day before they know, too (S-07).
    let earlier = earlier(session, asked.as_of).await?;
    let cut_before = !earlier.own.cuts.told.is_empty();
    let k = asked.settings.suppress_k_internal;
    let ground = Ground::new(&counts, &days, &asked.words, k, path.is_none(), &earlier)?;
    let shown = &ground.shown;
    let sexes = || ground.sex_heads().into_iter().map(|head| head.label).collect::<Vec<_>>();
    let branches = || ground.rows.iter().map(|row| ground.name(row)).collect::<Vec<_>>();
    let ages = || shown.bands.iter().map(|band| age_band_name(&asked.words, *band)).collect::<Vec<_>>();
    let categories = || shown.categories.iter().map(|codes| ground.names("category", codes)).collect::<Vec<_>>();
    let employments =
        || shown.employments.iter().map(|codes| ground.names("employment_type", codes)).collect::<Vec<_>>();
    let groups = asked.fields.groups.as_slice();
    let (rows, columns) = match groups {
        [OwnDimension::Branch] => (branches(), Vec::new()),
        [OwnDimension::Branch, _] => (branches(), sexes()),
        [OwnDimension::Gender] => (sexes(), Vec::new()),
        [OwnDimension::Gender, _] => (sexes(), branches()),
        [OwnDimension::Age] => (ages(), Vec::new()),
        [OwnDimension::Age, _] => (ages(), sexes()),
        [OwnDimension::Category] => (categories(), Vec::new()),
        [OwnDimension::Category, _] => (categories(), employments()),
        [OwnDimension::EmploymentType] => (employments(), Vec::new()),
        _ => (employments(), categories()),
    };
    let guarded = match groups {
        // Headcounts of units are open: R02 shows them whether or not their sexes can be shown.
        [OwnDimension::Branch] => Some(headcounts(&ground)),
        // Where no sex is recorded, ages are shown without them.
        [OwnDimension::Gender] | [OwnDimension::Age, _] if shown.sexes.is_empty() => None,
        _ => table_of(groups, [&shown.branches, &shown.ages, &shown.kinds]),
    };
    let has = |dimension| groups.contains(&dimension);
    let mut notes = Vec::new();
    if has(OwnDimension::Gender) {
        notes.extend(ground.sex_note());
    }
    if has(OwnDimension::Branch) {
        notes.push(ground.say("report.note.joined", &json!({ "k": ground.k })));
    }
    let told = match &guarded {
        Some(table) => told(session, asked, &ground, path, table).await?,
        None => None,
    };
    Ok(Figures { rows, columns, guarded, notes, told, cut_before })
}

/// The table of these groups out of those of R02: units by sex, ages by sex, category by employment.
fn table_of(groups: &[OwnDimension], [branches, ages, kinds]: [&Option<Guarded>; 3]) -> Option<Guarded> {
    match groups {
        [OwnDimension::Branch, _] => branches.clone(),
        [OwnDimension::Gender] => ages.as_ref().map(turned).map(|table| whole_column(&table)),
        [OwnDimension::Gender, _] => branches.as_ref().map(turned),
        [OwnDimension::Age] => ages.as_ref().map(whole_column),
        [OwnDimension::Age, _] => ages.clone(),
        [OwnDimension::Category] => kinds.as_ref().map(whole_column),
        [OwnDimension::Category, _] => kinds.clone(),
        [OwnDimension::EmploymentType] => kinds.as_ref().map(turned).map(|table| whole_column(&table)),
        _ => kinds.as_ref().map(turned),
    }
}

/// The table for reports that come later: how many stood in each cell, and where each key stood. Nothing where members are counted
/// otherwise than in R02: it is judged by whom it counts.
async fn told(
    session: &Session,
    asked: &Asked,
    ground: &Ground<'_>,
    path: Option<&str>,
    table: &Guarded,
) -> Result<Option<Told>> {
    let groups = &asked.fields.groups;
    let by: Vec<GroupBy> = groups.iter().map(|group| group_by(*group)).collect();
    let found = members::counted_by(session, &asked.filter, asked.as_of, Right::SeeCounts, &by).await?;
    let mut counts: Vec<Vec<u64>> = table.cells.iter().map(|row| vec![0; row.len()]).collect();
    let mut places: [BTreeMap<GroupKey, usize>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for (keys, n) in found {
        let mut at = [0, 0];
        for (((group, key), at), places) in groups.iter().zip(&keys).zip(&mut at).zip(&mut places) {
            let Some(place) = place_of(ground, *group, key) else { return Ok(None) };
            *at = place;
            places.insert(key.clone(), place);
        }
        let [row, column] = at;
        let Some(cell) = counts.get_mut(row).and_then(|row| row.get_mut(column)) else { return Ok(None) };
        *cell += u64::try_from(n).unwrap_or_default();
    }
    if !agrees(&counts, table) {
        return Ok(None);
    }
    let cut = Cut { counts, shown: table.clone(), withheld: withheld(ground, groups) };
    let places = places.map(|places| places.into_iter().collect());
    Ok(Some(Told::as_in_r02(path.map(|path| vec![path.to_owned()]), places, cut)))
}

/// Where the table keeps numbers whatever they are, as R02 does.
fn withheld(ground: &Ground<'_>, groups: &[OwnDimension]) -> Vec<Place> {
    let of = |page: ToldPage| ground.shown.told.iter().find(|table| table.page == page).map(ToldTable::withheld);
    let marks = match groups {
        [OwnDimension::Branch] => None,
        _ => table_of(groups, [&of(ToldPage::Branches), &of(ToldPage::Ages), &of(ToldPage::Kinds)]),
    };
    let rows = marks.iter().flat_map(|marks| marks.cells.iter().enumerate());
    let cells = rows.flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, cell)| ((row, column), cell)));
    cells.filter(|(_, cell)| **cell == suppress::Cell::Hidden).map(|(place, _)| place).collect()
}

/// The row or column of R02 in which a key stands.
fn place_of(ground: &Ground<'_>, group: OwnDimension, key: &GroupKey) -> Option<usize> {
    let shown = &ground.shown;
    let of = |code: &Option<String>, all: &[Vec<String>]| {
        let code = code.clone().unwrap_or_default();
        all.iter().position(|codes| codes.contains(&code))
    };
    match (group, key) {
        (OwnDimension::Branch, GroupKey::Unit(unit)) => {
            let unit = unit.map(|unit| unit.0);
            ground.rows.iter().position(|row| row.units.contains(&unit))
        }
        (OwnDimension::Gender, GroupKey::Code(code)) => {
            shown.sexes.iter().position(|sexes| sexes.contains(&Sex::of(code.as_deref())))
        }
        (OwnDimension::Age, GroupKey::Years(years)) => shown.bands.iter().position(|own| *own == band(*years)),
        (OwnDimension::Category, GroupKey::Code(code)) => of(code, &shown.categories),
        (OwnDimension::EmploymentType, GroupKey::Code(code)) => of(code, &shown.employments),
        _ => None,
    }
}

/// What the table tells exactly is what was counted.
fn agrees(counts: &[Vec<u64>], table: &Guarded) -> bool {
    let is = |cell: &suppress::Cell, n: u64| cell.exact().is_none_or(|told| told == n);
    let column = |at: usize| counts.iter().filter_map(|row| row.get(at)).sum();
    counts.iter().zip(&table.cells).all(|(row, cells)| row.iter().zip(cells).all(|(n, cell)| is(cell, *n)))
        && counts.iter().zip(&table.row_totals).all(|(row, cell)| is(cell, row.iter().sum()))
        && table.column_totals.iter().enumerate().all(|(at, cell)| is(cell, column(at)))
        && is(&table.total, counts.iter().flatten().sum())
}

/// Members of each row of branches, as R02 counts them.
fn headcounts(ground: &Ground<'_>) -> Guarded {
    let open = |n: i64| match u64::try_from(n) {
        Ok(0) | Err(_) => suppress::Cell::Nil,
        Ok(n) => suppress::Cell::Shown(n),
    };
    let counts: Vec<suppress::Cell> = ground.rows.iter().map(|row| open(ground.now(row))).collect();
    let total = open(ground.total);
    Guarded {
        cells: counts.iter().map(|cell| vec![*cell]).collect(),
        row_totals: counts,
        column_totals: vec![total],
        total,
    }
}
