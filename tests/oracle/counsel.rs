//! The tables of counselling, from the cases as their counsellor sees them: when they began and ended, how, what about, and
//! what became of referrals.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::sheets::{Judgement, Said, Table, day_in_words, ja, tables};
use crate::support::office::{Office, PASSPHRASE};
use crate::support::package::Cells;

struct Case {
    opened: NaiveDate,
    closed: Option<NaiveDate>,
    channel: String,
    step: String,
    end: String,
    themes: Vec<String>,
    unit: String,
    referrals: Vec<(NaiveDate, String, String)>,
    check_ins: Vec<Value>,
}

/// What the counsellor's verbs tell.
pub struct Counselling {
    cases: Vec<Case>,
    from: NaiveDate,
    to: NaiveDate,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Counselling {
    /// Asks as the counsellor of the sample, and lets the first officer sit down again.
    pub async fn of(office: &Office, from: &str, to: &str) -> Self {
        let communities = office.ask("support", "communities", json!({ "as_of": to })).await;
        let kinds: HashMap<String, String> =
            communities.as_array().unwrap().iter().map(|row| (text(&row["id"]), text(&row["kind"]))).collect();
        office.ask("desk", "open", json!({ "login": "counselor", "passphrase": PASSPHRASE })).await;
        let listed = office.ask("cases", "my_cases", json!({ "all": true, "limit": 200 })).await;
        let mut cases = Vec::new();
        for row in listed["rows"].as_array().unwrap() {
            let case = office.ask("cases", "case", json!({ "case_id": row["id"] })).await;
            let check_ins = office.ask("cases", "check_ins", json!({ "case_id": row["id"] })).await;
            let day = |name: &str| case[name].as_str().map(|day| day.parse::<NaiveDate>().unwrap());
            let target = |row: &Value| match (row["scheme_id"].as_str(), row["community_id"].as_str()) {
                (Some(_), _) => "scheme".to_owned(),
                (None, Some(id)) => kinds[id].clone(),
                (None, None) => "office".to_owned(),
            };
            cases.push(Case {
                opened: day("opened_on").unwrap(),
                closed: day("closed_on"),
                channel: text(&case["channel"]),
                step: text(&case["step"]),
                end: if case["outcome"].is_string() { text(&case["outcome"]) } else { text(&case["status"]) },
                themes: case["themes"].as_array().unwrap().iter().map(text).collect(),
                unit: text(&case["unit"]),
                referrals: case["referrals"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| (text(&row["handed_on"]).parse().unwrap(), target(row), text(&row["result"])))
                    .collect(),
                check_ins: check_ins.as_array().unwrap().clone(),
            });
        }
        assert_eq!(cases.len() as i64, listed["total"].as_i64().unwrap());
        office.ask("desk", "open", json!({ "login": "admin", "passphrase": PASSPHRASE })).await;
        Self { cases, from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    fn n(&self, test: impl Fn(&Case) -> bool) -> i64 {
        self.cases.iter().filter(|case| test(case)).count() as i64
    }

    fn began(&self, from: NaiveDate, to: NaiveDate, test: impl Fn(&Case) -> bool) -> i64 {
        self.n(|case| (from..=to).contains(&case.opened) && test(case))
    }

    fn ended(&self, from: NaiveDate, to: NaiveDate, test: impl Fn(&Case) -> bool) -> i64 {
        self.n(|case| case.closed.is_some_and(|on| (from..=to).contains(&on)) && test(case))
    }

    fn open(&self, on: NaiveDate, test: impl Fn(&Case) -> bool) -> i64 {
        self.n(|case| case.opened <= on && case.closed.is_none_or(|closed| closed > on) && test(case))
    }

    /// New, open and ended cases in a time.
    fn three(&self, head: &str, (from, to): (NaiveDate, NaiveDate), test: impl Fn(&Case) -> bool) -> Option<Said> {
        let n = match head {
            head if head == ja("report.cases.new") => self.began(from, to, test),
            head if head == ja("report.cases.open") => self.open(to, test),
            head if head == ja("report.cases.closed") => self.ended(from, to, test),
            _ => return None,
        };
        Some(Said::Total(n))
    }

    /// Judges R09, and the pages of the pack.
    pub fn judge(&self, judgement: &mut Judgement, book: &[Cells]) {
        let firsts = ["month", "theme", "channel", "step", "outcome", "branch", "target", "pre", "part"];
        let firsts = firsts.map(|key| ja(&format!("report.cases.{key}")));
        for sheet in book {
            for table in tables(sheet, &firsts) {
                let first = table.heads[0].as_str();
                let is = |key: &str| first == ja(&format!("report.cases.{key}"));
                if is("month") {
                    judgement.table(&table, |at, head| {
                        let label = table.lines[at].label.as_str();
                        match day_in_words(label) {
                            Some(last) => {
                                let first = last.with_day(1).unwrap();
                                self.three(head, (first.max(self.from), last.min(self.to)), |_| true)
                            }
                            None => self.three(head, (self.from, self.to), |_| true),
                        }
                    });
                } else if is("branch") {
                    self.units(judgement, &table);
                } else if is("target") {
                    self.targets(judgement, &table);
                } else if is("pre") {
                    self.taken(judgement, &table);
                } else if is("part") {
                    // Kinds of communities have the same first head.
                    if table.has(&[ja("report.cases.part_pairs")]) {
                        self.parts(judgement, &table);
                    }
                } else {
                    self.codes(judgement, &table);
                }
            }
        }
    }

    fn codes(&self, judgement: &mut Judgement, table: &Table) {
        let first = table.heads[0].as_str();
        judgement.table(table, |at, head| {
            if head != ja("report.cases.count") {
                return None;
            }
            let label = table.lines[at].label.as_str();
            let total = label == ja("report.total");
            let named = |group: &str, code: &str| total || label == ja(&format!("enum.{group}.{code}"));
            let n = match first {
                first if first == ja("report.cases.theme") => {
                    self.began(self.from, self.to, |case| case.themes.iter().any(|theme| named("case_theme", theme)))
                }
                first if first == ja("report.cases.channel") => {
                    self.began(self.from, self.to, |case| named("case_channel", &case.channel))
                }
                first if first == ja("report.cases.step") => self.open(self.to, |case| named("case_step", &case.step)),
                _ => self.ended(self.from, self.to, |case| named("case_end", &case.end)),
            };
            Some(Said::Total(n))
        });
    }

    fn units(&self, judgement: &mut Judgement, table: &Table) {
        let labels: BTreeSet<&str> = table.lines.iter().map(|line| line.label.as_str()).collect();
        judgement.table(table, |at, head| {
            let label = table.lines[at].label.as_str();
            let nowhere = |case: &Case| case.unit.is_empty();
            self.three(head, (self.from, self.to), |case| match label {
                label if label == ja("report.total") => true,
                // Those that have no line of their own stand together.
                label if label == ja("report.row.others") => {
                    let alone = if nowhere(case) { ja("report.row.no_unit") } else { case.unit.as_str() };
                    !labels.contains(alone)
                }
                label if label == ja("report.row.no_unit") => nowhere(case),
                label => case.unit == label,
            })
        });
    }

    fn targets(&self, judgement: &mut Judgement, table: &Table) {
        judgement.table(table, |at, head| {
            let label = table.lines[at].label.as_str();
            let results = [
                ("referred", None),
                ("used", Some("used")),
                ("not_used", Some("not_used")),
                ("unknown", Some("unknown")),
                ("unasked", Some("open")),
            ];
            let (_, result) = results.iter().find(|(key, _)| head == ja(&format!("report.cases.{key}")))?;
            let named = |target: &str| {
                let words = match target {
                    "scheme" | "office" => ja(&format!("report.cases.target.{target}")),
                    kind => ja(&format!("enum.kyojo_kind.{kind}")),
                };
                label == ja("report.total") || label == words
            };
            let all = self.cases.iter().flat_map(|case| &case.referrals);
            let fits = |(on, target, found): &&(NaiveDate, String, String)| {
                (self.from..=self.to).contains(on) && named(target) && result.is_none_or(|result| result == found)
            };
            Some(Said::Total(all.filter(fits).count() as i64))
        });
    }

    /// The released pairs of everybody: the scores of a part before and after.
    fn pairs(&self, part: &str) -> Vec<(i64, i64)> {
        let mut pairs = Vec::new();
        for case in &self.cases {
            // What belongs to the figures is marked at the check-in after.
            let score = |timing: &str| {
                let fits = |row: &&Value| row["timing"] == timing && (timing == "pre" || row["released"] == true);
                let taken = case.check_ins.iter().find(fits)?;
                let scores = taken["scores"].as_array().unwrap();
                scores.iter().find(|score| score["name"] == part).and_then(|score| score["score"].as_i64())
            };
            pairs.extend(score("pre").zip(score("post")));
        }
        pairs
    }

    fn taken(&self, judgement: &mut Judgement, table: &Table) {
        let n = |test: &dyn Fn(&Value) -> bool| self.n(|case| case.check_ins.iter().any(test));
        let pre = n(&|row| row["timing"] == "pre" && row["counted"] == true);
        let post = n(&|row| row["timing"] == "post" && row["counted"] == true);
        let pairs = n(&|row| row["timing"] == "post" && row["released"] == true);
        judgement.table(table, |_, head| {
            let known = [("pre", pre), ("post", post), ("pairs", pairs), ("dropout", pre - pairs)];
            known.into_iter().find(|(key, _)| head == ja(&format!("report.cases.{key}"))).map(|(_, n)| Said::Total(n))
        });
    }

    fn parts(&self, judgement: &mut Judgement, table: &Table) {
        judgement.table(table, |at, head| {
            let pairs = self.pairs(&table.lines[at].label);
            let differences: Vec<i64> = pairs.iter().map(|(pre, post)| post - pre).collect();
            let n = |test: &dyn Fn(i64) -> bool| differences.iter().filter(|d| test(**d)).count() as i64;
            let hundredth = |value: f64| Said::Resting((value * 100.0).round() / 100.0);
            match head {
                head if head == ja("report.cases.part_pairs") => Some(Said::Total(pairs.len() as i64)),
                head if head == ja("report.cases.up") => Some(Said::Total(n(&|d| d > 0))),
                head if head == ja("report.cases.same") => Some(Said::Total(n(&|d| d == 0))),
                head if head == ja("report.cases.down") => Some(Said::Total(n(&|d| d < 0))),
                head if head == ja("report.cases.difference") => Some(hundredth(median(&differences)?)),
                head if head == ja("report.cases.r") => Some(hundredth(rank_biserial(&differences)?)),
                head if head == ja("report.cases.dz") => Some(hundredth(standardised(&differences)?)),
                _ => None,
            }
        });
    }
}

fn median(all: &[i64]) -> Option<f64> {
    let mut sorted = all.to_vec();
    sorted.sort_unstable();
    let middle = sorted.len().checked_sub(1)? as f64 / 2.0;
    Some((sorted[middle.floor() as usize] + sorted[middle.ceil() as usize]) as f64 / 2.0)
}

/// Of all pairs of ranks: each difference is compared with each other one's size, ties by half.
fn rank_biserial(all: &[i64]) -> Option<f64> {
    let changed: Vec<i64> = all.iter().copied().filter(|d| *d != 0).collect();
    let rank = |d: i64| {
        let smaller = changed.iter().filter(|other| other.abs() < d.abs()).count() as f64;
        let alike = changed.iter().filter(|other| other.abs() == d.abs()).count() as f64;
        smaller + (alike + 1.0) / 2.0
    };
    let sum: f64 = changed.iter().map(|d| rank(*d)).sum();
    let signed: f64 = changed.iter().map(|d| d.signum() as f64 * rank(*d)).sum();
    (sum > 0.0).then_some(signed / sum)
}

fn standardised(all: &[i64]) -> Option<f64> {
    let n = all.len() as f64;
    let mean = all.iter().sum::<i64>() as f64 / n;
    let squares: f64 = all.iter().map(|d| (*d as f64 - mean).powi(2)).sum();
    let deviation = (squares / (n - 1.0)).sqrt();
    (all.len() > 1 && deviation > 0.0).then_some(mean / deviation)
}
