//! Lists, search, counts, home, duplicates, cases, a large training, export and meeting pack on the fictional union, ours beside
//! an anchor in the same run: `measure ROOM [MEMBERS,MEMBERS…] [--only GROUP]`, members as 10k, 100k, 1M. Each group of cases is a process of its own,
//! so that its peak memory is its own. Prints a table and, into ROOM/measured.json, the same as JSON. It never fails on a time.
//! With `--statements` each group tells which statements of the database took longest in sum.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a program for measuring"
)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use kyojo_core::api;
use kyojo_core::db::Watch;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;
use rust_xlsxwriter::{Format, Workbook};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const PASSPHRASE: &str = "あおぞら まきば えきまえ みはらし 七";

/// What one call took.
#[derive(Clone, Copy, Default)]
struct Took {
    wall: Duration,
    /// Of all threads.
    processor: Duration,
}

/// One case: what it is, how long it may take and against what.
struct Case {
    name: &'static str,
    ours: Vec<Took>,
    /// Name and times of the anchor; none = a goal in milliseconds alone.
    anchor: Option<(&'static str, Vec<Took>)>,
    goal: Goal,
}

#[derive(Clone, Copy)]
enum Goal {
    /// 95 of 100 within so many milliseconds.
    Within(f64),
    /// So many milliseconds of processor.
    Processor(f64),
    /// At most so many times the anchor's median.
    Times(f64),
    /// At least so many times faster than the anchor, and 95 of 100 within so many milliseconds.
    Faster(f64, f64),
}

/// Milliseconds, sorted.
fn sorted(times: &[Took], of: impl Fn(&Took) -> Duration) -> Vec<f64> {
    let mut times: Vec<f64> = times.iter().map(|took| of(took).as_secs_f64() * 1_000.0).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// Nanoseconds that all threads of this process had the processor.
fn processor() -> Duration {
    let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
    let of =
        |path: PathBuf| std::fs::read_to_string(path.join("schedstat")).ok()?.split(' ').next()?.parse::<u64>().ok();
    Duration::from_nanos(threads.filter_map(|thread| of(thread.path())).sum())
}

async fn took<T>(work: impl Future<Output = T>) -> (Took, T) {
    let (processor_before, began) = (processor(), Instant::now());
    let answer = work.await;
    let wall = began.elapsed();
    (Took { wall, processor: processor().saturating_sub(processor_before) }, answer)
}

impl Case {
    fn told(&self) -> Value {
        let walls = sorted(&self.ours, |took| took.wall);
        let (p50, p95) = (percentile(&walls, 50), percentile(&walls, 95));
        let processor = percentile(&sorted(&self.ours, |took| took.processor), 50);
        let anchor = self.anchor.as_ref().map(|(_, times)| percentile(&sorted(times, |took| took.wall), 50));
        let anchor_processor =
            self.anchor.as_ref().map(|(_, times)| percentile(&sorted(times, |took| took.processor), 50));
        let (goal, met) = match self.goal {
            Goal::Within(limit) => (format!("p95 ≤ {limit} ms"), p95 <= limit),
            Goal::Processor(limit) => (format!("≤ {limit} ms of processor"), processor <= limit),
            Goal::Times(times) => (format!("≤ {times}×"), anchor.is_some_and(|anchor| p50 <= anchor * times)),
            Goal::Faster(times, limit) => (
                format!("p95 ≤ {limit} ms, ≥ {times}× faster"),
                p95 <= limit && anchor.is_some_and(|anchor| p50 * times <= anchor),
            ),
        };
        json!({
            "case": self.name, "p50": p50, "p95": p95, "max": percentile(&walls, 100), "n": self.ours.len(),
            "processor": processor, "anchor": self.anchor.as_ref().map(|(name, _)| *name), "anchor_p50": anchor,
            "anchor_processor": anchor_processor, "ratio": anchor.map(|anchor| p50 / anchor), "goal": goal, "met": met
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
    async fn timed(&self, capability: &str, verb: &str, input: Value) -> (Took, Value) {
        took(async {
            let answer = self.ask(capability, verb, input).await;
            assert!(!serde_json::to_vec(&answer).unwrap().is_empty());
            answer
        })
        .await
    }

    async fn scan(&self, sql: &str) -> Took {
        let session = self.desk.session(Progress::silent()).unwrap();
        took(async { session.db().texts(sql).await.unwrap() }).await.0
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
    let filters: [(&'static str, &str, Value); 11] = [
        ("page by kana", "kana", json!({})),
        ("page by number", "member_no", json!({})),
        ("page by join date", "joined_on", json!({})),
        ("page by unit", "unit", json!({})),
        ("page of a branch by kana", "kana", json!({ "unit_id": branch })),
        ("page of a branch by number", "member_no", json!({ "unit_id": branch })),
        ("page of a branch by unit", "unit", json!({ "unit_id": branch })),
        ("page of a workplace by kana", "kana", json!({ "unit_id": workplace })),
        ("page of those who left", "kana", json!({ "state": "ended" })),
        ("page of those who left a branch", "joined_on", json!({ "state": "ended", "unit_id": branch })),
        ("page of five years ago", "kana", json!({ "as_of": "2021-11-01" })),
    ];
    for (name, sort, filter) in filters {
        let mut ours = Vec::new();
        // From both ends, and from a place far inside.
        for (descending, jump) in [(false, None), (true, None), (false, Some(3))] {
            let mut ask = filter.clone();
            ask["sort"] = json!(sort);
            ask["descending"] = json!(descending);
            if let Some(part) = jump {
                let n = union.ask("members", "count", filter.clone()).await["n"].as_u64().unwrap();
                ask["offset"] = json!(n / part);
                ask["after"] = union.ask("members", "list", ask.clone()).await["next"].clone();
            }
            for _ in 0..40 {
                let (time, page) = union.timed("members", "list", ask.clone()).await;
                ours.push(time);
                if page["next"].is_null() {
                    break;
                }
                ask["after"] = page["next"].clone();
            }
        }
        cases.push(Case { name, ours, anchor: None, goal: Goal::Within(3.0) });
    }
    for (name, capability, verb, filter) in [
        ("count", "members", "count", json!({})),
        ("count of a branch", "members", "count", json!({ "unit_id": branch })),
        ("count of those who left", "members", "count", json!({ "state": "ended" })),
        ("home", "desk", "home", json!({})),
    ] {
        let mut ours = Vec::new();
        for _ in 0..20 {
            ours.push(union.timed(capability, verb, filter.clone()).await.0);
        }
        cases.push(Case { name, ours, anchor: None, goal: Goal::Within(2.0) });
    }
}

/// One person corrected: op, inverse, what is derived, trail, and the write to the disk.
async fn changes(union: &Union, cases: &mut Vec<Case>) {
    let (mut ours, mut homes) = (Vec::new(), Vec::new());
    for row in persons(union).await {
        let card = union.ask("members", "card", json!({ "person_id": row["person_id"] })).await;
        let correct = json!({
            "person_id": row["person_id"], "version": card["version"],
            "membership": { "union_post": "計測（架空）" }, "reason": "計測"
        });
        let (time, _) = union.timed("members", "correct", correct).await;
        ours.push(time);
        homes.push(union.timed("desk", "home", json!({})).await.0);
        union.ask("desk", "undo", json!({})).await;
    }
    cases.push(Case { name: "one change", ours, anchor: None, goal: Goal::Processor(5.0) });
    cases.push(Case { name: "home after a change", ours: homes, anchor: None, goal: Goal::Within(2.0) });
}

async fn searches(union: &Union, cases: &mut Vec<Case>) {
    let rows = persons(union).await;
    let first = |text: String, n: usize| text.chars().take(n).collect::<String>();
    let words: [(&'static str, Vec<String>); 7] = [
        ("search: one kanji", rows.iter().map(|row| first(text(row, "family_name"), 1)).collect()),
        ("search: one kana", rows.iter().map(|row| first(text(row, "family_kana"), 1)).collect()),
        ("search: given name", rows.iter().map(|row| text(row, "given_name")).collect()),
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
        let anchor = Some(("LIKE '%…%'", anchor));
        cases.push(Case { name, ours, anchor, goal: Goal::Faster(500.0, 1.5) });
    }
}

async fn duplicates(union: &Union, cases: &mut Vec<Case>) {
    let (time, _) = union.timed("members", "duplicates", json!({})).await;
    let goal = Goal::Within(10_000.0);
    cases.push(Case { name: "duplicates of everybody", ours: vec![time], anchor: None, goal });
    let mut times = Vec::new();
    for row in persons(union).await.iter().take(10) {
        times.push(union.timed("members", "duplicates", json!({ "person_id": row["person_id"] })).await.0);
    }
    cases.push(Case { name: "duplicates of one", ours: times, anchor: None, goal: Goal::Within(50.0) });
}

/// Cells as an export of those in force has them, from memory, by the library alone and at the same level.
fn plain(path: &Path, rows: u32) {
    const COLUMNS: u16 = 34;
    let words = ["見本 花子", "000123", "東京支部", "正社員", "", "見本県架空市見本町1-2-3", "在籍", ""];
    let mut book = Workbook::new();
    book.set_zip_compression_level(3);
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = book.add_worksheet_with_constant_memory().unwrap();
    for row in 0..rows {
        for column in 0..COLUMNS {
            if column % 8 == 7 {
                sheet.write_number_with_format(row, column, 40_000.0 + f64::from(row % 5_000), &day).unwrap();
            } else {
                sheet.write_string(row, column, words[usize::from(column % 8)]).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

/// The counsellor's day, list and cases; one case for about twenty members.
async fn counselling(union: &Union, cases: &mut Vec<Case>) {
    let all = union.ask("cases", "my_cases", json!({ "all": true, "limit": 200 })).await;
    eprintln!("{} cases", all["total"]);
    let own: Vec<Value> = all["rows"].as_array().unwrap().iter().map(|row| json!({ "case_id": row["id"] })).collect();
    let year = json!({ "report": "R09", "from": "2025-11-01", "as_of": "2026-10-31" });
    for (name, capability, verb, inputs, goal) in [
        ("the counsellor's day", "cases", "my_day", vec![json!({}); 20], 50.0),
        ("a page of own cases", "cases", "my_cases", vec![json!({}); 20], 50.0),
        ("a case", "cases", "case", own, 50.0),
        ("R09 of a year", "reports", "preview", vec![year; 3], 5_000.0),
    ] {
        let mut ours = Vec::new();
        for input in inputs {
            ours.push(union.timed(capability, verb, input).await.0);
        }
        cases.push(Case { name, ours, anchor: None, goal: Goal::Within(goal) });
    }
    beside_papers(union, cases).await;
}

/// The reports of twelve months, and beside them the year; after each a case of its month was entered late. Then they are forgotten,
/// so that the next measurement begins without them. A report that would be refused was judged as long.
async fn beside_papers(union: &Union, cases: &mut Vec<Case>) {
    let forget = async || {
        let session = union.desk.session(Progress::silent()).unwrap();
        session.db().run("DELETE FROM case_figures_told", Vec::new()).await.unwrap();
    };
    let judged = async |verb: &str, input: Value| {
        took(async {
            let _ = api::call(&union.desk, "reports", verb, input, &Progress::silent()).await;
        })
        .await
        .0
    };
    forget().await;
    let mut months = Vec::new();
    for month in 0..12 {
        let from = chrono::NaiveDate::from_ymd_opt(2025, 11, 1).unwrap() + chrono::Months::new(month);
        let as_of = from + chrono::Months::new(1) - chrono::Days::new(1);
        let (from, as_of) = (from.to_string(), as_of.to_string());
        let file = union.room.join(format!("r09-{month}.xlsx"));
        months.push(judged("write", json!({ "report": "R09", "from": from, "as_of": as_of, "file": file })).await);
        let late = json!({ "channel": "phone", "themes": ["job_change"], "opened_on": from });
        union.ask("cases", "open_inquiry", late).await;
    }
    let year = judged("preview", json!({ "report": "R09", "from": "2025-11-01", "as_of": "2026-10-31" })).await;
    forget().await;
    for (name, ours) in
        [("R09 of a month beside those before", months), ("R09 of a year beside its months", vec![year])]
    {
        cases.push(Case { name, ours, anchor: None, goal: Goal::Within(30_000.0) });
    }
}

/// Two thousand applicants of sixty organisations for five hundred seats, of which each has five.
async fn training(union: &Union, cases: &mut Vec<Case>) {
    const APPLICANTS: usize = 2_000;
    let first = union.ask("officers", "list", json!({})).await[0]["id"].clone();
    union.ask("officers", "grant", json!({ "officer": first, "role": "training_manager" })).await;
    let mut orgs = Vec::new();
    for n in 0..60 {
        let org = json!({ "kind": "enterprise_union", "name": format!("計測第{n}労組（架空）") });
        orgs.push(union.ask("organizations", "add_employer", org).await);
    }
    let course = union.ask("training", "add_course", json!({ "title": "計測（架空）", "hours": 2 })).await;
    let quotas: Vec<Value> = orgs.iter().map(|org| json!({ "org_id": org, "seats": 5 })).collect();
    let run = json!({
        "course_id": course, "capacity": 500, "quotas": quotas,
        "sessions": [{ "held_on": "2027-01-20", "starts": "13:00", "ends": "15:00", "required": true }]
    });
    let run = union.ask("training", "add_run", run).await;
    union.ask("training", "open_run", json!({ "id": run })).await;
    let who =
        orgs.iter().cycle().take(APPLICANTS).enumerate().map(
            |(n, org)| json!({ "outside": { "family_name": format!("氏{n}"), "given_name": "見本" }, "org_id": org }),
        );
    let apply = json!({ "run_id": run, "applicants": who.collect::<Vec<_>>() });
    let (applied, _) = union.timed("training", "apply", apply).await;
    let mut boards = Vec::new();
    for _ in 0..20 {
        boards.push(union.timed("training", "board", json!({ "id": run })).await.0);
    }
    let read = union.ask("training", "run", json!({ "id": run })).await;
    let mut fields = read["fields"].clone();
    fields["id"] = run.clone();
    fields["version"] = read["run"]["version"].clone();
    fields["capacity"] = json!(APPLICANTS);
    let (allocated, _) = union.timed("training", "save_run", fields).await;
    for (name, ours, goal) in [
        ("2,000 applications of 60 organisations", vec![applied], 2_000.0),
        ("the board of 2,000 applicants", boards, 100.0),
        ("seats for the 1,500 who wait", vec![allocated], 2_000.0),
    ] {
        cases.push(Case { name, ours, anchor: None, goal: Goal::Within(goal) });
    }
}

async fn export(union: &Union, rows: u32, cases: &mut Vec<Case>) {
    let target = union.room.join("roster.xlsx");
    let _ = std::fs::remove_file(&target);
    let ask = json!({ "file": target, "purpose": "計測" });
    let (time, _) = union.timed("members", "export_roster", ask).await;
    let path = union.room.join("plain.xlsx");
    let anchor = took(async { tokio::task::spawn_blocking(move || plain(&path, rows)).await.unwrap() }).await.0;
    let anchor = Some(("rust_xlsxwriter from memory", vec![anchor]));
    cases.push(Case { name: "export of the roster", ours: vec![time], anchor, goal: Goal::Times(1.1) });
}

async fn pack(union: &Union, cases: &mut Vec<Case>) {
    let target = union.room.join("pack.xlsx");
    let _ = std::fs::remove_file(&target);
    let ask = json!({ "report": "meeting-pack", "file": target, "purpose": "計測" });
    let (time, _) = union.timed("reports", "write", ask).await;
    cases.push(Case { name: "meeting pack", ours: vec![time], anchor: None, goal: Goal::Processor(1_500.0) });
}

fn megabytes(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// What is measured, each in a process of its own.
const GROUPS: [&str; 8] = ["lists", "search", "changes", "duplicates", "cases", "training", "export", "pack"];

/// The statements asked, with how often and how long in sum.
type Statements = Arc<Mutex<HashMap<String, (u32, Duration, Statement)>>>;

fn watching(statements: &Statements) -> Watch {
    let told = Arc::clone(statements);
    Watch(Arc::new(move |statement, took| {
        let mut told = told.lock().unwrap();
        let (times, sum, _) =
            told.entry(statement.sql.clone()).or_insert_with(|| (0, Duration::ZERO, statement.clone()));
        *times += 1;
        *sum += took;
    }))
}

/// The statements that took longest in sum, with how the database reads them.
async fn tell(union: &Union, statements: &Statements) {
    let mut told: Vec<(u32, Duration, Statement)> = statements.lock().unwrap().drain().map(|(_, told)| told).collect();
    told.sort_by_key(|(_, sum, _)| std::cmp::Reverse(*sum));
    let session = union.desk.session(Progress::silent()).unwrap();
    for (times, sum, mut statement) in told.into_iter().take(15) {
        // A long list of values says no more than a short one.
        eprintln!("{:.1} ms in {times} times: {}", sum.as_secs_f64() * 1_000.0, statement.sql.replace("?, ", ""));
        statement.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        for line in session.db().look().query_all_raw(statement).await.unwrap_or_default() {
            eprintln!("    {}", line.try_get::<String>("", "detail").unwrap());
        }
    }
}

async fn one(room: PathBuf, rows: u32, group: &str, statements: Option<Statements>) -> Value {
    let desk = Desk::new(DeskOptions {
        paths_allowed: true,
        today: chrono::NaiveDate::from_ymd_opt(2026, 10, 31),
        watch: statements.as_ref().map(watching),
        ..DeskOptions::default()
    });
    let union = Union { desk, room };
    let file = union.room.join(format!("{rows}.kyojo"));
    let mut made = Took::default();
    if !file.exists() {
        let sample = json!({ "file": file, "passphrase": PASSPHRASE, "members": rows, "seed": 7 });
        made = took(union.ask("desk", "create_sample", sample)).await.0;
        union.ask("desk", "lock", json!({})).await;
    }
    // Cases are seen by the counsellor alone.
    let login = (group == "cases").then_some("counselor");
    let open = json!({ "file": file, "login": login, "passphrase": PASSPHRASE });
    if login.is_some() {
        // The counsellor keeps the keys of cases from the first day on (0084).
        union.ask("desk", "open", open.clone()).await;
        union.ask("cases", "catch_up", json!({})).await;
        union.ask("desk", "lock", json!({})).await;
    }
    let (opened, _) = took(union.ask("desk", "open", open)).await;
    let (capability, verb) = if login.is_some() { ("cases", "my_day") } else { ("members", "list") };
    let (first, _) = union.timed(capability, verb, json!({})).await;
    // From here on the peak is that of the work alone, not of the passphrase.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let idle = megabytes("VmRSS:");
    if let Some(statements) = &statements {
        statements.lock().unwrap().clear();
    }
    let mut cases = Vec::new();
    match group {
        "lists" => lists(&union, &mut cases).await,
        "search" => searches(&union, &mut cases).await,
        "changes" => changes(&union, &mut cases).await,
        "duplicates" => duplicates(&union, &mut cases).await,
        "cases" => counselling(&union, &mut cases).await,
        "training" => training(&union, &mut cases).await,
        "export" => export(&union, rows, &mut cases).await,
        _ => pack(&union, &mut cases).await,
    }
    if let Some(statements) = &statements {
        tell(&union, statements).await;
    }
    json!({
        "rows": rows, "group": group, "made_s": made.wall.as_secs_f64(), "made_processor_s": made.processor.as_secs_f64(),
        "unlock_ms": opened.wall.as_secs_f64() * 1_000.0, "first_page_ms": first.wall.as_secs_f64() * 1_000.0,
        "idle_mb": idle, "peak_mb": megabytes("VmHWM:"), "cases": cases.iter().map(Case::told).collect::<Vec<_>>()
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

fn print(measured: &[Value]) {
    println!("| case | members | p50 | p95 | processor | anchor | ratio | goal | growth | peak over idle | |");
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    for (at, group) in measured.iter().enumerate() {
        for case in group["cases"].as_array().unwrap() {
            let before =
                measured[..at].iter().rev().filter(|before| before["group"] == group["group"]).find_map(|before| {
                    let cases = before["cases"].as_array().unwrap();
                    let same = cases.iter().find(|other| other["case"] == case["case"])?;
                    Some((before["rows"].as_f64()?, same["processor"].as_f64()?))
                });
            let growth = before.and_then(|(rows, processor)| {
                let times = case["processor"].as_f64()? / processor;
                Some(format!("{:.2}", times.ln() / (group["rows"].as_f64()? / rows).ln()))
            });
            println!(
                "| {} | {} | {:.2} ms | {:.2} ms | {:.2} ms | {} | {} | {} | {} | {} MB | {} |",
                text(case, "case"),
                group["rows"],
                case["p50"].as_f64().unwrap(),
                case["p95"].as_f64().unwrap(),
                case["processor"].as_f64().unwrap(),
                case["anchor_p50"].as_f64().map_or("–".into(), |ms| format!("{}: {ms:.1} ms", text(case, "anchor"))),
                case["ratio"].as_f64().map_or("–".into(), |ratio| format!("{ratio:.4}×")),
                text(case, "goal"),
                growth.unwrap_or_else(|| "–".into()),
                group["peak_mb"].as_u64().unwrap().saturating_sub(group["idle_mb"].as_u64().unwrap()),
                if case["met"] == true { "pass" } else { "falls short" },
            );
        }
    }
    for group in measured.iter().filter(|group| group["made_s"].as_f64().unwrap() > 0.0) {
        println!(
            "{} members: made in {:.0} s ({:.0} s of processor), unlocked in {:.0} ms, first page {:.1} ms later, idle {} MB",
            group["rows"],
            group["made_s"].as_f64().unwrap(),
            group["made_processor_s"].as_f64().unwrap(),
            group["unlock_ms"].as_f64().unwrap(),
            group["first_page_ms"].as_f64().unwrap(),
            group["idle_mb"]
        );
    }
}

fn main() {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let only = words.iter().position(|word| word == "--only").map_or(String::new(), |at| {
        words.remove(at);
        words.remove(at)
    });
    let statements = words.iter().position(|word| word == "--statements").map(|at| words.remove(at)).is_some();
    let room = PathBuf::from(words.first().expect("measure ROOM [MEMBERS,MEMBERS…] [--only WORD] [--statements]"));
    let rows = words.get(1).map_or("10k,100k,1M", String::as_str);
    if let Some(rows) = rows.strip_prefix("one:") {
        let told = tokio::runtime::Runtime::new().unwrap().block_on(one(
            room,
            number(rows),
            &only,
            statements.then(Statements::default),
        ));
        println!("{told}");
        return;
    }
    let mut measured = Vec::new();
    for rows in rows.split(',') {
        for group in GROUPS.iter().filter(|group| only.is_empty() || **group == only) {
            let mut child = Command::new(std::env::current_exe().unwrap());
            child.arg(&room).arg(format!("one:{}", number(rows))).args(["--only", group]);
            if statements {
                child.arg("--statements");
            }
            let output = child.output().unwrap();
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
            assert!(output.status.success());
            measured.push(serde_json::from_slice(&output.stdout).unwrap());
        }
    }
    std::fs::write(room.join("measured.json"), json!(measured).to_string()).unwrap();
    print(&measured);
}
