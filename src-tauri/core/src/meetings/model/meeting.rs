//! Meetings: plans, convening, steps.

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::agenda::AgendaRow;
use super::ballot::BallotRow;
use super::codes::{LeftOut, MeetingKind, MeetingStatus};
use super::quorum::Credentials;
use super::rule::MeetingRule;
use super::{line, lines};
use crate::error::{Error, FieldProblem, Result};
use crate::ids::{MeetingId, UnitId};

/// A step of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "MeetingStepName")]
pub enum Step {
    /// 招集する
    Convene,
    /// 受付を始める
    OpenDoor,
    /// 成立・流会を宣言する
    Declare,
    /// 休会する
    Adjourn,
    /// 再開する
    Resume,
    /// 閉会する
    Close,
    /// 中止する
    Cancel,
    /// 議題を直す
    Agenda,
    /// 出欠を受け付ける
    Receive,
    /// 議事録を書く
    Minutes,
}

impl Step {
    /// All of them in the order of a meeting.
    pub const ALL: [Self; 10] = [
        Self::Convene,
        Self::OpenDoor,
        Self::Declare,
        Self::Adjourn,
        Self::Resume,
        Self::Close,
        Self::Cancel,
        Self::Agenda,
        Self::Receive,
        Self::Minutes,
    ];

    /// Whether a meeting that stands so can take it.
    #[must_use]
    pub fn fits(self, status: MeetingStatus) -> bool {
        use MeetingStatus as S;
        match self {
            Self::Convene => status == S::Draft,
            Self::OpenDoor => status == S::Convened,
            Self::Declare => status == S::CheckedIn,
            Self::Adjourn | Self::Close => status == S::Open,
            Self::Resume => status == S::Adjourned,
            Self::Cancel => matches!(status, S::Draft | S::Convened),
            Self::Agenda => status.takes_agenda(),
            Self::Receive => status.takes_people(),
            Self::Minutes => matches!(status, S::Closed | S::MinutesDrafted | S::NotQuorate),
        }
    }
}

/// What is planned of a meeting.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct MeetingFields {
    /// Which kind.
    pub kind: MeetingKind,
    /// Which in the count (第○回). Of a regular congress of the whole union it follows from the settings unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable, type = "number")]
    pub no: Option<i64>,
    /// Title as printed.
    pub title: String,
    /// Of which unit; empty = of the whole union.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub unit_id: Option<UnitId>,
    /// Day.
    pub held_on: NaiveDate,
    /// Begin, `13:00`.
    pub starts: String,
    /// Place.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub place: Option<String>,
    /// Who will chair it.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub chair: Option<String>,
    /// Who will keep the minutes.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub clerk: Option<String>,
    /// Note.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub note: Option<String>,
}

/// Plan a meeting.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AddMeeting {
    /// What is planned.
    #[serde(flatten)]
    pub fields: MeetingFields,
}

/// Correct what is planned. After convening the kind and the unit stay; a new day asks for the notice anew.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SaveMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// What is planned.
    #[serde(flatten)]
    pub fields: MeetingFields,
}

/// Minutes after midnight of `13:00`; also full-width and without a leading nought.
#[must_use]
pub fn minutes_of_clock(typed: &str) -> Option<i64> {
    let folded: String = typed
        .trim()
        .chars()
        .map(|sign| match sign {
            '０'..='９' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
            '：' | '時' => ':',
            other => other,
        })
        .collect();
    let folded = folded.trim_end_matches('分');
    let whole = if folded.ends_with(':') { format!("{folded}00") } else { crate::text::with_colon(folded) };
    let time = NaiveTime::parse_from_str(&whole, "%H:%M").ok()?;
    Some(i64::from(time.hour() * 60 + time.minute()))
}

impl MeetingFields {
    /// The fields as they are stored, with the minutes of the begin.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the fields.
    pub fn checked(mut self) -> Result<(Self, i64)> {
        let mut problems = Vec::new();
        self.title = line(&mut problems, "title", Some(self.title)).unwrap_or_default();
        if self.title.is_empty() {
            problems.push(FieldProblem::new("title", "required"));
        }
        self.place = line(&mut problems, "place", self.place.take());
        self.chair = line(&mut problems, "chair", self.chair.take());
        self.clerk = line(&mut problems, "clerk", self.clerk.take());
        self.note = lines(self.note.take());
        if self.no.is_some_and(|no| no < 1) {
            problems.push(FieldProblem::new("no", "number_range"));
        }
        let starts = minutes_of_clock(&self.starts);
        if starts.is_none() {
            problems.push(FieldProblem::new("starts", "time_unreadable"));
        }
        match starts {
            Some(starts) if problems.is_empty() => Ok((self, starts)),
            _ => Err(Error::Invalid(problems)),
        }
    }
}

/// Which meetings to list.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
#[serde(default)]
pub struct MeetingFilter {
    /// Only of this kind.
    #[ts(optional)]
    pub kind: Option<MeetingKind>,
    /// Only those that stand so.
    #[ts(optional)]
    pub status: Option<MeetingStatus>,
    /// Words in title or place.
    #[ts(optional)]
    pub find: Option<String>,
}

/// Names a meeting.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, TS)]
pub struct MeetingNamed {
    /// The meeting.
    pub id: MeetingId,
}

/// A step of a meeting.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct MeetingStep {
    /// The meeting.
    pub id: MeetingId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// Cancel a meeting that was not opened, or adjourn an open one.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CancelMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Why.
    pub reason: String,
}

/// Declare whether the meeting is quorate (成立・流会).
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DeclareMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// True opens it, which the quorum must allow; false ends it for want of one.
    pub open: bool,
    /// Who chairs it.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub chair: Option<String>,
    /// Who keeps the minutes.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub clerk: Option<String>,
}

impl DeclareMeeting {
    /// Chair and clerk as they are stored.
    ///
    /// # Errors
    /// [`Error::Invalid`]: `text_control`.
    pub fn checked(mut self) -> Result<Self> {
        let mut problems = Vec::new();
        self.chair = line(&mut problems, "chair", self.chair.take());
        self.clerk = line(&mut problems, "clerk", self.clerk.take());
        if problems.is_empty() { Ok(self) } else { Err(Error::Invalid(problems)) }
    }
}

/// Close a meeting.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct CloseMeeting {
    /// The meeting.
    pub id: MeetingId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
}

/// Convene a meeting: the rule of the day and the entitlement are frozen.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Convene {
    /// The meeting.
    pub id: MeetingId,
    /// Version read; without it the newest.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// Day of the notice; today unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub convened_on: Option<NaiveDate>,
    /// Day of the roster; that of the notice unless said otherwise.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub base_on: Option<NaiveDate>,
    /// Why the notice is shorter than the rules ask for, where they allow it.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub urgent_reason: Option<String>,
    /// Member numbers of those who have a seat, one each; empty = the holders of the offices that the rule names.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub numbers: Vec<String>,
}

/// Somebody whom the rule leaves out of the base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LeftOutRow {
    /// Member number.
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Why.
    pub why: LeftOut,
    /// The condition, if that is why.
    pub condition: Option<String>,
}

/// Seats of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct UnitSeats {
    /// The unit; empty = none.
    pub unit: Option<String>,
    /// Seats that count.
    #[ts(type = "number")]
    pub seats: i64,
    /// Members in the unit and below it.
    #[ts(type = "number")]
    pub members: i64,
    /// Delegates that the rule allots; none = it says nothing.
    #[ts(type = "number | null")]
    pub allotted: Option<i64>,
}

/// What convening would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConvenePreview {
    /// The rule that would be frozen.
    pub rule: MeetingRule,
    /// The quorum in words.
    pub quorum: String,
    /// Day of the notice.
    pub convened_on: NaiveDate,
    /// Day of the roster.
    pub base_on: NaiveDate,
    /// Last day on which the notice is in time (G-01).
    pub notice_until: NaiveDate,
    /// Last day on which it is where it is urgent; none = no exception.
    pub urgent_until: Option<NaiveDate>,
    /// The notice is late: only with a reason, if at all.
    pub late: bool,
    /// Those who count: the base.
    #[ts(type = "number")]
    pub base: i64,
    /// The least that is a quorum.
    #[ts(type = "number | null")]
    pub needed: Option<i64>,
    /// Whom the rule leaves out.
    pub left_out: Vec<LeftOutRow>,
    /// Numbers of nobody who is a member on the base date.
    pub unknown: Vec<String>,
    /// Seats by unit.
    pub units: Vec<UnitSeats>,
}

/// A meeting was convened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Convened {
    /// Those who count: the base.
    #[ts(type = "number")]
    pub base: i64,
    /// Those left out.
    #[ts(type = "number")]
    pub left_out: i64,
    /// The least that is a quorum.
    #[ts(type = "number | null")]
    pub needed: Option<i64>,
}

/// A meeting in a list. It names no member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingRow {
    /// The meeting.
    pub id: MeetingId,
    /// Version; a change names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Which kind.
    pub kind: MeetingKind,
    /// Which in the count.
    #[ts(type = "number | null")]
    pub no: Option<i64>,
    /// Title.
    pub title: String,
    /// The title as papers have it, with its count: 第12回定期大会.
    pub heading: String,
    /// Of which unit.
    pub unit_id: Option<UnitId>,
    /// Its name.
    pub unit: Option<String>,
    /// Day.
    pub held_on: NaiveDate,
    /// The day that the notice named before the meeting was moved.
    pub moved_from: Option<NaiveDate>,
    /// The begin that the notice named before it was changed.
    pub moved_starts: Option<String>,
    /// The place that the notice named before it was changed; of a notice that named none an empty text.
    pub moved_place: Option<String>,
    /// Begin, `13:00`.
    pub starts: String,
    /// Place.
    pub place: Option<String>,
    /// Where it stands.
    pub status: MeetingStatus,
    /// Day of the notice.
    pub convened_on: Option<NaiveDate>,
    /// Why the notice was shorter.
    pub urgent_reason: Option<String>,
    /// Day of the roster.
    pub base_on: Option<NaiveDate>,
    /// Last day of a notice in time by the rule of the day; none without a rule.
    pub notice_until: Option<NaiveDate>,
    /// Items of the agenda.
    #[ts(type = "number")]
    pub items: i64,
    /// Items that are decided.
    #[ts(type = "number")]
    pub decided: i64,
}

/// A step that can be taken now, or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "MeetingMay")]
pub struct MeetingMay {
    /// The step.
    pub step: Step,
    /// It can be taken.
    pub may: bool,
}

/// A break of a meeting (休会).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingBreak {
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// Why.
    pub reason: String,
    /// When the meeting went on; none while it lasts.
    pub ended_at: Option<DateTime<Utc>>,
    /// The sum of the credentials when it went on, in words (G-03).
    pub formula: Option<String>,
}

/// A meeting in full. It names no member but those who chair it and were elected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingDetail {
    /// The meeting.
    pub meeting: MeetingRow,
    /// Who chairs it.
    pub chair: Option<String>,
    /// Who keeps the minutes.
    pub clerk: Option<String>,
    /// Why it was cancelled.
    pub reason: Option<String>,
    /// Note.
    pub note: Option<String>,
    /// The rule: frozen with the meeting, before that the one of its day.
    pub rule: Option<MeetingRule>,
    /// The quorum in words.
    pub quorum: Option<String>,
    /// Figures when it was declared.
    pub declared: Option<Credentials>,
    /// When.
    pub declared_at: Option<DateTime<Utc>>,
    /// Its breaks in their order.
    pub breaks: Vec<MeetingBreak>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The agenda.
    pub agenda: Vec<AgendaRow>,
    /// Its ballots.
    pub ballots: Vec<BallotRow>,
    /// Steps.
    pub steps: Vec<MeetingMay>,
}

/// Something that the union's year lacks (G-06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct MeetingWarning {
    /// `congress_late` or `audit_missing`, label `meetings.warning.<code>`.
    pub code: String,
    /// The last regular congress.
    pub last_on: Option<NaiveDate>,
    /// The day until which the next was due.
    pub due_on: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_begin_is_read_as_people_write_it() {
        for (typed, minutes) in [
            ("13:00", Some(780)),
            ("9:05", Some(545)),
            ("１３：３０", Some(810)),
            ("13時", Some(780)),
            ("13時15分", Some(795)),
            ("24:00", None),
            ("", None),
            ("昼", None),
        ] {
            assert_eq!(minutes_of_clock(typed), minutes, "{typed}");
        }
    }
}
