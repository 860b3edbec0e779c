//! Papers: the notice (招集通知) with its form of attendance, proxy and written vote and the list of those to whom it goes; the
//! minutes as a workbook or as plain text for a word processor.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::model::{
    AttendeeFilter, AttendeeRow, MeetingDetail, MeetingNamed, MeetingWritten, Minutes, RuleBase, WriteMinutes,
    WriteNotice,
};
use super::queries::{attendees, draft_of, meeting, minutes};
use crate::dates::{wareki_long, western_long};
use crate::desk::{self, Settings};
use crate::error::{Error, Result};
use crate::excel::background::{write_text, write_workbook};
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Frame, Head, Page, Row, Table};
use crate::excel::save::Written;
use crate::labels::{Locale, sentence, word};
use crate::officers::{Export, Sensitivity, log_export};
use crate::session::Session;

fn ja(key: &str) -> String {
    word(Locale::Ja, key).to_owned()
}

fn say(key: &str, about: &Value) -> String {
    sentence(Locale::Ja, key, about)
}

fn day(settings: &Settings, day: NaiveDate) -> String {
    if settings.era_display { wareki_long(day) } else { western_long(day) }
}

fn told(target: &Path, written: &Written) -> MeetingWritten {
    MeetingWritten {
        name: target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        rows: written.rows,
        bytes: written.bytes,
        sha256: written.sha256.clone(),
    }
}

fn frame(session: &Session, settings: &Settings, title: String, class: &str) -> Frame {
    Frame {
        union_name: settings.name.clone(),
        title,
        code: String::new(),
        class: ja(class),
        made_on: say("report.made_on", &json!({ "day": day(settings, session.today()) })),
        made_at: session.now().naive_utc(),
        era: settings.era_display,
        english: false,
        font: settings.default_font.clone(),
    }
}

fn ending(target: &Path) -> String {
    target.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Write the notice of a meeting that was convened.
///
/// # Errors
/// `required` at `purpose`; `meeting_step` before it was convened; what the file system answers.
pub async fn write_notice(session: &Session, input: WriteNotice) -> Result<MeetingWritten> {
    let settings = desk::profile(session).await?;
    // The notice is Japanese, as the minutes are: members read it, whatever language the officer works in.
    let detail = meeting(&session.in_language(Locale::Ja), MeetingNamed { id: input.meeting_id }).await?;
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
    let people: Vec<&AttendeeRow> = people.iter().filter(|one| one.left_out.is_none()).collect();
    let mut sheets = vec![Sheet::OnePage(notice(&settings, &detail, convened_on))];
    if rule.count_proxy || rule.count_written || rule.base != RuleBase::Members {
        sheets.push(Sheet::OnePage(answer(&settings, &detail)));
    }
    sheets.push(Sheet::Page(addressees(&detail, &people)));
    let framed =
        frame(session, &settings, say("meetings.notice.title", &json!({ "title": row.title })), "report.class.a");
    let password = input.password.as_ref().map(crate::desk::Passphrase::secret);
    let writing = write_workbook(&target, &session.near(&target), framed, sheets, password, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    log_export(session, "meetings", "write_notice", export, &written).await?;
    Ok(told(&target, &written))
}

fn notice(settings: &Settings, detail: &MeetingDetail, convened_on: NaiveDate) -> Page {
    let row = &detail.meeting;
    let place = row.place.clone().unwrap_or_else(|| ja("meetings.minutes.blank"));
    let mut paragraphs = vec![
        say("meetings.notice.convened", &json!({ "day": day(settings, convened_on), "union": settings.name })),
        say("meetings.notice.body", &json!({ "title": row.title })),
        say("meetings.minutes.when", &json!({ "day": day(settings, row.held_on), "time": row.starts })),
        say("meetings.minutes.where", &json!({ "place": place })),
    ];
    paragraphs.extend(detail.quorum.as_ref().map(|rule| say("meetings.minutes.quorum", &json!({ "rule": rule }))));
    if let Some(reason) = &row.urgent_reason {
        paragraphs.push(say("meetings.notice.urgent", &json!({ "reason": reason })));
    }
    let mut blocks = vec![Block::Text { paragraphs }];
    if !detail.agenda.is_empty() {
        blocks.push(Block::Heading { text: ja("meetings.minutes.agenda") });
        let head = |key: &str, kind: Kind, width: u16| Head { width, ..Head::new(ja(key), kind) };
        blocks.push(Block::Table(Table {
            heads: vec![
                head("meetings.column.no", Kind::Number, 6),
                head("meetings.column.kind", Kind::Text, 14),
                head("meetings.column.title", Kind::Text, 40),
                head("meetings.column.method", Kind::Text, 14),
            ],
            rows: detail
                .agenda
                .iter()
                .map(|item| {
                    Row::body(vec![
                        item.no.into(),
                        Cell::text(ja(&item.kind.label_key())),
                        Cell::text(item.title.clone()),
                        Cell::text(ja(&item.method.label_key())),
                    ])
                })
                .collect(),
        }));
    }
    Page {
        name: ja("meetings.notice.sheet"),
        title: say("meetings.notice.title", &json!({ "title": row.title })),
        scope: settings.name.clone(),
        landscape: false,
        blocks,
        notes: Vec::new(),
    }
}

/// 出欠票・委任状・議決権行使書, to be filled in by hand and handed back.
fn answer(settings: &Settings, detail: &MeetingDetail) -> Page {
    let row = &detail.meeting;
    let Some(rule) = &detail.rule else { return Page::default() };
    let heading = |key: &str| Block::Heading { text: ja(key) };
    let words = |keys: &[&str]| Block::Text { paragraphs: keys.iter().map(|key| ja(key)).collect() };
    let mut blocks =
        vec![words(&["meetings.answer.who"]), heading("meetings.answer.attend"), words(&["meetings.answer.choice"])];
    let mut notes = Vec::new();
    if rule.count_proxy {
        let blank = if rule.count_blank_proxy { "meetings.answer.proxy_or_chair" } else { "meetings.answer.proxy" };
        blocks.extend([heading("meetings.answer.proxy_title"), words(&[blank])]);
        notes.extend(rule.proxy_max.map(|most| say("meetings.answer.cap", &json!({ "most": most }))));
        if rule.proxy_same_unit {
            notes.push(ja("meetings.answer.same_unit"));
        }
        notes.push(ja("meetings.answer.not_secret"));
        notes.extend(
            rule.proxy_article.as_ref().map(|article| say("meetings.answer.article", &json!({ "article": article }))),
        );
    }
    if rule.count_written {
        blocks.push(heading("meetings.answer.written_title"));
        let open = detail
            .agenda
            .iter()
            .filter(|item| !item.kind.asks_for_secrecy() && item.kind != super::model::AgendaKind::Report);
        let rows: Vec<Row> = open
            .map(|item| {
                Row::body(vec![
                    item.no.into(),
                    Cell::text(item.title.clone()),
                    Cell::text(ja("meetings.answer.yes_no")),
                ])
            })
            .collect();
        let head = |key: &str, kind: Kind, width: u16| Head { width, ..Head::new(ja(key), kind) };
        blocks.push(Block::Table(Table {
            heads: vec![
                head("meetings.column.no", Kind::Number, 6),
                head("meetings.column.title", Kind::Text, 44),
                head("meetings.answer.mark", Kind::Text, 20),
            ],
            rows,
        }));
    }
    Page {
        name: ja("meetings.answer.sheet"),
        title: say("meetings.answer.title", &json!({ "title": row.title })),
        scope: settings.name.clone(),
        landscape: false,
        blocks,
        notes,
    }
}

fn addressees(detail: &MeetingDetail, people: &[&AttendeeRow]) -> Page {
    let head = |key: &str, kind: Kind, width: u16| Head { width, ..Head::new(ja(key), kind) };
    let rows = people.iter().map(|one| {
        Row::body(vec![
            Cell::Id(one.member_no.clone()),
            Cell::text(one.name.clone()),
            Cell::text_or_empty(one.kana.clone()),
            Cell::text_or_empty(one.unit.clone()),
            Cell::text(ja(&one.seat.label_key())),
        ])
    });
    Page {
        name: ja("meetings.notice.addressees"),
        title: say("meetings.notice.addressees_title", &json!({ "title": detail.meeting.title })),
        scope: say("meetings.notice.addressees_scope", &json!({ "count": people.len() })),
        landscape: false,
        blocks: vec![Block::Table(Table {
            heads: vec![
                head("column.member_no", Kind::Id, 12),
                head("column.full_name", Kind::Text, 20),
                head("column.full_kana", Kind::Text, 22),
                head("meetings.column.unit", Kind::Text, 30),
                head("meetings.column.seat", Kind::Text, 12),
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
    let detail = meeting(session, named).await?;
    let kept = minutes(session, named).await?;
    let text = match &kept {
        Some(kept) => kept.text.clone(),
        None => draft_of(session, input.meeting_id).await?,
    };
    let target = session.path(&input.file)?;
    let signers = signed(kept.as_ref());
    let title = say("meetings.minutes.title", &json!({ "union": settings.name, "title": detail.meeting.title }));
    let export = Export {
        report: "meeting-minutes".into(),
        sensitivity: Sensitivity::B,
        filters: json!({ "meeting": detail.meeting.id }),
        purpose: ja("meetings.minutes.sheet"),
        recipient: settings.name.clone(),
        protected: false,
    };
    let written = match ending(&target).as_str() {
        "txt" => {
            let whole = [text, signers.join("\n")].join("\n\n");
            write_text(&target, whole).await?
        }
        "xlsx" => {
            // The first line of a draft is its title, which stands above the page already.
            let mut paragraphs: Vec<String> = text.lines().map(str::to_owned).collect();
            if paragraphs.first() == Some(&title) {
                paragraphs.remove(0);
            }
            let mut blocks = vec![Block::Text { paragraphs }];
            if !signers.is_empty() {
                blocks.push(Block::Text { paragraphs: signers });
            }
            let state = match kept.and_then(|kept| kept.approved_on) {
                Some(on) => say("meetings.minutes.approved", &json!({ "day": day(&settings, on) })),
                None => ja("meetings.minutes.draft"),
            };
            let page = Page {
                name: ja("meetings.minutes.sheet"),
                title,
                scope: state,
                landscape: false,
                blocks,
                notes: Vec::new(),
            };
            let framed = frame(session, &settings, detail.meeting.title.clone(), "report.class.b");
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

/// Lines to sign on.
fn signed(kept: Option<&Minutes>) -> Vec<String> {
    let all = kept.map(|kept| kept.signers.as_slice()).unwrap_or_default();
    all.iter().map(|name| say("meetings.minutes.signer", &json!({ "name": name }))).collect()
}
