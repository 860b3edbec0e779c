//! The agenda, and what became of its items.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{agenda_item, ballot};
use super::super::model::{
    AgendaItem, AgendaKind, BallotForm, BallotStatus, DecideItem, ItemResult, MajorityBase, SaveAgenda, Step, needed,
};
use super::super::queries::{Loaded, load, meeting_row};
use super::super::words;
use super::{quorate, to_step};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{ItemId, MeetingId};
use crate::ops::Change;
use crate::session::Session;

/// Write the agenda in its order.
///
/// # Errors
/// [`Error::Invalid`] with the fields; `G-05` for an item that the law wants decided by secret ballot; `item_in_use` for one
/// that is left out although it was voted on or decided, or whose words change after its ballot was opened; [`Error::Changed`], `meeting_step`.
pub async fn save_agenda(session: &Session, input: SaveAgenda) -> Result<Nothing> {
    let input = input.checked()?;
    let mut change = session.change("meetings", "save_agenda").await?;
    let row = to_step(&change, input.meeting_id, input.version, Step::Agenda).await?;
    write_within(&mut change, session, row.id, &input.items).await?;
    change.about_record("meeting", row.id.0);
    change.done(json!({ "label": row.title, "n": input.items.len() })).await?;
    Ok(Nothing {})
}

/// The same within a change.
///
/// # Errors
/// As [`save_agenda`].
pub(in crate::meetings) async fn write_within(
    change: &mut Change<'_>,
    session: &Session,
    meeting: MeetingId,
    items: &[AgendaItem],
) -> Result<()> {
    let known = agenda_item::Entity::find().filter(agenda_item::Column::MeetingId.eq(meeting)).all(change.on()).await?;
    let ballots = ballot::Entity::find()
        .filter(ballot::Column::ItemId.is_in(known.iter().map(|row| row.id)))
        .all(change.on())
        .await?;
    let voted: HashSet<ItemId> = ballots.iter().map(|row| row.item_id).collect();
    // From the first paper on what is voted on stands fast (B-04).
    let asked = |row: &&ballot::Model| !matches!(row.status, BallotStatus::Prepared | BallotStatus::Void);
    let opened: HashSet<ItemId> = ballots.iter().filter(asked).map(|row| row.item_id).collect();
    let mut known: HashMap<ItemId, agenda_item::Model> = known.into_iter().map(|row| (row.id, row)).collect();
    for (no, item) in (1..).zip(items) {
        let method = item.decided_by().map_err(|kind| {
            let kind = words::said(session.locale, &kind.label_key());
            Error::refused("G-05", json!({ "title": item.title, "kind": kind }))
        })?;
        let fill = |active: &mut agenda_item::ActiveModel| {
            active.no = Set(no);
            active.kind = Set(item.kind);
            active.title = Set(item.title.clone());
            active.text = Set(item.text.clone());
            active.proposer = Set(item.proposer.clone());
            active.method = Set(method);
            active.audited = Set(item.audited);
        };
        match item.id {
            None => {
                let mut active = agenda_item::ActiveModel {
                    id: Set(ItemId::new()),
                    meeting_id: Set(meeting),
                    result: Set(None),
                    result_note: Set(None),
                    ..Default::default()
                };
                fill(&mut active);
                change.insert::<agenda_item::Entity>(active).await?;
            }
            Some(id) => {
                let row = known.remove(&id).ok_or(Error::Missing { what: "agenda_item" })?;
                let decided = voted.contains(&id) || row.result.is_some();
                let same = (&row.title, &row.text, &row.proposer) == (&item.title, &item.text, &item.proposer);
                if decided && (row.kind != item.kind || row.method != method) || opened.contains(&id) && !same {
                    return Err(Error::refused("item_in_use", json!({ "title": row.title })));
                }
                change.update::<agenda_item::Entity>(&row, fill).await?;
            }
        }
    }
    for row in known.into_values() {
        if voted.contains(&row.id) || row.result.is_some() {
            return Err(Error::refused("item_in_use", json!({ "title": row.title })));
        }
        change.remove::<agenda_item::Entity>(&row).await?;
    }
    Ok(())
}

/// Say what became of an item without counting votes.
///
/// # Errors
/// `G-05` for an item that the law wants decided by secret ballot, unless it is carried over; `G-03` for a decision without a
/// quorum (a report is heard without); `too_few_to_adopt` where fewer are represented than it takes; `item_in_use` for one that a
/// ballot decides; `meeting_step` unless the meeting is open; [`Error::Changed`].
pub async fn decide_item(session: &Session, input: DecideItem) -> Result<Nothing> {
    let mut change = session.change("meetings", "decide_item").await?;
    let row = agenda_item::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "agenda_item" })?;
    if input.version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    let meeting = meeting_row(change.on(), row.meeting_id).await?;
    if !Step::Close.fits(meeting.status) {
        return Err(Error::refused("meeting_step", json!({ "title": meeting.title, "status": meeting.status })));
    }
    let says = matches!(input.result, Some(result) if result != ItemResult::CarriedOver);
    if row.kind.asks_for_secrecy() && says {
        let kind = words::said(session.locale, &row.kind.label_key());
        return Err(Error::refused("G-05", json!({ "title": row.title, "kind": kind })));
    }
    let voted = ballot::Entity::find()
        .filter(ballot::Column::ItemId.eq(row.id))
        .filter(ballot::Column::Status.is_not_in([BallotStatus::Prepared, BallotStatus::Void]))
        .one(change.on())
        .await?;
    if voted.is_some() {
        return Err(Error::refused("item_in_use", json!({ "title": row.title })));
    }
    if says && row.kind != AgendaKind::Report {
        let loaded = load(change.on(), meeting.id).await?;
        quorate(&loaded)?;
        if matches!(input.result, Some(ItemResult::Adopted | ItemResult::Amended)) {
            enough(&loaded, &row)?;
        }
    }
    let note = input.noted();
    change
        .update::<agenda_item::Entity>(&row, |active| {
            active.result = Set(input.result);
            active.result_note = Set(note);
        })
        .await?;
    change.done(json!({ "label": row.title })).await?;
    Ok(Nothing {})
}

/// Of all members or delegates a majority is reached by votes, also where hands are not counted: fewer than it takes adopt
/// nothing (B-02).
///
/// # Errors
/// `too_few_to_adopt`.
fn enough(loaded: &Loaded, item: &agenda_item::Model) -> Result<()> {
    let takes = loaded.rule()?.takes(item.kind, BallotForm::Question);
    if !matches!(takes.base, MajorityBase::AllMembers | MajorityBase::AllDelegates) {
        return Ok(());
    }
    let (sum, base) = (loaded.credentials(), loaded.voters(&takes));
    let least = needed(takes.comparator, takes.num, takes.den, base);
    if least.is_some_and(|least| sum.counted >= least) {
        return Ok(());
    }
    let about = json!({ "title": item.title, "base": base, "needed": least, "counted": sum.counted });
    Err(Error::refused("too_few_to_adopt", about))
}
