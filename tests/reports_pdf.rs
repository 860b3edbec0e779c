//! Reports as booklets: the same pages by the same rights, made by a program that may not be there. What the real one prints is
//! looked at by `make pdf-test`.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::error::Error;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use crate::meetings::union_of;
use crate::support::office::{Office, PASSPHRASE, databases};

/// A desk beside which a program stands in for the maker of PDFs.
pub async fn with_maker(office: &mut Office, script: &str) {
    let program = office.file("maker");
    std::fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o700)).unwrap();
    office.desk = Desk::new(DeskOptions {
        paths_allowed: true,
        today: chrono::NaiveDate::from_ymd_opt(2026, 10, 31),
        pdf_maker: Some(program),
        ..DeskOptions::default()
    });
    let open = json!({ "file": office.place, "login": "admin", "passphrase": PASSPHRASE });
    office.ask("desk", "open", open).await;
}

/// What the maker was given comes back behind the first letters of a PDF.
pub const ECHO: &str = "printf '%%PDF-1.7\\n'; exec /bin/cat";

fn pdf(office: &Office, report: &str) -> (PathBuf, Value) {
    let out = office.file(&format!("{report}.pdf"));
    let input = json!({ "report": report, "file": out, "as_of": "2026-10-31", "locale": "ja" });
    (out, input)
}

/// The booklet that the maker was given.
pub fn sent(written: &[u8]) -> Value {
    let json = written.strip_prefix(b"%PDF-1.7\n").expect("the maker's own first line");
    serde_json::from_slice(json).expect("one booklet")
}

#[tokio::test]
async fn a_booklet_has_the_pages_of_the_preview_and_stands_in_the_export_log() {
    for on in databases() {
        let mut office = union_of(on, 12).await;
        with_maker(&mut office, ECHO).await;
        let (out, input) = pdf(&office, "meeting-pack");
        let ask = json!({ "report": "meeting-pack", "as_of": "2026-10-31", "locale": "ja" });
        let preview = office.ask("reports", "preview", ask).await;
        let done = office.ask("reports", "write", input).await;

        let written = std::fs::read(&out).unwrap();
        let booklet = sent(&written);
        let pages = booklet["pages"].as_array().unwrap();
        let shown = preview["pages"].as_array().unwrap();
        assert!(pages.len() > 5);
        assert_eq!(pages.len(), shown.len());
        for (page, shown) in pages.iter().zip(shown) {
            for part in ["title", "scope", "blocks", "notes", "landscape"] {
                assert_eq!(page[part], shown[part], "{part} of {}", page["name"]);
            }
        }
        assert_eq!(booklet["frame"]["union_name"], preview["frame"]["union_name"]);
        assert_eq!(booklet["contents"], true);
        assert_eq!(booklet["words"]["contents"], "目次");

        assert_eq!(done["bytes"], written.len());
        let log = office.ask("officers", "exports", json!({})).await;
        let newest = &log["rows"][0];
        assert_eq!((&newest["report"], &newest["file_hash"]), (&json!("meeting-pack"), &done["sha256"]), "{newest}");
    }
}

#[tokio::test]
async fn a_few_pages_without_a_front_have_no_contents() {
    for on in databases() {
        let mut office = Office::new(on).await;
        with_maker(&mut office, ECHO).await;
        let (out, input) = pdf(&office, "R04");
        office.ask("reports", "write", input).await;
        assert_eq!(sent(&std::fs::read(out).unwrap())["contents"], false);
    }
}

#[tokio::test]
async fn without_the_program_a_pdf_is_refused_in_words_and_never_offered() {
    for on in databases() {
        let mut office = Office::new(on).await;
        with_maker(&mut office, ECHO).await;
        std::fs::remove_file(office.file("maker")).unwrap();
        let (out, input) = pdf(&office, "meeting-pack");
        assert_eq!(office.refused("reports", "write", input).await, "pdf_not_built");
        assert!(!out.exists());
        let offered = office.ask("reports", "list", json!({})).await;
        assert!(offered.as_array().unwrap().iter().all(|row| row["prints"] == false));
    }
}

#[tokio::test]
async fn every_report_is_offered_as_a_pdf_but_the_roster() {
    for on in databases() {
        let mut office = Office::new(on).await;
        with_maker(&mut office, ECHO).await;
        let offered = office.ask("reports", "list", json!({})).await;
        for row in offered.as_array().unwrap() {
            assert_eq!(row["prints"], row["report"] != "R01", "{row}");
        }
        let (out, mut input) = pdf(&office, "R01");
        input["purpose"] = "支部役員会".into();
        assert_eq!(office.refused("reports", "write", input).await, "pdf_no_list");
        assert!(!out.exists());
    }
}

#[tokio::test]
async fn a_password_is_refused_rather_than_left_away() {
    for on in databases() {
        let mut office = Office::new(on).await;
        with_maker(&mut office, ECHO).await;
        let (out, mut input) = pdf(&office, "R02");
        input["password"] = "みどりの でんしゃ 7".into();
        assert_eq!(office.refused("reports", "write", input).await, "pdf_no_password");
        assert!(!out.exists());
    }
}

#[tokio::test]
async fn a_maker_that_goes_wrong_leaves_nothing_behind() {
    let cases = [
        ("exit 3", "pdf_no_font"),
        ("exit 1", "pdf_failed"),
        ("echo hello", "pdf_failed"),
        ("exit 0", "pdf_failed"),
        ("kill -ABRT $$", "pdf_too_long"),
    ];
    for on in databases() {
        let mut office = union_of(on, 12).await;
        for (script, code) in cases {
            with_maker(&mut office, script).await;
            let (out, input) = pdf(&office, "meeting-pack");
            assert_eq!(office.refused("reports", "write", input).await, code, "{script}");
            assert!(!out.exists());
            let names = std::fs::read_dir(office.folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
            assert!(names.into_iter().all(|name| !name.to_string_lossy().contains(".pdf")), "{script}");
        }
        let log = office.ask("officers", "exports", json!({})).await;
        assert_eq!(log["rows"].as_array().map(Vec::len), Some(0), "{log}");
    }
}

#[tokio::test]
async fn a_booklet_that_nobody_waits_for_any_more_is_given_up() {
    for on in databases() {
        let mut office = union_of(on, 12).await;
        with_maker(&mut office, "exec /bin/sleep 60").await;
        let (out, input) = pdf(&office, "R02");
        let progress = Progress::silent();
        let stop = async {
            tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
            progress.cancel();
        };
        let (written, ()) = tokio::join!(api::call(&office.desk, "reports", "write", input, &progress), stop);
        assert_eq!(written.unwrap_err(), Error::Cancelled);
        assert!(!out.exists());
    }
}
