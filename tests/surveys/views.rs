//! Who sees what of a wave, and what two views of it tell together.

use serde_json::{Value, json};

use super::{close, enter, opened, questionnaire, sheet};
use crate::oracle::reader::{Reader, Told};
use crate::support::office::{Office, PASSPHRASE, databases};
use crate::support::random::Random;

const GROUPS: [&str; 4] = ["一区", "二区", "三区", "四区"];
/// Inside the executive and for members, as a new union has them.
const INSIDE: i64 = 5;
const MEMBERS: i64 = 10;

/// Questions of one answer and of several.
async fn asked(office: &Office) -> Value {
    let choices = |n: usize| (1..=n).map(|no| json!({ "label": format!("選択{no}") })).collect::<Vec<_>>();
    let of =
        |kind: &str, no: usize, n: usize| json!({ "kind": kind, "text": format!("問い{no}"), "choices": choices(n) });
    let questions: Vec<Value> =
        (1..=6).map(|no| of(if no % 3 == 0 { "multi" } else { "single" }, no, 3 + no % 3)).collect();
    office.ask("surveys", "add_survey", json!({ "title": "二つの見方（架空）", "questions": questions })).await
}

/// A wave with random sheets, some groups small.
async fn wave(office: &Office, survey: &Value, n: usize, random: &mut Random) -> Value {
    let open = json!({ "survey_id": survey, "label": format!("第{n}回"), "groups": GROUPS });
    let wave = office.ask("surveys", "open_wave", open).await;
    let mut sheets = Vec::new();
    for group in 1..=GROUPS.len() {
        for _ in 0..3 + random.below(45) {
            let mut answers: Vec<(i64, Vec<i64>)> = Vec::new();
            for no in 1..=6_usize {
                let choices = 3 + no % 3;
                let most = 1 + random.below(choices);
                let first = 1 + random.below(most) as i64;
                let second = 1 + random.below(choices) as i64;
                let both = no % 3 == 0 && first != second && random.below(3) == 0;
                answers.push((no as i64, if both { vec![first, second] } else { vec![first] }));
            }
            let answers: Vec<(i64, &[i64])> = answers.iter().map(|(no, chosen)| (*no, chosen.as_slice())).collect();
            sheets.push(sheet(Some(group as i64), &answers));
        }
    }
    enter(office, &wave, sheets).await;
    close(office, &wave).await;
    wave
}

fn told(cell: &Value) -> Told {
    cell.as_i64().map_or(Told::Withheld, Told::Exactly)
}

/// Reads what a view says of a question. What only this view withholds may be had from the other.
fn read(reader: &mut Reader, said: &Value, view: &str, finest: bool) {
    let quiet = |told: Told| if finest || told != Told::Withheld { told } else { Told::Unsaid };
    let one = said["question"]["kind"] == "single";
    let choices = said["choices"].as_array().unwrap();
    let n = said["n"].as_i64().unwrap();
    let totals: Vec<String> = (0..choices.len()).map(|at| format!("all/{at}")).collect();
    for (name, choice) in totals.iter().zip(choices) {
        reader.read(name, quiet(told(&choice["count"])));
        // Who did not choose it.
        let (rest, whole) = (format!("{name}/not"), format!("{name}/n"));
        reader.read(&rest, Told::Unsaid);
        reader.read(&whole, Told::Exactly(n));
        reader.adds(&[name.clone(), rest], &[whole]);
    }
    if one {
        reader.read("all/n", Told::Exactly(n));
        reader.adds(&totals, &["all/n".to_owned()]);
    }
    let parts = said["groups"].as_array().unwrap();
    for (place, names) in parts.iter().enumerate() {
        let names: Vec<&str> = names.as_str().unwrap().split('・').collect();
        let size = said["group_n"][place].as_i64().unwrap();
        let mut cells = Vec::new();
        for (at, choice) in choices.iter().enumerate() {
            let cell = quiet(told(&choice["groups"][place]["count"]));
            let name = if let [name] = names.as_slice() {
                format!("{name}/{at}")
            } else {
                let sum = format!("{view}/{place}/{at}");
                reader.read(&sum, cell);
                let within: Vec<String> = names.iter().map(|name| format!("{name}/{at}")).collect();
                within.iter().for_each(|name| reader.read(name, Told::Unsaid));
                reader.adds(&within, std::slice::from_ref(&sum));
                sum
            };
            reader.read(&name, cell);
            let (rest, whole) = (format!("{view}/{place}/{at}/not"), format!("{view}/{place}/{at}/n"));
            reader.read(&rest, Told::Unsaid);
            reader.read(&whole, Told::Exactly(size));
            reader.adds(&[name.clone(), rest], &[whole]);
            cells.push(name);
        }
        if one {
            let whole = format!("{view}/{place}/n");
            reader.read(&whole, Told::Exactly(size));
            reader.adds(&cells, &[whole]);
        }
    }
    if !parts.is_empty() {
        for (at, total) in totals.iter().enumerate() {
            let all: Vec<String> = GROUPS.iter().map(|name| format!("{name}/{at}")).collect();
            all.iter().for_each(|name| reader.read(name, Told::Unsaid));
            reader.adds(&all, std::slice::from_ref(total));
        }
    }
}

/// An executive may ask for both views of a wave. A solver with everything that both say finds no withheld count within less
/// than the smaller threshold.
#[tokio::test(flavor = "multi_thread")]
async fn q_05_the_view_inside_and_the_members_view_together_give_no_withheld_count_away() {
    for on in databases() {
        let mut random = Random::new("two views");
        let office = Office::new(on).await;
        let survey = asked(&office).await;
        let (mut withheld, mut shown) = (0, 0);
        for n in 1..=8 {
            let wave = wave(&office, &survey, n, &mut random).await;
            let inside = office.ask("surveys", "results", json!({ "wave_id": wave })).await;
            let outside = office.ask("surveys", "results", json!({ "wave_id": wave, "for_members": true })).await;
            assert_eq!((&inside["k"], &outside["k"]), (&json!(INSIDE), &json!(MEMBERS)));
            for (own, members) in
                inside["questions"].as_array().unwrap().iter().zip(outside["questions"].as_array().unwrap())
            {
                let mut reader = Reader::new(0);
                read(&mut reader, own, "inside", true);
                shown += members["choices"].as_array().unwrap().iter().filter(|row| !row["count"].is_null()).count();
                read(&mut reader, members, "members", false);
                withheld += reader.withheld();
                let found = reader.find(INSIDE).expect("what both say fits together");
                assert_eq!(found, [], "wave {n}: {own}\n{members}");
            }
        }
        assert!(withheld > 40 && shown > 20, "{withheld} withheld, {shown} shown");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn q_05_who_sees_counts_only_sees_no_workplace_and_a_later_wave_stands_beside_none() {
    for on in databases() {
        let office = Office::new(on).await;
        let survey = questionnaire(&office).await;
        let first = opened(&office, &survey, "第1回").await;
        let form = json!({ "wave_id": first, "file": office.file("入力表.xlsx"), "label": "職場Ｂ", "lines": 5 });
        office.ask("surveys", "write_form", form).await;
        let again = json!({ "wave_id": first, "file": office.file("入力表2.xlsx"), "label": "職場B", "lines": 5 });
        let again = office.ask("surveys", "write_form", again).await;
        assert_eq!(again["edition"], 2, "Q-04: the same workplace, whatever the width of its letters");
        let detail = office.ask("surveys", "wave", json!({ "id": first })).await;
        let old: Vec<bool> = detail["forms"].as_array().unwrap().iter().map(|form| form["old"] == true).collect();
        assert_eq!((old, &detail["pile"]), (vec![false, true], &json!(5)));
        enter(&office, &first, (0..12).map(|_| sheet(Some(1), &[(1, &[2])])).collect()).await;
        close(&office, &first).await;

        let second = opened(&office, &survey, "第2回").await;
        enter(&office, &second, (0..12).map(|_| sheet(Some(1), &[(1, &[2])])).collect()).await;
        let version = office.ask("surveys", "wave", json!({ "id": second })).await["wave"]["version"].clone();
        let save =
            |label: &str, out: i64| json!({ "id": second, "version": version, "label": label, "handed_out": out });
        assert_eq!(office.refused("surveys", "save_wave", save("第１回", 100)).await, "invalid", "another wave's name");
        assert_eq!(office.refused("surveys", "save_wave", save("第2回", 11)).await, "invalid", "12 sheets came in");
        office.ask("surveys", "save_wave", save("第2回", 12)).await;
        enter(&office, &second, vec![sheet(None, &[(1, &[2])])]).await;
        close(&office, &second).await;
        let found = office.ask("surveys", "results", json!({ "wave_id": second, "beside": first })).await;
        assert_eq!(found["response"], Value::Null, "13 of 12 are no share");
        for other in [&second, &first] {
            let ask = json!({ "wave_id": first, "beside": other });
            assert_eq!(
                office.refused("surveys", "results", ask).await,
                "survey_beside",
                "what came later is not before"
            );
        }

        let third = opened(&office, &survey, "第3回").await;
        let form = json!({ "wave_id": third, "file": office.file("入力表3.xlsx"), "label": "職場A", "lines": 5 });
        office.ask("surveys", "write_form", form).await;
        let viewer = json!({ "login": "viewer", "display_name": "見本 閲覧（架空）", "passphrase": PASSPHRASE, "roles": ["viewer"] });
        office.ask("officers", "add", viewer).await;
        office.ask("desk", "lock", json!({})).await;
        let open = json!({ "file": office.place, "login": "viewer", "passphrase": PASSPHRASE });
        office.ask("desk", "open", open).await;
        let seen = office.ask("surveys", "wave", json!({ "id": third })).await;
        assert_eq!(seen["forms"], json!([]));
    }
}
