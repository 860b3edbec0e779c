//! Trainings in numbers, for reports: they name nobody.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;

use super::super::model::{Contact, Costs, Evaluations, OrgSeats, RunFilter, RunNamed, RunRow, RunStatus};
use super::board::by_organisation;
use super::{costs, evaluations, load, org_names, runs};
use crate::error::{Error, Result};
use crate::ids::RunId;
use crate::rights::Right;
use crate::session::Session;

/// Days before a run on which too few people are told.
const SOON: i64 = 21;

/// A run in numbers.
#[derive(Clone, Debug)]
pub struct RunNumbers {
    /// As in the list.
    pub run: RunRow,
    /// Seats and people by organisation, the union first.
    pub organisations: Vec<OrgSeats>,
    /// Costs and shares.
    pub costs: Costs,
    /// What the evaluation forms say.
    pub evaluations: Evaluations,
    /// Who answers for it.
    pub contact: Contact,
}

/// The run of a code (`C01-2`) or an id.
///
/// # Errors
/// `run_unknown`.
pub(crate) async fn run_named(session: &Session, named: &str) -> Result<RunId> {
    let all = runs(session, RunFilter::default()).await?;
    let named = named.trim();
    let found = all.iter().find(|run| run.code == named || run.id.to_string() == named);
    found.map(|run| run.id).ok_or_else(|| Error::refused("run_unknown", json!({ "name": named })))
}

/// The runs with a sitting between two days, both included, in the order of their days; or one run.
///
/// # Errors
/// What the database answers.
pub(crate) async fn numbers(
    session: &Session,
    from: NaiveDate,
    to: NaiveDate,
    only: Option<RunId>,
) -> Result<Vec<RunNumbers>> {
    let filter = match only {
        Some(_) => RunFilter::default(),
        None => RunFilter { from: Some(from), to: Some(to), ..RunFilter::default() },
    };
    let mut rows = runs(session, filter).await?;
    rows.retain(|row| only.is_none_or(|only| row.id == only));
    rows.sort_by_key(|row| (row.first_on, row.code.clone()));
    let names: HashMap<_, _> = org_names(session).await?;
    let mut all = Vec::with_capacity(rows.len());
    for run in rows {
        session.progress.go_on()?;
        let named = RunNamed { id: run.id };
        let loaded = load(session.look(), run.id).await?;
        all.push(RunNumbers {
            organisations: by_organisation(&loaded, &names),
            costs: costs(session, named).await?,
            evaluations: evaluations(session, named).await?,
            contact: loaded.contact(),
            run,
        });
    }
    Ok(all)
}

/// What the home page says: what is due by the clock, approvals that wait, runs in question for too few people, runs that were
/// held and not judged. For those who can do something about it.
///
/// # Errors
/// What the database answers.
pub(crate) async fn home(session: &Session, home: &mut crate::desk::Home) -> Result<()> {
    if !session.can(Right::ChangeTraining) {
        return Ok(());
    }
    let soon = session.today() + chrono::TimeDelta::days(SOON);
    let all = runs(session, RunFilter::default()).await?;
    let open = || all.iter().filter(|run| matches!(run.status, RunStatus::Open | RunStatus::Closed));
    let few = |run: &&RunRow| {
        run.min_people.is_some_and(|least| run.confirmed < least) && run.first_on.is_some_and(|first| first <= soon)
    };
    let tasks = [
        ("training_due", open().filter(|run| run.due).count()),
        ("training_applied", open().filter(|run| run.applied > 0).count()),
        ("training_few", open().filter(few).count()),
        ("training_judge", all.iter().filter(|run| run.unjudged > 0).count()),
    ];
    for (code, n) in tasks.into_iter().filter(|(_, n)| *n > 0) {
        home.task(code, super::count(n), "/training");
    }
    Ok(())
}
