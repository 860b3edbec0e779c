//! What was given to other organisations: records of provision with the persons in them, and notices of joint use.

use crate::ddl::{Kind::*, Table, create_all, index, may, must};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "joint_use_notice",
        note: "An announced joint use of personal data with another organisation (共同利用)",
        tracked: true,
        columns: &[
            must("recipient_org_id", Ref("organization"), "with whom"),
            must("items", Text, "items of data that are used jointly"),
            must("extent", Text, "who uses them (共同利用する者の範囲)"),
            must("purpose", Text, "what for"),
            must("responsible", Text, "who answers for the data"),
            must("announced_on", Date, "day on which the members were told; in force from then on"),
            may("ended_on", Date, "last day; empty = open"),
        ],
        checks: &["ended_on IS NULL OR ended_on >= announced_on"],
        indexes: &[index("recipient_org_id", "recipient_org_id, announced_on")],
    },
    Table {
        name: "provision_record",
        note: "Personal data given to another organisation (第三者提供記録); written by the export itself, never taken back",
        tracked: true,
        columns: &[
            must("recipient_org_id", Ref("organization"), "to whom"),
            must("provided_on", Date, "day"),
            must("export_id", Ref("export_log"), "the file that carried it"),
            must("items", Json, "names of the columns in the file"),
            must("people_count", Int, "persons in it"),
            must("left_out", Int, "persons left out, as they had not agreed"),
            must("legal_basis", Code(&["consent", "joint_use"]), "consent of each person, or an announced joint use"),
            may("joint_use_id", Ref("joint_use_notice"), "the notice, for a joint use"),
            must("purpose", Text, "why"),
        ],
        checks: &["people_count > 0", "left_out >= 0", "(legal_basis = 'joint_use') = (joint_use_id IS NOT NULL)"],
        indexes: &[index("provided_on", "provided_on")],
    },
    Table {
        name: "provision_person",
        note: "A person whose data a provision carried",
        tracked: true,
        columns: &[
            must("provision_id", Ref("provision_record"), "the provision"),
            must("person_id", Ref("person"), "whose data"),
        ],
        checks: &[],
        indexes: &[index("provision_id", "provision_id"), index("person_id", "person_id")],
    },
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
        create_all(manager, TABLES).await
    }
}
