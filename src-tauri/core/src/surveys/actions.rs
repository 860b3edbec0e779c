//! Write questionnaires, open waves, count sheets, close.

mod entry;
mod waves;

pub(super) use entry::count_within;
pub use entry::enter_sheets;
pub(super) use waves::{NewWave, insert_survey, insert_wave};
pub use waves::{close_wave, open_wave, save_wave};

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::entity::survey;
use super::model::{SaveSurvey, SurveyFields};
use super::queries::packed;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::SurveyId;
use crate::session::Session;

/// Add a questionnaire.
///
/// # Errors
/// [`Error::Invalid`] with the fields.
pub async fn add_survey(session: &Session, input: SurveyFields) -> Result<SurveyId> {
    let (title, purpose, questions) = input.checked()?;
    let mut change = session.change("surveys", "add_survey").await?;
    let id = insert_survey(&mut change, &title, purpose, &questions).await?;
    change.done(json!({ "title": title })).await?;
    Ok(id)
}

/// Write a questionnaire anew. Waves that were opened keep the questions that they asked.
///
/// # Errors
/// [`Error::Invalid`] with the fields, [`Error::Changed`], [`Error::Missing`].
pub async fn save_survey(session: &Session, input: SaveSurvey) -> Result<Nothing> {
    let (title, purpose, questions) = input.fields.checked()?;
    let mut change = session.change("surveys", "save_survey").await?;
    let row = survey::Entity::find_by_id(input.id).one(change.on()).await?.ok_or(Error::Missing { what: "survey" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let questions = packed(&questions)?;
    change
        .update::<survey::Entity>(&row, |active| {
            active.title = Set(title.clone());
            active.purpose = Set(purpose);
            active.questions = Set(questions);
        })
        .await?;
    change.done(json!({ "title": title })).await?;
    Ok(Nothing {})
}
