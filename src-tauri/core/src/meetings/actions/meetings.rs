//! The steps of a meeting: planned, convened, checked in, open, closed.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{agenda_item, ballot, meeting, meeting_break, meeting_entitlement};
use super::super::model::{
    AddMeeting, BallotStatus, CancelMeeting, CloseMeeting, Convene, Convened, DeclareMeeting, Declared, MeetingBoard,
    MeetingFields, MeetingKind, MeetingStatus, MeetingStep, SaveMeeting, Step, needed, notice_until,
};
use super::super::queries::{Planned, board_of, frozen_rule, load, packed, plan, turnout};
use super::{quorate, said, to_step};
use crate::api::Nothing;
use crate::desk;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{BreakId, EntitlementId, ItemId, MeetingId};
use crate::ops::Change;
use crate::organizations;
use crate::session::Session;

/// Which in the count a meeting is: as it was said, or of a regular congress of the whole union by the settings.
async fn count_of(session: &Session, fields: &MeetingFields) -> Result<Option<i64>> {
    if fields.no.is_some() || fields.kind != MeetingKind::RegularCongress || fields.unit_id.is_some() {
        return Ok(fields.no);
    }
    Ok(desk::profile(session).await?.congress_no(fields.held_on))
}

/// Plan a meeting.
///
/// # Errors
/// [`Error::Invalid`] with the fields; [`Error::Missing`] for a unit that is not there.
pub async fn add_meeting(session: &Session, input: AddMeeting) -> Result<MeetingId> {
    let (fields, starts) = input.fields.checked()?;
    let no = count_of(session, &fields).await?;
    let mut change = session.change("meetings", "add_meeting").await?;
    if let Some(unit) = fields.unit_id {
        let tree = organizations::tree(change.on()).await?;
        tree.get(unit).ok_or(Error::Missing { what: "unit" })?;
    }
    let id = MeetingId::new();
    let title = fields.title.clone();
    change
        .insert::<meeting::Entity>(meeting::ActiveModel {
            id: Set(id),
            kind: Set(fields.kind),
            no: Set(no),
            title: Set(fields.title),
            unit_id: Set(fields.unit_id),
            held_on: Set(fields.held_on),
            starts: Set(starts),
            place: Set(fields.place),
            status: Set(MeetingStatus::Draft),
            chair: Set(fields.chair),
            clerk: Set(fields.clerk),
            note: Set(fields.note),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "label": title })).await?;
    Ok(id)
}

/// Correct what is planned. After convening the kind and the unit are frozen, and a new day must leave the notice in time. Day,
/// begin and place that the notice named stay beside the new ones, and a notice that is early enough for the new day was no
/// urgent one.
///
/// # Errors
/// [`Error::Changed`]; `meeting_step` of a meeting that is over; `frozen` at the fields, `before_base` at a day before the base
/// date (G-02); `G-01`.
pub async fn save_meeting(session: &Session, input: SaveMeeting) -> Result<Nothing> {
    let (fields, starts) = input.fields.checked()?;
    let no = count_of(session, &fields).await?;
    let mut change = session.change("meetings", "save_meeting").await?;
    let row = to_step(&change, input.id, Some(input.version), Step::Agenda).await?;
    let (mut moved_from, mut urgent) = (row.moved_from, row.urgent_reason.clone());
    let (mut moved_starts, mut moved_place) = (row.moved_starts, row.moved_place.clone());
    if row.status != MeetingStatus::Draft {
        if fields.kind != row.kind {
            return Err(Error::invalid("kind", "frozen"));
        }
        if fields.unit_id != row.unit_id {
            return Err(Error::invalid("unit_id", "frozen"));
        }
        if fields.held_on != row.held_on {
            // It took place on the day on which it was declared open.
            if row.declared_at.is_some() {
                return Err(Error::invalid("held_on", "frozen"));
            }
            if let Some(base) = row.base_on.filter(|base| *base > fields.held_on) {
                let (field, code) = ("held_on".into(), "before_base".into());
                return Err(Error::Invalid(vec![FieldProblem { field, code, about: json!({ "day": base }) }]));
            }
            let rule = frozen_rule(&row)?;
            let days = rule.as_ref().map_or(0, |rule| rule.days_of_notice(row.urgent_reason.as_deref()));
            let last = notice_until(fields.held_on, days);
            if row.convened_on.is_some_and(|on| on > last) {
                return Err(Error::refused("G-01", json!({ "days": days, "last": last, "title": row.title })));
            }
            let usual = notice_until(fields.held_on, rule.as_ref().map_or(0, |rule| rule.notice_days));
            urgent = urgent.filter(|_| row.convened_on.is_some_and(|on| on > usual));
            moved_from = Some(row.moved_from.unwrap_or(row.held_on)).filter(|day| *day != fields.held_on);
        }
        moved_starts = Some(row.moved_starts.unwrap_or(row.starts)).filter(|told| *told != starts);
        let place = row.moved_place.clone().or_else(|| row.place.clone()).unwrap_or_default();
        moved_place = Some(place).filter(|told| *told != fields.place.clone().unwrap_or_default());
    }
    change
        .update::<meeting::Entity>(&row, |active| {
            active.kind = Set(fields.kind);
            active.no = Set(no);
            active.title = Set(fields.title.clone());
            active.unit_id = Set(fields.unit_id);
            active.held_on = Set(fields.held_on);
            active.moved_from = Set(moved_from);
            active.moved_starts = Set(moved_starts);
            active.moved_place = Set(moved_place);
            active.urgent_reason = Set(urgent);
            active.starts = Set(starts);
            active.place = Set(fields.place);
            active.chair = Set(fields.chair);
            active.clerk = Set(fields.clerk);
            active.note = Set(fields.note);
        })
        .await?;
    change.done(json!({ "label": fields.title })).await?;
    Ok(Nothing {})
}

/// Convene a meeting: the notice is in time (G-01), and the rule and the entitlement of the base date are frozen (G-02).
///
/// # Errors
/// `G-01` for a late notice without the exception of the rule and a reason; `rule_missing`; `nobody_entitled`;
/// `not_entitled` at numbers of nobody who is a member on the base date; [`Error::Changed`], `meeting_step`.
pub async fn convene(session: &Session, input: Convene) -> Result<Convened> {
    let mut change = session.change("meetings", "convene").await?;
    let row = to_step(&change, input.id, input.version, Step::Convene).await?;
    let tree = organizations::tree(change.on()).await?;
    let planned = plan(change.on(), &tree, &row, &input, session.today()).await?;
    let made = convene_within(&mut change, &row, planned, input.urgent_reason.as_deref()).await?;
    change.about_record("meeting", row.id.0);
    change.done(json!({ "label": row.title, "base": made.base })).await?;
    Ok(made)
}

/// The same within a change.
///
/// # Errors
/// As [`convene`].
pub(in crate::meetings) async fn convene_within(
    change: &mut Change<'_>,
    row: &meeting::Model,
    planned: Planned,
    urgent: Option<&str>,
) -> Result<Convened> {
    if !planned.unknown.is_empty() {
        let problems = planned.unknown.iter().map(|(n, number)| FieldProblem {
            field: format!("numbers.{n}"),
            code: "not_entitled".into(),
            about: json!({ "number": number }),
        });
        return Err(Error::Invalid(problems.collect()));
    }
    let rule = &planned.rule;
    let urgent = urgent.map(str::trim).filter(|reason| !reason.is_empty());
    if planned.late {
        let excused = urgent.is_some()
            && rule.urgent_days.is_some_and(|days| planned.convened_on <= notice_until(row.held_on, days));
        if !excused {
            let last = notice_until(row.held_on, rule.notice_days);
            let about = json!({ "title": row.title, "days": rule.notice_days, "last": last });
            return Err(Error::refused("G-01", about));
        }
    }
    let base = planned.seats.iter().filter(|seat| seat.left_out.is_none()).count();
    if base == 0 {
        return Err(Error::refused("nobody_entitled", json!({ "title": row.title })));
    }
    let seats = planned.seats.iter().map(|seat| meeting_entitlement::ActiveModel {
        id: Set(EntitlementId::new()),
        meeting_id: Set(row.id),
        membership_id: Set(seat.membership_id),
        seat: Set(planned.seat),
        unit_id: Set(seat.unit),
        left_out: Set(seat.left_out),
        condition: Set(seat.condition.clone()),
        ..Default::default()
    });
    change.insert_many::<meeting_entitlement::Entity>(seats.collect()).await?;
    // Of a meeting that was convened before and taken back the new notice tells the whole agenda.
    let late = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.eq(row.id))
        .filter(agenda_item::Column::AddedOn.is_not_null())
        .all(change.on())
        .await?;
    for item in late {
        change.update::<agenda_item::Entity>(&item, |active| active.added_on = Set(None)).await?;
    }
    let frozen = packed(rule)?;
    let reason = urgent.filter(|_| planned.late).map(str::to_owned);
    change
        .update::<meeting::Entity>(row, |active| {
            active.status = Set(MeetingStatus::Convened);
            active.convened_on = Set(Some(planned.convened_on));
            active.base_on = Set(Some(planned.base_on));
            active.moved_from = Set(None);
            active.moved_starts = Set(None);
            active.moved_place = Set(None);
            active.urgent_reason = Set(reason);
            active.rule = Set(Some(frozen));
        })
        .await?;
    let base = i64::try_from(base).unwrap_or(i64::MAX);
    let all = i64::try_from(planned.seats.len()).unwrap_or(i64::MAX);
    Ok(Convened { base, left_out: all - base, needed: needed(rule.comparator, rule.num, rule.den, base) })
}

async fn move_on(
    session: &Session,
    mut change: Change<'_>,
    (id, version): (MeetingId, Option<i64>),
    (step, to): (Step, MeetingStatus),
    reason: Option<String>,
) -> Result<Nothing> {
    let row = to_step(&change, id, version, step).await?;
    let now = session.now();
    change
        .update::<meeting::Entity>(&row, |active| {
            active.status = Set(to);
            if reason.is_some() {
                active.reason = Set(reason);
            }
            if to == MeetingStatus::Closed {
                active.closed_at = Set(Some(now));
            }
        })
        .await?;
    change.done(json!({ "label": row.title })).await?;
    Ok(Nothing {})
}

/// Ballots that keep nobody waiting where a meeting is not held: of those that were only prepared no paper is out.
const NO_PAPERS: [BallotStatus; 3] = [BallotStatus::Prepared, BallotStatus::Certified, BallotStatus::Void];

/// A meeting ends when its ballots rest: after it nothing is certified any more (B-04).
///
/// # Errors
/// `ballot_pending`.
async fn none_pending(change: &Change<'_>, id: MeetingId, rest: &[BallotStatus]) -> Result<()> {
    let items: Vec<ItemId> = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.eq(id))
        .all(change.on())
        .await?
        .into_iter()
        .map(|item| item.id)
        .collect();
    let pending = ballot::Entity::find()
        .filter(ballot::Column::ItemId.is_in(items))
        .filter(ballot::Column::Status.is_not_in(rest.iter().copied()))
        .one(change.on())
        .await?;
    match pending {
        Some(_) => Err(Error::refused("ballot_pending", json!({}))),
        None => Ok(()),
    }
}

/// Begin the credentials at the door.
///
/// # Errors
/// [`Error::Changed`], `meeting_step`.
pub async fn open_door(session: &Session, input: MeetingStep) -> Result<Nothing> {
    let change = session.change("meetings", "open_door").await?;
    let to = (Step::OpenDoor, MeetingStatus::CheckedIn);
    move_on(session, change, (input.id, input.version), to, None).await
}

/// Declare the meeting quorate and open it, or not quorate (G-03), on its day or later. The figures of the moment are kept, in
/// sum and by unit.
///
/// # Errors
/// `meeting_early` before its day; `G-03` for opening without a quorum, `meeting_is_quorate` for ending for want of one that is
/// there; `ballot_pending` for ending while papers are out; [`Error::Invalid`], [`Error::Changed`], `meeting_step`.
pub async fn declare(session: &Session, input: DeclareMeeting) -> Result<MeetingBoard> {
    let input = input.checked()?;
    let mut change = session.change("meetings", "declare").await?;
    let row = to_step(&change, input.id, input.version, Step::Declare).await?;
    if session.today() < row.held_on {
        return Err(Error::refused("meeting_early", json!({ "title": row.title, "day": row.held_on })));
    }
    let loaded = load(change.on(), row.id).await?;
    let sum = loaded.credentials();
    if sum.quorate != input.open {
        let about = json!({ "title": row.title, "counted": sum.counted, "needed": sum.needed, "base": sum.base });
        return Err(Error::refused(if input.open { "G-03" } else { "meeting_is_quorate" }, about));
    }
    if !input.open {
        none_pending(&change, row.id, &NO_PAPERS).await?;
    }
    let units = turnout(&loaded, &organizations::tree(change.on()).await?);
    let (declared, now) = (packed(&Declared { sum, units })?, session.now());
    let (chair, clerk) = (input.chair, input.clerk);
    change
        .update::<meeting::Entity>(&row, |active| {
            active.status = Set(if input.open { MeetingStatus::Open } else { MeetingStatus::NotQuorate });
            active.declared = Set(Some(declared));
            active.declared_at = Set(Some(now));
            if chair.is_some() {
                active.chair = Set(chair);
            }
            if clerk.is_some() {
                active.clerk = Set(clerk);
            }
        })
        .await?;
    let told = crate::labels::word(
        crate::labels::Locale::Ja,
        if input.open { "meetings.words.quorate" } else { "meetings.words.not_quorate" },
    );
    change.done(json!({ "label": row.title, "verdict": told })).await?;
    let tree = session.kept(organizations::tree(session.look())).await?;
    board_of(session, &load(session.look(), row.id).await?, &tree)
}

/// Adjourn an open meeting; the minutes tell the break and its end.
///
/// # Errors
/// `required` without a reason; [`Error::Changed`], `meeting_step`.
pub async fn adjourn(session: &Session, input: CancelMeeting) -> Result<Nothing> {
    let reason = said(&input.reason)?;
    let mut change = session.change("meetings", "adjourn").await?;
    let row = to_step(&change, input.id, input.version, Step::Adjourn).await?;
    let before = meeting_break::Entity::find().filter(meeting_break::Column::MeetingId.eq(row.id));
    let no = i64::try_from(before.count(change.on()).await?).unwrap_or(0) + 1;
    change
        .insert::<meeting_break::Entity>(meeting_break::ActiveModel {
            id: Set(BreakId::new()),
            meeting_id: Set(row.id),
            no: Set(no),
            began_at: Set(session.now()),
            reason: Set(reason),
            ..Default::default()
        })
        .await?;
    let to = (Step::Adjourn, MeetingStatus::Adjourned);
    move_on(session, change, (input.id, input.version), to, None).await
}

/// Go on with an adjourned meeting, which must be quorate anew (G-03); the figures of the moment are kept.
///
/// # Errors
/// `G-03`; [`Error::Changed`], `meeting_step`.
pub async fn resume(session: &Session, input: MeetingStep) -> Result<Nothing> {
    let mut change = session.change("meetings", "resume").await?;
    let row = to_step(&change, input.id, input.version, Step::Resume).await?;
    let loaded = load(change.on(), row.id).await?;
    quorate(&loaded)?;
    let lasting = meeting_break::Entity::find()
        .filter(meeting_break::Column::MeetingId.eq(row.id))
        .filter(meeting_break::Column::EndedAt.is_null())
        .one(change.on())
        .await?;
    // A meeting that was adjourned before breaks were kept has none.
    if let Some(lasting) = lasting {
        let (sum, now) = (packed(&loaded.credentials())?, session.now());
        change
            .update::<meeting_break::Entity>(&lasting, |active| {
                active.ended_at = Set(Some(now));
                active.sum = Set(Some(sum));
            })
            .await?;
    }
    move_on(session, change, (input.id, input.version), (Step::Resume, MeetingStatus::Open), None).await
}

/// Cancel a meeting that was not opened, and of which no papers are out.
///
/// # Errors
/// `required` without a reason; `ballot_pending`; [`Error::Changed`], `meeting_step`.
pub async fn cancel_meeting(session: &Session, input: CancelMeeting) -> Result<Nothing> {
    let reason = said(&input.reason)?;
    let change = session.change("meetings", "cancel_meeting").await?;
    none_pending(&change, input.id, &NO_PAPERS).await?;
    let to = (Step::Cancel, MeetingStatus::Cancelled);
    move_on(session, change, (input.id, input.version), to, Some(reason)).await
}

/// Close an open meeting; no ballot of it may be prepared or on its way.
///
/// # Errors
/// `ballot_pending`; [`Error::Changed`], `meeting_step`.
pub async fn close_meeting(session: &Session, input: CloseMeeting) -> Result<Nothing> {
    let change = session.change("meetings", "close_meeting").await?;
    none_pending(&change, input.id, &[BallotStatus::Certified, BallotStatus::Void]).await?;
    move_on(session, change, (input.id, input.version), (Step::Close, MeetingStatus::Closed), None).await
}
