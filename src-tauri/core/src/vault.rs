//! Keys and ciphers: the only room that names one. The keys of a file and of an officer stand here; `passphrase` makes a key of
//! a passphrase, `slots` keep what it opens, `secret` has the keys of cases, `digest` says what something is known by.
//!
//! ```text
//! passphrase --Argon2id(salt, cost)--> KEK --AES-256-GCM--> the officer's private keys (P-256 for HPKE, Ed25519)
//! file key (random, 256 bit) --HPKE seal to each officer's public key--> raw key of SQLCipher
//! recovery sheet = the file key itself, Crockford base32 with a checksum
//! ```
//! The file key is random and never changes with a passphrase, so changing a passphrase rewrites one slot (about 1 KB),
//! whatever the size of the union. All primitives but Argon2id are on the CRYPTREC list.

mod digest;
mod page;
mod passphrase;
mod secret;
mod slots;
mod written;

pub use digest::{Digesting, file_hash, fingerprint, hash, text_hash};
pub use passphrase::{COST_FLOOR, Cost, PASSPHRASE_MIN, Strength, check_passphrase, is_weak};
pub use secret::{HANDED, OpenedKeys, SealedDays, SecretKey, SheetKey, key_mark};
pub use slots::{Slot, Slots};

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable, Kem, Serializable};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use self::written::{base32, hex, unbase32};
use crate::error::{Error, Result};

type Hpke = DhP256HkdfSha256;
type HpkeAead = hpke::aead::AesGcm256;
type HpkeKdf = hpke::kdf::HkdfSha256;

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

/// Fill with randomness of the operating system.
///
/// # Errors
/// When it has none.
pub fn fill(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes).map_err(|_| Error::Bug("no randomness".into()))
}

#[cfg(test)]
mod tests;
