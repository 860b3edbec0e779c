//! 独自の帳票: counts and lists that officers make themselves from all members or a kept list, and reports that are made by
//! themselves on their days.
//!
//! - [`model`] are the words and rules; [`axis`] puts what was found into rows and columns that add up to the list
//! - `count` and `list` make the pages, `alone` those for whoever may only see counts, `beside` knows what R02 shows of the day,
//!   `told` what own reports told of it, for other own reports, packs and R02
//! - `actions` keeps and writes, `due` makes what is due

mod actions;
mod alone;
mod axis;
mod beside;
mod count;
mod due;
mod entity;
mod list;
mod model;
mod queries;
mod sample;
mod told;

pub use actions::{drop_own_report, save_own_report, write_own_report};
pub(crate) use actions::{forget, may_drop_list, names_somebody};
pub(crate) use due::home;
pub use due::{drop_schedule, resume_schedule, save_schedule, schedules, write_due};
pub(crate) use entity::tables;
pub(in crate::reports) use model::FileName;
pub use model::*;
pub use queries::{own_reports, preview_own_report};
pub(crate) use sample::sample;
pub(in crate::reports) use told::{earlier, name_of};
