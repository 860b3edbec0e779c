//! A name is found as it is typed on a keyboard that has no é: keys fold the marks of Latin letters away. Keys, search grams and
//! numbers are written by the core, which folds; this step makes the place where it notes in which way it last did so.

use crate::ddl::{Kind::*, Table, create_all, must};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "key_way",
    note: "In which way keys of names and numbers were last written anew; no row = as before that was noted",
    tracked: false,
    columns: &[must("way", Int, "one more each time that the core folds in another way")],
    checks: &[],
    indexes: &[],
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
