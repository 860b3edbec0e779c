//! The tables of what persons' data was given for, and of what they asked.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo and merging.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<consent_refusal::Entity>::rows(),
        Table::<joint_use_notice::Entity>::rows(),
        Table::<provision_record::Entity>::rows(),
        Table::<provision_person::Entity>::rows(),
        Table::<subject_request::Entity>::rows(),
        Table::<erasure::Entity>::rows(),
        Table::<retention_rule::Entity>::rows(),
    ]
}

pub(crate) mod consent_refusal {
    //! What a person was asked to agree to, and refused.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OrganizationId, PersonId, RefusalId};
    use crate::members::model::ConsentPurpose;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "consent_refusal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RefusalId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub purpose: ConsentPurpose,
        pub recipient_org_id: Option<OrganizationId>,
        pub refused_on: NaiveDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "consent_refusal";
    }
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
        const WORDS: &'static [&'static str] = &["extent", "purpose", "responsible"];
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
        const WORDS: &'static [&'static str] = &["purpose"];
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

pub(crate) mod subject_request {
    //! A request of a person about the own data.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{PersonId, RequestId};
    use crate::members::model::{RequestKind, RequestStatus};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "subject_request")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RequestId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub kind: RequestKind,
        pub received_on: NaiveDate,
        pub due_on: NaiveDate,
        pub status: RequestStatus,
        pub identity_checked_on: Option<NaiveDate>,
        pub closed_on: Option<NaiveDate>,
        pub note: Option<String>,
        pub answer: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "subject_request";
        const WORDS: &'static [&'static str] = &["note", "answer"];
    }
}

pub(crate) mod erasure {
    //! What stays of an erasure.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ErasureId, PersonId, RequestId};
    use crate::members::model::{ErasureGround, ErasureKind};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "erasure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ErasureId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub kind: ErasureKind,
        pub ground: ErasureGround,
        pub erased_on: NaiveDate,
        pub request_id: Option<RequestId>,
        pub highest_no: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "erasure";
    }
}

pub(crate) mod retention_rule {
    //! How long records of a kind are kept.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::RetentionId;
    use crate::members::model::KeptEntity;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "retention_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RetentionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub entity: KeptEntity,
        pub months: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "retention_rule";
    }
}
