//! Days, months, years: reading them in every way a roster writes them, and the calendar of a union.
//!
//! - [`parse`], [`parse_day`], [`parse_form`], [`from_number`] read; nothing is guessed silently: what could be two
//!   days is a [`DateProblem`], what was read with a doubt carries a [`DateWarning`].
//! - [`wareki`] and its writers say a day in 和暦.
//! - [`Period`], [`FiscalCalendar`], [`in_force`], [`age_on`] answer "as of".
//!
//! All ranges are closed: both ends belong to them, and "as of a day" means the end of that day.

mod era;
mod read;
mod written;

use chrono::{Datelike, Months};
use serde::{Deserialize, Serialize};

/// A calendar day without a zone, for legal facts.
pub use chrono::NaiveDate as Date;
pub use era::{Era, Wareki, era_of, wareki, wareki_initial, wareki_long, wareki_month, western_long};
pub use read::{
    DateProblem, DateWarning, NoDate, Parsed, Reading, SerialSystem, YearMonth, from_number, parse, parse_day,
    parse_form, proposals,
};
pub use written::says_nothing;

/// A closed range of days: `from` and `to` both belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS, schemars::JsonSchema)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Period {
    /// The range, or nothing when `to` is before `from`.
    pub fn new(from: Date, to: Date) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// Whether the day belongs to the range.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }

    /// How many days it has; one when both ends are the same day.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days() + 1
    }

    /// The calendar months it touches, oldest first, each cut to the range.
    pub fn months(&self) -> Vec<Period> {
        let mut found = Vec::new();
        let mut day = self.from;
        while day <= self.to {
            let end = month_end(day).min(self.to);
            found.push(Period { from: day, to: end });
            let Some(next) = end.succ_opt() else { break };
            day = next;
        }
        found
    }
}

/// Whether something that runs from `from` to `to` (open when absent) holds at the end of the day `on`.
pub fn in_force(from: Date, to: Option<Date>, on: Date) -> bool {
    from <= on && to.is_none_or(|to| on <= to)
}

/// Whether two closed ranges, open when their end is absent, share at least one day.
pub fn overlap(a: (Date, Option<Date>), b: (Date, Option<Date>)) -> bool {
    b.1.is_none_or(|end| a.0 <= end) && a.1.is_none_or(|end| b.0 <= end)
}

/// The day on which a status is lost: the day after the last day of membership (脱退 3月31日 → 資格喪失日 4月1日).
pub fn day_after(last: Date) -> Date {
    last.succ_opt().unwrap_or(last)
}

/// The first day of the month of a day.
pub fn month_start(day: Date) -> Date {
    day.with_day(1).unwrap_or(day)
}

/// The last day of the month of a day.
pub fn month_end(day: Date) -> Date {
    month_start(day).checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(day)
}

/// The `count` points of a trend that ends on `as_of`, oldest first: month ends, and last `as_of` itself.
/// A 13-month trend shows the same month of the year before as its first point.
pub fn month_ends_back(as_of: Date, count: u32) -> Vec<Date> {
    (0..count)
        .rev()
        .filter_map(|back| match back {
            0 => Some(as_of),
            back => month_start(as_of).checked_sub_months(Months::new(back)).map(month_end),
        })
        .collect()
}

/// The `count` points of a yearly trend that ends on `as_of`, oldest first: the same day of earlier years
/// (29 February becomes 28 February in a common year).
pub fn years_back(as_of: Date, count: u32) -> Vec<Date> {
    (0..count).rev().filter_map(|back| as_of.checked_sub_months(Months::new(12 * back))).collect()
}

/// Age in completed years on a day; nothing before birth. Who is born on 29 February grows older on 1 March of a
/// common year (年齢計算ニ関スル法律, 民法143条2項: the year ends with the last day of February).
pub fn age_on(birth: Date, on: Date) -> Option<u32> {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    u32::try_from(on.year() - birth.year() - i32::from(!had_birthday)).ok()
}

/// A union's year: the month in which it begins, and the year that is counted as its first period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiscalCalendar {
    start_month: u32,
    first_year: Option<i32>,
}

impl FiscalCalendar {
    /// The calendar of a union whose year begins on the first day of `start_month` (1–12, other values are brought
    /// into that range). `first_year` is the fiscal year counted as 第1期.
    pub fn new(start_month: u32, first_year: Option<i32>) -> Self {
        Self { start_month: start_month.clamp(1, 12), first_year }
    }

    /// The month in which the year begins.
    pub fn start_month(&self) -> u32 {
        self.start_month
    }

    /// The fiscal year (年度) of a day, named after the calendar year in which it begins.
    pub fn year_of(&self, day: Date) -> i32 {
        day.year() - i32::from(day.month() < self.start_month)
    }

    /// First and last day of a fiscal year; nothing when the calendar does not reach that far.
    pub fn period(&self, year: i32) -> Option<Period> {
        let from = Date::from_ymd_opt(year, self.start_month, 1)?;
        let to = from.checked_add_months(Months::new(12))?.pred_opt()?;
        Period::new(from, to)
    }

    /// The fiscal year that holds a day.
    pub fn period_of(&self, day: Date) -> Option<Period> {
        self.period(self.year_of(day))
    }

    /// From the first day of the fiscal year of `day` to `day`: what reports take when no start was chosen.
    pub fn so_far(&self, day: Date) -> Option<Period> {
        Period::new(self.period_of(day)?.from, day)
    }

    /// 第○期: the number of the fiscal year of a day, when the union counts periods and the day is not before the first.
    pub fn number_of(&self, day: Date) -> Option<u32> {
        let number = self.year_of(day) - self.first_year? + 1;
        u32::try_from(number).ok().filter(|number| *number > 0)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_fiscal_year_is_named_after_the_calendar_year_in_which_it_begins() {
        for (month, on, year, from, to) in [
            (4, "2026-03-31", 2025, "2025-04-01", "2026-03-31"),
            (4, "2026-04-01", 2026, "2026-04-01", "2027-03-31"),
            (1, "2026-01-01", 2026, "2026-01-01", "2026-12-31"),
            (12, "2026-11-30", 2025, "2025-12-01", "2026-11-30"),
            (9, "2026-09-01", 2026, "2026-09-01", "2027-08-31"),
            (3, "2024-02-29", 2023, "2023-03-01", "2024-02-29"),
        ] {
            let calendar = FiscalCalendar::new(month, None);
            assert_eq!(calendar.year_of(day(on)), year, "{on}");
            assert_eq!(calendar.period_of(day(on)), Period::new(day(from), day(to)), "{on}");
        }
    }

    #[test]
    fn the_period_number_counts_from_the_first_year() {
        let calendar = FiscalCalendar::new(9, Some(1985));
        assert_eq!(calendar.number_of(day("1985-09-01")), Some(1));
        assert_eq!(calendar.number_of(day("2026-08-31")), Some(41));
        assert_eq!(calendar.number_of(day("1985-08-31")), None);
        assert_eq!(FiscalCalendar::new(9, None).number_of(day("2026-08-31")), None);
        assert_eq!(calendar.so_far(day("2026-02-10")), Period::new(day("2025-09-01"), day("2026-02-10")));
    }

    #[test]
    fn thirteen_months_end_on_the_day_asked_for() {
        let points = month_ends_back(day("2024-03-15"), 13);
        assert_eq!(points.len(), 13);
        assert_eq!(points.first(), Some(&day("2023-03-31")));
        assert_eq!(points.get(11), Some(&day("2024-02-29")));
        assert_eq!(points.last(), Some(&day("2024-03-15")));
        assert_eq!(years_back(day("2024-02-29"), 2), [day("2023-02-28"), day("2024-02-29")]);
    }

    #[test]
    fn a_period_is_cut_into_months() {
        let period = Period::new(day("2026-01-20"), day("2026-03-05")).unwrap();
        let months: Vec<_> = period.months().iter().map(|month| (month.from, month.to)).collect();
        assert_eq!(
            months,
            [
                (day("2026-01-20"), day("2026-01-31")),
                (day("2026-02-01"), day("2026-02-28")),
                (day("2026-03-01"), day("2026-03-05")),
            ]
        );
        assert_eq!(period.days(), 45);
        assert_eq!(month_end(day("2024-02-10")), day("2024-02-29"));
        assert_eq!(Period::new(day("2026-01-02"), day("2026-01-01")), None);
    }

    #[test]
    fn the_last_day_still_counts_as_of_that_day() {
        let (from, to) = (day("2020-04-01"), Some(day("2026-03-31")));
        assert!(in_force(from, to, day("2026-03-31")));
        assert!(!in_force(from, to, day("2026-04-01")));
        assert!(!in_force(from, to, day("2020-03-31")));
        assert!(in_force(from, None, day("2999-01-01")));
        assert_eq!(day_after(day("2026-03-31")), day("2026-04-01"));
    }

    #[test]
    fn ranges_that_share_one_day_overlap() {
        let range = |from: &str, to: &str| (day(from), (!to.is_empty()).then(|| day(to)));
        assert!(overlap(range("2020-01-01", "2020-06-30"), range("2020-06-30", "")));
        assert!(!overlap(range("2020-01-01", "2020-06-29"), range("2020-06-30", "")));
        assert!(overlap(range("2020-01-01", ""), range("2019-01-01", "")));
        assert!(!overlap(range("2020-01-01", ""), range("2019-01-01", "2019-12-31")));
    }

    #[test]
    fn age_changes_on_the_birthday() {
        for (birth, on, age) in [
            ("1964-10-10", "2024-10-09", Some(59)),
            ("1964-10-10", "2024-10-10", Some(60)),
            ("2000-02-29", "2023-02-28", Some(22)),
            ("2000-02-29", "2023-03-01", Some(23)),
            ("2000-02-29", "2024-02-28", Some(23)),
            ("2000-02-29", "2024-02-29", Some(24)),
            ("2024-04-01", "2024-04-01", Some(0)),
            ("2024-04-02", "2024-04-01", None),
        ] {
            assert_eq!(age_on(day(birth), day(on)), age, "{birth} on {on}");
        }
    }
}
