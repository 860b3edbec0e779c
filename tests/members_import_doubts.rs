//! What a file may not do by itself: lose zeros, make members of totals and of people who have left, write over first days.

use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, day, xlsx};

fn roster(office: &Office, name: &str, rows: Vec<Vec<V>>) -> std::path::PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

fn of_employer() -> Value {
    json!({ "employer": "東都精機（架空）", "create_units": true, "as_of": "2026-10-01" })
}

fn found(done: &Value, code: &str) -> Vec<(u64, String)> {
    codes(done).into_iter().filter(|(_, _, found)| found == code).map(|(row, column, _)| (row, column)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_only_lacks_its_zeros_is_the_same_and_keeps_them() {
    for on in databases() {
        let office = Office::new(on).await;
        let month = |number: V| {
            vec![
                row!["社員番号", "氏名", "生年月日", "支部"],
                vec![number.clone(), "山田 太郎".into(), day("1980-01-01"), "東京支部".into()],
                vec![number, "川上 次郎".into(), V::E, "東京支部".into()],
            ]
        };
        // Two persons cannot share a number; the second list gives the second person another.
        let mut first = month("00001".into());
        first[2][0] = "00002".into();
        let mut next = month(1.into());
        next[2][0] = 2.into();
        import(&office, &roster(&office, "a.xlsx", first), of_employer()).await;
        let done = import(&office, &roster(&office, "b.xlsx", next), of_employer()).await;
        assert_eq!(counts(&done), [2, 0, 0, 2, 0], "{done}");
        assert_eq!(found(&done, "zeros_kept").len(), 2, "{done}");
        let numbers: Vec<Value> = members(&office).await.iter().map(|row| row["employee_no"].clone()).collect();
        assert_eq!(numbers, ["00001", "00002"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn totals_titles_and_notes_never_become_members() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["No.", "社員番号", "氏名", "フリガナ", "支部", "入社日"],
            row![1, "00001", "計 太郎", "ハカリ タロウ", "東京支部", day("2010-04-01")],
            row!["", "合計", "1名", "", "", ""],
            row!["小計", "", 3, "", "", ""],
            row!["", "", "合計", "1名", "", ""],
            row!["", "", "以上", "", "", ""],
            row!["", "", "【大阪支部】", "", "", ""],
            row!["", "", "平均年齢", "45.5歳", "", ""],
            row!["", "人数", "2", "", "", ""],
            row!["", "", "ページ計", "", "", ""],
            row!["", "", "東京支部計", "1名", "", ""],
            row![2, "00002", "会計 花子", "", "大阪支部", ""],
        ];
        let done = import(&office, &roster(&office, "a.xlsx", rows), of_employer()).await;
        assert_eq!(counts(&done), [2, 2, 0, 0, 0], "{done}");
        assert_eq!(found(&done, "row_skipped").len(), 9, "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_by_the_file_is_no_new_member_and_ends_on_the_right_day() {
    for on in databases() {
        let office = Office::new(on).await;
        let gone = vec![
            row!["社員番号", "氏名", "支部", "加入日", "在籍区分"],
            row!["1", "山田 太郎", "東京支部", day("2020-04-01"), "退職"],
            row!["2", "川上 次郎", "東京支部", day("2020-04-01"), "脱退済"],
            row!["3", "森 三郎", "東京支部", day("2020-04-01"), "在籍"],
        ];
        let done = import(&office, &roster(&office, "a.xlsx", gone), of_employer()).await;
        assert_eq!(counts(&done), [3, 1, 0, 0, 2], "{done}");
        assert_eq!(found(&done, "end_incomplete"), [(2, "在籍区分".to_owned()), (3, "在籍区分".to_owned())]);
        let left = vec![
            row!["社員番号", "氏名", "支部", "加入日", "退職日"],
            row!["4", "林 四郎", "東京支部", day("2020-04-01"), day("2023-03-31")],
        ];
        let done = import(&office, &roster(&office, "b.xlsx", left), of_employer()).await;
        assert_eq!(counts(&done), [1, 1, 0, 0, 0], "{done}");
        assert_eq!(found(&done, "end_reason_taken").len(), 1);
        let lost = vec![
            row!["社員番号", "氏名", "支部", "加入日", "資格喪失日", "資格喪失理由"],
            row!["5", "原 五郎", "東京支部", day("2020-04-01"), day("2026-04-01"), "脱退"],
        ];
        let file = roster(&office, "c.xlsx", lost);
        let shown = preview(&office, &file, of_employer()).await;
        assert!(shown["columns"][4]["transforms"].as_array().unwrap().contains(&json!("day_before")), "{shown}");
        import(&office, &file, of_employer()).await;
        let on_day = async |day: &str, state: &str| {
            let filter = json!({ "as_of": day, "state": state, "sort": "member_no" });
            let page = office.ask("members", "list", filter).await;
            page["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["family_name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(on_day("2023-03-31", "in_force").await, ["森", "林", "原"]);
        assert_eq!(on_day("2026-03-31", "in_force").await, ["森", "原"]);
        assert_eq!(on_day("2026-04-01", "in_force").await, ["森"], "資格喪失日 is the day after the last one");
        assert_eq!(on_day("2026-10-31", "ended").await, ["林", "原"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn first_days_are_corrected_by_hand_and_a_list_of_a_past_day_changes_nothing() {
    for on in databases() {
        let office = Office::new(on).await;
        let of = |joined: &str| {
            vec![
                row!["組合員番号", "氏名", "生年月日", "支部", "加入日"],
                row!["1", "山田 太郎", day("1980-01-01"), "東京支部", day(joined)],
            ]
        };
        import(&office, &roster(&office, "a.xlsx", of("2000-04-01")), of_employer()).await;
        let done = import(&office, &roster(&office, "b.xlsx", of("2026-10-01")), of_employer()).await;
        assert_eq!(counts(&done), [1, 0, 0, 1, 0], "{done}");
        assert_eq!(found(&done, "join_date_differs"), [(2, "加入日".to_owned())]);
        let who = card(&office, "1").await;
        let leave = json!({
            "membership_id": who["memberships"][0]["id"], "version": who["memberships"][0]["version"],
            "left_on": "2026-10-10", "end_reason": "employment_end"
        });
        office.ask("members", "leave", leave).await;
        let past = json!({ "create_units": true, "as_of": "2026-10-05" });
        let again = import(&office, &roster(&office, "c.xlsx", of("2000-04-01")), past).await;
        assert_eq!(counts(&again), [1, 0, 0, 1, 0], "in force on that day: {again}");
        // The officer says that the person joins again: not within the membership that ended.
        let person = who["person_id"].clone();
        let rejoin = vec![row!["氏名", "加入日", "支部"], row!["山田 太郎", day("2000-04-01"), "東京支部"]];
        let mapping = json!({ "decisions": [{ "sheet": "名簿", "row": 2, "person_id": person }] });
        let input = json!({ "create_units": true, "as_of": "2026-10-20", "mapping": mapping });
        let done = import(&office, &roster(&office, "d.xlsx", rejoin), input).await;
        assert_eq!(counts(&done), [1, 1, 0, 0, 0], "{done}");
        let who = card(&office, "1").await;
        let days: Vec<Value> =
            who["memberships"].as_array().unwrap().iter().map(|row| row["joined_on"].clone()).collect();
        assert_eq!(days, ["2026-10-20", "2000-04-01"], "{who}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_that_are_not_taken_are_named_and_a_mapping_taken_back_is_forgotten() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["社員番号", "氏名", "支部", "血液型", "病名", "入社", "組合加入"],
            row!["'00001", "山田 太郎", "東京支部", "A", "x", day("2010-04-01"), day("2010-05-01")],
            row!["1.23E+10", "川上 次郎", "東京支部", "B", "", day("2010-04-01"), day("2010-05-01")],
            row!["123.0", "森 三郎", "東京支部", "B", "", day("2010-04-01"), day("2010-05-01")],
        ];
        let file = roster(&office, "a.xlsx", rows);
        let mut mapped = of_employer();
        mapped["mapping"] = json!({ "columns": [{ "from": "支部", "to": null }, { "from": "無い列", "to": "grade" }], "defaults": { "department": "仮" } });
        let done = import(&office, &file, mapped).await;
        assert_eq!(counts(&done), [3, 2, 0, 0, 1], "{done}");
        for (column, code) in [
            ("血液型", "column_not_taken"),
            ("病名", "column_never_kept"),
            ("支部", "column_left_out"),
            ("無い列", "column_missing"),
        ] {
            assert_eq!(found(&done, code), [(1, column.to_owned())], "{done}");
        }
        assert_eq!(found(&done, "number_in_powers"), [(3, "社員番号".to_owned())]);
        assert_eq!(found(&done, "number_decimals_dropped"), [(4, "社員番号".to_owned())]);
        let row = members(&office).await.into_iter().find(|row| row["family_name"] == "山田").unwrap();
        assert_eq!((&row["employee_no"], &row["joined_on"]), (&json!("00001"), &json!("2010-05-01")));
        let next = preview(&office, &file, of_employer()).await;
        assert_eq!(next["remembered"], true, "and said so");
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        let next = preview(&office, &file, of_employer()).await;
        assert_eq!((&next["remembered"], &next["mapping"]["defaults"]), (&json!(false), &json!({})));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_no_verb_knows_is_refused() {
    let office = Office::new(crate::support::office::On::File).await;
    assert_eq!(office.refused("members", "list", json!({ "asof": "2026-01-01" })).await, "input_malformed");
    let mapping = json!({ "file": "a.xlsx", "mapping": { "colums": [] } });
    assert_eq!(office.refused("members", "preview_roster", mapping).await, "input_malformed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_without_a_space_never_spoils_the_one_that_is_stored() {
    for on in databases() {
        let office = Office::new(on).await;
        let first = vec![
            row!["社員番号", "姓", "名", "セイ", "メイ", "支部", "生年月日"],
            row!["0001", "山田", "太郎", "ヤマダ", "タロウ", "東京支部", ""],
            row!["0002", "髙橋", "花子", "タカハシ", "ハナコ", "東京支部", ""],
            row!["0003", "森", "三郎", "モリ", "サブロウ", "東京支部", "1980-05-05"],
        ];
        import(&office, &roster(&office, "a.xlsx", first), of_employer()).await;
        let whole = vec![
            row!["社員番号", "氏名", "フリガナ", "支部", "生年月日"],
            row!["0001", "山田太郎", "ﾔﾏﾀﾞﾀﾛｳ", "東京支部", ""],
            row!["0002", "佐藤花子", "サトウハナコ", "東京支部", ""],
            row!["0003", "林四郎", "ハヤシシロウ", "東京支部", "1980-05-05"],
        ];
        let done = import(&office, &roster(&office, "b.xlsx", whole), of_employer()).await;
        let names: Vec<String> = members(&office)
            .await
            .iter()
            .map(|row| {
                let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
                [text("family_name"), text("given_name")].join("|")
            })
            .collect();
        // The first is the same; of the second the given name shows where the new family name ends; of the third nothing does.
        assert_eq!(names, ["山田|太郎", "佐藤|花子", "森|三郎"], "{done}");
        assert_eq!(found(&done, "name_kept").len(), 2, "name and reading of the third row: {done}");
        assert!(found(&done, "name_not_split").is_empty(), "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_name_under_the_family_name_is_the_stored_one_and_marks_for_characters_are_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = || row!["社員番号", "姓", "名", "支部"];
        let first = vec![head(), row!["0001", "閒宮", "龍之介", "東京支部"], row!["0002", "〓橋", "薫", "東京支部"]];
        let done = import(&office, &roster(&office, "a.xlsx", first), of_employer()).await;
        assert_eq!(found(&done, "name_stands_in"), [(3, "姓".to_owned())], "{done}");
        let next = vec![head(), row!["0001", "閒宮龍之介", "", "東京支部"], row!["0002", "〓橋", "薫", "東京支部"]];
        let done = import(&office, &roster(&office, "b.xlsx", next), of_employer()).await;
        assert_eq!(counts(&done), [2, 0, 0, 2, 0], "{done}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_day_at_the_end_of_time_is_none() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["社員番号", "氏名", "支部", "加入日", "退職日"],
            row!["1", "山田 太郎", "東京支部", day("2020-04-01"), "9999/12/31"],
            row!["2", "川上 次郎", "東京支部", day("2020-04-01"), day("9999-12-31")],
        ];
        let done = import(&office, &roster(&office, "a.xlsx", rows), of_employer()).await;
        assert_eq!(counts(&done), [2, 2, 0, 0, 0], "{done}");
        assert_eq!(members(&office).await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sheets_with_other_headers_are_each_read_by_their_own() {
    for on in databases() {
        let office = Office::new(on).await;
        let sheets = [
            Sheet::new(
                "東京支部",
                vec![row!["社員番号", "姓", "名", "セイ", "メイ"], row!["1", "山田", "太郎", "ヤマダ", "タロウ"]],
            ),
            Sheet::new(
                "大阪支部",
                vec![row!["社員番号", "氏名", "フリガナ", "趣味"], row!["2", "川上 次郎", "カワカミ ジロウ", "将棋"]],
            ),
            Sheet::new(
                "京都支部",
                vec![
                    row!["", "氏名", "", "フリガナ", ""],
                    row!["社員番号", "姓", "名", "セイ", "メイ"],
                    row!["3", "森", "三郎", "モリ", "サブロウ"],
                ],
            ),
        ];
        let file = xlsx(&office.file("sheets.xlsx"), &sheets);
        let done = import(&office, &file, of_employer()).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0], "{done}");
        let names: Vec<String> = members(&office)
            .await
            .iter()
            .map(|row| {
                format!("{} {}", row["family_name"].as_str().unwrap(), row["given_name"].as_str().unwrap_or("?"))
            })
            .collect();
        assert_eq!(names, ["山田 太郎", "川上 次郎", "森 三郎"], "{done}");
        let told: Vec<&Value> = done["problems"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|problem| problem["code"] == "column_not_taken")
            .collect();
        assert!(told.iter().any(|problem| problem["sheet"] == "大阪支部" && problem["column"] == "趣味"), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn belonging_is_the_branch_where_every_value_is_one() {
    for on in databases() {
        let office = Office::new(on).await;
        let first = vec![
            row!["社員番号", "氏名", "支部"],
            row!["1", "山田 太郎", "東京支部"],
            row!["2", "川上 次郎", "大阪支部"],
        ];
        import(&office, &roster(&office, "a.xlsx", first), of_employer()).await;
        let rows = |third: &str| {
            vec![row!["社員番号", "氏名", "所属"], row!["3", "森 三郎", "東京支部"], row!["4", "林 四郎", third]]
        };
        let shown = preview(&office, &roster(&office, "b.xlsx", rows("大阪支部")), of_employer()).await;
        assert_eq!(shown["columns"][2]["to"], "branch", "{shown}");
        let shown = preview(&office, &roster(&office, "c.xlsx", rows("第一課")), of_employer()).await;
        assert_eq!(shown["columns"][2]["to"], "department", "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_of_kinds_is_of_employment_where_its_values_say_so() {
    for on in databases() {
        let office = Office::new(on).await;
        let list = |name: &str, kinds: [&str; 2]| {
            let rows = vec![
                row!["社員番号", "氏名", "区分", "支部"],
                row!["1", "山田 太郎", kinds[0], "東京支部"],
                row!["2", "川上 次郎", kinds[1], "東京支部"],
            ];
            roster(&office, name, rows)
        };
        let of_company = list("会社.xlsx", ["正社員", "パート"]);
        let shown = preview(&office, &of_company, of_employer()).await;
        assert_eq!(shown["columns"][2]["to"], "employment_type", "{shown}");
        let done = import(&office, &of_company, of_employer()).await;
        assert_eq!(counts(&done), [2, 2, 0, 0, 0], "{done}");
        let of_union = list("組合.xlsx", ["正組合員", "パート"]);
        let shown = preview(&office, &of_union, json!({ "employer": "東都精機（架空）", "mapping": {} })).await;
        assert_eq!(shown["columns"][2]["to"], "category", "{shown}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn titles_in_names_are_noticed_and_numbers_go_on_from_the_largest() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "支部"],
            row!["0023", "中村 一郎 様", "東京支部"],
            row!["0024", "川上 次郎", "東京支部"],
        ];
        let done = import(&office, &roster(&office, "a.xlsx", rows), of_employer()).await;
        assert_eq!(found(&done, "name_with_more"), [(2, "氏名".to_owned())], "{done}");
        let unit = office.ask("organizations", "units", json!({})).await[0]["id"].clone();
        let new = json!({ "person": { "family_name": "見本", "given_name": "花子" }, "unit_id": unit,
            "joined_on": "2026-10-01", "eligible": true, "not_a_duplicate": true });
        let added = office.ask("members", "add", new).await;
        assert_eq!(added["member_no"], "000025", "{added}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_in_a_row_of_somebody_else_changes_nobody() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = row!["社員番号", "氏名", "フリガナ", "生年月日", "会社", "支部"];
        let write = |name: &str, rows: Vec<Vec<V>>| {
            let all = std::iter::once(head.clone()).chain(rows).collect();
            xlsx(&office.file(name), &[Sheet::new("名簿", all)])
        };
        let row = |name: &str, kana: &str, birth: V| row!["000014", name, kana, birth, "架空工業", "東支部"];
        let first = write("一.xlsx", vec![row("見本 一郎", "ミホン イチロウ", day("1968-12-12"))]);
        import(&office, &first, json!({ "create_units": true })).await;
        let none = || V::from("");
        let another = [
            row("別姓 一郎", "ベッセイ イチロウ", day("2001-01-01")),
            row("別姓 花江", "ベッセイ ハナエ", none()),
            row("見本 花江", "ミホン ハナエ", none()),
            row("見本 花江", "ミホン ハナエ", day("2001-01-01")),
        ];
        for (n, row) in another.into_iter().enumerate() {
            let done = import(&office, &write(&format!("別{n}.xlsx"), vec![row]), json!({})).await;
            assert_eq!(
                (counts(&done), &done["problems"][0]["code"]),
                ([1, 0, 0, 0, 1], &json!("number_of_another")),
                "{n}"
            );
        }
        // A family name alone says nothing against the given name that comes now.
        let alone = xlsx(
            &office.file("姓.xlsx"),
            &[Sheet::new("名簿", vec![row!["社員番号", "姓", "会社"], row!["000099", "架空", "架空工業"]])],
        );
        import(&office, &alone, json!({})).await;
        let whole = row!["000099", "架空 三郎", "カクウ サブロウ", none(), "架空工業", "東支部"];
        let done = import(&office, &write("名.xlsx", vec![whole]), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{done}");
        // Married, a date corrected, another kanji with the same reading: the same person.
        let same = [
            row("新姓 一郎", "シンセイ イチロウ", none()),
            row("新姓 一郎", "シンセイ イチロウ", day("1968-12-21")),
            row("新姓 市郎", "シンセイ イチロウ", none()),
            row("別名 別郎", "ベツメイ ベツロウ", day("1968-12-21")),
        ];
        for (n, row) in same.into_iter().enumerate() {
            let done = import(&office, &write(&format!("同{n}.xlsx"), vec![row]), json!({})).await;
            assert_eq!(counts(&done), [1, 0, 1, 0, 0], "{n}: {done}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_away_and_stands_as_present_in_a_file_stays_away_and_the_file_is_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let file = |name: &str, department: &str| {
            let rows = vec![
                row!["組合員番号", "氏名", "部署", "会社", "状態", "支部"],
                row!["A-1", "見本 花子", department, "架空工業", "在籍", "東支部"],
            ];
            xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
        };
        import(&office, &file("一.xlsx", "総務課"), json!({ "create_units": true, "as_of": "2026-01-01" })).await;
        let rows = office.ask("members", "list", json!({})).await["rows"].clone();
        let away = json!({ "membership_id": rows[0]["membership_id"], "kind": "childcare", "from_on": "2026-05-01" });
        office.ask("members", "start_condition", away).await;
        let done = import(&office, &file("二.xlsx", "経理課"), json!({})).await;
        assert_eq!(
            (counts(&done), &done["problems"][0]["code"]),
            ([1, 0, 1, 0, 0], &json!("condition_lasts")),
            "{done}"
        );
        let rows = office.ask("members", "list", json!({})).await["rows"].clone();
        assert_eq!(rows[0]["conditions"], json!(["childcare"]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dash_is_no_number_and_a_year_or_an_age_is_no_day() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["社員番号", "組合員番号", "氏名", "生年月日", "会社", "支部"],
            row!["－", "-", "見本 一郎", day("1980-01-01"), "架空工業", "東支部"],
            row!["―", "なし", "見本 二郎", day("1981-01-01"), "架空工業", "東支部"],
            row!["不明", "未定", "見本 三郎", "－", "架空工業", "東支部"],
            row!["7", "", "見本 四郎", V::N(1980.0), "架空工業", "東支部"],
            row!["8", "", "見本 五郎", V::N(55.0), "架空工業", "東支部"],
        ];
        let done = import(&office, &roster(&office, "一.xlsx", rows), json!({ "create_units": true })).await;
        assert_eq!(counts(&done), [5, 3, 0, 0, 2], "{done}");
        assert_eq!(found(&done, "date_month_missing").len(), 1, "{done}");
        assert_eq!(found(&done, "date_serial_early").len(), 1, "{done}");
        let rows = office.ask("members", "list", json!({ "sort": "member_no" })).await["rows"].clone();
        for row in rows.as_array().unwrap() {
            assert_eq!(row["employee_no"], Value::Null, "{row}");
            assert!(row["member_no"].as_str().unwrap().chars().all(|c| c.is_ascii_digit()), "{row}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sheet_of_people_who_have_left_without_their_days_is_told() {
    for on in databases() {
        let office = Office::new(on).await;
        let sheet = |name: &str, number: &str, person: &str| {
            Sheet::new(name, vec![row!["組合員番号", "氏名", "支部"], row![number, person, "東支部"]])
        };
        let file = xlsx(&office.file("一.xlsx"), &[sheet("名簿", "1", "見本 一郎"), sheet("退職者", "2", "見本 二郎")]);
        let seen = preview(&office, &file, json!({ "create_units": true })).await;
        assert!(seen["warnings"].to_string().contains("sheet_of_leavers"), "{seen}");
        let done = import(&office, &file, json!({ "create_units": true })).await;
        assert_eq!(found(&done, "sheet_of_leavers").len(), 1, "{done}");
    }
}
