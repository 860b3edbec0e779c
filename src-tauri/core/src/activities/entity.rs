//! Activities, entries of time and decisions as rows.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this capability that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<activity::Entity>::rows(),
        Table::<activity_log::Entity>::rows(),
        Table::<activity_decision::Entity>::rows(),
    ]
}

pub(crate) mod activity {
    //! Something that the union does.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::ActivityId;
    use crate::surveys::ActivityTheme;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "activity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ActivityId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub title: String,
        pub theme: ActivityTheme,
        pub note: Option<String>,
        pub from_on: NaiveDate,
        pub ended_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "activity";
        const WORDS: &'static [&'static str] = &["title", "note"];
    }
}

pub(crate) mod activity_log {
    //! Time, money and people on a day.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ActivityId, ActivityLogId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "activity_log")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ActivityLogId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub activity_id: ActivityId,
        pub done_on: NaiveDate,
        pub minutes: i64,
        pub cost: i64,
        pub people: Option<i64>,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "activity_log";
        const WORDS: &'static [&'static str] = &["note"];
    }
}

pub(crate) mod activity_decision {
    //! What was decided for a year.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::activities::model::{ActivityDecision, ActivityOutcome};
    use crate::ids::{ActivityDecisionId, ActivityId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "activity_decision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ActivityDecisionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub activity_id: ActivityId,
        pub fiscal_year: i64,
        pub decision: ActivityDecision,
        pub reason: String,
        pub dissent: Option<String>,
        pub effect: Option<i64>,
        pub need: Option<i64>,
        pub body: Option<String>,
        pub decided_on: NaiveDate,
        pub result: Option<ActivityOutcome>,
        pub result_text: Option<String>,
        pub result_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "activity_decision";
        const WORDS: &'static [&'static str] = &["reason", "dissent", "result_text"];
    }
}
