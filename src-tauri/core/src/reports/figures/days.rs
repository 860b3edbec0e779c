//! The days that a report counts on.

use chrono::NaiveDate;

use crate::dates::{month_ends_back, years_back};

/// Points of the monthly line: the first is the same month of the year before.
const MONTHS: u32 = 13;
/// Points of the yearly line.
const YEARS: u32 = 5;

/// The days that one report counts on, each once, so that they are counted in one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// The day the report is true for.
    pub as_of: NaiveDate,
    /// First day of the movements.
    pub from: NaiveDate,
    /// Month ends, oldest first, the last is `as_of`.
    pub months: Vec<NaiveDate>,
    /// The same day of earlier years, oldest first, the last is `as_of`.
    pub years: Vec<NaiveDate>,
    /// Every day counted.
    pub all: Vec<NaiveDate>,
}

impl Days {
    /// The days of a report.
    #[must_use]
    pub fn new(as_of: NaiveDate, from: NaiveDate) -> Self {
        let months = month_ends_back(as_of, MONTHS);
        let years = years_back(as_of, YEARS);
        let mut all: Vec<NaiveDate> = months.iter().chain(&years).copied().collect();
        all.push(as_of);
        all.extend(from.pred_opt());
        all.extend(year_before(as_of));
        all.sort_unstable();
        all.dedup();
        Self { as_of, from, months, years, all }
    }

    /// The two ends of a period alone, and the same day of the year before.
    #[must_use]
    pub fn of_period(as_of: NaiveDate, from: NaiveDate) -> Self {
        let mut all = vec![as_of];
        all.extend(from.pred_opt());
        all.extend(year_before(as_of));
        all.sort_unstable();
        all.dedup();
        Self { as_of, from, months: Vec::new(), years: Vec::new(), all }
    }

    /// Where a day stands among those counted.
    #[must_use]
    pub fn index(&self, day: NaiveDate) -> usize {
        self.all.iter().position(|known| *known == day).unwrap_or(usize::MAX)
    }

    /// The same day of the year before.
    #[must_use]
    pub fn before(&self) -> NaiveDate {
        year_before(self.as_of).unwrap_or(self.as_of)
    }

    /// The day that the movements begin after.
    #[must_use]
    pub fn opening(&self) -> NaiveDate {
        self.from.pred_opt().unwrap_or(self.from)
    }
}

fn year_before(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_sub_months(chrono::Months::new(12))
}
