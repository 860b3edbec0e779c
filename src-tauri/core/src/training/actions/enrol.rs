//! Applications and what becomes of them: every path goes through the seat function.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::enrolment;
use super::super::model::{
    Applicant, Applied, AppliedOne, Apply, Ask, Decision, DecisionRow, EndEnrolment, EnrolChecked, EnrolmentNamed,
    EnrolmentStatus, Enrolments, Moved, Remark, RunNamed, RunStatus, Seat, WalkIn, day_of,
};
use super::super::queries::{Loaded, load, names};
use super::judge::{Who, clashes, find, lacking, may_apply, twice};
use super::seats::{New, Said, decide, refused, touch};
use crate::error::{Error, Result};
use crate::ids::{EnrolmentId, OpId, PersonId, RunId};
use crate::members::{self, Details};
use crate::ops::Change;
use crate::session::Session;

/// Apply for a run: seats at once where there are some, else the waiting list.
///
/// # Errors
/// [`Error::Invalid`] at the applicants; `E-01` when the run takes no applications of them; `E-02` for somebody who has
/// applied already; `E-10` where a course that is asked for before is missing, unless `despite` is set.
pub async fn apply(session: &Session, input: Apply) -> Result<Applied> {
    let now = session.moment();
    let input = input.checked(now)?;
    let at = input.applied_at.unwrap_or(now);
    let mut change = session.change("training", "apply").await?;
    let loaded = load(change.on(), input.run_id).await?;
    let all = find(change.on(), input.applicants, session.today()).await?;
    let warnings = judge(&change, &loaded, &all, at, input.despite).await?;
    let group = group_of(&loaded, all.len(), input.together)?;
    let came = Came::at(&loaded, now, input.applied_at);
    let (new, persons) = born(&mut change, &loaded, &all, came, group).await?;
    let ids: Vec<EnrolmentId> = new.iter().map(|new| new.seat.id).collect();
    let ask = if loaded.run.needs_approval { Ask::Look } else { Ask::Place(ids.clone()) };
    let mut seats = loaded.seats();
    let made = decide(&mut change, &loaded, &mut seats, &ask, new, &Said::default(), now).await?;
    touch(&mut change, &loaded.run).await?;
    change.about_record("course_run", loaded.run.id.0);
    let first = all.first().map(|who| who.name.clone()).unwrap_or_default();
    let op = change.done(json!({ "title": loaded.run.title, "name": first, "n": all.len() })).await?;
    let after: HashMap<EnrolmentId, &Seat> = seats.seats.iter().map(|seat| (seat.id, seat)).collect();
    let own: HashSet<EnrolmentId> = ids.iter().copied().collect();
    let applied = ids.iter().zip(&persons).zip(all.iter().zip(warnings)).map(|((id, person), (who, warnings))| {
        let seat = after.get(id);
        AppliedOne {
            id: *id,
            person_id: *person,
            name: who.name.clone(),
            status: seat.map_or(EnrolmentStatus::Applied, |seat| seat.status),
            pool: seat.and_then(|seat| seat.pool),
            reason: made.iter().rev().find(|decision| decision.id == *id).map(|decision| decision.reason),
            warnings,
        }
    });
    let applied = applied.collect();
    let others: Vec<Decision> = made.iter().filter(|decision| !own.contains(&decision.id)).cloned().collect();
    Ok(Applied { applied, decisions: moved(session, input.run_id, &others, now, op).await?.decisions })
}

/// The number of a new group, where all of these people are to sit together; refused where the run has no room for them.
fn group_of(loaded: &Loaded, people: usize, together: bool) -> Result<Option<i64>> {
    if !together {
        return Ok(None);
    }
    if i64::try_from(people).is_ok_and(|people| people > loaded.run.capacity) {
        return Err(Error::refused("group_too_large", json!({ "n": people, "capacity": loaded.run.capacity })));
    }
    let next = loaded.rows.iter().filter_map(|row| row.group_no).max().unwrap_or(0) + 1;
    Ok((people > 1).then_some(next))
}

/// What speaks against these applications; the warnings of each.
async fn judge(
    change: &Change<'_>,
    loaded: &Loaded,
    all: &[Who],
    at: DateTime<Utc>,
    despite: bool,
) -> Result<Vec<Vec<Remark>>> {
    let refused = |remark: Remark| Error::refused(code_of(&remark), remark.about);
    let orgs: HashSet<_> = all.iter().map(|who| who.org).collect();
    if let Some(remark) = may_apply(loaded, &orgs, at) {
        return Err(refused(remark));
    }
    if let Some(remark) = twice(loaded, all).into_iter().flatten().next() {
        return Err(refused(remark));
    }
    let mut warnings = clashes(change.on(), loaded, all).await?;
    for (n, remark) in lacking(change.on(), loaded, all).await?.into_iter().enumerate() {
        let Some(remark) = remark else { continue };
        if !despite {
            return Err(refused(remark));
        }
        if let Some(warnings) = warnings.get_mut(n) {
            warnings.push(remark);
        }
    }
    Ok(warnings)
}

fn code_of(remark: &Remark) -> &'static str {
    match remark.code.as_str() {
        "E-01" => "E-01",
        "E-02" => "E-02",
        _ => "E-10",
    }
}

/// When an application came, and the place in the order that this gives.
#[derive(Clone, Copy)]
pub(in crate::training) struct Came {
    applied_at: DateTime<Utc>,
    wait_at: DateTime<Utc>,
}

impl Came {
    /// A paper stands where its day says; whoever applies now is behind everybody who came before (E-04).
    pub fn at(loaded: &Loaded, now: DateTime<Utc>, said: Option<DateTime<Utc>>) -> Self {
        match said {
            Some(at) => Self { applied_at: at, wait_at: at },
            None => Self { applied_at: now, wait_at: loaded.seats().arrives(now) },
        }
    }
}

/// The rows of new applications, and the persons; who is not known yet is added, and what was said anew of others is noted.
pub(in crate::training) async fn born(
    change: &mut Change<'_>,
    loaded: &Loaded,
    all: &[Who],
    came: Came,
    group: Option<i64>,
) -> Result<(Vec<New>, Vec<PersonId>)> {
    let unknown: Vec<_> = all.iter().filter(|who| who.person.is_none()).map(Who::outsider).collect();
    let mut added = members::add_outsiders(change, &unknown).await?.into_iter();
    note_anew(change, all).await?;
    let mut new = Vec::with_capacity(all.len());
    let mut persons = Vec::with_capacity(all.len());
    for (seq, who) in (loaded.next_seq()..).zip(all) {
        let person = who.person.or_else(|| added.next()).ok_or_else(|| Error::Bug("outsider".into()))?;
        persons.push(person);
        let id = EnrolmentId::new();
        let Applicant { company, industry, age_band, note, .. } = who.applicant.clone();
        let row = enrolment::ActiveModel {
            id: Set(id),
            run_id: Set(loaded.run.id),
            person_id: Set(person),
            org_id: Set(who.org),
            unit_id: Set(who.unit),
            status: Set(EnrolmentStatus::Applied),
            pool: Set(None),
            applied_at: Set(came.applied_at),
            wait_at: Set(came.wait_at),
            seq: Set(seq),
            group_no: Set(group),
            postponed: Set(false),
            offered_at: Set(None),
            offer_expires_at: Set(None),
            approved_by: Set(None),
            cancelled_at: Set(None),
            reason: Set(None),
            late_cancel: Set(false),
            assignment_on: Set(None),
            minutes: Set(None),
            company: Set(company),
            industry: Set(industry),
            age_band: Set(age_band),
            table_no: Set(None),
            note: Set(note),
            ..Default::default()
        };
        new.push(New { row, seat: seat_of(id, who, came, seq, group) });
    }
    Ok((new, persons))
}

/// What the seat function is told about a new application.
fn seat_of(id: EnrolmentId, who: &Who, came: Came, seq: i64, group: Option<i64>) -> Seat {
    Seat {
        id,
        org: who.org,
        status: EnrolmentStatus::Applied,
        pool: None,
        wait_at: came.wait_at,
        seq,
        group,
        postponed: false,
        expires_at: None,
    }
}

/// Note what was said anew of people of other organisations who came before.
async fn note_anew(change: &mut Change<'_>, all: &[Who]) -> Result<()> {
    let said: Vec<(PersonId, Details)> =
        all.iter().filter_map(|who| Some((who.person?, who.applicant.outside.as_ref()?.details()))).collect();
    members::note_details(change, &said).await
}

/// The decisions of a change for whoever made it.
async fn moved(session: &Session, run: RunId, made: &[Decision], now: DateTime<Utc>, op: OpId) -> Result<Moved> {
    let mut whose: HashMap<EnrolmentId, PersonId> = HashMap::new();
    if !made.is_empty() {
        let rows = enrolment::Entity::find().filter(enrolment::Column::RunId.eq(run)).all(session.look()).await?;
        whose.extend(rows.into_iter().map(|row| (row.id, row.person_id)));
    }
    let concerned: HashSet<PersonId> = made.iter().filter_map(|decision| whose.get(&decision.id)).copied().collect();
    let persons: Vec<PersonId> = concerned.into_iter().collect();
    let names = names(session, &persons).await?;
    let rows = made.iter().filter_map(|decision| {
        let known = names.get(*whose.get(&decision.id)?)?;
        Some(DecisionRow {
            enrolment_id: decision.id,
            name: known.name.clone(),
            at: now,
            from: Some(decision.from),
            to: decision.to,
            pool: decision.pool,
            reason: decision.reason,
        })
    });
    Ok(Moved { op: Some(op), decisions: rows.collect() })
}

/// May these people apply, and where would each stand if all who may applied at once? In their order.
///
/// # Errors
/// [`Error::Invalid`] at the applicants, `group_too_large`, [`Error::Missing`].
pub async fn why_not_enrol(session: &Session, input: Apply) -> Result<Vec<EnrolChecked>> {
    let on = session.look();
    let now = session.moment();
    let asked = input.checked(now)?;
    let loaded = load(on, asked.run_id).await?;
    let all = find(on, asked.applicants, session.today()).await?;
    let group = group_of(&loaded, all.len(), asked.together)?;
    let at = asked.applied_at.unwrap_or(now);
    let double = twice(&loaded, &all);
    let lacking = lacking(on, &loaded, &all).await?;
    let clashes = clashes(on, &loaded, &all).await?;
    let mut checked = Vec::with_capacity(all.len());
    for (((who, double), lacking), mut warnings) in all.iter().zip(double).zip(lacking).zip(clashes) {
        let mut refused: Vec<Remark> = may_apply(&loaded, &HashSet::from([who.org]), at).into_iter().collect();
        refused.extend(double);
        if asked.despite {
            warnings.extend(lacking);
        } else {
            refused.extend(lacking);
        }
        let id = refused.is_empty().then(EnrolmentId::new);
        checked.push((id, EnrolChecked { refused, warnings, would: id.map(|_| EnrolmentStatus::Applied) }));
    }
    if !loaded.run.needs_approval {
        let mut seats = loaded.seats();
        let came = Came::at(&loaded, now, asked.applied_at);
        let placed = (loaded.next_seq()..).zip(&all).zip(&checked);
        seats.seats.extend(placed.filter_map(|((seq, who), (id, _))| Some(seat_of((*id)?, who, came, seq, group))));
        let ids = checked.iter().filter_map(|(id, _)| *id).collect();
        seats.decide(now, &Ask::Place(ids)).map_err(refused)?;
        let after: HashMap<EnrolmentId, EnrolmentStatus> =
            seats.seats.iter().map(|seat| (seat.id, seat.status)).collect();
        for (id, one) in &mut checked {
            one.would = id.and_then(|id| after.get(&id).copied());
        }
    }
    Ok(checked.into_iter().map(|(_, one)| one).collect())
}

/// Who came on the day without an application takes a free seat, on the days of the run and the one before.
///
/// # Errors
/// `no_seat`; `run_step` unless the run is closed or running; `run_too_early`; as [`apply`].
pub async fn walk_in(session: &Session, input: WalkIn) -> Result<Applied> {
    let now = session.moment();
    let asked =
        Apply { run_id: input.run_id, applicants: input.applicants, together: false, applied_at: None, despite: true }
            .checked(now)?;
    let mut change = session.change("training", "walk_in").await?;
    let loaded = load(change.on(), asked.run_id).await?;
    if !matches!(loaded.run.status, RunStatus::Open | RunStatus::Closed | RunStatus::Running) {
        return Err(Error::refused("run_step", json!({ "title": loaded.run.title, "status": loaded.run.status })));
    }
    let first = loaded.sessions.first().map(|row| row.held_on);
    if first.is_none_or(|first| day_of(now) < first) {
        return Err(Error::refused("run_too_early", json!({ "title": loaded.run.title, "day": first })));
    }
    let all = find(change.on(), asked.applicants, session.today()).await?;
    if let Some(remark) = twice(&loaded, &all).into_iter().flatten().next() {
        return Err(Error::refused("E-02", remark.about));
    }
    let warnings = clashes(change.on(), &loaded, &all).await?;
    let (new, persons) = born(&mut change, &loaded, &all, Came::at(&loaded, now, None), None).await?;
    let ids: Vec<EnrolmentId> = new.iter().map(|new| new.seat.id).collect();
    let mut seats = loaded.seats();
    let made = decide(&mut change, &loaded, &mut seats, &Ask::WalkIn(ids.clone()), new, &Said::default(), now).await?;
    touch(&mut change, &loaded.run).await?;
    change.about_record("course_run", loaded.run.id.0);
    change.done(json!({ "title": loaded.run.title, "n": all.len() })).await?;
    let applied = ids.iter().zip(&persons).zip(all.iter().zip(warnings)).map(|((id, person), (who, warnings))| {
        let seat = seats.seats.iter().find(|seat| seat.id == *id);
        AppliedOne {
            id: *id,
            person_id: *person,
            name: who.name.clone(),
            status: seat.map_or(EnrolmentStatus::Applied, |seat| seat.status),
            pool: seat.and_then(|seat| seat.pool),
            reason: made.iter().rev().find(|decision| decision.id == *id).map(|decision| decision.reason),
            warnings,
        }
    });
    Ok(Applied { applied: applied.collect(), decisions: Vec::new() })
}

/// The run of an application within a change, and the row as it was read.
async fn of(change: &Change<'_>, id: EnrolmentId, version: Option<i64>) -> Result<(Loaded, enrolment::Model)> {
    let missing = || Error::Missing { what: "enrolment" };
    let row = enrolment::Entity::find_by_id(id).one(change.on()).await?.ok_or_else(missing)?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    Ok((load(change.on(), row.run_id).await?, row))
}

/// Decide about one application, write it and tell what happened.
async fn act(
    session: &Session,
    verb: &'static str,
    id: EnrolmentId,
    version: Option<i64>,
    ask: Ask,
    said: Said,
) -> Result<Moved> {
    let now = session.moment();
    let mut change = session.change("training", verb).await?;
    let (loaded, row) = of(&change, id, version).await?;
    before_it_begins(&loaded, now)?;
    let mut seats = loaded.seats();
    let made = decide(&mut change, &loaded, &mut seats, &ask, Vec::new(), &said, now).await?;
    touch(&mut change, &loaded.run).await?;
    change.because(said.reason.clone());
    change.about_record("enrolment", id.0);
    let name = members::named_persons(change.on(), &[row.person_id], session.today()).await?.remove(&row.person_id);
    let op = change.done(json!({ "name": name.map(|known| known.name), "title": loaded.run.title })).await?;
    moved(session, loaded.run.id, &made, now, op).await
}

/// Seats are given and given back until the first sitting begins.
pub(super) fn before_it_begins(loaded: &Loaded, now: DateTime<Utc>) -> Result<()> {
    let begun = loaded.seats().starts_at.is_some_and(|starts| starts <= now);
    if begun || !matches!(loaded.run.status, RunStatus::Open | RunStatus::Closed) {
        return Err(Error::refused("seats_over", json!({ "title": loaded.run.title, "status": loaded.run.status })));
    }
    Ok(())
}

/// Approve applications: they get seats, or places on the waiting list, in the order in which they came.
///
/// # Errors
/// `enrol_step`, `seats_over`, [`Error::Missing`]; `required` without any; `run_mixed` for applications of several runs.
pub async fn approve(session: &Session, input: Enrolments) -> Result<Moved> {
    let now = session.moment();
    let Some(first) = input.ids.first() else { return Err(Error::invalid("ids", "required")) };
    let mut change = session.change("training", "approve").await?;
    let (loaded, _) = of(&change, *first, None).await?;
    if input.ids.iter().any(|id| loaded.row(*id).is_none()) {
        return Err(Error::invalid("ids", "run_mixed"));
    }
    before_it_begins(&loaded, now)?;
    let said = Said { approved: input.ids.iter().copied().collect(), by: Some(session.officer()), ..Said::default() };
    let mut seats = loaded.seats();
    let made = decide(&mut change, &loaded, &mut seats, &Ask::Place(input.ids.clone()), Vec::new(), &said, now).await?;
    touch(&mut change, &loaded.run).await?;
    change.about_record("course_run", loaded.run.id.0);
    let op = change.done(json!({ "title": loaded.run.title, "n": input.ids.len() })).await?;
    moved(session, loaded.run.id, &made, now, op).await
}

/// Do not approve an application.
///
/// # Errors
/// `required` without a reason; `enrol_step`, `seats_over`, [`Error::Changed`].
pub async fn decline(session: &Session, input: EndEnrolment) -> Result<Moved> {
    let reason = input.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let Some(reason) = reason else { return Err(Error::invalid("reason", "required")) };
    let said = Said { reason: Some(reason), ..Said::default() };
    act(session, "decline", input.id, input.version, Ask::Decline(input.id), said).await
}

/// Cancel an application; whoever is next is offered the seat.
///
/// # Errors
/// `enrol_step`, `seats_over`, [`Error::Changed`].
pub async fn cancel(session: &Session, input: EndEnrolment) -> Result<Moved> {
    let reason = input.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let said = Said { reason, ..Said::default() };
    act(session, "cancel", input.id, input.version, Ask::Cancel(vec![input.id]), said).await
}

/// Accept an offered seat.
///
/// # Errors
/// `offer_over`, `enrol_step`, `seats_over`, [`Error::Changed`].
pub async fn accept(session: &Session, input: EnrolmentNamed) -> Result<Moved> {
    act(session, "accept", input.id, input.version, Ask::Accept(input.id), Said::default()).await
}

/// Put an offered seat off, once: to the end of the list.
///
/// # Errors
/// `postponed_before`; as [`accept`].
pub async fn postpone(session: &Session, input: EnrolmentNamed) -> Result<Moved> {
    act(session, "postpone", input.id, input.version, Ask::Postpone(input.id), Said::default()).await
}

/// Let everything happen that is due by the clock: offers that ran out, seats that were released.
///
/// # Errors
/// [`Error::Missing`].
pub async fn advance(session: &Session, input: RunNamed) -> Result<Moved> {
    let now = session.moment();
    let mut change = session.change("training", "advance").await?;
    let loaded = load(change.on(), input.id).await?;
    let mut seats = loaded.seats();
    let made = decide(&mut change, &loaded, &mut seats, &Ask::Look, Vec::new(), &Said::default(), now).await?;
    if made.is_empty() {
        return Ok(Moved { op: None, decisions: Vec::new() });
    }
    touch(&mut change, &loaded.run).await?;
    change.about_record("course_run", loaded.run.id.0);
    let op = change.done(json!({ "title": loaded.run.title, "n": made.len() })).await?;
    moved(session, input.id, &made, now, op).await
}
