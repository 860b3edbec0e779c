//! The national figures of 2020 that the directory is compared with: リクルートワークス研究所（2020）「働く個人の共助・公助に関する
//! 意識調査」, as printed in its paper of 2021. Several answers were allowed, so columns do not add up to 100; the number of
//! persons asked is not given. The names of the rows are labels; a test compares them with the data.

use std::sync::LazyLock;

/// Public support that people can rely on in need: tenths of a per cent by row, from 1.
pub(crate) static PUBLIC_SUPPORT: LazyLock<Vec<i64>> =
    LazyLock::new(|| rows(include_str!("../../data/national_public_support_2020.csv"), 1).concat());

/// Organisations by the four kinds of support that they give: tenths of a per cent by row, from 1.
pub(crate) static ORGANISATIONS: LazyLock<Vec<Vec<i64>>> =
    LazyLock::new(|| rows(include_str!("../../data/national_organisations_2020.csv"), 4));

/// `count` shares of each row, after its number and its name.
fn rows(text: &str, count: usize) -> Vec<Vec<i64>> {
    // A test reads every row; a fault here cannot reach an officer.
    let row = |line: &str| line.split(',').skip(2).take(count).filter_map(tenths).collect();
    text.lines().skip(1).map(row).collect()
}

/// `58.4` as 584.
fn tenths(text: &str) -> Option<i64> {
    let (whole, part) = text.trim().split_once('.')?;
    Some(whole.parse::<i64>().ok()? * 10 + part.parse::<i64>().ok()?)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::*;
    use crate::labels::{Locale, word};

    #[test]
    fn the_national_figures_are_those_of_the_paper() {
        assert_eq!((PUBLIC_SUPPORT.len(), PUBLIC_SUPPORT[0], PUBLIC_SUPPORT[12]), (13, 584, 249));
        assert_eq!(ORGANISATIONS.len(), 15);
        assert_eq!(ORGANISATIONS[1], [15, 10, 9, 9], "unions");
        assert!(ORGANISATIONS.iter().all(|row| row.len() == 4));
        for (list, text) in [
            ("public", include_str!("../../data/national_public_support_2020.csv")),
            ("organisation", include_str!("../../data/national_organisations_2020.csv")),
        ] {
            for line in text.lines().skip(1) {
                let (n, rest) = line.split_once(',').unwrap();
                let name = rest.split(',').next().unwrap();
                assert_eq!(word(Locale::Ja, &format!("support.national.{list}.{n}")), name);
            }
        }
    }
}
