//! Killed at any moment while notes are written: no note that was acknowledged is lost, and what was being written is there again.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::mpsc;
use std::time::Duration;

use kyojo_core::desk::Desk;
use serde_json::{Value, json};

use crate::faults::{ask, founded, open};
use crate::support::child;
use crate::support::office::{Office, PASSPHRASE};
use crate::support::random::Random;

const CHILD: &str = "cases::kills::the_child_writes_until_it_is_killed";

/// The child: opens the file that `KYOJO_TEST_FILE` names and writes into its one case: a draft, then the note, an addendum.
#[tokio::test(flavor = "multi_thread")]
async fn the_child_writes_until_it_is_killed() {
    if !child::is("notes") {
        return;
    }
    let file = PathBuf::from(std::env::var_os("KYOJO_TEST_FILE").unwrap());
    let desk = Office::desk();
    ask(&desk, "desk", "open", json!({ "file": file, "login": "soudan", "passphrase": PASSPHRASE })).await;
    let case = ask(&desk, "cases", "my_cases", json!({})).await["rows"][0]["id"].clone();
    let round = uuid::Uuid::now_v7().simple().to_string();
    say("ready", "", "");
    for n in 0.. {
        let text = format!("{round}の{n}番目の話。{}", "長い文。".repeat(200));
        let draft = json!({ "case_id": case, "place": "note", "content": { "text": text } });
        ask(&desk, "cases", "save_draft", draft).await;
        say("draft", "note", &text);
        let note = json!({ "case_id": case, "note": { "text": text }, "draft": "note" });
        let id = ask(&desk, "cases", "save_note", note).await;
        say("note", id.as_str().unwrap(), &text);
        if n % 3 == 2 {
            let more = format!("追記{text}");
            let added = ask(&desk, "cases", "add_addendum", json!({ "note_id": id, "text": more })).await;
            say("note", added.as_str().unwrap(), &more);
        }
    }
}

/// Ends a line that was written to its end.
const WHOLE: char = '■';

/// Said before the next thing is written; the pipe is not buffered.
fn say(kind: &str, id: &str, text: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "ACK {kind} {id} {text}{WHOLE}").unwrap();
    out.flush().unwrap();
}

async fn notes(desk: &Desk) -> HashMap<String, String> {
    let case = ask(desk, "cases", "my_cases", json!({})).await["rows"][0]["id"].clone();
    let case = ask(desk, "cases", "case", json!({ "case_id": case })).await;
    let of =
        |note: &Value| (note["id"].as_str().unwrap().to_owned(), note["words"]["text"].as_str().unwrap().to_owned());
    case["notes"].as_array().unwrap().iter().map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_lose_no_note_that_was_acknowledged_and_no_draft() {
    // Twenty in every run; `KYOJO_NOTE_KILLS=200` for the long one.
    let kills = std::env::var("KYOJO_NOTE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let mut chance = Random::new("note kills");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("u.kyojo");
    founded(folder.path(), "u.kyojo").await;
    let desk = open(&file).await.unwrap();
    let add = json!({ "login": "soudan", "display_name": "見本 相談員（架空）", "passphrase": PASSPHRASE, "roles": ["counselor"] });
    ask(&desk, "officers", "add", add).await;
    let sit = json!({ "file": file, "login": "soudan", "passphrase": PASSPHRASE });
    ask(&desk, "desk", "open", sit.clone()).await;
    ask(&desk, "cases", "found_room", json!({ "qualification": "union_advisor" })).await;
    let opened = ask(&desk, "cases", "open_inquiry", json!({ "name": "架空 花子", "channel": "phone" })).await;
    let case = opened["case_id"].clone();
    ask(&desk, "cases", "assign", json!({ "case_id": case, "not_supervisor": true })).await;
    ask(&desk, "cases", "consent", json!({ "case_id": case, "method": "written" })).await;
    ask(&desk, "desk", "lock", json!({})).await;
    let (mut acknowledged, mut lost, mut drafts_back) = (HashMap::new(), HashSet::new(), 0);
    for round in 0..kills {
        let mut child = child::process(CHILD, "notes")
            .env("KYOJO_TEST_FILE", &file)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, said) = mpsc::channel::<(String, String, String)>();
        std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                // A long line is written in pieces: one that the kill cut off acknowledges nothing.
                let Some((_, words)) = line.strip_suffix(WHOLE).and_then(|line| line.split_once("ACK ")) else {
                    continue;
                };
                let mut words = words.splitn(3, ' ').map(str::to_owned);
                let mut next = || words.next().unwrap_or_default();
                if tell.send((next(), next(), next())).is_err() {
                    return;
                }
            }
        });
        assert_eq!(said.recv_timeout(Duration::from_secs(120)).expect("the child opens the file").0, "ready");
        std::thread::sleep(Duration::from_micros(chance.below(300_000) as u64));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut draft: Option<String> = None;
        for (kind, id, text) in said.iter() {
            match kind.as_str() {
                "draft" => draft = Some(text),
                _ => {
                    draft = None;
                    acknowledged.insert(id, text);
                }
            }
        }
        let desk = Office::desk();
        ask(&desk, "desk", "open", sit.clone()).await;
        let there = notes(&desk).await;
        lost.extend(acknowledged.iter().filter(|(id, text)| there.get(*id) != Some(*text)).map(|(id, _)| id.clone()));
        if let Some(text) = draft {
            // Kept as a draft, or the saving that took it away was whole when the kill came.
            let kept = ask(&desk, "cases", "drafts", json!({})).await;
            let kept = kept.as_array().unwrap().iter().any(|draft| draft["content"]["text"] == text.as_str());
            assert!(kept || there.values().any(|note| *note == text), "round {round}: what was being written is gone");
            drafts_back += usize::from(kept);
        }
        ask(&desk, "desk", "lock", json!({})).await;
    }
    assert!(lost.is_empty(), "{lost:?} were acknowledged and are gone");
    assert!(acknowledged.len() >= kills / 4, "{} notes in {kills} rounds", acknowledged.len());
    eprintln!("{kills} kills, {} notes acknowledged, 0 lost, {drafts_back} drafts found again", acknowledged.len());
}
