//! Questionnaires, waves, forms and counts as rows. There is no row of a sheet, and none names who answered.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<survey::Entity>::rows(),
        Table::<survey_wave::Entity>::rows(),
        Table::<survey_form::Entity>::rows(),
        Table::<survey_count::Entity>::rows(),
    ]
}

pub(crate) mod survey {
    //! A questionnaire.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::SurveyId;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "survey")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SurveyId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub title: String,
        pub purpose: Option<String>,
        pub questions: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "survey";
        const WORDS: &'static [&'static str] = &["title", "purpose"];
    }
}

pub(crate) mod survey_wave {
    //! A questionnaire asked once.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{SurveyId, WaveId};
    use crate::surveys::model::WaveStatus;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "survey_wave")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: WaveId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub survey_id: SurveyId,
        pub label: String,
        pub status: WaveStatus,
        pub opens_on: NaiveDate,
        pub closes_on: Option<NaiveDate>,
        pub closed_on: Option<NaiveDate>,
        pub handed_out: Option<i64>,
        pub questions: String,
        pub group_labels: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "survey_wave";
    }
}

pub(crate) mod survey_form {
    //! A workbook that went out.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{SurveyFormId, WaveId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "survey_form")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SurveyFormId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub wave_id: WaveId,
        pub code: String,
        pub label: String,
        pub edition: i64,
        pub sent_on: NaiveDate,
        pub taken_on: Option<NaiveDate>,
        pub taken: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "survey_form";
    }
}

pub(crate) mod survey_count {
    //! Answers of several sheets, added up.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{SurveyCountId, WaveId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "survey_count")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SurveyCountId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub wave_id: WaveId,
        pub group_no: Option<i64>,
        pub sheets: i64,
        pub counts: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "survey_count";
    }
}
