//! Workbooks that ask for a password before they open (Excel 2007 and later, LibreOffice). Only this process decrypts
//! them: the library that does so is young, and what it opens is as foreign as any other workbook.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use memchr::memmem;
use office_crypto::DecryptError;

use crate::problem::{Code, Problem};

/// The name of the stream that holds a protected workbook, as the container writes it.
const PACKAGE: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
/// With this password Excel protects a workbook that anyone may read but not change.
const READ_ONLY_PASSWORD: &str = "VelvetSweatshop";

/// What was inside the container.
pub(crate) enum Opened {
    /// An old workbook without a password, not read yet.
    Plain(File),
    /// The zipped workbook that was protected.
    Unlocked(Vec<u8>),
}

/// Opens the container, with the password if it needs one.
pub(crate) fn open(mut file: File, size: u64, password: Option<&String>) -> Result<Opened, Problem> {
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    file.read_to_end(&mut bytes).map_err(|_| Problem::new(Code::Unreadable))?;
    if memmem::find(&bytes, PACKAGE).is_none() {
        file.seek(SeekFrom::Start(0)).map_err(|_| Problem::new(Code::Unreadable))?;
        return Ok(Opened::Plain(file));
    }
    let refused = if password.is_some() { Code::PasswordWrong } else { Code::PasswordNeeded };
    let password = password.map_or(READ_ONLY_PASSWORD, String::as_str);
    match office_crypto::decrypt_from_bytes(bytes, password) {
        // The library does not ask whether the password was right; what it opens tells.
        Ok(plain) if plain.starts_with(b"PK\x03\x04") => Ok(Opened::Unlocked(plain)),
        Ok(_) => Err(Problem::new(refused)),
        Err(DecryptError::Unimplemented(_)) => Err(Problem::new(Code::PasswordUnsupported)),
        Err(_) => Err(Problem::new(Code::Damaged)),
    }
}
