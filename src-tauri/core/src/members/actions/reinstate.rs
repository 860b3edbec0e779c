//! Taking back a mistaken or planned end: what the end cut off comes back as it was (M-12).

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::super::closed::{Entry, may_enter};
use super::super::employment::ended_on;
use super::super::entity::{
    employment, membership, membership_condition, membership_event, office_term, person, unit_assignment,
};
use super::super::model::{
    ConditionKind, CutOff, EndReason, EventKind, Reinstate, Reinstated, Restorable, Status, earlier,
};
use super::super::queries::{Scope, scope_on};
use super::conditions::conditions_of;
use super::join::load;
use super::place::assignments;
use super::write::{event_row, kept, name_of};
use crate::dates::in_force;
use crate::error::{Error, Result};
use crate::ids::{ConditionId, EmploymentId, MembershipId, PersonId, TermId};
use crate::ops::{self, Change};
use crate::rights::Right;
use crate::session::Session;

/// Take back an end that was a mistake, or that was planned; the history keeps both (M-12). Units, conditions, offices and a
/// death that the end itself wrote become what they were before it, unless somebody changed them since; what stays ended is
/// told.
///
/// # Errors
/// `not_ended`, M-02 when the person holds another membership by now, `reason` required, `month_closed` (M-09).
pub async fn reinstate(session: &Session, input: Reinstate) -> Result<Reinstated> {
    let reason = kept(Some(&input.reason)).ok_or_else(|| Error::invalid("reason", "required"))?;
    let mut change = session.change("members", "reinstate").await?;
    let scope = scope_on(session, change.on(), Right::ChangeRoster).await?;
    let (row, person) = load(&change, &scope, input.membership_id, Some(input.version)).await?;
    if row.status != Status::Ended {
        return Err(Error::refused("not_ended", json!({})));
    }
    let other = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(person.id))
        .filter(membership::Column::Status.is_in([Status::Applied, Status::Active, Status::Suspended]))
        .one(change.on())
        .await?;
    if other.is_some() {
        return Err(Error::refused("M-02", json!({ "names": name_of(&person) })));
    }
    let mut not_restored = Vec::new();
    if let Some(left_on) = row.left_on {
        may_enter(session, change.on(), Entry::Ends, left_on, Some(&reason)).await?;
        let before = Before::of(&change, row.id, row.person_id).await?;
        conditions(&mut change, row.id, left_on, &before, &mut not_restored).await?;
        terms(&mut change, row.id, left_on, &before, &mut not_restored).await?;
        units(&mut change, &scope, row.id, left_on, &before, &mut not_restored).await?;
        if row.end_reason.is_some_and(EndReason::ends_employment) {
            employments(&mut change, row.person_id, left_on, &before, &mut not_restored).await?;
        }
        if row.end_reason == Some(EndReason::Death) && person.deceased_on == Some(left_on) {
            change.update::<person::Entity>(&person, |active| active.deceased_on = Set(None)).await?;
        }
    }
    let status = status_today(&change, row.id).await?;
    change
        .update::<membership::Entity>(&row, |active| {
            active.status = Set(status);
            active.left_on = Set(None);
            active.end_reason = Set(None);
            active.end_note = Set(None);
            active.end_received_on = Set(None);
            active.resolution = Set(None);
        })
        .await?;
    let before = json!({ "status": row.status, "left_on": row.left_on, "end_reason": row.end_reason });
    let after = json!({ "status": status });
    let event = event_row(row.id, EventKind::Correction, session.today(), &before, &after, Some(reason), None);
    change.insert::<membership_event::Entity>(event).await?;
    change.about_record("person", person.id.0);
    change.done(json!({ "name": name_of(&person) })).await?;
    Ok(Reinstated { not_restored })
}

/// What stood before the end in the rows that it cut.
struct Before {
    rows: HashMap<&'static str, HashMap<Uuid, Value>>,
    /// When the end was entered; none = nothing is known of it any more.
    at: Option<DateTime<Utc>>,
}

impl Before {
    /// The images of the op that ended a membership; none are left of what was erased.
    async fn of(change: &Change<'_>, membership: MembershipId, person: PersonId) -> Result<Self> {
        let end = membership_event::Entity::find()
            .filter(membership_event::Column::MembershipId.eq(membership))
            .filter(membership_event::Column::Kind.eq(EventKind::End))
            .order_by_desc(membership_event::Column::CreatedAt)
            .one(change.on())
            .await?;
        let mut rows: HashMap<&'static str, HashMap<Uuid, Value>> = HashMap::new();
        if let Some(end) = &end {
            for table in ["membership", "unit_assignment", "membership_condition", "office_term", "employment"] {
                for image in ops::images_before(change.on(), end.created_at, table).await? {
                    let text = |name: &str| image.get(name).and_then(Value::as_str).and_then(|id| id.parse().ok());
                    let (of, whose) = match table {
                        "membership" => ("id", membership.0),
                        "employment" => ("person_id", person.0),
                        _ => ("membership_id", membership.0),
                    };
                    if text(of) == Some(whose)
                        && let Some(id) = text("id")
                    {
                        // The first image of a row is the one from before the op.
                        rows.entry(table).or_default().entry(id).or_insert(image);
                    }
                }
            }
        }
        let known = rows.get("membership").is_some_and(|rows| rows.contains_key(&membership.0));
        Ok(Self { at: end.map(|end| end.created_at).filter(|_| known), rows })
    }

    /// What the end may have written on a row that has no image: it was entered since, or the op is not known any more.
    fn says_nothing_of(&self, created_at: DateTime<Utc>) -> bool {
        self.at.is_none_or(|at| created_at > at)
    }

    /// A row as it was.
    fn row<M: DeserializeOwned>(&self, table: &str, id: Uuid) -> Option<M> {
        self.rows.get(table)?.get(&id).and_then(|image| serde_json::from_value(image.clone()).ok())
    }
}

/// The last day that the end gave to what had begun on a day.
fn cut(from_on: NaiveDate, left_on: NaiveDate) -> Option<NaiveDate> {
    Some(left_on.max(from_on))
}

async fn conditions(
    change: &mut Change<'_>,
    membership: MembershipId,
    left_on: NaiveDate,
    before: &Before,
    not_restored: &mut Vec<CutOff>,
) -> Result<()> {
    let rows = membership_condition::Entity::find()
        .filter(membership_condition::Column::MembershipId.eq(membership))
        .order_by_asc(membership_condition::Column::FromOn)
        .all(change.on())
        .await?;
    for row in rows {
        let as_cut = row.to_on == cut(row.from_on, left_on);
        let ConditionId(id) = row.id;
        match before.row::<membership_condition::Model>("membership_condition", id) {
            Some(was) if as_cut => {
                change.update::<membership_condition::Entity>(&row, |active| active.to_on = Set(was.to_on)).await?;
            }
            None if !as_cut || !before.says_nothing_of(row.created_at) => {}
            _ => not_restored.push(CutOff {
                what: Restorable::Condition,
                condition: Some(row.kind),
                label: None,
                from_on: row.from_on,
                to_on: row.to_on,
            }),
        }
    }
    Ok(())
}

async fn terms(
    change: &mut Change<'_>,
    membership: MembershipId,
    left_on: NaiveDate,
    before: &Before,
    not_restored: &mut Vec<CutOff>,
) -> Result<()> {
    use super::super::entity::office;
    let rows = office_term::Entity::find()
        .filter(office_term::Column::MembershipId.eq(membership))
        .order_by_asc(office_term::Column::FromOn)
        .all(change.on())
        .await?;
    for row in rows {
        let as_cut = row.to_on == cut(row.from_on, left_on);
        let TermId(id) = row.id;
        let was = before.row::<office_term::Model>("office_term", id);
        if was.is_none() && (!as_cut || !before.says_nothing_of(row.created_at)) {
            continue;
        }
        let office = office::Entity::find_by_id(row.office_id).one(change.on()).await?;
        // The seat was given to somebody else meanwhile.
        let taken = match &was {
            Some(was) => {
                let held = office_term::Entity::find()
                    .filter(office_term::Column::OfficeId.eq(row.office_id))
                    .filter(office_term::Column::Id.ne(row.id))
                    .all(change.on())
                    .await?
                    .into_iter()
                    .filter(|other| other.unit_id == row.unit_id)
                    .filter(|other| crate::dates::overlap((other.from_on, other.to_on), (was.from_on, was.to_on)))
                    .count();
                let seats = office.as_ref().and_then(|office| office.seats);
                seats.is_some_and(|seats| i64::try_from(held).unwrap_or(i64::MAX) >= seats)
            }
            None => true,
        };
        match was.filter(|_| as_cut && !taken) {
            Some(was) => {
                change.update::<office_term::Entity>(&row, |active| active.to_on = Set(was.to_on)).await?;
            }
            None => not_restored.push(CutOff {
                what: Restorable::Office,
                condition: None,
                label: office.map(|office| office.label),
                from_on: row.from_on,
                to_on: row.to_on,
            }),
        }
    }
    Ok(())
}

/// Units come back as they were before the end. Where none of them reaches beyond it, the last one goes on, as far as the unit
/// does.
async fn units(
    change: &mut Change<'_>,
    scope: &Scope,
    membership: MembershipId,
    left_on: NaiveDate,
    before: &Before,
    not_restored: &mut Vec<CutOff>,
) -> Result<()> {
    let mut rows = assignments(change.on(), &[membership]).await?.remove(&membership).unwrap_or_default();
    let ends = |row: &unit_assignment::Model| scope.tree.get(row.unit_id).and_then(|unit| unit.to_on);
    let mut next: Option<NaiveDate> = None;
    // From the last to the first: each ends before the next begins.
    for row in rows.iter_mut().rev() {
        let was = before.row::<unit_assignment::Model>("unit_assignment", row.id.0);
        let to_on = match was {
            Some(was) if row.to_on == cut(row.from_on, left_on) => was.to_on,
            // What was placed since and reaches to the end goes on to what follows.
            None if row.to_on == Some(left_on) && before.says_nothing_of(row.created_at) => None,
            _ => {
                next = Some(row.from_on);
                continue;
            }
        };
        let eve = next.and_then(|next| next.pred_opt());
        let to_on = earlier(&[to_on, ends(row), eve]);
        next = Some(row.from_on);
        if to_on.is_some_and(|last| last < row.from_on) {
            continue;
        }
        change.update::<unit_assignment::Entity>(row, |active| active.to_on = Set(to_on)).await?;
        row.to_on = to_on;
    }
    let day = left_on.succ_opt().unwrap_or(left_on);
    if let Some(last) = rows.last()
        && !rows.iter().any(|row| in_force(row.from_on, row.to_on, day))
    {
        not_restored.push(CutOff {
            what: Restorable::Unit,
            condition: None,
            label: scope.tree.get(last.unit_id).map(|unit| unit.label.clone()),
            from_on: last.from_on,
            to_on: last.to_on,
        });
    }
    Ok(())
}

/// The employment goes on as before the end. Where the number was given to somebody else, or the person works there under
/// another employment by now, it stays as it is and is told.
async fn employments(
    change: &mut Change<'_>,
    person: PersonId,
    left_on: NaiveDate,
    before: &Before,
    not_restored: &mut Vec<CutOff>,
) -> Result<()> {
    for row in ended_on(change.on(), person, left_on).await? {
        let EmploymentId(id) = row.id;
        let to_on = match before.row::<employment::Model>("employment", id) {
            Some(was) => was.to_on,
            // Ended with the membership in a file of an earlier version, which kept no image of it.
            None => None,
        };
        let mut held = Condition::any().add(employment::Column::PersonId.eq(person));
        if let Some(number) = &row.employee_no {
            held = held.add(employment::Column::EmployeeNo.eq(number));
        }
        let other = employment::Entity::find()
            .filter(employment::Column::EmployerOrgId.eq(row.employer_org_id))
            .filter(employment::Column::ToOn.is_null())
            .filter(held)
            .one(change.on())
            .await?;
        if to_on.is_none() && other.is_some() {
            not_restored.push(CutOff {
                what: Restorable::Employment,
                condition: None,
                label: row.employee_no.clone(),
                from_on: row.from_on.unwrap_or(left_on),
                to_on: row.to_on,
            });
            continue;
        }
        change.update::<employment::Entity>(&row, |active| active.to_on = Set(to_on)).await?;
    }
    Ok(())
}

/// Suspended while a suspension lasts, else active.
async fn status_today(change: &Change<'_>, membership: MembershipId) -> Result<Status> {
    let today = change.today();
    let suspended = conditions_of(change.on(), &[membership], ConditionKind::RightsSuspended)
        .await?
        .iter()
        .any(|row| in_force(row.from_on, row.to_on, today));
    Ok(if suspended { Status::Suspended } else { Status::Active })
}
