//! Killed at any moment: what was acknowledged is there, what was not is there wholly or not at all.

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use kyojo_core::audit;
use kyojo_core::desk::Desk;
use serde_json::{Value, json};

use super::{ask, database, founded, open, try_to};
use crate::support::child;
use crate::support::office::{Office, PASSPHRASE};
use crate::support::random::Random;

const CHILD: &str = "faults::kills::the_child_works_until_it_is_killed";
const OTHER: &str = "べつの あいことば 43";

/// The child: opens the file that `KYOJO_TEST_FILE` names, changes it without end, and says each thing that was acknowledged.
#[tokio::test(flavor = "multi_thread")]
async fn the_child_works_until_it_is_killed() {
    if !child::is("kills") {
        return;
    }
    let file = PathBuf::from(std::env::var_os("KYOJO_TEST_FILE").unwrap());
    let desk = Office::desk();
    let mut passphrase = PASSPHRASE;
    if try_to(&desk, "desk", "open", json!({ "file": file, "passphrase": passphrase })).await.is_err() {
        passphrase = OTHER;
        ask(&desk, "desk", "open", json!({ "file": file, "passphrase": passphrase })).await;
    }
    let units = ask(&desk, "organizations", "units", json!({})).await;
    let unit = units[0]["id"].clone();
    let round = uuid::Uuid::now_v7().simple().to_string();
    // Kills come early: each child begins elsewhere in the round of rarer verbs.
    let shift = usize::from(uuid::Uuid::now_v7().as_bytes()[15]);
    say("ready", &Value::Null);
    for n in shift.. {
        let member = json!({
            "person": { "family_name": format!("架空{n}"), "given_name": round, "family_kana": "カクウ", "given_kana": "タロウ", "remarks": "あ".repeat(500) },
            "joined_on": "2026-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
        });
        let added = ask(&desk, "members", "add", member).await;
        say("person", &added["person_id"]);
        let contact = json!({ "person_id": added["person_id"], "kind": "mail_private", "value": format!("{round}-{n}@example.jp") });
        say("contact_point", &ask(&desk, "members", "save_contact", contact).await);
        let mut settings = ask(&desk, "desk", "settings", json!({})).await;
        settings["seal_text"] = json!(format!("{round} {n}"));
        ask(&desk, "desk", "save_settings", settings).await;
        let back = ask(&desk, "desk", "undo", json!({})).await;
        say("op", &back["op"]);
        let again = ask(&desk, "desk", "redo", json!({})).await;
        say("op", &again["op"]);
        let below = json!({ "kind": "branch", "label": format!("支部{round}{n}"), "parent_id": unit });
        say("unit", &ask(&desk, "organizations", "add_unit", below).await);
        if n % 3 == 2 {
            let other = if passphrase == PASSPHRASE { OTHER } else { PASSPHRASE };
            ask(&desk, "desk", "change_passphrase", json!({ "old": passphrase, "new": other })).await;
            passphrase = other;
            say("passphrase", &json!(if passphrase == OTHER { "other" } else { "first" }));
        }
        if n % 4 == 3 {
            let target = file.with_file_name(format!("{round}-{n}.kyojo-backup"));
            ask(&desk, "desk", "backup", json!({ "file": target })).await;
            say("backup", &json!(target));
        }
    }
}

/// Said before the next change begins; the pipe is not buffered.
fn say(kind: &str, what: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ACK {kind} {}", what.as_str().unwrap_or_default()).unwrap();
    out.flush().unwrap();
}

/// A child at work and what it said.
struct Worker {
    child: Child,
    said: mpsc::Receiver<(String, String)>,
}

impl Worker {
    fn start(file: &Path) -> Self {
        let mut child = child::process(CHILD, "kills")
            .env("KYOJO_TEST_FILE", file)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, said) = mpsc::channel();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // The test program may have written the test's name before the first line.
                let Some((_, words)) = line.split_once("ACK ") else { continue };
                let (kind, what) = words.split_once(' ').unwrap_or((words, ""));
                if tell.send((kind.to_owned(), what.to_owned())).is_err() {
                    return;
                }
            }
        });
        Self { child, said }
    }

    fn ready(&self) {
        let (kind, _) = self.said.recv_timeout(Duration::from_secs(120)).expect("the child opens the file");
        assert_eq!(kind, "ready");
    }

    /// SIGKILL, then all that was said before.
    fn kill(mut self) -> Vec<(String, String)> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.said.iter().collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_kills_lose_nothing_that_was_acknowledged() {
    let kills = std::env::var("KYOJO_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(100);
    let mut chance = Random::new("kills");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("u.kyojo");
    let key = founded(folder.path(), "u.kyojo").await;
    let mut acknowledged: HashSet<(String, String)> = HashSet::new();
    let mut lost = Vec::new();
    for round in 0..kills {
        let worker = Worker::start(&file);
        worker.ready();
        std::thread::sleep(Duration::from_micros(chance.below(400_000) as u64));
        let said = worker.kill();
        let passphrase = said.iter().rev().find(|(kind, _)| kind == "passphrase").map(|(_, which)| which.clone());
        let backups: Vec<String> =
            said.iter().filter(|(kind, _)| kind == "backup").map(|(_, path)| path.clone()).collect();
        acknowledged
            .extend(said.into_iter().filter(|(kind, what)| {
                !["passphrase", "backup", "ready"].contains(&kind.as_str()) && !what.is_empty()
            }));

        // Without the passphrase, by the key alone: pages, references, the trail, and every acknowledged row.
        let db = database(&file, &key).await;
        assert_eq!(db.texts("PRAGMA integrity_check").await.unwrap(), ["ok"], "round {round}");
        assert!(db.texts("PRAGMA cipher_integrity_check").await.unwrap().is_empty(), "round {round}");
        assert!(db.texts("PRAGMA foreign_key_check").await.unwrap().is_empty(), "round {round}");
        assert_eq!(audit::verify(db.look(), Some(60)).await.unwrap().first_bad, None, "round {round}");
        for table in ["person", "contact_point", "op", "unit"] {
            let there: HashSet<String> =
                db.texts(&format!("SELECT lower(hex(id)) FROM {table}")).await.unwrap().into_iter().collect();
            lost.extend(
                acknowledged
                    .iter()
                    .filter(|(kind, id)| kind == table && !there.contains(&id.replace('-', "")))
                    .cloned(),
            );
        }
        // Nothing by halves: each op is in the trail, each person has a membership, each membership an assignment.
        for (what, sql) in [
            (
                "ops without an entry",
                "SELECT count(*) AS n FROM op WHERE id NOT IN (SELECT op_id FROM audit_log WHERE op_id IS NOT NULL)",
            ),
            (
                "persons without a membership",
                "SELECT count(*) AS n FROM person WHERE id NOT IN (SELECT person_id FROM membership)",
            ),
            (
                "memberships without a unit",
                "SELECT count(*) AS n FROM membership WHERE id NOT IN (SELECT membership_id FROM unit_assignment)",
            ),
        ] {
            assert_eq!(db.number(sql, []).await.unwrap(), 0, "{what} after round {round}");
        }
        db.close().await;
        assert_eq!(lost, [], "round {round}");
        for backup in backups {
            assert!(Path::new(&backup).exists(), "round {round}: an acknowledged backup is there");
            std::fs::remove_file(backup).unwrap();
        }
        if round % 10 == 9 || round + 1 == kills {
            whole(&file, passphrase.as_deref()).await;
        }
    }
    let left: Vec<String> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    eprintln!("kills: {kills} kills, {} acknowledged rows, 0 lost; beside the file: {left:?}", acknowledged.len());
    assert!(acknowledged.len() as u64 >= kills, "the child was killed at work, not before it began");
}

/// The file opens with the passphrase that was acknowledged last, or with the one that was being set.
async fn whole(file: &Path, acknowledged: Option<&str>) {
    let desk = Office::desk();
    let mut opened = Vec::new();
    for (name, passphrase) in [("first", PASSPHRASE), ("other", OTHER)] {
        if try_to(&desk, "desk", "open", json!({ "file": file, "passphrase": passphrase })).await.is_ok() {
            opened.push(name);
            let checked = ask(&desk, "desk", "verify", json!({})).await;
            assert_eq!(checked["findings"], json!([]));
            ask(&desk, "desk", "lock", json!({})).await;
        }
    }
    assert_eq!(
        opened.len(),
        1,
        "one passphrase opens the file, the old or the new: {opened:?}, acknowledged {acknowledged:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_in_use_is_left_to_the_program_that_has_it() {
    let folder = tempfile::tempdir().unwrap();
    founded(folder.path(), "u.kyojo").await;
    let file = folder.path().join("u.kyojo");
    let worker = Worker::start(&file);
    worker.ready();
    assert_eq!(with_either(&file).await.err().as_deref(), Some("file_in_use"));
    worker.kill();
    let desk = with_either(&file).await.expect("free again after the other program ended, however it ended");
    assert_eq!(with_either(&file).await.err().as_deref(), Some("file_in_use"), "a second desk of the same program too");
    ask(&desk, "desk", "lock", json!({})).await;
    with_either(&file).await.expect("free again after locking");
}

/// Open with the passphrase that the child had last: it changes it now and then.
async fn with_either(file: &Path) -> Result<Desk, String> {
    match open(file).await {
        Err(code) if code == "wrong_key" => {
            let desk = Office::desk();
            try_to(&desk, "desk", "open", json!({ "file": file, "passphrase": OTHER })).await.map(|_| desk)
        }
        other => other,
    }
}
