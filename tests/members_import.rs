//! Files into the roster, as employers send them: everything is read, shown, written once and taken back whole.

use std::path::Path;

use serde_json::{Value, json};

use crate::row;
use crate::support::office::{Office, On, databases};
use crate::support::workbook::{Sheet, V, csv, day, xlsx};

/// Import a file that must be taken.
pub async fn import(office: &Office, file: &Path, more: Value) -> Value {
    let mut input = json!({ "file": file, "create_units": true });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let done = office.ask("members", "import_roster", input).await;
    adds_up(&done);
    done
}

pub async fn preview(office: &Office, file: &Path, more: Value) -> Value {
    let mut input = json!({ "file": file, "create_units": true });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let shown = office.ask("members", "preview_roster", input).await;
    adds_up(&shown);
    shown
}

pub fn adds_up(done: &Value) {
    let n = |name: &str| done[name].as_u64().unwrap();
    assert_eq!(n("read"), n("created") + n("updated") + n("unchanged") + n("rejected"), "{done}");
}

pub fn counts(done: &Value) -> [u64; 5] {
    ["read", "created", "updated", "unchanged", "rejected"].map(|name| done[name].as_u64().unwrap())
}

pub fn codes(done: &Value) -> Vec<(u64, String, String)> {
    let all = done["problems"].as_array().unwrap();
    all.iter()
        .map(|problem| {
            (
                problem["row"].as_u64().unwrap(),
                problem["column"].as_str().unwrap().to_owned(),
                problem["code"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

pub async fn members(office: &Office) -> Vec<Value> {
    office.ask("members", "list", json!({ "sort": "member_no", "state": "all", "limit": 200 })).await["rows"]
        .as_array()
        .unwrap()
        .clone()
}

pub async fn card(office: &Office, member_no: &str) -> Value {
    let row = members(office)
        .await
        .into_iter()
        .find(|row| row["member_no"] == member_no)
        .unwrap_or_else(|| panic!("no member {member_no}"));
    office.ask("members", "card", json!({ "person_id": row["person_id"] })).await
}

pub fn plain() -> Vec<Vec<V>> {
    vec![
        row![
            "組合員番号",
            "社員番号",
            "氏名",
            "フリガナ",
            "性別",
            "生年月日",
            "会社",
            "部署",
            "入社年月日",
            "加入年月日",
            "支部",
            "分会",
            "携帯",
            "〒",
            "住所",
            "備考"
        ],
        row![
            "A-0001",
            "00123",
            "佐藤 花子",
            "サトウ ハナコ",
            "女",
            day("1985-04-01"),
            "㈱みほん製作所",
            "営業部",
            "H20.4.1",
            day("2008-05-01"),
            "東京支部",
            "本社分会",
            "090-1234-5678",
            "060-0001",
            "北海道見本市1-1",
            "=1+1"
        ],
        row![
            "A-0002",
            "00124",
            "髙﨑\u{3000}𠮷郎",
            "タカサキ ヨシロウ",
            "男",
            "昭和60年1月7日",
            "㈱みほん製作所",
            "製造部",
            "2010/4/1",
            "平成22年5月1日",
            "東京支部",
            "工場分会",
            "",
            "",
            "",
            ""
        ],
        row![
            "A-0003",
            "00125",
            "渡邉 葛\u{E0100}子",
            "ワタナベ カツコ",
            2,
            day("1990-02-28"),
            "㈱みほん製作所",
            "",
            "",
            "2012.4.1",
            "大阪支部",
            "",
            "09011112222",
            "1000001",
            "東京都架空区",
            "＝危険"
        ],
    ]
}

pub async fn with_plain(on: On) -> (Office, std::path::PathBuf) {
    let office = Office::new(on).await;
    let file = xlsx(&office.file("名簿.xlsx"), &[Sheet::new("名簿", plain())]);
    (office, file)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_roster_is_previewed_and_imported_and_the_second_time_changes_nothing() {
    for on in databases() {
        let (office, file) = with_plain(on).await;
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(counts(&shown), [3, 3, 0, 0, 0], "{shown}");
        assert_eq!(members(&office).await.len(), 0, "a preview writes nothing");
        assert!(
            shown["columns"].as_array().unwrap().iter().all(|column| column["confidence"] == "sure"),
            "{}",
            shown["columns"]
        );
        let done =
            import(&office, &file, json!({ "file_hash": shown["file_hash"], "mapping": shown["mapping"] })).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0]);
        let all = members(&office).await;
        assert_eq!(all.len(), 3);
        assert_eq!(all[1]["family_name"], "髙﨑");
        assert_eq!(all[1]["given_name"], "𠮷郎");
        assert_eq!(all[1]["birth_on"], "1985-01-07");
        assert_eq!(all[0]["employee_no"], "00123");
        assert_eq!(all[0]["branch"], "東京支部");
        assert_eq!(all[0]["sub_branch"], "本社分会");
        assert_eq!(all[2]["given_name"], "葛\u{E0100}子");
        let card = card(&office, "A-0003").await;
        assert_eq!(card["person"]["remarks"], "＝危険");
        assert_eq!(card["person"]["gender"], "2");
        assert!(
            card["contacts"]
                .as_array()
                .unwrap()
                .iter()
                .any(|contact| contact["kind"] == "home_address" && contact["postal"] == "1000001")
        );
        assert!(
            card["events"].as_array().unwrap().iter().any(|event| event["kind"] == "join" && event["imported"] == true)
        );
        let found = office.ask("members", "list", json!({ "find": "たかさき" })).await;
        assert_eq!(found["rows"][0]["member_no"], "A-0002", "imported members are found");

        let again = import(&office, &file, json!({})).await;
        assert_eq!(counts(&again), [3, 0, 0, 3, 0], "{again}");
        let batches = office.ask("members", "batches", json!({})).await;
        assert_eq!(batches.as_array().unwrap().len(), 2);
        assert_eq!(batches[0]["unchanged"], 3);

        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(members(&office).await.len(), 0);
        assert_eq!(
            office.ask("organizations", "units", json!({})).await,
            json!([]),
            "units made by the import go with it"
        );
        assert_eq!(
            office.ask("members", "batches", json!({})).await.as_array().unwrap().len(),
            2,
            "what was done stays known"
        );
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(members(&office).await.len(), 3);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn titles_two_header_rows_merged_cells_totals_dittos_and_repeated_headers_are_understood() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["株式会社みほん 組合員名簿(架空)"],
            row![],
            row!["", "2026年10月1日現在"],
            row!["組合員番号", "氏名", "", "所属", "", "加入年月日"],
            row!["", "姓", "名", "支部", "分会", ""],
            row!["001", "佐藤", "花子", "東京支部", "本社分会", "R2.4.1"],
            row!["002", "鈴木", "一郎", "", "〃", "〃"],
            row!["003", "高橋", "美咲", "", "工場分会", "令和3年4月1日"],
            row!["", "東京支部 計", "", "", "", 3],
            row!["組合員番号", "姓", "名", "支部", "分会", "加入年月日"],
            row!["004", "田中", "健太", "大阪支部", "大阪分会", "2021-04-01"],
            row!["合計", "", "", "", "", 4],
            row!["※ 休職者を含む"],
        ];
        let mut sheet = Sheet::new("名簿", rows);
        sheet.merged = vec![[3, 0, 4, 0], [3, 1, 3, 2], [3, 3, 3, 4], [3, 5, 4, 5], [5, 3, 7, 3]];
        let file = xlsx(&office.file("飾り.xlsx"), &[sheet]);
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(counts(&shown), [4, 4, 0, 0, 0], "{shown}");
        assert_eq!(shown["skipped"], 3, "two totals and a note; the header again is no row");
        import(&office, &file, json!({})).await;
        let all = members(&office).await;
        let got: Vec<[String; 4]> = all
            .iter()
            .map(|row| {
                ["member_no", "family_name", "branch", "sub_branch"]
                    .map(|name| row[name].as_str().unwrap_or("-").to_owned())
            })
            .collect();
        assert_eq!(
            got,
            [
                ["001", "佐藤", "東京支部", "本社分会"].map(String::from),
                ["002", "鈴木", "東京支部", "本社分会"].map(String::from),
                ["003", "高橋", "東京支部", "工場分会"].map(String::from),
                ["004", "田中", "大阪支部", "大阪分会"].map(String::from),
            ]
        );
        assert_eq!(all[1]["joined_on"], "2020-04-01");
        assert_eq!(counts(&import(&office, &file, json!({})).await), [4, 0, 0, 4, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn text_tables_of_every_encoding_say_the_same() {
    for on in databases() {
        let rows = vec![
            row!["会員番号", "名前", "カナ氏名", "加入日", "携帯"],
            row!["0007", "高崎 花子", "ﾀｶｻｷ ﾊﾅｺ", "令和2年4月1日", "09012345678"],
        ];
        let utf16 = |text: &str| [vec![0xFF, 0xFE], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
        type Way = Box<dyn Fn(&str) -> Vec<u8>>;
        let ways: Vec<(&str, Way)> = vec![
            ("utf8", Box::new(|text: &str| text.as_bytes().to_vec())),
            ("utf8", Box::new(|text: &str| ["\u{FEFF}", text].concat().into_bytes())),
            ("utf16le", Box::new(utf16)),
            ("cp932", Box::new(|text: &str| encoding_rs::SHIFT_JIS.encode(text).0.into_owned())),
            (
                "cp932",
                Box::new(|text: &str| {
                    encoding_rs::SHIFT_JIS.encode(&text.replace("\",", "\"\t").replace(",\"", "\t\"")).0.into_owned()
                }),
            ),
        ];
        let office = Office::new(on).await;
        for (n, (encoding, way)) in ways.into_iter().enumerate() {
            let file = csv(&office.file("名簿.csv"), &rows, way);
            let shown = preview(&office, &file, json!({})).await;
            assert_eq!(shown["encoding"], encoding);
            let done = import(&office, &file, json!({})).await;
            assert_eq!(counts(&done), if n == 0 { [1, 1, 0, 0, 0] } else { [1, 0, 0, 1, 0] }, "{encoding} {n}: {done}");
        }
        let all = members(&office).await;
        assert_eq!(
            (all[0]["member_no"].as_str(), all[0]["family_kana"].as_str(), all[0]["joined_on"].as_str()),
            (Some("0007"), Some("タカサキ"), Some("2020-04-01"))
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn broken_rows_come_back_with_row_column_code_and_value_and_never_block_good_ones() {
    for on in databases() {
        let office = Office::new(on).await;
        office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東京支部", "code": "B01" })).await;
        let long = "長".repeat(500);
        let header = row!["組合員番号", "社員番号", "氏名", "生年月日", "会社", "加入年月日", "支部", "性別", "区分"];
        let rows = vec![
            header,
            row!["1", "11", "佐藤 花子", day("1985-04-01"), "", day("2008-05-01"), "東京支部", "女", "正組合員"],
            row!["2", "12", "鈴木 一郎", "6.4.1", "", "", "東京支部", "", ""],
            row!["3", "13", "高橋 美咲", "24/4/1", "", "R6/2/30", "東京支部", "", ""],
            row!["4", "14", "田中 健太", "", "", "", "名古屋支部", "", ""],
            row!["", "", "", "", "", day("2008-05-01"), "東京支部", "女", ""],
            row!["1", "16", "伊藤 陽菜", "", "", "", "東京支部", "", ""],
            row!["7", "17", "山本 大輔", "", "", "", "東京支部", "おす", ""],
            row!["8", "18", V::F("=1/0", "#DIV/0!"), "", "", "", "東京支部", "", ""],
            row!["9", "19", long.as_str(), "", "", "", "東京支部", "", ""],
            row!["10", "20", "中村 翔", day("2030-01-01"), "", "", "東京支部", "", ""],
            row!["11", day("2026-01-02"), "小林 結衣", "", "", "", "東京支部", "", ""],
            row!["12", "22", "加藤 蓮", "", "", day("2030-01-01"), "東京支部", "", "株主"],
            row!["13", "23", "吉田\u{0}\u{7}葵", "不明", "", "", "東京支部", "", ""],
        ];
        // The library refuses control characters; the reader gives them as they stand in a text table.
        let rows: Vec<Vec<V>> = rows
            .into_iter()
            .map(|row| {
                row.into_iter()
                    .map(|cell| if let V::T(words) = cell { V::T(words.replace(['\u{0}', '\u{7}'], "")) } else { cell })
                    .collect()
            })
            .collect();
        let file = xlsx(&office.file("壊れ.xlsx"), &[Sheet::new("Sheet1", rows)]);
        let done = office.ask("members", "import_roster", json!({ "file": file, "employer": "みほん商事" })).await;
        assert_eq!(counts(&done)[0], 13);
        assert!(codes(&done).iter().any(|(_, _, code)| code == "employer_unknown"), "no employer is made unasked");
        let done = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "株式会社みほん商事" }))
            .await;
        assert!(done.is_string());
        let done = office.ask("members", "import_roster", json!({ "file": file, "employer": "みほん商事" })).await;
        let errors: Vec<(u64, String, String, String)> = done["problems"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|problem| problem["severity"] == "error")
            .map(|problem| {
                (
                    problem["row"].as_u64().unwrap(),
                    problem["column"].as_str().unwrap().to_owned(),
                    problem["code"].as_str().unwrap().to_owned(),
                    problem["raw"].as_str().unwrap().chars().take(12).collect(),
                )
            })
            .collect();
        let expected = [
            (2, "組合員番号", "number_twice_in_file", "1"),
            (3, "生年月日", "date_era_missing", "6.4.1"),
            (4, "生年月日", "date_year_two_digits", "24/4/1"),
            (4, "加入年月日", "date_no_such_day", "R6/2/30"),
            (5, "支部", "unit_unknown", "名古屋支部"),
            (6, "氏名", "name_missing", ""),
            (7, "組合員番号", "number_twice_in_file", "1"),
            (8, "性別", "code_unknown", "おす"),
            (9, "氏名", "formula_error", "#DIV/0!"),
            (10, "氏名", "cell_too_long", "長長長長長長長長長長長長"),
            (11, "生年月日", "birth_in_future", "2030-01-01"),
            (12, "社員番号", "number_is_date", "2026-01-02"),
            (13, "区分", "code_unknown", "株主"),
            (13, "加入年月日", "joined_too_late", "2030-01-01"),
        ];
        let expected: Vec<(u64, String, String, String)> = expected
            .iter()
            .map(|(row, column, code, raw)| (*row, (*column).to_owned(), (*code).to_owned(), (*raw).to_owned()))
            .collect();
        assert_eq!(errors, expected);
        assert_eq!(counts(&done), [13, 1, 0, 0, 12], "{done}");
        let warnings = codes(&done);
        assert!(warnings.contains(&(14, "氏名".into(), "name_not_split".into())));
        assert!(warnings.contains(&(14, "加入年月日".into(), "join_date_missing".into())));
        assert_eq!(members(&office).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_row_changes_the_member_and_the_history_says_so() {
    for on in databases() {
        let (office, file) = with_plain(on).await;
        import(&office, &file, json!({ "as_of": "2026-09-30" })).await;
        let mut rows = plain();
        rows[1][2] = "山田 花子".into();
        rows[1][3] = "ヤマダ ハナコ".into();
        rows[1][7] = "総務部".into();
        rows[1][10] = "大阪支部".into();
        rows[1][11] = "".into();
        rows[1][12] = "".into();
        rows[2][12] = "080-0000-1111".into();
        let changed = xlsx(&office.file("十月.xlsx"), &[Sheet::new("名簿", rows)]);
        let shown = preview(&office, &changed, json!({ "as_of": "2026-10-15" })).await;
        assert_eq!(counts(&shown), [3, 0, 2, 1, 0], "{shown}");
        let row = shown["rows"].as_array().unwrap().iter().find(|row| row["member_no"] == "A-0001").unwrap();
        let columns: Vec<&str> =
            row["changes"].as_array().unwrap().iter().map(|change| change["column"].as_str().unwrap()).collect();
        assert_eq!(columns, ["family_name", "family_kana", "department", "branch"], "{row}");
        let done = import(&office, &changed, json!({ "as_of": "2026-10-15" })).await;
        assert_eq!(counts(&done), [3, 0, 2, 1, 0]);
        let card = card(&office, "A-0001").await;
        assert_eq!(card["person"]["family_name"], "山田");
        let contact = |card: &Value, kind: &str| {
            card["contacts"]
                .as_array()
                .unwrap()
                .iter()
                .find(|contact| contact["kind"] == kind)
                .map(|contact| contact["value"].as_str().unwrap().to_owned())
        };
        assert_eq!(contact(&card, "mobile").as_deref(), Some("090-1234-5678"), "blank keeps");
        let assignments = card["memberships"][0]["assignments"].as_array().unwrap();
        assert_eq!(assignments.len(), 2, "{assignments:?}");
        let old = assignments.iter().find(|row| row["from_on"] == "2008-05-01").unwrap();
        assert_eq!(old["to_on"], "2026-10-14", "the old unit ends the day before");
        let new = assignments.iter().find(|row| row["from_on"] == "2026-10-15").unwrap();
        assert_eq!(new["unit_names"].as_array().unwrap().last().unwrap(), "大阪支部");
        let kinds: Vec<&str> =
            card["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
        for kind in ["join", "name", "unit", "employment"] {
            assert!(kinds.contains(&kind), "{kinds:?}");
        }
        assert_eq!(counts(&import(&office, &changed, json!({ "as_of": "2026-10-15" })).await), [3, 0, 0, 3, 0]);
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        let before = self::card(&office, "A-0001").await;
        assert_eq!(before["person"]["family_name"], "佐藤");
        assert_eq!(before["memberships"][0]["assignments"].as_array().unwrap().len(), 1);
        assert_eq!(before["memberships"][0]["assignments"][0]["to_on"], Value::Null);
        assert_eq!(counts(&import(&office, &file, json!({ "as_of": "2026-10-15" })).await), [3, 0, 0, 3, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn members_without_a_number_get_the_unions_next_and_are_known_again_by_employee_number() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["社員番号", "氏名", "組合員番号"],
            row!["01", "佐藤 花子", ""],
            row!["02", "鈴木 一郎", "000009"],
            row!["03", "高橋 美咲", ""],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = import(&office, &file, json!({ "employer": "みほん工業" })).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0]);
        let numbers: Vec<(String, String)> = members(&office)
            .await
            .iter()
            .map(|row| (row["member_no"].as_str().unwrap().to_owned(), row["family_name"].as_str().unwrap().to_owned()))
            .collect();
        assert_eq!(
            numbers,
            [("000009", "鈴木"), ("000010", "佐藤"), ("000011", "高橋")]
                .map(|(no, name)| (no.to_owned(), name.to_owned()))
        );
        assert_eq!(counts(&import(&office, &file, json!({ "employer": "みほん工業" })).await), [3, 0, 0, 3, 0]);
        let clash = vec![row!["社員番号", "氏名", "組合員番号"], row!["01", "佐藤 花子", "000077"]];
        let file = xlsx(&office.file("b.xlsx"), &[Sheet::new("名簿", clash)]);
        assert_eq!(codes(&import(&office, &file, json!({ "employer": "みほん工業" })).await)[0].2, "member_no_differs");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_told_is_asked_about_and_the_officers_word_decides() {
    for on in databases() {
        let office = Office::new(on).await;
        let base = vec![
            row!["組合員番号", "氏名", "生年月日"],
            row!["1", "佐藤 花子", day("1985-04-01")],
            row!["2", "髙﨑 健", ""],
        ];
        import(&office, &xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", base)]), json!({})).await;
        let rows = vec![
            row!["氏名", "生年月日", "備考"],
            row!["佐藤 花子", day("1985-04-01"), "同じ人"],
            row!["佐藤 花子", day("1991-01-01"), "別の人"],
            row!["高崎 健", "", "どちらか"],
        ];
        let file = xlsx(&office.file("b.xlsx"), &[Sheet::new("名簿", rows)]);
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(counts(&shown), [3, 1, 1, 0, 1], "{shown}");
        assert_eq!(
            shown["problems"].as_array().unwrap().iter().find(|problem| problem["severity"] == "error").unwrap()["code"],
            "possible_duplicate"
        );
        let ken = members(&office).await[1]["person_id"].clone();
        let mut mapping = shown["mapping"].clone();
        mapping["decisions"] = json!([{ "sheet": "名簿", "row": 4, "person_id": ken }]);
        assert_eq!(counts(&preview(&office, &file, json!({ "mapping": mapping })).await), [3, 1, 2, 0, 0]);
        mapping["decisions"] = json!([{ "sheet": "名簿", "row": 4 }]);
        let done = import(&office, &file, json!({ "mapping": mapping })).await;
        assert_eq!(counts(&done), [3, 2, 1, 0, 0]);
        assert_eq!(members(&office).await.len(), 4);
    }
}
