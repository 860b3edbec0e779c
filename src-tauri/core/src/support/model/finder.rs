//! From needs to those who can help. The order knows needs, region and the age of checks, and nothing of any person (K-03).

use std::cmp::Reverse;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{CheckState, Need};
use super::community::CommunityRow;
use super::scheme::SchemeRow;
use crate::text;

/// What is needed, and where.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct FindHelp {
    /// Needs; at least one.
    pub needs: Vec<Need>,
    /// Region; communities there come first.
    #[serde(default)]
    #[ts(optional)]
    pub region: Option<String>,
    /// As on this day; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
}

/// A scheme that may help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FoundScheme {
    /// Needs of those asked for that it may answer: why it is shown.
    pub why: Vec<Need>,
    /// The scheme.
    pub scheme: SchemeRow,
}

/// A community that may help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FoundCommunity {
    /// Needs of those asked for that it may answer: why it is shown.
    pub why: Vec<Need>,
    /// It works in the region asked for.
    pub near: bool,
    /// The community.
    pub community: CommunityRow,
}

/// Who may help, the best fit first. No verdict: the questions and the office decide nothing here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// The day that all of it is true for.
    pub as_of: NaiveDate,
    /// Public schemes.
    pub schemes: Vec<FoundScheme>,
    /// Communities.
    pub communities: Vec<FoundCommunity>,
}

/// The needs asked for that an entry may answer, in the order of the list of needs.
pub(in crate::support) fn shared(asked: &[Need], offered: &[Need]) -> Vec<Need> {
    let mut both: Vec<Need> = offered.iter().copied().filter(|need| asked.contains(need)).collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// Place in the list: more needs answered, then the region, then the fresher check; entries alike keep their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::support) struct Rank(Reverse<usize>, Reverse<bool>, CheckState);

impl Rank {
    pub(in crate::support) fn of(why: &[Need], near: bool, check: CheckState) -> Self {
        Self(Reverse(why.len()), Reverse(near), check)
    }
}

/// Whether an entry works in a region: everywhere, or its words and the region's contain each other.
pub(in crate::support) fn is_near(region: Option<&str>, asked: &str) -> bool {
    let asked = text::name_key(asked);
    match region.map(text::name_key).filter(|region| !region.is_empty()) {
        None => true,
        Some(region) => asked.is_empty() || region.contains(&asked) || asked.contains(&region),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k_03_more_needs_then_the_region_then_the_fresher_check_come_first() {
        use CheckState::{Due, Fresh, Never};
        let two = [Need::Learning, Need::JobChange];
        let one = [Need::Learning];
        let order = [
            Rank::of(&two, true, Fresh),
            Rank::of(&two, false, Fresh),
            Rank::of(&one, true, Fresh),
            Rank::of(&one, true, Due),
            Rank::of(&one, true, Never),
            Rank::of(&one, false, Fresh),
        ];
        assert!(order.is_sorted(), "{order:?}");
    }

    #[test]
    fn k_03_why_names_the_needs_asked_for_and_no_others() {
        assert_eq!(
            shared(&[Need::Childcare, Need::Learning], &[Need::Learning, Need::Social, Need::Childcare]),
            [Need::Learning, Need::Childcare]
        );
        assert!(shared(&[Need::Care], &[Need::Learning]).is_empty());
    }

    #[test]
    fn a_region_is_found_by_part_of_its_name_and_whoever_works_everywhere_is_near() {
        for (region, asked, expected) in [
            (None, "長野", true),
            (Some("長野県"), "長野", true),
            (Some("長野"), "長野県", true),
            (Some("長野県"), "長崎", false),
            (Some("東京都"), "", true),
        ] {
            assert_eq!(is_near(region, asked), expected, "{region:?} {asked}");
        }
    }
}
