//! Offices at one server at the same moment: who looked before a colleague had changed it, and a line that breaks.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use kyojo_core::db::number;
use kyojo_core::progress::Progress;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, TransactionTrait};
use serde_json::{Value, json};

use crate::cases::Room;
use crate::members::{joining, with_units};
use crate::support::office::{Office, On, PASSPHRASE, databases};

/// Whether there is a server for offices that share it.
pub fn shared() -> bool {
    databases().contains(&On::Server)
}

/// Another office at the same union.
async fn beside(place: &str, login: &str) -> Office {
    let office = Office { desk: Office::desk(), folder: tempfile::tempdir().unwrap(), place: place.to_owned() };
    office.ask("desk", "open", json!({ "file": place, "login": login, "passphrase": PASSPHRASE })).await;
    office
}

/// Somebody is in the middle of a change: whoever wants to make one has to wait.
pub async fn changing(office: &Office) -> (DatabaseConnection, DatabaseTransaction) {
    let server = Database::connect(&office.place).await.unwrap();
    let turn = server.begin().await.unwrap();
    let lock = "SELECT pg_advisory_xact_lock(727002, hashtext(current_schema()::text))";
    turn.execute_unprepared(lock).await.unwrap();
    (server, turn)
}

/// Until so many wait for their turn.
pub async fn waiting(server: &DatabaseConnection, n: i64) {
    let sql = "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted \
               AND classid IN (727002, 727004) AND objid = hashtext(current_schema()::text)::oid";
    for _ in 0..600 {
        if number(server, sql, []).await.unwrap() >= n {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody came to wait");
}

#[tokio::test(flavor = "multi_thread")]
async fn m_05_nobody_is_placed_in_a_unit_that_a_colleague_closes_meanwhile() {
    if !shared() {
        return;
    }
    let (office, tokyo, osaka) = with_units(On::Server).await;
    let there = office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &osaka)).await;
    let other = beside(&office.place, "admin").await;
    // Each has the units before the eyes.
    for desk in [&office, &other] {
        desk.ask("members", "list", json!({})).await;
    }
    let units = office.ask("organizations", "units", json!({})).await;
    let version = units.as_array().unwrap().iter().find(|unit| unit["id"] == tokyo).unwrap()["version"].clone();
    let close = json!({ "id": tokyo, "version": version, "last_day": "2026-10-30" });
    let mut join = joining("髙﨑", "花子", ("タカサキ", "ハナコ"), &tokyo);
    join["joined_on"] = json!("2026-10-31");
    let go = json!({ "membership_id": there["membership_id"], "unit_id": tokyo, "from_on": "2026-10-31" });
    let chosen = json!({ "persons": [there["person_id"]] });
    let many =
        json!({ "chosen": chosen, "change": { "does": "move_unit", "unit_id": tokyo, "from_on": "2026-10-31" } });

    let (server, turn) = changing(&office).await;
    let behind = async |n: i64, verb: &str, input: Value| {
        waiting(&server, n).await;
        other.refused("members", verb, input).await
    };
    let (_, joined, went, together, ()) = tokio::join!(
        office.ask("organizations", "close_unit", close),
        behind(1, "add", join),
        behind(2, "move_unit", go),
        behind(3, "change_many", many),
        async {
            waiting(&server, 4).await;
            turn.commit().await.unwrap();
        }
    );
    assert_eq!([joined, went, together], ["unit_ended"; 3]);
    assert_eq!(office.ask("members", "count", json!({ "unit_id": tokyo, "state": "all" })).await["n"], 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_month_is_closed_with_those_who_are_there_when_it_is_closed() {
    if !shared() {
        return;
    }
    let (office, tokyo, _) = with_units(On::Server).await;
    let mut who = Vec::new();
    for (name, kana) in [("佐藤", "サトウ"), ("鈴木", "スズキ"), ("高橋", "タカハシ")] {
        who.push(office.ask("members", "add", joining(name, "架空", (kana, "カクウ"), &tokyo)).await);
    }
    let other = beside(&office.place, "admin").await;
    let (server, turn) = changing(&office).await;
    let leave = json!({ "membership_id": who[0]["membership_id"], "version": 1, "left_on": "2026-08-31", "end_reason": "retirement" });
    tokio::join!(
        other.ask("members", "leave", leave),
        async {
            waiting(&server, 1).await;
            office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        },
        async {
            waiting(&server, 2).await;
            turn.commit().await.unwrap();
        }
    );
    let closed = &office.ask("reports", "closed_months", json!({})).await[0];
    assert_eq!((&closed["members"], &closed["now"]), (&json!(2), &json!(2)));
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_figures_of_two_offices_at_once_do_not_tell_the_few_between_them() {
    if !shared() {
        return;
    }
    let room = Room::new(On::Server).await;
    for (n, day, channel, theme) in [
        (15, "2026-04-10", "phone", "job_change"),
        (14, "2026-08-10", "mail", "side_job"),
        (3, "2026-10-20", "mail", "side_job"),
    ] {
        for _ in 0..n {
            let input = json!({ "channel": channel, "themes": [theme], "opened_on": day, "unit_id": room.unit });
            room.ask("open_inquiry", input).await;
        }
    }
    room.sit("secretary").await;
    let office = &room.office;
    let other = beside(&office.place, "secretary").await;
    let days = ["2026-09-30", "2026-10-31"];
    let told = async |day: &str| exact(&room.ask("statistics", json!({ "for_members": true, "as_of": day })).await);
    assert!(few_between(&told(days[0]).await, &told(days[1]).await) > 0, "each alone tells, together they would");
    let write = |desk: &Office, day: &str| json!({ "report": "R09", "for_members": true, "as_of": day, "file": desk.file("R09.xlsx") });
    let (server, turn) = changing(office).await;
    tokio::join!(
        office.ask("reports", "write", write(office, days[0])),
        other.ask("reports", "write", write(&other, days[1])),
        async {
            waiting(&server, 2).await;
            turn.commit().await.unwrap();
        }
    );
    // What was told is told again as it was.
    assert_eq!(few_between(&told(days[0]).await, &told(days[1]).await), 0);
}

/// Figures of new cases that are told exactly.
fn exact(statistics: &Value) -> BTreeMap<String, i64> {
    let rows = ["channels", "themes"].into_iter().flat_map(|list| statistics[list].as_array().unwrap());
    let cells = rows.map(|row| (row["code"].to_string(), &row["n"])).chain([("new".to_owned(), &statistics["new"])]);
    cells
        .filter(|(_, cell)| cell["rounded"] != true)
        .filter_map(|(code, cell)| Some((code, cell["n"].as_i64()?)))
        .collect()
}

/// How many figures of both differ by fewer than members are told of.
fn few_between(one: &BTreeMap<String, i64>, other: &BTreeMap<String, i64>) -> usize {
    one.iter().filter(|(code, n)| other.get(*code).is_some_and(|m| (1..10).contains(&(*n - m).abs()))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_look_that_stands_still_is_of_one_moment() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        let session = office.desk.session(Progress::silent()).unwrap();
        let still = session.standing().await.unwrap();
        let persons = "SELECT count(*) AS n FROM person";
        assert_eq!(number(still.look(), persons, []).await.unwrap(), 1);
        office.ask("members", "add", joining("鈴木", "花子", ("スズキ", "ハナコ"), &tokyo)).await;
        assert_eq!(number(session.look(), persons, []).await.unwrap(), 2);
        // The one desk of a file has one connection.
        let stood = if on == On::Server { 1 } else { 2 };
        assert_eq!(number(still.look(), persons, []).await.unwrap(), stood, "{on:?}");
        let changed = still.look().execute_unprepared("UPDATE person SET version = version").await;
        assert_eq!(changed.is_err(), on == On::Server, "nothing is written through it");
        still.over().await;
        office.ask("members", "list", json!({})).await;
    }
}

/// The line holds.
const WHOLE: u8 = 0;
/// It breaks before the server hears of the next commit.
const BEFORE: u8 = 1;
/// It breaks after that, before the answer.
const AFTER: u8 = 2;

/// A line to the server that breaks when it is told to, once; its address.
fn line(place: &str, breaks: &Arc<AtomicU8>) -> String {
    let server = place.rsplit_once('@').unwrap().1.split('/').next().unwrap().to_owned();
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = place.replace(&format!("@{server}/"), &format!("@{}/", door.local_addr().unwrap()));
    let breaks = Arc::clone(breaks);
    std::thread::spawn(move || {
        for client in door.incoming().map_while(Result::ok) {
            let Ok(far) = TcpStream::connect(&server) else { return };
            let (mut near_in, mut far_out) = (client.try_clone().unwrap(), far.try_clone().unwrap());
            let (mut far_in, mut near_out) = (far, client);
            std::thread::spawn(move || {
                let _ = std::io::copy(&mut far_in, &mut near_out);
                let _ = near_out.shutdown(Shutdown::Both);
            });
            let breaks = Arc::clone(&breaks);
            std::thread::spawn(move || {
                let mut heard = vec![0; 65_536];
                while let Ok(n @ 1..) = near_in.read(&mut heard) {
                    let commits = heard[..n].windows(6).any(|word| word == b"COMMIT");
                    let how = if commits { breaks.swap(WHOLE, Ordering::SeqCst) } else { WHOLE };
                    if how != WHOLE {
                        // Nothing that the server says from now on arrives.
                        let _ = near_in.shutdown(Shutdown::Both);
                    }
                    if how == BEFORE || far_out.write_all(&heard[..n]).is_err() {
                        break;
                    }
                    if how == AFTER {
                        std::thread::sleep(Duration::from_millis(300));
                        break;
                    }
                }
                let _ = far_out.shutdown(Shutdown::Both);
            });
        }
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_breaks_at_the_commit_does_not_hide_what_became_of_the_change() {
    if !shared() {
        return;
    }
    let (office, tokyo, _) = with_units(On::Server).await;
    let breaks = Arc::new(AtomicU8::new(WHOLE));
    let far = beside(&line(&office.place, &breaks), "admin").await;
    let members = async || office.ask("members", "count", json!({})).await["n"].clone();

    breaks.store(AFTER, Ordering::SeqCst);
    let added = far.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
    assert_eq!((added["member_no"].as_str(), members().await), (Some("000001"), json!(1)), "it was done");
    assert_eq!(breaks.load(Ordering::SeqCst), WHOLE, "the line broke");

    breaks.store(BEFORE, Ordering::SeqCst);
    let join = joining("鈴木", "花子", ("スズキ", "ハナコ"), &tokyo);
    assert_ne!(far.refused("members", "add", join.clone()).await, "outcome_unknown");
    assert_eq!(members().await, 1, "nothing was changed");
    far.ask("members", "add", join).await;
    assert_eq!(members().await, 2);
}
