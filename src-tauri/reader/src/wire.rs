//! The lines that are printed, each one JSON object with one key:
//!
//! ```text
//! {"book":{"format":"xlsx","encoding":null,"delimiter":null,"date1904":false,"bytes":…,"warnings":[{"code":…,"about":{…}}],
//!          "sheets":[{"name":"…","visible":"visible"|"hidden"|"very_hidden"}]}}
//! {"sheet":{"name":"…","index":0,"hidden":false,"merged":[[1,1,1,3]],"merged_cut":false,"hidden_columns":[3],"rows":1200|null}}
//! {"row":[2,["A-0123",null,12,{"d":"2019-05-01"},{"b":true},{"e":"#N/A"},{"n":123,"w":6}]]}
//! {"progress":[done,total|null]}      rows of the sheet, or bytes of a text table; a sign of life, also before `book`
//! {"end":{"rows":…,"cells":…,"sheets":[{"name":"…","rows":…,"cells":…,"ignored":0,"first_ignored":null,"cut":false}]}}
//! {"error":{"code":"…","about":{…}}}  instead of `end`
//! ```
//! Row and column numbers count from 1, as in the file; rows without a value are left out, as are the empty cells at a
//! row's end. `{"e":"=?"}` is a formula without a stored result. A number is a number, a text is a text: the difference
//! decides about lost zeros and serial dates. `d` is a date, a date with time, or a time alone; `w` is the width of a number
//! that its format pads with zeros.

use std::io::{self, BufWriter, StdoutLock, Write};

use serde_json::{Map, Value, json};

use crate::cells::Cell;
use crate::limits::{CELL_CHARACTERS, COLUMNS, LINE_BYTES, ROWS};
use crate::problem::{Code, Problem};

/// Bytes between two signs of life while no row is printed.
const BYTES_PER_SIGN: u64 = 256 << 20;

/// Is more wanted?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Go on.
    On,
    /// The rows that were asked for are there.
    Enough,
}

/// Something odd about a file that is read all the same.
pub(crate) struct Warning {
    code: &'static str,
    about: Map<String, Value>,
}

impl Warning {
    /// A warning without parameters.
    pub(crate) fn new(code: &'static str) -> Self {
        Self { code, about: Map::new() }
    }

    /// Adds a parameter.
    pub(crate) fn about(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.about.insert(key.to_owned(), value.into());
        self
    }
}

/// What is told of a sheet before its rows.
#[derive(Default)]
pub(crate) struct Sheet {
    /// As on its tab.
    pub(crate) name: String,
    /// Position among the sheets that are told in `book`, from 0.
    pub(crate) index: usize,
    /// Not shown by the spreadsheet program.
    pub(crate) hidden: bool,
    /// First row, first column, last row, last column of each merged region, from 1.
    pub(crate) merged: Vec<[u32; 4]>,
    /// There were more merged regions than are told.
    pub(crate) merged_cut: bool,
    /// Columns that the spreadsheet program does not show, from 1.
    pub(crate) hidden_columns: Vec<u32>,
    /// The number of rows as far as the file says.
    pub(crate) rows: Option<u32>,
}

#[derive(Default)]
struct Count {
    name: String,
    rows: u64,
    cells: u64,
    ignored: u64,
    first_ignored: Option<String>,
    cut: bool,
}

/// Prints the lines and counts what is printed.
pub(crate) struct Out<'a> {
    to: BufWriter<StdoutLock<'a>>,
    warnings: Vec<Value>,
    line: Vec<u8>,
    row: u32,
    columns: u32,
    last_progress: u64,
    most_rows: u64,
    done: Vec<Count>,
}

impl<'a> Out<'a> {
    /// Nothing printed yet.
    pub(crate) fn new(to: StdoutLock<'a>) -> Self {
        Self {
            to: BufWriter::with_capacity(64 << 10, to),
            warnings: Vec::new(),
            line: Vec::with_capacity(4 << 10),
            row: 0,
            columns: 0,
            last_progress: 0,
            most_rows: u64::MAX,
            done: Vec::new(),
        }
    }

    /// Keeps a warning for the line `book`.
    pub(crate) fn warn(&mut self, warning: Warning) {
        self.warnings.push(json!({ "code": warning.code, "about": warning.about }));
    }

    /// The first line. `book` lacks only the warnings.
    pub(crate) fn book(&mut self, mut book: Map<String, Value>) -> Result<(), Problem> {
        book.insert("warnings".to_owned(), std::mem::take(&mut self.warnings).into());
        self.print(&json!({ "book": book }))?;
        Ok(self.to.flush()?)
    }

    /// Begins a sheet, of which at most `most_rows` are printed.
    pub(crate) fn sheet(&mut self, sheet: &Sheet, most_rows: u64) -> Result<(), Problem> {
        self.print(&json!({ "sheet": {
            "name": sheet.name,
            "index": sheet.index,
            "hidden": sheet.hidden,
            "merged": sheet.merged,
            "merged_cut": sheet.merged_cut,
            "hidden_columns": sheet.hidden_columns,
            "rows": sheet.rows,
        } }))?;
        self.row = 0;
        self.last_progress = 0;
        self.most_rows = most_rows;
        self.done.push(Count { name: sheet.name.clone(), ..Count::default() });
        Ok(())
    }

    /// One cell, row and column from 1, in the order of the sheet.
    pub(crate) fn cell(&mut self, row: u32, column: u32, cell: &Cell<'_>) -> Result<Flow, Problem> {
        if matches!(cell, Cell::Empty | Cell::Text("")) {
            return Ok(Flow::On);
        }
        if column > COLUMNS || row > ROWS {
            self.ignore(row, column);
            return Ok(Flow::On);
        }
        if row != self.row {
            if let Flow::Enough = self.finish_row()? {
                return Ok(Flow::Enough);
            }
            if row < self.row {
                return Err(self.here(Code::Damaged, row));
            }
            self.row = row;
        }
        if column <= self.columns {
            return Err(self.here(Code::Damaged, row));
        }
        if self.columns == 0 {
            self.line.clear();
            write!(self.line, "{{\"row\":[{row},[")?;
        } else {
            self.line.push(b',');
        }
        for _ in self.columns + 1..column {
            self.line.extend_from_slice(b"null,");
        }
        self.columns = column;
        self.value(cell, row)?;
        if let Some(count) = self.done.last_mut() {
            count.cells += 1;
        }
        Ok(Flow::On)
    }

    fn value(&mut self, cell: &Cell<'_>, row: u32) -> Result<(), Problem> {
        match cell {
            Cell::Empty => self.line.extend_from_slice(b"null"),
            Cell::Text(text) => {
                // Only a text that could be too long is counted, characters cost more than bytes.
                if text.len() > CELL_CHARACTERS && text.encode_utf16().count() > CELL_CHARACTERS {
                    return Err(self.here(Code::TextTooLong, row));
                }
                serde_json::to_writer(&mut self.line, text).map_err(io::Error::from)?;
            }
            // Display never writes an exponent, and whole numbers without a point.
            Cell::Number(number, _) if !number.is_finite() => self.line.extend_from_slice(b"null"),
            Cell::Number(number, 0) => write!(self.line, "{number}")?,
            Cell::Number(number, width) => write!(self.line, "{{\"n\":{number},\"w\":{width}}}")?,
            Cell::Bool(is) => write!(self.line, "{{\"b\":{is}}}")?,
            Cell::Date(date) => write!(self.line, "{{\"d\":\"{date}\"}}")?,
            Cell::Error(error) => write!(self.line, "{{\"e\":\"{error}\"}}")?,
        }
        if self.line.len() > LINE_BYTES {
            return Err(self.here(Code::TextTooLong, row));
        }
        Ok(())
    }

    /// Prints the row that is being written, if any.
    pub(crate) fn finish_row(&mut self) -> Result<Flow, Problem> {
        if self.columns == 0 {
            return Ok(Flow::On);
        }
        self.columns = 0;
        self.line.extend_from_slice(b"]]}\n");
        self.to.write_all(&self.line)?;
        let Some(count) = self.done.last_mut() else { return Ok(Flow::On) };
        count.rows += 1;
        if count.rows >= self.most_rows {
            count.cut = true;
            return Ok(Flow::Enough);
        }
        Ok(Flow::On)
    }

    /// A value that stands where no roster reaches.
    pub(crate) fn ignore(&mut self, row: u32, column: u32) {
        if let Some(count) = self.done.last_mut() {
            count.ignored += 1;
            count.first_ignored.get_or_insert_with(|| format!("{}{row}", letters(column)));
        }
    }

    /// A value that stands nobody knows where.
    pub(crate) fn ignore_unplaced(&mut self) {
        if let Some(count) = self.done.last_mut() {
            count.ignored += 1;
        }
    }

    /// Says how far it is, if that is news since the last `step`.
    pub(crate) fn progress(&mut self, done: u64, total: Option<u64>, step: u64) -> Result<(), Problem> {
        if done < self.last_progress.saturating_add(step) {
            return Ok(());
        }
        self.last_progress = done;
        writeln!(self.to, "{}", json!({ "progress": [done, total] }))?;
        Ok(self.to.flush()?)
    }

    /// Says that a long look before the first row goes on; `looked_at` in bytes.
    pub(crate) fn sign_of_life(&mut self, looked_at: u64) -> Result<(), Problem> {
        if looked_at.saturating_sub(self.last_progress) < BYTES_PER_SIGN {
            return Ok(());
        }
        self.last_progress = looked_at;
        self.alive()
    }

    /// Says that it still reads, although no row is printed.
    pub(crate) fn alive(&mut self) -> Result<(), Problem> {
        self.to.write_all(b"{\"progress\":[0,null]}\n")?;
        Ok(self.to.flush()?)
    }

    /// The last line.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        let rows: u64 = self.done.iter().map(|sheet| sheet.rows).sum();
        let cells: u64 = self.done.iter().map(|sheet| sheet.cells).sum();
        let sheets: Vec<Value> = self
            .done
            .iter()
            .map(|sheet| {
                json!({ "name": sheet.name, "rows": sheet.rows, "cells": sheet.cells, "ignored": sheet.ignored,
                        "first_ignored": sheet.first_ignored, "cut": sheet.cut })
            })
            .collect();
        self.print(&json!({ "end": { "rows": rows, "cells": cells, "sheets": sheets } }))?;
        self.to.flush()
    }

    /// The last line when the file is refused. Rows that were printed before it count for nothing.
    pub(crate) fn error(&mut self, problem: &Problem) -> io::Result<()> {
        self.print(&json!({ "error": { "code": problem.code.word(), "about": problem.about } }))?;
        self.to.flush()
    }

    /// Has any row been printed?
    pub(crate) fn is_empty(&self) -> bool {
        self.done.iter().all(|sheet| sheet.rows == 0)
    }

    /// A refusal that names the sheet and the row.
    pub(crate) fn here(&self, code: Code, row: u32) -> Problem {
        let sheet = self.done.last().map(|sheet| sheet.name.clone()).unwrap_or_default();
        Problem::new(code).about("sheet", sheet).about("row", row)
    }

    fn print(&mut self, line: &Value) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, line)?;
        self.to.write_all(b"\n")
    }
}

/// A column's letters: 1 is A, 27 is AA.
fn letters(mut column: u32) -> String {
    let mut reversed = Vec::new();
    while column > 0 {
        column -= 1;
        reversed.push(char::from_digit(column % 26 + 10, 36).unwrap_or('?').to_ascii_uppercase());
        column /= 26;
    }
    reversed.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, expected) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")] {
            assert_eq!(letters(column), expected);
        }
    }
}
