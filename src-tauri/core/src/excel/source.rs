//! A foreign file that an officer chose: named by a token, known by its hash, opened by the reader process.

use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::read::{self, Book, ReadOptions, WorkbookProblem};
use crate::error::{Error, Result};
use crate::paths::name_of;
use crate::session::Session;

/// A file that was chosen.
#[derive(Debug)]
pub struct Source {
    reader: PathBuf,
    path: PathBuf,
    password: Option<SecretString>,
    /// Name without its folder.
    pub name: String,
    /// SHA-256, hex.
    pub hash: String,
}

/// A refused workbook as the core's error.
#[must_use]
pub fn refused(problem: WorkbookProblem) -> Error {
    Error::Workbook { code: problem.code.word().to_owned(), about: serde_json::Value::Object(problem.about) }
}

impl Source {
    /// The file behind a name; its hash is taken now.
    ///
    /// # Errors
    /// `missing`, file errors, `workbook_reader_missing`.
    pub async fn of(session: &Session, file: &str, password: Option<SecretString>) -> Result<Self> {
        let path = session.path(file)?;
        let reader = match &session.desk().reader {
            Some(reader) => reader.clone(),
            None => read::reader_path().map_err(refused)?,
        };
        let name = name_of(&path);
        let hash = hash(&path).await?;
        Ok(Self { reader, path, password, name, hash })
    }

    /// Whether the file is still what it was.
    ///
    /// # Errors
    /// `file_changed`.
    pub async fn unchanged(&self) -> Result<()> {
        if hash(&self.path).await? == self.hash { Ok(()) } else { Err(Error::file("file_changed", &self.path)) }
    }

    /// Refused when the file is not the one that was previewed.
    ///
    /// # Errors
    /// `file_changed`.
    pub fn is_still(&self, previewed: Option<&str>) -> Result<()> {
        if previewed.is_none_or(|hash| hash == self.hash) {
            Ok(())
        } else {
            Err(Error::file("file_changed", &self.path))
        }
    }

    /// Begin to read.
    ///
    /// # Errors
    /// Why the file cannot be read.
    pub async fn open(&self, sheets: Vec<String>, rows: Option<u64>) -> Result<Book> {
        let options = ReadOptions { sheets, rows, password: self.password.clone(), ..ReadOptions::default() };
        read::open(&self.reader, &self.path, options).await.map_err(refused)
    }
}

async fn hash(path: &Path) -> Result<String> {
    let path = path.to_owned();
    let hashed = tokio::task::spawn_blocking(move || crate::vault::file_hash(&path)).await;
    hashed.map_err(|error| Error::Bug(error.to_string()))?
}
