//! The door: people, proxies and written votes, one or many at once.

use std::collections::HashMap;

use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::super::entity::{meeting_attendance, meeting_entitlement};
use super::super::model::{Receive, ReceiveEntry, Received, ReceivedRow, Seat, Step, credentials, why_not};
use super::super::queries::{Loaded, Names, found_by_number, load};
use super::super::words;
use super::to_step;
use crate::error::{Error, Result};
use crate::ids::{EntitlementId, PartId};
use crate::session::Session;

/// Entries of one call at most.
const MOST: usize = 5_000;

/// Receive people, proxies and written votes (G-04): all entries or none. Who comes in person cancels the own proxy; a person
/// counts once.
///
/// # Errors
/// `not_entitled` at a number; `G-02` for somebody whom the rule leaves out; `G-04` with the reason; `meeting_step`.
pub async fn receive(session: &Session, input: Receive) -> Result<Received> {
    if input.entries.is_empty() {
        return Err(Error::invalid("entries", "required"));
    }
    if input.entries.len() > MOST {
        return Err(Error::invalid("entries", "too_many"));
    }
    let mut change = session.change("meetings", "receive").await?;
    let row = to_step(&change, input.meeting_id, None, Step::Receive).await?;
    let loaded = load(change.on(), row.id).await?;
    let names = Names::of(change.on(), &loaded.seats).await?;
    let rule = loaded.rule()?.clone();
    let mut seats = loaded.of_quorum();
    let at: HashMap<EntitlementId, usize> = seats.iter().enumerate().map(|(n, seat)| (seat.id, n)).collect();
    let first = seats.iter().map(|seat| seat.seq).max().unwrap_or(0) + 1;
    let mut wanted: Vec<(EntitlementId, Option<meeting_attendance::Model>)> = Vec::new();
    let mut rows = Vec::with_capacity(input.entries.len());
    for ((n, entry), seq) in input.entries.iter().enumerate().zip(first..) {
        let who = named(&loaded, &names, entry.id, entry.number.as_deref(), &format!("entries.{n}.number"))?;
        let who = who.ok_or_else(|| Error::invalid(&format!("entries.{n}.number"), "required"))?;
        let holder = named(
            &loaded,
            &names,
            entry.holder_id,
            entry.holder_number.as_deref(),
            &format!("entries.{n}.holder_number"),
        )?;
        let of = |seat: &meeting_entitlement::Model| at.get(&seat.id).and_then(|n| seats.get(*n)).copied();
        let seat = of(who).ok_or(Error::Missing { what: "attendee" })?;
        judge(session, &rule, &seats, entry, (&seat, who), holder.and_then(of).as_ref(), &names, n)?;
        let holder_id =
            holder.filter(|_| entry.mode == Some(super::super::model::AttendanceMode::Proxy)).map(|seat| seat.id);
        rows.push(ReceivedRow {
            id: seat.id,
            member_no: names.number(who),
            name: names.name(who),
            mode: entry.mode,
            before: seat.mode.filter(|before| Some(*before) != entry.mode),
            left_on: names.left_by(who, row.held_on),
        });
        if let Some(slot) = at.get(&seat.id).and_then(|n| seats.get_mut(*n)) {
            // The order in which a proxy came stays when the same is entered again.
            let same = slot.mode == entry.mode && slot.holder == holder_id;
            let seq = if same { slot.seq } else { seq };
            *slot = Seat { mode: entry.mode, holder: holder_id, seq, ..*slot };
        }
        wanted.retain(|(id, _)| *id != seat.id);
        wanted.push((seat.id, loaded.parts.get(&seat.id).cloned()));
    }
    let now = session.now();
    for (id, known) in wanted {
        let Some(seat) = at.get(&id).and_then(|n| seats.get(*n)).copied() else { continue };
        match (known, seat.mode) {
            (None, None) => {}
            (Some(part), None) => change.remove::<meeting_attendance::Entity>(&part).await?,
            (Some(part), Some(mode)) => {
                let differs = part.mode != mode || part.holder_id != seat.holder;
                if differs {
                    // Who was there at the declaration and comes back is told apart from who came after it.
                    let was = row.declared_at.is_some_and(|at| part.received_at <= at) || part.went_at.is_some();
                    let goes = was && part.mode.is_there() && !mode.is_there();
                    let went = if goes { Some(now) } else { part.went_at };
                    change
                        .update::<meeting_attendance::Entity>(&part, |active| {
                            active.mode = Set(mode);
                            active.holder_id = Set(seat.holder);
                            active.seq = Set(seat.seq);
                            active.received_at = Set(now);
                            active.went_at = Set(went);
                        })
                        .await?;
                }
            }
            (None, Some(mode)) => {
                change
                    .insert::<meeting_attendance::Entity>(meeting_attendance::ActiveModel {
                        id: Set(PartId::new()),
                        entitlement_id: Set(id),
                        mode: Set(mode),
                        holder_id: Set(seat.holder),
                        seq: Set(seat.seq),
                        received_at: Set(now),
                        ..Default::default()
                    })
                    .await?;
            }
        }
    }
    change.about_record("meeting", row.id.0);
    change.done(json!({ "label": row.title, "n": rows.len() })).await?;
    Ok(Received { rows, credentials: credentials(&rule, &seats) })
}

/// The seat that an entry names, by id or by number.
fn named<'l>(
    loaded: &'l Loaded,
    names: &Names,
    id: Option<EntitlementId>,
    number: Option<&str>,
    field: &str,
) -> Result<Option<&'l meeting_entitlement::Model>> {
    if let Some(id) = id {
        let found = loaded.seats.iter().find(|seat| seat.id == id);
        return found.map(Some).ok_or(Error::Missing { what: "attendee" });
    }
    match number.map(str::trim).filter(|number| !number.is_empty()) {
        Some(number) => found_by_number(&loaded.seats, names, number, field).map(Some),
        None => Ok(None),
    }
}

#[expect(clippy::too_many_arguments, reason = "one entry with everything that its judgement needs")]
fn judge(
    session: &Session,
    rule: &super::super::model::MeetingRule,
    seats: &[Seat],
    entry: &ReceiveEntry,
    (seat, who): (&Seat, &meeting_entitlement::Model),
    holder: Option<&Seat>,
    names: &Names,
    n: usize,
) -> Result<()> {
    let Some(mode) = entry.mode else { return Ok(()) };
    let Some(why) = why_not(rule, seats, seat, mode, holder) else { return Ok(()) };
    let about = json!({
        "entry": n + 1,
        "name": names.name(who),
        "number": names.number(who),
        "reason": why,
        "why": words::said(session.locale, &format!("meetings.why.{why}")),
    });
    Err(Error::refused(if seat.counts { "G-04" } else { "G-02" }, about))
}
