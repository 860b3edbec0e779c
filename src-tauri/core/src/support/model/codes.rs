//! Closed lists of the directory.

use crate::codes::codes;

codes! {
    /// One of the six kinds of 共助.
    KyojoKind("kyojo_kind") {
        /// 職業コミュニティ
        OccupationalCommunity,
        /// 企業アルムナイ
        CorporateAlumni,
        /// 地域アルムナイ
        RegionalAlumni,
        /// NPO
        Npo,
        /// 協同労働
        WorkerCoop,
        /// 労働組合
        LaborUnion,
    }

    /// What somebody may need help with; the project's own list, in the order in which it is offered.
    Need("need") {
        /// 仕事が変わる間の生活費
        Livelihood,
        /// 生活が苦しい
        LowIncome,
        /// 住まい
        Housing,
        /// 転職・再就職
        JobChange,
        /// 学び・資格
        Learning,
        /// キャリアの相談
        CareerTalk,
        /// 独立・起業・協同労働
        Independence,
        /// 子育て
        Childcare,
        /// 子どもの学費
        EducationCost,
        /// 家族の介護
        Care,
        /// 病気・けが・障害
        Health,
        /// 定年後・年金
        Retirement,
        /// 職場のもめごと・未払い
        TroubleAtWork,
        /// 地方への移住・Uターン
        MoveRegion,
        /// 孤立・仲間づくり
        Isolation,
        /// 社会貢献・地域活動
        Social,
    }

    /// How good the last check of an entry is (K-02).
    CheckState("check_state") {
        /// Checked within six months.
        Fresh,
        /// Checked longer ago.
        Due,
        /// Nobody of the union has checked it yet.
        Never,
    }

    /// What the person who went through the sheet says of a row.
    RecheckWord("recheck_word") {
        /// 変更なし: asked, and nothing has changed.
        Same,
        /// 変更あり: asked, and the fields are mended in the row.
        Changed,
        /// 確認できず: nobody could be asked.
        NotReached,
    }

    /// What a row of the returned sheet does.
    RecheckOutcome("recheck_outcome") {
        /// Nothing was filled in.
        Unchanged,
        /// The check is entered, the text stays.
        Confirmed,
        /// A new text, checked on that day.
        Changed,
        /// Not taken, with the reason.
        NotUnderstood,
    }
}
