//! The catalogue of runs and their calendar: they name nobody.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{course, course_run, enrolment, run_quota, run_session};
use super::super::model::{
    Contact, EnrolmentStatus, Next, NextStep, OFFERS_END_HOURS, Org, QuotaRow, RunDetail, RunFields, RunFilter,
    RunNamed, RunRow, RunSeats, RunStatus, SittingRow, clock, day_of, moment_of,
};
use super::state::contact_of;
use super::{Loaded, count, load, org_names};
use crate::error::Result;
use crate::ids::{CourseId, RunId};
use crate::session::Session;
use crate::text::name_key;

/// What of an application is counted.
type Counted = (RunId, EnrolmentStatus, Org, Option<DateTime<Utc>>);

/// The runs that fit, by their first day, newest first; those without days before them.
///
/// # Errors
/// What the database answers.
pub async fn runs(session: &Session, input: RunFilter) -> Result<Vec<RunRow>> {
    let on = session.look();
    let mut query = course_run::Entity::find();
    if let Some(course) = input.course_id {
        query = query.filter(course_run::Column::CourseId.eq(course));
    }
    if let Some(status) = input.status {
        query = query.filter(course_run::Column::Status.eq(status));
    }
    let all = query.order_by_asc(course_run::Column::Id).all(on).await?;
    let courses: HashMap<CourseId, course::Model> =
        course::Entity::find().all(on).await?.into_iter().map(|row| (row.id, row)).collect();
    let mut days: HashMap<RunId, Vec<run_session::Model>> = HashMap::new();
    for row in run_session::Entity::find().order_by_asc(run_session::Column::HeldOn).all(on).await? {
        days.entry(row.run_id).or_default().push(row);
    }
    let wanted = name_key(input.find.as_deref().unwrap_or_default());
    let mut kept = Vec::new();
    for run in all {
        let Some(course) = courses.get(&run.course_id) else { continue };
        let days = days.remove(&run.id).unwrap_or_default();
        let within = days.iter().any(|day| {
            input.from.is_none_or(|from| day.held_on >= from) && input.to.is_none_or(|to| day.held_on <= to)
        });
        let found = [&run.title, &course.code, run.venue.as_ref().unwrap_or(&course.title), &course.title]
            .iter()
            .any(|words| name_key(words).contains(&wanted));
        let narrowed = input.from.is_some() || input.to.is_some();
        if (wanted.is_empty() || found) && (!narrowed || within) {
            kept.push((run, course.code.clone(), days));
        }
    }
    let ids: Vec<RunId> = kept.iter().map(|(run, _, _)| run.id).collect();
    let mut counted: HashMap<RunId, Vec<Counted>> = HashMap::new();
    for part in ids.chunks(500) {
        let rows: Vec<Counted> = enrolment::Entity::find()
            .select_only()
            .columns([
                enrolment::Column::RunId,
                enrolment::Column::Status,
                enrolment::Column::OrgId,
                enrolment::Column::OfferExpiresAt,
            ])
            .filter(enrolment::Column::RunId.is_in(part.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        rows.into_iter().for_each(|row| counted.entry(row.0).or_default().push(row));
    }
    let now = session.moment();
    let mut rows: Vec<RunRow> = kept
        .into_iter()
        .map(|(run, code, days)| {
            let counted = counted.remove(&run.id).unwrap_or_default();
            run_row(&run, &code, &days, &counted, now)
        })
        .collect();
    rows.sort_by_key(|row| (row.first_on.is_some(), std::cmp::Reverse(row.first_on)));
    Ok(rows)
}

fn run_row(
    run: &course_run::Model,
    code: &str,
    days: &[run_session::Model],
    counted: &[Counted],
    now: DateTime<Utc>,
) -> RunRow {
    let n = |status: EnrolmentStatus| count(counted.iter().filter(|row| row.1 == status).count());
    let taken_part = counted.iter().filter(|row| row.1.is_live());
    let organisations: HashSet<Org> = taken_part.map(|row| row.2).collect();
    let (offered, waiting) = (n(EnrolmentStatus::Offered), n(EnrolmentStatus::Waitlisted));
    let confirmed = counted
        .iter()
        .filter(|row| row.1 == EnrolmentStatus::Confirmed || row.1 == EnrolmentStatus::NoShow || row.1.took_part())
        .count();
    let giving = matches!(run.status, RunStatus::Open | RunStatus::Closed);
    let ran_out = counted.iter().any(|row| row.3.is_some_and(|until| until <= now));
    let released = run.quota_release_on.is_some_and(|on| day_of(now) >= on);
    let free = run.capacity - offered - count(confirmed);
    let mut held: Vec<chrono::NaiveDate> = days.iter().map(|day| day.held_on).collect();
    held.dedup();
    RunRow {
        id: run.id,
        version: run.version,
        course_id: run.course_id,
        code: format!("{code}-{}", run.run_no),
        title: run.title.clone(),
        status: run.status,
        first_on: held.first().copied(),
        last_on: held.last().copied(),
        days: held,
        mode: run.mode,
        venue: run.venue.clone(),
        apply_from: run.apply_from,
        apply_until: run.apply_until,
        capacity: run.capacity,
        min_people: run.min_people,
        applied: n(EnrolmentStatus::Applied),
        offered,
        confirmed: count(confirmed),
        waiting,
        completed: n(EnrolmentStatus::Completed) + n(EnrolmentStatus::Certified),
        unjudged: n(EnrolmentStatus::Attended),
        organisations: count(organisations.len()),
        due: (ran_out && (giving || run.status == RunStatus::Running))
            || (giving && released && waiting > 0 && free > 0),
    }
}

/// A run with everything but its people.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn run(session: &Session, input: RunNamed) -> Result<RunDetail> {
    let loaded = load(session.look(), input.id).await?;
    detail_of(session, &loaded).await
}

/// [`run`] of a run that was loaded.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn detail_of(session: &Session, loaded: &Loaded) -> Result<RunDetail> {
    let names = org_names(session).await?;
    let now = session.moment();
    let counted: Vec<Counted> =
        loaded.rows.iter().map(|row| (row.run_id, row.status, row.org_id, row.offer_expires_at)).collect();
    let run = &loaded.run;
    Ok(RunDetail {
        run: run_row(run, &loaded.course.code, &loaded.sessions, &counted, now),
        fields: RunFields {
            title: Some(run.title.clone()),
            host_org_id: run.host_org_id,
            capacity: run.capacity,
            is_public: run.is_public,
            needs_approval: run.needs_approval,
            min_people: run.min_people,
            wait_limit: run.wait_limit,
            apply_from: run.apply_from,
            apply_until: run.apply_until,
            quota_release_on: run.quota_release_on,
            cancel_free_until: run.cancel_free_until,
            offer_hours: Some(run.offer_hours),
            mode: Some(run.mode),
            venue: run.venue.clone(),
            link: run.link.clone(),
            cost_model: Some(run.cost_model),
            fee: run.fee,
            budget: run.budget,
            note: run.note.clone(),
            contact: loaded.contact(),
        },
        sessions: loaded.sessions.iter().map(session_row).collect(),
        quotas: quota_rows(&loaded.quotas, &names),
        minutes: loaded.sessions.iter().map(|row| row.minutes).sum(),
        cancel_reason: run.cancel_reason.clone(),
        next: next(loaded, &loaded.seats(), now),
        contact_before: contact_before(session, loaded).await?,
    })
}

/// Whom the newest other run names, for a run that names nobody.
async fn contact_before(session: &Session, loaded: &Loaded) -> Result<Option<Contact>> {
    if !loaded.contact().is_empty() {
        return Ok(None);
    }
    let named = course_run::Entity::find()
        .filter(course_run::Column::ContactName.is_not_null())
        .order_by_desc(course_run::Column::Id)
        .one(session.look())
        .await?;
    Ok(named.as_ref().map(contact_of))
}

/// Seats by organisation in words.
pub(super) fn quota_rows(rows: &[run_quota::Model], names: &HashMap<Org, String>) -> Vec<QuotaRow> {
    let rows = rows.iter().map(|row| QuotaRow {
        id: row.id,
        org_id: row.org_id,
        org: names.get(&row.org_id).cloned().unwrap_or_default(),
        seats: row.seats,
        members: row.members,
        industry: row.industry.clone(),
        note: row.note.clone(),
    });
    rows.collect()
}

/// A sitting on the wire.
pub(in crate::training) fn session_row(row: &run_session::Model) -> SittingRow {
    SittingRow {
        id: row.id,
        no: row.no,
        held_on: row.held_on,
        starts: clock(row.starts),
        ends: clock(row.ends),
        minutes: row.minutes,
        required: row.required,
        topic: row.topic.clone(),
        lecturer: row.lecturer.clone(),
        place: row.place.clone(),
    }
}

/// What happens next, in the order of time.
pub(super) fn next(loaded: &Loaded, seats: &RunSeats, now: DateTime<Utc>) -> Vec<Next> {
    let run = &loaded.run;
    let mut all = Vec::new();
    let mut put = |step: NextStep, at: DateTime<Utc>, n: i64, due: bool| {
        if due || at > now {
            // What holds to the end of a day is told by that day, not by the next one.
            let last = matches!(step, NextStep::ApplicationsEnd | NextStep::CancelFreeEnds);
            let on = if last { day_of(at - chrono::TimeDelta::microseconds(1)) } else { day_of(at) };
            all.push(Next { step, at, on, n, due });
        }
    };
    if !seats.is_giving() {
        return all;
    }
    // The first moment of a day, and the first after it.
    let begins = |day: chrono::NaiveDate| moment_of(day, 0);
    let ends = |day: chrono::NaiveDate| moment_of(day, 24 * 60);
    if let Some(day) = run.apply_from {
        put(NextStep::ApplicationsBegin, begins(day), 0, false);
    }
    if let Some(day) = run.apply_until {
        put(NextStep::ApplicationsEnd, ends(day), 0, false);
    }
    if let Some(day) = run.cancel_free_until {
        put(NextStep::CancelFreeEnds, ends(day), 0, false);
    }
    let mut offers: HashMap<DateTime<Utc>, i64> = HashMap::new();
    for until in loaded.rows.iter().filter_map(|row| row.offer_expires_at) {
        *offers.entry(until).or_default() += 1;
    }
    for (until, n) in offers {
        put(NextStep::OfferExpires, until, n, until <= now);
    }
    if let Some(day) = run.quota_release_on {
        // What is free for single organisations is free for everybody then.
        let own: i64 = seats.free(begins(day) - chrono::TimeDelta::microseconds(1)).1.values().sum();
        put(NextStep::QuotaReleased, begins(day), own, false);
    }
    if let Some(starts) = seats.starts_at {
        put(NextStep::OffersEnd, starts - chrono::TimeDelta::hours(OFFERS_END_HOURS), 0, false);
        if loaded.too_few() > 0 {
            put(NextStep::TooFew, starts, loaded.too_few(), false);
        }
        put(NextStep::Begins, starts, 0, false);
    }
    all.sort_by_key(|next| next.at);
    all
}
