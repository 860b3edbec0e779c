//! The words of counselling on the wire, and its rules that need no database.

mod codes;
mod course;
mod days;
mod room;
mod rules;
mod secrecy;
mod words;

pub use codes::*;
pub use course::*;
pub use days::*;
pub use room::*;
pub use rules::*;
pub use secrecy::*;
pub use words::*;

use crate::text;

/// A text of several lines as it is kept; empty = none.
pub(super) fn lines(typed: Option<&str>) -> Option<String> {
    let kept = text::keep_lines(typed?.trim()).text.into_owned();
    (!kept.is_empty()).then_some(kept)
}
