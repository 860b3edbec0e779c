//! The card of a person.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::change::{EmploymentDraft, PersonDraft};
use super::codes::{
    Category, CheckoffStatus, ConsentMethod, ConsentPurpose, ContactKind, DuesKind, EndReason, EventKind, FulltimeKind,
    JoinReason, Status,
};
use crate::ids::{
    AssignmentId, ConsentId, ContactId, EmploymentId, EventId, MembershipId, PersonId, RefusalId, UnitId,
};

/// Everything about a person.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MemberCard {
    /// The person.
    pub person_id: PersonId,
    /// Version of the person; a correction names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Fields of the person.
    pub person: PersonDraft,
    /// Memberships, newest first.
    pub memberships: Vec<MembershipDetail>,
    /// Employments, newest first.
    pub employments: Vec<EmploymentDetail>,
    /// Contacts.
    pub contacts: Vec<ContactDetail>,
    /// Consents.
    pub consents: Vec<ConsentDetail>,
    /// Consents that were refused, newest first.
    pub refusals: Vec<RefusalDetail>,
    /// Who it was has been erased.
    pub erased: bool,
    /// What of it was given to other organisations, newest first.
    pub provisions: Vec<super::privacy::ProvisionRow>,
    /// History, newest first.
    pub events: Vec<EventDetail>,
}

/// A membership on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MembershipDetail {
    /// The membership.
    pub id: MembershipId,
    /// Version; verbs name it.
    #[ts(type = "number")]
    pub version: i64,
    /// 組合員番号
    pub member_no: String,
    /// 区分 of today.
    pub category: Category,
    /// All of them, newest first, with those planned.
    pub categories: Vec<CategoryDetail>,
    /// State.
    pub status: Status,
    /// Day of application.
    pub applied_on: Option<NaiveDate>,
    /// First day.
    pub joined_on: Option<NaiveDate>,
    /// Last day.
    pub left_on: Option<NaiveDate>,
    /// How the person came.
    pub join_reason: Option<JoinReason>,
    /// Why it ended.
    pub end_reason: Option<EndReason>,
    /// Note on the end.
    pub end_note: Option<String>,
    /// 組合費区分
    pub dues_kind: DuesKind,
    /// チェックオフ
    pub checkoff_status: CheckoffStatus,
    /// Day of the member's own mandate.
    pub checkoff_mandate_on: Option<NaiveDate>,
    /// Day on which the member stopped it.
    pub checkoff_stopped_on: Option<NaiveDate>,
    /// May vote.
    pub voting_right: bool,
    /// 専従区分
    pub fulltime_kind: Option<FulltimeKind>,
    /// 組合役職
    pub union_post: Option<String>,
    /// Units, newest first.
    pub assignments: Vec<AssignmentDetail>,
    /// Conditions, newest first.
    pub conditions: Vec<super::depth::ConditionDetail>,
    /// Offices, newest first.
    pub terms: Vec<super::depth::TermRow>,
}

/// A category on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CategoryDetail {
    /// 区分
    pub category: Category,
    /// First day; empty = from the first day of membership.
    pub from_on: Option<NaiveDate>,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// A unit on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AssignmentDetail {
    /// The assignment.
    pub id: AssignmentId,
    /// Unit.
    pub unit_id: UnitId,
    /// Names from the top.
    pub unit_names: Vec<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// An employment on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EmploymentDetail {
    /// The employment.
    pub id: EmploymentId,
    /// Its fields.
    pub employment: EmploymentDraft,
    /// 会社
    pub employer: String,
    /// 事業所
    pub worksite: Option<String>,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// A contact on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ContactDetail {
    /// The contact.
    pub id: ContactId,
    /// Version; verbs name it.
    #[ts(type = "number")]
    pub version: i64,
    /// Which way.
    pub kind: ContactKind,
    /// Address, number or mail.
    pub value: String,
    /// Postal code.
    pub postal: Option<String>,
    /// Use this one first.
    pub preferred: bool,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
}

/// A consent on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ConsentDetail {
    /// The consent.
    pub id: ConsentId,
    /// Version; verbs name it.
    #[ts(type = "number")]
    pub version: i64,
    /// What for.
    pub purpose: ConsentPurpose,
    /// To whom.
    pub recipient: Option<String>,
    /// Day.
    pub granted_on: NaiveDate,
    /// Day of withdrawal.
    pub withdrawn_on: Option<NaiveDate>,
    /// How.
    pub method: ConsentMethod,
    /// Version of the notice.
    pub notice_version: String,
}

/// A refused consent on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct RefusalDetail {
    /// The refusal.
    pub id: RefusalId,
    /// What for.
    pub purpose: ConsentPurpose,
    /// To whom.
    pub recipient: Option<String>,
    /// Day.
    pub refused_on: NaiveDate,
}

/// An event on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EventDetail {
    /// The event.
    pub id: EventId,
    /// What happened.
    pub kind: EventKind,
    /// Day from which it holds.
    pub effective_on: NaiveDate,
    /// When it was recorded, UTC.
    pub recorded_at: DateTime<Utc>,
    /// Fields before.
    #[ts(type = "Record<string, unknown>")]
    pub before: Value,
    /// Fields after.
    #[ts(type = "Record<string, unknown>")]
    pub after: Value,
    /// Why.
    pub reason: Option<String>,
    /// It came from an import.
    pub imported: bool,
    /// Officer who recorded it.
    pub by: String,
}
