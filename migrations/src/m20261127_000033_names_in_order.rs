//! What begins with a typed name is found with its reading, so that it can be put into the order of the list before anything else of
//! it is read.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// The index of folded names holds the order of the list, too.
const STATEMENTS: [&str; 2] =
    ["DROP INDEX person_search_key", "CREATE INDEX person_search_key ON person (search_key, birth_on, kana_key, id)"];

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for statement in STATEMENTS {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
