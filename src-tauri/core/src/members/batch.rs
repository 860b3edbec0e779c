//! 異動一覧: what an import or a 突合 changed, on paper for the committee, written from the batch.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::entity::{import_batch, membership_event};
use super::erase::number_shown;
use super::export::answer;
use super::model::{BatchChanges, ConditionKind, EventKind, Written};
use super::queries::{Scope, scope};
use super::roster::{Stored, of_memberships};
use super::sheet::{COLUMNS, place};
use crate::desk::{self, Words};
use crate::error::{Error, Result};
use crate::excel::background;
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::ids::{MembershipId, UnitId};
use crate::labels::word;
use crate::officers::{Export, Sensitivity, frame};
use crate::paths::is_workbook;
use crate::rights::Right;
use crate::session::Session;
use crate::text;

/// Members asked about in one statement.
const TOGETHER: usize = 500;

/// Write the list of what a batch changed: who joined, what changed from what to what, whose membership ended, who is on leave.
///
/// # Errors
/// `missing` for a batch that is not there, `batch_taken_back`, `file_kind_xlsx`, and what the file system answers.
pub async fn batch_changes(session: &Session, input: BatchChanges) -> Result<Written> {
    let settings = desk::profile(session).await?;
    let batch = import_batch::Entity::find_by_id(input.batch)
        .one(session.look())
        .await?
        .ok_or(Error::Missing { what: "batch" })?;
    if !crate::ops::in_force(session.look(), batch.op_id).await? {
        return Err(Error::refused("batch_taken_back", json!({})));
    }
    let target = session.path(&input.file)?;
    is_workbook(&target)?;
    let scope = scope(session, Right::ImportRoster).await?;
    let words = Words::new(session.locale, &settings);
    let page = page(session, &words, &scope, &batch).await?;
    let rows: u64 = page.tables().map(|table| table.rows.len() as u64).sum();
    let frame = frame(session, &words, Sensitivity::B, words.word("members.batch.title"));
    let sheets = vec![Sheet::Page(page)];
    let writing =
        background::write_workbook(&target, &session.near(&target), frame, sheets, None, &session.progress, rows)?;
    let written = writing.finish(Ok(())).await?;
    let export = Export {
        report: "batch_changes".into(),
        sensitivity: Sensitivity::B,
        filters: json!({ "batch": input.batch, "file": batch.file_name }),
        purpose: word(session.locale, "members.batch.purpose").to_owned(),
        recipient: settings.name.clone(),
        protected: false,
    };
    answer(session, "batch_changes", export, &target, &written, (&[], None)).await
}

/// A value of the history as people read it; a day stays a day.
fn shown(words: &Words, column: &str, value: &Value) -> Cell {
    let Some(text) = value.as_str() else { return Cell::Empty };
    let codes = place(column).and_then(|at| COLUMNS.get(at)).and_then(|column| column.codes);
    match codes {
        Some(codes) => Cell::text(words.word(&codes.label_key(text))),
        None => match text.parse() {
            Ok(day) if column.ends_with("_on") => Cell::Date(day),
            _ => Cell::text(text.to_owned()),
        },
    }
}

/// What a batch did to one member.
struct Told {
    membership: MembershipId,
    kind: EventKind,
    /// The day from which it holds.
    from_on: NaiveDate,
    before: Value,
    after: Value,
}

async fn page(session: &Session, words: &Words, scope: &Scope, batch: &import_batch::Model) -> Result<Page> {
    let told: Vec<Told> = membership_event::Entity::find()
        .filter(membership_event::Column::ImportBatchId.eq(batch.id))
        .order_by_asc(membership_event::Column::Id)
        .all(session.look())
        .await?
        .into_iter()
        .map(|row| Told {
            membership: row.membership_id,
            kind: row.kind,
            from_on: row.effective_on,
            before: serde_json::from_str(&row.before).unwrap_or_default(),
            after: serde_json::from_str(&row.after).unwrap_or_default(),
        })
        .collect();
    let ids: BTreeSet<MembershipId> = told.iter().map(|event| event.membership).collect();
    let ids: Vec<MembershipId> = ids.into_iter().collect();
    let mut members: HashMap<MembershipId, Stored> = HashMap::new();
    for part in ids.chunks(TOGETHER) {
        let found = of_memberships(session.look(), part, batch.as_of).await?;
        members.extend(found.into_iter().map(|stored| (stored.membership_id, stored)));
    }
    let last_units = last_units(session, &told).await?;
    let sections = [
        (
            "members.batch.joined",
            vec![
                words.head("column.member_no", Kind::Id),
                words.head("report.name", Kind::Text),
                words.head("report.belongs", Kind::Text),
                words.head("column.joined_on", Kind::Date),
            ],
            joined(&told, &members, scope),
        ),
        (
            "members.batch.changed",
            vec![
                words.head("column.member_no", Kind::Id),
                words.head("report.name", Kind::Text),
                words.head("report.item", Kind::Text),
                words.head("report.before", Kind::Text),
                words.head("report.after", Kind::Text),
                words.head("members.batch.from", Kind::Date),
            ],
            changed(&told, &members, scope, words),
        ),
        (
            "members.batch.ended",
            vec![
                words.head("column.member_no", Kind::Id),
                words.head("report.name", Kind::Text),
                words.head("report.belongs", Kind::Text),
                words.head("column.left_on", Kind::Date),
                words.head("report.reason", Kind::Text),
            ],
            ended(&told, &members, &last_units, scope, words),
        ),
        (
            "members.batch.conditions",
            vec![
                words.head("column.member_no", Kind::Id),
                words.head("report.name", Kind::Text),
                words.head("report.belongs", Kind::Text),
                words.head("column.status", Kind::Text),
                words.head("members.batch.from", Kind::Date),
            ],
            conditions(&told, &members, scope, words),
        ),
    ];
    let mut blocks = Vec::new();
    for (heading, heads, rows) in sections {
        let text = words.say(heading, &json!({ "n": rows.len() }));
        blocks.push(Block::Heading { text });
        if rows.is_empty() {
            blocks.push(Block::Text { paragraphs: vec![words.word("members.batch.nobody")] });
        } else {
            blocks.push(Block::Table(Table { heads, rows }));
        }
    }
    let mut notes = vec![words.say("members.batch.source", &json!({ "file": batch.file_name }))];
    if batch.rejected > 0 {
        notes.push(words.say("members.batch.rejected", &json!({ "n": batch.rejected })));
    }
    notes.push(words.word("members.batch.note"));
    Ok(Page {
        name: words.word("members.batch.title"),
        title: words.word("members.batch.title"),
        scope: words.say(
            "members.batch.scope",
            &json!({
                "day": words.day(batch.as_of),
                "read": batch.read,
                "created": batch.created,
                "updated": batch.updated,
                "unchanged": batch.unchanged,
            }),
        ),
        landscape: false,
        blocks,
        notes,
    })
}

/// Number and name of a member.
fn who(members: &HashMap<MembershipId, Stored>, id: MembershipId) -> [Cell; 2] {
    match members.get(&id) {
        None => [Cell::Empty, Cell::Empty],
        Some(stored) => {
            let number = stored.line.member_no.clone().map(number_shown).filter(|number| !number.is_empty());
            [Cell::id_or_empty(number), Cell::text(stored.line.name())]
        }
    }
}

/// The unit of a member on the list's day.
fn unit_of(members: &HashMap<MembershipId, Stored>, id: MembershipId, scope: &Scope) -> Cell {
    unit_words(members.get(&id).and_then(|stored| stored.unit_id), scope)
}

fn unit_words(unit: Option<UnitId>, scope: &Scope) -> Cell {
    let names = unit.map(|unit| scope.tree.names(unit)).unwrap_or_default();
    let parts: Vec<&str> = [names.branch, names.sub_branch, names.workplace].into_iter().flatten().collect();
    Cell::text(parts.join(" "))
}

/// The units of those whose memberships ended, on their last days: whose they were.
async fn last_units(session: &Session, told: &[Told]) -> Result<HashMap<MembershipId, UnitId>> {
    let mut by_day: BTreeMap<NaiveDate, Vec<MembershipId>> = BTreeMap::new();
    for event in told.iter().filter(|event| event.kind == EventKind::End) {
        by_day.entry(event.from_on).or_default().push(event.membership);
    }
    let mut units = HashMap::new();
    for (day, ids) in by_day {
        for part in ids.chunks(TOGETHER) {
            let found = of_memberships(session.look(), part, day).await?;
            units.extend(found.into_iter().filter_map(|stored| Some((stored.membership_id, stored.unit_id?))));
        }
    }
    Ok(units)
}

/// Events of some kinds in the order of the numbers.
fn of_kinds<'t>(told: &'t [Told], members: &HashMap<MembershipId, Stored>, kinds: &[EventKind]) -> Vec<&'t Told> {
    let mut found: Vec<&Told> = told.iter().filter(|event| kinds.contains(&event.kind)).collect();
    found.sort_by_cached_key(|event| {
        members.get(&event.membership).and_then(|stored| stored.line.member_no.as_deref().map(text::number_order))
    });
    found
}

fn joined(told: &[Told], members: &HashMap<MembershipId, Stored>, scope: &Scope) -> Vec<Row> {
    of_kinds(told, members, &[EventKind::Join])
        .into_iter()
        .map(|event| {
            let [number, name] = who(members, event.membership);
            let day = members.get(&event.membership).and_then(|stored| stored.line.joined_on);
            Row::body(vec![number, name, unit_of(members, event.membership, scope), Cell::date_or_empty(day)])
        })
        .collect()
}

fn changed(told: &[Told], members: &HashMap<MembershipId, Stored>, scope: &Scope, words: &Words) -> Vec<Row> {
    let kinds = [EventKind::Name, EventKind::Category, EventKind::Unit, EventKind::Employment, EventKind::Correction];
    let mut rows = Vec::new();
    for event in of_kinds(told, members, &kinds) {
        let mut line = |item: &str, before: Cell, after: Cell| {
            let [number, name] = who(members, event.membership);
            let cells = vec![number, name, Cell::text(words.word(item)), before, after, Cell::Date(event.from_on)];
            rows.push(Row::body(cells));
        };
        // A move is one line, whatever of branch, sub-branch and workplace is another.
        if event.kind == EventKind::Unit {
            let [before, after] = both_units(event, members, scope);
            line("report.belongs", Cell::text(before), Cell::text(after));
            continue;
        }
        for (column, after) in event.after.as_object().into_iter().flatten() {
            let before = event.before.get(column).cloned().unwrap_or_default();
            if before == *after || place(column).is_none() {
                continue;
            }
            line(&format!("column.{column}"), shown(words, column, &before), shown(words, column, after));
        }
    }
    rows
}

/// The whole name of the unit before and after a move. The event has the levels that differ; the others are those of the unit.
fn both_units(event: &Told, members: &HashMap<MembershipId, Stored>, scope: &Scope) -> [String; 2] {
    let unit = members.get(&event.membership).and_then(|stored| stored.unit_id);
    let names = unit.map(|unit| scope.tree.names(unit)).unwrap_or_default();
    let levels = [("branch", names.branch), ("sub_branch", names.sub_branch), ("workplace", names.workplace)];
    [&event.before, &event.after].map(|side| {
        let parts: Vec<&str> = levels
            .iter()
            .filter_map(|(level, now)| match side.get(level) {
                Some(said) => said.as_str(),
                None => *now,
            })
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" ")
    })
}

fn ended(
    told: &[Told],
    members: &HashMap<MembershipId, Stored>,
    last_units: &HashMap<MembershipId, UnitId>,
    scope: &Scope,
    words: &Words,
) -> Vec<Row> {
    of_kinds(told, members, &[EventKind::End])
        .into_iter()
        .map(|event| {
            let [number, name] = who(members, event.membership);
            let of = |field: &str| shown(words, field, event.after.get(field).unwrap_or(&Value::Null));
            let unit = unit_words(last_units.get(&event.membership).copied(), scope);
            Row::body(vec![number, name, unit, of("left_on"), of("end_reason")])
        })
        .collect()
}

fn conditions(told: &[Told], members: &HashMap<MembershipId, Stored>, scope: &Scope, words: &Words) -> Vec<Row> {
    of_kinds(told, members, &[EventKind::ConditionStart])
        .into_iter()
        .map(|event| {
            let [number, name] = who(members, event.membership);
            let kind: Option<ConditionKind> =
                event.after.get("kind").cloned().and_then(|kind| serde_json::from_value(kind).ok());
            let kind = kind.map(|kind| words.word(&kind.label_key())).unwrap_or_default();
            let unit = unit_of(members, event.membership, scope);
            Row::body(vec![number, name, unit, Cell::text(kind), Cell::Date(event.from_on)])
        })
        .collect()
}
