//! Digests: what a file, a text or a row of bytes is known by.

use sha2::{Digest, Sha256};

use super::written::hex;
use crate::error::{Error, Result};

/// SHA-256 in hex, for file hashes and fingerprints.
#[must_use]
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256.
#[must_use]
pub fn hash(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

/// SHA-256 of a text, hex.
#[must_use]
pub fn text_hash(text: &str) -> String {
    hex(&Sha256::digest(text.as_bytes()))
}

/// SHA-256 of a file in hex, read in pieces.
///
/// # Errors
/// What reading answers.
pub fn file_hash(path: &std::path::Path) -> Result<String> {
    use std::io::Read;
    let mut file = std::fs::File::open(path).map_err(|error| Error::reading(&error, path))?;
    let mut digest = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = file.read(&mut buffer).map_err(|error| Error::reading(&error, path))?;
        if read == 0 {
            return Ok(hex(&digest.finalize()));
        }
        digest.update(buffer.get(..read).unwrap_or_default());
    }
}

/// A writer that hashes what passes through.
pub struct Digesting<'w, W: std::io::Write> {
    digest: Sha256,
    to: &'w mut W,
}

impl<'w, W: std::io::Write> Digesting<'w, W> {
    /// Hash on the way to `to`.
    pub fn new(to: &'w mut W) -> Self {
        Self { digest: Sha256::new(), to }
    }

    /// SHA-256 in hex of everything written.
    #[must_use]
    pub fn finish(self) -> String {
        hex(&self.digest.finalize())
    }
}

impl<W: std::io::Write> std::io::Write for Digesting<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}
