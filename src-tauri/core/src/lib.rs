//! core

pub mod dates;
pub mod excel;
