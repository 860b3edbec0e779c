//! Texts in the questions of check-ins, in the items of a job card, and in files of a case.

use std::path::Path;

use kyojo_core::api;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::{PASSPHRASES, Plan};

pub(super) async fn verbs(plan: &Plan<'_>, case: &Value, aside: &Path) {
    let (code, part) = (plan.letters(), plan.letters());
    let questions = json!({
        "code": code, "name": plan.text(), "name_en": plan.text(), "owner": plan.text(), "licence": plan.text(),
        "permission": plan.text(), "note": plan.text(), "note_en": plan.text(), "scale_min": 1, "scale_max": 5,
        "subscales": [{ "code": part, "name": plan.text(), "name_en": plan.text() }],
        "items": [{ "subscale": part, "words": plan.text(), "words_en": plan.text() }],
    });
    let id = plan.ask("cases", "save_instrument", questions).await;
    let publish = json!({ "id": id, "version": 1 });
    plan.ask("cases", "publish_instrument", publish).await;
    let taken = json!({ "case_id": case, "instrument_id": id, "timing": "pre", "answers": [3] });
    plan.ask("cases", "record_check_in", taken).await;
    let plan_sheet = [
        "values_interests",
        "strengths",
        "future_work",
        "next_steps",
        "other_notes",
        "consultant_on",
        "consultant_org",
        "consultant_name",
        "consultant_no",
        "consultant_comment",
    ];
    let work = ["from_ym", "to_ym", "organisation", "post", "employment_type", "duties", "learned", "confirmed"];
    let licence = ["name", "obtained_ym", "issuer", "content"];
    let learning = ["provider", "course"];
    let mut learned = json!({});
    for (kind, fields) in
        [("plan", &plan_sheet[..]), ("work", &work[..]), ("licence", &licence[..]), ("learning", &learning[..])]
    {
        let mut words = json!({});
        for field in fields {
            words[*field] = json!(plan.text());
        }
        learned = json!({ "case_id": case, "kind": kind, "words": words });
        plan.ask("cases", "save_card_item", learned.clone()).await;
    }
    assert_eq!(learned["kind"], "learning");
    plan.ask("cases", "add_learning", json!({ "case_id": case })).await;
    let file = plan.path("card.xlsx");
    let write = json!({ "case_id": case, "file": file, "password": PASSPHRASES[2] });
    plan.ask("cases", "write_job_card", write.clone()).await;
    plan.ask("cases", "preview_job_card", write.clone()).await;
    plan.note("cases.apply_job_card", &write);
    api::call(&plan.desk, "cases", "apply_job_card", write, &Progress::silent()).await.unwrap();
    // The file stays outside, where the member's own papers are; name and content are sealed.
    let paper = aside.join(format!("{}.txt", plan.text()));
    std::fs::write(&paper, plan.text()).unwrap();
    let add = json!({ "case_id": case, "file": paper, "remark": plan.text() });
    let id = plan.ask("cases", "add_attachment", add).await;
    plan.ask("cases", "attachments", json!({ "case_id": case })).await;
    plan.ask("cases", "attachment", json!({ "id": id })).await;
    plan.ask("cases", "write_attachment", json!({ "id": id, "file": aside.join("copy.txt") })).await;
    std::fs::write(&paper, plan.text()).unwrap();
    let id = plan.ask("cases", "add_attachment", json!({ "case_id": case, "file": paper })).await;
    plan.ask("cases", "remove_attachment", json!({ "id": id })).await;
}
