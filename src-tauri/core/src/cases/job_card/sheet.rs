//! The sheets of the job card, both ways: what is written out is what is understood again.

use chrono::{Datelike, NaiveDate};
use serde_json::json;

use super::model::{CardKind, CardWords, Field};
use super::period::months;
use crate::excel::cell::{Cell, Kind};
use crate::excel::form::Use;
use crate::excel::page::Head;
use crate::excel::read;
use crate::labels::{Locale, sentence, word};

/// The sheets in their order.
pub(super) const SHEETS: [CardKind; 4] = [CardKind::Plan, CardKind::Work, CardKind::Licence, CardKind::Learning];
/// Empty rows below the items.
pub(super) const SPARE: usize = 6;
/// The columns that are no field.
pub(super) const NO: &str = "column.card_no";
pub(super) const STAND: &str = "column.card_stand";
pub(super) const YEARS: &str = "column.card_years";
pub(super) const FIELD: &str = "column.card_field";
pub(super) const ENTRY: &str = "column.card_entry";

/// The lines of the plan sheet that say who it is: written out, not read back.
pub(super) const PERSONAL: [&str; 5] =
    ["cases.card.written_on", "column.full_kana", "column.full_name", "cases.card.birth_on", "cases.card.contact"];

/// A word of the sheet; its words are the fixed Japanese ones that the way back understands.
pub(super) fn ja(key: &str) -> String {
    word(Locale::Ja, key).to_owned()
}

/// Key of the label of a field.
pub(super) fn label_key(kind: CardKind, field: &str) -> String {
    match (kind, field) {
        (CardKind::Licence, "content") => "column.card_licence_content".to_owned(),
        _ => format!("column.card_{field}"),
    }
}

/// What tells whether an item was changed after the sheet went out: the last digits of its version, which never comes twice.
pub(super) fn stand(version: i64) -> i64 {
    version.rem_euclid(1_000_000)
}

/// So wide that the columns of a work are printed at nine tenths of their size.
fn width(field: &str) -> u16 {
    match field {
        "from_ym" | "to_ym" | "obtained_ym" | "employment_type" => 9,
        "content" => 25,
        "duties" | "learned" => 21,
        "organisation" => 16,
        "post" | "confirmed" => 10,
        _ => 18,
    }
}

/// The columns of a sheet.
pub(super) fn heads(kind: CardKind) -> Vec<(Head, Use)> {
    let head = |key: &str, kind: Kind, width: u16| Head { width, ..Head::new(ja(key), kind) };
    if kind == CardKind::Plan {
        return vec![
            (head(FIELD, Kind::Text, 34), Use::Leave),
            (head(ENTRY, Kind::Text, 58), Use::Fill),
            (head(STAND, Kind::Id, 6), Use::Leave),
        ];
    }
    let mut heads = vec![(head(NO, Kind::Id, 4), Use::Leave)];
    for (name, _) in kind.fields() {
        heads.push((head(&label_key(kind, name), Kind::Text, width(name)), Use::Fill));
        if years_after(kind, name) {
            heads.push((head(YEARS, Kind::Text, 9), Use::Leave));
        }
    }
    heads.push((head(STAND, Kind::Id, 6), Use::Leave));
    heads
}

/// How long a work was stands after its period: counted here, not read back.
fn years_after(kind: CardKind, field: &str) -> bool {
    kind == CardKind::Work && field == "to_ym"
}

/// The row of an item on a sheet that lists items, as it goes out on a day.
pub(super) fn row(kind: CardKind, no: i64, stand: i64, words: &CardWords, today: NaiveDate) -> Vec<Cell> {
    let mut cells = vec![Cell::Id(no.to_string())];
    for (name, field) in kind.fields() {
        cells.push(Cell::text(words.get(*field)));
        if years_after(kind, name) {
            let months = months(words, (i64::from(today.year()), i64::from(today.month())));
            let said = |months: i64| {
                let about = json!({ "years": months / 12, "months": months % 12 });
                sentence(Locale::Ja, if months < 12 { "cases.card.months" } else { "cases.card.years" }, &about)
            };
            cells.push(months.map_or(Cell::Empty, |months| Cell::text(said(months))));
        }
    }
    cells.push(Cell::Id(stand.to_string()));
    cells
}

/// An empty row.
pub(super) fn blank(kind: CardKind) -> Vec<Cell> {
    let years = kind.fields().iter().filter(|(name, _)| years_after(kind, name)).count();
    vec![Cell::Empty; kind.fields().len() + years + 2]
}

/// Where the columns of a sheet that came back stand.
pub(super) struct Header {
    pub kind: CardKind,
    pub no: Option<usize>,
    pub stand: Option<usize>,
    /// The fields found, with their places; of the plan sheet the place of what was filled in.
    pub fields: Vec<(Field, usize)>,
    /// Where the plan sheet names its fields.
    pub named: Option<usize>,
}

/// Columns that sheets of an older edition do not have.
const LATER: [&str; 1] = ["confirmed"];

impl Header {
    /// Whether the sheet has no column for a field.
    pub fn lacks(&self, field: &str) -> bool {
        self.fields.iter().all(|((name, _), _)| *name != field)
    }

    /// The sheet has all its fields; a column that was taken out makes it unreadable rather than half read.
    fn is_whole(&self) -> bool {
        self.kind.fields().iter().all(|(name, _)| LATER.contains(name) || !self.lacks(name))
    }
}

/// The header, if a row is one: the plan sheet's two columns, or a number and the fields of one of the lists.
pub(super) fn header_of(cells: &[read::Cell]) -> Option<Header> {
    let key = |text: &str| crate::text::header_key(text);
    let heads: Vec<String> = cells.iter().map(|cell| key(&cell.shown())).collect();
    let at = |label: &str| heads.iter().position(|head| *head == key(&ja(label)));
    let stand = at(STAND);
    if let (Some(named), Some(entry)) = (at(FIELD), at(ENTRY)) {
        let fields = CardKind::Plan.fields().iter().map(|field| (*field, entry)).collect();
        return Some(Header { kind: CardKind::Plan, no: None, stand, fields, named: Some(named) });
    }
    let no = at(NO)?;
    let lists = SHEETS.into_iter().filter(|kind| *kind != CardKind::Plan).map(|kind| {
        let found = kind.fields().iter().filter_map(|field| Some((*field, at(&label_key(kind, field.0))?)));
        Header { kind, no: Some(no), stand, fields: found.collect(), named: None }
    });
    lists.filter(Header::is_whole).max_by_key(|header| header.fields.len())
}

/// What somebody wrote. A month that the office program took for a day is a month again.
///
/// # Errors
/// As [`read::Cell::said`].
pub(super) fn said(cell: Option<&read::Cell>) -> Result<String, &'static str> {
    let day = match cell {
        Some(read::Cell::Date(day)) => Some(*day),
        Some(read::Cell::DateTime(moment)) => Some(moment.date()),
        _ => None,
    };
    Ok(match (day, cell) {
        (Some(day), _) if day.day() == 1 => day.format("%Y年%-m月").to_string(),
        (Some(day), _) => day.format("%Y年%-m月%-d日").to_string(),
        (None, Some(cell)) => cell.said()?.trim().replace("\r\n", "\n"),
        (None, None) => String::new(),
    })
}
