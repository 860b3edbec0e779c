//! One page onto one sheet: where each block stands, how wide the columns are, and every cell by its type.

use base64::Engine as _;
use rust_xlsxwriter::{Format, FormatAlign, Image, ObjectMovement, Worksheet};

use super::cell::{Cell, HIDDEN_MARK, Kind, ROUNDED_MARK, grouped, hundredths, tenths};
use super::chart::{self, Place, Spot};
use super::formats::{Formats, Look};
use super::page::{Block, ChartKind, Frame, Head, Page, Picture, Row, RowKind, Table};
use super::paper::{self, Paper};
use super::refusal::CannotWrite;
use super::wrap::wrap;
use crate::text::width_px;

/// Height of an ordinary row in pixels.
pub(super) const ROW: u32 = 22;
/// Height of a row of small or wrapped words.
const LINE: u32 = 19;
/// Room beside the words of a cell.
const PAD: u32 = 14;
/// Columns are never narrower or wider.
const NARROWEST: u32 = 44;
const WIDEST: u32 = 420;
/// So wide are heads of figures at least before they take several lines.
const HEAD: u32 = 72;
/// Room of one level of indent.
const INDENT: u32 = 12;
/// A page may be shrunk to this part of its size before it becomes two.
const SMALLEST: f64 = 0.72;
/// Tables longer than this keep their head on the screen and on every printed page.
const LONG_TABLE: usize = 40;
/// Tables of so many rows stand on one page with what is above them.
const SHORT_TABLE: usize = 20;
/// Sentences of so many lines belong to the table or chart below them.
const FEW_LINES: usize = 6;
/// Rows above a head that may stay on the screen; more would leave no room for what is below them.
const MOST_FROZEN: u32 = 10;
/// The part of a page by which its end may be elsewhere.
const NEARLY: f64 = 0.15;
/// Without columns (a cover, a page of sentences) the page is divided into so many.
const EMPTY_COLUMNS: usize = 6;

/// How far a page may be shrunk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// To a size that is read at a meeting; then it becomes two.
    Readable,
    /// Until it is one piece of paper.
    OnePage,
}

/// Writes a page. The sheet must be empty.
pub(super) fn write(
    sheet: &mut Worksheet,
    page: &Page,
    frame: &Frame,
    formats: &mut Formats,
    fit: Fit,
) -> Result<(), CannotWrite> {
    let lying = Paper::lying(page.landscape);
    let widths = column_widths(page, frame, lying);
    let wide: u32 = widths.iter().sum();
    let chosen = if fit == Fit::OnePage { lying } else { Paper::of_width(wide, page.landscape) };
    // Sentences and charts end where the paper does, wherever the columns do.
    let total = if fit == Fit::OnePage { wide } else { chosen.shows(wide) };
    let room_high = f64::from(chosen.room().1);
    for (column, width) in widths.iter().enumerate() {
        sheet.set_column_width_pixels(number16(column)?, *width)?;
    }
    let mut pen = Pen { sheet, formats, row: 0, height: 0, last_column: number16(widths.len().saturating_sub(1))? };
    let covered = page.blocks.iter().any(|block| matches!(block, Block::Cover { .. }));
    if !covered {
        // 14 points are as wide as the measured size and a third more.
        for line in wrap(&page.title, total * 3 / 4) {
            pen.line(&line, Look::Title, 30)?;
        }
        if page.scope.is_empty() {
            pen.skip(1);
        } else {
            for line in wrap(&page.scope, total) {
                pen.line(&line, Look::Scope, LINE)?;
            }
            pen.skip(1);
        }
    }
    let places = places(page, pen.row, total)?;
    let (mut together, first_top) = (Vec::new(), pen.height);
    let mut table_index = 0;
    // Where the heading above a block begins, the block above, and where the last table ends.
    let (mut headed, mut before, mut table_end) = (None, None, 0);
    for block in &page.blocks {
        let (row, top) = headed.take().unwrap_or((pen.row, pen.height));
        let above: Option<&Block> = before.replace(block);
        match block {
            Block::Cover { title, lines } => pen.cover(title, lines, total)?,
            Block::Heading { text } => {
                // Sentences above a heading are of what came before it.
                headed =
                    Some(if matches!(above, Some(Block::Text { .. })) { (pen.row, pen.height) } else { (row, top) });
                for line in heading_lines(text, total) {
                    pen.line(&line, Look::Heading, 26)?;
                }
            }
            Block::Text { paragraphs } => {
                let lines: Vec<String> = paragraphs.iter().flat_map(|p| wrap(p, total)).collect();
                // Few sentences stand with their heading above what follows.
                headed = (lines.len() <= FEW_LINES).then_some((row, top));
                for (n, line) in (1..).zip(&lines) {
                    pen.line(line, Look::Paragraph, ROW)?;
                    if matches!(above, Some(Block::Heading { .. })) && n == lines.len().min(FEW_LINES) {
                        together.push((row, top, pen.height - top));
                    }
                }
                pen.skip(1);
            }
            Block::Table(table) => {
                debug_assert_eq!(places.get(table_index).map(|p| p.head), Some(pen.row));
                pen.table(table, frame, &widths)?;
                table_index += 1;
                table_end = pen.height;
                if table.rows.len() <= SHORT_TABLE {
                    together.push((row, top, pen.height - top));
                }
                pen.skip(1);
            }
            Block::Chart(spec) => {
                let table = page.tables().nth(usize::from(spec.table));
                let place = places.get(usize::from(spec.table)).copied();
                let (Some(table), Some(place)) = (table, place) else {
                    return Err(CannotWrite::Bug(format!("chart over table {}", spec.table)));
                };
                if spec.kind == ChartKind::Pyramid {
                    // Its two halves have titles of their own.
                    pen.line(&spec.title, Look::Heading, 26)?;
                }
                let rows = chart_rows(spec.height);
                together.push((row, top, pen.height + rows * ROW - top));
                chart::draw(pen.sheet, spec, table, place, frame, Spot { row: pen.row, width: total })?;
                pen.skip(rows + 1);
            }
            Block::Picture(picture) => pen.picture(picture, total)?,
        }
    }
    for line in page.notes.iter().flat_map(|note| wrap(note, total + total / 6)) {
        pen.line(&line, Look::Note, LINE)?;
    }
    let (last_row, height, last_column) = (pen.row.saturating_sub(1), pen.height, pen.last_column);
    let readable = chosen != Paper::Parted && f64::from(height) * SMALLEST <= room_high;
    let one_page = fit == Fit::OnePage || readable;
    paper::set_up(sheet, frame, chosen, one_page)?;
    sheet.set_print_area(0, 0, last_row, last_column)?;
    sheet.set_screen_gridlines(false);
    let room = room_high / chosen.shrinks(wide);
    if !one_page {
        // Before what stands first there is the title alone.
        together.retain(|(_, top, _)| *top > first_top);
        let rows = breaks(&together, room);
        if !rows.is_empty() {
            sheet.set_page_breaks(&rows)?;
        }
    }
    match (places.as_slice(), page.tables().next()) {
        // Only what stands below the table goes on over the page: a head of columns above it would head nothing.
        ([place], Some(_)) if !one_page && !covered && place.head <= MOST_FROZEN && f64::from(table_end) <= room => {
            sheet.set_freeze_panes(place.head + 1, 0)?;
            sheet.set_repeat_rows(0, 1)?;
        }
        ([place], Some(table)) if place.head <= MOST_FROZEN && (table.rows.len() > LONG_TABLE || !covered) => {
            paper::repeat_and_freeze(sheet, place.head)?;
        }
        ([place], Some(_)) => {
            sheet.set_repeat_rows(place.head, place.head)?;
        }
        // Only the last of several tables goes on over the page: its head is repeated below it.
        ([_, .., last], _) if !one_page && only_last_is_long(page) => {
            sheet.set_repeat_rows(last.head, last.head)?;
        }
        // Several tables have several headers: every page repeats what the sheet is about.
        ([_, _, ..], _) => {
            sheet.set_repeat_rows(0, 1)?;
        }
        _ => {}
    }
    Ok(())
}

/// Whether of several tables none but the last is long, and nothing but sentences stands below it.
fn only_last_is_long(page: &Page) -> bool {
    let longest = |tables: &[&Table]| tables.iter().map(|table| table.rows.len()).max().unwrap_or(0);
    let tables: Vec<&Table> = page.tables().collect();
    let ends = page.blocks.iter().rev().find(|block| !matches!(block, Block::Text { .. }));
    tables.split_last().is_some_and(|(last, before)| {
        matches!(ends, Some(Block::Table(_))) && last.rows.len() > SHORT_TABLE && longest(before) <= SHORT_TABLE
    })
}

/// Rows that a chart covers.
fn chart_rows(height: u16) -> u32 {
    u32::from(height).div_ceil(ROW)
}

/// Rows that a picture covers, with one below it.
fn picture_rows(picture: &Picture) -> u32 {
    picture.height.div_ceil(ROW) + 1
}

/// Rows before which a page begins, for blocks that are not to be cut: (row, pixels from the top, height). A chart cut by the end
/// of a page is worth nothing, and the rest of a short table stands there without its heads. Where a page ends is known nearly, as
/// programs measure columns with fonts of their own: what would begin right after the end begins a page for certain.
fn breaks(blocks: &[(u32, u32, u32)], room: f64) -> Vec<u32> {
    let mut begin = 0.0;
    let mut rows = Vec::new();
    for (row, top, height) in blocks {
        let (top, height) = (f64::from(*top), f64::from(*height));
        let page = begin;
        while top - begin > room {
            begin += room;
        }
        let right_after = begin > page && top - begin < room * NEARLY;
        if height < room && (right_after || top - begin + height > room) {
            rows.push(*row);
            begin = top;
        }
    }
    rows
}

/// The row of every table's heads, in order, when the blocks begin at `row`.
fn places(page: &Page, mut row: u32, total: u32) -> Result<Vec<Place>, CannotWrite> {
    let mut places = Vec::new();
    for block in &page.blocks {
        row += match block {
            Block::Cover { lines, .. } => cover_rows(&cover_lines(lines, total)),
            Block::Heading { text } => number(heading_lines(text, total).len())?,
            Block::Text { paragraphs } => number(paragraphs.iter().map(|p| wrap(p, total).len()).sum::<usize>())? + 1,
            Block::Table(table) => {
                places.push(Place { head: row });
                number(table.rows.len())? + 2
            }
            Block::Chart(chart) => chart_rows(chart.height) + 1 + u32::from(chart.kind == ChartKind::Pyramid),
            Block::Picture(picture) => picture_rows(picture),
        };
    }
    Ok(places)
}

/// A heading is larger than the words below it, and none of it is lost at the edge of the page.
fn heading_lines(text: &str, total: u32) -> Vec<String> {
    wrap(text, total - total / 6)
}

/// The lines of a cover, broken where the paper ends: 12 points are a fifth wider than the measured size.
fn cover_lines(lines: &[String], total: u32) -> Vec<String> {
    lines.iter().flat_map(|line| wrap(line, total * 10 / 12)).collect()
}

/// Rows of a cover: room above, the title, a gap, the lines, a gap.
fn cover_rows(lines: &[String]) -> u32 {
    5 + 1 + 2 + u32::try_from(lines.len()).unwrap_or(0) + 3
}

/// Wide enough for every head and cell, stretched to the paper when there is room left.
fn column_widths(page: &Page, frame: &Frame, paper: Paper) -> Vec<u32> {
    let (room, _) = paper.room();
    let count = page.tables().map(|table| table.heads.len()).max().unwrap_or(0);
    if count == 0 {
        return vec![room / 6; EMPTY_COLUMNS];
    }
    let (mut widths, mut narrow) = (vec![NARROWEST; count], vec![NARROWEST; count]);
    for table in page.tables() {
        for (at, head) in table.heads.iter().enumerate() {
            let cells = table.rows.iter().map(|row| {
                let indent = if at == 0 { u32::from(row.level) * INDENT } else { INDENT };
                let bold = if row.kind == RowKind::Total { 4 } else { 0 };
                row.cells.get(at).map_or(0, |cell| width_px(&shown(cell, head, frame)) + indent + bold)
            });
            // Words with a width given are wrapped to it; numbers are never cut.
            let given = u32::from(head.width) * 8;
            let needed = if given > 0 && head.kind == Kind::Text { 0 } else { cells.max().unwrap_or(0) };
            let needed = needed.max(given);
            let label = head_width(&head.label);
            if let (Some(width), Some(narrow)) = (widths.get_mut(at), narrow.get_mut(at)) {
                *width = (*width).max((label.max(needed) + PAD).min(WIDEST));
                let label = if head.kind == Kind::Text { label } else { label.min(HEAD) };
                *narrow = (*narrow).max((label.max(needed) + PAD).min(WIDEST));
            }
        }
    }
    // Where the paper is not wide enough, long heads of figures take several lines.
    let wide: u32 = widths.iter().sum();
    if paper.shows(wide) < wide {
        widths = narrow;
    }
    let total: u32 = widths.iter().sum();
    if total < room {
        let spare = room - total;
        for width in &mut widths {
            *width += spare * *width / total;
        }
    }
    widths
}

/// The width of a head's words, which are bold.
fn head_width(label: &str) -> u32 {
    width_px(label) * 9 / 8
}

/// The lines that the words of a head take in a column.
fn head_lines(label: &str, column: u32) -> usize {
    let room = column.saturating_sub(PAD);
    label.lines().map(|line| if head_width(line) <= room { 1 } else { wrap(line, room * 8 / 9).len() }).sum()
}

/// The words that a cell shows, to measure it.
pub(super) fn shown(cell: &Cell, head: &Head, frame: &Frame) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) | Cell::Id(words) => words.clone(),
        Cell::Number(n) | Cell::Difference(n) => grouped(*n),
        Cell::Rounded(n) => format!("{ROUNDED_MARK}{}", grouped(*n)),
        Cell::Rate(t) => format!("{}%", tenths(*t)),
        Cell::Points(t) => tenths(*t),
        Cell::Decimal(h) => hundredths(*h),
        Cell::Date(_) if frame.era => "令和00年12月31日".to_owned(),
        Cell::Date(day) => day.format("%Y/%m/%d").to_string(),
        Cell::Code(code) => head.code_label(code).to_owned(),
        Cell::Hidden => HIDDEN_MARK.to_owned(),
    }
}

/// Writes line after line and knows how far down the paper it is.
struct Pen<'a> {
    sheet: &'a mut Worksheet,
    formats: &'a mut Formats,
    row: u32,
    /// Pixels from the top.
    height: u32,
    last_column: u16,
}

impl Pen<'_> {
    fn advance(&mut self, pixels: u32) -> Result<(), CannotWrite> {
        if pixels != ROW {
            self.sheet.set_row_height_pixels(self.row, pixels)?;
        }
        self.row += 1;
        self.height += pixels;
        Ok(())
    }

    fn skip(&mut self, rows: u32) {
        self.row += rows;
        self.height += rows * ROW;
    }

    fn line(&mut self, words: &str, look: Look, pixels: u32) -> Result<(), CannotWrite> {
        if !words.is_empty() {
            let format = self.formats.look(look);
            self.sheet.write_string_with_format(self.row, 0, words, &format)?;
        }
        self.advance(pixels)
    }

    /// A line in the middle of the page, without merging cells.
    fn centred(&mut self, words: &str, look: Look, pixels: u32) -> Result<(), CannotWrite> {
        let format = self.formats.look(look);
        self.sheet.write_string_with_format(self.row, 0, words, &format)?;
        for column in 1..=self.last_column {
            self.sheet.write_blank(self.row, column, &format)?;
        }
        self.advance(pixels)
    }

    fn cover(&mut self, title: &str, lines: &[String], total: u32) -> Result<(), CannotWrite> {
        self.skip(5);
        // 22 points are a good two times as wide as the measured size.
        let fitted = if width_px(title) * 22 / 10 > total { Look::Title } else { Look::CoverTitle };
        if fitted == Look::CoverTitle {
            self.centred(title, Look::CoverTitle, 46)?;
        } else {
            self.line(title, Look::Title, 46)?;
        }
        self.skip(2);
        for line in cover_lines(lines, total) {
            self.centred(&line, Look::CoverLine, 26)?;
        }
        self.skip(3);
        Ok(())
    }

    /// A picture in the middle of the page.
    fn picture(&mut self, picture: &Picture, total: u32) -> Result<(), CannotWrite> {
        let broken = || CannotWrite::Bug("a picture of a page".into());
        let bytes = base64::engine::general_purpose::STANDARD.decode(&picture.data).map_err(|_| broken())?;
        let image = Image::new_from_buffer(&bytes)?
            .set_scale_to_size(picture.width, picture.height, false)
            .set_alt_text(&picture.alt)
            .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        let left = total.saturating_sub(picture.width) / 2;
        self.sheet.insert_image_with_offset(self.row, 0, &image, left, 0)?;
        self.skip(picture_rows(picture));
        Ok(())
    }

    fn table(&mut self, table: &Table, frame: &Frame, widths: &[u32]) -> Result<(), CannotWrite> {
        let heads = table.heads.iter().zip(widths);
        let lines = heads.map(|(head, width)| head_lines(&head.label, *width)).max().unwrap_or(1);
        for (column, head) in table.heads.iter().enumerate() {
            let look = match head.kind {
                Kind::Number | Kind::Difference | Kind::Rate | Kind::Points | Kind::Decimal => Look::NumberHead,
                Kind::Text | Kind::Id | Kind::Date | Kind::Code => Look::Head,
            };
            let format = self.formats.look(look);
            let format = if look == Look::Head && column > 0 { format.set_indent(1) } else { format };
            self.sheet.write_string_with_format(self.row, number16(column)?, &head.label, &format)?;
        }
        self.advance(if lines > 1 { ROW * number(lines)? - 4 } else { ROW + 2 })?;
        for row in &table.rows {
            let mut lines = 1;
            for (column, head) in table.heads.iter().enumerate() {
                let cell = row.cells.get(column).unwrap_or(&Cell::Empty);
                let room = widths.get(column).copied().unwrap_or(WIDEST).saturating_sub(PAD);
                lines = lines.max(self.table_cell(column, head, row, cell, frame, room)?);
            }
            self.advance(if lines > 1 { LINE * number(lines)? + 3 } else { ROW })?;
        }
        Ok(())
    }

    /// Writes one cell of a table and answers how many lines its words take.
    fn table_cell(
        &mut self,
        column: usize,
        head: &Head,
        row: &Row,
        cell: &Cell,
        frame: &Frame,
        room: u32,
    ) -> Result<usize, CannotWrite> {
        let at = number16(column)?;
        if *cell == Cell::Hidden {
            // It stands where the column's cells stand: words to the left, numbers to the right.
            let format = self.formats.hidden(row.kind);
            let words = matches!(head.kind, Kind::Text | Kind::Id | Kind::Code | Kind::Date);
            let format = if words { format.set_align(FormatAlign::Left).set_indent(1) } else { format };
            self.sheet.write_string_with_format(self.row, at, HIDDEN_MARK, &format)?;
            return Ok(1);
        }
        // Words right of a number would touch it.
        let level = match head.kind {
            _ if column == 0 => row.level,
            Kind::Text | Kind::Id | Kind::Code | Kind::Date => 1,
            Kind::Number | Kind::Difference | Kind::Rate | Kind::Points | Kind::Decimal => 0,
        };
        let format = self.formats.cell(cell.kind().unwrap_or(head.kind), row.kind, level);
        let words = shown(cell, head, frame);
        let lines = if matches!(cell, Cell::Text(_)) { wrap(&words, room).len().max(1) } else { 1 };
        let format = match cell {
            Cell::Rounded(_) => format.set_num_format(self.formats.rounded()),
            _ if lines > 1 => format.set_text_wrap(),
            _ => format,
        };
        write_cell(self.sheet, self.row, at, cell, head, Some(&format))?;
        Ok(lines)
    }
}

/// Writes one cell by its type. Without a format the column's is taken.
pub(super) fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    head: &Head,
    format: Option<&Format>,
) -> Result<(), CannotWrite> {
    match (cell, format) {
        (Cell::Empty, Some(format)) => sheet.write_blank(row, column, format)?,
        (Cell::Empty, None) => return Ok(()),
        (Cell::Text(words) | Cell::Id(words), _) => write_words(sheet, row, column, words, format)?,
        (Cell::Code(code), _) => write_words(sheet, row, column, head.code_label(code), format)?,
        (Cell::Hidden, _) => write_words(sheet, row, column, HIDDEN_MARK, format)?,
        (Cell::Number(n) | Cell::Difference(n) | Cell::Rounded(n), _) => {
            write_number(sheet, row, column, *n as f64, format)?
        }
        (Cell::Rate(tenths) | Cell::Points(tenths), _) => {
            write_number(sheet, row, column, *tenths as f64 / 10.0, format)?
        }
        (Cell::Decimal(hundredths), _) => write_number(sheet, row, column, *hundredths as f64 / 100.0, format)?,
        (Cell::Date(day), _) => {
            let first = chrono::NaiveDate::from_ymd_opt(1900, 3, 1);
            if first.is_some_and(|first| *day < first) {
                // The calendar of workbooks begins in 1900 with a day that never was; older days stay words.
                let words = day.format("%Y/%m/%d").to_string();
                write_words(sheet, row, column, &words, format)?
            } else {
                match format {
                    Some(format) => sheet.write_datetime_with_format(row, column, day, format)?,
                    None => sheet.write_datetime(row, column, day)?,
                }
            }
        }
    };
    Ok(())
}

fn write_words<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    format: Option<&Format>,
) -> Result<&'a mut Worksheet, CannotWrite> {
    let written = match format {
        Some(format) => sheet.write_string_with_format(row, column, words, format),
        None => sheet.write_string(row, column, words),
    };
    written.map_err(|error| match error {
        rust_xlsxwriter::XlsxError::MaxStringLengthExceeded => CannotWrite::TextTooLong { row: u64::from(row) + 1 },
        other => other.into(),
    })
}

fn write_number<'a>(
    sheet: &'a mut Worksheet,
    row: u32,
    column: u16,
    number: f64,
    format: Option<&Format>,
) -> Result<&'a mut Worksheet, CannotWrite> {
    Ok(match format {
        Some(format) => sheet.write_number_with_format(row, column, number, format)?,
        None => sheet.write_number(row, column, number)?,
    })
}

/// A count of columns as the library wants it.
pub(super) fn number16(index: usize) -> Result<u16, CannotWrite> {
    u16::try_from(index).map_err(|_| CannotWrite::Bug(format!("column {index}")))
}

fn number(index: usize) -> Result<u32, CannotWrite> {
    u32::try_from(index).map_err(|_| CannotWrite::Bug(format!("row {index}")))
}

#[cfg(test)]
mod tests {
    use super::breaks;

    #[test]
    fn what_is_cut_or_would_begin_right_after_a_page_begins_one() {
        assert_eq!(breaks(&[(10, 200, 300), (30, 520, 300)], 1000.0), Vec::<u32>::new(), "both stand on the page");
        assert_eq!(breaks(&[(10, 200, 300), (30, 800, 300)], 1000.0), [30], "the second would be cut");
        assert_eq!(breaks(&[(10, 450, 440), (41, 907, 214)], 900.0), [41], "another program's page may be longer");
        assert_eq!(breaks(&[(10, 450, 440), (70, 1500, 214)], 900.0), Vec::<u32>::new(), "long words came before it");
        assert_eq!(breaks(&[(10, 800, 1200)], 1000.0), Vec::<u32>::new(), "nothing keeps what is longer than a page");
    }
}
