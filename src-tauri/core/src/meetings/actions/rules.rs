//! Write down the union's own rules.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::meeting_rule;
use super::super::model::{MeetingRule, SaveMeetingRule};
use super::super::queries::packed;
use super::super::words;
use crate::error::{Error, Result};
use crate::ids::MeetingRuleId;
use crate::labels::Locale;
use crate::ops::Change;
use crate::session::Session;

/// Write down what the rules say of a kind of meeting from a day on. The text that begins on that day is replaced; meetings
/// that were convened keep the text that was frozen with them.
///
/// # Errors
/// [`Error::Invalid`] with the fields; [`Error::Changed`] for a correction of another version.
pub async fn save_rule(session: &Session, input: SaveMeetingRule) -> Result<MeetingRuleId> {
    let rule = input.rule.checked()?;
    let mut change = session.change("meetings", "save_rule").await?;
    let id = save_within(&mut change, input.id, input.version, &rule).await?;
    let kind = words::said(Locale::Ja, &rule.kind.label_key());
    change.done(json!({ "name": kind, "from_on": rule.from_on })).await?;
    Ok(id)
}

/// The same within a change.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`].
pub(in crate::meetings) async fn save_within(
    change: &mut Change<'_>,
    id: Option<MeetingRuleId>,
    version: Option<i64>,
    rule: &MeetingRule,
) -> Result<MeetingRuleId> {
    let same = meeting_rule::Entity::find()
        .filter(meeting_rule::Column::Kind.eq(rule.kind))
        .filter(meeting_rule::Column::FromOn.eq(rule.from_on))
        .one(change.on())
        .await?;
    let known = match id {
        Some(id) => {
            let row = meeting_rule::Entity::find_by_id(id).one(change.on()).await?;
            let row = row.ok_or(Error::Missing { what: "meeting_rule" })?;
            if version.is_some_and(|version| version != row.version) {
                return Err(Error::Changed);
            }
            if same.is_some_and(|same| same.id != row.id) {
                return Err(Error::invalid("from_on", "rule_from_taken"));
            }
            Some(row)
        }
        None => same,
    };
    let (offices, out) = (packed(&rule.offices)?, packed(&rule.exclude_conditions)?);
    let decisions = packed(&rule.decisions)?;
    let fill = |active: &mut meeting_rule::ActiveModel| {
        active.kind = Set(rule.kind);
        active.from_on = Set(rule.from_on);
        active.base = Set(rule.base);
        active.offices = Set(offices);
        active.num = Set(rule.num);
        active.den = Set(rule.den);
        active.comparator = Set(rule.comparator);
        active.article = Set(rule.article.clone());
        active.exclude_conditions = Set(out);
        active.count_proxy = Set(rule.count_proxy);
        active.count_written = Set(rule.count_written);
        active.count_blank_proxy = Set(rule.count_blank_proxy);
        active.proxy_max = Set(rule.proxy_max);
        active.proxy_same_unit = Set(rule.proxy_same_unit);
        active.proxy_article = Set(rule.proxy_article.clone());
        active.substitute_article = Set(rule.substitute_article.clone());
        active.notice_days = Set(rule.notice_days);
        active.urgent_days = Set(rule.urgent_days);
        active.notice_article = Set(rule.notice_article.clone());
        active.tie_break = Set(rule.tie_break);
        active.decisions = Set(decisions);
        active.members_per_delegate = Set(rule.members_per_delegate);
        active.note = Set(rule.note.clone());
    };
    match known {
        Some(row) => {
            change.update::<meeting_rule::Entity>(&row, fill).await?;
            Ok(row.id)
        }
        None => {
            let id = MeetingRuleId::new();
            let mut active = meeting_rule::ActiveModel { id: Set(id), ..Default::default() };
            fill(&mut active);
            change.insert::<meeting_rule::Entity>(active).await?;
            Ok(id)
        }
    }
}
