//! Taking back in cases: who cannot open a case takes nothing back in it and learns nothing by trying, and no case is left as no verb
//! could have left it.

use std::collections::BTreeSet;

use kyojo_core::api::{self, Kind};
use kyojo_core::error::Error;
use serde_json::{Value, json};

use super::Room;
use crate::support::office::databases;

/// Verbs that are taken back elsewhere: of the room, under a right alone, told as a correction, or asking for a file or trainings.
const ELSEWHERE: [&str; 12] = [
    "add_learning",
    "apply_job_card",
    "ask_release",
    "publish_instrument",
    "raise_crisis",
    "retire_instrument",
    "save_counselor",
    "save_crisis",
    "save_help_line",
    "save_instrument",
    "save_template",
    "set_case_retention",
];

/// A case in which everything was done that can be taken back.
async fn all_done(room: &Room) -> Value {
    let id = room.case("intake").await;
    let of = |more: Value| {
        let mut input = json!({ "case_id": id });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        input
    };
    room.ask("correct_case", of(json!({ "contact": "内線" }))).await;
    let goal = of(json!({ "theme": "other", "horizon": "mid", "text": "目標" }));
    room.ask("add_goal", goal.clone()).await;
    let reached = room.ask("add_goal", goal).await;
    room.ask("end_goal", json!({ "id": reached, "version": 1 })).await;
    let action = room.ask("add_action", of(json!({ "who": "member", "text": "方策" }))).await;
    room.ask("end_action", json!({ "id": action, "version": 1 })).await;
    let referral = room.ask("refer", of(json!({ "target": "市の窓口" }))).await;
    room.ask("referral_followed", json!({ "id": referral, "version": 1, "result": "used" })).await;
    let due = room.ask("add_due", of(json!({ "kind": "contact", "due_on": "2026-11-05" }))).await;
    room.ask("done_due", json!({ "id": due })).await;
    let card = room.ask("save_card_item", of(json!({ "kind": "licence", "words": { "name": "簿記" } }))).await;
    room.ask("remove_card_item", json!({ "id": card, "version": 1 })).await;
    let checks = room.ask("raise_crisis", of(json!({}))).await["items"].clone();
    room.ask("save_crisis", of(json!({ "done": checks, "over": true }))).await;
    room.ask("activate", of(json!({}))).await;
    room.ask("set_step", of(json!({ "step": "decision" }))).await;
    room.ask("pause", of(json!({ "until": "2026-12-01" }))).await;
    room.ask("resume", of(json!({}))).await;
    room.ask("follow_up", of(json!({ "follow_up_on": "2026-11-30" }))).await;
    room.ask("close", of(json!({ "outcome": "plan_agreed", "waived": "本人の希望" }))).await;
    room.ask("reopen", of(json!({ "reason": "また相談したい" }))).await;
    let consent = room.look(&id).await["consents"][0].clone();
    room.ask("withdraw_consent", json!({ "id": consent["id"], "version": consent["version"] })).await;
    id
}

/// What the officer at the desk sees of cases in the history.
async fn history(room: &Room) -> Vec<Value> {
    let page = room.office.ask("desk", "history", json!({ "limit": 200 })).await;
    page["rows"].as_array().unwrap().iter().filter(|row| row["capability"] == "cases").cloned().collect()
}

async fn newest(room: &Room) -> Value {
    history(room).await[0]["id"].clone()
}

/// The code of a refusal, and the later ops that it names.
async fn refused(room: &Room, verb: &str, op: &Value) -> (String, String) {
    match room.office.call("desk", verb, json!({ "op": op })).await.unwrap_err() {
        Error::Refused { code, about } => (code.to_owned(), about["later"].as_str().unwrap_or_default().to_owned()),
        other => (other.code().to_owned(), String::new()),
    }
}

/// The case goes to the second counsellor, as the member agreed.
async fn hand_over(room: &Room, id: &Value) {
    let over = agreed_hand_over(room, id).await;
    room.ask("hand_over", over).await;
}

async fn agreed_hand_over(room: &Room, id: &Value) -> Value {
    let consent = json!({ "case_id": id, "method": "written", "scope": ["handover"] });
    let consent = room.ask("consent", consent).await;
    json!({ "case_id": id, "officer": room.second, "not_supervisor": true, "consent_id": consent })
}

async fn share_with_second(room: &Room, id: &Value) {
    let share = json!({ "case_id": id, "officer": room.second, "part": "second", "not_supervisor": true });
    room.ask("share", share).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_nobody_else_takes_anything_back_in_a_case_whatever_was_done() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let id = all_done(&room).await;
        room.case("declined").await;
        room.case("referred_out").await;
        let before = room.look(&id).await;
        let ops: Vec<Value> = history(&room).await.into_iter().filter(|row| !row["about"]["case"].is_null()).collect();
        let done: BTreeSet<&str> = ops.iter().map(|row| row["verb"].as_str().unwrap()).collect();
        let missing: Vec<&str> = api::verbs()
            .iter()
            .filter(|verb| verb.capability == "cases" && verb.kind == Kind::Undoable)
            .map(|verb| verb.verb)
            .filter(|verb| !done.contains(verb) && !ELSEWHERE.contains(verb))
            .collect();
        assert_eq!(missing, Vec::<&str>::new(), "say in this file how they are done");
        // The first officer has the role counselor, too; nobody let them into the room.
        room.sit("admin").await;
        let officers = room.office.ask("officers", "list", json!({})).await;
        let admin = officers.as_array().unwrap().iter().find(|row| row["login"] == "admin").unwrap()["id"].clone();
        room.office.ask("officers", "grant", json!({ "officer": admin, "role": "counselor" })).await;
        for login in ["admin", "secretary", "dpo", "supervisor", "second"] {
            room.sit(login).await;
            for op in &ops {
                for verb in ["undo", "redo"] {
                    let (code, later) = refused(&room, verb, &op["id"]).await;
                    assert!(
                        ["missing", "not_allowed"].contains(&code.as_str()) && later.is_empty(),
                        "{login} {verb} {}: {code} {later}",
                        op["verb"]
                    );
                }
            }
            // 13.3: steps of single cases are nobody's but the counsellor's.
            assert_eq!(history(&room).await, Vec::<Value>::new(), "{login}");
        }
        room.sit("soudan").await;
        assert_eq!(room.look(&id).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_who_handed_a_case_over_takes_nothing_back_in_it() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let id = all_done(&room).await;
        hand_over(&room, &id).await;
        let status = room.office.ask("desk", "status", json!({})).await;
        assert_eq!((&status["undo"], &status["redo"]), (&Value::Null, &Value::Null));
        let mut tried = 0;
        for op in history(&room).await.iter().filter(|row| row["about"]["case"] == "C-000001") {
            assert_eq!((&op["can_undo"], &op["can_redo"]), (&json!(false), &json!(false)), "{op}");
            let (code, later) = refused(&room, "undo", &op["id"]).await;
            assert_eq!((code.as_str(), later.as_str()), ("missing", ""), "{}", op["verb"]);
            tried += 1;
        }
        assert!(tried > 20, "{tried}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_who_is_taken_out_of_a_case_leaves_dates_to_the_counsellor_and_no_draft() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let id = room.case("active").await;
        share_with_second(&room, &id).await;
        room.sit("second").await;
        let action = json!({ "case_id": id, "who": "union", "text": "問い合わせる", "due_on": "2026-11-02" });
        room.ask("add_action", action).await;
        let op = newest(&room).await;
        room.ask("save_draft", json!({ "case_id": id, "place": "note", "content": { "text": "途中" } })).await;
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 1);
        room.sit("soudan").await;
        // It cannot be read by anybody else: that it goes is said first.
        assert_eq!(room.refused("unshare", json!({ "case_id": id, "officer": room.second })).await, "draft_waits");
        room.ask("unshare", json!({ "case_id": id, "officer": room.second, "drop_drafts": true })).await;
        let day = room.ask("my_day", json!({})).await;
        let due = day["week"].as_array().unwrap().iter().find(|row| row["kind"] == "action").unwrap().clone();
        room.ask("done_due", json!({ "id": due["id"] })).await;
        room.sit("second").await;
        let day = room.ask("my_day", json!({})).await;
        assert_eq!((&day["week"], &day["drafts"], &day["later"]), (&json!([]), &json!(0), &json!(0)));
        assert_eq!(refused(&room, "undo", &op).await.0, "missing");
        // With a hand-over the drafts of who leaves go, too; who takes the case over keeps the own.
        room.sit("soudan").await;
        share_with_second(&room, &id).await;
        let draft = json!({ "case_id": id, "place": "note", "content": { "text": "途中" } });
        room.ask("save_draft", draft.clone()).await;
        room.sit("second").await;
        room.ask("save_draft", draft).await;
        room.sit("soudan").await;
        let over = agreed_hand_over(&room, &id).await;
        assert_eq!(room.refused("hand_over", over.clone()).await, "draft_waits");
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 1, "nothing was done");
        let mut over = over;
        over["drop_drafts"] = json!(true);
        room.ask("hand_over", over).await;
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 0);
        room.sit("second").await;
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 1);
        assert_eq!(room.ask("drafts", json!({})).await.as_array().unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_what_was_being_written_is_saved_or_let_go_before_its_case_goes() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let id = room.case("active").await;
        let draft = json!({ "case_id": id, "place": "note", "content": { "text": "途中の話" } });
        room.ask("save_draft", draft.clone()).await;
        let over = agreed_hand_over(&room, &id).await;
        assert_eq!(room.refused("hand_over", over.clone()).await, "draft_waits");
        // Who stays keeps it.
        let mut stays = over.clone();
        stays["stay"] = json!(true);
        room.ask("hand_over", stays).await;
        assert_eq!(room.ask("drafts", json!({})).await[0]["content"]["text"], "途中の話");
        // Saved, it is a note like others, and whoever has the case next is asked for the own draft in turn.
        let note = json!({ "case_id": id, "note": { "text": "途中の話" }, "draft": "note" });
        room.ask("save_note", note).await;
        room.sit("second").await;
        let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        assert_eq!(session.db().number("SELECT count(*) AS n FROM case_draft", []).await.unwrap(), 0);
        drop(session);
        room.ask("save_draft", draft.clone()).await;
        room.sit("soudan").await;
        let own = room.office.ask("desk", "status", json!({})).await["officer"]["id"].clone();
        room.sit("second").await;
        let mut back = agreed_hand_over(&room, &id).await;
        back["officer"] = own;
        assert_eq!(room.refused("hand_over", back.clone()).await, "draft_waits");
        room.ask("drop_draft", json!({ "case_id": id, "place": "note" })).await;
        room.ask("hand_over", back).await;
        room.sit("soudan").await;
        assert_eq!(room.look(&id).await["notes"][0]["words"]["text"], "途中の話");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_the_counsellor_sees_what_another_took_back_in_the_case() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let id = room.case("active").await;
        share_with_second(&room, &id).await;
        room.sit("second").await;
        room.ask("add_goal", json!({ "case_id": id, "theme": "other", "horizon": "mid", "text": "目標" })).await;
        room.office.ask("desk", "undo", json!({})).await;
        room.sit("soudan").await;
        let row = history(&room).await[0].clone();
        assert_eq!(
            (&row["kind"], &row["verb"], &row["about"]["case"], &row["can_redo"]),
            (&json!("undone"), &json!("add_goal"), &json!("C-000001"), &json!(false))
        );
        assert!(row["actor_name"].as_str().unwrap().contains("second"), "{row}");
        assert_eq!(refused(&room, "redo", &row["id"]).await.0, "redo_others");
        room.sit("admin").await;
        assert_eq!(history(&room).await, Vec::<Value>::new());
        room.sit("second").await;
        assert_eq!(history(&room).await[0]["can_redo"], true);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_03_nothing_is_taken_back_from_under_words_that_stay_nor_in_a_case_that_ended() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let activated = newest(&room).await;
        let note = json!({ "case_id": id, "note": { "text": "話" } });
        room.ask("save_note", note.clone()).await;
        let (code, later) = refused(&room, "undo", &activated).await;
        assert_eq!(code, "undo_case_went_on");
        assert!(later.contains("C-000001"), "{later}");
        assert_eq!(room.look(&id).await["status"], "active");
        room.ask("add_goal", json!({ "case_id": id, "theme": "other", "horizon": "mid", "text": "目標" })).await;
        let goal = newest(&room).await;
        room.ask("close", json!({ "case_id": id, "outcome": "plan_agreed", "waived": "本人の希望" })).await;
        assert_eq!(refused(&room, "undo", &goal).await.0, "undo_case_went_on", "what was there at the end stays");
        room.office.ask("desk", "undo", json!({})).await;
        room.office.ask("desk", "undo", json!({ "op": goal })).await;
        room.ask("save_note", note).await;
        assert_eq!(refused(&room, "redo", &goal).await.0, "redo_case_went_on");
        assert_eq!(room.look(&id).await["goals"], json!([]));
        // A withdrawal entered by mistake is taken back as long as the member has said nothing new.
        let consent = room.look(&id).await["consents"][0].clone();
        room.ask("withdraw_consent", json!({ "id": consent["id"], "version": consent["version"] })).await;
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(room.look(&id).await["said_no"], false);
        room.ask("withdraw_consent", json!({ "id": consent["id"], "version": consent["version"] })).await;
        let withdrawn = newest(&room).await;
        room.ask("consent", json!({ "case_id": id, "method": "written" })).await;
        assert_eq!(refused(&room, "undo", &withdrawn).await.0, "undo_case_went_on");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_a_setting_of_the_room_names_nothing_that_others_did_in_their_cases() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        room.sit("second").await;
        let id = room.case("closed").await;
        room.sit("soudan").await;
        room.ask("set_case_retention", json!({ "months": 12 })).await;
        let setting = newest(&room).await;
        room.sit("second").await;
        room.ask("reopen", json!({ "case_id": id, "reason": "また相談したい" })).await;
        room.sit("soudan").await;
        let (code, later) = refused(&room, "undo", &setting).await;
        assert_eq!(
            (code.as_str(), later.as_str()),
            ("undo_rows_changed", "相談での操作（担当する人だけに表示します）")
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_general_secretary_takes_back_for_others_what_is_of_the_roster_alone() {
    for on in databases() {
        let room = Room::new(on).await;
        room.sit("admin").await;
        let newest = async || room.office.ask("desk", "history", json!({ "limit": 1 })).await["rows"][0].clone();
        let unit = json!({ "kind": "workplace", "label": "第二工場", "code": "W2", "parent_id": room.unit });
        room.office.ask("organizations", "add_unit", unit).await;
        let unit = newest().await["id"].clone();
        room.office.ask("officers", "grant", json!({ "officer": room.second, "role": "viewer" })).await;
        room.sit("secretary").await;
        let grant = newest().await;
        assert_eq!((&grant["verb"], &grant["can_undo"]), (&json!("grant"), &json!(false)));
        assert_eq!(refused(&room, "undo", &grant["id"]).await.0, "undo_others");
        room.office.ask("desk", "undo", json!({ "op": unit })).await;
    }
}
