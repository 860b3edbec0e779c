//! What written reports told.

pub(crate) mod case_figures_told {
    //! Figures that a report told.
    use chrono::{DateTime, NaiveDate, Utc};
    use sea_orm::entity::prelude::*;
    use serde::{Deserialize, Serialize};

    use crate::ids::FiguresToldId;
    use crate::ops::Tracked;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
    #[sea_orm(table_name = "case_figures_told")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FiguresToldId,
        pub created_at: DateTime<Utc>,
        pub created_by: Option<Uuid>,
        pub updated_at: DateTime<Utc>,
        pub updated_by: Option<Uuid>,
        pub version: i64,
        pub report: String,
        pub k: i64,
        pub from_on: NaiveDate,
        pub to_on: NaiveDate,
        pub figures: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl Tracked for Entity {
        const TABLE: &'static str = "case_figures_told";
    }
}
