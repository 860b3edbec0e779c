//! Steps that are asked about before they are taken.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::enrol::{DecisionRow, Remark};
use super::run::QuotaFields;
use crate::ids::{EnrolmentId, RunId};

/// A step that somebody may want to take with a run or one of its applications.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum SeatAsk {
    /// Somebody of the union applies.
    Apply,
    /// Applications are approved.
    Approve {
        /// Which.
        ids: Vec<EnrolmentId>,
    },
    /// An application is not approved.
    Decline {
        /// Which.
        id: EnrolmentId,
    },
    /// An application is cancelled.
    Cancel {
        /// Which.
        id: EnrolmentId,
    },
    /// An offer is accepted.
    Accept {
        /// Which.
        id: EnrolmentId,
    },
    /// An offer is put off.
    Postpone {
        /// Which.
        id: EnrolmentId,
    },
    /// Seats, or the seats of organisations, become others.
    Seats {
        /// Seats in all; as they are unless said otherwise.
        #[serde(default)]
        #[ts(optional, type = "number")]
        capacity: Option<i64>,
        /// Seats by organisation, all of them; as they are unless said otherwise.
        #[serde(default)]
        #[ts(optional)]
        quotas: Option<Vec<QuotaFields>>,
    },
    /// Applications are taken.
    OpenRun,
    /// No more applications are taken.
    CloseRun,
    /// The first sitting begins.
    BeginRun,
    /// The attendance is closed.
    FinishRun,
    /// Completion is judged.
    CompleteRun,
    /// Shares of the costs are settled.
    SettleShares,
    /// Certificates are issued to all who completed.
    IssueCertificates,
}

/// Ask what steps would do.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Foresee {
    /// The run.
    pub run_id: RunId,
    /// The steps, each by itself.
    pub asks: Vec<SeatAsk>,
}

/// What a step would do.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Foreseen {
    /// Why it is refused now.
    pub refused: Option<Remark>,
    /// What to know before it is taken: `run_few`.
    pub warnings: Vec<Remark>,
    /// Who would move, in order, as far as they are in sight.
    pub decisions: Vec<DecisionRow>,
}
