//! Persons born on one day are found together: whoever looks through a million members for doubles reads an index in its order
//! and not every bearer of a common name.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// The index of this step; its table is older. It holds both keys, so that readings and names of one day are compared in it, and
/// takes the place of the one that held the day alone.
const INDEX: [&str; 2] =
    ["DROP INDEX person_birth_on", "CREATE INDEX person_birth_on ON person (birth_on, kana_key, search_key)"];

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in INDEX {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
