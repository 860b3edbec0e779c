//! One change to many members at once: looked at first, refused by the same rules, taken back in one step.

use kyojo_core::api;
use kyojo_core::progress::Progress;
use serde_json::{Value, json};

use crate::support::office::{Office, databases};

/// Two branches, an employer, and six members of the first branch.
struct Union {
    office: Office,
    east: Value,
    west: Value,
    people: Vec<Value>,
}

async fn union(on: crate::support::office::On) -> Union {
    let office = Office::new(on).await;
    let unit = |label: &'static str, code: &'static str| json!({ "kind": "branch", "label": label, "code": code, "from_on": "2000-04-01" });
    let east = office.ask("organizations", "add_unit", unit("東支部", "B1")).await;
    let west = office.ask("organizations", "add_unit", unit("西支部", "B2")).await;
    let employer =
        office.ask("organizations", "add_employer", json!({ "kind": "employer", "name": "東都精機（架空）" })).await;
    let mut people = Vec::new();
    for n in 0..6 {
        let mut input = json!({
            "person": { "family_name": "見本", "given_name": format!("{n}子"), "birth_on": format!("198{n}-04-01") },
            "joined_on": format!("202{}-04-01", n % 3), "unit_id": east, "eligible": true, "not_a_duplicate": true
        });
        if n != 5 {
            input["employment"] =
                json!({ "employer_org_id": employer, "department": "製造部", "employee_no": format!("{n:05}") });
        }
        let added = office.ask("members", "add", input).await;
        people.push(added["person_id"].clone());
    }
    Union { office, east, west, people }
}

impl Union {
    async fn card(&self, at: usize) -> Value {
        self.office.ask("members", "card", json!({ "person_id": self.people[at] })).await
    }

    async fn preview(&self, chosen: Value, change: Value) -> Value {
        self.office.ask("members", "preview_bulk", json!({ "chosen": chosen, "change": change })).await
    }

    async fn change(&self, chosen: Value, change: Value) -> Value {
        self.office.ask("members", "change_many", json!({ "chosen": chosen, "change": change })).await
    }
}

fn numbers(result: &Value) -> [u64; 5] {
    ["chosen", "will", "already", "cannot", "unseen"].map(|name| result[name].as_u64().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn many_move_at_once_and_those_who_cannot_are_named_with_the_rule() {
    for on in databases() {
        let union = union(on).await;
        let office = &union.office;
        // One has left, one is there already, one joins later than the move.
        let card = union.card(0).await;
        let membership = &card["memberships"][0];
        let leave = json!({ "membership_id": membership["id"], "version": membership["version"], "left_on": "2026-03-31", "end_reason": "retirement" });
        office.ask("members", "leave", leave).await;
        let card = union.card(1).await;
        let there =
            json!({ "membership_id": card["memberships"][0]["id"], "unit_id": union.west, "from_on": "2025-04-01" });
        office.ask("members", "move_unit", there).await;
        let everyone = json!({ "persons": union.people });
        let to_west = json!({ "does": "move_unit", "unit_id": union.west, "from_on": "2022-01-01" });
        let preview = union.preview(everyone.clone(), to_west.clone()).await;
        assert_eq!(numbers(&preview), [6, 2, 1, 3, 0], "{preview}");
        let causes: Vec<(&str, u64)> = preview["causes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cause| (cause["because"].as_str().unwrap(), cause["n"].as_u64().unwrap()))
            .collect();
        assert_eq!(causes, [("error.move_not_member", 3)], "two join later, one has left");
        assert_eq!(preview["causes"][0]["people"][0]["name"], "見本 0子");
        let back = json!({ "does": "move_unit", "unit_id": union.east, "from_on": "2025-04-01" });
        let cause = &union.preview(json!({ "persons": [union.people[1]] }), back).await["causes"][0];
        assert_eq!(cause["because"], "error.move_before_assignment");
        assert_eq!(cause["people"][0]["about"]["from_on"], "2025-04-01");
        let wrong = json!({ "chosen": everyone, "change": to_west, "expected": 6 });
        assert_eq!(office.refused("members", "change_many", wrong).await, "bulk_differs");
        let right = json!({ "chosen": everyone, "change": to_west, "expected": 2, "reason": "組織の再編" });
        let done = office.ask("members", "change_many", right).await;
        assert_eq!(done["result"], preview, "what was shown is what was done");
        let moved = union.card(3).await;
        assert_eq!(moved["memberships"][0]["assignments"].as_array().unwrap().len(), 2, "{moved}");
        assert_eq!(moved["events"][0]["reason"], "組織の再編");
        let in_west = json!({ "unit_id": union.west });
        assert_eq!(office.ask("members", "count", in_west.clone()).await["n"], 3);
        assert_eq!(union.change(everyone.clone(), to_west).await["result"]["will"], 0, "twice changes nothing");
        office.ask("desk", "undo", json!({ "op": done["op"] })).await;
        assert_eq!(office.ask("members", "count", in_west).await["n"], 1);
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_that_changes_for_one_changes_for_many_and_comes_back() {
    for on in databases() {
        let union = union(on).await;
        let office = &union.office;
        let all = json!({ "filter": {} });
        let before: Vec<Value> = {
            let mut cards = Vec::new();
            for at in 0..6 {
                cards.push(union.card(at).await);
            }
            cards
        };
        let changes = [
            (json!({ "does": "category", "category": "associate" }), 6, "/memberships/0/category", json!("associate")),
            (json!({ "does": "dues", "dues_kind": "reduced" }), 6, "/memberships/0/dues_kind", json!("reduced")),
            (
                json!({ "does": "checkoff", "checkoff_status": "mandated", "on": "2026-04-01" }),
                6,
                "/memberships/0/checkoff_mandate_on",
                json!("2026-04-01"),
            ),
            (
                json!({ "does": "employment", "department": "品質部", "grade": "" }),
                5,
                "/employments/0/employment/department",
                json!("品質部"),
            ),
            (
                json!({ "does": "start_condition", "kind": "childcare", "from_on": "2026-05-01", "dues_kind": "exempt" }),
                6,
                "/memberships/0/conditions/0/kind",
                json!("childcare"),
            ),
            (
                json!({ "does": "end_condition", "kind": "childcare", "to_on": "2026-09-30" }),
                6,
                "/memberships/0/conditions/0/to_on",
                json!("2026-09-30"),
            ),
            (
                json!({ "does": "give_consent", "purpose": "survey", "granted_on": "2026-04-01", "method": "written", "notice_version": "2026年版" }),
                6,
                "/consents/0/purpose",
                json!("survey"),
            ),
            (
                json!({ "does": "withdraw_consent", "purpose": "survey", "withdrawn_on": "2026-10-01" }),
                6,
                "/consents/0/withdrawn_on",
                json!("2026-10-01"),
            ),
            (
                json!({ "does": "leave", "left_on": "2026-10-30", "end_reason": "org_split" }),
                6,
                "/memberships/0/left_on",
                json!("2026-10-30"),
            ),
        ];
        let mut ops = Vec::new();
        for (change, n, place, value) in changes {
            let done = union.change(all.clone(), change.clone()).await;
            assert_eq!(done["result"]["will"], n, "{change} {done}");
            assert_eq!(union.card(2).await.pointer(place), Some(&value), "{change}");
            let again = union.preview(all.clone(), change.clone()).await;
            assert_eq!(again["will"], 0, "twice changes nothing: {change} {again}");
            ops.push(done["op"].clone());
        }
        assert_eq!(office.ask("members", "count", json!({ "as_of": "2026-10-31" })).await["n"], 0);
        for op in ops.iter().rev() {
            office.ask("desk", "undo", json!({ "op": op })).await;
        }
        for (at, card) in before.iter().enumerate() {
            assert_eq!(&union.card(at).await, card, "every card is as before");
        }
        let names = json!({ "persons": [union.people[5]] });
        let preview = union.preview(names, json!({ "does": "employment", "department": "品質部" })).await;
        assert_eq!(preview["causes"][0]["because"], "error.employment_none");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_07_m_09_and_m_10_hold_for_many_as_for_one() {
    for on in databases() {
        let union = union(on).await;
        let office = &union.office;
        let all = json!({ "filter": {} });
        let because = |preview: &Value| preview["causes"][0]["because"].as_str().unwrap().to_owned();
        let suspend = json!({ "does": "start_condition", "kind": "rights_suspended", "from_on": "2026-10-01" });
        assert_eq!(because(&union.preview(all.clone(), suspend).await), "error.M-07");
        let resign = json!({ "does": "leave", "left_on": "2026-10-30", "end_reason": "resignation" });
        assert_eq!(because(&union.preview(all.clone(), resign).await), "error.M-10");
        let expel = json!({ "does": "leave", "left_on": "2026-10-30", "end_reason": "expulsion" });
        assert_eq!(because(&union.preview(all.clone(), expel).await), "error.M-08");
        let early = json!({ "does": "leave", "left_on": "2020-10-30", "end_reason": "retirement" });
        let preview = union.preview(all.clone(), early).await;
        assert_eq!((because(&preview).as_str(), numbers(&preview)), ("error.M-09", [6, 2, 0, 4, 0]));
        office.ask("reports", "close_month", json!({ "as_of": "2026-09-30" })).await;
        let closed = json!({ "chosen": all, "change": { "does": "leave", "left_on": "2026-09-10", "end_reason": "retirement" } });
        assert_eq!(office.refused("members", "preview_bulk", closed.clone()).await, "month_closed");
        assert_eq!(office.refused("members", "change_many", closed).await, "month_closed");
        let nothing = json!({ "chosen": all, "change": { "does": "employment" } });
        assert_eq!(office.refused("members", "change_many", nothing).await, "invalid");
        let nobody = json!({ "chosen": {}, "change": { "does": "dues", "dues_kind": "full" } });
        assert_eq!(office.refused("members", "change_many", nobody).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_of_a_branch_changes_nobody_of_another_one() {
    for on in databases() {
        let union = union(on).await;
        let office = &union.office;
        let to_west = json!({ "does": "move_unit", "unit_id": union.west, "from_on": "2026-04-01" });
        union.change(json!({ "persons": union.people[..2] }), to_west.clone()).await;
        let secret = "二人目の合言葉です";
        office
            .ask("officers", "add", json!({ "login": "west", "display_name": "西 見本（架空）", "passphrase": secret, "roles": ["branch_officer"], "unit_scope": union.west }))
            .await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": secret })).await;
        let dues = json!({ "does": "dues", "dues_kind": "exempt" });
        let preview = union.preview(json!({ "filter": {} }), dues.clone()).await;
        assert_eq!(numbers(&preview), [2, 2, 0, 0, 0]);
        let preview = union.preview(json!({ "persons": union.people }), dues.clone()).await;
        assert_eq!(numbers(&preview), [6, 2, 0, 0, 4], "who is out of sight is counted and not named");
        // Who was in the branch on an earlier day and went on belongs to the other branch now.
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": crate::support::office::PASSPHRASE })).await;
        let to_east = json!({ "does": "move_unit", "unit_id": union.east, "from_on": "2026-08-01" });
        union.change(json!({ "persons": union.people[..1] }), to_east.clone()).await;
        office.ask("desk", "open", json!({ "login": "west", "passphrase": secret })).await;
        let earlier = union.preview(json!({ "filter": { "as_of": "2026-06-01" } }), dues.clone()).await;
        assert_eq!(numbers(&earlier), [1, 1, 0, 0, 0]);
        let done = union.change(json!({ "persons": union.people }), dues).await;
        assert_eq!(numbers(&done["result"]), [6, 1, 0, 0, 5]);
        let away = json!({ "chosen": { "filter": {} }, "change": to_east });
        assert_eq!(office.refused("members", "change_many", away).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_of_a_filter_but_some_is_changed_and_stopping_leaves_no_trace() {
    for on in databases() {
        let union = union(on).await;
        let office = &union.office;
        let some = json!({ "filter": {}, "except": [union.people[0], union.people[1]] });
        let dues = json!({ "does": "dues", "dues_kind": "exempt" });
        let progress = Progress::silent();
        progress.cancel();
        let input = json!({ "chosen": some, "change": dues });
        let stopped = api::call(&office.desk, "members", "change_many", input, &progress).await.unwrap_err();
        assert_eq!(stopped.code(), "cancelled");
        assert_eq!(union.card(2).await["memberships"][0]["dues_kind"], "full");
        let done = union.change(some, dues).await;
        assert_eq!(numbers(&done["result"]), [4, 4, 0, 0, 0]);
        assert_eq!(union.card(0).await["memberships"][0]["dues_kind"], "full");
        assert_eq!(union.card(2).await["memberships"][0]["dues_kind"], "exempt");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_many_conditions_is_that_of_the_one_which_lasts_on_the_day() {
    for on in databases() {
        let union = union(on).await;
        let chosen = json!({ "persons": [union.people[0]] });
        for days in [json!(["2026-10-01", "2026-12-31"]), json!(["2027-01-01", Value::Null])] {
            let start = json!({ "does": "start_condition", "kind": "leave", "from_on": days[0], "to_on": days[1] });
            assert_eq!(union.change(chosen.clone(), start).await["result"]["will"], 1);
        }
        let spans = async || -> Vec<Value> {
            let conditions = union.card(0).await["memberships"][0]["conditions"].clone();
            let mut spans: Vec<Value> =
                conditions.as_array().unwrap().iter().map(|row| json!([row["from_on"], row["to_on"]])).collect();
            spans.sort_by_key(ToString::to_string);
            spans
        };
        let end = |to: &str| json!({ "does": "end_condition", "kind": "leave", "to_on": to });
        assert_eq!(union.change(chosen.clone(), end("2026-11-20")).await["result"]["will"], 1);
        assert_eq!(
            spans().await,
            [json!(["2026-10-01", "2026-11-20"]), json!(["2027-01-01", Value::Null])],
            "the planned one stays"
        );
        assert_eq!(numbers(&union.preview(chosen.clone(), end("2026-11-20")).await), [1, 0, 1, 0, 0]);
        let cause = &union.preview(chosen.clone(), end("2026-12-10")).await["causes"][0];
        assert_eq!(cause["because"], "problem.date_order", "the next one only begins later");
        assert_eq!(union.change(chosen, end("2027-03-31")).await["result"]["will"], 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_off_is_not_stopped_before_its_mandate() {
    for on in databases() {
        let union = union(on).await;
        let chosen = json!({ "persons": [union.people[0]] });
        let given = json!({ "does": "checkoff", "checkoff_status": "mandated", "on": "2026-04-01" });
        union.change(chosen.clone(), given).await;
        let stop = |on: &str| json!({ "does": "checkoff", "checkoff_status": "stopped", "on": on });
        let cause = &union.preview(chosen.clone(), stop("2026-03-01")).await["causes"][0];
        assert_eq!(cause["because"], "problem.checkoff_order");
        let card = union.card(0).await;
        let wrong = json!({ "person_id": card["person_id"], "version": card["version"],
            "membership": { "checkoff_status": "stopped", "checkoff_stopped_on": "2026-03-01" } });
        assert_eq!(union.office.refused("members", "correct", wrong).await, "invalid");
        assert_eq!(union.change(chosen, stop("2026-04-30")).await["result"]["will"], 1);
    }
}
