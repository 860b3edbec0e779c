//! Native charts over the cells that were written, so nothing that is withheld can be read from a picture.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartDataLabel, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartMarker, ChartMarkerType, ChartPatternFill, ChartPatternFillType, ChartSolidFill, ChartType, Worksheet,
};

use super::cell::Cell;
use super::page::{Chart, ChartKind, Frame, Series, Table};
use super::refusal::CannotWrite;

/// Blue, orange, teal, pink, ink: at least 3.6 : 1 on white, apart for every kind of colour vision.
const PALETTE: [u32; 5] = [0x0F_4C94, 0xD9_660F, 0x12_9A78, 0xC9_5AA0, 0x3A_424C];
/// The second cue of lines.
const MARKERS: [ChartMarkerType; 5] =
    [ChartMarkerType::Circle, ChartMarkerType::Square, ChartMarkerType::Triangle, ChartMarkerType::Diamond, ChartMarkerType::X];
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

/// Where a table stands on its sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The row of the heads, counted from 0.
    pub head: u32,
}

/// Draws a chart at a row of the sheet.
pub(super) fn draw(
    sheet: &mut Worksheet,
    chart: &Chart,
    table: &Table,
    place: Place,
    frame: &Frame,
    at_row: u32,
    width: u32,
) -> Result<(), CannotWrite> {
    let Some((first, last)) = table.body_range() else { return Ok(()) };
    let rows = (place.head + 1 + row_number(first)?, place.head + 1 + row_number(last)?);
    let name = sheet.name();
    let kind = drawable_kind(chart, table);
    let mut drawing = Drawing::new(chart_type(kind));
    let mut right = Drawing::new(ChartType::Line);
    for (index, series) in chart.series.iter().enumerate() {
        let target = if series.right_axis && kind != ChartKind::Pyramid { &mut right } else { &mut drawing };
        let drawn = target.add_series();
        drawn
            .set_name((name.as_str(), place.head, series.column))
            .set_categories((name.as_str(), rows.0, chart.categories, rows.1, chart.categories))
            .set_values((name.as_str(), rows.0, series.column, rows.1, series.column));
        let as_line = kind == ChartKind::Line || (series.right_axis && kind != ChartKind::Pyramid);
        if as_line {
            drawn.set_format(&mut line_look(index)).set_marker(&marker(index));
        } else {
            drawn.set_format(&mut area_look(index)).set_gap(if kind == ChartKind::Pyramid { 15 } else { 60 });
            if matches!(kind, ChartKind::StackedColumn | ChartKind::Pyramid) {
                drawn.set_overlap(100);
            }
        }
        drawn.set_secondary_axis(if kind == ChartKind::Pyramid { index == 1 } else { series.right_axis });
        if chart.series.len() == 1 && last - first < 16 && kind != ChartKind::Line {
            drawn.set_data_label(ChartDataLabel::new().show_value().set_font(&font(frame, 8)));
        }
    }
    axes(&mut drawing, kind, chart, table, frame);
    if chart.series.iter().any(|s| s.right_axis) && kind != ChartKind::Pyramid {
        right.y2_axis().set_font(&font(frame, 9)).set_min(0);
        drawing.combine(&right);
    }
    drawing.title().set_name(&chart.title).set_font(font(frame, 11).set_bold()).set_overlay(false);
    if chart.series.len() > 1 {
        drawing.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(frame, 9));
    } else {
        drawing.legend().set_hidden();
    }
    drawing
        .set_width(width)
        .set_height(u32::from(chart.height))
        .set_alt_text(&chart.alt)
        .set_name(&chart.title)
        .show_empty_cells_as(ChartEmptyCells::Gaps);
    drawing.chart_area().set_format(ChartFormat::new().set_border(ChartLine::new().set_color(GRID)));
    sheet.insert_chart(at_row, 0, &drawing)?;
    Ok(())
}

/// Excel draws a withheld cell of a line as 0, which would be a lie; a column without height is none.
fn drawable_kind(chart: &Chart, table: &Table) -> ChartKind {
    let withheld = |series: &Series| {
        table.rows.iter().any(|row| row.cells.get(usize::from(series.column)) == Some(&Cell::Hidden))
    };
    match chart.kind {
        ChartKind::Line if chart.series.iter().any(withheld) => ChartKind::Column,
        kind => kind,
    }
}

fn chart_type(kind: ChartKind) -> ChartType {
    match kind {
        ChartKind::Line => ChartType::Line,
        ChartKind::StackedColumn => ChartType::ColumnStacked,
        ChartKind::Column => ChartType::Column,
        ChartKind::Bar | ChartKind::Pyramid => ChartType::Bar,
    }
}

fn axes(drawing: &mut Drawing, kind: ChartKind, chart: &Chart, table: &Table, frame: &Frame) {
    let quiet = font(frame, 9);
    drawing.x_axis().set_font(&quiet);
    drawing.y_axis().set_font(&quiet).set_num_format("#,##0").set_major_gridlines_line(ChartLine::new().set_color(GRID));
    if !chart.unit.is_empty() {
        drawing.y_axis().set_name(&chart.unit).set_name_font(&quiet);
    }
    match kind {
        ChartKind::Line => {}
        ChartKind::StackedColumn | ChartKind::Column => {
            drawing.y_axis().set_min(0);
        }
        ChartKind::Bar => {
            drawing.y_axis().set_min(0);
            drawing.x_axis().set_reverse();
        }
        ChartKind::Pyramid => {
            // Both value axes run from -limit to limit, the first one backwards: bars of positive cells grow to both sides
            // of the middle, and no cell has to hold a negative count.
            let limit = round_limit(largest(chart, table));
            drawing.x_axis().set_label_position(ChartAxisLabelPosition::Low);
            drawing.y_axis().set_min(-limit).set_max(limit).set_reverse().set_num_format("#,##0;#,##0");
            drawing.y2_axis().set_min(-limit).set_max(limit).set_num_format("#,##0;#,##0").set_font(&quiet).set_hidden(true);
            drawing.x2_axis().set_hidden(true);
        }
    }
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

fn area_look(index: usize) -> ChartFormat {
    let mut format = ChartFormat::new();
    match PATTERNS.get(index % PATTERNS.len()).copied().flatten() {
        None => format.set_solid_fill(ChartSolidFill::new().set_color(colour(index))),
        Some(pattern) => format.set_pattern_fill(
            ChartPatternFill::new().set_pattern(pattern).set_foreground_color(colour(index)).set_background_color(WHITE),
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
    fn the_middle_axis_of_a_pyramid_ends_on_a_round_count() {
        assert!((round_limit(137) - 200.0).abs() < f64::EPSILON);
        assert!((round_limit(0) - 2.0).abs() < f64::EPSILON);
        assert!((round_limit(41) - 50.0).abs() < f64::EPSILON);
    }
}
