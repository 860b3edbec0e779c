//! .xlsx and .xlsm, streamed: memory holds the shared words and one row. Macros and links to other files are never read.

use std::collections::{HashMap, HashSet};
use std::io::{BufReader, Read, Seek, SeekFrom};

use calamine::{DataRef, Reader as _, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use quick_xml::events::{BytesStart, Event};
use serde_json::{Map, Value, json};
use zip::ZipArchive;

use crate::Source;
use crate::arguments::Wish;
use crate::cells::{Cell, NOT_CALCULATED, padded_width};
use crate::limits::SHEETS;
use crate::parts::{self, Surroundings};
use crate::problem::{Code, Problem};
use crate::wire::{self, Flow, Out, Warning};

/// Rows between two words about progress.
const PROGRESS_ROWS: u64 = 1_000;
/// Relations of a workbook: its sheets and a few more.
const PAIRS: usize = SHEETS + 200;
/// Cells without a value between two signs of life.
const PROGRESS_CELLS: u64 = 1 << 20;

/// Reads the sheets that are wanted, in the order of their tabs.
pub(crate) fn read(mut source: Box<dyn Source>, size: u64, wish: &Wish<'_>, out: &mut Out<'_>) -> Result<(), Problem> {
    let mut surroundings = parts::check(&mut source, size, out)?;
    let mut paths = sheet_paths(&mut source).unwrap_or_default();
    if paths.len() > SHEETS {
        return Err(Problem::new(Code::Unsafe).about("reason", "sheets"));
    }
    source.seek(SeekFrom::Start(0)).map_err(|_| Problem::new(Code::Unreadable))?;
    let mut book = Xlsx::new(source).map_err(refusal)?;
    let sheets = tell_book(book.sheets_metadata(), "xlsx", book.has_1904_epoch(), size, wish, out)?;
    for (index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| wish.wants(&sheet.name)) {
        let around = paths.remove(&sheet.name).and_then(|path| surroundings.remove(&path)).unwrap_or_default();
        stream(&mut book, index, sheet, around, wish, out)?;
    }
    if wish.is_all() && out.is_empty() {
        return Err(Problem::new(Code::Empty));
    }
    Ok(())
}

/// Prints `book` and returns the sheets that can have rows.
pub(crate) fn tell_book(
    sheets: &[Sheet],
    format: &'static str,
    date1904: bool,
    size: u64,
    wish: &Wish<'_>,
    out: &mut Out<'_>,
) -> Result<Vec<Sheet>, Problem> {
    let sheets: Vec<Sheet> = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet).cloned().collect();
    if sheets.len() > SHEETS {
        return Err(Problem::new(Code::Unsafe).about("reason", "sheets"));
    }
    wish.check(sheets.iter().map(|sheet| sheet.name.as_str()))?;
    if wish.promises_other_than(format) {
        out.warn(
            Warning::new("workbook_kind_differs").about("extension", wish.extension.as_str()).about("format", format),
        );
    }
    let told: Vec<Value> = sheets
        .iter()
        .map(|sheet| {
            let visible = match sheet.visible {
                SheetVisible::Visible => "visible",
                SheetVisible::Hidden => "hidden",
                SheetVisible::VeryHidden => "very_hidden",
            };
            json!({ "name": sheet.name, "visible": visible })
        })
        .collect();
    let mut book = Map::new();
    book.insert("format".to_owned(), format.into());
    book.insert("encoding".to_owned(), Value::Null);
    book.insert("delimiter".to_owned(), Value::Null);
    book.insert("date1904".to_owned(), date1904.into());
    book.insert("bytes".to_owned(), size.into());
    book.insert("sheets".to_owned(), told.into());
    out.book(book)?;
    Ok(sheets)
}

fn stream(
    book: &mut Xlsx<Box<dyn Source>>,
    index: usize,
    sheet: &Sheet,
    around: Surroundings,
    wish: &Wish<'_>,
    out: &mut Out<'_>,
) -> Result<(), Problem> {
    let in_sheet = |problem: Problem| problem.about("sheet", sheet.name.as_str());
    let lacking = if around.lacks_values { without_result(book, &sheet.name, out)? } else { HashSet::new() };
    let mut cells = book.worksheet_cells_reader(&sheet.name).map_err(|error| in_sheet(refusal(error)))?;
    let widths: Vec<u8> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map_or(0, |format| padded_width(&format.format_code)))
        .collect();
    let dimensions = cells.dimensions();
    let total = (dimensions.end.0 > 0).then_some(dimensions.end.0 + 1);
    let told = wire::Sheet {
        name: sheet.name.clone(),
        index,
        hidden: sheet.visible != SheetVisible::Visible,
        merged: around.merged,
        merged_cut: around.merged_cut,
        hidden_columns: around.hidden_columns,
        rows: total,
    };
    out.sheet(&told, wish.rows)?;
    let mut seen = 0_u64;
    loop {
        let (cell, style) = match cells.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            // Newer kinds of errors (#SPILL!, #CALC!): the cell is lost, the sheet is not.
            Err(XlsxError::CellError(_)) => {
                out.ignore_unplaced();
                continue;
            }
            Err(error) => return Err(in_sheet(refusal(error))),
        };
        let place = cell.get_position();
        let (row, column) = (place.0.saturating_add(1), place.1.saturating_add(1));
        let value = match cell.get_value() {
            DataRef::Empty if lacking.contains(&place) => Cell::Error(NOT_CALCULATED),
            value => Cell::of(value, widths.get(style).copied().unwrap_or(0)),
        };
        if out.cell(row, column, &value)? == Flow::Enough {
            return Ok(());
        }
        seen += 1;
        if seen.is_multiple_of(PROGRESS_CELLS) {
            out.alive()?;
        }
        out.progress(u64::from(row), total.map(u64::from), PROGRESS_ROWS)?;
    }
    out.finish_row()?;
    Ok(())
}

/// Where formulas stand that a program wrote and no spreadsheet program has calculated yet. The reader that tells formulas
/// does not tell the formats of cells, so this is a reading of its own.
fn without_result(
    book: &mut Xlsx<Box<dyn Source>>,
    sheet: &str,
    out: &mut Out<'_>,
) -> Result<HashSet<(u32, u32)>, Problem> {
    let mut found = HashSet::new();
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| refusal(error).about("sheet", sheet))?;
    let mut seen = 0_u64;
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(cell)) if cell.formula.is_some() && matches!(cell.value, DataRef::Empty) => {
                found.insert(cell.pos);
            }
            Ok(Some(_)) | Err(XlsxError::CellError(_)) => {}
            // The reading of the values says what is wrong with the sheet, if it is damaged.
            Ok(None) | Err(_) => return Ok(found),
        }
        seen += 1;
        if seen.is_multiple_of(PROGRESS_CELLS) {
            out.alive()?;
        }
    }
}

fn refusal(error: XlsxError) -> Problem {
    Problem::new(match error {
        XlsxError::Password => Code::PasswordNeeded,
        _ => Code::Damaged,
    })
}

/// The path in the archive, in small letters, of each sheet by its name. calamine knows it but keeps it.
fn sheet_paths(source: &mut Box<dyn Source>) -> Option<HashMap<String, String>> {
    source.seek(SeekFrom::Start(0)).ok()?;
    let mut archive = ZipArchive::new(source).ok()?;
    let targets: HashMap<String, String> = tags(&mut archive, "xl/_rels/workbook.xml.rels", "Relationship", |tag| {
        let target = value_of(tag, "Target")?;
        let target = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        Some((value_of(tag, "Id")?, target.to_ascii_lowercase()))
    })?;
    tags(&mut archive, "xl/workbook.xml", "sheet", |tag| {
        Some((value_of(tag, "name")?, targets.get(&value_of(tag, "id")?)?.clone()))
    })
}

/// Collects a pair from every tag of one name in one part.
fn tags<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    part: &str,
    name: &str,
    pair: impl Fn(&BytesStart<'_>) -> Option<(String, String)>,
) -> Option<HashMap<String, String>> {
    let part = archive.file_names().find(|path| path.eq_ignore_ascii_case(part))?.to_owned();
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(archive.by_name(&part).ok()?));
    let (mut buffer, mut found) = (Vec::new(), HashMap::new());
    // More than so many are refused; a hundred thousand of them are not collected.
    while found.len() <= PAIRS {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == name => found.extend(pair(&tag)),
            Event::Eof => break,
            _ => {}
        }
    }
    Some(found)
}

/// An attribute by its local name, unescaped.
fn value_of(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(quick_xml::escape::unescape(&attribute.value).ok()?.into_owned())
}
