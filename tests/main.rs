//! The union at work, told through the same door as window and command line: `api::call`.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "tests")]

mod activities;
mod cases;
mod cli;
mod desk;
mod duplicates;
mod encryption;
mod faults;
mod life;
mod members;
mod members_bulk;
mod members_category;
mod members_depth;
mod members_employment;
mod members_erasure;
mod members_export;
mod members_findings;
mod members_import;
mod members_import_choices;
mod members_import_doubts;
mod members_import_second;
mod members_letters;
mod members_paste;
mod members_placed;
mod members_planned;
mod members_privacy;
mod members_reconcile;
mod members_time;
mod members_together;
mod officers;
mod organizations;
mod plans;
mod reading;
mod reconcile_truth;
mod reports;
mod rights;
mod sample;
mod support;
mod support_directory;
mod support_recheck;
mod surveys;
mod tidy;
mod training;
mod walk;
