//! Officers on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::desk::Passphrase;
use crate::ids::{ExportId, GrantId, OfficerId, UnitId};
use crate::rights::Role;

/// A role held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct GrantRow {
    /// The grant.
    pub id: GrantId,
    /// The role.
    pub role: Role,
    /// Top of the subtree; empty = the whole union.
    pub unit_scope: Option<UnitId>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
    /// Version read; a revoke names it.
    #[ts(type = "number")]
    pub version: i64,
}

/// An officer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OfficerRow {
    /// The officer.
    pub id: OfficerId,
    /// Login.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// May no longer log in.
    pub locked: bool,
    /// Founded the file.
    pub first: bool,
    /// Roles, also past ones.
    pub grants: Vec<GrantRow>,
}

/// Add an officer.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddOfficer {
    /// Login; unique.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// First passphrase; the officer changes it.
    pub passphrase: Passphrase,
    /// Roles from today.
    pub roles: Vec<Role>,
    /// Top of the subtree that the roles are limited to.
    #[serde(default)]
    #[ts(optional)]
    pub unit_scope: Option<UnitId>,
}

/// Grant a role.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct GrantRole {
    /// To whom.
    pub officer: OfficerId,
    /// Which.
    pub role: Role,
    /// Top of the subtree; empty = the whole union.
    #[serde(default)]
    #[ts(optional)]
    pub unit_scope: Option<UnitId>,
    /// First day; empty = today.
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
    /// Last day; empty = open.
    #[serde(default)]
    #[ts(optional)]
    pub to_on: Option<NaiveDate>,
}

/// End a role today.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RevokeRole {
    /// The grant.
    pub grant: GrantId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// Lock an officer out: the passphrase opens nothing any more.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct LockOut {
    /// Whom.
    pub officer: OfficerId,
    /// Why, for the trail.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Let an officer in again who was locked out.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct LetIn {
    /// Whom.
    pub officer: OfficerId,
    /// A new first passphrase; the officer changes it.
    pub passphrase: Passphrase,
}

/// A page of the trail.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AuditFrom {
    /// Entries before this number; empty = the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub before: Option<i64>,
    /// Words that the entry must be about: a name, a number, a unit …
    #[serde(default)]
    #[ts(optional)]
    pub find: Option<String>,
    /// How many; 100 unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// An entry of the trail with the officer's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AuditShown {
    /// Running number.
    #[ts(type = "number")]
    pub seq: i64,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Officer's name.
    pub actor_name: String,
    /// `capability.verb`, label `op.<action>`.
    pub action: String,
    /// Who or what it was about (対象), as far as the officer may see it; none = many, or nothing that has a name.
    pub subject: Option<String>,
    /// How many it was about, where it was about many.
    #[ts(type = "number | null")]
    pub n: Option<i64>,
    /// Table of the record meant.
    pub entity: Option<String>,
    /// Names of the fields changed.
    pub fields: Vec<String>,
    /// Why.
    pub reason: Option<String>,
}

/// A page of the export log.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct ExportsFrom {
    /// Files before this one; empty = the newest.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<ExportId>,
    /// How many; 100 unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A file that left the program, with the officer's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ExportShown {
    /// The entry.
    pub id: ExportId,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Officer's name.
    pub actor_name: String,
    /// Report code or name of the list, label `officers.exported.<report>`.
    pub report: String,
    /// Class of the content.
    pub sensitivity: String,
    /// Rows or persons in it.
    #[ts(type = "number")]
    pub rows: i64,
    /// Why.
    pub purpose: String,
    /// For whom.
    pub recipient: String,
    /// SHA-256 of the file, hex.
    pub file_hash: String,
    /// Encrypted with a password.
    pub protected: bool,
}
