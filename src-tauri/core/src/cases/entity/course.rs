//! A case, who has a part in it, and its dates.

pub(crate) mod counsel_case {
    //! A case.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::{CaseChannel, CaseStatus, CaseStep, CloseOutcome};
    use crate::ids::{CaseId, OfficerId, TemplateId, UnitId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "counsel_case")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_no: String,
        pub person_tag: Option<Vec<u8>>,
        pub channel: CaseChannel,
        pub status: CaseStatus,
        pub step: CaseStep,
        pub themes: String,
        pub opened_on: NaiveDate,
        pub activated_on: Option<NaiveDate>,
        pub unit_id: Option<UnitId>,
        pub template_id: Option<TemplateId>,
        pub previous_case_id: Option<CaseId>,
        pub paused_until: Option<NaiveDate>,
        pub follow_up_on: Option<NaiveDate>,
        pub closed_on: Option<NaiveDate>,
        pub outcome: Option<CloseOutcome>,
        pub retention_until: Option<NaiveDate>,
        pub reopened: i64,
        pub head: Vec<u8>,
        pub head_no: i64,
        pub head_by: Option<OfficerId>,
        pub erased_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "counsel_case";
        const TREE: bool = true;
    }
}

pub(crate) mod case_reopening {
    //! A closed case that began again.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CloseOutcome;
    use crate::ids::{CaseId, CaseReopeningId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_reopening")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseReopeningId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub ended_on: NaiveDate,
        pub outcome: Option<CloseOutcome>,
        pub reopened_on: NaiveDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_reopening";
    }
}

pub(crate) mod case_key {
    //! The key of a case, sealed to one holder.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CaseId, CaseKeyId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseKeyId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub officer_id: Option<OfficerId>,
        pub sealed: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_key";
    }
}

pub(crate) mod case_assignment {
    //! A part that somebody has in a case.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CasePart;
    use crate::ids::{CaseId, CasePartId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_assignment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CasePartId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub officer_id: OfficerId,
        pub part: CasePart,
        pub from_on: NaiveDate,
        pub to_on: Option<NaiveDate>,
        pub ended: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_assignment";
    }
}

pub(crate) mod case_due {
    //! A date on a day list.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CaseDueKind;
    use crate::ids::{CaseDueId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_due")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseDueId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub officer_id: OfficerId,
        pub kind: CaseDueKind,
        pub due_on: NaiveDate,
        pub done_on: Option<NaiveDate>,
        pub about_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_due";
    }
}

pub(crate) mod case_release {
    //! A lifting of secrecy.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::{ReleasePurpose, ReleaseState, SecrecyGround};
    use crate::ids::{CaseId, OfficerId, ReleaseId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_release")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ReleaseId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub ground: SecrecyGround,
        pub purpose: ReleasePurpose,
        pub asked_by: OfficerId,
        pub asked_on: NaiveDate,
        pub decided_by: Option<OfficerId>,
        pub decided_on: Option<NaiveDate>,
        pub state: ReleaseState,
        pub reader_id: Option<OfficerId>,
        pub seen_on: Option<NaiveDate>,
        pub reference: String,
        pub words: Option<Vec<u8>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_release";
    }
}

pub(crate) mod case_access {
    //! A reading by who does not counsel.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CasePart;
    use crate::ids::{CaseAccessId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_access")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseAccessId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub officer_id: OfficerId,
        pub part: CasePart,
        pub read_on: NaiveDate,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_access";
    }
}
