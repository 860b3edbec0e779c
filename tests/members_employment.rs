//! The kind of employment (雇用形態) is dated: a change leaves the figures of earlier days as they were.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::members_import::{counts, import};
use crate::row;
use crate::support::office::{Office, On, databases};
use crate::support::workbook::{Sheet, shown, xlsx};

const HEAD: [&str; 8] = ["組合員番号", "姓", "名", "会社", "雇用形態", "入社年月日", "支部", "加入年月日"];

fn file(office: &Office, name: &str, kinds: [&str; 2]) -> PathBuf {
    let head: Vec<_> = HEAD.iter().map(|name| (*name).into()).collect();
    let rows = vec![
        head,
        row!["A-1", "見本", "太郎", "架空工業", kinds[0], "2015-04-01", "東支部", "2015-06-01"],
        row!["A-2", "見本", "次郎", "架空工業", kinds[1], "2018-04-01", "東支部", "2018-06-01"],
    ];
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

/// A union with two members who are fictional; today is 2026-10-31.
async fn union(on: On) -> Office {
    let office = Office::new(on).await;
    let first = file(&office, "四月.xlsx", ["正社員", "正社員"]);
    let done = import(&office, &first, json!({ "as_of": "2026-04-01", "create_units": true })).await;
    assert_eq!(counts(&done)[1], 2);
    office
}

/// Kinds of the list of a day.
async fn kinds(office: &Office, day: &str) -> Vec<String> {
    let rows = office.ask("members", "list", json!({ "as_of": day, "sort": "member_no" })).await;
    rows["rows"].as_array().unwrap().iter().map(|row| row["employment_type"].as_str().unwrap().to_owned()).collect()
}

/// Members who work part-time in the survey of a year.
async fn part_time(office: &Office, day: &str) -> Value {
    let preview = office.ask("reports", "preview", json!({ "report": "R04", "as_of": day })).await;
    let blocks = preview["pages"][0]["blocks"].as_array().unwrap();
    let table = blocks.iter().find(|block| block["block"] == "table").unwrap();
    let rows = table["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["cells"][0]["value"].as_str().unwrap().contains("パート"));
    row.unwrap_or_else(|| panic!("{rows:?}"))["cells"][1]["value"].clone()
}

async fn persons(office: &Office) -> Vec<Value> {
    let rows = office.ask("members", "list", json!({ "sort": "member_no" })).await;
    rows["rows"].as_array().unwrap().iter().map(|row| row["person_id"].clone()).collect()
}

/// What the form of corrections says when the kind becomes another.
async fn entry(office: &Office, person: &Value, kind: &str, from: Option<&str>) -> Value {
    let card = office.ask("members", "card", json!({ "person_id": person })).await;
    let works = card["employments"].as_array().unwrap();
    let mut work = works.iter().find(|work| work["to_on"].is_null()).unwrap()["employment"].clone();
    work["employment_type"] = json!(kind);
    json!({ "person_id": person, "version": card["version"], "employment": work, "employment_type_from": from })
}

#[tokio::test(flavor = "multi_thread")]
async fn another_kind_of_employment_leaves_earlier_days_as_they_were() {
    for on in databases() {
        let office = union(on).await;
        let persons = persons(&office).await;
        let set = async |person: &Value, kind: &str, from: Option<&str>| {
            let input = entry(&office, person, kind, from).await;
            office.ask("members", "correct", input).await;
        };
        set(&persons[0], "part_time", Some("2026-07-01")).await;
        assert_eq!(kinds(&office, "2026-06-30").await, ["permanent", "permanent"]);
        assert_eq!(kinds(&office, "2026-07-01").await, ["part_time", "permanent"]);
        assert_eq!(part_time(&office, "2026-06-30").await, 0, "the survey of 30 June stays");
        let card = office.ask("members", "card", json!({ "person_id": persons[0] })).await;
        let hired: Vec<_> =
            card["employments"].as_array().unwrap().iter().map(|work| work["employment"]["from_on"].clone()).collect();
        assert_eq!(hired, ["2015-04-01", "2015-04-01"], "the day of hire is no other");
        assert_eq!(card["events"][0]["effective_on"], "2026-07-01");
        // What holds from a day on record is not overwritten from before it.
        let early = entry(&office, &persons[0], "fixed_term", Some("2026-05-01")).await;
        assert_eq!(office.refused("members", "correct", early).await, "employment_changed_later");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(kinds(&office, "2026-10-31").await, ["permanent", "permanent"]);
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(kinds(&office, "2026-06-30").await, ["permanent", "permanent"]);
        assert_eq!(kinds(&office, "2026-10-31").await, ["part_time", "permanent"]);
        // Wrong from the start: from the day of hire.
        set(&persons[1], "part_time", Some("2018-04-01")).await;
        assert_eq!(kinds(&office, "2026-04-01").await, ["permanent", "part_time"]);
        assert_eq!(part_time(&office, "2026-06-30").await, 1);
        // Without a day it holds from today on.
        set(&persons[1], "reemployed", None).await;
        assert_eq!(kinds(&office, "2026-10-30").await, ["part_time", "part_time"]);
        assert_eq!(kinds(&office, "2026-10-31").await, ["part_time", "reemployed"]);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_day_tells_nothing_of_an_employment_that_begins_later() {
    for on in databases() {
        let office = Office::new(on).await;
        let head: Vec<_> = HEAD.iter().map(|name| (*name).into()).collect();
        let own = row!["A-3", "見本", "三郎", "架空工業", "正社員", "2022-11-01", "東支部", "2021-06-01"];
        let list = xlsx(&office.file("名簿.xlsx"), &[Sheet::new("名簿", vec![head, own])]);
        let done = import(&office, &list, json!({ "as_of": "2021-06-01", "create_units": true })).await;
        assert_eq!(counts(&done)[1], 1);
        for (day, kind) in [("2022-01-01", ""), ("2022-10-31", ""), ("2022-11-01", "正社員")] {
            let out = office.file(&format!("{day}.xlsx"));
            let ask = json!({ "file": out, "purpose": "見本", "filter": { "as_of": day } });
            office.ask("members", "export_roster", ask).await;
            let rows = shown(&out, None).await[0].1.clone();
            let cell = |name: &str| rows[1][rows[0].iter().position(|head| head == name).unwrap()].clone();
            assert_eq!(cell("雇用形態"), kind, "{day}");
            assert_eq!(cell("会社").is_empty(), kind.is_empty(), "{day}");
            let listed = office.ask("members", "list", json!({ "as_of": day })).await["rows"][0].clone();
            assert_eq!(listed["employment_type"].is_null(), kind.is_empty(), "the list of the day says the same");
            let again = import(&office, &out, json!({ "as_of": day })).await;
            assert_eq!(counts(&again), [1, 0, 0, 1, 0], "what was left out erases nothing");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_and_a_change_of_many_date_the_kind_of_employment() {
    for on in databases() {
        let office = union(on).await;
        let summer = file(&office, "七月.xlsx", ["パート", "正社員"]);
        let done = import(&office, &summer, json!({ "as_of": "2026-07-10" })).await;
        assert_eq!(counts(&done), [2, 0, 1, 1, 0]);
        assert_eq!(kinds(&office, "2026-07-09").await, ["permanent", "permanent"]);
        assert_eq!(kinds(&office, "2026-07-10").await, ["part_time", "permanent"]);
        assert_eq!(counts(&import(&office, &summer, json!({ "as_of": "2026-08-01" })).await), [2, 0, 0, 2, 0]);
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(kinds(&office, "2026-07-10").await, ["permanent", "permanent"]);
        let change = json!({ "does": "employment", "employment_type": "part_time", "from_on": "2026-09-01" });
        let many = json!({ "chosen": { "persons": persons(&office).await }, "change": change });
        assert_eq!(office.ask("members", "preview_bulk", many.clone()).await["will"], 2);
        office.ask("members", "change_many", many.clone()).await;
        assert_eq!(office.ask("members", "preview_bulk", many.clone()).await["already"], 2);
        assert_eq!(kinds(&office, "2026-08-31").await, ["permanent", "permanent"]);
        assert_eq!(kinds(&office, "2026-09-01").await, ["part_time", "part_time"]);
        let mut early = many;
        early["change"] = json!({ "does": "employment", "employment_type": "fixed_term", "from_on": "2026-08-01" });
        let preview = office.ask("members", "preview_bulk", early).await;
        assert_eq!(preview["will"], 0, "what holds from September is on record: {preview}");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_another_kind_of_employment_in_a_closed_month_asks_for_the_reason() {
    for on in databases() {
        let office = union(on).await;
        let persons = persons(&office).await;
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let input = entry(&office, &persons[0], "part_time", Some("2026-09-30")).await;
        assert_eq!(office.refused("members", "correct", input.clone()).await, "month_closed");
        let mut said = input;
        said["reason"] = json!("会社からの連絡が遅れた");
        office.ask("members", "correct", said).await;
        let change = json!({ "does": "employment", "employment_type": "part_time", "from_on": "2026-09-01" });
        let many = json!({ "chosen": { "persons": [persons[1]] }, "change": change });
        assert_eq!(office.refused("members", "preview_bulk", many).await, "month_closed");
        let input = entry(&office, &persons[1], "part_time", Some("2026-10-01")).await;
        office.ask("members", "correct", input).await;
    }
}
