//! Passphrases: how long they are, and what it costs to make a key of one.

use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::{Error, Result};

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

/// The cost, unless it is one that no slot of this program names.
pub(super) fn within_limits(cost: Cost) -> Result<Cost> {
    let fits = cost.memory_kib >= COST_FLOOR.memory_kib
        && cost.memory_kib <= MEMORY_CAP_KIB
        && cost.passes >= COST_FLOOR.passes
        && cost.passes <= PASSES_CAP;
    if fits { Ok(cost) } else { Err(Error::File { code: "keys_damaged", name: String::new() }) }
}

/// The key of a passphrase.
pub(super) fn derive(passphrase: &SecretString, salt: &[u8], cost: Cost) -> Result<Zeroizing<[u8; 32]>> {
    let params = Params::new(cost.memory_kib, cost.passes, 1, Some(32)).map_err(|_| Error::Bug("kdf cost".into()))?;
    let mut out = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.expose_secret().as_bytes(), salt, out.as_mut())
        .map_err(|_| Error::Busy)?;
    Ok(out)
}
