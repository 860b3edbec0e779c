//! A run as the seat function sees it, out of its rows.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{course, course_run, enrolment, run_quota, run_session, session_attendance};
use super::super::model::{Asks, Attendance, Contact, EnrolmentStatus, RunSeats, Sat, Seat, moment_of};
use super::count;
use crate::error::{Error, Result};
use crate::ids::{EnrolmentId, RunId, SessionId};

/// How somebody took part, and for how many minutes, by sitting.
pub(in crate::training) type There = HashMap<SessionId, (Attendance, i64)>;

/// A run with everything that seats depend on.
pub(in crate::training) struct Loaded {
    pub course: course::Model,
    pub run: course_run::Model,
    pub quotas: Vec<run_quota::Model>,
    /// In the order of time.
    pub sessions: Vec<run_session::Model>,
    /// In the order of their running numbers.
    pub rows: Vec<enrolment::Model>,
}

/// Load a run.
///
/// # Errors
/// [`Error::Missing`].
pub(in crate::training) async fn load(on: &impl ConnectionTrait, id: RunId) -> Result<Loaded> {
    let missing = || Error::Missing { what: "run" };
    let run = course_run::Entity::find_by_id(id).one(on).await?.ok_or_else(missing)?;
    let course = course::Entity::find_by_id(run.course_id).one(on).await?.ok_or_else(missing)?;
    let quotas = run_quota::Entity::find()
        .filter(run_quota::Column::RunId.eq(id))
        .order_by_asc(run_quota::Column::Id)
        .all(on)
        .await?;
    let sessions = run_session::Entity::find()
        .filter(run_session::Column::RunId.eq(id))
        .order_by_asc(run_session::Column::HeldOn)
        .order_by_asc(run_session::Column::Starts)
        .all(on)
        .await?;
    let rows = enrolment::Entity::find()
        .filter(enrolment::Column::RunId.eq(id))
        .order_by_asc(enrolment::Column::Seq)
        .all(on)
        .await?;
    Ok(Loaded { course, run, quotas, sessions, rows })
}

/// How everybody took part.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn attended(
    on: &impl ConnectionTrait,
    loaded: &Loaded,
) -> Result<HashMap<EnrolmentId, There>> {
    let sessions = loaded.sessions.iter().map(|row| row.id);
    let rows = session_attendance::Entity::find()
        .filter(session_attendance::Column::SessionId.is_in(sessions))
        .all(on)
        .await?;
    let mut by: HashMap<EnrolmentId, There> = HashMap::new();
    for row in rows {
        by.entry(row.enrolment_id).or_default().insert(row.session_id, (row.attendance, row.minutes));
    }
    Ok(by)
}

impl Loaded {
    /// The state that the seat function decides on: the run as it is, and every application that may still move.
    pub fn seats(&self) -> RunSeats {
        let run = &self.run;
        RunSeats {
            status: run.status,
            capacity: run.capacity,
            quotas: self.quotas.iter().map(|row| (row.org_id, row.seats)).collect(),
            release_on: run.quota_release_on,
            wait_limit: run.wait_limit,
            offer_hours: run.offer_hours,
            starts_at: self.sessions.first().map(|row| moment_of(row.held_on, row.starts)),
            cancel_free_until: run.cancel_free_until,
            seats: self.rows.iter().map(seat).collect(),
        }
    }

    /// The application.
    pub fn row(&self, id: EnrolmentId) -> Option<&enrolment::Model> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// How many people with a seat are missing from what the run wants at least.
    pub fn too_few(&self) -> i64 {
        let seated = self.rows.iter().filter(|row| row.status == EnrolmentStatus::Confirmed || row.status.took_part());
        self.run.min_people.map_or(0, |least| (least - count(seated.count())).max(0))
    }

    /// Who answers for the run.
    pub fn contact(&self) -> Contact {
        contact_of(&self.run)
    }

    /// What completion asks of the course.
    pub fn asks(&self) -> Asks {
        Asks {
            ratio: self.course.required_ratio,
            excused_counts: self.course.excused_counts,
            assignment: self.course.needs_assignment,
        }
    }

    /// The sittings in the question of somebody's completion.
    pub fn sat(&self, there: Option<&There>) -> Vec<Sat> {
        self.sessions
            .iter()
            .map(|row| Sat {
                of: row.minutes,
                required: row.required,
                there: there.and_then(|there| there.get(&row.id)).copied(),
            })
            .collect()
    }

    /// The next free running number of applications.
    pub fn next_seq(&self) -> i64 {
        self.rows.iter().map(|row| row.seq).max().unwrap_or(0) + 1
    }
}

/// Who answers for a run.
pub(super) fn contact_of(run: &course_run::Model) -> Contact {
    Contact {
        contact_name: run.contact_name.clone(),
        contact_mail: run.contact_mail.clone(),
        contact_phone: run.contact_phone.clone(),
    }
}

fn seat(row: &enrolment::Model) -> Seat {
    Seat {
        id: row.id,
        org: row.org_id,
        status: row.status,
        pool: row.pool,
        wait_at: row.wait_at,
        seq: row.seq,
        group: row.group_no,
        postponed: row.postponed,
        expires_at: row.offer_expires_at,
    }
}
