//! Rows of somebody's file written out again as they stood, with what is wrong marked red and said beside them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use rust_xlsxwriter::{Color, Format, FormatAlign, Formula, Note, Workbook, Worksheet};
use tokio::sync::mpsc::Receiver;

use super::book::WriteOptions;
use super::page::Frame;
use super::paper::{self, Paper};
use super::read::{Cell, NOT_CALCULATED};
use super::refusal::CannotWrite;
use super::save::{self, Readers, Written};
use super::sheet::number16;
use crate::text::width_px;

/// Excel's own level: a fifth faster than the library's, a tenth larger.
const DEFLATE_LEVEL: u8 = 3;
/// Ink and ground of what is wrong; the ink alone tells it apart on a black-and-white print.
const RED_GROUND: Color = Color::RGB(0xFF_E1E1);
const RED_INK: Color = Color::RGB(0xB3_1B1B);
/// Notes beyond so many make the file slow to open; the reason stands in the first column in any case.
const NOTES: usize = 5_000;
/// Width of the reason's column in pixels.
const REASON_WIDTH: u32 = 380;
const WIDEST: u32 = 260;
const NARROWEST: u32 = 64;

/// What is told to the writer, in order.
#[derive(Debug)]
pub enum Told {
    /// A sheet begins.
    Sheet {
        /// Its name.
        name: String,
        /// Header of the reason's column, which comes first.
        reason: String,
        /// Headers of the columns.
        headers: Vec<String>,
    },
    /// A row of it.
    Row(MarkedRow),
    /// All rows were sent. A channel that closes without this word means that the source failed, and nothing is written.
    End,
}

/// A row and what is wrong with it.
#[derive(Debug)]
pub struct MarkedRow {
    /// What is wrong, for the first column.
    pub reason: String,
    /// The cells as they stood.
    pub cells: Vec<Cell>,
    /// Places of wrong cells, from 0, and what is wrong with each.
    pub marks: Vec<(usize, String)>,
}

/// Writes the workbook. Blocks: call it on a blocking thread.
pub fn write(
    target: &Path,
    frame: &Frame,
    mut told: Receiver<Told>,
    options: &WriteOptions,
    carry_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Written, CannotWrite> {
    save::check(target)?;
    // The library panics when the disk fills under a streaming sheet.
    let made = catch_unwind(AssertUnwindSafe(|| {
        let mut book = Workbook::new();
        book.set_tempdir(&options.scratch)?;
        book.set_zip_compression_level(DEFLATE_LEVEL);
        let rows = fill(&mut book, frame, &mut told, carry_on)?;
        save::put((target, Readers::of(frame)), options.password.as_ref(), rows, |writer| {
            Ok(book.save_to_writer(writer)?)
        })
    }));
    made.unwrap_or(Err(CannotWrite::DiskFull))
}

struct Looks {
    head: Format,
    reason: Format,
    plain: Format,
    day: Format,
    moment: Format,
}

impl Looks {
    fn new(frame: &Frame) -> Self {
        let plain = Format::new().set_font_name(&frame.font).set_font_size(10.0).set_align(FormatAlign::VerticalCenter);
        Self {
            head: plain.clone().set_bold().set_background_color(Color::RGB(0xE1_EDFB)).set_text_wrap(),
            reason: plain.clone().set_font_color(RED_INK).set_text_wrap(),
            day: plain.clone().set_num_format("yyyy/m/d"),
            moment: plain.clone().set_num_format("yyyy/m/d h:mm:ss"),
            plain,
        }
    }

    fn of(&self, cell: &Cell, wrong: bool) -> Format {
        let format = match cell {
            Cell::Date(_) => self.day.clone(),
            Cell::DateTime(_) | Cell::Time(_) => self.moment.clone(),
            Cell::Padded(_, width) => self.plain.clone().set_num_format("0".repeat(usize::from(*width))),
            Cell::Text(_) => self.plain.clone().set_num_format("@").set_quote_prefix(),
            _ => self.plain.clone(),
        };
        if wrong { self::wrong(format) } else { format }
    }
}

/// The look of a cell that is wrong.
pub(super) fn wrong(format: Format) -> Format {
    format.set_background_color(RED_GROUND).set_font_color(RED_INK)
}

fn fill(
    book: &mut Workbook,
    frame: &Frame,
    told: &mut Receiver<Told>,
    carry_on: &mut dyn FnMut(u64) -> bool,
) -> Result<u64, CannotWrite> {
    let looks = Looks::new(frame);
    let mut names = Vec::new();
    let (mut rows, mut notes) = (0u64, 0usize);
    let mut next = told.blocking_recv();
    loop {
        match next {
            Some(Told::Sheet { name, reason, headers }) => {
                let sheet = book.add_worksheet_with_constant_memory()?;
                sheet.set_name(paper::sheet_name(&name, &mut names))?;
                head(sheet, frame, &looks, &reason, &headers)?;
                let mut at = 0;
                loop {
                    match told.blocking_recv() {
                        Some(Told::Row(row)) => {
                            at += 1;
                            rows += 1;
                            line(sheet, &looks, at, &row, &mut notes)?;
                            if rows % 500 == 0 && !carry_on(rows) {
                                return Err(CannotWrite::Cancelled);
                            }
                        }
                        other => {
                            next = other;
                            break;
                        }
                    }
                }
            }
            Some(Told::Row(_)) => return Err(CannotWrite::Bug("a row before its sheet".into())),
            Some(Told::End) => return Ok(rows),
            None => return Err(CannotWrite::SourceStopped),
        }
    }
}

fn head(
    sheet: &mut Worksheet,
    frame: &Frame,
    looks: &Looks,
    reason: &str,
    headers: &[String],
) -> Result<(), CannotWrite> {
    sheet.set_column_width_pixels(0, REASON_WIDTH)?;
    for (column, header) in headers.iter().enumerate() {
        let column = number16(column + 1)?;
        sheet.set_column_width_pixels(column, (width_px(header) + 24).clamp(NARROWEST, WIDEST))?;
    }
    paper::set_up(sheet, frame, Paper::Sideways, false)?;
    sheet.write_string_with_format(0, 0, reason, &looks.head)?;
    for (column, header) in headers.iter().enumerate() {
        sheet.write_string_with_format(0, number16(column + 1)?, header, &looks.head)?;
    }
    paper::repeat_and_freeze(sheet, 0)
}

fn line(sheet: &mut Worksheet, looks: &Looks, at: u32, row: &MarkedRow, notes: &mut usize) -> Result<(), CannotWrite> {
    let long = |error: rust_xlsxwriter::XlsxError| match error {
        rust_xlsxwriter::XlsxError::MaxStringLengthExceeded => CannotWrite::TextTooLong { row: u64::from(at) },
        other => other.into(),
    };
    sheet.write_string_with_format(at, 0, &row.reason, &looks.reason).map_err(long)?;
    let width = row.marks.iter().map(|(column, _)| column + 1).max().unwrap_or(0).max(row.cells.len());
    for place in 0..width {
        let cell = row.cells.get(place).unwrap_or(&Cell::Empty);
        let wrong = row.marks.iter().find(|(column, _)| *column == place);
        let column = number16(place + 1)?;
        let format = looks.of(cell, wrong.is_some());
        match cell {
            Cell::Empty if wrong.is_none() => continue,
            Cell::Empty => sheet.write_blank(at, column, &format)?,
            Cell::Text(words) => sheet.write_string_with_format(at, column, words, &format).map_err(long)?,
            Cell::Number(number) | Cell::Padded(number, _) => {
                sheet.write_number_with_format(at, column, *number, &format)?
            }
            Cell::Date(day) => sheet.write_datetime_with_format(at, column, day, &format)?,
            Cell::DateTime(moment) => sheet.write_datetime_with_format(at, column, moment, &format)?,
            Cell::Time(time) => sheet.write_datetime_with_format(at, column, time, &format)?,
            Cell::Bool(value) => sheet.write_boolean_with_format(at, column, *value, &format)?,
            // It was an error of a calculation and must be one again when it is read.
            Cell::Error(error) => {
                let error = if error == NOT_CALCULATED { "#N/A" } else { error.as_str() };
                sheet.write_formula_with_format(at, column, Formula::new("=NA()").set_result(error), &format)?
            }
        };
        if let Some((_, note)) = wrong.filter(|_| *notes < NOTES) {
            *notes += 1;
            sheet.insert_note(at, column, &Note::new(note).set_author("").add_author_prefix(false))?;
        }
    }
    Ok(())
}
