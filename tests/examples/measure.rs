//! Lists, search, counts, home, duplicates, export and meeting pack on the fictional union, ours beside an anchor in the same
//! run: `measure ROOM [ROWS,ROWS…] [--only WORD]`, rows as 10k, 100k, 1M. Each size is a process of its own, so that its peak
//! memory is its own. Prints a table and, into ROOM/measured.json, the same as JSON. It never fails on a time.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a program for measuring"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

const PASSPHRASE: &str = "あおぞら まきば えきまえ みはらし 七";

/// One case: what it is, how long it may take and against what.
struct Case {
    name: &'static str,
    /// Milliseconds of ours, sorted.
    ours: Vec<f64>,
    /// Name and milliseconds of the anchor, sorted; none = a goal in milliseconds alone.
    anchor: Option<(&'static str, Vec<f64>)>,
    goal: Goal,
}

#[derive(Clone, Copy)]
enum Goal {
    /// 95 of 100 within so many milliseconds.
    Within(f64),
    /// At most so many times the anchor's median.
    Times(f64),
}

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

fn sorted(times: Vec<Duration>) -> Vec<f64> {
    let mut times: Vec<f64> = times.into_iter().map(|time| time.as_secs_f64() * 1_000.0).collect();
    times.sort_by(f64::total_cmp);
    times
}

impl Case {
    fn told(&self) -> Value {
        let (p50, p95) = (percentile(&self.ours, 50), percentile(&self.ours, 95));
        let anchor = self.anchor.as_ref().map(|(_, times)| percentile(times, 50));
        let (goal, met) = match self.goal {
            Goal::Within(limit) => (format!("p95 ≤ {limit} ms"), p95 <= limit),
            Goal::Times(times) => (format!("≤ {times}×"), anchor.is_some_and(|anchor| p50 <= anchor * times)),
        };
        json!({
            "case": self.name, "p50": p50, "p95": p95, "max": percentile(&self.ours, 100), "n": self.ours.len(),
            "anchor": self.anchor.as_ref().map(|(name, _)| *name), "anchor_p50": anchor,
            "ratio": anchor.map(|anchor| p50 / anchor), "goal": goal, "met": met
        })
    }
}

struct Union {
    desk: Desk,
    room: PathBuf,
}

impl Union {
    async fn ask(&self, capability: &str, verb: &str, input: Value) -> Value {
        api::call(&self.desk, capability, verb, input, &Progress::silent()).await.expect("the verb answers")
    }

    /// The time of a call with its answer serialised, as the window gets it.
    async fn timed(&self, capability: &str, verb: &str, input: Value) -> (Duration, Value) {
        let began = Instant::now();
        let answer = self.ask(capability, verb, input).await;
        assert!(!serde_json::to_vec(&answer).unwrap().is_empty());
        (began.elapsed(), answer)
    }

    async fn scan(&self, sql: &str) -> Duration {
        let session = self.desk.session(Progress::silent()).unwrap();
        let began = Instant::now();
        session.db().texts(sql).await.unwrap();
        began.elapsed()
    }
}

/// Persons from all over the roster.
async fn persons(union: &Union) -> Vec<Value> {
    let n = union.ask("members", "count", json!({})).await["n"].as_u64().unwrap();
    let mut rows = Vec::new();
    for at in 0..20 {
        let input = json!({ "sort": "member_no", "limit": 1, "offset": n * at / 20 });
        rows.extend(union.ask("members", "list", input).await["rows"].as_array().unwrap().iter().cloned());
    }
    rows
}

fn text(row: &Value, name: &str) -> String {
    row[name].as_str().unwrap_or_default().to_owned()
}

async fn lists(union: &Union, cases: &mut Vec<Case>) {
    let units = union.ask("organizations", "units", json!({})).await;
    let of = |kind: &str| units.as_array().unwrap().iter().find(|unit| unit["kind"] == kind).unwrap()["id"].clone();
    let (branch, workplace) = (of("branch"), of("workplace"));
    let filters: [(&'static str, &str, Value); 7] = [
        ("page by kana", "kana", json!({})),
        ("page by number", "member_no", json!({})),
        ("page by join date", "joined_on", json!({})),
        ("page by unit", "unit", json!({})),
        ("page of a branch by kana", "kana", json!({ "unit_id": branch })),
        ("page of a workplace by kana", "kana", json!({ "unit_id": workplace })),
        ("page of those who left", "kana", json!({ "state": "ended" })),
    ];
    for (name, sort, filter) in filters {
        let mut ask = filter;
        ask["sort"] = json!(sort);
        let mut times = Vec::new();
        for _ in 0..20 {
            let (time, page) = union.timed("members", "list", ask.clone()).await;
            times.push(time);
            if page["next"].is_null() {
                break;
            }
            ask["after"] = page["next"].clone();
        }
        cases.push(Case { name, ours: sorted(times), anchor: None, goal: Goal::Within(3.0) });
    }
    for (name, filter) in [("count", json!({})), ("count of a branch", json!({ "unit_id": branch }))] {
        let mut times = Vec::new();
        for _ in 0..5 {
            times.push(union.timed("members", "count", filter.clone()).await.0);
        }
        cases.push(Case { name, ours: sorted(times), anchor: None, goal: Goal::Within(2.0) });
    }
    let mut times = Vec::new();
    for _ in 0..5 {
        times.push(union.timed("desk", "home", json!({})).await.0);
    }
    cases.push(Case { name: "home", ours: sorted(times), anchor: None, goal: Goal::Within(2.0) });
}

async fn searches(union: &Union, cases: &mut Vec<Case>) {
    let rows = persons(union).await;
    let first = |text: String, n: usize| text.chars().take(n).collect::<String>();
    let words: [(&'static str, Vec<String>); 5] = [
        ("search: one kanji", rows.iter().map(|row| first(text(row, "family_name"), 1)).collect()),
        ("search: two kana", rows.iter().map(|row| first(text(row, "family_kana"), 2)).collect()),
        (
            "search: full name",
            rows.iter().map(|row| format!("{} {}", text(row, "family_name"), text(row, "given_name"))).collect(),
        ),
        ("search: start of a number", rows.iter().map(|row| first(text(row, "member_no"), 4)).collect()),
        ("search: whole number", rows.iter().map(|row| text(row, "member_no")).collect()),
    ];
    for (name, words) in words {
        let (mut ours, mut anchor) = (Vec::new(), Vec::new());
        for (n, word) in words.iter().enumerate() {
            ours.push(union.timed("members", "list", json!({ "find": word, "limit": 50 })).await.0);
            if n % 7 == 0 {
                let scan = format!(
                    "SELECT p.family_name FROM person p JOIN membership m ON m.person_id = p.id \
                     WHERE p.search_key LIKE '%{word}%' OR p.kana_key LIKE '%{word}%' OR m.member_no LIKE '%{word}%' \
                     ORDER BY p.kana_key LIMIT 50"
                );
                anchor.push(union.scan(&scan).await);
            }
        }
        let anchor = Some(("LIKE '%…%'", sorted(anchor)));
        cases.push(Case { name, ours: sorted(ours), anchor, goal: Goal::Within(1.5) });
    }
}

async fn duplicates(union: &Union, cases: &mut Vec<Case>) {
    let (time, _) = union.timed("members", "duplicates", json!({})).await;
    let goal = Goal::Within(10_000.0);
    cases.push(Case { name: "duplicates of everybody", ours: sorted(vec![time]), anchor: None, goal });
    let mut times = Vec::new();
    for row in persons(union).await.iter().take(10) {
        times.push(union.timed("members", "duplicates", json!({ "person_id": row["person_id"] })).await.0);
    }
    cases.push(Case { name: "duplicates of one", ours: sorted(times), anchor: None, goal: Goal::Within(50.0) });
}

/// The same number of cells from memory, by the library alone.
fn plain(path: &Path, rows: u32, columns: u16) -> Duration {
    let began = Instant::now();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    for row in 0..rows {
        for column in 0..columns {
            sheet
                .write_string(row, column, ["見本 花子", "000123", "東京支部", "2020-04-01"][usize::from(column % 4)])
                .unwrap();
        }
    }
    book.save(path).unwrap();
    began.elapsed()
}

async fn files(union: &Union, rows: u32, cases: &mut Vec<Case>) {
    let out = |name: &str| union.room.join(name);
    let target = out("roster.xlsx");
    let _ = std::fs::remove_file(&target);
    let (time, _) = union.timed("members", "export_roster", json!({ "file": target, "purpose": "計測" })).await;
    // What an export of those in force writes: the columns of the import without those of an end.
    let anchor = plain(&out("plain.xlsx"), rows, 34);
    let anchor = Some(("rust_xlsxwriter from memory", sorted(vec![anchor])));
    cases.push(Case { name: "export of the roster", ours: sorted(vec![time]), anchor, goal: Goal::Times(1.1) });
    let target = out("pack.xlsx");
    let _ = std::fs::remove_file(&target);
    let ask = json!({ "report": "meeting-pack", "file": target, "purpose": "計測" });
    let (time, _) = union.timed("reports", "write", ask).await;
    cases.push(Case { name: "meeting pack", ours: sorted(vec![time]), anchor: None, goal: Goal::Within(1_500.0) });
}

fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kb| kb / 1024)
}

async fn one(room: PathBuf, rows: u32, only: &str) -> Value {
    let desk = Desk::new(DeskOptions { paths_allowed: true, ..DeskOptions::default() });
    let union = Union { desk, room };
    let file = union.room.join(format!("{rows}.kyojo"));
    let made = Instant::now();
    if !file.exists() {
        let sample = json!({ "file": file, "passphrase": PASSPHRASE, "members": rows, "seed": 7 });
        union.ask("desk", "create_sample", sample).await;
        union.ask("desk", "lock", json!({})).await;
    }
    let made = made.elapsed();
    let began = Instant::now();
    union.ask("desk", "open", json!({ "file": file, "passphrase": PASSPHRASE })).await;
    let opened = began.elapsed();
    let mut cases = Vec::new();
    let wanted = |name: &str| only.is_empty() || name.contains(only);
    if wanted("lists") {
        lists(&union, &mut cases).await;
    }
    if wanted("search") {
        searches(&union, &mut cases).await;
    }
    if wanted("duplicates") {
        duplicates(&union, &mut cases).await;
    }
    if wanted("files") {
        files(&union, rows, &mut cases).await;
    }
    json!({
        "rows": rows, "made_s": made.as_secs_f64(), "unlock_ms": opened.as_secs_f64() * 1_000.0, "peak_mb": peak_mb(),
        "cases": cases.iter().map(Case::told).collect::<Vec<_>>()
    })
}

fn number(word: &str) -> u32 {
    let (digits, times) = match word.to_lowercase() {
        word if word.ends_with('k') => (word.trim_end_matches('k').to_owned(), 1_000),
        word if word.ends_with('m') => (word.trim_end_matches('m').to_owned(), 1_000_000),
        word => (word, 1),
    };
    digits.parse::<u32>().expect("rows, as 10k or 1M") * times
}

fn print(sizes: &[Value]) {
    println!("| case | rows | p50 | p95 | anchor | ratio | growth | goal | |");
    println!("|---|---|---|---|---|---|---|---|---|");
    for (at, size) in sizes.iter().enumerate() {
        for case in size["cases"].as_array().unwrap() {
            let same = |size: &Value| {
                let cases = size["cases"].as_array().unwrap();
                cases.iter().find(|other| other["case"] == case["case"]).map(|other| other["p50"].as_f64().unwrap())
            };
            let before = at.checked_sub(1).and_then(|before| sizes.get(before));
            let growth = before.and_then(|before| {
                let times = case["p50"].as_f64()? / same(before)?;
                let rows = size["rows"].as_f64()? / before["rows"].as_f64()?;
                Some(format!("{:.2}", times.ln() / rows.ln()))
            });
            println!(
                "| {} | {} | {:.2} ms | {:.2} ms | {} | {} | {} | {} | {} |",
                text(case, "case"),
                size["rows"],
                case["p50"].as_f64().unwrap(),
                case["p95"].as_f64().unwrap(),
                case["anchor_p50"].as_f64().map_or("–".into(), |ms| format!("{}: {ms:.1} ms", text(case, "anchor"))),
                case["ratio"].as_f64().map_or("–".into(), |ratio| format!("{ratio:.3}×")),
                growth.unwrap_or_else(|| "–".into()),
                text(case, "goal"),
                if case["met"] == true { "pass" } else { "falls short" },
            );
        }
    }
    for size in sizes {
        println!(
            "{} members: made in {:.0} s, unlocked in {:.0} ms, peak {} MB",
            size["rows"],
            size["made_s"].as_f64().unwrap(),
            size["unlock_ms"].as_f64().unwrap(),
            size["peak_mb"]
        );
    }
}

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let only = words.iter().position(|word| word == "--only").map_or(String::new(), |at| {
        words.remove(at);
        words.remove(at)
    });
    let room = PathBuf::from(words.first().expect("measure ROOM [ROWS,ROWS…] [--only WORD]"));
    let rows = words.get(1).map_or("10k,100k,1M", String::as_str);
    if let Some(rows) = rows.strip_prefix("one:") {
        let told = tokio::runtime::Runtime::new().unwrap().block_on(one(room, number(rows), &only));
        println!("{told}");
        return;
    }
    let mut sizes = Vec::new();
    for rows in rows.split(',') {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.arg(&room).arg(format!("one:{}", number(rows)));
        if !only.is_empty() {
            child.args(["--only", &only]);
        }
        let output = child.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        sizes.push(serde_json::from_slice(&output.stdout).unwrap());
    }
    std::fs::write(room.join("measured.json"), json!(sizes).to_string()).unwrap();
    print(&sizes);
}
