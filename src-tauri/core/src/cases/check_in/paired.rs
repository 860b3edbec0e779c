//! Before and after, honestly (前後差): what can be said of pairs of scores, and no more. No effect, no p-value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Days between the two check-ins of a pair at least.
pub const LEAST_DAYS: i64 = 30;

/// Lower quartile, median and upper quartile.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Quartiles {
    /// A quarter lies at or below it.
    pub lower: f64,
    /// Half lies at or below it.
    pub median: f64,
    /// Three quarters lie at or below it.
    pub upper: f64,
}

/// What is said of the pairs of one subscale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paired {
    /// Pairs.
    pub n: u64,
    /// Scores before.
    pub pre: Quartiles,
    /// Scores after.
    pub post: Quartiles,
    /// Median of the differences after − before, which is not the difference of the medians.
    pub difference: f64,
    /// Higher after than before.
    pub up: u64,
    /// The same.
    pub same: u64,
    /// Lower.
    pub down: u64,
    /// Sum of the ranks of the differences upwards.
    pub w_plus: f64,
    /// Sum of the ranks of the differences downwards.
    pub w_minus: f64,
    /// Matched-pairs rank-biserial correlation (W⁺ − W⁻) ÷ (W⁺ + W⁻); none when nobody changed.
    pub r: Option<f64>,
    /// Mean of the differences.
    pub mean: f64,
    /// Their standard deviation (n − 1); none for one pair.
    pub sd: Option<f64>,
    /// Standardised mean difference, mean ÷ standard deviation; none when all differences are equal.
    pub dz: Option<f64>,
}

/// What can be said of pairs (before, after); nothing of none.
#[must_use]
pub fn paired(pairs: &[(i64, i64)]) -> Option<Paired> {
    let differences: Vec<i64> = pairs.iter().map(|(pre, post)| post - pre).collect();
    let count = |test: fn(&i64) -> bool| differences.iter().filter(|d| test(d)).count() as u64;
    let (w_plus, w_minus) = ranks(&differences);
    let n = differences.len() as f64;
    let mean = differences.iter().sum::<i64>() as f64 / n;
    let squares: f64 = differences.iter().map(|d| (*d as f64 - mean).powi(2)).sum();
    let sd = (differences.len() > 1).then(|| (squares / (n - 1.0)).sqrt());
    Some(Paired {
        n: differences.len() as u64,
        pre: quartiles(pairs.iter().map(|(pre, _)| *pre))?,
        post: quartiles(pairs.iter().map(|(_, post)| *post))?,
        difference: quartiles(differences.iter().copied())?.median,
        up: count(|d| *d > 0),
        same: count(|d| *d == 0),
        down: count(|d| *d < 0),
        w_plus,
        w_minus,
        r: (w_plus + w_minus > 0.0).then(|| (w_plus - w_minus) / (w_plus + w_minus)),
        mean,
        sd,
        dz: sd.filter(|sd| *sd > 0.0).map(|sd| mean / sd),
    })
}

/// Wilcoxon's sums: zeros dropped, equal sizes share the middle of their ranks.
fn ranks(differences: &[i64]) -> (f64, f64) {
    let mut changed: Vec<i64> = differences.iter().copied().filter(|d| *d != 0).collect();
    changed.sort_by_key(|d| d.unsigned_abs());
    let (mut plus, mut minus, mut before) = (0.0, 0.0, 0usize);
    for alike in changed.chunk_by(|a, b| a.unsigned_abs() == b.unsigned_abs()) {
        let rank = before as f64 + (alike.len() as f64 + 1.0) / 2.0;
        let up = alike.iter().filter(|d| **d > 0).count();
        plus += rank * up as f64;
        minus += rank * (alike.len() - up) as f64;
        before += alike.len();
    }
    (plus, minus)
}

/// Quartiles as Excel's QUARTILE.INC counts them, so that an officer can check them there.
fn quartiles(scores: impl Iterator<Item = i64>) -> Option<Quartiles> {
    let mut sorted: Vec<i64> = scores.collect();
    sorted.sort_unstable();
    let last = sorted.len().checked_sub(1)?;
    let at = |quarter: usize| {
        let place = last * quarter;
        let (low, part) = (place / 4, (place % 4) as f64 / 4.0);
        let below = *sorted.get(low)? as f64;
        let above = sorted.get(low + 1).map_or(below, |above| *above as f64);
        Some(below + (above - below) * part)
    };
    Some(Quartiles { lower: at(1)?, median: at(2)?, upper: at(3)? })
}

/// Rounded to hundredths, as it is shown.
#[must_use]
pub fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}

/// Whether r, rounded to hundredths, leaves every hidden one of the counts up, same and down an interval at least `k` wide.
/// `hidden` says which of the three are; a reader knows `n` and the counts that are shown. Without this test a small group's
/// r tells how many went down.
#[must_use]
pub fn r_keeps(pairs: &Paired, hidden: [bool; 3], k: u64) -> bool {
    let Some(r) = pairs.r.map(hundredths) else { return hidden == [false; 3] };
    if hidden == [false; 3] {
        return true;
    }
    let truth = [pairs.up, pairs.same, pairs.down];
    // As a reader knows: zeros are shown, unless one of them had to be hidden for the sake of the others.
    let hides_zero = truth.iter().zip(hidden).any(|(count, hidden)| hidden && *count == 0);
    let mut seen: [Option<(u64, u64)>; 3] = [None; 3];
    for same in 0..=pairs.n {
        for down in 0..=(pairs.n - same) {
            let counts = [pairs.n - same - down, same, down];
            let known = counts.iter().zip(truth).zip(hidden);
            let fits = known
                .into_iter()
                .all(|((count, truth), hidden)| if hidden { *count > 0 || hides_zero } else { *count == truth });
            if fits && reaches(counts, r) {
                for (seen, count) in seen.iter_mut().zip(counts) {
                    *seen = Some(seen.map_or((count, count), |(low, high)| (low.min(count), high.max(count))));
                }
            }
        }
    }
    hidden.iter().zip(seen).all(|(hidden, seen)| !hidden || seen.is_some_and(|(low, high)| high - low >= k))
}

/// Whether so many up and down can give this r in hundredths: the ranks of those who went down add up to anything between
/// the lowest and the highest so many.
fn reaches([up, _, down]: [u64; 3], r: i64) -> bool {
    let changed = up + down;
    if changed == 0 {
        return false;
    }
    let all = (changed * (changed + 1)) as f64 / 2.0;
    let lowest = (down * (down + 1)) as f64 / 2.0;
    let highest = all - (up * (up + 1)) as f64 / 2.0;
    // r = 1 − 2 W⁻ ÷ all, within half a hundredth; halves of ranks come from equal sizes.
    let minus = |r: f64| (1.0 - r) * all / 2.0;
    let (least, most) = (minus((r as f64 + 0.5) / 100.0).max(lowest), minus((r as f64 - 0.5) / 100.0).min(highest));
    (least * 2.0 - 1e-9).ceil() <= (most * 2.0 + 1e-9).floor()
}

#[cfg(test)]
#[path = "paired_tests.rs"]
mod tests;
