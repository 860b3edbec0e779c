//! 書き出しの記録 (R24): which files with data left the program in a time, who wrote them, why and for whom; and what
//! was given to other organisations.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde_json::json;

use super::actions::Asked;
use crate::error::Result;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Page, Row, Table};
use crate::labels;
use crate::members::{ProvisionRow, provisions_between};
use crate::officers::{ExportShown, exports_between};
use crate::session::Session;

/// Japan is nine hours ahead of UTC, all year.
const JAPAN: TimeDelta = TimeDelta::hours(9);

/// The pages: files, then records of provision.
pub(super) async fn pages(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    let (from, to) = (asked.days.from, asked.days.as_of);
    let files = exports_between(session, moment(from, NaiveTime::MIN), moment(to, last_moment())).await?;
    let given = provisions_between(session, from, to).await?;
    Ok(vec![files_page(asked, &files), provisions_page(asked, &given)])
}

/// A moment as the clock in Japan showed it.
pub(super) fn in_japan(at: DateTime<Utc>) -> String {
    (at + JAPAN).format("%Y-%m-%d %H:%M").to_string()
}

fn last_moment() -> NaiveTime {
    NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap_or(NaiveTime::MIN)
}

fn moment(day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    (day.and_time(time) - JAPAN).and_utc()
}

fn scope(asked: &Asked, n: usize) -> String {
    let words = &asked.words;
    words.say(
        "report.r24.scope",
        &json!({
            "from": words.day(asked.days.from),
            "to": words.day(asked.days.as_of),
            "n": words.count(i64::try_from(n).unwrap_or(i64::MAX)),
        }),
    )
}

fn page(asked: &Asked, name: &str, n: usize, table: Table, note: &str) -> Page {
    Page {
        name: asked.words.word(name),
        title: asked.words.word(name),
        scope: scope(asked, n),
        landscape: true,
        blocks: vec![Block::Table(table)],
        notes: vec![asked.words.word(note)],
    }
}

fn files_page(asked: &Asked, files: &[ExportShown]) -> Page {
    let words = &asked.words;
    let heads = vec![
        asked.words.wide("report.r24.at", Kind::Id, 17),
        asked.words.wide("report.r24.who", Kind::Text, 16),
        asked.words.wide("report.r24.what", Kind::Text, 22),
        asked.words.wide("report.r24.class", Kind::Text, 6),
        asked.words.wide("report.r24.count", Kind::Number, 8),
        asked.words.wide("report.r24.purpose", Kind::Text, 30),
        asked.words.wide("report.r24.recipient", Kind::Text, 22),
        asked.words.wide("report.r24.protected", Kind::Text, 10),
    ];
    let rows = files.iter().map(|file| {
        let protected = words.word(if file.protected { "report.r24.with_password" } else { "report.r24.plain" });
        Row::body(vec![
            Cell::Id(in_japan(file.at)),
            Cell::text(file.actor_name.clone()),
            Cell::text(name_of(asked, &file.report)),
            Cell::text(file.sensitivity.clone()),
            Cell::Number(file.rows),
            Cell::text(file.purpose.clone()),
            Cell::text(file.recipient.clone()),
            Cell::text(protected),
        ])
    });
    page(asked, "report.r24.files", files.len(), Table { heads, rows: rows.collect() }, "report.r24.files.note")
}

/// What a file was; one that a later program wrote keeps its code.
fn name_of(asked: &Asked, report: &str) -> String {
    let key = format!("officers.exported.{report}");
    if labels::has(&key) { asked.words.word(&key) } else { report.to_owned() }
}

fn provisions_page(asked: &Asked, given: &[ProvisionRow]) -> Page {
    let words = &asked.words;
    let heads = vec![
        asked.words.wide("report.r24.on", Kind::Date, 12),
        asked.words.wide("report.r24.who", Kind::Text, 16),
        asked.words.wide("report.r24.recipient", Kind::Text, 24),
        asked.words.wide("report.r24.basis", Kind::Text, 12),
        asked.words.wide("report.r24.people", Kind::Number, 8),
        asked.words.wide("report.r24.left_out", Kind::Number, 10),
        asked.words.wide("report.r24.purpose", Kind::Text, 24),
        asked.words.wide("report.r24.items", Kind::Text, 44),
    ];
    let rows = given.iter().map(|row| {
        let items: Vec<String> = row.items.iter().map(|item| words.word(&format!("column.{item}"))).collect();
        Row::body(vec![
            Cell::Date(row.provided_on),
            Cell::text(row.by.clone()),
            Cell::text(row.recipient.clone()),
            Cell::text(words.word(&row.legal_basis.label_key())),
            Cell::Number(row.people_count),
            Cell::Number(row.left_out),
            Cell::text(row.purpose.clone()),
            Cell::text(items.join(&words.word("ui.list.and"))),
        ])
    });
    page(asked, "report.r24.given", given.len(), Table { heads, rows: rows.collect() }, "report.r24.given.note")
}
