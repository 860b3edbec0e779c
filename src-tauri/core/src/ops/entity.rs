//! The tables `op` and `op_change`.

pub mod op {
    //! One thing an officer did.
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "op")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: DateTime<Utc>,
        pub actor: Option<Uuid>,
        pub kind: String,
        pub capability: String,
        pub verb: String,
        pub about: String,
        pub rows: i64,
        pub undoes: Option<Uuid>,
        pub undone_by: Option<Uuid>,
        pub undoable: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub mod op_change {
    //! What an op did to one table.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "op_change")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub op_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub table_name: String,
        pub kind: String,
        pub ids: Vec<u8>,
        pub images: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
