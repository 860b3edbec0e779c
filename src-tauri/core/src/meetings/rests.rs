//! What stands on an earlier step: once a vote or a meeting went on, the step is not taken back from under it (B-01, B-04).

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::entity::{agenda_item, ballot, ballot_roll, ballot_tally, meeting, meeting_entitlement};
use super::model::BallotStatus;
use crate::error::Result;

/// Tables whose rows something else may stand on.
const TABLES: [&str; 6] = ["agenda_item", "ballot", "ballot_roll", "ballot_tally", "meeting_attendance", "meeting"];

/// Whether rows of a table may carry what came after them.
#[must_use]
pub(crate) fn carries(table: &str) -> bool {
    TABLES.contains(&table)
}

/// The meeting or item that stands by now on an op of `verb` at a moment; `touched` are the rows that it left in tables that
/// [`carries`] names.
///
/// # Errors
/// What the database answers.
pub(crate) async fn rests_on(
    on: &impl ConnectionTrait,
    verb: &str,
    at: DateTime<Utc>,
    tables: &HashSet<String>,
    touched: &[(String, Vec<Value>)],
) -> Result<Option<String>> {
    for (table, images) in touched {
        let found = match table.as_str() {
            "ballot_roll" => voted(on, &ids(images, "ballot_id"), |status| status == BallotStatus::Open).await?,
            "ballot_tally" => {
                // The count that agreed changed the ballot itself: what came after it is told by the ballot's own row.
                let counted = tables.contains("ballot");
                let stays = |status| match status {
                    BallotStatus::Counted => counted,
                    status => matches!(status, BallotStatus::Open | BallotStatus::Closed),
                };
                let of = ids(images, "ballot_id");
                match differing(on, &of).await? {
                    // A count that differed is not taken back to be tried again (B-04): both count anew.
                    found if !found.is_empty() => voted(on, &found, |_| false).await?,
                    _ => voted(on, &of, stays).await?,
                }
            }
            "meeting_attendance" => attended(on, at, &ids(images, "entitlement_id")).await?,
            "agenda_item" if verb == "save_agenda" => convened_since(on, at, &ids(images, "meeting_id")).await?,
            "ballot" if verb == "void_ballot" => replaced(on, images).await?,
            "meeting" if verb == "declare" => opened_since(on, at, &ids(images, "id")).await?,
            _ => None,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

fn ids(images: &[Value], column: &str) -> Vec<Uuid> {
    let all: HashSet<Uuid> = images.iter().filter_map(|image| image.get(column)?.as_str()?.parse().ok()).collect();
    all.into_iter().collect()
}

/// The item of a ballot that went on.
async fn voted(
    on: &impl ConnectionTrait,
    ballots: &[Uuid],
    stays: impl Fn(BallotStatus) -> bool,
) -> Result<Option<String>> {
    let rows = ballot::Entity::find().filter(ballot::Column::Id.is_in(ballots.iter().copied())).all(on).await?;
    let Some(row) = rows.into_iter().find(|row| !stays(row.status)) else { return Ok(None) };
    let item = agenda_item::Entity::find_by_id(row.item_id).one(on).await?;
    Ok(Some(item.map(|item| item.title).unwrap_or_default()))
}

/// Those of the ballots that two have counted, and whose counts do not agree.
async fn differing(on: &impl ConnectionTrait, ballots: &[Uuid]) -> Result<Vec<Uuid>> {
    let closed = ballot::Entity::find()
        .filter(ballot::Column::Id.is_in(ballots.iter().copied()))
        .filter(ballot::Column::Status.eq(BallotStatus::Closed))
        .all(on)
        .await?;
    let mut found = Vec::new();
    for row in closed {
        let tallies = ballot_tally::Entity::find().filter(ballot_tally::Column::BallotId.eq(row.id)).count(on).await?;
        if tallies >= 2 {
            found.push(row.id.0);
        }
    }
    Ok(found)
}

/// The meeting that was convened since its agenda was written: the notice told its items by their numbers.
async fn convened_since(on: &impl ConnectionTrait, at: DateTime<Utc>, meetings: &[Uuid]) -> Result<Option<String>> {
    let seat = meeting_entitlement::Entity::find()
        .filter(meeting_entitlement::Column::MeetingId.is_in(meetings.iter().copied()))
        .filter(meeting_entitlement::Column::CreatedAt.gt(at))
        .one(on)
        .await?;
    let Some(seat) = seat else { return Ok(None) };
    let row = meeting::Entity::find_by_id(seat.meeting_id).one(on).await?;
    Ok(row.map(|row| row.title))
}

/// The item that was withdrawn, or on which another ballot was prepared, after this one was void.
async fn replaced(on: &impl ConnectionTrait, images: &[Value]) -> Result<Option<String>> {
    let withdrawn = agenda_item::Entity::find()
        .filter(agenda_item::Column::Id.is_in(ids(images, "item_id")))
        .filter(agenda_item::Column::Withdrawn.is_not_null())
        .one(on)
        .await?;
    if let Some(item) = withdrawn {
        return Ok(Some(item.title));
    }
    let others = ballot::Entity::find()
        .filter(ballot::Column::ItemId.is_in(ids(images, "item_id")))
        .filter(ballot::Column::Id.is_not_in(ids(images, "id")))
        .filter(ballot::Column::Status.ne(BallotStatus::Void))
        .filter(ballot::Column::Round.is_in(rounds(images)))
        .all(on)
        .await?;
    let ballots: Vec<Uuid> = others.into_iter().map(|row| row.id.0).collect();
    voted(on, &ballots, |_| false).await
}

fn rounds(images: &[Value]) -> Vec<i64> {
    images.iter().filter_map(|image| image.get("round")?.as_i64()).collect()
}

/// The meeting that was declared or is over since somebody was received, or the item for which they have a paper.
async fn attended(on: &impl ConnectionTrait, at: DateTime<Utc>, seats: &[Uuid]) -> Result<Option<String>> {
    let seated = meeting_entitlement::Entity::find()
        .filter(meeting_entitlement::Column::Id.is_in(seats.iter().copied()))
        .all(on)
        .await?;
    let meetings = meeting::Entity::find()
        .filter(meeting::Column::Id.is_in(seated.iter().map(|seat| seat.meeting_id)))
        .all(on)
        .await?;
    let gone_on =
        |row: &meeting::Model| !row.status.takes_people() || row.declared_at.is_some_and(|declared| declared > at);
    if let Some(row) = meetings.into_iter().find(gone_on) {
        return Ok(Some(row.title));
    }
    let papers = ballot_roll::Entity::find()
        .filter(ballot_roll::Column::EntitlementId.is_in(seats.iter().copied()))
        .all(on)
        .await?;
    let ballots: Vec<Uuid> = papers.into_iter().map(|paper| paper.ballot_id.0).collect();
    voted(on, &ballots, |status| status == BallotStatus::Void).await
}

/// The item of a meeting whose ballot was opened since.
async fn opened_since(on: &impl ConnectionTrait, at: DateTime<Utc>, meetings: &[Uuid]) -> Result<Option<String>> {
    let items = agenda_item::Entity::find()
        .filter(agenda_item::Column::MeetingId.is_in(meetings.iter().copied()))
        .all(on)
        .await?;
    let opened = ballot::Entity::find()
        .filter(ballot::Column::ItemId.is_in(items.iter().map(|item| item.id)))
        .filter(ballot::Column::OpenedAt.gt(at))
        .all(on)
        .await?;
    let ballots: Vec<Uuid> = opened.into_iter().map(|row| row.id.0).collect();
    voted(on, &ballots, |status| status == BallotStatus::Void).await
}
