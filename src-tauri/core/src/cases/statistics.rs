//! Statistics of counselling (R09): month, theme, channel, step, outcome, unit at the level of a branch, referrals, and before and
//! after — never a text, never a crisis (C-07, C-08). `count`, `slices` and `ledger` are pure: what there is, and what of it may
//! be shown beside everything that was told before (S-07).

mod count;
mod entity;
mod ledger;
mod model;
mod queries;
mod slices;
mod told;

#[cfg(test)]
mod attack_tests;
#[cfg(test)]
mod readers_tests;

pub(crate) use count::Sheets;
pub(super) use entity::case_figures_told;
pub use model::*;
pub use queries::statistics;
pub(crate) use queries::{Audience, is_given_away, made};
pub(crate) use told::{Made, remember};
