//! Backups: a consistent copy, checked by reading it again, with the key slots inside. A live file is never copied.
//!
//! Format of a `.kyojo-backup`: the line `KYOJO-BACKUP 1`, one line of JSON (the manifest), then the encrypted database.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::keyfile;
use super::model::{BackedUp, BackupTo, Restore, Restored, Verified};
use super::state::Desk;
use crate::api::Nothing;
use crate::audit;
use crate::compose;
use crate::db::{Db, Place, Server};
use crate::error::{Error, Result};
use crate::paths::name_of;
use crate::progress::Progress;
use crate::session::{Session, Unlocked};
use crate::vault::{self, FileKey, Slots};

const MAGIC: &str = "KYOJO-BACKUP 1";

#[derive(Serialize, Deserialize)]
struct Manifest {
    program: String,
    made_at: DateTime<Utc>,
    schema: Vec<String>,
    counts: BTreeMap<String, u64>,
    chain_head: String,
    database_sha256: String,
    keys: Slots,
}

/// Write a backup where the officer chose, after reading it again.
///
/// # Errors
/// `file_exists`, `folder_missing`, `disk_full` and others about the place; `backup_unreadable` when the copy did not pass its checks.
pub async fn backup(desk: &Desk, input: BackupTo, progress: &Progress) -> Result<BackedUp> {
    let session = desk.session(progress.clone())?;
    let target = session.path(&input.file)?;
    if target.exists() {
        return Err(Error::file("file_exists", &target));
    }
    if target.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(Error::file("folder_missing", &target));
    }
    let Place::File(path) = &session.desk().place else { return Err(Error::refused("backup_files_only", json!({}))) };
    let done = write_backup(session.db(), path, &session.desk().key, &target).await?;
    let mut change = session.change("desk", "backup").await?;
    change.is_final();
    change.done(json!({ "name": done.name })).await?;
    Ok(done)
}

/// The folder of automatic backups of a union file.
fn folder_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push("-backups");
    PathBuf::from(name)
}

/// When the newest automatic backup was written.
pub(super) fn newest(place: &Place) -> Option<DateTime<Utc>> {
    let Place::File(path) = place else { return None };
    std::fs::read_dir(folder_of(path))
        .ok()?
        .filter_map(|entry| entry.ok()?.metadata().ok()?.modified().ok())
        .max()
        .map(DateTime::<Utc>::from)
}

/// Write an automatic backup if something was done since the last one; keep 7 days, 5 weeks, 12 months.
///
/// # Errors
/// What the disk answers.
pub(crate) async fn automatic(unlocked: &Unlocked, now: DateTime<Utc>) -> Result<()> {
    let Place::File(path) = &unlocked.place else { return Ok(()) };
    let folder = folder_of(path);
    let last = newest(&unlocked.place);
    let newest_op: Option<DateTime<Utc>> = unlocked
        .db
        .texts("SELECT at FROM op ORDER BY id DESC LIMIT 1")
        .await?
        .first()
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
        .map(|at| at.with_timezone(&Utc));
    if newest_op.is_none() || last.zip(newest_op).is_some_and(|(last, op)| last > op) {
        return Ok(());
    }
    std::fs::create_dir_all(&folder).map_err(|error| Error::io(&error, &folder))?;
    let target = folder.join(format!("{}.kyojo-backup", now.format("%Y%m%dT%H%M%SZ")));
    if target.exists() {
        return Ok(());
    }
    write_backup(&unlocked.db, path, &unlocked.key, &target).await?;
    rotate(&folder, now);
    Ok(())
}

/// Write a backup of a file as an older program left it; the rotation leaves it alone.
///
/// # Errors
/// What the disk answers; then the file keeps its schema and is not opened.
pub(super) async fn before_new_schema(db: &Db, path: &Path, key: &FileKey, now: DateTime<Utc>) -> Result<()> {
    let folder = folder_of(path);
    std::fs::create_dir_all(&folder).map_err(|error| Error::io(&error, &folder))?;
    let target = folder.join(format!("before-update-{}.kyojo-backup", now.format("%Y%m%dT%H%M%SZ")));
    write_backup(db, path, key, &target).await.map(drop)
}

/// Write an automatic backup before work that changes very much, where the desk writes such backups.
///
/// # Errors
/// What the disk answers; then the work is not begun.
pub(crate) async fn backup_before(session: &Session) -> Result<()> {
    if session.desk().automatic_backups { automatic(session.desk(), session.now()).await } else { Ok(()) }
}

/// Keep the newest of each of the last 7 days, 5 weeks and 12 months.
fn rotate(folder: &Path, now: DateTime<Utc>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut files: Vec<(DateTime<Utc>, PathBuf)> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let stem = path.file_stem()?.to_str()?.to_owned();
            let at = chrono::NaiveDateTime::parse_from_str(&stem, "%Y%m%dT%H%M%SZ").ok()?.and_utc();
            Some((at, path))
        })
        .collect();
    files.sort_by_key(|file| std::cmp::Reverse(file.0));
    let mut kept: BTreeMap<String, ()> = BTreeMap::new();
    for (n, (at, path)) in files.iter().enumerate() {
        let age = now - *at;
        let mut keep = n == 0;
        for (slot, most) in [
            (at.format("d%Y%m%d").to_string(), 7),
            (at.format("w%G%V").to_string(), 35),
            (at.format("m%Y%m").to_string(), 366),
        ] {
            if age.num_days() <= most && kept.insert(slot, ()).is_none() {
                keep = true;
            }
        }
        if !keep {
            let _ = std::fs::remove_file(path);
        }
    }
}

async fn write_backup(db: &Db, path: &Path, key: &FileKey, target: &Path) -> Result<BackedUp> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let scratch = tempfile::Builder::new()
        .prefix(".kyojo-backup-")
        .tempdir_in(folder)
        .map_err(|error| Error::io(&error, target))?;
    let copy = scratch.path().join("copy.kyojo");
    if let Err(error) = db.run("VACUUM INTO ?", [copy.to_string_lossy().into_owned().into()]).await {
        return Err(match error {
            Error::File { code: "file_damaged", .. } => Error::file("file_damaged", path),
            Error::File { code, .. } => Error::file(code, target),
            // A page that cannot be read has many faces here; the check knows them.
            other if check(db).await.is_empty() => other,
            _ => Error::file("file_damaged", path),
        });
    }
    let again = Db::open_as_it_is(&copy, key, false).await?;
    let findings = check(&again).await;
    let chain = audit::verify(again.look(), None).await;
    let counts = counts(&again).await;
    let schema = again.applied_steps().await;
    again.close().await;
    if !findings.is_empty() {
        return Err(Error::file("backup_unreadable", target));
    }
    let (chain, counts, schema) = (chain?, counts?, schema?);
    if chain.first_bad.is_some() {
        return Err(Error::file("backup_unreadable", target));
    }
    let manifest = Manifest {
        program: env!("CARGO_PKG_VERSION").into(),
        made_at: Utc::now(),
        schema,
        counts: counts.clone(),
        chain_head: chain.head,
        database_sha256: vault::file_hash(&copy)?,
        keys: keyfile::read(path, key)?,
    };
    let failed = |error: std::io::Error| Error::io(&error, target);
    let mut file = atomic_write_file::AtomicWriteFile::open(target).map_err(failed)?;
    let line = serde_json::to_string(&manifest).map_err(|error| Error::Bug(error.to_string()))?;
    writeln!(file, "{MAGIC}\n{line}").map_err(failed)?;
    let mut from = std::fs::File::open(&copy).map_err(failed)?;
    std::io::copy(&mut from, &mut file).map_err(failed)?;
    file.commit().map_err(failed)?;
    let bytes = std::fs::metadata(target).map_err(failed)?.len();
    Ok(BackedUp { name: name_of(target), bytes, counts })
}

/// Turn a backup into a union file again, under another name than any existing file.
///
/// # Errors
/// `backup_damaged`, `file_exists`, `restore_files_only`, [`Error::NewerFile`].
pub async fn restore(desk: &Desk, input: Restore, progress: &Progress) -> Result<Restored> {
    if Server::is_address(&input.to) {
        return Err(Error::refused("restore_files_only", json!({})));
    }
    let from = desk.files.path(&input.from)?;
    let to = desk.files.path(&input.to)?;
    crate::db::refuse_unsafe_place(&to)?;
    if to.exists() || keyfile::copies(&to).iter().any(|copy| copy.exists()) {
        return Err(Error::file("file_exists", &to));
    }
    let damaged = || Error::file("backup_damaged", &from);
    let mut reader = BufReader::new(std::fs::File::open(&from).map_err(|error| Error::reading(&error, &from))?);
    let mut first = String::new();
    // The first lines are short; a foreign file must not be read into memory as one line.
    reader.by_ref().take(64).read_line(&mut first).map_err(|_| damaged())?;
    if first.trim_end() != MAGIC {
        return Err(if first.starts_with("KYOJO-BACKUP") {
            Error::NewerFile { step: first.trim_end().to_owned() }
        } else {
            damaged()
        });
    }
    let mut line = String::new();
    reader.by_ref().take(4 * 1024 * 1024).read_line(&mut line).map_err(|_| damaged())?;
    let manifest: Manifest = serde_json::from_str(&line).map_err(|_| damaged())?;
    let known: Vec<String> = <kyojo_migrations::Migrator as kyojo_migrations::MigratorTrait>::migrations()
        .iter()
        .map(|step| step.name().to_owned())
        .collect();
    if let Some(newer) = manifest.schema.iter().find(|step| !known.contains(step)) {
        return Err(Error::NewerFile { step: newer.clone() });
    }
    progress.step("restore", 0, 0);
    let failed = |error: std::io::Error| Error::io(&error, &to);
    let mut file = atomic_write_file::AtomicWriteFile::open(&to).map_err(failed)?;
    let mut digest = vault::Digesting::new(&mut file);
    std::io::copy(&mut reader, &mut digest).map_err(failed)?;
    if digest.finish() != manifest.database_sha256 {
        return Err(damaged());
    }
    let keys = serde_json::to_string_pretty(&manifest.keys).map_err(|error| Error::Bug(error.to_string()))?;
    let written = keyfile::copies(&to).iter().try_for_each(|copy| keyfile::write_safely(copy, keys.as_bytes()));
    if let Err(error) = written.and_then(|()| file.commit().map_err(failed)) {
        // Keys without their file would stand in the way of the next attempt.
        for copy in keyfile::copies(&to) {
            let _ = std::fs::remove_file(copy);
        }
        return Err(error);
    }
    Ok(Restored { name: name_of(&to), made_at: manifest.made_at, counts: manifest.counts })
}

/// Check the open union: pages, references, keys, the trail, and count its rows.
///
/// # Errors
/// What the database answers.
pub async fn verify(desk: &Desk, _input: Nothing, progress: &Progress) -> Result<Verified> {
    let session = desk.session(progress.clone())?;
    let db = session.db();
    let mut findings = check(db).await;
    if findings.iter().any(|code| code == "pages" || code == "structure") {
        // Of a damaged file nothing else can be told for sure.
        return Ok(Verified {
            whole: false,
            findings,
            chain: audit::ChainReport::default(),
            counts: BTreeMap::new(),
            engine: String::new(),
        });
    }
    if let Place::File(path) = &session.desk().place {
        for (copy, code) in keyfile::copies(path).iter().zip(["keys_first_copy", "keys_second_copy"]) {
            let whole = std::fs::read_to_string(copy)
                .ok()
                .and_then(|text| Slots::parse(&text).ok().flatten())
                .is_some_and(|slots| authentic(&slots, &session.desk().key));
            if !whole {
                findings.push(code.into());
            }
        }
    } else if !authentic(&keyfile::read_shared(db.look()).await?, &session.desk().key) {
        findings.push("keys_first_copy".into());
    }
    let chain = audit::verify(db.look(), None).await?;
    if chain.first_bad.is_some() {
        findings.push("audit_chain".into());
    }
    findings.extend(compose::contradictions(db.look()).await?.into_iter().map(str::to_owned));
    let engine = if db.is_shared() {
        db.texts("SELECT version()").await?.join("")
    } else {
        let sqlite = db.texts("SELECT sqlite_version()").await?.join("");
        format!("SQLite {sqlite}, SQLCipher {}", db.texts("PRAGMA cipher_version").await?.join(""))
    };
    Ok(Verified { whole: findings.is_empty(), findings, chain, counts: counts(db).await?, engine })
}

fn authentic(slots: &Slots, key: &FileKey) -> bool {
    slots.authentic(key)
}

/// Page authentication, structure and references of a file; codes of what is wrong.
async fn check(db: &Db) -> Vec<String> {
    let checks: [(&str, &str, &[&str]); 3] = [
        ("pages", "PRAGMA cipher_integrity_check", &[]),
        ("structure", "PRAGMA integrity_check", &["ok"]),
        ("references", "PRAGMA foreign_key_check", &[]),
    ];
    let mut findings = Vec::new();
    for (code, pragma, good) in checks.into_iter().filter(|_| !db.is_shared()) {
        // A check that cannot be made found something, too.
        if !db.texts(pragma).await.is_ok_and(|lines| lines == good) {
            findings.push(code.to_owned());
        }
    }
    findings
}

async fn counts(db: &Db) -> Result<BTreeMap<String, u64>> {
    let mut counts = BTreeMap::new();
    let there = if db.is_shared() {
        "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    };
    // A file of an older program lacks the newer tables.
    let there = db.texts(there).await?;
    for table in kyojo_migrations::tables().iter().filter(|table| there.iter().any(|name| name == table.name)) {
        let n = db.number(&format!("SELECT count(*) AS n FROM {}", table.name), []).await?;
        counts.insert(table.name.to_owned(), u64::try_from(n).unwrap_or_default());
    }
    Ok(counts)
}
