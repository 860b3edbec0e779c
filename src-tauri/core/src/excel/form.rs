//! A list that people fill in by hand and send back: long words are wrapped, closed answers are drop-downs, days are days,
//! and the columns to fill stand out from those that only tell what the row is about.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Color, DataValidation, DataValidationRule, ExcelDateTime, Format, Worksheet};

use super::cell::{Cell, Kind};
use super::formats::{Formats, Look};
use super::marked;
use super::page::{Frame, Head};
use super::paper::{self, Paper};
use super::refusal::CannotWrite;
use super::sheet::{number16, shown, write_cell};
use super::wrap::wrap;
use crate::text::width_px;

/// Ground of cells to fill, and of cells to leave alone. The head says it in words, too.
const TO_FILL: Color = Color::RGB(0xFF_FBE6);
const TO_LEAVE: Color = Color::RGB(0xF1_F3F5);
/// Height of one line in pixels, and of a row that holds one.
const LINE: u32 = 19;
const ROW: u32 = 24;
/// Room beside the words of a cell.
const PAD: u32 = 14;
/// Lines of a row that somebody writes in.
const UPRIGHT_LINES: usize = 2;
/// Rows below the last one that have drop-downs, too.
const SPARE: u32 = 1;

/// What people do with a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Tells what the row is about; is left alone.
    Leave,
    /// Is mended where it is wrong.
    Mend,
    /// Is filled in.
    Fill,
}

/// The list.
#[derive(Clone, Debug)]
pub struct Form {
    /// The name of the sheet.
    pub name: String,
    /// The first row.
    pub title: String,
    /// How to fill it in, a line each.
    pub guide: Vec<String>,
    /// The columns.
    pub heads: Vec<(Head, Use)>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
    /// Cells that are wrong, by row and column from 0: they are marked red.
    pub wrong: BTreeSet<(usize, usize)>,
}

/// How the paper lies, and what that means for the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lie {
    /// On its side: a long list that is filtered on the screen.
    Across,
    /// Upright, or on its side where it is too wide to be read upright: a sheet that one person fills in, with room in every row.
    Upright,
}

/// Writes a form. The sheet must be empty.
pub(super) fn write(
    sheet: &mut Worksheet,
    form: &Form,
    frame: &Frame,
    formats: &mut Formats,
    lie: Lie,
) -> Result<(), CannotWrite> {
    let widths: Vec<u32> = form.heads.iter().map(|(head, _)| width(head, frame, lie)).collect();
    for (column, pixels) in widths.iter().enumerate() {
        sheet.set_column_width_pixels(number16(column)?, *pixels)?;
    }
    // What is wider than the columns would be cut on paper, and with it the code of the form.
    let total: u32 = widths.iter().sum();
    let paper = match lie {
        Lie::Across => Paper::Sideways,
        Lie::Upright => Paper::of_width(total, false),
    };
    paper::set_up(sheet, frame, paper, false)?;
    let mut row = 0;
    for line in wrap(&form.title, total * 3 / 4) {
        sheet.set_row_height_pixels(row, 30)?;
        sheet.write_string_with_format(row, 0, &line, &formats.look(Look::Title))?;
        row += 1;
    }
    for line in form.guide.iter().flat_map(|line| wrap(line, total)) {
        sheet.write_string_with_format(row, 0, &line, &formats.look(Look::Scope))?;
        row += 1;
    }
    row += 1;
    let head_row = row;
    let mut lines = 1;
    for ((column, (head, _)), pixels) in form.heads.iter().enumerate().zip(&widths) {
        let format = formats.look(Look::Head).set_text_wrap();
        sheet.write_string_with_format(row, number16(column)?, &head.label, &format)?;
        lines = lines.max(wrap(&head.label, pixels.saturating_sub(2 * PAD)).len());
    }
    if lie == Lie::Upright && lines > 1 {
        sheet.set_row_height_pixels(row, LINE * u32::try_from(lines).unwrap_or(1) + 5)?;
    }
    for (at, cells) in form.rows.iter().enumerate() {
        row += 1;
        let mut lines = if lie == Lie::Upright { UPRIGHT_LINES } else { 1 };
        for (column, ((head, what), cell)) in form.heads.iter().zip(cells).enumerate() {
            let room = widths.get(column).copied().unwrap_or(0).saturating_sub(PAD);
            lines = lines.max(wrap(&shown(cell, head, frame), room).len());
            let format = look(&formats.column(cell.kind().unwrap_or(head.kind)), *what);
            let format = if form.wrong.contains(&(at, column)) { marked::wrong(format) } else { format };
            write_cell(sheet, row, number16(column)?, cell, head, Some(&format))?;
        }
        let lines = u32::try_from(lines).unwrap_or(1);
        sheet.set_row_height_pixels(row, (LINE * lines + 5).max(ROW))?;
    }
    for (column, (head, what)) in form.heads.iter().enumerate().filter(|(_, (_, what))| *what != Use::Leave) {
        if let Some(rule) = rule(head, *what)? {
            let column = number16(column)?;
            sheet.add_data_validation(head_row + 1, column, row + SPARE, column, &rule)?;
        }
    }
    paper::repeat_and_freeze(sheet, head_row)?;
    let last = number16(form.heads.len().saturating_sub(1))?;
    sheet.set_print_area(0, 0, row, last)?;
    if row > head_row && lie == Lie::Across {
        sheet.autofilter(head_row, 0, row, last)?;
    }
    Ok(())
}

fn width(head: &Head, frame: &Frame, lie: Lie) -> u32 {
    let date = if frame.era { "令和00年12月31日" } else { "2000/12/31" };
    let least = if head.kind == Kind::Date { width_px(date) } else { 0 };
    let codes = head.codes.iter().map(|code| width_px(&code.label) + 24).max().unwrap_or(0);
    let label = match lie {
        // Room for the filter's button beside the words of the head.
        Lie::Across => width_px(&head.label) * 9 / 8 + 24,
        // Upright paper is narrow: long heads go on in the next line.
        Lie::Upright => 0,
    };
    (u32::from(head.width) * 8).max(least).max(codes).max(label) + PAD
}

fn look(format: &Format, what: Use) -> Format {
    let format = format.clone().set_text_wrap().set_align(rust_xlsxwriter::FormatAlign::Top);
    match what {
        Use::Leave => format.set_background_color(TO_LEAVE),
        Use::Mend => format,
        Use::Fill => format.set_background_color(TO_FILL),
    }
}

/// What a cell of the column may hold, as the office programs check it while somebody types.
fn rule(head: &Head, what: Use) -> Result<Option<DataValidation>, CannotWrite> {
    if head.kind == Kind::Code {
        let words: Vec<&str> = head.codes.iter().map(|code| code.label.as_str()).collect();
        return Ok(Some(DataValidation::new().allow_list_strings(&words)?.ignore_blank(true)));
    }
    if head.kind == Kind::Date && what == Use::Fill {
        let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let rule = DataValidationRule::GreaterThanOrEqualTo(first);
        return Ok(Some(DataValidation::new().allow_date(rule).ignore_blank(true)));
    }
    Ok(None)
}
