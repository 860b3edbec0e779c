//! Units, organisations and headcounts on the wire, and the rules that need no database.

mod address;
mod headcount;
mod organization;
mod unit;

pub(crate) use address::{company_key, is_addressed, is_inside};
pub use headcount::{HeadcountRow, HeadcountsOf, SetHeadcount, is_majority};
pub(crate) use headcount::{Workers, workers_of};
pub(crate) use organization::mail_shaped;
pub use organization::{AddOrganization, CorrectOrganization, OrgKind, OrganizationRow};
pub(super) use unit::code_shaped;
pub use unit::{
    AddUnit, AsOf, CloseUnit, CorrectUnit, PlaceMember, PlaceMembers, RegroupUnit, UnitKind, UnitRow, beginning,
};

pub(super) use crate::fields::line;
