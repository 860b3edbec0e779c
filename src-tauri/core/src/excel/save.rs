//! Files appear whole or not at all: written beside the target, flushed to the disk, then put in its place.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::page::Frame;
use super::protect;
use super::refusal::CannotWrite;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Written {
    /// Rows of all tables and lists, heads not counted.
    #[ts(type = "number")]
    pub rows: u64,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
    /// SHA-256 of the file, in hexadecimal; the export log keeps it.
    pub sha256: String,
}

/// Refuses early what would only fail after long work: a folder that is not there, a target that may not be replaced.
pub fn check(target: &Path) -> Result<(), CannotWrite> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !fs::metadata(folder)?.is_dir() {
        return Err(CannotWrite::FolderMissing);
    }
    match fs::metadata(target) {
        Ok(found) if found.is_dir() || found.permissions().readonly() => Err(CannotWrite::TargetReadonly),
        // Windows refuses to replace a file that Excel holds open: find out now.
        Ok(_) if cfg!(windows) => Ok(fs::OpenOptions::new().append(true).open(target).map(drop)?),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Where the bytes go: behind a link the file that it names, so that the link stays, and its rights are not those of the file.
fn resolved(target: &Path) -> PathBuf {
    match fs::read_link(target) {
        // A link to a file that is not there yet names where it is to be.
        Ok(link) => fs::canonicalize(target)
            .unwrap_or_else(|_| target.parent().map_or_else(|| link.clone(), |folder| folder.join(&link))),
        Err(_) => target.to_owned(),
    }
}

/// Who may read a file that was not there before, where the system has rights for that. One that was there keeps its rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readers {
    /// Whoever the system says for new files.
    Usual,
    /// The officer who wrote it, for it tells of persons by name.
    Officer,
}

impl Readers {
    /// Of a file with this frame.
    #[must_use]
    pub fn of(frame: &Frame) -> Self {
        if frame.personal { Self::Officer } else { Self::Usual }
    }
}

/// Lets `write` fill a file beside the target, encrypts it on the way if there is a password, and puts it in place.
pub fn put(
    (target, readers): (&Path, Readers),
    password: Option<&SecretString>,
    rows: u64,
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), CannotWrite>,
) -> Result<Written, CannotWrite> {
    let target = resolved(target);
    let mut options = AtomicWriteFile::options();
    options.read(true);
    if readers == Readers::Officer {
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    }
    let mut file = options.open(&target)?;
    match password {
        None => {
            let mut writer = BufWriter::with_capacity(1 << 16, file.as_file_mut());
            patiently(&mut writer, write)?;
            writer.flush()?;
        }
        Some(password) => protect::encrypted(file.as_file_mut(), password, |writer| patiently(writer, write))?,
    }
    let bytes = file.as_file().metadata()?.len();
    file.commit()?;
    let sha256 = crate::vault::file_hash(&target).map_err(|error| CannotWrite::Bug(error.code().to_owned()))?;
    Ok(Written { rows, bytes, sha256 })
}

/// Lets `write` come to its end whatever happens, and tells then what happened first.
fn patiently(
    writer: &mut (dyn Write + Send),
    write: impl FnOnce(&mut (dyn Write + Send)) -> Result<(), CannotWrite>,
) -> Result<(), CannotWrite> {
    let mut patient = Patient { to: writer, failed: None };
    let made = write(&mut patient);
    patient.failed.map_or(made, |error| Err(error.into()))
}

/// Keeps the first failure and goes on as if all were well. Whoever writes a workbook tries to finish it when a write fails, and
/// prints to standard error that this failed too.
struct Patient<'w> {
    to: &'w mut (dyn Write + Send),
    failed: Option<io::Error>,
}

impl Write for Patient<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed.is_none()
            && let Err(error) = self.to.write_all(bytes)
        {
            self.failed = Some(error);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed.is_none()
            && let Err(error) = self.to.flush()
        {
            self.failed = Some(error);
        }
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    /// A disk with room for so many bytes.
    struct Small(usize);

    impl Write for Small {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_first_failure_is_kept_and_the_writer_never_hears_of_it() {
        let mut disk = Small(10);
        let mut patient = Patient { to: &mut disk, failed: None };
        for _ in 0..3 {
            patient.write_all(b"sixsix").unwrap();
        }
        patient.flush().unwrap();
        assert_eq!(patient.failed.map(|error| error.kind()), Some(io::ErrorKind::StorageFull));
    }
}
