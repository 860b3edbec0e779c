//! A union that offices share, opened and founded as the window does it: field by field, without an address.

use kyojo_core::desk::Known;
use sea_orm::{ConnectionTrait, Database};
use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};

/// A password that would fall apart in an address.
const PASSWORD: &str = "p@ss:/w%41rd?#&'x";

/// An empty database of its own, with its owner, as an administrator prepares it; described as in the window.
async fn prepared() -> Value {
    let url = std::env::var("KYOJO_TEST_PG").unwrap();
    let server = Database::connect(&url).await.unwrap();
    let name = format!("shared{}", uuid::Uuid::now_v7().simple());
    let quoted = PASSWORD.replace('\'', "''");
    server.execute_unprepared(&format!("CREATE ROLE {name} LOGIN PASSWORD '{quoted}'")).await.unwrap();
    let create = format!("CREATE DATABASE {name} OWNER {name} ENCODING 'UTF8' TEMPLATE template0");
    server.execute_unprepared(&create).await.unwrap();
    let (_, at) = url.rsplit_once('@').unwrap();
    let (host, port) = at.split_once('/').unwrap().0.split_once(':').unwrap();
    json!({ "host": host, "port": port.parse::<u16>().unwrap(), "database": name, "user": name, "password": PASSWORD })
}

fn founding(server: &Value) -> Value {
    json!({ "server": server, "union_name": "試験ユニオン（架空）", "login": "admin", "passphrase": PASSPHRASE, "strength": "floor" })
}

fn with(server: &Value, field: &str, value: Value) -> Value {
    let mut changed = server.clone();
    changed[field] = value;
    changed
}

fn on_servers() -> bool {
    databases().contains(&On::Server)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_union_is_founded_locked_and_opened_from_another_desk_field_by_field() {
    if !on_servers() {
        return;
    }
    let (office, server) = (Office::closed(On::File).await, prepared().await);
    let created = office.ask("desk", "create", founding(&server)).await;
    let status = &created["status"];
    assert_eq!((&status["state"], &status["shared"]), (&json!("open"), &json!(true)));
    let place = status["place"].as_str().unwrap();
    assert!(place.ends_with(&format!("/{}", server["database"].as_str().unwrap())), "host and database: {place}");
    assert!(place.starts_with(server["host"].as_str().unwrap()), "{place}");

    // While it is locked the passphrase is enough; the server is known.
    office.ask("desk", "lock", json!({})).await;
    let locked = office.ask("desk", "status", json!({})).await;
    assert_eq!(
        (&locked["state"], &locked["shared"], &locked["place"]),
        (&json!("locked"), &json!(true), &json!(place))
    );
    assert_eq!(office.refused("desk", "open", json!({ "passphrase": "違う 合言葉 です" })).await, "wrong_key");
    office.ask("desk", "open", json!({ "passphrase": PASSPHRASE })).await;

    let other = Office::closed(On::File).await;
    let opened =
        other.ask("desk", "open", json!({ "server": server, "login": "admin", "passphrase": PASSPHRASE })).await;
    assert_eq!(opened["union_name"], "試験ユニオン（架空）");
    assert_eq!(other.refused("desk", "create", founding(&server)).await, "union_exists");
    assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_unions_live_in_schemas_of_one_database() {
    if !on_servers() {
        return;
    }
    let server = prepared().await;
    let name = server["database"].as_str().unwrap();
    let url = std::env::var("KYOJO_TEST_PG").unwrap();
    let here = Database::connect(format!("{}/{name}", url.rsplit_once('/').unwrap().0)).await.unwrap();
    let mut offices = Vec::new();
    for schema in ["east", "West, 西"] {
        here.execute_unprepared(&format!("CREATE SCHEMA \"{schema}\" AUTHORIZATION {name}")).await.unwrap();
        let office = Office::closed(On::File).await;
        let within = with(&server, "schema", json!(format!(" {schema} ")));
        let created = office.ask("desk", "create", founding(&within)).await;
        assert!(created["status"]["place"].as_str().unwrap().ends_with(&format!("/{name}/{schema}")), "{created}");
        let Some(Known::Shared(known)) = office.desk.known() else { panic!("a shared union is known as one") };
        assert_eq!(known.schema.as_deref(), Some(schema));
        let unit = json!({ "kind": "headquarters", "label": schema, "code": "HQ" });
        office.ask("organizations", "add_unit", unit).await;
        offices.push((office, schema));
    }
    for (office, schema) in offices {
        let units = office.ask("organizations", "units", json!({})).await;
        let labels: Vec<_> = units.as_array().unwrap().iter().map(|unit| unit["label"].clone()).collect();
        assert_eq!(labels, [json!(schema)], "each sees its own");
    }
    let open = |server: &Value| json!({ "server": server, "login": "admin", "passphrase": PASSPHRASE });
    let fresh = Office::closed(On::File).await;
    let blank = with(&server, "schema", json!(" "));
    assert_eq!(fresh.refused("desk", "open", open(&blank)).await, "no_union_here", "nothing was founded in public");
    let nowhere = with(&server, "schema", json!("north"));
    assert_eq!(fresh.refused("desk", "open", open(&nowhere)).await, "no_union_here");
    assert_eq!(fresh.refused("desk", "create", founding(&nowhere)).await, "server_database_missing");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_of_the_database_is_told_and_remembered_nowhere() {
    if !on_servers() {
        return;
    }
    let (office, server) = (Office::closed(On::File).await, prepared().await);
    let created = office.ask("desk", "create", founding(&server)).await;
    let mut told = created.to_string();
    for (verb, input) in [("status", json!({})), ("settings", json!({})), ("history", json!({})), ("verify", json!({}))]
    {
        told += &office.ask("desk", verb, input).await.to_string();
    }
    told += &office.ask("officers", "audit", json!({})).await.to_string();
    let Some(Known::Shared(known)) = office.desk.known() else { panic!("a shared union is known as one") };
    told += &format!("{known:?}");
    told += &serde_json::to_string(&known).unwrap();
    assert_eq!(known.host, server["host"].as_str().unwrap());
    assert_eq!(json!(known.port), server["port"]);
    assert_eq!(json!([known.database, known.user]), json!([server["database"], server["user"]]));
    let wrong = json!({ "server": with(&server, "password", json!("x@y")), "passphrase": PASSPHRASE });
    let refused = office.call("desk", "open", wrong).await.unwrap_err();
    assert_eq!(refused.code(), "server_login_refused");
    told += &serde_json::to_string(&refused).unwrap();
    for secret in [PASSWORD, "p@ss", "w%41rd", "x@y"] {
        assert!(!told.contains(secret), "{secret} was told");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_sheet_of_a_shared_union_gives_a_new_passphrase() {
    const NEW: &str = "みどりの でんしゃ 7";
    if !on_servers() {
        return;
    }
    let (office, server) = (Office::closed(On::File).await, prepared().await);
    let code = office.ask("desk", "create", founding(&server)).await["recovery_code"].clone();
    let (foreign, elsewhere) = (Office::closed(On::File).await, prepared().await);
    let another = foreign.ask("desk", "create", founding(&elsewhere)).await["recovery_code"].clone();
    office.ask("desk", "lock", json!({})).await;
    let sheet = |code: &Value| json!({ "code": code, "passphrase": NEW });
    assert_eq!(office.refused("desk", "recover", sheet(&another)).await, "wrong_key", "another union's sheet");
    // The server is known while it is locked, and described on a desk that was just started.
    let status = office.ask("desk", "recover", sheet(&code)).await;
    assert_eq!(status["state"], "open");
    let fresh = Office::closed(On::File).await;
    let by_old = json!({ "server": server, "passphrase": PASSPHRASE });
    assert_eq!(fresh.refused("desk", "open", by_old).await, "wrong_key");
    fresh.ask("desk", "recover", json!({ "server": server, "code": code, "passphrase": NEW })).await;
    fresh.ask("desk", "lock", json!({})).await;
    assert_eq!(fresh.ask("desk", "open", json!({ "server": server, "passphrase": NEW })).await["state"], "open");
}

#[tokio::test(flavor = "multi_thread")]
async fn fields_of_a_server_that_are_empty_or_wrong_are_said_at_the_field() {
    let office = Office::closed(On::File).await;
    let server = json!({ "host": "db.example.jp", "database": "roster", "user": "officer", "password": "x" });
    for (field, value, code) in [
        ("host", json!(" "), "required"),
        ("host", json!("postgres://db.example.jp"), "host_only"),
        ("host", json!("db.example.jp:5432"), "host_only"),
        ("port", json!(0), "out_of_range"),
        ("database", json!(""), "required"),
        ("user", json!(""), "required"),
    ] {
        let input = json!({ "server": with(&server, field, value.clone()), "passphrase": PASSPHRASE });
        let refused = office.call("desk", "open", input).await.unwrap_err();
        let problem = &refused.fields()[0];
        assert_eq!(
            (problem.field.as_str(), problem.code.as_str()),
            (format!("server.{field}").as_str(), code),
            "{value}"
        );
    }
    let certificate = office.file("root.pem");
    std::fs::write(&certificate, "not a certificate").unwrap();
    let input = json!({ "server": with(&server, "root_certificate", json!(certificate)), "passphrase": PASSPHRASE });
    assert_eq!(office.refused("desk", "open", input).await, "certificate_not_pem");
    let nowhere = json!({ "union_name": "試験ユニオン（架空）", "login": "admin", "passphrase": PASSPHRASE, "strength": "floor" });
    let refused = office.call("desk", "create", nowhere).await.unwrap_err();
    assert_eq!((refused.fields()[0].field.as_str(), refused.fields()[0].code.as_str()), ("file", "required"));
}
