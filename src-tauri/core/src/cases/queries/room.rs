//! The room and what it gives its cases.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{case_assignment, case_template, counsel_room, counselor, help_line};
use super::super::keys::open_room;
use super::super::model::{
    CaseTemplateRow, CounselRoom, CounselorCandidate, CounselorRow, HelpLineRow, RETENTION_MONTHS, is_titled,
};
use super::secrecy::supervises;
use crate::api::Nothing;
use crate::error::Result;
use crate::ids::OfficerId;
use crate::officers;
use crate::rights::{Right, reach};
use crate::session::Session;
use crate::support;
use crate::vault::key_mark;

/// Whether an officer may counsel on a day.
pub(in crate::cases) fn counsels(holder: &officers::Holder, day: chrono::NaiveDate) -> bool {
    reach(&holder.grants, Right::Counsel, day).is_some()
}

/// The counselling room: who is in it, who could be.
///
/// # Errors
/// What the database answers.
pub async fn room(session: &Session, _input: Nothing) -> Result<CounselRoom> {
    let (on, today) = (session.look(), session.today());
    let founded = counsel_room::Entity::find().one(on).await?;
    let holders: HashMap<OfficerId, officers::Holder> =
        officers::holders(session).await?.into_iter().map(|holder| (holder.id, holder)).collect();
    let names = officers::names(session).await?;
    let rows = counselor::Entity::find().order_by_asc(counselor::Column::AdmittedOn).all(on).await?;
    let mut counts: HashMap<OfficerId, i64> = HashMap::new();
    let parts: Vec<(OfficerId, i64)> = case_assignment::Entity::find()
        .filter(case_assignment::Column::Ended.eq(false))
        .select_only()
        .column(case_assignment::Column::OfficerId)
        .column_as(case_assignment::Column::Id.count(), "n")
        .group_by(case_assignment::Column::OfficerId)
        .into_tuple()
        .all(on)
        .await?;
    counts.extend(parts);
    let mut counselors = Vec::new();
    for row in &rows {
        let current = officers::public_key(on, row.officer_id).await?;
        counselors.push(CounselorRow {
            id: row.id,
            version: row.version,
            officer: row.officer_id,
            name: names.get(&row.officer_id).cloned().unwrap_or_default(),
            qualification: row.qualification,
            titled: is_titled(row.qualification, row.registered_until, today),
            registration_no: row.registration_no.clone(),
            registered_until: row.registered_until,
            admitted_on: row.admitted_on,
            ended_on: row.ended_on,
            stale: row.ended_on.is_none()
                && (row.room_key.is_empty() || current.as_deref() != Some(row.public_key.as_slice())),
            cases: counts.get(&row.officer_id).copied().unwrap_or(0),
        });
    }
    let (mut candidates, mut supervisors) = (Vec::new(), Vec::new());
    for holder in holders.values().filter(|holder| counsels(holder, today) || supervises(holder, today)) {
        let Some(public) = officers::public_key(on, holder.id).await? else { continue };
        let found = CounselorCandidate { officer: holder.id, name: holder.name.clone(), key_mark: key_mark(&public) };
        let inside = counselors.iter().any(|row| row.officer == holder.id && row.ended_on.is_none() && !row.stale);
        if counsels(holder, today) && !inside {
            candidates.push(found.clone());
        }
        if supervises(holder, today) {
            supervisors.push(found);
        }
    }
    for list in [&mut candidates, &mut supervisors] {
        list.sort_by(|one, other| one.name.cmp(&other.name));
    }
    Ok(CounselRoom {
        founded: founded.is_some(),
        admitted: open_room(session, on).await.is_ok(),
        key_mark: key_mark(&session.desk().keys.public().seal),
        retention_months: founded.as_ref().map_or(RETENTION_MONTHS, |row| row.retention_months),
        counselors,
        candidates,
        supervisors,
    })
}

/// Timelines, the standard one first.
///
/// # Errors
/// What the database answers.
pub async fn templates(session: &Session, _input: Nothing) -> Result<Vec<CaseTemplateRow>> {
    let rows = case_template::Entity::find()
        .order_by_desc(case_template::Column::Standard)
        .order_by_asc(case_template::Column::Name)
        .all(session.look())
        .await?;
    let rows = rows.into_iter().map(|row| CaseTemplateRow {
        id: row.id,
        version: row.version,
        name: row.name,
        steps: serde_json::from_str(&row.steps).unwrap_or_default(),
        standard: row.standard,
        active: row.active,
    });
    Ok(rows.collect())
}

/// Help lines with the day of their check.
///
/// # Errors
/// What the database answers.
pub async fn help_lines(session: &Session, _input: Nothing) -> Result<Vec<HelpLineRow>> {
    let rows = help_line::Entity::find().order_by_asc(help_line::Column::Sort).all(session.look()).await?;
    let today = session.today();
    let rows = rows.into_iter().map(|row| HelpLineRow {
        check_due: support::check_state(row.checked_on, today) != support::CheckState::Fresh,
        id: row.id,
        version: row.version,
        name: row.name,
        phone: row.phone,
        hours: row.hours,
        helps: row.helps,
        site: row.site,
        source: row.source,
        checked_on: row.checked_on,
        hidden: row.hidden,
    });
    Ok(rows.collect())
}
