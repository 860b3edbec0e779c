//! The items of the job card: sealed with the case, handed to the member as a workbook, and back again.

use std::path::Path;

use kyojo_core::desk::{Desk, DeskOptions};
use serde_json::{Value, json};

use crate::cases::Room;
use crate::support::office::{PASSPHRASE, databases};
use crate::support::workbook::{FORMULA, Sheet, V, shown, uncalculated, xlsx};

async fn item(room: &Room, case: &Value, kind: &str, words: Value) -> Value {
    room.ask("save_card_item", json!({ "case_id": case, "kind": kind, "words": words })).await
}

/// A case with an item of each kind.
async fn carded(room: &Room) -> Value {
    let case = room.case("active").await;
    item(room, &case, "plan", json!({ "strengths": "段取りを考えること", "future_work": "若手を育てる仕事" })).await;
    let work = json!({ "from_ym": "2012年4月", "to_ym": "現在", "organisation": "東都精機（架空）", "post": "班長", "duties": "旋盤加工\n段取り替え" });
    item(room, &case, "work", work).await;
    item(room, &case, "licence", json!({ "name": "玉掛け技能講習", "obtained_ym": "2013年6月" })).await;
    case
}

/// The workbook as written, with some cells otherwise: (sheet, row, column, words), counted from 0.
async fn changed(room: &Room, file: &str, password: Option<&str>, other: &[(usize, usize, usize, &str)]) -> String {
    let mut sheets = shown(&room.office.file(file), password).await;
    for (sheet, row, column, words) in other {
        let rows = &mut sheets[*sheet].1;
        while rows.len() <= *row {
            rows.push(Vec::new());
        }
        let cells = &mut rows[*row];
        while cells.len() <= *column {
            cells.push(String::new());
        }
        cells[*column] = (*words).to_owned();
    }
    let sheets: Vec<Sheet> = sheets
        .iter()
        .map(|(name, rows)| {
            let cell = |cell: &String| if cell == CALCULATED { FORMULA } else { V::from(cell.as_str()) };
            let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
            Sheet::new(name, rows)
        })
        .collect();
    xlsx(&room.office.file("戻り.xlsx"), &sheets).to_string_lossy().into_owned()
}

/// A cell that [`changed`] makes a formula.
const CALCULATED: &str = "=";

/// Whether the paper of each sheet lies on its side.
fn sideways(file: &Path) -> Vec<bool> {
    let mut parts = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let lies = |no: usize| {
        let text = std::io::read_to_string(parts.by_name(&format!("xl/worksheets/sheet{no}.xml")).unwrap()).unwrap();
        text.contains(r#"orientation="landscape""#)
    };
    (1..=4).map(lies).collect()
}

fn row_of(rows: &[Vec<String>], words: &str) -> usize {
    rows.iter().position(|row| row.iter().any(|cell| cell.contains(words))).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn items_are_kept_for_the_counsellor_alone_and_taken_back_like_anything() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = carded(&room).await;
        let card = room.ask("job_card", json!({ "case_id": case })).await;
        let kinds: Vec<&str> =
            card["items"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["plan", "work", "licence"]);
        assert_eq!(card["items"][1]["words"]["duties"], "旋盤加工\n段取り替え");
        let nameless = json!({ "case_id": case, "kind": "work", "words": { "post": "班長" } });
        assert_eq!(room.refused("save_card_item", nameless).await, "invalid");
        let row = &card["items"][2];
        room.ask("remove_card_item", json!({ "id": row["id"], "version": row["version"] })).await;
        assert_eq!(room.ask("job_card", json!({ "case_id": case })).await["items"].as_array().unwrap().len(), 2);
        room.office.ask("desk", "undo", json!({})).await;
        assert_eq!(room.ask("job_card", json!({ "case_id": case })).await["items"].as_array().unwrap().len(), 3);
        let inquiry = room.case("inquiry").await;
        let early = json!({ "case_id": inquiry, "kind": "licence", "words": { "name": "簿記" } });
        assert_eq!(room.refused("save_card_item", early).await, "C-03");
        room.sit("supervisor").await;
        assert_eq!(room.refused("job_card", json!({ "case_id": case })).await, "not_allowed");
        room.sit("second").await;
        assert_eq!(room.refused("job_card", json!({ "case_id": case })).await, "missing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn completed_courses_of_the_union_become_learning_once_and_others_do_not() {
    for on in databases() {
        let mut room = Room::new(on).await;
        let person = room.member["person_id"].clone();
        room.sit("admin").await;
        let officers = room.office.ask("officers", "list", json!({})).await;
        let admin = officers.as_array().unwrap().iter().find(|row| row["login"] == "admin").unwrap()["id"].clone();
        room.office.ask("officers", "grant", json!({ "officer": admin, "role": "training_manager" })).await;
        let training = async |verb: &str, input: Value| room.office.ask("training", verb, input).await;
        let learned = json!({ "person_id": person, "title": "簿記の講座（架空）", "provider": "町の学校（架空）", "from_on": "2025-04-01", "to_on": "2025-09-30", "hours": 20 });
        training("add_learning", learned).await;
        let course = training("add_course", json!({ "title": "交渉の基礎（架空）", "hours": 2 })).await;
        let mut applied = Vec::new();
        for day in ["2027-01-20", "2027-03-01"] {
            let sitting = json!([{ "held_on": day, "starts": "13:00", "ends": "15:00" }]);
            let run = training("add_run", json!({ "course_id": course, "capacity": 5, "sessions": sitting })).await;
            training("open_run", json!({ "id": run })).await;
            let apply = json!({ "run_id": run, "applicants": [{ "person_id": person }] });
            applied.push((run, training("apply", apply).await["applied"][0]["id"].clone()));
        }
        // The first run is held and completed; the second one is only applied for.
        room.office.ask("desk", "lock", json!({})).await;
        let today = "2027-01-21".parse().ok();
        room.office.desk = Desk::new(DeskOptions { paths_allowed: true, today, ..DeskOptions::default() });
        let open = json!({ "file": room.office.place, "login": "admin", "passphrase": PASSPHRASE });
        room.office.ask("desk", "open", open).await;
        let training = async |verb: &str, input: Value| room.office.ask("training", verb, input).await;
        let (run, enrolment) = &applied[0];
        training("begin_run", json!({ "id": run })).await;
        let sitting = training("run", json!({ "id": run })).await["sessions"][0]["id"].clone();
        let there = json!([{ "enrolment_id": enrolment, "session_id": sitting, "attendance": "present" }]);
        training("save_attendance", json!({ "run_id": run, "entries": there })).await;
        training("finish_run", json!({ "id": run })).await;
        training("complete_run", json!({ "id": run })).await;
        let certificate = training("issue_certificates", json!({ "run_id": run })).await[0].clone();

        room.sit("soudan").await;
        let case =
            room.ask("open_inquiry", json!({ "person_id": person, "channel": "phone" })).await["case_id"].clone();
        room.ask("assign", json!({ "case_id": case, "not_supervisor": true })).await;
        room.ask("consent", json!({ "case_id": case, "method": "written" })).await;
        room.ask("activate", json!({ "case_id": case })).await;
        let courses = room.ask("job_card", json!({ "case_id": case })).await["courses"].clone();
        let titles: Vec<&str> = courses.as_array().unwrap().iter().map(|row| row["course"].as_str().unwrap()).collect();
        assert_eq!(titles, ["交渉の基礎（架空）", "簿記の講座（架空）"], "the one applied for is not among them");
        let one = json!({ "case_id": case, "courses": [courses[0]["id"]] });
        assert_eq!(room.ask("add_learning", one.clone()).await["added"], 1);
        assert_eq!(room.ask("add_learning", one).await["added"], 0, "once");
        assert_eq!(room.ask("add_learning", json!({ "case_id": case })).await["added"], 1, "all that are left");
        let card = room.ask("job_card", json!({ "case_id": case })).await;
        assert_eq!(card["courses"], json!([]));
        assert_eq!(card["items"][0]["words"]["from_ym"], "2027年1月");
        assert_eq!(card["items"][1]["words"]["content"], "20時間");
        let number = certificate["number"].as_str().unwrap();
        assert_eq!(card["items"][0]["words"]["content"], json!(format!("2時間\n修了証 {number}")));
        // A certificate that was taken back is named on the card no more, and the course stays.
        room.sit("admin").await;
        let revoke = json!({ "id": certificate["id"], "version": certificate["version"], "reason": "発行の誤り" });
        room.office.ask("training", "revoke_certificate", revoke).await;
        room.sit("soudan").await;
        let shows = room.ask("job_card", json!({ "case_id": case })).await;
        assert_eq!(shows["items"][0]["words"]["content"], "2時間");
        let file = room.office.file("取消後.xlsx");
        room.ask("write_job_card", json!({ "case_id": case, "file": file, "open": true })).await;
        let sheets = format!("{:?}", shown(&file, None).await);
        assert!(sheets.contains("交渉の基礎（架空）") && !sheets.contains(number));
        let look = room.ask("preview_job_card", json!({ "case_id": case, "file": file })).await;
        assert!(look["rows"].as_array().unwrap().iter().all(|row| row["outcome"] == "unchanged"), "{look}");
        let foreign = json!({ "case_id": case, "courses": ["01900000-0000-7000-8000-000000000001"] });
        assert_eq!(room.refused("add_learning", foreign).await, "missing");
        let removed = &card["items"][0];
        room.ask("remove_card_item", json!({ "id": removed["id"], "version": removed["version"] })).await;
        let card = room.ask("job_card", json!({ "case_id": case })).await;
        assert_eq!(card["courses"].as_array().unwrap().len(), 1, "what was taken off is offered again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_04_r11_has_a_password_says_what_it_is_and_comes_back() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = carded(&room).await;
        let file = room.office.file("カード.xlsx");
        let written = room.ask("write_job_card", json!({ "case_id": case, "file": file })).await;
        let password = written["password"].as_str().unwrap();
        assert_eq!(password.len(), 14);
        let sheets = shown(&file, Some(password)).await;
        let names: Vec<&str> = sheets.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            ["1-1 キャリア・プランシート", "2 職務経歴シート", "3-1 免許・資格シート", "3-2 学習歴・訓練歴シート"]
        );
        let all = format!("{sheets:?}");
        assert!(all.contains("ジョブ・カード項目準拠（様式は厚生労働省サイトの最新版を使用）"));
        assert!(all.contains("架空 太郎") && all.contains("旋盤加工"));
        room.sit("admin").await;
        let log = room.office.ask("officers", "exports", json!({})).await;
        assert_eq!((&log["rows"][0]["report"], &log["rows"][0]["protected"]), (&json!("R11"), &json!(true)));
        assert!(!log.to_string().contains("架空 太郎"), "the log names nobody");
        room.sit("soudan").await;

        let plan = row_of(&sheets[0].1, "これから取り組むこと等");
        let work = row_of(&sheets[1].1, "東都精機");
        let back = changed(
            &room,
            "カード.xlsx",
            Some(password),
            &[
                (0, plan, 1, "現場改善の講座を受ける"),
                (1, work, 5, "職長"),
                (1, work + 1, 4, "見本電子（架空）"),
                (1, work + 1, 1, "2008年4月"),
            ],
        )
        .await;
        let look = room.ask("preview_job_card", json!({ "case_id": case, "file": back })).await;
        let outcome = |row: &Value| row["outcome"].as_str().unwrap().to_owned();
        let outcomes: Vec<String> = look["rows"].as_array().unwrap().iter().map(outcome).collect();
        assert_eq!(outcomes, ["changed", "changed", "added", "unchanged"], "{look}");
        assert_eq!(look["older"], false);
        assert_eq!(look["rows"][1]["changes"], json!([{ "field": "post", "before": "班長", "after": "職長" }]));
        let apply = json!({ "case_id": case, "file": back, "file_hash": look["file_hash"] });
        let done = room.ask("apply_job_card", apply).await;
        assert_eq!((&done["added"], &done["changed"], &done["not_taken"]), (&json!(1), &json!(2), &json!(0)));
        let card = room.ask("job_card", json!({ "case_id": case })).await;
        assert_eq!(card["items"][0]["words"]["next_steps"], "現場改善の講座を受ける");
        assert_eq!(card["items"][2]["words"]["organisation"], "見本電子（架空）");

        // The same sheet once more does nothing; what was changed meanwhile stays.
        let again = room.ask("preview_job_card", json!({ "case_id": case, "file": back })).await;
        assert!(again["rows"].as_array().unwrap().iter().all(|row| outcome(row) == "unchanged"), "{again}");
        let other = changed(&room, "カード.xlsx", Some(password), &[(1, work, 5, "主任")]).await;
        let late = room.ask("preview_job_card", json!({ "case_id": case, "file": other })).await;
        let row = late["rows"].as_array().unwrap().iter().find(|row| row["kind"] == "work").unwrap().clone();
        assert_eq!((outcome(&row), &row["reason"]), ("not_taken".to_owned(), &json!("card_changed_since")));

        let somebody = room.case("active").await;
        let file = json!({ "case_id": somebody, "file": back });
        assert_eq!(room.refused("preview_job_card", file).await, "job_card_other");
        let open = room.office.file("二枚目.xlsx");
        let second = room.ask("write_job_card", json!({ "case_id": case, "file": open, "open": true })).await;
        assert_eq!(second["password"], Value::Null);
        assert_eq!(room.ask("preview_job_card", json!({ "case_id": case, "file": back })).await["older"], true);
        let foreign =
            xlsx(&room.office.file("別.xlsx"), &[Sheet::new("表", vec![vec![V::from("No."), V::from("氏名")]])]);
        assert_eq!(
            room.refused("preview_job_card", json!({ "case_id": case, "file": foreign })).await,
            "job_card_not_found"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_04_a_label_that_was_touched_erases_nothing_and_headers_that_were_touched_are_told() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = carded(&room).await;
        let file = room.office.file("カード.xlsx");
        room.ask("write_job_card", json!({ "case_id": case, "file": file, "open": true })).await;
        let sheets = shown(&file, None).await;
        let strengths = row_of(&sheets[0].1, "強み等");
        let future = row_of(&sheets[0].1, "若手を育てる仕事");
        let header = row_of(&sheets[1].1, "職務の中で学んだこと");
        let learned = sheets[1].1[header].iter().position(|cell| cell.starts_with("職務の中で学んだこと")).unwrap();
        let edits = [
            (0, strengths, 0, "強み等"),
            (0, strengths, 1, "新しく書いた強み"),
            (0, future, 1, "班をまとめる仕事"),
            (1, header, learned, "学んだこと"),
            (1, header + 2, 1, "2020年4月"),
            (1, header + 2, 4, "見本電子（架空）"),
        ];
        let back = changed(&room, "カード.xlsx", None, &edits).await;
        let look = room.ask("preview_job_card", json!({ "case_id": case, "file": back })).await;
        let told: Vec<(&str, &str)> = look["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|row| Some((row["kind"].as_str()?, row["reason"].as_str()?)))
            .collect();
        assert_eq!(told, [("plan", "card_label_unknown"), ("work", "card_sheet_unreadable")], "{look}");
        let apply = json!({ "case_id": case, "file": back, "file_hash": look["file_hash"] });
        let done = room.ask("apply_job_card", apply).await;
        assert_eq!((&done["changed"], &done["not_taken"]), (&json!(1), &json!(2)));
        let card = room.ask("job_card", json!({ "case_id": case })).await;
        let words = &card["items"][0]["words"];
        assert_eq!(words["strengths"], "段取りを考えること", "what stood on the card stays");
        assert_eq!(words["future_work"], "班をまとめる仕事");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_04_a_period_that_cannot_be_is_told_and_a_name_is_not_taken_from_the_sheet() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = carded(&room).await;
        let file = room.office.file("カード.xlsx");
        room.ask("write_job_card", json!({ "case_id": case, "file": file, "open": true })).await;
        let sheets = shown(&file, None).await;
        let name = row_of(&sheets[0].1, "架空 太郎");
        let work = row_of(&sheets[1].1, "東都精機");
        assert_eq!(sheets[1].1[work][3], "14年7か月", "from April 2012 until now, on 31 October 2026");
        let edits = [
            (0, name, 1, "架空 次郎"),
            (1, work + 1, 1, "2024年4月"),
            (1, work + 1, 2, "2020年1月"),
            (1, work + 1, 4, "見本電子（架空）"),
            (1, work + 2, 1, "2030年13月"),
            (1, work + 2, 4, "見本商会（架空）"),
            (1, work + 3, 1, "昨年ごろ"),
            (1, work + 3, 4, "見本工業（架空）"),
            (1, work + 4, 1, "202104"),
            (1, work + 4, 2, "2024.5"),
            (1, work + 4, 4, "見本物流（架空）"),
        ];
        let back = changed(&room, "カード.xlsx", None, &edits).await;
        let look = room.ask("preview_job_card", json!({ "case_id": case, "file": back })).await;
        let told: Vec<(&str, Option<&str>, Option<&str>)> = look["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["outcome"] != "unchanged")
            .map(|row| (row["outcome"].as_str().unwrap(), row["reason"].as_str(), row["remark"].as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("not_taken", Some("card_name_kept"), None),
                ("not_taken", Some("card_period_order"), None),
                ("not_taken", Some("card_month_impossible"), None),
                ("added", None, Some("card_period_unclear")),
                ("added", None, None),
            ],
            "{look}"
        );
        let typed = json!({ "from_ym": "2024年4月", "to_ym": "2020年1月", "organisation": "見本電子（架空）" });
        let refused = json!({ "case_id": case, "kind": "work", "words": typed });
        assert_eq!(room.refused("save_card_item", refused).await, "invalid", "typed it is refused by the same rule");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn f_04_a_formula_that_was_never_calculated_is_nobodys_words() {
    for on in databases() {
        let room = Room::new(on).await;
        let case = carded(&room).await;
        let file = room.office.file("カード.xlsx");
        room.ask("write_job_card", json!({ "case_id": case, "file": file, "open": true })).await;
        assert_eq!(sideways(&file), [false, true, false, false], "eleven columns are not read upright");
        let sheets = shown(&file, None).await;
        let future = row_of(&sheets[0].1, "若手を育てる仕事");
        let next = row_of(&sheets[0].1, "これから取り組むこと等");
        let work = row_of(&sheets[1].1, "東都精機");
        let edits = [
            (0, future, 1, CALCULATED),
            (0, next, 1, "現場改善の講座を受ける"),
            (1, work, 5, CALCULATED),
            (1, work + 1, 0, CALCULATED),
            (1, work + 1, 4, "見本電子（架空）"),
        ];
        let back = changed(&room, "カード.xlsx", None, &edits).await;
        let back = uncalculated(Path::new(&back), &room.office.file("計算なし.xlsx"));
        let look = room.ask("preview_job_card", json!({ "case_id": case, "file": back })).await;
        let told: Vec<(&str, Option<&str>, Option<&str>)> = look["rows"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|row| row["outcome"] != "unchanged")
            .map(|row| (row["outcome"].as_str().unwrap(), row["reason"].as_str(), row["field"].as_str()))
            .collect();
        let formula = Some("formula_not_calculated");
        assert_eq!(
            told,
            [
                ("not_taken", formula, Some("future_work")),
                ("changed", None, None),
                ("not_taken", formula, Some("post")),
                ("not_taken", formula, Some("no")),
            ],
            "{look}"
        );
        let apply = json!({ "case_id": case, "file": back, "file_hash": look["file_hash"] });
        let done = room.ask("apply_job_card", apply).await;
        assert_eq!((&done["added"], &done["changed"], &done["not_taken"]), (&json!(0), &json!(1), &json!(3)));
        let card = room.ask("job_card", json!({ "case_id": case })).await;
        let (plan, work) = (&card["items"][0]["words"], &card["items"][1]["words"]);
        assert_eq!((&plan["future_work"], &work["post"]), (&json!("若手を育てる仕事"), &json!("班長")));
        assert_eq!(plan["next_steps"], "現場改善の講座を受ける");
    }
}
