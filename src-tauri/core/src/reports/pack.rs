//! The meeting pack as the union arranges it: a plan says which pages in which order and puts the union's own words beside
//! them; frozen, the pack is kept as it was told, is approved by somebody else than who made it, and goes out once.
//!
//! - `composed` puts the pages together, `kept` keeps them and reads them back, `differences` compares two packs
//! - `beside` keeps the headcounts of packs of one day from telling the few between them
//! - `picture` looks at the union's picture before it is kept

mod actions;
mod beside;
mod composed;
mod differences;
mod entity;
mod issuing;
mod kept;
mod model;
mod person;
mod picture;
mod queries;
mod sample;

pub use actions::{drop_plan, remove_logo, save_plan, set_logo};
pub(super) use composed::{Arranged, arrange, coded, number, tell_corrections};
pub(crate) use entity::tables as pack_tables;
pub use issuing::{approve_pack, distribute_pack, freeze_pack};
pub(super) use kept::{Kept, kept, mark_cover, mark_frame};
pub use model::*;
pub(crate) use person::{forget as forget_in_packs, is_pack_of};
pub(crate) use queries::in_sight;
pub(super) use queries::{ReasonsOf, planned, reasons_told, told};
pub use queries::{issued_packs, logo, pack_differences, plans};
pub(crate) use sample::sample as sample_pack;
