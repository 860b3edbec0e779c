//! The verbs of surveys and activities, with a text in each field.

use std::path::Path;

use serde_json::{Value, json};

use super::{PASSPHRASES, Plan};

pub async fn priority_verbs(plan: &Plan<'_>, aside: &Path) {
    let ask = async |verb: &str, input: Value| plan.ask("surveys", verb, input).await;
    let fields = || {
        let choices = json!([{ "label": plan.text() }, { "label": plan.text() }]);
        let questions = json!([{ "kind": "single", "text": plan.text(), "choices": choices }]);
        json!({ "title": plan.text(), "purpose": plan.text(), "questions": questions })
    };
    let survey = ask("add_survey", fields()).await;
    let mut save = fields();
    save["id"] = survey.clone();
    save["version"] = json!(1);
    ask("save_survey", save).await;
    let groups = [plan.text(), plan.text()];
    let wave = ask("open_wave", json!({ "survey_id": survey, "label": plan.text(), "groups": groups })).await;
    ask("save_wave", json!({ "id": wave, "version": 1, "label": plan.text() })).await;
    let out = aside.join("survey.xlsx");
    ask("write_form", json!({ "wave_id": wave, "file": out, "label": plan.text() })).await;
    ask("preview_form", json!({ "file": out, "password": PASSPHRASES[2] })).await;
    // Nothing was filled in: refused.
    let back = json!({ "file": out, "password": PASSPHRASES[2], "file_hash": plan.text() });
    plan.note("surveys.apply_form", &back);
    let silent = kyojo_core::progress::Progress::silent();
    assert!(kyojo_core::api::call(&plan.desk, "surveys", "apply_form", back, &silent).await.is_err());
    let sheet = json!({ "group": 1, "answers": [{ "question": 1, "chosen": [2] }] });
    ask("enter_sheets", json!({ "wave_id": wave, "sheets": [sheet] })).await;

    let ask = async |verb: &str, input: Value| plan.ask("activities", verb, input).await;
    let fields = || json!({ "title": plan.text(), "theme": "career", "note": plan.text(), "from_on": "2025-04-01" });
    let activity = ask("add", fields()).await;
    let mut save = fields();
    save["id"] = activity.clone();
    save["version"] = json!(1);
    ask("save", save).await;
    let entry = || json!({ "activity_id": activity, "minutes": 30, "note": plan.text() });
    let logged = ask("log_time", entry()).await;
    let mut mended = entry();
    mended["id"] = logged;
    mended["version"] = json!(1);
    ask("correct_time", mended).await;
    let decision = json!({
        "activity_id": activity, "fiscal_year": 2026, "decision": "grow", "reason": plan.text(), "dissent": plan.text(), "body": plan.text()
    });
    let decision = ask("decide", decision).await;
    ask("tell_result", json!({ "id": decision, "version": 1, "result": "done", "text": plan.text() })).await;
}
