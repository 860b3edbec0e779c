//! 会議: the union's own rules as dated data, meetings from convening to minutes, credentials at the door, and ballots. Who is
//! entitled is frozen from the roster; quorum and results are computed in whole numbers from the frozen rule, with the article
//! printed. Nothing relates a person to a choice.

mod actions;
mod entity;
mod model;
mod papers;
mod person;
mod queries;
mod rests;
mod sample;
mod words;

pub use actions::{
    add_ballot, add_meeting, adjourn, approve_minutes, cancel_meeting, casting_vote, certify, close_ballot,
    close_meeting, convene, decide_item, declare, draw_lot, issue, open_ballot, open_door, receive, resume, run_off,
    save_agenda, save_meeting, save_minutes, save_rule, tally, void_ballot, withdraw_item,
};
pub(crate) use entity::tables;
pub use model::*;
pub use papers::{write_minutes, write_notice};
pub(crate) use person::{disclose, erase, relink};
pub use queries::MeetingNumbers;
pub use queries::{
    attendees, ballot, board, draft_minutes, list, meeting, minutes, preview_convene, roll, rules, warnings,
};
pub(crate) use queries::{held, home, meeting_named, numbers};
pub(crate) use rests::{carries, rests_on};
pub(crate) use sample::sample;
pub use words::{credentials as credentials_in_words, moved as moved_in_words, outcome as outcome_in_words};
