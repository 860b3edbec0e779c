//! Surveys and activities in the world of the rights.

use serde_json::{Value, json};

use super::world::{Ids, World};
use crate::support::office::Office;
use crate::support::workbook::{Sheet, V, xlsx};

/// A questionnaire with three waves, one of them closed and one with a form that came back; an activity with an entry and a
/// decision.
pub async fn priorities(office: &Office) -> Value {
    let survey = json!({ "title": "調査（架空）", "questions": [{ "kind": "multi", "national": "career_talk" }] });
    let survey = office.ask("surveys", "add_survey", survey).await;
    let open =
        async |label: &str| office.ask("surveys", "open_wave", json!({ "survey_id": survey, "label": label })).await;
    let (closed, wave, last) = (open("前の回").await, open("今の回").await, open("次の回").await);
    let sheets: Vec<Value> = (0..12).map(|_| json!({ "answers": [{ "question": 1, "chosen": [2] }] })).collect();
    for id in [&closed, &last] {
        office.ask("surveys", "enter_sheets", json!({ "wave_id": id, "sheets": sheets })).await;
    }
    office.ask("surveys", "close_wave", json!({ "id": closed, "version": 1 })).await;
    let out = json!({ "wave_id": wave, "file": office.file("入力表.xlsx"), "label": "第一支部" });
    let form = office.ask("surveys", "write_form", out).await;
    let code = form["code"].as_str().unwrap().to_owned();
    let rows = vec![
        vec![V::from(format!("番号 {code}").as_str())],
        vec!["行".into(), "問1".into()],
        vec![V::N(1.0), "2".into()],
    ];
    let form = xlsx(&office.file("入力表_戻り.xlsx"), &[Sheet::new("回答入力", rows)]);
    let activity = json!({ "title": "相談（架空）", "theme": "career", "from_on": "2025-04-01" });
    let activity = office.ask("activities", "add", activity).await;
    let entry = office.ask("activities", "log_time", json!({ "activity_id": activity, "minutes": 30 })).await;
    let decision = json!({ "activity_id": activity, "fiscal_year": 2026, "decision": "grow", "reason": "必要" });
    let decision = office.ask("activities", "decide", decision).await;
    json!({
        "survey": survey, "closed": closed, "wave": wave, "last": last, "form": form,
        "activity": activity, "entry": entry, "decision": decision,
    })
}

/// How the verbs of surveys and activities are asked.
pub fn input(world: &World, verb: &str, ids: &Ids) -> Option<Value> {
    let all = &ids["priorities"];
    let questions = json!([{ "kind": "scale", "text": "話しやすい" }]);
    Some(match verb {
        "list" | "standard" | "my_time" | "logs" => json!({}),
        "wave" => json!({ "id": all["wave"] }),
        "results" => json!({ "wave_id": all["closed"] }),
        "add_survey" => json!({ "title": "別の調査", "questions": questions }),
        "save_survey" => json!({ "id": all["survey"], "version": 1, "title": "調査", "questions": questions }),
        "open_wave" => json!({ "survey_id": all["survey"], "label": "さらに次の回" }),
        "save_wave" => json!({ "id": all["wave"], "version": 1, "label": "今の回", "handed_out": 50 }),
        "close_wave" => json!({ "id": all["last"], "version": 1 }),
        "enter_sheets" => {
            json!({ "wave_id": all["wave"], "sheets": [{ "answers": [{ "question": 1, "chosen": [15] }] }] })
        }
        "write_form" => json!({ "wave_id": all["wave"], "file": world.path("xlsx"), "label": "第二支部" }),
        "preview_form" | "apply_form" => json!({ "file": all["form"] }),
        "add" => json!({ "title": "機関紙（架空）", "theme": "communication" }),
        "save" => json!({ "id": all["activity"], "version": 1, "title": "相談", "theme": "career" }),
        "end" => json!({ "id": all["activity"], "version": 1, "ended_on": "2026-12-31" }),
        "log_time" => json!({ "activity_id": all["activity"], "minutes": 15 }),
        "correct_time" => json!({ "id": all["entry"], "version": 1, "activity_id": all["activity"], "minutes": 45 }),
        "decide" => {
            json!({ "activity_id": all["activity"], "fiscal_year": 2027, "decision": "keep", "reason": "続ける" })
        }
        "tell_result" => json!({ "id": all["decision"], "version": 1, "result": "done" }),
        _ => return None,
    })
}
