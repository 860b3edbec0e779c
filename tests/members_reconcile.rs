//! 突合: the employer's list of this month against the roster, with a known truth.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::members_import::{card, counts};
use crate::row;
use crate::support::office::{Office, databases};
use crate::support::workbook::{Sheet, V, day, xlsx};

const HEAD: [&str; 6] = ["社員番号", "氏名", "フリガナ", "生年月日", "部署", "支部"];

/// Person `n` of the employer: numbers with zeros, every twentieth a 髙橋, every thirtieth a namesake of another.
fn person(n: u32) -> Vec<V> {
    let (family, kana) = if n.is_multiple_of(20) { ("髙橋", "タカハシ") } else { ("佐藤", "サトウ") };
    let given = if n % 30 == 7 { "同名".to_owned() } else { format!("{n}郎") };
    let reading = if n % 30 == 7 { "ドウメイ".to_owned() } else { format!("{n}ロウ") };
    vec![
        format!("{n:05}").into(),
        format!("{family} {given}").into(),
        format!("{kana} {reading}").into(),
        day(&format!("{}-{:02}-{:02}", 1960 + n % 40, 1 + n % 12, 1 + n % 28)),
        format!("第{}課", n % 9).into(),
        ["東京支部", "大阪支部"][n as usize % 2].into(),
    ]
}

struct Truth {
    found: BTreeSet<u32>,
    changed: BTreeSet<u32>,
    missing: BTreeSet<u32>,
}

/// This month's list of `size` persons: what happened to whom is known.
fn month(size: u32) -> (Vec<Vec<V>>, Truth) {
    let mut rows = vec![HEAD.map(V::from).to_vec()];
    let mut truth = Truth { found: BTreeSet::new(), changed: BTreeSet::new(), missing: BTreeSet::new() };
    for n in 1..=size {
        let mut row = person(n);
        match n % 25 {
            3 => {
                truth.missing.insert(n);
                continue;
            }
            5 => {
                row[4] = "異動先の課".into();
                truth.changed.insert(n);
            }
            // Zeros lost and 髙 written 高: the same person, nothing changed.
            8 => row[0] = V::N(f64::from(n)),
            10 if n % 20 == 0 => row[1] = format!("高橋 {n}郎").into(),
            _ => {}
        }
        rows.push(row);
    }
    for n in size + 1..=size + size / 20 {
        rows.push(person(n));
        truth.found.insert(n);
    }
    (rows, truth)
}

fn list(file: &std::path::Path) -> Value {
    json!({ "file": file, "employer": "東都精機（架空）", "create_units": true, "as_of": "2026-10-31" })
}

#[tokio::test(flavor = "multi_thread")]
async fn each_pile_holds_exactly_those_who_belong_there_and_nothing_is_applied_unasked() {
    for on in databases() {
        let size = 500;
        let office = Office::new(on).await;
        let mut rows = vec![HEAD.map(V::from).to_vec()];
        rows.extend((1..=size).map(person));
        let first = xlsx(&office.file("before.xlsx"), &[Sheet::new("名簿", rows)]);
        let mut joined = list(&first);
        joined["as_of"] = json!("2026-04-01");
        office.ask("members", "import_roster", joined).await;
        let (rows, truth) = month(size);
        // A name that is written otherwise (高 for 髙) is a change only of the name; nobody is taken for a new person.
        let renamed: BTreeSet<u32> = (1..=size).filter(|n| n % 25 == 10 && n % 20 == 0).collect();
        let file = xlsx(&office.file("now.xlsx"), &[Sheet::new("在籍者", rows)]);
        let seen = office.ask("members", "preview_reconcile", list(&file)).await;
        let of = |outcome: &str| -> BTreeSet<u32> {
            let rows = seen["list"]["rows"].as_array().unwrap();
            let number = |row: &Value| {
                let name = row["name"].as_str().unwrap();
                name.trim_end_matches('郎').rsplit(' ').next().unwrap().parse::<u32>().ok()
            };
            rows.iter().filter(|row| row["outcome"] == outcome).filter_map(number).collect()
        };
        let named = |set: &BTreeSet<u32>| -> BTreeSet<u32> { set.iter().copied().filter(|n| n % 30 != 7).collect() };
        assert_eq!(of("created"), named(&truth.found), "newly found");
        let changed: BTreeSet<u32> = truth.changed.union(&renamed).copied().collect();
        assert_eq!(of("updated"), named(&changed), "changed");
        assert_eq!(seen["list"]["updated"], changed.len());
        assert_eq!(seen["list"]["created"], truth.found.len());
        assert_eq!(
            (seen["unsure"].as_array().unwrap().len(), &seen["list"]["rejected"]),
            (0, &json!(0)),
            "namesakes are told apart by number"
        );
        let missing: BTreeSet<u32> = seen["missing"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["employee_no"].as_str().unwrap().parse().unwrap())
            .collect();
        assert_eq!(missing, truth.missing, "not on the list");
        assert_eq!(seen["missing_n"], truth.missing.len());
        // Nothing chosen, nothing done.
        let before = office.ask("members", "count", json!({})).await;
        let nothing = office.ask("members", "reconcile", json!({ "list": list(&file) })).await;
        let aside = changed.len() + truth.found.len();
        assert_eq!(counts(&nothing)[1..3], [0, 0], "{nothing}");
        assert_eq!(
            (&nothing["put_aside"], &nothing["rejected"]),
            (&json!(aside), &json!(0)),
            "not taken is no mistake"
        );
        assert_eq!(office.ask("members", "count", json!({})).await, before);
        // The whole pile of the newly found but one, one changed row, one who left, one on leave.
        let row_of = |outcome: &str, at: usize| {
            let rows = seen["list"]["rows"].as_array().unwrap();
            rows.iter().filter(|row| row["outcome"] == outcome).nth(at).unwrap().clone()
        };
        let named = |row: &Value| json!({ "sheet": row["sheet"], "row": row["row"] });
        let (left, away) = (&seen["missing"][0], &seen["missing"][1]);
        let chosen = json!({
            "list": list(&file),
            "found": { "all": true, "rows": [named(&row_of("created", 0))] },
            "changed": { "rows": [named(&row_of("updated", 0))] },
            "missing": [
                { "membership_id": left["membership_id"], "decision": { "does": "ended", "end_reason": "employment_end", "left_on": "2026-10-20" } },
                { "membership_id": away["membership_id"], "decision": { "does": "away", "kind": "leave", "from_on": "2026-10-01" } }
            ]
        });
        let done = office.ask("members", "reconcile", chosen).await;
        assert_eq!((done["created"].as_u64().unwrap() as usize, &done["updated"]), (truth.found.len() - 1, &json!(1)));
        let now = office.ask("members", "count", json!({})).await["n"].as_u64().unwrap();
        assert_eq!(now, before["n"].as_u64().unwrap() + truth.found.len() as u64 - 1 - 1);
        let gone = card(&office, left["member_no"].as_str().unwrap()).await;
        assert_eq!(
            (&gone["memberships"][0]["status"], &gone["memberships"][0]["left_on"]),
            (&json!("ended"), &json!("2026-10-20"))
        );
        let resting = card(&office, away["member_no"].as_str().unwrap()).await;
        assert_eq!(resting["memberships"][0]["conditions"][0]["kind"], "leave");
        let again = office.ask("members", "preview_reconcile", list(&file)).await;
        assert_eq!(again["missing_n"], truth.missing.len() - 1);
        assert!(
            again["missing"].as_array().unwrap().iter().any(|row| row["condition"] == "leave"),
            "explained by the leave"
        );
        // One step back.
        office.ask("desk", "undo", json!({})).await;
        // Of all that changed only where they belong: here nothing, so everyone stays as they are.
        let only_unit = json!({ "list": list(&file), "changed": { "all": true, "columns": ["branch", "workplace"] } });
        assert_eq!(office.ask("members", "reconcile", only_unit).await["updated"], 0);
        let only_work = json!({ "list": list(&file), "changed": { "all": true, "columns": ["department"] } });
        let done = office.ask("members", "reconcile", only_work).await;
        assert_eq!(done["updated"], truth.changed.len(), "who is only written otherwise keeps the name");
        office.ask("desk", "undo", json!({})).await;
        assert_eq!(office.ask("members", "count", json!({})).await, before);
        let back = card(&office, left["member_no"].as_str().unwrap()).await;
        assert_eq!(back["memberships"][0]["status"], "active");
        assert_eq!(office.ask("desk", "verify", json!({})).await["findings"], json!([]));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_cannot_be_told_is_shown_beside_those_it_may_be_with_what_agrees() {
    for on in databases() {
        let office = Office::new(on).await;
        let rows = vec![
            row!["氏名", "フリガナ", "生年月日", "支部"],
            row!["髙田 花子", "タカダ ハナコ", day("1985-04-01"), "東京支部"],
            row!["高田 花子", "タカダ ハナコ", day("1990-04-01"), "東京支部"],
        ];
        let before = xlsx(&office.file("a.xlsx"), &[Sheet::new("名簿", rows)]);
        office.ask("members", "import_roster", json!({ "file": before, "create_units": true })).await;
        let rows = vec![row!["氏名", "支部"], row!["高田 花子", "東京支部"]];
        let file = xlsx(&office.file("b.xlsx"), &[Sheet::new("名簿", rows)]);
        let seen = office.ask("members", "preview_reconcile", json!({ "file": file })).await;
        let unsure = &seen["unsure"][0];
        assert_eq!((unsure["row"].as_u64(), &unsure["problems"]), (Some(2), &json!(["possible_duplicate"])), "{seen}");
        let words: Vec<&str> =
            unsure["candidates"].as_array().unwrap().iter().map(|one| one["because"][0].as_str().unwrap()).collect();
        assert_eq!(words.iter().collect::<BTreeSet<_>>(), BTreeSet::from([&"name", &"name_variant"]), "{unsure}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stands_in_the_list_or_works_elsewhere_is_not_missing_from_it() {
    for on in databases() {
        let office = Office::new(on).await;
        let write = |name: &str, rows: Vec<Vec<V>>| xlsx(&office.file(name), &[Sheet::new("名簿", rows)]);
        let head = || HEAD.map(V::from).to_vec();
        let own = write("own.xlsx", vec![head(), person(1), person(2)]);
        office.ask("members", "import_roster", list(&own)).await;
        let mut other = list(&write("other.xlsx", vec![head(), person(4)]));
        other["employer"] = json!("西都化工（架空）");
        office.ask("members", "import_roster", other).await;
        let rows = office.ask("members", "list", json!({ "sort": "member_no" })).await["rows"].clone();
        let this_month = write("month.xlsx", vec![head(), person(1)]);
        let decided = |at: usize| {
            json!({ "list": list(&this_month), "missing": [{ "membership_id": rows[at]["membership_id"],
                "decision": { "does": "ended", "end_reason": "employment_end", "left_on": "2026-10-31" } }] })
        };
        assert_eq!(office.refused("members", "reconcile", decided(0)).await, "stands_in_the_list");
        assert_eq!(office.refused("members", "reconcile", decided(2)).await, "not_of_this_list");
        office.ask("members", "reconcile", decided(1)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_its_branch_means_who_has_it_there_and_who_may_be_meant_is_not_missing() {
    for on in databases() {
        let office = Office::new(on).await;
        let write = |name: &str, rows: Vec<Vec<V>>| xlsx(&office.file(name), &[Sheet::new("名簿", rows)]);
        let before = vec![
            row!["氏名", "フリガナ", "生年月日", "部署", "会社", "支部", "社員番号"],
            row!["見本 一郎", "ミホン イチロウ", day("1980-01-01"), "一課", "架空工業", "東支部", "100"],
            row!["見本 二郎", "ミホン ジロウ", day("1981-01-01"), "一課", "架空工業", "東支部", ""],
            row!["見本 三郎", "ミホン サブロウ", day("1982-01-01"), "一課", "架空工業", "西支部", ""],
            row!["見本 四郎", "ミホン シロウ", day("1983-01-01"), "一課", "架空工業", "西支部", ""],
        ];
        let before = write("前.xlsx", before);
        office.ask("members", "import_roster", json!({ "file": before, "create_units": true })).await;
        let rows = vec![
            row!["氏名", "部署", "支部", "社員番号"],
            row!["見本 一郎", "一課", "東支部", "999"],
            row!["見本 二郎", "二課", "東支部", "200"],
            row!["見本 三郎", "一課", "東支部", ""],
        ];
        let list = json!({ "file": write("今月.xlsx", rows), "employer": "架空工業", "as_of": "2026-10-31" });
        let seen = office.ask("members", "preview_reconcile", list).await;
        let changed: Vec<&Value> =
            seen["list"]["rows"].as_array().unwrap().iter().filter(|row| row["outcome"] == "updated").collect();
        assert_eq!(changed.len(), 1, "{seen}");
        assert_eq!(changed[0]["row"], 3, "one of the name there, without another number: {seen}");
        let unsure: Vec<&Value> = seen["unsure"].as_array().unwrap().iter().map(|row| &row["row"]).collect();
        assert_eq!(unsure, [2, 4], "another number, and another branch: {seen}");
        let missing: Vec<(&str, &Value)> = seen["missing"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["name"].as_str().unwrap(), &row["maybe_row"]))
            .collect();
        assert_eq!(missing, [("見本 一郎", &json!(2)), ("見本 三郎", &json!(4)), ("見本 四郎", &Value::Null)]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_newly_found_and_may_be_somebody_not_on_the_list_is_told_there() {
    for on in databases() {
        let office = Office::new(on).await;
        let write = |name: &str, rows: Vec<Vec<V>>| xlsx(&office.file(name), &[Sheet::new("名簿", rows)]);
        let person = |name: &str, kana: &str, birth: &str| row![name, kana, day(birth), "架空工業", "東支部"];
        let head = || row!["氏名", "フリガナ", "生年月日", "会社", "支部"];
        let before = vec![
            head(),
            person("見本 一子", "ミホン イチコ", "1980-01-01"),
            person("見本 二子", "ミホン ニコ", "1981-02-02"),
            person("見本 三子", "ミホン ミツコ", "1982-03-03"),
            person("見本 四子", "ミホン ヨツコ", "1983-04-04"),
        ];
        let before = write("前.xlsx", before);
        office.ask("members", "import_roster", json!({ "file": before, "create_units": true })).await;
        // No numbers: one has married, and the birth date of another is mistyped.
        let rows = vec![
            head(),
            person("見本 一子", "ミホン イチコ", "1980-01-01"),
            person("新姓 二子", "シンセイ ニコ", "1981-02-02"),
            person("見本 三子", "ミホン ミツコ", "1982-03-30"),
            person("新人 五子", "シンジン イツコ", "2000-05-05"),
        ];
        let list = json!({ "file": write("今月.xlsx", rows), "as_of": "2026-10-31" });
        let seen = office.ask("members", "preview_reconcile", list).await;
        assert_eq!(seen["list"]["created"], 3, "{seen}");
        let mut missing: Vec<(&str, &Value)> = seen["missing"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (row["name"].as_str().unwrap(), &row["maybe_row"]))
            .collect();
        missing.sort_by_key(|(name, _)| *name);
        assert_eq!(missing, [("見本 三子", &json!(4)), ("見本 二子", &json!(3)), ("見本 四子", &Value::Null)]);
        // Nor is anybody missing whose row cannot be read.
        let rows = vec![
            row!["氏名", "生年月日", "会社", "支部"],
            row!["見本 一子", "１９８０年１３月１日", "架空工業", "東支部"],
            row!["見本 二子", day("1981-02-02"), "架空工業", "東支部"],
        ];
        let list = json!({ "file": write("誤り.xlsx", rows), "as_of": "2026-10-31" });
        let seen = office.ask("members", "preview_reconcile", list).await;
        let one = seen["missing"].as_array().unwrap().iter().find(|row| row["name"] == "見本 一子").unwrap();
        assert_eq!((&seen["list"]["rejected"], &one["maybe_row"]), (&json!(1), &json!(2)), "{seen}");
    }
}
