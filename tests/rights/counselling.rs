//! Inputs of the verbs of counselling, about a case that there is.

use serde_json::{Value, json};

use super::world::{Ids, World};

/// An input that a verb of counselling takes, about the case of another counsellor.
pub fn input(world: &World, verb: &str, ids: &Ids) -> Option<Value> {
    let of = &ids["counselling"];
    let (case, sheet) = (&of["case"], &of["sheet"]);
    let id = &case["id"];
    let named = json!({ "case_id": id });
    let with = |more: Value| {
        let mut input = named.clone();
        for (name, value) in more.as_object().into_iter().flatten() {
            input[name] = value.clone();
        }
        input
    };
    Some(match verb {
        "room" | "templates" | "help_lines" | "drafts" | "my_day" | "supervised" | "releases" | "catch_up" => json!({}),
        "found_room" => json!({ "qualification": "union_advisor" }),
        "admit" => json!({ "officer": ids["newcomer"], "qualification": "union_advisor" }),
        "save_counselor" => {
            json!({ "id": of["room"]["counselors"][0]["id"], "version": 1, "qualification": "skilled_grade1" })
        }
        "dismiss" => json!({ "id": of["room"]["counselors"][0]["id"], "version": 1 }),
        "save_template" => {
            json!({ "name": "短い予定", "steps": [{ "kind": "first_session", "after": "opened", "days": 3 }] })
        }
        "save_help_line" => json!({ "name": "架空の窓口", "phone": "0120-000-000", "hours": "平日", "helps": "相談" }),
        "find_member" => json!({ "member": ids["one"]["memberships"][0]["member_no"] }),
        "open_inquiry" => json!({ "name": "電話の人（架空）", "channel": "phone" }),
        "correct_case" => with(json!({ "contact": "内線" })),
        "assign" => with(json!({ "not_supervisor": true })),
        "decline" => with(json!({ "reason": "対象外", "pointed_to": "市の窓口" })),
        "consent" => with(json!({ "method": "written" })),
        "withdraw_consent" => json!({ "id": of["consent"], "version": 1 }),
        "activate" | "resume" | "case" | "read_case" | "crisis" | "raise_crisis" | "check_ins" | "job_card"
        | "add_learning" | "attachments" => named,
        "record_check_in" => with(json!({ "timing": "pre", "answers": [1, 2, 3, 4, 5, 1] })),
        "remove_check_in" => json!({ "id": of["taken"], "version": 1 }),
        "save_card_item" => with(json!({ "kind": "licence", "words": { "name": "簿記" } })),
        "remove_card_item" => json!({ "id": of["card"], "version": 1 }),
        "write_job_card" => with(json!({ "file": world.path("xlsx") })),
        "preview_job_card" | "apply_job_card" => with(json!({ "file": ids["checked"] })),
        "add_attachment" => with(json!({ "file": ids["checked"] })),
        "attachment" | "remove_attachment" => json!({ "id": of["attachment"] }),
        "write_attachment" => json!({ "id": of["attachment"], "file": world.path("txt") }),
        "set_step" => with(json!({ "step": "decision" })),
        "pause" => with(json!({ "until": "2026-12-01" })),
        "follow_up" => with(json!({ "follow_up_on": "2026-11-30" })),
        "close" => with(json!({ "outcome": "plan_agreed", "waived": "希望" })),
        "refer_out" => with(json!({ "recipient": "市の相談室", "items": ["氏名"], "consent_id": of["consent"] })),
        "reopen" => with(json!({ "reason": "再び" })),
        "save_session" => with(json!({ "minutes": 30, "mode": "phone", "note": { "text": "話" } })),
        "save_note" => with(json!({ "note": { "text": "話" } })),
        "add_addendum" => json!({ "note_id": case["notes"][0]["id"], "text": "追記" }),
        "save_draft" => with(json!({ "place": "note", "content": { "text": "話" } })),
        "drop_draft" => with(json!({ "place": "note" })),
        "add_goal" => with(json!({ "theme": "other", "horizon": "short", "text": "目標" })),
        "end_goal" => json!({ "id": case["goals"][0]["id"], "version": 1 }),
        "add_action" => with(json!({ "who": "member", "text": "方策" })),
        "end_action" => json!({ "id": case["actions"][0]["id"], "version": 1 }),
        "refer" => with(json!({ "target": "市の窓口" })),
        "referral_followed" => json!({ "id": case["referrals"][0]["id"], "version": 1, "result": "used" }),
        "add_due" => with(json!({ "kind": "contact", "due_on": "2026-11-05" })),
        "done_due" => json!({ "id": case["dues"][0]["id"] }),
        "hand_over" => with(json!({ "officer": world.officer, "not_supervisor": true })),
        "share" => with(json!({ "officer": world.officer, "part": "second", "not_supervisor": true })),
        "unshare" => with(json!({ "officer": ids["soudan"] })),
        "add_advice" => with(json!({ "text": "助言" })),
        "ask_release" => {
            json!({
                "case_no": case["case_no"], "ground": "harm_risk", "purpose": "outward", "reference": "議事録2",
                "recipient": "市の相談室", "items": ["氏名"]
            })
        }
        "decide_release" => json!({ "id": of["release"], "version": 1, "agree": false }),
        "open_emergency" => json!({ "id": of["release"], "version": 1, "sheet": sheet, "reader": world.officer }),
        "recover_room" => json!({ "sheet": sheet, "qualification": "union_advisor" }),
        "recover_cases" => json!({ "sheet": sheet, "lost": ids["soudan"], "reference": "議事録3" }),
        "save_crisis" => with(json!({ "done": [], "over": false })),
        "search_notes" => json!({ "find": "封印" }),
        "erase_case" => with(json!({ "ground": "request" })),
        "set_case_retention" => json!({ "months": 48 }),
        "my_cases" => json!({ "all": true }),
        _ => return None,
    })
}
