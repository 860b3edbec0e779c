//! The list: filtered, sorted and paged in SQL. Who is a member, left or applied is read along the spans of the roster, all
//! else from the roster itself; the same columns and joins serve pages, search and counts. Pages are keyset: the place after a
//! page is the sort key of its last row; `offset` is for a jump in the window alone.

mod batches;
mod order;
mod search;
mod spans;

use chrono::NaiveDate;
use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, IntoColumnRef, JoinType, Order, Query as Sql, SelectStatement, SimpleExpr,
};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Deserialize;

use super::super::category::{category_at, others_on};
use super::super::entity::{employment, membership, person, unit_assignment};
use super::super::model::{Category, Counted, FulltimeKind, MemberFilter, MemberRow, SortBy, StateFilter, Status};
use super::period;
use super::reach::{Scope, scope, subtree};
use super::rows::rows_of;
use crate::api::Page;
use crate::db::packed::packed_in_order;
use crate::error::{Error, Result};
use crate::find::{Query, WordKind};
use crate::ids::{MembershipId, PersonId, UnitId};
use crate::rights::Right;
use crate::session::Session;

pub use batches::among;
pub(crate) use batches::{as_listed, by_number, in_order};
use order::{InOrder, behind, dated, expression, key_of, place};
use search::search;
use spans::Window;

/// Most members that a search gives to an export.
const SEARCHED: u64 = 10_000;

/// Most members that a search puts into the usual order; of more, those come first whose name begins with what was typed.
const ARRANGED: u64 = 1_000;

/// A membership found.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Found {
    pub(super) person_id: PersonId,
    pub(super) membership_id: MembershipId,
    pub(super) kana_key: String,
    pub(super) member_no: String,
    pub(super) family_name: String,
    pub(super) given_name: Option<String>,
    pub(super) family_kana: Option<String>,
    pub(super) given_kana: Option<String>,
    pub(super) display_name: Option<String>,
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

/// The columns of a [`Found`]; which of them are identifiers.
const FOUND: [(&str, bool); 18] = [
    ("person_id", true),
    ("membership_id", true),
    ("kana_key", false),
    ("member_no", false),
    ("family_name", false),
    ("given_name", false),
    ("family_kana", false),
    ("given_kana", false),
    ("display_name", false),
    ("birth_on", false),
    ("category", false),
    ("status", false),
    ("joined_on", false),
    ("left_on", false),
    ("unit_id", true),
    ("unit_path", false),
    ("union_post", false),
    ("fulltime_kind", false),
];

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
pub(super) fn narrowed(filter: &MemberFilter, day: NaiveDate, scope: &Scope) -> Result<SelectStatement> {
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
        let category = Expr::expr(category_at(&period::seen_on(filter, day)));
        select.and_where(category.is_in(filter.categories.iter().map(|category| category.code())));
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

fn with_columns(select: &mut SelectStatement, filter: &MemberFilter, day: NaiveDate) {
    select.expr_as(col("u", "path"), "unit_path").expr_as(col("a", "unit_id"), "unit_id");
    own_columns(select, filter, day);
}

/// The columns of person and membership.
fn own_columns(select: &mut SelectStatement, filter: &MemberFilter, day: NaiveDate) {
    select.expr_as(col("p", "id"), "person_id").expr_as(col("m", "id"), "membership_id");
    select.expr_as(category_at(&period::seen_on(filter, day)), "category");
    for name in ["kana_key", "family_name", "given_name", "family_kana", "given_kana", "display_name", "birth_on"] {
        select.column(at("p", name));
    }
    for name in ["member_no", "status", "joined_on", "left_on", "union_post", "fulltime_kind"] {
        select.column(at("m", name));
    }
}

async fn fetch(on: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<Found>> {
    packed_in_order(on, select.clone(), &FOUND).await
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
    let input = if scope.details { input } else { told_by_name(input) };
    let order = InOrder::of(&input);
    if !query.is_empty() {
        // What was typed finds few: the place after a page is how many came before.
        let before = match &input.after {
            Some(after) => after.parse().map_err(|_| Error::invalid("after", "place_unknown"))?,
            None => u64::from(input.offset),
        };
        // Of very many the nearest come first, unless another order was asked for.
        let usual = input.sort == SortBy::Kana && !input.descending && order.then.is_none();
        // Who is looked for by a number is found by its front first.
        let numbered = query.words.iter().any(|word| word.kind == WordKind::Number);
        let most = match usual {
            true if numbered => 0,
            true => ARRANGED,
            false => SEARCHED,
        };
        let whole = Ord::max(most, before + limit);
        let mut found = search(session, &input, day, &scope, &query, (whole, usual)).await?;
        if !usual || (!numbered && (found.len() as u64) < whole) {
            spans::arrange(&scope, &mut found, order);
        }
        let of = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        let spots: Vec<spans::Spot> = found.into_iter().skip(of(before)).take(of(limit)).collect();
        let next = (spots.len() as u64 == limit).then(|| (before + limit).to_string());
        let rows = spans::named(session.look(), &input, day, &scope, &spots).await?;
        return Ok(Page { rows: rows_of(session, rows, day, &scope).await?, next });
    }
    let window = Window { order, after: input.after.as_deref(), offset: u64::from(input.offset), limit };
    let found = page(session.look(), &input, day, &scope, window).await?;
    let next =
        (found.len() as u64 == limit).then(|| found.last().map(|row| key_of(&order.keys(), row).to_string())).flatten();
    Ok(Page { rows: rows_of(session, found, day, &scope).await?, next })
}

/// An order tells of what it orders by: who sees names only has the orders of names and units.
fn told_by_name(filter: MemberFilter) -> MemberFilter {
    let open = |sort: &SortBy| matches!(sort, SortBy::Kana | SortBy::Unit);
    let sort = if open(&filter.sort) { filter.sort } else { SortBy::Kana };
    MemberFilter { sort, second: filter.second.filter(open), ..filter }
}

/// A page of what the filter finds.
async fn page(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    window: Window<'_>,
) -> Result<Vec<Found>> {
    if spans::answer(filter) && spans::order(filter, window.order) {
        let spots = spans::spots(on, filter, day, scope, window).await?;
        return spans::named(on, filter, day, scope, &spots).await;
    }
    let mut select = narrowed(filter, day, scope)?;
    with_columns(&mut select, filter, day);
    let keys = window.order.keys();
    let columns = if window.order.first == SortBy::JoinedOn && filter.is_dated() {
        select.and_where(col("m", "joined_on").is_not_null());
        dated(&keys)
    } else {
        keys.iter().map(|(key, _)| expression(*key)).collect()
    };
    for (column, (_, descending)) in columns.iter().zip(&keys) {
        select.order_by_expr(column.clone(), if *descending { Order::Desc } else { Order::Asc });
    }
    if let Some(after) = window.after {
        select.cond_where(behind(&columns, &keys, &place(&keys, after)?));
    } else if window.offset > 0 {
        select.offset(window.offset);
    }
    select.limit(window.limit);
    fetch(on, &select).await
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
        let found = search(session, &input, day, &scope, &query, (1000, true)).await?;
        return Ok(Counted { n: i64::try_from(found.len()).unwrap_or(i64::MAX) });
    }
    if input.asks_details() && !scope.details {
        return Err(Error::NotAllowed);
    }
    let on = session.look();
    if let Some(n) = spans::counted(on, &input, day, &scope).await? {
        return Ok(Counted { n });
    }
    // Nearly everybody on the roster is a member: the others are counted, and taken off.
    if input.is_of_members(day) && scope.paths.is_none() {
        let all = MemberFilter { categories: Vec::new(), ..input.clone() };
        if let Some(n) = spans::counted(on, &all, day, &scope).await? {
            return Ok(Counted { n: n - others_on(on, day).await? });
        }
    }
    let mut select = narrowed(&input, day, &scope)?;
    select.expr_as(Expr::col(at("m", "id")).count(), "n");
    #[derive(FromQueryResult)]
    struct N {
        n: i64,
    }
    let found = N::find_by_statement(on.get_database_backend().build(&select)).one(on).await?;
    Ok(Counted { n: found.map_or(0, |row| row.n) })
}
