//! How a case ends: also one whose counselling never began, and one whose time of keeping is over.

use serde_json::{Value, json};

use super::Room;
use crate::support::office::databases;

/// A case at its intake, of a member who was asked and said so, or whom nobody could ask.
async fn intake(room: &Room, opened_on: &str, says: Option<bool>) -> Value {
    let inquiry = json!({ "name": "架空 太郎", "channel": "phone", "opened_on": opened_on });
    let id = room.ask("open_inquiry", inquiry).await["case_id"].clone();
    room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
    if let Some(accepted) = says {
        room.ask("consent", json!({ "case_id": id, "method": "written", "accepted": accepted })).await;
    }
    id
}

fn waiting(case: &Value) -> Vec<&str> {
    let open = case["dues"].as_array().unwrap().iter().filter(|due| due["done_on"].is_null());
    open.map(|due| due["kind"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn c_06_who_does_not_want_counselling_after_all_ends_as_withdrawn() {
    for on in databases() {
        for says in [Some(false), None] {
            let room = Room::new(on).await;
            let id = intake(&room, "2026-10-20", says).await;
            let case = room.look(&id).await;
            assert_eq!(case["events"], json!(["activate", "refer_out", "close"]));
            assert_eq!(
                case["outcomes"],
                json!(["information_given", "referred_out", "withdrawn", "no_contact", "not_suitable"])
            );
            for outcome in ["goal_reached", "plan_agreed"] {
                let close = json!({ "case_id": id, "outcome": outcome, "waived": "始まらなかった" });
                let error = room.office.call("cases", "close", close).await.unwrap_err();
                assert_eq!(error.fields()[0].field, "outcome");
                assert_eq!(error.fields()[0].code, "case_outcome_not_begun");
            }
            let close = json!({ "case_id": id, "outcome": "withdrawn" });
            assert_eq!(room.refused("close", close).await, "C-06");
            room.ask("close", json!({ "case_id": id, "outcome": "withdrawn", "waived": "始まらなかった" })).await;
            let case = room.look(&id).await;
            assert_eq!(
                (&case["status"], &case["outcome"], &case["activated_on"], &case["retention_until"]),
                (&json!("closed"), &json!("withdrawn"), &Value::Null, &json!("2029-10-31"))
            );
            assert_eq!((waiting(&case), &case["outcomes"]), (vec![], &json!([])));
            // Who comes back is asked first, also where nobody had asked; then counselling begins.
            let again = json!({ "case_id": id, "reason": "やはり相談したい" });
            assert_eq!(case["why_not"], json!([{ "event": "reopen", "code": "C-03" }]));
            assert_eq!(room.refused("reopen", again.clone()).await, "C-03");
            room.ask("consent", json!({ "case_id": id, "method": "written" })).await;
            room.ask("reopen", again).await;
            let case = room.look(&id).await;
            assert_eq!((&case["status"], &case["activated_on"]), (&json!("active"), &json!("2026-10-31")));
            room.office.ask("desk", "undo", json!({})).await;
            let case = room.look(&id).await;
            assert_eq!((&case["status"], &case["activated_on"]), (&json!("closed"), &Value::Null));
            room.ask("erase_case", json!({ "case_id": id, "ground": "request" })).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_06_an_inquiry_that_was_answered_or_left_ends_as_what_it_was_and_nobody_is_declined() {
    for on in databases() {
        let room = Room::new(on).await;
        for outcome in ["information_given", "no_contact", "withdrawn"] {
            let inquiry = json!({ "name": "架空 太郎", "channel": "phone", "opened_on": "2026-10-20" });
            let id = room.ask("open_inquiry", inquiry).await["case_id"].clone();
            let case = room.look(&id).await;
            assert_eq!(case["events"], json!(["assign", "decline", "close"]));
            assert_eq!(
                case["outcomes"],
                json!(["information_given", "referred_out", "withdrawn", "no_contact", "not_suitable"])
            );
            let nothing = json!({ "case_id": id, "reason": " ", "pointed_to": "" });
            let nothing = room.office.call("cases", "decline", nothing).await.unwrap_err();
            let missing: Vec<&str> = nothing.fields().iter().map(|field| field.field.as_str()).collect();
            assert_eq!(missing, ["reason", "pointed_to"], "told at once");
            let close = json!({ "case_id": id, "outcome": outcome });
            assert_eq!(room.refused("close", close).await, "C-06");
            let close = |more: (&str, &str)| {
                let mut input = json!({ "case_id": id, "outcome": outcome, "waived": "答えて終わった" });
                input[more.0] = json!(more.1);
                input
            };
            let early = room.office.call("cases", "close", close(("closed_on", "2026-10-19"))).await.unwrap_err();
            assert_eq!(early.fields()[0].code, "case_closed_before");
            let later = room.office.call("cases", "close", close(("closed_on", "2026-11-01"))).await.unwrap_err();
            assert_eq!(later.fields()[0].code, "case_day_future");
            let never = room.office.call("cases", "close", close(("outcome", "plan_agreed"))).await.unwrap_err();
            assert_eq!(never.fields()[0].code, "case_outcome_not_begun");
            room.ask("close", close(("closed_on", "2026-10-23"))).await;
            let case = room.look(&id).await;
            assert_eq!(
                (&case["status"], &case["outcome"], &case["closed_on"], &case["retention_until"]),
                (&json!("closed"), &json!(outcome), &json!("2026-10-23"), &json!("2029-10-23"))
            );
            assert_eq!(waiting(&case), [] as [&str; 0]);
            assert_eq!(case["reasons"][0]["on"], "2026-10-23", "why is said on the day of the end");
            // Nobody asked about C-01: who comes back is a new inquiry, also where they agreed in between.
            assert_eq!(case["why_not"], json!([{ "event": "reopen", "code": "case_never_taken" }]));
            room.ask("consent", json!({ "case_id": id, "method": "written" })).await;
            let again = json!({ "case_id": id, "reason": "また相談したい" });
            assert_eq!(room.refused("reopen", again).await, "case_never_taken");
            let next = json!({ "name": "架空 太郎", "channel": "phone", "previous_case_id": id });
            room.ask("open_inquiry", next).await;
            room.office.ask("desk", "undo", json!({})).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_06_a_case_that_ended_last_week_is_closed_on_that_day_and_not_before_what_happened_in_it() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = intake(&room, "2026-10-01", None).await;
        let close =
            |on: &str| json!({ "case_id": id, "outcome": "withdrawn", "waived": "本人の希望", "closed_on": on });
        room.ask("consent", json!({ "case_id": id, "method": "written", "explained_on": "2026-10-05" })).await;
        room.ask("activate", json!({ "case_id": id })).await;
        let goal = json!({ "case_id": id, "theme": "other", "horizon": "mid", "text": "目標", "set_on": "2026-10-07" });
        for (verb, input, last) in [
            ("add_goal", goal, "2026-10-07"),
            ("refer", json!({ "case_id": id, "target": "市の窓口", "handed_on": "2026-10-14" }), "2026-10-14"),
        ] {
            room.ask(verb, input).await;
            for (day, may) in [("2026-10-04", false), ("2026-10-06", false), (last, true)] {
                if may {
                    room.ask("close", close(day)).await;
                    assert_eq!(room.look(&id).await["closed_on"], last);
                    room.office.ask("desk", "undo", json!({})).await;
                } else {
                    let refused = room.office.call("cases", "close", close(day)).await.unwrap_err();
                    assert_eq!(refused.fields()[0].about, json!({ "on": last }), "{day}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_08_what_ended_before_it_began_is_counted_as_withdrawn_and_not_as_declined() {
    for on in databases() {
        let room = Room::new(on).await;
        for n in 0..12 {
            let inquiry = json!({ "name": "架空 太郎", "channel": "phone", "opened_on": "2026-09-03" });
            let id = match n % 2 {
                0 => intake(&room, "2026-09-03", Some(false)).await,
                _ => room.ask("open_inquiry", inquiry).await["case_id"].clone(),
            };
            room.ask("close", json!({ "case_id": id, "outcome": "withdrawn", "waived": "始まらなかった" })).await;
        }
        let of = room.ask("statistics", json!({})).await;
        let count = |rows: &str, code: &str| {
            of[rows].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap()["n"]["n"].clone()
        };
        assert_eq!((&of["new"]["n"], &of["closed"]["n"], &of["open"]["n"]), (&json!(12), &json!(12), &json!(0)));
        assert_eq!((count("outcomes", "withdrawn"), count("outcomes", "declined")), (json!(12), json!(0)));
        assert_eq!(count("steps", "intake"), json!(0), "nobody of them is under way");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_past_their_time_are_listed_as_the_day_counts_them_and_erased_there() {
    for on in databases() {
        let room = Room::new(on).await;
        let mut old = Vec::new();
        for closed_on in ["2023-02-01", "2023-10-30", "2023-10-31"] {
            let id = intake(&room, "2023-01-05", None).await;
            let close =
                json!({ "case_id": id, "outcome": "no_contact", "closed_on": closed_on, "waived": "連絡がつかない" });
            room.ask("close", close).await;
            old.push(id);
        }
        room.case("closed").await;
        room.case("active").await;
        let expired = json!({ "expired": true });
        let list = room.ask("my_cases", expired.clone()).await;
        let rows: Vec<(&Value, &Value)> =
            list["rows"].as_array().unwrap().iter().map(|row| (&row["id"], &row["retention_until"])).collect();
        // Kept to the end of its last day.
        assert_eq!(rows, [(&old[1], &json!("2026-10-30")), (&old[0], &json!("2026-02-01"))]);
        assert_eq!(room.ask("my_day", json!({})).await["expired"], list["total"]);
        for row in list["rows"].as_array().unwrap() {
            let erase = json!({ "case_id": row["id"], "version": row["version"], "ground": "retention" });
            room.ask("erase_case", erase).await;
        }
        assert_eq!(room.ask("my_cases", expired).await["total"], 0);
        assert_eq!(room.ask("my_day", json!({})).await["expired"], 0);
        let kept = json!({ "case_id": old[2], "ground": "retention" });
        assert_eq!(room.refused("erase_case", kept).await, "case_kept_still");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_cannot_be_reopened_is_followed_by_a_new_one_that_names_it() {
    for on in databases() {
        let room = Room::new(on).await;
        let person = room.member["person_id"].clone();
        let opened = json!({ "person_id": person, "channel": "phone", "opened_on": "2025-01-05" });
        let old = room.ask("open_inquiry", opened).await["case_id"].clone();
        room.ask("assign", json!({ "case_id": old, "not_supervisor": true })).await;
        let close =
            json!({ "case_id": old, "outcome": "no_contact", "closed_on": "2025-02-01", "waived": "連絡がつかない" });
        room.ask("close", close).await;
        let again = json!({ "case_id": old, "reason": "また相談したい" });
        assert_eq!(room.refused("reopen", again).await, "case_closed_long_ago");
        assert_eq!(room.look(&old).await["why_not"], json!([{ "event": "reopen", "code": "case_closed_long_ago" }]));
        let next = json!({ "person_id": person, "channel": "phone", "previous_case_id": old });
        let next = room.ask("open_inquiry", next).await;
        assert_eq!(next["earlier"], json!(["C-000001"]));
        let case = room.look(&next["case_id"]).await;
        assert_eq!((&case["previous_case_id"], &case["previous_case_no"]), (&old, &json!("C-000001")));
        assert_eq!(case["why_not_note"], "C-03", "the member is asked anew");
        // A case of somebody else is not there, and followed by none.
        room.admit_second().await;
        room.sit("second").await;
        let theirs = json!({ "name": "架空 花子", "channel": "mail", "previous_case_id": old });
        assert_eq!(room.refused("open_inquiry", theirs).await, "missing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_end_one_asks_again_as_often_as_was_agreed_and_corrects_what_became_of_a_referral() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let referral = room.ask("refer", json!({ "case_id": id, "target": "市の窓口" })).await;
        room.ask("close", json!({ "case_id": id, "outcome": "plan_agreed", "follow_up_on": "2026-10-31" })).await;
        let case = room.look(&id).await;
        let asked = case["dues"].as_array().unwrap().iter().find(|due| due["kind"] == "follow_up").unwrap().clone();
        room.ask("done_due", json!({ "id": asked["id"] })).await;
        room.ask("add_due", json!({ "case_id": id, "kind": "follow_up", "due_on": "2027-01-31" })).await;
        assert_eq!(waiting(&room.look(&id).await), ["referral_check", "follow_up"]);
        for result in ["unknown", "used"] {
            let version = room.look(&id).await["referrals"][0]["version"].clone();
            let followed = json!({ "id": referral, "version": version, "result": result });
            room.ask("referral_followed", followed).await;
        }
        assert_eq!(room.look(&id).await["referrals"][0]["result"], "used");
    }
}
