//! Look at activities, time and decisions.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{activity, activity_decision, activity_log};
use super::model::{
    ActivitiesOf, ActivityReview, ActivityRow, DecisionRow, LogRow, LogsOf, Measured, MyTime, ReviewSource, TimeTile,
    middle, place_of, proposed,
};
use crate::api::Nothing;
use crate::dates::{FiscalCalendar, Period};
use crate::desk;
use crate::error::{Error, Result};
use crate::ids::ActivityId;
use crate::rights::Right;
use crate::session::Session;
use crate::surveys;

/// The union's fiscal years.
///
/// # Errors
/// What the database answers.
pub(super) async fn calendar(session: &Session) -> Result<FiscalCalendar> {
    let settings = desk::profile(session).await?;
    Ok(FiscalCalendar::new(u32::try_from(settings.fiscal_start_month).unwrap_or(4), None))
}

fn period(calendar: &FiscalCalendar, year: i64) -> Result<Period> {
    let period = i32::try_from(year).ok().and_then(|year| calendar.period(year));
    period.ok_or_else(|| Error::invalid("fiscal_year", "out_of_range_year"))
}

/// All activities of a fiscal year.
///
/// # Errors
/// [`Error::Invalid`] for a year that is none.
pub async fn list(session: &Session, input: ActivitiesOf) -> Result<ActivityReview> {
    let settings = desk::profile(session).await?;
    review(session, input.fiscal_year, session.today(), settings.suppress_k_internal).await
}

#[derive(Clone, Copy, Default)]
struct Sums {
    minutes: i64,
    cost: i64,
    people: i64,
}

/// The review of a fiscal year as on a day, with the needs as far as `k` lets them be shown. Without a year: that of the day.
///
/// # Errors
/// [`Error::Invalid`] for a year that is none.
pub(crate) async fn review(session: &Session, year: Option<i64>, day: NaiveDate, k: i64) -> Result<ActivityReview> {
    let on = session.look();
    let calendar = calendar(session).await?;
    let fiscal_year = year.unwrap_or_else(|| i64::from(calendar.year_of(day)));
    let whole = period(&calendar, fiscal_year)?;
    let last = period(&calendar, fiscal_year - 1)?;
    let mut sums: HashMap<ActivityId, [Sums; 2]> = HashMap::new();
    let mut years: BTreeSet<i64> = BTreeSet::from([fiscal_year, i64::from(calendar.year_of(day))]);
    for row in activity_log::Entity::find().filter(activity_log::Column::DoneOn.lte(day)).all(on).await? {
        years.insert(i64::from(calendar.year_of(row.done_on)));
        let at = match row.done_on {
            on if whole.contains(on) => 0,
            on if last.contains(on) => 1,
            _ => continue,
        };
        if let Some(sum) = sums.entry(row.activity_id).or_default().get_mut(at) {
            sum.minutes += row.minutes;
            sum.cost += row.cost;
            sum.people += row.people.unwrap_or(0);
        }
    }
    let mut decisions: BTreeMap<(ActivityId, i64), DecisionRow> = BTreeMap::new();
    for row in activity_decision::Entity::find().filter(activity_decision::Column::DecidedOn.lte(day)).all(on).await? {
        years.insert(row.fiscal_year.min(i64::from(calendar.year_of(day))));
        decisions.insert((row.activity_id, row.fiscal_year), told(row, day));
    }
    let needs = surveys::needs(session, day, k).await?;
    let activities = activity::Entity::find().order_by_asc(activity::Column::Id).all(on).await?;
    let there = |row: &activity::Model| row.from_on <= whole.to && row.ended_on.is_none_or(|last| last >= whole.from);
    let mut rows = Vec::new();
    let mut measured = Vec::new();
    for row in activities.into_iter().filter(there) {
        let [now, before] = sums.get(&row.id).copied().unwrap_or_default();
        let next = decisions.get(&(row.id, fiscal_year + 1)).cloned();
        let this = decisions.get(&(row.id, fiscal_year)).cloned();
        let asked = needs.as_ref().and_then(|needs| needs.themes.iter().find(|need| need.theme == row.theme)?.share);
        let seen = next.as_ref().and_then(|one| one.need).or_else(|| this.as_ref().and_then(|one| one.need));
        let need_seen = seen.filter(|_| needs.is_none());
        measured.push(Measured { minutes: now.minutes, need: asked.or(need_seen) });
        rows.push(ActivityRow {
            id: row.id,
            version: row.version,
            title: row.title,
            theme: row.theme,
            note: row.note,
            from_on: row.from_on,
            ended_on: row.ended_on,
            minutes: now.minutes,
            minutes_before: before.minutes,
            cost: now.cost,
            people: now.people,
            need: asked,
            need_seen,
            place: None,
            proposed: None,
            next,
            this,
        });
    }
    // Only what has both stands in the picture, and only that makes its middles.
    let placed: Vec<(i64, i64)> =
        measured.iter().filter(|one| one.minutes > 0).filter_map(|one| Some((one.minutes, one.need?))).collect();
    let minutes = middle(placed.iter().map(|one| one.0).collect());
    let need = middle(placed.iter().map(|one| one.1).collect());
    if let Some(middles) = minutes.zip(need) {
        for (row, one) in rows.iter_mut().zip(&measured).filter(|(_, one)| one.minutes > 0) {
            row.place = one.need.map(|need| place_of(one.minutes, need, middles));
            row.proposed = row.place.map(proposed);
        }
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.minutes), row.id));
    Ok(ActivityReview {
        fiscal_year,
        from: whole.from,
        to: whole.to,
        through: day.min(whole.to),
        years: years.into_iter().rev().collect(),
        source: needs.map(|needs| ReviewSource { wave: needs.wave, n: needs.n }),
        twice_middle_minutes: minutes,
        twice_middle_need: need,
        rows,
    })
}

/// A decision as on a day: what became of it may have been told later.
fn told(row: activity_decision::Model, day: NaiveDate) -> DecisionRow {
    let known = row.result_on.is_none_or(|on| on <= day);
    DecisionRow {
        id: row.id,
        version: row.version,
        fiscal_year: row.fiscal_year,
        decision: row.decision,
        reason: row.reason,
        dissent: row.dissent,
        effect: row.effect,
        need: row.need,
        body: row.body,
        decided_on: row.decided_on,
        result: row.result.filter(|_| known),
        result_text: row.result_text.filter(|_| known),
        result_on: row.result_on.filter(|_| known),
    }
}

fn log_row(row: activity_log::Model, titles: &HashMap<ActivityId, String>) -> LogRow {
    LogRow {
        id: row.id,
        version: row.version,
        title: titles.get(&row.activity_id).cloned().unwrap_or_default(),
        activity_id: row.activity_id,
        done_on: row.done_on,
        minutes: row.minutes,
        cost: row.cost,
        people: row.people,
        note: row.note,
    }
}

/// Whether an entry still says something: one that was mended to nothing is kept, and not shown.
pub(super) fn says(row: &activity_log::Model) -> bool {
    row.minutes > 0 || row.cost > 0 || row.people.unwrap_or(0) > 0
}

/// The entries of a fiscal year, newest first. Who wrote them is not told.
///
/// # Errors
/// [`Error::Invalid`] for a year that is none.
pub async fn logs(session: &Session, input: LogsOf) -> Result<Vec<LogRow>> {
    let on = session.look();
    let calendar = calendar(session).await?;
    let year = input.fiscal_year.unwrap_or_else(|| i64::from(calendar.year_of(session.today())));
    let whole = period(&calendar, year)?;
    let titles = titles(session).await?;
    let mut query = activity_log::Entity::find()
        .filter(activity_log::Column::DoneOn.between(whole.from, whole.to))
        .order_by_desc(activity_log::Column::DoneOn)
        .order_by_desc(activity_log::Column::Id);
    if let Some(id) = input.activity_id {
        query = query.filter(activity_log::Column::ActivityId.eq(id));
    }
    Ok(query.all(on).await?.into_iter().filter(says).map(|row| log_row(row, &titles)).collect())
}

async fn titles(session: &Session) -> Result<HashMap<ActivityId, String>> {
    let all = activity::Entity::find().all(session.look()).await?;
    Ok(all.into_iter().map(|row| (row.id, row.title)).collect())
}

/// The own entries of the last seven days, and the activities that time can be noted for: those noted most often first.
///
/// # Errors
/// What the database answers.
pub async fn my_time(session: &Session, _input: Nothing) -> Result<MyTime> {
    let on = session.look();
    let today = session.today();
    let first = today.checked_sub_days(Days::new(6)).unwrap_or(today);
    let own: Vec<activity_log::Model> = activity_log::Entity::find()
        .filter(activity_log::Column::CreatedBy.eq(session.officer().0))
        .order_by_desc(activity_log::Column::DoneOn)
        .order_by_desc(activity_log::Column::Id)
        .all(on)
        .await?;
    let mut often: HashMap<ActivityId, usize> = HashMap::new();
    for row in &own {
        *often.entry(row.activity_id).or_default() += 1;
    }
    let titles = titles(session).await?;
    let week = own.into_iter().filter(|row| row.done_on >= first && row.done_on <= today && says(row));
    let entries: Vec<LogRow> = week.map(|row| log_row(row, &titles)).collect();
    let minutes =
        |test: &dyn Fn(&LogRow) -> bool| entries.iter().filter(|row| test(row)).map(|row| row.minutes).sum::<i64>();
    let going = activity::Entity::find().order_by_asc(activity::Column::Id).all(on).await?;
    let mut tiles: Vec<TimeTile> = going
        .into_iter()
        .filter(|row| row.from_on <= today && row.ended_on.is_none_or(|last| last >= today))
        .map(|row| TimeTile {
            minutes: minutes(&|entry| entry.activity_id == row.id),
            id: row.id,
            title: row.title,
            theme: row.theme,
        })
        .collect();
    tiles.sort_by_key(|tile| std::cmp::Reverse(often.get(&tile.id).copied().unwrap_or(0)));
    Ok(MyTime { tiles, today: minutes(&|entry| entry.done_on == today), week: minutes(&|_| true), entries })
}

/// What the home page says: decisions of this year of which nobody has said what became of them, in its last quarter.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut desk::Home) -> Result<()> {
    if !session.can(Right::ChangeActivities) {
        return Ok(());
    }
    let calendar = calendar(session).await?;
    let today = session.today();
    let year = i64::from(calendar.year_of(today));
    let near = period(&calendar, year)?.to.checked_sub_days(Days::new(90)).is_some_and(|from| today >= from);
    let untold = activity_decision::Entity::find()
        .filter(activity_decision::Column::Result.is_null())
        .filter(activity_decision::Column::FiscalYear.lt(year + i64::from(near)))
        .all(session.look())
        .await?;
    if !untold.is_empty() {
        home.task("activity_results", i64::try_from(untold.len()).unwrap_or(i64::MAX), "/activities");
    }
    Ok(())
}
