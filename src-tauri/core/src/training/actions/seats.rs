//! What the seat function decided, written down: the applications, the decisions with their reasons, and the run's count of
//! moves. Every change of seats touches the run, so that an older one cannot be taken back under a later one.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::super::entity::{course_run, enrolment, seat_decision};
use super::super::model::{Ask, Decision, EnrolmentStatus, No, RunSeats, Seat, SeatReason};
use super::super::queries::Loaded;
use super::money::resplit;
use crate::error::{Error, Result};
use crate::ids::{DecisionId, EnrolmentId, OfficerId};
use crate::ops::Change;

/// The officer's words for what the seat function refuses.
pub(super) fn refused(no: No) -> Error {
    match no {
        No::Unknown => Error::Missing { what: "enrolment" },
        No::Step(status) => Error::refused("enrol_step", json!({ "status": status })),
        No::TooLate => Error::refused("offer_over", json!({})),
        No::PostponedBefore => Error::refused("postponed_before", json!({})),
        No::TooFew { seated, seats } => Error::refused("E-04", json!({ "seated": seated, "seats": seats })),
        No::QuotasTooMany { kept, capacity } => Error::refused("E-03", json!({ "kept": kept, "capacity": capacity })),
        No::NoSeat => Error::refused("no_seat", json!({})),
    }
}

/// A new application that is not in the database yet.
pub(in crate::training) struct New {
    pub row: enrolment::ActiveModel,
    pub seat: Seat,
}

/// What a change of seats writes beside the seats themselves.
#[derive(Clone, Debug, Default)]
pub(in crate::training) struct Said {
    /// Why an application was cancelled or declined.
    pub reason: Option<String>,
    /// The applications were approved, and by whom.
    pub approved: HashSet<EnrolmentId>,
    /// The officer.
    pub by: Option<OfficerId>,
}

/// Ask the seat function and write what it decides.
///
/// # Errors
/// What the seat function refuses, and what the database answers.
pub(in crate::training) async fn decide(
    change: &mut Change<'_>,
    loaded: &Loaded,
    seats: &mut RunSeats,
    ask: &Ask,
    new: Vec<New>,
    said: &Said,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<Decision>> {
    seats.seats.extend(new.iter().map(|new| new.seat.clone()));
    let made = seats.decide(now, ask).map_err(refused)?;
    write(change, loaded, seats, &made, new, said, now).await?;
    Ok(made)
}

async fn write(
    change: &mut Change<'_>,
    loaded: &Loaded,
    seats: &RunSeats,
    made: &[Decision],
    new: Vec<New>,
    said: &Said,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<()> {
    if made.is_empty() && new.is_empty() {
        return Ok(());
    }
    let after: HashMap<EnrolmentId, &Seat> = seats.seats.iter().map(|seat| (seat.id, seat)).collect();
    let mut last: HashMap<EnrolmentId, Vec<&Decision>> = HashMap::new();
    made.iter().for_each(|decision| last.entry(decision.id).or_default().push(decision));
    let newborn: HashSet<EnrolmentId> = new.iter().map(|new| new.seat.id).collect();
    let set = |active: &mut enrolment::ActiveModel, seat: &Seat, decisions: &[&Decision]| {
        active.status = Set(seat.status);
        active.pool = Set(seat.pool);
        active.offer_expires_at = Set(seat.expires_at);
        for decision in decisions {
            match decision.to {
                EnrolmentStatus::Offered if decision.from != EnrolmentStatus::Offered => {
                    active.offered_at = Set(Some(now));
                }
                EnrolmentStatus::Cancelled | EnrolmentStatus::Declined | EnrolmentStatus::Expired => {
                    active.cancelled_at = Set(Some(now));
                    active.late_cancel = Set(decision.reason == SeatReason::CancelledLate);
                    if !matches!(decision.reason, SeatReason::OfferExpired | SeatReason::ListFull) {
                        active.reason = Set(said.reason.clone());
                    }
                }
                _ => {}
            }
            if let Some((wait_at, seq)) = decision.wait {
                active.wait_at = Set(wait_at);
                active.seq = Set(seq);
                active.postponed = Set(true);
                active.group_no = Set(None);
            }
        }
        if said.approved.contains(&seat.id) {
            active.approved_by = Set(said.by);
        }
    };
    // Alike rows are written together: a release seats hundreds at once.
    let mut alike: BTreeMap<String, (Vec<enrolment::Model>, EnrolmentId)> = BTreeMap::new();
    for row in &loaded.rows {
        let (Some(decisions), Some(seat)) = (last.get(&row.id), after.get(&row.id)) else { continue };
        let kinds: Vec<String> =
            decisions.iter().map(|d| format!("{:?}{:?}{:?}{:?}", d.from, d.to, d.reason, d.wait)).collect();
        let key = format!("{kinds:?}{:?}{:?}{}", seat.pool, seat.expires_at, said.approved.contains(&row.id));
        alike.entry(key).or_insert_with(|| (Vec::new(), row.id)).0.push(row.clone());
    }
    for (rows, like) in alike.into_values() {
        let (Some(decisions), Some(seat)) = (last.get(&like), after.get(&like)) else { continue };
        change.update_alike::<enrolment::Entity>(&rows, |active| set(active, seat, decisions)).await?;
    }
    let mut rows = Vec::with_capacity(new.len());
    for New { mut row, seat } in new {
        let seat = after.get(&seat.id).copied().unwrap_or(&seat);
        let decisions = last.get(&seat.id).map(Vec::as_slice).unwrap_or_default();
        set(&mut row, seat, decisions);
        rows.push(row);
    }
    if !rows.is_empty() {
        change.insert_many::<enrolment::Entity>(rows).await?;
    }
    let mut no: i64 = seat_decision::Entity::find()
        .select_only()
        .column_as(seat_decision::Column::No.max(), "no")
        .filter(seat_decision::Column::RunId.eq(loaded.run.id))
        .into_tuple::<Option<i64>>()
        .one(change.on())
        .await?
        .flatten()
        .unwrap_or(0);
    let mut first: HashSet<EnrolmentId> = newborn;
    let decisions: Vec<seat_decision::ActiveModel> = made
        .iter()
        .map(|decision| {
            no += 1;
            seat_decision::ActiveModel {
                id: Set(DecisionId::new()),
                run_id: Set(loaded.run.id),
                enrolment_id: Set(decision.id),
                at: Set(now),
                no: Set(no),
                from_status: Set((!first.remove(&decision.id)).then_some(decision.from)),
                to_status: Set(decision.to),
                pool: Set(decision.pool),
                reason: Set(decision.reason),
                about: Set("{}".to_owned()),
                ..Default::default()
            }
        })
        .collect();
    if !decisions.is_empty() {
        change.insert_many::<seat_decision::Entity>(decisions).await?;
    }
    resplit(change, loaded.run.id).await
}

/// Count a move of the run.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn touch(change: &mut Change<'_>, run: &course_run::Model) -> Result<()> {
    change.update::<course_run::Entity>(run, |active| active.moves = Set(run.moves + 1)).await?;
    Ok(())
}
