//! Persons who may be one: by rules over folded names, readings, birth dates, numbers and telephones, the strongest first.
//!
//! Each rule is one statement that joins the roster with itself over an index; what they find is put together here. Equal
//! names alone are no reason while both birth dates are known and differ: namesakes are common.

mod newcomers;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, Value};
use uuid::Uuid;

pub(crate) use self::newcomers::{Likely, Newcomer, like_each_other, like_stored, short};
use super::super::actions::{checkoff_of, name_of, would_end};
use super::super::entity::{employment, membership, person, person_pair, unit_assignment};
use super::super::model::{Alike, DuplicatePair, DuplicatesOf};
use super::super::roster::weight;
use super::reach::{Scope, person_in_reach, scope};
use crate::error::Result;
use crate::ids::{OrganizationId, PersonId};
use crate::organizations;
use crate::rights::Right;
use crate::session::Session;
use crate::text::name_key;

/// Pairs that one rule gives at most.
const MOST: usize = 2_000;

/// A rule: its name (label `members.alike.<because>`), its strength, what two persons share, and what must be true of `a` and `b`
/// beside that.
struct Rule {
    because: &'static str,
    rank: u8,
    by: By,
    /// For the whole roster: common names and numbers have many bearers, so what several persons share is gathered first, in
    /// the order of an index, and only they are compared.
    gathered: &'static str,
    meets: &'static str,
    /// Somebody from another union who only took part in a training is nobody's double by this rule.
    of_members: bool,
}

/// What is shared by those whom a rule compares.
#[derive(Clone, Copy)]
enum By {
    Name,
    KanaAndBirth,
    EmployeeNo,
    Phone,
}

/// Where somebody who is compared stands.
#[derive(Clone, Copy)]
enum Side {
    /// In the roster.
    Stored,
    /// In a row of a file, which is nobody's record yet.
    Row,
}

impl Side {
    /// Persons, their work, their telephones.
    const fn tables(self) -> [&'static str; 3] {
        match self {
            Self::Stored => ["person", "employment", "contact_point"],
            Self::Row => ["asked", "asked_work", "asked_phone"],
        }
    }
}

impl By {
    /// `a` and `b`, and `x` and `y` by which they are compared. `CROSS` keeps the order: who is asked about comes first.
    fn tables(self, a: Side, b: Side) -> String {
        let ([a, a_work, a_phone], [b, b_work, b_phone]) = (a.tables(), b.tables());
        match self {
            Self::Name | Self::KanaAndBirth => format!("{a} a CROSS JOIN {b} b"),
            Self::EmployeeNo => format!("{a} a CROSS JOIN {a_work} x CROSS JOIN {b_work} y CROSS JOIN {b} b"),
            Self::Phone => format!("{a} a CROSS JOIN {a_phone} x CROSS JOIN {b_phone} y CROSS JOIN {b} b"),
        }
    }

    const fn shared(self) -> &'static str {
        match self {
            Self::Name => "b.search_key = a.search_key",
            Self::KanaAndBirth => "b.birth_on = a.birth_on AND b.kana_key = a.kana_key",
            Self::EmployeeNo => {
                "x.person_id = a.id AND y.employee_no = x.employee_no AND y.employer_org_id = x.employer_org_id \
                 AND b.id = y.person_id"
            }
            Self::Phone => "x.person_id = a.id AND y.digits = x.digits AND b.id = y.person_id",
        }
    }
}

impl Rule {
    /// What must be true of `a` and `b`; whoever is in the roster is there: not merged, not erased.
    fn meets(&self, a: Side, b: Side) -> String {
        let mut all = vec![self.meets.to_owned()];
        for (one, _) in [("a", a), ("b", b)].into_iter().filter(|(_, side)| matches!(side, Side::Stored)) {
            all.push(format!("{one}.merged_into_id IS NULL AND {one}.erased_at IS NULL"));
            if self.of_members {
                all.push(format!("EXISTS (SELECT 1 FROM membership m WHERE m.person_id = {one}.id)"));
            }
        }
        all.join(" AND ")
    }
}

static RULES: [Rule; 6] = [
    Rule {
        because: "name_and_birth",
        rank: 95,
        by: By::Name,
        gathered: "(SELECT search_key, birth_on FROM person WHERE birth_on IS NOT NULL \
                   GROUP BY search_key, birth_on HAVING count(*) > 1) same \
                   JOIN person a ON a.search_key = same.search_key AND a.birth_on = same.birth_on \
                   JOIN person b ON b.search_key = same.search_key AND b.birth_on = same.birth_on",
        meets: "a.birth_on = b.birth_on",
        of_members: false,
    },
    Rule {
        because: "kana_and_birth",
        rank: 85,
        by: By::KanaAndBirth,
        gathered: "(SELECT birth_on, kana_key FROM person WHERE birth_on IS NOT NULL \
                   GROUP BY birth_on, kana_key HAVING min(search_key) <> max(search_key)) same \
                   JOIN person a ON a.birth_on = same.birth_on AND a.kana_key = same.kana_key \
                   JOIN person b ON b.birth_on = same.birth_on AND b.kana_key = same.kana_key",
        meets: "a.search_key <> b.search_key AND a.family_kana IS NOT NULL AND b.family_kana IS NOT NULL",
        of_members: false,
    },
    Rule {
        because: "employee_no",
        rank: 80,
        by: By::EmployeeNo,
        gathered: "(SELECT employer_org_id, employee_no FROM employment WHERE employee_no IS NOT NULL \
                   GROUP BY employer_org_id, employee_no HAVING count(DISTINCT person_id) > 1) same \
                   JOIN employment x ON x.employee_no = same.employee_no AND x.employer_org_id = same.employer_org_id \
                   JOIN employment y ON y.employee_no = same.employee_no AND y.employer_org_id = same.employer_org_id \
                   JOIN person a ON a.id = x.person_id JOIN person b ON b.id = y.person_id",
        meets: "(a.search_key = b.search_key OR a.birth_on = b.birth_on)",
        of_members: false,
    },
    Rule {
        because: "phone_and_name",
        rank: 75,
        by: By::Phone,
        gathered: SHARED_PHONES,
        meets: "length(x.digits) >= 9 AND (a.search_key = b.search_key OR a.kana_key = b.kana_key)",
        of_members: false,
    },
    Rule {
        because: "phone_and_birth",
        rank: 70,
        by: By::Phone,
        gathered: SHARED_PHONES,
        meets: "length(x.digits) >= 9 AND a.birth_on = b.birth_on",
        of_members: false,
    },
    Rule {
        because: NAME_ONLY,
        rank: 40,
        by: By::Name,
        // A name that many bear tells nothing while a birth date is missing; of a rare one the two are shown.
        gathered: "(SELECT p.search_key FROM \
                     (SELECT search_key FROM person GROUP BY search_key HAVING count(birth_on) < count(*)) undated \
                   JOIN person p ON p.search_key = undated.search_key \
                   WHERE p.merged_into_id IS NULL \
                     AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.id) \
                   GROUP BY p.search_key HAVING count(*) = 2 AND count(p.birth_on) < 2) same \
                   JOIN person a ON a.search_key = same.search_key JOIN person b ON b.search_key = same.search_key",
        meets: "(a.birth_on IS NULL OR b.birth_on IS NULL)",
        of_members: true,
    },
];

/// The rule of a name alone, the weakest.
const NAME_ONLY: &str = "name_only";

const SHARED_PHONES: &str = "(SELECT digits FROM contact_point WHERE length(digits) >= 9 \
    GROUP BY digits HAVING count(*) > 1) same \
    JOIN contact_point x ON x.digits = same.digits JOIN contact_point y ON y.digits = same.digits \
    JOIN person a ON a.id = x.person_id JOIN person b ON b.id = y.person_id";

/// The rule of former and business names: compared here, because only the names in use have a key in the database.
const OTHER_NAME: (&str, u8) = ("other_name_and_birth", 85);

type Pairs = BTreeMap<(Uuid, Uuid), Vec<(&'static str, u8)>>;

/// Pairs of persons who may be one, the strongest first; those that an officer told apart are left out.
///
/// # Errors
/// What the database answers.
pub async fn duplicates(session: &Session, input: DuplicatesOf) -> Result<Vec<DuplicatePair>> {
    let on = session.look();
    let scope = scope(session, Right::ChangeRoster).await?;
    let limit = usize::try_from(input.limit.unwrap_or(100).clamp(1, 500)).unwrap_or(100);
    let mut pairs = match input.person_id {
        Some(person) => of_person(on, person).await?,
        None => of_everybody(session).await?,
    };
    let apart: HashSet<(Uuid, Uuid)> =
        person_pair::Entity::find().all(on).await?.into_iter().map(|row| (row.one_id.0, row.other_id.0)).collect();
    pairs.retain(|pair, _| !apart.contains(pair));
    let mut ranked: Vec<_> = pairs.into_iter().collect();
    ranked.sort_by_key(|(pair, because)| (std::cmp::Reverse(rank_of(because)), *pair));
    let mut found = Vec::new();
    for (pair, because) in ranked {
        if found.len() == limit {
            break;
        }
        if let Some(pair) = shown(session, &scope, pair, &because).await? {
            found.push(pair);
        }
    }
    Ok(found)
}

/// Who may be the same as one person, by every rule.
async fn of_person(on: &impl ConnectionTrait, person: PersonId) -> Result<Pairs> {
    let mut pairs = Pairs::new();
    for rule in &RULES {
        for pair in of_rule(on, rule, Some(person)).await? {
            pairs.entry(pair).or_default().push((rule.because, rule.rank));
        }
    }
    for pair in other_names_of(on, person).await? {
        pairs.entry(pair).or_default().push(OTHER_NAME);
    }
    Ok(pairs)
}

/// Who may be one in the whole roster, by every rule.
async fn of_everybody(session: &Session) -> Result<Pairs> {
    let mut pairs = Pairs::new();
    for rule in &RULES {
        session.progress.go_on()?;
        for pair in of_rule(session.look(), rule, None).await? {
            pairs.entry(pair).or_default().push((rule.because, rule.rank));
        }
    }
    for pair in of_other_names(session).await? {
        pairs.entry(pair).or_default().push(OTHER_NAME);
    }
    Ok(pairs)
}

/// The pairs that these persons make with anybody, the smaller id first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn pairs_of(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
) -> Result<BTreeSet<(PersonId, PersonId)>> {
    let mut found = BTreeSet::new();
    for person in persons {
        let pairs = of_person(on, *person).await?;
        found.extend(pairs.into_keys().map(|(one, other)| (PersonId(one), PersonId(other))));
    }
    Ok(found)
}

/// The strongest rule, a little more for each that agrees.
fn rank_of(because: &[(&'static str, u8)]) -> u8 {
    let best = because.iter().map(|(_, rank)| *rank).max().unwrap_or(0);
    let more = u8::try_from(because.len().saturating_sub(1)).unwrap_or(0).saturating_mul(2);
    best.saturating_add(more).min(100)
}

async fn of_rule(on: &impl ConnectionTrait, rule: &Rule, of: Option<PersonId>) -> Result<Vec<(Uuid, Uuid)>> {
    let (tables, narrowed, values) = match of {
        Some(person) => {
            let narrowed = format!("a.id = $1 AND b.id <> a.id AND {}", rule.by.shared());
            (rule.by.tables(Side::Stored, Side::Stored), narrowed, vec![Value::from(person.0)])
        }
        None => (rule.gathered.to_owned(), "a.id < b.id".to_owned(), Vec::new()),
    };
    let meets = rule.meets(Side::Stored, Side::Stored);
    let sql = format!("SELECT DISTINCT a.id, b.id FROM {tables} WHERE {narrowed} AND {meets} LIMIT {MOST}");
    let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    rows.iter()
        .map(|row| {
            let (one, other): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok((one.min(other), one.max(other)))
        })
        .collect()
}

/// Somebody by a name that is not the one in use.
struct Otherwise {
    id: Uuid,
    birth_on: NaiveDate,
    /// Folded names.
    keys: Vec<String>,
}

/// Persons read together.
const TOGETHER: usize = 2_000;
/// Names asked about in one statement, which takes only so many values.
const NAMES: usize = 250;

/// 旧姓 or 通称 of one is the name of the other, and both were born on the same day.
async fn of_other_names(session: &Session) -> Result<Vec<(Uuid, Uuid)>> {
    let on = session.look();
    let mut found = Vec::new();
    let mut after = Uuid::nil();
    let next = format!("id > $1 ORDER BY id LIMIT {TOGETHER}");
    while found.len() < MOST {
        session.progress.go_on()?;
        let rows = otherwise(on, &next, vec![after.into()]).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        found.extend(bearers(on, &rows).await?);
    }
    found.truncate(MOST);
    Ok(found)
}

/// The same of one person: their own other names, and those of everybody born on their day.
async fn other_names_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<(Uuid, Uuid)>> {
    let of_the_day = "birth_on = (SELECT birth_on FROM person WHERE id = $1)";
    let rows = otherwise(on, of_the_day, vec![person.0.into()]).await?;
    let mut found = bearers(on, &rows).await?;
    found.retain(|(one, other)| *one == person.0 || *other == person.0);
    Ok(found)
}

/// Those of the persons asked for who have a former or a business name.
async fn otherwise(on: &impl ConnectionTrait, asked: &str, values: Vec<Value>) -> Result<Vec<Otherwise>> {
    let sql = format!(
        "SELECT id, birth_on, given_name, former_name, display_name, search_key FROM person \
         WHERE (former_name IS NOT NULL OR display_name IS NOT NULL) AND birth_on IS NOT NULL \
         AND merged_into_id IS NULL AND erased_at IS NULL AND {asked}"
    );
    let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    rows.iter()
        .map(|row| {
            let text = |at: usize| row.try_get_by_index::<Option<String>>(at).map(Option::unwrap_or_default);
            let keys = other_keys(&text(2)?, [&text(3)?, &text(4)?], &text(5)?);
            Ok(Otherwise { id: row.try_get_by_index(0)?, birth_on: row.try_get_by_index(1)?, keys })
        })
        .collect()
}

/// The folded names that somebody bears beside the one in use, of a given name, 旧姓 and 通称.
fn other_keys(given: &str, [former, display]: [&str; 2], used: &str) -> Vec<String> {
    // A former name is a family name, and sometimes the whole name.
    let names = [format!("{former}{given}"), former.to_owned(), format!("{display}{given}"), display.to_owned()];
    let mut keys: Vec<String> =
        names.iter().filter(|name| !name.is_empty() && **name != given).map(|name| name_key(name)).collect();
    keys.retain(|key| key != used);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Who else bears one of these names and was born on that day.
async fn bearers(on: &impl ConnectionTrait, of: &[Otherwise]) -> Result<Vec<(Uuid, Uuid)>> {
    let asked: Vec<(Uuid, &str, NaiveDate)> =
        of.iter().flat_map(|one| one.keys.iter().map(|key| (one.id, key.as_str(), one.birth_on))).collect();
    let mut found = Vec::new();
    for part in asked.chunks(NAMES) {
        let marks: Vec<String> =
            (0..part.len()).map(|n| format!("(${}, ${}, ${})", 3 * n + 1, 3 * n + 2, 3 * n + 3)).collect();
        let sql = format!(
            "WITH asked (id, name, born) AS (VALUES {}) SELECT asked.id, b.id FROM asked CROSS JOIN person b \
             WHERE b.search_key = asked.name AND b.birth_on = asked.born AND b.id <> asked.id \
             AND b.merged_into_id IS NULL AND b.erased_at IS NULL",
            marks.join(", ")
        );
        let values: Vec<Value> =
            part.iter().flat_map(|(id, key, born)| [(*id).into(), (*key).into(), (*born).into()]).collect();
        let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
        for row in &rows {
            let (one, other): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            found.push((one.min(other), one.max(other)));
        }
    }
    Ok(found)
}

async fn shown(
    session: &Session,
    scope: &Scope,
    (one, other): (Uuid, Uuid),
    because: &[(&'static str, u8)],
) -> Result<Option<DuplicatePair>> {
    let on = session.look();
    for id in [one, other] {
        if scope.paths.is_some() && person_in_reach(on, scope, PersonId(id)).await.is_err() {
            return Ok(None);
        }
    }
    let mut strongest = because.to_vec();
    strongest.sort_by_key(|(_, rank)| std::cmp::Reverse(*rank));
    let (Some(one), Some(other)) =
        (alike(session, scope, PersonId(one)).await?, alike(session, scope, PersonId(other)).await?)
    else {
        return Ok(None);
    };
    let swap = other.joined_on.is_some_and(|day| one.joined_on.is_none_or(|first| day < first));
    let (one, other) = if swap { (other, one) } else { (one, other) };
    let two = [one.person_id, other.person_id];
    let [of_one, of_other] = would_end(on, &scope.tree, session.today(), two).await?;
    Ok(Some(DuplicatePair {
        because: strongest.iter().map(|(code, _)| (*code).to_owned()).collect(),
        rank: rank_of(because),
        one,
        other,
        one_ends: of_one.ends,
        other_ends: of_other.ends,
        one_goes_on: of_one.goes_on,
        other_goes_on: of_other.goes_on,
    }))
}

/// A person as one of a pair.
///
/// # Errors
/// What the database answers.
pub(crate) async fn alike(session: &Session, scope: &Scope, id: PersonId) -> Result<Option<Alike>> {
    let on = session.look();
    let Some(row) = person::Entity::find_by_id(id).one(on).await? else { return Ok(None) };
    let newest = membership::Entity::find()
        .filter(membership::Column::PersonId.eq(id))
        .all(on)
        .await?
        .into_iter()
        .max_by_key(weight);
    let unit = match &newest {
        Some(newest) => {
            unit_assignment::Entity::find()
                .filter(unit_assignment::Column::MembershipId.eq(newest.id))
                .filter(unit_assignment::Column::IsPrimary.eq(true))
                .order_by_desc(unit_assignment::Column::FromOn)
                .one(on)
                .await?
        }
        None => None,
    };
    let work = employment::Entity::find()
        .filter(employment::Column::PersonId.eq(id))
        .order_by_desc(employment::Column::Id)
        .one(on)
        .await?;
    let employers: HashMap<OrganizationId, String> =
        organizations::organizations(on).await?.into_iter().map(|row| (row.id, row.name)).collect();
    let kana = [row.family_kana.as_deref(), row.given_kana.as_deref()];
    Ok(Some(Alike {
        person_id: row.id,
        version: row.version,
        name: name_of(&row),
        kana: kana.into_iter().flatten().collect::<Vec<_>>().join(" "),
        birth_on: row.birth_on,
        former_name: row.former_name.clone(),
        member_no: newest.as_ref().map(|row| row.member_no.clone()),
        status: newest.as_ref().map(|row| row.status),
        joined_on: newest.as_ref().and_then(|row| row.joined_on),
        branch: unit.and_then(|row| scope.tree.names(row.unit_id).branch.map(str::to_owned)),
        employer: work.as_ref().and_then(|work| employers.get(&work.employer_org_id).cloned()),
        employee_no: work.and_then(|work| work.employee_no),
        checkoff: newest.as_ref().map(checkoff_of),
    }))
}
