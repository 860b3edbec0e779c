//! The order of lists: one or two of their columns, each way, in pages of any length, whatever narrows the list.

use std::collections::HashMap;

use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use crate::members_privacy::{officer, work_as};
use crate::support::office::{Office, On, PASSPHRASE, databases};

const ORDERS: [&str; 4] = ["kana", "member_no", "joined_on", "unit"];

async fn sample(on: On) -> Office {
    let office = Office::closed(on).await;
    let input = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": 240, "seed": 5 });
    office.ask("desk", "create_sample", input).await;
    office
}

/// Every row of a filter, page after page.
async fn pages(office: &Office, filter: &Value, limit: u64) -> Vec<Value> {
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut asked = filter.clone();
        asked["limit"] = json!(limit);
        asked["after"] = after;
        let page = office.ask("members", "list", asked).await;
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        after = page["next"].clone();
        if after.is_null() {
            return rows;
        }
    }
}

fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["membership_id"].as_str().unwrap()).collect()
}

/// What a row is by in an order. Readings are compared by their place in the list of readings.
struct Oracle {
    paths: HashMap<String, String>,
    readings: HashMap<String, usize>,
}

impl Oracle {
    async fn of(office: &Office) -> Self {
        let units = office.ask("organizations", "units", json!({ "include_closed": true })).await;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let paths = units.as_array().unwrap().iter().map(|unit| (text(&unit["id"]), text(&unit["path"]))).collect();
        let rows = pages(office, &json!({ "state": "all" }), 200).await;
        // Namesakes are equal by their reading.
        let called =
            |row: &Value| ["family_kana", "given_kana", "family_name", "given_name"].map(|name| row[name].clone());
        let mut readings = HashMap::new();
        let mut rank = 0;
        for (at, row) in rows.iter().enumerate() {
            rank = if at > 0 && called(&rows[at - 1]) == called(row) { rank } else { at };
            readings.insert(text(&row["membership_id"]), rank);
        }
        Self { paths, readings }
    }

    fn key(&self, row: &Value, by: &str) -> String {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match by {
            "kana" => format!("{:08}", self.readings[row["membership_id"].as_str().unwrap()]),
            "member_no" => text(&row["member_no"]),
            "joined_on" => row["joined_on"].as_str().unwrap_or("9999-12-31").to_owned(),
            _ => row["unit_id"].as_str().map_or_else(|| "~".to_owned(), |unit| self.paths[unit].clone()),
        }
    }

    /// Whether rows stand in an order; namesakes, and who is equal by both, in whichever way.
    fn stands(&self, rows: &[Value], by: &[(&str, bool)]) -> bool {
        rows.windows(2).all(|pair| {
            let ways = by.iter().map(|(by, descending)| {
                let way = self.key(&pair[0], by).cmp(&self.key(&pair[1], by));
                if *descending { way.reverse() } else { way }
            });
            ways.into_iter().find(|way| way.is_ne()).is_none_or(|way| way.is_lt())
        })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_second_order_holds_in_every_list_and_page() {
    for on in databases() {
        let office = sample(on).await;
        let oracle = Oracle::of(&office).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let branch = units.as_array().unwrap().iter().find(|unit| unit["kind"] == "branch").unwrap()["id"].clone();
        let narrowed = [
            json!({}),
            json!({ "unit_id": branch }),
            json!({ "state": "ended" }),
            json!({ "state": "applied" }),
            json!({ "state": "all" }),
            json!({ "as_of": "2024-06-30" }),
            json!({ "categories": ["regular", "associate"] }),
            json!({ "find": "さ" }),
        ];
        let mut told_apart = 0;
        for filter in &narrowed {
            for first in ORDERS {
                for then in ORDERS.into_iter().filter(|then| *then != first) {
                    for (descending, then_descending) in [(false, false), (false, true), (true, false), (true, true)] {
                        let mut asked = filter.clone();
                        for (name, value) in [
                            ("sort", json!(first)),
                            ("descending", json!(descending)),
                            ("second", json!(then)),
                            ("second_descending", json!(then_descending)),
                        ] {
                            asked[name] = value;
                        }
                        let rows = pages(&office, &asked, 37).await;
                        let by = [(first, descending), (then, then_descending)];
                        assert!(oracle.stands(&rows, &by), "{asked}");
                        let mut once = ids(&rows);
                        once.sort_unstable();
                        once.dedup();
                        assert_eq!(once.len(), rows.len(), "each once: {asked}");
                        let plain = pages(&office, filter, 200).await;
                        assert_eq!(rows.len(), plain.len(), "nobody is left out: {asked}");
                        told_apart +=
                            usize::from(!oracle.stands(&rows, &[(first, descending), (then, !then_descending)]));
                    }
                }
            }
        }
        assert!(told_apart > 40, "the second order decides something: {told_apart}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_list_and_its_file_have_the_second_order_and_names_alone_do_not_tell_days() {
    for on in databases() {
        let office = sample(on).await;
        let filter =
            json!({ "sort": "joined_on", "descending": true, "second": "member_no", "second_descending": true });
        let list = office
            .ask(
                "members",
                "save_list",
                json!({ "name": "新しい順", "shared": false, "filter": filter, "columns": ["member_no", "joined_on"] }),
            )
            .await;
        let kept = office.ask("members", "saved_lists", json!({})).await.to_string();
        assert!(kept.contains("\"second\":\"member_no\""), "{kept}");
        let file = office.file("list.csv");
        office.ask("members", "export_roster", json!({ "file": file, "list": list, "purpose": "点検" })).await;
        let text = std::fs::read_to_string(&file).unwrap();
        let numbers: Vec<String> =
            text.lines().skip(1).map(|line| line.split(',').next().unwrap().trim_matches('"').to_owned()).collect();
        let shown: Vec<String> =
            pages(&office, &filter, 50).await.iter().map(|row| row["member_no"].as_str().unwrap().to_owned()).collect();
        assert_eq!(numbers, shown, "the file as the list");

        let unit = office.ask("organizations", "units", json!({})).await;
        let unit = unit.as_array().unwrap().iter().find(|unit| unit["kind"] == "branch").unwrap()["id"].clone();
        officer(&office, "rep", "workplace_rep", &unit).await;
        work_as(&office, Some("rep")).await;
        let by = async |filter: Value| {
            ids(&pages(&office, &filter, 50).await).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(by(json!({ "sort": "unit", "second": "joined_on" })).await, by(json!({ "sort": "unit" })).await);
    }
}

/// Member numbers of rows.
fn numbers(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["member_no"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn by_number_is_as_people_count_in_lists_pages_and_files() {
    const JOINED: [&str; 11] = ["100", "A-10", "9", "2-1", "10", "A-9", "007", "1-10", "11", "1-2", "1"];
    const COUNTED: [&str; 11] = ["1", "1-2", "1-10", "2-1", "007", "9", "10", "11", "100", "A-9", "A-10"];
    for on in databases() {
        let office = Office::new(on).await;
        let unit =
            office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東支部", "code": "B1" })).await;
        let mut first = Value::Null;
        for (day, number) in JOINED.iter().enumerate() {
            let person =
                json!({ "family_name": "見本", "given_name": "花", "birth_on": format!("1980-01-{:02}", day + 1) });
            let input = json!({
                "person": person, "member_no": number, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
            });
            first = office.ask("members", "add", input).await["person_id"].clone();
        }
        let listed = async |wanted: &[&str]| {
            let filters = [
                json!({}),
                json!({ "state": "all" }),
                json!({ "unit_id": unit }),
                json!({ "categories": ["regular"] }),
                json!({ "period": { "what": "active", "from": "2026-01-01", "to": "2026-10-31" } }),
                json!({ "find": "見本" }),
            ];
            for mut filter in filters {
                filter["sort"] = json!("member_no");
                for limit in [1, 3, 50] {
                    let rows = pages(&office, &filter, limit).await;
                    assert_eq!(numbers(&rows), wanted, "{on:?} {filter} {limit}");
                    let mut back = filter.clone();
                    back["descending"] = json!(true);
                    let mut rows = pages(&office, &back, limit).await;
                    rows.reverse();
                    assert_eq!(numbers(&rows), wanted, "{on:?} {back} {limit}");
                }
            }
        };
        listed(&COUNTED).await;
        let file = office.file("all.csv");
        office.ask("members", "export_roster", json!({ "file": file, "filter": {}, "purpose": "点検" })).await;
        let text = std::fs::read_to_string(&file).unwrap();
        let mut lines = text.lines().map(|line| line.split(',').map(|cell| cell.trim_matches('"')).collect::<Vec<_>>());
        let at = lines.next().unwrap().iter().position(|head| head.contains("組合員番号")).unwrap();
        let told: Vec<String> = lines.map(|cells| cells[at].to_owned()).collect();
        assert_eq!(told, COUNTED, "{on:?}");

        // Another number stands in its place, and back again.
        let version = office.ask("members", "card", json!({ "person_id": first })).await["version"].clone();
        let twelve = json!({ "person_id": first, "version": version, "membership": { "member_no": "12" } });
        office.ask("members", "correct", twelve).await;
        let mut later = COUNTED[1..].to_vec();
        later.insert(7, "12");
        listed(&later).await;
        office.ask("desk", "undo", json!({})).await;
        listed(&COUNTED).await;
        office.ask("desk", "redo", json!({})).await;
        listed(&later).await;
        office.ask("desk", "undo", json!({})).await;

        // A file of an older program, whose spans stand in the order of the letters.
        let session = office.desk.session(Progress::silent()).unwrap();
        for sql in [
            "UPDATE membership SET number_order = ''",
            "UPDATE roster_span SET number_order = (SELECT m.member_no FROM membership m WHERE m.id = roster_span.membership_id)",
            "UPDATE key_way SET way = 2",
        ] {
            session.db().run(sql, []).await.unwrap();
        }
        drop(session);
        office.ask("desk", "lock", json!({})).await;
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        listed(&COUNTED).await;
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_a_list_has_its_order_and_its_units_also_of_those_who_left_or_applied() {
    for on in databases() {
        let office = sample(on).await;
        let mut left_there = 0;
        for (n, filter) in [
            json!({ "period": { "what": "left", "from": "2022-04-01", "to": "2026-10-31" }, "sort": "joined_on" }),
            json!({ "period": { "what": "joined", "from": "2022-04-01", "to": "2026-10-31" }, "sort": "joined_on", "descending": true }),
            json!({ "state": "ended", "sort": "joined_on", "second": "kana" }),
            json!({ "state": "all", "sort": "joined_on", "descending": true }),
            json!({ "state": "all", "find": "さ" }),
            json!({ "state": "applied", "sort": "joined_on" }),
            json!({ "as_of": "2024-03-31", "sort": "unit" }),
        ]
        .into_iter()
        .enumerate()
        {
            let list = json!({ "name": format!("一覧{n}"), "shared": false, "filter": filter, "columns": ["member_no", "branch"] });
            let list = office.ask("members", "save_list", list).await;
            let file = office.file(&format!("{n}.csv"));
            office.ask("members", "export_roster", json!({ "file": file, "list": list, "purpose": "点検" })).await;
            let text = std::fs::read_to_string(&file).unwrap();
            let told: Vec<String> = text.lines().skip(1).map(|line| line.replace('"', "")).collect();
            let rows = pages(&office, &filter, 37).await;
            let shown: Vec<String> = rows
                .iter()
                .map(|row| format!("{},{}", row["member_no"].as_str().unwrap(), row["branch"].as_str().unwrap_or_default()))
                .collect();
            assert_eq!(told, shown, "{on:?} {filter}");
            assert_eq!(office.ask("members", "count", filter.clone()).await["n"], rows.len(), "{on:?} {filter}");
            left_there += rows.iter().filter(|row| !row["left_on"].is_null() && !row["branch"].is_null()).count();
        }
        assert!(left_there > 20, "who left had a branch: {left_there}");
    }
}
