//! What every test needs: an office with a union in it.

pub mod office;
pub mod program;
