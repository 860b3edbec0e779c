//! What ops remember of a person who is erased is taken out of them. The ops stay, with who did what when; what they would
//! put back is gone, and so they cannot be taken back any more.

use std::collections::{BTreeSet, HashSet};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{op, op_change};
use super::tables::Say;
use crate::error::{Error, Result};

/// Parts of ops that are looked at together: each holds up to 500 rows.
const PAGE: u64 = 50;

/// Ops whose sentences are looked at together.
const TOLD: u64 = 500;

/// What ops remembered.
#[derive(Debug, Default)]
pub(crate) struct Forgotten {
    /// Ops that touched one of the rows.
    pub ops: BTreeSet<Uuid>,
    /// Images that were taken out, with their tables.
    pub images: Vec<(String, Value)>,
}

/// The mark of a row whose image is gone.
pub(super) fn erased(version_after: Option<i64>) -> Value {
    json!({ "erased": true, "version_after": version_after })
}

/// Whether an image is the mark of a row whose image is gone.
pub(super) fn is_erased(image: &Value) -> bool {
    image.get("erased").is_some()
}

/// The parts of ops behind one, in their order, as many as are looked at together.
fn page(parts: Select<op_change::Entity>, after: Option<(Uuid, i64)>) -> Select<op_change::Entity> {
    let parts = parts.order_by_asc(op_change::Column::OpId).order_by_asc(op_change::Column::Seq).limit(PAGE);
    let Some((op, seq)) = after else { return parts };
    let later = Condition::any()
        .add(op_change::Column::OpId.gt(op))
        .add(Condition::all().add(op_change::Column::OpId.eq(op)).add(op_change::Column::Seq.gt(seq)));
    parts.filter(later)
}

/// Put other images into the place of those of a part.
async fn keep_images(on: &DatabaseTransaction, part: &op_change::Model, images: String) -> Result<()> {
    op_change::Entity::update_many()
        .col_expr(op_change::Column::Images, Expr::value(images))
        .filter(op_change::Column::OpId.eq(part.op_id))
        .filter(op_change::Column::Seq.eq(part.seq))
        .exec(on)
        .await?;
    Ok(())
}

/// Take the images out that `tells` says are about the person, and name every op that touched one of `rows`.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget_images(
    on: &DatabaseTransaction,
    rows: &HashSet<Uuid>,
    tells: &(dyn Fn(&str, &Value) -> bool + Sync),
) -> Result<Forgotten> {
    let mut found = Forgotten::default();
    let mut after: Option<(Uuid, i64)> = None;
    loop {
        let parts = page(op_change::Entity::find(), after).all(on).await?;
        let ended = (parts.len() as u64) < PAGE;
        after = parts.last().map(|part| (part.op_id, part.seq));
        for part in parts {
            let touched =
                part.ids.chunks(16).filter_map(|bytes| Uuid::from_slice(bytes).ok()).any(|id| rows.contains(&id));
            let changed = forget_in(&part, tells, &mut found.images)?;
            if touched || changed.is_some() {
                found.ops.insert(part.op_id);
            }
            if let Some(images) = changed {
                keep_images(on, &part, images).await?;
            }
        }
        if ended {
            return Ok(found);
        }
    }
}

/// The images of a part without those that tell of the person; none when there are none.
fn forget_in(
    part: &op_change::Model,
    tells: &(dyn Fn(&str, &Value) -> bool + Sync),
    gone: &mut Vec<(String, Value)>,
) -> Result<Option<String>> {
    if part.kind == "born" {
        return Ok(None);
    }
    let mut images: Vec<Value> = serde_json::from_str(&part.images).map_err(|error| Error::Bug(error.to_string()))?;
    let mut any = false;
    for image in &mut images {
        let row = image.get("row").unwrap_or(image);
        if is_erased(image) || !tells(&part.table_name, row) {
            continue;
        }
        gone.push((part.table_name.clone(), row.clone()));
        *image = erased(image.get("version_after").and_then(Value::as_i64));
        any = true;
    }
    Ok(any.then(|| Value::from(images).to_string()))
}

/// Say what ops remember of rows of these tables in another way: `say` changes an image and answers whether it did. For what is no
/// part of a record, as a key sealed anew; whatever takes an op back puts the new one there.
///
/// # Errors
/// What the database answers.
pub(crate) async fn reword_images(
    on: &DatabaseTransaction,
    tables: &[&str],
    say: &(dyn Fn(&str, &mut Value) -> bool + Sync),
) -> Result<()> {
    let mut after: Option<(Uuid, i64)> = None;
    loop {
        let of_tables = op_change::Entity::find()
            .filter(op_change::Column::TableName.is_in(tables.iter().copied()))
            .filter(op_change::Column::Kind.ne("born"));
        let parts = page(of_tables, after).all(on).await?;
        let ended = (parts.len() as u64) < PAGE;
        after = parts.last().map(|part| (part.op_id, part.seq));
        for part in parts {
            let mut images: Vec<Value> =
                serde_json::from_str(&part.images).map_err(|error| Error::Bug(error.to_string()))?;
            let mut any = false;
            for image in &mut images {
                if is_erased(image) {
                    continue;
                }
                let row = if image.get("row").is_some() { image.get_mut("row") } else { Some(image) };
                any |= row.is_some_and(|row| say(&part.table_name, row));
            }
            if any {
                keep_images(on, &part, Value::from(images).to_string()).await?;
            }
        }
        if ended {
            return Ok(());
        }
    }
}

/// Tell ops in other words: `say` answers what a text of their sentences becomes, none = as it is.
///
/// # Errors
/// What the database answers.
pub(crate) async fn retell(
    on: &DatabaseTransaction,
    ops: &BTreeSet<Uuid>,
    say: &(dyn Fn(&str) -> Option<String> + Sync),
) -> Result<()> {
    let ids: Vec<Uuid> = ops.iter().copied().collect();
    for part in ids.chunks(500) {
        for row in op::Entity::find().filter(op::Column::Id.is_in(part.iter().copied())).all(on).await? {
            let mut about: Value = serde_json::from_str(&row.about).unwrap_or_default();
            if !retell_in(&mut about, say) {
                continue;
            }
            op::Entity::update_many()
                .col_expr(op::Column::About, Expr::value(about.to_string()))
                .filter(op::Column::Id.eq(row.id))
                .exec(on)
                .await?;
        }
    }
    Ok(())
}

/// Tell every op in other words, whatever it touched.
///
/// # Errors
/// What the database answers.
pub(crate) async fn retell_all(on: &DatabaseTransaction, say: &(dyn Fn(&str) -> Option<String> + Sync)) -> Result<()> {
    let mut after: Option<Uuid> = None;
    loop {
        let mut next = op::Entity::find().select_only().column(op::Column::Id).order_by_asc(op::Column::Id).limit(TOLD);
        if let Some(after) = after {
            next = next.filter(op::Column::Id.gt(after));
        }
        let ids: Vec<Uuid> = next.into_tuple().all(on).await?;
        after = ids.last().copied();
        if ids.is_empty() {
            return Ok(());
        }
        retell(on, &ids.into_iter().collect(), say).await?;
    }
}

/// A text in other words, line by line, or text by text where it is a document; none when it stays as it is.
pub(crate) fn reworded(text: &str, say: &Say<'_>) -> Option<String> {
    if let Ok(mut document @ (Value::Array(_) | Value::Object(_))) = serde_json::from_str::<Value>(text) {
        return retell_in(&mut document, say).then(|| document.to_string());
    }
    let lines: Vec<Option<String>> = text.split('\n').map(say).collect();
    lines.iter().any(Option::is_some).then(|| {
        let said = lines.into_iter().zip(text.split('\n')).map(|(new, old)| new.unwrap_or_else(|| old.to_owned()));
        said.collect::<Vec<_>>().join("\n")
    })
}

fn retell_in(value: &mut Value, say: &(dyn Fn(&str) -> Option<String> + Sync)) -> bool {
    match value {
        Value::String(text) => match say(text) {
            Some(other) => {
                *text = other;
                true
            }
            None => false,
        },
        Value::Array(values) => values.iter_mut().filter_map(|value| retell_in(value, say).then_some(())).count() > 0,
        Value::Object(fields) => {
            fields.values_mut().filter_map(|value| retell_in(value, say).then_some(())).count() > 0
        }
        _ => false,
    }
}
