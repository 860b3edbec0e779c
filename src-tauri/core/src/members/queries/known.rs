//! Somebody of the roster by what they say of themself: number, whole name or whole reading. For officers who may not leaf through
//! the roster but must know who calls.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::actions::name_of;
use super::super::entity::{membership, person, unit_assignment};
use super::super::model::{PersonDraft, Status};
use super::same::{kana_key_of, search_key};
use crate::dates::in_force;
use crate::error::Result;
use crate::ids::{MembershipId, PersonId, UnitId};

/// Most persons that are answered: more have the same name only in a very large union, and say their number.
const MOST: u64 = 20;

/// A person as others may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    /// The person.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Number of the newest membership.
    pub member_no: Option<String>,
    /// Unit of the day.
    pub unit: Option<UnitId>,
    /// A membership is in force on the day.
    pub in_force: bool,
    /// The name was erased.
    pub erased: bool,
}

/// Who calls themself so.
///
/// # Errors
/// What the database answers.
pub(crate) async fn known_as(on: &impl ConnectionTrait, said: &str, day: NaiveDate) -> Result<Vec<Known>> {
    let said = said.trim();
    if said.is_empty() {
        return Ok(Vec::new());
    }
    let by_number = membership::Entity::find().filter(membership::Column::MemberNo.eq(said)).one(on).await?;
    let mut found: Vec<PersonId> = by_number.into_iter().map(|row| row.person_id).collect();
    if found.is_empty() {
        let draft =
            PersonDraft { family_name: said.to_owned(), family_kana: Some(said.to_owned()), ..PersonDraft::default() };
        let rows = person::Entity::find()
            .filter(
                Condition::any()
                    .add(person::Column::SearchKey.eq(search_key(&draft)))
                    .add(person::Column::KanaKey.eq(kana_key_of(&draft))),
            )
            .filter(person::Column::MergedIntoId.is_null())
            .filter(person::Column::ErasedAt.is_null())
            .order_by_asc(person::Column::Id)
            .limit(MOST)
            .all(on)
            .await?;
        found.extend(rows.into_iter().map(|row| row.id));
    }
    let mut known = Vec::new();
    for id in found {
        known.extend(self::known(on, id, day).await?);
    }
    Ok(known)
}

/// Persons whose membership is in force, in the order of their numbers.
///
/// # Errors
/// What the database answers.
pub(crate) async fn some_in_force(on: &impl ConnectionTrait, most: usize, day: NaiveDate) -> Result<Vec<PersonId>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::Status.eq(Status::Active))
        .filter(membership::Column::JoinedOn.lte(day))
        .order_by_asc(membership::Column::MemberNo)
        .limit(most as u64)
        .select_only()
        .column(membership::Column::PersonId);
    Ok(rows.into_tuple().all(on).await?)
}

/// A person, or the one they were merged into.
///
/// # Errors
/// What the database answers.
pub(crate) async fn known(on: &impl ConnectionTrait, id: PersonId, day: NaiveDate) -> Result<Option<Known>> {
    let mut next = Some(id);
    let mut row = None;
    while let Some(id) = next {
        row = person::Entity::find_by_id(id).one(on).await?;
        next = row.as_ref().and_then(|row: &person::Model| row.merged_into_id);
    }
    let Some(row) = row else { return Ok(None) };
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(row.id))
        .order_by_desc(membership::Column::Id)
        .all(on)
        .await?;
    let newest = standing(&memberships);
    let unit = match newest {
        None => None,
        Some(of) => unit_assignment::Entity::find()
            .filter(unit_assignment::Column::MembershipId.eq(of.id))
            .filter(unit_assignment::Column::IsPrimary.eq(true))
            .all(on)
            .await?
            .into_iter()
            .find(|row| in_force(row.from_on, row.to_on, day))
            .map(|row| row.unit_id),
    };
    let kana =
        [row.family_kana.as_deref(), row.given_kana.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Some(Known {
        id: row.id,
        name: name_of(&row),
        kana: (!kana.is_empty()).then_some(kana),
        member_no: newest.map(|row| row.member_no.clone()),
        unit,
        in_force: memberships.iter().any(goes_on),
        erased: row.erased_at.is_some(),
    }))
}

fn goes_on(row: &membership::Model) -> bool {
    matches!(row.status, Status::Active | Status::Suspended)
}

/// The membership by which somebody is known: the one that goes on, or the newest; the newest come first.
fn standing<'m>(memberships: impl IntoIterator<Item = &'m membership::Model> + Clone) -> Option<&'m membership::Model> {
    let first = memberships.clone().into_iter().next();
    memberships.into_iter().find(|row| goes_on(row)).or(first)
}

/// The units of the day of persons, or of those they were merged into, as [`known`] tells them. Who has none is left out.
///
/// # Errors
/// What the database answers.
pub(crate) async fn units_of(
    on: &impl ConnectionTrait,
    ids: &[PersonId],
    day: NaiveDate,
) -> Result<HashMap<PersonId, UnitId>> {
    let persons: Vec<(PersonId, Option<PersonId>)> = person::Entity::find()
        .filter(person::Column::Id.is_in(ids.iter().copied()))
        .select_only()
        .columns([person::Column::Id, person::Column::MergedIntoId])
        .into_tuple()
        .all(on)
        .await?;
    let persons: Vec<(PersonId, PersonId)> = persons.into_iter().map(|(id, into)| (id, into.unwrap_or(id))).collect();
    let memberships = membership::Entity::find()
        .filter(membership::Column::PersonId.is_in(persons.iter().map(|(_, now)| *now)))
        .order_by_desc(membership::Column::Id)
        .all(on)
        .await?;
    let mut of_person: HashMap<PersonId, Vec<&membership::Model>> = HashMap::new();
    for row in &memberships {
        of_person.entry(row.person_id).or_default().push(row);
    }
    let units: HashMap<MembershipId, UnitId> = unit_assignment::Entity::find()
        .filter(unit_assignment::Column::MembershipId.is_in(memberships.iter().map(|row| row.id)))
        .filter(unit_assignment::Column::IsPrimary.eq(true))
        .all(on)
        .await?
        .into_iter()
        .filter(|row| in_force(row.from_on, row.to_on, day))
        .map(|row| (row.membership_id, row.unit_id))
        .collect();
    let unit = |now: &PersonId| units.get(&standing(of_person.get(now)?.iter().copied())?.id).copied();
    Ok(persons.iter().filter_map(|(id, now)| Some((*id, unit(now)?))).collect())
}
