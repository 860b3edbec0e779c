//! The sheet for the member (R11): a workbook with the items of the card, closed with a password unless it is
//! said otherwise, and written into the export log without a name.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::super::keys::{OpenCase, open_case};
use super::entity::job_card_sheet;
use super::model::{CardKind, CardWords, JobCardWritten, WriteJobCard};
use super::queries::said;
use super::sheet::{PERSONAL, SHEETS, SPARE, blank, heads, ja, label_key, row, stand};
use crate::dates;
use crate::desk;
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::book::Sheet;
use crate::excel::cell::Cell;
use crate::excel::form::Form;
use crate::excel::page::Frame;
use crate::ids::CardSheetId;
use crate::labels::{Locale, sentence};
use crate::officers::{Export, Sensitivity, note_export};
use crate::paths::{ends_in, name_of};
use crate::session::Session;
use crate::vault;

/// Its code among the reports.
const CODE: &str = "R11";

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// Random letters in groups of four.
fn letters(groups: usize) -> Result<String> {
    let mut bytes = vec![0; groups * 4];
    vault::fill(&mut bytes)?;
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map_or('2', |letter| char::from(*letter));
    let groups: Vec<String> = bytes.chunks(4).map(|group| group.iter().map(letter).collect()).collect();
    Ok(groups.join("-"))
}

/// Write the sheet for the member.
///
/// # Errors
/// As [`open_case`]; `file_kind` for an ending that is no workbook's; what the file system answers.
pub async fn write_job_card(session: &Session, input: WriteJobCard) -> Result<JobCardWritten> {
    let settings = desk::profile(session).await?;
    let target = session.path(&input.file)?;
    if !ends_in(&target, "xlsx") {
        return Err(Error::file("file_kind", &target));
    }
    let case = open_case(session, session.look(), input.case_id, None).await?;
    let mark = letters(2)?;
    let rows = said(session.look(), &case).await?.into_iter().filter(|(item, _)| !item.removed);
    let mut items: Vec<Item> = rows.map(|(item, words)| (item.kind, item.no, stand(item.version), words)).collect();
    items.sort_by_key(|(kind, no, ..)| (*kind, *no));
    let today = session.today();
    let day = dates::western_long(today);
    let frame = Frame {
        union_name: settings.name.clone(),
        title: ja("report.r11"),
        code: CODE.to_owned(),
        class: ja("report.class.a"),
        made_on: sentence(Locale::Ja, "report.made_on", &json!({ "day": day })),
        made_at: session.now().naive_utc(),
        era: false,
        english: false,
        font: settings.default_font.clone(),
        personal: true,
    };
    let guide = vec![
        ja("cases.card.guide.items"),
        ja("cases.card.guide.fill"),
        sentence(Locale::Ja, "cases.card.guide.mark", &json!({ "mark": mark })),
    ];
    let sheets =
        SHEETS.into_iter().map(|kind| Sheet::UprightForm(form(kind, &case, &items, &guide, (today, &day)))).collect();
    // A password that was not asked for is made: whoever finds the file on a private computer must not read it.
    let made = if input.password.is_none() && !input.open { Some(letters(3)?) } else { None };
    let given = input.password.as_ref().map(desk::Passphrase::secret);
    let password = given.or_else(|| made.clone().map(Into::into));
    let export = Export {
        report: CODE.to_owned(),
        sensitivity: Sensitivity::A,
        filters: json!({}),
        purpose: ja("report.r11.purpose"),
        recipient: ja("report.r11.recipient"),
        protected: password.is_some(),
    };
    export.check()?;
    let near = session.near(&target);
    let written = write_workbook(&target, &near, frame, sheets, password, &session.progress, 0)?.finish(Ok(())).await?;
    let mut change = session.change("cases", "write_job_card").await?;
    note_export(&mut change, session, &export, &written).await?;
    let sheet = job_card_sheet::ActiveModel {
        id: Set(CardSheetId::new()),
        case_id: Set(case.row.id),
        mark: Set(mark.clone()),
        handed_on: Set(today),
        author_id: Set(session.officer()),
        ..Default::default()
    };
    change.keep::<job_card_sheet::Entity>(vec![sheet]).await?;
    change.done(json!({ "report": CODE })).await?;
    Ok(JobCardWritten { name: name_of(&target), sha256: written.sha256, mark, password: made })
}

type Item = (CardKind, i64, i64, CardWords);

fn form(kind: CardKind, case: &OpenCase, items: &[Item], guide: &[String], (today, day): (NaiveDate, &str)) -> Form {
    let own: Vec<&Item> = items.iter().filter(|(of, ..)| *of == kind).collect();
    let rows = match kind {
        CardKind::Plan => plan(case, own.first().copied(), day),
        _ => own
            .iter()
            .map(|(_, no, stand, words)| row(kind, *no, *stand, words, today))
            .chain((0..SPARE).map(|_| blank(kind)))
            .collect(),
    };
    let name = ja(&format!("cases.card.sheet.{}", kind.code()));
    Form { title: name.clone(), name, guide: guide.to_vec(), heads: heads(kind), rows, wrong: BTreeSet::new() }
}

/// The plan sheet: a row for each field; who it is stands above and is not read back.
fn plan(case: &OpenCase, item: Option<&Item>, day: &str) -> Vec<Vec<Cell>> {
    let head = &case.head;
    let said = [day, head.kana.as_deref().unwrap_or_default(), head.name.as_str(), "", ""];
    let personal = PERSONAL.into_iter().zip(said);
    let mut rows: Vec<Vec<Cell>> =
        personal.map(|(key, words)| vec![Cell::text(ja(key)), Cell::text(words), Cell::Empty]).collect();
    let stand = item.map_or(Cell::Empty, |(_, _, stand, _)| Cell::Id(stand.to_string()));
    for (name, field) in CardKind::Plan.fields() {
        let words = item.map(|(.., words)| words.get(*field)).unwrap_or_default();
        rows.push(vec![Cell::text(ja(&label_key(CardKind::Plan, name))), Cell::text(words), stand.clone()]);
    }
    rows
}
