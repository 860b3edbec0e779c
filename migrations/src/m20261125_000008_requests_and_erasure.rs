//! What persons ask of the union about their data, what was erased of whom, and how long records are kept.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "subject_request",
        note: "A request of a person about the own data (開示・訂正・利用停止・消去・提供記録の開示)",
        tracked: true,
        columns: &[
            must("person_id", Ref("person"), "who asked"),
            must("kind", Code(&["disclose", "correct", "stop", "erase", "provision_record"]), "what was asked for"),
            must("received_on", Date, "day on which it arrived"),
            must("due_on", Date, "day by which it is answered: 30 days later"),
            must(
                "status",
                Code(&["received", "identity_checked", "in_progress", "answered", "refused"]),
                "how far it is",
            ),
            may("identity_checked_on", Date, "day on which it was made sure that it was this person"),
            may("closed_on", Date, "day of the answer or the refusal"),
            may("note", Text, "what exactly was asked for"),
            may("answer", Text, "what was answered, or why it was refused"),
        ],
        checks: &[
            "due_on >= received_on",
            "(status IN ('answered', 'refused')) = (closed_on IS NOT NULL)",
            "closed_on IS NULL OR answer IS NOT NULL",
        ],
        indexes: &[index("person_id", "person_id, received_on"), index("status", "status, due_on")],
    },
    Table {
        name: "erasure",
        note: "What stays of an erasure (X-7) or of dropping what is past its time (X-6): that it was done, and why",
        tracked: true,
        columns: &[
            must("person_id", Ref("person"), "of whom; the fields of the person are gone"),
            must("kind", Code(&["erased", "alumni"]), "everything, or all but name, years, contacts and consents"),
            must("ground", Code(&["request", "retention", "decision"]), "why"),
            must("erased_on", Date, "day"),
            may("request_id", Ref("subject_request"), "the request"),
            must(
                "highest_no",
                Int,
                "highest member number given until then, so that the number erased is not given again",
            ),
        ],
        checks: &["(ground = 'request') = (request_id IS NOT NULL)"],
        indexes: &[index("person_id", "person_id")],
    },
    Table {
        name: "retention_rule",
        note: "How long the union keeps records of a kind; without a row the program's own time holds",
        tracked: true,
        columns: &[
            must("entity", Code(&["roster"]), "records of which kind"),
            must("months", Int, "months after the end of the membership"),
        ],
        checks: &["months > 0"],
        indexes: &[unique("entity", "entity")],
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
