//! Who has a vote: the quorum leaves some out of its base, a ballot only where the rule says so. And what a run-off takes.

use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::{come, committee, convened, membership, number, planned, receive, rule, union_of};
use crate::row;
use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::workbook::{Sheet, shown, xlsx};

async fn both_count(office: &Office, ballot: &Value, count: &Value) -> Value {
    for teller in ["見本 一郎", "見本 二子"] {
        let mut input = count.clone();
        input["id"] = ballot.clone();
        input["teller"] = json!(teller);
        office.ask("meetings", "tally", input).await;
    }
    office.ask("meetings", "ballot", json!({ "id": ballot })).await
}

/// A general meeting of ten members of whom two are on leave, open, with a strike vote.
async fn general(office: &Office, leaves_out: bool) -> (Value, Value) {
    for i in [9, 10] {
        let (_, id) = membership(office, &number(i)).await;
        let leave = json!({ "membership_id": id, "kind": "leave", "from_on": "2026-04-01" });
        office.ask("members", "start_condition", leave).await;
    }
    let strike = json!({
        "kind": "strike_vote", "base": "all_members", "num": 1, "den": 2, "comparator": "gt", "article": "規約第40条",
        "leaves_out": leaves_out,
    });
    let more =
        json!({ "kind": "extra_congress", "base": "members", "exclude_conditions": ["leave"], "decisions": [strike] });
    office.ask("meetings", "save_rule", rule(more)).await;
    let id = planned(office, "extra_congress", "2026-10-31").await;
    let done = office.ask("meetings", "convene", json!({ "id": id, "convened_on": "2026-10-01" })).await;
    assert_eq!((&done["base"], &done["left_out"]), (&json!(8), &json!(2)), "the quorum is of those who work");
    let items = json!([{ "kind": "strike_vote", "title": "争議権の確立（架空）" }]);
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    come(office, &id, 1..=8).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    let item = office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["id"].clone();
    (id, item)
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_a_strike_asks_for_a_majority_of_all_members_whomever_the_quorum_leaves_out() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let (_, item) = general(&office, false).await;
        let outside = json!({ "item_id": item, "venue": "outside" });
        let ballot = office.ask("meetings", "add_ballot", outside).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let roll = office.ask("meetings", "roll", json!({ "id": ballot })).await;
        assert_eq!(roll.as_array().unwrap().len(), 10, "who is on leave has a vote");
        let given = office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        assert_eq!(given["issued"], 10);
        office.ask("meetings", "close_ballot", json!({ "id": ballot })).await;
        // Five are a majority of the eight of the quorum, and none of ten members.
        let counted = both_count(&office, &ballot, &json!({ "cast": 8, "yes": 5, "no": 3 })).await;
        assert_eq!((&counted["ballot"]["entitled"], &counted["ballot"]["outcome"]), (&json!(10), &json!("rejected")));
        let formula = counted["ballot"]["formula"].as_str().unwrap();
        assert!(formula.contains("全組合員10") && formula.contains("必要6"), "{formula}");
        office.ask("meetings", "void_ballot", json!({ "id": ballot, "reason": "試験" })).await;
        // At the meeting somebody on leave shows up for the paper; an empty chair gets none.
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": item })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let given = office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        assert_eq!(given["issued"], 8);
        let given = office.ask("meetings", "issue", json!({ "id": ballot, "numbers": [number(9)] })).await;
        assert_eq!(given["issued"], 9);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_a_vote_leaves_out_whom_the_rule_says_and_the_words_say_so() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let (_, item) = general(&office, true).await;
        let outside = json!({ "item_id": item, "venue": "outside" });
        let ballot = office.ask("meetings", "add_ballot", outside).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let left_out = json!({ "id": ballot, "numbers": [number(9)] });
        assert_eq!(office.refused("meetings", "issue", left_out).await, "paper_not_there");
        let given = office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        assert_eq!(given["issued"], 8);
        let row = office.ask("meetings", "ballot", json!({ "id": ballot })).await["ballot"].clone();
        assert_eq!(row["entitled"], 8);
        assert_eq!(row["threshold"], "全組合員(成立の母数から除く人を除く)の1/2超(過半数)【規約第40条】");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_a_run_off_takes_what_the_frozen_rule_says_and_r07_prints_it_with_its_article() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let election = |run_off: &str| {
            json!({ "decisions": [{
                "kind": "election", "base": "valid_votes", "num": 1, "den": 2, "comparator": "gt", "article": "選挙規程第8条",
                "run_off": run_off, "run_off_article": "選挙規程第9条",
            }] })
        };
        let id = convened(&office, election("same_share"), 10).await;
        let items = json!([{ "kind": "election", "title": "委員長の選出（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=10).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        // What the rules say from now on changes nothing here.
        let later = rule(election("most_votes"));
        office.ask("meetings", "save_rule", later).await;
        let item = office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["id"].clone();
        let candidates = json!([{ "number": "M0001" }, { "number": "M0002" }, { "number": "M0003" }]);
        let vote = async |ballot: &Value, blank: i64, votes: Value| {
            office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
            office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
            office.ask("meetings", "close_ballot", json!({ "id": ballot })).await;
            let counted = both_count(&office, ballot, &json!({ "cast": 10, "blank": blank, "votes": votes })).await;
            office.ask("meetings", "certify", json!({ "id": ballot, "witnesses": ["M0011", "M0012"] })).await;
            counted
        };
        let first = office.ask("meetings", "add_ballot", json!({ "item_id": item, "candidates": candidates })).await;
        vote(&first, 0, json!([{ "no": 1, "yes": 4 }, { "no": 2, "yes": 4 }, { "no": 3, "yes": 2 }])).await;
        let second = office.ask("meetings", "run_off", json!({ "id": first })).await;
        // Five of ten valid votes are the most, and not more than half.
        let counted = vote(&second, 0, json!([{ "no": 1, "yes": 5 }, { "no": 2, "yes": 5 }])).await;
        assert_eq!(counted["ballot"]["outcome"], "runoff");
        assert_eq!(counted["ballot"]["threshold"], "決選投票：有効投票の1/2超(過半数)【選挙規程第9条】");
        let third = office.ask("meetings", "run_off", json!({ "id": second })).await;
        let counted = vote(&third, 1, json!([{ "no": 1, "yes": 5 }, { "no": 2, "yes": 4 }])).await;
        assert_eq!(counted["ballot"]["outcome"], "elected");
        let path = office.file("R07.xlsx");
        office.ask("reports", "write", json!({ "report": "R07", "meeting": id, "file": path, "locale": "ja" })).await;
        let sheets = format!("{:?}", shown(&path, None).await);
        for words in
            ["要件：決選投票：有効投票の1/2超(過半数)【選挙規程第9条】", "当選に必要5票", "(第3回)", "選挙規程第8条"]
        {
            assert!(sheets.contains(words), "{words} is missing in {sheets}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_a_holder_of_the_same_branch_may_be_of_another_part_of_it() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let all = units.as_array().unwrap();
        let branch = |label: &str| all.iter().find(|unit| unit["label"] == label).unwrap()["id"].clone();
        let mut parts = Vec::new();
        for (label, code, of) in [("第1分会", "W1", "西支部"), ("第2分会", "W2", "西支部"), ("第1分会", "E1", "東支部")]
        {
            let add = json!({ "kind": "sub_branch", "label": label, "code": code, "parent_id": branch(of), "from_on": "2020-04-01" });
            parts.push(office.ask("organizations", "add_unit", add).await);
        }
        for (i, part) in [(1, 0), (3, 1), (2, 2)] {
            let (_, id) = membership(&office, &number(i)).await;
            let moved = json!({ "membership_id": id, "unit_id": parts[part], "from_on": "2026-04-01" });
            office.ask("members", "move_unit", moved).await;
        }
        let id = convened(&office, json!({ "proxy_same_unit": true }), 6).await;
        let to = |of: usize| json!([{ "number": number(of), "mode": "proxy", "holder_number": number(1) }]);
        receive(&office, &id, to(3)).await;
        receive(&office, &id, to(5)).await;
        let other = json!({ "meeting_id": id, "entries": to(2) });
        let error = office.call("meetings", "receive", other).await.unwrap_err();
        assert_eq!((error.code(), &error.about()["reason"]), ("G-04", &json!("proxy_unit")));
        let now = come(&office, &id, 1..=1).await["credentials"].clone();
        assert_eq!(
            (&now["proxies_counted"], &now["counted"]),
            (&json!(2), &json!(3)),
            "another part, and none of a part"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_a_run_off_of_an_older_version_keeps_what_it_was_counted_by() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let id = convened(&office, json!({}), 10).await;
        let items = json!([{ "kind": "election", "title": "委員長の選出（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=10).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let item = office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["id"].clone();
        let candidates = json!([{ "number": "M0001" }, { "number": "M0002" }]);
        let first = office.ask("meetings", "add_ballot", json!({ "item_id": item, "candidates": candidates })).await;
        office.ask("meetings", "open_ballot", json!({ "id": first })).await;
        office.ask("meetings", "issue", json!({ "id": first, "everyone": true })).await;
        office.ask("meetings", "close_ballot", json!({ "id": first })).await;
        both_count(&office, &first, &json!({ "cast": 10, "votes": [{ "no": 1, "yes": 5 }, { "no": 2, "yes": 5 }] }))
            .await;
        office.ask("meetings", "certify", json!({ "id": first, "witnesses": ["M0011", "M0012"] })).await;
        let second = office.ask("meetings", "run_off", json!({ "id": first })).await;
        // As older versions wrote it: the share of the ballot before, also in what ops remember.
        let run = async |sql: &str| {
            office.desk.session(Progress::silent()).unwrap().db().run(sql, []).await.unwrap();
        };
        run("UPDATE ballot SET num = 1, den = 2, article = '選挙規程第8条' WHERE round = 2").await;
        office.ask("meetings", "open_ballot", json!({ "id": second })).await;
        run("DELETE FROM seaql_migrations WHERE version LIKE '%000026_breaks%'").await;
        run("DROP TABLE meeting_break").await;
        run("ALTER TABLE meeting_attendance DROP COLUMN went_at").await;
        office.ask("desk", "lock", json!({})).await;
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        for status in ["open", "prepared"] {
            let row = office.ask("meetings", "ballot", json!({ "id": second })).await["ballot"].clone();
            assert_eq!((&row["status"], &row["threshold"]), (&json!(status), &json!("決選投票：得票の多い順")));
            if status == "open" {
                office.ask("desk", "undo", json!({})).await;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn b_02_a_hand_of_whom_the_quorum_leaves_out_is_counted_with_those_who_are_there() {
    for on in databases() {
        let office = union_of(on, 10).await;
        for i in [9, 10] {
            let (_, id) = membership(&office, &number(i)).await;
            let leave = json!({ "membership_id": id, "kind": "leave", "from_on": "2026-04-01" });
            office.ask("members", "start_condition", leave).await;
        }
        let usual = json!({ "base": "present", "num": 1, "den": 2, "comparator": "gt" });
        let more = json!({ "kind": "extra_congress", "base": "members", "exclude_conditions": ["leave"], "decisions": [usual], "tie_break": "reject" });
        office.ask("meetings", "save_rule", rule(more)).await;
        let id = planned(&office, "extra_congress", "2026-10-31").await;
        office.ask("meetings", "convene", json!({ "id": id, "convened_on": "2026-10-01" })).await;
        let items = json!([{ "kind": "resolution", "title": "方針（架空）" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=5).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let item = office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"][0]["id"].clone();
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": item })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let count =
            |yes: i64, no: i64| json!({ "id": ballot, "teller": "見本 計数", "cast": yes + no, "yes": yes, "no": no });
        // Five are there and two more have a vote: never eight hands.
        assert_eq!(office.refused("meetings", "tally", count(4, 4)).await, "B-01");
        office.ask("meetings", "tally", count(3, 3)).await;
        let row = office.ask("meetings", "ballot", json!({ "id": ballot })).await["ballot"].clone();
        assert_eq!((&row["present"], &row["issued"]), (&json!(6), &json!(6)), "whose hand was counted was there");
        assert_eq!(row["outcome"], "rejected", "three of six are no majority");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_who_is_of_no_branch_is_of_the_same_as_nobody() {
    for on in databases() {
        let office = Office::new(on).await;
        let names = [["N1", "一子"], ["N2", "二子"]];
        let mut rows = vec![row!["組合員番号", "姓", "名", "加入年月日"]];
        rows.extend(names.map(|[number, name]| row![number, "見本", name, "2020-04-01"]));
        let file = xlsx(&office.file("名簿.xlsx"), &[Sheet::new("名簿", rows)]);
        office.ask("members", "import_roster", json!({ "file": file })).await;
        office.ask("meetings", "save_rule", rule(json!({ "proxy_same_unit": true }))).await;
        let id = planned(&office, "regular_congress", "2026-10-31").await;
        office
            .ask("meetings", "convene", json!({ "id": id, "convened_on": "2026-10-01", "numbers": ["N1", "N2"] }))
            .await;
        let proxy = json!([{ "number": "N1", "mode": "proxy", "holder_number": "N2" }]);
        let error =
            office.call("meetings", "receive", json!({ "meeting_id": id, "entries": proxy })).await.unwrap_err();
        assert_eq!((error.code(), &error.about()["reason"]), ("G-04", &json!("proxy_unit")));
    }
}
