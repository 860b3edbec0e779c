//! A union that offices share: what they do at once, whose database it is, what is told of the server.

use std::time::Duration;

use kyojo_core::api;
use kyojo_core::desk::{Desk, DeskOptions};
use kyojo_core::error::Error;
use kyojo_core::progress::Progress;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement, TransactionTrait};
use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};

async fn call(desk: &Desk, capability: &str, verb: &str, input: Value) -> Result<Value, Error> {
    api::call(desk, capability, verb, input, &Progress::silent()).await
}

fn code(answer: Result<Value, Error>) -> String {
    answer.map_or_else(|error| error.code().to_owned(), |_| "done".to_owned())
}

/// Where offices share a union: nothing to do without a server.
fn servers() -> impl Iterator<Item = On> {
    databases().into_iter().filter(|on| *on == On::Server)
}

async fn open(office: &Office, desk: &Desk, login: &str, passphrase: &str) -> String {
    let input = json!({ "file": office.place, "login": login, "passphrase": passphrase });
    code(call(desk, "desk", "open", input).await)
}

/// Another office, in which an officer came in.
async fn office_of(office: &Office, login: &str, passphrase: &str) -> Desk {
    let desk = Office::desk();
    assert_eq!(open(office, &desk, login, passphrase).await, "done", "{login}");
    desk
}

/// The passphrase with which an officer is added.
fn given(login: &str) -> String {
    format!("はじめの合言葉 {login}")
}

fn officer(login: &str, roles: &[&str]) -> Value {
    json!({ "login": login, "display_name": format!("見本 {login}（架空）"), "passphrase": given(login), "roles": roles })
}

/// What founds a union.
fn union(place: &str, login: &str) -> Value {
    json!({ "file": place, "union_name": "試験ユニオン（架空）", "login": login, "passphrase": PASSPHRASE, "strength": "floor" })
}

async fn server(place: &str) -> DatabaseConnection {
    Database::connect(place).await.unwrap()
}

async fn tables(server: &DatabaseConnection) -> i64 {
    let sql = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()";
    let row = server.query_one_raw(Statement::from_string(server.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

/// Work while another office has the turn to change: whatever is begun meanwhile waits for it together.
async fn while_another_changes<T>(office: &Office, work: impl Future<Output = T>) -> T {
    let server = server(&office.place).await;
    let turn = server.begin().await.unwrap();
    let lock = "SELECT pg_advisory_xact_lock(727002, hashtext(current_schema()::text))";
    turn.execute_unprepared(lock).await.unwrap();
    let release = async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        turn.commit().await.unwrap();
    };
    tokio::join!(work, release).0
}

#[tokio::test(flavor = "multi_thread")]
async fn passphrases_changed_at_once_are_all_kept() {
    for on in servers() {
        let office = Office::new(on).await;
        for login in ["b", "c"] {
            office.ask("officers", "add", officer(login, &["viewer"])).await;
        }
        let (b, c) = (office_of(&office, "b", &given("b")).await, office_of(&office, "c", &given("c")).await);
        let change =
            |desk, old: &str, new: &str| call(desk, "desk", "change_passphrase", json!({ "old": old, "new": new }));
        let work = async {
            tokio::join!(
                change(&office.desk, PASSPHRASE, "あたらしい 合言葉 a"),
                change(&b, &given("b"), "あたらしい 合言葉 b"),
                change(&c, &given("c"), "あたらしい 合言葉 c"),
            )
        };
        let (first, second, third) = while_another_changes(&office, work).await;
        assert_eq!([code(first), code(second), code(third)], ["done"; 3]);
        let desk = Office::desk();
        for (login, old, new) in [
            ("admin", PASSPHRASE, "あたらしい 合言葉 a"),
            ("b", given("b").as_str(), "あたらしい 合言葉 b"),
            ("c", given("c").as_str(), "あたらしい 合言葉 c"),
        ] {
            assert_eq!(open(&office, &desk, login, old).await, "wrong_key", "{login}");
            assert_eq!(open(&office, &desk, login, new).await, "done", "{login}");
        }
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_added_at_once_can_all_come_in_and_a_login_is_given_once() {
    for on in servers() {
        let office = Office::new(on).await;
        office.ask("officers", "add", officer("b", &["admin"])).await;
        let b = office_of(&office, "b", &given("b")).await;
        let add = |desk, login: &str| call(desk, "officers", "add", officer(login, &["viewer"]));
        let work = async { tokio::join!(add(&office.desk, "d"), add(&b, "e")) };
        let (first, second) = while_another_changes(&office, work).await;
        assert_eq!([code(first), code(second)], ["done"; 2]);
        let work = async { tokio::join!(add(&office.desk, "f"), add(&b, "f")) };
        let (first, second) = while_another_changes(&office, work).await;
        let refused = first.err().or(second.err()).unwrap();
        assert_eq!(refused.fields().first().unwrap().code, "login_taken");
        let desk = Office::desk();
        for login in ["d", "e", "f"] {
            assert_eq!(open(&office, &desk, login, &given(login)).await, "done", "{login}");
        }
        assert_eq!(office.ask("officers", "list", json!({})).await.as_array().unwrap().len(), 5);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_whose_key_slot_is_lost_is_let_in() {
    for on in databases() {
        let office = Office::new(on).await;
        let copies = ["u.kyojo.keys", "u.kyojo.keys.copy"].map(|name| office.file(name));
        let before: Vec<Vec<u8>> = copies.iter().filter_map(|copy| std::fs::read(copy).ok()).collect();
        if on == On::Server {
            let kept = "CREATE TABLE kept AS SELECT body FROM key_slot";
            server(&office.place).await.execute_unprepared(kept).await.unwrap();
        }
        let lost = office.ask("officers", "add", officer("hanako", &["viewer"])).await;
        if on == On::Server {
            let back = "UPDATE key_slot SET body = (SELECT body FROM kept)";
            server(&office.place).await.execute_unprepared(back).await.unwrap();
        }
        for (copy, before) in copies.iter().zip(&before) {
            std::fs::write(copy, before).unwrap();
        }
        let let_in = json!({ "officer": lost, "passphrase": "あたらしい 合言葉 です" });
        office.ask("officers", "let_in", let_in.clone()).await;
        assert_eq!(office.refused("officers", "let_in", let_in).await, "not_locked_out");
        office.ask("desk", "open", json!({ "login": "hanako", "passphrase": "あたらしい 合言葉 です" })).await;
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_founders_at_once_one_is_told_that_the_union_is_there() {
    for on in servers() {
        let office = Office::closed(on).await;
        let other = Office::desk();
        let found = |desk, login: &str| call(desk, "desk", "create", union(&office.place, login));
        let work = async { tokio::join!(found(&office.desk, "a"), found(&other, "b")) };
        let (first, second) = while_another_changes(&office, work).await;
        let mut codes = [code(first), code(second)];
        let there = if codes[0] == "done" { "a" } else { "b" };
        codes.sort();
        assert_eq!(codes, ["done", "union_exists"]);
        let desk = office_of(&office, there, PASSPHRASE).await;
        let officers = call(&desk, "officers", "list", json!({})).await.unwrap();
        assert_eq!(officers.as_array().unwrap().len(), 1, "one founder, one union");
        assert_eq!(call(&desk, "desk", "verify", json!({})).await.unwrap()["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_into_the_database_of_another_program() {
    for on in servers() {
        let office = Office::closed(on).await;
        let server = server(&office.place).await;
        let open = json!({ "file": office.place, "passphrase": PASSPHRASE });
        assert_eq!(office.refused("desk", "open", open.clone()).await, "no_union_here");
        assert_eq!(tables(&server).await, 0, "who looks into an empty database leaves it empty");
        server.execute_unprepared("CREATE TABLE app_user (id int)").await.unwrap();
        assert_eq!(office.refused("desk", "open", open.clone()).await, "no_union_here");
        let union = union(&office.place, "admin");
        assert_eq!(office.refused("desk", "create", union.clone()).await, "database_foreign");
        assert_eq!(tables(&server).await, 1);
        server.execute_unprepared("DROP TABLE app_user").await.unwrap();
        office.ask("desk", "create", union.clone()).await;
        assert_eq!(office.refused("desk", "create", union).await, "union_exists");
        office.ask("desk", "open", open).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_says_why_it_lets_nobody_in_and_its_address_is_not_shown() {
    for on in servers() {
        let office = Office::new(on).await;
        let (before, after) = office.place.split_once('@').unwrap();
        let who = before.rsplit_once(':').unwrap().0;
        let (host, options) = after.split_once("/kyojo").unwrap();
        let refused = async |place: String| {
            office.refused("desk", "open", json!({ "file": place, "passphrase": PASSPHRASE })).await
        };
        assert_eq!(refused(format!("{who}:another@{after}")).await, "server_login_refused");
        assert_eq!(refused(format!("{before}@{host}/nowhere{options}")).await, "server_database_missing");
        let guest = format!("g{}", uuid::Uuid::now_v7().simple());
        let server = server(&office.place).await;
        server.execute_unprepared(&format!("CREATE ROLE {guest} LOGIN PASSWORD 'guest'")).await.unwrap();
        let empty = Office::closed(on).await;
        let schema = empty.place.rsplit_once("%3D").unwrap().1;
        server.execute_unprepared(&format!("GRANT USAGE ON SCHEMA {schema} TO {guest}")).await.unwrap();
        let place = format!("postgres://{guest}:guest@{}", empty.place.split_once('@').unwrap().1);
        let union = union(&place, "admin");
        assert_eq!(empty.refused("desk", "create", union).await, "server_no_rights");
        server.execute_unprepared(&format!("ALTER ROLE {guest} CONNECTION LIMIT 0")).await.unwrap();
        assert_eq!(refused(place).await, "server_full");
        let place = format!("{}&application_name=himitsu", office.place);
        let status = office.ask("desk", "open", json!({ "file": place, "passphrase": PASSPHRASE })).await;
        assert_eq!(status["place"], format!("{host}/kyojo"));
        let session = office.desk.session(Progress::silent()).unwrap();
        assert_eq!(session.db().texts("SHOW lock_timeout").await.unwrap(), ["30s"]);
        assert_eq!(session.db().texts("SHOW idle_in_transaction_session_timeout").await.unwrap(), ["5min"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_locked_out_or_loses_the_role_while_waiting_changes_nothing() {
    for on in servers() {
        let office = Office::new(on).await;
        let roles = ["admin", "general_secretary"];
        for (login, verb, told) in [("b", "lock_out", "wrong_key"), ("c", "revoke", "not_allowed")] {
            let id = office.ask("officers", "add", officer(login, &roles)).await;
            let desk = office_of(&office, login, &given(login)).await;
            let list = office.ask("officers", "list", json!({})).await;
            let row = list.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
            let grants = row["grants"].as_array().unwrap();
            let grant = grants.iter().find(|grant| grant["role"] == "general_secretary").unwrap();
            let input = match verb {
                "lock_out" => json!({ "officer": id }),
                _ => json!({ "grant": grant["id"], "version": grant["version"] }),
            };
            let unit = json!({ "kind": "branch", "label": "東支部", "code": login, "from_on": "2000-04-01" });
            let later = async {
                tokio::time::sleep(Duration::from_millis(700)).await;
                call(&desk, "organizations", "add_unit", unit).await
            };
            let work = async { tokio::join!(office.ask("officers", verb, input), later) };
            let (_, answer) = while_another_changes(&office, work).await;
            assert_eq!(code(answer), told);
        }
        assert_eq!(office.ask("organizations", "units", json!({})).await, json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_was_ended_does_not_come_back_with_the_clock() {
    for on in databases() {
        let mut office = Office::closed(on).await;
        office.desk = Desk::new(DeskOptions { paths_allowed: true, ..DeskOptions::default() });
        let union = union(&office.place, "admin");
        office.ask("desk", "create", union).await;
        let id = office.ask("officers", "add", officer("hanako", &[])).await;
        let grant = json!({ "officer": id, "role": "executive", "from_on": "2020-01-01" });
        let grant = office.ask("officers", "grant", grant).await;
        let list = office.ask("officers", "list", json!({})).await;
        let row = list.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap();
        let version = &row["grants"][0]["version"];
        let last_month = (chrono::Utc::now() - chrono::TimeDelta::days(40)).date_naive();
        let back = Desk::new(DeskOptions { paths_allowed: true, today: Some(last_month), ..DeskOptions::default() });
        let open = json!({ "file": office.place, "login": "hanako", "passphrase": given("hanako") });
        office.ask("officers", "revoke", json!({ "grant": grant, "version": version })).await;
        office.ask("desk", "lock", json!({})).await;
        let status = call(&back, "desk", "open", open).await.unwrap();
        assert_eq!(status["officer"]["roles"], json!([]));
        assert_eq!(code(call(&back, "members", "list", json!({})).await), "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_sheet_lets_the_first_officer_in_on_a_server_too() {
    for on in databases() {
        let mut codes = Vec::new();
        let mut offices = Vec::new();
        for _ in 0..2 {
            let office = Office::closed(on).await;
            let union = union(&office.place, "admin");
            codes.push(office.ask("desk", "create", union).await["recovery_code"].clone());
            office.ask("desk", "lock", json!({})).await;
            offices.push(office);
        }
        let (office, new) = (&offices[0], "あたらしい 合言葉 です");
        let with = |code: &Value| json!({ "file": office.place, "code": code, "passphrase": new });
        assert_eq!(office.refused("desk", "recover", with(&codes[1])).await, "wrong_key", "{on:?}");
        let status = office.ask("desk", "recover", with(&codes[0])).await;
        assert_eq!(status["officer"]["login"], "admin");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
        assert_eq!(office.refused("desk", "open", json!({ "passphrase": PASSPHRASE })).await, "wrong_key");
        office.ask("desk", "open", json!({ "passphrase": new })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_that_the_server_does_not_know_finds_nothing_and_a_backup_becomes_a_file_only() {
    for on in databases() {
        let office = Office::new(on).await;
        office.ask("officers", "audit", json!({ "find": "見本\u{0}花子" })).await;
        let restore = json!({ "from": office.file("b.kyojo-backup"), "to": "postgres://kyojo@127.0.0.1/kyojo" });
        assert_eq!(office.refused("desk", "restore", restore).await, "restore_files_only");
    }
}
