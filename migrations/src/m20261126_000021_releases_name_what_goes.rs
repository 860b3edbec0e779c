//! A release for passing something on says to whom and what: sealed to those who decide on it and to the counsellors of the case.

use crate::ddl::{Column, Kind::*, may};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The column that this step adds to `case_release`.
pub(crate) const ADDED: Column = may(
    "words",
    Bytes,
    "sealed to who decides and to the counsellors of the case: to whom something goes, and what; empty = nothing goes out under it",
);

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
                "words BLOB CONSTRAINT case_release_words CHECK (words IS NULL OR (typeof(words) = 'blob'))"
            }
            _ => "words bytea",
        };
        on.execute_unprepared(&format!("ALTER TABLE case_release ADD COLUMN {column}")).await?;
        Ok(())
    }
}
