//! The tables of a written workbook as a reader finds them, and the judgement of their cells: each number is computed anew by
//! a rule or the test fails.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};

use crate::support::package::{Cells, Value};

/// The mark of a withheld cell.
const WITHHELD: &str = "x";
/// The mark before a sum that was rounded (S-03).
pub const ROUNDED: &str = "≈";

/// The Japanese word of a label.
pub fn ja(key: &str) -> &'static str {
    static WORDS: LazyLock<HashMap<String, String>> =
        LazyLock::new(|| serde_json::from_str(include_str!("../../src-tauri/core/labels/ja.json")).unwrap());
    WORDS.get(key).unwrap_or_else(|| panic!("no label {key}"))
}

/// A table: its head, its lines, and the heading above it.
#[derive(Clone, Debug)]
pub struct Table {
    pub sheet: String,
    pub heading: String,
    pub heads: Vec<String>,
    pub lines: Vec<Line>,
}

/// A line of a table. Numbers and words by column.
#[derive(Clone, Debug)]
pub struct Line {
    pub row: u32,
    pub label: String,
    pub cells: Vec<Option<Value>>,
}

impl Table {
    /// The column of a head.
    pub fn column(&self, head: &str) -> Option<usize> {
        self.heads.iter().position(|known| known == head)
    }

    /// The words in a column of a line.
    pub fn words(&self, line: usize, head: &str) -> &str {
        match self.column(head).and_then(|at| self.lines[line].cells.get(at)) {
            Some(Some(Value::Words(words))) => words,
            _ => "",
        }
    }

    /// The number in a column of a line.
    pub fn number(&self, line: usize, head: &str) -> Option<f64> {
        match self.column(head).and_then(|at| self.lines[line].cells.get(at)) {
            Some(Some(Value::Number(number, _))) => Some(*number),
            _ => None,
        }
    }

    /// Whether the number says that it is rounded.
    pub fn is_rounded(&self, line: usize, head: &str) -> bool {
        let cell = self.column(head).and_then(|at| self.lines[line].cells.get(at));
        matches!(cell, Some(Some(Value::Number(_, format))) if format.contains(ROUNDED))
    }

    pub fn has(&self, heads: &[&str]) -> bool {
        heads.iter().all(|head| self.column(head).is_some())
    }
}

/// Every table of a sheet whose head begins with one of these words.
pub fn tables(sheet: &Cells, firsts: &[&str]) -> Vec<Table> {
    let mut found = Vec::new();
    let (mut row, mut heading) = (0, String::new());
    while row < sheet.rows() {
        let first = sheet.words(row, 0).unwrap_or_default().to_owned();
        let heads: Vec<String> = (0..).map_while(|at| sheet.words(row, at).map(str::to_owned)).collect();
        let below = sheet.cells.contains_key(&(row + 1, 0));
        if !firsts.contains(&first.as_str()) || heads.len() < 2 || !below {
            if !first.is_empty() {
                heading = first;
            }
            row += 1;
            continue;
        }
        let mut lines = Vec::new();
        row += 1;
        while sheet.cells.contains_key(&(row, 0)) {
            let cells = (0..heads.len() as u32).map(|at| sheet.cells.get(&(row, at)).cloned()).collect();
            lines.push(Line { row, label: sheet.words(row, 0).unwrap_or_default().to_owned(), cells });
            row += 1;
        }
        found.push(Table { sheet: sheet.name.clone(), heading: heading.clone(), heads, lines });
    }
    found
}

/// What a cell must say.
#[derive(Clone, Copy, Debug)]
pub enum Said {
    /// This number.
    Is(f64),
    /// This count, or that it is withheld.
    Guarded(i64),
    /// This count, its nearest multiple of five, or that it is withheld.
    Total(i64),
    /// This number, or that it is withheld.
    Resting(f64),
}

impl Said {
    pub fn count(n: i64) -> Self {
        Self::Is(n as f64)
    }

    /// A day as workbooks count it.
    pub fn day(day: NaiveDate) -> Self {
        let before = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
        Self::Is((day - before).num_days() as f64)
    }

    /// A share in per cent with one decimal, half up.
    pub fn rate(part: i64, of: i64) -> Option<Self> {
        Some(Self::Is(tenths(part, of)? as f64 / 10.0))
    }
}

/// Tenths of a per cent, half up; nothing of nobody.
pub fn tenths(part: i64, of: i64) -> Option<i64> {
    (of > 0).then(|| (2_000 * part + of).div_euclid(2 * of))
}

/// How many cells were judged, and what was wrong with them.
#[derive(Debug, Default)]
pub struct Judgement {
    pub judged: usize,
    pub withheld: usize,
    pub rounded: usize,
    pub wrong: Vec<String>,
    seen: HashSet<(String, u32, u32)>,
}

impl Judgement {
    /// Judges a table: `rule` says what must stand in a column of a line, none where no number may stand.
    pub fn table(&mut self, table: &Table, rule: impl Fn(usize, &str) -> Option<Said>) {
        for (at, line) in table.lines.iter().enumerate() {
            for (column, head) in table.heads.iter().enumerate() {
                let said = rule(at, head);
                let place = format!("{} {}「{}」 {head:?}", table.sheet, line.row + 1, line.label);
                self.cell(line.cells.get(column).and_then(Option::as_ref), said, &place);
                self.seen.insert((table.sheet.clone(), line.row, column as u32));
            }
        }
    }

    fn cell(&mut self, cell: Option<&Value>, said: Option<Said>, place: &str) {
        let same = |one: f64, other: f64| (one - other).abs() < 1e-9;
        match (cell, said) {
            (Some(Value::Number(number, format)), Some(said)) => {
                self.judged += 1;
                let marked = format.contains(ROUNDED);
                let fits = match said {
                    Said::Total(n) if marked => {
                        self.rounded += 1;
                        same(*number, ((n + 2).div_euclid(5) * 5) as f64)
                    }
                    Said::Is(truth) | Said::Resting(truth) => !marked && same(*number, truth),
                    Said::Guarded(n) | Said::Total(n) => !marked && same(*number, n as f64),
                };
                if !fits {
                    self.wrong.push(format!("{place} says {number}, but it is {said:?}"));
                }
            }
            (Some(Value::Number(number, _)), None) => {
                self.wrong.push(format!("{place} says {number}: no rule knows why"))
            }
            (Some(Value::Words(words)), Some(said)) if words == WITHHELD => {
                self.judged += 1;
                self.withheld += 1;
                if matches!(said, Said::Is(_)) {
                    self.wrong.push(format!("{place} is withheld, although it is open: {said:?}"));
                }
            }
            (other, Some(said)) => self.wrong.push(format!("{place} says {other:?}, but it is {said:?}")),
            (Some(Value::Words(_)) | None, None) => {}
        }
    }

    /// Numbers of a sheet that stand in no table that was judged.
    pub fn rest(&mut self, sheet: &Cells) {
        for ((row, column), value) in &sheet.cells {
            if let Value::Number(number, _) = value
                && !self.seen.contains(&(sheet.name.clone(), *row, *column))
            {
                self.wrong.push(format!("{} {}/{}: {number} stands in no table", sheet.name, row + 1, column + 1));
            }
        }
    }
}

/// A day as a reader reads it: 2026年10月31日, or 2026年10月 as its last day.
pub fn day_in_words(words: &str) -> Option<NaiveDate> {
    let (year, rest) = words.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    match rest.strip_suffix('日') {
        Some(day) => NaiveDate::from_ymd_opt(year, month, day.parse().ok()?),
        None => month_end(year, month),
    }
}

fn month_end(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.checked_sub_days(Days::new(1))
}
