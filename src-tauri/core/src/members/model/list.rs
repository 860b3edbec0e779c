//! What is listed.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{Category, EmploymentType, Status};
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
    /// Which state.
    #[ts(optional, as = "Option<StateFilter>")]
    pub state: StateFilter,
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
    /// 生年月日; only for those who may see cards.
    pub birth_on: Option<NaiveDate>,
}

/// A count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Counted {
    /// How many.
    #[ts(type = "number")]
    pub n: i64,
}
