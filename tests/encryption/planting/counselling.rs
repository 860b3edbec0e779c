//! Texts in every field of counselling.

use std::path::Path;

use kyojo_core::api;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::Plan;

/// Counselling: the texts of a case are sealed once more within the encrypted file.
pub(super) async fn verbs(plan: &Plan<'_>, passphrase: &str, aside: &Path) {
    let here = plan.ask("desk", "status", json!({})).await["officer"]["login"].clone();
    let (login, other) = (plan.letters(), plan.letters());
    let mut officers = Vec::new();
    for login in [&login, &other] {
        let roles = json!(["counselor", "counsel_supervisor", "dpo"]);
        let add = json!({ "login": login, "display_name": plan.text(), "passphrase": passphrase, "roles": roles });
        officers.push(plan.ask("officers", "add", add).await);
    }
    let sit = async |login: &Value| plan.ask("desk", "open", json!({ "login": login, "passphrase": passphrase })).await;
    let fields = || json!({ "qualification": "registered_career_consultant", "registration_no": plan.letters(), "registered_until": "2030-03-31" });
    sit(&json!(login)).await;
    let number = plan.letters();
    // Nobody of that number: what was typed is told to nobody.
    let try_to = async |verb: &str, input: Value| {
        plan.note(&format!("cases.{verb}"), &input);
        api::call(&plan.desk, "cases", verb, input, &Progress::silent()).await
    };
    let mut unknown = fields();
    unknown["member"] = json!(number);
    assert!(try_to("found_room", unknown).await.is_err());
    let founded = plan.ask("cases", "found_room", fields()).await;
    let sheet = plan.keep(founded["sheet"].as_str().unwrap().to_owned());
    let mut admit = fields();
    admit["officer"] = officers[1].clone();
    let mut wrong = admit.clone();
    wrong["key_mark"] = json!(plan.letters());
    wrong["member"] = json!(plan.letters());
    assert!(try_to("admit", wrong).await.is_err());
    let counselor = plan.ask("cases", "admit", admit).await;
    let mut again = fields();
    again["id"] = counselor;
    again["version"] = json!(1);
    plan.ask("cases", "save_counselor", again.clone()).await;
    again["version"] = json!(2);
    again["member"] = json!(plan.letters());
    assert!(try_to("save_counselor", again).await.is_err());
    let steps = json!([{ "kind": "contact", "after": "opened", "days": 1 }]);
    plan.ask("cases", "save_template", json!({ "name": plan.text(), "steps": steps })).await;
    let line = json!({ "name": plan.text(), "phone": plan.digits("0120", 10), "hours": plan.text(), "helps": plan.text(), "site": plan.text() });
    plan.ask("cases", "save_help_line", line).await;
    plan.ask("cases", "find_member", json!({ "member": plan.text() })).await;
    let inquiry = || json!({ "name": plan.text(), "contact": plan.text(), "about": plan.text(), "channel": "phone" });
    let mut unknown = inquiry();
    unknown["member"] = json!(plan.text());
    assert!(try_to("open_inquiry", unknown).await.is_err());
    let declined = plan.ask("cases", "open_inquiry", inquiry()).await["case_id"].clone();
    let decline = json!({ "case_id": declined, "reason": plan.text(), "pointed_to": plan.text() });
    plan.ask("cases", "decline", decline).await;
    // Of two that are typed the first stays as it is, the second is taken down.
    let typing = [plan.letters(), plan.letters()];
    for place in &typing {
        plan.ask("cases", "save_draft", json!({ "place": place, "content": { "about": plan.text() } })).await;
    }
    let mut call = inquiry();
    call["draft"] = json!(typing[1]);
    let opened = plan.ask("cases", "open_inquiry", call).await;
    let (id, case_no) = (opened["case_id"].clone(), opened["case_no"].clone());
    let correct = json!({ "case_id": id, "name": plan.text(), "contact": plan.text(), "about": plan.text() });
    plan.ask("cases", "correct_case", correct).await;
    assert!(try_to("correct_case", json!({ "case_id": id, "member": plan.text() })).await.is_err());
    plan.ask("cases", "assign", json!({ "case_id": id, "not_supervisor": true })).await;
    let consent = json!({
        "case_id": id, "method": "oral_recorded", "notice_version": plan.letters(), "witness": plan.text(), "note": plan.text(),
        "scope": ["record", "outward", "supervision", "handover"]
    });
    let consent = plan.ask("cases", "consent", consent).await;
    plan.ask("cases", "activate", json!({ "case_id": id })).await;
    let words = || {
        json!({
            "presenting": plan.text(), "background": plan.text(), "facts": plan.text(), "assessment": plan.text(), "agreement": plan.text(),
            "next_step": plan.text(), "information": plan.text(), "place": plan.text(), "text": plan.text()
        })
    };
    let place = plan.letters();
    let draft = json!({ "case_id": id, "place": place, "content": { "text": plan.text() } });
    plan.ask("cases", "save_draft", draft).await;
    plan.ask("cases", "drop_draft", json!({ "case_id": id, "place": place })).await;
    let session = json!({ "case_id": id, "minutes": 40, "mode": "online", "note": words(), "draft": place });
    plan.ask("cases", "save_session", session).await;
    let note = plan.ask("cases", "save_note", json!({ "case_id": id, "note": words(), "draft": place })).await;
    plan.ask("cases", "add_addendum", json!({ "note_id": note, "text": plan.text(), "draft": place })).await;
    plan.ask("cases", "search_notes", json!({ "find": plan.text() })).await;
    plan.ask("cases", "add_goal", json!({ "case_id": id, "theme": "other", "horizon": "mid", "text": plan.text() }))
        .await;
    plan.ask("cases", "add_action", json!({ "case_id": id, "who": "member", "text": plan.text() })).await;
    let refer = json!({ "case_id": id, "target": plan.text(), "items": [plan.text()], "consent_id": consent, "note": plan.text() });
    let referral = plan.ask("cases", "refer", refer).await;
    plan.ask(
        "cases",
        "referral_followed",
        json!({ "id": referral, "version": 1, "result": "used", "why": plan.text() }),
    )
    .await;
    plan.ask("cases", "my_cases", json!({ "find": plan.text() })).await;
    plan.ask("cases", "pause", json!({ "case_id": id, "until": "2026-12-01", "reason": plan.text() })).await;
    plan.ask("cases", "resume", json!({ "case_id": id })).await;
    super::cards::verbs(plan, &id, aside).await;
    let close = json!({ "case_id": id, "outcome": "plan_agreed", "waived": plan.text(), "reason": plan.text() });
    plan.ask("cases", "close", close).await;
    plan.ask("cases", "reopen", json!({ "case_id": id, "reason": plan.text() })).await;
    let ask = json!({ "case_no": case_no, "ground": "harm_risk", "purpose": "emergency", "reference": plan.text() });
    let release = plan.ask("cases", "ask_release", ask).await;
    assert!(
        try_to(
            "ask_release",
            json!({ "case_no": plan.letters(), "ground": "court", "purpose": "outward", "reference": "1", "recipient": "1", "items": ["1"] })
        )
        .await
        .is_err()
    );
    let outward = json!({
        "case_no": case_no, "ground": "court", "purpose": "outward", "reference": "1", "recipient": plan.text(), "items": [plan.text()]
    });
    plan.ask("cases", "ask_release", outward).await;
    let share = json!({ "case_id": id, "officer": officers[1], "part": "supervisor", "not_supervisor": true });
    plan.ask("cases", "share", share).await;
    sit(&json!(other)).await;
    plan.ask("cases", "add_advice", json!({ "case_id": id, "text": plan.text() })).await;
    plan.ask("cases", "decide_release", json!({ "id": release, "version": 1, "agree": true })).await;
    let releases = plan.ask("cases", "releases", json!({})).await;
    let version = releases.as_array().unwrap().iter().find(|row| row["id"] == release).unwrap()["version"].clone();
    // The reader has the case already: refused, and the sheet is told to nobody.
    let open = json!({ "id": release, "version": version, "sheet": sheet, "reader": officers[1] });
    assert!(try_to("open_emergency", open).await.is_err());
    let recover = json!({ "sheet": sheet, "lost": officers[0], "reference": plan.text() });
    assert!(try_to("recover_cases", recover).await.is_err());
    let mut back = fields();
    back["sheet"] = json!(sheet);
    back["member"] = json!(plan.letters());
    assert!(try_to("recover_room", back.clone()).await.is_err());
    sit(&json!(login)).await;
    let out = json!({ "case_id": id, "recipient": plan.text(), "items": [plan.text()], "consent_id": consent, "reason": plan.text() });
    plan.ask("cases", "refer_out", out).await;
    sit(&here).await;
}
