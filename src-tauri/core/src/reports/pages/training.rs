//! The pages about trainings.

use std::collections::BTreeMap;

use serde_json::json;

use crate::desk::{Settings, Words};
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Head, Page, Row, Series, Table};
use crate::reports::figures::days::Days;
use crate::training::{
    Board, CertificateRow, CostModel, EnrolmentRow, LearningRow, Marks, OrgSeats, RunDetail, RunNumbers, RunStatus,
    Told,
};

pub(super) fn wide(words: &Words, key: &str, kind: Kind, width: u16) -> Head {
    Head { width, ..words.head(key, kind) }
}

/// The period, its runs and, by the page, what is counted.
fn period(words: &Words, days: &Days, n: usize, page: &str) -> String {
    let counted = words.word(&format!("report.training.counted.{page}"));
    let about = json!({ "from": words.day(days.from), "to": words.day(days.as_of), "n": n, "counted": counted });
    words.say("report.training.scope", &about)
}

/// A count that may be withheld (S-01).
fn told(n: Option<i64>) -> Cell {
    n.map_or(Cell::Hidden, Cell::Number)
}

/// A rate; withheld where one of its counts is (S-04).
fn rate(part: Option<i64>, whole: Option<i64>) -> Cell {
    match (part, whole) {
        (Some(part), Some(whole)) => Cell::rate(part, whole),
        _ => Cell::Hidden,
    }
}

/// What may be told of each run, in their order.
fn told_of(all: &[RunNumbers], least: i64) -> Vec<Told> {
    all.iter().map(|one| Told::of_run(&one.organisations, least)).collect()
}

/// R12: what was held, by organisation, costs, evaluation. Of organisations with fewer than `least` people on a seat it is not told
/// who came and who finished.
#[must_use]
pub fn held(words: &Words, days: &Days, all: &[RunNumbers], least: i64) -> Vec<Page> {
    let told = told_of(all, least);
    let withheld = told.iter().any(|of| of.attended.is_none() || of.completed.is_none());
    let page = |key: &str, blocks: Vec<Block>, notes: &[&str]| Page {
        name: words.word(&format!("report.training.page.{key}")),
        title: words.word(&format!("report.training.title.{key}")),
        scope: period(words, days, all.len(), key),
        landscape: true,
        blocks,
        notes: notes
            .iter()
            .filter(|note| withheld || !note.starts_with("withheld"))
            .map(|note| words.say(&format!("report.training.note.{note}"), &json!({ "k": least })))
            .collect(),
    };
    let by = by_organisation(all.iter().flat_map(|one| one.organisations.iter()));
    let whole = Told::of_all(&told);
    let lines: Vec<Line> = by.into_iter().map(|org| Line::of(org, &whole, all)).collect();
    let mut pages = vec![
        page("runs", vec![Block::Table(runs(words, all, &told))], &["counts", "open", "withheld"]),
        page("organisations", organisations(words, &lines, &whole), &["counts", "quota", "rates", "withheld"]),
    ];
    if all.iter().any(|one| !one.costs.costs.is_empty()) {
        pages.push(page("costs", vec![Block::Table(costs(words, all, &told))], &["shares", "withheld.costs"]));
    }
    if all.iter().any(|one| one.evaluations.answers > 0) {
        pages.push(page("evaluation", vec![Block::Table(evaluation(words, all))], &["evaluation"]));
    }
    pages
}

fn runs(words: &Words, all: &[RunNumbers], told_of: &[Told]) -> Table {
    let heads = vec![
        wide(words, "report.training.run", Kind::Id, 8),
        wide(words, "report.training.course", Kind::Text, 26),
        words.head("report.training.first_on", Kind::Date),
        words.head("report.training.status", Kind::Text),
        words.head("report.training.capacity", Kind::Number),
        words.head("report.training.organisations", Kind::Number),
        words.head("report.training.confirmed", Kind::Number),
        words.head("report.training.waiting", Kind::Number),
        words.head("report.training.attended", Kind::Number),
        words.head("report.training.completed", Kind::Number),
        words.head("report.training.completion", Kind::Rate),
    ];
    let mut rows: Vec<Row> = all
        .iter()
        .zip(told_of)
        .map(|(one, of)| {
            let run = &one.run;
            // Of a run that is not over nobody came yet: that is no nought.
            let over = run.status == RunStatus::Finished;
            let when_over = |cell: Cell| if over { cell } else { Cell::Empty };
            Row::body(vec![
                Cell::Id(run.code.clone()),
                Cell::text(run.title.clone()),
                Cell::date_or_empty(run.first_on),
                Cell::text(words.word(&run.status.label_key())),
                run.capacity.into(),
                run.organisations.into(),
                run.confirmed.into(),
                run.waiting.into(),
                when_over(told(of.attended)),
                when_over(told(of.completed)),
                when_over(rate(of.completed, of.attended)),
            ])
        })
        .collect();
    let sum = |of: fn(&RunNumbers) -> i64| all.iter().map(of).sum::<i64>();
    let whole = Told::of_all(told_of);
    rows.push(Row::total(vec![
        Cell::text(words.word("report.total")),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        sum(|one| one.run.capacity).into(),
        Cell::Empty,
        sum(|one| one.run.confirmed).into(),
        sum(|one| one.run.waiting).into(),
        told(whole.attended),
        told(whole.completed),
        rate(whole.completed, whole.attended),
    ]));
    Table { heads, rows }
}

/// Sums by organisation, the union first, then by name.
fn by_organisation<'a>(all: impl Iterator<Item = &'a OrgSeats>) -> Vec<OrgSeats> {
    let mut by: BTreeMap<(bool, String), OrgSeats> = BTreeMap::new();
    for one in all {
        let sum = by.entry((one.org_id.is_some(), one.org.clone())).or_insert_with(|| OrgSeats {
            quota: 0,
            quota_used: 0,
            common_used: 0,
            applied: 0,
            offered: 0,
            confirmed: 0,
            waiting: 0,
            attended: 0,
            completed: 0,
            ended: 0,
            ..one.clone()
        });
        sum.quota += one.quota;
        sum.quota_used += one.quota_used;
        sum.common_used += one.common_used;
        sum.applied += one.applied;
        sum.offered += one.offered;
        sum.confirmed += one.confirmed;
        sum.waiting += one.waiting;
        sum.attended += one.attended;
        sum.completed += one.completed;
        sum.ended += one.ended;
    }
    by.into_values().collect()
}

fn all_applied(org: &OrgSeats) -> i64 {
    org.applied + org.offered + org.confirmed + org.waiting + org.ended
}

/// A line of the table by organisation.
struct Line {
    seats: OrgSeats,
    /// Seats of runs that are over.
    over: i64,
    attended: Option<i64>,
    completed: Option<i64>,
}

impl Line {
    fn of(seats: OrgSeats, told: &Told, all: &[RunNumbers]) -> Self {
        let (attended, completed) = (told.attended_of(seats.org_id), told.completed_of(seats.org_id));
        Self { over: seats_over(all, &seats), seats, attended, completed }
    }
}

/// Seats of an organisation in runs that are over: of the others nobody is noted yet, and a rate of them would be too low.
fn seats_over(all: &[RunNumbers], of: &OrgSeats) -> i64 {
    let over = all.iter().filter(|one| one.run.status == RunStatus::Finished).flat_map(|one| &one.organisations);
    let same = |org: &&OrgSeats| org.org_id.is_some() == of.org_id.is_some() && org.org == of.org;
    over.filter(same).map(|org| org.confirmed).sum()
}

fn organisations(words: &Words, by: &[Line], whole: &Told) -> Vec<Block> {
    let heads = vec![
        wide(words, "report.training.organisation", Kind::Text, 30),
        words.head("report.training.quota", Kind::Number),
        words.head("report.training.applied", Kind::Number),
        words.head("report.training.confirmed", Kind::Number),
        words.head("report.training.waiting", Kind::Number),
        words.head("report.training.attended", Kind::Number),
        words.head("report.training.completed", Kind::Number),
        words.head("report.training.attendance", Kind::Rate),
        words.head("report.training.completion", Kind::Rate),
    ];
    let line = |name: String, org: &OrgSeats, over: i64, attended: Option<i64>, completed: Option<i64>| -> Vec<Cell> {
        vec![
            Cell::text(name),
            org.quota.into(),
            all_applied(org).into(),
            org.confirmed.into(),
            org.waiting.into(),
            told(attended),
            told(completed),
            rate(attended, Some(over)),
            rate(completed, attended),
        ]
    };
    let mut rows: Vec<Row> = by
        .iter()
        .map(|row| Row::body(line(row.seats.org.clone(), &row.seats, row.over, row.attended, row.completed)))
        .collect();
    if let Some(first) = by.first().map(|row| row.seats.clone()) {
        let sum = by.iter().skip(1).map(|row| &row.seats).fold(first, |mut sum, org| {
            sum.quota += org.quota;
            sum.applied += org.applied;
            sum.offered += org.offered;
            sum.ended += org.ended;
            sum.confirmed += org.confirmed;
            sum.waiting += org.waiting;
            sum
        });
        let over = by.iter().map(|row| row.over).sum();
        rows.push(Row::total(line(words.word("report.total"), &sum, over, whole.attended, whole.completed)));
    }
    // A column of which nothing may be told is not drawn.
    let (columns, key): (&[u16], &str) =
        if by.iter().any(|row| row.completed.is_some()) { (&[1, 3, 6], "") } else { (&[1, 3], ".withheld") };
    let chart = Chart {
        kind: ChartKind::Column,
        table: 0,
        title: words.word(&format!("report.training.finding{key}")),
        alt: words.word(&format!("report.training.alt{key}")),
        categories: 0,
        series: columns.iter().map(|column| Series { column: *column, right_axis: false }).collect(),
        unit: words.word("report.training.unit"),
        low: 0,
        height: 320,
    };
    vec![Block::Table(Table { heads, rows }), Block::Chart(chart)]
}

/// Costs and their shares. A share by heads would tell who came, and is withheld where that is.
fn costs(words: &Words, all: &[RunNumbers], told_of: &[Told]) -> Table {
    let heads = vec![
        wide(words, "report.training.run", Kind::Id, 8),
        wide(words, "report.training.course", Kind::Text, 26),
        wide(words, "report.training.model", Kind::Text, 20),
        wide(words, "report.training.organisation", Kind::Text, 28),
        words.head("report.training.basis", Kind::Number),
        words.head("report.training.amount", Kind::Number),
    ];
    let mut rows = Vec::new();
    for (one, of) in all.iter().zip(told_of).filter(|(one, _)| !one.costs.costs.is_empty()) {
        let by_heads = one.costs.model == CostModel::PerHead;
        for share in one.costs.shares.iter().filter(|share| share.basis > 0 || share.amount != 0) {
            // From shares and the sum of the costs one could count the heads of all.
            let hidden = by_heads && (of.attended.is_none() || of.attended_of(share.org_id).is_none());
            let said = |n: i64| if hidden { Cell::Hidden } else { n.into() };
            rows.push(Row::body(vec![
                Cell::Id(one.run.code.clone()),
                Cell::text(one.run.title.clone()),
                Cell::text(words.word(&one.costs.model.label_key())),
                Cell::text(share.org.clone()),
                said(share.basis),
                said(share.amount),
            ]));
        }
        rows.push(Row::subtotal(vec![
            Cell::Id(one.run.code.clone()),
            Cell::text(words.word("report.training.total_costs")),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            one.costs.total.into(),
        ]));
    }
    Table { heads, rows }
}

fn evaluation(words: &Words, all: &[RunNumbers]) -> Table {
    let mut heads = vec![
        wide(words, "report.training.run", Kind::Id, 8),
        wide(words, "report.training.course", Kind::Text, 26),
        words.head("report.training.answers", Kind::Number),
    ];
    heads.extend(
        ["overall", "content", "lecturer", "useful"]
            .map(|question| words.head(&format!("report.training.mark.{question}"), Kind::Decimal)),
    );
    let mark = |marks: &Marks| match marks.mean_hundredths {
        Some(mean) => Cell::Decimal(mean),
        None if marks.n > 0 => Cell::Hidden,
        None => Cell::Empty,
    };
    let rows = all.iter().filter(|one| one.evaluations.answers > 0).map(|one| {
        let mut line =
            vec![Cell::Id(one.run.code.clone()), Cell::text(one.run.title.clone()), one.evaluations.answers.into()];
        line.extend(one.evaluations.marks.iter().map(mark));
        Row::body(line)
    });
    Table { heads, rows: rows.collect() }
}

/// 業界横断研修 in the pack: organisations with fewer people than `least` stand together, and of the others stands what R12 tells.
/// `left_out` = runs of the period in which nobody has a seat.
#[must_use]
pub fn summary(words: &Words, days: &Days, held: &[RunNumbers], left_out: usize, least: i64) -> Page {
    let by = by_organisation(held.iter().flat_map(|one| one.organisations.iter()));
    let organisations_seated = by.iter().filter(|org| org.confirmed > 0).count();
    let (mut shown, mut small): (Vec<OrgSeats>, Vec<OrgSeats>) =
        by.into_iter().partition(|org| org.org_id.is_none() || org.confirmed >= least);
    // A single small one would be told by the sum of the others.
    let joined = small.iter().map(|org| org.confirmed).sum::<i64>();
    let alone = joined >= least || joined == 0 || shown.len() < 2;
    if !small.is_empty()
        && !alone
        && let Some(smallest) = shown.pop()
    {
        small.push(smallest);
    }
    let whole = Told::of_all(&told_of(held, least));
    let mut lines: Vec<Line> = shown.into_iter().map(|org| Line::of(org, &whole, held)).collect();
    if !small.is_empty() {
        // What is left of the whole, where one can have it anyhow.
        let left = |all: Option<i64>, of: fn(&Line) -> Option<i64>| {
            lines.iter().try_fold(all?, |left, line| Some(left - of(line)?))
        };
        let (attended, completed) =
            (left(whole.attended, |line| line.attended), left(whole.completed, |line| line.completed));
        let over = small.iter().map(|org| seats_over(held, org)).sum();
        lines.push(Line { seats: together(words, &small), over, attended, completed });
    }
    let mut blocks = organisations(words, &lines, &whole);
    let about = json!({
        "runs": held.len(),
        "organisations": organisations_seated,
        "people": words.count(lines.iter().map(|line| line.seats.confirmed).sum()),
        "completed": whole.completed.map(|n| words.count(n)),
    });
    let key = if whole.completed.is_some() { "report.training.sentence" } else { "report.training.sentence.withheld" };
    blocks.insert(0, Block::Text { paragraphs: vec![words.say(key, &about)] });
    let mut notes = vec![words.word("report.training.note.counts")];
    if left_out > 0 {
        notes.push(words.say("report.training.note.left_out", &json!({ "n": left_out })));
    }
    notes.extend([
        words.word("report.training.note.rates"),
        words.say("report.training.note.small", &json!({ "k": least })),
        words.say("report.training.note.withheld", &json!({ "k": least })),
    ]);
    Page {
        name: words.word("report.page.training"),
        title: words.word("report.title.training"),
        scope: period(words, days, held.len(), "runs"),
        landscape: false,
        blocks,
        notes,
    }
}

fn together(words: &Words, all: &[OrgSeats]) -> OrgSeats {
    let name = words.say("report.training.others", &json!({ "n": all.len() }));
    let renamed: Vec<OrgSeats> = all.iter().map(|org| OrgSeats { org: name.clone(), ..org.clone() }).collect();
    let org_id = all.iter().find_map(|org| org.org_id);
    let renamed: Vec<OrgSeats> = renamed.into_iter().map(|org| OrgSeats { org_id, ..org }).collect();
    by_organisation(renamed.iter()).into_iter().next().unwrap_or_else(|| OrgSeats {
        org_id,
        org: name.clone(),
        quota: 0,
        quota_used: 0,
        common_used: 0,
        applied: 0,
        offered: 0,
        confirmed: 0,
        waiting: 0,
        attended: 0,
        completed: 0,
        ended: 0,
    })
}

/// R13: a line for everybody with a seat, a box for each sitting, and room for a signature.
#[must_use]
pub fn attendance(words: &Words, board: &Board, seated: &[&EnrolmentRow]) -> Page {
    let mut heads = vec![
        wide(words, "report.training.no", Kind::Number, 5),
        wide(words, "report.training.name", Kind::Text, 20),
        wide(words, "report.training.organisation", Kind::Text, 32),
    ];
    heads.extend(board.sessions.iter().map(|session| Head {
        label: format!("{}\n{}", words.day(session.held_on), session.starts),
        kind: Kind::Text,
        width: 14,
        codes: Vec::new(),
    }));
    heads.push(wide(words, "report.training.signature", Kind::Text, 22));
    let mut rows: Vec<&&EnrolmentRow> = seated.iter().collect();
    rows.sort_by(|one, other| (&one.kana, &one.name).cmp(&(&other.kana, &other.name)));
    let rows = rows.iter().zip(1..).map(|(row, no)| {
        // Two lines: the reading below the name, and room for a pen.
        let name = format!("{}\n{}", row.name, row.kana.as_deref().unwrap_or("　"));
        let mut line = vec![Cell::Number(no), Cell::text(name), Cell::text(row.org.clone())];
        line.extend(board.sessions.iter().map(|_| Cell::text("□")));
        line.push(Cell::Empty);
        Row::body(line)
    });
    let about =
        json!({ "code": board.run.code, "n": seated.len(), "venue": board.run.venue.as_deref().unwrap_or("－") });
    Page {
        name: words.word("report.training.page.attendance"),
        title: words.say("report.training.title.attendance", &json!({ "title": board.run.title })),
        scope: words.say("report.training.scope_attendance", &about),
        landscape: true,
        blocks: vec![Block::Table(Table { heads, rows: rows.collect() })],
        notes: vec![words.word("report.training.note.attendance")],
    }
}

/// Who sits at which table; none before the tables were mixed.
#[must_use]
pub fn seating(words: &Words, board: &Board, seated: &[&EnrolmentRow]) -> Option<Page> {
    let mut rows: Vec<(i64, &&EnrolmentRow)> =
        seated.iter().filter_map(|row| row.table_no.map(|table| (table, row))).collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|one, other| (one.0, &one.1.kana, &one.1.name).cmp(&(other.0, &other.1.kana, &other.1.name)));
    let heads = vec![
        wide(words, "report.training.table", Kind::Number, 6),
        wide(words, "report.training.name", Kind::Text, 20),
        wide(words, "report.training.organisation", Kind::Text, 26),
        wide(words, "report.training.company", Kind::Text, 22),
        wide(words, "report.training.industry", Kind::Text, 14),
    ];
    let mut last = 0;
    let lines = rows.iter().map(|(table, row)| {
        // The number stands where a table begins.
        let number = if *table == last { Cell::Empty } else { Cell::Number(*table) };
        last = *table;
        Row::body(vec![
            number,
            Cell::text(row.name.clone()),
            Cell::text(row.org.clone()),
            Cell::text_or_empty(row.company.clone()),
            Cell::text_or_empty(row.industry.clone()),
        ])
    });
    let table = Table { heads, rows: lines.collect() };
    Some(Page {
        name: words.word("report.training.page.seating"),
        title: words.say("report.training.title.seating", &json!({ "title": board.run.title })),
        scope: words.say(
            "report.training.scope_attendance",
            &json!({
                "code": board.run.code, "n": rows.len(), "venue": board.run.venue.as_deref().unwrap_or("－"),
            }),
        ),
        landscape: false,
        blocks: vec![Block::Table(table)],
        notes: vec![words.word("report.training.note.attendance")],
    })
}

/// A certificate: one page.
#[must_use]
pub fn certificate(words: &Words, settings: &Settings, row: &CertificateRow, detail: &RunDetail) -> Page {
    let days = match (detail.run.first_on, detail.run.last_on) {
        (Some(first), Some(last)) if first != last => {
            words.say("report.training.days", &json!({ "from": words.day(first), "to": words.day(last) }))
        }
        (first, _) => first.map(|first| words.day(first)).unwrap_or_default(),
    };
    let hours = json!({ "hours": detail.minutes / 60, "minutes": detail.minutes % 60 });
    let hours = words
        .say(if detail.minutes % 60 == 0 { "report.training.hours" } else { "report.training.hours_minutes" }, &hours);
    let lines = vec![
        words.say("report.training.number", &json!({ "number": row.number })),
        String::new(),
        words.say("report.training.awarded", &json!({ "name": row.name })),
        row.org.clone(),
        String::new(),
        words.say("report.training.has_completed", &json!({ "title": row.title })),
        format!("{days}　{hours}"),
        String::new(),
        words.day(row.issued_on),
        settings.name.clone(),
    ];
    Page {
        name: row.number.clone(),
        title: words.word("report.training.certificate"),
        scope: String::new(),
        landscape: true,
        blocks: vec![Block::Cover { title: words.word("report.training.certificate"), lines }],
        notes: Vec::new(),
    }
}

/// What a person learned here and elsewhere.
#[must_use]
pub fn learning(words: &Words, name: &str, rows: &[LearningRow]) -> Page {
    let heads = vec![
        words.head("report.training.first_on", Kind::Date),
        words.head("report.training.last_on", Kind::Date),
        wide(words, "report.training.course", Kind::Text, 30),
        wide(words, "report.training.provider", Kind::Text, 24),
        words.head("report.training.minutes", Kind::Number),
        words.head("report.training.status", Kind::Text),
        wide(words, "report.training.certificate_no", Kind::Id, 14),
    ];
    let lines = rows.iter().map(|row| {
        Row::body(vec![
            Cell::date_or_empty(row.from_on),
            Cell::date_or_empty(row.to_on),
            Cell::text(row.title.clone()),
            Cell::text_or_empty(row.provider.clone()),
            row.minutes.map_or(Cell::Empty, Cell::Number),
            row.status.map_or(Cell::Empty, |status| Cell::text(words.word(&status.label_key()))),
            Cell::id_or_empty(row.certificate.clone()),
        ])
    });
    Page {
        name: words.word("report.training.page.learning"),
        title: words.say("report.training.title.learning", &json!({ "name": name })),
        scope: words.say("report.training.scope_learning", &json!({ "n": rows.len() })),
        landscape: true,
        blocks: vec![Block::Table(Table { heads, rows: lines.collect() })],
        notes: vec![words.word("report.training.note.learning")],
    }
}
