//! Enter headcounts.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::error::{Error, Result};
use crate::ids::HeadcountId;
use crate::organizations::entity::{unit, unit_headcount};
use crate::organizations::model::SetHeadcount;
use crate::organizations::queries::node;
use crate::session::Session;

/// Enter a headcount of a unit on a day, or replace the one that is there.
///
/// # Errors
/// [`Error::Invalid`] with the fields: `out_of_range`, `eligible_over_workers`, `required`, `date_future`,
/// `unit_not_valid`; [`Error::Changed`] when a figure is there whose version was not named.
pub async fn set_headcount(session: &Session, input: SetHeadcount) -> Result<HeadcountId> {
    input.check(session.today())?;
    let mut change = session.change("organizations", "set_headcount").await?;
    let unit =
        unit::Entity::find_by_id(input.unit_id).one(change.on()).await?.ok_or(Error::Missing { what: "unit" })?;
    let label = unit.label.clone();
    if !node(unit).valid_on(input.as_of) {
        return Err(Error::invalid("as_of", "unit_not_valid"));
    }
    let before = unit_headcount::Entity::find()
        .filter(unit_headcount::Column::UnitId.eq(input.unit_id))
        .filter(unit_headcount::Column::AsOf.eq(input.as_of))
        .one(change.on())
        .await?;
    if before.as_ref().map(|row| row.version) != input.version {
        return Err(Error::Changed);
    }
    let source = input.source.trim().to_owned();
    let id = match before {
        Some(before) => {
            change
                .update::<unit_headcount::Entity>(&before, |row| {
                    row.workers_total = Set(input.workers_total);
                    row.eligible_total = Set(input.eligible_total);
                    row.source = Set(source);
                })
                .await?;
            before.id
        }
        None => {
            let row = unit_headcount::ActiveModel {
                id: Set(HeadcountId::new()),
                unit_id: Set(input.unit_id),
                as_of: Set(input.as_of),
                workers_total: Set(input.workers_total),
                eligible_total: Set(input.eligible_total),
                source: Set(source),
                ..Default::default()
            };
            HeadcountId(change.insert::<unit_headcount::Entity>(row).await?)
        }
    };
    change.done(json!({ "label": label, "as_of": input.as_of })).await?;
    Ok(id)
}
