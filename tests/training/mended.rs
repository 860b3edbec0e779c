//! Rows of a form that were refused: they go back as a form of the same number, are mended there, and are taken in once.

use std::path::{Path, PathBuf};

use kyojo_core::labels::{Locale, word};
use serde_json::{Value, json};

use super::{Training, stored};
use crate::row;
use crate::support::office::databases;
use crate::support::workbook::{Sheet, V, locked, shown, xlsx};

fn said(locale: Locale, key: &str) -> String {
    word(locale, key).to_owned()
}

/// A form as it comes back: the number above, the headers of its language, the rows by column.
fn filled(locale: Locale, path: &Path, code: &str, rows: &[&[(&str, V)]]) -> PathBuf {
    let names = ["form_no", "form_word", "family_name", "given_name", "form_phone", "form_company", "form_consent"];
    let head = names.iter().map(|name| V::from(said(locale, &format!("column.{name}")))).collect();
    let mut all = vec![row![format!("No. {code}")], head];
    for cells in rows {
        let of = |name: &&str| cells.iter().find(|(of, _)| of == name).map_or(V::E, |(_, value)| value.clone());
        all.push(names.iter().map(of).collect());
    }
    xlsx(path, &[Sheet::new("form", all)])
}

/// The rejects as they stand, from the header on: what somebody would mend.
async fn rows_of(path: &Path) -> Vec<Vec<String>> {
    let sheets = shown(path, None).await;
    sheets.into_iter().next().unwrap().1
}

async fn once_and_nothing_twice(training: &Training, locale: Locale, tag: &str) {
    let run = training.open(json!({ "capacity": 9, "is_public": true })).await;
    let file = |name: &str| training.office.file(&format!("{tag}-{name}.xlsx"));
    let invited = json!({ "run_id": run, "org_id": training.a, "file": file("invitation"), "locale": tag });
    let code = training.ask("write_invitation", invited).await["form"].as_str().unwrap().to_owned();
    let (apply, yes) = (said(locale, "enum.form_word.apply"), said(locale, "enum.form_consent.yes"));
    let person = |family: &'static str, given: &'static str| {
        [("family_name", V::from(family)), ("given_name", V::from(given)), ("form_consent", V::from(yes.clone()))]
    };
    let word = |words: &str| ("form_word", V::from(words));
    let rows: Vec<Vec<(&str, V)>> = vec![
        [person("青木", "一子").to_vec(), vec![word(&apply)]].concat(),
        [person("赤井", "二子").to_vec(), vec![word("???"), ("form_phone", "03-0000-0002".into())]].concat(),
        person("井上", "").to_vec(),
        [person("宇野", "四子").to_vec(), vec![("form_company", V::F("=NA()", "#N/A"))]].concat(),
    ];
    let rows: Vec<&[(&str, V)]> = rows.iter().map(Vec::as_slice).collect();
    let back = filled(locale, &file("back"), &code, &rows);
    let take = async |file: &Path| training.ask("apply_form", json!({ "file": file })).await;
    let numbers = |done: &Value| ["applied", "already", "refused"].map(|name| done[name].as_u64().unwrap());
    assert_eq!(numbers(&take(&back).await), [1, 0, 3]);
    let rejects = file("rejects");
    let written = training.ask("write_form_rejects", json!({ "file": back, "out": rejects })).await;
    assert_eq!((&written["rows"], &written["form"]), (&json!(3), &json!(code)), "{written}");
    // A form as the first one: its number, its language, its drop-downs, and the rows that were refused only.
    let all = rows_of(&rejects).await;
    let text = all.concat().join("\n");
    assert!(text.contains(&code) && text.contains("赤井") && !text.contains("青木"), "{text}");
    let other = if locale == Locale::Ja { Locale::En } else { Locale::Ja };
    for column in ["form_word", "form_consent", "import_reason"] {
        let key = format!("column.{column}");
        assert!(text.contains(&said(locale, &key)) && !text.contains(&said(other, &key)), "{key}: {text}");
    }
    assert!(text.contains("???") && text.contains("#N/A"), "what cannot be read stands as it was: {text}");
    let parts = stored(&rejects);
    assert!(parts.contains("<dataValidation ") && parts.contains(&said(locale, "enum.form_word.withdraw")));
    // Unmended it does nothing, and nothing of its own column is read.
    let seen = training.ask("preview_form", json!({ "file": rejects })).await;
    assert_eq!((numbers(&seen), &seen["foreign"]), ([0, 0, 3], &json!([])), "{seen}");
    // Mended where it is wrong.
    let head = all.iter().position(|row| row.contains(&said(locale, "column.form_consent"))).unwrap();
    let at = |name: &str| all[head].iter().position(|cell| *cell == said(locale, &format!("column.{name}"))).unwrap();
    let mend = |fixed: &[(usize, &str, &str)], name: &str| {
        let mut rows = all.clone();
        for (row, column, value) in fixed {
            rows[head + row][at(column)] = (*value).to_owned();
        }
        let rows = rows.into_iter().map(|row| row.into_iter().map(V::from).collect()).collect();
        xlsx(&file(name), &[Sheet::new("form", rows)])
    };
    let mended = [(1, "form_word", apply.as_str()), (2, "given_name", "三子"), (3, "form_company", "架空商事")];
    let half = mend(&mended[..2], "half");
    assert_eq!(numbers(&take(&half).await), [2, 0, 1]);
    let whole = mend(&mended, "whole");
    assert_eq!(numbers(&take(&whole).await), [1, 2, 0], "what was taken stays");
    // Old copies: byte for byte, and saved anew.
    for old in [&back, &half, &whole] {
        assert_eq!(training.refused("apply_form", json!({ "file": old })).await, "form_twice");
    }
    let again = mend(&mended[..1], "again");
    assert_eq!(numbers(&take(&again).await), [0, 1, 2], "of who was taken nothing is done");
    let names: Vec<String> = training.states(&run).await.into_keys().collect();
    assert_eq!(names, ["井上 三子", "宇野 四子", "赤井 二子", "青木 一子"]);
    let board = training.ask("board", json!({ "id": run })).await;
    let decisions = training.ask("decisions", json!({ "run_id": run })).await;
    assert_eq!((board["rows"].as_array().unwrap().len(), decisions.as_array().unwrap().len()), (4, 4));
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_go_back_as_a_form_and_are_taken_in_once() {
    for on in databases() {
        let training = Training::new(on).await;
        once_and_nothing_twice(&training, Locale::Ja, "ja").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_of_an_english_form_go_back_in_english() {
    for on in databases() {
        let training = Training::new(on).await;
        once_and_nothing_twice(&training, Locale::En, "en").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_says_to_whom_the_form_goes_back_and_is_none_without() {
    for on in databases() {
        let training = Training::new(on).await;
        let nobody = json!({
            "capacity": 2, "contact_name": null, "contact_mail": null, "is_public": true, "apply_until": "2027-01-10"
        });
        let run = training.open(nobody).await;
        let out = training.office.file("案内.xlsx");
        let ask = |more: Value| {
            let mut input = json!({ "run_id": run, "org_id": training.a, "file": out });
            for (name, value) in more.as_object().unwrap() {
                input[name] = value.clone();
            }
            input
        };
        let error = training.office.call("training", "write_invitation", ask(json!({}))).await.unwrap_err();
        let told = serde_json::to_value(&error).unwrap();
        assert!(told.to_string().contains("contact_name") && told.to_string().contains("contact_way"), "{told}");
        let wrong = ask(json!({ "contact_name": "研修 花子（架空）", "contact_mail": "kenshu" }));
        assert_eq!(training.refused("write_invitation", wrong).await, "invalid");
        assert!(!out.exists(), "nothing is written");
        let named = json!({
            "contact_name": "研修 花子（架空）", "contact_mail": "kenshu@example.jp", "contact_phone": "03-0000-0000"
        });
        training.ask("write_invitation", ask(named)).await;
        for (sheet, rows) in shown(&out, None).await {
            let text = rows.concat().join("\n");
            for words in
                ["試験ユニオン（架空）", "担当 研修 花子（架空）", "kenshu@example.jp", "03-0000-0000", "1月10日"]
            {
                assert!(text.contains(words), "{sheet}: {words}: {text}");
            }
        }
        // The run keeps whom it named; another run offers them, and prints nobody by itself.
        training.ask("write_invitation", ask(json!({}))).await;
        let read = training.ask("run", json!({ "id": run })).await;
        assert_eq!(read["fields"]["contact_phone"], "03-0000-0000", "{read}");
        let other = training.open(json!({ "contact_name": null, "contact_mail": null, "is_public": true })).await;
        let read = training.ask("run", json!({ "id": other })).await;
        assert_eq!(read["contact_before"]["contact_name"], "研修 花子（架空）", "{read}");
        let input = json!({ "run_id": other, "org_id": training.a, "file": out });
        assert_eq!(training.refused("write_invitation", input).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_went_out_and_came_back_is_a_history_and_silence_after_the_last_day_stands_out() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }, { "org_id": training.b, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 4, "quotas": quotas, "apply_until": "2026-12-10" })).await;
        let file = |training: &Training, name: &str| training.office.file(name);
        let stands = async |training: &Training| -> Vec<(String, String)> {
            let rows = training.ask("partners", json!({ "id": run })).await;
            let said = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
            rows.as_array().unwrap().iter().map(|row| (said(row, "org"), said(row, "state"))).collect()
        };
        let both = |a: &str, b: &str| {
            vec![("あかね労組（架空）".to_owned(), a.to_owned()), ("ぶどう労組（架空）".to_owned(), b.to_owned())]
        };
        assert_eq!(stands(&training).await, both("not_invited", "not_invited"));
        let mut code = String::new();
        for (org, name) in [(&training.b, "b.xlsx"), (&training.a, "a.xlsx")] {
            let input = json!({ "run_id": run, "org_id": org, "file": file(&training, name) });
            code = training.ask("write_invitation", input).await["form"].as_str().unwrap().to_owned();
        }
        assert_eq!(stands(&training).await, both("waiting", "waiting"));
        training.on("2026-12-05").await;
        let rows: [&[(&str, V)]; 2] = [
            &[("family_name", "青木".into()), ("given_name", "一子".into())],
            &[("family_name", "赤井".into()), ("given_name", V::E)],
        ];
        let back = filled(Locale::Ja, &file(&training, "back.xlsx"), &code, &rows);
        let done = training.ask("apply_form", json!({ "file": back })).await;
        training.on("2026-12-11").await;
        assert_eq!(stands(&training).await, both("came", "overdue"), "the last day is over");
        let results = json!({ "run_id": run, "org_id": training.a, "file": file(&training, "answer.xlsx"), "purpose": "結果の連絡" });
        training.ask("write_results", results).await;
        assert_eq!(stands(&training).await, both("answered", "overdue"));
        let rows = training.ask("partners", json!({ "id": run })).await;
        let events = rows[0]["events"].as_array().unwrap();
        let steps: Vec<&Value> = events.iter().map(|event| &event["step"]).collect();
        assert_eq!(steps, ["answered", "came", "invited"], "the newest first");
        assert_eq!((&events[1]["on"], &events[2]["on"]), (&json!("2026-12-05"), &json!("2026-10-31")));
        let n = ["people", "refused", "withdrawn", "changed"].map(|name| events[1][name].as_i64().unwrap());
        assert_eq!((n, &rows[0]["until"]), ([1, 1, 0, 0], &json!("2026-12-10")));
        // A form that was taken back came not.
        training.office.ask("desk", "undo", json!({ "op": done["op"] })).await;
        assert_eq!(training.ask("partners", json!({ "id": run })).await[0]["events"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_go_back_under_a_password_and_are_taken_in_with_it() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 9, "is_public": true })).await;
        let file = |name: &str| training.office.file(name);
        let invited = json!({ "run_id": run, "org_id": training.a, "file": file("invitation.xlsx") });
        let code = training.ask("write_invitation", invited).await["form"].as_str().unwrap().to_owned();
        let rows: [&[(&str, V)]; 2] = [
            &[("family_name", "青木".into()), ("given_name", "一子".into())],
            &[("family_name", "赤井".into()), ("given_name", V::E)],
        ];
        // It came under a password of the partner's own; what goes back has another one.
        let plain = std::fs::read(filled(Locale::Ja, &file("plain.xlsx"), &code, &rows)).unwrap();
        let back = locked(&file("back.xlsx"), "とどいた", &plain);
        let out = file("直す.xlsx");
        let input = json!({ "file": back, "password": "とどいた", "out": out, "out_password": "かえす 1234" });
        let written = training.ask("write_form_rejects", input).await;
        assert_eq!((&written["rows"], &written["protected"]), (&json!(1), &json!(true)), "{written}");
        assert!(zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).is_err(), "no part of it lies open");
        let seen = async |password: Option<&str>| {
            training.office.call("training", "preview_form", json!({ "file": out, "password": password })).await
        };
        for (password, refused) in [(None, "workbook_password_needed"), (Some("とどいた"), "workbook_password_wrong")]
        {
            assert_eq!(seen(password).await.unwrap_err().code(), refused);
        }
        let read = seen(Some("かえす 1234")).await.unwrap();
        assert_eq!((&read["read"], &read["refused"], &read["form"]["code"]), (&json!(1), &json!(1), &json!(code)));
        // Mended and saved under the same password, it is taken in.
        let rows: [&[(&str, V)]; 1] = [&[("family_name", "赤井".into()), ("given_name", "二子".into())]];
        let plain = std::fs::read(filled(Locale::Ja, &file("mended-plain.xlsx"), &code, &rows)).unwrap();
        let mended = locked(&file("mended.xlsx"), "かえす 1234", &plain);
        let done = training.ask("apply_form", json!({ "file": mended, "password": "かえす 1234" })).await;
        assert_eq!((&done["applied"], &done["refused"]), (&json!(1), &json!(0)), "{done}");
        // The log says to whom it went, and the exchange with the partner when.
        let log = training.office.ask("officers", "exports", json!({})).await["rows"][0].clone();
        assert_eq!(
            (&log["report"], &log["recipient"], &log["protected"]),
            (&json!("training-form-rejects"), &json!("あかね労組（架空）"), &json!(true)),
            "{log}"
        );
        let partners = training.ask("partners", json!({ "id": run })).await;
        let events = partners[0]["events"].as_array().unwrap();
        let steps: Vec<&Value> = events.iter().map(|event| &event["step"]).collect();
        assert_eq!(steps, ["came", "returned", "invited"], "{partners}");
        assert_eq!(events[1]["edition"], 1);
        // Without one it is written as before, and says so.
        let input = json!({ "file": back, "password": "とどいた", "out": file("plain-out.xlsx") });
        assert_eq!(training.ask("write_form_rejects", input).await["protected"], false);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_of_what_a_partner_was_last_sent_is_its_language() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }, { "org_id": training.b, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 9, "quotas": quotas })).await;
        let languages = async |run: &Value| {
            let rows = training.ask("partners", json!({ "id": run })).await;
            let of = |row: &Value| row["locale"].as_str().unwrap().to_owned();
            rows.as_array().unwrap().iter().map(of).collect::<Vec<_>>()
        };
        assert_eq!(languages(&run).await, ["ja", "ja"], "before anything went out");
        let file = training.office.file("out.xlsx");
        let invited = json!({ "run_id": run, "org_id": training.a, "file": file, "locale": "en" });
        training.ask("write_invitation", invited).await;
        assert_eq!(languages(&run).await, ["en", "ja"]);
        // The next run begins with it, and the answer in another language is the newest word.
        let quotas = json!([{ "org_id": training.a, "seats": 2 }, { "org_id": training.b, "seats": 2 }]);
        let next = training.open(json!({ "capacity": 9, "quotas": quotas })).await;
        assert_eq!(languages(&next).await, ["en", "ja"]);
        training.apply(&run, &training.a, "青木").await;
        let answer =
            json!({ "run_id": run, "org_id": training.a, "file": file, "purpose": "結果の連絡", "locale": "ja" });
        training.ask("write_results", answer).await;
        assert_eq!(languages(&next).await, ["ja", "ja"]);
    }
}
