//! What is dated about a membership beside its unit: conditions and offices; closed months; persons who are not the same;
//! lists that officers keep.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "membership_condition",
        note: "A condition that changes rights or dues but not the membership: leave, secondment, full-time office",
        tracked: true,
        columns: &[
            must("membership_id", Ref("membership"), "whose"),
            must(
                "kind",
                Code(&[
                    "leave",
                    "sick_leave",
                    "childcare",
                    "family_care",
                    "secondment_out",
                    "overseas",
                    "fulltime_officer",
                    "unpaid",
                    "rights_suspended",
                ]),
                "which condition",
            ),
            must("from_on", Date, "first day"),
            may("to_on", Date, "last day; empty = open"),
            may(
                "dues_kind",
                Code(&["full", "reduced", "exempt", "direct"]),
                "組合費区分 while it lasts; empty = as before",
            ),
            must("quorum_excluded", Bool, "does not count in the base of a quorum while it lasts"),
            may("note", Text, "note"),
            may("resolution", Text, "organ, date and text of the resolution for a suspension of rights (M-07)"),
        ],
        checks: &["to_on IS NULL OR to_on >= from_on", "kind <> 'rights_suspended' OR resolution IS NOT NULL"],
        indexes: &[index("membership_id", "membership_id, from_on"), index("kind", "kind, from_on")],
    },
    Table {
        name: "office",
        note: "An office of the union (役職) that somebody may hold",
        tracked: true,
        columns: &[
            must(
                "kind",
                Code(&[
                    "chair",
                    "vice_chair",
                    "general_secretary",
                    "deputy_secretary",
                    "executive",
                    "treasurer",
                    "auditor",
                    "election_committee",
                    "branch_chair",
                    "sub_branch_chair",
                    "workplace_rep",
                    "delegate",
                    "central_committee_member",
                    "clerk",
                    "other",
                ]),
                "kind of office",
            ),
            must("label", Text, "name as printed"),
            must("sort", Int, "order in lists of officers"),
            may("seats", Int, "how many may hold it at once; empty = no limit"),
            may("term_months", Int, "usual length of a term in months"),
            must("active", Bool, "offered for new terms"),
        ],
        checks: &["seats IS NULL OR seats > 0", "term_months IS NULL OR term_months > 0", "label <> ''"],
        indexes: &[unique("label", "label")],
    },
    Table {
        name: "office_term",
        note: "Who holds an office, where, from when to when, and how they came to it",
        tracked: true,
        columns: &[
            must("office_id", Ref("office"), "office"),
            must("membership_id", Ref("membership"), "who"),
            may("unit_id", Ref("unit"), "unit the office is held in; empty = the union"),
            must("from_on", Date, "first day"),
            may("to_on", Date, "last day; empty = until a successor is chosen"),
            must("fulltime_kind", Code(&["none", "on_roll", "off_roll", "staff"]), "専従区分"),
            must(
                "elected_by",
                Code(&["direct_secret_ballot", "uncontested", "delegates_ballot", "appointed"]),
                "how the person came to it",
            ),
            may("ended_early_reason", Text, "why the term ended before its time"),
        ],
        checks: &["to_on IS NULL OR to_on >= from_on"],
        indexes: &[index("membership_id", "membership_id, from_on"), index("office_id", "office_id, from_on")],
    },
    Table {
        name: "snapshot",
        note: "A closed month: its printed figures stay as they were, whatever is corrected later",
        tracked: true,
        columns: &[
            must("as_of", Date, "last day of what is closed"),
            must("kind", Code(&["month_end", "june30", "fiscal_end"]), "occasion"),
            must("counts", Json, "figures as they stood: members by unit, joins and leaves since the close before"),
        ],
        checks: &[],
        indexes: &[unique("as_of", "as_of")],
    },
    Table {
        name: "person_pair",
        note: "Two persons who look alike and are not the same, by an officer's word",
        tracked: true,
        columns: &[
            must("one_id", Ref("person"), "the one with the smaller id"),
            must("other_id", Ref("person"), "the other"),
        ],
        checks: &["one_id <> other_id"],
        indexes: &[unique("pair", "one_id, other_id"), index("other_id", "other_id")],
    },
    Table {
        name: "saved_list",
        note: "A list that an officer keeps: filter, columns and order",
        tracked: true,
        columns: &[
            must("name", Text, "name"),
            may("owner_id", Ref("app_user"), "whose; empty = shared with everyone who may see the roster"),
            must("filter", Json, "what is listed, in which order"),
            must("columns", Json, "columns shown, in order; [] = the usual ones"),
        ],
        checks: &["name <> ''"],
        indexes: &[index("owner_id", "owner_id")],
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
        create_all(manager, TABLES).await?;
        // Duplicates are looked for by birth date.
        manager.get_connection().execute_unprepared("CREATE INDEX person_birth_on ON person (birth_on)").await?;
        Ok(())
    }
}
