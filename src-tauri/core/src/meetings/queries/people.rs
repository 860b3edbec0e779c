//! The door and the board.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::super::entity::{ballot_roll, meeting_entitlement};
use super::super::model::{
    AttendanceMode, AttendeeFilter, AttendeeRow, MeetingBoard, MeetingNamed, ProxyFault, UnitTurnout, proxy_faults,
};
use super::super::words;
use super::{Loaded, declared_of, load, row_of};
use crate::error::{Error, Result};
use crate::find::{Keys, Query};
use crate::ids::{EntitlementId, MeetingId, MembershipId, PersonId, UnitId};
use crate::members::{self, NamedMember};
use crate::organizations::{self, Tree};
use crate::session::Session;
use crate::text::{number_key, without_zeros};

/// Names by seat, and of those who take somebody's place.
pub(in crate::meetings) struct Names(HashMap<MembershipId, NamedMember>);

impl Names {
    /// The names of everyone entitled, and of their substitutes.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn of(on: &impl ConnectionTrait, loaded: &Loaded) -> Result<Self> {
        let mut ids: Vec<MembershipId> = loaded.seats.iter().map(|row| row.membership_id).collect();
        ids.extend(loaded.parts.values().filter_map(|part| part.substitute_id));
        Ok(Self(members::named_members(on, &ids).await?))
    }

    /// The name of a seat.
    pub fn name(&self, seat: &meeting_entitlement::Model) -> String {
        self.0.get(&seat.membership_id).map(|named| named.name.clone()).unwrap_or_default()
    }

    /// The number of a seat.
    pub fn number(&self, seat: &meeting_entitlement::Model) -> String {
        self.0.get(&seat.membership_id).map(|named| named.member_no.clone()).unwrap_or_default()
    }

    /// The person of a seat.
    pub fn person(&self, seat: &meeting_entitlement::Model) -> Option<PersonId> {
        self.0.get(&seat.membership_id).map(|named| named.person_id)
    }

    /// A substitute.
    pub fn substitute(&self, id: MembershipId) -> Option<&NamedMember> {
        self.0.get(&id)
    }

    /// The day on which the membership of a seat ended, if it did by a day.
    pub fn left_by(&self, seat: &meeting_entitlement::Model, day: NaiveDate) -> Option<NaiveDate> {
        self.0.get(&seat.membership_id)?.left_on.filter(|left| *left <= day)
    }
}

/// The seat of a member number, as a scanner types it; also without the zeros at its front where one seat alone has it so.
///
/// # Errors
/// [`Error::Invalid`] at `field`: `not_entitled`.
fn found_by_number<'s>(
    seats: &'s [meeting_entitlement::Model],
    names: &Names,
    number: &str,
    field: &str,
) -> Result<&'s meeting_entitlement::Model> {
    let wanted = number_key(number);
    let named = |row: &&meeting_entitlement::Model| number_key(&names.number(row)) == wanted;
    let bare = without_zeros(number);
    let but_for_zeros = || {
        let mut alike = seats.iter().filter(|row| bare.is_some() && without_zeros(&names.number(row)) == bare);
        alike.next().filter(|_| alike.next().is_none())
    };
    let found = seats.iter().find(|row| !wanted.is_empty() && named(row)).or_else(but_for_zeros);
    found.ok_or_else(|| {
        let about = serde_json::json!({ "number": number.trim() });
        let problem = crate::error::FieldProblem { field: field.into(), code: "not_entitled".into(), about };
        Error::Invalid(vec![problem])
    })
}

/// The seat of a number at the door: the delegate's own, or the one whose place a substitute of that number takes or is named to
/// take, with that substitute.
///
/// # Errors
/// [`Error::Invalid`] at `field`: `not_entitled`.
pub(in crate::meetings) fn place_of<'l>(
    loaded: &'l Loaded,
    names: &Names,
    number: &str,
    field: &str,
) -> Result<(&'l meeting_entitlement::Model, Option<MembershipId>)> {
    let wanted = number_key(number);
    let taken = |seat: &'l meeting_entitlement::Model| {
        let id = loaded.substitute(seat.id)?;
        let own = names.substitute(id).map(|named| number_key(&named.member_no))?;
        (!wanted.is_empty() && own == wanted).then_some((seat, Some(id)))
    };
    match loaded.seats.iter().find_map(taken) {
        Some(place) => Ok(place),
        None => found_by_number(&loaded.seats, names, number, field).map(|seat| (seat, None)),
    }
}

/// Whose places substitutes took at a meeting, and who they are, in the order of the delegates' numbers: those who are there or
/// were when it was declared, and those who were given a paper.
///
/// # Errors
/// What the database answers.
pub(in crate::meetings) async fn places(on: &impl ConnectionTrait, id: MeetingId) -> Result<Vec<(String, String)>> {
    let loaded = load(on, id).await?;
    let names = Names::of(on, &loaded).await?;
    let ids = loaded.seats.iter().map(|seat| seat.id);
    let mut taken: HashSet<(EntitlementId, MembershipId)> = HashSet::new();
    for part in ids.collect::<Vec<_>>().chunks(2_000) {
        let papers = ballot_roll::Entity::find()
            .filter(ballot_roll::Column::EntitlementId.is_in(part.iter().copied()))
            .filter(ballot_roll::Column::SubstituteId.is_not_null())
            .all(on)
            .await?;
        taken.extend(papers.into_iter().filter_map(|paper| Some((paper.entitlement_id, paper.substitute_id?))));
    }
    let sat = loaded.parts.values().filter(|part| part.mode.is_there() || part.went_at.is_some());
    taken.extend(sat.filter_map(|part| Some((part.entitlement_id, part.substitute_id?))));
    let who: Vec<MembershipId> = taken.iter().map(|(_, id)| *id).collect();
    let who = members::named_members(on, &who).await?;
    let mut found: Vec<(String, String, String)> = Vec::new();
    for seat in &loaded.seats {
        let own = taken.iter().filter(|(of, _)| *of == seat.id).filter_map(|(_, id)| who.get(id));
        found.extend(own.map(|named| (names.number(seat), names.name(seat), named.name.clone())));
    }
    found.sort();
    Ok(found.into_iter().map(|(_, delegate, substitute)| (delegate, substitute)).collect())
}

/// Everyone entitled who fits: the number first that was typed whole, then by reading.
///
/// # Errors
/// [`Error::Missing`].
pub async fn attendees(session: &Session, input: AttendeeFilter) -> Result<Vec<AttendeeRow>> {
    let on = session.look();
    let loaded = load(on, input.meeting_id).await?;
    let tree = session.kept(organizations::tree(on)).await?;
    let names = Names::of(on, &loaded).await?;
    let typed = input.find.as_deref().unwrap_or_default().trim();
    let (query, number) = (Query::fold(typed), number_key(typed));
    let mut rows: Vec<(bool, String, AttendeeRow)> = Vec::new();
    let view = View::new(&loaded, &tree, &names);
    for seat in &loaded.seats {
        let Some(named) = names.0.get(&seat.membership_id) else { continue };
        // Who takes the delegate's place finds the seat as the delegate does.
        let both = [Some(named), loaded.substitute(seat.id).and_then(|id| names.substitute(id))];
        let (mut exact, mut told) = (false, typed.is_empty());
        for one in both.into_iter().flatten() {
            let own = number_key(&one.member_no);
            let keys = Keys { names: &[&one.name_key], kana_key: &one.kana_key, numbers: &[&own] };
            exact |= !number.is_empty() && own == number;
            told |= !query.is_empty() && query.matches(&keys);
        }
        if !exact && !told {
            continue;
        }
        let mode = loaded.parts.get(&seat.id).map(|part| part.mode);
        let fits = input.mode.is_none_or(|wanted| mode == Some(wanted))
            && (!input.unknown || (mode.is_none() && seat.left_out.is_none()))
            && (!input.left_out || seat.left_out.is_some());
        if fits {
            rows.push((!exact, named.kana_key.clone(), view.row(seat, named)));
        }
    }
    rows.sort_by(|a, b| (a.0, &a.1, &a.2.member_no).cmp(&(b.0, &b.1, &b.2.member_no)));
    let most = usize::try_from(input.limit.unwrap_or(200)).unwrap_or(200);
    Ok(rows.into_iter().take(most).map(|(_, _, row)| row).collect())
}

/// What a row of the door is made from.
struct View<'l> {
    loaded: &'l Loaded,
    tree: &'l Tree,
    names: &'l Names,
    faults: HashMap<EntitlementId, ProxyFault>,
    by_id: HashMap<EntitlementId, &'l meeting_entitlement::Model>,
    /// Proxies held, and those of them that count.
    held: HashMap<EntitlementId, (i64, i64)>,
}

impl<'l> View<'l> {
    fn new(loaded: &'l Loaded, tree: &'l Tree, names: &'l Names) -> Self {
        let faults = match &loaded.rule {
            Some(rule) => proxy_faults(rule, &loaded.of_quorum()),
            None => HashMap::new(),
        };
        let mut held: HashMap<EntitlementId, (i64, i64)> = HashMap::new();
        for part in loaded.parts.values().filter(|part| part.mode == AttendanceMode::Proxy) {
            if let Some(holder) = part.holder_id {
                let count = held.entry(holder).or_default();
                count.0 += 1;
                count.1 += i64::from(!faults.contains_key(&part.entitlement_id));
            }
        }
        let by_id = loaded.seats.iter().map(|row| (row.id, row)).collect();
        Self { loaded, tree, names, faults, by_id, held }
    }

    fn row(&self, seat: &meeting_entitlement::Model, named: &NamedMember) -> AttendeeRow {
        let part = self.loaded.parts.get(&seat.id);
        let holder = part.and_then(|part| part.holder_id).and_then(|id| self.by_id.get(&id));
        let substitute = self.loaded.substitute(seat.id).and_then(|id| self.names.substitute(id));
        let (holds, holds_counted) = self.held.get(&seat.id).copied().unwrap_or_default();
        AttendeeRow {
            id: seat.id,
            member_no: named.member_no.clone(),
            name: named.name.clone(),
            kana: named.kana.clone(),
            unit: seat.unit_id.and_then(|id| self.tree.way(id)),
            seat: seat.seat,
            left_out: seat.left_out,
            condition: seat.condition.clone(),
            mode: part.map(|part| part.mode),
            holder: holder.map(|holder| self.names.name(holder)),
            holder_no: holder.map(|holder| self.names.number(holder)),
            fault: self.faults.get(&seat.id).copied(),
            holds,
            holds_counted,
            substitute: substitute.map(|named| named.name.clone()),
            substitute_no: substitute.map(|named| named.member_no.clone()),
            received_at: part.map(|part| part.received_at),
            went_at: part.and_then(|part| part.went_at),
            left_on: self.names.left_by(seat, self.loaded.meeting.held_on),
        }
    }
}

/// The board of the credentials.
///
/// # Errors
/// [`Error::Missing`]; `meeting_step` for a meeting that was not convened.
pub async fn board(session: &Session, input: MeetingNamed) -> Result<MeetingBoard> {
    let on = session.look();
    let loaded = load(on, input.id).await?;
    let tree = session.kept(organizations::tree(on)).await?;
    board_of(session, &loaded, &tree)
}

/// The board of a meeting that was read.
///
/// # Errors
/// `meeting_step` for a meeting that was not convened.
pub(in crate::meetings) fn board_of(session: &Session, loaded: &Loaded, tree: &Tree) -> Result<MeetingBoard> {
    let row = &loaded.meeting;
    let Some(rule) = &loaded.rule else {
        return Err(Error::refused("meeting_step", serde_json::json!({ "title": row.title })));
    };
    let sum = loaded.credentials();
    let declared = declared_of(row)?;
    Ok(MeetingBoard {
        meeting: row_of(session.locale, row, Some(rule), tree, (0, 0)),
        credentials: sum,
        declared: declared.as_ref().map(|declared| declared.sum),
        declared_units: declared.map(|declared| declared.units).unwrap_or_default(),
        declared_at: row.declared_at,
        quorum: words::quorum(session.locale, rule),
        formula: words::credentials(session.locale, rule, &sum),
        units: turnout(loaded, tree),
        at: session.now(),
    })
}

/// How many of each unit take part, in the order of the tree.
pub(in crate::meetings) fn turnout(loaded: &Loaded, tree: &Tree) -> Vec<UnitTurnout> {
    let Some(rule) = &loaded.rule else { return Vec::new() };
    let seats = loaded.of_quorum();
    let faults = proxy_faults(rule, &seats);
    let mut by: HashMap<Option<UnitId>, UnitTurnout> = HashMap::new();
    for (row, seat) in loaded.seats.iter().zip(&seats).filter(|(_, seat)| seat.counts) {
        let one = by.entry(row.unit_id).or_insert_with(|| UnitTurnout {
            unit: row.unit_id.and_then(|id| tree.way(id)),
            base: 0,
            there: 0,
            represented: 0,
        });
        one.base += 1;
        match seat.mode {
            Some(mode) if mode.is_there() => one.there += 1,
            Some(AttendanceMode::Proxy) => one.represented += i64::from(!faults.contains_key(&seat.id)),
            Some(AttendanceMode::Written) => one.represented += i64::from(rule.count_written),
            _ => {}
        }
    }
    let mut rows: Vec<(String, UnitTurnout)> = by
        .into_iter()
        .map(|(unit, row)| (unit.and_then(|id| tree.get(id)).map(|unit| unit.path.clone()).unwrap_or_default(), row))
        .collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows.into_iter().map(|(_, row)| row).collect()
}
