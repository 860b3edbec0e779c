//! Persons who may be one: every pair of written forms finds each other, and among persons who are not the same few are
//! called so.
#![expect(clippy::print_stdout, reason = "measured figures")]

use std::time::Instant;

use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::workbook::{Sheet, V, day, xlsx};

const VARIANTS: &str = include_str!("../src-tauri/core/data/name_variants.csv");

/// The two written forms of each pair.
fn pairs() -> Vec<(char, char)> {
    let lines = VARIANTS.lines().skip(1);
    lines
        .map(|line| {
            let mut fields = line.split(',');
            let mut one = || fields.next().unwrap().chars().next().unwrap();
            (one(), one())
        })
        .collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_pair_of_written_forms_is_found_by_search_and_as_a_duplicate() {
    let pairs = pairs();
    assert_eq!(pairs.len(), 84);
    for on in databases() {
        let office = Office::new(on).await;
        let mut rows = vec![["組合員番号", "氏名", "生年月日"].map(V::from).to_vec()];
        for (n, (plain, other)) in pairs.iter().enumerate() {
            let birth = day(&format!("{}-{:02}-{:02}", 1960 + n % 40, 1 + n % 12, 1 + n % 28));
            for (side, character) in [("a", plain), ("b", other)] {
                rows.push(vec![format!("V-{n:03}{side}").into(), format!("{character}原 {n}子").into(), birth.clone()]);
            }
        }
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = office.ask("members", "import_roster", json!({ "file": file })).await;
        assert_eq!(done["created"], 168, "{done}");
        let found = office.ask("members", "duplicates", json!({ "limit": 500 })).await;
        let mut numbers: Vec<(String, String)> = found
            .as_array()
            .unwrap()
            .iter()
            .map(|pair| {
                let (one, other) = (text(&pair["one"]["member_no"]), text(&pair["other"]["member_no"]));
                (one.min(other).to_owned(), one.max(other).to_owned())
            })
            .collect();
        numbers.sort();
        let expected: Vec<(String, String)> = (0..84).map(|n| (format!("V-{n:03}a"), format!("V-{n:03}b"))).collect();
        assert_eq!(numbers, expected, "each form is the other's duplicate, and nobody else's");
        for (n, (plain, other)) in pairs.iter().enumerate() {
            for typed in [plain, other] {
                let filter = json!({ "find": format!("{typed}原 {n}子") });
                let page = office.ask("members", "list", filter).await;
                let mut seen: Vec<&str> =
                    page["rows"].as_array().unwrap().iter().map(|row| text(&row["member_no"])).collect();
                seen.sort_unstable();
                assert_eq!(seen, [format!("V-{n:03}a"), format!("V-{n:03}b")], "{typed}");
            }
        }
    }
}

/// Among so many persons of whom no two are one: pairs that are called so, and how long it takes.
async fn false_pairs(on: On, members: u32) {
    let office = Office::closed(on).await;
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": 7 });
    office.ask("desk", "create_sample", sample).await;
    let began = Instant::now();
    let found = office.ask("members", "duplicates", json!({ "limit": 500 })).await;
    let whole = began.elapsed();
    let n = found.as_array().unwrap().len();
    let page = office.ask("members", "list", json!({ "limit": 1 })).await;
    let began = Instant::now();
    office.ask("members", "duplicates", json!({ "person_id": page["rows"][0]["person_id"] })).await;
    let of_one = began.elapsed();
    let share = n as f64 * 100.0 / f64::from(members);
    println!(
        "{members} members on {on:?}: {n} false pairs ({share:.3} %), all in {whole:.2?}, of one person in {of_one:.2?}"
    );
    assert!(n < 500, "there may be more than were asked for");
    assert!(share < 0.5, "{share} %: {found}");
}

#[tokio::test(flavor = "multi_thread")]
async fn few_of_two_thousand_different_persons_are_taken_for_one() {
    for on in databases() {
        false_pairs(on, 2_000).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: `make faults` runs it"]
async fn few_of_a_hundred_thousand_different_persons_are_taken_for_one() {
    false_pairs(On::File, 100_000).await;
}
