//! Every change is one op with its inverse, written and audited in the same transaction. Undo is itself an op: it
//! records what it took away, and redo takes the undo back. So there is one mechanism and it works the same on both
//! databases, for one row and for an import of a hundred thousand.

mod change;
mod entity;
mod history;
mod later;
mod outcome;
mod scrub;
mod subject;
mod tables;
mod touched;
mod undo;

pub use change::Change;
pub use history::{OpRow, Sight, history, one, taken_back_by_others};
pub(crate) use scrub::{forget_images, retell, retell_all, reword_images, reworded};
pub use subject::{Subject, Told, about, subjects, told};
pub use tables::{Rows, Say, Table, Tracked};
pub use touched::Touched;
pub(crate) use undo::{images_before, is_behind_a_close};
pub use undo::{in_force, last, newest_of, redo, undo};
