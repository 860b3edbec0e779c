//! What written reports told is kept, so that a later one of the same time does not tell the difference (S-07).

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::entity::case_figures_told;
use super::ledger::{MOST_TOLD, Told};
use super::model::{Cut, Statistics};
use crate::error::{Error, Result};
use crate::ids::FiguresToldId;
use crate::session::Session;

/// Statistics, and what would be told with them.
pub(crate) struct Made {
    /// As they may be shown.
    pub statistics: Statistics,
    pub(super) told: Told,
}

/// What was told to the same readers about times that share a day with this one, the oldest first. Who sees more has seen what
/// members were told, too.
pub(super) async fn earlier(on: &impl ConnectionTrait, cut: Cut, k: u64) -> Result<Vec<Told>> {
    let rows = case_figures_told::Entity::find()
        .filter(case_figures_told::Column::K.gte(i64::try_from(k).unwrap_or(i64::MAX)))
        .filter(case_figures_told::Column::FromOn.lte(cut.to))
        .filter(case_figures_told::Column::ToOn.gte(cut.from.pred_opt().unwrap_or(NaiveDate::MIN)))
        .order_by_desc(case_figures_told::Column::Id)
        .limit(MOST_TOLD as u64)
        .all(on)
        .await?;
    rows.into_iter()
        .rev()
        .map(|row| {
            let told: Told = serde_json::from_str(&row.figures).map_err(|error| Error::Bug(error.to_string()))?;
            Ok(told.withheld_below(u64::try_from(row.k).unwrap_or(u64::MAX)))
        })
        .collect()
}

/// Keep what a report tells. Asked before its file is written: a file that then fails costs a little precision later, one that
/// nobody remembers would cost somebody's secret.
///
/// # Errors
/// What the database answers.
pub(crate) async fn remember(session: &Session, report: &str, made: &Made) -> Result<()> {
    let mut change = session.change("cases", "remember_figures").await?;
    change.is_final();
    let figures = serde_json::to_string(&made.told).map_err(|error| Error::Bug(error.to_string()))?;
    let same = case_figures_told::Entity::find()
        .filter(case_figures_told::Column::FromOn.eq(made.statistics.from))
        .filter(case_figures_told::Column::ToOn.eq(made.statistics.to))
        .filter(case_figures_told::Column::Figures.eq(&figures))
        .one(change.on())
        .await?;
    if same.is_some() {
        return Ok(());
    }
    let row = case_figures_told::ActiveModel {
        id: Set(FiguresToldId::new()),
        report: Set(report.to_owned()),
        k: Set(i64::try_from(made.statistics.k).unwrap_or(i64::MAX)),
        from_on: Set(made.statistics.from),
        to_on: Set(made.statistics.to),
        figures: Set(figures),
        ..Default::default()
    };
    change.keep::<case_figures_told::Entity>(vec![row]).await?;
    change.done(json!({ "report": report })).await?;
    Ok(())
}
