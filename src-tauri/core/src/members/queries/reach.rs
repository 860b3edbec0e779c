//! What an officer may see of the roster, and who is chosen for a change of many. A person belongs to one place at a time: who moved away is the business of the
//! officers there, whatever day a list is asked for; who is still to come is not yet anybody else's.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::sea_query::{Cond, Expr, ExprTrait, Query as Sql};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::super::entity::{membership, person};
use super::super::lists::kept_list;
use super::super::model::Chosen;
use super::super::roster::is_live;
use super::list::by_number;
use crate::error::{Error, Result};
use crate::ids::{MembershipId, PersonId};
use crate::organizations::{self, OrganizationRow, Tree};
use crate::rights::Right;
use crate::session::{Session, Trail};

/// Persons asked about in one statement.
const PART: usize = 2_000;
/// Members of a filter that are read at once.
const BATCH: u64 = 5_000;

/// What an officer may see of the roster, and the units to name it with.
pub(crate) struct Scope {
    /// All units.
    pub tree: Arc<Tree>,
    /// Paths of the subtrees allowed; none = the whole union.
    pub paths: Option<Vec<String>>,
    /// The officer may see cards, not only names.
    pub cards: bool,
    /// The officer may see what stands beside the name in the roster: numbers, dates, employment.
    pub details: bool,
    /// The day on which a person's place is looked at.
    pub today: NaiveDate,
    /// How far the trail went when the units were asked; none within a change.
    pub trail: Option<Trail>,
}

/// The scope of a right.
///
/// # Errors
/// [`Error::NotAllowed`].
pub(crate) async fn scope(session: &Session, right: Right) -> Result<Scope> {
    let trail = session.trail().await?;
    let tree = session.kept_at(trail, organizations::tree(session.look())).await?;
    Ok(Scope { trail: Some(trail), ..scope_of(session, tree, right)? })
}

/// The same on the connection of a change that is open: what a change rests on is read behind its lock, or a colleague at
/// another office closes a unit after it was looked at and before somebody is placed in it.
///
/// # Errors
/// [`Error::NotAllowed`], and what the database answers.
pub(crate) async fn scope_on(session: &Session, on: &impl ConnectionTrait, right: Right) -> Result<Scope> {
    scope_of(session, Arc::new(organizations::tree(on).await?), right)
}

fn scope_of(session: &Session, tree: Arc<Tree>, right: Right) -> Result<Scope> {
    let reach = session.may(right)?;
    let paths = organizations::allowed_paths(&tree, &reach);
    Ok(Scope {
        tree,
        paths,
        cards: session.can(Right::SeeCards),
        details: session.can(Right::SeeDetails),
        today: session.today(),
        trail: None,
    })
}

impl Scope {
    /// Employers and other organisations, to name them with.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn organizations(&self, session: &Session) -> Result<Arc<Vec<OrganizationRow>>> {
        let load = organizations::organizations(session.look());
        match self.trail {
            Some(trail) => session.kept_at(trail, load).await,
            None => session.kept(load).await,
        }
    }

    /// That the person in `column` has the place within reach; none = no narrowing.
    pub fn holds_person(&self, column: &str) -> Option<Cond> {
        let place = place_of(column, self.today);
        let paths = self.paths.as_ref()?;
        Some(paths.iter().fold(Cond::any().add(Expr::val(1).eq(0)), |any, path| {
            let (from, to) = subtree(path);
            any.add(Expr::cust(place.clone()).gte(from).and(Expr::cust(place.clone()).lt(to)))
        }))
    }
}

/// Where the paths of a subtree begin and end: paths end in a slash, the character after it is `0`.
pub(crate) fn subtree(path: &str) -> (String, String) {
    (path.to_owned(), format!("{}0", path.strip_suffix('/').unwrap_or(path)))
}

/// SQL for the path of the unit in which the person in `column` has the place on a day: of what has begun the assignment
/// that lasts longest (who left is kept where the membership ended), and before anything has begun the first to come.
pub(crate) fn place_of(column: &str, today: NaiveDate) -> String {
    let begun = format!("ta.from_on <= '{today}'");
    format!(
        "(SELECT tu.path FROM membership tm JOIN unit_assignment ta ON ta.membership_id = tm.id \
         JOIN unit tu ON tu.id = ta.unit_id WHERE tm.person_id = {column} AND ta.is_primary \
         ORDER BY CASE WHEN {begun} THEN 0 ELSE 1 END, \
         CASE WHEN {begun} THEN COALESCE(ta.to_on, '9999-12-31') ELSE '9999-12-31' END DESC, \
         CASE WHEN {begun} THEN '9999-12-31' ELSE ta.from_on END, ta.from_on DESC, ta.id DESC LIMIT 1)"
    )
}

/// The path of the unit in which a person has the place on a day; none = no unit.
///
/// # Errors
/// What the database answers.
pub(super) async fn path_of(on: &impl ConnectionTrait, person_id: PersonId, day: NaiveDate) -> Result<Option<String>> {
    let mut select = Sql::select();
    select
        .expr_as(Expr::cust(place_of("p.id", day)), "path")
        .from_as(person::Entity, "p")
        .and_where(Expr::col(("p", "id")).eq(person_id.0));
    Ok(on.query_one(&select).await?.map(|row| row.try_get_by_index(0)).transpose()?.flatten())
}

/// Whether a unit lies within what a reach allows; no paths = the whole union, where also those without a unit are.
pub(super) fn is_within(paths: Option<&[String]>, unit: Option<&str>) -> bool {
    paths.is_none_or(|paths| unit.is_some_and(|unit| paths.iter().any(|path| unit.starts_with(path))))
}

/// Whether the officer may see a person under a right: the place of the person is within reach today.
///
/// # Errors
/// [`Error::Missing`] for a person out of sight: it says no more than for one who does not exist.
pub(crate) async fn person_in_reach(on: &impl ConnectionTrait, scope: &Scope, person_id: PersonId) -> Result<()> {
    let seen = persons_in_reach(on, scope, &[person_id]).await?;
    if seen.contains(&person_id) { Ok(()) } else { Err(Error::Missing { what: "person" }) }
}

/// Those of the persons whom the officer may see under a right.
///
/// # Errors
/// What the database answers.
pub(crate) async fn persons_in_reach(
    on: &impl ConnectionTrait,
    scope: &Scope,
    persons: &[PersonId],
) -> Result<HashSet<PersonId>> {
    let mut seen = HashSet::new();
    for part in persons.chunks(PART) {
        let mut select = Sql::select();
        select
            .column(("p", "id"))
            .from_as(person::Entity, "p")
            .and_where(Expr::col(("p", "id")).is_in(part.iter().map(|person| person.0)));
        if let Some(within) = scope.holds_person("p.id") {
            select.cond_where(within);
        }
        for row in on.query_all(&select).await? {
            seen.insert(row.try_get_by_index(0)?);
        }
    }
    Ok(seen)
}

/// The same for the person of a membership.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn membership_in_reach(on: &impl ConnectionTrait, scope: &Scope, id: MembershipId) -> Result<()> {
    if scope.paths.is_none() {
        return Ok(());
    }
    let missing = || Error::Missing { what: "membership" };
    let row = membership::Entity::find().filter(membership::Column::Id.eq(id)).one(on).await?.ok_or_else(missing)?;
    person_in_reach(on, scope, row.person_id).await.map_err(|_| missing())
}

/// That rows of a table, as undo keeps them, tell of nobody out of the officer's sight.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn in_sight(
    session: &Session,
    on: &impl ConnectionTrait,
    right: Right,
    table: &str,
    images: &[Value],
) -> Result<()> {
    let scope = scope_on(session, on, right).await?;
    let id = |image: &Value, name: &str| -> Option<Uuid> { image.get(name)?.as_str()?.parse().ok() };
    let gone = |_| Error::Missing { what: "op" };
    for image in images {
        let person = match table {
            // Who was merged has no place; who took over has.
            "person" => id(image, "merged_into_id").or_else(|| id(image, "id")),
            _ => id(image, "person_id"),
        };
        if let Some(person) = person {
            person_in_reach(on, &scope, PersonId(person)).await.map_err(gone)?;
        } else if let Some(membership) = id(image, "membership_id") {
            membership_in_reach(on, &scope, MembershipId(membership)).await.map_err(gone)?;
        }
    }
    Ok(())
}

/// The memberships of those chosen, in the order in which they were named or of their numbers, within the officer's reach; and how many were named
/// and are out of sight.
///
/// # Errors
/// `required` when nobody is chosen by either way, and what the database answers.
pub(crate) async fn chosen(session: &Session, scope: &Scope, input: &Chosen) -> Result<(Vec<MembershipId>, u64)> {
    let listed = match input.list {
        Some(_) if input.filter.is_some() => return Err(Error::invalid("chosen.list", "list_or_filter")),
        Some(list) => Some(kept_list(session, list).await?.1),
        None => input.filter.clone(),
    };
    let Some(filter) = &listed else {
        if input.persons.is_empty() {
            return Err(Error::invalid("chosen.persons", "required"));
        }
        return by_person(session.look(), scope, &input.persons).await;
    };
    if !input.persons.is_empty() {
        return Err(Error::invalid("chosen.persons", "chosen_twice"));
    }
    let day = filter.as_of.unwrap_or_else(|| session.today());
    let mut found = Vec::new();
    let mut after = None;
    loop {
        session.progress.go_on()?;
        let batch = by_number(session, filter, day, scope, after.as_ref(), BATCH).await?;
        let typed = filter.find.as_deref().is_some_and(|find| !find.trim().is_empty());
        let ended = typed || (batch.len() as u64) < BATCH;
        found.extend(batch.iter().map(|(_, id)| *id));
        after = batch.into_iter().next_back();
        if ended || after.is_none() {
            break;
        }
    }
    if input.except.is_empty() && scope.paths.is_none() {
        return Ok((found, 0));
    }
    let except: HashSet<PersonId> = input.except.iter().copied().collect();
    let mut kept = Vec::with_capacity(found.len());
    let mut unseen = 0;
    for part in found.chunks(PART) {
        let persons: HashMap<MembershipId, PersonId> = membership::Entity::find()
            .select_only()
            .columns([membership::Column::Id, membership::Column::PersonId])
            .filter(membership::Column::Id.is_in(part.iter().copied()))
            .into_tuple()
            .all(session.look())
            .await?
            .into_iter()
            .collect();
        let all: Vec<PersonId> = persons.values().copied().collect();
        let seen = persons_in_reach(session.look(), scope, &all).await?;
        for id in part {
            match persons.get(id) {
                Some(person) if except.contains(person) => {}
                Some(person) if seen.contains(person) => kept.push(*id),
                // Who moved on to another branch is not changed from here.
                _ => unseen += 1,
            }
        }
    }
    Ok((kept, unseen))
}

async fn by_person(on: &impl ConnectionTrait, scope: &Scope, persons: &[PersonId]) -> Result<(Vec<MembershipId>, u64)> {
    let mut found = Vec::with_capacity(persons.len());
    let mut unseen = 0;
    let mut once = HashSet::new();
    let wanted: Vec<PersonId> = persons.iter().copied().filter(|person| once.insert(*person)).collect();
    for part in wanted.chunks(PART) {
        let seen = persons_in_reach(on, scope, part).await?;
        let rows =
            membership::Entity::find().filter(membership::Column::PersonId.is_in(seen.iter().copied())).all(on).await?;
        let mut best: HashMap<PersonId, membership::Model> = HashMap::new();
        for row in rows {
            let rank = |row: &membership::Model| (is_live(row.status), row.joined_on, row.id);
            if best.get(&row.person_id).is_none_or(|known| rank(&row) > rank(known)) {
                best.insert(row.person_id, row);
            }
        }
        for person in part {
            match best.get(person) {
                Some(row) => found.push(row.id),
                None => unseen += 1,
            }
        }
    }
    Ok((found, unseen))
}
