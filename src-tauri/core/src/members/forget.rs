//! Where the roster tells of a person and no foreign key leads: findings of imports, and lists that look for them.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{import_batch, import_issue, saved_list};
use super::model::Severity;
use super::traces::Traces;
use crate::error::{Error, Result};
use crate::excel::read::Cell;
use crate::ids::{BatchId, IssueId};
use crate::ops::Change;

/// Findings that are looked at together.
const PAGE: u64 = 500;

/// Whether an image is of a kept list that looks for the person.
pub(crate) fn is_list_of(table: &str, row: &Value, traces: &Traces) -> bool {
    table == "saved_list" && row.get("filter").and_then(Value::as_str).is_some_and(|filter| finds(filter, traces))
}

fn finds(filter: &str, traces: &Traces) -> bool {
    let filter: Value = serde_json::from_str(filter).unwrap_or_default();
    filter.get("find").and_then(Value::as_str).is_some_and(|find| traces.is(find))
}

/// Take the person out of findings and kept lists. `ops` are those that touched the person: their imports' warnings hold
/// single values of which nobody can tell any more whose they are, and go as well.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget(
    change: &mut Change<'_>,
    ops: &BTreeSet<Uuid>,
    traces: &Traces,
    instead: &str,
) -> Result<()> {
    for row in saved_list::Entity::find().all(change.on()).await? {
        if !finds(&row.filter, traces) {
            continue;
        }
        let mut filter: Value = serde_json::from_str(&row.filter).map_err(|error| Error::Bug(error.to_string()))?;
        // Not emptied: a list of one person must not become one of everybody.
        if let Some(find) = filter.get_mut("find") {
            *find = json!(instead);
        }
        change.wipe::<saved_list::Entity>(&row, |active| active.filter = Set(filter.to_string())).await?;
    }
    let ids: Vec<Uuid> = ops.iter().copied().collect();
    for part in ids.chunks(500) {
        let batches: Vec<BatchId> = import_batch::Entity::find()
            .select_only()
            .column(import_batch::Column::Id)
            .filter(import_batch::Column::OpId.is_in(part.iter().copied()))
            .into_tuple()
            .all(change.on())
            .await?;
        import_issue::Entity::update_many()
            .col_expr(import_issue::Column::Raw, Expr::value(""))
            .filter(import_issue::Column::ImportBatchId.is_in(batches))
            .filter(import_issue::Column::Severity.eq(Severity::Warning))
            .exec(change.on())
            .await?;
    }
    rejected_rows(change, traces).await
}

/// Rows that were put aside and name the person.
async fn rejected_rows(change: &Change<'_>, traces: &Traces) -> Result<()> {
    let mut after: Option<IssueId> = None;
    loop {
        let mut query = import_issue::Entity::find()
            .filter(import_issue::Column::Severity.eq(Severity::Error))
            .order_by_asc(import_issue::Column::Id)
            .limit(PAGE);
        if let Some(after) = after {
            query = query.filter(import_issue::Column::Id.gt(after));
        }
        let issues = query.all(change.on()).await?;
        let ended = (issues.len() as u64) < PAGE;
        after = issues.last().map(|issue| issue.id);
        for issue in issues {
            let cells: Vec<Cell> = serde_json::from_str(&issue.row_json).unwrap_or_default();
            let mut texts: Vec<String> = cells.iter().map(Cell::shown).collect();
            texts.push(issue.raw);
            if !traces.are_named_in(&texts) {
                continue;
            }
            // The other findings of the row, too: each holds a value of it.
            import_issue::Entity::update_many()
                .col_expr(import_issue::Column::Raw, Expr::value(""))
                .col_expr(import_issue::Column::RowJson, Expr::value("[]"))
                .filter(import_issue::Column::ImportBatchId.eq(issue.import_batch_id))
                .filter(import_issue::Column::Sheet.eq(&issue.sheet))
                .filter(import_issue::Column::RowNo.eq(issue.row_no))
                .exec(change.on())
                .await?;
        }
        if ended {
            return Ok(());
        }
    }
}
