//! One change to many members at once.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::Resolution;
use super::codes::{
    BulkKind, Category, CheckoffStatus, ConditionKind, ConsentMethod, ConsentPurpose, DuesKind, EmploymentType,
    EndReason,
};
use super::list::MemberFilter;
use crate::ids::{OpId, OrganizationId, PersonId, SavedListId, UnitId};

/// Who is chosen: named persons, or everyone whom a filter finds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct Chosen {
    /// These persons, each by the membership in force, else the newest.
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub persons: Vec<PersonId>,
    /// Everyone whom this finds; order and page are ignored.
    #[ts(optional)]
    pub filter: Option<MemberFilter>,
    /// Everyone whom this kept list finds.
    #[ts(optional)]
    pub list: Option<SavedListId>,
    /// But not these persons.
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub except: Vec<PersonId>,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case", tag = "does")]
pub enum BulkChange {
    /// To another unit.
    MoveUnit {
        /// Unit from the day on.
        unit_id: UnitId,
        /// First day there.
        from_on: NaiveDate,
    },
    /// Another category.
    Category {
        /// 区分
        category: Category,
        /// First day of it; today unless said otherwise.
        #[serde(default)]
        #[ts(optional)]
        from_on: Option<NaiveDate>,
    },
    /// A condition begins.
    StartCondition {
        /// Which.
        kind: ConditionKind,
        /// First day.
        from_on: NaiveDate,
        /// Last day, where it is known already.
        #[serde(default)]
        #[ts(optional)]
        to_on: Option<NaiveDate>,
        /// 組合費区分 while it lasts; empty = as before.
        #[serde(default)]
        #[ts(optional)]
        dues_kind: Option<DuesKind>,
        /// Does not count in the base of a quorum; empty = as usual for the condition.
        #[serde(default)]
        #[ts(optional)]
        quorum_excluded: Option<bool>,
        /// Note.
        #[serde(default)]
        #[ts(optional)]
        note: Option<String>,
        /// The resolution that a suspension of rights needs (M-07).
        #[serde(default)]
        #[ts(optional)]
        resolution: Option<Resolution>,
    },
    /// The open condition of a kind ends.
    EndCondition {
        /// Which.
        kind: ConditionKind,
        /// Last day.
        to_on: NaiveDate,
    },
    /// 組合費区分
    Dues {
        /// Which.
        dues_kind: DuesKind,
    },
    /// チェックオフ
    Checkoff {
        /// Which.
        checkoff_status: CheckoffStatus,
        /// Day of the member's own mandate, or of the stop.
        #[serde(default)]
        #[ts(optional)]
        on: Option<NaiveDate>,
    },
    /// Fields of the employment in force; those not named stay, an empty text erases.
    Employment {
        /// 部署
        #[serde(default)]
        #[ts(optional)]
        department: Option<String>,
        /// 職種
        #[serde(default)]
        #[ts(optional)]
        job_title: Option<String>,
        /// 資格等級
        #[serde(default)]
        #[ts(optional)]
        grade: Option<String>,
        /// 雇用形態
        #[serde(default)]
        #[ts(optional)]
        employment_type: Option<EmploymentType>,
        /// Day from which another kind holds; empty = today.
        #[serde(default)]
        #[ts(optional)]
        from_on: Option<NaiveDate>,
    },
    /// A consent was given.
    GiveConsent {
        /// What for.
        purpose: ConsentPurpose,
        /// To whom data goes.
        #[serde(default)]
        #[ts(optional)]
        recipient_org_id: Option<OrganizationId>,
        /// Day.
        granted_on: NaiveDate,
        /// How.
        method: ConsentMethod,
        /// Version of the notice explained.
        notice_version: String,
        /// Where the papers lie.
        #[serde(default)]
        #[ts(optional)]
        document_ref: Option<String>,
    },
    /// Consents for a purpose were taken back.
    WithdrawConsent {
        /// What for.
        purpose: ConsentPurpose,
        /// Day.
        withdrawn_on: NaiveDate,
    },
    /// The membership ends.
    Leave {
        /// Last day of membership; still counted on it.
        left_on: NaiveDate,
        /// Why.
        end_reason: EndReason,
        /// Note.
        #[serde(default)]
        #[ts(optional)]
        end_note: Option<String>,
        /// Day on which the resignations were received (M-10).
        #[serde(default)]
        #[ts(optional)]
        received_on: Option<NaiveDate>,
    },
}

impl BulkChange {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> BulkKind {
        match self {
            Self::MoveUnit { .. } => BulkKind::MoveUnit,
            Self::Category { .. } => BulkKind::Category,
            Self::StartCondition { .. } => BulkKind::StartCondition,
            Self::EndCondition { .. } => BulkKind::EndCondition,
            Self::Dues { .. } => BulkKind::Dues,
            Self::Checkoff { .. } => BulkKind::Checkoff,
            Self::Employment { .. } => BulkKind::Employment,
            Self::GiveConsent { .. } => BulkKind::GiveConsent,
            Self::WithdrawConsent { .. } => BulkKind::WithdrawConsent,
            Self::Leave { .. } => BulkKind::Leave,
        }
    }
}

/// Change many members.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ChangeMany {
    /// Who.
    pub chosen: Chosen,
    /// What.
    pub change: BulkChange,
    /// Why, for the trail and the history.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// How many the preview said would change; with another number nothing is done.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub expected: Option<u64>,
}

/// Somebody who cannot be changed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CannotChange {
    /// The person.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// 組合員番号
    pub member_no: String,
    /// Parameters of the rule's sentence for this person.
    #[ts(type = "Record<string, unknown>")]
    pub about: serde_json::Value,
}

/// Why some cannot be changed.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct BulkCause {
    /// Label of the rule's sentence: `error.<code>` or `problem.<code>`.
    pub because: String,
    /// How many.
    #[ts(type = "number")]
    pub n: u64,
    /// Who; the first two hundred.
    pub people: Vec<CannotChange>,
}

/// What a change of many would do; nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct BulkPreview {
    /// Chosen: will + already + cannot + unseen.
    #[ts(type = "number")]
    pub chosen: u64,
    /// Will change.
    #[ts(type = "number")]
    pub will: u64,
    /// Are so already.
    #[ts(type = "number")]
    pub already: u64,
    /// Cannot be changed.
    #[ts(type = "number")]
    pub cannot: u64,
    /// Were named and are not there, or are out of the officer's sight.
    #[ts(type = "number")]
    pub unseen: u64,
    /// Why not, by cause.
    pub causes: Vec<BulkCause>,
}

/// What a change of many did.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ChangedMany {
    /// The op, for undo; none when nobody was changed.
    pub op: Option<OpId>,
    /// What was done, and to whom it was not.
    pub result: BulkPreview,
}
