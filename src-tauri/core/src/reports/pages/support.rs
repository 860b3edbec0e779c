//! 共助・公助: the list of public schemes (R19), and the page of the meeting pack, with the directory in numbers beside the
//! national figures of 2020.

use chrono::NaiveDate;
use serde_json::json;

use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Page, Row, Series, Table};
use crate::labels::Locale;
use crate::support::{self, Numbers, SchemeRow};

/// Widths of the list's columns in half-width characters, so that it fits an upright page: scheme, office, summary, check,
/// site.
const WIDTHS: [u16; 5] = [18, 18, 34, 9, 16];
/// Rows of the national figures that are public schemes; the one after them is "none of these".
const NONE_OF_THESE: usize = 13;
/// Row of the unions and mutual-aid societies among the organisations.
const UNIONS: usize = 2;

/// The list of public schemes, each with the day of its last check (R19).
#[must_use]
pub fn schemes(words: &Words, day: NaiveDate, schemes: &[SchemeRow]) -> Page {
    let columns = [
        ("report.support.scheme", Kind::Text),
        ("report.support.office", Kind::Text),
        ("report.support.summary", Kind::Text),
        ("report.support.checked", Kind::Date),
        ("report.support.site", Kind::Text),
    ];
    let heads = columns.iter().zip(WIDTHS).map(|((key, kind), width)| words.wide(key, *kind, width));
    let shown: Vec<&SchemeRow> = schemes.iter().filter(|row| !row.hidden).collect();
    let rows = shown.iter().map(|row| {
        let name = match (words.locale(), &row.name_en) {
            (Locale::En, Some(name)) => format!("{name}\n{}", row.name),
            _ => row.name.clone(),
        };
        let checked =
            row.text.checked_on.map_or_else(|| Cell::text(words.word("report.support.not_checked")), Cell::Date);
        let mark =
            if row.check == support::CheckState::Due { words.word("report.support.old_mark") } else { String::new() };
        Row::body(vec![
            format!("{mark}{name}").as_str().into(),
            row.text.office.as_str().into(),
            row.text.summary.as_str().into(),
            checked,
            Cell::text_or_empty(row.text.site.clone()),
        ])
    });
    Page {
        name: words.word("report.page.schemes"),
        title: words.word("report.r19"),
        scope: words.say(
            "report.support.scope",
            &json!({ "day": words.day(day), "n": words.count(i64::try_from(shown.len()).unwrap_or(0)) }),
        ),
        landscape: false,
        blocks: vec![Block::Table(Table { heads: heads.collect(), rows: rows.collect() })],
        notes: vec![
            words.word("support.note.official"),
            words.word("support.note.no_verdict"),
            words.say("report.support.note_old", &json!({ "months": support::CHECK_MONTHS })),
        ],
    }
}

/// The directory in numbers, and the national figures (meeting pack).
#[must_use]
pub fn directory(words: &Words, day: NaiveDate, numbers: &Numbers) -> Page {
    let mut blocks = vec![
        Block::Heading { text: words.word("report.support.heading.schemes") },
        Block::Table(by_check(words, numbers)),
    ];
    if numbers.communities.iter().any(|(_, n, _)| *n > 0) {
        blocks.push(Block::Heading { text: words.word("report.support.heading.communities") });
        blocks.push(Block::Table(by_kind(words, numbers)));
    }
    Page {
        name: words.word("report.page.support"),
        title: words.word("report.title.support"),
        scope: words.say("report.support.scope_own", &json!({ "day": words.day(day) })),
        landscape: false,
        blocks,
        notes: vec![
            words.say("report.support.note_due", &json!({ "months": support::CHECK_MONTHS })),
            words.word("report.support.note_own"),
        ],
    }
}

fn by_check(words: &Words, numbers: &Numbers) -> Table {
    let heads = vec![words.head("report.support.check", Kind::Text), words.head("report.support.count", Kind::Number)];
    let mut rows: Vec<Row> = numbers
        .schemes
        .iter()
        .map(|(state, n)| Row::body(vec![words.word(&state.label_key()).as_str().into(), (*n).into()]))
        .collect();
    let total = numbers.schemes.iter().map(|(_, n)| n).sum::<i64>();
    rows.push(Row::total(vec![words.word("report.total").as_str().into(), total.into()]));
    Table { heads, rows }
}

fn by_kind(words: &Words, numbers: &Numbers) -> Table {
    let heads = vec![
        words.head("report.support.kind", Kind::Text),
        words.head("report.support.count", Kind::Number),
        words.head("report.support.fresh", Kind::Number),
    ];
    let mut rows: Vec<Row> = numbers
        .communities
        .iter()
        .map(|(kind, n, fresh)| {
            Row::body(vec![words.word(&kind.label_key()).as_str().into(), (*n).into(), (*fresh).into()])
        })
        .collect();
    let (all, fresh) = numbers.communities.iter().fold((0, 0), |(all, good), (_, n, fresh)| (all + n, good + fresh));
    rows.push(Row::total(vec![words.word("report.total").as_str().into(), all.into(), fresh.into()]));
    Table { heads, rows }
}

/// The national figures of 2020: public support that people rely on, and what organisations do for careers.
#[must_use]
pub fn national(words: &Words) -> Page {
    let public = support::PUBLIC_SUPPORT.iter().enumerate().map(|(at, share)| {
        let line = vec![words.word(&format!("support.national.public.{}", at + 1)).as_str().into(), Cell::Rate(*share)];
        if at + 1 == NONE_OF_THESE { Row::subtotal(line) } else { Row::body(line) }
    });
    let organisations = support::ORGANISATIONS.iter().enumerate().map(|(at, shares)| {
        let mut line: Vec<Cell> =
            vec![words.word(&format!("support.national.organisation.{}", at + 1)).as_str().into()];
        line.extend(shares.iter().map(|share| Cell::Rate(*share)));
        if at + 1 == UNIONS || at + 1 == support::ORGANISATIONS.len() { Row::subtotal(line) } else { Row::body(line) }
    });
    let mut heads = vec![words.wide("report.support.organisation", Kind::Text, 38)];
    heads.extend((1..=4).map(|n| words.head(&format!("support.national.question.{n}"), Kind::Rate)));
    let blocks = vec![
        Block::Heading { text: words.word("report.support.heading.public") },
        Block::Table(Table {
            heads: vec![
                words.wide("report.support.scheme", Kind::Text, 30),
                words.head("report.support.share", Kind::Rate),
            ],
            rows: public.collect(),
        }),
        Block::Heading { text: words.word("report.support.heading.organisations") },
        Block::Table(Table { heads, rows: organisations.collect() }),
        Block::Chart(Chart {
            kind: ChartKind::Bar,
            table: 0,
            title: words.word("report.support.finding.public"),
            alt: words.word("report.support.alt.public"),
            categories: 0,
            series: vec![Series { column: 1, right_axis: false }],
            unit: "%".to_owned(),
            low: 0,
            height: 360,
        }),
    ];
    Page {
        name: words.word("report.page.national_support"),
        title: words.word("report.title.national_support"),
        scope: words.word("report.support.scope_national"),
        landscape: false,
        blocks,
        notes: vec![words.word("report.support.note_source"), words.word("report.support.note_national")],
    }
}
