//! A form that comes again, with something written into it or something changed in it: nothing twice, and nothing dropped.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::exchange::HEAD;
use super::{Training, words_of};
use crate::row;
use crate::support::office::databases;
use crate::support::workbook::{Sheet, V, xlsx};

/// The forms of one partner: each one that comes back has a name of its own.
struct Partner {
    training: Training,
    run: Value,
    code: String,
    n: usize,
}

impl Partner {
    async fn new(training: Training) -> Self {
        let quotas = json!([{ "org_id": training.a, "seats": 10 }]);
        let run = training.open(json!({ "capacity": 10, "quotas": quotas })).await;
        let out = training.office.file("案内.xlsx");
        let invited = json!({ "run_id": run, "org_id": training.a, "file": out });
        let code = training.ask("write_invitation", invited).await["form"].as_str().unwrap().to_owned();
        Self { training, run, code, n: 0 }
    }

    fn file(&mut self, head: &[&str], rows: Vec<Vec<V>>) -> PathBuf {
        self.n += 1;
        let head = head.iter().map(|head| V::from(*head)).collect();
        let mut all = vec![row![format!("様式番号 {}", self.code)], head];
        all.extend(rows);
        xlsx(&self.training.office.file(&format!("戻り{}.xlsx", self.n)), &[Sheet::new("申込書", all)])
    }

    /// Looked at and taken in: what was shown is what was done.
    async fn take(&mut self, rows: Vec<Vec<V>>) -> Value {
        let file = self.file(&HEAD, rows);
        let seen = self.training.ask("preview_form", json!({ "file": file })).await;
        let done = self.training.ask("apply_form", json!({ "file": file })).await;
        assert_eq!(outcomes(&seen), outcomes(&done));
        assert_eq!(
            seen["rows"].as_array().unwrap().iter().map(|row| &row["changes"]).collect::<Vec<_>>(),
            done["rows"].as_array().unwrap().iter().map(|row| &row["changes"]).collect::<Vec<_>>()
        );
        done
    }

    async fn preview(&self, file: &Path) -> Result<Value, String> {
        let read = self.training.office.call("training", "preview_form", json!({ "file": file })).await;
        read.map_err(|error| error.code().to_owned())
    }

    async fn people(&self) -> usize {
        self.training.ask("board", json!({ "id": self.run })).await["rows"].as_array().unwrap().len()
    }
}

fn outcomes(read: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    read["rows"].as_array().unwrap().iter().map(|row| (text(&row["outcome"]), text(&row["reason"]))).collect()
}

fn said(outcome: &str, reason: &str) -> (String, String) {
    (outcome.to_owned(), reason.to_owned())
}

/// A row: the word, name and reading, telephone, company, consent.
fn line(word: &str, name: [&str; 2], kana: [&str; 2], phone: &str, company: &str, consent: &str) -> Vec<V> {
    row![1, word, name[0], name[1], kana[0], kana[1], "", phone, company, "", "", consent, ""]
}

const AOKI: ([&str; 2], [&str; 2]) = (["青木", "一"], ["アオキ", "ハジメ"]);
const INOUE: ([&str; 2], [&str; 2]) = (["井上", "二"], ["イノウエ", "ツギ"]);
const UEDA: ([&str; 2], [&str; 2]) = (["上田", "三"], ["ウエダ", "ミツ"]);

#[tokio::test(flavor = "multi_thread")]
async fn e_08_the_last_word_about_the_consent_holds_and_what_is_said_anew_is_shown_and_taken() {
    for on in databases() {
        let mut partner = Partner::new(Training::new(on).await).await;
        let first = vec![
            line("", AOKI.0, AOKI.1, "03-1111-2222", "架空商事", ""),
            line("", INOUE.0, INOUE.1, "", "", "同意しない"),
            line("", UEDA.0, UEDA.1, "", "", "同意する"),
        ];
        partner.take(first.clone()).await;
        // The same rows with one more: nothing is said anew.
        let mut more = first;
        more.push(line("", ["江口", "四"], ["", ""], "", "", ""));
        let done = partner.take(more).await;
        assert_eq!((&done["already"], &done["changed"], &done["applied"]), (&json!(3), &json!(0), &json!(1)), "{done}");
        // Consents are turned round, a telephone and a company are others; what is left empty says nothing.
        let anew = vec![
            line("", AOKI.0, AOKI.1, "03-9999-9999", "見本工業", "同意する"),
            line("", INOUE.0, INOUE.1, "", "", "同意する"),
            line("", UEDA.0, UEDA.1, "", "", "同意しない"),
            line("", ["江口", "四"], ["エグチ", "ヨツ"], "", "", ""),
        ];
        let done = partner.take(anew).await;
        assert_eq!((&done["already"], &done["changed"]), (&json!(0), &json!(4)), "{done}");
        let changes = |n: usize| -> Vec<(&str, &str)> {
            let all = done["rows"][n]["changes"].as_array().unwrap().iter();
            all.map(|change| (change["column"].as_str().unwrap(), change["to"].as_str().unwrap())).collect()
        };
        let expected = [("form_phone", "03-9999-9999"), ("form_company", "見本工業"), ("form_consent", "同意する")];
        assert_eq!(changes(0), expected);
        assert_eq!(changes(2), [("form_consent", "同意しない")]);
        assert_eq!(changes(3), [("family_kana", "エグチ"), ("given_kana", "ヨツ")]);
        let run = partner.run.clone();
        let board = partner.training.ask("board", json!({ "id": run })).await;
        let aoki = board["rows"].as_array().unwrap().iter().find(|row| row["name"] == "青木 一").unwrap();
        assert_eq!(aoki["company"], "見本工業");
        // One undo takes all of it back, and redo brings it again.
        let before = board["rows"].clone();
        partner.training.office.ask("desk", "undo", json!({ "op": done["op"] })).await;
        let board = partner.training.ask("board", json!({ "id": run })).await;
        let aoki = board["rows"].as_array().unwrap().iter().find(|row| row["name"] == "青木 一").unwrap();
        assert_eq!(aoki["company"], "架空商事");
        partner.training.office.ask("desk", "redo", json!({})).await;
        let board = partner.training.ask("board", json!({ "id": run })).await;
        assert_eq!(board["rows"].as_array().unwrap().len(), before.as_array().unwrap().len());
        // After the run: who agreed at last is told, and who took it back is not.
        let training = &mut partner.training;
        training.on("2027-01-21").await;
        let board = training.ask("board", json!({ "id": run })).await;
        let mut entries = Vec::new();
        for row in board["rows"].as_array().unwrap() {
            for session in board["sessions"].as_array().unwrap() {
                entries
                    .push(json!({ "enrolment_id": row["id"], "session_id": session["id"], "attendance": "present" }));
            }
        }
        training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
        training.ask("finish_run", json!({ "id": run })).await;
        training.ask("complete_run", json!({ "id": run })).await;
        let answer = training.office.file("結果.xlsx");
        let ask = json!({ "run_id": run, "org_id": training.a, "file": answer, "purpose": "結果の連絡" });
        let told = training.ask("write_results", ask).await;
        assert_eq!((&told["provided"]["people"], &told["provided"]["left_out"]), (&json!(2), &json!(2)), "{told}");
        let sheets = crate::support::workbook::shown(&answer, None).await;
        let rows: Vec<&Vec<String>> = sheets.iter().flat_map(|(_, rows)| rows).collect();
        let of = |name: &str| rows.iter().find(|row| row.iter().any(|cell| cell == name)).unwrap().join(" ");
        assert!(of("青木 一").contains("240") && of("井上 二").contains("240"), "{rows:?}");
        assert!(!of("上田 三").contains("240") && of("上田 三").contains("同意"), "{rows:?}");
        assert!(words_of(&answer).await.contains("江口 四"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_08_a_consent_is_taken_back_on_a_form_that_comes_after_the_applications_were_closed() {
    for on in databases() {
        let mut partner = Partner::new(Training::new(on).await).await;
        partner.take(vec![line("", UEDA.0, UEDA.1, "", "", "同意する")]).await;
        partner.training.ask("close_run", json!({ "id": partner.run })).await;
        let rows = vec![line("", UEDA.0, UEDA.1, "", "", "同意しない"), line("", AOKI.0, AOKI.1, "", "", "")];
        let done = partner.take(rows.clone()).await;
        assert_eq!(outcomes(&done), [said("changed", ""), said("refused", "form_run_closed")]);
        // The same again says nothing anew; the row that was refused is refused again.
        let mut again = rows;
        again.push(line("", INOUE.0, INOUE.1, "", "", ""));
        let done = partner.take(again).await;
        let closed = || said("refused", "form_run_closed");
        assert_eq!(outcomes(&done), [said("already", ""), closed(), closed()]);
        assert_eq!(done["op"], Value::Null);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_02_a_person_without_a_reading_is_the_one_of_that_name_and_two_of_one_name_are_asked_about() {
    for on in databases() {
        let mut partner = Partner::new(Training::new(on).await).await;
        partner.take(vec![line("", AOKI.0, AOKI.1, "", "", "")]).await;
        let done = partner.take(vec![line("", AOKI.0, ["", ""], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("already", "")], "no second seat: {done}");
        // With and without a reading in one file.
        let rows = vec![line("", INOUE.0, INOUE.1, "", "", ""), line("", INOUE.0, ["", ""], "", "", "")];
        assert_eq!(outcomes(&partner.take(rows).await), [said("applied", ""), said("refused", "form_row_twice")]);
        // By the screen as well.
        let who = json!({ "outside": { "family_name": "青木", "given_name": "一" }, "org_id": partner.training.a });
        let apply = json!({ "run_id": partner.run, "applicants": [who] });
        assert_eq!(partner.training.refused("apply", apply).await, "E-02");
        // Another reading is another person; from then on the name alone means nobody.
        partner.take(vec![line("", AOKI.0, ["アオキ", "カズ"], "", "", "")]).await;
        let done = partner.take(vec![line("", AOKI.0, ["", ""], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("refused", "form_namesakes")]);
        assert_eq!(partner.people().await, 3);
        let done = partner.take(vec![line("取消", AOKI.0, ["", ""], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("refused", "form_namesakes")], "whose seat?");
        let done = partner.take(vec![line("取消", AOKI.0, ["アオキ", "カズ"], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("withdrawn", "")]);
        // Only one of them has a seat left: a cancellation means that one.
        let done = partner.take(vec![line("取消", AOKI.0, ["", ""], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("withdrawn", "")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_of_the_form_that_is_gone_or_renamed_is_told_and_without_the_word_nothing_is_taken() {
    for on in databases() {
        let mut partner = Partner::new(Training::new(on).await).await;
        let with = |from: &str, to: &'static str| HEAD.map(|head| if head == from { to } else { head });
        let rows = || vec![line("取消", ["今井", "士"], ["", ""], "03-1", "", "同意する")];
        for (from, to) in [("申込・取消", "区分"), ("結果の連絡に同意", "同意"), ("申込・取消", "")]
        {
            let file = partner.file(&with(from, to), rows());
            assert_eq!(partner.preview(&file).await.unwrap_err(), "form_column_lost", "{from} became {to}");
            assert_eq!(partner.training.refused("apply_form", json!({ "file": file })).await, "form_column_lost");
        }
        assert_eq!(partner.people().await, 0);
        // Another column: told, and the rest is taken.
        let rows = || vec![line("", ["今井", "士"], ["", ""], "03-1", "", "")];
        let file = partner.file(&with("電話", "携帯番号"), rows());
        let read = partner.preview(&file).await.unwrap();
        assert_eq!((&read["missing"], &read["foreign"]), (&json!(["form_phone"]), &json!(["携帯番号"])), "{read}");
        assert_eq!(read["applied"], 1);
        // Something beside the table without a heading, and a column of their own that is empty.
        let mut head = HEAD.to_vec();
        head.push("班");
        let mut beside = rows();
        beside[0].push(V::from(""));
        beside[0].push(V::from("遅れて参加"));
        let file = partner.file(&head, beside);
        let read = partner.preview(&file).await.unwrap();
        assert_eq!((&read["missing"], &read["foreign"]), (&json!([]), &json!(["O"])), "{read}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_comes_again_after_a_cancellation_changes_nothing_until_the_word_says_so() {
    for on in databases() {
        let mut partner = Partner::new(Training::new(on).await).await;
        partner.take(vec![line("", AOKI.0, AOKI.1, "", "", ""), line("", INOUE.0, INOUE.1, "", "", "")]).await;
        partner.take(vec![line("取消", AOKI.0, AOKI.1, "", "", ""), line("", INOUE.0, INOUE.1, "", "", "")]).await;
        // The same file with one person more: the cancellation was done.
        let rows = vec![
            line("取消", AOKI.0, AOKI.1, "", "", ""),
            line("", INOUE.0, INOUE.1, "", "", ""),
            line("", UEDA.0, UEDA.1, "", "", ""),
        ];
        let done = partner.take(rows).await;
        assert_eq!(outcomes(&done), [said("already", ""), said("already", ""), said("applied", "")]);
        assert_eq!(done["rows"][0]["status"], "cancelled");
        // Cancelled by telephone; the row is still on the next file.
        let board = partner.training.ask("board", json!({ "id": partner.run })).await;
        let inoue =
            board["rows"].as_array().unwrap().iter().find(|row| row["name"] == "井上 二").unwrap()["id"].clone();
        partner.training.ask("cancel", json!({ "id": inoue, "reason": "電話で取消" })).await;
        let done =
            partner.take(vec![line("", INOUE.0, INOUE.1, "", "", ""), line("", UEDA.0, ["", ""], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("refused", "form_ended_before"), said("already", "")]);
        assert_eq!(done["rows"][0]["raw"], "取消");
        assert_eq!(partner.training.states(&partner.run).await["井上 二"], "cancelled");
        // Who wants to come all the same says so.
        let done = partner.take(vec![line("申込", INOUE.0, INOUE.1, "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("applied", "")]);
        assert_eq!(done["rows"][0]["remark"], "form_again");
        // Who never applied cannot cancel.
        let done = partner.take(vec![line("取消", ["宇野", "五"], ["", ""], "", "", "")]).await;
        assert_eq!(outcomes(&done), [said("refused", "form_cancel_unknown")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_of_totals_is_nobody_and_a_cancellation_without_a_name_is_told() {
    for on in databases() {
        let mut partner = Partner::new(Training::new(on).await).await;
        let none = ["", ""];
        let rows = vec![
            line("", AOKI.0, AOKI.1, "", "", ""),
            line("", ["合計", "1名"], none, "", "", ""),
            line("取消", none, none, "", "", ""),
            // Drawn down over the lines below.
            line("申込", none, none, "", "", "同意する"),
        ];
        let expected = [said("applied", ""), said("refused", "form_total"), said("refused", "form_name_missing")];
        assert_eq!(outcomes(&partner.take(rows).await), expected);
        assert_eq!(partner.people().await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_5_why_somebody_cancelled_does_not_leave_the_house_and_why_nobody_was_taken_does() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }]);
        let run = training.open(json!({ "capacity": 2, "quotas": quotas, "needs_approval": true })).await;
        let mut ids = Vec::new();
        for name in ["一", "二"] {
            ids.push(training.apply(&run, &training.a, name).await["id"].clone());
        }
        training.ask("cancel", json!({ "id": ids[0], "reason": "体調のため" })).await;
        training.ask("decline", json!({ "id": ids[1], "reason": "対象の職種ではないため" })).await;
        let answer = training.office.file("結果.xlsx");
        let ask = json!({ "run_id": run, "org_id": training.a, "file": answer, "purpose": "申込の結果" });
        training.ask("write_results", ask).await;
        let text = words_of(&answer).await;
        assert!(!text.contains("体調") && text.contains("対象の職種ではないため"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_says_everything_that_is_wrong_with_it_and_rows_that_name_nobody_are_counted() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 9, "is_public": true })).await;
        let out = training.office.file("案内.xlsx");
        let invited = json!({ "run_id": run, "org_id": training.a, "file": out });
        let code = training.ask("write_invitation", invited).await["form"].as_str().unwrap().to_owned();
        let head: Vec<V> = super::exchange::HEAD.map(V::from).to_vec();
        let rows = vec![
            row![format!("様式番号 {code}")],
            head,
            row![1, "", "青木", "一子", "", "", "", "", "", "", "壮年", "○", ""],
            row![2, "", "", "二子", "青木", "", "a@b@c", "", "", "", "", "", ""],
            row![3, "申込", "", "", "", "", "", "", "", "", "", "同意する", ""],
            row![4, "取消", "", "", "", "", "", "", "", "", "", "", ""],
        ];
        let file = xlsx(&training.office.file("戻り.xlsx"), &[Sheet::new("申込書", rows)]);
        let read = training.ask("preview_form", json!({ "file": file })).await;
        assert_eq!((&read["read"], &read["refused"], &read["nameless"]), (&json!(3), &json!(3), &json!(1)), "{read}");
        let faults = |at: usize| -> Vec<(String, String)> {
            let row = &read["rows"][at];
            let of = |fault: &Value| {
                (fault["column"].as_str().unwrap_or("").to_owned(), fault["reason"].as_str().unwrap().to_owned())
            };
            std::iter::once(of(row)).chain(row["others"].as_array().unwrap().iter().map(of)).collect()
        };
        let said = |faults: &[(&str, &str)]| -> Vec<(String, String)> {
            faults.iter().map(|(column, reason)| ((*column).to_owned(), (*reason).to_owned())).collect()
        };
        assert_eq!(faults(0), said(&[("form_age", "form_choice"), ("form_consent", "form_choice")]));
        assert_eq!(
            faults(1),
            said(&[
                ("family_name", "form_name_missing"),
                ("family_kana", "kana_expected"),
                ("form_mail", "mail_shape")
            ])
        );
        assert_eq!(faults(2), said(&[("family_name", "form_name_missing")]), "a cancellation of nobody is told");
        let out = training.office.file("直す行.xlsx");
        training.ask("write_form_rejects", json!({ "file": file, "out": out })).await;
        let words = super::words_of(&out).await;
        let lists = words.lines().filter(|line| line.contains("一覧")).count();
        assert!(lists >= 2, "both are said: {words}");
    }
}
