//! Where the exchange with each partner of a run stands, and what happened when.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::codes::RunStatus;
use crate::codes::codes;
use crate::ids::OrganizationId;
use crate::labels::Locale;

codes! {
    /// Where the exchange with a partner stands.
    PartnerState("partner_state") {
        /// 案内前
        NotInvited,
        /// 回答待ち
        Waiting,
        /// 期限を過ぎて回答なし
        Overdue,
        /// 結果の連絡待ち: applications came, and the answer to them has not gone out.
        Came,
        /// 結果を連絡済み
        Answered,
        /// 回答なし: the run is over.
        Silent,
    }

    /// What a partner is still to be given once the run is over, beside where its applications stand.
    PartnerDue("partner_due") {
        /// 受講の結果: somebody of it had a seat, and what came of it was not written for it.
        Results,
        /// 修了証: people of it who agreed got one after the last were written for it.
        Certificates,
        /// 請求: its share is open, and no bill was written for it.
        Bill,
        /// 請求の額が変わった: its share is open, and the last bill that was written for it asked for another sum.
        BillChanged,
    }

    /// Something that happened with a partner.
    PartnerStep("partner_step") {
        /// An invitation was written for it.
        Invited,
        /// A form was taken in.
        Came,
        /// Rows of its form that were refused were written for it to mend.
        Returned,
        /// The answer was written for it.
        Answered,
        /// The bill of its share was written for it.
        Billed,
        /// The certificates of its people were written for it.
        Certified,
    }
}

/// Something that happened with a partner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PartnerEvent {
    /// What.
    pub step: PartnerStep,
    /// When.
    pub on: NaiveDate,
    /// Edition of the form.
    #[ts(type = "number | null")]
    pub edition: Option<i64>,
    /// Applications made of a form that came in; people in an answer that went out.
    #[ts(type = "number | null")]
    pub people: Option<i64>,
    /// Rows that were not taken.
    #[ts(type = "number | null")]
    pub refused: Option<i64>,
    /// Cancellations; unknown of forms that an older version took in.
    #[ts(type = "number | null")]
    pub withdrawn: Option<i64>,
    /// Applications that were corrected; unknown of forms that an older version took in.
    #[ts(type = "number | null")]
    pub changed: Option<i64>,
}

/// A partner of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PartnerRow {
    /// The organisation.
    pub org_id: OrganizationId,
    /// Its name.
    pub org: String,
    /// Seats kept for it.
    #[ts(type = "number")]
    pub seats: i64,
    /// People whose application is live, or who took part.
    #[ts(type = "number")]
    pub people: i64,
    /// Applications of its people, whatever came of them: to each there is an answer.
    #[ts(type = "number")]
    pub applications: i64,
    /// People of it with a certificate.
    #[ts(type = "number")]
    pub certified: i64,
    /// Until when its answer is asked for.
    pub until: Option<NaiveDate>,
    /// Where it stands.
    pub state: PartnerState,
    /// What it is still to be given.
    pub due: Vec<PartnerDue>,
    /// The language of what was last written for it, in whatever run; Japanese before anything was.
    pub locale: Locale,
    /// What happened, the newest first.
    pub events: Vec<PartnerEvent>,
}

/// What decides where the exchange with a partner stands.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// An invitation was written.
    pub invited: bool,
    /// A form came in, or somebody of it applied in another way.
    pub came: bool,
    /// An answer was written after the last form came in.
    pub answered: bool,
    /// Last day of applications.
    pub until: Option<NaiveDate>,
    /// Where the run stands.
    pub run: RunStatus,
}

impl Exchange {
    /// Where it stands on a day.
    #[must_use]
    pub fn state(self, today: NaiveDate) -> PartnerState {
        let over = matches!(self.run, RunStatus::Running | RunStatus::Finished | RunStatus::Cancelled);
        match self {
            Self { answered: true, .. } => PartnerState::Answered,
            Self { came: true, .. } => PartnerState::Came,
            Self { invited: false, .. } => PartnerState::NotInvited,
            _ if over => PartnerState::Silent,
            Self { until: Some(until), .. } if today > until => PartnerState::Overdue,
            _ => PartnerState::Waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_who_was_asked_and_says_nothing_stands_out_after_the_last_day() {
        let day = |day| NaiveDate::from_ymd_opt(2027, 1, day).unwrap_or_default();
        let asked =
            Exchange { invited: true, came: false, answered: false, until: Some(day(10)), run: RunStatus::Open };
        assert_eq!(asked.state(day(10)), PartnerState::Waiting, "the last day counts");
        assert_eq!(asked.state(day(11)), PartnerState::Overdue);
        assert_eq!(Exchange { until: None, ..asked }.state(day(11)), PartnerState::Waiting, "nobody said until when");
        assert_eq!(Exchange { invited: false, ..asked }.state(day(11)), PartnerState::NotInvited);
        assert_eq!(Exchange { run: RunStatus::Finished, ..asked }.state(day(30)), PartnerState::Silent);
        let came = Exchange { came: true, ..asked };
        assert_eq!(came.state(day(11)), PartnerState::Came);
        assert_eq!(Exchange { answered: true, ..came }.state(day(11)), PartnerState::Answered);
    }
}
