//! The day itself, and certificates.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{certificate, enrolment, session_attendance};
use super::super::model::{
    CertificateRow, EnrolmentStatus, HandIn, IssueCertificates, RevokeCertificate, RunNamed, RunStatus, SaveAttendance,
    minutes_there,
};
use super::super::queries::{Loaded, certificates, load};
use super::steps::{can_be_judged, judged};
use crate::api::Nothing;
use crate::dates::FiscalCalendar;
use crate::desk;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{AttendanceId, CertificateId, EnrolmentId, SessionId};
use crate::session::Session;

/// Entries of one call at most: a room of some thousands over some days.
const MOST: usize = 50_000;

/// Note who was there: a whole room at once. An entry that is there is replaced, one without an attendance is taken out.
///
/// # Errors
/// [`Error::Invalid`] at the entries: `enrolment_missing`, `session_missing`, `attendance_minutes`, `attendance_absent`,
/// `number_range`, `entry_twice`; `run_step` for a run that takes no attendance; `shares_settled` where who came counts for
/// a share that was settled.
pub async fn save_attendance(session: &Session, input: SaveAttendance) -> Result<Nothing> {
    if input.entries.is_empty() {
        return Err(Error::invalid("entries", "required"));
    }
    if input.entries.len() > MOST {
        return Err(Error::invalid("entries", "too_many"));
    }
    let mut change = session.change("training", "save_attendance").await?;
    let loaded = load(change.on(), input.run_id).await?;
    if matches!(loaded.run.status, RunStatus::Draft | RunStatus::Cancelled) {
        return Err(Error::refused("run_step", json!({ "title": loaded.run.title, "status": loaded.run.status })));
    }
    let sittings: HashMap<SessionId, i64> = loaded.sessions.iter().map(|row| (row.id, row.minutes)).collect();
    let seated: HashSet<EnrolmentId> = loaded
        .rows
        .iter()
        .filter(|row| row.pool.is_some() && row.status != EnrolmentStatus::Offered)
        .map(|row| row.id)
        .collect();
    let certified: HashSet<EnrolmentId> =
        loaded.rows.iter().filter(|row| row.status == EnrolmentStatus::Certified).map(|row| row.id).collect();
    let mut known: HashMap<(EnrolmentId, SessionId), session_attendance::Model> = session_attendance::Entity::find()
        .filter(session_attendance::Column::SessionId.is_in(sittings.keys().copied()))
        .all(change.on())
        .await?
        .into_iter()
        .map(|row| ((row.enrolment_id, row.session_id), row))
        .collect();
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    let mut new = Vec::new();
    let mut mend = Vec::new();
    let mut out = Vec::new();
    for (n, entry) in input.entries.iter().enumerate() {
        let field = |field: &str| format!("entries.{n}.{field}");
        let key = (entry.enrolment_id, entry.session_id);
        let Some(sitting) = sittings.get(&entry.session_id) else {
            problems.push(FieldProblem::new(&field("session_id"), "session_missing"));
            continue;
        };
        if !seated.contains(&entry.enrolment_id) {
            problems.push(FieldProblem::new(&field("enrolment_id"), "enrolment_missing"));
            continue;
        }
        if !seen.insert(key) {
            problems.push(FieldProblem::new(&field("enrolment_id"), "entry_twice"));
            continue;
        }
        let as_stored = known.get(&key).map(|row| (row.attendance, row.minutes));
        let as_said =
            entry.attendance.map(|attendance| (attendance, minutes_there(attendance, entry.minutes, *sitting)));
        let same = match (as_stored, as_said) {
            (Some(stored), Some((attendance, Ok(minutes)))) => stored == (attendance, minutes),
            (stored, said) => stored.is_none() && said.is_none(),
        };
        // The certificate says what was attended: it goes first.
        if certified.contains(&entry.enrolment_id) && !same {
            return Err(Error::refused("attendance_certified", json!({ "title": loaded.run.title })));
        }
        let Some(attendance) = entry.attendance else {
            out.extend(known.remove(&key));
            continue;
        };
        match minutes_there(attendance, entry.minutes, *sitting) {
            Err(code) => problems.push(FieldProblem::new(&field("minutes"), code)),
            Ok(minutes) => match known.remove(&key) {
                Some(row) if row.attendance == attendance && row.minutes == minutes => {}
                Some(row) => mend.push((row, attendance, minutes)),
                None => new.push(session_attendance::ActiveModel {
                    id: Set(AttendanceId::new()),
                    enrolment_id: Set(entry.enrolment_id),
                    session_id: Set(entry.session_id),
                    attendance: Set(attendance),
                    minutes: Set(minutes),
                    ..Default::default()
                }),
            },
        }
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    if new.is_empty() && mend.is_empty() && out.is_empty() {
        return Ok(Nothing {});
    }
    if !new.is_empty() {
        change.insert_many::<session_attendance::Entity>(new).await?;
    }
    for (row, attendance, minutes) in mend {
        change
            .update::<session_attendance::Entity>(&row, |active| {
                active.attendance = Set(attendance);
                active.minutes = Set(minutes);
            })
            .await?;
    }
    for row in out {
        change.remove::<session_attendance::Entity>(&row).await?;
    }
    can_be_judged(&change, input.run_id).await?;
    change.about_record("course_run", input.run_id.0);
    change.done(json!({ "title": loaded.run.title, "n": input.entries.len() })).await?;
    Ok(Nothing {})
}

/// Note that the assignment was handed in.
///
/// # Errors
/// [`Error::Missing`], `required` without anybody, `date_future`; `assignment_certified` for taking it out where somebody has a
/// certificate.
pub async fn hand_in(session: &Session, input: HandIn) -> Result<Nothing> {
    if input.enrolment_ids.is_empty() {
        return Err(Error::invalid("enrolment_ids", "required"));
    }
    if input.on.is_some_and(|on| on > session.today()) {
        return Err(Error::invalid("on", "date_future"));
    }
    let mut change = session.change("training", "hand_in").await?;
    let mut rows = Vec::new();
    for part in input.enrolment_ids.chunks(1_000) {
        let found = enrolment::Entity::find().filter(enrolment::Column::Id.is_in(part.iter().copied()));
        rows.extend(found.all(change.on()).await?);
    }
    let wanted: HashSet<EnrolmentId> = input.enrolment_ids.iter().copied().collect();
    if rows.len() != wanted.len() {
        return Err(Error::Missing { what: "enrolment" });
    }
    // The certificate says that it was handed in: it goes first.
    if input.on.is_none()
        && rows.iter().any(|row| row.status == EnrolmentStatus::Certified && row.assignment_on.is_some())
    {
        return Err(Error::refused("assignment_certified", json!({})));
    }
    change.update_alike::<enrolment::Entity>(&rows, |active| active.assignment_on = Set(input.on)).await?;
    change.done(json!({ "n": rows.len() })).await?;
    Ok(Nothing {})
}

/// Issue certificates to those who completed the run, with running numbers of the fiscal year and the course.
///
/// # Errors
/// `run_step` before the run is finished; `certificate_not_completed` for somebody named who did not complete it or has
/// one; `nobody_judged` before completion is judged, `nobody_completed` after; `certificate_not_judged` where the attendance or an assignment was corrected after the judgement
/// and somebody no longer completes it (E-05); `date_future`.
pub async fn issue_certificates(session: &Session, input: IssueCertificates) -> Result<Vec<CertificateRow>> {
    let today = session.today();
    let issued_on = input.issued_on.unwrap_or(today);
    if issued_on > today {
        return Err(Error::invalid("issued_on", "date_future"));
    }
    let settings = desk::profile(session).await?;
    let years = FiscalCalendar::new(u32::try_from(settings.fiscal_start_month).unwrap_or(4), None);
    let mut change = session.change("training", "issue_certificates").await?;
    let loaded = load(change.on(), input.run_id).await?;
    let chosen = to_certify(change.on(), &loaded, &input.enrolment_ids).await?;
    let front = format!("{}-{}-", years.year_of(issued_on), loaded.course.code);
    let given =
        certificate::Entity::find().filter(certificate::Column::Number.starts_with(&front)).all(change.on()).await?;
    let mut last =
        given.iter().filter_map(|row| row.number.strip_prefix(&front)?.parse::<u32>().ok()).max().unwrap_or(0);
    let rows = chosen.iter().map(|row| {
        last += 1;
        certificate::ActiveModel {
            id: Set(CertificateId::new()),
            number: Set(format!("{front}{last:03}")),
            enrolment_id: Set(row.id),
            issued_on: Set(issued_on),
            title_text: Set(loaded.run.title.clone()),
            revoked_on: Set(None),
            revoke_reason: Set(None),
            ..Default::default()
        }
    });
    let rows: Vec<certificate::ActiveModel> = rows.collect();
    let n = rows.len();
    // A number that is on paper is nobody else's: a certificate is revoked, and its row stays.
    change.is_final();
    change.insert_many::<certificate::Entity>(rows).await?;
    change.update_alike::<enrolment::Entity>(&chosen, |active| active.status = Set(EnrolmentStatus::Certified)).await?;
    change.about_record("course_run", input.run_id.0);
    change.done(json!({ "title": loaded.run.title, "n": n })).await?;
    let issued: HashSet<EnrolmentId> = chosen.iter().map(|row| row.id).collect();
    let all = certificates(session, RunNamed { id: input.run_id }).await?;
    Ok(all.into_iter().filter(|row| row.revoked_on.is_none() && issued.contains(&row.enrolment_id)).collect())
}

/// Who gets a certificate: those named, or all who completed the run and have none.
///
/// # Errors
/// As [`issue_certificates`].
pub(super) async fn to_certify(
    on: &impl ConnectionTrait,
    loaded: &Loaded,
    named: &[EnrolmentId],
) -> Result<Vec<enrolment::Model>> {
    if loaded.run.status != RunStatus::Finished {
        return Err(Error::refused("run_step", json!({ "title": loaded.run.title, "status": loaded.run.status })));
    }
    let completed = |row: &&enrolment::Model| row.status == EnrolmentStatus::Completed;
    let mut chosen: Vec<enrolment::Model> = loaded.rows.iter().filter(completed).cloned().collect();
    if !named.is_empty() {
        let wanted: HashSet<EnrolmentId> = named.iter().copied().collect();
        chosen.retain(|row| wanted.contains(&row.id));
        if chosen.len() != wanted.len() {
            let n = wanted.len() - chosen.len();
            return Err(Error::refused("certificate_not_completed", json!({ "n": n })));
        }
    }
    if chosen.is_empty() && loaded.rows.iter().any(|row| row.status == EnrolmentStatus::Attended) {
        return Err(Error::refused("nobody_judged", json!({ "title": loaded.run.title })));
    }
    if chosen.is_empty() {
        return Err(Error::refused("nobody_completed", json!({ "title": loaded.run.title })));
    }
    // A certificate is for good: what it says is asked of the attendance and the assignments as they are.
    let now = judged(on, loaded).await?;
    let stale =
        |row: &&enrolment::Model| now.get(&row.id).map(|(status, _)| *status) != Some(EnrolmentStatus::Completed);
    let n = chosen.iter().filter(stale).count();
    if n > 0 {
        return Err(Error::refused("certificate_not_judged", json!({ "title": loaded.run.title, "n": n })));
    }
    Ok(chosen)
}

/// Take a certificate back. Its row and its number stay; the course stays completed.
///
/// # Errors
/// `required` without a reason; [`Error::Changed`] for one that was taken back; [`Error::Missing`].
pub async fn revoke_certificate(session: &Session, input: RevokeCertificate) -> Result<Nothing> {
    let reason = input.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(Error::invalid("reason", "required"));
    }
    let today = session.today();
    let mut change = session.change("training", "revoke_certificate").await?;
    let missing = || Error::Missing { what: "certificate" };
    let row = certificate::Entity::find_by_id(input.id).one(change.on()).await?.ok_or_else(missing)?;
    if row.revoked_on.is_some() || input.version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    change
        .update::<certificate::Entity>(&row, |active| {
            active.revoked_on = Set(Some(today));
            active.revoke_reason = Set(Some(reason.clone()));
        })
        .await?;
    let of = enrolment::Entity::find_by_id(row.enrolment_id).one(change.on()).await?.ok_or_else(missing)?;
    change.update::<enrolment::Entity>(&of, |active| active.status = Set(EnrolmentStatus::Completed)).await?;
    change.because(Some(reason));
    change.done(json!({ "number": row.number })).await?;
    Ok(Nothing {})
}
