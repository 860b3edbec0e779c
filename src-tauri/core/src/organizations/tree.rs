//! The units as a tree in memory: a union has hundreds of them, so every question about the tree is asked here, once.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::model::UnitKind;
use crate::dates::in_force;
use crate::ids::{OrganizationId, UnitId};
use crate::text;

/// A unit as other capabilities see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnitNode {
    /// The unit.
    pub id: UnitId,
    /// Level.
    pub kind: UnitKind,
    /// Name as printed.
    pub label: String,
    /// Folded name.
    pub label_key: String,
    /// Short code.
    pub code: String,
    /// Unit above.
    pub parent_id: Option<UnitId>,
    /// Employer whose staff it organises.
    pub employer_org_id: Option<OrganizationId>,
    /// Worksite it stands at.
    pub worksite_org_id: Option<OrganizationId>,
    /// Order among its siblings.
    pub sort: i64,
    /// Codes from the top, each followed by a slash.
    pub path: String,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day; empty = open.
    pub to_on: Option<NaiveDate>,
    /// Version.
    pub version: i64,
}

impl UnitNode {
    /// Whether the unit exists on a day.
    #[must_use]
    pub fn valid_on(&self, day: NaiveDate) -> bool {
        in_force(self.from_on, self.to_on, day)
    }
}

/// Names of a unit as a roster gives them, from the top down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct UnitNames<'a> {
    /// 支部
    pub branch: Option<&'a str>,
    /// 分会
    pub sub_branch: Option<&'a str>,
    /// 職場
    pub workplace: Option<&'a str>,
}

impl<'a> UnitNames<'a> {
    /// Level and name of each part that is filled.
    pub fn parts(&self) -> Vec<(UnitKind, &'a str)> {
        [(UnitKind::Branch, self.branch), (UnitKind::SubBranch, self.sub_branch), (UnitKind::Workplace, self.workplace)]
            .into_iter()
            .filter_map(|(kind, name)| name.map(str::trim).filter(|name| !name.is_empty()).map(|name| (kind, name)))
            .collect()
    }
}

/// What the names of a roster mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// This unit.
    One(UnitId),
    /// None; the first name that is not known, and the unit under which it was looked for.
    Unknown {
        /// Level of the name.
        kind: UnitKind,
        /// The name.
        name: String,
        /// The unit found for the names before it.
        under: Option<UnitId>,
    },
    /// Several fit; the officer decides.
    Several(Vec<UnitId>),
    /// No name was given.
    Nothing,
}

/// Between the code of a unit that went on elsewhere and its last day.
const UNTIL: char = '~';

/// Characters of a code that stand before its last day.
const OWN: usize = 23;

/// The code under which a unit was known, as far as it stands before a last day.
fn own_code(code: &str) -> String {
    let is_day = |last: &str| last.len() == 8 && last.bytes().all(|digit| digit.is_ascii_digit());
    let own = code.rsplit_once(UNTIL).filter(|(_, last)| is_day(last)).map_or(code, |(own, _)| own);
    own.chars().take(OWN).collect()
}

/// The code of what stood until a day.
#[must_use]
pub(in crate::organizations) fn code_until(code: &str, last: NaiveDate) -> String {
    format!("{}{UNTIL}{}", own_code(code), last.format("%Y%m%d"))
}

/// All units.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    units: HashMap<UnitId, UnitNode>,
    /// By unit above, in order.
    below: HashMap<Option<UnitId>, Vec<UnitId>>,
}

impl Tree {
    /// The tree of these units.
    #[must_use]
    pub fn new(nodes: impl IntoIterator<Item = UnitNode>) -> Self {
        let mut tree = Self::default();
        for node in nodes {
            tree.below.entry(node.parent_id).or_default().push(node.id);
            tree.units.insert(node.id, node);
        }
        let units = &tree.units;
        for children in tree.below.values_mut() {
            children.sort_by_cached_key(|id| units.get(id).map(|node| (node.sort, node.code.clone())));
        }
        tree
    }

    /// Put in a new unit, or one that was changed.
    pub fn put(&mut self, node: UnitNode) {
        let nodes = std::mem::take(self)
            .units
            .into_values()
            .filter(|other| other.id != node.id)
            .chain([node.clone()])
            .collect::<Vec<_>>();
        *self = Self::new(nodes);
    }

    /// A unit.
    #[must_use]
    pub fn get(&self, id: UnitId) -> Option<&UnitNode> {
        self.units.get(&id)
    }

    /// What a unit is on a day after it went under another one (0062): the unit that goes on under its name and code. Itself on
    /// days of its own, and where it simply ended.
    #[must_use]
    pub fn goes_on(&self, id: UnitId, day: NaiveDate) -> UnitId {
        let next = |node: &&UnitNode| {
            let last = node.to_on.filter(|last| *last < day)?;
            let (own, _) = node.code.rsplit_once(UNTIL).filter(|_| node.code == code_until(&node.code, last))?;
            let first = last.succ_opt()?;
            self.units.values().find(|other| other.from_on == first && own_code(&other.code) == own)
        };
        // Each step is a later day; the bound only keeps a damaged file from turning here for ever.
        let way = std::iter::successors(self.get(id), next).take(self.units.len());
        way.last().map_or(id, |node| node.id)
    }

    /// The unit of a code, in any width and case.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&UnitNode> {
        let code = text::identifier(code).to_lowercase();
        self.units.values().find(|node| node.code.to_lowercase() == code)
    }

    /// Units directly below, in order; of none: the tops.
    pub fn below(&self, id: Option<UnitId>) -> impl Iterator<Item = &UnitNode> {
        self.below.get(&id).into_iter().flatten().filter_map(|id| self.units.get(id))
    }

    /// Units above, from the nearest to the top.
    pub fn above(&self, id: UnitId) -> impl Iterator<Item = &UnitNode> {
        // The tree has no cycle; the bound only keeps a damaged file from turning here for ever.
        std::iter::successors(self.get(id), |node| node.parent_id.and_then(|parent| self.get(parent)))
            .skip(1)
            .take(self.units.len())
    }

    /// All units in order: each before those below it, with the number of units above it.
    #[must_use]
    pub fn in_order(&self) -> Vec<(&UnitNode, u32)> {
        let mut found = Vec::with_capacity(self.units.len());
        let mut waiting: Vec<(&UnitNode, u32)> = self.below(None).map(|node| (node, 0)).collect();
        waiting.reverse();
        while let Some((node, depth)) = waiting.pop() {
            found.push((node, depth));
            let from = waiting.len();
            waiting.extend(self.below(Some(node.id)).map(|child| (child, depth + 1)));
            if let Some(children) = waiting.get_mut(from..) {
                children.reverse();
            }
        }
        found
    }

    /// A unit and all below it, in order.
    #[must_use]
    pub fn subtree(&self, id: UnitId) -> Vec<&UnitNode> {
        let Some(top) = self.get(id) else { return Vec::new() };
        self.in_order().into_iter().map(|(node, _)| node).filter(|node| node.path.starts_with(&top.path)).collect()
    }

    /// The unit of a level in which a unit stands, or the unit itself.
    #[must_use]
    pub fn of_level(&self, id: UnitId, kind: UnitKind) -> Option<&UnitNode> {
        self.get(id).into_iter().chain(self.above(id)).find(|node| node.kind == kind)
    }

    /// The branch in which a unit stands; without one the highest unit below the headquarters.
    #[must_use]
    pub fn branch_of(&self, id: UnitId) -> UnitId {
        let way = || self.get(id).into_iter().chain(self.above(id));
        let branch = self.of_level(id, UnitKind::Branch);
        branch.or_else(|| way().filter(|node| node.kind != UnitKind::Headquarters).last()).map_or(id, |node| node.id)
    }

    /// Names of 支部, 分会 and 職場 of a unit, as a roster shows them.
    #[must_use]
    pub fn names(&self, id: UnitId) -> UnitNames<'_> {
        let label = |kind| self.of_level(id, kind).map(|node| node.label.as_str());
        UnitNames {
            branch: label(UnitKind::Branch),
            sub_branch: label(UnitKind::SubBranch),
            workplace: label(UnitKind::Workplace),
        }
    }

    /// A unit with those above it, as a person reads it: 第1分会 there is in many a branch.
    #[must_use]
    pub fn way(&self, id: UnitId) -> Option<String> {
        let names = self.names(id);
        let parts: Vec<&str> = [names.branch, names.sub_branch, names.workplace].into_iter().flatten().collect();
        if parts.is_empty() { self.get(id).map(|node| node.label.clone()) } else { Some(parts.join(" / ")) }
    }

    /// The top under which new branches are made: the only headquarters of the day.
    #[must_use]
    pub fn headquarters(&self, day: NaiveDate) -> Option<&UnitNode> {
        let mut tops = self.below(None).filter(|node| node.kind == UnitKind::Headquarters && node.valid_on(day));
        let first = tops.next();
        if tops.next().is_some() { None } else { first }
    }

    /// The unit that names mean on a day. A name fits a unit of its level under the unit of the name before it by its
    /// folded label, else by its code, else without the usual ending (東京 = 東京支部). Where several fit, the employer's
    /// own units are preferred.
    #[must_use]
    pub fn find(&self, names: &UnitNames<'_>, employer: Option<OrganizationId>, day: NaiveDate) -> Found {
        let mut under: Option<Vec<UnitId>> = None;
        for (kind, name) in names.parts() {
            let candidates: Vec<&UnitNode> = self
                .units
                .values()
                .filter(|node| node.kind == kind && node.valid_on(day))
                .filter(|node| {
                    under.as_ref().is_none_or(|tops| {
                        tops.iter().any(|top| {
                            *top != node.id && self.get(*top).is_some_and(|top| node.path.starts_with(&top.path))
                        })
                    })
                })
                .collect();
            let mut fitting = fit(&candidates, kind, name);
            if fitting.len() > 1 && employer.is_some() {
                let own: Vec<UnitId> = fitting.iter().copied().filter(|id| self.employer_of(*id) == employer).collect();
                if !own.is_empty() {
                    fitting = own;
                }
            }
            if fitting.is_empty() {
                let under = under.as_ref().and_then(|tops| if let [one] = tops.as_slice() { Some(*one) } else { None });
                return Found::Unknown { kind, name: name.to_owned(), under };
            }
            under = Some(fitting);
        }
        match under {
            None => Found::Nothing,
            Some(mut found) => match found.as_slice() {
                [one] => Found::One(*one),
                _ => {
                    found.sort();
                    Found::Several(found)
                }
            },
        }
    }

    /// The employer whose staff a unit organises: its own, or that of the nearest unit above that has one.
    #[must_use]
    pub fn employer_of(&self, id: UnitId) -> Option<OrganizationId> {
        self.get(id).into_iter().chain(self.above(id)).find_map(|node| node.employer_org_id)
    }

    /// A code for a new unit that nothing has yet: B01, B02 …
    #[must_use]
    pub fn free_code(&self, kind: UnitKind) -> String {
        let letter = kind.letter();
        let taken = |node: &UnitNode| node.code.strip_prefix(letter).and_then(|rest| rest.parse::<u64>().ok());
        let next = self.units.values().filter_map(taken).max().unwrap_or(0).saturating_add(1);
        format!("{letter}{next:02}")
    }

    /// The order of a new unit: after its siblings.
    #[must_use]
    pub fn last_sort(&self, parent: Option<UnitId>) -> i64 {
        self.below(parent).map(|node| node.sort).max().unwrap_or(0).saturating_add(10)
    }
}

fn fit(candidates: &[&UnitNode], kind: UnitKind, name: &str) -> Vec<UnitId> {
    let key = text::name_key(name);
    let code = text::identifier(name).to_lowercase();
    let short = without_ending(&key, kind);
    let by = |fits: &dyn Fn(&UnitNode) -> bool| {
        candidates.iter().filter(|node| fits(node)).map(|node| node.id).collect::<Vec<_>>()
    };
    let exact = by(&|node| node.label_key == key);
    if !exact.is_empty() {
        return exact;
    }
    let coded = by(&|node| node.code.to_lowercase() == code);
    if !coded.is_empty() {
        return coded;
    }
    by(&|node| without_ending(&node.label_key, kind) == short)
}

fn without_ending(key: &str, kind: UnitKind) -> &str {
    kind.endings().iter().find_map(|ending| key.strip_suffix(ending).filter(|rest| !rest.is_empty())).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 10, 31).unwrap_or_default()
    }

    fn node(kind: UnitKind, label: &str, code: &str, parent: Option<&UnitNode>) -> UnitNode {
        UnitNode {
            id: UnitId::new(),
            kind,
            label: label.into(),
            label_key: text::name_key(label),
            code: code.into(),
            parent_id: parent.map(|node| node.id),
            employer_org_id: None,
            worksite_org_id: None,
            sort: 10,
            path: format!("{}{code}/", parent.map_or("", |node| node.path.as_str())),
            from_on: super::super::model::beginning(),
            to_on: None,
            version: 1,
        }
    }

    #[test]
    fn names_under_each_other_mean_one_unit() {
        let hq = node(UnitKind::Headquarters, "本部", "H01", None);
        let tokyo = node(UnitKind::Branch, "東京支部", "B01", Some(&hq));
        let osaka = node(UnitKind::Branch, "大阪支部", "B02", Some(&hq));
        let made = node(UnitKind::SubBranch, "製造分会", "S01", Some(&tokyo));
        let made_too = node(UnitKind::SubBranch, "製造分会", "S02", Some(&osaka));
        let press = node(UnitKind::Workplace, "プレス職場", "W01", Some(&made));
        let tree = Tree::new([hq.clone(), tokyo.clone(), osaka.clone(), made.clone(), made_too.clone(), press.clone()]);
        let find = |branch: Option<&str>, sub_branch: Option<&str>, workplace: Option<&str>| {
            tree.find(&UnitNames { branch, sub_branch, workplace }, None, day())
        };
        assert_eq!(find(Some("大阪支部"), Some("製造分会"), None), Found::One(made_too.id));
        assert_eq!(
            find(Some("東京"), Some("製造"), Some("ﾌﾟﾚｽ")),
            Found::One(press.id),
            "without the usual endings, in any width"
        );
        assert_eq!(find(None, None, Some("プレス職場")), Found::One(press.id));
        assert_eq!(find(Some("b02"), None, None), Found::One(osaka.id), "by code");
        assert_eq!(find(None, None, None), Found::Nothing);
        let mut both = vec![made.id, made_too.id];
        both.sort();
        assert_eq!(find(None, Some("製造分会"), None), Found::Several(both));
        assert_eq!(
            find(Some("東京支部"), Some("営業分会"), None),
            Found::Unknown { kind: UnitKind::SubBranch, name: "営業分会".into(), under: Some(tokyo.id) }
        );
        assert_eq!(
            tree.names(press.id),
            UnitNames {
                branch: Some("東京支部"), sub_branch: Some("製造分会"), workplace: Some("プレス職場")
            }
        );
        assert_eq!(tree.free_code(UnitKind::Branch), "B03");
        // 製造分会 went under 大阪支部, and then under the headquarters.
        let on = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
        let mut gone = UnitNode { code: "S01~20261015".into(), to_on: Some(on("2026-10-15")), ..made.clone() };
        let mut between = node(UnitKind::SubBranch, "製造分会", "S01~20261130", Some(&osaka));
        (between.from_on, between.to_on) = (on("2026-10-16"), Some(on("2026-11-30")));
        let mut last = node(UnitKind::SubBranch, "製造分会", "S01", Some(&hq));
        last.from_on = on("2026-12-01");
        let moved = Tree::new([gone.clone(), between.clone(), last.clone()]);
        for (day, unit) in [("2026-10-15", gone.id), ("2026-10-16", between.id), ("2026-12-01", last.id)] {
            assert_eq!(moved.goes_on(gone.id, on(day)), unit, "{day}");
        }
        gone.code = "S01".into();
        assert_eq!(Tree::new([gone.clone(), between]).goes_on(gone.id, on("2026-12-01")), gone.id, "it simply ended");
        assert_eq!(
            tree.subtree(tokyo.id).iter().map(|node| node.code.as_str()).collect::<Vec<_>>(),
            ["B01", "S01", "W01"]
        );
        assert_eq!(
            tree.in_order().iter().map(|(node, depth)| (node.code.as_str(), *depth)).collect::<Vec<_>>(),
            [("H01", 0), ("B01", 1), ("S01", 2), ("W01", 3), ("B02", 1), ("S02", 2)]
        );
    }
}
