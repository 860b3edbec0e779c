//! Words of the union's own in plans and frozen packs.

use std::path::Path;

use kyojo_core::progress::Progress;
use serde_json::json;

use super::{PASSPHRASES, Plan};

pub async fn pack_verbs(plan: &Plan<'_>, aside: &Path) {
    let unit = plan.ask("organizations", "units", json!({})).await[0]["id"].clone();
    for _ in 0..6 {
        let joining = json!({
            "person": { "family_name": plan.text() }, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
        });
        plan.ask("members", "add", joining).await;
    }
    let words = || json!([{ "heading": plan.text(), "paragraphs": [plan.text()] }]);
    let name = plan.text();
    let pages = json!([
        { "code": "own", "title": plan.text(), "above": words() },
        { "code": "trend", "above": words(), "below": words() },
    ]);
    plan.ask("reports", "save_plan", json!({ "name": name, "kind": "congress", "pages": pages })).await;
    let ask = json!({ "report": "meeting-pack", "as_of": "2026-10-31", "plan": name });
    plan.ask("reports", "preview", ask.clone()).await;
    let mut freeze = ask;
    freeze["title"] = json!(plan.text());
    freeze["person"] = json!(plan.text());
    let id = plan.ask("reports", "freeze_pack", freeze).await;
    // Others could approve it, so the first officer may not.
    let session = plan.desk.session(Progress::silent()).unwrap();
    let approved = "UPDATE issued_pack SET state = 'approved', approved_at = created_at, approved_by = created_by";
    session.db().run(approved, []).await.unwrap();
    let packs = plan.ask("reports", "issued_packs", json!({})).await;
    let distribute = json!({ "id": id, "version": packs[0]["version"], "to": plan.text() });
    plan.ask("reports", "distribute_pack", distribute).await;
    let write = json!({
        "report": "meeting-pack", "plan": name, "file": aside.join("pack.xlsx"), "password": PASSPHRASES[2]
    });
    plan.ask("reports", "write", write).await;
}
