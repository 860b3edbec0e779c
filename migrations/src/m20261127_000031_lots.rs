//! Equal votes on the last seats of an election are decided by lot where the union's rules say so.

use crate::ddl::{Kind::*, Table, create_all, must, unique};
use sea_orm_migration::prelude::*;

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
        create_all(manager, TABLES).await
    }
}
