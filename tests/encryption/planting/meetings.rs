//! The verbs of meetings and ballots, with a text in each field.

use std::path::Path;

use kyojo_core::api;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::{PASSPHRASES, Plan};

/// A verb that is refused: what was typed is told to nobody all the same.
async fn refused(plan: &Plan<'_>, capability: &str, verb: &str, input: Value) {
    plan.note(&format!("{capability}.{verb}"), &input);
    assert!(api::call(&plan.desk, capability, verb, input, &Progress::silent()).await.is_err(), "{capability}.{verb}");
}

pub async fn meeting_verbs(plan: &Plan<'_>, aside: &Path) {
    let ask = async |verb: &str, input: Value| plan.ask("meetings", verb, input).await;
    let unit = plan.ask("organizations", "units", json!({})).await[0]["id"].clone();
    let numbers = [plan.letters(), plan.letters()];
    for number in &numbers {
        let joining = json!({
            "person": { "family_name": plan.text() }, "member_no": number, "joined_on": "2020-04-01", "unit_id": unit,
            "eligible": true, "not_a_duplicate": true
        });
        plan.ask("members", "add", joining).await;
    }
    let rule = json!({
        "kind": "central_committee", "from_on": "2020-01-01", "base": "committee", "offices": ["central_committee_member"],
        "num": 1, "den": 2, "comparator": "gte", "article": plan.text(), "count_proxy": true, "proxy_article": plan.text(), "substitute_article": plan.text(),
        "notice_days": 7, "urgent_days": 0, "notice_article": plan.text(), "tie_break": "chair", "note": plan.text(),
        "decisions": [{ "kind": "resolution", "base": "valid_votes", "num": 1, "den": 2, "comparator": "gt", "article": plan.text(), "run_off_article": plan.text(), "lot_article": plan.text(), "announced_article": plan.text() }]
    });
    ask("save_rule", rule).await;
    ask("list", json!({ "find": plan.text() })).await;
    let fields = || {
        json!({
            "kind": "central_committee", "title": plan.text(), "held_on": "2026-10-31", "starts": "18:00", "place": plan.text(),
            "chair": plan.text(), "clerk": plan.text(), "note": plan.text()
        })
    };
    let called_off = ask("add_meeting", fields()).await;
    ask("cancel_meeting", json!({ "id": called_off, "reason": plan.text() })).await;
    let id = ask("add_meeting", fields()).await;
    let mut save = fields();
    save["id"] = id.clone();
    save["version"] = json!(1);
    ask("save_meeting", save).await;
    let convene = || json!({ "id": id, "urgent_reason": plan.text(), "numbers": numbers });
    ask("preview_convene", convene()).await;
    ask("convene", convene()).await;
    let items = json!([
        { "kind": "resolution", "title": plan.text(), "text": plan.text(), "proposer": plan.text() },
        { "kind": "election", "title": plan.text() }, { "kind": "resolution", "title": plan.text() }
    ]);
    ask("save_agenda", json!({ "meeting_id": id, "items": items })).await;
    let notice = json!({ "meeting_id": id, "file": aside.join("notice.xlsx"), "purpose": plan.text(), "password": PASSPHRASES[2] });
    ask("write_notice", notice).await;
    ask("open_door", json!({ "id": id })).await;
    let entries = json!([
        { "number": numbers[0], "mode": "in_person" }, { "number": numbers[1], "mode": "proxy", "holder_number": numbers[0] }
    ]);
    ask("receive", json!({ "meeting_id": id, "entries": entries })).await;
    let stranger = json!({ "number": numbers[0], "mode": "in_person", "substitute_number": plan.text() });
    refused(plan, "meetings", "receive", json!({ "meeting_id": id, "entries": [stranger] })).await;
    ask("attendees", json!({ "meeting_id": id, "find": plan.text() })).await;
    ask("declare", json!({ "id": id, "open": true, "chair": plan.text(), "clerk": plan.text() })).await;
    ask("adjourn", json!({ "id": id, "reason": plan.text() })).await;
    ask("resume", json!({ "id": id })).await;
    let items = ask("meeting", json!({ "id": id })).await["agenda"].clone();
    ask("decide_item", json!({ "id": items[0]["id"], "result": "adopted", "note": plan.text() })).await;
    let stands = json!([{ "number": numbers[0] }, { "name": plan.text() }]);
    let election = ask(
        "add_ballot",
        json!({ "item_id": items[1]["id"], "seats": 1, "candidates": stands, "reason": plan.text() }),
    )
    .await;
    ask("open_ballot", json!({ "id": election })).await;
    ask("issue", json!({ "id": election, "numbers": [numbers[0]] })).await;
    ask("close_ballot", json!({ "id": election })).await;
    let votes = json!([{ "no": 1, "yes": 1 }, { "no": 2, "yes": 0 }]);
    ask("tally", json!({ "id": election, "teller": plan.text(), "cast": 1, "votes": votes })).await;
    // No lot decides here.
    let lot =
        json!({ "id": election, "organ": "chair", "drawn_by": plan.text(), "present": [plan.text()], "elected": [1] });
    refused(plan, "meetings", "draw_lot", lot).await;
    // Witnesses without the office.
    refused(plan, "meetings", "certify", json!({ "id": election, "witnesses": numbers })).await;
    ask("void_ballot", json!({ "id": election, "reason": plan.text() })).await;
    let ballot = ask("add_ballot", json!({ "item_id": items[2]["id"], "question": plan.text() })).await;
    ask("void_ballot", json!({ "id": ballot, "reason": plan.text() })).await;
    ask("withdraw_item", json!({ "id": items[2]["id"], "reason": plan.text() })).await;
    ask("close_meeting", json!({ "id": id })).await;
    ask("save_minutes", json!({ "meeting_id": id, "text": plan.text(), "signers": [plan.text()] })).await;
}
