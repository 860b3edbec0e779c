//! Offices of the union and who holds them (domain: terms, seats, how elected).

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::super::entity::{membership, office, office_term, person};
use super::super::model::{
    Appoint, Appointed, EndTerm, SaveOffice, TermDays, do_not_go_together, earlier, last_of_term,
};
use super::super::queries::{Scope, membership_in_reach, scope, scope_on};
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

/// Somebody comes to an office. Terms that have run out by then end as this one begins, as many as the seats ask for, and the
/// person's own.
///
/// # Errors
/// `not_in_force` for somebody who is no member on the first day, `date_order`, `office_held` when the person holds it in
/// those days already, `office_full` when all its seats are taken.
pub async fn appoint(session: &Session, input: Appoint) -> Result<Appointed> {
    let mut change = session.change("members", "appoint").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let (row, person) = load(&change, &scope, input.membership_id, None).await?;
    let Coming { office, due_on, gives_way, beside } =
        coming(change.on(), &scope, &row, &input, change.today()).await?;
    let eve = input.from_on.pred_opt().unwrap_or(input.from_on);
    let ends = names_of(change.on(), &gives_way).await?;
    for term in &gives_way {
        change.update::<office_term::Entity>(term, |active| active.to_on = Set(Some(eve.max(term.from_on)))).await?;
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
            due_on: Set(due_on),
            fulltime_kind: Set(input.fulltime_kind),
            elected_by: Set(input.elected_by),
            ended_early_reason: Set(None),
            ..Default::default()
        })
        .await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person), "office": office.label, "from_on": input.from_on })).await?;
    Ok(Appointed { id: Some(id), due_on, ends, beside })
}

/// What coming to an office would do; nothing is written.
///
/// # Errors
/// As [`appoint`].
pub async fn preview_appoint(session: &Session, input: Appoint) -> Result<Appointed> {
    let on = session.look();
    let scope = scope(session, Right::ChangeRoster).await?;
    membership_in_reach(on, &scope, input.membership_id).await?;
    let row = membership::Entity::find_by_id(input.membership_id).one(on).await?;
    let row = row.ok_or(Error::Missing { what: "membership" })?;
    let coming = coming(on, &scope, &row, &input, session.today()).await?;
    let ends = names_of(on, &coming.gives_way).await?;
    Ok(Appointed { id: None, due_on: coming.due_on, ends, beside: coming.beside })
}

/// What stands for and against coming to an office.
struct Coming {
    office: office::Model,
    due_on: Option<NaiveDate>,
    /// Terms that have run out by the first day and end as this one begins.
    gives_way: Vec<office_term::Model>,
    /// Offices of the person that do not go with it.
    beside: Vec<String>,
}

async fn coming(
    on: &impl ConnectionTrait,
    scope: &Scope,
    row: &membership::Model,
    input: &Appoint,
    today: NaiveDate,
) -> Result<Coming> {
    if let Some(unit) = input.unit_id {
        unit_in_reach(scope, unit)?;
    }
    for (field, last) in [("to_on", input.to_on), ("due_on", input.due_on)] {
        if last.is_some_and(|last| last < input.from_on) {
            return Err(Error::invalid(field, "date_order"));
        }
    }
    if !standing(row, today).lasts_on(input.from_on) {
        return Err(Error::refused("not_in_force", json!({})));
    }
    let offices: HashMap<OfficeId, office::Model> =
        office::Entity::find().all(on).await?.into_iter().map(|office| (office.id, office)).collect();
    let office = offices.get(&input.office_id).cloned().ok_or(Error::Missing { what: "office" })?;
    let asked = (input.from_on, input.to_on);
    let terms = office_term::Entity::find()
        .filter(office_term::Column::OfficeId.eq(office.id))
        .order_by_asc(office_term::Column::FromOn)
        .all(on)
        .await?;
    let place = |term: &office_term::Model| term.unit_id.map(|unit| scope.tree.goes_on(unit, input.from_on));
    let in_those_days =
        terms.into_iter().filter(|term| place(term) == input.unit_id && overlap((term.from_on, term.to_on), asked));
    let days = |term: &office_term::Model| TermDays::of((term.from_on, term.to_on, term.due_on), office.term_months);
    // Who only waits for a successor does not hold the seat against one.
    let (waiting, held): (Vec<_>, Vec<_>) =
        in_those_days.partition(|term| term.to_on.is_none() && days(term).ran_out(input.from_on));
    if held.iter().any(|term| term.membership_id == row.id) {
        return Err(Error::refused("office_held", json!({ "office": office.label })));
    }
    let (mut gives_way, mut waiting): (Vec<_>, Vec<_>) =
        waiting.into_iter().partition(|term| term.membership_id == row.id);
    if let Some(seats) = office.seats {
        let seats = usize::try_from(seats).unwrap_or(usize::MAX);
        if held.len() >= seats {
            return Err(Error::refused("office_full", json!({ "office": office.label, "seats": office.seats })));
        }
        let stay = (seats - held.len() - 1).min(waiting.len());
        gives_way.extend(waiting.drain(..waiting.len() - stay));
    }
    let own = office_term::Entity::find().filter(office_term::Column::MembershipId.eq(row.id)).all(on).await?;
    let beside = own
        .iter()
        .filter(|term| overlap((term.from_on, term.to_on), asked))
        .filter_map(|term| offices.get(&term.office_id))
        .filter(|other| do_not_go_together(office.kind, other.kind))
        .map(|other| other.label.clone())
        .collect();
    let usual = || office.term_months.and_then(|months| last_of_term(input.from_on, months));
    let due_on = input.due_on.or_else(usual);
    Ok(Coming { office, due_on, gives_way, beside })
}

/// Names of those who hold these terms.
async fn names_of(on: &impl ConnectionTrait, terms: &[office_term::Model]) -> Result<Vec<String>> {
    let mut names = Vec::with_capacity(terms.len());
    for term in terms {
        let Some(row) = membership::Entity::find_by_id(term.membership_id).one(on).await? else { continue };
        names.extend(person::Entity::find_by_id(row.person_id).one(on).await?.map(|person| name_of(&person)));
    }
    Ok(names)
}

/// A term ends.
///
/// # Errors
/// [`Error::Changed`], `date_order`.
pub async fn end_term(session: &Session, input: EndTerm) -> Result<Nothing> {
    let mut change = session.change("members", "end_term").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
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
    let due_on = TermDays::of((term.from_on, None, term.due_on), office.term_months).due_on;
    let early = term.to_on.or(due_on).is_some_and(|last| input.to_on < last);
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
