//! 宛名: labels, envelopes and files for merging letters, from a list. Who cannot be written to is named, never dropped.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::export::{answer, frame, named, organization_names, recipient};
use super::line::Line;
use super::model::{
    Chosen, EndReason, Honorific, LettersPreview, LettersTo, LettersWritten, NoLetter, NotWrittenTo, TextEncoding,
    WriteLabels, WriteMergeFile,
};
use super::provision::Provision;
use super::queries::{Scope, chosen, scope};
use super::roster::of_memberships;
use crate::desk::{self, Passphrase, Settings};
use crate::error::{Error, Result};
use crate::excel::addressed::{Addressed, Piece};
use crate::excel::background::{self, Rows};
use crate::excel::book::Sheet;
use crate::excel::cell::{Cell, Kind};
use crate::excel::column::{Column, cells};
use crate::excel::page::{Block, Frame, Head, List, Page, Row, Table};
use crate::excel::separated::Encoding;
use crate::ids::PersonId;
use crate::labels::{Locale, word};
use crate::officers::{Export, Sensitivity};
use crate::paths::is_workbook;
use crate::rights::Right;
use crate::session::Session;
use crate::text::numbers::postal_shown;

/// Members read at once.
const BATCH: usize = 500;
/// People named who get no letter.
const NAMED: usize = 1_000;

/// Somebody to write to.
#[derive(Clone, Debug)]
struct Letter {
    line: Line,
    title: String,
}

impl Letter {
    fn name(&self) -> String {
        [self.line.name(), self.title.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn postal(&self) -> String {
        self.line.postal.as_deref().filter(|code| !code.is_empty()).map(postal_shown).unwrap_or_default()
    }
}

/// Columns of a file for merging.
const COLUMNS: &[Column<Letter>] = &[
    Column::new("addressee", Kind::Text, 16, |letter: &Letter| Cell::text(letter.line.name())),
    Column::new("honorific", Kind::Text, 6, |letter| Cell::text_or_empty(Some(letter.title.clone()))),
    Column::new("postal", Kind::Id, 10, |letter| Cell::id_or_empty(Some(letter.postal()))),
    Column::new("home_address", Kind::Text, 40, |letter| Cell::text_or_empty(letter.line.home_address.clone())),
    Column::new("kana", Kind::Text, 20, |letter| {
        let parts = [letter.line.family_kana.as_deref(), letter.line.given_kana.as_deref()];
        Cell::text_or_empty(Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")))
    }),
    Column::new("member_no", Kind::Id, 12, |letter| Cell::id_or_empty(letter.line.member_no.clone())),
    Column::new("branch", Kind::Text, 16, |letter| Cell::text_or_empty(letter.line.branch.clone())),
    Column::new("sub_branch", Kind::Text, 16, |letter| Cell::text_or_empty(letter.line.sub_branch.clone())),
    Column::new("workplace", Kind::Text, 16, |letter| Cell::text_or_empty(letter.line.workplace.clone())),
    Column::new("employer", Kind::Text, 24, |letter| Cell::text_or_empty(letter.line.employer.clone())),
    Column::new("department", Kind::Text, 20, |letter| Cell::text_or_empty(letter.line.department.clone())),
];

/// Who of those chosen can be written to, and who cannot.
///
/// # Errors
/// `required` when nobody is chosen, and what the database answers.
pub async fn preview_letters(session: &Session, input: LettersTo) -> Result<LettersPreview> {
    let scope = scope(session, Right::ExportNames).await?;
    Ok(read(session, &scope, &input.chosen, Honorific::None, None).await?.1)
}

/// Write labels or envelopes to a workbook that prints in the sizes of the paper.
///
/// # Errors
/// `required` at `purpose`, `file_kind_xlsx` for an ending other than `.xlsx`, `nobody_to_write_to`, `label_place` for a
/// first place that the sheet does not have, and what the file system answers.
pub async fn write_labels(session: &Session, input: WriteLabels) -> Result<LettersWritten> {
    let settings = desk::profile(session).await?;
    let scope = scope(session, Right::ExportNames).await?;
    let target = session.path(&input.file)?;
    let layout = input.paper.layout();
    let start = usize::try_from(input.start).unwrap_or(1);
    if start == 0 || start > layout.per_page() {
        return Err(Error::invalid("start", "label_place"));
    }
    let filters = json!({ "chosen": input.chosen, "paper": input.paper, "start": input.start });
    let export =
        export("labels", filters, &input.purpose, input.recipient.as_deref(), input.password.is_some(), &settings);
    export.check()?;
    is_workbook(&target)?;
    let mut provision = Provision::to(session, &export.recipient).await?;
    let (letters, to) = read(session, &scope, &input.chosen, input.honorific, provision.as_mut()).await?;
    if letters.is_empty() {
        return Err(Error::refused("nobody_to_write_to", json!({})));
    }
    let piece = |letter: &Letter| Piece {
        postal: Some(letter.postal())
            .filter(|code| !code.is_empty())
            .map(|code| format!("〒{code}"))
            .unwrap_or_default(),
        address: letter.line.home_address.clone().unwrap_or_default(),
        name: letter.name(),
    };
    let addressed = Addressed {
        name: word(session.locale, &input.paper.label_key()).to_owned(),
        layout,
        pieces: letters.iter().map(piece).collect(),
        start,
        sender: if input.sender { settings.name.clone() } else { String::new() },
        shift: (input.shift_right, input.shift_down),
    };
    let mut sheets = vec![Sheet::Addressed(Box::new(addressed))];
    // Who gets no letter, and why, is for the union alone.
    if provision.is_none() {
        sheets.extend(left_out(session, &to).map(Sheet::Page));
    }
    let total = letters.len() as u64;
    let password = input.password.as_ref().map(Passphrase::secret);
    let frame = titled(session, &settings, "members.letters.labels");
    let near = session.near(&target);
    let writing = background::write_workbook(&target, &near, frame, sheets, password, &session.progress, total)?;
    let written = writing.finish(Ok(())).await?;
    let items = ["family_name", "given_name", "postal", "home_address"];
    let written = answer(session, "write_labels", export, &target, &written, (&items, provision)).await?;
    Ok(LettersWritten { written, to })
}

/// Write a file from which a word processor merges letters.
///
/// # Errors
/// `required` at `purpose`, `file_kind` for an ending that is neither, `nobody_to_write_to`, `text_unwritable` with the
/// characters that CP932 lacks, and what the file system answers.
pub async fn write_merge_file(session: &Session, input: WriteMergeFile) -> Result<LettersWritten> {
    let settings = desk::profile(session).await?;
    let scope = scope(session, Right::ExportNames).await?;
    let target = session.path(&input.file)?;
    let filters = json!({ "chosen": input.chosen, "encoding": input.encoding });
    let export =
        export("merge_file", filters, &input.purpose, input.recipient.as_deref(), input.password.is_some(), &settings);
    export.check()?;
    let ending = target.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !matches!(ending.as_str(), "xlsx" | "csv") {
        return Err(Error::file("file_kind", &target));
    }
    if ending == "csv" && input.password.is_some() {
        return Err(Error::invalid("password", "text_not_protected"));
    }
    let mut provision = Provision::to(session, &export.recipient).await?;
    let (letters, to) = read(session, &scope, &input.chosen, input.honorific, provision.as_mut()).await?;
    if letters.is_empty() {
        return Err(Error::refused("nobody_to_write_to", json!({})));
    }
    let total = letters.len() as u64;
    let fixed = |key: &str| word(Locale::Ja, key).to_owned();
    let heads: Vec<Head> = COLUMNS.iter().map(|column| column.head(&fixed)).collect();
    let (rows, feed) = background::rows();
    let writing = if ending == "csv" {
        let encoding = match (input.encoding, input.replace) {
            (TextEncoding::Utf8, _) => Encoding::Utf8,
            (TextEncoding::Cp932, false) => Encoding::Cp932,
            (TextEncoding::Cp932, true) => Encoding::Cp932Replacing,
        };
        background::write_separated(&target, Arc::from(heads), feed, encoding, &session.progress, total)
    } else {
        let list = List {
            name: word(session.locale, "members.letters.merge").to_owned(),
            title: None,
            scope: String::new(),
            landscape: true,
            heads,
        };
        let mut sheets = vec![Sheet::List(list, feed)];
        if provision.is_none() {
            sheets.extend(left_out(session, &to).map(Sheet::Page));
        }
        let password = input.password.as_ref().map(Passphrase::secret);
        let frame = titled(session, &settings, "members.letters.merge");
        let near = session.near(&target);
        background::write_workbook(&target, &near, frame, sheets, password, &session.progress, total)?
    };
    let read = send(&letters, rows).await;
    let written = writing.finish(read).await?;
    let items: Vec<&str> = COLUMNS.iter().map(|column| column.name).filter(|name| *name != "honorific").collect();
    let written = answer(session, "write_merge_file", export, &target, &written, (&items, provision)).await?;
    Ok(LettersWritten { written, to })
}

async fn send(letters: &[Letter], rows: Rows) -> Result<()> {
    for part in letters.chunks(BATCH) {
        if !rows.push(part.iter().map(|letter| cells(COLUMNS, letter)).collect()).await {
            return Ok(());
        }
    }
    rows.end().await;
    Ok(())
}

/// Letters to those who can be written to, and who cannot.
async fn read(
    session: &Session,
    scope: &Scope,
    who: &Chosen,
    honorific: Honorific,
    mut provision: Option<&mut Provision>,
) -> Result<(Vec<Letter>, LettersPreview)> {
    // Whatever the day of the list, a letter goes to where the person lives now.
    let day = session.today();
    let (ids, _) = chosen(session, scope, who).await?;
    let organizations = organization_names(session).await?;
    let title =
        if honorific == Honorific::None { String::new() } else { word(Locale::Ja, &honorific.label_key()).to_owned() };
    let mut letters = Vec::new();
    let mut written = BTreeSet::new();
    let mut to = LettersPreview { n: 0, without: Vec::new(), without_n: 0 };
    for part in ids.chunks(BATCH) {
        session.progress.go_on()?;
        session.progress.step("letters", to.n, ids.len() as u64);
        let mut members = of_memberships(session.look(), part, day).await?;
        if let Some(provision) = provision.as_deref_mut() {
            let persons: Vec<PersonId> = members.iter().map(|member| member.person_id).collect();
            provision.judge(session.look(), &persons).await?;
            members.retain(|member| provision.gives(member.person_id));
        }
        for member in members {
            let (person_id, line) = (member.person_id, named(member, scope, &organizations));
            let address = line.home_address.as_deref().is_some_and(|address| !address.trim().is_empty());
            let why = match (line.end_reason, address) {
                (Some(EndReason::Death), _) => Some(NoLetter::Deceased),
                (_, false) => Some(NoLetter::NoAddress),
                _ => None,
            };
            let Some(why) = why else {
                to.n += 1;
                written.insert(person_id);
                letters.push(Letter { line, title: title.clone() });
                continue;
            };
            to.without_n += 1;
            if to.without.len() < NAMED {
                let member_no = line.member_no.clone().unwrap_or_default();
                to.without.push(NotWrittenTo { person_id, member_no, name: line.name(), why });
            }
        }
    }
    if let Some(provision) = provision {
        provision.check()?;
        provision.only(&written);
    }
    Ok((letters, to))
}

/// The sheet that names who gets no letter.
fn left_out(session: &Session, to: &LettersPreview) -> Option<Page> {
    if to.without.is_empty() {
        return None;
    }
    let words = |key: &str| word(session.locale, key).to_owned();
    let heads = vec![
        Head::new(words("column.member_no"), Kind::Id),
        Head::new(words("column.name"), Kind::Text),
        Head::new(words("members.letters.why"), Kind::Text),
    ];
    let rows = to.without.iter().map(|person| {
        Row::body(vec![
            Cell::Id(person.member_no.clone()),
            Cell::text(person.name.clone()),
            Cell::text(words(&person.why.label_key())),
        ])
    });
    Some(Page {
        name: words("members.letters.without"),
        title: words("members.letters.without"),
        scope: String::new(),
        landscape: false,
        blocks: vec![Block::Table(Table { heads, rows: rows.collect() })],
        notes: Vec::new(),
    })
}

fn export(
    report: &str,
    filters: Value,
    purpose: &str,
    to: Option<&str>,
    protected: bool,
    settings: &Settings,
) -> Export {
    Export {
        report: report.to_owned(),
        sensitivity: Sensitivity::A,
        filters,
        purpose: purpose.trim().to_owned(),
        recipient: recipient(to, settings),
        protected,
    }
}

fn titled(session: &Session, settings: &Settings, title: &str) -> Frame {
    Frame { title: word(session.locale, title).to_owned(), ..frame(session, settings) }
}
