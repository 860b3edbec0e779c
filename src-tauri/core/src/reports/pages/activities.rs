//! 取組の優先順位 (R21): hours, money, people and need of what the union does, the decisions with their reasons, and what
//! became of those of the year before.

use serde_json::json;

use crate::activities::{ActivityReview, ActivityRow, DecisionRow};
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind, tenths};
use crate::excel::page::{Block, Chart, ChartKind, Page, Row, Series, Table};

/// Letters of a theme: every English one stands on one line.
const THEME: u16 = 22;

/// Hours of minutes, half up.
fn hours(minutes: i64) -> i64 {
    (minutes + 30).div_euclid(60)
}

fn scope(words: &Words, review: &ActivityReview) -> String {
    let about = json!({
        "day": words.day(review.through), "year": review.fiscal_year, "from": words.day(review.from), "to": words.day(review.to), "n": review.rows.len(),
    });
    words.say("report.activities.scope", &about)
}

fn source(words: &Words, review: &ActivityReview) -> String {
    match &review.source {
        Some(source) => {
            let about = json!({ "title": source.wave.title, "wave": source.wave.label, "n": words.count(source.n) });
            words.say("report.activities.note.need", &about)
        }
        None => words.word("report.activities.note.need_seen"),
    }
}

fn need(row: &ActivityRow, review: &ActivityReview) -> Cell {
    match (row.need, row.need_seen) {
        (Some(share), _) => Cell::Rate(share),
        (None, Some(seen)) => Cell::Number(seen),
        (None, None) if review.source.is_some() => Cell::Hidden,
        (None, None) => Cell::Empty,
    }
}

fn decided(words: &Words, decision: Option<&DecisionRow>) -> Cell {
    decision.map_or(Cell::Empty, |one| Cell::text(words.word(&one.decision.label_key())))
}

fn picture(words: &Words, review: &ActivityReview) -> Option<Chart> {
    (review.rows.iter().filter(|row| row.place.is_some()).count() > 1).then(|| Chart {
        kind: ChartKind::Scatter,
        table: 0,
        title: words.word("report.activities.finding"),
        alt: words.word("report.activities.alt"),
        categories: 2,
        series: vec![Series { column: 3, right_axis: false }],
        unit: words.word(if review.source.is_some() {
            "report.activities.unit"
        } else {
            "report.activities.unit_seen"
        }),
        low: 0,
        height: 370,
    })
}

/// Activities with their figures, the themes in so many letters; the picture stands on columns 2 (hours) and 3 (need).
fn overview(words: &Words, review: &ActivityReview, theme: u16) -> Table {
    let kind = if review.source.is_some() { Kind::Rate } else { Kind::Number };
    let heads = vec![
        words.wide("report.activities.activity", Kind::Text, 26),
        words.wide("report.activities.theme", Kind::Text, theme),
        words.head("report.activities.hours", Kind::Number),
        words.head("report.activities.need", kind),
        words.head("report.activities.hours_before", Kind::Number),
        words.head("report.activities.cost", Kind::Number),
        words.head("report.activities.people", Kind::Number),
        words.head("report.activities.effect", Kind::Number),
        words.wide("report.activities.place", Kind::Text, 30),
        words.wide("report.activities.next", Kind::Text, 10),
    ];
    let mut rows: Vec<Row> = review
        .rows
        .iter()
        .map(|row| {
            let effect = row.next.as_ref().or(row.this.as_ref()).and_then(|one| one.effect);
            Row::body(vec![
                Cell::text(row.title.clone()),
                Cell::text(words.word(&row.theme.label_key())),
                hours(row.minutes).into(),
                need(row, review),
                hours(row.minutes_before).into(),
                row.cost.into(),
                row.people.into(),
                effect.map_or(Cell::Empty, Cell::Number),
                row.place.map_or(Cell::Empty, |place| Cell::text(words.word(&place.label_key()))),
                decided(words, row.next.as_ref()),
            ])
        })
        .collect();
    let sum = |of: fn(&ActivityRow) -> i64| review.rows.iter().map(of).sum::<i64>();
    rows.push(Row::total(vec![
        Cell::text(words.word("report.total")),
        Cell::Empty,
        hours(sum(|row| row.minutes)).into(),
        Cell::Empty,
        hours(sum(|row| row.minutes_before)).into(),
        sum(|row| row.cost).into(),
        sum(|row| row.people).into(),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
    ]));
    Table { heads, rows }
}

/// What was decided for the next year, with the reasons.
fn decisions(words: &Words, review: &ActivityReview, dissent: bool) -> Option<Table> {
    let mut heads = vec![
        words.wide("report.activities.activity", Kind::Text, 22),
        words.wide("report.activities.decision", Kind::Text, 10),
        words.wide("report.activities.reason", Kind::Text, 44),
    ];
    if dissent {
        heads.push(words.wide("report.activities.dissent", Kind::Text, 30));
    }
    heads.push(words.wide("report.activities.decided", Kind::Text, 22));
    let rows: Vec<Row> = review
        .rows
        .iter()
        .filter_map(|row| {
            let one = row.next.as_ref()?;
            let day = words.day(one.decided_on);
            let by = one.body.as_ref().map_or(day.clone(), |body| format!("{body}\n{day}"));
            let mut cells = vec![
                Cell::text(row.title.clone()),
                Cell::text(words.word(&one.decision.label_key())),
                Cell::text(one.reason.clone()),
            ];
            if dissent {
                cells.push(Cell::text_or_empty(one.dissent.clone()));
            }
            cells.push(Cell::text(by));
            Some(Row::body(cells))
        })
        .collect();
    (!rows.is_empty()).then_some(Table { heads, rows })
}

/// What was decided for this year, and what became of it: the sheet for the congress.
fn results(words: &Words, review: &ActivityReview) -> Option<Table> {
    let heads = vec![
        words.wide("report.activities.activity", Kind::Text, 22),
        words.wide("report.activities.decision", Kind::Text, 10),
        words.wide("report.activities.reason", Kind::Text, 34),
        words.wide("report.activities.result", Kind::Text, 14),
        words.wide("report.activities.result_text", Kind::Text, 34),
        words.head("report.activities.hours_before", Kind::Number),
        words.head("report.activities.hours", Kind::Number),
    ];
    let rows: Vec<Row> = review
        .rows
        .iter()
        .filter_map(|row| {
            let one = row.this.as_ref()?;
            let result = one
                .result
                .map_or_else(|| words.word("report.activities.untold"), |result| words.word(&result.label_key()));
            Some(Row::body(vec![
                Cell::text(row.title.clone()),
                Cell::text(words.word(&one.decision.label_key())),
                Cell::text(one.reason.clone()),
                Cell::text(result),
                Cell::text_or_empty(one.result_text.clone()),
                hours(row.minutes_before).into(),
                hours(row.minutes).into(),
            ]))
        })
        .collect();
    (!rows.is_empty()).then_some(Table { heads, rows })
}

fn page(words: &Words, review: &ActivityReview, key: &str, blocks: Vec<Block>, notes: Vec<String>) -> Page {
    let year = json!({ "year": review.fiscal_year, "next": review.fiscal_year + 1 });
    Page {
        name: words.word(&format!("report.page.activities.{key}")),
        title: words.say(&format!("report.title.activities.{key}"), &year),
        scope: scope(words, review),
        landscape: true,
        blocks,
        notes,
    }
}

fn middles(words: &Words, review: &ActivityReview) -> Option<String> {
    let (minutes, need) = review.twice_middle_minutes.zip(review.twice_middle_need)?;
    let need = if review.source.is_some() {
        format!("{} %", tenths((need + 1).div_euclid(2)))
    } else {
        tenths((10 * need).div_euclid(2))
    };
    Some(words.say("report.activities.note.middles", &json!({ "hours": hours(minutes.div_euclid(2)), "need": need })))
}

/// The review in full.
#[must_use]
pub fn review(words: &Words, review: &ActivityReview) -> Vec<Page> {
    let mut blocks = vec![Block::Table(overview(words, review, THEME))];
    blocks.extend(picture(words, review).map(Block::Chart));
    let mut notes = vec![source(words, review)];
    notes.extend(middles(words, review));
    notes.extend(["place", "people"].map(|key| words.word(&format!("report.activities.note.{key}"))));
    let mut pages = vec![page(words, review, "overview", blocks, notes)];
    if let Some(table) = decisions(words, review, true) {
        let notes = vec![words.word("report.activities.note.decisions")];
        pages.push(page(words, review, "decisions", vec![Block::Table(table)], notes));
    }
    if let Some(table) = results(words, review) {
        let notes = vec![words.word("report.activities.note.results")];
        pages.push(page(words, review, "results", vec![Block::Table(table)], notes));
    }
    pages
}

/// The overview's columns on the page of the pack. Three tables share their widths there: with the words of all of them in the
/// first columns the page need not be made much smaller to fit.
const IN_PACK: [usize; 10] = [0, 1, 8, 9, 2, 3, 4, 5, 6, 7];
/// Letters of a theme there.
const THEME_IN_PACK: u16 = 16;
/// Where hours and need stand then.
const HOURS_AND_NEED: (u16, u16) = (4, 5);
/// Widths of columns there, of the decisions and of the results.
const DECISIONS_IN_PACK: [(usize, u16); 2] = [(2, 34), (3, 16)];
const RESULTS_IN_PACK: [(usize, u16); 1] = [(4, 28)];

fn ordered(table: Table, order: &[usize]) -> Table {
    let heads = order.iter().filter_map(|at| table.heads.get(*at).cloned()).collect();
    let rows = table.rows.into_iter().map(|row| {
        let cells = order.iter().filter_map(|at| row.cells.get(*at).cloned()).collect();
        Row { cells, ..row }
    });
    Table { heads, rows: rows.collect() }
}

fn as_wide(mut table: Table, widths: &[(usize, u16)]) -> Table {
    for (at, width) in widths {
        if let Some(head) = table.heads.get_mut(*at) {
            head.width = *width;
        }
    }
    table
}

/// 活動と優先順位 in the pack: where the hours went, what was decided and what became of it.
#[must_use]
pub fn in_pack(words: &Words, review: &ActivityReview) -> Page {
    let heading = |key: &str| {
        let about = json!({ "year": review.fiscal_year, "next": review.fiscal_year + 1 });
        Block::Heading { text: words.say(&format!("report.activities.heading.{key}"), &about) }
    };
    let mut blocks = vec![heading("hours"), Block::Table(ordered(overview(words, review, THEME_IN_PACK), &IN_PACK))];
    let (categories, column) = HOURS_AND_NEED;
    let moved = |chart: Chart| Chart { categories, series: vec![Series { column, right_axis: false }], ..chart };
    blocks.extend(picture(words, review).map(moved).map(Block::Chart));
    let decisions = decisions(words, review, false).map(|table| as_wide(table, &DECISIONS_IN_PACK));
    let results = results(words, review).map(|table| as_wide(table, &RESULTS_IN_PACK));
    for (key, table) in [("decisions", decisions), ("results", results)] {
        blocks.extend(table.into_iter().flat_map(|table| [heading(key), Block::Table(table)]));
    }
    let mut notes = vec![source(words, review)];
    notes.extend(middles(words, review));
    notes.extend(["place", "people"].map(|key| words.word(&format!("report.activities.note.{key}"))));
    page(words, review, "pack", blocks, notes)
}
