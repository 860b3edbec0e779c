//! Pages and counts from the spans of the roster: who is a member, left or applied, in a part of the tree or anywhere, in any
//! order. Each is read along an index that holds all it looks at; of a part of the tree the indexes of its units are merged.
//! What else a list can be narrowed by is asked of the whole roster, beside here.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{
    Alias, Asterisk, Cond, Expr, ExprTrait, JoinType, Order, Query as Sql, SelectStatement, SimpleExpr, UnionType,
};
use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value as DbValue};
use serde_json::Value;
use uuid::Uuid;

use super::super::super::entity::{membership, person};
use super::super::super::model::{Happened, MemberFilter, SortBy, StateFilter, Within};
use super::super::super::spans::NO_UNIT;
use super::super::reach::{Scope, subtree};
use super::order::{InOrder, Key, behind};
use super::{Found, NEVER, at, col, fetch, own_columns, place};
use crate::error::{Error, Result};
use crate::ids::{MembershipId, PersonId, UnitId};

/// Units whose indexes are merged, however many their members are.
const FEW: usize = 24;
/// Units whose indexes can be merged: a database joins no more than 500 selects.
const MOST: usize = 400;
/// Units of one statement in the order of units.
const GROUP: usize = 64;
/// Rows of the whole order that are passed rather than to merge many units.
const PASSED: i64 = 5_000;

/// One row of a page, before its names are read: what of it stands in the index of the order.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub membership_id: MembershipId,
    pub unit_id: Uuid,
    /// Unless the order is by number or first day; a search tells all four.
    pub person_id: Option<PersonId>,
    /// As the person.
    pub kana_key: String,
    /// Of an order by number.
    pub number_order: String,
    /// Of an order by first day.
    pub joined_on: Option<NaiveDate>,
}

impl Spot {
    /// A row of [`narrowed`].
    fn read(keys: &[(Key, bool)], row: &QueryResult) -> Result<Self> {
        let last = keys.len();
        let mut spot = Self {
            membership_id: row.try_get_by_index(last - 1)?,
            unit_id: row.try_get_by_index(last)?,
            person_id: None,
            kana_key: String::new(),
            number_order: String::new(),
            joined_on: None,
        };
        for (at, (key, _)) in keys.iter().enumerate() {
            match key {
                Key::Kana => spot.kana_key = row.try_get_by_index(at)?,
                Key::Person => spot.person_id = row.try_get_by_index(at)?,
                Key::Number => spot.number_order = row.try_get_by_index(at)?,
                Key::Joined => spot.joined_on = row.try_get_by_index(at)?,
                Key::Path | Key::Membership => {}
            }
        }
        Ok(spot)
    }
}

/// Where a page begins, how long it is, and in which order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window<'w> {
    pub order: InOrder,
    pub after: Option<&'w str>,
    pub offset: u64,
    pub limit: u64,
}

/// Whose spans a list is made of.
enum Part {
    /// Everybody.
    Whole,
    /// Members of these units, in the order of their paths; [`NO_UNIT`] = of none, last.
    Units(Vec<Uuid>),
}

/// Whether the spans answer a filter: state and place, on any day.
pub(super) fn answer(filter: &MemberFilter) -> bool {
    let state = filter.asked_state().is_some_and(|state| state != StateFilter::All);
    state
        && filter.period.is_none()
        && filter.conditions.is_empty()
        && filter.categories.is_empty()
        && filter.employer_org_id.is_none()
}

/// Everything below a path.
fn below(path: &str) -> SimpleExpr {
    let (from, to) = subtree(path);
    col("x", "path").gte(from).and(col("x", "path").lt(to))
}

/// A column of which no index is to be chosen: the order of the list decides which one is read.
fn beside(name: &'static str) -> SimpleExpr {
    SimpleExpr::from(Expr::col(at("s", name)).if_null(Expr::col(at("s", name))))
}

/// Spans of the state asked for on the day.
fn of_state(filter: &MemberFilter, day: NaiveDate, scope: &Scope) -> SelectStatement {
    let mut select = Sql::select();
    select.from_as(Alias::new("roster_span"), "s");
    let or_never = |name: &'static str| Expr::expr(Expr::col(at("s", name)).if_null(NEVER));
    match filter.asked_state() {
        Some(StateFilter::Ended) => {
            select.and_where(Expr::cust("s.kind <> 'stay'")).and_where(Expr::cust("s.kind = 'last'"));
            select.and_where(Expr::expr(beside("to_on")).lt(day));
        }
        Some(StateFilter::Applied) => {
            select.and_where(Expr::cust("s.kind <> 'stay'")).and_where(Expr::cust("s.kind = 'applied'"));
        }
        _ => {
            select.and_where(or_never("from_on").lte(day)).and_where(or_never("to_on").gte(day));
        }
    }
    // Of today's members the unit on the day is the place itself; on other days a person may have been here and be
    // elsewhere now.
    if (!filter.is_in_force() || day != scope.today)
        && let Some(within) = scope.holds_person("s.person_id")
    {
        select.cond_where(within);
    }
    select
}

/// The part of the tree that is asked for and within reach.
fn part(filter: &MemberFilter, scope: &Scope) -> Result<Part> {
    let top = match filter.unit_id {
        Some(unit) => Some(scope.tree.get(unit).ok_or(Error::Missing { what: "unit" })?.path.as_str()),
        None => None,
    };
    if filter.no_unit {
        let all = top.is_none() && scope.paths.is_none();
        return Ok(Part::Units(if all { vec![NO_UNIT] } else { Vec::new() }));
    }
    if top.is_none() && scope.paths.is_none() {
        return Ok(Part::Whole);
    }
    let mut units: Vec<(&str, Uuid)> = scope
        .tree
        .in_order()
        .into_iter()
        .map(|(node, _)| (node.path.as_str(), node.id.0))
        .filter(|(path, _)| top.is_none_or(|top| path.starts_with(top)))
        .filter(|(path, _)| {
            scope.paths.as_ref().is_none_or(|paths| paths.iter().any(|within| path.starts_with(within.as_str())))
        })
        .collect();
    units.sort_unstable();
    Ok(Part::Units(units.into_iter().map(|(_, unit)| unit).collect()))
}

/// The units of the part as a condition, the same text however many they are.
fn within(filter: &MemberFilter, scope: &Scope) -> Option<SelectStatement> {
    if filter.unit_id.is_none() && scope.paths.is_none() {
        return None;
    }
    let mut units = Sql::select();
    units.column(at("x", "id")).from_as(Alias::new("unit"), "x");
    if let Some(top) = filter.unit_id.and_then(|unit| scope.tree.get(unit)) {
        units.and_where(below(&top.path));
    }
    if let Some(paths) = &scope.paths {
        units.cond_where(paths.iter().fold(Cond::any().add(Expr::val(1).eq(0)), |any, path| any.add(below(path))));
    }
    Some(units)
}

/// The spans of all whom a filter finds that [`answer`] speaks of.
///
/// # Errors
/// An unknown unit.
pub(super) fn all(filter: &MemberFilter, day: NaiveDate, scope: &Scope) -> Result<SelectStatement> {
    let mut select = of_state(filter, day, scope);
    if filter.no_unit {
        let Part::Units(none) = part(filter, scope)? else { return Ok(select) };
        select.and_where(Expr::expr(beside("unit_id")).is_in(none));
    } else if let Some(units) = within(filter, scope) {
        part(filter, scope)?;
        select.and_where(Expr::expr(beside("unit_id")).in_subquery(units));
    }
    Ok(select)
}

/// Whether the spans are kept in an order: of a second one they know everything but the unit.
pub(super) fn order(filter: &MemberFilter, order: InOrder) -> bool {
    match order.then {
        Some((SortBy::Unit, _)) => false,
        // Who applied may have no first day yet.
        Some((SortBy::JoinedOn, _)) => filter.is_in_force(),
        _ => true,
    }
}

/// The column of a key; the path of a unit is not among them.
fn name(key: Key) -> &'static str {
    match key {
        Key::Kana => "kana_key",
        Key::Person => "person_id",
        Key::Number => "number_order",
        Key::Joined => "joined_on",
        Key::Path | Key::Membership => "membership_id",
    }
}

fn way(descending: bool) -> Order {
    if descending { Order::Desc } else { Order::Asc }
}

/// The places of the spans of one page.
///
/// # Errors
/// An unknown unit or place, and what the database answers.
pub(super) async fn spots(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    window: Window<'_>,
) -> Result<Vec<Spot>> {
    if window.order.first == SortBy::Unit {
        return by_unit(on, filter, day, scope, window).await;
    }
    let keys = window.order.keys();
    let after = window.after.map(|after| place(&keys, after)).transpose()?;
    let base = narrowed(&of_state(filter, day, scope), &keys, after.as_deref());
    let mut select = match part(filter, scope)? {
        Part::Whole => base,
        Part::Units(units) => match streams(on, filter, scope, units, window.limit).await? {
            Some(units) => match merged(&base, &units) {
                Some(select) => select,
                None => return Ok(Vec::new()),
            },
            None => {
                let mut select = base;
                if let Some(units) = within(filter, scope) {
                    select.and_where(Expr::expr(beside("unit_id")).in_subquery(units));
                }
                select
            }
        },
    };
    for (key, descending) in &keys {
        select.order_by(Alias::new(name(*key)), way(*descending));
    }
    select.limit(window.limit);
    if window.after.is_none() && window.offset > 0 {
        select.offset(window.offset);
    }
    on.query_all(&select).await?.iter().map(|row| Spot::read(&keys, row)).collect()
}

/// With the columns of a spot, behind a place.
fn narrowed(base: &SelectStatement, keys: &[(Key, bool)], after: Option<&[SimpleExpr]>) -> SelectStatement {
    let mut select = base.clone();
    for (key, _) in keys {
        select.column(at("s", name(*key)));
    }
    select.column(at("s", "unit_id"));
    if keys.first().is_some_and(|(key, _)| *key == Key::Joined) {
        // Applications, which have none, are in no such order: everybody here has a first day, and the index begins with it.
        select.and_where(col("s", "joined_on").is_not_null());
    }
    if let Some(after) = after {
        let columns: Vec<SimpleExpr> = keys.iter().map(|(key, _)| col("s", name(*key))).collect();
        select.cond_where(behind(&columns, keys, after));
    }
    select
}

/// The same of each of these units, to be read side by side.
fn merged(base: &SelectStatement, units: &[Uuid]) -> Option<SelectStatement> {
    let of = |unit: &Uuid| {
        let mut select = base.clone();
        select.and_where(col("s", "unit_id").eq(*unit));
        select
    };
    let (first, others) = units.split_first()?;
    let mut select = of(first);
    for unit in others {
        select.union(UnionType::All, of(unit));
    }
    Some(select)
}

/// The units whose indexes are merged; none = the whole order is read and others are passed, as so many belong to the part.
async fn streams(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    scope: &Scope,
    units: Vec<Uuid>,
    limit: u64,
) -> Result<Option<Vec<Uuid>>> {
    if units.len() <= FEW {
        return Ok(Some(units));
    }
    let counts = counts(on, filter).await?;
    let filled: Vec<Uuid> = units.into_iter().filter(|unit| counts.contains_key(unit)).collect();
    let all: i64 = counts.values().sum();
    let here: i64 = filled.iter().filter_map(|unit| counts.get(unit)).sum();
    // So many rows of the whole order stand before the page is full.
    let passed = i64::try_from(limit).unwrap_or(i64::MAX).saturating_mul(all) / Ord::max(here, 1);
    let merge = filled.len() <= FEW || (passed > PASSED && filled.len() <= MOST);
    Ok((merge || within(filter, scope).is_none()).then_some(filled))
}

/// About how many each unit has of whom the filter asks for; the units with nobody at all are left out.
async fn counts(on: &impl ConnectionTrait, filter: &MemberFilter) -> Result<HashMap<Uuid, i64>> {
    let mut select = Sql::select();
    select.column("unit_id");
    match filter.asked_state() {
        // Few, and beside the others in an index of their own.
        Some(StateFilter::Applied) => select
            .expr(Expr::cust("count(*)"))
            .from(Alias::new("roster_span"))
            .and_where(Expr::cust("kind <> 'stay'"))
            .and_where(Expr::cust("kind = 'applied'"))
            .group_by_col("unit_id"),
        Some(StateFilter::Ended) => select.expr(Expr::cust("ended")).from(Alias::new("roster_count")),
        _ => select.expr(Expr::cust("open")).from(Alias::new("roster_count")),
    };
    let rows = on.query_all(&select).await?;
    rows.iter().map(|row| Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?))).collect()
}

/// In the order of units: one after the other until the page is full.
async fn by_unit(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    window: Window<'_>,
) -> Result<Vec<Spot>> {
    let counts = counts(on, filter).await?;
    let path = |unit: &Uuid| scope.tree.get(UnitId(*unit)).map_or("~", |node| node.path.as_str());
    let mut units = match part(filter, scope)? {
        Part::Units(units) => units,
        Part::Whole => counts.keys().copied().collect(),
    };
    units.retain(|unit| counts.contains_key(unit));
    units.sort_by(|one, other| path(one).cmp(path(other)));
    let descending = window.order.descending;
    if descending {
        units.reverse();
    }
    let keys = window.order.keys();
    let after = window.after.map(|after| place(&keys, after)).transpose()?;
    // Within a unit.
    let inner = keys.get(1..).unwrap_or_default();
    // The path that the place names; the rest of it is a place within that unit.
    let from: Option<String> = window
        .after
        .and_then(|after| serde_json::from_str::<Vec<Value>>(after).ok())
        .and_then(|parts| parts.first().and_then(|part| part.as_str().map(str::to_owned)));
    if let Some(from) = &from {
        units.retain(|unit| if descending { path(unit) <= from.as_str() } else { path(unit) >= from.as_str() });
    }
    let state = of_state(filter, day, scope);
    let mut skip = if window.after.is_none() { window.offset } else { 0 };
    let mut found: Vec<Spot> = Vec::new();
    let mut waiting = units.into_iter().peekable();
    while waiting.peek().is_some() && (found.len() as u64) < window.limit {
        // A jump reads what it passes: how many of a unit are there on the day is not known for certain.
        let wanted = window.limit - found.len() as u64 + skip;
        // As many units as will fill the page; most pages lie in one or two.
        let mut group: Vec<Uuid> = Vec::new();
        let mut expected: i64 = 0;
        while let Some(unit) =
            waiting.next_if(|_| group.len() < GROUP && expected < i64::try_from(wanted).unwrap_or(i64::MAX))
        {
            // Of the unit of the place a part is left, nobody knows how much.
            let begun = from.as_deref() == Some(path(&unit));
            expected += if begun { 0 } else { counts.get(&unit).copied().unwrap_or(0) };
            group.push(unit);
        }
        let mut whole: Option<SelectStatement> = None;
        for (turn, unit) in group.iter().enumerate() {
            let inside =
                after.as_deref().and_then(|place| place.get(1..)).filter(|_| from.as_deref() == Some(path(unit)));
            let mut select = narrowed(&state, inner, inside);
            select.and_where(col("s", "unit_id").eq(*unit)).expr(Expr::cust(turn.to_string()));
            for (key, descending) in inner {
                select.order_by(at("s", name(*key)), way(*descending));
            }
            select.limit(wanted);
            let mut one = Sql::select();
            one.column(Asterisk).from_subquery(select, "q");
            match whole.as_mut() {
                Some(whole) => {
                    whole.union(UnionType::All, one);
                }
                None => whole = Some(one),
            }
        }
        let Some(whole) = whole else { break };
        let mut rows: Vec<(i64, Spot)> = Vec::new();
        for row in on.query_all(&whole).await? {
            let turn: i64 = match on.get_database_backend() {
                DbBackend::Sqlite => row.try_get_by_index(inner.len() + 1)?,
                _ => i64::from(row.try_get_by_index::<i32>(inner.len() + 1)?),
            };
            rows.push((turn, Spot::read(inner, &row)?));
        }
        // Each unit comes in its order; which of them comes first a database does not promise.
        rows.sort_by_key(|(turn, _)| *turn);
        let passed = Ord::min(skip, rows.len() as u64);
        skip -= passed;
        let room = usize::try_from(window.limit).unwrap_or(usize::MAX) - found.len();
        let rows = rows.into_iter().skip(usize::try_from(passed).unwrap_or(usize::MAX)).take(room);
        found.extend(rows.map(|(_, spot)| spot));
    }
    Ok(found)
}

/// The text of a key of a spot.
fn text_of(scope: &Scope, key: Key, spot: &Spot) -> String {
    match key {
        Key::Path => scope.tree.get(UnitId(spot.unit_id)).map_or("~", |node| node.path.as_str()).to_owned(),
        Key::Kana => spot.kana_key.clone(),
        Key::Number => spot.number_order.clone(),
        Key::Joined => spot.joined_on.unwrap_or(NEVER).to_string(),
        Key::Person => spot.person_id.map(|id| id.to_string()).unwrap_or_default(),
        Key::Membership => spot.membership_id.to_string(),
    }
}

/// The place after a spot.
pub(super) fn key_of(scope: &Scope, order: InOrder, spot: &Spot) -> Value {
    order.keys().into_iter().map(|(key, _)| Value::from(text_of(scope, key, spot))).collect()
}

/// Put spots that a search found into an order.
pub(super) fn arrange(scope: &Scope, found: &mut Vec<Spot>, order: InOrder) {
    super::order::arrange(found, order, |key, spot| text_of(scope, key, spot));
}

/// Names and memberships of the spots, in their order.
///
/// # Errors
/// What the database answers.
pub(super) async fn named(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    spots: &[Spot],
) -> Result<Vec<Found>> {
    if spots.is_empty() {
        return Ok(Vec::new());
    }
    let backend = on.get_database_backend();
    let mut select = Sql::select();
    select
        .from_as(membership::Entity, "m")
        .join_as(JoinType::InnerJoin, person::Entity, "p", col("p", "id").eq(col("m", "person_id")))
        .and_where(col("m", "id").is_in(spots.iter().map(|spot| spot.membership_id.0)));
    own_columns(&mut select, filter, day);
    let nothing = if backend == DbBackend::Sqlite { "CAST(NULL AS BLOB)" } else { "CAST(NULL AS uuid)" };
    select.expr_as(Expr::cust(nothing), "unit_id").expr_as(Expr::cust("CAST(NULL AS TEXT)"), "unit_path");
    let rows: HashMap<MembershipId, Found> =
        fetch(on, &select).await?.into_iter().map(|row| (row.membership_id, row)).collect();
    let named = spots.iter().filter_map(|spot| {
        let unit = Some(UnitId(spot.unit_id)).filter(|unit| unit.0 != NO_UNIT);
        let path = unit.and_then(|unit| scope.tree.get(unit)).map(|node| node.path.clone());
        rows.get(&spot.membership_id).map(|row| Found { unit_id: unit, unit_path: path, ..row.clone() })
    });
    Ok(named.collect())
}

/// How many a filter finds that [`answer`] speaks of, or that joined or left within a period; none = only the roster knows.
///
/// # Errors
/// An unknown unit, and what the database answers.
pub(super) async fn counted(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
) -> Result<Option<i64>> {
    let simple = MemberFilter { period: None, state: Some(StateFilter::InForce), ..filter.clone() };
    let happened = match filter.period {
        Some(Within { what: what @ (Happened::Joined | Happened::Left), from, to })
            if filter.state.is_none() && answer(&simple) && from <= to && scope.paths.is_none() =>
        {
            Some((what, from, to))
        }
        _ => None,
    };
    if happened.is_none() && !answer(filter) {
        return Ok(None);
    }
    if let Part::Units(units) = part(filter, scope)?
        && units.is_empty()
    {
        return Ok(Some(0));
    }
    let open = if on.get_database_backend() == DbBackend::Sqlite { "'9999-12-31'" } else { "DATE '9999-12-31'" };
    let mut values: Vec<DbValue> = Vec::new();
    let mut bind = |value: DbValue| {
        values.push(value);
        format!("${}", values.len())
    };
    // What is still to begin or to end after today is little: it is read by its days, not unit by unit.
    let (here, soon_here) = if filter.no_unit {
        let here = format!(" AND unit_id = {}", bind(NO_UNIT.into()));
        (here.clone(), here)
    } else {
        let mut ranges: Vec<String> = Vec::new();
        let mut range = |path: &str| {
            let (from, to) = subtree(path);
            format!("(path >= {} AND path < {})", bind(from.into()), bind(to.into()))
        };
        if let Some(top) = filter.unit_id.and_then(|unit| scope.tree.get(unit)) {
            ranges.push(range(&top.path));
        }
        if let Some(paths) = &scope.paths {
            let any: Vec<String> = paths.iter().map(|path| range(path)).collect();
            ranges.push(format!("({})", any.join(" OR ")));
        }
        let inside = |unit: &str| {
            if ranges.is_empty() {
                String::new()
            } else {
                format!(" AND {unit} IN (SELECT id FROM unit WHERE {})", ranges.join(" AND "))
            }
        };
        (inside("unit_id"), inside(if day >= scope.today { "COALESCE(unit_id, unit_id)" } else { "unit_id" }))
    };
    let span = |which: String| format!("(SELECT count(*) FROM roster_span WHERE {which}{here})");
    let soon = |which: String| format!("(SELECT count(*) FROM roster_span WHERE {which}{soon_here})");
    let sum = |name: &str| format!("(SELECT COALESCE(SUM({name}), 0) FROM roster_count WHERE 1 = 1{here})");
    let n = if let Some((what, from, to)) = happened {
        let (from, to) = (bind(from.into()), bind(to.into()));
        match what {
            Happened::Joined => span(format!("joined_on >= {from} AND joined_on <= {to} AND from_on = joined_on")),
            _ => span(format!("to_on >= {from} AND to_on <= {to} AND to_on < '9999-12-31' AND kind = 'last'")),
        }
    } else if scope.holds_person("s.person_id").is_some() && (!filter.is_in_force() || day != scope.today) {
        // Who is elsewhere today is asked person by person.
        let mut select = of_state(filter, day, scope);
        select.expr_as(Expr::cust("count(*)"), "n");
        if let Some(units) = within(filter, scope) {
            select.and_where(Expr::expr(beside("unit_id")).in_subquery(units));
        }
        let row = on.query_one(&select).await?;
        return Ok(Some(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0)));
    } else {
        let day = bind(day.into());
        let ending = format!("to_on >= {day} AND to_on < '9999-12-31'");
        match filter.asked_state() {
            Some(StateFilter::Applied) => span("kind <> 'stay' AND kind = 'applied'".to_owned()),
            Some(StateFilter::Ended) => format!("{} - {}", sum("ended"), soon(format!("{ending} AND kind = 'last'"))),
            // Those without a last day, but for those who are still to come; and those whose last day is.
            _ => format!(
                "{} - {} + {}",
                sum("open"),
                soon(format!("from_on > {day} AND to_on = {open}")),
                soon(format!("{ending} AND from_on <= {day}"))
            ),
        }
    };
    let sql = format!("SELECT CAST({n} AS BIGINT) AS n");
    let row = on.query_one_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    Ok(Some(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0)))
}
