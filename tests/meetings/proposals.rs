//! 議案書: the agenda as a booklet.

use serde_json::{Value, json};

use super::{convened, planned, union_of};
use crate::support::office::databases;
use crate::support::workbook::shown;

fn page(preview: &Value, at: usize) -> &Value {
    &preview["pages"][at]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_proposals_of_a_meeting_are_numbered_and_reports_are_counted_apart() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({}), 6).await;
        let items = json!([
            { "kind": "report", "title": "経過報告（架空）", "text": "一年の取り組み。" },
            { "kind": "resolution", "title": "運動方針（架空）", "text": "学ぶ機会を増やす。\n\n仲間を増やす。", "proposer": "執行委員会" },
            { "kind": "report", "title": "会計の報告（架空）" },
            { "kind": "rule_change", "title": "規約の一部改正（架空）" },
        ]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let ask = json!({ "report": "agenda", "meeting": id, "locale": "ja" });
        let preview = office.ask("reports", "preview", ask).await;
        let titles: Vec<&str> =
            preview["pages"].as_array().unwrap().iter().map(|page| page["title"].as_str().unwrap()).collect();
        assert_eq!(
            titles,
            [
                "議案書",
                "議事日程",
                "報告第一号　経過報告（架空）",
                "第一号議案　運動方針（架空）",
                "報告第二号　会計の報告（架空）",
                "第二号議案　規約の一部改正（架空）",
            ]
        );
        let paragraphs = &page(&preview, 3)["blocks"][0]["paragraphs"];
        assert_eq!(paragraphs[0], "学ぶ機会を増やす。");
        assert_eq!(paragraphs[1], "仲間を増やす。");
        assert_eq!(paragraphs[2], "提案者：執行委員会");
        assert_eq!(page(&preview, 1)["blocks"][0]["rows"].as_array().map(Vec::len), Some(4));

        let english = json!({ "report": "agenda", "meeting": id, "locale": "en" });
        let english = office.ask("reports", "preview", english).await;
        assert_eq!(page(&english, 5)["title"], "Proposal 2: 規約の一部改正（架空）");

        let path = office.file("議案書.xlsx");
        office
            .ask("reports", "write", json!({ "report": "agenda", "meeting": id, "file": path, "locale": "ja" }))
            .await;
        let sheets = format!("{:?}", shown(&path, None).await);
        assert!(sheets.contains("第二号議案") && sheets.contains("学ぶ機会を増やす。"), "{sheets}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_without_an_agenda_has_no_proposals_to_print() {
    for on in databases() {
        let office = union_of(on, 2).await;
        let id = planned(&office, "regular_congress", "2026-11-10").await;
        assert_eq!(
            office.refused("reports", "preview", json!({ "report": "agenda", "meeting": id })).await,
            "agenda_empty"
        );
        assert_eq!(
            office.refused("reports", "preview", json!({ "report": "agenda" })).await,
            "invalid",
            "which meeting"
        );
    }
}
