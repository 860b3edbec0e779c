//! The door: people, substitutes, proxies and written votes, one or many at once.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::super::entity::{meeting, meeting_attendance, meeting_entitlement};
use super::super::model::{
    AttendanceMode, Receive, ReceiveEntry, Received, ReceivedRow, Seat, Step, Substitute, credentials,
    why_no_substitute, why_not,
};
use super::super::queries::{Loaded, Names, load, place_of};
use super::to_step;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{EntitlementId, MembershipId, PartId};
use crate::labels::sentence;
use crate::members::{self, NamedMember, Voter};
use crate::ops::Change;
use crate::organizations::{self, Tree};
use crate::session::Session;

/// Entries of one call at most.
const MOST: usize = 5_000;

/// Receive people, substitutes, proxies and written votes (G-04): all entries or none. Who comes in person cancels the own proxy,
/// and the naming of a substitute; a seat counts once, whoever sits there.
///
/// # Errors
/// `not_entitled` at a number; `not_a_member` at that of a substitute; `G-02` for somebody whom the rule leaves out; `G-04` with
/// the reason; `meeting_step`.
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
    let names = Names::of(change.on(), &loaded).await?;
    let rule = loaded.rule()?.clone();
    let coming = Coming::of(change.on(), &loaded, &names, &input.entries).await?;
    let mut seats = loaded.of_quorum();
    let at: HashMap<EntitlementId, usize> = seats.iter().enumerate().map(|(n, seat)| (seat.id, n)).collect();
    let first = seats.iter().map(|seat| seat.seq).max().unwrap_or(0) + 1;
    let mut wanted: Vec<EntitlementId> = Vec::new();
    let mut rows = Vec::with_capacity(input.entries.len());
    for ((n, entry), seq) in input.entries.iter().enumerate().zip(first..) {
        let field = format!("entries.{n}.number");
        let place = named(&loaded, &names, entry.id, entry.number.as_deref(), &field)?;
        let (who, own) = place.ok_or_else(|| Error::invalid(&field, "required"))?;
        let field = format!("entries.{n}.holder_number");
        let holder = named(&loaded, &names, entry.holder_id, entry.holder_number.as_deref(), &field)?;
        let of = |seat: &meeting_entitlement::Model| at.get(&seat.id).and_then(|n| seats.get(*n)).copied();
        let seat = of(who).ok_or(Error::Missing { what: "attendee" })?;
        let comes = coming.named(n, entry)?.or(own);
        let why = entry.mode.and_then(|mode| match comes {
            Some(id) => why_no_substitute(&rule, &seats, &seat, mode, coming.judged(&loaded, &seat, who, id)),
            None => {
                let holder = holder.and_then(|(holder, _)| of(holder));
                why_not(&rule, &seats, &seat, mode, holder.as_ref())
            }
        });
        if let Some(why) = why {
            let substitute = comes.or(seat.substitute).and_then(|id| coming.name(id));
            let said = sentence(session.locale, &format!("meetings.why.{why}"), &json!({ "substitute": substitute }));
            let about = json!({
                "entry": n + 1, "name": names.name(who), "number": names.number(who), "reason": why, "why": said,
            });
            return Err(Error::refused(if seat.counts { "G-04" } else { "G-02" }, about));
        }
        let holder = holder.filter(|_| entry.mode == Some(AttendanceMode::Proxy)).map(|(holder, _)| holder.id);
        let substitute = match entry.mode {
            None => None,
            // Whoever does not come stays replaced by who was named.
            Some(AttendanceMode::Absent) => comes.or(seat.substitute),
            Some(_) => comes,
        };
        let dropped = seat.substitute.filter(|before| entry.mode.is_some() && substitute != Some(*before));
        rows.push(ReceivedRow {
            id: seat.id,
            member_no: names.number(who),
            name: names.name(who),
            mode: entry.mode,
            before: seat.mode.filter(|before| Some(*before) != entry.mode),
            substitute: substitute.and_then(|id| coming.name(id)),
            dropped: dropped.and_then(|id| coming.name(id)),
            left_on: names.left_by(who, row.held_on),
        });
        if let Some(slot) = at.get(&seat.id).and_then(|n| seats.get_mut(*n)) {
            // The order in which a proxy came stays when the same is entered again.
            let same = slot.mode == entry.mode && slot.holder == holder && slot.substitute == substitute;
            let seq = if same { slot.seq } else { seq };
            *slot = Seat { mode: entry.mode, holder, seq, substitute, ..*slot };
        }
        wanted.retain(|id| *id != seat.id);
        wanted.push(seat.id);
    }
    let now = session.now();
    for id in wanted {
        let Some(seat) = at.get(&id).and_then(|n| seats.get(*n)).copied() else { continue };
        keep(&mut change, &row, loaded.parts.get(&id), &seat, now).await?;
    }
    change.about_record("meeting", row.id.0);
    change.done(json!({ "label": row.title, "n": rows.len() })).await?;
    Ok(Received { rows, credentials: credentials(&rule, &seats) })
}

/// Keep how a seat takes part.
async fn keep(
    change: &mut Change<'_>,
    row: &meeting::Model,
    known: Option<&meeting_attendance::Model>,
    seat: &Seat,
    now: DateTime<Utc>,
) -> Result<()> {
    match (known, seat.mode) {
        (None, None) => {}
        (Some(part), None) => change.remove::<meeting_attendance::Entity>(part).await?,
        (Some(part), Some(mode)) => {
            let another = part.substitute_id != seat.substitute;
            if part.mode == mode && part.holder_id == seat.holder && !another {
                return Ok(());
            }
            // Who was there at the declaration and comes back is told apart from who came after it: somebody else in the same
            // place came after it.
            let was = row.declared_at.is_some_and(|at| part.received_at <= at) || part.went_at.is_some();
            let goes = was && part.mode.is_there() && !mode.is_there();
            let anew = another && mode.is_there();
            let went = if goes { Some(now) } else { part.went_at.filter(|_| !anew) };
            change
                .update::<meeting_attendance::Entity>(part, |active| {
                    active.mode = Set(mode);
                    active.holder_id = Set(seat.holder);
                    active.substitute_id = Set(seat.substitute);
                    active.seq = Set(seat.seq);
                    active.received_at = Set(now);
                    active.went_at = Set(went);
                })
                .await?;
        }
        (None, Some(mode)) => {
            change
                .insert::<meeting_attendance::Entity>(meeting_attendance::ActiveModel {
                    id: Set(PartId::new()),
                    entitlement_id: Set(seat.id),
                    mode: Set(mode),
                    holder_id: Set(seat.holder),
                    substitute_id: Set(seat.substitute),
                    seq: Set(seat.seq),
                    received_at: Set(now),
                    ..Default::default()
                })
                .await?;
        }
    }
    Ok(())
}

/// The seat that an entry names, by id or by number; by the number of a substitute with who that is.
fn named<'l>(
    loaded: &'l Loaded,
    names: &Names,
    id: Option<EntitlementId>,
    number: Option<&str>,
    field: &str,
) -> Result<Option<(&'l meeting_entitlement::Model, Option<MembershipId>)>> {
    if let Some(id) = id {
        let found = loaded.seats.iter().find(|seat| seat.id == id);
        return found.map(|seat| Some((seat, None))).ok_or(Error::Missing { what: "attendee" });
    }
    match number.map(str::trim).filter(|number| !number.is_empty()) {
        Some(number) => place_of(loaded, names, number, field).map(Some),
        None => Ok(None),
    }
}

/// The number of a substitute as it was typed.
fn typed(entry: &ReceiveEntry) -> Option<String> {
    let number = entry.substitute_number.as_deref().map(str::trim);
    number.filter(|number| !number.is_empty()).map(str::to_owned)
}

/// Those who come in somebody's place, and what the roster of the base date says of those who were not named before.
struct Coming {
    numbered: HashMap<String, MembershipId>,
    named: HashMap<MembershipId, NamedMember>,
    voters: HashMap<MembershipId, Voter>,
    /// Those of them who have a seat of their own.
    seated: Vec<MembershipId>,
    tree: Tree,
}

impl Coming {
    /// # Errors
    /// What the database answers.
    async fn of(on: &impl ConnectionTrait, loaded: &Loaded, names: &Names, entries: &[ReceiveEntry]) -> Result<Self> {
        let numbers: Vec<String> = entries.iter().filter_map(typed).collect();
        let numbered = members::memberships_numbered(on, &numbers).await?;
        let mut ids: Vec<MembershipId> = numbered.values().copied().collect();
        let voters = if ids.is_empty() {
            HashMap::new()
        } else {
            let base_on = loaded.meeting.base_on.unwrap_or(loaded.meeting.held_on);
            let all = members::voters(on, base_on).await?.into_iter();
            all.filter(|voter| ids.contains(&voter.id)).map(|voter| (voter.id, voter)).collect()
        };
        ids.extend(loaded.parts.values().filter_map(|part| part.substitute_id));
        let named = members::named_members(on, &ids).await?;
        let persons: Vec<_> = loaded.seats.iter().filter_map(|seat| names.person(seat)).collect();
        let own = named.iter().filter(|(_, one)| persons.contains(&one.person_id));
        let seated = own.map(|(id, _)| *id).collect();
        let tree = organizations::tree(on).await?;
        Ok(Self { numbered, named, voters, seated, tree })
    }

    /// The substitute whom an entry names.
    ///
    /// # Errors
    /// `not_a_member` at the number.
    fn named(&self, n: usize, entry: &ReceiveEntry) -> Result<Option<MembershipId>> {
        let Some(number) = typed(entry) else { return Ok(None) };
        let found = self.numbered.get(&number).copied();
        found.map(Some).ok_or_else(|| {
            let (field, code) = (format!("entries.{n}.substitute_number"), "not_a_member".to_owned());
            Error::Invalid(vec![FieldProblem { field, code, about: json!({ "number": number }) }])
        })
    }

    fn name(&self, id: MembershipId) -> Option<String> {
        self.named.get(&id).map(|named| named.name.clone())
    }

    /// Who comes in the place of a seat. Whoever was named to was judged then.
    fn judged(&self, loaded: &Loaded, seat: &Seat, who: &meeting_entitlement::Model, id: MembershipId) -> Substitute {
        if seat.substitute == Some(id) {
            return Substitute { id, votes: true, of_unit: true, seated: false };
        }
        let voter = self.voters.get(&id);
        let held_on = loaded.meeting.held_on;
        let gone = self.named.get(&id).and_then(|named| named.left_on).is_some_and(|left| left < held_on);
        let away = |voter: &Voter| {
            let rule = loaded.rule.as_ref();
            voter.conditions.iter().any(|(kind, marked)| rule.is_some_and(|rule| rule.leaves_out(*kind, *marked)))
        };
        let unit = |id| self.tree.get(id).map(|unit| unit.path.as_str());
        let top = who.unit_id.and_then(unit);
        let own = voter.and_then(|voter| voter.unit).and_then(unit);
        Substitute {
            id,
            votes: !gone && voter.is_some_and(|voter| voter.votes && !away(voter)),
            of_unit: top.zip(own).is_some_and(|(top, own)| own.starts_with(top)),
            seated: self.seated.contains(&id),
        }
    }
}
