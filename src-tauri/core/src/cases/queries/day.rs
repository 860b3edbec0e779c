//! A counsellor's day.

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use uuid::Uuid;

use super::super::entity::{case_draft, case_due, case_release, inquiry_draft};
use super::super::keys::{open_case, open_typed};
use super::super::model::{CaseDayRow, CaseDraftRow, CaseDueKind, CaseStatus, MyDay, ReleaseState};
use super::{counselled, heads, under_way};
use crate::api::Nothing;
use crate::db;
use crate::desk::Home;
use crate::error::Result;
use crate::ids::{CaseDueId, CaseId};
use crate::rights::Right;
use crate::session::Session;

/// Rows shown of what is late; the rest is counted.
const MOST: u64 = 60;
/// Days after today that are shown.
const AHEAD: u64 = 6;

/// The last of the seven days that begin today.
pub(super) fn last_of_week(today: chrono::NaiveDate) -> chrono::NaiveDate {
    today.checked_add_days(Days::new(AHEAD)).unwrap_or(today)
}

fn waiting(session: &Session) -> Select<case_due::Entity> {
    case_due::Entity::find()
        .filter(case_due::Column::OfficerId.eq(session.officer()))
        .filter(case_due::Column::DoneOn.is_null())
}

/// What waits, from the list of dates or from a sealed head.
struct Waiting {
    /// The date on the list.
    id: Option<CaseDueId>,
    case: CaseId,
    kind: CaseDueKind,
    on: NaiveDate,
    about: Option<Uuid>,
}

impl From<case_due::Model> for Waiting {
    fn from(row: case_due::Model) -> Self {
        Self { id: Some(row.id), case: row.case_id, kind: row.kind, on: row.due_on, about: row.about_id }
    }
}

/// What is late, due today, due in the six days after.
///
/// # Errors
/// What the database answers.
pub async fn my_day(session: &Session, _input: Nothing) -> Result<MyDay> {
    let (on, today) = (session.look(), session.today());
    let last = last_of_week(today);
    let in_order = |query: Select<case_due::Entity>| {
        query.order_by_asc(case_due::Column::DueOn).order_by_asc(case_due::Column::Id).limit(MOST).all(on)
    };
    let overdue = in_order(waiting(session).filter(case_due::Column::DueOn.lt(today))).await?;
    let due_today = in_order(waiting(session).filter(case_due::Column::DueOn.eq(today))).await?;
    let ahead = waiting(session).filter(case_due::Column::DueOn.gt(today)).filter(case_due::Column::DueOn.lte(last));
    let week = in_order(ahead).await?;
    let overdue_total = counted(waiting(session).filter(case_due::Column::DueOn.lt(today)).count(on).await?);
    let later = counted(waiting(session).filter(case_due::Column::DueOn.gt(last)).count(on).await?);
    let under_way = under_way(session).await?;
    let in_danger = |late: bool| -> Vec<Waiting> {
        let of = under_way.contacts.iter().filter(|(_, on)| (**on < today) == late);
        let mut rows: Vec<Waiting> = of
            .map(|(id, on)| Waiting { id: None, case: *id, kind: CaseDueKind::Contact, on: *on, about: None })
            .collect();
        rows.sort_by_key(|row| (row.on, row.case));
        rows
    };
    let overdue_total = overdue_total + counted(in_danger(true).len() as u64);
    // Who is in danger stands before everybody else of the list.
    let first = |late, rows: Vec<case_due::Model>| -> Vec<Waiting> {
        in_danger(late).into_iter().chain(rows.into_iter().map(Waiting::from)).collect()
    };
    let (overdue, due_today) = (first(true, overdue), first(false, due_today));
    let week: Vec<Waiting> = week.into_iter().map(Waiting::from).collect();
    let ids: Vec<CaseId> = overdue.iter().chain(&due_today).chain(&week).map(|row| row.case).collect();
    let heads = heads(session, &ids).await?;
    let shown = |rows: Vec<Waiting>| -> Vec<CaseDayRow> {
        rows.into_iter()
            .filter_map(|due| {
                let (row, head) = heads.get(&due.case)?;
                let head = head.clone().unwrap_or_default();
                Some(CaseDayRow {
                    id: due.id,
                    case_id: row.id,
                    case_no: row.case_no.clone(),
                    name: head.name,
                    kana: head.kana,
                    member_no: head.member_no,
                    contact: head.contact,
                    status: row.status,
                    step: row.step,
                    crisis: head.crisis_on.is_some(),
                    kind: due.kind,
                    due_on: due.on,
                    late: (today - due.on).num_days().max(0),
                    about_id: due.about,
                })
            })
            .collect()
    };
    // From the few whose time is over, not from all of the officer's.
    let expired = "SELECT count(*) AS n FROM counsel_case c WHERE c.retention_until < $2 AND c.erased_on IS NULL AND EXISTS \
         (SELECT 1 FROM case_assignment a WHERE a.case_id = c.id AND a.officer_id = $1 AND NOT a.ended \
         AND a.part IN ('receiver', 'primary', 'second'))";
    Ok(MyDay {
        today,
        overdue: shown(overdue),
        overdue_total,
        due_today: shown(due_today),
        week: shown(week),
        later,
        open_cases: counted(under_way.n as u64),
        drafts: counted(
            case_draft::Entity::find()
                .filter(case_draft::Column::OfficerId.eq(session.officer()))
                .filter(case_draft::Column::CaseId.in_subquery(counselled(session)))
                .count(on)
                .await?,
        ) + counted(inquiry_drafts(session).await?.len() as u64),
        expired: db::number(on, expired, [session.officer().0.into(), today.into()]).await?,
    })
}

fn counted(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// Texts of the officer that were not saved, the newest first.
///
/// # Errors
/// What the database answers.
pub async fn drafts(session: &Session, _input: Nothing) -> Result<Vec<CaseDraftRow>> {
    let rows = case_draft::Entity::find()
        .filter(case_draft::Column::OfficerId.eq(session.officer()))
        .filter(case_draft::Column::CaseId.in_subquery(counselled(session)))
        .order_by_desc(case_draft::Column::UpdatedAt)
        .limit(MOST)
        .all(session.look())
        .await?;
    let mut drafts = inquiry_drafts(session).await?;
    for row in rows {
        // One of a case whose key was lost cannot be read.
        if let Ok(case) = open_case(session, session.look(), row.case_id, None).await
            && let Ok(content) = case.open("draft", row.id.0, row.revision, row.officer_id, &row.words)
        {
            drafts.push(CaseDraftRow {
                case_id: Some(row.case_id),
                case_no: Some(case.row.case_no.clone()),
                place: row.place,
                at: row.updated_at,
                content,
            });
        }
    }
    Ok(drafts)
}

/// What the officer was typing of inquiries that have no case yet, the newest first.
async fn inquiry_drafts(session: &Session) -> Result<Vec<CaseDraftRow>> {
    let rows = inquiry_draft::Entity::find()
        .filter(inquiry_draft::Column::OfficerId.eq(session.officer()))
        .order_by_desc(inquiry_draft::Column::UpdatedAt)
        .all(session.look())
        .await?;
    // One that older keys of the officer opened cannot be read any more.
    let rows = rows.into_iter().filter_map(|row| {
        let typed = open_typed(session, &row)?;
        let at = row.updated_at;
        Some(CaseDraftRow { case_id: None, case_no: None, place: typed.place, at, content: typed.content })
    });
    Ok(rows.collect())
}

/// What the home page says to a counsellor, and to nobody else.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut Home) -> Result<()> {
    let (on, today) = (session.look(), session.today());
    if session.can(Right::LiftSecrecy) {
        let waiting = case_release::Entity::find()
            .filter(case_release::Column::State.eq(ReleaseState::Asked))
            .filter(case_release::Column::AskedBy.ne(session.officer()));
        let waiting = counted(waiting.count(on).await?);
        if waiting > 0 {
            home.task("releases_wait", waiting, "/cases?tab=releases");
        }
    }
    if !session.can(Right::Counsel) {
        return Ok(());
    }
    let under_way = under_way(session).await?;
    let in_danger =
        |late: bool| counted(under_way.contacts.values().filter(|on| (**on < today) == late).count() as u64);
    let late = counted(waiting(session).filter(case_due::Column::DueOn.lt(today)).count(on).await?) + in_danger(true);
    if late > 0 {
        home.task("cases_late", late, "/cases");
    }
    let due = counted(waiting(session).filter(case_due::Column::DueOn.eq(today)).count(on).await?) + in_danger(false);
    if due > 0 {
        home.task("cases_today", due, "/cases");
    }
    Ok(())
}

/// The states that are under way.
pub(super) const UNDER_WAY: [CaseStatus; 5] =
    [CaseStatus::Inquiry, CaseStatus::Intake, CaseStatus::Active, CaseStatus::Paused, CaseStatus::FollowUp];
