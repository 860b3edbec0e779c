//! 名簿の点検: what is wrong, missing or unusual in the records.

use serde_json::{Value, json};

use crate::support::office::{Office, databases};

async fn counts(office: &Office) -> Vec<(String, u64)> {
    let counts = office.ask("members", "count_findings", json!({})).await;
    let kinds = counts["kinds"].as_array().unwrap().iter();
    kinds.map(|kind| (kind["kind"].as_str().unwrap().to_owned(), kind["n"].as_u64().unwrap())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_counted_listed_left_as_they_are_and_taken_up_again() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit =
            office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東支部", "code": "B1" })).await;
        let employer = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" }))
            .await;
        let mut people: Vec<Value> = Vec::new();
        for (n, number) in ["00001", "1", "00002"].into_iter().enumerate() {
            let input = json!({
                "person": { "family_name": "見本", "given_name": format!("{n}子"), "family_kana": "ミホン", "given_kana": "コ", "birth_on": "1980-04-01" },
                "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true,
                "employment": { "employer_org_id": employer, "employee_no": number }
            });
            let person = office.ask("members", "add", input).await["person_id"].clone();
            for (kind, value, postal) in
                [("mobile", "090-0000-0000", Value::Null), ("home_address", "架空市見本町1-2-3", json!("1000001"))]
            {
                let contact =
                    json!({ "person_id": person, "kind": kind, "value": value, "postal": postal, "preferred": true });
                office.ask("members", "save_contact", contact).await;
            }
            people.push(person);
        }
        assert_eq!(counts(&office).await, [("employee_no_shared".to_owned(), 2)]);
        let second = json!({ "person_id": people[2], "kind": "mobile", "value": "080-0000-0000", "preferred": true });
        office.ask("members", "save_contact", second).await;
        let consent = json!({ "person_id": people[0], "purpose": "federation_share", "granted_on": "2026-04-01", "method": "written", "notice_version": "1" });
        office.ask("members", "give_consent", consent).await;
        let found = counts(&office).await;
        let expected = [("two_preferred", 1), ("employee_no_shared", 2), ("consent_missing", 2)];
        assert_eq!(
            found,
            expected.map(|(kind, n)| (kind.to_owned(), n)),
            "once consents are recorded, they are missed"
        );
        let page = office.ask("members", "findings", json!({ "limit": 1 })).await;
        assert_eq!(page["rows"][0]["kind"], "employee_no_shared");
        assert_eq!((&page["rows"][0]["weight"], &page["rows"][0]["field"]), (&json!("wrong"), &json!("employee_no")));
        let next = office.ask("members", "findings", json!({ "after": page["next"], "limit": 500 })).await;
        let all = page["rows"].as_array().unwrap().len() + next["rows"].as_array().unwrap().len();
        assert_eq!((all, &next["next"]), (5, &Value::Null), "{page} {next}");
        let named = json!({ "person_id": people[0], "kind": "employee_no_shared" });
        office.ask("members", "leave_finding", named.clone()).await;
        assert_eq!(counts(&office).await[1], ("employee_no_shared".to_owned(), 1));
        let kept = office.ask("members", "findings", json!({ "kept": true })).await;
        assert_eq!(kept["rows"].as_array().unwrap().len(), 1);
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(counts(&office).await[1].1, 2);
        office.ask("desk", "redo", json!({})).await;
        office.ask("members", "look_again", named).await;
        assert_eq!(counts(&office).await[1].1, 2);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_numbers_that_an_older_version_stored_in_full_width_are_found_and_meet_those_typed() {
    for on in databases() {
        let office = Office::new(on).await;
        let employer = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" }))
            .await;
        let unit =
            office.ask("organizations", "add_unit", json!({ "kind": "branch", "label": "東支部", "code": "B1" })).await;
        let joining = |given: &str, number: &str| {
            json!({
                "person": { "family_name": "見本", "given_name": given }, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true,
                "employment": { "employer_org_id": employer, "employee_no": number }
            })
        };
        let one = office.ask("members", "add", joining("一郎", "A-12")).await;
        {
            let session = office.desk.session(kyojo_core::progress::Progress::silent()).unwrap();
            session.db().run("UPDATE employment SET employee_no = $1", ["Ａー１２".into()]).await.unwrap();
            session.db().run("UPDATE membership SET member_no = $1", ["００００７".into()]).await.unwrap();
        }
        for (kind, field) in [("member_no_fullwidth", "member_no"), ("employee_no_fullwidth", "employee_no")] {
            let page = office.ask("members", "findings", json!({ "kind": kind })).await;
            assert_eq!((&page["rows"][0]["field"], &page["rows"][0]["weight"]), (&json!(field), &json!("wrong")));
        }
        // Whoever has the number is named before somebody else gets it.
        let asked = office.ask("members", "why_not_add", joining("二郎", "Ａ－１２")).await;
        assert_eq!(asked["same"][0]["person_id"], one["person_id"], "{asked}");
        let mut taken = joining("二郎", "A-13");
        taken["member_no"] = json!("00007");
        assert_eq!(office.ask("members", "why_not_add", taken).await["refused_by"], json!(["member_no_taken"]));
        // Correcting the field is enough.
        let card = office.ask("members", "card", json!({ "person_id": one["person_id"] })).await;
        let input = json!({ "person_id": one["person_id"], "version": card["version"], "membership": { "member_no": "００００７" } });
        office.ask("members", "correct", input).await;
        let rows = office.ask("members", "findings", json!({ "kind": "member_no_fullwidth" })).await["rows"].clone();
        assert_eq!(rows, json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_a_branch_finds_nothing_about_another_one() {
    for on in databases() {
        let office = Office::new(on).await;
        let mut units = Vec::new();
        for (label, code) in [("東支部", "B1"), ("西支部", "B2")] {
            let unit = json!({ "kind": "branch", "label": label, "code": code });
            units.push(office.ask("organizations", "add_unit", unit).await);
        }
        let mut people = Vec::new();
        for (n, unit) in units.iter().enumerate() {
            let input = json!({ "person": { "family_name": "見本", "given_name": format!("{n}子") }, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true });
            people.push(office.ask("members", "add", input).await["person_id"].clone());
        }
        let secret = "二人目の合言葉です";
        office.ask("officers", "add", json!({ "login": "west", "display_name": "西 見本（架空）", "passphrase": secret, "roles": ["branch_officer"], "unit_scope": units[1] })).await;
        office.ask("officers", "add", json!({ "login": "chair", "display_name": "長 見本（架空）", "passphrase": secret, "roles": ["executive"] })).await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": secret })).await;
        assert_eq!(office.ask("members", "count_findings", json!({})).await["members"], 1);
        let rows = office.ask("members", "findings", json!({ "kind": "no_birth" })).await;
        assert_eq!(rows["rows"].as_array().unwrap().len(), 1);
        assert_eq!(rows["rows"][0]["person_id"], people[1]);
        let away = json!({ "person_id": people[0], "kind": "no_birth" });
        assert_eq!(office.refused("members", "leave_finding", away).await, "missing");
        office.ask("desk", "open", json!({ "login": "chair", "passphrase": secret })).await;
        assert_eq!(office.refused("members", "count_findings", json!({})).await, "not_allowed");
    }
}
