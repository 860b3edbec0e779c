//! What the yearly survey of unions asks for (R04): members on 30 June by sex, part-timers, by branch, and the year before.

use std::collections::HashSet;

use serde_json::json;
use uuid::Uuid;

use super::ground::row_name;
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::reports::figures::counts::{Counts, Sex};
use crate::reports::figures::days::Days;
use crate::reports::figures::units::{Tree, UnitRow};
use crate::reports::queries::Surveyed;

/// The members of one day.
struct OfDay<'s>(&'s [Surveyed]);

impl OfDay<'_> {
    /// Members of these units; of a sex, of part-timers, where asked.
    fn n(&self, units: Option<&HashSet<Option<Uuid>>>, sex: Option<Sex>, part_time: bool) -> i64 {
        let meant = |row: &&Surveyed| {
            units.is_none_or(|units| units.contains(&row.unit))
                && sex.is_none_or(|sex| row.sex == sex)
                && (!part_time || row.part_time)
        };
        self.0.iter().filter(meant).map(|row| row.n).sum()
    }
}

/// The sheet for the survey.
#[must_use]
pub(in crate::reports) fn survey(
    words: &Words,
    days: &Days,
    counts: &Counts,
    (now, before): (&[Surveyed], &[Surveyed]),
    corrected: Vec<String>,
) -> Page {
    let (now, before) = (OfDay(now), OfDay(before));
    let unknown = [&now, &before].iter().any(|day| day.n(None, Some(Sex::Other), false) > 0);
    let mut notes = corrected;
    notes.extend([
        words.word("report.note.survey"),
        words.word("report.note.category"),
        words.word("report.note.part_time"),
    ]);
    if unknown {
        notes.push(words.word("report.note.sex_unknown"));
    }
    let total = now.n(None, None, false);
    Page {
        name: words.word("report.page.survey"),
        title: words.word("report.r04"),
        scope: words.say("report.scope", &json!({ "day": words.day(days.as_of), "n": words.count(total) })),
        landscape: false,
        blocks: vec![
            Block::Heading { text: words.word("report.heading.survey_all") },
            Block::Table(all(words, days, &now, &before, unknown)),
            Block::Heading { text: words.word("report.heading.by_unit") },
            Block::Table(by_unit(words, counts, &now, &before, unknown)),
        ],
        notes,
    }
}

fn all(words: &Words, days: &Days, now: &OfDay<'_>, before: &OfDay<'_>, unknown: bool) -> Table {
    let mut heads = vec![words.head("report.item", Kind::Text)];
    for day in [days.as_of, days.before()] {
        heads.push(crate::excel::page::Head::new(words.day(day), Kind::Number));
    }
    heads.push(words.head("report.difference", Kind::Difference));
    let mut rows = Vec::new();
    for part_time in [false, true] {
        let line = |key: &str, sex: Option<Sex>| -> Vec<Cell> {
            let (now, before) = (now.n(None, sex, part_time), before.n(None, sex, part_time));
            vec![words.word(key).as_str().into(), now.into(), before.into(), Cell::Difference(now - before)]
        };
        rows.push(Row::subtotal(line(if part_time { "report.part_time_of" } else { "report.members" }, None)));
        rows.push(Row::body(line("report.men", Some(Sex::Men))).at_level(1));
        rows.push(Row::body(line("report.women", Some(Sex::Women))).at_level(1));
        if unknown {
            rows.push(Row::body(line("report.sex_other", Some(Sex::Other))).at_level(1));
        }
    }
    Table { heads, rows }
}

fn by_unit(words: &Words, counts: &Counts, now: &OfDay<'_>, before: &OfDay<'_>, unknown: bool) -> Table {
    let mut heads = vec![
        words.head("report.unit", Kind::Text),
        words.head("report.members", Kind::Number),
        words.head("report.men", Kind::Number),
        words.head("report.women", Kind::Number),
    ];
    if unknown {
        heads.push(words.head("report.sex_other", Kind::Number));
    }
    heads.extend([
        words.head("report.part_time_of", Kind::Number),
        words.head("report.part_time_women", Kind::Number),
        words.head("report.year_before", Kind::Number),
        words.head("report.difference", Kind::Difference),
    ]);
    let cells = |name: String, units: Option<&HashSet<Option<Uuid>>>| -> Vec<Cell> {
        let (n, then) = (now.n(units, None, false), before.n(units, None, false));
        let mut cells: Vec<Cell> = vec![
            name.as_str().into(),
            n.into(),
            now.n(units, Some(Sex::Men), false).into(),
            now.n(units, Some(Sex::Women), false).into(),
        ];
        if unknown {
            cells.push(now.n(units, Some(Sex::Other), false).into());
        }
        cells.extend([
            now.n(units, None, true).into(),
            now.n(units, Some(Sex::Women), true).into(),
            then.into(),
            Cell::Difference(n - then),
        ]);
        cells
    };
    let tree = Tree::new(counts);
    let mut rows: Vec<Row> = Vec::new();
    for row in tree.branch_rows() {
        let units: HashSet<Option<Uuid>> = units_of(&row);
        if now.n(Some(&units), None, false) != 0 || before.n(Some(&units), None, false) != 0 {
            rows.push(Row::body(cells(row_name(words, &row), Some(&units))));
        }
    }
    rows.push(Row::total(cells(words.word("report.total"), None)));
    Table { heads, rows }
}

fn units_of(row: &UnitRow) -> HashSet<Option<Uuid>> {
    row.units.iter().copied().collect()
}
