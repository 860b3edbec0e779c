//! The union as its verbs tell it: cards, units, headcounts. Everything is counted here from the cards, member by member and
//! day by day.

use std::collections::{BTreeSet, HashSet};

use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

use super::sheets::{Said, ja, tenths};
use crate::support::office::Office;

/// Units by id; none = members without a unit.
pub type Units = HashSet<Option<String>>;

#[derive(Clone, Debug)]
pub struct Unit {
    pub id: String,
    pub label: String,
    /// Members stand in it besides their own unit (青年部).
    beside: bool,
    pub parent: Option<String>,
}

/// A membership with everything dated about it.
#[derive(Clone, Debug)]
pub struct Life {
    pub number: String,
    pub gender: String,
    pub birth: Option<NaiveDate>,
    pub joined: NaiveDate,
    pub left: Option<NaiveDate>,
    pub join_reason: String,
    pub end_reason: String,
    categories: Vec<(Option<NaiveDate>, Option<NaiveDate>, String)>,
    places: Vec<(String, NaiveDate, Option<NaiveDate>)>,
    jobs: Vec<(String, Option<NaiveDate>)>,
    pub conditions: Vec<(NaiveDate, Option<NaiveDate>)>,
    pub events: Vec<(String, NaiveDate)>,
}

#[derive(Clone, Debug)]
pub struct Headcount {
    unit: String,
    on: NaiveDate,
    workers: i64,
    eligible: i64,
}

/// What happened to a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Joined,
    Left,
    Gained,
    Lost,
    Moved,
}

/// A step of a member, found by looking at each day and its eve.
#[derive(Clone, Debug)]
pub struct Happened {
    pub what: What,
    pub on: NaiveDate,
    pub number: String,
    pub reason: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

#[derive(Debug)]
pub struct Truth {
    pub units: Vec<Unit>,
    pub lives: Vec<Life>,
    heads: Vec<Headcount>,
    pub from: NaiveDate,
    pub as_of: NaiveDate,
}

fn day(value: &Value) -> Option<NaiveDate> {
    value.as_str().map(|text| text.parse().unwrap())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn within(day: NaiveDate, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

impl Life {
    pub fn category(&self, day: NaiveDate) -> &str {
        let held = self.categories.iter().find(|(from, to, _)| within(day, *from, *to));
        held.map_or("", |(_, _, category)| category)
    }

    fn in_force(&self, day: NaiveDate) -> bool {
        self.joined <= day && self.left.is_none_or(|left| day <= left)
    }

    /// A member on this day: in force, and not only an alumnus or a supporter.
    pub fn is_member(&self, day: NaiveDate) -> bool {
        self.in_force(day) && ["regular", "associate", "special"].contains(&self.category(day))
    }

    /// The unit on this day.
    pub fn place(&self, day: NaiveDate) -> Option<String> {
        let here = self.places.iter().find(|(_, from, to)| within(day, Some(*from), *to));
        here.map(|(unit, ..)| unit.clone())
    }

    /// The kind of employment on this day: that of the row that ended next.
    pub fn employment(&self, day: NaiveDate) -> &str {
        let later = self.jobs.iter().filter(|(_, to)| to.is_none_or(|to| to >= day));
        later.min_by_key(|(_, to)| to.unwrap_or(NaiveDate::MAX)).map_or("", |(kind, _)| kind)
    }

    pub fn age(&self, day: NaiveDate) -> Option<i32> {
        let birth = self.birth?;
        let had = (day.month(), day.day()) >= (birth.month(), birth.day());
        Some(day.year() - birth.year() - i32::from(!had))
    }
}

impl Truth {
    /// Asks the verbs, as the first officer.
    pub async fn ask(office: &Office, from: &str, as_of: &str) -> Self {
        let rows = office.ask("organizations", "units", json!({ "include_closed": true })).await;
        let units: Vec<Unit> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| Unit {
                id: text(&row["id"]),
                label: text(&row["label"]),
                beside: row["kind"] == "section",
                parent: row["parent_id"].as_str().map(str::to_owned),
            })
            .collect();
        let rows = office.ask("organizations", "headcounts", json!({})).await;
        let heads = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|row| Headcount {
                unit: text(&row["unit_id"]),
                on: day(&row["as_of"]).unwrap(),
                workers: row["workers_total"].as_i64().unwrap(),
                eligible: row["eligible_total"].as_i64().unwrap(),
            })
            .collect();
        let mut lives = Vec::new();
        for person in everybody(office, json!({ "state": "all" })).await {
            let card = office.ask("members", "card", json!({ "person_id": person["person_id"] })).await;
            lives.extend(lives_of(&card));
        }
        for life in &mut lives {
            life.places.retain(|(place, ..)| !units.iter().any(|unit| unit.beside && unit.id == *place));
        }
        let truth = Self { units, lives, heads, from: from.parse().unwrap(), as_of: as_of.parse().unwrap() };
        for day in [truth.eve(), truth.as_of] {
            truth.agrees(office, day).await;
        }
        truth
    }

    /// The list of a day has the same members in the same units.
    async fn agrees(&self, office: &Office, day: NaiveDate) {
        let ask = json!({ "as_of": day, "categories": ["regular", "associate", "special"] });
        let listed: BTreeSet<(String, Option<String>)> = everybody(office, ask)
            .await
            .iter()
            .map(|row| (text(&row["member_no"]), row["unit_id"].as_str().map(str::to_owned)))
            .collect();
        let own = self.lives.iter().filter(|life| life.is_member(day));
        assert_eq!(listed, own.map(|life| (life.number.clone(), life.place(day))).collect(), "{day}");
    }

    pub fn eve(&self) -> NaiveDate {
        self.from.pred_opt().unwrap()
    }

    /// The same day of the year before.
    pub fn year_before(&self) -> NaiveDate {
        self.as_of.checked_sub_months(chrono::Months::new(12)).unwrap()
    }

    /// Members of a day for whom something holds.
    pub fn members(&self, day: NaiveDate, test: impl Fn(&Life) -> bool) -> i64 {
        self.lives.iter().filter(|life| life.is_member(day) && test(life)).count() as i64
    }

    /// Members of some units.
    pub fn of(&self, day: NaiveDate, units: &Units) -> i64 {
        self.members(day, |life| units.contains(&life.place(day)))
    }

    pub fn all(&self, day: NaiveDate) -> i64 {
        self.members(day, |_| true)
    }

    pub fn unit(&self, label: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.label == label)
    }

    /// The unit above all.
    pub fn top(&self) -> &Unit {
        self.units.iter().find(|unit| unit.parent.is_none()).unwrap()
    }

    pub fn below(&self, unit: &Unit) -> Vec<&Unit> {
        self.units.iter().filter(|other| other.parent.as_deref() == Some(&unit.id)).collect()
    }

    /// A unit with everything below it.
    pub fn subtree(&self, unit: &Unit) -> Units {
        let mut all = Units::from([Some(unit.id.clone())]);
        for below in self.below(unit) {
            all.extend(self.subtree(below));
        }
        all
    }

    /// Every unit, and none.
    pub fn everywhere(&self) -> Units {
        self.units.iter().map(|unit| Some(unit.id.clone())).chain([None]).collect()
    }

    fn headcount(&self, unit: &str, day: NaiveDate) -> Option<&Headcount> {
        self.heads.iter().filter(|head| head.unit == unit && head.on <= day).max_by_key(|head| head.on)
    }

    /// Workers whom the rules admit, and the day that this was said: of the unit itself, or of all peopled units below it.
    pub fn eligible(&self, unit: &Unit, day: NaiveDate) -> Option<(i64, NaiveDate)> {
        if let Some(head) = self.headcount(&unit.id, day) {
            return Some((head.eligible, head.on));
        }
        let mut sum: Option<(i64, NaiveDate)> = None;
        for below in self.below(unit) {
            if self.of(day, &self.subtree(below)) == 0 {
                continue;
            }
            let (n, on) = self.eligible(below, day)?;
            sum = Some(sum.map_or((n, on), |(all, first)| (all + n, first.min(on))));
        }
        sum
    }

    /// All workers of a unit, and the day: of the unit itself, or of all units below it, of which none with members is unknown.
    pub fn workers(&self, unit: &Unit, day: NaiveDate) -> Option<(i64, NaiveDate)> {
        if let Some(head) = self.headcount(&unit.id, day) {
            return Some((head.workers, head.on));
        }
        let mut sum: Option<(i64, NaiveDate)> = None;
        for below in self.below(unit) {
            match self.workers(below, day) {
                Some((n, on)) => sum = Some(sum.map_or((n, on), |(all, first)| (all + n, first.min(on)))),
                None if self.of(day, &self.subtree(below)) > 0 => return None,
                None => {}
            }
        }
        sum
    }

    /// What the columns of a rate say for a number of members: denominator, rate, day.
    pub fn rate(&self, unit: &Unit, members: i64, day: NaiveDate, head: &str) -> Option<Said> {
        let (eligible, on) = self.eligible(unit, day).filter(|(n, _)| *n > 0)?;
        match head {
            head if head == ja("report.eligible") => Some(Said::count(eligible)),
            head if head == ja("report.organizing_rate") || head == ja("report.organizing_rate_percent") => {
                Some(Said::Is(tenths(members, eligible)? as f64 / 10.0))
            }
            head if head == ja("report.as_of") => Some(Said::day(on)),
            _ => None,
        }
    }

    /// What happened from the eve of the period to its last day, by looking at every member on every day.
    pub fn happened(&self) -> Vec<Happened> {
        let mut all = Vec::new();
        for life in &self.lives {
            let mut was = life.is_member(self.eve()).then(|| life.place(self.eve()));
            for day in self.from.iter_days().take_while(|day| *day <= self.as_of) {
                let eve = day.pred_opt().unwrap();
                let is = life.is_member(day).then(|| life.place(day));
                let step = |what, on, reason: &str, before: Option<String>, after: Option<String>| Happened {
                    what,
                    on,
                    number: life.number.clone(),
                    reason: reason.to_owned(),
                    before,
                    after,
                };
                match (&was, &is) {
                    (None, Some(here)) if life.joined == day => {
                        all.push(step(What::Joined, day, &life.join_reason, None, here.clone()));
                    }
                    (None, Some(here)) => all.push(step(What::Gained, day, "", None, here.clone())),
                    (Some(there), None) if life.left == Some(eve) => {
                        all.push(step(What::Left, eve, &life.end_reason, there.clone(), None));
                    }
                    (Some(there), None) => all.push(step(What::Lost, day, "", there.clone(), None)),
                    (Some(there), Some(here)) if there != here => {
                        all.push(step(What::Moved, day, "", there.clone(), here.clone()));
                    }
                    _ => {}
                }
                was = is;
            }
        }
        all
    }
}

/// The rows of a list, one for each person.
async fn everybody(office: &Office, mut ask: Value) -> Vec<Value> {
    let (mut all, mut known) = (Vec::new(), BTreeSet::new());
    ask["limit"] = 200.into();
    loop {
        let page = office.ask("members", "list", ask.clone()).await;
        let rows = page["rows"].as_array().unwrap().iter();
        all.extend(rows.filter(|row| known.insert(text(&row["person_id"]))).cloned());
        match page["next"].as_str() {
            Some(next) => ask["after"] = next.into(),
            None => return all,
        }
    }
}

/// The memberships of a card that ever were in force.
fn lives_of(card: &Value) -> Vec<Life> {
    let jobs: Vec<(String, Option<NaiveDate>)> = card["employments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (text(&row["employment"]["employment_type"]), day(&row["to_on"])))
        .collect();
    let events = card["events"].as_array().unwrap().iter();
    let events: Vec<(String, NaiveDate)> =
        events.map(|event| (text(&event["kind"]), day(&event["effective_on"]).unwrap())).collect();
    let real = card["memberships"].as_array().unwrap().iter().filter(|membership| {
        !["applied", "rejected"].contains(&membership["status"].as_str().unwrap())
            && membership["end_reason"] != "entry_error"
    });
    real.map(|membership| {
        let list = |name: &str| membership[name].as_array().unwrap().iter();
        Life {
            number: text(&membership["member_no"]),
            gender: text(&card["person"]["gender"]),
            birth: day(&card["person"]["birth_on"]),
            joined: day(&membership["joined_on"]).unwrap(),
            left: day(&membership["left_on"]),
            join_reason: text(&membership["join_reason"]),
            end_reason: text(&membership["end_reason"]),
            categories: list("categories")
                .map(|row| (day(&row["from_on"]), day(&row["to_on"]), text(&row["category"])))
                .collect(),
            places: list("assignments")
                .map(|row| (text(&row["unit_id"]), day(&row["from_on"]).unwrap(), day(&row["to_on"])))
                .collect(),
            jobs: jobs.clone(),
            conditions: list("conditions").map(|row| (day(&row["from_on"]).unwrap(), day(&row["to_on"]))).collect(),
            events: events.clone(),
        }
    })
    .collect()
}
