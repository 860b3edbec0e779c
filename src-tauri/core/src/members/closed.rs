//! Closed months (月次締め): what was printed stays, whatever is corrected later (M-09).

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};

use super::entity::snapshot;
use crate::error::{Error, Result};
use crate::ids::SnapshotId;
use crate::ops::Change;
use crate::session::Session;

/// A closed month with its figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Closed {
    /// Last day of what is closed.
    pub as_of: NaiveDate,
    /// Occasion.
    pub kind: String,
    /// Figures as they stood.
    pub counts: ClosedCounts,
    /// When it was closed.
    pub at: chrono::DateTime<chrono::Utc>,
}

/// Figures of a closed month.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ClosedCounts {
    /// Members on the day.
    pub members: i64,
}

/// The last closed day.
///
/// # Errors
/// What the database answers.
pub(crate) async fn last_closed(on: &impl ConnectionTrait) -> Result<Option<NaiveDate>> {
    let newest = snapshot::Entity::find().order_by_desc(snapshot::Column::AsOf).one(on).await?;
    Ok(newest.map(|row| row.as_of))
}

/// All closed months, newest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn closed(on: &impl ConnectionTrait) -> Result<Vec<Closed>> {
    let rows = snapshot::Entity::find().order_by_desc(snapshot::Column::AsOf).all(on).await?;
    Ok(rows
        .into_iter()
        .map(|row| Closed {
            as_of: row.as_of,
            kind: row.kind,
            counts: serde_json::from_str(&row.counts).unwrap_or_default(),
            at: row.created_at,
        })
        .collect())
}

/// Close a month within a change.
///
/// # Errors
/// What the database answers.
pub(crate) async fn close(
    change: &mut Change<'_>,
    as_of: NaiveDate,
    kind: &str,
    counts: &ClosedCounts,
) -> Result<SnapshotId> {
    let id = SnapshotId::new();
    change
        .insert::<snapshot::Entity>(snapshot::ActiveModel {
            id: Set(id),
            as_of: Set(as_of),
            kind: Set(kind.to_owned()),
            counts: Set(serde_json::to_string(counts).map_err(|error| Error::Bug(error.to_string()))?),
            ..Default::default()
        })
        .await?;
    Ok(id)
}

/// M-09: an end before the last close is a correction, made by those who answer for the whole roster, with a reason.
///
/// # Errors
/// `month_closed`.
pub(super) async fn may_end_on(
    session: &Session,
    on: &impl ConnectionTrait,
    day: NaiveDate,
    reason: Option<&str>,
) -> Result<()> {
    let Some(closed) = last_closed(on).await?.filter(|closed| day < *closed) else { return Ok(()) };
    let corrects =
        session.can(crate::rights::Right::ImportRoster) && reason.is_some_and(|reason| !reason.trim().is_empty());
    if corrects { Ok(()) } else { Err(Error::refused("month_closed", serde_json::json!({ "closed": closed }))) }
}
