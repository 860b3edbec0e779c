//! Own reports that members have of one day: together they tell no more than each alone (S-07).

use std::collections::BTreeMap;
use std::time::Duration;

use kyojo_core::labels::{Locale, word};
use serde_json::{Value, json};

use super::{Counted, SECRET, officer, open, sample};
use crate::races;
use crate::support::office::{Office, On, PASSPHRASE, databases};

const DAY: &str = "2026-10-31";
/// Fewest people who are told of.
const LEAST: i64 = 5;

/// The numbers of a table by row and column that are told exactly; the share stands last and is none.
fn told(preview: &Value) -> BTreeMap<(String, usize), i64> {
    let table = Counted::of(preview);
    let lines = table.rows.iter().map(|(name, cells)| (name.as_str(), cells));
    let mut numbers = BTreeMap::new();
    for (name, cells) in lines.chain([("total", &table.total)]) {
        let exact = |cell: &Value| (cell["kind"] == "number").then(|| cell["value"].as_i64().unwrap());
        let found = cells[..cells.len() - 1].iter().enumerate();
        numbers.extend(found.filter_map(|(column, cell)| Some(((name.to_owned(), column), exact(cell)?))));
    }
    numbers
}

async fn looked_at(office: &Office, fields: &Value, day: &str) -> Value {
    office.ask("reports", "preview_own_report", json!({ "fields": fields, "as_of": day })).await
}

async fn written(office: &Office, fields: &Value, day: &str, file: &str) {
    let write = json!({ "fields": fields, "as_of": day, "file": office.file(file) });
    office.ask("reports", "write_own_report", write).await;
}

async fn list(office: &Office, name: &str, filter: Value) -> Value {
    office.ask("members", "save_list", json!({ "name": name, "shared": true, "filter": filter, "columns": [] })).await
}

/// What both tell exactly differs by nobody or by enough.
fn hold_together(one: &Value, other: &Value, at: &str) {
    let other = told(other);
    for (place, n) in told(one) {
        let gap = other.get(&place).map_or(0, |m| (n - m).abs());
        assert!(gap == 0 || gap >= LEAST, "{at}: {place:?} tells {gap}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_a_count_of_all_and_one_of_some_do_not_tell_the_few_between_them() {
    for on in databases() {
        let office = sample(on, 400).await;
        let regular = list(&office, "正組合員", json!({ "categories": ["regular"] })).await;
        for (day, groups) in [("2026-10-31", json!(["years"])), ("2026-09-30", json!(["branch", "years"]))] {
            let all = json!({ "name": "全員", "groups": groups, "protect": true });
            let some = json!({ "name": "正組合員", "groups": groups, "protect": true, "list": regular });
            let alone = looked_at(&office, &all, day).await;
            let first = looked_at(&office, &some, day).await;
            let (one, other) = (told(&alone), told(&first));
            let few = one.iter().filter(|(at, n)| other.get(*at).is_some_and(|m| (1..LEAST).contains(&(*n - m))));
            assert!(few.count() > 0, "{on:?} {groups}: each alone tells, together they would");
            assert_eq!(looked_at(&office, &all, day).await["pages"], alone["pages"], "what is looked at binds nothing");

            let other_day = looked_at(&office, &all, "2026-08-31").await;
            written(&office, &some, day, "some.xlsx").await;
            let beside = looked_at(&office, &all, day).await;
            // Four in five are regular members: of the others there are few in every branch and band, so nothing safe is left of
            // the fine table, and its page says so.
            let blocks = beside["pages"][0]["blocks"].as_array().unwrap();
            if !blocks.iter().any(|block| block["block"] == "table") {
                assert_eq!(groups, json!(["branch", "years"]), "{on:?}: of the coarse table enough is left");
                assert_eq!(
                    blocks[0]["paragraphs"],
                    json!([word(Locale::Ja, "report.own.withheld").replace("{k}", "5")]),
                    "{on:?}"
                );
                continue;
            }
            hold_together(&beside, &first, &format!("{on:?} {groups}"));
            assert!(told(&beside).len() > 2, "{on:?} {groups}: something is still told");
            assert_eq!(looked_at(&office, &all, "2026-08-31").await["pages"], other_day["pages"], "another paper");

            // Both are out: each is told again as it was.
            written(&office, &all, day, "all.xlsx").await;
            assert_eq!(told(&looked_at(&office, &some, day).await), other, "{on:?} {groups}");
            assert_eq!(told(&looked_at(&office, &all, day).await), told(&beside), "{on:?} {groups}");
        }
        // For the executive nothing is withheld.
        let plain = json!({ "name": "全員", "groups": ["years"] });
        let plain = told(&looked_at(&office, &plain, "2026-10-31").await);
        assert_eq!((plain.len(), plain[&("total".to_owned(), 0)]), (8, 400));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_two_counts_that_are_written_at_once_do_not_tell_the_few_between_them() {
    if !races::shared() {
        return;
    }
    let office = sample(On::Server, 400).await;
    let regular = list(&office, "正組合員", json!({ "categories": ["regular"] })).await;
    let all = json!({ "name": "全員", "groups": ["years"], "protect": true });
    let some = json!({ "name": "正組合員", "groups": ["years"], "protect": true, "list": regular });
    let (server, turn) = races::changing(&office).await;
    tokio::join!(written(&office, &all, DAY, "all.xlsx"), written(&office, &some, DAY, "some.xlsx"), async {
        races::waiting(&server, 1).await;
        // The other one waits as well, or has looked at the day and would write now.
        tokio::time::sleep(Duration::from_secs(2)).await;
        turn.commit().await.unwrap();
    });
    hold_together(&looked_at(&office, &all, DAY).await, &looked_at(&office, &some, DAY).await, "at once");
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_what_a_branch_told_is_known_when_the_union_counts() {
    for on in databases() {
        let office = sample(on, 400).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let branch = units.as_array().unwrap().iter().find(|unit| unit["kind"] == "branch").unwrap().clone();
        let regular = list(&office, "正組合員", json!({ "categories": ["regular"] })).await;
        officer(&office, "shibu", "branch_officer", branch["id"].clone()).await;
        let of_union = json!({ "name": "全員", "groups": ["branch", "years"], "protect": true });
        let alone = told(&looked_at(&office, &of_union, DAY).await);
        open(&office, "shibu", SECRET).await;
        let of_branch = json!({ "name": "支部の正組合員", "groups": ["years"], "protect": true, "list": regular });
        let first = looked_at(&office, &of_branch, DAY).await;
        written(&office, &of_branch, DAY, "branch.xlsx").await;
        open(&office, "admin", PASSPHRASE).await;
        let beside = told(&looked_at(&office, &of_union, DAY).await);
        let row = branch["label"].as_str().unwrap();
        // The branch has one column: its rows are the columns of the union's table, but for bands that it does not have.
        let bands: Vec<String> = Counted::of(&first).rows.into_iter().map(|(name, _)| name).collect();
        let of_first = told(&first);
        let gaps = |table: &BTreeMap<(String, usize), i64>| -> Vec<i64> {
            let of_band = |(at, band): (usize, &String)| {
                Some(table.get(&(row.to_owned(), at))? - of_first.get(&(band.clone(), 0))?)
            };
            bands.iter().enumerate().filter_map(of_band).collect()
        };
        let few = |gaps: &[i64]| gaps.iter().filter(|gap| (1..LEAST).contains(*gap)).count();
        assert!(few(&gaps(&alone)) > 0, "{on:?}: alone the union's table would tell: {:?}", gaps(&alone));
        assert_eq!(few(&gaps(&beside)), 0, "{on:?}: {:?}", gaps(&beside));
    }
}
