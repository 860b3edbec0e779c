//! How the roster is read: along indexes that hold what is looked at, in the order asked for, and with the same number of
//! statements whatever the size. Times differ from machine to machine, plans do not.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use kyojo_core::db::Watch;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};

type Heard = Arc<Mutex<Vec<Statement>>>;

/// An office with a fictional union of so many members, and all that its database is asked.
async fn watched(on: On, members: u32) -> (Office, Heard) {
    let heard = Heard::default();
    let told = Arc::clone(&heard);
    let mut office = Office::closed(on).await;
    office.desk = Desk::new(DeskOptions {
        paths_allowed: true,
        today: NaiveDate::from_ymd_opt(2026, 10, 31),
        watch: Some(Watch(Arc::new(move |statement, _| told.lock().unwrap().push(statement.clone())))),
        ..DeskOptions::default()
    });
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": 11 });
    office.ask("desk", "create_sample", sample).await;
    (office, heard)
}

/// The statements of a verb, and its answer.
async fn statements(office: &Office, heard: &Heard, verb: (&str, &str), input: &Value) -> (Vec<Statement>, Value) {
    heard.lock().unwrap().clear();
    let answer = office.ask(verb.0, verb.1, input.clone()).await;
    (heard.lock().unwrap().drain(..).collect(), answer)
}

/// Tables that grow with the members. Units, employers, officers and the terms of their offices do not.
const LARGE: [&str; 11] = [
    "person",
    "membership",
    "employment",
    "unit_assignment",
    "contact_point",
    "membership_event",
    "consent",
    "membership_condition",
    "roster_span",
    "op_change",
    "import_issue",
];

/// The lines of SQLite's plan that read a large table whole, or sort.
async fn faults(office: &Office, statement: &Statement) -> Vec<String> {
    let session = office.desk.session(Progress::silent()).unwrap();
    let ask = Statement {
        sql: format!("EXPLAIN QUERY PLAN {}", statement.sql),
        values: statement.values.clone(),
        db_backend: statement.db_backend,
    };
    let rows = session.db().look().query_all_raw(ask).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect();
    // A table may have another name in the statement: roster_span AS s.
    let words: Vec<String> =
        statement.sql.replace(['"', ',', '(', ')'], " ").split_whitespace().map(str::to_owned).collect();
    let mut alias: BTreeMap<&str, &str> = BTreeMap::new();
    for pair in words.windows(3) {
        if LARGE.contains(&pair[0].as_str()) {
            let name = if pair[1] == "AS" { &pair[2] } else { &pair[1] };
            alias.insert(name, &pair[0]);
        }
    }
    let large = |line: &str| {
        let name = line.split_whitespace().nth(1).unwrap_or_default();
        LARGE.contains(&name) || alias.contains_key(name)
    };
    lines
        .into_iter()
        .filter(|line| {
            (line.starts_with("SCAN") && large(line) && !line.contains("COVERING INDEX"))
                // What is little may be sorted: units, schemes, communities.
                || (line.contains("TEMP B-TREE") && !alias.is_empty())
        })
        .collect()
}

fn of_kind(units: &Value, kind: &str) -> Value {
    units.as_array().unwrap().iter().find(|unit| unit["kind"] == kind).unwrap()["id"].clone()
}

/// What the window asks of the roster, in every order and narrowed by every part.
async fn questions(office: &Office) -> Vec<((&'static str, &'static str), Value)> {
    let units = office.ask("organizations", "units", json!({})).await;
    let mut parts = vec![json!({}), json!({ "no_unit": true })];
    parts.extend(
        ["headquarters", "branch", "sub_branch", "workplace"].map(|kind| json!({ "unit_id": of_kind(&units, kind) })),
    );
    let mut asked = Vec::new();
    for part in &parts {
        for state in ["in_force", "ended", "applied"] {
            let mut filter = part.clone();
            filter["state"] = json!(state);
            asked.push((("members", "count"), filter.clone()));
            for sort in ["kana", "member_no", "joined_on", "unit"] {
                for descending in [false, true] {
                    let mut page = filter.clone();
                    page["sort"] = json!(sort);
                    page["descending"] = json!(descending);
                    asked.push((("members", "list"), page));
                }
            }
        }
    }
    for word in ["佐", "佐藤", "さ", "さとう", "さとう はな", "佐藤 花", "0001", "000123", "090"] {
        asked.push((("members", "list"), json!({ "find": word, "limit": 50 })));
    }
    asked.push((("desk", "home"), json!({})));
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_search_counts_and_home_read_no_large_table_whole_and_sort_nothing() {
    let (office, heard) = watched(On::File, 5_000).await;
    let mut found: BTreeMap<String, Value> = BTreeMap::new();
    for (verb, mut input) in questions(&office).await {
        // The first page and one behind it.
        for _ in 0..2 {
            let (said, answer) = statements(&office, &heard, verb, &input).await;
            assert!(!said.is_empty(), "{verb:?}");
            for statement in said {
                for fault in faults(&office, &statement).await {
                    found.entry(format!("{fault}\n    {}", statement.sql)).or_insert_with(|| json!([verb.1, input]));
                }
            }
            if answer["next"].is_null() {
                break;
            }
            input["after"] = answer["next"].clone();
        }
    }
    let told: Vec<String> = found.iter().map(|(fault, input)| format!("{input}: {fault}")).collect();
    assert!(told.is_empty(), "a large table is read whole, or rows are sorted:\n{}", told.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verb_asks_as_many_statements_of_a_large_union_as_of_a_small_one() {
    let (small, heard_small) = watched(On::File, 600).await;
    let (large, heard_large) = watched(On::File, 3_000).await;
    for ((verb, of_small), (_, of_large)) in questions(&small).await.into_iter().zip(questions(&large).await) {
        // What is typed is read on until the page is full; how far depends on who is called so.
        if of_small.get("find").is_some() {
            continue;
        }
        let few = statements(&small, &heard_small, verb, &of_small).await.0.len();
        let many = statements(&large, &heard_large, verb, &of_large).await.0.len();
        // Of nobody nothing more is asked.
        let most = match verb.1 {
            "count" => 3,
            "list" => 9,
            _ => few + 4,
        };
        assert!(many <= most, "{verb:?} {of_large}: {many} statements, of the smaller union {few}");
    }
}

/// The members of a list, page by page.
async fn listed(office: &Office, filter: &Value, limit: u64) -> Vec<Value> {
    let mut filter = filter.clone();
    filter["limit"] = json!(limit);
    let mut rows = Vec::new();
    loop {
        let page = office.ask("members", "list", filter.clone()).await;
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        if page["next"].is_null() {
            return rows;
        }
        filter["after"] = page["next"].clone();
    }
}

/// The list of a day is read along the spans, a period of the same day from the roster itself.
#[tokio::test(flavor = "multi_thread")]
async fn the_spans_of_the_roster_say_what_the_roster_says() {
    for on in databases() {
        let (office, _) = watched(on, 400).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let mut parts = vec![json!({}), json!({ "no_unit": true })];
        parts.extend(["branch", "sub_branch"].map(|kind| json!({ "unit_id": of_kind(&units, kind) })));
        for part in &parts {
            for (day, sort, descending) in [
                ("2026-10-31", "kana", false),
                ("2026-10-31", "unit", true),
                ("2024-02-29", "member_no", true),
                ("2022-06-01", "joined_on", false),
                ("2023-04-01", "unit", false),
                ("2027-04-01", "kana", true),
            ] {
                let mut spans = part.clone();
                spans["as_of"] = json!(day);
                spans["sort"] = json!(sort);
                spans["descending"] = json!(descending);
                let mut roster = spans.clone();
                roster["period"] = json!({ "what": "active", "from": day, "to": day });
                let (one, other) = (listed(&office, &spans, 37).await, listed(&office, &roster, 200).await);
                assert!(one == other, "{on:?} {spans}: {} and {} rows", one.len(), other.len());
                assert_eq!(office.ask("members", "count", spans.clone()).await["n"], one.len(), "{on:?} {spans}");
                spans["state"] = json!("ended");
                let left = listed(&office, &spans, 23).await;
                assert!(left.iter().all(|row| row["left_on"].as_str().unwrap() < day), "{on:?} {spans}");
                assert_eq!(office.ask("members", "count", spans.clone()).await["n"], left.len(), "{on:?} {spans}");
                let mut all = part.clone();
                all["period"] = json!({ "what": "left", "from": "1900-01-01", "to": "2100-01-01" });
                let all = listed(&office, &all, 200).await;
                let n = all.iter().filter(|row| row["left_on"].as_str().unwrap() < day).count();
                assert_eq!(left.len(), n, "{on:?} {spans}");
            }
            for what in ["joined", "left"] {
                let mut filter = part.clone();
                filter["period"] = json!({ "what": what, "from": "2025-04-01", "to": "2026-03-31" });
                let rows = listed(&office, &filter, 200).await;
                assert_eq!(office.ask("members", "count", filter.clone()).await["n"], rows.len(), "{on:?} {filter}");
            }
        }
        let spans = |office: &Office| {
            let session = office.desk.session(Progress::silent()).unwrap();
            async move {
                let db = session.db().clone();
                let text = if db.backend() == DbBackend::Sqlite {
                    "SELECT hex(membership_id) || kind || COALESCE(from_on, '') || COALESCE(to_on, '') || hex(unit_id) || kana_key || number_order FROM roster_span ORDER BY 1"
                } else {
                    "SELECT membership_id || kind || COALESCE(from_on::text, '') || COALESCE(to_on::text, '') || unit_id || kana_key || number_order FROM roster_span ORDER BY 1"
                };
                let counts = if db.backend() == DbBackend::Sqlite {
                    "SELECT hex(unit_id) || spans || '/' || open || '/' || ended FROM roster_count ORDER BY 1"
                } else {
                    "SELECT unit_id::text || spans || '/' || open || '/' || ended FROM roster_count ORDER BY 1"
                };
                (db.texts(text).await.unwrap(), db.texts(counts).await.unwrap())
            }
        };
        // A move, its undo and its redo are followed.
        let before = spans(&office).await;
        let row = listed(&office, &json!({ "unit_id": of_kind(&units, "workplace") }), 5).await[0].clone();
        let moved = json!({ "membership_id": row["membership_id"], "unit_id": of_kind(&units, "branch"), "from_on": "2026-11-15" });
        office.ask("members", "move_unit", moved).await;
        let after = spans(&office).await;
        assert_ne!(before, after, "{on:?}");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(spans(&office).await, before, "{on:?}");
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(spans(&office).await, after, "{on:?}");
    }
}
