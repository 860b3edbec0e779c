//! Two records of one person, both in force: what hangs on the one that goes lasts on in the one that stays.

use serde_json::{Value, json};

use crate::row;
use crate::support::office::{Office, On, databases};
use crate::support::tables::everything;
use crate::support::workbook::{Sheet, day, xlsx};

/// 青木花子, twice: who stays joined in 2020, who goes in 2021.
struct Twice {
    office: Office,
    units: [Value; 2],
    offices: [Value; 2],
}

impl Twice {
    async fn new(on: On) -> Self {
        let office = Office::new(on).await;
        let mut units = [Value::Null, Value::Null];
        for (unit, (label, code)) in units.iter_mut().zip([("東支部", "B1"), ("西支部", "B2")]) {
            let input = json!({ "kind": "branch", "label": label, "code": code });
            *unit = office.ask("organizations", "add_unit", input).await;
        }
        let mut offices = [Value::Null, Value::Null];
        for (held, (kind, label)) in offices.iter_mut().zip([("executive", "執行委員"), ("treasurer", "会計")]) {
            *held = office.ask("members", "save_office", json!({ "kind": kind, "label": label })).await;
        }
        Self { office, units, offices }
    }

    async fn join(&self, family: &str, joined_on: &str, unit: &Value) -> Value {
        let input = json!({
            "person": { "family_name": family, "given_name": "花子", "birth_on": "1985-04-01" }, "joined_on": joined_on,
            "unit_id": unit, "eligible": true, "not_a_duplicate": true
        });
        let added = self.office.ask("members", "add", input).await;
        self.card(&added).await
    }

    async fn card(&self, of: &Value) -> Value {
        self.office.ask("members", "card", json!({ "person_id": of["person_id"] })).await
    }

    async fn appoint(&self, card: &Value, office: &Value, from_on: &str) {
        let input = json!({ "office_id": office, "membership_id": card["memberships"][0]["id"], "from_on": from_on, "elected_by": "appointed", "fulltime_kind": "none" });
        self.office.ask("members", "appoint", input).await;
    }

    async fn away(&self, card: &Value, kind: &str, from_on: &str) {
        let input = json!({ "membership_id": card["memberships"][0]["id"], "kind": kind, "from_on": from_on });
        self.office.ask("members", "start_condition", input).await;
    }

    /// The pair as 重複 shows it: what would end if the first went, and if the second did.
    async fn ends(&self) -> [Vec<(String, String)>; 2] {
        let pairs = self.office.ask("members", "duplicates", json!({})).await;
        ["one_ends", "other_ends"].map(|side| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let words = |cut: &Value| format!("{}{}", text(&cut["label"]), text(&cut["condition"]));
            pairs[0][side].as_array().unwrap().iter().map(|cut| (text(&cut["what"]), words(cut))).collect()
        })
    }

    async fn merge(&self, keep: &Value, gone: &Value) {
        let (keep, gone) = (self.card(keep).await, self.card(gone).await);
        let input = json!({ "keep": keep["person_id"], "keep_version": keep["version"], "merge": gone["person_id"], "merge_version": gone["version"] });
        self.office.ask("members", "merge", input).await;
    }
}

/// What lasts of a membership: offices, conditions, units.
fn lasting(membership: &Value) -> [Vec<String>; 3] {
    [("terms", "/office"), ("conditions", "/kind"), ("assignments", "/unit_names/0")].map(|(list, name)| {
        let rows = membership[list].as_array().unwrap().iter().filter(|row| row["to_on"].is_null());
        let mut names: Vec<String> =
            rows.map(|row| row.pointer(name).and_then(Value::as_str).unwrap().to_owned()).collect();
        names.sort();
        names
    })
}

fn pairs_of(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(what, words)| ((*what).to_owned(), (*words).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn m_02_a_merge_ends_only_what_the_membership_that_stays_has_of_its_own() {
    for on in databases() {
        let twice = Twice::new(on).await;
        let [east, west] = &twice.units;
        let [executive, treasurer] = &twice.offices;
        let stays = twice.join("青木", "2020-04-01", east).await;
        let goes = twice.join("靑木", "2021-04-01", west).await;
        twice.appoint(&stays, executive, "2020-10-01").await;
        twice.appoint(&goes, executive, "2025-08-01").await;
        twice.appoint(&goes, treasurer, "2025-08-01").await;
        twice.away(&stays, "childcare", "2026-07-01").await;
        twice.away(&goes, "childcare", "2026-05-01").await;
        twice.away(&goes, "secondment_out", "2026-06-01").await;
        // Said beforehand, whichever record goes: what the other has itself.
        let [if_first, if_second] = twice.ends().await;
        assert_eq!(if_second, pairs_of(&[("office", "執行委員"), ("condition", "childcare"), ("unit", "西支部")]));
        assert_eq!(if_first, pairs_of(&[("office", "執行委員"), ("condition", "childcare"), ("unit", "東支部")]));
        let before = everything(&twice.office).await;
        twice.merge(&stays, &goes).await;
        let merged = twice.card(&stays).await;
        let [own, gone] = [&merged["memberships"][0], &merged["memberships"][1]];
        let expected = [&["会計", "執行委員"][..], &["childcare", "secondment_out"], &["東支部"]];
        assert_eq!(lasting(own).map(|names| names.join(" ")), expected.map(|names| names.join(" ")), "{own}");
        assert!(lasting(gone).iter().all(Vec::is_empty), "{gone}");
        assert_eq!(gone["end_reason"], "entry_error");
        let held = twice.office.ask("members", "offices", json!({})).await;
        assert_eq!(held.to_string().matches("青木 花子").count(), 2, "each office is held once: {held}");
        twice.office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(&twice.office).await, before, "every table is as before");
        twice.office.ask("desk", "redo", json!({})).await;
        assert_eq!(lasting(&twice.card(&stays).await["memberships"][0])[0], ["会計", "執行委員"]);
        assert_eq!(twice.office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_unit_gets_the_one_of_the_record_that_goes_and_a_suspension_lasts_on() {
    for on in databases() {
        let twice = Twice::new(on).await;
        // Whom a list brought without a unit.
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "加入年月日"],
            row!["0001", "青木 花子", day("1985-04-01"), day("2020-04-01")],
        ];
        let file = xlsx(&twice.office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        twice.office.ask("members", "import_roster", json!({ "file": file })).await;
        let stays = twice.office.ask("members", "list", json!({})).await["rows"][0].clone();
        let goes = twice.join("靑木", "2021-04-01", &twice.units[1]).await;
        let resolution =
            json!({ "organ": "大会", "resolved_on": "2026-09-20", "heard_on": "2026-09-10", "text": "権利を停止する" });
        let suspend = json!({ "membership_id": goes["memberships"][0]["id"], "kind": "rights_suspended", "from_on": "2026-10-01", "resolution": resolution });
        twice.office.ask("members", "start_condition", suspend).await;
        assert_eq!(twice.ends().await[1], [], "all of it goes on");
        let before = everything(&twice.office).await;
        twice.merge(&stays, &goes).await;
        let merged = twice.card(&stays).await;
        assert_eq!(merged["memberships"][0]["status"], "suspended", "rights do not come back by a merge: {merged}");
        let row = twice.office.ask("members", "list", json!({ "state": "in_force" })).await["rows"].clone();
        assert_eq!((row.as_array().unwrap().len(), &row[0]["branch"]), (1, &json!("西支部")));
        twice.office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(&twice.office).await, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_02_what_began_before_the_membership_that_stays_goes_on_from_its_first_day() {
    for on in databases() {
        let twice = Twice::new(on).await;
        let [east, _] = &twice.units;
        let [executive, treasurer] = &twice.offices;
        let goes = twice.join("青木", "2019-04-01", east).await;
        let stays = twice.join("靑木", "2021-04-01", east).await;
        twice.appoint(&goes, executive, "2020-10-01").await;
        twice.appoint(&goes, treasurer, "2025-08-01").await;
        twice.away(&goes, "secondment_out", "2020-07-01").await;
        let pairs = twice.office.ask("members", "duplicates", json!({})).await;
        let told = |side: &str| -> Vec<(String, String)> {
            let text = |cut: &Value, name: &str| cut[name].as_str().unwrap_or_default().to_owned();
            let cuts = pairs[0][side].as_array().unwrap().iter();
            cuts.map(|cut| (text(cut, "label") + &text(cut, "condition"), text(cut, "from_on"))).collect()
        };
        // The one who has been there longer is the first of the pair.
        assert_eq!(told("one_goes_on"), pairs_of(&[("執行委員", "2021-04-01"), ("secondment_out", "2021-04-01")]));
        assert!(told("one_ends").is_empty() && told("other_goes_on").is_empty(), "{pairs}");
        let before = everything(&twice.office).await;
        twice.merge(&stays, &goes).await;
        let merged = twice.card(&stays).await;
        let of = |end: &Value| -> Value {
            let rows = merged["memberships"].as_array().unwrap();
            rows.iter().find(|row| row["end_reason"] == *end).unwrap().clone()
        };
        let (own, gone) = (of(&Value::Null), of(&json!("entry_error")));
        let days = |membership: &Value, list: &str, name: &str| -> Vec<(String, String, String)> {
            let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
            let rows = membership[list].as_array().unwrap().iter();
            let mut days: Vec<_> =
                rows.map(|row| (text(row, name), text(row, "from_on"), text(row, "to_on"))).collect();
            days.sort();
            days
        };
        let row = |what: &str, from: &str, to: &str| (what.to_owned(), from.to_owned(), to.to_owned());
        let held = [row("会計", "2025-08-01", ""), row("執行委員", "2021-04-01", "")];
        assert_eq!(days(&own, "terms", "office"), held, "{own}");
        assert_eq!(days(&gone, "terms", "office"), [row("執行委員", "2020-10-01", "2021-03-31")], "{gone}");
        assert_eq!(days(&own, "conditions", "kind"), [row("secondment_out", "2021-04-01", "")], "{own}");
        assert_eq!(days(&gone, "conditions", "kind"), [row("secondment_out", "2020-07-01", "2021-03-31")], "{gone}");
        let held = twice.office.ask("members", "offices", json!({})).await;
        assert_eq!(held.to_string().matches("靑木 花子").count(), 2, "each office is held once: {held}");
        twice.office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(&twice.office).await, before, "every table is as before");
        twice.office.ask("desk", "redo", json!({})).await;
        assert_eq!(twice.office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_14_the_word_of_a_list_passes_with_its_days_where_the_record_that_stays_has_none() {
    for on in databases() {
        let twice = Twice::new(on).await;
        let office = &twice.office;
        let [east, _] = &twice.units;
        let stays = twice.join("靑木", "2020-04-01", east).await;
        let goes = twice.join("青木", "2021-04-01", east).await;
        let worded = twice.join("青木", "2022-04-01", east).await;
        let number = |card: &Value| card["memberships"][0]["member_no"].as_str().unwrap().to_owned();
        let list = async |name: &str, who: &Value, word: &str, as_of: &str| {
            let joined = day(who["memberships"][0]["joined_on"].as_str().unwrap());
            let rows = vec![
                row!["組合員番号", "氏名", "加入日", "組合役職", "専従区分"],
                row![number(who).as_str(), "青木 花子", joined, word, "在籍専従"],
            ];
            let file = xlsx(&office.file(name), &[Sheet::new("名簿", rows)]);
            office.ask("members", "import_roster", json!({ "file": file, "as_of": as_of })).await;
        };
        list("a.xlsx", &goes, "職場委員", "2026-04-01").await;
        list("b.xlsx", &goes, "支部長", "2026-09-01").await;
        let said = async |as_of: &str| {
            let found = office.ask("members", "list", json!({ "as_of": as_of })).await;
            let rows = found["rows"].as_array().unwrap().clone();
            let own = rows.iter().find(|row| row["person_id"] == stays["person_id"]).unwrap();
            // 専従区分 passes with the days of the lists, too.
            assert_eq!(own["fulltime_kind"] == "on_roll", !own["union_post"].is_null(), "{as_of}: {own}");
            own["union_post"].as_str().unwrap_or_default().to_owned()
        };
        let before = everything(office).await;
        twice.merge(&stays, &goes).await;
        for (as_of, word) in
            [("2026-03-31", ""), ("2026-04-01", "職場委員"), ("2026-08-31", "職場委員"), ("2026-09-01", "支部長")]
        {
            assert_eq!(said(as_of).await, word, "{as_of}");
        }
        let own = async || {
            let card = twice.card(&stays).await;
            let rows = card["memberships"].as_array().unwrap().clone();
            rows.into_iter().find(|row| row["status"] == "active").unwrap()
        };
        assert_eq!(own().await["fulltime_kind"], "on_roll");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(office).await, before, "every table is as before");
        office.ask("desk", "redo", json!({})).await;
        // A word of its own stays.
        list("c.xlsx", &worded, "会計係", "2026-10-01").await;
        twice.merge(&stays, &worded).await;
        assert_eq!(own().await["union_post"], "支部長");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mandate_of_check_off_passes_where_the_record_that_stays_has_none_and_where_it_is_taken() {
    for on in databases() {
        let twice = Twice::new(on).await;
        let office = &twice.office;
        let [east, _] = &twice.units;
        let stays = twice.join("青木", "2020-04-01", east).await;
        let mandated = twice.join("青木", "2021-04-01", east).await;
        let stopped = twice.join("青木", "2022-04-01", east).await;
        let say = async |who: &Value, membership: Value| {
            let version = twice.card(who).await["version"].clone();
            let correct = json!({ "person_id": who["person_id"], "version": version, "membership": membership, "reason": "見本" });
            office.ask("members", "correct", correct).await;
        };
        say(&mandated, json!({ "checkoff_status": "mandated", "checkoff_mandate_on": "2021-05-01" })).await;
        let ends = json!({ "checkoff_status": "stopped", "checkoff_mandate_on": "2022-05-01", "checkoff_stopped_on": "2026-03-31" });
        say(&stopped, ends).await;
        let own = async || {
            let card = twice.card(&stays).await;
            let rows = card["memberships"].as_array().unwrap().clone();
            let own = rows.into_iter().find(|row| row["status"] == "active").unwrap();
            ["checkoff_status", "checkoff_mandate_on", "checkoff_stopped_on"].map(|name| own[name].clone())
        };
        let seen = office.ask("members", "duplicates", json!({ "person_id": stopped["person_id"] })).await;
        let said = |side: &str| seen[0][side]["checkoff"]["status"].as_str().unwrap().to_owned();
        assert!([said("one"), said("other")].contains(&"stopped".to_owned()), "{seen}");
        let before = everything(office).await;
        twice.merge(&stays, &mandated).await;
        assert_eq!(own().await, [json!("mandated"), json!("2021-05-01"), Value::Null]);
        let history = twice.card(&stays).await["events"].to_string();
        assert!(history.contains("checkoff_mandate_on"), "the history tells it: {history}");
        // Both say something: the one that stays stands, unless the officer takes the other.
        let merge = async |take: Value| {
            let (keep, gone) = (twice.card(&stays).await, twice.card(&stopped).await);
            let input = json!({
                "keep": keep["person_id"], "keep_version": keep["version"], "merge": gone["person_id"],
                "merge_version": gone["version"], "take": take
            });
            office.ask("members", "merge", input).await;
        };
        merge(json!([])).await;
        assert_eq!(own().await, [json!("mandated"), json!("2021-05-01"), Value::Null]);
        office.ask("desk", "undo", json!({})).await;
        merge(json!(["checkoff"])).await;
        assert_eq!(own().await, [json!("stopped"), json!("2022-05-01"), json!("2026-03-31")]);
        for _ in 0..2 {
            office.ask("desk", "undo", json!({})).await;
        }
        assert_eq!(everything(office).await, before, "every table is as before");
    }
}
