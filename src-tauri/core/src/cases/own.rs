//! The list of the own cases on paper (R10): number, beginning, step and the next date; no name, no note. Nothing is unsealed for it.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::HashMap;

use super::entity::{case_assignment, case_due, counsel_case};
use super::model::{CasePart, CaseStatus};
use crate::error::Result;
use crate::ids::CaseId;
use crate::session::Session;

/// Cases asked about in one statement.
const PART: usize = 500;

/// A case of the officer at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnCase {
    /// Number.
    pub case_no: String,
    /// First day.
    pub opened_on: NaiveDate,
    /// State.
    pub status: String,
    /// Step.
    pub step: String,
    /// What is due next.
    pub due: Option<String>,
    /// When.
    pub due_on: Option<NaiveDate>,
}

/// The own cases that are not over, the next date first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn own_cases(session: &Session) -> Result<Vec<OwnCase>> {
    let on = session.look();
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::OfficerId.eq(session.officer()))
        .filter(case_assignment::Column::Ended.eq(false))
        .filter(case_assignment::Column::Part.is_in([CasePart::Receiver, CasePart::Primary, CasePart::Second]))
        .all(on)
        .await?;
    let ids: Vec<CaseId> = parts.iter().map(|part| part.case_id).collect();
    let mut dues: HashMap<CaseId, case_due::Model> = HashMap::new();
    for due in case_due::Entity::find()
        .filter(case_due::Column::OfficerId.eq(session.officer()))
        .filter(case_due::Column::DoneOn.is_null())
        .order_by_asc(case_due::Column::DueOn)
        .all(on)
        .await?
    {
        dues.entry(due.case_id).or_insert(due);
    }
    let mut cases = Vec::new();
    for part in ids.chunks(PART) {
        let rows = counsel_case::Entity::find()
            .filter(counsel_case::Column::Id.is_in(part.iter().copied()))
            .filter(counsel_case::Column::Status.is_not_in([
                CaseStatus::Closed,
                CaseStatus::Declined,
                CaseStatus::ReferredOut,
            ]))
            .all(on)
            .await?;
        cases.extend(rows.into_iter().map(|row| {
            let due = dues.get(&row.id);
            OwnCase {
                case_no: row.case_no,
                opened_on: row.opened_on,
                status: row.status.code(),
                step: row.step.code(),
                due: due.map(|due| due.kind.code()),
                due_on: due.map(|due| due.due_on),
            }
        }));
    }
    cases.sort_by(|a, b| (a.due_on.is_none(), a.due_on, &a.case_no).cmp(&(b.due_on.is_none(), b.due_on, &b.case_no)));
    Ok(cases)
}
