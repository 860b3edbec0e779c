//! Plans, the union's picture and frozen packs as rows.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![Table::<pack_plan::Entity>::rows(), Table::<union_logo::Entity>::rows(), Table::<issued_pack::Entity>::rows()]
}

pub(crate) mod pack_plan {
    //! How a pack is put together.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::PackPlanId;
    use crate::reports::pack::model::PackKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "pack_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PackPlanId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub name: String,
        pub kind: PackKind,
        pub pages: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "pack_plan";
    }
}

pub(crate) mod union_logo {
    //! The union's picture; the newest row holds.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::LogoId;
    use crate::reports::pack::model::LogoMedia;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "union_logo")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LogoId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub media: Option<LogoMedia>,
        pub content: Option<Vec<u8>>,
        pub width: Option<i64>,
        pub height: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "union_logo";
    }
}

pub(crate) mod issued_pack {
    //! A pack as it was frozen.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{IssuedPackId, OfficerId, UnitId};
    use crate::reports::pack::model::{PackAudience, PackKind, PackState};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "issued_pack")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: IssuedPackId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub title: String,
        pub kind: PackKind,
        pub plan: Option<String>,
        pub as_of: NaiveDate,
        pub from_on: NaiveDate,
        pub locale: String,
        pub unit_id: Option<UnitId>,
        pub audience: PackAudience,
        pub content: String,
        pub sha256: String,
        pub told: String,
        pub state: PackState,
        pub approved_at: Option<DateTime<Utc>>,
        pub approved_by: Option<OfficerId>,
        pub alone: bool,
        pub distributed_on: Option<NaiveDate>,
        pub distributed_to: Option<String>,
        pub corrects_id: Option<IssuedPackId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "issued_pack";
    }
}
