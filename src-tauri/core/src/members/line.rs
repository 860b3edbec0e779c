//! One line of the roster: a member with everything that a list of members names, as files have it.

use chrono::NaiveDate;

use super::model::{
    Category, CheckoffStatus, ConditionKind, DuesKind, EmploymentType, EndReason, FulltimeKind, Gender, PersonDraft,
    Status,
};
use crate::codes::codes;

/// A member on a day, in the words and values of a roster's columns. What a column writes, it reads back here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// 組合員番号
    pub member_no: Option<String>,
    /// 社員番号
    pub employee_no: Option<String>,
    /// 姓
    pub family_name: Option<String>,
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
    /// 会社
    pub employer: Option<String>,
    /// 事業所
    pub worksite: Option<String>,
    /// 部署
    pub department: Option<String>,
    /// 職種
    pub job_title: Option<String>,
    /// 雇用形態
    pub employment_type: Option<EmploymentType>,
    /// 資格等級
    pub grade: Option<String>,
    /// 入社年月日
    pub hired_on: Option<NaiveDate>,
    /// 加入年月日
    pub joined_on: Option<NaiveDate>,
    /// 組合員区分
    pub category: Option<Category>,
    /// 支部
    pub branch: Option<String>,
    /// 分会
    pub sub_branch: Option<String>,
    /// 職場
    pub workplace: Option<String>,
    /// 組合役職
    pub union_post: Option<String>,
    /// 専従区分
    pub fulltime_kind: Option<FulltimeKind>,
    /// 状態: of the membership
    pub status: Option<Status>,
    /// 状態: the condition on the day (休職, 出向 …); a column of 状態 says this before the membership's
    pub condition: Option<ConditionKind>,
    /// 組合費区分
    pub dues_kind: Option<DuesKind>,
    /// チェックオフ
    pub checkoff_status: Option<CheckoffStatus>,
    /// 郵便番号
    pub postal: Option<String>,
    /// 住所
    pub home_address: Option<String>,
    /// 電話
    pub phone: Option<String>,
    /// 携帯
    pub mobile: Option<String>,
    /// メール(私用)
    pub mail_private: Option<String>,
    /// 緊急連絡先
    pub emergency: Option<String>,
    /// 上部団体提供同意
    pub federation_share: Option<Agreed>,
    /// 備考
    pub remarks: Option<String>,
    /// 脱退年月日: last day of membership
    pub left_on: Option<NaiveDate>,
    /// 終了理由
    pub end_reason: Option<EndReason>,
}

codes! {
    /// Whether somebody agreed, as a column says it.
    Agreed("agreed") {
        /// あり
        Yes,
        /// なし
        No,
    }
}

impl Line {
    /// 姓 and 名 with a space between.
    pub fn name(&self) -> String {
        [self.family_name.as_deref(), self.given_name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// セイ and メイ with a space between.
    pub fn kana(&self) -> String {
        [self.family_kana.as_deref(), self.given_kana.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// Whether it says anything about an employment.
    pub fn is_employed(&self) -> bool {
        self.employee_no.is_some()
            || self.employer.is_some()
            || self.worksite.is_some()
            || self.department.is_some()
            || self.job_title.is_some()
            || self.grade.is_some()
            || self.hired_on.is_some()
            || self.employment_type.is_some()
    }

    /// The fields of the person.
    pub fn person(&self) -> PersonDraft {
        PersonDraft {
            family_name: self.family_name.clone().unwrap_or_default(),
            given_name: self.given_name.clone(),
            family_kana: self.family_kana.clone(),
            given_kana: self.given_kana.clone(),
            display_name: self.display_name.clone(),
            former_name: self.former_name.clone(),
            gender: self.gender,
            birth_on: self.birth_on,
            remarks: self.remarks.clone(),
        }
    }
}
