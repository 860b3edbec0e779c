//! Who leaves the counselling room takes nothing along: its key is another one from then on (trust: new data).

use std::sync::Arc;

use kyojo_core::progress::Progress;
use kyojo_core::vault::SecretKey;
use serde_json::{Value, json};

use super::Room;
use crate::support::office::{On, databases};

/// The room's key as the counsellor at the desk could keep it: opened with the own keys, from the own row.
async fn kept(room: &Room, on: On) -> Arc<SecretKey> {
    let session = room.office.desk.session(Progress::silent()).unwrap();
    let hex = if on == On::File { "hex(room_key)" } else { "encode(room_key, 'hex')" };
    let rows = session.db().texts(&format!("SELECT {hex} FROM counselor")).await.unwrap();
    let desk = session.desk();
    let opened = rows.iter().find_map(|hex| {
        let digits: Vec<char> = hex.chars().collect();
        let bytes: Vec<u8> =
            digits.chunks(2).map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap()).collect();
        desk.opened.open(&desk.keys, &bytes, b"kyojo counselling room")
    });
    opened.expect("a counsellor of the room")
}

/// Where the mark of a person under a key stands in the file: in a column, or in what ops remember.
async fn stands(room: &Room, on: On, key: &SecretKey, person: &Value) -> usize {
    let session = room.office.desk.session(Progress::silent()).unwrap();
    let id: Vec<u8> = person.as_str().unwrap().replace('-', "").into_bytes();
    let id: Vec<u8> =
        id.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect();
    let mark = key.tag(&id);
    let hex: String = mark.iter().map(|byte| format!("{byte:02x}")).collect();
    let numbers: Vec<String> = mark.iter().map(u8::to_string).collect();
    let column = if on == On::File { "lower(hex(person_tag))" } else { "encode(person_tag, 'hex')" };
    let sql = format!("SELECT {column} FROM counsel_case WHERE person_tag IS NOT NULL");
    let mut found = session.db().texts(&sql).await.unwrap().iter().filter(|tag| **tag == hex).count();
    let images = session.db().texts("SELECT images FROM op_change WHERE table_name = 'counsel_case'").await.unwrap();
    found += images.iter().filter(|text| text.contains(&numbers.join(","))).count();
    found
}

async fn join(room: &Room, given: &str, kana: &str) -> Value {
    room.sit("admin").await;
    let who = crate::members::joining("相川", given, ("アイカワ", kana), room.unit.as_str().unwrap());
    room.office.ask("members", "add", who).await["person_id"].clone()
}

async fn dismiss_second(room: &Room) {
    let rows = room.ask("room", json!({})).await["counselors"].clone();
    let row = rows.as_array().unwrap().iter().find(|row| row["officer"] == room.second).unwrap().clone();
    room.ask("dismiss", json!({ "id": row["id"], "version": row["version"] })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn c_09_a_former_counsellors_key_computes_no_mark_that_stands_in_the_file() {
    for on in databases() {
        let room = Room::new(on).await;
        let (one, other) = (room.member["person_id"].clone(), join(&room, "別子", "ベツコ").await);
        room.sit("soudan").await;
        room.admit_second().await;
        let id = room.ask("open_inquiry", json!({ "person_id": one, "channel": "phone" })).await["case_id"].clone();
        for contact in ["090", "080"] {
            room.ask("correct_case", json!({ "case_id": id, "contact": contact })).await;
        }
        room.sit("second").await;
        let key = kept(&room, on).await;
        assert!(stands(&room, on, &key, &one).await > 1, "it stands in the case, and in what ops remember");
        room.ask("save_draft", json!({ "place": "inquiry", "content": { "about": "途中" } })).await;
        room.sit("soudan").await;
        let version = room.look(&id).await["version"].clone();
        dismiss_second(&room).await;
        assert_eq!(stands(&room, on, &key, &one).await, 0);
        assert_eq!(room.look(&id).await["version"], version, "whoever has the case open saves as before");
        room.ask("open_inquiry", json!({ "person_id": other, "channel": "mail" })).await;
        assert_eq!(stands(&room, on, &key, &other).await, 0, "nothing of who comes later either");
        // What rests on marks goes on: a member who has a case, taking back, the roster's changes.
        let again = json!({ "person_id": one, "channel": "mail" });
        assert_eq!(room.refused("open_inquiry", again).await, "case_open_already");
        let found = room.ask("find_member", json!({ "member": "相川見本子" })).await;
        assert_eq!(found[0]["cases"], json!(["C-000001"]));
        room.ask("correct_case", json!({ "case_id": id, "contact": "070" })).await;
        room.office.ask("desk", "undo", json!({})).await;
        let case = room.look(&id).await;
        assert_eq!((&case["contact"], stands(&room, on, &key, &one).await), (&json!("080"), 0));
        assert_eq!(room.ask("find_member", json!({ "member": "相川見本子" })).await[0]["cases"], json!(["C-000001"]));
        room.sit("admin").await;
        let card = |id: Value| {
            let office = &room.office;
            async move { office.ask("members", "card", json!({ "person_id": id })).await }
        };
        let (merged, keeps) = (card(one.clone()).await, card(other.clone()).await);
        let merge = json!({ "keep": other, "keep_version": keeps["version"], "merge": one, "merge_version": merged["version"] });
        room.office.ask("members", "merge", merge).await;
        room.sit("soudan").await;
        assert_eq!(room.ask("catch_up", json!({})).await["merged"], 1);
        let found = room.ask("find_member", json!({ "member": "相川別子" })).await;
        assert_eq!(found[0]["cases"].as_array().unwrap().len(), 2, "{found}");
        assert_eq!((stands(&room, on, &key, &one).await, stands(&room, on, &key, &other).await), (0, 0));
        // The drafts of who left are gone, and the room is closed to them; the sheet opens it with the new key.
        room.sit("second").await;
        assert_eq!(room.refused("find_member", json!({ "member": "相川別子" })).await, "room_not_admitted");
        assert_eq!(room.ask("drafts", json!({})).await, json!([]));
        room.ask("recover_room", json!({ "sheet": room.sheet, "qualification": "union_advisor" })).await;
        let found = room.ask("find_member", json!({ "member": "相川別子" })).await;
        assert_eq!(found[0]["cases"].as_array().unwrap().len(), 2);
        let session = room.office.desk.session(Progress::silent()).unwrap();
        assert_eq!(session.db().number("SELECT count(*) AS n FROM inquiry_draft", []).await.unwrap(), 0);
        drop(session);
        room.sit("admin").await;
        assert_eq!(room.office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_09_who_is_locked_out_or_loses_the_role_has_left_with_the_next_mark_that_is_written() {
    for on in databases() {
        for by in ["lock_out", "revoke"] {
            let room = Room::new(on).await;
            let (one, other) = (room.member["person_id"].clone(), join(&room, "別子", "ベツコ").await);
            room.sit("soudan").await;
            room.admit_second().await;
            room.ask("open_inquiry", json!({ "person_id": one, "channel": "phone" })).await;
            room.sit("second").await;
            let key = kept(&room, on).await;
            room.sit("admin").await;
            if by == "lock_out" {
                room.office.ask("officers", "lock_out", json!({ "officer": room.second })).await;
            } else {
                let officers = room.office.ask("officers", "list", json!({})).await;
                let row = officers.as_array().unwrap().iter().find(|row| row["id"] == room.second).unwrap().clone();
                let grant = &row["grants"][0];
                let revoke = json!({ "grant": grant["id"], "version": grant["version"] });
                room.office.ask("officers", "revoke", revoke).await;
            }
            room.sit("soudan").await;
            let opened = room.ask("open_inquiry", json!({ "person_id": other, "channel": "mail" })).await;
            assert_eq!(
                (stands(&room, on, &key, &one).await, stands(&room, on, &key, &other).await),
                (0, 0),
                "{by}: old marks and the new one are under the new key"
            );
            assert_eq!(
                room.ask("find_member", json!({ "member": "相川見本子" })).await[0]["cases"],
                json!(["C-000001"])
            );
            // The inquiry is taken back; the old key does not come back with it.
            room.office.ask("desk", "undo", json!({})).await;
            assert_eq!(room.refused("case", json!({ "case_id": opened["case_id"] })).await, "missing");
            assert_eq!(stands(&room, on, &key, &one).await, 0, "{by}");
            if by == "revoke" {
                room.sit("admin").await;
                room.office.ask("officers", "grant", json!({ "officer": room.second, "role": "counselor" })).await;
                room.sit("second").await;
                let refused = room.refused("find_member", json!({ "member": "相川見本子" })).await;
                assert_eq!(refused, "room_admit_again", "the role alone opens nothing");
                room.sit("soudan").await;
                room.admit_second().await;
                room.sit("second").await;
                let found = room.ask("find_member", json!({ "member": "相川見本子" })).await;
                assert_eq!(found[0]["cases"], json!(["C-000001"]));
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn c_10_what_is_typed_of_an_inquiry_is_kept_sealed_for_who_types_it() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let said = "誰にも言っていない話";
        let draft = |about: &str| json!({ "place": "inquiry", "content": { "who": "電話の人", "about": about } });
        room.ask("save_draft", draft("書き")).await;
        room.ask("save_draft", draft(said)).await;
        room.sit("soudan").await;
        let drafts = room.ask("drafts", json!({})).await;
        assert_eq!(drafts.as_array().unwrap().len(), 1);
        assert_eq!(
            (&drafts[0]["case_id"], &drafts[0]["case_no"], &drafts[0]["content"]["about"]),
            (&Value::Null, &Value::Null, &json!(said))
        );
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 1);
        let all = crate::support::tables::everything(&room.office).await;
        let hex: String = said.bytes().map(|byte| format!("{byte:02X}")).collect();
        for (table, rows) in all {
            let text = rows.join("\n");
            assert!(!text.contains(said) && !text.to_uppercase().contains(&hex), "{table}");
        }
        // A call that was begun from a card names the person in its form, and nobody else learns of whom.
        let person = room.member["person_id"].as_str().unwrap();
        let card = format!("inquiry:{person}");
        room.ask("save_draft", json!({ "place": card, "content": { "about": said } })).await;
        let place = |text: &str| {
            let sql = format!("SELECT count(*) AS n FROM inquiry_draft WHERE place LIKE '%{text}%'");
            let session = room.office.desk.session(Progress::silent()).unwrap();
            async move { session.db().number(&sql, []).await.unwrap() }
        };
        assert_eq!((place(person).await, place("inquiry").await), (0, 0));
        // One of an older program, which wrote the form down as it is, is sealed anew with the next look at the roster.
        let session = room.office.desk.session(Progress::silent()).unwrap();
        let older = format!("UPDATE inquiry_draft SET place = '{card}' WHERE revision = 1");
        session.db().run(&older, []).await.unwrap();
        drop(session);
        assert_eq!(place(person).await, 1);
        room.ask("catch_up", json!({})).await;
        assert_eq!(place(person).await, 0);
        let drafts = room.ask("drafts", json!({})).await;
        assert!(drafts.as_array().unwrap().iter().any(|row| row["place"] == card && row["content"]["about"] == said));
        room.ask("drop_draft", json!({ "place": card })).await;
        room.sit("second").await;
        assert_eq!(room.ask("drafts", json!({})).await, json!([]));
        room.ask("drop_draft", json!({ "place": "inquiry" })).await;
        room.sit("soudan").await;
        assert_eq!(room.ask("drafts", json!({})).await.as_array().unwrap().len(), 1, "another's is another's");
        let taken = json!({ "name": "電話の人", "about": said, "channel": "phone", "draft": "inquiry" });
        room.ask("open_inquiry", taken).await;
        assert_eq!(room.ask("drafts", json!({})).await, json!([]), "it went with the saving");
        room.ask("save_draft", draft("もう一度")).await;
        room.ask("drop_draft", json!({ "place": "inquiry" })).await;
        assert_eq!(room.ask("my_day", json!({})).await["drafts"], 0);
        assert_eq!(room.refused("save_draft", json!({ "place": " ", "content": {} })).await, "invalid");
    }
}
