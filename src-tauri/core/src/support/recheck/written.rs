//! The workbook that goes out.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use super::super::model::{CheckState, SupportWritten, WriteRecheck};
use super::super::queries::communities_on;
use super::super::sheet::{COMMUNITIES, Line, SCHEMES, of_community, of_scheme};
use crate::desk;
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::column::Column;
use crate::excel::form::{Form, Use};
use crate::excel::page::Frame;
use crate::excel::save;
use crate::labels::{Locale, sentence, word};
use crate::officers::{Export, Sensitivity, log_export};
use crate::paths::{is_workbook, name_of};
use crate::session::Session;

/// Write the sheet for the yearly check: all entries that are shown, or only those whose check is old. Its headers are the
/// fixed Japanese words that the way back understands.
///
/// # Errors
/// `required` when there is nothing to check, `file_kind_xlsx` for an ending that is no workbook's, and what the file system
/// answers.
pub async fn write_recheck(session: &Session, input: WriteRecheck) -> Result<SupportWritten> {
    let settings = desk::profile(session).await?;
    let target = session.path(&input.file)?;
    is_workbook(&target)?;
    let today = session.today();
    let wanted = |check: CheckState| !input.only_due || check != CheckState::Fresh;
    let schemes: Vec<Line> = super::super::queries::schemes_on(session, today)
        .await?
        .iter()
        .filter(|row| !row.hidden && wanted(row.check))
        .map(of_scheme)
        .collect();
    let communities: Vec<Line> =
        communities_on(session, today).await?.iter().filter(|row| wanted(row.check)).map(of_community).collect();
    if schemes.is_empty() && communities.is_empty() {
        return Err(Error::refused("recheck_nothing_due", json!({})));
    }
    let ja = |key: &str| word(Locale::Ja, key).to_owned();
    let day = crate::dates::western_long(today);
    let frame = Frame {
        union_name: settings.name.clone(),
        title: ja("support.recheck.title"),
        code: String::new(),
        class: ja("report.class.b"),
        made_on: sentence(Locale::Ja, "report.made_on", &json!({ "day": day })),
        made_at: session.now().naive_utc(),
        era: false,
        english: false,
        font: settings.default_font.clone(),
        personal: false,
    };
    let mut sheets = Vec::new();
    for (key, columns, lines) in [("schemes", SCHEMES, schemes), ("communities", COMMUNITIES, communities)] {
        if !lines.is_empty() {
            let title = sentence(Locale::Ja, &format!("support.recheck.title.{key}"), &json!({ "day": day }));
            sheets.push(Sheet::Form(form(&ja(&format!("support.recheck.sheet.{key}")), title, columns, &lines)));
        }
    }
    let export = Export {
        report: "support-recheck".into(),
        sensitivity: Sensitivity::B,
        filters: json!({ "only_due": input.only_due, "as_of": today }),
        purpose: ja("support.recheck.title"),
        recipient: input.recipient.filter(|who| !who.trim().is_empty()).unwrap_or_else(|| settings.name.clone()),
        protected: false,
    };
    let writing = write_workbook(&target, &session.near(&target), frame, sheets, None, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    log_export(session, "support", "write_recheck", export, &written).await?;
    Ok(told(&target, &written))
}

/// What was written, for whoever asked.
pub(in crate::support) fn told(target: &Path, written: &save::Written) -> SupportWritten {
    SupportWritten { name: name_of(target), rows: written.rows, sha256: written.sha256.clone() }
}

fn form(name: &str, title: String, columns: &[(Column<Line>, Use)], lines: &[Line]) -> Form {
    let ja = |key: &str| word(Locale::Ja, key).to_owned();
    Form {
        name: name.to_owned(),
        title,
        guide: ["answer", "mend", "leave", "back"].map(|part| ja(&format!("support.recheck.guide.{part}"))).into(),
        heads: columns.iter().map(|(column, what)| (column.head(&ja), *what)).collect(),
        rows: lines.iter().map(|line| columns.iter().map(|(column, _)| (column.get)(line)).collect()).collect(),
        wrong: BTreeSet::new(),
    }
}
