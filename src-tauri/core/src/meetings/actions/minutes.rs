//! Keep the minutes.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{meeting, meeting_minutes};
use super::super::model::{MeetingStatus, MeetingStep, SaveMinutes, Step};
use super::super::queries::{draft_of, meeting_row, packed};
use super::to_step;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::MinutesId;
use crate::session::Session;

/// Write down the minutes; without a text as they would be drafted from what happened.
///
/// # Errors
/// `meeting_step` before the meeting was closed or after the minutes were approved; [`Error::Changed`], also for a version left
/// out although there are minutes.
pub async fn save_minutes(session: &Session, input: SaveMinutes) -> Result<Nothing> {
    let input = input.checked()?;
    // Read before the change begins: a file has one connection.
    let drafted = match &input.text {
        Some(_) => None,
        None => Some(draft_of(session, input.meeting_id).await?),
    };
    let mut change = session.change("meetings", "save_minutes").await?;
    let row = to_step(&change, input.meeting_id, None, Step::Minutes).await?;
    let known =
        meeting_minutes::Entity::find().filter(meeting_minutes::Column::MeetingId.eq(row.id)).one(change.on()).await?;
    // Minutes of a meeting that came to nothing leave its standing as it is: whether they were approved they say themselves.
    if known.as_ref().is_some_and(|known| known.approved_on.is_some()) {
        return Err(Error::refused("meeting_step", json!({ "title": row.title, "status": row.status })));
    }
    if known.as_ref().map(|row| row.version) != input.version {
        return Err(Error::Changed);
    }
    let text = input.text.or(drafted).unwrap_or_default();
    let signers = packed(&input.signers)?;
    match known {
        Some(known) => {
            change
                .update::<meeting_minutes::Entity>(&known, |active| {
                    active.text = Set(text);
                    active.signers = Set(signers);
                })
                .await?;
        }
        None => {
            change
                .insert::<meeting_minutes::Entity>(meeting_minutes::ActiveModel {
                    id: Set(MinutesId::new()),
                    meeting_id: Set(row.id),
                    text: Set(text),
                    signers: Set(signers),
                    approved_on: Set(None),
                    ..Default::default()
                })
                .await?;
        }
    }
    if row.status == MeetingStatus::Closed {
        change.update::<meeting::Entity>(&row, |active| active.status = Set(MeetingStatus::MinutesDrafted)).await?;
    }
    change.about_record("meeting", row.id.0);
    change.done(json!({ "label": row.title })).await?;
    Ok(Nothing {})
}

/// Approve the minutes: they stay as they are. A meeting that ended for want of a quorum has minutes, too; it stays 流会.
///
/// # Errors
/// `meeting_step` before they were written or after they were approved; `signers_missing` unless somebody signs.
pub async fn approve_minutes(session: &Session, input: MeetingStep) -> Result<Nothing> {
    let mut change = session.change("meetings", "approve_minutes").await?;
    let row = meeting_row(change.on(), input.id).await?;
    if input.version.is_some_and(|version| version != row.version) {
        return Err(Error::Changed);
    }
    let known =
        meeting_minutes::Entity::find().filter(meeting_minutes::Column::MeetingId.eq(row.id)).one(change.on()).await?;
    let written = matches!(row.status, MeetingStatus::MinutesDrafted | MeetingStatus::NotQuorate);
    let open = known.filter(|known| written && known.approved_on.is_none());
    let Some(known) = open else {
        return Err(Error::refused("meeting_step", json!({ "title": row.title, "status": row.status })));
    };
    if known.signers == "[]" {
        return Err(Error::refused("signers_missing", json!({ "title": row.title })));
    }
    let today = session.today();
    change.update::<meeting_minutes::Entity>(&known, |active| active.approved_on = Set(Some(today))).await?;
    if row.status == MeetingStatus::MinutesDrafted {
        change.update::<meeting::Entity>(&row, |active| active.status = Set(MeetingStatus::MinutesApproved)).await?;
    }
    change.done(json!({ "label": row.title })).await?;
    Ok(Nothing {})
}
