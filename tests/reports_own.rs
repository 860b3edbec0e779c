//! Own reports; `due` has the days on which reports are made by themselves, `booklet` what is printed, `cuts` what several of one
//! day tell, `beside_packs` what they tell beside packs.

mod beside_packs;
#[cfg(unix)]
mod booklet;
mod cuts;
mod due;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::random::Random;
use crate::support::workbook::shown;

const SECRET: &str = "しろつめ くさのみち 7";

async fn sample(on: On, members: u32) -> Office {
    let office = Office::closed(on).await;
    let input = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": 11 });
    office.ask("desk", "create_sample", input).await;
    office
}

async fn open(office: &Office, login: &str, passphrase: &str) {
    let place = json!({ "file": office.place, "login": login, "passphrase": passphrase });
    office.ask("desk", "open", place).await;
}

/// Another officer with one role, perhaps for a part.
async fn officer(office: &Office, login: &str, role: &str, unit: Value) -> Value {
    let input = json!({
        "login": login, "display_name": format!("見本 {login}（架空）"), "passphrase": SECRET, "roles": [role], "unit_scope": unit
    });
    office.ask("officers", "add", input).await
}

/// Own reports of everyone's that the sample has.
const SAMPLE: [&str; 2] = ["今年度の加入者（見本）", "支部と雇用形態（見本）"];

/// Names of the own reports that the officer sees.
async fn names_of(office: &Office) -> Vec<String> {
    let rows = office.ask("reports", "own_reports", json!({})).await;
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

/// The own report of a name.
async fn kept(office: &Office, name: &str) -> Value {
    let rows = office.ask("reports", "own_reports", json!({})).await;
    rows.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}: {rows}")).clone()
}

async fn count(office: &Office, filter: &Value) -> i64 {
    office.ask("members", "count", filter.clone()).await["n"].as_i64().unwrap()
}

/// The table of a count: its head, its rows with their kinds.
struct Counted {
    rows: Vec<(String, Vec<Value>)>,
    total: Vec<Value>,
    scope: String,
}

impl Counted {
    fn of(preview: &Value) -> Self {
        let page = &preview["pages"][0];
        let table = page["blocks"].as_array().unwrap().iter().find(|block| block["block"] == "table").unwrap();
        let cells = |row: &Value| row["cells"].as_array().unwrap().clone();
        let of_kind = |kind: &str| -> Vec<Vec<Value>> {
            table["rows"].as_array().unwrap().iter().filter(|row| row["kind"] == kind).map(cells).collect()
        };
        let rows = of_kind("body").into_iter().map(|cells| (words(&cells[0]), cells[1..].to_vec())).collect();
        let scope = page["scope"].as_str().unwrap().to_owned();
        Self { rows, total: of_kind("total").remove(0)[1..].to_vec(), scope }
    }

    /// The column of the totals of rows: the one before the share.
    fn of_row(cells: &[Value]) -> i64 {
        number(&cells[cells.len() - 2])
    }

    fn by_name(&self) -> BTreeMap<String, i64> {
        self.rows.iter().map(|(name, cells)| (name.clone(), Self::of_row(cells))).filter(|(_, n)| *n > 0).collect()
    }
}

fn words(cell: &Value) -> String {
    cell["value"].as_str().unwrap_or_default().to_owned()
}

fn number(cell: &Value) -> i64 {
    cell["value"].as_i64().unwrap_or_else(|| panic!("no number: {cell}"))
}

const DIMENSIONS: [&str; 12] = [
    "branch",
    "sub_branch",
    "workplace",
    "category",
    "employment_type",
    "employer",
    "gender",
    "age",
    "years",
    "standing",
    "joined_month",
    "left_month",
];

/// A filter of the roster, as an officer might keep it.
fn filter(random: &mut Random, units: &[Value], employers: &[Value]) -> Value {
    let mut filter = json!({});
    let day = |random: &mut Random| {
        let day = NaiveDate::from_ymd_opt(2022, 1, 1).unwrap() + chrono::TimeDelta::days(random.below(1760) as i64);
        day.to_string()
    };
    match random.below(6) {
        0 => filter["state"] = json!(["in_force", "ended", "applied", "all"][random.below(4)]),
        1 => {
            let what = ["active", "joined", "left", "moved", "recategorized", "changed"][random.below(6)];
            let (mut from, mut to) = (day(random), day(random));
            if to < from {
                std::mem::swap(&mut from, &mut to);
            }
            filter["period"] = json!({ "what": what, "from": from, "to": to });
        }
        _ => {}
    }
    if random.below(3) == 0 {
        filter["categories"] =
            json!([&["regular"][..], &["associate", "special"], &["regular", "alumni"]][random.below(3)]);
    }
    if random.below(3) == 0 {
        filter["unit_id"] = units[random.below(units.len())]["id"].clone();
    } else if random.below(8) == 0 {
        filter["no_unit"] = json!(true);
    }
    if random.below(4) == 0 {
        filter["employer_org_id"] = employers[random.below(employers.len())]["id"].clone();
    }
    if random.below(6) == 0 {
        filter["conditions"] = json!(["leave", "childcare", "secondment_out"]);
    }
    if random.below(6) == 0 {
        filter["find"] = json!(["サ", "佐藤", "田", "1"][random.below(4)]);
    }
    filter["sort"] = json!(["kana", "member_no", "joined_on", "unit"][random.below(4)]);
    filter
}

/// What a group says of a row of the list.
type Words<'w> = Box<dyn Fn(&Value) -> String + 'w>;

#[tokio::test(flavor = "multi_thread")]
async fn o_03_groups_add_up_to_their_totals_and_to_the_list_whatever_it_is_narrowed_to() {
    for on in databases() {
        let office = sample(on, 400).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let employers = office.ask("organizations", "employers", json!({})).await;
        let (units, employers) = (units.as_array().unwrap(), employers.as_array().unwrap());
        let mut random = Random::new("o_03");
        let mut people = 0;
        for round in 0..60 {
            let filter = filter(&mut random, units, employers);
            let as_of = ["2026-10-31", "2026-03-31", "2024-06-30"][random.below(3)];
            let name = format!("一覧 {round}");
            let list = office
                .ask("members", "save_list", json!({ "name": name, "shared": false, "filter": filter, "columns": [] }))
                .await;
            let first = DIMENSIONS[random.below(12)];
            let mut groups = vec![first];
            let second = DIMENSIONS[random.below(12)];
            if second != first && random.below(3) > 0 {
                groups.push(second);
            }
            let fields = json!({ "name": "試し", "list": list, "groups": groups });
            let preview =
                office.ask("reports", "preview_own_report", json!({ "fields": fields, "as_of": as_of })).await;
            let told = Counted::of(&preview);
            let mut asked = filter.clone();
            asked["as_of"] = json!(as_of);
            let n = count(&office, &asked).await;
            people += n;
            let at = format!("{on:?} {round} {groups:?} {filter} {as_of}");
            assert_eq!(Counted::of_row(&told.total), n, "the list's own count: {at}");
            assert_eq!(told.rows.iter().map(|(_, cells)| Counted::of_row(cells)).sum::<i64>(), n, "rows: {at}");
            if groups.len() == 2 {
                for (name, cells) in &told.rows {
                    let parts: i64 = cells[..cells.len() - 2].iter().map(number).sum();
                    assert_eq!(parts, Counted::of_row(cells), "{name}: {at}");
                }
                for column in 0..told.total.len() - 2 {
                    let parts: i64 = told.rows.iter().map(|(_, cells)| number(&cells[column])).sum();
                    assert_eq!(parts, number(&told.total[column]), "column {column}: {at}");
                }
            }
            let names: Vec<&String> = told.rows.iter().map(|(name, _)| name).collect();
            let mut once = names.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), names.len(), "each row has a name of its own: {names:?} {at}");
            office.ask("members", "drop_list", json!({ "id": list, "version": 1 })).await;
        }
        assert!(people > 1_000, "the lists held {people}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_groups_are_those_that_the_rows_of_the_list_say() {
    for on in databases() {
        let office = sample(on, 300).await;
        let mut rows = Vec::new();
        let mut after = json!(null);
        loop {
            let page =
                office.ask("members", "list", json!({ "limit": 200, "after": after, "as_of": "2026-10-31" })).await;
            rows.extend(page["rows"].as_array().unwrap().clone());
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
        let list = office
            .ask("members", "save_list", json!({ "name": "在籍", "shared": false, "filter": {}, "columns": [] }))
            .await;
        let word = |key: String| kyojo_core::labels::word(kyojo_core::labels::Locale::Ja, &key).to_owned();
        let age = |row: &Value| match row["birth_on"].as_str() {
            None => "年齢不明".to_owned(),
            Some(birth) => {
                let on = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
                match kyojo_core::dates::age_on(birth.parse().unwrap(), on).unwrap() / 10 {
                    0 | 1 => "19歳以下".to_owned(),
                    tens @ 2..=6 => format!("{}～{}歳", tens * 10, tens * 10 + 9),
                    _ => "70歳以上".to_owned(),
                }
            }
        };
        let expected: [(&str, Words); 5] = [
            ("category", Box::new(|row| word(format!("enum.category.{}", row["category"].as_str().unwrap())))),
            (
                "employment_type",
                Box::new(|row| match row["employment_type"].as_str() {
                    Some(code) => word(format!("enum.employment_type.{code}")),
                    None => "不明".to_owned(),
                }),
            ),
            ("employer", Box::new(|row| row["employer"].as_str().unwrap_or("不明").to_owned())),
            ("age", Box::new(age)),
            (
                "standing",
                Box::new(|row| {
                    let conditions = row["conditions"].as_array().unwrap();
                    let told = conditions.iter().filter_map(Value::as_str).find(|code| *code != "rights_suspended");
                    word(format!("enum.standing.{}", told.or(row["status"].as_str()).unwrap()))
                }),
            ),
        ];
        for (group, of) in expected {
            let mut plain: BTreeMap<String, i64> = BTreeMap::new();
            for row in &rows {
                *plain.entry(of(row)).or_default() += 1;
            }
            let fields = json!({ "name": "試し", "list": list, "groups": [group] });
            let preview = office.ask("reports", "preview_own_report", json!({ "fields": fields })).await;
            assert_eq!(Counted::of(&preview).by_name(), plain, "{on:?} {group}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o_04_a_shared_report_counts_only_the_branch_of_whoever_makes_it() {
    for on in databases() {
        let office = sample(on, 300).await;
        let units = office.ask("organizations", "units", json!({})).await;
        let branch = units.as_array().unwrap().iter().find(|unit| unit["kind"] == "branch").unwrap().clone();
        let list = office
            .ask(
                "members",
                "save_list",
                json!({ "name": "全員", "shared": true, "filter": {}, "columns": ["member_no", "name", "branch"] }),
            )
            .await;
        let figures = json!({ "name": "区分別", "shared": true, "list": list, "groups": ["category", "gender"] });
        let figures = office.ask("reports", "save_own_report", figures).await;
        let names =
            json!({ "name": "職場別の名簿", "shared": true, "list": list, "kind": "list", "groups": ["sub_branch"] });
        let names = office.ask("reports", "save_own_report", names).await;
        let all = Counted::of(&office.ask("reports", "preview_own_report", json!({ "id": figures })).await);
        assert_eq!(Counted::of_row(&all.total), 300);
        officer(&office, "shibu", "branch_officer", branch["id"].clone()).await;
        officer(&office, "miru", "viewer", json!(null)).await;
        officer(&office, "shikko", "executive", json!(null)).await;
        open(&office, "shibu", SECRET).await;
        let n = count(&office, &json!({})).await;
        assert!(n > 20 && n < 300, "{n}");
        let part = Counted::of(&office.ask("reports", "preview_own_report", json!({ "id": figures })).await);
        assert_eq!(Counted::of_row(&part.total), n, "only the own branch");
        assert!(part.scope.contains(branch["label"].as_str().unwrap()), "and the page says so: {}", part.scope);
        let file = office.file("名簿.xlsx");
        let write = json!({ "id": names, "file": file, "purpose": "試験" });
        let written = office.ask("reports", "write_own_report", write.clone()).await;
        assert_eq!(written["rows"].as_i64(), Some(n));
        let sheets = shown(&file, None).await;
        let lines: Vec<&Vec<String>> = sheets[0]
            .1
            .iter()
            .filter(|row| row.len() > 3 && row[0].starts_with(|c: char| c.is_ascii_alphanumeric()))
            .collect();
        assert_eq!(lines.len() as i64, n, "{:?}", sheets[0].1.first());
        assert!(lines.iter().all(|row| row[3] == branch["label"].as_str().unwrap()), "{lines:?}");
        let headings: i64 = sheets[0]
            .1
            .iter()
            .filter_map(|row| {
                row[0].strip_prefix("分会：")?.rsplit('　').next()?.strip_suffix('人')?.parse::<i64>().ok()
            })
            .sum();
        assert_eq!(headings, n, "the headings say how many stand under each");
        // What a role may not see it does not get by a report either.
        open(&office, "shikko", SECRET).await;
        assert_eq!(office.refused("reports", "write_own_report", write.clone()).await, "not_allowed");
        office.ask("reports", "preview_own_report", json!({ "id": figures })).await;
        open(&office, "miru", SECRET).await;
        assert_eq!(office.refused("reports", "preview_own_report", json!({ "id": figures })).await, "not_allowed");
        assert_eq!(office.refused("reports", "write_own_report", write).await, "not_allowed");
        assert_eq!(names_of(&office).await, SAMPLE, "what is about a list that is not seen is not named either");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn o_02_whoever_may_only_see_counts_is_shown_what_the_report_of_the_organisation_shows() {
    for on in databases() {
        let office = sample(on, 400).await;
        officer(&office, "miru", "viewer", json!(null)).await;
        open(&office, "miru", SECRET).await;
        let organisation = office.ask("reports", "preview", json!({ "report": "R02" })).await;
        let pages = organisation["pages"].as_array().unwrap();
        let page = |title: &str| pages.iter().find(|page| page["title"].as_str().unwrap().ends_with(title)).unwrap();
        let of_page = |page: &Value| -> Vec<Vec<Value>> {
            let table = page["blocks"].as_array().unwrap().iter().find(|block| block["block"] == "table").unwrap();
            table["rows"].as_array().unwrap().iter().map(|row| row["cells"].as_array().unwrap().clone()).collect()
        };
        let ages = of_page(page("年齢階級別・性別の組合員数"));
        let fields = json!({ "name": "年齢", "groups": ["age", "gender"], "protect": true, "chart": "stacked_column" });
        let told = Counted::of(&office.ask("reports", "preview_own_report", json!({ "fields": fields })).await);
        for ((name, cells), there) in told.rows.iter().zip(&ages) {
            assert_eq!((name.as_str(), &cells[..cells.len() - 1]), (words(&there[0]).as_str(), &there[1..]), "{on:?}");
        }
        for groups in [json!(["employer"]), json!(["branch", "age"]), json!(["standing"])] {
            let fields = json!({ "name": "ほか", "groups": groups, "protect": true });
            assert_eq!(office.refused("reports", "preview_own_report", json!({ "fields": fields })).await, "O-02");
        }
        let open_counts = json!({ "name": "そのまま", "groups": ["branch"] });
        assert_eq!(
            office.refused("reports", "preview_own_report", json!({ "fields": open_counts })).await,
            "not_allowed"
        );
        let period = json!({ "name": "期間", "groups": ["branch"], "protect": true, "period": { "what": "joined", "span": "month" } });
        assert_eq!(office.refused("reports", "preview_own_report", json!({ "fields": period })).await, "O-02");
        for groups in
            [json!(["branch"]), json!(["gender"]), json!(["category"]), json!(["employment_type", "category"])]
        {
            let fields = json!({ "name": "件数", "groups": groups, "protect": true });
            office.ask("reports", "preview_own_report", json!({ "fields": fields })).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn small_counts_of_a_report_for_members_are_withheld_with_those_that_would_tell_them() {
    let office = sample(On::File, 300).await;
    let fields = json!({ "name": "会社と年数", "groups": ["employer", "years"], "protect": true });
    let guarded = Counted::of(&office.ask("reports", "preview_own_report", json!({ "fields": fields })).await);
    let fields = json!({ "name": "会社と年数", "groups": ["employer", "years"] });
    let plain = Counted::of(&office.ask("reports", "preview_own_report", json!({ "fields": fields })).await);
    let mut hidden = 0;
    for ((_, cells), (_, exact)) in guarded.rows.iter().zip(&plain.rows) {
        for (cell, exact) in cells.iter().zip(exact).take(cells.len() - 1) {
            match cell["kind"].as_str().unwrap() {
                "hidden" => hidden += 1,
                _ => assert!(number(exact) == 0 || number(exact) >= 5 || number(cell) % 5 == 0, "{cell} {exact}"),
            }
        }
    }
    assert!(hidden > 0, "a small union has small counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn o_01_reports_are_kept_by_name_changed_by_version_and_taken_back() {
    for on in databases() {
        let office = sample(on, 60).await;
        let save = |more: Value| {
            let mut input = json!({ "name": "支部別", "groups": ["branch"] });
            input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            input
        };
        for name in ["R02", "ｒ０２", "meeting-pack", " "] {
            assert_eq!(
                office.refused("reports", "save_own_report", save(json!({ "name": name }))).await,
                "invalid",
                "{name}"
            );
        }
        let id = office.ask("reports", "save_own_report", save(json!({}))).await;
        assert_eq!(office.refused("reports", "save_own_report", save(json!({ "name": "支部 別" }))).await, "invalid");
        let row = kept(&office, "支部別").await;
        assert_eq!((row["version"].as_i64(), row["allowed"].as_bool()), (Some(1), Some(true)));
        let change =
            save(json!({ "id": id, "version": 1, "title": "支部別の組合員", "chart": "bar", "notes": "執行部用" }));
        office.ask("reports", "save_own_report", change.clone()).await;
        assert_eq!(office.refused("reports", "save_own_report", change).await, "changed");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(kept(&office, "支部別").await["title"], json!(null));
        office.ask("desk", "redo", json!({})).await;
        // A private list is no ground for a report of everyone's.
        let list = office
            .ask("members", "save_list", json!({ "name": "自分用", "shared": false, "filter": {}, "columns": [] }))
            .await;
        let shared = save(json!({ "name": "共有", "shared": true, "list": list }));
        assert_eq!(office.refused("reports", "save_own_report", shared).await, "invalid");
        let listed = office.ask("reports", "save_own_report", save(json!({ "name": "一覧の", "list": list }))).await;
        let drop_list = json!({ "id": list, "version": 1 });
        assert_eq!(office.refused("members", "drop_list", drop_list.clone()).await, "list_in_report");
        let schedule = json!({ "own": listed, "cadence": "monthly", "day": 1 });
        let schedule = office.ask("reports", "save_schedule", schedule).await;
        assert_eq!(
            office.refused("reports", "drop_own_report", json!({ "id": listed, "version": 1 })).await,
            "report_scheduled"
        );
        office.ask("reports", "drop_schedule", json!({ "id": schedule, "version": 1 })).await;
        office.ask("reports", "drop_own_report", json!({ "id": listed, "version": 1 })).await;
        office.ask("members", "drop_list", drop_list).await;
        office.ask("desk", "undo", json!({})).await;
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(names_of(&office).await.len(), 4, "both are back");
        let seen = officer(&office, "shikko", "executive", json!(null)).await;
        assert!(seen.is_string());
        open(&office, "shikko", SECRET).await;
        assert_eq!(names_of(&office).await, SAMPLE, "another officer's own");
        assert_eq!(office.refused("reports", "preview_own_report", json!({ "id": id })).await, "missing");
        assert_eq!(office.refused("reports", "save_own_report", save(json!({ "shared": true }))).await, "not_allowed");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_an_own_report_leave_the_union_as_the_roster_does_or_not_at_all() {
    let office = sample(On::File, 60).await;
    let list = json!({ "name": "名簿", "kind": "list", "columns": ["member_no", "name"] });
    let list = office.ask("reports", "save_own_report", list).await;
    let file = office.file("a.xlsx");
    let write = |more: Value| {
        let mut input = json!({ "id": list, "file": file, "purpose": "試験" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    assert_eq!(office.refused("reports", "write_own_report", write(json!({ "purpose": "" }))).await, "invalid");
    let employers = office.ask("organizations", "employers", json!({})).await;
    let of = |kind: &str| employers.as_array().unwrap().iter().find(|row| row["kind"] == kind).unwrap()["name"].clone();
    assert_eq!(
        office.refused("reports", "write_own_report", write(json!({ "recipient": of("employer") }))).await,
        "X-3"
    );
    let federation = json!({ "kind": "industrial_federation", "name": "みほん連合（架空）" });
    office.ask("organizations", "add_employer", federation).await;
    let to = write(json!({ "recipient": "みほん連合（架空）" }));
    assert!(
        matches!(office.call("reports", "write_own_report", to).await, Err(error) if error.code() == "X-2")
            || file.exists()
    );
    let written = office.ask("reports", "write_own_report", write(json!({ "password": "ひみつ 1234" }))).await;
    assert_eq!(written["rows"], 60);
    let log = office.ask("officers", "exports", json!({})).await;
    assert_eq!(
        (
            log["rows"][0]["report"].as_str(),
            log["rows"][0]["sensitivity"].as_str(),
            log["rows"][0]["protected"].as_bool()
        ),
        (Some("own-list"), Some("A"), Some(true))
    );
    let sheets = shown(&file, Some("ひみつ 1234")).await;
    assert_eq!(sheets[0].1.iter().filter(|row| row.len() > 2).count(), 61, "the heads and sixty members");
}
