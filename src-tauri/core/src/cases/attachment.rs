//! Files that belong to a case (添付): a letter, a pay slip, a certificate that the member showed. Sealed under the key of the case,
//! name and content alike; they leave the program only when who counsels in the case says where to.

mod actions;
mod entity;
mod model;
mod queries;

pub use actions::{add_attachment, remove_attachment, write_attachment};
pub(super) use entity::case_attachment;
pub use model::*;
pub use queries::{attachment, attachments};
