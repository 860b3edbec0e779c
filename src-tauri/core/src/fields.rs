//! What is typed into the fields of a form, as it is stored.

use crate::error::FieldProblem;
use crate::text;

/// A text of one line as it is stored; empty = none. What must not be stored is `text_control` at its field.
pub(crate) fn line(problems: &mut Vec<FieldProblem>, field: &str, typed: Option<String>) -> Option<String> {
    let typed = typed?;
    let trimmed = typed.trim();
    if text::has_control(trimmed) {
        problems.push(FieldProblem::new(field, "text_control"));
    }
    let kept = text::keep(trimmed).text.into_owned();
    (!kept.is_empty()).then_some(kept)
}

/// A text of several lines as it is stored; empty = none.
pub(crate) fn lines(typed: Option<String>) -> Option<String> {
    let kept = text::keep_lines(typed?.trim()).text.into_owned();
    (!kept.is_empty()).then_some(kept)
}
