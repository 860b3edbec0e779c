//! Pages built from the figures: plain data, from which the window's preview and the workbook are both made.

pub mod activities;
pub mod agenda;
pub mod counselling;
mod densities;
pub mod frame;
mod ground;
pub mod meetings;
pub mod movement;
pub mod offices;
mod people;
pub mod support;
pub mod survey;
pub mod surveys;
pub mod training;
mod trend;
mod units;

pub use ground::{Ground, cell as protected};
pub use people::age_band_name;

use crate::excel::page::Page;

/// The pages of the organisation (R02), in order, each with its number in the sheet's name; `more` pages of a pack come
/// before the notes.
#[must_use]
pub fn organisation(ground: &Ground<'_>, more: Vec<Page>) -> Vec<Page> {
    let mut pages = vec![units::branches(ground)];
    pages.extend(units::below(ground));
    pages.push(units::movements(ground));
    pages.push(trend::trend(ground));
    pages.push(people::ages(ground));
    pages.push(people::kinds(ground));
    pages.push(densities::densities(ground));
    pages.extend(more);
    pages.push(frame::notes(ground));
    for (at, page) in pages.iter_mut().enumerate() {
        page.name = format!("{} {}", at + 1, page.name);
        page.title = format!("{} {}", at + 1, page.title);
    }
    pages
}
