//! Where the roster tells of a person and no foreign key leads: findings of imports, and lists that look for them.

use std::collections::BTreeSet;

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::entity::{import_batch, import_issue, membership_event, person, saved_list};
use super::model::Severity;
use super::named::Named;
use super::traces::Traces;
use crate::error::{Error, Result};
use crate::excel::read::Cell;
use crate::ids::{BatchId, IssueId, PersonId};
use crate::ops::{Change, reworded};
use crate::text;

/// Findings that are looked at together.
const PAGE: u64 = 500;

/// Whether an image is of a kept list that looks for the person.
pub(crate) fn is_list_of(table: &str, row: &Value, traces: &Traces) -> bool {
    let text = |name: &str| row.get(name).and_then(Value::as_str);
    table == "saved_list"
        && (text("filter").is_some_and(|filter| finds(filter, traces))
            || text("name").is_some_and(|name| traces.without(name, "").is_some()))
}

fn finds(filter: &str, traces: &Traces) -> bool {
    let filter: Value = serde_json::from_str(filter).unwrap_or_default();
    filter.get("find").and_then(Value::as_str).is_some_and(|find| traces.are_looked_for(find))
}

/// Which family names, and which whole names, of those who are erased, `persons`, nobody else in the union has.
///
/// # Errors
/// What the database answers.
pub(super) async fn learn_alone(on: &impl ConnectionTrait, traces: &mut Traces, persons: &[PersonId]) -> Result<()> {
    let families: Vec<String> = traces.families().cloned().collect();
    let (mut others, mut names) = (BTreeSet::new(), BTreeSet::new());
    for part in families.chunks(500) {
        let found: Vec<(PersonId, String, Option<String>)> = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::FamilyName, person::Column::GivenName])
            .filter(person::Column::FamilyName.is_in(part.iter().cloned()))
            .filter(person::Column::ErasedAt.is_null())
            .into_tuple()
            .all(on)
            .await?;
        for (_, family, given) in found.into_iter().filter(|(id, ..)| !persons.contains(id)) {
            names.insert(text::name_key(&format!("{family}{}", given.unwrap_or_default())));
            others.insert(family);
        }
    }
    traces.shared_with(&others, names);
    Ok(())
}

/// Take the person out of findings and kept lists. `ops` are those that touched the person: their imports' warnings hold
/// single values of which nobody can tell any more whose they are, and go as well.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget(
    change: &mut Change<'_>,
    ops: &BTreeSet<Uuid>,
    traces: &mut Traces,
    instead: &str,
) -> Result<()> {
    // Names of earlier times became known by now.
    learn_alone(change.on(), traces, &[]).await?;
    let traces = &*traces;
    for row in saved_list::Entity::find().all(change.on()).await? {
        let mut filter: Value = serde_json::from_str(&row.filter).map_err(|error| Error::Bug(error.to_string()))?;
        // Not emptied: a list of one person must not become one of everybody.
        if finds(&row.filter, traces)
            && let Some(find) = filter.get_mut("find")
        {
            *find = json!(instead);
        }
        let name = traces.without(&row.name, instead);
        if name.is_none() && !finds(&row.filter, traces) {
            continue;
        }
        change
            .wipe::<saved_list::Entity>(&row, |active| {
                active.filter = Set(filter.to_string());
                active.name = Set(name.unwrap_or_else(|| row.name.clone()));
            })
            .await?;
    }
    let named = traces.elsewhere();
    if !named.is_empty() {
        remarks_before(change, &named, instead).await?;
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

/// What the history of others remembers of remarks about the person.
async fn remarks_before(change: &mut Change<'_>, named: &Named, instead: &str) -> Result<()> {
    use membership_event::Column;
    let remarks = "\"remarks\"";
    let told = Condition::any().add(Column::Before.contains(remarks)).add(Column::After.contains(remarks));
    for row in membership_event::Entity::find().filter(told).all(change.on()).await? {
        let (before, after) = (remark_without(&row.before, named, instead), remark_without(&row.after, named, instead));
        if before.is_none() && after.is_none() {
            continue;
        }
        change
            .wipe::<membership_event::Entity>(&row, |active| {
                active.before = Set(before.unwrap_or_else(|| row.before.clone()));
                active.after = Set(after.unwrap_or_else(|| row.after.clone()));
            })
            .await?;
    }
    Ok(())
}

/// A side of a change with another remark; none when it stays as it is.
fn remark_without(side: &str, named: &Named, instead: &str) -> Option<String> {
    let mut fields: Value = serde_json::from_str(side).ok()?;
    let remark = fields.get_mut("remarks")?;
    let said = reworded(remark.as_str()?, &|line| named.without(line, instead))?;
    *remark = Value::String(said);
    Some(fields.to_string())
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
