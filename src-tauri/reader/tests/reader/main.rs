//! The reader as a process: what it prints for good files, and that bad ones end in a clear code within two seconds.
#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod files;
mod harmful;
mod tables;
mod workbooks;
