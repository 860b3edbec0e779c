//! Units of members over time: whatever is entered in whatever order, nobody is in two units on one day or in one that has
//! ended, and an end that is taken back gives back what it cut off.

use kyojo_core::progress::Progress;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::members_planned::Union;
use crate::row;
use crate::support::office::databases;
use crate::support::workbook::{Sheet, xlsx};

/// Units of a member with their days.
async fn units(union: &Union, of: &Value) -> Vec<(String, String, String)> {
    let card = union.card(of).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let rows = card["memberships"][0]["assignments"].as_array().unwrap().clone();
    let mut rows: Vec<_> = rows
        .iter()
        .map(|row| (text(&row["from_on"]), text(&row["to_on"]), row["unit_names"].as_array().unwrap()[0].clone()))
        .map(|(from, to, unit)| (from, to, text(&unit)))
        .collect();
    rows.sort();
    rows
}

fn of(rows: &[(String, String, String)]) -> Vec<(&str, &str, &str)> {
    rows.iter().map(|(from, to, unit)| (from.as_str(), to.as_str(), unit.as_str())).collect()
}

async fn close(union: &Union, unit: &Value, last_day: &str) -> Value {
    let units = union.office.ask("organizations", "units", json!({ "include_closed": true })).await;
    let version = units.as_array().unwrap().iter().find(|row| row["id"] == *unit).unwrap()["version"].clone();
    let close = json!({ "id": unit, "version": version, "last_day": last_day, "place": {} });
    union.office.ask("organizations", "close_unit", close).await
}

async fn whole(union: &Union) {
    let verified = union.office.ask("desk", "verify", json!({})).await;
    assert_eq!(verified["findings"], json!([]), "{verified}");
    // The movement of a time in which nobody is counted twice adds up; a union of a few people has no other report.
    for day in ["2026-10-20", "2026-10-31", "2026-11-30"] {
        let input = json!({ "report": "R03", "as_of": day, "from": "2026-09-01", "names": true });
        union.office.ask("reports", "preview", input).await;
    }
}

fn moving(of: &Value, unit: &Value, from_on: &str) -> Value {
    json!({ "membership_id": of["membership_id"], "unit_id": unit, "from_on": from_on })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_into_the_days_before_a_closing_counts_nobody_twice_by_hand_for_many_or_from_a_file() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let mut people = Vec::new();
        for given in ["ア", "イ", "ウ", "エ"] {
            people.push(union.join(given, &union.east, "2010-04-01").await);
        }
        close(&union, &union.east, "2026-10-25").await;
        assert_eq!(of(&units(&union, &people[0]).await), [("2010-04-01", "2026-10-25", "東支部")]);
        office.ask("members", "move_unit", moving(&people[0], &union.west, "2026-10-15")).await;
        let many = json!({
            "chosen": { "persons": [people[1]["person_id"]] },
            "change": { "does": "move_unit", "unit_id": union.west, "from_on": "2026-10-15" }
        });
        assert_eq!(office.ask("members", "change_many", many).await["result"]["will"], 1);
        let number = people[2]["member_no"].as_str().unwrap();
        let rows = vec![row!["組合員番号", "氏名", "支部"], row![number, "見本 ウ", "西支部"]];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = office.ask("members", "import_roster", json!({ "file": file, "as_of": "2026-10-15" })).await;
        assert_eq!(done["updated"], 1, "{done}");
        for person in &people[..3] {
            assert_eq!(
                of(&units(&union, person).await),
                [("2010-04-01", "2026-10-14", "東支部"), ("2026-10-15", "", "西支部")],
                "no day twice, and no hole after the closing"
            );
        }
        assert_eq!(union.count(json!({ "unit_id": union.west, "as_of": "2026-10-20" })).await, 3);
        assert_eq!(union.count(json!({ "unit_id": union.east, "as_of": "2026-10-20" })).await, 1);
        assert_eq!(union.count(json!({ "no_unit": true, "as_of": "2026-10-26" })).await, 1);
        let again = office.ask("members", "preview_roster", json!({ "file": file, "as_of": "2026-10-15" })).await;
        assert_eq!(again["unchanged"], 1, "{again}");
        whole(&union).await;
        for _ in 0..3 {
            office.ask("desk", "undo", json!({})).await;
        }
        assert_eq!(of(&units(&union, &people[2]).await), [("2010-04-01", "2026-10-25", "東支部")]);
        assert_eq!(of(&units(&union, &people[0]).await), [("2010-04-01", "2026-10-25", "東支部")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_before_a_planned_one_keeps_it_and_the_plan_says_the_way_to_the_unit() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let sub = json!({ "kind": "sub_branch", "label": "第1分会", "code": "S1", "parent_id": union.west, "from_on": "2000-04-01" });
        let sub = office.ask("organizations", "add_unit", sub).await;
        let one = union.join("ア", &union.east, "2010-04-01").await;
        office.ask("members", "move_unit", moving(&one, &sub, "2027-01-01")).await;
        office.ask("members", "move_unit", moving(&one, &union.west, "2026-11-10")).await;
        assert_eq!(
            of(&units(&union, &one).await),
            [
                ("2010-04-01", "2026-11-09", "東支部"),
                ("2026-11-10", "2026-12-31", "西支部"),
                ("2027-01-01", "", "西支部")
            ]
        );
        let planned = office.ask("members", "planned", json!({})).await;
        assert_eq!(planned[1]["to_unit"], "西支部 / 第1分会", "{planned}");
        let same = moving(&one, &union.east, "2027-01-01");
        assert_eq!(office.refused("members", "move_unit", same).await, "move_before_assignment");
        let past = moving(&one, &union.west, "2010-04-01");
        assert_eq!(office.refused("members", "move_unit", past).await, "move_before_assignment");
        whole(&union).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_12_a_wrong_move_of_the_past_is_corrected_with_a_reason_and_what_came_later_stays() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let one = union.join("ア", &union.east, "2010-04-01").await;
        office.ask("members", "move_unit", moving(&one, &union.west, "2025-09-15")).await;
        let correct = async |unit: &Value, from: &str| {
            let mut input = moving(&one, unit, from);
            assert_eq!(office.refused("members", "move_unit", input.clone()).await, "move_before_assignment");
            input["reason"] = json!("異動の日を誤って入力した");
            office.ask("members", "move_unit", input).await;
        };
        // It was two weeks earlier.
        correct(&union.west, "2025-09-01").await;
        assert_eq!(
            of(&units(&union, &one).await),
            [("2010-04-01", "2025-08-31", "東支部"), ("2025-09-01", "", "西支部")]
        );
        let card = office.ask("members", "card", json!({ "person_id": one["person_id"] })).await;
        let corrected = card["events"].as_array().unwrap().iter().find(|event| event["effective_on"] == "2025-09-01");
        assert_eq!(corrected.unwrap()["reason"], "異動の日を誤って入力した", "{card}");
        // A move between was forgotten; what came later stays.
        let third = json!({ "kind": "branch", "label": "南支部", "code": "B3", "from_on": "2000-04-01" });
        let south = office.ask("organizations", "add_unit", third).await;
        correct(&south, "2020-04-01").await;
        let between = [
            ("2010-04-01", "2020-03-31", "東支部"),
            ("2020-04-01", "2025-08-31", "南支部"),
            ("2025-09-01", "", "西支部"),
        ];
        assert_eq!(of(&units(&union, &one).await), between);
        // The unit was another.
        correct(&union.east, "2020-04-01").await;
        assert_eq!(
            of(&units(&union, &one).await),
            [("2010-04-01", "2025-08-31", "東支部"), ("2025-09-01", "", "西支部")]
        );
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(of(&units(&union, &one).await), between);
        office.ask("desk", "redo", json!({})).await;
        // There was no move at all.
        correct(&union.east, "2025-09-01").await;
        assert_eq!(of(&units(&union, &one).await), [("2010-04-01", "", "東支部")]);
        let mut same = moving(&one, &union.east, "2015-04-01");
        same["reason"] = json!("確認");
        assert_eq!(office.refused("members", "move_unit", same).await, "move_same_unit");
        whole(&union).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_05_nobody_is_put_into_a_unit_beyond_its_last_day() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let moved = union.join("ア", &union.west, "2010-04-01").await;
        close(&union, &union.east, "2026-10-25").await;
        let added = union.join("イ", &union.east, "2026-10-20").await;
        office.ask("members", "move_unit", moving(&moved, &union.east, "2026-10-15")).await;
        let rows = vec![
            row!["組合員番号", "氏名", "生年月日", "加入日", "支部"],
            row!["Z-1", "見本 ウ", "1990-01-01", "2026-10-10", "東支部"],
        ];
        let file = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        let done = office.ask("members", "import_roster", json!({ "file": file, "as_of": "2026-10-20" })).await;
        assert_eq!(done["created"], 1, "{done}");
        assert_eq!(union.count(json!({ "unit_id": union.east, "as_of": "2026-10-25" })).await, 3);
        assert_eq!(union.count(json!({ "unit_id": union.east, "as_of": "2026-10-26" })).await, 0);
        assert_eq!(union.count(json!({ "no_unit": true, "as_of": "2026-10-26" })).await, 3, "told on the home page");
        assert_eq!(of(&units(&union, &added).await), [("2026-10-20", "2026-10-25", "東支部")]);
        whole(&union).await;
        let again = moving(&added, &union.west, "2026-10-26");
        office.ask("members", "move_unit", again).await;
        assert_eq!(union.count(json!({ "no_unit": true })).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_check_of_the_file_finds_who_is_in_two_units_and_entering_a_move_mends_it() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let one = union.join("ア", &union.east, "2010-04-01").await;
        office.ask("members", "move_unit", moving(&one, &union.west, "2026-10-01")).await;
        {
            // As files of an older program may hold it.
            let session = office.desk.session(Progress::silent()).unwrap();
            let id: Uuid = one["membership_id"].as_str().unwrap().parse().unwrap();
            let sql = "UPDATE unit_assignment SET to_on = $1 WHERE membership_id = $2 AND to_on IS NOT NULL";
            let last: chrono::NaiveDate = "2026-10-20".parse().unwrap();
            session.db().run(sql, [last.into(), id.into()]).await.unwrap();
        }
        let verified = office.ask("desk", "verify", json!({})).await;
        assert_eq!((&verified["whole"], &verified["findings"]), (&json!(false), &json!(["placed_twice"])));
        let found = office.ask("members", "findings", json!({ "kind": "placed_wrong" })).await;
        assert_eq!(found["rows"].as_array().unwrap().len(), 1, "{found}");
        office.ask("members", "move_unit", moving(&one, &union.east, "2026-10-28")).await;
        assert_eq!(
            of(&units(&union, &one).await),
            [
                ("2010-04-01", "2026-09-30", "東支部"),
                ("2026-10-01", "2026-10-27", "西支部"),
                ("2026-10-28", "", "東支部")
            ]
        );
        whole(&union).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_12_an_end_taken_back_restores_units_conditions_and_offices_that_it_cut_off() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let chair = json!({ "kind": "branch_chair", "label": "支部長", "seats": 1, "term_months": 24 });
        let chair = office.ask("members", "save_office", chair).await;
        let one = union.join("ア", &union.east, "2010-04-01").await;
        let membership = &one["membership_id"];
        let leave = json!({ "membership_id": membership, "kind": "childcare", "from_on": "2026-06-01" });
        office.ask("members", "start_condition", leave).await;
        let term = json!({ "office_id": chair, "membership_id": membership, "unit_id": union.east, "from_on": "2026-09-01",
            "to_on": "2028-08-31", "elected_by": "direct_secret_ballot", "fulltime_kind": "none" });
        office.ask("members", "appoint", term).await;
        office.ask("members", "move_unit", moving(&one, &union.west, "2027-01-01")).await;
        let spans = |card: &Value| {
            let membership = &card["memberships"][0];
            let days = |rows: &Value| -> Vec<Value> {
                rows.as_array().unwrap().iter().map(|row| json!([row["from_on"], row["to_on"]])).collect()
            };
            json!([
                days(&membership["assignments"]),
                days(&membership["conditions"]),
                days(&membership["terms"]),
                membership["status"],
                membership["left_on"]
            ])
        };
        let before = spans(&union.card(&one).await);
        for (last, reason) in
            [("2026-12-15", "employment_end"), ("2026-10-15", "employment_end"), ("2026-10-15", "death")]
        {
            let version = union.card(&one).await["memberships"][0]["version"].clone();
            let leave =
                json!({ "membership_id": membership, "version": version, "left_on": last, "end_reason": reason });
            office.ask("members", "leave", leave).await;
            let cut = union.card(&one).await;
            assert_eq!(cut["memberships"][0]["conditions"][0]["to_on"], last);
            let version = cut["memberships"][0]["version"].clone();
            let back = json!({ "membership_id": membership, "version": version, "reason": "取り違え" });
            let done = office.ask("members", "reinstate", back).await;
            assert_eq!(done["not_restored"], json!([]), "{last}");
            assert_eq!(spans(&union.card(&one).await), before, "{last} {reason}");
            whole(&union).await;
        }
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(union.card(&one).await["memberships"][0]["left_on"], "2026-10-15");
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(spans(&union.card(&one).await), before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_changed_after_an_end_stays_when_it_is_taken_back_and_is_told() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let one = union.join("ア", &union.east, "2010-04-01").await;
        let membership = &one["membership_id"];
        let leave = json!({ "membership_id": membership, "kind": "leave", "from_on": "2026-06-01" });
        office.ask("members", "start_condition", leave).await;
        union.leave(&one, "2026-12-15").await;
        let condition = union.card(&one).await["memberships"][0]["conditions"][0].clone();
        let end = json!({ "id": condition["id"], "version": condition["version"], "to_on": "2026-11-30" });
        office.ask("members", "end_condition", end).await;
        office.ask("members", "move_unit", moving(&one, &union.west, "2026-11-10")).await;
        assert_eq!(
            of(&units(&union, &one).await),
            [("2010-04-01", "2026-11-09", "東支部"), ("2026-11-10", "2026-12-15", "西支部")],
            "with the membership ends the unit"
        );
        let version = union.card(&one).await["memberships"][0]["version"].clone();
        let back = json!({ "membership_id": membership, "version": version, "reason": "予定の取り消し" });
        let done = office.ask("members", "reinstate", back).await;
        assert_eq!(done["not_restored"].as_array().unwrap().len(), 1, "{done}");
        assert_eq!(done["not_restored"][0]["what"], "condition");
        assert_eq!(done["not_restored"][0]["to_on"], "2026-11-30");
        assert_eq!(
            of(&units(&union, &one).await),
            [("2010-04-01", "2026-11-09", "東支部"), ("2026-11-10", "", "西支部")],
            "the unit that was entered since goes on"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn until_a_planned_end_a_member_is_moved_put_on_leave_and_elected_like_everybody() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let (one, other) =
            (union.join("ア", &union.east, "2010-04-01").await, union.join("イ", &union.east, "2010-04-01").await);
        for person in [&one, &other] {
            union.leave(person, "2027-03-31").await;
        }
        office.ask("members", "move_unit", moving(&one, &union.west, "2026-11-01")).await;
        let leave =
            |of: &Value, from: &str| json!({ "membership_id": of["membership_id"], "kind": "leave", "from_on": from });
        office.ask("members", "start_condition", leave(&one, "2026-11-01")).await;
        assert_eq!(
            office.refused("members", "start_condition", leave(&other, "2027-04-01")).await,
            "condition_outside"
        );
        assert_eq!(
            office.refused("members", "move_unit", moving(&other, &union.west, "2027-04-01")).await,
            "move_not_member"
        );
        for change in [
            json!({ "does": "move_unit", "unit_id": union.west, "from_on": "2026-11-01" }),
            json!({ "does": "start_condition", "kind": "leave", "from_on": "2026-11-01" }),
        ] {
            let many = json!({ "chosen": { "persons": [other["person_id"]] }, "change": change });
            assert_eq!(office.ask("members", "change_many", many).await["result"]["will"], 1);
        }
        for person in [&one, &other] {
            let membership = union.card(person).await["memberships"][0].clone();
            assert_eq!((&membership["status"], &membership["left_on"]), (&json!("active"), &json!("2027-03-31")));
            assert_eq!(membership["conditions"][0]["to_on"], "2027-03-31", "with the membership ends what hangs on it");
            assert_eq!(
                of(&units(&union, person).await),
                [("2010-04-01", "2026-10-31", "東支部"), ("2026-11-01", "2027-03-31", "西支部")]
            );
        }
        whole(&union).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closing_that_later_moves_stand_on_names_them_instead_of_failing() {
    for on in databases() {
        let union = Union::new(on).await;
        let office = &union.office;
        let one = union.join("ア", &union.west, "2010-04-01").await;
        // The planned move into the unit goes with its closing.
        office.ask("members", "move_unit", moving(&one, &union.east, "2027-02-01")).await;
        close(&union, &union.east, "2026-10-25").await;
        let history = office.ask("desk", "history", json!({})).await;
        let closing = history["rows"][0]["id"].clone();
        office.ask("members", "move_unit", moving(&one, &union.east, "2026-10-20")).await;
        office.ask("members", "move_unit", moving(&one, &union.west, "2026-10-26")).await;
        let refused = office.call("desk", "undo", json!({ "op": closing })).await.unwrap_err();
        assert_eq!(refused.code(), "undo_rows_changed", "{refused:?}");
        let later = serde_json::to_value(&refused).unwrap().to_string();
        assert!(later.contains("見本 ア"), "{later}");
        for _ in 0..3 {
            office.ask("desk", "undo", json!({})).await;
        }
        assert_eq!(
            of(&units(&union, &one).await),
            [("2010-04-01", "2027-01-31", "西支部"), ("2027-02-01", "", "東支部")]
        );
    }
}
