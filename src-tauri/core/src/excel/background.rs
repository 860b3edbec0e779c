//! Writing beside the verbs: the file is made on a blocking thread while the rows are still being read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;

use super::book::{self, Feed, Sheet, WriteOptions};
use super::cell::Cell;
use super::marked::{self, Told};
use super::page::{Frame, Head};
use super::refusal::CannotWrite;
use super::save::{self, Readers, Written};
use super::separated::{self, Encoding};
use crate::error::{Error, Result};
use crate::paths::is_workbook;
use crate::progress::Progress;

/// Batches that wait between the database and the file. Few, so that memory stays flat and the window gets its turn.
const WAITING: usize = 4;

/// A channel for the rows of a list: give the receiver to [`Sheet::List`] or [`write_separated`], the sender to [`Rows`].
#[must_use]
pub fn rows() -> (Rows, Receiver<Feed>) {
    let (sender, feed) = channel(WAITING);
    (Rows { sender }, feed)
}

/// The end of the channel that the reading side holds.
#[derive(Debug)]
pub struct Rows {
    sender: Sender<Feed>,
}

impl Rows {
    /// Hands over a batch; answers whether the writer still wants more.
    pub async fn push(&self, batch: Vec<Vec<Cell>>) -> bool {
        batch.is_empty() || self.sender.send(Feed::Rows(batch)).await.is_ok()
    }

    /// Hands over a line above the rows that follow; answers whether the writer still wants more.
    pub async fn heading(&self, words: String) -> bool {
        self.sender.send(Feed::Heading(words)).await.is_ok()
    }

    /// Says that these were all. Dropping without it makes the writer give the file up.
    pub async fn end(self) {
        // A writer that is gone tells why itself.
        let _gone = self.sender.send(Feed::End).await;
    }
}

/// A file in the making.
#[derive(Debug)]
pub struct Writing {
    target: PathBuf,
    task: JoinHandle<Result<Written, CannotWrite>>,
    progress: Progress,
}

/// Begins to write a workbook. `near` is the folder of the union file (or any other of the officer's own): plain
/// intermediate rows stay in a private folder there and are gone afterwards.
///
/// # Errors
/// When that folder cannot be written.
pub fn write_workbook(
    target: &Path,
    near: &Path,
    frame: Frame,
    sheets: Vec<Sheet>,
    password: Option<SecretString>,
    progress: &Progress,
    total: u64,
) -> Result<Writing> {
    begin((target, near), password, (progress, total), move |path, options, carry_on| {
        book::write(path, &frame, sheets, options, carry_on)
    })
}

/// Begins to write a comma-separated file.
#[must_use]
pub fn write_separated(
    target: &Path,
    heads: Arc<[Head]>,
    feed: Receiver<Feed>,
    encoding: Encoding,
    progress: &Progress,
    total: u64,
) -> Writing {
    let path = target.to_owned();
    let mut carry_on = watched(progress, total);
    let task = tokio::task::spawn_blocking(move || separated::write(&path, &heads, feed, encoding, &mut carry_on));
    Writing { target: target.to_owned(), task, progress: progress.clone() }
}

/// Writes plain text that a word processor opens: UTF-8 with its mark, lines ended as Windows does.
///
/// # Errors
/// What the file system answers.
pub async fn write_text(target: &Path, text: String) -> Result<Written> {
    let path = target.to_owned();
    let rows = text.lines().count() as u64;
    let text = format!("\u{feff}{}\r\n", text.lines().collect::<Vec<_>>().join("\r\n"));
    let task = tokio::task::spawn_blocking(move || {
        save::check(&path)?;
        save::put((&path, Readers::Usual), None, rows, |writer| Ok(writer.write_all(text.as_bytes())?))
    });
    Writing { target: target.to_owned(), task, progress: Progress::silent() }.finish(Ok(())).await
}

/// Begins to write rows of somebody's file with what is wrong with them; `told` is how they arrive.
///
/// # Errors
/// When the private folder cannot be written.
pub fn write_marked(
    target: &Path,
    near: &Path,
    frame: Frame,
    told: Receiver<Told>,
    password: Option<SecretString>,
    progress: &Progress,
    total: u64,
) -> Result<Writing> {
    begin((target, near), password, (progress, total), move |path, options, carry_on| {
        marked::write(path, &frame, told, options, carry_on)
    })
}

/// Begins to write a workbook on a blocking thread: where it goes and the folder beside which it is made, how far it is told,
/// and what makes it.
fn begin(
    (target, near): (&Path, &Path),
    password: Option<SecretString>,
    (progress, total): (&Progress, u64),
    make: impl FnOnce(&Path, &WriteOptions, &mut dyn FnMut(u64) -> bool) -> Result<Written, CannotWrite> + Send + 'static,
) -> Result<Writing> {
    writable_as_workbook(target, password.as_ref())?;
    let scratch = private_folder(near)?;
    let path = target.to_owned();
    let mut carry_on = watched(progress, total);
    let task = tokio::task::spawn_blocking(move || {
        let options = WriteOptions { scratch: scratch.path().to_owned(), password };
        make(&path, &options, &mut carry_on)
    });
    Ok(Writing { target: target.to_owned(), task, progress: progress.clone() })
}

/// A workbook is written under no other ending: what ends otherwise is something else, the union file itself perhaps. A
/// password of nothing or of spaces alone protects nothing.
fn writable_as_workbook(target: &Path, password: Option<&SecretString>) -> Result<()> {
    is_workbook(target)?;
    if password.is_some_and(|password| password.expose_secret().trim().is_empty()) {
        return Err(Error::invalid("password", "required"));
    }
    Ok(())
}

impl Writing {
    /// Waits for the file. `read` is how reading its rows went: its error is the cause of the writer's.
    ///
    /// # Errors
    /// Of reading first, then of writing.
    pub async fn finish(self, read: Result<()>) -> Result<Written> {
        let written = match self.task.await {
            Ok(written) => written,
            Err(error) => return Err(Error::Bug(error.to_string())),
        };
        match (read, written) {
            (Err(error), _) => Err(error),
            (Ok(()), Ok(written)) => Ok(written),
            (Ok(()), Err(CannotWrite::Cancelled)) => self.progress.go_on().and(Err(Error::Cancelled)),
            (Ok(()), Err(error)) => Err(error.about(&self.target)),
        }
    }
}

fn watched(progress: &Progress, total: u64) -> impl FnMut(u64) -> bool + Send + 'static {
    let progress = progress.clone();
    move |rows| {
        progress.step("write", rows, total);
        progress.go_on().is_ok()
    }
}

/// A folder that only this officer may read, gone with its guard.
fn private_folder(near: &Path) -> Result<tempfile::TempDir> {
    let made = tempfile::Builder::new().prefix(".kyojo-").tempdir_in(near);
    made.or_else(|_| tempfile::Builder::new().prefix("kyojo-").tempdir()).map_err(|error| Error::io(&error, near))
}
