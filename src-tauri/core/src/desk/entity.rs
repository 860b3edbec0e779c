//! The union's profile, and the key slots of a shared union.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![Table::<profile::Entity>::rows()]
}

pub(crate) mod profile {
    //! The union itself.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::ProfileId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "union_profile")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ProfileId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub name: String,
        pub name_kana: Option<String>,
        pub fiscal_start_month: i64,
        pub period_no_base: Option<i64>,
        pub congress_no_base: Option<i64>,
        pub is_corporation: bool,
        pub seal_text: Option<String>,
        pub suppress_k_internal: i64,
        pub suppress_k_public: i64,
        pub era_display: bool,
        pub default_font: String,
        pub member_no_prefix: String,
        pub member_no_width: i64,
        pub auto_lock_minutes: i64,
        pub labels: String,
        pub sample: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "union_profile";
    }
}

pub(crate) mod key_slot {
    //! Key slots of a shared union.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "key_slot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub body: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
