//! Pages by unit: branches with sexes, the year before and the rate; the units below them; movements.

use std::collections::BTreeMap;

use serde_json::json;

use super::ground::{Ground, cell, rounded_note};
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Head, Page, Row, RowKind, Series, Table};
use crate::reports::figures::density;
use crate::reports::figures::movement::UnitMovement;
use crate::reports::figures::shown::Guarded;
use crate::reports::figures::units::{RowName, UnitRow};
use crate::text::width_px;

/// A chart with more columns than this cannot be read.
const MOST_COLUMNS: usize = 45;
/// Room for all names below a picture in two lines, in pixels, and how long a name may be that stands aslant.
const ROOM_OF_NAMES: u32 = 1_200;
const SHORT_NAME: u32 = 70;
/// Names wider than this, in pixels, stand in several lines of so many letters of half width.
const WIDE_NAMES: u32 = 230;
const NAMES_WRAPPED: u16 = 26;
/// The order of the reasons in the movement's table; the empty one = not known.
pub(super) const JOINS: [&str; 8] =
    ["new_graduate", "mid_career", "individual", "return_from_management", "rejoin", "org_merger", "conversion", ""];
pub(super) const LEAVES: [&str; 10] = [
    "resignation",
    "employment_end",
    "retirement",
    "management",
    "transfer_out",
    "expulsion",
    "death",
    "ineligible",
    "org_split",
    "",
];

/// Branches by sex, with the year before and the organising rate.
#[must_use]
pub fn branches(ground: &Ground<'_>) -> Page {
    let sexes = ground.shown.branches.as_ref();
    let rated = ground.has_rates();
    let mut heads = vec![unit_head(ground, &ground.rows)];
    heads.extend(if sexes.is_some() { ground.sex_heads() } else { Vec::new() });
    heads.extend(count_heads(ground));
    if rated {
        heads.push(ground.words.head("report.eligible", Kind::Number));
        heads.push(ground.words.head("report.organizing_rate", Kind::Rate));
        heads.push(ground.words.head("report.as_of", Kind::Date));
    }
    let mut rows: Vec<Row> = ground
        .rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let mut cells = unit_cells(ground, row, sexes.and_then(|table| table.cells.get(at)).map(Vec::as_slice));
            if rated {
                // A rate beside a joined row would not be the one of the people counted in it.
                let own = row.of.filter(|_| !matches!(row.name, RowName::With(_)));
                let rate = own.and_then(|of| {
                    density::organizing(&ground.tree, ground.counts, ground.days, of, ground.days.as_of)
                });
                cells.extend(rate_cells(rate));
            }
            Row::body(cells)
        })
        .collect();
    rows.push(Row::total(total_cells(ground, sexes, rated)));
    let mut notes = notes(ground, rated);
    notes.extend(rounded_note(ground.words, sexes.into_iter().flat_map(Guarded::figures)));
    let mut table = Table { heads, rows };
    let mut charts = Vec::new();
    if ground.rows.len() <= MOST_COLUMNS {
        let categories = numbered(ground, &mut table);
        if categories > 0 {
            notes.push(ground.word("report.note.chart_numbers"));
        }
        charts.push(chart(ground, categories));
        notes.extend(sexes.filter(|table| hides(table)).map(|_| ground.word("report.note.chart_members")));
    }
    let blocks = [Block::Table(table)].into_iter().chain(charts.into_iter().map(Block::Chart)).collect();
    Page {
        name: ground.word("report.page.branches"),
        title: ground.word("report.title.branches"),
        scope: ground.scope(),
        landscape: false,
        blocks,
        notes,
    }
}

/// Whether the sexes of any row are withheld: a stack of what is left would be lower than its row is large.
fn hides(table: &Guarded) -> bool {
    table.cells.iter().flatten().any(|cell| cell.exact().is_none())
}

/// The picture of all rows: stacked by sex where every row tells them, else one column of members for each row.
fn chart(ground: &Ground<'_>, categories: u16) -> Chart {
    let stacked = ground.shown.branches.as_ref().filter(|table| !hides(table));
    let columns = ground.shown.branches.as_ref().map_or(0, |_| ground.shown.sexes.len());
    let columns = match stacked {
        Some(_) => 1..=columns,
        None => columns + 1..=columns + 1,
    };
    Chart {
        kind: if stacked.is_some() { ChartKind::StackedColumn } else { ChartKind::Column },
        table: 0,
        title: match ground.on(ground.days.before()) {
            Some(before) => ground.growth("report.finding.year", before, ground.total),
            None => ground.word("report.members"),
        },
        alt: ground.word(if stacked.is_some() { "report.alt.branches" } else { "report.alt.branches_members" }),
        categories,
        series: columns
            .map(|column| Series { column: u16::try_from(column).unwrap_or(1), right_axis: false })
            .collect(),
        unit: String::new(),
        low: 0,
        height: 320,
    }
}

/// Where the names of the rows are too long to stand below a picture, a last column numbers them for it. Answers the column that
/// the picture is labelled by.
fn numbered(ground: &Ground<'_>, table: &mut Table) -> u16 {
    let letters = ground.rows.iter().map(|row| width_px(&ground.name(row))).max().unwrap_or_default();
    let room = ROOM_OF_NAMES / u32::try_from(ground.rows.len().max(1)).unwrap_or(1);
    if letters <= room.max(SHORT_NAME) {
        return 0;
    }
    table.heads.push(ground.words.head("report.chart_number", Kind::Text));
    for (row, number) in table.rows.iter_mut().filter(|row| row.kind == RowKind::Body).zip(1..) {
        row.cells.push(Cell::text(number.to_string()));
    }
    table.rows.iter_mut().filter(|row| row.kind != RowKind::Body).for_each(|row| row.cells.push(Cell::Empty));
    u16::try_from(table.heads.len() - 1).unwrap_or_default()
}

/// The units below the branches, branch by branch; nothing when no branch has any.
#[must_use]
pub fn below(ground: &Ground<'_>) -> Option<Page> {
    let any = ground.below.iter().any(|rows| rows.len() > 1);
    if !any {
        return None;
    }
    let sexed = ground.shown.below.iter().any(Option::is_some);
    let rows: Vec<&UnitRow> = ground.rows.iter().chain(ground.below.iter().flatten()).collect();
    let mut heads = vec![unit_head(ground, rows)];
    heads.extend(if sexed { ground.sex_heads() } else { Vec::new() });
    heads.extend(count_heads(ground));
    let mut rows = Vec::new();
    for (at, branch) in ground.rows.iter().enumerate() {
        let parts = ground.below.get(at).map(Vec::as_slice).unwrap_or_default();
        let sexes = ground.shown.below.get(at).and_then(Option::as_ref);
        let width = ground.shown.sexes.len();
        let guarded = |cells: Option<&Vec<crate::suppress::Cell>>| -> Option<Vec<crate::suppress::Cell>> {
            sexed.then(|| cells.cloned().unwrap_or_else(|| vec![crate::suppress::Cell::Hidden; width]))
        };
        let above = guarded(ground.shown.branches.as_ref().and_then(|table| table.cells.get(at)));
        rows.push(Row::subtotal(unit_cells(ground, branch, above.as_deref())));
        // One part alone is the branch again.
        for (part, row) in parts.iter().enumerate().filter(|_| parts.len() > 1) {
            let own = guarded(sexes.and_then(|table| table.cells.get(part)));
            rows.push(Row::body(unit_cells(ground, row, own.as_deref())).at_level(1));
        }
    }
    let whole = ground.shown.branches.as_ref().filter(|_| sexed);
    let mut total = total_cells(ground, whole, false);
    if sexed && whole.is_none() {
        total.splice(1..1, std::iter::repeat_n(Cell::Hidden, ground.shown.sexes.len()));
    }
    rows.push(Row::total(total));
    let tables = ground.shown.below.iter().flatten().chain(&ground.shown.branches);
    let rounded = rounded_note(ground.words, tables.filter(|_| sexed).flat_map(Guarded::figures));
    Some(Page {
        name: ground.word("report.page.below"),
        title: ground.word("report.title.below"),
        scope: ground.scope(),
        landscape: false,
        blocks: vec![Block::Table(Table { heads, rows })],
        notes: notes(ground, false).into_iter().chain(rounded).collect(),
    })
}

/// Movements of the period: by reason, and by unit.
#[must_use]
pub fn movements(ground: &Ground<'_>) -> Page {
    let movement = &ground.movement;
    if !ground.tells(ground.days.opening()) {
        return unmoved(ground);
    }
    let [joins, leaves] = ground.reasons();
    let untold = joins.is_none() || leaves.is_none();
    let line = |key: &str, n: i64| vec![ground.word(key).as_str().into(), Cell::Number(n)];
    let mut rows = vec![Row::subtotal(vec![
        ground
            .say("report.movement.opening", &json!({ "day": ground.words.day(ground.days.opening()) }))
            .as_str()
            .into(),
        movement.opening.into(),
    ])];
    rows.push(Row::subtotal(line("report.movement.joined", movement.joined())));
    rows.extend(reason_rows(ground, "join_reason", &JOINS, joins.as_ref()));
    rows.push(Row::subtotal(line("report.movement.left", movement.left())));
    rows.extend(reason_rows(ground, "end_reason", &LEAVES, leaves.as_ref()));
    let recategorized = movement.gained + movement.lost > 0;
    if recategorized {
        let item = ground.word("report.movement.recategorized");
        rows.push(Row::subtotal(vec![item.as_str().into(), Cell::Difference(movement.gained - movement.lost)]));
    }
    if movement.moved != 0 {
        rows.push(Row::subtotal(vec![
            ground.word("report.movement.moved").as_str().into(),
            Cell::Difference(movement.moved),
        ]));
    }
    rows.push(Row::total(vec![
        ground.say("report.movement.closing", &json!({ "day": ground.words.day(ground.days.as_of) })).as_str().into(),
        movement.closing.into(),
    ]));
    let heads = vec![ground.words.head("report.item", Kind::Text), ground.words.head("report.people", Kind::Number)];
    let cells = |name: String, m: &UnitMovement| -> Vec<Cell> {
        let mut cells: Vec<Cell> = vec![name.as_str().into(), m.opening.into(), m.joined.into(), m.left.into()];
        cells.extend(recategorized.then_some(Cell::Difference(m.recategorized)));
        cells.extend([Cell::Difference(m.moved), m.closing.into()]);
        cells
    };
    let mut by_unit: Vec<Row> =
        ground.rows.iter().zip(&ground.movements).map(|(row, m)| Row::body(cells(ground.name(row), m))).collect();
    let whole = UnitMovement {
        opening: movement.opening,
        joined: movement.joined(),
        left: movement.left(),
        recategorized: movement.gained - movement.lost,
        moved: movement.moved,
        closing: movement.closing,
    };
    by_unit.push(Row::total(cells(ground.word("report.total"), &whole)));
    let mut unit_heads = vec![
        unit_head(ground, &ground.rows),
        ground.words.head("report.opening", Kind::Number),
        ground.words.head("report.joined", Kind::Number),
        ground.words.head("report.left", Kind::Number),
    ];
    unit_heads.extend(recategorized.then(|| ground.words.head("report.recategorized", Kind::Difference)));
    unit_heads.extend([
        ground.words.head("report.moved", Kind::Difference),
        ground.words.head("report.closing", Kind::Number),
    ]);
    let mut notes = vec![ground.word("report.note.movement")];
    notes.extend(recategorized.then(|| ground.word("report.note.recategorized")));
    notes.push(ground.say("report.note.hidden", &json!({ "k": ground.k })));
    notes.extend(rounded_note(ground.words, joins.iter().chain(&leaves).flat_map(BTreeMap::values)));
    notes.extend(untold.then(|| ground.word("report.note.reasons_untold")));
    Page {
        name: ground.word("report.page.movements"),
        title: ground.word("report.title.movements"),
        scope: period(ground),
        landscape: false,
        blocks: vec![
            Block::Heading { text: ground.word("report.heading.by_reason") },
            Block::Table(Table { heads, rows }),
            Block::Heading { text: ground.word("report.heading.by_unit") },
            Block::Table(Table { heads: unit_heads, rows: by_unit }),
        ],
        notes,
    }
}

/// Rows of the reasons that are told; what is told otherwise than as nobody has a row.
fn reason_rows(
    ground: &Ground<'_>,
    group: &str,
    order: &[&str],
    cells: Option<&BTreeMap<String, crate::suppress::Cell>>,
) -> Vec<Row> {
    let named =
        |code: &str| if code.is_empty() { ground.word("report.not_known") } else { ground.words.of_list(group, code) };
    order
        .iter()
        .filter_map(|code| Some((*code, *cells?.get(*code)?)))
        .map(|(code, n)| Row::body(vec![named(code).as_str().into(), cell(n)]).at_level(1))
        .collect()
}

fn period(ground: &Ground<'_>) -> String {
    let (from, to) = (ground.words.day(ground.days.from), ground.words.day(ground.days.as_of));
    ground.say("report.scope_period", &json!({ "from": from, "to": to }))
}

/// The page of a part that had too few members before the period: what came and went since would tell how few.
fn unmoved(ground: &Ground<'_>) -> Page {
    Page {
        name: ground.word("report.page.movements"),
        title: ground.word("report.title.movements"),
        scope: period(ground),
        landscape: false,
        blocks: vec![Block::Text { paragraphs: vec![ground.small_note()] }],
        notes: Vec::new(),
    }
}

/// The head above names of units. Long ones stand in several lines, so that the page keeps the size of the others.
fn unit_head<'r>(ground: &Ground<'_>, rows: impl IntoIterator<Item = &'r UnitRow>) -> Head {
    let longest = rows.into_iter().map(|row| width_px(&ground.name(row))).max().unwrap_or_default();
    let width = if longest > WIDE_NAMES { NAMES_WRAPPED } else { 0 };
    ground.words.wide("report.unit", Kind::Text, width)
}

fn count_heads(ground: &Ground<'_>) -> [Head; 3] {
    [
        ground.words.head("report.members", Kind::Number),
        ground.words.head("report.year_before", Kind::Number),
        ground.words.head("report.difference", Kind::Difference),
    ]
}

fn unit_cells(ground: &Ground<'_>, row: &UnitRow, sexes: Option<&[crate::suppress::Cell]>) -> Vec<Cell> {
    let (now, before) = (ground.now(row), ground.before(row));
    let mut cells: Vec<Cell> = vec![ground.name(row).as_str().into()];
    cells.extend(sexes.unwrap_or_default().iter().map(|n| cell(*n)));
    cells.extend(compared(ground, now, before));
    cells
}

/// Members now, a year before, and the difference.
fn compared(ground: &Ground<'_>, now: i64, before: i64) -> [Cell; 3] {
    match ground.tells(ground.days.before()) {
        true => [now.into(), before.into(), Cell::Difference(now - before)],
        false => [now.into(), Cell::Hidden, Cell::Hidden],
    }
}

fn total_cells(ground: &Ground<'_>, sexes: Option<&Guarded>, rated: bool) -> Vec<Cell> {
    let before: i64 = ground.rows.iter().map(|row| ground.before(row)).sum();
    let mut cells: Vec<Cell> = vec![ground.word("report.total").as_str().into()];
    cells.extend(sexes.iter().flat_map(|table| &table.column_totals).map(|n| cell(*n)));
    cells.extend(compared(ground, ground.total, before));
    if rated {
        cells.extend(rate_cells(density::organizing_all(&ground.tree, ground.counts, ground.days, ground.days.as_of)));
    }
    cells
}

/// Denominator, rate, and the day of the denominator: a rate never stands without them.
pub(super) fn rate_cells(rate: Option<density::Density>) -> [Cell; 3] {
    match rate {
        Some(rate) => [rate.denominator.into(), rate.tenths().map_or(Cell::Empty, Cell::Rate), Cell::Date(rate.as_of)],
        None => [Cell::Empty, Cell::Empty, Cell::Empty],
    }
}

fn notes(ground: &Ground<'_>, rated: bool) -> Vec<String> {
    let mut notes: Vec<String> = ground.sex_note().into_iter().collect();
    notes.extend([
        ground.say("report.note.hidden", &json!({ "k": ground.k })),
        ground.say("report.note.joined", &json!({ "k": ground.k })),
    ]);
    if rated {
        notes.push(ground.word("report.note.organizing"));
    }
    notes.extend((!ground.tells(ground.days.before())).then(|| ground.small_note()));
    notes
}
