//! The roster: persons, their memberships, and everything dated about them; files in and out of it.

mod actions;
mod entity;
mod export;
mod import;
mod index;
mod line;
mod model;
mod queries;
mod roster;
mod sample;
mod sheet;

pub use actions::{
    add, apply, approve, correct, end_contact, give_consent, leave, move_unit, reinstate, reject, save_contact,
    withdraw_consent,
};
pub(crate) use entity::tables;
pub use export::{export_roster, rejected_rows};
pub use import::{batches, import_roster, preview_roster};
pub(crate) use index::reindex;
pub use model::*;
pub(crate) use queries::home;
pub use queries::{card, count, list, why_not_add};
pub(crate) use sample::{number_width, sample};
