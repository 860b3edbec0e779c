//! The workbook that goes out and comes back: taken once, and what is stale, foreign or damaged told apart.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{close, opened, questionnaire, sheet};
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, shown, xlsx};

/// What was typed into the lines of a form: column by header, value.
type Typed<'t> = &'t [&'t [(&'t str, V)]];

/// The form as it comes back, with these lines; `drop` is a header whose column was taken out.
pub async fn filled(out: &Path, back: &Path, typed: Typed<'_>, drop: Option<&str>) -> PathBuf {
    let sheets = shown(out, None).await;
    // In Japanese or in English.
    let (name, rows) = sheets.iter().find(|(name, _)| name == "回答入力" || name == "Answers").unwrap();
    let head = rows.iter().position(|row| row.iter().any(|cell| cell == "問1" || cell == "Q1")).unwrap();
    let place = |header: &str| rows[head].iter().position(|cell| cell == header).unwrap();
    let mut made: Vec<Vec<V>> =
        rows[..=head].iter().map(|row| row.iter().map(|cell| V::from(cell.as_str())).collect()).collect();
    for (n, line) in typed.iter().enumerate() {
        let mut cells = vec![V::E; rows[head].len()];
        cells[0] = V::N((n + 1) as f64);
        for (header, value) in *line {
            cells[place(header)] = value.clone();
        }
        made.push(cells);
    }
    if let Some(header) = drop {
        let at = place(header);
        made.iter_mut().filter(|row| row.len() > at).for_each(|row| drop_at(row, at));
    }
    xlsx(back, &[Sheet::new(name, made)])
}

fn drop_at(row: &mut Vec<V>, at: usize) {
    row.remove(at);
}

async fn written(office: &Office, wave: &Value, label: &str, name: &str) -> PathBuf {
    written_in(office, wave, label, name, None).await
}

async fn written_in(office: &Office, wave: &Value, label: &str, name: &str, locale: Option<&str>) -> PathBuf {
    let out = office.file(name);
    let input = json!({ "wave_id": wave, "file": out, "label": label, "lines": 20, "locale": locale });
    office.ask("surveys", "write_form", input).await;
    out
}

#[tokio::test(flavor = "multi_thread")]
async fn q_04_a_form_goes_out_comes_back_and_is_counted_once() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let out = written(&office, &wave, "東支部", "東.xlsx").await;
        let sheets = shown(&out, None).await;
        let paper: String = sheets[0].1.iter().flatten().cloned().collect::<Vec<_>>().join("|");
        assert!(
            paper.contains("組合組織（労働組合、共済組合など）") && paper.contains("名前は書かないでください"),
            "{paper}"
        );
        let back = filled(
            &out,
            &office.file("東戻.xlsx"),
            &[
                &[("所属", "東支部".into()), ("問1", "２、13".into()), ("問2", "1".into()), ("問3", V::N(4.0))],
                &[("問1", "15".into())],
                &[],
                &[("所属", "2".into()), ("問4", "1 2".into())],
            ],
            None,
        )
        .await;
        let preview = office.ask("surveys", "preview_form", json!({ "file": back, "wave_id": wave })).await;
        assert_eq!(
            (&preview["read"], &preview["taken"], &preview["refused"]),
            (&json!(3), &json!(3), &json!(0)),
            "{preview}"
        );
        assert_eq!(preview["label"], "東支部");
        let applied =
            office.ask("surveys", "apply_form", json!({ "file": back, "file_hash": preview["file_hash"] })).await;
        assert_eq!(applied["taken"], 3);
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!((&detail["wave"]["sheets"], &detail["forms"][0]["taken"]), (&json!(3), &json!(3)));
        for verb in ["preview_form", "apply_form"] {
            assert_eq!(office.refused("surveys", verb, json!({ "file": back })).await, "survey_form_taken");
        }
        // Taken back, it may come again.
        office.ask("desk", "undo", json!({ "op": applied["op"] })).await;
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!((&detail["wave"]["sheets"], &detail["forms"][0]["taken"]), (&json!(0), &Value::Null));
        office.ask("surveys", "apply_form", json!({ "file": back })).await;
        close(&office, &wave).await;
        let results = office.ask("surveys", "results", json!({ "wave_id": wave })).await;
        assert_eq!(results["hidden"], true, "three are too few");
    }
}

/// A form is handed out in Japanese or in English, and what the same people answer counts the same.
#[tokio::test(flavor = "multi_thread")]
async fn q_04_an_english_form_counts_as_its_japanese_twin_does() {
    for on in databases() {
        let office = Office::new(on).await;
        // What is offered with the program has words in both languages; what the union wrote itself has not.
        let standard = office.ask("surveys", "standard", json!({})).await;
        let fields = json!({
            "title": "支えの調査（架空）",
            "purpose": standard["purpose"],
            "questions": [
                { "kind": "multi", "national": "career_talk" },
                { "kind": "single", "text": "勤務の形", "choices": [{ "label": "日勤" }, { "label": "交代" }, { "label": "夜勤" }] },
                { "kind": "scale", "text": "組合に相談しやすい" },
                { "kind": "multi", "text": standard["questions"].as_array().unwrap().last().unwrap()["text"], "most": 2,
                  "choices": [{ "theme": "career" }, { "theme": "training" }, { "theme": "bargaining" }] },
            ],
        });
        let survey = office.ask("surveys", "add_survey", fields).await;
        let mut results = Vec::new();
        for (locale, label, [group, one, two, three, four]) in [
            (None, "第1回", ["所属", "問1", "問2", "問3", "問4"]),
            (Some("en"), "第2回", ["Group", "Q1", "Q2", "Q3", "Q4"]),
        ] {
            let wave = opened(&office, &survey, label).await;
            let out = written_in(&office, &wave, "Works-based 東支部", &format!("{label}.xlsx"), locale).await;
            if locale.is_some() {
                let sheets = shown(&out, None).await;
                let text: String = sheets.iter().flat_map(|(_, rows)| rows.iter().flatten()).cloned().collect();
                for words in [
                    "Unions and mutual-aid societies",
                    "The union asks its members",
                    "Which activities should the union put more effort into?",
                    "Training",
                    "Very much",
                    "Please write no name.",
                    "勤務の形",
                    "交代",
                ] {
                    assert!(text.contains(words), "{words}: {text}");
                }
                for words in ["労働組合、共済組合など", "名前は書かないでください", "問1", "所属", "5 Very much"]
                {
                    assert!(!text.contains(words), "{words}: {text}");
                }
                assert_eq!(sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Questions", "Answers"]);
            }
            let line: &[(&str, V)] = &[
                (group, "東支部".into()),
                (one, "2,13".into()),
                (two, V::N(1.0)),
                (three, "4".into()),
                (four, "1・3".into()),
            ];
            let other: &[(&str, V)] = &[(group, "2".into()), (one, "15".into()), (two, "3".into())];
            let typed = [line, line, line, line, line, line, other, other, other, other, other, other];
            let back = filled(&out, &office.file(&format!("{label}戻.xlsx")), &typed, None).await;
            let applied = office.ask("surveys", "apply_form", json!({ "file": back, "wave_id": wave })).await;
            assert_eq!((&applied["taken"], &applied["refused"]), (&json!(12), &json!(0)), "{applied}");
            assert_eq!(office.refused("surveys", "apply_form", json!({ "file": back })).await, "survey_form_taken");
            close(&office, &wave).await;
            let told = office.ask("surveys", "results", json!({ "wave_id": wave })).await;
            let questions = told["questions"].as_array().unwrap();
            assert_eq!(questions.len(), 4, "{told}");
            let counts = |question: &Value| -> Vec<Value> {
                question["choices"].as_array().unwrap().iter().map(|choice| choice["count"].clone()).collect()
            };
            let counts: Vec<(Value, Vec<Value>)> =
                questions.iter().map(|question| (question["n"].clone(), counts(question))).collect();
            assert!(
                counts.iter().flat_map(|(_, counts)| counts).any(|n| n.as_i64().is_some_and(|n| n > 0)),
                "{counts:?}"
            );
            results.push(counts);
        }
        assert_eq!(results[0], results[1]);
    }
}

/// What is wrong with a form is told in the same way in both languages.
#[tokio::test(flavor = "multi_thread")]
async fn q_04_english_forms_that_are_stale_or_damaged_are_told_apart_as_well() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        // The same words for whom it is are one form, in whatever language it goes out.
        let old = written(&office, &wave, "東支部", "旧.xlsx").await;
        let out = written_in(&office, &wave, "東支部", "新.xlsx", Some("en")).await;
        let refused = async |file: &Path| office.refused("surveys", "apply_form", json!({ "file": file })).await;
        let stale = filled(&old, &office.file("旧戻.xlsx"), &[&[("問1", "2".into())]], None).await;
        assert_eq!(refused(&stale).await, "survey_form_old");
        let one: Typed<'_> = &[&[("Q1", "2".into())]];
        let cut = filled(&out, &office.file("欠.xlsx"), one, Some("Q3")).await;
        let told = office.call("surveys", "apply_form", json!({ "file": cut })).await.unwrap_err();
        assert_eq!((told.code(), &told.about()["columns"]), ("survey_form_columns", &json!("Q3")));
        let empty = filled(&out, &office.file("空.xlsx"), &[], None).await;
        assert_eq!(refused(&empty).await, "survey_form_empty");
        let good = filled(&out, &office.file("良.xlsx"), one, None).await;
        assert_eq!(office.ask("surveys", "apply_form", json!({ "file": good })).await["taken"], 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn q_04_stale_foreign_and_damaged_forms_are_told_apart_and_count_nothing() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let old = written(&office, &wave, "東支部", "旧.xlsx").await;
        let out = written(&office, &wave, "東支部", "新.xlsx").await;
        let one: Typed<'_> = &[&[("問1", "2".into())]];
        let refused = async |file: &Path| office.refused("surveys", "apply_form", json!({ "file": file })).await;

        let stale = filled(&old, &office.file("旧戻.xlsx"), one, None).await;
        assert_eq!(refused(&stale).await, "survey_form_old");
        let cut = filled(&out, &office.file("欠.xlsx"), one, Some("問3")).await;
        assert_eq!(refused(&cut).await, "survey_form_columns");
        let empty = filled(&out, &office.file("空.xlsx"), &[], None).await;
        assert_eq!(refused(&empty).await, "survey_form_empty");
        let something = xlsx(&office.file("別.xlsx"), &[Sheet::new("名簿", vec![vec!["姓".into(), "名".into()]])]);
        assert_eq!(refused(&something).await, "survey_form_not_found");
        // Of another union: the number is well formed, and nobody here gave it.
        let elsewhere = Office::new(on).await;
        let theirs = questionnaire(&elsewhere).await;
        let their_wave = opened(&elsewhere, &theirs, "第1回").await;
        let foreign = written(&elsewhere, &their_wave, "東支部", "よそ.xlsx").await;
        let foreign = filled(&foreign, &office.file("よそ戻.xlsx"), one, None).await;
        assert_eq!(refused(&foreign).await, "survey_form_unknown");
        let other = opened(&office, &survey, "第2回").await;
        let good = filled(&out, &office.file("良.xlsx"), one, None).await;
        let of_other = json!({ "file": good, "wave_id": other });
        assert_eq!(office.refused("surveys", "preview_form", of_other).await, "survey_form_other_wave");

        // Rows that cannot be read: nothing is counted until they are mended or left out.
        let bad = filled(
            &out,
            &office.file("誤.xlsx"),
            &[
                &[("問1", "2".into())],
                &[("問1", "1-3".into())],
                &[("問2", "1,2".into())],
                &[("所属", "北支部".into()), ("問1", "1".into())],
                &[("所属", "東支部".into())],
                &[("問1", V::F("=NA()", "#N/A"))],
            ],
            None,
        )
        .await;
        let preview = office.ask("surveys", "preview_form", json!({ "file": bad })).await;
        let reasons: Vec<&str> =
            preview["rows"].as_array().unwrap().iter().map(|row| row["reason"].as_str().unwrap()).collect();
        let expected =
            ["survey_cell_numbers", "survey_one_only", "survey_group_unknown", "survey_sheet_empty", "formula_error"];
        assert_eq!(reasons, expected);
        assert_eq!(preview["rows"][0]["question"], 1);
        assert_eq!(refused(&bad).await, "survey_form_rows");
        let detail = office.ask("surveys", "wave", json!({ "id": wave })).await;
        assert_eq!(detail["wave"]["sheets"], 0, "nothing was counted so far");
        let applied = office.ask("surveys", "apply_form", json!({ "file": bad, "leave_out": true })).await;
        assert_eq!((&applied["taken"], &applied["refused"]), (&json!(1), &json!(5)));

        let more = (0..5).map(|_| sheet(None, &[(1, &[2])])).collect();
        super::enter(&office, &wave, more).await;
        let west = written(&office, &wave, "西支部", "西.xlsx").await;
        close(&office, &wave).await;
        let late = filled(&west, &office.file("西戻.xlsx"), one, None).await;
        assert_eq!(refused(&late).await, "survey_closed");
    }
}
