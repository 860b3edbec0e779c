//! Statistics of counselling: what is counted, who sees it, and what the pack tells.

use serde_json::{Value, json};

use crate::cases::Room;
use crate::support::office::databases;
use crate::support::workbook::shown;

/// So many inquiries of a day, by telephone or mail.
async fn inquiries(room: &Room, n: usize, on: &str, channel: &str, theme: &str) -> Vec<Value> {
    let mut ids = Vec::new();
    for _ in 0..n {
        let input = json!({ "channel": channel, "themes": [theme], "opened_on": on, "unit_id": room.unit });
        ids.push(room.ask("open_inquiry", input).await["case_id"].clone());
    }
    ids
}

fn count<'v>(rows: &'v Value, code: &str) -> &'v Value {
    &rows.as_array().unwrap().iter().find(|row| row["code"] == code).unwrap()["n"]["n"]
}

#[tokio::test(flavor = "multi_thread")]
async fn c_08_cases_are_counted_by_month_theme_channel_step_outcome_and_branch() {
    for on in databases() {
        let room = Room::new(on).await;
        inquiries(&room, 12, "2026-04-10", "phone", "job_change").await;
        let mail = inquiries(&room, 11, "2026-09-03", "mail", "childcare_balance").await;
        for id in mail.iter().take(10) {
            room.ask("decline", json!({ "case_id": id, "reason": "対象外", "pointed_to": "市の窓口" })).await;
        }
        let of = room.ask("statistics", json!({})).await;
        assert_eq!((&of["from"], &of["to"], &of["k"]), (&json!("2026-04-01"), &json!("2026-10-31"), &json!(5)));
        assert_eq!((&of["new"]["n"], &of["closed"]["n"], &of["open"]["n"]), (&json!(23), &json!(10), &json!(13)));
        assert_eq!((count(&of["channels"], "phone"), count(&of["channels"], "mail")), (&json!(12), &json!(11)));
        assert_eq!(
            (count(&of["themes"], "job_change"), count(&of["themes"], "skill_qualification")),
            (&json!(12), &json!(0))
        );
        assert_eq!((count(&of["outcomes"], "declined"), count(&of["steps"], "intake")), (&json!(10), &json!(13)));
        assert_eq!((&of["months"][0]["new"]["n"], &of["months"][5]["new"]["n"]), (&json!(12), &json!(11)));
        assert_eq!((&of["units"][0]["label"], &of["units"][0]["new"]["n"]), (&json!("東都支部"), &json!(23)));
        // Three in October are too few, and nothing else may tell them.
        inquiries(&room, 3, "2026-10-20", "walk_in", "care_balance").await;
        let of = room.ask("statistics", json!({})).await;
        assert_eq!(of["months"][6]["new"]["n"], Value::Null);
        assert_eq!(count(&of["channels"], "walk_in"), &Value::Null);
        assert_eq!(count(&of["themes"], "care_balance"), &Value::Null);
        assert!(!of.to_string().contains("crisis"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_of_counselling_are_seen_by_the_roles_of_the_rules_alone() {
    for on in databases() {
        let room = Room::new(on).await;
        room.sit("admin").await;
        for role in ["executive", "viewer", "auditor", "branch_officer"] {
            let mut add = json!({ "login": role, "display_name": format!("見本 {role}（架空）"), "passphrase": crate::support::office::PASSPHRASE, "roles": [role] });
            if role == "branch_officer" {
                add["unit_scope"] = room.unit.clone();
            }
            room.office.ask("officers", "add", add).await;
        }
        for (login, k) in [("soudan", 5), ("supervisor", 5), ("secretary", 5), ("executive", 5), ("dpo", 10)] {
            room.sit(login).await;
            assert_eq!(room.ask("statistics", json!({})).await["k"], k, "{login}");
            room.office.ask("reports", "preview", json!({ "report": "R09" })).await;
        }
        for login in ["viewer", "auditor", "branch_officer"] {
            room.sit(login).await;
            assert_eq!(room.refused("statistics", json!({})).await, "not_allowed", "{login}");
            assert_eq!(room.office.refused("reports", "preview", json!({ "report": "R09" })).await, "not_allowed");
            assert_eq!(room.office.refused("reports", "preview", json!({ "report": "R10" })).await, "not_allowed");
        }
        room.sit("secretary").await;
        let part = json!({ "report": "R09", "unit": "B1" });
        assert_eq!(room.office.refused("reports", "preview", part).await, "invalid", "of the whole union only");
        assert_eq!(room.office.refused("reports", "preview", json!({ "report": "R10" })).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_second_pack_does_not_tell_the_case_that_came_between() {
    for on in databases() {
        let room = Room::new(on).await;
        inquiries(&room, 15, "2026-04-10", "phone", "job_change").await;
        inquiries(&room, 14, "2026-08-10", "mail", "side_job").await;
        room.sit("secretary").await;
        let write = |name: &str| json!({ "report": "R09", "for_members": true, "as_of": "2026-10-31", "file": room.office.file(name) });
        room.office.ask("reports", "write", write("一.xlsx")).await;
        let before = room.ask("statistics", json!({ "for_members": true })).await;
        assert_eq!(before["new"]["n"], 29);
        room.sit("soudan").await;
        inquiries(&room, 1, "2026-08-11", "mail", "side_job").await;
        room.sit("secretary").await;
        let after = room.ask("statistics", json!({ "for_members": true })).await;
        for (what, shown) in [
            ("all", &after["new"]),
            ("August", &after["months"][4]["new"]),
            ("mail", &after["channels"].as_array().unwrap().iter().find(|row| row["code"] == "mail").unwrap()["n"]),
        ] {
            assert!(shown["n"].is_null() || shown["rounded"] == true, "{what}: {shown}");
        }
        assert_eq!(count(&after["channels"], "phone"), &json!(15), "what did not change stays");
        room.office.ask("reports", "write", write("二.xlsx")).await;
        let again = room.ask("statistics", json!({ "for_members": true })).await;
        assert_eq!(after, again, "written or not, it says the same");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_members_are_not_told_what_the_executive_was_not() {
    for on in databases() {
        let room = Room::new(on).await;
        inquiries(&room, 12, "2026-04-10", "phone", "job_change").await;
        inquiries(&room, 11, "2026-08-05", "mail", "side_job").await;
        inquiries(&room, 10, "2026-10-05", "walk_in", "job_change").await;
        let write = async |name: &str, for_members: bool| {
            let file = room.office.file(name);
            let ask = json!({ "report": "R09", "for_members": for_members, "as_of": "2026-10-31", "file": file });
            room.office.ask("reports", "write", ask).await;
        };
        room.sit("secretary").await;
        assert_eq!(room.ask("statistics", json!({})).await["new"]["n"], 33);
        write("一.xlsx", false).await;
        room.sit("soudan").await;
        inquiries(&room, 1, "2026-10-06", "online", "care_balance").await;
        room.sit("secretary").await;
        write("二.xlsx", false).await;
        let inside = room.ask("statistics", json!({})).await;
        let members = room.ask("statistics", json!({ "for_members": true })).await;
        for (whose, of) in [("executive", &inside), ("members", &members)] {
            for (what, shown) in [("all", &of["new"]), ("October", &of["months"][6]["new"]), ("open", &of["open"])] {
                assert_eq!(shown["n"], Value::Null, "{whose}, {what}: one more than was told");
            }
        }
        assert_eq!(count(&members["channels"], "phone"), &json!(12), "what did not change is told");
        write("三.xlsx", true).await;
        let after = room.ask("statistics", json!({})).await;
        assert_eq!(after, inside, "a paper for members un-hides nothing");
        assert_eq!(count(&after["channels"], "online"), &Value::Null);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pack_has_the_pages_of_counselling_and_of_referrals() {
    for on in databases() {
        let room = Room::new(on).await;
        room.sit("secretary").await;
        for n in 0..12 {
            let mut who =
                crate::members::joining("見本", &format!("第{n}"), ("ミホン", "ダイ"), room.unit.as_str().unwrap());
            who["not_a_duplicate"] = json!(true);
            room.office.ask("members", "add", who).await;
        }
        room.sit("soudan").await;
        inquiries(&room, 14, "2026-04-10", "phone", "job_change").await;
        let schemes = room.office.ask("support", "schemes", json!({})).await;
        for _ in 0..11 {
            let id = room.case("active").await;
            let refer = json!({ "case_id": id, "scheme_id": schemes[0]["id"] });
            room.ask("refer", refer).await;
        }
        room.sit("secretary").await;
        let pack = json!({ "report": "meeting-pack", "as_of": "2026-10-31" });
        let pages = room.office.ask("reports", "preview", pack.clone()).await;
        let names: Vec<&str> =
            pages["pages"].as_array().unwrap().iter().map(|page| page["name"].as_str().unwrap()).collect();
        assert!(names.iter().any(|name| name.ends_with("キャリア相談")), "{names:?}");
        assert!(names.iter().any(|name| name.ends_with("紹介とその後")), "{names:?}");
        let mut english = pack;
        english["locale"] = json!("en");
        english["file"] = json!(room.office.file("pack.xlsx"));
        english["purpose"] = json!("大会");
        room.office.ask("reports", "write", english).await;
        let sheets = shown(&room.office.file("pack.xlsx"), None).await;
        assert!(sheets.iter().any(|(name, _)| name.ends_with("Counselling")));
        assert!(!format!("{sheets:?}").contains("架空 太郎"));
        room.sit("soudan").await;
        let own = json!({ "report": "R10", "file": room.office.file("own.xlsx"), "purpose": "控え" });
        room.office.ask("reports", "write", own).await;
        let sheets = shown(&room.office.file("own.xlsx"), None).await;
        let all = format!("{sheets:?}");
        assert!(all.contains("C-000001") && !all.contains("架空 太郎"), "numbers, no names");
    }
}

/// A report of April to September that told of three inquiries with their theme, and of none of it in April and in September.
async fn told_too_much(room: &Room) {
    let theme = |from: &str, to: &str, count: u64| json!({ "what": "theme/side_job", "from": from, "to": to, "count": count, "shown": "exact" });
    let all = theme("2026-04-01", "2026-09-30", 3);
    let nobody = [theme("2026-04-01", "2026-04-30", 0), theme("2026-09-01", "2026-09-30", 0)];
    let figures = json!({ "figures": [all, nobody[0], nobody[1]], "sums": [] });
    let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
    let row: [sea_orm::Value; 7] = [
        uuid::Uuid::now_v7().into(),
        chrono::Utc::now().into(),
        chrono::Utc::now().into(),
        "2026-04-01".parse::<chrono::NaiveDate>().unwrap().into(),
        "2026-09-30".parse::<chrono::NaiveDate>().unwrap().into(),
        figures.to_string().into(),
        10_i64.into(),
    ];
    let sql = "INSERT INTO case_figures_told (version, report, id, created_at, updated_at, from_on, to_on, figures, k) \
         VALUES (1, 'R09', $1, $2, $3, $4, $5, $6, $7)";
    session.db().run(sql, row.to_vec()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_what_reports_give_away_together_is_refused_and_the_pack_says_why() {
    for on in databases() {
        let room = Room::new(on).await;
        room.sit("secretary").await;
        for n in 0..12 {
            let mut who =
                crate::members::joining("見本", &format!("第{n}"), ("ミホン", "ダイ"), room.unit.as_str().unwrap());
            who["not_a_duplicate"] = json!(true);
            room.office.ask("members", "add", who).await;
        }
        room.sit("soudan").await;
        inquiries(&room, 14, "2026-06-10", "phone", "job_change").await;
        inquiries(&room, 3, "2026-07-10", "mail", "side_job").await;
        told_too_much(&room).await;
        room.sit("secretary").await;
        let days = |from: &str| json!({ "from": from, "as_of": "2026-09-30" });
        assert_eq!(room.refused("statistics", days("2026-05-01")).await, "statistics_overlap");
        let with = |report: &str, from: &str| {
            let mut ask = days(from);
            ask["report"] = json!(report);
            ask
        };
        assert_eq!(room.office.refused("reports", "preview", with("R09", "2026-05-01")).await, "statistics_overlap");
        room.office.ask("reports", "preview", with("R09", "2026-04-01")).await;
        let august = json!({ "report": "R09", "from": "2026-04-01", "as_of": "2026-08-31" });
        let code = room.office.refused("reports", "preview", august).await;
        assert_eq!(code, "statistics_told", "the same first day, and no other would help");
        let pack = room.office.ask("reports", "preview", with("meeting-pack", "2026-05-01")).await;
        let pages = pack["pages"].as_array().unwrap();
        let page = pages.iter().find(|page| page["name"].as_str().unwrap().ends_with("キャリア相談")).unwrap();
        let text = page.to_string();
        assert!(text.contains("載せていません") && !text.contains(r#""block":"table""#), "{text}");
        let left_out = pack["left_out"].as_array().unwrap();
        assert!(left_out.contains(&json!({ "code": "referrals", "why": "overlap" })), "{left_out:?}");
        let mut write = with("meeting-pack", "2026-05-01");
        write["file"] = json!(room.office.file("資料.xlsx"));
        write["purpose"] = json!("大会");
        room.office.ask("reports", "write", write).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_month_of_a_year_that_was_told_takes_nothing_from_it() {
    for on in databases() {
        let room = Room::new(on).await;
        inquiries(&room, 20, "2026-06-10", "phone", "job_change").await;
        inquiries(&room, 8, "2026-08-10", "phone", "side_job").await;
        inquiries(&room, 2, "2026-07-06", "phone", "side_job").await;
        room.sit("secretary").await;
        let write = async |name: &str, from: &str, to: &str| {
            let file = room.office.file(name);
            room.office
                .ask("reports", "write", json!({ "report": "R09", "from": from, "as_of": to, "file": file }))
                .await;
        };
        write("年度.xlsx", "2026-04-01", "2026-09-30").await;
        write("八月.xlsx", "2026-08-01", "2026-08-31").await;
        // Ten of them in the half year, eight in August: two more would be told by what is left.
        let rest = room.ask("statistics", json!({ "from": "2026-08-01", "as_of": "2026-09-30" })).await;
        let july = room.ask("statistics", json!({ "from": "2026-07-01", "as_of": "2026-09-30" })).await;
        let year = room.ask("statistics", json!({ "as_of": "2026-09-30" })).await;
        assert_eq!(count(&year["themes"], "side_job"), &json!(10));
        for of in [&rest, &july] {
            let shown = count(&of["themes"], "side_job");
            assert!(shown.is_null() || shown == &json!(10), "{of}");
        }
    }
}

/// A case of April that was closed in August.
async fn closed_in_august(room: &Room) -> Value {
    let input =
        json!({ "channel": "phone", "themes": ["job_change"], "opened_on": "2026-04-10", "unit_id": room.unit });
    let id = room.ask("open_inquiry", input).await["case_id"].clone();
    room.ask("assign", json!({ "case_id": id, "not_supervisor": true })).await;
    room.ask("consent", json!({ "case_id": id, "method": "written", "explained_on": "2026-04-12" })).await;
    room.ask("activate", json!({ "case_id": id })).await;
    let close = json!({ "case_id": id, "outcome": "goal_reached", "closed_on": "2026-08-20", "waived": "本人の希望" });
    room.ask("close", close).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ending_stays_in_its_month_when_the_case_is_reopened() {
    for on in databases() {
        let room = Room::new(on).await;
        let mut ids = Vec::new();
        for _ in 0..14 {
            ids.push(closed_in_august(&room).await);
        }
        let figures = |of: &Value| {
            let month = |n: usize, what: &str| of["months"][n][what]["n"].clone();
            let all = ["opening", "new", "closed", "open"].map(|what| of[what]["n"].clone());
            (all, [month(0, "new"), month(4, "closed"), month(4, "open"), month(6, "new"), month(6, "open")])
        };
        let before = room.ask("statistics", json!({})).await;
        let n = |all: [i64; 4], months: [i64; 5]| (all.map(|n| json!(n)), months.map(|n| json!(n)));
        assert_eq!(figures(&before), n([0, 14, 14, 0], [14, 14, 0, 0, 0]));
        assert_eq!(count(&before["outcomes"], "goal_reached"), &json!(14));
        for id in ids.iter().take(6) {
            room.ask("reopen", json!({ "case_id": id, "reason": "また相談したい" })).await;
        }
        let after = room.ask("statistics", json!({})).await;
        assert_eq!(figures(&after), n([0, 20, 14, 6], [14, 14, 0, 6, 6]), "August stands; October takes them up again");
        assert_eq!(count(&after["outcomes"], "goal_reached"), &json!(14));
        assert_eq!(
            (count(&after["themes"], "job_change"), count(&after["channels"], "phone")),
            (&json!(20), &json!(20))
        );
        let unit = &after["units"][0];
        assert_eq!((&unit["new"]["n"], &unit["closed"]["n"], &unit["open"]["n"]), (&json!(20), &json!(14), &json!(6)));
        let again = json!({ "case_id": ids[0], "opened_on": "2026-09-01" });
        assert_eq!(room.refused("correct_case", again).await, "invalid", "it had ended by then");
        let early =
            json!({ "case_id": ids[0], "outcome": "plan_agreed", "closed_on": "2026-10-30", "waived": "本人の希望" });
        assert_eq!(room.refused("close", early).await, "invalid", "before it was under way again");
        // Closed again, they have two endings; and an undo takes reopening and its day back.
        for id in ids.iter().take(6) {
            room.ask("close", json!({ "case_id": id, "outcome": "plan_agreed", "waived": "本人の希望" })).await;
        }
        let twice = room.ask("statistics", json!({})).await;
        assert_eq!(figures(&twice), n([0, 20, 20, 0], [14, 14, 0, 6, 0]));
        assert_eq!(count(&twice["outcomes"], "plan_agreed"), &json!(6));
        for _ in 0..12 {
            room.office.ask("desk", "undo", json!({})).await;
        }
        assert_eq!(figures(&room.ask("statistics", json!({})).await), figures(&before));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_reopening_changes_nothing_that_a_report_told_of_the_months_before() {
    for on in databases() {
        let room = Room::new(on).await;
        let mut ids = Vec::new();
        for _ in 0..14 {
            ids.push(closed_in_august(&room).await);
        }
        room.sit("secretary").await;
        let past = json!({ "as_of": "2026-09-30" });
        let mut write = json!({ "report": "R09", "as_of": "2026-09-30" });
        write["file"] = json!(room.office.file("九月.xlsx"));
        room.office.ask("reports", "write", write).await;
        let told = room.ask("statistics", past.clone()).await;
        room.sit("soudan").await;
        room.ask("reopen", json!({ "case_id": ids[0], "reason": "また相談したい" })).await;
        room.sit("secretary").await;
        assert_eq!(room.ask("statistics", past).await, told, "one reopened in October is none of September's");
        let of = room.ask("statistics", json!({})).await;
        assert_eq!(of["months"][4]["closed"]["n"], 14);
        assert_eq!(of["months"][6]["new"]["n"], Value::Null, "one is too few to be told");
        assert!(of["open"]["n"].is_null() && (of["new"]["n"].is_null() || of["new"]["rounded"] == true), "{of}");
    }
}

/// Cases as they stand in the table; their sealed parts are of no matter to the figures.
async fn ten_thousand(room: &Room) {
    let session = room.office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
    let start: chrono::NaiveDate = "2025-11-01".parse().unwrap();
    let channels = ["phone", "mail", "walk_in", "online", "referral"];
    for part in 0..100_u64 {
        let mut tuples = Vec::new();
        let mut values: Vec<sea_orm::Value> = Vec::new();
        for n in part * 100..part * 100 + 100 {
            let opened = start + chrono::Days::new(n * 7 % 360);
            let last: chrono::NaiveDate = "2026-10-31".parse().unwrap();
            let closed = (n % 3 > 0).then(|| opened + chrono::Days::new(n % 60)).filter(|on| *on <= last);
            let at = values.len();
            let marks: Vec<String> = (1..=13).map(|mark| format!("${}", at + mark)).collect();
            tuples.push(format!("({})", marks.join(", ")));
            let row: [sea_orm::Value; 13] = [
                uuid::Uuid::now_v7().into(),
                chrono::Utc::now().into(),
                chrono::Utc::now().into(),
                format!("T-{n:06}").into(),
                channels[(n % 5) as usize].into(),
                (if closed.is_some() { "closed" } else { "active" }).into(),
                "self_understanding".into(),
                r#"["job_change","side_job"]"#.into(),
                opened.into(),
                closed.into(),
                closed.map(|_| "plan_agreed").into(),
                vec![1_u8].into(),
                uuid::Uuid::parse_str(room.unit.as_str().unwrap()).unwrap().into(),
            ];
            values.extend(row);
        }
        let sql = format!(
            "INSERT INTO counsel_case (id, created_at, updated_at, case_no, channel, status, step, themes, opened_on, closed_on, outcome, head, unit_id) \
             VALUES {}",
            tuples.join(", ")
        )
        .replace("(id, created_at", "(version, reopened, head_no, id, created_at")
        .replace("($", "(1, 0, 1, $");
        session.db().run(&sql, values).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "the figure measured")]
async fn ten_thousand_cases_are_counted_and_written() {
    let room = Room::new(crate::support::office::On::File).await;
    ten_thousand(&room).await;
    room.sit("secretary").await;
    let before = std::time::Instant::now();
    let of = room.ask("statistics", json!({})).await;
    println!("statistics of ten thousand cases: {:?}", before.elapsed());
    assert!(of["new"]["n"].as_i64().unwrap() > 4_000);
    let before = std::time::Instant::now();
    let write = json!({ "report": "R09", "file": room.office.file("r09.xlsx") });
    let written = room.office.ask("reports", "write", write).await;
    println!("R09 written: {:?}", before.elapsed());
    assert!(written["rows"].as_i64().unwrap() > 0, "{written}");
}
