//! Reports judged from outside: every number of every sheet is computed anew from what the other verbs tell, and must be the
//! same. A number that no rule knows fails the test.

mod asked;
mod attack;
mod counsel;
mod offers;
mod organisation;
pub mod reader;
mod sheets;
mod truth;

use chrono::NaiveDate;
use serde_json::json;

use self::counsel::Counselling;
use self::reader::{Found, Reader, Told};
use self::sheets::Judgement;
use self::sheets::ja;
use self::truth::{Truth, What};
use crate::support::office::{Office, On, PASSPHRASE, databases};
use crate::support::package::{Cells, Package};
use crate::support::random::Random;

const FROM: &str = "2026-04-01";
const AS_OF: &str = "2026-10-31";

async fn sample(on: On, members: usize, seed: usize) -> Office {
    let office = Office::closed(on).await;
    let sample = json!({ "file": office.place, "passphrase": PASSPHRASE, "members": members, "seed": seed });
    office.ask("desk", "create_sample", sample).await;
    office
}

/// Writes a report and reads it back.
async fn written(office: &Office, report: &str, more: serde_json::Value) -> Vec<Cells> {
    let file = office.file(&format!("{report}-{}.xlsx", uuid::Uuid::now_v7()));
    let mut ask = json!({ "report": report, "as_of": AS_OF, "from": FROM, "file": file, "purpose": "執行委員会" });
    for (name, value) in more.as_object().unwrap() {
        ask[name] = value.clone();
    }
    office.ask("reports", "write", ask).await;
    Package::open(&file).cells()
}

/// Nothing is wrong, and enough was judged.
fn sound(report: &str, judgement: &mut Judgement, book: &[Cells], least: usize) {
    book.iter().for_each(|sheet| judgement.rest(sheet));
    println!("{report}: {} judged, {} withheld, {} rounded", judgement.judged, judgement.withheld, judgement.rounded);
    assert_eq!(judgement.wrong, Vec::<String>::new(), "{report}");
    assert!(judgement.judged >= least, "{report}: only {} cells were judged", judgement.judged);
}

/// The meeting pack, page by page.
async fn pack(office: &Office, truth: &Truth, counselling: &Counselling) {
    let book = written(office, "meeting-pack", json!({})).await;
    let mut judgement = Judgement::default();
    organisation::judge(&mut judgement, truth, &book, false);
    counselling.judge(&mut judgement, &book);
    offers::trainings(&mut judgement, office, &book, (FROM, AS_OF), true).await;
    offers::activities(&mut judgement, office, &book, 2026, AS_OF).await;
    offers::directory(&mut judgement, office, &book, AS_OF).await;
    asked::judge(&mut judgement, office, &book).await;
    sound("meeting-pack", &mut judgement, &book, 500);
}

/// The reports of the organisation.
async fn organisation_reports(office: &Office, truth: &Truth) {
    for (report, names) in [("R02", false), ("R03", true), ("R03", false), ("R04", false)] {
        let more = if report == "R03" { json!({ "names": names }) } else { json!({}) };
        let book = written(office, report, more).await;
        let mut judgement = Judgement::default();
        organisation::judge(&mut judgement, truth, &book, names);
        sound(report, &mut judgement, &book, 40);
    }
}

/// The reports of the other capabilities.
async fn other_reports(office: &Office, counselling: &Counselling) {
    let book = written(office, "R09", json!({})).await;
    let mut judgement = Judgement::default();
    counselling.judge(&mut judgement, &book);
    sound("R09", &mut judgement, &book, 30);

    let book = written(office, "R12", json!({})).await;
    let mut judgement = Judgement::default();
    offers::trainings(&mut judgement, office, &book, (FROM, AS_OF), false).await;
    sound("R12", &mut judgement, &book, 60);

    let book = written(office, "R20", json!({})).await;
    let mut judgement = Judgement::default();
    asked::judge(&mut judgement, office, &book).await;
    sound("R20", &mut judgement, &book, 100);

    let book = written(office, "R21", json!({})).await;
    let mut judgement = Judgement::default();
    offers::activities(&mut judgement, office, &book, 2026, AS_OF).await;
    sound("R21", &mut judgement, &book, 40);

    let (mut doors, mut counts) = (0, 0);
    for meeting in office.ask("meetings", "list", json!({})).await.as_array().unwrap() {
        let closed = ["closed", "minutes_drafted", "minutes_approved"].contains(&meeting["status"].as_str().unwrap());
        if !closed {
            continue;
        }
        let named = json!({ "meeting": meeting["id"] });
        let book = written(office, "R06", named.clone()).await;
        let mut judgement = Judgement::default();
        offers::meeting(&mut judgement, office, &book, &meeting["id"]).await;
        sound("R06", &mut judgement, &book, 14);
        doors += 1;
        let detail = office.ask("meetings", "meeting", json!({ "id": meeting["id"] })).await;
        if detail["ballots"].as_array().unwrap().iter().any(|row| row["status"] == "certified") {
            let book = written(office, "R07", named).await;
            let mut judgement = Judgement::default();
            offers::ballots(&mut judgement, office, &book, &meeting["id"]).await;
            sound("R07", &mut judgement, &book, 8);
            counts += 1;
        }
    }
    assert!(doors > 0 && counts > 0, "{doors} doors, {counts} counts");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_the_sample_unions_reports_is_that_of_its_records() {
    for on in databases() {
        let office = sample(on, 400, 7).await;
        let truth = Truth::ask(&office, FROM, AS_OF).await;
        let counselling = Counselling::of(&office, FROM, AS_OF).await;
        pack(&office, &truth, &counselling).await;
        organisation_reports(&office, &truth).await;
        other_reports(&office, &counselling).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_number_of_a_random_unions_pack_is_that_of_its_records() {
    let mut random = Random::new("oracle");
    for on in databases() {
        let office = sample(on, 60 + random.below(240), random.below(1_000_000)).await;
        let truth = Truth::ask(&office, FROM, AS_OF).await;
        let counselling = Counselling::of(&office, FROM, AS_OF).await;
        pack(&office, &truth, &counselling).await;
        organisation_reports(&office, &truth).await;
    }
}

/// Smallest counts: of the organisation inside the executive, and of counselling outside it.
const K: i64 = 5;
const K_PUBLIC: i64 = 10;

/// What a reader finds. A nobody may be withheld for the sake of others, so the reader does not know that it is somebody.
fn found(k: i64, read: impl Fn(&mut Reader)) -> (usize, Vec<Found>) {
    let mut reader = Reader::new(0);
    read(&mut reader);
    (reader.withheld(), reader.find(k).expect("the sheets do not contradict each other"))
}

/// What is counted over a time, and grows with it.
fn flows(reader: &Reader, when: &str) -> Vec<String> {
    let lists = [ja("report.cases.channel"), ja("report.cases.outcome")];
    let is_flow = |name: &String| {
        ["cases/new", "cases/closed"].contains(&name.as_str()) || lists.iter().any(|list| name.starts_with(list))
    };
    reader.named(when).into_iter().filter(is_flow).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn s_07_nothing_withheld_is_found_by_who_adds_up_all_sheets_of_a_pack_and_those_before_it() {
    let mut random = Random::new("attack");
    let rounds = std::env::var("KYOJO_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(4);
    let (mut withheld, mut told) = (0, Vec::new());
    for round in 0..rounds {
        let (members, seed) = (20 + random.below(160), random.below(1_000_000));
        let office = sample(On::File, members, seed).await;
        let for_members = json!({ "for_members": true });
        let early = json!({ "as_of": "2026-08-31" });
        let mut early_for_members = early.clone();
        early_for_members["for_members"] = true.into();
        // What members and the executive were given, in this order: each later one knows the earlier ones.
        let inside_before = written(&office, "R09", early.clone()).await;
        let before = written(&office, "meeting-pack", early).await;
        let before_cases = written(&office, "R09", early_for_members).await;
        let pack = written(&office, "meeting-pack", json!({})).await;
        let movement = written(&office, "R03", json!({ "names": false })).await;
        let inside = written(&office, "R09", json!({})).await;
        let cases = written(&office, "R09", for_members).await;
        let (n, of_organisation) = found(K, |reader| {
            attack::people(reader, &pack, "now");
            attack::reasons(reader, &pack, "now");
            attack::reasons(reader, &movement, "now");
        });
        withheld += n;
        let truth = Truth::ask(&office, FROM, AS_OF).await;
        let (n, of_units) = found(K, |reader| {
            let both: Vec<Cells> = pack.iter().chain(&movement).cloned().collect();
            attack::headcounts(reader, &truth, &both, K);
        });
        withheld += n;
        let (n, of_cases) = found(K_PUBLIC, |reader| {
            for (book, when) in [(&before, "then"), (&before_cases, "then"), (&pack, "now"), (&cases, "now")] {
                attack::counselling(reader, book, when);
            }
            let grown = flows(reader, "now/");
            attack::grew(reader, "then", "now", &grown);
        });
        withheld += n;
        // The executive reads what members are given, too, and may know what only those are not told.
        let (n, of_both) = found(K, |reader| {
            attack::counselling(reader, &inside_before, "inside then");
            attack::counselling(reader, &inside, "inside now");
            reader.reads_for_members();
            for (book, when) in [(&before, "then"), (&before_cases, "then"), (&pack, "now"), (&cases, "now")] {
                attack::counselling(reader, book, when);
            }
            for when in ["then", "now"] {
                // Branches that stand together are others in each.
                let both = |name: &String| !name.starts_with("unit/") && reader.has(&format!("{when}/{name}"));
                let names: Vec<String> = reader.named(&format!("inside {when}/")).into_iter().filter(both).collect();
                for name in names {
                    reader.adds(&[format!("inside {when}/{name}")], &[format!("{when}/{name}")]);
                }
            }
            let grown = flows(reader, "inside now/");
            attack::grew(reader, "inside then", "inside now", &grown);
        });
        withheld += n;
        for one in of_organisation.into_iter().chain(of_units).chain(of_cases).chain(of_both) {
            told.push(format!(
                "round {round}, {members} members, seed {seed}: {} is {} to {}",
                one.name, one.low, one.high
            ));
        }
    }
    println!("{withheld} numbers were withheld");
    assert!(withheld > 0 || rounds == 0);
    assert_eq!(told, Vec::<String>::new());
}

/// Packs of one year, each frozen: of who left between two of them it is not told why when they are few.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_the_packs_of_a_year_do_not_tell_why_the_few_left_who_left_between_them() {
    let mut random = Random::new("packs of a year");
    let mut told = 0;
    for (members, seed) in [(400, 7), (120 + random.below(400), random.below(1_000_000))] {
        let office = sample(On::File, members, seed).await;
        let months = ["2026-07-31", "2026-08-31", "2026-09-30"];
        let mut packs: Vec<Vec<Cells>> = Vec::new();
        for month in months {
            let ask = json!({ "report": "meeting-pack", "as_of": month, "from": FROM });
            let id = office.ask("reports", "freeze_pack", ask).await;
            packs.push(written(&office, "meeting-pack", json!({ "issued": id })).await);
            let movement = json!({ "names": false, "as_of": month });
            packs.last_mut().unwrap().extend(written(&office, "R03", movement).await);
        }
        for (at, earlier) in packs.iter().enumerate() {
            for (n, later) in packs.iter().enumerate().skip(at + 1) {
                let mut reader = Reader::new(0);
                attack::reasons(&mut reader, earlier, "earlier");
                attack::reasons(&mut reader, later, "later");
                let tells =
                    |side: &str| ["earlier", "later"].iter().all(|when| attack::tells_reasons(&reader, when, side));
                let sides = [("gain", What::Joined), ("loss", What::Left)];
                let sides: Vec<_> = sides.into_iter().filter(|(side, _)| tells(side)).collect();
                if sides.is_empty() {
                    continue;
                }
                told += sides.len();
                let after = NaiveDate::parse_from_str(months[at], "%Y-%m-%d").unwrap().succ_opt().unwrap();
                let happened = Truth::ask(&office, &after.to_string(), months[n]).await.happened();
                for (side, what) in sides {
                    let between = organisation::by_words(&happened, what);
                    attack::since(&mut reader, "earlier", "later", side, &between, K);
                }
                let found = reader.find(K).expect("the packs do not contradict each other");
                assert_eq!(found, Vec::new(), "{members} members, seed {seed}: {} to {}", months[at], months[n]);
            }
        }
    }
    assert!(told > 0, "some pair of packs tells reasons");
    println!("{told} pairs of packs told reasons");
}

/// Own reports for members beside R02 and beside each other: what either withholds, and the few of a sex in a unit, are not found
/// with all of them.
#[tokio::test(flavor = "multi_thread")]
async fn s_07_own_reports_and_r02_of_a_day_tell_no_few_of_a_sex_in_a_unit() {
    let mut random = Random::new("own beside R02");
    for (members, seed) in [(400, 7), (60 + random.below(300), random.below(1_000_000))] {
        let office = sample(On::File, members, seed).await;
        let truth = Truth::ask(&office, FROM, AS_OF).await;
        let mut books = vec![written(&office, "R02", json!({})).await];
        for level in ["sub_branch", "workplace"] {
            let file = office.file(&format!("own-{level}.xlsx"));
            let fields = json!({ "name": level, "groups": [level, "gender"], "protect": true });
            let write = json!({ "fields": fields, "as_of": AS_OF, "file": file });
            office.ask("reports", "write_own_report", write).await;
            books.push(Package::open(&file).cells());
            let mut reader = Reader::new(0);
            attack::sexes_of_units(&mut reader, &truth, &books, K);
            let found = reader.find(K).expect("the sheets do not contradict each other");
            assert!(reader.withheld() > 0);
            assert_eq!(found, Vec::new(), "{members} members, seed {seed}: {level}");
        }
    }
}

/// A withheld number that is put back tells its neighbour, and the reader notices.
#[tokio::test(flavor = "multi_thread")]
async fn s_02_a_reader_finds_the_number_that_one_careless_cell_gives_away() {
    let office = sample(On::File, 60, 7).await;
    let pack = written(&office, "meeting-pack", json!({})).await;
    let read = |careless: Option<(&str, i64)>| {
        let mut reader = Reader::new(0);
        attack::people(&mut reader, &pack, "now");
        if let Some((name, n)) = careless {
            reader.read(name, Told::Exactly(n));
        }
        reader
    };
    let mut sound = read(None);
    assert_eq!(sound.find(K), Some(Vec::new()));
    let names = sound.withheld_names();
    assert!(names.len() > 3, "{names:?}");
    let noticed = names.iter().filter(|name| {
        let (low, _) = sound.seen(name).unwrap();
        let mut careless = read(Some((name.as_str(), low)));
        careless.find(K).unwrap().iter().any(|found| found.name != **name)
    });
    assert!(noticed.count() > names.len() / 2, "of {names:?}");
}
