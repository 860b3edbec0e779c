//! A counsellor's day.

use chrono::Days;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::super::entity::{case_draft, case_due, case_release};
use super::super::keys::open_case;
use super::super::model::{CaseDayRow, CaseDraftRow, CaseStatus, MyDay, ReleaseState};
use super::heads;
use crate::api::Nothing;
use crate::db;
use crate::desk::Home;
use crate::error::Result;
use crate::ids::CaseId;
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
    let ids: Vec<CaseId> = overdue.iter().chain(&due_today).chain(&week).map(|row| row.case_id).collect();
    let heads = heads(session, &ids).await?;
    let shown = |rows: Vec<case_due::Model>| -> Vec<CaseDayRow> {
        rows.into_iter()
            .filter_map(|due| {
                let (row, head) = heads.get(&due.case_id)?;
                let head = head.clone().unwrap_or_default();
                Some(CaseDayRow {
                    id: due.id,
                    case_id: row.id,
                    case_no: row.case_no.clone(),
                    name: head.name,
                    kana: head.kana,
                    contact: head.contact,
                    status: row.status,
                    step: row.step,
                    crisis: head.crisis_on.is_some(),
                    kind: due.kind,
                    due_on: due.due_on,
                    late: (today - due.due_on).num_days().max(0),
                    about_id: due.about_id,
                })
            })
            .collect()
    };
    let of_officer = "FROM case_assignment a JOIN counsel_case c ON c.id = a.case_id \
         WHERE a.officer_id = $1 AND NOT a.ended AND a.part IN ('receiver', 'primary', 'second')";
    let under_way = format!(
        "SELECT count(*) AS n {of_officer} AND c.status IN ('inquiry', 'intake', 'active', 'paused', 'follow_up')"
    );
    let expired = format!("SELECT count(*) AS n {of_officer} AND c.retention_until < $2 AND c.erased_on IS NULL");
    let officer = || sea_orm::Value::from(session.officer().0);
    Ok(MyDay {
        today,
        overdue: shown(overdue),
        overdue_total,
        due_today: shown(due_today),
        week: shown(week),
        later,
        open_cases: db::number(on, &under_way, [officer()]).await?,
        drafts: counted(
            case_draft::Entity::find().filter(case_draft::Column::OfficerId.eq(session.officer())).count(on).await?,
        ),
        expired: db::number(on, &expired, [officer(), today.into()]).await?,
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
        .order_by_desc(case_draft::Column::UpdatedAt)
        .limit(MOST)
        .all(session.look())
        .await?;
    let mut drafts = Vec::new();
    for row in rows {
        // A draft of a case that went to somebody else cannot be read any more.
        if let Ok(case) = open_case(session, session.look(), row.case_id, None).await
            && let Ok(content) = case.open("draft", row.id.0, row.revision, row.officer_id, &row.words)
        {
            drafts.push(CaseDraftRow {
                case_id: row.case_id,
                case_no: case.row.case_no.clone(),
                place: row.place,
                at: row.updated_at,
                content,
            });
        }
    }
    Ok(drafts)
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
    let late = counted(waiting(session).filter(case_due::Column::DueOn.lt(today)).count(on).await?);
    if late > 0 {
        home.task("cases_late", late, "/cases");
    }
    let due = counted(waiting(session).filter(case_due::Column::DueOn.eq(today)).count(on).await?);
    if due > 0 {
        home.task("cases_today", due, "/cases");
    }
    Ok(())
}

/// The states that are under way.
pub(super) const UNDER_WAY: [CaseStatus; 5] =
    [CaseStatus::Inquiry, CaseStatus::Intake, CaseStatus::Active, CaseStatus::Paused, CaseStatus::FollowUp];
