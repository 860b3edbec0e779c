//! core

pub mod dates;
