//! The desk: found, open, lock, take back.

use serde_json::json;

use crate::support::office::{Office, PASSPHRASE, databases};

#[tokio::test(flavor = "multi_thread")]
async fn a_union_is_founded_locked_and_opened_again() {
    for on in databases() {
        let office = Office::new(on).await;
        assert_eq!(office.ask("desk", "status", json!({})).await["state"], "open");
        office.ask("desk", "lock", json!({})).await;
        assert_eq!(office.refused("desk", "settings", json!({})).await, "locked");
        assert_eq!(office.refused("desk", "open", json!({ "passphrase": "違う 合言葉 です" })).await, "wrong_key");
        let status = office.ask("desk", "open", json!({ "passphrase": PASSPHRASE })).await;
        assert_eq!(status["union_name"], "試験ユニオン（架空）");
        assert_eq!(status["officer"]["roles"], json!(["admin", "general_secretary"]));
        let checked = office.ask("desk", "verify", json!({})).await;
        assert_eq!(checked["findings"], json!([]), "{checked}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_saved_taken_back_and_done_again() {
    for on in databases() {
        let office = Office::new(on).await;
        let mut settings = office.ask("desk", "settings", json!({})).await;
        settings["fiscal_start_month"] = json!(9);
        office.ask("desk", "save_settings", settings.clone()).await;
        assert_eq!(
            office.refused("desk", "save_settings", settings.clone()).await,
            "changed",
            "a stale version is refused"
        );
        let back = office.ask("desk", "undo", json!({})).await;
        assert_eq!(back["of"], "desk.save_settings");
        assert_eq!(office.ask("desk", "settings", json!({})).await["fiscal_start_month"], 4);
        assert_eq!(office.refused("desk", "undo", json!({})).await, "nothing_to_undo");
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(office.ask("desk", "settings", json!({})).await["fiscal_start_month"], 9);
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("desk", "settings", json!({})).await["fiscal_start_month"], 4);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_one_row_are_taken_back_one_after_the_other_and_done_again() {
    for on in databases() {
        let office = Office::new(on).await;
        for month in [5, 6, 7] {
            let mut settings = office.ask("desk", "settings", json!({})).await;
            settings["fiscal_start_month"] = json!(month);
            office.ask("desk", "save_settings", settings).await;
        }
        let mut seen = Vec::new();
        for verb in ["undo", "undo", "undo", "redo", "redo", "redo", "undo"] {
            office.ask("desk", verb, json!({})).await;
            seen.push(office.ask("desk", "settings", json!({})).await["fiscal_start_month"].as_i64().unwrap());
        }
        assert_eq!(seen, [6, 5, 4, 5, 6, 7, 6]);
    }
}
