//! What later capabilities ask of the roster: names of persons, who is a member, where they belong, what they agreed to;
//! and persons who are no members, with the smallest set of data.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::actions::{digits_of, new_person, next_search_no, set_person};
use super::consents::agreed;
use super::entity::{consent, contact_point, employment, membership, person, unit_assignment};
use super::model::{ConsentMethod, ConsentPurpose, ContactKind, PersonDraft, Status};
use super::queries::draft_of;
use crate::error::Result;
use crate::ids::{ConsentId, ContactId, OrganizationId, PersonId, UnitId};
use crate::ops::Change;
use crate::text;

/// Persons asked about in one statement.
const PART: usize = 2_000;

/// A person by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedPerson {
    /// Name as shown.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Reading of the family name.
    pub family_kana: Option<String>,
    /// Reading of the given name.
    pub given_kana: Option<String>,
    /// Key of the order by reading.
    pub kana_key: String,
    /// Name folded for comparing.
    pub name_key: String,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: Option<String>,
    /// Decade of age on the day asked for.
    pub age_band: Option<i64>,
}

/// Names of persons; of who was merged, the name that the row has.
///
/// # Errors
/// What the database answers.
pub(crate) async fn named_persons(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    day: NaiveDate,
) -> Result<HashMap<PersonId, NamedPerson>> {
    let mut found = HashMap::with_capacity(persons.len());
    for part in persons.chunks(PART) {
        for row in person::Entity::find().filter(person::Column::Id.is_in(part.iter().copied())).all(on).await? {
            found.insert(row.id, of_row(&row, day));
        }
    }
    Ok(found)
}

/// Persons of these names, folded as [`NamedPerson::name_key`] is.
///
/// # Errors
/// What the database answers.
pub(crate) async fn persons_called(
    on: &impl ConnectionTrait,
    names: &[String],
    day: NaiveDate,
) -> Result<HashMap<PersonId, NamedPerson>> {
    let mut found = HashMap::new();
    for part in names.chunks(PART) {
        let called = person::Entity::find().filter(person::Column::SearchKey.is_in(part.iter().map(String::as_str)));
        found.extend(called.all(on).await?.into_iter().map(|row| (row.id, of_row(&row, day))));
    }
    Ok(found)
}

fn of_row(row: &person::Model, day: NaiveDate) -> NamedPerson {
    let kana =
        [&row.family_kana, &row.given_kana].into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
    let legal = format!("{} {}", row.family_name, row.given_name.as_deref().unwrap_or_default()).trim().to_owned();
    NamedPerson {
        name_key: text::name_key(&legal),
        name: row.display_name.clone().unwrap_or(legal),
        kana: Some(kana).filter(|kana| !kana.is_empty()),
        family_kana: row.family_kana.clone(),
        given_kana: row.given_kana.clone(),
        kana_key: row.kana_key.clone(),
        family_name: row.family_name.clone(),
        given_name: row.given_name.clone(),
        age_band: row.birth_on.map(|birth| {
            let had = (day.month(), day.day()) >= (birth.month(), birth.day());
            i64::from(day.year() - birth.year() - i32::from(!had)) / 10 * 10
        }),
    }
}

/// A member in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InForce {
    /// The person.
    pub person_id: PersonId,
    /// The number.
    pub member_no: String,
}

/// The members in force among these numbers, by the number as it was written.
///
/// # Errors
/// What the database answers.
pub(crate) async fn numbered(on: &impl ConnectionTrait, numbers: &[String]) -> Result<HashMap<String, InForce>> {
    let mut found = HashMap::new();
    for part in numbers.chunks(PART) {
        let wanted: HashMap<String, &String> = part.iter().map(|no| (text::identifier(no), no)).collect();
        let rows = membership::Entity::find()
            .filter(membership::Column::MemberNo.is_in(wanted.keys().cloned()))
            .filter(membership::Column::Status.is_in([Status::Active, Status::Suspended]))
            .all(on)
            .await?;
        for row in rows {
            if let Some(written) = wanted.get(&row.member_no) {
                let in_force = InForce { person_id: row.person_id, member_no: row.member_no };
                found.insert((*written).clone(), in_force);
            }
        }
    }
    Ok(found)
}

/// Where members belong and who employs them on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Belongs {
    /// Unit.
    pub unit: Option<UnitId>,
    /// Employer.
    pub employer: Option<OrganizationId>,
}

/// Those of the persons who are members in force, with where they belong on a day.
///
/// # Errors
/// What the database answers.
pub(crate) async fn belonging(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    day: NaiveDate,
) -> Result<HashMap<PersonId, Belongs>> {
    let mut found: HashMap<PersonId, Belongs> = HashMap::new();
    for part in persons.chunks(PART) {
        let memberships = membership::Entity::find()
            .filter(membership::Column::PersonId.is_in(part.iter().copied()))
            .filter(membership::Column::Status.is_in([Status::Active, Status::Suspended]))
            .all(on)
            .await?;
        let whose: HashMap<_, _> = memberships.iter().map(|row| (row.id, row.person_id)).collect();
        found.extend(memberships.iter().map(|row| (row.person_id, Belongs::default())));
        let on_day = |from: unit_assignment::Column, to: unit_assignment::Column| {
            Condition::all().add(from.lte(day)).add(Condition::any().add(to.is_null()).add(to.gte(day)))
        };
        let assignments = unit_assignment::Entity::find()
            .filter(unit_assignment::Column::MembershipId.is_in(whose.keys().copied()))
            .filter(unit_assignment::Column::IsPrimary.eq(true))
            .filter(on_day(unit_assignment::Column::FromOn, unit_assignment::Column::ToOn))
            .all(on)
            .await?;
        for row in assignments {
            if let Some(belongs) = whose.get(&row.membership_id).and_then(|person| found.get_mut(person)) {
                belongs.unit = Some(row.unit_id);
            }
        }
        let works = employment::Entity::find()
            .filter(employment::Column::PersonId.is_in(part.iter().copied()))
            .filter(employment::Column::ToOn.is_null())
            .order_by_asc(employment::Column::Id)
            .all(on)
            .await?;
        for row in works {
            if let Some(belongs) = found.get_mut(&row.person_id) {
                belongs.employer = Some(row.employer_org_id);
            }
        }
    }
    Ok(found)
}

/// Somebody who is no member: name, reading, and ways to be reached.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outsider {
    /// Name and reading; the rest stays empty.
    pub person: PersonDraft,
    /// E-mail.
    pub mail: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// Add persons who are no members, within a change.
///
/// # Errors
/// What the database answers.
pub(crate) async fn add_outsiders(change: &mut Change<'_>, all: &[Outsider]) -> Result<Vec<PersonId>> {
    if all.is_empty() {
        return Ok(Vec::new());
    }
    let mut next = next_search_no(change.on()).await?;
    let ids: Vec<PersonId> = all.iter().map(|_| PersonId::new()).collect();
    let mut persons = Vec::with_capacity(all.len());
    let mut contacts = Vec::new();
    for (id, outsider) in ids.iter().zip(all) {
        persons.push(new_person(*id, next, &outsider.person));
        next += 1;
        let ways = [(ContactKind::MailWork, &outsider.mail), (ContactKind::Phone, &outsider.phone)];
        for (kind, value) in ways.into_iter().filter_map(|(kind, value)| Some((kind, value.clone()?))) {
            contacts.push(contact_row(*id, kind, value));
        }
    }
    change.insert_many::<person::Entity>(persons).await?;
    if !contacts.is_empty() {
        change.insert_many::<contact_point::Entity>(contacts).await?;
    }
    Ok(ids)
}

/// Note within a change that persons agreed in writing to a purpose towards a recipient; who has agreed already stays.
///
/// # Errors
/// What the database answers.
pub(crate) async fn note_agreed(
    change: &mut Change<'_>,
    persons: &[PersonId],
    purpose: ConsentPurpose,
    recipient: OrganizationId,
    day: NaiveDate,
    notice: &str,
) -> Result<()> {
    let known = agreed(change.on(), persons, purpose, Some(recipient), change.today()).await?;
    let rows = persons.iter().filter(|person| !known.contains(person)).map(|person| consent::ActiveModel {
        id: Set(ConsentId::new()),
        person_id: Set(*person),
        purpose: Set(purpose),
        recipient_org_id: Set(Some(recipient)),
        granted_on: Set(day),
        withdrawn_on: Set(None),
        method: Set(ConsentMethod::Written),
        notice_version: Set(notice.to_owned()),
        document_ref: Set(None),
        ..Default::default()
    });
    let rows: Vec<consent::ActiveModel> = rows.collect();
    if !rows.is_empty() {
        change.insert_many::<consent::Entity>(rows).await?;
    }
    Ok(())
}

/// Note within a change that persons no longer agree to a purpose towards a recipient: every consent that would allow it ends,
/// also one towards everybody.
///
/// # Errors
/// What the database answers.
pub(crate) async fn note_withdrawn(
    change: &mut Change<'_>,
    persons: &[PersonId],
    purpose: ConsentPurpose,
    recipient: OrganizationId,
    day: NaiveDate,
) -> Result<()> {
    for part in persons.chunks(PART) {
        let rows = consent::Entity::find()
            .filter(consent::Column::PersonId.is_in(part.iter().copied()))
            .filter(consent::Column::Purpose.eq(purpose))
            .filter(
                Condition::any()
                    .add(consent::Column::RecipientOrgId.is_null())
                    .add(consent::Column::RecipientOrgId.eq(recipient)),
            )
            .filter(
                Condition::any().add(consent::Column::WithdrawnOn.is_null()).add(consent::Column::WithdrawnOn.gt(day)),
            )
            .all(change.on())
            .await?;
        for row in rows {
            // A clock that was set back: no consent ends before its first day.
            let last = day.max(row.granted_on);
            change.update::<consent::Entity>(&row, |active| active.withdrawn_on = Set(Some(last))).await?;
        }
    }
    Ok(())
}

/// What is known of somebody who is no member, beside the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Details {
    /// Reading of the family name.
    pub family_kana: Option<String>,
    /// Reading of the given name.
    pub given_kana: Option<String>,
    /// E-mail.
    pub mail: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
}

/// What is known of these persons today.
///
/// # Errors
/// What the database answers.
pub(crate) async fn details(on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<HashMap<PersonId, Details>> {
    let mut found: HashMap<PersonId, Details> = HashMap::new();
    for row in persons_of(on, persons).await? {
        let details = Details { family_kana: row.family_kana, given_kana: row.given_kana, ..Details::default() };
        found.insert(row.id, details);
    }
    for row in reached(on, persons).await? {
        let details = found.entry(row.person_id).or_default();
        let way = if row.kind == ContactKind::Phone { &mut details.phone } else { &mut details.mail };
        *way = Some(row.value);
    }
    Ok(found)
}

async fn persons_of(on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<Vec<person::Model>> {
    let mut all = Vec::with_capacity(persons.len());
    for part in persons.chunks(PART) {
        all.extend(person::Entity::find().filter(person::Column::Id.is_in(part.iter().copied())).all(on).await?);
    }
    Ok(all)
}

/// The open contacts by which people of other organisations are reached, the oldest first.
async fn reached(on: &impl ConnectionTrait, persons: &[PersonId]) -> Result<Vec<contact_point::Model>> {
    let mut all = Vec::new();
    for part in persons.chunks(PART) {
        let rows = contact_point::Entity::find()
            .filter(contact_point::Column::PersonId.is_in(part.iter().copied()))
            .filter(contact_point::Column::Kind.is_in([ContactKind::MailWork, ContactKind::Phone]))
            .filter(contact_point::Column::ToOn.is_null())
            .order_by_asc(contact_point::Column::Id)
            .all(on)
            .await?;
        all.extend(rows);
    }
    Ok(all)
}

/// Note within a change what was said anew of people of other organisations: how they are reached now, and a reading that was
/// not known. What was not said stays; what is known of members in force is the roster's, and stays.
///
/// # Errors
/// What the database answers.
pub(crate) async fn note_details(change: &mut Change<'_>, said: &[(PersonId, Details)]) -> Result<()> {
    let persons: Vec<PersonId> = said.iter().map(|(person, _)| *person).collect();
    let in_force = belonging(change.on(), &persons, change.today()).await?;
    let said: HashMap<PersonId, &Details> = said
        .iter()
        .filter(|(person, details)| *details != Details::default() && !in_force.contains_key(person))
        .map(|(person, details)| (*person, details))
        .collect();
    let persons: Vec<PersonId> = said.keys().copied().collect();
    for row in persons_of(change.on(), &persons).await? {
        let Some(details) = said.get(&row.id) else { continue };
        let mut draft = draft_of(row.clone());
        // A reading that stands whole in one field has nothing to be filled in.
        if [&draft.family_kana, &draft.given_kana].into_iter().flatten().any(|kana| kana.contains(char::is_whitespace))
        {
            continue;
        }
        draft.family_kana = draft.family_kana.or_else(|| details.family_kana.clone());
        draft.given_kana = draft.given_kana.or_else(|| details.given_kana.clone());
        if (&draft.family_kana, &draft.given_kana) != (&row.family_kana, &row.given_kana) {
            change.update::<person::Entity>(&row, |active| set_person(active, &draft)).await?;
        }
    }
    let mut last: HashMap<(PersonId, ContactKind), contact_point::Model> = HashMap::new();
    for row in reached(change.on(), &persons).await? {
        last.insert((row.person_id, row.kind), row);
    }
    let mut new = Vec::new();
    for (person, details) in said {
        for (kind, value) in [(ContactKind::MailWork, &details.mail), (ContactKind::Phone, &details.phone)] {
            let Some(value) = value.clone() else { continue };
            match last.get(&(person, kind)) {
                Some(row) => {
                    change
                        .update::<contact_point::Entity>(row, |active| {
                            active.digits = Set(digits_of(kind, &value));
                            active.value = Set(value);
                        })
                        .await?;
                }
                None => new.push(contact_row(person, kind, value)),
            }
        }
    }
    if !new.is_empty() {
        change.insert_many::<contact_point::Entity>(new).await?;
    }
    Ok(())
}

/// A contact as stored.
fn contact_row(person: PersonId, kind: ContactKind, value: String) -> contact_point::ActiveModel {
    contact_point::ActiveModel {
        id: Set(ContactId::new()),
        person_id: Set(person),
        kind: Set(kind),
        digits: Set(digits_of(kind, &value)),
        value: Set(value),
        postal: Set(None),
        preferred: Set(false),
        from_on: Set(None),
        to_on: Set(None),
        ..Default::default()
    }
}

/// Members in force on a day with their units, in the order of their numbers: for the sample.
///
/// # Errors
/// What the database answers.
pub(crate) async fn first_in_force(
    on: &impl ConnectionTrait,
    day: NaiveDate,
    most: u64,
) -> Result<Vec<(PersonId, Option<UnitId>)>> {
    let rows = membership::Entity::find()
        .filter(membership::Column::Status.eq(Status::Active))
        .filter(membership::Column::JoinedOn.lte(day - chrono::TimeDelta::days(800)))
        .order_by_asc(membership::Column::MemberNo)
        .limit(most)
        .all(on)
        .await?;
    let persons: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let belonging = belonging(on, &persons, day).await?;
    Ok(persons.into_iter().map(|person| (person, belonging.get(&person).and_then(|belongs| belongs.unit))).collect())
}
