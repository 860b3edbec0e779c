//! How long the roster is kept: some years after the last day of membership the fields of a person are dropped. Who
//! agreed to stay in touch keeps name, years, contacts and consents; of everybody else only the figures stay.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{Days, Months, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::actions::name_of;
use super::consents::lasting;
use super::entity::{erasure, membership, person, retention_rule};
use super::erase::{How, after, erase_all};
use super::model::{
    APPLICANT_MONTHS, ConsentPurpose, DropExpired, DueRow, Erased, ErasureGround, ErasureKind, KeptEntity,
    PARTICIPANT_MONTHS, ROSTER_MONTHS, Retention, SetRetention, Status, StillKept,
};
use super::roster::is_live;
use crate::api::Nothing;
use crate::compose;
use crate::error::{Error, Result};
use crate::ids::{PersonId, RetentionId};
use crate::session::Session;

/// Most rows that the page shows.
const SHOWN: usize = 1_000;

async fn months(on: &impl ConnectionTrait) -> Result<i64> {
    let rule =
        retention_rule::Entity::find().filter(retention_rule::Column::Entity.eq(KeptEntity::Roster)).one(on).await?;
    Ok(rule.map_or(ROSTER_MONTHS, |rule| rule.months))
}

/// How long the roster is kept, and whose time is over; people of other unions among them, who took part in trainings.
///
/// # Errors
/// What the database answers.
pub async fn retention(session: &Session, _input: Nothing) -> Result<Retention> {
    let months = months(session.look()).await?;
    let mut due = due(session, session.look(), months).await?;
    let n = due.len();
    due.truncate(SHOWN);
    Ok(Retention { months, due, n })
}

/// How many are due, for the home page.
///
/// # Errors
/// What the database answers.
pub(super) async fn count_due(session: &Session) -> Result<i64> {
    let due = due(session, session.look(), months(session.look()).await?).await?;
    Ok(i64::try_from(due.len()).unwrap_or(i64::MAX))
}

/// When the time of an ended membership is over.
fn over_on(row: &membership::Model, months: i64) -> Option<(NaiveDate, NaiveDate)> {
    let months = u32::try_from(months).unwrap_or(60);
    match row.status {
        Status::Ended => row.left_on.and_then(|last| Some((last, last.checked_add_months(Months::new(months))?))),
        Status::Rejected | Status::Withdrawn => {
            let last = row.applied_on.unwrap_or_else(|| row.updated_at.date_naive());
            Some((last, last.checked_add_months(Months::new(APPLICANT_MONTHS))?))
        }
        Status::Applied | Status::Active | Status::Suspended => None,
    }
}

/// Whose time is over today, the longest first.
async fn due(session: &Session, on: &impl ConnectionTrait, months: i64) -> Result<Vec<DueRow>> {
    let today = session.today();
    // Whoever could be due has a membership whose own time is over, so those who left lately are not read. Months differ in
    // length: a few days more are looked at. Only the days are asked for: an index of states would lead to everybody who left.
    let newest = today.checked_sub_months(Months::new(u32::try_from(months).unwrap_or(60))).unwrap_or(today);
    let newest = newest.checked_add_days(Days::new(4)).unwrap_or(newest);
    let ended = membership::Entity::find().filter(membership::Column::LeftOn.lte(newest));
    let turned_down =
        membership::Entity::find().filter(membership::Column::Status.is_in([Status::Rejected, Status::Withdrawn]));
    let mut ids: BTreeSet<PersonId> = BTreeSet::new();
    for found in [ended, turned_down] {
        ids.extend(found.select_only().column(membership::Column::PersonId).into_tuple::<PersonId>().all(on).await?);
    }
    let ended: Vec<PersonId> = ids.into_iter().collect();
    let reduced: HashSet<PersonId> = erasure::Entity::find()
        .filter(erasure::Column::Kind.eq(ErasureKind::Alumni))
        .all(on)
        .await?
        .into_iter()
        .map(|row| row.person_id)
        .collect();
    let mut rows = Vec::new();
    for part in ended.chunks(400) {
        let mut of: BTreeMap<PersonId, Vec<membership::Model>> = BTreeMap::new();
        let memberships = membership::Entity::find().filter(membership::Column::PersonId.is_in(part.iter().copied()));
        for row in memberships.all(on).await? {
            of.entry(row.person_id).or_default().push(row);
        }
        let agreed = lasting(on, part, ConsentPurpose::AlumniContact, today).await?;
        let persons: HashMap<PersonId, person::Model> = person::Entity::find()
            .filter(person::Column::Id.is_in(part.iter().copied()))
            .filter(person::Column::ErasedAt.is_null())
            .filter(person::Column::MergedIntoId.is_null())
            .all(on)
            .await?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        for (id, memberships) in of {
            let Some(person) = persons.get(&id) else { continue };
            let alumni = agreed.get(&id).is_some_and(|lasting| !lasting.is_empty());
            // Nothing more to drop while the consent holds; without it the rest goes, too.
            if memberships.iter().any(|row| is_live(row.status)) || (alumni && reduced.contains(&id)) {
                continue;
            }
            let last =
                memberships.iter().filter_map(|row| Some((over_on(row, months)?, row))).max_by_key(|(days, _)| days.1);
            let Some(((ended_on, due_on), row)) = last.filter(|((_, due_on), _)| *due_on < today) else { continue };
            rows.push(DueRow {
                person_id: id,
                name: name_of(person),
                member_no: row.member_no.clone(),
                ended_on,
                due_on,
                alumni,
                participant: false,
            });
        }
    }
    rows.extend(participants(on, today).await?);
    rows.sort_by(|one, other| {
        (one.due_on, &one.name, one.person_id).cmp(&(other.due_on, &other.name, other.person_id))
    });
    Ok(rows)
}

/// People of other unions, who are on the roster for trainings alone: their time is over some years after the last day of the
/// last training. That they took part stays, without a name.
async fn participants(on: &impl ConnectionTrait, today: NaiveDate) -> Result<Vec<DueRow>> {
    let newest = today.checked_sub_months(Months::new(PARTICIPANT_MONTHS)).unwrap_or(today);
    let seen: HashMap<PersonId, NaiveDate> = compose::took_part_before(on, newest).await?.into_iter().collect();
    let ids: Vec<PersonId> = seen.keys().copied().collect();
    let mut rows = Vec::new();
    for part in ids.chunks(400) {
        let members: HashSet<PersonId> = membership::Entity::find()
            .select_only()
            .column(membership::Column::PersonId)
            .filter(membership::Column::PersonId.is_in(part.iter().copied()))
            .into_tuple::<PersonId>()
            .all(on)
            .await?
            .into_iter()
            .collect();
        let persons = person::Entity::find()
            .filter(person::Column::Id.is_in(part.iter().copied()))
            .filter(person::Column::ErasedAt.is_null())
            .filter(person::Column::MergedIntoId.is_null())
            .all(on)
            .await?;
        for person in persons.into_iter().filter(|person| !members.contains(&person.id)) {
            let Some(last) = seen.get(&person.id) else { continue };
            rows.push(DueRow {
                person_id: person.id,
                name: name_of(&person),
                member_no: String::new(),
                ended_on: *last,
                due_on: last.checked_add_months(Months::new(PARTICIPANT_MONTHS)).unwrap_or(*last),
                alumni: false,
                participant: true,
            });
        }
    }
    Ok(rows)
}

/// Set how long the roster is kept.
///
/// # Errors
/// `retention_months` outside 12 to 240.
pub async fn set_retention(session: &Session, input: SetRetention) -> Result<Nothing> {
    if !(12..=240).contains(&input.months) {
        return Err(Error::invalid("months", "retention_months"));
    }
    let mut change = session.change("members", "set_retention").await?;
    let rule = retention_rule::Entity::find()
        .filter(retention_rule::Column::Entity.eq(KeptEntity::Roster))
        .one(change.on())
        .await?;
    match rule {
        Some(rule) => {
            change.update::<retention_rule::Entity>(&rule, |active| active.months = Set(input.months)).await?;
        }
        None => {
            change
                .insert::<retention_rule::Entity>(retention_rule::ActiveModel {
                    id: Set(RetentionId::new()),
                    entity: Set(KeptEntity::Roster),
                    months: Set(input.months),
                    ..Default::default()
                })
                .await?;
        }
    }
    change.done(json!({ "months": input.months })).await?;
    Ok(Nothing {})
}

/// Drop what is past its time of the persons chosen; each must be due.
///
/// # Errors
/// `not_due` for somebody whose time is not over; `required` without anybody.
pub async fn drop_expired(session: &Session, input: DropExpired) -> Result<Erased> {
    if input.persons.is_empty() {
        return Err(Error::invalid("persons", "required"));
    }
    let all = How::new(session, ErasureKind::Erased).await?;
    let most = How::new(session, ErasureKind::Alumni).await?;
    let mut change = session.change("members", "drop_expired").await?;
    change.is_final();
    let due: HashMap<PersonId, bool> = due(session, change.on(), months(change.on()).await?)
        .await?
        .into_iter()
        .map(|row| (row.person_id, row.alumni))
        .collect();
    let (mut erased, mut alumni) = (Vec::new(), Vec::new());
    for id in input.persons.iter().collect::<std::collections::BTreeSet<_>>() {
        match due.get(id) {
            None => return Err(Error::refused("not_due", json!({}))),
            Some(true) => alumni.push(*id),
            Some(false) => erased.push(*id),
        }
    }
    let ground = ErasureGround::Retention;
    let mut kept: BTreeMap<String, i64> = BTreeMap::new();
    for (persons, how) in [(&erased, &all), (&alumni, &most)] {
        if persons.is_empty() {
            continue;
        }
        for row in erase_all(&mut change, persons, how, ground, None).await? {
            *kept.entry(row.code).or_default() += row.n;
        }
    }
    change.done(json!({ "n": erased.len() + alumni.len() })).await?;
    after(session).await?;
    let kept = kept.into_iter().map(|(code, n)| StillKept { code, n }).collect();
    Ok(Erased { erased: erased.len(), alumni: alumni.len(), kept })
}
