//! The fictional union's trainings: eight courses with twenty runs of two years and the months to come, four partner unions
//! of other industries. Seats are given by the seat function itself, so that the sample keeps the rule, too.

mod ground;
mod plan;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;

use self::ground::{courses, interest, outsiders, partners};
use self::plan::{COURSES, Held, PARTNERS, RUNS, Told};
use super::entity::{
    certificate, cost_share, course_run, enrolment, evaluation, run_cost, run_quota, run_session, seat_decision,
    session_attendance,
};
use super::model::CostModel::FixedFee;
use super::model::RunStatus::{Cancelled, Draft, Finished, Open, Running};
use super::model::{
    Ask, Asks, Attendance, CostKind, Decision, EnrolmentStatus, Heads, Org, RunMode, RunSeats, Sat, Seat, SeatReason,
    is_completed, minutes_that_count, moment_of, split,
};
use crate::dates::FiscalCalendar;
use crate::dice::Dice;
use crate::error::Result;
use crate::ids::{
    AttendanceId, CertificateId, CostId, CourseId, DecisionId, EnrolmentId, EvaluationId, OrganizationId, PersonId,
    QuotaId, RunId, SessionId, ShareId, UnitId,
};
use crate::members;
use crate::ops::Change;
use crate::organizations;

fn shifted(days: i64) -> NaiveDate {
    let last = organizations::last_day();
    let n = Days::new(days.unsigned_abs());
    let day = if days < 0 { last.checked_sub_days(n) } else { last.checked_add_days(n) };
    day.unwrap_or(last)
}

/// People who may be drawn for a run.
struct People {
    own: Vec<(PersonId, Option<UnitId>)>,
    partners: Vec<Vec<PersonId>>,
    next: usize,
}

/// Courses, runs, people and what came of it.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>, mut dice: Dice) -> Result<()> {
    let orgs = partners(change).await?;
    let own = members::first_in_force(change.on(), organizations::last_day(), 600).await?;
    let mut people = People { own, partners: Vec::new(), next: 0 };
    for n in 0..orgs.len() {
        people.partners.push(members::add_outsiders(change, &outsiders(n)).await?);
    }
    let courses = courses(change).await?;
    let mut numbers: BTreeMap<CourseId, i64> = BTreeMap::new();
    let mut certificates: HashMap<String, u32> = HashMap::new();
    for held in RUNS {
        let Some((course, told)) = courses.get(held.0).zip(COURSES.get(held.0)) else { continue };
        let no = numbers.entry(*course).or_default();
        *no += 1;
        let code = format!("C{:02}", held.0 + 1);
        let front = FiscalCalendar::new(4, None).year_of(shifted(held.1));
        let last = certificates.entry(format!("{front}-{code}-")).or_default();
        let mut run =
            OneRun { held, told, course: *course, orgs: &orgs, code: format!("{front}-{code}-"), certificate: last };
        run.lay_down(change, *no, &mut people, &mut dice).await?;
    }
    interest(change, &courses, &orgs).await
}

/// A run in the making.
struct OneRun<'a> {
    held: Held,
    told: &'a Told,
    course: CourseId,
    orgs: &'a [OrganizationId],
    code: String,
    certificate: &'a mut u32,
}

impl OneRun<'_> {
    async fn lay_down(&mut self, change: &mut Change<'_>, no: i64, people: &mut People, dice: &mut Dice) -> Result<()> {
        let (_, days, sittings, capacity, quota, status, model) = self.held;
        let first = shifted(days);
        let id = RunId::new();
        let seats = self.seats(first, capacity, quota);
        let over = matches!(status, Finished | Cancelled);
        let row = course_run::ActiveModel {
            id: Set(id),
            course_id: Set(self.course),
            run_no: Set(no),
            title: Set(self.told.0.to_owned()),
            host_org_id: Set(None),
            status: Set(status),
            is_public: Set(false),
            needs_approval: Set(false),
            capacity: Set(capacity),
            min_people: Set(Some(capacity / 3)),
            wait_limit: Set(Some(10)),
            apply_from: Set(Some(shifted(days - 60))),
            apply_until: Set(Some(shifted(days - 14))),
            quota_release_on: Set(Some(shifted(days - 28))),
            cancel_free_until: Set(Some(shifted(days - 10))),
            offer_hours: Set(72),
            mode: Set(if self.held.0 == 4 { RunMode::Hybrid } else { RunMode::InPerson }),
            venue: Set(Some(
                if no % 2 == 0 {
                    "東都労働会館 3階（架空）"
                } else {
                    "みなと研修センター（架空）"
                }
                .to_owned(),
            )),
            link: Set(None),
            cost_model: Set(model),
            fee: Set((model == FixedFee).then_some(4_000)),
            budget: Set(Some(capacity * 6_000)),
            note: Set(None),
            contact_name: Set(Some("研修担当 見本（架空）".to_owned())),
            contact_mail: Set(Some("kenshu@example.jp".to_owned())),
            contact_phone: Set(Some("03-0000-0000".to_owned())),
            cancel_reason: Set((status == Cancelled).then(|| "台風のため".to_owned())),
            finished_on: Set((status == Finished).then(|| shifted(days + i64::from(sittings) - 1))),
            moves: Set(0),
            ..Default::default()
        };
        change.lay_down::<course_run::Entity>(vec![row]).await?;
        let sessions: Vec<(SessionId, i64)> = self.sessions(change, id, first).await?;
        self.quotas(change, id, quota).await?;
        if status == Draft {
            return Ok(());
        }
        let played = self.play(seats, first, people, dice);
        let heads = self.write(change, id, &sessions, &played, dice).await?;
        self.costs(change, id, first, &heads, over).await?;
        if status == Finished {
            let rows = (0..capacity / 2).map(|n| evaluation::ActiveModel {
                id: Set(EvaluationId::new()),
                run_id: Set(id),
                overall: Set(Some(dice.between(3, 5))),
                content: Set(Some(dice.between(3, 5))),
                lecturer: Set(Some(dice.between(3, 5))),
                useful: Set(Some(dice.between(2, 5))),
                comment: Set((n % 4 == 0).then(|| "他業界の人の話が聞けてよかった".to_owned())),
                ..Default::default()
            });
            let rows = rows.collect();
            change.lay_down::<evaluation::Entity>(rows).await?;
        }
        Ok(())
    }

    fn seats(&self, first: NaiveDate, capacity: i64, quota: i64) -> RunSeats {
        let days = self.held.1;
        RunSeats {
            status: Open,
            capacity,
            quotas: self.orgs.iter().map(|org| (Some(*org), quota)).collect(),
            release_on: Some(shifted(days - 28)),
            wait_limit: Some(10),
            offer_hours: 72,
            starts_at: Some(moment_of(first, 10 * 60)),
            cancel_free_until: Some(shifted(days - 10)),
            seats: Vec::new(),
        }
    }

    async fn sessions(&self, change: &mut Change<'_>, run: RunId, first: NaiveDate) -> Result<Vec<(SessionId, i64)>> {
        let all = i64::from(self.held.2);
        let minutes = self.told.3 * 60 / all;
        let mut ids = Vec::new();
        let mut rows = Vec::new();
        for no in 1..=all {
            let id = SessionId::new();
            ids.push((id, minutes));
            rows.push(run_session::ActiveModel {
                id: Set(id),
                run_id: Set(run),
                no: Set(no),
                held_on: Set(first.checked_add_days(Days::new((no - 1).unsigned_abs())).unwrap_or(first)),
                starts: Set(10 * 60),
                ends: Set(10 * 60 + minutes + if minutes > 200 { 60 } else { 0 }),
                minutes: Set(minutes),
                required: Set(no == 1),
                topic: Set(Some(if no == 1 { "講義と対話" } else { "演習と発表" }.to_owned())),
                lecturer: Set(Some(format!("見本 講師{}", self.held.0 + 1))),
                place: Set(None),
                ..Default::default()
            });
        }
        change.lay_down::<run_session::Entity>(rows).await?;
        Ok(ids)
    }

    async fn quotas(&self, change: &mut Change<'_>, run: RunId, seats: i64) -> Result<()> {
        let rows = self.orgs.iter().zip(PARTNERS).map(|(org, partner)| run_quota::ActiveModel {
            id: Set(QuotaId::new()),
            run_id: Set(run),
            org_id: Set(Some(*org)),
            seats: Set(seats),
            members: Set(Some(partner.3)),
            industry: Set(Some(partner.2.to_owned())),
            note: Set(None),
            ..Default::default()
        });
        let mut rows: Vec<run_quota::ActiveModel> = rows.collect();
        rows.push(run_quota::ActiveModel {
            id: Set(QuotaId::new()),
            run_id: Set(run),
            org_id: Set(None),
            seats: Set(0),
            members: Set(Some(1_200)),
            industry: Set(Some("製造".to_owned())),
            note: Set(None),
            ..Default::default()
        });
        change.lay_down::<run_quota::Entity>(rows).await
    }

    /// Applications over weeks, a cancellation here and there, offers that are taken or run out: as the seat function decides.
    fn play(&self, mut seats: RunSeats, first: NaiveDate, people: &mut People, dice: &mut Dice) -> Played {
        let (_, days, _, capacity, quota, status, _) = self.held;
        let until = if days > 14 { organizations::last_day() } else { shifted(days - 2) };
        let mut at = moment_of(shifted(days - 60), 9 * 60);
        let wanted = if days > 60 { capacity / 2 } else { capacity + capacity / 5 };
        let mut played = Played {
            persons: HashMap::new(),
            applied: HashMap::new(),
            made: Vec::new(),
            seats: Vec::new(),
            late: Vec::new(),
        };
        for n in 0..wanted {
            let (org, person, unit) = people.draw(n, quota, self.orgs);
            let Some(person) = person.filter(|person| !played.persons.values().any(|(known, _)| known == person))
            else {
                continue;
            };
            at += TimeDelta::minutes(dice.between(60, 40 * 24 * 60 / wanted.max(1)));
            if at.date_naive() > until {
                break;
            }
            let id = EnrolmentId::new();
            played.persons.insert(id, (person, unit));
            played.applied.insert(id, at);
            let seq = i64::try_from(seats.seats.len()).unwrap_or(0) + 1;
            seats.seats.push(Seat {
                id,
                org,
                status: EnrolmentStatus::Applied,
                pool: None,
                wait_at: at,
                seq,
                group: None,
                postponed: false,
                expires_at: None,
            });
            played.ask(&mut seats, at, &Ask::Place(vec![id]));
            let confirmed: Vec<EnrolmentId> = standing(&seats, EnrolmentStatus::Confirmed);
            if n % 9 == 8
                && let Some(gone) = dice.pick(&confirmed)
            {
                played.ask(&mut seats, at + TimeDelta::hours(1), &Ask::Cancel(vec![*gone]));
            }
            // Those who were offered a seat answer within a day; the last ones of a run to come have not yet.
            for id in standing(&seats, EnrolmentStatus::Offered) {
                if days < 0 || n % 2 == 0 {
                    played.ask(&mut seats, at + TimeDelta::hours(2), &Ask::Accept(id));
                }
            }
        }
        if days < 14 {
            let end = moment_of(first, 10 * 60) - TimeDelta::hours(30);
            played.ask(&mut seats, end.max(at), &Ask::Look);
            for id in standing(&seats, EnrolmentStatus::Offered) {
                played.ask(&mut seats, end.max(at), &Ask::Accept(id));
            }
        }
        if status == Cancelled {
            played.ask(&mut seats, moment_of(first, 0) - TimeDelta::hours(40), &Ask::CancelRun);
        }
        played.late = played
            .made
            .iter()
            .filter(|(_, made)| made.reason == SeatReason::CancelledLate)
            .map(|(_, made)| made.id)
            .collect();
        played.seats = seats.seats;
        played
    }

    /// Applications, decisions, attendance and certificates as rows; answers the heads for the split.
    async fn write(
        &mut self,
        change: &mut Change<'_>,
        run: RunId,
        sessions: &[(SessionId, i64)],
        played: &Played,
        dice: &mut Dice,
    ) -> Result<BTreeMap<Org, Heads>> {
        let asks = Asks { ratio: self.told.5, excused_counts: false, assignment: self.told.6 };
        let (_, days, all, _, _, status, _) = self.held;
        let end = shifted(days + i64::from(all) - 1);
        let mut heads: BTreeMap<Org, Heads> = BTreeMap::new();
        let (mut rows, mut there, mut issued) = (Vec::new(), Vec::new(), Vec::new());
        for seat in &played.seats {
            let Some((person, unit)) = played.persons.get(&seat.id).copied() else { continue };
            let applied_at = played.applied.get(&seat.id).copied().unwrap_or(seat.wait_at);
            let counted = heads.entry(seat.org).or_default();
            let late = played.late.contains(&seat.id);
            counted.late += i64::from(late);
            let mut now = seat.status;
            let mut minutes = None;
            let mut handed = None;
            if matches!(status, Finished | Running) && now == EnrolmentStatus::Confirmed {
                counted.confirmed += 1;
                let came = status == Running || !dice.in_thousand(60);
                let mut sat = Vec::new();
                for (n, (session, of)) in sessions.iter().enumerate() {
                    // Of a run that is under way the first sitting has been held.
                    if status == Running && n > 0 {
                        continue;
                    }
                    let how = match dice.below(20) {
                        _ if !came => Attendance::Absent,
                        0 => Attendance::Late,
                        1 if n > 0 => Attendance::Absent,
                        2 if self.held.0 == 4 => Attendance::Online,
                        _ => Attendance::Present,
                    };
                    let minutes = match how {
                        Attendance::Absent => 0,
                        Attendance::Late => of - 30,
                        _ => *of,
                    };
                    sat.push(Sat { of: *of, required: n == 0, there: Some((how, minutes)) });
                    there.push(session_attendance::ActiveModel {
                        id: Set(AttendanceId::new()),
                        enrolment_id: Set(seat.id),
                        session_id: Set(*session),
                        attendance: Set(how),
                        minutes: Set(minutes),
                        ..Default::default()
                    });
                }
                if status == Finished {
                    let (counts, _) = minutes_that_count(&sat, asks);
                    minutes = Some(counts);
                    handed = (came && !dice.in_thousand(100)).then_some(end);
                    now = if counts == 0 {
                        EnrolmentStatus::NoShow
                    } else if is_completed(&sat, asks, handed.is_some()) {
                        EnrolmentStatus::Certified
                    } else {
                        EnrolmentStatus::Incomplete
                    };
                    counted.attended += i64::from(now.took_part());
                }
                if now == EnrolmentStatus::Certified {
                    *self.certificate += 1;
                    issued.push(certificate::ActiveModel {
                        id: Set(CertificateId::new()),
                        number: Set(format!("{}{:03}", self.code, self.certificate)),
                        enrolment_id: Set(seat.id),
                        issued_on: Set(end),
                        title_text: Set(self.told.0.to_owned()),
                        revoked_on: Set(None),
                        revoke_reason: Set(None),
                        ..Default::default()
                    });
                }
            } else if now == EnrolmentStatus::Confirmed {
                counted.confirmed += 1;
            } else if status == Finished && matches!(now, EnrolmentStatus::Waitlisted | EnrolmentStatus::Offered) {
                now = EnrolmentStatus::Expired;
            }
            let partner = seat.org.and_then(|org| self.orgs.iter().position(|known| *known == org));
            let partner = partner.and_then(|n| PARTNERS.get(n));
            let gone = !now.is_live();
            rows.push(enrolment::ActiveModel {
                id: Set(seat.id),
                run_id: Set(run),
                person_id: Set(person),
                org_id: Set(seat.org),
                unit_id: Set(unit),
                status: Set(now),
                pool: Set(seat.pool.filter(|_| !gone && now != EnrolmentStatus::Waitlisted)),
                applied_at: Set(applied_at),
                wait_at: Set(seat.wait_at),
                seq: Set(seat.seq),
                group_no: Set(None),
                postponed: Set(seat.postponed),
                offered_at: Set(None),
                offer_expires_at: Set(seat.expires_at.filter(|_| now == EnrolmentStatus::Offered)),
                approved_by: Set(None),
                cancelled_at: Set(gone.then(|| moment_of(end, 9 * 60))),
                reason: Set(None),
                late_cancel: Set(late),
                assignment_on: Set(handed),
                minutes: Set(minutes),
                company: Set(partner.map(|partner| partner.4.to_owned())),
                industry: Set(Some(partner.map_or("製造", |partner| partner.2).to_owned())),
                age_band: Set(partner.map(|_| dice.between(2, 5) * 10)),
                table_no: Set(None),
                note: Set(None),
                ..Default::default()
            });
        }
        change.lay_down::<enrolment::Entity>(rows).await?;
        let mut first = std::collections::HashSet::new();
        let decided = (1..).zip(&played.made).map(|(no, (at, made))| seat_decision::ActiveModel {
            id: Set(DecisionId::new()),
            run_id: Set(run),
            enrolment_id: Set(made.id),
            at: Set(*at),
            no: Set(no),
            from_status: Set((!first.insert(made.id)).then_some(made.from)),
            to_status: Set(made.to),
            pool: Set(made.pool),
            reason: Set(made.reason),
            about: Set("{}".to_owned()),
            ..Default::default()
        });
        let decided = decided.collect();
        change.lay_down::<seat_decision::Entity>(decided).await?;
        change.lay_down::<session_attendance::Entity>(there).await?;
        change.lay_down::<certificate::Entity>(issued).await?;
        Ok(heads)
    }

    async fn costs(
        &self,
        change: &mut Change<'_>,
        run: RunId,
        first: NaiveDate,
        heads: &BTreeMap<Org, Heads>,
        over: bool,
    ) -> Result<()> {
        let (_, days, sittings, capacity, _, status, model) = self.held;
        if days > 0 {
            return Ok(());
        }
        let all = [
            (CostKind::Venue, 18_000 * i64::from(sittings)),
            (CostKind::Lecturer, 55_000 * i64::from(sittings)),
            (CostKind::Material, 450 * capacity + 7),
            (CostKind::Subsidy, -30_000),
        ];
        let mut heads = heads.clone();
        for (org, heads) in &mut heads {
            let partner = org.and_then(|org| self.orgs.iter().position(|known| *known == org));
            heads.members = partner.and_then(|n| PARTNERS.get(n)).map_or(1_200, |partner| partner.3);
        }
        if status == Cancelled {
            heads.clear();
        }
        let total = all.iter().map(|(_, amount)| amount).sum();
        let costs = all.iter().map(|(kind, amount)| run_cost::ActiveModel {
            id: Set(CostId::new()),
            run_id: Set(run),
            kind: Set(*kind),
            amount: Set(*amount),
            paid_by_org_id: Set(None),
            paid_on: Set(Some(first)),
            note: Set(None),
            voided_on: Set(None),
            ..Default::default()
        });
        let costs = costs.collect();
        change.lay_down::<run_cost::Entity>(costs).await?;
        let shares = split(model, total, 4_000, None, &heads).into_iter().map(|(org, share)| cost_share::ActiveModel {
            id: Set(ShareId::new()),
            run_id: Set(run),
            org_id: Set(org),
            basis: Set(share.basis),
            amount: Set(share.amount),
            settled_on: Set((over && days < -90).then(|| shifted(days + 45))),
            ..Default::default()
        });
        let shares = shares.collect();
        change.lay_down::<cost_share::Entity>(shares).await
    }
}

/// A run as it was played.
struct Played {
    persons: HashMap<EnrolmentId, (PersonId, Option<UnitId>)>,
    applied: HashMap<EnrolmentId, DateTime<Utc>>,
    made: Vec<(DateTime<Utc>, Decision)>,
    seats: Vec<Seat>,
    late: Vec<EnrolmentId>,
}

impl Played {
    fn ask(&mut self, seats: &mut RunSeats, at: DateTime<Utc>, ask: &Ask) {
        // What is refused (an offer that ran out meanwhile) simply did not happen.
        if let Ok(made) = seats.decide(at, ask) {
            self.made.extend(made.into_iter().map(|made| (at, made)));
        }
    }
}

fn standing(seats: &RunSeats, status: EnrolmentStatus) -> Vec<EnrolmentId> {
    seats.seats.iter().filter(|seat| seat.status == status).map(|seat| seat.id).collect()
}

impl People {
    /// The next applicant: of every three one of a partner, as long as partners have seats.
    fn draw(&mut self, n: i64, quota: i64, orgs: &[OrganizationId]) -> (Org, Option<PersonId>, Option<UnitId>) {
        let partner = usize::try_from(n / 3).unwrap_or(0) % orgs.len().max(1);
        if n % 3 == 2 && quota > 0 {
            let all = self.partners.get(partner).map(Vec::as_slice).unwrap_or_default();
            let person = all.get((self.next / 3) % all.len().max(1)).copied();
            self.next += 1;
            return (orgs.get(partner).copied(), person, None);
        }
        let drawn = self.own.get((self.next * 7) % self.own.len().max(1)).copied();
        self.next += 1;
        (None, drawn.map(|(person, _)| person), drawn.and_then(|(_, unit)| unit))
    }
}
