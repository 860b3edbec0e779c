//! Files into the roster. The rows are read twice, once to show what would happen and once to write it: nothing half-done
//! and nothing plain stays behind in between. Both readings judge a row by the same rules, in the same order.
//!
//! `read` gives rows · `header` and `mapping` say which column is which of ours · `ahead` looks through the whole file · `row` makes a line of a row · `place`
//! finds units and employers · `matching` finds the person · `judge` compares · `alike` says who may be there already · `apply` and
//! `change` write · `tally` counts.

mod ahead;
mod alike;
mod apply;
mod belonging;
mod change;
mod closed;
mod erased;
mod header;
mod judge;
mod mapping;
mod matching;
mod paste;
mod place;
mod read;
mod reconcile;
mod row;
mod run;
mod tally;

use std::collections::{BTreeMap, HashMap};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use self::paste::{paste, preview_paste};
pub use self::reconcile::{preview_reconcile, reconcile};
pub(crate) use self::row::is_total;

use self::alike::Alikes;
use self::apply::{Numbers, Writer};
use self::judge::{Does, Judged};
use self::mapping::Plan;
use self::run::Run;
use super::actions::{keep_apart, kept};
use super::entity::import_batch;
use super::line::Line;
use super::model::{
    BatchRow, FieldChange, FileWarning, Imported, Mapping, RosterFile, RosterPreview, RowPreview, SheetChoice,
};
use super::sheet::{COLUMNS, shown};
use super::spans;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::BatchId;
use crate::session::Session;

/// Findings in a preview.
const PROBLEMS: usize = 1_000;
/// Rows of each outcome in a preview.
const ROWS: usize = 100;
/// Imports that are listed.
const BATCHES: u64 = 200;

/// What a file would do to the roster; nothing is written.
///
/// # Errors
/// `workbook_…` and `file_…` for a file that cannot be read, `roster_not_found`, [`crate::error::Error::Invalid`] for a
/// mapping that names what does not exist.
pub async fn preview_roster(session: &Session, input: RosterFile) -> Result<RosterPreview> {
    look_through(session, &input, ROWS, false, |_| {}).await.map(|(preview, _)| preview)
}

/// Read a file to its end without writing; every judged row is also given to `each`. At most `most` rows of each outcome
/// are shown.
async fn look_through(
    session: &Session,
    input: &RosterFile,
    most: usize,
    reconciles: bool,
    mut each: impl FnMut(&Judged),
) -> Result<(RosterPreview, Run)> {
    let on = session.look();
    let settings = crate::desk::profile(session).await?;
    let mut run = Run::begin(session, on, input, settings.labels, reconciles).await?;
    if reconciles {
        run.looks_ahead();
    }
    let mut rows: Vec<RowPreview> = Vec::new();
    let mut shown_of: HashMap<&'static str, usize> = HashMap::new();
    let mut alikes = Alikes::default();
    while let Some(judged) = run.chunk(session, on, None).await? {
        // Of a list that is compared, who a row may be is asked where the row is looked at.
        if !reconciles {
            alikes.chunk(on, &run, &judged).await?;
        }
        for row in judged {
            each(&row);
            let outcome = outcome(&row.does);
            let count = shown_of.entry(outcome).or_default();
            if *count < most {
                *count += 1;
                rows.push(preview_of(session, &run, outcome, &row));
            }
        }
    }
    run.source.unchanged().await?;
    let alike = alikes.finish(session, &run).await?;
    for row in &mut rows {
        row.alike = alike.places.contains(&(row.sheet.clone(), row.row));
    }
    let head = &run.head;
    let mut problems = std::mem::take(&mut run.tally.problems);
    problems.truncate(PROBLEMS);
    let preview = RosterPreview {
        file_name: run.source.name.clone(),
        file_hash: run.source.hash.clone(),
        encoding: run::encoding(head),
        remembered: run.plan.remembered,
        warnings: head
            .warnings
            .iter()
            .map(|warning| FileWarning {
                code: warning.code.clone(),
                about: serde_json::Value::Object(warning.about.clone()),
            })
            .chain(
                run.of_sheets()
                    .map(|(code, names)| FileWarning { code: code.to_owned(), about: json!({ "raw": names }) }),
            )
            .collect(),
        sheets: head
            .sheets
            .iter()
            .map(|sheet| SheetChoice {
                name: sheet.name.clone(),
                taken: run.rows_of.contains_key(&sheet.name),
                rows: run.rows_of.get(&sheet.name).copied().unwrap_or(0),
            })
            .collect(),
        columns: run.plan.guesses.clone(),
        mapping: run.plan.mapping.clone(),
        read: run.tally.read,
        created: run.tally.created,
        updated: run.tally.updated,
        unchanged: run.tally.unchanged,
        rejected: run.tally.rejected,
        skipped: run.tally.skipped,
        missing_units: run.places.missing.iter().cloned().collect(),
        closed: run.closed_by_file(),
        groups: run.tally.groups(),
        problems,
        rows,
        alike: alike.rows,
        alike_n: alike.n,
        alike_open: alike.open,
    };
    Ok((preview, run))
}

fn outcome(does: &Does) -> &'static str {
    match does {
        Does::Adds(_) => "created",
        Does::Changes(..) => "updated",
        Does::Nothing => "unchanged",
        Does::Refused => "rejected",
    }
}

fn preview_of(session: &Session, run: &Run, outcome: &str, row: &Judged) -> RowPreview {
    let line = &row.draft.line;
    let known = match &row.does {
        Does::Changes(stored, _) => Some(&stored.line),
        _ => None,
    };
    let unit = match row.placed.unit.id() {
        Some(unit) => run.places.words(unit),
        None => [line.branch.clone(), line.sub_branch.clone(), line.workplace.clone()],
    };
    let mut changes = Vec::new();
    let mut name = line.name();
    let mut member_no = line.member_no.clone().unwrap_or_default();
    if let Does::Changes(stored, changed) = &row.does {
        if name.is_empty() {
            name = stored.line.name();
        }
        member_no = stored.line.member_no.clone().unwrap_or_default();
        for (at, column) in changed.iter().filter_map(|at| Some((at, COLUMNS.get(*at)?))) {
            let words = |cell| shown(&cell, column.codes.as_ref(), session.locale);
            changes.push(FieldChange {
                column: column.name.to_owned(),
                before: words((column.get)(&stored.line)),
                after: words((column.get)(line)),
                doubtful: row.doubtful.contains(at),
            });
        }
    }
    RowPreview {
        sheet: run.sheet(row.draft.sheet).to_owned(),
        row: row.draft.number,
        outcome: outcome.to_owned(),
        name,
        kana: Some(line.kana()).filter(|kana| !kana.is_empty()).or(known.map(Line::kana)).unwrap_or_default(),
        birth_on: line.birth_on.or(known.and_then(|known| known.birth_on)),
        unit: unit.into_iter().flatten().collect::<Vec<_>>().join(" / "),
        member_no,
        changes,
        corrects: row.corrects,
        alike: false,
    }
}

/// Read a file into the roster: everything in one change, or nothing. `desk.undo` takes it back by the batch.
///
/// # Errors
/// As [`preview_roster`]; `file_changed` when the file is not the one that was previewed; `import_closed` for rows that change
/// figures of a closed month, without a reason (M-09).
pub async fn import_roster(session: &Session, input: RosterFile) -> Result<Imported> {
    crate::desk::backup_before(session).await?;
    // Before the change: a file has one connection, and the change holds it.
    let settings = crate::desk::profile(session).await?;
    let mut change = session.change("members", "import_roster").await?;
    let run = write_rows(session, &mut change, settings, &input, None).await?;
    imported(change, run, 0).await
}

/// Read a file into the roster within a change; what is not accepted is put aside.
async fn write_rows(
    session: &Session,
    change: &mut crate::ops::Change<'_>,
    settings: crate::desk::Settings,
    input: &RosterFile,
    accept: Option<run::Acceptance>,
) -> Result<Run> {
    let mut run = Run::begin(session, change.on(), input, settings.labels.clone(), accept.is_some()).await?;
    run.accept = accept;
    let batch = BatchId(change.id().0);
    let row = import_batch::ActiveModel {
        id: Set(batch),
        file_name: Set(run.source.name.clone()),
        file_hash: Set(run.source.hash.clone()),
        encoding: Set(run::encoding(&run.head)),
        mapping: Set(serde_json::to_string(&Kept::of(&run.plan)).map_err(|error| Error::Bug(error.to_string()))?),
        fingerprint: Set(run.plan.fingerprint.clone()),
        as_of: Set(run.as_of),
        op_id: Set(change.id()),
        read: Set(0),
        created: Set(0),
        updated: Set(0),
        unchanged: Set(0),
        rejected: Set(0),
        ..Default::default()
    };
    change.keep::<import_batch::Entity>(vec![row]).await?;
    let mut writer = Writer::new(Some(batch), run.as_of, Numbers::of(settings), run.last_no);
    writer.reason = kept(input.reason.as_deref());
    // Members without a number come last where the file numbers others: a number given to them could be one of those.
    let mut waiting: Vec<Judged> = Vec::new();
    let numbered = run.has_numbers();
    let mut first = true;
    while let Some(mut judged) = run.chunk(session, change.on(), Some(batch)).await? {
        if std::mem::take(&mut first) && adds_most(change, run.expected(), &judged).await? {
            change.set_aside(&spans::ORDERS).await?;
        }
        run.tally.keep(change).await?;
        if run.corrected > 0 && writer.reason.is_none() {
            return Err(Error::refused("import_closed", json!({ "closed": run.closed })));
        }
        if numbered {
            let (later, now) = judged
                .into_iter()
                .partition(|row| matches!(row.does, Does::Adds(_)) && row.draft.line.member_no.is_none());
            waiting.extend::<Vec<Judged>>(later);
            judged = now;
        }
        writer.write(change, &mut run.places, judged).await?;
    }
    writer.finish(change, &mut run.places).await?;
    let mut waiting = waiting.into_iter().peekable();
    while waiting.peek().is_some() {
        session.progress.go_on()?;
        writer.write(change, &mut run.places, waiting.by_ref().take(run::CHUNK).collect()).await?;
    }
    writer.finish(change, &mut run.places).await?;
    keep_apart(change, &writer.told_new).await?;
    run.source.unchanged().await?;
    if run.corrected > 0 {
        change.because(writer.reason);
    }
    finish(change, batch, &run).await?;
    Ok(run)
}

/// Rows of a file from which on its members are more than worth sorting at the end.
const MANY: u64 = 5_000;

/// Whether a file adds as many members as there are, as the first list of a union does.
async fn adds_most(change: &crate::ops::Change<'_>, expected: u64, first: &[Judged]) -> Result<bool> {
    let adds = first.iter().filter(|row| matches!(row.does, Does::Adds(_))).count();
    if expected < MANY || adds * 2 < first.len() {
        return Ok(false);
    }
    Ok(spans::spans_there(change.on()).await? <= i64::try_from(expected).unwrap_or(i64::MAX))
}

/// Finish the change of an import and say what it did.
async fn imported(mut change: crate::ops::Change<'_>, run: Run, not_listed: u64) -> Result<Imported> {
    let batch = BatchId(change.id().0);
    let tally = &run.tally;
    let about = json!({ "name": run.source.name, "created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged, "rejected": tally.rejected, "not_listed": not_listed });
    change.about_record("import_batch", batch.0);
    let op = change.done(about).await?;
    let closed = run.closed_by_file();
    let tally = run.tally;
    Ok(Imported {
        batch: op,
        read: tally.read,
        created: tally.created,
        updated: tally.updated,
        unchanged: tally.unchanged,
        rejected: tally.rejected,
        put_aside: run.put_aside,
        not_listed,
        remembered: run.plan.remembered,
        employer: run.plan.mapping.employer,
        closed,
        problems: tally.problems,
    })
}

/// Write the counts of a batch; the database refuses counts that do not add up.
async fn finish(change: &crate::ops::Change<'_>, batch: BatchId, run: &Run) -> Result<()> {
    use import_batch::Column;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let tally = &run.tally;
    if tally.read != tally.created + tally.updated + tally.unchanged + tally.rejected {
        return Err(Error::Bug("rows read and rows accounted for differ".into()));
    }
    import_batch::Entity::update_many()
        .col_expr(Column::Read, Expr::value(count(tally.read)))
        .col_expr(Column::Created, Expr::value(count(tally.created)))
        .col_expr(Column::Updated, Expr::value(count(tally.updated)))
        .col_expr(Column::Unchanged, Expr::value(count(tally.unchanged)))
        .col_expr(Column::Rejected, Expr::value(count(tally.rejected)))
        .filter(Column::Id.eq(batch))
        .exec(change.on())
        .await?;
    Ok(())
}

/// What a batch keeps of how its file was read.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// What is true for next month's file too: columns, defaults and words, but no rows.
    #[serde(flatten)]
    pub mapping: Mapping,
    /// Headers by sheet and place, for the rejected rows.
    pub headers: BTreeMap<String, Vec<String>>,
}

impl Kept {
    fn of(plan: &Plan) -> Self {
        let mut mapping = plan.mapping.clone();
        mapping.decisions.retain(|decision| decision.row.is_none());
        // Whether sheets stand for branches is asked of each file anew.
        mapping.defaults.retain(|_, value| value != mapping::SHEET);
        let headers = plan
            .sheets
            .iter()
            .map(|sheet| (sheet.name.clone(), sheet.layout.headers.iter().map(|header| header.from.clone()).collect()));
        Self { mapping, headers: headers.collect() }
    }
}

/// Imports that were done, newest first.
///
/// # Errors
/// What the database answers.
pub async fn batches(session: &Session, _input: Nothing) -> Result<Vec<BatchRow>> {
    let found =
        import_batch::Entity::find().order_by_desc(import_batch::Column::Id).limit(BATCHES).all(session.look()).await?;
    Ok(found
        .into_iter()
        .map(|row| BatchRow {
            id: row.id,
            at: row.created_at,
            file_name: row.file_name,
            as_of: row.as_of,
            read: row.read,
            created: row.created,
            updated: row.updated,
            unchanged: row.unchanged,
            rejected: row.rejected,
        })
        .collect())
}
