//! The tables of training.

mod after;
mod seats;

pub(crate) use after::{
    certificate, cost_share, evaluation, kept_apart, learning_elsewhere, partner_answer, partner_form, run_cost,
    session_attendance, training_interest,
};
pub(crate) use seats::{course, course_run, enrolment, run_quota, run_session, seat_decision};

use crate::ops::Rows;

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    let mut tables = seats::tables();
    tables.extend(after::tables());
    tables
}
