//! The one filter for time: who was there, joined, left, moved or changed within a period, and who is in a condition on a day.
//!
//! What happened is looked up first, by the index of its day, and the roster is read for those found: few of many.

use chrono::NaiveDate;
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query as Sql, SelectStatement, SimpleExpr, UnionType};

use super::super::entity::{membership, membership_category, membership_condition, membership_event, unit_assignment};
use super::super::model::{ConditionKind, Happened, MemberFilter, StateFilter, Within};
use super::list::{at, col};
use crate::error::{Error, Result};

/// The day on which a member's unit is looked at: of who joined the first one, of who left the last one, else the one at the
/// end of the period, or on the day of the list.
pub(super) fn seen_on(filter: &MemberFilter, day: NaiveDate) -> SimpleExpr {
    let own = |name: &'static str| -> SimpleExpr { Expr::col(at("m", name)) };
    let until = |day: NaiveDate| -> SimpleExpr {
        Expr::case(col("m", "left_on").lt(day), own("left_on")).finally(Expr::val(day)).into()
    };
    match filter.period {
        Some(Within { what: Happened::Joined, .. }) => own("joined_on"),
        Some(Within { what: Happened::Left, .. }) => own("left_on"),
        Some(Within { to, .. }) => until(to),
        None if filter.asked_state() == Some(StateFilter::InForce) => Expr::val(day),
        None => until(day),
    }
}

/// The same day as SQL, for what is written by hand.
pub(super) fn seen_sql(filter: &MemberFilter, day: NaiveDate) -> String {
    let until = |day: NaiveDate| format!("CASE WHEN m.left_on < '{day}' THEN m.left_on ELSE '{day}' END");
    match filter.period {
        Some(Within { what: Happened::Joined, .. }) => "m.joined_on".to_owned(),
        Some(Within { what: Happened::Left, .. }) => "m.left_on".to_owned(),
        Some(Within { to, .. }) => until(to),
        None if filter.asked_state() == Some(StateFilter::InForce) => format!("'{day}'"),
        None => until(day),
    }
}

/// Only memberships of which this is true. What was only applied for or entered by mistake never took place.
///
/// # Errors
/// `date_order` for a period that ends before it begins.
pub(super) fn narrow(select: &mut SelectStatement, within: &Within) -> Result<()> {
    let Within { what, from, to } = *within;
    if to < from {
        return Err(Error::invalid("period.to", "date_order"));
    }
    if what == Happened::Changed {
        let found = Sql::select()
            .column(at("e", "membership_id"))
            .from_as(membership_event::Entity, "e")
            .and_where(col("e", "effective_on").between(from, to))
            .to_owned();
        select.and_where(col("m", "id").in_subquery(found));
        return Ok(());
    }
    select
        .and_where(col("m", "status").is_not_in(["applied", "rejected", "withdrawn"]))
        .and_where(col("m", "end_reason").is_null().or(col("m", "end_reason").ne("entry_error")));
    match what {
        Happened::Active => {
            select
                .and_where(col("m", "joined_on").lte(to))
                .and_where(col("m", "left_on").is_null().or(col("m", "left_on").gte(from)));
        }
        Happened::Joined => {
            select.and_where(col("m", "joined_on").between(from, to));
        }
        Happened::Left => {
            select.and_where(col("m", "left_on").between(from, to));
        }
        Happened::Recategorized => {
            select
                .and_where(col("m", "category_from").is_not_null())
                .and_where(col("m", "id").in_subquery(recategorized(from, to)));
        }
        Happened::Moved | Happened::Changed => {
            select.and_where(col("m", "id").in_subquery(moved(from, to)));
        }
    }
    Ok(())
}

/// Members whose unit of one day of the period is not the one of the day before, while they were members on both.
fn moved(from: NaiveDate, to: NaiveDate) -> SelectStatement {
    let assignments = || {
        let mut select = Sql::select();
        select
            .column(at("x", "membership_id"))
            .from_as(unit_assignment::Entity, "x")
            .join_as(JoinType::InnerJoin, membership::Entity, "y", col("y", "id").eq(col("x", "membership_id")))
            .and_where(col("x", "is_primary").eq(true));
        select
    };
    // The last day in the old unit lies one day before the first in the new one, or in none.
    let (before, last) = (from.pred_opt().unwrap_or(from), to.pred_opt().unwrap_or(to));
    let mut came = assignments();
    came.and_where(col("x", "from_on").between(from, to))
        .and_where(col("x", "from_on").gt(col("y", "joined_on")))
        .and_where(col("y", "left_on").is_null().or(col("x", "from_on").lte(col("y", "left_on"))));
    let mut went = assignments();
    went.and_where(col("x", "to_on").between(before, last))
        .and_where(col("x", "to_on").gte(col("y", "joined_on")))
        .and_where(col("y", "left_on").is_null().or(col("x", "to_on").lt(col("y", "left_on"))));
    came.union(UnionType::All, went).to_owned()
}

/// Members whose category of one day of the period is not the one of the day before, while they were members on both.
fn recategorized(from: NaiveDate, to: NaiveDate) -> SelectStatement {
    let (before, last) = (from.pred_opt().unwrap_or(from), to.pred_opt().unwrap_or(to));
    Sql::select()
        .column(at("x", "membership_id"))
        .from_as(membership_category::Entity, "x")
        .join_as(JoinType::InnerJoin, membership::Entity, "y", col("y", "id").eq(col("x", "membership_id")))
        .and_where(col("x", "to_on").between(before, last))
        .and_where(col("x", "to_on").gte(col("y", "joined_on")))
        .and_where(col("y", "left_on").is_null().or(col("x", "to_on").lt(col("y", "left_on"))))
        .to_owned()
}

/// In one of these conditions on a day.
pub(super) fn in_condition(kinds: &[ConditionKind], day: NaiveDate) -> SimpleExpr {
    let found = Sql::select()
        .column(at("c", "membership_id"))
        .from_as(membership_condition::Entity, "c")
        .and_where(col("c", "kind").is_in(kinds.iter().map(|kind| kind.code())))
        .and_where(col("c", "from_on").lte(day))
        .and_where(col("c", "to_on").is_null().or(col("c", "to_on").gte(day)))
        .to_owned();
    col("m", "id").in_subquery(found)
}
