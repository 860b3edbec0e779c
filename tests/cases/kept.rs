//! How long a case is kept: as the union set it, and never longer than its member was told; and how long a text may be.

use serde_json::{Value, json};

use super::Room;
use crate::support::office::databases;

async fn until(room: &Room, case: &Value) -> Value {
    room.look(case).await["retention_until"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_closed_before_follow_the_setting_and_never_beyond_what_the_member_was_told() {
    for on in databases() {
        let room = Room::new(on).await;
        let told = room.case("closed").await;
        let declined = room.case("declined").await;
        assert_eq!(room.look(&told).await["consents"][0]["notice_version"], "2026-11/36");
        assert_eq!(
            (until(&room, &told).await, until(&room, &declined).await),
            (json!("2029-10-31"), json!("2029-10-31"))
        );
        // Shorter: those closed before are shorter, too.
        room.ask("set_case_retention", json!({ "months": 12 })).await;
        assert_eq!(
            (until(&room, &told).await, until(&room, &declined).await),
            (json!("2027-10-31"), json!("2027-10-31"))
        );
        let later = room.case("closed").await;
        assert_eq!(room.look(&later).await["consents"][0]["notice_version"], "2026-11/12", "the text says one year");
        assert_eq!(room.look(&later).await["notice_months"], 12);
        // Longer: who was told three years, or one, keeps that; who was told nothing follows.
        room.ask("set_case_retention", json!({ "months": 60 })).await;
        assert_eq!(until(&room, &told).await, "2029-10-31");
        assert_eq!(until(&room, &later).await, "2027-10-31");
        assert_eq!(until(&room, &declined).await, "2031-10-31");
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(
            (until(&room, &told).await, until(&room, &declined).await),
            (json!("2027-10-31"), json!("2027-10-31"))
        );
        assert_eq!(room.refused("set_case_retention", json!({ "months": 0 })).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_too_long_is_refused_at_its_field_and_says_how_long_it_may_be() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = room.case("active").await;
        let long = |letters: usize| "長".repeat(letters);
        for (verb, input, field, most) in [
            ("open_inquiry", json!({ "name": long(3_000), "channel": "phone" }), "name", 100),
            ("open_inquiry", json!({ "contact": long(101), "channel": "phone" }), "contact", 100),
            ("open_inquiry", json!({ "member": long(3_000), "channel": "phone" }), "member", 100),
            ("open_inquiry", json!({ "about": long(2_001), "channel": "phone" }), "about", 2_000),
            ("correct_case", json!({ "case_id": case, "name": long(101) }), "name", 100),
            (
                "add_goal",
                json!({ "case_id": case, "theme": "other", "horizon": "mid", "text": long(2_001) }),
                "text",
                2_000,
            ),
            ("add_action", json!({ "case_id": case, "who": "member", "text": long(2_001) }), "text", 2_000),
            ("refer", json!({ "case_id": case, "target": long(101) }), "target", 100),
            ("save_note", json!({ "case_id": case, "note": { "facts": long(20_001) } }), "note.facts", 20_000),
        ] {
            let error = room.office.call("cases", verb, input).await.unwrap_err();
            let error = serde_json::to_value(&error).unwrap();
            assert_eq!(error["fields"][0]["field"], field, "{verb}: {error}");
            assert_eq!(error["fields"][0]["code"], "text_too_long", "{verb}");
            assert_eq!(error["fields"][0]["about"]["most"], most, "{verb}");
        }
        room.ask("save_note", json!({ "case_id": case, "note": { "facts": long(20_000) } })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_leafed_through_page_after_page_to_its_end() {
    for on in databases() {
        let room = Room::new(on).await;
        for n in 0..12 {
            room.ask("open_inquiry", json!({ "name": format!("架空 {n}"), "channel": "phone" })).await;
        }
        let mut seen = Vec::new();
        loop {
            let page = room.ask("my_cases", json!({ "limit": 5, "offset": seen.len() })).await;
            assert_eq!(page["total"], 12);
            let rows = page["rows"].as_array().unwrap();
            if rows.is_empty() {
                break;
            }
            seen.extend(rows.iter().map(|row| row["case_no"].as_str().unwrap().to_owned()));
        }
        let newest_first: Vec<String> = (1..=12).rev().map(|n| format!("C-{n:06}")).collect();
        assert_eq!(seen, newest_first);
    }
}
