//! What the queries found, before anything is grouped or withheld.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::reasons::History;

/// A unit as reports need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitNode {
    /// Identifier.
    pub id: Uuid,
    /// Level code, `unit_kind`.
    pub kind: String,
    /// Name as printed.
    pub label: String,
    /// Unit above.
    pub parent: Option<Uuid>,
    /// Codes from the top, each followed by a slash.
    pub path: String,
}

/// A sex as the tables show it (ISO 5218).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 1
    Men,
    /// 2
    Women,
    /// 0, 9 and not entered.
    Other,
}

impl Sex {
    /// In the order of the columns.
    pub const ALL: [Self; 3] = [Self::Men, Self::Women, Self::Other];

    /// From the stored code.
    #[must_use]
    pub fn of(code: Option<&str>) -> Self {
        match code {
            Some("1") => Self::Men,
            Some("2") => Self::Women,
            _ => Self::Other,
        }
    }
}

/// First ages of the five-year bands; the first band is everybody younger than the second, the last is open.
pub const BANDS: [u32; 11] = [0, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65];

/// Number of the band of those whose birth date is not known.
pub const NO_BAND: i64 = -1;

/// Members of one sex, age band, category and employment type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// Sex.
    pub sex: Sex,
    /// Index in [`BANDS`], or [`NO_BAND`].
    pub band: i64,
    /// `member_category`.
    pub category: String,
    /// `employment_type`; none = no employment is known.
    pub employment: Option<String>,
    /// How many.
    pub n: i64,
}

/// Joins or leaves of one reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The unit on that day; none = no unit.
    pub unit: Option<Uuid>,
    /// `join_reason` or `end_reason`; none = not known.
    pub reason: Option<String>,
    /// How many.
    pub n: i64,
}

/// Employees of a unit on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headcount {
    /// The unit.
    pub unit: Uuid,
    /// The day.
    pub as_of: NaiveDate,
    /// All workers.
    pub workers: i64,
    /// Those whom the rules admit.
    pub eligible: i64,
}

/// Everything that a report of the organisation rests on.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Units in the order of the tree; only those in scope.
    pub units: Vec<UnitNode>,
    /// Members by unit (none = no unit) on each of the days asked for, in their order.
    pub by_unit: HashMap<Option<Uuid>, Vec<i64>>,
    /// Members by unit and sex on the as-of day.
    pub sexes: HashMap<Option<Uuid>, [i64; 3]>,
    /// Members by sex, age, category and employment on the as-of day.
    pub people: Vec<People>,
    /// Joins of the period.
    pub joins: Vec<Flow>,
    /// Leaves of the period.
    pub leaves: Vec<Flow>,
    /// Who became a member by another category.
    pub gained: Vec<Flow>,
    /// Who ceased to be one by another category, and stays as OB会員 or 賛助会員.
    pub lost: Vec<Flow>,
    /// Joins and leaves by reason beside what earlier packs told of them.
    pub history: History,
    /// Headcounts, oldest first.
    pub headcounts: Vec<Headcount>,
}

impl Counts {
    /// Members in scope on the day of this index.
    #[must_use]
    pub fn total(&self, day: usize) -> i64 {
        self.by_unit.values().filter_map(|days| days.get(day)).sum()
    }
}
