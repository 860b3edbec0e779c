//! Workbooks, in and out. Reading goes through the limited reader process, writing through typed cells.

pub mod read;
