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
use crate::reports::figures::days::Days;
use crate::reports::figures::shown::{Guarded, turned, whole_column};
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
    let earlier = earlier(session, asked.as_of, path).await?;
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
    // Where no sex is recorded, ages are shown without them.
    let sexed = || shown.ages.clone().filter(|_| !shown.sexes.is_empty());
    let (rows, columns, guarded) = match asked.fields.groups.as_slice() {
        // Headcounts of units are open: R02 shows them whether or not their sexes can be shown.
        [OwnDimension::Branch] => (branches(), Vec::new(), Some(headcounts(&ground))),
        [OwnDimension::Branch, _] => (branches(), sexes(), shown.branches.clone()),
        [OwnDimension::Gender] => (sexes(), Vec::new(), sexed().as_ref().map(turned).map(|table| whole_column(&table))),
        [OwnDimension::Gender, _] => (sexes(), branches(), shown.branches.as_ref().map(turned)),
        [OwnDimension::Age] => (ages(), Vec::new(), shown.ages.as_ref().map(whole_column)),
        [OwnDimension::Age, _] => (ages(), sexes(), sexed()),
        [OwnDimension::Category] => (categories(), Vec::new(), shown.kinds.as_ref().map(whole_column)),
        [OwnDimension::Category, _] => (categories(), employments(), shown.kinds.clone()),
        [OwnDimension::EmploymentType] => {
            (employments(), Vec::new(), shown.kinds.as_ref().map(turned).map(|table| whole_column(&table)))
        }
        _ => (employments(), categories(), shown.kinds.as_ref().map(turned)),
    };
    let has = |dimension| asked.fields.groups.contains(&dimension);
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
    let paths = path.map(|path| vec![path.to_owned()]);
    let places = places.map(|places| places.into_iter().collect());
    Ok(agrees(&counts, table).then(|| Told::as_in_r02(paths, places, counts, table.clone())))
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
