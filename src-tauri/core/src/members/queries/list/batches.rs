//! The list without its rows: memberships in batches, for files and for changes of many; and how many of some persons it holds.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::ExprTrait;
use serde_json::json;

use super::super::super::model::{Among, Category, Counted, MemberFilter, SortBy};
use super::spans::{self, Window};
use super::{InOrder, SEARCHED, Scope, col, fetch, key_of, narrowed, page, scope, search, with_columns};
use crate::error::Result;
use crate::find::Query;
use crate::ids::{MembershipId, PersonId, UnitId};
use crate::rights::Right;
use crate::session::Session;
use crate::text;

/// How many of some persons the filter finds.
///
/// # Errors
/// As [`list`].
pub async fn among(session: &Session, input: Among) -> Result<Counted> {
    let scope = scope(session, Right::SeeNames).await?;
    let day = input.filter.as_of.unwrap_or_else(|| session.today());
    let query = Query::fold(input.filter.find.as_deref().unwrap_or_default());
    let wanted: HashSet<PersonId> = input.persons.iter().copied().collect();
    let mut found: HashSet<PersonId> = HashSet::new();
    if query.is_empty() {
        let wanted: Vec<PersonId> = wanted.into_iter().collect();
        for part in wanted.chunks(1_000) {
            let mut select = narrowed(&input.filter, day, &scope)?;
            with_columns(&mut select, &input.filter, day);
            select.and_where(col("p", "id").is_in(part.iter().map(|id| id.0)));
            found.extend(fetch(session.look(), &select).await?.into_iter().map(|row| row.person_id));
        }
    } else {
        let rows = search(session, &input.filter, day, &scope, &query, (SEARCHED, false)).await?;
        found.extend(rows.into_iter().filter_map(|spot| spot.person_id).filter(|person| wanted.contains(person)));
    }
    Ok(Counted { n: i64::try_from(found.len()).unwrap_or(i64::MAX) })
}

/// The units and categories of these memberships as the list of a filter shows them: of who left, those of the last day. Nothing
/// for the members of a day, who are shown as they are on it.
///
/// # Errors
/// As [`list`].
pub(crate) async fn as_listed(
    on: &impl ConnectionTrait,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    ids: &[MembershipId],
) -> Result<HashMap<MembershipId, (Option<UnitId>, Category)>> {
    if filter.period.is_none() && filter.is_in_force() {
        return Ok(HashMap::new());
    }
    let mut select = narrowed(filter, day, scope)?;
    with_columns(&mut select, filter, day);
    select.and_where(col("m", "id").is_in(ids.iter().map(|id| id.0)));
    let found = fetch(on, &select).await?;
    Ok(found.into_iter().map(|row| (row.membership_id, (row.unit_id, row.category))).collect())
}

/// The memberships that a filter finds, in its order, after a place; and the place after the last of them, none at the end.
///
/// # Errors
/// As [`list`].
pub(crate) async fn in_order(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    after: Option<&str>,
    limit: u64,
) -> Result<(Vec<MembershipId>, Option<String>)> {
    let query = Query::fold(filter.find.as_deref().unwrap_or_default());
    if !query.is_empty() {
        // What was typed finds few; they are given at once.
        let mut found = search(session, filter, day, scope, &query, (SEARCHED, false)).await?;
        spans::arrange(scope, &mut found, InOrder::of(filter));
        return Ok((found.into_iter().map(|spot| spot.membership_id).collect(), None));
    }
    let order = InOrder::of(filter);
    let window = Window { order, after, offset: 0, limit };
    if spans::answer(filter) && spans::order(filter, order) {
        let spots = spans::spots(session.look(), filter, day, scope, window).await?;
        let last = spots.last().filter(|_| spots.len() as u64 == limit);
        let next = last.map(|spot| spans::key_of(scope, order, spot).to_string());
        return Ok((spots.into_iter().map(|spot| spot.membership_id).collect(), next));
    }
    let found = page(session.look(), filter, day, scope, window).await?;
    let next =
        (found.len() as u64 == limit).then(|| found.last().map(|row| key_of(&order.keys(), row).to_string())).flatten();
    Ok((found.into_iter().map(|row| row.membership_id).collect(), next))
}

/// The memberships that a filter finds, in the order of their numbers, each with the key of that order, after a place.
///
/// # Errors
/// As [`list`].
pub(crate) async fn by_number(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    after: Option<&(String, MembershipId)>,
    limit: u64,
) -> Result<Vec<(String, MembershipId)>> {
    let query = Query::fold(filter.find.as_deref().unwrap_or_default());
    if !query.is_empty() {
        // What was typed finds few; they are given at once.
        let mut found = if after.is_some() {
            Vec::new()
        } else {
            search(session, filter, day, scope, &query, (SEARCHED, false)).await?
        };
        spans::arrange(scope, &mut found, InOrder::by(SortBy::MemberNo, false));
        return Ok(found.into_iter().map(|spot| (spot.number_order, spot.membership_id)).collect());
    }
    let after = after.map(|(key, id)| json!([key, id]).to_string());
    let order = InOrder::by(SortBy::MemberNo, false);
    let window = Window { order, after: after.as_deref(), offset: 0, limit };
    if spans::answer(filter) {
        let spots = spans::spots(session.look(), filter, day, scope, window).await?;
        return Ok(spots.into_iter().map(|spot| (spot.number_order, spot.membership_id)).collect());
    }
    let found = page(session.look(), filter, day, scope, window).await?;
    Ok(found.into_iter().map(|row| (text::number_order(&row.member_no), row.membership_id)).collect())
}
