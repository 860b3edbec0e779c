//! What only some officers may read: a secret has a random key of its own, which is sealed to each of them. A text is sealed under a
//! key derived for it alone, and bound to the place where it lies, so that a ciphertext that was moved does not open.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use sha2::{Digest, Sha256};
use uuid::Uuid;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::written::{base32, hex, unbase32};
use super::{Hpke, HpkeAead, HpkeKdf, OfficerKeys, decrypt, encrypt, fill, fingerprint};
use crate::error::{Error, Result};

/// Format of a sealed text, its first byte.
const FORMAT: u8 = 1;
const SALT: usize = 32;
/// Length of an encapsulated key of P-256.
const ENCAPPED: usize = 65;
/// Length of a key that somebody sealed to its holder: the encapsulated key, the key, the tag.
pub const HANDED: i64 = 65 + 32 + 16;

/// A key of a secret. Forgotten from memory when dropped; printed nowhere.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey([u8; 32]);

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(…)")
    }
}

impl SecretKey {
    /// A new random key.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn random() -> Result<Self> {
        let mut key = Self([0; 32]);
        fill(&mut key.0)?;
        Ok(key)
    }

    /// The key of one text: HKDF of this key under the text's own salt.
    fn of_text(&self, salt: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut out = Zeroizing::new([0; 32]);
        // 32 bytes are far below the limit of the expansion, so it cannot fail.
        let _ = Hkdf::<Sha256>::new(Some(salt), &self.0).expand(b"kyojo sealed text", out.as_mut());
        out
    }

    /// Seal a text that lies at `place`: it opens there and nowhere else.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn seal(&self, place: &[u8], text: &[u8]) -> Result<Vec<u8>> {
        let mut salt = [0; SALT];
        fill(&mut salt)?;
        let sealed = encrypt(&self.of_text(&salt), text, place)?;
        Ok([&[FORMAT], salt.as_slice(), &sealed].concat())
    }

    /// Open a text that lies at `place`; none when it was changed, moved, or sealed under another key.
    #[must_use]
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let (format, rest) = sealed.split_first()?;
        let (salt, text) = rest.split_at_checked(SALT)?;
        if *format != FORMAT {
            return None;
        }
        decrypt(&self.of_text(salt), text, place)
    }

    /// A keyed hash: equal for equal bytes, and says nothing about them without the key.
    #[must_use]
    pub fn tag(&self, bytes: &[u8]) -> Vec<u8> {
        let key = self.of_text(b"kyojo blind index");
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.as_ref()) else { return Vec::new() };
        mac.update(bytes);
        mac.finalize().into_bytes().to_vec()
    }

    /// The key itself, sealed to the holder of a public key, for a purpose.
    ///
    /// # Errors
    /// [`Error::Bug`] for bytes that are no public key.
    pub fn seal_to(&self, public: &[u8], purpose: &[u8]) -> Result<Vec<u8>> {
        let to = <Hpke as Kem>::PublicKey::from_bytes(public).map_err(|_| Error::Bug("public key".into()))?;
        let sealed = hpke::single_shot_seal::<HpkeAead, HpkeKdf, Hpke>(&OpModeS::Base, &to, purpose, &self.0, b"");
        let (encapped, sealed) = sealed.map_err(|_| Error::Bug("seal".into()))?;
        Ok([encapped.to_bytes().to_vec(), sealed].concat())
    }
}

fn unseal(private: &<Hpke as Kem>::PrivateKey, sealed: &[u8], purpose: &[u8]) -> Option<SecretKey> {
    let (encapped, sealed) = sealed.split_at_checked(ENCAPPED)?;
    let encapped = <Hpke as Kem>::EncappedKey::from_bytes(encapped).ok()?;
    let opened =
        hpke::single_shot_open::<HpkeAead, HpkeKdf, Hpke>(&OpModeR::Base, private, &encapped, purpose, sealed, b"");
    let opened = Zeroizing::new(opened.ok()?);
    Some(SecretKey(opened.as_slice().try_into().ok()?))
}

impl OfficerKeys {
    /// The key under which the officer's own desk keeps keys: derived from the private key, so that whoever holds that one holds both.
    fn own(&self) -> SecretKey {
        let private = Zeroizing::new(self.unseal.to_bytes().to_vec());
        let mut out = SecretKey([0; 32]);
        // 32 bytes are far below the limit of the expansion, so it cannot fail.
        let _ = Hkdf::<Sha256>::new(None, &private).expand(b"kyojo keys of the officer's own", &mut out.0);
        out
    }

    /// A mark that only this officer computes: equal for equal bytes, and says nothing about them to anybody else.
    #[must_use]
    pub fn own_mark(&self, bytes: &[u8]) -> String {
        hex(&self.own().tag(bytes))
    }

    /// A key that the officer's own desk keeps for a purpose: it opens for the same holder as one that was sealed to the officer, a
    /// hundred times faster (0084).
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn keep_key(&self, key: &SecretKey, purpose: &[u8]) -> Result<Vec<u8>> {
        self.own().seal(purpose, &key.0)
    }

    /// A key that was sealed to this officer for a purpose, or is kept by the officer; none when it was sealed to somebody else or for
    /// something else.
    #[must_use]
    pub fn open_key(&self, sealed: &[u8], purpose: &[u8]) -> Option<SecretKey> {
        // An encapsulated key of P-256 begins with 4.
        if sealed.first() != Some(&FORMAT) {
            return unseal(&self.unseal, sealed, purpose);
        }
        let opened = self.own().open(purpose, sealed)?;
        Some(SecretKey(opened.as_slice().try_into().ok()?))
    }
}

/// What a public key is told apart by, read aloud from desk to desk: four groups of four digits and letters.
#[must_use]
pub fn key_mark(public: &[u8]) -> String {
    let hex = fingerprint(public);
    let groups: Vec<String> =
        hex.as_bytes().chunks(4).take(4).map(|group| group.iter().map(|b| char::from(*b)).collect()).collect();
    groups.join("-")
}

/// The private key of a recovery sheet: only on paper, and in memory while a sheet is made or used.
pub struct SheetKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for SheetKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SheetKey(…)")
    }
}

impl SheetKey {
    /// A new sheet.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn random() -> Result<Self> {
        let mut seed = Zeroizing::new([0; 32]);
        fill(seed.as_mut())?;
        Ok(Self(seed))
    }

    /// The sheet of the fictional sample, the same in every one: there is nothing to keep secret in it.
    #[must_use]
    pub fn of_sample() -> Self {
        Self(Zeroizing::new(*b"the sample union keeps no secret"))
    }

    fn check(&self) -> Vec<u8> {
        // Another checksum than that of the file's sheet, so that the two cannot be taken for one another.
        Sha256::digest([b"kyojo counselling sheet".as_slice(), self.0.as_slice()].concat())
            .into_iter()
            .take(3)
            .collect()
    }

    /// The sheet's code, as the file's recovery sheet writes its own.
    #[must_use]
    pub fn code(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new([self.0.as_slice(), &self.check()].concat());
        let text = Zeroizing::new(base32(&bytes));
        let groups: Vec<String> =
            text.as_bytes().chunks(4).map(|group| group.iter().map(|b| char::from(*b)).collect()).collect();
        Zeroizing::new(groups.join("-"))
    }

    /// The sheet of a code. Case, spaces and hyphens do not matter.
    ///
    /// # Errors
    /// `counsel_sheet_typo` when length or checksum do not fit; also for the file's own sheet.
    pub fn from_code(code: &str) -> Result<Self> {
        let typo = || Error::invalid("sheet", "counsel_sheet_typo");
        let bytes = Zeroizing::new(unbase32(code).ok_or_else(typo)?);
        let (seed, check) = bytes.split_at_checked(32).ok_or_else(typo)?;
        let sheet = Self(Zeroizing::new(seed.try_into().map_err(|_| typo())?));
        if sheet.check() == check { Ok(sheet) } else { Err(typo()) }
    }

    fn pair(&self) -> (<Hpke as Kem>::PrivateKey, <Hpke as Kem>::PublicKey) {
        Hpke::derive_keypair(self.0.as_slice())
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> Vec<u8> {
        self.pair().1.to_bytes().to_vec()
    }

    /// A key that was sealed to this sheet for a purpose.
    #[must_use]
    pub fn open_key(&self, sealed: &[u8], purpose: &[u8]) -> Option<SecretKey> {
        unseal(&self.pair().0, sealed, purpose)
    }
}

/// Keys opened while the desk is unlocked, by their sealed form: to open one that was handed over costs as much as a hundred texts.
#[derive(Debug, Default)]
pub struct OpenedKeys(Mutex<HashMap<[u8; 32], Arc<SecretKey>>>);

impl OpenedKeys {
    /// A key sealed to the officer, opened once; none as for [`OfficerKeys::open_key`].
    #[must_use]
    pub fn open(&self, keys: &OfficerKeys, sealed: &[u8], purpose: &[u8]) -> Option<Arc<SecretKey>> {
        let mark: [u8; 32] = Sha256::digest([purpose, sealed].concat()).into();
        if let Some(known) = self.0.lock().ok().and_then(|opened| opened.get(&mark).cloned()) {
            return Some(known);
        }
        let key = Arc::new(keys.open_key(sealed, purpose)?);
        if let Ok(mut opened) = self.0.lock() {
            opened.insert(mark, key.clone());
        }
        Some(key)
    }
}

/// Days that were read in sealed records while the desk is unlocked, by record and version: a record is opened again only when it
/// changed. Forgotten with the keys.
#[derive(Debug, Default)]
pub struct SealedDays(Mutex<HashMap<Uuid, (i64, Option<NaiveDate>)>>);

impl SealedDays {
    /// The day that a record says in a version; none when that version was not opened yet.
    #[must_use]
    pub fn known(&self, record: Uuid, version: i64) -> Option<Option<NaiveDate>> {
        let known = self.0.lock().ok()?.get(&record).copied()?;
        (known.0 == version).then_some(known.1)
    }

    /// What was read.
    pub fn learn(&self, record: Uuid, version: i64, day: Option<NaiveDate>) {
        if let Ok(mut days) = self.0.lock() {
            days.insert(record, (version, day));
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn a_text_opens_where_it_lies_and_nowhere_else() {
        let (key, other) = (SecretKey::random().unwrap(), SecretKey::random().unwrap());
        let sealed = key.seal(b"case 1, note 1", "ひみつ".as_bytes()).unwrap();
        assert_eq!(key.open(b"case 1, note 1", &sealed).unwrap().as_slice(), "ひみつ".as_bytes());
        assert!(key.open(b"case 1, note 2", &sealed).is_none(), "moved");
        assert!(other.open(b"case 1, note 1", &sealed).is_none(), "another key");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
            }
            assert!(key.open(b"case 1, note 1", &changed).is_none(), "byte {at}");
        }
        assert_ne!(sealed, key.seal(b"case 1, note 1", "ひみつ".as_bytes()).unwrap(), "a salt of its own");
    }

    #[test]
    fn a_key_opens_for_its_holder_and_its_purpose() {
        let (hanako, taro) = (OfficerKeys::random().unwrap(), OfficerKeys::random().unwrap());
        let key = SecretKey::random().unwrap();
        let sealed = key.seal_to(&hanako.public().seal, b"case 1").unwrap();
        let opened = hanako.open_key(&sealed, b"case 1").unwrap();
        assert_eq!(opened.tag(b"x"), key.tag(b"x"));
        assert!(hanako.open_key(&sealed, b"case 2").is_none());
        assert!(taro.open_key(&sealed, b"case 1").is_none());
        let cache = OpenedKeys::default();
        assert!(cache.open(&hanako, &sealed, b"case 1").is_some());
        assert!(
            cache.open(&hanako, &sealed, b"case 2").is_none(),
            "what was opened for one purpose is not for another"
        );
    }

    #[test]
    fn a_kept_key_opens_for_its_keeper_and_its_purpose() {
        let (hanako, taro) = (OfficerKeys::random().unwrap(), OfficerKeys::random().unwrap());
        let key = SecretKey::random().unwrap();
        let handed = key.seal_to(&hanako.public().seal, b"case 1").unwrap();
        assert_eq!(i64::try_from(handed.len()).unwrap(), HANDED);
        let kept = hanako.keep_key(&key, b"case 1").unwrap();
        assert_ne!(i64::try_from(kept.len()).unwrap(), HANDED, "the two are told apart by their length");
        assert_eq!(hanako.open_key(&kept, b"case 1").unwrap().tag(b"x"), key.tag(b"x"));
        let again = hanako.duplicate().unwrap();
        assert_eq!(again.open_key(&kept, b"case 1").unwrap().tag(b"x"), key.tag(b"x"));
        assert!(hanako.open_key(&kept, b"case 2").is_none(), "moved to another case");
        assert!(taro.open_key(&kept, b"case 1").is_none(), "another officer");
        for at in 0..kept.len() {
            let mut changed = kept.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= 1;
            }
            assert!(hanako.open_key(&changed, b"case 1").is_none(), "byte {at}");
        }
        assert_ne!(kept, hanako.keep_key(&key, b"case 1").unwrap(), "a salt of its own");
        assert_eq!(hanako.own_mark(b"x"), again.own_mark(b"x"));
        assert_ne!(hanako.own_mark(b"x"), taro.own_mark(b"x"));
    }

    #[test]
    fn the_sheet_is_read_as_it_was_written_and_is_not_the_files_own() {
        let sheet = SheetKey::random().unwrap();
        let again = SheetKey::from_code(&sheet.code().to_lowercase().replace('-', " ")).unwrap();
        let key = SecretKey::random().unwrap();
        let sealed = key.seal_to(&sheet.public(), b"room").unwrap();
        assert_eq!(again.open_key(&sealed, b"room").unwrap().tag(b"x"), key.tag(b"x"));
        let own = super::super::FileKey::random().unwrap().recovery_code();
        assert_eq!(SheetKey::from_code(&own).unwrap_err().fields().first().unwrap().code, "counsel_sheet_typo");
    }
}
