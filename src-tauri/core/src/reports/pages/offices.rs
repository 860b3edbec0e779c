//! Who holds which office (R22).

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use super::movement::unit_words;
use crate::desk::Words;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::members::do_not_go_together;
use crate::reports::figures::counts::UnitNode;
use crate::reports::queries::{Held, Holder, RosterLine};

/// The list of officers: each office as often as it is held, and its empty seats; then those of whom a list alone tells.
#[must_use]
pub(in crate::reports) fn offices(
    words: &Words,
    day: chrono::NaiveDate,
    (held, undated): (&[Held], &[RosterLine]),
    units: &[UnitNode],
) -> Page {
    let units: HashMap<Uuid, &UnitNode> = units.iter().map(|unit| (unit.id, unit)).collect();
    let mut rows = Vec::new();
    let mut at = 0;
    while let Some(first) = held.get(at) {
        let of: Vec<&Held> = held.iter().skip(at).take_while(|other| other.office == first.office).collect();
        at += of.len();
        let mut taken = 0;
        for holder in of.iter().filter_map(|office| office.holder.as_ref()) {
            taken += 1;
            rows.push(Row::body(vec![
                first.label.as_str().into(),
                Cell::text(holder.name.clone()),
                Cell::text(holder.unit.map(|unit| unit_words(&units, unit)).unwrap_or_default()),
                Cell::Date(holder.from_on),
                Cell::date_or_empty(last_of(holder)),
                Cell::text(words.of_list("fulltime_kind", &holder.fulltime_kind)),
                Cell::text(words.of_list("elected_by", &holder.elected_by)),
                Cell::text(remark(words, first, holder, held)),
            ]));
        }
        // A list names somebody for a seat that no term speaks of.
        let named = undated.iter().filter(|line| line.post.as_deref() == Some(first.label.as_str()));
        taken += named.map(|_| 1).sum::<i64>();
        // Without a number of seats nobody knows how many are empty, only that nobody is there.
        let vacant = match first.seats {
            Some(seats) if seats > taken => Some(words.say("report.vacant", &json!({ "n": seats - taken }))),
            None if taken == 0 => Some(words.word("report.nobody_holds")),
            _ => None,
        };
        if let Some(vacant) = vacant {
            let mut cells: Vec<Cell> = vec![first.label.as_str().into(), vacant.as_str().into()];
            cells.resize(8, Cell::Empty);
            rows.push(Row::body(cells));
        }
    }
    rows.extend(undated.iter().map(|line| {
        Row::body(vec![
            Cell::text_or_empty(line.post.clone()),
            Cell::text(line.name.clone()),
            Cell::text(line.unit.map(|unit| unit_words(&units, unit)).unwrap_or_default()),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::text(words.word("report.post_of_list")),
        ])
    }));
    let holders = held.iter().filter_map(|office| office.holder.as_ref());
    let full = holders.clone().filter(|holder| holder.fulltime_kind != "none").count();
    let heads = vec![
        words.head("report.office", Kind::Text),
        words.head("report.name", Kind::Text),
        words.head("report.belongs", Kind::Text),
        words.head("report.term_from", Kind::Date),
        words.head("report.term_to", Kind::Date),
        words.head("report.fulltime", Kind::Text),
        words.head("report.elected_by", Kind::Text),
        words.head("report.remark", Kind::Text),
    ];
    let mut scope =
        words.say("report.scope_offices", &json!({ "day": words.day(day), "n": holders.count(), "full": full }));
    if !undated.is_empty() {
        scope.push_str(&words.say("report.scope_posts", &json!({ "n": undated.len() })));
    }
    // The table stands also when it is empty: a page without one counts as a paper of its own, as a certificate does.
    let nobody = rows.is_empty().then(|| Block::Text { paragraphs: vec![words.word("report.no_offices")] });
    let blocks = [Block::Table(Table { heads, rows })].into_iter().chain(nobody).collect();
    Page {
        name: words.word("report.page.offices"),
        title: words.word("report.r22"),
        scope,
        landscape: false,
        blocks,
        notes: vec![words.word("report.note.terms"), words.word("report.note.names")],
    }
}

/// The last day of the term; of one that was ended before, that day.
fn last_of(holder: &Holder) -> Option<chrono::NaiveDate> {
    match (holder.to_on, holder.due_on) {
        (Some(to), Some(due)) => Some(to.min(due)),
        (to, due) => to.or(due),
    }
}

/// What is to be looked at: a term that has run out, how long its holder stays, and two offices that do not go together.
fn remark(words: &Words, office: &Held, holder: &Holder, held: &[Held]) -> String {
    let mut said = Vec::new();
    if holder.ran_out {
        said.push(words.word("report.term_ran_out"));
    }
    if let Some(to) = holder.to_on.filter(|to| holder.due_on.is_some_and(|due| due < *to)) {
        said.push(words.say("report.in_office_until", &json!({ "day": words.day(to) })));
    }
    let beside = held.iter().filter(|other| {
        other.office != office.office
            && other.holder.as_ref().is_some_and(|own| own.person == holder.person)
            && do_not_go_together(office.kind, other.kind)
    });
    said.extend(beside.map(|other| words.say("report.held_beside", &json!({ "office": other.label }))));
    said.join(&words.word("ui.between"))
}
