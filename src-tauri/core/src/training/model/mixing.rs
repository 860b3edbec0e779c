//! Tables that mix: people of one industry, one company and one age are spread as widely as can be, and those who are kept
//! apart never sit together. The same people and the same seed give the same tables.

use std::collections::HashSet;

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
    for _ in 0..ROUNDS {
        if !better(guests, apart, &mut at) {
            break;
        }
    }
    at
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
    /// Pairs that could not be kept apart: there are too few tables.
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
#[expect(clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;

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
