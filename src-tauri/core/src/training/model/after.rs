//! What comes of a run: attendance, completion (E-05), certificates, evaluation, learning.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::{Attendance, EnrolmentStatus, Lack};
use super::line;
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{CertificateId, EnrolmentId, LearningId, PersonId, RunId, SessionId};

/// Somebody at a sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct AttendanceEntry {
    /// Who.
    pub enrolment_id: EnrolmentId,
    /// Which sitting.
    pub session_id: SessionId,
    /// How; none = take the entry out.
    #[serde(default)]
    #[ts(optional)]
    pub attendance: Option<Attendance>,
    /// Minutes there: the whole sitting for who was present or online, none for who was absent or excused, unless said
    /// otherwise; must be said for who came late or left early.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub minutes: Option<i64>,
}

/// Note who was there.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveAttendance {
    /// The run.
    pub run_id: RunId,
    /// The entries: a whole room at once.
    pub entries: Vec<AttendanceEntry>,
}

/// Attendance of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AttendanceOf {
    /// Entries of those in sight.
    pub entries: Vec<AttendanceEntry>,
}

/// Minutes of an entry as they are stored.
///
/// # Errors
/// The code of the problem: `attendance_minutes` where they must be said, `number_range` beyond the sitting.
pub fn minutes_there(attendance: Attendance, said: Option<i64>, sitting: i64) -> Result<i64, &'static str> {
    let minutes = match (attendance, said) {
        (Attendance::Absent, None | Some(0)) => 0,
        (Attendance::Absent, Some(_)) => return Err("attendance_absent"),
        // An excused person has the minutes of the sitting for courses that count them.
        (Attendance::Excused, said) => said.unwrap_or(sitting),
        (Attendance::Present | Attendance::Online, said) => said.unwrap_or(sitting),
        (Attendance::Late | Attendance::LeftEarly, Some(minutes)) => minutes,
        (Attendance::Late | Attendance::LeftEarly, None) => return Err("attendance_minutes"),
    };
    if (0..=sitting).contains(&minutes) { Ok(minutes) } else { Err("number_range") }
}

/// Minutes of an entry after its sitting became longer or shorter (E-05): who was there the whole time still is. None = the
/// person was there for longer than the sitting takes now.
#[must_use]
pub fn minutes_follow(attendance: Attendance, minutes: i64, was: i64, is: i64) -> Option<i64> {
    let may_be_whole = matches!(attendance, Attendance::Present | Attendance::Online | Attendance::Excused);
    if may_be_whole && minutes == was { Some(is) } else { (minutes <= is).then_some(minutes) }
}

/// One sitting in the question of completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sat {
    /// Minutes that count of the sitting.
    pub of: i64,
    /// Completion asks for it.
    pub required: bool,
    /// How the person took part, and for how long; none = nothing was noted.
    pub there: Option<(Attendance, i64)>,
}

/// What completion asks of a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asks {
    /// Percent of all minutes.
    pub ratio: i64,
    /// Minutes of an excused absence count.
    pub excused_counts: bool,
    /// The assignment, too.
    pub assignment: bool,
}

/// Minutes that count (E-05), and whether every required sitting was attended.
#[must_use]
pub fn minutes_that_count(sat: &[Sat], asks: Asks) -> (i64, bool) {
    let mut minutes = 0;
    let mut all = true;
    for sitting in sat {
        let counts = match sitting.there {
            Some((Attendance::Excused, there)) if asks.excused_counts => there,
            Some((Attendance::Excused | Attendance::Absent, _)) | None => 0,
            Some((_, there)) => there,
        };
        minutes += counts;
        all &= !sitting.required || counts > 0;
    }
    (minutes, all)
}

/// What is lacking for completion (E-05), which asks for `100 · attended ≥ ratio · total` in whole numbers, every required
/// sitting, and the assignment where the course asks for it. Empty = the course is completed.
#[must_use]
pub fn lacks(sat: &[Sat], asks: Asks, handed_in: bool) -> Vec<Lack> {
    let total: i64 = sat.iter().map(|sitting| sitting.of).sum();
    let (minutes, all) = minutes_that_count(sat, asks);
    if minutes == 0 {
        return vec![Lack::NotThere];
    }
    let lacks = [
        (100 * minutes < asks.ratio * total, Lack::Minutes),
        (!all, Lack::RequiredSitting),
        (asks.assignment && !handed_in, Lack::Assignment),
    ];
    lacks.into_iter().filter_map(|(is_lacking, lack)| is_lacking.then_some(lack)).collect()
}

/// Whether a course is completed (E-05).
#[must_use]
pub fn is_completed(sat: &[Sat], asks: Asks, handed_in: bool) -> bool {
    lacks(sat, asks, handed_in).is_empty()
}

/// Note that the assignment was handed in.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct HandIn {
    /// Who.
    pub enrolment_ids: Vec<EnrolmentId>,
    /// When; none = take the note out.
    #[serde(default)]
    #[ts(optional)]
    pub on: Option<NaiveDate>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Finished {
    /// Took part.
    #[ts(type = "number")]
    pub attended: i64,
    /// Had a seat and did not come.
    #[ts(type = "number")]
    pub no_show: i64,
    /// Completed.
    #[ts(type = "number")]
    pub completed: i64,
    /// Took part and did not complete.
    #[ts(type = "number")]
    pub incomplete: i64,
    /// Never got a seat.
    #[ts(type = "number")]
    pub without_seat: i64,
}

/// Issue certificates.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct IssueCertificates {
    /// The run.
    pub run_id: RunId,
    /// To these; to all who completed it and have none unless said otherwise.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<EnrolmentId>>")]
    pub enrolment_ids: Vec<EnrolmentId>,
    /// Day on them; today unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub issued_on: Option<NaiveDate>,
}

/// A certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CertificateRow {
    /// The certificate.
    pub id: CertificateId,
    /// Version read; a revocation names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Its number.
    pub number: String,
    /// For which application.
    pub enrolment_id: EnrolmentId,
    /// Name.
    pub name: String,
    /// Organisation.
    pub org: String,
    /// Title on it.
    pub title: String,
    /// Day on it.
    pub issued_on: NaiveDate,
    /// Taken back on.
    pub revoked_on: Option<NaiveDate>,
    /// Why.
    pub revoke_reason: Option<String>,
}

/// Take a certificate back; its row and number stay.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct RevokeCertificate {
    /// The certificate.
    pub id: CertificateId,
    /// Version read; none = as it is now.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
}

/// An answer on the evaluation form.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddEvaluation {
    /// The run.
    pub run_id: RunId,
    /// As a whole, 1 to 5.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub overall: Option<i64>,
    /// Content, 1 to 5.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub content: Option<i64>,
    /// Lecturer, 1 to 5.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub lecturer: Option<i64>,
    /// Of use at work and in the union, 1 to 5.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub useful: Option<i64>,
    /// In own words.
    #[serde(default)]
    #[ts(optional)]
    pub comment: Option<String>,
}

impl AddEvaluation {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`]: `number_range`; `required` when nothing was answered.
    pub fn checked(self) -> Result<Self> {
        let mut problems = Vec::new();
        let marks = [
            ("overall", self.overall),
            ("content", self.content),
            ("lecturer", self.lecturer),
            ("useful", self.useful),
        ];
        for (field, mark) in marks {
            if mark.is_some_and(|mark| !(1..=5).contains(&mark)) {
                problems.push(FieldProblem::new(field, "number_range"));
            }
        }
        let comment = super::lines(&mut problems, "comment", self.comment);
        if marks.iter().all(|(_, mark)| mark.is_none()) && comment.is_none() {
            problems.push(FieldProblem::new("overall", "required"));
        }
        if problems.is_empty() { Ok(Self { comment, ..self }) } else { Err(Error::Invalid(problems)) }
    }
}

/// The marks of one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Marks {
    /// `overall`, `content`, `lecturer`, `useful`.
    pub question: String,
    /// How many answered it.
    #[ts(type = "number")]
    pub n: i64,
    /// How many gave 1, 2, 3, 4, 5; none of them below the smallest count that is shown (S-04).
    #[ts(type = "number[]")]
    pub counts: Vec<i64>,
    /// Mean in hundredths; none below the smallest count.
    #[ts(type = "number | null")]
    pub mean_hundredths: Option<i64>,
}

/// The evaluation of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Evaluations {
    /// Answers.
    #[ts(type = "number")]
    pub answers: i64,
    /// By question.
    pub marks: Vec<Marks>,
    /// In own words, in the order of words: they name nobody, and no order tells whose they are.
    pub comments: Vec<String>,
}

/// A course that a person took here or elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LearningRow {
    /// Of learning elsewhere: the entry.
    pub id: Option<LearningId>,
    /// Version read.
    #[ts(type = "number | null")]
    pub version: Option<i64>,
    /// Of a course of the union: the application.
    pub enrolment_id: Option<EnrolmentId>,
    /// Title.
    pub title: String,
    /// Where.
    pub provider: Option<String>,
    /// First day.
    pub from_on: Option<NaiveDate>,
    /// Last day.
    pub to_on: Option<NaiveDate>,
    /// Minutes or hours, in minutes.
    #[ts(type = "number | null")]
    pub minutes: Option<i64>,
    /// Of a course of the union: where it stands.
    pub status: Option<EnrolmentStatus>,
    /// Number of the certificate that holds.
    pub certificate: Option<String>,
}

/// Whose learning.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct LearningOf {
    /// The person.
    pub person_id: PersonId,
}

/// Note what a person learned elsewhere.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddLearning {
    /// The person.
    pub person_id: PersonId,
    /// What.
    pub title: String,
    /// Where.
    #[serde(default)]
    #[ts(optional)]
    pub provider: Option<String>,
    /// First day.
    #[serde(default)]
    #[ts(optional)]
    pub from_on: Option<NaiveDate>,
    /// Last day.
    #[serde(default)]
    #[ts(optional)]
    pub to_on: Option<NaiveDate>,
    /// Hours.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub hours: Option<i64>,
    /// Note.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

impl AddLearning {
    /// The fields as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`]: `required`, `date_order`, `number_range`, `text_control`.
    pub fn checked(self) -> Result<Self> {
        let mut problems = Vec::new();
        let title = line(&mut problems, "title", Some(self.title));
        let title = super::must(&mut problems, "title", title);
        if self.from_on.zip(self.to_on).is_some_and(|(from, to)| to < from) {
            problems.push(FieldProblem::new("to_on", "date_order"));
        }
        if self.hours.is_some_and(|hours| !(1..=10_000).contains(&hours)) {
            problems.push(FieldProblem::new("hours", "number_range"));
        }
        let provider = line(&mut problems, "provider", self.provider);
        let note = super::lines(&mut problems, "note", self.note);
        super::probable(&mut problems, "from_on", self.from_on);
        super::probable(&mut problems, "to_on", self.to_on);
        if problems.is_empty() { Ok(Self { title, provider, note, ..self }) } else { Err(Error::Invalid(problems)) }
    }
}

/// Take an entry of learning elsewhere out.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct VoidLearning {
    /// The entry.
    pub id: LearningId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_05_who_was_there_the_whole_time_still_is_when_the_sitting_becomes_longer_or_shorter() {
        for whole in [Attendance::Present, Attendance::Online, Attendance::Excused] {
            assert_eq!(minutes_follow(whole, 180, 180, 360), Some(360));
            assert_eq!(minutes_follow(whole, 180, 180, 30), Some(30));
        }
        for part in [Attendance::Present, Attendance::Late, Attendance::LeftEarly] {
            assert_eq!(minutes_follow(part, 100, 180, 360), Some(100));
            assert_eq!(minutes_follow(part, 100, 180, 100), Some(100));
            assert_eq!(minutes_follow(part, 100, 180, 99), None, "longer than there was anything");
        }
        assert_eq!(
            minutes_follow(Attendance::Late, 180, 180, 360),
            Some(180),
            "who came late was not there the whole time"
        );
        assert_eq!(minutes_follow(Attendance::Absent, 0, 180, 30), Some(0));
    }

    #[test]
    fn e_05_eighty_percent_of_the_minutes_and_every_required_sitting() {
        let asks = Asks { ratio: 80, excused_counts: false, assignment: false };
        type There = Option<(Attendance, i64)>;
        let sat = |minutes: &[(i64, bool, There)]| -> Vec<Sat> {
            minutes.iter().map(|(of, required, there)| Sat { of: *of, required: *required, there: *there }).collect()
        };
        let present = |minutes| Some((Attendance::Present, minutes));
        // 240 of 300 minutes are 80 % to the minute; one minute less is not.
        assert!(is_completed(&sat(&[(150, false, present(150)), (150, false, present(90))]), asks, false));
        assert!(!is_completed(&sat(&[(150, false, present(150)), (150, false, present(89))]), asks, false));
        // A required sitting that was missed.
        assert_eq!(lacks(&sat(&[(280, false, present(280)), (20, true, None)]), asks, false), [Lack::RequiredSitting]);
        // Excused minutes count only where the course says so.
        let excused = sat(&[(150, false, present(150)), (150, true, Some((Attendance::Excused, 150)))]);
        assert!(!is_completed(&excused, asks, false));
        assert!(is_completed(&excused, Asks { excused_counts: true, ..asks }, false));
        // The assignment.
        let all = sat(&[(100, true, present(100))]);
        assert_eq!(lacks(&all, Asks { assignment: true, ..asks }, false), [Lack::Assignment]);
        assert!(is_completed(&all, Asks { assignment: true, ..asks }, true));
        assert!(!is_completed(&[], asks, true), "a run without sittings completes nobody");
    }
}
