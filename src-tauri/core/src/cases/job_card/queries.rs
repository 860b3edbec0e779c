//! The job card of a case, for who counsels in it.

use std::collections::HashSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::super::keys::{OpenCase, open_case};
use super::entity::{job_card_item, job_card_sheet};
use super::model::{CardKind, CardRow, CardWords, CompletedCourse, JobCard, JobCardOf};
use crate::error::Result;
use crate::ids::EnrolmentId;
use crate::members;
use crate::session::Session;
use crate::training;

/// The items of a case and the sheets that were handed out.
///
/// # Errors
/// As [`open_case`].
pub async fn job_card(session: &Session, input: JobCardOf) -> Result<JobCard> {
    let on = session.look();
    let case = open_case(session, on, input.case_id, None).await?;
    let rows = said(on, &case).await?.into_iter().filter(|(row, _)| !row.removed);
    let mut items: Vec<CardRow> = rows
        .map(|(row, words)| CardRow { id: row.id, version: row.version, kind: row.kind, no: row.no, words })
        .collect();
    items.sort_by_key(|row| (row.kind, row.no));
    let handed_on = sheets(on, &case).await?.iter().map(|sheet| sheet.handed_on).collect();
    let mut courses = completed(session, &case).await?;
    courses.retain(|course| items.iter().all(|row| row.words.enrolment != Some(course.id)));
    Ok(JobCard { items, handed_on, courses })
}

/// The courses that the member of a case completed; of who is not in the roster nothing is known.
pub(super) async fn completed(session: &Session, case: &OpenCase) -> Result<Vec<CompletedCourse>> {
    let Some(id) = case.head.person_id else { return Ok(Vec::new()) };
    let Some(person) = members::known(session.look(), id, session.today()).await?.filter(|known| !known.erased) else {
        return Ok(Vec::new());
    };
    Ok(training::learned(session, person.id).await?.into_iter().filter_map(CompletedCourse::of).collect())
}

/// Courses that stand on the card.
pub(super) fn entered(case: &OpenCase, rows: &[job_card_item::Model]) -> Result<HashSet<Uuid>> {
    let mut entered = HashSet::new();
    for row in rows.iter().filter(|row| row.kind == CardKind::Learning && !row.removed) {
        entered.extend(words_of(case, row)?.enrolment);
    }
    Ok(entered)
}

/// The rows of a case, those taken off the card, too.
pub(super) async fn rows(on: &impl ConnectionTrait, case: &OpenCase) -> Result<Vec<job_card_item::Model>> {
    Ok(job_card_item::Entity::find()
        .filter(job_card_item::Column::CaseId.eq(case.row.id))
        .order_by_asc(job_card_item::Column::No)
        .all(on)
        .await?)
}

/// The rows of a case with what they say. A certificate of the union that was taken back is not named any more.
pub(super) async fn said(on: &impl ConnectionTrait, case: &OpenCase) -> Result<Vec<(job_card_item::Model, CardWords)>> {
    let mut all = Vec::new();
    for row in rows(on, case).await? {
        let words = words_of(case, &row)?;
        all.push((row, words));
    }
    let courses: Vec<EnrolmentId> = all.iter().filter_map(|(_, words)| words.enrolment).map(EnrolmentId).collect();
    let revoked = training::revoked(on, &courses).await?;
    for (_, words) in &mut all {
        words.forget_certificates(&revoked);
    }
    Ok(all)
}

/// What an item says.
pub(super) fn words_of(case: &OpenCase, row: &job_card_item::Model) -> Result<CardWords> {
    case.open("job_card", row.id.0, row.revision, row.author_id, &row.words)
}

/// The sheets that were handed out, the newest first.
pub(super) async fn sheets(on: &impl ConnectionTrait, case: &OpenCase) -> Result<Vec<job_card_sheet::Model>> {
    Ok(job_card_sheet::Entity::find()
        .filter(job_card_sheet::Column::CaseId.eq(case.row.id))
        .order_by_desc(job_card_sheet::Column::Id)
        .all(on)
        .await?)
}
