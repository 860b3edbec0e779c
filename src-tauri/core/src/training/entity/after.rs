//! What comes of a run, and what goes to partners, as rows.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<session_attendance::Entity>::rows(),
        Table::<certificate::Entity>::rows(),
        Table::<run_cost::Entity>::rows(),
        Table::<cost_share::Entity>::rows(),
        Table::<evaluation::Entity>::rows(),
        Table::<training_interest::Entity>::rows(),
        Table::<learning_elsewhere::Entity>::rows(),
        Table::<kept_apart::Entity>::rows(),
        Table::<partner_form::Entity>::rows(),
        Table::<partner_answer::Entity>::rows(),
    ]
}

pub(crate) mod session_attendance {
    //! Who was there at a sitting.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{AttendanceId, EnrolmentId, SessionId};
    use crate::training::model::Attendance;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "session_attendance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AttendanceId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub enrolment_id: EnrolmentId,
        pub session_id: SessionId,
        pub attendance: Attendance,
        pub minutes: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "session_attendance";
    }
}

pub(crate) mod certificate {
    //! A certificate of completion (修了証).
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CertificateId, EnrolmentId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "certificate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CertificateId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub number: String,
        pub enrolment_id: EnrolmentId,
        pub issued_on: NaiveDate,
        pub title_text: String,
        pub revoked_on: Option<NaiveDate>,
        pub revoke_reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "certificate";
        const WORDS: &'static [&'static str] = &["revoke_reason"];
    }
}

pub(crate) mod run_cost {
    //! A cost or a subsidy of a run.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CostId, OrganizationId, RunId};
    use crate::training::model::CostKind;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "run_cost")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CostId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub kind: CostKind,
        pub amount: i64,
        pub paid_by_org_id: Option<OrganizationId>,
        pub paid_on: Option<NaiveDate>,
        pub note: Option<String>,
        pub voided_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "run_cost";
        const WORDS: &'static [&'static str] = &["note"];
    }
}

pub(crate) mod cost_share {
    //! What an organisation bears of a run's costs (E-07).
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{OrganizationId, RunId, ShareId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "cost_share")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ShareId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub org_id: Option<OrganizationId>,
        pub basis: i64,
        pub amount: i64,
        pub settled_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "cost_share";
    }
}

pub(crate) mod evaluation {
    //! An answer on the evaluation form; it names nobody.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{EvaluationId, RunId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "evaluation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EvaluationId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub overall: Option<i64>,
        pub content: Option<i64>,
        pub lecturer: Option<i64>,
        pub useful: Option<i64>,
        pub comment: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "evaluation";
        const WORDS: &'static [&'static str] = &["comment"];
    }
}

pub(crate) mod training_interest {
    //! People whom an organisation would send to a course, before days are fixed.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CourseId, InterestId, OrganizationId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "training_interest")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InterestId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub course_id: CourseId,
        pub org_id: Option<OrganizationId>,
        pub people: i64,
        pub wish: Option<String>,
        pub recorded_on: NaiveDate,
        pub ended_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "training_interest";
        const WORDS: &'static [&'static str] = &["wish"];
    }
}

pub(crate) mod learning_elsewhere {
    //! What a person learned elsewhere.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{LearningId, PersonId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "learning_elsewhere")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LearningId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub person_id: PersonId,
        pub title: String,
        pub provider: Option<String>,
        pub from_on: Option<NaiveDate>,
        pub to_on: Option<NaiveDate>,
        pub hours: Option<i64>,
        pub note: Option<String>,
        pub voided_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "learning_elsewhere";
        const WORDS: &'static [&'static str] = &["note"];
        const PERSON: Option<&'static str> = Some("person_id");
    }
}

pub(crate) mod kept_apart {
    //! Two participants who never sit at one table.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ApartId, EnrolmentId, RunId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "kept_apart")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ApartId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub one_id: EnrolmentId,
        pub other_id: EnrolmentId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "kept_apart";
    }
}

pub(crate) mod partner_form {
    //! A workbook of invitation that went to a partner organisation.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{FormId, OrganizationId, RunId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "partner_form")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FormId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub run_id: RunId,
        pub org_id: OrganizationId,
        pub edition: i64,
        pub code: String,
        pub sent_on: NaiveDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "partner_form";
    }
}

pub(crate) mod partner_answer {
    //! A filled form that came back and was taken in.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{AnswerId, FormId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "partner_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: AnswerId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub form_id: FormId,
        pub sha256: String,
        pub came_on: NaiveDate,
        pub taken: i64,
        pub refused: i64,
        pub withdrawn: Option<i64>,
        pub changed: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "partner_answer";
    }
}
