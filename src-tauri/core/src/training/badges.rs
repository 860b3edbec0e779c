//! Name badges of a run: everybody with a seat, ten on a sheet of A4. The code is the one that the attendance sheet takes
//! from a scanner at the door.

use serde_json::json;

use super::model::{EnrolmentStatus, PartnerWritten, RunNamed, WriteBadges};
use super::queries::board;
use crate::desk::{self, Passphrase, Words};
use crate::error::{Error, Result};
use crate::excel::background::write_workbook;
use crate::excel::badge::{Badge, Badges};
use crate::excel::book::Sheet;
use crate::members;
use crate::officers::{Export, Sensitivity, frame};
use crate::paths::is_workbook;
use crate::session::Session;

/// What a scanner types for a place in a run.
fn code_of(run: &str, seq: i64) -> String {
    format!("{}-{seq}", run.to_uppercase())
}

/// Write the badges of everybody with a seat, in the order of their readings.
///
/// # Errors
/// `required` at `purpose`; `nobody_seated`; `file_kind_xlsx`, and what the file system answers.
pub async fn write_badges(session: &Session, input: WriteBadges) -> Result<PartnerWritten> {
    let settings = desk::profile(session).await?;
    let words = Words::new(input.locale.unwrap_or(session.locale), &settings);
    let target = session.path(&input.file)?;
    let export = Export {
        report: "training-badges".into(),
        sensitivity: Sensitivity::A,
        filters: json!({ "run": input.run_id }),
        purpose: input.purpose.trim().to_owned(),
        recipient: settings.name.clone(),
        protected: input.password.is_some(),
    };
    export.check()?;
    is_workbook(&target)?;
    let board = board(session, RunNamed { id: input.run_id }).await?;
    let mut seated: Vec<_> = board
        .rows
        .iter()
        .filter(|row| {
            matches!(row.status, EnrolmentStatus::Confirmed | EnrolmentStatus::NoShow) || row.status.took_part()
        })
        .collect();
    if seated.is_empty() {
        return Err(Error::refused("nobody_seated", json!({ "title": board.run.title })));
    }
    seated.sort_by(|one, other| (&one.kana, &one.name, one.seq).cmp(&(&other.kana, &other.name, other.seq)));
    let badge = |row: &&super::model::EnrolmentRow| Badge {
        occasion: board.run.title.clone(),
        kana: row.kana.clone().unwrap_or_default(),
        name: row.name.clone(),
        from: row.org.clone(),
        code: code_of(&board.run.code, row.seq),
    };
    let badges = Badges { name: words.word("training.badges.sheet"), badges: seated.iter().map(badge).collect() };
    let frame = frame(session, &words, Sensitivity::A, words.word("training.badges.sheet"));
    let password = input.password.as_ref().map(Passphrase::secret);
    let near = session.near(&target);
    let total = seated.len() as u64;
    let sheets = vec![Sheet::Badges(Box::new(badges))];
    let writing = write_workbook(&target, &near, frame, sheets, password, &session.progress, total)?;
    let written = writing.finish(Ok(())).await?;
    let protected = export.protected;
    members::log(session, ("training", "write_badges"), export, &written, &["name", "kana"], None).await?;
    Ok(PartnerWritten::of(&target, &written, protected))
}
