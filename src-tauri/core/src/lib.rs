//! The core of Kyojo: everything that the program knows and does, without a window.
//!
//! Read in this order: [`api`] lists every verb; [`session`] says who asks; [`rights`] whether they may; [`ops`] how a change
//! is written and taken back; [`audit`] how it is remembered; [`db`] and [`vault`] where it lies and under which key. The
//! capabilities stand in a line, each may use those before it: [`desk`], [`officers`], [`organizations`], [`members`],
//! [`support`], [`training`], [`cases`], [`surveys`], [`activities`], [`reports`].
//! [`compose`] knows what crosses that line. [`dates`] and the other pure rooms know nothing of any of this.

pub mod activities;
pub mod api;
pub mod audit;
pub mod cases;
mod codes;
pub mod compose;
pub mod dates;
pub mod db;
pub mod desk;
pub mod dice;
pub mod error;
pub mod excel;
mod fields;
pub mod find;
pub mod ids;
pub mod labels;
pub mod meetings;
pub mod members;
pub mod officers;
pub mod ops;
pub mod organizations;
mod paths;
pub mod pdf;
pub mod process;
pub mod progress;
pub mod reports;
pub mod rights;
pub mod session;
pub mod support;
pub mod suppress;
pub mod surveys;
pub mod text;
pub mod training;
pub mod vault;
pub mod wire;
