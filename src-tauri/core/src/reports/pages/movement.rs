//! The movement of a period (R03): by reason, by unit, and, for those who may see names, line by line.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

use super::ground::{cell, rounded_note};
use super::units::{JOINS, LEAVES};
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Chart, ChartKind, Opens, Page, Row, Series, Table};
use crate::members::{self, Category};
use crate::reports::figures::counts::{Counts, UnitNode};
use crate::reports::figures::days::Days;
use crate::reports::figures::movement::Movement;
use crate::reports::figures::reasons::{self, Side};
use crate::reports::figures::steps::{RowFlow, Step, StepKind};
use crate::reports::figures::units::{RowName, Tree, UnitRow, join_small};
use crate::reports::queries::{Event, Named};
use crate::text;

/// What the pages of the movement stand on.
pub struct MovementGround<'c> {
    /// What was counted.
    pub counts: &'c Counts,
    /// On which days.
    pub days: &'c Days,
    /// In which words.
    pub words: &'c Words,
    /// Smallest count shown; none = for the executive, who sees the members themselves.
    pub k: Option<i64>,
    /// The window may open the members behind a figure.
    pub opens: bool,
    /// The report is of the whole union.
    pub whole: bool,
    /// The unit at the top of the report, of a part of the union.
    pub top: Option<Uuid>,
    /// The movement by reason.
    pub movement: Movement,
    /// Rows of units with their movements; the number is how deep they stand.
    pub rows: Vec<(u8, UnitRow, RowFlow)>,
    /// The movement of everything in scope.
    pub all: RowFlow,
}

impl<'c> MovementGround<'c> {
    /// Counts the steps by unit, and checks every row.
    ///
    /// # Errors
    /// `report_too_small`, of the whole union `union_too_small`, for fewer members than may be shown, `figures_do_not_add_up`.
    pub fn new(
        counts: &'c Counts,
        days: &'c Days,
        words: &'c Words,
        steps: &[Step],
        k: Option<i64>,
        (whole, opens): (bool, bool),
        top: Option<Uuid>,
    ) -> crate::error::Result<Self> {
        let held = counts.total(days.index(days.as_of)).max(counts.total(days.index(days.opening())));
        if let Some(k) = k.filter(|k| held < *k) {
            return Err(crate::error::Error::refused(super::ground::too_small(whole), json!({ "least": k })));
        }
        // A part that was smaller at either end says nothing of what came between.
        let ends = [days.as_of, days.opening()].map(|day| counts.total(days.index(day)));
        if let Some(k) = k.filter(|k| !whole && ends.iter().any(|n| (1..*k).contains(n))) {
            return Err(crate::error::Error::refused("report_too_small", json!({ "least": k })));
        }
        let movement = Movement::of(counts, days, whole)?;
        let tree = Tree::new(counts);
        let everything = UnitRow { name: RowName::NoUnit, of: None, units: counts.by_unit.keys().copied().collect() };
        let all = RowFlow::of(&everything, steps, counts, days)?;
        let label = tree.top().map(|top| top.label.clone()).unwrap_or_default();
        let mut rows = Vec::new();
        let branches = match k {
            None => tree.branch_rows(),
            Some(k) => {
                let ends = [days.index(days.as_of), days.index(days.opening())];
                join_small(tree.branch_rows(), counts, &ends, k, &label)
            }
        };
        for row in branches {
            let flow = RowFlow::of(&row, steps, counts, days)?;
            let below = if k.is_none() { tree.rows_below_row(&row) } else { Vec::new() };
            let mut parts = Vec::new();
            for part in below {
                let flow = RowFlow::of(&part, steps, counts, days)?;
                if !flow.is_empty() {
                    parts.push((1, part, flow));
                }
            }
            if k.is_none() && flow.is_empty() {
                continue;
            }
            rows.push((0, row, flow));
            // One part alone is the unit again.
            if parts.len() > 1 {
                rows.extend(parts);
            }
        }
        Ok(Self { counts, days, words, k, opens, whole, top, movement, rows, all })
    }

    fn word(&self, key: &str) -> String {
        self.words.word(key)
    }

    fn say(&self, key: &str, about: &Value) -> String {
        self.words.say(key, about)
    }

    fn scope(&self) -> String {
        self.say(
            "report.scope_period",
            &json!({ "from": self.words.day(self.days.from), "to": self.words.day(self.days.as_of) }),
        )
    }

    /// The place in the window where the members behind a figure are listed. Who is gone by the period's first day had the last
    /// day on its eve.
    fn place(&self, what: Figure, of: &UnitRow) -> Option<String> {
        if !self.opens {
            return None;
        }
        let unit = match (&of.name, of.of) {
            (RowName::Unit(_), Some(unit)) => format!("&unit={unit}"),
            (RowName::NoUnit, None) if of.units == [None] => "&unit=none".to_owned(),
            _ => return None,
        };
        Some(place(what, self.days.from, self.days.as_of, &unit))
    }

    fn place_of_all(&self, what: Figure) -> Option<String> {
        let unit = match self.top {
            Some(top) => format!("&unit={top}"),
            None if self.whole => String::new(),
            None => return None,
        };
        self.opens.then(|| place(what, self.days.from, self.days.as_of, &unit))
    }
}

/// A figure behind which members stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Figure {
    Opening,
    Joined,
    Left,
    Closing,
}

fn place(what: Figure, from: NaiveDate, to: NaiveDate, unit: &str) -> String {
    let eve = from.pred_opt().unwrap_or(from);
    let last = to.pred_opt().unwrap_or(to);
    let asked = match what {
        Figure::Opening => format!("as_of={eve}"),
        Figure::Closing => format!("as_of={to}"),
        Figure::Joined => format!("happened=joined&from={from}&to={to}"),
        Figure::Left => format!("happened=left&from={eve}&to={last}"),
    };
    format!("/members?{asked}{unit}&only=members")
}

fn opens(places: impl IntoIterator<Item = (u16, Option<String>)>) -> Vec<Opens> {
    places.into_iter().filter_map(|(column, place)| Some(Opens { column, place: place? })).collect()
}

/// Joins and leaves by reason between the two headcounts, and their picture.
#[must_use]
pub fn by_reason(ground: &MovementGround<'_>) -> Page {
    let (words, movement, days) = (ground.words, &ground.movement, ground.days);
    let heads = vec![
        words.head("report.item", Kind::Text),
        words.head("report.gain", Kind::Number),
        words.head("report.loss", Kind::Difference),
        words.head("report.people", Kind::Number),
    ];
    let opening = ground.say("report.movement.opening", &json!({ "day": words.day(days.opening()) }));
    let closing = ground.say("report.movement.closing", &json!({ "day": words.day(days.as_of) }));
    let mut rows = vec![
        Row::subtotal(vec![opening.as_str().into(), Cell::Empty, Cell::Empty, movement.opening.into()])
            .opening(opens([(3, ground.place_of_all(Figure::Opening))])),
    ];
    let history = &ground.counts.history;
    let joins = reason_cells(ground, "join_reason", &JOINS, &movement.joins, &history.joins);
    let leaves = reason_cells(ground, "end_reason", &LEAVES, &movement.leaves, &history.leaves);
    let untold = joins.is_none() || leaves.is_none();
    let (joins, leaves) = (joins.unwrap_or_default(), leaves.unwrap_or_default());
    let by_category = usize::from(movement.gained > 0) + usize::from(movement.lost > 0);
    let several = joins.len() + leaves.len() + by_category > 1;
    rows.extend(joins.into_iter().map(|(name, n)| Row::body(vec![name.as_str().into(), n, Cell::Empty, Cell::Empty])));
    rows.extend(leaves.into_iter().map(|(name, n)| {
        let n = match n {
            Cell::Number(n) => Cell::Difference(-n),
            Cell::Rounded(n) => Cell::Rounded(-n),
            other => other,
        };
        Row::body(vec![name.as_str().into(), Cell::Empty, n, Cell::Empty])
    }));
    let sum = ground.word("report.movement.sum");
    rows.push(
        Row::subtotal(vec![
            sum.as_str().into(),
            movement.joined().into(),
            Cell::Difference(-movement.left()),
            Cell::Difference(movement.joined() - movement.left()),
        ])
        .opening(opens([(1, ground.place_of_all(Figure::Joined)), (2, ground.place_of_all(Figure::Left))])),
    );
    if movement.gained + movement.lost > 0 {
        let other = ground.word("report.movement.recategorized");
        rows.push(Row::subtotal(vec![
            other.as_str().into(),
            movement.gained.into(),
            Cell::Difference(-movement.lost),
            Cell::Difference(movement.gained - movement.lost),
        ]));
    }
    if !ground.whole {
        let moved = ground.word("report.movement.moved_in_out");
        rows.push(Row::subtotal(vec![
            moved.as_str().into(),
            ground.all.came.into(),
            Cell::Difference(-ground.all.went),
            Cell::Difference(ground.all.came - ground.all.went),
        ]));
    }
    rows.push(
        Row::total(vec![closing.as_str().into(), Cell::Empty, Cell::Empty, movement.closing.into()])
            .opening(opens([(3, ground.place_of_all(Figure::Closing))])),
    );
    let mut blocks = vec![Block::Table(Table { heads, rows })];
    if several {
        let (table, low) = steps_of(ground);
        blocks.push(Block::Heading { text: ground.word("report.heading.flow") });
        blocks.push(Block::Table(table));
        let net = movement.closing - movement.opening;
        let direction = match net.cmp(&0) {
            std::cmp::Ordering::Greater => "report.finding.movement.up",
            std::cmp::Ordering::Less => "report.finding.movement.down",
            std::cmp::Ordering::Equal => "report.finding.movement.same",
        };
        blocks.push(Block::Chart(Chart {
            kind: ChartKind::Waterfall,
            table: 1,
            title: ground.say(
                direction,
                &json!({
                    "joined": words.count(movement.joined()),
                    "left": words.count(movement.left()),
                    "by": words.count(net.abs()),
                }),
            ),
            alt: ground.word("report.alt.movement"),
            categories: 0,
            series: [4, 1, 2, 3].map(|column| Series { column, right_axis: false }).into(),
            unit: if low > 0 {
                ground.say("report.axis_from", &json!({ "n": words.count(low) }))
            } else {
                String::new()
            },
            low,
            height: 320,
        }));
    }
    let mut notes = vec![ground.word("report.note.movement_days")];
    notes.push(ground.word("report.note.category"));
    notes.extend((movement.gained + movement.lost > 0).then(|| ground.word("report.note.recategorized")));
    notes.extend(ground.k.map(|k| ground.say("report.note.hidden", &json!({ "k": k }))));
    let told = [(&movement.joins, &history.joins), (&movement.leaves, &history.leaves)];
    let told: Vec<_> = told.into_iter().filter_map(|(flows, side)| reasons::told(flows, side, ground.k?)).collect();
    notes.extend(rounded_note(words, told.iter().flat_map(BTreeMap::values)));
    notes.extend(untold.then(|| ground.word("report.note.reasons_untold")));
    Page {
        name: ground.word("report.page.movements"),
        title: ground.word("report.title.movements"),
        scope: ground.scope(),
        landscape: false,
        blocks,
        notes,
    }
}

/// From the opening to the closing, step by step: what the picture is drawn on, and where its axis begins. Each step stands
/// on those whom it does not touch.
fn steps_of(ground: &MovementGround<'_>) -> (Table, i64) {
    let (words, all) = (ground.words, &ground.all);
    let gains = [("report.joined", all.joined), ("report.came", all.came), ("report.gained", all.gained)];
    let losses = [("report.left", all.left), ("report.went", all.went), ("report.lost", all.lost)];
    let named = |key: &str| -> Cell { ground.word(key).as_str().into() };
    let level = |key: &str, n: i64| Row::body(vec![named(key), n.into(), Cell::Empty, Cell::Empty, Cell::Empty]);
    let mut rows = vec![level("report.opening", all.opening)];
    let (mut held, mut least) = (all.opening, all.opening.min(all.closing));
    for (key, n) in gains.into_iter().filter(|(_, n)| *n > 0) {
        rows.push(Row::body(vec![named(key), Cell::Empty, n.into(), Cell::Empty, held.into()]));
        held += n;
    }
    let most = held;
    for (key, n) in losses.into_iter().filter(|(_, n)| *n > 0) {
        held -= n;
        rows.push(Row::body(vec![named(key), Cell::Empty, Cell::Empty, n.into(), held.into()]));
        least = least.min(held);
    }
    rows.push(level("report.closing", all.closing));
    let heads = vec![
        words.head("report.item", Kind::Text),
        words.head("report.level", Kind::Number),
        words.head("report.gain", Kind::Number),
        words.head("report.loss", Kind::Number),
        words.head("report.untouched", Kind::Number),
    ];
    (Table { heads, rows }, low(least, most))
}

/// Where the axis begins: at 0, unless the steps would be less than a fifth of it.
fn low(least: i64, most: i64) -> i64 {
    let range = (most - least).max(1);
    if range.saturating_mul(5) >= least {
        return 0;
    }
    let step = 10_i64.pow(range.ilog10());
    (least - range) / step * step
}

/// The reasons that somebody had, with their counts as far as they may be shown; nothing where they would tell too much.
fn reason_cells(
    ground: &MovementGround<'_>,
    group: &str,
    order: &[&str],
    flows: &BTreeMap<String, i64>,
    told_before: &Side,
) -> Option<Vec<(String, Cell)>> {
    let cells: BTreeMap<String, Cell> = match ground.k {
        None => flows.iter().filter(|(_, n)| **n != 0).map(|(code, n)| (code.clone(), Cell::Number(*n))).collect(),
        Some(k) => reasons::told(flows, told_before, k)?.into_iter().map(|(code, n)| (code, cell(n))).collect(),
    };
    let side = if group == "join_reason" { "report.movement.joined_by" } else { "report.movement.left_by" };
    let named = |code: &str| {
        let reason = if code.is_empty() { ground.word("report.not_known") } else { ground.words.of_list(group, code) };
        ground.say(side, &json!({ "reason": reason }))
    };
    Some(order.iter().filter_map(|code| Some((named(code), cells.get(*code)?.clone()))).collect())
}

/// Opening + in − out = closing, unit by unit.
#[must_use]
pub fn by_unit(ground: &MovementGround<'_>) -> Page {
    let words = ground.words;
    // A period in which nobody became or ceased to be a member by another category needs no column for it.
    let recategorized = ground.all.gained + ground.all.lost > 0;
    let mut heads = vec![
        words.head("report.unit", Kind::Text),
        words.head("report.opening", Kind::Number),
        words.head("report.joined", Kind::Number),
        words.head("report.came", Kind::Number),
        words.head("report.left", Kind::Number),
        words.head("report.went", Kind::Number),
    ];
    heads.extend(recategorized.then(|| words.head("report.recategorized", Kind::Difference)));
    heads.extend([words.head("report.closing", Kind::Number), words.head("report.difference", Kind::Difference)]);
    let cells = |name: String, flow: &RowFlow| -> Vec<Cell> {
        let mut cells: Vec<Cell> = vec![
            name.as_str().into(),
            flow.opening.into(),
            flow.joined.into(),
            flow.came.into(),
            flow.left.into(),
            flow.went.into(),
        ];
        cells.extend(recategorized.then(|| Cell::Difference(flow.gained - flow.lost)));
        cells.extend([flow.closing.into(), Cell::Difference(flow.closing - flow.opening)]);
        cells
    };
    let closing = 6 + u16::from(recategorized);
    let figures = [(1, Figure::Opening), (2, Figure::Joined), (4, Figure::Left), (closing, Figure::Closing)];
    let deep = ground.rows.iter().any(|(level, ..)| *level > 0);
    let mut rows: Vec<Row> = ground
        .rows
        .iter()
        .map(|(level, row, flow)| {
            let cells = cells(super::ground::row_name(words, row), flow);
            let made = if deep && *level == 0 { Row::subtotal(cells) } else { Row::body(cells) };
            made.at_level(*level).opening(opens(figures.map(|(column, what)| (column, ground.place(what, row)))))
        })
        .collect();
    let places = figures.map(|(column, what)| (column, ground.place_of_all(what)));
    rows.push(Row::total(cells(ground.word("report.total"), &ground.all)).opening(opens(places)));
    let mut notes = vec![ground.word("report.note.movement_units"), ground.word("report.note.movement_days")];
    notes.extend(recategorized.then(|| ground.word("report.note.recategorized")));
    notes.extend(ground.k.map(|k| ground.say("report.note.joined", &json!({ "k": k }))));
    Page {
        name: ground.word("report.page.movement_units"),
        title: ground.word("report.title.movement_units"),
        scope: ground.scope(),
        landscape: true,
        blocks: vec![Block::Table(Table { heads, rows })],
        notes,
    }
}

/// A line of the details.
struct Line {
    on: NaiveDate,
    order: u8,
    membership: Uuid,
    what: &'static str,
    before: String,
    after: String,
    reason: String,
}

/// Every join, move, end, other category or name, and condition, in the order of the days. `most` = lines wanted; none = all.
#[must_use]
pub(in crate::reports) fn details(
    ground: &MovementGround<'_>,
    steps: &[Step],
    events: &[Event],
    names: &HashMap<Uuid, Named>,
    most: Option<usize>,
) -> Page {
    let words = ground.words;
    let units: HashMap<Uuid, &UnitNode> = ground.counts.units.iter().map(|unit| (unit.id, unit)).collect();
    let unit = |id: Option<Uuid>| match id {
        None => ground.word("report.row.no_unit"),
        Some(id) if units.contains_key(&id) => unit_words(&units, id),
        // A unit that the officer may not see.
        Some(_) => ground.word("report.elsewhere"),
    };
    let mut lines: Vec<Line> = steps.iter().map(|step| step_line(ground, step, names, &unit)).collect();
    lines.extend(events.iter().filter_map(|event| event_line(words, event)));
    let key = |id: &Uuid| names.get(id).map(|named| named.kana_key.as_str()).unwrap_or_default();
    lines.sort_by(|a, b| {
        (a.on, a.order, key(&a.membership), a.membership).cmp(&(b.on, b.order, key(&b.membership), b.membership))
    });
    let lines_unseen = lines.iter().any(|line| !names.contains_key(&line.membership));
    let n = lines.len();
    let shown = most.unwrap_or(n).min(n);
    let rows = lines.into_iter().take(shown).map(|line| {
        let named = names.get(&line.membership).cloned().unwrap_or_default();
        Row::body(vec![
            Cell::Date(line.on),
            ground.word(line.what).as_str().into(),
            Cell::Id(members::number_shown(named.member_no)),
            Cell::text(named.name),
            Cell::text(line.before),
            Cell::text(line.after),
            Cell::text(line.reason),
        ])
    });
    let heads = vec![
        words.head("report.on", Kind::Date),
        words.head("report.what", Kind::Text),
        words.head("report.number", Kind::Id),
        words.head("report.name", Kind::Text),
        words.head("report.before", Kind::Text),
        words.head("report.after", Kind::Text),
        words.head("report.reason", Kind::Text),
    ];
    let mut notes = vec![ground.word("report.note.details"), ground.word("report.note.names")];
    if lines_unseen {
        notes.push(ground.word("report.note.unseen"));
    }
    if shown < n {
        let more = i64::try_from(n - shown).unwrap_or(i64::MAX);
        notes.insert(0, ground.say("report.lines_more", &json!({ "n": words.count(more) })));
    }
    let blocks = if n == 0 {
        vec![Block::Text { paragraphs: vec![ground.word("report.nothing_happened")] }]
    } else {
        vec![Block::Table(Table { heads, rows: rows.collect() })]
    };
    Page {
        name: ground.word("report.page.details"),
        title: ground.word("report.title.details"),
        scope: ground.scope(),
        landscape: true,
        blocks,
        notes,
    }
}

fn step_line(
    ground: &MovementGround<'_>,
    step: &Step,
    names: &HashMap<Uuid, Named>,
    unit: &dyn Fn(Option<Uuid>) -> String,
) -> Line {
    let reason = |group: &str, of: fn(&Named) -> &Option<String>| {
        let code = names.get(&step.membership).and_then(|named| of(named).as_deref());
        code.map(|code| ground.words.of_list(group, code)).unwrap_or_default()
    };
    let (order, what, before, after, reason) = match step.kind {
        StepKind::Joined => {
            (0, "enum.event_kind.join", String::new(), unit(step.after), reason("join_reason", |n| &n.join_reason))
        }
        StepKind::Moved => (1, "enum.event_kind.unit", unit(step.before), unit(step.after), String::new()),
        StepKind::Gained | StepKind::Recategorized | StepKind::Lost => {
            let named = |category: Category| ground.words.of_list("category", &category.code());
            let (was, is) = step.categories;
            (2, "enum.event_kind.category", named(was), named(is), String::new())
        }
        StepKind::Left => {
            (5, "enum.event_kind.end", unit(step.before), String::new(), reason("end_reason", |n| &n.end_reason))
        }
    };
    Line { on: step.on, order, membership: step.membership, what, before, after, reason }
}

fn event_line(words: &Words, event: &Event) -> Option<Line> {
    let of = |side: &Value, field: &str| side.get(field).and_then(Value::as_str).map(str::to_owned);
    let named = |side: &Value| {
        let parts = ["family_name", "given_name"].map(|field| of(side, field).unwrap_or_default());
        parts.join(" ").trim().to_owned()
    };
    let condition = || of(&event.after, "kind").map(|kind| words.of_list("condition_kind", &kind)).unwrap_or_default();
    let (order, what, before, after) = match event.kind.as_str() {
        "condition_start" => (3, "enum.event_kind.condition_start", String::new(), condition()),
        "condition_end" => (3, "enum.event_kind.condition_end", condition(), String::new()),
        // The same name in other characters, or divided now, is no other name.
        "name" if text::name_key(&named(&event.before)) == text::name_key(&named(&event.after)) => return None,
        "name" => (4, "enum.event_kind.name", named(&event.before), named(&event.after)),
        _ => return None,
    };
    // A change that touches none of these fields is told by the history of the member alone.
    (before != after).then(|| Line {
        on: event.on,
        order,
        membership: event.membership,
        what,
        before,
        after,
        reason: String::new(),
    })
}

/// A unit with those above it, without the headquarters.
pub(in crate::reports) fn unit_words(units: &HashMap<Uuid, &UnitNode>, id: Uuid) -> String {
    let mut labels: Vec<&str> = Vec::new();
    let mut next = units.get(&id);
    while let Some(unit) = next {
        if unit.kind != "headquarters" || labels.is_empty() {
            labels.push(unit.label.as_str());
        }
        next = unit.parent.filter(|parent| *parent != unit.id).and_then(|parent| units.get(&parent));
    }
    labels.reverse();
    labels.join(" ")
}

#[cfg(test)]
mod tests {
    use super::low;

    #[test]
    fn the_axis_of_the_steps_begins_at_0_unless_they_would_be_too_small_to_see() {
        assert_eq!(low(0, 40), 0);
        assert_eq!(low(80, 120), 0);
        assert_eq!(low(10_000, 10_040), 9_960);
        assert_eq!(low(1_234, 1_260), 1_200);
        assert_eq!(low(500, 500), 499);
    }
}
