//! Small units in the reports of the organisation: which keep their line, and which days of a part are told.

use kyojo_core::labels::{Locale, word};
use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};

const DAY: &str = "2026-09-30";

async fn unit(office: &Office, label: &str, code: &str, parent: Option<&Value>) -> Value {
    let kind = if parent.is_some() { "branch" } else { "headquarters" };
    let unit = json!({ "kind": kind, "label": label, "code": code, "from_on": "2000-04-01", "parent_id": parent });
    office.ask("organizations", "add_unit", unit).await
}

async fn member(office: &Office, unit: &Value, n: usize, gender: &str, joined: &str) {
    let person = json!({ "family_name": format!("架空{n}"), "given_name": "一", "gender": gender });
    let add =
        json!({ "person": person, "joined_on": joined, "unit_id": unit, "eligible": true, "not_a_duplicate": true });
    office.ask("members", "add", add).await;
}

/// A union of branches of these sizes, every third of them a woman.
async fn union(on: On, sizes: &[usize], name: impl Fn(usize) -> String) -> (Office, Vec<Value>) {
    let office = Office::new(on).await;
    let top = unit(&office, "本部", "H", None).await;
    let (mut n, mut units) = (0, Vec::new());
    for (branch, size) in sizes.iter().enumerate() {
        let id = unit(&office, &name(branch), &format!("B{branch:02}"), Some(&top)).await;
        for at in 0..*size {
            n += 1;
            member(&office, &id, n, if at % 3 == 0 { "2" } else { "1" }, "2020-04-01").await;
        }
        units.push(id);
    }
    (office, units)
}

async fn preview(office: &Office, more: Value) -> Value {
    let mut ask = json!({ "report": "R02", "as_of": DAY, "from": "2026-04-01" });
    ask.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    office.ask("reports", "preview", ask).await
}

fn page<'p>(preview: &'p Value, code: &str) -> &'p Value {
    preview["pages"].as_array().unwrap().iter().find(|page| page["code"] == code).unwrap_or_else(|| panic!("no {code}"))
}

fn block<'p>(page: &'p Value, kind: &str, at: usize) -> &'p Value {
    page["blocks"].as_array().unwrap().iter().filter(|block| block["block"] == kind).nth(at).unwrap()
}

fn rows(table: &Value) -> Vec<Vec<Value>> {
    table["rows"].as_array().unwrap().iter().map(|row| row["cells"].as_array().unwrap().clone()).collect()
}

fn numbers(page: &Value, table: usize, column: usize) -> Vec<Option<i64>> {
    rows(block(page, "table", table)).iter().map(|cells| cells[column]["value"].as_i64()).collect()
}

/// Members by line of the page of branches: the first column that is neither a name nor a sex.
fn members(page: &Value) -> Vec<Option<i64>> {
    let heads = block(page, "table", 0)["heads"].as_array().unwrap();
    numbers(page, 0, heads.iter().position(|head| head["label"] == "組合員").unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn s_02_units_of_a_few_more_than_k_keep_their_lines_and_only_their_sexes_are_withheld() {
    for on in databases() {
        let sizes = [5, 6, 7, 8, 9, 14, 40];
        let long = "とても長い名前の支部の事業所支部".repeat(4);
        let (office, _) = union(on, &sizes, |branch| format!("第{branch}{long}")).await;
        let shown = preview(&office, json!({})).await;
        let branches = page(&shown, "branches");
        let expected: Vec<Option<i64>> = sizes.iter().chain([&89]).map(|n| i64::try_from(*n).ok()).collect();
        assert_eq!(members(branches), expected, "{on:?}");
        assert_eq!(numbers(page(&shown, "movement"), 1, 1), expected, "opening, {on:?}");
        // The picture has a column for each line: those whose sexes are withheld are not drawn as nobody.
        let chart = block(branches, "chart", 0);
        let table = rows(block(branches, "table", 0));
        let hidden = table.iter().flatten().any(|cell| cell["kind"] == "hidden");
        let drawn: Vec<usize> =
            chart["series"].as_array().unwrap().iter().map(|one| one["column"].as_u64().unwrap() as usize).collect();
        for cells in table.iter().take(sizes.len()) {
            assert!(drawn.iter().all(|column| cells[*column]["kind"] == "number"), "{chart} {cells:?}");
        }
        let heads = block(branches, "table", 0)["heads"].as_array().unwrap();
        assert!(!hidden || heads[drawn[0]]["label"] == "組合員");
        // Names of 60 letters do not stand below it: its labels are the numbers at the end of the lines.
        let labels = chart["categories"].as_u64().unwrap() as usize;
        assert_eq!(heads[labels]["label"], "図の番号");
        assert_eq!(table[2][labels]["value"], "3");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_01_a_part_tells_nothing_of_days_on_which_it_had_too_few_members() {
    for on in databases() {
        let (office, units) = union(on, &[4, 30], |branch| format!("第{branch}支部")).await;
        member(&office, &units[0], 90, "1", "2026-06-01").await;
        let part = json!({ "unit": "B00" });
        let shown = preview(&office, part.clone()).await;
        for code in ["branches", "trend", "movement"] {
            for cells in page(&shown, code)["blocks"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|block| block["block"] == "table")
                .flat_map(rows)
            {
                let small = |cell: &Value| cell["value"].as_i64().is_some_and(|n| (1..5).contains(&n.abs()));
                assert!(!cells.iter().skip(1).any(small), "{on:?} {code}: {cells:?}");
            }
        }
        let months = numbers(page(&shown, "trend"), 0, 1);
        assert_eq!(months.last(), Some(&Some(5)));
        assert_eq!(months.first(), Some(&None), "four are x");
        let workplace = json!({ "report": "meeting-pack", "plan": "workplace", "unit": "B00" });
        let shown = preview(&office, workplace).await;
        let first = &shown["pages"][0];
        assert_eq!(rows(block(first, "table", 0)).len(), 1, "the closing alone: {first}");
        assert!(numbers(first, 1, 1).iter().all(|n| n.is_none_or(|n| n >= 5)), "{first}");
        let counts_only = json!({ "report": "R03", "names": false, "unit": "B00", "as_of": DAY, "from": "2026-04-01" });
        assert_eq!(office.refused("reports", "preview", counts_only).await, "report_too_small");
        let whole = preview(&office, json!({})).await;
        assert_eq!(members(page(&whole, "branches")).last(), Some(&Some(35)));
        let branch = preview(&office, json!({ "unit": "B01" })).await;
        assert_eq!(
            numbers(page(&branch, "trend"), 0, 1).first(),
            Some(&Some(30)),
            "a part that was large enough tells"
        );
    }
}

/// The pack of the union tells 12 of two branches together, that of the larger one its 10: the other has 2.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_packs_of_one_day_do_not_tell_the_few_whom_one_of_them_joined_with_others() {
    for on in databases() {
        let (office, _) = union(on, &[2, 10, 30], |branch| format!("第{branch}支部")).await;
        let pack = |day: &str| json!({ "report": "meeting-pack", "as_of": day });
        let of = |day: &str, code: &str| json!({ "report": "meeting-pack", "as_of": day, "plan": "workplace", "unit": code });
        office.ask("reports", "freeze_pack", pack(DAY)).await;
        assert_eq!(office.refused("reports", "freeze_pack", of(DAY, "B01")).await, "pack_tells_few", "{on:?}");
        office.ask("reports", "freeze_pack", of(DAY, "B02")).await;
        // The other way round, until the first is taken back.
        let earlier = "2026-08-31";
        office.ask("reports", "freeze_pack", of(earlier, "B01")).await;
        office.ask("reports", "freeze_pack", of(earlier, "B02")).await;
        assert_eq!(office.refused("reports", "freeze_pack", pack(earlier)).await, "pack_tells_few", "{on:?}");
        for _ in 0..2 {
            office.ask("desk", "undo", json!({})).await;
        }
        office.ask("reports", "freeze_pack", pack(earlier)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn units_of_one_name_are_told_apart_and_the_one_without_a_headcount_is_named() {
    for on in databases() {
        let (office, branches) = union(on, &[0, 0, 6], |at| format!("架空{at}支部")).await;
        for (at, branch) in branches.iter().take(2).enumerate() {
            let sub = json!({
                "kind": "sub_branch", "label": "第一分会", "code": format!("S{at}"), "from_on": "2000-04-01", "parent_id": branch
            });
            let sub = office.ask("organizations", "add_unit", sub).await;
            for n in 0..6 {
                member(&office, &sub, 100 + 10 * at + n, "1", "2020-04-01").await;
            }
            let head = json!({
                "unit_id": sub, "as_of": "2026-04-01", "workers_total": 9, "eligible_total": 9, "source": "見本"
            });
            office.ask("organizations", "set_headcount", head).await;
        }
        let shown = preview(&office, json!({})).await;
        let densities = page(&shown, "densities");
        let names =
            rows(block(densities, "table", 1)).iter().map(|cells| cells[0]["value"].clone()).collect::<Vec<_>>();
        for name in ["架空0支部 第一分会", "架空1支部 第一分会"] {
            assert!(names.contains(&json!(name)), "{names:?}");
        }
        let text = densities["blocks"].to_string();
        assert!(text.contains("従業員数がない：架空2支部\""), "nothing of the whole is told: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ages_are_told_where_no_sex_is_recorded_and_small_bands_are_withheld() {
    for on in databases() {
        let office = Office::new(on).await;
        let top = unit(&office, "本部", "H", None).await;
        let branch = unit(&office, "東支部", "B1", Some(&top)).await;
        let join = async |n: usize, birth: &str| {
            let person = json!({ "family_name": format!("架空{n}"), "given_name": "一", "birth_on": birth });
            let add = json!({ "person": person, "joined_on": "2021-04-01", "unit_id": branch, "eligible": true, "not_a_duplicate": true });
            office.ask("members", "add", add).await;
        };
        for n in 0..24 {
            join(n, if n % 2 == 0 { "1980-05-01" } else { "1990-05-01" }).await;
        }
        let ages = page(&preview(&office, json!({})).await, "ages").clone();
        let told = |page: &Value| numbers(page, 0, 1).into_iter().flatten().filter(|n| *n > 0).collect::<Vec<_>>();
        assert_eq!(told(&ages), [12, 12, 24], "{on:?} {ages}");
        assert!(ages["notes"].to_string().contains("男・女の登録がない"), "{}", ages["notes"]);
        let blocks = ages["blocks"].as_array().unwrap();
        assert!(blocks.iter().all(|block| block["block"] == "table"), "no pyramid of one side: {ages}");

        // Three of another band are withheld, and with them a band by which they would be found.
        for n in 24..27 {
            join(n, "2000-05-01").await;
        }
        let ages = page(&preview(&office, json!({})).await, "ages").clone();
        let shown = told(&ages);
        assert_eq!(shown.last(), Some(&27), "{on:?} {ages}");
        assert!(!shown.contains(&3) && shown.len() < 4, "{on:?} {ages}");
        // What a pack told is known to the next one.
        let pack = json!({ "report": "meeting-pack", "as_of": DAY, "from": "2026-04-01" });
        office.ask("reports", "freeze_pack", pack).await;
        assert_eq!(page(&preview(&office, json!({})).await, "ages"), &ages, "{on:?}");
    }
}

/// Of 60 members no category and no kind of employment but the largest has enough people to be told: a table of one number, with a
/// picture of one column, is none.
#[tokio::test(flavor = "multi_thread")]
async fn s_01_kinds_that_are_all_joined_into_one_are_no_table() {
    let office = Office::closed(On::File).await;
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": 60, "seed": 7 });
    office.ask("desk", "create_sample", sample).await;
    let seen = office.ask("reports", "preview", json!({ "report": "R02", "as_of": "2026-10-31" })).await;
    let blocks = page(&seen, "kinds")["blocks"].clone();
    let why = word(Locale::Ja, "report.withheld").replace("{k}", "5");
    assert_eq!(blocks, json!([{ "block": "text", "paragraphs": [why] }]));
    // Where all are of one kind, that is told, without a picture.
    let (office, _) = union(On::File, &[6, 6], |branch| format!("第{branch}支部")).await;
    let seen = preview(&office, json!({})).await;
    let blocks = page(&seen, "kinds")["blocks"].as_array().unwrap().clone();
    assert_eq!(blocks.iter().map(|block| &block["block"]).collect::<Vec<_>>(), ["table"]);
}
