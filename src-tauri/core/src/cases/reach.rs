//! What of counselling may be taken back, and by whom: an undo is asked what the verb itself was asked (C-04), and does not leave a case
//! as no verb could have left it (C-03, C-06).

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::entity::{case_assignment, counsel_case};
use super::keys::{open_case, open_room};
use super::queries::counselled;
use crate::error::{Error, Result};
use crate::ops::Told;
use crate::rights::Right;
use crate::session::Session;

/// Verbs about no case, which open the counselling room.
const OF_THE_ROOM: [&str; 10] = [
    "admit",
    "catch_up",
    "dismiss",
    "found_room",
    "recover_cases",
    "recover_room",
    "save_counselor",
    "save_help_line",
    "save_template",
    "set_case_retention",
];

/// Verbs that open neither a case nor the room, and ask for a right alone.
const OF_A_RIGHT: [&str; 4] = ["ask_release", "publish_instrument", "retire_instrument", "save_instrument"];

/// Words of the case that stay: nothing takes them back, and they rest on how the case stood.
const STAYS: [&str; 7] =
    ["add_addendum", "add_advice", "add_attachment", "consent", "record_check_in", "save_note", "save_session"];

/// Ends of a case: what is in it then was there when it ended.
const ENDS: [&str; 3] = ["close", "decline", "refer_out"];

/// The officer at the desk can open what an op of counselling was about.
///
/// # Errors
/// [`Error::Missing`], whatever it is that does not open; `undo_erased` for a case that was the officer's once.
pub(crate) async fn in_reach(session: &Session, on: &impl ConnectionTrait, told: &Told) -> Result<()> {
    let verb = told.verb.as_str();
    let opened = if OF_A_RIGHT.contains(&verb) {
        Ok(())
    } else if OF_THE_ROOM.contains(&verb) {
        open_room(session, on).await.map(drop)
    } else {
        opens(session, on, told).await
    };
    opened.map_err(|error| match error {
        Error::Refused { code, .. } if code != "undo_erased" => missing(),
        Error::Missing { .. } => missing(),
        other => other,
    })
}

fn missing() -> Error {
    Error::Missing { what: "op" }
}

async fn opens(session: &Session, on: &impl ConnectionTrait, told: &Told) -> Result<()> {
    let number = told.case().ok_or_else(missing)?;
    let row = counsel_case::Entity::find().filter(counsel_case::Column::CaseNo.eq(number)).one(on).await?;
    // An inquiry that was taken back is not there, and nothing of it.
    let Some(row) = row else { return Ok(()) };
    if row.erased_on.is_none() {
        return open_case(session, on, row.id, None).await.map(drop);
    }
    let part = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(row.id))
        .filter(case_assignment::Column::OfficerId.eq(session.officer()))
        .one(on)
        .await?;
    Err(if part.is_some() { Error::refused("undo_erased", json!({})) } else { missing() })
}

/// Whether something done later in the same case keeps an op where it is: an end keeps everything, words that stay keep the course
/// of the case and what the member said, and nothing is done again behind them.
pub(crate) fn stands_on(op: &Told, tables: &HashSet<String>, again: bool, later: &Told) -> bool {
    let same = op.case().is_some() && op.case() == later.case();
    if !same || OF_A_RIGHT.contains(&op.verb.as_str()) {
        return false;
    }
    let course = ["counsel_case", "case_consent"].iter().any(|table| tables.contains(*table));
    let verb = later.verb.as_str();
    ENDS.contains(&verb) || (course || again) && STAYS.contains(&verb)
}

/// The numbers of the cases in which the officer at the desk counsels.
///
/// # Errors
/// What the database answers.
pub(crate) async fn own_numbers(session: &Session) -> Result<HashSet<String>> {
    if !session.can(Right::Counsel) {
        return Ok(HashSet::new());
    }
    let numbers: Vec<String> = counsel_case::Entity::find()
        .filter(counsel_case::Column::Id.in_subquery(counselled(session)))
        .select_only()
        .column(counsel_case::Column::CaseNo)
        .into_tuple()
        .all(session.look())
        .await?;
    Ok(numbers.into_iter().collect())
}
