//! What is asked of the verbs that change.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::codes::{
    Category, CheckoffStatus, ConditionKind, ConsentMethod, ConsentPurpose, ContactKind, DuesKind, EmploymentType,
    EndReason, EventKind, FulltimeKind, Gender, JoinReason, Restorable,
};
use crate::ids::{ConsentId, ContactId, MembershipId, OrganizationId, PersonId, UnitId};

/// A person.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct PersonNamed {
    /// The person.
    pub person_id: PersonId,
}

/// Fields of a person as entered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct PersonDraft {
    /// 姓
    pub family_name: String,
    /// 名
    pub given_name: Option<String>,
    /// セイ
    pub family_kana: Option<String>,
    /// メイ
    pub given_kana: Option<String>,
    /// 通称
    pub display_name: Option<String>,
    /// 旧姓
    pub former_name: Option<String>,
    /// 性別
    pub gender: Option<Gender>,
    /// 生年月日
    pub birth_on: Option<NaiveDate>,
    /// 備考
    pub remarks: Option<String>,
}

/// Fields of an employment as entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct EmploymentDraft {
    /// 会社
    pub employer_org_id: OrganizationId,
    /// 事業所
    #[serde(default)]
    pub worksite_org_id: Option<OrganizationId>,
    /// 部署
    #[serde(default)]
    pub department: Option<String>,
    /// 職種
    #[serde(default)]
    pub job_title: Option<String>,
    /// 資格等級
    #[serde(default)]
    pub grade: Option<String>,
    /// 雇用形態
    #[serde(default = "EmploymentDraft::usual")]
    pub employment_type: EmploymentType,
    /// 社員番号
    #[serde(default)]
    pub employee_no: Option<String>,
    /// 入社年月日
    #[serde(default)]
    pub from_on: Option<NaiveDate>,
}

impl EmploymentDraft {
    fn usual() -> EmploymentType {
        EmploymentType::Permanent
    }
}

/// Add a member.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddMember {
    /// The person.
    pub person: PersonDraft,
    /// 組合員番号; empty = the union's next.
    #[serde(default)]
    #[ts(optional)]
    pub member_no: Option<String>,
    /// 区分
    #[serde(default = "AddMember::usual")]
    #[ts(optional, as = "Option<Category>")]
    pub category: Category,
    /// First day of membership.
    pub joined_on: NaiveDate,
    /// Day of application; empty = the first day.
    #[serde(default)]
    #[ts(optional)]
    pub applied_on: Option<NaiveDate>,
    /// How the person came.
    #[serde(default)]
    #[ts(optional)]
    pub join_reason: Option<JoinReason>,
    /// Unit on the first day (M-05).
    pub unit_id: UnitId,
    /// Employment.
    #[serde(default)]
    #[ts(optional)]
    pub employment: Option<EmploymentDraft>,
    /// The officer looked at the persons of M-01 and says that this is another one.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub not_a_duplicate: bool,
    /// The officer acknowledged who may hold this category (M-03).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub eligible: bool,
    /// Why, for a first day in a closed month (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// The person who joins again; `person` then corrects nothing.
    #[serde(default)]
    #[ts(optional)]
    pub rejoins: Option<PersonId>,
}

impl AddMember {
    fn usual() -> Category {
        Category::Regular
    }
}

/// Approve an application.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Approve {
    /// The membership applied for.
    pub membership_id: MembershipId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// First day of membership.
    pub joined_on: NaiveDate,
    /// Why, for a first day in a closed month (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Turn an application down, or note that the person took it back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Reject {
    /// The membership applied for.
    pub membership_id: MembershipId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The person took it back.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub withdrawn: bool,
    /// Why (M-06).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// A person who may be the same.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Likeness {
    /// The person.
    pub person_id: PersonId,
    /// Name shown.
    pub name: String,
    /// 組合員番号
    pub member_no: Option<String>,
    /// Why, label `members.same.<code>`.
    pub because: String,
}

/// Result of asking before adding.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Checked {
    /// Rules that refuse, label `error.<code>`.
    pub refused_by: Vec<String>,
    /// Persons who may be the same (M-01).
    pub same: Vec<Likeness>,
    /// The number that would be given.
    pub member_no: String,
}

/// A member was added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Added {
    /// The person.
    pub person_id: PersonId,
    /// The membership.
    pub membership_id: MembershipId,
    /// 組合員番号
    pub member_no: String,
}

/// Correct what is wrong or has changed about a person; the history keeps both (M-12).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CorrectMember {
    /// The person.
    pub person_id: PersonId,
    /// Version of the person read.
    #[ts(type = "number")]
    pub version: i64,
    /// All fields of the person as they shall be.
    #[serde(default)]
    #[ts(optional)]
    pub person: Option<PersonDraft>,
    /// Which membership, of who was a member several times; none = that by which the person is known.
    #[serde(default)]
    #[ts(optional)]
    pub membership_id: Option<MembershipId>,
    /// Fields of the membership to change.
    #[serde(default)]
    #[ts(optional)]
    pub membership: Option<CorrectMembership>,
    /// The employment in force as it shall be; a new one when there is none.
    #[serde(default)]
    #[ts(optional)]
    pub employment: Option<EmploymentDraft>,
    /// Day from which another kind of employment (雇用形態) holds; empty = today. The day of hire corrects it from the start.
    #[serde(default)]
    #[ts(optional)]
    pub employment_type_from: Option<NaiveDate>,
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Fields of a membership to correct; empty = keep.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CorrectMembership {
    /// 組合員番号
    #[ts(optional)]
    pub member_no: Option<String>,
    /// 区分
    #[ts(optional)]
    pub category: Option<Category>,
    /// Day from which the category holds, until the next change that is known; empty = today. The first day of membership
    /// corrects it from the start.
    #[ts(optional)]
    pub category_from: Option<NaiveDate>,
    /// First day of membership.
    #[ts(optional)]
    pub joined_on: Option<NaiveDate>,
    /// Last day of an ended membership.
    #[ts(optional)]
    pub left_on: Option<NaiveDate>,
    /// Why an ended membership ended; an expulsion and an entry in error are made by hand.
    #[ts(optional)]
    pub end_reason: Option<EndReason>,
    /// Note on the end; blank = none.
    #[ts(optional)]
    pub end_note: Option<String>,
    /// Day on which a resignation was received (M-10).
    #[ts(optional)]
    pub received_on: Option<NaiveDate>,
    /// 組合費区分
    #[ts(optional)]
    pub dues_kind: Option<DuesKind>,
    /// チェックオフ
    #[ts(optional)]
    pub checkoff_status: Option<CheckoffStatus>,
    /// Day of the member's own mandate.
    #[ts(optional)]
    pub checkoff_mandate_on: Option<NaiveDate>,
    /// Day on which the member stopped it.
    #[ts(optional)]
    pub checkoff_stopped_on: Option<NaiveDate>,
    /// 専従区分
    #[ts(optional)]
    pub fulltime_kind: Option<FulltimeKind>,
    /// 組合役職
    #[ts(optional)]
    pub union_post: Option<String>,
}

/// What a correction would do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct CorrectionSeen {
    /// What the history would tell.
    pub changes: Vec<CorrectionChange>,
    /// Units and employments whose days follow.
    pub follows: Vec<DaysFollow>,
}

/// One change of a correction.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CorrectionChange {
    /// What it is.
    pub kind: EventKind,
    /// Day from which it holds.
    pub effective_on: NaiveDate,
    /// Fields before.
    #[ts(type = "Record<string, unknown>")]
    pub before: Value,
    /// Fields after.
    #[ts(type = "Record<string, unknown>")]
    pub after: Value,
}

/// Days that follow a correction.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DaysFollow {
    /// What it is.
    pub what: Restorable,
    /// Name of the unit, number of the employee.
    pub label: Option<String>,
    /// First day as it stands.
    pub was_from_on: Option<NaiveDate>,
    /// Last day as it stands; empty = open.
    pub was_to_on: Option<NaiveDate>,
    /// First day then.
    pub from_on: Option<NaiveDate>,
    /// Last day then; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// Move a member to another unit.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct MoveMember {
    /// The membership.
    pub membership_id: MembershipId,
    /// Unit from the day on.
    pub unit_id: UnitId,
    /// First day there.
    pub from_on: NaiveDate,
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// End a membership.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct LeaveUnion {
    /// The membership.
    pub membership_id: MembershipId,
    /// Version of the membership read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day of membership; still counted on it.
    pub left_on: NaiveDate,
    /// Why.
    pub end_reason: EndReason,
    /// Note.
    #[serde(default)]
    #[ts(optional)]
    pub end_note: Option<String>,
    /// Day on which the resignation was received (M-10); for a resignation it must be named.
    #[serde(default)]
    #[ts(optional)]
    pub received_on: Option<NaiveDate>,
    /// Expulsion (M-08): organ, date of the resolution and of the hearing, text.
    #[serde(default)]
    #[ts(optional)]
    pub resolution: Option<Resolution>,
}

/// The resolution that an expulsion needs, until meetings are kept here (M-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Resolution {
    /// Organ that the rules name.
    pub organ: String,
    /// Day of the resolution.
    pub resolved_on: NaiveDate,
    /// Day on which the member was heard.
    pub heard_on: NaiveDate,
    /// Text of the resolution.
    pub text: String,
}

impl Resolution {
    /// The organ spoke after hearing the member, and before it takes effect (M-07, M-08).
    #[must_use]
    pub fn is_proper(&self, effective_on: NaiveDate) -> bool {
        !self.organ.trim().is_empty()
            && !self.text.trim().is_empty()
            && self.heard_on <= self.resolved_on
            && self.resolved_on <= effective_on
    }
}

/// Take back an end that was a mistake (`entry_error`, M-12).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Reinstate {
    /// The membership.
    pub membership_id: MembershipId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Why.
    pub reason: String,
}

/// An end that was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Reinstated {
    /// What the end had cut off and somebody changed since, so that it stays as it is.
    pub not_restored: Vec<CutOff>,
}

/// Something that ended with a membership and stays ended, or would.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CutOff {
    /// What it is.
    pub what: Restorable,
    /// Which condition.
    pub condition: Option<ConditionKind>,
    /// Name of the office or of the last unit.
    pub label: Option<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day as it stands.
    pub to_on: Option<NaiveDate>,
}

/// Save a way to reach a person.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveContact {
    /// The person.
    pub person_id: PersonId,
    /// The one to change; empty = a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<ContactId>,
    /// Version read, when one is changed.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Which way.
    pub kind: ContactKind,
    /// Address, number or mail.
    pub value: String,
    /// Postal code.
    #[serde(default)]
    #[ts(optional)]
    pub postal: Option<String>,
    /// Use this one first.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub preferred: bool,
}

/// A way to reach a person that no longer works.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndContact {
    /// The contact.
    pub id: ContactId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day.
    pub to_on: NaiveDate,
}

/// A consent was given.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct GiveConsent {
    /// The person.
    pub person_id: PersonId,
    /// What for.
    pub purpose: ConsentPurpose,
    /// To whom data goes.
    #[serde(default)]
    #[ts(optional)]
    pub recipient_org_id: Option<OrganizationId>,
    /// Day.
    pub granted_on: NaiveDate,
    /// How.
    pub method: ConsentMethod,
    /// Version of the notice explained.
    pub notice_version: String,
    /// Where the paper lies.
    #[serde(default)]
    #[ts(optional)]
    pub document_ref: Option<String>,
}

/// A consent was asked for and refused.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RefuseConsent {
    /// The person.
    pub person_id: PersonId,
    /// What for.
    pub purpose: ConsentPurpose,
    /// To whom data would have gone.
    #[serde(default)]
    #[ts(optional)]
    pub recipient_org_id: Option<OrganizationId>,
    /// Day.
    pub refused_on: NaiveDate,
}

/// A consent was taken back.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WithdrawConsent {
    /// The consent.
    pub id: ConsentId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Day.
    pub withdrawn_on: NaiveDate,
}
