//! Files that are damaged, cut short, foreign, too new, or without their keys: each says so with its own code.

use std::path::{Path, PathBuf};

use kyojo_core::desk::Desk;
use kyojo_migrations::MigratorTrait;
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{ask, database, founded, open, try_to};
use crate::support::office::{Office, PASSPHRASE};
use crate::support::random::Random;

async fn refused(file: &Path) -> String {
    open(file).await.map(|_| "opened".to_owned()).unwrap_or_else(|code| code)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_damaged_byte_is_noticed() {
    let mut chance = Random::new("damaged bytes");
    let folder = tempfile::tempdir().unwrap();
    let key = founded(folder.path(), "u.kyojo").await;
    let file = folder.path().join("u.kyojo");
    let whole = std::fs::read(&file).unwrap();
    let mut seen = Vec::new();
    for round in 0..200 {
        let mut bytes = whole.clone();
        let at = chance.below(bytes.len());
        bytes[at] ^= 1 << chance.below(8);
        std::fs::write(&file, &bytes).unwrap();
        match kyojo_core::db::Db::open_file(&file, &key, false).await {
            Err(error) => {
                assert_eq!(error.code(), "file_damaged", "byte {at} {error:?}");
                seen.push("open");
            }
            Ok(db) => {
                let found = db.texts("PRAGMA cipher_integrity_check").await.unwrap();
                assert!(!found.is_empty(), "byte {at} in round {round} was not noticed");
                seen.push("check");
                db.close().await;
            }
        }
        let _ = std::fs::remove_file(beside(&file, "-wal"));
    }
    assert!(seen.contains(&"open") && seen.contains(&"check"));
    // Through the door: opening or the check tells of it, and a backup of it is refused.
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2 / 4096 * 4096 + 100;
    bytes[middle] ^= 0xFF;
    std::fs::write(&file, &bytes).unwrap();
    match open(&file).await {
        Err(code) => assert_eq!(code, "file_damaged"),
        Ok(desk) => {
            match try_to(&desk, "desk", "verify", json!({})).await {
                Ok(checked) => assert!(checked["findings"].as_array().unwrap().contains(&json!("pages")), "{checked}"),
                Err(code) => assert_eq!(code, "file_damaged"),
            }
            let backup = try_to(&desk, "desk", "backup", json!({ "file": folder.path().join("b.kyojo-backup") })).await;
            assert!(["file_damaged", "backup_unreadable"].contains(&backup.unwrap_err().as_str()));
            assert!(!folder.path().join("b.kyojo-backup").exists());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_cut_short_empty_or_foreign_says_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path(), "u.kyojo").await;
    let file = folder.path().join("u.kyojo");
    let whole = std::fs::read(&file).unwrap();
    let with = |bytes: &[u8]| std::fs::write(&file, bytes).unwrap();
    for (what, bytes) in
        [("empty", &[][..]), ("cut within a page", &whole[..whole.len() - 1000]), ("one page", &whole[..4000])]
    {
        with(bytes);
        assert_eq!(refused(&file).await, "file_damaged", "{what}");
    }
    with(&whole[..whole.len() / 4096 / 2 * 4096]);
    match open(&file).await {
        Err(code) => assert_eq!(code, "file_damaged", "half of the pages"),
        Ok(desk) => {
            let checked = try_to(&desk, "desk", "verify", json!({})).await;
            assert!(checked.is_err() || checked.is_ok_and(|checked| checked["whole"] == false), "half of the pages");
        }
    }
    let plain = {
        use sea_orm::Database;
        let path = folder.path().join("plain.db");
        let db = Database::connect(format!("sqlite://{}?mode=rwc", path.display())).await.unwrap();
        db.execute_unprepared("CREATE TABLE a (b)").await.unwrap();
        db.close().await.unwrap();
        std::fs::read(path).unwrap()
    };
    for (what, bytes) in [
        ("a database of another program", plain.as_slice()),
        ("a workbook", b"PK\x03\x04 and so on".as_slice()),
        ("a text", "組合員名簿 and some more text to read".as_bytes().get(15..).unwrap()),
        ("a PDF", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj".as_slice()),
    ] {
        let foreign = folder.path().join("foreign.kyojo");
        std::fs::write(&foreign, bytes).unwrap();
        assert_eq!(refused(&foreign).await, "file_not_union", "{what}, without any keys beside it");
        assert_eq!(std::fs::read(&foreign).unwrap(), bytes, "{what} is left as it was");
        with(bytes);
        assert_eq!(refused(&file).await, "file_not_union", "{what}");
    }
    assert_eq!(refused(&folder.path().join("nothing.kyojo")).await, "file_missing");
    with(&whole);
    assert_eq!(refused(&file).await, "opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_newer_program_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let key = founded(folder.path(), "u.kyojo").await;
    let file = folder.path().join("u.kyojo");
    let db = database(&file, &key).await;
    db.run("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20991231_000001_tomorrow', 0)", [])
        .await
        .unwrap();
    db.close().await;
    let before = std::fs::read(&file).unwrap();
    let desk = Office::desk();
    let error = kyojo_core::api::call(
        &desk,
        "desk",
        "open",
        json!({ "file": file, "passphrase": PASSPHRASE }),
        &kyojo_core::progress::Progress::silent(),
    )
    .await
    .unwrap_err();
    assert_eq!((error.code(), error.about()), ("newer_file", json!({ "step": "m20991231_000001_tomorrow" })));
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_an_older_program_is_backed_up_and_brought_up_to_date_with_all_that_is_in_it() {
    // As the program of November 2026 left it, with three steps of the schema: 44 imported members, a condition, an
    // office, a kept list, a closed month, and one who left.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("u.kyojo");
    let older = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/older");
    std::fs::copy(older.join("2026-11.kyojo"), &file).unwrap();
    std::fs::copy(older.join("2026-11.kyojo.keys"), beside(&file, ".keys")).unwrap();
    let copies = || -> Vec<PathBuf> {
        let backups = folder.path().join("u.kyojo-backups");
        let entries = std::fs::read_dir(backups).map(|all| all.map(|entry| entry.unwrap().path()).collect::<Vec<_>>());
        let before = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("before-update-");
        entries.unwrap_or_default().into_iter().filter(before).collect()
    };
    let newer = kyojo_migrations::Migrator::migrations().len() > 3;
    let desk = open(&file).await.unwrap();
    assert_eq!(copies().len(), usize::from(newer), "a copy from before the newer steps");
    let listed = async |desk: &Desk, on: &str| {
        let rows = ask(desk, "members", "list", json!({ "as_of": on, "limit": 200 })).await;
        rows["rows"].as_array().unwrap().len()
    };
    assert_eq!(listed(&desk, "2026-11-15").await, 44);
    assert_eq!(listed(&desk, "2026-11-16").await, 43);
    assert_eq!(ask(&desk, "desk", "verify", json!({})).await["whole"], true);
    assert_eq!(ask(&desk, "members", "offices", json!({})).await[0]["label"], "職場委員");
    assert_eq!(ask(&desk, "members", "saved_lists", json!({})).await[0]["name"], "精密支部");
    assert_eq!(ask(&desk, "reports", "closed_months", json!({})).await[0]["members"], 44);
    // What was done with the older program can still be taken back.
    let last = ask(&desk, "desk", "history", json!({})).await["rows"][0]["id"].clone();
    ask(&desk, "desk", "undo", json!({ "op": last })).await;
    assert_eq!(listed(&desk, "2026-11-16").await, 44);
    ask(&desk, "desk", "lock", json!({})).await;
    // The copy is the older file, and becomes a union file again.
    for copy in copies() {
        let again = folder.path().join("again.kyojo");
        let desk = Office::desk();
        ask(&desk, "desk", "restore", json!({ "from": copy, "to": again })).await;
        let desk = open(&again).await.unwrap();
        assert_eq!(listed(&desk, "2026-11-16").await, 43);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_of_another_union_are_told_from_damage_and_never_lost() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path(), "u.kyojo").await;
    founded(folder.path(), "other.kyojo").await;
    let (file, other) = (folder.path().join("u.kyojo"), folder.path().join("other.kyojo"));
    let read = |path: &Path| std::fs::read(path).unwrap();
    let (own, foreign) = (read(&beside(&file, ".keys")), read(&beside(&other, ".keys")));
    for (spoiled, name) in [(".keys", ".keys.other1"), (".keys.copy", ".keys.copy.other1"), (".keys", ".keys.other2")] {
        std::fs::write(beside(&file, spoiled), &foreign).unwrap();
        let desk = open(&file).await.unwrap_or_else(|code| panic!("{spoiled}: {code}"));
        assert_eq!(
            ask(&desk, "desk", "verify", json!({})).await["findings"],
            json!([]),
            "both copies are its own again"
        );
        ask(&desk, "desk", "lock", json!({})).await;
        assert_eq!(read(&beside(&file, spoiled)), own, "{spoiled}");
        assert_eq!(read(&beside(&file, name)), foreign, "{spoiled}: nobody else may have them");
    }
    for copy in [".keys", ".keys.copy"] {
        std::fs::write(beside(&file, copy), &foreign).unwrap();
    }
    assert_eq!(refused(&file).await, "keys_foreign");
    assert_eq!(read(&beside(&file, ".keys")), foreign, "nothing was written");
    // Damage of the file itself is not taken for foreign keys, nor the other way round.
    for copy in [".keys", ".keys.copy"] {
        std::fs::write(beside(&file, copy), &own).unwrap();
    }
    let mut bytes = read(&file);
    bytes[100] ^= 0xFF;
    std::fs::write(&file, &bytes).unwrap();
    assert_eq!(refused(&file).await, "file_damaged");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_whole_copy_of_the_keys_is_enough_and_mends_the_other() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path(), "u.kyojo").await;
    let file = folder.path().join("u.kyojo");
    let (first, second) = (beside(&file, ".keys"), beside(&file, ".keys.copy"));
    let keys = std::fs::read(&first).unwrap();
    assert_eq!(keys, std::fs::read(&second).unwrap());
    // A digit that rots leaves the document readable: only its seal tells.
    let text = String::from_utf8(keys.clone()).unwrap();
    let at = text.find("\"private_keys\": \"").unwrap() + 30;
    let mut rotten = text.clone().into_bytes();
    rotten[at] = if rotten[at] == b'0' { b'1' } else { b'0' };
    for (what, bytes) in [
        ("gone", None),
        ("cut", Some(keys[..keys.len() / 2].to_vec())),
        ("noise", Some(vec![0xFF; 500])),
        ("one digit", Some(rotten.clone())),
    ] {
        for spoiled in [&first, &second] {
            match &bytes {
                Some(bytes) => std::fs::write(spoiled, bytes).unwrap(),
                None => std::fs::remove_file(spoiled).unwrap(),
            }
            let desk = open(&file).await.unwrap_or_else(|code| panic!("{what} in {}: {code}", spoiled.display()));
            assert_eq!(
                ask(&desk, "desk", "verify", json!({})).await["findings"],
                json!([]),
                "{what}: both copies are whole again"
            );
            assert_eq!(std::fs::read(spoiled).unwrap(), keys, "{what}");
            ask(&desk, "desk", "lock", json!({})).await;
        }
    }
    // What is spoiled while the file is open is found by the check.
    let desk = open(&file).await.unwrap();
    std::fs::write(&second, &rotten).unwrap();
    assert_eq!(ask(&desk, "desk", "verify", json!({})).await["findings"], json!(["keys_second_copy"]));
    std::fs::write(&first, "{}").unwrap();
    assert_eq!(
        ask(&desk, "desk", "verify", json!({})).await["findings"],
        json!(["keys_first_copy", "keys_second_copy"])
    );
    ask(&desk, "desk", "lock", json!({})).await;

    assert_eq!(refused(&file).await, "wrong_key", "one copy unreadable, one digit of the other rotten");
    std::fs::write(&second, "{}").unwrap();
    assert_eq!(refused(&file).await, "keys_damaged");
    std::fs::remove_file(&first).unwrap();
    std::fs::remove_file(&second).unwrap();
    assert_eq!(refused(&file).await, "keys_missing");
    std::fs::write(&first, &keys).unwrap();
    assert_eq!(refused(&file).await, "opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_passphrase_is_dead_even_where_the_second_copy_is_old() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path(), "u.kyojo").await;
    let file = folder.path().join("u.kyojo");
    let old = std::fs::read(beside(&file, ".keys.copy")).unwrap();
    let desk = open(&file).await.unwrap();
    ask(&desk, "desk", "change_passphrase", json!({ "old": PASSPHRASE, "new": "あたらしい 合言葉 8" })).await;
    ask(&desk, "desk", "lock", json!({})).await;
    // As after a power cut between the two copies.
    std::fs::write(beside(&file, ".keys.copy"), old).unwrap();
    assert_eq!(refused(&file).await, "wrong_key");
    ask(&desk, "desk", "open", json!({ "file": file, "passphrase": "あたらしい 合言葉 8" })).await;
    assert_eq!(ask(&desk, "desk", "verify", json!({})).await["findings"], json!([]), "the old copy was mended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path(), "u.kyojo").await;
    let desk = open(&folder.path().join("u.kyojo")).await.unwrap();
    let backup = folder.path().join("b.kyojo-backup");
    ask(&desk, "desk", "backup", json!({ "file": backup })).await;
    let whole = std::fs::read(&backup).unwrap();
    let mut chance = Random::new("damaged backups");
    let to = folder.path().join("r.kyojo");
    for round in 0..60 {
        let mut bytes = whole.clone();
        if round % 3 == 0 {
            bytes.truncate(chance.below(bytes.len()));
        } else {
            let at = chance.below(if round % 3 == 1 { 3000 } else { bytes.len() });
            bytes[at] ^= 1 << chance.below(8);
        }
        std::fs::write(&backup, &bytes).unwrap();
        match try_to(&desk, "desk", "restore", json!({ "from": backup, "to": to })).await {
            Err(code) => assert!(["backup_damaged", "newer_file"].contains(&code.as_str()), "{code} in round {round}"),
            // A digit of the keys or of a count rotted: the database itself is proven whole by its hash.
            Ok(_) => {
                for ending in ["", ".keys", ".keys.copy"] {
                    std::fs::remove_file(beside(&to, ending)).unwrap();
                }
            }
        }
        let left: Vec<String> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.contains("r.kyojo"))
            .collect();
        assert!(left.is_empty(), "round {round} left {left:?}");
    }
    for (what, bytes) in [("a text", b"hello".as_slice()), ("a workbook", b"PK\x03\x04"), ("nothing", b"")] {
        std::fs::write(&backup, bytes).unwrap();
        assert_eq!(
            try_to(&desk, "desk", "restore", json!({ "from": backup, "to": to })).await.unwrap_err(),
            "backup_damaged",
            "{what}"
        );
    }
    std::fs::write(&backup, b"KYOJO-BACKUP 9\n{}\n").unwrap();
    assert_eq!(try_to(&desk, "desk", "restore", json!({ "from": backup, "to": to })).await.unwrap_err(), "newer_file");
    assert_eq!(
        try_to(&desk, "desk", "restore", json!({ "from": folder.path().join("no"), "to": to })).await.unwrap_err(),
        "file_missing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn verify_says_of_a_damaged_page_that_the_file_is_damaged() {
    let mut chance = Random::new("damaged pages");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("u.kyojo");
    founded(folder.path(), "u.kyojo").await;
    let whole = std::fs::read(&file).unwrap();
    let mut told = 0;
    for _ in 0..12 {
        let mut bytes = whole.clone();
        // The first pages are read to open at all: what is damaged there is not opened.
        let at = bytes.len() / 4 + chance.below(whole.len() * 3 / 4);
        bytes[at.min(whole.len() - 1)] ^= 1;
        std::fs::write(&file, &bytes).unwrap();
        let Ok(desk) = open(&file).await else { continue };
        let verified = try_to(&desk, "desk", "verify", json!({})).await.expect("an answer, not a database's number");
        assert_eq!((&verified["whole"], &verified["findings"][0]), (&json!(false), &json!("pages")), "byte {at}");
        told += 1;
        drop(desk);
    }
    assert!(told > 0, "some damage lies where opening does not look");
}
