//! A run that many want: two thousand applicants of sixty organisations.

use std::time::Instant;

use serde_json::{Value, json};

use super::Training;
use crate::support::office::On;

/// `cargo test --workspace --test kyojo two_thousand_applicants -- --ignored --nocapture` prints the times; with the program as
/// it is shipped the board opens in a tenth of a second and the seats of all are given in two.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: times of a large run"]
async fn two_thousand_applicants_of_sixty_organisations() {
    let training = Training::new(On::File).await;
    let mut orgs = Vec::new();
    for n in 0..60 {
        let org = json!({ "kind": "enterprise_union", "name": format!("第{n}労組（架空）") });
        orgs.push(training.office.ask("organizations", "add_employer", org).await);
    }
    let quotas: Vec<Value> = orgs.iter().map(|org| json!({ "org_id": org, "seats": 5 })).collect();
    let run = training.open(json!({ "capacity": 500, "quotas": quotas })).await;
    let who: Vec<Value> = (0..2_000)
        .map(
            |n| json!({ "outside": { "family_name": format!("氏{n}"), "given_name": "見本" }, "org_id": orgs[n % 60] }),
        )
        .collect();
    let began = Instant::now();
    let applied = training.ask("apply", json!({ "run_id": run, "applicants": who })).await;
    println!("2,000 applications at once: {:?}", began.elapsed());
    let confirmed = applied["applied"].as_array().unwrap().iter().filter(|row| row["status"] == "confirmed").count();
    assert_eq!(confirmed, 500);
    let began = Instant::now();
    let board = training.ask("board", json!({ "id": run })).await;
    println!("the board: {:?}", began.elapsed());
    assert_eq!(board["rows"].as_array().unwrap().len(), 2_000);
    let read = training.ask("run", json!({ "id": run })).await;
    let mut fields = read["fields"].clone();
    fields["id"] = run.clone();
    fields["version"] = read["run"]["version"].clone();
    fields["capacity"] = json!(2_000);
    let began = Instant::now();
    training.ask("save_run", fields).await;
    println!("seats for all who wait (1,500): {:?}", began.elapsed());
    let board = training.ask("board", json!({ "id": run })).await;
    assert_eq!((&board["run"]["offered"], &board["run"]["waiting"]), (&json!(1_500), &json!(0)));
}
