//! Courses, runs and seats as rows.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<course::Entity>::rows(),
        Table::<course_run::Entity>::rows(),
        Table::<run_quota::Entity>::rows(),
        Table::<run_session::Entity>::rows(),
        Table::<enrolment::Entity>::rows(),
        Table::<seat_decision::Entity>::rows(),
    ]
}

pub(crate) mod course {
    //! A course of the catalogue; it is held as runs.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::CourseId;
    use crate::support::KyojoKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "course")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CourseId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub code: String,
        pub title: String,
        pub title_key: String,
        pub purpose: Option<String>,
        pub kyojo_kind: Option<KyojoKind>,
        pub target: Option<String>,
        pub hours: i64,
        pub required_ratio: i64,
        pub excused_counts: bool,
        pub needs_assignment: bool,
        pub prerequisites: String,
        pub prerequisite_note: Option<String>,
        pub active_to: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "course";
        const WORDS: &'static [&'static str] = &["purpose", "target", "prerequisite_note"];
    }
}

pub(crate) mod course_run {
    //! A course held once (開催).
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CourseId, OrganizationId, RunId};
    use crate::training::model::{CostModel, RunMode, RunStatus};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "course_run")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RunId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub course_id: CourseId,
        pub run_no: i64,
        pub title: String,
        pub host_org_id: Option<OrganizationId>,
        pub status: RunStatus,
        pub is_public: bool,
        pub needs_approval: bool,
        pub capacity: i64,
        pub min_people: Option<i64>,
        pub wait_limit: Option<i64>,
        pub apply_from: Option<NaiveDate>,
        pub apply_until: Option<NaiveDate>,
        pub quota_release_on: Option<NaiveDate>,
        pub cancel_free_until: Option<NaiveDate>,
        pub offer_hours: i64,
        pub mode: RunMode,
        pub venue: Option<String>,
        pub link: Option<String>,
        pub cost_model: CostModel,
        pub fee: Option<i64>,
        pub budget: Option<i64>,
        pub note: Option<String>,
        pub cancel_reason: Option<String>,
        pub finished_on: Option<NaiveDate>,
        pub moves: i64,
        pub contact_name: Option<String>,
        pub contact_mail: Option<String>,
        pub contact_phone: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "course_run";
        const WORDS: &'static [&'static str] = &["note", "cancel_reason", "contact_name"];
    }
}

pub(crate) mod run_quota {
    //! Seats of a run that are kept for an organisation, which is invited by it (団体枠).
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OrganizationId, QuotaId, RunId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "run_quota")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: QuotaId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub org_id: Option<OrganizationId>,
        pub seats: i64,
        pub members: Option<i64>,
        pub industry: Option<String>,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "run_quota";
        const WORDS: &'static [&'static str] = &["note"];
    }
}

pub(crate) mod run_session {
    //! One sitting of a run.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{RunId, SessionId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "run_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SessionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub no: i64,
        pub held_on: NaiveDate,
        pub starts: i64,
        pub ends: i64,
        pub minutes: i64,
        pub required: bool,
        pub topic: Option<String>,
        pub lecturer: Option<String>,
        pub place: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "run_session";
        const WORDS: &'static [&'static str] = &["topic", "lecturer"];
    }
}

pub(crate) mod enrolment {
    //! A person's application for a run, and what became of it (受講).
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{EnrolmentId, OfficerId, OrganizationId, PersonId, RunId, UnitId};
    use crate::training::model::{EnrolmentStatus, Pool};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "enrolment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EnrolmentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub person_id: PersonId,
        pub org_id: Option<OrganizationId>,
        pub unit_id: Option<UnitId>,
        pub status: EnrolmentStatus,
        pub pool: Option<Pool>,
        pub applied_at: DateTime<Utc>,
        pub wait_at: DateTime<Utc>,
        pub seq: i64,
        pub group_no: Option<i64>,
        pub postponed: bool,
        pub offered_at: Option<DateTime<Utc>>,
        pub offer_expires_at: Option<DateTime<Utc>>,
        pub approved_by: Option<OfficerId>,
        pub cancelled_at: Option<DateTime<Utc>>,
        pub reason: Option<String>,
        pub late_cancel: bool,
        pub assignment_on: Option<NaiveDate>,
        pub minutes: Option<i64>,
        pub company: Option<String>,
        pub industry: Option<String>,
        pub age_band: Option<i64>,
        pub table_no: Option<i64>,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "enrolment";
        const WORDS: &'static [&'static str] = &["reason", "note"];
        const PERSON: Option<&'static str> = Some("person_id");
    }
}

pub(crate) mod seat_decision {
    //! What was decided about a seat, and why: the seat function's own record.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{DecisionId, EnrolmentId, RunId};
    use crate::training::model::{EnrolmentStatus, Pool, SeatReason};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "seat_decision")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: DecisionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub enrolment_id: EnrolmentId,
        pub at: DateTime<Utc>,
        pub no: i64,
        pub from_status: Option<EnrolmentStatus>,
        pub to_status: EnrolmentStatus,
        pub pool: Option<Pool>,
        pub reason: SeatReason,
        pub about: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "seat_decision";
    }
}
