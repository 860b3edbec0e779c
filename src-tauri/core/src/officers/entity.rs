//! Officers and their roles.

use std::collections::BTreeSet;

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![Table::<user::Entity>::rows(), Table::<role_grant::Entity>::rows()]
}

/// Whether one of these tables says who may do what.
pub(crate) fn rights_lie_in(tables: &BTreeSet<&'static str>) -> bool {
    [<user::Entity as Tracked>::TABLE, <role_grant::Entity as Tracked>::TABLE]
        .iter()
        .any(|table| tables.contains(table))
}

pub(crate) mod user {
    //! An officer who may log in.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::OfficerId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "app_user")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OfficerId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub login: String,
        pub display_name: String,
        pub membership_id: Option<Uuid>,
        pub public_key: Vec<u8>,
        pub signing_key: Vec<u8>,
        pub locked: bool,
        pub first: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "app_user";
    }
}

pub(crate) mod role_grant {
    //! A role held for a time.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{GrantId, OfficerId, UnitId};
    use crate::rights::Role;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "role_grant")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: GrantId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub app_user_id: OfficerId,
        pub role: Role,
        pub unit_scope: Option<UnitId>,
        pub from_on: NaiveDate,
        pub to_on: Option<NaiveDate>,
        pub granted_by: Option<OfficerId>,
        pub revoked: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "role_grant";
    }
}

pub(crate) mod export_log {
    //! A file with data that left the program.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    use crate::ids::ExportId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "export_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ExportId,
        pub at: DateTime<Utc>,
        pub actor: Option<Uuid>,
        pub report: String,
        pub sensitivity: String,
        pub filters: String,
        pub rows: i64,
        pub purpose: String,
        pub recipient: String,
        pub file_hash: String,
        pub protected: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
