//! The member's latest word: what it stops, what still goes out, and what is asked afterwards.

use serde_json::{Value, json};

use super::Room;
use crate::support::office::databases;

/// A case under way whose member agreed to everything; the consent with it.
async fn agreed(room: &Room, more: Value) -> (Value, Value) {
    let mut inquiry = json!({ "name": "架空 太郎", "channel": "phone", "another": true });
    for (name, value) in more.as_object().unwrap() {
        inquiry[name] = value.clone();
    }
    let id = room.ask("open_inquiry", inquiry).await["case_id"].clone();
    room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
    let scope = json!(["record", "outward", "supervision", "handover", "stats"]);
    let consent = json!({ "case_id": id, "method": "written", "scope": scope, "explained_on": more["opened_on"] });
    let consent = room.ask("consent", consent).await;
    room.ask("activate", json!({ "case_id": id })).await;
    (id, consent)
}

async fn says_no(room: &Room, id: &Value, scope: Value) {
    room.ask("consent", json!({ "case_id": id, "method": "written", "accepted": false, "scope": scope })).await;
}

fn dues(case: &Value) -> Vec<(&str, &str)> {
    let open = case["dues"].as_array().unwrap().iter().filter(|due| due["done_on"].is_null());
    open.map(|due| (due["kind"].as_str().unwrap(), due["due_on"].as_str().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn c_05_a_later_no_stops_what_an_older_consent_let_out() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let (id, consent) = agreed(&room, json!({})).await;
        says_no(&room, &id, json!(["outward", "handover", "supervision"])).await;
        let case = room.look(&id).await;
        let older = case["consents"].as_array().unwrap().iter().find(|row| row["id"] == consent).unwrap().clone();
        assert_eq!(older["holds"], json!(["record", "stats"]), "the card says what is left of it");
        let hand = json!({ "case_id": id, "officer": room.second, "not_supervisor": true, "consent_id": consent });
        assert_eq!(room.refused("hand_over", hand.clone()).await, "handover_needs_consent");
        let items = json!(["氏名", "主訴"]);
        let out = json!({ "case_id": id, "recipient": "労働局", "items": items, "consent_id": consent });
        assert_eq!(room.refused("refer_out", out.clone()).await, "C-05");
        let refer = json!({ "case_id": id, "target": "労働局", "items": items, "consent_id": consent });
        assert_eq!(room.refused("refer", refer).await, "C-05");
        // A new yes counts from then on, and only the one that was said after the no.
        let again = json!({ "case_id": id, "method": "written", "scope": ["outward"] });
        let again = room.ask("consent", again).await;
        assert_eq!(room.refused("refer_out", out.clone()).await, "C-05", "the older one stays taken back");
        let mut out = out;
        out["consent_id"] = again;
        room.ask("refer_out", out).await;
        assert_eq!(room.refused("hand_over", hand).await, "handover_needs_consent");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_03_the_card_says_what_saving_a_note_would_say() {
    for on in databases() {
        let room = Room::new(on).await;
        for withdrawn in [false, true] {
            let (id, consent) = agreed(&room, json!({})).await;
            assert_eq!(room.look(&id).await["why_not_note"], Value::Null);
            if withdrawn {
                room.ask("withdraw_consent", json!({ "id": consent, "version": 1 })).await;
            } else {
                says_no(&room, &id, json!(["record"])).await;
            }
            let case = room.look(&id).await;
            assert_eq!((&case["why_not_note"], &case["said_no"]), (&json!("C-03"), &json!(true)));
            let note = json!({ "case_id": id, "note": { "text": "まだ書く" } });
            assert_eq!(room.refused("save_note", note).await, "C-03");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_03_after_a_no_nothing_is_written_but_what_a_step_needs() {
    for on in databases() {
        let room = Room::new(on).await;
        let admin = room.office.ask("desk", "status", json!({})).await["officer"]["login"].clone();
        assert_eq!(admin, "soudan");
        let supervisor = {
            let found = room.ask("room", json!({})).await;
            let all = found["supervisors"].as_array().unwrap().clone();
            all.iter().find(|row| row["name"].as_str().unwrap().contains("supervisor")).unwrap()["officer"].clone()
        };
        let (id, _) = agreed(&room, json!({ "about": "転職の相談" })).await;
        let share = json!({ "case_id": id, "officer": supervisor, "part": "supervisor", "not_supervisor": true });
        room.ask("share", share).await;
        let goal = json!({ "case_id": id, "theme": "other", "horizon": "short", "text": "目標" });
        let goal = room.ask("add_goal", goal).await;
        let referral = room.ask("refer", json!({ "case_id": id, "target": "市の窓口" })).await;
        let card = json!({ "case_id": id, "kind": "licence", "words": { "name": "簿記" } });
        let card = room.ask("save_card_item", card).await;
        says_no(&room, &id, json!(["record"])).await;
        room.sit("supervisor").await;
        room.ask("read_case", json!({ "case_id": id })).await;
        assert_eq!(room.refused("add_advice", json!({ "case_id": id, "text": "助言" })).await, "C-03");
        room.sit("soudan").await;
        let of = |more: Value| {
            let mut input = json!({ "case_id": id });
            for (name, value) in more.as_object().unwrap() {
                input[name] = value.clone();
            }
            input
        };
        let followed = json!({ "id": referral, "version": 1, "result": "used", "why": "申し込んだ" });
        for (verb, input) in [
            ("correct_case", of(json!({ "about": "撤回後の主訴" }))),
            ("correct_case", of(json!({ "contact": "090-0000-0000" }))),
            ("correct_case", of(json!({ "member": "相川見本子" }))),
            ("correct_case", of(json!({ "themes": ["harassment"] }))),
            ("correct_case", of(json!({ "health": true }))),
            ("referral_followed", followed),
            ("pause", of(json!({ "until": "2026-12-01", "reason": "撤回後の理由" }))),
            ("close", of(json!({ "outcome": "withdrawn", "waived": "本人の希望", "reason": "撤回後の理由" }))),
            ("save_draft", of(json!({ "place": "note", "content": { "text": "下書き" } }))),
            ("save_card_item", of(json!({ "kind": "licence", "words": { "name": "会計" } }))),
        ] {
            assert_eq!(room.refused(verb, input.clone()).await, "C-03", "{verb} {input}");
        }
        // What was said is taken away, and what protects the member is noted.
        room.ask("correct_case", of(json!({ "about": "", "objects_workplace": true }))).await;
        let case = room.look(&id).await;
        assert_eq!((&case["about"], &case["objects_workplace"]), (&Value::Null, &json!(true)));
        room.ask("remove_card_item", json!({ "id": card, "version": 1 })).await;
        room.ask("end_goal", json!({ "id": goal, "version": 1, "dropped": true })).await;
        room.ask("referral_followed", json!({ "id": referral, "version": 1, "result": "not_used" })).await;
        room.ask("pause", of(json!({ "until": "2026-12-01" }))).await;
        room.ask("resume", of(json!({}))).await;
        room.ask("close", of(json!({ "outcome": "withdrawn", "waived": "本人の希望" }))).await;
        // Who comes back is asked anew before the case is reopened.
        assert_eq!(room.look(&id).await["why_not"], json!([{ "event": "reopen", "code": "C-03" }]));
        assert_eq!(room.refused("reopen", of(json!({ "reason": "また相談したい" }))).await, "C-03");
        room.ask("consent", of(json!({ "method": "written" }))).await;
        room.ask("reopen", of(json!({ "reason": "また相談したい" }))).await;
        room.ask("close", of(json!({ "outcome": "plan_agreed", "waived": "本人の希望" }))).await;
        room.ask("erase_case", of(json!({ "ground": "request" }))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_05_a_release_names_recipient_and_items_is_read_by_who_decides_and_used_up() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let ask = json!({ "case_no": "C-000001", "ground": "harm_risk", "purpose": "outward", "reference": "執行委員会 10/31" });
        room.sit("secretary").await;
        assert_eq!(room.refused("ask_release", ask.clone()).await, "invalid", "to whom, and what");
        let mut ask = ask;
        ask["recipient"] = json!("市の相談室");
        assert_eq!(room.refused("ask_release", ask.clone()).await, "invalid", "what");
        ask["items"] = json!(["氏名", "連絡先"]);
        let release = room.ask("ask_release", ask).await;
        room.sit("dpo").await;
        let row = room.ask("releases", json!({})).await[0].clone();
        assert_eq!(
            (&row["recipient"], &row["items"], &row["unreadable"]),
            (&json!("市の相談室"), &json!(["氏名", "連絡先"]), &json!(false))
        );
        room.ask("decide_release", json!({ "id": release, "version": row["version"], "agree": true })).await;
        room.sit("soudan").await;
        let refer = |target: &str, items: &[&str]| json!({ "case_id": id, "target": target, "items": items, "release_id": release });
        assert_eq!(room.refused("refer", refer("勤務先の会社", &["氏名"])).await, "C-05", "another recipient");
        assert_eq!(room.refused("refer", refer("市の相談室", &["氏名", "病名"])).await, "C-05", "more than was named");
        room.ask("refer", refer("市の相談室", &["氏名"])).await;
        assert_eq!(room.ask("releases", json!({})).await[0]["state"], "used");
        assert_eq!(room.refused("refer", refer("市の相談室", &["氏名"])).await, "C-05", "it is used up");
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(room.ask("releases", json!({})).await[0]["state"], "agreed", "what was taken back was not used");
        let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        for words in ["市の相談室", "連絡先"] {
            let bytes: String = words.bytes().map(|byte| format!("{byte:02x}")).collect();
            let hex = if session.db().is_shared() { "encode(words, 'hex')" } else { "lower(hex(words))" };
            let sql = format!("SELECT count(*) AS n FROM case_release WHERE {hex} LIKE '%{bytes}%'");
            assert_eq!(session.db().number(&sql, []).await.unwrap(), 0, "{words} is sealed");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_that_was_referred_out_is_asked_after_like_every_referral() {
    for on in databases() {
        let room = Room::new(on).await;
        let (id, consent) = agreed(&room, json!({})).await;
        room.ask("refer", json!({ "case_id": id, "target": "支援団体" })).await;
        let out = json!({ "case_id": id, "recipient": "労働局", "items": ["主訴"], "consent_id": consent });
        room.ask("refer_out", out).await;
        let case = room.look(&id).await;
        assert_eq!(dues(&case), [("referral_check", "2026-11-30"), ("referral_check", "2026-11-30")]);
        for referral in case["referrals"].as_array().unwrap() {
            let followed =
                json!({ "id": referral["id"], "version": referral["version"], "result": "used", "why": "つながった" });
            room.ask("referral_followed", followed).await;
        }
        assert_eq!(dues(&room.look(&id).await), []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn follow_up_asks_about_an_action_that_was_not_given_up() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let action = room.ask("add_action", json!({ "case_id": id, "who": "member", "text": "見学する" })).await;
        room.ask("end_action", json!({ "id": action, "version": 1, "dropped": true })).await;
        let follow = json!({ "case_id": id, "follow_up_on": "2026-12-01" });
        assert_eq!(room.refused("follow_up", follow).await, "follow_up_needs_goal");
        assert_eq!(room.look(&id).await["why_not"], json!([{ "event": "follow_up", "code": "follow_up_needs_goal" }]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_of_follow_up_stands_once_and_a_reopened_case_has_its_actions_on_the_list_again() {
    for on in databases() {
        let room = Room::new(on).await;
        let (id, _) = agreed(&room, json!({})).await;
        let action = |on: &str| json!({ "case_id": id, "who": "member", "text": "見学する", "due_on": on });
        room.ask("add_action", action("2026-12-10")).await;
        let done = room.ask("add_action", action("2026-12-20")).await;
        room.ask("end_action", json!({ "id": done, "version": 1 })).await;
        // Three months on is also the first day of the timeline.
        room.ask("follow_up", json!({ "case_id": id, "follow_up_on": "2027-01-31" })).await;
        let case = room.look(&id).await;
        let asked: Vec<&str> = dues(&case).iter().filter(|due| due.0 == "follow_up").map(|due| due.1).collect();
        assert_eq!(asked, ["2027-01-31", "2027-04-30", "2027-10-31"]);
        room.ask("close", json!({ "case_id": id, "outcome": "plan_agreed", "waived": "本人の希望" })).await;
        assert_eq!(dues(&room.look(&id).await), [], "nobody asks, on no day (C-06)");
        room.ask("reopen", json!({ "case_id": id, "reason": "また相談したい" })).await;
        let case = room.look(&id).await;
        let due: Vec<&str> = dues(&case).iter().filter(|due| due.0 == "action").map(|due| due.1).collect();
        assert_eq!(due, ["2026-12-10"], "what was done is not asked for again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn days_of_a_case_lie_in_it_and_within_reason() {
    for on in databases() {
        let room = Room::new(on).await;
        let (id, _) = agreed(&room, json!({ "opened_on": "2026-05-01" })).await;
        let of = |more: Value| {
            let mut input = json!({ "case_id": id });
            for (name, value) in more.as_object().unwrap() {
                input[name] = value.clone();
            }
            input
        };
        let session = |on: &str| of(json!({ "minutes": 30, "mode": "phone", "held_on": on, "note": { "text": "話" } }));
        let long_ago = "0001-01-01";
        let goal = of(json!({ "theme": "other", "horizon": "mid", "text": "目標", "set_on": long_ago }));
        let action = of(json!({ "who": "member", "text": "方策", "due_on": "9999-12-31" }));
        for (verb, input, code) in [
            ("open_inquiry", json!({ "name": "架空", "channel": "phone", "opened_on": long_ago }), "case_day_long_ago"),
            ("save_session", session(long_ago), "case_day_before"),
            ("save_session", session("2026-04-30"), "case_day_before"),
            ("consent", of(json!({ "method": "written", "explained_on": long_ago })), "case_day_before"),
            ("add_goal", goal, "case_day_before"),
            ("add_action", action, "case_day_far"),
            ("add_action", of(json!({ "who": "member", "text": "方策", "due_on": "2026-04-30" })), "case_day_before"),
            ("add_due", of(json!({ "kind": "other", "due_on": "9999-12-31" })), "case_day_far"),
            ("add_due", of(json!({ "kind": "other", "due_on": "2026-04-30" })), "case_day_before"),
            ("refer", of(json!({ "target": "窓口", "handed_on": long_ago })), "case_day_before"),
            ("follow_up", of(json!({ "follow_up_on": "9999-12-31" })), "case_day_far"),
            (
                "record_check_in",
                of(json!({ "timing": "pre", "answers": [1, 2, 3, 4, 5, 1], "taken_on": long_ago })),
                "case_day_before",
            ),
        ] {
            let refused = room.office.call("cases", verb, input).await.unwrap_err();
            assert_eq!(refused.fields().first().map(|field| field.code.as_str()), Some(code), "{verb}");
        }
        room.ask("save_session", session("2026-06-02")).await;
        let close = |on: &str| of(json!({ "outcome": "plan_agreed", "waived": "本人の希望", "closed_on": on }));
        let refused = room.office.call("cases", "close", close("2026-06-01")).await.unwrap_err();
        let told = (&refused.fields()[0].field, &refused.fields()[0].code, &refused.fields()[0].about);
        let last = (&"closed_on".to_owned(), &"case_closed_before".to_owned(), &json!({ "on": "2026-06-02" }));
        assert_eq!(told, last, "the last session was later");
        // The day of the inquiry is corrected as far as what happened lets it.
        assert_eq!(room.refused("correct_case", of(json!({ "opened_on": "2026-06-03" }))).await, "invalid");
        room.ask("correct_case", of(json!({ "opened_on": "2026-04-20" }))).await;
        room.ask("save_session", session("2026-04-30")).await;
        room.ask("close", close("2026-06-02")).await;
        assert_eq!(room.look(&id).await["retention_until"], "2029-06-02");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_01_nobody_counsels_or_supervises_themself_and_recovery_asks_it_too() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let found = room.ask("room", json!({})).await;
        let first = found["counselors"].as_array().unwrap().iter().find(|row| row["officer"] != room.second);
        let first = first.unwrap()["officer"].clone();
        let own = json!({ "member": "聞手一郎", "channel": "phone" });
        assert_eq!(room.refused("open_inquiry", own.clone()).await, "C-01", "nobody takes down their own");
        room.sit("second").await;
        let own = room.ask("open_inquiry", own).await["case_id"].clone();
        let to_first = json!({ "case_id": own, "not_supervisor": true, "officer": first });
        assert_eq!(room.refused("assign", to_first).await, "C-01");
        room.ask("assign", json!({ "case_id": own, "not_supervisor": true })).await;
        room.sit("soudan").await;
        let nobody =
            room.ask("open_inquiry", json!({ "name": "匿名さん", "channel": "mail" })).await["case_id"].clone();
        let named = json!({ "case_id": nobody, "member": "聞手一郎" });
        assert!(["C-01", "case_open_already"].contains(&room.refused("correct_case", named).await.as_str()));
        // A member of the first counsellor's workplace who objects to that.
        let near = json!({ "member": "相川見本子", "channel": "phone", "objects_workplace": true });
        let near = room.ask("open_inquiry", near).await;
        room.ask("assign", json!({ "case_id": near["case_id"], "not_supervisor": true, "officer": room.second })).await;
        room.sit("second").await;
        let consent = json!({ "case_id": own, "method": "written", "scope": ["record", "supervision"] });
        room.ask("consent", consent).await;
        let share = json!({ "case_id": own, "officer": first, "part": "supervisor", "not_supervisor": true });
        assert_eq!(room.refused("share", share).await, "C-01", "the counsellor's own case");
        // Who says only now that the member of their case is they themself agrees to nothing there.
        let found = room.ask("room", json!({})).await;
        let row = found["counselors"].as_array().unwrap().iter().find(|row| row["officer"] == room.second).unwrap();
        let they = |member: &str| json!({ "id": row["id"], "version": row["version"], "qualification": "union_advisor", "member": member });
        room.ask("save_counselor", they("相川見本子")).await;
        let yes = json!({ "case_id": near["case_id"], "method": "written" });
        assert_eq!(room.refused("consent", yes).await, "C-01");
        let far = room.ask("open_inquiry", json!({ "name": "遠い人", "channel": "mail" })).await["case_id"].clone();
        room.ask("assign", json!({ "case_id": far, "not_supervisor": true })).await;
        room.sit("admin").await;
        room.office.ask("officers", "lock_out", json!({ "officer": room.second })).await;
        room.sit("soudan").await;
        let recover = json!({ "sheet": room.sheet, "lost": room.second, "reference": "執行委員会 11/1" });
        let done = room.ask("recover_cases", recover).await;
        assert_eq!((&done["n"], &done["left"]), (&json!(1), &json!(["C-000001", near["case_no"]])));
        room.look(&far).await;
        assert_eq!(room.refused("case", json!({ "case_id": own })).await, "missing");
    }
}
