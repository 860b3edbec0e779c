//! The history: what was done stands there in words, and what it offers to take back can be taken back.

use kyojo_core::api::{self, Kind};
use kyojo_core::error::Error;
use kyojo_core::labels::{self, Locale};
use serde_json::{Value, json};

use crate::members_planned::Union;
use crate::rights::world::{World, input};
use crate::support::office::{On, databases};

/// A word of the wire in a sentence: letters joined by an underscore.
fn wire_word(sentence: &str) -> Option<&str> {
    sentence
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .find(|word| word.trim_matches('_').contains('_') && word.chars().any(|c| c.is_ascii_lowercase()))
}

/// The parameters that a sentence asks for.
fn parameters(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

/// The codes of a list of codes, from the words that they have.
fn codes(name: &str) -> Vec<String> {
    let prefix = format!("enum.{name}.");
    let all = labels::all(Locale::Ja).keys();
    all.filter_map(|key| key.strip_prefix(&prefix)).map(str::to_owned).collect()
}

#[test]
fn the_sentence_of_every_verb_speaks_no_word_of_the_wire() {
    let mut told = 0;
    for verb in api::verbs().into_iter().filter(|verb| verb.kind != Kind::Look) {
        let key = format!("op.{}.{}", verb.capability, verb.verb);
        for locale in [Locale::Ja, Locale::En] {
            let Some(text) = labels::all(locale).get(&key) else { continue };
            // Each code in its place; what is no code is a name, a day or a number.
            let mut about = vec![json!({ "n": 30 })];
            for name in parameters(text) {
                let values = match name {
                    "report" => vec!["meeting-pack".into(), "rejected_rows".into(), "members".into()],
                    name => codes(name),
                };
                let values = if values.is_empty() { vec!["架空 花子".to_owned()] } else { values };
                let all = about.iter().flat_map(|about| {
                    values.iter().map(move |value| {
                        let mut about = about.clone();
                        about[name] = json!(value);
                        about
                    })
                });
                about = all.collect();
            }
            for about in about {
                let said = labels::told(locale, &format!("{}.{}", verb.capability, verb.verb), &about);
                assert_eq!(wire_word(&said), None, "{key} {about}: {said}");
                assert!(!said.contains('{'), "{key} {about}: {said}");
                told += 1;
            }
        }
    }
    assert!(told > 400, "{told}");
    let of =
        |locale: Locale, bulk: &str| labels::told(locale, "members.change_many", &json!({ "n": 30, "bulk": bulk }));
    assert_eq!(of(Locale::Ja, "move_unit"), "30人の所属の異動をまとめて記録しました");
    for bulk in codes("bulk") {
        assert_eq!(wire_word(&of(Locale::Ja, &bulk)), None);
        assert_ne!(of(Locale::En, &bulk), of(Locale::En, "another"), "{bulk} has a sentence of its own");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_every_verb_wrote_into_history_and_trail_is_told_in_words() {
    let world = World::new(On::File).await;
    world.hold("general_secretary", false).await;
    for verb in api::verbs().into_iter().filter(|verb| verb.kind != Kind::Look && verb.capability != "desk") {
        if let Some(asked) = input(&world, verb.capability, verb.verb, &world.own) {
            let _refused = world.office.call(verb.capability, verb.verb, asked).await;
        }
    }
    let (mut before, mut seen) = (Value::Null, 0);
    loop {
        let page = world.office.ask("desk", "history", json!({ "before": before, "limit": 200 })).await;
        for op in page["rows"].as_array().unwrap() {
            let of = format!("{}.{}", op["capability"].as_str().unwrap(), op["verb"].as_str().unwrap());
            for locale in [Locale::Ja, Locale::En] {
                let said = labels::told(locale, &of, &op["about"]);
                assert_eq!(wire_word(&said), None, "{of} {}: {said}", op["about"]);
                assert!(!said.contains('{'), "{of} {}: {said}", op["about"]);
            }
            seen += 1;
        }
        before = page["next"].clone();
        if before.is_null() {
            break;
        }
    }
    assert!(seen > 60, "{seen}");
    let trail = world.office.ask("officers", "audit", json!({ "limit": 500 })).await;
    for entry in trail["rows"].as_array().unwrap() {
        let subject = entry["subject"].as_str().unwrap_or_default();
        assert_eq!(wire_word(subject), None, "{entry}");
    }
}

async fn newest(union: &Union) -> Value {
    union.office.ask("desk", "history", json!({ "limit": 1 })).await["rows"][0].clone()
}

fn later(error: &Error) -> String {
    let Error::Refused { about, .. } = error else { panic!("{error:?}") };
    about["later"].as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_undo_names_the_steps_that_use_what_it_would_take_away() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let person = union.join("花子", &union.east, "2020-04-01").await;
        let joined = newest(&union).await["id"].clone();
        let contact = json!({
            "person_id": person["person_id"], "kind": "mobile", "value": "090-5511-7788", "preferred": true
        });
        office.ask("members", "save_contact", contact).await;
        let refused = office.call("desk", "undo", json!({ "op": joined })).await.unwrap_err();
        assert_eq!(refused.code(), "undo_rows_used");
        let told = later(&refused);
        assert!(told.contains("花子の連絡先を保存しました（20"), "when: {told}");
        assert!(!told.contains(" ）"), "and by whom: {told}");
        // As the sentence says: first the later one, then the earlier.
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({ "op": joined })).await;

        // What was given to another organisation stays recorded, and is named as well.
        let person = union.join("太郎", &union.east, "2020-04-01").await;
        let joined = newest(&union).await["id"].clone();
        let upper = json!({ "kind": "industrial_federation", "name": "架空ものづくり労連" });
        let upper = office.ask("organizations", "add_employer", upper).await;
        let notice = json!({
            "recipient_org_id": upper, "items": "氏名", "extent": "架空ものづくり労連", "purpose": "共済", "responsible": "書記長",
            "announced_on": "2026-04-01"
        });
        office.ask("members", "announce_joint_use", notice).await;
        let export = json!({ "file": office.file("a.csv"), "purpose": "届け出", "recipient": "架空ものづくり労連" });
        office.ask("members", "export_roster", export).await;
        let refused = office.call("desk", "undo", json!({ "op": joined })).await.unwrap_err();
        assert_eq!(refused.code(), "undo_rows_used");
        assert!(later(&refused).contains("名簿を書き出しました"), "{}", later(&refused));
        assert!(person["person_id"].is_string());
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_history_offers_no_undo_of_what_a_close_has_fixed() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let person = union.join("花子", &union.east, "2020-04-01").await;
        let joined = newest(&union).await;
        assert_eq!(joined["can_undo"], true);
        let contact = json!({
            "person_id": person["person_id"], "kind": "mobile", "value": "090-5511-7788", "preferred": true
        });
        office.ask("members", "save_contact", contact).await;
        let written = newest(&union).await;
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let rows = office.ask("desk", "history", json!({})).await["rows"].as_array().unwrap().clone();
        let offered = |id: &Value| rows.iter().find(|row| row["id"] == *id).unwrap()["can_undo"].clone();
        assert_eq!(offered(&joined["id"]), false);
        assert_eq!(office.refused("desk", "undo", json!({ "op": joined["id"] })).await, "undo_closed");
        // A telephone number or an address makes no figure.
        assert_eq!(offered(&written["id"]), true);
        let mut checked = 0;
        for row in rows.iter().filter(|row| row["kind"] == "done") {
            let answer = office.call("desk", "undo", json!({ "op": row["id"] })).await;
            let refused = matches!(&answer, Err(error) if ["undo_closed", "undo_final"].contains(&error.code()));
            match row["can_undo"] == true {
                true => assert!(!refused, "{row} {answer:?}"),
                false => assert!(refused || row["rows"] == 0, "{row} {answer:?}"),
            }
            if answer.is_ok() {
                office.ask("desk", "redo", json!({})).await;
            }
            checked += 1;
        }
        assert!(checked > 3);
    }
}

/// The person whom a search for a given name finds, or nothing.
async fn found(union: &Union, given: &str) -> Vec<Value> {
    let rows = union.office.ask("members", "list", json!({ "find": given })).await["rows"].clone();
    rows.as_array().unwrap().iter().map(|row| row["person_id"].clone()).collect()
}

async fn join_as(union: &Union, number: &str, given: &str) -> Value {
    let input = json!({
        "person": { "family_name": "見本", "given_name": given, "birth_on": "1985-05-05" }, "member_no": number,
        "joined_on": "2020-04-01", "unit_id": union.east, "eligible": true, "not_a_duplicate": true
    });
    union.office.ask("members", "add", input).await
}

#[tokio::test(flavor = "multi_thread")]
async fn added_members_are_done_again_after_others_took_their_place() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let first = join_as(&union, "A-1", "ハナコ").await;
        let joined = newest(&union).await["id"].clone();
        let corrected = json!({
            "person_id": first["person_id"], "version": union.card(&first).await["version"], "reason": "戸籍の表記",
            "person": { "family_name": "見本", "given_name": "ハナエ" }
        });
        office.ask("members", "correct", corrected).await;
        let correcting = newest(&union).await["id"].clone();
        office.ask("desk", "undo", json!({ "op": correcting })).await;
        office.ask("desk", "undo", json!({ "op": joined })).await;
        let second = join_as(&union, "A-2", "タロウ").await;
        office.ask("desk", "redo", json!({ "op": joined })).await;
        assert_eq!(found(&union, "ハナコ").await, [first["person_id"].clone()]);
        assert_eq!(found(&union, "タロウ").await, [second["person_id"].clone()]);
        office.ask("desk", "redo", json!({ "op": correcting })).await;
        assert_eq!(found(&union, "ハナエ").await, [first["person_id"].clone()]);
        assert_eq!(found(&union, "タロウ").await, [second["person_id"].clone()]);
        // And back again, past the one who came between.
        office.ask("desk", "undo", json!({ "op": correcting })).await;
        office.ask("desk", "undo", json!({ "op": joined })).await;
        assert!(found(&union, "ハナコ").await.is_empty());
        assert_eq!(found(&union, "タロウ").await, [second["person_id"].clone()]);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_done_again_only_after_the_one_it_stands_on_and_the_refusal_says_so() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let person = union.join("花子", &union.east, "2020-04-01").await;
        let joined = newest(&union).await["id"].clone();
        let contact = json!({
            "person_id": person["person_id"], "kind": "mobile", "value": "090-5511-7788", "preferred": true
        });
        office.ask("members", "save_contact", contact).await;
        let written = newest(&union).await["id"].clone();
        let moved = json!({
            "membership_id": person["membership_id"], "unit_id": union.west, "from_on": "2026-10-01", "reason": "異動"
        });
        office.ask("members", "move_unit", moved).await;
        let moving = newest(&union).await["id"].clone();
        let named = |op: &Value| json!({ "op": op });
        assert_eq!(office.refused("desk", "redo", named(&moving)).await, "not_taken_back");
        for op in [&moving, &written, &joined] {
            office.ask("desk", "undo", named(op)).await;
            assert_eq!(office.refused("desk", "undo", named(op)).await, "taken_back_already");
        }
        for op in [&written, &moving] {
            let refused = office.call("desk", "redo", named(op)).await.unwrap_err();
            assert_eq!(refused.code(), "redo_first");
            let told = later(&refused);
            assert!(told.contains("花子"), "the member must be there first: {told}");
            assert!(!told.contains("連絡先"), "and nothing else stands in the way: {told}");
        }
        for op in [&joined, &written, &moving] {
            office.ask("desk", "redo", named(op)).await;
        }
        assert_eq!(office.refused("desk", "redo", named(&joined)).await, "not_taken_back");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_would_come_back_beside_its_own_number_says_so() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let branch = json!({ "kind": "branch", "label": "南支部", "code": "B3", "from_on": "2000-04-01" });
        office.ask("organizations", "add_unit", branch.clone()).await;
        let added = newest(&union).await["id"].clone();
        office.ask("desk", "undo", json!({ "op": added })).await;
        office.ask("organizations", "add_unit", branch).await;
        assert_eq!(office.refused("desk", "redo", json!({ "op": added })).await, "redo_taken");
        join_as(&union, "A-1", "花子").await;
        let joined = newest(&union).await["id"].clone();
        office.ask("desk", "undo", json!({ "op": joined })).await;
        join_as(&union, "A-1", "太郎").await;
        assert_eq!(office.refused("desk", "redo", json!({ "op": joined })).await, "redo_taken");
    }
}
