//! Ballots as rows. No row names a person and a choice.

use crate::ops::{Rows, Table, Tracked};

/// These tables, for undo.
pub(super) fn tables() -> Vec<Box<dyn Rows>> {
    vec![
        Table::<ballot::Entity>::rows(),
        Table::<ballot_candidate::Entity>::rows(),
        Table::<ballot_witness::Entity>::rows(),
        Table::<ballot_roll::Entity>::rows(),
        Table::<ballot_tally::Entity>::rows(),
        Table::<ballot_lot::Entity>::rows(),
    ]
}

pub(crate) mod ballot {
    //! A vote on an item.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BallotId, ItemId};
    use crate::meetings::model::{
        BallotForm, BallotMethod, BallotOutcome, BallotStatus, BallotVenue, Casting, Comparator, MajorityBase, TieBreak,
    };

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "ballot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: BallotId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub item_id: ItemId,
        pub round: i64,
        pub form: BallotForm,
        pub method: BallotMethod,
        pub venue: BallotVenue,
        pub question: Option<String>,
        pub seats: i64,
        pub marks: i64,
        pub base: MajorityBase,
        pub num: i64,
        pub den: i64,
        pub comparator: Comparator,
        pub tie_break: TieBreak,
        pub article: Option<String>,
        pub status: BallotStatus,
        pub entitled: Option<i64>,
        pub present: Option<i64>,
        pub available: Option<i64>,
        pub opened_at: Option<DateTime<Utc>>,
        pub closed_at: Option<DateTime<Utc>>,
        pub outcome: Option<BallotOutcome>,
        pub casting: Option<Casting>,
        pub certified_on: Option<NaiveDate>,
        pub void_reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "ballot";
        const WORDS: &'static [&'static str] = &["question", "void_reason"];
    }
}

pub(crate) mod ballot_candidate {
    //! A candidate.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BallotId, CandidateId, MembershipId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "ballot_candidate")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CandidateId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub ballot_id: BallotId,
        pub no: i64,
        pub membership_id: Option<MembershipId>,
        pub name: String,
        pub elected: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "ballot_candidate";
        const WORDS: &'static [&'static str] = &["name"];
    }
}

pub(crate) mod ballot_witness {
    //! Who certified a ballot.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BallotId, MembershipId, WitnessId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "ballot_witness")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: WitnessId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub ballot_id: BallotId,
        pub no: i64,
        pub membership_id: MembershipId,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "ballot_witness";
    }
}

pub(crate) mod ballot_roll {
    //! A paper given out.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BallotId, EntitlementId, MembershipId, RollId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "ballot_roll")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: RollId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub ballot_id: BallotId,
        pub entitlement_id: EntitlementId,
        pub substitute_id: Option<MembershipId>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "ballot_roll";
    }
}

pub(crate) mod ballot_tally {
    //! One count of all papers.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BallotId, TallyId};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "ballot_tally")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: TallyId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub ballot_id: BallotId,
        pub no: i64,
        pub teller: String,
        pub cast_votes: i64,
        pub yes: i64,
        pub no_votes: i64,
        pub blank: i64,
        pub invalid: i64,
        pub votes: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "ballot_tally";
        const WORDS: &'static [&'static str] = &["teller"];
    }
}

pub(crate) mod ballot_lot {
    //! The lot that decided equal votes.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::{BallotId, LotId};
    use crate::meetings::model::LotOrgan;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "ballot_lot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: LotId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub ballot_id: BallotId,
        pub organ: LotOrgan,
        pub drawn_by: String,
        pub present: String,
        pub elected: String,
        pub drawn_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Tracked for Entity {
        const TABLE: &'static str = "ballot_lot";
        const WORDS: &'static [&'static str] = &["drawn_by", "present"];
    }
}
