//! キャリア相談: cases that only the counsellor can read. Each case has a key of its own, sealed to those who have a part in it and to the
//! counselling recovery sheet; whom it is about is sealed, too, and no foreign key leads to a person. What statistics count is plain:
//! channel, themes, month, step, outcome, and the unit at the level of a branch or above.

mod actions;
mod entity;
mod keys;
mod lines_of_help;
mod model;
mod queries;

pub use actions::{
    activate, add_action, add_addendum, add_due, add_goal, admit, assign, close, consent, correct_case, decline,
    dismiss, done_due, drop_draft, end_action, end_goal, follow_up, found_room, open_inquiry, pause, refer, refer_out,
    referral_followed, reopen, resume, save_counselor, save_draft, save_help_line, save_note, save_session,
    save_template, set_step, withdraw_consent,
};
pub(crate) use entity::tables;
pub use model::*;
pub(crate) use queries::home;
pub use queries::{case, drafts, find_member, help_lines, my_cases, my_day, room, templates};
