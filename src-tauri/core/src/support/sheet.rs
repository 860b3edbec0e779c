//! The columns of the sheet for the yearly check, both ways: what is written out is what is understood again.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::model::{CommunityRow, KyojoKind, RecheckWord, SchemeRow};
use crate::dates::{self, SerialSystem};
use crate::excel::cell::{Cell, Kind};
use crate::excel::column::{Codes, Column};
use crate::excel::form::Use;
use crate::excel::read;

/// A row of the sheet, of a scheme or of a community: every field as words or day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub code: String,
    pub stand: String,
    pub kind: Option<KyojoKind>,
    pub name: String,
    pub office: String,
    pub summary: String,
    pub questions: String,
    pub bring: String,
    pub basis: String,
    pub site: String,
    pub region: String,
    pub industries: String,
    pub contact: String,
    pub phone: String,
    pub mail: String,
    pub last_check: Option<NaiveDate>,
    pub word: Option<RecheckWord>,
    pub on: Option<NaiveDate>,
    pub note: String,
}

/// The codes of the answers.
const WORDS: Codes = Codes { name: "recheck_word", values: &["same", "changed", "not_reached"] };
/// The codes of the kinds.
const KINDS: Codes = Codes {
    name: "kyojo_kind",
    values: &["occupational_community", "corporate_alumni", "regional_alumni", "npo", "worker_coop", "labor_union"],
};

/// A column of words.
macro_rules! words {
    ($name:literal, $kind:ident, $width:literal, $field:ident) => {
        Column::new($name, Kind::$kind, $width, |line: &Line| Cell::text(line.$field.clone())).read(|line, cell| {
            line.$field = said(cell);
            Ok(())
        })
    };
}

fn said(cell: Cell) -> String {
    match cell {
        Cell::Text(words) | Cell::Id(words) | Cell::Code(words) => words.trim().to_owned(),
        Cell::Number(n) => n.to_string(),
        _ => String::new(),
    }
}

fn code(line: &Line) -> Cell {
    Cell::id_or_empty(Some(line.code.clone()))
}

fn day(cell: &Cell) -> Result<Option<NaiveDate>, &'static str> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(day) => Ok(Some(*day)),
        _ => Err("date_unreadable"),
    }
}

const CODE: Column<Line> = Column::new("support_code", Kind::Id, 12, code).read(|line, cell| {
    line.code = said(cell);
    Ok(())
});
const STAND: Column<Line> = words!("support_stand", Id, 9, stand);
const NAME: Column<Line> = words!("support_name", Text, 18, name);
const SITE: Column<Line> = words!("support_site", Text, 14, site);
const LAST: Column<Line> =
    Column::new("support_last_check", Kind::Date, 11, |line: &Line| Cell::date_or_empty(line.last_check));
const WORD: Column<Line> = Column::coded("recheck_word", WORDS, 12, |line: &Line| {
    line.word.map_or(Cell::Empty, |word| Cell::Code(word.code()))
})
.read(|line, cell| {
    let words = said(cell);
    line.word = RecheckWord::read(&words, &BTreeMap::new());
    if words.is_empty() || line.word.is_some() { Ok(()) } else { Err("recheck_word_unknown") }
});
const ON: Column<Line> =
    Column::new("recheck_on", Kind::Date, 12, |line: &Line| Cell::date_or_empty(line.on)).read(|line, cell| {
        line.on = day(&cell)?;
        Ok(())
    });
const NOTE: Column<Line> = words!("recheck_note", Text, 18, note);
const KIND: Column<Line> = Column::coded("support_kind", KINDS, 16, |line: &Line| {
    line.kind.map_or(Cell::Empty, |kind| Cell::Code(kind.code()))
})
.read(|line, cell| {
    line.kind = KyojoKind::read(&said(cell), &BTreeMap::new());
    if line.kind.is_some() { Ok(()) } else { Err("support_kind_unknown") }
});

/// The columns of the sheet of schemes, and what people do with each. A static, not a constant: the way back tells the two
/// sheets apart by which of the lists it holds.
pub(super) static SCHEMES: &[(Column<Line>, Use)] = &[
    (CODE, Use::Leave),
    (NAME, Use::Mend),
    (words!("support_office", Text, 18, office), Use::Mend),
    (words!("support_summary", Text, 30, summary), Use::Mend),
    (words!("support_questions", Text, 30, questions), Use::Mend),
    (words!("support_bring", Text, 15, bring), Use::Mend),
    (words!("support_basis", Text, 14, basis), Use::Mend),
    (SITE, Use::Mend),
    (LAST, Use::Leave),
    (WORD, Use::Fill),
    (ON, Use::Fill),
    (NOTE, Use::Fill),
    (STAND, Use::Leave),
];

/// The columns of the sheet of communities.
pub(super) static COMMUNITIES: &[(Column<Line>, Use)] = &[
    (CODE, Use::Leave),
    (KIND, Use::Mend),
    (NAME, Use::Mend),
    (words!("support_region", Text, 12, region), Use::Mend),
    (words!("support_industries", Text, 16, industries), Use::Mend),
    (words!("support_contact", Text, 14, contact), Use::Mend),
    (words!("support_phone", Text, 14, phone), Use::Mend),
    (words!("support_mail", Text, 16, mail), Use::Mend),
    (SITE, Use::Mend),
    (words!("support_helps", Text, 30, summary), Use::Mend),
    (LAST, Use::Leave),
    (WORD, Use::Fill),
    (ON, Use::Fill),
    (NOTE, Use::Fill),
    (STAND, Use::Leave),
];

/// A scheme as a row of the sheet.
pub(super) fn of_scheme(row: &SchemeRow) -> Line {
    let text = &row.text;
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    Line {
        code: row.code.clone(),
        stand: format!("{} {}-{}", text.from_on, row.version, text.version),
        name: row.name.clone(),
        office: text.office.clone(),
        summary: text.summary.clone(),
        questions: text.questions.join("\n"),
        bring: or_empty(&text.bring),
        basis: or_empty(&text.legal_basis),
        site: or_empty(&text.site),
        last_check: text.checked_on,
        ..Line::default()
    }
}

/// A community as a row of the sheet.
pub(super) fn of_community(row: &CommunityRow) -> Line {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    Line {
        code: row.code.clone(),
        stand: row.version.to_string(),
        kind: Some(row.kind),
        name: row.name.clone(),
        summary: row.helps.clone(),
        site: or_empty(&row.site),
        region: or_empty(&row.region),
        industries: or_empty(&row.industries),
        contact: or_empty(&row.contact_name),
        phone: or_empty(&row.phone),
        mail: or_empty(&row.mail),
        last_check: row.checked_on,
        ..Line::default()
    }
}

/// A cell of somebody's file as a cell of a column.
///
/// # Errors
/// As [`read::Cell::said`].
pub(super) fn typed(cell: &read::Cell, kind: Kind, today: NaiveDate, from_1904: bool) -> Result<Cell, &'static str> {
    let said = cell.said()?;
    if cell.is_blank() {
        return Ok(Cell::Empty);
    }
    if kind != Kind::Date {
        return Ok(Cell::text(said));
    }
    let system = if from_1904 { SerialSystem::From1904 } else { SerialSystem::From1900 };
    let read = match cell {
        read::Cell::Date(day) => return Ok(Cell::Date(*day)),
        read::Cell::DateTime(moment) => return Ok(Cell::Date(moment.date())),
        read::Cell::Number(number) => dates::from_number(*number, system),
        _ => dates::parse_form(&said, today),
    };
    Ok(match read.map(|reading| reading.day()) {
        Ok(Ok(day)) => Cell::date_or_empty(day),
        // Said, but no day: the column's reader tells so.
        _ => Cell::text(said),
    })
}
