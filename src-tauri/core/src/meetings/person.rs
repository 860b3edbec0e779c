//! What happens to meetings when persons are merged or erased, and what is told of them when somebody asks.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::entity::{
    agenda_item, ballot, ballot_candidate, ballot_roll, ballot_witness, meeting, meeting_attendance,
    meeting_entitlement,
};
use super::model::{AttendanceMode, LeftOut};
use crate::desk::{Said, Section};
use crate::error::Result;
use crate::ids::{BallotId, EntitlementId, ItemId, MeetingId, MembershipId, PersonId};
use crate::members;
use crate::ops::Change;
use crate::session::Session;

/// The seats of two persons who are one (G-04: a person counts once). Of two seats in a meeting that is not over the one of
/// which less is known is struck; what a meeting decided stays as it was.
///
/// # Errors
/// What the database answers.
pub(crate) async fn relink(change: &mut Change<'_>, keep: PersonId) -> Result<()> {
    let own: Vec<MembershipId> =
        members::memberships_of(change.on(), &[keep]).await?.into_iter().map(|(_, id)| id).collect();
    if own.len() < 2 {
        return Ok(());
    }
    let seats = meeting_entitlement::Entity::find()
        .filter(meeting_entitlement::Column::MembershipId.is_in(own.iter().copied()))
        .filter(meeting_entitlement::Column::LeftOut.is_null())
        .all(change.on())
        .await?;
    let mut by_meeting: HashMap<MeetingId, Vec<meeting_entitlement::Model>> = HashMap::new();
    for seat in seats {
        by_meeting.entry(seat.meeting_id).or_default().push(seat);
    }
    relink_places(change, &own).await?;
    for (id, seats) in by_meeting.into_iter().filter(|(_, seats)| seats.len() > 1) {
        let row = meeting::Entity::find_by_id(id).one(change.on()).await?;
        if !row.is_some_and(|row| row.status.takes_people()) {
            continue;
        }
        let mut known = HashMap::new();
        for seat in &seats {
            let part = meeting_attendance::Entity::find()
                .filter(meeting_attendance::Column::EntitlementId.eq(seat.id))
                .one(change.on())
                .await?;
            known.insert(seat.id, part);
        }
        let weight = |seat: &meeting_entitlement::Model| {
            let mode = known.get(&seat.id).and_then(|part| part.as_ref()).map(|part| part.mode);
            let rank = match mode {
                Some(AttendanceMode::InPerson) => 4,
                Some(AttendanceMode::Online) => 3,
                Some(AttendanceMode::Proxy | AttendanceMode::Written) => 2,
                Some(AttendanceMode::Absent) => 1,
                None => 0,
            };
            let place = own.iter().position(|id| *id == seat.membership_id).unwrap_or(usize::MAX);
            (std::cmp::Reverse(rank), place)
        };
        let mut seats = seats;
        seats.sort_by_key(weight);
        let Some((stays, struck)) = seats.split_first() else { continue };
        for seat in struck {
            let held = meeting_attendance::Entity::find()
                .filter(meeting_attendance::Column::HolderId.eq(seat.id))
                .filter(meeting_attendance::Column::EntitlementId.ne(stays.id))
                .all(change.on())
                .await?;
            for part in held {
                change
                    .update::<meeting_attendance::Entity>(&part, |active| active.holder_id = Set(Some(stays.id)))
                    .await?;
            }
            change
                .update::<meeting_entitlement::Entity>(seat, |active| active.left_out = Set(Some(LeftOut::Merged)))
                .await?;
        }
    }
    Ok(())
}

/// Places that two persons who are one took for delegates, in meetings that are not over: whoever has a seat takes nobody's place,
/// and of two places the first is theirs.
async fn relink_places(change: &mut Change<'_>, own: &[MembershipId]) -> Result<()> {
    let parts = meeting_attendance::Entity::find()
        .filter(meeting_attendance::Column::SubstituteId.is_in(own.iter().copied()))
        .order_by_asc(meeting_attendance::Column::Seq)
        .all(change.on())
        .await?;
    let mut taken = HashSet::new();
    for part in parts {
        let seat = meeting_entitlement::Entity::find_by_id(part.entitlement_id).one(change.on()).await?;
        let Some(seat) = seat else { continue };
        let row = meeting::Entity::find_by_id(seat.meeting_id).one(change.on()).await?;
        if !row.is_some_and(|row| row.status.takes_people()) {
            continue;
        }
        if own.contains(&seat.membership_id) {
            // The delegate came after all.
            change.update::<meeting_attendance::Entity>(&part, |active| active.substitute_id = Set(None)).await?;
            continue;
        }
        let seated = meeting_entitlement::Entity::find()
            .filter(meeting_entitlement::Column::MeetingId.eq(seat.meeting_id))
            .filter(meeting_entitlement::Column::MembershipId.is_in(own.iter().copied()))
            .one(change.on())
            .await?;
        if !taken.insert(seat.meeting_id) || seated.is_some() {
            change.remove::<meeting_attendance::Entity>(&part).await?;
        }
    }
    Ok(())
}

/// Erase what meetings tell of persons: names on papers go; that somebody had a seat, was given a paper or was elected stays
/// as a number. Answers the ids of the rows.
///
/// # Errors
/// What the database answers.
pub(crate) async fn erase(change: &mut Change<'_>, persons: &[PersonId], instead: &str) -> Result<HashSet<Uuid>> {
    let mut ids = HashSet::new();
    let own: Vec<MembershipId> =
        members::memberships_of(change.on(), persons).await?.into_iter().map(|(_, id)| id).collect();
    for part in own.chunks(400) {
        let of = ballot_candidate::Column::MembershipId.is_in(part.iter().copied());
        for row in ballot_candidate::Entity::find().filter(of).all(change.on()).await? {
            ids.insert(row.id.0);
            change.wipe::<ballot_candidate::Entity>(&row, |active| active.name = Set(instead.to_owned())).await?;
        }
        let of = ballot_witness::Column::MembershipId.is_in(part.iter().copied());
        ids.extend(ballot_witness::Entity::find().filter(of).all(change.on()).await?.into_iter().map(|row| row.id.0));
        let of = meeting_attendance::Column::SubstituteId.is_in(part.iter().copied());
        ids.extend(
            meeting_attendance::Entity::find().filter(of).all(change.on()).await?.into_iter().map(|row| row.id.0),
        );
        let of = ballot_roll::Column::SubstituteId.is_in(part.iter().copied());
        ids.extend(ballot_roll::Entity::find().filter(of).all(change.on()).await?.into_iter().map(|row| row.id.0));
        let of = meeting_entitlement::Column::MembershipId.is_in(part.iter().copied());
        let seats = meeting_entitlement::Entity::find().filter(of).all(change.on()).await?;
        // Why somebody was left out tells of a leave or an illness.
        for row in seats.iter().filter(|row| row.left_out == Some(LeftOut::Condition)) {
            change
                .wipe::<meeting_entitlement::Entity>(row, |active| {
                    active.left_out = Set(Some(LeftOut::NoVote));
                    active.condition = Set(None);
                })
                .await?;
        }
        ids.extend(seats.iter().map(|row| row.id.0));
    }
    Ok(ids)
}

/// Places of delegates that somebody took, without whose.
async fn places(session: &Session, own: &[MembershipId]) -> Result<Vec<Vec<(&'static str, Said)>>> {
    let on = session.look();
    let parts = meeting_attendance::Entity::find()
        .filter(meeting_attendance::Column::SubstituteId.is_in(own.iter().copied()))
        .order_by_asc(meeting_attendance::Column::Id)
        .all(on)
        .await?;
    let mut records = Vec::with_capacity(parts.len());
    for part in parts {
        let seat = meeting_entitlement::Entity::find_by_id(part.entitlement_id).one(on).await?;
        let held = match seat {
            Some(seat) => meeting::Entity::find_by_id(seat.meeting_id).one(on).await?,
            None => None,
        };
        records.push(vec![
            ("meetings.disclose.meeting", held.as_ref().map(|row| row.title.clone()).into()),
            ("meetings.disclose.held_on", held.as_ref().map(|row| row.held_on).into()),
            ("meetings.disclose.mode", Said::Word(part.mode.label_key())),
            ("meetings.disclose.received_at", part.received_at.into()),
            ("meetings.disclose.went_at", part.went_at.map_or(Said::Nothing, Said::from)),
        ]);
    }
    Ok(records)
}

/// The sections of meetings: seats and how the person took part, papers received, candidacies. No vote is kept.
///
/// # Errors
/// What the database answers.
pub(crate) async fn disclose(session: &Session, person: PersonId) -> Result<Vec<Section>> {
    let on = session.look();
    let own: Vec<MembershipId> = members::memberships_of(on, &[person]).await?.into_iter().map(|(_, id)| id).collect();
    let seats = meeting_entitlement::Entity::find()
        .filter(meeting_entitlement::Column::MembershipId.is_in(own.iter().copied()))
        .order_by_asc(meeting_entitlement::Column::Id)
        .all(on)
        .await?;
    let meetings: HashMap<MeetingId, meeting::Model> = meeting::Entity::find()
        .filter(meeting::Column::Id.is_in(seats.iter().map(|row| row.meeting_id)))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row))
        .collect();
    let ids: Vec<EntitlementId> = seats.iter().map(|row| row.id).collect();
    let parts: HashMap<EntitlementId, meeting_attendance::Model> = meeting_attendance::Entity::find()
        .filter(meeting_attendance::Column::EntitlementId.is_in(ids.iter().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.entitlement_id, row))
        .collect();
    let entitled = seats.iter().map(|row| {
        let held = meetings.get(&row.meeting_id);
        let part = parts.get(&row.id);
        // Where a substitute is in the place the delegate is not there.
        let mode = part.map(|part| if part.substitute_id.is_some() { AttendanceMode::Absent } else { part.mode });
        vec![
            ("meetings.disclose.meeting", held.map(|row| row.title.clone()).into()),
            ("meetings.disclose.held_on", held.map(|row| row.held_on).into()),
            ("meetings.disclose.seat", Said::Word(row.seat.label_key())),
            ("meetings.disclose.left_out", row.left_out.map_or(Said::Nothing, |why| Said::Word(why.label_key()))),
            ("meetings.disclose.mode", mode.map_or(Said::Nothing, |mode| Said::Word(mode.label_key()))),
            ("meetings.disclose.received_at", part.map_or(Said::Nothing, |part| part.received_at.into())),
            ("meetings.disclose.went_at", part.and_then(|part| part.went_at).map_or(Said::Nothing, Said::from)),
        ]
    });
    let places = places(session, &own).await?;
    // A delegate's paper that a substitute was given is the substitute's.
    let papers = Condition::any()
        .add(
            Condition::all()
                .add(ballot_roll::Column::EntitlementId.is_in(ids))
                .add(ballot_roll::Column::SubstituteId.is_null()),
        )
        .add(ballot_roll::Column::SubstituteId.is_in(own.iter().copied()));
    let rolls = ballot_roll::Entity::find().filter(papers).all(on).await?;
    let certified = ballot_witness::Entity::find()
        .filter(ballot_witness::Column::MembershipId.is_in(own.iter().copied()))
        .all(on)
        .await?;
    let stood = ballot_candidate::Entity::find()
        .filter(ballot_candidate::Column::MembershipId.is_in(own))
        .order_by_asc(ballot_candidate::Column::Id)
        .all(on)
        .await?;
    let ballots: HashSet<BallotId> = rolls
        .iter()
        .map(|row| row.ballot_id)
        .chain(stood.iter().map(|row| row.ballot_id))
        .chain(certified.iter().map(|row| row.ballot_id))
        .collect();
    let items: HashMap<BallotId, ItemId> = ballot::Entity::find()
        .filter(ballot::Column::Id.is_in(ballots))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.item_id))
        .collect();
    let titles: HashMap<ItemId, String> = agenda_item::Entity::find()
        .filter(agenda_item::Column::Id.is_in(items.values().copied()))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.id, row.title))
        .collect();
    let title = |id: BallotId| Said::from(items.get(&id).and_then(|item| titles.get(item)).cloned());
    let papers = rolls.iter().map(|row| {
        vec![("meetings.disclose.item", title(row.ballot_id)), ("meetings.disclose.received_at", row.created_at.into())]
    });
    let candidates = stood.iter().map(|row| {
        vec![
            ("meetings.disclose.item", title(row.ballot_id)),
            ("meetings.disclose.name", row.name.clone().into()),
            ("meetings.disclose.elected", row.elected.into()),
        ]
    });
    let witnessed = certified.iter().map(|row| vec![("meetings.disclose.item", title(row.ballot_id))]);
    Ok(vec![
        Section { title: "meetings.disclose.witnessed", records: witnessed.collect() },
        Section { title: "meetings.disclose.seats", records: entitled.collect() },
        Section { title: "meetings.disclose.places", records: places },
        Section { title: "meetings.disclose.papers", records: papers.collect() },
        Section { title: "meetings.disclose.candidacies", records: candidates.collect() },
    ])
}
