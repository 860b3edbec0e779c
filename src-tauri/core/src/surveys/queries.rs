//! Look at questionnaires, waves and results.

mod list;
mod results;

pub(crate) use list::home;
pub(super) use list::row_of;
pub use list::{list, standard, wave};
pub use results::results;
pub(crate) use results::{closed_waves, needs, results_of};

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::entity::{survey, survey_count, survey_wave};
use super::model::{Group, Question, Tally, WaveStatus};
use crate::error::{Error, Result};
use crate::ids::WaveId;

/// A list as it stands in a column.
///
/// # Errors
/// Never for the lists of this capability.
pub(super) fn packed<T: Serialize>(list: &[T]) -> Result<String> {
    serde_json::to_string(list).map_err(|error| Error::Bug(error.to_string()))
}

/// A list out of a column.
///
/// # Errors
/// A column that the core did not write.
pub(super) fn unpacked<T: DeserializeOwned>(text: &str) -> Result<Vec<T>> {
    serde_json::from_str(text).map_err(|error| Error::Bug(error.to_string()))
}

/// A wave with what it asks.
#[derive(Clone, Debug)]
pub struct Wave {
    /// Its row.
    pub(super) row: survey_wave::Model,
    /// Name of the questionnaire.
    pub(super) title: String,
    /// What it is for.
    pub(super) purpose: Option<String>,
    /// Its questions.
    pub(super) questions: Vec<Question>,
    /// Its groups.
    pub(super) groups: Vec<Group>,
}

impl Wave {
    /// Refused once the wave is closed.
    ///
    /// # Errors
    /// `survey_closed`.
    pub(super) fn takes_sheets(&self) -> Result<()> {
        match self.row.status {
            WaveStatus::Open => Ok(()),
            WaveStatus::Closed => {
                Err(Error::refused("survey_closed", json!({ "wave": self.row.label, "day": self.row.closed_on })))
            }
        }
    }
}

/// A wave by its id.
///
/// # Errors
/// [`Error::Missing`].
pub(super) async fn load(on: &impl ConnectionTrait, id: WaveId) -> Result<Wave> {
    let row = survey_wave::Entity::find_by_id(id).one(on).await?.ok_or(Error::Missing { what: "wave" })?;
    of_row(on, row).await
}

async fn of_row(on: &impl ConnectionTrait, row: survey_wave::Model) -> Result<Wave> {
    let survey = survey::Entity::find_by_id(row.survey_id).one(on).await?.ok_or(Error::Missing { what: "survey" })?;
    Ok(Wave {
        title: survey.title,
        purpose: survey.purpose,
        questions: unpacked(&row.questions)?,
        groups: unpacked(&row.group_labels)?,
        row,
    })
}

/// Sheets of a wave.
///
/// # Errors
/// What the database answers.
pub(super) async fn sheets_of(on: &impl ConnectionTrait, wave: WaveId) -> Result<i64> {
    Ok(tallies_of(on, wave).await?.values().map(|tally| tally.sheets).sum())
}

/// The counts of a wave by group.
///
/// # Errors
/// What the database answers.
pub(super) async fn tallies_of(on: &impl ConnectionTrait, wave: WaveId) -> Result<BTreeMap<Option<i64>, Tally>> {
    let rows = survey_count::Entity::find().filter(survey_count::Column::WaveId.eq(wave)).all(on).await?;
    let mut tallies: BTreeMap<Option<i64>, Tally> = BTreeMap::new();
    for row in rows {
        tallies.entry(row.group_no).or_default().merge(&Tally::unpacked(row.sheets, &row.counts)?);
    }
    Ok(tallies)
}
