//! The words of the roster: persons, memberships and what is dated about them.

mod card;
mod change;
mod codes;
mod depth;
mod exchange;
mod list;
mod privacy;
mod reconcile;

pub use card::*;
pub use change::*;
pub use codes::*;
pub use depth::*;
pub use exchange::*;
pub use list::*;
pub use privacy::*;
pub use reconcile::*;
