//! The roster: persons, their memberships, and everything dated about them; files in and out of it.

mod actions;
mod anew;
mod batch;
mod category;
mod closed;
mod consents;
mod disclose;
mod employment;
mod entity;
mod erase;
mod export;
mod forget;
mod import;
mod index;
mod inside;
mod letters;
mod line;
mod lists;
mod model;
mod named;
mod outsiders;
mod provision;
mod queries;
mod requests;
mod retention;
mod roster;
mod sample;
mod sheet;
mod spans;
mod standing;
mod traces;
mod twice;
mod voters;

pub(crate) use actions::{Target, TargetUnit, leave_unit};
pub use actions::{
    add, apply, appoint, approve, change_many, correct, end_condition, end_contact, end_term, give_consent, leave,
    leave_finding, look_again, merge, move_unit, not_same, preview_appoint, preview_bulk, preview_correct,
    refuse_consent, reinstate, reject, save_contact, save_office, start_condition, withdraw_consent,
};
pub(crate) use anew::write_anew;
pub use batch::batch_changes;
pub(crate) use category::category_on;
pub use closed::closed_until;
pub(crate) use closed::{ClosedCounts, close, closed, last_closed, may_rearrange};
pub(crate) use consents::agreed;
pub(crate) use disclose::disclose;
pub(crate) use employment::employment_type_on;
pub(crate) use entity::tables;
pub use erase::erase;
pub(crate) use erase::number_shown;
pub(crate) use export::Lines;
pub use export::{export_roster, rejected_rows};
pub(crate) use forget::{forget, is_list_of};
pub(crate) use import::is_total;
pub use import::{batches, import_roster, paste, preview_paste, preview_reconcile, preview_roster, reconcile};
pub use letters::{preview_letters, write_labels, write_merge_file};
pub(crate) use line::Line;
pub use lists::{drop_list, save_list, saved_lists};
pub(crate) use lists::{is_shared_list, kept_list, listed, persons_of};
pub use model::*;
pub(crate) use outsiders::{
    Details, NamedPerson, Outsider, add_outsiders, belonging, details, first_in_force, named_persons, note_agreed,
    note_details, note_withdrawn, numbered, persons_called,
};
pub(crate) use provision::{Provision, log, provided_at, provisions_between};
pub use provision::{announce_joint_use, end_joint_use, joint_uses, provisions};
pub(crate) use queries::{
    GroupBy, GroupKey, Known, RosterMove, contradictions, counted_by, every_person, grouped_by, grouped_within, home,
    in_sight, known, known_as, merged, moved_since, persons_in_reach, place_of, scope, some_in_force, units_of,
};
pub use queries::{
    among, card, count, count_findings, duplicates, findings, list, majority, offices, planned, who_sees, why_not_add,
};
pub use requests::{advance_request, receive_request, requests};
pub(crate) use requests::{is_asked_by, to_disclose};
pub use retention::{drop_expired, retention, set_retention};
pub(crate) use sample::{number_width, sample};
pub(crate) use sheet::{CATEGORIES, EMPLOYMENT_TYPES, STANDINGS, named_columns};
pub(crate) use spans::{brace, follow};
pub(crate) use standing::{Worded, standings};
pub(crate) use traces::Traces;
pub(crate) use voters::{NamedMember, Voter, holders, memberships_numbered, memberships_of, named_members, voters};
