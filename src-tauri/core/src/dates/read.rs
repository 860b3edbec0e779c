//! Reading a day from what a person or a workbook wrote.

use chrono::{Datelike, Days};

use super::era::Era;
use super::written::{self, Number};
use super::{Date, month_end};

/// The years a roster can speak of; anything else is a slip of the pen.
const YEARS: std::ops::RangeInclusive<i32> = 1868..=2100;

/// Serial numbers below this (1 January 1910) are rather a number in the wrong column than a day.
const EARLIEST_LIKELY_SERIAL: i64 = 3654;

/// A month of a year, for periods that are written without days (ジョブ・カード 期間).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct YearMonth {
    first: Date,
}

impl YearMonth {
    /// The month, or nothing when there is no such month.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        Date::from_ymd_opt(year, month, 1).map(|first| Self { first })
    }

    /// The western year.
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// The month, 1–12.
    pub fn month(self) -> u32 {
        self.first.month()
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.first
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        month_end(self.first)
    }
}

/// How a text said that there is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDate {
    /// －, ―
    Dash,
    /// 不明, なし: the text itself is worth keeping.
    Unknown,
    /// 0000/00/00, 1900/1/0: an empty cell that a program filled with zero.
    Zero,
}

/// What was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parsed {
    /// Nothing at all. In an import this keeps what is stored.
    Blank,
    /// Expressly no day.
    Nothing(NoDate),
    /// 9999/12/31: a range without an end.
    OpenEnd,
    /// A day.
    Day(Date),
    /// A month without a day.
    Month(YearMonth),
}

/// A doubt about a day that was read all the same. [`code`](Self::code) is the label `problem.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateWarning {
    /// The era does not reach that year (平成31年5月1日).
    EraOutside,
    /// A time of day was dropped.
    TimeDropped,
    /// The day of the week does not belong to that day.
    WeekdayDiffers,
    /// A zero was taken as "no day".
    Zero,
}

impl DateWarning {
    /// The code that crosses to the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::EraOutside => "date_era_outside",
            Self::TimeDropped => "date_time_dropped",
            Self::WeekdayDiffers => "date_weekday_differs",
            Self::Zero => "date_zero",
        }
    }
}

/// Why no day could be read. [`code`](Self::code) is the label `problem.<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DateProblem {
    /// 6.4.1: 令和6 or 2006 or another.
    EraMissing,
    /// 24/4/1: the century or the era is missing.
    YearTwoDigits,
    /// 4月1日
    YearMissing,
    /// 2024年
    MonthMissing,
    /// 令和6年4月, where a day is needed.
    DayMissing,
    /// 9999/12/31, where a day must stand.
    OpenEndNotAllowed,
    /// R6/2/30
    NoSuchDay,
    /// 0202/4/1: a year that no roster speaks of.
    YearImprobable,
    /// A serial number so small that it is an age or a count, and no day of a roster.
    SerialEarly,
    /// Anything else.
    Unreadable,
}

impl DateProblem {
    /// The code that crosses to the window.
    pub fn code(self) -> &'static str {
        match self {
            Self::EraMissing => "date_era_missing",
            Self::YearTwoDigits => "date_year_two_digits",
            Self::YearMissing => "date_year_missing",
            Self::MonthMissing => "date_month_missing",
            Self::DayMissing => "date_day_missing",
            Self::OpenEndNotAllowed => "date_open_end",
            Self::NoSuchDay => "date_no_such_day",
            Self::YearImprobable => "date_year_improbable",
            Self::SerialEarly => "date_serial_early",
            Self::Unreadable => "date_unreadable",
        }
    }
}

/// What was read and the doubts about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// What was written.
    pub value: Parsed,
    /// In the order they were noticed.
    pub warnings: Vec<DateWarning>,
}

impl Reading {
    fn sure(value: Parsed) -> Self {
        Self { value, warnings: Vec::new() }
    }

    fn zero() -> Self {
        Self { value: Parsed::Nothing(NoDate::Zero), warnings: vec![DateWarning::Zero] }
    }

    /// The day for a field that must be a day or nothing; an open end is refused.
    pub fn day(&self) -> Result<Option<Date>, DateProblem> {
        match self.value {
            Parsed::Day(day) => Ok(Some(day)),
            Parsed::Blank | Parsed::Nothing(_) => Ok(None),
            Parsed::OpenEnd => Err(DateProblem::OpenEndNotAllowed),
            Parsed::Month(_) => Err(DateProblem::DayMissing),
        }
    }

    /// The last day of a range: an open end is nothing.
    pub fn end(&self) -> Result<Option<Date>, DateProblem> {
        match self.value {
            Parsed::OpenEnd => Ok(None),
            _ => self.day(),
        }
    }

    /// The month for a field that holds months; a full day gives its month.
    pub fn month(&self) -> Result<Option<YearMonth>, DateProblem> {
        match self.value {
            Parsed::Month(month) => Ok(Some(month)),
            _ => Ok(self.end()?.and_then(|day| YearMonth::new(day.year(), day.month()))),
        }
    }
}

/// Reads a day or a month from text, in any of the forms of rosters and forms. A text of five digits is no serial
/// number: only numeric cells are ([`from_number`]).
pub fn parse(text: &str) -> Result<Reading, DateProblem> {
    let folded = written::fold(text);
    if folded.is_empty() {
        return Ok(Reading::sure(Parsed::Blank));
    }
    if written::is_dash_mark(&folded) {
        return Ok(Reading::sure(Parsed::Nothing(NoDate::Dash)));
    }
    if written::is_unknown_word(&folded) {
        return Ok(Reading::sure(Parsed::Nothing(NoDate::Unknown)));
    }
    let (date, timed) = written::cut_time(&folded);
    let (date, weekday) = written::cut_weekday(&date);
    let date = written::english(&date).unwrap_or(date);
    let mut reading = match Era::take_from(&date) {
        Some((era, rest)) => in_era(era, rest)?,
        None => western(&date)?,
    };
    if let Parsed::Day(day) = reading.value {
        if weekday.is_some_and(|weekday| u32::try_from(weekday) != Ok(day.weekday().num_days_from_monday())) {
            reading.warnings.push(DateWarning::WeekdayDiffers);
        }
        if timed {
            reading.warnings.push(DateWarning::TimeDropped);
        }
    }
    Ok(reading)
}

/// [`parse`] for a field that needs a day: a month alone is a problem.
pub fn parse_day(text: &str) -> Result<Reading, DateProblem> {
    let reading = parse(text)?;
    match reading.value {
        Parsed::Month(_) => Err(DateProblem::DayMissing),
        _ => Ok(reading),
    }
}

/// [`parse_day`] for a form, where a person types: also words (昨日) and 4/1, which is the one nearest to `today`.
pub fn parse_form(text: &str, today: Date) -> Result<Reading, DateProblem> {
    let folded = written::fold(text);
    if let Some(day) = word(&folded, today) {
        return Ok(Reading::sure(Parsed::Day(day)));
    }
    match parse_day(text) {
        Err(DateProblem::YearMissing) => nearest(&folded, today).map(|day| Reading::sure(Parsed::Day(day))),
        other => other,
    }
}

/// The days that an ambiguous text may mean (6.4.1, 24/4/1), most likely first, none more than a year ahead of
/// `today`. Empty when the text is not ambiguous in this way.
pub fn proposals(text: &str, today: Date) -> Vec<Date> {
    let folded = written::fold(text);
    let (date, _) = written::cut_time(&folded);
    let (date, _) = written::cut_weekday(&date);
    let digits: Vec<u32> = date.chars().filter_map(|c| c.to_digit(10)).collect();
    let (year, month, day) = match (written::parts(&date).as_deref(), digits.as_slice()) {
        (Some([(year, _), (month, _), (day, _)]), _) if year.digits <= 2 && day.digits <= 2 => {
            (year.value, month.value, day.value)
        }
        (Some([_]), [a, b, c, d, e, f]) => (a * 10 + b, c * 10 + d, e * 10 + f),
        _ => return Vec::new(),
    };
    let this_century = i32::try_from(year).ok().and_then(|year| Date::from_ymd_opt(2000 + year, month, day));
    let last_century = i32::try_from(year).ok().and_then(|year| Date::from_ymd_opt(1900 + year, month, day));
    let of_era = |era: Era| {
        era.western_year(year).and_then(|year| Date::from_ymd_opt(year, month, day)).filter(|day| era.contains(*day))
    };
    let latest = today.checked_add_days(Days::new(366)).unwrap_or(today);
    let mut found = Vec::new();
    for day in [of_era(Era::Reiwa), this_century, of_era(Era::Heisei), of_era(Era::Showa), last_century] {
        if let Some(day) = day.filter(|day| *day <= latest && !found.contains(day)) {
            found.push(day);
        }
    }
    found
}

/// Which day a workbook counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum SerialSystem {
    /// 1 = 1900-01-01, with the 29 February 1900 that never was (number 60).
    #[default]
    From1900,
    /// 0 = 1904-01-01 (old workbooks of the Macintosh).
    From1904,
}

/// Reads a numeric cell of a column that holds dates: an Excel serial number, or the digits of 20240401 or 202404.
pub fn from_number(number: f64, system: SerialSystem) -> Result<Reading, DateProblem> {
    if !number.is_finite() || !(0.0..1e9).contains(&number) {
        return Err(DateProblem::Unreadable);
    }
    // In range, as was just checked.
    let (whole, fraction) = (number.trunc() as i64, number.fract());
    if whole == 0 {
        return Ok(Reading::zero());
    }
    let day = match system {
        SerialSystem::From1900 if whole == 60 => return Err(DateProblem::NoSuchDay),
        SerialSystem::From1900 if whole < 60 => after(Date::from_ymd_opt(1899, 12, 31), whole),
        SerialSystem::From1900 => after(Date::from_ymd_opt(1899, 12, 30), whole),
        SerialSystem::From1904 => after(Date::from_ymd_opt(1904, 1, 1), whole),
    };
    match day {
        Some(day) if YEARS.contains(&day.year()) => {
            let mut reading = Reading::sure(Parsed::Day(day));
            let earliest = match system {
                SerialSystem::From1900 => EARLIEST_LIKELY_SERIAL,
                SerialSystem::From1904 => EARLIEST_LIKELY_SERIAL - 1462,
            };
            if whole < earliest {
                // 1980 beside days is the year of a birth, and 55 an age.
                let is_year = fraction == 0.0 && i32::try_from(whole).is_ok_and(|year| YEARS.contains(&year));
                return Err(if is_year { DateProblem::MonthMissing } else { DateProblem::SerialEarly });
            }
            // Half a second: floating point never hits midnight exactly.
            if fraction > 0.5 / 86_400.0 {
                reading.warnings.push(DateWarning::TimeDropped);
            }
            Ok(reading)
        }
        Some(day) if day.year() == 9999 => Ok(Reading::sure(Parsed::OpenEnd)),
        _ if fraction == 0.0 => western(&whole.to_string()).map_err(|_| DateProblem::YearImprobable),
        _ => Err(DateProblem::YearImprobable),
    }
}

fn after(start: Option<Date>, days: i64) -> Option<Date> {
    start?.checked_add_days(Days::new(u64::try_from(days).ok()?))
}

/// The rest of a text after an era's name.
fn in_era(era: Era, rest: &str) -> Result<Reading, DateProblem> {
    let parts = written::parts(rest).ok_or(DateProblem::Unreadable)?;
    let (year, month, day) = match parts.as_slice() {
        [(run, None)] if run.digits == 6 => {
            (Number { value: run.value / 10_000, digits: 2 }, run.value / 100 % 100, Some(run.value % 100))
        }
        [_] => return Err(DateProblem::MonthMissing),
        [(year, _), (month, _)] => (*year, month.value, None),
        [(year, _), (month, _), (day, _)] => (*year, month.value, Some(day.value)),
        _ => return Err(DateProblem::Unreadable),
    };
    if year.digits > 3 {
        return Err(DateProblem::Unreadable);
    }
    let western = era.western_year(year.value).filter(|_| year.value > 0).ok_or(DateProblem::NoSuchDay)?;
    let mut reading = dated(western, month, day)?;
    let inside = match reading.value {
        Parsed::Day(day) => era.contains(day),
        Parsed::Month(month) => era.contains(month.first_day()) || era.contains(month.last_day()),
        _ => true,
    };
    if !inside {
        reading.warnings.push(DateWarning::EraOutside);
    }
    Ok(reading)
}

/// A text without an era.
fn western(date: &str) -> Result<Reading, DateProblem> {
    let parts = written::parts(date).ok_or(DateProblem::Unreadable)?;
    if parts.iter().all(|(number, _)| number.value == 0) {
        return Ok(Reading::zero());
    }
    match parts.as_slice() {
        [(run, None)] => run_of_digits(*run),
        [(_, Some(_))] => Err(DateProblem::MonthMissing),
        [(year, _), (month, _)] if year.digits == 4 => from_western(year.value, month.value, None),
        [(first, Some('年')), _] => Err(short_year(*first)),
        [(first, _), (second, _)] if first.digits <= 2 && second.digits <= 2 => Err(DateProblem::YearMissing),
        [(year, _), (month, _), (day, _)] if month.digits <= 2 && day.digits <= 2 => match year.digits {
            4 => from_western(year.value, month.value, Some(day.value)),
            _ => Err(short_year(*year)),
        },
        _ => Err(DateProblem::Unreadable),
    }
}

fn short_year(year: Number) -> DateProblem {
    match year.digits {
        1 => DateProblem::EraMissing,
        2 => DateProblem::YearTwoDigits,
        0 | 4.. => DateProblem::Unreadable,
        _ => DateProblem::YearImprobable,
    }
}

/// 20240401, 202404, 240401, 2024.
fn run_of_digits(run: Number) -> Result<Reading, DateProblem> {
    match run.digits {
        8 => from_western(run.value / 10_000, run.value / 100 % 100, Some(run.value % 100)),
        6 => {
            let (year, month) = (run.value / 100, run.value % 100);
            let likely = i32::try_from(year).is_ok_and(|year| YEARS.contains(&year)) && (1..=12).contains(&month);
            if likely { from_western(year, month, None) } else { Err(DateProblem::YearTwoDigits) }
        }
        4 => Err(DateProblem::MonthMissing),
        _ => Err(DateProblem::Unreadable),
    }
}

fn from_western(year: u32, month: u32, day: Option<u32>) -> Result<Reading, DateProblem> {
    match (year, month, day) {
        (9999, _, _) => return Ok(Reading::sure(Parsed::OpenEnd)),
        (1900, 1, Some(0)) => return Ok(Reading::zero()),
        _ => {}
    }
    let year = i32::try_from(year).map_err(|_| DateProblem::YearImprobable)?;
    dated(year, month, day)
}

fn dated(year: i32, month: u32, day: Option<u32>) -> Result<Reading, DateProblem> {
    if !YEARS.contains(&year) {
        return Err(DateProblem::YearImprobable);
    }
    let value = match day {
        Some(day) => Date::from_ymd_opt(year, month, day).map(Parsed::Day),
        None => YearMonth::new(year, month).map(Parsed::Month),
    };
    value.map(Reading::sure).ok_or(DateProblem::NoSuchDay)
}

/// Words that stand for a day.
fn word(folded: &str, today: Date) -> Option<Date> {
    let month_back = || super::month_start(today).pred_opt();
    match folded {
        "今日" | "本日" | "きょう" => Some(today),
        "昨日" | "きのう" | "前日" => today.pred_opt(),
        "一昨日" | "おととい" => today.pred_opt().and_then(|day| day.pred_opt()),
        "明日" | "あした" | "翌日" => today.succ_opt(),
        "明後日" | "あさって" => today.succ_opt().and_then(|day| day.succ_opt()),
        "月初" | "今月初" => Some(super::month_start(today)),
        "月末" | "今月末" => Some(month_end(today)),
        "先月末" | "前月末" => month_back(),
        "先月初" | "前月初" => month_back().map(super::month_start),
        "来月初" | "翌月初" => month_end(today).succ_opt(),
        "来月末" | "翌月末" => month_end(today).succ_opt().map(month_end),
        _ => None,
    }
}

/// 4/1 or 4月1日 in the year that puts it nearest to `today`; of two equally near, the past one.
fn nearest(folded: &str, today: Date) -> Result<Date, DateProblem> {
    let (date, _) = written::cut_weekday(folded);
    let parts = written::parts(&date).ok_or(DateProblem::Unreadable)?;
    let [(month, _), (day, _)] = parts.as_slice() else { return Err(DateProblem::Unreadable) };
    (-1..=1)
        .filter_map(|shift| Date::from_ymd_opt(today.year() + shift, month.value, day.value))
        .min_by_key(|day| (*day - today).num_days().abs())
        .ok_or(DateProblem::NoSuchDay)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
