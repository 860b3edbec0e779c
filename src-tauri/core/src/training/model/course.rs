//! Courses of the catalogue, and the interest in them.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{line, lines, must};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{CourseId, InterestId, OrganizationId};
use crate::support::KyojoKind;

/// A course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CourseRow {
    /// The course.
    pub id: CourseId,
    /// Version read; a save names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Its code: stands in certificate numbers.
    pub code: String,
    /// Title as printed.
    pub title: String,
    /// What it is for.
    pub purpose: Option<String>,
    /// Which of the six kinds of 共助 it belongs to.
    pub kyojo_kind: Option<KyojoKind>,
    /// For whom it is.
    pub target: Option<String>,
    /// Planned hours.
    #[ts(type = "number")]
    pub hours: i64,
    /// Minutes that completion asks for, in percent of all (E-05).
    #[ts(type = "number")]
    pub required_ratio: i64,
    /// Minutes of an excused absence count for completion.
    pub excused_counts: bool,
    /// Completion asks for the assignment, too.
    pub needs_assignment: bool,
    /// Courses to be completed before.
    pub prerequisites: Vec<CourseId>,
    /// What else is expected, in words.
    pub prerequisite_note: Option<String>,
    /// Last day in the catalogue.
    pub active_to: Option<NaiveDate>,
    /// Runs of it.
    #[ts(type = "number")]
    pub runs: u64,
}

/// Which courses to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct CourseFilter {
    /// Words in code, title or purpose.
    #[ts(optional)]
    pub find: Option<String>,
    /// Those that left the catalogue, too.
    #[ts(optional, as = "Option<bool>")]
    pub include_ended: bool,
}

/// What an officer writes of a course.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CourseFields {
    /// Title as printed.
    pub title: String,
    /// What it is for.
    #[serde(default)]
    #[ts(optional)]
    pub purpose: Option<String>,
    /// Which of the six kinds of 共助 it belongs to.
    #[serde(default)]
    #[ts(optional)]
    pub kyojo_kind: Option<KyojoKind>,
    /// For whom it is.
    #[serde(default)]
    #[ts(optional)]
    pub target: Option<String>,
    /// Planned hours.
    #[ts(type = "number")]
    pub hours: i64,
    /// Minutes that completion asks for, in percent of all; 80 unless said otherwise (E-05).
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub required_ratio: Option<i64>,
    /// Minutes of an excused absence count for completion.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub excused_counts: bool,
    /// Completion asks for the assignment, too.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub needs_assignment: bool,
    /// Courses to be completed before.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CourseId>>")]
    pub prerequisites: Vec<CourseId>,
    /// What else is expected, in words.
    #[serde(default)]
    #[ts(optional)]
    pub prerequisite_note: Option<String>,
    /// Last day in the catalogue; none = open.
    #[serde(default)]
    #[ts(optional)]
    pub active_to: Option<NaiveDate>,
}

impl CourseFields {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that breaks a rule: `required`, `text_control`, `number_range`.
    pub fn checked(self) -> Result<Self> {
        let mut problems = Vec::new();
        let title = line(&mut problems, "title", Some(self.title));
        let title = must(&mut problems, "title", title);
        if !(1..=1_000).contains(&self.hours) {
            problems.push(FieldProblem::new("hours", "number_range"));
        }
        if self.required_ratio.is_some_and(|ratio| !(0..=100).contains(&ratio)) {
            problems.push(FieldProblem::new("required_ratio", "number_range"));
        }
        super::probable(&mut problems, "active_to", self.active_to);
        let mut prerequisites = self.prerequisites;
        prerequisites.sort_unstable();
        prerequisites.dedup();
        let checked = Self {
            title,
            purpose: lines(&mut problems, "purpose", self.purpose),
            kyojo_kind: self.kyojo_kind,
            target: line(&mut problems, "target", self.target),
            hours: self.hours,
            required_ratio: Some(self.required_ratio.unwrap_or(80)),
            excused_counts: self.excused_counts,
            needs_assignment: self.needs_assignment,
            prerequisites,
            prerequisite_note: lines(&mut problems, "prerequisite_note", self.prerequisite_note),
            active_to: self.active_to,
        };
        if problems.is_empty() { Ok(checked) } else { Err(Error::Invalid(problems)) }
    }
}

/// Add a course.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddCourse {
    /// Its code; the next running one unless given.
    #[serde(default)]
    #[ts(optional)]
    pub code: Option<String>,
    /// The rest.
    #[serde(flatten)]
    pub fields: CourseFields,
}

/// Save a course: all fields as they shall be.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveCourse {
    /// The course.
    pub id: CourseId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// All fields as they shall be.
    #[serde(flatten)]
    pub fields: CourseFields,
}

/// An organisation's interest in a course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InterestRow {
    /// The interest.
    pub id: InterestId,
    /// Version read; an end names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Which organisation; none = the union itself.
    pub org_id: Option<OrganizationId>,
    /// Its name.
    pub org: String,
    /// How many people.
    #[ts(type = "number")]
    pub people: i64,
    /// When and where they would like it.
    pub wish: Option<String>,
    /// When it said so.
    pub recorded_on: NaiveDate,
}

/// What is asked for of a course: is another run needed?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DemandRow {
    /// The course.
    pub course_id: CourseId,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Interest that still counts.
    pub interests: Vec<InterestRow>,
    /// People of that interest.
    #[ts(type = "number")]
    pub interested: i64,
    /// People who wait for runs that are to come.
    #[ts(type = "number")]
    pub waiting: i64,
    /// Free seats of those runs.
    #[ts(type = "number")]
    pub free: i64,
    /// Those who find no seat: interest and waiting without the free seats.
    #[ts(type = "number")]
    pub short: i64,
    /// Enough for another run: as many as the last run needed at least.
    pub another_run: bool,
}

/// Say that an organisation would send people to a course.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddInterest {
    /// Which course.
    pub course_id: CourseId,
    /// Which organisation; none = the union itself.
    #[serde(default)]
    #[ts(optional)]
    pub org_id: Option<OrganizationId>,
    /// How many people.
    #[ts(type = "number")]
    pub people: i64,
    /// When and where they would like it.
    #[serde(default)]
    #[ts(optional)]
    pub wish: Option<String>,
    /// When it said so; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub recorded_on: Option<NaiveDate>,
}

/// An interest counts no longer.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndInterest {
    /// The interest.
    pub id: InterestId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}
