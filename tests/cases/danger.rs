//! C-07: who is in danger is seen by the counsellors of the case at once, and by nobody else in any way.

use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::Room;
use crate::support::office::databases;
use crate::support::tables::everything;

const CHECKS: [&str; 7] = [
    "asked_safety",
    "asked_plan",
    "not_alone",
    "emergency_judged",
    "lines_given",
    "second_consulted",
    "next_contact_set",
];

/// What differs between any two files: ids, sealed bytes by their length, moments, numbers of versions.
fn masked(field: &str) -> String {
    if let Ok(mut document @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str::<Value>(field) {
        masked_json(&mut document);
        return document.to_string();
    }
    let field = field.trim_start_matches("\\x");
    let plain = field.replace('-', "");
    if plain.len() >= 32 && plain.chars().all(|c| c.is_ascii_hexdigit()) {
        return format!("<{}>", plain.len());
    }
    if field.parse::<i64>().is_ok_and(|n| n.abs() > 100_000_000_000) {
        return "<n>".into();
    }
    if field.len() > 16 && field.starts_with("20") && field.contains(':') {
        return "<at>".into();
    }
    field.into()
}

fn masked_json(value: &mut Value) {
    match value {
        Value::String(text) => *text = masked(text),
        Value::Number(number) => *value = masked(&number.to_string()).into(),
        Value::Array(values) if !values.is_empty() && values.iter().all(Value::is_number) => {
            *value = format!("<{}>", values.len()).into();
        }
        Value::Array(values) => values.iter_mut().for_each(masked_json),
        Value::Object(fields) => fields.values_mut().for_each(masked_json),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Everything in the file that is not sealed, in the order in which it was written.
async fn plain(room: &Room) -> Vec<String> {
    let mut all = Vec::new();
    for (table, rows) in everything(&room.office).await {
        let mut rows: Vec<String> =
            rows.iter().map(|row| row.split('|').map(masked).collect::<Vec<_>>().join("|")).collect();
        rows.sort();
        all.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    let session = room.office.desk.session(Progress::silent()).unwrap();
    for sql in [
        "SELECT capability || ' ' || verb || ' ' || kind || ' ' || rows || ' ' || undoable || ' ' || about FROM op ORDER BY id",
        "SELECT action || ' ' || COALESCE(entity, '') || ' ' || fields || ' ' || COALESCE(reason, '') FROM audit_log ORDER BY seq",
        "SELECT table_name || ' ' || kind || ' ' || length(ids) FROM op_change ORDER BY op_id, seq",
    ] {
        all.extend(session.db().texts(sql).await.unwrap());
    }
    for text in session.db().texts("SELECT images FROM op_change ORDER BY op_id, seq").await.unwrap() {
        let mut images: Value = serde_json::from_str(&text).unwrap();
        masked_json(&mut images);
        all.push(images.to_string());
    }
    all
}

/// Two cases go their way; in one union somebody is in danger, in the other the same is corrected otherwise.
async fn gone(room: &Room, danger: bool) -> Vec<Value> {
    let mut ids = Vec::new();
    for begins in [danger, false] {
        let inquiry = json!({ "name": "架空 太郎", "contact": "090", "channel": "phone", "crisis": begins });
        let id = room.ask("open_inquiry", inquiry).await["case_id"].clone();
        let correct = || json!({ "case_id": id, "contact": "090" });
        if danger {
            room.ask("raise_crisis", json!({ "case_id": id })).await;
            room.ask("save_crisis", json!({ "case_id": id, "done": ["asked_safety"] })).await;
        } else {
            room.ask("correct_case", correct()).await;
            room.ask("correct_case", correct()).await;
        }
        room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
        room.ask("consent", json!({ "case_id": id, "method": "written" })).await;
        room.ask("activate", json!({ "case_id": id })).await;
        let session = json!({ "case_id": id, "minutes": 40, "mode": "phone", "note": { "facts": "話した" } });
        room.ask("save_session", session).await;
        if danger {
            room.ask("save_crisis", json!({ "case_id": id, "done": CHECKS, "over": begins })).await;
        } else {
            room.ask("correct_case", correct()).await;
        }
        room.ask("close", json!({ "case_id": id, "outcome": "goal_reached", "waived": "本人の希望" })).await;
        ids.push(id);
    }
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn c_07_nobody_without_the_key_can_tell_which_case_is_in_crisis() {
    for on in databases() {
        let (calm, danger) = (Room::new(on).await, Room::new(on).await);
        gone(&calm, false).await;
        gone(&danger, true).await;
        let (calm, danger) = (plain(&calm).await, plain(&danger).await);
        assert!(calm.iter().any(|row| row.contains("counsel_case")) && calm.len() > 100, "{}", calm.len());
        for (one, other) in calm.iter().zip(&danger) {
            assert_eq!(one, other);
        }
        assert_eq!(calm.len(), danger.len());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_07_who_counsels_finds_who_is_in_danger_first_until_the_check_list_is_done() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let quiet = room.case("active").await;
        room.ask("add_due", json!({ "case_id": quiet, "kind": "other", "due_on": "2026-10-31" })).await;
        let id = room.case("active").await;
        let day = async || room.ask("my_day", json!({})).await["due_today"].clone();
        assert_eq!(day().await.as_array().unwrap().len(), 1);
        room.ask("raise_crisis", json!({ "case_id": id })).await;
        let today = day().await;
        assert_eq!(today.as_array().unwrap().len(), 2, "{today}");
        let first = &today[0];
        assert_eq!(
            (&first["case_id"], &first["kind"], &first["crisis"], &first["id"], &first["due_on"]),
            (&id, &json!("contact"), &json!(true), &Value::Null, &json!("2026-10-31")),
        );
        let found = room.ask("my_cases", json!({ "due": "today" })).await;
        assert_eq!(found["total"], 2);
        assert_eq!(
            (&found["rows"][0]["next_kind"], &found["rows"][0]["next_on"]),
            (&json!("contact"), &json!("2026-10-31"))
        );
        assert!(room.look(&id).await["dues"].as_array().unwrap().iter().any(|due| due["id"].is_null()));
        let home = room.office.ask("desk", "home", json!({})).await;
        let task = home["tasks"].as_array().unwrap().iter().find(|task| task["code"] == "cases_today").unwrap().clone();
        assert_eq!(task["about"]["n"], 2, "{task}");
        // On paper there is no word of it (C-07).
        let list = json!({ "report": "R10", "as_of": "2026-10-31" });
        let paper = room.office.ask("reports", "preview", list).await["pages"].to_string();
        assert!(paper.contains("C-000002") && paper.contains("初回面談"), "the next date that is no danger's: {paper}");
        // Who takes the case over finds it, who gave it away does not.
        let consent = json!({ "case_id": id, "method": "written", "scope": ["record", "handover"] });
        let consent = room.ask("consent", consent).await;
        let over = json!({ "case_id": id, "officer": room.second, "not_supervisor": true, "consent_id": consent });
        room.ask("hand_over", over).await;
        assert_eq!(day().await.as_array().unwrap().len(), 1);
        room.sit("second").await;
        assert_eq!(day().await[0]["case_id"], id);
        room.ask("save_crisis", json!({ "case_id": id, "done": CHECKS[..6] })).await;
        assert_eq!(day().await.as_array().unwrap().len(), 1, "something is still to be done");
        room.ask("save_crisis", json!({ "case_id": id, "done": CHECKS })).await;
        assert_eq!(day().await, json!([]));
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(day().await.as_array().unwrap().len(), 1, "taken back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_07_a_case_in_danger_ends_only_after_the_check_list_is_done() {
    for on in databases() {
        let room = Room::new(on).await;
        let session = room.office.desk.session(Progress::silent()).unwrap();
        let close = json!({ "outcome": "goal_reached", "waived": "本人の希望" });
        let out = json!({ "recipient": "市の相談室", "items": ["氏名"] });
        for (status, verb, more) in [
            ("inquiry", "decline", json!({ "reason": "対象外", "pointed_to": "市の窓口" })),
            ("inquiry", "close", json!({ "outcome": "information_given", "waived": "答えて終わった" })),
            ("intake", "refer_out", out.clone()),
            ("intake", "close", json!({ "outcome": "withdrawn", "waived": "本人の希望" })),
            ("active", "refer_out", out),
            ("active", "close", close.clone()),
            ("paused", "close", close.clone()),
            ("follow_up", "close", close),
        ] {
            let id = room.case(status).await;
            room.ask("raise_crisis", json!({ "case_id": id })).await;
            room.ask("save_crisis", json!({ "case_id": id, "done": CHECKS[..6] })).await;
            let before = room.look(&id).await;
            let mut input = json!({ "case_id": id });
            for (name, value) in more.as_object().unwrap() {
                input[name] = value.clone();
            }
            if verb == "refer_out" {
                input["consent_id"] = before["consents"][0]["id"].clone();
            }
            let rows = "SELECT (SELECT count(*) FROM op) + (SELECT count(*) FROM audit_log) AS n";
            let written = session.db().number(rows, []).await.unwrap();
            assert_eq!(room.refused(verb, input.clone()).await, "C-07", "{status} {verb}");
            assert_eq!(room.look(&id).await, before, "{status} {verb}: nothing changed");
            assert_eq!(session.db().number(rows, []).await.unwrap(), written, "the refusal leaves no row");
            let waits = json!({ "event": verb, "code": "C-07" });
            assert!(before["why_not"].as_array().unwrap().contains(&waits), "the button says the same: {before}");
            room.ask("save_crisis", json!({ "case_id": id, "done": CHECKS })).await;
            room.ask(verb, input).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_07_dates_that_older_versions_put_for_a_crisis_are_taken_out_of_the_file() {
    for on in databases() {
        let room = Room::new(on).await;
        let session = || room.office.desk.session(Progress::silent()).unwrap();
        let id = room.case("active").await;
        // As older versions did it: a date for reaching somebody, written by the inquiry and by a correction.
        for (day, verb) in [("2026-11-01", "open_inquiry"), ("2026-11-02", "correct_case"), ("2026-11-03", "add_due")] {
            room.ask("add_due", json!({ "case_id": id, "kind": "contact", "due_on": day })).await;
            let sql = format!("UPDATE op SET verb = '{verb}' WHERE id = (SELECT id FROM op ORDER BY id DESC LIMIT 1)");
            session().db().run(&sql, []).await.unwrap();
        }
        let dues = room.look(&id).await["dues"].clone();
        let due = |day: &str| dues.as_array().unwrap().iter().find(|due| due["due_on"] == day).unwrap()["id"].clone();
        room.ask("done_due", json!({ "id": due("2026-11-02") })).await;
        for sql in ["DELETE FROM seaql_migrations WHERE version LIKE '%000023_no_crisis%'", "DROP TABLE inquiry_draft"]
        {
            session().db().run(sql, []).await.unwrap();
        }
        room.sit("soudan").await;
        let left = room.look(&id).await["dues"].clone();
        let contacts: Vec<&str> = left
            .as_array()
            .unwrap()
            .iter()
            .filter(|due| due["kind"] == "contact")
            .map(|due| due["due_on"].as_str().unwrap())
            .collect();
        assert_eq!(contacts, ["2026-11-03"], "what a counsellor put there by hand stays");
        let images = session().db().texts("SELECT images FROM op_change WHERE table_name = 'case_due'").await.unwrap();
        assert!(!images.concat().contains("2026-11-02"), "{images:?}");
        let sql = "SELECT count(*) AS n FROM op o WHERE o.verb IN ('open_inquiry', 'correct_case', 'done_due') AND EXISTS \
             (SELECT 1 FROM op_change c WHERE c.op_id = o.id AND c.table_name = 'case_due' AND c.kind <> 'born')";
        assert_eq!(session().db().number(sql, []).await.unwrap(), 0);
        room.sit("admin").await;
        assert_eq!(room.office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}
