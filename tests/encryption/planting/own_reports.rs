//! Own reports and the days on which reports are made by themselves.

use std::path::Path;

use serde_json::json;

use super::{PASSPHRASES, Plan};

pub async fn verbs(plan: &Plan<'_>, aside: &Path) {
    let fields = || json!({ "name": plan.text(), "title": plan.text(), "notes": plan.text(), "groups": ["category"] });
    plan.ask("reports", "save_own_report", fields()).await;
    plan.ask("reports", "preview_own_report", json!({ "fields": fields() })).await;
    let write = json!({
        "fields": fields(), "file": aside.join("own.xlsx"), "purpose": plan.text(), "recipient": plan.text(), "password": PASSPHRASES[2]
    });
    plan.ask("reports", "write_own_report", write).await;
    let schedule = json!({
        "report": "R19", "cadence": "monthly", "day": 1, "file_name": plan.text(), "purpose": plan.text(), "password_file": plan.text()
    });
    plan.ask("reports", "save_schedule", schedule).await;
}
