//! What the notice told stands: who is called, the numbers of items, a withdrawn or added item, a meeting that is moved or
//! cancelled.

use serde_json::{Value, json};

use super::papers::{agenda, draft, has, notice, report};
use super::votes::op_of;
use super::{come, committee, convened, membership, number, planned, receive, rule, union_of};
use crate::support::office::{Office, databases};
use crate::support::workbook::shown;

/// The rows of a sheet of the notice that was written last.
async fn sheet(office: &Office, name: &str) -> Option<Vec<Vec<String>>> {
    let sheets = shown(&office.file("notice-ja.xlsx"), None).await;
    sheets.into_iter().find(|(one, _)| one == name).map(|(_, rows)| rows)
}

async fn detail(office: &Office, id: &Value) -> Value {
    office.ask("meetings", "meeting", json!({ "id": id })).await
}

/// The items as they stand, to be saved again.
fn again(detail: &Value) -> Vec<Value> {
    let of =
        |row: &Value| json!({ "id": row["id"], "kind": row["kind"], "title": row["title"], "method": row["method"] });
    detail["agenda"].as_array().unwrap().iter().map(of).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_notice_goes_to_everyone_who_has_a_vote() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let (_, away) = membership(&office, &number(5)).await;
        let leave = json!({ "membership_id": away, "kind": "leave", "from_on": "2026-04-01" });
        office.ask("members", "start_condition", leave).await;
        let excluded = |leaves_out: bool| {
            let usual = json!({ "base": "present", "num": 1, "den": 2, "comparator": "gt", "leaves_out": leaves_out });
            json!({ "exclude_conditions": ["leave"], "decisions": [usual] })
        };
        for (leaves_out, called) in [(false, true), (true, false)] {
            let id = convened(&office, excluded(leaves_out), 6).await;
            agenda(&office, &id).await;
            notice(&office, &id, "ja").await;
            let rows = sheet(&office, "送付先").await.unwrap();
            let row = rows.iter().find(|row| row.contains(&number(5)));
            assert_eq!(row.is_some(), called, "{rows:?}");
            assert!(row.is_none_or(|row| row.contains(&"母数外（投票権あり）".to_owned())), "{row:?}");
            assert!(rows.iter().any(|row| row.contains(&number(6))), "{rows:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_item_keeps_its_number_on_every_paper() {
    for on in databases() {
        let office = union_of(on, 6).await;
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let id = planned(&office, "regular_congress", "2026-10-31").await;
        let items = json!([
            { "kind": "resolution", "title": "見送る案（架空）" }, { "kind": "resolution", "title": "方針（架空）" },
            { "kind": "report", "title": "経過（架空）" },
        ]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let first = detail(&office, &id).await["agenda"][0]["id"].clone();
        let withdraw = json!({ "id": first, "reason": "提案者の申し出（架空）" });
        assert_eq!(office.refused("meetings", "withdraw_item", withdraw.clone()).await, "meeting_step");
        let numbers: Vec<String> = (1..=6).map(number).collect();
        let convene = json!({ "id": id, "convened_on": "2026-10-01", "numbers": numbers });
        office.ask("meetings", "convene", convene).await;

        // From now on items stay where they are, and the agenda is not taken back from under the notice.
        let saved = op_of(&office, "save_agenda").await;
        assert_eq!(office.refused("desk", "undo", json!({ "op": saved })).await, "undo_rests");
        let known = again(&detail(&office, &id).await);
        let (mut turned, mut report_now) = (known.clone(), known.clone());
        turned.swap(0, 1);
        report_now[0]["kind"] = json!("report");
        for items in [turned, report_now, known[1..].to_vec()] {
            let save = json!({ "meeting_id": id, "items": items });
            assert_eq!(office.refused("meetings", "save_agenda", save).await, "item_convened");
        }
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=6).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let second = detail(&office, &id).await["agenda"][1]["id"].clone();
        office.ask("meetings", "decide_item", json!({ "id": second, "result": "adopted" })).await;
        let decided = json!({ "id": second, "reason": "議決のあと（架空）" });
        assert_eq!(office.refused("meetings", "withdraw_item", decided).await, "item_in_use");
        office.ask("meetings", "withdraw_item", withdraw.clone()).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(detail(&office, &id).await["agenda"][0]["withdrawn"], Value::Null);
        office.ask("meetings", "withdraw_item", withdraw.clone()).await;
        for (verb, input) in [
            ("withdraw_item", withdraw),
            ("decide_item", json!({ "id": first, "result": "adopted" })),
            ("add_ballot", json!({ "item_id": first })),
        ] {
            assert_eq!(office.refused("meetings", verb, input).await, "item_withdrawn", "{verb}");
        }

        // A new item stands at the end and says so.
        let mut more = again(&detail(&office, &id).await);
        more.push(json!({ "kind": "resolution", "title": "緊急の案（架空）" }));
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": more })).await;
        let now = detail(&office, &id).await;
        let of = |name: &str| -> Vec<Value> {
            now["agenda"].as_array().unwrap().iter().map(|row| row[name].clone()).collect()
        };
        assert_eq!(of("number"), ["第一号議案", "第二号議案", "報告第一号", "第三号議案"]);
        assert_eq!(of("result_words"), [json!("取下げ"), json!("可決"), Value::Null, Value::Null]);
        assert_eq!(of("added_on"), [Value::Null, Value::Null, Value::Null, json!("2026-10-31")]);
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": now["agenda"][3]["id"] })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let count = json!({ "id": ballot, "teller": "見本 計数", "cast": 6, "yes": 6 });
        office.ask("meetings", "tally", count).await;
        office.ask("meetings", "certify", json!({ "id": ballot })).await;
        let why = "提案者の申し出（架空）";
        has(&draft(&office, &id).await, &["結果：取下げ", why, "招集後に追加：", "第二号議案　["]);
        has(&report(&office, &id, "agenda").await, &["見送る案（架空）【取下げ】", why, "招集後に追加("]);
        has(&report(&office, &id, "R07").await, &["取り下げた議題", "第一号議案", why, "第三号議案"]);
        has(&notice(&office, &id, "ja").await, &["取下げ", "招集後に追加("]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_01_what_came_too_late_for_the_notice_is_not_decided_where_the_rules_say_so() {
    for on in databases() {
        let office = union_of(on, 12).await;
        committee(&office, &["M0011", "M0012"]).await;
        let takes = |kind: Value, article: Value| json!({ "kind": kind, "base": "present", "num": 1, "den": 2, "comparator": "gt", "announced_article": article });
        let decisions = [takes(Value::Null, json!("規約第16条")), takes(json!("budget"), Value::Null)];
        office.ask("meetings", "save_rule", rule(json!({ "count_written": true, "decisions": decisions }))).await;
        let numbers: Vec<String> = (1..=6).map(number).collect();
        let with_one_item = async |held_on: &str, convened_on: &str| {
            let id = planned(&office, "regular_congress", held_on).await;
            let items = json!([{ "kind": "resolution", "title": "方針（架空）" }]);
            office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
            let convene = json!({ "id": id, "convened_on": convened_on, "numbers": numbers });
            office.ask("meetings", "convene", convene).await;
            id
        };
        let add = async |id: &Value, more: &[Value]| {
            let mut items = again(&detail(&office, id).await);
            items.extend_from_slice(more);
            office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
            detail(&office, id).await
        };

        // The office is on 2026-10-31.
        let id = with_one_item("2026-10-31", "2026-10-01").await;
        let late = [
            json!({ "kind": "resolution", "title": "緊急の案（架空）" }),
            json!({ "kind": "budget", "title": "補正予算（架空）" }),
            json!({ "kind": "election", "title": "補欠の選出（架空）" }),
            json!({ "kind": "report", "title": "災害の報告（架空）" }),
        ];
        let now = add(&id, &late).await;
        let of = |name: &str| -> Vec<Value> {
            now["agenda"].as_array().unwrap().iter().map(|row| row[name].clone()).collect()
        };
        let article = json!("規約第16条");
        assert_eq!(of("unannounced"), [Value::Null, article.clone(), Value::Null, article.clone(), Value::Null]);
        assert_eq!(now["agenda"][1]["threshold"], Value::Null, "it takes nothing to decide what is not decided");
        has(&notice(&office, &id, "ja").await, &["討議のみ(規約第16条)"]);
        let slip = format!("{:?}", sheet(&office, "出欠票").await.unwrap());
        assert!(slip.contains("補正予算（架空）") && !slip.contains("緊急の案"), "{slip}");
        has(&report(&office, &id, "agenda").await, &["緊急の案（架空）【招集後に追加(", "、討議のみ(規約第16条)】"]);

        office.ask("meetings", "open_door", json!({ "id": id })).await;
        come(&office, &id, 1..=6).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let item = |n: usize| now["agenda"][n]["id"].clone();
        for (verb, input) in [
            ("add_ballot", json!({ "item_id": item(1) })),
            ("decide_item", json!({ "id": item(1), "result": "adopted" })),
            ("decide_item", json!({ "id": item(1), "result": "rejected" })),
            ("add_ballot", json!({ "item_id": item(3), "candidates": [{ "number": "M0001" }] })),
        ] {
            let error = office.call("meetings", verb, input).await.unwrap_err();
            assert_eq!((error.code(), &error.about()["article"]), ("item_unannounced", &article), "{verb}");
        }
        for (n, result) in [(0, "adopted"), (1, "carried_over"), (2, "adopted"), (4, "adopted")] {
            office.ask("meetings", "decide_item", json!({ "id": item(n), "result": result })).await;
        }
        has(&draft(&office, &id).await, &["討議のみ：", "(規約第16条)", "結果：継続審議"]);

        // While a notice of it is in time it is decided like any other; on a day too early for that it is not.
        let id = with_one_item("2026-11-20", "2026-10-20").await;
        let now = add(&id, &late[..1]).await;
        assert_eq!(now["agenda"][1]["unannounced"], Value::Null);
        office.ask("meetings", "add_ballot", json!({ "item_id": now["agenda"][1]["id"] })).await;
        let earlier = json!({ "id": id, "version": now["meeting"]["version"], "kind": "regular_congress", "title": "試験大会（架空）", "held_on": "2026-11-10", "starts": "13:00" });
        office.ask("meetings", "save_meeting", earlier).await;
        assert_eq!(detail(&office, &id).await["agenda"][1]["unannounced"], article);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_attendance_slip_offers_what_the_rule_admits() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let slip = async |more: Value| {
            let id = convened(&office, more, 6).await;
            let items = json!([
                { "kind": "resolution", "title": "無記名の案（架空）", "method": "direct_secret" },
                { "kind": "resolution", "title": "挙手の案（架空）" }, { "kind": "report", "title": "経過（架空）" },
            ]);
            office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
            notice(&office, &id, "ja").await;
            format!("{:?}", sheet(&office, "出欠票").await.unwrap())
        };
        let neither = slip(json!({ "count_proxy": false })).await;
        has(&neither, &["試験大会（架空） 出欠票", "□ 欠席します"]);
        assert!(!neither.contains("委任") && !neither.contains("書面"), "{neither}");
        let written = slip(json!({ "count_proxy": false, "count_written": true })).await;
        has(&written, &["出欠票・議決権行使書", "□ 欠席し、書面で議決権を行使します", "挙手の案（架空）"]);
        assert!(!written.contains("委任します") && !written.contains("無記名の案"), "{written}");
        has(&slip(json!({ "count_written": true })).await, &["出欠票・委任状・議決権行使書", "□ 欠席し、委任します"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_meeting_that_is_moved_or_cancelled_says_so_on_its_papers() {
    for on in databases() {
        let office = union_of(on, 6).await;
        office.ask("meetings", "save_rule", rule(json!({ "urgent_days": 12 }))).await;
        let id = planned(&office, "regular_congress", "2026-11-09").await;
        agenda(&office, &id).await;
        let numbers: Vec<String> = (1..=6).map(number).collect();
        let convene =
            json!({ "id": id, "convened_on": "2026-10-28", "numbers": numbers, "urgent_reason": "会場（架空）" });
        office.ask("meetings", "convene", convene).await;
        has(&notice(&office, &id, "ja").await, &["緊急の招集の理由：会場（架空）"]);
        let version = detail(&office, &id).await["meeting"]["version"].clone();
        let moved = json!({ "id": id, "version": version, "kind": "regular_congress", "title": "試験大会（架空）", "held_on": "2026-12-20", "starts": "13:00", "place": "会館（架空）" });
        office.ask("meetings", "save_meeting", moved).await;
        let row = detail(&office, &id).await["meeting"].clone();
        assert_eq!((&row["moved_from"], &row["urgent_reason"]), (&json!("2026-11-09"), &Value::Null));
        let sheets = notice(&office, &id, "ja").await;
        let was = "変更前の日時：2026年11月9日 13:00";
        has(&sheets, &["招集通知(日時変更)", "に招集した試験大会（架空）の日時を、次のとおり変更します。", was]);
        assert!(!sheets.contains("緊急の招集の理由") && !sheets.contains("招集します"), "{sheets}");
        has(&report(&office, &id, "R06").await, &[was]);

        office.ask("meetings", "cancel_meeting", json!({ "id": id, "reason": "台風（架空）" })).await;
        let sheets = notice(&office, &id, "ja").await;
        has(&sheets, &["中止のお知らせ", "試験大会（架空）は、中止します。", "理由：台風（架空）", "送付先"]);
        assert!(!sheets.contains("招集します") && !sheets.contains("出欠票"), "{sheets}");
        let sheets = report(&office, &id, "R06").await;
        has(&sheets, &["この会議は中止しました(理由：台風（架空）)。"]);
        assert!(!sheets.contains("判定："), "{sheets}");
        has(&report(&office, &id, "agenda").await, &["この会議は中止しました"]);
        let text = draft(&office, &id).await;
        has(&text, &["この会議は中止した(理由：台風（架空）)。"]);
        assert!(!text.contains("資格審査"), "no heading over nothing: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_time_or_place_after_the_notice_is_told_with_the_old_one() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({}), 6).await;
        agenda(&office, &id).await;
        let save = async |starts: &str, place: Value| {
            let version = detail(&office, &id).await["meeting"]["version"].clone();
            let input = json!({ "id": id, "version": version, "kind": "regular_congress", "title": "試験大会（架空）", "held_on": "2026-10-31", "starts": starts, "place": place });
            office.ask("meetings", "save_meeting", input).await;
            let row = detail(&office, &id).await["meeting"].clone();
            (row["moved_starts"].clone(), row["moved_place"].clone())
        };
        // Planned for 13:00 in 会館（架空）.
        let hall = json!("会館（架空）");
        assert_eq!(save("13:00", hall.clone()).await, (Value::Null, Value::Null));
        let sheets = notice(&office, &id, "ja").await;
        has(&sheets, &["試験大会（架空） 招集通知", "招集します"]);
        assert!(!sheets.contains("変更"), "{sheets}");

        assert_eq!(save("9:05", hall.clone()).await, (json!("13:00"), Value::Null));
        let sheets = notice(&office, &id, "ja").await;
        has(&sheets, &["招集通知(日時変更)", "日時：2026年10月31日 9:05", "変更前の日時：2026年10月31日 13:00"]);
        assert!(!sheets.contains("変更前の場所"), "{sheets}");

        // The notice stays what is compared with, however often something changes.
        assert_eq!(save("10:00", json!("別館（架空）")).await, (json!("13:00"), hall.clone()));
        let sheets = notice(&office, &id, "ja").await;
        has(&sheets, &["招集通知(日時・場所変更)", "場所：別館（架空）", "変更前の場所：会館（架空）"]);
        let sheets = notice(&office, &id, "en").await;
        has(&sheets, &["(changed: date and time, place)", "Before – Where: 会館（架空）"]);
        for code in ["R06", "agenda"] {
            let was = ["変更前の日時：2026年10月31日 13:00", "変更前の場所：会館（架空）"];
            has(&report(&office, &id, code).await, &was);
        }
        // What is as the notice told it is no change; a place that it did not name is one.
        assert_eq!(save("13:00", hall.clone()).await, (Value::Null, Value::Null));
        let id = office.ask("meetings", "add_meeting", json!({ "kind": "regular_congress", "title": "二つ目の大会（架空）", "held_on": "2026-10-31", "starts": "13:00" })).await;
        office
            .ask("meetings", "convene", json!({ "id": id, "convened_on": "2026-10-01", "numbers": [number(1)] }))
            .await;
        let version = detail(&office, &id).await["meeting"]["version"].clone();
        let named = json!({ "id": id, "version": version, "kind": "regular_congress", "title": "二つ目の大会（架空）", "held_on": "2026-10-31", "starts": "13:00", "place": "別館（架空）" });
        office.ask("meetings", "save_meeting", named).await;
        assert_eq!(detail(&office, &id).await["meeting"]["moved_place"], "");
        has(&notice(&office, &id, "ja").await, &["招集通知(場所変更)", "変更前の場所：記載なし"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_roll_names_the_chair_where_a_proxy_names_nobody() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({ "count_blank_proxy": true }), 6).await;
        receive(&office, &id, json!([{ "number": number(6), "mode": "proxy" }])).await;
        report(&office, &id, "R06").await;
        let sheets = shown(&office.file("R06.xlsx"), None).await;
        let row = sheets.iter().flat_map(|(_, rows)| rows).find(|row| row.contains(&number(6))).unwrap();
        assert!(row.contains(&"議長".to_owned()), "{row:?}");
    }
}
