//! Times the search as an officer types, on the wire: `api::call` with JSON in and serialised JSON out, beside a `LIKE` scan
//! of the same file. `keystrokes UNION.kyojo [ROUNDS]`; the passphrase comes from `KYOJO_PASSPHRASE`.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a program for measuring")]

use std::time::{Duration, Instant};

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

/// What was typed, taken from persons all over the roster.
fn typed(rows: &[Value]) -> Vec<(&'static str, Vec<String>)> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let first = |text: String, n: usize| text.chars().take(n).collect::<String>();
    let each = |make: &dyn Fn(&Value) -> String| {
        rows.iter().map(make).filter(|typed| !typed.is_empty()).collect::<Vec<String>>()
    };
    vec![
        ("one kanji", each(&|row| first(text(row, "family_name"), 1))),
        ("two kanji", each(&|row| first(text(row, "family_name"), 2))),
        ("one kana", each(&|row| first(text(row, "family_kana"), 1))),
        ("two kana", each(&|row| first(text(row, "family_kana"), 2))),
        ("name and given name", each(&|row| format!("{} {}", text(row, "family_name"), text(row, "given_name")))),
        ("start of a number", each(&|row| first(text(row, "member_no"), 4))),
        (
            "part of a number",
            each(&|row| text(row, "member_no").chars().rev().take(3).collect::<Vec<_>>().into_iter().rev().collect()),
        ),
        ("whole number", each(&|row| text(row, "member_no"))),
    ]
}

fn at(times: &[Duration], percent: usize) -> f64 {
    times[(times.len() * percent / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0
}

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let file = words.next().unwrap();
    let rounds: usize = words.next().map_or(40, |rounds| rounds.parse().unwrap());
    let desk = Desk::new(DeskOptions { paths_allowed: true, ..DeskOptions::default() });
    let silent = Progress::silent();
    let passphrase = std::env::var("KYOJO_PASSPHRASE").unwrap();
    api::call(&desk, "desk", "open", json!({ "file": file, "passphrase": passphrase }), &silent).await.unwrap();
    let count = api::call(&desk, "members", "count", json!({}), &silent).await.unwrap()["n"].as_u64().unwrap();
    let mut persons = Vec::new();
    for round in 0..rounds as u64 {
        let input = json!({ "sort": "member_no", "limit": 1, "offset": count * round / rounds as u64 });
        let page = api::call(&desk, "members", "list", input, &silent).await.unwrap();
        persons.extend(page["rows"].as_array().unwrap().iter().cloned());
    }
    println!("{count} members; milliseconds from the call to the serialised page of 50 rows");
    println!("{:<22}{:>8}{:>8}{:>8}{:>8}{:>10}", "typed", "p50", "p95", "max", "n", "LIKE p50");
    let session = desk.session(silent.clone()).unwrap();
    for (kind, words) in typed(&persons) {
        let (mut ours, mut scans) = (Vec::new(), Vec::new());
        for (n, word) in words.iter().enumerate() {
            let began = Instant::now();
            let input = json!({ "find": word, "limit": 50 });
            let page = api::call(&desk, "members", "list", input, &silent).await.unwrap();
            let bytes = serde_json::to_vec(&page).unwrap().len();
            ours.push(began.elapsed());
            assert!(bytes > 2);
            if n % 10 == 0 {
                let began = Instant::now();
                let scan = format!(
                    "SELECT p.family_name FROM person p JOIN membership m ON m.person_id = p.id \
                     WHERE p.search_key LIKE '%{word}%' OR p.kana_key LIKE '%{word}%' OR m.member_no LIKE '%{word}%' \
                     ORDER BY p.kana_key LIMIT 50"
                );
                session.db().texts(&scan).await.unwrap();
                scans.push(began.elapsed());
            }
        }
        ours.sort();
        scans.sort();
        println!(
            "{kind:<22}{:>8.2}{:>8.2}{:>8.2}{:>8}{:>10.1}",
            at(&ours, 50),
            at(&ours, 95),
            at(&ours, 100),
            ours.len(),
            at(&scans, 50)
        );
    }
}
