//! Closing a month: its figures are kept as they stand, and later corrections are told beside them.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::actions::Asked;
use super::queries;
use crate::api::Nothing;
use crate::desk;
use crate::error::{Error, Result};
use crate::ids::{SnapshotId, UnitId};
use crate::members::{self, ClosedCounts};
use crate::organizations;
use crate::rights::{Reach, Right};
use crate::session::Session;

/// Close what lies up to a day.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct CloseMonth {
    /// Last day of a month.
    pub as_of: NaiveDate,
}

/// A closed month.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ClosedMonth {
    /// Last day of what is closed.
    pub as_of: NaiveDate,
    /// `month_end`, `june30` or `fiscal_end`; label `enum.snapshot_kind.<code>`.
    pub kind: String,
    /// When it was closed, UTC.
    pub closed_at: chrono::DateTime<chrono::Utc>,
    /// Members as they stood at the close.
    #[ts(type = "number")]
    pub members: i64,
    /// Members of that day as the records say today.
    #[ts(type = "number")]
    pub now: i64,
}

/// Closed months, newest first, each with what the records say of its day today. They are the whole union's: whoever sees
/// a part is shown none, because the rest would be the difference.
///
/// # Errors
/// What the database answers.
pub async fn closed_months(session: &Session, _input: Nothing) -> Result<Vec<ClosedMonth>> {
    let mut months = Vec::new();
    if session.may(Right::SeeCounts)? != Reach::Whole {
        return Ok(months);
    }
    for closed in members::closed(session.look()).await? {
        months.push(ClosedMonth {
            as_of: closed.as_of,
            kind: closed.kind,
            closed_at: closed.at,
            members: closed.counts.members,
            now: queries::members_on(session.look(), closed.as_of).await?,
        });
    }
    Ok(months)
}

/// What reports say of closed months whose figures the records tell otherwise by now (M-09); up to a day, the newest first.
///
/// # Errors
/// What the database answers.
pub(super) async fn corrections(session: &Session, asked: &Asked, until: NaiveDate) -> Result<Vec<String>> {
    let words = &asked.words;
    let months = closed_months(session, Nothing {}).await?;
    let differing = months.iter().filter(|month| month.as_of <= until && month.members != month.now);
    let told = differing.take(13).map(|month| {
        let about = json!({
            "day": words.day(month.as_of),
            "closed": words.count(month.members),
            "now": words.count(month.now),
        });
        words.say("report.note.corrected", &about)
    });
    let mut told: Vec<String> = told.collect();
    told.extend(corrected_branches(session, asked, until).await?);
    Ok(told)
}

/// The branches whose figures of a close on the day of the report the records tell otherwise by now: a move between two of them
/// leaves the whole as it was. Small ones are not told.
async fn corrected_branches(session: &Session, asked: &Asked, day: NaiveDate) -> Result<Vec<String>> {
    let on = session.look();
    let mut told = Vec::new();
    if session.may(Right::SeeCounts)? != Reach::Whole {
        return Ok(told);
    }
    let closed = members::closed(on).await?.into_iter().find(|closed| closed.as_of == day);
    let Some(before) = closed.map(|closed| closed.counts.branches).filter(|branches| !branches.is_empty()) else {
        return Ok(told);
    };
    let now = queries::members_by_branch(on, day).await?;
    let tree = organizations::tree(on).await?;
    let (words, k) = (&asked.words, asked.settings.suppress_k_internal);
    let branches: BTreeSet<UnitId> = before.keys().chain(now.keys()).copied().collect();
    for id in branches {
        let [was, is] = [&before, &now].map(|counts| counts.get(&id).copied().unwrap_or(0));
        let Some(unit) = tree.get(id).filter(|_| was != is && was.min(is) >= k) else { continue };
        let about = json!({
            "unit": unit.label, "day": words.day(day), "closed": words.count(was), "now": words.count(is)
        });
        told.push(words.say("report.note.corrected_branch", &about));
    }
    Ok(told)
}

/// Close a month.
///
/// # Errors
/// `not_month_end`, `month_not_over` for a day to come, `month_closed` for a day before the last close.
pub async fn close_month(session: &Session, input: CloseMonth) -> Result<SnapshotId> {
    let day = input.as_of;
    if day.succ_opt().is_none_or(|next| next.month() == day.month()) {
        return Err(Error::invalid("as_of", "not_month_end"));
    }
    if day > session.today() {
        return Err(Error::invalid("as_of", "month_not_over"));
    }
    let settings = desk::profile(session).await?;
    let mut change = session.change("reports", "close_month").await?;
    if let Some(closed) = members::last_closed(change.on()).await?.filter(|closed| *closed >= day) {
        return Err(Error::refused("month_closed", json!({ "closed": closed })));
    }
    // Counted behind the lock: what is kept for good is what stands when it is kept.
    let members = queries::members_on(change.on(), day).await?;
    let branches = queries::members_by_branch(change.on(), day).await?;
    let next_month = i64::from(day.month() % 12 + 1);
    let kind = match (next_month == settings.fiscal_start_month, day.month()) {
        (true, _) => "fiscal_end",
        (_, 6) => "june30",
        _ => "month_end",
    };
    let id = members::close(&mut change, day, kind, &ClosedCounts { members, branches }).await?;
    change.done(json!({ "day": day, "n": members })).await?;
    Ok(id)
}
