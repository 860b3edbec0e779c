//! The agenda, and what became of its items.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::super::entity::{agenda_item, ballot, meeting};
use super::super::model::{
    AgendaItem, AgendaKind, BallotForm, BallotStatus, DecideItem, ItemResult, MajorityBase, SaveAgenda, Step,
    WithdrawItem, needed,
};
use super::super::queries::{Loaded, load, meeting_row};
use super::super::words;
use super::{announced, quorate, said, stands, to_step};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::ItemId;
use crate::ops::Change;
use crate::session::Session;

/// Write the agenda in its order. Once the meeting was convened its items keep their numbers: new ones stand at the end.
///
/// # Errors
/// [`Error::Invalid`] with the fields; `G-05` for an item that the law wants decided by secret ballot; `item_in_use` for one
/// that is left out although it was voted on or decided, or whose words change after its ballot was opened; `item_convened` for
/// one that is left out, goes to another place or becomes a report after the meeting was convened; `item_withdrawn` where such a
/// one changes; [`Error::Changed`], `meeting_step`.
pub async fn save_agenda(session: &Session, input: SaveAgenda) -> Result<Nothing> {
    let input = input.checked()?;
    let mut change = session.change("meetings", "save_agenda").await?;
    let row = to_step(&change, input.meeting_id, input.version, Step::Agenda).await?;
    write_within(&mut change, session, &row, &input.items).await?;
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
    meeting: &meeting::Model,
    items: &[AgendaItem],
) -> Result<()> {
    let known = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.eq(meeting.id))
        .order_by_asc(agenda_item::Column::No)
        .all(change.on())
        .await?;
    let ballots = ballot::Entity::find()
        .filter(ballot::Column::ItemId.is_in(known.iter().map(|row| row.id)))
        .all(change.on())
        .await?;
    let voted: HashSet<ItemId> = ballots.iter().map(|row| row.item_id).collect();
    // From the first paper on what is voted on stands fast (B-04).
    let asked = |row: &&ballot::Model| !matches!(row.status, BallotStatus::Prepared | BallotStatus::Void);
    let opened: HashSet<ItemId> = ballots.iter().filter(asked).map(|row| row.item_id).collect();
    let named: HashSet<ItemId> = items.iter().filter_map(|item| item.id).collect();
    let in_use = |row: &&agenda_item::Model| voted.contains(&row.id) || row.result.is_some();
    if let Some(row) = known.iter().filter(in_use).find(|row| !named.contains(&row.id)) {
        return Err(Error::refused("item_in_use", json!({ "title": row.title })));
    }
    // What the notice told keeps its number; before it told anything there is nothing to add to.
    let told = meeting.convened_on.is_some() && !known.is_empty();
    if told {
        keeps_numbers(&known, items)?;
    }
    let added_on = told.then(|| session.today());
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
                    meeting_id: Set(meeting.id),
                    result: Set(None),
                    result_note: Set(None),
                    withdrawn: Set(None),
                    added_on: Set(added_on),
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
                if row.kind != item.kind || row.method != method || row.audited != item.audited || !same {
                    stands(&row)?;
                }
                change.update::<agenda_item::Entity>(&row, fill).await?;
            }
        }
    }
    for row in known.into_values() {
        change.remove::<agenda_item::Entity>(&row).await?;
    }
    Ok(())
}

/// The notice, the proposals and the written votes name items by their numbers: each stays where it is, new ones stand at the end,
/// and no proposal becomes a report.
///
/// # Errors
/// `item_convened`.
fn keeps_numbers(known: &[agenda_item::Model], items: &[AgendaItem]) -> Result<()> {
    let report = |kind: AgendaKind| kind == AgendaKind::Report;
    let mut given = items.iter();
    for row in known {
        let stays = |item: &AgendaItem| item.id == Some(row.id) && report(item.kind) == report(row.kind);
        if !given.next().is_some_and(stays) {
            return Err(Error::refused("item_convened", json!({ "title": row.title })));
        }
    }
    Ok(())
}

/// Withdraw an item of a meeting that was convened (取下げ): it keeps its number, and every paper says so.
///
/// # Errors
/// `required` without a reason; `item_in_use` for one that was decided or has a ballot, `item_withdrawn` for one that was
/// withdrawn; `meeting_step` before the meeting was convened or after it; [`Error::Changed`].
pub async fn withdraw_item(session: &Session, input: WithdrawItem) -> Result<Nothing> {
    let reason = said(&input.reason)?;
    let mut change = session.change("meetings", "withdraw_item").await?;
    let row = item_of(&change, input.id, input.version).await?;
    let meeting = meeting_row(change.on(), row.meeting_id).await?;
    if meeting.convened_on.is_none() || !Step::Agenda.fits(meeting.status) {
        return Err(Error::refused("meeting_step", json!({ "title": meeting.title, "status": meeting.status })));
    }
    stands(&row)?;
    let voted = ballot::Entity::find()
        .filter(ballot::Column::ItemId.eq(row.id))
        .filter(ballot::Column::Status.ne(BallotStatus::Void))
        .one(change.on())
        .await?;
    if voted.is_some() || row.result.is_some() {
        return Err(Error::refused("item_in_use", json!({ "title": row.title })));
    }
    change.update::<agenda_item::Entity>(&row, |active| active.withdrawn = Set(Some(reason))).await?;
    change.done(json!({ "label": row.title })).await?;
    Ok(Nothing {})
}

/// An item by its id.
///
/// # Errors
/// [`Error::Missing`], [`Error::Changed`].
async fn item_of(change: &Change<'_>, id: ItemId, version: Option<i64>) -> Result<agenda_item::Model> {
    let row = agenda_item::Entity::find_by_id(id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "agenda_item" })?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    Ok(row)
}

/// Say what became of an item without counting votes.
///
/// # Errors
/// `G-05` for an item that the law wants decided by secret ballot, unless it is carried over; `G-03` for a decision without a
/// quorum (a report is heard without); `too_few_to_adopt` where fewer are represented than it takes; `item_in_use` for one that a
/// ballot decides, `item_withdrawn`, `item_unannounced` for one that the rules keep from a decision; `meeting_step` unless the meeting
/// is open; [`Error::Changed`].
pub async fn decide_item(session: &Session, input: DecideItem) -> Result<Nothing> {
    let mut change = session.change("meetings", "decide_item").await?;
    let row = item_of(&change, input.id, input.version).await?;
    let meeting = meeting_row(change.on(), row.meeting_id).await?;
    if !Step::Close.fits(meeting.status) {
        return Err(Error::refused("meeting_step", json!({ "title": meeting.title, "status": meeting.status })));
    }
    stands(&row)?;
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
        announced(&meeting, &row)?;
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
