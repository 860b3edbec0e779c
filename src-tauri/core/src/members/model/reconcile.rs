//! 突合 on the wire: the list of those present against the roster, decided pile by pile.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{ConditionKind, EndReason};
use super::depth::Alike;
use super::exchange::{RosterFile, RosterPreview};
use crate::ids::{MembershipId, PersonId};

/// A row of the list that cannot be told by itself, with those whom it may mean.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct UnsureRow {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// Name as in the file.
    pub name: String,
    /// Problem codes, label `problem.<code>`.
    pub problems: Vec<String>,
    /// Whom it may mean, the likeliest first.
    pub candidates: Vec<Candidate>,
}

/// Whom a row may mean.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Candidate {
    /// What agrees and what does not, label `members.agrees.<code>`; of a row that would add somebody the rules that both meet,
    /// label `members.alike.<code>`.
    pub because: Vec<String>,
    /// The person.
    pub person: Alike,
}

/// A member whom the list does not name.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MissingMember {
    /// The person.
    pub person_id: PersonId,
    /// The membership.
    pub membership_id: MembershipId,
    /// 組合員番号
    pub member_no: String,
    /// Name.
    pub name: String,
    /// 社員番号
    pub employee_no: Option<String>,
    /// 会社
    pub employer: Option<String>,
    /// Branch.
    pub branch: Option<String>,
    /// A condition on the day that explains the absence, label `enum.condition_kind.<code>`.
    pub condition: Option<ConditionKind>,
    /// A row to be looked at, one that cannot be taken, or one of somebody newly found, that may mean this member.
    pub maybe_row: Option<u32>,
}

/// The list against the roster; nothing was written.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Reconciled {
    /// How the file was understood, and its rows by outcome.
    pub list: RosterPreview,
    /// Rows to be looked at (要確認).
    pub unsure: Vec<UnsureRow>,
    /// Members of the list's employers whom it does not name (一覧にない); the first thousand.
    pub missing: Vec<MissingMember>,
    /// How many there are.
    #[ts(type = "number")]
    pub missing_n: u64,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct RowNamed {
    /// Sheet.
    pub sheet: String,
    /// Row as in the file, from 1.
    pub row: u32,
    /// Of a changed row only these columns are taken, whatever the pile; empty = all that differ.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub columns: Vec<String>,
}

/// What of a pile is taken: nothing unless said otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct Taken {
    /// The whole pile but the rows named.
    #[ts(optional, as = "Option<bool>")]
    pub all: bool,
    /// Only these rows, or, with `all`, all but these (of one that names columns, those are taken).
    #[ts(optional, as = "Option<Vec<RowNamed>>")]
    pub rows: Vec<RowNamed>,
    /// Of the changed rows taken only these columns, unless a row names its own (所属だけ); empty = all that differ.
    #[ts(optional, as = "Option<Vec<String>>")]
    pub columns: Vec<String>,
}

/// What a member whom the list does not name is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case", tag = "does")]
pub enum MissingDoes {
    /// The membership ended.
    Ended {
        /// Why.
        end_reason: EndReason,
        /// Last day.
        left_on: NaiveDate,
        /// Day on which a resignation was received (M-10).
        #[serde(default)]
        #[ts(optional)]
        received_on: Option<NaiveDate>,
    },
    /// On leave, seconded and the like.
    Away {
        /// Which condition.
        kind: ConditionKind,
        /// First day.
        from_on: NaiveDate,
    },
}

/// What the officer decided about a member whom the list does not name; those not named here stay as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct MissingDecision {
    /// The membership.
    pub membership_id: MembershipId,
    /// What it is about.
    pub decision: MissingDoes,
}

/// Take what was decided: everything in one step.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Reconcile {
    /// The list, with the mapping and the hash of its preview.
    pub list: RosterFile,
    /// Of those newly found.
    #[serde(default)]
    #[ts(optional, as = "Option<Taken>")]
    pub found: Taken,
    /// Of those that changed.
    #[serde(default)]
    #[ts(optional, as = "Option<Taken>")]
    pub changed: Taken,
    /// About those whom the list does not name.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<MissingDecision>>")]
    pub missing: Vec<MissingDecision>,
    /// Why figures of a closed month are corrected, by the rows or by the last days (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}
