//! Change courses, runs, seats, and what comes of them.

mod courses;
mod day;
mod enrol;
mod foresee;
mod judge;
mod known;
mod mixing;
mod money;
mod runs;
mod seats;
mod steps;

pub(super) use enrol::{Came, born};
pub(super) use judge::{find, lacking, may_apply};
pub(super) use known::{Known, Means, Reading, agree, came_before};
pub(super) use money::resplit;
pub(super) use runs::fill_contact;
pub(super) use seats::{New, Said, decide, touch};

pub use courses::{add_course, add_interest, add_learning, end_interest, save_course, void_learning};
pub use day::{hand_in, issue_certificates, revoke_certificate, save_attendance};
pub use enrol::{accept, advance, apply, approve, cancel, decline, postpone, walk_in, why_not_enrol};
pub use foresee::foresee;
pub use mixing::mix_tables;
pub use money::{add_cost, add_evaluation, settle_share, void_cost};
pub use runs::{add_run, copy_run, save_quotas, save_run, save_sessions};
pub use steps::{begin_run, cancel_run, close_run, complete_run, finish_run, open_run};
