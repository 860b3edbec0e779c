//! M-14: terms of offices run out, and who holds one stays until a successor is chosen.

use serde_json::{Value, json};

use crate::row;
use crate::support::office::{Office, On, databases};
use crate::support::workbook::{Sheet, V, day, shown, xlsx};

/// A union with three members who are fictional; today is 2026-10-31.
async fn union(on: On) -> (Office, Vec<Value>) {
    let office = Office::new(on).await;
    let unit = json!({ "kind": "headquarters", "label": "本部", "code": "H", "from_on": "2000-04-01" });
    let unit = office.ask("organizations", "add_unit", unit).await;
    let mut members = Vec::new();
    for given in ["ア", "イ", "ウ"] {
        let person = json!({ "family_name": "見本", "given_name": given });
        let add = json!({ "person": person, "joined_on": "2015-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true });
        members.push(office.ask("members", "add", add).await["membership_id"].clone());
    }
    (office, members)
}

async fn make(office: &Office, kind: &str, label: &str, more: Value) -> Value {
    let mut input = json!({ "kind": kind, "label": label });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    office.ask("members", "save_office", input).await
}

fn term(office: &Value, member: &Value, from: &str) -> Value {
    json!({ "office_id": office, "membership_id": member, "from_on": from, "elected_by": "direct_secret_ballot", "fulltime_kind": "none" })
}

/// Holders of the first office on a day: name, last day of the term, whether it ran out.
async fn holders(office: &Office, day: &str) -> Vec<(String, Value, bool)> {
    let rows = office.ask("members", "offices", json!({ "as_of": day })).await;
    let rows = rows[0]["holders"].as_array().unwrap().clone();
    rows.iter()
        .map(|row| (row["name"].as_str().unwrap().to_owned(), row["due_on"].clone(), row["ran_out"].as_bool().unwrap()))
        .collect()
}

async fn terms_due(office: &Office) -> i64 {
    let home = office.ask("desk", "home", json!({})).await;
    let tasks = home["tasks"].as_array().unwrap();
    tasks.iter().find(|task| task["code"] == "terms_due").map_or(0, |task| task["about"]["n"].as_i64().unwrap())
}

async fn r22(office: &Office) -> String {
    office.ask("reports", "preview", json!({ "report": "R22" })).await.to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn m_14_a_term_that_ran_out_goes_on_until_a_successor_is_chosen() {
    for on in databases() {
        let (office, members) = union(on).await;
        let chair = make(&office, "chair", "執行委員長", json!({ "seats": 1, "term_months": 24 })).await;
        let seen = office.ask("members", "preview_appoint", term(&chair, &members[0], "2024-09-01")).await;
        assert_eq!((&seen["due_on"], &seen["id"]), (&json!("2026-08-31"), &Value::Null), "proposed, not written");
        assert!(holders(&office, "2026-10-31").await.is_empty());
        let came = office.ask("members", "appoint", term(&chair, &members[0], "2024-09-01")).await;
        assert_eq!(came["due_on"], "2026-08-31");
        assert_eq!(holders(&office, "2026-08-31").await, [("見本 ア".to_owned(), json!("2026-08-31"), false)]);
        assert_eq!(
            holders(&office, "2026-10-31").await,
            [("見本 ア".to_owned(), json!("2026-08-31"), true)],
            "still in post"
        );
        assert_eq!(terms_due(&office).await, 1);
        assert!(r22(&office).await.contains("\"任期満了・後任待ち\""));
        // The successor's term ends the one that ran out; chosen again, one's own.
        let next = office.ask("members", "appoint", term(&chair, &members[1], "2026-10-01")).await;
        assert_eq!(next["ends"], json!(["見本 ア"]));
        assert_eq!(holders(&office, "2026-09-30").await[0].0, "見本 ア");
        assert_eq!(holders(&office, "2026-10-31").await, [("見本 イ".to_owned(), json!("2028-09-30"), false)]);
        assert_eq!(terms_due(&office).await, 0);
        assert!(!r22(&office).await.contains("\"任期満了・後任待ち\""));
        office.ask("desk", "undo", json!({})).await;
        assert!(holders(&office, "2026-10-31").await[0].2, "taken back, the first one waits again");
        let again = office.ask("members", "appoint", term(&chair, &members[0], "2026-10-01")).await;
        assert_eq!(again["ends"], json!(["見本 ア"]));
        assert_eq!(holders(&office, "2026-10-31").await, [("見本 ア".to_owned(), json!("2028-09-30"), false)]);
        assert_eq!(office.refused("members", "appoint", term(&chair, &members[2], "2026-10-15")).await, "office_full");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_14_the_last_day_of_a_term_may_be_another_and_an_end_is_an_end() {
    for on in databases() {
        let (office, members) = union(on).await;
        let chair = make(&office, "chair", "執行委員長", json!({ "seats": 1, "term_months": 24 })).await;
        let mut own = term(&chair, &members[0], "2025-09-01");
        own["due_on"] = json!("2026-12-15");
        assert_eq!(office.ask("members", "appoint", own.clone()).await["due_on"], "2026-12-15");
        assert_eq!(terms_due(&office).await, 1, "it ends within sixty days");
        own["due_on"] = json!("2025-08-01");
        own["from_on"] = json!("2025-08-02");
        assert_eq!(office.refused("members", "appoint", own).await, "invalid", "before its first day");
        let held = office.ask("members", "offices", json!({})).await[0]["holders"][0].clone();
        let end =
            json!({ "id": held["id"], "version": held["version"], "to_on": "2026-10-20", "reason": "見本の都合" });
        office.ask("members", "end_term", end).await;
        assert!(holders(&office, "2026-10-31").await.is_empty(), "who left has left");
        assert_eq!(terms_due(&office).await, 1, "somebody is to be chosen");
        let past = office.ask("members", "card", json!({ "person_id": held["person_id"] })).await;
        assert_eq!(past["memberships"][0]["terms"][0]["ended_early_reason"], "見本の都合");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_14_the_auditor_beside_the_executive_is_told_and_not_refused() {
    for on in databases() {
        let (office, members) = union(on).await;
        let chair = make(&office, "chair", "執行委員長", json!({ "seats": 1 })).await;
        let auditor = make(&office, "auditor", "会計監査", json!({ "seats": 2 })).await;
        let delegate = make(&office, "delegate", "代議員", json!({})).await;
        office.ask("members", "appoint", term(&chair, &members[0], "2026-04-01")).await;
        let seen = office.ask("members", "preview_appoint", term(&auditor, &members[0], "2026-05-01")).await;
        assert_eq!(seen["beside"], json!(["執行委員長"]));
        let came = office.ask("members", "appoint", term(&auditor, &members[0], "2026-05-01")).await;
        assert_eq!(came["beside"], json!(["執行委員長"]));
        assert_eq!(
            office.ask("members", "appoint", term(&auditor, &members[1], "2026-05-01")).await["beside"],
            json!([])
        );
        let paper = r22(&office).await;
        assert!(paper.contains("会計監査と兼務") && paper.contains("執行委員長と兼務"), "{paper}");
        // Nobody knows how many delegates there should be.
        assert!(paper.contains("(いまは、いません)") && !paper.contains("空席"), "{paper}");
        office.ask("members", "appoint", term(&delegate, &members[2], "2026-05-01")).await;
        assert!(!r22(&office).await.contains("(いまは、いません)"));
    }
}

/// The rows of the list of officers on a day, as words.
async fn paper(office: &Office, day: &str) -> Vec<Vec<String>> {
    let preview = office.ask("reports", "preview", json!({ "report": "R22", "as_of": day })).await;
    let blocks = preview["pages"][0]["blocks"].as_array().unwrap();
    let rows = blocks.iter().filter_map(|block| block["rows"].as_array()).flatten();
    let word = |cell: &Value| cell["value"].as_str().unwrap_or_default().to_owned();
    rows.map(|row| row["cells"].as_array().unwrap().iter().map(word).collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn m_14_the_paper_prints_the_last_day_of_the_term_and_says_who_stays_beyond_it() {
    for on in databases() {
        let (office, members) = union(on).await;
        let nobody = json!({ "report": "R22", "as_of": "2026-10-31", "file": office.file("役員.xlsx") });
        assert_eq!(office.ask("reports", "write", nobody).await["rows"], 0, "what says so is no row");
        let chair = make(&office, "chair", "執行委員長", json!({ "seats": 1, "term_months": 12 })).await;
        office.ask("members", "appoint", term(&chair, &members[0], "2024-02-29")).await;
        office.ask("members", "appoint", term(&chair, &members[1], "2026-12-01")).await;
        let rows = paper(&office, "2025-03-01").await;
        assert_eq!((rows[0][3].as_str(), rows[0][4].as_str()), ("2024-02-29", "2025-02-27"));
        assert!(rows[0][7].contains("任期満了・後任待ち") && rows[0][7].contains("在任の末日"), "{rows:?}");
        assert!(paper(&office, "2024-06-01").await[0][7].contains("在任の末日"), "it is known how long they stay");
        // Who leaves before the term is over: that day is the last one of both.
        let auditor = make(&office, "auditor", "会計監査", json!({ "seats": 1, "term_months": 24 })).await;
        let mut short = term(&auditor, &members[2], "2026-04-01");
        short["to_on"] = json!("2026-12-31");
        office.ask("members", "appoint", short).await;
        let rows = paper(&office, "2026-10-31").await;
        let own = rows.iter().find(|row| row[0] == "会計監査").unwrap();
        assert_eq!((own[4].as_str(), own[7].as_str()), ("2026-12-31", ""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_of_a_list_is_told_until_a_term_tells_of_the_office_or_the_person() {
    for on in databases() {
        let (office, members) = union(on).await;
        let found = office.ask("members", "list", json!({})).await;
        let person = |member: &Value| {
            let rows = found["rows"].as_array().unwrap();
            rows.iter().find(|row| row["membership_id"] == *member).unwrap()["person_id"].clone()
        };
        for (member, word) in [(&members[0], "執行委員長"), (&members[2], "書記")] {
            let card = office.ask("members", "card", json!({ "person_id": person(member) })).await;
            let word = json!({ "person_id": person(member), "version": card["version"], "membership": { "union_post": word }, "reason": "見本" });
            office.ask("members", "correct", word).await;
        }
        let posts = async |day: &str| {
            let rows = office.ask("members", "list", json!({ "as_of": day })).await;
            let rows = rows["rows"].as_array().unwrap().clone();
            let post = |given: &str| {
                let row = rows.iter().find(|row| row["given_name"] == given).unwrap();
                row["union_post"].as_str().unwrap_or_default().to_owned()
            };
            ["ア", "イ", "ウ"].map(post)
        };
        let chair = make(&office, "chair", "執行委員長", json!({ "seats": 1, "term_months": 24 })).await;
        assert_eq!(posts("2026-10-31").await, ["執行委員長", "", "書記"]);
        let rows = paper(&office, "2026-10-31").await;
        let told: Vec<[&str; 3]> = rows.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[7].as_str()]).collect();
        let undated = "一覧の役職、任期の記録なし";
        assert_eq!(
            told,
            [["執行委員長", "見本 ア", undated], ["書記", "見本 ウ", undated]],
            "no empty seat where a list names somebody"
        );
        assert!(r22(&office).await.contains(&format!("{undated}2人")));
        // With a term of the office its days say who was chair, and nobody was before.
        office.ask("members", "appoint", term(&chair, &members[1], "2026-04-01")).await;
        assert_eq!(posts("2026-10-31").await, ["", "執行委員長", "書記"], "there are no two chairs");
        assert_eq!(posts("2026-03-31").await, ["", "", "書記"]);
        assert!(r22(&office).await.contains(&format!("{undated}1人")));
        // With a term of the person, the word of a list tells nothing more of them.
        let rep = make(&office, "workplace_rep", "職場委員", json!({})).await;
        office.ask("members", "appoint", term(&rep, &members[2], "2026-04-01")).await;
        assert_eq!(posts("2026-10-31").await, ["", "執行委員長", "職場委員"]);
        assert_eq!(posts("2020-01-01").await, ["", "", ""]);
        assert!(!r22(&office).await.contains(undated));
        let out = office.file("名簿.xlsx");
        office.ask("members", "export_roster", json!({ "file": out, "purpose": "見本" })).await;
        let again = office.ask("members", "import_roster", json!({ "file": out })).await;
        assert_eq!(again["unchanged"], 3, "{again}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_of_a_file_is_told_from_the_day_of_the_list_on() {
    for on in databases() {
        let (office, _) = union(on).await;
        let sheet = |rows: Vec<Vec<V>>| Sheet::new("名簿", rows);
        let first =
            vec![row!["組合員番号", "氏名", "加入日", "組合役職"], row!["11", "見本 エ", day("2015-04-01"), "書記"]];
        let second =
            vec![row!["組合員番号", "氏名", "加入日", "組合役職"], row!["11", "見本 エ", day("2015-04-01"), "書記長"]];
        let told = async |on: &str| {
            let rows = paper(&office, on).await;
            rows.into_iter().filter(|row| row[1] == "見本 エ").map(|row| row[0].clone()).collect::<Vec<_>>()
        };
        let list =
            |name: &str, rows, as_of: &str| json!({ "file": xlsx(&office.file(name), &[sheet(rows)]), "as_of": as_of });
        office.ask("members", "import_roster", list("a.xlsx", first, "2026-04-01")).await;
        assert_eq!(told("2026-03-31").await, Vec::<String>::new(), "nobody knows who held it before");
        assert_eq!(told("2026-04-01").await, ["書記"]);
        office.ask("members", "import_roster", list("b.xlsx", second, "2026-10-01")).await;
        assert_eq!(told("2026-09-30").await, ["書記"], "as the list of that time said");
        assert_eq!(told("2026-10-01").await, ["書記長"]);
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(told("2026-10-01").await, ["書記"], "the second list was taken back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn grid_card_files_and_reports_tell_the_word_of_a_file_by_the_day_of_the_list() {
    for on in databases() {
        let (office, _) = union(on).await;
        let list = |name: &str, words: [&str; 2], as_of: &str| {
            let head = row!["組合員番号", "氏名", "加入日", "組合役職"];
            let joined = day("2015-04-01");
            let rows =
                vec![head, row!["11", "見本 エ", joined.clone(), words[0]], row!["12", "見本 オ", joined, words[1]]];
            // What a list leaves blank stays, unless the mapping says that it is none.
            let names = ["member_no", "name", "joined_on", "union_post"];
            let columns: Vec<Value> = ["組合員番号", "氏名", "加入日", "組合役職"]
                .iter()
                .zip(names)
                .map(|(from, to)| match to {
                    "union_post" => json!({ "from": from, "to": to, "transform": "overwrite" }),
                    _ => json!({ "from": from, "to": to }),
                })
                .collect();
            json!({
                "file": xlsx(&office.file(name), &[Sheet::new("名簿", rows)]), "as_of": as_of,
                "mapping": { "columns": columns },
            })
        };
        let said = async |as_of: &str| {
            let found = office.ask("members", "list", json!({ "as_of": as_of })).await;
            let rows = found["rows"].as_array().unwrap().clone();
            ["エ", "オ"].map(|given| {
                let row = rows.iter().find(|row| row["given_name"] == given).unwrap();
                row["union_post"].as_str().unwrap_or_default().to_owned()
            })
        };
        let roster = async |as_of: &str| {
            let page = office.ask("reports", "preview", json!({ "report": "R01", "as_of": as_of })).await.to_string();
            ["支部長", "書記次長", "会計係"].map(|word| page.contains(word))
        };
        office.ask("members", "import_roster", list("a.xlsx", ["支部長", "会計係"], "2026-04-01")).await;
        office.ask("members", "import_roster", list("b.xlsx", ["書記次長", ""], "2026-09-01")).await;
        for (as_of, words) in [
            ("2026-03-31", ["", ""]),
            ("2026-04-01", ["支部長", "会計係"]),
            ("2026-08-31", ["支部長", "会計係"]),
            ("2026-09-01", ["書記次長", ""]),
        ] {
            assert_eq!(said(as_of).await, words, "{as_of}");
            let told = ["支部長", "書記次長", "会計係"].map(|word| words.contains(&word));
            assert_eq!(roster(as_of).await, told, "{as_of}");
            let out = office.file(&format!("名簿{as_of}.xlsx"));
            let ask = json!({ "file": out, "purpose": "見本", "filter": { "as_of": as_of } });
            office.ask("members", "export_roster", ask).await;
            let text = format!("{:?}", shown(&out, None).await);
            assert_eq!(["支部長", "書記次長", "会計係"].map(|word| text.contains(word)), told, "{as_of}: {text}");
        }
        let found = office.ask("members", "list", json!({ "find": "見本 エ" })).await;
        let person = found["rows"][0]["person_id"].clone();
        let card = office.ask("members", "card", json!({ "person_id": person })).await;
        assert_eq!(card["memberships"][0]["union_post"], "書記次長");

        // An older list comes late: what later ones say stands, and is told.
        let late = office.ask("members", "import_roster", list("c.xlsx", ["青年部長", ""], "2026-02-01")).await;
        assert_eq!((&late["updated"], late["problems"][0]["code"].as_str()), (&json!(0), Some("office_said_later")));
        assert_eq!(said("2026-10-31").await, ["書記次長", ""]);
        // The same list with its right day: the word begins on it.
        office.ask("members", "import_roster", list("d.xlsx", ["", "会計係"], "2026-10-01")).await;
        office.ask("members", "import_roster", list("e.xlsx", ["", "会計係"], "2026-09-15")).await;
        assert_eq!(said("2026-09-14").await[1], "");
        assert_eq!(said("2026-09-15").await[1], "会計係");
        // By hand it is put right from the start.
        let card = office.ask("members", "card", json!({ "person_id": person })).await;
        let word = json!({ "person_id": person, "version": card["version"], "membership": { "union_post": "顧問" }, "reason": "見本" });
        office.ask("members", "correct", word).await;
        assert_eq!(said("2015-04-01").await[0], "顧問");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn full_time_in_a_file_counts_from_the_day_of_the_list_on() {
    for on in databases() {
        let (office, _) = union(on).await;
        let list = |name: &str, words: [&str; 2], as_of: &str| {
            let head = row!["組合員番号", "氏名", "加入日", "専従区分"];
            let joined = day("2015-04-01");
            let rows =
                vec![head, row!["11", "見本 エ", joined.clone(), words[0]], row!["12", "見本 オ", joined, words[1]]];
            let names =
                [("組合員番号", "member_no"), ("氏名", "name"), ("加入日", "joined_on"), ("専従区分", "fulltime_kind")];
            let columns = names.map(|(from, to)| match to {
                "fulltime_kind" => json!({ "from": from, "to": to, "transform": "overwrite" }),
                _ => json!({ "from": from, "to": to }),
            });
            json!({
                "file": xlsx(&office.file(name), &[Sheet::new("名簿", rows)]), "as_of": as_of,
                "mapping": { "columns": columns },
            })
        };
        let row_of = async |given: &str, as_of: &str| {
            let found = office.ask("members", "list", json!({ "as_of": as_of })).await;
            found["rows"].as_array().unwrap().iter().find(|row| row["given_name"] == given).unwrap().clone()
        };
        let said = async |as_of: &str| {
            let (one, other) = (row_of("エ", as_of).await, row_of("オ", as_of).await);
            [one, other].map(|row| row["fulltime_kind"].as_str().unwrap_or_default().to_owned())
        };
        office.ask("members", "import_roster", list("a.xlsx", ["在籍専従", "離籍専従"], "2026-04-01")).await;
        office.ask("members", "import_roster", list("b.xlsx", ["非専従", ""], "2026-09-01")).await;
        for (as_of, kinds) in [
            ("2026-03-31", ["", ""]),
            ("2026-04-01", ["on_roll", "off_roll"]),
            ("2026-08-31", ["on_roll", "off_roll"]),
            ("2026-09-01", ["none", "none"]),
        ] {
            assert_eq!(said(as_of).await, kinds, "{as_of}");
        }
        let out = office.file("名簿.xlsx");
        let ask = json!({ "file": out, "purpose": "見本", "filter": { "as_of": "2026-04-01" } });
        office.ask("members", "export_roster", ask).await;
        let text = format!("{:?}", shown(&out, None).await);
        assert!(text.contains("在籍専従") && text.contains("離籍専従") && !text.contains("非専従"), "{text}");
        let again = office.ask("members", "import_roster", list("b2.xlsx", ["非専従", ""], "2026-09-01")).await;
        assert_eq!((&again["updated"], &again["unchanged"]), (&json!(0), &json!(2)), "{again}");
        // An older list comes late: what later ones say stands, and is told.
        let late = office.ask("members", "import_roster", list("c.xlsx", ["プロパー", ""], "2026-02-01")).await;
        assert_eq!((&late["updated"], late["problems"][0]["code"].as_str()), (&json!(0), Some("office_said_later")));
        // A word for an office has its own days.
        let posts = vec![row!["組合員番号", "氏名", "組合役職"], row!["11", "見本 エ", "書記"]];
        let posts =
            json!({ "file": xlsx(&office.file("d.xlsx"), &[Sheet::new("名簿", posts)]), "as_of": "2026-06-01" });
        office.ask("members", "import_roster", posts).await;
        assert_eq!(row_of("エ", "2026-05-31").await["union_post"], Value::Null);
        assert_eq!(said("2026-05-31").await, ["on_roll", "off_roll"]);
        let card =
            office.ask("members", "card", json!({ "person_id": row_of("エ", "2026-10-31").await["person_id"] })).await;
        assert_eq!(card["memberships"][0]["fulltime_kind"], "none");
        // A term tells it before any list, and by hand it is put right from the start.
        let clerk = make(&office, "clerk", "会計係", json!({})).await;
        let mut term = term(&clerk, &card["memberships"][0]["id"], "2026-10-01");
        term["fulltime_kind"] = json!("on_roll");
        office.ask("members", "appoint", term).await;
        assert_eq!((said("2026-09-30").await[0].as_str(), said("2026-10-01").await[0].as_str()), ("none", "on_roll"));
        let other = row_of("オ", "2026-10-31").await["person_id"].clone();
        let version = office.ask("members", "card", json!({ "person_id": other })).await["version"].clone();
        let staff = json!({ "person_id": other, "version": version, "membership": { "fulltime_kind": "staff" }, "reason": "見本" });
        office.ask("members", "correct", staff).await;
        assert_eq!(said("2015-04-01").await[1], "staff");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_paper_names_the_holders_of_an_office_by_the_units_as_they_stand_on_its_day() {
    use crate::members_privacy::{branches, member};
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, west) = branches(&office).await;
        let add = async |label: &str, code: &str, parent: &Value| {
            let input = json!({ "kind": "sub_branch", "label": label, "code": code, "parent_id": parent });
            office.ask("organizations", "add_unit", input).await
        };
        let (moved, there) = (add("第二分会", "S2", &east).await, add("第一分会", "S1", &west).await);
        let [one, two] = [member(&office, &there, "見本", "一子").await, member(&office, &moved, "見本", "二子").await];
        let head = make(&office, "sub_branch_chair", "分会長", json!({})).await;
        for (of, unit) in [(&one, &there), (&two, &moved)] {
            let mut input = term(&head, &of["membership_id"], "2025-08-01");
            input["unit_id"] = unit.clone();
            office.ask("members", "appoint", input).await;
        }
        let units = office.ask("organizations", "units", json!({})).await;
        let version = units.as_array().unwrap().iter().find(|row| row["id"] == moved).unwrap()["version"].clone();
        let regroup = json!({ "id": moved, "version": version, "parent_id": west, "from_on": "2026-10-16" });
        office.ask("organizations", "regroup_unit", regroup).await;
        let names = async |on: &str| {
            let rows = paper(&office, on).await;
            rows.into_iter().map(|row| row[1].clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("2026-10-15").await, ["見本 二子", "見本 一子"], "第二分会 stands in the branch before");
        assert_eq!(names("2026-10-16").await, ["見本 一子", "見本 二子"], "now below 第一分会");
    }
}
