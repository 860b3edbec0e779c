//! 調査: what the members say, and nobody's name. The questions of the national survey of 2020 and the union's own; waves,
//! sheets entered by hand or from a workbook, counts that keep no sheet, results with n and interval, the nation and the
//! wave before beside them.

mod actions;
mod entity;
mod exchange;
mod model;
mod queries;
mod sample;

pub use actions::{add_survey, close_wave, enter_sheets, open_wave, save_survey, save_wave};
pub(crate) use entity::tables;
pub use exchange::{apply_form, preview_form, write_form};
pub use model::*;
pub use queries::{Wave, list, results, standard, wave};
pub(crate) use queries::{closed_waves, home, needs, results_of};
pub(crate) use sample::sample;
