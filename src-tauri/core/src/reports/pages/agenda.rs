//! 議案書: the front, the agenda, and each item on a page of its own, numbered. What is heard and not decided has a count of
//! its own.

use serde_json::json;

use crate::desk::Settings;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Head, Page, Row, Table};
use crate::labels::Locale;
use crate::meetings::{AgendaKind, AgendaRow, MeetingDetail};
use crate::reports::words::Words;

/// The pages of a meeting's proposals.
#[must_use]
pub fn proposals(words: &Words, settings: &Settings, detail: &MeetingDetail) -> Vec<Page> {
    let numbered = numbered(&detail.agenda);
    let mut pages = vec![cover(words, settings, detail), list(words, detail, &numbered)];
    pages.extend(numbered.iter().map(|(item, n)| {
        let number = number(words, item.kind, *n);
        let paragraphs = told(words, item);
        Page {
            title: words.say("report.agenda.heading", &json!({ "number": number, "title": item.title })),
            name: number,
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
    let mut lines = vec![meeting.title.clone()];
    lines.push(words.say("report.agenda.when", &json!({ "day": words.day(meeting.held_on), "time": meeting.starts })));
    lines.extend(meeting.place.clone());
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

fn list(words: &Words, detail: &MeetingDetail, numbered: &[(&AgendaRow, usize)]) -> Page {
    let rows = numbered.iter().map(|(item, n)| {
        Row::body(vec![
            Cell::text(number(words, item.kind, *n)),
            Cell::text(item.title.clone()),
            Cell::text_or_empty(item.proposer.clone()),
            Cell::text(words.word(&item.method.label_key())),
        ])
    });
    let head = |key: &str, width: u16| Head { width, ..words.head(key, Kind::Text) };
    let heads = vec![
        head("report.agenda.number", 14),
        head("meetings.column.title", 42),
        head("report.agenda.proposer", 16),
        head("meetings.column.method", 12),
    ];
    Page {
        name: words.word("report.agenda.list"),
        title: words.word("report.agenda.list"),
        scope: words.say("report.agenda.count", &json!({ "title": detail.meeting.title, "count": numbered.len() })),
        blocks: vec![Block::Table(Table { heads, rows: rows.collect() })],
        ..Page::default()
    }
}

/// The words of an item: what is proposed, by whom, and what it takes.
fn told(words: &Words, item: &AgendaRow) -> Vec<String> {
    let mut paragraphs: Vec<String> = item
        .text
        .iter()
        .flat_map(|text| text.lines())
        .filter(|line| !line.trim().is_empty())
        .map(str::to_owned)
        .collect();
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

/// Items with their numbers: reports and proposals are counted apart.
fn numbered(agenda: &[AgendaRow]) -> Vec<(&AgendaRow, usize)> {
    let (mut reports, mut proposals) = (0, 0);
    agenda
        .iter()
        .map(|item| {
            let count = if item.kind == AgendaKind::Report { &mut reports } else { &mut proposals };
            *count += 1;
            (item, *count)
        })
        .collect()
}

/// `第一号議案`, `Proposal 1`.
fn number(words: &Words, kind: AgendaKind, n: usize) -> String {
    let n = if words.locale() == Locale::Ja { kanji(n) } else { n.to_string() };
    let key = if kind == AgendaKind::Report { "report.agenda.report" } else { "report.agenda.proposal" };
    words.say(key, &json!({ "no": n }))
}

/// A number below a thousand as it is read: `十二`, `百五`.
fn kanji(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let mut written = String::new();
    for (unit, sign) in [(100, "百"), (10, "十")] {
        let count = n / unit % 10;
        if count > 1 {
            written.push_str(DIGITS.get(count).copied().unwrap_or_default());
        }
        if count > 0 {
            written.push_str(sign);
        }
    }
    written.push_str(DIGITS.get(n % 10).copied().unwrap_or_default());
    written
}

#[cfg(test)]
mod tests {
    use super::kanji;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for (n, read) in [
            (1, "一"),
            (9, "九"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (42, "四十二"),
            (100, "百"),
            (105, "百五"),
            (200, "二百"),
        ] {
            assert_eq!(kanji(n), read);
        }
    }
}
