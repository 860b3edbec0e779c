//! Closed lists of surveys.

use crate::codes::codes;

codes! {
    /// How a question is answered.
    QuestionKind("question_kind") {
        /// One of the choices.
        Single,
        /// Any number of the choices.
        Multi,
        /// One of five steps.
        Scale,
    }

    /// A question of the national survey of 2020.
    National("survey_national") {
        /// キャリアや人生についても相談できる
        CareerTalk,
        /// キャリアの新たな挑戦を後押ししてくれる
        Challenge,
        /// 今とは違う生き方や働き方があることを教えてくれる
        OtherWays,
        /// 新しい仕事を紹介してくれる
        NewWork,
        /// 困った時に頼りにできる制度
        PublicSupport,
    }

    /// Where a wave stands.
    WaveStatus("wave_status") {
        /// Sheets are taken.
        Open,
        /// The sheets are one count.
        Closed,
    }

    /// What a figure says beside another.
    SurveyVerdict("survey_verdict") {
        /// More, and not by chance alone.
        Higher,
        /// Less, and not by chance alone.
        Lower,
        /// 差があるとは言えない
        NotDifferent,
    }

    /// What a row of a returned form does.
    SheetOutcome("sheet_outcome") {
        /// A sheet.
        Taken,
        /// Not taken, with the reason.
        Refused,
    }

    /// What an activity of the union is about.
    ActivityTheme("activity_theme") {
        /// 交渉
        Bargaining,
        /// 職場課題
        WorkplaceIssue,
        /// 組織拡大
        Organizing,
        /// キャリア
        Career,
        /// 研修
        Training,
        /// 転職支援
        Placement,
        /// 共済・福祉
        Welfare,
        /// 広報
        Communication,
        /// 安全衛生
        ComplianceSafety,
        /// 政策・政治
        Politics,
        /// 地域・社会
        Community,
        /// 総務事務
        Admin,
    }
}

impl National {
    /// Number of its column among the questions about organisations; none for the question about public schemes.
    #[must_use]
    pub fn column(self) -> Option<usize> {
        match self {
            Self::CareerTalk => Some(0),
            Self::Challenge => Some(1),
            Self::OtherWays => Some(2),
            Self::NewWork => Some(3),
            Self::PublicSupport => None,
        }
    }

    /// Front of the labels of its choices, and how many there are; the last is "none of these".
    #[must_use]
    pub fn choices(self) -> (&'static str, i64) {
        match self {
            Self::PublicSupport => ("support.national.public", 13),
            _ => ("support.national.organisation", 15),
        }
    }

    /// What the nation said of a choice in 2020, in tenths of a per cent.
    #[must_use]
    pub fn figure(self, choice: i64) -> Option<i64> {
        let at = usize::try_from(choice.checked_sub(1)?).ok()?;
        match self.column() {
            None => crate::support::PUBLIC_SUPPORT.get(at).copied(),
            Some(column) => crate::support::ORGANISATIONS.get(at)?.get(column).copied(),
        }
    }
}
