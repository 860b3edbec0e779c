//! The columns of the roster (R01).

use super::queries::RosterLine;
use crate::excel::cell::{Cell, Kind};
use crate::excel::column::{Codes, Column};
use crate::members::number_shown;

/// A line of the roster with the units' names filled in.
#[derive(Clone, Debug, Default)]
pub(super) struct RosterRow {
    pub(super) line: RosterLine,
    pub(super) branch: String,
    pub(super) sub_branch: String,
    pub(super) workplace: String,
}

const CATEGORIES: Codes = Codes { name: "category", values: &["regular", "associate", "special"] };
const STATES: Codes = Codes {
    name: "standing",
    values: &[
        "active",
        "leave",
        "sick_leave",
        "childcare",
        "family_care",
        "secondment_out",
        "overseas",
        "fulltime_officer",
        "unpaid",
        "suspended",
    ],
};

/// The columns that every roster has.
pub(super) const COLUMNS: [Column<RosterRow>; 10] = [
    Column::new("member_no", Kind::Id, 10, |row: &RosterRow| Cell::Id(number_shown(row.line.member_no.clone()))),
    Column::new("full_name", Kind::Text, 16, |row| Cell::text(row.line.name.clone())),
    Column::new("full_kana", Kind::Text, 20, |row| Cell::text(row.line.kana.clone())),
    Column::new("branch", Kind::Text, 14, |row| Cell::text(row.branch.clone())),
    Column::new("sub_branch", Kind::Text, 16, |row| Cell::text(row.sub_branch.clone())),
    Column::new("workplace", Kind::Text, 16, |row| Cell::text(row.workplace.clone())),
    Column::coded("category", CATEGORIES, 10, |row| Cell::Code(row.line.category.clone())),
    Column::new("union_post", Kind::Text, 12, |row| Cell::text_or_empty(row.line.post.clone())),
    Column::coded("status", STATES, 8, |row| Cell::Code(row.line.status.clone())),
    Column::new("joined_on", Kind::Date, 11, |row| Cell::date_or_empty(row.line.joined_on)),
];

/// The contact block, only with a purpose.
pub(super) const CONTACTS: [Column<RosterRow>; 5] = [
    Column::new("postal", Kind::Id, 9, |row: &RosterRow| Cell::id_or_empty(row.line.postal.clone())),
    Column::new("address", Kind::Text, 40, |row| Cell::text_or_empty(row.line.address.clone())),
    Column::new("phone", Kind::Id, 14, |row| Cell::id_or_empty(row.line.phone.clone())),
    Column::new("mobile", Kind::Id, 14, |row| Cell::id_or_empty(row.line.mobile.clone())),
    Column::new("mail_private", Kind::Text, 26, |row| Cell::text_or_empty(row.line.mail.clone())),
];
