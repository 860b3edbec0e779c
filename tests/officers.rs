//! Officers: who may log in, in which role, and what the trail says of them.

use kyojo_core::audit::{self, Entry, Signer};
use kyojo_core::ids::OfficerId;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use crate::support::office::{Office, databases};

const SECRET: &str = "二人目の合言葉です";

async fn with_second(office: &Office, roles: Value) -> String {
    let input = json!({ "login": "hanako", "display_name": "見本 花子（架空）", "passphrase": SECRET, "roles": roles });
    office.ask("officers", "add", input).await.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_officer_logs_in_with_an_own_passphrase_and_own_rights() {
    for on in databases() {
        let office = Office::new(on).await;
        with_second(&office, json!(["executive"])).await;
        let taken = json!({ "login": "hanako", "display_name": "別人", "passphrase": SECRET, "roles": [] });
        assert_eq!(office.refused("officers", "add", taken).await, "invalid");
        let status = office.ask("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await;
        assert_eq!(status["officer"]["roles"], json!(["executive"]));
        assert_eq!(office.refused("officers", "list", json!({})).await, "not_allowed");
        assert_eq!(office.refused("desk", "verify", json!({})).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_granted_and_ended_but_never_the_last_admin() {
    for on in databases() {
        let office = Office::new(on).await;
        let second = with_second(&office, json!([])).await;
        office.ask("officers", "grant", json!({ "officer": second, "role": "auditor", "from_on": "2026-01-01" })).await;
        let list = office.ask("officers", "list", json!({})).await;
        let of = |login: &str| list.as_array().unwrap().iter().find(|row| row["login"] == login).unwrap().clone();
        let grant = of("hanako")["grants"][0].clone();
        office.ask("officers", "revoke", json!({ "grant": grant["id"], "version": grant["version"] })).await;
        let admin =
            of("admin")["grants"].as_array().unwrap().iter().find(|grant| grant["role"] == "admin").unwrap().clone();
        let last = json!({ "grant": admin["id"], "version": admin["version"] });
        assert_eq!(office.refused("officers", "revoke", last).await, "last_admin");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_tells_who_did_what_without_values() {
    for on in databases() {
        let office = Office::new(on).await;
        with_second(&office, json!(["viewer"])).await;
        let trail = office.ask("officers", "audit", json!({})).await;
        assert_eq!(trail["rows"][0]["action"], "officers.add");
        assert!(!trail.to_string().contains("hanako"), "names of fields, never their values");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_see_telephones_learns_nothing_by_asking_for_one() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = json!({ "kind": "headquarters", "label": "本部", "code": "H1", "from_on": "2000-04-01" });
        let unit = office.ask("organizations", "add_unit", unit).await;
        let person = json!({ "family_name": "見本", "given_name": "太郎", "family_kana": "ミホン", "given_kana": "タロウ", "birth_on": "1980-04-01" });
        let member = json!({ "person": person, "unit_id": unit, "joined_on": "2020-04-01", "eligible": true });
        let added = office.ask("members", "add", member).await;
        let mobile = json!({ "person_id": added["person_id"], "kind": "mobile", "value": "090-1234-5678" });
        office.ask("members", "save_contact", mobile).await;
        let found = async || {
            let mut found = Vec::new();
            for typed in ["090-1234-5678", "5678", "0901234"] {
                let rows = office.ask("members", "list", json!({ "find": typed })).await;
                found.push(rows["rows"].as_array().unwrap().len());
            }
            found
        };
        assert_eq!(found().await, [1, 1, 1]);
        with_second(&office, json!(["executive"])).await;
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await;
        assert_eq!(found().await, [0, 0, 0], "an executive sees names and numbers of members, and no telephone");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_ends_at_once_for_whoever_is_at_the_desk() {
    for on in databases() {
        let office = Office::new(on).await;
        // A second administrator, so that the first may lose the role; and a role that began today.
        with_second(&office, json!(["admin"])).await;
        let status = office.ask("desk", "status", json!({})).await;
        let me = status["officer"]["id"].clone();
        let grant = office.ask("officers", "grant", json!({ "officer": me, "role": "viewer" })).await;
        let grants = |list: &Value, login: &str| {
            let rows = list.as_array().unwrap();
            rows.iter().find(|row| row["login"] == login).unwrap()["grants"].as_array().unwrap().clone()
        };
        let held = grants(&office.ask("officers", "list", json!({})).await, "admin");
        let of = |role: &str| held.iter().find(|row| row["role"] == role).unwrap().clone();
        assert_eq!(of("viewer")["id"], grant);
        for role in ["viewer", "admin"] {
            let ended = of(role);
            office.ask("officers", "revoke", json!({ "grant": ended["id"], "version": ended["version"] })).await;
        }
        assert_eq!(
            office.refused("desk", "verify", json!({})).await,
            "not_allowed",
            "the role is gone without a new log-in"
        );
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "verify", json!({})).await;
        let held = grants(&office.ask("officers", "list", json!({})).await, "admin");
        assert!(held.iter().all(|row| row["role"] != "viewer"), "begun and ended today: held on no day");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_who_is_locked_out_stays_out_until_let_in_with_a_new_passphrase() {
    for on in databases() {
        let office = Office::new(on).await;
        let second = with_second(&office, json!(["admin", "general_secretary"])).await;
        let me = office.ask("desk", "status", json!({})).await["officer"]["id"].clone();
        assert_eq!(office.refused("officers", "lock_out", json!({ "officer": me })).await, "lock_out_self");
        let let_in = json!({ "officer": second, "passphrase": "あたらしい 合言葉 です" });
        assert_eq!(office.refused("officers", "let_in", let_in.clone()).await, "not_locked_out");
        office.ask("officers", "lock_out", json!({ "officer": second, "reason": "退任" })).await;
        for passphrase in [SECRET, "でたらめな 合言葉"] {
            let open = json!({ "login": "hanako", "passphrase": passphrase });
            assert_eq!(office.refused("desk", "open", open).await, "wrong_key");
        }
        office.ask("desk", "open", json!({ "passphrase": crate::support::office::PASSPHRASE })).await;
        office.ask("officers", "let_in", let_in).await;
        assert_eq!(
            office.refused("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await,
            "wrong_key"
        );
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": "あたらしい 合言葉 です" })).await;
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]), "the trail knows the new key");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_in_a_colleagues_name_is_found_out() {
    for on in databases() {
        let office = Office::new(on).await;
        let first = office.ask("desk", "status", json!({})).await["officer"]["id"].clone();
        let first: OfficerId = serde_json::from_value(first).unwrap();
        with_second(&office, json!(["admin", "general_secretary"])).await;
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await;
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
        let session = office.desk.session(Progress::silent()).unwrap();
        let forger = Signer { officer: first, keys: &session.desk().keys };
        let entry = Entry { action: "members.leave".into(), ..Entry::default() };
        audit::append(session.look(), &forger, session.now(), entry).await.unwrap();
        let checked = office.ask("desk", "verify", json!({})).await;
        assert_eq!(checked["findings"], json!(["audit_chain"]));
        assert_eq!(checked["chain"]["first_bad"], checked["chain"]["entries"], "the last entry is named");
        assert_eq!(
            audit::verify(session.look(), Some(2)).await.unwrap().first_bad,
            checked["chain"]["first_bad"].as_i64()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_trail_says_whom_it_was_about_to_those_who_may_see_everybody() {
    for on in databases() {
        let office = Office::new(on).await;
        let unit = json!({ "kind": "branch", "label": "東支部", "code": "B1", "from_on": "2000-04-01" });
        let unit = office.ask("organizations", "add_unit", unit).await;
        let join = async |given: &str| {
            let person = json!({ "family_name": "紫陽花", "given_name": given, "birth_on": "1980-04-01" });
            let input = json!({ "person": person, "unit_id": unit, "joined_on": "2020-04-01", "eligible": true, "not_a_duplicate": true });
            office.ask("members", "add", input).await
        };
        let (one, other) = (join("一郎").await, join("二郎").await);
        let merge =
            json!({ "keep": one["person_id"], "keep_version": 1, "merge": other["person_id"], "merge_version": 1 });
        office.ask("members", "merge", merge).await;
        let found = async |find: &str| {
            let trail = office.ask("officers", "audit", json!({ "find": find })).await;
            let rows = trail["rows"].as_array().unwrap().clone();
            rows.into_iter().map(|row| (row["action"].clone(), row["subject"].clone())).collect::<Vec<_>>()
        };
        let merged = found("一郎 二郎").await;
        let told = format!(
            "紫陽花 一郎({}) ← 紫陽花 二郎({})",
            one["member_no"].as_str().unwrap(),
            other["member_no"].as_str().unwrap()
        );
        assert_eq!(merged, [(json!("members.merge"), json!(told))]);
        assert_eq!(found("東支部").await, [(json!("organizations.add_unit"), json!("東支部"))]);
        assert_eq!(found("%").await, [], "what was typed is no pattern");
        let persons = json!({ "persons": [one["person_id"]] });
        let many = json!({ "chosen": persons, "change": { "does": "dues", "dues_kind": "reduced" } });
        office.ask("members", "change_many", many).await;
        let newest = office.ask("officers", "audit", json!({ "limit": 1 })).await["rows"][0].clone();
        assert_eq!((&newest["subject"], &newest["n"]), (&Value::Null, &json!(1)));
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(found("一郎 二郎").await.len(), 2, "the merge, and that it was taken back");
        let told = office.ask("desk", "history", json!({ "find": "二郎 一郎" })).await;
        assert_eq!(told["rows"].as_array().unwrap().len(), 2);
        with_second(&office, json!(["auditor"])).await;
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await;
        let trail = office.ask("officers", "audit", json!({ "limit": 200 })).await;
        assert!(!trail.to_string().contains("紫陽花"), "an auditor does not see the roster: {trail}");
        let trail = office.ask("officers", "audit", json!({ "find": "紫陽花" })).await;
        assert_eq!(trail["rows"], json!([]), "and learns nothing by asking");
        let trail = office.ask("officers", "audit", json!({ "find": "東支部" })).await;
        assert_eq!(trail["rows"][0]["subject"], "東支部");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_history_says_from_whom_a_role_was_taken_and_the_desk_who_sees_a_part() {
    for on in databases() {
        let office = Office::new(on).await;
        let hq = json!({ "kind": "headquarters", "label": "本部", "code": "H1", "from_on": "2000-04-01" });
        let hq = office.ask("organizations", "add_unit", hq).await;
        let mut units = Vec::new();
        for code in ["B1", "B2"] {
            let branch =
                json!({ "kind": "branch", "label": code, "code": code, "parent_id": hq, "from_on": "2000-04-01" });
            units.push(office.ask("organizations", "add_unit", branch).await);
        }
        let second = with_second(&office, json!(["viewer"])).await;
        let grant = |role: &str, scope: &Value| json!({ "officer": second, "role": role, "unit_scope": scope });
        let viewer = office.ask("officers", "list", json!({})).await;
        let viewer = viewer.as_array().unwrap().iter().find(|row| row["id"] == second).unwrap()["grants"][0].clone();
        let told = async |office: &Office| {
            office.ask("desk", "open", json!({ "login": "hanako", "passphrase": SECRET })).await;
            let whole = office.ask("desk", "status", json!({})).await["officer"]["whole"].clone();
            let home = office.ask("desk", "home", json!({})).await;
            let units =
                home["figures"].as_array().unwrap().iter().find(|each| each["code"] == "units").unwrap().clone();
            let open = json!({ "login": "admin", "passphrase": crate::support::office::PASSPHRASE });
            office.ask("desk", "open", open).await;
            (whole, units["n"].clone())
        };
        assert_eq!(told(&office).await, (json!(true), json!(3)));
        office.ask("officers", "grant", grant("executive", &units[0])).await;
        assert_eq!(told(&office).await, (json!(true), json!(3)), "the viewer's figures are the whole union's");
        let revoke = json!({ "grant": viewer["id"], "version": viewer["version"] });
        office.ask("officers", "revoke", revoke).await;
        assert_eq!(told(&office).await, (json!(false), json!(1)), "an executive of one branch");
        let history = office.ask("desk", "history", json!({ "limit": 1 })).await["rows"][0].clone();
        let about = &history["about"];
        let name = office.ask("officers", "list", json!({})).await;
        let name = name.as_array().unwrap().iter().find(|row| row["id"] == second).unwrap()["display_name"].clone();
        assert_eq!((&about["role"], &about["name"]), (&json!("viewer"), &name), "{history}");
    }
}
