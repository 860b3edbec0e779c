//! One cell, typed: what is written, previewed and compared is always one of these.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a column holds; decides its format, its alignment and how it is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words that people typed.
    Text,
    /// A number that is a name: leading zeros stay, it is never added up.
    Id,
    /// A whole count.
    Number,
    /// A count compared with another: negatives carry a mark.
    Difference,
    /// A rate in tenths of a per cent.
    Rate,
    /// A difference of rates in tenths of a percentage point.
    Points,
    /// A measure in hundredths: a median, an effect size.
    Decimal,
    /// A day without zone.
    Date,
    /// A code of a closed list, shown by its label.
    Code,
}

/// The value of one cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Cell {
    /// Nothing is known or nothing belongs here.
    #[default]
    Empty,
    /// Words, verbatim.
    Text(String),
    /// A number that is a name, verbatim.
    Id(String),
    /// A whole count.
    Number(#[ts(type = "number")] i64),
    /// A count compared with another.
    Difference(#[ts(type = "number")] i64),
    /// Tenths of a per cent.
    Rate(#[ts(type = "number")] i64),
    /// Tenths of a percentage point.
    Points(#[ts(type = "number")] i64),
    /// Hundredths of a measure.
    Decimal(#[ts(type = "number")] i64),
    /// A day.
    Date(NaiveDate),
    /// A code; the head of the column knows its label.
    Code(String),
    /// A count that is withheld because it would describe too few persons (S-01, S-02); shown as `x`.
    Hidden,
    /// A sum that is rounded to the nearest 5 instead of being withheld (S-03); shown as `≈35`.
    Rounded(#[ts(type = "number")] i64),
}

/// The sign of a withheld count.
pub const HIDDEN_MARK: &str = "x";
/// The sign before a rounded sum.
pub const ROUNDED_MARK: &str = "≈";

impl Cell {
    /// Words, or nothing when there are none.
    pub fn text(words: impl Into<String>) -> Self {
        let words = words.into();
        if words.is_empty() { Self::Empty } else { Self::Text(words) }
    }

    /// Words that may be missing.
    pub fn text_or_empty(words: Option<String>) -> Self {
        words.map_or(Self::Empty, Self::text)
    }

    /// A number that is a name and may be missing.
    pub fn id_or_empty(words: Option<String>) -> Self {
        match words {
            Some(words) if !words.is_empty() => Self::Id(words),
            _ => Self::Empty,
        }
    }

    /// A day that may be missing.
    pub fn date_or_empty(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }

    /// `numerator ÷ denominator` in tenths of a per cent, half up, computed on integers; empty without a denominator.
    pub fn rate(numerator: i64, denominator: i64) -> Self {
        tenths_of_percent(numerator, denominator).map_or(Self::Empty, Self::Rate)
    }

    /// The kind that this cell shows itself as; a withheld or empty cell has none.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Empty | Self::Hidden => None,
            Self::Text(_) => Some(Kind::Text),
            Self::Id(_) => Some(Kind::Id),
            Self::Number(_) | Self::Rounded(_) => Some(Kind::Number),
            Self::Difference(_) => Some(Kind::Difference),
            Self::Rate(_) => Some(Kind::Rate),
            Self::Points(_) => Some(Kind::Points),
            Self::Decimal(_) => Some(Kind::Decimal),
            Self::Date(_) => Some(Kind::Date),
            Self::Code(_) => Some(Kind::Code),
        }
    }

    /// The count in the cell as it is shown, if it is one and is not withheld.
    pub fn count(&self) -> Option<i64> {
        match self {
            Self::Number(n) | Self::Difference(n) | Self::Rounded(n) => Some(*n),
            _ => None,
        }
    }
}

impl From<i64> for Cell {
    fn from(count: i64) -> Self {
        Self::Number(count)
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::text(words)
    }
}

/// Tenths of a per cent, half up; `None` when the denominator is not positive. 50.04 % is 500 and never more than a half:
/// majorities are decided on the integers, not here.
pub fn tenths_of_percent(numerator: i64, denominator: i64) -> Option<i64> {
    if denominator <= 0 {
        return None;
    }
    let (n, d) = (i128::from(numerator), i128::from(denominator));
    i64::try_from((2000 * n + d).div_euclid(2 * d)).ok()
}

/// Three digits at a time, as both the workbook's format and the window's show it.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    if number < 0 { format!("-{shown}") } else { shown }
}

/// Tenths as a decimal with one place: `161` is `16.1`.
pub fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{}", value / 10, value % 10)
}

/// Hundredths as a decimal with two places: `1450` is `14.50`.
pub fn hundredths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.unsigned_abs();
    format!("{sign}{}.{:02}", value / 100, value % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_rounded_half_up_on_integers() {
        assert_eq!(tenths_of_percent(9_912, 61_390), Some(161));
        assert_eq!(tenths_of_percent(1, 2), Some(500));
        assert_eq!(tenths_of_percent(1, 3), Some(333));
        assert_eq!(tenths_of_percent(2, 3), Some(667));
        assert_eq!(tenths_of_percent(5, 10_000), Some(1));
        assert_eq!(tenths_of_percent(1, 0), None);
    }

    #[test]
    fn thousands_are_grouped_and_tenths_have_one_place() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(-1_234_567), "-1,234,567");
        assert_eq!(tenths(-5), "-0.5");
        assert_eq!(tenths(161), "16.1");
        assert_eq!(hundredths(-5), "-0.05");
        assert_eq!(hundredths(1450), "14.50");
    }
}
