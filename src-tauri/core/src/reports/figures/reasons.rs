//! Why members came and left, told beside what earlier packs told of it. The reasons of a year up to August, less those up to July,
//! are the reasons of August: a figure of its own, told nowhere, and protected like every other (S-02, S-07).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::suppress::{Cell, CellId, Openness, Pack};

/// The mark of the report's own period among those of earlier packs.
pub const OWN: u32 = 1 << 31;
/// Earlier packs that can be marked beside it.
pub const MOST_EARLIER: usize = 12;

/// What a pack told of the reasons of its period: which it withheld. Whatever is not withheld was told, also by having no row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldReasons {
    /// Of joins; none = it told no reasons.
    pub joins: Option<BTreeSet<String>>,
    /// Of leaves.
    pub leaves: Option<BTreeSet<String>>,
}

/// An earlier pack, as far as it told the reasons of one side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Its mark.
    pub mark: u32,
    /// The reasons it withheld; none = it was frozen by a program that did not keep that, and told what it might by itself.
    pub withheld: Option<BTreeSet<String>>,
    /// It is of the very same period and part.
    pub same: bool,
}

/// Joins or leaves beside what was told of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Earlier packs.
    pub before: Vec<Before>,
    /// How many of a reason (the empty one = not known) are counted by the reports of these marks, and by no other.
    pub flows: BTreeMap<(String, u32), i64>,
}

/// Both sides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Joins.
    pub joins: Side,
    /// Leaves.
    pub leaves: Side,
}

fn unsigned(n: i64) -> u64 {
    u64::try_from(n).unwrap_or_default()
}

/// Joins or leaves by reason under a total that is always shown: the parts, or nothing when they would tell too much.
#[must_use]
pub fn alone(counts: &[i64], k: i64) -> Option<Vec<Cell>> {
    let mut pack = Pack::new(u64::try_from(k).unwrap_or(5));
    let ids: Vec<CellId> = counts.iter().map(|n| pack.cell(unsigned(*n), Openness::Guarded)).collect();
    let total = pack.cell(counts.iter().map(|n| unsigned(*n)).sum(), Openness::Published);
    pack.add_up(&ids, total);
    let done = pack.suppress();
    done.is_safe().then(|| done.cells(&ids))
}

/// The same beside earlier packs. `counts` = the own reasons with their counts; a reason of nobody has a row where its absence
/// would tell. Nothing when any difference to an earlier pack would be told too closely.
#[must_use]
pub fn told(counts: &BTreeMap<String, i64>, side: &Side, k: i64) -> Option<BTreeMap<String, Cell>> {
    let own: BTreeMap<&str, i64> =
        counts.iter().filter(|(_, n)| **n != 0).map(|(code, n)| (code.as_str(), *n)).collect();
    if own.is_empty() {
        // The total says already that nobody came or left for any reason.
        return Some(BTreeMap::new());
    }
    let before: Vec<(u32, bool, BTreeSet<String>)> = side
        .before
        .iter()
        .filter_map(|pack| {
            Some((pack.mark, pack.same, pack.withheld.clone().or_else(|| by_itself(side, pack.mark, k))?))
        })
        .collect();
    if before.is_empty() {
        let cells = alone(&own.values().copied().collect::<Vec<_>>(), k)?;
        return Some(own.keys().map(|code| (*code).to_owned()).zip(cells).collect());
    }
    // Whom each report counts of a reason falls into parts: those who are counted by the same reports.
    let relevant = before.iter().fold(OWN, |all, (mark, ..)| all | mark);
    let mut parts: BTreeMap<(&str, u32), i64> = BTreeMap::new();
    for ((code, marks), n) in &side.flows {
        *parts.entry((code.as_str(), marks & relevant)).or_default() += n;
    }
    let codes: BTreeSet<&str> = parts.keys().map(|(code, _)| *code).collect();
    let marks: BTreeSet<u32> =
        parts.iter().filter(|((_, marks), n)| *marks != 0 && **n != 0).map(|((_, marks), _)| *marks).collect();
    let count = |code: &str, mark: u32| -> i64 {
        let counted = |marks: &&u32| **marks & mark != 0;
        marks.iter().filter(counted).map(|marks| parts.get(&(code, *marks)).copied().unwrap_or_default()).sum()
    };
    if codes.iter().any(|code| count(code, OWN) != own.get(code).copied().unwrap_or_default())
        || own.keys().any(|code| !codes.contains(code))
    {
        // The figures and what they are compared with were not counted alike: better no reasons than wrong ones.
        return None;
    }
    let mut pack = Pack::new(u64::try_from(k).unwrap_or(5));
    let mut small: Vec<CellId> = Vec::new();
    let mut atoms: BTreeMap<(&str, u32), CellId> = BTreeMap::new();
    for code in &codes {
        for marks in &marks {
            let n = parts.get(&(*code, *marks)).copied().unwrap_or_default();
            let id = pack.untold(unsigned(n));
            if (1..k).contains(&n) {
                // Nobody is told whether there is anybody.
                pack.withhold(id);
                small.push(id);
            }
            atoms.insert((*code, *marks), id);
        }
    }
    let of = |code: &str, mark: u32| -> Vec<CellId> {
        marks
            .iter()
            .filter(|marks| **marks & mark != 0)
            .filter_map(|marks| atoms.get(&(code, *marks)).copied())
            .collect()
    };
    let mut ids: BTreeMap<&str, CellId> = BTreeMap::new();
    for code in &codes {
        let id = pack.cell(unsigned(count(code, OWN)), Openness::Guarded);
        pack.add_up(&of(code, OWN), id);
        ids.insert(*code, id);
    }
    let total = pack.cell(unsigned(own.values().sum()), Openness::Published);
    pack.add_up(&ids.values().copied().collect::<Vec<_>>(), total);
    for (mark, same, withheld) in &before {
        let mut figures = Vec::new();
        for code in &codes {
            let n = unsigned(count(code, *mark));
            let shown = match (withheld.contains(*code), n) {
                (true, _) => Cell::Hidden,
                (false, 0) => Cell::Nil,
                (false, n) => Cell::Shown(n),
            };
            let id = pack.told(n, shown);
            pack.add_up(&of(code, *mark), id);
            if let Some(own) = ids.get(code).filter(|_| *same) {
                pack.retell(*own, shown);
            }
            if withheld.contains(*code) {
                small.push(id);
            }
            figures.push(id);
        }
        let total: i64 = codes.iter().map(|code| count(code, *mark)).sum();
        let total = pack.cell(unsigned(total), Openness::Published);
        pack.add_up(&figures, total);
    }
    let done = pack.suppress();
    let broken = |id: &CellId| done.unprotected().contains(id);
    if small.iter().chain(ids.values()).any(broken) {
        return None;
    }
    let cells = ids.iter().map(|(code, id)| ((*code).to_owned(), done.cell(*id)));
    Some(cells.filter(|(_, cell)| *cell != Cell::Nil).collect())
}

/// What a pack withheld of its reasons when nothing was told before it.
fn by_itself(side: &Side, mark: u32, k: i64) -> Option<BTreeSet<String>> {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for ((code, _), n) in side.flows.iter().filter(|((_, marks), _)| marks & mark != 0) {
        *counts.entry(code.as_str()).or_default() += n;
    }
    let cells = alone(&counts.values().copied().collect::<Vec<_>>(), k)?;
    Some(withheld(counts.keys().map(|code| (*code).to_owned()).zip(cells)))
}

/// The reasons that are withheld.
#[must_use]
pub fn withheld(cells: impl IntoIterator<Item = (String, Cell)>) -> BTreeSet<String> {
    cells.into_iter().filter(|(_, cell)| *cell == Cell::Hidden).map(|(code, _)| code).collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    const JULY: u32 = 1;

    fn side(before: &[(&str, i64)], since: &[(&str, i64)], hidden: &[&str]) -> (BTreeMap<String, i64>, Side) {
        let mut counts: BTreeMap<String, i64> = BTreeMap::new();
        let mut flows = BTreeMap::new();
        for (marks, part) in [(OWN | JULY, before), (OWN, since)] {
            for (code, n) in part {
                *counts.entry((*code).to_owned()).or_default() += n;
                *flows.entry(((*code).to_owned(), marks)).or_default() += n;
            }
        }
        let withheld = Some(hidden.iter().map(|code| (*code).to_owned()).collect());
        (counts, Side { before: vec![Before { mark: JULY, withheld, same: false }], flows })
    }

    /// Fourteen left up to July, and nobody had died. One more by August: a row for deaths would say of whom everybody knows who it
    /// was why it was.
    #[test]
    fn s_07_the_reason_of_the_one_who_left_since_the_last_pack_is_not_told() {
        let july = [("resignation", 6), ("management", 3), ("transfer_out", 3), ("ineligible", 2)];
        let hidden = ["management", "transfer_out", "ineligible"];
        let (counts, side) = side(&july, &[("death", 1)], &hidden);
        assert_eq!(told(&counts, &side, 5), None);
        assert!(alone(&counts.values().copied().collect::<Vec<_>>(), 5).is_some(), "alone it might be told");
    }

    #[test]
    fn s_07_many_who_left_since_the_last_pack_are_told_by_reason() {
        let july = [("resignation", 20), ("retirement", 12)];
        let (counts, side) = side(&july, &[("resignation", 9), ("retirement", 8)], &[]);
        let shown = told(&counts, &side, 5).unwrap();
        assert_eq!(shown.get("resignation"), Some(&Cell::Shown(29)));
    }

    /// A few of the seventeen since July died: their row stands as withheld, and so does a second one.
    #[test]
    fn s_02_a_small_difference_to_an_earlier_pack_is_withheld_with_a_second_one() {
        let (counts, side) = side(&[("resignation", 20)], &[("resignation", 10), ("retirement", 9), ("death", 2)], &[]);
        let shown = told(&counts, &side, 5).unwrap();
        assert_eq!(shown.get("resignation"), Some(&Cell::Shown(30)));
        assert_eq!(withheld(shown), ["death".to_owned(), "retirement".to_owned()].into());
    }

    /// Where nobody left there is nothing to keep back, whoever left elsewhere.
    #[test]
    fn s_07_of_a_part_that_nobody_left_it_does_not_matter_who_left_elsewhere() {
        let before = vec![Before { mark: JULY, withheld: Some(["death".to_owned()].into()), same: false }];
        for elsewhere in [0, 1, 2] {
            let flows = BTreeMap::from([(("death".to_owned(), JULY), elsewhere)]);
            let side = Side { before: before.clone(), flows };
            assert_eq!(told(&BTreeMap::new(), &side, 5), Some(BTreeMap::new()));
        }
    }

    #[test]
    fn s_07_the_same_period_is_told_again_as_it_was() {
        let (counts, mut side) =
            side(&[("resignation", 20), ("death", 3), ("retirement", 7)], &[], &["death", "retirement"]);
        side.before.iter_mut().for_each(|pack| pack.same = true);
        let shown = told(&counts, &side, 5).unwrap();
        assert_eq!(withheld(shown), ["death".to_owned(), "retirement".to_owned()].into());
    }
}
