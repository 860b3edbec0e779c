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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_not_be_stored_is_told_at_its_field() {
        let mut problems = Vec::new();
        let typed = |text: &str| Some(text.to_owned());
        assert_eq!(line(&mut problems, "title", typed("\u{3000}大会\u{3000}議案 ")), typed("大会\u{3000}議案"));
        assert_eq!(line(&mut problems, "note", typed(" \u{3000}")), None);
        assert_eq!(line(&mut problems, "note", None), None);
        assert!(problems.is_empty());
        assert_eq!(line(&mut problems, "place", typed("一\n二")), typed("一 二"));
        assert_eq!(problems, [FieldProblem::new("place", "text_control")]);
        assert_eq!(lines(typed(" 一\r\n二 ")), typed("一\n二"));
        assert_eq!(lines(typed("\n")), None);
    }
}
