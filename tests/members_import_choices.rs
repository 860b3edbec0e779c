//! Files into the roster where the officer has a say: decisions, sheets, zeros, and what is never taken.

use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, members, plain, preview, with_plain};
use crate::row;
use crate::support::office::{Office, On, databases};
use crate::support::workbook::{Sheet, V, day, xlsx};

#[tokio::test(flavor = "multi_thread")]
async fn decisions_about_values_mend_every_row_that_has_them_and_are_remembered() {
    for on in databases() {
        let office = Office::new(on).await;
        office
            .ask("organizations", "add_unit", json!({ "kind": "branch", "label": "首都圏支部", "code": "B01" }))
            .await;
        let rows = vec![
            row!["組合員番号", "氏名", "支部", "よくわからない列"],
            row!["1", "佐藤 花子", "首都", "x"],
            row!["2", "鈴木 一郎", "首都", "y"],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let shown = office.ask("members", "preview_roster", json!({ "file": file })).await;
        assert_eq!(counts(&shown), [2, 0, 0, 0, 2]);
        assert_eq!(
            shown["groups"][0],
            json!({ "column": "支部", "code": "unit_unknown", "severity": "error", "raw": "首都", "n": 2 })
        );
        assert_eq!(shown["missing_units"], json!(["首都"]));
        let mut mapping = shown["mapping"].clone();
        mapping["decisions"] = json!([{ "column": "branch", "raw": "首都", "value": "首都圏支部" }]);
        let column = mapping["columns"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .find(|column| column["from"] == "よくわからない列")
            .unwrap();
        column["to"] = json!("remarks");
        let done = office.ask("members", "import_roster", json!({ "file": file, "mapping": mapping })).await;
        assert_eq!(counts(&done), [2, 2, 0, 0, 0]);
        let next = office.ask("members", "preview_roster", json!({ "file": file })).await;
        assert_eq!(counts(&next), [2, 0, 0, 2, 0], "{next}");
        assert_eq!(next["columns"][3]["confidence"], "remembered");
        assert_eq!(next["columns"][3]["to"], "remarks");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn several_sheets_are_read_and_one_can_be_chosen() {
    for on in databases() {
        let office = Office::new(on).await;
        let of = |no: &str, name: &str| vec![row!["組合員番号", "氏名"], row![no, name]];
        let mut hidden = Sheet::new("控え", of("9", "隠 れた"));
        hidden.hidden = true;
        let sheets = [
            Sheet::new("東京支部", of("1", "佐藤 花子")),
            Sheet::new("説明", vec![row!["この表について"]]),
            Sheet::new("大阪支部", of("2", "鈴木 一郎")),
            hidden,
        ];
        let file = xlsx(&office.file("a.xlsx"), &sheets);
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(counts(&shown), [2, 2, 0, 0, 0]);
        let taken: Vec<(&str, bool)> = shown["sheets"]
            .as_array()
            .unwrap()
            .iter()
            .map(|sheet| (sheet["name"].as_str().unwrap(), sheet["taken"].as_bool().unwrap()))
            .collect();
        assert_eq!(taken, [("東京支部", true), ("説明", false), ("大阪支部", true), ("控え", false)]);
        assert_eq!(shown["mapping"]["defaults"]["branch"], "{sheet}", "sheets named after branches say the branch");
        let only = preview(&office, &file, json!({ "sheets": ["大阪支部"] })).await;
        assert_eq!(counts(&only), [1, 1, 0, 0, 0]);
        import(&office, &file, json!({})).await;
        let branches: Vec<String> =
            members(&office).await.iter().map(|row| row["branch"].as_str().unwrap().to_owned()).collect();
        assert_eq!(branches, ["東京支部", "大阪支部"]);
        assert_eq!(
            office.refused("members", "preview_roster", json!({ "file": file, "sheets": ["名古屋"] })).await,
            "workbook_sheet_missing"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_zeros_are_shown_and_restored_only_when_asked() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "郵便番号", "携帯"],
            row!["000123", "佐藤 花子", "0600001", "09012345678"],
            row![124, "鈴木 一郎", 600001, 9_012_345_678f64.to_string().as_str()],
            row!["000125", "高橋 美咲", "", ""],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let shown = preview(&office, &file, json!({})).await;
        let lost: Vec<(u64, String)> = codes(&shown)
            .into_iter()
            .filter(|(_, _, code)| code == "leading_zeros_lost")
            .map(|(row, column, _)| (row, column))
            .collect();
        assert_eq!(lost, [(3, "組合員番号".to_owned()), (3, "郵便番号".to_owned()), (3, "携帯".to_owned())]);
        assert!(shown["columns"][0]["transforms"].as_array().unwrap().contains(&json!("propose_pad:6")));
        assert_eq!(shown["rows"][1]["member_no"], "124", "kept as read");
        let mapping = json!({ "columns": [{ "from": "組合員番号", "to": "member_no", "transform": "pad:6" }, { "from": "郵便番号", "to": "postal", "transform": "pad:7" }] });
        import(&office, &file, json!({ "mapping": mapping })).await;
        let card = card(&office, "000124").await;
        assert!(card["contacts"].as_array().unwrap().iter().any(|contact| contact["postal"] == "0600001"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_union_needs_is_never_kept() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "本籍", "病名", "状態", "加入年月日"],
            row!["1", "佐藤 花子", "架空県秘密市", "秘密の病", "休職", "秘密ではない日"],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let shown = preview(&office, &file, json!({})).await;
        let of = |at: usize| {
            (shown["columns"][at]["confidence"].as_str().unwrap().to_owned(), shown["columns"][at]["to"].clone())
        };
        assert_eq!(of(2), ("forbidden".to_owned(), Value::Null));
        assert_eq!(of(3), ("forbidden".to_owned(), Value::Null));
        assert_eq!(of(4), ("sure".to_owned(), json!("status")));
        assert_eq!(shown["columns"][3]["samples"], json!([]));
        assert!(!shown.to_string().contains("秘密の病"));
        let done = import(&office, &file, json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 0, 1]);
        let mapping = json!({ "columns": [{ "from": "病名", "to": "remarks" }] });
        let forced = preview(&office, &file, json!({ "mapping": mapping })).await;
        assert_eq!(forced["columns"][3]["confidence"], "forbidden", "not even when asked");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_membership_ends_only_with_day_and_reason() {
    for on in databases() {
        let (office, file) = with_plain(on).await;
        import(&office, &file, json!({})).await;
        let rows = vec![
            row!["組合員番号", "氏名", "脱退年月日", "状態"],
            row!["A-0001", "佐藤 花子", day("2026-09-30"), "定年退職"],
            row!["A-0002", "髙﨑\u{3000}𠮷郎", day("2026-09-30"), "休職"],
            row!["A-0003", "渡邉 葛\u{E0100}子", day("2026-09-30"), "除名"],
        ];
        let leavers = xlsx(&office.file("b.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = import(&office, &leavers, json!({})).await;
        assert_eq!(counts(&done), [3, 0, 2, 1, 0], "one ended, one is on leave and has not left: {done}");
        let found = codes(&done);
        assert!(found.contains(&(3, "脱退年月日".into(), "end_incomplete".into())), "{found:?}");
        assert!(found.contains(&(4, "状態".into(), "end_by_hand".into())), "{found:?}");
        let card = card(&office, "A-0001").await;
        assert_eq!(card["memberships"][0]["status"], "ended");
        assert_eq!(card["memberships"][0]["end_reason"], "retirement");
        assert_eq!(card["memberships"][0]["assignments"][0]["to_on"], "2026-09-30");
        assert_eq!(
            counts(&import(&office, &leavers, json!({})).await),
            [3, 0, 0, 3, 0],
            "the second time nothing is new"
        );
        let again = import(&office, &file, json!({})).await;
        assert_eq!(counts(&again), [3, 0, 0, 2, 1]);
        assert_eq!(codes(&again)[0].2, "membership_ended", "nobody joins again by a file");
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(self::card(&office, "A-0001").await["memberships"][0]["status"], "active");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_roster_are_refused_and_nothing_happens() {
    let office = Office::new(On::File).await;
    let empty = office.file("empty.csv");
    std::fs::write(&empty, b"").unwrap();
    assert_eq!(office.refused("members", "import_roster", json!({ "file": empty })).await, "workbook_empty");
    let picture = office.file("名簿.xlsx");
    std::fs::write(&picture, b"\x89PNG\r\n\x1a\n0000000000000000").unwrap();
    assert_eq!(office.refused("members", "preview_roster", json!({ "file": picture })).await, "workbook_is_picture");
    let other = xlsx(&office.file("other.xlsx"), &[Sheet::new("売上", vec![row!["月", "金額"], row!["4月", 100]])]);
    assert_eq!(office.refused("members", "preview_roster", json!({ "file": other })).await, "roster_not_found");
    let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", plain())]);
    assert_eq!(
        office.refused("members", "import_roster", json!({ "file": file, "file_hash": "00" })).await,
        "file_changed"
    );
    let mapping = json!({ "columns": [{ "from": "氏名", "to": "blood_type" }] });
    assert_eq!(
        office.refused("members", "preview_roster", json!({ "file": file, "mapping": mapping })).await,
        "invalid"
    );
    assert_eq!(office.ask("members", "batches", json!({})).await, json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_word_about_the_employment_is_enough_and_the_second_time_changes_nothing() {
    for on in databases() {
        for (head, cell) in [("等級", "4"), ("職種", "旋盤"), ("事業所", "第一工場")] {
            let office = Office::new(on).await;
            let rows = vec![row!["組合員番号", "姓", "名", head], row!["1", "佐藤", "花子", cell]];
            let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
            let first = import(&office, &file, json!({ "employer": "東都精機（架空）" })).await;
            assert_eq!(first["created"], 1, "{head}");
            let again = import(&office, &file, json!({ "employer": "東都精機（架空）" })).await;
            assert_eq!((&again["updated"], &again["unchanged"]), (&json!(0), &json!(1)), "{head}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_rows_of_one_name_and_birth_date_are_two_persons_only_with_numbers_of_their_own() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日"],
            row!["1", "佐藤 花子", day("1985-04-01")],
            row!["2", "佐藤 花子", day("1985-04-01")],
            row!["", "鈴木 一郎", day("1990-01-01")],
            row!["", "鈴木 一郎", day("1990-01-01")],
            row!["5", "鈴木 一郎", day("1990-01-01")],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = import(&office, &file, json!({})).await;
        assert_eq!(counts(&done), [5, 3, 0, 0, 2], "{done}");
        let found = codes(&done);
        assert!(found.contains(&(3, "氏名".into(), "same_name".into())), "{found:?}");
        assert!(found.contains(&(5, "氏名".into(), "duplicate_in_file".into())), "{found:?}");
        assert!(found.contains(&(6, "氏名".into(), "possible_duplicate".into())), "{found:?}");
        assert_eq!(counts(&import(&office, &file, json!({})).await), [5, 0, 0, 3, 2]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_company_of_a_list_is_remembered_with_its_headers() {
    for on in databases() {
        let office = Office::new(on).await;
        let file = |name: &str, rows: Vec<Vec<V>>| xlsx(&office.file(name), &[Sheet::new("名簿", rows)]);
        let first = file("a.xlsx", vec![row!["社員番号", "氏名"], row!["00001", "見本 一子"]]);
        let done = import(&office, &first, json!({ "employer": "東都精機（架空）" })).await;
        let other = file("b.xlsx", vec![row!["社員番号", "氏名", "部署"], row!["00001", "見本 二郎", "総務部"]]);
        import(&office, &other, json!({ "employer": "西都化工（架空）" })).await;

        let next =
            file("c.xlsx", vec![row!["社員番号", "氏名"], row!["00001", "見本 一子"], row!["00002", "見本 三子"]]);
        let shown = preview(&office, &next, json!({})).await;
        assert_eq!((&shown["remembered"], &shown["mapping"]["employer"]), (&json!(true), &json!("東都精機（架空）")));
        assert_eq!(counts(&shown), [2, 1, 0, 1, 0], "{shown}");
        let list = json!({ "file": next });
        let compared = office.ask("members", "preview_reconcile", list).await;
        assert_eq!(compared["list"]["mapping"]["employer"], "東都精機（架空）", "a list that is compared, too");
        let another = preview(&office, &next, json!({ "employer": "西都化工（架空）" })).await;
        assert_eq!(another["mapping"]["employer"], "西都化工（架空）", "what is said now stands");
        let nobody = preview(&office, &next, json!({ "employer": "" })).await;
        assert!(codes(&nobody).iter().any(|(_, _, code)| code == "employer_missing"), "{nobody}");

        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        let forgotten = preview(&office, &next, json!({})).await;
        assert_eq!(forgotten["mapping"]["employer"], Value::Null, "taken back, it is forgotten");
    }
}
