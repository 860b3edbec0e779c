//! A case that is reopened keeps the ending that it had: figures of past months stand.

use crate::ddl::{Kind::*, Table, create_all, index, may, must};
use sea_orm_migration::prelude::*;

const OUTCOMES: &[&str] =
    &["goal_reached", "plan_agreed", "information_given", "referred_out", "withdrawn", "no_contact", "not_suitable"];

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "case_reopening",
    note: "A closed case began again: how and when it had ended before",
    tracked: true,
    columns: &[
        must("case_id", Ref("counsel_case"), "which case"),
        must("ended_on", Date, "day of the ending"),
        may("outcome", Code(OUTCOMES), "how it had ended"),
        must("reopened_on", Date, "day from which it was under way again"),
    ],
    checks: &["reopened_on >= ended_on"],
    indexes: &[index("case_id", "case_id, reopened_on")],
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
