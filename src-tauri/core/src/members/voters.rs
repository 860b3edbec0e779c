//! What meetings ask of the roster: who was a member on a day, with a vote or without, under which conditions, in which unit
//! and in which office.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Statement};

use super::category::category_on;
use super::entity::{membership, membership_condition, office, office_term, person};
use super::model::{ConditionKind, OfficeKind, Status};
use crate::error::Result;
use crate::ids::{MembershipId, OfficeId, PersonId, UnitId};
use crate::text;

/// Rows asked about in one statement.
const PART: usize = 2_000;
/// Digits of a member number at most, as the settings allow them.
const MOST_DIGITS: usize = 12;

/// A member on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Voter {
    /// The membership.
    pub id: MembershipId,
    /// The person.
    pub person_id: PersonId,
    /// The number.
    pub member_no: String,
    /// Unit on the day.
    pub unit: Option<UnitId>,
    /// Has a vote on the day: by the category, and no suspension of rights.
    pub votes: bool,
    /// Conditions on the day, with the mark that they do not count in the base of a quorum.
    pub conditions: Vec<(ConditionKind, bool)>,
}

/// Everyone who was a member (組合員) on a day, in the order of the numbers.
///
/// # Errors
/// What the database answers.
pub(crate) async fn voters(on: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Voter>> {
    let sql = format!(
        "SELECT m.id, m.person_id, m.member_no, m.voting_right, (SELECT a.unit_id FROM unit_assignment a \
         WHERE a.membership_id = m.id AND a.is_primary AND a.from_on <= $1 AND (a.to_on IS NULL OR a.to_on >= $1) \
         ORDER BY a.from_on DESC, a.id DESC LIMIT 1) AS unit_id FROM membership m \
         WHERE m.status IN ('active', 'suspended', 'ended') AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error') \
         AND m.joined_on <= $1 AND (m.left_on IS NULL OR m.left_on >= $1) \
         AND {} IN ('regular', 'associate', 'special') ORDER BY m.number_order, m.id",
        category_on("$1")
    );
    let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, [day.into()])).await?;
    let mut conditions: HashMap<MembershipId, Vec<(ConditionKind, bool)>> = HashMap::new();
    let holds = Condition::any()
        .add(membership_condition::Column::ToOn.is_null())
        .add(membership_condition::Column::ToOn.gte(day));
    let now = membership_condition::Entity::find()
        .filter(membership_condition::Column::FromOn.lte(day))
        .filter(holds)
        .all(on)
        .await?;
    for row in now {
        conditions.entry(row.membership_id).or_default().push((row.kind, row.quorum_excluded));
    }
    rows.into_iter()
        .map(|row| {
            let id = MembershipId(row.try_get_by_index(0)?);
            let conditions = conditions.remove(&id).unwrap_or_default();
            let suspended = conditions.iter().any(|(kind, _)| *kind == ConditionKind::RightsSuspended);
            let votes: bool = row.try_get_by_index(3)?;
            Ok(Voter {
                id,
                person_id: PersonId(row.try_get_by_index(1)?),
                member_no: row.try_get_by_index(2)?,
                unit: row.try_get_by_index::<Option<uuid::Uuid>>(4)?.map(UnitId),
                votes: votes && !suspended,
                conditions,
            })
        })
        .collect()
}

/// Who holds an office of one of these kinds on a day, each membership once, with the unit of the office.
///
/// # Errors
/// What the database answers.
pub(crate) async fn holders(
    on: &impl ConnectionTrait,
    kinds: &[OfficeKind],
    day: NaiveDate,
) -> Result<Vec<(MembershipId, Option<UnitId>)>> {
    let offices: Vec<OfficeId> = office::Entity::find()
        .select_only()
        .column(office::Column::Id)
        .filter(office::Column::Kind.is_in(kinds.iter().copied()))
        .into_tuple()
        .all(on)
        .await?;
    let mut terms = office_term::Entity::find()
        .filter(office_term::Column::OfficeId.is_in(offices))
        .filter(office_term::Column::FromOn.lte(day))
        .filter(Condition::any().add(office_term::Column::ToOn.is_null()).add(office_term::Column::ToOn.gte(day)))
        .all(on)
        .await?;
    terms.sort_by_key(|term| term.id);
    let mut once = HashSet::new();
    Ok(terms
        .into_iter()
        .filter(|term| once.insert(term.membership_id))
        .map(|term| (term.membership_id, term.unit_id))
        .collect())
}

/// A membership by its number, and the person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NamedMember {
    /// The person.
    pub person_id: PersonId,
    /// The number.
    pub member_no: String,
    /// Name as shown.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Key of the order by reading.
    pub kana_key: String,
    /// Name folded for comparing.
    pub name_key: String,
    /// Day on which the membership ended.
    pub left_on: Option<NaiveDate>,
}

/// Names and numbers of memberships.
///
/// # Errors
/// What the database answers.
pub(crate) async fn named_members(
    on: &impl ConnectionTrait,
    ids: &[MembershipId],
) -> Result<HashMap<MembershipId, NamedMember>> {
    let mut found = HashMap::with_capacity(ids.len());
    for part in ids.chunks(PART) {
        let rows =
            membership::Entity::find().filter(membership::Column::Id.is_in(part.iter().copied())).all(on).await?;
        let persons: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
        let persons: HashMap<PersonId, person::Model> = person::Entity::find()
            .filter(person::Column::Id.is_in(persons))
            .all(on)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        for row in rows {
            let Some(person) = persons.get(&row.person_id) else { continue };
            let kana = [&person.family_kana, &person.given_kana].into_iter().flatten().map(String::as_str);
            let kana = kana.collect::<Vec<_>>().join(" ");
            let legal = format!("{} {}", person.family_name, person.given_name.as_deref().unwrap_or_default());
            let legal = legal.trim().to_owned();
            found.insert(
                row.id,
                NamedMember {
                    person_id: row.person_id,
                    member_no: row.member_no,
                    name_key: text::name_key(&legal),
                    name: person.display_name.clone().unwrap_or(legal),
                    kana: Some(kana).filter(|kana| !kana.is_empty()),
                    kana_key: person.kana_key.clone(),
                    left_on: row.left_on,
                },
            );
        }
    }
    Ok(found)
}

/// The memberships of these numbers, by the number as it was written; of two of one number the one in force. Digits that lost the
/// zeros at their front mean the one number that has them.
///
/// # Errors
/// What the database answers.
pub(crate) async fn memberships_numbered(
    on: &impl ConnectionTrait,
    numbers: &[String],
) -> Result<HashMap<String, MembershipId>> {
    let exact: HashMap<&String, Vec<String>> =
        numbers.iter().map(|number| (number, vec![text::identifier(number)])).collect();
    let mut found = of_one_number(on, &exact).await?;
    let rest = numbers.iter().filter(|number| !found.contains_key(*number));
    let longer: HashMap<&String, Vec<String>> = rest
        .filter_map(|number| {
            let bare = text::without_zeros(number)?;
            let forms: Vec<String> = (bare.len()..=MOST_DIGITS).map(|width| format!("{bare:0>width$}")).collect();
            Some((number, forms))
        })
        .collect();
    found.extend(of_one_number(on, &longer).await?);
    Ok(found)
}

/// Of numbers with the forms in which each may be stored: the memberships of those of which one form alone is stored.
async fn of_one_number(
    on: &impl ConnectionTrait,
    wanted: &HashMap<&String, Vec<String>>,
) -> Result<HashMap<String, MembershipId>> {
    let mut stored: HashMap<String, (bool, MembershipId)> = HashMap::new();
    let forms: Vec<&String> = wanted.values().flatten().collect();
    for part in forms.chunks(PART) {
        let rows = membership::Entity::find()
            .filter(membership::Column::MemberNo.is_in(part.iter().map(|form| form.as_str())))
            .all(on)
            .await?;
        for row in rows {
            let live = matches!(row.status, Status::Active | Status::Suspended);
            let known = stored.entry(row.member_no).or_insert((live, row.id));
            if live && !known.0 {
                *known = (live, row.id);
            }
        }
    }
    let mut found = HashMap::new();
    for (written, forms) in wanted {
        let mut hits = forms.iter().filter_map(|form| stored.get(form));
        if let (Some((_, id)), None) = (hits.next(), hits.next()) {
            found.insert((*written).clone(), *id);
        }
    }
    Ok(found)
}

/// The memberships of persons, those in force first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn memberships_of(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<Vec<(PersonId, MembershipId)>> {
    let mut found = Vec::new();
    for part in persons.chunks(PART) {
        let mut rows =
            membership::Entity::find().filter(membership::Column::PersonId.is_in(part.iter().copied())).all(on).await?;
        rows.sort_by_key(|row| (!matches!(row.status, Status::Active | Status::Suspended), row.id));
        found.extend(rows.into_iter().map(|row| (row.person_id, row.id)));
    }
    Ok(found)
}
