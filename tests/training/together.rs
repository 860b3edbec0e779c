//! The same histories through the database, by officers at once: several desks on the server, several tasks on the one
//! connection of a file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use kyojo_core::api;
use kyojo_core::desk::Desk;
use kyojo_core::error::Error;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::Training;
use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::random::Random;

async fn call(desk: &Desk, verb: &str, input: Value) -> Result<Value, Error> {
    api::call(desk, "training", verb, input, &Progress::silent()).await
}

/// What may be answered by a fair refusal: somebody else was first, or the step no longer fits.
const FAIR: [&str; 9] =
    ["E-01", "E-02", "E-03", "E-04", "changed", "enrol_step", "offer_over", "postponed_before", "busy"];

/// So many acts on what one look at the board showed: meanwhile the others go on, and it is old.
const ACTS: usize = 4;

/// One officer at work: random acts on what the board showed.
async fn work(desk: &Desk, run: &Value, orgs: &[Value], who: usize, steps: usize, seed: u64, done: &AtomicUsize) {
    let mut random = Random::with(seed);
    let mut board = Value::Null;
    for step in 0..steps {
        if step % ACTS == 0 {
            board = call(desk, "board", json!({ "id": run })).await.unwrap();
        }
        let rows = board["rows"].as_array().unwrap();
        let any = |status: &str, random: &mut Random| -> Option<Value> {
            let of: Vec<&Value> = rows.iter().filter(|row| row["status"] == status).collect();
            (!of.is_empty()).then(|| of[random.below(of.len())]["id"].clone())
        };
        let (verb, input) = match random.below(10) {
            0..5 => {
                let org = &orgs[random.below(orgs.len())];
                let name = format!("人{who}の{step}");
                (
                    "apply",
                    json!({ "run_id": run, "applicants": [{ "outside": { "family_name": name }, "org_id": org }] }),
                )
            }
            5 => match any("confirmed", &mut random) {
                Some(id) => ("cancel", json!({ "id": id })),
                None => continue,
            },
            6 | 7 => match any("offered", &mut random) {
                Some(id) => ("accept", json!({ "id": id })),
                None => continue,
            },
            8 => match any("offered", &mut random) {
                Some(id) => ("postpone", json!({ "id": id })),
                None => continue,
            },
            _ => {
                let read = call(desk, "run", json!({ "id": run })).await.unwrap();
                let mut fields = read["fields"].clone();
                fields["id"] = run.clone();
                fields["version"] = read["run"]["version"].clone();
                fields["capacity"] = json!(8 + random.below(6));
                ("save_run", fields)
            }
        };
        match call(desk, verb, input.clone()).await {
            Ok(_) => {
                done.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => assert!(FAIR.contains(&error.code()), "{verb} {input}: {}", error.code()),
        }
    }
}

/// What must hold at the end: counted from the board, not asked of the seat function.
async fn judge(training: &Training, run: &Value, done: usize) {
    training.ask("advance", json!({ "id": run })).await;
    let board = training.ask("board", json!({ "id": run })).await;
    let rows = board["rows"].as_array().unwrap();
    let seated = |row: &&Value| matches!(row["status"].as_str().unwrap(), "confirmed" | "offered");
    let capacity = board["run"]["capacity"].as_u64().unwrap() as usize;
    let all = rows.iter().filter(seated).count();
    assert!(all <= capacity, "{all} of {capacity}");
    let (mut beyond, mut kept) = (0, 0);
    for quota in board["quotas"].as_array().unwrap() {
        let seats = quota["seats"].as_u64().unwrap() as usize;
        let own = rows.iter().filter(seated).filter(|row| row["org_id"] == quota["org_id"]);
        let labelled = own.clone().filter(|row| row["pool"] == "quota").count();
        assert!(labelled <= seats, "over the quota");
        let waits = |row: &&Value| {
            row["status"] == "waitlisted" && row["org_id"] == quota["org_id"] && row["postponed"] == false
        };
        assert!(
            own.clone().count() >= seats || !rows.iter().any(|row| waits(&row)),
            "somebody waits beside the own seat"
        );
        beyond += own.count().saturating_sub(seats);
        kept += seats;
    }
    assert!(beyond <= capacity - kept, "over the common pool");
    assert!(beyond == capacity - kept || !rows.iter().any(|row| row["status"] == "waitlisted"), "beside a common seat");
    // No seat lost or doubled: each application has the states of its decisions, in one chain.
    let decisions = training.ask("decisions", json!({ "run_id": run, "limit": 20_000 })).await;
    let mut last = std::collections::HashMap::new();
    for decision in decisions.as_array().unwrap().iter().rev() {
        let before = last.insert(decision["enrolment_id"].clone(), decision["to"].clone());
        assert_eq!(before.unwrap_or(Value::Null), decision["from"], "{decision}");
    }
    for row in rows {
        assert_eq!(last.get(&row["id"]), Some(&row["status"]), "{row}");
    }
    let names: std::collections::BTreeSet<&str> = rows.iter().map(|row| row["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), rows.len(), "nobody twice");
    assert!(done > rows.len() / 2, "{done} acts, {} applications", rows.len());
}

async fn histories(on: On, officers: usize, rounds: usize, steps: usize) {
    let mut random = Random::new("officers at once");
    let training = Arc::new(Training::new(on).await);
    // One union and its desks for all histories: a passphrase takes its time by design, and a desk keeps connections.
    let mut desks: Vec<Arc<Desk>> = Vec::new();
    for _ in 0..if on == On::Server { officers } else { 0 } {
        let desk = Office::desk();
        let open = json!({ "file": training.office.place, "login": "admin", "passphrase": PASSPHRASE });
        api::call(&desk, "desk", "open", open, &Progress::silent()).await.unwrap();
        desks.push(Arc::new(desk));
    }
    for _ in 0..rounds {
        let quotas = json!([{ "org_id": training.a, "seats": 3 }, { "org_id": training.b, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 8, "quotas": quotas })).await;
        let done = Arc::new(AtomicUsize::new(0));
        let mut tasks = Vec::new();
        for who in 0..officers {
            let (training, own, run, done) = (training.clone(), desks.get(who).cloned(), run.clone(), done.clone());
            let seed = random.below(usize::MAX) as u64;
            tasks.push(tokio::spawn(async move {
                let orgs = [training.a.clone(), training.b.clone()];
                let desk: &Desk = own.as_ref().map_or(&training.office.desk, Arc::as_ref);
                work(desk, &run, &orgs, who, steps, seed, &done).await;
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        judge(&training, &run, done.load(Ordering::Relaxed)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_at_once_give_no_seat_twice_and_lose_none() {
    for on in databases() {
        let officers = if on == On::Server { 8 } else { 4 };
        histories(on, officers, 2, 12).await;
    }
}

/// `scripts/with-postgres cargo test --workspace --test kyojo many_histories_of_officers -- --ignored`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: many histories of officers at once"]
async fn many_histories_of_officers_at_once() {
    for on in databases() {
        let officers = if on == On::Server { 8 } else { 4 };
        histories(on, officers, 40, 40).await;
    }
}
