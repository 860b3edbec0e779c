//! The tables of counselling.

mod course;
mod room;
mod words;

pub(super) use course::{case_access, case_assignment, case_due, case_key, case_release, case_reopening, counsel_case};
pub(super) use room::{case_template, counsel_room, counselor, help_line};
pub(super) use words::{
    case_action, case_consent, case_draft, case_goal, case_note, case_referral, case_session, inquiry_draft,
};

use super::attachment::case_attachment;
use super::check_in::{case_assessment, instrument, instrument_item};
use super::job_card::{job_card_item, job_card_sheet};
use super::statistics::case_figures_told;
use crate::ops::{Rows, Table};

/// Tables of this capability that ops change. Drafts are no record: no op remembers them.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<counsel_room::Entity>::rows(),
        Table::<counselor::Entity>::rows(),
        Table::<case_template::Entity>::rows(),
        Table::<help_line::Entity>::rows(),
        Table::<counsel_case::Entity>::rows(),
        Table::<case_reopening::Entity>::rows(),
        Table::<case_key::Entity>::rows(),
        Table::<case_assignment::Entity>::rows(),
        Table::<case_due::Entity>::rows(),
        Table::<case_release::Entity>::rows(),
        Table::<case_access::Entity>::rows(),
        Table::<case_consent::Entity>::rows(),
        Table::<case_session::Entity>::rows(),
        Table::<case_note::Entity>::rows(),
        Table::<case_goal::Entity>::rows(),
        Table::<case_action::Entity>::rows(),
        Table::<case_referral::Entity>::rows(),
        Table::<instrument::Entity>::rows(),
        Table::<instrument_item::Entity>::rows(),
        Table::<case_assessment::Entity>::rows(),
        Table::<job_card_item::Entity>::rows(),
        Table::<job_card_sheet::Entity>::rows(),
        Table::<case_attachment::Entity>::rows(),
        Table::<case_figures_told::Entity>::rows(),
    ]
}
