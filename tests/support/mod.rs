//! What every test needs: an office with a union in it.

pub mod child;
pub mod office;
pub mod program;
