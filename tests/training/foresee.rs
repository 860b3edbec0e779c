//! A step that is asked about answers as the step itself does.

use serde_json::{Value, json};

use super::Training;
use crate::support::office::databases;

impl Training {
    async fn foresee(&self, run: &Value, ask: Value) -> Value {
        self.ask("foresee", json!({ "run_id": run, "asks": [ask] })).await[0].clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_would_move_is_who_moves() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 2, "is_public": true, "quotas": quotas })).await;
        let first = training.apply(&run, &training.a, "秋田").await["id"].clone();
        for name in ["赤井", "浅野"] {
            training.apply(&run, &training.a, name).await;
        }
        let before = training.ask("board", json!({ "id": run })).await;
        let foreseen = training.foresee(&run, json!({ "ask": "cancel", "id": first })).await;
        assert_eq!(foreseen["refused"], Value::Null);
        // A larger room with a seat more for them.
        let seats = json!({ "ask": "seats", "capacity": 3 });
        let larger = training.foresee(&run, seats).await;
        assert_eq!(
            (&larger["decisions"][0]["name"], &larger["decisions"][0]["to"]),
            (&json!("浅野"), &json!("offered"))
        );
        let smaller = json!({ "ask": "seats", "capacity": 1, "quotas": [] });
        assert_eq!(training.foresee(&run, smaller).await["refused"]["code"], "E-04");
        let more = json!({ "ask": "seats", "quotas": [{ "org_id": training.b, "seats": 3 }] });
        assert_eq!(training.foresee(&run, more).await["refused"]["code"], "E-03");
        let mut after = training.ask("board", json!({ "id": run })).await;
        after["at"] = before["at"].clone();
        assert_eq!(after, before, "asking moves nobody");
        let without_time = |decisions: &Value| -> Vec<Value> {
            let mut rows = decisions.as_array().unwrap().clone();
            rows.iter_mut().for_each(|row| row["at"] = Value::Null);
            rows
        };
        let moved = training.ask("cancel", json!({ "id": first })).await;
        assert_eq!(without_time(&moved["decisions"]), without_time(&foreseen["decisions"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_with_too_few_people_says_so_before_it_begins() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true, "min_people": 3 })).await;
        training.apply(&run, &training.a, "秋田").await;
        let ahead = async |training: &Training| -> Value {
            let board = training.ask("board", json!({ "id": run })).await;
            let ahead = board["next"].as_array().unwrap().iter().find(|next| next["step"] == "too_few");
            ahead.cloned().unwrap_or_default()
        };
        assert_eq!(ahead(&training).await["n"], 2);
        training.on("2027-01-20").await;
        let begin = || json!({ "ask": "begin_run" });
        let told = training.foresee(&run, begin()).await;
        assert_eq!((&told["refused"], &told["warnings"][0]["code"]), (&Value::Null, &json!("run_few")));
        assert_eq!(told["warnings"][0]["about"], json!({ "least": 3, "n": 2 }));
        assert_eq!(training.foresee(&run, json!({ "ask": "close_run" })).await["warnings"], json!([]));
        // It is the officer's to begin all the same.
        training.ask("begin_run", json!({ "id": run })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_beforehand_is_refused_for_the_same_reason() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true })).await;
        let seated = training.apply(&run, &training.a, "秋田").await["id"].clone();
        let empty = training.ask("add_run", json!({ "course_id": training.course, "capacity": 1 })).await;
        let steps = ["open_run", "close_run", "begin_run", "finish_run", "complete_run"];
        for (run, step) in [&run, &empty].into_iter().flat_map(|run| steps.map(|step| (run, step))) {
            let foreseen = training.foresee(run, json!({ "ask": step })).await["refused"]["code"].clone();
            if foreseen == Value::Null {
                // The one step that can be taken is taken last.
                assert_eq!(step, "close_run");
                continue;
            }
            assert_eq!(foreseen, training.refused(step, json!({ "id": run })).await, "{step}");
        }
        let certificates = training.foresee(&run, json!({ "ask": "issue_certificates" })).await;
        let refused = training.refused("issue_certificates", json!({ "run_id": run })).await;
        assert_eq!(certificates["refused"]["code"], refused);
        for step in ["accept", "postpone", "decline"] {
            let foreseen = training.foresee(&run, json!({ "ask": step, "id": seated })).await;
            let input =
                if step == "decline" { json!({ "id": seated, "reason": "都合" }) } else { json!({ "id": seated }) };
            assert_eq!(foreseen["refused"]["code"], training.refused(step, input).await, "{step}");
        }
        let foreseen = training.foresee(&run, json!({ "ask": "approve", "ids": [seated] })).await;
        assert_eq!(foreseen["refused"]["code"], training.refused("approve", json!({ "ids": [seated] })).await);
        training.on("2027-01-21").await;
        let foreseen = training.foresee(&run, json!({ "ask": "cancel", "id": seated })).await;
        assert_eq!(foreseen["refused"]["code"], "seats_over");
        assert_eq!(training.refused("cancel", json!({ "id": seated })).await, "seats_over");
        training.ask("close_run", json!({ "id": run })).await;
        assert_eq!(training.foresee(&run, json!({ "ask": "apply" })).await["refused"]["code"], "E-01");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_tells_all_its_days_and_once_it_was_held_the_home_page_asks_for_its_judgement() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let sitting = |day: &str, starts: &str, ends: &str| json!({ "held_on": day, "starts": starts, "ends": ends });
        let sessions = [
            sitting("2027-01-13", "10:00", "12:00"),
            sitting("2027-01-13", "13:00", "15:00"),
            sitting("2027-01-20", "13:00", "15:00"),
            sitting("2027-01-21", "13:00", "15:00"),
        ];
        let run = training.open(json!({ "is_public": true, "sessions": sessions })).await;
        let who = training.apply(&run, &training.a, "青木").await;
        let stands = async |training: &Training| {
            let row = training.ask("runs", json!({})).await[0].clone();
            let home = training.office.ask("desk", "home", json!({})).await["tasks"].to_string();
            (row["days"].clone(), row["unjudged"].clone(), home.contains("training_judge"))
        };
        let days = json!(["2027-01-13", "2027-01-20", "2027-01-21"]);
        assert_eq!(stands(&training).await, (days.clone(), json!(0), false));
        training.on("2027-01-21").await;
        let board = training.ask("board", json!({ "id": run })).await;
        let entries: Vec<Value> = board["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|session| json!({ "enrolment_id": who["id"], "session_id": session["id"], "attendance": "present" }))
            .collect();
        training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
        training.ask("finish_run", json!({ "id": run })).await;
        assert_eq!(stands(&training).await, (days.clone(), json!(1), true));
        training.ask("complete_run", json!({ "id": run })).await;
        assert_eq!(stands(&training).await, (days, json!(0), false));
    }
}
