//! Rules, meetings, seats, attendance, agenda and minutes as rows.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<meeting_rule::Entity>::rows(),
        Table::<meeting::Entity>::rows(),
        Table::<meeting_entitlement::Entity>::rows(),
        Table::<meeting_attendance::Entity>::rows(),
        Table::<meeting_break::Entity>::rows(),
        Table::<agenda_item::Entity>::rows(),
        Table::<meeting_minutes::Entity>::rows(),
    ]
}

pub(crate) mod meeting_rule {
    //! What the union's rules say of a kind of meeting.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::MeetingRuleId;
    use crate::meetings::model::{Comparator, MeetingKind, RuleBase, TieBreak};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "meeting_rule")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MeetingRuleId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub kind: MeetingKind,
        pub from_on: NaiveDate,
        pub base: RuleBase,
        pub offices: String,
        pub num: i64,
        pub den: i64,
        pub comparator: Comparator,
        pub article: String,
        pub exclude_conditions: String,
        pub count_proxy: bool,
        pub count_written: bool,
        pub count_blank_proxy: bool,
        pub proxy_max: Option<i64>,
        pub proxy_same_unit: bool,
        pub proxy_article: Option<String>,
        pub notice_days: i64,
        pub urgent_days: Option<i64>,
        pub notice_article: Option<String>,
        pub tie_break: TieBreak,
        pub decisions: String,
        pub members_per_delegate: Option<i64>,
        pub note: Option<String>,
        pub substitute_article: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "meeting_rule";
    }
}

pub(crate) mod meeting {
    //! A meeting.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{MeetingId, UnitId};
    use crate::meetings::model::{MeetingKind, MeetingStatus};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "meeting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MeetingId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub kind: MeetingKind,
        pub no: Option<i64>,
        pub title: String,
        pub unit_id: Option<UnitId>,
        pub held_on: NaiveDate,
        pub starts: i64,
        pub place: Option<String>,
        pub status: MeetingStatus,
        pub convened_on: Option<NaiveDate>,
        pub urgent_reason: Option<String>,
        pub base_on: Option<NaiveDate>,
        pub rule: Option<String>,
        pub declared: Option<String>,
        pub declared_at: Option<DateTime<Utc>>,
        pub closed_at: Option<DateTime<Utc>>,
        pub chair: Option<String>,
        pub clerk: Option<String>,
        pub reason: Option<String>,
        pub note: Option<String>,
        pub moved_from: Option<NaiveDate>,
        pub moved_starts: Option<i64>,
        pub moved_place: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "meeting";
        const WORDS: &'static [&'static str] =
            &["title", "place", "moved_place", "chair", "clerk", "note", "reason", "urgent_reason"];
    }
}

pub(crate) mod meeting_entitlement {
    //! Somebody's seat, frozen.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{EntitlementId, MeetingId, MembershipId, UnitId};
    use crate::meetings::model::{LeftOut, SeatKind};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "meeting_entitlement")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: EntitlementId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub meeting_id: MeetingId,
        pub membership_id: MembershipId,
        pub seat: SeatKind,
        pub unit_id: Option<UnitId>,
        pub left_out: Option<LeftOut>,
        pub condition: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "meeting_entitlement";
    }
}

pub(crate) mod meeting_attendance {
    //! How somebody takes part.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{EntitlementId, MembershipId, PartId};
    use crate::meetings::model::AttendanceMode;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "meeting_attendance")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: PartId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub entitlement_id: EntitlementId,
        pub mode: AttendanceMode,
        pub holder_id: Option<EntitlementId>,
        pub seq: i64,
        pub received_at: DateTime<Utc>,
        pub went_at: Option<DateTime<Utc>>,
        pub substitute_id: Option<MembershipId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "meeting_attendance";
    }
}

pub(crate) mod meeting_break {
    //! A break of a meeting that was open.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BreakId, MeetingId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "meeting_break")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BreakId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub meeting_id: MeetingId,
        pub no: i64,
        pub began_at: DateTime<Utc>,
        pub reason: String,
        pub ended_at: Option<DateTime<Utc>>,
        pub sum: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "meeting_break";
        const WORDS: &'static [&'static str] = &["reason"];
    }
}

pub(crate) mod agenda_item {
    //! An item of the agenda.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{ItemId, MeetingId};
    use crate::meetings::model::{AgendaKind, BallotMethod, ItemResult};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "agenda_item")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ItemId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub meeting_id: MeetingId,
        pub no: i64,
        pub kind: AgendaKind,
        pub title: String,
        pub text: Option<String>,
        pub proposer: Option<String>,
        pub method: BallotMethod,
        pub audited: bool,
        pub result: Option<ItemResult>,
        pub result_note: Option<String>,
        pub withdrawn: Option<String>,
        pub added_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "agenda_item";
        const WORDS: &'static [&'static str] = &["title", "text", "proposer", "result_note", "withdrawn"];
    }
}

pub(crate) mod meeting_minutes {
    //! The minutes.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{MeetingId, MinutesId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "meeting_minutes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: MinutesId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub meeting_id: MeetingId,
        pub text: String,
        pub signers: String,
        pub approved_on: Option<NaiveDate>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "meeting_minutes";
        const WORDS: &'static [&'static str] = &["text", "signers"];
    }
}
