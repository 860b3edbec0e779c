//! Lists by number stand in the order in which people count: 9 before 10. The key of that order stands beside the number, and
//! the spans keep it in the place of the number. The core writes it; until it has, after this step, there is none.

use crate::ddl::{Column, Kind::*, must};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The column that this step adds to `membership`.
pub(crate) const ADDED: Column = must("number_order", Text, "order by number, as people count; derived");

/// The column of `roster_span` that has another name and content from this step on: before, and after.
pub(crate) const RENAMED: (&str, Column) =
    ("member_no", must("number_order", Text, "order by number, as membership.number_order"));

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on = manager.get_connection();
        let column = match on.get_database_backend() {
            DbBackend::Sqlite => {
                "TEXT NOT NULL DEFAULT '' CONSTRAINT membership_number_order CHECK (typeof(number_order) = 'text')"
            }
            _ => "text COLLATE \"C\" NOT NULL DEFAULT ''",
        };
        for statement in [
            format!("ALTER TABLE membership ADD COLUMN number_order {column}"),
            "CREATE INDEX membership_number_order ON membership (number_order, id)".to_owned(),
            "ALTER TABLE roster_span RENAME COLUMN member_no TO number_order".to_owned(),
        ] {
            on.execute_unprepared(&statement).await?;
        }
        Ok(())
    }
}
