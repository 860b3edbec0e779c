//! What the sheets of a pack, of the reports that go to members, and of packs before them say, as sums that a reader can add up.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kyojo_core::labels::{Locale, sentence};
use serde_json::json;

use super::organisation;
use super::reader::{Reader, Told};
use super::sheets::{ROUNDED, Table, ja, tables};
use super::truth::{Truth, Units};
use crate::support::package::Cells;

/// Whether a number may be the rounded one of a sum.
fn told(table: &Table, line: usize, head: &str, sum: bool) -> Told {
    match table.number(line, head) {
        Some(number) if table.is_rounded(line, head) => Told::Rounded(number as i64),
        Some(number) if sum && number as i64 % 5 == 0 && number != 0.0 => Told::About(number as i64),
        Some(number) => Told::Exactly(number as i64),
        None => Told::Withheld,
    }
}

fn is_sex(head: &str) -> bool {
    ["men", "women", "men_other", "women_other", "sex_other"].iter().any(|key| head == ja(&format!("report.{key}")))
}

/// Reads the tables of the organisation. `when` keeps numbers of one day apart from those of another.
pub fn people(reader: &mut Reader, book: &[Cells], when: &str) {
    let firsts = ["report.unit", "report.age", "report.employment"].map(ja);
    let mut branches: BTreeSet<String> = BTreeSet::new();
    for sheet in book {
        for table in tables(sheet, &firsts) {
            let first = table.heads[0].as_str();
            let sexes: Vec<&String> = table.heads.iter().filter(|head| is_sex(head)).collect();
            if first == ja("report.unit") && table.has(&[ja("report.year_before")]) && !sexes.is_empty() {
                let below = table.sheet.ends_with(ja("report.page.below"));
                if !below {
                    branches = table.lines.iter().map(|line| line.label.clone()).collect();
                }
                units(reader, &table, below.then_some(&branches), when);
            } else if !table.has(&[ja("report.members")]) {
                // A term and its meaning.
            } else if first == ja("report.age") {
                crossed(reader, &table, "age", when, |head| head.to_owned());
            } else if first == ja("report.employment") {
                crossed(reader, &table, "kind", when, |head| format!("category/{head}"));
            }
        }
    }
}

/// Units by sex: the sexes of a line add up to its members, the lines to the line above them.
fn units(reader: &mut Reader, table: &Table, branches: Option<&BTreeSet<String>>, when: &str) {
    let total = ja("report.total");
    let members = ja("report.members");
    let sexes: Vec<String> = table.heads.iter().filter(|head| is_sex(head)).cloned().collect();
    let mut block = String::new();
    let mut lines: Vec<(String, Option<String>)> = Vec::new();
    for line in &table.lines {
        let heads_a_block = branches.is_none_or(|branches| branches.contains(&line.label));
        if heads_a_block {
            block.clone_from(&line.label);
        }
        let name = match (line.label == total, heads_a_block) {
            (true, _) => "all".to_owned(),
            (false, true) => format!("branch/{}", line.label),
            (false, false) => format!("below/{block}/{}", line.label),
        };
        let above = match (line.label == total, heads_a_block) {
            (true, _) => None,
            (false, true) => Some("all".to_owned()),
            (false, false) => Some(format!("branch/{block}")),
        };
        lines.push((name, above));
    }
    let named = |name: &str, sex: &str| format!("{when}/{name}/{sex}");
    for (at, (name, _)) in lines.iter().enumerate() {
        for sex in &sexes {
            reader.read(&named(name, sex), told(table, at, sex, name == "all"));
        }
        reader.read(&named(name, members), told(table, at, members, false));
        let parts: Vec<String> = sexes.iter().map(|sex| named(name, sex)).collect();
        reader.adds(&parts, &[named(name, members)]);
    }
    let above: BTreeSet<String> = lines.iter().filter_map(|(_, above)| above.clone()).collect();
    for above in above {
        let parts: Vec<&String> =
            lines.iter().filter(|(_, of)| of.as_ref() == Some(&above)).map(|(name, _)| name).collect();
        for sex in &sexes {
            let parts: Vec<String> = parts.iter().map(|name| named(name, sex)).collect();
            reader.adds(&parts, &[named(&above, sex)]);
        }
    }
}

/// A table cut two ways, with sums on both sides. `column` names its columns; those of all members are the same on every sheet.
fn crossed(reader: &mut Reader, table: &Table, name: &str, when: &str, column: impl Fn(&str) -> String) {
    let (total, members) = (ja("report.total"), ja("report.members"));
    let columns: Vec<&String> = table.heads.iter().skip(1).collect();
    let row = |label: &str| if label == total { "all".to_owned() } else { format!("{name}/{label}") };
    let named = |label: &str, head: &str| {
        let head = if head == members { members.to_owned() } else { column(head) };
        format!("{when}/{}/{head}", row(label))
    };
    for (at, line) in table.lines.iter().enumerate() {
        for head in &columns {
            let sum = line.label == total || *head == members;
            // All members stand open on the page of branches.
            let told = told(table, at, head, sum && !(line.label == total && *head == members));
            reader.read(&named(&line.label, head), told);
        }
        let parts: Vec<String> =
            columns.iter().filter(|head| **head != members).map(|head| named(&line.label, head)).collect();
        reader.adds(&parts, &[named(&line.label, members)]);
    }
    for head in columns {
        let lines = table.lines.iter().filter(|line| line.label != total);
        let parts: Vec<String> = lines.map(|line| named(&line.label, head)).collect();
        reader.adds(&parts, &[named(total, head)]);
    }
}

/// Reads joins and ends by reason, in the pack or in R03, of the time up to `when`.
pub fn reasons(reader: &mut Reader, book: &[Cells], when: &str) {
    for sheet in book {
        for table in tables(sheet, &[ja("report.item")]) {
            if table.has(&[ja("report.gain"), ja("report.people")]) {
                for (side, key) in [("gain", "joined_by"), ("loss", "left_by")] {
                    let column = ja(&format!("report.{side}"));
                    let about = |line: &str| {
                        sentence(Locale::Ja, &format!("report.movement.{key}"), &json!({ "reason": line }))
                    };
                    let front = about("");
                    let lines: Vec<usize> =
                        (0..table.lines.len()).filter(|at| table.lines[*at].label.starts_with(&front)).collect();
                    let sum = table.lines.iter().position(|line| line.label == ja("report.movement.sum")).unwrap();
                    let of = |at: usize| match told(&table, at, column, false) {
                        Told::Exactly(n) => Told::Exactly(n.abs()),
                        other => other,
                    };
                    let named = |at: usize| table.lines[at].label.trim_start_matches(&front).to_owned();
                    let parts: Vec<(String, Told)> = lines.iter().map(|at| (named(*at), of(*at))).collect();
                    side_of(reader, side, when, &parts, of(sum));
                }
            } else if table.has(&[ja("report.people")]) && !table.has(&[ja("report.gain")]) {
                let line = |key: &str| table.lines.iter().position(|line| line.label == ja(key));
                let (Some(joined), Some(left)) = (line("report.movement.joined"), line("report.movement.left")) else {
                    continue;
                };
                let last = table.lines.len() - 1;
                let other = [line("report.movement.recategorized"), line("report.movement.moved")];
                let end = other.into_iter().flatten().min().unwrap_or(last);
                let people = ja("report.people");
                for (side, sum, lines) in [("gain", joined, joined + 1..left), ("loss", left, left + 1..end)] {
                    let of = |at: usize| told(&table, at, people, false);
                    let parts: Vec<(String, Told)> = lines.map(|at| (table.lines[at].label.clone(), of(at))).collect();
                    side_of(reader, side, when, &parts, of(sum));
                }
            }
        }
    }
}

fn side_of(reader: &mut Reader, side: &str, when: &str, parts: &[(String, Told)], sum: Told) {
    let named = |label: &str| format!("{when}/{side}/{label}");
    reader.read(&named("all"), sum);
    if parts.is_empty() {
        return;
    }
    for (label, told) in parts {
        reader.read(&named(label), *told);
    }
    let parts: Vec<String> = parts.iter().map(|(label, _)| named(label)).collect();
    reader.adds(&parts, &[named("all")]);
}

/// Reads the pages of counselling of months up to `when`. Months are the same whichever sheet tells them.
pub fn counselling(reader: &mut Reader, book: &[Cells], when: &str) {
    let word = |key: &str| ja(&format!("report.cases.{key}"));
    let firsts = ["month", "channel", "step", "outcome", "branch", "target", "theme", "pre", "part"].map(word);
    let three = ["new", "open", "closed"];
    let whole = |what: &str| format!("{when}/cases/{what}");
    let count = word("count");
    for sheet in book {
        let mut instrument = String::new();
        for table in tables(sheet, &firsts) {
            let first = table.heads[0].as_str();
            let total = |at: usize| table.lines[at].label == ja("report.total");
            if first == word("month") {
                let mut before = opening(sheet).map(|told| {
                    reader.read(&whole("opening"), told);
                    whole("opening")
                });
                let mut months: Vec<String> = Vec::new();
                for (at, line) in table.lines.iter().enumerate() {
                    let last = at + 1 == table.lines.len();
                    let named = |what: &str| {
                        if last { whole(what) } else { format!("month/{}/{what}", line.label) }
                    };
                    for what in three {
                        reader.read(&named(what), told(&table, at, word(what), true));
                    }
                    if last {
                        continue;
                    }
                    if let Some(before) = &before {
                        reader.adds(&[before.clone(), named("new")], &[named("open"), named("closed")]);
                    }
                    before = Some(named("open"));
                    months.push(line.label.clone());
                }
                for what in ["new", "closed"] {
                    let parts: Vec<String> = months.iter().map(|month| format!("month/{month}/{what}")).collect();
                    reader.adds(&parts, &[whole(what)]);
                }
                if let Some(before) = before {
                    reader.adds(&[before], &[whole("open")]);
                }
            } else if first == word("branch") {
                // A line alone is the sum itself, whether it is written or not.
                let alone = table.lines.len() == 2;
                for (at, line) in table.lines.iter().enumerate() {
                    for what in three {
                        let name = if total(at) { whole(what) } else { format!("{when}/unit/{}/{what}", line.label) };
                        let said = match told(&table, at, word(what), true) {
                            Told::Withheld if alone && !total(at) => Told::Unsaid,
                            said => said,
                        };
                        reader.read(&name, said);
                    }
                }
                for what in three {
                    let lines = table.lines.iter().filter(|line| line.label != ja("report.total"));
                    let parts: Vec<String> = lines.map(|line| format!("{when}/unit/{}/{what}", line.label)).collect();
                    reader.adds(&parts, &[whole(what)]);
                }
            } else if first == word("target") {
                targets(reader, &table, when);
            } else if first == word("pre") {
                instrument = format!("{when}/{}", table.heading);
                for (key, at) in [("pre", 0), ("post", 0), ("pairs", 0), ("dropout", 0)] {
                    reader.read(&format!("{instrument}/{key}"), told(&table, at, word(key), true));
                }
                // Who has a pair has taken both.
                reader.read(&format!("{instrument}/post alone"), Told::Unsaid);
                for (alone, all) in [("dropout", "pre"), ("post alone", "post")] {
                    let parts = ["pairs", alone].map(|key| format!("{instrument}/{key}"));
                    reader.adds(&parts, &[format!("{instrument}/{all}")]);
                }
            } else if first == word("part") && !table.has(&[word("part_pairs")]) {
                // Kinds of communities have the same first head.
            } else if first == word("part") {
                for (at, line) in table.lines.iter().enumerate() {
                    let named = |key: &str| format!("{instrument}/{}/{key}", line.label);
                    for key in ["part_pairs", "up", "same", "down"] {
                        reader.read(&named(key), told(&table, at, word(key), true));
                    }
                    reader.adds(&["up", "same", "down"].map(named), &[named("part_pairs")]);
                    // Who left out a question of the part is in the pairs and not in these.
                    reader.read(&named("left out"), Told::Unsaid);
                    reader.adds(&["part_pairs", "left out"].map(named), &[format!("{instrument}/pairs")]);
                }
            } else {
                let sum = match first {
                    first if first == word("channel") => Some("new"),
                    first if first == word("step") => Some("open"),
                    first if first == word("outcome") => Some("closed"),
                    // Several themes may fit one case.
                    _ => None,
                };
                let mut parts = Vec::new();
                for (at, line) in table.lines.iter().enumerate().filter(|(at, _)| !total(*at)) {
                    let name = format!("{when}/{first}/{}", line.label);
                    reader.read(&name, told(&table, at, count, false));
                    parts.push(name);
                }
                if let Some(sum) = sum {
                    if let Some(at) = (0..table.lines.len()).find(|at| total(*at)) {
                        reader.read(&whole(sum), told(&table, at, count, true));
                    }
                    reader.adds(&parts, &[whole(sum)]);
                }
            }
        }
    }
}

/// What R09 says in words: so many cases were under way before the first month.
fn opening(sheet: &Cells) -> Option<Told> {
    let (front, back) = ja("report.cases.opening").split_once("{n}").unwrap();
    let said = (0..sheet.rows()).filter_map(|row| sheet.words(row, 0)).find_map(|words| {
        let n = words.strip_prefix(front)?.strip_suffix(back)?;
        Some(n.trim_start_matches(ROUNDED).replace(',', ""))
    })?;
    Some(match said.parse::<i64>() {
        Ok(n) if n % 5 == 0 && n != 0 => Told::About(n),
        Ok(n) => Told::Exactly(n),
        Err(_) => Told::Withheld,
    })
}

fn targets(reader: &mut Reader, table: &Table, when: &str) {
    let keys = ["referred", "used", "not_used", "unknown", "unasked"];
    let named = |label: &str, key: &str| format!("{when}/referral/{label}/{key}");
    for (at, line) in table.lines.iter().enumerate() {
        for key in keys {
            reader.read(&named(&line.label, key), told(table, at, ja(&format!("report.cases.{key}")), true));
        }
        let parts: Vec<String> = keys[1..].iter().map(|key| named(&line.label, key)).collect();
        reader.adds(&parts, &[named(&line.label, "referred")]);
    }
    let total = ja("report.total");
    for key in keys {
        let lines = table.lines.iter().filter(|line| line.label != total);
        let parts: Vec<String> = lines.map(|line| named(&line.label, key)).collect();
        reader.adds(&parts, &[named(total, key)]);
    }
}

/// Reads the plain headcounts of units on three days, whatever stands together on which sheet. Units with fewer than `k` members
/// must not be found.
pub fn headcounts(reader: &mut Reader, truth: &Truth, book: &[Cells], k: i64) {
    let days = [("now", truth.as_of), ("before", truth.year_before()), ("opening", truth.eve())];
    let own = |unit: &Option<String>, day: &str| format!("{day}/own/{}", unit.as_deref().unwrap_or("none"));
    for (day, on) in days {
        for unit in truth.everywhere() {
            let n = truth.of(on, &Units::from([unit.clone()]));
            let alone = unit.is_none() && (1..k).contains(&n);
            reader.read(&own(&unit, day), if alone { Told::Withheld } else { Told::Unsaid });
        }
        // Workplaces stand on no sheet.
        let branches = truth.below(truth.top());
        let below = branches.iter().flat_map(|branch| truth.below(branch));
        for unit in branches.iter().copied().chain(below) {
            let all = truth.subtree(unit);
            let name = format!("{day}/unit/{} {}", unit.label, unit.id);
            let small = (1..k).contains(&truth.of(on, &all));
            reader.read(&name, if small { Told::Withheld } else { Told::Unsaid });
            reader.adds(&all.iter().map(|unit| own(unit, day)).collect::<Vec<_>>(), &[name]);
        }
    }
    let mut tops: HashMap<String, Units> = HashMap::new();
    for (at, sheet) in book.iter().enumerate() {
        for table in tables(sheet, &[ja("report.unit")]) {
            let below = table.sheet.ends_with(ja("report.page.below"));
            let workplaces = table.has(&[ja("report.workers")]);
            let rows = if workplaces {
                let of = |label: &str| truth.unit(label).map(|unit| truth.subtree(unit)).unwrap();
                table.lines.iter().map(|line| of(&line.label)).collect()
            } else {
                organisation::rows(truth, &table, below.then_some(&tops))
            };
            if !below && table.has(&[ja("report.year_before")]) {
                tops = table.lines.iter().map(|line| line.label.clone()).zip(rows.iter().cloned()).collect();
            }
            let columns = [
                ("report.members", "now"),
                ("report.closing", "now"),
                ("report.year_before", "before"),
                ("report.opening", "opening"),
            ];
            for (key, day) in columns {
                for (line, units) in rows.iter().enumerate() {
                    if let Some(number) = table.number(line, ja(key)) {
                        let name = format!("{day}/{at}/{}/{line}", ja(key));
                        reader.read(&name, Told::Exactly(number as i64));
                        reader.adds(&units.iter().map(|unit| own(unit, day)).collect::<Vec<_>>(), &[name]);
                    }
                }
            }
        }
    }
}

/// What grew from one time to a later one with the same first day: the later count is the earlier one and what came between.
pub fn grew(reader: &mut Reader, earlier: &str, later: &str, names: &[String]) {
    for name in names {
        let (before, after) = (format!("{earlier}/{name}"), format!("{later}/{name}"));
        let between = format!("between/{earlier}/{later}/{name}");
        if reader.has(&before) && reader.has(&after) {
            reader.read(&between, Told::Unsaid);
            reader.adds(&[before, between], &[after]);
        }
    }
}

/// Whether a book tells the reasons of a side: somebody came or left, and there are lines of why.
pub fn tells_reasons(reader: &Reader, when: &str, side: &str) -> bool {
    reader.named(&format!("{when}/{side}/")).iter().any(|name| name != "all")
}

/// What one pack tells more than an earlier one with the same first day: who came or left between them, why. A reason without a
/// line is one of nobody. `happened` = how many by words of why; few of them must not be found.
pub fn since(reader: &mut Reader, earlier: &str, later: &str, side: &str, happened: &BTreeMap<String, i64>, k: i64) {
    let front = |when: &str, reason: &str| format!("{when}/{side}/{reason}");
    let mut reasons: BTreeSet<String> = happened.keys().cloned().collect();
    for when in [earlier, later] {
        reasons.extend(reader.named(&format!("{when}/{side}/")).into_iter().filter(|name| name != "all"));
    }
    let mut between = Vec::new();
    for reason in reasons {
        for when in [earlier, later] {
            if !reader.has(&front(when, &reason)) {
                reader.read(&front(when, &reason), Told::Exactly(0));
            }
        }
        let name = format!("since/{earlier}/{later}/{side}/{reason}");
        let few = happened.get(&reason).is_some_and(|n| (1..k).contains(n));
        reader.read(&name, if few { Told::Withheld } else { Told::Unsaid });
        reader.adds(&[front(earlier, &reason), name.clone()], &[front(later, &reason)]);
        between.push(name);
    }
    let all = format!("since/{earlier}/{later}/{side}/all");
    reader.read(&all, Told::Unsaid);
    reader.adds(&[front(earlier, "all"), all.clone()], &[front(later, "all")]);
    reader.adds(&between, &[all]);
}

/// Units by their way from branch to workplace, and the members of a unit itself.
fn ways(truth: &Truth) -> HashMap<String, Units> {
    let mut found = HashMap::new();
    let direct = |way: &str| sentence(Locale::Ja, "report.row.direct", &json!({ "unit": way }));
    found.insert(direct(&truth.top().label), Units::from([Some(truth.top().id.clone())]));
    found.insert(ja("report.row.no_unit").to_owned(), Units::from([None]));
    let mut next: Vec<(String, &super::truth::Unit)> =
        truth.below(truth.top()).into_iter().map(|unit| (unit.label.clone(), unit)).collect();
    while let Some((way, unit)) = next.pop() {
        found.insert(direct(&way), Units::from([Some(unit.id.clone())]));
        found.insert(way.clone(), truth.subtree(unit));
        next.extend(truth.below(unit).into_iter().map(|below| (format!("{way} / {}", below.label), below)));
    }
    found
}

/// The sexes that a head counts, as codes; none = all.
fn codes_of(head: &str) -> Option<&'static [&'static str]> {
    let known: [(&str, &[&str]); 5] = [
        ("report.men", &["1"]),
        ("report.women", &["2"]),
        ("report.men_other", &["1", ""]),
        ("report.women_other", &["2", ""]),
        ("report.sex_other", &[""]),
    ];
    known.into_iter().find(|(key, _)| head == ja(key)).map(|(_, codes)| codes)
}

/// Reads the sexes of units from R02 and from own reports of the same day: every number is a sum of men, women and others of single
/// units. Few of a sex in a unit must not be found.
pub fn sexes_of_units(reader: &mut Reader, truth: &Truth, books: &[Vec<Cells>], k: i64) {
    let all = ["1", "2", ""];
    let one = |unit: &Option<String>, code: &str| format!("one/{}/{code}", unit.as_deref().unwrap_or("none"));
    for unit in truth.everywhere() {
        for code in all {
            let n = truth.members(truth.as_of, |life| {
                life.place(truth.as_of) == unit
                    && (life.gender == code || (code.is_empty() && !["1", "2"].contains(&life.gender.as_str())))
            });
            reader.read(&one(&unit, code), if (1..k).contains(&n) { Told::Withheld } else { Told::Unsaid });
        }
    }
    let ways = ways(truth);
    let own = ["enum.own_dimension.workplace", "enum.own_dimension.sub_branch", "enum.own_dimension.branch"].map(ja);
    let mut tops: HashMap<String, Units> = HashMap::new();
    for (number, book) in books.iter().enumerate() {
        for (at, sheet) in book.iter().enumerate() {
            let firsts = [own[0], own[1], own[2], ja("report.unit")];
            for table in tables(sheet, &firsts) {
                let of_r02 = table.heads[0] == ja("report.unit");
                if of_r02 && !table.has(&[ja("report.year_before")]) {
                    continue;
                }
                let below = table.sheet.ends_with(ja("report.page.below"));
                let rows: Vec<Option<Units>> = if of_r02 {
                    organisation::rows(truth, &table, below.then_some(&tops)).into_iter().map(Some).collect()
                } else {
                    let of = |label: &str| match label == ja("report.total") {
                        true => Some(truth.everywhere()),
                        false => ways.get(label).cloned(),
                    };
                    table.lines.iter().map(|line| of(&line.label)).collect()
                };
                if of_r02 && !below {
                    let named = table.lines.iter().map(|line| line.label.clone());
                    tops = named.zip(rows.iter().flatten().cloned()).collect();
                }
                for (column, head) in table.heads.iter().enumerate() {
                    let plain =
                        [ja("report.members"), ja("report.total"), ja("report.people")].contains(&head.as_str());
                    let Some(codes) = codes_of(head).or(plain.then_some(&all as &[&str])) else { continue };
                    for (line, units) in rows.iter().enumerate() {
                        let share = table.lines[line].label == ja("report.own.share");
                        let Some(units) = units.as_ref().filter(|_| !share) else { continue };
                        let name = format!("{number}/{at}/{line}/{column}");
                        let sum = table.lines[line].label == ja("report.total") || (plain && !of_r02);
                        reader.read(&name, told(&table, line, head, sum));
                        let parts: Vec<String> =
                            units.iter().flat_map(|unit| codes.iter().map(|code| one(unit, code))).collect();
                        reader.adds(&parts, &[name]);
                    }
                }
            }
        }
    }
}
