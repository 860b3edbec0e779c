//! Officers: who may log in, in which role, and what the trail says of them.

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
