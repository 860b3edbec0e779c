//! Reports for the executive: the movement (R03), the sheet for the yearly survey (R04), the list of officers (R22).

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use uuid::Uuid;

use super::actions::Asked;
use super::figures::steps::Step;
use super::pages::movement::{MovementGround, by_reason, by_unit, details};
use super::pages::{offices, survey};
use super::{closing, history, queries};
use crate::error::Result;
use crate::excel::page::Page;
use crate::rights::Right;
use crate::session::Session;

/// Lines of the details in a preview.
const PREVIEW: usize = 200;

/// The day of the survey that a day belongs to: 30 June of that year, or of the year before until it comes.
pub(super) fn survey_day(day: NaiveDate) -> NaiveDate {
    let june = |year| NaiveDate::from_ymd_opt(year, 6, 30);
    june(day.year()).filter(|last| *last <= day).or_else(|| june(day.year() - 1)).unwrap_or(day)
}

/// R03. With names it is for the executive and withholds nothing; without it is for members.
pub(super) async fn movement(session: &Session, asked: &Asked, preview: bool) -> Result<Vec<Page>> {
    let on = session.look();
    let mut counts = queries::counts(on, &asked.days, asked.path()).await?;
    if !asked.names {
        counts.history = history::history(session, &asked.days, asked.path()).await?;
    }
    let (from, to) = (asked.days.from, asked.days.as_of);
    let seen: HashSet<Uuid> = counts.units.iter().map(|unit| unit.id).collect();
    let whole = asked.unit.is_none();
    let inside = |step: &Step| {
        let here = |unit: Option<Uuid>| unit.is_some_and(|unit| seen.contains(&unit));
        whole || here(step.before) || here(step.after)
    };
    let lives = queries::lives(on, from, to).await?;
    let steps: Vec<Step> = lives.iter().flat_map(|life| life.steps(from, to)).filter(inside).collect();
    let k = (!asked.names).then_some(asked.settings.suppress_k_internal);
    let opens = session.can(Right::SeeDetails);
    let top = asked.path().and_then(|path| counts.units.iter().find(|unit| unit.path == path)).map(|unit| unit.id);
    let ground = MovementGround::new(&counts, &asked.days, &asked.words, &steps, k, (whole, opens), top)?;
    let mut pages = vec![by_reason(&ground), by_unit(&ground)];
    if asked.names {
        let events = queries::events(on, from, to, asked.path()).await?;
        // A move within the officer's part is told with both units, one across its border without the other's name.
        let ids: HashSet<Uuid> =
            steps.iter().map(|step| step.membership).chain(events.iter().map(|event| event.membership)).collect();
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let names = queries::named(on, &ids, asked.placed.as_ref()).await?;
        pages.push(details(&ground, &steps, &events, &names, preview.then_some(PREVIEW)));
    }
    if preview && opens && asked.placed.is_some() {
        // Who moved on since is the business of the officers there: a figure counts them, its list does not show them.
        for page in pages.iter_mut().take(2) {
            page.notes.push(asked.words.word("report.note.opens_part"));
        }
    }
    if whole {
        let notes = closing::corrections(session, asked, to).await?;
        if let Some(first) = pages.first_mut() {
            first.notes.extend(notes);
        }
    }
    for (at, page) in pages.iter_mut().enumerate() {
        page.name = format!("{} {}", at + 1, page.name);
        page.title = format!("{} {}", at + 1, page.title);
    }
    Ok(pages)
}

/// R04.
pub(super) async fn yearly_survey(session: &Session, asked: &Asked) -> Result<Page> {
    let on = session.look();
    let counts = queries::counts(on, &asked.days, asked.path()).await?;
    let now = queries::survey(on, asked.days.as_of, asked.path()).await?;
    let before = queries::survey(on, asked.days.before(), asked.path()).await?;
    let corrected =
        if asked.unit.is_none() { closing::corrections(session, asked, asked.days.as_of).await? } else { Vec::new() };
    Ok(survey::survey(&asked.words, &asked.days, &counts, (&now, &before), corrected))
}

/// R22.
pub(super) async fn officers(session: &Session, asked: &Asked) -> Result<Page> {
    let on = session.look();
    let held = queries::offices(on, asked.days.as_of, asked.seen()).await?;
    let undated = queries::undated(on, asked.days.as_of, asked.seen()).await?;
    let units = queries::units(on, asked.days.as_of, None).await?;
    Ok(offices::offices(&asked.words, asked.days.as_of, (&held, &undated), &units))
}
