//! つながり: public schemes, communities, the finder, the yearly check and the handout.

use std::path::Path;

use serde_json::{Value, json};

use crate::members::joining;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, day, shown, xlsx};

async fn schemes(office: &Office, input: Value) -> Vec<Value> {
    office.ask("support", "schemes", input).await.as_array().unwrap().clone()
}

async fn scheme(office: &Office, code: &str) -> Value {
    let all = schemes(office, json!({ "include_hidden": true })).await;
    all.into_iter().find(|row| row["code"] == code).unwrap()
}

fn names(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap()).collect()
}

/// A save of a scheme that says what it says, with some fields otherwise.
fn save(row: &Value, other: Value) -> Value {
    let text = &row["text"];
    let mut input = json!({
        "id": row["id"], "version": row["version"], "text_id": text["id"], "text_version": text["version"],
        "name": row["name"], "name_en": row["name_en"], "needs": row["needs"],
        "summary": text["summary"], "questions": text["questions"], "office": text["office"],
        "bring": text["bring"], "legal_basis": text["legal_basis"], "site": text["site"],
    });
    for (name, value) in other.as_object().unwrap() {
        input[name] = value.clone();
    }
    input
}

/// Fictional communities: 東都 and 山なみ, one without a reading of its kind.
pub async fn with_communities(office: &Office) -> [Value; 3] {
    let mut ids = Vec::new();
    for input in [
        json!({ "kind": "npo", "name": "暮らしの窓（架空）", "name_kana": "クラシノマド", "region": "東都県", "phone": "03-0000-0001",
                "helps": "家計の相談", "needs": ["livelihood", "low_income"], "checked_on": "2026-10-01" }),
        json!({ "kind": "occupational_community", "name": "髙橋塾（架空）", "name_kana": "タカハシジュク", "helps": "資格の勉強会",
                "needs": ["learning", "job_change"], "contact_name": "見本 一郎", "checked_on": "2026-01-15" }),
        json!({ "kind": "regional_alumni", "name": "山なみ県人会（架空）", "name_kana": "ヤマナミケンジンカイ", "region": "山なみ県",
                "helps": "Uターンの話", "needs": ["move_region", "job_change"] }),
    ] {
        ids.push(office.ask("support", "add_community", input).await);
    }
    ids.try_into().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_union_has_the_public_schemes_and_nobody_has_checked_them_yet() {
    for on in databases() {
        let office = Office::new(on).await;
        let all = schemes(&office, json!({})).await;
        assert_eq!(all.len(), 32);
        assert_eq!(all[0]["code"], "unemployment_benefit");
        let rows: Vec<_> = all.iter().filter_map(|row| row["national_row"].as_i64()).collect();
        assert_eq!(rows, (1..=12).collect::<Vec<_>>(), "the twelve of the national figures come first");
        for row in &all {
            assert_eq!(row["check"], "never", "{row}");
            assert!(row["needs"].as_array().is_some_and(|needs| !needs.is_empty()), "{row}");
            assert!(row["text"]["questions"].as_array().is_some_and(|all| all.len() >= 3), "{row}");
        }
        let home = office.ask("desk", "home", json!({})).await;
        let task = home["tasks"].as_array().unwrap().iter().find(|task| task["code"] == "support_schemes_old").unwrap();
        assert_eq!(task["about"]["n"], 32);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn k_01_what_was_said_on_a_day_that_is_over_stays_what_was_said() {
    for on in databases() {
        let office = Office::new(on).await;
        let row = scheme(&office, "child_allowance").await;
        let first = row["text"]["summary"].clone();
        let past = save(&row, json!({ "from_on": "2026-06-01", "summary": "別の文" }));
        assert_eq!(office.refused("support", "save_scheme", past).await, "K-01");
        office.ask("support", "save_scheme", save(&row, json!({ "summary": "新しい文", "note": "改正" }))).await;
        let next =
            save(&scheme(&office, "child_allowance").await, json!({ "summary": "来年の文", "from_on": "2027-04-01" }));
        office.ask("support", "save_scheme", next).await;
        for (as_of, said) in [
            ("2026-06-01", first.clone()),
            ("2026-10-30", first.clone()),
            ("2026-10-31", json!("新しい文")),
            ("2027-04-01", json!("来年の文")),
        ] {
            let all = schemes(&office, json!({ "as_of": as_of })).await;
            let found = all.iter().find(|row| row["code"] == "child_allowance").unwrap();
            assert_eq!(found["text"]["summary"], said, "{as_of}");
        }
        let detail = office.ask("support", "scheme", json!({ "id": row["id"] })).await;
        assert_eq!(detail["texts"].as_array().unwrap().len(), 3);
        assert_eq!(detail["scheme"]["text"]["summary"], "新しい文", "what holds today");
        assert_eq!(
            office.refused("support", "save_scheme", save(&row, json!({ "summary": "古い版" }))).await,
            "changed",
            "somebody saved first"
        );
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(scheme(&office, "child_allowance").await, row, "undo leaves everything as it was");
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(scheme(&office, "child_allowance").await["text"]["summary"], "新しい文");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn k_04_a_check_names_its_day_and_its_officer_and_the_check_before_stays() {
    for on in databases() {
        let office = Office::new(on).await;
        let row = scheme(&office, "public_assistance").await;
        let check = |row: &Value| json!({ "id": row["id"], "text_id": row["text"]["id"], "text_version": row["text"]["version"] });
        office.ask("support", "check_scheme", check(&row)).await;
        let checked = scheme(&office, "public_assistance").await;
        assert_eq!((&checked["check"], &checked["text"]["checked_on"]), (&json!("fresh"), &json!("2026-10-31")));
        assert_eq!(checked["text"]["summary"], row["text"]["summary"]);
        assert!(checked["text"]["checked_by"].is_string());
        let before = schemes(&office, json!({ "as_of": "2026-10-30" })).await;
        assert_eq!(before.iter().find(|found| found["code"] == "public_assistance").unwrap()["check"], "never");
        assert_eq!(office.refused("support", "check_scheme", check(&row)).await, "changed");
        // A new text that nobody compared with its source carries no check of the text before.
        office.ask("support", "save_scheme", save(&checked, json!({ "office": "別の窓口" }))).await;
        let unchecked = scheme(&office, "public_assistance").await;
        assert_eq!((&unchecked["check"], &unchecked["text"]["checked_on"]), (&json!("never"), &json!(null)));
        let future = save(&unchecked, json!({ "checked_on": "2026-11-01" }));
        assert_eq!(office.refused("support", "save_scheme", future).await, "invalid");
        let with_check = save(&unchecked, json!({ "checked_on": "2026-10-20" }));
        office.ask("support", "save_scheme", with_check).await;
        assert_eq!(scheme(&office, "public_assistance").await["check"], "fresh");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scheme_of_the_union_is_added_hidden_and_shown_again() {
    for on in databases() {
        let office = Office::new(on).await;
        let own = json!({ "name": "東都市 住まい応援（架空）", "summary": "家賃の補助", "office": "市役所", "needs": ["housing"] });
        let id = office.ask("support", "add_scheme", own.clone()).await;
        assert_eq!(office.refused("support", "add_scheme", own).await, "invalid", "the name is taken");
        let empty = json!({ "name": " ", "summary": "", "office": "" });
        assert_eq!(office.refused("support", "add_scheme", empty).await, "invalid");
        let row = scheme(&office, "own-01").await;
        assert_eq!((&row["id"], &row["own"]), (&id, &json!(true)));
        assert_eq!(schemes(&office, json!({ "find": "ヤチン" })).await.len(), 0);
        assert_eq!(schemes(&office, json!({ "find": "家賃の補助" })).await.len(), 1);
        assert!(!schemes(&office, json!({ "find": "転職" })).await.is_empty(), "the words of a need");
        office.ask("support", "hide_scheme", json!({ "id": id, "version": row["version"] })).await;
        assert_eq!(schemes(&office, json!({})).await.len(), 32);
        let found = office.ask("support", "find_help", json!({ "needs": ["housing"] })).await;
        assert!(!found["schemes"].to_string().contains("住まい応援"), "hidden from the finder, too");
        assert_eq!(
            office.refused("support", "hide_scheme", json!({ "id": id, "version": row["version"] })).await,
            "changed"
        );
        let hidden = scheme(&office, "own-01").await;
        office.ask("support", "show_scheme", json!({ "id": id, "version": hidden["version"] })).await;
        assert_eq!(schemes(&office, json!({})).await.len(), 33);
        for _ in 0..3 {
            office.ask("desk", "undo", json!({})).await;
        }
        assert_eq!(schemes(&office, json!({ "include_hidden": true })).await.len(), 32);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn communities_are_found_by_reading_kanji_telephone_kind_and_region() {
    for on in databases() {
        let office = Office::new(on).await;
        with_communities(&office).await;
        for (input, expected) in [
            (json!({}), vec!["暮らしの窓（架空）", "髙橋塾（架空）", "山なみ県人会（架空）"]),
            (json!({ "find": "たかはし" }), vec!["髙橋塾（架空）"]),
            (json!({ "find": "高橋" }), vec!["髙橋塾（架空）"]),
            (json!({ "find": "０３－００００－０００１" }), vec!["暮らしの窓（架空）"]),
            (json!({ "find": "勉強会" }), vec!["髙橋塾（架空）"]),
            (json!({ "kind": "npo" }), vec!["暮らしの窓（架空）"]),
            (json!({ "region": "山なみ" }), vec!["髙橋塾（架空）", "山なみ県人会（架空）"]),
            (json!({ "need": "job_change" }), vec!["髙橋塾（架空）", "山なみ県人会（架空）"]),
            (json!({ "check": "due" }), vec!["髙橋塾（架空）"]),
            (json!({ "check": "never" }), vec!["山なみ県人会（架空）"]),
        ] {
            let found = office.ask("support", "communities", input.clone()).await;
            assert_eq!(names(&found), expected, "{input}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_community_is_corrected_checked_and_ended_and_undo_brings_it_back() {
    for on in databases() {
        let office = Office::new(on).await;
        let [_, id, _] = with_communities(&office).await;
        let one = |id: Value| json!({ "id": id });
        let row = office.ask("support", "community", one(id.clone())).await;
        assert_eq!((&row["code"], &row["check"]), (&json!("K002"), &json!("due")));
        let correct = json!({ "id": id, "version": row["version"], "kind": "occupational_community", "name": "髙橋塾（架空）",
                              "name_kana": "タカハシジュク", "helps": "資格と転職の勉強会", "needs": ["learning"] });
        office.ask("support", "correct_community", correct.clone()).await;
        assert_eq!(office.refused("support", "correct_community", correct).await, "changed");
        let corrected = office.ask("support", "community", one(id.clone())).await;
        assert_eq!(corrected["checked_on"], "2026-01-15", "a correction is no check");
        assert_eq!(corrected["contact_name"], json!(null));
        office.ask("support", "check_community", json!({ "id": id, "version": corrected["version"] })).await;
        let checked = office.ask("support", "community", one(id.clone())).await;
        assert_eq!((&checked["check"], &checked["checked_on"]), (&json!("fresh"), &json!("2026-10-31")));
        let end = json!({ "id": id, "version": checked["version"], "last_day": "2026-10-30" });
        office.ask("support", "end_community", end).await;
        assert_eq!(office.ask("support", "communities", json!({})).await.as_array().unwrap().len(), 2);
        let then = office.ask("support", "communities", json!({ "as_of": "2026-10-30" })).await;
        assert_eq!(then.as_array().unwrap().len(), 3, "on its last day it is still there");
        for _ in 0..3 {
            office.ask("desk", "undo", json!({})).await;
        }
        assert_eq!(office.ask("support", "community", one(id)).await, row);
        let same = json!({ "kind": "npo", "name": "暮らしの 窓（架空）", "region": "東都県", "helps": "同じ名前" });
        assert_eq!(office.refused("support", "add_community", same).await, "invalid");
        let wrong = json!({ "kind": "npo", "name": "別", "name_kana": "漢字", "mail": "だれか", "helps": "",
                            "active_from": "2026-10-01", "active_to": "2026-09-01", "checked_on": "2027-01-01" });
        let Err(error) = office.call("support", "add_community", wrong).await else { panic!("not refused") };
        let codes: Vec<_> = error.fields().iter().map(|problem| problem.code.clone()).collect();
        assert_eq!(codes, ["required", "kana_expected", "mail_shape", "date_order", "date_future"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn k_03_the_finder_says_why_and_gives_no_verdict() {
    for on in databases() {
        let office = Office::new(on).await;
        with_communities(&office).await;
        let input = json!({ "needs": ["learning", "job_change"], "region": "山なみ" });
        let found = office.ask("support", "find_help", input).await;
        let first = &found["communities"][0];
        assert_eq!(first["community"]["name"], "髙橋塾（架空）", "two needs come before one");
        assert_eq!(first["why"], json!(["job_change", "learning"]));
        assert_eq!(found["communities"].as_array().unwrap().len(), 2, "the third answers neither need");
        for one in found["schemes"].as_array().unwrap() {
            let why: Vec<_> = one["why"].as_array().unwrap().iter().collect();
            assert!(
                !why.is_empty() && why.iter().all(|need| one["scheme"]["needs"].as_array().unwrap().contains(need))
            );
            assert!(one["scheme"]["text"]["office"].as_str().is_some_and(|office| !office.is_empty()));
        }
        let counts: Vec<_> =
            found["schemes"].as_array().unwrap().iter().map(|one| one["why"].as_array().unwrap().len()).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
        assert_eq!(office.refused("support", "find_help", json!({ "needs": [] })).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_officer_reads_the_directory_and_only_the_general_secretary_changes_it() {
    for on in databases() {
        let office = Office::new(on).await;
        with_communities(&office).await;
        let secret = "二人目の合言葉です";
        let row = scheme(&office, "child_allowance").await;
        for role in ["counselor", "viewer", "admin"] {
            let second = json!({ "login": format!("{role}-2"), "display_name": "見本（架空）", "passphrase": secret, "roles": [role] });
            office.ask("desk", "open", json!({ "passphrase": crate::support::office::PASSPHRASE })).await;
            office.ask("officers", "add", second).await;
            office.ask("desk", "open", json!({ "login": format!("{role}-2"), "passphrase": secret })).await;
            assert_eq!(schemes(&office, json!({})).await.len(), 32, "{role}");
            office.ask("support", "find_help", json!({ "needs": ["learning"] })).await;
            office.ask("reports", "preview", json!({ "report": "R19" })).await;
            let check =
                json!({ "id": row["id"], "text_id": row["text"]["id"], "text_version": row["text"]["version"] });
            assert_eq!(office.refused("support", "check_scheme", check).await, "not_allowed", "{role}");
            let add = json!({ "kind": "npo", "name": "だれか", "helps": "なにか" });
            assert_eq!(office.refused("support", "add_community", add).await, "not_allowed", "{role}");
            let sheet = json!({ "file": office.file("x.xlsx") });
            assert_eq!(office.refused("support", "write_recheck", sheet).await, "not_allowed", "{role}");
        }
    }
}

/// The rows of a sheet of a workbook below its header, and the header.
pub async fn sheet_of(path: &Path, name: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let (_, rows) = shown(path, None).await.into_iter().find(|(sheet, _)| sheet == name).unwrap();
    let at = rows.iter().position(|row| row.first().is_some_and(|cell| cell == "記号")).unwrap();
    (rows[at].clone(), rows[at + 1..].to_vec())
}

/// A sheet as somebody fills it in: `fill` mends the cells of a row by header.
pub async fn filled(path: &Path, to: &Path, fill: impl Fn(&str, &mut dyn FnMut(&str, V))) {
    let mut sheets = Vec::new();
    for name in ["公助制度", "共助のつながり"] {
        let (head, rows) = sheet_of(path, name).await;
        let mut made = vec![head.iter().map(|cell| V::from(cell.as_str())).collect::<Vec<_>>()];
        for row in rows {
            let mut cells: Vec<V> = row.iter().map(|cell| V::from(cell.as_str())).collect();
            cells.resize(head.len(), V::E);
            fill(&row[0], &mut |header, value| {
                let at = head.iter().position(|cell| cell == header).unwrap();
                cells[at] = value;
            });
            made.push(cells);
        }
        sheets.push(Sheet::new(name, made));
    }
    xlsx(to, &sheets);
}

#[tokio::test(flavor = "multi_thread")]
async fn k_05_the_sheet_of_the_yearly_check_goes_out_and_comes_back_as_one_change() {
    for on in databases() {
        let office = Office::new(on).await;
        let [window, ..] = with_communities(&office).await;
        let out = office.file("確認.xlsx");
        let written = office.ask("support", "write_recheck", json!({ "file": out })).await;
        assert_eq!(written["rows"], 35);
        // As it went out it says nothing new.
        let same = office.ask("support", "preview_recheck", json!({ "file": out })).await;
        assert_eq!((&same["read"], &same["unchanged"]), (&json!(35), &json!(35)), "{same}");
        assert_eq!(office.refused("support", "apply_recheck", json!({ "file": out })).await, "recheck_nothing");

        let back = office.file("戻り.xlsx");
        filled(&out, &back, |code, set| match code {
            "child_allowance" => {
                set("確認結果", "変更なし".into());
                set("確認日", day("2026-10-20"));
            }
            "public_assistance" => {
                set("確認結果", "変更あり".into());
                set("確認日", "R8.10.21".into());
                set("窓口", "東都市 生活福祉課".into());
                set("変更点", "窓口の名前が変わった".into());
            }
            "old_age_pension" => set("確認結果", "変更なし".into()),
            "free_high_school" => {
                set("確認結果", "変更なし".into());
                set("確認日", day("2026-10-20"));
                set("概要", "書き換えた".into());
            }
            "disability_pension" => set("確認日", "いつか".into()),
            "welfare_fund_loan" => set("確認結果", "確認できず".into()),
            "youth_support_station" => set("記号", "no_such_scheme".into()),
            "K001" => {
                set("確認結果", "変更あり".into());
                set("確認日", day("2026-10-22"));
                set("電話", "03-0000-9999".into());
            }
            "K003" => {
                set("確認結果", "変更なし".into());
                set("確認日", day("2026-10-22"));
            }
            _ => {}
        })
        .await;
        // Somebody changes an entry meanwhile: the sheet speaks of before.
        let third = office.ask("support", "communities", json!({ "find": "山なみ" })).await[0].clone();
        office.ask("support", "check_community", json!({ "id": third["id"], "version": third["version"] })).await;

        let preview = office.ask("support", "preview_recheck", json!({ "file": back })).await;
        let of =
            |code: &str| preview["rows"].as_array().unwrap().iter().find(|row| row["code"] == code).unwrap().clone();
        for (code, outcome, reason) in [
            ("child_allowance", "confirmed", None),
            ("public_assistance", "changed", None),
            ("old_age_pension", "not_understood", Some("recheck_day_missing")),
            ("free_high_school", "not_understood", Some("recheck_same_but_changed")),
            ("disability_pension", "not_understood", Some("date_unreadable")),
            ("welfare_fund_loan", "unchanged", None),
            ("no_such_scheme", "not_understood", Some("recheck_row_unknown")),
            ("K001", "changed", None),
            ("K002", "unchanged", None),
            ("K003", "not_understood", Some("recheck_day_older")),
        ] {
            let row = of(code);
            assert_eq!((&row["outcome"], &row["reason"]), (&json!(outcome), &json!(reason)), "{row}");
        }
        let changes = of("public_assistance")["changes"].clone();
        assert_eq!(changes.as_array().unwrap().len(), 1);
        assert_eq!(
            (&changes[0]["column"], &changes[0]["after"]),
            (&json!("support_office"), &json!("東都市 生活福祉課"))
        );
        let sum: i64 = ["unchanged", "confirmed", "changed", "not_understood"]
            .iter()
            .map(|count| preview[count].as_i64().unwrap())
            .sum();
        assert_eq!(preview["read"], sum);

        let other = json!({ "file": back, "file_hash": same["file_hash"] });
        assert_eq!(office.refused("support", "apply_recheck", other).await, "file_changed");
        let before = schemes(&office, json!({})).await;
        let apply = json!({ "file": back, "file_hash": preview["file_hash"] });
        let done = office.ask("support", "apply_recheck", apply.clone()).await;
        assert_eq!((&done["confirmed"], &done["changed"], &done["not_understood"]), (&json!(1), &json!(2), &json!(5)));
        let mended = scheme(&office, "public_assistance").await;
        assert_eq!(mended["text"]["office"], "東都市 生活福祉課");
        assert_eq!(
            (&mended["text"]["checked_on"], &mended["text"]["note"]),
            (&json!("2026-10-21"), &json!("窓口の名前が変わった"))
        );
        assert_eq!(scheme(&office, "child_allowance").await["check"], "fresh");
        let community = office.ask("support", "community", json!({ "id": window })).await;
        assert_eq!((&community["phone"], &community["checked_on"]), (&json!("03-0000-9999"), &json!("2026-10-22")));
        assert_eq!(community["needs"], json!(["livelihood", "low_income"]), "what the sheet does not carry stays");
        assert_eq!(
            office.refused("support", "apply_recheck", apply).await,
            "recheck_nothing",
            "a second time says nothing new"
        );
        office.ask("desk", "undo", json!({ "op": done["op"] })).await;
        assert_eq!(schemes(&office, json!({})).await, before);

        let stranger = xlsx(&office.file("名簿.xlsx"), &[Sheet::new("名簿", vec![crate::row!["氏名", "社員番号"]])]);
        assert_eq!(
            office.refused("support", "preview_recheck", json!({ "file": stranger })).await,
            "recheck_not_found"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_can_be_limited_to_old_checks_and_a_column_taken_out_says_nothing() {
    for on in databases() {
        let office = Office::new(on).await;
        with_communities(&office).await;
        for row in schemes(&office, json!({})).await {
            let check =
                json!({ "id": row["id"], "text_id": row["text"]["id"], "text_version": row["text"]["version"] });
            office.ask("support", "check_scheme", check).await;
        }
        let out = office.file("期限.xlsx");
        office.ask("support", "write_recheck", json!({ "file": out, "only_due": true })).await;
        let (head, rows) = sheet_of(&out, "共助のつながり").await;
        assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["K002", "K003"]);
        // Only the columns that the clerk needs: code, answer, day.
        let stand = head.iter().position(|cell| cell == "版").unwrap();
        let few = vec![
            crate::row!["記号", "確認結果", "確認日", "版"],
            vec!["K002".into(), "変更なし".into(), day("2026-10-05"), V::from(rows[0][stand].as_str())],
        ];
        let back = xlsx(&office.file("戻り.xlsx"), &[Sheet::new("共助のつながり", few)]);
        let done = office.ask("support", "apply_recheck", json!({ "file": back })).await;
        assert_eq!((&done["confirmed"], &done["changed"]), (&json!(1), &json!(0)));
        let found = office.ask("support", "communities", json!({ "find": "髙橋" })).await;
        assert_eq!((&found[0]["checked_on"], &found[0]["helps"]), (&json!("2026-10-05"), &json!("資格の勉強会")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handout_is_one_page_of_what_was_chosen_and_is_noted_in_the_export_log() {
    for on in databases() {
        let office = Office::new(on).await;
        let [window, ..] = with_communities(&office).await;
        let all = schemes(&office, json!({})).await;
        let ids: Vec<&Value> = all.iter().map(|row| &row["id"]).collect();
        let out = office.file("案内.xlsx");
        let input = json!({ "file": out, "schemes": ids[..3], "communities": [window], "occasion": "職場集会" });
        assert_eq!(office.ask("support", "write_handout", input).await["rows"], 4);
        let text = format!("{:?}", shown(&out, None).await);
        for said in [
            "雇用保険 基本手当",
            "聞くこと",
            "暮らしの窓（架空）",
            "03-0000-0001",
            "職場集会",
            "未確認",
            "公式サイトか窓口で必ず最新",
        ] {
            assert!(text.contains(said), "{said}: {text}");
        }
        assert!(!text.contains("児童手当"), "only what was chosen");
        let many = json!({ "file": office.file("a.xlsx"), "schemes": ids[..7] });
        assert_eq!(office.refused("support", "write_handout", many).await, "handout_too_long");
        assert_eq!(office.refused("support", "write_handout", json!({ "file": out })).await, "invalid");
        office.ask("support", "hide_scheme", json!({ "id": ids[0], "version": all[0]["version"] })).await;
        let hidden = json!({ "file": office.file("b.xlsx"), "schemes": ids[..1] });
        assert_eq!(office.refused("support", "write_handout", hidden).await, "missing");
        let english = json!({ "file": office.file("c.xlsx"), "schemes": ids[1..2], "locale": "en" });
        office.ask("support", "write_handout", english).await;
        let text = format!("{:?}", shown(&office.file("c.xlsx"), None).await);
        assert!(text.contains("Public assistance") && text.contains("Not checked"), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r19_lists_the_schemes_of_the_day_with_their_checks() {
    for on in databases() {
        let office = Office::new(on).await;
        let row = scheme(&office, "child_allowance").await;
        office
            .ask(
                "support",
                "check_scheme",
                json!({ "id": row["id"], "text_id": row["text"]["id"], "text_version": row["text"]["version"] }),
            )
            .await;
        let out = office.file("R19.xlsx");
        let written = office.ask("reports", "write", json!({ "report": "R19", "file": out })).await;
        assert_eq!(written["rows"], 32);
        let sheets = shown(&out, None).await;
        let line = sheets[0].1.iter().find(|row| row[0] == "児童手当").unwrap();
        assert_eq!(line[3], "2026-10-31");
        let then = office.ask("reports", "preview", json!({ "report": "R19", "as_of": "2026-10-30" })).await;
        assert!(!then.to_string().contains("2026-10-31"), "as on the day before the check");
        let english = office.ask("reports", "preview", json!({ "report": "R19", "locale": "en" })).await;
        assert_eq!(english["pages"][0]["title"], "Public support schemes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pack_shows_the_directory_and_the_national_figures_once_the_union_uses_it() {
    for on in databases() {
        let office = Office::new(on).await;
        let hq = office.ask("organizations", "add_unit", json!({ "kind": "headquarters", "label": "本部" })).await;
        for n in 1..=12 {
            let given = format!("架空{n}");
            let member = joining("見本", &given, ("ミホン", "カクウ"), hq.as_str().unwrap());
            office.ask("members", "add", member).await;
        }
        let pages = |preview: &Value| -> Vec<String> {
            preview["pages"].as_array().unwrap().iter().map(|page| page["title"].as_str().unwrap().to_owned()).collect()
        };
        let ask = json!({ "report": "meeting-pack", "as_of": "2026-10-31" });
        let empty = pages(&office.ask("reports", "preview", ask.clone()).await);
        assert!(!empty.iter().any(|title| title.contains("共助・公助")), "nothing of its own to show: {empty:?}");
        with_communities(&office).await;
        let preview = office.ask("reports", "preview", ask).await;
        let page = |title: &str| {
            preview["pages"]
                .as_array()
                .unwrap()
                .iter()
                .find(|page| page["title"].as_str().unwrap().contains(title))
                .unwrap()
        };
        let own = page("共助・公助").to_string();
        assert!(own.contains("職業コミュニティ") && own.contains("未確認"), "{own}");
        let national = page("2020年の全国調査").to_string();
        for said in [
            "584",
            "組合組織（労働組合、共済組合など）",
            "リクルートワークス研究所（2020）",
            "組合員に聞いた結果ではありません",
        ] {
            assert!(national.contains(said), "{said}");
        }
    }
}
