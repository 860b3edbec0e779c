//! The reports over a fictional union of random members, compared with a plain count of the same people.
#![expect(clippy::print_stdout, reason = "random tests print their seed")]

use std::path::PathBuf;

use chrono::{Datelike, NaiveDate, TimeDelta, Utc};
use sea_orm::Value as Bound;
use serde_json::{Value, json};
use uuid::Uuid;

use kyojo_core::progress::Progress;

use crate::support::office::{Office, On, PASSPHRASE, databases};

/// Numbers that look random and are the same for the same seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

struct Member {
    branch: usize,
    gender: &'static str,
    birth: NaiveDate,
    joined: NaiveDate,
    left: Option<NaiveDate>,
    category: &'static str,
}

struct Union {
    office: Office,
    members: Vec<Member>,
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const BRANCHES: [&str; 4] = ["東京支部", "千葉支部", "埼玉支部", "神奈川支部"];
const SUBS: [&str; 12] = [
    "京浜製造分会",
    "品川設計分会",
    "多摩工場分会",
    "幕張工場分会",
    "船橋物流分会",
    "市原設備分会",
    "川口鋳造分会",
    "大宮組立分会",
    "熊谷研究分会",
    "横浜本社分会",
    "川崎溶接分会",
    "相模原試作分会",
];

impl Union {
    async fn new(on: On, size: usize, seed: u64) -> Self {
        println!("seed {seed}");
        let mut union = Self { office: Office::new(on).await, members: Vec::new() };
        union.fill(size, &mut Dice(seed)).await;
        union
    }

    async fn insert(&self, table: &str, columns: &str, rows: Vec<Vec<Bound>>) {
        let session = self.office.desk.session(Progress::silent()).unwrap();
        let now = Utc::now();
        for rows in rows.chunks(200) {
            let mut values: Vec<Bound> = Vec::new();
            let mut tuples = Vec::new();
            for row in rows {
                let mut row = row.clone();
                row.extend([Bound::from(now), Bound::from(now), Bound::from(1i64)]);
                let marks: Vec<String> = (1..=row.len()).map(|at| format!("${}", values.len() + at)).collect();
                tuples.push(format!("({})", marks.join(", ")));
                values.extend(row);
            }
            let sql = format!(
                "INSERT INTO {table} ({columns}, created_at, updated_at, version) VALUES {}",
                tuples.join(", ")
            );
            session.db().run(&sql, values).await.unwrap();
        }
    }

    async fn fill(&mut self, size: usize, dice: &mut Dice) {
        let id = |n: usize| Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n as u128);
        let start = day("1990-04-01");
        let unit = |n: usize, kind: &str, label: &str, code: &str, parent: Option<usize>, path: &str| -> Vec<Bound> {
            vec![
                id(n).into(),
                kind.into(),
                label.into(),
                label.into(),
                code.into(),
                parent.map(id).into(),
                (n as i64).into(),
                path.into(),
                start.into(),
            ]
        };
        let mut units = vec![unit(1, "headquarters", "本部", "H01", None, "H01/")];
        for (b, label) in BRANCHES.iter().enumerate() {
            let code = format!("B{b:02}");
            units.push(unit(10 + b, "branch", label, &code, Some(1), &format!("H01/{code}/")));
        }
        for (s, label) in SUBS.iter().enumerate() {
            let (code, branch) = (format!("S{s:02}"), s / 3);
            units.push(unit(
                20 + s,
                "sub_branch",
                label,
                &code,
                Some(10 + branch),
                &format!("H01/B{branch:02}/{code}/"),
            ));
        }
        self.insert("unit", "id, kind, label, label_key, code, parent_id, sort, path, from_on", units).await;
        let mut heads = Vec::new();
        for b in 0..4 {
            for (year, at) in [2021, 2022, 2023, 2024, 2025, 2026].into_iter().enumerate() {
                let workers = (size / 4 * (b + 4) / 3 + year * 3) as i64 + 20;
                heads.push(vec![
                    id(1_000 + b * 10 + year).into(),
                    id(10 + b).into(),
                    day(&format!("{at}-06-30")).into(),
                    workers.into(),
                    (workers * 8 / 10).into(),
                    "会社からの回答（架空）".into(),
                ]);
            }
        }
        self.insert("unit_headcount", "id, unit_id, as_of, workers_total, eligible_total, source", heads).await;
        self.insert(
            "organization",
            "id, name, name_key, kind",
            vec![vec![id(50).into(), "架空製作所".into(), "架空製作所".into(), "employer".into()]],
        )
        .await;
        let (mut persons, mut memberships, mut assignments, mut employments) = (vec![], vec![], vec![], vec![]);
        for n in 0..size {
            let gender = ["1", "1", "1", "2", "2", "9"][dice.roll(if n % 50 == 0 { 6 } else { 5 }) as usize];
            let birth = day("1960-01-01") + TimeDelta::days(dice.roll(365 * 45) as i64);
            let joined = day("2018-04-01") + TimeDelta::days(dice.roll(3_100) as i64);
            let left = (dice.roll(4) == 0)
                .then(|| joined + TimeDelta::days(dice.roll(2_500) as i64))
                .filter(|left| *left < day("2026-10-31"));
            let category = ["regular", "regular", "regular", "regular", "associate", "special", "alumni"]
                [dice.roll(if n % 20 == 0 { 7 } else { 5 }) as usize];
            // The last sub-branch and the headquarters stay small, and a few members have no unit.
            let sub = match dice.roll(200) {
                0 => 11,
                n => (n % 11) as usize,
            };
            let unit = match n % 300 {
                7 => Some(1),
                8 => None,
                _ => Some(20 + sub),
            };
            let (person, membership) = (id(1_000_000 + n), id(3_000_000 + n));
            let name = format!("架空{n:06}");
            persons.push(vec![
                person.into(),
                (n as i64 + 1).into(),
                name.clone().into(),
                "花子".into(),
                "カクウ".into(),
                "ハナコ".into(),
                gender.into(),
                birth.into(),
                name.into(),
                format!("かくう{:06}", n * 7 % size).into(),
            ]);
            let status = if left.is_some() { "ended" } else { "active" };
            let reason =
                left.map(|_| ["resignation", "retirement", "employment_end", "management"][dice.roll(4) as usize]);
            memberships.push(vec![
                membership.into(),
                person.into(),
                format!("A-{n:06}").into(),
                category.into(),
                status.into(),
                joined.into(),
                left.into(),
                ["new_graduate", "mid_career", "individual"][dice.roll(3) as usize].into(),
                reason.map(str::to_owned).into(),
                "full".into(),
                "mandated".into(),
                true.into(),
            ]);
            if let Some(unit) = unit {
                // A tenth moved to another sub-branch a month ago.
                let moved = (n % 10 == 3 && left.is_none() && joined < day("2026-01-01")).then_some(day("2026-09-01"));
                let to = moved.map(|on| on.pred_opt().unwrap()).or(left);
                assignments.push(vec![
                    id(5_000_000 + n).into(),
                    membership.into(),
                    id(unit).into(),
                    joined.into(),
                    to.into(),
                    true.into(),
                ]);
                if let Some(on) = moved {
                    assignments.push(vec![
                        id(7_000_000 + n).into(),
                        membership.into(),
                        id(20 + (sub + 3) % 11).into(),
                        on.into(),
                        None::<NaiveDate>.into(),
                        true.into(),
                    ]);
                }
                if category != "alumni" {
                    let now = if moved.is_some() { (sub + 3) % 11 / 3 } else { sub / 3 };
                    self.members.push(Member {
                        branch: if unit == 1 { 9 } else { now },
                        gender,
                        birth,
                        joined,
                        left,
                        category,
                    });
                }
            } else if category != "alumni" {
                self.members.push(Member { branch: 9, gender, birth, joined, left, category });
            }
            let kind = ["permanent", "permanent", "permanent", "permanent", "fixed_term", "part_time", "reemployed"]
                [dice.roll(7) as usize];
            employments.push(vec![
                id(9_000_000 + n).into(),
                person.into(),
                id(50).into(),
                kind.into(),
                format!("{n:07}").into(),
                joined.into(),
                left.into(),
            ]);
        }
        self.insert(
            "person",
            "id, search_no, family_name, given_name, family_kana, given_kana, gender, birth_on, search_key, kana_key",
            persons,
        )
        .await;
        self.insert("membership", "id, person_id, member_no, category, status, joined_on, left_on, join_reason, end_reason, dues_kind, checkoff_status, voting_right", memberships).await;
        self.insert("unit_assignment", "id, membership_id, unit_id, from_on, to_on, is_primary", assignments).await;
        self.insert(
            "employment",
            "id, person_id, employer_org_id, employment_type, employee_no, from_on, to_on",
            employments,
        )
        .await;
    }

    async fn ask(&self, verb: &str, input: Value) -> Value {
        self.office.ask("reports", verb, input).await
    }

    fn count(&self, on: &str) -> i64 {
        let on = day(on);
        self.members.iter().filter(|m| m.joined <= on && m.left.is_none_or(|left| left >= on)).count() as i64
    }

    /// Where a person who wants to look at the files finds them.
    fn place(&self, name: &str) -> PathBuf {
        std::env::var_os("KYOJO_LOOK").map_or_else(|| self.office.file(name), |look| PathBuf::from(look).join(name))
    }
}

/// The tables of a page of a preview.
fn tables(preview: &Value, page: usize) -> Vec<Value> {
    let blocks = preview["pages"][page]["blocks"].as_array().unwrap();
    blocks.iter().filter(|block| block["block"] == "table").cloned().collect()
}

fn number(cell: &Value) -> Option<i64> {
    cell["value"].as_i64()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figures_are_those_of_the_people() {
    for on in databases() {
        let union = Union::new(on, 1_200, 7).await;
        let preview =
            union.ask("preview", json!({ "report": "R02", "as_of": "2026-10-31", "from": "2026-04-01" })).await;
        let branches = &tables(&preview, 0)[0];
        let rows = branches["rows"].as_array().unwrap();
        let labels: Vec<&str> =
            branches["heads"].as_array().unwrap().iter().map(|head| head["label"].as_str().unwrap()).collect();
        let members = labels.iter().position(|label| *label == "組合員").unwrap();
        let today = day("2026-10-31");
        for (b, label) in BRANCHES.iter().enumerate() {
            let own: Vec<&Member> = union
                .members
                .iter()
                .filter(|m| m.branch == b && m.joined <= today && m.left.is_none_or(|left| left >= today))
                .collect();
            // A branch that took small units in has another name.
            let Some(row) = rows.iter().find(|row| row["cells"][0]["value"] == *label) else { continue };
            assert_eq!(number(&row["cells"][members]), Some(own.len() as i64), "{label}");
            let women = own.iter().filter(|m| m.gender == "2").count() as i64;
            assert_eq!(number(&row["cells"][2]), Some(women), "{label}");
        }
        let total = rows.last().unwrap();
        assert_eq!(number(&total["cells"][members]), Some(union.count("2026-10-31")));
        assert_eq!(number(&total["cells"][members + 1]), Some(union.count("2025-10-31")));
        let movement = &tables(&preview, 2)[0]["rows"];
        let of = |at: usize| number(&movement[at]["cells"][1]).unwrap();
        assert_eq!(of(0), union.count("2026-03-31"));
        assert_eq!(of(movement.as_array().unwrap().len() - 1), union.count("2026-10-31"));
        let months = tables(&preview, 3)[0]["rows"].as_array().unwrap().clone();
        assert_eq!(months.len(), 13);
        assert_eq!(number(&months[0]["cells"][1]), Some(union.count("2025-10-31")));
        assert_eq!(number(&months[12]["cells"][1]), Some(union.count("2026-10-31")));
        let ages = &tables(&preview, 4)[0]["rows"];
        let thirties = union.members.iter().filter(|m| {
            let age = today.year()
                - m.birth.year()
                - i32::from((today.month(), today.day()) < (m.birth.month(), m.birth.day()));
            (30..35).contains(&age) && m.gender == "2" && m.joined <= today && m.left.is_none_or(|left| left >= today)
        });
        assert_eq!(number(&ages[3]["cells"][2]), Some(thirties.count() as i64));
        assert!(union.members.iter().any(|m| m.category == "associate"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_below_k_are_never_on_a_page_by_sex_s_01() {
    for on in databases() {
        let union = Union::new(on, 260, 8).await;
        let preview = union.ask("preview", json!({ "report": "meeting-pack" })).await;
        let pages = preview["pages"].as_array().unwrap().len();
        let mut hidden = 0;
        for page in 1..pages {
            for table in tables(&preview, page) {
                let guarded: Vec<usize> = table["heads"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .enumerate()
                    .filter(|(_, h)| {
                        ["男", "女", "組合員・", "正組合員", "準組合員", "特別組合員"]
                            .iter()
                            .any(|word| h["label"].as_str().unwrap().contains(word))
                    })
                    .map(|(at, _)| at)
                    .collect();
                for row in table["rows"].as_array().unwrap() {
                    for at in &guarded {
                        hidden += i32::from(row["cells"][*at]["kind"] == "hidden");
                        assert!(!number(&row["cells"][*at]).is_some_and(|n| (1..5).contains(&n)), "page {page}: {row}");
                    }
                }
            }
        }
        assert!(hidden > 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn s_05_s_06_reports_carry_values_and_nothing_unseen_in_both_languages_and_are_logged() {
    for on in databases() {
        let office = Office::closed(on).await;
        office
            .ask(
                "desk",
                "create_sample",
                json!({ "file": office.place, "passphrase": PASSPHRASE, "members": 1_200, "seed": 7 }),
            )
            .await;
        let union = Union { office, members: Vec::new() };
        for locale in ["ja", "en"] {
            for report in ["meeting-pack", "R02", "R01"] {
                let file = union.place(&format!("{report}-{locale}.xlsx"));
                let contacts = report == "R01" && locale == "en";
                let asked = json!({ "report": report, "locale": locale, "file": file, "contacts": contacts, "purpose": "確認" });
                let written = union.ask("write", asked).await;
                assert!(written["bytes"].as_u64().unwrap() > 5_000);
                for (name, text) in parts(&file) {
                    let keys = ["report.title", "report.note", "column.member", "enum."];
                    let formulas = ["<f>", "<f ", "externalLink", "hyperlink"];
                    let unseen = ["state=\"hidden\"", "veryHidden", "pivotCache", "<comment", "file:///", "/tmp/"];
                    for banned in formulas.into_iter().chain(unseen).chain(keys) {
                        assert!(!text.contains(banned), "{report} {locale}: {banned} in {name}");
                    }
                    if name == "docProps/core.xml" {
                        assert!(
                            text.contains("<dc:creator>東都ものづくりユニオン（見本・架空）</dc:creator>"),
                            "{text}"
                        );
                    }
                    // What Excel needs to print, and no name for anything else.
                    let named = text.matches("<definedName ").count();
                    assert_eq!(
                        named,
                        text.matches("_xlnm.Print_").count() + text.matches("_xlnm._FilterDatabase").count()
                    );
                }
            }
        }
        let session = union.office.desk.session(Progress::silent()).unwrap();
        let logged = "SELECT count(*) AS n FROM export_log WHERE length(file_hash) = 64";
        assert_eq!(session.db().number(logged, []).await.unwrap(), 6);
        let folder = std::fs::read_dir(union.office.folder.path()).unwrap();
        let left_behind =
            folder.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with(".kyojo-"));
        assert_eq!(left_behind.count(), 0, "no plain rows stay");
    }
}

/// The parts of a workbook, by name.
fn parts(file: &std::path::Path) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    (0..archive.len())
        .map(|at| {
            let mut part = archive.by_index(at).unwrap();
            let mut text = String::new();
            std::io::Read::read_to_string(&mut part, &mut text).unwrap();
            (part.name().to_owned(), text)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn s_08_free_text_stays_out_of_what_goes_to_members() {
    for on in databases() {
        let union = Union::new(on, 300, 9).await;
        let texts = ["備考に書いた相談の話", "脱退の理由の覚え書き"];
        // These members were written into the tables; the list of a period reads the tables, not what is derived from them.
        let there = json!({ "period": { "what": "active", "from": "2026-10-31", "to": "2026-10-31" }, "limit": 1 });
        let someone = union.office.ask("members", "list", there).await["rows"][0].clone();
        let card = union.office.ask("members", "card", json!({ "person_id": someone["person_id"] })).await;
        let leave = json!({
            "membership_id": someone["membership_id"], "version": card["memberships"][0]["version"],
            "end_reason": "resignation", "left_on": "2026-10-30", "received_on": "2026-10-30", "end_note": texts[1],
        });
        union.office.ask("members", "leave", leave).await;
        let session = union.office.desk.session(Progress::silent()).unwrap();
        session.db().run("UPDATE person SET remarks = $1", [texts[0].into()]).await.unwrap();
        for report in ["meeting-pack", "R02"] {
            let file = union.place(&format!("s08-{report}.xlsx"));
            union.ask("write", json!({ "report": report, "file": file, "purpose": "確認" })).await;
            for (name, text) in parts(&file) {
                assert!(texts.iter().all(|free| !text.contains(free)), "{report}: {name}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_without_purpose_and_a_report_of_too_few_are_refused_x_1() {
    for on in databases() {
        let union = Union::new(on, 60, 10).await;
        let written = json!({ "report": "R01", "file": union.place("r01.xlsx") });
        let refused = union.office.call("reports", "write", written).await.unwrap_err();
        assert_eq!((refused.code(), refused.fields()[0].field.as_str()), ("invalid", "purpose"));
        assert_eq!(
            union.office.refused("reports", "preview", json!({ "report": "R02", "unit": "S11" })).await,
            "report_too_small"
        );
        assert_eq!(
            union.office.refused("reports", "preview", json!({ "report": "R02", "unit": "NONE" })).await,
            "missing"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_written_over_no_other_kind_of_file_and_never_with_an_empty_password() {
    for on in databases() {
        let union = Union::new(on, 60, 13).await;
        for name in ["report.docx", "other.kyojo", "other.kyojo.keys", "report"] {
            let place = union.place(name);
            std::fs::write(&place, "theirs").unwrap();
            let written = json!({ "report": "R02", "file": place });
            assert_eq!(union.office.refused("reports", "write", written).await, "file_kind_report", "{name}");
            assert_eq!(std::fs::read_to_string(&place).unwrap(), "theirs");
        }
        let open = json!({ "report": "R01", "file": union.place("r01.xlsx"), "purpose": "確認", "password": "" });
        let refused = union.office.call("reports", "write", open).await.unwrap_err();
        assert_eq!((refused.code(), refused.fields()[0].field.as_str()), ("invalid", "password"));
        // Laid down past the program, so only the roster itself knows them, not its spans.
        let members =
            json!({ "as_of": "2026-10-31", "state": "in_force", "categories": ["regular", "associate", "special"] });
        let members = union.office.ask("members", "count", members).await["n"].clone();
        let list =
            json!({ "report": "R01", "as_of": "2026-10-31", "file": union.place("r01.xlsx"), "purpose": "確認" });
        assert_eq!(union.ask("write", list).await["rows"], members, "people, not the lines of the legend");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_of_the_union_adds_up_with_those_who_moved() {
    for on in databases() {
        let union = Union::new(on, 1_200, 11).await;
        let preview = union.ask("preview", json!({ "report": "R02", "unit": "B01", "from": "2026-04-01" })).await;
        let rows = tables(&preview, 1)[0]["rows"].as_array().unwrap().clone();
        let labels: Vec<&str> = rows.iter().filter_map(|row| row["cells"][0]["value"].as_str()).collect();
        assert!(labels.iter().any(|label| label.contains("異動の差引")), "{labels:?}");
    }
}

/// G2: the pack of a large union costs little beyond writing its cells, and no more memory than a small one's. Long: run by
/// hand with `cargo test --workspace --test kyojo -- --ignored a_large_pack`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "long"]
async fn a_large_pack_is_counted_in_a_few_passes() {
    for on in databases() {
        let size = std::env::var("KYOJO_ROWS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000);
        let union = Union::new(on, size, 12).await;
        for report in ["meeting-pack", "R01"] {
            let began = std::time::Instant::now();
            let written = union.ask("write", json!({ "report": report, "file": union.place(&format!("large-{report}.xlsx")), "purpose": "計測" })).await;
            println!("{report}: {:?} {written}", began.elapsed());
        }
    }
}
