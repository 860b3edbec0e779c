//! The officers: who may log in, which roles they hold in which part of the union, and the trail of what they did.

mod actions;
mod disclosed;
mod entity;
mod exports;
mod model;
mod queries;

pub use actions::{add, grant, let_in, lock_out, revoke};
pub(crate) use actions::{follow_units, found, renew_keys, sample};
pub(crate) use disclosed::disclose;
pub(crate) use entity::{rights_lie_in, tables};
pub use exports::{Export, Sensitivity, exports, frame, log_export};
pub(crate) use exports::{asked_before, exports_between, forget, note_export, written_before};
pub use model::*;
pub(crate) use queries::{Holder, by_login, holders, holders_on, names, names_on, of, public_key};
pub use queries::{audit, list};
