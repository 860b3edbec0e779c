//! キャリア相談: the statistics (R09) and the pages of the meeting pack, from figures that are protected already; the list of the
//! own cases (R10). Charts are drawn over the tables as shown.

use serde_json::json;

use crate::cases::{CheckInFigures, CodeCount, Cut, OwnCase, Quartiles, Shown, Statistics};
use crate::desk::Words;
use crate::excel::cell::{Cell, HIDDEN_MARK, Kind, ROUNDED_MARK};
use crate::excel::page::{Block, Chart, ChartKind, Head, Page, Row, Series, Table};
use crate::labels::Locale;

/// A count as it may be shown, as a cell.
fn cell(shown: Shown) -> Cell {
    shown.n.map_or(Cell::Hidden, if shown.rounded { Cell::Rounded } else { Cell::Number })
}

fn number(words: &Words, key: &str) -> Head {
    words.head(key, Kind::Number)
}

fn scope(words: &Words, of: &Statistics) -> String {
    words.say("report.cases.scope", &json!({ "from": words.day(of.from), "to": words.day(of.to) }))
}

fn hidden_note(words: &Words, of: &Statistics) -> String {
    words.say("report.cases.note_hidden", &json!({ "k": of.k }))
}

fn page(words: &Words, of: &Statistics, name: &str, blocks: Vec<Block>, notes: Vec<String>) -> Page {
    Page {
        name: words.word(&format!("report.page.{name}")),
        title: words.word(&format!("report.title.{name}")),
        scope: scope(words, of),
        landscape: false,
        blocks,
        notes: notes.into_iter().chain([hidden_note(words, of)]).collect(),
    }
}

fn heading(words: &Words, key: &str) -> Block {
    Block::Heading { text: words.word(key) }
}

/// More bars than these stand closer to one another.
const MANY_BARS: u16 = 12;

/// A chart over the shown cells of a table; none where fewer than two of `counts` are there to be compared.
fn bar(
    words: &Words,
    table: u16,
    finding: &str,
    kind: ChartKind,
    columns: &[u16],
    counts: impl IntoIterator<Item = Shown>,
) -> Option<Block> {
    let counts: Vec<Shown> = counts.into_iter().collect();
    if counts.iter().filter(|count| count.n.is_some_and(|n| n > 0)).count() < 2 {
        return None;
    }
    // A bar has room for its name; many stand closer, so that the page with its tables stays one.
    let bars = u16::try_from(counts.len()).unwrap_or(20).min(20);
    let each = if bars > MANY_BARS { 22 } else { 26 };
    Some(Block::Chart(Chart {
        kind,
        table,
        title: words.word(&format!("report.cases.finding.{finding}")),
        alt: words.word(&format!("report.cases.alt.{finding}")),
        categories: 0,
        series: columns.iter().map(|column| Series { column: *column, right_axis: false }).collect(),
        unit: words.word("report.cases.unit"),
        low: 0,
        height: if kind == ChartKind::Bar { 130 + each * bars } else { 260 },
    }))
}

/// The sheets of R09, each with its number.
#[must_use]
pub fn statistics(words: &Words, of: &Statistics) -> Vec<Page> {
    let mut pages = vec![months_page(words, of), themes_page(words, of), course_page(words, of)];
    if !of.units.is_empty() {
        pages.push(units_page(words, of));
    }
    pages.extend(referrals(words, of));
    pages.extend(before_after(words, of));
    for (at, page) in pages.iter_mut().enumerate() {
        page.name = format!("{} {}", at + 1, page.name);
        page.title = format!("{} {}", at + 1, page.title);
    }
    pages
}

/// キャリア相談 in the meeting pack; [`before_after`] is a page of its own.
#[must_use]
pub fn pack(words: &Words, of: &Statistics) -> Page {
    let mut blocks = vec![
        heading(words, "report.cases.heading.months"),
        Block::Table(months(words, of)),
        heading(words, "report.cases.heading.themes"),
        Block::Table(codes(words, "report.cases.theme", "case_theme", &of.themes, None)),
    ];
    blocks.extend(bar(words, 1, "themes", ChartKind::Bar, &[1], of.themes.iter().map(|row| row.n)));
    blocks.push(heading(words, "report.cases.heading.outcomes"));
    blocks.push(Block::Table(codes(words, "report.cases.outcome", "case_end", &of.outcomes, Some(of.closed))));
    let notes = ["secret", "themes", "reopened"].map(|key| words.word(&format!("report.cases.note_{key}")));
    page(words, of, "counselling", blocks, notes.into())
}

/// キャリア相談 where nothing can be told of these days: few cases could be found out beside reports that are out.
#[must_use]
pub fn not_told(words: &Words, Cut { from, to }: Cut) -> Page {
    let days = json!({ "from": words.day(from), "to": words.day(to) });
    Page {
        name: words.word("report.page.counselling"),
        title: words.word("report.title.counselling"),
        scope: words.say("report.cases.scope", &days),
        blocks: vec![Block::Text { paragraphs: vec![words.say("report.cases.overlap", &days)] }],
        ..Page::default()
    }
}

fn months(words: &Words, of: &Statistics) -> Table {
    let heads = vec![
        words.head("report.cases.month", Kind::Text),
        number(words, "report.cases.new"),
        number(words, "report.cases.open"),
        number(words, "report.cases.closed"),
    ];
    let mut rows: Vec<Row> = of
        .months
        .iter()
        .map(|month| {
            let name = words.month(month.month);
            Row::body(vec![name.as_str().into(), cell(month.new), cell(month.open), cell(month.closed)])
        })
        .collect();
    let sum = words.word("report.cases.period");
    rows.push(Row::total(vec![sum.as_str().into(), cell(of.new), cell(of.open), cell(of.closed)]));
    Table { heads, rows }
}

fn codes(words: &Words, head: &str, list: &str, counts: &[CodeCount], total: Option<Shown>) -> Table {
    let heads = vec![words.wide(head, Kind::Text, 30), number(words, "report.cases.count")];
    let mut rows: Vec<Row> = counts
        .iter()
        .map(|count| Row::body(vec![words.of_list(list, &count.code).as_str().into(), cell(count.n)]))
        .collect();
    if let Some(total) = total {
        rows.push(Row::total(vec![words.word("report.total").as_str().into(), cell(total)]));
    }
    Table { heads, rows }
}

fn months_page(words: &Words, of: &Statistics) -> Page {
    let opening = vec![
        words.say("report.cases.opening", &json!({ "n": shown(words, of.opening) })),
        words.word("report.cases.read_months"),
    ];
    let mut blocks = vec![Block::Text { paragraphs: opening }, Block::Table(months(words, of))];
    let counts = of.months.iter().flat_map(|month| [month.new, month.closed]);
    blocks.extend(bar(words, 0, "months", ChartKind::Column, &[1, 3], counts));
    let notes = ["months", "reopened"].map(|key| words.word(&format!("report.cases.note_{key}")));
    page(words, of, "case_months", blocks, notes.into())
}

fn shown(words: &Words, count: Shown) -> String {
    let mark = if count.rounded { ROUNDED_MARK } else { "" };
    count.n.map_or_else(|| HIDDEN_MARK.to_owned(), |n| format!("{mark}{}", words.count(n)))
}

fn themes_page(words: &Words, of: &Statistics) -> Page {
    let mut blocks = vec![
        heading(words, "report.cases.heading.themes"),
        Block::Table(codes(words, "report.cases.theme", "case_theme", &of.themes, None)),
    ];
    blocks.extend(bar(words, 0, "themes", ChartKind::Bar, &[1], of.themes.iter().map(|row| row.n)));
    blocks.push(heading(words, "report.cases.heading.channels"));
    blocks.push(Block::Table(codes(words, "report.cases.channel", "case_channel", &of.channels, Some(of.new))));
    page(words, of, "case_themes", blocks, vec![words.word("report.cases.note_themes")])
}

fn course_page(words: &Words, of: &Statistics) -> Page {
    let mut blocks = vec![
        heading(words, "report.cases.heading.steps"),
        Block::Table(codes(words, "report.cases.step", "case_step", &of.steps, Some(of.open))),
        heading(words, "report.cases.heading.outcomes"),
        Block::Table(codes(words, "report.cases.outcome", "case_end", &of.outcomes, Some(of.closed))),
    ];
    blocks.extend(bar(words, 1, "outcomes", ChartKind::Bar, &[1], of.outcomes.iter().map(|row| row.n)));
    page(words, of, "case_course", blocks, vec![words.word("report.cases.note_steps")])
}

fn units_page(words: &Words, of: &Statistics) -> Page {
    let heads = vec![
        words.wide("report.cases.branch", Kind::Text, 28),
        number(words, "report.cases.new"),
        number(words, "report.cases.open"),
        number(words, "report.cases.closed"),
    ];
    let mut rows: Vec<Row> = of
        .units
        .iter()
        .map(|unit| {
            let name = match unit.units.as_slice() {
                [_, _, ..] => words.word("report.row.others"),
                [_] if unit.label.is_empty() => words.word("report.row.no_unit"),
                _ => unit.label.clone(),
            };
            Row::body(vec![name.as_str().into(), cell(unit.new), cell(unit.open), cell(unit.closed)])
        })
        .collect();
    rows.push(Row::total(vec![
        words.word("report.total").as_str().into(),
        cell(of.new),
        cell(of.open),
        cell(of.closed),
    ]));
    let mut blocks = vec![Block::Table(Table { heads, rows })];
    blocks.extend(bar(words, 0, "units", ChartKind::Bar, &[1], of.units.iter().map(|unit| unit.new)));
    page(words, of, "case_units", blocks, vec![words.word("report.cases.note_units")])
}

/// Where members were referred to and what became of it; nothing without a referral.
#[must_use]
pub fn referrals(words: &Words, of: &Statistics) -> Option<Page> {
    if of.referrals_withheld {
        let days = json!({ "from": words.day(of.from), "to": words.day(of.to) });
        let text = Block::Text { paragraphs: vec![words.say("report.cases.referrals_not_told", &days)] };
        return Some(page(words, of, "referrals", vec![text], Vec::new()));
    }
    if of.referrals.is_empty() {
        return None;
    }
    let heads = vec![
        words.wide("report.cases.target", Kind::Text, 28),
        number(words, "report.cases.referred"),
        number(words, "report.cases.used"),
        number(words, "report.cases.not_used"),
        number(words, "report.cases.unknown"),
        number(words, "report.cases.unasked"),
    ];
    let rows = of.referrals.iter().map(|row| {
        let name = match row.target.as_str() {
            "all" => words.word("report.total"),
            "scheme" | "office" => words.word(&format!("report.cases.target.{}", row.target)),
            kind => words.of_list("kyojo_kind", kind),
        };
        let counts = [row.total, row.used, row.not_used, row.unknown, row.open].map(cell);
        let cells = [Cell::text(name)].into_iter().chain(counts).collect();
        if row.target == "all" { Row::total(cells) } else { Row::body(cells) }
    });
    let table = Table { heads, rows: rows.collect() };
    let counts = of.referrals.iter().flat_map(|row| [row.used, row.not_used, row.unknown, row.open]);
    let drawn = bar(words, 0, "referrals", ChartKind::StackedColumn, &[2, 3, 4, 5], counts);
    // What became of them is the picture's finding: without all of it there is none.
    let drawn = drawn.filter(|block| !matches!(block, Block::Chart(chart) if chart.clone().draw_whole(&table, 1)));
    let blocks = [Block::Table(table)].into_iter().chain(drawn).collect();
    let notes = vec![words.word("report.cases.note_referrals"), words.word("support.note.no_verdict")];
    Some(page(words, of, "referrals", blocks, notes))
}

/// Before and after; nothing before anybody took a check-in.
#[must_use]
pub fn before_after(words: &Words, of: &Statistics) -> Option<Page> {
    if of.check_ins.is_empty() {
        return None;
    }
    let english = words.locale() == Locale::En;
    let mut blocks = vec![Block::Text { paragraphs: vec![words.word("report.cases.caveat")] }];
    for figures in &of.check_ins {
        let name = figures.name_en.clone().filter(|_| english).unwrap_or_else(|| figures.name.clone());
        let text = json!({ "name": name, "edition": figures.edition });
        blocks.push(Block::Heading { text: words.say("report.cases.heading.instrument", &text) });
        let note = figures.note_en.clone().filter(|_| english).or_else(|| figures.note.clone());
        if let Some(note) = note {
            blocks.push(Block::Text { paragraphs: vec![note] });
        }
        blocks.push(Block::Table(taken(words, figures)));
        if !figures.parts.is_empty() {
            blocks.push(Block::Table(parts(words, figures, english)));
        }
    }
    let measured = of.check_ins.iter().any(|figures| !figures.parts.is_empty());
    let keys: &[&str] = if measured { &["taken", "pairs", "median", "r", "dz"] } else { &["taken", "pairs"] };
    let notes = keys.iter().map(|key| words.word(&format!("report.cases.note_{key}"))).collect();
    Some(page(words, of, "case_check_in", blocks, notes))
}

fn taken(words: &Words, of: &CheckInFigures) -> Table {
    let heads = ["pre", "post", "pairs", "dropout"].map(|key| number(words, &format!("report.cases.{key}")));
    Table { heads: heads.into(), rows: vec![Row::body([of.pre, of.post, of.pairs, of.dropout].map(cell).into())] }
}

fn parts(words: &Words, of: &CheckInFigures, english: bool) -> Table {
    let decimal = |key: &str| words.head(key, Kind::Decimal);
    let heads = vec![
        words.wide("report.cases.part", Kind::Text, if english { 22 } else { 12 }),
        number(words, "report.cases.part_pairs"),
        words.wide("report.cases.before", Kind::Text, 15),
        words.wide("report.cases.after", Kind::Text, 15),
        decimal("report.cases.difference"),
        number(words, "report.cases.up"),
        number(words, "report.cases.same"),
        number(words, "report.cases.down"),
        decimal("report.cases.r"),
        decimal("report.cases.dz"),
    ];
    let rows = of.parts.iter().map(|part| {
        let name = part.name_en.clone().filter(|_| english).unwrap_or_else(|| part.name.clone());
        Row::body(vec![
            Cell::text(name),
            cell(part.pairs),
            quartiles(part.before),
            quartiles(part.after),
            measure(part.difference),
            cell(part.up),
            cell(part.same),
            cell(part.down),
            measure(part.r),
            measure(part.dz),
        ])
    });
    Table { heads, rows: rows.collect() }
}

fn measure(value: Option<f64>) -> Cell {
    value.map_or(Cell::Hidden, |value| Cell::Decimal((value * 100.0).round() as i64))
}

/// Median with its quartiles, `14 [12–15.25]`.
fn quartiles(of: Option<Quartiles>) -> Cell {
    of.map_or(Cell::Hidden, |of| Cell::text(format!("{} [{}–{}]", of.median, of.lower, of.upper)))
}

/// The list of the own cases (R10): no name and no note.
#[must_use]
pub(in crate::reports) fn own_cases(words: &Words, day: chrono::NaiveDate, cases: &[OwnCase]) -> Page {
    let heads = vec![
        words.wide("report.cases.no", Kind::Id, 12),
        words.wide("report.cases.opened", Kind::Date, 13),
        words.wide("report.cases.status", Kind::Text, 14),
        words.wide("report.cases.step", Kind::Text, 20),
        words.wide("report.cases.next", Kind::Text, 18),
        words.wide("report.cases.due", Kind::Date, 13),
        words.wide("report.cases.late", Kind::Text, 10),
    ];
    let rows = cases.iter().map(|case| {
        let late = case.due_on.is_some_and(|due| due < day);
        Row::body(vec![
            Cell::Id(case.case_no.clone()),
            Cell::Date(case.opened_on),
            Cell::text(words.of_list("case_status", &case.status)),
            Cell::text(words.of_list("case_step", &case.step)),
            Cell::text_or_empty(case.due.as_ref().map(|due| words.of_list("case_due_kind", due))),
            Cell::date_or_empty(case.due_on),
            Cell::text_or_empty(late.then(|| words.word("report.cases.is_late"))),
        ])
    });
    Page {
        name: words.word("report.page.own_cases"),
        title: words.word("report.r10"),
        scope: words.say(
            "report.scope_cases",
            &json!({ "day": words.day(day), "n": words.count(i64::try_from(cases.len()).unwrap_or(0)) }),
        ),
        landscape: true,
        blocks: vec![Block::Table(Table { heads, rows: rows.collect() })],
        notes: vec![words.word("report.cases.note_own")],
    }
}
