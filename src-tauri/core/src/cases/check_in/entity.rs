//! Instruments, check-ins and the pairs for the figures.

pub(crate) mod instrument {
    //! A set of questions.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::InstrumentId;
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "instrument")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InstrumentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub code: String,
        pub edition: i64,
        pub name: String,
        pub name_en: Option<String>,
        pub owner: String,
        pub licence: String,
        pub permission: Option<String>,
        pub note: Option<String>,
        pub note_en: Option<String>,
        pub scale_min: i64,
        pub scale_max: i64,
        pub subscales: String,
        pub built_in: bool,
        pub published_on: Option<NaiveDate>,
        pub retired_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "instrument";
    }
}

pub(crate) mod instrument_item {
    //! A question.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{InstrumentId, InstrumentItemId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "instrument_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InstrumentItemId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub instrument_id: InstrumentId,
        pub no: i64,
        pub subscale: String,
        pub words: String,
        pub words_en: Option<String>,
        pub reverse: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "instrument_item";
    }
}

pub(crate) mod case_assessment {
    //! A check-in of a case.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::check_in::model::Timing;
    use crate::ids::{AssessmentId, CaseId, InstrumentId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_assessment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AssessmentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub instrument_id: InstrumentId,
        pub timing: Timing,
        pub taken_on: NaiveDate,
        pub counted: bool,
        pub released_on: Option<NaiveDate>,
        pub words: Vec<u8>,
        pub revision: i64,
        pub author_id: OfficerId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_assessment";
    }
}

pub(crate) mod check_in_pair {
    //! Scores before and after, of nobody.
    use chrono::NaiveDate;
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::InstrumentId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "check_in_pair")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub instrument_id: InstrumentId,
        pub subscale: String,
        pub month: NaiveDate,
        pub score_before: i64,
        pub score_after: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
