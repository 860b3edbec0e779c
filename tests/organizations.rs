//! Units, employers, headcounts.

use serde_json::{Value, json};

use crate::support::office::{Office, On, databases};
use crate::support::tables::everything;

async fn add_unit(office: &Office, kind: &str, label: &str, parent: Option<&Value>) -> Value {
    office.ask("organizations", "add_unit", json!({ "kind": kind, "label": label, "parent_id": parent })).await
}

async fn unit(office: &Office, id: &Value) -> Value {
    let units = office.ask("organizations", "units", json!({ "include_closed": true })).await;
    units.as_array().unwrap().iter().find(|unit| unit["id"] == *id).unwrap().clone()
}

/// The codes of the problems of fields, as `field code`.
async fn problems(office: &Office, verb: &str, input: Value) -> Vec<String> {
    match office.call("organizations", verb, input.clone()).await {
        Ok(value) => panic!("{verb} {input} was not refused: {value}"),
        Err(error) => error.fields().iter().map(|problem| format!("{} {}", problem.field, problem.code)).collect(),
    }
}

/// 本部 › 東京支部 › 製造分会 › プレス職場, and 大阪支部.
async fn office_with_units(on: On) -> (Office, [Value; 5]) {
    let office = Office::new(on).await;
    let hq = add_unit(&office, "headquarters", "本部", None).await;
    let tokyo = add_unit(&office, "branch", "東京支部", Some(&hq)).await;
    let made = add_unit(&office, "sub_branch", "製造分会", Some(&tokyo)).await;
    let press = add_unit(&office, "workplace", "プレス職場", Some(&made)).await;
    let osaka = add_unit(&office, "branch", "大阪支部", Some(&hq)).await;
    (office, [hq, tokyo, made, press, osaka])
}

#[tokio::test(flavor = "multi_thread")]
async fn units_are_listed_in_the_order_of_the_tree() {
    for on in databases() {
        let (office, _) = office_with_units(on).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let shown: Vec<_> = units
            .as_array()
            .unwrap()
            .iter()
            .map(|unit| (unit["path"].as_str().unwrap(), unit["depth"].as_u64().unwrap()))
            .collect();
        assert_eq!(
            shown,
            [("H01/", 0), ("H01/B01/", 1), ("H01/B01/S01/", 2), ("H01/B01/S01/W01/", 3), ("H01/B02/", 1)]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_unit_takes_its_subtree_along_and_undo_brings_it_back() {
    for on in databases() {
        let (office, [_, tokyo, made, press, osaka]) = office_with_units(on).await;
        let before = office.ask("organizations", "units", json!({})).await;
        office.ask("organizations", "correct_unit", json!({ "id": made, "version": 1, "parent_id": osaka })).await;
        assert_eq!(unit(&office, &press).await["path"], "H01/B02/S01/W01/");
        assert_eq!(unit(&office, &press).await["depth"], 3);
        office.ask("organizations", "correct_unit", json!({ "id": osaka, "version": 1, "code": "OSK" })).await;
        assert_eq!(unit(&office, &press).await["path"], "H01/OSK/S01/W01/");
        assert_eq!(
            office
                .refused("organizations", "correct_unit", json!({ "id": made, "version": 1, "label": "古い版" }))
                .await,
            "changed"
        );
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        let mut after = office.ask("organizations", "units", json!({})).await;
        for (row, old) in after.as_array_mut().unwrap().iter_mut().zip(before.as_array().unwrap()) {
            row["version"] = old["version"].clone();
        }
        assert_eq!(after, before);
        assert_eq!(
            problems(&office, "correct_unit", json!({ "id": tokyo, "version": 1, "parent_id": press })).await,
            ["parent_id unit_cycle"]
        );
        assert_eq!(
            problems(&office, "correct_unit", json!({ "id": tokyo, "version": 1, "parent_id": tokyo })).await,
            ["parent_id unit_cycle"]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_has_a_name_and_a_code_of_its_own_and_stands_under_no_lower_one() {
    for on in databases() {
        let (office, [hq, tokyo, _, press, _]) = office_with_units(on).await;
        for (input, expected) in [
            (json!({ "kind": "branch", "label": " ", "parent_id": hq }), vec!["label required"]),
            (
                json!({ "kind": "branch", "label": "名古屋支部", "parent_id": hq, "code": "b01" }),
                vec!["code code_taken"],
            ),
            (
                json!({ "kind": "branch", "label": "名古屋支部", "parent_id": hq, "code": "N/1" }),
                vec!["code code_shape"],
            ),
            (json!({ "kind": "branch", "label": "東京 支部", "parent_id": hq }), vec!["label name_taken"]),
            (json!({ "kind": "branch", "label": "名古屋支部", "parent_id": press }), vec!["parent_id unit_level"]),
            (
                json!({ "kind": "branch", "label": "名古屋支部", "parent_id": "00000000-0000-7000-8000-000000000000" }),
                vec!["parent_id unit_missing"],
            ),
            (
                json!({ "kind": "sub_branch", "label": "営業分会", "parent_id": tokyo, "from_on": "1890-01-01" }),
                vec!["from_on unit_outside_parent"],
            ),
        ] {
            assert_eq!(problems(&office, "add_unit", input.clone()).await, expected, "{input}");
        }
        let id = office
            .ask(
                "organizations",
                "add_unit",
                json!({ "kind": "section", "label": "青年部", "parent_id": hq, "code": "Ｙ－１" }),
            )
            .await;
        assert_eq!(unit(&office, &id).await["code"], "Y-1", "codes are stored in half width");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_05_a_branch_closes_with_all_below_it_and_everybody_there_goes_where_the_officer_says() {
    for on in databases() {
        let (office, [hq, tokyo, made, press, osaka]) = office_with_units(on).await;
        let mut people = Vec::new();
        for (given, unit) in [("一子", &tokyo), ("二子", &made), ("三子", &press)] {
            let input = json!({ "person": { "family_name": "見本", "given_name": given }, "joined_on": "2020-04-01", "unit_id": unit, "eligible": true, "not_a_duplicate": true });
            people.push(office.ask("members", "add", input).await);
        }
        let before = everything(&office).await;
        let close = |more: Value| {
            let mut input = json!({ "id": tokyo, "version": 1, "last_day": "2026-10-20", "with_below": true });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            input
        };
        assert_eq!(office.refused("organizations", "close_unit", close(json!({}))).await, "unit_has_members");
        let inside = close(json!({ "place": { "unit_id": press } }));
        assert_eq!(office.refused("organizations", "close_unit", inside).await, "invalid", "it ends with the branch");
        let alone = json!({ "id": tokyo, "version": 1, "last_day": "2026-10-20", "place": { "unit_id": osaka } });
        assert_eq!(office.refused("organizations", "close_unit", alone).await, "unit_has_units");
        assert_eq!(everything(&office).await, before, "a refusal changes nothing");
        let each = json!([{ "membership_id": people[2]["membership_id"], "unit_id": hq }]);
        let place = json!({ "place": { "unit_id": osaka, "each": each } });
        office.ask("organizations", "close_unit", close(place)).await;
        let open = office.ask("organizations", "units", json!({})).await;
        let open: Vec<&Value> = open.as_array().unwrap().iter().map(|unit| &unit["id"]).collect();
        assert_eq!(open, [&hq, &osaka], "{on:?}");
        let mut places = Vec::new();
        for of in &people {
            let card = office.ask("members", "card", json!({ "person_id": of["person_id"] })).await;
            let now = card["memberships"][0]["assignments"].as_array().unwrap().clone();
            let now = now.into_iter().find(|row| row["to_on"].is_null()).unwrap();
            places.push((now["from_on"].clone(), now["unit_id"].clone()));
        }
        let day = json!("2026-10-21");
        assert_eq!(places, [(day.clone(), osaka.clone()), (day.clone(), osaka), (day, hq)], "{on:?}");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(&office).await, before, "{on:?}: one step takes all of it back");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_closes_only_after_those_below_it() {
    for on in databases() {
        let (office, [_, tokyo, made, press, _]) = office_with_units(on).await;
        let close = |id: &Value, version: i64, day: &str| json!({ "id": id, "version": version, "last_day": day });
        assert_eq!(
            office.refused("organizations", "close_unit", close(&made, 1, "2026-09-30")).await,
            "unit_has_units"
        );
        office.ask("organizations", "close_unit", close(&press, 1, "2026-09-30")).await;
        office.ask("organizations", "close_unit", close(&made, 1, "2026-09-30")).await;
        let open = office.ask("organizations", "units", json!({})).await;
        assert_eq!(open.as_array().unwrap().len(), 3, "closed units are not listed");
        let then = office.ask("organizations", "units", json!({ "as_of": "2026-09-30" })).await;
        assert_eq!(then.as_array().unwrap().len(), 5, "on its last day a unit is there");
        assert_eq!(
            problems(
                &office,
                "correct_unit",
                json!({ "id": press, "version": unit(&office, &press).await["version"], "to_on": null })
            )
            .await,
            ["to_on unit_outside_parent"]
        );
        assert_eq!(
            problems(
                &office,
                "add_unit",
                json!({ "kind": "workplace", "label": "新職場", "parent_id": made, "from_on": "2026-10-01" })
            )
            .await,
            ["to_on date_order"]
        );
        office
            .ask(
                "organizations",
                "correct_unit",
                json!({ "id": made, "version": unit(&office, &made).await["version"], "to_on": null }),
            )
            .await;
        assert_eq!(unit(&office, &made).await["to_on"], Value::Null, "a correction opens it again");
        assert_eq!(problems(&office, "close_unit", close(&tokyo, 1, "1899-12-31")).await, ["last_day date_order"]);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn worksites_stand_under_their_employer_and_units_at_the_worksites_of_theirs() {
    for on in databases() {
        let (office, [_, tokyo, made, _, _]) = office_with_units(on).await;
        let seiki = office
            .ask(
                "organizations",
                "add_employer",
                json!({ "kind": "employer", "name": "東都精機（架空）", "corporate_number": "7000012050002" }),
            )
            .await;
        let other = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都電装（架空）" }))
            .await;
        let plant = office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "第一工場", "parent_id": seiki }))
            .await;
        office
            .ask("organizations", "add_employer", json!({ "kind": "employer", "name": "第一工場", "parent_id": other }))
            .await;
        let federation = office
            .ask("organizations", "add_employer", json!({ "kind": "industrial_federation", "name": "架空産別" }))
            .await;
        for (input, expected) in [
            (json!({ "kind": "employer", "name": "東都 精機（架空）" }), vec!["name name_taken"]),
            (
                json!({ "kind": "employer", "name": "別会社", "corporate_number": "7000012050002" }),
                vec!["corporate_number corporate_number_taken"],
            ),
            (
                json!({ "kind": "employer", "name": "別会社", "corporate_number": "7000012050003" }),
                vec!["corporate_number corporate_number_check"],
            ),
            (json!({ "kind": "employer", "name": "棟", "parent_id": plant }), vec!["parent_id org_parent_kind"]),
            (json!({ "kind": "employer", "name": "棟", "parent_id": federation }), vec!["parent_id org_parent_kind"]),
        ] {
            assert_eq!(problems(&office, "add_employer", input.clone()).await, expected, "{input}");
        }
        assert_eq!(
            problems(&office, "correct_unit", json!({ "id": tokyo, "version": 1, "employer_org_id": plant })).await,
            ["employer_org_id org_not_employer"]
        );
        office
            .ask("organizations", "correct_unit", json!({ "id": tokyo, "version": 1, "employer_org_id": other }))
            .await;
        let at_plant = json!({ "id": made, "version": 1, "worksite_org_id": plant });
        assert_eq!(
            problems(&office, "correct_unit", at_plant.clone()).await,
            ["worksite_org_id org_not_worksite"],
            "the employer above is another"
        );
        office
            .ask(
                "organizations",
                "correct_unit",
                json!({ "id": tokyo, "version": unit(&office, &tokyo).await["version"], "employer_org_id": seiki }),
            )
            .await;
        office.ask("organizations", "correct_unit", at_plant).await;
        let kind_changed = json!({ "id": seiki, "version": 1, "kind": "npo", "name": "東都精機（架空）" });
        assert_eq!(office.refused("organizations", "correct_employer", kind_changed).await, "org_in_use");
        let renamed = json!({ "id": seiki, "version": 1, "kind": "employer", "name": "東都精機工業（架空）", "corporate_number": "7000012050002", "postal": "〒060-0001" });
        office.ask("organizations", "correct_employer", renamed).await;
        let rows = office.ask("organizations", "employers", json!({})).await;
        let row = rows.as_array().unwrap().iter().find(|row| row["id"] == seiki).unwrap().clone();
        assert_eq!((&row["name"], &row["postal"]), (&json!("東都精機工業（架空）"), &json!("0600001")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_headcount_counts_a_unit_once_a_day_and_never_more_eligible_than_workers() {
    for on in databases() {
        let (office, [_, tokyo, ..]) = office_with_units(on).await;
        let figure = |workers: i64, eligible: i64| json!({ "unit_id": tokyo, "as_of": "2026-06-30", "workers_total": workers, "eligible_total": eligible, "source": "会社からの通知" });
        assert_eq!(
            problems(&office, "set_headcount", figure(100, 101)).await,
            ["eligible_total eligible_over_workers"]
        );
        let mut late = figure(100, 90);
        late["as_of"] = json!("2026-11-01");
        assert_eq!(problems(&office, "set_headcount", late).await, ["as_of date_future"]);
        let id = office.ask("organizations", "set_headcount", figure(100, 90)).await;
        assert_eq!(office.refused("organizations", "set_headcount", figure(120, 90)).await, "changed");
        let mut again = figure(120, 90);
        again["version"] = json!(1);
        assert_eq!(office.ask("organizations", "set_headcount", again).await, id);
        let rows = office.ask("organizations", "headcounts", json!({ "unit_id": tokyo })).await;
        assert_eq!((rows.as_array().unwrap().len(), &rows[0]["workers_total"]), (1, &json!(120)));
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("organizations", "headcounts", json!({})).await, json!([]));
    }
}

/// The whole roster of a day: who belongs where, by the branch.
async fn by_branch(office: &Office, day: &str) -> Vec<(String, String)> {
    let rows = office.ask("members", "list", json!({ "as_of": day, "limit": 200 })).await["rows"].clone();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = rows.as_array().unwrap().iter().map(|row| (text(&row["given_name"]), text(&row["branch"])));
    let mut rows: Vec<_> = rows.collect();
    rows.sort();
    rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_unit_that_goes_to_another_branch_on_a_day_leaves_earlier_days_as_they_were() {
    use crate::members_privacy::{branches, member, officer, work_as};
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, west) = branches(&office).await;
        let add = async |kind: &str, label: &str, code: &str, above: &Value| {
            let input = json!({ "kind": kind, "label": label, "code": code, "parent_id": above });
            office.ask("organizations", "add_unit", input).await
        };
        let sub = add("sub_branch", "第一分会", "S1", &east).await;
        let place = add("workplace", "設計職場", "W1", &sub).await;
        for (given, unit) in [("一子", &sub), ("二子", &place), ("三子", &east), ("四子", &west)] {
            member(&office, unit, "佐藤", given).await;
        }
        officer(&office, "sub", "branch_officer", &sub).await;
        let days = ["2021-01-01", "2026-10-15"];
        let survey = async |day: &str| {
            office.ask("reports", "preview", json!({ "report": "R04", "as_of": day })).await["pages"].clone()
        };
        let mut before = Vec::new();
        for day in days {
            before.push((by_branch(&office, day).await, survey(day).await));
        }
        let version = |id: &Value| {
            let id = id.clone();
            let office = &office;
            async move {
                let units = office.ask("organizations", "units", json!({ "include_closed": true })).await;
                units.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap()["version"].clone()
            }
        };
        let move_to = async |parent: &Value, from_on: &str, reason: Value| json!({ "id": sub, "version": version(&sub).await, "parent_id": parent, "from_on": from_on, "reason": reason });
        assert_eq!(
            office.refused("organizations", "regroup_unit", move_to(&place, "2026-10-16", Value::Null).await).await,
            "invalid"
        );
        assert_eq!(
            office.refused("organizations", "regroup_unit", move_to(&east, "2026-10-16", Value::Null).await).await,
            "invalid"
        );
        let input = move_to(&west, "2026-10-16", Value::Null).await;
        let new = office.ask("organizations", "regroup_unit", input).await;
        assert_ne!(new, sub);
        // Earlier days are as they were; from the day on the people stand in the other branch, under the same names.
        for (day, (people, counted)) in days.into_iter().zip(&before) {
            assert_eq!(by_branch(&office, day).await, *people, "{day}");
            assert_eq!(survey(day).await, *counted, "{day}");
        }
        let west_now = [("一子", "西支部"), ("三子", "東支部"), ("二子", "西支部"), ("四子", "西支部")];
        let west_now: Vec<_> = west_now.map(|(given, branch)| (given.to_owned(), branch.to_owned())).into();
        assert_eq!(by_branch(&office, "2026-10-16").await, west_now);
        let units = office.ask("organizations", "units", json!({ "as_of": "2026-10-20" })).await;
        let codes: Vec<&str> = units.as_array().unwrap().iter().map(|row| row["code"].as_str().unwrap()).collect();
        assert!(codes.contains(&"S1") && codes.contains(&"W1"), "{units}");
        // The movement of the time adds up, and whoever answered for the unit still does.
        let moves = json!({ "report": "R03", "as_of": "2026-10-31", "from": "2026-10-01", "names": true });
        office.ask("reports", "preview", moves).await;
        work_as(&office, Some("sub")).await;
        let seen = by_branch(&office, "2026-10-31").await;
        assert_eq!(seen.iter().map(|(given, _)| given.as_str()).collect::<Vec<_>>(), ["一子", "二子"]);
        work_as(&office, None).await;
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
        // One step back, and again.
        office.ask("desk", "undo", json!({})).await;
        let east_again = [("一子", "東支部"), ("三子", "東支部"), ("二子", "東支部"), ("四子", "西支部")];
        let east_again: Vec<_> = east_again.map(|(given, branch)| (given.to_owned(), branch.to_owned())).into();
        assert_eq!(by_branch(&office, "2026-10-31").await, east_again);
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(by_branch(&office, "2026-10-31").await, west_now);
        // M-09: into a closed month only as a correction.
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let late = json!({ "id": west, "version": version(&west).await, "from_on": "2026-09-10" });
        assert_eq!(office.refused("organizations", "regroup_unit", late).await, "month_closed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offices_of_a_unit_that_goes_to_another_branch_are_held_there_from_that_day() {
    use crate::members_privacy::{branches, member};
    for on in databases() {
        let office = Office::new(on).await;
        let (_, east, west) = branches(&office).await;
        let input = json!({ "kind": "sub_branch", "label": "第一分会", "code": "S1", "parent_id": east });
        let sub = office.ask("organizations", "add_unit", input).await;
        let [one, two] = [member(&office, &sub, "佐藤", "一子").await, member(&office, &sub, "佐藤", "二子").await];
        let head = json!({ "kind": "sub_branch_chair", "label": "分会長", "seats": 1, "term_months": 12 });
        let head = office.ask("members", "save_office", head).await;
        let appoint = |of: &Value, unit: &Value, from_on: &str| json!({ "office_id": head, "membership_id": of["membership_id"], "unit_id": unit, "from_on": from_on, "elected_by": "uncontested", "fulltime_kind": "none" });
        office.ask("members", "appoint", appoint(&one, &sub, "2025-08-01")).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let version = units.as_array().unwrap().iter().find(|row| row["id"] == sub).unwrap()["version"].clone();
        let regroup = json!({ "id": sub, "version": version, "parent_id": west, "from_on": "2026-10-16" });
        let new = office.ask("organizations", "regroup_unit", regroup).await;
        let held = async |day: &str| {
            let rows = office.ask("members", "offices", json!({ "as_of": day })).await;
            (rows[0]["holders"][0]["unit_id"].clone(), rows[0]["holders"][0]["from_on"].clone())
        };
        assert_eq!(held("2026-10-15").await, (sub.clone(), json!("2025-08-01")), "{on:?}");
        assert_eq!(held("2026-10-16").await, (new.clone(), json!("2025-08-01")), "{on:?}: elected when it was");
        let paper = async |unit: &Value, day: &str| {
            let units = office.ask("organizations", "units", json!({})).await;
            let code = units.as_array().unwrap().iter().find(|row| row["id"] == *unit).unwrap()["code"].clone();
            let ask = json!({ "report": "R22", "as_of": day, "unit": code });
            office.ask("reports", "preview", ask).await["pages"].to_string()
        };
        for (unit, day, there) in [
            (&east, "2026-10-15", true),
            (&west, "2026-10-15", false),
            (&east, "2026-10-16", false),
            (&west, "2026-10-16", true),
        ] {
            assert_eq!(paper(unit, day).await.contains("佐藤 一子"), there, "{on:?} {day} {unit}");
        }
        assert!(paper(&west, "2026-10-16").await.contains("西支部"), "{on:?}");
        // The one seat is the one of before: its term has run out, and who is chosen now takes it.
        let seen = office.ask("members", "preview_appoint", appoint(&two, &new, "2026-10-20")).await;
        assert_eq!(seen["ends"], json!(["佐藤 一子"]), "{seen}");
        office.ask("members", "appoint", appoint(&two, &new, "2026-10-20")).await;
        let rows = office.ask("members", "offices", json!({})).await;
        assert_eq!(rows[0]["holders"].as_array().unwrap().len(), 1, "{rows}");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}
