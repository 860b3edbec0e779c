//! Change rules, meetings, attendance, agenda, ballots and minutes.

mod agenda;
mod ballots;
mod count;
mod door;
mod meetings;
mod minutes;
mod rules;

pub(super) use agenda::write_within;
pub use agenda::{decide_item, save_agenda, withdraw_item};
pub use ballots::{add_ballot, close_ballot, issue, open_ballot, run_off, void_ballot};
pub use count::{casting_vote, certify, draw_lot, tally};
pub use door::receive;
pub(super) use meetings::convene_within;
pub use meetings::{
    add_meeting, adjourn, cancel_meeting, close_meeting, convene, declare, open_door, resume, save_meeting,
};
pub use minutes::{approve_minutes, save_minutes};
pub use rules::save_rule;
pub(super) use rules::save_within;

use serde_json::json;

use super::entity::{agenda_item, meeting};
use super::model::Step;
use super::queries::{Loaded, frozen_rule, meeting_row, unannounced};
use crate::error::{Error, Result};
use crate::ids::MeetingId;
use crate::ops::Change;

/// A meeting that can take a step.
///
/// # Errors
/// [`Error::Missing`], [`Error::Changed`], `meeting_step`.
async fn to_step(change: &Change<'_>, id: MeetingId, version: Option<i64>, step: Step) -> Result<meeting::Model> {
    let row = meeting_row(change.on(), id).await?;
    if version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    if !step.fits(row.status) {
        return Err(Error::refused("meeting_step", json!({ "title": row.title, "status": row.status })));
    }
    Ok(row)
}

/// A withdrawn item is not decided.
///
/// # Errors
/// `item_withdrawn`.
fn stands(item: &agenda_item::Model) -> Result<()> {
    match item.withdrawn {
        Some(_) => Err(Error::refused("item_withdrawn", json!({ "title": item.title }))),
        None => Ok(()),
    }
}

/// What came too late for the notice is discussed and not decided, where the rule frozen with the meeting says so (G-01).
///
/// # Errors
/// `item_unannounced` with the article.
fn announced(meeting: &meeting::Model, item: &agenda_item::Model) -> Result<()> {
    let Some(rule) = frozen_rule(meeting)? else { return Ok(()) };
    match unannounced(meeting, &rule, item) {
        Some(article) => {
            let about = json!({ "title": item.title, "day": item.added_on, "article": article });
            Err(Error::refused("item_unannounced", about))
        }
        None => Ok(()),
    }
}

/// A reason as it is stored.
///
/// # Errors
/// `required`, `text_control` at `reason`.
fn said(reason: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::invalid("reason", "required"));
    }
    if crate::text::has_control(reason) {
        return Err(Error::invalid("reason", "text_control"));
    }
    Ok(reason.to_owned())
}

/// A meeting decides only while it is quorate (G-03): who left does not count any more.
///
/// # Errors
/// `G-03`.
fn quorate(loaded: &Loaded) -> Result<()> {
    let sum = loaded.credentials();
    if sum.quorate {
        return Ok(());
    }
    let about =
        json!({ "title": loaded.meeting.title, "counted": sum.counted, "needed": sum.needed, "base": sum.base });
    Err(Error::refused("G-03", about))
}
