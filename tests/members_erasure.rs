//! What persons may ask about their data, what they are told, and what is erased.

use kyojo_core::progress::Progress;
use kyojo_migrations::ddl::Kind;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::members_privacy::{agree, branches, federation, member, officer, work_as};
use crate::support::office::{Office, databases};

/// Every column of every table that refers to persons or memberships, with rows of this person: texts are planted in all of
/// them but the columns spared. Answers what was planted, by table and column. A table added later needs a row here, too.
async fn plant(office: &Office, person: &Value, membership: &Value, spared: &[&str]) -> Vec<(String, String)> {
    let session = office.desk.session(Progress::silent()).unwrap();
    let db = session.db();
    let uuid = |value: &Value| value.as_str().unwrap().parse::<Uuid>().unwrap();
    let mut planted = Vec::new();
    let mut keys = 0;
    // Derived from others, or of a fixed shape; what they hold is judged by the search.
    let derived = ["search_key", "kana_key", "number_order", "digits", "postal", "items", "resolution"];
    for table in kyojo_migrations::tables() {
        let own: Vec<(&str, Uuid)> = table
            .all()
            .filter_map(|column| match column.kind {
                Kind::Ref("person") => Some((column.name, uuid(person))),
                Kind::Ref("membership") => Some((column.name, uuid(membership))),
                _ => None,
            })
            .collect();
        keys += own.len();
        let key = if table.name == "person" { Some(("id", uuid(person))) } else { own.first().copied() };
        let Some((key, id)) = key else { continue };
        let count = format!("SELECT count(*) AS n FROM {} WHERE {key} = $1", table.name);
        assert!(
            db.number(&count, [id.into()]).await.unwrap() > 0,
            "give the person a row of {} in this test, and tell of it in members/disclose and members/erase",
            table.name
        );
        for column in table.all().filter(|column| matches!(column.kind, Kind::Text | Kind::Json)) {
            if derived.contains(&column.name) || spared.contains(&column.name) {
                continue;
            }
            let text = format!("秘密の{}{}花火", table.name, column.name);
            let value =
                if matches!(column.kind, Kind::Json) { json!({ "note": text }).to_string() } else { text.clone() };
            let sql = format!("UPDATE {} SET {} = $1 WHERE {key} = $2", table.name, column.name);
            db.run(&sql, [value.into(), id.into()]).await.unwrap();
            planted.push((format!("{}.{}", table.name, column.name), text));
        }
    }
    assert!(keys >= 14, "the walk finds the schema's keys: {keys}");
    planted
}

/// A member with a row in every table that tells of persons: (person, membership, version of the person).
async fn whole_life(office: &Office, unit: &Value, upper: &Value) -> (Value, Value) {
    let employer =
        office.ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" })).await;
    let add = json!({
        "person": { "family_name": "紫陽花院", "given_name": "千代子", "family_kana": "アジサイイン", "given_kana": "チヨコ", "birth_on": "1977-11-23", "gender": "2" },
        "member_no": "ZQ-0099", "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true,
        "employment": { "employer_org_id": employer, "employee_no": "E-551177", "department": "第三製造部", "employment_type": "permanent" }
    });
    let added = office.ask("members", "add", add).await;
    let person = json!({ "person_id": added["person_id"] });
    let card = office.ask("members", "card", person.clone()).await;
    let correct = json!({ "person_id": added["person_id"], "version": card["version"], "reason": "結婚による改姓",
        "membership": { "category": "associate", "category_from": "2022-04-01" },
        "person": { "family_name": "百日紅", "given_name": "千代子", "family_kana": "サルスベリ", "given_kana": "チヨコ", "birth_on": "1977-11-23", "gender": "2", "former_name": "紫陽花院", "remarks": "夜は電話しない" } });
    office.ask("members", "correct", correct).await;
    let contact =
        json!({ "person_id": added["person_id"], "kind": "mobile", "value": "090-5511-7788", "preferred": true });
    office.ask("members", "save_contact", contact).await;
    agree(office, &added, upper, "2026-01-10").await;
    let refuses = json!({ "person_id": added["person_id"], "purpose": "publication", "refused_on": "2026-01-10" });
    office.ask("members", "refuse_consent", refuses).await;
    let leave = json!({ "membership_id": added["membership_id"], "kind": "childcare", "from_on": "2023-05-01", "to_on": "2024-04-30", "note": "第一子" });
    office.ask("members", "start_condition", leave).await;
    let chair = office.ask("members", "save_office", json!({ "kind": "chair", "label": "執行委員長" })).await;
    let term = json!({ "office_id": chair, "membership_id": added["membership_id"], "from_on": "2021-09-01", "to_on": "2022-08-31", "elected_by": "uncontested", "fulltime_kind": "none" });
    office.ask("members", "appoint", term).await;
    let other = member(office, unit, "佐藤", "花子").await;
    office.ask("members", "not_same", json!({ "one": added["person_id"], "other": other["person_id"] })).await;
    let export = json!({ "file": office.file("given.csv"), "filter": { "find": "百日紅千代子" }, "purpose": "届け出", "recipient": "架空ものづくり労連" });
    office.ask("members", "export_roster", export).await;
    let list = json!({ "name": "連絡する人", "shared": true, "filter": { "find": "百日紅 千代子" } });
    office.ask("members", "save_list", list).await;
    let ask = json!({ "person_id": added["person_id"], "kind": "disclose", "note": "全部" });
    office.ask("members", "receive_request", ask).await;
    crate::training::takes_part(office, &added["person_id"]).await;
    let other = office.ask("members", "card", json!({ "person_id": other["person_id"] })).await;
    let other = other["memberships"][0]["member_no"].as_str().unwrap().to_owned();
    crate::meetings::takes_part(office, "ZQ-0099", &other).await;
    (added["person_id"].clone(), added["membership_id"].clone())
}

/// Everything in the file, as text, table by table.
async fn everything(office: &Office) -> String {
    let session = office.desk.session(Progress::silent()).unwrap();
    let mut all = String::new();
    for table in kyojo_migrations::tables() {
        let columns: Vec<String> = table
            .all()
            .filter(|column| !matches!(column.kind, Kind::Id | Kind::Ref(_) | Kind::Bytes))
            .map(|column| format!("COALESCE(CAST({} AS TEXT), '')", column.name))
            .collect();
        let sql = format!("SELECT {} FROM {}", columns.join(" || '|' || "), table.name);
        for row in session.db().texts(&sql).await.unwrap() {
            all.push_str(&format!("{}: {row}\n", table.name));
        }
    }
    all
}

async fn end_of(office: &Office, person: &Value) {
    let card = office.ask("members", "card", json!({ "person_id": person })).await;
    let end = json!({ "membership_id": card["memberships"][0]["id"], "version": card["memberships"][0]["version"], "left_on": "2026-09-30", "end_reason": "employment_end", "end_note": "実家の九頭竜町へ" });
    office.ask("members", "leave", end).await;
}

/// A mark of an erasure, as there may be one of a former alumna, and a finding that was left as it is.
async fn mark(office: &Office, person: &Value) {
    let session = office.desk.session(Progress::silent()).unwrap();
    let id: Uuid = person.as_str().unwrap().parse().unwrap();
    let sql = "INSERT INTO erasure (id, created_at, updated_at, version, person_id, kind, ground, erased_on, highest_no) \
               SELECT id, created_at, updated_at, 1, id, 'alumni', 'retention', $2, 0 FROM person WHERE id = $1";
    let day = chrono::NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    session.db().run(sql, [id.into(), day.into()]).await.unwrap();
    let sql = "INSERT INTO finding_kept (id, created_at, updated_at, version, person_id, kind) \
               SELECT id, created_at, updated_at, 1, id, 'kana_missing' FROM person WHERE id = $1";
    session.db().run(sql, [id.into()]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn r23_tells_a_person_everything_that_any_table_keeps_of_them() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        let (person, membership) = whole_life(&office, &east, &upper).await;
        mark(&office, &person).await;
        let planted = plant(&office, &person, &membership, &[]).await;
        let ask = json!({ "report": "R23", "person": person });
        let text = office.ask("reports", "preview", ask.clone()).await.to_string();
        let missing: Vec<&String> = planted.iter().filter(|(_, said)| !text.contains(said)).map(|(at, _)| at).collect();
        assert!(missing.is_empty(), "tell of these in members/disclose: {missing:?}");
        for words in ["架空ものづくり労連", "本人の同意", "東支部", "執行委員長", "育児休業"]
        {
            assert!(text.contains(words), "{words}");
        }
        assert!(!text.contains("佐藤"), "another person's data is not disclosed");
        let mut write = ask.clone();
        write["file"] = json!(office.file("r23.xlsx"));
        let requests = office.ask("members", "requests", json!({})).await;
        let checked = json!({ "id": requests[0]["id"], "version": requests[0]["version"], "to": "identity_checked" });
        office.ask("members", "advance_request", checked).await;
        office.ask("reports", "write", write).await;
        let log = office.ask("officers", "exports", json!({})).await;
        assert_eq!((&log["rows"][0]["report"], &log["rows"][0]["recipient"]), (&json!("R23"), &json!("本人")));
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R23" })).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_answered_in_time_and_opens_the_disclosure_to_the_privacy_officer() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let hanako = member(&office, &east, "佐藤", "花子").await;
        let card = office.ask("members", "card", json!({ "person_id": hanako["person_id"] })).await;
        let number = card["memberships"][0]["member_no"].clone();
        officer(&office, "dpo", "dpo", &Value::Null).await;
        work_as(&office, Some("dpo")).await;
        let ask = json!({ "report": "R23", "person": number });
        assert_eq!(office.refused("reports", "preview", ask.clone()).await, "disclosure_needs_request");
        let request =
            json!({ "member_no": number, "kind": "disclose", "received_on": "2026-10-08", "note": "勤務先の記録" });
        let id = office.ask("members", "receive_request", request.clone()).await;
        let preview = office.ask("reports", "preview", ask.clone()).await;
        assert!(preview.to_string().contains("花子"));
        let rows = office.ask("members", "requests", json!({ "open": true })).await;
        assert_eq!((&rows[0]["due_on"], &rows[0]["name"]), (&json!("2026-11-07"), &json!("佐藤 花子")));
        let home = office.ask("desk", "home", json!({})).await;
        assert!(home["tasks"].to_string().contains("requests_due"), "due within a week: {home}");
        let step = async |to: &str, answer: Value| {
            let rows = office.ask("members", "requests", json!({})).await;
            office
                .call(
                    "members",
                    "advance_request",
                    json!({ "id": id, "version": rows[0]["version"], "to": to, "answer": answer }),
                )
                .await
        };
        assert!(step("answered", json!("渡した")).await.is_err(), "not before it is made sure who asks");
        let mut written = ask.clone();
        written["file"] = json!(office.file("r23.xlsx"));
        assert_eq!(office.refused("reports", "write", written.clone()).await, "disclosure_needs_identity");
        step("identity_checked", Value::Null).await.unwrap();
        office.ask("reports", "write", written).await;
        step("in_progress", Value::Null).await.unwrap();
        assert!(step("answered", Value::Null).await.is_err(), "an answer has words");
        step("answered", json!("開示書を手渡した")).await.unwrap();
        assert_eq!(office.refused("reports", "preview", ask.clone()).await, "disclosure_needs_request", "it is over");
        office.ask("desk", "undo", json!({})).await;
        office.ask("reports", "preview", ask).await;
        work_as(&office, None).await;
        let viewers = office.ask("members", "who_sees", json!({ "person_id": hanako["person_id"] })).await;
        assert!(viewers.as_array().unwrap().iter().any(|row| row["by_request"] == true), "{viewers}");
        officer(&office, "exec", "executive", &Value::Null).await;
        work_as(&office, Some("exec")).await;
        assert_eq!(office.refused("members", "requests", json!({})).await, "not_allowed");
        assert_eq!(office.refused("members", "receive_request", request).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_7_an_erasure_leaves_no_trace_of_the_person_and_every_figure_as_it_was() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        for n in 0..8 {
            member(&office, &east, "田中", &format!("{n}子")).await;
        }
        // Two rows of a list: one that was put aside, and one that changed the person.
        let (person, membership) = whole_life(&office, &east, &upper).await;
        let list = "組合員番号,姓,名,生年月日,備考\r\nZQ-0099,百日紅,千代子,,九頭竜から通勤\r\n,百日紅,千代子,昭和99年,九頭竜の人\r\n";
        std::fs::write(office.file("list.csv"), list).unwrap();
        let done = office.ask("members", "import_roster", json!({ "file": office.file("list.csv") })).await;
        assert_eq!(done["read"], 2, "{done}");
        let erase = json!({ "person_id": person });
        assert_eq!(office.refused("members", "erase", erase.clone()).await, "erase_in_force");
        end_of(&office, &person).await;
        let days = ["2020-04-30", "2022-06-30", "2024-03-31", "2026-09-30", "2026-10-31"];
        let figures = async || {
            let mut all = Vec::new();
            for day in days {
                let preview = office
                    .ask("reports", "preview", json!({ "report": "R02", "as_of": day, "from": "2020-01-31" }))
                    .await;
                all.push(preview["pages"].clone());
            }
            all
        };
        let before = figures().await;
        // History is what ops remember; a text in every column of every table that tells of persons.
        mark(&office, &person).await;
        let report =
            json!({ "name": "百日紅 千代子さんの件", "groups": ["branch"], "notes": "先の行\n百日紅 千代子さんへ" });
        let id = office.ask("reports", "save_own_report", report.clone()).await;
        let mut again = report.clone();
        again.as_object_mut().unwrap().extend([("id".to_owned(), id.clone()), ("version".to_owned(), json!(1))]);
        again["title"] = json!("百日紅 千代子");
        office.ask("reports", "save_own_report", again).await;
        let schedule = json!({ "own": id, "cadence": "monthly", "day": 1, "purpose": "百日紅 千代子さんへ" });
        office.ask("reports", "save_schedule", schedule).await;
        // The names stay as the verbs wrote them: sentences about the person hold them.
        let names =
            ["family_name", "given_name", "family_kana", "given_kana", "former_name", "member_no", "employee_no"];
        let mut planted = plant(&office, &person, &membership, &names).await;
        for text in [
            "紫陽花院",
            "百日紅",
            "千代子",
            "アジサイイン",
            "サルスベリ",
            "ZQ-0099",
            "E-551177",
            "第三製造部",
            "5511-7788",
            "55117788",
            "夜は電話しない",
            "結婚による",
            "第一子",
            "九頭竜",
            "1977-11-23",
        ] {
            planted.push((text.to_owned(), text.to_owned()));
        }
        assert!(everything(&office).await.contains("紫陽花院"), "ops remember");
        let history = office.ask("desk", "history", json!({})).await;
        let ops = history["rows"].as_array().unwrap();
        let of = |verb: &str| ops.iter().find(|op| op["verb"] == verb).unwrap()["id"].clone();
        let (corrected, contacted, listed) = (of("correct"), of("save_contact"), of("save_list"));

        let done = office.ask("members", "erase", erase.clone()).await;
        assert_eq!(done["erased"], 1);
        let kept: Vec<&str> =
            done["kept"].as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
        assert!(kept.contains(&"provisions") && kept.contains(&"trail"), "{done}");
        assert!(!kept.contains(&"trail_reasons"), "reasons about persons stand with the record, not in the trail");
        let all = everything(&office).await;
        for (at, text) in &planted {
            let line = all.lines().find(|line| line.contains(text.as_str()));
            assert!(line.is_none(), "{at}: {text} in {line:?}");
        }
        assert_eq!(figures().await, before, "R02 of the past is as it was");
        for find in ["百日紅", "ZQ-0099", "09055117788", "サルスベリ"] {
            let rows = office.ask("members", "list", json!({ "find": find, "state": "all" })).await;
            assert_eq!(rows["rows"], json!([]), "{find}");
        }
        let card = office.ask("members", "card", json!({ "person_id": person })).await;
        assert_eq!((&card["erased"], &card["contacts"]), (&json!(true), &json!([])));
        // Nobody is shown the number that only keeps the row apart from others.
        let export = json!({ "file": office.file("after.csv"), "filter": { "state": "all" }, "purpose": "点検" });
        office.ask("members", "export_roster", export).await;
        let roster =
            json!({ "report": "R01", "as_of": "2026-09-01", "file": office.file("after.xlsx"), "purpose": "点検" });
        office.ask("reports", "write", roster).await;
        let mut shown = std::fs::read_to_string(office.file("after.csv")).unwrap();
        let cells = crate::support::workbook::shown(&office.file("after.xlsx"), None).await;
        shown.extend(cells.into_iter().flat_map(|(_, rows)| rows.into_iter().flatten()));
        let moves = json!({ "report": "R03", "as_of": "2026-10-31", "from": "2026-09-01", "names": true });
        shown.push_str(&office.ask("reports", "preview", moves).await.to_string());
        shown.push_str(&card.to_string());
        assert!(shown.contains("消去済み") && !shown.contains('｟'), "{shown}");
        assert_eq!(card["memberships"][0]["joined_on"], "2020-04-01");
        for op in [corrected, contacted, listed] {
            assert_eq!(office.refused("desk", "undo", json!({ "op": op })).await, "undo_erased");
        }
        assert_eq!(office.refused("members", "erase", erase).await, "person_erased");
        let correct = json!({ "person_id": person, "version": card["version"], "person": { "family_name": "百日紅" } });
        assert_eq!(office.refused("members", "correct", correct).await, "person_erased");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
        // Nothing of the other records is lost.
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 9);
        assert_eq!(office.ask("members", "duplicates", json!({})).await, json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erasure_answers_its_request_and_is_the_secretarys_alone() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let hanako = member(&office, &east, "佐藤", "花子").await;
        let number = office.ask("members", "card", json!({ "person_id": hanako["person_id"] })).await["memberships"][0]
            ["member_no"]
            .clone();
        end_of(&office, &hanako["person_id"]).await;
        let request = json!({ "person_id": hanako["person_id"], "kind": "erase" });
        let id = office.ask("members", "receive_request", request).await;
        let erase = json!({ "person_id": hanako["person_id"], "request_id": id });
        assert_eq!(
            office.refused("members", "erase", erase.clone()).await,
            "request_step",
            "who asks is not known yet"
        );
        let step = json!({ "id": id, "version": 1, "to": "identity_checked" });
        office.ask("members", "advance_request", step).await;
        officer(&office, "dpo", "dpo", &Value::Null).await;
        work_as(&office, Some("dpo")).await;
        assert_eq!(office.refused("members", "erase", erase.clone()).await, "not_allowed");
        work_as(&office, None).await;
        office.ask("members", "erase", erase).await;
        let rows = office.ask("members", "requests", json!({})).await;
        assert_eq!((&rows[0]["status"], &rows[0]["closed_on"]), (&json!("answered"), &json!("2026-10-31")));
        assert_eq!(
            office
                .refused(
                    "desk",
                    "undo",
                    json!({ "op": office.ask("desk", "history", json!({})).await["rows"][0]["id"] })
                )
                .await,
            "undo_final"
        );
        // The number of who was erased is not given to somebody else.
        let next = member(&office, &east, "鈴木", "一郎").await;
        let card = office.ask("members", "card", json!({ "person_id": next["person_id"] })).await;
        assert_ne!(card["memberships"][0]["member_no"], number);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_6_who_left_long_ago_is_dropped_and_alumni_keep_name_years_contact_and_consent() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let mut people = Vec::new();
        for (given, joined, left) in [
            ("一子", "2001-04-01", "2015-03-31"),
            ("二子", "2001-04-01", "2016-03-31"),
            ("三子", "2001-04-01", "2022-03-31"),
        ] {
            let add = json!({ "person": { "family_name": "柊", "given_name": given, "birth_on": "1970-05-05", "remarks": "覚え書き" }, "joined_on": joined, "unit_id": east, "eligible": true, "not_a_duplicate": true });
            let added = office.ask("members", "add", add).await;
            let contact = json!({ "person_id": added["person_id"], "kind": "mobile", "value": "090-1111-2222", "preferred": true });
            office.ask("members", "save_contact", contact).await;
            let card = office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
            let end = json!({ "membership_id": added["membership_id"], "version": card["memberships"][0]["version"], "left_on": left, "end_reason": "retirement" });
            office.ask("members", "leave", end).await;
            people.push(added["person_id"].clone());
        }
        let consent = json!({ "person_id": people[1], "purpose": "alumni_contact", "granted_on": "2016-03-01", "method": "written", "notice_version": "2016" });
        office.ask("members", "give_consent", consent).await;
        // Somebody said no; the paper of an earlier yes is entered later, and the latest word by its day counts.
        let no = json!({ "person_id": people[0], "purpose": "alumni_contact", "refused_on": "2020-04-01" });
        office.ask("members", "refuse_consent", no).await;
        let earlier = json!({ "person_id": people[0], "purpose": "alumni_contact", "granted_on": "2015-03-01", "method": "written", "notice_version": "2015" });
        office.ask("members", "give_consent", earlier).await;
        let state = office.ask("members", "retention", json!({})).await;
        assert_eq!((&state["months"], &state["n"]), (&json!(60), &json!(2)), "{state}");
        assert_eq!((&state["due"][0]["alumni"], &state["due"][1]["alumni"]), (&json!(false), &json!(true)));
        assert!(office.ask("desk", "home", json!({})).await["tasks"].to_string().contains("retention_due"));
        assert_eq!(office.refused("members", "drop_expired", json!({ "persons": [people[2]] })).await, "not_due");
        assert_eq!(office.refused("members", "set_retention", json!({ "months": 3 })).await, "invalid");
        office.ask("members", "set_retention", json!({ "months": 24 })).await;
        assert_eq!(office.ask("members", "retention", json!({})).await["n"], 3);
        office.ask("desk", "undo", json!({})).await;
        let done = office.ask("members", "drop_expired", json!({ "persons": [people[0], people[1]] })).await;
        assert_eq!((&done["erased"], &done["alumni"]), (&json!(1), &json!(1)));
        assert_eq!(office.ask("members", "retention", json!({})).await["n"], 0);
        let card = async |of: &Value| office.ask("members", "card", json!({ "person_id": of })).await;
        let gone = card(&people[0]).await;
        assert_eq!((&gone["erased"], &gone["contacts"]), (&json!(true), &json!([])));
        let alumna = card(&people[1]).await;
        assert_eq!(
            (&alumna["person"]["given_name"], &alumna["contacts"][0]["value"]),
            (&json!("二子"), &json!("090-1111-2222"))
        );
        assert_eq!(alumna["person"]["remarks"], Value::Null);
        assert_eq!(alumna["memberships"][0]["left_on"], "2016-03-31");
        assert_eq!(alumna["consents"][0]["purpose"], "alumni_contact");
        // Without the consent the rest goes, too.
        let withdrawn = json!({ "id": alumna["consents"][0]["id"], "version": alumna["consents"][0]["version"], "withdrawn_on": "2026-10-31" });
        office.ask("members", "withdraw_consent", withdrawn).await;
        assert_eq!(office.ask("members", "retention", json!({})).await["due"][0]["person_id"], people[1]);
        office.ask("members", "drop_expired", json!({ "persons": [people[1]] })).await;
        assert!(!everything(&office).await.contains("二子"));
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_7_a_list_that_names_who_was_erased_does_not_bring_them_back_unseen() {
    use crate::members_import::{codes, counts};
    use crate::row;
    use crate::support::workbook::{Sheet, xlsx};
    for on in databases() {
        let office = Office::new(on).await;
        office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東支部", "code": "B01" })).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日", "支部"],
            row!["0001", "見本 一", "1980-02-11", "2010-04-01", "東支部"],
            row!["0002", "見本 二", "1981-03-11", "2010-04-01", "東支部"],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        office.ask("members", "import_roster", json!({ "file": file, "as_of": "2026-04-01" })).await;
        let all = office.ask("members", "list", json!({})).await["rows"].clone();
        let one = all.as_array().unwrap().iter().find(|row| row["member_no"] == "0001").unwrap()["person_id"].clone();
        end_of(&office, &one).await;
        office.ask("members", "erase", json!({ "person_id": one })).await;
        let past = async || office.ask("members", "count", json!({ "as_of": "2026-08-31" })).await["n"].clone();
        assert_eq!(past().await, 2);
        let input = json!({ "file": file, "as_of": "2026-10-20" });
        let shown = office.ask("members", "preview_roster", input.clone()).await;
        assert_eq!(counts(&shown), [2, 0, 0, 1, 1], "{shown}");
        assert_eq!(codes(&shown), [(2, "加入日".to_owned(), "was_erased".to_owned())]);
        office.ask("members", "import_roster", input.clone()).await;
        assert_eq!(past().await, 2, "figures of the past stay");
        // The officer may say that it is somebody else.
        let mut mapping = shown["mapping"].clone();
        mapping["decisions"] = json!([{ "sheet": "名簿", "row": 2 }]);
        let mut said = input.clone();
        said["mapping"] = mapping;
        assert_eq!(office.ask("members", "preview_roster", said).await["created"], 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_7_names_of_lists_and_purposes_of_files_forget_who_was_erased() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let one = member(&office, &east, "百日紅", "千代子").await;
        let other = member(&office, &east, "佐藤", "花子").await;
        let list = json!({ "name": "百日紅さん", "shared": true, "filter": { "find": "百日紅" } });
        office.ask("members", "save_list", list).await;
        let list = json!({ "name": "佐藤さん", "shared": true, "filter": { "find": "佐藤" } });
        office.ask("members", "save_list", list).await;
        for purpose in ["百日紅 千代子さんの件", "百日紅様の退職", "佐藤さんの件"] {
            let export = json!({ "file": office.file("a.csv"), "filter": {}, "purpose": purpose });
            office.ask("members", "export_roster", export).await;
            std::fs::remove_file(office.file("a.csv")).unwrap();
        }
        end_of(&office, &one["person_id"]).await;
        office.ask("members", "erase", json!({ "person_id": one["person_id"] })).await;
        let all = everything(&office).await;
        let left: Vec<&str> = all.lines().filter(|line| line.contains("百日紅") || line.contains("千代子")).collect();
        assert!(left.is_empty(), "{left:?}");
        assert!(all.contains("佐藤さんの件") && all.contains("佐藤さん"), "what is about others stays");
        assert!(other["person_id"].is_string());
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]), "the trail is whole");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_7_what_was_written_about_other_things_forgets_who_was_erased_and_nobody_else() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let one = member(&office, &east, "百日紅", "千代子").await;
        let other = member(&office, &east, "佐藤", "花子").await;
        let first = office.ask("officers", "list", json!({})).await[0]["id"].clone();
        office.ask("officers", "grant", json!({ "officer": first, "role": "training_manager" })).await;
        // A remark on somebody else, put right once: the history has the one before.
        for remarks in ["百日紅千代子の従妹", "百日紅 千代子の従妹(母方)"] {
            let card = office.ask("members", "card", json!({ "person_id": other["person_id"] })).await;
            let mut person = card["person"].clone();
            person["remarks"] = json!(remarks);
            let input = json!({ "person_id": other["person_id"], "version": card["version"], "person": person });
            office.ask("members", "correct", input).await;
        }
        let activity = json!({ "title": "百日紅さんの読書会", "theme": "career", "from_on": "2025-04-01", "note": "百日紅 千代子が始めた、毎月" });
        let activity = office.ask("activities", "add", activity).await;
        let hours =
            json!({ "activity_id": activity, "minutes": 60, "done_on": "2026-06-01", "note": "百日紅千代子と準備" });
        office.ask("activities", "log_time", hours).await;
        let community = json!({ "kind": "npo", "name": "本の会（架空）", "helps": "読書", "needs": ["learning"], "contact_name": "百日紅千代子" });
        office.ask("support", "add_community", community).await;
        // A meeting that was corrected: the op remembers the chair before. Another chair of a name that two members have.
        let held = json!({ "kind": "executive_committee", "title": "百日紅千代子の慰労", "held_on": "2026-12-01", "starts": "10:00", "chair": "百日紅　千代子" });
        let id = office.ask("meetings", "add_meeting", held.clone()).await;
        let detail = office.ask("meetings", "meeting", json!({ "id": id })).await;
        let mut corrected = held;
        corrected["id"] = id;
        corrected["version"] = detail["meeting"]["version"].clone();
        corrected["title"] = json!("執行委員会");
        corrected["chair"] = json!("鈴木 一郎");
        office.ask("meetings", "save_meeting", corrected).await;
        let course = office.ask("training", "add_course", json!({ "title": "読書（架空）", "hours": 2 })).await;
        let day = json!([{ "held_on": "2027-01-20", "starts": "13:00", "ends": "15:00", "lecturer": "百日紅 千代子" }]);
        let run = json!({ "course_id": course, "capacity": 5, "sessions": day, "contact_name": "百日紅千代子", "note": "関東一円" });
        let run = office.ask("training", "add_run", run).await;
        office.ask("training", "open_run", json!({ "id": run })).await;

        // A file that bears the name, of which a row came back.
        let list = "組合員番号,姓,名,生年月日,加入日\r\n,見本,太郎,昭和99年,2020/4/1\r\n";
        std::fs::write(office.file("百日紅千代子.csv"), list).unwrap();
        let done = office.ask("members", "import_roster", json!({ "file": office.file("百日紅千代子.csv") })).await;
        let back = json!({ "batch": done["batch"], "file": office.file("直す行.xlsx") });
        office.ask("members", "rejected_rows", back).await;

        end_of(&office, &one["person_id"]).await;
        office.ask("members", "erase", json!({ "person_id": one["person_id"] })).await;
        let all = everything(&office).await;
        let left: Vec<&str> = all.lines().filter(|line| line.contains("百日紅") || line.contains("千代子")).collect();
        assert!(left.is_empty(), "{left:?}");
        for kept in ["の従妹(母方)", "の読書会", "が始めた、毎月", "と準備", "鈴木 一郎", "関東一円", "本の会（架空）"]
        {
            assert!(all.contains(kept), "{kept}: what is not the name stays");
        }
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));

        // Of two members of one name one is erased: a chair of that name may be the other.
        let namesake = member(&office, &east, "鈴木", "一郎").await;
        member(&office, &east, "鈴木", "一郎").await;
        end_of(&office, &namesake["person_id"]).await;
        office.ask("members", "erase", json!({ "person_id": namesake["person_id"] })).await;
        let all = everything(&office).await;
        assert!(all.lines().any(|line| line.starts_with("meeting:") && line.contains("鈴木 一郎")), "the chair stays");
    }
}
