//! What goes around the pages: the cover with its contents, and the notes.

use serde_json::json;

use super::ground::Ground;
use crate::desk::{Settings, Words};
use crate::excel::cell::Kind;
use crate::excel::page::{Block, Page, Row, Table};
use crate::reports::model::Report;

/// The second sheet of a list of people: what it is for (label keys with their texts), and what its words mean.
#[must_use]
pub fn legend(words: &Words, told: &[(&str, String)]) -> Page {
    let common = [
        ("report.term.as_of", words.word("report.note.as_of")),
        ("report.term.names", words.word("report.note.names")),
        ("report.legend.care", words.word("report.note.care")),
    ];
    let line = |(key, text): &(&str, String)| Row::body(vec![words.word(key).as_str().into(), text.as_str().into()]);
    let meaning = words.wide("report.meaning", Kind::Text, 60);
    let rows = told.iter().chain(&common).map(line).collect();
    Page {
        name: words.word("report.page.legend"),
        title: words.word("report.title.legend"),
        landscape: true,
        blocks: vec![Block::Table(Table { heads: vec![words.head("report.item", Kind::Text), meaning], rows })],
        ..Page::default()
    }
}

/// The front of a pack, with the contents of the pages that follow.
#[must_use]
pub fn cover(ground: &Ground<'_>, report: Report, settings: &Settings, unit: Option<&str>, pages: &[Page]) -> Page {
    let rows = pages.iter().map(|page| Row::body(vec![page.title.as_str().into(), page.name.as_str().into()]));
    let mut lines = vec![settings.name.clone()];
    lines.extend(unit.map(str::to_owned));
    lines.push(ground.say("report.cover.as_of", &json!({ "day": ground.words.day(ground.days.as_of) })));
    lines.push(ground.say(
        "report.cover.period",
        &json!({ "from": ground.words.day(ground.days.from), "to": ground.words.day(ground.days.as_of) }),
    ));
    let no = settings.period_no(ground.days.as_of);
    lines.extend(no.map(|no| ground.say("report.cover.term", &json!({ "no": no }))));
    if settings.sample {
        lines.push(ground.word("report.cover.sample"));
    }
    let heads = vec![ground.words.head("report.contents", Kind::Text), ground.words.head("report.sheet", Kind::Text)];
    Page {
        name: ground.word("report.page.cover"),
        title: ground.word(report.label_key()),
        scope: String::new(),
        landscape: false,
        blocks: vec![
            Block::Cover { title: ground.word(report.label_key()), lines },
            Block::Heading { text: ground.word("report.heading.contents") },
            Block::Table(Table { heads, rows: rows.collect() }),
        ],
        notes: Vec::new(),
    }
}

/// Definitions, the rule of suppression, sources.
#[must_use]
pub fn notes(ground: &Ground<'_>) -> Page {
    let about = json!({ "k": ground.k });
    let terms = [
        ("report.term.member", "report.note.category"),
        ("report.term.as_of", "report.note.as_of"),
        ("report.term.movement", "report.note.movement"),
        ("report.term.age", "report.note.age"),
        ("report.term.organizing", "report.note.organizing"),
        ("report.term.majority", "report.note.majority"),
        ("report.term.national", "report.note.national"),
        ("report.term.hidden", "report.note.hidden_long"),
        ("report.term.joined", "report.note.joined"),
        ("report.term.source", "report.note.source"),
    ];
    let rows = terms.iter().map(|(term, text)| {
        Row::body(vec![ground.word(term).as_str().into(), ground.say(text, &about).as_str().into()])
    });
    let meaning = ground.words.wide("report.meaning", Kind::Text, 60);
    Page {
        name: ground.word("report.page.notes"),
        title: ground.word("report.title.notes"),
        scope: ground.scope(),
        landscape: false,
        blocks: vec![Block::Table(Table {
            heads: vec![ground.words.head("report.term", Kind::Text), meaning],
            rows: rows.collect(),
        })],
        notes: Vec::new(),
    }
}
