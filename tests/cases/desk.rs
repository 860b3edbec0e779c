//! What the desk is told so that it can offer the right thing: which steps wait for what, which cases are due, who could read.

use serde_json::{Value, json};

use super::Room;
use crate::members::joining;
use crate::support::office::databases;

fn numbers(list: &Value) -> Vec<&str> {
    list["rows"].as_array().unwrap().iter().map(|row| row["case_no"].as_str().unwrap()).collect()
}

fn why_not(case: &Value) -> Vec<(&str, &str)> {
    case["why_not"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["event"].as_str().unwrap(), row["code"].as_str().unwrap()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_says_which_step_waits_for_what_as_its_verb_would() {
    for on in databases() {
        let room = Room::new(on).await;
        let opened = room.ask("open_inquiry", json!({ "name": "架空 花子", "channel": "phone" })).await;
        let id = opened["case_id"].clone();
        assert!(why_not(&room.look(&id).await).is_empty(), "an inquiry waits for nothing");
        room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
        assert_eq!(why_not(&room.look(&id).await), [("activate", "C-03")]);
        assert_eq!(room.refused("activate", json!({ "case_id": id })).await, "C-03");
        room.ask("consent", json!({ "case_id": id, "method": "written" })).await;
        assert!(why_not(&room.look(&id).await).is_empty());
        room.ask("activate", json!({ "case_id": id })).await;
        assert_eq!(why_not(&room.look(&id).await), [("follow_up", "follow_up_needs_goal")]);
        let follow = json!({ "case_id": id, "follow_up_on": "2026-12-01" });
        assert_eq!(room.refused("follow_up", follow).await, "follow_up_needs_goal");
        room.ask("add_action", json!({ "case_id": id, "who": "member", "text": "見学する" })).await;
        assert!(why_not(&room.look(&id).await).is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_own_cases_are_narrowed_by_step_and_by_what_is_due() {
    for on in databases() {
        let room = Room::new(on).await;
        for at in 0..4 {
            let id = room.case("active").await;
            // The first session of the timeline is no part of this.
            for due in room.look(&id).await["dues"].as_array().unwrap() {
                room.ask("done_due", json!({ "id": due["id"] })).await;
            }
            // Somebody who asked weeks ago can be late today.
            room.ask("correct_case", json!({ "case_id": id, "opened_on": "2026-10-01" })).await;
            let on = ["2026-10-30", "2026-10-31", "2026-11-06", ""][at];
            if !on.is_empty() {
                room.ask("add_due", json!({ "case_id": id, "kind": "contact", "due_on": on })).await;
            }
            if at == 1 {
                room.ask("set_step", json!({ "case_id": id, "step": "decision" })).await;
            }
        }
        let step = room.ask("my_cases", json!({ "step": "decision" })).await;
        assert_eq!(numbers(&step), ["C-000002"]);
        for (when, expected) in
            [("late", "C-000001"), ("today", "C-000002"), ("week", "C-000003"), ("nothing", "C-000004")]
        {
            let list = room.ask("my_cases", json!({ "due": when })).await;
            assert_eq!((numbers(&list), &list["total"]), (vec![expected], &json!(1)), "{when}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_room_names_who_may_supervise_and_home_the_release_that_waits_for_a_second_person() {
    for on in databases() {
        let room = Room::new(on).await;
        let found = room.ask("room", json!({})).await;
        let names: Vec<&str> =
            found["supervisors"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["見本 second（架空）", "見本 soudan（架空）", "見本 supervisor（架空）"]);
        room.case("active").await;
        let ask =
            json!({ "case_no": "C-000001", "ground": "harm_risk", "purpose": "emergency", "reference": "議事録 1" });
        room.ask("ask_release", ask).await;
        let waits = |home: &Value| home["tasks"].as_array().unwrap().iter().any(|task| task["code"] == "releases_wait");
        let home = room.office.ask("desk", "home", json!({})).await;
        assert!(!waits(&home), "nobody is the second person of the own request");
        room.sit("dpo").await;
        let home = room.office.ask("desk", "home", json!({})).await;
        assert!(waits(&home));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_of_one_name_are_told_apart_in_the_list_and_found_by_their_numbers() {
    for on in databases() {
        let room = Room::new(on).await;
        room.sit("admin").await;
        let mut other = joining("相川", "見本子", ("アイカワ", "ミホコ"), room.unit.as_str().unwrap());
        other["not_a_duplicate"] = json!(true);
        let other = room.office.ask("members", "add", other).await;
        room.sit("soudan").await;
        for person in [&room.member, &other] {
            let call = json!({ "person_id": person["person_id"], "channel": "phone" });
            room.ask("open_inquiry", call).await;
        }
        let list = room.ask("my_cases", json!({})).await;
        let told: Vec<(Option<&str>, Option<&str>)> = list["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["member_no"].as_str(), row["unit"].as_str()))
            .collect();
        let numbers_of = (room.member["member_no"].as_str(), other["member_no"].as_str());
        let expected = [(numbers_of.1, Some("本部 東都支部")), (numbers_of.0, Some("本部 東都支部 第一工場"))];
        assert_eq!(told, expected, "{list}");
        // As it stands on the list, and in the width of another input method.
        let wide: String =
            numbers_of.1.unwrap().chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
        for typed in [numbers_of.1.unwrap(), wide.as_str()] {
            let found = room.ask("my_cases", json!({ "find": typed })).await;
            assert_eq!((numbers(&found), &found["total"]), (vec!["C-000002"], &json!(1)), "{typed}");
        }
        let due = json!({ "case_id": list["rows"][0]["id"], "kind": "contact", "due_on": "2026-10-31" });
        room.ask("add_due", due).await;
        let day = room.ask("my_day", json!({})).await;
        assert_eq!(day["due_today"][0]["member_no"], other["member_no"], "{day}");
    }
}
