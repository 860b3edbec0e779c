//! Key slots: which passphrase opens a union, and for whom.

use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::passphrase::{COST_FLOOR, Cost, derive, within_limits};
use super::written::{hex, unhex};
use super::{FileKey, Hpke, HpkeAead, HpkeKdf, OfficerKeys, PublicKeys, decrypt, encrypt, fill};
use crate::error::{Error, Result};

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

fn login_tag(salt: &[u8], login: &str) -> String {
    hex(&Sha256::digest([salt, b"login", login.trim().as_bytes()].concat()))
}
