//! The walk of one row: from the employer's workbook through the roster, the list and the card, into the export, cell by
//! cell. A change to a column that breaks one of these stations is found here.

use serde_json::json;

use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, day, shown, xlsx};

/// Header, the cell in the employer's workbook, the cell in the export.
fn stations() -> Vec<(&'static str, V, &'static str)> {
    vec![
        ("組合員番号", "A-0123".into(), "A-0123"),
        ("社員番号", "００４５６".into(), "00456"),
        ("姓", "髙﨑".into(), "髙﨑"),
        ("名", "葛\u{E0100}子".into(), "葛\u{E0100}子"),
        ("セイ", "ﾀｶｻｷ".into(), "タカサキ"),
        ("メイ", "かつこ".into(), "カツコ"),
        ("旧姓", "𠮷田".into(), "𠮷田"),
        ("性別", "女性".into(), "女"),
        ("生年月日", "昭和60年1月7日".into(), "1985-01-07"),
        ("会社", "㈱みほん製作所".into(), "㈱みほん製作所"),
        ("事業所", "第一工場".into(), "第一工場"),
        ("部署", "001課".into(), "001課"),
        ("職種", "組立".into(), "組立"),
        ("雇用形態", "嘱託".into(), "再雇用"),
        ("資格等級", 3.into(), "3"),
        ("入社年月日", day("2008-04-01"), "2008-04-01"),
        ("加入年月日", "R2.5.1".into(), "2020-05-01"),
        ("組合員区分", "準組合員".into(), "準組合員"),
        ("支部", "東京支部".into(), "東京支部"),
        ("分会", "工場分会".into(), "工場分会"),
        ("職場", "組立職場".into(), "組立職場"),
        ("組合役職", "職場委員".into(), "職場委員"),
        ("専従区分", "非専従".into(), "非専従"),
        ("状態", "".into(), "在籍"),
        ("組合費区分", "減額".into(), "減額"),
        ("チェックオフ", "あり".into(), "委任あり"),
        ("郵便番号", "〒060-0001".into(), "0600001"),
        ("住所", "＝北海道見本市1-1".into(), "＝北海道見本市1-1"),
        ("電話", "0312345678".into(), "0312345678"),
        ("携帯", "090-1234-5678".into(), "090-1234-5678"),
        ("メール(私用)", "hanako@example.invalid".into(), "hanako@example.invalid"),
        ("緊急連絡先", "父 090-1111-2222".into(), "父 090-1111-2222"),
        ("上部団体提供同意", "○".into(), "あり"),
        ("備考", "=1+1".into(), "=1+1"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn one_row_walks_from_workbook_to_workbook() {
    for on in databases() {
        let office = Office::new(on).await;
        let stations = stations();
        let header: Vec<V> = stations.iter().map(|(header, _, _)| V::from(*header)).collect();
        let cells: Vec<V> = stations.iter().map(|(_, cell, _)| cell.clone()).collect();
        let file =
            xlsx(&office.file("会社から.xlsx"), &[Sheet::new("名簿", vec![row!["組合員名簿(架空)"], header, cells])]);
        let done = office.ask("members", "import_roster", json!({ "file": file, "create_units": true })).await;
        assert_eq!((done["read"].as_u64(), done["created"].as_u64()), (Some(1), Some(1)), "{done}");

        let listed = office.ask("members", "list", json!({ "find": "タカサキ" })).await["rows"][0].clone();
        assert_eq!(listed["member_no"], "A-0123");
        assert_eq!(
            [&listed["branch"], &listed["sub_branch"], &listed["workplace"]],
            ["東京支部", "工場分会", "組立職場"]
        );
        let card = office.ask("members", "card", json!({ "person_id": listed["person_id"] })).await;
        assert_eq!(card["person"]["former_name"], "𠮷田");
        assert_eq!(card["memberships"][0]["checkoff_status"], "mandated");
        assert_eq!(card["consents"][0]["purpose"], "federation_share");
        assert_eq!(card["contacts"].as_array().unwrap().len(), 5);

        let out = office.file("名簿.xlsx");
        office.ask("members", "export_roster", json!({ "file": out, "purpose": "試験" })).await;
        let sheets = shown(&out, None).await;
        let headers: Vec<&str> = stations.iter().map(|(header, _, _)| *header).collect();
        assert_eq!(sheets[0].1[0], headers);
        for ((header, _, expected), got) in stations.iter().zip(&sheets[0].1[1]) {
            assert_eq!(got, expected, "{header}");
        }
        let again = office.ask("members", "import_roster", json!({ "file": out })).await;
        assert_eq!((again["unchanged"].as_u64(), again["problems"].as_array().unwrap().len()), (Some(1), 0), "{again}");
    }
}
