//! Own reports and schedules as rows.

use crate::ops::{Rows, Table, Tracked};

/// Tables of this part that ops change.
pub(crate) fn tables() -> Vec<Box<dyn Rows>> {
    vec![Table::<own_report::Entity>::rows(), Table::<report_schedule::Entity>::rows()]
}

pub(crate) mod own_report {
    //! A report that an officer made.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OfficerId, OwnReportId, SavedListId};
    use crate::reports::own::model::{OwnAsOf, OwnKind};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "own_report")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: OwnReportId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub name: String,
        pub owner_id: Option<OfficerId>,
        pub kind: OwnKind,
        pub list_id: Option<SavedListId>,
        pub shape: String,
        pub as_of: OwnAsOf,
        pub as_of_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "own_report";
    }
}

pub(crate) mod report_schedule {
    //! When a report is due.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OfficerId, OwnReportId, ScheduleId};
    use crate::reports::own::model::{Cadence, OwnAsOf};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "report_schedule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ScheduleId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub owner_id: OfficerId,
        pub report: Option<String>,
        pub own_report_id: Option<OwnReportId>,
        pub cadence: Cadence,
        pub month: Option<i64>,
        pub day: Option<i64>,
        pub weekday: Option<i64>,
        pub from_on: NaiveDate,
        pub as_of: OwnAsOf,
        pub as_of_on: Option<NaiveDate>,
        pub file_name: String,
        pub locale: String,
        pub purpose: Option<String>,
        pub password_file: Option<String>,
        pub done_for: Option<NaiveDate>,
        pub done_at: Option<DateTime<Utc>>,
        pub done_file: Option<String>,
        pub failures: i64,
        pub failed_at: Option<DateTime<Utc>>,
        pub failed_code: Option<String>,
        pub stopped_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "report_schedule";
    }
}
