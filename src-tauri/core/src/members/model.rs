//! The words of the roster: persons, memberships and what is dated about them.

mod bulk;
mod card;
mod category;
mod change;
mod codes;
mod depth;
mod exchange;
mod findings;
mod letters;
mod list;
mod offices;
mod paste;
mod placing;
mod privacy;
mod reconcile;
mod requests;
mod rules;

pub use bulk::*;
pub use card::*;
pub(crate) use category::*;
pub use change::*;
pub use codes::*;
pub use depth::*;
pub use exchange::*;
pub use findings::*;
pub use letters::*;
pub use list::*;
pub use offices::*;
pub use paste::*;
pub(crate) use placing::*;
pub use privacy::*;
pub use reconcile::*;
pub use requests::*;
pub(crate) use rules::*;
