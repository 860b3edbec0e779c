//! The roster: persons, their memberships, and everything dated about them; files in and out of it.

mod entity;
mod index;
mod model;

pub(crate) use entity::tables;
pub(crate) use index::reindex;
pub use model::*;
