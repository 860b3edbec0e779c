//! The sheet of the yearly check as it may come back: without a column, without its headers, with what must not be taken.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::office::{Office, databases};
use crate::support::workbook::{FORMULA, Sheet, V, day, uncalculated, xlsx};
use crate::support_directory::{filled, sheet_of, with_communities};

#[tokio::test(flavor = "multi_thread")]
async fn k_05_a_sheet_without_its_versions_writes_nothing_over_and_one_without_headers_is_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let _three = with_communities(&office).await;
        let out = office.file("確認.xlsx");
        office.ask("support", "write_recheck", json!({ "file": out })).await;
        let back = office.file("戻り.xlsx");
        filled(&out, &back, |code, set| match code {
            "child_allowance" => {
                set("確認結果", "変更あり".into());
                set("確認日", day("2026-10-20"));
                set("持ち物", "通帳のみ".into());
            }
            "public_assistance" => {
                set("確認結果", "変更あり".into());
                set("確認日", day("2026-10-20"));
                set("公式サイト", "javascript:alert(1)".into());
            }
            _ => {}
        })
        .await;
        let outcome = async |file: &Path, code: &str| {
            let preview = office.ask("support", "preview_recheck", json!({ "file": file })).await;
            let rows = preview["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row["code"] == code).unwrap();
            (row["outcome"].as_str().unwrap().to_owned(), row["reason"].as_str().unwrap_or_default().to_owned())
        };
        assert_eq!(outcome(&back, "child_allowance").await.0, "changed");
        assert_eq!(outcome(&back, "public_assistance").await.1, "site_not_web");
        let cut = async |file: &Path, to: &str, column: Option<&str>, headless: bool| {
            let mut sheets = Vec::new();
            for name in ["公助制度", "共助のつながり"] {
                let (head, rows) = sheet_of(file, name).await;
                let without = column.and_then(|column| head.iter().position(|cell| cell == column));
                let mut made = if headless && name == "公助制度" { Vec::new() } else { vec![head] };
                made.extend(rows);
                let kept = |row: Vec<String>| {
                    let cells = row.into_iter().enumerate().filter(|(at, _)| Some(*at) != without);
                    cells.map(|(_, cell)| V::from(cell)).collect::<Vec<_>>()
                };
                sheets.push(Sheet::new(name, made.into_iter().map(kept).collect()));
            }
            xlsx(&office.file(to), &sheets)
        };
        let without = cut(&back, "版なし.xlsx", Some("版"), false).await;
        assert_eq!(outcome(&without, "child_allowance").await, ("not_understood".into(), "recheck_no_stand".into()));
        assert_eq!(office.refused("support", "apply_recheck", json!({ "file": without })).await, "recheck_nothing");
        let headless = cut(&back, "見出しなし.xlsx", None, true).await;
        let preview = office.ask("support", "preview_recheck", json!({ "file": headless })).await;
        let told: Vec<&Value> =
            preview["rows"].as_array().unwrap().iter().filter(|row| row["reason"] == "recheck_no_header").collect();
        assert_eq!(told.len(), 1, "{preview}");
        assert_eq!(told[0]["sheet"], "公助制度");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn k_05_a_day_without_an_answer_is_no_check_and_a_formula_without_a_value_nobodys_words() {
    for on in databases() {
        let office = Office::new(on).await;
        let _three = with_communities(&office).await;
        let out = office.file("確認.xlsx");
        office.ask("support", "write_recheck", json!({ "file": out })).await;
        let back = office.file("戻り.xlsx");
        filled(&out, &back, |code, set| match code {
            "child_allowance" => set("確認日", day("2026-10-20")),
            "public_assistance" => {
                set("確認結果", "変更あり".into());
                set("確認日", day("2026-10-20"));
                set("窓口", FORMULA);
            }
            "disability_pension" => set("記号", FORMULA),
            _ => {}
        })
        .await;
        let back = uncalculated(&back, &office.file("計算なし.xlsx"));
        let preview = office.ask("support", "preview_recheck", json!({ "file": back })).await;
        let mut told: Vec<(&str, Option<&str>)> = preview["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["outcome"] != "unchanged")
            .map(|row| (row["reason"].as_str().unwrap(), row["column"].as_str()))
            .collect();
        told.sort_unstable();
        let formula = "formula_not_calculated";
        let expected =
            [(formula, Some("support_code")), (formula, Some("support_office")), ("recheck_word_missing", None)];
        assert_eq!(told, expected, "{preview}");
        assert_eq!(office.refused("support", "apply_recheck", json!({ "file": back })).await, "recheck_nothing");
    }
}
