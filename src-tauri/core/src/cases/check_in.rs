//! Check-ins before and after (前後の簡易設問): instruments with owner and licence, answers sealed with the case, and pairs that
//! join the union's figures without a name. `paired` is what can be said of the pairs; it knows no database.

mod actions;
mod entity;
mod model;
pub(super) mod paired;
mod queries;

pub(super) use actions::random_id;
pub use actions::{publish_instrument, record_check_in, remove_check_in, retire_instrument, save_instrument};
pub(super) use entity::{case_assessment, check_in_pair, instrument, instrument_item};
pub use model::*;
pub(super) use queries::{Taken, of_instruments, pairs, taken};
pub use queries::{check_ins, instruments};
