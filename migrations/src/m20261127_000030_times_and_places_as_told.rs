//! What a notice told stands: a meeting whose begin or place was changed afterwards knows those that its notice named.

use crate::ddl::{Column, Kind::*, may};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The columns that this step adds.
pub(crate) const ADDED: &[(&str, Column)] = &[
    (
        "meeting",
        may(
            "moved_starts",
            Int,
            "the begin that the notice named, minutes after midnight, before it was changed; empty = not changed",
        ),
    ),
    (
        "meeting",
        may(
            "moved_place",
            Text,
            "the place that the notice named before it was changed, '' where it named none; empty = not changed",
        ),
    ),
];

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
        let (starts, place) = if on.get_database_backend() == DbBackend::Sqlite {
            (
                "INTEGER CONSTRAINT meeting_moved_starts CHECK (moved_starts IS NULL OR (typeof(moved_starts) = 'integer'))",
                "TEXT CONSTRAINT meeting_moved_place CHECK (moved_place IS NULL OR (typeof(moved_place) = 'text'))",
            )
        } else {
            ("bigint", "text COLLATE \"C\"")
        };
        on.execute_unprepared(&format!("ALTER TABLE meeting ADD COLUMN moved_starts {starts}")).await?;
        on.execute_unprepared(&format!("ALTER TABLE meeting ADD COLUMN moved_place {place}")).await?;
        Ok(())
    }
}
