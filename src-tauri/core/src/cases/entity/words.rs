//! What is said in a case, sealed.

pub(crate) mod case_consent {
    //! What the member agreed to.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CaseConsentMethod;
    use crate::ids::{CaseConsentId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_consent")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseConsentId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub explained_on: NaiveDate,
        pub notice_version: String,
        pub scope: String,
        pub accepted: bool,
        pub method: CaseConsentMethod,
        pub withdrawn_on: Option<NaiveDate>,
        pub words: Vec<u8>,
        pub author_id: OfficerId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_consent";
    }
}

pub(crate) mod case_session {
    //! A session.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::{CaseSessionMode, CaseStep};
    use crate::ids::{CaseId, CaseSessionId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_session")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseSessionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub officer_id: OfficerId,
        pub held_on: NaiveDate,
        pub minutes: i64,
        pub mode: CaseSessionMode,
        pub step_after: CaseStep,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_session";
    }
}

pub(crate) mod case_note {
    //! A sealed note.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CaseNoteKind;
    use crate::ids::{CaseId, CaseNoteId, CaseSessionId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_note")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseNoteId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub session_id: Option<CaseSessionId>,
        pub amends_id: Option<CaseNoteId>,
        pub kind: CaseNoteKind,
        pub no: i64,
        pub revision: i64,
        pub author_id: OfficerId,
        pub saved_at: DateTime<Utc>,
        pub words: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_note";
        const TREE: bool = true;
    }
}

pub(crate) mod case_draft {
    //! What is being written.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{CaseDraftId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseDraftId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub officer_id: OfficerId,
        pub place: String,
        pub revision: i64,
        pub words: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_draft";
    }
}

pub(crate) mod inquiry_draft {
    //! What is being typed of an inquiry that has no case yet.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{InquiryDraftId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "inquiry_draft")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: InquiryDraftId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub officer_id: OfficerId,
        pub place: String,
        pub revision: i64,
        pub key: Vec<u8>,
        pub words: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "inquiry_draft";
    }
}

pub(crate) mod case_goal {
    //! A goal.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::{GoalHorizon, GoalTheme};
    use crate::ids::{CaseGoalId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_goal")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseGoalId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub theme: GoalTheme,
        pub horizon: GoalHorizon,
        pub set_on: NaiveDate,
        pub achieved_on: Option<NaiveDate>,
        pub dropped_on: Option<NaiveDate>,
        pub words: Vec<u8>,
        pub revision: i64,
        pub author_id: OfficerId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_goal";
    }
}

pub(crate) mod case_action {
    //! What is done next.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::{CaseActionBy, CaseActionState};
    use crate::ids::{CaseActionId, CaseGoalId, CaseId, OfficerId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_action")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseActionId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub goal_id: Option<CaseGoalId>,
        pub who: CaseActionBy,
        pub state: CaseActionState,
        pub due_on: Option<NaiveDate>,
        pub done_on: Option<NaiveDate>,
        pub words: Vec<u8>,
        pub revision: i64,
        pub author_id: OfficerId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_action";
    }
}

pub(crate) mod case_referral {
    //! A referral.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::cases::model::CaseReferralResult;
    use crate::ids::{CaseConsentId, CaseId, CaseReferralId, CommunityId, OfficerId, ReleaseId, SchemeId};
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_referral")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CaseReferralId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub case_id: CaseId,
        pub scheme_id: Option<SchemeId>,
        pub community_id: Option<CommunityId>,
        pub handed_on: NaiveDate,
        pub shared: bool,
        pub consent_id: Option<CaseConsentId>,
        pub release_id: Option<ReleaseId>,
        pub result: CaseReferralResult,
        pub result_on: Option<NaiveDate>,
        pub words: Vec<u8>,
        pub revision: i64,
        pub author_id: OfficerId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_referral";
    }
}
