//! Joins and leaves by day, unit and reason: what reports of different periods and parts are compared by.

use chrono::NaiveDate;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{Sql, assignment, member};
use crate::error::Result;

/// Which side of the movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reports) enum Which {
    /// Who came.
    Joins,
    /// Who left; the day is the last one.
    Leaves,
}

/// Joins or leaves of a day.
#[derive(Clone, Debug)]
pub(in crate::reports) struct OfDay {
    /// The unit on that day; none = no unit.
    pub unit: Option<Uuid>,
    /// Why; none = not known.
    pub reason: Option<String>,
    /// When.
    pub on: NaiveDate,
    /// How many.
    pub n: i64,
}

/// Joins or leaves of the whole union from one day to another.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn by_day(
    on: &DatabaseConnection,
    which: Which,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<OfDay>> {
    let (day, reason) = match which {
        Which::Joins => ("m.joined_on", "m.join_reason"),
        Which::Leaves => ("m.left_on", "m.end_reason"),
    };
    let mut sql = Sql::default();
    let (from, to) = (sql.bind(from), sql.bind(to));
    sql.text = format!(
        "SELECT a.unit_id, {reason}, {day}, count(*) FROM membership m {} \
         WHERE {} AND {day} >= {from} AND {day} <= {to} GROUP BY a.unit_id, {reason}, {day}",
        assignment(day),
        member(day)
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            Ok(OfDay {
                unit: row.try_get_by_index(0)?,
                reason: row.try_get_by_index(1)?,
                on: row.try_get_by_index(2)?,
                n: row.try_get_by_index(3)?,
            })
        })
        .collect()
}
