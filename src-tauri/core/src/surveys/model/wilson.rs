//! How far a share can be trusted: Wilson's interval at 95 %, and Newcombe's for the difference of two shares.
//!
//! A value lies within Wilson's interval exactly if the score test does not reject it: (x − n·p)² ≤ z²·n·p·(1 − p). That is a
//! question to whole numbers, so what is printed and what is said of it never hang on a rounding.

use super::codes::SurveyVerdict;

/// z² at 95 %, times 10¹⁵.
const Z2: i128 = 3_841_458_820_694_124;
/// The one of [`Z2`].
const ONE: i128 = 1_000_000_000_000_000;
/// z² as a number of the machine, for the difference of two shares.
const Z2_REAL: f64 = 3.841_458_820_694_124;

/// Whether `part / whole` lies within the interval of `x` of `n`, ends included.
fn within(x: i64, n: i64, part: i128, whole: i128) -> bool {
    let (x, n) = (i128::from(x), i128::from(n));
    let away = whole * x - n * part;
    away * away * ONE <= Z2 * n * part * (whole - part)
}

/// Wilson's interval of `x` of `n` in tenths of a per cent, each end rounded half up; none for nobody, or for more than
/// there are.
#[must_use]
pub fn interval(x: i64, n: i64) -> Option<(i64, i64)> {
    // Ends are looked for between the tenths: an end rounds to m if it lies from (m − ½) to (m + ½).
    if n <= 0 || n > 1_000_000 || x < 0 || x > n {
        return None;
    }
    // Below the share, values lie within from the low end on; above it, up to the high end.
    let half = |m: i64| 2 * i128::from(m) - 1;
    let share = 1000 * i128::from(x);
    let below = |m: i64| half(m) * i128::from(n) <= 2 * share;
    let low = (1..=1000).take_while(|m| below(*m) && (is_end(x, n, half(*m)) || !within(x, n, half(*m), 2000))).count();
    let high = (1..=1000).take_while(|m| below(*m) || within(x, n, half(*m), 2000)).count();
    Some((i64::try_from(low).ok()?, i64::try_from(high).ok()?))
}

/// The value is an end itself: half up takes it to the tenth above.
fn is_end(x: i64, n: i64, part: i128) -> bool {
    let (x, n) = (i128::from(x), i128::from(n));
    let away = 2000 * x - n * part;
    away * away * ONE == Z2 * n * part * (2000 - part)
}

/// Whether the interval of `x` of `n` covers a value in tenths of a per cent.
#[must_use]
pub fn covers(x: i64, n: i64, value: i64) -> bool {
    within(x, n, i128::from(value), 1000)
}

/// What the share of `x` of `n` says beside a figure that is fixed, in tenths of a per cent; none for nobody. It is asked of the
/// interval as it is printed: beside 0.6 to 3.0 nothing is said to be higher than 0.6, although the interval begins a little above it.
#[must_use]
pub fn compare(x: i64, n: i64, value: i64) -> Option<SurveyVerdict> {
    let printed = interval(x, n).is_some_and(|(low, high)| (low..=high).contains(&value));
    (n > 0).then(|| {
        if printed || covers(x, n, value) {
            SurveyVerdict::NotDifferent
        } else if i128::from(x) * 1000 > i128::from(n) * i128::from(value) {
            SurveyVerdict::Higher
        } else {
            SurveyVerdict::Lower
        }
    })
}

/// Wilson's interval as numbers of the machine.
fn real(x: i64, n: i64) -> (f64, f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "counts of sheets are far below 2^52")]
    let (x, n) = (x as f64, n as f64);
    let middle = (2.0 * x + Z2_REAL) / (2.0 * (n + Z2_REAL));
    let reach = (Z2_REAL * (Z2_REAL + 4.0 * x * (n - x) / n)).sqrt() / (2.0 * (n + Z2_REAL));
    (x / n, middle - reach, middle + reach)
}

/// Newcombe's interval (his method 10) of the share of `x` of `n` less that of `before` of `of`, and what it says; none for
/// nobody.
#[must_use]
pub fn newcombe(x: i64, n: i64, before: i64, of: i64) -> Option<(f64, f64, SurveyVerdict)> {
    if n <= 0 || of <= 0 {
        return None;
    }
    let ((p, low, high), (q, q_low, q_high)) = (real(x, n), real(before, of));
    let least = p - q - ((p - low).powi(2) + (q_high - q).powi(2)).sqrt();
    let most = p - q + ((high - p).powi(2) + (q - q_low).powi(2)).sqrt();
    let verdict = if least > 0.0 {
        SurveyVerdict::Higher
    } else if most < 0.0 {
        SurveyVerdict::Lower
    } else {
        SurveyVerdict::NotDifferent
    };
    Some((least, most, verdict))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "tests")]
mod tests {
    use super::*;
    use crate::dice::Dice;

    /// The textbook's formula.
    fn textbook(x: i64, n: i64) -> (f64, f64) {
        let z = 1.959_963_984_540_054_f64;
        let (p, n) = (x as f64 / n as f64, n as f64);
        let middle = p + z * z / (2.0 * n);
        let reach = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        ((middle - reach) / (1.0 + z * z / n), (middle + reach) / (1.0 + z * z / n))
    }

    #[test]
    fn q_06_intervals_are_those_of_the_published_tables() {
        // Newcombe (1998), Statistics in Medicine 17: 857–872, table I, method 3.
        for (x, n, low, high) in [(81, 263, 255, 366), (15, 148, 62, 160), (0, 20, 0, 161), (1, 29, 6, 172)] {
            assert_eq!(interval(x, n), Some((low, high)), "{x} of {n}");
        }
        assert_eq!(interval(0, 10), Some((0, 278)));
        assert_eq!(interval(10, 10), Some((722, 1000)));
        assert_eq!(interval(5, 10), Some((237, 763)));
        assert_eq!((interval(0, 0), interval(3, 2), interval(-1, 5)), (None, None, None));
    }

    #[test]
    fn q_06_intervals_and_verdicts_equal_the_textbooks_formula() {
        let seed = 20_261_126;
        let mut dice = Dice::new(seed);
        for _ in 0..4000 {
            let n = dice.between(1, 3000);
            let x = dice.between(0, n);
            let (low, high) = textbook(x, n);
            let rounded = |end: f64| (end.clamp(0.0, 1.0) * 1000.0 + 0.5).floor() as i64;
            // An end within a billionth of a half is left to the whole numbers.
            let close = |end: f64| ((end * 1000.0).fract() - 0.5).abs() < 1e-9;
            let (own_low, own_high) = interval(x, n).unwrap();
            assert!(close(low) || own_low == rounded(low), "seed {seed}: {x} of {n}: {own_low} {low}");
            assert!(close(high) || own_high == rounded(high), "seed {seed}: {x} of {n}: {own_high} {high}");
            let value = dice.between(0, 1000);
            let at = value as f64 / 1000.0;
            if (at - low).abs() > 1e-9 && (at - high).abs() > 1e-9 && value > 0 && value < 1000 {
                let said = compare(x, n, value).unwrap();
                // Beside an end as it is printed nothing is said, although the end itself may lie a little further in.
                let expected = match (at < low && value != own_low, at > high && value != own_high) {
                    (true, _) => SurveyVerdict::Higher,
                    (_, true) => SurveyVerdict::Lower,
                    _ => SurveyVerdict::NotDifferent,
                };
                assert_eq!(said, expected, "seed {seed}: {x} of {n} beside {value}");
            }
        }
    }

    #[test]
    fn q_06_a_verdict_never_contradicts_the_interval_that_is_printed() {
        let mut beside_an_end = 0;
        for n in [30, 150, 412, 967] {
            for x in 0..=n {
                let (low, high) = interval(x, n).unwrap();
                for value in (low - 3).max(0)..=(high + 3).min(1000) {
                    let printed = (low..=high).contains(&value);
                    assert_eq!(
                        compare(x, n, value) == Some(SurveyVerdict::NotDifferent),
                        printed,
                        "{x} of {n}: {value}"
                    );
                    beside_an_end += i64::from(printed && !covers(x, n, value));
                }
            }
        }
        assert!(beside_an_end > 100, "the rounding matters: {beside_an_end}");
    }

    #[test]
    fn q_06_the_difference_of_two_waves_is_newcombes() {
        // Newcombe (1998), Statistics in Medicine 17: 873–890, table II, method 10.
        for (x, n, y, m, low, high) in [
            (56, 70, 48, 80, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.1705, 0.8090),
            (5, 56, 0, 29, -0.0381, 0.1926),
            (0, 10, 0, 10, -0.2775, 0.2775),
        ] {
            let (least, most, _) = newcombe(x, n, y, m).unwrap();
            assert!((least - low).abs() < 5e-5 && (most - high).abs() < 5e-5, "{x}/{n} {y}/{m}: {least} {most}");
        }
        assert_eq!(newcombe(56, 70, 48, 80).map(|found| found.2), Some(SurveyVerdict::Higher));
        assert_eq!(newcombe(48, 80, 56, 70).map(|found| found.2), Some(SurveyVerdict::Lower));
        assert_eq!(newcombe(5, 56, 0, 29).map(|found| found.2), Some(SurveyVerdict::NotDifferent));
    }
}
