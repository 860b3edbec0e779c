//! Change units, organisations and headcounts.

mod anew;
mod employers;
mod headcounts;
mod regroup;
mod units;

pub(crate) use anew::write_anew;
pub use employers::{add_employer, correct_employer};
pub(crate) use employers::{create_employer, create_employer_as};
pub use headcounts::set_headcount;
pub use regroup::regroup_unit;
pub(super) use units::close_quietly;
pub use units::{add_unit, close_unit, correct_unit};
pub(crate) use units::{create_unit, make_planned, plan_units_named};
