//! Open a wave, mend it, close it.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{survey, survey_count, survey_wave};
use super::super::model::{
    Group, OpenWave, Question, SaveWave, Tally, WaveStatus, WaveVersion, checked_wave, groups_of,
};
use super::super::queries::{load, packed, sheets_of};
use super::entry::insert_counts;
use crate::api::Nothing;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{SurveyId, WaveId};
use crate::ops::{self, Change};
use crate::organizations::{self, AsOf, UnitKind};
use crate::session::Session;
use crate::text::name_key;

/// Write a questionnaire within a change.
///
/// # Errors
/// What the database answers.
pub(in crate::surveys) async fn insert_survey(
    change: &mut Change<'_>,
    title: &str,
    purpose: Option<String>,
    questions: &[Question],
) -> Result<SurveyId> {
    let id = SurveyId::new();
    let row = survey::ActiveModel {
        id: Set(id),
        title: Set(title.to_owned()),
        purpose: Set(purpose),
        questions: Set(packed(questions)?),
        ..Default::default()
    };
    change.insert::<survey::Entity>(row).await?;
    Ok(id)
}

/// A wave that is opened.
pub(in crate::surveys) struct NewWave {
    pub survey_id: SurveyId,
    pub label: String,
    pub opens_on: NaiveDate,
    pub closes_on: Option<NaiveDate>,
    pub handed_out: Option<i64>,
    pub questions: String,
    pub groups: Vec<Group>,
}

/// Write a wave within a change.
///
/// # Errors
/// What the database answers.
pub(in crate::surveys) async fn insert_wave(change: &mut Change<'_>, new: NewWave) -> Result<WaveId> {
    let id = WaveId::new();
    let row = survey_wave::ActiveModel {
        id: Set(id),
        survey_id: Set(new.survey_id),
        label: Set(new.label),
        status: Set(WaveStatus::Open),
        opens_on: Set(new.opens_on),
        closes_on: Set(new.closes_on),
        closed_on: Set(None),
        handed_out: Set(new.handed_out),
        questions: Set(new.questions),
        group_labels: Set(packed(&new.groups)?),
        ..Default::default()
    };
    change.insert::<survey_wave::Entity>(row).await?;
    Ok(id)
}

/// Open a wave: its questions and groups stand fast from now on.
///
/// # Errors
/// [`Error::Invalid`] with the fields, [`Error::Missing`]; `survey_wave_named` for a name that a wave of the questionnaire has.
pub async fn open_wave(session: &Session, input: OpenWave) -> Result<WaveId> {
    let opens_on = input.opens_on.unwrap_or_else(|| session.today());
    let label = checked_wave(input.label, opens_on, input.closes_on, input.handed_out)?;
    let names = if input.by_branch {
        let units = organizations::units(session, AsOf { as_of: Some(opens_on), ..AsOf::default() }).await?;
        units.into_iter().filter(|unit| unit.kind == UnitKind::Branch).map(|unit| unit.label).collect()
    } else {
        input.groups
    };
    let groups = groups_of(names)?;
    let mut change = session.change("surveys", "open_wave").await?;
    let survey = survey::Entity::find_by_id(input.survey_id).one(change.on()).await?;
    let survey = survey.ok_or(Error::Missing { what: "survey" })?;
    if wave_named(&change, survey.id, &label).await?.is_some() {
        return Err(Error::invalid("label", "name_taken"));
    }
    let new = NewWave {
        survey_id: survey.id,
        label: label.clone(),
        opens_on,
        closes_on: input.closes_on,
        handed_out: input.handed_out,
        questions: survey.questions,
        groups,
    };
    let id = insert_wave(&mut change, new).await?;
    change.done(json!({ "title": survey.title, "wave": label })).await?;
    Ok(id)
}

/// The wave of a questionnaire that has a name.
async fn wave_named(change: &Change<'_>, survey: SurveyId, label: &str) -> Result<Option<WaveId>> {
    let waves = survey_wave::Entity::find().filter(survey_wave::Column::SurveyId.eq(survey)).all(change.on()).await?;
    Ok(waves.into_iter().find(|wave| name_key(&wave.label) == name_key(label)).map(|wave| wave.id))
}

/// Mend name, last day and sheets handed out of a wave.
///
/// # Errors
/// [`Error::Invalid`] with the fields: `name_taken`, `handed_few` for fewer sheets handed out than came in; [`Error::Changed`],
/// [`Error::Missing`].
pub async fn save_wave(session: &Session, input: SaveWave) -> Result<Nothing> {
    let mut change = session.change("surveys", "save_wave").await?;
    let wave = load(change.on(), input.id).await?;
    let label = checked_wave(input.label, wave.row.opens_on, input.closes_on, input.handed_out)?;
    if wave.row.version != input.version {
        return Err(Error::Changed);
    }
    if wave_named(&change, wave.row.survey_id, &label).await?.is_some_and(|other| other != input.id) {
        return Err(Error::invalid("label", "name_taken"));
    }
    let sheets = sheets_of(change.on(), input.id).await?;
    if input.handed_out.is_some_and(|out| out < sheets) {
        let about = json!({ "n": sheets });
        return Err(Error::Invalid(vec![FieldProblem {
            field: "handed_out".into(),
            code: "handed_few".into(),
            about,
        }]));
    }
    change
        .update::<survey_wave::Entity>(&wave.row, |active| {
            active.label = Set(label.clone());
            active.closes_on = Set(input.closes_on);
            active.handed_out = Set(input.handed_out);
        })
        .await?;
    change.done(json!({ "title": wave.title, "wave": label })).await?;
    Ok(Nothing {})
}

/// Close a wave: all piles of a group become one count, what ops remember of the piles goes with them, and the results can be
/// seen from now on. No sheet comes in any more.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `survey_closed`, `survey_no_sheets`.
pub async fn close_wave(session: &Session, input: WaveVersion) -> Result<Nothing> {
    let mut change = session.change("surveys", "close_wave").await?;
    let wave = load(change.on(), input.id).await?;
    wave.takes_sheets()?;
    if wave.row.version != input.version {
        return Err(Error::Changed);
    }
    change.is_final();
    let sheets = close_within(&mut change, &wave.row, session.today()).await?;
    if sheets == 0 {
        return Err(Error::refused("survey_no_sheets", json!({ "wave": wave.row.label })));
    }
    change.about_record("survey_wave", input.id.0);
    change.done(json!({ "title": wave.title, "wave": wave.row.label, "n": sheets })).await?;
    Ok(Nothing {})
}

/// Make one count of each group within a change; answers how many sheets.
///
/// # Errors
/// What the database answers.
async fn close_within(change: &mut Change<'_>, wave: &survey_wave::Model, day: NaiveDate) -> Result<i64> {
    let rows = survey_count::Entity::find().filter(survey_count::Column::WaveId.eq(wave.id)).all(change.on()).await?;
    let mut tallies: BTreeMap<Option<i64>, Tally> = BTreeMap::new();
    for row in &rows {
        tallies.entry(row.group_no).or_default().merge(&Tally::unpacked(row.sheets, &row.counts)?);
    }
    for row in &rows {
        change.destroy::<survey_count::Entity>(row).await?;
    }
    // A pile that was taken back is remembered by the op that took it: that goes, too.
    let ids: HashSet<uuid::Uuid> = rows.iter().map(|row| row.id.0).collect();
    let of_wave = wave.id.0.to_string();
    let tells = |table: &str, row: &serde_json::Value| {
        table == "survey_count" && row.get("wave_id").and_then(serde_json::Value::as_str) == Some(of_wave.as_str())
    };
    ops::forget_images(change.on(), &ids, &tells).await?;
    let sheets = tallies.values().map(|tally| tally.sheets).sum();
    insert_counts(change, wave.id, &tallies).await?;
    change
        .update::<survey_wave::Entity>(wave, |active| {
            active.status = Set(WaveStatus::Closed);
            active.closed_on = Set(Some(day));
        })
        .await?;
    Ok(sheets)
}
