//! The trainings of the world, and how their verbs are asked.

use serde_json::{Value, json};

use super::world::Ids;
use crate::row;
use crate::support::office::Office;
use crate::support::workbook::{Sheet, xlsx};

/// Trainings in every state, with a member of each branch: runs that are planned, open, held and over.
pub async fn trainings(office: &Office, own: &Ids, other: &Ids, mark: &str) -> Value {
    let first = office.ask("officers", "list", json!({})).await[0]["id"].clone();
    office.ask("officers", "grant", json!({ "officer": first, "role": "training_manager" })).await;
    let ask = async |verb: &str, input: Value| office.ask("training", verb, input).await;
    let course = ask("add_course", json!({ "title": "入門（架空）", "hours": 2 })).await;
    let day = |day: &str| json!([{ "held_on": day, "starts": "13:00", "ends": "15:00" }]);
    let run = async |on: &str, more: Value| {
        let mut input = json!({ "course_id": course, "capacity": 1, "sessions": day(on) });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        office.ask("training", "add_run", input).await
    };
    let person = |ids: &Ids| json!({ "person_id": ids["one"]["person_id"] });
    let apply = async |run: &Value, who: Vec<Value>| {
        let applied = office.ask("training", "apply", json!({ "run_id": run, "applicants": who })).await;
        applied["applied"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect::<Vec<Value>>()
    };
    let partner = own["federation"].clone();
    let draft = run("2027-01-20", json!({ "quotas": [{ "org_id": partner, "seats": 1 }] })).await;
    let invited = run("2027-04-20", json!({ "quotas": [{ "org_id": partner, "seats": 1 }] })).await;
    ask("open_run", json!({ "id": invited })).await;
    let form = partner_form(office, &invited, &partner).await;
    let open = run("2027-02-20", json!({ "capacity": 2 })).await;
    let judged = run("2027-03-20", json!({ "needs_approval": true })).await;
    let today = run("2026-10-31", json!({ "capacity": 5 })).await;
    for run in [&open, &judged, &today] {
        ask("open_run", json!({ "id": run })).await;
    }
    let sitting = ask("run", json!({ "id": today })).await["sessions"][0]["id"].clone();
    // One seat is taken, one offered, one waits.
    let seats =
        apply(&open, vec![person(own), person(other), json!({ "person_id": own["twins"][0]["person_id"] })]).await;
    let waiting = apply(&open, vec![json!({ "person_id": other["twins"][0]["person_id"] })]).await;
    ask("cancel", json!({ "id": seats[0], "reason": "都合" })).await;
    let asked = apply(&judged, vec![person(own), person(other)]).await;
    let done = run("2026-10-30", json!({})).await;
    ask("open_run", json!({ "id": done })).await;
    let applied = ask("walk_in", json!({ "run_id": done, "applicants": [person(own)] })).await;
    let certified = applied["applied"][0]["id"].clone();
    let held = ask("run", json!({ "id": done })).await["sessions"][0]["id"].clone();
    ask("save_attendance", json!({ "run_id": done, "entries": [{ "enrolment_id": certified, "session_id": held, "attendance": "present" }] })).await;
    ask("add_cost", json!({ "run_id": done, "kind": "venue", "amount": 1000 })).await;
    ask("finish_run", json!({ "id": done })).await;
    ask("complete_run", json!({ "id": done })).await;
    let certificate = ask("issue_certificates", json!({ "run_id": done })).await[0].clone();
    let finished = run("2026-10-29", json!({})).await;
    ask("open_run", json!({ "id": finished })).await;
    let applied = ask("walk_in", json!({ "run_id": finished, "applicants": [person(own)] })).await;
    let there = ask("run", json!({ "id": finished })).await["sessions"][0]["id"].clone();
    ask("save_attendance", json!({ "run_id": finished, "entries": [{ "enrolment_id": applied["applied"][0]["id"], "session_id": there, "attendance": "present" }] })).await;
    ask("finish_run", json!({ "id": finished })).await;
    ask("complete_run", json!({ "id": finished })).await;
    let now = apply(&today, vec![person(own), person(other)]).await;
    let interest = ask("add_interest", json!({ "course_id": course, "people": 3 })).await;
    let learning = ask("add_learning", json!({ "person_id": own["one"]["person_id"], "title": "外の講座" })).await;
    ask("add_learning", json!({ "person_id": other["one"]["person_id"], "title": mark })).await;
    let costs = ask("costs", json!({ "id": done })).await;
    json!({
        "course": course, "draft": draft, "invited": invited, "form": form, "open": open, "judged": judged, "today": today, "sitting": sitting, "done": done, "finished": finished,
        "offered": seats[2], "waiting": waiting[0], "asked": asked[0], "now": now[0], "certificate": certificate, "interest": interest,
        "learning": learning, "cost": costs["costs"][0], "share": costs["shares"][0]
    })
}

/// A form of a partner with a row that is taken and one that is not.
async fn partner_form(office: &Office, run: &Value, org: &Value) -> String {
    let out = office.file("案内.xlsx");
    let written =
        json!({ "run_id": run, "org_id": org, "file": out, "contact_name": "試験", "contact_phone": "03-0000-0000" });
    let written = office.ask("training", "write_invitation", written).await;
    let code = written["form"].as_str().unwrap().to_owned();
    let who = json!({ "outside": { "family_name": "先着", "given_name": "一子" }, "org_id": org });
    office.ask("training", "apply", json!({ "run_id": run, "applicants": [who] })).await;
    xlsx(
        &office.file("申込書.xlsx"),
        &[Sheet::new(
            "申込書",
            vec![
                row![code],
                row!["番号", "申込・取消", "姓", "名", "結果の連絡に同意"],
                row![1, "", "新井", "二子"],
                row![2, "", "名なし", ""],
            ],
        )],
    )
    .to_string_lossy()
    .into_owned()
}

/// How the verbs of training are asked.
pub fn training(verb: &str, ids: &Ids) -> Option<Value> {
    let all = &ids["training"];
    let fields = json!({ "capacity": 4, "title": "変えた回" });
    let with = |more: Value| {
        let mut fields = fields.clone();
        for (name, value) in more.as_object().unwrap() {
            fields[name] = value.clone();
        }
        fields
    };
    let who = json!({ "person_id": ids["twins"][1]["person_id"] });
    Some(match verb {
        "courses" | "demand" | "runs" => json!({}),
        "run" | "board" | "partners" | "attendance" | "certificates" | "costs" | "evaluations" => {
            json!({ "id": all["open"] })
        }
        "decisions" => json!({ "run_id": all["open"] }),
        "add_course" => json!({ "title": "応用（架空）", "hours": 3 }),
        "save_course" => json!({ "id": all["course"], "version": 1, "title": "入門（架空）", "hours": 3 }),
        "add_interest" => json!({ "course_id": all["course"], "people": 5 }),
        "end_interest" => json!({ "id": all["interest"], "version": 1 }),
        "add_run" => with(json!({ "course_id": all["course"] })),
        "save_run" => with(json!({ "id": all["draft"], "version": 1 })),
        "save_sessions" => {
            json!({ "id": all["draft"], "version": 1, "sessions": [{ "held_on": "2027-01-21", "starts": "10:00", "ends": "12:00" }] })
        }
        "save_quotas" => {
            json!({ "id": all["draft"], "version": 1, "quotas": [{ "org_id": ids["federation"], "seats": 1 }] })
        }
        "copy_run" | "open_run" => json!({ "id": all["draft"] }),
        "close_run" => json!({ "id": all["open"] }),
        "advance" => json!({ "id": all["open"] }),
        "begin_run" | "finish_run" => json!({ "id": all["today"] }),
        "complete_run" => json!({ "id": all["done"] }),
        "cancel_run" => json!({ "id": all["open"], "reason": "会場の都合" }),
        "find_member" => json!({ "member_no": ids["number"] }),
        "why_not_enrol" => json!({ "run_id": all["open"], "applicants": [who] }),
        "foresee" => json!({ "run_id": all["open"], "asks": [{ "ask": "close_run" }] }),
        "apply" => json!({ "run_id": all["open"], "applicants": [who] }),
        "walk_in" => json!({ "run_id": all["today"], "applicants": [who] }),
        "approve" => json!({ "ids": [all["asked"]] }),
        "decline" => json!({ "id": all["asked"], "reason": "対象外" }),
        "cancel" => json!({ "id": all["waiting"] }),
        "accept" | "postpone" => json!({ "id": all["offered"] }),
        "save_attendance" => {
            json!({ "run_id": all["today"], "entries": [{ "enrolment_id": all["now"], "session_id": all["sitting"], "attendance": "present" }] })
        }
        "hand_in" => json!({ "enrolment_ids": [all["now"]], "on": "2026-10-31" }),
        "issue_certificates" => json!({ "run_id": all["finished"] }),
        "revoke_certificate" => json!({ "id": all["certificate"]["id"], "reason": "誤って発行" }),
        "add_cost" => json!({ "run_id": all["open"], "kind": "venue", "amount": 500 }),
        "void_cost" => json!({ "id": all["cost"]["id"], "version": all["cost"]["version"] }),
        "settle_share" => {
            json!({ "id": all["share"]["id"], "version": all["share"]["version"], "settled_on": "2026-10-31" })
        }
        "add_evaluation" => json!({ "run_id": all["done"], "overall": 5 }),
        "mix_tables" => json!({ "run_id": all["today"], "tables": 2, "apart": [] }),
        "preview_form" | "apply_form" => json!({ "file": all["form"] }),
        "learning" => json!({ "person_id": ids["one"]["person_id"] }),
        "add_learning" => json!({ "person_id": ids["one"]["person_id"], "title": "外の講座" }),
        "void_learning" => json!({ "id": all["learning"], "version": 1 }),
        _ => return None,
    })
}
