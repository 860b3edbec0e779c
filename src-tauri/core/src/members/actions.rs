//! Changing the roster by hand: join, correct, move, leave, contacts, consents.

mod bulk;
mod conditions;
mod contacts;
mod correct;
mod findings;
mod join;
mod leave;
mod merge;
mod offices;
mod passing;
mod place;
mod reinstate;
mod write;

pub use bulk::{change_many, preview_bulk};
pub(crate) use conditions::{begin_condition, end_with_memberships};
pub use conditions::{end_condition, start_condition};
pub(super) use contacts::digits_of;
pub(crate) use contacts::refusal_row;
pub use contacts::{end_contact, give_consent, refuse_consent, save_contact, withdraw_consent};
pub(crate) use correct::follow_first_day;
pub use correct::{correct, preview_correct};
pub use findings::{leave_finding, look_again};
pub use join::{add, apply, approve, reject};
pub(crate) use join::{latest_join, refusals};
pub(crate) use leave::end;
pub use leave::{leave, move_unit};
pub(crate) use merge::keep_apart;
pub use merge::{merge, not_same};
pub use offices::{appoint, end_term, preview_appoint, save_office};
pub(crate) use passing::{checkoff_of, would_end};
pub(crate) use place::{Laying, Target, TargetUnit, assignments, lay_all, leave_unit};
pub use reinstate::reinstate;
pub(crate) use write::{
    event_row, kana_key, keep_former_name, kept, kept_reading, name_of, new_person, next_search_no, set_person,
};
