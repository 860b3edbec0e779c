//! Closed months (月次締め): what was printed stays, whatever is corrected later (M-09).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};
use serde::{Deserialize, Serialize};

use super::actions::event_row;
use super::entity::{membership_event, snapshot};
use super::model::{ClosedUntil, EventKind};
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{MembershipId, SnapshotId, UnitId};
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
    /// Those of each branch; an older close knows none.
    #[serde(default)]
    pub branches: BTreeMap<UnitId, i64>,
}

/// The last closed day.
///
/// # Errors
/// What the database answers.
pub(crate) async fn last_closed(on: &impl ConnectionTrait) -> Result<Option<NaiveDate>> {
    let newest = snapshot::Entity::find().order_by_desc(snapshot::Column::AsOf).one(on).await?;
    Ok(newest.map(|row| row.as_of))
}

/// The last closed day, for the forms: an entry that reaches back to it is a correction (M-09).
///
/// # Errors
/// What the database answers.
pub async fn closed_until(session: &Session, _input: Nothing) -> Result<ClosedUntil> {
    Ok(ClosedUntil { as_of: last_closed(session.look()).await? })
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

/// What is entered for a day, as far as closed months go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Something begins on the day: it changes the figures of every close from that day on.
    Begins,
    /// The day is the last one: the figures change from the day after.
    Ends,
}

impl Entry {
    /// Whether the figures of a close are touched.
    pub(super) fn touches(self, day: NaiveDate, closed: NaiveDate) -> bool {
        match self {
            Self::Begins => day <= closed,
            Self::Ends => day < closed,
        }
    }
}

/// M-09: an entry that changes closed figures is a correction, made by those who answer for the whole roster, with a reason.
/// Answers the close that it corrects; none = no closed figure is touched.
///
/// # Errors
/// `month_closed` for others, and without a reason.
pub(super) async fn may_enter(
    session: &Session,
    on: &impl ConnectionTrait,
    entry: Entry,
    day: NaiveDate,
    reason: Option<&str>,
) -> Result<Option<NaiveDate>> {
    let closed = last_closed(on).await?.filter(|closed| entry.touches(day, *closed));
    let corrects =
        session.can(crate::rights::Right::ImportRoster) && reason.is_some_and(|reason| !reason.trim().is_empty());
    match closed {
        Some(closed) if !corrects => Err(Error::refused("month_closed", serde_json::json!({ "closed": closed }))),
        other => Ok(other),
    }
}

/// [`may_enter`] for units: from the day after on their members belong elsewhere.
///
/// # Errors
/// `month_closed`.
pub(crate) async fn may_rearrange(
    session: &Session,
    on: &impl ConnectionTrait,
    last_day: NaiveDate,
    reason: Option<&str>,
) -> Result<()> {
    may_enter(session, on, Entry::Ends, last_day, reason).await.map(drop)
}

/// [`may_enter`] for a last day.
///
/// # Errors
/// `month_closed`.
pub(super) async fn may_end_on(
    session: &Session,
    on: &impl ConnectionTrait,
    day: NaiveDate,
    reason: Option<&str>,
) -> Result<()> {
    may_enter(session, on, Entry::Ends, day, reason).await.map(drop)
}

/// The history says that an entry corrected a closed month, and why (M-09, M-12).
///
/// # Errors
/// What the database answers.
pub(super) async fn note_correction(
    change: &mut Change<'_>,
    membership: MembershipId,
    entered_for: NaiveDate,
    closed: Option<NaiveDate>,
    reason: Option<&str>,
) -> Result<()> {
    let Some(closed) = closed else { return Ok(()) };
    let after = serde_json::json!({ "entered_for": entered_for, "closed": closed });
    let row = event_row(
        membership,
        EventKind::Correction,
        change.today(),
        &serde_json::json!({}),
        &after,
        reason.map(|reason| reason.trim().to_owned()),
        None,
    );
    change.insert::<membership_event::Entity>(row).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m_09_the_last_day_may_be_the_closed_one_and_a_first_day_may_not() {
        let day = |n| NaiveDate::from_ymd_opt(2026, 9, n).unwrap_or_default();
        let closed = day(30);
        assert!(!Entry::Ends.touches(closed, closed), "still counted on it");
        assert!(Entry::Ends.touches(day(29), closed));
        assert!(Entry::Begins.touches(closed, closed));
        assert!(!Entry::Begins.touches(NaiveDate::from_ymd_opt(2026, 10, 1).unwrap_or_default(), closed));
    }
}
