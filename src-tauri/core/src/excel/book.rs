//! A whole workbook: pages that fit in memory, lists that stream through it, written beside the target and put in its place
//! only when complete.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet};
use secrecy::SecretString;
use tokio::sync::mpsc::Receiver;

use super::addressed::{self, Addressed};
use super::badge::{self, Badges};
use super::cell::{Cell, Kind};
use super::form::{self, Form, Lie};
use super::formats::{Formats, Look};
use super::page::{Frame, List, Page, RowKind};
use super::paper::{self, Paper};
use super::refusal::CannotWrite;
use super::save::{self, Readers, Written};
use super::sheet::{self, Fit, number16, write_cell};
use crate::text::width_px;

/// Excel's own level: a fifth faster than the library's, a tenth larger.
const DEFLATE_LEVEL: u8 = 3;
/// Width of an untouched column in pixels; tells the library the width of a digit.
const COLUMN: u32 = 72;
/// Rows of one sheet; a longer list goes on in the next one.
const LAST_ROW: u32 = 1_048_575;
/// Room of the filter's button in a head, in pixels.
const FILTER_BUTTON: u32 = 18;

/// What a list receives while it is written.
#[derive(Debug)]
pub enum Feed {
    /// The next rows, each as long as the list has heads.
    Rows(Vec<Vec<Cell>>),
    /// A line above the rows that belong together.
    Heading(String),
    /// All rows were sent. A channel that closes without this word means that the source failed, and nothing is written.
    End,
}

/// One sheet of a workbook.
#[derive(Debug)]
pub enum Sheet {
    /// A page in memory.
    Page(Page),
    /// Labels or envelopes.
    Addressed(Box<Addressed>),
    /// Name badges.
    Badges(Box<Badges>),
    /// A page for people outside the office: the word of who may see the other sheets is not on it.
    OpenPage(Page),
    /// A page that is one piece of paper, however much stands on it.
    OnePage(Page),
    /// A list that people fill in by hand.
    Form(Form),
    /// The same for one person, on upright paper where that can be read.
    UprightForm(Form),
    /// A list and the channel that its rows come through.
    List(List, Receiver<Feed>),
}

/// How to write.
#[derive(Debug)]
pub struct WriteOptions {
    /// A folder of the program's own for plain intermediate rows; never the system's shared one.
    pub scratch: PathBuf,
    /// Encrypts the workbook; Excel and LibreOffice ask for it when they open the file.
    pub password: Option<SecretString>,
}

/// Writes a workbook and answers what was written. Blocks: call it on a blocking thread. `carry_on` hears how many rows are
/// written so far and stops the work by answering no; nothing is left behind then.
pub fn write(
    target: &Path,
    frame: &Frame,
    sheets: Vec<Sheet>,
    options: &WriteOptions,
    carry_on: &mut dyn FnMut(u64) -> bool,
) -> Result<Written, CannotWrite> {
    save::check(target)?;
    // The library panics when the disk fills under a streaming sheet.
    let made = catch_unwind(AssertUnwindSafe(|| {
        let (mut book, rows) = compose(frame, sheets, &options.scratch, carry_on)?;
        save::put((target, Readers::of(frame)), options.password.as_ref(), rows, |writer| {
            Ok(book.save_to_writer(writer)?)
        })
    }));
    made.unwrap_or(Err(CannotWrite::DiskFull))
}

/// What the sheets of one workbook share while it is made.
struct Open<'f, 'c> {
    frame: &'f Frame,
    formats: Formats,
    /// Names of sheets that are taken.
    names: Vec<String>,
    rows: u64,
    /// Beside a list of people a page is its legend, whose lines are nobody.
    listed: bool,
    /// Papers without any table, a certificate for each person: each is one.
    papers: bool,
    carry_on: &'c mut dyn FnMut(u64) -> bool,
}

impl Open<'_, '_> {
    /// So many rows more are written; whether to go on.
    fn wrote(&mut self, rows: usize) -> Result<(), CannotWrite> {
        self.rows += rows as u64;
        if (self.carry_on)(self.rows) { Ok(()) } else { Err(CannotWrite::Cancelled) }
    }

    fn sheet(&mut self, book: &mut Workbook, sheet: Sheet) -> Result<(), CannotWrite> {
        let fit = if matches!(sheet, Sheet::OnePage(_)) { Fit::OnePage } else { Fit::Readable };
        let open = matches!(sheet, Sheet::OpenPage(_)).then(|| Frame { class: String::new(), ..self.frame.clone() });
        match sheet {
            Sheet::Page(page) | Sheet::OpenPage(page) | Sheet::OnePage(page) => {
                let written = book.add_worksheet();
                written.set_name(paper::sheet_name(&page.name, &mut self.names))?;
                sheet::write(written, &page, open.as_ref().unwrap_or(self.frame), &mut self.formats, fit)?;
                let tables: usize = page.tables().map(|table| table.rows.len()).sum();
                self.wrote(if self.listed { 0 } else { tables + usize::from(self.papers) })
            }
            Sheet::Addressed(all) => {
                addressed::write(book, &all, &self.formats, &mut self.names)?;
                self.wrote(all.pieces.len())
            }
            Sheet::Badges(all) => {
                badge::write(book, &all, &self.formats, &mut self.names)?;
                self.wrote(all.badges.len())
            }
            Sheet::Form(ref form) | Sheet::UprightForm(ref form) => {
                let lie = if matches!(sheet, Sheet::Form(_)) { Lie::Across } else { Lie::Upright };
                let written = book.add_worksheet();
                written.set_name(paper::sheet_name(&form.name, &mut self.names))?;
                form::write(written, form, self.frame, &mut self.formats, lie)?;
                self.wrote(form.rows.len())
            }
            Sheet::List(list, feed) => self.stream(book, &list, feed),
        }
    }

    /// Writes a list in batches; only one row is in memory besides the waiting batches.
    fn stream(&mut self, book: &mut Workbook, list: &List, mut feed: Receiver<Feed>) -> Result<(), CannotWrite> {
        let mut waiting: Vec<Vec<Cell>> = Vec::new();
        let mut heading: Option<String> = None;
        let mut grouped = false;
        loop {
            let sheet = book.add_worksheet_with_constant_memory()?;
            sheet.set_name(paper::sheet_name(&list.name, &mut self.names))?;
            let head_row = begin(sheet, list, self.frame, &mut self.formats)?;
            let before = self.rows;
            let mut row = head_row;
            let mut headings = 0;
            let ended = 'sheet: loop {
                if let Some(words) = heading.take() {
                    row += 1;
                    headings += 1;
                    write_heading(sheet, row, &words, list, &mut self.formats)?;
                }
                let mut batch = std::mem::take(&mut waiting).into_iter();
                while let Some(cells) = batch.next() {
                    if row == LAST_ROW {
                        waiting.push(cells);
                        waiting.extend(batch);
                        break 'sheet false;
                    }
                    row += 1;
                    for (column, (cell, head)) in cells.iter().zip(&list.heads).enumerate() {
                        let same = cell.kind().is_none_or(|kind| looks_alike(kind, head.kind));
                        let format = if same { None } else { cell.kind().map(|kind| self.formats.column(kind)) };
                        write_cell(sheet, row, number16(column)?, cell, head, format.as_ref())?;
                    }
                }
                // Headings are nobody.
                self.rows = before + u64::from(row - head_row - headings);
                if !(self.carry_on)(self.rows) {
                    return Err(CannotWrite::Cancelled);
                }
                match feed.blocking_recv() {
                    Some(Feed::Rows(next)) => waiting = next,
                    Some(Feed::Heading(words)) => {
                        grouped = true;
                        heading = Some(words);
                        // A heading stands with its rows.
                        if row + 1 >= LAST_ROW {
                            break 'sheet false;
                        }
                    }
                    Some(Feed::End) => break 'sheet true,
                    None => return Err(CannotWrite::SourceStopped),
                }
            };
            finish(sheet, list, head_row, row, grouped)?;
            if ended {
                return Ok(());
            }
        }
    }
}

fn compose(
    frame: &Frame,
    sheets: Vec<Sheet>,
    scratch: &Path,
    carry_on: &mut dyn FnMut(u64) -> bool,
) -> Result<(Workbook, u64), CannotWrite> {
    let formats = Formats::new(frame);
    let mut book = Workbook::new();
    book.set_tempdir(scratch)?;
    book.set_zip_compression_level(DEFLATE_LEVEL);
    // Widths are counted in digits of the default font; of eleven points their width is known for every Japanese font.
    let exact = sheets.iter().any(|sheet| matches!(sheet, Sheet::Addressed(_) | Sheet::Badges(_)));
    let base = if exact { formats.base().set_font_size(11.0) } else { formats.base() };
    book.set_default_format(&base, sheet::ROW, COLUMN)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(&frame.title)
            .set_subject(&frame.code)
            .set_author(&frame.union_name)
            .set_company(&frame.union_name)
            .set_creation_datetime(&frame.made_at),
    );
    let listed = sheets.iter().any(|sheet| matches!(sheet, Sheet::List(..)));
    let papers = sheets.iter().all(|sheet| match sheet {
        Sheet::Page(page) | Sheet::OpenPage(page) | Sheet::OnePage(page) => page.tables().next().is_none(),
        _ => false,
    });
    let mut open = Open { frame, formats, names: Vec::new(), rows: 0, listed, papers, carry_on };
    for sheet in sheets {
        open.sheet(&mut book, sheet)?;
    }
    Ok((book, open.rows))
}

/// Kinds whose column format serves the other's cells.
fn looks_alike(cell: Kind, column: Kind) -> bool {
    use Kind::{Code, Difference, Id, Number, Text};
    cell == column
        || matches!(
            (cell, column),
            (Number, Difference) | (Difference, Number) | (Text, Code) | (Text, Id) | (Id, Text)
        )
}

/// Columns, title and heads of a list; answers the row of the heads.
fn begin(sheet: &mut Worksheet, list: &List, frame: &Frame, formats: &mut Formats) -> Result<u32, CannotWrite> {
    let mut total = 0;
    for (column, head) in list.heads.iter().enumerate() {
        let column = number16(column)?;
        let date = if head.kind == Kind::Date {
            width_px(if frame.era { "令和00年12月31日" } else { "2000/12/31" })
        } else {
            0
        };
        let codes = head.codes.iter().map(|code| width_px(&code.label)).max().unwrap_or(0);
        let wide = (u32::from(head.width) * 8).max(codes).max(width_px(&head.label) + FILTER_BUTTON).max(date) + 12;
        sheet.set_column_width_pixels(column, wide)?;
        sheet.set_column_format(column, &formats.column(head.kind))?;
        total += wide;
    }
    paper::set_up(sheet, frame, Paper::of_width(total, list.landscape), false)?;
    let mut row = 0;
    if let Some(title) = &list.title {
        sheet.set_row_height_pixels(0, 30)?;
        let lines = [(title.as_str(), Look::Title), (list.scope.as_str(), Look::Scope), ("", Look::Scope)];
        for (above, (words, look)) in (0..).zip(lines) {
            // The columns' borders begin at the heads. Rows of a streaming sheet are written in order, never again.
            for column in 0..number16(list.heads.len())? {
                let words = if column == 0 { words } else { "" };
                sheet.write_string_with_format(above, column, words, &formats.look(look))?;
            }
        }
        row = 3;
    }
    for (column, head) in list.heads.iter().enumerate() {
        sheet.write_string_with_format(row, number16(column)?, &head.label, &formats.look(Look::Head))?;
    }
    paper::repeat_and_freeze(sheet, row)?;
    Ok(row)
}

/// A line above rows that belong together, across the whole list.
fn write_heading(
    sheet: &mut Worksheet,
    row: u32,
    words: &str,
    list: &List,
    formats: &mut Formats,
) -> Result<(), CannotWrite> {
    for column in 0..number16(list.heads.len())? {
        let format = formats.cell(Kind::Text, RowKind::Subtotal, 0);
        sheet.write_string_with_format(row, column, if column == 0 { words } else { "" }, &format)?;
    }
    Ok(())
}

/// What can only be said when the last row is known. Rows under headings are not sorted by a filter: they would leave them.
fn finish(sheet: &mut Worksheet, list: &List, head_row: u32, last_row: u32, grouped: bool) -> Result<(), CannotWrite> {
    let last_column = number16(list.heads.len().saturating_sub(1))?;
    sheet.set_print_area(0, 0, last_row, last_column)?;
    if last_row > head_row && !grouped {
        sheet.autofilter(head_row, 0, last_row, last_column)?;
    }
    Ok(())
}
