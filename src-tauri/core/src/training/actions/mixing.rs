//! Tables that mix industries, companies and ages.

use std::collections::{HashMap, HashSet};

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::{enrolment, kept_apart};
use super::super::model::{EnrolmentStatus, Guest, MixTables, Mixed, mix, spread};
use super::super::queries::{load, org_names};
use crate::error::{Error, Result};
use crate::ids::{ApartId, EnrolmentId, PersonId};
use crate::members;
use crate::session::Session;

/// Tables at most.
const MOST: u32 = 500;

/// Mix those who have a seat at tables: the widest spread of industry, company and age, and never together who is kept
/// apart. The same seed gives the same tables.
///
/// # Errors
/// `number_range` for the tables; `enrolment_missing` for somebody named who has no seat; `nobody_seated`.
pub async fn mix_tables(session: &Session, input: MixTables) -> Result<Mixed> {
    if !(1..=MOST).contains(&input.tables) {
        return Err(Error::invalid("tables", "number_range"));
    }
    let names = org_names(session).await?;
    let mut change = session.change("training", "mix_tables").await?;
    let loaded = load(change.on(), input.run_id).await?;
    let seated: Vec<&enrolment::Model> = loaded
        .rows
        .iter()
        .filter(|row| {
            row.pool.is_some() && row.status != EnrolmentStatus::Offered && row.status != EnrolmentStatus::NoShow
        })
        .collect();
    if seated.is_empty() {
        return Err(Error::refused("nobody_seated", json!({ "title": loaded.run.title })));
    }
    let here: HashSet<EnrolmentId> = seated.iter().map(|row| row.id).collect();
    let before = kept_apart::Entity::find().filter(kept_apart::Column::RunId.eq(input.run_id)).all(change.on()).await?;
    let pairs: Vec<(EnrolmentId, EnrolmentId)> = match &input.apart {
        Some(pairs) => pairs.iter().map(|pair| (pair.one.min(pair.other), pair.one.max(pair.other))).collect(),
        None => before.iter().map(|row| (row.one_id, row.other_id)).collect(),
    };
    let apart: HashSet<(EnrolmentId, EnrolmentId)> = pairs.into_iter().collect();
    if input.apart.is_some() {
        if apart.iter().any(|(one, other)| one == other || !here.contains(one) || !here.contains(other)) {
            return Err(Error::invalid("apart", "enrolment_missing"));
        }
        for row in before.iter().filter(|row| !apart.contains(&(row.one_id, row.other_id))) {
            change.remove::<kept_apart::Entity>(row).await?;
        }
        let known: HashSet<(EnrolmentId, EnrolmentId)> = before.iter().map(|row| (row.one_id, row.other_id)).collect();
        for (one, other) in apart.iter().filter(|pair| !known.contains(pair)) {
            change
                .insert::<kept_apart::Entity>(kept_apart::ActiveModel {
                    id: Set(ApartId::new()),
                    run_id: Set(input.run_id),
                    one_id: Set(*one),
                    other_id: Set(*other),
                    ..Default::default()
                })
                .await?;
        }
    }
    let persons: Vec<PersonId> = seated.iter().map(|row| row.person_id).collect();
    let known = members::named_persons(change.on(), &persons, session.today()).await?;
    let belonging = members::belonging(change.on(), &persons, session.today()).await?;
    let guests: Vec<Guest> = seated
        .iter()
        .map(|row| {
            let quota = loaded.quotas.iter().find(|quota| quota.org_id == row.org_id);
            let org = names.get(&row.org_id).cloned().unwrap_or_default();
            let employer = belonging.get(&row.person_id).and_then(|belongs| belongs.employer).map(|id| id.to_string());
            Guest {
                id: row.id,
                industry: row.industry.clone().or_else(|| quota?.industry.clone()).unwrap_or_else(|| org.clone()),
                company: row.company.clone().or(employer).unwrap_or(org),
                age: row.age_band.or_else(|| known.get(&row.person_id)?.age_band),
            }
        })
        .collect();
    let tables = usize::try_from(input.tables).unwrap_or(1);
    let at = mix(&guests, tables, &apart, u64::from(input.seed.unwrap_or(1)));
    let mut by: HashMap<Option<i64>, Vec<enrolment::Model>> = HashMap::new();
    let mut sit: Vec<Vec<EnrolmentId>> = vec![Vec::new(); tables];
    for (row, table) in seated.iter().zip(&at) {
        by.entry(Some(super::super::queries::count(*table) + 1)).or_default().push((*row).clone());
        if let Some(sit) = sit.get_mut(*table) {
            sit.push(row.id);
        }
    }
    // Who has no seat any more sits nowhere.
    let gone = loaded.rows.iter().filter(|row| row.table_no.is_some() && !here.contains(&row.id)).cloned();
    by.entry(None).or_default().extend(gone);
    for (table, rows) in by {
        change.update_alike::<enrolment::Entity>(&rows, |active| active.table_no = Set(table)).await?;
    }
    change.about_record("course_run", input.run_id.0);
    change.done(json!({ "title": loaded.run.title, "n": tables })).await?;
    Ok(Mixed { tables: sit, spread: spread(&guests, &at, &apart) })
}
