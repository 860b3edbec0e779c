//! Files out of the roster: what is written can be read again, and whoever may not see a member does not find them there.

use std::path::Path;

use serde_json::{Value, json};

use crate::row;
use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::random::Random;
use crate::support::workbook::{Sheet, V, day, shown, xlsx};

async fn import(office: &Office, file: &Path) -> Value {
    office.ask("members", "import_roster", json!({ "file": file, "create_units": true })).await
}

fn counts(done: &Value) -> [u64; 5] {
    ["read", "created", "updated", "unchanged", "rejected"].map(|name| done[name].as_u64().unwrap())
}

async fn export(office: &Office, name: &str, more: Value) -> (std::path::PathBuf, Value) {
    let file = office.file(name);
    let mut input = json!({ "file": file, "purpose": "試験" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let written = office.ask("members", "export_roster", input).await;
    (file, written)
}

const HEADERS: [&str; 34] = [
    "組合員番号",
    "社員番号",
    "姓",
    "名",
    "セイ",
    "メイ",
    "旧姓",
    "性別",
    "生年月日",
    "会社",
    "事業所",
    "部署",
    "職種",
    "雇用形態",
    "資格等級",
    "入社年月日",
    "加入年月日",
    "組合員区分",
    "支部",
    "分会",
    "職場",
    "組合役職",
    "専従区分",
    "状態",
    "組合費区分",
    "チェックオフ",
    "郵便番号",
    "住所",
    "電話",
    "携帯",
    "メール(私用)",
    "緊急連絡先",
    "上部団体提供同意",
    "備考",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_export_has_the_fixed_headers_and_typed_cells_and_is_written_down() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "支部", "備考", "郵便番号"],
            row!["007", "髙﨑 𠮷子", day("1985-04-01"), "東京支部", "=1+1", "0600001"],
        ];
        import(&office, &xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)])).await;
        let (file, written) = export(&office, "名簿.xlsx", json!({})).await;
        assert_eq!(
            (written["name"].as_str(), written["rows"].as_u64(), written["protected"].as_bool()),
            (Some("名簿.xlsx"), Some(1), Some(false))
        );
        let sheets = shown(&file, None).await;
        assert_eq!(sheets[0].1[0], HEADERS);
        let line = &sheets[0].1[1];
        let of = |header: &str| line[HEADERS.iter().position(|other| *other == header).unwrap()].as_str();
        assert_eq!(
            [of("組合員番号"), of("姓"), of("名"), of("生年月日"), of("支部"), of("備考"), of("郵便番号"), of("状態")],
            ["007", "髙﨑", "𠮷子", "1985-04-01", "東京支部", "=1+1", "0600001", "在籍"]
        );
        assert_eq!(
            office.refused("members", "export_roster", json!({ "file": office.file("b.xlsx"), "purpose": " " })).await,
            "invalid"
        );
        assert_eq!(
            office
                .refused("members", "export_roster", json!({ "file": office.file("b.txt"), "purpose": "試験" }))
                .await,
            "file_kind"
        );
        assert!(!office.file("b.xlsx").exists());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_protected_export_opens_only_with_its_password_and_can_be_imported_with_it() {
    for on in databases() {
        let office = Office::new(on).await;
        import(
            &office,
            &xlsx(
                &office.file("a.xlsx"),
                &[Sheet::new("名簿", vec![row!["組合員番号", "氏名"], row!["1", "佐藤 花子"]])],
            ),
        )
        .await;
        let (file, written) = export(&office, "鍵.xlsx", json!({ "password": "ひみつ 1234" })).await;
        assert_eq!(written["protected"], true);
        assert_eq!(
            office.refused("members", "preview_roster", json!({ "file": file })).await,
            "workbook_password_needed"
        );
        assert_eq!(
            office.refused("members", "preview_roster", json!({ "file": file, "password": "違う" })).await,
            "workbook_password_wrong"
        );
        let again = office.ask("members", "import_roster", json!({ "file": file, "password": "ひみつ 1234" })).await;
        assert_eq!(counts(&again), [1, 0, 0, 1, 0]);
        assert_eq!(
            office
                .refused(
                    "members",
                    "export_roster",
                    json!({ "file": office.file("a.csv"), "purpose": "試験", "password": "x" })
                )
                .await,
            "invalid"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cp932_cannot_hold_is_refused_with_the_list_or_written_as_geta() {
    for on in databases() {
        let office = Office::new(on).await;
        import(
            &office,
            &xlsx(
                &office.file("a.xlsx"),
                &[Sheet::new("名簿", vec![row!["組合員番号", "氏名"], row!["1", "𠮷田 髙子"], row!["2", "佐藤 =花"]])],
            ),
        )
        .await;
        let refused = office
            .call(
                "members",
                "export_roster",
                json!({ "file": office.file("a.csv"), "purpose": "試験", "encoding": "cp932" }),
            )
            .await
            .unwrap_err();
        assert_eq!((refused.code(), refused.about()["characters"].as_str()), ("text_unwritable", Some("𠮷")));
        assert!(!office.file("a.csv").exists());
        let (file, _) = export(&office, "a.csv", json!({ "encoding": "cp932", "replace": true })).await;
        let text = encoding_rs::SHIFT_JIS.decode(&std::fs::read(&file).unwrap()).0.into_owned();
        assert!(text.contains("\"〓田\",\"髙子\""), "{text}");
        assert!(text.contains("\"'=花\""), "{text}");
        let (file, _) = export(&office, "b.csv", json!({})).await;
        assert!(std::fs::read(&file).unwrap().starts_with(b"\xEF\xBB\xBF"));
        assert_eq!(counts(&import(&office, &file).await), [2, 0, 0, 2, 0], "the apostrophe is taken off again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_officer_writes_out_the_own_branch_only() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "支部"],
            row!["1", "佐藤 花子", "東京支部"],
            row!["2", "鈴木 一郎", "大阪支部"],
            row!["3", "高橋 美咲", ""],
        ];
        import(&office, &xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)])).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let tokyo = units.as_array().unwrap().iter().find(|unit| unit["label"] == "東京支部").unwrap()["id"].clone();
        office.ask("officers", "add", json!({ "login": "tokyo", "display_name": "東京の役員", "passphrase": PASSPHRASE, "roles": ["branch_officer"], "unit_scope": tokyo })).await;
        office.ask("desk", "lock", json!({})).await;
        office.ask("desk", "open", json!({ "file": office.place, "login": "tokyo", "passphrase": PASSPHRASE })).await;
        let (file, written) = export(&office, "支部.xlsx", json!({})).await;
        assert_eq!(written["rows"], 1);
        assert_eq!(shown(&file, None).await[0].1[1][2], "佐藤");
        assert_eq!(office.refused("members", "import_roster", json!({ "file": file })).await, "not_allowed");
        assert_eq!(office.refused("members", "preview_roster", json!({ "file": file })).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_rows_come_back_marked_and_can_be_mended_and_imported() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["みほん商事 名簿"],
            row!["組合員番号", "氏名", "生年月日", "自社の列", "支部"],
            row!["1", "佐藤 花子", day("1985-04-01"), 10, "東京支部"],
            row!["2", "鈴木 一郎", "24/4/1", 20, "東京支部"],
            row!["003", V::F("=1/0", "#DIV/0!"), day("1990-01-01"), "=x", "東京支部"],
        ];
        let other = vec![row!["組合員番号", "氏名", "加入年月日"], row!["4", "高橋 美咲", "R6/2/30"]];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("本社", rows), Sheet::new("工場", other)]);
        let done = import(&office, &file).await;
        assert_eq!(counts(&done), [4, 1, 0, 0, 3], "{done}");
        let out = office.file("要修正.xlsx");
        let written = office.ask("members", "rejected_rows", json!({ "batch": done["batch"], "file": out })).await;
        assert_eq!(written["rows"], 3);
        let sheets = shown(&out, None).await;
        let by_name = |name: &str| sheets.iter().find(|(sheet, _)| sheet == name).unwrap().1.clone();
        let head = by_name("本社");
        assert_eq!(head[0], ["取り込めなかった理由", "組合員番号", "氏名", "生年月日", "自社の列", "支部"]);
        assert!(
            head[1][0].starts_with("生年月日: ") && head[1][1..] == ["2", "鈴木 一郎", "24/4/1", "20", "東京支部"],
            "{head:?}"
        );
        assert!(
            head[2][0].starts_with("氏名: ") && head[2][1..] == ["003", "#DIV/0!", "1990-01-01", "=x", "東京支部"],
            "{head:?}"
        );
        assert_eq!(by_name("工場")[1][1..], ["4", "高橋 美咲", "R6/2/30"]);

        let again = import(&office, &out).await;
        assert_eq!(counts(&again), [3, 0, 0, 0, 3], "unmended rows are rejected again, for the same reasons");
        let mended = vec![
            row!["取り込めなかった理由", "組合員番号", "氏名", "生年月日", "自社の列", "支部"],
            row!["", "2", "鈴木 一郎", "2004/4/1", 20, "東京支部"],
            row!["まだ", "003", "田中 健太", day("1990-01-01"), "=x", "東京支部"],
        ];
        let file = xlsx(&office.file("直した.xlsx"), &[Sheet::new("本社", mended)]);
        let shown = office.ask("members", "preview_roster", json!({ "file": file })).await;
        assert_eq!(
            (shown["columns"][0]["to"].clone(), shown["columns"][0]["confidence"].as_str()),
            (Value::Null, Some("not_ours"))
        );
        assert_eq!(counts(&import(&office, &file).await), [2, 2, 0, 0, 0]);
        let whole = office.ask("members", "batches", json!({})).await.as_array().unwrap().last().unwrap().clone();
        assert_eq!(whole["rejected"], 3);
        let clean = office.ask("members", "batches", json!({})).await[0]["id"].clone();
        assert_eq!(
            office.refused("members", "rejected_rows", json!({ "batch": clean, "file": out })).await,
            "nothing_rejected"
        );
        let undone = office.call("desk", "undo", json!({})).await;
        assert!(undone.is_ok());
        office
            .ask("members", "rejected_rows", json!({ "batch": done["batch"], "file": office.file("後で.xlsx") }))
            .await;
    }
}

/// A roster of every kind of value that has ever come back changed from a spreadsheet.
fn any_roster(random: &mut Random, n: usize) -> Vec<Vec<V>> {
    let families = [
        "佐藤",
        "髙﨑",
        "𠮷田",
        "渡邉",
        "葛\u{E0100}城",
        "齋藤",
        "=SUM(A1)",
        "＝合計",
        "+81",
        "－林",
        "@at",
        "ー野",
        "'引用",
        "O’Neil",
        "神\u{FA19}",
        "ﾊﾝｶｸ",
        "①㈱",
    ];
    let givens = [
        "花子",
        "𠮷郎",
        "一郎",
        "マリア 花子",
        "-5",
        "＋プラス",
        "%d",
        "|pipe",
        "0012",
        "１２３",
        "é",
        "〜波〜",
        "",
        "昭和",
    ];
    let kana = ["サトウ", "ﾀｶｻｷ", "よしだ", "ワタナベ", "カツラギ", "オーノ", ""];
    let dates = [
        "R6.4.1",
        "令和元年5月1日",
        "平成31年4月30日",
        "S64.1.7",
        "昭和60年1月7日",
        "2024/4/1",
        "2019-05-01",
        "20240401",
        "H10.10.10",
        "㍻12年1月1日",
        "",
    ];
    let texts = [
        "",
        "備考です",
        "=1+1",
        "＝1+1",
        "@cmd",
        "複数の\n行",
        "\"引用\"",
        "a,b;c\td",
        "'アポストロフィ",
        "   中 空白",
        "ー",
        "〓",
        "<b>&amp;",
    ];
    let header: Vec<V> =
        HEADERS.iter().map(|header| V::from(*header)).chain([V::from("脱退年月日"), V::from("終了理由")]).collect();
    let mut rows = vec![header];
    for n in 0..n {
        let mut of = |list: &[&str]| V::from(list[random.below(list.len())]);
        let ended = n % 9 == 8;
        let place = n % 4;
        let mut row = vec![
            V::T(format!("{:05}", n * 7)),
            V::T(format!("0{n:04}")),
            of(&families),
            of(&givens),
            of(&kana),
            of(&kana),
            of(&["", "旧姓", "＝旧"]),
            of(&["男", "女", "", "不明", "該当なし・無回答"]),
            V::D(
                chrono::NaiveDate::from_ymd_opt(1940 + (n as i32 % 60), 1 + n as u32 % 12, 1 + n as u32 % 28).unwrap(),
            ),
            of(&["株式会社みほん製作所", "みほん商事"]),
            of(&["", "第一工場"]),
            of(&["営業部", "-部", "001課", ""]),
            of(&["", "組立"]),
            of(&["正社員", "パート", "再雇用", ""]),
            of(&["", "3", "J-1"]),
            of(&dates),
            V::D("2008-04-01".parse().unwrap()),
            of(&["正組合員", "準組合員", "特別組合員", "賛助会員"]),
            V::from(["東京支部", "大阪支部", "", "東京支部"][place]),
            V::from(["本社分会", "", "", "工場分会"][place]),
            V::from(["総務職場", "", "", ""][place]),
            of(&["", "職場委員"]),
            of(&["非専従", "在籍専従", ""]),
            V::E,
            of(&["通常", "免除", ""]),
            of(&["なし", "委任あり", "中止申出", ""]),
            of(&["0600001", "1000001", ""]),
            of(&["", "東京都架空区1-2-3", "=住所"]),
            of(&["", "03-1234-5678", "0312345678"]),
            of(&["", "090-0000-1111"]),
            of(&["", "someone@example.invalid"]),
            of(&["", "父 090-1111-2222", "+81-90"]),
            of(&["", "あり", "なし"]),
            of(&texts),
        ];
        row.push(if ended { V::D("2020-03-31".parse().unwrap()) } else { V::E });
        row.push(if ended { V::from("定年退職") } else { V::E });
        rows.push(row);
    }
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_and_imported_again_changes_nothing() {
    for on in databases() {
        let mut random = Random::new("export_import");
        for n in [5, 60] {
            let office = Office::new(on).await;
            let made = xlsx(&office.file("元.xlsx"), &[Sheet::new("名簿", any_roster(&mut random, n))]);
            let done = import(&office, &made).await;
            assert_eq!(counts(&done)[4], 0, "{}", done["problems"]);
            assert_eq!(counts(&import(&office, &made).await), [n as u64, 0, 0, n as u64, 0]);
            for (name, filter) in [
                ("在籍.xlsx", json!({})),
                ("全員.xlsx", json!({ "filter": { "state": "all" } })),
                ("全員.csv", json!({ "filter": { "state": "all" } })),
                ("終了.xlsx", json!({ "filter": { "state": "ended" } })),
            ] {
                let (file, written) = export(&office, name, filter).await;
                let again = import(&office, &file).await;
                let rows = written["rows"].as_u64().unwrap();
                assert_eq!(counts(&again), [rows, 0, 0, rows, 0], "{name}: {again}");
            }
            let (whole, _) = export(&office, "全員.xlsx", json!({ "filter": { "state": "all" } })).await;
            let empty = Office::new(on).await;
            let copied = import(&empty, &whole).await;
            assert_eq!(counts(&copied), [n as u64, n as u64, 0, 0, 0], "{copied}");
            let (copy, _) = export(&empty, "写し.xlsx", json!({ "filter": { "state": "all" } })).await;
            assert_eq!(
                shown(&copy, None).await,
                shown(&whole, None).await,
                "a new union filled from the export exports the same"
            );
        }
    }
}
