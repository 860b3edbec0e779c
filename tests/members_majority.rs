//! 過半数 of a workplace (36協定): decided on whole numbers, told to whoever may see the names there.

use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};

async fn unit(office: &Office, kind: &str, label: &str, parent: Option<&Value>) -> Value {
    let unit = json!({ "kind": kind, "label": label, "code": label, "from_on": "2000-04-01", "parent_id": parent });
    office.ask("organizations", "add_unit", unit).await
}

/// Branches of these members; the second has two sub-branches. All are fictional; today is 2026-10-31.
async fn union(on: On) -> (Office, Value, Vec<Value>) {
    let office = Office::new(on).await;
    let top = unit(&office, "headquarters", "H", None).await;
    let tokyo = unit(&office, "branch", "T", Some(&top)).await;
    let osaka = unit(&office, "branch", "O", Some(&top)).await;
    // Two more with enough members, so that the small one is joined and the others stand alone.
    for (label, members) in [("N", 9), ("M", 6)] {
        let own = unit(&office, "branch", label, Some(&top)).await;
        for n in 0..members {
            let person = json!({ "family_name": format!("架空{label}{n}"), "given_name": "一" });
            let add = json!({ "person": person, "joined_on": "2020-04-01", "unit_id": own, "eligible": true, "not_a_duplicate": true });
            office.ask("members", "add", add).await;
        }
    }
    let parts =
        [unit(&office, "sub_branch", "O1", Some(&osaka)).await, unit(&office, "sub_branch", "O2", Some(&osaka)).await];
    let mut n = 0;
    for (unit, members) in [(&tokyo, 4), (&parts[0], 3), (&parts[1], 4)] {
        for _ in 0..members {
            n += 1;
            let person = json!({ "family_name": format!("見本{n}"), "given_name": "一" });
            let add = json!({ "person": person, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true });
            office.ask("members", "add", add).await;
        }
    }
    for (unit, workers) in [(&tokyo, 7), (&parts[0], 8), (&parts[1], 6)] {
        let head = json!({ "unit_id": unit, "as_of": "2026-04-01", "workers_total": workers, "eligible_total": workers, "source": "見本" });
        office.ask("organizations", "set_headcount", head).await;
    }
    (office, top, vec![tokyo, osaka, parts[0].clone(), parts[1].clone()])
}

fn told(rows: &Value, unit: &Value) -> (i64, i64, bool, bool) {
    let row = rows.as_array().unwrap().iter().find(|row| row["unit_id"] == *unit).unwrap_or_else(|| panic!("{rows}"));
    let flag = |name: &str| row[name].as_bool().unwrap();
    (row["members"].as_i64().unwrap(), row["workers"].as_i64().unwrap(), flag("in_parts"), flag("is_majority"))
}

#[tokio::test(flavor = "multi_thread")]
async fn majority_is_told_of_small_workplaces_and_of_units_known_in_parts() {
    for on in databases() {
        let (office, top, units) = union(on).await;
        let all = office.ask("members", "majority", json!({})).await;
        assert_eq!(told(&all, &units[0]), (4, 7, false, true), "fewer than k, and a majority in law");
        assert_eq!(told(&all, &units[1]), (7, 14, true, false), "a half is none");
        assert_eq!(told(&all, &units[3]), (4, 6, false, true));
        assert!(!all.to_string().contains(&format!("{}\"", top.as_str().unwrap())), "of two branches nobody knows");
        let one = office.ask("members", "majority", json!({ "unit_id": units[1] })).await;
        assert_eq!(one.as_array().unwrap().len(), 3, "the unit and those below it");
        // Before the day of the count nothing is known.
        assert_eq!(office.ask("members", "majority", json!({ "as_of": "2026-03-31" })).await, json!([]));
        // Of a part with members and without a headcount nobody knows the whole.
        let third = unit(&office, "sub_branch", "O3", Some(&units[1])).await;
        assert_eq!(told(&office.ask("members", "majority", json!({})).await, &units[1]).1, 14, "nobody is there");
        let person = json!({ "family_name": "見本", "given_name": "三" });
        let add = json!({ "person": person, "joined_on": "2020-04-01", "unit_id": third, "eligible": true, "not_a_duplicate": true });
        office.ask("members", "add", add).await;
        let rows = office.ask("members", "majority", json!({})).await;
        assert!(!rows.as_array().unwrap().iter().any(|row| row["unit_id"] == units[1]), "{rows}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn majority_of_another_branch_is_not_told() {
    for on in databases() {
        let (office, _, units) = union(on).await;
        for (login, role) in [("branch", "branch_officer"), ("rep", "workplace_rep")] {
            office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
            let input = json!({ "login": login, "display_name": "西の役員（架空）", "passphrase": PASSPHRASE, "roles": [role], "unit_scope": units[1] });
            office.ask("officers", "add", input).await;
            office.ask("desk", "open", json!({ "login": login, "passphrase": PASSPHRASE })).await;
            let rows = office.ask("members", "majority", json!({})).await;
            let seen: Vec<Value> = rows.as_array().unwrap().iter().map(|row| row["unit_id"].clone()).collect();
            assert_eq!(seen, units[1..].to_vec());
            assert_eq!(office.refused("members", "majority", json!({ "unit_id": units[0] })).await, "missing");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn r02_tells_the_majority_of_units_known_in_parts_and_says_what_it_leaves_out() {
    for on in databases() {
        let (office, _, _) = union(on).await;
        let preview = office
            .ask("reports", "preview", json!({ "report": "R02", "as_of": "2026-09-30", "from": "2026-04-01" }))
            .await;
        let pages = preview["pages"].as_array().unwrap();
        let page = pages.iter().find(|page| page["code"] == "densities").unwrap_or_else(|| panic!("{preview}"));
        let tables: Vec<&Value> =
            page["blocks"].as_array().unwrap().iter().filter(|block| block["block"] == "table").collect();
        let rows = tables.last().unwrap()["rows"].as_array().unwrap();
        let osaka = rows.iter().find(|row| row["cells"][0]["value"] == "O").unwrap_or_else(|| panic!("{rows:?}"));
        assert_eq!(osaka["cells"][2]["value"], 14);
        assert!(!rows.iter().any(|row| row["cells"][0]["value"] == "T"), "fewer than k");
        assert!(page["notes"].to_string().contains("載せていません"), "{}", page["notes"]);
    }
}
