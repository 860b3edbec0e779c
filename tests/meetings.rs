//! Meetings: rules as data, convening, the door, ballots and minutes.

mod lots;
mod oracle;
mod papers;
mod proposals;
mod quorate;
mod steps;
mod substitutes;
mod together;
mod told;
mod votes;
mod votes_of_all;

use serde_json::{Value, json};

use crate::row;
use crate::support::office::{Office, On};
use crate::support::workbook::{Sheet, xlsx};

/// A union with so many members in two branches, numbered M0001 and on.
pub async fn union_of(on: On, n: usize) -> Office {
    let office = Office::new(on).await;
    let mut rows = vec![row!["組合員番号", "姓", "名", "セイ", "メイ", "加入年月日", "支部"]];
    for i in 1..=n {
        rows.push(row![
            format!("M{i:04}"),
            "見本",
            format!("{i}子"),
            "ミホン",
            "コ",
            "2020-04-01",
            if i % 2 == 0 { "東支部" } else { "西支部" }
        ]);
    }
    let file = xlsx(&office.file("名簿.xlsx"), &[Sheet::new("名簿", rows)]);
    let done = office.ask("members", "import_roster", json!({ "file": file, "create_units": true })).await;
    assert_eq!(done["created"].as_u64(), Some(n as u64), "{done}");
    office
}

pub fn number(i: usize) -> String {
    format!("M{i:04}")
}

/// The rule of a congress of delegates; what differs is said.
pub fn rule(more: Value) -> Value {
    let mut rule = json!({
        "kind": "regular_congress", "from_on": "2020-01-01", "base": "delegates", "num": 1, "den": 2,
        "comparator": "gte", "article": "規約第18条", "count_proxy": true, "notice_days": 14, "tie_break": "chair",
        "decisions": [
            { "base": "present", "num": 1, "den": 2, "comparator": "gt", "article": "規約第20条" },
            { "kind": "rule_change", "base": "all_delegates", "num": 1, "den": 2, "comparator": "gt", "article": "規約第45条" },
            { "kind": "election", "base": "valid_votes", "num": 1, "den": 2, "comparator": "gt", "article": "選挙規程第8条" }
        ]
    });
    for (name, value) in more.as_object().unwrap() {
        rule[name] = value.clone();
    }
    rule
}

/// A meeting of the kind, planned for a day.
pub async fn planned(office: &Office, kind: &str, held_on: &str) -> Value {
    let input = json!({ "kind": kind, "title": "試験大会（架空）", "held_on": held_on, "starts": "13:00", "place": "会館（架空）" });
    office.ask("meetings", "add_meeting", input).await
}

/// A congress with so many delegates, convened on 2026-10-01 for 2026-10-31.
pub async fn convened(office: &Office, more: Value, delegates: usize) -> Value {
    office.ask("meetings", "save_rule", rule(more)).await;
    let id = planned(office, "regular_congress", "2026-10-31").await;
    let numbers: Vec<String> = (1..=delegates).map(number).collect();
    let ask = json!({ "id": id, "convened_on": "2026-10-01", "numbers": numbers });
    office.ask("meetings", "convene", ask).await;
    id
}

pub async fn receive(office: &Office, meeting: &Value, entries: Value) -> Value {
    office.ask("meetings", "receive", json!({ "meeting_id": meeting, "entries": entries })).await
}

/// Delegates from … to come in person.
pub async fn come(office: &Office, meeting: &Value, of: std::ops::RangeInclusive<usize>) -> Value {
    let entries: Vec<Value> = of.map(|i| json!({ "number": number(i), "mode": "in_person" })).collect();
    receive(office, meeting, json!(entries)).await
}

pub async fn board(office: &Office, meeting: &Value) -> Value {
    office.ask("meetings", "board", json!({ "id": meeting })).await
}

/// The seat of a member number.
pub async fn seat(office: &Office, meeting: &Value, number: &str) -> Value {
    let all = office.ask("meetings", "attendees", json!({ "meeting_id": meeting, "find": number })).await;
    all.as_array().unwrap().iter().find(|row| row["member_no"] == number).unwrap().clone()
}

/// A card's membership by member number.
pub async fn membership(office: &Office, number: &str) -> (Value, Value) {
    let list = office.ask("members", "list", json!({ "find": number, "state": "all" })).await;
    let person = list["rows"][0]["person_id"].clone();
    let card = office.ask("members", "card", json!({ "person_id": person })).await;
    (person, card["memberships"][0]["id"].clone())
}

/// The election committee: these members hold its office.
pub async fn committee(office: &Office, numbers: &[&str]) {
    let kind = json!({ "kind": "election_committee", "label": "選挙管理委員" });
    let id = office.ask("members", "save_office", kind).await;
    for number in numbers {
        let (_, membership) = membership(office, number).await;
        let term = json!({ "office_id": id, "membership_id": membership, "from_on": "2026-01-01", "elected_by": "appointed", "fulltime_kind": "none" });
        office.ask("members", "appoint", term).await;
    }
}

/// A member takes part in a congress, stands and certifies: rows in every table of meetings that tells of persons.
pub async fn takes_part(office: &Office, number: &str, other: &str) {
    office.ask("meetings", "save_rule", rule(json!({}))).await;
    committee(office, &[number, other]).await;
    let id = planned(office, "regular_congress", "2026-10-31").await;
    let convene = json!({ "id": id, "convened_on": "2026-10-01", "numbers": [number, other] });
    office.ask("meetings", "convene", convene).await;
    let items = json!([{ "kind": "resolution", "title": "議案" }, { "kind": "election", "title": "選出" }, { "kind": "election", "title": "再選出" }]);
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    let entries = json!([{ "number": number, "mode": "in_person" }, { "number": other, "mode": "in_person" }]);
    receive(office, &id, entries).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
    for (n, candidate) in [(1, json!({ "number": number })), (2, json!({ "name": "外部 候補（架空）" }))] {
        let add = json!({ "item_id": detail["agenda"][n]["id"], "candidates": [candidate], "seats": 1 });
        let ballot = office.ask("meetings", "add_ballot", add).await;
        if n == 1 {
            office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
            office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        } else {
            let certify = json!({ "id": ballot, "uncontested": true, "witnesses": [number, other] });
            office.ask("meetings", "certify", certify).await;
        }
    }
    // At another one the member takes the place of the other, and is given the paper.
    let more = json!({ "kind": "extra_congress", "substitute_article": "規約第17条" });
    office.ask("meetings", "save_rule", rule(more)).await;
    let id = planned(office, "extra_congress", "2026-10-31").await;
    office.ask("meetings", "convene", json!({ "id": id, "convened_on": "2026-10-01", "numbers": [other] })).await;
    let items = json!([{ "kind": "rule_change", "title": "改正" }]);
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "open_door", json!({ "id": id })).await;
    let entry = json!({ "number": other, "mode": "in_person", "substitute_number": number });
    receive(office, &id, json!([entry])).await;
    office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
    let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
    let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": detail["agenda"][0]["id"] })).await;
    office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
    office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
}
