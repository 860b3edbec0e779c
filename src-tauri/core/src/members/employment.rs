//! The kind of employment of a person on a day (雇用形態). The employment in force stands with all that is known of it, its first
//! day is the day of hire; what it was before another kind began stands beside it as a row with its last day. So the employment
//! of a day is the one with the nearest last day on or after it, and a change of today leaves the figures of earlier days.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::entity::employment;
use crate::error::Result;
use crate::ids::{EmploymentId, PersonId};

/// Persons asked about in one statement.
const TOGETHER: usize = 500;

/// The kind of employment of the person `p` on a day, as SQL; `day` is a bound place or a column.
pub(crate) fn employment_type_on(day: &str) -> String {
    of_employment_on("employment_type", day)
}

/// The employer of the person `p` on a day, of the same employment.
pub(super) fn employer_on(day: &str) -> String {
    of_employment_on("employer_org_id", day)
}

fn of_employment_on(column: &str, day: &str) -> String {
    format!(
        "(SELECT e.{column} FROM employment e WHERE e.person_id = p.id AND (e.from_on IS NULL OR e.from_on <= {day}) \
         AND (e.to_on IS NULL OR e.to_on >= {day}) ORDER BY e.to_on IS NULL, e.to_on, e.from_on DESC, e.id DESC LIMIT 1)"
    )
}

/// Of the employments that are in force on a day, the one that tells of it is the greatest of these: the nearest last day, then
/// the latest first one.
pub(super) fn nearness(
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
) -> (Reverse<NaiveDate>, Option<NaiveDate>) {
    (Reverse(to_on.unwrap_or(NaiveDate::MAX)), from_on)
}

/// Whether another kind from a day on leaves the earlier one on record. From the day of hire on (of the membership, where that
/// is not known) it was another all along: a correction.
pub(super) fn leaves_earlier(hired_on: Option<NaiveDate>, joined_on: Option<NaiveDate>, from: NaiveDate) -> bool {
    hired_on.or(joined_on).is_none_or(|begins| begins < from)
}

/// The employment as it was until a day.
pub(super) fn until(row: &employment::Model, last: NaiveDate) -> employment::ActiveModel {
    employment::ActiveModel {
        id: Set(EmploymentId::new()),
        person_id: Set(row.person_id),
        employer_org_id: Set(row.employer_org_id),
        worksite_org_id: Set(row.worksite_org_id),
        department: Set(row.department.clone()),
        job_title: Set(row.job_title.clone()),
        grade: Set(row.grade.clone()),
        employment_type: Set(row.employment_type),
        employee_no: Set(row.employee_no.clone()),
        from_on: Set(row.from_on),
        to_on: Set(Some(last)),
        ..Default::default()
    }
}

/// Those of some persons whose employment changed on a day or later: what holds from that day is on record already.
///
/// # Errors
/// What the database answers.
pub(super) async fn changed_since(
    on: &impl ConnectionTrait,
    persons: &[PersonId],
    day: NaiveDate,
) -> Result<HashSet<PersonId>> {
    let mut found = HashSet::new();
    for part in persons.chunks(TOGETHER) {
        let rows = employment::Entity::find()
            .filter(employment::Column::PersonId.is_in(part.iter().copied()))
            .filter(employment::Column::ToOn.gte(day))
            .all(on)
            .await?;
        found.extend(rows.into_iter().map(|row| row.person_id));
    }
    Ok(found)
}
