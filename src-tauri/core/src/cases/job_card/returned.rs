//! The sheet that comes back: whose it is, whether a newer one went out, and what each row of it says.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::keys::{OpenCase, open_case};
use super::super::model::Head;
use super::entity::job_card_sheet;
use super::model::{CardChange, CardKind, CardOutcome, CardReturned, CardWords, JobCardFile, JobCardPreview};
use super::period::is_unclear;
use super::queries::{self, sheets};
use super::sheet::{Header, PERSONAL, SHEETS, header_of, ja, label_key, said, stand};
use crate::error::{Error, Result};
use crate::excel::read::{self, Event};
use crate::excel::source::{Source, refused};
use crate::session::Session;
use crate::text::{header_key, name_key};

/// Rows above the header at most.
const ABOVE: u32 = 20;

/// A row of the sheet, and what it says.
pub(super) struct Said {
    pub shown: CardReturned,
    pub words: CardWords,
}

/// A sheet that was read.
pub(super) struct Returned {
    pub sheet: job_card_sheet::Model,
    pub older: bool,
    pub rows: Vec<Said>,
}

/// The file that was chosen.
pub(super) async fn source(session: &Session, input: &JobCardFile) -> Result<Source> {
    Source::of(session, &input.file, input.password.as_ref().map(crate::desk::Passphrase::secret)).await
}

/// What a sheet that came back would do; nothing is written.
///
/// # Errors
/// As [`open_case`]; `workbook_…` and `file_…` for a file that cannot be read; `job_card_not_found` for one that is no such sheet,
/// `job_card_other` for one of another person, `job_card_unknown` for one that this union did not write.
pub async fn preview_job_card(session: &Session, input: JobCardFile) -> Result<JobCardPreview> {
    let source = source(session, &input).await?;
    let on = session.look();
    let case = open_case(session, on, input.case_id, None).await?;
    let found = read(session, on, &case, &source).await?;
    source.unchanged().await?;
    Ok(JobCardPreview {
        file_name: source.name.clone(),
        file_hash: source.hash.clone(),
        handed_on: found.sheet.handed_on,
        older: found.older,
        rows: found.rows.into_iter().map(|row| row.shown).collect(),
    })
}

/// An item as it stands: which state of it, what it says, and whether it was taken off the card.
struct Standing {
    stand: i64,
    words: CardWords,
    removed: bool,
}

/// Every row with an entry, in the order of the file.
pub(super) async fn read(
    session: &Session,
    on: &impl ConnectionTrait,
    case: &OpenCase,
    source: &Source,
) -> Result<Returned> {
    let mut standing = HashMap::new();
    for (row, words) in queries::said(on, case).await? {
        let item = Standing { stand: stand(row.version), words, removed: row.removed };
        standing.insert((row.kind, row.no), item);
    }
    let mut book = source.open(Vec::new(), None).await?;
    let (mut name, mut header): (String, Option<Header>) = (String::new(), None);
    let (mut marks, mut any) = (Vec::new(), false);
    let mut plan: Option<PlanRead> = None;
    let mut found: Vec<Said> = Vec::new();
    while let Some(event) = book.next().await.map_err(refused)? {
        session.progress.go_on()?;
        match event {
            Event::Sheet(head) => {
                found.extend(take_plan(&mut plan, &name, &standing));
                found.extend(unread(&name, header.as_ref()));
                (name, header) = (head.name, None);
            }
            Event::Row(row) => match &header {
                None if row.number <= ABOVE => {
                    marks.extend(row.cells.iter().filter_map(mark_in));
                    header = header_of(&row.cells);
                    any |= header.is_some();
                }
                None => {}
                Some(header) if header.kind == CardKind::Plan => {
                    found.extend(read_plan(header, &row.cells, (&name, row.number), &mut plan, &case.head));
                }
                Some(header) => found.extend(read_item(header, &row.cells, (&name, row.number), &standing)),
            },
            Event::Progress { .. } | Event::End(_) => {}
        }
    }
    found.extend(take_plan(&mut plan, &name, &standing));
    found.extend(unread(&name, header.as_ref()));
    marks.dedup();
    let [mark] = marks.as_slice() else {
        return Err(Error::refused("job_card_not_found", json!({ "name": source.name })));
    };
    if !any {
        return Err(Error::refused("job_card_not_found", json!({ "name": source.name })));
    }
    let sheet = job_card_sheet::Entity::find().filter(job_card_sheet::Column::Mark.eq(mark)).one(on).await?;
    let sheet = sheet.ok_or_else(|| Error::refused("job_card_unknown", json!({ "mark": mark })))?;
    if sheet.case_id != case.row.id {
        return Err(Error::refused("job_card_other", json!({ "mark": mark })));
    }
    let older = sheets(on, case).await?.first().is_some_and(|newest| newest.id != sheet.id);
    Ok(Returned { sheet, older, rows: found })
}

/// The mark, in the line that begins with its word.
fn mark_in(cell: &read::Cell) -> Option<String> {
    let shown = cell.shown();
    let (_, after) = shown.split_once(ja("cases.card.mark").as_str())?;
    let mark: String = after.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(9).collect();
    (mark.len() == 9).then(|| mark.to_uppercase())
}

fn number_in(cells: &[read::Cell], place: Option<usize>) -> std::result::Result<Option<i64>, &'static str> {
    Ok(said(place.and_then(|place| cells.get(place)))?.parse().ok())
}

/// What was read of the plan sheet so far.
#[derive(Default)]
struct PlanRead {
    /// Its first row.
    row: u32,
    stated: Option<i64>,
    words: CardWords,
    /// The fields that a row named.
    named: Vec<&'static str>,
}

/// Something of the file that is not taken, and why: for its field, if one is to blame.
fn not_taken((kind, sheet, row): (CardKind, &str, u32), reason: &str, field: Option<&str>) -> Said {
    let shown = CardReturned {
        sheet: sheet.to_owned(),
        row,
        kind,
        no: None,
        outcome: CardOutcome::NotTaken,
        reason: Some(reason.to_owned()),
        field: field.map(str::to_owned),
        remark: None,
        changes: Vec::new(),
    };
    Said { shown, words: CardWords::default() }
}

/// A sheet of the card whose headers are gone is told: nothing of it is read.
fn unread(sheet: &str, header: Option<&Header>) -> Option<Said> {
    let kind = SHEETS.into_iter().find(|kind| ja(&format!("cases.card.sheet.{}", kind.code())) == sheet)?;
    header.is_none().then(|| not_taken((kind, sheet, 1), "card_sheet_unreadable", None))
}

/// A row of the plan sheet: one field of its one item. Words beside a label that was touched are told, for nobody knows where they
/// belong.
fn read_plan(
    header: &Header,
    cells: &[read::Cell],
    (sheet, number): (&str, u32),
    plan: &mut Option<PlanRead>,
    head: &Head,
) -> Option<Said> {
    let label = header_key(&said(header.named.and_then(|place| cells.get(place))).unwrap_or_default());
    let names = |key: &str| header_key(&ja(key)) == label;
    let field = header.fields.iter().find(|((name, _), _)| names(&label_key(CardKind::Plan, name)));
    let Some(((name, field), place)) = field else {
        let entry = header.fields.first().and_then(|(_, place)| cells.get(*place));
        let entry = said(entry);
        let Some(key) = PERSONAL.iter().find(|key| names(key)) else {
            let nothing = entry.is_ok_and(|entry| entry.is_empty());
            return (!nothing).then(|| not_taken((CardKind::Plan, sheet, number), "card_label_unknown", None));
        };
        // A name that was put right there is told: it belongs into the roster.
        let stands = match *key {
            "column.full_kana" => head.kana.as_deref().unwrap_or_default(),
            "column.full_name" => head.name.as_str(),
            _ => return None,
        };
        let other = entry.is_ok_and(|entry| name_key(&entry) != name_key(stands) && !entry.is_empty());
        return other.then(|| not_taken((CardKind::Plan, sheet, number), "card_name_kept", None));
    };
    let read = plan.get_or_insert_with(|| PlanRead { row: number, ..PlanRead::default() });
    read.row = number.min(read.row);
    read.stated = read.stated.or(number_in(cells, header.stand).unwrap_or_default());
    match said(cells.get(*place)) {
        Ok(words) => {
            read.named.push(*name);
            *field(&mut read.words) = words;
            None
        }
        Err(code) => Some(not_taken((CardKind::Plan, sheet, number), code, Some(*name))),
    }
}

/// The plan as the sheet says it. A field whose row is gone stays as it was: only an entry that was emptied is empty.
fn take_plan(plan: &mut Option<PlanRead>, sheet: &str, standing: &HashMap<(CardKind, i64), Standing>) -> Option<Said> {
    let mut read = plan.take()?;
    let known = standing.get(&(CardKind::Plan, 1));
    if let Some(known) = known {
        for (_, field) in CardKind::Plan.fields().iter().filter(|(name, _)| !read.named.contains(name)) {
            *field(&mut read.words) = known.words.get(*field);
        }
    }
    judged((CardKind::Plan, sheet, read.row), known.map(|_| 1), read.stated, read.words, standing)
}

fn read_item(
    header: &Header,
    cells: &[read::Cell],
    (sheet, number): (&str, u32),
    standing: &HashMap<(CardKind, i64), Standing>,
) -> Option<Said> {
    let mut words = CardWords::default();
    let mut wrong = None;
    for ((name, field), place) in &header.fields {
        match said(cells.get(*place)) {
            Ok(words_of) => *field(&mut words) = words_of,
            Err(code) => wrong = wrong.or(Some((*name, code))),
        }
    }
    // A row whose number is a formula is no new row.
    let (no, stated) = (number_in(cells, header.no), number_in(cells, header.stand));
    let wrong = no.err().map(|code| ("no", code)).or(stated.err().map(|code| ("stand", code))).or(wrong);
    let (no, stated) = (no.unwrap_or_default(), stated.unwrap_or_default());
    if let Some((field, code)) = wrong {
        let mut told = not_taken((header.kind, sheet, number), code, Some(field));
        told.shown.no = no;
        return Some(told);
    }
    // A sheet of an older edition lacks a column: what stands there stays.
    if let Some(item) = no.and_then(|no| standing.get(&(header.kind, no))).filter(|_| !words.is_empty()) {
        for (_, field) in header.kind.fields().iter().filter(|(name, _)| header.lacks(name)) {
            *field(&mut words) = item.words.get(*field);
        }
    }
    judged((header.kind, sheet, number), no, stated, words, standing)
}

/// What a row does, and why not. A row that was emptied says nothing: items are taken off the card by hand.
fn judged(
    (kind, sheet, row): (CardKind, &str, u32),
    no: Option<i64>,
    stated: Option<i64>,
    words: CardWords,
    standing: &HashMap<(CardKind, i64), Standing>,
) -> Option<Said> {
    if words.is_empty() {
        return None;
    }
    let item = no.and_then(|no| standing.get(&(kind, no)));
    let mut shown = CardReturned {
        sheet: sheet.to_owned(),
        row,
        kind,
        no,
        outcome: CardOutcome::NotTaken,
        reason: None,
        field: None,
        remark: None,
        changes: Vec::new(),
    };
    let mut words = match words.checked(kind) {
        Ok(words) => words,
        Err(error) => {
            let wrong = error.fields().first();
            shown.reason = Some(wrong.map_or("card_unreadable", |wrong| wrong.code.as_str()).to_owned());
            shown.field = wrong.map(|wrong| wrong.field.clone());
            return Some(Said { shown, words: CardWords::default() });
        }
    };
    let before = item.map(|item| item.words.clone()).unwrap_or_default();
    words.enrolment = before.enrolment;
    shown.changes = kind
        .fields()
        .iter()
        .map(|(name, field)| (name, before.get(*field), words.get(*field)))
        .filter(|(_, before, after)| before != after)
        .map(|(name, before, after)| CardChange { field: (*name).to_owned(), before, after })
        .collect();
    let stands = |item: &Standing| !item.removed && CardWords { enrolment: None, ..item.words.clone() } == words;
    let entered = standing.iter().find(|((of, _), item)| *of == kind && stands(item));
    let (outcome, reason) = match (no, item) {
        // The sheet was entered before, and its new rows with it.
        (None, _) if entered.is_some() => (CardOutcome::Unchanged, None),
        (None, _) => (CardOutcome::Added, None),
        (Some(_), None) => (CardOutcome::NotTaken, Some("card_no_unknown")),
        (Some(_), Some(item)) if item.removed => (CardOutcome::NotTaken, Some("card_item_removed")),
        _ if shown.changes.is_empty() => (CardOutcome::Unchanged, None),
        (Some(_), Some(item)) if stated != Some(item.stand) => (CardOutcome::NotTaken, Some("card_changed_since")),
        _ => (CardOutcome::Changed, None),
    };
    if outcome == CardOutcome::Unchanged {
        shown.changes.clear();
    }
    let taken = matches!(outcome, CardOutcome::Added | CardOutcome::Changed);
    shown.remark = (taken && is_unclear(kind, &words)).then(|| "card_period_unclear".to_owned());
    shown.outcome = outcome;
    shown.reason = reason.map(str::to_owned);
    Some(Said { shown, words })
}
