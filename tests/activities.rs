//! Activities: hours, need, decisions and what became of them.

use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::package::Package;
use crate::surveys::{close, enter, opened, questionnaire, sheet};

async fn add(office: &Office, title: &str, theme: &str) -> Value {
    office.ask("activities", "add", json!({ "title": title, "theme": theme, "from_on": "2024-04-01" })).await
}

async fn log(office: &Office, id: &Value, day: &str, minutes: i64, cost: i64) -> Value {
    let entry = json!({ "activity_id": id, "done_on": day, "minutes": minutes, "cost": cost, "people": 3 });
    office.ask("activities", "log_time", entry).await
}

fn of<'r>(review: &'r Value, title: &str) -> &'r Value {
    review["rows"].as_array().unwrap().iter().find(|row| row["title"] == title).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_01_two_taps_note_time_and_it_can_be_mended_and_taken_back() {
    for on in databases() {
        let office = Office::new(on).await;
        let talks = add(&office, "相談", "career").await;
        let letter = add(&office, "機関紙", "communication").await;
        // An activity and how long: nothing else.
        let entry = office.ask("activities", "log_time", json!({ "activity_id": talks, "minutes": 30 })).await;
        let mine = office.ask("activities", "my_time", json!({})).await;
        assert_eq!((&mine["today"], &mine["week"]), (&json!(30), &json!(30)));
        assert_eq!(mine["tiles"][0]["title"], "相談", "what is noted most often stands first");
        assert_eq!(mine["entries"][0]["done_on"], "2026-10-31");
        let version = &mine["entries"][0]["version"];
        let mended = json!({ "id": entry, "version": version, "activity_id": letter, "minutes": 90 });
        office.ask("activities", "correct_time", mended).await;
        let mine = office.ask("activities", "my_time", json!({})).await;
        assert_eq!((&mine["entries"][0]["title"], &mine["week"]), (&json!("機関紙"), &json!(90)));
        let emptied = json!({ "id": entry, "version": mine["entries"][0]["version"], "activity_id": letter });
        office.ask("activities", "correct_time", emptied).await;
        let mine = office.ask("activities", "my_time", json!({})).await;
        assert_eq!((&mine["entries"], &mine["week"]), (&json!([]), &json!(0)));
        let history = office.ask("desk", "history", json!({})).await;
        office.ask("desk", "undo", json!({ "op": history["rows"][0]["id"] })).await;
        assert_eq!(office.ask("activities", "my_time", json!({})).await["week"], 90);

        let version = office.ask("activities", "list", json!({})).await["rows"][0]["version"].clone();
        let ended = json!({ "id": letter, "version": version, "ended_on": "2026-10-30" });
        assert_eq!(office.refused("activities", "end", ended.clone()).await, "invalid", "an entry would lie outside");
        let mine = office.ask("activities", "my_time", json!({})).await;
        let moved = json!({ "id": entry, "version": mine["entries"][0]["version"], "activity_id": talks, "minutes": 90, "done_on": "2026-10-01" });
        office.ask("activities", "correct_time", moved).await;
        office.ask("activities", "end", ended).await;
        // An entry that is mended keeps its day.
        let logs = office.ask("activities", "logs", json!({})).await;
        let more = json!({ "id": entry, "version": logs[0]["version"], "activity_id": talks, "minutes": 95 });
        office.ask("activities", "correct_time", more).await;
        let logs = office.ask("activities", "logs", json!({})).await;
        assert_eq!((&logs[0]["done_on"], &logs[0]["minutes"]), (&json!("2026-10-01"), &json!(95)));
        let late = json!({ "activity_id": letter, "minutes": 15 });
        assert_eq!(office.refused("activities", "log_time", late).await, "activity_not_then");
        let ahead = json!({ "activity_id": talks, "minutes": 15, "done_on": "2026-11-01" });
        assert_eq!(office.refused("activities", "log_time", ahead).await, "invalid");
        let again = json!({ "title": "相　談", "theme": "career" });
        assert_eq!(office.refused("activities", "add", again).await, "invalid", "one name, one activity");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_04_need_of_the_survey_and_hours_give_the_place_and_r21_prints_it() {
    for on in databases() {
        let office = Office::new(on).await;
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R21" })).await, "no_activities");
        let survey = questionnaire(&office).await;
        let wave = opened(&office, &survey, "第1回").await;
        let sheets = (0..100).map(|n: i64| {
            let chosen: &[i64] = if n < 60 {
                &[1]
            } else if n < 90 {
                &[2]
            } else {
                &[3]
            };
            sheet(None, &[(4, chosen)])
        });
        enter(&office, &wave, sheets.collect()).await;
        close(&office, &wave).await;
        let (talks, courses, bargaining) = (
            add(&office, "相談", "career").await,
            add(&office, "研修", "training").await,
            add(&office, "交渉", "bargaining").await,
        );
        let festival = add(&office, "まつり", "community").await;
        log(&office, &talks, "2026-05-01", 60, 500).await;
        log(&office, &courses, "2026-06-01", 120, 20_000).await;
        log(&office, &bargaining, "2026-07-01", 600, 0).await;
        log(&office, &bargaining, "2025-07-01", 300, 0).await;
        log(&office, &festival, "2026-08-01", 900, 90_000).await;
        // Decisions of the congress before, for this year; of the next for the year after.
        for (id, year, decision) in [(&talks, 2026, "grow"), (&talks, 2027, "grow"), (&bargaining, 2027, "keep")] {
            let decided = json!({ "activity_id": id, "fiscal_year": year, "decision": decision, "reason": "必要だから", "effect": 4 });
            office.ask("activities", "decide", decided).await;
        }
        let review = office.ask("activities", "list", json!({})).await;
        assert_eq!((&review["fiscal_year"], &review["source"]["n"]), (&json!(2026), &json!(100)));
        let said = |title: &str| {
            let row = of(&review, title);
            (row["minutes"].clone(), row["need"].clone(), row["place"].clone(), row["proposed"].clone())
        };
        // Middles: 120 minutes, 30 %. The festival's theme was not asked for, so it has no place.
        assert_eq!((&review["twice_middle_minutes"], &review["twice_middle_need"]), (&json!(240), &json!(600)));
        assert_eq!(said("相談"), (json!(60), json!(600), json!("needed_little"), json!("grow")));
        assert_eq!(said("研修"), (json!(120), json!(300), json!("needed_much"), json!("keep")));
        assert_eq!(said("交渉"), (json!(600), json!(100), json!("less_much"), json!("shrink")));
        assert_eq!(said("まつり"), (json!(900), Value::Null, Value::Null, Value::Null));
        assert_eq!(of(&review, "交渉")["minutes_before"], 300);

        let pages = office.ask("reports", "preview", json!({ "report": "R21" })).await["pages"].clone();
        let names: Vec<&str> = pages.as_array().unwrap().iter().map(|page| page["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["一覧", "判断と理由", "前年の判断と結果"]);
        let text = pages.to_string();
        assert!(
            text.contains("必要だから") && text.contains("必要度が高く、時間は少ない") && text.contains("未記入"),
            "{text}"
        );
        let chart = pages[0]["blocks"].as_array().unwrap().iter().find(|block| block["block"] == "chart").unwrap();
        assert_eq!((&chart["kind"], &chart["categories"]), (&json!("scatter"), &json!(2)));
        let out = office.file("R21.xlsx");
        office.ask("reports", "write", json!({ "report": "R21", "file": out, "purpose": "執行委員会" })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_03_what_became_of_a_decision_is_told_once_its_year_has_begun() {
    for on in databases() {
        let office = Office::new(on).await;
        let talks = add(&office, "相談", "career").await;
        let decided = |year: i64| json!({ "activity_id": talks, "fiscal_year": year, "decision": "grow", "reason": "必要だから" });
        let this = office.ask("activities", "decide", decided(2026)).await;
        let next = office.ask("activities", "decide", decided(2027)).await;
        let told = |id: &Value, result: &str, text: Option<&str>| json!({ "id": id, "version": 1, "result": result, "text": text });
        assert_eq!(
            office.refused("activities", "tell_result", told(&next, "done", None)).await,
            "activity_result_early"
        );
        assert_eq!(office.refused("activities", "tell_result", told(&this, "not_done", None)).await, "invalid");
        office.ask("activities", "tell_result", told(&this, "partly", Some("月2回にした"))).await;
        let review = office.ask("activities", "list", json!({})).await;
        let row = of(&review, "相談");
        assert_eq!((&row["this"]["result"], &row["this"]["result_text"]), (&json!("partly"), &json!("月2回にした")));
        assert_eq!(row["next"]["decision"], "grow");
        // A decision whose result was told stays what it was.
        let mut again = decided(2026);
        again["version"] = row["this"]["version"].clone();
        assert_eq!(office.refused("activities", "decide", again).await, "A-03");
        let mut other = decided(2027);
        assert_eq!(office.refused("activities", "decide", other.clone()).await, "changed", "there is one already");
        other["version"] = json!(1);
        other["decision"] = json!("keep");
        office.ask("activities", "decide", other).await;
        let review = office.ask("activities", "list", json!({})).await;
        assert_eq!(of(&review, "相談")["next"]["decision"], "keep");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_survey_the_officers_own_view_of_the_need_stands_and_says_so() {
    for on in databases() {
        let office = Office::new(on).await;
        for (title, theme, minutes, need) in [("相談", "career", 60, 5), ("機関紙", "communication", 600, 2)] {
            let id = add(&office, title, theme).await;
            log(&office, &id, "2026-05-01", minutes, 0).await;
            let decided = json!({
                "activity_id": id, "fiscal_year": 2027, "decision": "keep", "reason": "見直しの途中", "need": need,
            });
            office.ask("activities", "decide", decided).await;
        }
        let review = office.ask("activities", "list", json!({})).await;
        assert_eq!(review["source"], Value::Null);
        assert_eq!(
            (&of(&review, "相談")["need_seen"], &of(&review, "相談")["place"]),
            (&json!(5), &json!("needed_little"))
        );
        assert_eq!(of(&review, "機関紙")["place"], "less_much");
        let pages = office.ask("reports", "preview", json!({ "report": "R21" })).await;
        assert!(pages["pages"][0]["notes"].to_string().contains("役員の見立て"));
    }
}

/// Three tables and a picture: as many sheets of paper in English, whose words are longer, as in Japanese.
#[tokio::test(flavor = "multi_thread")]
async fn the_activities_of_a_pack_take_two_sheets_of_paper_in_both_languages() {
    let office = Office::closed(On::File).await;
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": 300, "seed": 7 });
    office.ask("desk", "create_sample", sample).await;
    for (locale, name) in [("ja", "活動と優先順位"), ("en", "Activities")] {
        let file = office.file(&format!("pack-{locale}.xlsx"));
        let ask = json!({ "report": "meeting-pack", "as_of": "2026-10-31", "locale": locale, "file": file });
        office.ask("reports", "write", ask).await;
        let book = Package::open(&file);
        let sheet = book.sheets().into_iter().find(|sheet| sheet.name.ends_with(name)).unwrap();
        let xml = book.part(&sheet.part);
        assert!(xml.contains("fitToHeight=\"0\"") && xml.contains("paperSize=\"9\""), "{locale}: A4, one page wide");
        assert_eq!(xml.matches("<brk ").count(), 1, "{locale}: the picture stands below its table");
    }
}
