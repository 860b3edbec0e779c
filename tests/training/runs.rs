//! The scenarios of the rule, by name, and a run from the catalogue to its certificates.

use serde_json::{Value, json};

use super::Training;
use crate::support::office::databases;
use crate::support::tables::everything;

async fn scenario(training: &Training) -> (Value, std::collections::HashMap<&'static str, Value>) {
    let run = training
        .open(json!({ "quota_release_on": "2026-12-01", "quotas": [{ "org_id": training.a, "seats": 2 }, { "org_id": training.b, "seats": 1 }] }))
        .await;
    let mut ids = std::collections::HashMap::new();
    for (name, org) in
        [("A1", &training.a), ("A2", &training.a), ("A3", &training.a), ("B1", &training.b), ("B2", &training.b)]
    {
        ids.insert(name, training.apply(&run, org, name).await["id"].clone());
    }
    let states = training.states(&run).await;
    let expected =
        [("A1", "confirmed"), ("A2", "confirmed"), ("A3", "waitlisted"), ("B1", "confirmed"), ("B2", "waitlisted")];
    assert_eq!(states, expected.map(|(name, state)| (name.to_owned(), state.to_owned())).into());
    (run, ids)
}

#[tokio::test(flavor = "multi_thread")]
async fn e_03_e_04_a_freed_seat_goes_to_the_own_organisation_before_the_release_and_to_the_list_after_it() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let (run, ids) = scenario(&training).await;
        let moved = training.ask("cancel", json!({ "id": ids["A1"] })).await;
        assert_eq!(moved["decisions"][1]["name"], "A3");
        assert_eq!(moved["decisions"][1]["reason"], "freed_own_quota");
        training.ask("accept", json!({ "id": ids["A3"] })).await;
        assert_eq!(training.states(&run).await["A3"], "confirmed");
        training.on("2026-12-02").await;
        let moved = training.ask("cancel", json!({ "id": ids["B1"] })).await;
        assert_eq!((&moved["decisions"][1]["name"], &moved["decisions"][1]["to"]), (&json!("B2"), &json!("offered")));
        let board = training.ask("board", json!({ "id": run })).await;
        assert_eq!(board["released"], true);
        let next = board["next"].as_array().unwrap().iter().find(|next| next["step"] == "offer_expires").unwrap();
        assert_eq!(next["on"], "2026-12-05", "72 hours");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_04_a_seat_of_an_organisation_goes_to_who_waits_of_it_also_while_others_of_it_sit_on_common_ones() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }, { "org_id": training.b, "seats": 0 }]);
        let run = training.open(json!({ "capacity": 4, "quotas": quotas })).await;
        let mut ids = std::collections::HashMap::new();
        for (name, org) in [
            ("A1", &training.a),
            ("A2", &training.a),
            ("A3", &training.a),
            ("B1", &training.b),
            ("B2", &training.b),
            ("A4", &training.a),
        ] {
            ids.insert(name, training.apply(&run, org, name).await["id"].clone());
        }
        let moved = training.ask("cancel", json!({ "id": ids["A1"] })).await;
        let told: Vec<(&Value, &Value)> =
            moved["decisions"].as_array().unwrap().iter().map(|one| (&one["name"], &one["reason"])).collect();
        assert_eq!(
            told[1..],
            [(&json!("A4"), &json!("freed_own_quota"))],
            "A4 waits of it, B2 waits for common ones: {moved}"
        );
        // Nobody of it waits any more: who sits on a common seat moves, and only then the common one is given.
        let moved = training.ask("cancel", json!({ "id": ids["A2"] })).await;
        let told: Vec<(&Value, &Value)> =
            moved["decisions"].as_array().unwrap().iter().map(|one| (&one["name"], &one["reason"])).collect();
        assert_eq!(
            told[1..],
            [(&json!("A3"), &json!("moved_to_quota")), (&json!("B2"), &json!("freed_common"))],
            "{moved}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_04_who_puts_an_offer_off_goes_to_the_end_and_is_passed_after_the_release() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let (run, ids) = scenario(&training).await;
        training.ask("cancel", json!({ "id": ids["A1"] })).await;
        training.ask("postpone", json!({ "id": ids["A3"] })).await;
        let board = training.ask("board", json!({ "id": run })).await;
        let waiting: Vec<&Value> =
            board["rows"].as_array().unwrap().iter().filter(|row| !row["place"].is_null()).collect();
        assert_eq!((&waiting[0]["name"], &waiting[1]["name"]), (&json!("B2"), &json!("A3")), "behind B2");
        assert_eq!(waiting[1]["waits"], "postponed_waits");
        assert_eq!(waiting[0]["waits"], "kept_for_others");
        training.on("2026-12-01").await;
        let board = training.ask("board", json!({ "id": run })).await;
        assert_eq!((&board["due"][0]["name"], &board["run"]["due"]), (&json!("B2"), &json!(true)));
        let moved = training.ask("advance", json!({ "id": run })).await;
        assert_eq!(moved["decisions"].as_array().unwrap().len(), 1, "B2 is offered first: {moved}");
        assert_eq!(moved["decisions"][0]["name"], "B2");
        // The second offer cannot be put off.
        training.ask("cancel", json!({ "id": ids["A2"] })).await;
        assert_eq!(training.states(&run).await["A3"], "offered");
        assert_eq!(training.refused("postpone", json!({ "id": ids["A3"] })).await, "postponed_before");
        // Nobody answers: the seat goes on by the clock.
        training.on("2026-12-20").await;
        assert_eq!(training.refused("accept", json!({ "id": ids["A3"] })).await, "offer_over");
        training.ask("advance", json!({ "id": run })).await;
        assert_eq!(training.states(&run).await["A3"], "expired");
        assert_eq!(training.ask("advance", json!({ "id": run })).await["decisions"], json!([]), "nothing twice");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_04_an_offer_that_lapsed_holds_no_seat_once_the_run_has_begun() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 2, "is_public": true, "offer_hours": 24 })).await;
        let first = training.apply(&run, &training.a, "秋田").await["id"].clone();
        for name in ["赤井", "浅野", "有田"] {
            training.apply(&run, &training.a, name).await;
        }
        training.ask("cancel", json!({ "id": first })).await;
        assert_eq!(training.states(&run).await["浅野"], "offered");
        training.ask("close_run", json!({ "id": run })).await;
        training.on("2027-01-20").await;
        let foreseen = json!({ "run_id": run, "asks": [{ "ask": "begin_run" }] });
        let foreseen = training.ask("foresee", foreseen).await[0]["decisions"].clone();
        assert_eq!((&foreseen[0]["name"], &foreseen[0]["to"]), (&json!("浅野"), &json!("expired")), "{foreseen}");
        training.ask("begin_run", json!({ "id": run })).await;
        let board = training.ask("board", json!({ "id": run })).await;
        assert_eq!((&board["free"], &board["due"], &board["run"]["due"]), (&json!(1), &json!([]), &json!(false)));
        let states = training.states(&run).await;
        assert_eq!(
            (states["浅野"].as_str(), states["有田"].as_str()),
            ("expired", "waitlisted"),
            "given at the door only"
        );
        // Who comes to the door sits down, and there is one seat of it.
        let door = |name: &str| {
            let who = json!({ "outside": { "family_name": name }, "org_id": training.b });
            json!({ "run_id": run, "applicants": [who] })
        };
        let seated = training.ask("walk_in", door("馬場")).await;
        assert_eq!(seated["applied"][0]["status"], "confirmed");
        assert_eq!(training.refused("walk_in", door("別府")).await, "no_seat");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_04_a_clock_that_was_set_back_lets_nobody_pass_and_a_paper_stands_where_its_day_says() {
    for on in databases() {
        let mut training = Training::new(on).await;
        training.on("2026-12-05").await;
        let run = training.open(json!({ "capacity": 1, "is_public": true })).await;
        training.apply(&run, &training.a, "辛").await;
        training.apply(&run, &training.a, "壬").await;
        training.on("2026-12-03").await;
        training.apply(&run, &training.b, "癸").await;
        let places = async |training: &Training| -> Vec<String> {
            let board = training.ask("board", json!({ "id": run })).await;
            let mut waiting: Vec<Value> = board["rows"].as_array().unwrap().clone();
            waiting.retain(|row| !row["place"].is_null());
            waiting.sort_by_key(|row| row["place"].as_u64());
            waiting.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(places(&training).await, ["壬", "癸"], "who applies at the screen is behind who waits");
        let paper = json!({ "outside": { "family_name": "甲" }, "org_id": training.b });
        let paper = json!({ "run_id": run, "applicants": [paper], "applied_at": "2026-12-01T03:00:00Z" });
        training.ask("apply", paper).await;
        assert_eq!(places(&training).await, ["甲", "壬", "癸"], "a paper of an earlier day");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_01_e_02_e_10_who_may_apply_is_said_before_and_refused_after() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training
            .open(json!({ "quotas": [{ "org_id": training.a, "seats": 1 }], "apply_until": "2026-11-30" }))
            .await;
        let who = |name: &str, org: &Value| json!({ "outside": { "family_name": name }, "org_id": org });
        let apply = |who: Value| json!({ "run_id": run, "applicants": [who] });
        // Not invited.
        let said = training.ask("why_not_enrol", apply(who("青木", &training.b))).await;
        assert_eq!(said[0]["refused"][0]["code"], "E-01");
        assert_eq!(training.refused("apply", apply(who("青木", &training.b))).await, "E-01");
        let said = training.ask("why_not_enrol", apply(who("赤井", &training.a))).await;
        assert_eq!((&said[0]["refused"], &said[0]["would"]), (&json!([]), &json!("confirmed")));
        let applied = training.ask("apply", apply(who("赤井", &training.a))).await;
        assert_eq!(training.refused("apply", apply(who("赤井", &training.a))).await, "E-02");
        // The same name again: somebody else, if the officer says so.
        let mut other = who("赤井", &training.a);
        other["outside"]["namesake"] = json!(true);
        training.ask("apply", apply(other)).await;
        // From now on the name alone means nobody in particular.
        assert_eq!(training.refused("apply", apply(who("赤井", &training.a))).await, "invalid");
        training.ask("close_run", json!({ "id": run })).await;
        assert_eq!(training.refused("apply", apply(who("秋田", &training.a))).await, "E-01");
        // A course that is asked for before.
        let second = json!({ "title": "交渉の応用（架空）", "hours": 4, "prerequisites": [training.course] });
        let second = training.ask("add_course", second).await;
        let more = json!({ "course_id": second, "is_public": true });
        let run = training.open(more).await;
        let known = json!({ "person_id": applied["applied"][0]["person_id"], "org_id": training.a });
        let apply = json!({ "run_id": run, "applicants": [known] });
        assert_eq!(training.refused("apply", apply.clone()).await, "E-10");
        let mut despite = apply;
        let said = training.ask("why_not_enrol", despite.clone()).await;
        assert_eq!((&said[0]["refused"][0]["code"], &said[0]["would"]), (&json!("E-10"), &Value::Null));
        despite["despite"] = json!(true);
        let said = training.ask("why_not_enrol", despite.clone()).await;
        assert_eq!((&said[0]["refused"], &said[0]["would"]), (&json!([]), &json!("confirmed")));
        let applied = training.ask("apply", despite).await;
        let warnings = applied["applied"][0]["warnings"].to_string();
        assert!(warnings.contains("E-10") && warnings.contains("session_clash"), "{warnings}");
        // Who is not invited is told that, and not what they lack besides.
        let quotas = json!([{ "org_id": training.a, "seats": 1 }]);
        let invited = training.open(json!({ "course_id": second, "quotas": quotas })).await;
        let stranger = json!({ "run_id": invited, "applicants": [who("青木", &training.b)] });
        assert_eq!(training.refused("apply", stranger).await, "E-01");
    }
}

/// What each of several who apply at once is told beforehand is what becomes of them, together or each alone.
#[tokio::test(flavor = "multi_thread")]
async fn e_04_those_who_apply_at_once_are_told_beforehand_who_of_them_waits() {
    for on in databases() {
        let training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 1 }]);
        let run = training.open(json!({ "capacity": 3, "is_public": true, "quotas": quotas })).await;
        let who = |name: &str, org: &Value| json!({ "outside": { "family_name": name }, "org_id": org });
        let b = &training.b;
        let five = [who("一", b), who("二", b), who("三", b), who("四", b), who("五", &training.a)];
        let told = async |input: Value| -> Vec<Value> {
            let told = training.ask("why_not_enrol", input).await;
            told.as_array().unwrap().iter().map(|one| one["would"].clone()).collect()
        };
        let apart = json!({ "run_id": run, "applicants": five });
        let before = told(apart.clone()).await;
        assert_eq!(before, ["confirmed", "confirmed", "waitlisted", "waitlisted", "confirmed"]);
        let group = json!({ "run_id": run, "applicants": five[..3], "together": true });
        assert_eq!(told(group).await, ["waitlisted", "waitlisted", "waitlisted"], "all of them or none");
        let too_many = json!({ "run_id": run, "applicants": five[..4], "together": true });
        assert_eq!(training.refused("why_not_enrol", too_many.clone()).await, "group_too_large");
        assert_eq!(training.refused("apply", too_many).await, "group_too_large");
        let twice = json!({ "run_id": run, "applicants": [who("一", b), who("一", b)] });
        let said = training.ask("why_not_enrol", twice).await;
        assert_eq!((&said[0]["refused"], &said[1]["refused"][0]["code"]), (&json!([]), &json!("E-02")));
        let applied = training.ask("apply", apart).await;
        let after: Vec<Value> =
            applied["applied"].as_array().unwrap().iter().map(|one| one["status"].clone()).collect();
        assert_eq!(after, before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_03_e_04_nobody_loses_a_seat_by_a_smaller_room_and_a_larger_one_is_offered() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 2, "is_public": true })).await;
        for name in ["一", "二", "三"] {
            training.apply(&run, &training.a, name).await;
        }
        let read = async || training.ask("run", json!({ "id": run })).await;
        let save = async |capacity: u32| {
            let now = read().await;
            let mut fields = now["fields"].clone();
            fields["id"] = run.clone();
            fields["version"] = now["run"]["version"].clone();
            fields["capacity"] = json!(capacity);
            training.office.call("training", "save_run", fields).await.map_err(|error| error.code().to_owned())
        };
        assert_eq!(save(1).await.unwrap_err(), "E-04");
        let quotas = async |seats: u32| {
            let version = read().await["run"]["version"].clone();
            let input = json!({ "id": run, "version": version, "quotas": [{ "org_id": training.b, "seats": seats }] });
            training.office.call("training", "save_quotas", input).await.map_err(|error| error.code().to_owned())
        };
        assert_eq!(quotas(3).await.unwrap_err(), "E-03", "more kept than there are");
        assert_eq!(quotas(1).await.unwrap_err(), "E-04", "two of the other union are seated");
        save(4).await.unwrap();
        assert_eq!(training.states(&run).await["三"], "offered");
        quotas(1).await.unwrap();
        // A later move stands on an earlier one: the earlier is not taken back under it.
        let before = everything(&training.office).await;
        let four = training.apply(&run, &training.b, "四").await;
        assert_eq!(four["reason"], "own_quota");
        training.office.ask("desk", "undo", json!({})).await;
        assert_eq!(everything(&training.office).await, before, "taken back wholly");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_gets_seats_together_or_waits_and_an_approval_comes_before_the_seat() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true, "capacity": 3, "wait_limit": 3 })).await;
        let group = |names: [&str; 2]| {
            let who = names.map(|name| json!({ "outside": { "family_name": name }, "org_id": training.a }));
            json!({ "run_id": run, "applicants": who, "together": true })
        };
        training.ask("apply", group(["甲", "乙"])).await;
        let second = training.ask("apply", group(["丙", "丁"])).await;
        assert_eq!(second["applied"][0]["status"], "waitlisted", "one seat is not enough for two");
        let single = training.apply(&run, &training.b, "戊").await;
        assert_eq!(single["status"], "confirmed", "the seat that is no use to the group");
        training.apply(&run, &training.b, "己").await;
        let full = training.apply(&run, &training.b, "庚").await;
        assert_eq!((&full["status"], &full["reason"]), (&json!("declined"), &json!("list_full")));
        let ids: Vec<Value> = {
            let board = training.ask("board", json!({ "id": run })).await;
            ["甲", "乙"]
                .map(|name| {
                    board["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap()["id"].clone()
                })
                .into()
        };
        let moved = training.ask("cancel", json!({ "id": ids[0] })).await;
        assert_eq!(moved["decisions"][1]["name"], "己", "one seat: the next single person");
        let run = training.open(json!({ "is_public": true, "needs_approval": true, "capacity": 1 })).await;
        let first = training.apply(&run, &training.a, "申").await;
        let second = training.apply(&run, &training.a, "酉").await;
        assert_eq!((&first["status"], &first["reason"]), (&json!("applied"), &Value::Null));
        training.ask("approve", json!({ "ids": [second["id"], first["id"]] })).await;
        let states = training.states(&run).await;
        assert_eq!(
            (states["申"].as_str(), states["酉"].as_str()),
            ("confirmed", "waitlisted"),
            "in the order of the applications"
        );
        assert_eq!(training.refused("decline", json!({ "id": first["id"], "reason": "対象外" })).await, "enrol_step");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_05_e_06_e_07_from_the_day_itself_to_certificates_and_shares() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let run = training
            .open(json!({ "is_public": true, "capacity": 4, "cancel_free_until": "2027-01-10", "cost_model": "per_confirmed_head" }))
            .await;
        let mut ids = Vec::new();
        for (name, org) in [("一", &training.a), ("二", &training.a), ("三", &training.b), ("四", &training.b)] {
            ids.push(training.apply(&run, org, name).await["id"].clone());
        }
        training.ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 100_000 })).await;
        training
            .ask(
                "add_cost",
                json!({ "run_id": run, "kind": "subsidy", "amount": 30_000, "paid_by_org_id": training.b }),
            )
            .await;
        training.on("2027-01-15").await;
        training.ask("cancel", json!({ "id": ids[3] })).await;
        let board = training.ask("board", json!({ "id": run })).await;
        let late = board["rows"].as_array().unwrap().iter().find(|row| row["name"] == "四").unwrap();
        assert_eq!((&late["late_cancel"], &late["reason"]), (&json!(true), &json!("cancelled_late")));
        assert_eq!(training.refused("finish_run", json!({ "id": run })).await, "run_too_early");
        training.on("2027-01-21").await;
        training.ask("begin_run", json!({ "id": run })).await;
        assert_eq!(training.refused("cancel", json!({ "id": ids[0] })).await, "seats_over");
        let days = training.ask("run", json!({ "id": run })).await["sessions"].clone();
        let there = |who: usize, day: usize, how: &str, minutes: Value| json!({ "enrolment_id": ids[who], "session_id": days[day]["id"], "attendance": how, "minutes": minutes });
        let late = json!({ "run_id": run, "entries": [there(0, 0, "late", Value::Null)] });
        assert_eq!(training.refused("save_attendance", late).await, "invalid", "late by how much?");
        // 一: 192 of 240 minutes are 80 % to the minute. 二: one minute less. 三 does not come.
        let entries = json!([
            there(0, 0, "late", json!(72)),
            there(0, 1, "present", Value::Null),
            there(1, 0, "late", json!(71)),
            there(1, 1, "online", Value::Null)
        ]);
        training.ask("save_attendance", json!({ "run_id": run, "entries": entries })).await;
        let finished = training.ask("finish_run", json!({ "id": run })).await;
        assert_eq!((&finished["attended"], &finished["no_show"]), (&json!(2), &json!(1)));
        assert_eq!(training.refused("issue_certificates", json!({ "run_id": run })).await, "nobody_judged");
        let finished = training.ask("complete_run", json!({ "id": run })).await;
        assert_eq!((&finished["completed"], &finished["incomplete"]), (&json!(1), &json!(1)));
        let board = training.ask("board", json!({ "id": run })).await;
        let lacks = |name: &str| {
            let rows = board["rows"].as_array().unwrap();
            rows.iter().find(|row| row["name"] == name).unwrap()["lacks"].clone()
        };
        assert_eq!([lacks("一"), lacks("二"), lacks("三")], [json!([]), json!(["minutes"]), json!([])]);
        let certificates = training.ask("issue_certificates", json!({ "run_id": run })).await;
        assert_eq!(certificates[0]["number"], "2026-C01-001", "fiscal year, course, running number");
        assert_eq!(training.refused("issue_certificates", json!({ "run_id": run })).await, "nobody_completed");
        training.ask("revoke_certificate", json!({ "id": certificates[0]["id"], "reason": "氏名の誤り" })).await;
        let again = training.ask("issue_certificates", json!({ "run_id": run })).await;
        assert_eq!(again[0]["number"], "2026-C01-002", "a number is not given twice");
        let costs = training.ask("costs", json!({ "id": run })).await;
        assert_eq!(costs["total"], 70_000);
        let share =
            |org: &Value| costs["shares"].as_array().unwrap().iter().find(|row| row["org_id"] == *org).unwrap().clone();
        // Four heads, the late one counts: 17,500 each.
        assert_eq!((&share(&training.a)["amount"], &share(&training.b)["amount"]), (&json!(35_000), &json!(35_000)));
        let own = share(&Value::Null);
        assert_eq!((&own["amount"], &own["paid"], &own["balance"]), (&json!(0), &json!(70_000), &json!(-70_000)));
        assert_eq!(training.refused("learning", json!({ "person_id": again[0]["enrolment_id"] })).await, "missing");
        let person =
            board["rows"].as_array().unwrap().iter().find(|row| row["name"] == "一").unwrap()["person_id"].clone();
        let learned = training.ask("learning", json!({ "person_id": person })).await;
        assert_eq!((&learned[0]["minutes"], &learned[0]["certificate"]), (&json!(192), &json!("2026-C01-002")));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_09_a_cancelled_run_cancels_everybody_and_its_costs_are_the_hosts() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true, "capacity": 1, "cost_model": "equal_split" })).await;
        training.apply(&run, &training.a, "一").await;
        training.apply(&run, &training.b, "二").await;
        training.ask("add_cost", json!({ "run_id": run, "kind": "venue", "amount": 9_999 })).await;
        let before = training.ask("costs", json!({ "id": run })).await["shares"].clone();
        assert!(before.to_string().contains("9999"), "{before}");
        training.ask("cancel_run", json!({ "id": run, "reason": "講師の急病" })).await;
        let board = training.ask("board", json!({ "id": run })).await;
        for row in board["rows"].as_array().unwrap() {
            assert_eq!((&row["status"], &row["reason"]), (&json!("cancelled"), &json!("run_cancelled")));
            assert_eq!(row["why"], "講師の急病");
        }
        let costs = training.ask("costs", json!({ "id": run })).await;
        let of_host = costs["shares"].as_array().unwrap().iter().find(|row| row["org_id"].is_null()).unwrap().clone();
        assert_eq!(of_host["amount"], 9_999);
        let sum: i64 = costs["shares"].as_array().unwrap().iter().map(|row| row["amount"].as_i64().unwrap()).sum();
        assert_eq!(sum, 9_999);
        training.office.ask("desk", "undo", json!({})).await;
        assert_eq!(training.ask("costs", json!({ "id": run })).await["shares"], before);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn demand_and_a_copy_to_next_year() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "is_public": true, "capacity": 1, "min_people": 3 })).await;
        training.apply(&run, &training.a, "一").await;
        training.apply(&run, &training.a, "二").await;
        training
            .ask(
                "add_interest",
                json!({ "course_id": training.course, "org_id": training.b, "people": 2, "wish": "春に" }),
            )
            .await;
        let demand = training.ask("demand", json!({})).await;
        assert_eq!(
            (&demand[0]["waiting"], &demand[0]["interested"], &demand[0]["short"]),
            (&json!(1), &json!(2), &json!(3))
        );
        assert_eq!(demand[0]["another_run"], true);
        let copy = training.ask("copy_run", json!({ "id": run })).await;
        let copy = training.ask("run", json!({ "id": copy })).await;
        assert_eq!((&copy["run"]["code"], &copy["run"]["status"]), (&json!("C01-2"), &json!("draft")));
        assert_eq!(copy["sessions"][0]["held_on"], "2028-01-19", "the same weekday a year later");
        let copy = training.ask("copy_run", json!({ "id": run, "first_on": "2027-06-02" })).await;
        let copy = training.ask("run", json!({ "id": copy })).await;
        assert_eq!(copy["sessions"][1]["held_on"], "2027-06-03");
        // A run without days has no first one that could be moved.
        let bare = training.ask("add_run", json!({ "course_id": training.course, "capacity": 5 })).await;
        let first = json!({ "id": bare, "first_on": "2027-06-02" });
        assert_eq!(training.refused("copy_run", first).await, "invalid");
        training.ask("copy_run", json!({ "id": bare })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_can_mean_is_refused_in_words_and_never_breaks_the_program() {
    for on in databases() {
        let training = Training::new(on).await;
        let run = training.open(json!({ "capacity": 3, "is_public": true })).await;
        let cost = |amount: i64| json!({ "run_id": run, "kind": "subsidy", "amount": amount });
        assert_eq!(training.refused("add_cost", cost(i64::MIN)).await, "invalid");
        let days = training.ask("run", json!({ "id": run })).await;
        assert!(days["sessions"].as_array().unwrap().len() > 1);
        assert_eq!(training.refused("copy_run", json!({ "id": run, "first_on": "9999-12-31" })).await, "invalid");
        assert_eq!(training.refused("copy_run", json!({ "id": run, "first_on": "+10000-01-01" })).await, "invalid");
        let long = json!({ "title": "長".repeat(100_001), "hours": 2 });
        assert_eq!(training.refused("add_course", long).await, "invalid");
        let four: Vec<Value> =
            (0..4).map(|n| json!({ "outside": { "family_name": format!("A{n}") }, "org_id": training.a })).collect();
        let group = json!({ "run_id": run, "applicants": four, "together": true });
        assert_eq!(training.refused("apply", group).await, "group_too_large");
        // Two courses that ask for each other.
        let second =
            training.ask("add_course", json!({ "title": "二", "hours": 2, "prerequisites": [training.course] })).await;
        let rows = training.ask("courses", json!({})).await;
        let first = rows.as_array().unwrap().iter().find(|row| row["id"] == training.course).unwrap();
        let circle = json!({ "id": first["id"], "version": first["version"], "title": first["title"], "hours": first["hours"], "prerequisites": [second] });
        assert_eq!(training.refused("save_course", circle).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e_03_a_run_that_was_held_or_called_off_has_no_free_seats() {
    for on in databases() {
        let mut training = Training::new(on).await;
        let quotas = json!([{ "org_id": training.a, "seats": 2 }]);
        let (held, off) = (
            training.open(json!({ "capacity": 6, "quotas": quotas })).await,
            training.open(json!({ "capacity": 4 })).await,
        );
        for name in ["青木", "赤井"] {
            training.apply(&held, &training.a, name).await;
        }
        let free = async |training: &Training, run: &Value| {
            let board = training.ask("board", json!({ "id": run })).await;
            (board["free"].as_i64().unwrap(), board["common_free"].as_i64().unwrap())
        };
        assert_eq!((free(&training, &held).await, free(&training, &off).await), ((4, 4), (4, 4)));
        training.ask("cancel_run", json!({ "id": off, "reason": "講師の急病" })).await;
        assert_eq!(free(&training, &off).await, (0, 0));
        training.on("2027-01-21").await;
        let board = training.ask("board", json!({ "id": held })).await;
        let mut entries = Vec::new();
        for row in board["rows"].as_array().unwrap() {
            for session in board["sessions"].as_array().unwrap() {
                entries
                    .push(json!({ "enrolment_id": row["id"], "session_id": session["id"], "attendance": "present" }));
            }
        }
        training.ask("save_attendance", json!({ "run_id": held, "entries": entries })).await;
        training.ask("finish_run", json!({ "id": held })).await;
        assert_eq!(free(&training, &held).await, (0, 0), "held");
        training.ask("complete_run", json!({ "id": held })).await;
        training.ask("issue_certificates", json!({ "run_id": held })).await;
        assert_eq!(free(&training, &held).await, (0, 0), "who holds a certificate holds the seat");
        let runs = training.ask("runs", json!({})).await;
        assert!(runs.as_array().unwrap().iter().all(|run| run["free"].as_i64().unwrap_or(0) == 0), "{runs}");
    }
}
