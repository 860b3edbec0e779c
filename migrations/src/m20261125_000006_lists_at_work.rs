//! What is found about a person's record and shall stay as it is.

use crate::ddl::{Kind::*, Table, create_all, must, unique};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "finding_kept",
    note: "Something found about a person's record that an officer looked at and left as it is",
    tracked: true,
    columns: &[
        must("person_id", Ref("person"), "whose record"),
        must("kind", Text, "what was found, a code of the program: the list of findings grows"),
    ],
    checks: &["kind <> ''"],
    indexes: &[unique("person", "person_id, kind")],
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
