//! What a list is judged against: namesakes told apart, numbers that lost their zeros in every row, readings in any script.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::members_import::{card, codes, counts, import, members, preview};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, day, xlsx};

fn file(office: &Office, name: &str, rows: Vec<Vec<V>>) -> PathBuf {
    xlsx(&office.file(name), &[Sheet::new("名簿", rows)])
}

fn of_employer() -> Value {
    json!({ "employer": "東都精機（架空）", "create_units": true, "as_of": "2026-10-01" })
}

#[tokio::test(flavor = "multi_thread")]
async fn two_namesakes_newly_found_are_told_apart() {
    for on in databases() {
        let office = Office::new(on).await;
        let head = ["社員番号", "氏名", "フリガナ", "生年月日", "支部", "職場"];
        let rows = vec![
            head.map(V::from).to_vec(),
            row!["00001", "見本 花子", "ミホン ハナコ", day("1980-01-01"), "東支部", "第一課"],
            row!["00002", "見本 花子", "ミホン カコ", day("1990-02-02"), "西支部", ""],
        ];
        let mut input = of_employer();
        input["file"] = json!(file(&office, "a.xlsx", rows));
        let seen = office.ask("members", "preview_reconcile", input).await;
        let rows = seen["list"]["rows"].as_array().unwrap();
        let told: Vec<[&str; 3]> =
            rows.iter().map(|row| ["kana", "birth_on", "unit"].map(|name| row[name].as_str().unwrap())).collect();
        let expected = [["ミホン ハナコ", "1980-01-01", "東支部 / 第一課"], ["ミホン カコ", "1990-02-02", "西支部"]];
        assert_eq!(told, expected, "{seen}");
    }
}

/// Ten employees with numbers of five digits, as text or as Excel leaves them.
fn ten(number: impl Fn(i32) -> V) -> Vec<Vec<V>> {
    let person =
        |n: i32| vec![number(n), format!("見本 {n}郎").into(), day(&format!("1980-01-{:02}", n + 10)), "東支部".into()];
    std::iter::once(row!["社員番号", "氏名", "生年月日", "支部"]).chain((1..=10).map(person)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn zeros_that_a_whole_list_lost_are_proposed_by_the_width_of_the_employer() {
    for on in databases() {
        let office = Office::new(on).await;
        let stored = file(&office, "a.xlsx", ten(|n| V::T(format!("{n:05}"))));
        import(&office, &stored, of_employer()).await;
        // Every number of the next list lost its zeros, so the list itself shows no width.
        let next = file(&office, "b.xlsx", ten(V::from));
        let seen = preview(&office, &next, of_employer()).await;
        assert_eq!(seen["columns"][0]["transforms"], json!(["propose_pad:5"]), "{}", seen["columns"]);
        let lost = codes(&seen).into_iter().filter(|(_, _, code)| code == "leading_zeros_lost").count();
        assert_eq!(lost, 10, "told, and kept as read");
        assert!(codes(&seen).iter().any(|(_, _, code)| code == "zeros_kept"), "never applied unasked");
        // Who married meanwhile is known by the number but for its zeros and the birth date, and is nobody new.
        let mut married = ten(V::from);
        married[1][1] = "改姓 1郎".into();
        let seen = preview(&office, &file(&office, "m.xlsx", married.clone()), of_employer()).await;
        assert_eq!(counts(&seen), [10, 0, 1, 9, 0], "{seen}");
        married[1][2] = day("1999-09-09");
        let seen = preview(&office, &file(&office, "n.xlsx", married), of_employer()).await;
        assert_eq!(counts(&seen), [10, 1, 0, 9, 0], "of another birth date it is somebody else: {seen}");
        let mut accepted = of_employer();
        let pad = json!({ "from": "社員番号", "to": "employee_no", "transform": "pad:5" });
        accepted["mapping"] = json!({ "columns": [pad] });
        let seen = preview(&office, &next, accepted).await;
        assert_eq!((counts(&seen), codes(&seen)), ([10, 0, 0, 10, 0], Vec::new()));
        assert_eq!(seen["columns"][0]["transforms"], json!(["pad:5"]));
        // The same employer, named in a column of the list.
        let mut named = ten(V::from);
        for (at, row) in named.iter_mut().enumerate() {
            row.push(if at == 0 { "会社".into() } else { "東都精機（架空）".into() });
        }
        let seen = preview(&office, &file(&office, "c.xlsx", named), json!({ "as_of": "2026-10-01" })).await;
        assert_eq!(seen["columns"][0]["transforms"], json!(["propose_pad:5"]));
        // Of an employer whose numbers have no zeros nothing is known to be lost.
        let mut other = of_employer();
        other["employer"] = json!("西都機工（架空）");
        let plain = file(&office, "d.xlsx", ten(|n| V::T(format!("{}", 10_000 + n))));
        import(&office, &plain, other.clone()).await;
        let seen = preview(&office, &file(&office, "e.xlsx", ten(V::from)), other).await;
        assert_eq!(seen["columns"][0]["transforms"], json!([]), "{}", seen["columns"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_number_is_known_however_a_list_writes_it_and_stays_as_it_is() {
    for on in databases() {
        let office = Office::new(on).await;
        let input = || json!({ "create_units": true, "as_of": "2026-10-01" });
        let list = |name: &str, mut rows: Vec<Vec<V>>| {
            rows[0][0] = "組合員番号".into();
            file(&office, name, rows)
        };
        import(&office, &list("a.xlsx", ten(|n| V::T(format!("{n:06}")))), input()).await;
        let all_the_same = [10, 0, 0, 10, 0];
        // As a spreadsheet leaves them: the stored width is proposed, and nobody is made a second time meanwhile.
        let lost = list("b.xlsx", ten(V::from));
        let seen = preview(&office, &lost, input()).await;
        assert_eq!(seen["columns"][0]["transforms"], json!(["propose_pad:6"]), "{}", seen["columns"]);
        assert_eq!(counts(&seen), all_the_same, "{seen}");
        for told in ["leading_zeros_lost", "zeros_kept"] {
            assert_eq!(codes(&seen).into_iter().filter(|(_, _, code)| code == told).count(), 10, "{told}");
        }
        let mut padded = input();
        padded["mapping"] = json!({ "columns": [{ "from": "組合員番号", "to": "member_no", "transform": "pad:6" }] });
        let seen = preview(&office, &lost, padded).await;
        assert_eq!((counts(&seen), codes(&seen)), (all_the_same, Vec::new()));
        // Name and number tell, without a birth date too.
        let mut undated = ten(V::from);
        for row in &mut undated {
            row.remove(2);
        }
        assert_eq!(counts(&preview(&office, &list("c.xlsx", undated), input()).await), all_the_same);
        // Longer than the union's, with a hyphen, in full width.
        let longer = import(&office, &list("d.xlsx", ten(|n| V::T(format!("{n:09}")))), input()).await;
        assert_eq!(counts(&longer), all_the_same, "{longer}");
        assert!(codes(&longer).iter().all(|(_, _, code)| code == "zeros_kept"), "{longer}");
        let hyphen = ten(|n| V::T(format!("000-{n:03}")));
        let wide = ten(|n| V::T(format!("{n:06}").chars().map(|c| if c == '0' { '０' } else { c }).collect()));
        for (name, rows) in [("e.xlsx", hyphen), ("f.xlsx", wide)] {
            let done = import(&office, &list(name, rows), input()).await;
            assert_eq!((counts(&done), codes(&done)), (all_the_same, Vec::new()), "{name}");
        }
        let numbers: Vec<String> =
            members(&office).await.iter().map(|row| row["member_no"].as_str().unwrap().to_owned()).collect();
        assert_eq!(numbers, (1..=10).map(|n| format!("{n:06}")).collect::<Vec<_>>());
        // Another number is another number.
        let other = preview(&office, &list("g.xlsx", ten(|n| V::T(format!("{:06}", n * 10)))), input()).await;
        assert_eq!(other["unchanged"], 0, "{other}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reading_is_stored_in_katakana_whatever_a_list_writes_it_in() {
    for on in databases() {
        let office = Office::new(on).await;
        let list = |kana: &str| {
            vec![
                row!["組合員番号", "氏名", "フリガナ"],
                row!["0001", "見本 一郎", kana],
                row!["0002", "見本 佐助", "ﾐﾎﾝ ｻｽｹ"],
                row!["0003", "見本 花", "みほん　はな"],
                row!["0004", "見本 次郎", "三保ん じろう"],
            ]
        };
        let first = file(&office, "a.xlsx", list("ﾐﾎﾝ いちろう"));
        import(&office, &first, json!({})).await;
        let reading = async |number: &str| {
            let person = card(&office, number).await["person"].clone();
            ["family_kana", "given_kana"].map(|name| person[name].as_str().unwrap_or_default().to_owned()).join(" ")
        };
        assert_eq!(reading("0001").await, "ミホン イチロウ");
        assert_eq!(reading("0002").await, "ミホン サスケ");
        assert_eq!(reading("0003").await, "ミホン ハナ");
        assert_eq!(reading("0004").await, "三保ん じろう", "what is no reading stays for the officer to see");
        let again = file(&office, "b.xlsx", list("みほん ｲﾁﾛｳ"));
        assert_eq!(counts(&import(&office, &again, json!({})).await), [4, 0, 0, 4, 0], "another script is no change");
        // As an older version stored it.
        {
            let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
            session.db().run("UPDATE person SET family_kana = $1", ["ﾐﾎﾝ".into()]).await.unwrap();
        }
        let seen = preview(&office, &first, json!({})).await;
        assert_eq!(counts(&seen), [4, 0, 1, 3, 0], "only who has kanji in the reading is another: {seen}");
        // By hand and pasted it is stored alike.
        let one = card(&office, "0001").await;
        let mut person = one["person"].clone();
        person["family_kana"] = json!("みほん");
        let input = json!({ "person_id": one["person_id"], "version": one["version"], "person": person });
        office.ask("members", "correct", input).await;
        assert_eq!(reading("0001").await, "ミホン イチロウ");
        let paste =
            json!({ "text": "ｻﾄｳ\tﾊﾙ", "persons": [one["person_id"]], "columns": ["family_kana", "given_kana"] });
        office.ask("members", "paste", paste).await;
        assert_eq!(reading("0001").await, "サトウ ハル");
    }
}
