//! The seat function: the state of a run in, decisions with their reasons out. Every path to a seat asks it: applying, approving,
//! cancelling, answers to offers, changes of the room, the release, a partner's form. It knows no clock and no database.
//!
//! The rule in one place. Seats of an organisation (団体枠) are used by its own people until the release; whoever finds none there
//! takes one of the common pool; from the release on all free seats are common (E-03). Who waits is asked in the order of the
//! application, then of the running number (E-04): each in turn gets the first seat that they may sit on. So nobody is overtaken
//! except by somebody to whom the seat of their own organisation goes, or where a group needs more seats at once than are free.
//! Who put an offer off waits at the end and for common seats only. People of an organisation count for its own seats first: when
//! one of those becomes free and nobody of it waits, one of its people in the common pool moves there, and the common seat is free.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::codes::{EnrolmentStatus, Pool, RunStatus, SeatReason};
use crate::ids::{EnrolmentId, OrganizationId};

/// An organisation that takes part; none = the union itself.
pub type Org = Option<OrganizationId>;

/// Hours before the first sitting from which no seat is offered.
pub const OFFERS_END_HOURS: i64 = 24;

/// One application as the seat function sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// The application.
    pub id: EnrolmentId,
    /// For whom they take part.
    pub org: Org,
    /// Where it stands.
    pub status: EnrolmentStatus,
    /// Where its seat comes from.
    pub pool: Option<Pool>,
    /// Place in the order of waiting.
    pub wait_at: DateTime<Utc>,
    /// Breaks ties.
    pub seq: i64,
    /// The group that gets seats together.
    pub group: Option<i64>,
    /// The one postponement was used.
    pub postponed: bool,
    /// Until when an offer is kept.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A run as the seat function sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunSeats {
    /// Where the run stands.
    pub status: RunStatus,
    /// Seats in all.
    pub capacity: i64,
    /// Seats kept for organisations.
    pub quotas: BTreeMap<Org, i64>,
    /// From this day on they are common.
    pub release_on: Option<NaiveDate>,
    /// Longest waiting list.
    pub wait_limit: Option<i64>,
    /// Hours for which an offered seat is kept.
    pub offer_hours: i64,
    /// Begin of the first sitting.
    pub starts_at: Option<DateTime<Utc>>,
    /// Last day on which a seat is given back without cost.
    pub cancel_free_until: Option<NaiveDate>,
    /// The applications.
    pub seats: Vec<Seat>,
}

/// What is asked of the seat function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing but what the clock has made due.
    Look,
    /// These applications, new or approved just now, want seats.
    Place(Vec<EnrolmentId>),
    /// Came on the day: a free seat at once, or none.
    WalkIn(Vec<EnrolmentId>),
    /// Cancelled by who applied.
    Cancel(Vec<EnrolmentId>),
    /// Not approved.
    Decline(EnrolmentId),
    /// The offer is accepted.
    Accept(EnrolmentId),
    /// The offer is put off once.
    Postpone(EnrolmentId),
    /// The run is cancelled.
    CancelRun,
}

/// Why the seat function says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum No {
    /// There is no such application.
    Unknown,
    /// It does not stand where this could be done.
    Step(EnrolmentStatus),
    /// The offer has run out.
    TooLate,
    /// The one postponement was used.
    PostponedBefore,
    /// Fewer seats than people who have one (E-04): as many as these are seated where only so many fit.
    TooFew {
        /// People who hold a seat.
        seated: i64,
        /// Seats for them.
        seats: i64,
    },
    /// More seats are kept for organisations than there are (E-03).
    QuotasTooMany {
        /// Seats kept.
        kept: i64,
        /// Seats in all.
        capacity: i64,
    },
    /// No seat is free for who came on the day.
    NoSeat,
}

/// What was decided about one application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The application.
    pub id: EnrolmentId,
    /// Where it stood.
    pub from: EnrolmentStatus,
    /// Where it stands now.
    pub to: EnrolmentStatus,
    /// Where its seat comes from.
    pub pool: Option<Pool>,
    /// Why.
    pub reason: SeatReason,
    /// Until when an offer is kept.
    pub expires_at: Option<DateTime<Utc>>,
    /// The place in the order, where it changed.
    pub wait: Option<(DateTime<Utc>, i64)>,
}

/// The day of a moment in Japan.
#[must_use]
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(9)).date_naive()
}

/// How many seats are taken by whom.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    by: HashMap<Org, i64>,
    all: i64,
    /// Seats of the common pool in use before the release.
    beyond: i64,
}

impl RunSeats {
    /// Seats kept for an organisation.
    #[must_use]
    pub fn quota(&self, org: Org) -> i64 {
        self.quotas.get(&org).copied().unwrap_or(0)
    }

    /// Seats kept for organisations in all.
    #[must_use]
    pub fn kept(&self) -> i64 {
        self.quotas.values().sum()
    }

    /// Whether the organisations' unused seats are common at a moment.
    #[must_use]
    pub fn is_released(&self, now: DateTime<Utc>) -> bool {
        self.release_on.is_some_and(|on| day_of(now) >= on)
    }

    /// Whether seats are given to who waits: applications are open or closed, and nothing has begun.
    #[must_use]
    pub fn is_giving(&self) -> bool {
        matches!(self.status, RunStatus::Open | RunStatus::Closed)
    }

    /// Until when an offer that is made now is kept; none = too late for offers.
    #[must_use]
    pub fn offer_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let until = now + TimeDelta::hours(self.offer_hours);
        let last = self.starts_at.map(|starts| starts - TimeDelta::hours(OFFERS_END_HOURS));
        Some(last.map_or(until, |last| until.min(last))).filter(|until| *until > now)
    }

    pub(super) fn taken(&self) -> Taken {
        let mut taken = Taken::default();
        for seat in self.seats.iter().filter(|seat| seat.status.holds_seat()) {
            *taken.by.entry(seat.org).or_default() += 1;
            taken.all += 1;
        }
        taken.beyond = taken.by.iter().map(|(org, n)| (n - self.quota(*org)).max(0)).sum();
        taken
    }

    /// Whether so many more of an organisation find seats.
    pub(super) fn fits(&self, taken: &Taken, org: Org, more: i64, released: bool, own: bool) -> bool {
        if released {
            return taken.all + more <= self.capacity;
        }
        let used = taken.by.get(&org).copied().unwrap_or(0);
        let free_own = (self.quota(org) - used).max(0);
        let common = self.capacity - self.kept() - taken.beyond;
        if own { (more - free_own).max(0) <= common } else { more <= common }
    }

    fn take(&self, taken: &mut Taken, org: Org) -> Pool {
        let used = taken.by.entry(org).or_default();
        *used += 1;
        taken.all += 1;
        if *used > self.quota(org) {
            taken.beyond += 1;
            Pool::Common
        } else {
            Pool::Quota
        }
    }

    /// Seats that are free for everybody, and for an organisation's own people only; none of a run that was held or called off.
    #[must_use]
    pub fn free(&self, now: DateTime<Utc>) -> (i64, BTreeMap<Org, i64>) {
        let over = matches!(self.status, RunStatus::Finished | RunStatus::Cancelled);
        let taken = self.taken();
        if over || self.is_released(now) {
            return (if over { 0 } else { (self.capacity - taken.all).max(0) }, BTreeMap::new());
        }
        let own = self.quotas.iter().map(|(org, seats)| (*org, seats - taken.by.get(org).copied().unwrap_or(0)));
        let own = own.filter(|(_, free)| *free > 0).collect();
        ((self.capacity - self.kept() - taken.beyond).max(0), own)
    }

    /// That everybody who holds a seat has one: asked before capacity, quotas or the release day change.
    ///
    /// # Errors
    /// [`No::TooFew`], [`No::QuotasTooMany`].
    pub fn holds(&self, now: DateTime<Utc>) -> Result<(), No> {
        if self.kept() > self.capacity {
            return Err(No::QuotasTooMany { kept: self.kept(), capacity: self.capacity });
        }
        let taken = self.taken();
        if taken.all > self.capacity {
            return Err(No::TooFew { seated: taken.all, seats: self.capacity });
        }
        let common = self.capacity - self.kept();
        if !self.is_released(now) && taken.beyond > common {
            return Err(No::TooFew { seated: taken.beyond, seats: common });
        }
        Ok(())
    }

    fn place_of(&self, id: EnrolmentId) -> Result<usize, No> {
        self.seats.iter().position(|seat| seat.id == id).ok_or(No::Unknown)
    }

    /// Who waits, in the order of E-04: units of one person, or of one group.
    pub(super) fn waiting(&self) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..self.seats.len())
            .filter(|n| self.at(*n).is_some_and(|seat| seat.status == EnrolmentStatus::Waitlisted))
            .collect();
        order.sort_by_key(|n| self.at(*n).map(|seat| (seat.wait_at, seat.seq)));
        self.in_units(&order)
    }

    pub(super) fn at(&self, n: usize) -> Option<&Seat> {
        self.seats.get(n)
    }

    /// Whose seats a unit asks for, whether its organisation's own ones count, and how many.
    fn of_unit(&self, unit: &[usize]) -> Option<(Org, bool, i64)> {
        let first = self.at(*unit.first()?)?;
        Some((first.org, !first.postponed, i64::try_from(unit.len()).unwrap_or(i64::MAX)))
    }

    /// People in order as units; a group stands where its first one stands.
    fn in_units(&self, order: &[usize]) -> Vec<Vec<usize>> {
        let mut units: Vec<Vec<usize>> = Vec::with_capacity(order.len());
        let mut groups: HashMap<i64, usize> = HashMap::new();
        for n in order {
            match self.at(*n).and_then(|seat| seat.group) {
                None => units.push(vec![*n]),
                Some(group) => match groups.get(&group).copied() {
                    Some(unit) => {
                        if let Some(unit) = units.get_mut(unit) {
                            unit.push(*n);
                        }
                    }
                    None => {
                        groups.insert(group, units.len());
                        units.push(vec![*n]);
                    }
                },
            }
        }
        units
    }

    /// Decide. The state is as after the decisions when it answers; it is unchanged when it says no.
    ///
    /// # Errors
    /// [`No`].
    pub fn decide(&mut self, now: DateTime<Utc>, ask: &Ask) -> Result<Vec<Decision>, No> {
        let before = self.seats.clone();
        let decided = self.decided(now, ask);
        if decided.is_err() {
            self.seats = before;
        }
        decided
    }

    fn decided(&mut self, now: DateTime<Utc>, ask: &Ask) -> Result<Vec<Decision>, No> {
        let mut made = Vec::new();
        // An answer that comes after its time is no answer, whether or not somebody looked meanwhile.
        if let Ask::Accept(id) | Ask::Postpone(id) = ask {
            let seat = self.at(self.place_of(*id)?).ok_or(No::Unknown)?;
            match seat.status {
                EnrolmentStatus::Offered if seat.expires_at.is_some_and(|until| until <= now) => {
                    return Err(No::TooLate);
                }
                EnrolmentStatus::Offered => {}
                EnrolmentStatus::Expired => return Err(No::TooLate),
                other => return Err(No::Step(other)),
            }
        }
        self.expire(now, &mut made);
        match ask {
            Ask::Look => {}
            Ask::Accept(id) => {
                let n = self.place_of(*id)?;
                let pool = self.at(n).and_then(|seat| seat.pool);
                self.set(n, EnrolmentStatus::Confirmed, pool, SeatReason::Accepted, &mut made);
            }
            Ask::Postpone(id) => self.postpone(self.place_of(*id)?, now, &mut made)?,
            Ask::Cancel(ids) => {
                for id in ids {
                    self.cancel(self.place_of(*id)?, now, &mut made)?;
                }
            }
            Ask::Decline(id) => {
                let n = self.place_of(*id)?;
                match self.at(n).map(|seat| seat.status) {
                    Some(EnrolmentStatus::Applied) => {
                        self.set(n, EnrolmentStatus::Declined, None, SeatReason::Declined, &mut made);
                    }
                    Some(other) => return Err(No::Step(other)),
                    None => return Err(No::Unknown),
                }
            }
            Ask::CancelRun => {
                for n in 0..self.seats.len() {
                    if self.at(n).is_some_and(|seat| {
                        seat.status.is_seated()
                            || matches!(seat.status, EnrolmentStatus::Applied | EnrolmentStatus::Waitlisted)
                    }) {
                        self.set(n, EnrolmentStatus::Cancelled, None, SeatReason::RunCancelled, &mut made);
                    }
                }
                return Ok(made);
            }
            Ask::Place(_) | Ask::WalkIn(_) => {}
        }
        // Who waits comes before who applies now.
        self.fill(now, &mut made);
        match ask {
            Ask::Place(ids) => self.place(ids, now, &mut made)?,
            Ask::WalkIn(ids) => self.walk_in(ids, now, &mut made)?,
            _ => {}
        }
        self.label(now, &mut made);
        Ok(made)
    }

    fn set(&mut self, n: usize, to: EnrolmentStatus, pool: Option<Pool>, reason: SeatReason, made: &mut Vec<Decision>) {
        self.set_until(n, to, pool, reason, None, made);
    }

    fn set_until(
        &mut self,
        n: usize,
        to: EnrolmentStatus,
        pool: Option<Pool>,
        reason: SeatReason,
        until: Option<DateTime<Utc>>,
        made: &mut Vec<Decision>,
    ) {
        let Some(seat) = self.seats.get_mut(n) else { return };
        made.push(Decision { id: seat.id, from: seat.status, to, pool, reason, expires_at: until, wait: None });
        seat.status = to;
        seat.pool = pool;
        seat.expires_at = until;
    }

    /// Offers that nobody answered lapse until the run is over: once it has begun, their seats are given at the door (E-04).
    fn expire(&mut self, now: DateTime<Utc>, made: &mut Vec<Decision>) {
        if !self.is_giving() && self.status != RunStatus::Running {
            return;
        }
        let over = |until: Option<DateTime<Utc>>| until.is_some_and(|until| until <= now);
        for n in 0..self.seats.len() {
            if self.at(n).is_some_and(|seat| seat.status == EnrolmentStatus::Offered && over(seat.expires_at)) {
                self.set(n, EnrolmentStatus::Expired, None, SeatReason::OfferExpired, made);
            }
        }
    }

    fn postpone(&mut self, n: usize, now: DateTime<Utc>, made: &mut Vec<Decision>) -> Result<(), No> {
        let last = self.arrives(now);
        let seq = self.seats.iter().map(|seat| seat.seq).max().unwrap_or(0) + 1;
        let seat = self.seats.get_mut(n).ok_or(No::Unknown)?;
        if seat.postponed {
            return Err(No::PostponedBefore);
        }
        seat.wait_at = last;
        seat.seq = seq;
        seat.postponed = true;
        seat.group = None;
        let wait = Some((seat.wait_at, seat.seq));
        self.set(n, EnrolmentStatus::Waitlisted, None, SeatReason::Postponed, made);
        if let Some(decision) = made.last_mut() {
            decision.wait = wait;
        }
        Ok(())
    }

    fn cancel(&mut self, n: usize, now: DateTime<Utc>, made: &mut Vec<Decision>) -> Result<(), No> {
        let seat = self.at(n).ok_or(No::Unknown)?;
        let held = seat.status == EnrolmentStatus::Confirmed;
        match seat.status {
            EnrolmentStatus::Applied
            | EnrolmentStatus::Waitlisted
            | EnrolmentStatus::Offered
            | EnrolmentStatus::Confirmed => {}
            other => return Err(No::Step(other)),
        }
        let late = held && self.cancel_free_until.is_some_and(|last| day_of(now) > last);
        let reason = if late { SeatReason::CancelledLate } else { SeatReason::Cancelled };
        self.set(n, EnrolmentStatus::Cancelled, None, reason, made);
        Ok(())
    }

    /// Offers every seat that is theirs to who waits (E-04): the seats of an organisation to its own people first, the common
    /// ones to whoever is first of all.
    fn fill(&mut self, now: DateTime<Utc>, made: &mut Vec<Decision>) {
        let Some(until) = self.offer_until(now).filter(|_| self.is_giving()) else { return };
        let released = self.is_released(now);
        if !released {
            self.fill_own(until, made);
            self.label(now, made);
        }
        let mut taken = self.taken();
        for unit in self.waiting() {
            let Some((org, own, size)) = self.of_unit(&unit) else { continue };
            if !self.fits(&taken, org, size, released, own) {
                continue;
            }
            for n in unit {
                let pool = self.take(&mut taken, org);
                let (pool, reason) = match (released, pool) {
                    (true, _) => (Pool::Common, SeatReason::FreedReleased),
                    (false, Pool::Quota) => (Pool::Quota, SeatReason::FreedOwnQuota),
                    (false, Pool::Common) => (Pool::Common, SeatReason::FreedCommon),
                };
                self.set_until(n, EnrolmentStatus::Offered, Some(pool), reason, Some(until), made);
            }
        }
    }

    /// A seat that an organisation keeps goes to who waits of it, also while others of it sit on common seats.
    fn fill_own(&mut self, until: DateTime<Utc>, made: &mut Vec<Decision>) {
        let mut taken = self.taken();
        let mut unused: BTreeMap<Org, i64> = self.quotas.clone();
        for seat in self.seats.iter().filter(|seat| seat.status.is_seated() && seat.pool == Some(Pool::Quota)) {
            *unused.entry(seat.org).or_default() -= 1;
        }
        for unit in self.waiting() {
            let Some((org, true, size)) = self.of_unit(&unit) else { continue };
            let Some(free) = unused.get_mut(&org).filter(|_| self.fits(&taken, org, size, false, true)) else {
                continue;
            };
            if *free < size {
                // A group that needs common seats besides takes its turn among all, and nobody of it passes here.
                *free = 0;
                continue;
            }
            *free -= size;
            for n in unit {
                self.take(&mut taken, org);
                let pool = Some(Pool::Quota);
                self.set_until(n, EnrolmentStatus::Offered, pool, SeatReason::FreedOwnQuota, Some(until), made);
            }
        }
    }

    /// Seats, places on the list, or neither, for who applies now.
    fn place(&mut self, ids: &[EnrolmentId], now: DateTime<Utc>, made: &mut Vec<Decision>) -> Result<(), No> {
        let mut order = self.all_of(ids, EnrolmentStatus::Applied)?;
        order.sort_by_key(|n| self.at(*n).map(|seat| (seat.wait_at, seat.seq)));
        let released = self.is_released(now);
        let mut taken = self.taken();
        let mut waiting = self.seats.iter().filter(|seat| seat.status == EnrolmentStatus::Waitlisted).count();
        if self.offer_until(now).is_none() {
            // Nobody can be asked any more; who applies now does not pass those who wait for the same seats.
            for unit in self.waiting() {
                let Some((org, own, size)) = self.of_unit(&unit) else { continue };
                if self.fits(&taken, org, size, released, own) {
                    (0..size).for_each(|_| {
                        self.take(&mut taken, org);
                    });
                }
            }
        }
        for unit in self.in_units(&order) {
            let Some(org) = unit.first().and_then(|n| self.at(*n)).map(|seat| seat.org) else { continue };
            let size = i64::try_from(unit.len()).unwrap_or(i64::MAX);
            if self.fits(&taken, org, size, released, true) {
                for n in unit {
                    let (pool, reason) = match (released, self.take(&mut taken, org)) {
                        (true, _) => (Pool::Common, SeatReason::ReleasedPool),
                        (false, Pool::Quota) => (Pool::Quota, SeatReason::OwnQuota),
                        (false, Pool::Common) => (Pool::Common, SeatReason::CommonPool),
                    };
                    self.set(n, EnrolmentStatus::Confirmed, Some(pool), reason, made);
                }
                continue;
            }
            let longer = i64::try_from(waiting + unit.len()).unwrap_or(i64::MAX);
            let full = self.wait_limit.is_some_and(|most| longer > most);
            for n in unit {
                if full {
                    self.set(n, EnrolmentStatus::Declined, None, SeatReason::ListFull, made);
                } else {
                    waiting += 1;
                    self.set(n, EnrolmentStatus::Waitlisted, None, SeatReason::NoSeat, made);
                }
            }
        }
        Ok(())
    }

    /// Who came on the day sits down where any seat is free: nobody can be offered it any more.
    fn walk_in(&mut self, ids: &[EnrolmentId], now: DateTime<Utc>, made: &mut Vec<Decision>) -> Result<(), No> {
        let released = self.is_released(now);
        let mut taken = self.taken();
        for n in self.all_of(ids, EnrolmentStatus::Applied)? {
            let org = self.at(n).ok_or(No::Unknown)?.org;
            if !self.fits(&taken, org, 1, released, true) {
                return Err(No::NoSeat);
            }
            let pool = if self.take(&mut taken, org) == Pool::Quota && !released { Pool::Quota } else { Pool::Common };
            self.set(n, EnrolmentStatus::Confirmed, Some(pool), SeatReason::WalkIn, made);
        }
        Ok(())
    }

    fn all_of(&self, ids: &[EnrolmentId], status: EnrolmentStatus) -> Result<Vec<usize>, No> {
        let wanted: HashSet<EnrolmentId> = ids.iter().copied().collect();
        let found: Vec<usize> =
            self.seats.iter().enumerate().filter(|(_, seat)| wanted.contains(&seat.id)).map(|(n, _)| n).collect();
        if found.len() != wanted.len() {
            return Err(No::Unknown);
        }
        match found.iter().filter_map(|n| self.at(*n)).find(|seat| seat.status != status) {
            Some(other) => Err(No::Step(other.status)),
            None => Ok(found),
        }
    }

    /// Before the release, an organisation's seats are used by its people first: the earliest of them in the common pool
    /// move there, and where it keeps fewer than before the latest go over to the common pool.
    fn label(&mut self, now: DateTime<Utc>, made: &mut Vec<Decision>) {
        if self.is_released(now) || !self.is_giving() {
            return;
        }
        let mut by: BTreeMap<Org, Vec<usize>> = BTreeMap::new();
        for (n, seat) in self.seats.iter().enumerate().filter(|(_, seat)| seat.status.is_seated()) {
            by.entry(seat.org).or_default().push(n);
        }
        for (org, mut held) in by {
            held.sort_by_key(|n| self.at(*n).map(|seat| (seat.wait_at, seat.seq)));
            let keeps = usize::try_from(self.quota(org)).unwrap_or(0).min(held.len());
            let quota = held.iter().filter(|n| self.pool_of(**n) == Some(Pool::Quota)).count();
            let (from, to, reason, n) = if quota < keeps {
                (Pool::Common, Pool::Quota, SeatReason::MovedToQuota, keeps - quota)
            } else {
                held.reverse();
                (Pool::Quota, Pool::Common, SeatReason::MovedToCommon, quota - keeps)
            };
            let moved: Vec<usize> = held.into_iter().filter(|n| self.pool_of(*n) == Some(from)).take(n).collect();
            for n in moved {
                let Some((status, until)) = self.at(n).map(|seat| (seat.status, seat.expires_at)) else { continue };
                self.set_until(n, status, Some(to), reason, until, made);
            }
        }
    }

    fn pool_of(&self, n: usize) -> Option<Pool> {
        self.at(n).and_then(|seat| seat.pool)
    }
}
