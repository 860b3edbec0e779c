//! The two pages for a workplace meeting, each one piece of paper.

use chrono::NaiveDate;
use serde_json::json;

use super::ground::Ground;
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind, tenths};
use crate::excel::page::{Block, Chart, ChartKind, Page, Row, Series, Table};
use crate::labels::Locale;
use crate::reports::figures::density;
use crate::support::SchemeRow;
use crate::training::RunRow;

/// What the union offers its members on a day.
#[derive(Clone, Debug, Default)]
pub struct Offered {
    /// Trainings that can be applied for, the next first.
    pub runs: Vec<RunRow>,
    /// Public schemes that the union has checked.
    pub schemes: Vec<SchemeRow>,
    /// Names of those who counsel.
    pub counselors: Vec<String>,
}

/// The first page: three sentences of what changed, opening and closing, and the line of thirteen months.
#[must_use]
pub fn members(ground: &Ground<'_>, unit: &str) -> Page {
    let words = ground.words;
    let movement = &ground.movement;
    let months = &ground.days.months;
    let mut rows = Vec::new();
    // Of a day on which the part had too few members neither they nor what came since is told.
    if ground.tells(ground.days.opening()) {
        let opening = words.say("report.movement.opening", &json!({ "day": words.day(ground.days.opening()) }));
        rows.push(item(opening, movement.opening));
        rows.push(item(words.word("report.workplace.joined"), movement.joined()));
        rows.push(item(words.word("report.workplace.left"), -movement.left()));
        if movement.gained + movement.lost > 0 {
            rows.push(item(words.word("report.movement.recategorized"), movement.gained - movement.lost));
        }
        if movement.moved != 0 {
            rows.push(item(words.word("report.movement.moved"), movement.moved));
        }
    }
    let closing = words.say("report.movement.closing", &json!({ "day": words.day(ground.days.as_of) }));
    rows.push(Row::total(vec![closing.as_str().into(), movement.closing.into()]));
    let line = months.iter().map(|day| {
        Row::body(vec![words.month(*day).as_str().into(), ground.on(*day).map_or(Cell::Hidden, Cell::Number)])
    });
    let silent = months.iter().chain([&ground.days.opening(), &ground.days.before()]).any(|day| !ground.tells(*day));
    let chart = Chart {
        kind: ChartKind::Line,
        table: 1,
        title: words.word("report.workplace.finding"),
        alt: words.word("report.workplace.alt"),
        categories: 0,
        series: vec![Series { column: 1, right_axis: false }],
        unit: words.word("report.workplace.unit"),
        low: 0,
        height: 230,
    };
    let heads = || vec![words.head("report.item", Kind::Text), words.head("report.people", Kind::Number)];
    Page {
        name: words.word("report.page.workplace_members"),
        title: words.say("report.title.workplace_members", &json!({ "unit": unit })),
        scope: ground.scope(),
        landscape: false,
        blocks: vec![
            Block::Text { paragraphs: sentences(ground) },
            Block::Heading { text: words.word("report.workplace.heading.movement") },
            Block::Table(Table { heads: heads(), rows }),
            Block::Heading { text: words.word("report.heading.months") },
            Block::Table(Table {
                heads: vec![words.head("report.time", Kind::Text), words.head("report.members", Kind::Number)],
                rows: line.collect(),
            }),
            Block::Chart(chart),
        ],
        notes: [ground.word("report.note.category"), ground.word("report.workplace.note")]
            .into_iter()
            .chain(silent.then(|| ground.small_note()))
            .collect(),
    }
}

fn item(name: String, n: i64) -> Row {
    let n = if n < 0 { Cell::Difference(n) } else { Cell::Number(n) };
    Row::body(vec![name.as_str().into(), n])
}

/// What changed, in three sentences; what a day with too few members would be told by is left out.
fn sentences(ground: &Ground<'_>) -> Vec<String> {
    let words = ground.words;
    let movement = &ground.movement;
    let year =
        ground.on(ground.days.before()).map(|before| ground.growth("report.workplace.year", before, ground.total));
    let about = json!({
        "from": words.day(ground.days.from), "to": words.day(ground.days.as_of),
        "joined": words.count(movement.joined()), "left": words.count(movement.left()),
    });
    let period = ground.tells(ground.days.opening()).then(|| words.say("report.workplace.period", &about));
    let rate = density::organizing_all(&ground.tree, ground.counts, ground.days, ground.days.as_of);
    let last = match rate.and_then(|rate| Some((rate, rate.tenths()?))) {
        Some((rate, share)) => {
            let about = json!({
                "rate": tenths(share), "n": words.count(rate.numerator), "of": words.count(rate.denominator),
                "day": words.day(rate.as_of),
            });
            words.say("report.workplace.rate", &about)
        }
        None => most(ground),
    };
    year.into_iter().chain(period).chain([last]).collect()
}

/// The largest number of the line of months, and when it was.
fn most(ground: &Ground<'_>) -> String {
    let words = ground.words;
    let months: Vec<(i64, NaiveDate)> =
        ground.days.months.iter().filter_map(|day| Some((ground.on(*day)?, *day))).collect();
    let most = months.iter().map(|(n, _)| *n).max().unwrap_or(ground.total);
    let at: Vec<NaiveDate> = months.iter().filter(|(n, _)| *n == most).map(|(_, day)| *day).collect();
    let lasts = months.iter().rev().take(at.len()).all(|(n, _)| *n == most);
    let (key, day) = match at.as_slice() {
        [first, _, ..] if lasts && at.len() < ground.days.months.len() => ("report.workplace.most_since", *first),
        [first, _, ..] if lasts => ("report.workplace.level", *first),
        [_, .., last] => ("report.workplace.most_last", *last),
        [only] => ("report.workplace.most", *only),
        [] => ("report.workplace.most", ground.days.as_of),
    };
    words.say(key, &json!({ "month": words.month(day), "n": words.count(most) }))
}

/// The second page: what the union does for its members now. It names no member and counts none.
#[must_use]
pub fn union(words: &Words, day: NaiveDate, unit: &str, offered: &Offered) -> Page {
    let mut blocks = vec![Block::Heading { text: words.word("report.workplace.heading.trainings") }];
    if offered.runs.is_empty() {
        blocks.push(Block::Text { paragraphs: vec![words.word("report.workplace.no_trainings")] });
    } else {
        blocks.push(Block::Table(trainings(words, &offered.runs)));
    }
    blocks.push(Block::Heading { text: words.word("report.workplace.heading.schemes") });
    if offered.schemes.is_empty() {
        blocks.push(Block::Text { paragraphs: vec![words.word("report.workplace.no_schemes")] });
    } else {
        blocks.push(Block::Table(schemes(words, &offered.schemes)));
    }
    blocks.push(Block::Heading { text: words.word("report.workplace.heading.counselling") });
    let mut paragraphs = vec![words.word("report.workplace.counselling")];
    if offered.counselors.is_empty() {
        paragraphs.push(words.word("report.workplace.no_counselors"));
    } else {
        let names = offered.counselors.join(&words.word("ui.list.and"));
        paragraphs.push(words.say("report.workplace.counselors", &json!({ "names": names })));
    }
    paragraphs.push(words.word("report.workplace.secret"));
    blocks.push(Block::Text { paragraphs });
    Page {
        name: words.word("report.page.workplace_union"),
        title: words.word("report.title.workplace_union"),
        scope: words.say("report.workplace.scope", &json!({ "day": words.day(day), "unit": unit })),
        landscape: false,
        blocks,
        notes: ["support.note.official", "support.note.no_verdict"]
            .into_iter()
            // The directory is kept in Japanese.
            .chain((words.locale() == Locale::En).then_some("report.workplace.note_japanese"))
            .map(|key| words.word(key))
            .collect(),
    }
}

fn trainings(words: &Words, runs: &[RunRow]) -> Table {
    let heads = vec![
        words.wide("report.training.course", Kind::Text, 34),
        words.head("report.training.first_on", Kind::Date),
        words.wide("report.workplace.where", Kind::Text, 20),
        words.head("report.workplace.apply_until", Kind::Date),
    ];
    let rows = runs.iter().map(|run| {
        let place = run.venue.clone().unwrap_or_else(|| words.word(&run.mode.label_key()));
        Row::body(vec![
            Cell::text(run.title.clone()),
            Cell::date_or_empty(run.first_on),
            Cell::text(place),
            Cell::date_or_empty(run.apply_until),
        ])
    });
    Table { heads, rows: rows.collect() }
}

fn schemes(words: &Words, schemes: &[SchemeRow]) -> Table {
    let heads = vec![
        words.wide("report.support.scheme", Kind::Text, 22),
        words.wide("report.support.summary", Kind::Text, 40),
        words.wide("report.support.office", Kind::Text, 20),
        words.head("report.support.checked", Kind::Date),
    ];
    let rows = schemes.iter().map(|row| {
        let name = match (words.locale(), &row.name_en) {
            (Locale::En, Some(name)) => name.clone(),
            _ => row.name.clone(),
        };
        Row::body(vec![
            Cell::text(name),
            Cell::text(row.text.summary.clone()),
            Cell::text(row.text.office.clone()),
            Cell::date_or_empty(row.text.checked_on),
        ])
    });
    Table { heads, rows: rows.collect() }
}
