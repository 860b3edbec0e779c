//! 取り組み: what the union does, the officers' hours and the money in it, how much members need it; what was decided for a
//! year and what became of it. It proposes a place in the picture and decides nothing.

mod actions;
mod entity;
mod model;
mod queries;
mod sample;

pub use actions::{add, correct_time, decide, end, log_time, save, tell_result};
pub(crate) use entity::tables;
pub use model::*;
pub(crate) use queries::{home, review};
pub use queries::{list, logs, my_time};
pub(crate) use sample::sample;
