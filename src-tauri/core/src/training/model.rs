//! The words of training on the wire, and its rules that need no database.

mod after;
mod codes;
mod contact;
mod costs;
mod course;
mod enrol;
mod exchange;
mod foresee;
mod mixing;
mod partners;
mod run;
mod seats;
mod told;
mod waiting;

pub use after::{
    AddEvaluation, AddLearning, AttendanceEntry, AttendanceOf, CertificateRow, Evaluations, Finished, HandIn,
    IssueCertificates, LearningOf, LearningRow, Marks, RevokeCertificate, SaveAttendance, VoidLearning,
};
pub(super) use after::{Asks, Sat, is_completed, lacks, minutes_follow, minutes_that_count, minutes_there};
pub use codes::{
    Attendance, CostKind, CostModel, EnrolmentStatus, Lack, NextStep, Pool, RunMode, RunStatus, SeatReason, WaitReason,
};
pub use contact::Contact;
pub use costs::{AddCost, CostRow, Costs, Heads, SettleShare, Share, ShareRow, VoidCost, split};
pub use course::{
    AddCourse, AddInterest, CourseFields, CourseFilter, CourseRow, DemandRow, EndInterest, InterestRow, SaveCourse,
};
pub use enrol::{
    Applicant, Applied, AppliedOne, Apply, Board, DecisionRow, DecisionsOf, EndEnrolment, EnrolChecked, EnrolmentNamed,
    EnrolmentRow, Enrolments, FoundMember, MemberNumbered, Moved, OrgSeats, Outside, Remark, WalkIn,
};
pub use exchange::{
    AgeBand, ApplyForm, FormChange, FormConsent, FormFault, FormFile, FormHead, FormOutcome, FormRead, FormRow,
    FormWord, PartnerWritten, WriteBadges, WriteFormRejects, WriteInvitation, WriteResults,
};
pub use foresee::{Foresee, Foreseen, SeatAsk};
pub use mixing::{Apart, Guest, MixTables, Mixed, Spread, mix, spread};
pub use partners::{Exchange, PartnerDue, PartnerEvent, PartnerRow, PartnerState, PartnerStep};
pub use run::{
    AddRun, CancelRun, CopyRun, Next, QuotaFields, QuotaRow, RunDetail, RunFields, RunFilter, RunNamed, RunRow,
    RunVersion, SaveQuotas, SaveRun, SaveSessions, SessionFields, SittingRow, clock, moment_of,
};
pub(super) use run::{Sitting, quotas, sittings};
pub use seats::{Ask, Decision, No, OFFERS_END_HOURS, Org, RunSeats, Seat, day_of};
pub use told::Told;

use chrono::{Datelike, NaiveDate};

use crate::error::FieldProblem;
use crate::text;

/// A text of one line as it is stored; empty = none.
fn line(problems: &mut Vec<FieldProblem>, field: &str, typed: Option<String>) -> Option<String> {
    let typed = typed?;
    let trimmed = typed.trim();
    if text::has_control(trimmed) {
        problems.push(FieldProblem::new(field, "text_control"));
    }
    at_most(problems, field, trimmed, 200);
    let kept = text::keep(trimmed).text.into_owned();
    (!kept.is_empty()).then_some(kept)
}

/// What a cell, a page and a screen can hold of a text.
fn at_most(problems: &mut Vec<FieldProblem>, field: &str, text: &str, most: usize) {
    if text.chars().count() > most {
        let about = serde_json::json!({ "most": most });
        problems.push(FieldProblem { field: field.into(), code: "text_too_long".into(), about });
    }
}

/// A day that anybody can mean.
fn probable(problems: &mut Vec<FieldProblem>, field: &str, day: Option<NaiveDate>) {
    if day.is_some_and(|day| !(1868..=2100).contains(&day.year())) {
        problems.push(FieldProblem::new(field, "date_year_improbable"));
    }
}

/// A text of several lines as it is stored; empty = none.
fn lines(problems: &mut Vec<FieldProblem>, field: &str, typed: Option<String>) -> Option<String> {
    let typed = typed?;
    at_most(problems, field, typed.trim(), 2_000);
    let kept = text::keep_lines(typed.trim()).text.into_owned();
    (!kept.is_empty()).then_some(kept)
}

/// A text that must be there.
fn must(problems: &mut Vec<FieldProblem>, field: &str, kept: Option<String>) -> String {
    if kept.is_none() {
        problems.push(FieldProblem::new(field, "required"));
    }
    kept.unwrap_or_default()
}
