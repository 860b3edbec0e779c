//! The list: filtered, sorted and paged in SQL; searched by ranges first and grams after.
//!
//! The same columns and joins serve pages, search and counts. Pages are keyset: the place after a page is the sort key of
//! its last row; `offset` is for a jump in the window alone.

mod batches;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, IntoColumnRef, JoinType, Order, Query as Sql, SelectStatement, SimpleExpr,
};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter};
use serde_json::{Value, json};

use super::super::entity::{contact_point, employment, membership, person, unit_assignment};
use super::super::model::{Category, Counted, FulltimeKind, MemberFilter, MemberRow, SortBy, StateFilter, Status};
use super::period;
use super::reach::{Scope, scope, subtree};
use super::rows::rows_of;
use crate::api::Page;
use crate::error::{Error, Result};
use crate::find::{Field, Keys, Query, WordKind};
use crate::ids::{MembershipId, PersonId, UnitId};
use crate::rights::Right;
use crate::session::Session;
use crate::text;

pub use batches::among;
pub(crate) use batches::{by_number, in_order};

/// Most candidates that a search checks beyond the ranges.
const GRAM_CANDIDATES: u64 = 400;

/// Most rows that a search reads of one range.
const RANGE_BUDGET: u64 = 2000;

/// Most members that a search gives to an export.
const SEARCHED: u64 = 10_000;

/// A membership found.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Found {
    pub(super) person_id: PersonId,
    pub(super) membership_id: MembershipId,
    pub(super) search_key: String,
    pub(super) kana_key: String,
    pub(super) member_no: String,
    pub(super) family_name: String,
    pub(super) given_name: Option<String>,
    pub(super) family_kana: Option<String>,
    pub(super) given_kana: Option<String>,
    pub(super) display_name: Option<String>,
    pub(super) former_name: Option<String>,
    pub(super) birth_on: Option<NaiveDate>,
    pub(super) category: Category,
    pub(super) status: Status,
    pub(super) joined_on: Option<NaiveDate>,
    pub(super) left_on: Option<NaiveDate>,
    pub(super) unit_id: Option<UnitId>,
    pub(super) unit_path: Option<String>,
    pub(super) union_post: Option<String>,
    pub(super) fulltime_kind: Option<FulltimeKind>,
}

/// A column of a table by its short name.
pub(super) fn at(table: &'static str, name: &'static str) -> impl IntoColumnRef + Copy {
    (table, name)
}

pub(super) fn col(table: &'static str, name: &'static str) -> SimpleExpr {
    Expr::col(at(table, name))
}

/// Everything below a path.
fn below(path: &str) -> SimpleExpr {
    let (from, to) = subtree(path);
    col("u", "path").gte(from).and(col("u", "path").lt(to))
}

/// A day after every other.
const NEVER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day");

/// What was entered by mistake never was.
fn not_mistaken() -> SimpleExpr {
    col("m", "end_reason").is_null().or(col("m", "end_reason").ne("entry_error"))
}

/// In force on a day: joined, and the last day of membership not before it. What was entered by mistake is as if it never was.
///
/// Written so that no index answers it: nearly every membership is in force, and a database that starts from those reads and
/// sorts all of them for each page, where the index of the order gives the page at once.
fn in_force(day: NaiveDate) -> SimpleExpr {
    let or_never = |name: &'static str| Expr::expr(Expr::col(at("m", name)).if_null(NEVER));
    col("m", "status")
        .is_not_in(["applied", "rejected", "withdrawn"])
        .and(not_mistaken())
        .and(or_never("joined_on").lte(day))
        .and(or_never("left_on").gte(day))
}

/// The assignment that is looked at. Who applied is listed under the unit asked for, on whatever day it would begin.
fn assigned(filter: &MemberFilter, day: NaiveDate) -> SimpleExpr {
    if filter.period.is_none() && filter.asked_state() == Some(StateFilter::Applied) {
        return col("a", "to_on").is_null();
    }
    let begun = Expr::expr(col("a", "from_on")).lte(period::seen_on(filter, day));
    begun.and(col("a", "to_on").is_null().or(Expr::expr(col("a", "to_on")).gte(period::seen_on(filter, day))))
}

/// Membership, person and unit on the day, narrowed by filter and reach.
fn narrowed(filter: &MemberFilter, day: NaiveDate, scope: &Scope) -> Result<SelectStatement> {
    let mut select = Sql::select();
    select
        .from_as(membership::Entity, "m")
        .join_as(JoinType::InnerJoin, person::Entity, "p", col("p", "id").eq(col("m", "person_id")))
        .join_as(
            JoinType::LeftJoin,
            unit_assignment::Entity,
            "a",
            Cond::all()
                .add(col("a", "membership_id").eq(col("m", "id")))
                .add(col("a", "is_primary").eq(true))
                .add(assigned(filter, day)),
        )
        .join_as(JoinType::LeftJoin, Alias::new("unit"), "u", col("u", "id").eq(col("a", "unit_id")));
    match filter.asked_state() {
        Some(StateFilter::InForce) => select.and_where(in_force(day)),
        Some(StateFilter::Ended) => {
            select.and_where(col("m", "status").eq("ended").and(not_mistaken())).and_where(col("m", "left_on").lt(day))
        }
        Some(StateFilter::Applied) => select.and_where(col("m", "status").eq("applied")),
        Some(StateFilter::All) | None => &mut select,
    };
    if filter.asks_details() && !scope.details {
        return Err(Error::NotAllowed);
    }
    if let Some(within) = &filter.period {
        period::narrow(&mut select, within)?;
    }
    if !filter.conditions.is_empty() {
        select.and_where(period::in_condition(&filter.conditions, day));
    }
    if !filter.categories.is_empty() {
        select.and_where(col("m", "category").is_in(filter.categories.iter().map(|category| category.code())));
    }
    if filter.no_unit {
        select.and_where(col("a", "id").is_null());
    }
    if let Some(unit) = filter.unit_id {
        let top = scope.tree.get(unit).ok_or(Error::Missing { what: "unit" })?;
        select.and_where(below(&top.path));
    }
    if let Some(employer) = filter.employer_org_id {
        let here = Sql::select()
            .expr(Expr::val(1))
            .from_as(employment::Entity, "e")
            .and_where(col("e", "person_id").eq(col("p", "id")))
            .and_where(col("e", "employer_org_id").eq(employer.0))
            .and_where(col("e", "from_on").is_null().or(col("e", "from_on").lte(day)))
            .and_where(col("e", "to_on").is_null().or(col("e", "to_on").gte(day)))
            .to_owned();
        select.and_where(Expr::exists(here));
    }
    if let Some(paths) = &scope.paths {
        select.cond_where(paths.iter().fold(Cond::any().add(Expr::val(1).eq(0)), |any, path| any.add(below(path))));
    }
    // Of today's members the unit on the day is the place itself; on other days a person may have been here and be
    // elsewhere now.
    if (!filter.is_in_force() || filter.period.is_some() || day != scope.today)
        && let Some(within) = scope.holds_person("p.id")
    {
        select.cond_where(within);
    }
    Ok(select)
}

fn with_columns(select: &mut SelectStatement) {
    select
        .expr_as(col("p", "id"), "person_id")
        .expr_as(col("m", "id"), "membership_id")
        .expr_as(col("u", "path"), "unit_path")
        .expr_as(col("a", "unit_id"), "unit_id");
    for name in [
        "search_key",
        "kana_key",
        "family_name",
        "given_name",
        "family_kana",
        "given_kana",
        "display_name",
        "former_name",
        "birth_on",
    ] {
        select.column(at("p", name));
    }
    for name in ["member_no", "category", "status", "joined_on", "left_on", "union_post", "fulltime_kind"] {
        select.column(at("m", name));
    }
}

/// The sort key as expressions; the last one makes it unique.
fn keys(sort: SortBy) -> Vec<SimpleExpr> {
    // `~` sorts after every code: 所属なし stands last.
    let unit = || Expr::col(at("u", "path")).if_null("~");
    let joined = || Expr::col(at("m", "joined_on"));
    match sort {
        SortBy::Kana => vec![col("p", "kana_key"), col("p", "id"), col("m", "id")],
        SortBy::MemberNo => vec![col("m", "member_no"), col("m", "id")],
        SortBy::JoinedOn => vec![joined(), col("m", "id")],
        SortBy::Unit => vec![unit(), col("p", "kana_key"), col("m", "id")],
    }
}

fn key_of(sort: SortBy, row: &Found) -> Value {
    match sort {
        SortBy::Kana => json!([row.kana_key, row.person_id, row.membership_id]),
        SortBy::MemberNo => json!([row.member_no, row.membership_id]),
        SortBy::JoinedOn => json!([row.joined_on, row.membership_id]),
        SortBy::Unit => json!([row.unit_path.as_deref().unwrap_or("~"), row.kana_key, row.membership_id]),
    }
}

/// A place given out by an earlier page, as values of the sort key.
fn place(sort: SortBy, after: &str) -> Result<Vec<SimpleExpr>> {
    let broken = || Error::invalid("after", "place_unknown");
    let parts: Vec<Value> = serde_json::from_str(after).map_err(|_| broken())?;
    let keys = keys(sort).len();
    if parts.len() != keys {
        return Err(broken());
    }
    parts
        .iter()
        .enumerate()
        .map(|(n, part)| {
            let text = part.as_str().ok_or_else(broken)?;
            let is_id = n + 1 == keys || (sort == SortBy::Kana && n == 1);
            if is_id {
                return text.parse::<uuid::Uuid>().map(Expr::val).map_err(|_| broken());
            }
            if sort == SortBy::JoinedOn {
                return text.parse::<NaiveDate>().map(Expr::val).map_err(|_| broken());
            }
            Ok(Expr::val(text.to_owned()))
        })
        .collect()
}

async fn fetch(on: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<Found>> {
    Ok(Found::find_by_statement(on.get_database_backend().build(select)).all(on).await?)
}

/// A page of the roster.
///
/// # Errors
/// [`Error::NotAllowed`], an unknown unit or place, and what the database answers.
pub async fn list(session: &Session, input: MemberFilter) -> Result<Page<MemberRow>> {
    let scope = scope(session, Right::SeeNames).await?;
    let day = input.as_of.unwrap_or_else(|| session.today());
    let limit = u64::from(input.limit.unwrap_or(100).clamp(1, 200));
    let query = Query::fold(input.find.as_deref().unwrap_or_default());
    // An order tells of what it orders by, and so do the places of its pages.
    let input =
        if scope.details || input.sort == SortBy::Unit { input } else { MemberFilter { sort: SortBy::Kana, ..input } };
    if !query.is_empty() {
        // What was typed finds few: the place after a page is how many came before.
        let before = match &input.after {
            Some(after) => after.parse().map_err(|_| Error::invalid("after", "place_unknown"))?,
            None => u64::from(input.offset),
        };
        let found = search(session, &input, day, &scope, &query, before + limit).await?;
        let rows: Vec<Found> = found.into_iter().skip(usize::try_from(before).unwrap_or(usize::MAX)).collect();
        let next = (rows.len() as u64 == limit).then(|| (before + limit).to_string());
        return Ok(Page { rows: rows_of(session, rows, day, &scope).await?, next });
    }
    let mut select = narrowed(&input, day, &scope)?;
    with_columns(&mut select);
    let order = if input.descending { Order::Desc } else { Order::Asc };
    if input.sort == SortBy::JoinedOn {
        // An application without a first day has no place in this order.
        select.and_where(col("m", "joined_on").is_not_null());
    }
    for key in keys(input.sort) {
        select.order_by_expr(key, order.clone());
    }
    if let Some(after) = &input.after {
        let (keys, place) = (Expr::tuple(keys(input.sort)), Expr::tuple(place(input.sort, after)?));
        select.and_where(if input.descending { keys.lt(place) } else { keys.gt(place) });
    } else if input.offset > 0 {
        select.offset(u64::from(input.offset));
    }
    select.limit(limit);
    let found = fetch(session.look(), &select).await?;
    let next =
        (found.len() as u64 == limit).then(|| found.last().map(|row| key_of(input.sort, row).to_string())).flatten();
    Ok(Page { rows: rows_of(session, found, day, &scope).await?, next })
}

/// How many the filter finds.
///
/// # Errors
/// As [`list`].
pub async fn count(session: &Session, input: MemberFilter) -> Result<Counted> {
    let scope = scope(session, Right::SeeNames).await?;
    let day = input.as_of.unwrap_or_else(|| session.today());
    let query = Query::fold(input.find.as_deref().unwrap_or_default());
    if !query.is_empty() {
        let found = search(session, &input, day, &scope, &query, 1000).await?;
        return Ok(Counted { n: i64::try_from(found.len()).unwrap_or(i64::MAX) });
    }
    let mut select = narrowed(&input, day, &scope)?;
    select.expr_as(Expr::col(at("m", "id")).count(), "n");
    #[derive(FromQueryResult)]
    struct N {
        n: i64,
    }
    let on = session.look();
    let found = N::find_by_statement(on.get_database_backend().build(&select)).one(on).await?;
    Ok(Counted { n: found.map_or(0, |row| row.n) })
}

/// Ranges in their order first, then what grams find inside names and numbers, each candidate checked.
async fn search(
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
    with_columns(&mut base);
    let cards = scope.cards;
    for range in query.ranges() {
        if found.len() >= want_rows {
            break;
        }
        let within = |table: &'static str, name: &'static str| {
            col(table, name).gte(range.from.clone()).and(col(table, name).lt(range.to.clone()))
        };
        let of_person = |table: &'static str, name: &'static str| {
            let inner = Sql::select()
                .column(at("x", "person_id"))
                .from_as(Alias::new(table), "x")
                .and_where(within("x", name))
                .to_owned();
            col("p", "id").in_subquery(inner)
        };
        // Each range is read in the order of its own index: nothing is sorted, however many it holds.
        let ranges = match range.field {
            Field::Kana => vec![(within("p", "kana_key"), ("p", "kana_key"))],
            Field::Name => vec![(within("p", "search_key"), ("p", "search_key"))],
            Field::Number => {
                let mut ways = vec![
                    (within("m", "member_no"), ("m", "member_no")),
                    (of_person("employment", "employee_no"), ("p", "kana_key")),
                ];
                // Who does not see telephone numbers must not learn whose one is by asking for it.
                if cards {
                    ways.push((of_person("contact_point", "digits"), ("p", "kana_key")));
                }
                ways
            }
        };
        for (condition, (table, name)) in ranges {
            let mut read = 0;
            // A range may hold more than what was typed (か for が): read on, up to a budget, until the page is full.
            while found.len() < want_rows && read < RANGE_BUDGET {
                let mut select = base.clone();
                select
                    .and_where(condition.clone())
                    .order_by_expr(col(table, name), Order::Asc)
                    .order_by_expr(col("p", "id"), Order::Asc);
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
        let mut select = base.clone();
        let inside = col("p", "search_no").in_subquery(gram_rows(on.get_database_backend(), &grams)?);
        select.and_where(inside).limit(want + GRAM_CANDIDATES);
        let mut candidates = fetch(on, &select).await?;
        candidates.sort_by(|a, b| (&a.kana_key, a.person_id).cmp(&(&b.kana_key, b.person_id)));
        take_matching(on, query, cards, candidates, &mut seen, &mut found).await?;
    }
    found.truncate(want_rows);
    Ok(found)
}

fn gram_rows(backend: DbBackend, grams: &crate::find::GramQuery) -> Result<SelectStatement> {
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
    Ok(inner)
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
