//! What a list counts, group by group: in the database, narrowed exactly as the list itself is, so that the groups add up to it.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query as Sql, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use serde::{Deserialize, Serialize};

use super::super::category::category_on;
use super::super::employment::{employer_on, employment_type_on};
use super::super::model::MemberFilter;
use super::super::standing::standing_on;
use super::list::{col, in_order, narrowed};
use super::period::seen_sql;
use super::reach::{Scope, scope};
use crate::error::Result;
use crate::find::Query;
use crate::ids::{MembershipId, OrganizationId, UnitId};
use crate::rights::Right;
use crate::session::Session;

/// Memberships asked about in one statement.
const TOGETHER: usize = 500;
/// Memberships of a batch.
const BATCH: u64 = 5_000;

/// What members are told apart by. Of who joined or left within a period it is how they were on that day, else how they are on
/// the day of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GroupBy {
    /// The unit itself; whoever asks folds it up to a level.
    Unit,
    /// 区分
    Category,
    /// 雇用形態
    EmploymentType,
    /// 会社
    Employer,
    /// 性別
    Gender,
    /// Completed years of age.
    Age,
    /// Completed years of membership.
    Years,
    /// 状態, as the list says it on its day: a condition (休職 …) before the state of the membership.
    Standing,
    /// Month of the first day.
    JoinedMonth,
    /// Month of the last day.
    LeftMonth,
}

/// One value of what members are told apart by; none = not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum GroupKey {
    /// A unit.
    Unit(Option<UnitId>),
    /// An employer.
    Employer(Option<OrganizationId>),
    /// A code.
    Code(Option<String>),
    /// Completed years.
    Years(Option<i64>),
    /// A month, `2026-04`.
    Month(Option<String>),
}

impl GroupBy {
    /// As SQL over membership `m`, person `p` and assignment `a`. Days are written as text on both databases, so that years and
    /// months are cut out of them alike.
    fn sql(self, filter: &MemberFilter, day: NaiveDate) -> String {
        let seen = seen_sql(filter, day);
        match self {
            Self::Unit => "a.unit_id".to_owned(),
            Self::Category => category_on(&seen),
            Self::EmploymentType => employment_type_on(&seen),
            Self::Employer => employer_on(&seen),
            Self::Gender => "p.gender".to_owned(),
            Self::Age => years("p.birth_on", &seen),
            Self::Years => years("m.joined_on", &seen),
            Self::Standing => standing_on(&format!("'{day}'")),
            Self::JoinedMonth => month("m.joined_on"),
            Self::LeftMonth => month("m.left_on"),
        }
    }

    fn read(self, row: &QueryResult, at: usize) -> Result<GroupKey> {
        Ok(match self {
            Self::Unit => GroupKey::Unit(row.try_get_by_index(at)?),
            Self::Employer => GroupKey::Employer(row.try_get_by_index(at)?),
            Self::Age | Self::Years => GroupKey::Years(row.try_get_by_index(at)?),
            Self::JoinedMonth | Self::LeftMonth => GroupKey::Month(row.try_get_by_index(at)?),
            Self::Category | Self::EmploymentType | Self::Gender | Self::Standing => {
                GroupKey::Code(row.try_get_by_index(at)?)
            }
        })
    }
}

/// Completed years from one day to another; as [`crate::dates::age_on`] counts them.
fn years(from: &str, to: &str) -> String {
    let year = |day: &str| format!("CAST(substr(CAST({day} AS TEXT), 1, 4) AS BIGINT)");
    let rest = |day: &str| format!("substr(CAST({day} AS TEXT), 6, 5)");
    format!(
        "CASE WHEN {from} IS NULL THEN NULL ELSE {} - {} - CASE WHEN {} < {} THEN 1 ELSE 0 END END",
        year(to),
        year(from),
        rest(to),
        rest(from)
    )
}

fn month(day: &str) -> String {
    format!("substr(CAST({day} AS TEXT), 1, 7)")
}

/// How many a list holds of each combination of what they are told apart by; the reach is that of `right`.
///
/// # Errors
/// As `list`.
pub(crate) async fn counted_by(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    right: Right,
    by: &[GroupBy],
) -> Result<Vec<(Vec<GroupKey>, i64)>> {
    let scope = scope(session, right).await?;
    if searches(filter) {
        // What was typed finds few; they are counted one by one.
        let mut counts: HashMap<Vec<GroupKey>, i64> = HashMap::new();
        for (_, keys) in grouped(session, filter, day, &scope, by).await? {
            *counts.entry(keys).or_default() += 1;
        }
        return Ok(counts.into_iter().collect());
    }
    // The expressions stand in a select of their own, so that the statement groups by names.
    let mut inner = narrowed(filter, day, &scope)?;
    let names = put(&mut inner, filter, day, by);
    let mut select = Sql::select();
    select.from_subquery(inner, "each_one");
    for name in &names {
        select.column(Alias::new(name.as_str())).group_by_col(Alias::new(name.as_str()));
    }
    select.expr(Expr::cust("count(*)"));
    let rows = session.look().query_all(&select).await?;
    rows.iter().map(|row| Ok((read(row, 0, by)?, row.try_get_by_index(by.len())?))).collect()
}

/// The memberships of a list in its order, each with what it is told apart by; the reach is that of `right`.
///
/// # Errors
/// As `list`.
pub(crate) async fn grouped_by(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    right: Right,
    by: &[GroupBy],
) -> Result<Vec<(MembershipId, Vec<GroupKey>)>> {
    let scope = scope(session, right).await?;
    grouped(session, filter, day, &scope, by).await
}

/// The same within parts of the union, whatever the officer's own reach: what was told of them is known to its readers, and nobody
/// is shown it anew.
///
/// # Errors
/// As `list`.
pub(crate) async fn grouped_within(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    paths: Option<Vec<String>>,
    by: &[GroupBy],
) -> Result<Vec<(MembershipId, Vec<GroupKey>)>> {
    let scope = scope(session, Right::SeeCounts).await?;
    // Whoever asked first saw more perhaps than whoever is told no difference to it now.
    grouped(session, filter, day, &Scope { paths, cards: true, details: true, ..scope }, by).await
}

async fn grouped(
    session: &Session,
    filter: &MemberFilter,
    day: NaiveDate,
    scope: &Scope,
    by: &[GroupBy],
) -> Result<Vec<(MembershipId, Vec<GroupKey>)>> {
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    loop {
        session.progress.go_on()?;
        let (ids, next) = in_order(session, filter, day, scope, after.as_deref(), BATCH).await?;
        for part in ids.chunks(TOGETHER) {
            let mut keys: HashMap<MembershipId, Vec<GroupKey>> = HashMap::new();
            if !by.is_empty() {
                let mut select = narrowed(filter, day, scope)?;
                select.expr_as(col("m", "id"), "id");
                put(&mut select, filter, day, by);
                select.and_where(col("m", "id").is_in(part.iter().map(|id| id.0)));
                for row in session.look().query_all(&select).await? {
                    keys.insert(row.try_get_by_index(0)?, read(&row, 1, by)?);
                }
            }
            found.extend(part.iter().map(|id| (*id, keys.remove(id).unwrap_or_default())));
        }
        after = next;
        if after.is_none() {
            return Ok(found);
        }
    }
}

fn searches(filter: &MemberFilter) -> bool {
    !Query::fold(filter.find.as_deref().unwrap_or_default()).is_empty()
}

fn put(select: &mut SelectStatement, filter: &MemberFilter, day: NaiveDate, by: &[GroupBy]) -> Vec<String> {
    let names: Vec<String> = (0..by.len()).map(|at| format!("by_{at}")).collect();
    for (by, name) in by.iter().zip(&names) {
        select.expr_as(Expr::cust(by.sql(filter, day)), Alias::new(name.as_str()));
    }
    names
}

fn read(row: &QueryResult, from: usize, by: &[GroupBy]) -> Result<Vec<GroupKey>> {
    by.iter().zip(from..).map(|(by, at)| by.read(row, at)).collect()
}
