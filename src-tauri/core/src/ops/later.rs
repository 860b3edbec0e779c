//! Why something cannot be taken back: the later ops that changed the same rows, took their place, or use them, by name, officer
//! and moment.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{op, op_change};
use super::scrub::is_erased;
use super::subject::Told;
use super::undo::{change_at, ids_of, seqs, table, tables_of};
use super::{Change, Rows};
use crate::compose;
use crate::error::{Error, Result};
use crate::ids::OfficerId;
use crate::labels;
use crate::session::Session;

/// The ops after an op that stand otherwise than when it was done: done since, or taken back since; one that was done and taken
/// back again is neither. The earliest first; what stands in the way of doing again in the order in which it is cleared.
async fn later_than(change: &Change<'_>, model: &op::Model) -> Result<Vec<op::Model>> {
    let found = op::Entity::find()
        .filter(op::Column::Id.gt(model.id))
        .filter(op::Column::Id.ne(change.id().0))
        .filter(op::Column::UndoneBy.is_null())
        .order_by_asc(op::Column::Id)
        .all(change.on())
        .await?;
    let mut later = Vec::new();
    for op in found {
        if stood(change, model, &op).await? != (op.kind != "undone") {
            later.push(op);
        }
    }
    if model.kind == "undone" {
        later.reverse();
    }
    Ok(later)
}

/// Whether what a later op did, took back or did again was in force when an op was done.
async fn stood(change: &Change<'_>, model: &op::Model, later: &op::Model) -> Result<bool> {
    let mut earlier = later.undoes;
    while let Some(id) = earlier {
        let Some(op) = op::Entity::find_by_id(id).one(change.on()).await? else { break };
        if op.id < model.id {
            return Ok(op.kind != "undone");
        }
        earlier = op.undoes;
    }
    Ok(false)
}

/// The refusal that names later ops: what, by whom and when. What was taken back since must be there before what came after it
/// is done again: the cure is another one then.
async fn named(
    session: &Session,
    change: &Change<'_>,
    model: &op::Model,
    code: &'static str,
    mut later: Vec<op::Model>,
) -> Result<Error> {
    let first = model.kind == "undone" && later.iter().any(|op| op.kind == "undone");
    if first {
        later.retain(|op| op.kind == "undone");
    }
    let code = if first { "redo_first" } else { code };
    let names = compose::officer_names_on(change.on()).await?;
    let mut told: Vec<String> = Vec::new();
    for op in later {
        let of = told_by(&op);
        // What was done in a case is told to who can open it.
        let said = if compose::in_reach(session, change.on(), &of).await.is_ok() {
            let what = labels::told(session.locale, &format!("{}.{}", of.capability, of.verb), &of.about);
            let who = op.actor.and_then(|id| names.get(&OfficerId(id))).map(String::as_str).unwrap_or_default();
            let at = (op.at + JAPAN).format("%Y-%m-%d %H:%M").to_string();
            labels::sentence(session.locale, "desk.op.by", &json!({ "what": what, "who": who, "at": at }))
        } else {
            labels::word(session.locale, "desk.op.sealed").to_owned()
        };
        if !told.contains(&said) {
            told.push(said);
        }
    }
    let between = if session.locale == labels::Locale::Ja { "、" } else { ", " };
    Ok(Error::refused(code, json!({ "later": told.join(between) })))
}

/// What an op tells of.
fn told_by(op: &op::Model) -> Told {
    Told::of(&op.capability, &op.verb, &serde_json::from_str(&op.about).unwrap_or_default())
}

/// Nothing was done since in the same case that keeps the op where it is.
///
/// # Errors
/// `undo_case_went_on`, which names it.
pub(super) async fn stands_since(session: &Session, change: &Change<'_>, model: &op::Model, told: &Told) -> Result<()> {
    if told.case().is_none() {
        return Ok(());
    }
    let tables = tables_of(change, model.id).await?;
    let again = model.kind == "undone";
    let mut later = later_than(change, model).await?;
    later.retain(|op| op.kind != "undone" && compose::stands_on(told, &tables, again, &told_by(op)));
    later.truncate(NAMED);
    if later.is_empty() { Ok(()) } else { Err(named(session, change, model, "undo_case_went_on", later).await?) }
}

/// Name the later ops on a row.
pub(super) async fn touched_later(
    session: &Session,
    change: &Change<'_>,
    model: &op::Model,
    table_name: &str,
    id: Uuid,
) -> Result<Error> {
    let mut later = Vec::new();
    for candidate in later_than(change, model).await? {
        let parts = op_change::Entity::find()
            .filter(op_change::Column::OpId.eq(candidate.id))
            .filter(op_change::Column::TableName.eq(table_name))
            .all(change.on())
            .await?;
        let touches = |part: &op_change::Model| ids_of(&part.ids).contains(&id);
        // What was erased is gone for good: nothing earlier can be taken back over it.
        let erased = |part: &op_change::Model| {
            serde_json::from_str::<Vec<Value>>(&part.images).is_ok_and(|images| images.iter().any(is_erased))
        };
        if parts.iter().any(|part| touches(part) && erased(part)) {
            return Ok(Error::refused("undo_erased", json!({})));
        }
        if parts.iter().any(touches) {
            later.push(candidate);
        }
        if later.len() == NAMED {
            break;
        }
    }
    named(session, change, model, "undo_rows_changed", later).await
}

/// Later ops that are named.
const NAMED: usize = 5;
/// Japan is nine hours ahead of UTC, all year.
const JAPAN: TimeDelta = TimeDelta::hours(9);

/// Whose row an image is: of rows of one owner only one may be the one in force.
fn owner(image: &Value) -> Option<String> {
    let row = image.get("row").unwrap_or(image);
    ["membership_id", "person_id"].iter().find_map(|name| row.get(*name)?.as_str().map(str::to_owned))
}

/// What an op would put back has no place any more, because later ops wrote other rows of the same owners there: they are named.
pub(super) async fn taken_since(
    session: &Session,
    change: &Change<'_>,
    tables: &[Box<dyn Rows>],
    model: &op::Model,
) -> Result<Error> {
    let mut owners: HashSet<(String, String)> = HashSet::new();
    for seq in seqs(change, model.id).await? {
        let Some(part) = change_at(change.on(), model.id, seq).await?.filter(|part| part.kind != "born") else {
            continue;
        };
        let images: Vec<Value> = serde_json::from_str(&part.images).unwrap_or_default();
        owners.extend(images.iter().filter_map(|image| Some((part.table_name.clone(), owner(image)?))));
    }
    let mut later = Vec::new();
    for candidate in later_than(change, model).await? {
        let mut takes = false;
        for seq in seqs(change, candidate.id).await? {
            let Some(part) = change_at(change.on(), candidate.id, seq).await? else { continue };
            if !owners.iter().any(|(table, _)| *table == part.table_name) {
                continue;
            }
            let stored = table(tables, &part.table_name)?.read(change.on(), &ids_of(&part.ids)).await?;
            takes |= stored
                .iter()
                .filter_map(|(_, _, image)| owner(image))
                .any(|owner| owners.contains(&(part.table_name.clone(), owner)));
        }
        if takes {
            later.push(candidate);
        }
        if later.len() == NAMED {
            break;
        }
    }
    if later.is_empty() {
        // Somebody else's row has the number or name, and no op on the same owner gave it.
        return Ok(Error::refused("undo_taken", json!({})));
    }
    named(session, change, model, "undo_rows_changed", later).await
}

/// What an op would put back belongs to rows that are gone, because later ops took them away: they are named.
pub(super) async fn gone_since(session: &Session, change: &Change<'_>, model: &op::Model) -> Result<Error> {
    let mut wanted: HashSet<Uuid> = HashSet::new();
    for seq in seqs(change, model.id).await? {
        let Some(part) = change_at(change.on(), model.id, seq).await?.filter(|part| part.kind != "born") else {
            continue;
        };
        let images: Vec<Value> = serde_json::from_str(&part.images).unwrap_or_default();
        let rows = images.iter().filter_map(|image| image.get("row").unwrap_or(image).as_object());
        wanted.extend(rows.flat_map(|row| row.values()).filter_map(|value| value.as_str()?.parse::<Uuid>().ok()));
    }
    let mut later = Vec::new();
    for candidate in later_than(change, model).await? {
        let mut takes = false;
        for seq in seqs(change, candidate.id).await? {
            let part = change_at(change.on(), candidate.id, seq).await?.filter(|part| part.kind == "gone");
            takes |= part.is_some_and(|part| ids_of(&part.ids).iter().any(|id| wanted.contains(id)));
        }
        if takes {
            later.push(candidate);
        }
        if later.len() == NAMED {
            break;
        }
    }
    named(session, change, model, "undo_rows_changed", later).await
}

/// What an op made is used by rows of later ops: they are named.
pub(super) async fn used_since(
    session: &Session,
    change: &Change<'_>,
    tables: &[Box<dyn Rows>],
    model: &op::Model,
) -> Result<Error> {
    let mut made: HashSet<String> = HashSet::new();
    for seq in seqs(change, model.id).await? {
        let Some(part) = change_at(change.on(), model.id, seq).await?.filter(|part| part.kind == "born") else {
            continue;
        };
        made.extend(ids_of(&part.ids).iter().map(Uuid::to_string));
    }
    // Records that nothing takes back leave no part in their op; they are known by its moment.
    let kept: HashSet<DateTime<Utc>> = compose::recorded_at(change.on(), &made).await?.into_iter().collect();
    let mut later = Vec::new();
    for candidate in later_than(change, model).await? {
        if kept.contains(&candidate.at) || uses(session, change, tables, &candidate, &made).await? {
            later.push(candidate);
        }
        if later.len() == NAMED {
            break;
        }
    }
    named(session, change, model, "undo_rows_used", later).await
}

/// Whether a row that an op wrote, as it is now, names one of these.
async fn uses(
    session: &Session,
    change: &Change<'_>,
    tables: &[Box<dyn Rows>],
    later: &op::Model,
    made: &HashSet<String>,
) -> Result<bool> {
    let mut seqs = seqs(change, later.id).await?;
    seqs.reverse();
    for seq in seqs {
        session.progress.go_on()?;
        let Some(part) = change_at(change.on(), later.id, seq).await?.filter(|part| part.kind != "gone") else {
            continue;
        };
        let own = ids_of(&part.ids);
        for (id, _, image) in table(tables, &part.table_name)?.read(change.on(), &own).await? {
            let names = |(name, value): (&String, &Value)| {
                name != "id" && value.as_str().is_some_and(|value| made.contains(value))
            };
            if !made.contains(&id.to_string()) && image.as_object().is_some_and(|row| row.iter().any(names)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
