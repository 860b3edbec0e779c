//! Looking at the roster: lists, counts, the card, and the questions asked before a change.

mod card;
mod duplicates;
mod home;
mod list;
mod offices;
mod same;
mod viewers;

pub use card::card;
pub(crate) use card::draft_of;
pub(crate) use duplicates::alike;
pub use duplicates::duplicates;
pub(crate) use home::home;
pub(crate) use list::{Scope, by_number, person_in_reach, scope};
pub use list::{count, list};
pub use offices::offices;
pub use same::why_not_add;
pub(crate) use same::{kana_key_of, likenesses, next_member_no, search_key};
pub use viewers::who_sees;
