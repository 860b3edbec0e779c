//! Change activities, note time, decide.

mod decide;
mod time;

pub use decide::{decide, tell_result};
pub use time::{correct_time, log_time};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::SimpleExpr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::entity::{activity, activity_log};
use super::model::{ActivityFields, AddActivity, EndActivity, SaveActivity};
use super::queries::says;
use crate::api::Nothing;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::ActivityId;
use crate::ops::Change;
use crate::session::Session;
use crate::text::name_key;

async fn load(on: &impl ConnectionTrait, id: ActivityId) -> Result<activity::Model> {
    activity::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "activity" })
}

/// No two activities that go on have one name.
async fn name_is_free(on: &impl ConnectionTrait, title: &str, own: Option<ActivityId>) -> Result<()> {
    let wanted = name_key(title);
    let all = activity::Entity::find().all(on).await?;
    let taken =
        |row: &&activity::Model| Some(row.id) != own && row.ended_on.is_none() && name_key(&row.title) == wanted;
    if all.iter().any(|row| taken(&row)) { Err(Error::invalid("title", "name_taken")) } else { Ok(()) }
}

/// No time was noted on days on which the activity would not take place any more.
async fn no_entries(change: &Change<'_>, id: ActivityId, outside: SimpleExpr, field: &str) -> Result<()> {
    let found = activity_log::Entity::find()
        .filter(activity_log::Column::ActivityId.eq(id))
        .filter(outside)
        .order_by_asc(activity_log::Column::DoneOn)
        .all(change.on())
        .await?;
    match found.iter().find(|row| says(row)) {
        None => Ok(()),
        Some(row) => Err(Error::Invalid(vec![FieldProblem {
            field: field.to_owned(),
            code: "time_noted_outside".into(),
            about: json!({ "day": row.done_on }),
        }])),
    }
}

/// Write an activity within a change.
///
/// # Errors
/// What the database answers.
pub(super) async fn insert_activity(change: &mut Change<'_>, fields: ActivityFields) -> Result<ActivityId> {
    let id = ActivityId::new();
    let row = activity::ActiveModel {
        id: Set(id),
        title: Set(fields.title),
        theme: Set(fields.theme),
        note: Set(fields.note),
        from_on: Set(fields.from_on.unwrap_or_else(|| change.today())),
        ended_on: Set(None),
        ..Default::default()
    };
    change.insert::<activity::Entity>(row).await?;
    Ok(id)
}

/// Add an activity.
///
/// # Errors
/// [`Error::Invalid`] with the fields, `name_taken`.
pub async fn add(session: &Session, input: AddActivity) -> Result<ActivityId> {
    let fields = input.fields.checked(session.today())?;
    let mut change = session.change("activities", "add").await?;
    name_is_free(change.on(), &fields.title, None).await?;
    let title = fields.title.clone();
    let id = insert_activity(&mut change, fields).await?;
    change.done(json!({ "title": title })).await?;
    Ok(id)
}

/// Mend what is said of an activity.
///
/// # Errors
/// As [`add`]; [`Error::Changed`], [`Error::Missing`].
pub async fn save(session: &Session, input: SaveActivity) -> Result<Nothing> {
    let from = input.fields.from_on;
    let fields = input.fields.checked(session.today())?;
    let mut change = session.change("activities", "save").await?;
    let row = load(change.on(), input.id).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    name_is_free(change.on(), &fields.title, Some(input.id)).await?;
    let from_on = from.unwrap_or(row.from_on);
    if row.ended_on.is_some_and(|last| last < from_on) {
        return Err(Error::invalid("from_on", "date_order"));
    }
    no_entries(&change, row.id, activity_log::Column::DoneOn.lt(from_on), "from_on").await?;
    change
        .update::<activity::Entity>(&row, |active| {
            active.title = Set(fields.title.clone());
            active.theme = Set(fields.theme);
            active.note = Set(fields.note);
            active.from_on = Set(from_on);
        })
        .await?;
    change.done(json!({ "title": fields.title })).await?;
    Ok(Nothing {})
}

/// End an activity. Its hours and decisions stay.
///
/// # Errors
/// [`Error::Invalid`] for a day before the first, [`Error::Changed`], [`Error::Missing`].
pub async fn end(session: &Session, input: EndActivity) -> Result<Nothing> {
    let mut change = session.change("activities", "end").await?;
    let row = load(change.on(), input.id).await?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    if input.ended_on < row.from_on {
        return Err(Error::invalid("ended_on", "date_order"));
    }
    no_entries(&change, row.id, activity_log::Column::DoneOn.gt(input.ended_on), "ended_on").await?;
    change.update::<activity::Entity>(&row, |active| active.ended_on = Set(Some(input.ended_on))).await?;
    change.done(json!({ "title": row.title, "day": input.ended_on })).await?;
    Ok(Nothing {})
}
