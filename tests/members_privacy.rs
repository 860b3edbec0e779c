//! Persons and their data: who sees them, and what left the union.

use serde_json::{Value, json};

use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::tables::everything;
use crate::support::workbook::shown;

/// The passphrase of every officer but the first.
pub const SECRET: &str = "ふたりめの 合言葉です";

/// A union with two branches: (headquarters, east, west).
pub async fn branches(office: &Office) -> (Value, Value, Value) {
    let add = async |kind: &str, label: &str, parent: Value| {
        office.ask("organizations", "add_unit", json!({ "kind": kind, "label": label, "parent_id": parent })).await
    };
    let top = add("headquarters", "本部", Value::Null).await;
    let east = add("branch", "東支部", top.clone()).await;
    let west = add("branch", "西支部", top.clone()).await;
    (top, east, west)
}

pub async fn member(office: &Office, unit: &Value, family: &str, given: &str) -> Value {
    let input = json!({
        "person": { "family_name": family, "given_name": given, "birth_on": "1985-04-09" }, "joined_on": "2020-04-01",
        "unit_id": unit, "eligible": true, "not_a_duplicate": true
    });
    office.ask("members", "add", input).await
}

pub async fn officer(office: &Office, login: &str, role: &str, unit: &Value) -> Value {
    let input = json!({ "login": login, "display_name": format!("見本 {login}（架空）"), "passphrase": SECRET, "roles": [role], "unit_scope": unit });
    office.ask("officers", "add", input).await
}

pub async fn work_as(office: &Office, login: Option<&str>) {
    let passphrase = if login.is_some() { SECRET } else { PASSPHRASE };
    office.ask("desk", "open", json!({ "login": login, "passphrase": passphrase })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sees_a_person_is_what_the_verbs_show_each_officer() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, west) = branches(&office).await;
        let hanako = member(&office, &east, "佐藤", "花子").await;
        let person = json!({ "person_id": hanako["person_id"] });
        for (login, role, unit) in [
            ("east", "branch_officer", &east),
            ("west", "branch_officer", &west),
            ("rep", "workplace_rep", &east),
            ("exec", "executive", &Value::Null),
            ("dpo", "dpo", &Value::Null),
            ("view", "viewer", &Value::Null),
            ("nowhere", "branch_officer", &Value::Null),
            ("gone", "general_secretary", &Value::Null),
        ] {
            officer(&office, login, role, unit).await;
        }
        let list = office.ask("officers", "list", json!({})).await;
        let gone = list.as_array().unwrap().iter().find(|row| row["login"] == "gone").unwrap()["id"].clone();
        office.ask("officers", "lock_out", json!({ "officer": gone })).await;

        // Moved from tomorrow on: until then the old branch sees the person and the new one does not.
        let moved = json!({ "membership_id": hanako["membership_id"], "unit_id": west, "from_on": "2026-11-01" });
        office.ask("members", "move_unit", moved).await;
        let viewers = office.ask("members", "who_sees", person.clone()).await;
        let said = |login: &str| {
            viewers.as_array().unwrap().iter().find(|row| row["name"].as_str().unwrap().contains(login)).cloned()
        };
        let mut seen = 1;
        for login in ["east", "west", "rep", "exec", "dpo", "view", "nowhere"] {
            work_as(&office, Some(login)).await;
            let name = office.call("members", "list", json!({ "find": "佐藤" })).await;
            let name = name.is_ok_and(|page| page["rows"].as_array().unwrap().len() == 1);
            let card = office.call("members", "card", person.clone()).await.is_ok();
            let export = json!({ "file": office.file(&format!("{login}.csv")), "purpose": "点検" });
            let export = office.call("members", "export_roster", export).await.is_ok_and(|done| done["rows"] == 1);
            let row = said(login);
            seen += usize::from(row.is_some());
            assert_eq!(row.is_some(), name, "{login}: {viewers}");
            assert_eq!(row.as_ref().is_some_and(|row| row["sees"] == "card"), card, "{login}: {viewers}");
            assert_eq!(row.is_some_and(|row| row["may_export"] == true), export, "{login}: {viewers}");
        }
        work_as(&office, None).await;
        assert_eq!(viewers.as_array().unwrap().len(), seen, "who is locked out sees nothing: {viewers}");
        assert_eq!(said("east").unwrap()["roles"], json!([{ "role": "branch_officer", "unit": "東支部" }]));
        assert_eq!(
            (&said("exec").unwrap()["sees"], &said("rep").unwrap()["sees"]),
            (&json!("details"), &json!("name"))
        );
        assert_eq!(said("exec").unwrap()["may_change"], false);
        work_as(&office, Some("west")).await;
        assert_eq!(office.refused("members", "who_sees", person).await, "missing", "out of reach is not there");
    }
}

pub async fn federation(office: &Office) -> Value {
    let upper = json!({ "kind": "industrial_federation", "name": "架空ものづくり労連" });
    office.ask("organizations", "add_employer", upper).await
}

pub async fn agree(office: &Office, person: &Value, recipient: &Value, on: &str) {
    let consent = json!({
        "person_id": person["person_id"], "purpose": "federation_share", "recipient_org_id": recipient, "granted_on": on,
        "method": "written", "notice_version": "2026-01"
    });
    office.ask("members", "give_consent", consent).await;
}

/// All cells of a workbook that was written.
async fn names_in(office: &Office, file: &str) -> Vec<String> {
    let sheets = shown(&office.file(file), None).await;
    sheets.into_iter().flat_map(|(_, rows)| rows.into_iter().flatten()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn x_2_only_who_agreed_goes_to_an_upper_body_and_x_5_the_record_writes_itself() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        let other = office.ask("organizations", "add_employer", json!({ "kind": "npo", "name": "架空NPO" })).await;
        let company =
            office.ask("organizations", "add_employer", json!({ "kind": "employer", "name": "架空精機" })).await;
        assert!(company.is_string());
        let mut people = Vec::new();
        for given in ["一子", "二子", "三子", "四子"] {
            people.push(member(&office, &east, "佐藤", given).await);
        }
        let export =
            |name: &str, to: &str| json!({ "file": office.file(name), "purpose": "名簿の届け出", "recipient": to });
        let refused = office.refused("members", "export_roster", export("none.xlsx", "架空ものづくり労連")).await;
        assert_eq!(refused, "X-2", "nobody agreed yet");
        assert!(!office.file("none.xlsx").exists());
        for named in ["架空精機", "架空精機㈱", "架空精機株式会社御中", "架空精機株式会社　人事部 御中"]
        {
            assert_eq!(office.refused("members", "export_roster", export("x.csv", named)).await, "X-3", "{named}");
        }
        let courteous =
            office.refused("members", "export_roster", export("none.xlsx", "架空ものづくり労連　御中")).await;
        assert_eq!(courteous, "X-2");
        // Reports that name people in passing stay in the union.
        for report in ["R03", "R22"] {
            let write = json!({ "report": report, "as_of": "2026-10-31", "file": office.file("r.xlsx"), "purpose": "届け出",
                "recipient": "架空ものづくり労連" });
            assert_eq!(office.refused("reports", "write", write).await, "names_stay_here", "{report}");
        }

        agree(&office, &people[0], &upper, "2026-01-10").await;
        agree(&office, &people[1], &Value::Null, "2026-01-10").await;
        agree(&office, &people[2], &other, "2026-01-10").await;
        // Agreed and taken back today: from today on it is not in force.
        agree(&office, &people[3], &upper, "2026-01-10").await;
        let card = office.ask("members", "card", json!({ "person_id": people[3]["person_id"] })).await;
        let taken_back = json!({ "id": card["consents"][0]["id"], "version": card["consents"][0]["version"], "withdrawn_on": "2026-10-31" });
        office.ask("members", "withdraw_consent", taken_back).await;

        // The name is found whatever its width.
        let done = office.ask("members", "export_roster", export("a.xlsx", "架空 ものづくり労連")).await;
        assert_eq!(done["rows"], 2);
        let provided = &done["provided"];
        assert_eq!(
            (&provided["people"], &provided["left_out"], &provided["legal_basis"]),
            (&json!(2), &json!(2), &json!("consent"))
        );
        let names = names_in(&office, "a.xlsx").await;
        assert!(names.contains(&"一子".to_owned()) && names.contains(&"二子".to_owned()));
        assert!(!names.iter().any(|name| name.contains("三子") || name.contains("四子")));
        let write = |name: &str| json!({ "report": "R01", "as_of": "2026-10-31", "file": office.file(name), "purpose": "名簿の届け出", "recipient": "架空ものづくり労連" });
        let done = office.ask("reports", "write", write("r01.xlsx")).await;
        assert_eq!((&done["provided"]["people"], &done["provided"]["left_out"]), (&json!(2), &json!(2)));
        let names = names_in(&office, "r01.xlsx").await.join(" ");
        assert!(names.contains("一子") && !names.contains("三子") && !names.contains("四子"), "{names}");

        // Within the union nobody is left out, and nothing is recorded as given to others.
        let own = office.ask("members", "export_roster", export("own.xlsx", "執行委員会")).await;
        assert_eq!((&own["rows"], &own["provided"]), (&json!(4), &Value::Null));

        let records = office.ask("members", "provisions", json!({})).await;
        let records = records["rows"].as_array().unwrap();
        assert_eq!(records.len(), 2);
        assert_eq!((&records[1]["people_count"], &records[1]["left_out"]), (&json!(2), &json!(2)));
        assert!(records[1]["items"].as_array().unwrap().contains(&json!("birth_on")));
        let told = async |of: &Value| {
            let card = office.ask("members", "card", json!({ "person_id": of["person_id"] })).await;
            card["provisions"].as_array().unwrap().len()
        };
        assert_eq!((told(&people[0]).await, told(&people[2]).await), (2, 0));
        let log = office.ask("officers", "exports", json!({})).await;
        assert_eq!(log["rows"].as_array().unwrap().len(), 3);
        assert_eq!(log["rows"][0]["recipient"], "執行委員会");
        // The record is no op that could be taken back.
        let newest = office.ask("desk", "history", json!({})).await["rows"][1]["id"].clone();
        assert_eq!(office.refused("desk", "undo", json!({ "op": newest })).await, "undo_final");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_2_a_refusal_is_kept_with_its_day_and_nothing_of_it_goes_to_an_upper_body() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        let one = member(&office, &east, "佐藤", "一子").await;
        let two = member(&office, &east, "佐藤", "二子").await;
        agree(&office, &two, &upper, "2026-01-10").await;
        let mut before = everything(&office).await;
        let card = async |of: &Value| office.ask("members", "card", json!({ "person_id": of["person_id"] })).await;
        let refusal = |of: &Value, on: &str| json!({ "person_id": of["person_id"], "purpose": "federation_share", "recipient_org_id": upper, "refused_on": on });
        office.ask("members", "refuse_consent", refusal(&one, "2026-10-01")).await;
        let refused = card(&one).await["refusals"][0].clone();
        assert_eq!(
            (&refused["purpose"], &refused["refused_on"], &refused["recipient"]),
            (&json!("federation_share"), &json!("2026-10-01"), &json!("架空ものづくり労連"))
        );
        assert_eq!(office.refused("members", "refuse_consent", refusal(&one, "2026-11-30")).await, "invalid");
        // Who agreed takes the consent back; both at once would contradict each other.
        assert_eq!(office.refused("members", "refuse_consent", refusal(&two, "2026-10-01")).await, "consent_in_force");
        let export =
            |name: &str, to: &str| json!({ "file": office.file(name), "purpose": "名簿の届け出", "recipient": to });
        let done = office.ask("members", "export_roster", export("up.xlsx", "架空ものづくり労連")).await;
        assert_eq!((&done["rows"], &done["provided"]["left_out"]), (&json!(1), &json!(1)), "{done}");
        let names = names_in(&office, "up.xlsx").await;
        assert!(names.contains(&"二子".to_owned()) && !names.contains(&"一子".to_owned()), "{names:?}");
        office.ask("members", "export_roster", export("own.xlsx", "執行委員会")).await;
        let own = names_in(&office, "own.xlsx").await;
        assert!(own.contains(&"なし".to_owned()) && own.contains(&"あり".to_owned()), "{own:?}");
        let told = office.ask("reports", "preview", json!({ "report": "R23", "person": one["person_id"] })).await;
        assert!(told.to_string().contains("同意しなかった日"), "{told}");
        // Two records of one person: the refusal goes along, and comes back with the undo.
        let (keep, gone) = (card(&two).await, card(&one).await);
        let merge = json!({ "keep": keep["person_id"], "keep_version": keep["version"], "merge": gone["person_id"], "merge_version": gone["version"], "reason": "二重の登録" });
        office.ask("members", "merge", merge).await;
        assert_eq!(card(&two).await["refusals"].as_array().unwrap().len(), 1);
        for _ in ["merge", "refuse_consent"] {
            office.ask("desk", "undo", json!({})).await;
        }
        let mut after = everything(&office).await;
        let given = |(table, _): &(String, Vec<String>)| !table.starts_with("provision");
        after.retain(given);
        before.retain(given);
        assert_eq!(after, before, "{on:?}: every table is as before");
        // Who agrees later has agreed.
        office.ask("desk", "redo", json!({})).await;
        agree(&office, &one, &upper, "2026-10-20").await;
        let done = office.ask("members", "export_roster", export("both.xlsx", "架空ものづくり労連")).await;
        assert_eq!((&done["rows"], &done["provided"]["left_out"]), (&json!(2), &json!(0)), "{done}");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_5_whoever_is_neither_within_the_union_nor_on_its_list_gets_no_names() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let person = member(&office, &east, "佐藤", "花子").await;
        let chair = office.ask("members", "save_office", json!({ "kind": "other", "label": "共済部長" })).await;
        let elsewhere = ["東京都労働委員会", "カクウデンソウ株式会社", "佐藤 花子", "架空労連 執行委員会"];
        let chosen = json!({ "filter": {} });
        let mut tried = 0;
        for to in elsewhere {
            let common = json!({ "file": office.file("x.xlsx"), "purpose": "名簿の届け出", "recipient": to });
            let with = |more: Value| {
                let mut input = common.clone();
                for (name, value) in more.as_object().unwrap() {
                    input[name] = value.clone();
                }
                input
            };
            let asked = [
                ("members", "export_roster", with(json!({}))),
                ("members", "write_labels", with(json!({ "chosen": chosen, "honorific": "sama", "paper": "a4x12" }))),
                ("members", "write_merge_file", with(json!({ "chosen": chosen, "honorific": "sama" }))),
                ("reports", "write", with(json!({ "report": "R01", "as_of": "2026-10-31" }))),
                ("reports", "write", with(json!({ "report": "R22", "as_of": "2026-10-31" }))),
                ("reports", "write", with(json!({ "report": "R03", "as_of": "2026-10-31", "names": true }))),
            ];
            for (capability, verb, input) in asked {
                assert_eq!(office.refused(capability, verb, input).await, "recipient_unknown", "{verb} for {to}");
                tried += 1;
            }
            assert!(!office.file("x.xlsx").exists());
        }
        assert_eq!(tried, 24);
        assert_eq!(office.ask("officers", "exports", json!({})).await["rows"], json!([]), "nothing was written");

        // An office makes its holder somebody within the union; so do units, organs and officers.
        let term = json!({
            "office_id": chair, "membership_id": person["membership_id"], "from_on": "2026-09-01", "elected_by": "uncontested",
            "fulltime_kind": "none"
        });
        office.ask("members", "appoint", term).await;
        for (n, to) in
            ["佐藤 花子様", "共済部長", "東支部 執行委員会", "書記長", "本部の名簿担当"].into_iter().enumerate()
        {
            let export = json!({ "file": office.file(&format!("{n}.csv")), "purpose": "点検", "recipient": to });
            let done = office.ask("members", "export_roster", export).await;
            assert_eq!((&done["rows"], &done["provided"]), (&json!(1), &Value::Null), "{to}");
        }
        // What is on the list goes there with consents and a record.
        office
            .ask("organizations", "add_employer", json!({ "kind": "public_office", "name": "東京都労働委員会" }))
            .await;
        let export = json!({ "file": office.file("y.csv"), "purpose": "届け出", "recipient": "東京都労働委員会 御中" });
        assert_eq!(office.refused("members", "export_roster", export).await, "X-2");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_4_nothing_of_health_remarks_and_third_persons_goes_to_another_organisation() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        let one = member(&office, &east, "佐藤", "一子").await;
        agree(&office, &one, &upper, "2026-01-10").await;
        let away = json!({ "membership_id": one["membership_id"], "kind": "sick_leave", "from_on": "2026-09-01" });
        office.ask("members", "start_condition", away).await;
        let contact = json!({ "person_id": one["person_id"], "kind": "emergency", "value": "090-0000-7788" });
        office.ask("members", "save_contact", contact).await;
        let card = office.ask("members", "card", json!({ "person_id": one["person_id"] })).await;
        let mut person = card["person"].clone();
        person["remarks"] = json!("通院の話を聞いた");
        let input = json!({ "person_id": one["person_id"], "version": card["version"], "person": person });
        office.ask("members", "correct", input).await;
        let inside = ["病気休職", "090-0000-7788", "通院の話を聞いた"];
        let export =
            |name: &str, to: &str| json!({ "file": office.file(name), "purpose": "名簿の届け出", "recipient": to });
        office.ask("members", "export_roster", export("own.xlsx", "執行委員会")).await;
        let own = names_in(&office, "own.xlsx").await.join(" ");
        assert!(inside.iter().all(|word| own.contains(word)), "{own}");
        office.ask("members", "export_roster", export("up.xlsx", "架空ものづくり労連")).await;
        let mut roster = export("r01.xlsx", "架空ものづくり労連");
        roster["report"] = json!("R01");
        roster["as_of"] = json!("2026-10-31");
        office.ask("reports", "write", roster).await;
        for file in ["up.xlsx", "r01.xlsx"] {
            let cells = names_in(&office, file).await.join(" ");
            assert!(cells.contains("一子") && cells.contains("休職"), "{file}: {cells}");
            assert!(!inside.iter().any(|word| cells.contains(word)), "{file}: {cells}");
        }
        let items = office.ask("members", "provisions", json!({})).await["rows"][1]["items"].clone();
        let items = items.as_array().unwrap();
        assert!(!items.contains(&json!("remarks")) && !items.contains(&json!("emergency")), "as the record says");
        // A column that the officer chose goes along, but never an illness.
        let mut chosen = export("chosen.xlsx", "架空ものづくり労連");
        chosen["columns"] = json!(["name", "status", "remarks"]);
        office.ask("members", "export_roster", chosen).await;
        let cells = names_in(&office, "chosen.xlsx").await.join(" ");
        assert!(cells.contains("通院の話を聞いた") && !cells.contains("病気休職"), "{cells}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_2_the_latest_word_counts_in_whatever_order_the_papers_were_entered() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        let mut people = Vec::new();
        for given in ["一子", "二子", "三子", "四子"] {
            people.push(member(&office, &east, "佐藤", given).await);
        }
        let take_back = async |of: &Value, recipient: &Value, on: &str| {
            let card = office.ask("members", "card", json!({ "person_id": of["person_id"] })).await;
            let rows = card["consents"].as_array().unwrap();
            let row = rows.iter().find(|row| row["recipient"].is_null() == recipient.is_null()).unwrap();
            let input = json!({ "id": row["id"], "version": row["version"], "withdrawn_on": on });
            office.ask("members", "withdraw_consent", input).await;
        };
        // Refused, and an older paper is found; refused, and agreed later.
        for (person, agreed) in people.iter().zip(["2024-05-01", "2026-09-01"]) {
            let refuse =
                json!({ "person_id": person["person_id"], "purpose": "federation_share", "refused_on": "2026-06-01" });
            office.ask("members", "refuse_consent", refuse).await;
            agree(&office, person, &upper, agreed).await;
        }
        // Taken back, and an older paper is found.
        agree(&office, &people[2], &upper, "2025-05-01").await;
        take_back(&people[2], &upper, "2026-05-01").await;
        agree(&office, &people[2], &upper, "2024-05-01").await;
        // Towards everybody taken back: what was agreed to towards this organisation alone stands.
        agree(&office, &people[3], &upper, "2024-05-01").await;
        agree(&office, &people[3], &Value::Null, "2025-05-01").await;
        take_back(&people[3], &Value::Null, "2026-05-01").await;
        let export =
            json!({ "file": office.file("up.xlsx"), "purpose": "名簿の届け出", "recipient": "架空ものづくり労連" });
        let done = office.ask("members", "export_roster", export).await;
        assert_eq!((&done["rows"], &done["provided"]["left_out"]), (&json!(2), &json!(2)), "{done}");
        let names = names_in(&office, "up.xlsx").await;
        for (name, given) in [("一子", false), ("二子", true), ("三子", false), ("四子", true)] {
            assert_eq!(names.contains(&name.to_owned()), given, "{name}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn x_2_under_an_announced_joint_use_everybody_is_given_until_it_ends() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        for given in ["一子", "二子"] {
            member(&office, &east, "佐藤", given).await;
        }
        let notice = json!({
            "recipient_org_id": upper, "items": "氏名、所属、加入年月日", "extent": "架空ものづくり労連とその加盟組合", "purpose": "共済の案内",
            "responsible": "試験ユニオン（架空） 書記長", "announced_on": "2026-04-01"
        });
        let mut empty = notice.clone();
        empty["responsible"] = json!(" ");
        assert_eq!(office.refused("members", "announce_joint_use", empty).await, "invalid");
        let id = office.ask("members", "announce_joint_use", notice).await;
        let export = json!({ "file": office.file("a.csv"), "purpose": "共済", "recipient": "架空ものづくり労連" });
        let done = office.ask("members", "export_roster", export.clone()).await;
        assert_eq!((&done["rows"], &done["provided"]["legal_basis"]), (&json!(2), &json!("joint_use")));
        let rows = office.ask("members", "joint_uses", json!({})).await;
        let end = json!({ "id": id, "version": rows[0]["version"], "ended_on": "2026-10-30" });
        office.ask("members", "end_joint_use", end).await;
        assert_eq!(office.refused("members", "export_roster", export.clone()).await, "X-2");
        office.ask("desk", "undo", json!({})).await;
        office.ask("members", "export_roster", export).await;
        officer(&office, "exec", "executive", &Value::Null).await;
        work_as(&office, Some("exec")).await;
        let again = json!({ "recipient_org_id": upper, "items": "a", "extent": "b", "purpose": "c", "responsible": "d", "announced_on": "2026-04-01" });
        assert_eq!(office.refused("members", "announce_joint_use", again).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r24_tells_the_auditors_every_file_and_names_no_member() {
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, _) = branches(&office).await;
        let upper = federation(&office).await;
        let hanako = member(&office, &east, "佐藤", "花子").await;
        agree(&office, &hanako, &upper, "2026-01-10").await;
        let export = json!({ "file": office.file("a.xlsx"), "purpose": "届け出", "recipient": "架空ものづくり労連", "password": SECRET });
        office.ask("members", "export_roster", export).await;
        officer(&office, "auditor", "auditor", &Value::Null).await;
        officer(&office, "exec", "executive", &Value::Null).await;
        work_as(&office, Some("auditor")).await;
        // The clock of the log is the real one: ask for a time that holds today.
        let ask = json!({ "report": "R24", "from": "2020-01-01", "as_of": "2099-12-31" });
        let preview = office.ask("reports", "preview", ask.clone()).await;
        let text = preview.to_string();
        for words in ["届け出", "架空ものづくり労連", "名簿の書き出し", "パスワード", "本人の同意"]
        {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(!text.contains("花子"));
        assert_eq!(preview["pages"].as_array().unwrap().len(), 2);
        let mut write = ask.clone();
        write["file"] = json!(office.file("r24.xlsx"));
        assert_eq!(office.ask("reports", "write", write).await["provided"], Value::Null);
        assert_eq!(office.refused("reports", "preview", json!({ "report": "R02" })).await, "not_allowed");
        work_as(&office, Some("exec")).await;
        assert_eq!(office.refused("reports", "preview", ask).await, "not_allowed");
    }
}
