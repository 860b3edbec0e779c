//! The meeting pack: arranged by a plan, frozen, approved by somebody else, handed out, and written again next year as it was.
#![expect(clippy::print_stdout, reason = "random tests print their seed")]

use serde_json::{Value, json};

use kyojo_core::progress::Progress;

use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::program::CommandLine;

const DAY: &str = "2026-09-30";
const FROM: &str = "2026-04-01";

/// An office with the fictional sample union, its first officer at the desk.
async fn sample(on: On) -> Office {
    let office = Office::closed(on).await;
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": 400, "seed": 7 });
    office.ask("desk", "create_sample", sample).await;
    office
}

async fn sit_down(office: &Office, login: &str) {
    office.ask("desk", "lock", json!({})).await;
    office.ask("desk", "open", json!({ "file": office.place, "login": login, "passphrase": PASSPHRASE })).await;
}

fn pack() -> Value {
    json!({ "report": "meeting-pack", "as_of": DAY, "from": FROM })
}

fn with(mut one: Value, more: Value) -> Value {
    one.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    one
}

async fn freeze(office: &Office, more: Value) -> Value {
    office.ask("reports", "freeze_pack", with(pack(), more)).await
}

/// A frozen pack as the list has it.
async fn row(office: &Office, id: &Value) -> Value {
    let all = office.ask("reports", "issued_packs", json!({})).await;
    all.as_array().unwrap().iter().find(|row| row["id"] == *id).unwrap_or_else(|| panic!("{id} in {all}")).clone()
}

async fn plan_row(office: &Office, id: &Value) -> Value {
    let all = office.ask("reports", "plans", json!({})).await;
    all.as_array().unwrap().iter().find(|row| row["id"] == *id).unwrap().clone()
}

fn codes(preview: &Value) -> Vec<String> {
    let pages = preview["pages"].as_array().unwrap();
    pages.iter().map(|page| page["code"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Every table of the pages, cell by cell, without what the window opens behind them.
fn cells(preview: &Value) -> Vec<Value> {
    let pages = preview["pages"].as_array().unwrap();
    let blocks = pages.iter().flat_map(|page| page["blocks"].as_array().unwrap());
    let tables = blocks.filter(|block| block["block"] == "table");
    tables
        .flat_map(|table| table["rows"].as_array().unwrap())
        .flat_map(|row| row["cells"].as_array().unwrap())
        .cloned()
        .collect()
}

fn said(value: &Value) -> String {
    serde_json::to_string(value).unwrap()
}

/// The sheets of a workbook as they are written, head and foot apart.
fn sheets(file: &std::path::Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        if !part.name().starts_with("xl/worksheets/sheet") {
            continue;
        }
        let mut text = String::new();
        std::io::Read::read_to_string(&mut part, &mut text).unwrap();
        found.push((part.name().to_owned(), text));
    }
    found
}

/// Somebody who is a member leaves, long before the day of the pack.
async fn someone_left(office: &Office) {
    let there = json!({ "period": { "what": "active", "from": "2025-06-30", "to": "2026-10-31" }, "limit": 60 });
    let rows = office.ask("members", "list", there).await["rows"].clone();
    for someone in rows.as_array().unwrap() {
        let card = office.ask("members", "card", json!({ "person_id": someone["person_id"] })).await;
        let membership = &card["memberships"][0];
        let leave = json!({
            "membership_id": someone["membership_id"], "version": membership["version"],
            "end_reason": "resignation", "left_on": "2026-09-10", "received_on": "2026-09-10",
        });
        if office.call("members", "leave", leave).await.is_ok() {
            return;
        }
    }
    panic!("nobody could leave");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_pack_is_written_again_with_equal_cells_whatever_the_roster_says_since() {
    for on in databases() {
        let office = sample(on).await;
        let before = office.ask("reports", "preview", pack()).await;
        let id = freeze(&office, json!({})).await;
        let again = with(pack(), json!({ "issued": id }));
        let (first, second) = (office.file("first.xlsx"), office.file("second.xlsx"));
        office.ask("reports", "write", with(again.clone(), json!({ "file": first }))).await;
        let kept = office.ask("reports", "preview", again.clone()).await;
        assert_eq!(cells(&kept), cells(&before), "what is frozen is what was shown");
        assert_eq!(said(&office.ask("reports", "pack_differences", json!({ "id": id })).await["cells"]), "[]");

        someone_left(&office).await;
        let now = office.ask("reports", "preview", pack()).await;
        assert_ne!(cells(&now), cells(&kept), "the roster says something else by now");
        let shown = office.ask("reports", "preview", again.clone()).await;
        assert_eq!(shown, kept, "frame, order, words and cells");
        office.ask("reports", "write", with(again, json!({ "file": second }))).await;
        assert_eq!(sheets(&first), sheets(&second));

        // The difference is told in the window, cell by cell.
        let told = office.ask("reports", "pack_differences", json!({ "id": id })).await;
        let differing = told["cells"].as_array().unwrap();
        assert!(!differing.is_empty() && told["compared"].as_u64().unwrap() > 100, "{told}");
        for cell in differing {
            assert_ne!(cell["then"], cell["now"], "{cell}");
        }
        assert_eq!((&told["only_then"], &told["only_now"]), (&json!([]), &json!([])));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_pack_that_somebody_changed_is_not_written() {
    for on in databases() {
        let office = sample(on).await;
        let id = freeze(&office, json!({})).await;
        let session = office.desk.session(Progress::silent()).unwrap();
        let changed = "UPDATE issued_pack SET content = replace(content, '\"value\":4', '\"value\":5')";
        session.db().run(changed, []).await.unwrap();
        let again = with(pack(), json!({ "issued": id }));
        assert_eq!(office.refused("reports", "preview", again.clone()).await, "pack_damaged");
        let file = json!({ "file": office.file("damaged.xlsx") });
        assert_eq!(office.refused("reports", "write", with(again, file)).await, "pack_damaged");
        assert!(!office.file("damaged.xlsx").exists());
        assert_eq!(office.refused("reports", "pack_differences", json!({ "id": id })).await, "pack_damaged");
        sit_down(&office, "executive").await;
        let version = row(&office, &id).await["version"].clone();
        let approve = json!({ "id": id, "version": version });
        assert_eq!(office.refused("reports", "approve_pack", approve).await, "pack_damaged");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_made_a_pack_does_not_approve_it_and_what_went_out_is_only_corrected() {
    for on in databases() {
        let office = sample(on).await;
        let id = freeze(&office, json!({ "title": "第12回定期大会（架空）" })).await;
        let frozen = row(&office, &id).await;
        assert_eq!((&frozen["state"], &frozen["why_not_approve"]), (&json!("draft"), &json!("pack_own_approval")));
        let at = |row: &Value| json!({ "id": row["id"], "version": row["version"] });
        let out = |row: &Value| with(at(row), json!({ "to": "代議員（架空）", "on": "2026-10-31" }));
        assert_eq!(office.refused("reports", "approve_pack", at(&frozen)).await, "pack_own_approval");
        assert_eq!(office.refused("reports", "distribute_pack", out(&frozen)).await, "pack_not_approved");
        let again = with(pack(), json!({ "issued": id }));
        let draft = office.ask("reports", "preview", again.clone()).await;
        assert!(draft["frame"]["class"].as_str().unwrap().starts_with("案"), "{}", draft["frame"]);
        assert!(said(&draft["pages"][0]).contains("案(承認前)"));
        // A pack that nobody froze is a draft as well.
        let loose = office.ask("reports", "preview", pack()).await;
        assert!(loose["frame"]["class"].as_str().unwrap().starts_with("案"));
        assert!(said(&loose["pages"][0]).contains("案(承認前)"));

        sit_down(&office, "executive").await;
        let seen = row(&office, &id).await;
        assert_eq!((&seen["may_approve"], &seen["why_not_approve"]), (&json!(true), &json!(null)));
        office.ask("reports", "approve_pack", at(&seen)).await;
        assert_eq!(office.refused("reports", "approve_pack", at(&seen)).await, "changed");
        let approved = row(&office, &id).await;
        assert_eq!(office.refused("reports", "approve_pack", at(&approved)).await, "pack_approved");
        assert_eq!((&approved["state"], &approved["alone"]), (&json!("approved"), &json!(false)));
        let clean = office.ask("reports", "preview", again.clone()).await;
        assert!(!said(&clean).contains("案(承認前)") && !clean["frame"]["class"].as_str().unwrap().starts_with("案"));
        assert!(said(clean["pages"].as_array().unwrap().last().unwrap()).contains("承認しました"));
        assert!(!said(&clean).contains("ほかに承認できる役員"));

        // Until it was approved the freezing could be taken back.
        sit_down(&office, "admin").await;
        let history = office.ask("desk", "history", json!({})).await;
        let op = |verb: &str| {
            let rows = history["rows"].as_array().unwrap();
            rows.iter().find(|row| row["verb"] == verb).unwrap_or_else(|| panic!("{verb}"))["id"].clone()
        };
        let freezing = json!({ "op": op("freeze_pack") });
        assert_eq!(office.refused("desk", "undo", freezing).await, "undo_rows_changed");

        let wrong = with(at(&approved), json!({ "to": " ", "on": "2026-11-30" }));
        let wrong = office.call("reports", "distribute_pack", wrong).await.unwrap_err();
        let fields: Vec<&str> = wrong.fields().iter().map(|problem| problem.code.as_str()).collect();
        assert_eq!(fields, ["required", "pack_day_future"]);
        let correct = json!({ "corrects": id });
        assert_eq!(
            office.refused("reports", "freeze_pack", with(pack(), correct.clone())).await,
            "pack_not_distributed"
        );
        office.ask("reports", "distribute_pack", out(&approved)).await;
        let gone = row(&office, &id).await;
        assert_eq!(gone["distributed_to"], "代議員（架空）");
        assert_eq!(office.refused("reports", "distribute_pack", out(&gone)).await, "pack_distributed");
        let history = office.ask("desk", "history", json!({})).await;
        let newest = &history["rows"][0];
        assert_eq!(newest["verb"], "distribute_pack");
        assert_eq!(office.refused("desk", "undo", json!({ "op": newest["id"] })).await, "undo_final");

        let correction = freeze(&office, correct.clone()).await;
        let shown = office.ask("reports", "preview", with(pack(), json!({ "issued": correction }))).await;
        assert!(
            said(&shown["pages"][0]).contains("訂正版") && said(&shown["pages"][0]).contains("第12回定期大会（架空）")
        );
        assert_eq!(row(&office, &id).await["corrected_by"], correction);
        assert_eq!(row(&office, &correction).await["corrects"], id);
        assert_eq!(office.refused("reports", "freeze_pack", with(pack(), correct)).await, "pack_corrected");
        // A draft is taken back, and its place is free again.
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(row(&office, &id).await["corrected_by"], json!(null));
        // The old paper written again says that another one holds, once members have that one.
        let written = |shown: Value| said(shown["pages"].as_array().unwrap().last().unwrap());
        let correction = freeze(&office, json!({ "corrects": id, "title": "直した資料（架空）" })).await;
        assert!(!written(office.ask("reports", "preview", again.clone()).await).contains("直した資料（架空）"));
        sit_down(&office, "executive").await;
        office.ask("reports", "approve_pack", at(&row(&office, &correction).await)).await;
        sit_down(&office, "admin").await;
        office.ask("reports", "distribute_pack", out(&row(&office, &correction).await)).await;
        let told = written(office.ask("reports", "preview", again).await);
        assert!(told.contains("訂正版「直した資料（架空）」があります"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_union_with_one_officer_writes_down_that_nobody_else_could_approve() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = json!({ "kind": "headquarters", "label": "本部", "code": "H1", "from_on": "2000-04-01" });
        let unit = office.ask("organizations", "add_unit", unit).await;
        for n in 0..12 {
            let person = json!({ "family_name": format!("架空{n}"), "given_name": "一" });
            let add = json!({
                "person": person, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true
            });
            office.ask("members", "add", add).await;
        }
        let id = freeze(&office, json!({})).await;
        let frozen = row(&office, &id).await;
        assert_eq!((&frozen["may_approve"], &frozen["why_not_approve"]), (&json!(true), &json!(null)));
        office.ask("reports", "approve_pack", json!({ "id": id, "version": frozen["version"] })).await;
        assert_eq!(row(&office, &id).await["alone"], json!(true));
        let shown = office.ask("reports", "preview", with(pack(), json!({ "issued": id }))).await;
        let notes = shown["pages"].as_array().unwrap().last().unwrap();
        assert!(said(&notes["notes"]).contains("作成者のほかに承認できる役員がいなかった"), "{notes}");
        let trail = office.ask("officers", "audit", json!({})).await;
        let entry =
            trail["rows"].as_array().unwrap().iter().find(|row| row["action"] == "reports.approve_pack").unwrap();
        assert!(said(entry).contains("作成者のほかに承認できる役員がいなかった"), "{entry}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_says_which_pages_in_which_order_with_the_unions_own_words() {
    for on in databases() {
        let office = sample(on).await;
        let usual = office.ask("reports", "preview", pack()).await;
        let all = codes(&usual);
        assert_eq!((all.first().unwrap().as_str(), all.last().unwrap().as_str()), ("cover", "notes"));
        let plan = json!({
            "name": "定期大会（架空）", "kind": "congress",
            "pages": [
                { "code": "own", "title": "執行部からのお願い", "above": [{ "heading": "この一年", "paragraphs": ["加入の声かけを\n続けます。"] }] },
                { "code": "trend", "above": [{ "heading": "読み方", "paragraphs": ["縦の目盛りは人数です。"] }], "below": [{ "paragraphs": ["下に置く文章です。"] }] },
                { "code": "branches" },
                { "code": "counselling" },
            ],
        });
        let id = office.ask("reports", "save_plan", plan.clone()).await;
        let shown = office.ask("reports", "preview", with(pack(), json!({ "plan": "定期大会（架空）" }))).await;
        let expected = ["cover", "own", "trend", "branches", "counselling", "notes"];
        let without: Vec<&str> =
            expected.into_iter().filter(|code| all.iter().any(|one| one == code) || *code == "own").collect();
        assert_eq!(codes(&shown), without);
        assert_eq!(shown["pages"][1]["title"], "1 執行部からのお願い");
        let trend = shown["pages"][2]["blocks"].as_array().unwrap();
        assert_eq!(trend[0], json!({ "block": "heading", "text": "読み方" }));
        assert_eq!(trend.last().unwrap()["paragraphs"], json!(["下に置く文章です。"]));
        // The figures are those of the usual pack.
        let of = |preview: &Value, code: &str| {
            let page = preview["pages"].as_array().unwrap().iter().find(|page| page["code"] == code).unwrap().clone();
            cells(&json!({ "pages": [page] }))
        };
        assert_eq!(of(&shown, "trend"), of(&usual, "trend"));
        let file = office.file("plan.xlsx");
        let written = with(pack(), json!({ "plan": id, "file": file }));
        office.ask("reports", "write", written).await;
        assert_eq!(sheets(&file).len(), without.len());

        // What has nothing to say is left out, and the preview says why.
        let unit = office.ask("organizations", "units", json!({})).await[1]["code"].clone();
        let part = office.ask("reports", "preview", with(pack(), json!({ "plan": id, "unit": unit }))).await;
        assert_eq!(part["left_out"], json!([{ "code": "counselling", "why": "whole_union_only" }]));
        sit_down(&office, "viewer").await;
        let blind = office.ask("reports", "preview", with(pack(), json!({ "plan": id }))).await;
        assert_eq!(blind["left_out"], json!([{ "code": "counselling", "why": "not_allowed" }]));
        assert_eq!(office.refused("reports", "save_plan", plan.clone()).await, "not_allowed");
        sit_down(&office, "admin").await;

        let twice = office.call("reports", "save_plan", plan.clone()).await.unwrap_err();
        assert_eq!(twice.fields()[0].code, "name_taken");
        let long = with(plan.clone(), json!({ "name": "長".repeat(61) }));
        let long = office.call("reports", "save_plan", long).await.unwrap_err();
        assert_eq!(
            (long.fields()[0].code.as_str(), &long.fields()[0].about),
            ("text_too_long", &json!({ "most": 60 }))
        );
        let version = plan_row(&office, &id).await["version"].clone();
        let renamed = with(plan, json!({ "id": id, "version": version, "name": "臨時大会（架空）" }));
        office.ask("reports", "save_plan", renamed.clone()).await;
        assert_eq!(office.refused("reports", "save_plan", renamed).await, "changed");
        let row = plan_row(&office, &id).await;
        assert_eq!(row["name"], "臨時大会（架空）");
        office.ask("reports", "drop_plan", json!({ "id": id, "version": row["version"] })).await;
        assert_eq!(office.refused("reports", "preview", with(pack(), json!({ "plan": id }))).await, "missing");
        office.ask("desk", "undo", json!({})).await;
        office.ask("reports", "preview", with(pack(), json!({ "plan": "臨時大会（架空）" }))).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workplace_gets_two_pages_and_each_is_one_piece_of_paper() {
    for on in databases() {
        let office = sample(on).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let branch = units.as_array().unwrap().iter().find(|unit| unit["kind"] == "branch").unwrap().clone();
        for locale in ["ja", "en"] {
            let ask = with(pack(), json!({ "plan": "workplace", "unit": branch["code"], "locale": locale }));
            let shown = office.ask("reports", "preview", ask.clone()).await;
            assert_eq!(codes(&shown), ["workplace_members", "workplace_union"]);
            let first = &shown["pages"][0];
            assert!(first["title"].as_str().unwrap().contains(branch["label"].as_str().unwrap()), "{first}");
            let blocks = first["blocks"].as_array().unwrap();
            assert_eq!(blocks[0]["paragraphs"].as_array().unwrap().len(), 3, "three sentences");
            assert_eq!(blocks.iter().filter(|block| block["block"] == "chart").count(), 1);
            // Opening + in - out = closing.
            let movement = blocks.iter().find(|block| block["block"] == "table").unwrap()["rows"].as_array().unwrap();
            let n = |row: &Value| row["cells"][1]["value"].as_i64().unwrap();
            let (closing, before) = movement.split_last().unwrap();
            assert_eq!(before.iter().map(n).sum::<i64>(), n(closing));
            let file = office.file(&format!("workplace-{locale}.xlsx"));
            office.ask("reports", "write", with(ask, json!({ "file": file }))).await;
            let pages = sheets(&file);
            assert_eq!(pages.len(), 2);
            for (name, sheet) in &pages {
                assert!(
                    sheet.contains("paperSize=\"9\"") && sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"),
                    "{name}"
                );
                assert!(!sheet.contains("fitToHeight=\"0\"") && !sheet.contains("<rowBreaks"), "{name} is one page");
            }
        }
        // A unit that is too small to be told of gets none.
        let frozen = freeze(&office, json!({ "plan": "workplace", "unit": branch["code"] })).await;
        assert_eq!(row(&office, &frozen).await["unit"], branch["label"]);
        let words = json!([{ "paragraphs": ["文".repeat(601)] }]);
        let full =
            json!({ "name": "職場", "kind": "workplace", "pages": [{ "code": "workplace_union", "below": words }] });
        let full = office.call("reports", "save_plan", full).await.unwrap_err();
        assert_eq!(full.fields()[0].code, "pack_page_full");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_of_a_part_freeze_and_see_their_part_only() {
    for on in databases() {
        let office = sample(on).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let branches: Vec<Value> =
            units.as_array().unwrap().iter().filter(|unit| unit["kind"] == "branch").cloned().collect();
        let [own, other, ..] = branches.as_slice() else { panic!("two branches") };
        let add = json!({
            "login": "part", "display_name": "見本 支部執行委員（架空）", "passphrase": PASSPHRASE, "roles": ["executive"],
            "unit_scope": own["id"],
        });
        office.ask("officers", "add", add).await;
        let whole = freeze(&office, json!({})).await;
        let elsewhere = freeze(&office, json!({ "unit": other["code"] })).await;
        sit_down(&office, "part").await;
        assert_eq!(office.ask("reports", "issued_packs", json!({})).await, json!([]), "also not last year's");
        for id in [&whole, &elsewhere] {
            assert_eq!(office.refused("reports", "preview", with(pack(), json!({ "issued": id }))).await, "missing");
            let named = json!({ "id": id, "version": 1 });
            assert_eq!(office.refused("reports", "approve_pack", named).await, "missing");
        }
        let there = with(pack(), json!({ "unit": other["code"] }));
        assert_eq!(office.refused("reports", "freeze_pack", there).await, "missing");
        // Without a word of the part it is the own.
        let id = freeze(&office, json!({})).await;
        assert_eq!(row(&office, &id).await["unit"], own["label"]);
        let plan = json!({ "name": "支部（架空）", "kind": "congress" });
        assert_eq!(office.refused("reports", "save_plan", plan).await, "not_allowed");
        sit_down(&office, "executive").await;
        let version = row(&office, &id).await["version"].clone();
        office.ask("reports", "approve_pack", json!({ "id": id, "version": version })).await;
    }
}

/// Cells of a table by the words of their row and column.
fn named(preview: &Value, code: &str) -> std::collections::BTreeMap<(String, String), Value> {
    let pages = preview["pages"].as_array().unwrap();
    let Some(page) = pages.iter().find(|page| page["code"] == code) else { return Default::default() };
    let table = page["blocks"].as_array().unwrap().iter().find(|block| block["block"] == "table").unwrap();
    let heads = table["heads"].as_array().unwrap();
    let mut found = std::collections::BTreeMap::new();
    for row in table["rows"].as_array().unwrap() {
        let name = row["cells"][0]["value"].as_str().unwrap_or_default().to_owned();
        let name = if row["kind"] == "total" { "total".to_owned() } else { name };
        for (head, cell) in heads.iter().zip(row["cells"].as_array().unwrap()).skip(1) {
            found.insert((name.clone(), head["label"].as_str().unwrap().to_owned()), cell.clone());
        }
    }
    found
}

/// Packs of branches are made for their own meetings on the day of the union's pack: what that told is told again as it was,
/// before and after, and what it withheld of a branch the branch's own pack withholds.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_packs_of_a_part_and_of_the_whole_do_not_tell_the_difference_to_each_other() {
    for (seed, members) in [(7, 120), (23, 200)] {
        println!("seed {seed}, {members} members");
        let office = Office::closed(On::File).await;
        let made = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": seed });
        office.ask("desk", "create_sample", made).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let branches: Vec<&Value> = units.as_array().unwrap().iter().filter(|unit| unit["kind"] == "branch").collect();
        let of = |unit: &Value| with(pack(), json!({ "unit": unit["code"] }));
        freeze(&office, json!({})).await;
        let whole = office.ask("reports", "preview", pack()).await;
        for branch in branches {
            let label = branch["label"].as_str().unwrap();
            let Ok(part) = office.call("reports", "preview", of(branch)).await else { continue };
            for ((row, column), cell) in named(&whole, "branches") {
                // The same figure is the total of the part's own table, unless other sexes share its column there.
                let total = named(&part, "branches").get(&("total".to_owned(), column.clone())).cloned();
                if row == label && cell["kind"] == "hidden" {
                    assert!(total.is_none_or(|total| total["kind"] == "hidden"), "{label} {column}");
                }
            }
            // Where its headcount beside the union's would tell the few of another branch, it is not frozen at all.
            if let Err(error) = office.call("reports", "freeze_pack", of(branch)).await {
                assert_eq!(error.code(), "pack_tells_few", "{label}");
                continue;
            }
            assert_eq!(cells(&office.ask("reports", "preview", pack()).await), cells(&whole), "{label}");
            assert_eq!(cells(&office.ask("reports", "preview", of(branch)).await), cells(&part), "{label}");
        }
    }
}

/// A picture of so many pixels, with a text that its program wrote beside it.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let body = [name.as_slice(), data].concat();
        let mut crc = u32::MAX;
        for byte in &body {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
            }
        }
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [length.as_slice(), &body, &(!crc).to_be_bytes()].concat()
    };
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    // Grey rows, stored and not packed.
    let rows: Vec<u8> = (0..height).flat_map(|_| std::iter::once(0).chain((0..width).map(|_| 96))).collect();
    let mut packed = vec![0x78, 0x01];
    for (at, part) in rows.chunks(65_535).enumerate() {
        let last = u8::from((at + 1) * 65_535 >= rows.len());
        let length = u16::try_from(part.len()).unwrap();
        packed.push(last);
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(part);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for byte in &rows {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    packed.extend(((b << 16) | a).to_be_bytes());
    let signature = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    let parts = [
        signature.to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"tEXt", b"Author\0SECRET-AUTHOR"),
        chunk(b"IDAT", &packed),
        chunk(b"IEND", &[]),
    ];
    parts.concat()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_unions_picture_stands_on_the_cover_and_can_be_changed_and_taken_away() {
    for on in databases() {
        let office = sample(on).await;
        let file = office.file("logo.png");
        std::fs::write(&file, png(240, 80)).unwrap();
        office.ask("reports", "set_logo", json!({ "file": file })).await;
        let logo = office.ask("reports", "logo", json!({})).await;
        assert_eq!((&logo["media"], &logo["width"], &logo["height"]), (&json!("png"), &json!(240), &json!(80)));
        let shown = office.ask("reports", "preview", pack()).await;
        let first = &shown["pages"][0]["blocks"][0];
        assert_eq!((&first["block"], &first["width"]), (&json!("picture"), &json!(240)));
        let workbook = office.file("logo.xlsx");
        office.ask("reports", "write", with(pack(), json!({ "file": workbook }))).await;
        let mut archive = zip::ZipArchive::new(std::fs::File::open(&workbook).unwrap()).unwrap();
        let mut media = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name("xl/media/image1.png").unwrap(), &mut media).unwrap();
        assert!(!media.windows(13).any(|part| part == b"SECRET-AUTHOR"), "what was noted beside the picture stays out");
        let frozen = freeze(&office, json!({})).await;

        std::fs::write(&file, b"<svg xmlns='http://www.w3.org/2000/svg'/>").unwrap();
        assert_eq!(office.refused("reports", "set_logo", json!({ "file": file })).await, "logo_not_picture");
        std::fs::write(&file, png(1_200, 1_000)).unwrap();
        assert_eq!(office.refused("reports", "set_logo", json!({ "file": file })).await, "logo_too_large");
        std::fs::write(&file, png(400, 400)).unwrap();
        office.ask("reports", "set_logo", json!({ "file": file })).await;
        assert_eq!(office.ask("reports", "logo", json!({})).await["width"], 400);
        office.ask("reports", "remove_logo", json!({})).await;
        assert_eq!(office.ask("reports", "logo", json!({})).await, json!(null));
        assert_eq!(office.refused("reports", "remove_logo", json!({})).await, "missing");
        let kept = office.ask("reports", "preview", with(pack(), json!({ "issued": frozen }))).await;
        assert_eq!(kept["pages"][0]["blocks"][0], *first, "a frozen pack keeps its picture");
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("reports", "logo", json!({})).await["width"], 240);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_handed_out_a_pack_of_last_years_congress_and_says_that_it_is_fictional() {
    for on in databases() {
        let office = sample(on).await;
        let packs = office.ask("reports", "issued_packs", json!({})).await;
        let pack = &packs[0];
        assert_eq!((packs.as_array().unwrap().len(), &pack["state"]), (1, &json!("distributed")));
        assert!(pack["title"].as_str().unwrap().contains("架空") && pack["made_by"] != pack["approved_by"]);
        let shown = office.ask("reports", "preview", json!({ "report": "meeting-pack", "issued": pack["id"] })).await;
        assert!(said(&shown["pages"][0]).contains("架空"));
        assert_eq!(codes(&shown).first().unwrap(), "cover");
        let plan = json!({ "report": "meeting-pack", "as_of": DAY, "plan": pack["plan"] });
        let shown = office.ask("reports", "preview", plan).await;
        assert_eq!(codes(&shown)[1], "own");
    }
}

#[test]
fn the_command_line_writes_a_pack_by_a_plan_and_a_frozen_one() {
    let folder = tempfile::tempdir().unwrap();
    let line = CommandLine::in_folder(folder.path());
    let db = ["--db", "u.kyojo", "--today", "2026-10-31", "--json"];
    let run = |words: &[&str]| line.run(&[words, &db].concat());
    assert_eq!(run(&["sample", "--members", "200"]).code, 0);
    let day = ["--as-of", DAY, "--from", FROM];
    let written = run(&[&["report", "meeting-pack", "two.xlsx", "--plan", "workplace"][..], &day].concat());
    assert_eq!(written.code, 0, "{written:?}");
    assert_eq!(sheets(&folder.path().join("two.xlsx")).len(), 2);
    let none = run(&[&["report", "meeting-pack", "none.xlsx", "--plan", "ない構成"][..], &day].concat());
    assert_eq!((none.code, none.problem()["code"].as_str()), (1, Some("plan_unknown")));
    for id in ["123", "01a21968-5f0a-7090-b9a7-36ec5d5c2c99"] {
        let none = run(&["report", "meeting-pack", "none.xlsx", "--issued", id]);
        assert_eq!(
            (none.code, none.problem()),
            (1, json!({ "code": "pack_unknown", "about": { "name": id }, "fields": [] }))
        );
    }
    let ask = json!({ "report": "meeting-pack", "as_of": DAY, "from": FROM }).to_string();
    let id = run(&["call", "reports", "freeze_pack", &ask]).json();
    for name in ["one.xlsx", "again.xlsx"] {
        let written = run(&["report", "meeting-pack", name, "--issued", id.as_str().unwrap()]);
        assert_eq!(written.code, 0, "{written:?}");
    }
    let other = run(&["report", "meeting-pack", "en.xlsx", "--issued", id.as_str().unwrap(), "--locale", "en"]);
    assert_eq!(other.code, 2, "its language is frozen with it: {other:?}");
    let (one, again) = (sheets(&folder.path().join("one.xlsx")), sheets(&folder.path().join("again.xlsx")));
    assert!(one.len() > 5 && one == again);
}
