//! A folder that several files are written into.

use std::path::{Path, PathBuf};

use super::own::FileName;
use crate::error::{Error, Result};

/// A folder that can be written, before anything is made: what is wrong with it is no fault of a report.
///
/// # Errors
/// `folder_missing`, and what the file system answers.
pub(super) fn usable(folder: &Path) -> Result<()> {
    if !folder.is_dir() {
        return Err(Error::file("folder_missing", folder));
    }
    let tried = tempfile::Builder::new().prefix(".kyojo-").tempfile_in(folder);
    tried.map(drop).map_err(|error| Error::io(&error, folder))
}

/// The place of a file that is not there yet: nothing is written over.
pub(super) fn free(folder: &Path, name: &str) -> PathBuf {
    let (stem, ending) = FileName::parts(name);
    let numbered = (2..).map(|n| folder.join(format!("{stem} ({n}){ending}")));
    [folder.join(name)].into_iter().chain(numbered).find(|path| !path.exists()).unwrap_or_else(|| folder.join(name))
}
