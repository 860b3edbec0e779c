//! A union's life of six years, lived through the verbs and kept in a journal of its own: on any day, and over any month, the
//! program says what the journal says.

mod acts;
mod journal;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};
use serde_json::{Value, json};

use self::acts::Life;
use crate::support::office::{Office, databases};
use crate::support::random::Random;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two hundred members and more; the third sub-branch is closed in the fourth year.
async fn lived(office: &Office, random: Random) -> Life<'_> {
    let mut life = Life::new(office, random).await;
    let mut today = day("2020-10-15");
    let end = day("2026-10-20");
    for n in 0..90 {
        life.join(today.checked_add_days(Days::new(n / 30)).unwrap()).await;
    }
    let mut closed = false;
    while today < end {
        today = today.checked_add_days(Days::new(1 + life.random.below(8) as u64)).unwrap();
        if today >= end {
            break;
        }
        life.act(today).await;
        if !closed && today >= day("2024-03-20") {
            life.close(day("2024-03-31"), 6).await;
            today = day("2024-04-02");
            closed = true;
        }
    }
    while life.persons.len() < 200 {
        life.join(today).await;
    }
    while !life.retire(end).await {}
    life
}

/// The roster of a day, page by page.
async fn listed(office: &Office, filter: Value) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut filter = filter;
    filter["limit"] = json!(97);
    loop {
        let page = office.ask("members", "list", filter.clone()).await;
        rows.extend(page["rows"].as_array().unwrap().iter().cloned());
        if page["next"].is_null() {
            return rows;
        }
        filter["after"] = page["next"].clone();
    }
}

fn text(row: &Value, field: &str) -> String {
    row[field].as_str().unwrap_or_default().to_owned()
}

/// The lowest unit that a row names.
fn unit(row: &Value) -> String {
    ["workplace", "sub_branch", "branch"]
        .iter()
        .map(|level| text(row, level))
        .find(|label| !label.is_empty())
        .unwrap_or_default()
}

async fn a_day(life: &Life<'_>, day: NaiveDate, sort: &str) {
    let office = life.office;
    let rows = listed(office, json!({ "as_of": day, "sort": sort })).await;
    let mut seen = BTreeMap::new();
    for row in &rows {
        let name = format!("{} {}", text(row, "family_name"), text(row, "given_name"));
        let category = text(row, "category");
        assert!(seen.insert(text(row, "member_no"), (unit(row), name, category)).is_none(), "{day} {sort} {row}");
        assert_eq!(row["status"], "active", "{day} {row}");
    }
    let kept = life.journal.roster(day);
    let numbers: BTreeSet<&String> = seen.keys().chain(kept.keys()).collect();
    let differing: Vec<_> = numbers
        .into_iter()
        .filter(|number| seen.get(*number) != kept.get(*number))
        .map(|number| (number, "told", seen.get(number), "kept", kept.get(number)))
        .collect();
    assert!(differing.is_empty(), "the roster of {day} in the order {sort}: {differing:?}");
    let ended: BTreeSet<String> = listed(office, json!({ "as_of": day, "state": "ended" }))
        .await
        .iter()
        .map(|row| text(row, "member_no"))
        .collect();
    assert_eq!(ended, life.journal.ended(day).into_iter().collect(), "who had left before {day}");
    let mut held = Vec::new();
    for row in office.ask("members", "offices", json!({ "as_of": day })).await.as_array().unwrap() {
        let at = life.offices.iter().position(|office| *office == row["id"]).unwrap();
        held.extend(row["holders"].as_array().unwrap().iter().map(|holder| (at, text(holder, "name"))));
    }
    held.sort();
    assert_eq!(held, life.journal.holders(day), "offices on {day}");
}

/// Conditions and terms of everybody as the cards tell them.
async fn cards(life: &Life<'_>) {
    for (at, person) in life.journal.persons.iter().enumerate() {
        let card = life.office.ask("members", "card", json!({ "person_id": life.persons[at] })).await;
        let memberships = card["memberships"].as_array().unwrap();
        assert_eq!(memberships.len(), person.stays.len(), "{}", person.name);
        for stay in &person.stays {
            let stored = memberships.iter().find(|row| row["member_no"] == stay.number.as_str()).unwrap();
            let mut told: Vec<(String, NaiveDate, Option<NaiveDate>)> = stored["conditions"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| (text(row, "kind"), self::day(&text(row, "from_on")), row["to_on"].as_str().map(self::day)))
                .collect();
            told.sort();
            let mut kept: Vec<_> =
                stay.conditions.iter().map(|(kind, from, to)| ((*kind).to_owned(), *from, *to)).collect();
            kept.sort();
            assert_eq!(told, kept, "conditions of {}", person.name);
            let told: Vec<(Option<&str>, &str)> = stored["categories"]
                .as_array()
                .unwrap()
                .iter()
                .rev()
                .map(|row| (row["from_on"].as_str(), row["category"].as_str().unwrap()))
                .collect();
            let days: Vec<String> = stay.categories.iter().map(|(from, _)| from.to_string()).collect();
            let kept: Vec<(Option<&str>, &str)> = stay
                .categories
                .iter()
                .enumerate()
                .filter(|(_, (from, _))| stay.left.is_none_or(|left| *from <= left))
                .map(|(at, (_, category))| ((at > 0).then(|| days[at].as_str()), *category))
                .collect();
            assert_eq!(told, kept, "categories of {}", person.name);
        }
    }
}

/// Opening + in − out = closing for every month, in the whole union and in every unit; and the printed movements say the same.
async fn months(life: &mut Life<'_>) {
    let mut first = day("2020-10-01");
    let (mut printed, mut recategorized) = (0, 0);
    while first <= day("2026-10-01") {
        let (before, last) =
            (first.pred_opt().unwrap(), first.checked_add_months(Months::new(1)).unwrap().pred_opt().unwrap());
        for unit in std::iter::once(None).chain((0..life.units.len()).map(Some)) {
            let count = async |day: NaiveDate| {
                let filter = json!({
                    "as_of": day, "unit_id": unit.map(|unit| life.units[unit].clone()),
                    "categories": ["regular", "associate", "special"],
                });
                life.office.ask("members", "count", filter).await["n"].as_i64().unwrap()
            };
            let closing = count(last).await;
            let [joined, left, moved, other] = life.journal.movement(first, last, unit);
            recategorized += usize::from(other != 0);
            let opening = life.journal.count(before, unit, None);
            assert_eq!(
                opening + joined - left + moved + other,
                closing,
                "{first} in {unit:?}: +{joined} −{left} ±{moved} ±{other}"
            );
            assert_eq!(closing, life.journal.count(last, unit, None), "{last} in {unit:?}");
        }
        let unit = first.month().is_multiple_of(2).then(|| [1, 4, 7][life.random.below(3)]);
        if first > day("2021-01-01") && (first.month() + first.year() as u32).is_multiple_of(3) {
            let code = unit.map(|unit| format!("U{unit:02}"));
            let ask = json!({ "report": "R02", "as_of": last, "from": first, "unit": code });
            if let Ok(preview) = life.office.call("reports", "preview", ask).await {
                let pages = preview["pages"].as_array().unwrap();
                let page = pages
                    .iter()
                    .find(|page| page["title"].as_str().unwrap().ends_with("加入と脱退による増減"))
                    .unwrap();
                let tables: Vec<&Value> =
                    page["blocks"].as_array().unwrap().iter().filter(|block| block["block"] == "table").collect();
                let total = tables[1]["rows"].as_array().unwrap().last().unwrap();
                let figures: Vec<i64> = (1..total["cells"].as_array().unwrap().len())
                    .map(|at| total["cells"][at]["value"].as_i64().unwrap_or_else(|| panic!("{unit:?} {total}")))
                    .collect();
                let [joined, left, moved, other] = life.journal.movement(first, last, unit);
                let (opening, closing) = (life.journal.count(before, unit, None), life.journal.count(last, unit, None));
                // The column of changed categories stands only where somebody became or ceased to be a member by one.
                if figures.len() == 6 {
                    assert_eq!(
                        figures,
                        [opening, joined, left, other, moved, closing],
                        "printed for {first} of {unit:?}"
                    );
                } else {
                    assert_eq!(other, 0, "{first} of {unit:?}");
                    assert_eq!(figures, [opening, joined, left, moved, closing], "printed for {first} of {unit:?}");
                }
                printed += 1;
            }
        }
        first = first.checked_add_months(Months::new(1)).unwrap();
    }
    assert!(printed >= 12, "{printed} months printed");
    assert!(recategorized > 0, "nobody became or ceased to be a member by another category");
}

#[tokio::test(flavor = "multi_thread")]
async fn six_years_of_a_union_are_on_every_day_what_a_journal_of_them_says() {
    for on in databases() {
        let office = Office::new(on).await;
        let mut life = lived(&office, Random::new("life")).await;
        assert!(life.persons.len() >= 200 && life.done > 200, "{} persons, {} acts", life.persons.len(), life.done);
        assert!(life.taken_back > 5, "{}", life.taken_back);
        for n in 0..100 {
            let date = day("2020-10-01").checked_add_days(Days::new(life.random.below(2_250) as u64)).unwrap();
            a_day(&life, date, ["kana", "member_no", "joined_on", "unit"][n % 4]).await;
            let unit = life.random.below(life.units.len());
            for category in ["regular", "associate", "alumni"] {
                let filter = json!({ "as_of": date, "unit_id": life.units[unit], "categories": [category] });
                let n = office.ask("members", "count", filter).await["n"].as_i64().unwrap();
                assert_eq!(n, life.journal.count(date, Some(unit), Some(category)), "{category} in {unit} on {date}");
            }
        }
        cards(&life).await;
        months(&mut life).await;
        let found = office.ask("desk", "verify", json!({})).await;
        assert_eq!(found["findings"], json!([]));
    }
}
