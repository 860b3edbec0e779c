//! The fictional union's activities: hours and money of two fiscal years, the decisions of the last congress and of the next.

use chrono::{Datelike, Days, NaiveDate};
use sea_orm::ActiveValue::Set;

use super::actions::insert_activity;
use super::entity::{activity_decision, activity_log};
use super::model::{ActivityDecision, ActivityFields, ActivityOutcome};
use crate::dice::Dice;
use crate::error::Result;
use crate::ids::{ActivityDecisionId, ActivityLogId};
use crate::labels::{Locale, word};
use crate::ops::Change;
use crate::organizations;
use crate::surveys::ActivityTheme;

/// Month in which the sample's fiscal year begins, as in every new union.
const FISCAL_START: u32 = 4;

/// An activity: key of its words, theme, entries a month, minutes and yen of an entry, people of an entry.
type Line = (&'static str, ActivityTheme, i64, (i64, i64), (i64, i64), (i64, i64));

const LINES: [Line; 12] = [
    ("bargaining", ActivityTheme::Bargaining, 5, (120, 360), (0, 8_000), (4, 12)),
    ("rounds", ActivityTheme::WorkplaceIssue, 6, (60, 150), (0, 2_000), (6, 20)),
    ("organizing", ActivityTheme::Organizing, 2, (60, 120), (0, 5_000), (2, 8)),
    ("counselling", ActivityTheme::Career, 3, (60, 90), (0, 1_000), (1, 3)),
    ("cross_training", ActivityTheme::Training, 2, (90, 240), (10_000, 60_000), (8, 24)),
    ("job_change", ActivityTheme::Placement, 1, (30, 90), (0, 1_000), (1, 3)),
    ("mutual_aid", ActivityTheme::Welfare, 4, (60, 180), (0, 10_000), (4, 16)),
    ("newsletter", ActivityTheme::Communication, 4, (180, 360), (20_000, 60_000), (0, 0)),
    ("safety", ActivityTheme::ComplianceSafety, 2, (60, 120), (0, 1_000), (4, 10)),
    ("policy", ActivityTheme::Politics, 2, (120, 300), (5_000, 40_000), (2, 10)),
    ("festival", ActivityTheme::Community, 1, (240, 600), (50_000, 200_000), (30, 120)),
    ("office", ActivityTheme::Admin, 8, (60, 240), (0, 3_000), (0, 0)),
];

/// Decisions of the congress before: activity, decision, what became of it.
const LAST: [(&str, ActivityDecision, Option<ActivityOutcome>); 6] = [
    ("counselling", ActivityDecision::Grow, Some(ActivityOutcome::Done)),
    ("cross_training", ActivityDecision::Grow, Some(ActivityOutcome::Partly)),
    ("newsletter", ActivityDecision::Shrink, Some(ActivityOutcome::NotDone)),
    ("festival", ActivityDecision::Shrink, Some(ActivityOutcome::Done)),
    ("bargaining", ActivityDecision::Keep, Some(ActivityOutcome::Done)),
    ("policy", ActivityDecision::Keep, None),
];

/// Decisions for the next year.
const NEXT: [(&str, ActivityDecision); 4] = [
    ("counselling", ActivityDecision::Grow),
    ("newsletter", ActivityDecision::Shrink),
    ("festival", ActivityDecision::Stop),
    ("bargaining", ActivityDecision::Keep),
];

fn say(key: &str) -> String {
    word(Locale::Ja, &format!("activities.sample.{key}")).to_owned()
}

/// Activities, entries and decisions.
///
/// # Errors
/// What the database answers.
pub(crate) async fn sample(change: &mut Change<'_>, mut dice: Dice) -> Result<()> {
    let last = organizations::last_day();
    let calendar = crate::dates::FiscalCalendar::new(FISCAL_START, None);
    let year = i64::from(calendar.year_of(last));
    let from = calendar.period(last.year() - 2).map_or(last, |period| period.from);
    let mut logs = Vec::new();
    let mut decisions = Vec::new();
    for (key, theme, often, minutes, cost, people) in LINES {
        let fields = ActivityFields { title: say(key), theme, note: None, from_on: Some(from) };
        let id = insert_activity(change, fields).await?;
        let mut month = from;
        while month <= last {
            let end = crate::dates::month_end(month).min(last);
            for _ in 0..often {
                let people = (people.1 > 0).then(|| dice.between(people.0, people.1));
                logs.push(activity_log::ActiveModel {
                    id: Set(ActivityLogId::new()),
                    activity_id: Set(id),
                    done_on: Set(dice.day(month, end)),
                    minutes: Set(dice.between(minutes.0 / 15, minutes.1 / 15) * 15),
                    cost: Set(dice.between(cost.0 / 100, cost.1 / 100) * 100),
                    people: Set(people),
                    note: Set(None),
                    ..Default::default()
                });
            }
            month = crate::dates::day_after(crate::dates::month_end(month));
        }
        let mut decision =
            |fiscal_year: i64, decided_on: NaiveDate, decision: ActivityDecision, result: Option<ActivityOutcome>| {
                decisions.push(activity_decision::ActiveModel {
                    id: Set(ActivityDecisionId::new()),
                    activity_id: Set(id),
                    fiscal_year: Set(fiscal_year),
                    decision: Set(decision),
                    reason: Set(say(&format!("reason.{key}"))),
                    dissent: Set((key == "newsletter").then(|| say("dissent"))),
                    effect: Set(Some(dice.between(2, 5))),
                    need: Set(None),
                    body: Set(Some(say("body"))),
                    decided_on: Set(decided_on),
                    result: Set(result),
                    result_text: Set(result.map(|_| say(&format!("result.{key}")))),
                    result_on: Set(result.map(|_| last)),
                    ..Default::default()
                });
            };
        for (_, what, result) in LAST.iter().filter(|(of, ..)| *of == key) {
            let congress = calendar.period(last.year()).map_or(from, |period| period.from);
            decision(year, congress.checked_sub_days(Days::new(20)).unwrap_or(congress), *what, *result);
        }
        for (_, what) in NEXT.iter().filter(|(of, _)| *of == key) {
            decision(year + 1, last.checked_sub_days(Days::new(12)).unwrap_or(last), *what, None);
        }
    }
    change.insert_many::<activity_log::Entity>(logs).await?;
    change.insert_many::<activity_decision::Entity>(decisions).await?;
    Ok(())
}
