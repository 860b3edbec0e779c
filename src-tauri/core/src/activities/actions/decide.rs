//! Decide about activities, and say what became of it.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::activity_decision;
use super::super::model::{Decide, TellResult};
use super::super::queries::calendar;
use super::load;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::ActivityDecisionId;
use crate::session::Session;

/// Decide about an activity for a fiscal year. A decision is written anew until somebody said what became of it.
///
/// # Errors
/// [`Error::Invalid`] with the fields, [`Error::Changed`], [`Error::Missing`], `A-03` for a decision whose result was told.
pub async fn decide(session: &Session, input: Decide) -> Result<ActivityDecisionId> {
    let calendar = calendar(session).await?;
    let version = input.version;
    let fields = input.checked(session.today(), i64::from(calendar.year_of(session.today())))?;
    let mut change = session.change("activities", "decide").await?;
    let activity = load(change.on(), fields.activity_id).await?;
    let before = activity_decision::Entity::find()
        .filter(activity_decision::Column::ActivityId.eq(fields.activity_id))
        .filter(activity_decision::Column::FiscalYear.eq(fields.fiscal_year))
        .one(change.on())
        .await?;
    if before.as_ref().map(|row| row.version) != version {
        return Err(Error::Changed);
    }
    if before.as_ref().is_some_and(|row| row.result.is_some()) {
        return Err(Error::refused("A-03", json!({ "title": activity.title, "year": fields.fiscal_year.to_string() })));
    }
    let about = json!({ "title": activity.title, "year": fields.fiscal_year.to_string(), "decision": fields.decision });
    let fill = |active: &mut activity_decision::ActiveModel| {
        active.decision = Set(fields.decision);
        active.reason = Set(fields.reason.clone());
        active.dissent = Set(fields.dissent.clone());
        active.effect = Set(fields.effect);
        active.need = Set(fields.need);
        active.body = Set(fields.body.clone());
        active.decided_on = Set(fields.decided_on.unwrap_or_else(|| session.today()));
    };
    let id = match before {
        Some(row) => {
            change.update::<activity_decision::Entity>(&row, fill).await?;
            row.id
        }
        None => {
            let id = ActivityDecisionId::new();
            let mut active = activity_decision::ActiveModel {
                id: Set(id),
                activity_id: Set(fields.activity_id),
                fiscal_year: Set(fields.fiscal_year),
                result: Set(None),
                result_text: Set(None),
                result_on: Set(None),
                ..Default::default()
            };
            fill(&mut active);
            change.insert::<activity_decision::Entity>(active).await?;
            id
        }
    };
    change.done(about).await?;
    Ok(id)
}

/// Say what became of a decision, once its year has begun.
///
/// # Errors
/// [`Error::Invalid`] with the field, [`Error::Changed`], [`Error::Missing`], `activity_result_early`.
pub async fn tell_result(session: &Session, input: TellResult) -> Result<Nothing> {
    let input = input.checked()?;
    let calendar = calendar(session).await?;
    let mut change = session.change("activities", "tell_result").await?;
    let row = activity_decision::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "activity_decision" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let activity = load(change.on(), row.activity_id).await?;
    if i64::from(calendar.year_of(session.today())) < row.fiscal_year {
        return Err(Error::refused(
            "activity_result_early",
            json!({ "title": activity.title, "year": row.fiscal_year.to_string() }),
        ));
    }
    let today = session.today();
    change
        .update::<activity_decision::Entity>(&row, |active| {
            active.result = Set(Some(input.result));
            active.result_text = Set(input.text);
            active.result_on = Set(Some(today));
        })
        .await?;
    change.done(json!({ "title": activity.title, "year": row.fiscal_year.to_string() })).await?;
    Ok(Nothing {})
}
