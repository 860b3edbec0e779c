//! A cell's value on its way out, made from calamine's.

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime, ExcelDateTimeType};

/// The last day that a spreadsheet program knows, 9999-12-31, as a serial number.
const LAST_SERIAL: f64 = 2_958_466.0;
const DAY_SECONDS: i64 = 86_400;
/// The error of a formula whose result was never stored; no spreadsheet program writes it.
pub(crate) const NOT_CALCULATED: &str = "=?";

/// A cell's value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Words.
    Text(&'a str),
    /// A number and, if its format pads it with zeros, the width; else 0.
    Number(f64, u8),
    /// Yes or no.
    Bool(bool),
    /// A date, a date with time, or a time, in ISO form.
    Date(String),
    /// `#N/A` and its like.
    Error(&'static str),
}

impl<'a> Cell<'a> {
    /// From the streaming reader; `width` as in [`padded_width`].
    pub(crate) fn of(value: &'a DataRef<'_>, width: u8) -> Self {
        match value {
            DataRef::Empty => Self::Empty,
            DataRef::Int(number) => Self::Number(*number as f64, width),
            DataRef::Float(number) => Self::Number(*number, width),
            DataRef::String(text) => Self::Text(text),
            DataRef::SharedString(text) => Self::Text(text),
            DataRef::Bool(is) => Self::Bool(*is),
            DataRef::DateTime(serial) => Self::of_serial(serial, width),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Self::of_iso(text),
            DataRef::Error(error) => Self::Error(error_word(error)),
        }
    }

    /// From a range in memory.
    pub(crate) fn of_data(value: &'a Data) -> Self {
        match value {
            Data::Empty => Self::Empty,
            Data::Int(number) => Self::Number(*number as f64, 0),
            Data::Float(number) => Self::Number(*number, 0),
            Data::String(text) => Self::Text(text),
            Data::Bool(is) => Self::Bool(*is),
            Data::DateTime(serial) => Self::of_serial(serial, 0),
            Data::DateTimeIso(text) | Data::DurationIso(text) => Self::of_iso(text),
            Data::Error(error) => Self::Error(error_word(error)),
        }
    }

    /// Only whole seconds: the fraction of a day is a binary fraction, and 12:00 must not become 11:59:59.999.
    fn of_serial(serial: &ExcelDateTime, width: u8) -> Self {
        let value = serial.as_f64();
        if serial.is_duration() || !(0.0..LAST_SERIAL).contains(&value) {
            return Self::Number(value, width);
        }
        let seconds = (value * DAY_SECONDS as f64).round() as i64;
        let (days, second) = (seconds / DAY_SECONDS, seconds % DAY_SECONDS);
        let time = format!("{:02}:{:02}:{:02}", second / 3_600, second / 60 % 60, second % 60);
        if days == 0 && second > 0 {
            return Self::Date(time);
        }
        let day = match day_of(days, serial) {
            // The day that only Lotus and Excel know, and the zeroth of January.
            (1900, 2, 29) | (_, _, 0) | (1899, ..) => return Self::Number(value, width),
            (year, month, day) => format!("{year:04}-{month:02}-{day:02}"),
        };
        Self::Date(if second == 0 { day } else { format!("{day}T{time}") })
    }

    /// An ISO text of an OpenDocument or strict workbook; left as words when it is none.
    fn of_iso(text: &'a str) -> Self {
        let (day, time) = text.split_once('T').unwrap_or((text, ""));
        let digits = |text: &str, shape: &str| {
            text.len() == shape.len()
                && text
                    .bytes()
                    .zip(shape.bytes())
                    .all(|(byte, wanted)| if wanted == b'0' { byte.is_ascii_digit() } else { byte == wanted })
        };
        if !digits(day, "0000-00-00") {
            return Self::Text(text);
        }
        let time = time.get(..8).unwrap_or_default();
        if digits(time, "00:00:00") && time != "00:00:00" {
            Self::Date(format!("{day}T{time}"))
        } else {
            Self::Date(day.to_owned())
        }
    }
}

/// The calendar day of a serial day, in the epoch of `like`.
fn day_of(days: i64, like: &ExcelDateTime) -> (u16, u8, u8) {
    // calamine keeps the epoch to itself, but compares it.
    let is_1904 = *like == ExcelDateTime::new(like.as_f64(), ExcelDateTimeType::DateTime, true);
    let (year, month, day, ..) =
        ExcelDateTime::new(days as f64, ExcelDateTimeType::DateTime, is_1904).to_ymd_hms_milli();
    (year, month, day)
}

fn error_word(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

/// The width to which a number format pads with zeros, 0 when it does not: `000000` shows 123 as 000123.
pub(crate) fn padded_width(format: &str) -> u8 {
    let format = format.strip_suffix(";@").unwrap_or(format);
    let zeros = format.bytes().all(|byte| byte == b'0');
    if zeros && format.len() > 1 { u8::try_from(format.len()).unwrap_or(0) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serial(value: f64, is_1904: bool) -> Cell<'static> {
        Cell::of_serial(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, is_1904), 0)
    }

    fn date(text: &str) -> Cell<'_> {
        Cell::Date(text.to_owned())
    }

    #[test]
    fn serial_numbers_are_days_of_their_epoch() {
        assert_eq!(serial(43_586.0, false), date("2019-05-01"));
        assert_eq!(serial(42_124.0, true), date("2019-05-01"));
        assert_eq!(serial(1.0, false), date("1900-01-01"));
        assert_eq!(serial(61.0, false), date("1900-03-01"));
        assert_eq!(serial(60.0, false), Cell::Number(60.0, 0));
        assert_eq!(serial(0.0, true), date("1904-01-01"));
        assert_eq!(serial(-5.0, false), Cell::Number(-5.0, 0));
    }

    #[test]
    fn times_are_rounded_to_seconds() {
        assert_eq!(serial(43_586.5, false), date("2019-05-01T12:00:00"));
        assert_eq!(serial(43_585.999_999_999, false), date("2019-05-01"));
        assert_eq!(serial(0.395_833_333_333_333, false), date("09:30:00"));
    }

    #[test]
    fn iso_texts_are_dates_and_other_texts_stay_words() {
        assert_eq!(Cell::of_iso("2019-05-01"), date("2019-05-01"));
        assert_eq!(Cell::of_iso("2019-05-01T00:00:00.000"), date("2019-05-01"));
        assert_eq!(Cell::of_iso("2019-05-01T08:15:00"), date("2019-05-01T08:15:00"));
        assert_eq!(Cell::of_iso("PT9H"), Cell::Text("PT9H"));
    }

    #[test]
    fn only_a_format_of_zeros_pads() {
        assert_eq!(
            (padded_width("000000"), padded_width("00;@"), padded_width("0"), padded_width("0.00"), padded_width("")),
            (6, 2, 0, 0, 0)
        );
    }
}
