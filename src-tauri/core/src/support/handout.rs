//! The handout: one page to give away, with chosen schemes and communities, what to ask and where, as on a day. It names no
//! member and decides nothing.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde_json::json;

use super::model::{CommunityRow, HANDOUT_MOST, SchemeRow, SupportWritten, WriteHandout};
use super::queries::{communities_on, schemes_on};
use super::recheck::told;
use crate::desk::{self, Words};
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::page::{Block, Head, Page, Row, Table};
use crate::labels::Locale;
use crate::officers::{Export, Sensitivity, frame, log_export};
use crate::paths::is_workbook;
use crate::session::Session;

/// Widths of the columns in half-width characters: name, office, what to know, day of the check.
const WIDTHS: [u16; 4] = [16, 18, 44, 9];
/// Questions of a scheme on the page at most.
const QUESTIONS: usize = 3;

/// The day of the last check, or that there was none.
fn check(words: &Words, checked_on: Option<NaiveDate>) -> Cell {
    checked_on.map_or_else(|| Cell::text(words.word("support.handout.not_checked")), Cell::Date)
}

/// Write a handout.
///
/// # Errors
/// `required` at `schemes` when nothing was chosen, `handout_too_long` for more than fits one page,
/// [`Error::Missing`] for an entry that is hidden or ended, and what the file system answers.
pub async fn write_handout(session: &Session, mut input: WriteHandout) -> Result<SupportWritten> {
    // What was chosen twice stands on the page once.
    let mut seen = HashSet::new();
    input.schemes.retain(|id| seen.insert(id.0));
    input.communities.retain(|id| seen.insert(id.0));
    let chosen = input.schemes.len() + input.communities.len();
    if chosen == 0 {
        return Err(Error::invalid("schemes", "required"));
    }
    if chosen > HANDOUT_MOST {
        return Err(Error::refused("handout_too_long", json!({ "most": HANDOUT_MOST, "n": chosen })));
    }
    let settings = desk::profile(session).await?;
    let target = session.path(&input.file)?;
    is_workbook(&target)?;
    let today = session.today();
    let schemes = schemes_on(session, today).await?;
    let schemes: Vec<&SchemeRow> = input
        .schemes
        .iter()
        .map(|id| schemes.iter().find(|row| row.id == *id && !row.hidden).ok_or(Error::Missing { what: "scheme" }))
        .collect::<Result<_>>()?;
    let communities = communities_on(session, today).await?;
    let communities: Vec<&CommunityRow> = input
        .communities
        .iter()
        .map(|id| communities.iter().find(|row| row.id == *id).ok_or(Error::Missing { what: "community" }))
        .collect::<Result<_>>()?;
    let words = Words::new(input.locale.unwrap_or(session.locale), &settings);
    let occasion = input.occasion.as_deref().map(str::trim).filter(|line| !line.is_empty());
    let page = page(&words, occasion, &schemes, &communities, today);
    let frame = frame(session, &words, Sensitivity::C, words.word("support.handout.title"));
    let export = Export {
        report: "support-handout".into(),
        sensitivity: Sensitivity::C,
        filters: json!({ "schemes": input.schemes, "communities": input.communities, "as_of": today }),
        purpose: words.word("support.handout.title"),
        recipient: settings.name.clone(),
        protected: false,
    };
    let sheets = vec![Sheet::OnePage(page)];
    let writing = write_workbook(&target, &session.near(&target), frame, sheets, None, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    log_export(session, "support", "write_handout", export, &written).await?;
    Ok(told(&target, &written))
}

fn page(
    words: &Words,
    occasion: Option<&str>,
    schemes: &[&SchemeRow],
    communities: &[&CommunityRow],
    today: NaiveDate,
) -> Page {
    let mut blocks = vec![Block::Text { paragraphs: vec![words.word("support.handout.intro")] }];
    if !schemes.is_empty() {
        blocks.push(Block::Heading { text: words.word("support.tab.schemes") });
        blocks.push(Block::Table(Table {
            heads: heads(words, ["scheme", "office", "ask", "checked"]),
            rows: schemes.iter().map(|row| scheme(words, row)).collect(),
        }));
    }
    if !communities.is_empty() {
        blocks.push(Block::Heading { text: words.word("support.tab.communities") });
        blocks.push(Block::Table(Table {
            heads: heads(words, ["community", "contact", "helps", "checked"]),
            rows: communities.iter().map(|row| community(words, row)).collect(),
        }));
    }
    let mut scope =
        vec![words.settings().name.clone(), words.say("support.handout.as_of", &json!({ "day": words.day(today) }))];
    scope.extend(occasion.map(str::to_owned));
    Page {
        name: words.word("support.handout.sheet"),
        title: words.word("support.handout.title"),
        scope: scope.join("　"),
        landscape: false,
        blocks,
        notes: vec![words.word("support.note.official"), words.word("support.note.no_verdict")],
    }
}

fn heads(words: &Words, names: [&str; 4]) -> Vec<Head> {
    let kinds = [Kind::Text, Kind::Text, Kind::Text, Kind::Date];
    let columns = names.iter().zip(kinds).zip(WIDTHS);
    columns.map(|((name, kind), width)| words.wide(&format!("support.handout.head.{name}"), kind, width)).collect()
}

fn scheme(words: &Words, row: &SchemeRow) -> Row {
    let name = match (words.locale(), &row.name_en) {
        (Locale::En, Some(name)) => format!("{name}\n{}", row.name),
        _ => row.name.clone(),
    };
    let text = &row.text;
    let mut lines = vec![text.summary.clone()];
    if !text.questions.is_empty() {
        lines.push(words.word("support.handout.questions"));
        lines.extend(text.questions.iter().take(QUESTIONS).map(|question| format!("・{question}")));
    }
    lines.extend(text.bring.as_ref().map(|bring| words.say("support.handout.bring", &json!({ "what": bring }))));
    let mut office = vec![text.office.clone()];
    office.extend(text.site.clone());
    Row::body(vec![
        name.as_str().into(),
        office.join("\n").as_str().into(),
        lines.join("\n").as_str().into(),
        check(words, text.checked_on),
    ])
}

fn community(words: &Words, row: &CommunityRow) -> Row {
    let contact = [&row.contact_name, &row.phone, &row.mail, &row.site];
    let contact: Vec<&str> = contact.into_iter().flatten().map(String::as_str).collect();
    let kind = words.word(&row.kind.label_key());
    let name = [Some(row.name.as_str()), Some(kind.as_str()), row.region.as_deref()];
    let name: Vec<&str> = name.into_iter().flatten().collect();
    Row::body(vec![
        name.join("\n").as_str().into(),
        contact.join("\n").as_str().into(),
        row.helps.as_str().into(),
        check(words, row.checked_on),
    ])
}
