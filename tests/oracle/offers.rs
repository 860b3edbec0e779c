//! The tables of trainings, activities, the directory of support, and meetings.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::sheets::{Judgement, Said, Table, ja, tables, tenths};
use crate::support::office::Office;
use crate::support::package::Cells;

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Judges by the first column of a table that has these heads: `line` gives the numbers of a label by head.
fn by_label(
    judgement: &mut Judgement,
    book: &[Cells],
    first: &str,
    heads: &[&str],
    mut line: impl FnMut(&Table, usize, &str) -> Option<Said>,
) -> usize {
    let mut found = 0;
    for sheet in book {
        for table in tables(sheet, &[first]).into_iter().filter(|table| table.has(heads)) {
            let said: Vec<HashMap<String, Said>> = (0..table.lines.len())
                .map(|at| {
                    let all = table.heads.iter().filter_map(|head| Some((head.clone(), line(&table, at, head)?)));
                    all.collect()
                })
                .collect();
            judgement.table(&table, |at, head| said[at].get(head).copied());
            found += 1;
        }
    }
    found
}

/// A training with its people by organisation.
struct Run {
    code: String,
    row: Value,
    first_on: Option<NaiveDate>,
    organisations: BTreeMap<String, Seats>,
    taking_part: i64,
    costs: Value,
    answers: i64,
    marks: Value,
}

#[derive(Clone, Copy, Default)]
struct Seats {
    quota: i64,
    applied: i64,
    confirmed: i64,
    /// Of them in runs that are over: a rate of attendance is of these.
    over: i64,
    waiting: i64,
    attended: i64,
    completed: i64,
}

impl Seats {
    fn add(&mut self, other: Self) {
        self.quota += other.quota;
        self.applied += other.applied;
        self.confirmed += other.confirmed;
        self.over += other.over;
        self.waiting += other.waiting;
        self.attended += other.attended;
        self.completed += other.completed;
    }

    fn said(self, head: &str) -> Option<Said> {
        let known = [
            ("quota", self.quota),
            ("applied", self.applied),
            ("confirmed", self.confirmed),
            ("waiting", self.waiting),
            ("attended", self.attended),
            ("completed", self.completed),
        ];
        let count = known.into_iter().find(|(key, _)| head == ja(&format!("report.training.{key}")));
        match head {
            head if head == ja("report.training.attendance") => resting(Said::rate(self.attended, self.over)),
            head if head == ja("report.training.completion") => resting(Said::rate(self.completed, self.attended)),
            // Who came and who finished is withheld of small organisations (S-01); what they applied for is not.
            _ => count.map(|(key, n)| match key {
                "attended" | "completed" => Said::Guarded(n),
                _ => Said::count(n),
            }),
        }
    }
}

async fn runs(office: &Office, from: &str, to: &str) -> Vec<Run> {
    let mut all = Vec::new();
    for row in rows(&office.ask("training", "runs", json!({ "from": from, "to": to })).await) {
        let id = json!({ "id": row["id"] });
        let board = office.ask("training", "board", id.clone()).await;
        let mut organisations: BTreeMap<String, Seats> = BTreeMap::new();
        for quota in rows(&board["quotas"]) {
            organisations.entry(text(&quota["org"])).or_default().quota += quota["seats"].as_i64().unwrap();
        }
        let mut taking_part = HashSet::new();
        for person in rows(&board["rows"]) {
            let seats = organisations.entry(text(&person["org"])).or_default();
            let status = person["status"].as_str().unwrap();
            let attended = ["attended", "completed", "incomplete", "certified"].contains(&status);
            seats.applied += 1;
            seats.attended += i64::from(attended);
            seats.completed += i64::from(["completed", "certified"].contains(&status));
            let seated = attended || ["confirmed", "no_show"].contains(&status);
            seats.confirmed += i64::from(seated);
            seats.over += i64::from(seated && row["status"] == "finished");
            seats.waiting += i64::from(status == "waitlisted");
            if !["cancelled", "declined", "expired"].contains(&status) {
                taking_part.insert(text(&person["org"]));
            }
        }
        let run = office.ask("training", "run", id.clone()).await;
        let first_on = rows(&run["sessions"]).iter().map(|day| text(&day["held_on"]).parse().unwrap()).min();
        let evaluations = office.ask("training", "evaluations", id.clone()).await;
        all.push(Run {
            code: text(&row["code"]),
            row: row.clone(),
            first_on,
            organisations,
            taking_part: taking_part.len() as i64,
            costs: office.ask("training", "costs", id).await,
            answers: evaluations["answers"].as_i64().unwrap(),
            marks: evaluations["marks"].clone(),
        });
    }
    all
}

/// A rate that goes with a count that is withheld (S-04).
fn resting(said: Option<Said>) -> Option<Said> {
    match said {
        Some(Said::Is(rate)) => Some(Said::Resting(rate)),
        other => other,
    }
}

/// R12 and the page of the pack. `held` = only trainings with somebody on a seat.
pub async fn trainings(
    judgement: &mut Judgement,
    office: &Office,
    book: &[Cells],
    (from, to): (&str, &str),
    held: bool,
) {
    let mut all = runs(office, from, to).await;
    let seats = |run: &Run| run.organisations.values().map(|org| org.confirmed).sum::<i64>();
    all.retain(|run| !held || seats(run) > 0);
    let mut by: BTreeMap<String, Seats> = BTreeMap::new();
    for run in &all {
        run.organisations.iter().for_each(|(org, seats)| by.entry(org.clone()).or_default().add(*seats));
    }
    let organisation = ja("report.training.organisation");
    let quota = ja("report.training.quota");
    by_label(judgement, book, organisation, &[quota], |table, at, head| {
        let label = table.lines[at].label.as_str();
        let named: HashSet<&str> = table.lines.iter().map(|line| line.label.as_str()).collect();
        let mut sum = Seats::default();
        for (org, seats) in &by {
            // The line of the others is of whoever has none.
            if label == ja("report.total") || label == org || (!by.contains_key(label) && !named.contains(org.as_str()))
            {
                sum.add(*seats);
            }
        }
        sum.said(head)
    });
    let run = ja("report.training.run");
    by_label(judgement, book, run, &[ja("report.training.capacity")], |table, at, head| {
        let label = table.lines[at].label.as_str();
        let some: Vec<&Run> = all.iter().filter(|run| label == ja("report.total") || run.code == label).collect();
        let mut sum = Seats::default();
        some.iter().for_each(|run| run.organisations.values().for_each(|seats| sum.add(*seats)));
        let one = (label != ja("report.total")).then(|| some[0]);
        match head {
            head if head == ja("report.training.capacity") => {
                Some(Said::count(some.iter().map(|run| run.row["capacity"].as_i64().unwrap()).sum()))
            }
            head if head == ja("report.training.organisations") => one.map(|run| Said::count(run.taking_part)),
            head if head == ja("report.training.first_on") => one.and_then(|run| run.first_on).map(Said::day),
            // Of a run that is not over nobody came yet: that is no nought.
            head if one.is_some_and(|run| run.row["status"] != "finished")
                && ["attended", "completed", "completion"]
                    .iter()
                    .any(|name| head == ja(&format!("report.training.{name}"))) =>
            {
                None
            }
            _ => sum.said(head),
        }
    });
    by_label(judgement, book, run, &[ja("report.training.basis")], |table, at, head| {
        let one = all.iter().find(|run| run.code == table.lines[at].label)?;
        let paid: i64 = rows(&one.costs["costs"]).iter().map(|row| row["amount"].as_i64().unwrap()).sum();
        let shares: i64 = rows(&one.costs["shares"]).iter().map(|row| row["amount"].as_i64().unwrap()).sum();
        assert_eq!(paid, shares, "E-07: the shares are the costs");
        let org = table.words(at, organisation);
        let share = rows(&one.costs["shares"]).iter().find(|share| !org.is_empty() && share["org"] == org);
        match head {
            head if head == ja("report.training.amount") => {
                let said = |share: &Value| share["amount"].as_i64().unwrap();
                Some(share.map_or(Said::count(paid), |share| by_heads(one, said(share))))
            }
            head if head == ja("report.training.basis") => {
                let share = share?;
                let seats = one.organisations.get(org).copied().unwrap_or_default();
                // What is counted for a share of the costs, where heads are counted.
                let heads = match one.costs["model"].as_str()? {
                    "per_head" => seats.attended,
                    "fixed_fee" => seats.confirmed,
                    _ => share["basis"].as_i64()?,
                };
                Some(by_heads(one, heads))
            }
            _ => None,
        }
    });
    by_label(judgement, book, run, &[ja("report.training.answers")], |table, at, head| {
        let one = all.iter().find(|run| run.code == table.lines[at].label)?;
        if head == ja("report.training.answers") {
            return Some(Said::count(one.answers));
        }
        let of = |marks: &&Value| head == ja(&format!("report.training.mark.{}", text(&marks["question"])));
        mean(&rows(&one.marks).iter().find(of)?["counts"])
    });
}

/// The mean of how many gave 1, 2, 3, 4, 5, to the hundredth, half up; nothing of counts that are withheld.
fn mean(counts: &Value) -> Option<Said> {
    let counts: Vec<i64> = rows(counts).iter().map(|n| n.as_i64().unwrap()).collect();
    let n: i64 = counts.iter().sum();
    let sum: i64 = counts.iter().zip(1..).map(|(n, mark)| n * mark).sum();
    (n > 0).then(|| Said::Is((200 * sum + n).div_euclid(2 * n) as f64 / 100.0))
}

/// A part of a share of the costs: by heads it would tell who came.
fn by_heads(run: &Run, n: i64) -> Said {
    if run.costs["model"] == "per_head" { Said::Guarded(n) } else { Said::count(n) }
}

/// Hours of minutes, half up.
fn hours(minutes: i64) -> i64 {
    (minutes + 30) / 60
}

/// What the newest closed wave says of the need for themes: tenths of a per cent of those who answered.
async fn needs(office: &Office) -> Option<HashMap<String, Option<i64>>> {
    for wave in super::asked::closed_waves(office).await {
        let found = office.ask("surveys", "results", json!({ "wave_id": wave })).await;
        let themed = rows(&found["questions"]).iter().find(|one| {
            rows(&one["question"]["choices"]).iter().any(|choice| choice["theme"].is_string()) && one["n"].is_i64()
        });
        let Some(themed) = themed else { continue };
        let n = themed["n"].as_i64().unwrap();
        let pairs = rows(&themed["question"]["choices"]).iter().zip(rows(&themed["choices"]));
        let told = pairs.filter(|(choice, _)| choice["theme"].is_string());
        return Some(
            told.map(|(choice, said)| (text(&choice["theme"]), said["count"].as_i64().and_then(|x| tenths(x, n))))
                .collect(),
        );
    }
    None
}

/// R21 and the page of the pack, from the entries of time of two years.
pub async fn activities(judgement: &mut Judgement, office: &Office, book: &[Cells], year: i64, through: &str) {
    let listed = office.ask("activities", "list", json!({ "fiscal_year": year })).await;
    let mut sums: HashMap<(String, usize), [i64; 3]> = HashMap::new();
    for (at, year) in [year, year - 1].into_iter().enumerate() {
        for log in rows(&office.ask("activities", "logs", json!({ "fiscal_year": year })).await) {
            if log["done_on"].as_str().unwrap() > through {
                continue;
            }
            let sum = sums.entry((text(&log["title"]), at)).or_default();
            for (sum, name) in sum.iter_mut().zip(["minutes", "cost", "people"]) {
                *sum += log[name].as_i64().unwrap_or(0);
            }
        }
    }
    let needs = needs(office).await;
    let sum = |label: &str, at: usize, part: usize| -> i64 {
        let fits = |title: &str| label == ja("report.total") || label == title;
        let titles: HashSet<String> = rows(&listed["rows"]).iter().map(|row| text(&row["title"])).collect();
        sums.iter()
            .filter(|((title, when), _)| *when == at && fits(title) && titles.contains(title))
            .map(|(_, all)| all[part])
            .sum()
    };
    // The sum is of the lines as they stand: of whole hours.
    let minutes = |label: &str, at: usize| sum(label, at, 0);
    by_label(judgement, book, ja("report.activities.activity"), &[], |table, at, head| {
        let label = table.lines[at].label.as_str();
        let row = rows(&listed["rows"]).iter().find(|row| row["title"] == label);
        match head {
            head if head == ja("report.activities.hours") => Some(Said::count(hours(minutes(label, 0)))),
            head if head == ja("report.activities.hours_before") => Some(Said::count(hours(minutes(label, 1)))),
            head if head == ja("report.activities.cost") => Some(Said::count(sum(label, 0, 1))),
            head if head == ja("report.activities.people") => Some(Said::count(sum(label, 0, 2))),
            head if head == ja("report.activities.need") => match &needs {
                Some(needs) => {
                    let share = needs.get(row?["theme"].as_str()?).copied().flatten()?;
                    Some(Said::Resting(share as f64 / 10.0))
                }
                None => {
                    [&row?["next"]["need"], &row?["this"]["need"]].into_iter().find_map(Value::as_i64).map(Said::count)
                }
            },
            head if head == ja("report.activities.effect") => {
                let row = row?;
                let decision = if row["next"].is_object() { &row["next"] } else { &row["this"] };
                decision["effect"].as_i64().map(Said::count)
            }
            _ => None,
        }
    });
}

/// The directory of support in the pack.
pub async fn directory(judgement: &mut Judgement, office: &Office, book: &[Cells], as_of: &str) {
    let schemes = office.ask("support", "schemes", json!({ "as_of": as_of })).await;
    let shown = || rows(&schemes).iter().filter(|row| row["hidden"] == false);
    by_label(judgement, book, ja("report.support.check"), &[], |table, at, head| {
        let label = table.lines[at].label.as_str();
        let fits = |row: &&Value| {
            label == ja("report.total") || label == ja(&format!("enum.check_state.{}", row["check"].as_str().unwrap()))
        };
        (head == ja("report.support.count")).then(|| Said::count(shown().filter(fits).count() as i64))
    });
    let communities = office.ask("support", "communities", json!({ "as_of": as_of })).await;
    by_label(judgement, book, ja("report.support.kind"), &[ja("report.support.fresh")], |table, at, head| {
        let label = table.lines[at].label.as_str();
        let fits = |row: &&Value| {
            label == ja("report.total") || label == ja(&format!("enum.kyojo_kind.{}", row["kind"].as_str().unwrap()))
        };
        let n = |fresh: bool| {
            let all = rows(&communities).iter().filter(fits);
            Said::count(all.filter(|row| !fresh || row["check"] == "fresh").count() as i64)
        };
        match head {
            head if head == ja("report.support.count") => Some(n(false)),
            head if head == ja("report.support.fresh") => Some(n(true)),
            _ => None,
        }
    });
}

/// R06 from the people at the door, R07 from the counts of the ballots.
pub async fn meeting(judgement: &mut Judgement, office: &Office, book: &[Cells], meeting: &Value) {
    let figure = ja("report.meetings.figure");
    let line = |key: &str| ja(&format!("report.meetings.row.{key}"));
    let people = office.ask("meetings", "attendees", json!({ "meeting_id": meeting, "limit": 100_000 })).await;
    let left_out =
        office.ask("meetings", "attendees", json!({ "meeting_id": meeting, "limit": 100_000, "left_out": true })).await;
    let counts = |row: &&Value| row["left_out"].is_null();
    let base: Vec<&Value> = rows(&people).iter().filter(counts).collect();
    let n = |test: &dyn Fn(&Value) -> bool| base.iter().filter(|row| test(row)).count() as i64;
    let mode = |row: &Value, mode: &str| row["mode"] == mode;
    let there = |row: &Value| mode(row, "in_person") || mode(row, "online");
    let detail = office.ask("meetings", "meeting", json!({ "id": meeting })).await;
    let rule = &detail["rule"];
    let proxies = |row: &Value| mode(row, "proxy") && row["fault"].is_null();
    let written = if rule["count_written"] == true { n(&|row| mode(row, "written")) } else { 0 };
    let counted_proxies = if rule["count_proxy"] == true { n(&proxies) } else { 0 };
    by_label(judgement, book, figure, &[ja("report.meetings.people")], |table, at, head| {
        let label = table.lines[at].label.as_str();
        if head != ja("report.meetings.people") {
            return None;
        }
        let (num, den) = (rule["num"].as_i64()?, rule["den"].as_i64()?);
        let size = base.len() as i64;
        let reaches = |x: i64| if rule["comparator"] == "gt" { den * x > num * size } else { den * x >= num * size };
        let known = [
            ("base", size),
            ("left_out", rows(&left_out).iter().filter(|row| !row["left_out"].is_null()).count() as i64),
            ("in_person", n(&|row| mode(row, "in_person"))),
            ("online", n(&|row| mode(row, "online"))),
            ("substitutes", n(&|row| there(row) && !row["substitute"].is_null())),
            ("proxies", n(&|row| mode(row, "proxy"))),
            ("proxies_counted", counted_proxies),
            ("holder_away", n(&|row| mode(row, "proxy") && row["fault"] == "holder_away")),
            ("proxies_void", n(&|row| mode(row, "proxy") && !row["fault"].is_null() && row["fault"] != "holder_away")),
            ("written", n(&|row| mode(row, "written"))),
            ("written_counted", written),
            ("absent", n(&|row| mode(row, "absent") || row["mode"].is_null())),
            ("needed", (0..=size).find(|x| reaches(*x)).unwrap_or(0)),
            ("counted", n(&there) + counted_proxies + written),
        ];
        known.into_iter().find(|(key, _)| label == line(key)).map(|(_, n)| Said::count(n))
    });
    by_label(judgement, book, ja("meetings.column.unit"), &[ja("report.meetings.there")], |table, at, head| {
        let label = table.lines[at].label.as_str();
        let here = |row: &Value| match row["unit"].as_str() {
            Some(unit) => unit == label,
            None => label == ja("report.meetings.no_unit"),
        };
        let (size, came) = (n(&here), n(&|row| here(row) && there(row)));
        let sent = n(&|row| here(row) && (proxies(row) || mode(row, "written")));
        match head {
            head if head == line("base") => Some(Said::count(size)),
            head if head == ja("report.meetings.there") => Some(Said::count(came)),
            head if head == ja("report.meetings.represented") => Some(Said::count(sent)),
            head if head == ja("report.meetings.rate") => Said::rate(came + sent, size),
            _ => None,
        }
    });
}

/// R07 from what was counted.
pub async fn ballots(judgement: &mut Judgement, office: &Office, book: &[Cells], meeting: &Value) {
    let line = |key: &str| ja(&format!("report.meetings.row.{key}"));
    let detail = office.ask("meetings", "meeting", json!({ "id": meeting })).await;
    let mut certified = Vec::new();
    for row in rows(&detail["ballots"]).iter().filter(|row| row["status"] == "certified") {
        certified.push(office.ask("meetings", "ballot", json!({ "id": row["id"] })).await);
    }
    for (sheet, ballot) in book.iter().zip(&certified) {
        let (sheet, count, row) = (std::slice::from_ref(sheet), &ballot["count"], &ballot["ballot"]);
        let figure = ja("report.meetings.figure");
        let of = |name: &str| count[name].as_i64().unwrap_or(0);
        by_label(judgement, sheet, figure, &[ja("report.meetings.votes")], |table, at, head| {
            let label = table.lines[at].label.as_str();
            let spoilt = of("invalid") + of("blank");
            let valid = if row["form"] == "question" { of("yes") + of("no") } else { of("cast") - spoilt };
            let known = [
                ("entitled", row["entitled"].as_i64().unwrap_or(-1)),
                ("issued", row["issued"].as_i64().unwrap_or(-1)),
                ("available", row["issued"].as_i64().unwrap_or(-1)),
                ("cast", of("cast")),
                ("valid", valid),
                ("yes", of("yes")),
                ("no", of("no")),
                ("blank", of("blank")),
                ("invalid", of("invalid")),
            ];
            let found = known.into_iter().find(|(key, _)| label == line(key));
            (head == ja("report.meetings.votes")).then(|| found.map(|(_, n)| Said::count(n))).flatten()
        });
        by_label(judgement, sheet, figure, &[ja("report.meetings.rate")], |_, _, head| {
            (head == ja("report.meetings.rate"))
                .then(|| Said::rate(of("cast"), row["entitled"].as_i64().unwrap_or(0)))
                .flatten()
        });
        by_label(judgement, sheet, ja("report.meetings.candidate"), &[], |table, at, head| {
            let label = table.lines[at].label.as_str();
            let one = rows(&ballot["candidates"]).iter().find(|row| row["name"] == label)?;
            match head {
                head if head == ja("report.meetings.votes") => one["votes"]["yes"].as_i64().map(Said::count),
                head if head == line("no") => one["votes"]["no_votes"].as_i64().map(Said::count),
                _ => None,
            }
        });
    }
}
