//! Items of the job card (ジョブ・カードの項目): plan sheet, work history, licences, learning. Sealed with the case until the member
//! asks for the sheet (R11), which comes back filled in. It follows the items of the official card and never claims to be it.

mod actions;
mod entity;
mod model;
mod period;
mod queries;
mod returned;
mod sheet;
mod written;

pub use actions::{add_learning, apply_job_card, remove_card_item, save_card_item};
pub(super) use entity::{job_card_item, job_card_sheet};
pub use model::*;
pub use queries::job_card;
pub use returned::preview_job_card;
pub use written::write_job_card;
