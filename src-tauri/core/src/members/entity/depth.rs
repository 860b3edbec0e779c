//! The tables of what is dated about a membership, of looks-alike, and of kept lists.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<membership_category::Entity>::rows(),
        Table::<membership_condition::Entity>::rows(),
        Table::<office::Entity>::rows(),
        Table::<office_term::Entity>::rows(),
        Table::<person_pair::Entity>::rows(),
        Table::<saved_list::Entity>::rows(),
        Table::<snapshot::Entity>::rows(),
        Table::<finding_kept::Entity>::rows(),
    ]
}

pub(crate) mod membership_category {
    //! An earlier category of a membership.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CategoryId, MembershipId};
    use crate::members::model::Category;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "membership_category")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CategoryId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub membership_id: MembershipId,
        pub category: Category,
        pub to_on: NaiveDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "membership_category";
    }
}

pub(crate) mod membership_condition {
    //! A condition of a membership for a time.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ConditionId, MembershipId};
    use crate::members::model::{ConditionKind, DuesKind};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "membership_condition")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ConditionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub membership_id: MembershipId,
        pub kind: ConditionKind,
        pub from_on: NaiveDate,
        pub to_on: Option<NaiveDate>,
        pub dues_kind: Option<DuesKind>,
        pub quorum_excluded: bool,
        pub note: Option<String>,
        pub resolution: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "membership_condition";
        const WORDS: &'static [&'static str] = &["note", "resolution"];
    }
}

pub(crate) mod office {
    //! An office of the union.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::OfficeId;
    use crate::members::model::OfficeKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "office")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OfficeId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub kind: OfficeKind,
        pub label: String,
        pub sort: i64,
        pub seats: Option<i64>,
        pub term_months: Option<i64>,
        pub active: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "office";
    }
}

pub(crate) mod office_term {
    //! Somebody's time in an office.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{MembershipId, OfficeId, TermId, UnitId};
    use crate::members::model::{ElectedBy, FulltimeKind};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "office_term")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TermId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub office_id: OfficeId,
        pub membership_id: MembershipId,
        pub unit_id: Option<UnitId>,
        pub from_on: NaiveDate,
        pub to_on: Option<NaiveDate>,
        pub fulltime_kind: FulltimeKind,
        pub elected_by: ElectedBy,
        pub ended_early_reason: Option<String>,
        pub due_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "office_term";
        const WORDS: &'static [&'static str] = &["ended_early_reason"];
    }
}

pub(crate) mod person_pair {
    //! Two persons who are not the same.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{PairId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "person_pair")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PairId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub one_id: PersonId,
        pub other_id: PersonId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "person_pair";
    }
}

pub(crate) mod saved_list {
    //! A list that an officer keeps.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OfficerId, SavedListId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "saved_list")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SavedListId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub name: String,
        pub owner_id: Option<OfficerId>,
        pub filter: String,
        pub columns: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "saved_list";
    }
}

pub(crate) mod snapshot {
    //! A closed month.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::SnapshotId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "snapshot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SnapshotId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub as_of: NaiveDate,
        pub kind: String,
        pub counts: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "snapshot";
    }
}

pub(crate) mod finding_kept {
    //! Something found about a person's record that stays as it is.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{FindingId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "finding_kept")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FindingId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub kind: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "finding_kept";
    }
}
