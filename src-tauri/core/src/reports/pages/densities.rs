//! The three densities side by side, each with its numerator, denominator, day and name.

use std::collections::BTreeSet;

use serde_json::json;

use super::ground::Ground;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::organizations::is_majority;
use crate::reports::figures::counts::UnitNode;
use crate::reports::figures::density::{self, NATIONAL_2024};
use crate::reports::figures::units::RowName;

/// The three densities, and the workplaces with a headcount.
#[must_use]
pub fn densities(ground: &Ground<'_>) -> Page {
    let words = ground.words;
    let heads = vec![
        words.head("report.measure", Kind::Text),
        words.head("report.numerator", Kind::Number),
        words.head("report.denominator", Kind::Number),
        words.head("report.rate", Kind::Rate),
        words.head("report.as_of", Kind::Date),
    ];
    let own = density::organizing_all(&ground.tree, ground.counts, ground.days, ground.days.as_of);
    let mut rows = Vec::new();
    if let Some(own) = own {
        rows.push(Row::body(vec![
            ground.word("report.organizing").as_str().into(),
            own.numerator.into(),
            own.denominator.into(),
            own.tenths().map_or(Cell::Empty, Cell::Rate),
            Cell::Date(own.as_of),
        ]));
    }
    let (members, employees) = NATIONAL_2024;
    rows.push(Row::body(vec![
        ground.word("report.national").as_str().into(),
        (members * 1000).into(),
        (employees * 1000).into(),
        Cell::rate(members, employees),
        chrono::NaiveDate::from_ymd_opt(2024, 6, 30).map_or(Cell::Empty, Cell::Date),
    ]));
    let mut blocks = vec![Block::Table(Table { heads, rows })];
    let rows = || ground.rows.iter().chain(ground.below.iter().flatten());
    let mut shown: Vec<_> = rows().filter_map(|row| row.of).collect();
    // What took in a few others is counted with them elsewhere: its own members beside that would tell how few they are.
    let with: Vec<_> = rows().filter(|row| matches!(row.name, RowName::With(_))).filter_map(|row| row.of).collect();
    // The top is shown as the total, unless members without a unit stand beside it.
    shown.extend(
        ground
            .tree
            .top()
            .filter(|top| ground.tree.members(top, ground.days.index(ground.days.as_of)) == ground.total)
            .map(|top| top.id),
    );
    let found = density::workplaces(&ground.tree, ground.counts, ground.days, &shown);
    // Names that two units have which may stand on the page.
    let (mut once, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for unit in ground.counts.units.iter().filter(|unit| shown.contains(&unit.id)) {
        if !once.insert(unit.label.as_str()) {
            twice.insert(unit.label.as_str());
        }
    }
    if own.is_none() && !found.is_empty() {
        let lacking = density::lacking(&ground.tree, ground.counts, ground.days, ground.days.as_of);
        let (named, small): (Vec<_>, Vec<_>) = lacking.into_iter().partition(|unit| shown.contains(&unit.id));
        let mut names: Vec<String> = named.into_iter().map(|unit| full_name(ground, unit, &twice)).collect();
        // That one too small to be shown has members would be told by its name.
        names.extend((!small.is_empty()).then(|| ground.word("report.row.others")));
        if !names.is_empty() {
            let about = json!({ "units": names.join(&ground.word("report.between")) });
            blocks.push(Block::Text { paragraphs: vec![ground.say("report.headcounts_lacking", &about)] });
        }
    }
    if found.is_empty() {
        blocks.push(Block::Text { paragraphs: vec![ground.word("report.no_headcounts")] });
    } else {
        let heads = vec![
            words.head("report.unit", Kind::Text),
            words.head("report.members", Kind::Number),
            words.head("report.workers", Kind::Number),
            words.head("report.majority_rate", Kind::Rate),
            words.head("report.majority", Kind::Text),
            words.head("report.as_of", Kind::Date),
        ];
        let rows = found.into_iter().map(|place| {
            let majority = is_majority(place.majority.numerator, place.majority.denominator);
            let hidden = with.contains(&place.unit);
            let unit = ground.counts.units.iter().find(|unit| unit.id == place.unit);
            Row::body(vec![
                unit.map_or_else(|| place.label.clone(), |unit| full_name(ground, unit, &twice)).as_str().into(),
                if hidden { Cell::Hidden } else { place.majority.numerator.into() },
                place.majority.denominator.into(),
                if hidden { Cell::Hidden } else { place.majority.tenths().map_or(Cell::Empty, Cell::Rate) },
                ground.word(if majority { "report.majority_yes" } else { "report.majority_no" }).as_str().into(),
                Cell::Date(place.majority.as_of),
            ])
        });
        blocks.push(Block::Heading { text: ground.word("report.heading.workplaces") });
        blocks.push(Block::Table(Table { heads, rows: rows.collect() }));
    }
    let mut notes = vec![
        ground.say("report.note.hidden", &json!({ "k": ground.k })),
        ground.word("report.note.organizing"),
        ground.word("report.note.majority"),
    ];
    if density::leaves_out(&ground.tree, ground.counts, ground.days, &shown) {
        notes.push(ground.say("report.note.majority_left_out", &json!({ "k": ground.k })));
    }
    notes.extend([ground.word("report.note.national"), ground.word("report.note.series")]);
    Page {
        name: ground.word("report.page.densities"),
        title: ground.word("report.title.densities"),
        scope: ground.scope(),
        landscape: false,
        blocks,
        notes,
    }
}

/// The name of a unit; of one that is called as another on the page, after the name of the unit above.
fn full_name(ground: &Ground<'_>, unit: &UnitNode, twice: &BTreeSet<&str>) -> String {
    let above = ground.counts.units.iter().find(|other| Some(other.id) == unit.parent);
    let above = above.filter(|_| twice.contains(unit.label.as_str()));
    above.map_or_else(|| unit.label.clone(), |above| format!("{} {}", above.label, unit.label))
}
