//! One row of a file as one line of the roster: cells become values, doubts become findings, never an early end.

mod no_person;
mod number;
mod state;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use chrono::{Datelike, NaiveDate};

pub(crate) use self::no_person::is_total;
use self::no_person::{is_count, no_person};
use self::number::number;
use super::mapping::{Plan, SHEET, Source, Target};
use super::read::{FileRow, is_ditto};
use crate::dates::{DateProblem, SerialSystem, from_number, parse_day, says_nothing};
use crate::excel::cell::{Cell, Kind};
use crate::excel::read::Cell as Raw;
use crate::members::actions::{kept_reading, latest_join};
use crate::members::line::Line;
use crate::members::model::{Decision, RowAt, Severity, against_birth};
use crate::members::sheet::{COLUMNS, code_of, place};
use crate::text;
use crate::text::kana::is_reading;

/// The longest a text may be, in characters; remarks and addresses may be longer.
const LONG: usize = 120;
const LONGER: usize = 2_000;
/// Years of days that need no second look.
const LIKELY: std::ops::RangeInclusive<i32> = 1910..=2100;

/// Something noticed in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Header of the cell; empty = the whole row.
    pub from: String,
    /// Problem code.
    pub code: &'static str,
    /// How grave.
    pub severity: Severity,
    /// The value as it stands in the file.
    pub raw: String,
}

/// A row on its way into the roster.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Place of its sheet among those taken.
    pub sheet: usize,
    /// Number as in the file.
    pub number: u32,
    /// What it says.
    pub line: Line,
    /// Columns that it speaks of, by place; others keep what is stored.
    pub given: u64,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The cells as they stand; what is never kept is left out.
    pub cells: Vec<Raw>,
    /// The officer's word on who this is.
    pub decided: Option<Decision>,
    /// Why the membership ended, as the header of the last day says.
    pub ends_by: Option<&'static str>,
    /// The row says that the person has left, and not when.
    pub gone: Option<String>,
    /// What the row says where it says that the member is there.
    pub present: Option<String>,
    /// Why neither this row nor another one with its member number can be taken as they stand.
    pub twice: Option<&'static str>,
    /// Other rows with the same member number.
    pub same_number: Vec<RowAt>,
    /// Whole names in which no space shows where the given name begins: the column that holds them for now, and their header.
    pub undivided: Vec<(&'static str, String)>,
}

impl Draft {
    /// Whether the row speaks of a column.
    pub fn gives(&self, name: &str) -> bool {
        place(name).is_some_and(|at| self.given & (1 << at) != 0)
    }

    /// Whether something forbids the row.
    pub fn is_refused(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    fn set(&mut self, at: usize) {
        self.given |= 1 << at;
    }
}

/// What a row turned out to be.
pub(super) enum Read {
    /// A person, perhaps with errors.
    Person(Box<Draft>),
    /// A total, a title, a note: with the words that say so.
    NoPerson(String),
}

/// Codes that were found for words, so that a word is folded once and not in every row.
#[derive(Debug, Default)]
pub(super) struct Codes {
    known: Mutex<HashMap<(usize, String), Option<&'static str>>>,
}

impl Codes {
    /// Words that are remembered at most; a column that holds more is no column of codes.
    const MOST: usize = 4_096;

    fn of(&self, at: usize, words: &str, own: &BTreeMap<String, String>) -> Option<&'static str> {
        let codes = COLUMNS.get(at)?.codes?;
        // Nothing in here can panic between two steps; a poisoned lock holds whole entries.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = known.get(&(at, words.to_owned())) {
            return *code;
        }
        let code = code_of(&codes, words, own);
        if known.len() < Self::MOST {
            known.insert((at, words.to_owned()), code);
        }
        code
    }
}

/// Reads rows.
pub(super) struct Rower<'a> {
    plan: &'a Plan,
    own: &'a BTreeMap<String, String>,
    codes: &'a Codes,
    serials: SerialSystem,
    text_table: bool,
    as_of: NaiveDate,
    latest_join: NaiveDate,
    /// By column and value.
    values: HashMap<(&'a str, &'a str), &'a str>,
    /// By sheet, row and column.
    cells: HashMap<(&'a str, u32, &'a str), &'a str>,
    /// By sheet and row.
    persons: HashMap<(&'a str, u32), &'a Decision>,
}

impl<'a> Rower<'a> {
    /// A reader of the rows of a plan.
    pub fn new(
        plan: &'a Plan,
        own: &'a BTreeMap<String, String>,
        codes: &'a Codes,
        date1904: bool,
        text_table: bool,
        as_of: NaiveDate,
        today: NaiveDate,
    ) -> Self {
        let mut rower = Self {
            plan,
            own,
            codes,
            serials: if date1904 { SerialSystem::From1904 } else { SerialSystem::From1900 },
            text_table,
            as_of,
            // M-04: nobody joins later than that.
            latest_join: latest_join(today),
            values: HashMap::new(),
            cells: HashMap::new(),
            persons: HashMap::new(),
        };
        for decision in &plan.mapping.decisions {
            let sheet = decision.sheet.as_deref().unwrap_or_default();
            match (&decision.column, decision.row, &decision.raw, &decision.value) {
                (Some(column), Some(row), _, Some(value)) => {
                    rower.cells.insert((sheet, row, column), value);
                }
                (Some(column), None, Some(raw), Some(value)) => {
                    rower.values.insert((column, raw), value);
                }
                (None, Some(row), _, _) => {
                    rower.persons.insert((sheet, row), decision);
                }
                _ => {}
            }
        }
        rower
    }

    /// Read a row.
    pub fn read(&self, row: FileRow) -> Read {
        let columns = self.plan.columns.get(row.sheet).map_or(&[][..], Vec::as_slice);
        if let Some(words) = no_person(columns, &row.cells) {
            return Read::NoPerson(words);
        }
        let mut draft = self.read_known(row);
        self.check_named(&mut draft, columns);
        Read::Person(Box::new(draft))
    }

    /// Read a row of somebody who is known: it need not name the person.
    pub fn read_known(&self, row: FileRow) -> Draft {
        let columns = self.plan.columns.get(row.sheet).map_or(&[][..], Vec::as_slice);
        let sheet = self.plan.sheets.get(row.sheet).map_or("", |sheet| sheet.name.as_str());
        let mut draft = Draft {
            sheet: row.sheet,
            number: row.number,
            line: Line::default(),
            given: 0,
            findings: Vec::new(),
            cells: Vec::new(),
            decided: self.persons.get(&(sheet, row.number)).map(|decision| (*decision).clone()),
            ends_by: None,
            gone: None,
            present: None,
            twice: None,
            same_number: Vec::new(),
            undivided: Vec::new(),
        };
        let mut later: Vec<(&Source, Target, Raw)> = Vec::new();
        for source in columns {
            let Some(target) = source.to.filter(|_| !source.forbidden) else { continue };
            let cell = self.decided(sheet, row.number, target, row.cells.get(source.at).cloned().unwrap_or_default());
            match target {
                Target::Column(at) => self.column(&mut draft, source, at, &cell),
                // Whole names give way to their parts, ends need their day.
                _ => later.push((source, target, cell)),
            }
        }
        for (source, target, cell) in later {
            match target {
                Target::Name => self.whole(&mut draft, source, ["family_name", "given_name"], &cell),
                Target::Kana => self.whole(&mut draft, source, ["family_kana", "given_kana"], &cell),
                Target::AddressRest => self.address_rest(&mut draft, source, &cell),
                _ => self.state(&mut draft, source, &cell),
            }
        }
        self.defaults(&mut draft, sheet);
        if draft.decided.as_ref().is_some_and(|decided| decided.left_out) {
            let finding = Finding {
                from: String::new(),
                code: "row_left_out",
                severity: Severity::Error,
                raw: draft.line.name(),
            };
            draft.findings.push(finding);
        }
        draft.cells = row.cells;
        for source in columns.iter().filter(|source| source.forbidden) {
            if let Some(cell) = draft.cells.get_mut(source.at) {
                *cell = Raw::Empty;
            }
        }
        self.check(&mut draft, columns);
        draft
    }

    /// Building and room behind the address; a blank cell leaves the address as it is.
    fn address_rest(&self, draft: &mut Draft, source: &Source, cell: &Raw) {
        let rest = self.words(cell);
        let Some(at) = place("home_address").filter(|_| !rest.trim().is_empty()) else { return };
        let whole = match &draft.line.home_address {
            _ if cell.fault().is_some() => cell.clone(),
            Some(address) => Raw::Text(format!("{address}　{}", rest.trim())),
            None => Raw::Text(rest),
        };
        self.column(draft, source, at, &whole);
    }

    fn decided(&self, sheet: &str, row: u32, target: Target, cell: Raw) -> Raw {
        let column = target.name();
        let value = self.cells.get(&(sheet, row, column)).copied();
        let value = value.or_else(|| {
            if self.values.is_empty() { None } else { self.values.get(&(column, cell.shown().trim())).copied() }
        });
        value.map_or(cell, |value| if value.is_empty() { Raw::Empty } else { Raw::Text(value.to_owned()) })
    }

    /// One cell into one column.
    fn column(&self, draft: &mut Draft, source: &Source, at: usize, cell: &Raw) {
        let Some(column) = COLUMNS.get(at) else { return };
        let Some(put) = column.put else { return };
        if cell.is_blank() {
            if source.transform.overwrite {
                draft.set(at);
            }
            return;
        }
        let mut note =
            |code, severity| draft.findings.push(Finding { from: source.from.clone(), code, severity, raw: raw(cell) });
        let mut typed = match self.typed(column.name, column.kind, cell, source, &mut note) {
            Ok(typed) => typed,
            Err(code) => {
                note(code, Severity::Error);
                return;
            }
        };
        if matches!(&typed, Cell::Empty) {
            return;
        }
        if let (true, Cell::Date(day)) = (source.loss, &typed) {
            // 資格喪失日 is the day after the last one.
            typed = Cell::date_or_empty(day.pred_opt());
        }
        if source.ends_by.is_some() {
            draft.ends_by = source.ends_by;
        }
        if source.transform.split && matches!(column.name, "family_name" | "family_kana") {
            let parts = if column.name == "family_name" {
                ["family_name", "given_name"]
            } else {
                ["family_kana", "given_kana"]
            };
            self.whole(draft, source, parts, cell);
            return;
        }
        match put(&mut draft.line, typed) {
            Ok(()) => draft.set(at),
            Err(code) => draft.findings.push(Finding {
                from: source.from.clone(),
                code,
                severity: Severity::Error,
                raw: raw(cell),
            }),
        }
    }

    /// A cell as a value of a kind, or the code of what is wrong with it.
    fn typed(
        &self,
        name: &str,
        kind: Kind,
        cell: &Raw,
        source: &Source,
        note: &mut dyn FnMut(&'static str, Severity),
    ) -> Result<Cell, &'static str> {
        if let Some(code) = cell.fault() {
            return Err(code);
        }
        match kind {
            Kind::Date => self.day(name, cell, note),
            Kind::Code => {
                let at = place(name).ok_or("code_unknown")?;
                self.codes
                    .of(at, &self.words(cell), self.own)
                    .map(|code| Cell::Code(code.to_owned()))
                    .ok_or("code_unknown")
            }
            // A company writes － where somebody has no number yet.
            Kind::Id if says_nothing(&self.words(cell)) => Ok(Cell::Empty),
            Kind::Id => number(name, cell, &self.words(cell), source, note).map(Cell::Id),
            _ if name == "mail_private" && says_nothing(&self.words(cell)) => Ok(Cell::Empty),
            _ => {
                let words =
                    if name == "mail_private" { text::mail_address(&self.words(cell)) } else { self.words(cell) };
                let kept = if name == "remarks" { text::keep_lines(&words) } else { text::keep(&words) };
                for warning in kept.warnings {
                    note(warning.code(), Severity::Warning);
                }
                if kept.text.is_empty() {
                    return Ok(Cell::Empty);
                }
                if !source.own && matches!(cell, Raw::Text(words) if is_ditto(words)) {
                    return Err("ditto_without_above");
                }
                let most = if matches!(name, "remarks" | "home_address" | "emergency") { LONGER } else { LONG };
                if kept.text.chars().count() > most {
                    return Err("cell_too_long");
                }
                if name == "mail_private" && !kept.text.contains('@') {
                    note("mail_malformed", Severity::Warning);
                }
                if !matches!(name, "family_kana" | "given_kana") {
                    return Ok(Cell::Text(kept.text.into_owned()));
                }
                if !is_reading(&kept.text) {
                    note("kana_expected", Severity::Warning);
                }
                Ok(kept_reading(Some(&kept.text)).map_or(Cell::Empty, Cell::Text))
            }
        }
    }

    /// The words of a cell; in a text table without the apostrophe that keeps formulas out.
    fn words(&self, cell: &Raw) -> String {
        match cell {
            Raw::Text(words) if self.text_table => text::csv::restore(words).to_owned(),
            other => other.shown(),
        }
    }

    fn day(&self, name: &str, cell: &Raw, note: &mut dyn FnMut(&'static str, Severity)) -> Result<Cell, &'static str> {
        let reading = match cell {
            Raw::Number(number) | Raw::Padded(number, _) => from_number(*number, self.serials),
            // The usual case; years that no roster speaks of take the long way and are found there.
            Raw::Date(day) if LIKELY.contains(&day.year()) => return Ok(Cell::Date(*day)),
            Raw::Date(day) => parse_day(&day.format("%Y-%m-%d").to_string()),
            Raw::DateTime(moment) => parse_day(&moment.format("%Y-%m-%d %H:%M:%S").to_string()),
            Raw::Text(words) if is_ditto(words) => return Err("ditto_without_above"),
            Raw::Text(words) => parse_day(words),
            _ => Err(DateProblem::Unreadable),
        };
        let reading = reading.map_err(DateProblem::code)?;
        // 9999/12/31 as a last day is how payroll programs write that there is none.
        let day = if name == "left_on" { reading.end() } else { reading.day() };
        let day = day.map_err(DateProblem::code)?;
        for warning in &reading.warnings {
            // Midnight is how databases write a day.
            let midnight = matches!(cell, Raw::DateTime(moment) if moment.time() == chrono::NaiveTime::MIN)
                || matches!(cell, Raw::Text(words) if words.contains("00:00:00"));
            if !(midnight && warning.code() == "date_time_dropped") {
                note(warning.code(), Severity::Warning);
            }
        }
        Ok(Cell::date_or_empty(day))
    }

    /// A whole name into its two parts.
    fn whole(&self, draft: &mut Draft, source: &Source, [family, given]: [&'static str; 2], cell: &Raw) {
        let (Some(family_at), Some(given_at)) = (place(family), place(given)) else { return };
        if cell.is_blank() || (draft.gives(family) && !source.transform.split) {
            return;
        }
        let mut found = Vec::new();
        let typed = self.typed(family, Kind::Text, cell, source, &mut |code, severity| found.push((code, severity)));
        match typed {
            Ok(Cell::Text(words)) => {
                let mut words = words.as_str();
                if let Some((name, mark)) = self.gone_beside(words).filter(|_| family == "family_name") {
                    // The word is no part of the name; where a last day stands, it says nothing more.
                    draft.gone = Some(mark.to_owned()).filter(|_| !draft.gives("left_on"));
                    words = name;
                }
                let split = text::split_name(words);
                // Of a reading, the name itself says whether it could be divided.
                if split.given.is_none() {
                    draft.undivided.push((family, source.from.clone()));
                    if family == "family_name" {
                        found.push(("name_not_split", Severity::Warning));
                    }
                }
                if family == "family_name" && text::is_more_than_a_name(words) {
                    found.push(("name_with_more", Severity::Warning));
                }
                let parts = [(family_at, Some(split.family)), (given_at, split.given)];
                for (at, part) in parts {
                    let put = COLUMNS.get(at).and_then(|column| column.put);
                    if let (Some(part), Some(put)) = (part.filter(|part| !part.is_empty()), put)
                        && put(&mut draft.line, Cell::Text(part.to_owned())).is_ok()
                    {
                        draft.set(at);
                    }
                }
            }
            Ok(_) => {}
            Err(code) => found.push((code, Severity::Error)),
        }
        draft.findings.extend(found.into_iter().map(|(code, severity)| Finding {
            from: source.from.clone(),
            code,
            severity,
            raw: raw(cell),
        }));
    }

    /// Values for columns that the file leaves empty.
    fn defaults(&self, draft: &mut Draft, sheet: &str) {
        for (name, value) in &self.plan.mapping.defaults {
            let Some(target) = Target::of(name) else { continue };
            let branch = || self.plan.sheets.get(draft.sheet).and_then(|sheet| sheet.branch.as_deref());
            let value = match value.as_str() {
                SHEET if name == "branch" => branch().unwrap_or_default(),
                SHEET => sheet,
                value => value,
            };
            if value.is_empty() {
                continue;
            }
            let source = Source {
                at: usize::MAX,
                from: String::new(),
                to: Some(target),
                transform: super::mapping::Transform::default(),
                forbidden: false,
                width: None,
                loss: false,
                ends_by: None,
                own: false,
                belongs: false,
            };
            let cell = Raw::Text(value.to_owned());
            match target {
                Target::Column(at) if draft.given & (1 << at) == 0 => self.column(draft, &source, at, &cell),
                Target::Name => self.whole(draft, &source, ["family_name", "given_name"], &cell),
                Target::Kana => self.whole(draft, &source, ["family_kana", "given_kana"], &cell),
                _ => {}
            }
        }
    }

    /// A row names somebody, by name or by number.
    fn check_named(&self, draft: &mut Draft, columns: &[Source]) {
        let line = &draft.line;
        let named = line.family_name.as_deref().is_some_and(|name| !name.is_empty());
        let numbered = line.member_no.is_some() || line.employee_no.is_some();
        let source = columns
            .iter()
            .find(|source| source.to.is_some_and(|target| matches!(target.name(), "family_name" | "name")));
        let from = source.map(|source| source.from.clone()).unwrap_or_default();
        let failed = draft.findings.iter().any(|finding| finding.severity == Severity::Error && finding.from == from);
        if !named && !numbered && !failed {
            let raw = source.and_then(|source| draft.cells.get(source.at)).map(raw).unwrap_or_default();
            draft.findings.push(Finding { from, code: "name_missing", severity: Severity::Error, raw });
        }
    }

    /// The rules that one row breaks by itself.
    fn check(&self, draft: &mut Draft, columns: &[Source]) {
        let from = |name: &str| {
            let whole = match name {
                "family_name" => "name",
                "family_kana" => "kana",
                other => other,
            };
            let found = columns
                .iter()
                .find(|source| source.to.is_some_and(|target| target.name() == name || target.name() == whole));
            found.map(|source| source.from.clone()).unwrap_or_default()
        };
        let of_day = |name: &str| {
            columns
                .iter()
                .find(|source| source.to.is_some_and(|target| target.name() == name))
                .and_then(|source| draft.cells.get(source.at))
                .map(raw)
                .unwrap_or_default()
        };
        let mut found: Vec<(&str, &'static str, Severity)> = Vec::new();
        let line = &draft.line;
        if line.family_name.as_deref().is_some_and(is_count) && line.given_name.is_none() {
            found.push(("family_name", "name_is_number", Severity::Error));
        }
        let against = against_birth(line.birth_on, line.joined_on, self.as_of);
        found.extend(against.map(|(name, code)| (name, code, Severity::Error)));
        if line.joined_on.is_some_and(|joined| joined > self.latest_join) {
            found.push(("joined_on", "joined_too_late", Severity::Error));
        }
        if let (None, Some(born), Some(joined)) = (against, line.birth_on, line.hired_on.or(line.joined_on))
            && crate::dates::age_on(born, joined).is_none_or(|age| !(14..=100).contains(&age))
        {
            found.push(("birth_on", "age_improbable", Severity::Warning));
        }
        if let (Some(left), Some(joined)) = (line.left_on, line.joined_on)
            && left < joined
        {
            found.push(("left_on", "left_before_joined", Severity::Error));
        }
        let found: Vec<Finding> = found
            .into_iter()
            .map(|(name, code, severity)| Finding { from: from(name), code, severity, raw: of_day(name) })
            .collect();
        draft.findings.extend(found);
    }
}

/// A cell as it is shown in a finding: not longer than a line.
fn raw(cell: &Raw) -> String {
    let shown = cell.shown();
    if shown.chars().count() > 200 { shown.chars().take(200).chain(['…']).collect() } else { shown }
}
