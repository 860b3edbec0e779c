//! 議案書: the front, the agenda, and each item on a page of its own.

use serde_json::json;

use crate::desk::{Settings, Words};
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::meetings::{AgendaKind, AgendaRow, MeetingDetail};

use super::meetings::changed;

/// The pages of a meeting's proposals.
#[must_use]
pub fn proposals(words: &Words, settings: &Settings, detail: &MeetingDetail) -> Vec<Page> {
    let mut pages = vec![cover(words, settings, detail), list(words, detail)];
    pages.extend(detail.agenda.iter().map(|item| {
        let paragraphs = told(words, item);
        Page {
            title: words.say("report.agenda.heading", &json!({ "number": item.number, "title": item.title })),
            name: item.number.clone(),
            scope: words.word(&item.kind.label_key()),
            landscape: false,
            blocks: if paragraphs.is_empty() { Vec::new() } else { vec![Block::Text { paragraphs }] },
            notes: Vec::new(),
        }
    }));
    pages
}

fn cover(words: &Words, settings: &Settings, detail: &MeetingDetail) -> Page {
    let meeting = &detail.meeting;
    let mut lines = vec![meeting.heading.clone()];
    lines.extend(settings.period_no(meeting.held_on).map(|no| words.say("report.cover.term", &json!({ "no": no }))));
    lines.push(words.say("report.agenda.when", &json!({ "day": words.day(meeting.held_on), "time": meeting.starts })));
    lines.extend(meeting.place.clone());
    lines.extend(changed(words, detail));
    lines.push(settings.name.clone());
    if settings.sample {
        lines.push(words.word("report.cover.sample"));
    }
    Page {
        name: words.word("report.page.cover"),
        title: words.word("report.agenda"),
        blocks: vec![Block::Cover { title: words.word("report.agenda"), lines }],
        ..Page::default()
    }
}

fn list(words: &Words, detail: &MeetingDetail) -> Page {
    let rows = detail.agenda.iter().map(|item| {
        let title = match state(words, item) {
            Some(state) => words.say("report.agenda.marked", &json!({ "title": item.title, "state": state })),
            None => item.title.clone(),
        };
        Row::body(vec![
            Cell::text(item.number.clone()),
            Cell::text(title),
            Cell::text_or_empty(item.proposer.clone()),
            Cell::text(words.word(&item.method.label_key())),
        ])
    });
    let heads = vec![
        words.wide("report.agenda.number", Kind::Text, 14),
        words.wide("meetings.column.title", Kind::Text, 42),
        words.wide("report.agenda.proposer", Kind::Text, 16),
        words.wide("meetings.column.method", Kind::Text, 12),
    ];
    Page {
        name: words.word("report.agenda.list"),
        title: words.word("report.agenda.list"),
        scope: words.say("report.agenda.count", &json!({ "title": detail.meeting.heading, "n": detail.agenda.len() })),
        blocks: vec![Block::Table(Table { heads, rows: rows.collect() })],
        ..Page::default()
    }
}

/// What changed of an item since the meeting was convened: it was withdrawn, or added, maybe too late for a decision.
fn state(words: &Words, item: &AgendaRow) -> Option<String> {
    if item.withdrawn.is_some() {
        return Some(words.word("meetings.result.withdrawn"));
    }
    let added = item.added_on.map(|day| words.say("meetings.item.added", &json!({ "day": words.day(day) })))?;
    let discussed =
        item.unannounced.as_ref().map(|article| words.say("meetings.item.discussed", &json!({ "article": article })));
    Some([Some(added), discussed].into_iter().flatten().collect::<Vec<_>>().join(&words.word("ui.list.and")))
}

/// The words of an item: what is proposed, by whom, and what it takes.
fn told(words: &Words, item: &AgendaRow) -> Vec<String> {
    let withdrawn = item.withdrawn.as_ref().map(|why| words.say("report.agenda.withdrawn", &json!({ "reason": why })));
    let mut paragraphs: Vec<String> = withdrawn.or_else(|| state(words, item)).into_iter().collect();
    let text = item.text.iter().flat_map(|text| text.lines()).filter(|line| !line.trim().is_empty());
    paragraphs.extend(text.map(str::to_owned));
    let proposer = item.proposer.as_ref();
    paragraphs.extend(proposer.map(|name| words.say("report.agenda.proposed_by", &json!({ "name": name }))));
    if item.kind != AgendaKind::Report {
        let takes = item.threshold.as_ref();
        paragraphs.extend(takes.map(|takes| words.say("report.agenda.takes", &json!({ "takes": takes }))));
    }
    if item.audited {
        paragraphs.push(words.word("meetings.item.is_audited"));
    }
    paragraphs
}
