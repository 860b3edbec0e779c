//! What goes wrong around the program: it is killed, the disk is full, files are damaged, foreign or taken.

mod damage;
mod kills;
mod places;

use std::path::Path;

use kyojo_core::db::Db;
use kyojo_core::vault::FileKey;
use serde_json::{Value, json};

use crate::support::office::{Office, PASSPHRASE};

/// A union file in a folder, locked, with the key that opens it without a passphrase.
pub async fn founded(folder: &Path, name: &str) -> FileKey {
    let office = Office::desk();
    let file = folder.join(name);
    let union = json!({ "file": file, "union_name": "試験ユニオン（架空）", "login": "admin", "passphrase": PASSPHRASE, "strength": "floor" });
    let created = ask(&office, "desk", "create", union).await;
    let unit =
        ask(&office, "organizations", "add_unit", json!({ "kind": "headquarters", "label": "本部", "code": "HQ" }))
            .await;
    assert!(unit.is_string());
    ask(&office, "desk", "lock", json!({})).await;
    FileKey::from_recovery_code(created["recovery_code"].as_str().unwrap()).unwrap()
}

/// Call a verb of a desk that must work.
pub async fn ask(desk: &kyojo_core::desk::Desk, capability: &str, verb: &str, input: Value) -> Value {
    try_to(desk, capability, verb, input).await.unwrap_or_else(|code| panic!("{capability}.{verb}: {code}"))
}

/// Call a verb; the code if it is refused.
pub async fn try_to(
    desk: &kyojo_core::desk::Desk,
    capability: &str,
    verb: &str,
    input: Value,
) -> Result<Value, String> {
    let silent = kyojo_core::progress::Progress::silent();
    kyojo_core::api::call(desk, capability, verb, input, &silent).await.map_err(|error| error.code().to_owned())
}

/// Open a file with the passphrase of the tests; the code if it is refused.
pub async fn open(file: &Path) -> Result<kyojo_core::desk::Desk, String> {
    let desk = Office::desk();
    try_to(&desk, "desk", "open", json!({ "file": file, "passphrase": PASSPHRASE })).await.map(|_| desk)
}

/// Open a database with its key alone.
pub async fn database(file: &Path, key: &FileKey) -> Db {
    Db::open_file(file, key, false).await.expect("the file opens")
}

/// Numbers for a test, printed so that a failure can be repeated: `KYOJO_SEED=…`.
pub struct Chance(u64);

impl Chance {
    pub fn new(test: &str) -> Self {
        let given = std::env::var("KYOJO_SEED").ok().and_then(|seed| seed.parse().ok());
        let seed: u64 = given.unwrap_or_else(|| uuid::Uuid::now_v7().as_u128() as u64 | 1);
        eprintln!("{test}: KYOJO_SEED={seed}");
        Self(seed)
    }

    /// A number below `most`.
    pub fn below(&mut self, most: u64) -> u64 {
        // splitmix64
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % most.max(1)
    }
}
