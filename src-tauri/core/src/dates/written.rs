//! The written form of a date, taken apart: folded text, numbers, separators. Knows no calendar.

use unicode_normalization::UnicodeNormalization;

/// One number of a written date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value.
    pub value: u32,
    /// How many digits were written; 0 for 元.
    pub digits: usize,
}

/// Numbers and the marks after each: `2024年4月1日` → 2024 年, 4 月, 1 日.
pub(super) type Parts = Vec<(Number, Option<char>)>;

/// Width and compatibility forms folded (for reading only, never for storing), ends trimmed.
pub(super) fn fold(text: &str) -> String {
    text.nfkc().filter(|c| !matches!(c, '\u{200B}' | '\u{FEFF}')).collect::<String>().trim().to_owned()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | '─' | '━')
}

/// Only dashes: －, ―, --.
pub(super) fn is_dash_mark(folded: &str) -> bool {
    folded.chars().all(is_dash)
}

/// Words for "there is no such day" or "nobody knows".
pub(super) fn is_unknown_word(folded: &str) -> bool {
    const WORDS: [&str; 12] =
        ["不明", "未詳", "不詳", "未定", "未記入", "なし", "無し", "無", "該当なし", "n/a", "null", "none"];
    let lower = folded.to_lowercase();
    WORDS.contains(&lower.as_str())
}

/// Whether a cell says that there is nothing to say: －, 不明, なし.
pub fn says_nothing(words: &str) -> bool {
    let folded = fold(words);
    is_dash_mark(&folded) || is_unknown_word(&folded)
}

/// A date with the English name of its month in figures: `Jan 5, 1991` and `5 January 1991` → `1991/1/5`, `January 1991` →
/// `1991/1`. Nothing where no month is named so.
pub(super) fn english(folded: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let lower = folded.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let month = |word: &str| {
        let named =
            |name: &&str| (word.len() >= 3 && name.starts_with(word)) || (*name == "september" && word == "sept");
        MONTHS.iter().position(named).map(|at| at + 1)
    };
    let figures = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    let day = |word: &str| {
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(*end)).unwrap_or(word);
        figures(bare).then(|| bare.to_owned())
    };
    let (month, day, year) = match words.as_slice() {
        [first, second, year] => match (month(first), month(second)) {
            (Some(month), None) => (month, Some(day(second)?), *year),
            (None, Some(month)) => (month, Some(day(first)?), *year),
            _ => return None,
        },
        [first, year] => (month(first)?, None, *year),
        _ => return None,
    };
    if !figures(year) {
        return None;
    }
    Some(match day {
        Some(day) => format!("{year}/{month}/{day}"),
        None => format!("{year}/{month}"),
    })
}

/// Cuts the time of day off the end. The answer says whether it was something else than midnight.
pub(super) fn cut_time(folded: &str) -> (String, bool) {
    let chars: Vec<char> = folded.chars().collect();
    let Some(colon) = chars.iter().position(|c| *c == ':') else { return (folded.to_owned(), false) };
    let (before, after) = chars.split_at(colon);
    let hours = before.iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let (date, hour) = before.split_at(before.len() - hours);
    let date: String = match date.split_last() {
        Some((last, rest)) if last.is_whitespace() || *last == 'T' => rest.iter().collect(),
        Some(('日', _)) => date.iter().collect(),
        _ => return (folded.to_owned(), false),
    };
    let clock = hour.iter().chain(after.iter().take_while(|c| !matches!(c, '+' | 'Z')));
    let midnight = clock.filter(|c| c.is_ascii_digit()).all(|c| *c == '0');
    (date.trim_end().to_owned(), !midnight)
}

/// Cuts the day of the week off the end: `2024/4/1(月)`, `2024年4月1日 月曜日`. The answer counts from Monday = 0.
pub(super) fn cut_weekday(text: &str) -> (String, Option<usize>) {
    let bare = text.trim_end().trim_end_matches(')');
    let bare = bare.strip_suffix("曜日").or_else(|| bare.strip_suffix('曜')).unwrap_or(bare);
    if bare == text.trim_end() {
        return (text.to_owned(), None);
    }
    let mut chars = bare.chars();
    let weekday = chars.next_back().and_then(|c| "月火水木金土日".chars().position(|day| day == c));
    match weekday {
        Some(weekday) => {
            let date = chars.as_str().trim_end().trim_end_matches('(').trim_end();
            (date.to_owned(), Some(weekday))
        }
        None => (text.to_owned(), None),
    }
}

/// Takes numbers and separators apart. Nothing when something else is in between.
pub(super) fn parts(text: &str) -> Option<Parts> {
    let mut rest = join_spaced(text);
    let mut found = Parts::new();
    while !rest.is_empty() {
        let (number, after) = take_number(&rest)?;
        let mut after = after.chars();
        let mark = after.next().map(|c| if is_dash(c) { '-' } else { c });
        if !matches!(mark, None | Some('/' | '-' | '.' | '・' | '年' | '月' | '日')) {
            return None;
        }
        found.push((number, mark));
        rest = after.collect();
    }
    let marks: Vec<Option<char>> = found.iter().map(|(_, mark)| *mark).collect();
    let consistent = match marks.as_slice() {
        [None] | [Some('年')] => true,
        [Some(a), None] => matches!(a, '/' | '-' | '.' | '・' | '年' | '月'),
        [Some('年'), Some('月')] | [Some('月'), Some('日')] => true,
        [Some('年'), Some('月'), None | Some('日')] => true,
        [Some(a), Some(b), None] => a == b && matches!(a, '/' | '-' | '.' | '・'),
        _ => false,
    };
    consistent.then_some(found)
}

/// Drops spaces, except between two numbers, where they separate: `2024 4 1` → `2024/4/1`.
fn join_spaced(text: &str) -> String {
    let mut joined = String::new();
    for word in text.split_whitespace() {
        let between = joined.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit());
        if between {
            joined.push('/');
        }
        joined.push_str(word);
    }
    joined
}

/// A number at the front: digits, 元, 二十四 or 二〇二四.
fn take_number(text: &str) -> Option<(Number, String)> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let rest = text.chars().skip(digits.len()).collect();
        return Some((Number { value: digits.parse().ok()?, digits: digits.len() }, rest));
    }
    if let Some(rest) = text.strip_prefix('元') {
        return Some((Number { value: 1, digits: 0 }, rest.to_owned()));
    }
    let kanji: Vec<char> = text.chars().take_while(|c| kanji_digit(*c).is_some() || *c == '十').collect();
    let rest = text.chars().skip(kanji.len()).collect();
    Some((kanji_number(&kanji)?, rest))
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().zip(0..).find(|(digit, _)| *digit == c).map(|(_, value)| value)
}

fn kanji_number(chars: &[char]) -> Option<Number> {
    let digits: Vec<u32> = chars.iter().filter_map(|c| kanji_digit(*c)).collect();
    match chars.iter().position(|c| *c == '十') {
        None if (1..=4).contains(&chars.len()) => {
            Some(Number { value: digits.iter().fold(0, |sum, digit| sum * 10 + digit), digits: chars.len() })
        }
        Some(ten) if digits.len() + 1 == chars.len() && ten <= 1 && chars.len() - ten <= 2 => {
            let (tens, ones) = digits.split_at(ten);
            let value = tens.first().unwrap_or(&1) * 10 + ones.first().unwrap_or(&0);
            Some(Number { value, digits: 2 })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kanji_numbers_are_read_in_both_styles() {
        for (text, value) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十一", Some(11)),
            ("二十", Some(20)),
            ("三十一", Some(31)),
            ("六十四", Some(64)),
            ("二〇二四", Some(2024)),
            ("", None),
            ("十十", None),
            ("十二三", None),
            ("二〇二四五", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(kanji_number(&chars).map(|number| number.value), value, "{text}");
        }
    }

    #[test]
    fn english_names_of_months_are_read() {
        for (text, date) in [
            ("Jan 5, 1991", Some("1991/1/5")),
            ("5 January 1991", Some("1991/1/5")),
            ("Sept. 30th, 2026", Some("2026/9/30")),
            ("1-MAY-2020", Some("2020/5/1")),
            ("March 2020", Some("2020/3")),
            ("S60.1.5", None),
            ("2024/4/1", None),
            ("Ma 5 1991", None),
            ("May", None),
        ] {
            assert_eq!(english(text).as_deref(), date, "{text}");
        }
    }

    #[test]
    fn a_time_is_cut_and_told_when_it_is_not_midnight() {
        for (text, date, told) in [
            ("2024/04/01 00:00:00", "2024/04/01", false),
            ("2024-04-01T00:00:00.000Z", "2024-04-01", false),
            ("2024-04-01T00:00:00+09:00", "2024-04-01", false),
            ("2024/04/01 9:30", "2024/04/01", true),
            ("2024年4月1日0:00", "2024年4月1日", false),
            ("12:30", "12:30", false),
        ] {
            assert_eq!(cut_time(text), (date.to_owned(), told), "{text}");
        }
    }
}
