//! What happened in a period is found by its day: moves by the days of the units, and what an import changed by its batch.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// The indexes of this step; their tables are older.
const INDEXES: [&str; 3] = [
    "CREATE INDEX unit_assignment_from_on ON unit_assignment (from_on, membership_id)",
    "CREATE INDEX unit_assignment_to_on ON unit_assignment (to_on, membership_id)",
    "CREATE INDEX membership_event_import_batch_id ON membership_event (import_batch_id) WHERE import_batch_id IS NOT NULL",
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
        for index in INDEXES {
            manager.get_connection().execute_unprepared(index).await?;
        }
        Ok(())
    }
}
