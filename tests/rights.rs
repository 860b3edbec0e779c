//! Who may do what: every verb by every role, for the whole union and for a part, against a table written by hand; and that
//! nothing of another branch is ever sent, whatever is asked.

mod counselling;
mod meetings;
mod priorities;
mod table;
mod trainings;
pub mod world;

use std::collections::{BTreeSet, HashMap};

use kyojo_core::api::{self, Kind, Verb};
use kyojo_core::error::Error;
use serde_json::{Value, json};

use self::table::{ROLES, Who, expected};
use self::world::{World, input};
use crate::support::office::{On, databases};
use crate::support::tables::everything;
use crate::support::workbook::shown;

/// Verbs of the door that open and close files: they ask for no role, and no case here calls them.
const OF_THE_DOOR: [&str; 6] = ["create", "create_sample", "open", "lock", "recover", "restore"];

/// Verbs that no case lets succeed: a wrong passphrase, nothing to take back, a list or a request that is not there, a member
/// in force who would be erased.
/// Schemes and communities have tests of their own; here they are asked for their rights alone.
/// Nothing is due in the trainings of this world.
/// Own reports and schedules are their owner's: a case here names one that is not there.
const NEVER_DONE: [&str; 9] = [
    "change_passphrase",
    "drop_list",
    "advance_request",
    "erase",
    "drop_expired",
    "advance",
    "drop_own_report",
    "drop_schedule",
    "resume_schedule",
];

fn verbs() -> Vec<Verb> {
    api::verbs()
        .into_iter()
        .filter(|verb| verb.capability != "desk" || !OF_THE_DOOR.contains(&verb.verb))
        // Taken back is what the other verbs did, after each of them.
        .filter(|verb| !matches!(verb.verb, "undo" | "redo"))
        .collect()
}

#[test]
fn every_verb_has_an_expectation_and_asks_for_a_right_that_fits() {
    let mut unknown = Vec::new();
    for verb in api::verbs() {
        match expected(verb.capability, verb.verb) {
            None => unknown.push(format!("{}.{}", verb.capability, verb.verb)),
            Some(who) => assert_eq!(
                who == Who::Anyone,
                serde_json::to_value(verb.right).unwrap() == "anyone",
                "{}.{}: only the door asks for no right",
                verb.capability,
                verb.verb
            ),
        }
    }
    assert_eq!(
        unknown,
        Vec::<String>::new(),
        "say in tests/rights/table.rs who may ask these verbs, and in tests/rights/world.rs how they are asked"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_may_do_what_the_rules_give_it_and_nothing_else() {
    for on in databases() {
        let world = World::new(on).await;
        let verbs = verbs();
        let (mut wrong, mut done, mut n) = (Vec::new(), BTreeSet::new(), 0);
        for role in ROLES {
            for of_a_part in [false, true] {
                world.hold(role, of_a_part).await;
                let at = format!("{role} {}", if of_a_part { "of a part" } else { "of the whole" });
                for Verb { capability, verb, kind, .. } in &verbs {
                    let asked = input(&world, capability, verb, &world.own);
                    let asked = asked
                        .unwrap_or_else(|| panic!("{capability}.{verb}: say in tests/rights/world.rs how it is asked"));
                    let may = expected(capability, verb).unwrap_or(Who::Anyone).may(role, of_a_part);
                    let answer = world.office.call(capability, verb, asked).await;
                    n += 1;
                    let said = sealed(&world, &answer);
                    if !said.is_empty() {
                        wrong.push(format!("{at}: {capability}.{verb} says {said:?}"));
                    }
                    match &answer {
                        Err(Error::NotAllowed) if !may => {}
                        Ok(value) if may => {
                            done.insert(format!("{capability}.{verb}"));
                            if *kind == Kind::Undoable
                                && did(value)
                                && let Err(error) = world.office.call("desk", "undo", json!({})).await
                            {
                                wrong.push(format!("{at}: {capability}.{verb} is not taken back: {}", error.code()));
                            }
                        }
                        Err(error) if may && !matches!(error.code(), "not_allowed" | "input_malformed" | "bug") => {}
                        Ok(_) => wrong.push(format!("{at}: {capability}.{verb} was not refused")),
                        Err(error) => {
                            wrong.push(format!("{at}: {capability}.{verb} answers {}, allowed: {may}", error.code()))
                        }
                    }
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        let never: Vec<String> = verbs
            .iter()
            .filter(|verb| !NEVER_DONE.contains(&verb.verb))
            // They have tests of their own; a case here is another counsellor's, and not there for anybody.
            .filter(|verb| !["support", "cases"].contains(&verb.capability))
            // Backups of a shared union are the server's business.
            .filter(|verb| on == On::File || verb.verb != "backup")
            .map(|verb| format!("{}.{}", verb.capability, verb.verb))
            .filter(|verb| !done.contains(verb))
            .collect();
        assert_eq!(
            never,
            Vec::<String>::new(),
            "an input in tests/rights/world.rs is not valid: nobody succeeds with it"
        );
        assert!(n > 1_400, "{n} cases");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_report_asks_for_its_own_right() {
    let world = World::new(On::File).await;
    for role in ROLES {
        for of_a_part in [false, true] {
            world.hold(role, of_a_part).await;
            let names = matches!((role, of_a_part), ("general_secretary", _) | ("branch_officer", true));
            let trail = !of_a_part && matches!(role, "admin" | "general_secretary" | "dpo" | "auditor");
            let everyone = Who::Officers.may(role, of_a_part);
            let costs = !of_a_part
                && matches!(role, "training_manager" | "general_secretary" | "executive" | "treasurer" | "auditor");
            let answers = !of_a_part && matches!(role, "general_secretary" | "executive" | "viewer");
            let hours = !of_a_part && matches!(role, "general_secretary" | "executive" | "treasurer" | "auditor");
            let figures = Who::may(expected("cases", "statistics").unwrap(), role, of_a_part);
            let own = !of_a_part && role == "counselor";
            let roll = !of_a_part && matches!(role, "general_secretary" | "executive");
            let asked = [
                ("R01", names),
                ("R24", trail),
                ("R19", everyone),
                ("R12", costs),
                ("R20", answers),
                ("R21", hours),
                ("R09", figures),
                ("R10", own),
                ("R06", roll),
            ];
            for (report, may) in asked {
                let meeting = world.own["meetings"]["open"].clone();
                let ask = json!({ "report": report, "meeting": meeting });
                let answer = world.office.call("reports", "preview", ask).await;
                assert_eq!(answer.is_ok(), may, "{role} {of_a_part} {report} {answer:?}");
                let ask =
                    json!({ "report": report, "meeting": meeting, "file": world.path("xlsx"), "purpose": "試験" });
                let answer = world.office.call("reports", "write", ask).await;
                assert_eq!(answer.is_ok(), may, "{role} {of_a_part} {report} {answer:?}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_lost_a_role_takes_nothing_back_with_it() {
    for on in databases() {
        let world = World::new(on).await;
        world.hold("branch_officer", true).await;
        let asked = input(&world, "members", "correct", &world.own).unwrap();
        world.office.ask("members", "correct", asked).await;
        world.hold("viewer", false).await;
        assert_eq!(world.office.refused("desk", "undo", json!({})).await, "not_allowed");
        world.hold("branch_officer", true).await;
        world.office.ask("desk", "undo", json!({})).await;
        world.hold("executive", true).await;
        assert_eq!(world.office.refused("desk", "redo", json!({})).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moved_to_another_branch_is_not_taken_back_from_here() {
    for on in databases() {
        let world = World::new(on).await;
        world.hold("branch_officer", true).await;
        let asked = input(&world, "members", "save_contact", &world.own).unwrap();
        world.office.ask("members", "save_contact", asked).await;
        let history = world.office.ask("desk", "history", json!({})).await;
        let op = history["rows"][0]["id"].clone();
        world.hold("general_secretary", false).await;
        let moved = json!({ "membership_id": world.own["one"]["memberships"][0]["id"], "unit_id": world.other["sub"], "from_on": "2026-10-31" });
        world.office.ask("members", "move_unit", moved).await;
        world.hold("branch_officer", true).await;
        assert_eq!(world.office.refused("desk", "undo", json!({ "op": op })).await, "missing");
    }
}

/// Whether a verb that changes did: what is done to many may have found nobody to do it to.
fn did(answer: &Value) -> bool {
    answer.get("op").is_none_or(|op| !op.is_null())
}

/// What an answer says of a case that is another counsellor's.
fn sealed(world: &World, answer: &Result<Value, Error>) -> Vec<String> {
    let text = match answer {
        Ok(value) => value.to_string(),
        Err(error) => serde_json::to_string(error).unwrap(),
    };
    world.sealed.iter().filter(|words| text.contains(words.as_str())).cloned().collect()
}

/// Everything of the other branch that stands in an answer.
fn seen(world: &World, text: &str) -> Vec<String> {
    world.marks.iter().filter(|mark| text.contains(mark.as_str())).cloned().collect()
}

/// Lists in every state, order and day, with every filter; fewer of them for those who see no more than others.
fn filters(world: &World, all: bool) -> Vec<Value> {
    let mut filters = Vec::new();
    let states: &[&str] = if all { &["in_force", "ended", "applied", "all"] } else { &["in_force", "all"] };
    for state in states {
        for day in [None, Some("2024-01-01"), Some("2026-12-15")] {
            let base = json!({ "state": state, "as_of": day, "limit": 200 });
            let mut with = |name: &str, value: Value| {
                let mut filter = base.clone();
                filter[name] = value;
                filters.push(filter);
            };
            for sort in ["kana", "member_no", "joined_on", "unit"] {
                with("sort", json!(sort));
            }
            with("descending", json!(true));
            with("offset", json!(1));
            with("no_unit", json!(true));
            with("categories", json!(["regular"]));
            with("employer_org_id", world.other["employer"].clone());
            for unit in ["branch", "sub", "workplace"] {
                with("unit_id", world.other[unit].clone());
            }
            for word in ["蔵", "蔵王寺", "ザオ", "ざおうじ", "よその", "双子", "S-7001", "E-7001", "09070000001"]
            {
                with("find", json!(word));
            }
        }
    }
    filters
}

/// Questions that look for the other branch where nothing of it is named.
fn nosy(world: &World) -> Vec<(&'static str, &'static str, Value)> {
    let twin = |unit: &Value| json!({ "person": { "family_name": "蔵王寺", "given_name": "双子", "birth_on": "1985-05-05" }, "joined_on": "2026-10-01", "unit_id": unit, "eligible": true });
    let mut numbered = twin(&world.own["sub"]);
    numbered["person"]["given_name"] = json!("別子");
    numbered["employment"] = json!({ "employer_org_id": world.own["employer"], "employee_no": "E-7001" });
    let mut rejoins = twin(&world.own["sub"]);
    rejoins["rejoins"] = world.other["ended"]["person_id"].clone();
    let mut asked = vec![
        ("members", "why_not_add", twin(&world.own["sub"])),
        ("members", "why_not_add", numbered),
        ("members", "why_not_add", rejoins.clone()),
        ("members", "add", rejoins),
        ("members", "duplicates", json!({ "limit": 500 })),
        ("members", "duplicates", json!({ "person_id": world.other["twins"][0]["person_id"] })),
        (
            "members",
            "not_same",
            json!({ "one": world.own["one"]["person_id"], "other": world.other["one"]["person_id"] }),
        ),
        (
            "members",
            "merge",
            json!({ "keep": world.own["one"]["person_id"], "keep_version": world.own["one"]["version"], "merge": world.other["one"]["person_id"], "merge_version": world.other["one"]["version"], "reason": "同じ人" }),
        ),
        ("members", "findings", json!({})),
        ("members", "count_findings", json!({})),
        ("members", "findings", json!({ "filter": { "state": "all", "as_of": "2025-12-31" } })),
        (
            "members",
            "preview_bulk",
            json!({ "chosen": { "filter": { "state": "all", "as_of": "2025-12-31" } }, "change": { "does": "dues", "dues_kind": "reduced" } }),
        ),
        ("members", "offices", json!({ "as_of": "2026-10-31" })),
        ("members", "offices", json!({ "as_of": "2025-01-01" })),
        ("members", "saved_lists", json!({})),
        ("desk", "history", json!({ "limit": 200 })),
        ("desk", "home", json!({})),
        ("desk", "status", json!({})),
        ("reports", "closed_months", json!({})),
    ];
    for mover in world.other["movers"].as_array().unwrap() {
        asked.push(("members", "card", json!({ "person_id": mover["person_id"] })));
    }
    for report in ["R01", "R02", "meeting-pack"] {
        for day in ["2024-01-01", "2025-12-31", "2026-10-31", "2026-12-15"] {
            for unit in [None, Some("B1"), Some("B2"), Some("S7"), Some("H")] {
                asked.push((
                    "reports",
                    "preview",
                    json!({ "report": report, "as_of": day, "unit": unit, "contacts": report == "R01" }),
                ));
            }
        }
    }
    asked
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_another_branch_is_ever_sent_or_changed() {
    for on in databases() {
        let world = World::new(on).await;
        // The office has done things of which the officer shall learn nothing.
        let ops = world.office.call("desk", "history", json!({})).await.unwrap();
        assert_eq!(ops["rows"], json!([]), "an officer sees the own history only");
        let before = everything(&world.office).await;
        let kinds: HashMap<_, _> = verbs().into_iter().map(|verb| ((verb.capability, verb.verb), verb.kind)).collect();
        let mut wrong = Vec::new();
        let mut looked = 0;
        for role in ["branch_officer", "general_secretary", "executive", "workplace_rep", "viewer"] {
            world.hold(role, true).await;
            let mut asked: Vec<(&str, &str, Value)> = nosy(&world);
            for filter in filters(&world, role == "branch_officer") {
                asked.push(("members", "list", filter.clone()));
                asked.push(("members", "count", filter));
            }
            for Verb { capability, verb, .. } in verbs() {
                // Own lists and reports may say what they like, and whoever works for the union notes the own time.
                let own = ["save_list", "save_own_report", "save_schedule", "change_passphrase", "log_time"];
                if !own.contains(&verb) {
                    asked.push((capability, verb, input(&world, capability, verb, &world.other).unwrap()));
                }
            }
            for (capability, verb, input) in asked {
                let answer = world.office.call(capability, verb, input.clone()).await;
                looked += 1;
                assert_eq!(sealed(&world, &answer), Vec::<String>::new(), "{role}: {capability}.{verb} {input}");
                let changes = kinds.get(&(capability, verb)) == Some(&Kind::Undoable);
                if changes && answer.as_ref().is_ok_and(did) {
                    wrong.push(format!("{role}: {capability}.{verb} {input} changed something"));
                    world.office.ask("desk", "undo", json!({})).await;
                }
                let text = match &answer {
                    Ok(value) => value.to_string(),
                    Err(error) => serde_json::to_string(error).unwrap(),
                };
                let found = seen(&world, &text);
                if !found.is_empty() {
                    wrong.push(format!("{role}: {capability}.{verb} {input} shows {found:?}"));
                }
                let asks_of_the_other =
                    input["unit_id"] == world.other["branch"] || input["unit_id"] == world.other["sub"];
                if verb == "count" && asks_of_the_other && answer.is_ok_and(|value| value["n"] != 0) {
                    wrong.push(format!("{role}: {input} counts the other branch"));
                }
            }
            for filter in [json!({ "state": "all" }), json!({ "as_of": "2025-12-31" }), json!({ "find": "蔵王寺" })]
            {
                let file = world.path("xlsx");
                let input = json!({ "file": file, "purpose": "試験", "filter": filter });
                if world.office.call("members", "export_roster", input).await.is_ok() {
                    let found = seen(&world, &format!("{:?}", shown(file.as_ref(), None).await));
                    assert_eq!(found, Vec::<String>::new(), "{role} takes the other branch out: {filter}");
                }
            }
            for day in ["2025-12-31", "2026-10-31"] {
                let file = world.path("xlsx");
                let input = json!({ "report": "R01", "as_of": day, "contacts": true, "file": file, "purpose": "試験" });
                if world.office.call("reports", "write", input).await.is_ok() {
                    let found = seen(&world, &format!("{:?}", shown(file.as_ref(), None).await));
                    assert_eq!(found, Vec::<String>::new(), "{role} prints the other branch of {day}");
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
        world.hold("viewer", false).await;
        let after: Vec<_> =
            everything(&world.office).await.into_iter().filter(|(table, _)| table != "role_grant").collect();
        let before: Vec<_> = before.into_iter().filter(|(table, _)| table != "role_grant").collect();
        assert_eq!(after, before);
        assert!(looked > 1_500, "{looked} questions");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_officer_counts_the_same_whatever_happens_elsewhere() {
    for on in databases() {
        let world = World::new(on).await;
        let figures = async || {
            world.hold("branch_officer", true).await;
            let mut found = Vec::new();
            for filter in
                [json!({}), json!({ "state": "all" }), json!({ "state": "applied" }), json!({ "as_of": "2025-12-31" })]
            {
                found.push(world.office.ask("members", "count", filter.clone()).await);
                found.push(world.office.ask("members", "list", filter).await);
            }
            found.push(world.office.ask("desk", "home", json!({})).await);
            found.push(world.office.ask("members", "offices", json!({})).await);
            found.push(world.office.ask("members", "duplicates", json!({})).await);
            let pages = |value: Value| value["pages"].clone();
            found.push(pages(world.office.ask("reports", "preview", json!({ "report": "R01" })).await));
            found.push(
                world.office.call("reports", "preview", json!({ "report": "R02" })).await.map_or(json!(null), pages),
            );
            found
        };
        let before = figures().await;
        world.hold("general_secretary", false).await;
        for (verb, ids) in
            [("add", &world.other), ("leave", &world.other), ("approve", &world.other), ("merge", &world.other)]
        {
            let asked = input(&world, "members", verb, ids).unwrap();
            world.office.ask("members", verb, asked).await;
        }
        assert_eq!(figures().await, before);
    }
}
