//! Reports that are made by themselves: once for each day, as their owner, with a password where people are named.

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::{SECRET, count, officer, open, sample};
use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::program::CommandLine;
use crate::support::workbook::shown;

/// The same union at a desk of another day.
async fn on_day(office: &mut Office, day: &str) {
    let _ = office.call("desk", "lock", json!({})).await;
    office.desk = Desk::new(DeskOptions { paths_allowed: true, today: day.parse().ok(), ..DeskOptions::default() });
    let place = json!({ "file": office.place, "passphrase": PASSPHRASE });
    api::call(&office.desk, "desk", "open", place, &Progress::silent()).await.unwrap();
}

async fn due(office: &Office) -> Value {
    office.ask("reports", "write_due", json!({ "folder": office.folder.path().join("out") })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn o_05_what_is_due_is_made_once_however_the_clock_steps() {
    for on in databases() {
        let mut office = sample(on, 60).await;
        let out = office.folder.path().join("out");
        assert_eq!(office.refused("reports", "write_due", json!({ "folder": out })).await, "folder_missing");
        std::fs::create_dir(&out).unwrap();
        let own = json!({ "name": "支部/別", "groups": ["branch"], "as_of": "month_end" });
        let own = office.ask("reports", "save_own_report", own).await;
        office
            .ask(
                "reports",
                "save_schedule",
                json!({ "own": own, "cadence": "monthly", "day": 0, "from_on": "2026-08-01" }),
            )
            .await;
        office
            .ask(
                "reports",
                "save_schedule",
                json!({ "report": "R19", "cadence": "weekly", "weekday": 6, "file_name": "{name} {due}" }),
            )
            .await;
        // 2026-10-31 is a Saturday and the last day of its month; two months were missed and are not made up for.
        let first = due(&office).await;
        let files: Vec<&str> =
            first["outcomes"].as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
        assert_eq!(files, ["支部_別_2026-09-30.xlsx", "公助制度案内一覧 2026-10-31.xlsx"], "{first}");
        assert_eq!(due(&office).await["outcomes"], json!([]), "not again on the same day");
        let next: Vec<Value> = office
            .ask("reports", "schedules", json!({}))
            .await
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["next_on"].clone())
            .collect();
        assert_eq!(next, ["2026-11-07", "2026-11-30"]);
        for (day, made) in [
            ("2026-10-15", 0),
            ("2026-11-06", 0),
            ("2026-11-08", 1),
            ("2026-11-07", 0),
            ("2027-03-05", 2),
            ("2026-12-31", 0),
            ("2027-02-28", 0),
            ("2027-03-05", 0),
            ("2027-03-06", 1),
        ] {
            on_day(&mut office, day).await;
            let told = due(&office).await;
            assert_eq!(told["outcomes"].as_array().unwrap().len(), made, "{on:?} {day}: {told}");
        }
        let mut written: Vec<String> = std::fs::read_dir(&out)
            .unwrap()
            .map(|file| file.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        written.sort();
        let mut once = written.clone();
        once.dedup();
        assert_eq!((written.len(), once), (6, written.clone()), "{written:?}");
        assert!(written.contains(&"支部_別_2027-01-31.xlsx".to_owned()), "of four months the newest: {written:?}");
        let sheets = shown(&out.join("支部_別_2026-09-30.xlsx"), None).await;
        assert!(sheets[0].1[1][0].starts_with("2026年9月30日現在"), "{:?}", sheets[0].1[1]);
        assert_eq!(office.refused("desk", "undo", json!({})).await, "undo_rows_changed", "what was made stays made");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o_08_three_failures_in_a_row_stop_a_schedule_and_o_07_names_need_a_password() {
    for on in databases() {
        let office = sample(on, 60).await;
        let out = office.folder.path().join("out");
        std::fs::create_dir(&out).unwrap();
        let list = json!({ "name": "名簿", "kind": "list", "columns": ["member_no", "name"] });
        let list = office.ask("reports", "save_own_report", list).await;
        let schedule = |more: Value| {
            let mut input = json!({ "own": list, "cadence": "monthly", "day": 31, "purpose": "毎月の確認" });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            input
        };
        assert_eq!(office.refused("reports", "save_schedule", schedule(json!({}))).await, "O-07");
        assert_eq!(
            office
                .refused("reports", "save_schedule", schedule(json!({ "password_file": "p.txt", "purpose": "" })))
                .await,
            "invalid",
            "X-1 holds for what is made by itself, too"
        );
        for report in ["R23", "R13", "R06"] {
            let of_one = json!({ "report": report, "cadence": "monthly", "day": 1 });
            assert_eq!(office.refused("reports", "save_schedule", of_one).await, "invalid", "{report}");
        }
        let id = office.ask("reports", "save_schedule", schedule(json!({ "password_file": "p.txt" }))).await;
        for n in 1..=3 {
            let told = due(&office).await;
            let one = &told["outcomes"][0];
            assert_eq!(
                (one["code"].as_str(), one["failures"].as_i64(), one["stopped"].as_bool()),
                (Some("file_missing"), Some(n), Some(n == 3)),
                "{told}"
            );
            let home = office.ask("desk", "home", json!({})).await;
            let task = if n == 3 { "schedules_stopped" } else { "schedules_failing" };
            assert!(home["tasks"].as_array().unwrap().iter().any(|row| row["code"] == task), "{home}");
        }
        let told = due(&office).await;
        assert_eq!((told["outcomes"].clone(), told["stopped"].as_i64()), (json!([]), Some(1)), "it rests");
        assert_eq!(std::fs::read_dir(&out).unwrap().count(), 0, "nothing was written");
        std::fs::write(out.join("p.txt"), "ひみつ 1234\r\n").unwrap();
        let row = office.ask("reports", "schedules", json!({})).await[0].clone();
        assert_eq!(
            (row["stopped_on"].as_str(), row["failed_code"].as_str()),
            (Some("2026-10-31"), Some("file_missing"))
        );
        office.ask("reports", "resume_schedule", json!({ "id": id, "version": row["version"] })).await;
        let told = due(&office).await;
        let file = told["outcomes"][0]["file"].as_str().unwrap_or_else(|| panic!("{told}"));
        assert_eq!(shown(&out.join(file), Some("ひみつ 1234")).await[0].1.len(), 63, "title, scope, heads, sixty");
        let log = office.ask("officers", "exports", json!({})).await;
        assert_eq!(
            (log["rows"][0]["protected"].as_bool(), log["rows"][0]["purpose"].as_str()),
            (Some(true), Some("毎月の確認"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o_06_a_schedule_runs_as_its_owner_and_as_nobody_else() {
    for on in databases() {
        let office = sample(on, 120).await;
        std::fs::create_dir(office.folder.path().join("out")).unwrap();
        let units = office.ask("organizations", "units", json!({})).await;
        let branch = units.as_array().unwrap().iter().find(|unit| unit["kind"] == "branch").unwrap().clone();
        let report = json!({ "name": "全員", "shared": true, "groups": ["branch"] });
        let report = office.ask("reports", "save_own_report", report).await;
        officer(&office, "shibu", "branch_officer", branch["id"].clone()).await;
        open(&office, "shibu", SECRET).await;
        let schedule =
            office.ask("reports", "save_schedule", json!({ "own": report, "cadence": "monthly", "day": 31 })).await;
        let n = count(&office, &json!({})).await;
        open(&office, "admin", PASSPHRASE).await;
        let told = due(&office).await;
        assert_eq!(
            (told["outcomes"].clone(), told["others"].as_i64()),
            (json!([]), Some(1)),
            "the administrator only hears that there is one"
        );
        assert_eq!(office.ask("reports", "schedules", json!({})).await, json!([]));
        assert_eq!(
            office.refused("reports", "drop_schedule", json!({ "id": schedule, "version": 1 })).await,
            "missing"
        );
        open(&office, "shibu", SECRET).await;
        let told = due(&office).await;
        let file = office.folder.path().join("out").join(told["outcomes"][0]["file"].as_str().unwrap());
        let sheets = shown(&file, None).await;
        let total = sheets[0].1.iter().find(|row| row[0] == "計").unwrap();
        assert_eq!(total[1].replace(',', "").parse::<i64>().ok(), Some(n), "only the own branch: {total:?}");
    }
}

#[test]
fn the_command_line_writes_own_reports_by_name_and_what_is_due() {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    line.json(&["sample", "--db", "u.kyojo", "--members", "60", "--json"]);
    let db = ["--db", "u.kyojo", "--today", "2026-10-31"];
    let json = |words: &[&str]| line.json(&[words, &db, &["--json"]].concat());
    let run = |words: &[&str]| line.run(&[words, &db].concat());
    json(&[
        "call",
        "reports",
        "save_own_report",
        r#"{"name":"支部と性別","groups":["branch","gender"],"chart":"stacked_column"}"#,
    ]);
    json(&["call", "reports", "save_own_report", r#"{"name":"名簿","kind":"list"}"#]);
    let all = json(&["reports"]);
    let names: Vec<&str> = all.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"R02") && names.contains(&"支部と性別") && names.contains(&"名簿"), "{names:?}");
    let words = run(&["reports"]);
    assert!(words.out.contains("組織現勢報告") && words.out.contains("支部と性別"), "{words:?}");
    assert_eq!(json(&["report", "支部と性別", "a.xlsx"])["name"], "a.xlsx");
    assert_eq!(run(&["report", "名簿", "b.xlsx"]).code, 2, "names need a purpose");
    assert_eq!(run(&["report", "支部と性別", "b.xlsx", "--unit", "B01"]).code, 2, "it settles its part itself");
    let unknown = run(&["report", "ない帳票", "b.xlsx"]);
    assert!(unknown.code == 2 && unknown.err.contains("支部と性別"), "{unknown:?}");
    let written = run(&["report", "名簿", "b.xlsx", "--purpose", "試験"]);
    assert!(written.code == 0 && folder.path().join("b.xlsx").exists(), "{written:?}");

    std::fs::create_dir(folder.path().join("out")).unwrap();
    let nothing = run(&["due", "out"]);
    assert_eq!((nothing.code, nothing.out.trim()), (0, "いま作る帳票はありません。"));
    json(&["call", "reports", "save_schedule", r#"{"report":"R02","cadence":"monthly","day":0}"#]);
    let done = run(&["due", "out"]);
    assert!(done.code == 0 && done.out.contains("組織現勢報告"), "{done:?}");
    assert_eq!(json(&["due", "out"])["outcomes"], json!([]));
    json(&[
        "call",
        "reports",
        "save_schedule",
        r#"{"report":"R01","cadence":"monthly","day":0,"purpose":"確認","password_file":"none.txt"}"#,
    ]);
    let failed = run(&["due", "out"]);
    assert!(failed.code == 3 && failed.err.contains("file_missing"), "{failed:?}");
    assert_eq!(run(&["due", "nowhere"]).code, 1);
}

#[test]
fn an_option_that_a_report_does_not_follow_is_refused_and_not_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    line.json(&["sample", "--db", "u.kyojo", "--members", "60", "--json"]);
    let run = |words: &[&str]| line.run(&[words, &["--db", "u.kyojo", "--today", "2026-10-31"]].concat());
    for words in [
        &["report", "R01", "x.xlsx", "--purpose", "試験", "--counts-only"][..],
        &["report", "R02", "x.xlsx", "--issued", "11111111-1111-1111-1111-111111111111"],
        &["report", "R02", "x.xlsx", "--plan", "workplace"],
        &["report", "R02", "x.xlsx", "--person", "000001"],
        &["report", "R19", "x.xlsx", "--unit", "B01"],
        &["report", "R20", "x.xlsx", "--from", "2026-04-01"],
        &["report", "R21", "x.xlsx", "--unit", "B01"],
        &["report", "R24", "x.xlsx", "--unit", "B01"],
        &["report", "meeting-pack", "x.xlsx", "--issued", "11111111-1111-1111-1111-111111111111", "--unit", "B01"],
    ] {
        let refused = run(words);
        assert!(refused.code == 2 && refused.err.contains("--"), "{words:?}: {refused:?}");
        assert!(!folder.path().join("x.xlsx").exists(), "{words:?}");
    }
    let written = run(&["report", "R02", "x.xlsx", "--from", "2026-04-01"]);
    assert_eq!(written.code, 0, "{written:?}");
    let text = run(&["report", "R02", "x.txt"]);
    assert!(text.code == 1 && text.err.contains(".pdf"), "{text:?}");
}
