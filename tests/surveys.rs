//! Surveys: what members say, and nobody's name.

mod forms;
mod national;
mod views;

use kyojo_core::api;
use kyojo_core::desk::Desk;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::tables::everything;

/// A questionnaire with a question of the nation's, one of one choice and a scale.
pub async fn questionnaire(office: &Office) -> Value {
    let survey = json!({
        "title": "支えの調査",
        "purpose": "方針を決めるため",
        "questions": [
            { "kind": "multi", "national": "career_talk" },
            { "kind": "single", "text": "勤務の形", "choices": [{ "label": "日勤" }, { "label": "交代" }, { "label": "夜勤" }] },
            { "kind": "scale", "text": "組合に相談しやすい" },
            { "kind": "multi", "text": "力を入れてほしい活動", "most": 2,
              "choices": [{ "theme": "career" }, { "theme": "training" }, { "theme": "bargaining" }] },
        ],
    });
    office.ask("surveys", "add_survey", survey).await
}

/// A wave of it with two groups.
pub async fn opened(office: &Office, survey: &Value, label: &str) -> Value {
    let wave = json!({ "survey_id": survey, "label": label, "handed_out": 100, "groups": ["東支部", "西支部"] });
    office.ask("surveys", "open_wave", wave).await
}

/// A sheet.
pub fn sheet(group: Option<i64>, answers: &[(i64, &[i64])]) -> Value {
    let answers: Vec<Value> =
        answers.iter().map(|(question, chosen)| json!({ "question": question, "chosen": chosen })).collect();
    match group {
        Some(group) => json!({ "group": group, "answers": answers }),
        None => json!({ "answers": answers }),
    }
}

pub async fn enter(office: &Office, wave: &Value, sheets: Vec<Value>) -> Value {
    office.ask("surveys", "enter_sheets", json!({ "wave_id": wave, "sheets": sheets })).await
}

pub async fn close(office: &Office, wave: &Value) {
    let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
    office.ask("surveys", "close_wave", json!({ "id": wave, "version": detail["wave"]["version"] })).await;
}

/// Every text of the database, ops, images, trail and log of files included.
async fn all_text(office: &Office) -> String {
    let mut text: String =
        everything(office).await.into_iter().map(|(name, rows)| format!("{name}\n{}\n", rows.join("\n"))).collect();
    let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
    for sql in [
        "SELECT about FROM op",
        "SELECT images FROM op_change",
        "SELECT COALESCE(entity, '') || COALESCE(fields, '') || COALESCE(reason, '') FROM audit_log",
        "SELECT report || filters || purpose || recipient FROM export_log",
    ] {
        text.push_str(&session.db().texts(sql).await.unwrap().join("\n"));
        text.push('\n');
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn q_01_a_wave_asks_what_stood_there_when_it_was_opened() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let list = office.ask("surveys", "list", json!({})).await;
        assert_eq!(list[0]["waves"][0]["groups"][1]["label"], "西支部");
        let later = json!({
            "id": survey, "version": list[0]["version"], "title": "支えの調査",
            "questions": [{ "kind": "scale", "text": "別の問" }],
        });
        office.ask("surveys", "save_survey", later).await;
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!(detail["questions"].as_array().unwrap().len(), 4);
        assert_eq!(detail["questions"][0]["choices"].as_array().unwrap().len(), 15);
        let other = json!({ "survey_id": survey, "label": "第1回" });
        assert_eq!(office.refused("surveys", "open_wave", other).await, "invalid");
        // By branch: the branches of the day.
        let unit = json!({ "kind": "headquarters", "label": "本部", "from_on": "2020-01-01" });
        let top = office.ask("organizations", "add_unit", unit).await;
        let branch = json!({ "kind": "branch", "label": "南支部", "parent_id": top, "from_on": "2020-01-01" });
        office.ask("organizations", "add_unit", branch).await;
        let by_branch = json!({ "survey_id": survey, "label": "第2回", "by_branch": true });
        let second = office.ask("surveys", "open_wave", by_branch).await;
        let detail = office.ask("surveys", "wave", json!({ "id": second })).await;
        assert_eq!(detail["wave"]["groups"], json!([{ "no": 1, "label": "南支部" }]));
        assert_eq!(detail["questions"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn q_02_a_pile_with_a_wrong_sheet_counts_none_of_them_and_names_it() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let sheets = [sheet(Some(1), &[(1, &[2])]), sheet(Some(3), &[(1, &[2])]), sheet(None, &[(1, &[15, 2])])];
        let refused = office.call("surveys", "enter_sheets", json!({ "wave_id": wave, "sheets": sheets })).await;
        let told = serde_json::to_value(refused.unwrap_err()).unwrap();
        let fields: Vec<(&str, &str)> = told["fields"]
            .as_array()
            .unwrap()
            .iter()
            .map(|field| (field["field"].as_str().unwrap(), field["code"].as_str().unwrap()))
            .collect();
        assert_eq!(fields, [("sheets.1", "survey_group_unknown"), ("sheets.2", "survey_none_and_more")]);
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!(detail["wave"]["sheets"], 0);
        let entered = enter(&office, &wave, vec![sheet(Some(1), &[(1, &[2, 13]), (2, &[1])])]).await;
        assert_eq!((&entered["n"], &entered["sheets"]), (&json!(1), &json!(1)));
        office.ask("desk", "undo", json!({ "op": entered["op"] })).await;
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!(detail["wave"]["sheets"], 0, "undone");
    }
}

/// A member answers something that nobody else does. Whatever is planted of the member stands nowhere beside the answer, and
/// once the wave is closed the answer itself stands nowhere on its own.
#[tokio::test(flavor = "multi_thread")]
async fn q_03_no_table_op_image_trail_or_file_links_an_answer_to_anybody_and_closing_leaves_no_sheet() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        // No column of the tables that hold answers refers to a person, a membership or an officer who answered.
        let tables = kyojo_migrations::tables();
        for table in tables.iter().filter(|table| table.name.starts_with("survey")) {
            for column in table.all() {
                if let kyojo_migrations::ddl::Kind::Ref(other) = column.kind {
                    assert!(other.starts_with("survey"), "{}.{} refers to {other}", table.name, column.name);
                }
            }
        }
        for table in tables.iter().filter(|table| !table.name.starts_with("survey")) {
            for column in table.all() {
                assert!(
                    !matches!(column.kind, kyojo_migrations::ddl::Kind::Ref(other) if other.starts_with("survey")),
                    "{}.{} refers to surveys",
                    table.name,
                    column.name
                );
            }
        }
        let count = tables.iter().find(|table| table.name == "survey_count").unwrap();
        let columns: Vec<&str> = count.columns.iter().map(|column| column.name).collect();
        assert_eq!(columns, ["wave_id", "group_no", "sheets", "counts"], "a count knows no sheet");

        let wave = opened(&office, &survey, "第1回").await;
        // The planted answer: the only one with 7, 9 and 11 together, in a pile of its own, taken back and entered again.
        let planted = || vec![sheet(Some(2), &[(1, &[7, 9, 11]), (2, &[3]), (3, &[1])])];
        let first = enter(&office, &wave, planted()).await;
        office.ask("desk", "undo", json!({ "op": first["op"] })).await;
        let again = enter(&office, &wave, planted()).await;
        let others: Vec<Value> =
            (0..40).map(|n| sheet(Some(1 + n % 2), &[(1, &[1 + n % 6]), (2, &[1]), (3, &[4])])).collect();
        enter(&office, &wave, others).await;
        let text = all_text(&office).await;
        let alone = r#""of":{"11":1,"7":1,"9":1}"#;
        let alone_sorted = r#""of":{"7":1,"9":1,"11":1}"#;
        let plain = text.replace("\\\"", "\"");
        assert!(plain.contains(alone) || plain.contains(alone_sorted), "while open, the pile of one is a count of one");

        close(&office, &wave).await;
        let plain = all_text(&office).await.replace("\\\"", "\"");
        assert!(
            !plain.contains(alone) && !plain.contains(alone_sorted),
            "the pile of one is gone, also from what ops remember"
        );
        let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
        let rows = session.db().texts("SELECT counts FROM survey_count").await.unwrap();
        assert_eq!(rows.len(), 2, "one count a group");
        let counted: i64 =
            session.db().number("SELECT CAST(SUM(sheets) AS bigint) AS n FROM survey_count", []).await.unwrap();
        assert_eq!(counted, 41, "and nobody's answer is lost");
        drop(session);
        // What would bring the sheet back is refused, and so is a sheet that comes late.
        for op in [&again["op"], &first["op"]] {
            for verb in ["undo", "redo"] {
                assert!(office.call("desk", verb, json!({ "op": op })).await.is_err(), "{verb}");
            }
        }
        let late = json!({ "wave_id": wave, "sheets": planted() });
        assert_eq!(office.refused("surveys", "enter_sheets", late).await, "survey_closed");
        let after = all_text(&office).await.replace("\\\"", "\"");
        assert!(!after.contains(alone) && !after.contains(alone_sorted));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn q_05_results_wait_for_the_end_and_small_groups_are_never_shown() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let mut sheets: Vec<Value> =
            (0..60).map(|n| sheet(Some(1), &[(1, if n < 20 { &[2] } else { &[15] }), (2, &[1])])).collect();
        sheets.extend((0..6).map(|_| sheet(Some(2), &[(1, &[2]), (2, &[2])])));
        enter(&office, &wave, sheets).await;
        let ask = json!({ "wave_id": wave });
        assert_eq!(office.refused("surveys", "results", ask.clone()).await, "survey_open");
        close(&office, &wave).await;

        let inside = office.ask("surveys", "results", ask.clone()).await;
        assert_eq!((&inside["k"], &inside["response"]), (&json!(5), &json!(660)));
        let talk = &inside["questions"][0];
        assert_eq!(talk["n"], 66);
        assert_eq!(talk["choices"][1]["count"], 26);
        assert_eq!(talk["group_n"], json!([60, 6]), "six are enough inside the executive");
        let outside = office.ask("surveys", "results", json!({ "wave_id": wave, "for_members": true })).await;
        assert_eq!(outside["k"], 10);
        assert_eq!(outside["questions"][0]["groups"], json!([]), "six and the rest cannot be told apart outside it");
        // One answer in a question of one choice: six cannot stand alone, nor be had from the others.
        let shift = &outside["questions"][1];
        assert_eq!((&shift["choices"][0]["count"], &shift["choices"][1]["count"]), (&Value::Null, &Value::Null));
        // Nobody answered the scale: nothing is said of it.
        assert_eq!((&outside["questions"][2]["n"], &outside["questions"][2]["choices"]), (&Value::Null, &json!([])));

        let few = opened(&office, &survey, "第2回").await;
        enter(&office, &few, (0..4).map(|_| sheet(None, &[(1, &[2])])).collect()).await;
        close(&office, &few).await;
        let hidden = office.ask("surveys", "results", json!({ "wave_id": few })).await;
        assert_eq!((&hidden["hidden"], &hidden["questions"]), (&json!(true), &json!([])));
    }
}

/// Two officers count their piles at once, on the server each at a desk of its own: no sheet is lost and none is counted twice.
#[tokio::test(flavor = "multi_thread")]
async fn q_02_piles_that_officers_enter_at_once_add_up() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let other = match on {
            On::File => None,
            On::Server => {
                let desk = Office::desk();
                let open = json!({ "file": office.place, "login": "admin", "passphrase": PASSPHRASE });
                api::call(&desk, "desk", "open", open, &Progress::silent()).await.unwrap();
                Some(desk)
            }
        };
        let pile = |choice: i64, n: usize| -> Value {
            let sheets: Vec<Value> = (0..n).map(|_| sheet(Some(1), &[(2, &[choice])])).collect();
            json!({ "wave_id": wave, "sheets": sheets })
        };
        let entered = async |desk: &Desk, choice: i64| {
            for n in 1..=8 {
                api::call(desk, "surveys", "enter_sheets", pile(choice, n), &Progress::silent()).await.unwrap();
            }
        };
        tokio::join!(entered(&office.desk, 1), entered(other.as_ref().unwrap_or(&office.desk), 2));
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!(detail["wave"]["sheets"], 72);
        close(&office, &wave).await;
        let results = office.ask("surveys", "results", json!({ "wave_id": wave })).await;
        let shift = &results["questions"][1];
        assert_eq!((&shift["n"], &shift["choices"][0]["count"]), (&json!(72), &json!(36)));
        assert_eq!(shift["choices"][1]["count"], 36);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_wave_is_not_closed_and_one_that_was_mended_meanwhile_is_read_again() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let version = office.ask("surveys", "wave", json!({ "id": wave })).await["wave"]["version"].clone();
        let ask = json!({ "id": wave, "version": version });
        assert_eq!(office.refused("surveys", "close_wave", ask.clone()).await, "survey_no_sheets");
        let mended = json!({ "id": wave, "version": version, "label": "第1回", "closes_on": "2026-12-24" });
        office.ask("surveys", "save_wave", mended).await;
        enter(&office, &wave, vec![sheet(None, &[(2, &[1])])]).await;
        assert_eq!(office.refused("surveys", "close_wave", ask).await, "changed");
        let before = json!({ "survey_id": survey, "label": "第3回", "closes_on": "2026-10-01" });
        assert_eq!(office.refused("surveys", "open_wave", before).await, "invalid");
    }
}
