//! Papers: the notice (招集通知) with its form of attendance, proxy and written vote and the list of those to whom it goes; the
//! minutes as a workbook or as plain text for a word processor.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;

use super::model::{
    AgendaKind, AgendaRow, AttendeeFilter, AttendeeRow, BallotMethod, LeftOut, MeetingDetail, MeetingNamed, MeetingRow,
    MeetingRule, MeetingStatus, MeetingWritten, Minutes, RuleBase, WriteMinutes, WriteNotice,
};
use super::queries::{HEADINGS, attendees, draft_of, item_heading, meeting, minutes, title_of};
use super::words::{Moved, heading, moved};
use crate::desk::{self, Words};
use crate::error::{Error, Result};
use crate::excel::background::{write_text, write_workbook};
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::excel::save::Written;
use crate::labels::{Locale, word};
use crate::officers::{Export, Sensitivity, frame, log_export};
use crate::paths::name_of;
use crate::session::Session;

fn told(target: &Path, written: &Written) -> MeetingWritten {
    MeetingWritten { name: name_of(target), rows: written.rows, bytes: written.bytes, sha256: written.sha256.clone() }
}

fn ending(target: &Path) -> String {
    target.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Write the notice of a meeting that was convened; of one that was cancelled the notice that it is.
///
/// # Errors
/// `required` at `purpose`; `meeting_step` before it was convened; what the file system answers.
pub async fn write_notice(session: &Session, input: WriteNotice) -> Result<MeetingWritten> {
    let settings = desk::profile(session).await?;
    let words = Words::new(input.locale.unwrap_or(session.locale), &settings);
    let detail = meeting(&session.in_language(words.locale()), MeetingNamed { id: input.meeting_id }).await?;
    let row = &detail.meeting;
    let (Some(convened_on), Some(rule)) = (row.convened_on, &detail.rule) else {
        return Err(Error::refused("meeting_step", json!({ "title": row.title, "status": row.status })));
    };
    let export = Export {
        report: "meeting-notice".into(),
        sensitivity: Sensitivity::A,
        filters: json!({ "meeting": row.id }),
        purpose: input.purpose.trim().to_owned(),
        recipient: settings.name.clone(),
        protected: input.password.is_some(),
    };
    export.check()?;
    let target = session.path(&input.file)?;
    let all = AttendeeFilter {
        meeting_id: row.id,
        find: None,
        mode: None,
        unknown: false,
        left_out: false,
        limit: Some(u32::MAX),
    };
    let people = attendees(session, all).await?;
    let people: Vec<&AttendeeRow> = people.iter().filter(|one| has_a_vote(&detail, rule, one.left_out)).collect();
    let cancelled = row.status == MeetingStatus::Cancelled;
    let mut sheets = vec![Sheet::OnePage(notice(&words, &detail, convened_on))];
    if !cancelled && (rule.count_proxy || rule.count_written || rule.base != RuleBase::Members) {
        sheets.push(Sheet::OnePage(answer(&words, &detail, rule)));
    }
    sheets.push(Sheet::Page(addressees(&words, &detail, &people)));
    let framed = frame(session, &words, Sensitivity::A, notice_title(&words, &detail));
    let password = input.password.as_ref().map(crate::desk::Passphrase::secret);
    let writing = write_workbook(&target, &session.near(&target), framed, sheets, password, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    log_export(session, "meetings", "write_notice", export, &written).await?;
    Ok(told(&target, &written))
}

/// Whether somebody has a vote on anything that the meeting decides: whom the quorum leaves out is called all the same.
fn has_a_vote(detail: &MeetingDetail, rule: &MeetingRule, left_out: Option<LeftOut>) -> bool {
    let mut kinds: Vec<AgendaKind> = detail.agenda.iter().filter(|item| item.is_put()).map(|item| item.kind).collect();
    if kinds.is_empty() {
        kinds.push(AgendaKind::Resolution);
    }
    left_out.is_none() || kinds.into_iter().any(|kind| rule.takes(kind, kind.usual_form()).counts(left_out))
}

fn notice_title(words: &Words, detail: &MeetingDetail) -> String {
    let row = &detail.meeting;
    let changed = moved_of(words, row);
    let key = match (row.status, &changed) {
        (MeetingStatus::Cancelled, _) => "meetings.notice.title_cancelled",
        (_, Some(_)) => "meetings.notice.title_moved",
        (_, None) => "meetings.notice.title",
    };
    words.say(key, &json!({ "title": row.heading, "what": changed.map(|changed| changed.what) }))
}

/// What changed of the meeting since it was convened; a cancelled one has nothing to change.
fn moved_of(words: &Words, row: &MeetingRow) -> Option<Moved> {
    moved(words.locale(), row, |day| words.day(day)).filter(|_| row.status != MeetingStatus::Cancelled)
}

fn notice(words: &Words, detail: &MeetingDetail, convened_on: NaiveDate) -> Page {
    let row = &detail.meeting;
    let cancelled = row.status == MeetingStatus::Cancelled;
    let place = row.place.clone().unwrap_or_else(|| words.word("meetings.minutes.blank"));
    let changed = moved_of(words, row);
    // A cancelled or changed meeting has the day on which it was convened in its sentence, not above it: the paper is of another
    // day.
    let (sheet, later) = match (row.status, &changed) {
        (MeetingStatus::Cancelled, _) => ("meetings.notice.sheet_cancelled", Some("meetings.notice.cancelled")),
        (_, Some(_)) => ("meetings.notice.sheet_moved", Some("meetings.notice.changed")),
        (_, None) => ("meetings.notice.sheet", None),
    };
    let mut paragraphs = if let Some(key) = later {
        let what = changed.as_ref().map(|changed| changed.what.clone());
        let about = json!({ "title": row.heading, "day": words.day(convened_on), "what": what });
        vec![words.settings().name.clone(), words.say(key, &about)]
    } else {
        let about = json!({ "day": words.day(convened_on), "union": words.settings().name });
        vec![
            words.say("meetings.notice.convened", &about),
            words.say("meetings.notice.body", &json!({ "title": row.heading })),
        ]
    };
    paragraphs.extend([
        words.say("meetings.minutes.when", &json!({ "day": words.day(row.held_on), "time": row.starts })),
        words.say("meetings.minutes.where", &json!({ "place": place })),
    ]);
    if cancelled {
        paragraphs
            .extend(detail.reason.as_ref().map(|reason| words.say("meetings.because", &json!({ "reason": reason }))));
    } else {
        paragraphs.extend(changed.into_iter().flat_map(|changed| changed.before));
        paragraphs
            .extend(detail.quorum.as_ref().map(|rule| words.say("meetings.minutes.quorum", &json!({ "rule": rule }))));
        paragraphs.extend(
            row.urgent_reason.as_ref().map(|reason| words.say("meetings.notice.urgent", &json!({ "reason": reason }))),
        );
    }
    let mut blocks = vec![Block::Text { paragraphs }];
    if !cancelled && !detail.agenda.is_empty() {
        blocks.extend([
            Block::Heading { text: words.word("meetings.minutes.agenda") },
            Block::Table(items(words, detail)),
        ]);
    }
    Page {
        name: words.word(sheet),
        title: notice_title(words, detail),
        scope: words.settings().name.clone(),
        landscape: false,
        blocks,
        notes: Vec::new(),
    }
}

/// The agenda; what changed of it since the notice is said of each item.
fn items(words: &Words, detail: &MeetingDetail) -> Table {
    let mut heads = vec![
        words.wide("meetings.column.no", Kind::Text, 12),
        words.wide("meetings.column.kind", Kind::Text, 14),
        words.wide("meetings.column.title", Kind::Text, 40),
        words.wide("meetings.column.method", Kind::Text, 14),
    ];
    let changed = detail.agenda.iter().any(|item| item.withdrawn.is_some() || item.added_on.is_some());
    if changed {
        heads.push(words.wide("meetings.note", Kind::Text, 22));
    }
    let row = |item: &AgendaRow| {
        let mut cells = vec![
            Cell::text(item.number.clone()),
            Cell::text(words.word(&item.kind.label_key())),
            Cell::text(item.title.clone()),
            Cell::text(words.word(&item.method.label_key())),
        ];
        if changed {
            let added = item.added_on.map(|day| words.say("meetings.item.added", &json!({ "day": words.day(day) })));
            let withdrawn = item.withdrawn.as_ref().map(|_| words.word("meetings.result.withdrawn"));
            let discussed = item.unannounced.as_ref().filter(|_| withdrawn.is_none());
            let discussed =
                discussed.map(|article| words.say("meetings.item.discussed", &json!({ "article": article })));
            let said: Vec<String> = added.into_iter().chain(withdrawn).chain(discussed).collect();
            cells.push(Cell::text_or_empty(Some(said.join("\n")).filter(|said| !said.is_empty())));
        }
        Row::body(cells)
    };
    Table { heads, rows: detail.agenda.iter().map(row).collect() }
}

/// 出欠票・委任状・議決権行使書, to be filled in by hand and handed back: what the rule of the meeting admits, and nothing else.
fn answer(words: &Words, detail: &MeetingDetail, rule: &MeetingRule) -> Page {
    let row = &detail.meeting;
    // Of a secret ballot nobody votes in writing: whoever does is given no paper.
    let written: Vec<&AgendaRow> = detail
        .agenda
        .iter()
        .filter(|item| rule.count_written && item.is_put() && item.method != BallotMethod::DirectSecret)
        .collect();
    let mut parts = vec!["meetings.answer.slip"];
    let mut choices = vec!["meetings.answer.come", "meetings.answer.stay"];
    if rule.substitute_article.is_some() {
        choices.push("meetings.answer.substitute");
    }
    if rule.count_proxy {
        parts.push("meetings.answer.proxy_title");
        choices.push("meetings.answer.give_proxy");
    }
    if !written.is_empty() {
        parts.push("meetings.answer.written_title");
        choices.push("meetings.answer.vote_in_writing");
    }
    let mut blocks = vec![
        Block::Text { paragraphs: vec![words.word("meetings.answer.who")] },
        Block::Heading { text: words.word("meetings.answer.attend") },
        Block::Text { paragraphs: choices.iter().map(|key| words.word(key)).collect() },
    ];
    let mut notes = Vec::new();
    if rule.count_proxy {
        let blank = if rule.count_blank_proxy { "meetings.answer.proxy_or_chair" } else { "meetings.answer.proxy" };
        blocks.extend([
            Block::Heading { text: words.word("meetings.answer.proxy_title") },
            Block::Text { paragraphs: vec![words.word(blank)] },
        ]);
        notes.extend(rule.proxy_max.map(|most| words.say("meetings.answer.cap", &json!({ "n": most }))));
        if rule.proxy_same_unit {
            notes.push(words.word("meetings.answer.same_unit"));
        }
    }
    if !written.is_empty() {
        blocks.push(Block::Heading { text: words.word("meetings.answer.written_title") });
        let rows = written.iter().map(|item| {
            Row::body(vec![
                Cell::text(item.number.clone()),
                Cell::text(item.title.clone()),
                Cell::text(words.word("meetings.answer.yes_no")),
            ])
        });
        blocks.push(Block::Table(Table {
            heads: vec![
                words.wide("meetings.column.no", Kind::Text, 12),
                words.wide("meetings.column.title", Kind::Text, 44),
                words.wide("meetings.answer.mark", Kind::Text, 20),
            ],
            rows: rows.collect(),
        }));
    }
    if parts.len() > 1 {
        notes.push(words.word("meetings.answer.not_secret"));
        notes.extend(
            rule.proxy_article
                .as_ref()
                .map(|article| words.say("meetings.answer.article", &json!({ "article": article }))),
        );
    }
    notes.extend(
        rule.substitute_article
            .as_ref()
            .map(|article| words.say("meetings.answer.substitute_article", &json!({ "article": article }))),
    );
    let parts: Vec<String> = parts.iter().map(|key| words.word(key)).collect();
    let parts = parts.join(&words.word("meetings.answer.between"));
    Page {
        name: words.word("meetings.answer.slip"),
        title: words.say("meetings.answer.title", &json!({ "title": row.heading, "parts": parts })),
        scope: words.settings().name.clone(),
        landscape: false,
        blocks,
        notes,
    }
}

fn addressees(words: &Words, detail: &MeetingDetail, people: &[&AttendeeRow]) -> Page {
    let rows = people.iter().map(|one| {
        Row::body(vec![
            Cell::Id(one.member_no.clone()),
            Cell::text(one.name.clone()),
            Cell::text_or_empty(one.kana.clone()),
            Cell::text_or_empty(one.unit.clone()),
            Cell::text(words.word(&one.seat.label_key())),
            Cell::text_or_empty(one.left_out.map(|_| words.word("meetings.notice.outside_base"))),
        ])
    });
    Page {
        name: words.word("meetings.notice.addressees"),
        title: words.say("meetings.notice.addressees_title", &json!({ "title": detail.meeting.heading })),
        scope: words.say("meetings.notice.addressees_scope", &json!({ "n": people.len() })),
        landscape: false,
        blocks: vec![Block::Table(Table {
            heads: vec![
                words.wide("column.member_no", Kind::Id, 12),
                words.wide("column.full_name", Kind::Text, 18),
                words.wide("column.full_kana", Kind::Text, 20),
                words.wide("meetings.column.unit", Kind::Text, 26),
                words.wide("meetings.column.seat", Kind::Text, 10),
                words.wide("meetings.note", Kind::Text, 22),
            ],
            rows: rows.collect(),
        })],
        notes: Vec::new(),
    }
}

/// Write the minutes: those kept, or before they are as they would be drafted.
///
/// # Errors
/// `file_kind` for an ending that is neither `.xlsx` nor `.txt`; what the file system answers.
pub async fn write_minutes(session: &Session, input: WriteMinutes) -> Result<MeetingWritten> {
    let settings = desk::profile(session).await?;
    let named = MeetingNamed { id: input.meeting_id };
    let words = Words::new(input.locale.unwrap_or(session.locale), &settings);
    let told_in = session.in_language(words.locale());
    let detail = meeting(&told_in, named).await?;
    let kept = minutes(session, named).await?;
    let text = match &kept {
        Some(kept) => kept.text.clone(),
        None => draft_of(&told_in, input.meeting_id).await?,
    };
    let target = session.path(&input.file)?;
    let signers = signed(&words, kept.as_ref());
    let title = title_of(words.locale(), &settings, &detail.meeting.heading);
    let export = Export {
        report: "meeting-minutes".into(),
        sensitivity: Sensitivity::B,
        filters: json!({ "meeting": detail.meeting.id }),
        purpose: words.word("meetings.minutes.sheet"),
        recipient: settings.name.clone(),
        protected: false,
    };
    let written = match ending(&target).as_str() {
        "txt" => {
            let whole = [text, signers.join("\n")].join("\n\n");
            write_text(&target, whole).await?
        }
        "xlsx" => {
            // The first line of a draft is its title, which stands above the page already; what was kept may be in the other
            // language.
            let mut paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
            let titles = [Locale::Ja, Locale::En].map(|locale| {
                let heading = heading(locale, detail.meeting.no, &detail.meeting.title);
                title_of(locale, &settings, &heading)
            });
            if paragraphs.first().is_some_and(|first| titles.contains(first)) {
                paragraphs.remove(0);
            }
            let mut blocks = parted(paragraphs, &headings(session, named).await?);
            if !signers.is_empty() {
                blocks.push(Block::Text { paragraphs: signers });
            }
            let state = match kept.and_then(|kept| kept.approved_on) {
                Some(on) => words.say("meetings.minutes.approved", &json!({ "day": words.day(on) })),
                None => words.word("meetings.minutes.draft"),
            };
            let page = Page {
                name: words.word("meetings.minutes.sheet"),
                title,
                scope: state,
                landscape: false,
                blocks,
                notes: Vec::new(),
            };
            let framed = frame(session, &words, Sensitivity::B, detail.meeting.heading.clone());
            let sheets = vec![Sheet::Page(page)];
            write_workbook(&target, &session.near(&target), framed, sheets, None, &session.progress, 0)?
                .finish(Ok(()))
                .await?
        }
        _ => return Err(Error::file("file_kind", &target)),
    };
    log_export(session, "meetings", "write_minutes", export, &written).await?;
    Ok(told(&target, &written))
}

/// The lines of a draft that head what follows, in both languages: what was kept may be in the other one.
async fn headings(session: &Session, named: MeetingNamed) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for locale in [Locale::Ja, Locale::En] {
        found.extend(HEADINGS.map(|key| word(locale, key).to_owned()));
        let detail = meeting(&session.in_language(locale), named).await?;
        found.extend(detail.agenda.iter().map(|item| item_heading(locale, item)));
    }
    Ok(found)
}

/// Lines as blocks: a heading stands over what follows it, and an empty line parts.
fn parted(lines: Vec<String>, headings: &[String]) -> Vec<Block> {
    let (mut blocks, mut paragraphs) = (Vec::new(), Vec::new());
    for line in lines {
        let heads = headings.contains(&line);
        if !heads && !line.trim().is_empty() {
            paragraphs.push(line);
            continue;
        }
        if !paragraphs.is_empty() {
            blocks.push(Block::Text { paragraphs: std::mem::take(&mut paragraphs) });
        }
        if heads {
            blocks.push(Block::Heading { text: line });
        }
    }
    if !paragraphs.is_empty() {
        blocks.push(Block::Text { paragraphs });
    }
    blocks
}

/// Lines to sign on.
fn signed(words: &Words, kept: Option<&Minutes>) -> Vec<String> {
    let all = kept.map(|kept| kept.signers.as_slice()).unwrap_or_default();
    all.iter().map(|name| words.say("meetings.minutes.signer", &json!({ "name": name }))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_minutes_stand_over_their_parts_and_empty_lines_part() {
        let lines = ["日時", "場所", "", "議題", "第一号議案", "　結果", "第二号議案", "", "以上"].map(str::to_owned);
        let headings = ["議題", "第一号議案", "第二号議案"].map(str::to_owned);
        let text = |lines: &[&str]| Block::Text { paragraphs: lines.iter().map(|line| (*line).to_owned()).collect() };
        let head = |words: &str| Block::Heading { text: words.to_owned() };
        let wanted = vec![
            text(&["日時", "場所"]),
            head("議題"),
            head("第一号議案"),
            text(&["　結果"]),
            head("第二号議案"),
            text(&["以上"]),
        ];
        assert_eq!(parted(lines.to_vec(), &headings), wanted);
    }
}
