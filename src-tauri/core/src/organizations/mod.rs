//! The union's own units as a dated tree, the employers and worksites whose staff it organises, the unions and offices it
//! works with, and the headcounts that are the denominators of its densities.

mod actions;
mod entity;
mod model;
mod queries;
mod sample;
mod tree;

pub use actions::{add_employer, add_unit, close_unit, correct_employer, correct_unit, regroup_unit, set_headcount};
pub(crate) use actions::{create_employer_as, make_planned, plan_units_named, write_anew};
pub(crate) use entity::tables;
pub(crate) use model::company_key;
pub use model::*;
pub(crate) use model::{Workers, workers_of};
pub(crate) use queries::{addressed, allowed_paths, headcounts_on, home, organization, organizations, tree};
pub use queries::{employers, headcounts, units};
pub(crate) use sample::{
    NEW_SUB_BRANCH, OLD_SUB_BRANCH, SampleUnion, SampleWorkplace, count_days, first_day, last_day, opened, sample,
    sample_headcounts,
};
pub(crate) use tree::{Found, Tree, UnitNames, UnitNode};
