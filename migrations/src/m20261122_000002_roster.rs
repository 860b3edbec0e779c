//! Persons, their memberships and everything dated about them; imports; search grams.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique, unique_where};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

const CATEGORIES: &[&str] = &["regular", "associate", "special", "alumni", "supporter"];
const STATUSES: &[&str] = &["applied", "active", "suspended", "ended", "rejected", "withdrawn"];
const JOIN_REASONS: &[&str] =
    &["new_graduate", "mid_career", "individual", "return_from_management", "rejoin", "org_merger", "conversion"];
const END_REASONS: &[&str] = &[
    "resignation",
    "employment_end",
    "retirement",
    "management",
    "transfer_out",
    "expulsion",
    "death",
    "ineligible",
    "org_split",
    "entry_error",
];
const CONSENT_PURPOSES: &[&str] = &[
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
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "person",
        note: "A natural person: member, former member, participant",
        tracked: true,
        columns: &[
            must("search_no", Int, "running number that joins the person to the search grams"),
            must("family_name", Text, "family name as received; the whole name where it could not be split"),
            may("given_name", Text, "given name as received"),
            may("family_kana", Text, "reading of the family name as received"),
            may("given_kana", Text, "reading of the given name as received"),
            may("display_name", Text, "通称: the name to be used on lists"),
            may("former_name", Text, "旧姓"),
            may("gender", Code(&["0", "1", "2", "9"]), "ISO 5218"),
            may("birth_on", Date, "date of birth"),
            must("search_key", Text, "folded name; derived"),
            must("kana_key", Text, "folded reading in the order of the fifty sounds; derived"),
            may("remarks", Text, "備考"),
            may("merged_into_id", Ref("person"), "the person this one was merged into"),
            may("deceased_on", Date, "date of death"),
            may("erased_at", Moment, "when the personal fields were erased (X-7)"),
        ],
        checks: &["merged_into_id IS NULL OR merged_into_id <> id"],
        indexes: &[
            unique("search_no", "search_no"),
            index("kana_key", "kana_key, id"),
            index("search_key", "search_key, birth_on"),
        ],
    },
    Table {
        name: "contact_point",
        note: "A way to reach a person",
        tracked: true,
        columns: &[
            must("person_id", Ref("person"), "whose"),
            must(
                "kind",
                Code(&["home_address", "phone", "mobile", "mail_private", "mail_work", "emergency"]),
                "which way",
            ),
            must("value", Text, "address, number or mail as received"),
            must("digits", Text, "digits of a number alone, for search; empty for others"),
            may("postal", Text, "postal code, 7 digits, for addresses"),
            must("preferred", Bool, "use this one first"),
            may("from_on", Date, "valid from"),
            may("to_on", Date, "valid until; empty = open"),
        ],
        checks: &["to_on IS NULL OR from_on IS NULL OR to_on >= from_on"],
        indexes: &[index("person_id", "person_id, kind"), index("digits", "digits")],
    },
    Table {
        name: "employment",
        note: "A person's employment with an employer",
        tracked: true,
        columns: &[
            must("person_id", Ref("person"), "who"),
            must("employer_org_id", Ref("organization"), "employer"),
            may("worksite_org_id", Ref("organization"), "worksite"),
            may("department", Text, "部署"),
            may("job_title", Text, "職種"),
            may("grade", Text, "資格等級"),
            must(
                "employment_type",
                Code(&["permanent", "fixed_term", "part_time", "reemployed", "temp_agency", "contractor", "other"]),
                "kind of contract",
            ),
            may("employee_no", Text, "社員番号 as received, leading zeros kept"),
            may("from_on", Date, "first day; empty = not known"),
            may("to_on", Date, "last day; empty = open"),
        ],
        checks: &["to_on IS NULL OR from_on IS NULL OR to_on >= from_on"],
        indexes: &[
            index("person_id", "person_id, to_on"),
            unique_where("employee_no", "employer_org_id, employee_no", "employee_no IS NOT NULL AND to_on IS NULL"),
            index("number", "employee_no"),
        ],
    },
    Table {
        name: "membership",
        note: "A person's membership of the union (組合員資格)",
        tracked: true,
        columns: &[
            must("person_id", Ref("person"), "who"),
            must("member_no", Text, "組合員番号 as received; unique, leading zeros kept"),
            must("category", Code(CATEGORIES), "区分; regular, associate and special are members and count in rates"),
            must("status", Code(STATUSES), "state: applied, active, suspended, ended, rejected or withdrawn"),
            may("applied_on", Date, "day of application"),
            may("joined_on", Date, "first day of membership"),
            may("left_on", Date, "last day of membership, counted on that day"),
            may("join_reason", Code(JOIN_REASONS), "how the person came"),
            may("end_reason", Code(END_REASONS), "why the membership ended"),
            may("end_note", Text, "note on the end"),
            may("end_received_on", Date, "day on which a resignation was received (M-10)"),
            may("resolution", Text, "organ, date and text of the resolution for suspension or expulsion (M-08)"),
            must("dues_kind", Code(&["full", "reduced", "exempt", "direct"]), "組合費区分"),
            must("checkoff_status", Code(&["none", "mandated", "stopped"]), "check-off"),
            may("checkoff_mandate_on", Date, "day of the member's own mandate"),
            may("checkoff_stopped_on", Date, "day on which the member stopped it"),
            must("voting_right", Bool, "may vote"),
            may("fulltime_kind", Code(&["none", "on_roll", "off_roll", "staff"]), "専従区分 as imported"),
            may("union_post", Text, "組合役職 as imported, until offices exist"),
        ],
        checks: &[
            "left_on IS NULL OR joined_on IS NULL OR left_on >= joined_on",
            "(status = 'ended') = (left_on IS NOT NULL AND end_reason IS NOT NULL)",
            "status NOT IN ('active', 'suspended', 'ended') OR joined_on IS NOT NULL",
            "member_no <> ''",
        ],
        indexes: &[
            unique("member_no", "member_no"),
            index("person_id", "person_id"),
            // M-02: at most one membership in force or applied for.
            unique_where("one_live", "person_id", "status IN ('applied', 'active', 'suspended')"),
            index("joined_on", "joined_on, id"),
            index("state", "status, category, id"),
            index("left_on", "left_on"),
        ],
    },
    Table {
        name: "unit_assignment",
        note: "The unit a membership belongs to, for a time",
        tracked: true,
        columns: &[
            must("membership_id", Ref("membership"), "whose"),
            must("unit_id", Ref("unit"), "unit"),
            must("from_on", Date, "first day"),
            may("to_on", Date, "last day; empty = open"),
            must("is_primary", Bool, "the unit the member is counted in; exactly one a day"),
        ],
        checks: &["to_on IS NULL OR to_on >= from_on"],
        indexes: &[
            index("membership_id", "membership_id, from_on"),
            index("unit_id", "unit_id, to_on, membership_id"),
            unique_where("one_primary", "membership_id", "is_primary AND to_on IS NULL"),
        ],
    },
    Table {
        name: "membership_event",
        note: "History of a membership; appended only (M-12)",
        tracked: true,
        columns: &[
            must("membership_id", Ref("membership"), "whose"),
            must(
                "kind",
                Code(&[
                    "join",
                    "end",
                    "category",
                    "unit",
                    "condition_start",
                    "condition_end",
                    "name",
                    "employment",
                    "correction",
                ]),
                "what happened",
            ),
            must("effective_on", Date, "day from which it holds"),
            must("before", Json, "fields before"),
            must("after", Json, "fields after"),
            may("reason", Text, "why"),
            may("import_batch_id", Id, "the import it came from; empty = by hand"),
        ],
        checks: &[],
        indexes: &[index("membership_id", "membership_id, effective_on"), index("effective_on", "effective_on, kind")],
    },
    Table {
        name: "consent",
        note: "What a person agreed to, and when it was taken back",
        tracked: true,
        columns: &[
            must("person_id", Ref("person"), "who"),
            must("purpose", Code(CONSENT_PURPOSES), "what for"),
            may("recipient_org_id", Ref("organization"), "to whom, where data goes out"),
            must("granted_on", Date, "day of consent"),
            may("withdrawn_on", Date, "day of withdrawal"),
            must("method", Code(&["written", "electronic", "oral_recorded"]), "how it was given"),
            must("notice_version", Text, "version of the notice that was explained"),
            may("document_ref", Text, "where the paper lies"),
        ],
        checks: &["withdrawn_on IS NULL OR withdrawn_on >= granted_on"],
        indexes: &[index("person_id", "person_id, purpose")],
    },
    Table {
        name: "import_batch",
        note: "One file that was read into the roster",
        tracked: true,
        columns: &[
            must("file_name", Text, "name of the file"),
            must("file_hash", Text, "SHA-256 of the file, hex"),
            must("encoding", Text, "format and encoding found"),
            must("mapping", Json, "mapping used"),
            must("fingerprint", Text, "fingerprint of the headers, to offer the mapping again"),
            must("as_of", Date, "day on which the list was true"),
            must("op_id", Id, "the op that wrote it"),
            must("read", Int, "rows read = created + updated + unchanged + rejected"),
            must("created", Int, "persons added"),
            must("updated", Int, "persons changed"),
            must("unchanged", Int, "persons equal"),
            must("rejected", Int, "rows with an error"),
        ],
        checks: &["read = created + updated + unchanged + rejected"],
        indexes: &[index("fingerprint", "fingerprint"), index("created_at", "created_at")],
    },
    Table {
        name: "import_issue",
        note: "A finding in one row of an imported file",
        tracked: true,
        columns: &[
            must("import_batch_id", Ref("import_batch"), "the import"),
            must("sheet", Text, "sheet"),
            must("row_no", Int, "row as in the file, from 1"),
            must("column_name", Text, "header of the cell, empty for the whole row"),
            must("code", Text, "problem code"),
            must("severity", Code(&["error", "warning"]), "error: the row was rejected"),
            must("raw", Text, "the value as it stood in the file"),
            must("row_json", Json, "error: the whole row as it stood, to be written out again; else []"),
        ],
        checks: &[],
        indexes: &[index("import_batch_id", "import_batch_id, row_no")],
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
        let connection = manager.get_connection();
        let statements: &[&str] = match connection.get_database_backend() {
            DbBackend::Sqlite => &[
                "CREATE VIRTUAL TABLE person_gram USING fts5(grams, content='', contentless_delete=1, detail=none, tokenize='ascii')",
            ],
            _ => &[
                "CREATE TABLE person_gram (search_no bigint PRIMARY KEY, grams text[] NOT NULL)",
                "CREATE INDEX person_gram_grams ON person_gram USING gin (grams)",
            ],
        };
        for statement in statements {
            connection.execute_unprepared(statement).await?;
        }
        Ok(())
    }
}
