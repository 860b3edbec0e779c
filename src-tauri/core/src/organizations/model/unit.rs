//! Units of the union's tree.

use chrono::NaiveDate;
use schemars::JsonSchema;
use sea_orm::prelude::StringLen;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

use crate::ids::{MembershipId, OrganizationId, UnitId};

/// Level of a unit. The union's own words for the levels are settings.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, TS, JsonSchema,
)]
#[sea_orm(rs_type = "String", db_type = "String(StringLen::N(32))", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// 本部
    Headquarters,
    /// 支部
    Branch,
    /// 分会
    SubBranch,
    /// 職場
    Workplace,
    /// 部会（青年部・女性部等）
    Section,
}

impl UnitKind {
    /// Height in the tree; a section may stand anywhere.
    fn level(self) -> Option<u8> {
        match self {
            Self::Headquarters => Some(0),
            Self::Branch => Some(1),
            Self::SubBranch => Some(2),
            Self::Workplace => Some(3),
            Self::Section => None,
        }
    }

    /// Whether a unit of this level may stand under one of the level `parent`: never under a lower one.
    #[must_use]
    pub fn fits_under(self, parent: Self) -> bool {
        match (parent.level(), self.level()) {
            (Some(above), Some(below)) => above <= below,
            _ => true,
        }
    }

    /// First letter of codes that the program makes.
    pub(in crate::organizations) fn letter(self) -> char {
        match self {
            Self::Headquarters => 'H',
            Self::Branch => 'B',
            Self::SubBranch => 'S',
            Self::Workplace => 'W',
            Self::Section => 'X',
        }
    }

    /// How names of this level usually end; left out when names are compared.
    pub(in crate::organizations) fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Headquarters => &["本部"],
            Self::Branch => &["支部"],
            Self::SubBranch => &["分会"],
            Self::Workplace => &["職場", "班"],
            Self::Section => &["部会"],
        }
    }
}

/// First day of a unit that has been there "from the beginning": nobody needs to know when it was founded.
#[must_use]
pub fn beginning() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or_default()
}

/// In a correction a field that is absent stays as it is, and `null` empties it.
#[expect(clippy::option_option, reason = "absent and null differ")]
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(from).map(Some)
}

/// Which units to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct AsOf {
    /// The day; empty = today.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// Also units that are not valid on the day: closed ones and those to come.
    #[serde(default)]
    #[ts(optional)]
    pub include_closed: Option<bool>,
}

/// A unit, in the order of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnitRow {
    /// The unit.
    pub id: UnitId,
    /// Level.
    pub kind: UnitKind,
    /// Name as printed.
    pub label: String,
    /// Short code, unique.
    pub code: String,
    /// Unit above.
    pub parent_id: Option<UnitId>,
    /// Employer whose staff it organises.
    pub employer_org_id: Option<OrganizationId>,
    /// Worksite it stands at.
    pub worksite_org_id: Option<OrganizationId>,
    /// Order among its siblings.
    #[ts(type = "number")]
    pub sort: i64,
    /// Codes from the top, each followed by a slash: the subtree begins with it.
    pub path: String,
    /// First day; 1900-01-01 = from the beginning.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
    /// Version read; a correction names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Units above it in this list's tree; 0 = top.
    pub depth: u32,
}

/// Add a unit.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddUnit {
    /// Level.
    pub kind: UnitKind,
    /// Name as printed.
    pub label: String,
    /// Short code, unique; empty = the program makes one.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
    /// Unit above; empty = top.
    #[serde(default)]
    #[ts(optional)]
    pub parent_id: Option<UnitId>,
    /// Employer whose staff it organises.
    #[serde(default)]
    #[ts(optional)]
    pub employer_org_id: Option<OrganizationId>,
    /// Worksite it stands at.
    #[serde(default)]
    #[ts(optional)]
    pub worksite_org_id: Option<OrganizationId>,
    /// Order among its siblings; empty = last.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub sort: Option<i64>,
    /// First day; empty = that of the unit above, or from the beginning.
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
}

/// Correct or move a unit: absent fields stay, `null` empties.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CorrectUnit {
    /// The unit.
    pub id: UnitId,
    /// Why; asked for where figures of a closed month change (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Level.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<UnitKind>,
    /// Name as printed.
    #[serde(default)]
    #[ts(optional)]
    pub label: Option<String>,
    /// Short code.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
    /// Unit above; `null` = top. The whole subtree moves.
    #[serde(default, deserialize_with = "given")]
    #[ts(optional)]
    pub parent_id: Option<Option<UnitId>>,
    /// Employer.
    #[serde(default, deserialize_with = "given")]
    #[ts(optional)]
    pub employer_org_id: Option<Option<OrganizationId>>,
    /// Worksite.
    #[serde(default, deserialize_with = "given")]
    #[ts(optional)]
    pub worksite_org_id: Option<Option<OrganizationId>>,
    /// Order among its siblings.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub sort: Option<i64>,
    /// First day.
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
    /// Last day; `null` opens the unit again.
    #[serde(default, deserialize_with = "given")]
    #[ts(optional)]
    pub to_on: Option<Option<NaiveDate>>,
}

/// Another unit above from a day on; earlier days stay as they were.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RegroupUnit {
    /// The unit.
    pub id: UnitId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Unit above from the day on; none = the top.
    #[serde(default)]
    #[ts(optional)]
    pub parent_id: Option<UnitId>,
    /// First day there.
    pub from_on: NaiveDate,
    /// Why; asked for where figures of a closed month change (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Close a unit.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CloseUnit {
    /// The unit.
    pub id: UnitId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day of the unit.
    pub last_day: NaiveDate,
    /// The units below it end on that day, too; otherwise a unit with units below is not closed.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub with_below: bool,
    /// Where its members go on the day after, and those of the units that end with it; empty = a unit with members is not closed.
    #[serde(default)]
    #[ts(optional)]
    pub place: Option<PlaceMembers>,
    /// Why; asked for where figures of a closed month change (M-09).
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Where the members of a closed unit go.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct PlaceMembers {
    /// The unit of everyone who is not named; empty = 所属なし.
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
    /// Those who go elsewhere.
    #[ts(optional, as = "Option<Vec<PlaceMember>>")]
    pub each: Vec<PlaceMember>,
}

/// Where one member goes.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct PlaceMember {
    /// The membership.
    pub membership_id: MembershipId,
    /// The unit; empty = 所属なし.
    #[serde(default)]
    #[ts(optional)]
    pub unit_id: Option<UnitId>,
}

/// Whether a code can be part of a path: short, without slash and space.
pub(in crate::organizations) fn code_shaped(code: &str) -> bool {
    !code.is_empty()
        && code.chars().count() <= 32
        && !code.contains('/')
        && !code.chars().any(|c| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_never_stands_under_a_lower_one() {
        for (below, above, fits) in [
            (UnitKind::Branch, UnitKind::Headquarters, true),
            (UnitKind::Workplace, UnitKind::Branch, true),
            (UnitKind::Workplace, UnitKind::Workplace, true),
            (UnitKind::Branch, UnitKind::SubBranch, false),
            (UnitKind::Section, UnitKind::Workplace, true),
            (UnitKind::Workplace, UnitKind::Section, true),
        ] {
            assert_eq!(below.fits_under(above), fits, "{below:?} under {above:?}");
        }
    }
}
