//! The tables of what persons' data was given for, and of what they asked.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo and merging.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<joint_use_notice::Entity>::rows(),
        Table::<provision_record::Entity>::rows(),
        Table::<provision_person::Entity>::rows(),
    ]
}

pub(crate) mod joint_use_notice {
    //! An announced joint use.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{JointUseId, OrganizationId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "joint_use_notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: JointUseId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub recipient_org_id: OrganizationId,
        pub items: String,
        pub extent: String,
        pub purpose: String,
        pub responsible: String,
        pub announced_on: NaiveDate,
        pub ended_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "joint_use_notice";
    }
}

pub(crate) mod provision_record {
    //! Data given to another organisation.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ExportId, JointUseId, OrganizationId, ProvisionId};
    use crate::members::model::LegalBasis;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "provision_record")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProvisionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub recipient_org_id: OrganizationId,
        pub provided_on: NaiveDate,
        pub export_id: ExportId,
        pub items: String,
        pub people_count: i64,
        pub left_out: i64,
        pub legal_basis: LegalBasis,
        pub joint_use_id: Option<JointUseId>,
        pub purpose: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "provision_record";
    }
}

pub(crate) mod provision_person {
    //! A person whose data a provision carried.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{PersonId, ProvidedId, ProvisionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "provision_person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProvidedId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub provision_id: ProvisionId,
        pub person_id: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "provision_person";
    }
}
