//! Pages as a PDF. How they are set is another program's business: `kyojo-pdf`, which stands beside this one where it was built,
//! reads the pages on its standard input and answers the file. It is given no path and no key, and what it prints is put in
//! place by the same hand as a workbook.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use serde::Serialize;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

use crate::error::{Error, Result};
use crate::excel::page::{Frame, Page};
use crate::excel::save::{self, Readers, Written};
use crate::paths::ends_in;
use crate::progress::Progress;
use crate::session::Session;

/// The environment variable that names the program, for tests and unusual installations.
const MAKER_VARIABLE: &str = "KYOJO_PDF";
/// So long the program may work; a pack takes a second.
const PATIENCE: Duration = Duration::from_secs(600);
/// How often it is asked whether the officer still wants the file.
const GLANCE: Duration = Duration::from_millis(200);
/// Rows of all tables together. A roster of that size is a workbook's task.
const MOST_ROWS: u64 = 10_000;
/// What the program needs of the environment to find the fonts of this computer; it gets nothing else.
const ENVIRONMENT: [&str; 4] = ["HOME", "USERPROFILE", "SystemRoot", "XDG_CONFIG_HOME"];

/// A report as the program is given it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Booklet {
    /// What all pages share.
    pub frame: Frame,
    /// The pages, each a chapter.
    pub pages: Vec<Page>,
    /// Words that only a booklet has.
    pub words: Words,
    /// It begins with its contents.
    pub contents: bool,
    /// Each page is one piece of paper, however much stands on it.
    pub one_page_each: bool,
    /// Families of fonts that are wanted first.
    pub fonts: Vec<String>,
}

/// Words that only a booklet has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Above the list of chapters.
    pub contents: String,
}

/// A file name asks for a PDF.
#[must_use]
pub fn is_wanted(target: &Path) -> bool {
    ends_in(target, "pdf")
}

/// The program that makes PDFs, if this computer has it.
#[must_use]
pub fn maker(session: &Session) -> Option<PathBuf> {
    let named = session.desk().pdf_maker.clone().or_else(|| std::env::var_os(MAKER_VARIABLE).map(PathBuf::from));
    named.or_else(|| crate::process::beside("kyojo-pdf")).filter(|program| program.is_file())
}

/// Whether so many rows of all tables make a booklet: asked also before they are read.
///
/// # Errors
/// `pdf_too_long`.
pub fn fits(rows: u64) -> Result<()> {
    if rows > MOST_ROWS { Err(too_long()) } else { Ok(()) }
}

/// Writes a booklet to a file, whole or not at all.
///
/// # Errors
/// `pdf_too_long`, `pdf_no_font`, `pdf_failed`; [`Error::Cancelled`]; what the file system answers.
pub async fn write(maker: &Path, target: &Path, booklet: &Booklet, progress: &Progress) -> Result<Written> {
    save::check(target).map_err(|error| error.about(target))?;
    let rows = booklet.pages.iter().flat_map(Page::tables).map(|table| table.rows.len() as u64).sum();
    fits(rows)?;
    progress.step("write", 0, rows);
    let made = made(maker, booklet, progress).await?;
    progress.step("write", rows, rows);
    let (path, readers) = (target.to_owned(), Readers::of(&booklet.frame));
    let put = move || save::put((&path, readers), None, rows, |writer| Ok(writer.write_all(&made)?));
    let written = tokio::task::spawn_blocking(put).await.map_err(|error| Error::Bug(error.to_string()))?;
    written.map_err(|error| error.about(target))
}

async fn made(maker: &Path, booklet: &Booklet, progress: &Progress) -> Result<Vec<u8>> {
    let sent = serde_json::to_vec(booklet).map_err(|error| Error::Bug(error.to_string()))?;
    let mut command = Command::new(maker);
    command.env_clear();
    for name in ENVIRONMENT {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    // What it says on standard error could hold what stands in a cell.
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
    let mut child = command.spawn().map_err(|_| Error::refused("pdf_not_built", json!({})))?;
    let worked = tokio::time::timeout(PATIENCE, work(&mut child, &sent));
    let stopped = async {
        while progress.go_on().is_ok() {
            tokio::time::sleep(GLANCE).await;
        }
    };
    // Whichever loses is dropped, and the program with it.
    let (status, printed) = tokio::select! {
        worked = worked => worked.map_err(|_| too_long())??,
        () = stopped => return Err(Error::Cancelled),
    };
    match status.code() {
        Some(0) if printed.starts_with(b"%PDF-") => Ok(printed),
        Some(3) => Err(Error::refused("pdf_no_font", json!({}))),
        Some(_) => Err(Error::refused("pdf_failed", json!({}))),
        // It was ended by the system: nearly always for the memory or the time that it took.
        None => Err(too_long()),
    }
}

fn too_long() -> Error {
    Error::refused("pdf_too_long", json!({ "most": MOST_ROWS }))
}

/// Gives the program its pages and takes what it prints; both at once, or each would wait for the other.
async fn work(child: &mut Child, sent: &[u8]) -> Result<(ExitStatus, Vec<u8>)> {
    let failed = |_| Error::refused("pdf_failed", json!({}));
    let (Some(mut stdin), Some(mut stdout)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Error::refused("pdf_failed", json!({})));
    };
    let give = async {
        // A program that is gone tells why by the way it ended.
        let _gone = stdin.write_all(sent).await;
        drop(stdin);
    };
    let mut printed = Vec::new();
    let (_, read) = tokio::join!(give, stdout.read_to_end(&mut printed));
    read.map_err(failed)?;
    Ok((child.wait().await.map_err(failed)?, printed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_booklet_has_its_most_rows_and_not_one_more() {
        assert_eq!(fits(MOST_ROWS), Ok(()));
        assert_eq!(fits(MOST_ROWS + 1), Err(Error::refused("pdf_too_long", json!({ "most": 10_000 }))));
    }
}
