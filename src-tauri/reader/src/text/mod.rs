//! Comma, tab or semicolon separated text, in the encodings that Japanese offices send.

pub(crate) mod encoding;
mod rows;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::CoderResult;
use serde_json::{Map, json};

use crate::arguments::Wish;
use crate::cells::Cell;
use crate::limits::ROWS;
use crate::problem::{Code, Problem};
use crate::wire::{self, Flow, Out, Warning};
use encoding::Guess;
use rows::{Rows, Sink};

const CHUNK: usize = 64 << 10;
/// Bytes between two words about progress.
const PROGRESS_BYTES: u64 = 1 << 20;
/// The delimiters that are tried, the likelier first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];
/// Rows that are looked at to find the delimiter.
const SAMPLE_ROWS: usize = 200;

/// Reads the table; its only sheet has an empty name.
pub(crate) fn read(mut file: File, size: u64, wish: &Wish<'_>, out: &mut Out<'_>) -> Result<(), Problem> {
    wish.check(std::iter::once(""))?;
    let guess = encoding::guess(&mut file, out)?;
    let delimiter = delimiter(&mut file, &guess, &wish.extension)?;
    if wish.promises_other_than("text") {
        out.warn(
            Warning::new("workbook_kind_differs").about("extension", wish.extension.as_str()).about("format", "text"),
        );
    }
    for warning in guess.warnings() {
        out.warn(warning);
    }
    let mut book = Map::new();
    book.insert("format".to_owned(), "text".into());
    book.insert("encoding".to_owned(), guess.name.into());
    book.insert("delimiter".to_owned(), char::from(delimiter).to_string().into());
    book.insert("date1904".to_owned(), false.into());
    book.insert("bytes".to_owned(), size.into());
    book.insert("sheets".to_owned(), json!([{ "name": "", "visible": "visible" }]));
    out.book(book)?;
    out.sheet(&wire::Sheet::default(), wish.rows)?;
    let mut rows = Rows::new(delimiter, Print { out });
    let whole = decode(&mut file, &guess, u64::MAX, |text, done| {
        if rows.feed(text)? == Flow::Enough {
            return Ok(Flow::Enough);
        }
        rows.sink().out.progress(done, Some(size), PROGRESS_BYTES)?;
        Ok(Flow::On)
    })?;
    if whole == Flow::On {
        rows.finish()?;
        out.finish_row()?;
    }
    if out.is_empty() { Err(Problem::new(Code::Empty)) } else { Ok(()) }
}

/// Hands on the file's text from its beginning, piece by piece, with the number of bytes read so far.
fn decode(
    file: &mut File,
    guess: &Guess,
    most_bytes: u64,
    mut hand_on: impl FnMut(&str, u64) -> Result<Flow, Problem>,
) -> Result<Flow, Problem> {
    let unreadable = |_: std::io::Error| Problem::new(Code::Unreadable);
    file.seek(SeekFrom::Start(guess.mark_bytes)).map_err(unreadable)?;
    let mut decoder = guess.encoding.new_decoder_without_bom_handling();
    let mut chunk = vec![0; CHUNK];
    let mut text = String::with_capacity(CHUNK * 3 + 16);
    let mut done = guess.mark_bytes;
    loop {
        let read = file.read(&mut chunk).map_err(unreadable)?;
        done += read as u64;
        let mut bytes = chunk.get(..read).unwrap_or_default();
        loop {
            text.clear();
            let (result, used, _) = decoder.decode_to_string(bytes, &mut text, read == 0);
            if hand_on(&text, done)? == Flow::Enough {
                return Ok(Flow::Enough);
            }
            bytes = bytes.get(used..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if read == 0 || done >= most_bytes {
            return Ok(Flow::On);
        }
    }
}

/// The delimiter with which most rows have the same number of cells, more than one.
fn delimiter(file: &mut File, guess: &Guess, extension: &str) -> Result<u8, Problem> {
    let mut sample = String::new();
    decode(file, guess, CHUNK as u64, |text, _| {
        sample.push_str(text);
        Ok(Flow::On)
    })?;
    let mut best = (0.0, if matches!(extension, "tsv" | "tab") { b'\t' } else { b',' });
    for delimiter in DELIMITERS {
        let mut rows = Rows::new(delimiter, Widths::default());
        // The sample may end within a quotation: only whole rows are counted, so no end is told.
        let _enough_or_not = rows.feed(&sample);
        let score = rows.sink().score();
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    Ok(best.1)
}

/// Prints what the rows say.
struct Print<'a, 'b> {
    out: &'a mut Out<'b>,
}

impl Sink for Print<'_, '_> {
    fn cell(&mut self, row: u32, column: u32, text: &str) -> Result<Flow, Problem> {
        if row > ROWS {
            return Err(Problem::new(Code::TooManyRows).about("limit", ROWS));
        }
        self.out.cell(row, column, &Cell::Text(literal(text)))
    }

    fn row(&mut self, _row: u32) -> Flow {
        Flow::On
    }

    fn too_long(&mut self, row: u32, quoted: bool) -> Problem {
        self.out.here(if quoted { Code::OpenQuote } else { Code::TextTooLong }, row)
    }
}

/// Payroll systems write `="0012"` so that a spreadsheet keeps the zeros: the words are between the marks.
fn literal(text: &str) -> &str {
    let inner = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    inner.filter(|inner| !inner.contains('"')).unwrap_or(text)
}

/// Counts the cells of each row.
#[derive(Default)]
struct Widths {
    row: u32,
    widths: Vec<u32>,
    current: u32,
}

impl Widths {
    fn score(&self) -> f64 {
        let wide: Vec<u32> = self.widths.iter().copied().filter(|width| *width > 1).collect();
        let most = wide.iter().map(|width| (wide.iter().filter(|other| *other == width).count(), *width)).max();
        let Some((rows, width)) = most else { return 0.0 };
        rows as f64 / self.widths.len() as f64 + f64::from(width.min(100)) / 1_000.0
    }
}

impl Sink for Widths {
    fn cell(&mut self, row: u32, column: u32, _text: &str) -> Result<Flow, Problem> {
        self.row = row;
        self.current = column;
        Ok(Flow::On)
    }

    fn row(&mut self, _row: u32) -> Flow {
        if self.current > 0 {
            self.widths.push(self.current);
        }
        self.current = 0;
        if self.widths.len() >= SAMPLE_ROWS { Flow::Enough } else { Flow::On }
    }

    fn too_long(&mut self, _row: u32, _quoted: bool) -> Problem {
        Problem::new(Code::TextTooLong)
    }
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_formula_that_only_keeps_zeros_is_its_words() {
        assert_eq!(literal("=\"0012\""), "0012");
        assert_eq!(literal("=1+1"), "=1+1");
        assert_eq!(literal("=\"a\"&\"b\""), "=\"a\"&\"b\"");
        assert_eq!(literal("=\""), "=\"");
    }
}
