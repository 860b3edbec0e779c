//! What was done, as officers see it.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use super::entity::op;
use super::subject::{Told, holds, words};
use super::undo::behind_a_close;
use crate::error::{Error, Result};
use crate::ids::{OfficerId, OpId};

/// An op as shown: the window makes the sentence from `op.<capability>.<verb>` and `about`.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct OpRow {
    /// The op.
    pub id: OpId,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Officer.
    pub actor: Option<OfficerId>,
    /// Officer's name.
    pub actor_name: String,
    /// `done`, `undone` (took one back) or `redone`.
    pub kind: String,
    /// Capability of the verb; of the verb taken back for `undone` and `redone`.
    pub capability: String,
    /// The verb.
    pub verb: String,
    /// Parameters of the sentence.
    #[ts(type = "Record<string, unknown>")]
    pub about: Value,
    /// Rows touched.
    #[ts(type = "number")]
    pub rows: i64,
    /// It is in force and can be taken back by its officer.
    pub can_undo: bool,
    /// It took something back and can be taken back itself by its officer: done again.
    pub can_redo: bool,
    /// It was taken back.
    pub taken_back: bool,
}

/// What an officer sees of the history.
#[derive(Debug)]
pub struct Sight {
    /// The officer: the own ops.
    pub officer: OfficerId,
    /// Those of others, too, except of what only who can open it knows.
    pub others: bool,
    /// And these.
    pub also: Vec<Uuid>,
}

impl Sight {
    fn condition(&self) -> Condition {
        let own = Condition::any().add(op::Column::Actor.eq(self.officer.0));
        let named = (!self.also.is_empty()).then(|| op::Column::Id.is_in(self.also.iter().copied()));
        let others = self.others.then(|| {
            let open = Condition::all().add(op::Column::Capability.ne(SEALED));
            open.add(op::Column::About.not_like(of_sealed()))
        });
        own.add_option(named).add_option(others)
    }
}

/// The capability of whose ops nobody sees those of others.
const SEALED: &str = "cases";

/// How the parameters of an undo or a redo of that capability look.
fn of_sealed() -> String {
    format!("%\"of\":\"{SEALED}.%")
}

/// History, newest first, before an op: what an officer sees of it, and only what holds every word typed.
///
/// # Errors
/// What the database answers.
pub async fn history(
    on: &impl ConnectionTrait,
    before: Option<OpId>,
    sight: &Sight,
    typed: &str,
    limit: u64,
) -> Result<Vec<OpRow>> {
    let mut query =
        op::Entity::find().filter(sight.condition()).order_by_desc(op::Column::Id).limit(limit.clamp(1, 200));
    if let Some(before) = before {
        query = query.filter(op::Column::Id.lt(before.0));
    }
    for word in words(typed) {
        query = query.filter(holds(&word));
    }
    let found = query.all(on).await?;
    shown(on, found).await
}

/// One op as shown.
///
/// # Errors
/// [`Error::Missing`].
pub async fn one(on: &impl ConnectionTrait, id: OpId) -> Result<OpRow> {
    let found = op::Entity::find_by_id(id.0).all(on).await?;
    shown(on, found).await?.pop().ok_or(Error::Missing { what: "op" })
}

async fn shown(on: &impl ConnectionTrait, found: Vec<op::Model>) -> Result<Vec<OpRow>> {
    let behind = behind_a_close(on, &found).await?;
    let rows = found.into_iter().map(|model| {
        let open = model.undoable && model.undone_by.is_none() && model.rows > 0 && !behind.contains(&model.id);
        OpRow {
            id: OpId(model.id),
            at: model.at,
            actor: model.actor.map(OfficerId),
            actor_name: String::new(),
            can_undo: open && model.kind != "undone",
            can_redo: open && model.kind == "undone",
            taken_back: model.undone_by.is_some(),
            kind: model.kind,
            capability: model.capability,
            verb: model.verb,
            about: serde_json::from_str(&model.about).unwrap_or_default(),
            rows: model.rows,
        }
    });
    Ok(rows.collect())
}

/// What others took back, or did again, in these cases.
///
/// # Errors
/// What the database answers.
pub async fn taken_back_by_others(
    on: &impl ConnectionTrait,
    officer: OfficerId,
    cases: &HashSet<String>,
) -> Result<Vec<Uuid>> {
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let found: Vec<(Uuid, String)> = op::Entity::find()
        .filter(op::Column::Undoes.is_not_null())
        .filter(op::Column::Actor.ne(officer.0))
        .filter(op::Column::About.like(of_sealed()))
        .select_only()
        .columns([op::Column::Id, op::Column::About])
        .into_tuple()
        .all(on)
        .await?;
    let of_these = |about: &str| {
        let about: Value = serde_json::from_str(about).unwrap_or_default();
        Told::of("", "", &about).case().is_some_and(|case| cases.contains(case))
    };
    Ok(found.into_iter().filter(|(_, about)| of_these(about)).map(|(id, _)| id).collect())
}
