//! Own reports as booklets: the page that is seen, the people of the workbook, the rights and the log of every other file. What the
//! real program prints is looked at by `make pdf-test`.

use std::path::Path;

use serde_json::{Value, json};

use super::{count, sample};
use crate::reports_pdf::{ECHO, sent, with_maker};
use crate::support::office::databases;
use crate::support::workbook::shown;

/// The tables of a booklet's page.
fn table(page: &Value) -> &Value {
    page["blocks"].as_array().unwrap().iter().find(|block| block["block"] == "table").unwrap()
}

fn booklet(file: &Path) -> Value {
    sent(&std::fs::read(file).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_count_is_a_booklet_of_the_page_that_is_seen_and_stands_in_the_export_log() {
    for on in databases() {
        let mut office = sample(on, 120).await;
        with_maker(&mut office, ECHO).await;
        let fields = json!({
            "name": "支部と性別", "groups": ["branch", "gender"], "chart": "stacked_column", "notes": "架空の注記"
        });
        let ask = json!({ "fields": fields, "locale": "ja" });
        let preview = office.ask("reports", "preview_own_report", ask.clone()).await;
        let file = office.file("支部と性別.pdf");
        let mut write = ask;
        write["file"] = json!(file);
        let done = office.ask("reports", "write_own_report", write.clone()).await;
        let made = booklet(&file);
        let pages = made["pages"].as_array().unwrap();
        assert_eq!(pages.len(), 1);
        for part in ["title", "scope", "blocks", "notes", "landscape"] {
            assert_eq!(pages[0][part], preview["pages"][0][part], "{part}");
        }
        assert!(pages[0]["blocks"].as_array().unwrap().iter().any(|block| block["block"] == "chart"));
        assert_eq!((&made["contents"], &made["frame"]["code"]), (&json!(false), &json!("")));
        let log = office.ask("officers", "exports", json!({})).await;
        let newest = &log["rows"][0];
        assert_eq!((&newest["report"], &newest["file_hash"]), (&json!("own-count"), &done["sha256"]), "{newest}");

        let again = |name: &str| {
            let mut input = write.clone();
            input["file"] = json!(office.file(name));
            input
        };
        let mut locked = again("鍵.pdf");
        locked["password"] = "みどりの でんしゃ 7".into();
        assert_eq!(office.refused("reports", "write_own_report", locked).await, "pdf_no_password");
        for name in ["表.txt", "表.csv", "表"] {
            assert_eq!(office.refused("reports", "write_own_report", again(name)).await, "file_kind_report", "{name}");
        }
        std::fs::remove_file(office.file("maker")).unwrap();
        assert_eq!(office.refused("reports", "write_own_report", again("無.pdf")).await, "pdf_not_built");
        assert!(!office.file("鍵.pdf").exists() && !office.file("無.pdf").exists());
        office.ask("reports", "write_own_report", again("表.xlsx")).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_own_list_is_a_booklet_of_everybody_whom_the_workbook_names_under_the_same_headings() {
    for on in databases() {
        let mut office = sample(on, 90).await;
        with_maker(&mut office, ECHO).await;
        let fields = json!({
            "name": "分会の名簿", "kind": "list", "groups": ["sub_branch"], "columns": ["member_no", "name", "sub_branch"]
        });
        let write = |name: &str, purpose: Option<&str>| json!({ "fields": fields, "locale": "ja", "file": office.file(name), "purpose": purpose.unwrap_or_default() });
        assert_eq!(office.refused("reports", "write_own_report", write("名簿.pdf", None)).await, "invalid", "X-1");
        office.ask("reports", "write_own_report", write("名簿.pdf", Some("支部役員会"))).await;
        let log = office.ask("officers", "exports", json!({})).await;
        let newest = &log["rows"][0];
        assert_eq!(
            (newest["report"].as_str(), newest["sensitivity"].as_str(), newest["protected"].as_bool()),
            (Some("own-list"), Some("A"), Some(false)),
            "{newest}"
        );
        office.ask("reports", "write_own_report", write("名簿.xlsx", Some("支部役員会"))).await;
        let made = booklet(&office.file("名簿.pdf"));
        let pages = made["pages"].as_array().unwrap();
        assert_eq!(pages.len(), 2, "the list, and what it is for");
        assert!(table(&pages[1]).to_string().contains("支部役員会"));
        let rows = table(&pages[0])["rows"].as_array().unwrap();
        let of_kind = |kind: &str| rows.iter().filter(|row| row["kind"] == kind).collect::<Vec<_>>();
        let n = count(&office, &json!({})).await;
        assert_eq!(of_kind("body").len() as i64, n, "more than the preview shows");
        assert!(n > 30);
        // Line by line as the workbook has them: below its heads every line is a heading or a member.
        let sheets = shown(&office.file("名簿.xlsx"), None).await;
        let heads = sheets[0].1.iter().position(|row| row.len() > 2 && !row[1].is_empty()).unwrap();
        let in_workbook: Vec<&str> = sheets[0].1[heads + 1..].iter().map(|row| row[0].as_str()).collect();
        let in_booklet: Vec<&str> =
            rows.iter().map(|row| row["cells"][0]["value"].as_str().unwrap_or_default()).collect();
        assert_eq!(in_booklet, in_workbook);
        assert!(of_kind("subtotal").len() > 1);
        assert!(of_kind("subtotal").iter().all(|row| row["cells"].as_array().unwrap().len() == 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o_07_what_is_made_by_itself_is_a_booklet_where_its_name_says_so_and_never_of_people() {
    for on in databases() {
        let mut office = sample(on, 60).await;
        with_maker(&mut office, ECHO).await;
        let out = office.folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        let own = json!({ "name": "支部と性別", "groups": ["branch", "gender"] });
        let own = office.ask("reports", "save_own_report", own).await;
        let names = office.ask("reports", "save_own_report", json!({ "name": "名簿", "kind": "list" })).await;
        for what in [json!({ "own": own }), json!({ "report": "R02" })] {
            let mut schedule = json!({ "cadence": "monthly", "day": 31, "file_name": "{name}.pdf" });
            schedule.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
            office.ask("reports", "save_schedule", schedule).await;
        }
        for (what, code) in [
            (json!({ "own": names, "password_file": "p.txt" }), "pdf_no_password"),
            (json!({ "own": names }), "O-07"),
            (json!({ "report": "R01", "password_file": "p.txt" }), "pdf_no_list"),
            (json!({ "own": own, "password_file": "p.txt" }), "pdf_no_password"),
        ] {
            let mut schedule = json!({ "cadence": "monthly", "day": 31, "file_name": "{name}.PDF", "purpose": "確認" });
            schedule.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
            assert_eq!(office.refused("reports", "save_schedule", schedule).await, code, "{what}");
        }
        // A file of that name is there already: nothing is written over.
        std::fs::write(out.join("支部と性別.pdf"), "別の紙").unwrap();
        let told = office.ask("reports", "write_due", json!({ "folder": out })).await;
        let outcomes = told["outcomes"].as_array().unwrap();
        let mut files: Vec<&str> =
            outcomes.iter().map(|one| one["file"].as_str().unwrap_or_else(|| panic!("{told}"))).collect();
        files.sort_unstable();
        assert_eq!(files, ["支部と性別 (2).pdf", "組織現勢報告.pdf"]);
        let made = booklet(&out.join("支部と性別 (2).pdf"));
        let total = table(&made["pages"][0])["rows"].as_array().unwrap();
        let total = total.iter().find(|row| row["kind"] == "total").unwrap()["cells"].as_array().unwrap();
        assert_eq!(total[total.len() - 2]["value"].as_i64(), Some(count(&office, &json!({})).await));
        assert_eq!(std::fs::read_to_string(out.join("支部と性別.pdf")).unwrap(), "別の紙");
    }
}
