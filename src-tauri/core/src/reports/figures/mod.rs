//! The figures of the reports: pure types, computed from counts, free of words and of cells.

pub mod beside;
pub mod counts;
pub mod cuts;
pub mod days;
pub mod density;
pub mod movement;
pub mod reasons;
pub mod shown;
pub mod steps;
pub mod told;
pub mod units;
