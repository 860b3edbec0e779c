//! The seals on the pages of a union file, as SQLCipher sets them: they tell whose key wrote the file, however much of it is damaged.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use hmac::{Hmac, Mac};
use sha2::Sha512;
use zeroize::Zeroizing;

use super::FileKey;
use crate::error::{Error, Result};

/// Bytes of a page.
const PAGE: u64 = 4096;
/// Bytes of the random salt that the first page begins with, unsealed.
const SALT: usize = 16;
/// Bytes of the seal at a page's end.
const SEAL: usize = 64;
/// What the salt is mixed with for the key of the seals.
const MASK: u8 = 0x3A;
/// Pages looked at, spread over the file, before it is called another key's.
const LOOKED_AT: u64 = 32;

impl FileKey {
    /// Whether a union file was written with this key: one page with a seal that fits says so. A file without a whole page says
    /// nothing against it.
    ///
    /// # Errors
    /// What the disk answers.
    pub fn fits(&self, path: &Path) -> Result<bool> {
        self.seals_a_page(path).map_err(|error| Error::io(&error, path))
    }

    fn seals_a_page(&self, path: &Path) -> std::io::Result<bool> {
        let mut file = File::open(path)?;
        let pages = file.metadata()?.len() / PAGE;
        if pages == 0 {
            return Ok(true);
        }
        let mut salt = [0; SALT];
        file.read_exact(&mut salt)?;
        let key = self.key_of_seals(salt);
        let mut page = Vec::new();
        let apart = usize::try_from(pages.div_ceil(LOOKED_AT)).unwrap_or(usize::MAX);
        for n in (0..pages).step_by(apart) {
            file.seek(SeekFrom::Start(n * PAGE))?;
            page.clear();
            file.by_ref().take(PAGE).read_to_end(&mut page)?;
            let Some((text, seal)) = page.split_last_chunk::<SEAL>() else { continue };
            // The salt before the first page is no part of it. Pages count from 1.
            let text = if n == 0 { text.get(SALT..).unwrap_or_default() } else { text };
            let number = u32::try_from(n + 1).unwrap_or(u32::MAX).to_le_bytes();
            if seal_of(key.as_slice(), &[text, &number]) == *seal {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// PBKDF2 with two passes over the file key, one block long.
    fn key_of_seals(&self, salt: [u8; SALT]) -> Zeroizing<Vec<u8>> {
        let first = Zeroizing::new(seal_of(&self.0, &[&salt.map(|byte| byte ^ MASK), &1_u32.to_be_bytes()]));
        let second = Zeroizing::new(seal_of(&self.0, &[first.as_slice()]));
        Zeroizing::new(first.iter().zip(second.iter()).take(self.0.len()).map(|(one, other)| one ^ other).collect())
    }
}

/// HMAC-SHA-512 of parts; a key of any length is right for it, so it cannot fail.
fn seal_of(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let Ok(mut mac) = <Hmac<Sha512> as hmac::KeyInit>::new_from_slice(key) else { return Vec::new() };
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().to_vec()
}
