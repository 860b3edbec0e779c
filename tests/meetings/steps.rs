//! From convening to minutes: G-01 to G-06.

use serde_json::{Value, json};

use super::{board, come, convened, membership, number, planned, receive, rule, seat, union_of};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, shown, xlsx};

#[tokio::test(flavor = "multi_thread")]
async fn g_01_a_notice_is_in_time_or_urgent_by_the_unions_own_rule_with_a_reason() {
    for on in databases() {
        let office = union_of(on, 4).await;
        let id = planned(&office, "regular_congress", "2026-11-10").await;
        let ask = |day: &str, reason: Value| json!({ "id": id, "convened_on": day, "urgent_reason": reason, "numbers": ["M0001", "M0002"] });
        assert_eq!(office.refused("meetings", "convene", ask("2026-10-20", Value::Null)).await, "rule_missing");
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let preview = office.ask("meetings", "preview_convene", ask("2026-10-28", Value::Null)).await;
        assert_eq!((&preview["late"], &preview["notice_until"]), (&json!(true), &json!("2026-10-27")));
        assert_eq!(
            office.refused("meetings", "convene", ask("2026-10-28", json!("急ぐ"))).await,
            "G-01",
            "no exception"
        );
        office.ask("meetings", "save_rule", rule(json!({ "urgent_days": 12 }))).await;
        assert_eq!(office.refused("meetings", "convene", ask("2026-10-28", Value::Null)).await, "G-01", "no reason");
        assert_eq!(
            office.refused("meetings", "convene", ask("2026-10-30", json!("急ぐ"))).await,
            "G-01",
            "too late even so"
        );
        let done = office.ask("meetings", "convene", ask("2026-10-28", json!("急ぐ"))).await;
        assert_eq!((done["base"].as_i64(), done["needed"].as_i64()), (Some(2), Some(1)));
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["meeting"]["urgent_reason"], "急ぐ");
        let early = json!({ "id": id, "version": detail["meeting"]["version"], "kind": "regular_congress", "title": "試験大会", "held_on": "2026-11-05", "starts": "13:00" });
        assert_eq!(office.refused("meetings", "save_meeting", early).await, "G-01", "a new day is judged again");
        office.ask("desk", "undo", json!({})).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["meeting"]["status"], "draft");
        office.ask("meetings", "convene", ask("2026-10-27", Value::Null)).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(detail["meeting"]["urgent_reason"], Value::Null, "in time nobody needs a reason");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_lost_its_zeros_means_the_one_member_who_has_it() {
    for on in databases() {
        let office = Office::new(on).await;
        let mut rows = vec![row!["組合員番号", "姓", "名", "加入年月日"]];
        for (n, number) in ["000101", "000102", "000103", "0103"].into_iter().enumerate() {
            rows.push(row![number, "見本", format!("{n}子"), "2020-04-01"]);
        }
        let file = xlsx(&office.file("名簿.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = office.ask("members", "import_roster", json!({ "file": file })).await;
        assert_eq!(done["created"], 4, "{done}");
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let id = planned(&office, "regular_congress", "2026-10-31").await;
        let ask = |numbers: Value| json!({ "id": id, "convened_on": "2026-10-01", "numbers": numbers });
        let doubtful = ask(json!(["101", "１０２", "103"]));
        let preview = office.ask("meetings", "preview_convene", doubtful.clone()).await;
        assert_eq!((&preview["base"], &preview["unknown"]), (&json!(2), &json!(["103"])), "two have it but for zeros");
        assert_eq!(office.refused("meetings", "convene", doubtful).await, "invalid");
        office.ask("meetings", "convene", ask(json!(["101", "102", "0103"]))).await;
        let came = receive(
            &office,
            &id,
            json!([{ "number": "102", "mode": "in_person" }, { "number": "103", "mode": "in_person" }]),
        )
        .await;
        let numbers: Vec<&str> =
            came["rows"].as_array().unwrap().iter().map(|row| row["member_no"].as_str().unwrap()).collect();
        assert_eq!(numbers, ["000102", "0103"], "of those who have a seat");
        let nobody = json!({ "meeting_id": id, "entries": [{ "number": "000", "mode": "in_person" }] });
        assert_eq!(office.refused("meetings", "receive", nobody).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_02_the_entitlement_is_frozen_from_the_base_date_and_the_rule_leaves_out() {
    for on in databases() {
        let office = union_of(on, 10).await;
        let start = async |i: usize, kind: &str, more: Value| {
            let (_, membership) = membership(&office, &number(i)).await;
            let mut input = json!({ "membership_id": membership, "kind": kind, "from_on": "2026-09-01" });
            for (name, value) in more.as_object().unwrap() {
                input[name] = value.clone();
            }
            office.ask("members", "start_condition", input).await
        };
        let hearing = json!({ "resolution": { "organ": "中央委員会", "resolved_on": "2026-08-30", "text": "権利停止", "heard_on": "2026-08-20" } });
        start(1, "childcare", json!({})).await;
        start(2, "childcare", json!({ "quorum_excluded": false })).await;
        start(3, "secondment_out", json!({})).await;
        start(4, "unpaid", json!({ "quorum_excluded": true })).await;
        start(5, "rights_suspended", hearing).await;
        start(6, "childcare", json!({ "from_on": "2026-10-15" })).await;
        let rules = json!({ "kind": "workplace_meeting", "base": "members", "exclude_conditions": ["childcare"], "notice_days": 0 });
        office.ask("meetings", "save_rule", rule(rules)).await;
        let id = planned(&office, "workplace_meeting", "2026-10-31").await;
        let ask = json!({ "id": id, "convened_on": "2026-10-01", "base_on": "2026-10-01" });
        let preview = office.ask("meetings", "preview_convene", ask.clone()).await;
        assert_eq!(preview["base"], 7, "{preview}");
        let out: Vec<(&str, &str)> = preview["left_out"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["member_no"].as_str().unwrap(), row["why"].as_str().unwrap()))
            .collect();
        assert_eq!(out, [("M0001", "condition"), ("M0004", "condition"), ("M0005", "no_vote")]);
        let done = office.ask("meetings", "convene", ask).await;
        assert_eq!((&done["base"], &done["left_out"]), (&json!(7), &json!(3)));
        // Who leaves afterwards stays in the base: it is frozen.
        let (_, gone) = membership(&office, "M0009").await;
        let list = office.ask("members", "list", json!({ "find": "M0009" })).await;
        let card = office.ask("members", "card", json!({ "person_id": list["rows"][0]["person_id"] })).await;
        let end = json!({ "membership_id": gone, "version": card["memberships"][0]["version"], "left_on": "2026-10-20", "end_reason": "employment_end" });
        office.ask("members", "leave", end).await;
        assert_eq!(board(&office, &id).await["credentials"]["base"], 7);
        let entry = json!({ "meeting_id": id, "entries": [{ "number": "M0001", "mode": "in_person" }] });
        assert_eq!(office.refused("meetings", "receive", entry).await, "G-02");
        // A rule that is written later does not reach a meeting that was convened.
        let later = json!({ "kind": "workplace_meeting", "base": "members", "num": 1, "den": 1, "from_on": "2026-10-01", "notice_days": 0 });
        office.ask("meetings", "save_rule", rule(later)).await;
        assert_eq!(board(&office, &id).await["credentials"]["needed"], 4);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_03_a_meeting_opens_with_its_quorum_and_ends_without() {
    for on in databases() {
        for (delegates, num, den, comparator, least) in
            [(9, 1, 2, "gt", 5), (8, 1, 2, "gte", 4), (8, 1, 2, "gt", 5), (9, 2, 3, "gte", 6)]
        {
            let office = union_of(on, delegates).await;
            let id = convened(&office, json!({ "num": num, "den": den, "comparator": comparator }), delegates).await;
            office.ask("meetings", "open_door", json!({ "id": id })).await;
            let open = |open: bool| json!({ "id": id, "open": open });
            come(&office, &id, 1..=least - 1).await;
            assert_eq!(board(&office, &id).await["credentials"]["needed"], json!(least));
            assert_eq!(office.refused("meetings", "declare", open(true)).await, "G-03");
            office.ask("meetings", "declare", open(false)).await;
            let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
            assert_eq!(detail["meeting"]["status"], "not_quorate");
            office.ask("desk", "undo", json!({})).await;
            come(&office, &id, least..=least).await;
            assert_eq!(office.refused("meetings", "declare", open(false)).await, "meeting_is_quorate");
            let told = office.ask("meetings", "declare", open(true)).await;
            let formula = told["formula"].as_str().unwrap();
            assert!(formula.contains(&format!("必要{least}")) && formula.contains("成立"), "{formula}");
            assert!(told["quorum"].as_str().unwrap().contains("規約第18条"), "the article is printed");
            assert_eq!(told["declared"]["counted"], json!(least));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_a_person_counts_once_and_a_holder_is_there_and_within_the_limits() {
    for on in databases() {
        let office = union_of(on, 20).await;
        let id =
            convened(&office, json!({ "proxy_max": 2, "proxy_same_unit": true, "count_blank_proxy": false }), 12).await;
        let why = async |entry: Value| {
            let input = json!({ "meeting_id": id, "entries": [entry] });
            let error = office.call("meetings", "receive", input).await.unwrap_err();
            assert_eq!(error.code(), "G-04");
            error.about()["reason"].as_str().unwrap().to_owned()
        };
        let proxy =
            |of: usize, to: usize| json!({ "number": number(of), "mode": "proxy", "holder_number": number(to) });
        // Proxies come by post; their holder is not there yet, so none counts.
        receive(&office, &id, json!([proxy(3, 1), proxy(5, 1)])).await;
        let now = board(&office, &id).await["credentials"].clone();
        assert_eq!((&now["proxies"], &now["holder_away"], &now["counted"]), (&json!(2), &json!(2), &json!(0)));
        assert_eq!(why(proxy(7, 1)).await, "proxy_cap");
        assert_eq!(why(proxy(2, 1)).await, "proxy_unit");
        assert_eq!(why(proxy(7, 7)).await, "proxy_self");
        assert_eq!(why(proxy(7, 3)).await, "holder_gave");
        assert_eq!(why(json!({ "number": "M0007", "mode": "proxy" })).await, "proxy_blank");
        assert_eq!(why(json!({ "number": "M0007", "mode": "written" })).await, "written_not_counted");
        let stranger = json!({ "meeting_id": id, "entries": [{ "number": "M0019", "mode": "in_person" }] });
        assert_eq!(office.refused("meetings", "receive", stranger).await, "invalid");
        // All of an entry or nothing.
        let mixed = json!({ "meeting_id": id, "entries": [{ "number": "M0009", "mode": "in_person" }, proxy(7, 7)] });
        assert_eq!(office.refused("meetings", "receive", mixed).await, "G-04");
        assert_eq!(seat(&office, &id, "M0009").await["mode"], Value::Null);
        // The holder comes: both count. A giver comes in person: the proxy is cancelled, the person counts once.
        let came = come(&office, &id, 1..=1).await;
        assert_eq!(came["credentials"]["counted"], 3);
        let came = come(&office, &id, 3..=3).await;
        assert_eq!(came["rows"][0]["before"], "proxy");
        assert_eq!((&came["credentials"]["counted"], &came["credentials"]["proxies"]), (&json!(3), &json!(1)));
        assert_eq!(why(proxy(3, 1)).await, "is_there");
        // The holder leaves: what was given counts no more.
        let left = receive(&office, &id, json!([{ "number": "M0001", "mode": "absent" }])).await;
        assert_eq!((&left["credentials"]["counted"], &left["credentials"]["holder_away"]), (&json!(1), &json!(1)));
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(board(&office, &id).await["credentials"]["counted"], 3);
        let row = seat(&office, &id, "M0001").await;
        assert_eq!((&row["holds"], &row["holds_counted"]), (&json!(1), &json!(1)));
        // By kana, by the end of a number.
        let find = async |typed: &str| {
            let all = office.ask("meetings", "attendees", json!({ "meeting_id": id, "find": typed })).await;
            all.as_array().unwrap().len()
        };
        assert_eq!((find("ﾐﾎﾝ").await, find("みほ").await, find("m0011").await, find("存在").await), (12, 12, 1, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_04_two_records_of_one_person_are_one_seat_after_a_merge() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({}), 6).await;
        receive(&office, &id, json!([{ "number": "M0003", "mode": "proxy", "holder_number": "M0002" }])).await;
        come(&office, &id, 1..=1).await;
        let card = async |i: usize| {
            let (person, _) = membership(&office, &number(i)).await;
            office.ask("members", "card", json!({ "person_id": person })).await
        };
        let (keep, gone) = (card(1).await, card(2).await);
        let merge = json!({ "keep": keep["person_id"], "keep_version": keep["version"], "merge": gone["person_id"], "merge_version": gone["version"] });
        office.ask("members", "merge", merge).await;
        let now = board(&office, &id).await["credentials"].clone();
        assert_eq!(
            (&now["base"], &now["left_out"], &now["counted"]),
            (&json!(5), &json!(1), &json!(2)),
            "the proxy went along"
        );
        office.ask("desk", "undo", json!({})).await;
        let now = board(&office, &id).await["credentials"].clone();
        assert_eq!((&now["base"], &now["counted"]), (&json!(6), &json!(1)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_05_the_law_wants_a_secret_ballot_where_nobody_votes_by_proxy() {
    for on in databases() {
        let office = union_of(on, 6).await;
        let id = convened(&office, json!({ "count_blank_proxy": true }), 6).await;
        for kind in ["election", "strike_vote", "rule_change"] {
            let items = json!([{ "kind": kind, "title": "議案", "method": "show_of_hands" }]);
            assert_eq!(
                office.refused("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await,
                "G-05"
            );
        }
        let items = json!([{ "kind": "rule_change", "title": "規約改正" }, { "kind": "report", "title": "報告" }]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        assert_eq!(
            (&detail["agenda"][0]["method"], &detail["agenda"][1]["method"]),
            (&json!("direct_secret"), &json!("applause"))
        );
        come(&office, &id, 1..=3).await;
        receive(&office, &id, json!([{ "number": "M0004", "mode": "proxy" }])).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
        let item = &detail["agenda"][0]["id"];
        let says = json!({ "id": item, "result": "adopted" });
        assert_eq!(office.refused("meetings", "decide_item", says).await, "G-05");
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": item })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        let by_proxy = json!({ "id": ballot, "numbers": ["M0004"] });
        assert_eq!(office.refused("meetings", "issue", by_proxy).await, "paper_not_there");
        let given = office.ask("meetings", "issue", json!({ "id": ballot, "everyone": true })).await;
        assert_eq!(given["issued"], 3);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn g_06_a_late_congress_and_a_year_without_an_audited_settlement_are_told() {
    for on in databases() {
        let office = union_of(on, 3).await;
        assert_eq!(
            office.ask("meetings", "warnings", json!({})).await,
            json!([]),
            "nothing is known of the union's congresses"
        );
        office.ask("meetings", "save_rule", rule(json!({}))).await;
        let held = async |day: &str, items: Value| {
            let id = planned(&office, "regular_congress", day).await;
            let convene = json!({ "id": id, "convened_on": "2025-01-10", "numbers": ["M0001", "M0002"] });
            office.ask("meetings", "convene", convene).await;
            office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
            office.ask("meetings", "open_door", json!({ "id": id })).await;
            come(&office, &id, 1..=2).await;
            office.ask("meetings", "declare", json!({ "id": id, "open": true })).await;
            let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
            for item in detail["agenda"].as_array().unwrap() {
                office.ask("meetings", "decide_item", json!({ "id": item["id"], "result": "adopted" })).await;
            }
            office.ask("meetings", "close_meeting", json!({ "id": id })).await;
        };
        held("2025-08-30", json!([{ "kind": "settlement", "title": "決算", "audited": true }])).await;
        let codes = async || {
            let all = office.ask("meetings", "warnings", json!({})).await;
            all.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes().await, ["congress_late", "audit_missing"]);
        let home = office.ask("desk", "home", json!({})).await.to_string();
        assert!(home.contains("meetings_congress_late") && home.contains("meetings_audit_missing"), "{home}");
        held("2026-08-29", json!([{ "kind": "settlement", "title": "決算" }])).await;
        assert_eq!(codes().await, ["audit_missing"], "the auditor's certificate is missing");
        held("2026-09-05", json!([{ "kind": "settlement", "title": "決算", "audited": true }])).await;
        assert_eq!(codes().await, Vec::<String>::new());
    }
}

async fn approved(office: &Office, id: &Value) -> String {
    office.ask("meetings", "close_meeting", json!({ "id": id })).await;
    let early = json!({ "id": id });
    assert_eq!(office.refused("meetings", "approve_minutes", early.clone()).await, "meeting_step");
    office.ask("meetings", "save_minutes", json!({ "meeting_id": id, "signers": ["見本 議長"] })).await;
    let kept = office.ask("meetings", "minutes", early.clone()).await;
    office.ask("meetings", "approve_minutes", early.clone()).await;
    let again = json!({ "meeting_id": id, "version": kept["version"], "text": "別の文" });
    assert_eq!(office.refused("meetings", "save_minutes", again).await, "meeting_step", "approved minutes stay");
    kept["text"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_congress_of_500_delegates_with_120_proxies_from_convening_to_minutes() {
    for on in databases() {
        let office = union_of(on, 520).await;
        let id = convened(&office, json!({ "num": 2, "den": 3, "proxy_max": 10 }), 500).await;
        let items = json!([
            { "kind": "report", "title": "経過報告" },
            { "kind": "resolution", "title": "運動方針", "text": "第一\n第二", "proposer": "執行委員会" }
        ]);
        office.ask("meetings", "save_agenda", json!({ "meeting_id": id, "items": items })).await;
        let proxies: Vec<Value> = (0..120)
            .map(|i| json!({ "number": number(301 + i), "mode": "proxy", "holder_number": number(1 + i / 10) }))
            .collect();
        receive(&office, &id, json!(proxies)).await;
        office.ask("meetings", "open_door", json!({ "id": id })).await;
        assert_eq!(board(&office, &id).await["credentials"]["quorate"], false);
        come(&office, &id, 1..=280).await;
        let now = board(&office, &id).await;
        let of = |name: &str| now["credentials"][name].as_i64().unwrap();
        assert_eq!(
            (of("base"), of("in_person"), of("proxies_counted"), of("counted"), of("needed")),
            (500, 280, 120, 400, 334)
        );
        let units: i64 = now["units"].as_array().unwrap().iter().map(|row| row["base"].as_i64().unwrap()).sum();
        assert_eq!(units, 500);
        office
            .ask("meetings", "declare", json!({ "id": id, "open": true, "chair": "見本 議長", "clerk": "見本 書記" }))
            .await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let (report, policy) = (&detail["agenda"][0]["id"], &detail["agenda"][1]["id"]);
        office.ask("meetings", "decide_item", json!({ "id": report, "result": "adopted", "note": "拍手で承認" })).await;
        let ballot = office.ask("meetings", "add_ballot", json!({ "item_id": policy })).await;
        office.ask("meetings", "open_ballot", json!({ "id": ballot })).await;
        assert_eq!(office.refused("meetings", "close_meeting", json!({ "id": id })).await, "ballot_pending");
        let count = json!({ "id": ballot, "teller": "見本 計数", "cast": 400, "yes": 201, "no": 150, "blank": 49 });
        office.ask("meetings", "tally", count).await;
        office.ask("meetings", "certify", json!({ "id": ballot })).await;
        let text = approved(&office, &id).await;
        for words in [
            "500×2/3以上 → 必要334",
            "出席280 + 委任120 = 400 ≥ 334 → 成立",
            "規約第18条",
            "規約第20条",
            "賛成201",
            "可決",
            "拍手で承認",
            "見本 議長",
        ] {
            assert!(text.contains(words), "{words} is missing in\n{text}");
        }
        for file in ["議事録.xlsx", "議事録.txt", "通知.xlsx", "R06.xlsx"] {
            let path = office.file(file);
            let written = match file {
                "通知.xlsx" => {
                    office
                        .ask("meetings", "write_notice", json!({ "meeting_id": id, "file": path, "purpose": "招集" }))
                        .await
                }
                "R06.xlsx" => {
                    office
                        .ask(
                            "reports",
                            "write",
                            json!({ "report": "R06", "meeting": "試験大会（架空）", "file": path }),
                        )
                        .await
                }
                _ => office.ask("meetings", "write_minutes", json!({ "meeting_id": id, "file": path })).await,
            };
            assert!(written["bytes"].as_u64() > Some(500), "{written}");
        }
        let notice = json!({ "meeting_id": id, "file": office.file("x.xlsx") });
        assert_eq!(
            office.refused("meetings", "write_notice", notice).await,
            "invalid",
            "X-1: a list of names has a purpose"
        );
        let sheets = shown(&office.file("R06.xlsx"), None).await;
        let all = format!("{sheets:?}");
        assert!(all.contains("M0420") && all.contains("必要334") && all.contains("成立"), "the roll and the sum");
        let text = std::fs::read_to_string(office.file("議事録.txt")).unwrap();
        assert!(text.starts_with('\u{feff}') && text.contains("\r\n"), "a word processor opens it");
        let pack =
            office.ask("reports", "preview", json!({ "report": "meeting-pack", "locale": "en" })).await.to_string();
        assert!(
            pack.contains("Meetings and decisions") && pack.contains("201 yes, 150 no"),
            "the pack tells what was decided"
        );
    }
}
