//! Questionnaires and their waves.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{survey, survey_count, survey_form, survey_wave};
use super::super::model::{
    Question, SurveyFields, SurveyFormRow, SurveyRow, WaveDetail, WaveNamed, WaveRow, WaveStatus,
};
use super::{Wave, load, sheets_of, unpacked};
use crate::api::Nothing;
use crate::desk;
use crate::error::Result;
use crate::ids::{SurveyId, WaveId};
use crate::rights::Right;
use crate::session::Session;
use crate::text::name_key;

/// A wave as it is told.
pub(in crate::surveys) fn row_of(wave: &Wave, sheets: i64) -> WaveRow {
    WaveRow {
        id: wave.row.id,
        version: wave.row.version,
        survey_id: wave.row.survey_id,
        title: wave.title.clone(),
        label: wave.row.label.clone(),
        status: wave.row.status,
        opens_on: wave.row.opens_on,
        closes_on: wave.row.closes_on,
        closed_on: wave.row.closed_on,
        handed_out: wave.row.handed_out,
        sheets,
        groups: wave.groups.clone(),
    }
}

/// All questionnaires with their waves, the newest first.
///
/// # Errors
/// What the database answers.
pub async fn list(session: &Session, _input: Nothing) -> Result<Vec<SurveyRow>> {
    let on = session.look();
    let mut sheets: HashMap<WaveId, i64> = HashMap::new();
    for row in survey_count::Entity::find().all(on).await? {
        *sheets.entry(row.wave_id).or_default() += row.sheets;
    }
    let surveys = survey::Entity::find().order_by_desc(survey::Column::Id).all(on).await?;
    let mut waves: HashMap<SurveyId, Vec<WaveRow>> = HashMap::new();
    let newest = survey_wave::Entity::find()
        .order_by_desc(survey_wave::Column::OpensOn)
        .order_by_desc(survey_wave::Column::Id)
        .all(on)
        .await?;
    for row in newest {
        let Some(survey) = surveys.iter().find(|survey| survey.id == row.survey_id) else { continue };
        let n = sheets.get(&row.id).copied().unwrap_or(0);
        let wave = Wave {
            title: survey.title.clone(),
            purpose: None,
            questions: Vec::new(),
            groups: unpacked(&row.group_labels)?,
            row,
        };
        waves.entry(survey.id).or_default().push(row_of(&wave, n));
    }
    surveys
        .into_iter()
        .map(|survey| {
            let questions: Vec<Question> = unpacked(&survey.questions)?;
            Ok(SurveyRow {
                id: survey.id,
                version: survey.version,
                title: survey.title,
                purpose: survey.purpose,
                questions: questions.iter().map(|question| question.shown(session.locale)).collect(),
                waves: waves.remove(&survey.id).unwrap_or_default(),
            })
        })
        .collect()
}

/// A wave with its questions and, for those who count sheets, the forms that went out.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn wave(session: &Session, input: WaveNamed) -> Result<WaveDetail> {
    let on = session.look();
    let wave = load(on, input.id).await?;
    let forms = survey_form::Entity::find()
        .filter(survey_form::Column::WaveId.eq(input.id))
        .order_by_desc(survey_form::Column::Id)
        .all(on)
        .await?;
    // How many sheets a workplace sent tells of few people: it is for those who count them.
    let forms = if session.can(Right::EnterSurveys) { forms } else { Vec::new() };
    let newest = |label: &str| {
        let same = |form: &&survey_form::Model| name_key(&form.label) == name_key(label);
        forms.iter().filter(same).map(|form| form.edition).max()
    };
    let settings = desk::profile(session).await?;
    Ok(WaveDetail {
        pile: settings.suppress_k_internal.min(settings.suppress_k_public),
        wave: row_of(&wave, sheets_of(on, input.id).await?),
        questions: wave.questions.iter().map(|question| question.shown(session.locale)).collect(),
        forms: forms
            .iter()
            .map(|form| SurveyFormRow {
                id: form.id,
                code: form.code.clone(),
                label: form.label.clone(),
                edition: form.edition,
                sent_on: form.sent_on,
                taken_on: form.taken_on,
                taken: form.taken,
                old: newest(&form.label).is_some_and(|newest| newest > form.edition),
            })
            .collect(),
    })
}

/// The questionnaire that is offered first: the questions of 2020, and which activities members want more of.
///
/// # Errors
/// Never.
pub async fn standard(session: &Session, _input: Nothing) -> Result<SurveyRow> {
    let (title, purpose, questions) = SurveyFields::standard(session.locale);
    Ok(SurveyRow { id: SurveyId::new(), version: 0, title, purpose: Some(purpose), questions, waves: Vec::new() })
}

/// What the home page says: waves whose last day is over, for those who can close them.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut crate::desk::Home) -> Result<()> {
    if !session.can(Right::ChangeSurveys) {
        return Ok(());
    }
    let open = survey_wave::Entity::find()
        .filter(survey_wave::Column::Status.eq(WaveStatus::Open))
        .filter(survey_wave::Column::ClosesOn.lt(session.today()))
        .all(session.look())
        .await?;
    if !open.is_empty() {
        home.task("survey_over", i64::try_from(open.len()).unwrap_or(i64::MAX), "/surveys");
    }
    Ok(())
}
