//! .xls and .ods, which calamine holds in memory as a whole; the limit on memory stands guard.

use std::io::SeekFrom;

use calamine::{Data, Dimensions, Ods, OdsError, Range, Reader as _, Sheet, SheetVisible, Xls, XlsError};

use crate::Source;
use crate::arguments::Wish;
use crate::cells::Cell;
use crate::limits::MERGED_REGIONS;
use crate::parts;
use crate::problem::{Code, Problem};
use crate::wire::{self, Flow, Out};
use crate::workbook::tell_book;

const PROGRESS_ROWS: u64 = 1_000;

/// Reads an OpenDocument spreadsheet.
pub(crate) fn read_ods(
    mut source: Box<dyn Source>,
    size: u64,
    wish: &Wish<'_>,
    out: &mut Out<'_>,
) -> Result<(), Problem> {
    parts::check(&mut source, size, out)?;
    source.seek(SeekFrom::Start(0)).map_err(|_| Problem::new(Code::Unreadable))?;
    let mut book: Ods<_> = Ods::new(source).map_err(|error| {
        Problem::new(match error {
            OdsError::Password => Code::PasswordUnsupported,
            OdsError::CellLimitExceeded { .. } => Code::TooLarge,
            _ => Code::Damaged,
        })
    })?;
    let sheets = tell_book(book.sheets_metadata(), "ods", false, size, wish, out)?;
    for (index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| wish.wants(&sheet.name)) {
        let range = book
            .worksheet_range(&sheet.name)
            .map_err(|_| Problem::new(Code::Damaged).about("sheet", sheet.name.as_str()))?;
        tell_range(&range, index, sheet, &[], wish, out)?;
    }
    refuse_empty(wish, out)
}

/// Reads a workbook of Excel 5 to 2003.
pub(crate) fn read_xls(source: Box<dyn Source>, size: u64, wish: &Wish<'_>, out: &mut Out<'_>) -> Result<(), Problem> {
    let mut book: Xls<_> = Xls::new(source).map_err(|error| {
        Problem::new(match error {
            XlsError::Password => Code::PasswordUnsupported,
            XlsError::Cfb(_) => Code::IsOther,
            _ => Code::Damaged,
        })
    })?;
    let sheets = tell_book(book.sheets_metadata(), "xls", book.has_1904_epoch(), size, wish, out)?;
    for (index, sheet) in sheets.iter().enumerate().filter(|(_, sheet)| wish.wants(&sheet.name)) {
        let range = book
            .worksheet_range(&sheet.name)
            .map_err(|_| Problem::new(Code::Damaged).about("sheet", sheet.name.as_str()))?;
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        tell_range(&range, index, sheet, &merged, wish, out)?;
    }
    refuse_empty(wish, out)
}

fn tell_range(
    range: &Range<Data>,
    index: usize,
    sheet: &Sheet,
    merged: &[Dimensions],
    wish: &Wish<'_>,
    out: &mut Out<'_>,
) -> Result<(), Problem> {
    let total = range.end().map(|(row, _)| row + 1);
    let region = |area: &Dimensions| [area.start.0 + 1, area.start.1 + 1, area.end.0 + 1, area.end.1 + 1];
    let told = wire::Sheet {
        name: sheet.name.clone(),
        index,
        hidden: sheet.visible != SheetVisible::Visible,
        merged: merged.iter().take(MERGED_REGIONS).map(region).collect(),
        merged_cut: merged.len() > MERGED_REGIONS,
        hidden_columns: Vec::new(),
        rows: total,
    };
    out.sheet(&told, wish.rows)?;
    let Some((first_row, first_column)) = range.start() else { return Ok(()) };
    for (row, cells) in (first_row + 1..).zip(range.rows()) {
        for (column, cell) in (first_column + 1..).zip(cells) {
            if out.cell(row, column, &Cell::of_data(cell))? == Flow::Enough {
                return Ok(());
            }
        }
        out.progress(u64::from(row), total.map(u64::from), PROGRESS_ROWS)?;
    }
    out.finish_row()?;
    Ok(())
}

fn refuse_empty(wish: &Wish<'_>, out: &Out<'_>) -> Result<(), Problem> {
    if wish.is_all() && out.is_empty() { Err(Problem::new(Code::Empty)) } else { Ok(()) }
}
