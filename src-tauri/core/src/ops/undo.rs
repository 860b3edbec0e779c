//! Taking back and doing again.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{op, op_change};
use super::later::{gone_since, stands_since, taken_since, touched_later, used_since};
use super::scrub::is_erased;
use super::subject::Told;
use super::{Change, Rows};
use crate::compose;
use crate::error::{Error, Result};
use crate::ids::{OfficerId, OpId};
use crate::rights::{Reach, Right};
use crate::session::Session;

/// Whether an op is in force: done, or taken back and done again.
///
/// # Errors
/// What the database answers.
pub async fn in_force(on: &impl ConnectionTrait, id: OpId) -> Result<bool> {
    let mut next = Some(id.0);
    let mut force = false;
    while let Some(id) = next {
        let Some(model) = op::Entity::find_by_id(id).one(on).await? else { return Ok(false) };
        force = model.kind != "undone";
        next = model.undone_by;
    }
    Ok(force)
}

/// When a verb was last done.
///
/// # Errors
/// What the database answers.
pub async fn newest_of(on: &impl ConnectionTrait, capability: &str, verb: &str) -> Result<Option<DateTime<Utc>>> {
    let found = op::Entity::find()
        .filter(op::Column::Capability.eq(capability))
        .filter(op::Column::Verb.eq(verb))
        .order_by_desc(op::Column::Id)
        .limit(1)
        .one(on)
        .await?;
    Ok(found.map(|model| model.at))
}

/// The rows of a table as they were before an op of a moment changed them, in its order: what the verb that takes back one
/// consequence of an op needs to know. Nothing is left of what was erased.
///
/// # Errors
/// What the database answers.
pub(crate) async fn images_before(on: &impl ConnectionTrait, at: DateTime<Utc>, table: &str) -> Result<Vec<Value>> {
    let ops: Vec<Uuid> = op::Entity::find()
        .filter(op::Column::At.eq(at))
        .filter(op::Column::Kind.ne("undone"))
        .select_only()
        .column(op::Column::Id)
        .into_tuple()
        .all(on)
        .await?;
    let parts = op_change::Entity::find()
        .filter(op_change::Column::OpId.is_in(ops))
        .filter(op_change::Column::TableName.eq(table))
        .filter(op_change::Column::Kind.eq("changed"))
        .order_by_asc(op_change::Column::Seq)
        .all(on)
        .await?;
    let images = parts.iter().flat_map(|part| serde_json::from_str::<Vec<Value>>(&part.images).unwrap_or_default());
    Ok(images.filter_map(|mut image| image.get_mut("row").map(Value::take)).collect())
}

/// The op that `undo` (or `redo`) without a name would take: the officer's newest one in force.
///
/// # Errors
/// What the database answers.
pub async fn last(on: &impl ConnectionTrait, officer: OfficerId, redo: bool) -> Result<Option<OpId>> {
    let newest = |kinds: [&'static str; 2]| {
        op::Entity::find()
            .filter(op::Column::Actor.eq(officer.0))
            .filter(op::Column::Kind.is_in(kinds))
            .filter(op::Column::UndoneBy.is_null())
            .filter(op::Column::Undoable.eq(true))
            .filter(op::Column::Rows.gt(0))
            .order_by_desc(op::Column::Id)
            .limit(1)
            .one(on)
    };
    if !redo {
        return Ok(newest(["done", "redone"]).await?.map(|model| OpId(model.id)));
    }
    let Some(undone) = newest(["undone", "undone"]).await? else { return Ok(None) };
    // A new change after the undo: doing again would write over it.
    let newer = op::Entity::find()
        .filter(op::Column::Actor.eq(officer.0))
        .filter(op::Column::Kind.eq("done"))
        .filter(op::Column::Undoable.eq(true))
        .filter(op::Column::Rows.gt(0))
        .filter(op::Column::Id.gt(undone.id))
        .limit(1)
        .one(on)
        .await?;
    Ok(newer.is_none().then_some(OpId(undone.id)))
}

/// Take an op back. `tables` are all tracked tables; `others` allows ops of other officers on the roster.
///
/// # Errors
/// [`Error::NotAllowed`] without the right of the verb taken back, [`Error::Missing`] for an op on persons out of sight or in a case
/// that the officer cannot open, `nothing_to_undo`, `taken_back_already`, `undo_final`, `undo_erased`, `undo_others`, `undo_closed`,
/// `undo_rows_changed`, `undo_rows_used` and `undo_case_went_on` (name the later ops), `undo_taken`, `undo_rests` (names what stands on
/// it).
pub async fn undo(session: &Session, tables: &[Box<dyn Rows>], named: Option<OpId>, others: bool) -> Result<OpId> {
    take_back(session, tables, named, others, false).await
}

/// Do an op again that was taken back.
///
/// # Errors
/// As [`undo`], in the words of doing again: `nothing_to_redo`, `not_taken_back`, `redo_…`; and `redo_first` (names what was
/// taken back after it and stood before it).
pub async fn redo(session: &Session, tables: &[Box<dyn Rows>], named: Option<OpId>, others: bool) -> Result<OpId> {
    take_back(session, tables, named, others, true).await.map_err(of_redo)
}

/// A refusal to take back in the words of doing again.
fn of_redo(error: Error) -> Error {
    let (code, about) = match error {
        Error::Refused { code, about } => (code, about),
        other => return other,
    };
    let code = match code {
        "undo_case_went_on" => "redo_case_went_on",
        "undo_closed" => "redo_closed",
        "undo_erased" => "redo_erased",
        "undo_others" => "redo_others",
        "undo_rests" => "redo_rests",
        "undo_rows_changed" => "redo_rows_changed",
        "undo_rows_used" => "redo_rows_used",
        "undo_taken" => "redo_taken",
        other => other,
    };
    Error::Refused { code, about }
}

async fn take_back(
    session: &Session,
    tables: &[Box<dyn Rows>],
    named: Option<OpId>,
    others: bool,
    redo: bool,
) -> Result<OpId> {
    let none = || Error::refused(if redo { "nothing_to_redo" } else { "nothing_to_undo" }, json!({}));
    let mut change = session.change("desk", if redo { "redo" } else { "undo" }).await?;
    let start = match named {
        Some(id) => id,
        None => last(change.on(), session.officer(), redo).await?.ok_or_else(none)?,
    };
    let mut model = op::Entity::find_by_id(start.0).one(change.on()).await?.ok_or(Error::Missing { what: "op" })?;
    // Follow the chain done → undone → redone to the op that is in force.
    while let Some(next) = model.undone_by {
        model = op::Entity::find_by_id(next).one(change.on()).await?.ok_or(Error::Missing { what: "op" })?;
    }
    let mut about: Value = serde_json::from_str(&model.about).unwrap_or_default();
    let told = Told::of(&model.capability, &model.verb, &about);
    // Who cannot open what it was about learns nothing of it, not even whether it was taken back.
    compose::in_reach(session, change.on(), &told).await?;
    if (model.kind == "undone") != redo {
        return Err(Error::refused(if redo { "not_taken_back" } else { "taken_back_already" }, json!({})));
    }
    if !model.undoable {
        return Err(Error::refused("undo_final", json!({ "verb": format!("{}.{}", model.capability, model.verb) })));
    }
    if model.actor != Some(session.officer().0) && !(others && told.is_of_the_roster()) {
        return Err(Error::refused("undo_others", json!({})));
    }
    let right = compose::right_of(&model.capability, &model.verb, &about).ok_or(Error::NotAllowed)?;
    let reach = session.may(right)?;
    if let Some(closed) = closed_since(change.on(), &model).await? {
        return Err(Error::refused("undo_closed", json!({ "closed": closed })));
    }
    change.takes_back(if redo { "redone" } else { "undone" }, model.id);
    if matches!(reach, Reach::Subtrees(_)) {
        in_sight(session, &change, tables, &model, right).await?;
    }
    check_untouched(session, &change, tables, &model).await?;
    stands_since(session, &change, &model, &told).await?;
    if let Some(title) = rests_on(&change, tables, &model, &told.verb).await? {
        return Err(Error::refused("undo_rests", json!({ "title": title })));
    }
    compose::brace(&mut change, model.rows).await?;
    if let Err(error) = apply_inverse(session, &mut change, tables, &model).await {
        let why = match error {
            Error::Refused { code: why @ ("not_unique" | "undo_rows_used" | "row_in_use"), .. } => why,
            // A number that officers type: there is no field here to say it at.
            Error::Invalid(_) => "not_unique",
            other => return Err(other),
        };
        // Nothing can be asked any more within the transaction that the database refused.
        drop(change);
        let change = session.change("desk", if redo { "redo" } else { "undo" }).await?;
        return Err(match why {
            "undo_rows_used" => used_since(session, &change, tables, &model).await?,
            "row_in_use" => gone_since(session, &change, &model).await?,
            _ => taken_since(session, &change, tables, &model).await?,
        });
    }
    op::Entity::update_many()
        .col_expr(op::Column::UndoneBy, Expr::value(change.id().0))
        .filter(op::Column::Id.eq(model.id))
        .exec(change.on())
        .await?;
    if about.get("of").is_none() {
        about = json!({ "of": format!("{}.{}", model.capability, model.verb), "about": about });
    }
    change.done(about).await
}

/// Tables whose rows make the figures of a closed month.
const COUNTED: [&str; 2] = ["membership", "unit_assignment"];

/// A month that was closed after an op on memberships: what was printed of it would not be true any more.
async fn closed_since(on: &impl ConnectionTrait, model: &op::Model) -> Result<Option<chrono::NaiveDate>> {
    match behind_a_close(on, std::slice::from_ref(model)).await?.is_empty() {
        false => compose::closed_since(on, model.at).await,
        true => Ok(None),
    }
}

/// The tables that an op touched.
pub(super) async fn tables_of(change: &Change<'_>, op_id: Uuid) -> Result<HashSet<String>> {
    let names: Vec<String> = op_change::Entity::find()
        .filter(op_change::Column::OpId.eq(op_id))
        .select_only()
        .column(op_change::Column::TableName)
        .distinct()
        .into_tuple()
        .all(change.on())
        .await?;
    Ok(names.into_iter().collect())
}

/// What stands on the rows that an op left, although it did not change them.
async fn rests_on(
    change: &Change<'_>,
    tables: &[Box<dyn Rows>],
    model: &op::Model,
    verb: &str,
) -> Result<Option<String>> {
    let names = tables_of(change, model.id).await?;
    if !names.iter().any(|name| compose::carries(name)) {
        return Ok(None);
    }
    let mut touched = Vec::new();
    for seq in seqs(change, model.id).await? {
        let Some(part) = change_at(change.on(), model.id, seq).await? else { continue };
        if compose::carries(&part.table_name) {
            let images = images_of(change, tables, &part).await?;
            touched.push((part.table_name, images));
        }
    }
    compose::rests_on(change.on(), verb, model.at, &names, &touched).await
}

/// The rows of a part: those that are gone as they were, the others as they are.
async fn images_of(change: &Change<'_>, tables: &[Box<dyn Rows>], part: &op_change::Model) -> Result<Vec<Value>> {
    if part.kind == "gone" {
        return Ok(serde_json::from_str(&part.images).unwrap_or_default());
    }
    let read = table(tables, &part.table_name)?.read(change.on(), &ids_of(&part.ids)).await?;
    Ok(read.into_iter().map(|(_, _, image)| image).collect())
}

/// Those of these ops that cannot be taken back because a month was closed after them, as the refusal `undo_closed` has it.
pub(super) async fn behind_a_close(on: &impl ConnectionTrait, ops: &[op::Model]) -> Result<HashSet<Uuid>> {
    let Some(closing) = compose::last_closing(on).await? else { return Ok(HashSet::new()) };
    let before: Vec<Uuid> = ops.iter().filter(|op| op.at < closing).map(|op| op.id).collect();
    if before.is_empty() {
        return Ok(HashSet::new());
    }
    let touching: Vec<Uuid> = op_change::Entity::find()
        .select_only()
        .column(op_change::Column::OpId)
        .distinct()
        .filter(op_change::Column::OpId.is_in(before))
        .filter(op_change::Column::TableName.is_in(COUNTED))
        .into_tuple()
        .all(on)
        .await?;
    Ok(touching.into_iter().collect())
}

/// Whether the refusal `undo_closed` awaits an op.
///
/// # Errors
/// What the database answers.
pub(crate) async fn is_behind_a_close(on: &impl ConnectionTrait, id: OpId) -> Result<bool> {
    let Some(model) = op::Entity::find_by_id(id.0).one(on).await? else { return Ok(false) };
    Ok(!behind_a_close(on, &[model]).await?.is_empty())
}

/// Whoever answers for a part takes back only what concerns persons who are in it today.
async fn in_sight(
    session: &Session,
    change: &Change<'_>,
    tables: &[Box<dyn Rows>],
    model: &op::Model,
    right: Right,
) -> Result<()> {
    for seq in seqs(change, model.id).await? {
        let Some(part) = change_at(change.on(), model.id, seq).await? else { continue };
        let images = images_of(change, tables, &part).await?;
        compose::in_sight(session, change.on(), right, &part.table_name, images).await?;
    }
    Ok(())
}

pub(super) fn table<'t>(tables: &'t [Box<dyn Rows>], name: &str) -> Result<&'t dyn Rows> {
    tables
        .iter()
        .find(|table| table.name() == name)
        .map(|table| &**table)
        .ok_or_else(|| Error::Bug(format!("table {name} is not registered")))
}

pub(super) fn ids_of(packed: &[u8]) -> Vec<Uuid> {
    packed.chunks(16).filter_map(|bytes| Uuid::from_slice(bytes).ok()).collect()
}

pub(super) async fn change_at(on: &impl ConnectionTrait, op_id: Uuid, seq: i64) -> Result<Option<op_change::Model>> {
    Ok(op_change::Entity::find_by_id((op_id, seq)).one(on).await?)
}

/// Every row must be as the op left it; of a row that the op changed more than once, as the last change left it.
async fn check_untouched(
    session: &Session,
    change: &Change<'_>,
    tables: &[Box<dyn Rows>],
    model: &op::Model,
) -> Result<()> {
    let mut done = 0;
    let mut changed_later: HashSet<Uuid> = HashSet::new();
    for seq in seqs(change, model.id).await? {
        session.progress.go_on()?;
        let Some(part) = change_at(change.on(), model.id, seq).await? else { continue };
        let rows = table(tables, &part.table_name)?;
        let ids = ids_of(&part.ids);
        let images: Vec<Value> = serde_json::from_str(&part.images).unwrap_or_default();
        if images.iter().any(is_erased) {
            return Err(Error::refused("undo_erased", json!({})));
        }
        let version_after =
            |n: usize| images.get(n).and_then(|image: &Value| image.get("version_after")).and_then(Value::as_i64);
        let found = rows.versions(change.on(), &ids).await?;
        for (n, id) in ids.iter().enumerate().rev() {
            let as_left = match part.kind.as_str() {
                _ if changed_later.contains(id) => true,
                "gone" => !found.contains_key(id),
                "born" => found.get(id) == Some(&version_after(n).unwrap_or(1)),
                _ => found.get(id).copied() == version_after(n),
            };
            if !as_left {
                return Err(touched_later(session, change, model, &part.table_name, *id).await?);
            }
            if part.kind == "changed" {
                changed_later.insert(*id);
            }
        }
        done += ids.len() as u64;
        session.progress.step("check", done, u64::try_from(model.rows).unwrap_or(0));
    }
    Ok(())
}

/// The parts of an op, the last first.
pub(super) async fn seqs(change: &Change<'_>, op_id: Uuid) -> Result<Vec<i64>> {
    Ok(op_change::Entity::find()
        .filter(op_change::Column::OpId.eq(op_id))
        .order_by_desc(op_change::Column::Seq)
        .select_only()
        .column(op_change::Column::Seq)
        .into_tuple::<i64>()
        .all(change.on())
        .await?)
}

/// From the last part to the first: take away what was born, put back what was changed or gone; remember the inverse of that.
async fn apply_inverse(
    session: &Session,
    change: &mut Change<'_>,
    tables: &[Box<dyn Rows>],
    model: &op::Model,
) -> Result<()> {
    let mut done = 0;
    for seq in seqs(change, model.id).await? {
        session.progress.go_on()?;
        let Some(part) = change_at(change.on(), model.id, seq).await? else { continue };
        let rows = table(tables, &part.table_name)?;
        let ids = ids_of(&part.ids);
        let images: Vec<Value> = serde_json::from_str(&part.images).unwrap_or_default();
        match part.kind.as_str() {
            "born" => {
                let mut found = rows.images(change.on(), &ids).await?;
                let mut gone = Vec::with_capacity(ids.len());
                for image in ids.iter().filter_map(|id| found.remove(id)) {
                    change.tells(image.person, image.membership);
                    gone.push(image.text);
                }
                change.note_texts(rows.name(), "gone", &ids, gone).await?;
                rows.remove(change.on(), &ids).await.map_err(|error| match error {
                    Error::Refused { code: "row_in_use", .. } => Error::refused("undo_rows_used", json!({})),
                    other => other,
                })?;
            }
            "gone" => {
                let versions: Vec<Value> = images
                    .iter()
                    .map(|image| json!({ "version_after": image.get("version").and_then(Value::as_i64).unwrap_or(1) }))
                    .collect();
                change.note(rows.name(), "born", &ids, versions).await?;
                for image in &images {
                    change.touched(rows, image);
                }
                rows.put_back(change.on(), images).await?;
            }
            _ => {
                let found: HashMap<Uuid, Value> =
                    rows.read(change.on(), &ids).await?.into_iter().map(|(id, _, image)| (id, image)).collect();
                // A row changed twice in one op is set back twice; the later part comes first here.
                for (id, image) in ids.iter().zip(images).rev() {
                    let Some(now) = found.get(id) else { continue };
                    let before = image.get("row").cloned().unwrap_or_default();
                    let version = before.get("version").and_then(Value::as_i64).unwrap_or(1);
                    change.touched(rows, now);
                    change.touched(rows, &before);
                    change
                        .note(rows.name(), "changed", &[*id], vec![json!({ "row": now, "version_after": version })])
                        .await?;
                    rows.set_back(change.on(), before).await?;
                }
            }
        }
        done += ids.len() as u64;
        session.progress.step("undo", done, u64::try_from(model.rows).unwrap_or(0));
    }
    Ok(())
}
