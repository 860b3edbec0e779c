//! What is dated beside a unit: conditions, offices, closed months; persons who are one; lists that are kept.

use serde_json::{Value, json};
use uuid::Uuid;

use kyojo_core::progress::Progress;
use kyojo_migrations::ddl::Kind;

use crate::support::office::{Office, databases};
use crate::support::tables::everything;
use crate::support::workbook::{Sheet, V, day, xlsx};

async fn with_unit(office: &Office) -> Value {
    office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東京支部", "code": "B01" })).await
}

async fn member(office: &Office, unit: &Value, name: (&str, &str), more: Value) -> Value {
    let mut input = json!({
        "person": { "family_name": name.0, "given_name": name.1 }, "joined_on": "2020-04-01", "unit_id": unit,
        "eligible": true, "not_a_duplicate": true
    });
    for (field, value) in more.as_object().unwrap() {
        match (input.get(field).cloned(), value) {
            (Some(Value::Object(_)), Value::Object(fields)) => {
                for (inner, value) in fields {
                    input[field][inner] = value.clone();
                }
            }
            _ => input[field] = value.clone(),
        }
    }
    let added = office.ask("members", "add", input).await;
    office.ask("members", "card", json!({ "person_id": added["person_id"] })).await
}

async fn card(office: &Office, of: &Value) -> Value {
    office.ask("members", "card", json!({ "person_id": of["person_id"] })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn m_07_a_suspension_needs_a_resolution_and_its_end_restores_the_rights() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let of = member(&office, &unit, ("佐藤", "花子"), json!({})).await;
        let membership = of["memberships"][0]["id"].clone();
        let suspend = |resolution: Value| json!({ "membership_id": membership, "kind": "rights_suspended", "from_on": "2026-10-01", "resolution": resolution });
        assert_eq!(office.refused("members", "start_condition", suspend(Value::Null)).await, "M-07");
        let unheard =
            json!({ "organ": "大会", "resolved_on": "2026-09-20", "heard_on": "2026-09-25", "text": "権利を停止する" });
        assert_eq!(office.refused("members", "start_condition", suspend(unheard)).await, "M-07");
        let proper =
            json!({ "organ": "大会", "resolved_on": "2026-09-20", "heard_on": "2026-09-10", "text": "権利を停止する" });
        let condition = office.ask("members", "start_condition", suspend(proper)).await;
        let now = card(&office, &of).await;
        assert_eq!(now["memberships"][0]["status"], "suspended");
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 1, "still counted");
        let version = now["memberships"][0]["conditions"][0]["version"].clone();
        let end = json!({ "id": condition, "version": version, "to_on": "2026-10-20" });
        office.ask("members", "end_condition", end).await;
        assert_eq!(card(&office, &of).await["memberships"][0]["status"], "active");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(card(&office, &of).await["memberships"][0]["status"], "suspended");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_and_offices_are_dated_do_not_overlap_and_end_with_the_membership() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let of = member(&office, &unit, ("佐藤", "花子"), json!({})).await;
        let other = member(&office, &unit, ("鈴木", "一郎"), json!({})).await;
        let id = |card: &Value| card["memberships"][0]["id"].clone();
        let leave = |from: &str| json!({ "membership_id": id(&of), "kind": "childcare", "from_on": from, "dues_kind": "exempt" });
        office.ask("members", "start_condition", leave("2026-05-01")).await;
        assert_eq!(office.refused("members", "start_condition", leave("2026-08-01")).await, "condition_overlaps");
        assert_eq!(office.refused("members", "start_condition", leave("2019-08-01")).await, "condition_outside");
        let chair = json!({ "kind": "chair", "label": "執行委員長", "seats": 1, "term_months": 24 });
        let chair = office.ask("members", "save_office", chair).await;
        let again = json!({ "kind": "chair", "label": "執行委員長" });
        assert_eq!(office.refused("members", "save_office", again).await, "invalid");
        let appoint = |card: &Value, from: &str| json!({ "office_id": chair, "membership_id": id(card), "from_on": from, "elected_by": "direct_secret_ballot", "fulltime_kind": "on_roll" });
        office.ask("members", "appoint", appoint(&of, "2026-08-01")).await;
        assert_eq!(office.refused("members", "appoint", appoint(&of, "2026-09-01")).await, "office_held");
        assert_eq!(office.refused("members", "appoint", appoint(&other, "2026-09-01")).await, "office_full");
        let held = office.ask("members", "offices", json!({ "as_of": "2026-10-31" })).await;
        assert_eq!(held[0]["holders"][0]["name"], "佐藤 花子");
        assert_eq!(office.ask("members", "offices", json!({ "as_of": "2026-07-31" })).await[0]["holders"], json!([]));
        let now = card(&office, &of).await;
        assert_eq!(now["memberships"][0]["conditions"][0]["quorum_excluded"], true, "who is away is not in the base");
        let end = json!({ "membership_id": id(&of), "version": now["memberships"][0]["version"], "left_on": "2026-10-15", "end_reason": "employment_end" });
        office.ask("members", "leave", end).await;
        let now = card(&office, &of).await;
        assert_eq!(now["memberships"][0]["conditions"][0]["to_on"], "2026-10-15");
        assert_eq!(now["memberships"][0]["terms"][0]["to_on"], "2026-10-15");
        assert_eq!(office.ask("members", "offices", json!({})).await[0]["holders"], json!([]));
        let next = office.ask("members", "appoint", appoint(&other, "2026-10-16")).await;
        assert!(next["id"].is_string(), "the seat is free again");
    }
}

/// How many rows of every table refer to a person by a foreign key; a new table cannot be forgotten.
async fn references(office: &Office, person: &Value) -> Vec<(String, i64)> {
    let id: Uuid = person.as_str().unwrap().parse().unwrap();
    let session = office.desk.session(Progress::silent()).unwrap();
    let mut found = Vec::new();
    let mut keys = 0;
    for table in kyojo_migrations::tables() {
        for column in table.all().filter(|column| matches!(column.kind, Kind::Ref("person"))) {
            keys += 1;
            let sql = format!("SELECT count(*) AS n FROM {} WHERE {} = $1", table.name, column.name);
            let n = session.db().number(&sql, [id.into()]).await.unwrap();
            if n > 0 {
                found.push((format!("{}.{}", table.name, column.name), n));
            }
        }
    }
    assert!(keys >= 7, "the walk finds the schema's keys: {keys}");
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_takes_everything_along_and_its_undo_leaves_every_table_as_before() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let employer = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" }))
            .await;
        let work = |number: &str| json!({ "employer_org_id": employer, "employee_no": number });
        let birth = json!({ "birth_on": "1985-04-01", "family_kana": "ワタナベ", "given_kana": "ハナコ" });
        let one =
            member(&office, &unit, ("渡辺", "花子"), json!({ "person": birth, "employment": work("00012") })).await;
        let other = member(
            &office,
            &unit,
            ("渡邉", "花子"),
            json!({ "person": birth, "employment": work("A-77"), "joined_on": "2024-04-01" }),
        )
        .await;
        let third = member(&office, &unit, ("渡部", "花子"), json!({ "person": birth })).await;
        let id = |card: &Value| card["person_id"].clone();
        office
            .ask(
                "members",
                "save_contact",
                json!({ "person_id": id(&other), "kind": "mobile", "value": "090-0000-0001", "preferred": true }),
            )
            .await;
        office.ask("members", "give_consent", json!({ "person_id": id(&other), "purpose": "survey", "granted_on": "2026-01-10", "method": "written", "notice_version": "2026-01" })).await;
        office.ask("members", "not_same", json!({ "one": id(&other), "other": id(&third) })).await;
        for (whose, kind) in [(&other, "no_address"), (&other, "no_contact"), (&one, "no_address")] {
            office.ask("members", "leave_finding", json!({ "person_id": id(whose), "kind": kind })).await;
        }
        // What hangs on the membership that goes: a leave, an office, a list that names its holder.
        let of_other = other["memberships"][0]["id"].clone();
        let away = json!({ "membership_id": of_other, "kind": "leave", "from_on": "2026-05-01", "note": "育児" });
        office.ask("members", "start_condition", away).await;
        let chair =
            office.ask("members", "save_office", json!({ "kind": "chair", "label": "執行委員長", "seats": 1 })).await;
        office.ask("members", "appoint", json!({ "office_id": chair, "membership_id": of_other, "from_on": "2026-06-01", "elected_by": "appointed", "fulltime_kind": "none" })).await;
        let list =
            json!({ "name": "渡辺さん", "shared": true, "filter": { "find": "渡邉" }, "columns": ["member_no"] });
        office.ask("members", "save_list", list).await;
        crate::training::takes_part(&office, &id(&other)).await;
        let pairs = office.ask("members", "duplicates", json!({})).await;
        let pairs = pairs.as_array().unwrap();
        assert_eq!(pairs[0]["because"][0], "name_and_birth", "渡辺 and 渡邉 are one folded name");
        assert_eq!(pairs[0]["one"]["person_id"], id(&one), "who has been there longer stands first");
        assert!(pairs[0]["rank"].as_u64() > pairs[1]["rank"].as_u64(), "{pairs:?}");
        assert_eq!(pairs.len(), 2, "the pair told apart is not shown: {pairs:?}");
        let before = everything(&office).await;
        assert!(references(&office, &id(&other)).await.len() >= 4);
        let (one, other) = (card(&office, &one).await, card(&office, &other).await);
        let merge = json!({ "keep": id(&one), "keep_version": one["version"], "merge": id(&other), "merge_version": other["version"], "take": ["family_name"] });
        office.ask("members", "merge", merge.clone()).await;
        assert_eq!(office.refused("members", "merge", merge).await, "changed", "not twice");
        assert_eq!(references(&office, &id(&other)).await, [], "nothing refers to who went");
        let kept = card(&office, &one).await;
        assert_eq!(kept["person"]["family_name"], "渡邉");
        assert_eq!(
            (kept["memberships"].as_array().unwrap().len(), kept["employments"].as_array().unwrap().len()),
            (2, 2)
        );
        let live = kept["memberships"].as_array().unwrap().iter().filter(|row| row["status"] == "active").count();
        assert_eq!(live, 1, "M-02");
        assert_eq!(kept["memberships"][0]["status"], "active", "the one in force stands first");
        let [own, gone] = [&kept["memberships"][0], &kept["memberships"][1]];
        assert!(own["conditions"][0]["to_on"].is_null() && own["terms"][0]["to_on"].is_null(), "what lasts goes along");
        assert_eq!((&gone["conditions"], &gone["terms"]), (&json!([]), &json!([])), "{gone}");
        // A correction is of the membership in force, not of the one that never was.
        let note = json!({ "person_id": id(&one), "version": kept["version"], "membership": { "union_post": "書記" } });
        office.ask("members", "correct", note).await;
        // The card tells the office; the word waits behind it.
        let own: Uuid = own["id"].as_str().unwrap().parse().unwrap();
        let session = office.desk.session(Progress::silent()).unwrap();
        let noted = "SELECT count(*) AS n FROM membership WHERE id = $1 AND union_post = '書記'";
        assert_eq!(session.db().number(noted, [own.into()]).await.unwrap(), 1);
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 2);
        assert_eq!(office.ask("members", "list", json!({ "find": "渡邉" })).await["rows"].as_array().unwrap().len(), 1);
        assert_eq!(
            office.ask("members", "list", json!({ "find": "09000000001" })).await["rows"][0]["person_id"],
            id(&one)
        );
        assert_eq!(
            office.ask("members", "duplicates", json!({})).await,
            json!([]),
            "the third is told apart from both"
        );
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(&office).await, before, "every table is as before");
        assert_eq!(
            office.ask("members", "list", json!({ "find": "09000000001" })).await["rows"][0]["person_id"],
            id(&other)
        );
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(references(&office, &id(&other)).await, []);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_02_a_merge_never_makes_one_person_a_member_twice_on_a_day() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let birth = json!({ "birth_on": "1985-04-01" });
        let at = |joined: &str| json!({ "person": birth, "joined_on": joined });
        let old = member(&office, &unit, ("青木", "花子"), at("2015-04-01")).await;
        let new = member(&office, &unit, ("靑木", "花子"), at("2020-04-01")).await;
        let membership = &old["memberships"][0];
        let leave = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": "2022-12-31", "end_reason": "employment_end" });
        office.ask("members", "leave", leave).await;
        let merge = async || {
            let (keep, gone) = (card(&office, &new).await, card(&office, &old).await);
            json!({ "keep": new["person_id"], "keep_version": keep["version"], "merge": old["person_id"], "merge_version": gone["version"] })
        };
        assert_eq!(office.refused("members", "merge", merge().await).await, "merge_overlaps");
        let input = json!({ "person_id": old["person_id"], "version": card(&office, &old).await["version"], "membership": { "left_on": "2020-03-31" } });
        office.ask("members", "correct", input).await;
        office.ask("members", "merge", merge().await).await;
        for (day, n) in [("2018-01-01", 1), ("2020-03-31", 1), ("2020-04-01", 1), ("2021-06-30", 1)] {
            assert_eq!(office.ask("members", "count", json!({ "as_of": day })).await["n"], n, "{day}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_who_was_entered_by_mistake_leaves_a_closed_month_only_with_a_reason() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let birth = json!({ "person": { "birth_on": "1985-04-01" } });
        let one = member(&office, &unit, ("青木", "花子"), birth.clone()).await;
        let two = member(&office, &unit, ("靑木", "花子"), birth).await;
        let three = member(&office, &unit, ("見本", "太郎"), json!({})).await;
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let membership = three["memberships"][0].clone();
        let mut leave = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": "2026-10-31", "end_reason": "entry_error" });
        assert_eq!(office.refused("members", "leave", leave.clone()).await, "month_closed");
        let change = json!({ "does": "leave", "left_on": "2026-10-31", "end_reason": "entry_error" });
        let many = json!({ "chosen": { "persons": [three["person_id"]] }, "change": change });
        assert_eq!(office.refused("members", "preview_bulk", many).await, "month_closed");
        leave["end_note"] = json!("同じ人を二度入力した");
        office.ask("members", "leave", leave).await;
        let mut merge = json!({ "keep": one["person_id"], "keep_version": one["version"], "merge": two["person_id"], "merge_version": two["version"] });
        assert_eq!(office.refused("members", "merge", merge.clone()).await, "month_closed");
        merge["reason"] = json!("同じ人だった");
        office.ask("members", "merge", merge).await;
        let closed = &office.ask("reports", "closed_months", json!({})).await[0];
        assert_eq!((&closed["members"], &closed["now"]), (&json!(3), &json!(1)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn duplicates_are_found_by_every_rule_and_namesakes_are_not() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let person = |fields: Value| json!({ "person": fields });
        // Each pair meets one rule.
        member(&office, &unit, ("髙橋", "一"), person(json!({ "birth_on": "1980-01-01" }))).await;
        member(&office, &unit, ("高橋", "一"), person(json!({ "birth_on": "1980-01-01" }))).await;
        let kana = json!({ "birth_on": "1981-01-01", "family_kana": "サイトウ", "given_kana": "ミキ" });
        member(&office, &unit, ("斎藤", "美樹"), person(kana.clone())).await;
        member(&office, &unit, ("西東", "未来"), person(kana)).await;
        member(&office, &unit, ("森", "陽子"), person(json!({ "birth_on": "1982-01-01", "former_name": "林" }))).await;
        member(&office, &unit, ("林", "陽子"), person(json!({ "birth_on": "1982-01-01" }))).await;
        for family in ["原", "原田"] {
            let card = member(&office, &unit, (family, "四郎"), person(json!({ "birth_on": "1983-01-01" }))).await;
            let contact = json!({ "person_id": card["person_id"], "kind": "mobile", "value": "090-1111-2222", "preferred": false });
            office.ask("members", "save_contact", contact).await;
        }
        member(&office, &unit, ("岡", "五郎"), json!({})).await;
        member(&office, &unit, ("岡", "五郎"), person(json!({ "birth_on": "1984-01-01" }))).await;
        // Namesakes with birth dates of their own.
        member(&office, &unit, ("佐藤", "花子"), person(json!({ "birth_on": "1990-01-01" }))).await;
        member(&office, &unit, ("佐藤", "花子"), person(json!({ "birth_on": "1991-01-01" }))).await;
        let pairs = office.ask("members", "duplicates", json!({})).await;
        let mut found: Vec<(&str, &str)> = pairs
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| (pair["because"][0].as_str().unwrap(), pair["one"]["name"].as_str().unwrap()))
            .collect();
        found.sort_unstable();
        let rules: Vec<&str> = found.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(
            rules,
            ["kana_and_birth", "name_and_birth", "name_only", "other_name_and_birth", "phone_and_birth"],
            "{pairs}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_a_closed_month_keeps_its_figures_and_tells_what_was_corrected() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let mut cards = Vec::new();
        for n in 0..8 {
            cards.push(member(&office, &unit, ("佐藤", &format!("{n}子")), json!({})).await);
        }
        assert_eq!(office.refused("reports", "close_month", json!({ "as_of": "2026-09-29" })).await, "invalid");
        assert_eq!(office.refused("reports", "close_month", json!({ "as_of": "2026-11-30" })).await, "invalid");
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        assert_eq!(office.refused("reports", "close_month", json!({ "as_of": "2026-08-31" })).await, "month_closed");
        let leave = |note: Option<&str>| json!({ "membership_id": cards[0]["memberships"][0]["id"], "version": cards[0]["memberships"][0]["version"], "left_on": "2026-09-10", "end_reason": "employment_end", "end_note": note });
        assert_eq!(office.refused("members", "leave", leave(None)).await, "month_closed");
        office.ask("members", "leave", leave(Some("会社からの連絡が遅れた"))).await;
        let months = office.ask("reports", "closed_months", json!({})).await;
        assert_eq!((&months[0]["members"], &months[0]["now"]), (&json!(8), &json!(7)));
        let preview = office.ask("reports", "preview", json!({ "report": "R02", "as_of": "2026-10-31" })).await;
        let notes: String = preview["pages"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|page| page["notes"].as_array().unwrap())
            .map(|note| note.as_str().unwrap())
            .collect();
        assert!(notes.contains("8人でした") && notes.contains("7人です"), "{notes}");
        // What was done before the close cannot be taken back after it.
        let history = office.ask("desk", "history", json!({})).await;
        let joined = history["rows"].as_array().unwrap().iter().find(|row| row["verb"] == "add").unwrap()["id"].clone();
        assert_eq!(office.refused("desk", "undo", json!({ "op": joined })).await, "undo_closed");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("reports", "closed_months", json!({})).await[0]["now"], 8);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_a_move_within_a_closed_month_is_told_by_branch() {
    for on in databases() {
        let office = Office::new(on).await;
        let east = with_unit(&office).await;
        let unit = |label: &str, code: &str| json!({ "kind": "branch", "label": label, "code": code });
        let west = office.ask("organizations", "add_unit", unit("大阪支部", "B02")).await;
        let small = office.ask("organizations", "add_unit", unit("小支部", "B03")).await;
        let mut cards = Vec::new();
        for (unit, n) in [(&east, 7), (&west, 6), (&small, 1)] {
            for at in 0..n {
                cards.push(member(&office, unit, ("佐藤", &format!("{at}子")), json!({})).await);
            }
        }
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        for (card, to) in [(&cards[0], &west), (&cards[1], &small)] {
            let input = json!({ "membership_id": card["memberships"][0]["id"], "unit_id": to, "from_on": "2026-09-10", "reason": "届の遅れ" });
            office.ask("members", "move_unit", input).await;
        }
        assert_eq!(office.ask("reports", "closed_months", json!({})).await[0]["now"], 14, "the whole is as it was");
        let notes = async |as_of: &str| {
            let ask = json!({ "report": "R03", "from": "2026-09-01", "as_of": as_of });
            let pages = office.ask("reports", "preview", ask).await["pages"].as_array().unwrap().clone();
            let notes = pages.iter().flat_map(|page| page["notes"].as_array().unwrap().clone());
            notes.map(|note| note.as_str().unwrap().to_owned()).filter(|note| note.contains("締め")).collect::<Vec<_>>()
        };
        let told = notes("2026-09-30").await;
        assert_eq!(told.len(), 2, "a small branch is not told: {told:?}");
        assert!(
            told[0].contains("東京支部は") && told[0].contains("7人でした") && told[0].contains("5人です"),
            "{told:?}"
        );
        assert!(
            told[1].contains("大阪支部は") && told[1].contains("6人でした") && told[1].contains("7人です"),
            "{told:?}"
        );
        assert!(notes("2026-10-31").await.is_empty(), "of the figures of that day alone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_kept_for_oneself_or_for_everyone_and_their_removal_is_taken_back() {
    for on in databases() {
        let office = Office::new(on).await;
        let list = |name: &str, shared: bool| json!({ "name": name, "shared": shared, "filter": { "state": "ended", "sort": "joined_on", "limit": 7 }, "columns": ["member_no", "branch"] });
        let own = office.ask("members", "save_list", list("やめた人", false)).await;
        office.ask("members", "save_list", list("みんなの一覧", true)).await;
        let rows = office.ask("members", "saved_lists", json!({})).await;
        let found = rows.as_array().unwrap().iter().find(|row| row["id"] == own).unwrap();
        assert_eq!((&found["filter"]["state"], &found["filter"]["limit"]), (&json!("ended"), &Value::Null));
        office.ask("members", "drop_list", json!({ "id": own, "version": found["version"] })).await;
        assert_eq!(office.ask("members", "saved_lists", json!({})).await.as_array().unwrap().len(), 1);
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("members", "saved_lists", json!({})).await.as_array().unwrap().len(), 2);
        let secret = "二人目の合言葉です";
        office.ask("officers", "add", json!({ "login": "hanako", "display_name": "見本 花子（架空）", "passphrase": secret, "roles": ["executive"] })).await;
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": secret })).await;
        let rows = office.ask("members", "saved_lists", json!({})).await;
        assert_eq!(rows.as_array().unwrap().len(), 1, "nobody else's");
        let drop = json!({ "id": own, "version": 1 });
        assert_eq!(office.refused("members", "drop_list", drop).await, "missing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_kept_only_with_a_period_columns_and_a_name_that_it_can_be_found_by() {
    for on in databases() {
        let office = Office::new(on).await;
        let period = json!({ "what": "joined", "from": "2026-04-01", "to": "2026-03-01" });
        let list = |name: &str, shared: bool, more: Value| json!({ "name": name, "shared": shared, "filter": more["filter"], "columns": more["columns"] });
        let plain = json!({ "filter": {}, "columns": ["member_no", "name", "conditions"] });
        let wrong = json!({ "filter": { "period": period }, "columns": [] });
        assert_eq!(office.refused("members", "save_list", list("加入", true, wrong)).await, "invalid");
        let wrong = json!({ "filter": {}, "columns": ["member_no", "nonsense"] });
        assert_eq!(office.refused("members", "save_list", list("加入", true, wrong)).await, "invalid");
        let kept = office.ask("members", "save_list", list("４月加入", true, plain.clone())).await;
        assert_eq!(office.refused("members", "save_list", list("4月加入 ", true, plain.clone())).await, "invalid");
        office.ask("members", "save_list", list("４月加入", false, plain)).await;
        let export = json!({ "file": office.file("a.csv"), "purpose": "確認", "list": kept });
        office.ask("members", "export_roster", export).await;
    }
}

/// Somebody who was a member from 2015 to 2020 and is one again since 2022.
async fn came_back(office: &Office, unit: &Value) -> Value {
    let of = member(office, unit, ("青木", "花子"), json!({ "joined_on": "2015-04-01", "member_no": "A-1" })).await;
    leave(office, &of, "2020-03-31").await;
    let again = json!({
        "person": { "family_name": "青木", "given_name": "花子" }, "rejoins": of["person_id"], "unit_id": unit,
        "joined_on": "2022-04-01", "member_no": "A-2", "eligible": true, "not_a_duplicate": true
    });
    office.ask("members", "add", again).await;
    card(office, &of).await
}

async fn leave(office: &Office, of: &Value, last: &str) {
    let membership = newest(&card(office, of).await);
    let leave = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": last, "end_reason": "employment_end" });
    office.ask("members", "leave", leave).await;
}

/// The membership that began last.
fn newest(card: &Value) -> Value {
    let all = card["memberships"].as_array().unwrap();
    all.iter().max_by_key(|row| row["joined_on"].as_str().unwrap_or_default().to_owned()).unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn m_12_what_a_correction_changes_and_whose_days_follow_is_said_before_it_is_made() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let of = came_back(&office, &unit).await;
        let membership = newest(&of);
        let correct = |joined: &str| json!({ "person_id": of["person_id"], "version": of["version"], "membership": { "joined_on": joined }, "reason": "誤記" });
        let before = everything(&office).await;
        // The judgement of the correction, and nothing of it written.
        assert_eq!(office.refused("members", "preview_correct", correct("2020-03-31")).await, "membership_overlaps");
        let same = correct(membership["joined_on"].as_str().unwrap());
        let seen = office.ask("members", "preview_correct", same).await;
        assert_eq!(seen, json!({ "changes": [], "follows": [] }), "{on:?}");
        let seen = office.ask("members", "preview_correct", correct("2020-05-01")).await;
        assert_eq!(seen["changes"][0]["kind"], "correction", "{seen}");
        assert_eq!(
            (&seen["changes"][0]["before"]["joined_on"], &seen["changes"][0]["after"]["joined_on"]),
            (&membership["joined_on"], &json!("2020-05-01")),
            "{seen}"
        );
        let follows = &seen["follows"][0];
        assert_eq!(
            (&follows["what"], &follows["was_from_on"], &follows["from_on"]),
            (&json!("unit"), &membership["joined_on"], &json!("2020-05-01")),
            "{seen}"
        );
        assert_eq!(everything(&office).await, before, "{on:?}: nothing was written");
        office.ask("members", "correct", correct("2020-05-01")).await;
        let now = newest(&card(&office, &of).await);
        assert_eq!(
            (&now["joined_on"], &now["assignments"][0]["from_on"]),
            (&follows["from_on"], &follows["from_on"]),
            "{on:?}: as it was said"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_02_by_no_door_is_anybody_a_member_twice_on_a_day() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let of = came_back(&office, &unit).await;
        let (person, version) = (of["person_id"].clone(), of["version"].clone());
        // Correcting the first day.
        let correct = |joined: &str| json!({ "person_id": person, "version": version, "membership": { "joined_on": joined }, "reason": "誤記" });
        assert_eq!(office.refused("members", "correct", correct("2020-03-31")).await, "membership_overlaps");
        office.ask("members", "correct", correct("2020-04-01")).await;
        // A list that writes over the first day: the row alone is refused.
        let rows = vec![
            ["組合員番号", "氏名", "加入年月日"].map(V::from).to_vec(),
            vec!["A-2".into(), "青木 花子".into(), day("2018-01-01")],
            vec!["B-1".into(), "見本 太郎".into(), day("2018-01-01")],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let mapping = json!({ "columns": [{ "from": "加入年月日", "to": "joined_on", "transform": "overwrite" }] });
        let done = office.ask("members", "import_roster", json!({ "file": file, "mapping": mapping })).await;
        assert_eq!((&done["created"], &done["rejected"]), (&json!(1), &json!(1)), "{done}");
        assert!(done["problems"].to_string().contains("membership_overlaps"), "{done}");
        // Bringing back an earlier one, when both are over.
        leave(&office, &of, "2024-03-31").await;
        let now = card(&office, &of).await;
        let first = now["memberships"].as_array().unwrap().iter().find(|row| row["joined_on"] == "2015-04-01").unwrap();
        let reinstate = json!({ "membership_id": first["id"], "version": first["version"], "reason": "誤り" });
        assert_eq!(office.refused("members", "reinstate", reinstate).await, "membership_overlaps");
        // Approving an application for a day before the end.
        let apply = json!({
            "person": { "family_name": "青木", "given_name": "花子" }, "rejoins": person, "unit_id": unit,
            "joined_on": "2026-10-01", "applied_on": "2024-02-01", "eligible": true, "not_a_duplicate": true
        });
        let applied = office.ask("members", "apply", apply).await;
        let now = card(&office, &of).await;
        let row =
            now["memberships"].as_array().unwrap().iter().find(|row| row["id"] == applied["membership_id"]).unwrap();
        let approve =
            |joined: &str| json!({ "membership_id": row["id"], "version": row["version"], "joined_on": joined });
        assert_eq!(office.refused("members", "approve", approve("2024-03-31")).await, "membership_overlaps");
        office.ask("members", "approve", approve("2024-04-01")).await;
        for as_of in ["2018-01-01", "2020-03-31", "2020-04-01", "2023-01-01", "2024-03-31", "2024-04-01"] {
            let of_her = office.ask("members", "count", json!({ "as_of": as_of, "find": "青木" })).await;
            assert_eq!(of_her["n"], 1, "{as_of}");
        }
        assert_eq!(office.ask("desk", "verify", json!({})).await["whole"], true);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_12_what_a_membership_that_is_over_was_can_be_corrected() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        let osaka = json!({ "kind": "branch", "label": "大阪支部", "code": "B02" });
        let osaka = office.ask("organizations", "add_unit", osaka).await;
        let of = came_back(&office, &unit).await;
        let first = of["memberships"].as_array().unwrap().iter().find(|row| row["joined_on"] == "2015-04-01").unwrap();
        let mut to = json!({ "membership_id": first["id"], "unit_id": osaka, "from_on": "2018-04-01" });
        assert_eq!(office.refused("members", "move_unit", to.clone()).await, "invalid", "why is asked");
        to["reason"] = json!("異動の記録漏れ");
        office.ask("members", "move_unit", to.clone()).await;
        to["from_on"] = json!("2020-04-01");
        assert_eq!(office.refused("members", "move_unit", to).await, "move_not_member", "not a member any more");
        let correct = json!({
            "person_id": of["person_id"], "version": of["version"], "membership_id": first["id"],
            "membership": { "left_on": "2020-05-31" }, "reason": "退職日の訂正"
        });
        office.ask("members", "correct", correct).await;
        for (as_of, unit_id, n) in [
            ("2018-03-31", &unit, 1),
            ("2018-03-31", &osaka, 0),
            ("2018-04-01", &osaka, 1),
            ("2020-05-31", &osaka, 1),
            ("2020-06-01", &osaka, 0),
            ("2022-04-01", &unit, 1),
        ] {
            let count = json!({ "as_of": as_of, "unit_id": unit_id });
            assert_eq!(office.ask("members", "count", count).await["n"], n, "{as_of}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_09_a_first_day_corrected_by_a_list_takes_the_unit_along() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = with_unit(&office).await;
        member(&office, &unit, ("青木", "花子"), json!({ "joined_on": "2022-06-01", "member_no": "A-1" })).await;
        let rows = vec![
            ["組合員番号", "氏名", "加入年月日"].map(V::from).to_vec(),
            vec!["A-1".into(), "青木 花子".into(), day("2018-01-01")],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let mapping = json!({ "columns": [{ "from": "加入年月日", "to": "joined_on", "transform": "overwrite" }] });
        let done = office.ask("members", "import_roster", json!({ "file": file, "mapping": mapping })).await;
        assert_eq!(done["updated"], 1, "{done}");
        let count = json!({ "as_of": "2019-04-01", "unit_id": unit });
        assert_eq!(office.ask("members", "count", count).await["n"], 1, "of the branch from the first day on");
    }
}
