//! The meetings of the world, and how their verbs are asked.

use serde_json::{Value, json};

use super::world::Ids;
use crate::support::office::Office;

/// Meetings in every state, with a member of each branch: planned, convened, at the door, open, adjourned, over.
pub async fn meetings(office: &Office, own: &Ids, other: &Ids) -> Value {
    let ask = async |verb: &str, input: Value| office.ask("meetings", verb, input).await;
    let rule = json!({
        "kind": "workplace_meeting", "from_on": "2020-01-01", "base": "members", "num": 1, "den": 50, "comparator": "gte",
        "article": "規約第31条", "count_proxy": true, "tie_break": "chair",
        "decisions": [{
            "kind": "election", "base": "valid_votes", "num": 0, "den": 1, "comparator": "gt", "lot": "run_off", "lot_article": "規約第32条"
        }]
    });
    let rule = ask("save_rule", rule).await;
    let number = |ids: &Ids| ids["one"]["memberships"][0]["member_no"].clone();
    // The one is on leave, which this rule does not leave out.
    let (one, two) = (number(own), own["twins"][0]["memberships"][0]["member_no"].clone());
    let kind = json!({ "kind": "election_committee", "label": "選挙管理委員" });
    let committee = office.ask("members", "save_office", kind).await;
    for ids in [own, other] {
        let membership = &ids["twins"][1]["memberships"][0]["id"];
        let term = json!({ "office_id": committee, "membership_id": membership, "from_on": "2026-01-01", "elected_by": "appointed", "fulltime_kind": "none" });
        office.ask("members", "appoint", term).await;
    }
    let planned = async || {
        let input =
            json!({ "kind": "workplace_meeting", "title": "集会（架空）", "held_on": "2026-10-31", "starts": "18:00" });
        ask("add_meeting", input).await
    };
    let convened = async || {
        let id = planned().await;
        ask("convene", json!({ "id": id })).await;
        let items = json!([
            { "kind": "resolution", "title": "方針" }, { "kind": "rule_change", "title": "改正" },
            { "kind": "election", "title": "選出" }, { "kind": "report", "title": "報告" }, { "kind": "resolution", "title": "予備" }
        ]);
        ask("save_agenda", json!({ "meeting_id": id, "items": items })).await;
        id
    };
    let there = async |id: &Value| {
        ask("open_door", json!({ "id": id })).await;
        let entries = json!([{ "number": one, "mode": "in_person" }, { "number": two, "mode": "in_person" }]);
        ask("receive", json!({ "meeting_id": id, "entries": entries })).await;
    };
    let opened = async || {
        let id = convened().await;
        there(&id).await;
        ask("declare", json!({ "id": id, "open": true })).await;
        id
    };
    let draft = planned().await;
    let called = convened().await;
    let door = convened().await;
    there(&door).await;
    let open = opened().await;
    let adjourned = opened().await;
    ask("adjourn", json!({ "id": adjourned, "reason": "休憩" })).await;
    let closed = opened().await;
    ask("close_meeting", json!({ "id": closed })).await;
    let drafted = opened().await;
    ask("close_meeting", json!({ "id": drafted })).await;
    ask("save_minutes", json!({ "meeting_id": drafted, "signers": ["見本 議長"] })).await;
    let items = ask("meeting", json!({ "id": open })).await["agenda"].clone();
    let withdrawable = ask("meeting", json!({ "id": called })).await["agenda"][4]["id"].clone();
    let ballot = async |n: usize, more: Value| {
        let mut input = json!({ "item_id": items[n]["id"] });
        for (name, value) in more.as_object().unwrap() {
            input[name] = value.clone();
        }
        ask("add_ballot", input).await
    };
    let running = ballot(1, json!({})).await;
    ask("open_ballot", json!({ "id": running })).await;
    let tie = ballot(0, json!({})).await;
    ask("open_ballot", json!({ "id": tie })).await;
    ask("tally", json!({ "id": tie, "teller": "見本 計数", "cast": 2, "yes": 1, "no": 1 })).await;
    let prepared = ballot(4, json!({})).await;
    // Elections of the adjourned meeting's twins: one certified, with a run-off to come, and one whose run-off waits for the lot.
    let equal = async |id: &Value| {
        ask("open_ballot", json!({ "id": id })).await;
        ask("issue", json!({ "id": id, "everyone": true })).await;
        ask("close_ballot", json!({ "id": id })).await;
        let votes = json!([{ "no": 1, "yes": 1 }, { "no": 2, "yes": 1 }]);
        for teller in ["見本 一郎", "見本 二子"] {
            ask("tally", json!({ "id": id, "teller": teller, "cast": 2, "votes": votes })).await;
        }
    };
    let elects = async || {
        let id = opened().await;
        let item = ask("meeting", json!({ "id": id })).await["agenda"][2]["id"].clone();
        let stands =
            json!({ "item_id": item, "seats": 1, "candidates": [{ "name": "甲（架空）" }, { "name": "乙（架空）" }] });
        let election = ask("add_ballot", stands).await;
        equal(&election).await;
        election
    };
    let (election, first) = (elects().await, elects().await);
    let witnesses = [own, other].map(|ids| ids["twins"][1]["memberships"][0]["member_no"].clone());
    for id in [&election, &first] {
        ask("certify", json!({ "id": id, "witnesses": witnesses })).await;
    }
    let lot = ask("run_off", json!({ "id": first })).await;
    equal(&lot).await;
    let third = opened().await;
    let item = ask("meeting", json!({ "id": third })).await["agenda"][1]["id"].clone();
    let closing = ask("add_ballot", json!({ "item_id": item })).await;
    ask("open_ballot", json!({ "id": closing })).await;
    ask("issue", json!({ "id": closing, "everyone": true })).await;
    ask("close_ballot", json!({ "id": closing })).await;
    let fourth = opened().await;
    let item = ask("meeting", json!({ "id": fourth })).await["agenda"][2]["id"].clone();
    let alone = json!({ "item_id": item, "seats": 1, "candidates": [{ "name": "丙（架空）" }] });
    let alone = ask("add_ballot", alone).await;
    let fifth = opened().await;
    json!({
        "rule": rule, "draft": draft, "called": called, "door": door, "open": open, "adjourned": adjourned, "closed": closed,
        "drafted": drafted, "items": items, "running": running, "tie": tie, "lot": lot, "prepared": prepared, "election": election,
        "withdrawable": withdrawable, "closing": closing, "alone": alone, "fourth": fourth, "fifth": fifth, "witnesses": witnesses, "number": number(own)
    })
}

/// How the verbs of meetings are asked.
pub fn meeting(verb: &str, ids: &Ids, file: &dyn Fn(&str) -> String) -> Option<Value> {
    let all = &ids["meetings"];
    let of = |name: &str| json!({ "id": all[name] });
    Some(match verb {
        "rules" | "list" | "warnings" => json!({}),
        "save_rule" => json!({
            "kind": "central_committee", "from_on": "2026-01-01", "base": "committee", "offices": ["central_committee_member"],
            "num": 1, "den": 2, "comparator": "gt", "article": "規約第23条", "tie_break": "reject"
        }),
        "meeting" | "board" | "minutes" => of("open"),
        "close_meeting" => of("fifth"),
        "add_meeting" => {
            json!({ "kind": "workplace_meeting", "title": "別の集会", "held_on": "2026-11-30", "starts": "18:00" })
        }
        "save_meeting" => json!({
            "id": all["draft"], "version": 1, "kind": "workplace_meeting", "title": "集会", "held_on": "2026-10-31", "starts": "19:00"
        }),
        "save_agenda" => json!({ "meeting_id": all["draft"], "items": [{ "kind": "report", "title": "報告" }] }),
        "preview_convene" | "convene" => of("draft"),
        "cancel_meeting" => json!({ "id": all["draft"], "reason": "中止" }),
        "open_door" => of("called"),
        "attendees" => json!({ "meeting_id": all["open"] }),
        "receive" => {
            json!({ "meeting_id": all["called"], "entries": [{ "number": all["number"], "mode": "online" }] })
        }
        "declare" => json!({ "id": all["door"], "open": true }),
        "adjourn" => json!({ "id": all["open"], "reason": "休憩" }),
        "resume" => of("adjourned"),
        "decide_item" => json!({ "id": all["items"][3]["id"], "result": "adopted" }),
        "withdraw_item" => json!({ "id": all["withdrawable"], "reason": "取下げ" }),
        "add_ballot" => json!({ "item_id": all["items"][2]["id"], "candidates": [{ "name": "甲（架空）" }] }),
        "ballot" | "roll" | "close_ballot" => of("running"),
        "open_ballot" => of("prepared"),
        "issue" => json!({ "id": all["running"], "everyone": true }),
        "tally" => json!({ "id": all["closing"], "teller": "見本 一郎", "cast": 2, "yes": 2 }),
        "casting_vote" => json!({ "id": all["tie"], "casting": "yes" }),
        "draw_lot" => json!({
            "id": all["lot"], "organ": "chair", "drawn_by": "見本 議長", "present": ["見本 立会"], "elected": [1]
        }),
        "certify" => json!({ "id": all["alone"], "uncontested": true, "witnesses": all["witnesses"] }),
        "void_ballot" => json!({ "id": all["running"], "reason": "誤り" }),
        "run_off" => of("election"),
        "draft_minutes" => of("closed"),
        "save_minutes" => json!({ "meeting_id": all["closed"], "text": "議事録" }),
        "approve_minutes" => of("drafted"),
        "write_minutes" => json!({ "meeting_id": all["closed"], "file": file("xlsx") }),
        "write_notice" => json!({ "meeting_id": all["called"], "file": file("xlsx"), "purpose": "招集" }),
        _ => return None,
    })
}
