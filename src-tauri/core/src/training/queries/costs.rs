//! Costs, shares and evaluation of a run.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::super::entity::{cost_share, evaluation, run_cost};
use super::super::model::{
    CostKind, CostModel, CostRow, Costs, EnrolmentStatus, Evaluations, Heads, Marks, Org, RunNamed, RunStatus, Share,
    ShareRow, split,
};
use super::{Loaded, count, load, org_names};
use crate::desk;
use crate::error::Result;
use crate::session::Session;

/// Costs that hold, and how the model shares them.
pub(in crate::training) struct Shared {
    pub costs: Vec<run_cost::Model>,
    pub total: i64,
    pub shares: BTreeMap<Org, Share>,
    /// Organisations whose members are not known, for the model that asks for them.
    pub members_missing: Vec<Org>,
}

/// The shares of a run by its model. A run that was cancelled counts nobody (E-09): what it cost is the host's.
///
/// # Errors
/// What the database answers.
pub(in crate::training) async fn shares_of(on: &impl ConnectionTrait, loaded: &Loaded) -> Result<Shared> {
    let run = &loaded.run;
    let costs = run_cost::Entity::find()
        .filter(run_cost::Column::RunId.eq(run.id))
        .filter(run_cost::Column::VoidedOn.is_null())
        .order_by_asc(run_cost::Column::Id)
        .all(on)
        .await?;
    let total = costs.iter().map(|row| row.amount).sum();
    let mut heads: BTreeMap<Org, Heads> = BTreeMap::new();
    if run.status != RunStatus::Cancelled {
        for row in &loaded.rows {
            let heads = heads.entry(row.org_id).or_default();
            match row.status {
                EnrolmentStatus::Confirmed | EnrolmentStatus::NoShow => heads.confirmed += 1,
                status if status.took_part() => {
                    heads.confirmed += 1;
                    heads.attended += 1;
                }
                EnrolmentStatus::Cancelled if row.late_cancel => heads.late += 1,
                _ => {}
            }
        }
    }
    let mut members_missing = Vec::new();
    for (org, heads) in &mut heads {
        let known = loaded.quotas.iter().find(|row| row.org_id == *org).and_then(|row| row.members);
        heads.members = known.unwrap_or(0);
        let asks = run.cost_model == CostModel::ProportionalToMembers && heads.confirmed + heads.late > 0;
        if asks && known.is_none() {
            members_missing.push(*org);
        }
    }
    let shares = split(run.cost_model, total, run.fee.unwrap_or(0), run.host_org_id, &heads);
    Ok(Shared { costs, total, shares, members_missing })
}

/// The costs of a run and who bears them.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn costs(session: &Session, input: RunNamed) -> Result<Costs> {
    let on = session.look();
    let loaded = load(on, input.id).await?;
    let names = org_names(session).await?;
    let name = |org: Org| names.get(&org).cloned().unwrap_or_default();
    let shared = shares_of(on, &loaded).await?;
    let written: HashMap<Org, cost_share::Model> = cost_share::Entity::find()
        .filter(cost_share::Column::RunId.eq(loaded.run.id))
        .all(on)
        .await?
        .into_iter()
        .map(|row| (row.org_id, row))
        .collect();
    // A subsidy is money that the host received, whoever gave it.
    let host = loaded.run.host_org_id;
    let whose = |row: &run_cost::Model| if row.kind == CostKind::Subsidy { host } else { row.paid_by_org_id };
    let paid = |org: Org| -> i64 { shared.costs.iter().filter(|row| whose(row) == org).map(|row| row.amount).sum() };
    // Who paid something out and bears nothing gets it back.
    let mut all = shared.shares.clone();
    for cost in &shared.costs {
        all.entry(whose(cost)).or_insert(Share { basis: 0, amount: 0 });
    }
    let shares = all.into_iter().map(|(org, share)| {
        let row = written.get(&org);
        ShareRow {
            id: row.map(|row| row.id),
            version: row.map(|row| row.version),
            org_id: org,
            org: name(org),
            basis: share.basis,
            amount: share.amount,
            paid: paid(org),
            balance: share.amount - paid(org),
            settled_on: row.and_then(|row| row.settled_on),
        }
    });
    let shares = shares.collect();
    Ok(Costs {
        costs: shared
            .costs
            .iter()
            .map(|row| CostRow {
                id: row.id,
                version: row.version,
                kind: row.kind,
                amount: row.amount,
                paid_by_org_id: row.paid_by_org_id,
                paid_by: name(row.paid_by_org_id),
                paid_on: row.paid_on,
                note: row.note.clone(),
            })
            .collect(),
        model: loaded.run.cost_model,
        fee: loaded.run.fee,
        budget: loaded.run.budget,
        total: shared.total,
        shares,
        members_missing: shared.members_missing.into_iter().map(name).collect(),
    })
}

/// What the evaluation forms say. Below the smallest count that is shown, marks and words are left out (S-04).
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn evaluations(session: &Session, input: RunNamed) -> Result<Evaluations> {
    let on = session.look();
    let run = load(on, input.id).await?.run;
    let least = desk::profile(session).await?.suppress_k_internal;
    let rows = evaluation::Entity::find().filter(evaluation::Column::RunId.eq(run.id)).all(on).await?;
    type Answer = fn(&evaluation::Model) -> Option<i64>;
    let questions: [(&str, Answer); 4] = [
        ("overall", |row| row.overall),
        ("content", |row| row.content),
        ("lecturer", |row| row.lecturer),
        ("useful", |row| row.useful),
    ];
    let marks = questions.into_iter().map(|(question, of)| {
        let given: Vec<i64> = rows.iter().filter_map(of).collect();
        let n = count(given.len());
        let shown = n >= least;
        Marks {
            question: question.to_owned(),
            n,
            counts: if shown {
                (1..=5).map(|mark| count(given.iter().filter(|given| **given == mark).count())).collect()
            } else {
                Vec::new()
            },
            mean_hundredths: shown.then(|| (given.iter().sum::<i64>() * 100 + n / 2) / n.max(1)),
        }
    });
    let marks = marks.collect();
    let mut comments: Vec<String> = rows.iter().filter_map(|row| row.comment.clone()).collect();
    comments.sort();
    if count(rows.len()) < least {
        comments.clear();
    }
    Ok(Evaluations { answers: count(rows.len()), marks, comments })
}
