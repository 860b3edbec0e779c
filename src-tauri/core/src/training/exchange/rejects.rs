//! Rows that were not taken, as a form of the same number: mended, it is sent in again, and what was taken before stays as it is.

use std::collections::BTreeSet;

use serde_json::json;

use super::super::model::{FormFault, FormOutcome, PartnerWritten, WriteFormRejects};
use super::invite::{about_of, form_of};
use super::returned::{Returned, look, read};
use super::sheet::{FORM, REASON};
use super::{refuse, source};
use crate::desk::{self, Passphrase, Words};
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::form::Use;
use crate::excel::page::Head;
use crate::labels::word;
use crate::members;
use crate::officers::{Export, Sensitivity, frame};
use crate::organizations;
use crate::paths::is_workbook;
use crate::session::Session;

/// Width of the reason's column.
const WIDE: u16 = 40;

/// Write the rows out that a form's reading refuses, as they stand, with what is wrong in red and in words: a form of the same
/// number and in the same language, that is taken in like the first one.
///
/// # Errors
/// As [`super::preview_form`], but a form that was taken in is looked at all the same; `nothing_rejected`; `file_kind_xlsx`.
pub async fn write_form_rejects(session: &Session, input: WriteFormRejects) -> Result<PartnerWritten> {
    let settings = desk::profile(session).await?;
    let target = session.path(&input.out)?;
    is_workbook(&target)?;
    let source = source(session, &input.form).await?;
    let found = look(session, &source).await?;
    let words = Words::new(found.locale(), &settings);
    let mut form = read(session, session.look(), &source, &input.form, &found, words.locale()).await?;
    refuse(session, session.look(), &mut form, input.form.despite).await?;
    let refused: Vec<&Returned> = form.rows.iter().filter(|row| row.shown.outcome == FormOutcome::Refused).collect();
    if refused.is_empty() {
        return Err(Error::refused("nothing_rejected", json!({})));
    }
    let org = organizations::organization(session.look(), form.form.org_id).await?;
    let about = about_of(&words, &form.loaded, &org.name, &form.form.code, form.form.edition);
    let rows: Vec<(Vec<Cell>, Vec<usize>)> = (1..).zip(&refused).map(|(no, row)| line_of(&words, no, row)).collect();
    let guide = ["number", "mend", "choose", "back", "withdraw", "privacy"];
    let mut sheet = form_of(&words, &about, &guide, rows.iter().map(|(cells, _)| cells.clone()).collect());
    let reason = Head { width: WIDE, ..Head::new(words.word(&format!("column.{REASON}")), Kind::Text) };
    sheet.heads.insert(0, (reason, Use::Leave));
    // The reason stands before the columns of the form.
    sheet.wrong = marks(&rows);
    let frame = frame(session, &words, Sensitivity::A, words.word("training.form.rejects"));
    let near = session.near(&target);
    let password = input.out_password.as_ref().map(Passphrase::secret);
    let writing = write_workbook(&target, &near, frame, vec![Sheet::Form(sheet)], password, &session.progress, 0)?;
    let written = writing.finish(Ok(())).await?;
    let protected = input.out_password.is_some();
    // It goes back to whom it came from: the log is asked later what each partner was sent.
    let export = Export {
        report: "training-form-rejects".into(),
        sensitivity: Sensitivity::A,
        filters: json!({
            "run": form.form.run_id, "org": org.id, "form": form.form.code, "edition": form.form.edition,
            "file": source.name, "locale": words.locale(),
        }),
        purpose: word(session.locale, "training.form.mending").to_owned(),
        recipient: org.name.clone(),
        protected,
    };
    members::log(session, ("training", "write_form_rejects"), export, &written, &[], None).await?;
    Ok(PartnerWritten {
        rows: refused.len() as u64,
        form: Some(form.form.code),
        edition: Some(form.form.edition),
        ..PartnerWritten::of(&target, &written, protected)
    })
}

fn marks(rows: &[(Vec<Cell>, Vec<usize>)]) -> BTreeSet<(usize, usize)> {
    let of_row = |(at, (_, wrong)): (usize, &(Vec<Cell>, Vec<usize>))| -> Vec<(usize, usize)> {
        wrong.iter().map(|column| (at, column + 1)).collect()
    };
    rows.iter().enumerate().flat_map(of_row).collect()
}

/// A row with its reason before it, and the places of its wrong cells among the columns of the form.
fn line_of(words: &Words, no: i64, row: &Returned) -> (Vec<Cell>, Vec<usize>) {
    let shown = &row.shown;
    let first = FormFault {
        reason: shown.reason.clone().unwrap_or_default(),
        column: shown.column.clone(),
        raw: shown.raw.clone(),
    };
    let faults: Vec<&FormFault> = std::iter::once(&first).chain(&shown.others).collect();
    let said = |fault: &&FormFault| {
        let why = words.say(&format!("problem.{}", fault.reason), &json!({ "raw": fault.raw }));
        match &fault.column {
            Some(column) => {
                let column = words.word(&format!("column.{column}"));
                words.say("ui.at", &json!({ "column": column, "words": why }))
            }
            None => why,
        }
    };
    let reasons: Vec<String> = faults.iter().map(said).collect();
    let mut line = row.line.clone();
    line.no = no;
    // What cannot be read stands as it was typed.
    let cell = |(column, _): &(crate::excel::column::Column<_>, Use)| {
        let unread = row.unread.iter().find(|(of, ..)| *of == column.name);
        unread.map_or_else(|| (column.get)(&line), |(_, _, raw)| Cell::text(raw.clone()))
    };
    let cells = std::iter::once(Cell::text(reasons.join("\n"))).chain(FORM.iter().map(cell)).collect();
    let wrong = |name: &str| faults.iter().any(|fault| fault.column.as_deref() == Some(name));
    let places = FORM.iter().enumerate().filter(|(_, (column, _))| wrong(column.name)).map(|(at, _)| at).collect();
    (cells, places)
}
