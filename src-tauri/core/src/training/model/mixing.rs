//! Tables that mix: people of one industry, one company and one age are spread as widely as can be, and those who are kept
//! apart never sit together. The same people and the same seed give the same tables.

use std::collections::{HashMap, HashSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dice::Dice;
use crate::ids::{EnrolmentId, RunId};

/// What two people at one table cost: being kept apart, of one company, of one industry, of one age.
const APART: i64 = 1_000_000;
const COMPANY: i64 = 16;
const INDUSTRY: i64 = 9;
const AGE: i64 = 3;
/// Rounds of swapping at most.
const ROUNDS: usize = 30;
/// Steps of the search for tables of those who are kept apart, at most.
const STEPS: usize = 200_000;

/// Somebody to be placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// The application.
    pub id: EnrolmentId,
    /// Industry.
    pub industry: String,
    /// Company.
    pub company: String,
    /// Decade of age.
    pub age: Option<i64>,
}

/// The table of each guest, from 0, in the order of the guests. Tables differ by one person at most.
#[must_use]
pub fn mix(guests: &[Guest], tables: usize, apart: &HashSet<(EnrolmentId, EnrolmentId)>, seed: u64) -> Vec<usize> {
    let tables = tables.max(1);
    let mut dice = Dice::new(seed);
    let mut order: Vec<(u64, usize)> = (0..guests.len()).map(|n| (dice.bits(), n)).collect();
    // Equal people come after one another and are dealt out in turn; the seed breaks ties.
    order.sort_by(|one, other| {
        let key = |n: usize| guests.get(n).map(|guest| (&guest.industry, &guest.company, guest.age));
        key(one.1).cmp(&key(other.1)).then(one.0.cmp(&other.0))
    });
    let mut at = vec![0; guests.len()];
    for (place, (_, n)) in order.iter().enumerate() {
        if let Some(table) = at.get_mut(*n) {
            *table = place % tables;
        }
    }
    settle(guests, apart, &mut at);
    if spread(guests, &at, apart).apart == 0 {
        return at;
    }
    // The swaps came to rest where two sit together who must not: begin again with those at tables where they may.
    let order: Vec<usize> = order.into_iter().map(|(_, n)| n).collect();
    let Some(mut at) = Search::new(guests, tables, apart).found(&order) else { return at };
    settle(guests, apart, &mut at);
    at
}

fn settle(guests: &[Guest], apart: &HashSet<(EnrolmentId, EnrolmentId)>, at: &mut [usize]) {
    for _ in 0..ROUNDS {
        if !better(guests, apart, at) {
            break;
        }
    }
}

/// Tables for those who are kept apart, looked for one by one; the others are dealt out over the seats that are left.
struct Search {
    /// From whom each guest is kept apart.
    foes: Vec<Vec<usize>>,
    /// Seats left at each table.
    room: Vec<usize>,
    at: Vec<Option<usize>>,
    /// Steps left before the search is given up.
    steps: usize,
}

impl Search {
    fn new(guests: &[Guest], tables: usize, apart: &HashSet<(EnrolmentId, EnrolmentId)>) -> Self {
        let place: HashMap<EnrolmentId, usize> = guests.iter().zip(0..).map(|(guest, n)| (guest.id, n)).collect();
        let mut foes = vec![Vec::new(); guests.len()];
        for (one, other) in apart {
            let (Some(one), Some(other)) = (place.get(one), place.get(other)) else { continue };
            for (one, other) in [(*one, *other), (*other, *one)] {
                if let Some(foes) = foes.get_mut(one) {
                    foes.push(other);
                }
            }
        }
        let room =
            (0..tables).map(|table| guests.len() / tables + usize::from(table < guests.len() % tables)).collect();
        Self { foes, room, at: vec![None; guests.len()], steps: STEPS }
    }

    /// A table for everybody, in this order; none where those who are kept apart find none.
    fn found(mut self, order: &[usize]) -> Option<Vec<usize>> {
        let foes = |n: &usize| self.foes.get(*n).map_or(0, Vec::len);
        let (mut bound, free): (Vec<usize>, Vec<usize>) = order.iter().copied().partition(|n| foes(n) > 0);
        // Who is kept apart from most finds a table last: they come first.
        bound.sort_by_key(|n| std::cmp::Reverse(foes(n)));
        if !self.seat(&bound) {
            return None;
        }
        let mut table = 0;
        for n in free {
            table = (table..).take(self.room.len()).map(|at| at % self.room.len()).find(|at| self.has_room(*at))?;
            self.put(n, table);
            table += 1;
        }
        self.at.into_iter().collect()
    }

    fn has_room(&self, table: usize) -> bool {
        self.room.get(table).is_some_and(|room| *room > 0)
    }

    fn put(&mut self, n: usize, table: usize) {
        if let (Some(at), Some(room)) = (self.at.get_mut(n), self.room.get_mut(table)) {
            *at = Some(table);
            *room -= 1;
        }
    }

    fn take(&mut self, n: usize, table: usize) {
        if let (Some(at), Some(room)) = (self.at.get_mut(n), self.room.get_mut(table)) {
            *at = None;
            *room += 1;
        }
    }

    fn seat(&mut self, bound: &[usize]) -> bool {
        let Some((n, rest)) = bound.split_first() else { return true };
        // One empty table is like another of its size.
        let mut empty = HashSet::new();
        for table in 0..self.room.len() {
            let met = self
                .foes
                .get(*n)
                .is_some_and(|foes| foes.iter().any(|foe| self.at.get(*foe).copied().flatten() == Some(table)));
            let fresh = !self.at.contains(&Some(table));
            if met || !self.has_room(table) || (fresh && !empty.insert(self.room.get(table).copied())) {
                continue;
            }
            let Some(left) = self.steps.checked_sub(1) else { return false };
            self.steps = left;
            self.put(*n, table);
            if self.seat(rest) {
                return true;
            }
            self.take(*n, table);
        }
        false
    }
}

/// What a guest costs at a table of the others.
fn cost(
    guests: &[Guest],
    apart: &HashSet<(EnrolmentId, EnrolmentId)>,
    at: &[usize],
    n: usize,
    table: usize,
    but: usize,
) -> i64 {
    let Some(guest) = guests.get(n) else { return 0 };
    let others =
        guests.iter().zip(at).enumerate().filter(|(other, (_, seat))| *other != n && *other != but && **seat == table);
    others.map(|(_, (other, _))| pair(guest, other, apart)).sum()
}

/// What two people at one table cost.
fn pair(one: &Guest, other: &Guest, apart: &HashSet<(EnrolmentId, EnrolmentId)>) -> i64 {
    let kept = apart.contains(&(one.id, other.id)) || apart.contains(&(other.id, one.id));
    let same = |one: &str, other: &str| !one.is_empty() && one == other;
    i64::from(kept) * APART
        + i64::from(same(&one.company, &other.company)) * COMPANY
        + i64::from(same(&one.industry, &other.industry)) * INDUSTRY
        + i64::from(one.age.is_some() && one.age == other.age) * AGE
}

/// Swap every pair that sits better the other way round; answers whether there was one.
fn better(guests: &[Guest], apart: &HashSet<(EnrolmentId, EnrolmentId)>, at: &mut [usize]) -> bool {
    let mut found = false;
    for one in 0..at.len() {
        for other in one + 1..at.len() {
            let (Some(here), Some(there)) = (at.get(one).copied(), at.get(other).copied()) else { continue };
            if here == there {
                continue;
            }
            let now = cost(guests, apart, at, one, here, other) + cost(guests, apart, at, other, there, one);
            let then = cost(guests, apart, at, one, there, other) + cost(guests, apart, at, other, here, one);
            if then < now {
                at.swap(one, other);
                found = true;
            }
        }
    }
    found
}

/// Pairs at one table that are of one industry, of one company, of one age; and pairs that should have been apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Spread {
    /// Pairs of one industry.
    #[ts(type = "number")]
    pub industry: i64,
    /// Pairs of one company.
    #[ts(type = "number")]
    pub company: i64,
    /// Pairs of one decade of age.
    #[ts(type = "number")]
    pub age: i64,
    /// Pairs that could not be kept apart: no tables were found at which they are.
    #[ts(type = "number")]
    pub apart: i64,
}

/// How well tables mix.
#[must_use]
pub fn spread(guests: &[Guest], at: &[usize], apart: &HashSet<(EnrolmentId, EnrolmentId)>) -> Spread {
    let mut found = Spread::default();
    for (n, (one, here)) in guests.iter().zip(at).enumerate() {
        for (other, there) in guests.iter().zip(at).skip(n + 1) {
            if here != there {
                continue;
            }
            let same = |one: &str, other: &str| !one.is_empty() && one == other;
            found.industry += i64::from(same(&one.industry, &other.industry));
            found.company += i64::from(same(&one.company, &other.company));
            found.age += i64::from(one.age.is_some() && one.age == other.age);
            found.apart += i64::from(apart.contains(&(one.id, other.id)) || apart.contains(&(other.id, one.id)));
        }
    }
    found
}

/// Two who never sit at one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Apart {
    /// One of them.
    pub one: EnrolmentId,
    /// The other.
    pub other: EnrolmentId,
}

/// Mix those who have a seat at tables.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct MixTables {
    /// The run.
    pub run_id: RunId,
    /// How many tables.
    pub tables: u32,
    /// Who never sits together; instead of those of before.
    #[serde(default)]
    #[ts(optional)]
    pub apart: Option<Vec<Apart>>,
    /// The same seed gives the same tables; another one others.
    #[serde(default)]
    #[ts(optional)]
    pub seed: Option<u32>,
}

/// Tables that were mixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Mixed {
    /// Tables in order: who sits at each.
    pub tables: Vec<Vec<EnrolmentId>>,
    /// How well they mix.
    pub spread: Spread,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn who_must_be_apart_is_apart_wherever_there_are_tables_for_it() {
        let guests: Vec<Guest> = (0..8)
            .map(|_| Guest { id: EnrolmentId::new(), industry: String::new(), company: String::new(), age: None })
            .collect();
        let mut dice = Dice::new(11);
        let mut kept = 0;
        for case in 0..400 {
            let (people, tables) = (4 + case % 4, 2 + case % 2);
            let some = &guests[..people];
            let mut apart = HashSet::new();
            for one in 0..people {
                for other in one + 1..people {
                    if dice.bits().is_multiple_of(3) {
                        apart.insert((some[one].id, some[other].id));
                    }
                }
            }
            // Every way to seat them at tables of these sizes, counted here a second time.
            let possible = (0..tables.pow(u32::try_from(people).unwrap())).any(|code| {
                let at: Vec<usize> =
                    (0..people).map(|n| code / tables.pow(u32::try_from(n).unwrap()) % tables).collect();
                let sizes: Vec<usize> =
                    (0..tables).map(|table| at.iter().filter(|seat| **seat == table).count()).collect();
                sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1 && spread(some, &at, &apart).apart == 0
            });
            let at = mix(some, tables, &apart, 1);
            let found = spread(some, &at, &apart).apart;
            assert_eq!(found == 0, possible, "case {case}: {people} people, {tables} tables, {apart:?}");
            kept += usize::from(possible);
            let sizes: Vec<usize> = (0..tables).map(|table| at.iter().filter(|seat| **seat == table).count()).collect();
            assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1, "{sizes:?}");
        }
        assert!((40..380).contains(&kept), "cases of both kinds: {kept}");
    }

    #[test]
    fn tables_mix_industries_and_keep_apart_who_must_be_and_repeat() {
        let guests: Vec<Guest> = (0..24)
            .map(|n| Guest {
                id: EnrolmentId::new(),
                industry: format!("業種{}", n % 4),
                company: format!("会社{}", n % 8),
                age: Some(i64::from(n % 3) * 10 + 20),
            })
            .collect();
        let apart = HashSet::from([(guests[0].id, guests[1].id), (guests[0].id, guests[2].id)]);
        let at = mix(&guests, 6, &apart, 7);
        assert_eq!(at, mix(&guests, 6, &apart, 7), "the same seed, the same tables");
        for table in 0..6 {
            assert_eq!(at.iter().filter(|seat| **seat == table).count(), 4);
        }
        let found = spread(&guests, &at, &apart);
        // Six tables of four, four industries of six people: nobody need meet the own industry.
        assert_eq!((found.industry, found.company, found.apart), (0, 0, 0), "{found:?}");
        // Two tables for three who are all kept apart: as well as can be, and said.
        let three = &guests[..3];
        let all = HashSet::from([(three[0].id, three[1].id), (three[0].id, three[2].id), (three[1].id, three[2].id)]);
        assert_eq!(spread(three, &mix(three, 2, &all, 1), &all).apart, 1);
        assert_eq!(mix(&[], 3, &HashSet::new(), 1), Vec::<usize>::new());
    }
}
