//! Why a file could not be written; [`CannotWrite::about`] makes the core's error of it, each with its own code.

use std::io;
use std::path::Path;

use rust_xlsxwriter::XlsxError;
use serde_json::json;

use crate::error::Error;

/// Why a file could not be written.
#[derive(Debug)]
pub enum CannotWrite {
    /// The target is open in another program.
    TargetLocked,
    /// The target or its folder may not be written.
    TargetReadonly,
    /// The folder is not there (any more).
    FolderMissing,
    /// No room is left on the disk.
    DiskFull,
    /// A text is longer than a cell may be (32,767 UTF-16 units).
    TextTooLong {
        /// The row of the list, counted from 1.
        row: u64,
    },
    /// Characters that the wanted encoding lacks, each once, in the order of appearance.
    Unencodable {
        /// The characters.
        characters: Vec<String>,
        /// How many cells hold one.
        cells: u64,
    },
    /// The officer stopped it; nothing was left behind.
    Cancelled,
    /// The rows stopped coming before the end was announced; the source's own error says why.
    SourceStopped,
    /// Another failure of the operating system.
    Io(io::Error),
    /// A fault of ours.
    Bug(String),
}

impl CannotWrite {
    /// The same as the core's error about the file that was to be written.
    pub fn about(self, target: &Path) -> Error {
        match self {
            Self::TargetLocked => Error::file("file_in_use", target),
            Self::TargetReadonly => Error::file("file_read_only", target),
            Self::FolderMissing => Error::file("folder_missing", target),
            Self::DiskFull => Error::file("disk_full", target),
            Self::TextTooLong { row } => {
                Error::Workbook { code: "cell_text_too_long".into(), about: json!({ "row": row }) }
            }
            Self::Unencodable { characters, cells } => Error::Workbook {
                code: "text_unwritable".into(),
                about: json!({ "characters": characters.join(" "), "n": cells }),
            },
            Self::Cancelled => Error::Cancelled,
            Self::SourceStopped => Error::Bug("rows stopped before their end".into()),
            Self::Io(_) => Error::file("file_unwritable", target),
            Self::Bug(what) => Error::Bug(what),
        }
    }
}

/// Windows: another program holds the file (sharing or lock violation).
const SHARING_VIOLATIONS: [i32; 2] = [32, 33];

impl From<io::Error> for CannotWrite {
    fn from(error: io::Error) -> Self {
        if cfg!(windows) && error.raw_os_error().is_some_and(|code| SHARING_VIOLATIONS.contains(&code)) {
            return Self::TargetLocked;
        }
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Self::TargetReadonly,
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::FolderMissing,
            io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => Self::TargetLocked,
            _ => Self::Io(error),
        }
    }
}

impl From<XlsxError> for CannotWrite {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => error.into(),
            // The zip's own errors carry the operating system's error inside.
            XlsxError::ZipError(error) => {
                let inside = std::error::Error::source(&error).and_then(|e| e.downcast_ref::<io::Error>());
                match inside {
                    Some(inner) => match inner.raw_os_error() {
                        Some(code) => io::Error::from_raw_os_error(code).into(),
                        None => io::Error::new(inner.kind(), inner.to_string()).into(),
                    },
                    None => Self::Bug(error.to_string()),
                }
            }
            other => Self::Bug(other.to_string()),
        }
    }
}
