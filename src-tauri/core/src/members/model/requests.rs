//! What persons ask about their data, and what is erased: words and rules.

use chrono::{Days, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::codes::codes;
use crate::error::{Error, Result};
use crate::ids::{PersonId, RequestId};

/// Days within which a request is answered.
pub const DUE_DAYS: u64 = 30;
/// Months after the last day of membership for which the roster is kept unless the union says otherwise.
pub const ROSTER_MONTHS: i64 = 60;
/// Months for which an application that led to nothing is kept.
pub const APPLICANT_MONTHS: u32 = 12;
/// Months after the last training for which people of other unions are kept by name.
pub const PARTICIPANT_MONTHS: u32 = 60;

codes! {
    /// What a person asks for.
    RequestKind("request_kind") {
        /// 開示
        Disclose,
        /// 訂正
        Correct,
        /// 利用停止
        Stop,
        /// 消去
        Erase,
        /// 第三者提供記録の開示
        ProvisionRecord,
    }
    /// How far a request is.
    RequestStatus("request_status") {
        /// 受付
        Received,
        /// 本人確認済み
        IdentityChecked,
        /// 対応中
        InProgress,
        /// 回答済み
        Answered,
        /// 拒否
        Refused,
    }
    /// How much was erased.
    ErasureKind("erasure_kind") {
        /// 消去
        Erased,
        /// OB会の名簿に残す
        Alumni,
    }
    /// Why it was erased.
    ErasureGround("erasure_ground") {
        /// 本人の請求
        Request,
        /// 保存期間の満了
        Retention,
        /// 組合の判断
        Decision,
    }
    /// Records that are kept for a time.
    KeptEntity("kept_entity") {
        /// 名簿
        Roster,
    }
}

impl RequestStatus {
    /// The steps that may follow. A request may be refused at any time, with a reason; it is answered only when somebody
    /// has made sure who asks and has begun to work on it.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Received => &[Self::IdentityChecked, Self::Refused],
            Self::IdentityChecked => &[Self::InProgress, Self::Refused],
            Self::InProgress => &[Self::Answered, Self::Refused],
            Self::Answered | Self::Refused => &[],
        }
    }

    /// Nothing more happens.
    #[must_use]
    pub fn is_closed(self) -> bool {
        self.next().is_empty()
    }

    /// Whether a step may be taken.
    ///
    /// # Errors
    /// `request_step`; `required` at `answer` for an answer or a refusal without words.
    pub fn check(self, to: Self, answer: Option<&str>) -> Result<()> {
        if !self.next().contains(&to) {
            return Err(Error::refused("request_step", json!({ "from": self, "to": to })));
        }
        if to.is_closed() && answer.is_none_or(|words| words.trim().is_empty()) {
            return Err(Error::invalid("answer", "required"));
        }
        Ok(())
    }
}

/// The day by which a request is answered.
#[must_use]
pub fn due_on(received_on: NaiveDate) -> NaiveDate {
    received_on.checked_add_days(Days::new(DUE_DAYS)).unwrap_or(received_on)
}

/// Requests to be listed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct RequestsOf {
    /// Of one person; empty = of everybody.
    #[serde(default)]
    #[ts(optional)]
    pub person_id: Option<PersonId>,
    /// Only those that are not closed.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub open: bool,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RequestRow {
    /// The request.
    pub id: RequestId,
    /// Version; a step names it.
    #[ts(type = "number")]
    pub version: i64,
    /// Who asked.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// Number of the newest membership.
    pub member_no: String,
    /// What for.
    pub kind: RequestKind,
    /// How far it is.
    pub status: RequestStatus,
    /// Day of arrival.
    pub received_on: NaiveDate,
    /// Day by which it is answered.
    pub due_on: NaiveDate,
    /// Day on which it was made sure who asks.
    pub identity_checked_on: Option<NaiveDate>,
    /// Day of the answer or refusal.
    pub closed_on: Option<NaiveDate>,
    /// What exactly was asked for.
    pub note: Option<String>,
    /// What was answered, or why it was refused.
    pub answer: Option<String>,
    /// Steps that may follow.
    pub next: Vec<RequestStatus>,
}

/// A request arrives. The person is named by id or by member number.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ReceiveRequest {
    /// Who asks.
    #[serde(default)]
    #[ts(optional)]
    pub person_id: Option<PersonId>,
    /// The member number of who asks, where the id is not known.
    #[serde(default)]
    #[ts(optional)]
    pub member_no: Option<String>,
    /// What for.
    pub kind: RequestKind,
    /// Day of arrival; empty = today.
    #[serde(default)]
    #[ts(optional)]
    pub received_on: Option<NaiveDate>,
    /// What exactly is asked for.
    #[serde(default)]
    #[ts(optional)]
    pub note: Option<String>,
}

/// A step of a request.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AdvanceRequest {
    /// The request.
    pub id: RequestId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// The step.
    pub to: RequestStatus,
    /// Day; empty = today.
    #[serde(default)]
    #[ts(optional)]
    pub on: Option<NaiveDate>,
    /// What was answered, or why it was refused.
    #[serde(default)]
    #[ts(optional)]
    pub answer: Option<String>,
}

/// Erase what the union keeps of a person.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct ErasePerson {
    /// Whom.
    pub person_id: PersonId,
    /// Version of the person that was read; empty = whatever it is.
    #[serde(default)]
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    /// The request that it answers; it is closed with it.
    #[serde(default)]
    #[ts(optional)]
    pub request_id: Option<RequestId>,
}

/// What is kept in spite of an erasure, and why: label `members.erase.kept.<code>`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StillKept {
    /// `provisions`, `trail` or `trail_reasons`.
    pub code: String,
    /// How many.
    #[ts(type = "number")]
    pub n: i64,
}

/// An erasure was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Erased {
    /// Persons of whom everything was erased.
    #[ts(type = "number")]
    pub erased: usize,
    /// Persons of whom name, years, contacts and consents stay.
    #[ts(type = "number")]
    pub alumni: usize,
    /// What is kept, and why.
    pub kept: Vec<StillKept>,
}

/// Whose time is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DueRow {
    /// The person.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// Number of the newest membership.
    pub member_no: String,
    /// Last day of membership, or of the application that led to nothing.
    pub ended_on: NaiveDate,
    /// Day on which the time was over.
    pub due_on: NaiveDate,
    /// Agreed to stay in touch: name, years, contacts and consents stay.
    pub alumni: bool,
    /// Of another union, kept for trainings alone.
    pub participant: bool,
}

/// How long the roster is kept, and whose time is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Retention {
    /// Months after the last day of membership.
    #[ts(type = "number")]
    pub months: i64,
    /// Whose time is over, the longest first; at most 1,000.
    pub due: Vec<DueRow>,
    /// How many there are altogether.
    #[ts(type = "number")]
    pub n: usize,
}

/// How long the roster is kept.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct SetRetention {
    /// Months after the last day of membership, 12 to 240.
    #[ts(type = "number")]
    pub months: i64,
}

/// Drop what is past its time of these persons.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct DropExpired {
    /// Whom; each must be due.
    pub persons: Vec<PersonId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_goes_its_way_step_by_step() {
        use RequestStatus::{Answered, IdentityChecked, InProgress, Received, Refused};
        let all = [Received, IdentityChecked, InProgress, Answered, Refused];
        let ways = [
            (Received, IdentityChecked),
            (Received, Refused),
            (IdentityChecked, InProgress),
            (IdentityChecked, Refused),
            (InProgress, Answered),
            (InProgress, Refused),
        ];
        for from in all {
            for to in all {
                assert_eq!(from.check(to, Some("回答")).is_ok(), ways.contains(&(from, to)), "{from:?} → {to:?}");
            }
        }
        assert!(InProgress.check(Answered, Some(" ")).is_err(), "an answer has words");
        assert!(Received.check(IdentityChecked, None).is_ok());
    }

    #[test]
    fn a_request_is_due_after_thirty_days() {
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(day("2026-10-02").map(due_on), day("2026-11-01"));
    }
}
