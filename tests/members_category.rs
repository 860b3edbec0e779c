//! The category of a membership (区分) is dated: what was true on a day stays, whatever is entered later, and who becomes or
//! ceases to be a member by it is a movement of its own kind.

use kyojo_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, Database, DbBackend, Statement};
use serde_json::{Value, json};

use crate::members_import::{counts, import};
use crate::row;
use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::workbook::{Sheet, xlsx};

/// Two branches with members who are fictional; today is 2026-10-31.
struct Union {
    office: Office,
    east: Value,
    west: Value,
}

impl Union {
    async fn new(on: On) -> Self {
        let office = Office::new(on).await;
        let branch = async |label: &str, code: &str| {
            let input = json!({ "kind": "branch", "label": label, "code": code, "from_on": "2000-04-01" });
            office.ask("organizations", "add_unit", input).await
        };
        let (east, west) = (branch("東支部", "B1").await, branch("西支部", "B2").await);
        Self { office, east, west }
    }

    async fn join(&self, given: &str, unit: &Value, joined_on: &str, category: &str) -> Value {
        let person = json!({ "family_name": "見本", "given_name": given, "family_kana": "ミホン", "given_kana": given, "birth_on": "1985-05-05" });
        let input = json!({ "person": person, "joined_on": joined_on, "unit_id": unit, "category": category, "eligible": true, "not_a_duplicate": true });
        self.office.ask("members", "add", input).await
    }

    async fn card(&self, of: &Value) -> Value {
        self.office.ask("members", "card", json!({ "person_id": of["person_id"] })).await
    }

    async fn entry(&self, of: &Value, category: &str, from: Value) -> Value {
        let version = self.card(of).await["version"].clone();
        json!({ "person_id": of["person_id"], "version": version, "membership": { "category": category, "category_from": from } })
    }

    /// Another category from a day on.
    async fn set(&self, of: &Value, category: &str, from: &str) {
        let input = self.entry(of, category, json!(from)).await;
        self.office.ask("members", "correct", input).await;
    }

    async fn count(&self, filter: Value) -> u64 {
        self.office.ask("members", "count", filter).await["n"].as_u64().unwrap()
    }

    /// Categories of the list of a day, by given name.
    async fn listed(&self, day: &str) -> Vec<(String, String)> {
        let rows = self.office.ask("members", "list", json!({ "as_of": day, "sort": "member_no" })).await;
        let of = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
        rows["rows"].as_array().unwrap().iter().map(|row| (of(row, "given_name"), of(row, "category"))).collect()
    }
}

/// First and last days and categories on the card, newest first.
fn spells(card: &Value) -> Vec<(String, Option<String>, Option<String>)> {
    let day = |row: &Value, name: &str| row[name].as_str().map(str::to_owned);
    let rows = card["memberships"][0]["categories"].as_array().unwrap();
    rows.iter()
        .map(|row| (row["category"].as_str().unwrap().to_owned(), day(row, "from_on"), day(row, "to_on")))
        .collect()
}

fn spell(category: &str, from: Option<&str>, to: Option<&str>) -> (String, Option<String>, Option<String>) {
    (category.to_owned(), from.map(str::to_owned), to.map(str::to_owned))
}

/// The row of a table by its first cell, as texts and numbers.
fn line(preview: &Value, page: usize, table: usize, name: &str) -> Vec<Value> {
    let blocks = preview["pages"][page]["blocks"].as_array().unwrap();
    let table = blocks.iter().filter(|block| block["block"] == "table").nth(table).unwrap();
    let rows = table["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["cells"][0]["value"] == name).unwrap_or_else(|| panic!("{name}: {rows:?}"));
    row["cells"].as_array().unwrap().iter().skip(1).map(|cell| cell["value"].clone()).collect()
}

fn heads(preview: &Value, page: usize, table: usize) -> Vec<String> {
    let blocks = preview["pages"][page]["blocks"].as_array().unwrap();
    let table = blocks.iter().filter(|block| block["block"] == "table").nth(table).unwrap();
    table["heads"].as_array().unwrap().iter().map(|head| head["label"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_category_holds_from_its_day_and_earlier_days_stay_as_they_were() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let taro = union.join("太郎", &union.east, "2020-04-01", "regular").await;
        let jiro = union.join("次郎", &union.east, "2021-04-01", "associate").await;
        union.set(&taro, "associate", "2025-07-01").await;
        let both = |first: &str, second: &str| {
            vec![("太郎".to_owned(), first.to_owned()), ("次郎".to_owned(), second.to_owned())]
        };
        assert_eq!(union.listed("2025-06-30").await, both("regular", "associate"), "the last day before");
        assert_eq!(union.listed("2025-07-01").await, both("associate", "associate"));
        let only = |day: &str, category: &str| json!({ "as_of": day, "categories": [category] });
        assert_eq!(union.count(only("2025-06-30", "regular")).await, 1);
        assert_eq!(union.count(only("2025-07-01", "regular")).await, 0);
        assert_eq!(union.count(only("2025-07-01", "associate")).await, 2);
        // What is searched says the day, too.
        let found = json!({ "as_of": "2025-06-30", "find": "太郎", "categories": ["associate"] });
        assert_eq!(office.ask("members", "list", found).await["rows"], json!([]));
        assert_eq!(
            spells(&union.card(&taro).await),
            [spell("associate", Some("2025-07-01"), None), spell("regular", None, Some("2025-06-30"))]
        );
        // An earlier change holds until the next one that is known, and one that is taken back leaves nothing.
        union.set(&taro, "special", "2024-01-01").await;
        assert_eq!(union.listed("2025-06-30").await[0].1, "special");
        assert_eq!(union.listed("2025-07-01").await[0].1, "associate");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(union.listed("2025-06-30").await[0].1, "regular");
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(union.listed("2025-06-30").await[0].1, "special");
        // Wrong from the start: from the first day on.
        union.set(&jiro, "regular", "2021-04-01").await;
        assert_eq!(union.listed("2022-01-01").await[1].1, "regular");
        assert_eq!(spells(&union.card(&jiro).await), [spell("regular", None, None)]);
        // Without a day it holds from today on.
        let input = union.entry(&jiro, "special", Value::Null).await;
        office.ask("members", "correct", input).await;
        assert_eq!(union.listed("2026-10-30").await[1].1, "regular");
        assert_eq!(union.listed("2026-10-31").await[1].1, "special");
        let event = union.card(&jiro).await["events"][0].clone();
        assert_eq!((&event["kind"], &event["effective_on"]), (&json!("category"), &json!("2026-10-31")));
        // Said again it changes nothing.
        let before = office.ask("desk", "status", json!({})).await["undo"].clone();
        union.set(&jiro, "special", "2026-10-31").await;
        assert_eq!(office.ask("desk", "status", json!({})).await["undo"], before);
        let early = union.entry(&jiro, "associate", json!("2021-03-31")).await;
        assert_eq!(office.refused("members", "correct", early).await, "category_outside");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_becomes_or_ceases_to_be_a_member_by_the_category_is_a_movement_of_its_own() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let mut east = Vec::new();
        for n in 0..12 {
            east.push(union.join(&format!("東{n:02}"), &union.east, "2020-04-01", "regular").await);
        }
        for n in 0..11 {
            union.join(&format!("西{n:02}"), &union.west, "2020-04-01", "regular").await;
        }
        let supporter = union.join("賛助", &union.west, "2020-04-01", "supporter").await;
        let opening = |preview: &Value| line(preview, 1, 0, "計")[0].clone();
        let r03 =
            json!({ "report": "R03", "as_of": "2026-09-30", "from": "2026-04-01", "names": true, "locale": "ja" });
        let first = office.ask("reports", "preview", r03.clone()).await;
        assert_eq!(line(&first, 1, 0, "計"), json!([23, 0, 0, 0, 0, 23, 0]).as_array().unwrap().clone());
        assert!(!heads(&first, 1, 0).contains(&"区分変更".to_owned()), "no column that says nothing");
        // One changes within, two go, one comes.
        union.set(&east[0], "associate", "2026-06-01").await;
        union.set(&east[1], "alumni", "2026-06-01").await;
        union.set(&east[2], "alumni", "2026-09-01").await;
        union.set(&supporter, "regular", "2026-07-01").await;
        let preview = office.ask("reports", "preview", r03.clone()).await;
        assert_eq!(opening(&preview), json!(23), "the opening does not move");
        let column = heads(&preview, 1, 0).iter().position(|head| head == "区分変更").unwrap();
        assert_eq!(column, 6);
        assert_eq!(line(&preview, 1, 0, "東支部"), json!([12, 0, 0, 0, 0, -2, 10, -2]).as_array().unwrap().clone());
        assert_eq!(line(&preview, 1, 0, "西支部"), json!([11, 0, 0, 0, 0, 1, 12, 1]).as_array().unwrap().clone());
        assert_eq!(line(&preview, 1, 0, "計"), json!([23, 0, 0, 0, 0, -1, 22, -1]).as_array().unwrap().clone());
        assert_eq!(line(&preview, 0, 0, "区分変更による増減"), json!([1, -2, -1]).as_array().unwrap().clone());
        let details = &preview["pages"][2]["blocks"][0]["rows"];
        let told: Vec<Vec<&str>> = details
            .as_array()
            .unwrap()
            .iter()
            .map(|row| [0, 1, 3, 4, 5].map(|at| row["cells"][at]["value"].as_str().unwrap_or_default()).to_vec())
            .collect();
        assert_eq!(
            told,
            [
                ["2026-06-01", "区分の変更", "見本 東00", "正組合員", "準組合員"],
                ["2026-06-01", "区分の変更", "見本 東01", "正組合員", "OB会員"],
                ["2026-07-01", "区分の変更", "見本 賛助", "賛助会員", "正組合員"],
                ["2026-09-01", "区分の変更", "見本 東02", "正組合員", "OB会員"],
            ]
        );
        // The pack for members says the same without names, and the figure on the first page counts members alone.
        let pack = json!({ "report": "R02", "as_of": "2026-09-30", "from": "2026-04-01", "locale": "ja" });
        let pack = office.ask("reports", "preview", pack).await;
        let page = pack["pages"]
            .as_array()
            .unwrap()
            .iter()
            .position(|page| page["title"].as_str().unwrap().ends_with("加入と脱退による増減"));
        let page = page.unwrap();
        assert_eq!(line(&pack, page, 0, "区分変更による増減"), [json!(-1)]);
        assert_eq!(line(&pack, page, 1, "計"), json!([23, 0, 0, -1, 0, 22]).as_array().unwrap().clone());
        let home = office.ask("desk", "home", json!({})).await;
        let members = home["figures"].as_array().unwrap().iter().find(|figure| figure["code"] == "members").unwrap();
        assert_eq!(members["n"], 22, "{home}");
        // A printed roster of an earlier day, and the sheet of the survey.
        let of = async |day: &str| {
            office.ask("reports", "preview", json!({ "report": "R04", "as_of": day, "locale": "ja" })).await
        };
        let june = of("2026-05-31").await;
        assert!(june.to_string().contains("23"), "{june}");
        // Ended while no member: nobody leaves.
        let card = union.card(&east[1]).await;
        let end = json!({ "membership_id": card["memberships"][0]["id"], "version": card["memberships"][0]["version"], "left_on": "2026-09-10", "end_reason": "death" });
        office.ask("members", "leave", end).await;
        let preview = office.ask("reports", "preview", r03).await;
        assert_eq!(line(&preview, 1, 0, "計"), json!([23, 0, 0, 0, 0, -1, 22, -1]).as_array().unwrap().clone());
        let happened = json!({ "period": { "what": "recategorized", "from": "2026-06-01", "to": "2026-06-30" } });
        assert_eq!(union.count(happened).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_a_category_in_a_closed_month_is_a_correction_with_a_reason() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let taro = union.join("太郎", &union.east, "2020-04-01", "regular").await;
        let hana = union.join("花子", &union.east, "2020-04-01", "regular").await;
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let input = union.entry(&taro, "alumni", json!("2026-09-30")).await;
        assert_eq!(office.refused("members", "correct", input.clone()).await, "month_closed");
        let mut said = input;
        said["reason"] = json!("退職の届が遅れた");
        office.ask("members", "correct", said).await;
        let closed = &office.ask("reports", "closed_months", json!({})).await[0];
        assert_eq!(
            (&closed["members"], &closed["now"]),
            (&json!(2), &json!(1)),
            "printed stays, and the difference is told"
        );
        union.set(&hana, "alumni", "2026-10-01").await;
        let closed = &office.ask("reports", "closed_months", json!({})).await[0];
        assert_eq!(closed["now"], 1, "from the day after on no closed figure is touched");
        let many = json!({ "chosen": { "persons": [hana["person_id"]] }, "change": { "does": "category", "category": "regular", "from_on": "2026-08-01" } });
        assert_eq!(office.refused("members", "preview_bulk", many.clone()).await, "month_closed");
        let mut said = many;
        said["reason"] = json!("確認した");
        assert_eq!(office.ask("members", "preview_bulk", said).await["will"], 0, "it was regular then");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_and_a_change_of_many_date_the_category_and_say_nothing_twice() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let head = row!["組合員番号", "姓", "名", "組合員区分", "支部", "加入年月日"];
        let file = |name: &str, first: &str| {
            let rows = vec![
                head.clone(),
                row!["A-1", "見本", "太郎", first, "東支部", "2020-04-01"],
                row!["A-2", "見本", "次郎", "正組合員", "東支部", "2020-04-01"],
            ];
            xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
        };
        let (spring, summer) = (file("四月.xlsx", "正組合員"), file("七月.xlsx", "OB会員"));
        let on_day = |day: &str| json!({ "as_of": day });
        assert_eq!(counts(&import(office, &spring, on_day("2026-04-01")).await)[1], 2);
        let done = import(office, &summer, on_day("2026-07-10")).await;
        assert_eq!(counts(&done), [2, 0, 1, 1, 0]);
        assert_eq!(union.listed("2026-07-09").await[0].1, "regular");
        assert_eq!(union.listed("2026-07-10").await[0].1, "alumni");
        assert_eq!(counts(&import(office, &summer, on_day("2026-08-01")).await), [2, 0, 0, 2, 0]);
        // The list of the spring is still true for the spring.
        assert_eq!(counts(&import(office, &spring, on_day("2026-05-01")).await), [2, 0, 0, 2, 0]);
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(union.listed("2026-07-10").await[0].1, "regular");
        // Many, from a day to come: it is planned, and takes effect by itself.
        let rows = office.ask("members", "list", json!({ "sort": "member_no" })).await;
        let persons: Vec<&Value> = rows["rows"].as_array().unwrap().iter().map(|row| &row["person_id"]).collect();
        let change = json!({ "does": "category", "category": "associate", "from_on": "2026-12-01" });
        let many = json!({ "chosen": { "persons": persons }, "change": change });
        assert_eq!(office.ask("members", "preview_bulk", many.clone()).await["will"], 2);
        let changed = office.ask("members", "change_many", many.clone()).await;
        assert_eq!(office.ask("members", "preview_bulk", many).await["already"], 2);
        assert_eq!(union.listed("2026-11-30").await[0].1, "regular");
        assert_eq!(union.listed("2026-12-01").await[0].1, "associate");
        let planned = office.ask("members", "planned", json!({})).await;
        assert_eq!(
            (&planned[0]["what"], &planned[0]["category"], &planned[0]["on"]),
            (&json!("category"), &json!("associate"), &json!("2026-12-01"))
        );
        let card = office.ask("members", "card", json!({ "person_id": persons[0] })).await;
        assert_eq!(
            (&card["memberships"][0]["category"], &card["memberships"][0]["voting_right"]),
            (&json!("regular"), &json!(true))
        );
        office.ask("desk", "undo", json!({ "op": changed["op"] })).await;
        assert_eq!(union.listed("2026-12-01").await[0].1, "regular");
        assert_eq!(office.ask("members", "planned", json!({})).await, json!([]));
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_ends_a_member_leaves_the_days_of_the_membership_as_they_were() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let file = |name: &str, more: [&str; 4]| {
            let head = row![
                "組合員番号",
                "姓",
                "名",
                "会社",
                "組合員区分",
                "雇用形態",
                "支部",
                "入社年月日",
                "加入年月日",
                "脱退年月日",
                "脱退理由"
            ];
            let line = |number: &str, given: &str, [category, kind, left, reason]: [&str; 4]| {
                let work = "架空工業";
                row![number, "見本", given, work, category, kind, "東支部", "2010-04-01", "2010-04-01", left, reason]
            };
            let rows = vec![head, line("A-1", "太郎", more), line("A-2", "次郎", ["正組合員", "正社員", "", ""])];
            xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
        };
        let first = file("四月.xlsx", ["正組合員", "正社員", "", ""]);
        import(office, &first, json!({ "as_of": "2026-04-01", "create_units": true })).await;
        let regular = async |day: &str| {
            let rows = office.ask("members", "list", json!({ "as_of": day, "sort": "member_no" })).await;
            let rows = rows["rows"].as_array().unwrap().clone();
            rows.iter().filter(|row| row["category"] == "regular" && row["employment_type"] == "permanent").count()
        };
        let left = ["OB会員", "再雇用", "2026-09-30", "定年退職"];
        let done = import(office, &file("十月.xlsx", left), json!({ "as_of": "2026-10-31" })).await;
        assert_eq!(counts(&done), [2, 0, 1, 1, 0], "{done}");
        let told = |done: &Value| {
            let found = done["problems"].as_array().unwrap().iter().filter(|found| found["code"] == "kept_after_end");
            let mut columns: Vec<String> = found.map(|found| found["column"].as_str().unwrap().to_owned()).collect();
            columns.sort();
            columns
        };
        assert_eq!(told(&done), ["組合員区分", "雇用形態"], "{done}");
        for day in ["2015-06-30", "2026-06-30", "2026-09-30"] {
            assert_eq!(regular(day).await, 2, "{day}");
        }
        assert_eq!(regular("2026-10-01").await, 1);
        // Also of who had left before, in a later list.
        let later = ["賛助会員", "パート", "2026-09-30", "定年退職"];
        let done = import(office, &file("月末.xlsx", later), json!({ "as_of": "2026-10-31" })).await;
        assert_eq!((counts(&done), told(&done).len()), ([2, 0, 0, 2, 0], 2), "{done}");
        assert_eq!(regular("2015-06-30").await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_an_older_program_keeps_what_its_history_tells_of_categories() {
    for on in databases() {
        let folder = tempfile::tempdir().unwrap();
        let place = match on {
            On::File => format!("sqlite://{}?mode=rwc", folder.path().join("u.db").display()),
            On::Server => Office::closed(on).await.place,
        };
        let db = Database::connect(place).await.unwrap();
        Migrator::up(&db, Some(8)).await.unwrap();
        let id = |n: u128| uuid::Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + n);
        let run = async |sql: &str, values: Vec<sea_orm::Value>| {
            db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), sql, values)).await.unwrap();
        };
        let tracked = "id, created_at, updated_at, version";
        let at = "'2026-11-01T00:00:00+00:00', '2026-11-01T00:00:00+00:00', 1";
        run(&format!("INSERT INTO person ({tracked}, search_no, family_name, search_key, kana_key) VALUES ($1, {at}, 1, '見本', '', '')"), vec![id(1).into()]).await;
        for (n, category) in [(10_u128, "alumni"), (11, "regular"), (12, "associate")] {
            let sql = format!(
                "INSERT INTO membership ({tracked}, person_id, member_no, category, status, joined_on, left_on, end_reason, dues_kind, checkoff_status, voting_right) \
                 VALUES ($1, {at}, $2, 'A-{n}', '{category}', 'ended', '2015-04-01', '2026-03-31', 'retirement', 'full', 'none', TRUE)"
            );
            run(&sql, vec![id(n).into(), id(1).into()]).await;
        }
        let event = async |n: u128, of: u128, on: &str, before: &str, after: &str| {
            let sql = format!(
                "INSERT INTO membership_event ({tracked}, membership_id, kind, effective_on, \"before\", \"after\") VALUES ($1, {at}, $2, 'category', '{on}', $3, $4)"
            );
            run(&sql, vec![id(n).into(), id(of).into(), before.into(), after.into()]).await;
        };
        event(20, 10, "2020-04-01", r#"{"category":"regular","version":1}"#, r#"{"category":"special"}"#).await;
        event(21, 10, "2024-04-01", r#"{"category":"special"}"#, r#"{"category":"supporter"}"#).await;
        event(22, 10, "2024-04-01", r#"{"category":"supporter"}"#, r#"{"category":"alumni"}"#).await;
        // Before the first day, without a change, and what an erasure left.
        event(23, 11, "2015-04-01", r#"{"category":"associate"}"#, r#"{"category":"regular"}"#).await;
        event(24, 11, "2018-04-01", r#"{"category":"regular"}"#, r#"{"category":"regular"}"#).await;
        event(25, 12, "2019-04-01", "{}", "{}").await;
        Migrator::up(&db, None).await.unwrap();
        let text = |column: &str| {
            if db.get_database_backend() == DbBackend::Sqlite { column.to_owned() } else { format!("{column}::text") }
        };
        let rows = db
            .query_all_raw(Statement::from_string(
                db.get_database_backend(),
                format!("SELECT category, {} FROM membership_category ORDER BY to_on", text("to_on")),
            ))
            .await
            .unwrap();
        let rows: Vec<(String, String)> =
            rows.iter().map(|row| (row.try_get_by_index(0).unwrap(), row.try_get_by_index(1).unwrap())).collect();
        assert_eq!(rows, [("regular".into(), "2020-03-31".into()), ("special".to_owned(), "2024-03-31".to_owned())]);
        let since = db
            .query_all_raw(Statement::from_string(
                db.get_database_backend(),
                format!("SELECT {} FROM membership ORDER BY id", text("category_from")),
            ))
            .await
            .unwrap();
        let since: Vec<Option<String>> = since.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert_eq!(since, [Some("2024-04-01".to_owned()), None, None]);
        db.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_another_branch_neither_sees_nor_changes_a_category() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let taro = union.join("太郎", &union.east, "2020-04-01", "regular").await;
        union.set(&taro, "associate", "2026-12-01").await;
        let entry = union.entry(&taro, "special", json!("2026-12-05")).await;
        let input = json!({ "login": "west", "display_name": "西の役員（架空）", "passphrase": PASSPHRASE, "roles": ["branch_officer"], "unit_scope": union.west });
        office.ask("officers", "add", input).await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": PASSPHRASE })).await;
        assert_eq!(office.ask("members", "planned", json!({})).await, json!([]));
        assert_eq!(office.refused("members", "correct", entry).await, "missing");
        assert_eq!(
            union
                .count(json!({ "period": { "what": "recategorized", "from": "2026-01-01", "to": "2026-12-31" } }))
                .await,
            0
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_a_file_that_reaches_into_a_closed_month_says_so_and_asks_why() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        office.ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" })).await;
        let head = row![
            "組合員番号",
            "姓",
            "名",
            "組合員区分",
            "支部",
            "加入年月日",
            "会社",
            "社員番号",
            "脱退年月日",
            "終了理由"
        ];
        let line = |n: u32, category: &str, branch: &str, joined: &str, left: &str| {
            let reason = if left.is_empty() { "" } else { "退職" };
            row![
                format!("A-{n}"),
                "見本",
                format!("{n}子"),
                category,
                branch,
                joined,
                "東都精機（架空）",
                format!("E-{n}"),
                left,
                reason
            ]
        };
        let file = |name: &str, lines: Vec<Vec<crate::support::workbook::V>>| {
            let rows = std::iter::once(head.clone()).chain(lines).collect();
            xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
        };
        let old = |n: u32| line(n, "正組合員", "東支部", "2020-04-01", "");
        let first = file("四月.xlsx", (1..=6).map(old).collect());
        let on_day = |day: &str| json!({ "as_of": day });
        assert_eq!(counts(&import(office, &first, on_day("2026-04-01")).await)[1], 6);
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let changed = vec![
            line(1, "OB会員", "東支部", "2020-04-01", ""),
            line(2, "正組合員", "西支部", "2020-04-01", ""),
            line(3, "正組合員", "東支部", "2020-04-01", "2026-09-15"),
            old(4),
            line(7, "正組合員", "東支部", "2026-08-01", ""),
            line(8, "正組合員", "東支部", "2026-10-10", ""),
        ];
        let changed = file("十月.xlsx", changed);
        let looked = |day: &str| json!({ "file": changed, "as_of": day });
        // On a day after the close only what lies before it by its own day corrects it: the end and the first day.
        let late = office.ask("members", "preview_roster", looked("2026-10-20")).await;
        assert_eq!(late["closed"], json!({ "until": "2026-09-30", "rows": 2 }));
        let early = office.ask("members", "preview_roster", looked("2026-09-30")).await;
        assert_eq!(early["closed"]["rows"], 4, "{early}");
        let corrects = |shown: &Value| -> Vec<String> {
            let rows = shown["rows"].as_array().unwrap().iter().filter(|row| row["corrects"] == true);
            let mut names: Vec<String> = rows.map(|row| row["name"].as_str().unwrap().to_owned()).collect();
            names.sort();
            names
        };
        assert_eq!(corrects(&late), ["見本 3子", "見本 7子"]);
        let history = async || office.ask("desk", "history", json!({})).await["rows"].as_array().unwrap().len();
        let before = history().await;
        let mut input = looked("2026-09-30");
        assert_eq!(office.refused("members", "import_roster", input.clone()).await, "import_closed");
        input["reason"] = json!("　");
        assert_eq!(
            office.refused("members", "import_roster", input.clone()).await,
            "import_closed",
            "a blank is no reason"
        );
        assert_eq!(history().await, before, "nothing was written");
        input["reason"] = json!("会社の名簿が遅れた");
        let done = office.ask("members", "import_roster", input).await;
        assert_eq!((&done["created"], &done["updated"]), (&json!(2), &json!(3)));
        let rows = office.ask("members", "list", json!({ "state": "all", "sort": "member_no" })).await;
        let person = |number: &str| {
            let found = rows["rows"].as_array().unwrap().iter().find(|row| row["member_no"] == number);
            found.unwrap()["person_id"].clone()
        };
        let reasons = async |number: &str| -> Vec<Value> {
            let card = office.ask("members", "card", json!({ "person_id": person(number) })).await;
            card["events"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|event| event["imported"] == true)
                .map(|event| event["reason"].clone())
                .collect()
        };
        assert!(reasons("A-1").await.contains(&json!("会社の名簿が遅れた")));
        assert_eq!(reasons("A-4").await, [Value::Null], "what corrects nothing needs no reason");
        let closed = &office.ask("reports", "closed_months", json!({})).await[0];
        assert_eq!((&closed["members"], &closed["now"]), (&json!(6), &json!(5)), "two gone, one come");
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(office.ask("reports", "closed_months", json!({})).await[0]["now"], 6);

        // 突合: rows that are not taken ask nothing; an end in a closed month asks, and has a way on.
        let list = json!({ "file": changed, "as_of": "2026-10-20", "employer": "東都精機（架空）" });
        let seen = office.ask("members", "preview_reconcile", list.clone()).await;
        let missing: Vec<&Value> =
            seen["missing"].as_array().unwrap().iter().map(|row| &row["membership_id"]).collect();
        assert_eq!(missing.len(), 2, "{}", seen["missing"]);
        let row = |name: &str| {
            let found = seen["list"]["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
            json!({ "sheet": found["sheet"], "row": found["row"] })
        };
        let plain = json!({ "list": list, "found": { "rows": [row("見本 8子")] } });
        office.ask("members", "reconcile", plain).await;
        let taken = json!({ "list": list, "changed": { "rows": [row("見本 3子")] } });
        assert_eq!(office.refused("members", "reconcile", taken).await, "import_closed");
        let ended = json!({ "membership_id": missing[0], "decision": { "does": "ended", "end_reason": "employment_end", "left_on": "2026-09-10" } });
        let mut ends = json!({ "list": list, "missing": [ended] });
        assert_eq!(office.refused("members", "reconcile", ends.clone()).await, "month_closed");
        ends["reason"] = json!("退職の通知が遅れた");
        let done = office.ask("members", "reconcile", ends).await;
        assert_eq!(done["not_listed"], 1);
        let reasons = reasons("A-5").await;
        assert!(reasons.len() >= 2, "the join and the end: {reasons:?}");
        let card = office.ask("members", "card", json!({ "person_id": person("A-5") })).await;
        let told = card["events"].as_array().unwrap().iter().find(|event| event["kind"] == "correction").unwrap();
        assert_eq!(told["reason"], "退職の通知が遅れた");

        // A pasted table has no place for a reason: the cell stays, and the card is where it is corrected.
        let table =
            json!({ "persons": [person("A-4")], "columns": ["joined_on", "department"], "text": "2020-05-01\t総務部" });
        let look = office.ask("members", "preview_paste", table).await;
        assert_eq!((&look["cells"], &look["refused"][0]["code"]), (&json!(1), &json!("closed_month")), "{look}");
    }
}
