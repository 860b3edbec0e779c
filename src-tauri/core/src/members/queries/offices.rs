//! Who holds which office on a day.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::actions::name_of;
use super::super::entity::{membership, office, office_term, person};
use super::super::model::{OfficeRow, OfficesOn, TermDays, TermRow};
use super::reach::{person_in_reach, scope};
use crate::error::Result;
use crate::ids::{MembershipId, OfficeId, PersonId, UnitId};
use crate::organizations;
use crate::rights::Right;
use crate::session::Session;

/// All offices with those who hold them on a day, within the officer's reach.
///
/// # Errors
/// What the database answers.
pub async fn offices(session: &Session, input: OfficesOn) -> Result<Vec<OfficeRow>> {
    let on = session.look();
    let day = input.as_of.unwrap_or_else(|| session.today());
    let terms = office_term::Entity::find()
        .filter(office_term::Column::FromOn.lte(day))
        .filter(
            sea_orm::Condition::any().add(office_term::Column::ToOn.is_null()).add(office_term::Column::ToOn.gte(day)),
        )
        .order_by_asc(office_term::Column::FromOn)
        .all(on)
        .await?;
    let mut held: HashMap<OfficeId, Vec<TermRow>> = HashMap::new();
    for row in rows_of(session, terms, day).await? {
        held.entry(row.office_id).or_default().push(row);
    }
    let offices =
        office::Entity::find().order_by_asc(office::Column::Sort).order_by_asc(office::Column::Label).all(on).await?;
    Ok(offices
        .into_iter()
        .map(|row| OfficeRow {
            holders: held.remove(&row.id).unwrap_or_default(),
            id: row.id,
            version: row.version,
            kind: row.kind,
            label: row.label,
            seats: row.seats,
            term_months: row.term_months,
            active: row.active,
        })
        .collect())
}

/// Terms for which somebody is to be chosen: those that ran out, ended or end about now, within the officer's reach.
///
/// # Errors
/// What the database answers.
pub(super) async fn terms_due(session: &Session) -> Result<i64> {
    let on = session.look();
    let today = session.today();
    let offices: HashMap<OfficeId, office::Model> = office::Entity::find()
        .filter(office::Column::Active.eq(true))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    if offices.is_empty() {
        return Ok(0);
    }
    let terms = office_term::Entity::find()
        .filter(office_term::Column::OfficeId.is_in(offices.keys().copied()))
        .all(on)
        .await?;
    let tree = session.kept(organizations::tree(on)).await?;
    let place = |term: &office_term::Model| (term.office_id, term.unit_id.map(|unit| tree.goes_on(unit, today)));
    let mut begins: HashMap<(OfficeId, Option<UnitId>), Vec<NaiveDate>> = HashMap::new();
    for term in &terms {
        begins.entry(place(term)).or_default().push(term.from_on);
    }
    let due = terms.into_iter().filter(|term| {
        let Some(office) = offices.get(&term.office_id) else { return false };
        let others = begins.get(&place(term)).map(Vec::as_slice).unwrap_or_default();
        TermDays::of((term.from_on, term.to_on, term.due_on), office.term_months).asks_for_successor(today, others)
    });
    Ok(i64::try_from(rows_of(session, due.collect(), today).await?.len()).unwrap_or(i64::MAX))
}

/// Terms with the names of office, person and unit, as they stand on a day; those out of the officer's reach are left out.
///
/// # Errors
/// What the database answers.
pub(super) async fn rows_of(session: &Session, terms: Vec<office_term::Model>, day: NaiveDate) -> Result<Vec<TermRow>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let on = session.look();
    let scope = scope(session, Right::SeeNames).await?;
    let offices: HashMap<OfficeId, office::Model> =
        office::Entity::find().all(on).await?.into_iter().map(|row| (row.id, row)).collect();
    let ids: Vec<MembershipId> = terms.iter().map(|term| term.membership_id).collect();
    let memberships: HashMap<MembershipId, PersonId> = membership::Entity::find()
        .filter(membership::Column::Id.is_in(ids))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.person_id))
        .collect();
    let persons: HashMap<PersonId, String> = person::Entity::find()
        .filter(person::Column::Id.is_in(memberships.values().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, name_of(&row)))
        .collect();
    let mut rows = Vec::new();
    for term in terms {
        let Some(person_id) = memberships.get(&term.membership_id).copied() else { continue };
        if scope.paths.is_some() && person_in_reach(on, &scope, person_id).await.is_err() {
            continue;
        }
        let office = offices.get(&term.office_id);
        let months = office.and_then(|office| office.term_months);
        let days = TermDays::of((term.from_on, term.to_on, term.due_on), months);
        // A unit that went under another one holds its offices there.
        let last = term.to_on.map_or(day, |last| last.min(day));
        let unit = term.unit_id.map(|unit| scope.tree.goes_on(unit, last));
        rows.push(TermRow {
            id: term.id,
            version: term.version,
            office_id: term.office_id,
            office: office.map(|office| office.label.clone()).unwrap_or_default(),
            membership_id: term.membership_id,
            person_id,
            name: persons.get(&person_id).cloned().unwrap_or_default(),
            unit_id: unit,
            unit: unit.and_then(|unit| scope.tree.get(unit)).map(|unit| unit.label.clone()),
            from_on: term.from_on,
            to_on: term.to_on,
            due_on: days.due_on,
            ran_out: days.ran_out(day),
            fulltime_kind: term.fulltime_kind,
            elected_by: term.elected_by,
            ended_early_reason: term.ended_early_reason,
        });
    }
    Ok(rows)
}
