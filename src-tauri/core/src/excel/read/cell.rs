//! What stands in a cell of a workbook that is being read.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

/// A cell's value. The kind is the workbook's own: a number in a column of names of numbers may have lost its zeros, and
/// a number in a column of days may be a serial date; who imports decides.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, exactly as they stand, never empty. All cells of a text table are words.
    Text(String),
    /// A number whose format does not say that it is a date.
    Number(f64),
    /// A whole number that its format shows with leading zeros, and the width in digits.
    Padded(f64, u8),
    /// A day, by the cell's format.
    Date(NaiveDate),
    /// A day with a time, by the cell's format.
    DateTime(NaiveDateTime),
    /// A time of day, by the cell's format.
    Time(NaiveTime),
    /// Yes or no.
    Bool(bool),
    /// An error of the workbook's own calculation, `#N/A`; `=?` where a formula has no stored result.
    Error(String),
}

/// How the reader names a formula whose result was never stored.
pub(crate) const NOT_CALCULATED: &str = "=?";

impl Cell {
    /// Is there nothing to see? Also true of words that are only spaces.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            _ => false,
        }
    }

    /// The problem code of a formula that has no value: it is wrong, or was never calculated.
    pub fn fault(&self) -> Option<&'static str> {
        match self {
            Self::Error(error) if error == NOT_CALCULATED => Some("formula_not_calculated"),
            Self::Error(_) => Some("formula_error"),
            _ => None,
        }
    }

    /// What somebody wrote into a form: the value as a person sees it. A formula without a value is nobody's words.
    ///
    /// # Errors
    /// As [`Self::fault`].
    pub fn said(&self) -> Result<String, &'static str> {
        self.fault().map_or_else(|| Ok(self.shown()), Err)
    }

    /// The value as a person sees it: whole numbers without a point or exponent, padded ones with their zeros, days as
    /// `2019-05-01`. This is also the `raw` of a problem.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Padded(number, width) => format!("{number:0>width$}", width = usize::from(*width)),
            Self::Date(day) => day.to_string(),
            Self::DateTime(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
            Self::Time(time) => time.to_string(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }

    /// From the ISO form on the wire; words if it is none after all.
    fn of_iso(text: String) -> Self {
        if let Ok(day) = text.parse() {
            Self::Date(day)
        } else if let Ok(moment) = text.parse() {
            Self::DateTime(moment)
        } else if let Ok(time) = text.parse() {
            Self::Time(time)
        } else {
            Self::Text(text)
        }
    }
}

/// The short form on the wire: null, "words", number, {"d":"2019-05-01"}, {"b":true}, {"e":"#N/A"}, {"n":123,"w":6}.
impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Short;

        impl<'de> Visitor<'de> for Short {
            type Value = Cell;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a cell")
            }

            fn visit_unit<E>(self) -> Result<Cell, E> {
                Ok(Cell::Empty)
            }

            fn visit_str<E>(self, text: &str) -> Result<Cell, E> {
                Ok(Cell::Text(text.to_owned()))
            }

            fn visit_string<E>(self, text: String) -> Result<Cell, E> {
                Ok(Cell::Text(text))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Cell, E> {
                Ok(Cell::Number(number as f64))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Cell, E> {
                Ok(Cell::Number(number as f64))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Cell, E> {
                Ok(Cell::Number(number))
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Cell, M::Error> {
                let mut cell = Cell::Empty;
                while let Some(key) = map.next_key::<char>()? {
                    cell = match (key, cell) {
                        ('d', _) => Cell::of_iso(map.next_value()?),
                        ('b', _) => Cell::Bool(map.next_value()?),
                        ('e', _) => Cell::Error(map.next_value()?),
                        ('n', _) => Cell::Number(map.next_value()?),
                        ('w', Cell::Number(number)) => Cell::Padded(number, map.next_value()?),
                        _ => return Err(M::Error::custom("no kind of cell")),
                    };
                }
                Ok(cell)
            }
        }

        from.deserialize_any(Short)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn the_short_forms_are_understood() {
        let line = r##"[null,"001",1,-2.5,{"d":"2019-05-01"},{"d":"2019-05-01T08:15:00"},{"d":"08:15:00"},{"b":true},{"e":"#N/A"},{"n":123,"w":6}]"##;
        let cells: Vec<Cell> = serde_json::from_str(line).unwrap();
        let day = NaiveDate::from_ymd_opt(2019, 5, 1).unwrap();
        let time = NaiveTime::from_hms_opt(8, 15, 0).unwrap();
        let expected = [
            Cell::Empty,
            Cell::Text("001".to_owned()),
            Cell::Number(1.0),
            Cell::Number(-2.5),
            Cell::Date(day),
            Cell::DateTime(day.and_time(time)),
            Cell::Time(time),
            Cell::Bool(true),
            Cell::Error("#N/A".to_owned()),
            Cell::Padded(123.0, 6),
        ];
        assert_eq!(cells, expected);
        let shown: Vec<String> = cells.iter().map(Cell::shown).collect();
        assert_eq!(
            shown,
            ["", "001", "1", "-2.5", "2019-05-01", "2019-05-01 08:15:00", "08:15:00", "TRUE", "#N/A", "000123"]
        );
    }

    #[test]
    fn a_formula_without_a_value_says_nothing() {
        for (cell, said) in [
            (Cell::Text("=?".to_owned()), Ok("=?".to_owned())),
            (Cell::Number(3.0), Ok("3".to_owned())),
            (Cell::Empty, Ok(String::new())),
            (Cell::Error("=?".to_owned()), Err("formula_not_calculated")),
            (Cell::Error("#N/A".to_owned()), Err("formula_error")),
        ] {
            assert_eq!(cell.said(), said);
        }
    }

    #[test]
    fn a_long_number_is_shown_without_an_exponent() {
        assert_eq!(Cell::Number(9e15).shown(), "9000000000000000");
        assert!(serde_json::from_str::<Cell>(r#"{"x":1}"#).is_err());
    }
}
