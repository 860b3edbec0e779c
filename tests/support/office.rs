//! An office: a desk with a new union, on an encrypted file, or on PostgreSQL when `KYOJO_TEST_PG` names a server.

use std::path::PathBuf;

use chrono::NaiveDate;
use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::error::Error;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};
use tempfile::TempDir;

pub const PASSPHRASE: &str = "あおぞら まきば 42";

/// An office. Dropped, its files are gone.
pub struct Office {
    pub desk: Desk,
    pub folder: TempDir,
    pub place: String,
}

/// Which database a test runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    File,
    Server,
}

/// The databases of this run: PostgreSQL only where a server is named, and then it must work.
pub fn databases() -> Vec<On> {
    if std::env::var("KYOJO_TEST_PG").is_ok_and(|url| !url.is_empty()) {
        vec![On::File, On::Server]
    } else {
        vec![On::File]
    }
}

impl Office {
    /// An office on 2026-10-31 with an open, empty union.
    pub async fn new(on: On) -> Self {
        let office = Self::closed(on).await;
        office
            .ask(
                "desk",
                "create",
                json!({ "file": office.place, "union_name": "試験ユニオン（架空）", "login": "admin", "passphrase": PASSPHRASE, "strength": "floor" }),
            )
            .await;
        office
    }

    /// An office with nothing in it yet.
    pub async fn closed(on: On) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = match on {
            On::File => folder.path().join("u.kyojo").to_string_lossy().into_owned(),
            On::Server => new_schema().await,
        };
        Self { desk: Self::desk(), folder, place }
    }

    /// Another desk of the same program.
    pub fn desk() -> Desk {
        Desk::new(DeskOptions {
            paths_allowed: true,
            today: NaiveDate::from_ymd_opt(2026, 10, 31),
            ..DeskOptions::default()
        })
    }

    /// Call a verb.
    pub async fn call(&self, capability: &str, verb: &str, input: Value) -> Result<Value, Error> {
        api::call(&self.desk, capability, verb, input, &Progress::silent()).await
    }

    /// Call a verb that must work.
    pub async fn ask(&self, capability: &str, verb: &str, input: Value) -> Value {
        match self.call(capability, verb, input.clone()).await {
            Ok(value) => value,
            Err(error) => {
                panic!("{capability}.{verb} {input}: {} {}", error.code(), serde_json::to_string(&error).unwrap())
            }
        }
    }

    /// Call a verb that must be refused; returns the code.
    pub async fn refused(&self, capability: &str, verb: &str, input: Value) -> String {
        match self.call(capability, verb, input.clone()).await {
            Ok(value) => panic!("{capability}.{verb} {input} was not refused: {value}"),
            Err(error) => error.code().to_owned(),
        }
    }

    /// A file in the office's folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// An empty schema of the test server, as an address that names it.
async fn new_schema() -> String {
    use sea_orm::{ConnectionTrait, Database};
    let url = std::env::var("KYOJO_TEST_PG").expect("KYOJO_TEST_PG");
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    let server = Database::connect(&url).await.expect("the test server answers");
    server.execute_unprepared(&format!("CREATE SCHEMA {name}")).await.unwrap();
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}options=-csearch_path%3D{name}")
}
