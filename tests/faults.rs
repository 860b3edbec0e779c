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
