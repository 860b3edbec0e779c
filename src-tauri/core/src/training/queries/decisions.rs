//! What was decided about seats, and why.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::super::entity::{enrolment, seat_decision};
use super::super::model::{DecisionRow, DecisionsOf};
use super::names;
use crate::error::Result;
use crate::ids::{EnrolmentId, PersonId};
use crate::session::Session;

/// The decisions about a run, the newest first: of those in sight.
///
/// # Errors
/// What the database answers.
pub async fn decisions(session: &Session, input: DecisionsOf) -> Result<Vec<DecisionRow>> {
    let on = session.look();
    let mut query = seat_decision::Entity::find().filter(seat_decision::Column::RunId.eq(input.run_id));
    if let Some(of) = input.enrolment_id {
        query = query.filter(seat_decision::Column::EnrolmentId.eq(of));
    }
    let limit = u64::from(input.limit.unwrap_or(200)).clamp(1, 20_000);
    let found = query.order_by_desc(seat_decision::Column::No).limit(limit).all(on).await?;
    let whose: HashMap<EnrolmentId, PersonId> = enrolment::Entity::find()
        .select_only()
        .columns([enrolment::Column::Id, enrolment::Column::PersonId])
        .filter(enrolment::Column::RunId.eq(input.run_id))
        .into_tuple::<(EnrolmentId, PersonId)>()
        .all(on)
        .await?
        .into_iter()
        .collect();
    let persons: Vec<PersonId> = whose.values().copied().collect();
    let names = names(session, &persons).await?;
    let rows = found.into_iter().filter_map(|row| {
        let known = names.get(*whose.get(&row.enrolment_id)?)?;
        Some(DecisionRow {
            enrolment_id: row.enrolment_id,
            name: known.name.clone(),
            at: row.at,
            from: row.from_status,
            to: row.to_status,
            pool: row.pool,
            reason: row.reason,
        })
    });
    Ok(rows.collect())
}
