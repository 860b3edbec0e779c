//! Own reports and packs that members have of one day: whichever was there first, the other does not tell the few between them
//! (S-07).

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::words;
use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::random::Random;

/// Fewest people who are told of.
const LEAST: i64 = 5;
/// Days on which the own report comes first, and on which the pack does.
const OWN_FIRST: &str = "2026-09-30";
const PACK_FIRST: &str = "2026-10-31";

async fn sample(on: On, members: usize, seed: usize) -> Office {
    let office = Office::closed(on).await;
    let input = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": seed });
    office.ask("desk", "create_sample", input).await;
    office
}

/// The numbers of a page's table that are told exactly, by the words of their row and column.
fn exact(page: &Value) -> BTreeMap<(String, String), i64> {
    let blocks = page["blocks"].as_array().unwrap();
    let Some(table) = blocks.iter().find(|block| block["block"] == "table") else { return BTreeMap::new() };
    let heads: Vec<&str> =
        table["heads"].as_array().unwrap().iter().map(|head| head["label"].as_str().unwrap()).collect();
    let mut told = BTreeMap::new();
    for row in table["rows"].as_array().unwrap() {
        let cells = row["cells"].as_array().unwrap();
        for (head, cell) in heads.iter().zip(cells).skip(1).filter(|(_, cell)| cell["kind"] == "number") {
            told.insert((words(&cells[0]), (*head).to_owned()), cell["value"].as_i64().unwrap());
        }
    }
    told
}

/// Writes an own report for members; its numbers.
async fn own(office: &Office, fields: &Value, day: &str) -> BTreeMap<(String, String), i64> {
    let seen = office.ask("reports", "preview_own_report", json!({ "fields": fields, "as_of": day })).await;
    let file = office.file(&format!("own-{}.xlsx", uuid::Uuid::now_v7()));
    let write = json!({ "fields": fields, "as_of": day, "file": file });
    office.ask("reports", "write_own_report", write).await;
    exact(&seen["pages"][0])
}

/// Freezes the pack of a part; the numbers of its pages, or why it cannot be.
async fn pack(office: &Office, unit: &str, day: &str, page: &str) -> Result<BTreeMap<(String, String), i64>, String> {
    let ask = json!({ "report": "meeting-pack", "as_of": day, "unit": unit });
    let id = office.call("reports", "freeze_pack", ask).await.map_err(|error| error.code().to_owned())?;
    let kept = office.ask("reports", "preview", json!({ "report": "meeting-pack", "issued": id })).await;
    let pages = kept["pages"].as_array().unwrap();
    Ok(pages.iter().filter(|one| one["code"] == page).map(exact).next().unwrap_or_default())
}

/// Refusals that are no fault of either paper.
fn may_refuse(code: &str) {
    assert!(["pack_tells_few", "pack_tells_few_beside_own", "report_too_small"].contains(&code), "{code}");
}

/// Gaps that a reader of both finds by taking a number of one from that of the other: fewer people than may be told of.
fn few(gaps: &[i64]) -> usize {
    gaps.iter().filter(|gap| (1..LEAST).contains(&gap.abs())).count()
}

/// An own report of the regular members of workplaces by sex, and the pack of their sub-branch, which tells all of them.
async fn workplaces(office: &Office, list: &Value, unit: &Value, day: &str, own_first: bool) -> Option<Vec<i64>> {
    let (code, label) = (unit["code"].as_str().unwrap(), unit["label"].as_str().unwrap());
    let fields = json!({ "name": "職場の正組合員", "groups": ["workplace", "gender"], "protect": true, "list": list });
    let mut some = BTreeMap::new();
    if own_first {
        some = own(office, &fields, day).await;
    }
    let all = match pack(office, code, day, "branches").await {
        Ok(all) => all,
        Err(why) => {
            may_refuse(&why);
            return None;
        }
    };
    if !own_first {
        some = own(office, &fields, day).await;
    }
    let mut gaps = Vec::new();
    for ((row, column), n) in &all {
        let place = format!("{label} / {row}");
        let same = some.iter().filter(|((of, head), _)| of.ends_with(&place) && head == column);
        gaps.extend(same.map(|(_, m)| n - m));
    }
    Some(gaps)
}

/// An own report of all members by age and sex, which R02 has, too, and the pack of a branch.
async fn ages(office: &Office, unit: &Value, day: &str, own_first: bool) -> Option<Vec<i64>> {
    let code = unit["code"].as_str().unwrap();
    let fields = json!({ "name": "年齢と性別", "groups": ["age", "gender"], "protect": true });
    let mut all = BTreeMap::new();
    if own_first {
        all = own(office, &fields, day).await;
    }
    let some = match pack(office, code, day, "ages").await {
        Ok(some) => some,
        Err(why) => {
            may_refuse(&why);
            return None;
        }
    };
    if !own_first {
        all = own(office, &fields, day).await;
    }
    Some(all.iter().filter_map(|(place, n)| Some(n - some.get(place)?)).collect())
}

/// The regular men of a workplace are 8, all men there are 9: members who have the own report and the pack of the sub-branch would
/// find the one who is an associate member.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_pack_does_not_tell_the_few_whom_an_own_report_left_out() {
    for on in databases() {
        let office = sample(on, 400, 7).await;
        let list =
            json!({ "name": "正組合員", "shared": true, "filter": { "categories": ["regular"] }, "columns": [] });
        let list = office.ask("members", "save_list", list).await;
        let fields =
            json!({ "name": "職場の正組合員", "groups": ["workplace", "gender"], "protect": true, "list": list });
        let of_pack = json!({ "report": "meeting-pack", "as_of": OWN_FIRST, "unit": "S04" });
        let page = |preview: &Value| -> Value {
            preview["pages"].as_array().unwrap().iter().find(|page| page["code"] == "branches").unwrap().clone()
        };
        let alone = exact(&page(&office.ask("reports", "preview", of_pack.clone()).await));
        let told = own(&office, &fields, OWN_FIRST).await;
        let gaps = |pack: &BTreeMap<(String, String), i64>| -> Vec<i64> {
            let place = |row: &str| format!("組立分会 / {row}");
            let of = |((row, column), n): (&(String, String), &i64)| {
                let same = told.iter().find(|((own, head), _)| own.ends_with(&place(row)) && head == column)?;
                Some(n - same.1)
            };
            pack.iter().filter_map(of).collect()
        };
        assert!(few(&gaps(&alone)) > 0, "{on:?}: alone each may tell: {:?}", gaps(&alone));
        // The headcount, which stays plain, tells as much as what could be withheld: members do not get this pack.
        assert_eq!(office.refused("reports", "freeze_pack", of_pack).await, "pack_tells_few_beside_own", "{on:?}");
        // On another day nobody was told anything.
        let other = json!({ "report": "meeting-pack", "as_of": "2026-08-31", "unit": "S04" });
        assert!(!exact(&page(&office.ask("reports", "preview", other).await)).is_empty(), "{on:?}");
    }
}

/// Whoever has both papers of a day and takes one from the other finds nobody, in whichever order they were made.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_own_reports_and_packs_of_a_day_tell_no_few_between_them_in_either_order() {
    let mut random = Random::new("own reports and packs");
    let (mut compared, mut refused) = (0, 0);
    for (members, seed) in [(400, 7), (80 + random.below(320), random.below(1_000_000))] {
        for groups in ["workplaces", "ages"] {
            let office = sample(On::File, members, seed).await;
            let list =
                json!({ "name": "正組合員", "shared": true, "filter": { "categories": ["regular"] }, "columns": [] });
            let list = office.ask("members", "save_list", list).await;
            let units = office.ask("organizations", "units", json!({})).await;
            let kind = if groups == "workplaces" { "sub_branch" } else { "branch" };
            let units: Vec<&Value> = units.as_array().unwrap().iter().filter(|unit| unit["kind"] == kind).collect();
            let chosen: BTreeSet<usize> = (0..2).map(|_| random.below(units.len())).collect();
            for unit in chosen.into_iter().map(|at| units[at]) {
                for (day, own_first) in [(OWN_FIRST, true), (PACK_FIRST, false)] {
                    let gaps = match groups {
                        "workplaces" => workplaces(&office, &list, unit, day, own_first).await,
                        _ => ages(&office, unit, day, own_first).await,
                    };
                    let Some(gaps) = gaps else {
                        refused += 1;
                        continue;
                    };
                    compared += gaps.len();
                    let about = format!("{members} members, seed {seed}, {groups} of {}, {day}", unit["label"]);
                    assert_eq!(few(&gaps), 0, "{about}: {gaps:?}");
                }
            }
        }
    }
    println!("{compared} numbers compared, {refused} packs refused");
    assert!(compared > 0);
}

/// A headcount is plain: where it tells the few whom an own report left out, the pack is not frozen, and says beside which report.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_pack_whose_headcounts_would_tell_few_beside_an_own_report_is_not_frozen() {
    for on in databases() {
        let office = sample(on, 400, 7).await;
        let list =
            json!({ "name": "正組合員", "shared": true, "filter": { "categories": ["regular"] }, "columns": [] });
        let list = office.ask("members", "save_list", list).await;
        let fields = json!({
            "name": "職場の正組合員", "shared": true, "kind": "count", "list": list, "groups": ["workplace"], "protect": true,
            "columns": [], "as_of": "made"
        });
        let id = office.ask("reports", "save_own_report", fields).await;
        let write = json!({ "id": id, "as_of": OWN_FIRST, "file": office.file("workplaces.xlsx") });
        office.ask("reports", "write_own_report", write).await;
        let seen = office.ask("reports", "preview_own_report", json!({ "id": id, "as_of": OWN_FIRST })).await;
        let told = exact(&seen["pages"][0]);
        let units = office.ask("organizations", "units", json!({})).await;
        let mut named = 0;
        for unit in units.as_array().unwrap().iter().filter(|unit| unit["kind"] == "sub_branch") {
            let label = unit["label"].as_str().unwrap();
            let ask = json!({ "report": "meeting-pack", "as_of": OWN_FIRST, "unit": unit["code"] });
            let Ok(draft) = office.call("reports", "preview", ask.clone()).await else { continue };
            let page =
                draft["pages"].as_array().unwrap().iter().find(|page| page["code"] == "branches").unwrap().clone();
            let mut headcounts = exact(&page).into_iter().filter(|((_, column), _)| column == "組合員");
            let tells = headcounts.any(|((row, _), n)| {
                let place = format!("{label} / {row}");
                told.iter().any(|((own, _), m)| own.ends_with(&place) && (1..LEAST).contains(&(n - m)))
            });
            match office.call("reports", "freeze_pack", ask).await {
                Ok(_) => assert!(!tells, "{on:?} {label}"),
                Err(error) if error.code() == "pack_tells_few_beside_own" => {
                    assert_eq!(error.about()["name"], "職場の正組合員", "{on:?} {label}");
                    named += 1;
                }
                Err(error) => may_refuse(error.code()),
            }
        }
        assert!(named > 0, "{on:?}: some workplace has a few who are no regular members");
    }
}
