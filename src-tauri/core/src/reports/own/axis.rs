//! Rows and columns of an own report: what members are told apart by, in words and in the order in which people read it. Every
//! key found has exactly one place, so that the places add up to the list.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use serde_json::json;

use super::model::{OwnDimension, months_before};
use crate::dates::Period;
use crate::desk::Words;
use crate::excel::column::Codes;
use crate::ids::{OrganizationId, UnitId};
use crate::members::{CATEGORIES, EMPLOYMENT_TYPES, GroupBy, GroupKey, STANDINGS};
use crate::organizations::{Tree, UnitKind};
use crate::reports::figures::counts::Sex;

/// First years of the bands of age; the last is open.
const AGES: [i64; 7] = [0, 20, 30, 40, 50, 60, 70];
/// First years of the bands of membership; the last is open.
const YEARS: [i64; 7] = [0, 1, 3, 5, 10, 20, 30];
/// Months that have a row each where no period says how many.
const MONTHS: u32 = 12;
/// Months of a period that have a row each; earlier ones share one.
const MOST_MONTHS: usize = 60;
/// Stands after every place that has an order of its own.
const LAST: i64 = i64::MAX;

/// What the names of the groups are read from.
pub(super) struct Ground<'g> {
    pub words: &'g Words,
    pub tree: &'g Tree,
    pub employers: &'g HashMap<OrganizationId, String>,
    pub as_of: NaiveDate,
    /// The period that the report is about, where it is one of joining or leaving, and the months that are its rows then.
    pub period: Option<(OwnDimension, Period)>,
    /// Columns of the sexes as R02 has them; none = each code by itself.
    pub sexes: &'g [(String, Vec<Sex>)],
}

/// One side of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Axis {
    /// Names of its places, in order.
    pub labels: Vec<String>,
    /// Where each key stands.
    places: HashMap<GroupKey, usize>,
}

impl Axis {
    /// Where a key stands.
    pub(super) fn place(&self, key: &GroupKey) -> usize {
        self.places.get(key).copied().unwrap_or_default()
    }

    /// Every key with its place.
    pub(super) fn keys(&self) -> Vec<(GroupKey, usize)> {
        let mut keys: Vec<(GroupKey, usize)> = self.places.iter().map(|(key, at)| (key.clone(), *at)).collect();
        keys.sort();
        keys
    }

    /// Joins all places but the `most` − 1 first of these sizes into one at the end; answers whether it did.
    pub(super) fn join_after(&mut self, sizes: &[i64], most: usize, name: impl FnOnce(usize) -> String) -> bool {
        if self.labels.len() <= most {
            return false;
        }
        let mut by_size: Vec<usize> = (0..self.labels.len()).collect();
        by_size.sort_by_key(|at| std::cmp::Reverse(sizes.get(*at).copied().unwrap_or_default()));
        let mut kept: Vec<usize> = by_size.into_iter().take(most - 1).collect();
        kept.sort_unstable();
        let joined = self.labels.len() - kept.len();
        let place = |old: usize| kept.iter().position(|at| *at == old).unwrap_or(kept.len());
        self.places.values_mut().for_each(|at| *at = place(*at));
        self.labels = kept.iter().filter_map(|at| self.labels.get(*at).cloned()).chain([name(joined)]).collect();
        true
    }
}

/// What the database tells apart for a dimension.
pub(super) fn group_by(dimension: OwnDimension) -> GroupBy {
    match dimension {
        OwnDimension::Branch | OwnDimension::SubBranch | OwnDimension::Workplace => GroupBy::Unit,
        OwnDimension::Category => GroupBy::Category,
        OwnDimension::EmploymentType => GroupBy::EmploymentType,
        OwnDimension::Employer => GroupBy::Employer,
        OwnDimension::Gender => GroupBy::Gender,
        OwnDimension::Age => GroupBy::Age,
        OwnDimension::Years => GroupBy::Years,
        OwnDimension::Standing => GroupBy::Standing,
        OwnDimension::JoinedMonth => GroupBy::JoinedMonth,
        OwnDimension::LeftMonth => GroupBy::LeftMonth,
    }
}

/// The places of a dimension for the keys that were found.
pub(super) fn axis<'k>(dimension: OwnDimension, keys: impl Iterator<Item = &'k GroupKey>, ground: &Ground<'_>) -> Axis {
    let keys: BTreeSet<&GroupKey> = keys.collect();
    if dimension == OwnDimension::Gender && !ground.sexes.is_empty() {
        return of_sexes(&keys, ground.sexes);
    }
    // Each place by its order and name; a place may hold several keys, or none where a row in between would be missing.
    let mut places: BTreeMap<(i64, String), Vec<GroupKey>> = BTreeMap::new();
    for place in between(dimension, &keys, ground) {
        places.insert(place, Vec::new());
    }
    let order = unit_order(dimension, ground);
    for key in keys {
        places.entry(place_of(dimension, key, ground, &order)).or_default().push(key.clone());
    }
    let mut axis = Axis::default();
    for (at, ((_, label), keys)) in places.into_iter().enumerate() {
        axis.labels.push(label);
        axis.places.extend(keys.into_iter().map(|key| (key, at)));
    }
    axis
}

/// The sexes as R02 tells them apart: of few who are neither there is no column of their own.
fn of_sexes(keys: &BTreeSet<&GroupKey>, sexes: &[(String, Vec<Sex>)]) -> Axis {
    let place = |key: &GroupKey| {
        let GroupKey::Code(code) = key else { return 0 };
        sexes.iter().position(|(_, sexes)| sexes.contains(&Sex::of(code.as_deref()))).unwrap_or_default()
    };
    Axis {
        labels: sexes.iter().map(|(label, _)| label.clone()).collect(),
        places: keys.iter().map(|key| ((*key).clone(), place(key))).collect(),
    }
}

fn unit_order(dimension: OwnDimension, ground: &Ground<'_>) -> HashMap<UnitId, i64> {
    if !dimension.is_unit() {
        return HashMap::new();
    }
    (0..).zip(ground.tree.in_order()).map(|(at, (node, _))| (node.id, at)).collect()
}

fn place_of(
    dimension: OwnDimension,
    key: &GroupKey,
    ground: &Ground<'_>,
    order: &HashMap<UnitId, i64>,
) -> (i64, String) {
    let words = ground.words;
    let unknown = match dimension {
        OwnDimension::Age => "report.age_unknown",
        _ => "report.not_known",
    };
    let unknown = || (LAST, words.word(unknown));
    match key {
        GroupKey::Unit(Some(unit)) => unit_place(dimension, *unit, ground, order),
        GroupKey::Unit(None) => (LAST, words.word("report.row.no_unit")),
        GroupKey::Employer(employer) => {
            employer.and_then(|id| ground.employers.get(&id)).map_or_else(unknown, |name| (0, name.clone()))
        }
        GroupKey::Code(Some(code)) => code_place(dimension, code, words),
        GroupKey::Years(Some(years)) if *years >= 0 => {
            let band = band_of(dimension, *years);
            (i64::try_from(band).unwrap_or(LAST), band_name(dimension, band, words))
        }
        GroupKey::Month(Some(month)) => month_place(dimension, month, ground),
        GroupKey::Month(None) => (LAST, words.word("report.own.no_month")),
        GroupKey::Code(None) | GroupKey::Years(_) => unknown(),
    }
}

/// The unit of the level, or, of whoever belongs to a higher unit itself, that one.
fn unit_place(
    dimension: OwnDimension,
    unit: UnitId,
    ground: &Ground<'_>,
    order: &HashMap<UnitId, i64>,
) -> (i64, String) {
    let level = match dimension {
        OwnDimension::SubBranch => UnitKind::SubBranch,
        OwnDimension::Workplace => UnitKind::Workplace,
        _ => UnitKind::Branch,
    };
    let at = |id: UnitId| order.get(&id).copied().unwrap_or(LAST - 1);
    match ground.tree.of_level(unit, level) {
        Some(node) => (at(node.id), ground.tree.way(node.id).unwrap_or_else(|| node.label.clone())),
        None => {
            let way = ground.tree.way(unit).unwrap_or_default();
            (at(unit), ground.words.say("report.row.direct", &json!({ "unit": way })))
        }
    }
}

/// As people read it; the roster's own list is in the order of its codes.
const GENDERS: Codes = Codes { name: "gender", values: &["1", "2", "9", "0"] };

fn code_place(dimension: OwnDimension, code: &str, words: &Words) -> (i64, String) {
    let codes = match dimension {
        OwnDimension::Gender => GENDERS,
        OwnDimension::EmploymentType => EMPLOYMENT_TYPES,
        OwnDimension::Standing => STANDINGS,
        _ => CATEGORIES,
    };
    let at = codes.values.iter().position(|other| *other == code).and_then(|at| i64::try_from(at).ok());
    (at.unwrap_or(LAST - 1), words.of_list(codes.name, code))
}

fn bands(dimension: OwnDimension) -> [i64; 7] {
    if dimension == OwnDimension::Age { AGES } else { YEARS }
}

fn band_of(dimension: OwnDimension, years: i64) -> usize {
    bands(dimension).iter().rposition(|first| *first <= years).unwrap_or_default()
}

fn band_name(dimension: OwnDimension, band: usize, words: &Words) -> String {
    let bands = bands(dimension);
    let (from, next) = (bands.get(band).copied().unwrap_or_default(), bands.get(band + 1).copied());
    match (dimension, from, next) {
        (OwnDimension::Age, 0, Some(next)) => words.say("report.age_under", &json!({ "to": next - 1 })),
        (OwnDimension::Age, from, Some(next)) => words.say("report.age_band", &json!({ "from": from, "to": next - 1 })),
        (OwnDimension::Age, from, None) => words.say("report.age_over", &json!({ "from": from })),
        (_, 0, Some(next)) => words.say("report.own.years_under", &json!({ "to": next })),
        (_, from, Some(next)) => words.say("report.own.years_band", &json!({ "from": from, "to": next })),
        (_, from, None) => words.say("report.own.years_over", &json!({ "from": from })),
    }
}

/// The months that have a row each: those of the period, else the last twelve.
fn months(dimension: OwnDimension, ground: &Ground<'_>) -> Vec<Period> {
    let own = ground.period.filter(|(of, _)| *of == dimension).map(|(_, period)| period);
    let period = own.unwrap_or(Period { from: months_before(ground.as_of, MONTHS - 1), to: ground.as_of });
    let months = period.months();
    let from = months.len().saturating_sub(MOST_MONTHS);
    months.into_iter().skip(from).collect()
}

/// Places that have a row even where nobody is: a line through the months has no gap, and no band between two others is left out.
fn between(dimension: OwnDimension, keys: &BTreeSet<&GroupKey>, ground: &Ground<'_>) -> Vec<(i64, String)> {
    if dimension.is_month() {
        return months(dimension, ground)
            .iter()
            .map(|month| month_place(dimension, &month.from.format("%Y-%m").to_string(), ground))
            .collect();
    }
    if !matches!(dimension, OwnDimension::Age | OwnDimension::Years) {
        return Vec::new();
    }
    let found: BTreeSet<usize> = keys
        .iter()
        .filter_map(|key| match key {
            GroupKey::Years(Some(years)) if *years >= 0 => Some(band_of(dimension, *years)),
            _ => None,
        })
        .collect();
    let (Some(first), Some(last)) = (found.first().copied(), found.last().copied()) else { return Vec::new() };
    (first..=last).map(|band| (i64::try_from(band).unwrap_or(LAST), band_name(dimension, band, ground.words))).collect()
}

fn month_place(dimension: OwnDimension, month: &str, ground: &Ground<'_>) -> (i64, String) {
    let months = months(dimension, ground);
    let of = |period: &Period| period.from.format("%Y-%m").to_string();
    match months.iter().position(|known| of(known) == month) {
        Some(at) => {
            let day = months.get(at).map_or(ground.as_of, |period| period.from);
            (i64::try_from(at).unwrap_or_default(), ground.words.month(day))
        }
        None if months.first().is_some_and(|first| month < of(first).as_str()) => {
            (-1, ground.words.word("report.own.earlier"))
        }
        None => (LAST - 1, ground.words.word("report.own.later")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_of_age_are_ten_years_and_those_of_membership_grow() {
        for (dimension, years, first) in [
            (OwnDimension::Age, 0, 0),
            (OwnDimension::Age, 19, 0),
            (OwnDimension::Age, 20, 20),
            (OwnDimension::Age, 69, 60),
            (OwnDimension::Age, 103, 70),
            (OwnDimension::Years, 0, 0),
            (OwnDimension::Years, 2, 1),
            (OwnDimension::Years, 30, 30),
        ] {
            assert_eq!(bands(dimension).get(band_of(dimension, years)), Some(&first), "{dimension:?} {years}");
        }
    }

    #[test]
    fn the_smallest_columns_are_joined_and_nobody_is_lost() {
        let key = |n: i64| GroupKey::Years(Some(n));
        let mut axis = Axis {
            labels: ["a", "b", "c", "d"].map(str::to_owned).into(),
            places: (0..4).map(|n| (key(n), usize::try_from(n).unwrap_or_default())).collect(),
        };
        let mut untouched = axis.clone();
        assert!(!untouched.join_after(&[5, 1, 9, 2], 4, |_| "rest".into()) && untouched == axis);
        assert!(axis.join_after(&[5, 1, 9, 2], 3, |n| format!("rest of {n}")));
        assert_eq!(axis.labels, ["a", "c", "rest of 2"]);
        assert_eq!([0, 1, 2, 3].map(|n| axis.place(&key(n))), [0, 2, 1, 2]);
    }
}
