//! Periods of the card as people write them: year and month in any of the usual ways, or that it goes on. What cannot be is refused;
//! what is only unclear stays as it was written, and is told.

use super::model::{CardKind, CardWords};
use crate::text;

/// What was written as a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Nothing, or that it goes on.
    Open { now: bool },
    /// A year, and its month if one was said.
    At(i64, Option<i64>),
    /// A month that no year has.
    Impossible,
    /// Something else.
    Unclear,
}

/// What people write for something that goes on.
const NOW: [&str; 8] = ["現在", "至現在", "在職中", "在籍中", "継続中", "在学中", "現職", "PRESENT"];
/// The eras of people who are at work, with the year before their first.
const ERAS: [(&str, &str, i64); 4] =
    [("令和", "R", 2018), ("平成", "H", 1988), ("昭和", "S", 1925), ("大正", "T", 1911)];

fn read(words: &str) -> Written {
    let plain: String = text::identifier(words).to_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Written::Open { now: false };
    }
    if NOW.contains(&plain.as_str()) {
        return Written::Open { now: true };
    }
    let era = ERAS.iter().find_map(|(name, letter, before)| {
        let rest =
            plain.strip_prefix(name).or_else(|| plain.strip_prefix(letter).map(|rest| rest.trim_start_matches('.')))?;
        Some((rest.replacen('元', "1", 1), *before))
    });
    let (rest, before) = era.unwrap_or((plain, 0));
    if rest.chars().any(|c| !c.is_ascii_digit() && !"年月日/.-".contains(c)) {
        return Written::Unclear;
    }
    let groups: Vec<&str> = rest.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let number = |group: &str| group.parse::<i64>().unwrap_or(i64::MAX);
    let (year, month) = match groups.as_slice() {
        // 202104 and 20210401.
        [one] if before == 0 && (one.len() == 6 || one.len() == 8) => {
            (one.get(..4).map_or(0, number), one.get(4..6).map(number))
        }
        [year] => (number(year), None),
        [year, month] | [year, month, _] => (number(year), Some(number(month))),
        _ => return Written::Unclear,
    };
    let year = year.saturating_add(before);
    match month {
        Some(month) if !(1..=12).contains(&month) => Written::Impossible,
        _ if (1900..=2100).contains(&year) => Written::At(year, month),
        _ => Written::Unclear,
    }
}

/// Why an item's months cannot be: the field, and the code of an `error.` and a `problem.` label.
pub(super) fn why_not(kind: CardKind, words: &CardWords) -> Option<(&'static str, &'static str)> {
    let (from, to, obtained) = (read(&words.from_ym), read(&words.to_ym), read(&words.obtained_ym));
    let impossible = [("from_ym", from), ("to_ym", to), ("obtained_ym", obtained)]
        .into_iter()
        .find(|(name, of)| *of == Written::Impossible && kind.fields().iter().any(|(field, _)| field == name));
    if let Some((name, _)) = impossible {
        return Some((name, "card_month_impossible"));
    }
    let (Written::At(from, from_month), Written::At(to, to_month)) = (from, to) else { return None };
    let later = match (from_month, to_month) {
        (Some(from_month), Some(to_month)) => (from, from_month) > (to, to_month),
        _ => from > to,
    };
    later.then_some(("to_ym", "card_period_order"))
}

/// Whether a month of the item cannot be read as one: it stays as it was written, and is told.
pub(super) fn is_unclear(kind: CardKind, words: &CardWords) -> bool {
    let of = |name: &str, written: &str| {
        read(written) == Written::Unclear && kind.fields().iter().any(|(field, _)| *field == name)
    };
    of("from_ym", &words.from_ym) || of("to_ym", &words.to_ym) || of("obtained_ym", &words.obtained_ym)
}

/// How long a period was, in months, both of its ends counted; what goes on is counted to `today`. None where a month is missing.
pub(super) fn months(words: &CardWords, (year, month): (i64, i64)) -> Option<i64> {
    let Written::At(from, Some(from_month)) = read(&words.from_ym) else { return None };
    let (to, to_month) = match read(&words.to_ym) {
        Written::At(to, Some(to_month)) => (to, to_month),
        Written::Open { now: true } => (year, month),
        _ => return None,
    };
    Some(to * 12 + to_month - from * 12 - from_month + 1).filter(|months| *months > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_however_they_are_written() {
        for words in
            ["2021年4月", "２０２１年４月", "2021/4", "2021/04/01", "2021.4", "2021-04", "202104", "令和3年4月", "R3.4"]
        {
            assert_eq!(read(words), Written::At(2021, Some(4)), "{words}");
        }
        assert_eq!((read("2021年"), read("平成元年5月")), (Written::At(2021, None), Written::At(1989, Some(5))));
        assert_eq!((read(""), read("現在")), (Written::Open { now: false }, Written::Open { now: true }));
        assert_eq!((read("2030年13月"), read("202100")), (Written::Impossible, Written::Impossible));
        for words in ["昨年ごろ", "入社時", "21年4月", "2021年4月〜"] {
            assert_eq!(read(words), Written::Unclear, "{words}");
        }
    }

    #[test]
    fn a_period_that_cannot_be_is_refused_and_an_unclear_one_is_told() {
        let item = |from: &str, to: &str| CardWords { from_ym: from.into(), to_ym: to.into(), ..CardWords::default() };
        let why = |from: &str, to: &str| why_not(CardKind::Work, &item(from, to));
        assert_eq!(why("2024年4月", "2020年1月"), Some(("to_ym", "card_period_order")));
        assert_eq!(why("2024年4月", "2030年13月"), Some(("to_ym", "card_month_impossible")));
        assert_eq!(
            (why("2024年4月", "2024年4月"), why("2024年4月", "現在"), why("2024年", "2024年3月")),
            (None, None, None)
        );
        assert_eq!(why_not(CardKind::Licence, &item("2024年13月", "")), None, "a licence has no period");
        assert!(
            is_unclear(CardKind::Work, &item("昨年ごろ", "")) && !is_unclear(CardKind::Work, &item("2024.5", "現在"))
        );
        let lasted = |from: &str, to: &str| months(&item(from, to), (2026, 11));
        assert_eq!((lasted("2020年4月", "2023年3月"), lasted("2026年1月", "現在")), (Some(36), Some(11)));
        assert_eq!((lasted("2020年", "2023年3月"), lasted("2020年4月", "")), (None, None));
    }
}
