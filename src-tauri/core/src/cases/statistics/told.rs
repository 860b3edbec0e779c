//! What written reports told is kept, so that a later one of the same time does not tell the difference (S-07).

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::entity::case_figures_told;
use super::ledger::{MOST_TOLD, Told};
use super::model::{Cut, Statistics};
use crate::dates::{Period, day_after};
use crate::error::{Error, Result};
use crate::ids::FiguresToldId;
use crate::session::Session;

/// Statistics, and what would be told with them.
pub(crate) struct Made {
    /// As they may be shown.
    pub statistics: Statistics,
    pub(super) told: Told,
}

/// What was told to the same readers about times that share a day with this one, directly or through another report, the oldest
/// first; and about those that end on the day before or begin on the day after, since what stands on a day is told by both. Who sees
/// more has seen what members were told, too.
pub(super) async fn earlier(on: &impl ConnectionTrait, cut: Cut, k: u64) -> Result<Vec<Told>> {
    use case_figures_told::{Column, Entity};
    let written: Vec<(FiguresToldId, NaiveDate, NaiveDate)> = Entity::find()
        .select_only()
        .columns([Column::Id, Column::FromOn, Column::ToOn])
        .filter(Column::K.gte(i64::try_from(k).unwrap_or(i64::MAX)))
        .order_by_desc(Column::Id)
        .into_tuple()
        .all(on)
        .await?;
    let written: Vec<_> = written.into_iter().map(|(id, from, to)| (id, Period { from, to })).collect();
    let days = Period { from: cut.from, to: cut.to };
    let newest: Vec<FiguresToldId> = linked(&written, days).into_iter().take(MOST_TOLD).collect();
    let rows = Entity::find().filter(Column::Id.is_in(newest)).order_by_asc(Column::Id).all(on).await?;
    rows.into_iter()
        .map(|row| {
            let told: Told = serde_json::from_str(&row.figures).map_err(|error| Error::Bug(error.to_string()))?;
            Ok(told.withheld_below(u64::try_from(row.k).unwrap_or(u64::MAX)))
        })
        .collect()
}

/// Which of these reports a reader can set beside one of such days, in the order given.
fn linked<T: Copy>(written: &[(T, Period)], days: Period) -> Vec<T> {
    let share = |a: &Period, b: &Period| a.from <= b.to && b.from <= a.to;
    let mut reached = vec![days];
    loop {
        let met = |span: &Period| !reached.contains(span) && reached.iter().any(|other| share(span, other));
        let more: Vec<Period> = written.iter().map(|(_, span)| *span).filter(met).collect();
        if more.is_empty() {
            break;
        }
        reached.extend(more);
    }
    let beside = |span: &Period| day_after(span.to) == days.from || day_after(days.to) == span.from;
    written.iter().filter(|(_, span)| reached.contains(span) || beside(span)).map(|(id, _)| *id).collect()
}

/// The first day of a report that shares days with these and begins earlier: from then on figures hold together best.
pub(super) fn earlier_first_day(told: &[Told], cut: Cut) -> Option<NaiveDate> {
    let spans = told.iter().filter_map(Told::span);
    spans.filter(|span| span.from < cut.from && cut.from <= span.to).map(|span| span.from).min()
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

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn s_07_reports_are_linked_through_others_and_by_the_days_beside() {
        let days = |from: &str, to: &str| Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
        let written = [
            ("the year before", days("2025-04-01", "2026-03-31")),
            ("a quarter of it", days("2025-10-01", "2025-12-31")),
            ("overlaps", days("2026-04-01", "2026-07-31")),
            ("through another", days("2026-04-01", "2026-04-30")),
            ("the month after", days("2026-10-01", "2026-10-31")),
            ("later", days("2026-11-01", "2026-11-30")),
        ];
        assert_eq!(
            linked(&written, days("2026-07-01", "2026-09-30")),
            ["overlaps", "through another", "the month after"]
        );
        assert_eq!(
            linked(&written, days("2026-04-01", "2026-06-30")),
            ["the year before", "overlaps", "through another"]
        );
    }
}
