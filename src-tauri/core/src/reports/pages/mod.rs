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
pub mod shares;
pub mod support;
pub mod survey;
pub mod surveys;
pub mod training;
mod trend;
mod units;
pub mod workplace;

pub(super) use ground::is_told_on;
pub use ground::{Ground, cell as protected, rounded_note, rows_of};
pub use people::age_band_name;

use super::pack::{CodedPage, PackPage};
use crate::excel::page::Page;

/// The pages of the organisation (R02) in order, without notes and numbers.
#[must_use]
pub fn organisation(ground: &Ground<'_>) -> Vec<CodedPage> {
    let coded = |code: PackPage, page: Page| CodedPage { code: Some(code), page };
    let mut pages = vec![coded(PackPage::Branches, units::branches(ground))];
    pages.extend(units::below(ground).map(|page| coded(PackPage::Below, page)));
    pages.push(coded(PackPage::Movement, units::movements(ground)));
    pages.push(coded(PackPage::Trend, trend::trend(ground)));
    pages.push(coded(PackPage::Ages, people::ages(ground)));
    pages.push(coded(PackPage::Kinds, people::kinds(ground)));
    pages.push(coded(PackPage::Densities, densities::densities(ground)));
    pages
}
