//! When a report is due, what its file is called, and when the program gives it up.

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::codes::{Cadence, OwnAsOf};
use super::fields::too_long;
use crate::dates::month_end;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{OwnReportId, ScheduleId};
use crate::labels::Locale;
use crate::officers::Sensitivity;
use crate::reports::Report;
use crate::session::FileRef;

/// Failures in a row after which a schedule is stopped (O-08).
pub const MOST_FAILURES: i64 = 3;
/// Letters of the pattern of a file name.
const MOST_LETTERS: usize = 100;
/// Letters of a purpose, and of the place of a password file.
const MOST_OF_PURPOSE: usize = 200;
/// Letters of a finished file name, without its ending: with its folder it must fit Windows' 260.
const MOST_OF_FILE: usize = 120;
/// Days that are looked back for the newest due day: a year and the longest month.
const LOOK_BACK: u64 = 400;
/// What no file name of Windows holds.
const FORBIDDEN: [char; 9] = ['/', '\\', ':', '*', '?', '"', '<', '>', '|'];

/// When and how a report is made by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct ScheduleFields {
    /// A report of the program; or `own`.
    #[serde(default)]
    #[ts(optional)]
    pub report: Option<Report>,
    /// One of the officers' own.
    #[serde(default)]
    #[ts(optional)]
    pub own: Option<OwnReportId>,
    /// How often.
    pub cadence: Cadence,
    /// 1 to 12, of a yearly one.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub month: Option<i64>,
    /// Day of the month, 1 to 31, in a shorter month its last one; 0 = the last day. Not of a weekly one.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub day: Option<i64>,
    /// 1 = Monday to 7 = Sunday, of a weekly one.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub weekday: Option<i64>,
    /// Not due before this day; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
    /// The day that a report of the program is true for, seen from the day on which it is due; an own report has its own.
    #[serde(default)]
    #[ts(optional, as = "Option<OwnAsOf>")]
    pub as_of: OwnAsOf,
    /// That day, where it is fixed.
    #[serde(default)]
    #[ts(optional)]
    pub as_of_on: Option<NaiveDate>,
    /// Name of the file, with {name}, {as_of} and {due}; one that ends in .pdf is a booklet.
    #[serde(default)]
    #[ts(optional)]
    pub file_name: Option<String>,
    /// Language; the officer's own unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub locale: Option<Locale>,
    /// What it is for; mandatory for personal data.
    #[serde(default)]
    #[ts(optional)]
    pub purpose: Option<String>,
    /// File with the password that opens the workbook: its place, or its name in the folder of the files. Mandatory for
    /// personal data (O-07).
    #[serde(default)]
    #[ts(optional)]
    pub password_file: Option<String>,
}

/// Keep a schedule, or change one.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveSchedule {
    /// The schedule; a new one when it is left out.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<ScheduleId>,
    /// Version read.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// When and how.
    #[serde(flatten)]
    pub fields: ScheduleFields,
}

/// A schedule, as read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct ScheduleNamed {
    /// The schedule.
    pub id: ScheduleId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

/// What was written last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ScheduleWritten {
    /// The day on which it was due.
    pub due_on: NaiveDate,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// Name of the file.
    pub file: String,
}

/// A schedule of the officer's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ScheduleRow {
    /// The schedule.
    pub id: ScheduleId,
    /// Version read; a save names it.
    #[ts(type = "number")]
    pub version: i64,
    /// When and how.
    #[serde(flatten)]
    pub fields: ScheduleFields,
    /// Name of the report, in the language asked in.
    pub name: String,
    /// Class of what is written.
    pub sensitivity: String,
    /// The day on which it is due next; it is due now when that is not after today. None while it is stopped.
    pub next_on: Option<NaiveDate>,
    /// How it went last.
    pub written: Option<ScheduleWritten>,
    /// Failures in a row.
    #[ts(type = "number")]
    pub failures: i64,
    /// When it failed last.
    pub failed_at: Option<DateTime<Utc>>,
    /// Why, label `error.<code>` or `problem.<code>`.
    pub failed_code: Option<String>,
    /// Stopped since, after so many failures (O-08).
    pub stopped_on: Option<NaiveDate>,
}

/// Write what is due into a folder.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WriteDue {
    /// The folder.
    pub folder: FileRef,
}

/// What became of one schedule that was due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DueOutcome {
    /// The schedule.
    pub id: ScheduleId,
    /// Name of the report.
    pub name: String,
    /// The day on which it was due.
    pub due_on: NaiveDate,
    /// Name of the file that was written; none = it failed.
    pub file: Option<String>,
    /// Rows of all tables.
    #[ts(type = "number")]
    pub rows: u64,
    /// Why it failed, label `error.<code>` or `problem.<code>`.
    pub code: Option<String>,
    /// Failures in a row.
    #[ts(type = "number")]
    pub failures: i64,
    /// It was given up (O-08).
    pub stopped: bool,
}

/// All that was due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Due {
    /// Day on which it was asked.
    pub on: NaiveDate,
    /// One for each schedule of the officer that was due.
    pub outcomes: Vec<DueOutcome>,
    /// Schedules of the officer that are stopped.
    #[ts(type = "number")]
    pub stopped: i64,
    /// Schedules of other officers that are due today and were left to them (O-06).
    #[ts(type = "number")]
    pub others: i64,
}

impl ScheduleFields {
    /// The fields as they are kept.
    ///
    /// # Errors
    /// `schedule_of_one`, `required` and `out_of_range` at the days, the rules of [`FileName`].
    pub fn checked(self, today: NaiveDate) -> Result<Self> {
        let mut problems = Vec::new();
        match self.cadence {
            Cadence::Weekly => problems.extend(outside("weekday", self.weekday, 1, 7)),
            Cadence::Monthly => problems.extend(outside("day", self.day, 0, 31)),
            Cadence::Yearly => {
                problems.extend(outside("month", self.month, 1, 12));
                problems.extend(outside("day", self.day, 0, 31));
            }
        }
        let mut wrong = |field: &str, code: &str| problems.push(FieldProblem::new(field, code));
        if self.report.is_some() == self.own.is_some() {
            wrong("report", "schedule_of_one");
        }
        if self.as_of == OwnAsOf::Fixed && self.as_of_on.is_none() && self.own.is_none() {
            wrong("as_of_on", "required");
        }
        let clean = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let file_name = clean(self.file_name).unwrap_or_else(|| FileName::USUAL.to_owned());
        if let Err(code) = FileName::check(&file_name) {
            wrong("file_name", code);
        }
        problems.extend(too_long("file_name", Some(&file_name), MOST_LETTERS));
        problems.extend(too_long("purpose", self.purpose.as_deref(), MOST_OF_PURPOSE));
        problems.extend(too_long("password_file", self.password_file.as_deref(), MOST_OF_PURPOSE));
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let weekly = self.cadence == Cadence::Weekly;
        // An own report has its own day.
        let as_of = if self.own.is_some() { OwnAsOf::Made } else { self.as_of };
        Ok(Self {
            month: self.month.filter(|_| self.cadence == Cadence::Yearly),
            day: self.day.filter(|_| !weekly),
            weekday: self.weekday.filter(|_| weekly),
            from_on: Some(self.from_on.unwrap_or(today)),
            as_of,
            as_of_on: self.as_of_on.filter(|_| as_of == OwnAsOf::Fixed),
            file_name: Some(file_name),
            purpose: clean(self.purpose),
            password_file: clean(self.password_file),
            ..self
        })
    }

    /// Whether it is due on a day, whatever was made before.
    #[must_use]
    pub fn falls_on(&self, day: NaiveDate) -> bool {
        let last = month_end(day);
        let of_month = || match self.day {
            Some(0) => day == last,
            Some(wanted) => i64::from(day.day()) == wanted.min(i64::from(last.day())),
            None => false,
        };
        let hits = match self.cadence {
            Cadence::Weekly => {
                let weekday: Weekday = day.weekday();
                self.weekday == Some(i64::from(weekday.number_from_monday()))
            }
            Cadence::Monthly => of_month(),
            Cadence::Yearly => self.month == Some(i64::from(day.month())) && of_month(),
        };
        hits && self.from_on.is_none_or(|from| from <= day)
    }

    /// The newest day up to today on which it was due and for which it was not made: of days that were missed only the last
    /// (O-05). What was made for a day is never made for it or an earlier one again, however the clock is set.
    #[must_use]
    pub fn due_on(&self, done_for: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
        (0..=LOOK_BACK)
            .filter_map(|back| today.checked_sub_days(Days::new(back)))
            .take_while(|day| done_for.is_none_or(|done| done < *day))
            .find(|day| self.falls_on(*day))
    }

    /// The day on which it is due next: now, or later.
    #[must_use]
    pub fn next_on(&self, done_for: Option<NaiveDate>, today: NaiveDate) -> Option<NaiveDate> {
        if let Some(due) = self.due_on(done_for, today) {
            return Some(due);
        }
        // What was made for a day to come, while the clock was wrong, is not made again before that day.
        let after = [Some(today), done_for, self.from_on.and_then(|from| from.pred_opt())];
        let after = after.into_iter().flatten().max().unwrap_or(today);
        (1..=LOOK_BACK).filter_map(|n| after.checked_add_days(Days::new(n))).find(|day| self.falls_on(*day))
    }
}

/// What is wrong with a number that is missing or outside its range.
fn outside(field: &str, value: Option<i64>, least: i64, most: i64) -> Option<FieldProblem> {
    match value {
        None => Some(FieldProblem::new(field, "required")),
        Some(value) if (least..=most).contains(&value) => None,
        Some(_) => Some(FieldProblem {
            about: json!({ "least": least, "most": most }),
            ..FieldProblem::new(field, "out_of_range")
        }),
    }
}

/// O-07: why what is made by itself is refused: a class that is for one pair of eyes, or personal data without a password.
#[must_use]
pub fn why_not_by_itself(class: Sensitivity, password: bool) -> bool {
    match class {
        Sensitivity::S => true,
        Sensitivity::A => !password,
        Sensitivity::B | Sensitivity::C | Sensitivity::D => false,
    }
}

/// Failures in a row after one more, and whether it is given up now (O-08).
#[must_use]
pub fn after_failure(failures: i64) -> (i64, bool) {
    let failures = failures.saturating_add(1);
    (failures, failures >= MOST_FAILURES)
}

/// The name of a file that is made by itself.
#[derive(Clone, Copy, Debug)]
pub struct FileName<'f> {
    /// The pattern.
    pub pattern: &'f str,
    /// Name of the report.
    pub name: &'f str,
    /// The day that it is true for.
    pub as_of: NaiveDate,
    /// The day on which it was due.
    pub due_on: NaiveDate,
}

impl FileName<'_> {
    /// What is called so where nobody said otherwise.
    pub const USUAL: &'static str = "{name}_{as_of}";

    /// Whether a pattern makes file names.
    ///
    /// # Errors
    /// `file_name_letters`, `file_name_places` for a place that does not exist.
    pub fn check(pattern: &str) -> std::result::Result<(), &'static str> {
        let rest = pattern.replace("{name}", "").replace("{as_of}", "").replace("{due}", "");
        if rest.contains(['{', '}']) {
            return Err("file_name_places");
        }
        if pattern.starts_with('.') || pattern.contains(FORBIDDEN) || pattern.chars().any(char::is_control) {
            return Err("file_name_letters");
        }
        Ok(())
    }

    /// A name without its ending, and the ending: what is written. A workbook, unless the name ends in `.pdf`.
    #[must_use]
    pub fn parts(name: &str) -> (&str, &'static str) {
        let with = |ending: &'static str| {
            let (stem, tail) = name.split_at_checked(name.len().checked_sub(ending.len())?)?;
            tail.eq_ignore_ascii_case(ending).then_some((stem, ending))
        };
        with(".pdf").or_else(|| with(".xlsx")).unwrap_or((name, ".xlsx"))
    }

    /// The name, with its ending; letters that no file name holds become `_`.
    #[must_use]
    pub fn made(self) -> String {
        let (pattern, ending) = Self::parts(self.pattern);
        let filled = pattern
            .replace("{as_of}", &self.as_of.to_string())
            .replace("{due}", &self.due_on.to_string())
            .replace("{name}", self.name);
        let safe: String = filled
            .chars()
            .map(|c| if FORBIDDEN.contains(&c) || c.is_control() { '_' } else { c })
            .take(MOST_OF_FILE)
            .collect();
        // Windows drops what ends so.
        let safe = safe.trim_end_matches(['.', ' ']).trim_start_matches(['.', ' ']);
        let stem = safe.split('.').next().unwrap_or_default().to_ascii_uppercase();
        let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
            || (stem.len() == 4 && ["COM", "LPT"].iter().any(|device| stem.starts_with(device)));
        match (safe.is_empty(), reserved) {
            (true, _) => format!("{}{ending}", self.due_on),
            (false, true) => format!("_{safe}{ending}"),
            (false, false) => format!("{safe}{ending}"),
        }
    }
}

#[cfg(test)]
#[path = "due_tests.rs"]
mod tests;
