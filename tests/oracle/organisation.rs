//! The tables of the organisation: branches and what is below them, movements, months and years, ages, kinds, densities, the
//! movement of a period (R03) and the sheet for the yearly survey (R04).

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use kyojo_core::labels::{Locale, sentence};
use serde_json::json;

use super::sheets::{Judgement, Said, Table, day_in_words, ja, tables, tenths};
use super::truth::{Happened, Life, Truth, Units, What};
use crate::support::package::Cells;

/// Which heads begin a table of the organisation.
pub fn firsts() -> Vec<&'static str> {
    ["report.unit", "report.item", "report.time", "report.age", "report.employment", "report.measure", "report.on"]
        .map(ja)
        .into()
}

/// Judges every table of the organisation in a workbook.
pub fn judge(judgement: &mut Judgement, truth: &Truth, book: &[Cells], all_named: bool) {
    let happened = truth.happened();
    let mut tops: HashMap<String, Units> = HashMap::new();
    for sheet in book {
        for table in tables(sheet, &firsts()) {
            let first = table.heads[0].as_str();
            let has = |keys: &[&str]| table.has(&keys.iter().map(|key| ja(key)).collect::<Vec<_>>());
            if first == ja("report.unit") {
                let below = table.sheet.ends_with(ja("report.page.below"));
                let rows = rows(truth, &table, below.then_some(&tops));
                if has(&["report.workers"]) {
                    workplaces(judgement, truth, &table);
                } else if has(&["report.opening", "report.closing"]) {
                    by_unit(judgement, truth, &happened, &table, &rows);
                } else if has(&["report.part_time_of"]) {
                    survey_units(judgement, truth, &table, &rows);
                } else {
                    if !below {
                        tops = table.lines.iter().map(|line| line.label.clone()).zip(rows.iter().cloned()).collect();
                    }
                    units(judgement, truth, &table, &rows);
                }
            } else if first == ja("report.time") {
                trend(judgement, truth, &table);
            } else if first == ja("report.age") {
                ages(judgement, truth, &table);
            } else if first == ja("report.employment") {
                kinds(judgement, truth, &table);
            } else if first == ja("report.measure") {
                densities(judgement, truth, &table);
            } else if first == ja("report.on") {
                details(judgement, truth, &happened, &table);
            } else if has(&["report.level"]) {
                flow(judgement, truth, &happened, &table);
            } else if has(&["report.gain", "report.loss"]) {
                by_reason(judgement, truth, &happened, &table, all_named);
            } else if has(&["report.people"]) {
                reasons(judgement, truth, &happened, &table);
            } else {
                survey_all(judgement, truth, &table);
            }
        }
    }
}

fn say(key: &str, about: serde_json::Value) -> String {
    sentence(Locale::Ja, key, &about)
}

/// What the name of a row says.
enum Named {
    Everything,
    /// A unit with what is below it.
    Unit(Units),
    /// The members of a unit itself.
    Own(Units),
    /// A unit with the rest.
    With(Units),
    Rest,
    NoUnit,
}

fn named(truth: &Truth, label: &str) -> Named {
    if label == ja("report.total") {
        return Named::Everything;
    }
    if label == ja("report.row.no_unit") {
        return Named::NoUnit;
    }
    if label == ja("report.row.others") {
        return Named::Rest;
    }
    for unit in &truth.units {
        let about = || json!({ "unit": unit.label });
        if label == unit.label {
            return Named::Unit(truth.subtree(unit));
        }
        if label == say("report.row.direct", about()) {
            return Named::Own(Units::from([Some(unit.id.clone())]));
        }
        if label == say("report.row.with", about()) {
            return Named::With(truth.subtree(unit));
        }
        if label == say("report.row.joined", about()) {
            return Named::Rest;
        }
    }
    panic!("the row {label} names nobody that the union knows");
}

/// The units of each line. What stands together is what no other line of its block names. `tops` are the lines of the table of
/// branches, where the lines of this one stand below them.
pub fn rows(truth: &Truth, table: &Table, tops: Option<&HashMap<String, Units>>) -> Vec<Units> {
    let below_top: HashSet<&str> = truth.below(truth.top()).iter().map(|unit| unit.label.as_str()).collect();
    let direct = say("report.row.direct", json!({ "unit": truth.top().label }));
    let heads_a_block = |label: &str| match tops {
        Some(tops) => tops.contains_key(label),
        None => {
            let top = matches!(named(truth, label), Named::NoUnit | Named::Rest | Named::With(_)) || label == direct;
            top || below_top.contains(label) || label == ja("report.total")
        }
    };
    let deep = table.lines.iter().any(|line| !heads_a_block(&line.label));
    // The lines of branches, or of the whole table: together they are everybody.
    let heads: Vec<usize> =
        (0..table.lines.len()).filter(|at| !deep || heads_a_block(&table.lines[*at].label)).collect();
    let mut sets = vec![Units::new(); table.lines.len()];
    let labels = |at: &[usize]| at.iter().map(|at| table.lines[*at].label.as_str()).collect::<Vec<_>>();
    match tops {
        Some(tops) => heads.iter().for_each(|at| sets[*at] = tops[&table.lines[*at].label].clone()),
        None => put(&mut sets, &heads, divide(truth, &labels(&heads), &truth.everywhere())),
    }
    for (n, head) in heads.iter().enumerate() {
        let end = heads.get(n + 1).copied().unwrap_or(table.lines.len());
        let parts: Vec<usize> = (head + 1..end).collect();
        if !parts.is_empty() {
            let whole = sets[*head].clone();
            put(&mut sets, &parts, divide(truth, &labels(&parts), &whole));
        }
    }
    sets
}

fn put(sets: &mut [Units], at: &[usize], of: Vec<Units>) {
    for (at, units) in at.iter().zip(of) {
        sets[*at] = units;
    }
}

/// The units of lines that together are `whole`.
fn divide(truth: &Truth, labels: &[&str], whole: &Units) -> Vec<Units> {
    let mut taken = Units::new();
    for label in labels {
        match named(truth, label) {
            Named::Unit(units) | Named::Own(units) | Named::With(units) => taken.extend(units),
            Named::Everything | Named::Rest | Named::NoUnit => {}
        }
    }
    let with = labels.iter().any(|label| matches!(named(truth, label), Named::With(_) | Named::Rest));
    let rest: Units = whole.difference(&taken).cloned().collect();
    labels
        .iter()
        .map(|label| match named(truth, label) {
            Named::Everything => whole.clone(),
            Named::Unit(units) | Named::Own(units) => units,
            Named::With(units) => units.union(&rest).cloned().collect(),
            Named::Rest => rest.clone(),
            // Alone they are just those; beside a rest they belong to it.
            Named::NoUnit if with => Units::from([None]),
            Named::NoUnit => rest.clone(),
        })
        .collect()
}

/// The sex that a head means.
fn of_sex(head: &str) -> Option<fn(&Life) -> bool> {
    let men: fn(&Life) -> bool = |life| life.gender == "1";
    let women: fn(&Life) -> bool = |life| life.gender == "2";
    let other: fn(&Life) -> bool = |life| life.gender != "1" && life.gender != "2";
    let men_other: fn(&Life) -> bool = |life| life.gender != "2";
    let women_other: fn(&Life) -> bool = |life| life.gender != "1";
    let known = [
        ("report.men", men),
        ("report.women", women),
        ("report.sex_other", other),
        ("report.men_other", men_other),
        ("report.women_other", women_other),
    ];
    known.into_iter().find(|(key, _)| head == ja(key)).map(|(_, test)| test)
}

/// Branches, and the units below them.
fn units(judgement: &mut Judgement, truth: &Truth, table: &Table, rows: &[Units]) {
    judgement.table(table, |at, head| {
        let (units, label) = (&rows[at], table.lines[at].label.as_str());
        let (now, before) = (truth.of(truth.as_of, units), truth.of(truth.year_before(), units));
        if let Some(sex) = of_sex(head) {
            let n = truth.members(truth.as_of, |life| units.contains(&life.place(truth.as_of)) && sex(life));
            return Some(if label == ja("report.total") { Said::Total(n) } else { Said::Guarded(n) });
        }
        match head {
            head if head == ja("report.members") => Some(Said::count(now)),
            head if head == ja("report.year_before") => Some(Said::count(before)),
            head if head == ja("report.difference") => Some(Said::count(now - before)),
            _ if label == ja("report.total") => truth.rate(truth.top(), now, truth.as_of, head),
            _ => truth.unit(label).and_then(|unit| truth.rate(unit, now, truth.as_of, head)),
        }
    });
}

/// The movement of a row: joined, came, left, went, by another category, told apart by the day-by-day look.
struct Flow {
    joined: i64,
    came: i64,
    left: i64,
    went: i64,
    gained: i64,
    lost: i64,
}

fn flow_of(happened: &[Happened], units: &Units) -> Flow {
    let n = |what: What, test: &dyn Fn(&Happened) -> bool| {
        happened.iter().filter(|one| one.what == what && test(one)).count() as i64
    };
    let (before, after) = (|one: &Happened| units.contains(&one.before), |one: &Happened| units.contains(&one.after));
    Flow {
        joined: n(What::Joined, &|one| after(one)),
        came: n(What::Moved, &|one| after(one) && !before(one)),
        left: n(What::Left, &|one| before(one)),
        went: n(What::Moved, &|one| before(one) && !after(one)),
        gained: n(What::Gained, &|one| after(one)),
        lost: n(What::Lost, &|one| before(one)),
    }
}

fn by_unit(judgement: &mut Judgement, truth: &Truth, happened: &[Happened], table: &Table, rows: &[Units]) {
    for units in rows {
        let flow = flow_of(happened, units);
        let gains = flow.joined + flow.came + flow.gained - flow.left - flow.went - flow.lost;
        assert_eq!(truth.of(truth.eve(), units) + gains, truth.of(truth.as_of, units), "opening + in − out = closing");
    }
    judgement.table(table, |at, head| {
        let (units, flow) = (&rows[at], flow_of(happened, &rows[at]));
        let (opening, closing) = (truth.of(truth.eve(), units), truth.of(truth.as_of, units));
        let known = [
            ("report.opening", opening),
            ("report.joined", flow.joined),
            ("report.came", flow.came),
            ("report.left", flow.left),
            ("report.went", flow.went),
            ("report.moved", flow.came - flow.went),
            ("report.recategorized", flow.gained - flow.lost),
            ("report.closing", closing),
            ("report.difference", closing - opening),
        ];
        known.into_iter().find(|(key, _)| head == ja(key)).map(|(_, n)| Said::count(n))
    });
}

/// The reasons of joins or ends, by their words.
pub fn by_words(happened: &[Happened], what: What) -> BTreeMap<String, i64> {
    let group = if what == What::Joined { "join_reason" } else { "end_reason" };
    let mut found = BTreeMap::new();
    for one in happened.iter().filter(|one| one.what == what) {
        let words = match one.reason.as_str() {
            "" => ja("report.not_known"),
            code => ja(&format!("enum.{group}.{code}")),
        };
        *found.entry(words.to_owned()).or_default() += 1;
    }
    found
}

/// The pack's table of reasons: joins stand under their sum, ends under theirs.
fn reasons(judgement: &mut Judgement, truth: &Truth, happened: &[Happened], table: &Table) {
    let whole = flow_of(happened, &truth.everywhere());
    let (joins, leaves) = (by_words(happened, What::Joined), by_words(happened, What::Left));
    let ends = table.lines.iter().position(|line| line.label == ja("report.movement.left")).unwrap();
    judgement.table(table, |at, head| {
        if head != ja("report.people") {
            return None;
        }
        let label = table.lines[at].label.as_str();
        let known = [
            (ja("report.movement.joined").to_owned(), whole.joined),
            (ja("report.movement.left").to_owned(), whole.left),
            (ja("report.movement.recategorized").to_owned(), whole.gained - whole.lost),
            (ja("report.movement.moved").to_owned(), whole.came - whole.went),
            (named_day("report.movement.opening", truth.eve()), truth.all(truth.eve())),
            (named_day("report.movement.closing", truth.as_of), truth.all(truth.as_of)),
        ];
        if let Some((_, n)) = known.iter().find(|(known, _)| known == label) {
            return Some(Said::count(*n));
        }
        let of = if at < ends { &joins } else { &leaves };
        of.get(label).map(|n| Said::Guarded(*n))
    });
}

fn named_day(key: &str, day: NaiveDate) -> String {
    say(key, json!({ "day": day.format("%Y年%-m月%-d日").to_string() }))
}

/// R03: joins are gains, ends are losses.
fn by_reason(judgement: &mut Judgement, truth: &Truth, happened: &[Happened], table: &Table, open: bool) {
    let whole = flow_of(happened, &truth.everywhere());
    let (joins, leaves) = (by_words(happened, What::Joined), by_words(happened, What::Left));
    let named = |key: &str, reason: &str| say(key, json!({ "reason": reason }));
    let guarded = |n: i64| if open { Said::count(n) } else { Said::Guarded(n) };
    judgement.table(table, |at, head| {
        let label = table.lines[at].label.as_str();
        let lines = [
            (named_day("report.movement.opening", truth.eve()), [None, None, Some(truth.all(truth.eve()))]),
            (named_day("report.movement.closing", truth.as_of), [None, None, Some(truth.all(truth.as_of))]),
            (
                ja("report.movement.sum").to_owned(),
                [Some(whole.joined), Some(-whole.left), Some(whole.joined - whole.left)],
            ),
            (
                ja("report.movement.recategorized").to_owned(),
                [Some(whole.gained), Some(-whole.lost), Some(whole.gained - whole.lost)],
            ),
        ];
        let column = ["report.gain", "report.loss", "report.people"].iter().position(|key| head == ja(key))?;
        if let Some((_, cells)) = lines.iter().find(|(known, _)| known == label) {
            return cells[column].map(Said::count);
        }
        let join = joins.iter().find(|(words, _)| label == named("report.movement.joined_by", words));
        let leave = leaves.iter().find(|(words, _)| label == named("report.movement.left_by", words));
        match (column, join, leave) {
            (0, Some((_, n)), _) => Some(guarded(*n)),
            (1, _, Some((_, n))) => Some(guarded(-*n)),
            _ => None,
        }
    });
}

/// The steps under the picture of R03.
fn flow(judgement: &mut Judgement, truth: &Truth, happened: &[Happened], table: &Table) {
    let whole = flow_of(happened, &truth.everywhere());
    let mut held = truth.all(truth.eve());
    let steps = [
        ("report.joined", whole.joined),
        ("report.came", whole.came),
        ("report.gained", whole.gained),
        ("report.left", -whole.left),
        ("report.went", -whole.went),
        ("report.lost", -whole.lost),
    ];
    let mut stands: HashMap<&str, [Option<i64>; 4]> = HashMap::new();
    stands.insert(ja("report.opening"), [Some(held), None, None, None]);
    stands.insert(ja("report.closing"), [Some(truth.all(truth.as_of)), None, None, None]);
    for (key, n) in steps.into_iter().filter(|(_, n)| *n != 0) {
        let untouched = held.min(held + n);
        stands.insert(ja(key), [None, (n > 0).then_some(n), (n < 0).then_some(-n), Some(untouched)]);
        held += n;
    }
    assert_eq!(held, truth.all(truth.as_of));
    judgement.table(table, |at, head| {
        let column = ["report.level", "report.gain", "report.loss", "report.untouched"];
        let column = column.iter().position(|key| head == ja(key))?;
        stands[table.lines[at].label.as_str()][column].map(Said::count)
    });
}

/// R03, line by line: something like it happened to this member on this day.
fn details(judgement: &mut Judgement, truth: &Truth, happened: &[Happened], table: &Table) {
    let event = |kind: &str| ja(&format!("enum.event_kind.{kind}"));
    let mut told = Vec::new();
    judgement.table(table, |at, head| {
        if head != ja("report.on") {
            return None;
        }
        let (what, number) = (table.words(at, ja("report.what")), table.words(at, ja("report.number")));
        let on = table.number(at, ja("report.on"))?;
        let kinds: &[What] = match what {
            what if what == event("join") => &[What::Joined],
            what if what == event("end") => &[What::Left],
            what if what == event("unit") => &[What::Moved],
            what if what == event("category") => &[What::Gained, What::Lost],
            _ => &[],
        };
        let of = |one: &&Happened| kinds.contains(&one.what) && one.number == number;
        let steps = happened.iter().filter(of).map(|one| one.on);
        let lives = truth.lives.iter().filter(|life| life.number == number);
        let other = lives.flat_map(|life| {
            let ends =
                life.conditions.iter().flat_map(|(from, to)| [Some(*from), *to, to.and_then(|to| to.succ_opt())]);
            let days = life.events.iter().map(|(_, on)| Some(*on)).chain(ends);
            days.flatten().filter(|_| kinds.is_empty() || what == event("category")).collect::<Vec<_>>()
        });
        let days: Vec<NaiveDate> = steps.chain(other).collect();
        days.iter().map(|day| Said::day(*day)).find(|said| matches!(said, Said::Is(day) if (day - on).abs() < 1e-9))
    });
    for at in 0..table.lines.len() {
        told.push((table.words(at, ja("report.what")).to_owned(), table.words(at, ja("report.number")).to_owned()));
    }
    for (what, kind) in [(What::Joined, "join"), (What::Left, "end"), (What::Moved, "unit")] {
        let n = happened.iter().filter(|one| one.what == what).count();
        let lines = told.iter().filter(|(words, _)| words == event(kind)).count();
        assert_eq!(lines, n, "{what:?}: each has its line");
    }
}

fn trend(judgement: &mut Judgement, truth: &Truth, table: &Table) {
    let day = |at: usize| day_in_words(&table.lines[at].label).unwrap().min(truth.as_of);
    judgement.table(table, |at, head| {
        let n = truth.all(day(at));
        match head {
            head if head == ja("report.members") => Some(Said::count(n)),
            head if head == ja("report.step") => (at > 0).then(|| Said::count(n - truth.all(day(at - 1)))),
            _ => truth.rate(truth.top(), n, day(at), head),
        }
    });
}

/// The ages that a band means.
fn band(label: &str) -> Option<Box<dyn Fn(Option<i32>) -> bool>> {
    if label == ja("report.total") {
        return Some(Box::new(|_| true));
    }
    if label == ja("report.age_unknown") {
        return Some(Box::new(|age| age.is_none()));
    }
    for first in (0..=65).step_by(5) {
        let last = first + 4;
        if label == say("report.age_band", json!({ "from": first, "to": last })) {
            return Some(Box::new(move |age| age.is_some_and(|age| (first..=last).contains(&age))));
        }
        if label == say("report.age_under", json!({ "to": last })) {
            return Some(Box::new(move |age| age.is_some_and(|age| age <= last)));
        }
        if label == say("report.age_over", json!({ "from": first })) {
            return Some(Box::new(move |age| age.is_some_and(|age| age >= first)));
        }
    }
    None
}

fn ages(judgement: &mut Judgement, truth: &Truth, table: &Table) {
    judgement.table(table, |at, head| {
        let band = band(&table.lines[at].label)?;
        let sex = if head == ja("report.members") { |_: &Life| true } else { of_sex(head)? };
        let n = truth.members(truth.as_of, |life| band(life.age(truth.as_of)) && sex(life));
        let total = head == ja("report.members") || table.lines[at].label == ja("report.total");
        Some(if total { Said::Total(n) } else { Said::Guarded(n) })
    });
}

/// The codes of a list whose words stand together in a name.
fn codes(group: &str, all: &[&'static str], name: &str) -> Option<Vec<&'static str>> {
    let mut left = name.to_owned();
    let mut found = Vec::new();
    for code in all {
        let words = if code.is_empty() { ja("report.not_known") } else { ja(&format!("enum.{group}.{code}")) };
        if left == words {
            found.push(*code);
            return Some(found);
        }
        if let Some(rest) = left.strip_prefix(&format!("{words}{}", ja("report.and"))) {
            found.push(*code);
            left = rest.to_owned();
        }
    }
    None
}

fn kinds(judgement: &mut Judgement, truth: &Truth, table: &Table) {
    const EMPLOYMENTS: [&str; 8] =
        ["permanent", "fixed_term", "part_time", "reemployed", "temp_agency", "contractor", "other", ""];
    judgement.table(table, |at, head| {
        let label = table.lines[at].label.as_str();
        let total = [ja("report.total"), ja("report.members")];
        let rows = if label == total[0] { EMPLOYMENTS.into() } else { codes("employment_type", &EMPLOYMENTS, label)? };
        let categories = ["regular", "associate", "special"];
        let columns = if head == total[1] { categories.into() } else { codes("category", &categories, head)? };
        let day = truth.as_of;
        let n =
            truth.members(day, |life| rows.contains(&life.employment(day)) && columns.contains(&life.category(day)));
        Some(if label == total[0] || head == total[1] { Said::Total(n) } else { Said::Guarded(n) })
    });
}

/// The national estimate: members and employees of June 2024, in thousands.
const NATION: (i64, i64) = (9_912_000, 61_390_000);

fn densities(judgement: &mut Judgement, truth: &Truth, table: &Table) {
    let nation = ("2024-06-30".parse().unwrap(), NATION);
    judgement.table(table, |at, head| {
        let (day, (part, of)) = if table.lines[at].label == ja("report.organizing") {
            let (eligible, on) = truth.eligible(truth.top(), truth.as_of)?;
            (on, (truth.all(truth.as_of), eligible))
        } else {
            nation
        };
        match head {
            head if head == ja("report.numerator") => Some(Said::count(part)),
            head if head == ja("report.denominator") => Some(Said::count(of)),
            head if head == ja("report.rate") => Said::rate(part, of),
            head if head == ja("report.as_of") => Some(Said::day(day)),
            _ => None,
        }
    });
}

fn workplaces(judgement: &mut Judgement, truth: &Truth, table: &Table) {
    judgement.table(table, |at, head| {
        let unit = truth.unit(&table.lines[at].label)?;
        let members = truth.of(truth.as_of, &truth.subtree(unit));
        let (workers, on) = truth.workers(unit, truth.as_of)?;
        match head {
            head if head == ja("report.members") => Some(Said::Guarded(members)),
            head if head == ja("report.workers") => Some(Said::count(workers)),
            head if head == ja("report.majority_rate") => {
                tenths(members, workers).map(|share| Said::Resting(share as f64 / 10.0))
            }
            head if head == ja("report.as_of") => Some(Said::day(on)),
            _ => None,
        }
    });
    for at in 0..table.lines.len() {
        let unit = truth.unit(&table.lines[at].label).unwrap();
        let members = truth.of(truth.as_of, &truth.subtree(unit));
        let majority = 2 * members > truth.workers(unit, truth.as_of).unwrap().0;
        let words = ja(if majority { "report.majority_yes" } else { "report.majority_no" });
        assert_eq!(table.words(at, ja("report.majority")), words, "{}", unit.label);
    }
}

fn survey_all(judgement: &mut Judgement, truth: &Truth, table: &Table) {
    let part_time = |at: usize| {
        let from = table.lines.iter().position(|line| line.label == ja("report.part_time_of")).unwrap();
        at >= from
    };
    let n = |at: usize, day: NaiveDate| -> Option<i64> {
        let label = table.lines[at].label.as_str();
        let sum = label == ja("report.members") || label == ja("report.part_time_of");
        let sex = if sum { |_: &Life| true } else { of_sex(label)? };
        Some(truth.members(day, |life| sex(life) && (!part_time(at) || life.employment(day) == "part_time")))
    };
    judgement.table(table, |at, head| {
        if head == ja("report.difference") {
            return Some(Said::count(n(at, truth.as_of)? - n(at, truth.year_before())?));
        }
        Some(Said::count(n(at, day_in_words(head)?)?))
    });
}

fn survey_units(judgement: &mut Judgement, truth: &Truth, table: &Table, rows: &[Units]) {
    judgement.table(table, |at, head| {
        let units = &rows[at];
        let n = |day: NaiveDate, test: &dyn Fn(&Life) -> bool| {
            truth.members(day, |life| units.contains(&life.place(day)) && test(life))
        };
        let (now, before) = (truth.as_of, truth.year_before());
        if let Some(sex) = of_sex(head) {
            return Some(Said::count(n(now, &sex)));
        }
        let part = |life: &Life| life.employment(now) == "part_time";
        let known = [
            ("report.members", n(now, &|_| true)),
            ("report.part_time_of", n(now, &part)),
            ("report.part_time_women", n(now, &|life| part(life) && life.gender == "2")),
            ("report.year_before", n(before, &|_| true)),
            ("report.difference", n(now, &|_| true) - n(before, &|_| true)),
        ];
        known.into_iter().find(|(key, _)| head == ja(key)).map(|(_, n)| Said::count(n))
    });
}
