//! Look at courses, runs and who takes part.

mod board;
mod costs;
mod courses;
mod decisions;
mod numbers;
mod partners;
mod people;
mod runs;
mod state;

pub use board::{attendance, board};
pub(super) use costs::shares_of;
pub use costs::{costs, evaluations};
pub use courses::{courses, demand};
pub use decisions::decisions;
pub use numbers::RunNumbers;
pub(crate) use numbers::{home, numbers, run_named};
pub use partners::partners;
pub(crate) use people::{Certified, certified, learned, revoked};
pub use people::{certificates, find_member, learning};
pub(super) use people::{names, org_names, org_of};
pub(super) use runs::{detail_of, session_row};
pub use runs::{run, runs};
pub(super) use state::{Loaded, attended, load};

use serde::de::DeserializeOwned;

/// A list out of a column. The core wrote it; what it cannot read any more is left out rather than kept from the officer.
pub(super) fn unpacked<T: DeserializeOwned>(text: &str) -> Vec<T> {
    let items: Vec<serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()
}

/// A count as the wire has it.
pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
