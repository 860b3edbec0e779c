//! Random histories of a run over the seat function, judged by rules that are written down here a second time, by counting.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kyojo_core::ids::{EnrolmentId, OrganizationId};
use kyojo_core::training::{
    Ask, Decision, EnrolmentStatus, No, Org, Pool, RunSeats, RunStatus, Seat, SeatReason, day_of,
};

use crate::support::random::Random;

fn start() -> DateTime<Utc> {
    NaiveDate::from_ymd_opt(2026, 11, 1).unwrap().and_hms_opt(1, 0, 0).unwrap().and_utc()
}

/// Counts of who is seated.
struct Count {
    by: HashMap<Org, i64>,
    all: i64,
}

impl Count {
    fn of(run: &RunSeats) -> Self {
        let mut by = HashMap::new();
        for seat in run.seats.iter().filter(|seat| seat.status.is_seated()) {
            *by.entry(seat.org).or_insert(0) += 1;
        }
        let all = by.values().sum();
        Self { by, all }
    }

    fn own_free(&self, run: &RunSeats, org: Org) -> i64 {
        (run.quotas.get(&org).copied().unwrap_or(0) - self.by.get(&org).copied().unwrap_or(0)).max(0)
    }

    fn common_free(&self, run: &RunSeats) -> i64 {
        let kept: i64 = run.quotas.values().sum();
        let beyond: i64 = self.by.iter().map(|(org, n)| (n - run.quotas.get(org).copied().unwrap_or(0)).max(0)).sum();
        run.capacity - kept - beyond
    }
}

fn released(run: &RunSeats, now: DateTime<Utc>) -> bool {
    run.release_on.is_some_and(|on| day_of(now) >= on)
}

/// People who wait and may be asked by the rule.
fn beside_a_seat(run: &RunSeats, now: DateTime<Utc>) -> Vec<EnrolmentId> {
    who_would_fit(run, now, |seat| !seat.postponed)
}

/// People who wait and would find a seat at the door, where also who put an offer off sits down on a seat of the organisation.
fn beside_a_seat_at_the_door(run: &RunSeats, now: DateTime<Utc>) -> Vec<EnrolmentId> {
    who_would_fit(run, now, |_| true)
}

/// People who wait and for whom, with their group, there are seats. `own` says for whom those of the organisation count.
fn who_would_fit(run: &RunSeats, now: DateTime<Utc>, own: impl Fn(&Seat) -> bool) -> Vec<EnrolmentId> {
    let count = Count::of(run);
    let mut groups: HashMap<i64, i64> = HashMap::new();
    let waits = |seat: &&Seat| seat.status == EnrolmentStatus::Waitlisted;
    for seat in run.seats.iter().filter(waits) {
        if let Some(group) = seat.group {
            *groups.entry(group).or_insert(0) += 1;
        }
    }
    let fits = |seat: &&Seat| {
        let need = seat.group.map_or(1, |group| groups[&group]);
        if released(run, now) {
            return count.all + need <= run.capacity;
        }
        let own = if own(seat) { count.own_free(run, seat.org) } else { 0 };
        (need - own).max(0) <= count.common_free(run)
    };
    run.seats.iter().filter(waits).filter(fits).map(|seat| seat.id).collect()
}

/// What must hold after every step.
fn judge(run: &RunSeats, before: &RunSeats, made: &[Decision], now: DateTime<Utc>, ask: &Ask, told: &str) {
    let count = Count::of(run);
    assert!(count.all <= run.capacity, "{told}: over capacity");
    let kept: i64 = run.quotas.values().sum();
    let pool = |pool: Pool| run.seats.iter().filter(move |seat| seat.status.is_seated() && seat.pool == Some(pool));
    let giving = matches!(run.status, RunStatus::Open | RunStatus::Closed);
    if giving && !released(run, now) {
        for (org, seats) in &run.quotas {
            let used = pool(Pool::Quota).filter(|seat| seat.org == *org).count();
            assert!(used as i64 <= *seats, "{told}: over the quota");
        }
        assert!(pool(Pool::Common).count() as i64 <= run.capacity - kept, "{told}: over the common pool");
    }
    for seat in &run.seats {
        assert_eq!(seat.pool.is_some(), seat.status.is_seated() || seat.status.took_part(), "{told}: {seat:?}");
        assert_eq!(seat.expires_at.is_some(), seat.status == EnrolmentStatus::Offered, "{told}: {seat:?}");
    }
    let lapsed = |seat: &Seat| seat.expires_at.is_some_and(|until| until <= now);
    assert!(!run.seats.iter().any(lapsed), "{told}: an offer that lapsed holds a seat");
    if giving && run.offer_until(now).is_some() {
        let beside = beside_a_seat(run, now);
        assert!(beside.is_empty(), "{told}: somebody waits beside a seat: {beside:?}");
    }
    // Nobody who had a seat for good lost it without asking, or the run being cancelled.
    let was: HashMap<EnrolmentId, &Seat> = before.seats.iter().map(|seat| (seat.id, seat)).collect();
    for seat in &run.seats {
        if was.get(&seat.id).is_some_and(|was| was.status == EnrolmentStatus::Confirmed)
            && seat.status != EnrolmentStatus::Confirmed
        {
            assert!(
                matches!(ask, Ask::Cancel(ids) if ids.contains(&seat.id)) || *ask == Ask::CancelRun,
                "{told}: {seat:?}"
            );
        }
    }
    overtaken(run, before, made, now, told);
    own_first(run, before, made, now, told);
    follows(before, made, run, told);
}

/// Who got a seat before somebody who waits since earlier: only by a seat of the own organisation, where a group needs more,
/// or where the earlier one put an offer off.
fn overtaken(run: &RunSeats, before: &RunSeats, made: &[Decision], now: DateTime<Utc>, told: &str) {
    let waits: Vec<&Seat> = run
        .seats
        .iter()
        .filter(|seat| seat.status == EnrolmentStatus::Waitlisted && seat.group.is_none())
        .filter(|seat| before.seats.iter().any(|was| was.id == seat.id && was.status == EnrolmentStatus::Waitlisted))
        .collect();
    for decision in made {
        let seated = decision.to.is_seated() && !decision.from.is_seated() && decision.reason != SeatReason::WalkIn;
        let Some(got) = run.seats.iter().find(|seat| seat.id == decision.id).filter(|_| seated) else { continue };
        for other in &waits {
            if (other.wait_at, other.seq) > (got.wait_at, got.seq) && decision.from == EnrolmentStatus::Waitlisted {
                continue;
            }
            let by_own_seat =
                decision.pool == Some(Pool::Quota) && !released(run, now) && (other.org != got.org || other.postponed);
            // Too late for offers, nobody who waits can be asked: their seats stay free, and who applies now gets one beyond those.
            let kept_free = run.offer_until(now).is_none()
                && (beside_a_seat_at_the_door(run, now).contains(&other.id)
                    || !beside_a_seat(before, now).contains(&other.id));
            assert!(by_own_seat || kept_free, "{told}: {got:?} before {other:?} by {decision:?}");
        }
    }
}

/// Nobody moves from a common seat to one of the organisation's while somebody of it waits who could have it.
fn own_first(run: &RunSeats, before: &RunSeats, made: &[Decision], now: DateTime<Utc>, told: &str) {
    let same_room =
        run.capacity == before.capacity && run.quotas == before.quotas && run.release_on == before.release_on;
    if !same_room || run.offer_until(now).is_none() {
        return;
    }
    let org_of = |id: EnrolmentId| run.seats.iter().find(|seat| seat.id == id).unwrap().org;
    for moved in made.iter().filter(|decision| decision.reason == SeatReason::MovedToQuota) {
        let of_it: Vec<&Seat> = run
            .seats
            .iter()
            .filter(|seat| {
                seat.org == org_of(moved.id) && seat.status == EnrolmentStatus::Waitlisted && !seat.postponed
            })
            .filter(|seat| {
                before.seats.iter().any(|was| was.id == seat.id && was.status == EnrolmentStatus::Waitlisted)
            })
            .collect();
        // A group takes its turn among all, whether or not it got its seats just now.
        let org = org_of(moved.id);
        let seated = made.iter().filter(|decision| decision.to.is_seated()).map(|decision| decision.id);
        let grouped = run.seats.iter().any(|seat| {
            let waits_or_got = seat.status == EnrolmentStatus::Waitlisted || seated.clone().any(|id| id == seat.id);
            seat.org == org && seat.group.is_some() && waits_or_got
        });
        assert!(of_it.is_empty() || grouped, "{told}: {moved:?} while {of_it:?} wait");
    }
}

/// Each decision begins where the one before it ended, and the last ones are the state.
fn follows(before: &RunSeats, made: &[Decision], run: &RunSeats, told: &str) {
    let mut at: HashMap<EnrolmentId, EnrolmentStatus> =
        before.seats.iter().map(|seat| (seat.id, seat.status)).collect();
    for decision in made {
        let from = at.insert(decision.id, decision.to);
        assert!(from.is_none_or(|from| from == decision.from), "{told}: {decision:?} after {from:?}");
    }
    for seat in &run.seats {
        assert_eq!(at.get(&seat.id).copied().unwrap_or(EnrolmentStatus::Applied), seat.status, "{told}: {seat:?}");
    }
}

struct History {
    random: Random,
    run: RunSeats,
    now: DateTime<Utc>,
    orgs: Vec<Org>,
    groups: i64,
    /// The release has come, whatever the clock says now.
    came: bool,
    /// Who applied without a paper of an earlier day, in the order in which they came.
    by_screen: Vec<EnrolmentId>,
}

impl History {
    fn new(random: Random) -> Self {
        let mut random = random;
        let orgs: Vec<Org> =
            std::iter::once(None).chain((0..random.below(4)).map(|_| Some(OrganizationId::new()))).collect();
        let capacity = 1 + random.below(10) as i64;
        let mut quotas = BTreeMap::new();
        let mut left = capacity;
        for org in &orgs {
            if random.below(3) > 0 {
                let seats = random.below(left as usize + 1) as i64;
                left -= seats;
                quotas.insert(*org, seats);
            }
        }
        let now = start();
        let run = RunSeats {
            status: RunStatus::Open,
            capacity,
            quotas,
            release_on: (random.below(4) > 0).then(|| day_of(now + TimeDelta::days(random.below(12) as i64))),
            wait_limit: (random.below(3) == 0).then(|| random.below(5) as i64),
            offer_hours: 1 + random.below(100) as i64,
            starts_at: Some(now + TimeDelta::days(10 + random.below(10) as i64)),
            cancel_free_until: Some(day_of(now + TimeDelta::days(random.below(12) as i64))),
            seats: Vec::new(),
        };
        Self { random, run, now, orgs, groups: 0, came: false, by_screen: Vec::new() }
    }

    fn new_seat(&mut self, org: Org, group: Option<i64>) -> EnrolmentId {
        if self.random.below(2) == 0 {
            // Paper may have come earlier than it is entered.
            let wait_at = self.now - TimeDelta::hours(self.random.below(3) as i64 * 20);
            return self.new_seat_of(org, group, wait_at);
        }
        let at = self.run.arrives(self.now);
        assert!(at >= self.now && self.run.seats.iter().all(|seat| seat.wait_at <= at), "behind everybody (E-04)");
        let id = self.new_seat_of(org, group, at);
        self.by_screen.push(id);
        id
    }

    /// Whatever the clock said: who came first without a paper waits before who came later (E-04).
    fn in_order(&self, told: &str) {
        let place = |id: &EnrolmentId| {
            let seat = self.run.seats.iter().find(|seat| seat.id == *id)?;
            (seat.status == EnrolmentStatus::Waitlisted && !seat.postponed).then_some((seat.wait_at, seat.seq))
        };
        let places: Vec<_> = self.by_screen.iter().filter_map(place).collect();
        assert!(places.is_sorted(), "{told}: {places:?}");
    }

    fn new_seat_of(&mut self, org: Org, group: Option<i64>, wait_at: DateTime<Utc>) -> EnrolmentId {
        let id = EnrolmentId::new();
        let seq = self.run.seats.iter().map(|seat| seat.seq).max().unwrap_or(0) + 1;
        let status = EnrolmentStatus::Applied;
        self.run.seats.push(Seat {
            id,
            org,
            status,
            pool: None,
            wait_at,
            seq,
            group,
            postponed: false,
            expires_at: None,
        });
        id
    }

    fn any(&mut self, status: EnrolmentStatus) -> Option<EnrolmentId> {
        let ids: Vec<EnrolmentId> =
            self.run.seats.iter().filter(|seat| seat.status == status).map(|seat| seat.id).collect();
        (!ids.is_empty()).then(|| ids[self.random.below(ids.len())])
    }

    /// One step of a run that has begun: somebody comes to the door, or the clock moves.
    fn step_at_the_door(&mut self) -> Ask {
        match self.random.below(4) {
            0 => {
                self.now += TimeDelta::hours(self.random.below(48) as i64);
                Ask::Look
            }
            1 => {
                self.now -= TimeDelta::hours(self.random.below(6) as i64);
                Ask::Look
            }
            _ => {
                let org = self.orgs[self.random.below(self.orgs.len())];
                Ask::WalkIn(vec![self.new_seat(org, None)])
            }
        }
    }

    /// Once the run has begun, nobody is sent away from the door beside a free seat: offers that lapsed hold none (E-04).
    fn sent_away_fairly(&self, asked: &[EnrolmentId], told: &str) {
        let mut run = self.run.clone();
        let now = self.now;
        run.seats.retain(|seat| seat.expires_at.is_none_or(|until| until > now));
        let count = Count::of(&run);
        let came = run.seats.iter().find(|seat| asked.contains(&seat.id)).unwrap();
        let fits = if released(&run, now) {
            count.all < run.capacity
        } else {
            (1 - count.own_free(&run, came.org)).max(0) <= count.common_free(&run)
        };
        assert!(!fits, "{told}: sent away beside a free seat");
    }

    /// One step; answers what was asked.
    fn step(&mut self) -> Option<Ask> {
        if self.run.starts_at.is_some_and(|starts| starts <= self.now) && self.random.below(4) == 0 {
            self.run.status = RunStatus::Running;
        }
        if self.run.status == RunStatus::Running {
            return Some(self.step_at_the_door());
        }
        let any_org = |history: &mut Self| history.orgs[history.random.below(history.orgs.len())];
        Some(match self.random.below(22) {
            0..6 => {
                let org = any_org(self);
                Ask::Place(vec![self.new_seat(org, None)])
            }
            6 => {
                let org = any_org(self);
                self.groups += 1;
                let group = Some(self.groups);
                // A group applies with one paper.
                let at = self.now - TimeDelta::hours(self.random.below(3) as i64 * 20);
                Ask::Place((0..2 + self.random.below(2)).map(|_| self.new_seat_of(org, group, at)).collect())
            }
            // Waits for an approval.
            7 => {
                let org = any_org(self);
                self.new_seat(org, None);
                Ask::Look
            }
            8 => Ask::Place(vec![self.any(EnrolmentStatus::Applied)?]),
            9 => Ask::Decline(self.any(EnrolmentStatus::Applied)?),
            10 | 11 => Ask::Cancel(vec![self.any(EnrolmentStatus::Confirmed)?]),
            12 => Ask::Cancel(vec![self.any(EnrolmentStatus::Waitlisted)?]),
            13 | 14 => Ask::Accept(self.any(EnrolmentStatus::Offered)?),
            15 => Ask::Postpone(self.any(EnrolmentStatus::Offered)?),
            16 => {
                self.now += TimeDelta::hours(self.random.below(120) as i64);
                Ask::Look
            }
            // A clock that was set back.
            17 => {
                self.now -= TimeDelta::hours(self.random.below(6) as i64);
                Ask::Look
            }
            18 => {
                let before = self.run.clone();
                self.run.capacity = 1 + self.random.below(12) as i64;
                self.kept_or(before)?
            }
            19 => {
                let before = self.run.clone();
                let org = any_org(self);
                let seats = self.random.below(self.run.capacity as usize + 1) as i64;
                self.run.quotas.insert(org, seats);
                self.kept_or(before)?
            }
            20 => {
                let before = self.run.clone();
                let days = self.random.below(8) as i64 - 3;
                self.run.release_on = (self.random.below(3) > 0).then(|| day_of(self.now + TimeDelta::days(days)));
                let asked = self.kept_or(before)?;
                self.came = false;
                asked
            }
            _ if self.random.below(30) == 0 => Ask::CancelRun,
            _ => {
                let org = any_org(self);
                Ask::WalkIn(vec![self.new_seat(org, None)])
            }
        })
    }

    /// A change of the room is made only where everybody keeps a seat (E-03, E-04).
    fn kept_or(&mut self, before: RunSeats) -> Option<Ask> {
        match self.run.holds(self.now) {
            Ok(()) => Some(Ask::Look),
            Err(No::TooFew { .. } | No::QuotasTooMany { .. }) => {
                let count = Count::of(&self.run);
                let kept: i64 = self.run.quotas.values().sum();
                let fits = count.all <= self.run.capacity
                    && kept <= self.run.capacity
                    && (released(&self.run, self.now) || count.common_free(&self.run) >= 0);
                assert!(!fits, "refused without need");
                self.run = before;
                None
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    fn play(&mut self, steps: usize, told: &str) -> usize {
        let mut decided = 0;
        for step in 0..steps {
            let before = self.run.clone();
            let Some(ask) = self.step() else { continue };
            let with_new = self.run.clone();
            self.came |= released(&self.run, self.now);
            // A clock that was set back over the release: seats that were given stay, and nobody gets one too many.
            let back = self.came && !released(&self.run, self.now);
            match self.run.decide(self.now, &ask) {
                Ok(made) => {
                    decided += made.len();
                    let told = format!("{told} step {step} {ask:?}");
                    let seated = Count::of(&self.run).all;
                    assert!(seated <= self.run.capacity.max(Count::of(&before).all), "{told}: over capacity");
                    self.in_order(&told);
                    if !back {
                        judge(&self.run, &before, &made, self.now, &ask, &told);
                    }
                }
                Err(no) => {
                    assert_eq!(self.run, with_new, "a refusal changes nothing");
                    let fair = matches!(
                        (&ask, no),
                        (Ask::Accept(_) | Ask::Postpone(_), No::TooLate)
                            | (Ask::Postpone(_), No::PostponedBefore)
                            | (Ask::WalkIn(_), No::NoSeat)
                            | (Ask::Place(_) | Ask::Cancel(_) | Ask::Decline(_), No::Step(_))
                    );
                    assert!(fair, "{told} step {step}: {ask:?} answers {no:?}");
                    if let (Ask::WalkIn(ids), RunStatus::Running) = (&ask, self.run.status) {
                        self.sent_away_fairly(ids, &format!("{told} step {step}"));
                    }
                    let status = self.run.status;
                    self.run = before;
                    self.run.status = status;
                }
            }
            if ask == Ask::CancelRun && self.run.seats.iter().all(|seat| !seat.status.is_live()) {
                self.run.status = RunStatus::Cancelled;
                break;
            }
        }
        let ids: HashSet<EnrolmentId> = self.run.seats.iter().map(|seat| seat.id).collect();
        assert_eq!(ids.len(), self.run.seats.len());
        decided
    }
}

fn play(name: &str, histories: usize) {
    let mut random = Random::new(name);
    let mut decided = 0;
    for n in 0..histories {
        let inner = Random::with(random.below(usize::MAX) as u64);
        decided += History::new(inner).play(40, &format!("history {n}"));
    }
    println!("{histories} histories, {decided} decisions");
    assert!(decided > histories, "the histories decide something");
}

#[test]
fn in_thousands_of_histories_no_seat_is_given_twice_and_nobody_is_passed_against_the_rule() {
    play("histories", 3_000);
}

/// `cargo test --workspace --test kyojo a_hundred_thousand_histories -- --ignored`
#[test]
#[ignore = "long: a hundred thousand histories"]
fn a_hundred_thousand_histories_keep_the_rule() {
    play("long histories", 100_000);
}
