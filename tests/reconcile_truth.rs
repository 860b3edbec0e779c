//! 突合 with a known truth: an employer's list in which everything happens that happens to lists, and of each row it is known
//! in which pile it belongs. Precision and recall are printed by pile.
#![expect(clippy::print_stdout, reason = "measured figures and the seed")]

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::support::office::{Office, On, databases};
use crate::support::random::Random;
use crate::support::tables::everything;
use crate::support::workbook::{Sheet, V, day, xlsx};

const HEAD: [&str; 6] = ["社員番号", "氏名", "フリガナ", "生年月日", "部署", "支部"];
const FAMILIES: [(&str, &str); 12] = [
    ("髙橋", "タカハシ"),
    ("佐藤", "サトウ"),
    ("渡邉", "ワタナベ"),
    ("山﨑", "ヤマサキ"),
    ("齋藤", "サイトウ"),
    ("鈴木", "スズキ"),
    ("德永", "トクナガ"),
    ("廣瀨", "ヒロセ"),
    ("小林", "コバヤシ"),
    ("中村", "ナカムラ"),
    ("𠮷田", "ヨシダ"),
    ("加藤", "カトウ"),
];
/// The same families as another program writes them.
const PLAIN: [&str; 12] =
    ["高橋", "佐藤", "渡辺", "山崎", "斎藤", "鈴木", "徳永", "広瀬", "小林", "中村", "吉田", "加藤"];
const GIVENS: [(&str, &str); 30] = [
    ("花子", "ハナコ"),
    ("一郎", "イチロウ"),
    ("和子", "カズコ"),
    ("健太", "ケンタ"),
    ("陽菜", "ヒナ"),
    ("大輔", "ダイスケ"),
    ("結衣", "ユイ"),
    ("翔", "ショウ"),
    ("葵", "アオイ"),
    ("蓮", "レン"),
    ("美咲", "ミサキ"),
    ("直樹", "ナオキ"),
    ("恵", "メグミ"),
    ("誠", "マコト"),
    ("由美", "ユミ"),
    ("隆", "タカシ"),
    ("真央", "マオ"),
    ("勇気", "ユウキ"),
    ("幸子", "サチコ"),
    ("修", "オサム"),
    ("薫", "カオル"),
    ("進", "ススム"),
    ("茜", "アカネ"),
    ("優", "ユウ"),
    ("京子", "キョウコ"),
    ("実", "ミノル"),
    ("舞", "マイ"),
    ("学", "マナブ"),
    ("愛", "アイ"),
    ("弘", "ヒロシ"),
];
const BRANCHES: [&str; 4] = ["東京支部", "大阪支部", "名古屋支部", "福岡支部"];

#[derive(Clone, Debug)]
struct Worker {
    number: String,
    family: (String, String),
    given: (String, String),
    birth: String,
    department: String,
    branch: usize,
}

impl Worker {
    fn new(n: usize, random: &mut Random) -> Self {
        let owned = |(one, other): (&str, &str)| (one.to_owned(), other.to_owned());
        Self {
            number: format!("{n:07}"),
            family: owned(FAMILIES[random.below(FAMILIES.len())]),
            given: owned(GIVENS[random.below(GIVENS.len())]),
            birth: format!("{}-{:02}-{:02}", 1962 + random.below(42), 1 + random.below(12), 1 + random.below(28)),
            department: format!("第{}課", random.below(9)),
            branch: random.below(BRANCHES.len()),
        }
    }

    fn row(&self) -> Vec<V> {
        vec![
            self.number.as_str().into(),
            format!("{} {}", self.family.0, self.given.0).into(),
            format!("{} {}", self.family.1, self.given.1).into(),
            day(&self.birth),
            self.department.as_str().into(),
            BRANCHES[self.branch].into(),
        ]
    }

    fn plain(&self) -> String {
        let at = FAMILIES.iter().position(|(family, _)| *family == self.family.0).unwrap();
        format!("{} {}", PLAIN[at], self.given.0)
    }
}

/// The piles of a list; who is on it and as before is in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Pile {
    Found,
    Changed,
    Missing,
    Check,
    Same,
}

struct Month {
    rows: Vec<Vec<V>>,
    /// By row of the sheet: what happened, and where it belongs.
    truth: BTreeMap<u64, (&'static str, Pile)>,
    /// Numbers of those who are not on the list.
    missing: BTreeSet<String>,
}

/// This month's list of the roster.
fn month(roster: &[Worker], random: &mut Random) -> Month {
    let mut month = Month { rows: vec![HEAD.map(V::from).to_vec()], truth: BTreeMap::new(), missing: BTreeSet::new() };
    let mut put = |row: Vec<V>, what: &'static str, pile: Pile| {
        month.rows.push(row);
        month.truth.insert(month.rows.len() as u64, (what, pile));
    };
    let mut missing = BTreeSet::new();
    let mut bearers: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for worker in roster {
        *bearers.entry((&worker.family.0, &worker.given.0, &worker.birth)).or_default() += 1;
    }
    let mut of_branch: BTreeMap<(String, usize), usize> = BTreeMap::new();
    for worker in roster {
        *of_branch.entry((worker.plain(), worker.branch)).or_default() += 1;
    }
    for (n, worker) in roster.iter().enumerate() {
        let mut now = worker.clone();
        // Two of one name, born on one day: without a number nobody can tell which of them a row means.
        let twin = bearers[&(worker.family.0.as_str(), worker.given.0.as_str(), worker.birth.as_str())] > 1;
        let written_otherwise = worker.plain() != format!("{} {}", worker.family.0, worker.given.0);
        match random.below(100) {
            0..=3 => {
                missing.insert(worker.number.clone());
            }
            4..=8 => {
                now.branch = (now.branch + 1) % BRANCHES.len();
                put(now.row(), "moved", Pile::Changed);
            }
            9..=11 => {
                now.department = "異動先の課".into();
                put(now.row(), "department", Pile::Changed);
            }
            12 | 13 => {
                now.family = ("結城".into(), "ユウキ".into());
                put(now.row(), "married", Pile::Changed);
            }
            14 | 15 => {
                now.given.1 = "ヨミカエ".into();
                put(now.row(), "reading", Pile::Changed);
            }
            16..=18 => {
                let mut row = now.row();
                row[0] = V::N(now.number.parse().unwrap());
                put(row, "zeros lost", Pile::Same);
            }
            19..=21 if written_otherwise => {
                let mut row = now.row();
                row[1] = now.plain().into();
                put(row, "written otherwise", Pile::Changed);
            }
            22..=25 if twin => {
                let mut row = now.row();
                row[0] = V::E;
                put(row, "namesake without number", Pile::Check);
                missing.insert(worker.number.clone());
            }
            22 | 23 if written_otherwise => {
                let mut row = now.row();
                row[0] = V::E;
                row[1] = now.plain().into();
                put(row, "written otherwise, no number", Pile::Changed);
            }
            24 | 25 => {
                let mut row = now.row();
                row[0] = V::E;
                put(row, "no number", Pile::Same);
            }
            26..=28 => {
                let mut row = now.row();
                row[4] = V::E;
                row[5] = V::E;
                row[2] = V::E;
                put(row, "blank cells", Pile::Same);
            }
            29 => {
                let mut row = now.row();
                row[1] = format!("{} {}", now.given.0, now.family.0).into();
                row[2] = format!("{} {}", now.given.1, now.family.1).into();
                put(row, "names swapped", Pile::Changed);
            }
            30 => {
                // The number of somebody who left was given to somebody else.
                let mut other = Worker { number: worker.number.clone(), ..Worker::new(n, random) };
                other.family = ("新藤".into(), "シンドウ".into());
                other.given = ("別人".into(), "ベツト".into());
                put(other.row(), "number given again", Pile::Check);
                // Whoever had the number is looked at there, and not called gone until then.
            }
            31 => {
                // Neither number nor birth date.
                let mut row = now.row();
                row[0] = V::E;
                row[3] = V::E;
                // The only one of the name in the branch is meant; of several nobody can tell, and the list leaves it open.
                if of_branch[&(worker.plain(), worker.branch)] == 1 {
                    put(row, "name and branch", Pile::Same);
                } else {
                    put(row, "name alone", Pile::Check);
                    missing.insert(worker.number.clone());
                }
            }
            32 => {
                // A namesake born on the same day, or the same person with a number given anew: the list does not say which.
                now.number = format!("9{n:06}");
                put(now.row(), "same name, another number", Pile::Check);
                missing.insert(worker.number.clone());
            }
            _ => put(now.row(), "as before", Pile::Same),
        }
    }
    for n in 0..roster.len() / 25 {
        let mut new = Worker::new(roster.len() + 1_000 + n, random);
        if n.is_multiple_of(4) {
            // A namesake of a member, of another age.
            let of = &roster[random.below(roster.len())];
            (new.family, new.given) = (of.family.clone(), of.given.clone());
            new.birth = format!("2007-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28));
            put(new.row(), "new namesake", Pile::Found);
        } else {
            new.birth = format!("2006-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28));
            put(new.row(), "new", Pile::Found);
        }
    }
    month.missing = missing;
    month
}

async fn piles(on: On, size: usize, name: &str) {
    let office = Office::new(on).await;
    let mut random = Random::new(name);
    let mut roster: Vec<Worker> = (1..=size).map(|n| Worker::new(n, &mut random)).collect();
    // Namesakes born on the same day.
    for n in (10..size).step_by(97) {
        let (family, given, birth) =
            (roster[n - 1].family.clone(), roster[n - 1].given.clone(), roster[n - 1].birth.clone());
        roster[n].family = family;
        roster[n].given = given;
        roster[n].birth = birth;
    }
    let mut rows = vec![HEAD.map(V::from).to_vec()];
    rows.extend(roster.iter().map(Worker::row));
    let file = xlsx(&office.file("before.xlsx"), &[Sheet::new("名簿", rows)]);
    let list = |file: &std::path::Path, day: &str| json!({ "file": file, "employer": "東都精機（架空）", "create_units": true, "as_of": day });
    let done = office.ask("members", "import_roster", list(&file, "2026-04-01")).await;
    assert_eq!(done["created"], size, "{}", done["groups"]);
    let Month { rows, truth, missing } = month(&roster, &mut random);
    let file = xlsx(&office.file("now.xlsx"), &[Sheet::new("在籍者", rows)]);
    let before = everything(&office).await;
    let seen = office.ask("members", "preview_reconcile", list(&file, "2026-10-31")).await;
    assert!(everything(&office).await == before, "looking writes nothing");
    let mut told: BTreeMap<u64, Pile> = BTreeMap::new();
    for row in seen["list"]["rows"].as_array().unwrap() {
        let pile = match row["outcome"].as_str().unwrap() {
            "created" => Pile::Found,
            "updated" => Pile::Changed,
            _ => continue,
        };
        told.insert(row["row"].as_u64().unwrap(), pile);
    }
    told.extend(seen["unsure"].as_array().unwrap().iter().map(|row| (row["row"].as_u64().unwrap(), Pile::Check)));
    let gone: BTreeSet<String> =
        seen["missing"].as_array().unwrap().iter().map(|row| text(&row["employee_no"])).collect();
    let mut wrong: BTreeMap<(&str, Pile, Pile), usize> = BTreeMap::new();
    println!("{size} rows on {on:?}");
    println!("{:<10} {:>6} {:>6} {:>10} {:>7}", "pile", "true", "told", "precision", "recall");
    for pile in [Pile::Found, Pile::Changed, Pile::Missing, Pile::Check] {
        let (mut hit, mut of_truth, mut of_told) = (0, 0, 0);
        if pile == Pile::Missing {
            (hit, of_truth, of_told) = (gone.intersection(&missing).count(), missing.len(), gone.len());
            for worker in
                roster.iter().filter(|worker| gone.contains(&worker.number) && !missing.contains(&worker.number))
            {
                println!("told as missing: {worker:?}");
            }
        } else {
            for (row, (what, right)) in &truth {
                let said = told.get(row).copied().unwrap_or(Pile::Same);
                of_truth += usize::from(*right == pile);
                of_told += usize::from(said == pile);
                hit += usize::from(said == pile && *right == pile);
                if said != *right && (said == pile || (said == Pile::Same && *right == pile)) {
                    *wrong.entry((*what, *right, said)).or_default() += 1;
                }
            }
        }
        let (precision, recall) = (hit as f64 / of_told.max(1) as f64, hit as f64 / of_truth.max(1) as f64);
        println!("{:<10} {of_truth:>6} {of_told:>6} {precision:>10.4} {recall:>7.4}", format!("{pile:?}"));
        assert!(of_truth > 0, "{pile:?}: nothing to find");
        assert!(
            precision >= 0.97 && recall >= 0.97,
            "{pile:?}: precision {precision:.4}, recall {recall:.4}; {wrong:?}"
        );
    }
    for ((what, right, said), n) in wrong {
        println!("  {n} × {what}: belongs to {right:?}, told as {said:?}");
    }
    // Nothing chosen: nothing is done, and everything that differs is put aside.
    let nothing = office.ask("members", "reconcile", json!({ "list": list(&file, "2026-10-31") })).await;
    assert_eq!((&nothing["created"], &nothing["updated"]), (&json!(0), &json!(0)));
    let roster_of = |tables: Vec<(String, Vec<String>)>| -> Vec<_> {
        tables.into_iter().filter(|(table, _)| !table.starts_with("import_")).collect()
    };
    // A unit that only the list names is not made for rows that nobody took.
    assert!(roster_of(everything(&office).await) == roster_of(before), "undecided rows stay as they are");
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_rows_fall_into_the_piles_where_they_belong() {
    for on in databases() {
        piles(on, 500, "reconcile_truth").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: `make faults` runs it"]
async fn five_thousand_rows_fall_into_the_piles_where_they_belong() {
    piles(On::File, 5_000, "reconcile_truth").await;
}
