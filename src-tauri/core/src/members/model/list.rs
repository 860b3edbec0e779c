//! What is listed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{Category, ConditionKind, EmploymentType, EndReason, FulltimeKind, Status};
use crate::ids::{MembershipId, OrganizationId, PersonId, UnitId};

/// Which state to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum StateFilter {
    /// In force on the day: joined and not yet left (在籍・権利停止).
    #[default]
    InForce,
    /// Ended before the day.
    Ended,
    /// Applied, not yet approved.
    Applied,
    /// All.
    All,
}

/// What a membership had to do with a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// In force on one day of it at least.
    Active,
    /// Its first day lies in it.
    Joined,
    /// Its last day lies in it.
    Left,
    /// On a day of it the unit was another one than on the day before (also from or to none).
    Moved,
    /// On a day of it the category was another one than on the day before.
    Recategorized,
    /// Its history has an entry that holds from a day of it.
    Changed,
}

/// A period, both days included, and what happened in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Within {
    /// What.
    pub what: Happened,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Order of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum SortBy {
    /// 五十音
    #[default]
    Kana,
    /// 組合員番号
    MemberNo,
    /// 加入日
    JoinedOn,
    /// 所属, then 五十音
    Unit,
}

/// What to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct MemberFilter {
    /// Day on which the list is true; today unless said otherwise.
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// As typed: kana of any width, kanji, part of a number.
    #[ts(optional)]
    pub find: Option<String>,
    /// Which state on the day; in force unless said otherwise, but with a period every one.
    #[ts(optional)]
    pub state: Option<StateFilter>,
    /// Only what happened within a period: who joined, left, moved, changed, or was there at all.
    #[ts(optional)]
    pub period: Option<Within>,
    /// Only members in one of these conditions on the day (休職, 出向 …); empty = all.
    #[ts(optional, as = "Option<Vec<ConditionKind>>")]
    pub conditions: Vec<ConditionKind>,
    /// 区分; empty = all.
    #[ts(optional, as = "Option<Vec<Category>>")]
    pub categories: Vec<Category>,
    /// A unit with everything below it.
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
    /// Only persons without a unit (所属なし).
    #[ts(optional, as = "Option<bool>")]
    pub no_unit: bool,
    /// An employer.
    #[ts(optional)]
    pub employer_org_id: Option<OrganizationId>,
    /// Order.
    #[ts(optional, as = "Option<SortBy>")]
    pub sort: SortBy,
    /// From the end.
    #[ts(optional, as = "Option<bool>")]
    pub descending: bool,
    /// Order of those whom the first one leaves equal: who joined on one day by their names.
    #[ts(optional)]
    pub second: Option<SortBy>,
    /// The second order from the end.
    #[ts(optional, as = "Option<bool>")]
    pub second_descending: bool,
    /// Place given by the page before.
    #[ts(optional)]
    pub after: Option<String>,
    /// Rows to skip, for a jump in the window; with `after` it is ignored.
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// Rows wanted, 1 to 200; 100 unless said otherwise.
    #[ts(optional)]
    pub limit: Option<u32>,
}

impl MemberFilter {
    /// The state that is asked for; `None` = whatever the state.
    #[must_use]
    pub fn asked_state(&self) -> Option<StateFilter> {
        match (self.state, self.period) {
            (None, Some(_)) => None,
            (None, None) => Some(StateFilter::InForce),
            (asked, _) => asked,
        }
    }

    /// Every row is a membership in force on the day.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        self.asked_state() == Some(StateFilter::InForce)
    }

    /// Everybody whom it finds has a first day; who applied may have none yet.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        match (self.asked_state(), self.period) {
            (Some(state), _) => matches!(state, StateFilter::InForce | StateFilter::Ended),
            (None, period) => period.is_some_and(|within| within.what != Happened::Changed),
        }
    }

    /// It asks for the members of a day, of the whole union and nothing else: as reports count them.
    #[must_use]
    pub fn is_of_members(&self, day: NaiveDate) -> bool {
        let asked = Self { as_of: Some(day), sort: self.sort, descending: self.descending, ..Self::default() };
        let asked = Self { second: self.second, second_descending: self.second_descending, ..asked };
        let asked = Self { categories: Category::MEMBERS.to_vec(), limit: self.limit, offset: self.offset, ..asked };
        Self { as_of: Some(day), after: None, ..self.clone() } == asked
    }

    /// The second order, where the first leaves any equal: numbers are everybody's own.
    #[must_use]
    pub fn second_order(&self) -> Option<(SortBy, bool)> {
        let second = self.second.filter(|second| *second != self.sort && self.sort != SortBy::MemberNo)?;
        Some((second, self.second_descending))
    }

    /// It asks for days and conditions, which those who may see names only are not told.
    #[must_use]
    pub fn asks_details(&self) -> bool {
        self.period.is_some() || !self.conditions.is_empty()
    }
}

/// One row of the roster.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MemberRow {
    /// The person.
    pub person_id: PersonId,
    /// The membership.
    pub membership_id: MembershipId,
    /// 組合員番号
    pub member_no: String,
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
    /// 区分
    pub category: Category,
    /// State on the day of the list.
    pub status: Status,
    /// 加入年月日
    pub joined_on: Option<NaiveDate>,
    /// Last day of membership.
    pub left_on: Option<NaiveDate>,
    /// Unit on the day; none = 所属なし.
    pub unit_id: Option<UnitId>,
    /// 支部
    pub branch: Option<String>,
    /// 分会
    pub sub_branch: Option<String>,
    /// 職場
    pub workplace: Option<String>,
    /// 会社
    pub employer: Option<String>,
    /// 社員番号
    pub employee_no: Option<String>,
    /// 部署
    pub department: Option<String>,
    /// 雇用形態
    pub employment_type: Option<EmploymentType>,
    /// Conditions on the day (休職, 出向 …), the one that began last first.
    pub conditions: Vec<ConditionKind>,
    /// 組合役職: offices held on the day, else the word that a list gave.
    pub union_post: Option<String>,
    /// 専従区分: of the office held on the day, else of the membership.
    pub fulltime_kind: Option<FulltimeKind>,
    /// 生年月日; only for those who may see cards.
    pub birth_on: Option<NaiveDate>,
}

/// What takes effect on a day to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Planned {
    /// First day of membership.
    Join,
    /// First day in another unit.
    Move,
    /// First day of another category.
    Category,
    /// First day of a condition.
    ConditionStart,
    /// Last day of a condition.
    ConditionEnd,
    /// Last day of membership.
    End,
}

/// A change that is entered and takes effect by itself on its day.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PlannedRow {
    /// The day.
    pub on: NaiveDate,
    /// What.
    pub what: Planned,
    /// The person.
    pub person_id: PersonId,
    /// The membership.
    pub membership_id: MembershipId,
    /// 組合員番号
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Unit of today, or the first one.
    pub unit: Option<String>,
    /// Unit of a move.
    pub to_unit: Option<String>,
    /// Condition that begins or ends.
    pub condition: Option<ConditionKind>,
    /// 区分 from that day on.
    pub category: Option<Category>,
    /// Why the membership ends.
    pub end_reason: Option<EndReason>,
}

/// Up to which day months are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClosedUntil {
    /// The last closed day; none = no month was closed yet.
    pub as_of: Option<NaiveDate>,
}

/// A count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Counted {
    /// How many.
    #[ts(type = "number")]
    pub n: i64,
}

/// Of which workplaces it is asked whether the members are the majority.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct MajorityOf {
    /// The unit and those below it; empty = all within the officer's reach.
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
    /// The day; today unless said otherwise.
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
}

/// The members of a workplace among all its workers (過半数判定).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Majority {
    /// The unit.
    pub unit_id: UnitId,
    /// Its name, with those above it.
    pub unit: String,
    /// Members on the day, with those of the units below.
    #[ts(type = "number")]
    pub members: i64,
    /// All workers, managers and part-timers included.
    #[ts(type = "number")]
    pub workers: i64,
    /// The day of that count; of one in parts the oldest.
    pub counted_on: NaiveDate,
    /// The workers are those of the units below, added up.
    pub in_parts: bool,
    /// More than half, in whole numbers.
    pub is_majority: bool,
    /// Tenths of a per cent, for print; the majority is not asked of them.
    #[ts(type = "number | null")]
    pub tenths: Option<i64>,
}
