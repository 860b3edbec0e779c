//! Votes and their words: who can make a majority, who is chosen how, and what is said of it (G-05, B-01, B-02, B-04).

use serde_json::{Value, json};

use super::{come, committee, convened, number, rule, union_of};
use crate::support::office::{Office, databases};
use crate::support::workbook::shown;

/// An open congress of so many delegates, all there, with these items.
async fn sitting(office: &Office, more: Value, delegates: usize, items: Value) -> (Value, Vec<Value>) {
    let id = convened(office, more, delegates).await;
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    come(office, &id, 1..=delegates).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
    let items = detail["agenda"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    (id, items)
}

async fn cast(office: &Office, add: Value) -> Value {
    let ballot = office.ask("meetings", "add_ballot", add).await;
    office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
    office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
    office.ask("meetings", "close_ballot", json!({ "id": ballot })).await;
    ballot
}

/// The field and code of the first problem of a refusal.
async fn problem(office: &Office, verb: &str, input: Value) -> (String, String) {
    let refused = serde_json::to_value(office.call("meetings", verb, input).await.unwrap_err()).unwrap();
    let of = |name: &str| refused["fields"][0][name].as_str().unwrap_or_default().to_owned();
    (of("field"), of("code"))
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_delegates_make_no_majority_of_all_members() {
    for on in databases() {
        let office = union_of(on, 40).await;
        let all = json!([{ "kind": "strike_vote", "base": "all_members", "num": 1, "den": 2, "comparator": "gt", "article": "規約第40条" }]);
        let asked = rule(json!({ "decisions": all }));
        assert_eq!(
            problem(&office, "save_rule", asked).await,
            ("decisions.0.base".into(), "not_all_members".into()),
            "a rule that no delegates can fulfil is told when it is written"
        );
        // A rule of an older file that says so, frozen with a meeting: the vote is refused, and no sum says what is not true.
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        session.db().run(&format!("UPDATE meeting_rule SET decisions = '{all}'"), []).await.unwrap();
        drop(session);
        let id = super::planned(&office, "regular_congress", "2026-10-31").await;
        let numbers: Vec<String> = (1..=20).map(number).collect();
        let convene = json!({ "id": id, "convened_on": "2026-10-01", "numbers": numbers });
        office.ask("meetings", "convene", convene).await;
        let items = json!([{ "kind": "strike_vote", "title": "争議権（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let add = json!({ "item_id": detail["agenda"][0]["id"] });
        assert_eq!(office.refused("meetings", "add_ballot", add).await, "not_all_members");

        // Where all members have a seat, they are the base, and the words say so.
        let members = json!({ "kind": "workplace_meeting", "base": "members", "notice_days": 0, "decisions": all });
        office.ask("meetings", "save_rule", rule(members)).await;
        let id = super::planned(&office, "workplace_meeting", "2026-10-31").await;
        office.ask("meetings", "convene", json!({ "id": id, "convened_on": "2026-10-01" })).await;
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let add = json!({ "item_id": detail["agenda"][0]["id"], "venue": "outside" });
        let ballot = cast(&office, add).await;
        for teller in ["見本 一郎", "見本 二子"] {
            let count = json!({ "id": ballot, "teller": teller, "cast": 30, "yes": 20, "no": 10 });
            office.ask("meetings", "tally", count).await;
        }
        let counted = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        let formula = counted["ballot"]["formula"].as_str().unwrap();
        assert!(formula.contains("全組合員40×1/2") && formula.contains("必要21"), "{formula}");
        assert_eq!(counted["ballot"]["outcome"], "rejected", "20 of 40 members are not more than half");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_05_candidates_are_chosen_in_secret_or_the_minutes_say_why_not() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let items = json!([{ "kind": "resolution", "title": "議長団の選出（架空）" }]);
        let (id, items) = sitting(&office, json!({}), 10, items).await;
        let two = json!([{ "number": "M0001" }, { "number": "M0002" }]);
        let add = json!({ "item_id": items[0], "form": "election", "seats": 2, "candidates": two });
        assert_eq!(
            problem(&office, "add_ballot", add.clone()).await,
            ("reason".into(), "not_secret_why".into()),
            "officers are not elected by a show of hands"
        );
        let mut said = add;
        said["reason"] = json!("議事の進行のため、挙手で選ぶ");
        let ballot = office.ask("meetings", "add_ballot", said).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let votes = json!([{ "no": 1, "yes": 10 }, { "no": 2, "yes": 9 }]);
        let count = json!({ "id": ballot, "teller": "見本 計数", "cast": 10, "votes": votes });
        office.ask("meetings", "tally", count).await;
        office.ask("meetings", "certify", json!({ "id": ballot })).await;
        let text = office.ask("meetings", "draft_minutes", json!({ "id": id })).await["text"].to_string();
        for words in
            ["直接無記名によらない理由：議事の進行のため、挙手で選ぶ", "結果：当選", "票数(出席・委任・書面)10"]
        {
            assert!(text.contains(words), "{words} is missing in {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_01_a_question_has_no_candidates_and_a_note_no_control_characters() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let items =
            json!([{ "kind": "rule_change", "title": "規約（架空）" }, { "kind": "report", "title": "報告（架空）" }]);
        let (id, items) = sitting(&office, json!({}), 10, items).await;
        let ballot = cast(&office, json!({ "item_id": items[0] })).await;
        let count = json!({ "id": ballot, "teller": "見本 一郎", "cast": 10, "yes": 6, "no": 4, "votes": [{ "no": 9, "yes": 3 }] });
        assert_eq!(office.refused("meetings", "tally", count).await, "B-01");
        let note = json!({ "id": items[1], "result": "adopted", "note": "拍手\u{0}\u{7}で承認" });
        office.ask("meetings", "decide_item", note).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["agenda"][1]["result_note"], "拍手で承認");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_04_a_count_is_not_found_by_trying_and_no_candidate_certifies_under_a_name_alone() {
    for on in databases() {
        let office = union_of(on, 14).await;
        committee(&office, &["M0011", "M0012", "M0013"]).await;
        let items = json!([{ "kind": "election", "title": "選挙（架空）" }]);
        let (_, items) = sitting(&office, json!({}), 10, items).await;
        let other = json!([{ "number": "M0001", "name": "別人 太郎" }, { "number": "M0002" }]);
        let add = json!({ "item_id": items[0], "candidates": other });
        assert_eq!(problem(&office, "add_ballot", add).await, ("candidates.0.name".into(), "candidate_name".into()));
        // The same name, written closer, is the same; the second candidate is a member who is named without the number.
        let named = json!([{ "number": "M0001", "name": "見本1子" }, { "name": "見本 13子" }]);
        let ballot = cast(&office, json!({ "item_id": items[0], "candidates": named })).await;
        let count = |teller: &str, one: i64| {
            let votes = json!([{ "no": 1, "yes": one }, { "no": 2, "yes": 10 - one }]);
            json!({ "id": ballot, "teller": teller, "cast": 10, "votes": votes })
        };
        let tally = async |teller: &str, one: i64| office.ask("meetings", "tally", count(teller, one)).await;
        assert_eq!(tally("見本 一郎", 7).await, "one");
        // Whoever tries one number after the other is compared once, and then both count again.
        assert_eq!(tally("見本 二子", 5).await, "differ");
        let tried = office.ask("desk", "history", json!({})).await["rows"][0]["id"].clone();
        assert_eq!(
            office.refused("desk", "undo", json!({ "op": tried })).await,
            "undo_rests",
            "it is not taken back to be tried again"
        );
        assert_eq!(tally("見本 二子", 6).await, "one");
        assert_eq!(tally("見本 二子", 7).await, "one");
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!((&detail["tellers"], &detail["differ"]), (&json!(["見本 二子"]), &json!([])));
        assert_eq!(tally("見本 一郎", 7).await, "agree");
        let witnesses = json!({ "id": ballot, "witnesses": ["M0011", "M0013"] });
        let error = office.call("meetings", "certify", witnesses).await.unwrap_err();
        assert_eq!((error.code(), &error.about()["reason"]), ("B-04", &json!("stands")));
        office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_one_vote_has_one_requirement_and_what_became_of_it_is_said_as_of_its_kind() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let more = json!({ "decisions": [{ "base": "present", "num": 1, "den": 2, "comparator": "gt", "article": "規約第20条" }] });
        let items = json!([
            { "kind": "report", "title": "経過報告（架空）" }, { "kind": "election", "title": "選挙（架空）" },
            { "kind": "resolution", "title": "方針（架空）" }
        ]);
        let (id, items) = sitting(&office, more, 10, items).await;
        let before = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(before["agenda"][1]["threshold"], "得票の多い順", "the rule says nothing of elections");
        for (item, result) in [(0, "adopted"), (2, "adopted")] {
            office.ask("meetings", "decide_item", json!({ "id": items[item], "result": result })).await;
        }
        let two = json!([{ "number": "M0001" }, { "number": "M0002" }]);
        let ballot = cast(&office, json!({ "item_id": items[1], "candidates": two })).await;
        for teller in ["見本 一郎", "見本 二子"] {
            let votes = json!([{ "no": 1, "yes": 6 }, { "no": 2, "yes": 4 }]);
            let count = json!({ "id": ballot, "teller": teller, "cast": 10, "votes": votes });
            office.ask("meetings", "tally", count).await;
        }
        office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["agenda"][1]["threshold"], detail["ballots"][0]["threshold"]);
        let words: Vec<&str> =
            detail["agenda"].as_array().unwrap().iter().map(|row| row["result_words"].as_str().unwrap()).collect();
        assert_eq!(words, ["了承", "当選", "可決"]);
        let text = office.ask("meetings", "draft_minutes", json!({ "id": id })).await["text"].to_string();
        assert!(text.contains("結果：了承") && text.contains("結果：当選"), "{text}");
        assert!(text.contains("渡した投票用紙10"), "{text}");
        office.ask("meetings", "close_meeting", json!({ "id": id })).await;
        let path = office.file("pack.xlsx");
        office.ask("reports", "write", json!({ "report": "meeting-pack", "file": path, "locale": "ja" })).await;
        let sheets = format!("{:?}", shown(&path, None).await);
        assert!(sheets.contains("了承"), "the page of the pack says it, too");
    }
}
