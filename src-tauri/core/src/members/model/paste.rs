//! A table from the clipboard over rows of the roster.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::exchange::FieldChange;
use super::list::MemberFilter;
use crate::ids::{MembershipId, OpId, PersonId};

/// A table to write over rows of the roster.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct PasteTable {
    /// Cells between tabs, rows between line breaks, as spreadsheets copy them.
    pub text: String,
    /// Whose rows are written over, from the first one on.
    pub persons: Vec<PersonId>,
    /// The memberships of the same rows: what lies over one that is over is not written over a later one of the same person.
    /// Empty = the membership in force, or the last one.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<MembershipId>>")]
    pub memberships: Vec<MembershipId>,
    /// Columns that are written over, from the first one on: names of the list's columns, `name` and `kana` for whole names.
    pub columns: Vec<String>,
    /// Rows chosen; a table of one row fills all of them.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub fill_rows: u32,
    /// Columns chosen; a table of one column fills all of them.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub fill_columns: u32,
    /// Blank cells erase what is stored; otherwise they leave it.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub erase: bool,
}

/// A cell, or with an empty column a row, that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PasteRefusal {
    /// Row of the table, from 1.
    pub row: u32,
    /// The person of the row, in words.
    pub name: String,
    /// Our column; empty = the whole row.
    pub column: String,
    /// The value as it stands in the table.
    pub raw: String,
    /// Why, label `problem.<code>`.
    pub code: String,
}

/// What changes in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PastedRow {
    /// Row of the table, from 1.
    pub row: u32,
    /// The person.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// What changes.
    pub changes: Vec<FieldChange>,
}

/// What pasting would do; nothing was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct PastePreview {
    /// Rows of the table, its header not counted.
    pub rows: u32,
    /// Columns of the table.
    pub columns: u32,
    /// The first row of the table names its columns and is not pasted.
    pub header: bool,
    /// People who change.
    pub people: u32,
    /// Cells that change.
    pub cells: u32,
    /// What changes, the first two hundred rows.
    pub changed: Vec<PastedRow>,
    /// What is not taken, the first two hundred; `refused_n` counts all.
    pub refused: Vec<PasteRefusal>,
    /// How many cells and rows are not taken.
    pub refused_n: u32,
    /// Columns that cannot be pasted over, by name.
    pub fixed: Vec<String>,
    /// Rows of the table below the last row of the list.
    pub beyond_rows: u32,
    /// Columns of the table beyond the last column of the list.
    pub beyond_columns: u32,
}

/// What pasting did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Pasted {
    /// The op, for undo; none when nothing changed.
    pub op: Option<OpId>,
    /// What was done.
    pub result: PastePreview,
}

/// How many of some persons a filter finds.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct Among {
    /// The persons.
    pub persons: Vec<PersonId>,
    /// The filter; order and page are ignored.
    #[serde(default)]
    #[ts(optional, as = "Option<MemberFilter>")]
    pub filter: MemberFilter,
}
