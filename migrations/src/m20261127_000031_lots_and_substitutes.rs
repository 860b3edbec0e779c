//! Equal votes on the last seats of an election are decided by lot, and the place of a delegate who cannot come is taken by a
//! substitute, where the union's rules say so.

use crate::ddl::{Column, Kind::*, Table, create_all, may, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The columns that this step adds.
pub(crate) const ADDED: &[(&str, Column)] = &[
    (
        "meeting_rule",
        may("substitute_article", Text, "article by which substitutes take the places of delegates; empty = none do"),
    ),
    (
        "meeting_attendance",
        may("substitute_id", Ref("membership"), "who takes the delegate's place, or is named to; empty = nobody"),
    ),
    ("ballot_roll", may("substitute_id", Ref("membership"), "who was given the paper in the delegate's place")),
];

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "ballot_lot",
    note: "The lot that decided equal votes on the last seats (くじ)",
    tracked: true,
    columns: &[
        must("ballot_id", Ref("ballot"), "which ballot"),
        must("organ", Code(&["chair", "election_committee"]), "who draws by the rules"),
        must("drawn_by", Text, "name of who drew"),
        must("present", Json, "in whose presence: [name]"),
        must("elected", Json, "numbers of those of the equals who got the seats: [no]"),
        must("drawn_at", Moment, "when it was recorded"),
    ],
    checks: &["drawn_by <> ''"],
    indexes: &[unique("ballot_id", "ballot_id")],
}];

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_all(manager, TABLES).await?;
        let on = manager.get_connection();
        let sqlite = on.get_database_backend() == DbBackend::Sqlite;
        let article = if sqlite {
            "TEXT CONSTRAINT meeting_rule_substitute_article CHECK (substitute_article IS NULL OR \
             (typeof(substitute_article) = 'text'))"
        } else {
            "text COLLATE \"C\""
        };
        on.execute_unprepared(&format!("ALTER TABLE meeting_rule ADD COLUMN substitute_article {article}")).await?;
        for table in ["meeting_attendance", "ballot_roll"] {
            let refers = "REFERENCES membership(id) ON DELETE RESTRICT";
            let column = if sqlite {
                format!(
                    "BLOB {refers} CONSTRAINT {table}_substitute_id CHECK (substitute_id IS NULL OR \
                     (typeof(substitute_id) = 'blob' AND length(substitute_id) = 16))"
                )
            } else {
                format!("uuid {refers}")
            };
            on.execute_unprepared(&format!("ALTER TABLE {table} ADD COLUMN substitute_id {column}")).await?;
            on.execute_unprepared(&format!("CREATE INDEX {table}_substitute_id ON {table} (substitute_id)")).await?;
        }
        Ok(())
    }
}
