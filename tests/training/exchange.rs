//! Workbooks to partner unions and back: valid, partly filled, damaged, old and foreign ones, each told apart.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use kyojo_core::error::Error;
use serde_json::{Value, json};

use super::{Training, words_of};
use crate::row;
use crate::support::office::{On, databases};
use crate::support::random::Random;
use crate::support::workbook::{Sheet, V, xlsx};

/// The headers of the form that went out.
pub const HEAD: [&str; 13] = [
    "番号",
    "申込・取消",
    "姓",
    "名",
    "セイ",
    "メイ",
    "メール",
    "電話",
    "会社",
    "業種",
    "年代",
    "結果の連絡に同意",
    "連絡事項",
];

async fn invite(training: &Training, run: &Value, org: &Value, file: &Path) -> Value {
    training.ask("write_invitation", json!({ "run_id": run, "org_id": org, "file": file })).await
}

/// A form as it comes back: the number above, the headers, the rows.
pub fn filled(path: &Path, code: &str, rows: Vec<Vec<V>>) -> PathBuf {
    let mut all = vec![row!["申込書"], row![format!("様式番号 {code}　第1版")], row![], HEAD.map(V::from).to_vec()];
    all.extend(rows);
    xlsx(path, &[Sheet::new("申込書", all)])
}

pub fn person(no: i32, word: &str, family: &str, given: &str) -> Vec<V> {
    row![no, word, family, given, "", "", "", "", "架空商事", "流通", "30代", "同意する", ""]
}

async fn take(training: &Training, verb: &str, file: &Path) -> Result<Value, Error> {
    training.office.call("training", verb, json!({ "file": file })).await
}

/// Japanese letters in what a workbook says of itself; names and titles that people gave are theirs.
fn japanese(text: &str, own: &[&str]) -> Vec<String> {
    let own = own.iter().fold(text.to_owned(), |text, name| text.replace(name, ""));
    let is = |c: char| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}');
    own.lines().filter(|line| line.chars().any(is)).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_names_no_class_and_says_once_that_one_meets() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 2, "quotas": quotas })).await;
        let out = training.office.file("invitation.xlsx");
        invite(&training, &run, &training.a, &out).await;
        let text = words_of(&out).await;
        assert!(text.lines().any(|line| line == "会場開催"), "{text}");
        let mut book = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
        for n in 0..book.len() {
            let mut part = Vec::new();
            std::io::Read::read_to_end(&mut book.by_index(n).unwrap(), &mut part).unwrap();
            let part = String::from_utf8_lossy(&part);
            assert!(!part.contains("執行部限り"), "another union is no executive of ours");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_english_form_comes_back_as_a_japanese_one_does() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 2, "quotas": quotas })).await;
        let out = training.office.file("invitation.xlsx");
        let input = json!({ "run_id": run, "org_id": training.a, "file": out, "locale": "en" });
        let code = training.ask("write_invitation", input).await["form"].as_str().unwrap().to_owned();
        let own = ["あかね労組（架空）", "試験ユニオン（架空）", "交渉の基礎（架空）", "研修 花子（架空）"];
        let text = words_of(&out).await;
        assert!(text.contains(&code) && text.contains("20 January 2027"), "{text}");
        assert_eq!(japanese(&text, &own), Vec::<String>::new());
        // The headers as they went out, filled in with the words of the drop-downs.
        let sheets = crate::support::workbook::shown(&out, None).await;
        let of =
            |name: &str| kyojo_core::labels::word(kyojo_core::labels::Locale::En, &format!("column.{name}")).to_owned();
        let head = sheets[1].1.iter().find(|row| row.contains(&of("form_consent"))).unwrap().clone();
        let fill = |family: &str, given: &str| -> Vec<V> {
            let of = |label: &String| match label {
                label if *label == of("family_name") => family.to_owned(),
                label if *label == of("given_name") => given.to_owned(),
                label if *label == of("form_word") => {
                    kyojo_core::labels::word(kyojo_core::labels::Locale::En, "enum.form_word.apply").to_owned()
                }
                label if *label == of("form_consent") => {
                    kyojo_core::labels::word(kyojo_core::labels::Locale::En, "enum.form_consent.yes").to_owned()
                }
                _ => String::new(),
            };
            head.iter().map(|label| of(label).as_str().into()).collect()
        };
        let rows = vec![
            row![format!("Form number {code}")],
            head.iter().map(|label| label.as_str().into()).collect(),
            fill("Aoki", "Kazuko"),
            fill("Akai", ""),
        ];
        let back = xlsx(&training.office.file("back.xlsx"), &[Sheet::new("Form", rows)]);
        let done = take(&training, "apply_form", &back).await.unwrap();
        assert_eq!((&done["applied"], &done["refused"], &done["seated"]), (&json!(1), &json!(1), &json!(1)), "{done}");
        let rejects = json!({ "file": back, "out": training.office.file("rejects.xlsx") });
        training.ask("write_form_rejects", rejects).await;
        training.on("2027-02-01").await;
        let answer = training.office.file("answer.xlsx");
        let results = json!({ "run_id": run, "org_id": training.a, "file": answer, "purpose": "報告", "locale": "en" });
        training.ask("write_results", results).await;
        let text = words_of(&answer).await;
        assert!(text.contains("Aoki"), "{text}");
        assert_eq!(japanese(&text, &own), Vec::<String>::new());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decade_is_read_as_people_type_it() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 9, "is_public": true })).await;
        let out = training.office.file("案内.xlsx");
        let code = invite(&training, &run, &training.a, &out).await["form"].as_str().unwrap().to_owned();
        let typed =
            [("40", "一子"), ("四十代", "二子"), ("３０代", "三子"), ("八十", "四子"), ("43", "五子"), ("0", "六子")];
        let rows = typed.iter().map(|(age, given)| {
            let mut row = person(1, "", "青木", given);
            row[10] = V::from(*age);
            row
        });
        let back = filled(&training.office.file("戻り.xlsx"), &code, rows.collect());
        let done = take(&training, "apply_form", &back).await.unwrap();
        assert_eq!((&done["applied"], &done["refused"]), (&json!(4), &json!(2)), "{done}");
        let board = training.ask("board", json!({ "id": run })).await;
        let mut bands: Vec<_> = board["rows"].as_array().unwrap().iter().map(|row| row["age_band"].clone()).collect();
        bands.sort_by_key(Value::as_i64);
        assert_eq!(bands, [30, 40, 40, 70].map(|years| json!(years)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_goes_out_comes_back_and_is_answered() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 1 }, { "org_id": training.b, "seats": 1 }]);
        let run = training.open(json!({ "capacity": 2, "quotas": quotas, "quota_release_on": "2026-12-20" })).await;
        let out = training.office.file("案内.xlsx");
        let written = invite(&training, &run, &training.a, &out).await;
        let code = written["form"].as_str().unwrap().to_owned();
        let text = words_of(&out).await;
        for words in
            ["下記の研修にご案内します", "あかね労組（架空） 御中", &code, "結果の連絡に同意", "共通枠 0席", "申込順"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(HEAD.iter().all(|head| text.contains(head)), "the headers are those of the way back");
        let back = filled(
            &training.office.file("戻り.xlsx"),
            &code,
            vec![
                person(1, "", "青木", "一子"),
                person(2, "申込", "赤井", "二子"),
                // Pasted: the whole name in the first cell, wide letters, a line break.
                row![
                    3,
                    "",
                    "井上\n三子",
                    "",
                    "イノウエ　ミツコ",
                    "",
                    "ｍ＠ｅｘａｍｐｌｅ．ｊｐ",
                    "",
                    "",
                    "",
                    "",
                    "同意しない",
                    ""
                ],
                row![],
                row![4, "やめる", "宇野", "四子"],
                row![5, "", "江口", ""],
                person(6, "", "青木", "一子"),
            ],
        );
        let before = training.ask("board", json!({ "id": run })).await["rows"].clone();
        let seen = take(&training, "preview_form", &back).await.unwrap();
        assert_eq!(training.ask("board", json!({ "id": run })).await["rows"], before, "looking writes nothing");
        assert_eq!((&seen["read"], &seen["applied"], &seen["refused"]), (&json!(6), &json!(3), &json!(3)), "{seen}");
        assert_eq!((&seen["seated"], &seen["waiting"]), (&json!(1), &json!(2)), "who gets a seat");
        let reasons: Vec<&str> =
            seen["rows"].as_array().unwrap().iter().filter_map(|row| row["reason"].as_str()).collect();
        assert_eq!(reasons, ["form_choice", "form_given_missing", "form_row_twice"]);
        let done = take(&training, "apply_form", &back).await.unwrap();
        assert_eq!((&done["applied"], &done["seated"]), (&seen["applied"], &seen["seated"]), "as it was shown");
        let states = training.states(&run).await;
        assert_eq!(states["井上 三子"], "waitlisted");
        // The same again, the same saved again, and one row more.
        assert_eq!(take(&training, "apply_form", &back).await.unwrap_err().code(), "form_twice");
        let more = filled(
            &training.office.file("追加.xlsx"),
            &code,
            vec![person(1, "取消", "青木", "一子"), person(2, "", "赤井", "二子"), person(7, "", "江口", "五子")],
        );
        let done = take(&training, "apply_form", &more).await.unwrap();
        assert_eq!(
            (&done["withdrawn"], &done["already"], &done["applied"]),
            (&json!(1), &json!(1), &json!(1)),
            "{done}"
        );
        assert_eq!(training.states(&run).await["赤井 二子"], "offered", "the seat goes on");
        // Rows to be mended.
        let rejects = training.office.file("直す.xlsx");
        let written = training.ask("write_form_rejects", json!({ "file": back, "out": rejects })).await;
        assert_eq!(written["rows"], 4, "the three of before, and the one that was cancelled since");
        assert!(words_of(&rejects).await.contains("選択肢にない言葉"), "{}", words_of(&rejects).await);
        // One undo takes the whole form back.
        training.office.ask("desk", "undo", json!({ "op": done["op"] })).await;
        assert_eq!(training.states(&run).await["青木 一子"], "confirmed");
        // The answer.
        let answer = training.office.file("結果.xlsx");
        let ask = json!({ "run_id": run, "org_id": training.a, "file": answer, "purpose": "申込の結果" });
        training.ask("write_results", ask.clone()).await;
        let text = words_of(&answer).await;
        assert!(text.contains("青木 一子") && text.contains("受講確定") && text.contains("キャンセル待ち"), "{text}");
        // After the run: who agreed, and nobody else (E-08).
        training.on("2027-01-21").await;
        let board = training.ask("board", json!({ "id": run })).await;
        let seated = board["rows"][0]["id"].clone();
        let entries: Vec<Value> = board["sessions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| json!({ "enrolment_id": seated, "session_id": row["id"], "attendance": "present" }))
            .collect();
        training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
        training.ask("finish_run", json!({ "id": run })).await;
        training.ask("complete_run", json!({ "id": run })).await;
        training.ask("issue_certificates", json!({ "run_id": run })).await;
        let done = training.ask("write_results", ask).await;
        assert_eq!(
            (&done["provided"]["people"], &done["provided"]["left_out"]),
            (&json!(1), &json!(0)),
            "E-08, of those who had a seat: {done}"
        );
        assert!(words_of(&answer).await.contains("2026-C01-001"), "{}", words_of(&answer).await);
        let provisions = training.office.ask("members", "provisions", json!({})).await;
        assert_eq!(provisions["rows"][0]["recipient"], "あかね労組（架空）");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_old_and_foreign_forms_are_told_apart() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 1 }, { "org_id": training.b, "seats": 1 }]);
        let run = training.open(json!({ "capacity": 5, "quotas": quotas })).await;
        let file = |name: &str| training.office.file(name);
        let old = invite(&training, &run, &training.a, &file("a1.xlsx")).await["form"].as_str().unwrap().to_owned();
        let new = invite(&training, &run, &training.a, &file("a2.xlsx")).await;
        assert_eq!(new["edition"], 2);
        let rows = || vec![person(1, "", "青木", "一子")];
        let code = async |path: &Path, more: Value| {
            let mut input = json!({ "file": path });
            for (name, value) in more.as_object().unwrap() {
                input[name] = value.clone();
            }
            training.office.call("training", "preview_form", input).await.map_err(|error| error.code().to_owned())
        };
        let back = filled(&file("old.xlsx"), &old, rows());
        assert_eq!(code(&back, json!({})).await.unwrap_err(), "form_old");
        code(&back, json!({ "old_edition": true })).await.unwrap();
        let back = filled(&file("foreign.xlsx"), "KF-0123456789", rows());
        assert_eq!(code(&back, json!({})).await.unwrap_err(), "form_unknown");
        let back = filled(&file("good.xlsx"), new["form"].as_str().unwrap(), rows());
        assert_eq!(code(&back, json!({ "org_id": training.b })).await.unwrap_err(), "form_other_org");
        let other = training.open(json!({})).await;
        assert_eq!(code(&back, json!({ "run_id": other })).await.unwrap_err(), "form_other_run");
        let list = xlsx(&file("list.xlsx"), &[Sheet::new("名簿", vec![row!["姓", "名"], row!["青木", "一子"]])]);
        assert_eq!(code(&list, json!({})).await.unwrap_err(), "form_not_found");
        let bytes = std::fs::read(&back).unwrap();
        std::fs::write(file("cut.xlsx"), &bytes[..bytes.len() / 2]).unwrap();
        assert!(code(&file("cut.xlsx"), json!({})).await.unwrap_err().starts_with("workbook_"));
        // The empty form itself.
        assert_eq!(code(&file("a2.xlsx"), json!({})).await.unwrap_err(), "form_empty");
        let empty = training.office.call("training", "apply_form", json!({ "file": file("a2.xlsx") })).await;
        assert_eq!(empty.unwrap_err().code(), "form_empty");
        // A sheet of another's form in it: whose the rows are cannot be told.
        let others = invite(&training, &run, &training.b, &file("b.xlsx")).await["form"].as_str().unwrap().to_owned();
        let above =
            |code: &str| vec![row!["申込書"], row![format!("様式番号 {code}　第1版")], HEAD.map(V::from).to_vec()];
        let sheet = |name: &str, code: &str| {
            let mut all = above(code);
            all.extend(rows());
            Sheet::new(name, all)
        };
        let own = new["form"].as_str().unwrap();
        let mixed = xlsx(&file("mixed.xlsx"), &[sheet("申込書", own), sheet("申込書 (2)", &others)]);
        assert_eq!(code(&mixed, json!({})).await.unwrap_err(), "form_mixed");
        let guide = Sheet::new("研修のご案内", vec![row![format!("様式番号 {own}")]]);
        let pasted = xlsx(&file("pasted.xlsx"), &[guide, sheet("申込書", &others)]);
        assert_eq!(code(&pasted, json!({})).await.unwrap_err(), "form_mixed");
        training.ask("close_run", json!({ "id": run })).await;
        let late = code(&back, json!({})).await.unwrap();
        assert_eq!((&late["refused"], &late["rows"][0]["reason"]), (&json!(1), &json!("form_run_closed")));
    }
}

/// What the partner's people should be after a form, counted here a second time.
#[derive(Default)]
struct Expected {
    live: BTreeSet<String>,
    /// Of those: who gave nothing but the name.
    bare: BTreeSet<String>,
    /// Who was cancelled.
    gone: BTreeSet<String>,
}

async fn forms(on: On, n: usize) {
    let mut random = Random::new("forms");
    let training = Training::new(on).await;
    let quotas = json!([{ "org_id": training.a, "seats": 20 }, { "org_id": training.b, "seats": 20 }]);
    let run = training.open(json!({ "capacity": 100, "quotas": quotas, "wait_limit": 5_000 })).await;
    let mut codes: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut expected = [Expected::default(), Expected::default()];
    let (mut taken, mut told) = (0u64, BTreeMap::<String, usize>::new());
    let orgs = [training.a.clone(), training.b.clone()];
    let mut last: [Option<PathBuf>; 2] = [None, None];
    for form in 0..n {
        let whose = random.below(2);
        let known = codes.entry(whose).or_default();
        if known.is_empty() || random.below(12) == 0 {
            let out = training.office.file(&format!("out{form}.xlsx"));
            known.push(invite(&training, &run, &orgs[whose], &out).await["form"].as_str().unwrap().to_owned());
            // An edition that nobody has filled in cannot be the same one again.
            last[whose] = None;
        }
        let path = training.office.file(&format!("back{form}.xlsx"));
        let newest = known.last().unwrap().clone();
        let kind = random.below(10);
        let (file, refusal) = match kind {
            0 if known.len() > 1 => (filled(&path, &known[0], vec![person(1, "", "古", "版")]), Some("form_old")),
            1 => (filled(&path, "KF-FFFFFFFFFF", vec![person(1, "", "外", "人")]), Some("form_unknown")),
            2 => {
                let good = filled(&path, &newest, vec![person(1, "", "欠", "片")]);
                let bytes = std::fs::read(&good).unwrap();
                std::fs::write(&good, &bytes[..bytes.len() - 1 - random.below(bytes.len() / 2)]).unwrap();
                (good, Some("workbook_"))
            }
            3 if last[whose].is_some() => (last[whose].clone().unwrap(), Some("form_twice")),
            _ => (path, None),
        };
        if let Some(code) = refusal {
            let answer = take(&training, "apply_form", &file).await.unwrap_err();
            assert!(answer.code().starts_with(code), "form {form}: {} and not {code}", answer.code());
            *told.entry(answer.code().to_owned()).or_default() += 1;
            continue;
        }
        let (rows, outcomes) = some_rows(&mut random, &mut expected[whose], form);
        let file = filled(&file, &newest, rows);
        let done = take(&training, "apply_form", &file).await.unwrap();
        let got: Vec<(String, String)> = done["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                (row["outcome"].as_str().unwrap().to_owned(), row["reason"].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        assert_eq!(got, outcomes, "form {form}");
        taken += done["applied"].as_u64().unwrap();
        for (outcome, reason) in outcomes {
            *told.entry(if reason.is_empty() { outcome } else { reason }).or_default() += 1;
        }
        // Only a form that did something is remembered; the others do nothing again.
        if !done["op"].is_null() {
            last[whose] = Some(file);
        }
    }
    let board = training.ask("board", json!({ "id": run })).await;
    let live = |org: &Value| -> BTreeSet<String> {
        let rows = board["rows"].as_array().unwrap().iter().filter(|row| row["org_id"] == *org);
        rows.filter(|row| !matches!(row["status"].as_str().unwrap(), "cancelled" | "declined" | "expired"))
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(live(&training.a), expected[0].live);
    assert_eq!(live(&training.b), expected[1].live);
    let people = board["rows"].as_array().unwrap().len() as u64;
    assert_eq!(people, taken, "nothing was taken in twice");
    println!("{n} forms, {taken} applications: {told:?}");
}

/// Rows of a form, and what each should do.
fn some_rows(random: &mut Random, expected: &mut Expected, form: usize) -> (Vec<Vec<V>>, Vec<(String, String)>) {
    let (mut rows, mut outcomes) = (Vec::new(), Vec::new());
    let mut here = BTreeSet::new();
    let said = |outcome: &str, reason: &str| (outcome.to_owned(), reason.to_owned());
    for n in 0..1 + random.below(5) {
        let no = n as i32 + 1;
        let (family, given) = (format!("氏{form}"), format!("名{n}"));
        let any: Vec<String> = expected.live.iter().filter(|name| !here.contains(*name)).cloned().collect();
        let old = (!any.is_empty()).then(|| any[random.below(any.len())].clone());
        let gone: Vec<String> = expected.gone.iter().filter(|name| !here.contains(*name)).cloned().collect();
        let gone = (!gone.is_empty()).then(|| gone[random.below(gone.len())].clone());
        match (random.below(12), old) {
            (0, Some(old)) => {
                let (family, given) = old.split_once(' ').unwrap();
                rows.push(person(no, "", family, given));
                // Company, industry, age and consent are new where only a name was given.
                outcomes.push(said(if expected.bare.remove(&old) { "changed" } else { "already" }, ""));
                here.insert(old);
            }
            (9, _) if gone.is_some() => {
                let gone = gone.unwrap();
                let (family, given) = gone.split_once(' ').unwrap();
                rows.push(row![no, "", family, given]);
                outcomes.push(said("refused", "form_ended_before"));
                here.insert(gone);
            }
            (10, _) if gone.is_some() => {
                let gone = gone.unwrap();
                let (family, given) = gone.split_once(' ').unwrap();
                rows.push(row![no, "取消", family, given]);
                outcomes.push(said("already", ""));
                here.insert(gone);
            }
            (11, _) if gone.is_some() => {
                let gone = gone.unwrap();
                let (family, given) = gone.split_once(' ').unwrap();
                rows.push(person(no, "申込", family, given));
                outcomes.push(said("applied", ""));
                expected.gone.remove(&gone);
                expected.live.insert(gone.clone());
                here.insert(gone);
            }
            (1, Some(old)) => {
                let (family, given) = old.split_once(' ').unwrap();
                rows.push(person(no, "取消", family, given));
                outcomes.push(said("withdrawn", ""));
                expected.live.remove(&old);
                expected.bare.remove(&old);
                expected.gone.insert(old.clone());
                here.insert(old);
            }
            (2, _) => {
                rows.push(row![no, "", "", given]);
                outcomes.push(said("refused", "form_name_missing"));
            }
            (3, _) => {
                rows.push(row![no, "", family, given, "かんじ漢字", "", ""]);
                outcomes.push(said("refused", "kana_expected"));
            }
            (4, _) => {
                rows.push(row![no, "取消", format!("不{form}"), given]);
                outcomes.push(said("refused", "form_cancel_unknown"));
            }
            (5, _) => {
                rows.push(row![]);
                rows.push(row![no, "", format!("{family}\u{3000}{given}"), ""]);
                outcomes.push(said("applied", ""));
                expected.live.insert(format!("{family} {given}"));
                expected.bare.insert(format!("{family} {given}"));
                here.insert(format!("{family} {given}"));
            }
            _ => {
                rows.push(person(no, "申込", &family, &given));
                outcomes.push(said("applied", ""));
                expected.live.insert(format!("{family} {given}"));
                here.insert(format!("{family} {given}"));
            }
        }
    }
    (rows, outcomes)
}

#[tokio::test(flavor = "multi_thread")]
async fn many_forms_each_accepted_row_right_each_refused_row_explained_nothing_twice() {
    for on in databases() {
        forms(on, 40).await;
    }
}

/// `cargo test --workspace --test kyojo five_hundred_forms -- --ignored`
#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: five hundred forms"]
async fn five_hundred_forms_of_partners() {
    forms(On::File, 500).await;
}
