//! Labels and envelopes: a workbook whose cells have the sizes of the paper, so that it prints where the sheet is cut.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet};

use super::formats::Formats;
use super::paper;
use super::refusal::CannotWrite;
use super::sheet::number16;
use super::wrap::wrap;

/// Pages of one sheet; a sheet holds only about a thousand breaks.
const PAGES: usize = 500;
pub(super) const INCH: f64 = 25.4;

/// A size in tenths of a millimetre: width, height.
pub type Size = (u32, u32);

/// A sheet of labels or an envelope, in tenths of a millimetre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// The paper as it goes through the printer.
    pub paper: Size,
    /// Excel's number for it.
    pub code: u8,
    /// Excel knows the paper upright; it goes through on its side.
    pub landscape: bool,
    /// Labels beside each other and below each other; one on an envelope.
    pub grid: (u16, u16),
    /// Size of one.
    pub piece: Size,
    /// Margin at the left and at the top.
    pub margin: Size,
    /// Room between labels beside each other.
    pub gap: u32,
    /// Sizes of the letters in points: postal code and address, name, sender.
    pub letters: (u8, u8, u8),
}

impl Layout {
    /// How many stand on a page.
    #[must_use]
    pub fn per_page(&self) -> usize {
        usize::from(self.grid.0) * usize::from(self.grid.1)
    }

    /// How many pages so many need, when the first begins at a place from 1.
    #[must_use]
    pub fn pages(&self, n: usize, start: usize) -> usize {
        (n + start.saturating_sub(1)).div_ceil(self.per_page())
    }
}

/// What stands on one label or envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// 〒123-4567; empty where it is not known.
    pub postal: String,
    /// Address, perhaps of several lines.
    pub address: String,
    /// Name with its title.
    pub name: String,
}

/// All labels or envelopes of a workbook.
#[derive(Clone, Debug)]
pub struct Addressed {
    /// Name of the sheet.
    pub name: String,
    /// Sizes.
    pub layout: Layout,
    /// In order.
    pub pieces: Vec<Piece>,
    /// Place of the first one on its page, from 1: a sheet that was begun is used up.
    pub start: usize,
    /// Who sends, below each; empty = nobody.
    pub sender: String,
    /// How far the printer is off, in tenths of a millimetre to the right and down.
    pub shift: (i32, i32),
}

/// Millimetres of tenths.
pub(super) fn mm(tenths: u32) -> f64 {
    f64::from(tenths) / 10.0
}

/// Pixels of tenths of a millimetre.
pub(super) fn pixels(tenths: u32) -> u32 {
    // Small and positive: rounding is all that happens.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size of paper in pixels")]
    let pixels = (mm(tenths) / INCH * 96.0).round() as u32;
    pixels
}

/// Writes all of them, page after page.
pub(super) fn write(
    book: &mut Workbook,
    addressed: &Addressed,
    formats: &Formats,
    names: &mut Vec<String>,
) -> Result<(), CannotWrite> {
    let per_page = addressed.layout.per_page().max(1);
    let start = addressed.start.clamp(1, per_page) - 1;
    let places: Vec<Option<&Piece>> =
        std::iter::repeat_n(None, start).chain(addressed.pieces.iter().map(Some)).collect();
    for part in places.chunks(per_page * PAGES) {
        let sheet = book.add_worksheet();
        sheet.set_name(paper::sheet_name(&addressed.name, names))?;
        set_up(sheet, addressed)?;
        let mut row = 0;
        let mut breaks = Vec::new();
        for page in part.chunks(per_page) {
            if row > 0 {
                breaks.push(row);
            }
            row = if per_page == 1 {
                envelope(sheet, addressed, page.first().copied().flatten(), row, formats)?
            } else {
                labels(sheet, addressed, page, row, formats)?
            };
        }
        if !breaks.is_empty() {
            sheet.set_page_breaks(&breaks)?;
        }
        let last = number16(columns(&addressed.layout).saturating_sub(1))?;
        sheet.set_print_area(0, 0, row.saturating_sub(1), last)?;
    }
    Ok(())
}

/// Columns of a page: those of the labels and the gaps between them.
fn columns(layout: &Layout) -> usize {
    let labels = usize::from(layout.grid.0);
    if layout.gap > 0 { labels * 2 - 1 } else { labels }
}

fn set_up(sheet: &mut Worksheet, addressed: &Addressed) -> Result<(), CannotWrite> {
    let layout = &addressed.layout;
    sheet.set_paper_size(layout.code);
    if layout.landscape {
        sheet.set_landscape();
    } else {
        sheet.set_portrait();
    }
    // Where a program's letters are wider than Excel's, columns are, too: then the page is shrunk rather than cut in two. At
    // the right and at the foot the margins are free, so that Excel itself never shrinks.
    sheet.set_print_fit_to_pages(1, 0);
    let shifted = |margin: u32, shift: i32| (mm(margin) + f64::from(shift) / 10.0).max(0.0);
    let (left, top) = (shifted(layout.margin.0, addressed.shift.0), shifted(layout.margin.1, addressed.shift.1));
    sheet.set_margins(left / INCH, 0.0, top / INCH, 0.0, 0.0, 0.0);
    sheet.set_screen_gridlines(false);
    for column in 0..columns(layout) {
        let is_gap = layout.gap > 0 && column % 2 == 1;
        sheet.set_column_width_pixels(number16(column)?, pixels(if is_gap { layout.gap } else { layout.piece.0 }))?;
    }
    Ok(())
}

/// The words of an address with smaller letters where they would not fit: a line holds so many full-width letters.
pub(super) fn fitted(points: u8, words: &str, lines: usize, width: u32) -> f64 {
    let most = f64::from(points);
    let sizes = [1.0, 0.9, 0.8, 0.7, 0.6].map(|part| (most * part * 2.0).round() / 2.0);
    sizes.into_iter().find(|points| broken(*points, words, width).len() <= lines).unwrap_or(most * 0.6)
}

/// The lines of these words in letters of a size: not every program breaks an address without spaces at the edge of its cell.
fn broken(points: f64, words: &str, width: u32) -> Vec<String> {
    let per_line = ((mm(width) - 6.0) / (points * INCH / 72.0)).max(1.0);
    // Small and positive: a full-width letter counts fifteen pixels.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a width of paper in pixels")]
    let limit = (per_line * 15.0) as u32;
    wrap(words, limit)
}

fn labels(
    sheet: &mut Worksheet,
    addressed: &Addressed,
    page: &[Option<&Piece>],
    first: u32,
    formats: &Formats,
) -> Result<u32, CannotWrite> {
    let layout = &addressed.layout;
    let across = usize::from(layout.grid.0);
    let step = if layout.gap > 0 { 2 } else { 1 };
    let cell = formats.base().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_indent(1);
    let (address_size, name_size, sender_size) = layout.letters;
    for (row, line) in (first..).zip(0..usize::from(layout.grid.1)) {
        sheet.set_row_height(row, mm(layout.piece.1) / INCH * 72.0)?;
        for (column, piece) in page.iter().skip(line * across).take(across).enumerate() {
            let Some(piece) = piece else { continue };
            let address = fitted(address_size, &piece.address, 2, layout.piece.0);
            let name = fitted(name_size, &piece.name, 1, layout.piece.0);
            let sized = |points: f64| formats.base().set_font_size(points);
            let small = sized(address);
            let mut parts: Vec<(Format, String)> = Vec::new();
            if !piece.postal.is_empty() {
                parts.push((small.clone(), format!("{}\n", piece.postal)));
            }
            parts.push((small, format!("{}\n", broken(address, &piece.address, layout.piece.0).join("\n"))));
            parts.push((sized(name).set_bold(), piece.name.clone()));
            if !addressed.sender.is_empty() {
                parts.push((sized(f64::from(sender_size)), format!("\n{}", addressed.sender)));
            }
            let rich: Vec<(&Format, &str)> = parts.iter().map(|(format, words)| (format, words.as_str())).collect();
            sheet.write_rich_string_with_format(row, number16(column * step)?, &rich, &cell)?;
        }
    }
    Ok(first + u32::from(layout.grid.1))
}

/// An envelope: postal code and address above, the name in the middle, the sender at the foot.
fn envelope(
    sheet: &mut Worksheet,
    addressed: &Addressed,
    piece: Option<&Piece>,
    first: u32,
    formats: &Formats,
) -> Result<u32, CannotWrite> {
    let layout = &addressed.layout;
    let (address_size, name_size, sender_size) = layout.letters;
    let parts = [8, 26, 32, 34].map(|share| mm(layout.piece.1) * f64::from(share) / 100.0 / INCH * 72.0);
    for (row, height) in (first..).zip(parts) {
        sheet.set_row_height(row, height)?;
    }
    let Some(piece) = piece else { return Ok(first + 4) };
    let base = || formats.base().set_text_wrap();
    let width = layout.piece.0 * 8 / 10;
    let address = fitted(address_size, &piece.address, 2, width);
    let lines = broken(address, &piece.address, width).join("\n");
    let words = if piece.postal.is_empty() { lines } else { format!("{}\n{lines}", piece.postal) };
    let top = base().set_font_size(address).set_align(FormatAlign::Top).set_indent(2);
    sheet.write_string_with_format(first + 1, 0, &words, &top)?;
    let middle = base()
        .set_font_size(fitted(name_size, &piece.name, 1, layout.piece.0))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    sheet.write_string_with_format(first + 2, 0, &piece.name, &middle)?;
    let foot = base()
        .set_font_size(f64::from(sender_size))
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Bottom)
        .set_indent(1);
    sheet.write_string_with_format(first + 3, 0, &addressed.sender, &foot)?;
    Ok(first + 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_address_is_broken_where_its_label_ends() {
        // A label of 48.3 mm; 42.3 mm of it are free, that is 13 full-width letters of 9 points.
        let address = "東京都千代田区架空町一丁目二番三号架空共同住宅第一棟二百三号室";
        let lines = broken(9.0, address, 483);
        assert!(lines.len() > 2 && lines.iter().all(|line| line.chars().count() <= 13), "{lines:?}");
        assert_eq!(lines.concat(), address, "nothing is lost");
        assert!(fitted(9, address, 2, 483) < 9.0, "smaller letters first");
    }
}
