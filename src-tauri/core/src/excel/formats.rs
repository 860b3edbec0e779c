//! The looks of cells: one format for each kind of cell and row, made once a workbook.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use super::cell::{Kind, ROUNDED_MARK};
use super::page::{Frame, RowKind};

/// Font size of the cells in points.
const SIZE: f64 = 10.0;
/// Charset number that tells Excel that the font is Japanese.
const SHIFT_JIS_CHARSET: u8 = 128;
const HAIRLINE: u32 = 0xD5_DAE1;
const HEAD_FILL: u32 = 0xE1_EDFB;
const HEAD_INK: u32 = 0x0F_4285;
const SUBTOTAL_FILL: u32 = 0xF7_F8FA;
const QUIET_INK: u32 = 0x4A_5563;

/// A look that is not a table cell's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Look {
    /// The title of a page.
    Title,
    /// The line under it.
    Scope,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// A note at the end.
    Note,
    /// The large line of a cover.
    CoverTitle,
    /// The other lines of a cover.
    CoverLine,
    /// The head of a column of words.
    Head,
    /// The head of a column of numbers.
    NumberHead,
}

/// All formats of one workbook.
pub(super) struct Formats {
    base: Format,
    english: bool,
    era: bool,
    cells: HashMap<(Kind, RowKind, u8), Format>,
    looks: HashMap<Look, Format>,
    hidden: HashMap<RowKind, Format>,
}

impl Formats {
    /// The formats for a workbook.
    pub fn new(frame: &Frame) -> Self {
        let base = Format::new().set_font_name(&frame.font).set_font_size(SIZE).set_align(FormatAlign::VerticalCenter);
        let base = if frame.english { base } else { base.set_font_charset(SHIFT_JIS_CHARSET) };
        Self {
            base,
            english: frame.english,
            era: frame.era,
            cells: HashMap::new(),
            looks: HashMap::new(),
            hidden: HashMap::new(),
        }
    }

    /// The default of the workbook.
    pub fn base(&self) -> Format {
        self.base.clone()
    }

    /// The number format of a kind; `None` for words.
    pub fn number_format(&self, kind: Kind) -> Option<&'static str> {
        Some(match (kind, self.english) {
            (Kind::Text | Kind::Code, _) => return None,
            (Kind::Id, _) => "@",
            (Kind::Number | Kind::Difference, false) => "#,##0;\"△\"#,##0;\"－\"",
            (Kind::Number | Kind::Difference, true) => "#,##0;-#,##0;\"–\"",
            (Kind::Rate, _) => "0.0\"%\"",
            (Kind::Points, false) => "0.0;\"△\"0.0;0.0",
            (Kind::Points, true) => "+0.0;-0.0;0.0",
            (Kind::Decimal, false) => "0.00;\"△\"0.00;0.00",
            (Kind::Decimal, true) => "0.00;-0.00;0.00",
            // Only this spelling of the era is a date in LibreOffice too.
            (Kind::Date, _) if self.era => "[$-411]ggge\"年\"m\"月\"d\"日\";@",
            (Kind::Date, false) => "yyyy/m/d",
            (Kind::Date, true) => "yyyy-mm-dd",
        })
    }

    /// The number format of a rounded sum: its sign stands before it, and it stays a number.
    pub fn rounded(&self) -> String {
        let minus = if self.english { "-" } else { "△" };
        format!("\"{ROUNDED_MARK}\"#,##0;\"{ROUNDED_MARK}{minus}\"#,##0")
    }

    /// The format of whole columns of a long list: hairlines, quote prefix on words.
    pub fn column(&self, kind: Kind) -> Format {
        self.typed(self.base.clone(), kind).set_border(FormatBorder::Thin).set_border_color(HAIRLINE)
    }

    /// The format of a table's cell. `level` indents.
    pub fn cell(&mut self, kind: Kind, row: RowKind, level: u8) -> Format {
        if let Some(known) = self.cells.get(&(kind, row, level)) {
            return known.clone();
        }
        let made = self.row_look(self.typed(self.base.clone(), kind), row);
        let made = if level > 0 { made.set_indent(level) } else { made };
        self.cells.insert((kind, row, level), made.clone());
        made
    }

    /// The format of a withheld count.
    pub fn hidden(&mut self, row: RowKind) -> Format {
        if let Some(known) = self.hidden.get(&row) {
            return known.clone();
        }
        let made = self.row_look(self.base.clone().set_align(FormatAlign::Right).set_font_color(QUIET_INK), row);
        self.hidden.insert(row, made.clone());
        made
    }

    /// A look that is not a table cell's.
    pub fn look(&mut self, look: Look) -> Format {
        if let Some(known) = self.looks.get(&look) {
            return known.clone();
        }
        let base = self.base.clone();
        let head = || {
            base.clone()
                .set_bold()
                .set_font_color(HEAD_INK)
                .set_background_color(HEAD_FILL)
                .set_border(FormatBorder::Thin)
                .set_border_color(HAIRLINE)
                .set_text_wrap()
        };
        let made = match look {
            Look::Title => base.clone().set_bold().set_font_size(14.0),
            Look::Scope | Look::Note => base.clone().set_font_size(9.0).set_font_color(QUIET_INK),
            Look::Heading => base.clone().set_bold().set_font_size(11.0),
            Look::Paragraph => base.clone(),
            Look::CoverTitle => base.clone().set_bold().set_font_size(22.0).set_align(FormatAlign::CenterAcross),
            Look::CoverLine => base.clone().set_font_size(12.0).set_align(FormatAlign::CenterAcross),
            Look::Head => head().set_align(FormatAlign::Left),
            Look::NumberHead => head().set_align(FormatAlign::Right),
        };
        self.looks.insert(look, made.clone());
        made
    }

    fn typed(&self, format: Format, kind: Kind) -> Format {
        let format = match self.number_format(kind) {
            Some(number_format) => format.set_num_format(number_format),
            None => format,
        };
        match kind {
            Kind::Text | Kind::Id => format.set_align(FormatAlign::Left).set_quote_prefix(),
            Kind::Code | Kind::Date => format.set_align(FormatAlign::Left),
            Kind::Number | Kind::Difference | Kind::Rate | Kind::Points | Kind::Decimal => {
                format.set_align(FormatAlign::Right)
            }
        }
    }

    fn row_look(&self, format: Format, row: RowKind) -> Format {
        let format = format.set_border(FormatBorder::Thin).set_border_color(HAIRLINE);
        match row {
            RowKind::Body => format,
            RowKind::Subtotal => format.set_background_color(SUBTOTAL_FILL),
            RowKind::Total => format.set_bold().set_border_top(FormatBorder::Medium).set_border_top_color(HEAD_INK),
        }
    }
}
