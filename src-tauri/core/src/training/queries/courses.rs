//! The catalogue, and what is asked for.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{course, course_run, training_interest};
use super::super::model::{CourseFilter, CourseRow, DemandRow, InterestRow, RunFilter, RunStatus};
use super::{org_names, runs, unpacked};
use crate::api::Nothing;
use crate::error::Result;
use crate::ids::CourseId;
use crate::session::Session;
use crate::text::name_key;

/// People that make another run worth while, where no run has said how many it needs.
const RUN_LEAST: i64 = 10;

/// The courses of the catalogue, by code.
///
/// # Errors
/// What the database answers.
pub async fn courses(session: &Session, input: CourseFilter) -> Result<Vec<CourseRow>> {
    let on = session.look();
    let today = session.today();
    let wanted = name_key(input.find.as_deref().unwrap_or_default());
    let mut held: HashMap<CourseId, u64> = HashMap::new();
    let of_runs: Vec<CourseId> =
        course_run::Entity::find().select_only().column(course_run::Column::CourseId).into_tuple().all(on).await?;
    of_runs.into_iter().for_each(|id| *held.entry(id).or_default() += 1);
    let rows = course::Entity::find().order_by_asc(course::Column::Code).all(on).await?;
    let rows = rows
        .into_iter()
        .filter(|row| input.include_ended || row.active_to.is_none_or(|last| last >= today))
        .filter(|row| {
            let words = [Some(&row.title), Some(&row.code), row.purpose.as_ref(), row.target.as_ref()];
            wanted.is_empty() || words.into_iter().flatten().any(|words| name_key(words).contains(&wanted))
        })
        .map(|row| course_row(row, &held));
    Ok(rows.collect())
}

fn course_row(row: course::Model, held: &HashMap<CourseId, u64>) -> CourseRow {
    CourseRow {
        runs: held.get(&row.id).copied().unwrap_or(0),
        id: row.id,
        version: row.version,
        code: row.code,
        title: row.title,
        purpose: row.purpose,
        kyojo_kind: row.kyojo_kind,
        target: row.target,
        hours: row.hours,
        required_ratio: row.required_ratio,
        excused_counts: row.excused_counts,
        needs_assignment: row.needs_assignment,
        prerequisites: unpacked(&row.prerequisites),
        prerequisite_note: row.prerequisite_note,
        active_to: row.active_to,
    }
}

/// What is asked for of each course: interest before days are fixed, waiting lists of runs that are to come, their free
/// seats, and whether that makes another run.
///
/// # Errors
/// What the database answers.
pub async fn demand(session: &Session, _input: Nothing) -> Result<Vec<DemandRow>> {
    let on = session.look();
    let names = org_names(session).await?;
    let mut interests: HashMap<CourseId, Vec<InterestRow>> = HashMap::new();
    let open = training_interest::Entity::find()
        .filter(training_interest::Column::EndedOn.is_null())
        .order_by_asc(training_interest::Column::RecordedOn)
        .order_by_asc(training_interest::Column::Id)
        .all(on)
        .await?;
    for row in open {
        interests.entry(row.course_id).or_default().push(InterestRow {
            id: row.id,
            version: row.version,
            org_id: row.org_id,
            org: names.get(&row.org_id).cloned().unwrap_or_default(),
            people: row.people,
            wish: row.wish,
            recorded_on: row.recorded_on,
        });
    }
    let all = runs(session, RunFilter::default()).await?;
    let mut rows: Vec<DemandRow> = courses(session, CourseFilter::default())
        .await?
        .into_iter()
        .map(|course| {
            let interests = interests.remove(&course.id).unwrap_or_default();
            let of_course = || all.iter().filter(|run| run.course_id == course.id);
            let to_come = || of_course().filter(|run| matches!(run.status, RunStatus::Open | RunStatus::Closed));
            let interested: i64 = interests.iter().map(|row| row.people).sum();
            let waiting: i64 = to_come().map(|run| run.waiting).sum();
            let free: i64 = to_come().map(|run| (run.capacity - run.confirmed - run.offered).max(0)).sum();
            let short = (interested + waiting - free).max(0);
            // Runs are listed newest first.
            let least = of_course().find_map(|run| run.min_people).unwrap_or(RUN_LEAST);
            DemandRow {
                course_id: course.id,
                code: course.code,
                title: course.title,
                interests,
                interested,
                waiting,
                free,
                short,
                another_run: short >= least,
            }
        })
        .filter(|row| row.interested + row.waiting > 0)
        .collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.short), row.code.clone()));
    Ok(rows)
}
