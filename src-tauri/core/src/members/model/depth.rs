//! Conditions and offices on the wire; persons who look alike.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::{CutOff, Resolution};
use super::codes::{CheckoffStatus, ConditionKind, DuesKind, ElectedBy, FulltimeKind, OfficeKind};
use super::list::MemberFilter;
use crate::ids::{ConditionId, MembershipId, OfficeId, PersonId, SavedListId, TermId, UnitId};

/// A condition begins.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct StartCondition {
    /// The membership.
    pub membership_id: MembershipId,
    /// Which condition.
    pub kind: ConditionKind,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, where it is known already.
    #[serde(default)]
    #[ts(optional)]
    pub to_on: Option<NaiveDate>,
    /// 組合費区分 while it lasts; empty = as before.
    #[serde(default)]
    #[ts(optional)]
    pub dues_kind: Option<DuesKind>,
    /// Does not count in the base of a quorum; empty = as usual for the condition.
    #[serde(default)]
    #[ts(optional)]
    pub quorum_excluded: Option<bool>,
    /// Note.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// The resolution that a suspension of rights needs (M-07).
    #[serde(default)]
    #[ts(optional)]
    pub resolution: Option<Resolution>,
}

/// A condition ends.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndCondition {
    /// The condition.
    pub id: ConditionId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day.
    pub to_on: NaiveDate,
}

/// A condition on the card.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ConditionDetail {
    /// The condition.
    pub id: ConditionId,
    /// Version; verbs name it.
    #[ts(type = "number")]
    pub version: i64,
    /// Which.
    pub kind: ConditionKind,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
    /// 組合費区分 while it lasts.
    pub dues_kind: Option<DuesKind>,
    /// Does not count in the base of a quorum.
    pub quorum_excluded: bool,
    /// Note.
    pub note: Option<String>,
}

/// Make or correct an office.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveOffice {
    /// The office; empty = a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<OfficeId>,
    /// Version read, for a correction.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Kind.
    pub kind: OfficeKind,
    /// Name as printed.
    pub label: String,
    /// How many may hold it at once; empty = no limit.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub seats: Option<i64>,
    /// Usual length of a term in months.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub term_months: Option<i64>,
    /// Offered for new terms.
    #[serde(default = "SaveOffice::usual")]
    #[ts(optional, as = "Option<bool>")]
    pub active: bool,
}

impl SaveOffice {
    fn usual() -> bool {
        true
    }
}

/// An office with those who hold it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct OfficeRow {
    /// The office.
    pub id: OfficeId,
    /// Version; a correction names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Kind.
    pub kind: OfficeKind,
    /// Name as printed.
    pub label: String,
    /// How many may hold it at once.
    #[ts(type = "number | null")]
    pub seats: Option<i64>,
    /// Usual length of a term in months.
    #[ts(type = "number | null")]
    pub term_months: Option<i64>,
    /// Offered for new terms.
    pub active: bool,
    /// Who holds it on the day.
    pub holders: Vec<TermRow>,
}

/// Somebody's time in an office.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct TermRow {
    /// The term.
    pub id: TermId,
    /// Version; verbs name it.
    #[ts(type = "number")]
    pub version: i64,
    /// The office.
    pub office_id: OfficeId,
    /// Its name.
    pub office: String,
    /// The membership.
    pub membership_id: MembershipId,
    /// The person.
    pub person_id: PersonId,
    /// The person's name.
    pub name: String,
    /// Unit of the office; empty = the union.
    pub unit_id: Option<UnitId>,
    /// Its name.
    pub unit: Option<String>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day in the office; empty = until a successor is chosen.
    pub to_on: Option<NaiveDate>,
    /// Last day of the term.
    pub due_on: Option<NaiveDate>,
    /// The term has run out, and a successor is to be chosen (任期満了・後任待ち).
    pub ran_out: bool,
    /// 専従区分
    pub fulltime_kind: FulltimeKind,
    /// How the person came to it.
    pub elected_by: ElectedBy,
    /// Why it ended before its time.
    pub ended_early_reason: Option<String>,
}

/// A term ends.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndTerm {
    /// The term.
    pub id: TermId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day.
    pub to_on: NaiveDate,
    /// Why, where it ends before its time.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// The offices of a day.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct OfficesOn {
    /// The day; today unless said otherwise.
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
}

/// Who is looked at for duplicates.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct DuplicatesOf {
    /// Only pairs with this person; empty = the whole roster.
    #[ts(optional)]
    pub person_id: Option<PersonId>,
    /// Pairs wanted, 1 to 500; 100 unless said otherwise.
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// A person of a pair.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Alike {
    /// The person.
    pub person_id: PersonId,
    /// Version; a merge names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: String,
    /// Date of birth.
    pub birth_on: Option<NaiveDate>,
    /// 旧姓
    pub former_name: Option<String>,
    /// 組合員番号, the newest.
    pub member_no: Option<String>,
    /// State of the newest membership, label `enum.status.<code>`.
    pub status: Option<super::codes::Status>,
    /// First day of the newest membership.
    pub joined_on: Option<NaiveDate>,
    /// Branch.
    pub branch: Option<String>,
    /// 会社
    pub employer: Option<String>,
    /// 社員番号
    pub employee_no: Option<String>,
    /// チェックオフ of the newest membership.
    pub checkoff: Option<Checkoff>,
}

/// チェックオフ of a membership.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Checkoff {
    /// What holds, label `enum.checkoff_status.<code>`.
    pub status: CheckoffStatus,
    /// Day of the member's own mandate.
    pub mandate_on: Option<NaiveDate>,
    /// Day on which the member stopped it.
    pub stopped_on: Option<NaiveDate>,
}

impl Checkoff {
    /// Of two records of one membership: what the own one says, its blanks filled from the other. Where both say something else,
    /// the own one stands; a day of the other belongs to what the other says.
    pub(crate) fn filled(self, other: Self) -> Self {
        if self.status == CheckoffStatus::None {
            return other;
        }
        let days = Self {
            mandate_on: self.mandate_on.or(other.mandate_on),
            stopped_on: self.stopped_on.or(other.stopped_on),
            ..self
        };
        let in_order = days.mandate_on.zip(days.stopped_on).is_none_or(|(mandate, stopped)| mandate <= stopped);
        if self.status == other.status && in_order { days } else { self }
    }
}

/// Two persons who may be one.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DuplicatePair {
    /// Rules that they meet, the strongest first; label `members.alike.<code>`.
    pub because: Vec<String>,
    /// Strength of the rules together, 1 to 100; for the order only.
    pub rank: u8,
    /// The one who has been there longer.
    pub one: Alike,
    /// The other.
    pub other: Alike,
    /// What would end if `one` went into the other: what has its like there in the same days.
    pub one_ends: Vec<CutOff>,
    /// The same if `other` went.
    pub other_ends: Vec<CutOff>,
    /// What would go on if `one` went, but only from the first day of the membership that stays.
    pub one_goes_on: Vec<CutOff>,
    /// The same if `other` went.
    pub other_goes_on: Vec<CutOff>,
}

/// Two persons are not the same.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct NotSame {
    /// One.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
}

/// Make one person of two.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct MergePersons {
    /// Who stays.
    pub keep: PersonId,
    /// Version read of who stays.
    #[ts(type = "number")]
    pub keep_version: i64,
    /// Who goes into the other.
    pub merge: PersonId,
    /// Version read of who goes.
    #[ts(type = "number")]
    pub merge_version: i64,
    /// Fields of the person to take from who goes (`family_name`, `birth_on` …), and `checkoff` for チェックオフ with its days where both
    /// memberships go on; blanks are filled without asking.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub take: Vec<String>,
    /// Why; asked for where figures of a closed month change (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// A list that an officer keeps.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SavedListRow {
    /// The list.
    pub id: SavedListId,
    /// Version; verbs name it.
    #[ts(type = "number")]
    pub version: i64,
    /// Name.
    pub name: String,
    /// Everyone who may see the roster has it.
    pub shared: bool,
    /// What is listed, in which order.
    pub filter: MemberFilter,
    /// Columns shown, in order; empty = the usual ones.
    pub columns: Vec<String>,
    /// Widths that were changed, by column, in rem.
    pub widths: BTreeMap<String, f64>,
}

/// Keep a list, or change one that is kept.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveList {
    /// The list; empty = a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<SavedListId>,
    /// Version read, for a change.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Name.
    pub name: String,
    /// Everyone who may see the roster has it.
    pub shared: bool,
    /// What is listed, in which order; places and pages in it are left out.
    pub filter: MemberFilter,
    /// Columns shown, in order; empty = the usual ones.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub columns: Vec<String>,
    /// Widths that were changed, by column, in rem.
    #[serde(default)]
    #[ts(optional, as = "Option<BTreeMap<String, f64>>")]
    pub widths: BTreeMap<String, f64>,
}

/// A kept list that is not needed any more.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct DropList {
    /// The list.
    pub id: SavedListId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}
