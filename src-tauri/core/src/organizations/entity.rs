//! Units, organisations and headcounts as rows.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![Table::<organization::Entity>::rows(), Table::<unit::Entity>::rows(), Table::<unit_headcount::Entity>::rows()]
}

pub(crate) mod organization {
    //! An employer, a worksite, a partner.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::OrganizationId;
    use crate::organizations::model::OrgKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "organization")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OrganizationId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub name: String,
        pub name_kana: Option<String>,
        pub name_key: String,
        pub kind: OrgKind,
        pub parent_id: Option<OrganizationId>,
        pub corporate_number: Option<String>,
        pub postal: Option<String>,
        pub address: Option<String>,
        pub phone: Option<String>,
        pub mail: Option<String>,
        pub contact_name: Option<String>,
        pub agreement_no: Option<String>,
        pub active_from: Option<NaiveDate>,
        pub active_to: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "organization";
        const WORDS: &'static [&'static str] = &["contact_name"];
        const TREE: bool = true;
    }
}

pub(crate) mod unit {
    //! A unit of the union.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OrganizationId, UnitId};
    use crate::organizations::model::UnitKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "unit")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: UnitId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub kind: UnitKind,
        pub label: String,
        pub label_key: String,
        pub code: String,
        pub parent_id: Option<UnitId>,
        pub employer_org_id: Option<OrganizationId>,
        pub worksite_org_id: Option<OrganizationId>,
        pub sort: i64,
        pub path: String,
        pub from_on: NaiveDate,
        pub to_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "unit";
        const TREE: bool = true;
    }
}

pub(crate) mod unit_headcount {
    //! Employees at a unit on a day.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{HeadcountId, UnitId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "unit_headcount")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HeadcountId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub unit_id: UnitId,
        pub as_of: NaiveDate,
        pub workers_total: i64,
        pub eligible_total: i64,
        pub source: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "unit_headcount";
    }
}
