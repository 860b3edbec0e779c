//! つながり: who can help. The public schemes (公助) with what the union says of them from which day on and when that was last
//! checked; the communities that help one another (共助) in six kinds; the finder from needs to both; the sheet for the
//! yearly check, out and in; the handout. It decides nothing about anybody: it names the questions and the office.

mod actions;
mod entity;
mod handout;
mod model;
mod national;
mod queries;
mod recheck;
mod sample;
mod sheet;

pub(crate) use actions::write_anew;
pub use actions::{
    add_community, add_scheme, check_community, check_scheme, correct_community, end_community, hide_scheme,
    save_scheme, show_scheme,
};
pub(crate) use entity::tables;
pub use handout::write_handout;
pub use model::*;
pub(crate) use national::{ORGANISATIONS, PUBLIC_SUPPORT};
pub use queries::Numbers;
pub use queries::{communities, community, find_help, scheme, schemes};
pub(crate) use queries::{home, is_listed, name_listed, numbers, schemes_on};
pub use recheck::{apply_recheck, preview_recheck, write_recheck};
pub(crate) use sample::sample;
