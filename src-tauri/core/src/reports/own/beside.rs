//! What is made for members beside the report of the organisation of the same day (S-02, S-07, O-02): of whom its figures tell, and
//! whom of them the own report counts in which cell.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use super::axis::group_by;
use super::count::Tabulated;
use super::model::OwnDimension;
use super::queries::Asked;
use super::told::Remembered;
use crate::error::{Error, Result};
use crate::members::{self, Category, GroupBy, GroupKey, MemberFilter};
use crate::reports::figures::beside::{Alike, Known};
use crate::reports::figures::counts::{BANDS, NO_BAND, Sex};
use crate::reports::figures::days::Days;
use crate::reports::figures::told::{Earlier, Member};
use crate::reports::pack;
use crate::reports::pages::Ground;
use crate::reports::queries;
use crate::rights::Right;
use crate::session::Session;

/// Combinations of the two sides that are looked at one by one, also where nobody is.
const MOST_COMBINED: usize = 6_000;

pub(super) use crate::reports::figures::beside::beside as judged;

/// What R02 shows of the day.
pub(super) struct Organisation {
    /// Its figures.
    pub known: Known,
    /// Its columns of the sexes.
    pub sexes: Vec<(String, Vec<Sex>)>,
}

/// What R02 and frozen packs show of the day, of the part whose counts the officer sees; R02 as it is beside what own reports told.
///
/// # Errors
/// What the database answers.
pub(super) async fn organisation(
    session: &Session,
    asked: &Asked,
    remembered: &Remembered,
) -> Result<Option<Organisation>> {
    let nothing = || Some(Organisation { known: Known::default(), sexes: Vec::new() });
    // An officer of several parts has no report of them together.
    let Ok(part) = asked.part_of_counts(session).await else { return Ok(nothing()) };
    let path = part.as_deref();
    let days = Days::new(asked.as_of, asked.fiscal_start());
    let counts = queries::counts(session.look(), &days, path).await?;
    let own = remembered.in_report(session).await?;
    let earlier = Earlier { packs: pack::told(session, asked.as_of).await?, own };
    let k = asked.settings.suppress_k_internal;
    let ground = match Ground::new(&counts, &days, &asked.words, k, path.is_none(), &earlier) {
        Ok(ground) => ground,
        // A union or part for which there is no such report.
        Err(Error::Refused { code: "report_too_small" | "union_too_small", .. }) => return Ok(nothing()),
        Err(error) => return Err(error),
    };
    let now = days.index(days.as_of);
    let everyone =
        counts.by_unit.iter().filter(|(_, n)| n.get(now).is_some_and(|n| *n > 0)).map(|(unit, _)| *unit).collect();
    let rows = ground.rows.iter().chain(ground.below.iter().flatten());
    let headcounts = rows.map(|row| (row.units.iter().copied().collect(), ground.now(row))).collect();
    let sexes = ground.sex_heads().into_iter().map(|head| head.label).zip(ground.shown.sexes.clone()).collect();
    let tables = earlier.packs.iter().chain(&ground.shown.told).cloned().collect();
    Ok(Some(Organisation { known: Known { tables, headcounts, everyone, ..Known::default() }, sexes }))
}

/// What the database tells apart: the dimensions, and of employers the unit, because a company is often a branch.
pub(super) fn by(groups: &[OwnDimension]) -> Vec<GroupBy> {
    let unit = groups.contains(&OwnDimension::Employer) && !groups.iter().any(|group| group.is_unit());
    groups.iter().map(|group| group_by(*group)).chain(unit.then_some(GroupBy::Unit)).collect()
}

/// One side of a cell: its place, and what R02 tells apart of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Side {
    at: usize,
    unit: Option<Option<Uuid>>,
    sex: Option<Sex>,
    band: Option<i64>,
    category: Option<String>,
    employment: Option<String>,
}

fn side(dimension: OwnDimension, at: usize, key: &GroupKey, unit: Option<Option<Uuid>>) -> Side {
    let mut side = Side { at, ..Side::default() };
    let code = || match key {
        GroupKey::Code(code) => code.clone(),
        _ => None,
    };
    match (dimension, key) {
        (_, GroupKey::Unit(unit)) => side.unit = Some(unit.map(|unit| unit.0)),
        (OwnDimension::Employer, _) => side.unit = unit,
        (OwnDimension::Gender, _) => side.sex = Some(Sex::of(code().as_deref())),
        (OwnDimension::Age, GroupKey::Years(years)) => side.band = Some(band(*years)),
        (OwnDimension::Category, _) => side.category = code(),
        (OwnDimension::EmploymentType, _) => side.employment = Some(code().unwrap_or_default()),
        _ => {}
    }
    side
}

/// What R02 tells members apart by.
pub(super) const AS_IN_R02: [GroupBy; 5] =
    [GroupBy::Unit, GroupBy::Gender, GroupBy::Age, GroupBy::Category, GroupBy::EmploymentType];

/// A member who is told apart so.
pub(super) fn member(keys: &[GroupKey]) -> Option<Member> {
    let [
        GroupKey::Unit(unit),
        GroupKey::Code(gender),
        GroupKey::Years(years),
        GroupKey::Code(category),
        GroupKey::Code(employment),
    ] = keys
    else {
        return None;
    };
    Some(Member {
        unit: unit.map(|unit| unit.0),
        sex: Sex::of(gender.as_deref()),
        band: band(*years),
        category: category.clone().unwrap_or_default(),
        employment: employment.clone().unwrap_or_default(),
    })
}

/// The age band of R02.
pub(super) fn band(years: Option<i64>) -> i64 {
    let Some(years) = years else { return NO_BAND };
    let at = BANDS.iter().rposition(|first| i64::from(*first) <= years).unwrap_or_default();
    i64::try_from(at).unwrap_or(NO_BAND)
}

fn combined(cell: Option<(usize, usize)>, one: &Side, other: &Side, n: i64) -> Alike {
    Alike {
        cell,
        unit: one.unit.or(other.unit),
        sex: one.sex.or(other.sex),
        band: one.band.or(other.band),
        category: one.category.clone().or_else(|| other.category.clone()),
        employment: one.employment.clone().or_else(|| other.employment.clone()),
        n,
    }
}

type Cells = BTreeMap<(Side, Side), i64>;

fn cells(groups: &[OwnDimension], found: &[(Vec<GroupKey>, i64)], table: &Tabulated) -> Cells {
    let [rows, columns] = &table.axes;
    let mut cells = Cells::new();
    for (keys, n) in found {
        let unit = match keys.get(groups.len()) {
            Some(GroupKey::Unit(unit)) => Some(unit.map(|unit| unit.0)),
            _ => None,
        };
        let of = |at: usize, axis: &super::axis::Axis| match (groups.get(at), keys.get(at)) {
            (Some(group), Some(key)) => side(*group, axis.place(key), key, unit),
            _ => Side::default(),
        };
        *cells.entry((of(0, rows), of(1, columns))).or_default() += n;
    }
    cells
}

/// Everybody whom R02 counts, by the cell of the table that counts them; nothing where the table counts others than the members of
/// the day, or counts them as they were on another day.
///
/// # Errors
/// What the database answers.
pub(super) async fn alike(
    session: &Session,
    asked: &Asked,
    found: &[(Vec<GroupKey>, i64)],
    table: &Tabulated,
) -> Result<Vec<Alike>> {
    let groups = &asked.fields.groups;
    if asked.filter.period.is_some() {
        return Ok(Vec::new());
    }
    let inside = cells(groups, found, table);
    let mut all: Vec<Alike> =
        inside.iter().map(|((one, other), n)| combined(Some((one.at, other.at)), one, other, *n)).collect();
    // A cell of nobody is one of R02's nobodies, too. Of two levels of units most combinations are none.
    let levels = groups.iter().filter(|group| group.is_unit()).count();
    let ones: BTreeSet<&Side> = inside.keys().map(|(one, _)| one).collect();
    let others: BTreeSet<&Side> = inside.keys().map(|(_, other)| other).collect();
    if levels < 2 && ones.len() * others.len() <= MOST_COMBINED {
        let peopled: BTreeSet<(usize, usize)> = inside.keys().map(|(one, other)| (one.at, other.at)).collect();
        for one in &ones {
            for other in others.iter().filter(|other| !peopled.contains(&(one.at, other.at))) {
                all.push(combined(Some((one.at, other.at)), one, other, 0));
            }
        }
    }
    if asked.counts_everybody() {
        return Ok(all);
    }
    let everyone =
        MemberFilter { categories: Category::MEMBERS.to_vec(), as_of: Some(asked.as_of), ..MemberFilter::default() };
    let members = members::counted_by(session, &everyone, asked.as_of, Right::SeeDetails, &by(groups)).await?;
    // Places mean nothing to whom the table does not count.
    let plain = |(one, other): &(Side, Side)| (Side { at: 0, ..one.clone() }, Side { at: 0, ..other.clone() });
    let mut left: Cells = Cells::new();
    for (sides, n) in cells(groups, &members, table) {
        *left.entry(plain(&sides)).or_default() += n;
    }
    for (sides, n) in &inside {
        *left.entry(plain(sides)).or_default() -= n;
    }
    if left.values().any(|n| *n < 0) {
        return Ok(Vec::new());
    }
    all.extend(left.iter().map(|((one, other), n)| combined(None, one, other, *n)));
    Ok(all)
}
