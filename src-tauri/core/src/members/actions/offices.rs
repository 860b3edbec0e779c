//! Offices of the union and who holds them (domain: terms, seats, how elected).

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::super::entity::{office, office_term};
use super::super::model::{Appoint, EndTerm, SaveOffice, earlier};
use super::super::queries::scope;
use super::join::{load, out_of_sight, unit_in_reach};
use super::write::{kept, name_of, standing};
use crate::api::Nothing;
use crate::dates::overlap;
use crate::error::{Error, Result};
use crate::ids::{OfficeId, TermId};
use crate::rights::Right;
use crate::session::Session;

/// Make an office, or correct one.
///
/// # Errors
/// `required`, `name_taken`, [`Error::Changed`].
pub async fn save_office(session: &Session, input: SaveOffice) -> Result<OfficeId> {
    let label = kept(Some(&input.label)).ok_or_else(|| Error::invalid("label", "required"))?;
    if input.seats.is_some_and(|seats| seats < 1) {
        return Err(Error::invalid("seats", "number_positive"));
    }
    if input.term_months.is_some_and(|months| months < 1) {
        return Err(Error::invalid("term_months", "number_positive"));
    }
    let mut change = session.change("members", "save_office").await?;
    let same = office::Entity::find().filter(office::Column::Label.eq(&label)).one(change.on()).await?;
    if same.is_some_and(|row| Some(row.id) != input.id) {
        return Err(Error::invalid("label", "name_taken"));
    }
    let id = match input.id {
        Some(id) => {
            let row =
                office::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "office" })?;
            if input.version.is_some_and(|version| version != row.version) {
                return Err(Error::Changed);
            }
            change
                .update::<office::Entity>(&row, |active| {
                    active.kind = Set(input.kind);
                    active.label = Set(label.clone());
                    active.seats = Set(input.seats);
                    active.term_months = Set(input.term_months);
                    active.active = Set(input.active);
                })
                .await?;
            id
        }
        None => {
            let id = OfficeId::new();
            let sort = next_sort(change.on()).await?;
            change
                .insert::<office::Entity>(office::ActiveModel {
                    id: Set(id),
                    kind: Set(input.kind),
                    label: Set(label.clone()),
                    sort: Set(sort),
                    seats: Set(input.seats),
                    term_months: Set(input.term_months),
                    active: Set(input.active),
                    ..Default::default()
                })
                .await?;
            id
        }
    };
    change.done(json!({ "label": label })).await?;
    Ok(id)
}

async fn next_sort(on: &impl ConnectionTrait) -> Result<i64> {
    let last: Option<i64> = office::Entity::find()
        .select_only()
        .column_as(office::Column::Sort.max(), "last")
        .into_tuple::<Option<i64>>()
        .one(on)
        .await?
        .flatten();
    Ok(last.unwrap_or(0) + 1)
}

/// Somebody comes to an office.
///
/// # Errors
/// `not_in_force` for somebody who is no member on the first day, `date_order`, `office_held` when the person holds it in
/// those days already, `office_full` when all its seats are taken.
pub async fn appoint(session: &Session, input: Appoint) -> Result<TermId> {
    let scope = scope(session, Right::ChangeRoster).await?;
    if let Some(unit) = input.unit_id {
        unit_in_reach(&scope, unit)?;
    }
    if input.to_on.is_some_and(|last| last < input.from_on) {
        return Err(Error::invalid("to_on", "date_order"));
    }
    let mut change = session.change("members", "appoint").await?;
    let (row, person) = load(&change, &scope, input.membership_id, None).await?;
    if !standing(&row, change.today()).lasts_on(input.from_on) {
        return Err(Error::refused("not_in_force", json!({})));
    }
    let office =
        office::Entity::find_by_id(input.office_id).one(change.on()).await?.ok_or(Error::Missing { what: "office" })?;
    let terms: Vec<office_term::Model> = office_term::Entity::find()
        .filter(office_term::Column::OfficeId.eq(office.id))
        .all(change.on())
        .await?
        .into_iter()
        .filter(|term| {
            term.unit_id == input.unit_id && overlap((term.from_on, term.to_on), (input.from_on, input.to_on))
        })
        .collect();
    if terms.iter().any(|term| term.membership_id == row.id) {
        return Err(Error::refused("office_held", json!({ "office": office.label })));
    }
    let held = i64::try_from(terms.len()).unwrap_or(i64::MAX);
    if office.seats.is_some_and(|seats| held >= seats) {
        return Err(Error::refused("office_full", json!({ "office": office.label, "seats": office.seats })));
    }
    let id = TermId::new();
    change
        .insert::<office_term::Entity>(office_term::ActiveModel {
            id: Set(id),
            office_id: Set(office.id),
            membership_id: Set(row.id),
            unit_id: Set(input.unit_id),
            from_on: Set(input.from_on),
            // With the membership ends what hangs on it.
            to_on: Set(earlier(&[input.to_on, row.left_on])),
            fulltime_kind: Set(input.fulltime_kind),
            elected_by: Set(input.elected_by),
            ended_early_reason: Set(None),
            ..Default::default()
        })
        .await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "office": office.label, "from_on": input.from_on })).await?;
    Ok(id)
}

/// A term ends.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn end_term(session: &Session, input: EndTerm) -> Result<Nothing> {
    let scope = scope(session, Right::ChangeRoster).await?;
    let mut change = session.change("members", "end_term").await?;
    let term =
        office_term::Entity::find_by_id(input.id).one(change.on()).await?.ok_or(Error::Missing { what: "term" })?;
    let (_, person) =
        load(&change, &scope, term.membership_id, None).await.map_err(|error| out_of_sight(error, "term"))?;
    if term.version != input.version {
        return Err(Error::Changed);
    }
    if input.to_on < term.from_on {
        return Err(Error::invalid("to_on", "date_order"));
    }
    let office =
        office::Entity::find_by_id(term.office_id).one(change.on()).await?.ok_or(Error::Missing { what: "office" })?;
    let early = term.to_on.is_some_and(|last| input.to_on < last);
    let reason = kept(input.reason.as_deref()).filter(|_| early);
    change
        .update::<office_term::Entity>(&term, |active| {
            active.to_on = Set(Some(input.to_on));
            active.ended_early_reason = Set(reason.clone());
        })
        .await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "office": office.label, "to_on": input.to_on })).await?;
    Ok(Nothing {})
}
