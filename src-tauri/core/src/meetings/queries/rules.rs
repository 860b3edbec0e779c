//! The union's own rules as kept.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::super::entity::meeting_rule;
use super::super::model::{MeetingKind, MeetingRule, MeetingRuleRow};
use super::super::words;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::session::Session;

/// A list as it stands in a column.
///
/// # Errors
/// Never for the lists of this capability.
pub(in crate::meetings) fn packed<T: Serialize>(list: &T) -> Result<String> {
    serde_json::to_string(list).map_err(|error| Error::Bug(error.to_string()))
}

/// A list as it was put into a column.
///
/// # Errors
/// [`Error::Bug`] for a text that the core did not write.
pub(super) fn unpacked<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Bug(error.to_string()))
}

/// What a row says.
///
/// # Errors
/// [`Error::Bug`] for a row that the core did not write.
pub(in crate::meetings) fn said_by(row: &meeting_rule::Model) -> Result<MeetingRule> {
    Ok(MeetingRule {
        kind: row.kind,
        from_on: row.from_on,
        base: row.base,
        offices: unpacked(&row.offices)?,
        num: row.num,
        den: row.den,
        comparator: row.comparator,
        article: row.article.clone(),
        exclude_conditions: unpacked(&row.exclude_conditions)?,
        count_proxy: row.count_proxy,
        count_written: row.count_written,
        count_blank_proxy: row.count_blank_proxy,
        proxy_max: row.proxy_max,
        proxy_same_unit: row.proxy_same_unit,
        proxy_article: row.proxy_article.clone(),
        substitute_article: row.substitute_article.clone(),
        notice_days: row.notice_days,
        urgent_days: row.urgent_days,
        notice_article: row.notice_article.clone(),
        tie_break: row.tie_break,
        decisions: unpacked(&row.decisions)?,
        members_per_delegate: row.members_per_delegate,
        note: row.note.clone(),
    })
}

/// What the rules say of a kind of meeting on a day.
///
/// # Errors
/// What the database answers.
pub(in crate::meetings) async fn rule_on(
    on: &impl ConnectionTrait,
    kind: MeetingKind,
    day: NaiveDate,
) -> Result<Option<MeetingRule>> {
    let row = meeting_rule::Entity::find()
        .filter(meeting_rule::Column::Kind.eq(kind))
        .filter(meeting_rule::Column::FromOn.lte(day))
        .order_by_desc(meeting_rule::Column::FromOn)
        .one(on)
        .await?;
    row.as_ref().map(said_by).transpose()
}

/// The rules: of each kind the newest text first.
///
/// # Errors
/// What the database answers.
pub async fn rules(session: &Session, _input: Nothing) -> Result<Vec<MeetingRuleRow>> {
    let mut rows = meeting_rule::Entity::find().all(session.look()).await?;
    rows.sort_by_key(|row| (row.kind, std::cmp::Reverse(row.from_on)));
    let mut last: Option<(MeetingKind, NaiveDate)> = None;
    let mut said = Vec::with_capacity(rows.len());
    for row in rows {
        let rule = said_by(&row)?;
        let to_on = last.filter(|(kind, _)| *kind == row.kind).and_then(|(_, from)| from.pred_opt());
        last = Some((row.kind, row.from_on));
        let quorum = words::quorum(session.locale, &rule);
        let told = words::rule_lines(session.locale, &rule);
        said.push(MeetingRuleRow { id: row.id, version: row.version, to_on, quorum, told, rule });
    }
    Ok(said)
}
