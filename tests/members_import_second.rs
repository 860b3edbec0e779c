//! Files that come again, or after others: what the dry run says is what the import does, and nothing changes by itself.

use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, csv, day, xlsx};

fn roster(office: &Office, name: &str, rows: Vec<Vec<V>>) -> std::path::PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

/// Rows and columns in which a code was found.
fn found(done: &Value, code: &str) -> Vec<(u64, String)> {
    codes(done).into_iter().filter(|(_, _, found)| found == code).map(|(row, column, _)| (row, column)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_last_day_before_the_stored_first_day_rejects_its_row_and_nothing_else() {
    for on in databases() {
        let office = Office::new(on).await;
        let of = || json!({ "employer": "架空精機", "as_of": "2026-10-01" });
        let first = vec![
            row!["社員番号", "氏名", "生年月日", "支部"],
            row!["1001", "山田 太郎", day("1980-01-01"), "東京支部"],
            row!["1002", "佐藤 花子", day("1981-01-01"), "東京支部"],
        ];
        import(&office, &roster(&office, "a.xlsx", first), of()).await;
        let second = vec![
            row!["社員番号", "氏名", "生年月日", "加入日", "退職日", "支部"],
            row!["1001", "山田 太郎", day("1980-01-01"), day("2002-04-01"), "", "東京支部"],
            row!["1002", "佐藤 花子", day("1981-01-01"), day("2003-04-01"), day("2026-09-30"), "東京支部"],
        ];
        let file = roster(&office, "b.xlsx", second);
        let list = json!({ "file": file, "employer": "架空精機", "as_of": "2026-10-01" });
        let compared = office.ask("members", "preview_reconcile", list.clone()).await;
        assert_eq!(compared["unsure"][0]["problems"], json!(["left_before_joined"]), "{compared}");
        let taken = json!({ "list": list, "changed": { "all": true } });
        let done = office.ask("members", "reconcile", taken).await;
        assert_eq!(counts(&done), [2, 0, 0, 1, 1], "{done}");
        let shown = preview(&office, &file, of()).await;
        let done = import(&office, &file, of()).await;
        for answer in [&shown, &done] {
            assert_eq!(counts(answer), [2, 0, 0, 1, 1], "{answer}");
            assert_eq!(found(answer, "left_before_joined"), [(3, "退職日".to_owned())], "{answer}");
            assert_eq!(found(answer, "join_date_differs"), [(2, "加入日".to_owned())], "{answer}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_new_is_made_of_an_expulsion_or_an_entry_made_by_mistake() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = || row!["組合員番号", "氏名", "生年月日", "加入日", "脱退日", "脱退理由"];
        let ended = |number: &str, name: &str, reason: &str| {
            row![number, name, day("1980-01-01"), day("2002-04-01"), day("2020-03-31"), reason]
        };
        let rows = vec![head(), ended("1", "山田 太郎", "除名"), ended("2", "佐藤 花子", "誤登録")];
        let file = roster(&office, "a.xlsx", rows);
        for answer in [preview(&office, &file, json!({})).await, import(&office, &file, json!({})).await] {
            assert_eq!(counts(&answer), [2, 0, 0, 0, 2], "{answer}");
            assert_eq!(found(&answer, "end_by_hand"), [(2, "脱退理由".to_owned()), (3, "脱退理由".to_owned())]);
        }
        assert!(members(&office).await.is_empty());
        let known = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日"],
            row!["1", "山田 太郎", day("1980-01-01"), day("2002-04-01")],
        ];
        import(&office, &roster(&office, "b.xlsx", known), json!({})).await;
        let rows = vec![head(), ended("1", "山田 太郎", "除名")];
        let done = import(&office, &roster(&office, "c.xlsx", rows), json!({})).await;
        assert_eq!(counts(&done), [1, 0, 0, 1, 0], "a member stays, with a warning: {done}");
        assert_eq!(found(&done, "end_by_hand").len(), 1);
        assert_eq!(card(&office, "1").await["memberships"][0]["status"], "active");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn units_of_one_name_are_told_apart_by_what_stands_above_them_whatever_the_order_of_the_rows() {
    let head = || row!["組合員番号", "氏名", "生年月日", "加入日", "支部", "分会"];
    let of = |n: i32, branch: &str, sub_branch: &str| {
        let number = n.to_string();
        let name = format!("山田 {n}郎");
        row![number, name, day("1980-01-01"), day("2002-04-01"), branch, sub_branch]
    };
    let rows = [of(1, "東京支部", "第一分会"), of(2, "大阪支部", "第一分会"), of(3, "", "第一分会")];
    for on in databases() {
        for order in [[0, 1, 2], [2, 0, 1], [0, 2, 1]] {
            let office = Office::new(on).await;
            let sorted: Vec<Vec<V>> = [head()].into_iter().chain(order.map(|at| rows[at].clone())).collect();
            let third = 2 + order.iter().position(|at| *at == 2).unwrap() as u64;
            let file = roster(&office, "a.xlsx", sorted);
            let shown = preview(&office, &file, json!({})).await;
            let units = office.ask("organizations", "units", json!({})).await;
            assert!(!units.to_string().contains("第一分会"), "a look makes no units: {units}");
            let done = import(&office, &file, json!({})).await;
            for answer in [&shown, &done] {
                assert_eq!(counts(answer), [3, 2, 0, 0, 1], "{order:?} {answer}");
                assert_eq!(found(answer, "unit_ambiguous"), [(third, "分会".to_owned())], "{answer}");
            }
            let places: Vec<String> = members(&office)
                .await
                .iter()
                .map(|row| format!("{}/{}", row["branch"].as_str().unwrap(), row["sub_branch"].as_str().unwrap()))
                .collect();
            assert_eq!(places, ["東京支部/第一分会", "大阪支部/第一分会"]);
            let again = import(&office, &file, json!({})).await;
            assert_eq!(counts(&again), [3, 0, 0, 2, 1], "{again}");
        }
        let office = Office::new(on).await;
        let file = roster(&office, "b.xlsx", vec![head(), of(1, "", "第一分会"), of(2, "東京支部", "第一分会")]);
        assert_eq!(counts(&preview(&office, &file, json!({})).await), [2, 2, 0, 0, 0]);
        assert_eq!(counts(&import(&office, &file, json!({})).await), [2, 2, 0, 0, 0]);
        assert_eq!(counts(&import(&office, &file, json!({})).await), [2, 0, 0, 2, 0], "the name alone meant that one");
        assert_eq!(members(&office).await[0]["branch"], "東京支部");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_spellings_of_a_company_that_is_still_to_be_made_are_one() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["社員番号", "氏名", "生年月日", "加入日", "会社"],
            row!["001", "山田 太郎", day("1980-01-01"), day("2002-04-01"), "株式会社架空"],
            row!["001", "佐藤 花子", day("1981-01-01"), day("2003-04-01"), "㈱架空"],
            row!["002", "鈴木 一郎", day("1982-01-01"), day("2004-04-01"), "㈱架空"],
        ];
        let file = roster(&office, "a.xlsx", rows);
        for answer in [preview(&office, &file, json!({})).await, import(&office, &file, json!({})).await] {
            assert_eq!(counts(&answer), [3, 2, 0, 0, 1], "{answer}");
            assert_eq!(found(&answer, "number_twice_in_file"), [(3, "社員番号".to_owned())], "{answer}");
        }
        let employers = office.ask("organizations", "employers", json!({})).await;
        let made = employers.as_array().unwrap().iter().filter(|row| row["kind"] == "employer");
        assert_eq!(made.map(|row| row["name"].as_str().unwrap()).collect::<Vec<_>>(), ["株式会社架空"], "{employers}");
        let again = import(&office, &file, json!({})).await;
        assert_eq!(counts(&again), [3, 0, 0, 2, 1], "{again}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gets_the_number_of_somebody_of_the_same_name_whatever_the_order_of_the_rows() {
    for on in databases() {
        for reversed in [false, true] {
            let office = Office::new(on).await;
            let of = || json!({ "employer": "架空精機", "create_units": true });
            let head = || row!["社員番号", "氏名", "生年月日", "部署"];
            let born = || day("1980-05-05");
            let first = vec![
                head(),
                row!["A1", "見本 花子", born(), "一課"],
                row!["00B6", "見本 一郎", day("1981-01-01"), "一課"],
            ];
            import(&office, &roster(&office, "a.xlsx", first), of()).await;
            let mut rows = vec![row!["A2", "見本 花子", born(), "一課"], row!["A1", "見本 花子", born(), "二課"]];
            // The number of somebody else on a row leaves the true row as it is.
            rows.push(row!["A1", "見本 別人", day("1999-09-09"), "一課"]);
            rows.push(row!["00b6", "見本 一郎", day("1981-01-01"), "一課"]);
            if reversed {
                rows.reverse();
            }
            rows.insert(0, head());
            let file = roster(&office, "b.xlsx", rows);
            for done in [preview(&office, &file, of()).await, import(&office, &file, of()).await] {
                assert_eq!(counts(&done), [4, 0, 1, 1, 2], "{done}");
                assert_eq!(found(&done, "employee_no_differs").len(), 1, "{done}");
                let another = if reversed { "number_of_another" } else { "number_twice_in_file" };
                assert_eq!(found(&done, another).len(), 1, "{done}");
            }
            let mut numbers = Vec::new();
            for member in members(&office).await {
                let card = office.ask("members", "card", json!({ "person_id": member["person_id"] })).await;
                let own = &card["employments"][0]["employment"];
                numbers.push((own["employee_no"].clone(), own["department"].clone()));
            }
            numbers.sort_by_key(|(number, _)| number.to_string());
            let expected = [("00B6", "一課"), ("A1", "二課")].map(|(number, at)| (json!(number), json!(at)));
            assert_eq!(numbers, expected);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_04_a_list_of_a_day_far_ahead_is_not_read() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![row!["氏名", "生年月日", "加入日"], row!["見本 花子", day("1985-04-01"), day("2020-04-01")]];
        let file = roster(&office, "a.xlsx", rows);
        let list = |day: &str| json!({ "file": file, "employer": "架空精機", "as_of": day });
        for verb in ["preview_roster", "import_roster", "preview_reconcile"] {
            let answer = office.call("members", verb, list("2062-10-31")).await;
            assert!(format!("{answer:?}").contains("list_day_ahead"), "{verb}: {answer:?}");
        }
        office.ask("members", "preview_roster", list("2026-12-30")).await;
        assert!(members(&office).await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_address_is_one_and_nobody_joins_before_birth() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日", "メール"],
            row!["1", "見本 一郎", day("1985-04-01"), day("2020-04-01"), "―"],
            row!["2", "見本 二郎", day("1985-04-01"), day("2020-04-01"), "なし"],
            row!["3", "見本 三郎", day("1985-04-01"), day("2020-04-01"), "ａ＠ｅｘａｍｐｌｅ．ｊｐ"],
            row!["4", "見本 四郎", day("1985-04-01"), day("1984-04-01"), ""],
        ];
        let done = import(&office, &roster(&office, "a.xlsx", rows), json!({})).await;
        assert_eq!(counts(&done), [4, 3, 0, 0, 1], "{done}");
        assert_eq!(found(&done, "joined_before_birth"), [(5, "加入日".to_owned())], "{done}");
        assert!(found(&done, "mail_malformed").is_empty(), "{done}");
        let mut stored = Vec::new();
        for number in ["1", "2", "3"] {
            let contacts = card(&office, number).await["contacts"].as_array().unwrap().clone();
            stored.push(contacts.iter().map(|contact| contact["value"].clone()).collect::<Vec<_>>());
        }
        assert_eq!(stored, [vec![], vec![], vec![json!("a@example.jp")]]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_in_english_is_understood() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = row![
            "Employee ID",
            "Surname",
            "Given name",
            "Birth date",
            "Company",
            "Hire date",
            "Join date",
            "Contract type",
            "Membership type",
            "Email"
        ];
        let line = row![
            "0042",
            "Mihon",
            "Anna",
            "Jan 5, 1991",
            "架空精機",
            "1 April 2018",
            "2020-04-01",
            "Full-time",
            "Special",
            "anna@example.jp"
        ];
        let file = roster(&office, "a.xlsx", vec![head, line]);
        let done = import(&office, &file, json!({ "create_units": true })).await;
        assert_eq!(counts(&done), [1, 1, 0, 0, 0], "{done}");
        let stored = card(&office, members(&office).await[0]["member_no"].as_str().unwrap()).await;
        let work = &stored["employments"][0]["employment"];
        assert_eq!((&work["employee_no"], &work["employment_type"]), (&json!("0042"), &json!("permanent")));
        assert_eq!(work["from_on"], "2018-04-01");
        assert_eq!(stored["person"]["birth_on"], "1991-01-05");
        assert_eq!(stored["memberships"][0]["category"], "special");
        assert_eq!(stored["memberships"][0]["joined_on"], "2020-04-01");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worksite_without_its_company_is_one_of_the_company_where_the_member_works() {
    for on in databases() {
        let office = Office::new(on).await;
        let first = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日", "会社", "事業所"],
            row!["1", "山田 太郎", day("1980-01-01"), day("2002-04-01"), "架空精機", "本社"],
            row!["2", "佐藤 花子", day("1981-01-01"), day("2003-04-01"), "架空運輸", "本社"],
            row!["3", "鈴木 一郎", day("1982-01-01"), day("2004-04-01"), "架空運輸", "本社"],
        ];
        import(&office, &roster(&office, "a.xlsx", first), json!({})).await;
        let second = vec![
            row!["組合員番号", "氏名", "事業所"],
            row!["1", "山田 太郎", "本社"],
            row!["2", "佐藤 花子", "第二車庫"],
            row!["3", "鈴木 一郎", ""],
        ];
        let file = roster(&office, "b.xlsx", second);
        let known = json!({ "create_units": false });
        for answer in [preview(&office, &file, known.clone()).await, import(&office, &file, known).await] {
            assert_eq!(counts(&answer), [3, 0, 0, 2, 1], "{answer}");
            assert_eq!(found(&answer, "worksite_unknown"), [(3, "事業所".to_owned())], "{answer}");
        }
        for answer in [preview(&office, &file, json!({})).await, import(&office, &file, json!({})).await] {
            assert_eq!(counts(&answer), [3, 0, 1, 2, 0], "{answer}");
        }
        let of = async |number: &str| {
            let card = card(&office, number).await;
            let work = card["employments"][0].clone();
            (work["employer"].as_str().unwrap().to_owned(), work["worksite"].as_str().unwrap().to_owned())
        };
        assert_eq!(of("1").await, ("架空精機".to_owned(), "本社".to_owned()));
        assert_eq!(of("2").await, ("架空運輸".to_owned(), "第二車庫".to_owned()));
        assert_eq!(of("3").await, ("架空運輸".to_owned(), "本社".to_owned()), "a blank keeps what is stored");
        assert_eq!(counts(&import(&office, &file, json!({})).await), [3, 0, 0, 3, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_leaves_the_company_blank_is_answered_the_same_the_second_time() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日", "会社", "部署"],
            row!["1", "山田 太郎", day("1980-01-01"), day("2002-04-01"), "架空精機", "総務部"],
            row!["2", "佐藤 花子", day("1981-01-01"), day("2003-04-01"), "", "営業部"],
        ];
        let file = roster(&office, "a.xlsx", rows);
        let first = import(&office, &file, json!({})).await;
        let second = import(&office, &file, json!({})).await;
        assert_eq!((counts(&first), counts(&second)), ([2, 1, 0, 0, 1], [2, 0, 0, 1, 1]), "{second}");
        for answer in [&first, &second] {
            assert_eq!(found(answer, "employer_missing"), [(3, "会社".to_owned())], "{answer}");
        }
        let named = import(&office, &file, json!({ "employer": "架空精機" })).await;
        assert_eq!(counts(&named), [2, 1, 0, 1, 0], "the officer says the company: {named}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_sheet_says_by_itself_whether_it_is_a_branch() {
    for on in databases() {
        let office = Office::new(on).await;
        office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "大阪支部" })).await;
        let of = |number: &str, name: &str| {
            vec![row!["組合員番号", "氏名", "加入日"], row![number, name, day("2002-04-01")]]
        };
        let sheets = [
            Sheet::new("東京支部(在籍)", of("1", "山田 太郎")),
            Sheet::new("大阪", of("2", "佐藤 花子")),
            Sheet::new("パート", of("3", "鈴木 一郎")),
            Sheet::new("空の表", vec![row!["組合員番号", "氏名", "加入日"]]),
        ];
        let file = xlsx(&office.file("a.xlsx"), &sheets);
        let shown = preview(&office, &file, json!({})).await;
        assert_eq!(shown["warnings"], json!([{ "code": "sheets_no_branch", "about": { "raw": "パート" } }]), "{shown}");
        let done = import(&office, &file, json!({ "mapping": shown["mapping"] })).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0], "{done}");
        assert_eq!(found(&done, "sheets_no_branch").len(), 1, "{done}");
        let branches: Vec<Value> = members(&office).await.iter().map(|row| row["branch"].clone()).collect();
        assert_eq!(branches[..2], [json!("東京支部"), json!("大阪支部")]);
        assert!(branches[2].as_str().unwrap_or_default().is_empty(), "{branches:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_brings_in_headers_that_nobody_knows_and_they_are_remembered() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["甲欄", "乙欄", "丙欄"],
            row!["001", "山田 太郎", day("2002-04-01")],
            row!["002", "佐藤 花子", day("2003-04-01")],
        ];
        let file = csv(&office.file("a.csv"), &rows, |text| text.as_bytes().to_vec());
        let look = |more: Value| {
            let mut input = json!({ "file": file });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            input
        };
        assert_eq!(office.refused("members", "preview_roster", look(json!({}))).await, "roster_not_found");
        let columns = |to: &str, transform: &str| {
            json!({ "mapping": { "columns": [
                { "from": "甲欄", "to": "member_no", "transform": transform },
                { "from": "乙欄", "to": "name" },
                { "from": "丙欄", "to": to },
            ] } })
        };
        for (mapping, field, code) in [
            (columns("joined", "none"), "mapping.columns.丙欄", "column_unknown"),
            (columns("joined_on", "pad:0"), "mapping.columns.甲欄", "transform_unknown"),
        ] {
            let error = office.call("members", "preview_roster", look(mapping)).await.unwrap_err();
            let told = serde_json::to_value(&error).unwrap();
            assert_eq!(told["fields"][0]["field"], field, "{told}");
            assert_eq!(told["fields"][0]["code"], code, "{told}");
        }
        let done = import(&office, &file, columns("joined_on", "pad:3")).await;
        assert_eq!(counts(&done), [2, 2, 0, 0, 0], "{done}");
        let next = preview(&office, &file, json!({})).await;
        assert_eq!(next["remembered"], true, "{next}");
        assert_eq!(counts(&next), [2, 0, 0, 2, 0], "{next}");
        let row = members(&office).await.remove(0);
        assert_eq!((&row["member_no"], &row["joined_on"]), (&json!("001"), &json!("2002-04-01")));
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(office.refused("members", "preview_roster", look(json!({}))).await, "roster_not_found");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejected_rows_come_again_without_a_word_about_our_own_column() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["組合員番号", "氏名", "加入日", "よくわからない列"],
            row!["1", "山田 太郎", day("2002-04-01"), "甲"],
            row!["2", "佐藤 花子", "去年の春", "乙"],
        ];
        let done = import(&office, &roster(&office, "a.xlsx", rows), json!({})).await;
        assert_eq!(counts(&done), [2, 1, 0, 0, 1], "{done}");
        let text = json!({ "batch": done["batch"], "file": office.file("b.csv") });
        assert_eq!(office.refused("members", "rejected_rows", text).await, "file_kind_xlsx");
        let mend = office.file("b.xlsx");
        office.ask("members", "rejected_rows", json!({ "batch": done["batch"], "file": mend })).await;
        let again = import(&office, &mend, json!({})).await;
        assert_eq!(counts(&again), [1, 0, 0, 0, 1], "{again}");
        let told = ["column_not_taken", "column_left_out"].map(|code| found(&again, code));
        let told: Vec<String> = told.into_iter().flatten().map(|(_, column)| column).collect();
        assert_eq!(told, ["よくわからない列"], "{again}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ditto_mark_in_our_own_export_is_a_value() {
    for on in databases() {
        let (office, tokyo, _) = crate::members::with_units(on).await;
        for (given, kana, remark) in [("花子", "ハナコ", "先頭"), ("太郎", "タロウ", "〃"), ("次郎", "ジロウ", "同上")]
        {
            let mut joins = crate::members::joining("佐藤", given, ("サトウ", kana), &tokyo);
            joins["person"]["remarks"] = json!(remark);
            office.ask("members", "add", joins).await;
        }
        for name in ["a.xlsx", "a.csv"] {
            let file = office.file(name);
            office.ask("members", "export_roster", json!({ "file": file, "purpose": "試験" })).await;
            let done = import(&office, &file, json!({})).await;
            assert_eq!(counts(&done), [3, 0, 0, 3, 0], "{done}");
        }
        // In a file of others they point upwards, and 々 alone is a value.
        let rows = vec![
            row!["組合員番号", "氏名", "加入日", "備考"],
            row!["11", "山田 太郎", day("2002-04-01"), "先頭"],
            row!["12", "鈴木 一郎", day("2002-04-01"), "〃"],
            row!["13", "森 三郎", day("2002-04-01"), "々"],
        ];
        import(&office, &roster(&office, "b.xlsx", rows), json!({})).await;
        let remark = async |number: &str| card(&office, number).await["person"]["remarks"].clone();
        assert_eq!((remark("12").await, remark("13").await), (json!("先頭"), json!("々")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_new_by_the_officers_word_is_new_once() {
    for on in databases() {
        let office = Office::new(on).await;
        let known = vec![row!["組合員番号", "氏名", "加入日"], row!["1", "山田 太郎", day("2002-04-01")]];
        import(&office, &roster(&office, "a.xlsx", known), json!({})).await;
        let rows = vec![
            row!["氏名", "生年月日", "加入日"],
            row!["山田 太郎", "", day("2010-04-01")],
            row!["森 三郎", day("1980-01-01"), day("2011-04-01")],
            row!["森 三郎", day("1980-01-01"), day("2012-04-01")],
        ];
        let file = roster(&office, "b.xlsx", rows);
        let new = |row: u32| json!({ "sheet": "名簿", "row": row, "person_id": null });
        let of = || json!({ "mapping": { "decisions": [new(2), new(3), new(4)] } });
        let done = import(&office, &file, of()).await;
        assert_eq!(counts(&done), [3, 3, 0, 0, 0], "{done}");
        assert_eq!(counts(&preview(&office, &file, of()).await), [3, 0, 0, 3, 0]);
        let again = import(&office, &file, of()).await;
        assert_eq!(counts(&again), [3, 0, 0, 3, 0], "{again}");
        assert_eq!(members(&office).await.len(), 4);
        // Taken back, the file makes them once more.
        office.ask("desk", "undo", json!({ "op": done["batch"] })).await;
        assert_eq!(counts(&import(&office, &file, of()).await), [3, 3, 0, 0, 0]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_in_two_columns_is_one_address() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["社員番号", "氏名", "住所１", "住所２"],
            row!["1001", "山田 太郎", "東京都千代田区架空町1-2-3", "共助マンション405"],
            row!["1002", "佐藤 花子", "東京都千代田区架空町9", ""],
        ];
        let file = roster(&office, "a.xlsx", rows);
        let of = || json!({ "employer": "架空精機" });
        let done = import(&office, &file, of()).await;
        assert_eq!(found(&done, "column_not_taken"), [], "{done}");
        let mut addresses = Vec::new();
        for member in members(&office).await {
            let contacts = card(&office, member["member_no"].as_str().unwrap()).await["contacts"].clone();
            addresses.push(contacts[0]["value"].as_str().unwrap().to_owned());
        }
        addresses.sort();
        assert_eq!(addresses, ["東京都千代田区架空町1-2-3　共助マンション405", "東京都千代田区架空町9"]);
        let again = import(&office, &file, of()).await;
        assert_eq!(again["unchanged"], 2, "{again}");
    }
}
