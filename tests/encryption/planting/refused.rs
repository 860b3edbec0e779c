//! What is refused is told to nobody either.

use std::path::Path;

use kyojo_core::api;
use kyojo_core::progress::Progress;
use serde_json::json;

use super::{PASSPHRASES, Plan};

pub async fn refused_verbs(plan: &Plan<'_>, aside: &Path) {
    let nothing = uuid::Uuid::now_v7().to_string();
    let badges = json!({
        "run_id": nothing, "file": aside.join("badges.xlsx"), "purpose": plan.text(), "password": PASSPHRASES[2]
    });
    let regroup = json!({ "id": nothing, "version": 1, "from_on": "2026-11-01", "reason": plan.text() });
    // Only a bill is for an organisation.
    let bill = |of: &str| {
        json!({
            "report": of, "as_of": "2026-10-31", "organization": plan.text(), "payment": plan.text(), "title": "大会資料",
            "file": aside.join("bill.xlsx"), "purpose": plan.text()
        })
    };
    for (of, verb, input) in [
        ("training", "write_badges", badges),
        ("organizations", "regroup_unit", regroup),
        ("reports", "preview", bill("R02")),
        ("reports", "write", bill("R02")),
        ("reports", "freeze_pack", bill("meeting-pack")),
    ] {
        plan.note(&format!("{of}.{verb}"), &input);
        assert!(api::call(&plan.desk, of, verb, input, &Progress::silent()).await.is_err());
    }
}
