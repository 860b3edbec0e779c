//! What own reports told members stays in the record of the files that were written, so that a later one of the same day does not
//! tell the difference (S-07). Whom each counted is asked anew; what was corrected since is another figure.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::axis::{Axis, group_by};
use super::model::OwnDimension;
use super::queries::Asked;
use crate::error::{Error, Result};
use crate::ids::MembershipId;
use crate::members::{self, GroupBy, GroupKey, MemberFilter};
use crate::officers;
use crate::reports::figures::beside::Judged;
use crate::reports::figures::cuts::{Cut, Cuts, Place};
use crate::rights::Right;
use crate::session::Session;

/// Tables of a day that are remembered, as of its packs.
const MOST_TOLD: usize = 12;
/// Files of a day that are looked through for them.
const MOST_READ: u64 = 200;

/// What a report told, beside what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// Paths of the parts that it was about; none = the whole union.
    paths: Option<Vec<String>>,
    /// Where each key stood: in which row, in which column.
    places: [Vec<(GroupKey, usize)>; 2],
    /// The table.
    cut: Cut,
}

impl Told {
    pub(super) fn of(paths: Option<Vec<String>>, axes: &[Axis; 2], counts: Vec<Vec<u64>>, judged: &Judged) -> Self {
        let Judged { shown, withheld } = judged.clone();
        Self { paths, places: keys(axes), cut: Cut { counts, shown, withheld } }
    }

    /// Puts it to what is noted of the file.
    ///
    /// # Errors
    /// [`Error::Bug`] for what cannot be written as JSON.
    pub(super) fn note(&self, filters: &mut Value) -> Result<()> {
        let told = serde_json::to_value(self).map_err(|error| Error::Bug(error.to_string()))?;
        if let Some(filters) = filters.as_object_mut() {
            filters.insert("told".to_owned(), told);
        }
        Ok(())
    }
}

fn keys([rows, columns]: &[Axis; 2]) -> [Vec<(GroupKey, usize)>; 2] {
    [rows.keys(), columns.keys()]
}

/// A file of the record that told figures.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Written {
    filter: MemberFilter,
    groups: Vec<OwnDimension>,
    told: Told,
}

/// What own reports told of the day, beside a table with these axes that is made of what is asked.
///
/// # Errors
/// What the database answers.
pub(super) async fn earlier(session: &Session, asked: &Asked, axes: &[Axis; 2]) -> Result<Cuts> {
    let of_day = format!("\"as_of\":{}", json!(asked.as_of));
    let noted = officers::asked_before(session, asked.fields.logged_as(), &of_day, MOST_READ).await?;
    let mut all: Vec<Written> = Vec::new();
    for written in noted.into_iter().filter_map(|filters| serde_json::from_value::<Written>(filters).ok()) {
        let of_day = written.filter.as_of == Some(asked.as_of);
        if of_day && all.len() < MOST_TOLD && !all.contains(&written) {
            all.push(written);
        }
    }
    if all.is_empty() {
        return Ok(Cuts::default());
    }
    all.reverse();
    let mut stand: HashMap<MembershipId, Vec<Option<Place>>> = HashMap::new();
    let by = told_apart_by(&asked.fields.groups);
    let own = members::grouped_by(session, &asked.filter, asked.as_of, Right::SeeDetails, &by).await?;
    put(&mut stand, (0, all.len() + 1), own, keys(axes));
    for (at, written) in (1..).zip(&all) {
        let (by, paths) = (told_apart_by(&written.groups), written.told.paths.clone());
        let found = members::grouped_within(session, &written.filter, asked.as_of, paths, &by).await?;
        put(&mut stand, (at, all.len() + 1), found, written.told.places.clone());
    }
    let mut alike: BTreeMap<Vec<Option<Place>>, u64> = BTreeMap::new();
    for places in stand.into_values() {
        *alike.entry(places).or_default() += 1;
    }
    Ok(Cuts { told: all.into_iter().map(|written| written.told.cut).collect(), stand: alike.into_iter().collect() })
}

fn told_apart_by(groups: &[OwnDimension]) -> Vec<GroupBy> {
    groups.iter().map(|group| group_by(*group)).collect()
}

/// Notes where the members of one of so many tables stand.
fn put(
    stand: &mut HashMap<MembershipId, Vec<Option<Place>>>,
    (table, tables): (usize, usize),
    found: Vec<(MembershipId, Vec<GroupKey>)>,
    [rows, columns]: [Vec<(GroupKey, usize)>; 2],
) {
    let rows: HashMap<GroupKey, usize> = rows.into_iter().collect();
    let columns: HashMap<GroupKey, usize> = columns.into_iter().collect();
    for (id, keys) in found {
        let row = keys.first().and_then(|key| rows.get(key)).copied();
        // A table of one dimension has one column.
        let column = keys.get(1).map_or(Some(0), |key| columns.get(key).copied());
        let place = stand.entry(id).or_insert_with(|| vec![None; tables]).get_mut(table);
        if let (Some(place), Some(row), Some(column)) = (place, row, column) {
            *place = Some((row, column));
        }
    }
}
