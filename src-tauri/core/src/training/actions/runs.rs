//! Runs, their sittings and the seats of organisations. What changes seats goes through the seat function.

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{course, course_run, run_quota, run_session, session_attendance};
use super::super::model::{
    AddRun, Ask, Contact, CopyRun, CostModel, QuotaFields, RunFields, RunMode, RunStatus, SaveQuotas, SaveRun,
    SaveSessions, Sitting, minutes_follow, quotas, sittings,
};
use super::super::queries::{Loaded, load, org_of};
use super::money::resplit;
use super::seats::{Said, decide, refused, touch};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{QuotaId, RunId, SessionId};
use crate::ops::Change;
use crate::session::Session;

/// Days of a year in whole weeks: the same weekday.
const YEAR_OF_WEEKS: u64 = 364;

/// Add a run, with its sittings and seats if they are known.
///
/// # Errors
/// [`Error::Invalid`] with the fields; [`Error::Missing`] for the course; `E-03` when more seats are kept than there are.
pub async fn add_run(session: &Session, input: AddRun) -> Result<RunId> {
    let sittings = sittings(input.sessions)?;
    let quotas = quotas(input.quotas)?;
    let mut change = session.change("training", "add_run").await?;
    let of = course::Entity::find_by_id(input.course_id).one(change.on()).await?;
    let of = of.ok_or(Error::Missing { what: "course" })?;
    let fields = input.fields.checked(&of.title)?;
    let title = fields.title.clone().unwrap_or_default();
    let id = born(&mut change, &of, fields, sittings, quotas).await?;
    change.about_record("course_run", id.0);
    change.done(json!({ "title": title })).await?;
    Ok(id)
}

async fn born(
    change: &mut Change<'_>,
    of: &course::Model,
    fields: RunFields,
    sittings: Vec<Sitting>,
    quotas: Vec<QuotaFields>,
) -> Result<RunId> {
    let held = course_run::Entity::find().filter(course_run::Column::CourseId.eq(of.id)).all(change.on()).await?;
    let run_no = held.iter().map(|row| row.run_no).max().unwrap_or(0) + 1;
    let id = RunId::new();
    let mut row = course_run::ActiveModel {
        id: Set(id),
        course_id: Set(of.id),
        run_no: Set(run_no),
        status: Set(RunStatus::Draft),
        cancel_reason: Set(None),
        finished_on: Set(None),
        moves: Set(0),
        ..Default::default()
    };
    let host = org_of(change.on(), "host_org_id", fields.host_org_id).await?;
    fill(&mut row, RunFields { host_org_id: host, ..fields });
    change.insert::<course_run::Entity>(row).await?;
    let rows = sittings.into_iter().enumerate().map(|(n, sitting)| {
        let mut row = run_session::ActiveModel { id: Set(SessionId::new()), run_id: Set(id), ..Default::default() };
        fill_sitting(&mut row, super::super::queries::count(n) + 1, sitting);
        row
    });
    let rows: Vec<run_session::ActiveModel> = rows.collect();
    if !rows.is_empty() {
        change.insert_many::<run_session::Entity>(rows).await?;
    }
    for quota in known(change.on(), quotas).await? {
        let mut row = run_quota::ActiveModel { id: Set(QuotaId::new()), run_id: Set(id), ..Default::default() };
        fill_quota(&mut row, quota);
        change.insert::<run_quota::Entity>(row).await?;
    }
    let loaded = load(change.on(), id).await?;
    loaded.seats().holds(change.now()).map_err(refused)?;
    Ok(id)
}

fn fill(row: &mut course_run::ActiveModel, fields: RunFields) {
    row.title = Set(fields.title.unwrap_or_default());
    row.host_org_id = Set(fields.host_org_id);
    row.is_public = Set(fields.is_public);
    row.needs_approval = Set(fields.needs_approval);
    row.capacity = Set(fields.capacity);
    row.min_people = Set(fields.min_people);
    row.wait_limit = Set(fields.wait_limit);
    row.apply_from = Set(fields.apply_from);
    row.apply_until = Set(fields.apply_until);
    row.quota_release_on = Set(fields.quota_release_on);
    row.cancel_free_until = Set(fields.cancel_free_until);
    row.offer_hours = Set(fields.offer_hours.unwrap_or(72));
    row.mode = Set(fields.mode.unwrap_or(RunMode::InPerson));
    row.venue = Set(fields.venue);
    row.link = Set(fields.link);
    row.cost_model = Set(fields.cost_model.unwrap_or(CostModel::HostPays));
    row.fee = Set(fields.fee);
    row.budget = Set(fields.budget);
    row.note = Set(fields.note);
    fill_contact(row, fields.contact);
}

/// Who answers for a run.
pub(in crate::training) fn fill_contact(row: &mut course_run::ActiveModel, contact: Contact) {
    row.contact_name = Set(contact.contact_name);
    row.contact_mail = Set(contact.contact_mail);
    row.contact_phone = Set(contact.contact_phone);
}

fn fill_sitting(row: &mut run_session::ActiveModel, no: i64, sitting: Sitting) {
    row.no = Set(no);
    row.held_on = Set(sitting.held_on);
    row.starts = Set(sitting.starts);
    row.ends = Set(sitting.ends);
    row.minutes = Set(sitting.minutes);
    row.required = Set(sitting.required);
    row.topic = Set(sitting.topic);
    row.lecturer = Set(sitting.lecturer);
    row.place = Set(sitting.place);
}

fn fill_quota(row: &mut run_quota::ActiveModel, quota: QuotaFields) {
    row.org_id = Set(quota.org_id);
    row.seats = Set(quota.seats);
    row.members = Set(quota.members);
    row.industry = Set(quota.industry);
    row.note = Set(quota.note);
}

/// Organisations that are there, the union itself as none.
pub(super) async fn known(on: &impl ConnectionTrait, quotas: Vec<QuotaFields>) -> Result<Vec<QuotaFields>> {
    let mut all = Vec::with_capacity(quotas.len());
    let mut seen = HashSet::new();
    for (n, quota) in quotas.into_iter().enumerate() {
        let field = format!("quotas.{n}.org_id");
        let org = org_of(on, &field, quota.org_id).await?;
        if !seen.insert(org) {
            return Err(Error::invalid(&field, "org_twice"));
        }
        all.push(QuotaFields { org_id: org, ..quota });
    }
    Ok(all)
}

/// A run as it was read, that can still be planned.
pub(super) async fn read(change: &Change<'_>, id: RunId, version: Option<i64>) -> Result<Loaded> {
    let loaded = load(change.on(), id).await?;
    if version.is_some_and(|version| version != loaded.run.version) {
        return Err(Error::Changed);
    }
    Ok(loaded)
}

fn not_over(loaded: &Loaded) -> Result<()> {
    if matches!(loaded.run.status, RunStatus::Finished | RunStatus::Cancelled) {
        return Err(Error::refused("run_step", json!({ "title": loaded.run.title, "status": loaded.run.status })));
    }
    Ok(())
}

/// After the run's fields, days or quotas were written: everybody keeps a seat, and what became free is offered.
async fn settle(session: &Session, change: &mut Change<'_>, id: RunId) -> Result<()> {
    let now = session.moment();
    let loaded = load(change.on(), id).await?;
    let mut seats = loaded.seats();
    seats.holds(now).map_err(refused)?;
    decide(change, &loaded, &mut seats, &Ask::Look, Vec::new(), &Said::default(), now).await?;
    touch(change, &loaded.run).await?;
    resplit(change, id).await
}

/// Save a run. Capacity never falls below those who have a seat (E-04); a longer one is offered to who waits.
///
/// # Errors
/// [`Error::Changed`], [`Error::Invalid`] with the fields; `E-03`, `E-04`; `run_step` for a run that is over.
pub async fn save_run(session: &Session, input: SaveRun) -> Result<Nothing> {
    let mut change = session.change("training", "save_run").await?;
    let loaded = read(&change, input.id, Some(input.version)).await?;
    not_over(&loaded)?;
    let fields = input.fields.checked(&loaded.course.title)?;
    let host = org_of(change.on(), "host_org_id", fields.host_org_id).await?;
    let title = fields.title.clone();
    let fields = RunFields { host_org_id: host, ..fields };
    change.update::<course_run::Entity>(&loaded.run, |active| fill(active, fields)).await?;
    settle(session, &mut change, input.id).await?;
    change.about_record("course_run", input.id.0);
    change.done(json!({ "title": title })).await?;
    Ok(Nothing {})
}

/// Save the sittings of a run, all of them.
///
/// # Errors
/// [`Error::Changed`], [`Error::Invalid`] with the fields; `session_attended` for a sitting that is taken out although
/// somebody's attendance was noted, `session_shorter` for one that becomes shorter than somebody was there; `session_missing`; `run_step` for a run that is over.
pub async fn save_sessions(session: &Session, input: SaveSessions) -> Result<Nothing> {
    let sittings = sittings(input.sessions)?;
    let mut change = session.change("training", "save_sessions").await?;
    let loaded = read(&change, input.id, Some(input.version)).await?;
    not_over(&loaded)?;
    let kept: HashSet<SessionId> = sittings.iter().filter_map(|sitting| sitting.id).collect();
    if kept.iter().any(|id| loaded.sessions.iter().all(|row| row.id != *id)) {
        return Err(Error::invalid("sessions", "session_missing"));
    }
    for row in loaded.sessions.iter().filter(|row| !kept.contains(&row.id)) {
        let noted = session_attendance::Entity::find()
            .filter(session_attendance::Column::SessionId.eq(row.id))
            .count(change.on())
            .await?;
        if noted > 0 {
            return Err(Error::refused("session_attended", json!({ "no": row.no, "day": row.held_on, "n": noted })));
        }
        change.remove::<run_session::Entity>(row).await?;
    }
    for (n, sitting) in sittings.into_iter().enumerate() {
        let no = super::super::queries::count(n) + 1;
        match sitting.id.and_then(|id| loaded.sessions.iter().find(|row| row.id == id)) {
            Some(row) => {
                follow(&mut change, row, sitting.minutes).await?;
                change.update::<run_session::Entity>(row, |active| fill_sitting(active, no, sitting)).await?;
            }
            None => {
                let mut row =
                    run_session::ActiveModel { id: Set(SessionId::new()), run_id: Set(input.id), ..Default::default() };
                fill_sitting(&mut row, no, sitting);
                change.insert::<run_session::Entity>(row).await?;
            }
        }
    }
    settle(session, &mut change, input.id).await?;
    change.about_record("course_run", input.id.0);
    change.done(json!({ "title": loaded.run.title })).await?;
    Ok(Nothing {})
}

/// What was noted of a sitting whose minutes become others: who was there the whole time still is (E-05).
async fn follow(change: &mut Change<'_>, sitting: &run_session::Model, minutes: i64) -> Result<()> {
    if minutes == sitting.minutes {
        return Ok(());
    }
    let noted = session_attendance::Entity::find()
        .filter(session_attendance::Column::SessionId.eq(sitting.id))
        .all(change.on())
        .await?;
    let then = |row: &session_attendance::Model| minutes_follow(row.attendance, row.minutes, sitting.minutes, minutes);
    let longer = noted.iter().filter(|row| then(row).is_none()).count();
    if longer > 0 {
        let about = json!({ "no": sitting.no, "day": sitting.held_on, "minutes": minutes, "n": longer });
        return Err(Error::refused("session_shorter", about));
    }
    let whole: Vec<_> = noted.into_iter().filter(|row| then(row) != Some(row.minutes)).collect();
    change.update_alike::<session_attendance::Entity>(&whole, |active| active.minutes = Set(minutes)).await?;
    Ok(())
}

/// Save the seats by organisation of a run, all of them. Nobody loses a seat (E-04).
///
/// # Errors
/// [`Error::Changed`], [`Error::Invalid`] with the fields; `E-03`, `E-04`; `run_step` for a run that is over.
pub async fn save_quotas(session: &Session, input: SaveQuotas) -> Result<Nothing> {
    let quotas = quotas(input.quotas)?;
    let mut change = session.change("training", "save_quotas").await?;
    let loaded = read(&change, input.id, Some(input.version)).await?;
    not_over(&loaded)?;
    let quotas = known(change.on(), quotas).await?;
    let kept: HashSet<_> = quotas.iter().map(|quota| quota.org_id).collect();
    for row in loaded.quotas.iter().filter(|row| !kept.contains(&row.org_id)) {
        change.remove::<run_quota::Entity>(row).await?;
    }
    for quota in quotas {
        match loaded.quotas.iter().find(|row| row.org_id == quota.org_id) {
            Some(row) => {
                change.update::<run_quota::Entity>(row, |active| fill_quota(active, quota)).await?;
            }
            None => {
                let mut row =
                    run_quota::ActiveModel { id: Set(QuotaId::new()), run_id: Set(input.id), ..Default::default() };
                fill_quota(&mut row, quota);
                change.insert::<run_quota::Entity>(row).await?;
            }
        }
    }
    settle(session, &mut change, input.id).await?;
    change.about_record("course_run", input.id.0);
    change.done(json!({ "title": loaded.run.title })).await?;
    Ok(Nothing {})
}

/// A run anew: the same seats and sittings, all days moved by as much as the first one.
///
/// # Errors
/// [`Error::Missing`], `date_year_improbable` for a day that nobody can mean, `run_has_no_days` for the first day of a run that
/// has none.
pub async fn copy_run(session: &Session, input: CopyRun) -> Result<RunId> {
    let mut change = session.change("training", "copy_run").await?;
    let loaded = load(change.on(), input.id).await?;
    let run = &loaded.run;
    let first = loaded.sessions.first().map(|row| row.held_on);
    let moved = match (input.first_on, first) {
        (Some(to), Some(from)) => (to - from).num_days(),
        (Some(_), None) => return Err(Error::invalid("first_on", "run_has_no_days")),
        _ => i64::try_from(YEAR_OF_WEEKS).unwrap_or(0),
    };
    let day = |day: NaiveDate| -> Result<NaiveDate> {
        let n = Days::new(moved.unsigned_abs());
        let to = if moved < 0 { day.checked_sub_days(n) } else { day.checked_add_days(n) };
        to.filter(|to| (1868..=2100).contains(&to.year()))
            .ok_or_else(|| Error::invalid("first_on", "date_year_improbable"))
    };
    let fields = RunFields {
        title: Some(run.title.clone()),
        host_org_id: run.host_org_id,
        capacity: run.capacity,
        is_public: run.is_public,
        needs_approval: run.needs_approval,
        min_people: run.min_people,
        wait_limit: run.wait_limit,
        apply_from: run.apply_from.map(day).transpose()?,
        apply_until: run.apply_until.map(day).transpose()?,
        quota_release_on: run.quota_release_on.map(day).transpose()?,
        cancel_free_until: run.cancel_free_until.map(day).transpose()?,
        offer_hours: Some(run.offer_hours),
        mode: Some(run.mode),
        venue: run.venue.clone(),
        link: run.link.clone(),
        cost_model: Some(run.cost_model),
        fee: run.fee,
        budget: run.budget,
        note: run.note.clone(),
        contact: loaded.contact(),
    };
    let mut sittings = Vec::with_capacity(loaded.sessions.len());
    for row in &loaded.sessions {
        sittings.push(Sitting {
            id: None,
            held_on: day(row.held_on)?,
            starts: row.starts,
            ends: row.ends,
            minutes: row.minutes,
            required: row.required,
            topic: row.topic.clone(),
            lecturer: row.lecturer.clone(),
            place: row.place.clone(),
        });
    }
    let quotas = loaded.quotas.iter().map(|row| QuotaFields {
        org_id: row.org_id,
        seats: row.seats,
        members: row.members,
        industry: row.industry.clone(),
        note: row.note.clone(),
    });
    let id = born(&mut change, &loaded.course, fields, sittings, quotas.collect()).await?;
    change.about_record("course_run", id.0);
    change.done(json!({ "title": run.title })).await?;
    Ok(id)
}
