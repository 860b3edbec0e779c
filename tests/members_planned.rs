//! Days to come, and days that are closed: what is entered ahead takes effect by itself, a closed unit leaves nobody behind, an
//! entry for a closed month is a correction, and what stands on the day stands in every list and file.

use chrono::NaiveDate;
use serde_json::{Value, json};

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;

use crate::row;
use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::package::Package;
use crate::support::workbook::{Sheet, shown, xlsx};

/// A union with two branches and members who are fictional.
pub struct Union {
    pub office: Office,
    pub east: Value,
    pub west: Value,
}

impl Union {
    pub async fn new(on: On) -> Self {
        let office = Office::new(on).await;
        let branch = async |label: &str, code: &str| {
            let input = json!({ "kind": "branch", "label": label, "code": code, "from_on": "2000-04-01" });
            office.ask("organizations", "add_unit", input).await
        };
        let (east, west) = (branch("東支部", "B1").await, branch("西支部", "B2").await);
        Self { office, east, west }
    }

    pub async fn join(&self, given: &str, unit: &Value, joined_on: &str) -> Value {
        let person = json!({ "family_name": "見本", "given_name": given, "family_kana": "ミホン", "given_kana": given, "birth_on": "1985-05-05" });
        let input = json!({ "person": person, "joined_on": joined_on, "unit_id": unit, "eligible": true, "not_a_duplicate": true });
        self.office.ask("members", "add", input).await
    }

    pub async fn card(&self, of: &Value) -> Value {
        self.office.ask("members", "card", json!({ "person_id": of["person_id"] })).await
    }

    pub async fn leave(&self, of: &Value, left_on: &str) {
        let version = self.card(of).await["memberships"][0]["version"].clone();
        let input = json!({ "membership_id": of["membership_id"], "version": version, "left_on": left_on, "end_reason": "employment_end" });
        self.office.ask("members", "leave", input).await;
    }

    pub async fn count(&self, filter: Value) -> u64 {
        self.office.ask("members", "count", filter).await["n"].as_u64().unwrap()
    }
}

/// The same union at a desk of another day.
async fn on_the_day(union: &Union, today: &str, login: &str) -> Desk {
    union.office.ask("desk", "lock", json!({})).await;
    let desk = Desk::new(DeskOptions {
        paths_allowed: true,
        today: today.parse::<NaiveDate>().ok(),
        ..DeskOptions::default()
    });
    let open = json!({ "file": union.office.place, "login": login, "passphrase": PASSPHRASE });
    ask(&desk, "desk", "open", open).await;
    desk
}

async fn ask(desk: &Desk, capability: &str, verb: &str, input: Value) -> Value {
    api::call(desk, capability, verb, input, &Progress::silent()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_planned_of_who_has_left_is_planned_no_more() {
    for on in databases() {
        let union = Union::new(on).await;
        let gone = union.join("ア", &union.east, "2020-04-01").await;
        let input = json!({ "membership_id": gone["membership_id"], "unit_id": union.west, "from_on": "2026-11-05" });
        union.office.ask("members", "move_unit", input).await;
        assert_eq!(union.office.ask("members", "planned", json!({})).await.as_array().unwrap().len(), 1);
        union.leave(&gone, "2026-10-20").await;
        assert_eq!(union.office.ask("members", "planned", json!({})).await, json!([]));
        let stood = union.card(&gone).await["memberships"][0]["assignments"].clone();
        assert_eq!(stood.as_array().unwrap().len(), 1, "{stood}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_entered_ahead_is_listed_as_planned_and_takes_effect_by_itself() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let moves = union.join("ア", &union.east, "2020-04-01").await;
        let leaves = union.join("イ", &union.east, "2020-04-01").await;
        let rests = union.join("ウ", &union.west, "2020-04-01").await;
        let silent = union.join("エ", &union.west, "2020-04-01").await;
        let comes = union.join("オ", &union.east, "2026-11-10").await;
        let input = json!({ "membership_id": moves["membership_id"], "unit_id": union.west, "from_on": "2026-11-05" });
        office.ask("members", "move_unit", input).await;
        union.leave(&leaves, "2026-11-03").await;
        let rest = json!({ "membership_id": rests["membership_id"], "kind": "childcare", "from_on": "2026-11-04", "to_on": "2026-11-20" });
        office.ask("members", "start_condition", rest).await;
        let resolution =
            json!({ "organ": "大会", "resolved_on": "2026-10-20", "heard_on": "2026-10-10", "text": "権利を停止する" });
        let suspended = json!({ "membership_id": silent["membership_id"], "kind": "rights_suspended", "from_on": "2026-11-06", "to_on": "2026-11-08", "resolution": resolution });
        office.ask("members", "start_condition", suspended).await;
        let input = json!({ "login": "west", "display_name": "西の役員（架空）", "passphrase": PASSPHRASE, "roles": ["branch_officer"], "unit_scope": union.west });
        office.ask("officers", "add", input).await;

        let planned = office.ask("members", "planned", json!({})).await;
        let lines: Vec<(&str, &str)> = planned
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["on"].as_str().unwrap(), row["what"].as_str().unwrap()))
            .collect();
        let expected = [
            ("2026-11-03", "end"),
            ("2026-11-04", "condition_start"),
            ("2026-11-05", "move"),
            ("2026-11-06", "condition_start"),
            ("2026-11-08", "condition_end"),
            ("2026-11-10", "join"),
            ("2026-11-20", "condition_end"),
        ];
        assert_eq!(lines, expected);
        assert_eq!(planned[2]["to_unit"], "西支部");
        assert_eq!(union.count(json!({})).await, 4, "nothing of it holds today");
        assert_eq!(union.count(json!({ "unit_id": union.east })).await, 2);
        assert_eq!(union.card(&silent).await["memberships"][0]["status"], "active", "the rights are whole until then");
        assert_eq!(union.card(&leaves).await["memberships"][0]["status"], "active", "a member until the last day");

        // The branch officer of the west does not see who comes on the fifth, before the fifth.
        let west = on_the_day(&union, "2026-11-04", "west").await;
        assert_eq!(ask(&west, "members", "list", json!({})).await["rows"].as_array().unwrap().len(), 2);
        let early = json!({ "person_id": moves["person_id"] });
        let hidden = api::call(&west, "members", "card", early.clone(), &Progress::silent()).await;
        assert_eq!(hidden.unwrap_err().code(), "missing");
        ask(&west, "desk", "lock", json!({})).await;

        let later = on_the_day(&union, "2026-11-07", "admin").await;
        let list = ask(&later, "members", "list", json!({ "state": "all" })).await;
        let row = |of: &Value| {
            list["rows"].as_array().unwrap().iter().find(|row| row["person_id"] == of["person_id"]).unwrap().clone()
        };
        assert_eq!(
            ask(&later, "members", "count", json!({})).await["n"],
            3,
            "one left on the third, one comes on the tenth"
        );
        assert_eq!(row(&moves)["branch"], "西支部");
        assert_eq!(row(&leaves)["status"], "ended");
        assert_eq!(row(&rests)["conditions"], json!(["childcare"]));
        assert_eq!(row(&silent)["status"], "suspended");
        assert_eq!(ask(&later, "members", "planned", json!({})).await.as_array().unwrap().len(), 3);
        ask(&later, "desk", "lock", json!({})).await;

        let west = on_the_day(&union, "2026-11-07", "west").await;
        ask(&west, "members", "card", early).await;
        ask(&west, "desk", "lock", json!({})).await;

        let last = on_the_day(&union, "2026-11-21", "admin").await;
        let list = ask(&last, "members", "list", json!({})).await;
        assert!(
            list["rows"]
                .as_array()
                .unwrap()
                .iter()
                .all(|row| row["status"] == "active" && row["conditions"] == json!([]))
        );
        assert_eq!(list["rows"].as_array().unwrap().len(), 4);
        assert!(list["rows"].as_array().unwrap().iter().any(|row| row["person_id"] == comes["person_id"]));
        assert_eq!(ask(&last, "members", "planned", json!({})).await, json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_a_unit_asks_where_each_member_goes_and_nobody_vanishes() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let mut east = Vec::new();
        for given in ["ア", "イ", "ウ"] {
            east.push(union.join(given, &union.east, "2020-04-01").await);
        }
        union.leave(&east[2], "2026-12-15").await;
        let version = || async {
            let units = office.ask("organizations", "units", json!({ "include_closed": true })).await;
            units.as_array().unwrap().iter().find(|unit| unit["id"] == union.east).unwrap()["version"].clone()
        };
        let close = |version: Value, place: Value| json!({ "id": union.east, "version": version, "last_day": "2026-11-30", "place": place });
        assert_eq!(
            office.refused("organizations", "close_unit", close(version().await, Value::Null)).await,
            "unit_has_members"
        );
        let itself = json!({ "unit_id": union.east });
        assert_eq!(office.refused("organizations", "close_unit", close(version().await, itself)).await, "invalid");
        assert_eq!(
            union.count(json!({ "unit_id": union.east, "as_of": "2026-12-01" })).await,
            3,
            "a refusal changes nothing"
        );

        let place = json!({ "unit_id": union.west, "each": [{ "membership_id": east[1]["membership_id"] }] });
        office.ask("organizations", "close_unit", close(version().await, place)).await;
        let at = async |unit: Value, day: &str| {
            let mut filter = json!({ "as_of": day });
            for (name, value) in unit.as_object().unwrap() {
                filter[name] = value.clone();
            }
            union.count(filter).await
        };
        assert_eq!(at(json!({ "unit_id": union.east }), "2026-11-30").await, 3, "the last day is still there");
        assert_eq!(at(json!({ "unit_id": union.west }), "2026-12-01").await, 2);
        assert_eq!(at(json!({ "no_unit": true }), "2026-12-01").await, 1, "who has no target is under 所属なし");
        assert_eq!(at(json!({ "unit_id": union.west }), "2026-12-16").await, 1, "the planned end stays");
        let card = union.card(&east[0]).await;
        let event = card["events"].as_array().unwrap().iter().find(|event| event["kind"] == "unit").unwrap();
        assert_eq!((&event["before"]["unit"], &event["after"]["unit"]), (&json!("東支部"), &json!("西支部")));
        let moved = json!({ "period": { "what": "moved", "from": "2026-12-01", "to": "2026-12-31" } });
        assert_eq!(union.count(moved).await, 3);
        let r03 = json!({ "report": "R03", "as_of": "2026-12-31", "from": "2026-11-01", "names": true });
        office.ask("reports", "preview", r03).await;

        office.ask("desk", "undo", json!({})).await;
        assert_eq!(
            union.count(json!({ "unit_id": union.east, "as_of": "2026-12-01" })).await,
            3,
            "one step, taken back whole"
        );
        assert_eq!(union.count(json!({ "no_unit": true, "as_of": "2026-12-01" })).await, 0);
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(union.count(json!({ "unit_id": union.west, "as_of": "2026-12-01" })).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_an_entry_for_a_closed_month_asks_for_a_reason_and_becomes_a_correction() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let one = union.join("ア", &union.east, "2020-04-01").await;
        for given in ["イ", "ウ", "エ", "オ", "カ"] {
            union.join(given, &union.west, "2020-04-01").await;
        }
        assert_eq!(office.ask("members", "closed_until", json!({})).await["as_of"], Value::Null);
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        assert_eq!(office.ask("members", "closed_until", json!({})).await["as_of"], "2026-09-30");
        let person = json!({ "family_name": "後", "given_name": "見本" });
        let late = |joined: &str, reason: Value| json!({ "person": person, "joined_on": joined, "unit_id": union.east, "eligible": true, "not_a_duplicate": true, "reason": reason });
        assert_eq!(office.refused("members", "add", late("2026-09-30", Value::Null)).await, "month_closed");
        let move_it = |from: &str, reason: Value| json!({ "membership_id": one["membership_id"], "unit_id": union.west, "from_on": from, "reason": reason });
        assert_eq!(office.refused("members", "move_unit", move_it("2026-09-01", Value::Null)).await, "month_closed");
        let input = json!({ "login": "east", "display_name": "東の役員（架空）", "passphrase": PASSPHRASE, "roles": ["branch_officer"], "unit_scope": union.east });
        office.ask("officers", "add", input).await;
        office.ask("desk", "open", json!({ "login": "east", "passphrase": PASSPHRASE })).await;
        let with_reason = late("2026-09-30", json!("加入届の見落とし"));
        assert_eq!(
            office.refused("members", "add", with_reason.clone()).await,
            "month_closed",
            "not for a branch officer"
        );
        office.ask("members", "add", late("2026-10-01", Value::Null)).await;
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        let person = json!({ "family_name": "先", "given_name": "見本" });
        let mut with_reason = with_reason;
        with_reason["person"] = person;
        let added = office.ask("members", "add", with_reason).await;
        let events = union.card(&added).await["events"].clone();
        let correction = events.as_array().unwrap().iter().find(|event| event["kind"] == "correction").unwrap();
        assert_eq!(correction["reason"], "加入届の見落とし");
        assert_eq!(correction["after"], json!({ "entered_for": "2026-09-30", "closed": "2026-09-30" }));
        let months = office.ask("reports", "closed_months", json!({})).await;
        assert_eq!(
            (&months[0]["members"], &months[0]["now"]),
            (&json!(6), &json!(7)),
            "printed stays, the difference is told"
        );
        let r03 =
            json!({ "report": "R03", "as_of": "2026-10-31", "from": "2026-04-01", "names": true, "locale": "ja" });
        let preview = office.ask("reports", "preview", r03).await;
        assert!(preview["pages"][0]["notes"].to_string().contains("6人でした"), "{}", preview["pages"][0]["notes"]);
        let version = union.card(&one).await["version"].clone();
        let correct =
            json!({ "person_id": one["person_id"], "version": version, "membership": { "joined_on": "2020-05-01" } });
        assert_eq!(office.refused("members", "correct", correct).await, "month_closed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_and_offices_stand_in_files_and_what_is_written_out_changes_nothing() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let chair = union.join("ア", &union.east, "2020-04-01").await;
        let rests = union.join("イ", &union.west, "2020-04-01").await;
        union.join("ウ", &union.west, "2020-04-01").await;
        let office_id = office.ask("members", "save_office", json!({ "kind": "chair", "label": "執行委員長" })).await;
        let term = json!({ "office_id": office_id, "membership_id": chair["membership_id"], "from_on": "2026-04-01", "fulltime_kind": "on_roll", "elected_by": "direct_secret_ballot" });
        office.ask("members", "appoint", term).await;
        let rest = json!({ "membership_id": rests["membership_id"], "kind": "childcare", "from_on": "2026-08-01" });
        office.ask("members", "start_condition", rest).await;
        let out = office.file("名簿.xlsx");
        office.ask("members", "export_roster", json!({ "file": out, "purpose": "試験" })).await;
        let rows = shown(&out, None).await[0].1.clone();
        let column = |row: &Vec<String>, name: &str| row[rows[0].iter().position(|head| head == name).unwrap()].clone();
        let of = |given: &str| rows.iter().find(|row| column(row, "名") == given).unwrap().clone();
        assert_eq!(
            (column(&of("ア"), "組合役職").as_str(), column(&of("ア"), "専従区分").as_str()),
            ("執行委員長", "在籍専従")
        );
        assert_eq!(column(&of("イ"), "状態"), "育児休業");
        assert_eq!(column(&of("ウ"), "状態"), "在籍");
        let again = office.ask("members", "import_roster", json!({ "file": out })).await;
        assert_eq!((again["unchanged"].as_u64(), again["problems"].as_array().unwrap().len()), (Some(3), 0), "{again}");
        let r01 = office.ask("reports", "preview", json!({ "report": "R01" })).await.to_string();
        assert!(r01.contains("childcare") && r01.contains("執行委員長"));

        // A list that says who is on leave begins the condition once; an office is not taken from a list.
        let numbers: Vec<String> = rows[1..].iter().map(|row| column(row, "組合員番号")).collect();
        let list = |at: usize, state: &str| {
            xlsx(
                &office.file(&format!("状態{at}.xlsx")),
                &[Sheet::new(
                    "名簿",
                    vec![
                        row!["組合員番号", "姓", "名", "状態", "組合役職"],
                        row![numbers[0].as_str(), "見本", "ア", "在籍", "職場委員"],
                        row![numbers[1].as_str(), "見本", "イ", "休職", ""],
                        row![numbers[2].as_str(), "見本", "ウ", state, ""],
                    ],
                )],
            )
        };
        let done = office.ask("members", "import_roster", json!({ "file": list(1, "出向中") })).await;
        assert_eq!((done["updated"].as_u64(), done["unchanged"].as_u64()), (Some(1), Some(2)), "{done}");
        let codes: Vec<&str> =
            done["problems"].as_array().unwrap().iter().map(|problem| problem["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["office_kept"], "told, and kept as it is");
        let seconded = office.ask("members", "list", json!({ "conditions": ["secondment_out"] })).await;
        assert_eq!(seconded["rows"][0]["given_name"], "ウ");
        let second = office.ask("members", "import_roster", json!({ "file": list(2, "出向中") })).await;
        assert_eq!(second["unchanged"], 3, "the second time changes nothing: {second}");
        let other = office.ask("members", "import_roster", json!({ "file": list(3, "介護休業") })).await;
        assert!(other["problems"].to_string().contains("condition_kept"), "{other}");

        // What the import changed, on paper for the committee.
        let paper = office.file("異動一覧.xlsx");
        let input = json!({ "batch": done["batch"], "file": paper });
        office.ask("members", "batch_changes", input.clone()).await;
        let text = format!("{:?}", shown(&paper, None).await);
        assert!(text.contains("休職など(1人)") && text.contains("出向") && text.contains("見本 ウ"), "{text}");
        assert!(text.contains("いつから") && text.contains("2026-10-31"), "from which day: {text}");
        assert!(!text.contains("見本 ア"), "who did not change is not on it");
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(
            office.refused("members", "batch_changes", input).await,
            "batch_taken_back",
            "taken back, there is nothing to tell"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_changes_tells_joins_changes_and_ends_before_and_after() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        for given in ["ア", "イ"] {
            union.join(given, &union.east, "2020-04-01").await;
        }
        let rows = office.ask("members", "list", json!({})).await["rows"].clone();
        let number = |at: usize| rows[at]["member_no"].as_str().unwrap().to_owned();
        let file = xlsx(
            &office.file("今月.xlsx"),
            &[Sheet::new(
                "名簿",
                vec![
                    row!["組合員番号", "姓", "名", "支部", "組合員区分", "退職日", "加入年月日"],
                    row![number(0).as_str(), "見本", "ア", "西支部", "準組合員", "", "2020/4/1"],
                    row![number(1).as_str(), "見本", "イ", "東支部", "正組合員", "2026/10/15", "2020/4/1"],
                    row!["900001", "新人", "見本", "西支部", "正組合員", "", "2026/10/1"],
                ],
            )],
        );
        let done = office.ask("members", "import_roster", json!({ "file": file })).await;
        assert_eq!((done["created"].as_u64(), done["updated"].as_u64()), (Some(1), Some(2)), "{done}");
        let paper = std::env::var_os("KYOJO_LOOK")
            .map_or_else(|| office.file("異動一覧.xlsx"), |look| std::path::PathBuf::from(look).join("batch.xlsx"));
        office.ask("members", "batch_changes", json!({ "batch": done["batch"], "file": paper })).await;
        let sheets = shown(&paper, None).await;
        let lines: Vec<String> = sheets[0].1.iter().map(|row| row.join("|")).collect();
        let text = lines.join("\n");
        for part in ["新しく加入(1人)", "新人 見本", "終了(1人)", "退職"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let has = |parts: &[&str]| lines.iter().any(|line| parts.iter().all(|part| line.contains(part)));
        assert!(has(&["見本 ア", "所属", "東支部", "西支部", "2026-10-31"]), "a move is one line with its day: {text}");
        assert!(
            has(&["見本 イ", "東支部", "2026-10-15", "退職"]),
            "whose the leaver was, and a day that is a day: {text}"
        );
        assert!(has(&["見本 ア", "正組合員", "準組合員"]), "{text}");
        let package = Package::open(&paper);
        let foot = package.part("xl/worksheets/sheet1.xml").split("oddFooter").nth(1).unwrap_or_default();
        assert_eq!(foot.matches("異動一覧").count(), 1, "the paper is named once at its foot: {foot}");
    }
}
