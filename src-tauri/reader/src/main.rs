//! reader
fn main() {}
