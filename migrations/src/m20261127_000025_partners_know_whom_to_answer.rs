//! A run says who answers for it, so that an invitation has a return address; and a form that was taken in says everything that it did.

use crate::ddl::{Column, Kind::*, may};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The columns that this step adds.
pub(crate) const ADDED: &[(&str, Column)] = &[
    (
        "course_run",
        may("contact_name", Text, "who answers for it and takes the forms back, as printed on the invitation"),
    ),
    ("course_run", may("contact_mail", Text, "their mail address")),
    ("course_run", may("contact_phone", Text, "their telephone")),
    ("partner_answer", may("withdrawn", Int, "cancellations made of it; empty = taken in before this was counted")),
    ("partner_answer", may("changed", Int, "applications that it corrected; empty = taken in before this was counted")),
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
        let sqlite = on.get_database_backend() == DbBackend::Sqlite;
        for (table, column) in ADDED {
            let (name, number) = (column.name, matches!(column.kind, Int));
            let kind = match (sqlite, number) {
                (true, true) => "INTEGER",
                (true, false) => "TEXT",
                (false, true) => "bigint",
                (false, false) => "text COLLATE \"C\"",
            };
            let is = if number { "integer" } else { "text" };
            let check = if sqlite {
                format!(" CONSTRAINT {table}_{name} CHECK ({name} IS NULL OR (typeof({name}) = '{is}'))")
            } else {
                String::new()
            };
            on.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {name} {kind}{check}")).await?;
        }
        Ok(())
    }
}
