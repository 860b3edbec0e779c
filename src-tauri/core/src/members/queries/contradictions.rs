//! What cannot be true of a whole roster: nobody is in two units on one day, in a unit that has ended, or a member twice.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, FromQueryResult, Statement};

use crate::db;
use crate::error::Result;
use crate::ids::MembershipId;
use crate::members::twice;

/// Two primary assignments of one membership that share a day.
const TWICE: &str = "FROM unit_assignment a JOIN unit_assignment b ON b.membership_id = a.membership_id AND b.id > a.id \
     WHERE a.is_primary AND b.is_primary AND (a.to_on IS NULL OR a.to_on >= b.from_on) \
     AND (b.to_on IS NULL OR b.to_on >= a.from_on)";
/// An assignment that goes on, in a membership that does, after the last day of its unit.
const OUTSIDE: &str = "FROM unit_assignment a JOIN unit u ON u.id = a.unit_id JOIN membership m ON m.id = a.membership_id \
     WHERE u.to_on IS NOT NULL AND (a.to_on IS NULL OR a.to_on > u.to_on) AND (m.left_on IS NULL OR m.left_on > u.to_on) \
     AND m.status NOT IN ('applied', 'rejected', 'withdrawn') AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error')";

/// Two memberships of one person that share a day.
fn twice_a_member() -> String {
    format!("FROM (SELECT m.id AS membership_id {}) a", twice::TWICE)
}

/// Codes of what contradicts itself, label `desk.verify.<code>`.
///
/// # Errors
/// What the database answers.
pub(crate) async fn contradictions(on: &impl ConnectionTrait) -> Result<Vec<&'static str>> {
    let mut found = Vec::new();
    let twice = twice_a_member();
    for (code, from) in [("placed_twice", TWICE), ("placed_outside", OUTSIDE), ("member_twice", twice.as_str())] {
        if db::number(on, &format!("SELECT count(DISTINCT a.membership_id) AS n {from}"), Vec::new()).await? > 0 {
            found.push(code);
        }
    }
    Ok(found)
}

/// The memberships that are in two units on one day, in one that has ended, or share a day with another of the person.
///
/// # Errors
/// What the database answers.
pub(super) async fn contradicting(on: &impl ConnectionTrait) -> Result<HashSet<MembershipId>> {
    #[derive(FromQueryResult)]
    struct Row {
        membership_id: MembershipId,
    }
    let mut found = HashSet::new();
    for from in [TWICE, OUTSIDE, &twice_a_member()] {
        let sql = format!("SELECT DISTINCT a.membership_id {from}");
        let rows = Row::find_by_statement(Statement::from_string(on.get_database_backend(), sql)).all(on).await?;
        found.extend(rows.into_iter().map(|row| row.membership_id));
    }
    Ok(found)
}
