//! The closed lists of the roster; GLOSSARY.md explains them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::codes::codes;

codes! {
    /// What an end cuts off and its taking back restores.
    Restorable("restorable") {
        /// The unit.
        Unit,
        /// A condition.
        Condition,
        /// An office.
        Office,
        /// The employment.
        Employment,
    }
    /// What changes rights or dues but not the membership.
    ConditionKind("condition_kind") {
        /// 休職
        Leave,
        /// 病気休職
        SickLeave,
        /// 育児休業
        Childcare,
        /// 介護休業
        FamilyCare,
        /// 出向
        SecondmentOut,
        /// 海外勤務
        Overseas,
        /// 専従
        FulltimeOfficer,
        /// 無給
        Unpaid,
        /// 権利停止
        RightsSuspended,
    }
    /// Offices of the union.
    OfficeKind("office_kind") {
        /// 執行委員長
        Chair,
        /// 副執行委員長
        ViceChair,
        /// 書記長
        GeneralSecretary,
        /// 書記次長
        DeputySecretary,
        /// 執行委員
        Executive,
        /// 財政部長・会計
        Treasurer,
        /// 会計監査
        Auditor,
        /// 選挙管理委員
        ElectionCommittee,
        /// 支部長
        BranchChair,
        /// 分会長
        SubBranchChair,
        /// 職場委員
        WorkplaceRep,
        /// 代議員
        Delegate,
        /// 中央委員
        CentralCommitteeMember,
        /// 書記
        Clerk,
        /// その他
        Other,
    }
    /// How a person came to an office.
    ElectedBy("elected_by") {
        /// 直接無記名投票
        DirectSecretBallot,
        /// 無投票当選
        Uncontested,
        /// 代議員投票
        DelegatesBallot,
        /// 委嘱
        Appointed,
    }
    /// 区分; the first three are members and count in any rate.
    Category("category") {
        /// 正組合員
        Regular,
        /// 準組合員
        Associate,
        /// 特別組合員
        Special,
        /// OB会員
        Alumni,
        /// 賛助会員
        Supporter,
    }
    /// State of a membership (docs/rules.md).
    Status("status") {
        /// 加入申込
        Applied,
        /// 在籍
        Active,
        /// 権利停止
        Suspended,
        /// 終了
        Ended,
        /// 不承認
        Rejected,
        /// 申込取下げ
        Withdrawn,
    }
    /// How a person came.
    JoinReason("join_reason") {
        /// 新規採用
        NewGraduate,
        /// 中途採用
        MidCareer,
        /// 個人加入
        Individual,
        /// 管理職から復帰
        ReturnFromManagement,
        /// 再加入
        Rejoin,
        /// 組織統合
        OrgMerger,
        /// 雇用転換
        Conversion,
    }
    /// Why a membership ended.
    EndReason("end_reason") {
        /// 脱退
        Resignation,
        /// 退職
        EmploymentEnd,
        /// 定年退職
        Retirement,
        /// 管理職登用
        Management,
        /// 転籍
        TransferOut,
        /// 除名
        Expulsion,
        /// 死亡
        Death,
        /// 資格喪失(その他)
        Ineligible,
        /// 組織分離
        OrgSplit,
        /// 誤登録
        EntryError,
    }
    /// 雇用形態
    EmploymentType("employment_type") {
        /// 正社員
        Permanent,
        /// 有期
        FixedTerm,
        /// パート
        PartTime,
        /// 再雇用
        Reemployed,
        /// 派遣
        TempAgency,
        /// 業務委託
        Contractor,
        /// その他
        Other,
    }
    /// 組合費区分
    DuesKind("dues_kind") {
        /// 通常
        Full,
        /// 減額
        Reduced,
        /// 免除
        Exempt,
        /// 直接納入
        Direct,
    }
    /// チェックオフ
    CheckoffStatus("checkoff_status") {
        /// なし
        None,
        /// 委任あり
        Mandated,
        /// 中止申出
        Stopped,
    }
    /// 専従区分
    FulltimeKind("fulltime_kind") {
        /// 非専従
        None,
        /// 在籍専従
        OnRoll,
        /// 離籍専従
        OffRoll,
        /// プロパー
        Staff,
    }
    /// A way to reach a person.
    ContactKind("contact_kind") {
        /// 住所
        HomeAddress,
        /// 電話
        Phone,
        /// 携帯
        Mobile,
        /// メール(私用)
        MailPrivate,
        /// メール(会社): passes through the company's server
        MailWork,
        /// 緊急連絡先
        Emergency,
    }
    /// What happened to a membership.
    EventKind("event_kind") {
        /// 加入
        Join,
        /// 終了
        End,
        /// 区分変更
        Category,
        /// 所属変更
        Unit,
        /// 状態の開始
        ConditionStart,
        /// 状態の終了
        ConditionEnd,
        /// 氏名変更
        Name,
        /// 雇用変更
        Employment,
        /// 訂正
        Correction,
    }
    /// What a person consents to.
    ConsentPurpose("consent_purpose") {
        /// 組合活動
        UnionActivity,
        /// 上部団体への提供
        FederationShare,
        /// 共同利用
        JointUse,
        /// 会社への提供
        EmployerShare,
        /// チェックオフ
        Checkoff,
        /// 相談記録
        CounsellingRecord,
        /// 事例検討
        CaseSupervision,
        /// 求職登録
        PlacementRegistration,
        /// 求人者への提供
        PlacementShareEmployer,
        /// 研修主催者への提供
        TrainingShareHost,
        /// OB会の連絡
        AlumniContact,
        /// 調査
        Survey,
        /// 掲載
        Publication,
    }
    /// How a consent was given.
    ConsentMethod("consent_method") {
        /// 書面
        Written,
        /// 電子
        Electronic,
        /// 口頭(記録あり)
        OralRecorded,
    }
    /// What a change of many members does.
    BulkKind("bulk") {
        /// 所属を移す
        MoveUnit,
        /// 組合員区分
        Category,
        /// 状態(休職など)を始める
        StartCondition,
        /// 状態(休職など)を終える
        EndCondition,
        /// 組合費区分
        Dues,
        /// チェックオフ
        Checkoff,
        /// 部署・職種・等級・雇用形態
        Employment,
        /// 同意を記録する
        GiveConsent,
        /// 同意の撤回を記録する
        WithdrawConsent,
        /// 組合員資格を終える
        Leave,
    }
    /// How grave a finding of an import is.
    Severity("severity") {
        /// The row was rejected.
        Error,
        /// The row was taken; look at it.
        Warning,
    }
}

/// 性別, ISO 5218; optional everywhere.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    sea_orm::EnumIter,
    sea_orm::DeriveActiveEnum,
    Serialize,
    Deserialize,
    TS,
    JsonSchema,
)]
#[sea_orm(rs_type = "String", db_type = "String(sea_orm::prelude::StringLen::None)")]
pub enum Gender {
    /// 不明
    #[sea_orm(string_value = "0")]
    #[serde(rename = "0")]
    Unknown,
    /// 男
    #[sea_orm(string_value = "1")]
    #[serde(rename = "1")]
    Male,
    /// 女
    #[sea_orm(string_value = "2")]
    #[serde(rename = "2")]
    Female,
    /// 該当なし/無回答
    #[sea_orm(string_value = "9")]
    #[serde(rename = "9")]
    NotApplicable,
}

impl Gender {
    /// The code as in the database.
    #[must_use]
    pub fn code(self) -> String {
        sea_orm::ActiveEnum::to_value(&self)
    }

    /// Key of its label.
    #[must_use]
    pub fn label_key(self) -> String {
        format!("enum.gender.{}", self.code())
    }
}

impl Category {
    /// Those that are 組合員.
    pub const MEMBERS: [Self; 3] = [Self::Regular, Self::Associate, Self::Special];

    /// 組合員: counts in rates.
    #[must_use]
    pub fn is_member(self) -> bool {
        matches!(self, Self::Regular | Self::Associate | Self::Special)
    }
}

impl EndReason {
    /// The employment is over as well (退職, 定年退職, 転籍, 死亡; M-13). With any other end the person goes on working there.
    #[must_use]
    pub fn ends_employment(self) -> bool {
        matches!(self, Self::EmploymentEnd | Self::Retirement | Self::TransferOut | Self::Death)
    }
}

impl ConditionKind {
    /// What another organisation learns of it: nothing of anybody's health.
    #[must_use]
    pub fn outward(self) -> Self {
        if self == Self::SickLeave { Self::Leave } else { self }
    }

    /// Who is away does not usually count in the base of a quorum; the union's rules may say otherwise.
    #[must_use]
    pub fn is_absence(self) -> bool {
        matches!(
            self,
            Self::Leave | Self::SickLeave | Self::Childcare | Self::FamilyCare | Self::SecondmentOut | Self::Overseas
        )
    }
}
