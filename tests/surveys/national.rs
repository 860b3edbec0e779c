//! The union beside the nation (R20), and what leaves the office of it.

use serde_json::{Value, json};

use super::{close, enter, opened, questionnaire, sheet};
use crate::support::office::{Office, databases};
use crate::support::workbook::shown;

/// The cells of a table's row that begins with a name.
fn row<'p>(page: &'p Value, table: usize, name: &str) -> &'p Value {
    let tables: Vec<&Value> =
        page["blocks"].as_array().unwrap().iter().filter(|block| block["block"] == "table").collect();
    let rows = tables[table]["rows"].as_array().unwrap();
    &rows.iter().find(|row| row["cells"][0]["value"] == name).unwrap()["cells"]
}

fn values(cells: &Value) -> Vec<Value> {
    cells
        .as_array()
        .unwrap()
        .iter()
        .skip(1)
        .map(|cell| if cell["kind"] == "hidden" { json!("x") } else { cell["value"].clone() })
        .collect()
}

/// 100 sheets: 16 name unions, 4 a religious group, 80 nobody.
async fn hundred(office: &Office, wave: &Value, unions: i64) {
    let chosen = |n: i64| -> Vec<i64> {
        if n < unions {
            vec![2]
        } else if n < unions + 4 {
            vec![4]
        } else {
            vec![15]
        }
    };
    let sheets =
        (0..100).map(|n| sheet(Some(1 + n % 2), &[(1, &chosen(n)), (4, if n % 2 == 0 { &[1] } else { &[2, 3] })]));
    enter(office, wave, sheets.collect()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn q_06_the_sheet_says_own_nation_points_interval_and_whether_there_is_a_difference() {
    for on in databases() {
        let office = Office::new(on).await;
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R20" })).await, "survey_none");
        let survey = questionnaire(&office).await;
        let first = opened(&office, &survey, "2025年").await;
        hundred(&office, &first, 30).await;
        close(&office, &first).await;
        let wave = opened(&office, &survey, "2026年").await;
        hundred(&office, &wave, 16).await;
        close(&office, &wave).await;

        let preview = office.ask("reports", "preview", json!({ "report": "R20" })).await;
        let pages = preview["pages"].as_array().unwrap();
        let names: Vec<&str> = pages.iter().map(|page| page["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["全国比較", "人生も相談できる", "前回との比較", "組合独自の問"]);
        let detail = &pages[1];
        // 16 of 100 beside 1.5 %: Wilson 10.1 to 24.4, higher.
        assert_eq!(
            values(row(detail, 0, "組合組織（労働組合、共済組合など）")),
            [json!(160), json!(15), json!(145), json!(101), json!(244), json!("高い"), json!(16)]
        );
        // 80 of 100 beside 76.7 %: 71.1 to 86.7 covers it.
        assert_eq!(
            values(row(detail, 0, "あてはまる組織・団体はない")),
            [json!(800), json!(767), json!(33), json!(711), json!(867), json!("差があるとは言えない"), json!(80)]
        );
        // Four people: the nation's figure stands, and nothing of theirs.
        assert_eq!(
            values(row(detail, 0, "宗教団体")),
            [json!("x"), json!(12), json!("x"), json!("x"), json!("x"), json!("x"), json!("x")]
        );
        let notes = detail["notes"].to_string();
        for caveat in [
            "標本が異なるため参考",
            "足しても100%になりません",
            "ウィルソン",
            "リクルートワークス研究所",
            "10人に満たない",
        ] {
            assert!(notes.contains(caveat), "{caveat}: {notes}");
        }
        let change = values(row(&pages[2], 0, "組合組織（労働組合、共済組合など）"));
        assert_eq!(change, [json!(300), json!(160), json!(-140), json!("低い")]);
        let few = values(row(&pages[2], 0, "宗教団体"));
        assert_eq!(few, [json!("x"), json!("x"), json!("x"), json!("x")]);

        // The file says what the window says; English says the same.
        let out = office.file("R20.xlsx");
        office.ask("reports", "write", json!({ "report": "R20", "file": out })).await;
        let sheets = shown(&out, None).await;
        let all = sheets.iter().flat_map(|(_, rows)| rows.iter().flatten()).cloned().collect::<Vec<_>>().join("|");
        assert!(all.contains("差があるとは言えない") && all.contains("ウィルソン"), "{all}");
        let english = office.ask("reports", "preview", json!({ "report": "R20", "locale": "en" })).await;
        assert!(english["pages"][1].to_string().contains("No difference shown"));
        // On a day before the first wave was closed there is nothing to say.
        let early = json!({ "report": "R20", "as_of": "2026-10-30" });
        assert_eq!(office.refused("reports", "preview", early).await, "survey_none");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r20_of_fewer_sheets_than_may_leave_the_executive_is_refused() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        enter(&office, &wave, (0..9).map(|_| sheet(None, &[(1, &[2])])).collect()).await;
        close(&office, &wave).await;
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R20" })).await, "survey_too_few");
    }
}

/// Forty sheets, five for each of eight organisations: of that question nothing may be told, so it has no page and is named.
#[tokio::test(flavor = "multi_thread")]
async fn r20_leaves_out_questions_of_which_nothing_may_be_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let chosen = [2, 15, 3, 4, 5, 6, 7, 8];
        let sheets = (0..40).map(|n| sheet(None, &[(1, &[chosen[n % 8]]), (4, if n % 2 == 0 { &[1] } else { &[2] })]));
        enter(&office, &wave, sheets.collect()).await;
        close(&office, &wave).await;
        let preview = office.ask("reports", "preview", json!({ "report": "R20" })).await;
        let pages = preview["pages"].as_array().unwrap();
        let names: Vec<&str> = pages.iter().map(|page| page["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["組合独自の問"], "{on:?}");
        assert!(pages[0]["notes"].to_string().contains("載せていません：問1。"), "{}", pages[0]["notes"]);
    }
}
