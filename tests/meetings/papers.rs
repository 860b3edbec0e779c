//! What the papers of a meeting say: its count, the numbers of its items, its breaks, in the language that was asked for.

use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use super::{come, convened, number, planned, receive, rule, union_of};
use crate::support::office::{Office, databases};
use crate::support::workbook::shown;

pub async fn agenda(office: &Office, id: &Value) -> Value {
    let items = json!([
        { "kind": "report", "title": "経過報告（架空）" }, { "kind": "resolution", "title": "運動方針（架空）" },
        { "kind": "report", "title": "会計の報告（架空）" }, { "kind": "budget", "title": "予算（架空）" },
    ]);
    office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
    office.ask("meetings", "meeting", json!({ "id": id })).await["agenda"].clone()
}

/// The words of a workbook; the wide space stands as itself.
async fn words_of(path: &std::path::Path) -> String {
    format!("{:?}", shown(path, None).await).replace("\\u{3000}", "\u{3000}")
}

/// The words of a report about a meeting.
pub async fn report(office: &Office, id: &Value, code: &str) -> String {
    let path = office.file(&format!("{code}.xlsx"));
    office.ask("reports", "write", json!({ "report": code, "meeting": id, "file": path, "locale": "ja" })).await;
    words_of(&path).await
}

pub async fn notice(office: &Office, id: &Value, locale: &str) -> String {
    let path = office.file(&format!("notice-{locale}.xlsx"));
    let ask = json!({ "meeting_id": id, "file": path, "purpose": "招集", "locale": locale });
    office.ask("meetings", "write_notice", ask).await;
    words_of(&path).await
}

pub async fn draft(office: &Office, id: &Value) -> String {
    office.ask("meetings", "draft_minutes", json!({ "id": id })).await["text"].as_str().unwrap().to_owned()
}

pub fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_has_one_number_on_every_screen_and_paper() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({ "count_written": true }), 6).await;
        let items = agenda(&office, &id).await;
        let numbers: Vec<&str> = items.as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect();
        assert_eq!(numbers, ["報告第一号", "第一号議案", "報告第二号", "第二号議案"]);
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=6).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": items[3]["id"] })).await;
        let detail = office.ask("meetings", "ballot", json!({ "id": ballot })).await;
        assert_eq!(detail["ballot"]["number"], "第二号議案");
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let count = json!({ "id": ballot, "teller": "見本 計数", "cast": 6, "yes": 6 });
        office.ask("meetings", "tally", count).await;
        office.ask("meetings", "certify", json!({ "id": ballot })).await;
        has(&draft(&office, &id).await, &["報告第二号　[報告] 会計の報告", "第二号議案　[予算] 予算（架空）"]);
        has(&report(&office, &id, "R07").await, &["投票結果　第二号議案 予算（架空）"]);
        has(&report(&office, &id, "agenda").await, &["第二号議案　予算（架空）", "報告第二号　会計の報告"]);
        has(&notice(&office, &id, "ja").await, &["報告第一号", "第二号議案"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn papers_name_the_count_of_the_congress_and_the_term_of_the_union() {
    for on in databases() {
        let office = union_of(on, 4).await;
        let mut settings = office.ask("desk", "settings", json!({})).await;
        // The year begins in April: 2026-10-31 is in fiscal 2026.
        settings["fiscal_start_month"] = json!(4);
        settings["congress_no_base"] = json!(12 - 26);
        settings["period_no_base"] = json!(8 - 26);
        office.ask("desk", "save_settings", settings).await;
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let add = json!({ "kind": "regular_congress", "title": "定期大会（架空）", "held_on": "2026-10-31", "starts": "13:00" });
        let id = office.ask("meetings", "add_meeting", add).await;
        let row = office.ask("meetings", "meeting", json!({ "id": id })).await["meeting"].clone();
        assert_eq!((&row["no"], &row["heading"]), (&json!(12), &json!("第12回定期大会（架空）")));
        let convene = json!({ "id": id, "convened_on": "2026-10-01", "numbers": [number(1), number(2)] });
        office.ask("meetings", "convene", convene).await;
        agenda(&office, &id).await;
        has(
            &notice(&office, &id, "ja").await,
            &["第12回定期大会（架空） 招集通知", "第12回定期大会（架空）を次のとおり招集"],
        );
        has(&report(&office, &id, "R06").await, &["第12回定期大会（架空）　開催日"]);
        let booklet = json!({ "report": "agenda", "meeting": id, "locale": "ja" });
        let booklet = office.ask("reports", "preview", booklet).await.to_string();
        has(&booklet, &["第12回定期大会（架空）", "第8期"]);
        has(&draft(&office, &id).await, &["第12回定期大会（架空） 議事録"]);
        // A title that names its count keeps it, and other meetings count for themselves.
        let said = json!({ "kind": "regular_congress", "title": "第十二回定期大会（架空）", "held_on": "2026-10-31", "starts": "13:00" });
        let said = office.ask("meetings", "add_meeting", said).await;
        let row = office.ask("meetings", "meeting", json!({ "id": said })).await["meeting"].clone();
        assert_eq!(row["heading"], "第十二回定期大会（架空）");
        let other = planned(&office, "central_committee", "2026-11-30").await;
        let row = office.ask("meetings", "meeting", json!({ "id": other })).await["meeting"].clone();
        assert_eq!((&row["no"], &row["heading"]), (&Value::Null, &json!("試験大会（架空）")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_and_credentials_tell_breaks_and_who_comes_back_did_not_come_late() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let id = convened(&office, json!({}), 10).await;
        agenda(&office, &id).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=6).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        office.ask("meetings", "adjourn", json!({ "id": id, "reason": "昼食（架空）" })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!((&detail["breaks"][0]["ended_at"], &detail["reason"]), (&Value::Null, &Value::Null));
        // Two go in the break, one of them comes back, and one comes who was not there before.
        let gone = json!([{ "number": number(1), "mode": "absent" }, { "number": number(2), "mode": "absent" }]);
        receive(&office, &id, gone).await;
        come(&office, &id, 1..=1).await;
        come(&office, &id, 7..=7).await;
        office.ask("meetings", "resume", json!({ "id": id })).await;
        let told = "出席6 = 6 ≥ 5 → 成立";
        let told_proxy = "出席6 + 委任0 = 6 ≥ 5 → 成立";
        let minutes = draft(&office, &id).await;
        has(&minutes, &["休会・再開", "議長が休会を宣言した(理由：昼食（架空）)。", "議長が再開を宣言した。"]);
        assert_eq!(
            minutes.matches(told).count() + minutes.matches(told_proxy).count(),
            2,
            "declared and gone on: {minutes}"
        );
        let sheets = report(&office, &id, "R06").await;
        has(&sheets, &["休会：", "昼食（架空）", "再開のとき", "再入場 "]);
        assert_eq!(sheets.matches("宣言後の受付").count(), 1, "only who was not there at the declaration: {sheets}");
        assert_eq!(sheets.matches("退席 ").count(), 2, "one came back, one did not: {sheets}");
        // A second break, taken back, leaves the first.
        office.ask("meetings", "adjourn", json!({ "id": id, "reason": "休憩（架空）" })).await;
        office.ask("desk", "undo", json!({})).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!((detail["breaks"].as_array().unwrap().len(), &detail["meeting"]["status"]), (1, &json!("open")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn minutes_of_a_congress_of_two_days_name_the_second_one() {
    for on in databases() {
        let office = union_of(on, 4).await;
        let id = convened(&office, json!({}), 4).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=4).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        office.ask("meetings", "close_meeting", json!({ "id": id })).await;
        // From the afternoon of its day to the afternoon of the next one, in Japan.
        let moved = "UPDATE meeting SET declared_at = '2026-10-31T04:05:00.000000+00:00', closed_at = '2026-11-01T07:30:00.000000+00:00'";
        office.desk.session(Progress::silent()).unwrap().db().run(moved, []).await.unwrap();
        has(
            &draft(&office, &id).await,
            &["\n13:05、議長が成立を宣言し、開会した。", "\n2026年11月1日 16:30、議長が閉会を宣言した。"],
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_of_before_breaks_were_kept_tells_of_none() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({}), 6).await;
        agenda(&office, &id).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=6).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let reason = async || office.ask("meetings", "meeting", json!({ "id": id })).await["reason"].clone();
        let run = async |sql: &str| {
            office.desk.session(Progress::silent()).unwrap().db().run(sql, []).await.unwrap();
        };
        // As older versions adjourned: the reason stood with the meeting, and stayed when it went on.
        run("UPDATE meeting SET status = 'adjourned', reason = '昼食（架空）'").await;
        assert_eq!(reason().await, "昼食（架空）");
        office.ask("meetings", "resume", json!({ "id": id })).await;
        office.ask("meetings", "close_meeting", json!({ "id": id })).await;
        assert_eq!(reason().await, Value::Null);
        let (text, sheets) = (draft(&office, &id).await, report(&office, &id, "R06").await);
        assert!(!text.contains("休会") && !text.contains("昼食") && !sheets.contains("休会"), "{text}{sheets}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn notice_and_minutes_are_written_in_the_language_that_was_asked_for() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({ "proxy_same_unit": true }), 6).await;
        agenda(&office, &id).await;
        let sheets = notice(&office, &id, "en").await;
        has(
            &sheets,
            &["is convened under the rules of the union", "Proposal 2", "Report 1", "same branch", "31 October 2026"],
        );
        assert!(!sheets.contains("招集") && !sheets.contains("議案"), "{sheets}");
        let path = office.file("minutes.txt");
        office.ask("meetings", "write_minutes", json!({ "meeting_id": id, "file": path, "locale": "en" })).await;
        let text = std::fs::read_to_string(&path).unwrap();
        has(&text, &["Minutes of 試験大会（架空）", "31 October 2026", "Proposal 2", "not decided"]);
        assert!(!text.contains("議案") && !text.contains("議決なし"), "{text}");
        has(&draft(&office, &id).await, &["第二号議案"]);
    }
}
