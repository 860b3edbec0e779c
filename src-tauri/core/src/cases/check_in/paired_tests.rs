//! The vector of the paper, and an oracle that counts another way.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "tests; a random test prints its seed"
)]

use super::*;

const PRE: [i64; 12] = [12, 15, 14, 10, 18, 16, 11, 13, 17, 12, 14, 15];
const POST: [i64; 12] = [15, 15, 18, 14, 17, 19, 11, 16, 20, 15, 13, 18];

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

#[test]
fn twelve_pairs_give_the_figures_worked_out_by_hand() {
    let pairs: Vec<(i64, i64)> = PRE.into_iter().zip(POST).collect();
    let found = paired(&pairs).unwrap();
    assert_eq!((found.n, found.up, found.same, found.down), (12, 8, 2, 2));
    assert!(close(found.pre.median, 14.0) && close(found.post.median, 15.5) && close(found.difference, 3.0));
    assert!(close(found.w_plus, 52.0) && close(found.w_minus, 3.0));
    assert_eq!(format!("{:.4}", found.r.unwrap()), "0.8909");
    assert!(close(found.mean, 2.0));
    assert_eq!(format!("{:.4} {:.4}", found.sd.unwrap(), found.dz.unwrap()), "1.9069 1.0488");
    assert!(close(found.pre.lower, 12.0) && close(found.pre.upper, 15.25), "{:?}", found.pre);
}

#[test]
fn nobody_and_nobody_changed_have_no_r() {
    assert!(paired(&[]).is_none());
    let still = paired(&[(3, 3), (5, 5)]).unwrap();
    assert_eq!((still.r, still.dz, still.same), (None, None, 2));
    assert_eq!(paired(&[(3, 4)]).unwrap().sd, None);
}

/// r counted without ranks: among all pairs of changed differences (each with itself, too), how often the sum of the two
/// goes up less how often it goes down (Walsh averages).
fn walsh_r(pairs: &[(i64, i64)]) -> Option<f64> {
    let d: Vec<i64> = pairs.iter().map(|(pre, post)| post - pre).filter(|d| *d != 0).collect();
    let (mut up, mut all) = (0i64, 0i64);
    for (i, a) in d.iter().enumerate() {
        for b in d.iter().skip(i) {
            up += (a + b).signum();
            all += 1;
        }
    }
    (all > 0).then(|| up as f64 / all as f64)
}

/// A quartile by weights: the mean of the values around the place, taken in quarters.
fn quartile_by_quarters(mut scores: Vec<i64>, quarter: usize) -> f64 {
    scores.sort_unstable();
    // Each step between neighbours is four small steps; the place is `quarter` times the number of steps.
    let fine: Vec<f64> = scores
        .windows(2)
        .flat_map(|two| (0..4).map(|n| two[0] as f64 + (two[1] - two[0]) as f64 * f64::from(n) / 4.0))
        .chain(scores.last().map(|last| *last as f64))
        .collect();
    fine[(scores.len() - 1) * quarter]
}

#[test]
fn random_pairs_agree_with_a_count_of_another_kind() {
    for seed in 0..400_u64 {
        println!("seed {seed}");
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let mut roll = |n: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % n) as i64
        };
        let n = 1 + roll(60) as usize;
        let pairs: Vec<(i64, i64)> = (0..n).map(|_| (2 + roll(9), 2 + roll(9))).collect();
        let found = paired(&pairs).unwrap();
        assert_eq!(found.up + found.same + found.down, n as u64);
        match (found.r, walsh_r(&pairs)) {
            (Some(r), Some(walsh)) => assert!(close(r, walsh), "{r} {walsh} {pairs:?}"),
            (r, walsh) => assert_eq!(r, walsh),
        }
        for (quarter, of) in [(1, found.pre.lower), (2, found.pre.median), (3, found.pre.upper)] {
            assert!(close(of, quartile_by_quarters(pairs.iter().map(|(pre, _)| *pre).collect(), quarter)));
        }
        let differences: Vec<i64> = pairs.iter().map(|(pre, post)| post - pre).collect();
        assert!(close(found.difference, quartile_by_quarters(differences.clone(), 2)));
        if let (Some(sd), true) = (found.sd, n > 1) {
            // The variance as the mean of squared distances between all two.
            let mut sum = 0.0;
            for a in &differences {
                for b in &differences {
                    sum += ((a - b) * (a - b)) as f64;
                }
            }
            assert!(close(sd * sd, sum / (2 * n * (n - 1)) as f64));
        }
    }
}

/// Tries every way in which small groups can change and looks what r tells.
#[test]
fn r_is_withheld_where_it_tells_a_hidden_count() {
    let pairs: Vec<(i64, i64)> = PRE.into_iter().zip(POST).collect();
    let twelve = paired(&pairs).unwrap();
    assert!(!r_keeps(&twelve, [true; 3], 5), "0.89 of twelve: one or two went down");
    assert!(r_keeps(&twelve, [false; 3], 5), "nothing is hidden");
    let many: Vec<(i64, i64)> = (0..200).map(|n| (5, if n < 4 { 4 - n } else { 5 + n % 7 })).collect();
    let many = paired(&many).unwrap();
    assert_eq!(many.down, 4);
    assert!(r_keeps(&many, [true, true, true], 5), "0.9 of two hundred leaves room: {:?}", many.r);
}

#[test]
fn what_r_can_be_is_never_told_narrower_than_it_is() {
    // Every sign pattern of up to nine differences of sizes 1 to 3: the true counts are always among those r reaches.
    for code in 0..7_u64.pow(5) {
        let mut left = code;
        let pairs: Vec<(i64, i64)> = (0..5)
            .map(|_| {
                let d = (left % 7) as i64 - 3;
                left /= 7;
                (10, 10 + d)
            })
            .collect();
        let found = paired(&pairs).unwrap();
        if let Some(r) = found.r {
            assert!(reaches([found.up, found.same, found.down], hundredths(r)), "{pairs:?}");
        }
    }
}
