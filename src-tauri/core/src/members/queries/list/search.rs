//! Search: ranges of the indexed keys in their order first, then what grams find inside names and numbers, each candidate checked.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, JoinType, Order, Query as Sql, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter};

use super::super::super::entity::{contact_point, employment};
use super::super::super::model::MemberFilter;
use super::{Found, Scope, col, fetch, narrowed, with_columns};
use crate::error::Result;
use crate::find::{Field, GramQuery, Keys, Query, WordKind};
use crate::ids::{MembershipId, PersonId};
use crate::session::Session;
use crate::text;

/// Persons whose grams match that are read at first; each time four times as many, until the page is full.
const FIRST_MATCHES: u64 = 100;

/// Most persons read at once of those whose grams match.
const MOST_MATCHES: u64 = 10_000;

/// Most rows that a search reads of one range.
const RANGE_BUDGET: u64 = 2000;

/// Ranges in their order first, then what grams find inside names and numbers, each candidate checked.
pub(super) async fn search(
    session: &Session,
    input: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    query: &Query,
    want: u64,
) -> Result<Vec<Found>> {
    let on = session.look();
    // Who sees names only must not learn a number by asking for it.
    if !scope.details && query.words.iter().any(|word| word.kind == WordKind::Number) {
        return Ok(Vec::new());
    }
    let want_rows = usize::try_from(want).unwrap_or(usize::MAX);
    let mut seen: HashSet<MembershipId> = HashSet::new();
    let mut found: Vec<Found> = Vec::new();
    let mut base = narrowed(input, day, scope)?;
    with_columns(&mut base, input, day);
    let cards = scope.cards;
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
                let candidates = fetch(on, select.limit(batch).offset(read)).await?;
                let last = (candidates.len() as u64) < batch;
                take_matching(on, query, cards, candidates, &mut seen, &mut found).await?;
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
        inside(on, &base, query, &grams, (cards, want_rows), &mut seen, &mut found).await?;
    }
    found.truncate(want_rows);
    Ok(found)
}

/// What grams find inside names and numbers, by the running number of persons, until the page is full.
async fn inside(
    on: &impl ConnectionTrait,
    base: &SelectStatement,
    query: &Query,
    grams: &GramQuery,
    (cards, want): (bool, usize),
    seen: &mut HashSet<MembershipId>,
    found: &mut Vec<Found>,
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
        let mut candidates = fetch(on, &select).await?;
        candidates.sort_by(|a, b| (&a.kana_key, a.person_id).cmp(&(&b.kana_key, b.person_id)));
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
    candidates: Vec<Found>,
    seen: &mut HashSet<MembershipId>,
    found: &mut Vec<Found>,
) -> Result<()> {
    let fresh: Vec<Found> = candidates.into_iter().filter(|row| !seen.contains(&row.membership_id)).collect();
    let numbers = if query.words.iter().any(|word| word.kind == WordKind::Number) {
        numbers_of(on, &fresh, cards).await?
    } else {
        HashMap::new()
    };
    for row in fresh {
        let names: Vec<String> = [
            Some(row.search_key.clone()),
            row.display_name.as_deref().map(text::name_key),
            row.former_name.as_deref().map(text::name_key),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut own = numbers.get(&row.person_id).cloned().unwrap_or_default();
        own.push(text::number_key(&row.member_no));
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        if query.matches(&Keys { names: &names, kana_key: &row.kana_key, numbers: &own })
            && seen.insert(row.membership_id)
        {
            found.push(row);
        }
    }
    Ok(())
}

/// Numbers by which these persons are found: of employees, and, for who may see cards, of telephones.
async fn numbers_of(on: &impl ConnectionTrait, rows: &[Found], cards: bool) -> Result<HashMap<PersonId, Vec<String>>> {
    let mut numbers: HashMap<PersonId, Vec<String>> = HashMap::new();
    if rows.is_empty() {
        return Ok(numbers);
    }
    let ids: Vec<PersonId> = rows.iter().map(|row| row.person_id).collect();
    for row in
        employment::Entity::find().filter(employment::Column::PersonId.is_in(ids.iter().copied())).all(on).await?
    {
        numbers.entry(row.person_id).or_default().extend(row.employee_no.as_deref().map(text::number_key));
    }
    if !cards {
        return Ok(numbers);
    }
    let contacts = contact_point::Entity::find()
        .filter(contact_point::Column::PersonId.is_in(ids))
        .filter(contact_point::Column::Digits.ne(""))
        .all(on)
        .await?;
    for row in contacts {
        numbers.entry(row.person_id).or_default().push(row.digits);
    }
    Ok(numbers)
}
