//! The employment of a person: its end with the membership (M-13), and its kind on a day.
//!
//! The kind of employment of a person on a day (雇用形態). The employment in force stands with all that is known of it, its first
//! day is the day of hire; what it was before another kind began stands beside it as a row with its last day. So the employment
//! of a day is the one with the nearest last day on or after it, and a change of today leaves the figures of earlier days.

use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{employment, membership};
use super::model::EndReason;
use crate::error::Result;
use crate::ids::{EmploymentId, PersonId};
use crate::ops::Change;

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

/// The last day of the employment, where the end of the membership says that it is over (M-13).
pub(super) fn over_on(left_on: Option<NaiveDate>, reason: Option<EndReason>) -> Option<NaiveDate> {
    left_on.filter(|_| reason.is_some_and(EndReason::ends_employment))
}

/// The day by which the employment of a membership is told: of one that is over its last day, for what the person did since
/// belongs to another membership.
pub(super) fn told_on(day: NaiveDate, left_on: Option<NaiveDate>) -> NaiveDate {
    left_on.map_or(day, |left| left.min(day))
}

/// Of several employments the one that tells of a day.
pub(super) fn telling<T: Lasting>(rows: &[T], day: NaiveDate) -> Option<&T> {
    rows.iter()
        .filter(|row| {
            let (from_on, to_on) = row.days();
            from_on.is_none_or(|first| first <= day) && to_on.is_none_or(|last| last >= day)
        })
        .max_by_key(|row| {
            let (from_on, to_on) = row.days();
            nearness(from_on, to_on)
        })
}

/// A row of employments, however much of it was read.
pub(super) trait Lasting {
    /// First and last day; none = not known, open.
    fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>);
}

impl Lasting for employment::Model {
    fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.from_on, self.to_on)
    }
}

/// The employments of these persons end with their memberships (M-13); one that begins later is another one.
///
/// # Errors
/// What the database answers.
pub(super) async fn end_employments(change: &mut Change<'_>, persons: &[PersonId], last: NaiveDate) -> Result<()> {
    use employment::Column;
    for part in persons.chunks(TOGETHER) {
        let rows = employment::Entity::find()
            .filter(Column::PersonId.is_in(part.iter().copied()))
            .filter(Condition::any().add(Column::ToOn.is_null()).add(Column::ToOn.gt(last)))
            .filter(Condition::any().add(Column::FromOn.is_null()).add(Column::FromOn.lte(last)))
            .all(change.on())
            .await?;
        change.update_alike::<employment::Entity>(&rows, |active| active.to_on = Set(Some(last))).await?;
    }
    Ok(())
}

/// The employment follows an end of the membership that is corrected: its day, and whether it is one of the employment too.
///
/// # Errors
/// `employee_no_taken` when the number of an employment that goes on was given to somebody else.
pub(super) async fn follow_end(
    change: &mut Change<'_>,
    row: &membership::Model,
    (left_on, reason): (Option<NaiveDate>, Option<EndReason>),
) -> Result<()> {
    let (was, now) = (over_on(row.left_on, row.end_reason), over_on(left_on, reason));
    match (was, now) {
        (was, now) if was == now => {}
        (None, Some(last)) => end_employments(change, &[row.person_id], last).await?,
        (Some(was), now) => {
            for ended in ended_on(change.on(), row.person_id, was).await? {
                let last = now.map(|last| ended.from_on.map_or(last, |from| from.max(last)));
                change.update::<employment::Entity>(&ended, |active| active.to_on = Set(last)).await?;
            }
        }
        (None, None) => {}
    }
    Ok(())
}

/// The employments that ended on a day, one of each employer: where another kind began the day after, that one.
///
/// # Errors
/// What the database answers.
pub(super) async fn ended_on(
    on: &impl ConnectionTrait,
    person: PersonId,
    day: NaiveDate,
) -> Result<Vec<employment::Model>> {
    let rows = employment::Entity::find()
        .filter(employment::Column::PersonId.eq(person))
        .filter(employment::Column::ToOn.eq(day))
        .order_by_asc(employment::Column::Id)
        .all(on)
        .await?;
    let mut seen = HashSet::new();
    Ok(rows.into_iter().filter(|row| seen.insert(row.employer_org_id)).collect())
}
