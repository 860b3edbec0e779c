//! A whole company's roster at once: everything is accounted for, everything can be taken back, and stopping leaves no trace.

use std::collections::BTreeMap;

use kyojo_core::progress::Progress;
use kyojo_core::{api, db};
use serde_json::{Value, json};

use crate::support::large::{self, BROKEN};
use crate::support::office::{Office, On, databases};
use crate::support::workbook::shown;

fn counts(done: &Value) -> [u64; 5] {
    ["read", "created", "updated", "unchanged", "rejected"].map(|name| done[name].as_u64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_roster_is_accounted_for_row_by_row_and_taken_back_whole() {
    for on in databases() {
        let office = Office::new(on).await;
        let file = office.file("全社.xlsx");
        let rows = 2_400;
        large::write(&file, rows);
        let (broken, refused) = (u64::from(large::broken(rows)), u64::from(large::refused(rows)));
        let rows = u64::from(rows);
        let export = |name: &'static str| {
            let office = &office;
            async move {
                let file = office.file(name);
                office
                    .ask(
                        "members",
                        "export_roster",
                        json!({ "file": file, "purpose": "試験", "filter": { "state": "all" } }),
                    )
                    .await;
                shown(&file, None).await
            }
        };
        let before = export("前.xlsx").await;
        let input = json!({ "file": file, "create_units": true });
        let preview = office.ask("members", "preview_roster", input.clone()).await;
        assert_eq!(counts(&preview), [rows, rows - refused, 0, 0, refused], "{}", preview["groups"]);
        let done = office.ask("members", "import_roster", input.clone()).await;
        assert_eq!(counts(&done), counts(&preview), "what was shown is what was done");
        let mut found: BTreeMap<(String, String), u64> = BTreeMap::new();
        for problem in done["problems"].as_array().unwrap().iter().filter(|problem| problem["severity"] == "error") {
            assert!(problem["row"].as_u64().unwrap() > 1, "{problem}");
            *found
                .entry((problem["column"].as_str().unwrap().to_owned(), problem["code"].as_str().unwrap().to_owned()))
                .or_default() += 1;
        }
        let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
        for (column, code) in BROKEN {
            *expected.entry((column.to_owned(), code.to_owned())).or_default() += broken / BROKEN.len() as u64;
        }
        *expected.entry(("組合員番号".to_owned(), "number_twice_in_file".to_owned())).or_default() += refused - broken;
        assert_eq!(found, expected);
        if on == On::File {
            let session = office.desk.session(Progress::silent()).unwrap();
            let known = "SELECT count(*) AS n FROM sqlite_stat1 WHERE tbl = 'person'";
            assert!(db::number(session.look(), known, []).await.unwrap() > 0, "searches are planned by what is there");
        }
        let again = office.ask("members", "import_roster", input).await;
        assert_eq!(counts(&again), [rows, 0, 0, rows - refused, refused]);
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(export("後.xlsx").await, before, "the export is as before");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_stopped_leaves_no_trace() {
    for on in databases() {
        let office = Office::new(on).await;
        let file = office.file("全社.xlsx");
        large::write(&file, 1_500);
        let (sender, mut steps) = tokio::sync::mpsc::unbounded_channel();
        let progress = Progress::to(move |step| {
            let _ = sender.send(step);
        });
        let stop = progress.clone();
        let watch = tokio::spawn(async move {
            while let Some(step) = steps.recv().await {
                if step.stage == "import" {
                    stop.cancel();
                }
            }
        });
        let stopped = api::call(
            &office.desk,
            "members",
            "import_roster",
            json!({ "file": file, "create_units": true }),
            &progress,
        )
        .await
        .unwrap_err();
        assert_eq!(stopped.code(), "cancelled");
        drop(progress);
        watch.abort();
        assert_eq!(office.ask("members", "count", json!({ "state": "all" })).await["n"], 0);
        assert_eq!(office.ask("members", "batches", json!({})).await, json!([]));
        assert_eq!(office.ask("organizations", "units", json!({})).await, json!([]));
        let done = office.ask("members", "import_roster", json!({ "file": file, "create_units": true })).await;
        assert_eq!(counts(&done)[0], 1_500, "and the same file can be imported afterwards");
    }
}
