//! The tables of meetings.

mod held;
mod votes;

pub(crate) use held::{
    agenda_item, meeting, meeting_attendance, meeting_break, meeting_entitlement, meeting_minutes, meeting_rule,
};
pub(crate) use votes::{ballot, ballot_candidate, ballot_lot, ballot_roll, ballot_tally, ballot_witness};

use crate::ops::Rows;

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    let mut tables = held::tables();
    tables.extend(votes::tables());
    tables
}
