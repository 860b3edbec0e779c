//! The fictional union that the window offers on first start.

use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};

async fn sample(on: On, members: u32, seed: u64) -> Office {
    let office = Office::closed(on).await;
    office
        .ask(
            "desk",
            "create_sample",
            json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": seed }),
        )
        .await;
    office
}

async fn count(office: &Office, filter: Value) -> i64 {
    office.ask("members", "count", filter).await["n"].as_i64().unwrap()
}

/// The first page of the roster without the ids, which are new each time.
async fn page(office: &Office, filter: Value) -> Value {
    let mut page = office.ask("members", "list", filter).await;
    for row in page["rows"].as_array_mut().unwrap() {
        row.as_object_mut().unwrap().retain(|name, _| !name.ends_with("_id") && name != "id" && name != "version");
    }
    page["rows"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_has_as_many_members_as_were_asked_for_on_its_last_day() {
    for on in databases() {
        let office = sample(on, 300, 7).await;
        assert_eq!(count(&office, json!({ "as_of": "2026-10-31" })).await, 300);
        let five_years_before = count(&office, json!({ "as_of": "2021-11-01" })).await;
        assert!((290..330).contains(&five_years_before), "{five_years_before}");
        assert!(count(&office, json!({ "state": "ended" })).await > 50, "who left is kept");
        assert!(count(&office, json!({ "state": "applied" })).await >= 2);
        let units = office.ask("organizations", "units", json!({})).await;
        let of = |kind: &str| units.as_array().unwrap().iter().filter(|unit| unit["kind"] == kind).count();
        assert_eq!((of("headquarters"), of("branch"), of("sub_branch")), (1, 4, 12));
        let mut placed = 0;
        for unit in units.as_array().unwrap().iter().filter(|unit| unit["kind"] == "branch") {
            placed += count(&office, json!({ "unit_id": unit["id"] })).await;
        }
        assert_eq!(
            placed + count(&office, json!({ "no_unit": true })).await,
            300,
            "each is counted in one branch or in 所属なし"
        );
        let counts = office.ask("organizations", "headcounts", json!({})).await;
        assert_eq!(counts.as_array().unwrap().len(), 24);
        for row in counts.as_array().unwrap() {
            let members = count(&office, json!({ "unit_id": row["unit_id"], "as_of": row["as_of"] })).await;
            assert!(members < row["eligible_total"].as_i64().unwrap(), "{row}");
        }
        let checked = office.ask("desk", "verify", json!({})).await;
        assert_eq!(checked["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_samples_officers_hold_their_offices_for_a_term() {
    for on in databases() {
        let office = sample(on, 150, 7).await;
        let held = async |day: &str| {
            let offices = office.ask("members", "offices", json!({ "as_of": day })).await;
            let holders = |row: &Value| row["holders"].as_array().unwrap().len();
            let posts = office.ask("members", "list", json!({ "as_of": day, "limit": 200 })).await;
            let posts = posts["rows"].as_array().unwrap().iter().filter(|row| !row["union_post"].is_null()).count();
            (offices.as_array().unwrap().iter().map(holders).sum::<usize>(), posts)
        };
        let (holders, posts) = held("2026-10-31").await;
        assert!(holders > 0);
        assert_eq!(posts, holders, "the roster names those who hold an office, and nobody else");
        assert_eq!(held("2022-01-01").await, (0, 0), "an office has its days");
        let paper = office.ask("reports", "preview", json!({ "report": "R22", "as_of": "2026-10-31" })).await;
        assert!(paper.to_string().contains(&format!("のべ{holders}人")), "{}", paper["pages"][0]["scope"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_members_and_another_seed_others() {
    let (one, same, other) =
        (sample(On::File, 60, 7).await, sample(On::File, 60, 7).await, sample(On::File, 60, 8).await);
    for filter in
        [json!({}), json!({ "sort": "member_no", "state": "all" }), json!({ "sort": "unit", "as_of": "2024-06-30" })]
    {
        assert_eq!(page(&one, filter.clone()).await, page(&same, filter.clone()).await);
        assert_ne!(page(&one, filter.clone()).await, page(&other, filter).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_samples_persons_are_found_by_kana_kanji_and_number() {
    let office = sample(On::File, 200, 7).await;
    let rows = page(&office, json!({ "limit": 50 })).await;
    let keys: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["family_kana"].as_str().unwrap()).collect();
    let mut sorted = keys.clone();
    sorted.sort_by_key(|kana| kyojo_core::text::kana_key(kana));
    assert_eq!(keys, sorted, "五十音");
    for row in rows.as_array().unwrap().iter().step_by(7) {
        let number = row["member_no"].as_str().unwrap();
        assert_eq!((number.len(), number.starts_with('0')), (6, true), "numbers keep their zeros");
        for find in [row["family_kana"].as_str().unwrap(), row["family_name"].as_str().unwrap(), number] {
            let found = page(&office, json!({ "find": find, "limit": 200 })).await;
            assert!(
                found.as_array().unwrap().iter().any(|found| found["member_no"] == row["member_no"]),
                "{find} finds {row}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_role_has_an_officer_in_the_sample_who_opens_it() {
    let office = sample(On::File, 60, 7).await;
    let officers = office.ask("officers", "list", json!({})).await;
    assert_eq!(officers.as_array().unwrap().len(), 13);
    office.ask("desk", "lock", json!({})).await;
    office.ask("desk", "open", json!({ "login": "branch_officer", "passphrase": PASSPHRASE })).await;
    let all = count(&office, json!({})).await;
    assert!(all > 0 && all < 60, "a branch officer sees the own branch: {all}");
    office.ask("desk", "lock", json!({})).await;
    office.ask("desk", "open", json!({ "login": "counselor", "passphrase": PASSPHRASE })).await;
    assert_eq!(office.refused("members", "list", json!({})).await, "not_allowed");
}

/// Slow in a debug build; run with `--release -- --ignored --nocapture` to see the time.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "takes a minute"]
async fn a_hundred_thousand_members_are_made_within_a_minute() {
    let begun = std::time::Instant::now();
    let office = sample(On::File, 100_000, 7).await;
    eprintln!("100,000 members in {:?}", begun.elapsed());
    assert_eq!(count(&office, json!({})).await, 100_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_asked_its_members_twice_and_weighs_what_it_does() {
    for on in databases() {
        let office = sample(on, 300, 7).await;
        let surveys = office.ask("surveys", "list", json!({})).await;
        assert!(surveys[0]["title"].as_str().unwrap().contains("架空"), "it says that it is fictional");
        let waves = surveys[0]["waves"].as_array().unwrap();
        assert_eq!(waves.iter().map(|wave| wave["status"].as_str().unwrap()).collect::<Vec<_>>(), ["closed", "closed"]);
        assert_eq!(waves[0]["groups"].as_array().unwrap().len(), 4, "by branch");
        let results = office.ask("surveys", "results", json!({ "wave_id": waves[0]["id"] })).await;
        assert_eq!(results["beside"]["id"], waves[1]["id"], "the wave before stands beside it");
        let unions = &results["questions"][0]["choices"][1];
        assert_eq!((&unions["national"], &unions["verdict"]), (&json!(15), &json!("higher")), "{unions}");
        let review = office.ask("activities", "list", json!({})).await;
        let rows = review["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 12);
        assert!(rows.iter().all(|row| row["minutes"].as_i64() > Some(0)));
        let told = rows.iter().filter(|row| !row["this"].is_null()).count();
        let next = rows.iter().filter(|row| !row["next"].is_null()).count();
        assert_eq!((told, next), (6, 4));
        let pack = office.ask("reports", "preview", json!({ "report": "meeting-pack", "as_of": "2026-10-31" })).await;
        let names: Vec<&str> =
            pack["pages"].as_array().unwrap().iter().map(|page| page["name"].as_str().unwrap()).collect();
        for name in ["全国比較", "頼れる制度", "活動と優先順位"] {
            assert!(names.iter().any(|page| page.ends_with(name)), "{name}: {names:?}");
        }
        // The rightless parts of the pack stay away from who sees only a part, and so does what the whole union said.
        let part = json!({ "report": "meeting-pack", "as_of": "2026-10-31", "unit": "B01" });
        let pack = office.ask("reports", "preview", part).await;
        let text = pack["pages"].to_string();
        assert!(!text.contains("活動と優先順位") && !text.contains("自組合"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pack_of_the_sample_was_made_then_approved_then_handed_out_and_names_no_congress_that_was_not() {
    for on in databases() {
        let office = sample(on, 300, 7).await;
        let packs = office.ask("reports", "issued_packs", json!({})).await;
        let [pack] = packs.as_array().unwrap().as_slice() else { panic!("one pack: {packs}") };
        let of = |name: &str| pack[name].as_str().unwrap();
        let days = [of("from"), of("as_of"), &of("made_at")[..10], &of("approved_at")[..10], of("distributed_on")];
        assert!(days.is_sorted(), "{on:?}: {days:?}");
        assert_ne!(pack["made_by"], pack["approved_by"]);
        let meetings = office.ask("meetings", "list", json!({})).await;
        let titles: Vec<&str> = meetings.as_array().unwrap().iter().map(|row| row["title"].as_str().unwrap()).collect();
        let numbered = of("title").split_once("回定期大会").map(|(number, _)| format!("{number}回定期大会"));
        assert!(numbered.is_none_or(|name| titles.iter().any(|title| title.starts_with(&name))), "{titles:?}");
        let shown = office.ask("reports", "preview", json!({ "report": "meeting-pack", "issued": pack["id"] })).await;
        assert_eq!(&shown["frame"]["made_at"].as_str().unwrap()[..10], days[2], "as its pages say");
    }
}
