//! Schemes, their texts and communities as rows.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<support_scheme::Entity>::rows(),
        Table::<support_scheme_version::Entity>::rows(),
        Table::<community::Entity>::rows(),
    ]
}

pub(crate) mod support_scheme {
    //! A public scheme.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::SchemeId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "support_scheme")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SchemeId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub code: String,
        pub sort: i64,
        pub national_row: Option<i64>,
        pub name: String,
        pub name_en: Option<String>,
        pub needs: String,
        pub hidden: bool,
        pub own: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "support_scheme";
    }
}

pub(crate) mod support_scheme_version {
    //! What is said of a scheme from a day on.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OfficerId, SchemeId, SchemeVersionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "support_scheme_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SchemeVersionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub scheme_id: SchemeId,
        pub from_on: NaiveDate,
        pub summary: String,
        pub questions: String,
        pub office: String,
        pub bring: Option<String>,
        pub legal_basis: Option<String>,
        pub site: Option<String>,
        pub source: Option<String>,
        pub note: Option<String>,
        pub checked_on: Option<NaiveDate>,
        pub checked_by: Option<OfficerId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "support_scheme_version";
        const WORDS: &'static [&'static str] = &["note"];
    }
}

pub(crate) mod community {
    //! A community that helps its people.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CommunityId, OfficerId};
    use crate::support::model::KyojoKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "community")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CommunityId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub code: String,
        pub kind: KyojoKind,
        pub name: String,
        pub name_kana: Option<String>,
        pub name_key: String,
        pub kana_key: String,
        pub region: Option<String>,
        pub industries: Option<String>,
        pub contact_name: Option<String>,
        pub phone: Option<String>,
        pub mail: Option<String>,
        pub site: Option<String>,
        pub helps: String,
        pub needs: String,
        pub note: Option<String>,
        pub since_on: Option<NaiveDate>,
        pub checked_on: Option<NaiveDate>,
        pub checked_by: Option<OfficerId>,
        pub active_from: Option<NaiveDate>,
        pub active_to: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "community";
        const WORDS: &'static [&'static str] = &["contact_name", "note"];
    }
}
