//! Workbooks, in and out: reading goes through the limited reader process, writing through typed cells.
//! The only room that names the workbook library.
//!
//! - [`read`] rows of somebody else's file, [`source`] the file that was chosen
//! - [`cell`] one typed cell; [`column`] a column declared once for export, import and table
//! - [`page`] pages as plain data, from which workbook and preview are both made
//! - [`addressed`] labels and envelopes in the sizes of the paper; [`badge`] name badges with a code (`qr`)
//! - [`book`] a whole workbook; `sheet`, `chart`, `formats`, `paper`, [`wrap`] are its parts
//! - [`form`] a list that people fill in by hand, with drop-downs
//! - [`background`] writes beside the verbs, on a thread of its own
//! - [`marked`] rows of somebody's file written out again, with what is wrong
//! - [`separated`] comma-separated files
//! - [`save`] and `protect` put files in place, whole and encrypted; [`refusal`] says why not

pub mod addressed;
pub mod background;
pub mod badge;
pub mod book;
pub mod cell;
mod chart;
pub mod column;
pub mod form;
mod formats;
pub mod marked;
pub mod page;
mod paper;
mod protect;
mod qr;
pub mod read;
pub mod refusal;
pub mod save;
pub mod separated;
mod sheet;
pub mod source;
pub mod wrap;
#[cfg(test)]
mod written_tests;
