//! The lines: thirteen months and five years.

use chrono::NaiveDate;
use serde_json::json;

use super::ground::Ground;
use super::units::rate_cells;
use crate::excel::cell::{Cell, Kind, tenths};
use crate::excel::page::{Block, Chart, ChartKind, Page, Row, Series, Table};
use crate::reports::figures::density;

/// Members and rate over thirteen months and five years.
#[must_use]
pub fn trend(ground: &Ground<'_>) -> Page {
    let (months, years) = (&ground.days.months, &ground.days.years);
    let rated = ground.has_rates();
    let mut blocks = vec![
        Block::Heading { text: ground.word("report.heading.months") },
        Block::Table(table(ground, months, rated, |day| ground.words.month(day))),
        Block::Chart(chart(ground, 0, months, rated, "report.finding.months", "report.alt.months", ChartKind::Line)),
    ];
    let held: Vec<NaiveDate> =
        years.iter().copied().filter(|day| ground.counts.total(ground.days.index(*day)) > 0).collect();
    if held.len() > 1 {
        blocks.push(Block::Heading { text: ground.word("report.heading.years") });
        blocks.push(Block::Table(table(ground, &held, rated, |day| ground.words.day(day))));
        blocks.push(Block::Chart(chart(
            ground,
            1,
            &held,
            rated,
            "report.finding.years",
            "report.alt.years",
            ChartKind::Column,
        )));
    }
    Page {
        name: ground.word("report.page.trend"),
        title: ground.word("report.title.trend"),
        scope: ground.scope(),
        landscape: false,
        blocks,
        notes: rated
            .then(|| ground.word("report.note.organizing_trend"))
            .into_iter()
            .chain(months.iter().chain(years).any(|day| !ground.tells(*day)).then(|| ground.small_note()))
            .collect(),
    }
}

fn table(ground: &Ground<'_>, days: &[NaiveDate], rated: bool, name: impl Fn(NaiveDate) -> String) -> Table {
    let mut heads = vec![
        ground.words.head("report.time", Kind::Text),
        ground.words.head("report.members", Kind::Number),
        ground.words.head("report.step", Kind::Difference),
    ];
    if rated {
        heads.push(ground.words.head("report.eligible", Kind::Number));
        heads.push(ground.words.head("report.organizing_rate_percent", Kind::Rate));
        heads.push(ground.words.head("report.as_of", Kind::Date));
    }
    let mut last: Option<Option<i64>> = None;
    let rows = days.iter().map(|day| {
        let n = ground.on(*day);
        let step = match last {
            None => Cell::Empty,
            Some(last) => n.zip(last).map_or(Cell::Hidden, |(n, last)| Cell::Difference(n - last)),
        };
        let mut cells: Vec<Cell> = vec![name(*day).as_str().into(), n.map_or(Cell::Hidden, Cell::Number), step];
        if rated {
            let rate = density::organizing_all(&ground.tree, ground.counts, ground.days, *day);
            let [of, share, on] = rate_cells(rate);
            // The rate of a number that is withheld would tell it (S-04).
            cells.extend([of, if n.is_none() && rate.is_some() { Cell::Hidden } else { share }, on]);
        }
        last = Some(n);
        Row::body(cells)
    });
    Table { rows: rows.collect(), heads }
}

fn chart(
    ground: &Ground<'_>,
    table: u16,
    days: &[NaiveDate],
    rated: bool,
    finding: &str,
    alt: &str,
    kind: ChartKind,
) -> Chart {
    let mut series = vec![Series { column: 1, right_axis: false }];
    if rated && kind == ChartKind::Line {
        series.push(Series { column: 4, right_axis: true });
    }
    let at = |day: Option<&NaiveDate>| day.map_or(Some(0), |day| ground.on(*day));
    let ends = at(days.first()).zip(at(days.last()));
    Chart {
        kind,
        table,
        title: match ends {
            Some((first, last)) => finding_of(ground, finding, first, last),
            None => ground.word("report.members"),
        },
        alt: ground.word(alt),
        categories: 0,
        series,
        unit: String::new(),
        low: 0,
        height: 250,
    }
}

/// 「12か月で2.1％増えました」
fn finding_of(ground: &Ground<'_>, key: &str, first: i64, last: i64) -> String {
    let direction = match last.cmp(&first) {
        std::cmp::Ordering::Greater => "up",
        std::cmp::Ordering::Less => "down",
        std::cmp::Ordering::Equal => "same",
    };
    let by = crate::excel::cell::tenths_of_percent((last - first).abs(), first);
    match by {
        None => ground.word("report.members"),
        Some(by) => ground.say(&format!("{key}.{direction}"), &json!({ "by": tenths(by) })),
    }
}
