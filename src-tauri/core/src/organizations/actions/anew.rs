//! Keys of units and organisations as today's program folds them.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::error::Result;
use crate::organizations::entity::{organization, unit};
use crate::text;

/// Write the keys of units and organisations anew where they are folded otherwise today.
///
/// # Errors
/// What the database answers.
pub(crate) async fn write_anew(on: &DatabaseTransaction) -> Result<()> {
    for row in unit::Entity::find().all(on).await? {
        let key = text::name_key(&row.label);
        if key != row.label_key {
            unit::Entity::update_many()
                .col_expr(unit::Column::LabelKey, Expr::value(key))
                .filter(unit::Column::Id.eq(row.id))
                .exec(on)
                .await?;
        }
    }
    for row in organization::Entity::find().all(on).await? {
        let key = text::name_key(&row.name);
        if key != row.name_key {
            organization::Entity::update_many()
                .col_expr(organization::Column::NameKey, Expr::value(key))
                .filter(organization::Column::Id.eq(row.id))
                .exec(on)
                .await?;
        }
    }
    Ok(())
}
