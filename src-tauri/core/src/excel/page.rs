//! Pages as plain data: the workbook and the window's preview are both made from these, so they cannot differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::cell::{Cell, Kind};

/// What all pages of one workbook share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Frame {
    /// The union's name: header on the left, author of the file.
    pub union_name: String,
    /// The name of the report.
    pub title: String,
    /// The report's code, printed in the footer.
    pub code: String,
    /// Who may see it, in words; header on the right.
    pub class: String,
    /// The day of making, in words; footer on the right.
    pub made_on: String,
    /// The moment of making, written as the file's creation time (UTC).
    pub made_at: chrono::NaiveDateTime,
    /// Dates are shown in the Japanese era.
    pub era: bool,
    /// English formats for numbers and dates; otherwise Japanese.
    pub english: bool,
    /// The font of the cells.
    pub font: String,
    /// It tells of persons by name (class A): a new file of it is for the officer who wrote it alone. Kept by nobody.
    #[serde(skip)]
    #[ts(skip)]
    pub personal: bool,
}

impl Frame {
    /// Each page is a paper of its own, as a certificate: no number among the others, no day of making at its foot.
    #[must_use]
    pub fn is_handed_out(&self) -> bool {
        self.made_on.is_empty()
    }
}

/// One sheet that fits in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "ReportPage")]
pub struct Page {
    /// The name of the sheet.
    pub name: String,
    /// The first row.
    pub title: String,
    /// The second row: as-of date, scope, unit of counting, n.
    pub scope: String,
    /// The paper lies on its side.
    pub landscape: bool,
    /// What stands on the page, from the top.
    pub blocks: Vec<Block>,
    /// Definitions, rule of suppression, sources; below everything.
    pub notes: Vec<String>,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    /// The front of a pack: large lines in the middle.
    Cover {
        /// The largest line.
        title: String,
        /// The lines below.
        lines: Vec<String>,
    },
    /// A heading above a table or chart.
    Heading {
        /// The words.
        text: String,
    },
    /// Sentences, wrapped at the page's width.
    Text {
        /// One entry a paragraph.
        paragraphs: Vec<String>,
    },
    /// A table.
    Table(Table),
    /// A chart over a table of the same page.
    Chart(Chart),
    /// A picture in the middle of the page.
    Picture(Picture),
}

/// A picture as it stands on the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Picture {
    /// `image/png` or `image/jpeg`.
    pub media: String,
    /// The picture in base64.
    pub data: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// Pixels across on paper.
    pub width: u32,
    /// Pixels down on paper.
    pub height: u32,
}

/// A table of typed cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Table {
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows, totals included.
    pub rows: Vec<Row>,
}

/// The head of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Head {
    /// The words above the column; a line break splits them.
    pub label: String,
    /// What the cells hold.
    pub kind: Kind,
    /// Width in half-width characters; 0 measures the cells.
    pub width: u16,
    /// Labels of the codes, when the kind is a code.
    pub codes: Vec<CodeLabel>,
}

/// A code and its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeLabel {
    /// The code as stored.
    pub code: String,
    /// The words that people read.
    pub label: String,
}

/// What a row of a table is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// One thing counted.
    #[default]
    Body,
    /// A part's sum or a line derived from others.
    Subtotal,
    /// The sum.
    Total,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Row {
    /// What it is for.
    pub kind: RowKind,
    /// How deep the first cell stands, 0 at the margin.
    pub level: u8,
    /// The cells, as many as the table has heads; of a heading among the rows fewer, and its last one lies over the rest of the line.
    pub cells: Vec<Cell>,
    /// Cells behind which a list stands; the window opens it, the workbook knows nothing of it.
    #[serde(default)]
    pub opens: Vec<Opens>,
}

/// A figure that opens the list of those it counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Opens {
    /// The column, counted from 0.
    pub column: u16,
    /// A place of the window, with its filter.
    pub place: String,
}

/// How a chart draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChartKind {
    /// Lines with markers.
    Line,
    /// Columns on each other.
    StackedColumn,
    /// Columns beside each other.
    Column,
    /// Bars to the right.
    Bar,
    /// Two series back to back over age bands.
    Pyramid,
    /// Columns on each other of which the first series is the ground and is not drawn: from one level to the next by steps.
    Waterfall,
    /// Points: the column of the names along the axis holds numbers, and the first column names the points.
    Scatter,
}

/// One series of a chart: a column of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Series {
    /// The column, counted from 0.
    pub column: u16,
    /// Drawn as a line against the axis on the right (rates over counts).
    pub right_axis: bool,
}

/// A chart over the body rows of one table of the same page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Chart {
    /// How it draws.
    pub kind: ChartKind,
    /// Which table of the page, counted from 0.
    pub table: u16,
    /// The finding, as a sentence or phrase.
    pub title: String,
    /// What the picture shows, for those who cannot see it.
    pub alt: String,
    /// The column of the names along the axis.
    pub categories: u16,
    /// What is drawn.
    pub series: Vec<Series>,
    /// Unit of the values, beside the axis.
    pub unit: String,
    /// Where the axis of the values begins: 0 but for a waterfall, whose steps would be too small to see.
    #[ts(type = "number")]
    pub low: i64,
    /// Height in pixels on paper.
    pub height: u16,
}

/// A sheet too long for memory: its rows arrive in batches while it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct List {
    /// The name of the sheet.
    pub name: String,
    /// The first row; without a title the header is the first row, as other programs expect it.
    pub title: Option<String>,
    /// The second row.
    pub scope: String,
    /// The paper lies on its side.
    pub landscape: bool,
    /// The columns.
    pub heads: Vec<Head>,
}

impl Head {
    /// A head whose width follows its cells.
    pub fn new(label: impl Into<String>, kind: Kind) -> Self {
        Self { label: label.into(), kind, width: 0, codes: Vec::new() }
    }

    /// The words for a code; an unknown code is shown as it is rather than lost.
    pub fn code_label<'a>(&'a self, code: &'a str) -> &'a str {
        self.codes.iter().find(|known| known.code == code).map_or(code, |known| known.label.as_str())
    }
}

impl Row {
    /// A row of one thing counted.
    pub fn body(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Body, level: 0, cells, opens: Vec::new() }
    }

    /// A row of a part's sum.
    pub fn subtotal(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Subtotal, level: 0, cells, opens: Vec::new() }
    }

    /// The row of the sum.
    pub fn total(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Total, level: 0, cells, opens: Vec::new() }
    }

    /// The same row with lists behind its figures.
    #[must_use]
    pub fn opening(mut self, opens: Vec<Opens>) -> Self {
        self.opens = opens;
        self
    }

    /// The same row, deeper.
    #[must_use]
    pub fn at_level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }
}

impl Chart {
    /// Columns of the sums of the rows instead of a stack of which a part is withheld: what is left would be lower than its row is
    /// large. Answers whether it is one now.
    pub fn draw_whole(&mut self, table: &Table, sums: u16) -> bool {
        let withheld = |series: &Series| table.withholds(series.column);
        if self.kind != ChartKind::StackedColumn || !self.series.iter().any(withheld) {
            return false;
        }
        self.kind = ChartKind::Column;
        self.series = vec![Series { column: sums, right_axis: false }];
        true
    }
}

impl Page {
    /// The tables of the page in order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Drops the charts in which nothing would be drawn, all their points being withheld: axes alone look like nobody.
    pub fn drop_empty_charts(&mut self) {
        let draws = |block: &Block| match block {
            Block::Chart(chart) => self.tables().nth(chart.table.into()).is_none_or(|table| table.draws(chart)),
            _ => true,
        };
        let drawn: Vec<bool> = self.blocks.iter().map(draws).collect();
        let mut drawn = drawn.into_iter();
        self.blocks.retain(|_| drawn.next().unwrap_or(true));
    }
}

impl Table {
    /// First and last body row, counted from 0 among the rows; `None` without any.
    pub fn body_range(&self) -> Option<(usize, usize)> {
        let body = |row: &Row| row.kind == RowKind::Body;
        Some((self.rows.iter().position(body)?, self.rows.iter().rposition(body)?))
    }

    /// Whether a cell of this column is withheld in a body row.
    fn withholds(&self, column: u16) -> bool {
        let hidden = |row: &Row| row.cells.get(usize::from(column)) == Some(&Cell::Hidden);
        self.rows.iter().any(|row| row.kind == RowKind::Body && hidden(row))
    }

    /// Whether anything is left to draw in a chart of this table: a number that is not zero, or nothing is withheld.
    fn draws(&self, chart: &Chart) -> bool {
        let column =
            |row: &Row, series: &Series| row.cells.get(usize::from(series.column)).cloned().unwrap_or_default();
        let body = self.rows.iter().filter(|row| row.kind == RowKind::Body);
        let points: Vec<Cell> =
            body.flat_map(|row| chart.series.iter().map(move |series| column(row, series))).collect();
        let drawn = |cell: &Cell| match cell {
            Cell::Number(n)
            | Cell::Difference(n)
            | Cell::Rounded(n)
            | Cell::Rate(n)
            | Cell::Points(n)
            | Cell::Decimal(n) => *n != 0,
            _ => false,
        };
        points.iter().any(drawn) || !points.contains(&Cell::Hidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_of_which_a_part_is_withheld_becomes_columns_of_the_sums() {
        let whole = |parts: [Cell; 2]| {
            let [one, other] = parts;
            let rows = vec![
                Row::body(vec![Cell::text("x"), one, other, Cell::Number(214)]),
                Row::total(vec![Cell::text("x"), Cell::Hidden, Cell::Hidden, Cell::Number(214)]),
            ];
            let table = Table { heads: Vec::new(), rows };
            let mut chart = Chart {
                kind: ChartKind::StackedColumn,
                table: 0,
                title: String::new(),
                alt: String::new(),
                categories: 0,
                series: [1, 2].map(|column| Series { column, right_axis: false }).into(),
                unit: String::new(),
                low: 0,
                height: 300,
            };
            let changed = chart.draw_whole(&table, 3);
            let columns: Vec<u16> = chart.series.iter().map(|series| series.column).collect();
            (changed, chart.kind, columns)
        };
        assert_eq!(whole([Cell::Hidden, Cell::Number(9)]), (true, ChartKind::Column, vec![3]));
        assert_eq!(whole([Cell::Number(205), Cell::Number(9)]), (false, ChartKind::StackedColumn, vec![1, 2]));
    }

    #[test]
    fn a_chart_of_which_all_points_are_withheld_is_not_drawn() {
        let page = |cells: &[Cell]| {
            let rows = cells.iter().map(|cell| Row::body(vec![Cell::text("x"), cell.clone()])).collect();
            let chart = Chart {
                kind: ChartKind::Column,
                table: 0,
                title: String::new(),
                alt: String::new(),
                categories: 0,
                series: vec![Series { column: 1, right_axis: false }],
                unit: String::new(),
                low: 0,
                height: 300,
            };
            let table = Table { heads: Vec::new(), rows };
            let mut page = Page { blocks: vec![Block::Table(table), Block::Chart(chart)], ..Page::default() };
            page.drop_empty_charts();
            page.blocks.len()
        };
        assert_eq!(page(&[Cell::Hidden, Cell::Hidden]), 1);
        assert_eq!(page(&[Cell::Hidden, Cell::Number(0)]), 1);
        assert_eq!(page(&[Cell::Hidden, Cell::Rate(125)]), 2);
        assert_eq!(page(&[Cell::Number(0), Cell::Number(0)]), 2, "nothing is withheld");
    }
}
