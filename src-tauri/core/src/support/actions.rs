//! Change the directory.

mod communities;
mod schemes;

pub(crate) use communities::write_anew;
pub use communities::{add_community, check_community, correct_community, end_community};
pub(super) use communities::{correct_within, insert_community};
pub use schemes::{add_scheme, check_scheme, hide_scheme, save_scheme, show_scheme};
pub(super) use schemes::{rename, say};
