//! Labels, envelopes and files for merging; lists that were kept, wherever a list is used.

use serde_json::{Value, json};

use crate::members_privacy::{agree, federation};
use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::workbook;

/// The rows of the first sheet, as a person sees them.
async fn shown(path: &std::path::Path, password: Option<&str>) -> Vec<Vec<String>> {
    workbook::shown(path, password).await.remove(0).1
}

/// Three members: one with an address, one without, one who has died.
async fn union(on: crate::support::office::On) -> (Office, Vec<Value>, Value) {
    let office = Office::new(on).await;
    let unit =
        office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東支部", "code": "B1" })).await;
    let mut people = Vec::new();
    for (given, kana) in [("花子", "ハナコ"), ("一郎", "イチロウ"), ("二郎", "ジロウ")] {
        let input = json!({ "person": { "family_name": "見本", "given_name": given, "family_kana": "ミホン", "given_kana": kana }, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true });
        people.push(office.ask("members", "add", input).await["person_id"].clone());
    }
    for at in [0, 2] {
        let contact = json!({ "person_id": people[at], "kind": "home_address", "value": "架空県架空市見本町1-2-3 見本ハイツ101", "postal": "0600001", "preferred": true });
        office.ask("members", "save_contact", contact).await;
    }
    let card = office.ask("members", "card", json!({ "person_id": people[2] })).await;
    let membership = &card["memberships"][0];
    let death = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": "2026-09-30", "end_reason": "death" });
    office.ask("members", "leave", death).await;
    (office, people, unit)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_cannot_be_written_to_is_named_and_the_others_get_their_labels() {
    for on in databases() {
        let (office, _, _) = union(on).await;
        let everyone = json!({ "filter": { "state": "all" } });
        let preview = office.ask("members", "preview_letters", json!({ "chosen": everyone })).await;
        assert_eq!((preview["n"].as_u64(), preview["without_n"].as_u64()), (Some(1), Some(2)));
        let why: Vec<(&str, &str)> = preview["without"]
            .as_array()
            .unwrap()
            .iter()
            .map(|person| (person["name"].as_str().unwrap(), person["why"].as_str().unwrap()))
            .collect();
        assert_eq!(why, [("見本 一郎", "no_address"), ("見本 二郎", "deceased")]);
        for paper in ["a4x12", "a4x18", "a4x21", "a4x24", "long3", "square2"] {
            let file = office.file(&format!("{paper}.xlsx"));
            let input = json!({ "chosen": everyone, "paper": paper, "honorific": "sama", "sender": true, "file": file, "purpose": "大会の案内" });
            let done = office.ask("members", "write_labels", input).await;
            assert_eq!((done["written"]["rows"].as_u64().map(|n| n >= 1), &done["to"]), (Some(true), &preview));
            let words: Vec<String> = shown(&file, None).await.into_iter().flatten().collect();
            let all = words.join("\n");
            assert!(all.contains("〒060-0001") && all.contains("見本 花子 様"), "{paper}: {all}");
            assert!(all.contains("試験ユニオン（架空）"), "the sender stands on it");
        }
        let start = json!({ "chosen": everyone, "paper": "a4x12", "start": 13, "honorific": "sama", "file": office.file("x.xlsx"), "purpose": "試験" });
        assert_eq!(office.refused("members", "write_labels", start).await, "invalid");
        let silent = json!({ "chosen": everyone, "paper": "a4x12", "honorific": "sama", "file": office.file("x.xlsx"), "purpose": " " });
        assert_eq!(office.refused("members", "write_labels", silent).await, "invalid", "X-1: why");
        let nobody = json!({ "chosen": { "filter": { "find": "一郎" } }, "paper": "a4x12", "honorific": "sama", "file": office.file("x.xlsx"), "purpose": "試験" });
        assert_eq!(office.refused("members", "write_labels", nobody).await, "nobody_to_write_to");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_for_merging_has_a_header_that_word_understands() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        for name in ["差込.xlsx", "差込.csv"] {
            let file = office.file(name);
            let input =
                json!({ "chosen": { "persons": people }, "honorific": "dono", "file": file, "purpose": "大会の案内" });
            let done = office.ask("members", "write_merge_file", input).await;
            assert_eq!((done["written"]["name"].as_str(), done["to"]["without_n"].as_u64()), (Some(name), Some(2)));
            let rows = shown(&file, None).await;
            assert_eq!(rows[0][..4], ["宛名", "敬称", "郵便番号", "住所"]);
            assert_eq!(rows[1][..3], ["見本 花子", "殿", "060-0001"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_goes_to_where_the_person_lives_now_whatever_the_day_of_the_list() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let card = office.ask("members", "card", json!({ "person_id": people[0] })).await;
        let old = &card["contacts"][0];
        let ended = json!({ "id": old["id"], "version": old["version"], "to_on": "2026-06-30" });
        office.ask("members", "end_contact", ended).await;
        let chosen = json!({ "filter": { "as_of": "2026-04-01", "find": "花子" } });
        let preview = office.ask("members", "preview_letters", json!({ "chosen": chosen })).await;
        assert_eq!((&preview["n"], &preview["without"][0]["why"]), (&json!(0), &json!("no_address")), "{preview}");
        let new = json!({ "person_id": people[0], "kind": "home_address", "value": "架空県転居市新町9-9", "postal": "0600009" });
        office.ask("members", "save_contact", new).await;
        let file = office.file("差込.xlsx");
        let input = json!({ "chosen": chosen, "honorific": "sama", "file": file, "purpose": "大会の案内" });
        office.ask("members", "write_merge_file", input).await;
        let rows = shown(&file, None).await;
        assert_eq!(rows[1][..4], ["見本 花子", "様", "060-0009", "架空県転居市新町9-9"], "{on:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_5_letters_for_another_organisation_name_those_alone_who_get_one() {
    for on in databases() {
        let (office, people, _) = union(on).await;
        let upper = federation(&office).await;
        for person in &people {
            agree(&office, &json!({ "person_id": person }), &upper, "2026-01-10").await;
        }
        let everyone = json!({ "filter": { "state": "all" } });
        let input = |file: &str| json!({ "chosen": everyone, "honorific": "sama", "file": office.file(file), "purpose": "機関紙の発送", "recipient": "架空ものづくり労連" });
        let mut sheet = input("宛名.xlsx");
        sheet["paper"] = json!("a4x12");
        let labels = office.ask("members", "write_labels", sheet).await;
        let merge = office.ask("members", "write_merge_file", input("差込.xlsx")).await;
        for (done, file) in [(&labels, "宛名.xlsx"), (&merge, "差込.xlsx")] {
            assert_eq!(done["written"]["provided"]["people"], 1, "{file}: {done}");
            assert_eq!(done["to"]["without_n"], 2, "the officer is told of the others");
            let cells = workbook::shown(&office.file(file), None).await;
            let words =
                cells.into_iter().flat_map(|(_, rows)| rows.into_iter().flatten()).collect::<Vec<_>>().join(" ");
            assert!(words.contains("見本 花子"), "{file}: {words}");
            assert!(!words.contains("一郎") && !words.contains("二郎"), "{file}: who died is not told: {words}");
        }
        let records = office.ask("members", "provisions", json!({})).await;
        assert_eq!(
            records["rows"].as_array().unwrap().iter().map(|row| row["people_count"].clone()).collect::<Vec<_>>(),
            [1, 1]
        );
        for (person, n) in people.iter().zip([2, 0, 0]) {
            let card = office.ask("members", "card", json!({ "person_id": person })).await;
            assert_eq!(card["provisions"].as_array().unwrap().len(), n, "{card}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_list_serves_export_letters_and_changes_within_the_reach_of_who_uses_it() {
    for on in databases() {
        let (office, people, east) = union(on).await;
        let west =
            office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "西支部", "code": "B2" })).await;
        let list = json!({ "name": "みんな", "shared": true, "filter": { "sort": "kana" }, "columns": ["kana", "name", "branch"], "widths": { "kana": 14.5 } });
        let list = office.ask("members", "save_list", list).await;
        let kept = office.ask("members", "saved_lists", json!({})).await;
        assert_eq!(kept[0]["widths"], json!({ "kana": 14.5 }));
        let export = |name: &str| json!({ "file": office.file(name), "list": list, "purpose": "試験" });
        office.ask("members", "export_roster", export("一覧.xlsx")).await;
        let rows = shown(&office.file("一覧.xlsx"), None).await;
        assert_eq!(rows[0], ["セイ", "メイ", "姓", "名", "支部"]);
        assert_eq!(rows[1][1], "イチロウ", "in the order of the list");
        assert_eq!(rows.len(), 3);
        let both =
            json!({ "file": office.file("x.xlsx"), "list": list, "filter": { "unit_id": east }, "purpose": "試験" });
        assert_eq!(office.refused("members", "export_roster", both).await, "invalid");
        let unknown = json!({ "file": office.file("x.xlsx"), "columns": ["shoe_size"], "purpose": "試験" });
        assert_eq!(office.refused("members", "export_roster", unknown).await, "invalid");
        let moved = json!({ "chosen": { "persons": [people[0]] }, "change": { "does": "move_unit", "unit_id": west, "from_on": "2026-04-01" } });
        office.ask("members", "change_many", moved).await;
        let secret = "二人目の合言葉です";
        office.ask("officers", "add", json!({ "login": "west", "display_name": "西 見本（架空）", "passphrase": secret, "roles": ["branch_officer"], "unit_scope": west })).await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": secret })).await;
        office.ask("members", "export_roster", export("西.xlsx")).await;
        assert_eq!(shown(&office.file("西.xlsx"), None).await.len(), 2, "only the own branch");
        let dues = json!({ "chosen": { "list": list }, "change": { "does": "dues", "dues_kind": "exempt" } });
        assert_eq!(office.ask("members", "preview_bulk", dues).await["chosen"], 1);
        let letters = office.ask("members", "preview_letters", json!({ "chosen": { "list": list } })).await;
        assert_eq!(letters["n"], 1);
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roster_on_paper_follows_a_kept_list_in_its_order_and_within_the_reach_of_who_prints_it() {
    for on in databases() {
        let (office, people, east) = union(on).await;
        let west =
            office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "西支部", "code": "B2" })).await;
        let card = office.ask("members", "card", json!({ "person_id": people[1] })).await;
        let membership = card["memberships"][0]["id"].clone();
        office
            .ask(
                "members",
                "move_unit",
                json!({ "membership_id": membership, "unit_id": west, "from_on": "2026-10-01" }),
            )
            .await;
        let keep = async |name: &str, filter: Value| {
            office
                .ask("members", "save_list", json!({ "name": name, "shared": true, "filter": filter, "columns": [] }))
                .await
        };
        let everyone = keep("番号の逆", json!({ "sort": "member_no", "descending": true, "state": "all" })).await;
        let eastern = keep("東", json!({ "unit_id": east, "as_of": "2026-09-30" })).await;
        let names = async |ask: Value| -> Vec<String> {
            let mut ask = ask;
            ask["report"] = json!("R01");
            let preview = office.ask("reports", "preview", ask).await;
            let page = &preview["pages"][0];
            let table = page["blocks"].as_array().unwrap().iter().find(|block| block["block"] == "table").unwrap();
            let at = table["heads"].as_array().unwrap().iter().position(|head| head["label"] == "氏名").unwrap();
            let rows = table["rows"].as_array().unwrap();
            rows.iter().map(|row| row["cells"][at]["value"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(
            names(json!({ "list": everyone })).await,
            ["見本 一郎", "見本 花子"],
            "who left is no member any more"
        );
        assert_eq!(
            names(json!({ "list": eastern })).await,
            ["見本 一郎", "見本 二郎", "見本 花子"],
            "on the list's own day: before the move, and on the last day of who died"
        );
        assert_eq!(names(json!({ "list": eastern, "as_of": "2026-10-31" })).await, ["見本 花子"]);
        let file = office.file("名簿.xlsx");
        let input = json!({ "report": "R01", "list": everyone, "file": file, "purpose": "試験", "locale": "ja" });
        assert_eq!(office.ask("reports", "write", input).await["rows"].as_u64().map(|n| n >= 2), Some(true));
        let words = shown(&file, None).await.into_iter().flatten().collect::<Vec<_>>().join("\n");
        assert!(words.contains("番号の逆") && words.contains("一郎") && !words.contains("二郎"), "{words}");
        for wrong in
            [json!({ "report": "R02", "list": everyone }), json!({ "report": "R01", "list": everyone, "unit": "B1" })]
        {
            assert_eq!(office.refused("reports", "preview", wrong).await, "invalid");
        }
        let input = json!({ "login": "west", "display_name": "西の役員（架空）", "passphrase": PASSPHRASE, "roles": ["branch_officer"], "unit_scope": west });
        office.ask("officers", "add", input).await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": PASSPHRASE })).await;
        assert_eq!(names(json!({ "list": everyone })).await, ["見本 一郎"], "of the own branch alone");
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R01", "list": eastern })).await, "missing");
    }
}
