//! The desk: a union's file is founded, opened, locked, backed up and restored here; what was done is taken back here.

mod actions;
mod backup;
mod disclosed;
mod entity;
mod keyfile;
mod model;
mod queries;
mod server;
mod state;
mod words;

pub(crate) use actions::{begin_union, set_member_no_width};
pub use actions::{
    change_passphrase, create, create_sample, lock, open, recover, recovery_sheet, redo, save_settings, undo,
};
pub(crate) use backup::backup_before;
pub use backup::{backup, restore, verify};
pub use disclosed::{Said, Section};
pub(crate) use entity::tables;
pub(crate) use keyfile::{NewSlot, done_giving, done_taking, has_slot, make_slot};
pub use model::*;
pub(crate) use queries::backup_tasks;
pub use queries::{cancel, history, home, profile, settings, status};
pub use state::{Desk, DeskOptions, Known};
pub use words::Words;
