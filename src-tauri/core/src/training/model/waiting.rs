//! The order of waiting, and why somebody still waits: the seat function's rule, told to the officer.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::codes::{EnrolmentStatus, WaitReason};
use super::seats::{Ask, Org, RunSeats};
use crate::ids::EnrolmentId;

impl RunSeats {
    /// The place in the order of who applies now: behind everybody who came before, also after the clock was set back (E-04).
    #[must_use]
    pub fn arrives(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.seats.iter().map(|seat| seat.wait_at).fold(now, DateTime::max)
    }

    /// Who waits, in order, with the reason why they still do.
    #[must_use]
    pub fn why_waiting(&self, now: DateTime<Utc>) -> Vec<(EnrolmentId, WaitReason, i64)> {
        let released = self.is_released(now);
        let taken = self.taken();
        let mut due = self.clone();
        let due: HashSet<EnrolmentId> = due
            .decide(now, &Ask::Look)
            .unwrap_or_default()
            .into_iter()
            .filter(|decision| decision.to == EnrolmentStatus::Offered)
            .map(|decision| decision.id)
            .collect();
        let (common, own) = self.free(now);
        let free_of_others = |org: Org| own.iter().any(|(other, free)| *other != org && *free > 0);
        let mut told = Vec::new();
        for unit in self.waiting() {
            let size = i64::try_from(unit.len()).unwrap_or(i64::MAX);
            for seat in unit.iter().filter_map(|n| self.at(*n)) {
                let reason = if due.contains(&seat.id) {
                    WaitReason::Due
                } else if !self.is_giving() {
                    WaitReason::NotGiving
                } else if self.offer_until(now).is_none() {
                    WaitReason::OffersEnded
                } else if size > 1 && self.fits(&taken, seat.org, 1, released, true) {
                    WaitReason::GroupNeedsMore
                } else if seat.postponed && common == 0 && own.contains_key(&seat.org) {
                    WaitReason::PostponedWaits
                } else if !released && free_of_others(seat.org) {
                    WaitReason::KeptForOthers
                } else {
                    WaitReason::NoSeat
                };
                let about = match reason {
                    WaitReason::GroupNeedsMore => size,
                    WaitReason::KeptForOthers => own.values().sum(),
                    _ => 0,
                };
                told.push((seat.id, reason, about));
            }
        }
        told
    }
}
