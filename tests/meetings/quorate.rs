//! What a meeting may do and when: its day, its quorum, and what was declared (G-02, G-03).

use serde_json::{Value, json};

use super::{board, come, convened, membership, number, planned, receive, rule, seat, union_of};
use crate::support::office::{Office, databases};
use crate::support::workbook::shown;

/// A congress of so many delegates of whom these are there, open.
async fn open(office: &Office, delegates: usize, there: usize, items: Value) -> Value {
    let id = convened(office, json!({}), delegates).await;
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    come(office, &id, 1..=there).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    id
}

async fn leave(office: &Office, id: &Value, of: std::ops::RangeInclusive<usize>) {
    let gone: Vec<Value> = of.map(|i| json!({ "number": number(i), "mode": "absent" })).collect();
    receive(office, id, json!(gone)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn g_03_without_a_quorum_nothing_is_voted_on_decided_or_resumed() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let items = json!([
            { "kind": "resolution", "title": "方針（架空）" }, { "kind": "budget", "title": "予算（架空）" },
            { "kind": "report", "title": "経過報告（架空）" }, { "kind": "strike_vote", "title": "争議権（架空）" }
        ]);
        let id = open(&office, 10, 6, items).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let item = |n: usize| detail["agenda"][n]["id"].clone();
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": item(0) })).await;
        leave(&office, &id, 4..=6).await;
        assert_eq!(office.refused("meetings", "open_ballot", json!({ "id": ballot })).await, "G-03");
        let adopted = json!({ "id": item(1), "result": "adopted" });
        assert_eq!(office.refused("meetings", "decide_item", adopted.clone()).await, "G-03");
        // A report is heard by whoever is there, and what is not decided is carried over.
        office.ask("meetings", "decide_item", json!({ "id": item(2), "result": "adopted" })).await;
        office.ask("meetings", "decide_item", json!({ "id": item(1), "result": "carried_over" })).await;
        // Papers given out elsewhere ask nobody to be here.
        let strike = json!({ "item_id": item(3), "venue": "outside" });
        let strike = office.ask("meetings", "add_ballot", strike).await;
        office.ask("meetings", "open_ballot", json!({ "id": strike })).await;
        office.ask("meetings", "void_ballot", json!({ "id": strike, "reason": "試験" })).await;
        office.ask("meetings", "adjourn", json!({ "id": id, "reason": "休憩" })).await;
        assert_eq!(office.refused("meetings", "resume", json!({ "id": id })).await, "G-03");
        come(&office, &id, 4..=5).await;
        office.ask("meetings", "resume", json!({ "id": id })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        office.ask("meetings", "decide_item", adopted).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_03_a_meeting_is_declared_on_its_day_and_keeps_it() {
    for on in databases() {
        let office = union_of(on, 4).await;
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        // The office is on 2026-10-31.
        let id = planned(&office, "regular_congress", "2026-11-30").await;
        let convene = json!({ "id": id, "convened_on": "2026-10-20", "numbers": ["M0001", "M0002"] });
        office.ask("meetings", "convene", convene).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        for open in [false, true] {
            assert_eq!(office.refused("meetings", "declare", json!({ "id": id, "open": open })).await, "meeting_early");
            come(&office, &id, 1..=2).await;
        }
        let correct = async |day: &str| {
            let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
            json!({ "id": id, "version": detail["meeting"]["version"], "kind": "regular_congress", "title": "試験大会（架空）", "held_on": day, "starts": "13:00" })
        };
        let input = correct("2026-10-31").await;
        assert_eq!(office.refused("meetings", "save_meeting", input).await, "G-01", "the notice was for later");
        let input = correct("2026-11-03").await;
        office.ask("meetings", "save_meeting", input).await;
        assert_eq!(office.refused("meetings", "declare", json!({ "id": id, "open": true })).await, "meeting_early");
        let nul = json!({ "id": id, "open": true, "chair": "議\u{0}長" });
        assert_eq!(office.refused("meetings", "declare", nul).await, "invalid", "a name is not dropped without a word");

        let second = open(&office, 4, 3, json!([{ "kind": "resolution", "title": "方針（架空）" }])).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": second })).await;
        let moved = json!({ "id": second, "version": detail["meeting"]["version"], "kind": "regular_congress", "title": "試験大会（架空）", "held_on": "2026-12-30", "starts": "13:00" });
        assert_eq!(office.refused("meetings", "save_meeting", moved).await, "invalid", "its day stands fast");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_03_what_was_declared_is_printed_as_of_then_and_what_came_later_with_its_moment() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let id = open(&office, 10, 8, json!([{ "kind": "resolution", "title": "方針（架空）" }])).await;
        leave(&office, &id, 1..=2).await;
        let now = board(&office, &id).await;
        let sum = |of: &str| now[of].as_array().unwrap().iter().map(|row| row["there"].as_i64().unwrap()).sum::<i64>();
        assert_eq!((sum("declared_units"), sum("units")), (8, 6));
        assert_eq!((&now["declared"]["counted"], &now["credentials"]["counted"]), (&json!(8), &json!(6)));
        let path = office.file("R06.xlsx");
        office.ask("reports", "write", json!({ "report": "R06", "meeting": id, "file": path, "locale": "ja" })).await;
        let sheets = format!("{:?}", shown(&path, None).await);
        for words in ["出席8", "宣言：", "単位組織別(宣言のとき)", "宣言のあとの出入り(", "出席6", "退席 "]
        {
            assert!(sheets.contains(words), "{words} is missing in {sheets}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_02_who_left_between_base_date_and_meeting_keeps_the_seat_and_the_door_says_so() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({}), 6).await;
        let (person, gone) = membership(&office, "M0003").await;
        let card = office.ask("members", "card", json!({ "person_id": person })).await;
        let end = json!({ "membership_id": gone, "version": card["memberships"][0]["version"], "left_on": "2026-10-20", "end_reason": "employment_end" });
        office.ask("members", "leave", end).await;
        let came = come(&office, &id, 2..=3).await;
        assert_eq!((&came["rows"][0]["left_on"], &came["rows"][1]["left_on"]), (&Value::Null, &json!("2026-10-20")));
        assert_eq!(came["credentials"]["counted"], 2, "the base is frozen, and the seat with it");
        assert_eq!(seat(&office, &id, "M0003").await["left_on"], "2026-10-20");
        let path = office.file("R06.xlsx");
        office.ask("reports", "write", json!({ "report": "R06", "meeting": id, "file": path, "locale": "ja" })).await;
        assert!(format!("{:?}", shown(&path, None).await).contains("組合員でなくなった"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_of_a_meeting_that_came_to_nothing_are_approved_and_it_stays_so() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let id = convened(&office, json!({}), 10).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=2).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": false })).await;
        assert_eq!(office.refused("meetings", "approve_minutes", json!({ "id": id })).await, "meeting_step");
        let drafted = office.ask("meetings", "draft_minutes", json!({ "id": id })).await["text"].clone();
        let drafted = drafted.as_str().unwrap();
        assert!(
            drafted.contains("\n資格審査\n成立要件") && !drafted.contains("議題"),
            "no heading over nothing: {drafted}"
        );
        office.ask("meetings", "save_minutes", json!({ "meeting_id": id, "signers": ["見本 議長"] })).await;
        // Without the version that was read nobody writes over the minutes of another.
        let second = json!({ "meeting_id": id, "text": "二人目の議事録", "signers": [] });
        assert_eq!(office.refused("meetings", "save_minutes", second).await, "changed");
        office.ask("meetings", "approve_minutes", json!({ "id": id })).await;
        let kept = office.ask("meetings", "minutes", json!({ "id": id })).await;
        assert_eq!(kept["approved_on"], "2026-10-31");
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["meeting"]["status"], "not_quorate", "it did not take place");
        let again = json!({ "meeting_id": id, "version": kept["version"], "text": "別の文" });
        assert_eq!(office.refused("meetings", "save_minutes", again).await, "meeting_step", "approved minutes stay");
        assert_eq!(office.refused("meetings", "approve_minutes", json!({ "id": id })).await, "meeting_step");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_02_a_meeting_is_not_moved_before_its_base_date() {
    for on in databases() {
        let office = union_of(on, 4).await;
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let id = planned(&office, "regular_congress", "2026-11-20").await;
        let convene = json!({ "id": id, "convened_on": "2026-10-01", "base_on": "2026-10-20", "numbers": ["M0001"] });
        office.ask("meetings", "convene", convene).await;
        let to = async |day: &str| {
            let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
            json!({ "id": id, "version": detail["meeting"]["version"], "kind": "regular_congress", "title": "試験大会（架空）", "held_on": day, "starts": "13:00" })
        };
        let input = to("2026-10-19").await;
        let error = office.call("meetings", "save_meeting", input).await.unwrap_err();
        assert!(serde_json::to_string(&error).unwrap().contains("before_base"), "{error:?}");
        let input = to("2026-10-20").await;
        office.ask("meetings", "save_meeting", input).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_04_a_meeting_is_not_given_up_while_papers_are_out() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({}), 6).await;
        let items = json!([{ "kind": "strike_vote", "title": "争議権（架空）" }, { "kind": "rule_change", "title": "改正（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let add = |n: usize, venue: &str| json!({ "item_id": detail["agenda"][n]["id"], "venue": venue });
        // Nobody waits for a ballot that was only prepared.
        office.ask("meetings", "add_ballot", add(1, "at_meeting")).await;
        let strike = office.ask("meetings", "add_ballot", add(0, "outside")).await;
        office.ask("meetings", "open_ballot", json!({ "id": strike })).await;
        let cancel = json!({ "id": id, "reason": "台風（架空）" });
        assert_eq!(office.refused("meetings", "cancel_meeting", cancel.clone()).await, "ballot_pending");
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        let end = json!({ "id": id, "open": false });
        assert_eq!(office.refused("meetings", "declare", end.clone()).await, "ballot_pending");
        office.ask("meetings", "void_ballot", json!({ "id": strike, "reason": "流会のため（架空）" })).await;
        office.ask("meetings", "declare", end).await;
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.refused("meetings", "cancel_meeting", cancel.clone()).await, "ballot_pending");
        office.ask("meetings", "void_ballot", json!({ "id": strike, "reason": "中止のため（架空）" })).await;
        office.ask("meetings", "cancel_meeting", cancel).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_of_all_delegates_fewer_than_it_takes_adopt_nothing_by_a_show_of_hands() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let all = json!([{ "kind": "affiliation", "base": "all_delegates", "num": 1, "den": 2, "comparator": "gt" }]);
        let id = convened(&office, json!({ "decisions": all }), 10).await;
        let items = json!([{ "kind": "affiliation", "title": "加盟（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=5).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let says = |result: &str| json!({ "id": detail["agenda"][0]["id"], "result": result });
        for result in ["adopted", "amended"] {
            let refused = office.refused("meetings", "decide_item", says(result)).await;
            assert_eq!(refused, "too_few_to_adopt", "five of ten are quorate and no majority of all");
        }
        office.ask("meetings", "decide_item", says("rejected")).await;
        come(&office, &id, 6..=6).await;
        office.ask("meetings", "decide_item", says("adopted")).await;
    }
}
