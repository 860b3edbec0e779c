//! Items of job cards, and the sheets that were handed out.

pub(crate) mod job_card_item {
    //! An item.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::job_card::model::CardKind;
    use crate::ids::{CardItemId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "job_card_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CardItemId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub kind: CardKind,
        pub no: i64,
        pub words: Vec<u8>,
        pub revision: i64,
        pub author_id: OfficerId,
        pub removed: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "job_card_item";
    }
}

pub(crate) mod job_card_sheet {
    //! A sheet that was handed out.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CardSheetId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "job_card_sheet")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CardSheetId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub mark: String,
        pub handed_on: NaiveDate,
        pub author_id: OfficerId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "job_card_sheet";
    }
}
