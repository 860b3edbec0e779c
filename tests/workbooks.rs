//! Every kind of workbook that the program writes, judged from outside: by the validator of the Open XML SDK, and by the rules
//! whose breach makes Excel offer a repair.

mod repair;
mod schema;

use std::path::{Path, PathBuf};

use kyojo_core::api::{self, Kind};
use kyojo_core::reports::Report;
use serde_json::{Value, json};

use crate::rights::world::{SECRET, World, input};
use crate::row;
use crate::support::office::{Office, On, PASSPHRASE};
use crate::support::package::Package;
use crate::support::workbook::{Sheet, V, day, xlsx};

/// Writers whose files are no workbooks.
const NO_WORKBOOKS: [(&str, &str); 2] = [("desk", "backup"), ("cases", "write_attachment")];
/// A password as an officer chooses it.
const WORKBOOK_PASSWORD: &str = "合言葉 2026";

/// Nothing is wrong with these workbooks.
fn judge(files: &[PathBuf]) {
    let mut wrong = Vec::new();
    for (file, faults) in schema::faults(files) {
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", name(&file))));
    }
    for file in files {
        let faults = repair::faults(&Package::open(file));
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", name(file))));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

fn name(file: &Path) -> String {
    file.file_name().unwrap().to_string_lossy().into_owned()
}

/// A workbook that was protected, without its password, beside it.
fn unlocked(file: &Path, password: &str) -> PathBuf {
    let plain = file.with_file_name(format!("開いた-{}", name(file)));
    std::fs::write(&plain, Package::unlock(file, password).bytes()).unwrap();
    plain
}

async fn sample(members: u32) -> Office {
    let office = Office::closed(On::File).await;
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": 7 });
    office.ask("desk", "create_sample", sample).await;
    office
}

/// What a report of the sample is about, for those that are about one thing.
async fn about(office: &Office, report: Report) -> Value {
    let first = |rows: Value, stands: &[&str]| {
        let rows = rows.as_array().unwrap();
        let row = rows.iter().find(|row| stands.contains(&row["status"].as_str().unwrap_or_default()));
        row.unwrap_or_else(|| panic!("none of {stands:?} in {rows:?}"))["id"].clone()
    };
    let mut ask = json!({ "report": report.name(), "as_of": "2026-10-31" });
    if report.is_of_a_run() {
        for run in office.ask("training", "runs", json!({ "status": "finished" })).await.as_array().unwrap() {
            let given = office.ask("training", "certificates", json!({ "id": run["id"] })).await;
            if !given.as_array().unwrap().is_empty() {
                ask["run"] = run["id"].clone();
            }
        }
    }
    if report.is_of_a_meeting() {
        ask["meeting"] = first(office.ask("meetings", "list", json!({})).await, &["closed", "minutes_approved"]);
    }
    if report.is_of_a_person() {
        ask["person"] = office.ask("members", "list", json!({ "limit": 1 })).await["rows"][0]["member_no"].clone();
    }
    ask
}

#[tokio::test(flavor = "multi_thread")]
async fn every_report_follows_the_schemas_of_excel_and_its_own_rules() {
    let office = sample(300).await;
    let mut settings = office.ask("desk", "settings", json!({})).await;
    settings["era_display"] = true.into();
    office.ask("desk", "save_settings", settings).await;
    let mut files = Vec::new();
    for report in Report::ALL {
        if report == Report::R10 {
            office.ask("desk", "open", json!({ "login": "counselor", "passphrase": PASSPHRASE })).await;
        }
        for locale in ["ja", "en"] {
            let mut ask = about(&office, report).await;
            let file = office.file(&format!("{}-{locale}.xlsx", report.name()));
            ask["locale"] = locale.into();
            ask["file"] = json!(file);
            ask["purpose"] = "執行委員会".into();
            if locale == "en" {
                ask["for_members"] = report.has_audiences().into();
                ask["contacts"] = (report == Report::R01).into();
            }
            office.ask("reports", "write", ask).await;
            files.push(file);
        }
        if report == Report::R10 {
            office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        }
    }
    assert_eq!(files.len(), 2 * Report::ALL.len());
    judge(&files);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_form_letter_and_paper_follows_the_schemas_of_excel_and_its_own_rules() {
    let world = World::new(On::File).await;
    let office = &world.office;
    let (mut files, mut writers) = (Vec::new(), Vec::new());
    for verb in api::verbs().into_iter().filter(|verb| verb.kind == Kind::Last("writes a file")) {
        let named = (verb.capability, verb.verb);
        if NO_WORKBOOKS.contains(&named) {
            continue;
        }
        let login = match verb.capability {
            "cases" => "soudan",
            "training" => "hanako",
            _ => "admin",
        };
        let passphrase = if login == "admin" { PASSPHRASE } else { SECRET };
        let sit = json!({ "login": login, "passphrase": passphrase });
        office.ask("desk", "open", sit).await;
        if login == "hanako" {
            world.hold("training_manager", false).await;
        }
        let mut asked = input(&world, verb.capability, verb.verb, &world.own).unwrap();
        let at = if asked.get("out").is_some() { "out" } else { "file" };
        let file = office.file(&format!("{}-{}.xlsx", verb.capability, verb.verb));
        asked[at] = json!(file);
        let done = office.ask(verb.capability, verb.verb, asked).await;
        files.push(match done["password"].as_str() {
            Some(password) => unlocked(&file, password),
            None => file,
        });
        writers.push(verb.verb);
    }
    assert!(writers.len() >= 14, "{writers:?}");
    office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
    for paper in ["a4x12", "a4x18", "a4x21", "a4x24", "long3", "square2"] {
        let mut asked = input(&world, "members", "write_labels", &world.own).unwrap();
        let file = office.file(&format!("宛名-{paper}.xlsx"));
        (asked["paper"], asked["file"], asked["sender"]) = (paper.into(), json!(file), true.into());
        office.ask("members", "write_labels", asked).await;
        files.push(file);
    }
    files.push(protected(office).await);
    files.push(marked(office).await);
    judge(&files);
}

/// All columns of everybody, behind a password.
async fn protected(office: &Office) -> PathBuf {
    let file = office.file("鍵つき.xlsx");
    let ask = json!({ "file": file, "purpose": "試験", "filter": { "state": "all" }, "password": WORKBOOK_PASSWORD });
    office.ask("members", "export_roster", ask).await;
    unlocked(&file, WORKBOOK_PASSWORD)
}

/// Rows of a file from outside that come back to be mended: its names and values are somebody else's.
async fn marked(office: &Office) -> PathBuf {
    let long = "あ".repeat(40_000);
    let rows = vec![
        row!["組合員番号", "氏名", "生年月日", "自社の列", "支部"],
        row!["2", "鈴木 一郎", "24/4/1", "  前後に空白  ", "第一支部"],
        row!["3", V::F("=1/0", "#DIV/0!"), day("1990-01-01"), "=HYPERLINK(\"x\")", "第一支部"],
        row!["4", " ", "R6/2/30", long.get(..90_000).unwrap(), "第一支部\n二行目"],
    ];
    let sheets: Vec<Sheet> = ["本社 '25 (名簿)", "とても長い名前のシートがあってもExcelの31文字に収まる"]
        .map(|name| Sheet::new(name, rows.clone()))
        .into();
    let file = xlsx(&office.file("会社から.xlsx"), &sheets);
    let done = office.ask("members", "import_roster", json!({ "file": file })).await;
    let out = office.file("要修正.xlsx");
    office.ask("members", "rejected_rows", json!({ "batch": done["batch"], "file": out })).await;
    out
}

/// Each of these faults, put into a sound workbook, is found.
#[tokio::test(flavor = "multi_thread")]
async fn the_judges_find_what_excel_would_repair() {
    let office = sample(60).await;
    let file = office.file("pack.xlsx");
    let ask = json!({ "report": "meeting-pack", "as_of": "2026-10-31", "file": file, "purpose": "試験" });
    office.ask("reports", "write", ask).await;
    let form = office.file("form.xlsx");
    office.ask("support", "write_recheck", json!({ "file": form })).await;
    let (sound, form) = (Package::open(&file), Package::open(&form));
    assert_eq!(repair::faults(&sound), Vec::<String>::new());
    assert_eq!(repair::faults(&form), Vec::<String>::new());
    let first = sound.sheets()[1].part.clone();
    let sheet = first.as_str();
    let faults: [(&Package, &str, &str, &str, &str); 16] = [
        (
            &sound,
            "xl/workbook.xml",
            "name=\"表紙\"",
            "name=\"とても長い名前のシートがあったらExcelは開くときに直そうとします\"",
            "characters",
        ),
        (&sound, "xl/workbook.xml", "name=\"表紙\"", "name=\"表/紙\"", "no sheet may have"),
        (&sound, "xl/workbook.xml", "name=\"表紙\"", "name=\"1 支部別\"", "is taken"),
        (&sound, "xl/workbook.xml", "localSheetId=\"1\"", "localSheetId=\"99\"", "belongs to no sheet"),
        (&sound, "xl/workbook.xml", "'1 支部別'!$A$1:", "'ない'!$A$1:", "no place"),
        (&sound, "[Content_Types].xml", "/xl/styles.xml", "/xl/style.xml", "no content type"),
        (&sound, "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "worksheets/sheet999.xml", "is not there"),
        (&sound, sheet, "r=\"A5\" s=\"", "r=\"A5\" s=\"9", "look that is not there"),
        (&sound, sheet, "r=\"B5\"", "r=\"A5\"", "a cell A5 in row 5"),
        (&sound, sheet, "t=\"s\"><v>", "t=\"s\"><v>99999", "names a text"),
        (
            &sound,
            sheet,
            "<headerFooter",
            "<mergeCells count=\"2\"><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"B2:C3\"/></mergeCells><headerFooter",
            "and over another",
        ),
        (&sound, "xl/charts/chart1.xml", "'1 支部別'!", "'ない'!", "a series over"),
        (&sound, "xl/charts/chart1.xml", "<c:crossAx val=\"", "<c:crossAx val=\"9", "the axis"),
        (&sound, "xl/drawings/drawing1.xml", "<xdr:row>", "<xdr:row>9999", "without a place"),
        (&form, "xl/worksheets/sheet1.xml", "<formula1>\"", "<formula1>\",", "offers"),
        (&form, "xl/styles.xml", "numFmtId=\"0\" fontId=\"", "numFmtId=\"0\" fontId=\"9", "fontId"),
    ];
    for (package, part, before, after, said) in faults {
        let mut broken = package.clone();
        let text = broken.parts.get_mut(part).unwrap_or_else(|| panic!("no part {part}"));
        assert!(text.contains(before), "{part} has no {before}");
        *text = text.replacen(before, after, 1);
        let found = repair::faults(&broken);
        assert!(found.iter().any(|fault| fault.contains(said)), "{part} with {after}: {found:?}");
    }
    // The order of the parts of a chart is the schemas' business.
    let mut broken = sound;
    let chart = broken.parts.get_mut("xl/charts/chart1.xml").unwrap();
    *chart = chart.replacen("<c:idx val=\"0\"/><c:order val=\"0\"/>", "<c:order val=\"0\"/><c:idx val=\"0\"/>", 1);
    let file = office.file("broken.xlsx");
    std::fs::write(&file, broken.bytes()).unwrap();
    let found = schema::faults(&[file]);
    assert!(found[0].1.iter().any(|fault| fault.contains("unexpected child element")), "{found:?}");
}
