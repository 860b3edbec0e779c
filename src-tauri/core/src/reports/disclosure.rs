//! 保有個人データ開示書・提供記録 (R23): everything that the union keeps of one person, in words, for that person.

use serde_json::json;

use super::actions::Asked;
use super::outgoing::in_japan;
use crate::compose;
use crate::desk::{Said, Section};
use crate::error::Result;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::ids::PersonId;
use crate::session::Session;

/// The pages: one a section, those without records left out and named on the first.
pub(super) async fn pages(session: &Session, asked: &Asked, person: PersonId) -> Result<Vec<Page>> {
    let sections = compose::disclose(session, person).await?;
    let (kept, empty): (Vec<Section>, Vec<Section>) =
        sections.into_iter().partition(|section| !section.records.is_empty());
    let mut pages = vec![front(asked, &kept, &empty)];
    pages.extend(kept.iter().map(|section| page(asked, section)));
    Ok(pages)
}

fn scope(asked: &Asked) -> String {
    asked.words.say("report.r23.scope", &json!({ "day": asked.words.day(asked.days.as_of) }))
}

/// What the union keeps, which pages tell it, and what the person may ask for.
fn front(asked: &Asked, kept: &[Section], empty: &[Section]) -> Page {
    let words = &asked.words;
    let heads = vec![words.wide("report.r23.what", Kind::Text, 44), words.wide("report.r23.count", Kind::Number, 12)];
    let count = |section: &Section| i64::try_from(section.records.len()).unwrap_or(i64::MAX);
    let line = |section: &Section| Row::body(vec![Cell::text(words.word(section.title)), Cell::Number(count(section))]);
    let rows = kept.iter().chain(empty).map(line).collect();
    Page {
        name: words.word("report.r23.page"),
        title: words.word("report.r23"),
        scope: scope(asked),
        landscape: false,
        blocks: vec![
            Block::Text { paragraphs: vec![words.say("report.r23.text", &json!({ "name": asked.settings.name }))] },
            Block::Table(Table { heads, rows }),
        ],
        notes: vec![words.word("report.r23.rights"), words.word("report.r23.files")],
    }
}

fn page(asked: &Asked, section: &Section) -> Page {
    let words = &asked.words;
    let heads = vec![words.wide("report.r23.item", Kind::Text, 26), words.wide("report.r23.value", Kind::Text, 62)];
    let mut rows = Vec::new();
    let several = section.records.len() > 1;
    for (n, record) in section.records.iter().enumerate() {
        if several {
            let title = words.say("report.r23.record", &json!({ "n": n + 1 }));
            rows.push(Row::subtotal(vec![Cell::text(title), Cell::Empty]));
        }
        for (label, said) in record.iter().filter(|(_, said)| *said != Said::Nothing) {
            rows.push(Row::body(vec![Cell::text(words.word(label)), Cell::text(say(asked, said))]));
        }
    }
    Page {
        name: words.word(section.title),
        title: words.word(section.title),
        scope: scope(asked),
        landscape: false,
        blocks: vec![Block::Table(Table { heads, rows })],
        notes: Vec::new(),
    }
}

/// A value in the words of the report.
fn say(asked: &Asked, said: &Said) -> String {
    let words = &asked.words;
    match said {
        Said::Nothing => String::new(),
        Said::Text(text) => text.clone(),
        Said::Day(day) => words.day(*day),
        Said::Moment(at) => in_japan(*at),
        Said::Word(key) => words.word(key),
        Said::List(list) => {
            list.iter().map(|said| say(asked, said)).collect::<Vec<_>>().join(&words.word("ui.list.and"))
        }
        Said::Field(label, said) => {
            let label = if crate::labels::has(label) { words.word(label) } else { label.clone() };
            format!("{label}: {}", say(asked, said))
        }
    }
}
