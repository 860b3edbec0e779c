//! Rows of a file that may be somebody who is there already, or another row: shown with why before anything is written, decided
//! row by row, and remembered.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::members_import::{codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, day, xlsx};

fn roster(office: &Office, name: &str, rows: Vec<Vec<V>>) -> PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

/// The rows that may be somebody: which, why, and whom.
fn told(shown: &Value) -> Vec<(u64, String, String)> {
    let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    shown["alike"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let (stored, other) = (&row["candidates"][0], &row["others"][0]);
            let whom = if stored.is_null() { other["row"].to_string() } else { words(&stored["person"]["member_no"]) };
            let because = if stored.is_null() { words(&other["because"][0]) } else { words(&stored["because"][0]) };
            (row["row"].as_u64().unwrap(), because, whom)
        })
        .collect()
}

fn line(row: u64, because: &str, whom: &str) -> (u64, String, String) {
    (row, because.to_owned(), whom.to_owned())
}

/// Pairs among the duplicates, by their names.
async fn pairs(office: &Office) -> Vec<[String; 2]> {
    let found = office.ask("members", "duplicates", json!({})).await;
    let name = |value: &Value| value["name"].as_str().unwrap().to_owned();
    found.as_array().unwrap().iter().map(|pair| [name(&pair["one"]), name(&pair["other"])]).collect()
}

async fn with_four(office: &Office) {
    let rows = vec![
        row!["組合員番号", "氏名", "フリガナ", "生年月日", "旧姓", "携帯"],
        row!["1", "斎藤 見本", "サイトウ ミホン", day("1980-01-01"), "", "090-1111-2222"],
        row!["2", "山本 花子", "ヤマモト ハナコ", day("1985-05-05"), "田中", ""],
        row!["3", "川上 次郎", "カワカミ ジロウ", "", "", ""],
        row!["4", "森 三郎", "モリ サブロウ", day("1990-09-09"), "", "090-3333-4444"],
    ];
    import(office, &roster(office, "a.xlsx", rows), json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_who_may_be_there_already_is_shown_with_why_and_the_officer_decides() {
    for on in databases() {
        let office = Office::new(on).await;
        with_four(&office).await;
        let rows = vec![
            row!["氏名", "フリガナ", "生年月日", "携帯"],
            row!["斉東 見本", "サイトウ ミホン", day("1980-01-01"), ""],
            row!["田中 花子", "タナカ ハナコ", day("1985-05-05"), ""],
            row!["川上 次郎", "カワカミ ジロウ", day("1970-01-01"), ""],
            row!["森 三朗", "モリ サブロウ", "", "09033334444"],
            row!["見本 新", "ミホン アラタ", day("2000-01-01"), ""],
        ];
        let file = roster(&office, "b.xlsx", rows);
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(counts(&shown), [5, 4, 0, 0, 1], "{shown}");
        let all = [
            line(2, "kana_and_birth", "1"),
            line(3, "other_name_and_birth", "2"),
            line(5, "phone_and_name", "4"),
            line(4, "name_only", "3"),
        ];
        assert_eq!(told(&shown), all, "{shown}");
        assert_eq!((&shown["alike_n"], &shown["alike_open"]), (&json!(4), &json!(3)));
        let marked: Vec<u64> = shown["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["alike"] == true)
            .map(|row| row["row"].as_u64().unwrap())
            .collect();
        assert_eq!(marked, [2, 3, 4, 5], "{shown}");

        let person = |at: usize| shown["alike"][at]["candidates"][0]["person"]["person_id"].clone();
        let mut mapping = shown["mapping"].clone();
        mapping["decisions"] = json!([
            { "sheet": "名簿", "row": 2, "person_id": person(0) },
            { "sheet": "名簿", "row": 3 },
            { "sheet": "名簿", "row": 4, "person_id": person(3) },
        ]);
        let answered = preview(&office, &file, json!({ "mapping": mapping })).await;
        assert_eq!(counts(&answered), [5, 3, 2, 0, 0], "{answered}");
        assert_eq!(told(&answered), [all[2].clone(), all[1].clone()], "open ones first");
        assert_eq!((&answered["alike"][1]["apart"], &answered["alike_open"]), (&json!(true), &json!(1)));

        let done = import(&office, &file, json!({ "mapping": mapping })).await;
        assert_eq!(counts(&done), [5, 3, 2, 0, 0], "{done}");
        assert_eq!(members(&office).await.len(), 7);
        assert_eq!(pairs(&office).await, [["森 三郎".to_owned(), "森 三朗".to_owned()]], "somebody else is remembered");
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(members(&office).await.len(), 4, "one step");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_of_a_file_that_may_be_one_person_are_told_and_one_may_be_left_out() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "フリガナ", "生年月日", "旧姓"],
            row!["1", "斎藤 見本", "サイトウ ミホン", day("1980-01-01"), ""],
            row!["2", "斉東 見本", "サイトウ ミホン", day("1980-01-01"), ""],
            row!["3", "田中 花子", "タナカ ハナコ", day("1985-05-05"), ""],
            row!["4", "山本 花子", "ヤマモト ハナコ", day("1985-05-05"), "田中"],
            row!["5", "森 三郎", "モリ サブロウ", day("1990-09-09"), ""],
        ];
        let file = roster(&office, "a.xlsx", rows);
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(told(&shown), [line(3, "kana_and_birth", "2"), line(5, "other_name_and_birth", "4")], "{shown}");
        assert_eq!((&shown["created"], &shown["alike_open"]), (&json!(5), &json!(2)));

        let decided = |row: u32, out: bool| json!({ "sheet": "名簿", "row": row, "left_out": out });
        let decisions = json!({ "mapping": { "decisions": [decided(3, true), decided(5, false)] } });
        let done = import(&office, &file, decisions).await;
        assert_eq!(counts(&done), [5, 4, 0, 0, 1], "{done}");
        assert!(codes(&done).contains(&(3, String::new(), "row_left_out".into())), "{done}");
        assert_eq!(pairs(&office).await, Vec::<[String; 2]>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_many_bear_is_nobodys_double_by_itself() {
    for on in databases() {
        let office = Office::new(on).await;
        let known = vec![
            row!["組合員番号", "氏名", "生年月日"],
            row!["1", "佐藤 花子", day("1980-01-01")],
            row!["2", "佐藤 花子", day("1985-01-01")],
            row!["3", "川上 次郎", day("1985-01-01")],
        ];
        import(&office, &roster(&office, "a.xlsx", known), json!({})).await;
        let new = vec![row!["組合員番号", "氏名"], row!["11", "佐藤 花子"], row!["12", "川上 次郎"]];
        let shown = preview(&office, &roster(&office, "b.xlsx", new), json!({})).await;
        assert_eq!(counts(&shown), [2, 2, 0, 0, 0], "{shown}");
        assert_eq!(told(&shown), [line(3, "name_only", "3")], "{shown}");
    }
}
