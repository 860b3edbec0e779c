//! The verbs of training, with a text in each field.

use std::path::Path;

use serde_json::{Value, json};

use super::{PASSPHRASES, Plan};

pub async fn training_verbs(plan: &Plan<'_>, aside: &Path) {
    let ask = async |verb: &str, input: Value| plan.ask("training", verb, input).await;
    let first = plan.ask("officers", "list", json!({})).await[0]["id"].clone();
    plan.ask("officers", "grant", json!({ "officer": first, "role": "training_manager" })).await;
    let partner = json!({ "kind": "enterprise_union", "name": plan.text() });
    let partner = plan.ask("organizations", "add_employer", partner).await;
    let course = || {
        json!({
            "code": plan.letters(), "title": plan.text(), "purpose": plan.text(), "target": plan.text(), "hours": 2, "prerequisite_note": plan.text()
        })
    };
    let id = ask("add_course", course()).await;
    let mut save = course();
    save["id"] = id.clone();
    save["version"] = json!(1);
    save.as_object_mut().unwrap().remove("code");
    ask("save_course", save).await;
    ask("courses", json!({ "find": plan.text() })).await;
    ask("add_interest", json!({ "course_id": id, "people": 3, "wish": plan.text() })).await;
    let sessions = |id: &Value| json!([{ "id": id, "held_on": "2026-10-31", "starts": "10:00", "ends": "12:00", "topic": plan.text(), "lecturer": plan.text(), "place": plan.text() }]);
    let quotas = || json!([{ "org_id": partner, "seats": 1, "industry": plan.text(), "note": plan.text() }]);
    let fields = |more: Value| {
        let mut fields = json!({
            "title": plan.text(), "venue": plan.text(), "link": plan.text(), "note": plan.text(), "capacity": 20, "needs_approval": true,
            "contact_name": plan.text(), "contact_mail": plan.mail(), "contact_phone": plan.digits("03", 10)
        });
        for (name, value) in more.as_object().unwrap() {
            fields[name] = value.clone();
        }
        fields
    };
    let run = fields(json!({ "course_id": id, "sessions": sessions(&Value::Null), "quotas": quotas() }));
    let run = ask("add_run", run).await;
    ask("save_run", fields(json!({ "id": run, "version": 1 }))).await;
    ask("foresee", json!({ "run_id": run, "asks": [{ "ask": "seats", "quotas": quotas() }] })).await;
    let read = async || plan.ask("training", "run", json!({ "id": run })).await;
    let now = read().await;
    let held = now["sessions"][0]["id"].clone();
    ask("save_sessions", json!({ "id": run, "version": now["run"]["version"], "sessions": sessions(&held) })).await;
    let now = read().await;
    ask("save_quotas", json!({ "id": run, "version": now["run"]["version"], "quotas": quotas() })).await;
    ask("runs", json!({ "find": plan.text() })).await;
    ask("open_run", json!({ "id": run })).await;
    let unit = plan.ask("organizations", "units", json!({})).await[0]["id"].clone();
    let numbered = async || {
        let number = plan.letters();
        let joining = json!({
            "person": { "family_name": plan.text() }, "member_no": number, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
        });
        plan.ask("members", "add", joining).await;
        number
    };
    let outside = || {
        json!({
            "outside": {
                "family_name": plan.text(), "given_name": plan.text(), "family_kana": plan.kana(), "given_kana": plan.kana(), "mail": plan.mail(),
                "phone": plan.digits("03", 10)
            },
            "org_id": partner, "company": plan.text(), "industry": plan.text(), "note": plan.text()
        })
    };
    let mut people: Vec<Value> = Vec::new();
    for verb in ["why_not_enrol", "apply", "walk_in"] {
        let number = numbered().await;
        plan.ask("training", "find_member", json!({ "member_no": number })).await;
        let who = [json!({ "member_no": number }), outside()];
        let applied = ask(verb, json!({ "run_id": run, "applicants": who })).await;
        if verb == "why_not_enrol" {
            continue;
        }
        people.extend(applied["applied"].as_array().unwrap().iter().cloned());
    }
    exchange(plan, &run, &partner, aside).await;
    let declined = json!({ "id": people[0]["id"], "reason": plan.text() });
    // The sitting may have begun by the clock: then the words are refused, and told to nobody either.
    for (verb, input) in [("decline", declined), ("cancel", json!({ "id": people[1]["id"], "reason": plan.text() }))] {
        plan.note(&format!("training.{verb}"), &input);
        let _ =
            kyojo_core::api::call(&plan.desk, "training", verb, input, &kyojo_core::progress::Progress::silent()).await;
    }
    ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 100, "note": plan.text() })).await;
    let there = json!({ "enrolment_id": people[2]["id"], "session_id": held, "attendance": "present" });
    ask("save_attendance", json!({ "run_id": run, "entries": [there] })).await;
    ask("finish_run", json!({ "id": run })).await;
    ask("complete_run", json!({ "id": run })).await;
    let certificate = ask("issue_certificates", json!({ "run_id": run })).await[0]["id"].clone();
    ask("revoke_certificate", json!({ "id": certificate, "reason": plan.text() })).await;
    ask("add_evaluation", json!({ "run_id": run, "overall": 4, "comment": plan.text() })).await;
    let learned = json!({
        "person_id": people[2]["person_id"], "title": plan.text(), "provider": plan.text(), "note": plan.text()
    });
    ask("add_learning", learned).await;
    let other = ask("add_run", json!({ "course_id": id, "capacity": 3 })).await;
    ask("cancel_run", json!({ "id": other, "reason": plan.text() })).await;
}

/// The workbooks that go to a partner and come back.
async fn exchange(plan: &Plan<'_>, run: &Value, partner: &Value, aside: &Path) {
    let out = aside.join("invitation.xlsx");
    let invitation = json!({
        "run_id": run, "org_id": partner, "file": out, "contact_name": plan.text(), "contact_mail": plan.mail(),
        "contact_phone": plan.digits("03", 10)
    });
    plan.ask("training", "write_invitation", invitation).await;
    // Nothing was filled in: refused, and the password is told to nobody.
    let rejects = json!({
        "file": out, "password": PASSPHRASES[2], "out": aside.join("rejects.xlsx"), "out_password": PASSPHRASES[2]
    });
    for (verb, input) in [
        ("preview_form", json!({ "file": out, "password": PASSPHRASES[2] })),
        ("apply_form", json!({ "file": out, "password": PASSPHRASES[2], "file_hash": plan.text() })),
        ("write_form_rejects", rejects),
    ] {
        plan.note(&format!("training.{verb}"), &input);
        let silent = kyojo_core::progress::Progress::silent();
        assert!(kyojo_core::api::call(&plan.desk, "training", verb, input, &silent).await.is_err());
    }
    let results = json!({
        "run_id": run, "org_id": partner, "file": aside.join("results.xlsx"), "password": PASSPHRASES[2], "purpose": plan.text()
    });
    plan.ask("training", "write_results", results).await;
    let lock = || json!([{ "org_id": partner, "password": PASSPHRASES[2] }]);
    for more in [
        json!({ "paper": "results", "purpose": plan.text(), "password": PASSPHRASES[2], "passwords": lock() }),
        // Nobody is left to be invited or billed: refused, and told to nobody either.
        json!({ "paper": "invitation", "contact_name": plan.text(), "contact_mail": plan.mail(), "contact_phone": plan.digits("03", 10) }),
        json!({ "paper": "bill", "payment": plan.text() }),
    ] {
        let mut input = json!({ "run": run, "folder": aside });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        plan.note("reports.write_to_partners", &input);
        let silent = kyojo_core::progress::Progress::silent();
        let _ = kyojo_core::api::call(&plan.desk, "reports", "write_to_partners", input, &silent).await;
    }
}
