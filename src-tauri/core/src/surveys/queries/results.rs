//! What closed waves say.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use super::super::entity::survey_wave;
use super::super::model::{
    Before, Question, QuestionResult, SurveyResults, SurveyResultsOf, Tally, ThemeNeed, ThemeNeeds, Thresholds,
    WaveStatus, by_group,
};
use super::{Wave, load, of_row, row_of, tallies_of};
use crate::desk;
use crate::error::{Error, Result};
use crate::excel::cell::tenths_of_percent;
use crate::labels::{Locale, word};
use crate::rights::Right;
use crate::session::Session;

/// Waves that were closed by a day, the newest first.
///
/// # Errors
/// What the database answers.
pub(crate) async fn closed_waves(session: &Session, day: NaiveDate) -> Result<Vec<Wave>> {
    let on = session.look();
    let rows = survey_wave::Entity::find()
        .filter(survey_wave::Column::Status.eq(WaveStatus::Closed))
        .filter(survey_wave::Column::ClosedOn.lte(day))
        .order_by_desc(survey_wave::Column::ClosedOn)
        .order_by_desc(survey_wave::Column::Id)
        .all(on)
        .await?;
    let mut waves = Vec::new();
    for row in rows {
        waves.push(of_row(on, row).await?);
    }
    Ok(waves)
}

impl Wave {
    /// It asked a question of the nation's.
    pub(crate) fn is_national(&self) -> bool {
        self.questions.iter().any(|question| question.national.is_some())
    }
}

/// The results of a closed wave, protected for the executive or for members.
///
/// # Errors
/// `survey_open` while sheets come in: results that grow by one sheet would tell that sheet; `survey_beside` for a wave
/// beside it that is the same or came later. [`Error::Missing`].
pub async fn results(session: &Session, input: SurveyResultsOf) -> Result<SurveyResults> {
    let settings = desk::profile(session).await?;
    // Who sees counts only sees what members see.
    let inside = !input.for_members && session.can(Right::EnterSurveys);
    let k = if inside { settings.suppress_k_internal } else { settings.suppress_k_public };
    let wave = load(session.look(), input.wave_id).await?;
    let beside = match input.beside {
        Some(id) => Some(load(session.look(), id).await?),
        None => None,
    };
    results_of(session, &wave, beside, k, session.locale).await
}

/// The results of a wave at a threshold, in a language. Without a wave to stand beside it, the one before of the same
/// questionnaire does.
///
/// # Errors
/// As [`results`].
pub(crate) async fn results_of(
    session: &Session,
    wave: &Wave,
    beside: Option<Wave>,
    k: i64,
    locale: Locale,
) -> Result<SurveyResults> {
    let on = session.look();
    let is_open = |wave: &Wave| {
        (wave.row.status == WaveStatus::Open).then(|| Error::refused("survey_open", json!({ "wave": wave.row.label })))
    };
    if let Some(refusal) = is_open(wave).or_else(|| beside.as_ref().and_then(is_open)) {
        return Err(refusal);
    }
    let came_before = |other: &Wave| (other.row.closed_on, other.row.id) < (wave.row.closed_on, wave.row.id);
    if let Some(other) = beside.as_ref().filter(|other| !came_before(other)) {
        return Err(Error::refused("survey_beside", json!({ "wave": wave.row.label, "other": other.row.label })));
    }
    let settings = desk::profile(session).await?;
    // Nobody finds out by this view what another withholds.
    let of = Thresholds { k, finest: k.min(settings.suppress_k_internal).min(settings.suppress_k_public) };
    let closed = wave.row.closed_on.unwrap_or(wave.row.opens_on);
    let beside = match beside {
        Some(other) => Some(other),
        None => closed_waves(session, closed)
            .await?
            .into_iter()
            .find(|other| other.row.survey_id == wave.row.survey_id && came_before(other)),
    };
    let tallies = tallies_of(on, wave.row.id).await?;
    let mut whole = Tally::default();
    tallies.values().for_each(|tally| whole.merge(tally));
    let groups = by_group(&wave.groups, &tallies, word(locale, "surveys.group.untold"));
    let earlier = match &beside {
        Some(other) => {
            let mut sum = Tally::default();
            tallies_of(on, other.row.id).await?.values().for_each(|tally| sum.merge(tally));
            Some(sum)
        }
        None => None,
    };
    let asked_then: Vec<Question> =
        beside.iter().flat_map(|other| other.questions.iter()).map(|question| question.shown(locale)).collect();
    let before = earlier.as_ref().map(|tally| Before { questions: &asked_then, tally });
    let hidden = whole.sheets < k;
    let asked = wave.questions.iter().filter(|_| !hidden);
    let questions: Vec<QuestionResult> = asked
        .map(|question| QuestionResult::of(question.shown(locale), &whole, &groups, before.as_ref(), of))
        .collect();
    Ok(SurveyResults {
        // More sheets than were handed out are no share of them.
        response: wave
            .row
            .handed_out
            .filter(|out| *out >= whole.sheets)
            .and_then(|out| tenths_of_percent(whole.sheets, out)),
        wave: row_of(wave, whole.sheets),
        beside: beside.as_ref().zip(earlier.as_ref()).map(|(other, tally)| row_of(other, tally.sheets)),
        k,
        hidden,
        questions,
    })
}

/// What the newest wave that asked for it says of the need for activities, as on a day; none when no wave did.
///
/// # Errors
/// What the database answers.
pub(crate) async fn needs(session: &Session, day: NaiveDate, k: i64) -> Result<Option<ThemeNeeds>> {
    for wave in closed_waves(session, day).await? {
        let themed = wave.questions.iter().find(|one| one.choices.iter().any(|choice| choice.theme.is_some()));
        let Some(no) = themed.map(|question| question.no) else { continue };
        let found = results_of(session, &wave, None, k, session.locale).await?;
        let Some(result) = found.questions.iter().find(|result| result.question.no == no) else { continue };
        let Some(n) = result.n else { continue };
        let themes = result
            .question
            .choices
            .iter()
            .zip(&result.choices)
            .filter_map(|(choice, said)| Some(ThemeNeed { theme: choice.theme?, share: said.share }));
        return Ok(Some(ThemeNeeds { themes: themes.collect(), wave: found.wave, n }));
    }
    Ok(None)
}
