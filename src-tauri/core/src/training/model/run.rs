//! Runs of courses: days, places, seats.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{CostModel, NextStep, RunMode, RunStatus};
use super::contact::Contact;
use super::{line, lines};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{CourseId, OrganizationId, QuotaId, RunId, SessionId};
use crate::text;

/// A run in a list. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RunRow {
    /// The run.
    pub id: RunId,
    /// Version read; a change of the run names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Which course.
    pub course_id: CourseId,
    /// Code and running number: `C01-2`.
    pub code: String,
    /// Title.
    pub title: String,
    /// Where it stands.
    pub status: RunStatus,
    /// First day; none without sittings.
    pub first_on: Option<NaiveDate>,
    /// Last day.
    pub last_on: Option<NaiveDate>,
    /// Every day with a sitting.
    pub days: Vec<NaiveDate>,
    /// Where people take part.
    pub mode: RunMode,
    /// Place.
    pub venue: Option<String>,
    /// First day of applications.
    pub apply_from: Option<NaiveDate>,
    /// Last day of applications.
    pub apply_until: Option<NaiveDate>,
    /// Seats in all.
    #[ts(type = "number")]
    pub capacity: i64,
    /// Fewer than these and the run is in question.
    #[ts(type = "number | null")]
    pub min_people: Option<i64>,
    /// Applications that wait for an approval.
    #[ts(type = "number")]
    pub applied: i64,
    /// Seats offered.
    #[ts(type = "number")]
    pub offered: i64,
    /// Seats taken.
    #[ts(type = "number")]
    pub confirmed: i64,
    /// People who wait.
    #[ts(type = "number")]
    pub waiting: i64,
    /// People who completed it.
    #[ts(type = "number")]
    pub completed: i64,
    /// People who took part and of whom it was not judged yet whether they completed it.
    #[ts(type = "number")]
    pub unjudged: i64,
    /// Organisations that take part.
    #[ts(type = "number")]
    pub organisations: i64,
    /// Something is due by the clock: an offer ran out, seats were released.
    pub due: bool,
}

/// Which runs to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct RunFilter {
    /// Of this course.
    #[ts(optional)]
    pub course_id: Option<CourseId>,
    /// That stand here.
    #[ts(optional)]
    pub status: Option<RunStatus>,
    /// With a sitting on or after this day.
    #[ts(optional)]
    pub from: Option<NaiveDate>,
    /// With a sitting on or before this day.
    #[ts(optional)]
    pub to: Option<NaiveDate>,
    /// Words in code, title or place.
    #[ts(optional)]
    pub find: Option<String>,
}

/// A run with everything but its people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RunDetail {
    /// As in the list.
    pub run: RunRow,
    /// What an officer wrote of it.
    pub fields: RunFields,
    /// Sittings in order.
    pub sessions: Vec<SittingRow>,
    /// Seats by organisation.
    pub quotas: Vec<QuotaRow>,
    /// Minutes of all sittings.
    #[ts(type = "number")]
    pub minutes: i64,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// What happens next, in order.
    pub next: Vec<Next>,
    /// Whom the newest other run names, where this one names nobody: the window offers them.
    pub contact_before: Option<Contact>,
}

/// Something that happens by the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Next {
    /// What.
    pub step: NextStep,
    /// When.
    pub at: DateTime<Utc>,
    /// The day in Japan.
    pub on: NaiveDate,
    /// How many seats or offers it concerns.
    #[ts(type = "number")]
    pub n: i64,
    /// It is time: it happens as soon as somebody looks after the run.
    pub due: bool,
}

/// A sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SittingRow {
    /// The sitting.
    pub id: SessionId,
    /// Running number.
    #[ts(type = "number")]
    pub no: i64,
    /// Day.
    pub held_on: NaiveDate,
    /// Begin, `HH:MM`.
    pub starts: String,
    /// End, `HH:MM`.
    pub ends: String,
    /// Minutes that count.
    #[ts(type = "number")]
    pub minutes: i64,
    /// Completion asks for it.
    pub required: bool,
    /// What it is about.
    pub topic: Option<String>,
    /// Who speaks.
    pub lecturer: Option<String>,
    /// Place or link, where it differs.
    pub place: Option<String>,
}

/// Seats of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QuotaRow {
    /// The row.
    pub id: QuotaId,
    /// Which organisation; none = the union itself.
    pub org_id: Option<OrganizationId>,
    /// Its name.
    pub org: String,
    /// Seats kept for it.
    #[ts(type = "number")]
    pub seats: i64,
    /// Its members, for the cost model.
    #[ts(type = "number | null")]
    pub members: Option<i64>,
    /// Its industry.
    pub industry: Option<String>,
    /// Note.
    pub note: Option<String>,
}

/// What an officer writes of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct RunFields {
    /// Title; the course's unless given.
    #[serde(default)]
    #[ts(optional)]
    pub title: Option<String>,
    /// Who hosts it; none = the union itself.
    #[serde(default)]
    #[ts(optional)]
    pub host_org_id: Option<OrganizationId>,
    /// Seats in all.
    #[ts(type = "number")]
    pub capacity: i64,
    /// Organisations that are not invited may apply, too.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub is_public: bool,
    /// Applications wait for an approval.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub needs_approval: bool,
    /// Fewer than these and the run is in question.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub min_people: Option<i64>,
    /// Longest waiting list; none = no limit.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub wait_limit: Option<i64>,
    /// First day of applications.
    #[serde(default)]
    #[ts(optional)]
    pub apply_from: Option<NaiveDate>,
    /// Last day of applications.
    #[serde(default)]
    #[ts(optional)]
    pub apply_until: Option<NaiveDate>,
    /// From this day unused seats of organisations are common (E-03).
    #[serde(default)]
    #[ts(optional)]
    pub quota_release_on: Option<NaiveDate>,
    /// Last day on which a seat is given back without cost (E-06).
    #[serde(default)]
    #[ts(optional)]
    pub cancel_free_until: Option<NaiveDate>,
    /// Hours for which an offered seat is kept; 72 unless said otherwise.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub offer_hours: Option<i64>,
    /// Where people take part; at a place unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub mode: Option<RunMode>,
    /// Place.
    #[serde(default)]
    #[ts(optional)]
    pub venue: Option<String>,
    /// Link, as text.
    #[serde(default)]
    #[ts(optional)]
    pub link: Option<String>,
    /// How the costs are shared; the host pays unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub cost_model: Option<CostModel>,
    /// Yen a head of the model `fixed_fee`.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub fee: Option<i64>,
    /// Planned costs in yen.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub budget: Option<i64>,
    /// Note for officers.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
    /// Who answers for it: where partners send their forms and questions.
    #[serde(flatten)]
    pub contact: Contact,
}

impl RunFields {
    /// The fields as they are stored; `title` is the course's.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that breaks a rule: `number_range`, `date_order`, `text_control`, `mail_shape`,
    /// `required` for the fee of a fixed fee.
    pub fn checked(self, title: &str) -> Result<Self> {
        let mut problems = Vec::new();
        let mut range = |field: &str, value: Option<i64>, least: i64, most: i64| {
            if value.is_some_and(|value| !(least..=most).contains(&value)) {
                problems.push(FieldProblem::new(field, "number_range"));
            }
        };
        range("capacity", Some(self.capacity), 1, 100_000);
        range("min_people", self.min_people, 1, 100_000);
        range("wait_limit", self.wait_limit, 0, 100_000);
        range("offer_hours", self.offer_hours, 1, 2_000);
        range("fee", self.fee, 0, 100_000_000);
        range("budget", self.budget, 0, 100_000_000_000);
        if self.apply_from.zip(self.apply_until).is_some_and(|(from, until)| until < from) {
            problems.push(FieldProblem::new("apply_until", "date_order"));
        }
        if self.cost_model == Some(CostModel::FixedFee) && self.fee.is_none() {
            problems.push(FieldProblem::new("fee", "required"));
        }
        let days = [
            ("apply_from", self.apply_from),
            ("apply_until", self.apply_until),
            ("quota_release_on", self.quota_release_on),
            ("cancel_free_until", self.cancel_free_until),
        ];
        days.into_iter().for_each(|(field, day)| super::probable(&mut problems, field, day));
        let named = line(&mut problems, "title", self.title);
        let checked = Self {
            title: Some(named.unwrap_or_else(|| title.to_owned())),
            offer_hours: Some(self.offer_hours.unwrap_or(72)),
            mode: Some(self.mode.unwrap_or(RunMode::InPerson)),
            venue: line(&mut problems, "venue", self.venue),
            link: line(&mut problems, "link", self.link),
            cost_model: Some(self.cost_model.unwrap_or(CostModel::HostPays)),
            note: lines(&mut problems, "note", self.note),
            contact: self.contact.checked(&mut problems),
            ..self
        };
        if problems.is_empty() { Ok(checked) } else { Err(Error::Invalid(problems)) }
    }
}

/// A sitting as it is written.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SessionFields {
    /// The sitting that this is; none = a new one.
    #[serde(default)]
    #[ts(optional)]
    pub id: Option<SessionId>,
    /// Day.
    pub held_on: NaiveDate,
    /// Begin, `HH:MM`.
    pub starts: String,
    /// End, `HH:MM`.
    pub ends: String,
    /// Minutes that count; from begin to end unless said otherwise.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub minutes: Option<i64>,
    /// Completion asks for it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub required: bool,
    /// What it is about.
    #[serde(default)]
    #[ts(optional)]
    pub topic: Option<String>,
    /// Who speaks.
    #[serde(default)]
    #[ts(optional)]
    pub lecturer: Option<String>,
    /// Place or link, where it differs from the run's.
    #[serde(default)]
    #[ts(optional)]
    pub place: Option<String>,
}

/// A sitting as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// The sitting that this is.
    pub id: Option<SessionId>,
    /// Day.
    pub held_on: NaiveDate,
    /// Minutes after midnight.
    pub starts: i64,
    /// Minutes after midnight.
    pub ends: i64,
    /// Minutes that count.
    pub minutes: i64,
    /// Completion asks for it.
    pub required: bool,
    /// What it is about.
    pub topic: Option<String>,
    /// Who speaks.
    pub lecturer: Option<String>,
    /// Place or link.
    pub place: Option<String>,
}

/// Minutes after midnight of `HH:MM`; `24:00` is the end of the day.
fn minutes_of(typed: &str) -> Option<i64> {
    let typed = text::with_colon(&text::identifier(typed.trim()));
    if typed == "24:00" {
        return Some(1440);
    }
    let time = NaiveTime::parse_from_str(&typed, "%H:%M").ok()?;
    Some(i64::from(time.hour() * 60 + time.minute()))
}

/// `HH:MM` of minutes after midnight.
#[must_use]
pub fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The moment of a day and of minutes after midnight in Japan.
#[must_use]
pub fn moment_of(day: NaiveDate, minutes: i64) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes) - TimeDelta::hours(9)).and_utc()
}

/// Sittings as they are stored, in the order of time.
///
/// # Errors
/// [`Error::Invalid`]: `time_shape`, `time_order`, `number_range`, `text_control`.
pub fn sittings(typed: Vec<SessionFields>) -> Result<Vec<Sitting>> {
    let mut problems = Vec::new();
    let mut all = Vec::with_capacity(typed.len());
    for (n, fields) in typed.into_iter().enumerate() {
        let name = |field: &str| format!("sessions.{n}.{field}");
        super::probable(&mut problems, &name("held_on"), Some(fields.held_on));
        let (starts, ends) = (minutes_of(&fields.starts), minutes_of(&fields.ends));
        if starts.is_none_or(|minutes| minutes >= 1440) {
            problems.push(FieldProblem::new(&name("starts"), "time_shape"));
        }
        if ends.is_none() {
            problems.push(FieldProblem::new(&name("ends"), "time_shape"));
        }
        let (starts, ends) = (starts.unwrap_or(0), ends.unwrap_or(1440));
        if ends <= starts {
            problems.push(FieldProblem::new(&name("ends"), "time_order"));
        }
        let minutes = fields.minutes.unwrap_or(ends - starts);
        if !(1..=1440).contains(&minutes) {
            problems.push(FieldProblem::new(&name("minutes"), "number_range"));
        }
        all.push(Sitting {
            id: fields.id,
            held_on: fields.held_on,
            starts,
            ends,
            minutes,
            required: fields.required,
            topic: line(&mut problems, &name("topic"), fields.topic),
            lecturer: line(&mut problems, &name("lecturer"), fields.lecturer),
            place: line(&mut problems, &name("place"), fields.place),
        });
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    all.sort_by_key(|sitting| (sitting.held_on, sitting.starts));
    Ok(all)
}

/// Seats of an organisation as they are written.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct QuotaFields {
    /// Which organisation; none = the union itself.
    #[serde(default)]
    #[ts(optional)]
    pub org_id: Option<OrganizationId>,
    /// Seats kept for it; none of them = only invited.
    #[ts(type = "number")]
    pub seats: i64,
    /// Its members, for the cost model.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub members: Option<i64>,
    /// Its industry.
    #[serde(default)]
    #[ts(optional)]
    pub industry: Option<String>,
    /// Note.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// Seats by organisation as they are stored.
///
/// # Errors
/// [`Error::Invalid`]: `number_range`, `org_twice`, `text_control`.
pub fn quotas(typed: Vec<QuotaFields>) -> Result<Vec<QuotaFields>> {
    let mut problems = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let mut all = Vec::with_capacity(typed.len());
    for (n, fields) in typed.into_iter().enumerate() {
        let name = |field: &str| format!("quotas.{n}.{field}");
        if !(0..=100_000).contains(&fields.seats) {
            problems.push(FieldProblem::new(&name("seats"), "number_range"));
        }
        if fields.members.is_some_and(|members| !(0..=100_000_000).contains(&members)) {
            problems.push(FieldProblem::new(&name("members"), "number_range"));
        }
        if !seen.insert(fields.org_id) {
            problems.push(FieldProblem::new(&name("org_id"), "org_twice"));
        }
        all.push(QuotaFields {
            industry: line(&mut problems, &name("industry"), fields.industry),
            note: line(&mut problems, &name("note"), fields.note),
            ..fields
        });
    }
    if problems.is_empty() { Ok(all) } else { Err(Error::Invalid(problems)) }
}

/// Add a run, with its sittings and seats if they are known.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddRun {
    /// Which course.
    pub course_id: CourseId,
    /// What is written of it.
    #[serde(flatten)]
    pub fields: RunFields,
    /// Its sittings.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<SessionFields>>")]
    pub sessions: Vec<SessionFields>,
    /// Seats by organisation, which are invited by it.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<QuotaFields>>")]
    pub quotas: Vec<QuotaFields>,
}

/// Save a run: all fields as they shall be.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveRun {
    /// The run.
    pub id: RunId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// All fields as they shall be.
    #[serde(flatten)]
    pub fields: RunFields,
}

/// The sittings of a run, all of them.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveSessions {
    /// The run.
    pub id: RunId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The sittings; what is not named is taken out.
    pub sessions: Vec<SessionFields>,
}

/// The seats by organisation of a run, all of them.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveQuotas {
    /// The run.
    pub id: RunId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The organisations; what is not named is no longer invited.
    pub quotas: Vec<QuotaFields>,
}

/// A run anew, all its days moved.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CopyRun {
    /// The run.
    pub id: RunId,
    /// First day of the copy; a year of weeks later unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub first_on: Option<NaiveDate>,
}

/// Names a run.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct RunNamed {
    /// The run.
    pub id: RunId,
}

/// Names a run as it was read.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct RunVersion {
    /// The run.
    pub id: RunId,
    /// Version read; none = as it is now.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// Cancel a run.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CancelRun {
    /// The run.
    pub id: RunId,
    /// Version read; none = as it is now.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
}
