//! Names in lists that cannot write them, names that change, and the one cell 所属 that may be a department or a unit.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::workbook::{Sheet, V, csv, day, xlsx};

fn file(office: &Office, name: &str, rows: Vec<Vec<V>>) -> std::path::PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

const HEAD: [&str; 5] = ["組合員番号", "氏名", "フリガナ", "生年月日", "支部"];

fn first() -> Vec<Vec<V>> {
    vec![
        HEAD.map(V::from).to_vec(),
        row!["0001", "𠮷田 一郎", "ヨシダ イチロウ", day("1968-12-12"), "東支部"],
        row!["0002", "髙橋 花子", "タカハシ ハナコ", day("1980-05-05"), "東支部"],
        row!["0003", "山﨑 次郎", "ヤマザキ ジロウ", day("1981-06-06"), "東支部"],
        row!["0004", "佐藤 咲", "サトウ サキ", day("1990-07-07"), "東支部"],
    ]
}

/// The same people in a list that cannot write 𠮷, 髙 and 﨑, and one who has married.
fn narrow() -> Vec<Vec<V>> {
    vec![
        HEAD.map(V::from).to_vec(),
        row!["0001", "吉田 一郎", "ヨシダ イチロウ", day("1968-12-12"), "東支部"],
        row!["0002", "高橋 花子", "タカハシ ハナコ", day("1980-05-05"), "西支部"],
        row!["0003", "山〓 次郎", "ヤマザキ ジロウ", day("1981-06-06"), "東支部"],
        row!["0004", "鈴木 咲", "スズキ サキ", day("1990-07-07"), "東支部"],
    ]
}

async fn names(office: &Office) -> Vec<String> {
    let rows = members(office).await;
    rows.iter()
        .map(|row| format!("{}{}", row["family_name"].as_str().unwrap(), row["given_name"].as_str().unwrap()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_write_a_name_never_replaces_it_unasked() {
    for on in databases() {
        let office = Office::new(on).await;
        import(&office, &file(&office, "a.xlsx", first()), json!({})).await;
        // In the encoding of old payroll programs, too.
        let rows =
            vec![HEAD.map(V::from).to_vec(), row!["0001", "吉田 一郎", "ヨシダ イチロウ", day("1968-12-12"), "東支部"]];
        let old = csv(&office.file("old.csv"), &rows, |text| encoding_rs::SHIFT_JIS.encode(text).0.into_owned());
        let done = import(&office, &old, json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 1, 0], "{done}");
        assert!(codes(&done).iter().any(|(row, _, code)| (*row, code.as_str()) == (2, "name_variant_kept")), "{done}");

        let list = file(&office, "b.xlsx", narrow());
        let done = import(&office, &list, json!({})).await;
        let kept: BTreeSet<u64> =
            codes(&done).into_iter().filter(|(_, _, code)| code == "name_variant_kept").map(|(row, ..)| row).collect();
        assert_eq!(kept, BTreeSet::from([2, 3, 4]), "{done}");
        assert_eq!(names(&office).await, ["𠮷田一郎", "髙橋花子", "山﨑次郎", "鈴木咲"]);
        assert_eq!(members(&office).await[1]["branch"], "西支部", "the rest of the row is taken");
        // The officer who knows better says so.
        let mapping = json!({ "columns": [
            { "from": "組合員番号", "to": "member_no" }, { "from": "氏名", "to": "name", "transform": "overwrite" }
        ] });
        let done = import(&office, &old, json!({ "mapping": mapping })).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
        assert_eq!(names(&office).await[0], "吉田一郎");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_reconcile_other_characters_of_a_name_are_taken_where_the_officer_ticks_them() {
    for on in databases() {
        let office = Office::new(on).await;
        import(&office, &file(&office, "a.xlsx", first()), json!({})).await;
        let path = file(&office, "b.xlsx", narrow());
        let list = json!({ "file": path, "create_units": true, "as_of": "2026-10-31" });
        let seen = office.ask("members", "preview_reconcile", list.clone()).await;
        let doubtful: Vec<(u64, &str)> = seen["list"]["rows"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row["changes"].as_array().unwrap().iter().map(move |change| (row, change)))
            .filter(|(_, change)| change["doubtful"] == true)
            .map(|(row, change)| (row["row"].as_u64().unwrap(), change["column"].as_str().unwrap()))
            .collect();
        assert_eq!(doubtful, [(2, "family_name"), (3, "family_name"), (4, "family_name")], "{seen}");
        // The whole pile: what really changed, and no name.
        let all = json!({ "list": list, "changed": { "all": true } });
        let done = office.ask("members", "reconcile", all).await;
        assert_eq!(done["updated"], 2, "{done}");
        let renamed = async || {
            let period = json!({ "report": "R03", "from": "2026-10-01", "as_of": "2026-10-31" });
            office.ask("reports", "preview", period).await.to_string().contains("\"改姓\"")
        };
        assert!(renamed().await, "佐藤 is 鈴木 now");
        assert_eq!(names(&office).await, ["𠮷田一郎", "髙橋花子", "山﨑次郎", "鈴木咲"]);
        assert_eq!(members(&office).await[1]["branch"], "西支部");
        office.ask("desk", "undo", json!({})).await;
        // A tick at the field takes it.
        let one =
            json!({ "list": list, "changed": { "rows": [{ "sheet": "名簿", "row": 3, "columns": ["family_name"] }] } });
        assert_eq!(office.ask("members", "reconcile", one).await["updated"], 1);
        assert_eq!(names(&office).await[1], "高橋花子");
        assert_eq!(members(&office).await[1]["branch"], "東支部");
        let other = card(&office, "0002").await;
        assert_eq!(other["person"]["former_name"], Value::Null, "the same name in other characters is no former one");
        assert!(!renamed().await, "nor is it another name");
    }
}

async fn found(office: &Office, typed: &str) -> Vec<Value> {
    let rows = office.ask("members", "list", json!({ "find": typed })).await["rows"].as_array().unwrap().clone();
    rows.into_iter().map(|row| row["member_no"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_who_changes_the_family_name_is_still_found_by_the_one_before() {
    for on in databases() {
        let office = Office::new(on).await;
        import(&office, &file(&office, "a.xlsx", first()), json!({})).await;
        // By a file.
        import(&office, &file(&office, "b.xlsx", narrow()), json!({})).await;
        let saki = card(&office, "0004").await;
        assert_eq!(saki["person"]["former_name"], "佐藤", "{saki}");
        assert_eq!(found(&office, "佐藤").await, ["0004"]);
        // By hand; who changes it again keeps the first one.
        let hanako = card(&office, "0002").await;
        let mut person = hanako["person"].clone();
        person["family_name"] = json!("田中");
        let correct = |version: &Value, person: &Value| json!({ "person_id": hanako["person_id"], "version": version, "person": person });
        office.ask("members", "correct", correct(&hanako["version"], &person)).await;
        let renamed = card(&office, "0002").await;
        assert_eq!(renamed["person"]["former_name"], "髙橋");
        assert_eq!(found(&office, "高橋").await, ["0002"]);
        let mut again = renamed["person"].clone();
        again["family_name"] = json!("中村");
        office.ask("members", "correct", correct(&renamed["version"], &again)).await;
        let renamed = card(&office, "0002").await;
        assert_eq!(renamed["person"]["former_name"], "髙橋");
        // Who bears the first one again has had the other.
        let mut first_again = renamed["person"].clone();
        first_again["family_name"] = json!("髙橋");
        office.ask("members", "correct", correct(&renamed["version"], &first_again)).await;
        assert_eq!(card(&office, "0002").await["person"]["former_name"], "中村");
        assert_eq!(found(&office, "中村").await, ["0002"]);
        office.ask("desk", "undo", json!({})).await;
        // Whoever is entered under the old name is told, by name and birth date.
        let unit = office.ask("organizations", "units", json!({})).await[0]["id"].clone();
        let add = |family: &str, birth: &str| {
            json!({
                "person": { "family_name": family, "given_name": "咲", "birth_on": birth }, "joined_on": "2026-10-01", "unit_id": unit,
                "eligible": true
            })
        };
        let checked = office.ask("members", "why_not_add", add("佐藤", "1990-07-07")).await;
        assert_eq!(checked["same"][0]["because"], "former_name_and_birth", "{checked}");
        assert_eq!(office.refused("members", "add", add("佐藤", "1990-07-07")).await, "M-01");
        assert_eq!(office.ask("members", "why_not_add", add("佐藤", "1991-07-07")).await["same"], json!([]));
        // Taken back, the name before and no former one are there again.
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        let back = card(&office, "0002").await;
        assert_eq!((&back["person"]["family_name"], &back["person"]["former_name"]), (&json!("髙橋"), &Value::Null));
    }
}

async fn placed(office: &Office) -> Vec<[String; 4]> {
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let rows = members(office).await;
    rows.iter().map(|row| ["branch", "sub_branch", "workplace", "department"].map(|name| text(row, name))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn belonging_is_the_unit_where_its_values_are_units_and_the_department_elsewhere() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = async |kind: &str, label: &str, code: &str, above: &Value| {
            let input =
                json!({ "kind": kind, "label": label, "code": code, "parent_id": above, "from_on": "2000-04-01" });
            office.ask("organizations", "add_unit", input).await
        };
        let tokyo = unit("branch", "東京支部", "B1", &Value::Null).await;
        unit("branch", "大阪支部", "B2", &Value::Null).await;
        let first = unit("sub_branch", "東京第1分会", "S1", &tokyo).await;
        unit("workplace", "設計職場", "W1", &first).await;
        let of = |name: &str, rows: Vec<Vec<V>>| file(&office, name, rows);
        // Alone, or as the way to it: nobody is asked for a company.
        let units = vec![
            row!["組合員番号", "氏名", "所属"],
            row!["1", "甲 一子", "東京支部 東京第1分会"],
            row!["2", "乙 二子", "東京第1分会"],
            row!["3", "丙 三子", "東京支部/東京第1分会/設計職場"],
            row!["4", "丁 四子", "大阪支部"],
            row!["5", "戊 五子", "東京支部　設計職場"],
        ];
        let done = import(&office, &of("a.xlsx", units), json!({ "create_units": false })).await;
        assert_eq!(counts(&done), [5, 5, 0, 0, 0], "{done}");
        let line = |parts: [&str; 4]| parts.map(str::to_owned);
        assert_eq!(
            placed(&office).await,
            [
                line(["東京支部", "東京第1分会", "", ""]),
                line(["東京支部", "東京第1分会", "", ""]),
                line(["東京支部", "東京第1分会", "設計職場", ""]),
                line(["大阪支部", "", "", ""]),
                line(["東京支部", "東京第1分会", "設計職場", ""]),
            ]
        );
        office.ask("desk", "undo", json!({})).await;
        // Some are departments: each row by itself, and it is told.
        let mixed = vec![
            row!["組合員番号", "氏名", "所属"],
            row!["1", "甲 一子", "東京第1分会"],
            row!["2", "乙 二子", "営業部 第一課"],
            row!["3", "丙 三子", "東京支部／東京第1分会"],
        ];
        let mixed = of("b.xlsx", mixed);
        let with = json!({ "create_units": true, "employer": "架空精機" });
        let shown = preview(&office, &mixed, with.clone()).await;
        let done = import(&office, &mixed, with.clone()).await;
        assert_eq!((counts(&done), counts(&shown)), ([3, 3, 0, 0, 0], [3, 3, 0, 0, 0]), "{done}");
        let told: Vec<u64> =
            codes(&done).into_iter().filter(|(_, _, code)| code == "belonging_is_unit").map(|(row, ..)| row).collect();
        assert_eq!(told, [2, 4], "{done}");
        assert_eq!(
            placed(&office).await,
            [
                line(["東京支部", "東京第1分会", "", ""]),
                line(["", "", "", "営業部 第一課"]),
                line(["東京支部", "東京第1分会", "", ""]),
            ]
        );
        // The same file again, as it was understood, changes nothing.
        assert_eq!(counts(&import(&office, &mixed, with).await), [3, 0, 0, 3, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_in_the_cell_of_the_branch_makes_its_units_level_by_level() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "支部"],
            row!["1", "甲 一子", "東京支部/第一分会"],
            row!["2", "乙 二子", "大阪支部／第一分会"],
            row!["3", "丙 三子", "東京支部/第一分会/設計職場"],
        ];
        let path = file(&office, "a.xlsx", rows);
        let done = import(&office, &path, json!({})).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0], "{done}");
        let labels: BTreeSet<String> = office
            .ask("organizations", "units", json!({}))
            .await
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| format!("{} {}", unit["kind"].as_str().unwrap(), unit["label"].as_str().unwrap()))
            .collect();
        let made = ["branch 東京支部", "branch 大阪支部", "sub_branch 第一分会", "workplace 設計職場"];
        assert_eq!(labels, made.map(str::to_owned).into());
        let rows = placed(&office).await;
        assert_eq!(rows[1][..2], ["大阪支部".to_owned(), "第一分会".to_owned()]);
        assert_eq!(rows[2][2], "設計職場");
        assert_eq!(counts(&import(&office, &path, json!({})).await), [3, 0, 0, 3, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_former_name_before_the_given_one_and_a_name_beside_its_place_are_found() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "旧姓", "通称", "会社", "支部", "職場"],
            row!["0001", "鈴木 咲", "佐藤", "", "東都精機（架空）", "大阪支部", "第一課"],
            row!["0002", "佐藤 花子", "", "", "東都精機（架空）", "東京支部", "第二課"],
            row!["0003", "佐藤 大阪", "", "", "西都機工（架空）", "東京支部", "第二課"],
            row!["0004", "佐藤 実", "", "山田", "西都機工（架空）", "大阪支部", "第二課"],
            row!["0005", "佐々木 咲", "", "", "西都機工（架空）", "大阪支部", "第一課"],
        ];
        import(&office, &file(&office, "a.xlsx", rows), json!({})).await;
        for (typed, numbers) in [
            ("佐藤咲", &["0001"][..]),
            ("佐藤　咲", &["0001"]),
            ("鈴木咲", &["0001"]),
            ("山田実", &["0004"]),
            ("佐々木", &["0005"]),
            ("佐々木花", &[]),
            // The name, then the place: whoever is called so comes with whoever is there.
            ("佐藤 大阪", &["0001", "0003", "0004"]),
            ("大阪 佐藤", &["0001", "0003", "0004"]),
            ("佐藤 西都", &["0003", "0004"]),
            ("佐藤 第二課 東都", &["0002"]),
            ("0004 大阪", &["0004"]),
            ("佐藤 名古屋", &[]),
            ("大阪 支部", &["0003"]),
        ] {
            let mut shown: Vec<String> =
                found(&office, typed).await.iter().map(|number| number.as_str().unwrap().to_owned()).collect();
            shown.sort_unstable();
            assert_eq!(shown, numbers, "{typed}");
            let count = office.ask("members", "count", json!({ "find": typed })).await;
            assert_eq!(count["n"], numbers.len(), "{typed}");
        }
    }
}

/// As a program before keys folded Latin letters left its file: its step is not there yet.
async fn before_keys_were_anew(office: &Office, rows: &[(&str, Vec<sea_orm::Value>)]) {
    let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
    for (sql, values) in rows {
        session.db().run(sql, values.clone()).await.unwrap();
    }
    session.db().run("DELETE FROM seaql_migrations WHERE version LIKE '%000027_keys%'", []).await.unwrap();
    session.db().run("DROP TABLE key_way", []).await.unwrap();
    drop(session);
    office.ask("desk", "lock", json!({})).await;
    office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_a_name_with_marks_is_found_and_met_as_it_is_typed_without_them() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit =
            office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東支部", "code": "B1" })).await;
        let joining = |family: &str, given: &str, former: &str| {
            json!({
                "person": { "family_name": family, "given_name": given, "former_name": former, "birth_on": "1990-05-05" },
                "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
            })
        };
        let one = office.ask("members", "add", joining("Álvarez", "José", "Müller")).await["person_id"].clone();
        office.ask("members", "add", joining("Đặng", "Hương", "")).await;
        office.ask("members", "add", joining("かとう", "花", "")).await;
        let card = office.ask("members", "card", json!({ "person_id": one })).await;
        let draft = json!({ "family_name": "Álvarez", "given_name": "José", "former_name": "Müller", "birth_on": "1990-05-05", "remarks": "架空" });
        let input = json!({ "person_id": one, "version": card["version"], "person": draft });
        office.ask("members", "correct", input).await;
        let everything = async || {
            for (typed, n) in [
                ("jose", 1),
                ("Alvarez", 1),
                ("álvarez", 1),
                ("ose", 1),
                ("muller", 1),
                ("dang", 1),
                ("huong", 1),
                ("がとう", 0),
                ("かとう", 1),
            ] {
                let rows = office.ask("members", "list", json!({ "find": typed })).await["rows"].clone();
                assert_eq!(rows.as_array().unwrap().len(), n, "{on:?} {typed}: {rows}");
            }
            let mut plain = joining("ALVAREZ", "Jose", "");
            plain["not_a_duplicate"] = json!(false);
            let asked = office.ask("members", "why_not_add", plain).await;
            assert_eq!(asked["same"][0]["person_id"], one, "{on:?} {asked}");
            assert_eq!(
                office.ask("members", "card", json!({ "person_id": one })).await["person"]["family_name"],
                "Álvarez"
            );
        };
        everything().await;
        // A file of an older program: its keys and grams have the letters as they are written, and so has what an undo puts back.
        let old: [(&str, Vec<sea_orm::Value>); 4] = [
            (
                "UPDATE person SET search_key = $1, kana_key = $2 WHERE family_name = $3",
                vec!["álvarezjosé".into(), "\u{F8FF}álvarezjosé".into(), "Álvarez".into()],
            ),
            (
                "UPDATE person SET search_key = $1, kana_key = $2 WHERE family_name = $3",
                vec!["đặnghương".into(), "\u{F8FF}đặnghương".into(), "Đặng".into()],
            ),
            ("UPDATE op_change SET images = replace(images, $1, $2)", vec!["alvarezjose".into(), "álvarezjosé".into()]),
            ("DELETE FROM person_gram", vec![]),
        ];
        before_keys_were_anew(&office, &old).await;
        // Names without such letters were not touched: their grams are as the older program left them, here none.
        let grams = "SELECT count(*) AS n FROM person_gram";
        let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        assert_eq!(session.db().number(grams, []).await.unwrap(), 2, "{on:?}");
        drop(session);
        everything().await;
        office.ask("desk", "undo", json!({})).await;
        everything().await;
        office.ask("desk", "redo", json!({})).await;
        everything().await;
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_numbers_that_an_older_version_stored_in_full_width_become_half_width_where_nobody_else_has_them() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "社員番号", "氏名", "会社", "支部"],
            row!["0001", "A-1", "見本 一郎", "東都精機（架空）", "東支部"],
            row!["0002", "A-2", "見本 二郎", "東都精機（架空）", "東支部"],
            row!["0003", "A-3", "見本 三郎", "東都精機（架空）", "東支部"],
        ];
        import(&office, &file(&office, "a.xlsx", rows), json!({})).await;
        let wide = |sql: &'static str, to: &str, from: &str| -> (&str, Vec<sea_orm::Value>) {
            (sql, vec![to.into(), from.into()])
        };
        let member = "UPDATE membership SET member_no = $1 WHERE member_no = $2";
        let employee = "UPDATE employment SET employee_no = $1 WHERE employee_no = $2";
        let old = [
            wide(member, "０００１", "0001"),
            wide(employee, "Ａ－１", "A-1"),
            // The number of somebody else, once in each width: an officer decides.
            wide(member, "０００２", "0003"),
            wide(employee, "Ａー２", "A-3"),
        ];
        before_keys_were_anew(&office, &old).await;
        let list = office.ask("members", "list", json!({})).await;
        let mut numbers: Vec<&str> =
            list["rows"].as_array().unwrap().iter().map(|row| row["member_no"].as_str().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["0001", "0002", "０００２"], "{on:?} {list}");
        let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        let mut employees = session.db().texts("SELECT employee_no FROM employment").await.unwrap();
        employees.sort_unstable();
        assert_eq!(employees, ["A-1", "A-2", "Ａー２"], "{on:?}");
        drop(session);
        for kind in ["member_no_fullwidth", "employee_no_fullwidth"] {
            let rows = office.ask("members", "findings", json!({ "kind": kind })).await["rows"].clone();
            assert_eq!(rows.as_array().unwrap().len(), 1, "{on:?} {kind}: what collides is named: {rows}");
        }
        assert_eq!(found(&office, "0001").await, ["0001"]);
        // A list with the number meets its holder.
        let again =
            vec![row!["組合員番号", "氏名", "会社", "支部"], row!["0001", "見本 一郎", "東都精機（架空）", "西支部"]];
        let done = import(&office, &file(&office, "b.xlsx", again), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}
