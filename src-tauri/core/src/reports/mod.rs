//! Reports: what the union shows at its meetings, counted from the roster, protected, and written as workbooks.
//!
//! - `queries` counts in the database; [`figures`] are pure: groups, movements that add up, densities, what may be shown
//! - [`pages`] turn figures into pages; window preview and workbook are both made from them
//! - `actions` writes the file and keeps the export log
//! - [`own`] are reports that officers make themselves, and the days on which reports are made by themselves

mod actions;
mod closing;
mod disclosure;
mod executive;
pub mod figures;
mod folder;
mod history;
mod meetings;
mod model;
mod outgoing;
mod own;
mod pack;
pub mod pages;
mod printed;
mod priorities;
mod queries;
mod roster;
mod sheet;
mod together;
mod trainings;
mod workplace;

pub use actions::{list, preview, write};
pub use closing::{CloseMonth, ClosedMonth, close_month, closed_months};
pub use model::*;
pub use own::*;
pub(crate) use own::{forget, home, may_drop_list, names_somebody, sample, tables};
pub use pack::*;
pub use together::write_to_partners;
