//! What every test needs: an office with a union in it, and files as others send them.

pub mod child;
pub mod large;
pub mod office;
pub mod package;
pub mod program;
pub mod random;
pub mod tables;
pub mod workbook;
