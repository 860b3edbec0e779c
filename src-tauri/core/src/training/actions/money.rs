//! Costs and their shares (E-07), and the evaluation.

use std::collections::{BTreeMap, HashMap};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{cost_share, course_run, evaluation, run_cost};
use super::super::model::{AddCost, AddEvaluation, CostKind, CostModel, Org, RunStatus, SettleShare, Share, VoidCost};
use super::super::queries::{Loaded, load, org_of, shares_of};
use super::seats::touch;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CostId, EvaluationId, RunId, ShareId};
use crate::ops::Change;
use crate::session::Session;

/// Largest sum of one line, in yen.
const MOST: i64 = 100_000_000_000;

/// Write the shares of a run anew, so that they are the sum of its costs exactly. A run without costs has none, unless a fee
/// is asked for. Every change of who takes part comes through here.
///
/// # Errors
/// `shares_settled` where a share that was settled would become another.
pub(in crate::training) async fn resplit(change: &mut Change<'_>, run: RunId) -> Result<()> {
    let of_run = || cost_share::Entity::find().filter(cost_share::Column::RunId.eq(run));
    let costs = run_cost::Entity::find().filter(run_cost::Column::RunId.eq(run)).count(change.on()).await?;
    let written = of_run().all(change.on()).await?;
    if costs == 0 && written.is_empty() && !asks_fee(change, run).await? {
        return Ok(());
    }
    let loaded = load(change.on(), run).await?;
    let shares = shares_of(change.on(), &loaded).await?.shares;
    if written.is_empty() && shares.values().all(|share| share.amount == 0) {
        return Ok(());
    }
    stand(&loaded.run, &written, &shares)?;
    let mut written: HashMap<Org, cost_share::Model> = written.into_iter().map(|row| (row.org_id, row)).collect();
    for (org, share) in shares {
        match written.remove(&org) {
            Some(row) => {
                change
                    .update::<cost_share::Entity>(&row, |active| {
                        active.basis = Set(share.basis);
                        active.amount = Set(share.amount);
                    })
                    .await?;
            }
            None => {
                change
                    .insert::<cost_share::Entity>(cost_share::ActiveModel {
                        id: Set(ShareId::new()),
                        run_id: Set(run),
                        org_id: Set(org),
                        basis: Set(share.basis),
                        amount: Set(share.amount),
                        settled_on: Set(None),
                        ..Default::default()
                    })
                    .await?;
            }
        }
    }
    for row in written.into_values() {
        change
            .update::<cost_share::Entity>(&row, |active| {
                active.basis = Set(0);
                active.amount = Set(0);
            })
            .await?;
    }
    Ok(())
}

/// The run asks a fee of each head: shares are owed before anything was paid out.
async fn asks_fee(change: &Change<'_>, run: RunId) -> Result<bool> {
    let row = course_run::Entity::find_by_id(run).one(change.on()).await?;
    Ok(row.is_some_and(|row| row.cost_model == CostModel::FixedFee))
}

/// That every share which was settled is what it was settled for.
fn stand(run: &course_run::Model, written: &[cost_share::Model], shares: &BTreeMap<Org, Share>) -> Result<()> {
    let settled: Vec<&cost_share::Model> = written.iter().filter(|row| row.settled_on.is_some()).collect();
    let now = |row: &cost_share::Model| shares.get(&row.org_id).map_or((0, 0), |share| (share.basis, share.amount));
    if settled.iter().all(|row| now(row) == (row.basis, row.amount)) {
        return Ok(());
    }
    Err(Error::refused("shares_settled", json!({ "title": run.title, "n": settled.len() })))
}

/// Asked before something that the shares will follow is written: that they can.
///
/// # Errors
/// `shares_settled`.
pub(super) async fn can_follow(change: &Change<'_>, then: &Loaded) -> Result<()> {
    let settled = cost_share::Entity::find()
        .filter(cost_share::Column::RunId.eq(then.run.id))
        .filter(cost_share::Column::SettledOn.is_not_null())
        .all(change.on())
        .await?;
    if settled.is_empty() {
        return Ok(());
    }
    stand(&then.run, &settled, &shares_of(change.on(), then).await?.shares)
}

/// Shares that were settled stand: what they rest on does not change under them.
async fn not_settled(change: &Change<'_>, run: &course_run::Model) -> Result<()> {
    let settled = cost_share::Entity::find()
        .filter(cost_share::Column::RunId.eq(run.id))
        .filter(cost_share::Column::SettledOn.is_not_null())
        .count(change.on())
        .await?;
    if settled > 0 {
        return Err(Error::refused("shares_settled", json!({ "title": run.title, "n": settled })));
    }
    Ok(())
}

/// Add a cost or a subsidy; the shares follow.
///
/// # Errors
/// `number_range`, `partner_missing`, `date_future`; `shares_settled`; [`Error::Missing`].
pub async fn add_cost(session: &Session, input: AddCost) -> Result<CostId> {
    let subsidy = input.kind == CostKind::Subsidy;
    let range = if subsidy { -MOST..=MOST } else { 1..=MOST };
    if input.amount == 0 || !range.contains(&input.amount) {
        return Err(Error::invalid("amount", "number_range"));
    }
    let amount = if subsidy { -input.amount.abs() } else { input.amount };
    if input.paid_on.is_some_and(|on| on > session.today()) {
        return Err(Error::invalid("paid_on", "date_future"));
    }
    let mut change = session.change("training", "add_cost").await?;
    let run = load(change.on(), input.run_id).await?.run;
    not_settled(&change, &run).await?;
    let paid_by = org_of(change.on(), "paid_by_org_id", input.paid_by_org_id).await?;
    let id = CostId::new();
    change
        .insert::<run_cost::Entity>(run_cost::ActiveModel {
            id: Set(id),
            run_id: Set(run.id),
            kind: Set(input.kind),
            amount: Set(amount),
            paid_by_org_id: Set(paid_by),
            paid_on: Set(input.paid_on),
            note: Set(input.note.map(|note| note.trim().to_owned()).filter(|note| !note.is_empty())),
            voided_on: Set(None),
            ..Default::default()
        })
        .await?;
    resplit(&mut change, run.id).await?;
    change.done(json!({ "title": run.title, "amount": amount })).await?;
    Ok(id)
}

/// Take a cost out that was entered by mistake; the shares follow.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `shares_settled`.
pub async fn void_cost(session: &Session, input: VoidCost) -> Result<Nothing> {
    let today = session.today();
    let mut change = session.change("training", "void_cost").await?;
    let row = run_cost::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "cost" })?;
    if row.version != input.version || row.voided_on.is_some() {
        return Err(Error::Changed);
    }
    let run = load(change.on(), row.run_id).await?.run;
    not_settled(&change, &run).await?;
    change.update::<run_cost::Entity>(&row, |active| active.voided_on = Set(Some(today))).await?;
    resplit(&mut change, run.id).await?;
    change.done(json!({ "title": run.title, "amount": row.amount })).await?;
    Ok(Nothing {})
}

/// A share was settled, or was not after all. What the shares rest on is not taken back under a settled one, and so it counts
/// as a move of the run.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `date_future`; `run_step` before the run is over; `shares_settled`.
pub async fn settle_share(session: &Session, input: SettleShare) -> Result<Nothing> {
    if input.settled_on.is_some_and(|on| on > session.today()) {
        return Err(Error::invalid("settled_on", "date_future"));
    }
    let mut change = session.change("training", "settle_share").await?;
    let row = cost_share::Entity::find_by_id(input.id).one(change.on()).await?;
    let row = row.ok_or(Error::Missing { what: "share" })?;
    if row.version != input.version {
        return Err(Error::Changed);
    }
    let loaded = load(change.on(), row.run_id).await?;
    may_settle(&loaded)?;
    let run = loaded.run;
    let mut row = row;
    if input.settled_on.is_some() {
        // What is settled is what the costs show.
        resplit(&mut change, run.id).await?;
        let again = cost_share::Entity::find_by_id(input.id).one(change.on()).await?;
        row = again.ok_or(Error::Missing { what: "share" })?;
    }
    touch(&mut change, &run).await?;
    change.update::<cost_share::Entity>(&row, |active| active.settled_on = Set(input.settled_on)).await?;
    change.done(json!({ "title": run.title })).await?;
    Ok(Nothing {})
}

/// Whether shares can be settled: they no longer change.
pub(super) fn may_settle(loaded: &Loaded) -> Result<()> {
    let run = &loaded.run;
    if matches!(run.status, RunStatus::Finished | RunStatus::Cancelled) {
        return Ok(());
    }
    Err(Error::refused("run_step", json!({ "title": run.title, "status": run.status })))
}

/// Add an answer of the evaluation form. It names nobody.
///
/// # Errors
/// [`Error::Invalid`] with the fields, [`Error::Missing`].
pub async fn add_evaluation(session: &Session, input: AddEvaluation) -> Result<EvaluationId> {
    let input = input.checked()?;
    let mut change = session.change("training", "add_evaluation").await?;
    let run = load(change.on(), input.run_id).await?.run;
    let id = EvaluationId::new();
    change
        .insert::<evaluation::Entity>(evaluation::ActiveModel {
            id: Set(id),
            run_id: Set(run.id),
            overall: Set(input.overall),
            content: Set(input.content),
            lecturer: Set(input.lecturer),
            useful: Set(input.useful),
            comment: Set(input.comment),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "title": run.title })).await?;
    Ok(id)
}
