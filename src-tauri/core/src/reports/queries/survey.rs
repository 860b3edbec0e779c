//! Counts for the yearly survey of unions (R04).

use chrono::NaiveDate;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{Scope, Sql, assignment, counted, within};
use crate::error::Result;
use crate::members;
use crate::reports::figures::counts::Sex;

/// Members of a unit, a sex, part-time or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reports) struct Surveyed {
    /// The unit; none = no unit.
    pub unit: Option<Uuid>,
    /// Sex.
    pub sex: Sex,
    /// 雇用形態 パート on the day.
    pub part_time: bool,
    /// How many.
    pub n: i64,
}

/// The members of a day by unit, sex and part-time work.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn survey(
    on: &DatabaseConnection,
    day: NaiveDate,
    scope: Scope<'_>,
) -> Result<Vec<Surveyed>> {
    let mut sql = Sql::default();
    let day = sql.bind(day);
    let within = within(&mut sql, "u", scope);
    sql.text = format!(
        "SELECT unit_id, gender, part_time, count(*) FROM (\
           SELECT a.unit_id AS unit_id, p.gender AS gender, CASE WHEN {employment} = 'part_time' \
             THEN 1 ELSE 0 END AS part_time \
           FROM membership m JOIN person p ON p.id = m.person_id {} LEFT JOIN unit u ON u.id = a.unit_id \
           WHERE {}{within}) AS each_one GROUP BY unit_id, gender, part_time",
        assignment(&day),
        counted(&day),
        employment = members::employment_type_on(&day)
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            let gender: Option<String> = row.try_get_by_index(1)?;
            let part_time: i32 = row.try_get_by_index(2)?;
            Ok(Surveyed {
                unit: row.try_get_by_index(0)?,
                sex: Sex::of(gender.as_deref()),
                part_time: part_time == 1,
                n: row.try_get_by_index(3)?,
            })
        })
        .collect()
}
