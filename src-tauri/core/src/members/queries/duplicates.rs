//! Persons who may be one: by rules over folded names, readings, birth dates, numbers and telephones, the strongest first.
//!
//! Each rule is one statement that joins the roster with itself over an index; what they find is put together here. Equal
//! names alone are no reason while both birth dates are known and differ: namesakes are common.

use std::collections::{BTreeMap, HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, Value};
use uuid::Uuid;

use super::super::actions::name_of;
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

/// A rule: its name (label `members.alike.<because>`), its strength, what joins `a` with `b` beside `a.id < b.id`.
struct Rule {
    because: &'static str,
    rank: u8,
    tables: &'static str,
    /// What stands before them when the whole roster is looked through: common names have many bearers, so those whom
    /// the rule can mean are gathered in one pass first.
    gathered: &'static str,
    meets: &'static str,
}

const RULES: [Rule; 6] = [
    Rule {
        because: "name_and_birth",
        rank: 95,
        tables: "person a JOIN person b ON b.search_key = a.search_key",
        gathered: "",
        meets: "a.birth_on = b.birth_on",
    },
    Rule {
        because: "kana_and_birth",
        rank: 85,
        tables: "person a JOIN person b ON b.kana_key = a.kana_key",
        gathered: "(SELECT kana_key, birth_on FROM person WHERE birth_on IS NOT NULL AND family_kana IS NOT NULL \
                   GROUP BY kana_key, birth_on HAVING count(*) > 1) same \
                   JOIN person a ON a.kana_key = same.kana_key AND a.birth_on = same.birth_on \
                   JOIN person b ON b.kana_key = same.kana_key",
        meets: "a.birth_on = b.birth_on AND a.search_key <> b.search_key AND a.family_kana IS NOT NULL AND b.family_kana IS NOT NULL",
    },
    Rule {
        because: "employee_no",
        rank: 80,
        tables: "person a JOIN employment x ON x.person_id = a.id JOIN employment y ON y.employee_no = x.employee_no \
                 JOIN person b ON b.id = y.person_id",
        // In this order, and by the number: an employer has thousands of numbers, a number few employers, and a database that
        // begins with the employer compares everybody with everybody.
        gathered: "employment x CROSS JOIN employment y CROSS JOIN person a CROSS JOIN person b",
        meets: "x.employee_no IS NOT NULL AND y.employee_no = x.employee_no \
                AND COALESCE(y.employer_org_id, x.employer_org_id) = x.employer_org_id \
                AND a.id = x.person_id AND b.id = y.person_id \
                AND (a.search_key = b.search_key OR a.birth_on = b.birth_on)",
    },
    Rule {
        because: "phone_and_name",
        rank: 75,
        tables: "contact_point x JOIN contact_point y ON y.digits = x.digits \
                 JOIN person a ON a.id = x.person_id JOIN person b ON b.id = y.person_id",
        gathered: "",
        meets: "length(x.digits) >= 9 AND (a.search_key = b.search_key OR a.kana_key = b.kana_key)",
    },
    Rule {
        because: "phone_and_birth",
        rank: 70,
        tables: "contact_point x JOIN contact_point y ON y.digits = x.digits \
                 JOIN person a ON a.id = x.person_id JOIN person b ON b.id = y.person_id",
        gathered: "",
        meets: "length(x.digits) >= 9 AND a.birth_on = b.birth_on",
    },
    Rule {
        because: "name_only",
        rank: 40,
        tables: "person a JOIN person b ON b.search_key = a.search_key",
        // A name that many bear tells nothing while a birth date is missing; of a rare one the two are shown.
        // Somebody from another union who only took part in a training is nobody's double by name alone.
        gathered: "(SELECT search_key FROM person WHERE merged_into_id IS NULL \
                   AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = person.id) GROUP BY search_key \
                   HAVING count(*) = 2 AND count(birth_on) < 2) same \
                   JOIN person a ON a.search_key = same.search_key JOIN person b ON b.search_key = same.search_key",
        meets: "(a.birth_on IS NULL OR b.birth_on IS NULL) \
                AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = a.id) \
                AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = b.id)",
    },
];

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
    let mut pairs = Pairs::new();
    for rule in &RULES {
        session.progress.go_on()?;
        for pair in of_rule(on, rule, input.person_id).await? {
            pairs.entry(pair).or_default().push((rule.because, rule.rank));
        }
    }
    for pair in of_other_names(on, input.person_id).await? {
        pairs.entry(pair).or_default().push(OTHER_NAME);
    }
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

/// The strongest rule, a little more for each that agrees.
fn rank_of(because: &[(&'static str, u8)]) -> u8 {
    let best = because.iter().map(|(_, rank)| *rank).max().unwrap_or(0);
    let more = u8::try_from(because.len().saturating_sub(1)).unwrap_or(0).saturating_mul(2);
    best.saturating_add(more).min(100)
}

/// Persons who are there: not merged, not erased.
const THERE: &str =
    "a.merged_into_id IS NULL AND b.merged_into_id IS NULL AND a.erased_at IS NULL AND b.erased_at IS NULL";

async fn of_rule(on: &impl ConnectionTrait, rule: &Rule, of: Option<PersonId>) -> Result<Vec<(Uuid, Uuid)>> {
    let Rule { tables, gathered, meets, .. } = rule;
    let tables = if of.is_none() && !gathered.is_empty() { gathered } else { tables };
    let mut values: Vec<Value> = Vec::new();
    let narrowed = match of {
        Some(person) => {
            values.push(person.0.into());
            "a.id = $1 AND b.id <> a.id"
        }
        None => "a.id < b.id",
    };
    let sql = format!("SELECT DISTINCT a.id, b.id FROM {tables} WHERE {narrowed} AND {meets} AND {THERE} LIMIT {MOST}");
    let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    rows.iter()
        .map(|row| {
            let (one, other): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
            Ok((one.min(other), one.max(other)))
        })
        .collect()
}

/// 旧姓 or 通称 of one is the name of the other, and both were born on the same day.
async fn of_other_names(on: &impl ConnectionTrait, of: Option<PersonId>) -> Result<Vec<(Uuid, Uuid)>> {
    let mut values: Vec<Value> = Vec::new();
    let narrowed = of.map_or("", |person| {
        values.push(person.0.into());
        " AND (a.id = $1 OR b.id = $1)"
    });
    let sql = format!(
        "SELECT a.id, a.family_name, a.given_name, a.former_name, a.display_name, b.id, b.search_key \
         FROM person a JOIN person b ON b.birth_on = a.birth_on AND b.id <> a.id \
         WHERE (a.former_name IS NOT NULL OR a.display_name IS NOT NULL) AND a.search_key <> b.search_key \
         AND (b.given_name = a.given_name OR a.given_name IS NULL OR a.display_name IS NOT NULL){narrowed} AND {THERE}"
    );
    let rows = on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    let mut found = Vec::new();
    for row in &rows {
        let (one, other): (Uuid, Uuid) = (row.try_get_by_index(0)?, row.try_get_by_index(5)?);
        let text = |at: usize| row.try_get_by_index::<Option<String>>(at).map(Option::unwrap_or_default);
        let (given, former, display, key) = (text(2)?, text(3)?, text(4)?, text(6)?);
        // A former name is a family name, and sometimes the whole name.
        let names = [format!("{former}{given}"), former.clone(), display.clone(), format!("{display}{given}")];
        if names.iter().any(|name| !name.is_empty() && *name != given && name_key(name) == key) {
            found.push((one.min(other), one.max(other)));
        }
        if found.len() == MOST {
            break;
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
    Ok(Some(DuplicatePair {
        because: strongest.iter().map(|(code, _)| (*code).to_owned()).collect(),
        rank: rank_of(because),
        one,
        other,
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
    }))
}
