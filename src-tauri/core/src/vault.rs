//! Keys and ciphers: the only file that names one.
//!
//! ```text
//! passphrase --Argon2id(salt, cost)--> KEK --AES-256-GCM--> the officer's private keys (P-256 for HPKE, Ed25519)
//! file key (random, 256 bit) --HPKE seal to each officer's public key--> raw key of SQLCipher
//! recovery sheet = the file key itself, Crockford base32 with a checksum
//! ```
//! The file key is random and never changes with a passphrase, so changing a passphrase rewrites one slot (about 1 KB),
//! whatever the size of the union. All primitives but Argon2id are on the CRYPTREC list.

mod page;
mod secret;
mod written;

pub use secret::{HANDED, OpenedKeys, SealedDays, SecretKey, SheetKey, key_mark};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use argon2::{Algorithm, Argon2, Params, Version};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use self::written::{base32, hex, unbase32, unhex};
use crate::error::{Error, Result};

type Hpke = DhP256HkdfSha256;
type HpkeAead = hpke::aead::AesGcm256;
type HpkeKdf = hpke::kdf::HkdfSha256;

/// Smallest cost that a slot may name; below it the slot is refused (an attacker must not lower it).
pub const COST_FLOOR: Cost = Cost { memory_kib: 64 * 1024, passes: 3 };
/// Largest memory that a slot may name (an attacker must not exhaust the machine with it).
const MEMORY_CAP_KIB: u32 = 1024 * 1024;
const PASSES_CAP: u32 = 64;
/// Shortest passphrase accepted, in characters.
pub const PASSPHRASE_MIN: usize = 8;

/// Cost of deriving a key from a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
}

/// How strong the key derivation of a new file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Measured on this machine to take about one second.
    #[default]
    Calibrated,
    /// The floor: for tests and for the fictional sample.
    Floor,
}

impl Strength {
    /// The cost on this machine.
    #[must_use]
    pub fn cost(self) -> Cost {
        match self {
            Self::Floor => COST_FLOOR,
            Self::Calibrated => {
                let started = std::time::Instant::now();
                let probe = derive(&SecretString::from("calibration"), &[7; 16], COST_FLOOR);
                let once = started.elapsed().as_secs_f64().max(0.02);
                if probe.is_err() {
                    return COST_FLOOR;
                }
                // More memory first (it is what a graphics card lacks), up to 256 MiB, then more passes.
                let factor = (1.0 / once).max(1.0);
                let memory = (f64::from(COST_FLOOR.memory_kib) * factor).min(256.0 * 1024.0) as u32 / 1024 * 1024;
                let left = factor * f64::from(COST_FLOOR.memory_kib) / f64::from(memory);
                Cost {
                    memory_kib: memory,
                    passes: ((f64::from(COST_FLOOR.passes) * left) as u32).clamp(COST_FLOOR.passes, PASSES_CAP),
                }
            }
        }
    }
}

/// The key of a union file. Forgotten from memory when dropped; printed nowhere.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FileKey([u8; 32]);

impl FileKey {
    /// A new random key.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn random() -> Result<Self> {
        let mut key = Self([0; 32]);
        fill(&mut key.0)?;
        Ok(key)
    }

    /// The raw-key form of SQLCipher's `PRAGMA key`: no key derivation is run on it.
    #[must_use]
    pub fn pragma(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("\"x'{}'\"", hex(&self.0)))
    }

    /// The recovery sheet: 52 characters of Crockford base32 and 4 of checksum, in groups of four.
    #[must_use]
    pub fn recovery_code(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(self.0.to_vec());
        let digest = Sha256::digest(self.0);
        bytes.extend(digest.iter().take(3).copied());
        let text = Zeroizing::new(base32(&bytes));
        let groups: Vec<String> =
            text.as_bytes().chunks(4).map(|group| group.iter().map(|b| char::from(*b)).collect()).collect();
        Zeroizing::new(groups.join("-"))
    }

    /// The key of a recovery sheet. Case, spaces and hyphens do not matter; O, I and L are read as 0, 1 and 1.
    ///
    /// # Errors
    /// `recovery_code_typo` when length or checksum do not fit.
    pub fn from_recovery_code(code: &str) -> Result<Self> {
        let typo = || Error::invalid("code", "recovery_code_typo");
        let bytes = Zeroizing::new(unbase32(code).ok_or_else(typo)?);
        let (key, check) = bytes.split_at_checked(32).ok_or_else(typo)?;
        let digest = Sha256::digest(key);
        if check != digest.iter().take(3).copied().collect::<Vec<u8>>() {
            return Err(typo());
        }
        Ok(Self(key.try_into().map_err(|_| typo())?))
    }

    /// A key derived from this one for a named use.
    fn subkey(&self, usage: &str) -> Zeroizing<[u8; 32]> {
        let mut out = Zeroizing::new([0; 32]);
        // 32 bytes are far below the limit of the expansion, so it cannot fail.
        let _ = Hkdf::<Sha256>::new(None, &self.0).expand(usage.as_bytes(), out.as_mut());
        out
    }

    /// Authentication of the key slots under a subkey: they cannot be exchanged without the file key.
    #[must_use]
    pub fn mac(&self, bytes: &[u8]) -> Vec<u8> {
        let key = self.subkey("kyojo key slots");
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.as_ref()) else { return Vec::new() };
        mac.update(bytes);
        mac.finalize().into_bytes().to_vec()
    }
}

impl std::fmt::Debug for FileKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileKey(…)")
    }
}

/// An officer's private keys, in memory while the desk is unlocked.
pub struct OfficerKeys {
    unseal: <Hpke as Kem>::PrivateKey,
    sign: SigningKey,
}

impl std::fmt::Debug for OfficerKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OfficerKeys(…)")
    }
}

/// An officer's public keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKeys {
    /// P-256, for sealing.
    pub seal: Vec<u8>,
    /// Ed25519, for checking signatures.
    pub sign: Vec<u8>,
}

impl OfficerKeys {
    /// New keys.
    ///
    /// # Errors
    /// When the operating system has no randomness.
    pub fn random() -> Result<Self> {
        let mut seed = Zeroizing::new([0; 32]);
        fill(seed.as_mut())?;
        let (unseal, _) = Hpke::gen_keypair();
        Ok(Self { unseal, sign: SigningKey::from_bytes(&seed) })
    }

    /// The public halves.
    #[must_use]
    pub fn public(&self) -> PublicKeys {
        PublicKeys {
            seal: Hpke::sk_to_pk(&self.unseal).to_bytes().to_vec(),
            sign: self.sign.verifying_key().to_bytes().to_vec(),
        }
    }

    /// Sign bytes with the officer's key.
    #[must_use]
    pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.sign.sign(bytes).to_bytes().to_vec()
    }

    /// A second copy for another session.
    ///
    /// # Errors
    /// Never for keys that were made here.
    pub fn duplicate(&self) -> Result<Self> {
        Self::from_bytes(&self.to_bytes())
    }

    fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let mut bytes = Zeroizing::new(self.unseal.to_bytes().to_vec());
        bytes.extend_from_slice(&self.sign.to_bytes());
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let (unseal, sign) = bytes.split_at_checked(32).ok_or(Error::WrongKey)?;
        let sign: &[u8; 32] = sign.try_into().map_err(|_| Error::WrongKey)?;
        Ok(Self {
            unseal: <Hpke as Kem>::PrivateKey::from_bytes(unseal).map_err(|_| Error::WrongKey)?,
            sign: SigningKey::from_bytes(sign),
        })
    }
}

/// Whether `signature` over `bytes` was made by the holder of the Ed25519 key `signer`.
#[must_use]
pub fn signed_by(signer: &[u8], bytes: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = <&[u8; 32]>::try_from(signer) else { return false };
    let (Ok(key), Ok(signature)) = (VerifyingKey::from_bytes(key), Signature::from_slice(signature)) else {
        return false;
    };
    key.verify_strict(bytes, &signature).is_ok()
}

/// One officer's slot: what a passphrase opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The officer's id.
    pub officer: uuid::Uuid,
    /// Hash of the login under the slot's salt: the slots file names nobody.
    login_tag: String,
    salt: String,
    cost: Cost,
    /// AES-256-GCM of the private keys under the key of the passphrase.
    private_keys: String,
    seal_key: String,
    sign_key: String,
    /// HPKE of the file key to `seal_key`.
    file_key: String,
}

/// The key slots of a union: the `.keys` file, or the table `key_slot` of a shared union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slots {
    /// Format of this document.
    format: u32,
    /// Identifies the union; bound into every seal.
    pub union: uuid::Uuid,
    /// One slot per officer; the first one acts where nobody is named.
    pub officers: Vec<Slot>,
    /// HMAC over all of the above under a subkey of the file key.
    mac: String,
}

const FORMAT: u32 = 1;

impl Slots {
    /// No officers yet.
    #[must_use]
    pub fn new() -> Self {
        Self { format: FORMAT, union: crate::ids::new(), officers: Vec::new(), mac: String::new() }
    }

    /// Read the document.
    ///
    /// # Errors
    /// `None` when it is damaged; [`Error::NewerFile`] when its format is newer.
    pub fn parse(text: &str) -> Result<Option<Self>> {
        let Ok(slots) = serde_json::from_str::<Self>(text) else { return Ok(None) };
        if slots.format > FORMAT {
            return Err(Error::NewerFile { step: format!("keys {}", slots.format) });
        }
        Ok(Some(slots))
    }

    /// The document, with its authentication renewed.
    #[must_use]
    pub fn to_text(&mut self, key: &FileKey) -> String {
        self.mac = hex(&key.mac(&self.unauthenticated()));
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    fn unauthenticated(&self) -> Vec<u8> {
        serde_json::to_vec(&(self.format, self.union, &self.officers)).unwrap_or_default()
    }

    /// Whether the document was written by someone who had the file key.
    #[must_use]
    pub fn authentic(&self, key: &FileKey) -> bool {
        let expected = key.mac(&self.unauthenticated());
        // Compared through a second MAC so that timing says nothing.
        unhex(&self.mac).is_some_and(|found| key.mac(&found) == key.mac(&expected))
    }

    fn info(&self) -> Vec<u8> {
        [b"kyojo file key ".as_slice(), self.union.as_bytes()].concat()
    }

    /// A slot of an officer that is not among the others yet, and the officer's public keys. The derivation takes its time.
    ///
    /// # Errors
    /// When the operating system has no randomness or memory for the derivation.
    pub fn seal(
        &self,
        officer: uuid::Uuid,
        login: &str,
        passphrase: &SecretString,
        keys: &OfficerKeys,
        key: &FileKey,
        cost: Cost,
    ) -> Result<(Slot, PublicKeys)> {
        let mut salt = [0; 16];
        fill(&mut salt)?;
        let kek = derive(passphrase, &salt, cost)?;
        let public = keys.public();
        let seal_to = <Hpke as Kem>::PublicKey::from_bytes(&public.seal).map_err(|_| Error::Bug("seal key".into()))?;
        let (encapped, sealed) = hpke::single_shot_seal::<HpkeAead, HpkeKdf, Hpke>(
            &OpModeS::Base,
            &seal_to,
            &self.info(),
            &key.0,
            officer.as_bytes(),
        )
        .map_err(|_| Error::Bug("seal".into()))?;
        let slot = Slot {
            officer,
            login_tag: login_tag(&salt, login),
            salt: hex(&salt),
            cost,
            private_keys: hex(&encrypt(&kek, &keys.to_bytes(), officer.as_bytes())?),
            seal_key: hex(&public.seal),
            sign_key: hex(&public.sign),
            file_key: hex(&[encapped.to_bytes().to_vec(), sealed].concat()),
        };
        Ok((slot, public))
    }

    /// Add a slot that [`Slots::seal`] made, or put it in the place of the officer's old one.
    pub fn put(&mut self, slot: Slot) {
        match self.officers.iter_mut().find(|old| old.officer == slot.officer) {
            Some(old) => *old = slot,
            None => self.officers.push(slot),
        }
    }

    /// The slot of an officer.
    #[must_use]
    pub fn of(&self, officer: uuid::Uuid) -> Option<&Slot> {
        self.officers.iter().find(|slot| slot.officer == officer)
    }

    /// Open with a login (or the first officer) and a passphrase.
    ///
    /// # Errors
    /// [`Error::WrongKey`] for an unknown login, a wrong passphrase and a changed slot alike, after the same work.
    pub fn open(&self, login: Option<&str>, passphrase: &SecretString) -> Result<(uuid::Uuid, OfficerKeys, FileKey)> {
        let slot = match login {
            None => self.officers.first(),
            Some(login) => self
                .officers
                .iter()
                .find(|slot| unhex(&slot.salt).is_some_and(|salt| login_tag(&salt, login) == slot.login_tag)),
        };
        let Some(slot) = slot else {
            let cost = self.officers.first().map_or(COST_FLOOR, |slot| slot.cost);
            let _ = derive(passphrase, &[0; 16], within_limits(cost)?);
            return Err(Error::WrongKey);
        };
        let salt = unhex(&slot.salt).ok_or(Error::WrongKey)?;
        let kek = derive(passphrase, &salt, within_limits(slot.cost)?)?;
        let private = decrypt(&kek, &unhex(&slot.private_keys).ok_or(Error::WrongKey)?, slot.officer.as_bytes())
            .ok_or(Error::WrongKey)?;
        let keys = OfficerKeys::from_bytes(&private)?;
        let sealed = unhex(&slot.file_key).ok_or(Error::WrongKey)?;
        let (encapped, sealed) = sealed.split_at_checked(65).ok_or(Error::WrongKey)?;
        let encapped = <Hpke as Kem>::EncappedKey::from_bytes(encapped).map_err(|_| Error::WrongKey)?;
        let opened = hpke::single_shot_open::<HpkeAead, HpkeKdf, Hpke>(
            &OpModeR::Base,
            &keys.unseal,
            &encapped,
            &self.info(),
            sealed,
            slot.officer.as_bytes(),
        )
        .map_err(|_| Error::WrongKey)?;
        let opened = Zeroizing::new(opened);
        let key = FileKey(<[u8; 32]>::try_from(opened.as_slice()).map_err(|_| Error::WrongKey)?);
        if !self.authentic(&key) {
            return Err(Error::File { code: "keys_damaged", name: String::new() });
        }
        Ok((slot.officer, keys, key))
    }

    /// Remove an officer's slot.
    pub fn remove(&mut self, officer: uuid::Uuid) {
        self.officers.retain(|slot| slot.officer != officer);
    }

    /// The officer of a login, if there is a slot for it.
    #[must_use]
    pub fn officer_of(&self, login: &str) -> Option<uuid::Uuid> {
        self.officers
            .iter()
            .find(|slot| unhex(&slot.salt).is_some_and(|salt| login_tag(&salt, login) == slot.login_tag))
            .map(|slot| slot.officer)
    }

    /// The cost used by an officer's slot, or the floor.
    #[must_use]
    pub fn cost_of(&self, officer: uuid::Uuid) -> Cost {
        self.of(officer).map_or(COST_FLOOR, |slot| slot.cost)
    }
}

impl Default for Slots {
    fn default() -> Self {
        Self::new()
    }
}

/// Refuse a passphrase that is too short.
///
/// # Errors
/// `passphrase_short` at the field named.
pub fn check_passphrase(field: &str, passphrase: &SecretString) -> Result<()> {
    if passphrase.expose_secret().chars().count() < PASSPHRASE_MIN {
        return Err(Error::invalid(field, "passphrase_short"));
    }
    Ok(())
}

/// Whether a passphrase is easily guessed: few different characters, one class only and short, or a known one.
#[must_use]
pub fn is_weak(passphrase: &SecretString) -> bool {
    let text = passphrase.expose_secret();
    let distinct = text.chars().collect::<std::collections::BTreeSet<_>>().len();
    let lower = text.to_lowercase();
    let known = ["password", "12345678", "qwerty", "kumiai", "roudou", "union", "kyojo"]
        .iter()
        .any(|word| lower.contains(word));
    let one_class = text.chars().all(|c| c.is_ascii_digit()) || text.chars().all(|c| c.is_ascii_lowercase());
    distinct < 5 || known || (one_class && text.chars().count() < 16)
}

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

fn within_limits(cost: Cost) -> Result<Cost> {
    let fits = cost.memory_kib >= COST_FLOOR.memory_kib
        && cost.memory_kib <= MEMORY_CAP_KIB
        && cost.passes >= COST_FLOOR.passes
        && cost.passes <= PASSES_CAP;
    if fits { Ok(cost) } else { Err(Error::File { code: "keys_damaged", name: String::new() }) }
}

fn derive(passphrase: &SecretString, salt: &[u8], cost: Cost) -> Result<Zeroizing<[u8; 32]>> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| Error::Bug("kdf cost".into()))?;
    let mut out = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose_secret().as_bytes(), salt, out.as_mut())
        .map_err(|_| Error::Busy)?;
    Ok(out)
}

fn encrypt(key: &[u8; 32], plain: &[u8], aad: &[u8]) -> Result<Vec<u8>> {
    let mut nonce = [0; 12];
    fill(&mut nonce)?;
    let sealed = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad })
        .map_err(|_| Error::Bug("encrypt".into()))?;
    Ok([nonce.to_vec(), sealed].concat())
}

fn decrypt(key: &[u8; 32], sealed: &[u8], aad: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, text) = sealed.split_at_checked(12)?;
    let nonce: [u8; 12] = nonce.try_into().ok()?;
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key))
        .decrypt(&Nonce::from(nonce), Payload { msg: text, aad })
        .ok()
        .map(Zeroizing::new)
}

fn login_tag(salt: &[u8], login: &str) -> String {
    hex(&Sha256::digest([salt, b"login", login.trim().as_bytes()].concat()))
}

/// Fill with randomness of the operating system.
///
/// # Errors
/// When it has none.
pub fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|_| Error::Bug("no randomness".into()))
}

#[cfg(test)]
mod tests;
