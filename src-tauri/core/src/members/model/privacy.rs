//! Persons and their data: who sees them, and to whom it went.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::codes::ConsentPurpose;
use crate::codes::codes;
use crate::ids::{JointUseId, OfficerId, OrganizationId, ProvisionId};
use crate::organizations::OrgKind;
use crate::rights::{Right, Role};

codes! {
    /// On what ground personal data went to another organisation.
    LegalBasis("legal_basis") {
        /// 本人の同意
        Consent,
        /// 共同利用
        JointUse,
    }
}

/// The consent that a file with names to an organisation of this kind needs. None: the own union, which is no third
/// party, and employers, who get no list of members at all.
#[must_use]
pub fn share_purpose(kind: OrgKind) -> Option<ConsentPurpose> {
    match kind {
        OrgKind::OwnUnion | OrgKind::Employer => None,
        OrgKind::EnterpriseUnion
        | OrgKind::GeneralUnion
        | OrgKind::GroupFederation
        | OrgKind::IndustrialFederation
        | OrgKind::NationalCenter => Some(ConsentPurpose::FederationShare),
        OrgKind::TrainingProvider => Some(ConsentPurpose::TrainingShareHost),
        OrgKind::PublicOffice | OrgKind::Npo | OrgKind::WorkerCoop | OrgKind::Community | OrgKind::Other => {
            Some(ConsentPurpose::JointUse)
        }
    }
}

/// How much of a person an officer sees; each sees what the one before sees, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sees {
    /// Name, category and unit.
    Name,
    /// Also numbers, dates and employment.
    Details,
    /// Also birth date, contacts, consents and history.
    Card,
}

impl Sees {
    /// All, the most first.
    pub const ALL: [Self; 3] = [Self::Card, Self::Details, Self::Name];

    /// The right that shows it.
    #[must_use]
    pub fn right(self) -> Right {
        match self {
            Self::Name => Right::SeeNames,
            Self::Details => Right::SeeDetails,
            Self::Card => Right::SeeCards,
        }
    }
}

/// A role by which a person is seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct SeenBy {
    /// The role.
    pub role: Role,
    /// Name of the unit that it is limited to; empty = the whole union.
    pub unit: Option<String>,
}

/// An officer who can see a person today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Viewer {
    /// The officer.
    pub officer: OfficerId,
    /// Name shown.
    pub name: String,
    /// The roles by which the officer sees the person.
    pub roles: Vec<SeenBy>,
    /// How much.
    pub sees: Sees,
    /// May change the record.
    pub may_change: bool,
    /// May write the person into a file.
    pub may_export: bool,
    /// Sees the person only because a request of theirs is open (R23).
    pub by_request: bool,
}

/// Announce that data is used jointly with another organisation.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct AnnounceJointUse {
    /// With whom.
    pub recipient_org_id: OrganizationId,
    /// Items of data.
    pub items: String,
    /// Who uses them.
    pub extent: String,
    /// What for.
    pub purpose: String,
    /// Who answers for the data.
    pub responsible: String,
    /// Day on which the members were told.
    pub announced_on: NaiveDate,
}

/// A joint use ends.
#[derive(Clone, Debug, Deserialize, JsonSchema, TS)]
pub struct EndJointUse {
    /// The notice.
    pub id: JointUseId,
    /// Version read.
    #[ts(type = "number")]
    pub version: i64,
    /// Last day.
    pub ended_on: NaiveDate,
}

/// A notice of joint use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct JointUseRow {
    /// The notice.
    pub id: JointUseId,
    /// Version; its end names it.
    #[ts(type = "number")]
    pub version: i64,
    /// With whom.
    pub recipient_org_id: OrganizationId,
    /// Name of the organisation.
    pub recipient: String,
    /// Items of data.
    pub items: String,
    /// Who uses them.
    pub extent: String,
    /// What for.
    pub purpose: String,
    /// Who answers for the data.
    pub responsible: String,
    /// In force from this day.
    pub announced_on: NaiveDate,
    /// Last day; empty = open.
    pub ended_on: Option<NaiveDate>,
}

/// A page of the records of provision.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema, TS)]
pub struct ProvisionsFrom {
    /// Records before this one; empty = the newest.
    #[serde(default)]
    #[ts(optional)]
    pub before: Option<ProvisionId>,
    /// How many; 100 unless said otherwise.
    #[serde(default)]
    #[ts(optional)]
    pub limit: Option<u32>,
}

/// What was given to another organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ProvisionRow {
    /// The record.
    pub id: ProvisionId,
    /// To whom.
    pub recipient: String,
    /// Day.
    pub provided_on: NaiveDate,
    /// Columns of the file, labels `column.<name>`.
    pub items: Vec<String>,
    /// Persons in the file.
    #[ts(type = "number")]
    pub people_count: i64,
    /// Persons left out, as they had not agreed.
    #[ts(type = "number")]
    pub left_out: i64,
    /// On what ground.
    pub legal_basis: LegalBasis,
    /// Why.
    pub purpose: String,
    /// Officer who gave it.
    pub by: String,
}

/// What was given with a file, told to whoever wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Provided {
    /// To whom.
    pub recipient: String,
    /// On what ground.
    pub legal_basis: LegalBasis,
    /// Persons in the file.
    #[ts(type = "number")]
    pub people: usize,
    /// Persons left out, as they had not agreed.
    #[ts(type = "number")]
    pub left_out: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x_2_unions_need_the_federation_consent_and_x_3_employers_get_no_list() {
        assert_eq!(share_purpose(OrgKind::IndustrialFederation), Some(ConsentPurpose::FederationShare));
        assert_eq!(share_purpose(OrgKind::TrainingProvider), Some(ConsentPurpose::TrainingShareHost));
        assert_eq!(share_purpose(OrgKind::Npo), Some(ConsentPurpose::JointUse));
        assert_eq!(share_purpose(OrgKind::Employer), None);
    }
}
