//! Applications: what is asked, what is answered, and the board of a run.

use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::codes::{EnrolmentStatus, Lack, Pool, SeatReason, WaitReason};
use super::line;
use super::mixing::Apart;
use super::run::{Next, QuotaRow, RunRow, SittingRow};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{EnrolmentId, OpId, OrganizationId, PersonId, RunId};
use crate::organizations::mail_shaped;

/// Most people of one application.
pub const APPLY_MOST: usize = 5_000;

/// Somebody who is no member of the union: the smallest set of data.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema, TS)]
pub struct Outside {
    /// Family name.
    pub family_name: String,
    /// Given name.
    #[serde(default)]
    #[ts(optional)]
    pub given_name: Option<String>,
    /// Reading of the family name.
    #[serde(default)]
    #[ts(optional)]
    pub family_kana: Option<String>,
    /// Reading of the given name.
    #[serde(default)]
    #[ts(optional)]
    pub given_kana: Option<String>,
    /// E-mail.
    #[serde(default)]
    #[ts(optional)]
    pub mail: Option<String>,
    /// Telephone.
    #[serde(default)]
    #[ts(optional)]
    pub phone: Option<String>,
    /// Somebody else of the same name as one who applied before.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub namesake: bool,
}

/// Who applies: a member by number or id, or somebody of another organisation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct Applicant {
    /// Number of a member.
    #[ts(optional)]
    pub member_no: Option<String>,
    /// A person who is known already.
    #[ts(optional)]
    pub person_id: Option<PersonId>,
    /// Somebody of another organisation who is not known yet.
    #[ts(optional)]
    pub outside: Option<Outside>,
    /// For which organisation; none = the union itself.
    #[ts(optional)]
    pub org_id: Option<OrganizationId>,
    /// Company, for groups that mix.
    #[ts(optional)]
    pub company: Option<String>,
    /// Industry, for groups that mix.
    #[ts(optional)]
    pub industry: Option<String>,
    /// Decade of age (30 = in the thirties), for groups that mix.
    #[ts(optional, type = "number")]
    pub age_band: Option<i64>,
    /// Note.
    #[ts(optional)]
    pub note: Option<String>,
}

impl Applicant {
    /// The fields as they are stored; `n` is the place in the application.
    ///
    /// # Errors
    /// Problems at the fields: `applicant_required` unless exactly one way names who it is; `required`, `text_control`,
    /// `mail_shape`, `number_range`; `org_required` for somebody of another organisation without one.
    pub fn checked(self, n: usize, problems: &mut Vec<FieldProblem>) -> Self {
        let name = |field: &str| format!("applicants.{n}.{field}");
        let ways = [self.member_no.is_some(), self.person_id.is_some(), self.outside.is_some()];
        if ways.iter().filter(|way| **way).count() != 1 {
            problems.push(FieldProblem::new(&name("member_no"), "applicant_required"));
        }
        if self.outside.is_some() && self.org_id.is_none() {
            problems.push(FieldProblem::new(&name("org_id"), "org_required"));
        }
        let outside = self.outside.map(|outside| {
            let family = line(problems, &name("outside.family_name"), Some(outside.family_name));
            if family.is_none() {
                problems.push(FieldProblem::new(&name("outside.family_name"), "required"));
            }
            let mail = line(problems, &name("outside.mail"), outside.mail);
            if mail.as_deref().is_some_and(|mail| !mail_shaped(mail)) {
                problems.push(FieldProblem::new(&name("outside.mail"), "mail_shape"));
            }
            Outside {
                family_name: family.unwrap_or_default(),
                given_name: line(problems, &name("outside.given_name"), outside.given_name),
                family_kana: line(problems, &name("outside.family_kana"), outside.family_kana),
                given_kana: line(problems, &name("outside.given_kana"), outside.given_kana),
                mail,
                phone: line(problems, &name("outside.phone"), outside.phone),
                namesake: outside.namesake,
            }
        });
        if self.age_band.is_some_and(|age| !(0..=120).contains(&age)) {
            problems.push(FieldProblem::new(&name("age_band"), "number_range"));
        }
        Self {
            member_no: line(problems, &name("member_no"), self.member_no),
            person_id: self.person_id,
            outside,
            org_id: self.org_id,
            company: line(problems, &name("company"), self.company),
            industry: line(problems, &name("industry"), self.industry),
            age_band: self.age_band.map(|age| age / 10 * 10),
            note: line(problems, &name("note"), self.note),
        }
    }
}

/// Apply for a run.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Apply {
    /// The run.
    pub run_id: RunId,
    /// Who.
    pub applicants: Vec<Applicant>,
    /// Seats for all of them or for none: they wait until there are enough.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub together: bool,
    /// When the application came; now unless said otherwise, never later.
    #[serde(default)]
    #[ts(optional)]
    pub applied_at: Option<DateTime<Utc>>,
    /// Take the applications although a course that is asked for before is missing (E-10).
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub despite: bool,
}

impl Apply {
    /// The applicants as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`]: as [`Applicant::checked`]; `required` without any; `too_many`; `date_future`; `org_mixed` for a
    /// group of several organisations.
    pub fn checked(self, now: DateTime<Utc>) -> Result<Self> {
        let mut problems = Vec::new();
        if self.applicants.is_empty() {
            problems.push(FieldProblem::new("applicants", "required"));
        }
        if self.applicants.len() > APPLY_MOST {
            problems.push(FieldProblem::new("applicants", "too_many"));
        }
        if self.applied_at.is_some_and(|at| at > now) {
            problems.push(FieldProblem::new("applied_at", "date_future"));
        }
        let one = self.applicants.first().map(|first| first.org_id);
        if self.together && self.applicants.iter().any(|applicant| Some(applicant.org_id) != one) {
            problems.push(FieldProblem::new("together", "org_mixed"));
        }
        let applicants =
            self.applicants.into_iter().enumerate().map(|(n, who)| who.checked(n, &mut problems)).collect();
        if problems.is_empty() { Ok(Self { applicants, ..self }) } else { Err(Error::Invalid(problems)) }
    }
}

/// Something to know before or after an application.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Remark {
    /// Its code: `E-01`, `E-02`, `E-10` refuse, `session_clash` and `run_few` warn.
    pub code: String,
    /// Parameters of the sentence.
    #[ts(type = "Record<string, unknown>")]
    pub about: Value,
}

/// Why somebody cannot apply, and what is to be known.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EnrolChecked {
    /// What refuses.
    pub refused: Vec<Remark>,
    /// What only warns.
    pub warnings: Vec<Remark>,
    /// Where the application would stand.
    pub would: Option<EnrolmentStatus>,
}

/// What became of one applicant.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct AppliedOne {
    /// The application.
    pub id: EnrolmentId,
    /// Who.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// Where it stands.
    pub status: EnrolmentStatus,
    /// Where the seat comes from.
    pub pool: Option<Pool>,
    /// Why; none while it waits for an approval.
    pub reason: Option<SeatReason>,
    /// What is to be known.
    pub warnings: Vec<Remark>,
}

/// What a change of seats did.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Moved {
    /// The change; none when there was nothing to do.
    pub op: Option<OpId>,
    /// Decisions in order.
    pub decisions: Vec<DecisionRow>,
}

/// What became of an application.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Applied {
    /// The applicants in the order in which they were named.
    pub applied: Vec<AppliedOne>,
    /// What was decided of others meanwhile.
    pub decisions: Vec<DecisionRow>,
}

/// A decision about a seat.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct DecisionRow {
    /// The application.
    pub enrolment_id: EnrolmentId,
    /// Name.
    pub name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Where it stood; none = new.
    pub from: Option<EnrolmentStatus>,
    /// Where it stands.
    pub to: EnrolmentStatus,
    /// Where the seat comes from.
    pub pool: Option<Pool>,
    /// Why.
    pub reason: SeatReason,
}

/// Names an application.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EnrolmentNamed {
    /// The application.
    pub id: EnrolmentId,
    /// Version read; none = as it is now.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// Names applications.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Enrolments {
    /// The applications, of one run.
    pub ids: Vec<EnrolmentId>,
}

/// Come on the day without an application.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct WalkIn {
    /// The run.
    pub run_id: RunId,
    /// Who.
    pub applicants: Vec<Applicant>,
}

/// Ends an application, with the reason.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndEnrolment {
    /// The application.
    pub id: EnrolmentId,
    /// Version read; none = as it is now.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Why.
    #[serde(default)]
    #[ts(optional)]
    pub reason: Option<String>,
}

/// Look up a member by the number on the paper.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct MemberNumbered {
    /// The number.
    pub member_no: String,
}

/// A member who was looked up by number: the smallest set of data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FoundMember {
    /// The person.
    pub person_id: PersonId,
    /// The number.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// Unit.
    pub unit: Option<String>,
}

/// An application on the board.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct EnrolmentRow {
    /// The application.
    pub id: EnrolmentId,
    /// Version read; a change names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Who.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// Reading.
    pub kana: Option<String>,
    /// For which organisation; none = the union itself.
    pub org_id: Option<OrganizationId>,
    /// Its name.
    pub org: String,
    /// Unit of the union.
    pub unit: Option<String>,
    /// Where it stands.
    pub status: EnrolmentStatus,
    /// Where the seat comes from.
    pub pool: Option<Pool>,
    /// When it was made.
    pub applied_at: DateTime<Utc>,
    /// Running number within the run.
    #[ts(type = "number")]
    pub seq: i64,
    /// The group that gets seats together.
    #[ts(type = "number | null")]
    pub group_no: Option<i64>,
    /// Place on the waiting list, from 1.
    #[ts(type = "number | null")]
    pub place: Option<i64>,
    /// Why it still waits.
    pub waits: Option<WaitReason>,
    /// The figure of that reason.
    #[ts(type = "number")]
    pub waits_n: i64,
    /// The one postponement was used.
    pub postponed: bool,
    /// Until when an offer is kept.
    pub offer_expires_at: Option<DateTime<Utc>>,
    /// The last decision about it.
    pub reason: Option<SeatReason>,
    /// In words: why it was cancelled or declined.
    pub why: Option<String>,
    /// Cancelled after the last free day (E-06).
    pub late_cancel: bool,
    /// Minutes attended so far.
    #[ts(type = "number | null")]
    pub minutes: Option<i64>,
    /// What an application that was judged not to complete the course lacks, by the records as they are.
    pub lacks: Vec<Lack>,
    /// Day on which the assignment was handed in.
    pub assignment_on: Option<NaiveDate>,
    /// Number of the certificate that holds.
    pub certificate: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// Industry.
    pub industry: Option<String>,
    /// Decade of age.
    #[ts(type = "number | null")]
    pub age_band: Option<i64>,
    /// Table of the seating plan.
    #[ts(type = "number | null")]
    pub table_no: Option<i64>,
    /// Note.
    pub note: Option<String>,
}

/// Seats and people of an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OrgSeats {
    /// Which organisation; none = the union itself.
    pub org_id: Option<OrganizationId>,
    /// Its name.
    pub org: String,
    /// Seats kept for it.
    #[ts(type = "number")]
    pub quota: i64,
    /// Of them in use.
    #[ts(type = "number")]
    pub quota_used: i64,
    /// Its people on seats of the common pool.
    #[ts(type = "number")]
    pub common_used: i64,
    /// Waiting for an approval.
    #[ts(type = "number")]
    pub applied: i64,
    /// Seats offered.
    #[ts(type = "number")]
    pub offered: i64,
    /// Seats taken, then those who took part and those who did not come.
    #[ts(type = "number")]
    pub confirmed: i64,
    /// Waiting.
    #[ts(type = "number")]
    pub waiting: i64,
    /// Took part.
    #[ts(type = "number")]
    pub attended: i64,
    /// Completed.
    #[ts(type = "number")]
    pub completed: i64,
    /// Cancelled, declined, run out.
    #[ts(type = "number")]
    pub ended: i64,
}

/// The board of a run.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Board {
    /// The run.
    pub run: RunRow,
    /// The moment of the board.
    pub at: DateTime<Utc>,
    /// Seats of the common pool.
    #[ts(type = "number")]
    pub common: i64,
    /// Free seats that anybody may take.
    #[ts(type = "number")]
    pub common_free: i64,
    /// Free seats in all.
    #[ts(type = "number")]
    pub free: i64,
    /// Organisations' unused seats are common now.
    pub released: bool,
    /// Seats and people by organisation, the union first.
    pub organisations: Vec<OrgSeats>,
    /// Seats by organisation as they were written.
    pub quotas: Vec<QuotaRow>,
    /// Sittings.
    pub sessions: Vec<SittingRow>,
    /// Those in sight: seated first, then who waits in order, then the others.
    pub rows: Vec<EnrolmentRow>,
    /// Applications that are out of the officer's sight.
    #[ts(type = "number")]
    pub unseen: i64,
    /// Who never sits together at a table, as far as both are in sight.
    pub apart: Vec<Apart>,
    /// What happens next, in order.
    pub next: Vec<Next>,
    /// What would be decided now.
    pub due: Vec<DecisionRow>,
}

/// The decisions about a run or an application.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DecisionsOf {
    /// The run.
    pub run_id: RunId,
    /// Of one application.
    #[serde(default)]
    #[ts(optional)]
    pub enrolment_id: Option<EnrolmentId>,
    /// Most rows; 200 unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}
