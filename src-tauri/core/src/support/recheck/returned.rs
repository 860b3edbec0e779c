//! The workbook that comes back: every row with a code is one entry, judged by what was filled in.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::super::model::{CommunityRow, Filled, RecheckChange, RecheckOutcome, RecheckRow, SchemeRow, is_web, judge};
use super::super::queries::{communities_all, schemes_on};
use super::super::sheet::{COMMUNITIES, Line, SCHEMES, of_community, of_scheme, typed};
use crate::error::{Error, Result};
use crate::excel::cell::Cell;
use crate::excel::column::Column;
use crate::excel::form::Use;
use crate::excel::read::{self, Event};
use crate::excel::source::{Source, refused};
use crate::labels::{Locale, word};
use crate::session::Session;
use crate::text::header_key;

/// Rows above the header at most: titles and the guide.
const ABOVE: u32 = 30;

/// Whose row it is.
pub(super) enum Whose {
    Scheme(Box<SchemeRow>),
    Community(Box<CommunityRow>),
}

/// A row as it came back.
pub(super) struct Returned {
    pub whose: Option<Whose>,
    pub line: Line,
    pub shown: RecheckRow,
}

/// A header that was found: for each column of ours its place.
struct Header {
    columns: &'static [(Column<Line>, Use)],
    places: Vec<Option<usize>>,
}

/// Every row with an entry, in the order of the file.
///
/// # Errors
/// `workbook_…`, `recheck_not_found`.
pub(super) async fn read(session: &Session, source: &Source) -> Result<Vec<Returned>> {
    let today = session.today();
    let schemes: HashMap<String, SchemeRow> =
        schemes_on(session, today).await?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let communities: HashMap<String, CommunityRow> =
        communities_all(session, today).await?.into_iter().map(|row| (row.code.clone(), row)).collect();
    let mut book = source.open(Vec::new(), None).await?;
    let from_1904 = book.head.date1904;
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut any = false;
    let (mut sheet, mut header): (String, Option<Header>) = (String::new(), None);
    let mut headless: Option<Returned> = None;
    while let Some(event) = book.next().await.map_err(refused)? {
        session.progress.go_on()?;
        match event {
            Event::Sheet(head) => {
                found.extend(headless.take());
                sheet = head.name;
                header = None;
            }
            Event::Row(row) => match &header {
                None => {
                    if row.number <= ABOVE {
                        header = header_of(&row.cells);
                        any |= header.is_some();
                    }
                    let known = |cell: &read::Cell| {
                        let words = cell.shown().trim().to_owned();
                        schemes.contains_key(&words) || communities.contains_key(&words)
                    };
                    // Rows of entries under no header: the sheet is told, not passed over.
                    if header.is_some() {
                        headless = None;
                    } else if headless.is_none() && row.cells.iter().any(known) {
                        headless = Some(without_header(&sheet, row.number));
                    }
                }
                Some(header) => {
                    let schemes_here = std::ptr::eq(header.columns, SCHEMES);
                    let code = header.code_in(&row.cells);
                    let whose = if schemes_here {
                        schemes.get(&code).cloned().map(|row| Whose::Scheme(Box::new(row)))
                    } else {
                        communities.get(&code).cloned().map(|row| Whose::Community(Box::new(row)))
                    };
                    let stored = whose.as_ref().map(Whose::line);
                    let (line, wrong) = line_of(header, &row.cells, stored.as_ref(), today, from_1904);
                    if line.code.is_empty() && line.name.is_empty() {
                        continue;
                    }
                    let twice = !code.is_empty() && !seen.insert((schemes_here, code));
                    let wrong = if twice { Some(("support_code", "recheck_row_twice")) } else { wrong };
                    let shown =
                        judged(Place { sheet: &sheet, row: row.number, header }, &line, stored.as_ref(), wrong, today);
                    found.push(Returned { whose, line, shown });
                }
            },
            Event::Progress { .. } | Event::End(_) => {}
        }
    }
    found.extend(headless);
    if any { Ok(found) } else { Err(Error::refused("recheck_not_found", serde_json::json!({ "name": source.name }))) }
}

/// A sheet of entries whose row of headers is gone.
fn without_header(sheet: &str, row: u32) -> Returned {
    let shown = RecheckRow {
        sheet: sheet.to_owned(),
        row,
        code: String::new(),
        name: String::new(),
        outcome: RecheckOutcome::NotUnderstood,
        reason: Some("recheck_no_header".to_owned()),
        column: None,
        checked_on: None,
        changes: Vec::new(),
    };
    Returned { whose: None, line: Line::default(), shown }
}

/// The header, if the row is one: the code, the answer and the day are there.
fn header_of(cells: &[read::Cell]) -> Option<Header> {
    let heads: Vec<String> = cells.iter().map(|cell| header_key(&cell.shown())).collect();
    let place = |column: &Column<Line>| {
        let named = |locale: Locale| header_key(word(locale, &column.label_key()));
        heads.iter().position(|head| *head == named(Locale::Ja) || *head == named(Locale::En))
    };
    [SCHEMES, COMMUNITIES]
        .into_iter()
        .map(|columns| Header { columns, places: columns.iter().map(|(column, _)| place(column)).collect() })
        .filter(|header| {
            ["support_code", "recheck_word", "recheck_on"].iter().all(|name| header.place_of(name).is_some())
        })
        // The sheet of communities has the columns of its own kind.
        .max_by_key(|header| header.places.iter().flatten().count())
}

impl Whose {
    /// The entry as a row of the sheet.
    fn line(&self) -> Line {
        match self {
            Self::Scheme(row) => of_scheme(row),
            Self::Community(row) => of_community(row),
        }
    }
}

impl Header {
    /// What stands in the column of the code.
    fn code_in(&self, cells: &[read::Cell]) -> String {
        let cell = self.place_of("support_code").and_then(|place| cells.get(place));
        cell.and_then(|cell| cell.said().ok()).map(|code| code.trim().to_owned()).unwrap_or_default()
    }

    fn place_of(&self, name: &str) -> Option<usize> {
        let at = self.columns.iter().position(|(column, _)| column.name == name)?;
        self.places.get(at).copied().flatten()
    }
}

/// Where a row stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    sheet: &'a str,
    row: u32,
    header: &'a Header,
}

/// The column of a cell that cannot be taken, and why not.
type Wrong = (&'static str, &'static str);

/// A row of the file as a line of ours, and the first thing in it that could not be read. A column that was taken out of
/// the sheet says what the entry says.
fn line_of(
    header: &Header,
    cells: &[read::Cell],
    stored: Option<&Line>,
    today: NaiveDate,
    from_1904: bool,
) -> (Line, Option<Wrong>) {
    let mut line = stored.cloned().unwrap_or_default();
    let mut wrong = None;
    for ((column, _), place) in header.columns.iter().zip(&header.places) {
        let (Some(put), Some(place)) = (column.put, place) else { continue };
        let cell = cells.get(*place).map_or(Ok(Cell::Empty), |cell| typed(cell, column.kind, today, from_1904));
        if let Err(code) = cell.and_then(|cell| put(&mut line, cell)) {
            wrong = wrong.or(Some((column.name, code)));
        }
    }
    (line, wrong)
}

/// What a row does, and why not.
fn judged(place: Place<'_>, line: &Line, stored: Option<&Line>, wrong: Option<Wrong>, today: NaiveDate) -> RecheckRow {
    let changes = stored.map(|stored| changes(place.header, stored, line)).unwrap_or_default();
    let filled = Filled { word: line.word, on: line.on, differs: !changes.is_empty(), noted: !line.note.is_empty() };
    let verdict = match (stored, wrong) {
        (_, Some(("support_code", code))) => Err(code),
        (None, _) if line.code.is_empty() => Err("recheck_row_new"),
        (None, _) => Err("recheck_row_unknown"),
        (Some(_), Some((_, code))) => Err(code),
        (Some(stored), None) => judge(filled, stored.last_check, today).and_then(|outcome| match outcome {
            RecheckOutcome::Unchanged => Ok(outcome),
            _ if !is_web(&line.site) => Err("site_not_web"),
            // Without the column of versions nobody can tell what the sheet says of before.
            _ if place.header.place_of("support_stand").is_none() => Err("recheck_no_stand"),
            // Somebody saved the entry after the sheet went out: what the sheet says is of before.
            _ if stored.stand != line.stand => Err("recheck_changed_since"),
            _ if lacks_words(place.header, line) => Err("recheck_field_empty"),
            _ => Ok(outcome),
        }),
    };
    let (outcome, reason) = match verdict {
        Ok(outcome) => (outcome, None),
        Err(code) => (RecheckOutcome::NotUnderstood, Some(code.to_owned())),
    };
    let column = wrong.filter(|(_, code)| reason.as_deref() == Some(*code)).map(|(column, _)| column.to_owned());
    let name = if line.name.is_empty() { stored.map(|stored| stored.name.clone()) } else { Some(line.name.clone()) };
    RecheckRow {
        sheet: place.sheet.to_owned(),
        row: place.row,
        code: line.code.clone(),
        name: name.unwrap_or_default(),
        outcome,
        reason,
        column,
        checked_on: line.on,
        changes,
    }
}

/// A field that every entry has was emptied.
fn lacks_words(header: &Header, line: &Line) -> bool {
    let office = std::ptr::eq(header.columns, SCHEMES) && line.office.is_empty();
    line.name.is_empty() || line.summary.is_empty() || office
}

/// The fields to mend that the sheet says otherwise. A column that was taken out of the sheet says nothing.
fn changes(header: &Header, stored: &Line, line: &Line) -> Vec<RecheckChange> {
    let words = |column: &Column<Line>, line: &Line| match (column.get)(line) {
        Cell::Code(code) => word(Locale::Ja, &format!("enum.kyojo_kind.{code}")).to_owned(),
        Cell::Text(words) | Cell::Id(words) => words.replace("\r\n", "\n").trim().to_owned(),
        _ => String::new(),
    };
    header
        .columns
        .iter()
        .zip(&header.places)
        .filter(|((_, what), place)| *what == Use::Mend && place.is_some())
        .filter_map(|((column, _), _)| {
            let (before, after) = (words(column, stored), words(column, line));
            (before != after).then(|| RecheckChange { column: column.name.to_owned(), before, after })
        })
        .collect()
}
