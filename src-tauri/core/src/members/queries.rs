//! Looking at the roster: lists, counts, the card, and the questions asked before a change.

mod card;
mod contradictions;
mod duplicates;
mod findings;
mod groups;
mod home;
mod known;
mod list;
mod majority;
mod moved;
mod offices;
mod period;
mod planned;
mod reach;
mod rows;
mod same;
mod viewers;

pub use card::card;
pub(crate) use card::draft_of;
pub(crate) use contradictions::contradictions;
pub use duplicates::duplicates;
pub(crate) use duplicates::{Likely, Newcomer, alike, like_each_other, like_stored, pairs_of, short};
pub use findings::{count_findings, findings};
pub(crate) use findings::{employee_widths, member_width};
pub(crate) use groups::{GroupBy, GroupKey, counted_by, grouped_by, grouped_within};
pub(crate) use home::home;
pub(crate) use known::{Known, known, known_as, some_in_force, units_of};
pub use list::{among, count, list};
pub(crate) use list::{as_listed, in_order};
pub use majority::majority;
pub(crate) use moved::{RosterMove, every_person, merged, moved_since};
pub use offices::offices;
pub use planned::planned;
pub(crate) use reach::{
    Scope, chosen, in_sight, membership_in_reach, person_in_reach, persons_in_reach, place_of, scope, scope_on,
};
pub use same::why_not_add;
pub(crate) use same::{kana_key_of, likenesses, next_member_no, search_key};
pub use viewers::who_sees;
