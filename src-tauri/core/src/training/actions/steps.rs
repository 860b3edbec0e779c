//! A run from opening to the end.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{course_run, enrolment};
use super::super::model::{
    Ask, CancelRun, EnrolmentStatus, Finished, RunStatus, RunVersion, is_completed, minutes_that_count,
};
use super::super::queries::{Loaded, attended, load};
use super::money::{can_follow, resplit};
use super::runs::read;
use super::seats::{Said, decide, refused};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{EnrolmentId, RunId};
use crate::ops::Change;
use crate::session::Session;

fn step_of(loaded: &Loaded, from: &[RunStatus]) -> Result<()> {
    if from.contains(&loaded.run.status) {
        return Ok(());
    }
    Err(Error::refused("run_step", json!({ "title": loaded.run.title, "status": loaded.run.status })))
}

/// Whether applications can be taken: the run has days, and everybody who has a seat keeps it.
pub(super) fn may_open(session: &Session, loaded: &Loaded) -> Result<()> {
    step_of(loaded, &[RunStatus::Draft, RunStatus::Closed])?;
    if loaded.sessions.is_empty() {
        return Err(Error::refused("run_without_days", json!({ "title": loaded.run.title })));
    }
    loaded.seats().holds(session.moment()).map_err(refused)
}

/// Whether applications can be ended.
pub(super) fn may_close(loaded: &Loaded) -> Result<()> {
    step_of(loaded, &[RunStatus::Open])
}

/// Whether the first sitting is there.
pub(super) fn may_begin(session: &Session, loaded: &Loaded) -> Result<()> {
    step_of(loaded, &[RunStatus::Open, RunStatus::Closed])?;
    by_then(session, loaded, loaded.sessions.first().map(|row| row.held_on))
}

/// Whether the last sitting is there.
pub(super) fn may_finish(session: &Session, loaded: &Loaded) -> Result<()> {
    step_of(loaded, &[RunStatus::Open, RunStatus::Closed, RunStatus::Running])?;
    by_then(session, loaded, loaded.sessions.last().map(|row| row.held_on))
}

/// Whether completion can be judged.
pub(super) fn may_complete(loaded: &Loaded) -> Result<()> {
    step_of(loaded, &[RunStatus::Finished])
}

fn by_then(session: &Session, loaded: &Loaded, day: Option<NaiveDate>) -> Result<()> {
    if day.is_none_or(|day| session.today() < day) {
        return Err(Error::refused("run_too_early", json!({ "title": loaded.run.title, "day": day })));
    }
    Ok(())
}

async fn set(change: &mut Change<'_>, loaded: &Loaded, to: RunStatus) -> Result<()> {
    change
        .update::<course_run::Entity>(&loaded.run, |active| {
            active.status = Set(to);
            active.moves = Set(loaded.run.moves + 1);
        })
        .await?;
    change.about_record("course_run", loaded.run.id.0);
    Ok(())
}

/// Take applications, for the first time or again.
///
/// # Errors
/// `run_step`; `run_without_days` before there is a sitting; `E-03`; [`Error::Changed`].
pub async fn open_run(session: &Session, input: RunVersion) -> Result<Nothing> {
    let mut change = session.change("training", "open_run").await?;
    let loaded = read(&change, input.id, input.version).await?;
    may_open(session, &loaded)?;
    set(&mut change, &loaded, RunStatus::Open).await?;
    change.done(json!({ "title": loaded.run.title })).await?;
    Ok(Nothing {})
}

/// Take no more applications; who waits is still offered what becomes free.
///
/// # Errors
/// `run_step`, [`Error::Changed`].
pub async fn close_run(session: &Session, input: RunVersion) -> Result<Nothing> {
    let mut change = session.change("training", "close_run").await?;
    let loaded = read(&change, input.id, input.version).await?;
    may_close(&loaded)?;
    set(&mut change, &loaded, RunStatus::Closed).await?;
    change.done(json!({ "title": loaded.run.title })).await?;
    Ok(Nothing {})
}

/// The first sitting begins: offers that nobody answered lapse, and seats are given at the door only (E-04).
///
/// # Errors
/// `run_step`, `run_too_early`, [`Error::Changed`].
pub async fn begin_run(session: &Session, input: RunVersion) -> Result<Nothing> {
    let mut change = session.change("training", "begin_run").await?;
    let loaded = read(&change, input.id, input.version).await?;
    may_begin(session, &loaded)?;
    set(&mut change, &loaded, RunStatus::Running).await?;
    let (mut seats, now) = (loaded.seats(), session.moment());
    decide(&mut change, &loaded, &mut seats, &Ask::Look, Vec::new(), &Said::default(), now).await?;
    change.done(json!({ "title": loaded.run.title })).await?;
    Ok(Nothing {})
}

/// Write a state on the applications that get it, alike ones together.
async fn set_all(
    change: &mut Change<'_>,
    loaded: &Loaded,
    to: &HashMap<EnrolmentId, (EnrolmentStatus, Option<i64>)>,
) -> Result<()> {
    let mut alike: HashMap<(EnrolmentStatus, Option<i64>), Vec<enrolment::Model>> = HashMap::new();
    for row in &loaded.rows {
        if let Some(to) = to.get(&row.id) {
            alike.entry(*to).or_default().push(row.clone());
        }
    }
    let now = change.now();
    for ((status, minutes), rows) in alike {
        let over = !status.is_live();
        change
            .update_alike::<enrolment::Entity>(&rows, |active| {
                active.status = Set(status);
                active.minutes = Set(minutes);
                if over {
                    active.pool = Set(None);
                    active.offer_expires_at = Set(None);
                    active.cancelled_at = Set(Some(now));
                }
            })
            .await?;
    }
    Ok(())
}

/// Close the attendance: who had a seat came or did not; who still waited got none.
///
/// # Errors
/// `run_step`, `run_too_early` before the last sitting, [`Error::Changed`].
pub async fn finish_run(session: &Session, input: RunVersion) -> Result<Finished> {
    let mut change = session.change("training", "finish_run").await?;
    let loaded = read(&change, input.id, input.version).await?;
    may_finish(session, &loaded)?;
    let there = attended(change.on(), &loaded).await?;
    let mut to = HashMap::new();
    for row in &loaded.rows {
        let (minutes, _) = minutes_that_count(&loaded.sat(there.get(&row.id)), loaded.asks());
        let status = match row.status {
            EnrolmentStatus::Confirmed if minutes > 0 => EnrolmentStatus::Attended,
            EnrolmentStatus::Confirmed => EnrolmentStatus::NoShow,
            EnrolmentStatus::Applied | EnrolmentStatus::Waitlisted | EnrolmentStatus::Offered => {
                EnrolmentStatus::Expired
            }
            _ => continue,
        };
        let minutes = (status != EnrolmentStatus::Expired).then_some(minutes);
        to.insert(row.id, (status, minutes));
    }
    set_all(&mut change, &loaded, &to).await?;
    let today = session.today();
    change
        .update::<course_run::Entity>(&loaded.run, |active| {
            active.status = Set(RunStatus::Finished);
            active.finished_on = Set(Some(today));
            active.moves = Set(loaded.run.moves + 1);
        })
        .await?;
    resplit(&mut change, loaded.run.id).await?;
    change.about_record("course_run", loaded.run.id.0);
    change.done(json!({ "title": loaded.run.title })).await?;
    finished(session, input.id).await
}

/// Judge completion (E-05), for the first time or again after the attendance was corrected. A certificate that was issued
/// stays until it is taken back.
///
/// # Errors
/// `run_step` before the run is finished, [`Error::Changed`]; `shares_settled` where a settled share would become another.
pub async fn complete_run(session: &Session, input: RunVersion) -> Result<Finished> {
    let mut change = session.change("training", "complete_run").await?;
    let loaded = read(&change, input.id, input.version).await?;
    may_complete(&loaded)?;
    let to = judged(change.on(), &loaded).await?;
    set_all(&mut change, &loaded, &to).await?;
    set(&mut change, &loaded, RunStatus::Finished).await?;
    resplit(&mut change, loaded.run.id).await?;
    change.done(json!({ "title": loaded.run.title })).await?;
    finished(session, input.id).await
}

/// Where everybody stands by the attendance as it is (E-05).
///
/// # Errors
/// What the database answers.
pub(super) async fn judged(
    on: &impl ConnectionTrait,
    loaded: &Loaded,
) -> Result<HashMap<EnrolmentId, (EnrolmentStatus, Option<i64>)>> {
    let there = attended(on, loaded).await?;
    let mut to = HashMap::new();
    for row in &loaded.rows {
        let judged = row.status == EnrolmentStatus::NoShow || row.status.took_part();
        if !judged || row.status == EnrolmentStatus::Certified {
            continue;
        }
        let sat = loaded.sat(there.get(&row.id));
        let (minutes, _) = minutes_that_count(&sat, loaded.asks());
        let status = if minutes == 0 {
            EnrolmentStatus::NoShow
        } else if is_completed(&sat, loaded.asks(), row.assignment_on.is_some()) {
            EnrolmentStatus::Completed
        } else {
            EnrolmentStatus::Incomplete
        };
        to.insert(row.id, (status, Some(minutes)));
    }
    Ok(to)
}

/// That completion can be judged again after the attendance of a run that is over was corrected: who came counts for shares,
/// and those that were settled stand.
///
/// # Errors
/// `shares_settled`.
pub(super) async fn can_be_judged(change: &Change<'_>, id: RunId) -> Result<()> {
    let mut loaded = load(change.on(), id).await?;
    if loaded.run.status != RunStatus::Finished {
        return Ok(());
    }
    let to = judged(change.on(), &loaded).await?;
    for row in &mut loaded.rows {
        if let Some((status, _)) = to.get(&row.id) {
            row.status = *status;
        }
    }
    can_follow(change, &loaded).await
}

async fn finished(session: &Session, id: RunId) -> Result<Finished> {
    let rows = enrolment::Entity::find().filter(enrolment::Column::RunId.eq(id)).all(session.look()).await?;
    let n = |fits: fn(EnrolmentStatus) -> bool| {
        super::super::queries::count(rows.iter().filter(|row| fits(row.status)).count())
    };
    Ok(Finished {
        attended: n(EnrolmentStatus::took_part),
        no_show: n(|status| status == EnrolmentStatus::NoShow),
        completed: n(|status| matches!(status, EnrolmentStatus::Completed | EnrolmentStatus::Certified)),
        incomplete: n(|status| status == EnrolmentStatus::Incomplete),
        without_seat: n(|status| matches!(status, EnrolmentStatus::Expired | EnrolmentStatus::Declined)),
    })
}

/// Cancel a run: every application that is still in is cancelled, too, and the costs are the host's (E-09).
///
/// # Errors
/// `required` without a reason; `run_step`, [`Error::Changed`].
pub async fn cancel_run(session: &Session, input: CancelRun) -> Result<Nothing> {
    let reason = input.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Error::invalid("reason", "required"));
    }
    let now = session.moment();
    let mut change = session.change("training", "cancel_run").await?;
    let loaded = read(&change, input.id, input.version).await?;
    step_of(&loaded, &[RunStatus::Draft, RunStatus::Open, RunStatus::Closed, RunStatus::Running])?;
    change
        .update::<course_run::Entity>(&loaded.run, |active| {
            active.status = Set(RunStatus::Cancelled);
            active.cancel_reason = Set(Some(reason.clone()));
            active.moves = Set(loaded.run.moves + 1);
        })
        .await?;
    let said = Said { reason: Some(reason.clone()), ..Said::default() };
    let mut seats = loaded.seats();
    decide(&mut change, &loaded, &mut seats, &Ask::CancelRun, Vec::new(), &said, now).await?;
    resplit(&mut change, loaded.run.id).await?;
    change.because(Some(reason));
    change.about_record("course_run", loaded.run.id.0);
    change.done(json!({ "title": loaded.run.title })).await?;
    Ok(Nothing {})
}
