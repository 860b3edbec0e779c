//! Who was asked and said no: a refusal is a fact of its own day, and no consent that was taken back.

use crate::ddl::{Kind::*, Table, create_all, index, may, must};
use sea_orm_migration::prelude::*;

const PURPOSES: &[&str] = &[
    "union_activity",
    "federation_share",
    "joint_use",
    "employer_share",
    "checkoff",
    "counselling_record",
    "case_supervision",
    "placement_registration",
    "placement_share_employer",
    "training_share_host",
    "alumni_contact",
    "survey",
    "publication",
];

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "consent_refusal",
    note: "What a person was asked to agree to, and refused",
    tracked: true,
    columns: &[
        must("person_id", Ref("person"), "who"),
        must("purpose", Code(PURPOSES), "what for"),
        may("recipient_org_id", Ref("organization"), "to whom data would have gone; empty = to nobody"),
        must("refused_on", Date, "day of the refusal, or of the list that tells of it"),
    ],
    checks: &[],
    indexes: &[index("person_id", "person_id, purpose")],
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
