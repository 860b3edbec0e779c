//! Codes of own reports and schedules.

use crate::codes::codes;

codes! {
    /// What an own report tells.
    #[derive(Default)]
    OwnKind("own_kind") {
        /// 集計
        #[default]
        Count,
        /// 名簿
        List,
    }
    /// What members are told apart by.
    OwnDimension("own_dimension") {
        /// 支部
        Branch,
        /// 分会
        SubBranch,
        /// 職場
        Workplace,
        /// 区分
        Category,
        /// 雇用形態
        EmploymentType,
        /// 会社
        Employer,
        /// 性別
        Gender,
        /// 年齢, ten years each
        Age,
        /// 組合員になってからの年数
        Years,
        /// 状態
        Standing,
        /// 加入した月
        JoinedMonth,
        /// 脱退した月
        LeftMonth,
    }
    /// The picture beside the figures.
    OwnChart("own_chart") {
        /// 縦棒
        Column,
        /// 横棒
        Bar,
        /// 積み上げ縦棒
        StackedColumn,
        /// 折れ線
        Line,
    }
    /// The day that a report is true for.
    #[derive(Default)]
    OwnAsOf("own_as_of") {
        /// The day on which it is made, or due.
        #[default]
        Made,
        /// The end of the month before.
        MonthEnd,
        /// The end of the fiscal year before.
        FiscalEnd,
        /// Always the same day.
        Fixed,
    }
    /// What happened in a period.
    OwnHappened("own_happened") {
        /// 加入
        Joined,
        /// 脱退
        Left,
    }
    /// A period that ends on the day of the report.
    OwnSpan("own_span") {
        /// Its month.
        Month,
        /// Its fiscal year.
        FiscalYear,
        /// Twelve months.
        TwelveMonths,
    }
    /// How often a report is due.
    Cadence("cadence") {
        /// 毎月
        Monthly,
        /// 毎週
        Weekly,
        /// 毎年
        Yearly,
    }
}

impl OwnDimension {
    /// It is a month, and its rows are a line through time.
    #[must_use]
    pub fn is_month(self) -> bool {
        matches!(self, Self::JoinedMonth | Self::LeftMonth)
    }

    /// It is a level of the union's own units.
    #[must_use]
    pub fn is_unit(self) -> bool {
        matches!(self, Self::Branch | Self::SubBranch | Self::Workplace)
    }
}
