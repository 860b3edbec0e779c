//! Whom an officer may see under a right, and who is chosen for a change of many.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::super::entity::{membership, person, unit_assignment};
use super::super::model::Chosen;
use super::super::roster::is_live;
use super::list::{Scope, by_number};
use crate::error::{Error, Result};
use crate::ids::{MembershipId, PersonId, UnitId};
use crate::organizations::Tree;
use crate::session::Session;

/// Persons asked about in one statement.
const PART: usize = 2_000;
/// Members of a filter that are read at once.
const BATCH: u64 = 5_000;

/// Whether the officer may see a person under a right: the person's unit is within reach.
///
/// # Errors
/// [`Error::Missing`] for a person out of sight: it says no more than for one who does not exist.
pub(crate) async fn person_in_reach(on: &impl ConnectionTrait, scope: &Scope, person_id: PersonId) -> Result<()> {
    let missing = || Error::Missing { what: "person" };
    if persons_in_reach(on, scope, &[person_id]).await?.contains(&person_id) { Ok(()) } else { Err(missing()) }
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
        let known: Vec<PersonId> = person::Entity::find()
            .select_only()
            .column(person::Column::Id)
            .filter(person::Column::Id.is_in(part.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        let Some(paths) = &scope.paths else {
            seen.extend(known);
            continue;
        };
        let units = units_of(on, &scope.tree, &known, scope.today).await?;
        seen.extend(known.into_iter().filter(|id| is_within(Some(paths), units.get(id).map(String::as_str))));
    }
    Ok(seen)
}

/// The path of the unit by which a person is seen on a day. None = no unit.
///
/// # Errors
/// What the database answers.
pub(super) async fn path_of(
    on: &impl ConnectionTrait,
    tree: &Tree,
    person_id: PersonId,
    day: NaiveDate,
) -> Result<Option<String>> {
    Ok(units_of(on, tree, &[person_id], day).await?.remove(&person_id))
}

/// The paths of the units by which persons are seen on a day: the unit of the day, else the last one before it, else the first
/// one to come.
async fn units_of(
    on: &impl ConnectionTrait,
    tree: &Tree,
    persons: &[PersonId],
    day: NaiveDate,
) -> Result<HashMap<PersonId, String>> {
    let memberships: Vec<(MembershipId, PersonId)> = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Id, membership::Column::PersonId])
        .filter(membership::Column::PersonId.is_in(persons.iter().copied()))
        .into_tuple()
        .all(on)
        .await?;
    let memberships: HashMap<MembershipId, PersonId> = memberships.into_iter().collect();
    let mut assignments: Vec<(MembershipId, UnitId, NaiveDate)> = unit_assignment::Entity::find()
        .select_only()
        .columns([
            unit_assignment::Column::MembershipId,
            unit_assignment::Column::UnitId,
            unit_assignment::Column::FromOn,
        ])
        .filter(unit_assignment::Column::MembershipId.is_in(memberships.keys().copied()))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .into_tuple()
        .all(on)
        .await?;
    // Those to come first, the nearest last among them; then those that have begun, the latest last of all.
    assignments.sort_by_key(|(_, _, from)| {
        let begun = *from <= day;
        (begun, if begun { (*from - day).num_days() } else { (day - *from).num_days() })
    });
    let seen = assignments
        .into_iter()
        .filter_map(|(membership, unit, _)| Some((*memberships.get(&membership)?, tree.get(unit)?.path.clone())));
    Ok(seen.collect())
}

/// Whether a unit lies within what a reach allows; no paths = the whole union, where also those without a unit are.
pub(super) fn is_within(paths: Option<&[String]>, unit: Option<&str>) -> bool {
    paths.is_none_or(|paths| unit.is_some_and(|unit| paths.iter().any(|path| unit.starts_with(path))))
}

/// The memberships of those chosen, in the order in which they were named or of their numbers, within the officer's reach; and how many were named
/// and are out of sight.
///
/// # Errors
/// `required` when nobody is chosen by either way, and what the database answers.
pub(crate) async fn chosen(session: &Session, scope: &Scope, input: &Chosen) -> Result<(Vec<MembershipId>, u64)> {
    let Some(filter) = &input.filter else {
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
