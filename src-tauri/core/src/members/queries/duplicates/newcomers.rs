//! Rows that would add somebody, compared by the same rules before anything is written: with the roster, and with each other.
//! Some hundred rows go into one statement, over the indexes by which the roster is compared with itself.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, Statement, Value};
use uuid::Uuid;

use super::super::super::model::PersonDraft;
use super::super::same::{kana_key_of, search_key};
use super::{MOST, NAME_ONLY, OTHER_NAME, Otherwise, Pairs, RULES, Side, bearers, other_keys, otherwise, rank_of};
use crate::error::Result;
use crate::ids::{OrganizationId, PersonId};
use crate::text::phone_digits;

/// Rows compared in one statement, which takes only so many values.
const TOGETHER: usize = 500;
/// Rows of one name, number or telephone that are compared with each other.
const ALIKE: usize = 100;
/// Values of a row in a statement.
const WIDTH: usize = 9;

/// Somebody who is not in the roster yet, as the rules compare people.
#[derive(Clone, Debug)]
pub(crate) struct Newcomer {
    name: String,
    kana: String,
    family_kana: Option<String>,
    birth_on: Option<NaiveDate>,
    /// Folded names beside the one in use.
    others: Vec<String>,
    work: Option<(OrganizationId, String)>,
    /// Digits.
    phones: [Option<String>; 2],
}

impl Newcomer {
    /// Somebody with this work and these telephones.
    pub fn of(person: &PersonDraft, work: Option<(OrganizationId, String)>, phones: [Option<&str>; 2]) -> Self {
        let name = search_key(person);
        let words = |text: &Option<String>| text.clone().unwrap_or_default();
        let beside = [words(&person.former_name), words(&person.display_name)];
        Self {
            kana: kana_key_of(person),
            family_kana: person.family_kana.clone(),
            birth_on: person.birth_on,
            others: other_keys(&words(&person.given_name), beside.each_ref().map(String::as_str), &name),
            work,
            phones: phones.map(|phone| phone.map(phone_digits).filter(|digits| !digits.is_empty())),
            name,
        }
    }

    /// What the rules compare, as hashes: rows that share none of these are no pair.
    fn shares(&self) -> Vec<u64> {
        let mut all = Vec::new();
        if let Some(born) = self.birth_on {
            all.extend(self.others.iter().chain([&self.name]).map(|name| short(("name", name, born))));
            all.extend(self.family_kana.as_ref().map(|_| short(("kana", &self.kana, born))));
        }
        all.extend(self.work.as_ref().map(|work| short(("work", work))));
        for digits in self.phones.iter().flatten() {
            all.push(short((digits, "name", &self.name)));
            all.push(short((digits, "kana", &self.kana)));
            all.extend(self.birth_on.map(|born| short((digits, born))));
        }
        all
    }

    fn values(&self, id: Uuid) -> [Value; WIDTH] {
        let [phone, mobile] = self.phones.clone();
        [
            id.into(),
            self.name.clone().into(),
            self.kana.clone().into(),
            self.family_kana.clone().into(),
            self.birth_on.into(),
            self.work.as_ref().map(|(employer, _)| employer.0).into(),
            self.work.as_ref().map(|(_, number)| number.clone()).into(),
            phone.into(),
            mobile.into(),
        ]
    }
}

/// What rows of a file share, in eight bytes: a long file is remembered so.
pub(crate) fn short(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Whom somebody may be.
#[derive(Clone, Debug)]
pub(crate) struct Likely<T> {
    /// The other.
    pub whom: T,
    /// Rules that both meet, the strongest first; label `members.alike.<code>`.
    pub because: Vec<&'static str>,
    /// Strength of the rules together.
    pub rank: u8,
}

impl<T> Likely<T> {
    fn of(whom: T, mut because: Vec<(&'static str, u8)>) -> Self {
        because.sort_by_key(|(_, rank)| std::cmp::Reverse(*rank));
        let rank = rank_of(&because);
        Self { whom, because: because.into_iter().map(|(code, _)| code).collect(), rank }
    }

    /// Nothing but the name agrees, and a birth date is missing.
    pub fn by_name_alone(&self) -> bool {
        self.because == [NAME_ONLY]
    }
}

/// The id of a row while it is compared: no record has one that begins so.
fn id_of(at: usize) -> Uuid {
    Uuid::from_u64_pair(0, u64::try_from(at).unwrap_or(u64::MAX))
}

fn place_of(id: Uuid) -> usize {
    usize::try_from(id.as_u64_pair().1).unwrap_or(usize::MAX)
}

/// For each of the newcomers whom of the roster they may be, the likeliest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn like_stored(
    on: &impl ConnectionTrait,
    newcomers: &[Newcomer],
) -> Result<Vec<Vec<Likely<PersonId>>>> {
    let rows: Vec<(Uuid, &Newcomer)> = newcomers.iter().enumerate().map(|(at, one)| (id_of(at), one)).collect();
    let mut pairs = Pairs::new();
    for part in rows.chunks(TOGETHER) {
        compare(on, part, Side::Stored, &mut pairs).await?;
    }
    let mut found: Vec<Vec<Likely<PersonId>>> = newcomers.iter().map(|_| Vec::new()).collect();
    for ((row, person), because) in pairs {
        if let Some(own) = found.get_mut(place_of(row)) {
            own.push(Likely::of(PersonId(person), because));
        }
    }
    for own in &mut found {
        own.sort_by_key(|likely| std::cmp::Reverse(likely.rank));
    }
    Ok(found)
}

/// For each of the newcomers which of those before it, by place, may be the same, the likeliest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn like_each_other(
    on: &impl ConnectionTrait,
    newcomers: &[Newcomer],
) -> Result<Vec<Vec<Likely<usize>>>> {
    let mut shared: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut names: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, one) in newcomers.iter().enumerate() {
        for key in one.shares() {
            shared.entry(key).or_default().push(at);
        }
        names.entry(&one.name).or_default().push(at);
    }
    let undated = |at: &usize| newcomers.get(*at).is_some_and(|one| one.birth_on.is_none());
    // A name that many bear tells nothing while a birth date is missing, as in the whole roster.
    let rare = names.values().filter(|rows| rows.len() == 2 && rows.iter().any(undated)).cloned();
    let mut groups: Vec<Vec<usize>> = shared.into_values().filter(|rows| rows.len() > 1).chain(rare).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut pairs = Pairs::new();
    let mut part: BTreeSet<usize> = BTreeSet::new();
    for group in groups {
        part.extend(group.into_iter().take(ALIKE));
        if part.len() >= TOGETHER {
            compare(on, &rows_of(newcomers, &part), Side::Row, &mut pairs).await?;
            part.clear();
        }
    }
    compare(on, &rows_of(newcomers, &part), Side::Row, &mut pairs).await?;
    let mut found: Vec<Vec<Likely<usize>>> = newcomers.iter().map(|_| Vec::new()).collect();
    for ((earlier, later), because) in pairs {
        let likely = Likely::of(place_of(earlier), because);
        let bearers = newcomers.get(place_of(later)).and_then(|one| names.get(one.name.as_str())).map_or(0, Vec::len);
        if let Some(own) = found.get_mut(place_of(later)).filter(|_| bearers == 2 || !likely.by_name_alone()) {
            own.push(likely);
        }
    }
    for own in &mut found {
        own.sort_by_key(|likely| std::cmp::Reverse(likely.rank));
    }
    Ok(found)
}

fn rows_of<'n>(newcomers: &'n [Newcomer], part: &BTreeSet<usize>) -> Vec<(Uuid, &'n Newcomer)> {
    part.iter().filter_map(|at| Some((id_of(*at), newcomers.get(*at)?))).collect()
}

/// Compare some rows with the roster, or with each other, by every rule.
async fn compare(on: &impl ConnectionTrait, rows: &[(Uuid, &Newcomer)], with: Side, pairs: &mut Pairs) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut note = |pair: (Uuid, Uuid), because: (&'static str, u8)| {
        let known = pairs.entry(pair).or_default();
        if !known.contains(&because) {
            known.push(because);
        }
    };
    let values: Vec<Value> = rows.iter().flat_map(|(id, one)| one.values(*id)).collect();
    let asked = Statement::from_sql_and_values(on.get_database_backend(), statement(rows.len(), with), values);
    for row in on.query_all_raw(asked).await? {
        let (rule, one, other): (i64, Uuid, Uuid) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        if let Some(rule) = usize::try_from(rule).ok().and_then(|at| RULES.get(at)) {
            note((one, other), (rule.because, rule.rank));
        }
    }
    for pair in of_other_names(on, rows, with).await? {
        note(pair, OTHER_NAME);
    }
    Ok(())
}

/// Every rule at once: which rule, which row, and whom it met. `asked` stands where the rules name a person.
fn statement(rows: usize, with: Side) -> String {
    let marks: Vec<String> = (0..rows)
        .map(|row| {
            let marks: Vec<String> = (1..=WIDTH).map(|at| format!("${}", row * WIDTH + at)).collect();
            format!("({})", marks.join(", "))
        })
        .collect();
    let twice = match with {
        Side::Stored => "",
        Side::Row => "a.id < b.id AND ",
    };
    let rules: Vec<String> = RULES
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            let (tables, shared) = (rule.by.tables(Side::Row, with), rule.by.shared());
            let meets = rule.meets(Side::Row, with);
            format!("SELECT CAST({at} AS BIGINT), a.id, b.id FROM {tables} WHERE {twice}{shared} AND {meets}")
        })
        .collect();
    format!(
        "WITH asked (id, search_key, kana_key, family_kana, birth_on, employer_org_id, employee_no, phone, mobile) \
         AS (VALUES {}), \
         asked_work (person_id, employer_org_id, employee_no) \
         AS (SELECT id, employer_org_id, employee_no FROM asked WHERE employee_no IS NOT NULL), \
         asked_phone (person_id, digits) \
         AS (SELECT id, phone FROM asked WHERE phone IS NOT NULL \
             UNION ALL SELECT id, mobile FROM asked WHERE mobile IS NOT NULL) \
         {} LIMIT {}",
        marks.join(", "),
        rules.join(" UNION ALL "),
        MOST * 10
    )
}

/// 旧姓 or 通称 of the one is the name of the other, and both were born on the same day.
async fn of_other_names(
    on: &impl ConnectionTrait,
    rows: &[(Uuid, &Newcomer)],
    with: Side,
) -> Result<Vec<(Uuid, Uuid)>> {
    let mut named: Vec<Otherwise> = Vec::new();
    let mut called: HashMap<(&str, NaiveDate), Vec<Uuid>> = HashMap::new();
    for (id, one) in rows {
        let Some(birth_on) = one.birth_on else { continue };
        called.entry((one.name.as_str(), birth_on)).or_default().push(*id);
        if !one.others.is_empty() {
            named.push(Otherwise { id: *id, birth_on, keys: one.others.clone() });
        }
    }
    let mut found = Vec::new();
    if matches!(with, Side::Stored) {
        found = bearers(on, &named).await?;
        let days: BTreeSet<NaiveDate> = called.keys().map(|(_, born)| *born).collect();
        if days.is_empty() {
            return Ok(found);
        }
        let marks: Vec<String> = (1..=days.len()).map(|n| format!("${n}")).collect();
        let born = format!("birth_on IN ({})", marks.join(", "));
        named = otherwise(on, &born, days.into_iter().map(Value::from).collect()).await?;
    }
    for one in &named {
        for key in &one.keys {
            let rows = called.get(&(key.as_str(), one.birth_on)).into_iter().flatten();
            found.extend(rows.filter(|id| **id != one.id).map(|id| ((*id).min(one.id), (*id).max(one.id))));
        }
    }
    Ok(found)
}
