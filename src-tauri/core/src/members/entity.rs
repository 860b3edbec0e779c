//! The tables of the roster.

mod depth;
mod privacy;

pub(crate) use depth::{
    finding_kept, membership_category, membership_condition, office, office_term, person_pair, saved_list, snapshot,
};
pub(crate) use privacy::{
    consent_refusal, erasure, joint_use_notice, provision_person, provision_record, retention_rule, subject_request,
};

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    let mut tables = vec![
        Table::<person::Entity>::rows(),
        Table::<contact_point::Entity>::rows(),
        Table::<employment::Entity>::rows(),
        Table::<membership::Entity>::rows(),
        Table::<unit_assignment::Entity>::rows(),
        Table::<membership_event::Entity>::rows(),
        Table::<consent::Entity>::rows(),
        Table::<import_batch::Entity>::rows(),
        Table::<import_issue::Entity>::rows(),
    ];
    tables.extend(depth::tables());
    tables.extend(privacy::tables());
    tables
}

pub(crate) mod person {
    //! A natural person.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::PersonId;
    use crate::members::model::Gender;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "person")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PersonId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub search_no: i64,
        pub family_name: String,
        pub given_name: Option<String>,
        pub family_kana: Option<String>,
        pub given_kana: Option<String>,
        pub display_name: Option<String>,
        pub former_name: Option<String>,
        pub gender: Option<Gender>,
        pub birth_on: Option<NaiveDate>,
        pub search_key: String,
        pub kana_key: String,
        pub remarks: Option<String>,
        pub merged_into_id: Option<PersonId>,
        pub deceased_on: Option<NaiveDate>,
        pub erased_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "person";
        const WORDS: &'static [&'static str] = &["remarks"];
        const PERSON: Option<&'static str> = Some("id");
        const NUMBER: Option<&'static str> = Some("search_no");
    }
}

pub(crate) mod contact_point {
    //! A way to reach a person.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ContactId, PersonId};
    use crate::members::model::ContactKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "contact_point")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ContactId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub kind: ContactKind,
        pub value: String,
        pub digits: String,
        pub postal: Option<String>,
        pub preferred: bool,
        pub from_on: Option<NaiveDate>,
        pub to_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "contact_point";
        const PERSON: Option<&'static str> = Some("person_id");
    }
}

pub(crate) mod employment {
    //! A person's employment with an employer.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{EmploymentId, OrganizationId, PersonId};
    use crate::members::model::EmploymentType;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "employment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EmploymentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub employer_org_id: OrganizationId,
        pub worksite_org_id: Option<OrganizationId>,
        pub department: Option<String>,
        pub job_title: Option<String>,
        pub grade: Option<String>,
        pub employment_type: EmploymentType,
        pub employee_no: Option<String>,
        pub from_on: Option<NaiveDate>,
        pub to_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "employment";
        const PERSON: Option<&'static str> = Some("person_id");
    }
}

pub(crate) mod membership {
    //! A person's membership of the union.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{MembershipId, PersonId};
    use crate::members::model::{Category, CheckoffStatus, DuesKind, EndReason, FulltimeKind, JoinReason, Status};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "membership")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MembershipId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub member_no: String,
        pub category: Category,
        pub status: Status,
        pub applied_on: Option<NaiveDate>,
        pub joined_on: Option<NaiveDate>,
        pub left_on: Option<NaiveDate>,
        pub join_reason: Option<JoinReason>,
        pub end_reason: Option<EndReason>,
        pub end_note: Option<String>,
        pub end_received_on: Option<NaiveDate>,
        pub resolution: Option<String>,
        pub dues_kind: DuesKind,
        pub checkoff_status: CheckoffStatus,
        pub checkoff_mandate_on: Option<NaiveDate>,
        pub checkoff_stopped_on: Option<NaiveDate>,
        pub voting_right: bool,
        pub fulltime_kind: Option<FulltimeKind>,
        pub union_post: Option<String>,
        pub category_from: Option<NaiveDate>,
        /// Derived: the order by number, written at the end of every change; whoever writes very many rows writes it with them.
        #[serde(skip)]
        pub number_order: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "membership";
        const WORDS: &'static [&'static str] = &["end_note", "resolution"];
        const PERSON: Option<&'static str> = Some("person_id");
        const MEMBERSHIP: Option<&'static str> = Some("id");
    }
}

pub(crate) mod unit_assignment {
    //! The unit a membership belongs to, for a time.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{AssignmentId, MembershipId, UnitId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "unit_assignment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AssignmentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub membership_id: MembershipId,
        pub unit_id: UnitId,
        pub from_on: NaiveDate,
        pub to_on: Option<NaiveDate>,
        pub is_primary: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "unit_assignment";
        const MEMBERSHIP: Option<&'static str> = Some("membership_id");
    }
}

pub(crate) mod membership_event {
    //! History of a membership.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BatchId, EventId, MembershipId};
    use crate::members::model::EventKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "membership_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EventId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub membership_id: MembershipId,
        pub kind: EventKind,
        pub effective_on: NaiveDate,
        pub before: String,
        pub after: String,
        pub reason: Option<String>,
        pub import_batch_id: Option<BatchId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "membership_event";
        const WORDS: &'static [&'static str] = &["reason"];
    }
}

pub(crate) mod consent {
    //! What a person agreed to.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ConsentId, OrganizationId, PersonId};
    use crate::members::model::{ConsentMethod, ConsentPurpose};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "consent")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ConsentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub purpose: ConsentPurpose,
        pub recipient_org_id: Option<OrganizationId>,
        pub granted_on: NaiveDate,
        pub withdrawn_on: Option<NaiveDate>,
        pub method: ConsentMethod,
        pub notice_version: String,
        pub document_ref: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "consent";
        const WORDS: &'static [&'static str] = &["document_ref"];
    }
}

pub(crate) mod import_batch {
    //! One file that was read into the roster.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BatchId, OpId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "import_batch")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BatchId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub file_name: String,
        pub file_hash: String,
        pub encoding: String,
        pub mapping: String,
        pub fingerprint: String,
        pub as_of: NaiveDate,
        pub op_id: OpId,
        pub read: i64,
        pub created: i64,
        pub updated: i64,
        pub unchanged: i64,
        pub rejected: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "import_batch";
        const WORDS: &'static [&'static str] = &["file_name"];
    }
}

pub(crate) mod import_issue {
    //! A finding in one row of an imported file.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BatchId, IssueId};
    use crate::members::model::Severity;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "import_issue")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: IssueId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub import_batch_id: BatchId,
        pub sheet: String,
        pub row_no: i64,
        pub column_name: String,
        pub code: String,
        pub severity: Severity,
        pub raw: String,
        pub row_json: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "import_issue";
    }
}
