//! What was noted stays true when something under it changes: attendance when a sitting changes, shares that were settled.

use serde_json::{Value, json};

use super::Training;
use crate::support::office::databases;

/// The sittings of a run as they are saved, with one end of the first one.
async fn days(training: &Training, run: &Value, starts: &str, ends: &str) -> Value {
    let read = training.ask("run", json!({ "id": run })).await;
    let mut sessions = read["sessions"].clone();
    for row in sessions.as_array_mut().unwrap() {
        row.as_object_mut().unwrap().retain(|name, _| !["minutes", "no"].contains(&name.as_str()));
    }
    sessions[0]["starts"] = json!(starts);
    sessions[0]["ends"] = json!(ends);
    json!({ "id": run, "version": read["run"]["version"], "sessions": sessions })
}

/// Somebody at each sitting.
async fn there(training: &Training, run: &Value, who: &Value, how: &str) {
    let sessions = training.ask("run", json!({ "id": run })).await["sessions"].clone();
    let entries: Vec<Value> = sessions
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!({ "enrolment_id": who, "session_id": row["id"], "attendance": how }))
        .collect();
    training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
}

async fn minutes(training: &Training, run: &Value) -> Vec<u64> {
    let there = training.ask("attendance", json!({ "id": run })).await;
    let mut all: Vec<u64> =
        there["entries"].as_array().unwrap().iter().map(|row| row["minutes"].as_u64().unwrap()).collect();
    all.sort_unstable();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn e_05_who_was_there_the_whole_time_still_is_when_a_sitting_becomes_longer_or_shorter() {
    for on in databases() {
        let mut training = Training::new(on).await;
        // Two sittings of two hours.
        let run = training.open(json!({ "is_public": true })).await;
        let whole = training.apply(&run, &training.a, "全").await["id"].clone();
        let first = training.apply(&run, &training.a, "一").await["id"].clone();
        training.on("2027-01-21").await;
        there(&training, &run, &whole, "present").await;
        let sessions = training.ask("run", json!({ "id": run })).await["sessions"].clone();
        let entry = |minutes: Value| json!({ "run_id": run, "entries": [{ "enrolment_id": first, "session_id": sessions[0]["id"], "attendance": "left_early", "minutes": minutes }] });
        training.ask("save_attendance", entry(json!(90))).await;
        // Six hours: who was there is there for all of them, who left after 90 minutes is not.
        training.ask("save_sessions", days(&training, &run, "09:00", "15:00").await).await;
        assert_eq!(minutes(&training, &run).await, [90, 120, 360]);
        // Shorter than somebody was there: nothing is cut off unseen.
        let shorter = days(&training, &run, "13:00", "14:00").await;
        assert_eq!(training.refused("save_sessions", shorter.clone()).await, "session_shorter");
        assert_eq!(minutes(&training, &run).await, [90, 120, 360]);
        training.ask("save_attendance", entry(json!(40))).await;
        training.ask("save_sessions", days(&training, &run, "13:00", "14:00").await).await;
        assert_eq!(minutes(&training, &run).await, [40, 60, 120]);
        training.office.ask("desk", "undo", json!({})).await;
        assert_eq!(minutes(&training, &run).await, [40, 120, 360], "taken back wholly");
        training.ask("save_sessions", days(&training, &run, "13:00", "14:00").await).await;
        training.ask("finish_run", json!({ "id": run })).await;
        let done = training.ask("complete_run", json!({ "id": run })).await;
        assert_eq!((&done["completed"], &done["incomplete"]), (&json!(1), &json!(1)), "{done}");
    }
}

async fn shares(training: &Training, run: &Value) -> Vec<Value> {
    training.ask("costs", json!({ "id": run })).await["shares"].as_array().unwrap().clone()
}

async fn settle(training: &Training, run: &Value, org: &Value, on: Value) -> Result<Value, String> {
    let share = shares(training, run).await.into_iter().find(|row| row["org_id"] == *org).unwrap();
    let input = json!({ "id": share["id"], "version": share["version"], "settled_on": on });
    training.office.call("training", "settle_share", input).await.map_err(|error| error.code().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn e_07_a_share_that_was_settled_stays_what_it_was_settled_for() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true, "capacity": 5, "cost_model": "per_head" })).await;
        let mut ids = Vec::new();
        for (name, org) in [("丙", &training.a), ("丁", &training.a), ("戊", &training.b)] {
            ids.push(training.apply(&run, org, name).await["id"].clone());
        }
        training.on("2027-01-21").await;
        for (id, how) in ids.iter().zip(["present", "absent", "present"]) {
            there(&training, &run, id, how).await;
        }
        training.ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 100_000 })).await;
        training.ask("finish_run", json!({ "id": run })).await;
        training.ask("complete_run", json!({ "id": run })).await;
        for org in [&training.a, &training.b] {
            settle(&training, &run, org, json!("2027-01-21")).await.unwrap();
        }
        let before = shares(&training, &run).await;
        assert!(before.iter().any(|row| row["amount"] == 50_000 && row["settled_on"] == "2027-01-21"), "{before:?}");
        // Who came counts for the shares: neither the attendance nor the judgement changes under them, nor an undo of it.
        let sessions = training.ask("run", json!({ "id": run })).await["sessions"].clone();
        let mend = |who: usize, how: &str, minutes: Value| json!({ "run_id": run, "entries": [{ "enrolment_id": ids[who], "session_id": sessions[0]["id"], "attendance": how, "minutes": minutes }] });
        assert_eq!(training.refused("save_attendance", mend(1, "present", Value::Null)).await, "shares_settled");
        // Minutes that make nobody come or stay away are corrected all the same.
        training.ask("save_attendance", mend(0, "late", json!(10))).await;
        training.ask("complete_run", json!({ "id": run })).await;
        assert_eq!(shares(&training, &run).await, before);
        // Two records of one person are one head: that, too, would move what was settled.
        let board = training.ask("board", json!({ "id": run })).await;
        let person = |name: &str| {
            board["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()["person_id"].clone()
        };
        let merge = json!({ "keep": person("丙"), "keep_version": 1, "merge": person("戊"), "merge_version": 1 });
        assert_eq!(training.office.refused("members", "merge", merge).await, "shares_settled");
        assert_eq!(shares(&training, &run).await, before);
        // First the settlement, then the correction, and then it can be settled anew.
        for org in [&training.a, &training.b] {
            settle(&training, &run, org, Value::Null).await.unwrap();
        }
        training.ask("save_attendance", mend(0, "absent", Value::Null)).await;
        training.ask("save_attendance", json!({ "run_id": run, "entries": [{ "enrolment_id": ids[0], "session_id": sessions[1]["id"], "attendance": "absent" }] })).await;
        training.ask("complete_run", json!({ "id": run })).await;
        settle(&training, &run, &training.b, json!("2027-01-21")).await.unwrap();
        let after = shares(&training, &run).await;
        let of = after.iter().find(|row| row["org_id"] == training.b).unwrap();
        assert_eq!((&of["amount"], &of["settled_on"]), (&json!(100_000), &json!("2027-01-21")), "{after:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_07_what_shares_rest_on_is_not_taken_back_under_a_settled_one() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true, "capacity": 5, "cost_model": "per_head" })).await;
        let id = training.apply(&run, &training.a, "丙").await["id"].clone();
        training.on("2027-01-21").await;
        there(&training, &run, &id, "present").await;
        training.ask("finish_run", json!({ "id": run })).await;
        training.ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 10_000 })).await;
        let history = training.office.ask("desk", "history", json!({})).await;
        let finish = history["rows"].as_array().unwrap().iter().find(|row| row["verb"] == "finish_run").unwrap();
        let finish = finish["id"].clone();
        settle(&training, &run, &training.a, json!("2027-01-21")).await.unwrap();
        let before = shares(&training, &run).await;
        let undone = training.office.call("desk", "undo", json!({ "op": finish })).await;
        assert!(undone.is_err(), "the end of the run is not taken back under a settled share");
        assert_eq!(shares(&training, &run).await, before);
        assert_eq!(
            training.refused("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 1 })).await,
            "shares_settled"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_07_a_fee_is_owed_and_settled_before_anything_was_paid_out() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run =
            training.open(json!({ "is_public": true, "capacity": 5, "cost_model": "fixed_fee", "fee": 3_000 })).await;
        let a = training.apply(&run, &training.a, "己").await["id"].clone();
        training.apply(&run, &training.b, "庚").await;
        let told = async |training: &Training| -> Vec<(Value, i64)> {
            let rows = shares(training, &run).await;
            assert!(rows.iter().all(|row| !row["id"].is_null()), "{rows:?}");
            rows.iter().map(|row| (row["org_id"].clone(), row["amount"].as_i64().unwrap())).collect()
        };
        let both = told(&training).await;
        assert_eq!(both.iter().map(|(_, amount)| amount).sum::<i64>(), 0, "all shares are the costs: none yet");
        assert!(both.contains(&(training.a.clone(), 3_000)) && both.contains(&(Value::Null, -6_000)), "{both:?}");
        training.on("2027-01-21").await;
        there(&training, &run, &a, "present").await;
        training.ask("finish_run", json!({ "id": run })).await;
        settle(&training, &run, &training.a, json!("2027-01-21")).await.unwrap();
        assert_eq!(told(&training).await, both);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_05_a_certificate_is_asked_of_the_attendance_and_the_assignments_as_they_are() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let course = json!({ "title": "課題のある講座（架空）", "hours": 4, "needs_assignment": true });
        let course = training.ask("add_course", course).await;
        let run = training.open(json!({ "course_id": course, "is_public": true })).await;
        let mut ids = Vec::new();
        for name in ["一", "二"] {
            ids.push(training.apply(&run, &training.a, name).await["id"].clone());
        }
        training.on("2027-01-21").await;
        for id in &ids {
            there(&training, &run, id, "present").await;
        }
        let hand_in = |on: Value| json!({ "enrolment_ids": ids, "on": on });
        training.ask("hand_in", hand_in(json!("2027-01-21"))).await;
        training.ask("finish_run", json!({ "id": run })).await;
        let done = training.ask("complete_run", json!({ "id": run })).await;
        assert_eq!(done["completed"], 2);
        // Corrected after the judgement: nobody gets a certificate for a sitting that they were not at.
        there(&training, &run, &ids[1], "absent").await;
        let issue = json!({ "run_id": run });
        assert_eq!(training.refused("issue_certificates", issue.clone()).await, "certificate_not_judged");
        let ask = json!({ "run_id": run, "asks": [{ "ask": "issue_certificates" }] });
        let foreseen = training.ask("foresee", ask).await;
        assert_eq!(foreseen[0]["refused"]["code"], "certificate_not_judged", "the button says the same");
        training.ask("hand_in", hand_in(Value::Null)).await;
        let first = json!({ "run_id": run, "enrolment_ids": [ids[0]] });
        assert_eq!(training.refused("issue_certificates", first.clone()).await, "certificate_not_judged");
        training.ask("hand_in", hand_in(json!("2027-01-21"))).await;
        assert_eq!(training.ask("issue_certificates", first).await.as_array().unwrap().len(), 1);
        // What a certificate says is not taken from under it.
        assert_eq!(training.refused("hand_in", hand_in(Value::Null)).await, "assignment_certified");
        let done = training.ask("complete_run", json!({ "id": run })).await;
        assert_eq!((&done["completed"], &done["no_show"]), (&json!(1), &json!(1)), "{done}");
    }
}
