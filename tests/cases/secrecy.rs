//! Who else may read, who may lift secrecy, what the recovery sheet opens, and what is erased.

use serde_json::{Value, json};

use super::Room;
use crate::support::office::{PASSPHRASE, databases};
use crate::support::tables::everything;

async fn officer(room: &Room, login: &str) -> Value {
    let here = room.office.ask("desk", "status", json!({})).await["officer"]["login"].clone();
    room.sit("admin").await;
    let all = room.office.ask("officers", "list", json!({})).await;
    room.sit(here.as_str().unwrap()).await;
    all.as_array().unwrap().iter().find(|row| row["login"] == login).unwrap()["id"].clone()
}

async fn note(room: &Room, id: &Value, text: &str) -> Value {
    room.ask("save_note", json!({ "case_id": id, "note": { "text": text } })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn c_04_only_the_assigned_counsellor_reads_and_a_supervisor_only_under_consent() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let supervisor = officer(&room, "supervisor").await;
        let id = room.case("active").await;
        note(&room, &id, "ないしょの話").await;
        let share = json!({ "case_id": id, "officer": supervisor, "part": "supervisor", "not_supervisor": true });
        let again = share.clone();
        assert_eq!(room.refused("share", share.clone()).await, "C-04");
        let consent = json!({ "case_id": id, "method": "written", "scope": ["supervision"] });
        let consent = room.ask("consent", consent).await;
        let mut unasked = share.clone();
        unasked["not_supervisor"] = json!(false);
        assert_eq!(room.refused("share", unasked).await, "C-01", "a superior at work does not read either");
        room.ask("share", share.clone()).await;
        assert_eq!(room.refused("share", share).await, "case_shared_already");
        room.sit("second").await;
        assert_eq!(room.refused("case", json!({ "case_id": id })).await, "missing");
        assert_eq!(room.refused("read_case", json!({ "case_id": id })).await, "missing");
        assert_eq!(room.ask("my_cases", json!({ "all": true })).await["total"], 0);
        assert_eq!(room.ask("search_notes", json!({ "find": "ないしょ" })).await, json!([]));
        room.sit("supervisor").await;
        assert_eq!(room.refused("case", json!({ "case_id": id })).await, "not_allowed");
        assert_eq!(room.ask("supervised", json!({})).await[0]["case_id"], id);
        let read = room.ask("read_case", json!({ "case_id": id })).await;
        assert_eq!(read["notes"][0]["words"]["text"], "ないしょの話");
        room.ask("add_advice", json!({ "case_id": id, "text": "助言" })).await;
        room.sit("soudan").await;
        let case = room.look(&id).await;
        assert_eq!(case["readings"].as_array().unwrap().len(), 1, "the counsellor sees who read it");
        assert_eq!(case["notes"][0]["words"]["text"], "助言");
        let version = case["consents"][0]["version"].clone();
        room.ask("withdraw_consent", json!({ "id": consent, "version": version })).await;
        // With the consent the supervisor's part and key are gone, whether it is taken back or denied anew; no undo brings them back.
        let keys = async || {
            let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
            session.db().number("SELECT count(*) AS n FROM case_key", []).await.unwrap()
        };
        assert_eq!(keys().await, 2, "the counsellor's and that of the sheet");
        let newest = room.office.ask("desk", "history", json!({})).await["rows"][0]["id"].clone();
        assert_eq!(room.office.refused("desk", "undo", json!({ "op": newest })).await, "undo_final");
        room.ask("consent", json!({ "case_id": id, "method": "written", "scope": ["supervision"] })).await;
        room.sit("supervisor").await;
        assert_eq!(room.refused("read_case", json!({ "case_id": id })).await, "missing", "a new yes shares nothing");
        room.sit("soudan").await;
        room.ask("share", again).await;
        assert_eq!(keys().await, 3);
        let no = json!({ "case_id": id, "method": "oral_recorded", "accepted": false, "scope": ["supervision"] });
        room.ask("consent", no).await;
        assert_eq!(keys().await, 2);
        room.sit("supervisor").await;
        assert_eq!(room.refused("read_case", json!({ "case_id": id })).await, "missing");
        assert_eq!(room.ask("supervised", json!({})).await, json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_handed_over_with_consent_or_by_two_persons_and_the_key_goes_with_it() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let id = room.case("active").await;
        note(&room, &id, "最初の担当の記録").await;
        let hand = json!({ "case_id": id, "officer": room.second, "not_supervisor": true });
        assert_eq!(room.refused("hand_over", hand.clone()).await, "handover_needs_consent");
        let mut near = hand.clone();
        near["not_supervisor"] = json!(false);
        assert_eq!(room.refused("hand_over", near).await, "C-01");
        let ask = json!({ "case_no": "C-000001", "ground": "statutory", "purpose": "handover", "reference": "三役会議 10/30 議事録2" });
        let release = room.ask("ask_release", ask).await;
        room.sit("secretary").await;
        let row = room.ask("releases", json!({})).await[0].clone();
        assert_eq!((&row["case_no"], &row["may_decide"]), (&json!("C-000001"), &json!(true)));
        room.ask("decide_release", json!({ "id": release, "version": row["version"], "agree": true })).await;
        room.sit("soudan").await;
        let day = room.ask("my_day", json!({})).await;
        assert!(
            day["due_today"].as_array().unwrap().iter().any(|due| due["kind"] == "notice"),
            "the counsellor is told"
        );
        let mut hand = hand;
        hand["release_id"] = release;
        room.ask("hand_over", hand).await;
        assert_eq!(room.refused("case", json!({ "case_id": id })).await, "missing");
        room.sit("second").await;
        let case = room.look(&id).await;
        assert_eq!(case["notes"][0]["words"]["text"], "最初の担当の記録");
        assert!(room.ask("my_day", json!({})).await["later"].as_i64() > Some(0), "the dates came with the case");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_emergency_opening_needs_two_persons_the_sheet_and_tells_the_counsellor() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        note(&room, &id, "危ない話").await;
        let supervisor = officer(&room, "supervisor").await;
        room.sit("secretary").await;
        let ask =
            json!({ "case_no": "C-000001", "ground": "harm_risk", "purpose": "emergency", "reference": "緊急 10/31" });
        let release = room.ask("ask_release", ask).await;
        let version = room.ask("releases", json!({})).await[0]["version"].clone();
        let decide = json!({ "id": release, "version": version, "agree": true });
        assert_eq!(room.refused("decide_release", decide.clone()).await, "release_second_person");
        let opened = |version: &Value, sheet: &str| json!({ "id": release, "version": version, "sheet": sheet, "reader": supervisor, "not_supervisor": true });
        assert_eq!(room.refused("open_emergency", opened(&version, &room.sheet)).await, "release_not_agreed");
        room.sit("dpo").await;
        room.ask("decide_release", decide).await;
        let version = room.ask("releases", json!({})).await[0]["version"].clone();
        assert_eq!(room.refused("open_emergency", opened(&version, "まちがい")).await, "invalid");
        let other = kyojo_core::vault::SheetKey::random().unwrap().code().to_string();
        assert_eq!(room.refused("open_emergency", opened(&version, &other)).await, "counsel_sheet_other");
        let mut unsaid = opened(&version, &room.sheet);
        unsaid["not_supervisor"] = json!(false);
        assert_eq!(
            room.refused("open_emergency", unsaid).await,
            "C-01",
            "nobody says that it is no superior and no party"
        );
        room.ask("open_emergency", opened(&version, &room.sheet)).await;
        let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        let said =
            "SELECT count(*) AS n FROM op WHERE verb = 'open_emergency' AND about LIKE '%\"not_supervisor\":true%'";
        assert_eq!(session.db().number(said, []).await.unwrap(), 1, "what was said of the reader is kept");
        drop(session);
        assert_eq!(
            room.refused("read_case", json!({ "case_id": id })).await,
            "not_allowed",
            "who opened it cannot read it"
        );
        room.sit("supervisor").await;
        let read = room.ask("read_case", json!({ "case_id": id })).await;
        assert_eq!(read["notes"][0]["words"]["text"], "危ない話");
        room.sit("soudan").await;
        let day = room.ask("my_day", json!({})).await;
        let notices = day["due_today"].as_array().unwrap().iter().filter(|due| due["kind"] == "notice").count();
        assert_eq!(notices, 2, "told of the decision and of the opening");
        assert_eq!(room.look(&id).await["readings"][0]["part"], "emergency");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_01_an_emergency_is_not_read_by_who_works_where_the_member_objects_to_it() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let near = json!({ "member": "相川見本子", "channel": "phone", "objects_workplace": true });
        let near = room.ask("open_inquiry", near).await;
        room.ask("assign", json!({ "case_id": near["case_id"], "not_supervisor": true, "officer": room.second })).await;
        let (colleague, other) = (officer(&room, "soudan").await, officer(&room, "supervisor").await);
        room.sit("secretary").await;
        let ask = json!({ "case_no": near["case_no"], "ground": "harm_risk", "purpose": "emergency", "reference": "緊急 10/31" });
        let release = room.ask("ask_release", ask).await;
        room.sit("dpo").await;
        let version = room.ask("releases", json!({})).await[0]["version"].clone();
        room.ask("decide_release", json!({ "id": release, "version": version, "agree": true })).await;
        let version = room.ask("releases", json!({})).await[0]["version"].clone();
        let opened = |reader: &Value| json!({ "id": release, "version": version, "sheet": room.sheet, "reader": reader, "not_supervisor": true });
        assert_eq!(room.refused("open_emergency", opened(&colleague)).await, "C-01");
        room.ask("open_emergency", opened(&other)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_recovers_nothing_of_nobody_and_nobody_who_is_in_the_room() {
    for on in databases() {
        let room = Room::new(on).await;
        let before = everything(&room.office).await;
        let nobody =
            json!({ "sheet": room.sheet, "lost": uuid::Uuid::now_v7().to_string(), "reference": "執行委員会 11/1" });
        assert_eq!(room.refused("recover_cases", nobody).await, "missing");
        let again = json!({ "sheet": room.sheet, "qualification": "skilled_grade1" });
        assert_eq!(room.refused("recover_room", again).await, "counselor_admitted");
        assert_eq!(everything(&room.office).await, before, "and nothing is written");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cases_of_a_lost_counsellor_come_back_with_the_sheet_alone() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        note(&room, &id, "残された記録").await;
        let lost = officer(&room, "soudan").await;
        room.admit_second().await;
        room.sit("second").await;
        let recover = |sheet: &str| json!({ "sheet": sheet, "lost": lost, "reference": "執行委員会 11/1" });
        assert_eq!(room.refused("recover_cases", recover(&room.sheet)).await, "counselor_not_lost");
        room.sit("admin").await;
        room.office.ask("officers", "lock_out", json!({ "officer": lost })).await;
        room.sit("second").await;
        let other = kyojo_core::vault::SheetKey::random().unwrap().code().to_string();
        assert_eq!(room.refused("recover_cases", recover(&other)).await, "counsel_sheet_other");
        assert_eq!(room.ask("recover_cases", recover(&room.sheet)).await["n"], 1);
        assert_eq!(room.look(&id).await["notes"][0]["words"]["text"], "残された記録");
        // Let in again, the first counsellor has new keys: admitted anew, and without the old cases.
        room.sit("admin").await;
        room.office.ask("officers", "let_in", json!({ "officer": lost, "passphrase": PASSPHRASE })).await;
        room.sit("soudan").await;
        assert_eq!(room.refused("find_member", json!({ "member": "相川見本子" })).await, "room_admit_again");
        assert_eq!(room.ask("room", json!({})).await["admitted"], false);
        room.ask("recover_room", json!({ "sheet": room.sheet, "qualification": "union_advisor" })).await;
        assert_eq!(room.ask("find_member", json!({ "member": "相川見本子" })).await[0]["name"], "相川 見本子");
        assert_eq!(room.refused("case", json!({ "case_id": id })).await, "missing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_passphrase_opens_the_same_cases() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let new = json!({ "old": PASSPHRASE, "new": "あたらしい まきば 43" });
        room.office.ask("desk", "change_passphrase", new).await;
        let open = json!({ "login": "soudan", "passphrase": "あたらしい まきば 43" });
        room.office.ask("desk", "open", open).await;
        assert_eq!(room.look(&id).await["name"], "架空 太郎");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_07_a_crisis_opens_the_list_of_the_day_and_ends_only_when_all_of_it_is_done() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        assert_eq!(room.refused("save_crisis", json!({ "case_id": id })).await, "crisis_not_raised");
        let crisis = room.ask("raise_crisis", json!({ "case_id": id })).await;
        let items = crisis["items"].as_array().unwrap().clone();
        assert_eq!(items.len(), 7);
        assert_eq!(crisis["lines"][0]["phone"], "119");
        assert!(
            crisis["lines"].as_array().unwrap().iter().all(|line| line["check_due"] == true),
            "nobody has checked them"
        );
        let day = room.ask("my_day", json!({})).await;
        assert_eq!((&day["due_today"][0]["kind"], &day["due_today"][0]["crisis"]), (&json!("contact"), &json!(true)));
        let some = json!({ "case_id": id, "done": [items[0], items[1]], "over": true });
        assert_eq!(room.refused("save_crisis", some).await, "C-07");
        room.ask("save_crisis", json!({ "case_id": id, "done": items, "over": true })).await;
        let case = room.look(&id).await;
        assert!(case["crisis_on"].is_null() && case["crisis_done"].as_array().unwrap().len() == 7, "{case}");
        // Nobody else learns of it, not even from the history.
        room.sit("admin").await;
        let said = room.office.ask("desk", "history", json!({ "limit": 200 })).await.to_string();
        assert!(!said.contains("correct_case") && !said.contains("crisis"), "{said}");
        let trail = room.office.ask("officers", "audit", json!({})).await.to_string();
        assert!(!trail.contains("crisis"), "{trail}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_looks_for_words_in_the_own_notes_alone() {
    for on in databases() {
        let room = Room::new(on).await;
        for n in 1..=3 {
            let id = room.case("active").await;
            let said = json!({ "case_id": id, "minutes": 30, "mode": "phone", "note": { "facts": format!("資格の話 その{n}"), "presenting": "ﾃﾝｼｮｸ したい" } });
            room.ask("save_session", said).await;
        }
        let hits = room.ask("search_notes", json!({ "find": "その2" })).await;
        assert_eq!(hits.as_array().unwrap().len(), 1);
        assert_eq!((&hits[0]["case_no"], &hits[0]["part"]), (&json!("C-000002"), &json!("facts")));
        let all = room.ask("search_notes", json!({ "find": "てんしょく" })).await;
        assert_eq!(all.as_array().unwrap().len(), 3, "any kana of any width");
        assert_eq!(all[0]["case_no"], "C-000003", "the newest first");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_case_said_is_erased_with_its_keys_and_the_counts_stay() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        note(&room, &id, "消えるはずの話").await;
        let erase = |ground: &str| json!({ "case_id": id, "ground": ground });
        assert_eq!(room.refused("erase_case", erase("request")).await, "case_not_over");
        room.ask("close", json!({ "case_id": id, "outcome": "plan_agreed", "waived": "転居" })).await;
        assert_eq!(room.refused("erase_case", erase("retention")).await, "case_kept_still");
        assert_eq!(room.refused("erase_case", erase("person_erased")).await, "case_person_not_erased");
        room.ask("erase_case", erase("request")).await;
        assert_eq!(room.refused("case", json!({ "case_id": id })).await, "missing");
        assert_eq!(room.office.refused("desk", "undo", json!({})).await, "undo_erased", "nothing brings it back");
        let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        for (sql, n) in [
            ("SELECT count(*) AS n FROM case_key", 0),
            ("SELECT count(*) AS n FROM case_note WHERE length(words) > 0", 0),
            ("SELECT count(*) AS n FROM counsel_case WHERE outcome = 'plan_agreed' AND person_tag IS NULL", 1),
        ] {
            assert_eq!(session.db().number(sql, []).await.unwrap(), n, "{sql}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_the_roster_reach_the_case_when_a_counsellors_desk_looks() {
    for on in databases() {
        let room = Room::new(on).await;
        let person = room.member["person_id"].clone();
        let id = room.ask("open_inquiry", json!({ "person_id": person, "channel": "phone" })).await["case_id"].clone();
        room.sit("admin").await;
        let twin = crate::members::joining("相川", "美保子", ("アイカワ", "ミホコ"), room.unit.as_str().unwrap());
        let mut twin = twin;
        twin["not_a_duplicate"] = json!(true);
        let twin = room.office.ask("members", "add", twin).await["person_id"].clone();
        let office = &room.office;
        let card = |id: Value| async move { office.ask("members", "card", json!({ "person_id": id })).await };
        let (one, other) = (card(person.clone()).await, card(twin.clone()).await);
        let merge =
            json!({ "keep": twin, "keep_version": other["version"], "merge": person, "merge_version": one["version"] });
        room.office.ask("members", "merge", merge).await;
        room.sit("soudan").await;
        let caught = room.ask("catch_up", json!({})).await;
        assert_eq!(caught["merged"], 1);
        let found = room.ask("find_member", json!({ "member": "相川美保子" })).await;
        assert_eq!(found[0]["cases"], json!(["C-000001"]), "the case follows its person");
        assert_eq!(room.look(&id).await["roster"], "merged");
        room.sit("admin").await;
        let card = card(twin).await;
        let live =
            card["memberships"].as_array().unwrap().iter().find(|row| row["status"] == "active").unwrap().clone();
        let leave = json!({ "membership_id": live["id"], "version": live["version"], "left_on": "2026-10-31", "end_reason": "employment_end" });
        room.office.ask("members", "leave", leave).await;
        room.sit("soudan").await;
        let caught = room.ask("catch_up", json!({})).await;
        assert_eq!(caught["left"], 1);
        let day = room.ask("my_day", json!({})).await;
        assert!(day["due_today"].as_array().unwrap().iter().any(|due| due["kind"] == "roster"), "{day}");
        assert_eq!(room.ask("catch_up", json!({})).await["left"], 0, "looked at once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_that_is_taken_back_leaves_every_case_with_whose_it_was() {
    for on in databases() {
        let room = Room::new(on).await;
        let one = room.member["person_id"].clone();
        room.sit("admin").await;
        let mut twin = crate::members::joining("相川", "美保子", ("アイカワ", "ミホコ"), room.unit.as_str().unwrap());
        twin["not_a_duplicate"] = json!(true);
        let twin = room.office.ask("members", "add", twin).await["person_id"].clone();
        room.sit("soudan").await;
        let call = |person: &Value| json!({ "person_id": person, "channel": "phone" });
        for person in [&one, &twin] {
            room.ask("open_inquiry", call(person)).await;
        }
        let cases = async |member: &str| room.ask("find_member", json!({ "member": member })).await[0]["cases"].clone();
        let roster = async || -> Vec<String> {
            let day = room.ask("my_day", json!({})).await;
            let rows = day["due_today"].as_array().unwrap().iter().filter(|due| due["kind"] == "roster");
            rows.map(|due| due["case_no"].as_str().unwrap().to_owned()).collect()
        };
        room.sit("admin").await;
        let card = async |id: &Value| room.office.ask("members", "card", json!({ "person_id": id })).await;
        let (keeps, goes) = (card(&one).await, card(&twin).await);
        let merge =
            json!({ "keep": one, "keep_version": keeps["version"], "merge": twin, "merge_version": goes["version"] });
        room.office.ask("members", "merge", merge).await;
        room.sit("soudan").await;
        // The second membership ended with the merge, and nobody left.
        assert_eq!(room.ask("catch_up", json!({})).await, json!({ "merged": 1, "erased": 0, "left": 0 }));
        assert_eq!(roster().await, Vec::<String>::new());
        assert_eq!(cases("相川見本子").await, json!(["C-000001", "C-000002"]));
        assert_eq!(room.refused("open_inquiry", call(&twin)).await, "case_open_already");
        room.sit("admin").await;
        let history = room.office.ask("desk", "history", json!({})).await;
        let merged = history["rows"].as_array().unwrap().iter().find(|op| op["verb"] == "merge").unwrap()["id"].clone();
        room.office.ask("desk", "undo", json!({ "op": merged })).await;
        room.sit("soudan").await;
        assert_eq!(room.ask("catch_up", json!({})).await, json!({ "merged": 0, "erased": 0, "left": 0 }));
        assert_eq!(cases("相川見本子").await, json!(["C-000001"]));
        assert_eq!(cases("相川美保子").await, json!(["C-000002"]));
        for person in [&one, &twin] {
            assert_eq!(room.refused("open_inquiry", call(person)).await, "case_open_already");
        }
        // Who leaves now is one of them.
        room.sit("admin").await;
        let live = card(&one).await["memberships"][0].clone();
        let leave = json!({ "membership_id": live["id"], "version": live["version"], "left_on": "2026-10-31", "end_reason": "employment_end" });
        room.office.ask("members", "leave", leave).await;
        room.sit("soudan").await;
        assert_eq!(room.ask("catch_up", json!({})).await, json!({ "merged": 0, "erased": 0, "left": 1 }));
        assert_eq!(roster().await, ["C-000001"]);
    }
}
