//! M-09 for files: a row that changes figures of a month that is closed is a correction. It is told before anything is
//! written, and taken with a reason.

use chrono::NaiveDate;

use super::judge::{Does, Judged};
use super::place::Places;
use crate::members::closed::Entry;
use crate::members::sheet::COLUMNS;

/// Columns that say a first day, a last day, a move or another category, as far as the row changes figures of the close.
pub(super) fn corrects(row: &Judged, places: &Places, as_of: NaiveDate, closed: NaiveDate) -> Vec<&'static str> {
    let line = &row.draft.line;
    let (stored, changed) = match &row.does {
        Does::Adds(_) => {
            let begins = Entry::Begins.touches(line.joined_on.unwrap_or(as_of), closed);
            return if begins { vec!["joined_on"] } else { Vec::new() };
        }
        Does::Changes(stored, changed) => (stored, changed),
        Does::Nothing | Does::Refused => return Vec::new(),
    };
    let known = &stored.line;
    let names = changed.iter().filter_map(|at| COLUMNS.get(*at)).map(|column| column.name);
    let is_changed = |name: &str| changed.iter().filter_map(|at| COLUMNS.get(*at)).any(|column| column.name == name);
    let joined = if is_changed("joined_on") { line.joined_on } else { known.joined_on };
    let touches = |name: &str| match name {
        // Between the two days the figures change, so the earlier one counts.
        "joined_on" => {
            let first = [line.joined_on, known.joined_on].into_iter().flatten().min();
            first.is_some_and(|first| Entry::Begins.touches(first, closed))
        }
        "left_on" => {
            let first = [line.left_on, known.left_on].into_iter().flatten().min();
            first.is_some_and(|first| Entry::Ends.touches(first, closed))
        }
        "employment_type" | "category" => {
            let begins = joined.or(known.joined_on).map_or(as_of, |joined| joined.max(as_of));
            (name == "category" || known.employment_type.is_some()) && Entry::Begins.touches(begins, closed)
        }
        "branch" | "sub_branch" | "workplace" => {
            let begins = row.placed.unit.known().and_then(|unit| places.begins(unit));
            let from = [joined, begins].into_iter().flatten().fold(as_of, NaiveDate::max);
            Entry::Begins.touches(from, closed)
        }
        _ => false,
    };
    names.filter(|name| touches(name)).collect()
}
