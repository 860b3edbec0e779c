//! Draws that repeat: the same seed gives the same sample. Not for secrets.

use chrono::{Days, NaiveDate};

/// A stream of draws (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice {
    state: u64,
}

impl Dice {
    /// Draws from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`; 0 for 0.
    pub fn below(&mut self, n: u64) -> u64 {
        // The high half of the product is even enough for a sample.
        u64::try_from((u128::from(self.bits()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least.saturating_add_unsigned(self.below(most.abs_diff(least).saturating_add(1)))
    }

    /// Happens `n` times in a thousand.
    pub fn in_thousand(&mut self, n: u64) -> bool {
        self.below(1000) < n
    }

    /// One of several, each as likely; nothing of none.
    pub fn pick<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        of.get(usize::try_from(self.below(of.len() as u64)).unwrap_or(0))
    }

    /// One of several by weight; the last when all weights are zero.
    pub fn weighted<T: Copy>(&mut self, of: &[(T, u64)]) -> Option<T> {
        let mut left = self.below(of.iter().map(|(_, weight)| weight).sum());
        for (one, weight) in of {
            if left < *weight {
                return Some(*one);
            }
            left -= weight;
        }
        of.last().map(|(one, _)| *one)
    }

    /// A day from `first` to `last`, both included.
    pub fn day(&mut self, first: NaiveDate, last: NaiveDate) -> NaiveDate {
        let days = u64::try_from(last.signed_duration_since(first).num_days()).unwrap_or(0);
        first.checked_add_days(Days::new(self.below(days + 1))).unwrap_or(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let draw = |seed| {
            let mut dice = Dice::new(seed);
            (0..100).map(|_| dice.between(-3, 9)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
        assert!(draw(7).iter().all(|n| (-3..=9).contains(n)));
        assert_eq!((-3..=9).filter(|n| draw(7).contains(n)).count(), 13);
    }

    #[test]
    fn weights_are_kept_roughly() {
        let mut dice = Dice::new(1);
        let often = (0..10_000)
            .filter(|_| dice.weighted(&[("often", 9), ("seldom", 1), ("never", 0)]) == Some("often"))
            .count();
        assert!((8_800..9_200).contains(&often), "{often}");
        assert_eq!(dice.weighted::<u8>(&[]), None);
        assert_eq!(dice.pick::<u8>(&[]), None);
    }
}
