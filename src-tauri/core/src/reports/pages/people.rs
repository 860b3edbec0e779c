//! Who the members are: age and sex, category and employment.

use serde_json::json;

use super::ground::{Ground, cell, rounded_note};
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Head, Page, Row, Series, Table};
use crate::reports::figures::counts::{BANDS, NO_BAND};
use crate::reports::figures::shown::Guarded;

/// Five-year bands by sex, and the pyramid; where no sex is recorded, the bands alone.
#[must_use]
pub fn ages(ground: &Ground<'_>) -> Page {
    let mut blocks = Vec::new();
    match &ground.shown.ages {
        None => blocks.push(withheld(ground)),
        Some(table) => {
            let mut heads = vec![ground.words.head("report.age", Kind::Text)];
            heads.extend(ground.sex_heads());
            heads.push(ground.words.head("report.members", Kind::Number));
            let rows = ground.shown.bands.iter().zip(&table.cells).zip(&table.row_totals);
            let mut rows: Vec<Row> = rows
                .map(|((band, cells), total)| {
                    let mut line: Vec<Cell> = vec![age_band_name(ground.words, *band).as_str().into()];
                    line.extend(cells.iter().chain([total]).map(|n| cell(*n)));
                    if *band == NO_BAND { Row::subtotal(line) } else { Row::body(line) }
                })
                .collect();
            let mut total: Vec<Cell> = vec![ground.word("report.total").as_str().into()];
            total.extend(table.column_totals.iter().chain([&table.total]).map(|n| cell(*n)));
            rows.push(Row::total(total));
            blocks.push(Block::Table(Table { heads, rows }));
            let pyramid = Block::Chart(Chart {
                kind: ChartKind::Pyramid,
                table: 0,
                title: ground.word("report.finding.ages"),
                alt: ground.word("report.alt.ages"),
                categories: 0,
                series: vec![Series { column: 1, right_axis: false }, Series { column: 2, right_axis: false }],
                unit: String::new(),
                low: 0,
                height: 360,
            });
            blocks.extend((!ground.shown.sexes.is_empty()).then_some(pyramid));
        }
    }
    Page {
        name: ground.word("report.page.ages"),
        title: ground.word("report.title.ages"),
        scope: ground.scope(),
        landscape: false,
        blocks,
        notes: [ground.word("report.note.age")]
            .into_iter()
            .chain(ground.sex_note())
            .chain([ground.say("report.note.hidden", &json!({ "k": ground.k }))])
            .chain(rounded_note(ground.words, ground.shown.ages.iter().flat_map(Guarded::figures)))
            .collect(),
    }
}

/// Category × employment type.
#[must_use]
pub fn kinds(ground: &Ground<'_>) -> Page {
    let mut blocks = Vec::new();
    let mut whole = Vec::new();
    match &ground.shown.kinds {
        Some(table) if !is_one(ground) => {
            // Employment types are rows: there are more of them than categories, and paper is taller than wide.
            let mut heads = vec![ground.words.head("report.employment", Kind::Text)];
            heads.extend(
                ground.shown.categories.iter().map(|codes| Head::new(ground.names("category", codes), Kind::Number)),
            );
            heads.push(ground.words.head("report.members", Kind::Number));
            let mut rows: Vec<Row> = ground
                .shown
                .employments
                .iter()
                .enumerate()
                .map(|(at, employment)| {
                    let mut line: Vec<Cell> = vec![ground.names("employment_type", employment).as_str().into()];
                    line.extend(table.cells.iter().filter_map(|row| row.get(at)).map(|n| cell(*n)));
                    line.extend(table.column_totals.get(at).map(|n| cell(*n)));
                    Row::body(line)
                })
                .collect();
            let mut total: Vec<Cell> = vec![ground.word("report.total").as_str().into()];
            total.extend(table.row_totals.iter().chain([&table.total]).map(|n| cell(*n)));
            rows.push(Row::total(total));
            let series = (1..=ground.shown.categories.len())
                .map(|column| Series { column: u16::try_from(column).unwrap_or(1), right_axis: false })
                .collect();
            let table = Table { heads, rows };
            let mut chart = Chart {
                kind: ChartKind::StackedColumn,
                table: 0,
                title: ground.word("report.finding.kinds"),
                alt: ground.word("report.alt.kinds"),
                categories: 0,
                series,
                unit: String::new(),
                low: 0,
                height: 300,
            };
            let sums = u16::try_from(ground.shown.categories.len() + 1).unwrap_or(1);
            // One column of a picture compares nothing.
            let several = ground.shown.employments.len() > 1;
            if several && chart.draw_whole(&table, sums) {
                chart.alt = ground.word("report.alt.kinds_members");
                whole.push(ground.word("report.note.chart_kinds"));
            }
            blocks.push(Block::Table(table));
            blocks.extend(several.then_some(Block::Chart(chart)));
        }
        _ => blocks.push(withheld(ground)),
    }
    Page {
        name: ground.word("report.page.kinds"),
        title: ground.word("report.title.kinds"),
        scope: ground.scope(),
        landscape: false,
        blocks,
        notes: [ground.word("report.note.category"), ground.say("report.note.hidden", &json!({ "k": ground.k }))]
            .into_iter()
            .chain(whole)
            .chain(rounded_note(ground.words, ground.shown.kinds.iter().flat_map(Guarded::figures)))
            .collect(),
    }
}

/// Whether all categories and all employment types were joined into one each, so that a table would tell nothing but how many
/// members there are.
fn is_one(ground: &Ground<'_>) -> bool {
    let sides = [&ground.shown.categories, &ground.shown.employments];
    sides.iter().all(|side| side.len() == 1) && sides.iter().any(|side| side.iter().any(|codes| codes.len() > 1))
}

fn withheld(ground: &Ground<'_>) -> Block {
    Block::Text { paragraphs: vec![ground.say("report.withheld", &json!({ "k": ground.k }))] }
}

/// What a band of age of this report is called.
#[must_use]
pub fn age_band_name(words: &Words, band: i64) -> String {
    let at = usize::try_from(band).ok();
    let Some(first) = at.and_then(|at| BANDS.get(at)) else { return words.word("report.age_unknown") };
    let next = at.and_then(|at| BANDS.get(at + 1));
    match (first, next) {
        (0, Some(next)) => words.say("report.age_under", &json!({ "to": next - 1 })),
        (from, Some(next)) => words.say("report.age_band", &json!({ "from": from, "to": next - 1 })),
        (from, None) => words.say("report.age_over", &json!({ "from": from })),
    }
}
