//! What persons ask about their data: received, made sure who asks, worked on, answered or refused.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::actions::name_of;
use super::entity::{membership, person, subject_request};
use super::model::{AdvanceRequest, ReceiveRequest, RequestKind, RequestRow, RequestStatus, RequestsOf, due_on};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{PersonId, RequestId};
use crate::rights::{Reach, Right};
use crate::session::Session;

/// Requests, those that are due first before the others.
///
/// # Errors
/// What the database answers.
pub async fn requests(session: &Session, input: RequestsOf) -> Result<Vec<RequestRow>> {
    let mut query = subject_request::Entity::find()
        .order_by_asc(subject_request::Column::DueOn)
        .order_by_asc(subject_request::Column::Id);
    if let Some(person) = input.person_id {
        query = query.filter(subject_request::Column::PersonId.eq(person));
    }
    if input.open {
        query = query.filter(subject_request::Column::ClosedOn.is_null());
    }
    let rows = query.all(session.look()).await?;
    rows_of(session, rows).await
}

async fn rows_of(session: &Session, rows: Vec<subject_request::Model>) -> Result<Vec<RequestRow>> {
    let ids: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    let (mut names, mut numbers) = (HashMap::new(), HashMap::new());
    for part in ids.chunks(500) {
        let persons = person::Entity::find().filter(person::Column::Id.is_in(part.iter().copied()));
        names.extend(persons.all(session.look()).await?.into_iter().map(|row| (row.id, name_of(&row))));
        let memberships = membership::Entity::find()
            .filter(membership::Column::PersonId.is_in(part.iter().copied()))
            .order_by_asc(membership::Column::Id);
        numbers.extend(memberships.all(session.look()).await?.into_iter().map(|row| (row.person_id, row.member_no)));
    }
    let mut rows: Vec<RequestRow> = rows
        .into_iter()
        .map(|row| RequestRow {
            id: row.id,
            version: row.version,
            name: names.get(&row.person_id).cloned().unwrap_or_default(),
            member_no: numbers.get(&row.person_id).cloned().unwrap_or_default(),
            person_id: row.person_id,
            kind: row.kind,
            status: row.status,
            received_on: row.received_on,
            due_on: row.due_on,
            identity_checked_on: row.identity_checked_on,
            closed_on: row.closed_on,
            note: row.note,
            answer: row.answer,
            next: row.status.next().to_vec(),
        })
        .collect();
    // Stable: the open ones in the order of their days, then the closed ones.
    rows.sort_by_key(|row| row.status.is_closed());
    Ok(rows)
}

/// Record a request.
///
/// # Errors
/// `required` without a person, [`Error::Missing`] for one who is not there, `request_future`.
pub async fn receive_request(session: &Session, input: ReceiveRequest) -> Result<RequestId> {
    let received_on = input.received_on.unwrap_or_else(|| session.today());
    if received_on > session.today() {
        return Err(Error::invalid("received_on", "request_future"));
    }
    let mut change = session.change("members", "receive_request").await?;
    let id = match (input.person_id, input.member_no.as_deref().map(str::trim)) {
        (Some(id), _) => id,
        (None, Some(number)) if !number.is_empty() => of_number(change.on(), number).await?,
        (None, _) => return Err(Error::invalid("member_no", "required")),
    };
    let of = person::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    if of.erased_at.is_some() {
        return Err(Error::refused("person_erased", json!({})));
    }
    let request = RequestId::new();
    change
        .insert::<subject_request::Entity>(subject_request::ActiveModel {
            id: Set(request),
            person_id: Set(of.id),
            kind: Set(input.kind),
            received_on: Set(received_on),
            due_on: Set(due_on(received_on)),
            status: Set(RequestStatus::Received),
            identity_checked_on: Set(None),
            closed_on: Set(None),
            note: Set(input.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty())),
            answer: Set(None),
            ..Default::default()
        })
        .await?;
    change.about_record("person", of.id.0);
    change.done(json!({ "name": name_of(&of) })).await?;
    Ok(request)
}

/// The person of a member number.
///
/// # Errors
/// [`Error::Missing`].
pub(super) async fn of_number(on: &impl ConnectionTrait, number: &str) -> Result<PersonId> {
    let found = membership::Entity::find().filter(membership::Column::MemberNo.eq(number)).one(on).await?;
    found.map(|row| row.person_id).ok_or(Error::Missing { what: "person" })
}

/// Take the next step of a request.
///
/// # Errors
/// [`Error::Changed`]; `request_step` for a step that does not follow; `required` at `answer`; `date_order`.
pub async fn advance_request(session: &Session, input: AdvanceRequest) -> Result<Nothing> {
    let on = input.on.unwrap_or_else(|| session.today());
    let mut change = session.change("members", "advance_request").await?;
    let row = subject_request::Entity::find_by_id(input.id)
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "request" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    row.status.check(input.to, input.answer.as_deref())?;
    if on < row.received_on {
        return Err(Error::invalid("on", "date_order"));
    }
    let of =
        person::Entity::find_by_id(row.person_id).one(change.on()).await?.ok_or(Error::Missing { what: "person" })?;
    let closed = input.to.is_closed();
    change
        .update::<subject_request::Entity>(&row, |active| {
            active.status = Set(input.to);
            if input.to == RequestStatus::IdentityChecked {
                active.identity_checked_on = Set(Some(on));
            }
            if closed {
                active.closed_on = Set(Some(on));
                active.answer = Set(input.answer.map(|words| words.trim().to_owned()));
            }
        })
        .await?;
    change.about_record("person", of.id.0);
    change.done(json!({ "name": name_of(&of) })).await?;
    Ok(Nothing {})
}

/// Whether a person has asked for what an officer without the roster needs to see: then the privacy officer may.
///
/// # Errors
/// What the database answers.
pub(super) async fn asks_to_see(on: &impl ConnectionTrait, person: PersonId) -> Result<bool> {
    let open = subject_request::Entity::find()
        .filter(subject_request::Column::PersonId.eq(person))
        .filter(subject_request::Column::ClosedOn.is_null())
        .one(on)
        .await?;
    Ok(open.is_some())
}

/// The person whose data are to be disclosed, by member number or id (R23). Who sees the whole roster may always; the
/// privacy officer only while a request of that person is open.
///
/// # Errors
/// [`Error::NotAllowed`], [`Error::Missing`], `disclosure_needs_request`, `required`.
pub(crate) async fn to_disclose(session: &Session, named: Option<&str>) -> Result<PersonId> {
    session.may(Right::Privacy)?;
    let named = named.map(str::trim).filter(|named| !named.is_empty());
    let Some(named) = named else { return Err(Error::invalid("person", "required")) };
    let on = session.look();
    let id = match named.parse() {
        Ok(id) => PersonId(id),
        Err(_) => of_number(on, named).await?,
    };
    person::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "person" })?;
    let sees_all = session.may(Right::SeeCards).is_ok_and(|reach| reach == Reach::Whole);
    if !sees_all && !asks_to_see(on, id).await? {
        return Err(Error::refused("disclosure_needs_request", json!({})));
    }
    Ok(id)
}

/// Before a disclosure leaves: who asks may be somebody else until an officer has made sure of it.
///
/// # Errors
/// `disclosure_needs_identity`.
pub(crate) async fn is_asked_by(session: &Session, person: PersonId) -> Result<()> {
    let open = subject_request::Entity::find()
        .filter(subject_request::Column::PersonId.eq(person))
        .filter(subject_request::Column::Kind.eq(RequestKind::Disclose))
        .filter(subject_request::Column::ClosedOn.is_null())
        .all(session.look())
        .await?;
    if !open.is_empty() && open.iter().all(|row| row.identity_checked_on.is_none()) {
        return Err(Error::refused("disclosure_needs_identity", json!({})));
    }
    Ok(())
}

/// What is written of the request that an erasure answers.
///
/// # Errors
/// [`Error::Missing`]; `request_step` for one that is another person's, another kind's, or closed, or of whom nobody has
/// made sure who asks.
pub(super) async fn for_erasure(
    on: &impl ConnectionTrait,
    id: RequestId,
    person: PersonId,
) -> Result<subject_request::Model> {
    let row = subject_request::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "request" })?;
    let fits = row.person_id == person
        && matches!(row.kind, RequestKind::Erase | RequestKind::Stop)
        && matches!(row.status, RequestStatus::IdentityChecked | RequestStatus::InProgress);
    if fits {
        return Ok(row);
    }
    Err(Error::refused("request_step", json!({ "from": row.status, "to": RequestStatus::Answered })))
}

/// Requests that are to be answered within a week, or are late, for the home page.
///
/// # Errors
/// What the database answers.
pub(super) async fn due_soon(session: &Session) -> Result<i64> {
    use sea_orm::PaginatorTrait;
    let week = session.today().checked_add_days(chrono::Days::new(7)).unwrap_or_else(|| session.today());
    let n = subject_request::Entity::find()
        .filter(subject_request::Column::ClosedOn.is_null())
        .filter(subject_request::Column::DueOn.lte(week))
        .count(session.look())
        .await?;
    Ok(i64::try_from(n).unwrap_or(i64::MAX))
}
