//! Closed lists of counselling.

use crate::codes::codes;

codes! {
    /// What qualifies a counsellor.
    CounselorQualification("counselor_qualification") {
        /// 国家資格キャリアコンサルタント
        RegisteredCareerConsultant,
        /// キャリアコンサルティング技能士1級
        SkilledGrade1,
        /// キャリアコンサルティング技能士2級
        SkilledGrade2,
        /// 組合相談員
        UnionAdvisor,
        /// 外部機関
        External,
    }
    /// How an inquiry came.
    CaseChannel("case_channel") {
        /// 来所
        WalkIn,
        /// 電話
        Phone,
        /// メール
        Mail,
        /// オンライン
        Online,
        /// 職場集会
        WorkplaceMeeting,
        /// 研修
        Training,
        /// 紹介
        Referral,
    }
    /// What a case is about; several may fit.
    CaseTheme("case_theme") {
        /// 方向性
        CareerDirection,
        /// 学び・資格
        SkillQualification,
        /// 社内異動
        InternalTransfer,
        /// 役割拡大
        Promotion,
        /// 転職
        JobChange,
        /// 副業
        SideJob,
        /// 独立
        Independence,
        /// 育児両立
        ChildcareBalance,
        /// 介護両立
        CareBalance,
        /// 治療両立
        TreatmentBalance,
        /// 人間関係
        Relationship,
        /// 働き方
        Workload,
        /// ハラスメント
        Harassment,
        /// 定年後
        Reemployment,
        /// 生活
        Livelihood,
        /// その他
        Other,
    }
    /// State of a case.
    CaseStatus("case_status") {
        /// 受付
        Inquiry,
        /// 受理面談
        Intake,
        /// 相談中
        Active,
        /// 中断
        Paused,
        /// フォロー中
        FollowUp,
        /// 終結
        Closed,
        /// お断り
        Declined,
        /// 他機関へ
        ReferredOut,
    }
    /// Step of the process.
    CaseStep("case_step") {
        /// 受理面談
        Intake,
        /// 自己理解
        SelfUnderstanding,
        /// 仕事理解
        WorkUnderstanding,
        /// 啓発的経験
        ExploratoryExperience,
        /// 意思決定
        Decision,
        /// 方策の実行
        Action,
        /// 新たな仕事への適応
        Adaptation,
    }
    /// How a case ended.
    CloseOutcome("close_outcome") {
        /// 目標到達
        GoalReached,
        /// 方策合意
        PlanAgreed,
        /// 情報提供で終了
        InformationGiven,
        /// 他機関へ
        ReferredOut,
        /// 本人都合
        Withdrawn,
        /// 連絡途絶
        NoContact,
        /// 対象外
        NotSuitable,
    }
    /// When something is due, to narrow the list by.
    CaseDueWhen("case_due_when") {
        /// 期限切れ
        Late,
        /// 今日
        Today,
        /// 今週（7日以内）
        Week,
        /// 予定なし
        Nothing,
    }
    /// Which part an officer has in a case.
    CasePart("case_part") {
        /// Took the inquiry.
        Receiver,
        /// Counsels.
        Primary,
        /// Counsels beside the first.
        Second,
        /// Supervises, under the member's consent.
        Supervisor,
        /// Reads after an emergency opening.
        Emergency,
    }
    /// What is due.
    CaseDueKind("case_due_kind") {
        /// 連絡
        Contact,
        /// 初回面談
        FirstSession,
        /// 次回面談
        NextSession,
        /// フォロー
        FollowUp,
        /// 紹介先の確認
        ReferralCheck,
        /// 方策の期限
        Action,
        /// 中断の見直し
        Review,
        /// 名簿の動きの確認
        Roster,
        /// 開示の知らせ
        Notice,
        /// その他
        Other,
    }
    /// From when a date of a timeline counts.
    CaseDueAfter("case_due_after") {
        /// The inquiry.
        Opened,
        /// The consent: counselling began.
        Activated,
        /// The follow-up began.
        FollowUp,
    }
    /// How a consent was given.
    CaseConsentMethod("case_consent_method") {
        /// 書面
        Written,
        /// 電子
        Electronic,
        /// 口頭（立会い・録音の記録あり）
        OralRecorded,
    }
    /// What a consent covers.
    CaseConsentScope("case_consent_scope") {
        /// 相談の記録
        Record,
        /// 事例検討
        Supervision,
        /// 統計
        Stats,
        /// 担当の引継ぎ
        Handover,
        /// 他機関への提供
        Outward,
    }
    /// How a session was held.
    CaseSessionMode("session_mode") {
        /// 対面
        InPerson,
        /// オンライン
        Online,
        /// 電話
        Phone,
        /// メール
        Mail,
    }
    /// Note or addendum.
    CaseNoteKind("note_kind") {
        /// 記録
        Note,
        /// 追記
        Addendum,
    }
    /// Where a goal leads; the project's own list.
    GoalTheme("goal_theme") {
        /// 今の仕事で伸びる
        GrowInJob,
        /// 社内公募・異動
        InternalPosting,
        /// 役割を広げる
        LargerRole,
        /// 資格
        Qualification,
        /// 学び直し
        Relearning,
        /// 副業
        SideJob,
        /// 同職種への転職
        JobChangeSameField,
        /// 異職種への転職
        JobChangeNewField,
        /// 起業
        StartBusiness,
        /// 協同労働
        WorkerCoop,
        /// NPO・社会活動
        NpoSocial,
        /// 地方移住・Uターン
        MoveRegion,
        /// 働き方の変更
        WorkStyleChange,
        /// 育児
        Childcare,
        /// 介護
        FamilyCare,
        /// 治療
        Treatment,
        /// 定年後
        PostRetirement,
        /// その他
        Other,
    }
    /// How far away a goal is.
    GoalHorizon("goal_horizon") {
        /// 短期
        Short,
        /// 中期
        Mid,
        /// 長期
        Long,
    }
    /// Who does something.
    CaseActionBy("case_action_by") {
        /// 本人
        Member,
        /// 相談員
        Counselor,
        /// 組合
        Union,
    }
    /// How an action stands.
    CaseActionState("case_action_state") {
        /// 予定
        Open,
        /// 済み
        Done,
        /// 取りやめ
        Dropped,
    }
    /// What became of a referral.
    CaseReferralResult("referral_result") {
        /// 未確認
        Open,
        /// 利用した
        Used,
        /// 利用しなかった
        NotUsed,
        /// 分からない
        Unknown,
    }
    /// Ground of a lifting of secrecy.
    SecrecyGround("secrecy_ground") {
        /// 本人同意
        Consent,
        /// 自他への危険
        HarmRisk,
        /// 法令
        Statutory,
        /// 裁判
        Court,
    }
    /// What secrecy was lifted for.
    ReleasePurpose("release_purpose") {
        /// 他機関への提供
        Outward,
        /// 引継ぎ
        Handover,
        /// 緊急の開示
        Emergency,
        /// 担当者を失ったケースの回復
        Recovery,
    }
    /// How a release stands.
    ReleaseState("release_state") {
        /// 一人目が申請
        Asked,
        /// 二人目が承認
        Agreed,
        /// 不承認
        Refused,
        /// 実行済み
        Used,
    }
    /// What is asked and done on the day of a crisis (C-07).
    CrisisItem("crisis_item") {
        /// 今の安全を尋ねた
        AskedSafety,
        /// 死にたい気持ち・具体的な計画を尋ねた
        AskedPlan,
        /// 一人にしない手立てをとった
        NotAlone,
        /// 緊急のときは119・110へつないだ、または不要と判断した
        EmergencyJudged,
        /// 相談窓口の番号を伝えた
        LinesGiven,
        /// もう一人の相談員・統括に相談した
        SecondConsulted,
        /// 次に連絡する時刻を決めた
        NextContactSet,
    }
    /// Why a case is erased.
    EraseGround("case_erase_ground") {
        /// 保存期間の満了
        Retention,
        /// 本人の求め
        Request,
        /// 名簿で消去済み
        PersonErased,
    }
    /// A part of a note.
    NotePart("note_part") {
        /// 主訴
        Presenting,
        /// 背景
        Background,
        /// 事実
        Facts,
        /// 見立て
        Assessment,
        /// 合意したこと
        Agreement,
        /// 次回まで
        NextStep,
        /// 情報提供・紹介
        Information,
        /// 場所
        Place,
        /// その他
        Text,
    }
}
