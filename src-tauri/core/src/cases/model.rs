//! The words of counselling on the wire, and its rules that need no database.

mod codes;
mod consent;
mod course;
mod days;
mod room;
mod rules;
mod secrecy;
mod words;

pub use codes::*;
pub use consent::*;
pub use course::*;
pub use days::*;
pub use room::*;
pub use rules::*;
pub use secrecy::*;
pub use words::*;

use crate::error::{Error, FieldProblem, Result};
use crate::text;

/// Letters of a name, a telephone number, a place at most.
pub(super) const LINE: usize = 100;
/// Letters of a passage at most.
pub(super) const PASSAGE: usize = 2_000;
/// Letters of one part of a note at most: some twenty pages.
pub(super) const NOTE: usize = 20_000;

/// Texts that are not longer than they may be.
///
/// # Errors
/// `text_too_long` at each field that is.
pub(super) fn check_lengths(texts: &[(&str, Option<&str>, usize)]) -> Result<()> {
    let long = texts.iter().filter(|(_, text, most)| text.is_some_and(|text| text.chars().count() > *most));
    let problems: Vec<FieldProblem> = long.map(|(field, _, most)| FieldProblem::too_long(field, *most)).collect();
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// A text of several lines as it is kept; empty = none.
pub(super) fn lines(typed: Option<&str>) -> Option<String> {
    let kept = text::keep_lines(typed?.trim()).text.into_owned();
    (!kept.is_empty()).then_some(kept)
}
