//! The course of a case: which step may follow which, and what each asks for first (C-01 … C-07). Asked by the verbs, and by the window
//! for what it offers.

use chrono::{Days, Months, NaiveDate, TimeDelta};
use sea_orm::Iterable;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::codes::{CaseStatus, CloseOutcome, CounselorQualification};
use crate::error::{Error, FieldProblem, Result};

/// Longest pause before it is looked at again, in days.
pub const PAUSE_DAYS: i64 = 90;
/// Months within which a closed case may be reopened.
pub const REOPEN_MONTHS: u32 = 12;
/// Hours after which a note is locked.
pub const LOCK_HOURS: i64 = 24;
/// Days after which a referral is asked about.
pub const REFERRAL_DAYS: u64 = 30;
/// Months that a case is kept after closing, unless the union says otherwise.
pub const RETENTION_MONTHS: i64 = 36;
/// Months that a case may lie back: none is kept longer after closing.
pub const BACK_MONTHS: u32 = 240;
/// Months ahead for which somebody plans.
pub const AHEAD_MONTHS: u32 = 120;

/// What happens to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseEvent {
    /// A counsellor takes it.
    Assign,
    /// It is not taken.
    Decline,
    /// Counselling begins, after the consent.
    Activate,
    /// It goes to another step.
    Step,
    /// It rests.
    Pause,
    /// It goes on.
    Resume,
    /// Another office takes it over.
    ReferOut,
    /// Counselling is done, one asks how it goes.
    FollowUp,
    /// It ends.
    Close,
    /// It begins again.
    Reopen,
}

/// Every event.
pub const EVENTS: [CaseEvent; 10] = [
    CaseEvent::Assign,
    CaseEvent::Decline,
    CaseEvent::Activate,
    CaseEvent::Step,
    CaseEvent::Pause,
    CaseEvent::Resume,
    CaseEvent::ReferOut,
    CaseEvent::FollowUp,
    CaseEvent::Close,
    CaseEvent::Reopen,
];

impl CaseStatus {
    /// The state after an event; none = there is no such transition.
    #[must_use]
    pub fn after(self, event: CaseEvent) -> Option<Self> {
        use CaseEvent::{Activate, Assign, Close, Decline, FollowUp, Pause, ReferOut, Reopen, Resume, Step};
        match (self, event) {
            (Self::Inquiry, Assign) => Some(Self::Intake),
            (Self::Inquiry, Decline) => Some(Self::Declined),
            (Self::Intake, Activate) | (Self::Active, Step) | (Self::Paused, Resume) | (Self::Closed, Reopen) => {
                Some(Self::Active)
            }
            (Self::Active, Pause) => Some(Self::Paused),
            (Self::Active | Self::Intake, ReferOut) => Some(Self::ReferredOut),
            (Self::Active, FollowUp) => Some(Self::FollowUp),
            // Before counselling began: who asked wants it no more, was told what they asked for, or is not reached (0108).
            (Self::Inquiry | Self::Intake | Self::Active | Self::FollowUp | Self::Paused, Close) => Some(Self::Closed),
            _ => None,
        }
    }

    /// What may happen next.
    #[must_use]
    pub fn events(self) -> Vec<CaseEvent> {
        EVENTS.into_iter().filter(|event| self.after(*event).is_some()).collect()
    }

    /// The state after an event.
    ///
    /// # Errors
    /// `case_step_not_open` where there is no such transition.
    pub fn next(self, event: CaseEvent) -> Result<Self> {
        self.after(event).ok_or_else(|| {
            let may = self.events();
            Error::refused("case_step_not_open", json!({ "status": self, "event": event, "may": may }))
        })
    }

    /// How a case that stands like this may end. Before counselling has begun nothing is reached or agreed.
    #[must_use]
    pub fn outcomes(self) -> Vec<CloseOutcome> {
        if self.after(CaseEvent::Close).is_none() {
            return Vec::new();
        }
        let of_counselling =
            |outcome: &CloseOutcome| matches!(outcome, CloseOutcome::GoalReached | CloseOutcome::PlanAgreed);
        let begun = !matches!(self, Self::Inquiry | Self::Intake);
        CloseOutcome::iter().filter(|outcome| begun || !of_counselling(outcome)).collect()
    }

    /// Whether a case that stands like this may end so.
    ///
    /// # Errors
    /// `case_outcome_not_begun` at `outcome`.
    pub fn check_outcome(self, outcome: CloseOutcome) -> Result<()> {
        if self.outcomes().contains(&outcome) {
            return Ok(());
        }
        Err(Error::invalid("outcome", "case_outcome_not_begun"))
    }

    /// Nothing more is done in it, unless it is reopened.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Closed | Self::Declined | Self::ReferredOut)
    }

    /// Notes may be written: the case is not over, and the member's last word to the record is a yes (C-03).
    ///
    /// # Errors
    /// `C-03` without a consent, `case_over`.
    pub fn may_note(self, consented: bool) -> Result<()> {
        if self.is_over() {
            return Err(Error::refused("case_over", json!({ "status": self })));
        }
        if consented { Ok(()) } else { Err(Error::refused("C-03", json!({}))) }
    }
}

/// What C-01 asks about a counsellor and a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nearness {
    /// The counsellor is the member.
    pub themself: bool,
    /// Somebody has looked, and the counsellor does not supervise the member at work.
    pub not_supervisor: bool,
    /// Both belong to the same 職場.
    pub same_workplace: bool,
    /// The member objects to a counsellor of the own 職場.
    pub objects: bool,
}

impl Nearness {
    /// Whether the counsellor may counsel the member (C-01).
    ///
    /// # Errors
    /// `C-01`, with why.
    pub fn check(self) -> Result<()> {
        let why = if self.themself {
            "themself"
        } else if !self.not_supervisor {
            "supervisor"
        } else if self.same_workplace && self.objects {
            "same_workplace"
        } else {
            return Ok(());
        };
        Err(Error::refused("C-01", json!({ "why": why })))
    }
}

/// Whether 「キャリアコンサルタント」 may be said of somebody on a day (C-02): while the registration lasts.
#[must_use]
pub fn is_titled(qualification: CounselorQualification, registered_until: Option<NaiveDate>, day: NaiveDate) -> bool {
    qualification == CounselorQualification::RegisteredCareerConsultant
        && registered_until.is_some_and(|last| last >= day)
}

/// A registered consultant has a number and a last day of registration (C-02).
///
/// # Errors
/// `C-02`.
pub fn check_registration(
    qualification: CounselorQualification,
    number: Option<&str>,
    until: Option<NaiveDate>,
) -> Result<()> {
    let registered = qualification == CounselorQualification::RegisteredCareerConsultant;
    if registered && (number.is_none() || until.is_none()) {
        return Err(Error::refused("C-02", json!({})));
    }
    Ok(())
}

/// A pause is looked at again within 90 days.
///
/// # Errors
/// `pause_too_long` at `until`; `date_order` for a day that is over.
pub fn check_pause(today: NaiveDate, until: NaiveDate) -> Result<()> {
    if until <= today {
        return Err(Error::invalid("until", "date_order"));
    }
    if (until - today).num_days() > PAUSE_DAYS {
        return Err(Error::invalid("until", "pause_too_long"));
    }
    Ok(())
}

/// Closing needs a day of the follow-up, or why there is none, and not both (C-06).
///
/// # Errors
/// `C-06`; `date_order` at `follow_up_on` for a day that is over.
pub fn check_close(today: NaiveDate, follow_up_on: Option<NaiveDate>, waived: Option<&str>) -> Result<()> {
    match (follow_up_on, waived) {
        (None, None) | (Some(_), Some(_)) => Err(Error::refused("C-06", json!({}))),
        (Some(on), None) if on < today => Err(Error::invalid("follow_up_on", "date_order")),
        _ => Ok(()),
    }
}

/// Edition of the text that is read to the member before the first note (label `cases.notice.text`).
const NOTICE_EDITION: &str = "2026-11";

/// Version of the notice as it is read: its edition, and how many months after closing it names.
#[must_use]
pub fn notice_version(months: i64) -> String {
    format!("{NOTICE_EDITION}/{months}")
}

/// The months that a version of the notice named; none for a text of the union's own.
#[must_use]
pub fn promised_months(version: &str) -> Option<i64> {
    // The edition without months said three years.
    let (edition, months) = version.split_once('/').unwrap_or((version, "36"));
    if edition == NOTICE_EDITION { months.parse().ok() } else { None }
}

/// How many months a case is kept: as the union has set it, and never longer than its member was told.
#[must_use]
pub fn kept_months(setting: i64, promised: Option<i64>) -> i64 {
    promised.map_or(setting, |promised| promised.min(setting))
}

/// The last day on which the record of a case is kept.
#[must_use]
pub fn retention_until(closed_on: NaiveDate, months: i64) -> NaiveDate {
    let months = Months::new(u32::try_from(months).unwrap_or(36));
    closed_on.checked_add_months(months).unwrap_or(NaiveDate::MAX)
}

/// Follow-up begins when something was agreed that one can ask about: a goal that was not given up, or an action.
///
/// # Errors
/// `follow_up_needs_goal`.
pub fn check_follow_up(agreed: bool) -> Result<()> {
    if agreed { Ok(()) } else { Err(Error::refused("follow_up_needs_goal", json!({}))) }
}

/// A closed case may be reopened within twelve months by who counsels in it; later, or where no counsellor had taken it (C-01), a new
/// case follows it.
///
/// # Errors
/// `case_never_taken`, `case_closed_long_ago`.
pub fn check_reopen(taken: bool, closed_on: Option<NaiveDate>, today: NaiveDate) -> Result<()> {
    if !taken {
        return Err(Error::refused("case_never_taken", json!({})));
    }
    let last = closed_on.and_then(|on| on.checked_add_months(Months::new(REOPEN_MONTHS)));
    if last.is_some_and(|last| last >= today) { Ok(()) } else { Err(Error::refused("case_closed_long_ago", json!({}))) }
}

/// A note may be corrected by its author until 24 hours after it was saved.
#[must_use]
pub fn is_locked(saved_at: chrono::DateTime<chrono::Utc>, now: chrono::DateTime<chrono::Utc>) -> bool {
    now - saved_at >= TimeDelta::hours(LOCK_HOURS)
}

/// The day of an inquiry lies within the time for which cases are kept.
///
/// # Errors
/// `case_day_long_ago` at `opened_on`.
pub fn check_opened(opened_on: NaiveDate, today: NaiveDate) -> Result<()> {
    let first = today.checked_sub_months(Months::new(BACK_MONTHS));
    if first.is_some_and(|first| opened_on < first) {
        return Err(Error::invalid("opened_on", "case_day_long_ago"));
    }
    Ok(())
}

/// What happened in a case did not happen before it.
///
/// # Errors
/// `case_day_before` at the field.
pub fn check_in_case(field: &str, day: NaiveDate, opened_on: NaiveDate) -> Result<()> {
    if day < opened_on { Err(Error::invalid(field, "case_day_before")) } else { Ok(()) }
}

/// A case ended on a day not before what happened in it.
///
/// # Errors
/// `case_closed_before` at `closed_on`, with the last day on which something happened.
pub fn check_closed_on(closed_on: NaiveDate, last: NaiveDate) -> Result<()> {
    if closed_on >= last {
        return Ok(());
    }
    let about = json!({ "on": last });
    Err(Error::Invalid(vec![FieldProblem { about, ..FieldProblem::new("closed_on", "case_closed_before") }]))
}

/// A check-in may have been answered up to a year before the case, in a training or at a talk.
///
/// # Errors
/// `case_day_before` at `taken_on`.
pub fn check_taken(taken_on: NaiveDate, opened_on: NaiveDate) -> Result<()> {
    let first = opened_on.checked_sub_months(Months::new(12)).unwrap_or(opened_on);
    check_in_case("taken_on", taken_on, first)
}

/// A day for which something is planned lies no more than ten years ahead, and no further back than a case may.
///
/// # Errors
/// `case_day_far` at the field.
pub fn check_planned(field: &str, day: NaiveDate, today: NaiveDate) -> Result<()> {
    let last = today.checked_add_months(Months::new(AHEAD_MONTHS)).unwrap_or(NaiveDate::MAX);
    let first = today.checked_sub_months(Months::new(BACK_MONTHS)).unwrap_or(NaiveDate::MIN);
    if day > last || day < first { Err(Error::invalid(field, "case_day_far")) } else { Ok(()) }
}

/// The day that lies some days and months after another.
#[must_use]
pub fn due_on(from: NaiveDate, days: i64, months: i64) -> NaiveDate {
    let months = Months::new(u32::try_from(months).unwrap_or(0));
    let later = from.checked_add_months(months).unwrap_or(from);
    later.checked_add_days(Days::new(u64::try_from(days).unwrap_or(0))).unwrap_or(later)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn only_the_transitions_of_the_paper_exist() {
        use CaseEvent as E;
        use CaseStatus as S;
        let open = [
            (S::Inquiry, E::Assign, S::Intake),
            (S::Inquiry, E::Decline, S::Declined),
            (S::Inquiry, E::Close, S::Closed),
            (S::Intake, E::Activate, S::Active),
            (S::Intake, E::ReferOut, S::ReferredOut),
            (S::Intake, E::Close, S::Closed),
            (S::Active, E::Step, S::Active),
            (S::Active, E::Pause, S::Paused),
            (S::Active, E::ReferOut, S::ReferredOut),
            (S::Active, E::FollowUp, S::FollowUp),
            (S::Active, E::Close, S::Closed),
            (S::Paused, E::Resume, S::Active),
            (S::Paused, E::Close, S::Closed),
            (S::FollowUp, E::Close, S::Closed),
            (S::Closed, E::Reopen, S::Active),
        ];
        for status in CaseStatus::iter() {
            for event in EVENTS {
                let expected = open.iter().find(|(from, by, _)| (*from, *by) == (status, event)).map(|(_, _, to)| *to);
                assert_eq!(status.after(event), expected, "{status:?} {event:?}");
                assert_eq!(status.next(event).is_ok(), expected.is_some());
            }
        }
    }

    #[test]
    fn what_has_not_begun_reached_and_agreed_nothing() {
        for (status, outcome, may) in [
            (CaseStatus::Inquiry, CloseOutcome::InformationGiven, true),
            (CaseStatus::Inquiry, CloseOutcome::NoContact, true),
            (CaseStatus::Inquiry, CloseOutcome::GoalReached, false),
            (CaseStatus::Inquiry, CloseOutcome::PlanAgreed, false),
            (CaseStatus::Intake, CloseOutcome::Withdrawn, true),
            (CaseStatus::Intake, CloseOutcome::NoContact, true),
            (CaseStatus::Intake, CloseOutcome::GoalReached, false),
            (CaseStatus::Intake, CloseOutcome::PlanAgreed, false),
            (CaseStatus::Active, CloseOutcome::GoalReached, true),
            (CaseStatus::Closed, CloseOutcome::Withdrawn, false),
        ] {
            assert_eq!(status.check_outcome(outcome).is_ok(), may, "{status:?} {outcome:?}");
        }
    }

    #[test]
    fn c_01_nobody_counsels_themself_nor_whom_they_supervise_nor_in_the_own_workplace_against_the_members_will() {
        for (themself, not_supervisor, same_workplace, objects, may) in [
            (false, true, false, false, true),
            (false, true, true, false, true),
            (false, true, false, true, true),
            (false, true, true, true, false),
            (false, false, false, false, false),
            (false, false, true, true, false),
            (true, true, true, false, false),
            (true, true, false, false, false),
        ] {
            assert_eq!(Nearness { themself, not_supervisor, same_workplace, objects }.check().is_ok(), may);
        }
    }

    #[test]
    fn c_02_the_title_lasts_as_long_as_the_registration() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let registered = CounselorQualification::RegisteredCareerConsultant;
        assert!(is_titled(registered, Some(day("2026-10-31")), day("2026-10-31")));
        assert!(!is_titled(registered, Some(day("2026-10-31")), day("2026-11-01")));
        assert!(!is_titled(registered, None, day("2026-10-31")));
        assert!(!is_titled(CounselorQualification::SkilledGrade1, Some(day("2030-01-01")), day("2026-10-31")));
        assert_eq!(check_registration(registered, Some("12"), None).unwrap_err().code(), "C-02");
        assert!(check_registration(CounselorQualification::UnionAdvisor, None, None).is_ok());
    }

    #[test]
    fn c_03_the_first_note_waits_for_the_consent() {
        assert_eq!(CaseStatus::Intake.may_note(false).unwrap_err().code(), "C-03");
        assert!(CaseStatus::Intake.may_note(true).is_ok());
        assert_eq!(CaseStatus::Closed.may_note(true).unwrap_err().code(), "case_over");
    }

    #[test]
    fn c_06_closing_names_a_follow_up_or_why_there_is_none() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-10-31");
        assert_eq!(check_close(today, None, None).unwrap_err().code(), "C-06");
        assert!(check_close(today, None, Some("転居")).is_ok());
        assert!(check_close(today, Some(today), None).is_ok());
        assert_eq!(check_close(today, Some(today), Some("転居")).unwrap_err().code(), "C-06", "not both");
        assert!(check_close(today, Some(day("2026-10-30")), None).is_err());
        assert_eq!(retention_until(day("2024-02-29"), 36), day("2027-02-28"));
    }

    #[test]
    fn a_case_is_kept_as_set_and_never_longer_than_the_member_was_told() {
        assert_eq!(promised_months("2026-11"), Some(36), "the text that said three years");
        assert_eq!(promised_months(&notice_version(24)), Some(24));
        assert_eq!(promised_months("組合の文面 第2版"), None);
        for (setting, promised, kept) in [(36, None, 36), (60, Some(36), 36), (12, Some(36), 12), (36, Some(36), 36)] {
            assert_eq!(kept_months(setting, promised), kept, "{setting} {promised:?}");
        }
    }

    #[test]
    fn days_lie_where_a_case_can_have_them() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let (today, opened) = (day("2026-10-31"), day("2026-05-01"));
        let code = |answer: Result<()>| {
            answer.err().and_then(|error| error.fields().first().map(|field| field.code.clone())).unwrap_or_default()
        };
        assert_eq!(code(check_opened(day("2006-10-31"), today)), "");
        assert_eq!(code(check_opened(day("2006-10-30"), today)), "case_day_long_ago");
        assert_eq!(code(check_in_case("held_on", opened, opened)), "");
        assert_eq!(code(check_in_case("held_on", day("0001-01-01"), opened)), "case_day_before");
        assert_eq!(code(check_taken(day("2025-05-01"), opened)), "");
        assert_eq!(code(check_taken(day("2025-04-30"), opened)), "case_day_before");
        assert_eq!(code(check_planned("due_on", day("2036-10-31"), today)), "");
        assert_eq!(code(check_planned("due_on", day("9999-12-31"), today)), "case_day_far");
        assert_eq!(code(check_planned("due_on", day("0001-01-01"), today)), "case_day_far");
    }

    #[test]
    fn follow_up_asks_about_something_that_was_agreed() {
        assert_eq!(check_follow_up(false).unwrap_err().code(), "follow_up_needs_goal");
        assert!(check_follow_up(true).is_ok());
    }

    #[test]
    fn a_pause_is_looked_at_within_ninety_days_and_a_case_reopened_within_twelve_months() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let today = day("2026-01-01");
        assert!(check_pause(today, day("2026-04-01")).is_ok());
        assert!(check_pause(today, day("2026-04-02")).is_err());
        assert!(check_pause(today, today).is_err());
        for (taken, closed_on, code) in [
            (true, Some("2025-01-01"), None),
            (true, Some("2024-12-31"), Some("case_closed_long_ago")),
            (true, None, Some("case_closed_long_ago")),
            (false, Some("2025-12-31"), Some("case_never_taken")),
        ] {
            let said = check_reopen(taken, closed_on.map(day), today).err().map(|error| error.code().to_owned());
            assert_eq!(said.as_deref(), code, "{taken} {closed_on:?}");
        }
        assert_eq!(due_on(day("2026-08-31"), 0, 6), day("2027-02-28"));
        assert_eq!(due_on(day("2026-10-31"), 7, 0), day("2026-11-07"));
    }
}
