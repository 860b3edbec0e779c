//! 業界横断研修: courses that members of different companies, industries and unions attend together. A run has seats for
//! single organisations and a common pool; one seat function decides who gets one, who waits and who is next, and says why;
//! attendance in minutes, completion, certificates, costs shared to the yen. People of other organisations are persons
//! without a membership, with the smallest set of data.

mod actions;
mod badges;
mod entity;
mod exchange;
mod model;
mod person;
mod queries;
mod sample;

pub use actions::{
    accept, add_cost, add_course, add_evaluation, add_interest, add_learning, add_run, advance, apply, approve,
    begin_run, cancel, cancel_run, close_run, complete_run, copy_run, decline, end_interest, finish_run, foresee,
    hand_in, issue_certificates, mix_tables, open_run, postpone, revoke_certificate, save_attendance, save_course,
    save_quotas, save_run, save_sessions, settle_share, void_cost, void_learning, walk_in, why_not_enrol,
};
pub use badges::write_badges;
pub(crate) use entity::tables;
pub use exchange::{apply_form, preview_form, write_form_rejects, write_invitation, write_results};
pub use model::*;
pub(crate) use person::{disclose, erase, relink, took_part_before};
pub use queries::RunNumbers;
pub(crate) use queries::{Certified, certified, home, learned, numbers, revoked, run_named};
pub use queries::{
    attendance, board, certificates, costs, courses, decisions, demand, evaluations, find_member, learning, partners,
    run, runs,
};
pub(crate) use sample::sample;
