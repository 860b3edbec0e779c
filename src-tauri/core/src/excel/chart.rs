//! Native charts over the cells that were written, so nothing that is withheld can be read from a picture.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartDataLabel, ChartDataLabelPosition, ChartEmptyCells, ChartFont,
    ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill,
    ChartPatternFillType, ChartSeries, ChartSolidFill, ChartType, Worksheet,
};

use super::cell::Cell;
use super::page::{Chart, ChartKind, Frame, Series, Table};
use super::refusal::CannotWrite;

/// Labels of counts. Excel draws a withheld cell as 0 and would write so: neither it nor a 0 has a label.
const COUNTS: &str = "#,##0;-#,##0;;@";

/// Blue, orange, teal, pink, ink: at least 3.6 : 1 on white, apart for every kind of colour vision.
const PALETTE: [u32; 5] = [0x0F_4C94, 0xD9_660F, 0x12_9A78, 0xC9_5AA0, 0x3A_424C];
/// The second cue of lines.
const MARKERS: [ChartMarkerType; 5] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Triangle,
    ChartMarkerType::Diamond,
    ChartMarkerType::X,
];
const DASHES: [ChartLineDashType; 5] = [
    ChartLineDashType::Solid,
    ChartLineDashType::Dash,
    ChartLineDashType::SquareDot,
    ChartLineDashType::DashDot,
    ChartLineDashType::LongDash,
];
/// The second cue of areas; the first is solid.
const PATTERNS: [Option<ChartPatternFillType>; 5] = [
    None,
    Some(ChartPatternFillType::DiagonalStripesWideUpwards),
    Some(ChartPatternFillType::Dotted40Percent),
    Some(ChartPatternFillType::HorizontalStripesDark),
    Some(ChartPatternFillType::SmallGrid),
];
const GRID: u32 = 0xD5_DAE1;
const WHITE: u32 = 0xFF_FFFF;
const INK: u32 = 0x1F_2933;
/// Pixels below the upper edge of its row: at the top of a page its border would be drawn at the end of the page before.
const OFF_THE_EDGE: u32 = 4;

/// Where a table stands on its sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The row of the heads, counted from 0.
    pub head: u32,
}

/// Where and how large a chart is drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    /// The row of its upper edge, counted from 0.
    pub row: u32,
    /// Its width in pixels.
    pub width: u32,
}

/// Draws a chart at a row of the sheet.
pub(super) fn draw(
    sheet: &mut Worksheet,
    chart: &Chart,
    table: &Table,
    place: Place,
    frame: &Frame,
    spot: Spot,
) -> Result<(), CannotWrite> {
    let Some((first, last)) = table.body_range() else { return Ok(()) };
    let cells = Cells {
        sheet: sheet.name(),
        head: place.head,
        first: place.head + 1 + row_number(first)?,
        last: place.head + 1 + row_number(last)?,
        categories: chart.categories,
    };
    let kind = drawable_kind(chart, table);
    if kind == ChartKind::Pyramid {
        return pyramid(sheet, chart, table, &cells, frame, spot);
    }
    if kind == ChartKind::Scatter {
        return scatter(sheet, chart, table, &cells, frame, spot);
    }
    let mut drawing = Drawing::new(chart_type(kind));
    let mut right = Drawing::new(ChartType::Line);
    for (index, series) in chart.series.iter().enumerate() {
        let drawn = cells.series(if series.right_axis { &mut right } else { &mut drawing }, series.column);
        if kind == ChartKind::Line || series.right_axis {
            drawn.set_format(&mut line_look(index)).set_marker(&marker(index));
        } else {
            // The ground of a waterfall is not drawn; what stands on it has the looks of the first, second and third series.
            let mut look = match (kind, index) {
                (ChartKind::Waterfall, 0) => nothing(),
                (ChartKind::Waterfall, _) => area_look(index - 1),
                _ => area_look(index),
            };
            drawn.set_format(&mut look).set_gap(60);
            if matches!(kind, ChartKind::StackedColumn | ChartKind::Waterfall) {
                drawn.set_overlap(100);
            }
            if kind == ChartKind::Waterfall && index > 0 {
                // The levels are solid, what changes them is striped on white.
                let mut words = font(frame, 8);
                words.set_color(if index == 1 { WHITE } else { INK });
                drawn.set_data_label(ChartDataLabel::new().show_value().set_num_format(COUNTS).set_font(&words));
            }
        }
        drawn.set_secondary_axis(series.right_axis);
        if chart.series.len() == 1 && last - first < 16 && kind != ChartKind::Line {
            drawn.set_data_label(ChartDataLabel::new().show_value().set_num_format(COUNTS).set_font(&font(frame, 8)));
        }
    }
    let below = has_negative(chart, table);
    axes(&mut drawing, kind, chart, frame, below);
    if chart.series.iter().any(|s| s.right_axis) {
        right.y2_axis().set_font(&font(frame, 9));
        drawing.combine(&right);
    }
    if chart.series.len() > 1 {
        drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(frame, 9));
        if kind == ChartKind::Waterfall {
            drawing.legend().delete_entries(&[0]);
        }
    } else {
        drawing.legend().set_hidden();
    }
    drawing.title().set_name(&chart.title).set_font(font(frame, 11).set_bold()).set_overlay(false);
    finish(&mut drawing, chart, spot.width);
    sheet.insert_chart_with_offset(spot.row, 0, &drawing, 0, OFF_THE_EDGE)?;
    Ok(())
}

/// The cells that a chart is drawn over.
struct Cells {
    sheet: String,
    head: u32,
    first: u32,
    last: u32,
    categories: u16,
}

impl Cells {
    fn series<'d>(&self, drawing: &'d mut Drawing, column: u16) -> &'d mut ChartSeries {
        let sheet = self.sheet.as_str();
        drawing
            .add_series()
            .set_name((sheet, self.head, column))
            .set_categories((sheet, self.first, self.categories, self.last, self.categories))
            .set_values((sheet, self.first, column, self.last, column))
    }

    /// One line of the table as a series, named by its first cell.
    fn row<'d>(&self, drawing: &'d mut Drawing, row: u32, column: u16) -> &'d mut ChartSeries {
        let sheet = self.sheet.as_str();
        drawing
            .add_series()
            .set_name((sheet, row, 0))
            .set_categories((sheet, row, self.categories, row, self.categories))
            .set_values((sheet, row, column, row, column))
    }
}

/// Two bar charts back to back: the left one grows leftwards, so that no cell has to hold a negative count. One chart with
/// two opposed axes would do in Excel, but LibreOffice draws both from the same side.
fn pyramid(
    sheet: &mut Worksheet,
    chart: &Chart,
    table: &Table,
    cells: &Cells,
    frame: &Frame,
    spot: Spot,
) -> Result<(), CannotWrite> {
    let limit = round_limit(largest(chart, table));
    let quiet = font(frame, 9);
    // The right half carries the names of the bands.
    let left_width = spot.width * 9 / 20;
    for (index, series) in chart.series.iter().take(2).enumerate() {
        let mut drawing = Drawing::new(ChartType::Bar);
        cells.series(&mut drawing, series.column).set_format(&mut area_look(index)).set_gap(15);
        let label = table.heads.get(usize::from(series.column)).map_or("", |head| head.label.as_str());
        drawing.title().set_name(label).set_font(font(frame, 11).set_bold()).set_overlay(false);
        drawing.legend().set_hidden();
        // The library calls the horizontal axis x, also where it carries the values.
        let values = drawing.x_axis();
        values.set_min(0).set_max(limit).set_num_format(COUNTS).set_font(&quiet);
        values.set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(GRID));
        drawing.y_axis().set_font(&quiet).set_major_gridlines(false);
        if index == 0 {
            drawing.x_axis().set_reverse();
            drawing.y_axis().set_label_position(ChartAxisLabelPosition::None);
        }
        finish(&mut drawing, chart, if index == 0 { left_width } else { spot.width - left_width });
        sheet.insert_chart_with_offset(spot.row, 0, &drawing, if index == 0 { 0 } else { left_width }, OFF_THE_EDGE)?;
    }
    Ok(())
}

/// Points with their names. A point without one of its two numbers is not drawn. Each point is a series: without a line there
/// is no format of one, and the library writes a marker beside such a format where Excel does not take it.
fn scatter(
    sheet: &mut Worksheet,
    chart: &Chart,
    table: &Table,
    cells: &Cells,
    frame: &Frame,
    spot: Spot,
) -> Result<(), CannotWrite> {
    let Some(series) = chart.series.first() else { return Ok(()) };
    let quiet = font(frame, 9);
    // With a colour of its own the library puts the parts of a label in the order that Excel asks for.
    let mut inked = font(frame, 9);
    inked.set_color(INK);
    let mut drawing = Drawing::new(ChartType::ScatterStraightWithMarkers);
    for ((name, point), row) in points_of(chart, table, series.column).into_iter().zip(cells.first..) {
        if point.is_none() {
            continue;
        }
        let drawn = cells.row(&mut drawing, row, series.column).set_marker(&marker(0));
        if !name.is_empty() {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&quiet).set_position(ChartDataLabelPosition::Above);
            let named = ChartDataLabel::new()
                .set_value(name.as_str())
                .set_font(&inked)
                .set_position(ChartDataLabelPosition::Above)
                .to_custom();
            drawn.set_data_label(&label).set_custom_data_labels(&[named]);
        }
    }
    drawing.legend().set_hidden();
    let head = |column: u16| table.heads.get(usize::from(column)).map_or("", |head| head.label.as_str());
    let below = drawing.x_axis();
    below
        .set_name(head(chart.categories).replace('\n', " ").as_str())
        .set_name_font(&quiet)
        .set_font(&quiet)
        .set_num_format(COUNTS);
    below.set_min(chart.low as f64).set_major_gridlines(false);
    let up = drawing.y_axis();
    up.set_name(&chart.unit).set_name_font(&quiet).set_font(&quiet).set_num_format(COUNTS).set_min(chart.low as f64);
    up.set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(GRID));
    drawing.title().set_name(&chart.title).set_font(font(frame, 11).set_bold()).set_overlay(false);
    finish(&mut drawing, chart, spot.width);
    sheet.insert_chart_with_offset(spot.row, 0, &drawing, 0, OFF_THE_EDGE)?;
    Ok(())
}

/// The lines of the body: the name of each point and where it stands; none where one of its two numbers is missing. Points that
/// would stand on each other share the first one's label.
fn points_of(chart: &Chart, table: &Table, column: u16) -> Vec<(String, Option<(i64, i64)>)> {
    let number = |cell: Option<&Cell>| match cell {
        Some(Cell::Number(n) | Cell::Rate(n)) => Some(*n),
        _ => None,
    };
    let rows: Vec<_> = table.rows.iter().filter(|row| row.kind == super::page::RowKind::Body).collect();
    let at = |column: u16, row: &super::page::Row| number(row.cells.get(usize::from(column)));
    let points: Vec<Option<(i64, i64)>> =
        rows.iter().map(|row| at(chart.categories, row).zip(at(column, row))).collect();
    let largest = |of: fn(&(i64, i64)) -> i64| points.iter().flatten().map(of).max().unwrap_or(0).max(1);
    let (wide, high) = (largest(|point| point.0), largest(|point| point.1));
    let near = |one: (i64, i64), other: (i64, i64)| {
        (one.0 - other.0).abs() * 10 <= wide && (one.1 - other.1).abs() * 25 <= high
    };
    let mut names: Vec<String> = Vec::new();
    for (n, (row, point)) in rows.iter().zip(&points).enumerate() {
        let name = match row.cells.first() {
            Some(Cell::Text(words)) => words.clone(),
            _ => String::new(),
        };
        let first = point
            .and_then(|point| points.iter().take(n).position(|other| other.is_some_and(|other| near(other, point))));
        let taken = first.and_then(|first| names.get_mut(first)).filter(|label| !label.is_empty());
        match taken {
            Some(label) => {
                label.push('／');
                label.push_str(&name);
                names.push(String::new());
            }
            None => names.push(name),
        }
    }
    names.into_iter().zip(points).collect()
}

fn finish(drawing: &mut Drawing, chart: &Chart, width: u32) {
    drawing
        .set_width(width)
        .set_height(u32::from(chart.height))
        .set_alt_text(&chart.alt)
        .set_name(&chart.title)
        .show_empty_cells_as(ChartEmptyCells::Gaps);
    drawing.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(GRID)));
}

/// Excel draws a withheld cell of a line as 0, which would be a lie; a column without height is none.
fn drawable_kind(chart: &Chart, table: &Table) -> ChartKind {
    let withheld =
        |series: &Series| table.rows.iter().any(|row| row.cells.get(usize::from(series.column)) == Some(&Cell::Hidden));
    match chart.kind {
        ChartKind::Line if chart.series.iter().any(withheld) => ChartKind::Column,
        kind => kind,
    }
}

fn chart_type(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Line => ChartType::Line,
        ChartKind::StackedColumn | ChartKind::Waterfall => ChartType::ColumnStacked,
        ChartKind::Column => ChartType::Column,
        ChartKind::Bar | ChartKind::Pyramid => ChartType::Bar,
        ChartKind::Scatter => ChartType::Scatter,
    }
}

fn axes(drawing: &mut Drawing, kind: ChartKind, chart: &Chart, frame: &Frame, below: bool) {
    let quiet = font(frame, 9);
    drawing.x_axis().set_font(&quiet);
    drawing.y_axis().set_font(&quiet);
    // The library calls the horizontal axis x, also where it carries the values.
    let values = if kind == ChartKind::Bar { drawing.x_axis() } else { drawing.y_axis() };
    values.set_num_format(COUNTS).set_major_gridlines(true).set_major_gridlines_line(ChartLine::new().set_color(GRID));
    if kind != ChartKind::Line && !below {
        values.set_min(chart.low as f64);
    }
    if !chart.unit.is_empty() {
        values.set_name(&chart.unit).set_name_font(&quiet);
    }
    if below {
        // Names stand below the lowest column, not on it.
        drawing.x_axis().set_label_position(ChartAxisLabelPosition::Low);
    }
    if kind == ChartKind::Bar {
        // The first row on top.
        drawing.y_axis().set_reverse().set_major_gridlines(false);
    }
}

/// Columns go below the axis.
fn has_negative(chart: &Chart, table: &Table) -> bool {
    let negative = |cell: Option<&Cell>| cell.and_then(Cell::count).is_some_and(|n| n < 0);
    table.rows.iter().any(|row| chart.series.iter().any(|s| negative(row.cells.get(usize::from(s.column)))))
}

/// The largest visible count of the drawn columns.
fn largest(chart: &Chart, table: &Table) -> i64 {
    let (first, last) = table.body_range().unwrap_or((0, 0));
    let rows = table.rows.iter().take(last + 1).skip(first);
    rows.flat_map(|row| chart.series.iter().filter_map(|s| row.cells.get(usize::from(s.column)).and_then(Cell::count)))
        .max()
        .unwrap_or(0)
}

/// The next of 1, 2, 5, 10, 20 … that is at least so large.
fn round_limit(count: i64) -> f64 {
    let mut step: i64 = 1;
    loop {
        for factor in [1, 2, 4, 5, 6, 8] {
            if step.saturating_mul(factor) >= count {
                return step.saturating_mul(factor).max(2) as f64;
            }
        }
        step = step.saturating_mul(10);
    }
}

fn colour(index: usize) -> u32 {
    PALETTE.get(index % PALETTE.len()).copied().unwrap_or(0)
}

fn line_look(index: usize) -> ChartFormat {
    let dash = DASHES.get(index % DASHES.len()).copied().unwrap_or(ChartLineDashType::Solid);
    let mut format = ChartFormat::new();
    format.set_line(ChartLine::new().set_color(colour(index)).set_width(2.25).set_dash_type(dash));
    format
}

fn marker(index: usize) -> ChartMarker {
    let shape = MARKERS.get(index % MARKERS.len()).copied().unwrap_or(ChartMarkerType::Circle);
    let mut marker = ChartMarker::new();
    marker.set_type(shape).set_size(6).set_format(
        ChartFormat::new()
            .set_solid_fill(ChartSolidFill::new().set_color(colour(index)))
            .set_border(ChartLine::new().set_color(colour(index))),
    );
    marker
}

fn nothing() -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_no_fill().set_no_border();
    format
}

fn area_look(index: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    match PATTERNS.get(index % PATTERNS.len()).copied().flatten() {
        None => format.set_solid_fill(ChartSolidFill::new().set_color(colour(index))),
        Some(pattern) => format.set_pattern_fill(
            ChartPatternFill::new()
                .set_pattern(pattern)
                .set_foreground_color(colour(index))
                .set_background_color(WHITE),
        ),
    };
    format.set_border(ChartLine::new().set_color(colour(index)).set_width(0.75));
    format
}

fn font(frame: &Frame, size: u8) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(&frame.font).set_size(f64::from(size));
    font
}

fn row_number(index: usize) -> Result<u32, CannotWrite> {
    u32::try_from(index).map_err(|_| CannotWrite::Bug("row".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_that_stand_on_each_other_share_a_label() {
        let row = |name: &str, across: i64, up: i64| {
            super::super::page::Row::body(vec![name.into(), Cell::Number(across), Cell::Rate(up)])
        };
        let table = Table {
            heads: Vec::new(),
            rows: vec![row("a", 100, 500), row("b", 20, 114), row("c", 21, 114), row("d", 60, 114)],
        };
        let chart = Chart {
            kind: ChartKind::Scatter,
            table: 0,
            title: String::new(),
            alt: String::new(),
            categories: 1,
            series: vec![Series { column: 2, right_axis: false }],
            unit: String::new(),
            low: 0,
            height: 300,
        };
        let names: Vec<String> = points_of(&chart, &table, 2).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b／c", "", "d"]);
    }

    #[test]
    fn the_middle_axis_of_a_pyramid_ends_on_a_round_count() {
        assert!((round_limit(137) - 200.0).abs() < f64::EPSILON);
        assert!((round_limit(0) - 2.0).abs() < f64::EPSILON);
        assert!((round_limit(41) - 50.0).abs() < f64::EPSILON);
    }
}
