//! Files that come again, or after others: what the dry run says is what the import does, and nothing changes by itself.

use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, csv, day, xlsx};

fn roster(office: &Office, name: &str, rows: Vec<Vec<V>>) -> std::path::PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

/// Rows and columns in which a code was found.
fn found(done: &Value, code: &str) -> Vec<(u64, String)> {
    codes(done).into_iter().filter(|(_, _, found)| found == code).map(|(row, column, _)| (row, column)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_day_before_the_stored_first_day_rejects_its_row_and_nothing_else() {
    for on in databases() {
        let office = Office::new(on).await;
        let of = || json!({ "employer": "架空精機", "as_of": "2026-10-01" });
        let first = vec![
            row!["社員番号", "氏名", "生年月日", "支部"],
            row!["1001", "山田 太郎", day("1980-01-01"), "東京支部"],
            row!["1002", "佐藤 花子", day("1981-01-01"), "東京支部"],
        ];
        import(&office, &roster(&office, "a.xlsx", first), of()).await;
        let second = vec![
            row!["社員番号", "氏名", "生年月日", "加入日", "退職日", "支部"],
            row!["1001", "山田 太郎", day("1980-01-01"), day("2002-04-01"), "", "東京支部"],
            row!["1002", "佐藤 花子", day("1981-01-01"), day("2003-04-01"), day("2026-09-30"), "東京支部"],
        ];
        let file = roster(&office, "b.xlsx", second);
        let list = json!({ "file": file, "employer": "架空精機", "as_of": "2026-10-01" });
        let compared = office.ask("members", "preview_reconcile", list.clone()).await;
        assert_eq!(compared["unsure"][0]["problems"], json!(["left_before_joined"]), "{compared}");
        let taken = json!({ "list": list, "changed": { "all": true } });
        let done = office.ask("members", "reconcile", taken).await;
        assert_eq!(counts(&done), [2, 0, 0, 1, 1], "{done}");
        let shown = preview(&office, &file, of()).await;
        let done = import(&office, &file, of()).await;
        for answer in [&shown, &done] {
            assert_eq!(counts(answer), [2, 0, 0, 1, 1], "{answer}");
            assert_eq!(found(answer, "left_before_joined"), [(3, "退職日".to_owned())], "{answer}");
            assert_eq!(found(answer, "join_date_differs"), [(2, "加入日".to_owned())], "{answer}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_new_is_made_of_an_expulsion_or_an_entry_made_by_mistake() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = || row!["組合員番号", "氏名", "生年月日", "加入日", "脱退日", "脱退理由"];
        let ended = |number: &str, name: &str, reason: &str| {
            row![number, name, day("1980-01-01"), day("2002-04-01"), day("2020-03-31"), reason]
        };
        let rows = vec![head(), ended("1", "山田 太郎", "除名"), ended("2", "佐藤 花子", "誤登録")];
        let file = roster(&office, "a.xlsx", rows);
        for answer in [preview(&office, &file, json!({})).await, import(&office, &file, json!({})).await] {
            assert_eq!(counts(&answer), [2, 0, 0, 0, 2], "{answer}");
            assert_eq!(found(&answer, "end_by_hand"), [(2, "脱退理由".to_owned()), (3, "脱退理由".to_owned())]);
        }
        assert!(members(&office).await.is_empty());
        let known = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日"],
            row!["1", "山田 太郎", day("1980-01-01"), day("2002-04-01")],
        ];
        import(&office, &roster(&office, "b.xlsx", known), json!({})).await;
        let rows = vec![head(), ended("1", "山田 太郎", "除名")];
        let done = import(&office, &roster(&office, "c.xlsx", rows), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 1, 0], "a member stays, with a warning: {done}");
        assert_eq!(found(&done, "end_by_hand").len(), 1);
        assert_eq!(card(&office, "1").await["memberships"][0]["status"], "active");
    }
}
