//! Search: ranges of the indexed keys in their order first, then what grams find inside names and numbers, each candidate checked.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query as Sql, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryResult, QuerySelect};
use uuid::Uuid;

use super::super::super::entity::{contact_point, employment};
use super::super::super::model::MemberFilter;
use super::super::super::spans::NO_UNIT;
use super::spans::Spot;
use super::{Scope, below, col, narrowed};
use crate::error::Result;
use crate::find::{Field, GramQuery, Keys, Query, Word, WordKind};
use crate::ids::{MembershipId, PersonId};
use crate::organizations::organizations;
use crate::session::Session;
use crate::text;

/// Persons whose grams match that are read at first; each time four times as many, until the page is full.
const FIRST_MATCHES: u64 = 100;

/// Most persons read at once of those whose grams match.
const MOST_MATCHES: u64 = 10_000;

/// Most rows that a search reads of one range.
const RANGE_BUDGET: u64 = 2000;

/// A candidate: of a row no more than the check and the orders of the list need, since hundreds are read for a page of fifty.
struct Hit {
    spot: Spot,
    person_id: PersonId,
    member_no: String,
    search_key: String,
    given_name: Option<String>,
    display_name: Option<String>,
    former_name: Option<String>,
}

impl Hit {
    /// Write the columns that [`Hit::read`] reads, in its order.
    fn columns(select: &mut SelectStatement) {
        for (table, name) in [
            ("m", "id"),
            ("p", "id"),
            ("a", "unit_id"),
            ("p", "kana_key"),
            ("m", "member_no"),
            ("m", "joined_on"),
            ("p", "search_key"),
            ("p", "given_name"),
            ("p", "display_name"),
            ("p", "former_name"),
        ] {
            select.expr(col(table, name));
        }
    }

    fn read(row: &QueryResult) -> Result<Self> {
        let person_id: PersonId = row.try_get_by_index(1)?;
        let unit: Option<Uuid> = row.try_get_by_index(2)?;
        let member_no: String = row.try_get_by_index(4)?;
        let spot = Spot {
            membership_id: row.try_get_by_index(0)?,
            unit_id: unit.unwrap_or(NO_UNIT),
            person_id: Some(person_id),
            kana_key: row.try_get_by_index(3)?,
            number_order: text::number_order(&member_no),
            joined_on: row.try_get_by_index(5)?,
        };
        Ok(Self {
            spot,
            person_id,
            member_no,
            search_key: row.try_get_by_index(6)?,
            given_name: row.try_get_by_index(7)?,
            display_name: row.try_get_by_index(8)?,
            former_name: row.try_get_by_index(9)?,
        })
    }
}

async fn hits(on: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<Hit>> {
    on.query_all(select).await?.iter().map(Hit::read).collect()
}

/// Ranges in their order first, then what grams find inside names and numbers, each candidate checked.
pub(super) async fn search(
    session: &Session,
    input: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    query: &Query,
    want: u64,
) -> Result<Vec<Spot>> {
    let on = session.look();
    // Who sees names only must not learn a number by asking for it.
    if !scope.details && query.words.iter().any(|word| word.kind == WordKind::Number) {
        return Ok(Vec::new());
    }
    let want_rows = usize::try_from(want).unwrap_or(usize::MAX);
    let mut taken = (HashSet::new(), Vec::new());
    let mut base = narrowed(input, day, scope)?;
    Hit::columns(&mut base);
    look(on, &base, query, (scope.cards, want), &mut taken).await?;
    if taken.1.len() < want_rows
        && let Some((rest, there)) = placed(on, scope, query, day).await?
    {
        base.cond_where(there);
        look(on, &base, &rest, (scope.cards, want), &mut taken).await?;
    }
    let (_, mut found) = taken;
    found.truncate(want_rows);
    Ok(found)
}

/// Units and employers that a word may name; of one that names more, like 支部, it says nothing.
const PLACES: usize = 50;

/// 佐藤 大阪: words that name units or employers of the day, and what is left of the query to be found there. Where every word
/// names one, the first is the person's.
async fn placed(
    on: &impl ConnectionTrait,
    scope: &Scope,
    query: &Query,
    day: NaiveDate,
) -> Result<Option<(Query, Cond)>> {
    if query.words.len() < 2 {
        return Ok(None);
    }
    // Who sees names only must not learn an employer by asking for it.
    let employers = if scope.details { organizations(on).await? } else { Vec::new() };
    let place = |word: &Word| -> Option<Cond> {
        let mut paths: Vec<&str> = Vec::new();
        for (unit, _) in scope.tree.in_order() {
            if unit.label_key.contains(&word.text) && !paths.iter().any(|above| unit.path.starts_with(above)) {
                paths.push(&unit.path);
            }
        }
        let named = employers.iter().filter(|row| text::name_key(&row.name).contains(&word.text));
        let named: Vec<Uuid> = named.map(|row| row.id.0).collect();
        if word.kind == WordKind::Number || paths.len() + named.len() > PLACES || paths.len() + named.len() == 0 {
            return None;
        }
        let any = paths.into_iter().fold(Cond::any(), |any, path| any.add(below(path)));
        Some(if named.is_empty() { any } else { any.add(Expr::exists(works_for(named, day))) })
    };
    let mut places: Vec<Option<Cond>> = query.words.iter().map(place).collect();
    if let (true, Some(first)) = (places.iter().all(Option::is_some), places.first_mut()) {
        *first = None;
    }
    if places.iter().all(Option::is_none) {
        return Ok(None);
    }
    let rest = query.words.iter().zip(&places).filter(|(_, place)| place.is_none()).map(|(word, _)| word.clone());
    let rest = Query { words: rest.collect() };
    Ok(Some((rest, places.into_iter().flatten().fold(Cond::all(), Cond::add))))
}

/// An employment of the person on the day, with one of these employers or at one of these worksites.
fn works_for(organizations: Vec<Uuid>, day: NaiveDate) -> SelectStatement {
    Sql::select()
        .expr(Expr::val(1))
        .from_as(employment::Entity, "w")
        .and_where(col("w", "person_id").eq(col("p", "id")))
        .and_where(
            Expr::expr(col("w", "employer_org_id")).is_in(organizations.clone()).or(Expr::expr(col(
                "w",
                "worksite_org_id",
            ))
            .is_in(organizations)),
        )
        .and_where(col("w", "to_on").is_null().or(col("w", "to_on").gte(day)))
        .to_owned()
}

/// Look for a query among these members: ranges in their order, then grams.
async fn look(
    on: &impl ConnectionTrait,
    base: &SelectStatement,
    query: &Query,
    (cards, want): (bool, u64),
    (seen, found): &mut (HashSet<MembershipId>, Vec<Spot>),
) -> Result<()> {
    let want_rows = usize::try_from(want).unwrap_or(usize::MAX);
    for range in query.ranges() {
        if found.len() >= want_rows {
            break;
        }
        let within = |table: &'static str, name: &'static str| {
            col(table, name).gte(range.from.clone()).and(col(table, name).lt(range.to.clone()))
        };
        // Each range is read in the order of its own index: nothing is sorted, however many it holds.
        let of_person = |table: &'static str, name: &'static str| {
            let mut select = base.clone();
            select.join_as(JoinType::InnerJoin, Alias::new(table), "x", col("x", "person_id").eq(col("p", "id")));
            select.and_where(within("x", name));
            (select, vec![col("x", name)])
        };
        let of = |table: &'static str, name: &'static str, then: Option<(&'static str, &'static str)>| {
            let mut select = base.clone();
            select.and_where(within(table, name));
            let then = then.map(|(table, name)| col(table, name));
            (select, [col(table, name)].into_iter().chain(then).collect::<Vec<SimpleExpr>>())
        };
        let ranges = match range.field {
            Field::Kana => vec![of("p", "kana_key", Some(("p", "id")))],
            Field::Name => vec![of("p", "search_key", Some(("p", "birth_on")))],
            Field::Number => {
                let mut ways = vec![of("m", "member_no", None), of_person("employment", "employee_no")];
                // Who does not see telephone numbers must not learn whose one is by asking for it.
                if cards {
                    ways.push(of_person("contact_point", "digits"));
                }
                ways
            }
        };
        for (select, order) in ranges {
            let mut read = 0;
            // A range may hold more than what was typed (か for が): read on, up to a budget, until the page is full.
            while found.len() < want_rows && read < RANGE_BUDGET {
                let mut select = select.clone();
                for key in &order {
                    select.order_by_expr(key.clone(), Order::Asc);
                }
                let batch = if read == 0 { want + 1 } else { RANGE_BUDGET / 4 };
                let candidates = hits(on, select.limit(batch).offset(read)).await?;
                let last = (candidates.len() as u64) < batch;
                take_matching(on, query, cards, candidates, seen, found).await?;
                read += batch;
                if last {
                    break;
                }
            }
        }
    }
    if found.len() < want_rows
        && let Some(grams) = query.grams()
    {
        inside(on, base, query, &grams, (cards, want_rows), seen, found).await?;
    }
    Ok(())
}

/// What grams find inside names and numbers, by the running number of persons, until the page is full.
async fn inside(
    on: &impl ConnectionTrait,
    base: &SelectStatement,
    query: &Query,
    grams: &GramQuery,
    (cards, want): (bool, usize),
    seen: &mut HashSet<MembershipId>,
    found: &mut Vec<Spot>,
) -> Result<()> {
    let backend = on.get_database_backend();
    let number = if backend == DbBackend::Sqlite { "rowid" } else { "search_no" };
    let (mut after, mut many) = (0_i64, FIRST_MATCHES);
    loop {
        let mut next = gram_rows(backend, grams);
        next.and_where(Expr::col(number).gt(after)).order_by(number, Order::Asc).limit(many);
        let numbers: Vec<i64> =
            on.query_all(&next).await?.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        let Some(last) = numbers.last().copied() else { return Ok(()) };
        let mut these = gram_rows(backend, grams);
        these.and_where(Expr::col(number).gt(after)).and_where(Expr::col(number).lte(last));
        let mut select = base.clone();
        select.and_where(col("p", "search_no").in_subquery(these));
        let mut candidates = hits(on, &select).await?;
        candidates.sort_by(|a, b| (&a.spot.kana_key, a.person_id).cmp(&(&b.spot.kana_key, b.person_id)));
        take_matching(on, query, cards, candidates, seen, found).await?;
        if found.len() >= want || (numbers.len() as u64) < many {
            return Ok(());
        }
        after = last;
        many = Ord::min(many * 4, MOST_MATCHES);
    }
}

fn gram_rows(backend: DbBackend, grams: &GramQuery) -> SelectStatement {
    let mut inner = Sql::select();
    if backend == DbBackend::Sqlite {
        inner
            .column("rowid")
            .from("person_gram")
            .and_where(Expr::cust_with_values("person_gram MATCH ?", [grams.fts5()]));
    } else {
        let any = grams.alternatives().into_iter().fold(Cond::any(), |any, list| {
            any.add(Expr::cust_with_values("grams @> string_to_array($1, ' ')", [list.join(" ")]))
        });
        inner.column("search_no").from("person_gram").cond_where(any);
    }
    inner
}

/// Keep the candidates that really match, each once.
async fn take_matching(
    on: &impl ConnectionTrait,
    query: &Query,
    cards: bool,
    candidates: Vec<Hit>,
    seen: &mut HashSet<MembershipId>,
    found: &mut Vec<Spot>,
) -> Result<()> {
    let fresh: Vec<Hit> = candidates.into_iter().filter(|hit| !seen.contains(&hit.spot.membership_id)).collect();
    let numbers = if query.words.iter().any(|word| word.kind == WordKind::Number) {
        numbers_of(on, &fresh, cards).await?
    } else {
        HashMap::new()
    };
    for hit in fresh {
        // 通称 and 旧姓 are a family name, and sometimes the whole name.
        let given = hit.given_name.as_deref().unwrap_or_default();
        let others = [hit.display_name.as_deref(), hit.former_name.as_deref()].into_iter().flatten();
        let others: Vec<String> =
            others.flat_map(|name| [text::name_key(name), text::name_key(&format!("{name}{given}"))]).collect();
        let names: Vec<&str> =
            std::iter::once(hit.search_key.as_str()).chain(others.iter().map(String::as_str)).collect();
        let member_no = text::number_key(&hit.member_no);
        let numbers = numbers.get(&hit.person_id).into_iter().flatten().map(String::as_str);
        let numbers: Vec<&str> = numbers.chain([member_no.as_str()]).collect();
        if query.matches(&Keys { names: &names, kana_key: &hit.spot.kana_key, numbers: &numbers })
            && seen.insert(hit.spot.membership_id)
        {
            found.push(hit.spot);
        }
    }
    Ok(())
}

/// Numbers by which these persons are found: of employees, and, for who may see cards, of telephones.
async fn numbers_of(on: &impl ConnectionTrait, hits: &[Hit], cards: bool) -> Result<HashMap<PersonId, Vec<String>>> {
    let mut numbers: HashMap<PersonId, Vec<String>> = HashMap::new();
    if hits.is_empty() {
        return Ok(numbers);
    }
    let ids: Vec<PersonId> = hits.iter().map(|hit| hit.person_id).collect();
    let works: Vec<(PersonId, String)> = employment::Entity::find()
        .select_only()
        .columns([employment::Column::PersonId, employment::Column::EmployeeNo])
        .filter(employment::Column::PersonId.is_in(ids.iter().copied()))
        .filter(employment::Column::EmployeeNo.is_not_null())
        .into_tuple()
        .all(on)
        .await?;
    for (person, number) in works {
        numbers.entry(person).or_default().push(text::number_key(&number));
    }
    if !cards {
        return Ok(numbers);
    }
    let contacts: Vec<(PersonId, String)> = contact_point::Entity::find()
        .select_only()
        .columns([contact_point::Column::PersonId, contact_point::Column::Digits])
        .filter(contact_point::Column::PersonId.is_in(ids))
        .filter(contact_point::Column::Digits.ne(""))
        .into_tuple()
        .all(on)
        .await?;
    for (person, digits) in contacts {
        numbers.entry(person).or_default().push(digits);
    }
    Ok(numbers)
}
