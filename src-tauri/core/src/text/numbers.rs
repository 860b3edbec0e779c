//! Numbers that are text: employee numbers, telephones, postal codes, 法人番号, and the zeros that Excel loses.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

/// A number that is not as it should be. [`code`](Self::code) is the label `problem.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NumberProblem {
    /// A postal code has seven digits.
    PostalLength,
    /// A postal code of six digits: its leading zero is probably lost.
    PostalZeroLost,
    /// 法人番号 has thirteen digits.
    CorporateLength,
    /// The check digit of a 法人番号 does not agree.
    CorporateCheck,
    /// A telephone number of Japan has ten or eleven digits.
    PhoneLength,
    /// A telephone number without its leading zero.
    PhoneZeroLost,
}

impl NumberProblem {
    /// The code that crosses to the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::PostalLength => "postal_length",
            Self::PostalZeroLost => "postal_zero_lost",
            Self::CorporateLength => "corporate_number_length",
            Self::CorporateCheck => "corporate_number_check",
            Self::PhoneLength => "phone_length",
            Self::PhoneZeroLost => "phone_zero_lost",
        }
    }
}

/// A time of day that was typed as four digits, with its colon: `1330` → `13:30`. Anything else stays as it is.
pub fn with_colon(typed: &str) -> String {
    match (typed.get(..2), typed.get(2..)) {
        (Some(hours), Some(minutes)) if typed.len() == 4 && typed.bytes().all(|sign| sign.is_ascii_digit()) => {
            format!("{hours}:{minutes}")
        }
        _ => typed.to_owned(),
    }
}

/// A number in half-width characters, ends trimmed: `Ａ－０１２３` → `A-0123`. Leading zeros and case stay. This is how
/// numbers are stored.
pub fn identifier(text: &str) -> String {
    text.trim().chars().map(half_width).collect()
}

/// A mail address in half-width characters, whatever the input method wrote: `ａ＠ｂ．ｊｐ` → `a@b.jp`. This is how it is stored.
pub fn mail_address(text: &str) -> String {
    text.nfkc().collect::<String>().trim().to_owned()
}

fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | 'ー' | 'ｰ' | '─' => '-',
        c => c,
    }
}

/// The key under which numbers are compared and found: [`identifier`] with Latin letters small, letters and digits only.
/// Leading zeros stay: 00123 and 123 are two numbers.
pub fn number_key(text: &str) -> String {
    identifier(text).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The key of the order of numbers, as people count: 9 before 10, `A-9` before `A-10`, with whatever zeros. Each run of digits
/// stands behind its length without zeros at its front, so that keys compare as texts; a length is one 9 for every nine digits,
/// and then the rest.
pub fn number_order(text: &str) -> String {
    let number = identifier(text);
    let (mut key, mut rest) = (String::new(), number.as_str());
    while let Some(begin) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(begin);
        let (run, behind) = from.split_at(from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len()));
        let bare = run.trim_start_matches('0');
        key.push_str(before);
        key.push_str(&"9".repeat(bare.len() / 9));
        key.push_str(&(bare.len() % 9).to_string());
        key.push_str(bare);
        rest = behind;
    }
    key.push_str(rest);
    key
}

/// A number of digits without the zeros at its front, which spreadsheets lose: `000123` → `123`. None of any other number.
pub fn without_zeros(text: &str) -> Option<String> {
    let number = identifier(text);
    let bare = number.trim_start_matches('0');
    (!bare.is_empty() && bare.bytes().all(|sign| sign.is_ascii_digit())).then(|| bare.to_owned())
}

/// Whether a number is another one without its leading zeros.
pub fn lacks_zeros(short: &str, whole: &str) -> bool {
    short.len() < whole.len() && !short.is_empty() && whole.trim_start_matches('0').eq_ignore_ascii_case(short)
}

/// Whether two numbers are one as lists write it: with more or fewer zeros at the front, with hyphens or without, in either
/// letter case.
pub fn is_same_number(one: &str, other: &str) -> bool {
    let (one, other) = (number_key(one), number_key(other));
    !one.is_empty() && !other.is_empty() && one.trim_start_matches('0') == other.trim_start_matches('0')
}

/// The ways in which one number may be stored: in half width, and in full width as an older version left what an input method
/// wrote, with either of its dashes.
pub fn stored_forms(text: &str) -> Vec<String> {
    let half = identifier(text);
    let wide = |dash: char| -> String {
        let wide = |c: char| match c {
            '-' => dash,
            ' ' => '\u{3000}',
            '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
            c => c,
        };
        half.chars().map(wide).collect()
    };
    let mut forms: Vec<String> = ['－', 'ー', '−', '‐'].map(wide).into();
    forms.push(half);
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// The digits of a telephone number, +81 as 0.
pub fn phone_digits(text: &str) -> String {
    let plain = identifier(text);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    match plain.starts_with('+').then(|| digits.strip_prefix("81")).flatten() {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    }
}

/// Whether a telephone number can be one of Japan; a doubt, never a refusal.
pub fn phone_doubt(text: &str) -> Option<NumberProblem> {
    let digits = phone_digits(text);
    match (digits.len(), digits.starts_with('0')) {
        (10 | 11, true) => None,
        (9 | 10, false) => Some(NumberProblem::PhoneZeroLost),
        _ => Some(NumberProblem::PhoneLength),
    }
}

/// A postal code as it is stored: seven digits, no hyphen, no 〒.
pub fn postal_code(text: &str) -> Result<String, NumberProblem> {
    let plain = identifier(text.trim().trim_start_matches(['〒', '〶']));
    let digits: String = plain.chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    match (digits.len(), digits.chars().all(|c| c.is_ascii_digit())) {
        (7, true) => Ok(digits),
        (6, true) => Err(NumberProblem::PostalZeroLost),
        _ => Err(NumberProblem::PostalLength),
    }
}

/// A stored postal code as people read it: 060-0001.
pub fn postal_shown(code: &str) -> String {
    let (area, rest): (String, String) = (code.chars().take(3).collect(), code.chars().skip(3).collect());
    if rest.is_empty() { area } else { format!("{area}-{rest}") }
}

/// A 法人番号 as it is stored: thirteen digits whose first is the check digit of the other twelve
/// (法人番号の指定等に関する省令2条: 9 − Σ Pₙ·Qₙ mod 9, Q = 1 on odd, 2 on even positions from the right).
pub fn corporate_number(text: &str) -> Result<String, NumberProblem> {
    let digits: String = identifier(text).chars().filter(|c| !matches!(c, '-' | ' ')).collect();
    let values: Vec<u32> = digits.chars().map_while(|c| c.to_digit(10)).collect();
    let Some((check, base)) = values.split_first().filter(|_| values.len() == 13 && digits.len() == 13) else {
        return Err(NumberProblem::CorporateLength);
    };
    let sum: u32 = base.iter().rev().zip([1, 2].into_iter().cycle()).map(|(digit, weight)| digit * weight).sum();
    match *check == 9 - sum % 9 {
        true => Ok(digits),
        false => Err(NumberProblem::CorporateCheck),
    }
}

/// What a column tells about zeros lost at the front of its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostZeros {
    /// How many digits the column's numbers have.
    pub width: usize,
    /// How many values are shorter.
    pub short: usize,
    /// Other values begin with zeros and all have this width. Otherwise nine in ten share the width, which a list of
    /// numbers counted up from 1 does as well.
    pub sure: bool,
}

/// Looks for values of a column that lost their leading zeros (社員番号 00123 → 123). Values that are not only digits
/// do not count. Nothing when no value is too short or the values show no width. Never pad without the officer's word.
pub fn lost_zeros<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<LostZeros> {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    let mut with_zero: Option<(usize, bool)> = None;
    let mut total = 0;
    for value in values {
        let value = identifier(value);
        if value.is_empty() || !value.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        total += 1;
        *widths.entry(value.len()).or_default() += 1;
        if value.len() > 1 && value.starts_with('0') {
            with_zero = match with_zero {
                None => Some((value.len(), true)),
                Some((width, same)) => Some((width, same && width == value.len())),
            };
        }
    }
    let longest = widths.keys().max().copied()?;
    let (width, sure) = match with_zero {
        Some((width, true)) if width == longest => (width, true),
        Some(_) => return None,
        None if total >= 10 && widths.get(&longest).is_some_and(|count| count * 10 >= total * 9) => (longest, false),
        None => return None,
    };
    let short = widths.iter().filter(|(other, _)| **other < width).map(|(_, count)| count).sum();
    (short > 0).then_some(LostZeros { width, short, sure })
}

/// Whether a value is one that [`lost_zeros`] speaks of.
pub fn is_short(value: &str, width: usize) -> bool {
    let value = identifier(value);
    !value.is_empty() && value.len() < width && value.chars().all(|c| c.is_ascii_digit())
}

/// The value with zeros put back to the width, when it is [short](is_short); otherwise as it was.
pub fn pad_zeros(value: &str, width: usize) -> String {
    let value = identifier(value);
    if is_short(&value, width) { format!("{value:0>width$}") } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_four_digits_gets_its_colon() {
        for (typed, time) in [("1330", "13:30"), ("13:30", "13:30"), ("133", "133"), ("一三三〇", "一三三〇")] {
            assert_eq!(with_colon(typed), time);
        }
    }

    #[test]
    fn numbers_are_stored_in_half_width_with_their_zeros() {
        for (text, stored, key) in [
            ("Ａ－０１２３", "A-0123", "a0123"),
            ("\u{3000}00123 ", "00123", "00123"),
            ("A−0123", "A-0123", "a0123"),
            ("第１２号", "第12号", "第12号"),
            ("", "", ""),
        ] {
            assert_eq!((identifier(text).as_str(), number_key(text).as_str()), (stored, key), "{text}");
        }
        for stored in ["Ａ－０１２３", "Ａー０１２３", "A-0123"] {
            assert!(stored_forms("A-0123").contains(&stored.to_owned()), "{stored}");
        }
        assert_eq!(stored_forms("１２").len(), 2);
    }

    #[test]
    fn telephones_are_compared_by_their_digits() {
        for (text, digits, doubt) in [
            ("090-1234-5678", "09012345678", None),
            ("０９０（１２３４）５６７８", "09012345678", None),
            ("+81 90-1234-5678", "09012345678", None),
            ("+81 (0)3 1234 5678", "0312345678", None),
            ("9012345678", "9012345678", Some(NumberProblem::PhoneZeroLost)),
            ("312345678", "312345678", Some(NumberProblem::PhoneZeroLost)),
            ("内線123", "123", Some(NumberProblem::PhoneLength)),
        ] {
            assert_eq!((phone_digits(text).as_str(), phone_doubt(text)), (digits, doubt), "{text}");
        }
    }

    #[test]
    fn a_postal_code_has_seven_digits() {
        for (text, read) in [
            ("060-0001", Ok("0600001")),
            ("〒０６０－０００１", Ok("0600001")),
            ("0600001", Ok("0600001")),
            ("600001", Err(NumberProblem::PostalZeroLost)),
            ("060", Err(NumberProblem::PostalLength)),
            ("06000012", Err(NumberProblem::PostalLength)),
            ("abcdefg", Err(NumberProblem::PostalLength)),
        ] {
            assert_eq!(postal_code(text), read.map(str::to_owned), "{text}");
        }
        assert_eq!(postal_shown("0600001"), "060-0001");
    }

    #[test]
    fn a_corporate_number_proves_itself_by_its_check_digit() {
        for (text, read) in [
            ("7000012050002", Ok("7000012050002")),
            ("７０００－０１２０５０００２", Ok("7000012050002")),
            ("8000012050002", Err(NumberProblem::CorporateCheck)),
            ("7000012050003", Err(NumberProblem::CorporateCheck)),
            ("700001205000", Err(NumberProblem::CorporateLength)),
            ("T7000012050002", Err(NumberProblem::CorporateLength)),
            ("", Err(NumberProblem::CorporateLength)),
        ] {
            assert_eq!(corporate_number(text), read.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn one_number_is_known_however_a_list_writes_it() {
        for (one, other) in
            [("123", "00123"), ("0000123", "00123"), ("001-23", "00123"), ("a－12", "A-12"), ("0", "00")]
        {
            assert!(is_same_number(one, other) && is_same_number(other, one), "{one} {other}");
        }
        for (one, other) in [("123", "1230"), ("", "0"), ("-", "0"), ("A-12", "B-12"), ("A-12", "12")] {
            assert!(!is_same_number(one, other), "{one} {other}");
        }
    }

    #[test]
    fn numbers_stand_in_the_order_in_which_people_count() {
        for row in [
            "0 1 009 １０ 99 0100 12345678 123456789 999999999 1234567890",
            "1 1-2 1-10 2-1 10-1 10-2",
            "9 A-9 A-10 A-10-2 A-10-11 A-11",
            "A9 A10 A010B A10C B B1",
            "東9 東10 東0100",
        ] {
            let numbers: Vec<&str> = row.split(' ').collect();
            let in_order = |(one, other): (&&str, &&str)| number_order(one) < number_order(other);
            assert!(numbers.iter().zip(numbers.iter().skip(1)).all(in_order), "{row}");
        }
        assert_eq!(number_order("007"), number_order("7"), "zeros at the front say nothing of the order");
        assert!(number_order(&"9".repeat(17)) < number_order(&format!("1{}", "0".repeat(17))));
    }

    #[test]
    fn a_number_of_digits_is_known_without_its_zeros() {
        let known = |text: &str| without_zeros(text);
        assert_eq!(known("000123").as_deref(), Some("123"));
        assert_eq!(known(" １２３ ").as_deref(), Some("123"));
        for other in ["M0001", "000", "", "A-012"] {
            assert_eq!(known(other), None, "{other}");
        }
    }

    #[test]
    fn lost_zeros_are_noticed_only_when_the_column_shows_its_width() {
        let sure = Some(LostZeros { width: 5, short: 2, sure: true });
        assert_eq!(lost_zeros(["00123", "123", "00045", "12345", "7", "A1"]), sure);
        assert_eq!(lost_zeros(["00123", "00124"]), None);
        assert_eq!(lost_zeros(["00123", "0124", "5"]), None);
        assert_eq!(lost_zeros(["1", "2", "10", "100"]), None);
        let mut counted = vec!["12345"; 18];
        counted.extend(["99", "100"]);
        assert_eq!(lost_zeros(counted), Some(LostZeros { width: 5, short: 2, sure: false }));
        assert_eq!(lost_zeros(["", "x"]), None);
        assert_eq!((pad_zeros("１２３", 5).as_str(), pad_zeros("A1", 5).as_str()), ("00123", "A1"));
    }
}
