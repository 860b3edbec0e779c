//! The words of the statistics on the wire.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::super::check_in::paired::Quartiles;
use crate::dates::{Period, month_end, month_start};
use crate::error::{Error, Result};
use crate::ids::InstrumentId;
use crate::suppress::Cell;

/// Ask for the statistics of whole months.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct StatisticsOf {
    /// First day; the first day of the fiscal year unless said otherwise. Counted from the first of its month.
    #[serde(default)]
    #[ts(optional)]
    pub from: Option<NaiveDate>,
    /// Last day; today unless said otherwise. A month that is not over counts only up to today.
    #[serde(default)]
    #[ts(optional)]
    pub as_of: Option<NaiveDate>,
    /// As members may see it, with the larger smallest count.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub for_members: bool,
}

/// The time that figures are about: whole months, so that two reports do not differ by the case of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// First of a month.
    pub from: NaiveDate,
    /// Last of a month, or today.
    pub to: NaiveDate,
}

impl Cut {
    /// The whole months within two days.
    ///
    /// # Errors
    /// `statistics_no_month` where there is none.
    pub fn new(from: NaiveDate, as_of: NaiveDate, today: NaiveDate) -> Result<Self> {
        let from = month_start(from);
        let as_of = as_of.min(today);
        let to = if as_of == today || month_end(as_of) == as_of { Some(as_of) } else { month_start(as_of).pred_opt() };
        match to.filter(|to| *to >= from) {
            Some(to) => Ok(Self { from, to }),
            None => Err(Error::refused("statistics_no_month", json!({ "from": from, "to": as_of }))),
        }
    }

    /// The months, each with its first and last day.
    #[must_use]
    pub fn months(self) -> Vec<(NaiveDate, NaiveDate)> {
        let days = Period { from: self.from, to: self.to };
        days.months().into_iter().map(|month| (month.from, month.to)).collect()
    }
}

/// A count as it may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ShownCount")]
pub struct Shown {
    /// The count; none where it is withheld.
    #[ts(type = "number | null")]
    pub n: Option<i64>,
    /// It is rounded to fives.
    pub rounded: bool,
}

impl From<Cell> for Shown {
    fn from(cell: Cell) -> Self {
        let n = cell.drawn().map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        Self { n, rounded: matches!(cell, Cell::Rounded(_)) }
    }
}

/// A month.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct MonthCounts {
    /// Its first day.
    pub month: NaiveDate,
    /// Its last day that is counted.
    pub until: NaiveDate,
    /// Cases that began, or began again.
    pub new: Shown,
    /// Cases under way at its end.
    pub open: Shown,
    /// Cases that ended.
    pub closed: Shown,
}

/// A code of a closed list and its count.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CodeCount {
    /// The code.
    pub code: String,
    /// How many.
    pub n: Shown,
}

/// A unit at the level of a branch or above, or several that are too small to stand alone.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
#[ts(rename = "CaseUnitCounts")]
pub struct UnitCounts {
    /// The units, by id; `none` for cases without one.
    pub units: Vec<String>,
    /// Its name; empty for several, and for cases without one.
    pub label: String,
    /// Cases that began.
    pub new: Shown,
    /// Cases under way at the end.
    pub open: Shown,
    /// Cases that ended.
    pub closed: Shown,
}

/// Where members were referred to, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReferralCounts {
    /// `scheme`, a kind of community, or `office`.
    pub target: String,
    /// All.
    pub total: Shown,
    /// Used.
    pub used: Shown,
    /// Not used.
    pub not_used: Shown,
    /// Not known, asked.
    pub unknown: Shown,
    /// Not asked yet.
    pub open: Shown,
}

/// Before and after in one part of an instrument (3.6). Everything vanishes with its number of pairs (S-04).
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct PartFigures {
    /// Code of the part.
    pub subscale: String,
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Pairs with both scores.
    pub pairs: Shown,
    /// Scores before.
    pub before: Option<Quartiles>,
    /// Scores after.
    pub after: Option<Quartiles>,
    /// Median of the differences.
    pub difference: Option<f64>,
    /// Higher after.
    pub up: Shown,
    /// The same.
    pub same: Shown,
    /// Lower after.
    pub down: Shown,
    /// Matched-pairs rank-biserial r; none where it would tell a count that is withheld.
    pub r: Option<f64>,
    /// Standardised mean difference; shown only beside r.
    pub dz: Option<f64>,
}

/// Before and after with one instrument.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct CheckInFigures {
    /// The instrument.
    pub instrument: InstrumentId,
    /// Name.
    pub name: String,
    /// Name in English.
    pub name_en: Option<String>,
    /// Edition.
    #[ts(type = "number")]
    pub edition: i64,
    /// What stands beside every figure of it.
    pub note: Option<String>,
    /// The same in English.
    pub note_en: Option<String>,
    /// Members with a check-in before, without those whose pair was counted in an earlier time.
    pub pre: Shown,
    /// Members with a check-in after, likewise.
    pub post: Shown,
    /// Pairs.
    pub pairs: Shown,
    /// Without a pair: no check-in after yet, too early, a question without an answer, or waiting.
    pub dropout: Shown,
    /// Its parts.
    pub parts: Vec<PartFigures>,
}

/// Statistics of counselling for some months.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Statistics {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Smallest count that is shown.
    #[ts(type = "number")]
    pub k: u64,
    /// Cases under way before the first day.
    pub opening: Shown,
    /// Cases that began.
    pub new: Shown,
    /// Cases that ended.
    pub closed: Shown,
    /// Cases under way on the last day.
    pub open: Shown,
    /// Month by month.
    pub months: Vec<MonthCounts>,
    /// What new cases are about; several may fit one, so there is no sum.
    pub themes: Vec<CodeCount>,
    /// How new cases came.
    pub channels: Vec<CodeCount>,
    /// Steps of the cases under way on the last day, as they stand now.
    pub steps: Vec<CodeCount>,
    /// How cases ended.
    pub outcomes: Vec<CodeCount>,
    /// Units.
    pub units: Vec<UnitCounts>,
    /// Before and after.
    pub check_ins: Vec<CheckInFigures>,
    /// Referrals.
    pub referrals: Vec<ReferralCounts>,
    /// None of them is told: what became of some was learned after a report, and beside it would tell few.
    pub referrals_withheld: bool,
}

impl Statistics {
    /// There is nothing to tell: no case at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [self.opening, self.new, self.open].iter().all(|shown| shown.n == Some(0))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn figures_are_of_whole_months_or_up_to_today() {
        let cut = |from, to, today| Cut::new(day(from), day(to), day(today)).map(|cut| (cut.from, cut.to));
        let found = cut("2026-04-05", "2026-10-25", "2026-11-20").unwrap();
        assert_eq!(found, (day("2026-04-01"), day("2026-09-30")));
        assert_eq!(cut("2026-04-01", "2026-10-31", "2026-11-20").unwrap().1, day("2026-10-31"));
        assert_eq!(cut("2026-04-01", "2026-11-20", "2026-11-20").unwrap().1, day("2026-11-20"));
        assert_eq!(cut("2026-04-01", "2027-03-31", "2026-11-20").unwrap().1, day("2026-11-20"), "not beyond today");
        assert_eq!(cut("2026-10-01", "2026-10-25", "2026-11-20").unwrap_err().code(), "statistics_no_month");
        let cut = Cut { from: day("2026-01-01"), to: day("2026-03-10") };
        let months = [("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-10")];
        assert_eq!(cut.months(), months.map(|(a, b)| (day(a), day(b))));
    }
}
