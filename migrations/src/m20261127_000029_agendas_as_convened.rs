//! What a notice told stands: an item that was withdrawn afterwards stays with its number, one that was added says so, and a meeting
//! that was moved knows the day that its notice named.

use crate::ddl::{Column, Kind::*, may};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The columns that this step adds.
pub(crate) const ADDED: &[(&str, Column)] = &[
    ("agenda_item", may("withdrawn", Text, "why it was withdrawn after the meeting was convened; empty = it was not")),
    (
        "agenda_item",
        may("added_on", Date, "day on which it was added to the agenda of the notice; empty = it stood there"),
    ),
    (
        "meeting",
        may("moved_from", Date, "the day that the notice named before the meeting was moved; empty = not moved"),
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
        let sqlite = on.get_database_backend() == DbBackend::Sqlite;
        for (table, column) in ADDED {
            let (name, day) = (column.name, matches!(column.kind, Date));
            let kind = match (sqlite, day) {
                (true, _) => "TEXT",
                (false, true) => "date",
                (false, false) => "text COLLATE \"C\"",
            };
            let shape = if day {
                format!(" AND {name} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'")
            } else {
                String::new()
            };
            let check = if sqlite {
                format!(" CONSTRAINT {table}_{name} CHECK ({name} IS NULL OR (typeof({name}) = 'text'{shape}))")
            } else {
                String::new()
            };
            on.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN {name} {kind}{check}")).await?;
        }
        Ok(())
    }
}
