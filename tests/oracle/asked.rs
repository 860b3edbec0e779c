//! The tables of surveys: shares, their interval, the nation beside them and the wave before, from the plain counts.

use kyojo_core::labels::{Locale, sentence};
use serde_json::{Value, json};

use super::sheets::{Judgement, Said, Table, ja, tables, tenths};
use crate::support::office::Office;
use crate::support::package::Cells;

/// z at 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The nation's figures as they were printed, by the name of the row: tenths of a per cent.
fn nation(file: &str) -> Vec<(String, Vec<i64>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("src-tauri/core/data");
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    let tenth = |field: &str| field.replace('.', "").parse().unwrap();
    text.lines()
        .skip(1)
        .map(|line| {
            let fields: Vec<&str> = line.split(',').collect();
            let shares = fields[2..].iter().map(|field| tenth(field)).collect();
            (fields[1].to_owned(), shares)
        })
        .collect()
}

/// The closed waves, the newest first.
pub async fn closed_waves(office: &Office) -> Vec<Value> {
    let surveys = office.ask("surveys", "list", json!({})).await;
    let waves = surveys.as_array().unwrap().iter().flat_map(|survey| survey["waves"].as_array().unwrap().clone());
    let mut closed: Vec<Value> = waves.filter(|wave| wave["closed_on"].is_string()).collect();
    closed.sort_by_key(|wave| std::cmp::Reverse((wave["closed_on"].to_string(), wave["id"].to_string())));
    closed.into_iter().map(|wave| wave["id"].clone()).collect()
}

/// Both ends of Wilson's interval in tenths of a per cent, half up.
fn wilson(x: i64, n: i64) -> (i64, i64) {
    let (x, n) = (x as f64, n as f64);
    let middle = (x + Z * Z / 2.0) / (n + Z * Z);
    let half = Z / (n + Z * Z) * (x * (n - x) / n + Z * Z / 4.0).sqrt();
    let end = |value: f64| (value.clamp(0.0, 1.0) * 1000.0 + 0.5 + 1e-9).floor() as i64;
    (end(middle - half), end(middle + half))
}

/// One choice as it was counted.
struct Count {
    x: i64,
    n: i64,
    nation: Option<i64>,
}

impl Count {
    fn said(&self, head: &str) -> Option<Said> {
        let share = tenths(self.x, self.n)?;
        let (low, high) = wilson(self.x, self.n);
        let tenth = |value: i64| Some(Said::Resting(value as f64 / 10.0));
        match head {
            head if head == ja("report.comparison.own") => tenth(share),
            head if head == ja("report.comparison.nation") => self.nation.map(|value| Said::Is(value as f64 / 10.0)),
            head if head == ja("report.comparison.difference") => tenth(share - self.nation?),
            head if head == ja("report.comparison.low") => tenth(low),
            head if head == ja("report.comparison.high") => tenth(high),
            head if head == ja("report.comparison.people") => Some(Said::Guarded(self.x)),
            _ => None,
        }
    }
}

/// The counts of a wave as the executive sees them.
struct Wave {
    found: Value,
    before: Option<Value>,
    organisations: Vec<(String, Vec<i64>)>,
    schemes: Vec<(String, Vec<i64>)>,
}

impl Wave {
    fn questions(&self) -> &[Value] {
        self.found["questions"].as_array().unwrap()
    }

    /// Which column of the nation's a question asks again.
    fn column(question: &Value) -> Option<usize> {
        let codes = ["career_talk", "challenge", "other_ways", "new_work"];
        codes.iter().position(|code| question["question"]["national"] == *code)
    }

    fn count(&self, question: &Value, label: &str) -> Option<Count> {
        let choice = question["choices"].as_array().unwrap().iter().find(|choice| choice["label"] == label)?;
        let row = |all: &[(String, Vec<i64>)], at: usize| {
            all.iter().find(|(name, _)| name == label).and_then(|(_, shares)| shares.get(at)).copied()
        };
        let nation = match &question["question"]["national"] {
            Value::String(code) if code == "public_support" => row(&self.schemes, 0),
            Value::String(_) => Self::column(question).and_then(|at| row(&self.organisations, at)),
            _ => None,
        };
        Some(Count { x: choice["count"].as_i64()?, n: question["n"].as_i64()?, nation })
    }
}

fn heading(question: &Value) -> String {
    let about = json!({ "text": question["question"]["text"], "n": question["n"].as_i64().unwrap_or(0) });
    sentence(Locale::Ja, "report.comparison.heading", &about)
}

/// Judges the tables of the newest wave with a question of the nation's; of the nation alone where there is none.
pub async fn judge(judgement: &mut Judgement, office: &Office, book: &[Cells]) {
    let mut wave = None;
    for id in closed_waves(office).await {
        let found = office.ask("surveys", "results", json!({ "wave_id": id })).await;
        if found["questions"].as_array().unwrap().iter().any(|one| one["question"]["national"].is_string()) {
            let before = &found["beside"]["id"];
            let before = match before {
                Value::Null => None,
                id => Some(office.ask("surveys", "results", json!({ "wave_id": id })).await),
            };
            wave = Some(Wave {
                found,
                before,
                organisations: nation("national_organisations_2020.csv"),
                schemes: nation("national_public_support_2020.csv"),
            });
            break;
        }
    }
    let firsts = [
        "report.support.organisation",
        "report.support.scheme",
        "report.comparison.support",
        "report.comparison.choice",
    ];
    for sheet in book {
        for table in tables(sheet, &firsts.map(ja)) {
            if table.has(&[ja("report.support.summary")]) {
                continue;
            }
            match &wave {
                Some(wave) if table.has(&[ja("report.comparison.change")]) => change(judgement, wave, &table),
                Some(wave) if table.has(&[ja("report.comparison.own")]) => compared(judgement, wave, &table),
                _ => alone(judgement, &table),
            }
        }
    }
}

fn compared(judgement: &mut Judgement, wave: &Wave, table: &Table) {
    let summary = table.heads[0] == ja("report.comparison.support");
    let organisation = [2, 15].map(|no| ja(&format!("support.national.organisation.{no}")));
    judgement.table(table, |at, head| {
        let label = table.lines[at].label.as_str();
        let named = |question: &&Value| {
            if !summary {
                return heading(question) == table.heading;
            }
            let short = Wave::column(question).map(|at| ja(&format!("support.national.question.{}", at + 1)));
            let about = json!({ "support": short, "n": question["n"].as_i64().unwrap_or(0) });
            short.is_some() && sentence(Locale::Ja, "report.comparison.support_n", &about) == label
        };
        let question = wave.questions().iter().find(named)?;
        let choice = if summary { *organisation.iter().find(|name| table.heading.contains(**name))? } else { label };
        match wave.count(question, choice) {
            Some(count) => count.said(head),
            // Too few even for the executive: only the nation's figure may stand.
            None => {
                let count = Count { x: 0, n: 1, nation: nation_of(wave, question, choice) };
                (head == ja("report.comparison.nation")).then(|| count.said(head)).flatten()
            }
        }
    });
}

fn nation_of(wave: &Wave, question: &Value, label: &str) -> Option<i64> {
    let schemes = question["question"]["national"] == "public_support";
    let (all, at) = if schemes { (&wave.schemes, 0) } else { (&wave.organisations, Wave::column(question)?) };
    all.iter().find(|(name, _)| name == label).and_then(|(_, shares)| shares.get(at)).copied()
}

/// This wave beside the one before.
fn change(judgement: &mut Judgement, wave: &Wave, table: &Table) {
    let question = |of: &Value| {
        let all = of["questions"].as_array().unwrap();
        all.iter().find(|one| one["question"]["text"] == table.heading.as_str()).cloned()
    };
    let now = question(&wave.found);
    let before = wave.before.as_ref().and_then(question);
    let head_of = |of: &Value, n: &Value| {
        let about = json!({ "wave": of["wave"]["label"], "n": n });
        sentence(Locale::Ja, "report.comparison.wave_n", &about)
    };
    judgement.table(table, |at, head| {
        let label = table.lines[at].label.as_str();
        let share = |question: &Option<Value>| {
            let question = question.as_ref()?;
            let choice = question["choices"].as_array()?.iter().find(|choice| choice["label"] == label)?;
            tenths(choice["count"].as_i64()?, question["n"].as_i64()?)
        };
        let (is, was) = (share(&now), share(&before));
        let tenth = |value: i64| Said::Resting(value as f64 / 10.0);
        if head == ja("report.comparison.change") {
            return Some(tenth(is? - was?));
        }
        let n = |question: &Option<Value>| question.as_ref().map_or(Value::Null, |one| one["n"].clone());
        if head == head_of(&wave.found, &n(&now)) {
            return is.map(tenth);
        }
        let of_before = wave.before.as_ref().is_some_and(|wave| head == head_of(wave, &n(&before)));
        of_before.then(|| was.map(tenth)).flatten()
    });
}

/// The nation's figures by themselves.
fn alone(judgement: &mut Judgement, table: &Table) {
    let (schemes, organisations) =
        (nation("national_public_support_2020.csv"), nation("national_organisations_2020.csv"));
    judgement.table(table, |at, head| {
        let label = &table.lines[at].label;
        let column = match head {
            head if head == ja("report.support.share") => 0,
            head => (1..=4).position(|n| head == ja(&format!("support.national.question.{n}")))?,
        };
        let all = if table.heads[0] == ja("report.support.scheme") { &schemes } else { &organisations };
        let (_, shares) = all.iter().find(|(name, _)| name == label)?;
        shares.get(column).map(|share| Said::Is(*share as f64 / 10.0))
    });
}
