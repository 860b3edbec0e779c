//! What own reports told members stays in the record of the files that were written, so that a later one of the same day, a pack or R02
//! does not tell the difference (S-07). Whom each counted is asked anew; what was corrected since is another figure.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::axis::{Axis, group_by};
use super::beside::{AS_IN_R02, member};
use super::entity::own_report;
use super::model::{OwnDimension, OwnKind};
use super::queries::Asked;
use crate::error::{Error, Result};
use crate::ids::{MembershipId, OwnReportId};
use crate::labels::word;
use crate::members::{self, Category, GroupBy, GroupKey, MemberFilter};
use crate::officers;
use crate::reports::figures::beside::Judged;
use crate::reports::figures::cuts::{Cut, Cuts, OwnTold, Place};
use crate::reports::figures::told::{Earlier, Member};
use crate::reports::pack;
use crate::rights::Right;
use crate::session::Session;

/// Tables of a day that are remembered, as of its packs.
const MOST_TOLD: usize = 12;
/// Files of a day that are looked through for them.
const MOST_READ: u64 = 200;

/// Where each key stood: in which row, in which column.
type Places = [Vec<(GroupKey, usize)>; 2];
/// Where a member stands in each of several tables; none = it does not count them.
type Stand = Vec<Option<Place>>;

/// What a report told, beside what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// Paths of the parts that it was about; none = the whole union.
    paths: Option<Vec<String>>,
    /// Where each key stood.
    places: Places,
    /// The table.
    cut: Cut,
}

impl Told {
    pub(super) fn of(paths: Option<Vec<String>>, axes: &[Axis; 2], counts: Vec<Vec<u64>>, judged: &Judged) -> Self {
        let Judged { shown, withheld } = judged.clone();
        Self { paths, places: keys(axes), cut: Cut { counts, shown, withheld } }
    }

    /// A table of R02.
    pub(super) fn as_in_r02(paths: Option<Vec<String>>, places: Places, cut: Cut) -> Self {
        Self { paths, places, cut }
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

fn keys([rows, columns]: &[Axis; 2]) -> Places {
    [rows.keys(), columns.keys()]
}

/// A file of the record that told figures.
#[derive(Clone, Debug, Deserialize)]
struct Written {
    #[serde(default)]
    own_report: Option<OwnReportId>,
    filter: MemberFilter,
    groups: Vec<OwnDimension>,
    told: Told,
}

impl Written {
    /// It told the very same.
    fn tells_as(&self, other: &Self) -> bool {
        self.filter == other.filter && self.groups == other.groups && self.told == other.told
    }
}

/// What own reports told members of a day, the oldest first.
///
/// # Errors
/// What the database answers.
async fn written_on(session: &Session, day: NaiveDate) -> Result<Vec<Written>> {
    let of_day = format!("\"as_of\":{}", json!(day));
    let noted = officers::asked_before(session, OwnKind::Count.logged_as(), &of_day, MOST_READ).await?;
    let mut all: Vec<Written> = Vec::new();
    for written in noted.into_iter().filter_map(|filters| serde_json::from_value::<Written>(filters).ok()) {
        let of_day = written.filter.as_of == Some(day);
        if of_day && all.len() < MOST_TOLD && !all.iter().any(|other| other.tells_as(&written)) {
            all.push(written);
        }
    }
    all.reverse();
    Ok(all)
}

/// The name of one of them, as far as the officer may know it.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn name_of(session: &Session, day: NaiveDate, at: usize) -> Result<String> {
    let id = written_on(session, day).await?.get(at).and_then(|written| written.own_report);
    let row = match id {
        Some(id) => own_report::Entity::find_by_id(id).one(session.look()).await?,
        None => None,
    };
    // Another officer's own report is not named.
    let seen = row.filter(|row| row.owner_id.is_none_or(|owner| owner == session.officer()));
    Ok(seen.map_or_else(|| word(session.locale, "report.own.unnamed").to_owned(), |row| row.name))
}

/// What members were told of a day before, for a report of the organisation or of a part of it.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn earlier(session: &Session, day: NaiveDate) -> Result<Earlier> {
    let own = Remembered::of(session, day).await?.in_report(session).await?;
    Ok(Earlier { packs: pack::told(session, day).await?, own })
}

/// What own reports told members of a day, and where those stand today whom they counted.
#[derive(Debug, Default)]
pub(super) struct Remembered {
    day: NaiveDate,
    told: Vec<Cut>,
    stand: HashMap<MembershipId, Stand>,
}

impl Remembered {
    /// Asks anew whom each counted.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn of(session: &Session, day: NaiveDate) -> Result<Self> {
        let all = written_on(session, day).await?;
        let mut stand = HashMap::new();
        for (at, written) in all.iter().enumerate() {
            let (by, paths) = (told_apart_by(&written.groups), written.told.paths.clone());
            let found = members::grouped_within(session, &written.filter, day, paths, &by).await?;
            put(&mut stand, (at, all.len()), found, written.told.places.clone());
        }
        Ok(Self { day, told: all.into_iter().map(|written| written.told.cut).collect(), stand })
    }

    /// Beside a table with these axes that is made of what is asked.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn beside(&self, session: &Session, asked: &Asked, axes: &[Axis; 2]) -> Result<Cuts> {
        if self.told.is_empty() {
            return Ok(Cuts::default());
        }
        let by = told_apart_by(&asked.fields.groups);
        let own = members::grouped_by(session, &asked.filter, asked.as_of, Right::SeeDetails, &by).await?;
        let mut stand: HashMap<MembershipId, Stand> = self.stand.iter().map(|(id, at)| (*id, after_none(at))).collect();
        put(&mut stand, (0, self.told.len() + 1), own, keys(axes));
        let mut alike: BTreeMap<Stand, u64> = BTreeMap::new();
        for places in stand.into_values() {
            *alike.entry(places).or_default() += 1;
        }
        Ok(Cuts { told: self.told.clone(), stand: alike.into_iter().collect() })
    }

    /// Beside the tables of a report of the organisation or of a part of it: its figures name the units that they count.
    ///
    /// # Errors
    /// What the database answers.
    pub(super) async fn in_report(&self, session: &Session) -> Result<OwnTold> {
        if self.told.is_empty() {
            return Ok(OwnTold::default());
        }
        let categories = Category::MEMBERS.to_vec();
        let everyone = MemberFilter { categories, as_of: Some(self.day), ..MemberFilter::default() };
        let found = members::grouped_within(session, &everyone, self.day, None, &AS_IN_R02).await?;
        let mut counted: HashMap<MembershipId, Member> = HashMap::with_capacity(found.len());
        counted.extend(found.iter().filter_map(|(id, keys)| Some((*id, member(keys)?))));
        let mut alike: BTreeMap<(Option<Member>, Stand), u64> = BTreeMap::new();
        for (id, places) in &self.stand {
            *alike.entry((counted.remove(id), after_none(places))).or_default() += 1;
        }
        for member in counted.into_values() {
            *alike.entry((Some(member), vec![None; self.told.len() + 1])).or_default() += 1;
        }
        let mut own = OwnTold { cuts: Cuts { told: self.told.clone(), stand: Vec::new() }, members: Vec::new() };
        for ((member, places), n) in alike {
            own.members.push(member);
            own.cuts.stand.push((places, n));
        }
        Ok(own)
    }
}

/// Where somebody stands, behind a table that does not count them.
fn after_none(places: &[Option<Place>]) -> Stand {
    [None].into_iter().chain(places.iter().copied()).collect()
}

fn told_apart_by(groups: &[OwnDimension]) -> Vec<GroupBy> {
    groups.iter().map(|group| group_by(*group)).collect()
}

/// Notes where the members of one of so many tables stand.
fn put(
    stand: &mut HashMap<MembershipId, Stand>,
    (table, tables): (usize, usize),
    found: Vec<(MembershipId, Vec<GroupKey>)>,
    [rows, columns]: Places,
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
