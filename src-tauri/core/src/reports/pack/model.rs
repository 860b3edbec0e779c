//! The words of the meeting pack on the wire, and its rules that need no database.

mod checks;

pub(super) use checks::title;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::codes::codes;
use crate::excel::page::{Block, Page};
use crate::ids::{IssuedPackId, LogoId, PackPlanId};
use crate::labels::Locale;
use crate::reports::model::ReportAsk;
use crate::session::FileRef;

codes! {
    /// What kind of meeting a pack is for.
    PackKind("pack_kind") {
        /// 大会: every page that has data.
        Congress,
        /// 職場集会: two pages.
        Workplace,
    }

    /// A page of a pack, by a name that no language and no title changes.
    PackPage("pack_page") {
        /// 表紙; always the first.
        Cover,
        /// 支部別
        Branches,
        /// 分会別
        Below,
        /// 増減
        Movement,
        /// 推移
        Trend,
        /// 年齢と性別
        Ages,
        /// 区分と雇用形態
        Kinds,
        /// 組織率
        Densities,
        /// キャリア相談
        Counselling,
        /// 相談の前後の変化
        BeforeAfter,
        /// 会議の成立と議決
        Meetings,
        /// 業界横断研修
        Training,
        /// 共助・公助
        Support,
        /// 紹介とその後
        Referrals,
        /// 全国比較: who supports
        Comparison,
        /// 全国比較: public schemes
        ComparisonSchemes,
        /// 活動と優先順位
        Activities,
        /// 注記; always the last.
        Notes,
        /// A page of the union's own words.
        Own,
        /// 職場集会の1枚目: members and movement.
        WorkplaceMembers,
        /// 職場集会の2枚目: what the union does for its members.
        WorkplaceUnion,
    }

    /// Why a page is not in a pack this time.
    PackGap("pack_gap") {
        /// Nothing was recorded for the time or the part.
        NoData,
        /// The figures begin with whole months, and there is none in the time.
        NoWholeMonth,
        /// The officer who makes the pack may not see these figures.
        NotAllowed,
        /// Beside reports that begin on another day they would tell few cases.
        Overlap,
        /// It is told for the whole union only.
        WholeUnionOnly,
    }

    /// Where a frozen pack stands.
    PackState("pack_state") {
        /// Kept, and not approved.
        Draft,
        /// Approved, and not handed out.
        Approved,
        /// Handed out: members have it.
        Distributed,
    }

    /// Who may read a pack.
    PackAudience("pack_audience") {
        /// Members: class C.
        Members,
    }

    /// What a picture is.
    LogoMedia("logo_media") {
        /// PNG
        Png,
        /// JPEG
        Jpeg,
    }
}

/// The pages of a pack of a congress between cover and notes, in the usual order.
pub const PAGES: [PackPage; 16] = [
    PackPage::Branches,
    PackPage::Below,
    PackPage::Movement,
    PackPage::Trend,
    PackPage::Ages,
    PackPage::Kinds,
    PackPage::Densities,
    PackPage::Counselling,
    PackPage::BeforeAfter,
    PackPage::Meetings,
    PackPage::Training,
    PackPage::Support,
    PackPage::Referrals,
    PackPage::Comparison,
    PackPage::ComparisonSchemes,
    PackPage::Activities,
];

impl PackPage {
    /// It may be named in a plan of this kind.
    #[must_use]
    pub fn belongs_to(self, kind: PackKind) -> bool {
        match self {
            Self::WorkplaceMembers | Self::WorkplaceUnion => kind == PackKind::Workplace,
            _ => kind == PackKind::Congress,
        }
    }
}

/// The union's own words on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PackText {
    /// A heading; empty = none.
    #[serde(default)]
    pub heading: String,
    /// Paragraphs, empty ones left out.
    #[serde(default)]
    pub paragraphs: Vec<String>,
}

/// A page of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct PlanPage {
    /// Which page.
    pub code: PackPage,
    /// Title of a page of own words; other pages have theirs.
    #[serde(default)]
    #[ts(optional, as = "Option<String>")]
    pub title: String,
    /// Words above the page's own blocks.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<PackText>>")]
    pub above: Vec<PackText>,
    /// Words below them.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<PackText>>")]
    pub below: Vec<PackText>,
}

impl PlanPage {
    /// A page without words of the union's.
    #[must_use]
    pub fn plain(code: PackPage) -> Self {
        Self { code, title: String::new(), above: Vec::new(), below: Vec::new() }
    }
}

/// A plan of a pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PackPlanRow {
    /// The plan; none = the usual one, which is always there.
    pub id: Option<PackPlanId>,
    /// Version read; a change names it.
    #[ts(type = "number")]
    pub version: i64,
    /// What it is called; the code of the kind for the usual ones.
    pub name: String,
    /// Its kind.
    pub kind: PackKind,
    /// Its pages in order.
    pub pages: Vec<PlanPage>,
}

/// Keep a plan, or change one.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SavePlan {
    /// The plan to change; none = a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<PackPlanId>,
    /// Version read.
    #[serde(default)]
    #[ts(type = "number", optional)]
    pub version: Option<i64>,
    /// What it is called.
    pub name: String,
    /// Its kind.
    pub kind: PackKind,
    /// Its pages in order; none = all in the usual order.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<PlanPage>>")]
    pub pages: Vec<PlanPage>,
}

/// A plan is not needed any more.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct DropPlan {
    /// The plan.
    pub id: PackPlanId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// Put a picture on the union's covers.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SetLogo {
    /// The picture: PNG or JPEG, 1 MB at most. It stays where it is.
    pub file: FileRef,
}

/// The union's picture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LogoShown {
    /// The picture.
    pub id: LogoId,
    /// What it is.
    pub media: LogoMedia,
    /// Pixels across.
    #[ts(type = "number")]
    pub width: i64,
    /// Pixels down.
    #[ts(type = "number")]
    pub height: i64,
    /// The picture in base64.
    pub data: String,
}

/// A page with its code, as a preview shows and a frozen pack keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodedPage {
    /// Which page of a pack; none in other reports.
    #[serde(default)]
    pub code: Option<PackPage>,
    /// The page.
    #[serde(flatten)]
    pub page: Page,
}

/// A page that a pack does not have this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PageLeftOut {
    /// Which page.
    pub code: PackPage,
    /// Why.
    pub why: PackGap,
}

/// Keep a pack as it is told today.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct FreezePack {
    /// What it should say; the report is the meeting pack.
    #[serde(flatten)]
    pub ask: ReportAsk,
    /// What it is called in the list; the name of its plan and its day unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    /// The distributed pack that it takes the place of.
    #[serde(default)]
    #[ts(optional)]
    pub corrects: Option<IssuedPackId>,
}

/// A frozen pack at the version that was read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct PackVersion {
    /// The pack.
    pub id: IssuedPackId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// Which frozen pack.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct PackNamed {
    /// The pack.
    pub id: IssuedPackId,
}

/// A pack goes out.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DistributePack {
    /// The pack.
    pub id: IssuedPackId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The day; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub on: Option<NaiveDate>,
    /// To whom, in words.
    pub to: String,
}

/// Why an officer cannot approve a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CannotApprove {
    /// It is approved already.
    PackApproved,
    /// Who made it does not approve it while another officer can.
    PackOwnApproval,
}

impl CannotApprove {
    /// The code of the refusal.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PackApproved => "pack_approved",
            Self::PackOwnApproval => "pack_own_approval",
        }
    }
}

/// Whether an officer may approve a pack: the grey button and the refusal ask the same. `others` = officers besides the one
/// who made it who could approve it today.
#[must_use]
pub fn why_not_approve(state: PackState, is_maker: bool, others: usize) -> Option<CannotApprove> {
    match (state, is_maker, others) {
        (PackState::Approved | PackState::Distributed, ..) => Some(CannotApprove::PackApproved),
        (PackState::Draft, true, 1..) => Some(CannotApprove::PackOwnApproval),
        (PackState::Draft, ..) => None,
    }
}

/// A frozen pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct IssuedPackRow {
    /// The pack.
    pub id: IssuedPackId,
    /// Version read; approving and distributing name it.
    #[ts(type = "number")]
    pub version: i64,
    /// What it is called.
    pub title: String,
    /// Its kind.
    pub kind: PackKind,
    /// Name of its plan as it was; none = the usual pages.
    pub plan: Option<String>,
    /// The day it is true for.
    pub as_of: NaiveDate,
    /// First day of its movements.
    pub from: NaiveDate,
    /// Its language.
    pub locale: Locale,
    /// Name of the unit it is about; none = the whole union.
    pub unit: Option<String>,
    /// Code of that unit.
    pub unit_code: Option<String>,
    /// Who may read it.
    pub audience: PackAudience,
    /// Where it stands.
    pub state: PackState,
    /// SHA-256 of what is kept.
    pub sha256: String,
    /// When it was frozen, UTC.
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// Who froze it.
    pub made_by: String,
    /// When it was approved, UTC.
    pub approved_at: Option<chrono::DateTime<chrono::Utc>>,
    /// Who approved it.
    pub approved_by: Option<String>,
    /// Who made it approved it: no other officer could.
    pub alone: bool,
    /// Day on which it went out.
    pub distributed_on: Option<NaiveDate>,
    /// To whom.
    pub distributed_to: Option<String>,
    /// The distributed pack that it takes the place of.
    pub corrects: Option<IssuedPackId>,
    /// The pack that takes its place.
    pub corrected_by: Option<IssuedPackId>,
    /// The officer at the desk may freeze and hand out packs of its part.
    pub may_issue: bool,
    /// Why the officer at the desk cannot approve it; none also for those who never approve.
    pub why_not_approve: Option<CannotApprove>,
    /// The officer at the desk approves packs of its part.
    pub may_approve: bool,
}

/// A cell that a frozen pack and today's figures tell otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CellDifference {
    /// Title of the page.
    pub page: String,
    /// What the row is called; a code or number keeps its form.
    pub row: String,
    /// What the column is called.
    pub column: String,
    /// As it was told; none = the row was not there.
    pub then: Option<crate::excel::cell::Cell>,
    /// As it would be told today; none = the row is gone.
    pub now: Option<crate::excel::cell::Cell>,
}

/// What a frozen pack tells otherwise than the figures of today.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PackDifferences {
    /// Cells that differ, in the order of the pages.
    pub cells: Vec<CellDifference>,
    /// Cells compared.
    #[ts(type = "number")]
    pub compared: u64,
    /// Titles of pages that only the frozen pack has.
    pub only_then: Vec<String>,
    /// Titles of pages that only today's has.
    pub only_now: Vec<String>,
}

/// The plan that a pack follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::reports) struct Planned {
    /// Its name; none = the usual one.
    pub name: Option<String>,
    /// Its kind.
    pub kind: PackKind,
    /// Its pages in order; none = all.
    pub pages: Vec<PlanPage>,
}

impl PackText {
    /// As blocks of a page.
    pub(super) fn blocks(&self) -> impl Iterator<Item = Block> {
        let heading = (!self.heading.is_empty()).then(|| Block::Heading { text: self.heading.clone() });
        let paragraphs = self.paragraphs.clone();
        let text = (!paragraphs.is_empty()).then_some(Block::Text { paragraphs });
        heading.into_iter().chain(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_made_a_pack_approves_it_only_where_nobody_else_can() {
        use CannotApprove::{PackApproved, PackOwnApproval};
        for (state, maker, others, expected) in [
            (PackState::Draft, false, 1, None),
            (PackState::Draft, true, 1, Some(PackOwnApproval)),
            (PackState::Draft, true, 3, Some(PackOwnApproval)),
            (PackState::Draft, true, 0, None),
            (PackState::Draft, false, 0, None),
            (PackState::Approved, false, 2, Some(PackApproved)),
            (PackState::Approved, true, 0, Some(PackApproved)),
            (PackState::Distributed, false, 2, Some(PackApproved)),
        ] {
            assert_eq!(why_not_approve(state, maker, others), expected, "{state:?} {maker} {others}");
        }
    }
}
