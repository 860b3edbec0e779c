//! The roster as a file, taken in by every door.

use std::path::Path;

use serde_json::json;

use super::{PASSPHRASES, Plan};

pub async fn import_verbs(plan: &Plan<'_>, aside: &Path) {
    let heads = [
        "組合員番号",
        "社員番号",
        "姓",
        "名",
        "セイ",
        "メイ",
        "備考",
        "部署",
        "電話",
        "メール(私用)",
        "住所",
        "支部",
        "会社",
    ];
    let decided = plan.text();
    let cells = [
        plan.letters(),
        plan.letters(),
        plan.text(),
        plan.text(),
        plan.kana(),
        plan.kana(),
        plan.text(),
        decided.clone(),
        plan.digits("03", 10),
        plan.mail(),
        plan.text(),
        plan.text(),
        plan.text(),
    ];
    let rejected = [
        plan.letters(),
        plan.letters(),
        String::new(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
        plan.text(),
    ];
    let file = aside.join("roster.csv");
    std::fs::write(&file, format!("{}\r\n{}\r\n{}\r\n", heads.join(","), cells.join(","), rejected.join(","))).unwrap();
    let input = json!({
        "file": file, "employer": plan.text(), "create_units": true, "as_of": "2026-10-31", "password": PASSPHRASES[2],
        "reason": plan.text(),
        "mapping": {
            "employer": plan.text(), "columns": [], "defaults": { "job_title": plan.text() },
            "decisions": [{ "column": "department", "raw": decided, "value": plan.text() }]
        }
    });
    plan.ask("members", "preview_roster", input.clone()).await;
    plan.ask("members", "preview_reconcile", input.clone()).await;
    plan.ask("members", "reconcile", json!({ "list": input.clone(), "reason": plan.text() })).await;
    let done = plan.ask("members", "import_roster", input).await;
    assert_eq!((&done["created"], &done["rejected"]), (&json!(1), &json!(1)), "{done}");
}
