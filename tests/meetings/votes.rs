//! Ballots: B-01 to B-04.

use kyojo_core::progress::Progress;
use kyojo_migrations::ddl::Kind;
use serde_json::{Value, json};

use super::{come, committee, convened, number, union_of};
use crate::support::office::{Office, databases};

/// An open congress of ten delegates who are all there, with one item.
async fn sitting(office: &Office, kind: &str) -> (Value, Value) {
    let id = convened(office, json!({}), 10).await;
    let items = json!([{ "kind": kind, "title": "議案（架空）" }]);
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    come(office, &id, 1..=10).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
    (id, detail["agenda"][0]["id"].clone())
}

/// A ballot with every paper given out, closed.
async fn cast(office: &Office, add: Value) -> Value {
    let ballot = office.ask("meetings", "add_ballot", add).await;
    open_and_close(office, &ballot).await;
    ballot
}

async fn open_and_close(office: &Office, ballot: &Value) {
    office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
    office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
    office.ask("meetings", "close_ballot", json!({ "id": ballot })).await;
}

async fn both_count(office: &Office, ballot: &Value, count: &Value) -> Value {
    for teller in ["見本 一郎", "見本 二子"] {
        let mut input = count.clone();
        input["id"] = ballot.clone();
        input["teller"] = json!(teller);
        office.ask("meetings", "tally", input).await;
    }
    office.ask("meetings", "ballot", json!({ "id": ballot })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn b_01_a_count_that_does_not_add_up_is_not_kept() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let (_, item) = sitting(&office, "rule_change").await;
        let ballot = cast(&office, json!({ "item_id": item })).await;
        for (cast, yes, no, blank, invalid) in [(10, 6, 3, 0, 0), (11, 11, 0, 0, 0), (10, 11, -1, 0, 0)] {
            let count = json!({ "id": ballot, "teller": "見本 一郎", "cast": cast, "yes": yes, "no": no, "blank": blank, "invalid": invalid });
            assert_eq!(office.refused("meetings", "tally", count).await, "B-01");
        }
        let nameless = json!({ "id": ballot, "teller": " ", "cast": 10, "yes": 10 });
        assert_eq!(office.refused("meetings", "tally", nameless).await, "invalid");
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!((&detail["tally"], &detail["ballot"]["issued"]), (&json!("none"), &json!(10)));
        let again = json!({ "id": ballot, "numbers": ["M0001"] });
        assert_eq!(office.refused("meetings", "issue", again).await, "ballot_step", "no paper after the close");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_the_result_follows_from_the_count_and_the_frozen_threshold() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let (id, item) = sitting(&office, "rule_change").await;
        let ballot = cast(&office, json!({ "item_id": item })).await;
        // Another rule afterwards changes nothing.
        office.ask("meetings", "save_rule", super::rule(json!({ "from_on": "2026-10-02", "decisions": [] }))).await;
        // Five of ten is not more than half of all delegates, whatever the valid votes.
        let first = json!({ "id": ballot, "teller": "見本 一郎", "cast": 8, "yes": 5, "no": 2, "blank": 1 });
        assert_eq!(office.ask("meetings", "tally", first.clone()).await, "one");
        let between = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!(
            (&between["count"], &between["ballot"]["outcome"]),
            (&Value::Null, &Value::Null),
            "the second counts blind"
        );
        let mut second = first.clone();
        second["teller"] = json!("見本 二子");
        second["no"] = json!(3);
        second["blank"] = json!(0);
        assert_eq!(office.ask("meetings", "tally", second.clone()).await, "differ");
        let differ = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!((&differ["differ"], &differ["count"]), (&json!(["no", "blank"]), &Value::Null));
        let third = json!({ "id": ballot, "teller": "見本 三郎", "cast": 8, "yes": 8 });
        assert_eq!(office.refused("meetings", "tally", third).await, "tellers_two");
        second["no"] = json!(2);
        second["blank"] = json!(1);
        assert_eq!(office.ask("meetings", "tally", second).await, "one", "both count again");
        assert_eq!(office.ask("meetings", "tally", first.clone()).await, "agree", "the recount agrees");
        let done = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!(done["ballot"]["outcome"], "rejected");
        let formula = done["ballot"]["formula"].as_str().unwrap();
        assert!(formula.contains("必要6") && formula.contains("規約第45条") && formula.contains("否決"), "{formula}");
        office.ask("desk", "undo", json!({})).await;
        let before = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!((&before["tally"], &before["ballot"]["status"]), (&json!("one"), &json!("closed")));
        office.ask("meetings", "void_ballot", json!({ "id": ballot, "reason": "数え直し" })).await;
        let anew = cast(&office, json!({ "item_id": item })).await;
        let done = both_count(&office, &anew, &json!({ "cast": 10, "yes": 6, "no": 4 })).await;
        assert_eq!(done["ballot"]["outcome"], "adopted", "six of ten delegates");
        assert_eq!(
            office.ask("meetings", "meeting", json!({ "id": id })).await["ballots"].as_array().unwrap().len(),
            2
        );
    }
}

/// Columns of a table that lead to a person, through any number of tables.
fn leads_to_persons(table: &str) -> bool {
    let tables = kyojo_migrations::tables();
    let Some(table) = tables.iter().find(|one| one.name == table) else { return false };
    table.all().any(|column| match column.kind {
        Kind::Ref("person" | "membership" | "meeting_entitlement") => true,
        Kind::Ref("app_user" | "unit" | "organization") | Kind::Id | Kind::Text | Kind::Json => false,
        _ => false,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn b_03_nothing_relates_a_person_to_a_choice() {
    // The schema first: the table of counts refers to the ballot alone, and one count is of all papers.
    assert!(!leads_to_persons("ballot_tally"), "a count leads to nobody");
    let tables = kyojo_migrations::tables();
    let roll = tables.iter().find(|table| table.name == "ballot_roll").unwrap();
    let own: Vec<&str> = roll.columns.iter().map(|column| column.name).collect();
    assert_eq!(
        own,
        ["ballot_id", "entitlement_id", "substitute_id"],
        "the roll says who was given a paper and nothing else"
    );
    let choice = tables
        .iter()
        .filter(|table| leads_to_persons(table.name))
        .flat_map(|table| table.columns.iter().map(move |column| (table.name, column.name)))
        .find(|(_, column)| ["yes", "no_votes", "vote", "votes", "choice"].contains(column));
    assert_eq!(choice, None);
    for on in databases() {
        let office = union_of(on, 10).await;
        let (_, item) = sitting(&office, "rule_change").await;
        let ballot = cast(&office, json!({ "item_id": item })).await;
        both_count(&office, &ballot, &json!({ "cast": 10, "yes": 10 })).await;
        // What ops, trail and history keep of the counting names no delegate.
        let session = office.desk.session(Progress::silent()).unwrap();
        let ops = session
            .db()
            .texts("SELECT about FROM op WHERE capability = 'meetings' AND verb IN ('tally', 'issue')")
            .await
            .unwrap();
        assert!(!ops.is_empty());
        for about in ops {
            assert!(!(1..=10).any(|i| about.contains(&number(i))) && !about.contains("\"yes\""), "{about}");
        }
        let roll = office.ask("meetings", "roll", json!({ "id": ballot })).await;
        assert_eq!(roll.as_array().unwrap().iter().filter(|row| row["issued"] == true).count(), 10);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_04_two_members_of_the_election_committee_certify_and_nothing_takes_it_back() {
    for on in databases() {
        let office = union_of(on, 12).await;
        let (id, item) = sitting(&office, "election").await;
        office.ask("meetings", "decide_item", json!({ "id": item, "result": "carried_over" })).await;
        let candidates = json!([{ "number": "M0001" }, { "number": "M0002" }, { "number": "M0003" }]);
        let ballot = cast(&office, json!({ "item_id": item, "seats": 2, "candidates": candidates })).await;
        let votes = json!([{ "no": 1, "yes": 8 }, { "no": 2, "yes": 4 }, { "no": 3, "yes": 4 }]);
        let counted = both_count(&office, &ballot, &json!({ "cast": 10, "votes": votes })).await;
        assert_eq!(
            (&counted["ballot"]["outcome"], &counted["left"], &counted["runoff"]),
            (&json!("runoff"), &json!(1), &json!([2, 3]))
        );
        let by = async |witnesses: Value| {
            let error =
                office.call("meetings", "certify", json!({ "id": ballot, "witnesses": witnesses })).await.unwrap_err();
            (error.code().to_owned(), error.about()["reason"].as_str().unwrap_or_default().to_owned())
        };
        let said = |reason: &str| ("B-04".to_owned(), reason.to_owned());
        assert_eq!(by(json!(["M0011"])).await, said("two"));
        assert_eq!(by(json!(["M0011", "M0012"])).await, said("committee"));
        committee(&office, &["M0011", "M0012", "M0001"]).await;
        assert_eq!(by(json!(["M0011", "M0011"])).await, said("same"));
        assert_eq!(by(json!(["M0011", "M0001"])).await, said("stands"));
        assert_eq!(by(json!(["M0011", "無番"])).await.0, "invalid");
        office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })).await;
        let history = office.ask("desk", "history", json!({})).await;
        assert_eq!(history["rows"][0]["verb"], "certify");
        assert_eq!(office.refused("desk", "undo", json!({ "op": history["rows"][0]["id"] })).await, "undo_final");
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        let elected: Vec<bool> =
            detail["candidates"].as_array().unwrap().iter().map(|row| row["elected"] == true).collect();
        assert_eq!(elected, [true, false, false]);
        assert_eq!(detail["witnesses"].as_array().unwrap().len(), 2);
        let open = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(open["agenda"][0]["result"], Value::Null, "a run-off is still to come");
        let second = office.ask("meetings", "run_off", json!({ "id": ballot })).await;
        assert_eq!(office.refused("meetings", "run_off", json!({ "id": ballot })).await, "ballot_exists");
        open_and_close(&office, &second).await;
        let votes = json!([{ "no": 1, "yes": 4 }, { "no": 2, "yes": 3 }]);
        let counted = both_count(&office, &second, &json!({ "cast": 10, "blank": 3, "votes": votes })).await;
        assert_eq!(counted["ballot"]["outcome"], "elected", "in the run-off the most votes decide");
        assert_eq!(
            counted["ballot"]["threshold"], "決選投票：得票の多い順",
            "what the first round took, this one does not"
        );
        let formula = counted["ballot"]["formula"].as_str().unwrap();
        assert!(!formula.contains("選挙規程第8条"), "{formula}");
        office.ask("meetings", "certify", json!({ "id": second, "witnesses": ["M0012", "M0011"] })).await;
        let done = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(done["agenda"][0]["result"], "adopted");
        let path = office.file("R07.xlsx");
        office.ask("reports", "write", json!({ "report": "R07", "meeting": id, "file": path })).await;
        let sheets = format!("{:?}", crate::support::workbook::shown(&path, None).await);
        for words in ["当選", "選挙規程第8条", "要件：決選投票：得票の多い順", "(第2回)"] {
            assert!(sheets.contains(words), "{words} is missing in {sheets}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn confidence_casting_vote_and_an_election_without_a_vote() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let (id, item) = sitting(&office, "election").await;
        let candidates = json!([{ "number": "M0001" }, { "number": "M0002" }]);
        let add = json!({ "item_id": item, "form": "confidence", "candidates": candidates });
        let ballot = cast(&office, add).await;
        let votes = json!([{ "no": 1, "yes": 6, "no_votes": 3, "blank": 1 }, { "no": 2, "yes": 4, "no_votes": 5, "invalid": 1 }]);
        let counted = both_count(&office, &ballot, &json!({ "cast": 10, "votes": votes })).await;
        assert_eq!(counted["ballot"]["outcome"], "partly");
        let formula = counted["ballot"]["formula"].as_str().unwrap();
        assert!(formula.contains("一部信任"), "{formula}");
        office.ask("meetings", "void_ballot", json!({ "id": ballot, "reason": "手続の誤り" })).await;
        let few =
            json!({ "item_id": item, "seats": 2, "candidates": [{ "number": "M0001" }, { "name": "外部 候補" }] });
        let ballot = office.ask("meetings", "add_ballot", few).await;
        let certify = json!({ "id": ballot, "uncontested": true, "witnesses": ["M0011", "M0012"] });
        office.ask("meetings", "certify", certify).await;
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!(detail["ballot"]["outcome"], "uncontested");
        // An open vote of the same meeting: the chair decides a tie.
        let items = json!([{ "id": item, "kind": "election", "title": "議案（架空）" }, { "kind": "resolution", "title": "方針" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let open = office.ask("meetings", "add_ballot", json!({ "item_id": detail["agenda"][1]["id"] })).await;
        office.ask("meetings", "open_ballot", json!({ "id": open })).await;
        assert_eq!(office.refused("meetings", "issue", json!({ "id": open, "everyone": true })).await, "not_secret");
        office
            .ask("meetings", "tally", json!({ "id": open, "teller": "見本 計数", "cast": 10, "yes": 5, "no": 5 }))
            .await;
        assert_eq!(office.refused("meetings", "certify", json!({ "id": open })).await, "tie_open");
        office.ask("meetings", "casting_vote", json!({ "id": open, "casting": "yes" })).await;
        office.ask("meetings", "certify", json!({ "id": open })).await;
        let done = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(done["agenda"][1]["result"], "adopted");
        let told = "可否同数 → 議長の裁決により可決【規約第20条】";
        let formula = done["ballots"][2]["formula"].as_str().unwrap();
        assert!(formula.ends_with(told), "{formula}");
        let minutes = office.ask("meetings", "draft_minutes", json!({ "id": id })).await["text"].to_string();
        assert!(minutes.contains(told), "{minutes}");
        let dropped = json!({ "meeting_id": id, "items": [{ "kind": "resolution", "title": "別" }] });
        assert_eq!(office.refused("meetings", "save_agenda", dropped).await, "item_in_use");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn confidence_is_told_as_such_and_two_of_one_name_with_the_number() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let (id, item) = sitting(&office, "election").await;
        // Somebody from outside has the name of a delegate.
        let candidates = json!([{ "number": "M0001" }, { "name": "見本 1子" }, { "number": "M0002" }]);
        let add = json!({ "item_id": item, "form": "confidence", "candidates": candidates });
        let ballot = cast(&office, add).await;
        let votes = json!([
            { "no": 1, "yes": 6, "no_votes": 3, "blank": 1 }, { "no": 2, "yes": 4, "no_votes": 5, "invalid": 1 },
            { "no": 3, "yes": 9, "no_votes": 1 }
        ]);
        let counted = both_count(&office, &ballot, &json!({ "cast": 10, "votes": votes })).await;
        let names: Vec<&str> =
            counted["candidates"].as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["見本 1子(M0001)", "見本 1子", "見本 2子"]);
        office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["agenda"][0]["result_words"], "一部信任");
        let minutes = office.ask("meetings", "draft_minutes", json!({ "id": id })).await["text"].to_string();
        for words in ["見本 1子(M0001)　信任6・不信任3・白票1・無効0　信任", "信任4・不信任5・白票0・無効1　不信任"]
        {
            assert!(minutes.contains(words), "{words} is missing in {minutes}");
        }
        assert!(!minutes.contains("当選") && !minutes.contains("白票0　無効0"), "{minutes}");
        office.ask("meetings", "close_meeting", json!({ "id": id })).await;
        let path = office.file("pack.xlsx");
        office.ask("reports", "write", json!({ "report": "meeting-pack", "file": path, "locale": "ja" })).await;
        let sheets = format!("{:?}", crate::support::workbook::shown(&path, None).await);
        assert!(sheets.contains("信任：見本 1子(M0001)、見本 2子") && sheets.contains("不信任：見本 1子"), "{sheets}");
    }
}

/// The first op of a verb.
pub async fn op_of(office: &Office, verb: &str) -> Value {
    let history = office.ask("desk", "history", json!({ "limit": 200 })).await;
    let ops = history["rows"].as_array().unwrap();
    ops.iter().rev().find(|op| op["verb"] == verb && op["capability"] == "meetings").unwrap()["id"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn b_04_nothing_is_taken_back_from_under_a_count_or_a_certified_result() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let (id, item) = sitting(&office, "rule_change").await;
        // The first that was received was there when the meeting was declared.
        let received = op_of(&office, "receive").await;
        assert_eq!(office.refused("desk", "undo", json!({ "op": received })).await, "undo_rests");
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": item })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let declared = op_of(&office, "declare").await;
        assert_eq!(office.refused("desk", "undo", json!({ "op": declared })).await, "undo_rests");
        office.ask("meetings", "issue", json!({ "id": ballot, "numbers": ["M0001"] })).await;
        let issued = op_of(&office, "issue").await;
        // A paper given by mistake is taken back while papers are given out.
        office.ask("desk", "undo", json!({ "op": issued })).await;
        office.ask("desk", "redo", json!({})).await;
        office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        office.ask("meetings", "close_ballot", json!({ "id": ballot })).await;
        assert_eq!(office.refused("desk", "undo", json!({ "op": issued })).await, "undo_rests");
        let count = json!({ "cast": 10, "yes": 6, "no": 4 });
        both_count(&office, &ballot, &count).await;
        let first = op_of(&office, "tally").await;
        assert_eq!(office.refused("desk", "undo", json!({ "op": first })).await, "undo_rests");
        // What was voted on stands fast, and only the ballot decides it.
        let rewritten =
            json!({ "meeting_id": id, "items": [{ "id": item, "kind": "rule_change", "title": "別の議案" }] });
        assert_eq!(office.refused("meetings", "save_agenda", rewritten).await, "item_in_use");
        let decided = json!({ "id": item, "result": "carried_over" });
        assert_eq!(office.refused("meetings", "decide_item", decided).await, "item_in_use");
        office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })).await;
        for op in [first, issued] {
            assert_eq!(office.refused("desk", "undo", json!({ "op": op })).await, "undo_rests");
        }
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!((&detail["ballot"]["issued"], &detail["count"]["yes"]), (&json!(10), &json!(6)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_who_came_while_papers_were_given_out_was_present_and_elsewhere_those_who_vote_are() {
    for on in databases() {
        let office = union_of(on, 40).await;
        committee(&office, &["M0039", "M0040"]).await;
        let more = json!({ "decisions": [
            { "base": "present", "num": 1, "den": 2, "comparator": "gt" },
            { "kind": "election", "base": "valid_votes", "num": 0, "den": 1, "comparator": "gt" }
        ] });
        let id = convened(&office, more, 40).await;
        let items = json!([
            { "kind": "rule_change", "title": "規約（架空）" }, { "kind": "strike_vote", "title": "争議権（架空）" },
            { "kind": "election", "title": "承認（架空）" }, { "kind": "election", "title": "選挙（架空）" }
        ]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=20).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let item = |n: usize| detail["agenda"][n]["id"].clone();
        let change = office.ask("meetings", "add_ballot", json!({ "item_id": item(0) })).await;
        office.ask("meetings", "open_ballot", json!({ "id": change })).await;
        come(&office, &id, 21..=40).await;
        office.ask("meetings", "issue", json!({ "id": change, "everyone": true })).await;
        office.ask("meetings", "close_ballot", json!({ "id": change })).await;
        let counted = both_count(&office, &change, &json!({ "cast": 40, "yes": 11, "no": 29 })).await;
        assert_eq!((&counted["ballot"]["present"], &counted["ballot"]["outcome"]), (&json!(40), &json!("rejected")));

        let strike = cast(&office, json!({ "item_id": item(1), "venue": "outside" })).await;
        let counted = both_count(&office, &strike, &json!({ "cast": 30, "yes": 16, "no": 13, "blank": 1 })).await;
        assert_eq!(counted["ballot"]["outcome"], "adopted");
        let formula = counted["ballot"]["formula"].as_str().unwrap();
        assert!(formula.contains("投票総数30") && formula.contains("必要16"), "{formula}");

        let two = json!([{ "number": "M0001" }, { "number": "M0002" }]);
        let confidence = json!({ "item_id": item(2), "form": "confidence", "seats": 1, "candidates": two });
        assert_eq!(office.refused("meetings", "add_ballot", confidence).await, "invalid");
        // Yes or no is never a matter of the most votes.
        let question = cast(&office, json!({ "item_id": item(2), "form": "question" })).await;
        let counted = both_count(&office, &question, &json!({ "cast": 20, "yes": 1, "no": 19 })).await;
        assert_eq!(counted["ballot"]["outcome"], "rejected");

        // Fewer candidates than seats: those elected are, and a seat stays free.
        let three =
            json!({ "item_id": item(3), "seats": 3, "candidates": [{ "number": "M0001" }, { "number": "M0002" }] });
        let election = cast(&office, three).await;
        let votes = json!([{ "no": 1, "yes": 20 }, { "no": 2, "yes": 18 }]);
        let counted = both_count(&office, &election, &json!({ "cast": 20, "votes": votes })).await;
        assert_eq!((&counted["ballot"]["outcome"], &counted["left"]), (&json!("partly"), &json!(1)));
        assert_eq!(counted["seating"], "定数3のうち1は空席");
        office.ask("meetings", "certify", json!({ "id": election, "witnesses": ["M0039", "M0040"] })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["agenda"][3]["result"], "adopted");
        assert_eq!(office.refused("meetings", "close_meeting", json!({ "id": id })).await, "ballot_pending");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_05_who_lost_a_vote_is_not_elected_without_one_and_nothing_is_certified_after_the_end() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let (id, item) = sitting(&office, "election").await;
        let alone = json!({ "item_id": item, "candidates": [{ "number": "M0001" }, { "number": "M0002" }] });
        let ballot = cast(&office, alone).await;
        let votes = json!([{ "no": 1, "yes": 5 }, { "no": 2, "yes": 5 }]);
        both_count(&office, &ballot, &json!({ "cast": 10, "votes": votes })).await;
        let witnesses = json!(["M0011", "M0012"]);
        office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": witnesses })).await;
        let again = office.ask("meetings", "run_off", json!({ "id": ballot })).await;
        let unasked = json!({ "id": again, "uncontested": true, "witnesses": witnesses });
        assert_eq!(office.refused("meetings", "certify", unasked).await, "not_uncontested");
        assert_eq!(office.refused("meetings", "close_meeting", json!({ "id": id })).await, "ballot_pending");
        office.ask("meetings", "void_ballot", json!({ "id": again, "reason": "試験" })).await;
        office.ask("meetings", "close_meeting", json!({ "id": id })).await;
        assert_eq!(office.refused("meetings", "run_off", json!({ "id": ballot })).await, "meeting_step", "it is over");
    }
}
