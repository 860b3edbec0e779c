//! What somebody finds who has the file key and SQL, but no part in a case: course and dates, and nothing that was said.

use kyojo_core::progress::Progress;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use super::Room;
use crate::support::office::databases;
use crate::support::tables::everything;

/// Sentences in every field of a case that takes words.
pub async fn planted(room: &Room) -> (Value, Vec<String>) {
    let mut said = Vec::new();
    let mut say = || {
        said.push(format!("封じた言葉その{}", 700 + said.len()));
        said.last().unwrap().clone()
    };
    let inquiry =
        json!({ "name": say(), "contact": say(), "about": say(), "channel": "phone", "crisis": true, "health": true });
    let id = room.ask("open_inquiry", inquiry).await["case_id"].clone();
    room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
    let consent = json!({ "case_id": id, "method": "oral_recorded", "witness": say(), "note": say(), "scope": ["record", "outward"] });
    let consent = room.ask("consent", consent).await;
    room.ask("activate", json!({ "case_id": id })).await;
    let words = json!({
        "presenting": say(), "background": say(), "facts": say(), "assessment": say(), "agreement": say(), "next_step": say(),
        "information": say(), "place": say(), "text": say()
    });
    let session = json!({ "case_id": id, "minutes": 40, "mode": "online", "note": words });
    let note = room.ask("save_session", session).await["note_id"].clone();
    room.ask("add_addendum", json!({ "note_id": note, "text": say() })).await;
    let draft = json!({ "case_id": id, "place": "session", "content": { "presenting": say() } });
    room.ask("save_draft", draft).await;
    room.ask("add_goal", json!({ "case_id": id, "theme": "relearning", "horizon": "mid", "text": say() })).await;
    room.ask("add_action", json!({ "case_id": id, "who": "member", "text": say(), "due_on": "2026-11-20" })).await;
    let refer = json!({ "case_id": id, "target": say(), "items": [say()], "consent_id": consent, "note": say() });
    let referral = room.ask("refer", refer).await;
    let version = room.look(&id).await["referrals"][0]["version"].clone();
    room.ask("referral_followed", json!({ "id": referral, "version": version, "result": "not_used", "why": say() }))
        .await;
    room.ask("correct_case", json!({ "case_id": id, "contact": say() })).await;
    let card = json!({ "case_id": id, "kind": "work", "words": { "organisation": say(), "duties": say() } });
    room.ask("save_card_item", card).await;
    let paper = room.office.file(&format!("{}.txt", say()));
    std::fs::write(&paper, say()).unwrap();
    room.ask("add_attachment", json!({ "case_id": id, "file": paper, "remark": say() })).await;
    room.ask("pause", json!({ "case_id": id, "until": "2026-12-01", "reason": say() })).await;
    (id, said)
}

async fn run(room: &Room, sql: &str) -> u64 {
    let session = room.office.desk.session(Progress::silent()).unwrap();
    let on = session.look();
    on.execute_raw(Statement::from_string(on.get_database_backend(), sql)).await.unwrap().rows_affected()
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_said_is_found_with_the_file_key_and_sql_alone() {
    for on in databases() {
        let room = Room::new(on).await;
        let person = room.member["person_id"].clone();
        room.ask("open_inquiry", json!({ "person_id": person, "channel": "mail" })).await;
        let (id, said) = planted(&room).await;
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(room.look(&id).await["status"], "active");
        let session = room.office.desk.session(Progress::silent()).unwrap();
        let mut all: String = everything(&room.office).await.into_iter().map(|(_, rows)| rows.join("\n")).collect();
        for sql in [
            "SELECT about FROM op",
            "SELECT images FROM op_change",
            "SELECT action || fields || COALESCE(reason, '') FROM audit_log",
        ] {
            all.push_str(&session.db().texts(sql).await.unwrap().join("\n"));
        }
        for text in &said {
            let hex: String = text.bytes().map(|byte| format!("{byte:02X}")).collect();
            let numbers: Vec<String> = text.bytes().map(|byte| byte.to_string()).collect();
            let found = all.contains(text.as_str())
                || all.contains(&hex)
                || all.contains(&hex.to_lowercase())
                || all.contains(&numbers.join(","));
            assert!(!found, "{text} lies open");
        }
        // No table of counselling leads to a person, and the blind index is not their id.
        for table in kyojo_migrations::tables().iter().filter(|table| table.name.contains("case")) {
            for column in table.all() {
                assert!(
                    !matches!(column.kind, kyojo_migrations::ddl::Kind::Ref("person" | "membership")),
                    "{}",
                    table.name
                );
            }
        }
        let mine = person.as_str().unwrap().replace('-', "").to_uppercase();
        let cases =
            everything(&room.office).await.into_iter().find(|(name, _)| name == "counsel_case").unwrap().1.join("\n");
        assert!(!cases.to_uppercase().contains(&mine) && !cases.contains(person.as_str().unwrap()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sealed_text_that_was_moved_changed_or_put_back_does_not_open() {
    for on in databases() {
        let room = Room::new(on).await;
        let (mut ids, mut notes) = (Vec::new(), Vec::new());
        for n in 0..2 {
            let id = room.case("active").await;
            for text in ["一つ目", "二つ目"] {
                let note = json!({ "case_id": id, "note": { "text": format!("{text}{n}") } });
                notes.push(room.ask("save_note", note).await);
            }
            ids.push(id);
        }
        run(&room, "CREATE TABLE kept AS SELECT id, words FROM case_note").await;
        let no = |n: usize| {
            format!("(SELECT words FROM kept WHERE id = (SELECT id FROM case_note ORDER BY id LIMIT 1 OFFSET {n}))")
        };
        let of = |n: usize| format!("id = (SELECT id FROM case_note ORDER BY id LIMIT 1 OFFSET {n})");
        // Note to note in one case, case to case.
        for (from, to, case) in [(0, 1, 0), (1, 0, 0), (2, 0, 0), (0, 3, 1), (3, 2, 1)] {
            assert_eq!(run(&room, &format!("UPDATE case_note SET words = {} WHERE {}", no(from), of(to))).await, 1);
            assert_eq!(room.refused("case", json!({ "case_id": ids[case] })).await, "case_damaged", "{from} to {to}");
            run(&room, &format!("UPDATE case_note SET words = {} WHERE {}", no(to), of(to))).await;
            room.look(&ids[case]).await;
        }
        // An older text in the place of the newer one; another author's name on it.
        let case = room.look(&ids[0]).await;
        let correct = json!({ "case_id": ids[0], "note_id": notes[0], "note": { "text": "直したあと" } });
        room.ask("save_note", correct).await;
        run(&room, &format!("UPDATE case_note SET words = {} WHERE {}", no(0), of(0))).await;
        assert_eq!(room.refused("case", json!({ "case_id": ids[0] })).await, "case_damaged", "old in the place of new");
        run(&room, &format!("UPDATE case_note SET revision = 1 WHERE {}", of(0))).await;
        let second = room.second.as_str().unwrap().replace('-', "");
        let id = if room.office.desk.session(Progress::silent()).unwrap().db().is_shared() {
            format!("'{second}'")
        } else {
            format!("x'{second}'")
        };
        run(&room, &format!("UPDATE case_note SET author_id = {id} WHERE {}", of(1))).await;
        assert_eq!(room.refused("case", json!({ "case_id": ids[0] })).await, "case_damaged", "another author");
        drop(case);
        // Heads of two cases exchanged.
        run(&room, "CREATE TABLE heads AS SELECT id, head, head_no, head_by FROM counsel_case").await;
        let swap = "UPDATE counsel_case SET head = (SELECT h.head FROM heads h WHERE h.id <> counsel_case.id)";
        run(&room, swap).await;
        for id in &ids {
            assert_eq!(room.refused("case", json!({ "case_id": id })).await, "case_damaged");
        }
        // The key of another case in the place of its own.
        let list = room.ask("my_cases", json!({})).await;
        assert_eq!(list["rows"][0]["name"], "", "a head that does not open says no name");
    }
}

/// How the keys of cases lie that officers hold: so many handed over by somebody else, so many kept by their holder.
async fn keys(room: &Room) -> (i64, i64) {
    let session = room.office.desk.session(Progress::silent()).unwrap();
    let of = async |length: i64| {
        let sql =
            format!("SELECT count(*) AS n FROM case_key WHERE officer_id IS NOT NULL AND length(sealed) = {length}");
        session.db().number(&sql, []).await.unwrap()
    };
    (of(113).await, of(93).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_handed_over_is_kept_by_its_holder_and_by_nobody_else() {
    for on in databases() {
        let room = Room::new(on).await;
        room.admit_second().await;
        let mut ids = Vec::new();
        for name in ["架空 一子", "架空 二子"] {
            let opened = room.ask("open_inquiry", json!({ "name": name, "channel": "phone" })).await;
            ids.push(opened["case_id"].clone());
        }
        assert_eq!(keys(&room).await, (0, 2), "who opens a case keeps its key");
        for id in &ids {
            let assign = json!({ "case_id": id, "not_supervisor": true, "officer": room.second });
            room.ask("assign", assign).await;
        }
        assert_eq!(keys(&room).await, (2, 0), "they went to the second counsellor");
        room.ask("catch_up", json!({})).await;
        assert_eq!(keys(&room).await, (2, 0), "nobody keeps what others hold");
        room.sit("second").await;
        let correct = json!({ "case_id": ids[0], "contact": "昼休み" });
        room.ask("correct_case", correct).await;
        let before = room.look(&ids[0]).await["version"].clone();
        room.ask("catch_up", json!({})).await;
        assert_eq!(keys(&room).await, (0, 2));
        // The next day at the desk; and what was done before can still be taken back.
        room.sit("second").await;
        assert_eq!(room.look(&ids[0]).await["version"], before);
        assert_eq!(room.look(&ids[0]).await["name"], "架空 一子");
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(room.look(&ids[0]).await["contact"], Value::Null);
        assert_eq!(room.ask("my_day", json!({})).await["open_cases"], 2);
        room.sit("soudan").await;
        assert_eq!(room.refused("case", json!({ "case_id": ids[0] })).await, "missing");
        // The kept key of one case in the place of the other's.
        room.sit("second").await;
        run(&room, "CREATE TABLE lent AS SELECT case_id, sealed FROM case_key WHERE officer_id IS NOT NULL").await;
        run(&room, "UPDATE case_key SET sealed = (SELECT l.sealed FROM lent l WHERE l.case_id <> case_key.case_id) WHERE officer_id IS NOT NULL").await;
        for id in &ids {
            assert_eq!(room.refused("case", json!({ "case_id": id })).await, "case_key_missing");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_day_knows_what_changed_since_it_was_last_looked_at() {
    for on in databases() {
        let room = Room::new(on).await;
        let id = room.case("active").await;
        let open = async || room.ask("my_day", json!({})).await["open_cases"].clone();
        let danger = async || {
            let day = room.ask("my_day", json!({})).await;
            day["due_today"].as_array().unwrap().iter().filter(|row| row["id"].is_null()).count()
        };
        assert_eq!((open().await, danger().await), (json!(1), 0));
        room.case("inquiry").await;
        assert_eq!(open().await, 2);
        room.ask("raise_crisis", json!({ "case_id": id, "version": room.look(&id).await["version"] })).await;
        assert_eq!(danger().await, 1, "said in the sealed head alone");
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!((open().await, danger().await), (json!(2), 0));
    }
}
