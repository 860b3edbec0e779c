//! Who was merged into another one is found without reading everybody: each look for the cases of a member asks it.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// The index of this step; its table is older.
const INDEX: &str = "CREATE INDEX person_merged_into_id ON person (merged_into_id) WHERE merged_into_id IS NOT NULL";

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(INDEX).await?;
        Ok(())
    }
}
