//! core

pub mod dates;
pub mod excel;
pub mod text;
pub mod find;
