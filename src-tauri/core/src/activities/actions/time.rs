//! Note time, money and people.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::super::entity::activity_log;
use super::super::model::{CorrectTime, LogTime};
use super::load;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::ActivityLogId;
use crate::ops::Change;
use crate::rights::Right;
use crate::session::Session;

/// The activity goes on that day.
async fn goes_on(change: &Change<'_>, fields: &LogTime) -> Result<String> {
    let row = load(change.on(), fields.activity_id).await?;
    let day = fields.done_on.unwrap_or_else(|| change.today());
    if day < row.from_on || row.ended_on.is_some_and(|last| day > last) {
        return Err(Error::refused("activity_not_then", json!({ "title": row.title, "day": day })));
    }
    Ok(row.title)
}

/// Note time, money or people of an activity.
///
/// # Errors
/// [`Error::Invalid`] with the fields, `activity_not_then`, [`Error::Missing`].
pub async fn log_time(session: &Session, input: LogTime) -> Result<ActivityLogId> {
    let fields = input.checked(session.today())?;
    let mut change = session.change("activities", "log_time").await?;
    let title = goes_on(&change, &fields).await?;
    let id = ActivityLogId::new();
    let row = activity_log::ActiveModel {
        id: Set(id),
        activity_id: Set(fields.activity_id),
        done_on: Set(fields.done_on.unwrap_or_else(|| session.today())),
        minutes: Set(fields.minutes),
        cost: Set(fields.cost),
        people: Set(fields.people),
        note: Set(fields.note),
        ..Default::default()
    };
    change.insert::<activity_log::Entity>(row).await?;
    change.done(json!({ "title": title, "minutes": fields.minutes })).await?;
    Ok(id)
}

/// Mend an entry: the own, or any for those who answer for the activities. Nothing at all takes it out of the sums.
///
/// # Errors
/// As [`log_time`]; [`Error::Changed`]; [`Error::Missing`] for another officer's entry.
pub async fn correct_time(session: &Session, input: CorrectTime) -> Result<Nothing> {
    let mut fields = input.fields;
    if fields.minutes == 0 && fields.cost == 0 && fields.people.is_none() {
        fields.people = Some(0);
    }
    let mut change = session.change("activities", "correct_time").await?;
    let row = activity_log::Entity::find_by_id(input.id).one(change.on()).await?;
    let own = |row: &activity_log::Model| row.created_by == Some(session.officer().0);
    let row = row.filter(|row| own(row) || session.can(Right::ChangeActivities));
    let row = row.ok_or(Error::Missing { what: "activity_log" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    fields.done_on = fields.done_on.or(Some(row.done_on));
    let fields = fields.checked(session.today())?;
    let title = goes_on(&change, &fields).await?;
    change
        .update::<activity_log::Entity>(&row, |active| {
            active.activity_id = Set(fields.activity_id);
            active.done_on = Set(fields.done_on.unwrap_or(row.done_on));
            active.minutes = Set(fields.minutes);
            active.cost = Set(fields.cost);
            active.people = Set(fields.people);
            active.note = Set(fields.note);
        })
        .await?;
    change.done(json!({ "title": title, "minutes": fields.minutes })).await?;
    Ok(Nothing {})
}
