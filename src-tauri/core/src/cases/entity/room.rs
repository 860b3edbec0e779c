//! The room, who is in it, and what the union gives its cases.

pub(crate) mod counsel_room {
    //! The counselling room.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::RoomId;
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "counsel_room")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RoomId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub recovery_key: Vec<u8>,
        pub room_key: Vec<u8>,
        pub retention_months: i64,
        pub followed_on: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "counsel_room";
    }
}

pub(crate) mod counselor {
    //! An officer in the room.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CounselorQualification;
    use crate::ids::{CounselorId, OfficerId, PersonId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "counselor")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CounselorId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub officer_id: OfficerId,
        pub qualification: CounselorQualification,
        pub registration_no: Option<String>,
        pub registered_until: Option<NaiveDate>,
        pub person_id: Option<PersonId>,
        pub public_key: Vec<u8>,
        pub room_key: Vec<u8>,
        pub admitted_on: NaiveDate,
        pub ended_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "counselor";
    }
}

pub(crate) mod case_template {
    //! A timeline of due dates.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::TemplateId;
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_template")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TemplateId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub name: String,
        pub steps: String,
        pub standard: bool,
        pub active: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_template";
    }
}

pub(crate) mod help_line {
    //! A public help line.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::HelpLineId;
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "help_line")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: HelpLineId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub sort: i64,
        pub name: String,
        pub phone: String,
        pub hours: String,
        pub helps: String,
        pub site: Option<String>,
        pub source: Option<String>,
        pub checked_on: Option<NaiveDate>,
        pub hidden: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "help_line";
    }
}
