//! The union beside the nation (R20), and what is worth its hours (R21).

use serde_json::json;

use super::actions::Asked;
use super::pack::CodedPage;
use super::pages;
use crate::activities;
use crate::error::{Error, Result};
use crate::excel::page::Page;
use crate::session::Session;
use crate::surveys::{self, SurveyResults};

/// The newest wave of a day that asked a question of the nation's, as members may see it.
async fn compared(session: &Session, asked: &Asked) -> Result<Option<SurveyResults>> {
    let waves = surveys::closed_waves(session, asked.days.as_of).await?;
    let Some(wave) = waves.iter().find(|wave| wave.is_national()) else { return Ok(None) };
    let k = asked.settings.suppress_k_public;
    Ok(Some(surveys::results_of(session, wave, None, k, asked.words.locale()).await?))
}

/// 共助ベンチマーク (R20).
///
/// # Errors
/// `survey_none` without a closed wave, `survey_too_few` where so few answered that nothing may be shown.
pub(super) async fn comparison(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    let results = compared(session, asked).await?.ok_or_else(|| Error::refused("survey_none", json!({})))?;
    let pages = if results.hidden { Vec::new() } else { pages::surveys::comparison(&asked.words, &results) };
    if pages.is_empty() {
        return Err(Error::refused("survey_too_few", json!({ "k": results.k })));
    }
    Ok(pages)
}

/// The comparison in the pack; the nation alone while the union has not asked.
///
/// # Errors
/// What the database answers.
pub(super) async fn comparison_in_pack(session: &Session, asked: &Asked) -> Result<Option<Vec<CodedPage>>> {
    let results = compared(session, asked).await?.filter(|results| !results.hidden);
    let pages = results.map(|results| pages::surveys::in_pack(&asked.words, &results));
    Ok(pages.filter(|pages| !pages.is_empty()))
}

/// 取組の優先順位 (R21).
///
/// # Errors
/// `no_activities` for a year without any.
pub(super) async fn review(session: &Session, asked: &Asked) -> Result<Vec<Page>> {
    let review = activities::review(session, None, asked.days.as_of, asked.settings.suppress_k_internal).await?;
    if review.rows.is_empty() {
        return Err(Error::refused("no_activities", json!({})));
    }
    Ok(pages::activities::review(&asked.words, &review))
}

/// 活動と優先順位 in the pack; none of a union that notes no hours and decides nothing.
///
/// # Errors
/// What the database answers.
pub(super) async fn review_in_pack(session: &Session, asked: &Asked) -> Result<Option<Page>> {
    let review = activities::review(session, None, asked.days.as_of, asked.settings.suppress_k_public).await?;
    let tells = review.rows.iter().any(|row| row.minutes > 0 || row.next.is_some() || row.this.is_some());
    Ok(tells.then(|| pages::activities::in_pack(&asked.words, &review)))
}
