//! What a file says and the roster does not take is told, and what comes back from our own file changes nothing.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::members_import::{codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{FORMULA, Sheet, V, csv, day, shown, uncalculated, xlsx};

fn roster(office: &Office, name: &str, rows: Vec<Vec<V>>) -> PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

/// Row, column and value of the findings of one code.
fn found(done: &Value, code: &str) -> Vec<(u64, String, String)> {
    let all = done["problems"].as_array().unwrap().iter().filter(|problem| problem["code"] == code);
    let text = |problem: &Value, name: &str| problem[name].as_str().unwrap().to_owned();
    all.map(|problem| (problem["row"].as_u64().unwrap(), text(problem, "column"), text(problem, "raw"))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn values_to_the_right_of_the_header_are_told_once_for_each_column() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "住所"],
            row!["1", "見本 一子", "東京都"],
            row!["2", "見本 二子", "東京都1", "2番地"],
            row!["3", "見本 三子", "東京都2", "3番地", "控え"],
        ];
        let table = csv(&office.file("a.csv"), &rows, |text| text.replace('"', "").into_bytes());
        for file in [roster(&office, "a.xlsx", rows), table] {
            let seen = preview(&office, &file, json!({})).await;
            let expected = [(3, "D".to_owned(), "D".to_owned()), (4, "E".to_owned(), "E".to_owned())];
            assert_eq!(found(&seen, "column_not_taken"), expected, "{seen}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_ours_for_older_systems_changes_nothing_when_it_comes_back() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "姓", "名", "加入年月日", "部署", "会社", "住所", "備考"],
            row!["1", "見〜本", "一子", day("2020-04-01"), "営業—東", "架空工業", "1\u{2212}2", "5¥ a‖b"],
        ];
        import(&office, &roster(&office, "a.xlsx", rows), json!({})).await;
        let before = members(&office).await;
        let out = office.file("b.csv");
        let wish = json!({ "file": out, "purpose": "試験", "encoding": "cp932" });
        office.ask("members", "export_roster", wish).await;
        let done = import(&office, &out, json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 1, 0], "{done}");
        assert_eq!(members(&office).await, before);
        let changed = vec![row!["組合員番号", "氏名", "住所"], row!["1", "見〜本 一子", "1－3"]];
        let done = import(&office, &roster(&office, "c.xlsx", changed), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "another value is one: {done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_in_a_list_is_kept_with_the_day_of_the_list() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = || {
            vec![
                row!["組合員番号", "氏名", "上部団体提供同意"],
                row!["1", "見本 一子", "あり"],
                row!["2", "見本 二子", "なし"],
                row!["3", "見本 三子", "なし"],
            ]
        };
        let file = roster(&office, "a.xlsx", rows());
        let done = import(&office, &file, json!({ "as_of": "2026-10-01" })).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0], "{done}");
        let list = members(&office).await;
        let mut refused = Vec::new();
        for row in &list {
            let card = office.ask("members", "card", json!({ "person_id": row["person_id"] })).await;
            let days = card["refusals"].as_array().unwrap().iter().map(|refusal| refusal["refused_on"].clone());
            refused.push((days.collect::<Vec<_>>(), card["consents"].as_array().unwrap().len()));
        }
        refused.sort_by_key(|(_, consents)| *consents);
        let no = (vec![json!("2026-10-01")], 0);
        assert_eq!(refused, [no.clone(), no, (vec![], 1)], "{on:?}");
        // The paper for the person says in words that the consent came with a list.
        let paper = json!({ "report": "R23", "person": list[0]["person_id"] });
        let paper = office.ask("reports", "preview", paper).await.to_string();
        assert!(paper.contains("取り込んだ名簿"), "{paper}");
        // The same list again, and our own export, change nothing; who agrees by now has a consent of that day.
        let again = import(&office, &roster(&office, "b.xlsx", rows()), json!({})).await;
        assert_eq!(counts(&again), [3, 0, 0, 3, 0], "{again}");
        let out = office.file("名簿.xlsx");
        office.ask("members", "export_roster", json!({ "file": out, "purpose": "試験" })).await;
        let sheets = shown(&out, None).await;
        let at = sheets[0].1[0].iter().position(|header| header == "上部団体提供同意").unwrap();
        let mut said: Vec<&str> = sheets[0].1[1..].iter().map(|row| row[at].as_str()).collect();
        said.sort_unstable();
        assert_eq!(said, ["あり", "なし", "なし"], "{on:?}");
        let agreed = vec![row!["組合員番号", "氏名", "上部団体提供同意"], row!["2", "見本 二子", "あり"]];
        let done = import(&office, &roster(&office, "c.xlsx", agreed), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
        office.ask("desk", "undo", json!({})).await;
        // Of somebody of whom nothing was known, too.
        let known = vec![row!["組合員番号", "氏名"], row!["4", "見本 四子"]];
        import(&office, &roster(&office, "d.xlsx", known), json!({})).await;
        let refuses = vec![row!["組合員番号", "氏名", "上部団体提供同意"], row!["4", "見本 四子", "なし"]];
        let done = import(&office, &roster(&office, "e.xlsx", refuses), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_agreement_in_a_list_is_the_latest_word_by_its_day() {
    use crate::members_privacy::{agree, federation};
    for on in databases() {
        let office = Office::new(on).await;
        let head = || row!["組合員番号", "氏名", "上部団体提供同意"];
        let known = vec![row!["組合員番号", "氏名"], row!["1", "見本 一子"], row!["2", "見本 二子"]];
        import(&office, &roster(&office, "a.xlsx", known), json!({ "as_of": "2026-01-01" })).await;
        let people = members(&office).await;
        // The first said no in June; her paper of March is entered after it.
        let no =
            json!({ "person_id": people[0]["person_id"], "purpose": "federation_share", "refused_on": "2026-06-01" });
        office.ask("members", "refuse_consent", no).await;
        let upper = federation(&office).await;
        agree(&office, &people[0], &Value::Null, "2026-03-01").await;
        // The second agreed twice, towards everybody and towards the federation.
        agree(&office, &people[1], &Value::Null, "2026-03-01").await;
        agree(&office, &people[1], &upper, "2026-04-01").await;
        let said = async |as_of: &str| {
            let out = office.file(&format!("{as_of}.xlsx"));
            let ask = json!({ "file": out, "purpose": "試験", "filter": { "as_of": as_of, "sort": "member_no" } });
            office.ask("members", "export_roster", ask).await;
            let sheets = shown(&out, None).await;
            let at = sheets[0].1[0].iter().position(|header| header == "上部団体提供同意").unwrap();
            let words: Vec<String> = sheets[0].1[1..].iter().map(|row| row[at].clone()).collect();
            (out, words)
        };
        assert_eq!(said("2026-05-31").await.1, ["あり", "あり"], "{on:?}");
        let (out, words) = said("2026-10-31").await;
        assert_eq!(words, ["なし", "あり"], "{on:?}");
        assert_eq!(counts(&import(&office, &out, json!({})).await), [2, 0, 0, 2, 0], "{on:?}");
        // A no takes back everything that lasts.
        let refuses = || vec![head(), row!["2", "見本 二子", "なし"]];
        let done = import(&office, &roster(&office, "b.xlsx", refuses()), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
        let again = import(&office, &roster(&office, "c.xlsx", refuses()), json!({})).await;
        assert_eq!(counts(&again), [1, 0, 0, 1, 0], "{again}");
        let card = office.ask("members", "card", json!({ "person_id": people[1]["person_id"] })).await;
        let open = card["consents"].as_array().unwrap().iter().filter(|consent| consent["withdrawn_on"].is_null());
        assert_eq!(open.count(), 0, "{card}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_unit_that_is_written_in_two_ways_is_one_and_both_are_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = || row!["組合員番号", "氏名", "会社", "支部"];
        let rows = || {
            vec![
                head(),
                row!["1", "見本 一子", "株式会社架空工業", "トウキョウ支部"],
                row!["2", "見本 二子", "㈱架空工業", "ﾄｳｷｮｳ支部"],
                row!["3", "見本 三子", "㈱架空工業", "ﾄｳｷｮｳ支部"],
                row!["4", "見本 四子", "株式会社架空工業", "トウキョウ支部"],
            ]
        };
        let told = |done: &Value| {
            let mut found = found(done, "unit_spelled");
            found.sort();
            found
        };
        let both = [
            (3, "会社".to_owned(), "㈱架空工業 → 株式会社架空工業".to_owned()),
            (3, "支部".to_owned(), "ﾄｳｷｮｳ支部 → トウキョウ支部".to_owned()),
        ];
        let seen = preview(&office, &roster(&office, "a.xlsx", rows()), json!({})).await;
        assert_eq!(told(&seen), both, "{seen}");
        assert_eq!(seen["missing_units"], json!(["トウキョウ支部", "株式会社架空工業"]));
        let done = import(&office, &roster(&office, "b.xlsx", rows()), json!({})).await;
        assert_eq!((counts(&done), told(&done)), ([4, 4, 0, 0, 0], both.to_vec()), "{done}");
        let names: Vec<String> =
            members(&office).await.iter().map(|row| row["branch"].as_str().unwrap().to_owned()).collect();
        assert_eq!(names, ["トウキョウ支部"; 4]);
        // What the union has by now is known, however it is written.
        let next = preview(&office, &roster(&office, "c.xlsx", rows()), json!({})).await;
        assert_eq!((counts(&next), told(&next)), ([4, 0, 0, 4, 0], Vec::new()), "{next}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_which_only_the_birth_date_agrees_is_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = || row!["組合員番号", "氏名", "フリガナ", "生年月日", "性別"];
        let list =
            |name: &str, reading: &str, sex: &str| vec![head(), row!["2", name, reading, day("1980-01-01"), sex]];
        import(&office, &roster(&office, "a.xlsx", list("乙野 次郎", "オツノ ジロウ", "男")), json!({})).await;
        let married = list("丙野 次郎", "ヘイノ ジロウ", "男");
        let seen = preview(&office, &roster(&office, "b.xlsx", married), json!({})).await;
        assert!(found(&seen, "only_birth_agrees").is_empty(), "{seen}");
        let other = list("丙野 花子", "ヘイノ ハナコ", "女");
        let done = import(&office, &roster(&office, "c.xlsx", other), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
        let expected = [(2, "氏名".to_owned(), "乙野 次郎".to_owned())];
        assert_eq!(found(&done, "only_birth_agrees"), expected, "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_finding_shows_the_value_as_it_stands_in_the_file() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "加入日", "脱退日", "脱退理由", "支部"],
            row!["1", "見本 一子", day("2020-04-01"), "", "", "同上"],
            row!["2", "見本 二子", day("2020-04-01"), day("2025-03-31"), "除名", ""],
        ];
        let seen = preview(&office, &roster(&office, "a.xlsx", rows), json!({})).await;
        assert_eq!(found(&seen, "ditto_without_above"), [(2, "支部".to_owned(), "同上".to_owned())], "{seen}");
        assert_eq!(found(&seen, "end_by_hand"), [(3, "脱退理由".to_owned(), "除名".to_owned())], "{seen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_formula_that_was_never_calculated_is_no_blank() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![row!["組合員番号", "氏名", "生年月日", "支部"], row!["1", "見本 一子", FORMULA, "東支部"]];
        let target = uncalculated(&roster(&office, "a.xlsx", rows), &office.file("b.xlsx"));
        let done = import(&office, &target, json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 0, 1], "{done}");
        assert_eq!(codes(&done), [(2, "生年月日".to_owned(), "formula_not_calculated".to_owned())]);
        let mend = office.file("要修正.xlsx");
        office.ask("members", "rejected_rows", json!({ "batch": done["batch"], "file": mend })).await;
        assert_eq!(counts(&import(&office, &mend, json!({})).await), [1, 0, 0, 0, 1], "still no value");
    }
}

/// Row, code and the other rows of the findings that refuse a row.
fn refused(done: &Value) -> Vec<(u64, String, Vec<u64>)> {
    let all = done["problems"].as_array().unwrap().iter().filter(|problem| problem["severity"] == "error");
    let rows = |problem: &Value| {
        problem["others"].as_array().unwrap().iter().map(|other| other["row"].as_u64().unwrap()).collect::<Vec<_>>()
    };
    all.map(|problem| (problem["row"].as_u64().unwrap(), problem["code"].as_str().unwrap().to_owned(), rows(problem)))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_of_one_member_number_are_all_told_with_each_others_row() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "備考"],
            row!["1", "見本 一子", day("1980-01-01"), ""],
            row!["2", "見本 二郎", day("1981-01-01"), "本社"],
            row!["1", "架空 三子", day("1982-01-01"), ""],
            row!["2", "見本 二郎", day("1981-01-01"), "工場"],
            row!["3", "見本 四郎", day("1983-01-01"), ""],
            row!["3", "見本 四郎", day("1983-01-01"), ""],
        ];
        let file = roster(&office, "a.xlsx", rows);
        let done = import(&office, &file, json!({})).await;
        assert_eq!(counts(&done), [6, 1, 0, 0, 5], "{done}");
        let twice = |row: u64, code: &str, other: u64| (row, code.to_owned(), vec![other]);
        let told = [
            twice(2, "number_twice_in_file", 4),
            twice(3, "duplicate_in_file", 5),
            twice(4, "number_twice_in_file", 2),
            twice(5, "duplicate_in_file", 3),
            twice(7, "duplicate_in_file", 6),
        ];
        assert_eq!(refused(&done), told, "{done}");

        // Whose number it is says the roster.
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "備考"],
            row!["3", "架空 三子", day("1982-01-01"), ""],
            row!["3", "見本 四郎", day("1983-01-01"), "本社"],
        ];
        let done = import(&office, &roster(&office, "b.xlsx", rows), json!({})).await;
        assert_eq!(counts(&done), [2, 0, 1, 0, 1], "{done}");
        assert_eq!(refused(&done), [twice(2, "number_of_another", 3)], "{done}");
    }
}
