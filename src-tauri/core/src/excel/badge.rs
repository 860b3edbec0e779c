//! Name badges: ten on a sheet of A4, to be cut or printed on cards of 91 × 55 mm, each with a code that a scanner types.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Image, ObjectMovement, Workbook, Worksheet};

use super::addressed::{INCH, fitted, mm, pixels};
use super::formats::Formats;
use super::paper;
use super::qr;
use super::refusal::CannotWrite;
use super::sheet::number16;

/// Tenths of a millimetre: the words, the code beside them, the three rows, the margins of the paper.
const WORDS: u32 = 600;
const CODE: u32 = 310;
const ROWS: [u32; 3] = [130, 280, 140];
const MARGIN: (u32, u32) = (140, 110);
/// Badges beside each other, below each other, and pages of one sheet.
const ACROSS: usize = 2;
const DOWN: usize = 5;
const PAGES: usize = 300;
/// Side of the picture.
const SIDE: u32 = 270;

/// One badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Badge {
    /// What it is for.
    pub occasion: String,
    /// Reading of the name; empty where it is not known.
    pub kana: String,
    /// Name.
    pub name: String,
    /// Where the person comes from.
    pub from: String,
    /// What the code says, in capitals, digits and `-`.
    pub code: String,
}

/// All badges of a workbook.
#[derive(Clone, Debug)]
pub struct Badges {
    /// Name of the sheet.
    pub name: String,
    /// In order.
    pub badges: Vec<Badge>,
}

/// Writes all of them, page after page.
pub(super) fn write(
    book: &mut Workbook,
    all: &Badges,
    formats: &Formats,
    names: &mut Vec<String>,
) -> Result<(), CannotWrite> {
    for part in all.badges.chunks(ACROSS * DOWN * PAGES) {
        let sheet = book.add_worksheet();
        sheet.set_name(paper::sheet_name(&all.name, names))?;
        set_up(sheet)?;
        let mut row = 0;
        let mut breaks = Vec::new();
        for (at, line) in part.chunks(ACROSS).enumerate() {
            if at > 0 && at % DOWN == 0 {
                breaks.push(row);
            }
            for (height, row) in ROWS.into_iter().zip(row..) {
                sheet.set_row_height(row, mm(height) / INCH * 72.0)?;
            }
            for (column, badge) in line.iter().enumerate() {
                one(sheet, badge, row, number16(column * 2)?, formats)?;
            }
            row += 3;
        }
        if !breaks.is_empty() {
            sheet.set_page_breaks(&breaks)?;
        }
        sheet.set_print_area(0, 0, row.saturating_sub(1), number16(ACROSS * 2 - 1)?)?;
    }
    Ok(())
}

fn set_up(sheet: &mut Worksheet) -> Result<(), CannotWrite> {
    // A4.
    sheet.set_paper_size(9);
    sheet.set_portrait();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_margins(mm(MARGIN.0) / INCH, 0.0, mm(MARGIN.1) / INCH, 0.0, 0.0, 0.0);
    sheet.set_screen_gridlines(false);
    for column in 0..ACROSS {
        sheet.set_column_width_pixels(number16(column * 2)?, pixels(WORDS))?;
        sheet.set_column_width_pixels(number16(column * 2 + 1)?, pixels(CODE))?;
    }
    Ok(())
}

fn one(sheet: &mut Worksheet, badge: &Badge, row: u32, column: u16, formats: &Formats) -> Result<(), CannotWrite> {
    let base = || formats.base().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    // Where it is cut.
    let line = FormatBorder::Hair;
    let left = |format: Format| format.set_border_left(line).set_indent(1);
    let top = |format: Format| format.set_border_top(line);
    let bottom = |format: Format| format.set_border_bottom(line);
    let occasion = fitted(9, &badge.occasion, 2, WORDS);
    sheet.write_string_with_format(row, column, &badge.occasion, &top(left(base().set_font_size(occasion))))?;
    let name = base().set_font_size(fitted(22, &badge.name, 1, WORDS)).set_bold();
    let small = base().set_font_size(fitted(9, &badge.kana, 1, WORDS));
    let middle = left(base());
    if badge.kana.is_empty() {
        sheet.write_string_with_format(row + 1, column, &badge.name, &left(name))?;
    } else {
        let kana = format!("{}\n", badge.kana);
        let parts: [(&Format, &str); 2] = [(&small, &kana), (&name, &badge.name)];
        sheet.write_rich_string_with_format(row + 1, column, &parts, &middle)?;
    }
    let from = fitted(11, &badge.from, 2, WORDS);
    sheet.write_string_with_format(row + 2, column, &badge.from, &bottom(left(base().set_font_size(from))))?;
    let beside = |format: Format| format.set_border_right(line);
    sheet.write_blank(row, column + 1, &top(beside(base())))?;
    sheet.write_blank(row + 1, column + 1, &beside(base()))?;
    let number = bottom(beside(base().set_font_size(9).set_align(FormatAlign::Center)));
    sheet.write_string_with_format(row + 2, column + 1, &badge.code, &number)?;
    if let Some(picture) = qr::picture(&badge.code) {
        let side = pixels(SIDE);
        let image = Image::new_from_buffer(&picture)?
            .set_alt_text(&badge.code)
            .set_scale_to_size(side, side, false)
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        let (x, y) = ((pixels(CODE).saturating_sub(side)) / 2, pixels(90));
        sheet.insert_image_with_offset(row, column + 1, &image, x, y)?;
    }
    Ok(())
}
