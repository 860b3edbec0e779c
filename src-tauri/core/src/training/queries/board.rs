//! The board of a run: seats by organisation, who waits in order and why, what happens next.

use std::collections::{BTreeSet, HashMap, HashSet};

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{certificate, kept_apart, seat_decision, session_attendance};
use super::super::model::{
    Apart, Ask, AttendanceEntry, AttendanceOf, Board, DecisionRow, EnrolmentRow, EnrolmentStatus, Org, OrgSeats, Pool,
    RunNamed, SeatReason, lacks,
};
use super::runs::{next, quota_rows};
use super::{Loaded, attended, count, detail_of, load, names, org_names, session_row};
use crate::error::Result;
use crate::ids::{EnrolmentId, PersonId, SessionId};
use crate::organizations;
use crate::session::Session;

/// The board of a run.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn board(session: &Session, input: RunNamed) -> Result<Board> {
    let on = session.look();
    let loaded = load(on, input.id).await?;
    let now = session.moment();
    let persons: Vec<PersonId> = loaded.rows.iter().map(|row| row.person_id).collect();
    let names = names(session, &persons).await?;
    let orgs = org_names(session).await?;
    let tree = organizations::tree(on).await?;
    let seats = loaded.seats();
    let waits: HashMap<EnrolmentId, (i64, _, i64)> = seats
        .why_waiting(now)
        .into_iter()
        .enumerate()
        .map(|(n, (id, reason, about))| (id, (count(n) + 1, reason, about)))
        .collect();
    let minutes = minutes_of(session, &loaded).await?;
    let numbers = numbers_of(session, &loaded).await?;
    let reasons = last_reasons(session, &loaded).await?;
    let there = attended(on, &loaded).await?;
    let mut rows: Vec<EnrolmentRow> = loaded
        .rows
        .iter()
        .filter_map(|row| {
            let known = names.get(row.person_id)?;
            let waiting = waits.get(&row.id);
            Some(EnrolmentRow {
                id: row.id,
                version: row.version,
                person_id: row.person_id,
                name: known.name.clone(),
                kana: known.kana.clone(),
                org_id: row.org_id,
                org: orgs.get(&row.org_id).cloned().unwrap_or_default(),
                unit: row.unit_id.and_then(|unit| tree.get(unit)).map(|unit| unit.label.clone()),
                status: row.status,
                pool: row.pool,
                applied_at: row.applied_at,
                seq: row.seq,
                group_no: row.group_no,
                place: waiting.map(|(place, _, _)| *place),
                waits: waiting.map(|(_, reason, _)| *reason),
                waits_n: waiting.map_or(0, |(_, _, about)| *about),
                postponed: row.postponed,
                offer_expires_at: row.offer_expires_at,
                reason: reasons.get(&row.id).copied(),
                why: row.reason.clone(),
                late_cancel: row.late_cancel,
                minutes: row.minutes.or_else(|| minutes.get(&row.id).copied()),
                lacks: match row.status {
                    EnrolmentStatus::Incomplete => {
                        lacks(&loaded.sat(there.get(&row.id)), loaded.asks(), row.assignment_on.is_some())
                    }
                    _ => Vec::new(),
                },
                assignment_on: row.assignment_on,
                certificate: numbers.get(&row.id).cloned(),
                company: row.company.clone(),
                industry: row.industry.clone(),
                age_band: row.age_band,
                table_no: row.table_no,
                note: row.note.clone(),
            })
        })
        .collect();
    rows.sort_by_key(|row| (rank(row.status), row.place, row.seq));
    let (common_free, own_free) = seats.free(now);
    let detail = detail_of(session, &loaded).await?;
    let due = seats.clone().decide(now, &Ask::Look).unwrap_or_default();
    let due = due.into_iter().filter_map(|decision| {
        let row = loaded.row(decision.id)?;
        Some(DecisionRow {
            enrolment_id: decision.id,
            name: names.get(row.person_id)?.name.clone(),
            at: now,
            from: Some(decision.from),
            to: decision.to,
            pool: decision.pool,
            reason: decision.reason,
        })
    });
    let due = due.collect();
    let in_sight: HashSet<EnrolmentId> = rows.iter().map(|row| row.id).collect();
    let apart = kept_apart::Entity::find().filter(kept_apart::Column::RunId.eq(input.id)).all(on).await?;
    let apart = apart.into_iter().map(|row| Apart { one: row.one_id, other: row.other_id });
    let apart = apart.filter(|pair| in_sight.contains(&pair.one) && in_sight.contains(&pair.other)).collect();
    Ok(Board {
        run: detail.run,
        at: now,
        common: seats.capacity - seats.kept(),
        common_free,
        free: common_free + own_free.values().sum::<i64>(),
        released: seats.is_released(now),
        organisations: by_organisation(&loaded, &orgs),
        quotas: quota_rows(&loaded.quotas, &orgs),
        sessions: loaded.sessions.iter().map(session_row).collect(),
        unseen: count(loaded.rows.len() - rows.len()),
        rows,
        apart,
        next: next(&loaded, &seats, now),
        due,
    })
}

/// Seated, offered, waiting, applied, ended.
fn rank(status: EnrolmentStatus) -> u8 {
    match status {
        EnrolmentStatus::Certified
        | EnrolmentStatus::Completed
        | EnrolmentStatus::Incomplete
        | EnrolmentStatus::Attended
        | EnrolmentStatus::Confirmed => 0,
        EnrolmentStatus::NoShow => 1,
        EnrolmentStatus::Offered => 2,
        EnrolmentStatus::Waitlisted => 3,
        EnrolmentStatus::Applied => 4,
        EnrolmentStatus::Cancelled | EnrolmentStatus::Declined | EnrolmentStatus::Expired => 5,
    }
}

pub(super) fn by_organisation(loaded: &Loaded, orgs: &HashMap<Org, String>) -> Vec<OrgSeats> {
    let all: BTreeSet<Org> =
        loaded.rows.iter().map(|row| row.org_id).chain(loaded.quotas.iter().map(|row| row.org_id)).collect();
    let mut by: HashMap<Org, OrgSeats> = all
        .iter()
        .map(|org| {
            let quota = loaded.quotas.iter().find(|row| row.org_id == *org).map_or(0, |row| row.seats);
            let seats = OrgSeats {
                org_id: *org,
                org: orgs.get(org).cloned().unwrap_or_default(),
                quota,
                quota_used: 0,
                common_used: 0,
                applied: 0,
                offered: 0,
                confirmed: 0,
                waiting: 0,
                attended: 0,
                completed: 0,
                ended: 0,
            };
            (*org, seats)
        })
        .collect();
    for row in &loaded.rows {
        let Some(seats) = by.get_mut(&row.org_id) else { continue };
        match row.pool {
            Some(Pool::Quota) => seats.quota_used += 1,
            Some(Pool::Common) => seats.common_used += 1,
            None => {}
        }
        match row.status {
            EnrolmentStatus::Applied => seats.applied += 1,
            EnrolmentStatus::Offered => seats.offered += 1,
            EnrolmentStatus::Waitlisted => seats.waiting += 1,
            EnrolmentStatus::Confirmed | EnrolmentStatus::NoShow => seats.confirmed += 1,
            EnrolmentStatus::Cancelled | EnrolmentStatus::Declined | EnrolmentStatus::Expired => seats.ended += 1,
            EnrolmentStatus::Attended
            | EnrolmentStatus::Completed
            | EnrolmentStatus::Incomplete
            | EnrolmentStatus::Certified => {
                seats.confirmed += 1;
                seats.attended += 1;
                seats.completed +=
                    i64::from(matches!(row.status, EnrolmentStatus::Completed | EnrolmentStatus::Certified));
            }
        }
    }
    let mut seats: Vec<OrgSeats> = by.into_values().collect();
    seats.sort_by(|one, other| {
        (one.org_id.is_some(), std::cmp::Reverse(one.quota), &one.org).cmp(&(
            other.org_id.is_some(),
            std::cmp::Reverse(other.quota),
            &other.org,
        ))
    });
    seats
}

async fn entries_of(session: &Session, loaded: &Loaded) -> Result<Vec<session_attendance::Model>> {
    let ids: Vec<SessionId> = loaded.sessions.iter().map(|row| row.id).collect();
    let query = session_attendance::Entity::find().filter(session_attendance::Column::SessionId.is_in(ids));
    Ok(query.order_by_asc(session_attendance::Column::Id).all(session.look()).await?)
}

async fn minutes_of(session: &Session, loaded: &Loaded) -> Result<HashMap<EnrolmentId, i64>> {
    let mut minutes = HashMap::new();
    for row in entries_of(session, loaded).await? {
        let excused = row.attendance == super::super::model::Attendance::Excused && !loaded.course.excused_counts;
        *minutes.entry(row.enrolment_id).or_default() += if excused { 0 } else { row.minutes };
    }
    Ok(minutes)
}

async fn numbers_of(session: &Session, loaded: &Loaded) -> Result<HashMap<EnrolmentId, String>> {
    let certified: Vec<EnrolmentId> =
        loaded.rows.iter().filter(|row| row.status == EnrolmentStatus::Certified).map(|row| row.id).collect();
    let mut numbers = HashMap::new();
    for part in certified.chunks(1_000) {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::EnrolmentId.is_in(part.iter().copied()))
            .filter(certificate::Column::RevokedOn.is_null())
            .all(session.look())
            .await?;
        numbers.extend(rows.into_iter().map(|row| (row.enrolment_id, row.number)));
    }
    Ok(numbers)
}

async fn last_reasons(session: &Session, loaded: &Loaded) -> Result<HashMap<EnrolmentId, SeatReason>> {
    let rows: Vec<(EnrolmentId, SeatReason)> = seat_decision::Entity::find()
        .select_only()
        .columns([seat_decision::Column::EnrolmentId, seat_decision::Column::Reason])
        .filter(seat_decision::Column::RunId.eq(loaded.run.id))
        .order_by_asc(seat_decision::Column::No)
        .into_tuple()
        .all(session.look())
        .await?;
    Ok(rows.into_iter().collect())
}

/// Who was there, of those in sight.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn attendance(session: &Session, input: RunNamed) -> Result<AttendanceOf> {
    let loaded = load(session.look(), input.id).await?;
    let persons: Vec<PersonId> = loaded.rows.iter().map(|row| row.person_id).collect();
    let names = names(session, &persons).await?;
    let seen = loaded.rows.iter().filter(|row| names.get(row.person_id).is_some());
    let seen: HashSet<EnrolmentId> = seen.map(|row| row.id).collect();
    let entries = entries_of(session, &loaded).await?.into_iter().filter(|row| seen.contains(&row.enrolment_id));
    let entries = entries.map(|row| AttendanceEntry {
        enrolment_id: row.enrolment_id,
        session_id: row.session_id,
        attendance: Some(row.attendance),
        minutes: Some(row.minutes),
    });
    Ok(AttendanceOf { entries: entries.collect() })
}
