//! Who may act, what was done, and what the union calls itself.

use crate::ddl::{Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;

/// Roles that an officer may hold.
pub(crate) const ROLES: &[&str] = &[
    "admin",
    "dpo",
    "general_secretary",
    "executive",
    "treasurer",
    "branch_officer",
    "workplace_rep",
    "counselor",
    "counsel_supervisor",
    "training_manager",
    "placement_manager",
    "auditor",
    "viewer",
];

/// Kinds of organisation.
pub(crate) const ORG_KINDS: &[&str] = &[
    "own_union",
    "enterprise_union",
    "general_union",
    "group_federation",
    "industrial_federation",
    "national_center",
    "employer",
    "training_provider",
    "public_office",
    "npo",
    "worker_coop",
    "community",
    "other",
];

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[
    Table {
        name: "union_profile",
        note: "The union itself and its settings; exactly one row",
        tracked: true,
        columns: &[
            must("name", Text, "name of the union as printed"),
            may("name_kana", Text, "its reading"),
            must("fiscal_start_month", Int, "month in which the fiscal year begins, 1 to 12"),
            may("period_no_base", Int, "number of the period (第○期) of the fiscal year 2000; later years count on"),
            may("congress_no_base", Int, "number of the regular congress of the fiscal year 2000"),
            must("is_corporation", Bool, "has legal personality (法人格)"),
            may("seal_text", Text, "text beside the seal box on letters"),
            must("suppress_k_internal", Int, "smallest count shown inside the executive"),
            must("suppress_k_public", Int, "smallest count shown outside it"),
            must("era_display", Bool, "dates on paper in Japanese eras"),
            must("default_font", Text, "font of the workbooks"),
            must("member_no_prefix", Text, "letters before the union's own running member number"),
            must("member_no_width", Int, "digits of the running member number"),
            must("auto_lock_minutes", Int, "idle minutes until the desk locks"),
            must("labels", Json, "the union's own words for levels, categories and offices: {key: word}"),
            must("sample", Bool, "this union is a fictional sample"),
        ],
        checks: &[
            "fiscal_start_month BETWEEN 1 AND 12",
            "suppress_k_internal BETWEEN 3 AND 20",
            "suppress_k_public BETWEEN 3 AND 20",
            "member_no_width BETWEEN 1 AND 12",
            "auto_lock_minutes BETWEEN 1 AND 120",
        ],
        indexes: &[],
    },
    Table {
        name: "app_user",
        note: "An officer who may log in",
        tracked: true,
        columns: &[
            must("login", Text, "name typed at the door; unique"),
            must("display_name", Text, "name shown beside what they did"),
            may("membership_id", Id, "the officer's own membership; no foreign key, members come later in the line"),
            must("public_key", Bytes, "P-256 key to which secrets are sealed"),
            must("signing_key", Bytes, "Ed25519 key that checks the officer's audit entries"),
            must("locked", Bool, "may no longer log in"),
            must("first", Bool, "the officer who founded the file and acts where nobody is named"),
        ],
        checks: &["login <> ''"],
        indexes: &[unique("login", "login")],
    },
    Table {
        name: "role_grant",
        note: "A role that an officer holds for a time, within a part of the union",
        tracked: true,
        columns: &[
            must("app_user_id", Ref("app_user"), "who holds it"),
            must("role", Code(ROLES), "which role"),
            may("unit_scope", Id, "top of the subtree it is limited to; empty = the whole union"),
            must("from_on", Date, "first day"),
            may("to_on", Date, "last day; empty = open"),
            may("granted_by", Id, "officer who granted it"),
            must("revoked", Bool, "taken back on the day it began: it holds on no day"),
        ],
        checks: &["to_on IS NULL OR to_on >= from_on"],
        indexes: &[index("app_user_id", "app_user_id, from_on")],
    },
    Table {
        name: "key_slot",
        note: "Sealed keys of the officers of a shared (PostgreSQL) union; a union file keeps them in its .keys file",
        tracked: false,
        columns: &[must("id", Int, "always 1"), must("body", Json, "the same document as the .keys file")],
        checks: &["id = 1"],
        indexes: &[],
    },
    Table {
        name: "op",
        note: "One thing an officer did: all its rows change together and can be taken back together",
        tracked: false,
        columns: &[
            must("id", Id, "UUIDv7"),
            must("at", Moment, "when"),
            may("actor", Id, "officer"),
            must("kind", Code(&["done", "undone", "redone"]), "done by a verb, or taking back, or doing again"),
            must("capability", Text, "capability of the verb"),
            must("verb", Text, "the verb"),
            must("about", Json, "parameters of the sentence that tells what was done"),
            must("rows", Int, "how many rows it touched"),
            may("undoes", Id, "the op that this one takes back"),
            may("undone_by", Id, "the op that took this one back"),
            must("undoable", Bool, "false: final, see the verb's reason"),
        ],
        checks: &[],
        indexes: &[index("at", "at, id"), index("actor", "actor, id")],
    },
    Table {
        name: "op_change",
        note: "What one op did to one table: the inverse",
        tracked: false,
        columns: &[
            must("op_id", Ref("op"), "the op"),
            must("seq", Int, "order within the op; taken back from the last to the first"),
            must("table_name", Text, "table touched"),
            must("kind", Code(&["born", "changed", "gone"]), "rows were inserted, changed or removed"),
            must("ids", Bytes, "ids of the rows, 16 bytes each"),
            must("images", Json, "changed, gone: the rows as they were before, in the order of ids; born: []"),
        ],
        checks: &[],
        indexes: &[unique("seq", "op_id, seq")],
    },
    Table {
        name: "audit_log",
        note: "Append-only trail, chained by hashes and signed by the officer",
        tracked: false,
        columns: &[
            must("seq", Int, "1, 2, 3 … without a gap"),
            must("at", Moment, "when, by the clock of the machine"),
            may("actor", Id, "officer"),
            must("action", Text, "capability.verb"),
            may("op_id", Id, "the op written in the same transaction"),
            may("entity", Text, "table of the record meant"),
            may("entity_id", Id, "record meant"),
            must("fields", Json, "names of the fields changed; never their values"),
            may("reason", Text, "why, where a reason is asked"),
            may("new_key_of", Id, "officer whose signing key this entry makes known"),
            may("new_key", Bytes, "that key; it checks the officer's entries from here on"),
            must("prev_hash", Bytes, "hash of the entry before"),
            must("hash", Bytes, "SHA-256 over prev_hash and this entry"),
            must("signer", Bytes, "public key that checks the signature"),
            must("signature", Bytes, "Ed25519 over hash by the officer's signing key; empty = the program"),
        ],
        checks: &["seq > 0"],
        indexes: &[unique("seq", "seq"), index("entity_id", "entity_id, seq")],
    },
    Table {
        name: "export_log",
        note: "Every file with data that left the program; never removed",
        tracked: false,
        columns: &[
            must("id", Id, "UUIDv7"),
            must("at", Moment, "when"),
            may("actor", Id, "officer"),
            must("report", Text, "report code or list name"),
            must("sensitivity", Code(&["S", "A", "B", "C", "D"]), "class of the content"),
            must("filters", Json, "what was asked for"),
            must("rows", Int, "rows or persons in it"),
            must("purpose", Text, "why (X-1)"),
            must("recipient", Text, "for whom (X-1)"),
            must("file_hash", Text, "SHA-256 of the file, hex"),
            must("protected", Bool, "encrypted with a password"),
        ],
        checks: &[],
        indexes: &[index("at", "at")],
    },
    Table {
        name: "organization",
        note: "Employers and their worksites, partner unions, public offices and others",
        tracked: true,
        columns: &[
            must("name", Text, "name as printed"),
            may("name_kana", Text, "reading"),
            must("name_key", Text, "folded name for matching"),
            must("kind", Code(ORG_KINDS), "kind; a worksite is an employer with a parent"),
            may("parent_id", Ref("organization"), "the organisation above; for a worksite its employer"),
            may("corporate_number", Text, "法人番号, 13 digits with check digit"),
            may("postal", Text, "postal code, 7 digits"),
            may("address", Text, "address"),
            may("phone", Text, "telephone"),
            may("mail", Text, "e-mail"),
            may("contact_name", Text, "person to ask for"),
            may("agreement_no", Text, "number of the agreement with it"),
            may("active_from", Date, "first day"),
            may("active_to", Date, "last day; empty = open"),
        ],
        checks: &[
            "active_to IS NULL OR active_from IS NULL OR active_to >= active_from",
            "parent_id IS NULL OR parent_id <> id",
        ],
        indexes: &[index("name_key", "name_key"), index("kind", "kind, name_key"), index("parent_id", "parent_id")],
    },
    Table {
        name: "unit",
        note: "The union's own units: headquarters, branches, sub-branches, workplaces, sections; a dated tree",
        tracked: true,
        columns: &[
            must("kind", Code(&["headquarters", "branch", "sub_branch", "workplace", "section"]), "level"),
            must("label", Text, "name as printed"),
            must("label_key", Text, "folded name for matching"),
            must("code", Text, "the union's short code, unique"),
            may("parent_id", Ref("unit"), "unit above; empty = top"),
            may("employer_org_id", Ref("organization"), "employer whose staff it organises"),
            may("worksite_org_id", Ref("organization"), "worksite it stands at"),
            must("sort", Int, "order among its siblings"),
            must("path", Text, "codes from the top, each followed by a slash: subtree = prefix"),
            must("from_on", Date, "first day"),
            may("to_on", Date, "last day; empty = open"),
        ],
        checks: &["to_on IS NULL OR to_on >= from_on", "parent_id IS NULL OR parent_id <> id"],
        indexes: &[
            unique("code", "code"),
            index("path", "path"),
            index("label_key", "label_key"),
            index("parent_id", "parent_id"),
        ],
    },
    Table {
        name: "unit_headcount",
        note: "Employees at a unit on a day: denominators of the densities (organizing_rate, majority_rate)",
        tracked: true,
        columns: &[
            must("unit_id", Ref("unit"), "unit counted"),
            must("as_of", Date, "day of the count"),
            must("workers_total", Int, "all workers, managers and part-timers included (majority_rate)"),
            must("eligible_total", Int, "workers whom the rules admit (organizing_rate)"),
            must("source", Text, "where the figure comes from"),
        ],
        checks: &["workers_total >= 0", "eligible_total >= 0", "eligible_total <= workers_total"],
        indexes: &[unique("day", "unit_id, as_of")],
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
