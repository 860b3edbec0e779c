//! The roster: who is a member, since when, in which unit, and how it came to be.

use kyojo_core::error::Error;
use serde_json::{Value, json};

use crate::support::office::{Office, On, databases};

/// A union with a headquarters and two branches; returns the branches.
pub async fn with_units(on: On) -> (Office, String, String) {
    let office = Office::new(on).await;
    let hq =
        office.ask("organizations", "add_unit", json!({ "kind": "headquarters", "label": "本部", "code": "HQ" })).await;
    let add = |label: &'static str, code: &'static str| {
        let (office, hq) = (&office, hq.clone());
        async move {
            office
                .ask(
                    "organizations",
                    "add_unit",
                    json!({ "kind": "branch", "label": label, "code": code, "parent_id": hq }),
                )
                .await
                .as_str()
                .unwrap()
                .to_owned()
        }
    };
    let tokyo = add("東京支部", "B01").await;
    let osaka = add("大阪支部", "B02").await;
    (office, tokyo, osaka)
}

pub fn joining(family: &str, given: &str, kana: (&str, &str), unit: &str) -> Value {
    json!({
        "person": { "family_name": family, "given_name": given, "family_kana": kana.0, "given_kana": kana.1, "birth_on": "1990-04-01" },
        "joined_on": "2020-04-01", "unit_id": unit, "eligible": true
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_joins_and_is_found_in_any_kana() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let added = office.ask("members", "add", joining("髙﨑", "花子", ("タカサキ", "ハナコ"), &tokyo)).await;
        assert_eq!(added["member_no"], "000001");
        office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        for typed in ["髙", "高崎", "たか", "ﾀｶｻｷ", "タカサキ ハナコ", "花子", "はな", "花", "000001"]
        {
            let page = office.ask("members", "list", json!({ "find": typed })).await;
            let found: Vec<&str> =
                page["rows"].as_array().unwrap().iter().map(|row| row["family_name"].as_str().unwrap()).collect();
            assert_eq!(found, ["髙﨑"], "{typed} on {on:?}");
        }
        let all = office.ask("members", "list", json!({})).await;
        let names: Vec<&str> =
            all["rows"].as_array().unwrap().iter().map(|row| row["family_name"].as_str().unwrap()).collect();
        assert_eq!(names, ["佐藤", "髙﨑"], "in the order of the fifty sounds");
        assert_eq!(all["rows"][0]["branch"], "東京支部");
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 2);
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 1);
        assert_eq!(office.ask("members", "list", json!({ "find": "佐藤" })).await["rows"], json!([]));
        office.ask("desk", "redo", json!({})).await;
        assert_eq!(office.ask("members", "list", json!({ "find": "佐藤" })).await["rows"].as_array().unwrap().len(), 1);
        let checked = office.ask("desk", "verify", json!({})).await;
        assert_eq!(checked["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_a_possible_duplicate_must_be_looked_at() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        office.ask("members", "add", joining("高崎", "花子", ("タカサキ", "ハナコ"), &tokyo)).await;
        let mut again = joining("髙﨑", "花子", ("タカサキ", "ハナコ"), &tokyo);
        let asked = office.ask("members", "why_not_add", again.clone()).await;
        assert_eq!(asked["refused_by"], json!(["M-01"]));
        assert_eq!(asked["same"][0]["because"], "name_and_birth");
        assert_eq!(office.refused("members", "add", again.clone()).await, "M-01");
        again["not_a_duplicate"] = json!(true);
        office.ask("members", "add", again).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_01_a_number_that_the_input_method_left_wide_is_the_same_number() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let numbered = |family: &str, number: &str| {
            let mut input = joining(family, "花子", ("カナ", "ハナコ"), &tokyo);
            input["member_no"] = json!(number);
            input
        };
        office.ask("members", "add", numbered("山本", "Ａ－００１２")).await;
        let rows = office.ask("members", "list", json!({})).await["rows"].clone();
        assert_eq!(rows[0]["member_no"], "A-0012");
        assert_eq!(office.refused("members", "add", numbered("川本", "A-００12")).await, "invalid");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_02_nobody_holds_two_memberships_at_once() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let added = office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        let mut again = joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo);
        again["rejoins"] = added["person_id"].clone();
        assert_eq!(office.refused("members", "add", again).await, "M-02");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_03_m_04_m_05_guard_the_first_day() {
    let (office, tokyo, _) = with_units(On::File).await;
    let mut input = joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo);
    input["eligible"] = json!(false);
    assert_eq!(office.refused("members", "add", input.clone()).await, "M-03");
    input["eligible"] = json!(true);
    input["joined_on"] = json!("2026-12-31");
    assert_eq!(office.refused("members", "add", input.clone()).await, "M-04", "more than 60 days ahead");
    input["joined_on"] = json!("2026-12-30");
    input["applied_on"] = json!("2026-12-31");
    assert_eq!(office.refused("members", "add", input.clone()).await, "M-04", "joined before applying");
    input["applied_on"] = json!("2026-10-01");
    input["unit_id"] = json!(uuid::Uuid::now_v7());
    assert_eq!(office.refused("members", "add", input).await, "M-05");
}

#[tokio::test(flavor = "multi_thread")]
async fn m_05_the_refusal_names_the_unit_and_the_day_from_which_it_is_there() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let late = office
            .ask(
                "organizations",
                "add_unit",
                json!({ "kind": "branch", "label": "新設支部", "code": "B09", "from_on": "2026-10-01" }),
            )
            .await;
        let mut input = joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo);
        input["joined_on"] = json!("2026-04-01");
        input["unit_id"] = late.clone();
        let refused = office.call("members", "add", input.clone()).await.unwrap_err();
        assert_eq!(refused.code(), "unit_begins_later");
        assert_eq!(refused.about(), json!({ "unit": "新設支部", "from_on": "2026-10-01" }));
        // Where the first day was a slip, it is corrected, and the member can join.
        let corrected = json!({ "id": late, "version": 1, "from_on": "1900-01-01" });
        office.ask("organizations", "correct_unit", corrected).await;
        office.ask("members", "add", input).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_06_nobody_is_turned_down_for_who_they_are() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let applied = office.ask("members", "apply", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        let reject =
            |reason: &str| json!({ "membership_id": applied["membership_id"], "version": 1, "reason": reason });
        assert_eq!(office.refused("members", "reject", reject("宗教上の理由")).await, "M-06");
        assert_eq!(office.refused("members", "reject", reject(" ")).await, "M-06");
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 0, "an application is not a membership");
        office
            .ask(
                "members",
                "approve",
                json!({ "membership_id": applied["membership_id"], "version": 1, "joined_on": "2026-10-31", }),
            )
            .await;
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_08_m_09_m_10_guard_the_end() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let added = office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        let leave = |more: Value| {
            let mut input = json!({ "membership_id": added["membership_id"], "version": 1, "left_on": "2026-03-31", "end_reason": "resignation" });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            input
        };
        assert_eq!(
            office.refused("members", "leave", leave(json!({}))).await,
            "M-10",
            "the day of receipt is recorded"
        );
        assert_eq!(
            office
                .refused("members", "leave", leave(json!({ "left_on": "2020-03-31", "received_on": "2020-03-01" })))
                .await,
            "M-09"
        );
        assert_eq!(office.refused("members", "leave", leave(json!({ "end_reason": "expulsion" }))).await, "M-08");
        let unheard = json!({ "organ": "大会", "resolved_on": "2026-03-01", "heard_on": "2026-03-02", "text": "除名" });
        assert_eq!(
            office
                .refused("members", "leave", leave(json!({ "end_reason": "expulsion", "resolution": unheard })))
                .await,
            "M-08"
        );
        office.ask("members", "leave", leave(json!({ "received_on": "2026-03-01" }))).await;
        let on_last_day = office.ask("members", "count", json!({ "as_of": "2026-03-31" })).await;
        assert_eq!(on_last_day["n"], 1, "the last day is still counted");
        assert_eq!(office.ask("members", "count", json!({ "as_of": "2026-04-01" })).await["n"], 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_12_a_mistaken_end_is_taken_back_and_both_stay_in_the_history() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let added = office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        let membership = &added["membership_id"];
        office.ask("members", "leave", json!({ "membership_id": membership, "version": 1, "left_on": "2026-03-31", "end_reason": "entry_error" })).await;
        let card = office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
        office.ask("members", "reinstate", json!({ "membership_id": membership, "version": card["memberships"][0]["version"], "reason": "別人と取り違えた" })).await;
        let card = office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
        assert_eq!(card["memberships"][0]["status"], "active");
        assert_eq!(card["memberships"][0]["assignments"][0]["to_on"], Value::Null);
        let kinds: Vec<&str> =
            card["events"].as_array().unwrap().iter().map(|event| event["kind"].as_str().unwrap()).collect();
        assert!(kinds.contains(&"end") && kinds.contains(&"correction"), "{kinds:?}");
        let corrected = json!({ "person_id": added["person_id"], "version": card["version"], "reason": "結婚",
            "person": { "family_name": "鈴木", "given_name": "太郎", "former_name": "佐藤" } });
        office.ask("members", "correct", corrected.clone()).await;
        assert_eq!(office.refused("members", "correct", corrected).await, "changed", "a stale version is refused");
        let card = office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
        let renamed = card["events"].as_array().unwrap().iter().find(|event| event["kind"] == "name").unwrap();
        assert_eq!(renamed["before"]["family_name"], "佐藤");
        assert_eq!(renamed["after"]["family_name"], "鈴木");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_closes_the_old_unit_the_day_before() {
    for on in databases() {
        let (office, tokyo, osaka) = with_units(on).await;
        let added = office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        office
            .ask(
                "members",
                "move_unit",
                json!({ "membership_id": added["membership_id"], "unit_id": osaka, "from_on": "2025-04-01" }),
            )
            .await;
        let at = |day: &'static str, unit: String| {
            let office = &office;
            async move { office.ask("members", "count", json!({ "as_of": day, "unit_id": unit })).await["n"].clone() }
        };
        assert_eq!(at("2025-03-31", tokyo.clone()).await, 1);
        assert_eq!(at("2025-04-01", tokyo.clone()).await, 0);
        assert_eq!(at("2025-04-01", osaka.clone()).await, 1);
        let early = json!({ "membership_id": added["membership_id"], "unit_id": tokyo, "from_on": "2025-04-01" });
        assert_eq!(office.refused("members", "move_unit", early).await, "move_before_assignment");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_officer_sees_and_changes_the_own_branch_only() {
    for on in databases() {
        let (office, tokyo, osaka) = with_units(on).await;
        let a = office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        let b = office.ask("members", "add", joining("高橋", "次郎", ("タカハシ", "ジロウ"), &osaka)).await;
        let officer = json!({ "login": "tokyo", "display_name": "東京 役員（架空）", "passphrase": "支部の合言葉です", "roles": ["branch_officer"], "unit_scope": tokyo });
        office.ask("officers", "add", officer).await;
        office.ask("desk", "open", json!({ "login": "tokyo", "passphrase": "支部の合言葉です" })).await;
        let names = office.ask("members", "list", json!({})).await;
        assert_eq!(names["rows"].as_array().unwrap().len(), 1);
        assert_eq!(names["rows"][0]["family_name"], "佐藤");
        assert_eq!(office.ask("members", "list", json!({ "find": "高橋" })).await["rows"], json!([]));
        assert_eq!(office.ask("members", "count", json!({})).await["n"], 1);
        office.ask("members", "card", json!({ "person_id": a["person_id"] })).await;
        assert_eq!(office.refused("members", "card", json!({ "person_id": b["person_id"] })).await, "missing");
        assert_eq!(
            office.refused("members", "add", joining("新", "人", ("シン", "ジン"), &osaka)).await,
            "not_allowed"
        );
        assert_eq!(
            office.refused("organizations", "add_unit", json!({ "kind": "branch", "label": "新支部" })).await,
            "not_allowed"
        );
        assert_eq!(office.refused("desk", "undo", json!({})).await, "nothing_to_undo", "not another officer's ops");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_each_other_without_gap_or_repeat() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        for n in 0..25 {
            let mut input = joining("佐藤", &format!("太郎{n}"), ("サトウ", "タロウ"), &tokyo);
            input["joined_on"] = json!(format!("2020-04-{:02}", 1 + n % 5));
            office.ask("members", "add", input).await;
        }
        for sort in ["kana", "member_no", "joined_on", "unit"] {
            for descending in [false, true] {
                let mut seen = Vec::new();
                let mut after = Value::Null;
                loop {
                    let page = office
                        .ask(
                            "members",
                            "list",
                            json!({ "sort": sort, "descending": descending, "limit": 7, "after": after }),
                        )
                        .await;
                    seen.extend(
                        page["rows"]
                            .as_array()
                            .unwrap()
                            .iter()
                            .map(|row| row["member_no"].as_str().unwrap().to_owned()),
                    );
                    after = page["next"].clone();
                    if after.is_null() {
                        break;
                    }
                }
                assert_eq!(seen.len(), 25, "{sort} {descending}");
                let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
                assert_eq!(distinct.len(), 25, "{sort} {descending}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_home_page_counts_and_says_what_to_do() {
    for on in databases() {
        let empty = Office::new(on).await;
        let home = empty.ask("desk", "home", json!({})).await;
        let codes = |home: &Value| {
            home["tasks"]
                .as_array()
                .unwrap()
                .iter()
                .map(|task| task["code"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        assert!(
            codes(&home).contains(&"no_units".to_owned()) && codes(&home).contains(&"no_members".to_owned()),
            "{home}"
        );
        let (office, tokyo, _) = with_units(on).await;
        office.ask("members", "add", joining("佐藤", "太郎", ("サトウ", "タロウ"), &tokyo)).await;
        office.ask("members", "apply", joining("高橋", "次郎", ("タカハシ", "ジロウ"), &tokyo)).await;
        let home = office.ask("desk", "home", json!({})).await;
        let figure = |code: &str| {
            home["figures"].as_array().unwrap().iter().find(|figure| figure["code"] == code).unwrap()["n"].clone()
        };
        assert_eq!((figure("members"), figure("units")), (json!(1), json!(3)));
        assert!(
            codes(&home).contains(&"applied".to_owned()) && codes(&home).contains(&"headcount_missing".to_owned()),
            "{home}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn m_02_a_member_added_by_a_branch_who_is_one_elsewhere_is_told_to_the_office_alone() {
    for on in databases() {
        let (office, tokyo, osaka) = with_units(on).await;
        let mut input = joining("佐藤", "太郎", ("サトウ", "タロウ"), &osaka);
        input["person"]["birth_on"] = json!("1985-05-05");
        office.ask("members", "add", input.clone()).await;
        let officer = json!({ "login": "tokyo", "display_name": "東京 役員（架空）", "passphrase": "支部の合言葉です", "roles": ["branch_officer"], "unit_scope": tokyo });
        office.ask("officers", "add", officer).await;
        let open = async |login: &str, passphrase: &str| {
            office.ask("desk", "open", json!({ "login": login, "passphrase": passphrase })).await;
        };
        let told = async || office.ask("desk", "home", json!({})).await["tasks"].to_string().contains("members_twice");
        assert!(!told().await);
        open("tokyo", "支部の合言葉です").await;
        input["unit_id"] = json!(tokyo);
        let added = office.ask("members", "add", input).await;
        assert!(!told().await, "nothing of the other branch is given away");
        open("admin", crate::support::office::PASSPHRASE).await;
        assert!(told().await);
        let pairs = office.ask("members", "duplicates", json!({})).await;
        let other = &pairs[0];
        assert!(other.to_string().contains(added["person_id"].as_str().unwrap()), "{pairs}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_joins_before_birth_or_is_born_in_the_future_by_hand_either() {
    for on in databases() {
        let (office, tokyo, _) = with_units(on).await;
        let refused = async |verb: &'static str, input: Value| match office.call("members", verb, input).await {
            Err(Error::Invalid(fields)) => (fields[0].field.clone(), fields[0].code.clone()),
            other => panic!("{other:?}"),
        };
        let said = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        let mut early = joining("見本", "一子", ("ミホン", "イチコ"), &tokyo);
        early["joined_on"] = json!("1990-03-31");
        for verb in ["why_not_add", "add", "apply"] {
            assert_eq!(refused(verb, early.clone()).await, said("joined_on", "joined_before_birth"), "{verb}");
        }
        let mut unborn = joining("見本", "一子", ("ミホン", "イチコ"), &tokyo);
        unborn["person"]["birth_on"] = json!("2100-01-01");
        assert_eq!(refused("add", unborn).await, said("person.birth_on", "birth_impossible"));

        let added = office.ask("members", "add", joining("見本", "一子", ("ミホン", "イチコ"), &tokyo)).await;
        let card = office.ask("members", "card", json!({ "person_id": added["person_id"] })).await;
        let correct = |person: Option<&str>, joined: Option<&str>| {
            let mut input = json!({ "person_id": added["person_id"], "version": card["version"] });
            if let Some(birth) = person {
                input["person"] = card["person"].clone();
                input["person"]["birth_on"] = json!(birth);
            }
            if let Some(joined) = joined {
                input["membership"] = json!({ "joined_on": joined });
            }
            input
        };
        let early = correct(None, Some("1990-03-31"));
        assert_eq!(refused("correct", early).await, said("membership.joined_on", "joined_before_birth"));
        let late = correct(Some("2020-04-02"), None);
        assert_eq!(refused("correct", late).await, said("person.birth_on", "joined_before_birth"));
        // Both at once are judged as they will stand.
        office.ask("members", "correct", correct(Some("2020-04-02"), Some("2020-05-01"))).await;
    }
}
