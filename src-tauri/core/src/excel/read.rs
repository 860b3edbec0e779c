//! Reading a workbook or text table that came from outside. The parsing happens in another process, `kyojo-reader`, which
//! limits itself and may die; here only its lines are read, one at a time, so that memory stays flat whatever the file is.
//!
//! ```no_run
//! # async fn example() -> Result<(), kyojo_core::excel::read::WorkbookProblem> {
//! use kyojo_core::excel::read::{self, Event, ReadOptions};
//! let mut book = read::open(&read::reader_path()?, "名簿.xlsx".as_ref(), ReadOptions::default()).await?;
//! while let Some(event) = book.next().await? {
//!     if let Event::Row(row) = event {
//!         let _first = row.cells.first();
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//! Dropping a [`Book`] ends the reader: a preview takes the rows that it shows and lets go.

mod cell;
mod problem;

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Map, Value};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

pub use cell::Cell;
pub(crate) use cell::NOT_CALCULATED;
pub use problem::{WorkbookCode, WorkbookProblem};

/// Without a line for so long the reader is ended.
const PATIENCE: Duration = Duration::from_secs(30);
/// The reader prints no line longer than 4 MB and its line end.
const LINE_BYTES: u64 = 5 << 20;
const BUFFER_BYTES: usize = 128 << 10;
/// The environment variable that names the reader, for tests and unusual installations.
const READER_VARIABLE: &str = "KYOJO_READER";

/// A refusal or a result.
pub type Result<T> = std::result::Result<T, WorkbookProblem>;

/// What is wanted of a file.
#[derive(Debug)]
pub struct ReadOptions {
    /// Only these sheets, by name; all when empty. The one sheet of a text table has the empty name.
    pub sheets: Vec<String>,
    /// At most so many rows of each sheet that are not empty; all when `None`. For previews.
    pub rows: Option<u64>,
    /// The workbook's password, if the officer gave one.
    pub password: Option<SecretString>,
    /// How long to wait for the next line, 30 seconds by default.
    pub patience: Duration,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self { sheets: Vec::new(), rows: None, password: None, patience: PATIENCE }
    }
}

/// How a sheet is shown by the spreadsheet program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visible {
    /// With a tab.
    #[default]
    Visible,
    /// Hidden by a person.
    Hidden,
    /// Hidden by a program.
    VeryHidden,
}

/// A sheet that the book has.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SheetName {
    /// As on its tab; empty for a text table.
    pub name: String,
    /// Whether a person sees it.
    pub visible: Visible,
}

/// Something odd about a file that is read all the same. Its sentence is `problem.<code>`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Warning {
    /// `workbook_kind_differs`, `text_unreadable`, `text_private_use` or `text_control`.
    pub code: String,
    /// Parameters of its sentence: `count`, `line`, `extension`, `format`.
    pub about: Map<String, Value>,
}

/// What is known of the file before its rows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct BookHead {
    /// `xlsx`, `xls`, `ods` or `text`.
    pub format: String,
    /// Of a text table: `utf-8`, `utf-8-bom`, `utf-16le`, `utf-16be`, `cp932`, `euc-jp`, `iso-2022-jp`.
    pub encoding: Option<String>,
    /// Of a text table.
    pub delimiter: Option<char>,
    /// Days are counted from 1904; the dates are converted already.
    pub date1904: bool,
    /// Size of what is read, in bytes.
    pub bytes: u64,
    /// What the officer should know before believing it.
    pub warnings: Vec<Warning>,
    /// All sheets that can have rows, in the order of their tabs.
    pub sheets: Vec<SheetName>,
}

/// What is known of a sheet before its rows.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct SheetHead {
    /// As on its tab; empty for a text table.
    pub name: String,
    /// Its place in [`BookHead::sheets`].
    pub index: usize,
    /// Not shown by the spreadsheet program.
    pub hidden: bool,
    /// First row, first column, last row, last column of each merged region, from 1. Unknown in .ods.
    pub merged: Vec<[u32; 4]>,
    /// There are more merged regions than these.
    pub merged_cut: bool,
    /// Columns that a person does not see, from 1. Known in .xlsx only.
    pub hidden_columns: Vec<u32>,
    /// Rows as far as the file says: a hint for progress, not a promise.
    pub rows: Option<u32>,
}

/// A row that has at least one value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// As in the file, from 1; rows without a value are left out, so numbers jump.
    pub number: u32,
    /// From the first column; the empty cells at the end are left out.
    pub cells: Vec<Cell>,
}

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        let (number, cells) = Deserialize::deserialize(from)?;
        Ok(Self { number, cells })
    }
}

/// Counts of one sheet, as printed by the reader.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SheetEnd {
    /// As on its tab.
    pub name: String,
    /// Rows with a value.
    pub rows: u64,
    /// Cells with a value.
    pub cells: u64,
    /// Values that were left out because they stand beyond column 512, or are errors of an unknown kind.
    pub ignored: u64,
    /// The place of the first of them, `XFD1`.
    pub first_ignored: Option<String>,
    /// There were more rows than were asked for, perhaps.
    pub cut: bool,
}

/// Counts of what was read; they arrive only if the whole file was read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct End {
    /// Rows with a value.
    pub rows: u64,
    /// Cells with a value.
    pub cells: u64,
    /// By sheet, in order.
    pub sheets: Vec<SheetEnd>,
}

/// What comes after the head.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A sheet begins.
    Sheet(SheetHead),
    /// A row of it.
    Row(Row),
    /// How far: rows of the sheet, or bytes of a text table, and of how many, if known.
    Progress {
        /// Behind us.
        done: u64,
        /// In all.
        total: Option<u64>,
    },
    /// The whole file was read.
    End(End),
}

/// One line of the reader.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Book(BookHead),
    Sheet(SheetHead),
    Row(Row),
    Progress((u64, Option<u64>)),
    End(End),
    Error(WorkbookProblem),
}

/// Where the reader is: named by `KYOJO_READER`, else beside this program, else one folder up (tests run from there).
pub fn reader_path() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(READER_VARIABLE) {
        return Ok(path.into());
    }
    crate::process::beside("kyojo-reader").ok_or_else(|| WorkbookProblem::new(WorkbookCode::WorkbookReaderMissing))
}

/// A file that is being read.
#[derive(Debug)]
pub struct Book {
    /// What is known of it.
    pub head: BookHead,
    lines: Lines,
    ended: bool,
}

/// Starts the reader on a file and waits for what it says of it.
pub async fn open(reader: &Path, file: &Path, options: ReadOptions) -> Result<Book> {
    let mut lines = Lines::start(reader, file, &options).await?;
    loop {
        match lines.next().await? {
            Line::Book(head) => return Ok(Book { head, lines, ended: false }),
            Line::Progress(_) => {}
            Line::Error(problem) => return Err(problem),
            _ => return Err(WorkbookProblem::new(WorkbookCode::WorkbookReaderFailed)),
        }
    }
}

impl Book {
    /// The next event; `None` after [`Event::End`]. An error may come after rows: then they count for nothing.
    pub async fn next(&mut self) -> Result<Option<Event>> {
        if self.ended {
            return Ok(None);
        }
        let event = match self.lines.next().await? {
            Line::Sheet(sheet) => Event::Sheet(sheet),
            Line::Row(row) => Event::Row(row),
            Line::Progress((done, total)) => Event::Progress { done, total },
            Line::End(end) => {
                self.ended = true;
                Event::End(end)
            }
            Line::Error(problem) => return Err(problem),
            Line::Book(_) => return Err(WorkbookProblem::new(WorkbookCode::WorkbookReaderFailed)),
        };
        Ok(Some(event))
    }
}

/// The reader's lines.
#[derive(Debug)]
struct Lines {
    child: Child,
    from: BufReader<ChildStdout>,
    line: Vec<u8>,
    patience: Duration,
}

impl Lines {
    async fn start(reader: &Path, file: &Path, options: &ReadOptions) -> Result<Self> {
        let mut command = Command::new(reader);
        for sheet in &options.sheets {
            command.arg("--sheet").arg(sheet);
        }
        if let Some(rows) = options.rows {
            command.arg("--rows").arg(rows.to_string());
        }
        if options.password.is_some() {
            command.arg("--password-stdin");
        }
        command.arg("--").arg(file);
        // Nothing of ours is the reader's business, least of all what the environment holds.
        command.env_clear();
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command.stdin(if options.password.is_some() { Stdio::piped() } else { Stdio::null() });
        // What it says on standard error could hold what stands in a cell.
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let missing = |_| WorkbookProblem::new(WorkbookCode::WorkbookReaderMissing);
        let mut child = command.spawn().map_err(missing)?;
        if let (Some(mut stdin), Some(password)) = (child.stdin.take(), &options.password) {
            // The reader takes one line end away, so that a password may end with one. If it is gone, its lines tell.
            let _gone = stdin.write_all(password.expose_secret().as_bytes()).await;
            let _gone = stdin.write_all(b"\n").await;
        }
        let stdout = child.stdout.take().ok_or_else(|| WorkbookProblem::new(WorkbookCode::WorkbookReaderFailed))?;
        let from = BufReader::with_capacity(BUFFER_BYTES, stdout);
        Ok(Self { child, from, line: Vec::new(), patience: options.patience })
    }

    async fn next(&mut self) -> Result<Line> {
        let patience = self.patience;
        match tokio::time::timeout(patience, self.fill()).await {
            Ok(filled) => filled?,
            Err(_) => {
                // It is killed when dropped, if not now.
                let _dead_already = self.child.start_kill();
                return Err(WorkbookProblem::new(WorkbookCode::WorkbookStuck).about("seconds", patience.as_secs()));
            }
        }
        serde_json::from_slice(&self.line).map_err(|_| WorkbookProblem::new(WorkbookCode::WorkbookReaderFailed))
    }

    /// Reads one line, of bounded length.
    async fn fill(&mut self) -> Result<()> {
        self.line.clear();
        let mut bounded = (&mut self.from).take(LINE_BYTES);
        // An error of the pipe and its end mean the same: nothing more comes.
        let _read = bounded.read_until(b'\n', &mut self.line).await;
        if self.line.pop() == Some(b'\n') {
            return Ok(());
        }
        if bounded.limit() == 0 {
            return Err(WorkbookProblem::new(WorkbookCode::WorkbookReaderFailed));
        }
        let status = self.child.wait().await;
        Err(WorkbookProblem::new(status.map_or(WorkbookCode::WorkbookReaderFailed, death)))
    }
}

/// What it means that the reader ended without its last line: nearly always that the file needed more memory than it may.
#[cfg(unix)]
fn death(status: ExitStatus) -> WorkbookCode {
    use std::os::unix::process::ExitStatusExt;

    // SIGXCPU is 24 on Linux and macOS; the others are how a process dies that gets no more memory.
    match status.signal() {
        Some(24) => WorkbookCode::WorkbookStuck,
        Some(_) => WorkbookCode::WorkbookTooLarge,
        None => WorkbookCode::WorkbookReaderFailed,
    }
}

/// What it means that the reader ended without its last line: nearly always that the file needed more memory than it may.
#[cfg(not(unix))]
fn death(status: ExitStatus) -> WorkbookCode {
    match status.code() {
        Some(0..=2) => WorkbookCode::WorkbookReaderFailed,
        _ => WorkbookCode::WorkbookTooLarge,
    }
}
