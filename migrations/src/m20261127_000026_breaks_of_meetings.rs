//! Meetings tell their breaks, and who was there at the declaration and went away. A run-off has a threshold of its own: until this
//! step it carried that of the ballot before and was decided by the most votes all the same, so that is what it takes.

use crate::ddl::{Column, Kind::*, Table, create_all, may, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::{Json, Uuid};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

/// The column that this step adds to `meeting_attendance`.
pub(crate) const ADDED: Column =
    may("went_at", Moment, "when somebody who was there at the declaration went away, last time; empty = never");

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "meeting_break",
    note: "A break of a meeting that was open (休会)",
    tracked: true,
    columns: &[
        must("meeting_id", Ref("meeting"), "which meeting"),
        must("no", Int, "order"),
        must("began_at", Moment, "when it began"),
        must("reason", Text, "why"),
        may("ended_at", Moment, "when the meeting went on; empty = it lasts"),
        may("sum", Json, "figures of the credentials when the meeting went on"),
    ],
    checks: &["reason <> ''", "(ended_at IS NULL) = (sum IS NULL)"],
    indexes: &[unique("meeting_id", "meeting_id, no")],
}];

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_all(manager, TABLES).await?;
        let on = manager.get_connection();
        let column = match on.get_database_backend() {
            DbBackend::Sqlite => {
                "went_at TEXT CONSTRAINT meeting_attendance_went_at CHECK (went_at IS NULL OR (typeof(went_at) = 'text' \
                 AND length(went_at) >= 20))"
            }
            _ => "went_at timestamptz",
        };
        on.execute_unprepared(&format!("ALTER TABLE meeting_attendance ADD COLUMN {column}")).await?;
        on.execute_unprepared(
            "UPDATE ballot SET num = 0, den = 1, article = NULL WHERE round > 1 AND form = 'election'",
        )
        .await?;
        remembered(on).await
    }
}

/// What ops remember of run-offs says the same, so that taking one back brings no other threshold.
async fn remembered(on: &SchemaManagerConnection<'_>) -> Result<(), DbErr> {
    let backend = on.get_database_backend();
    let sql = "SELECT op_id, seq, images FROM op_change WHERE table_name = 'ballot' AND kind <> 'born'";
    for row in on.query_all_raw(Statement::from_string(backend, sql)).await? {
        let (op, seq): (Uuid, i64) = (row.try_get("", "op_id")?, row.try_get("", "seq")?);
        let Ok(mut images) = row.try_get::<String>("", "images")?.parse::<Json>() else { continue };
        let mut any = false;
        for image in images.as_array_mut().into_iter().flatten() {
            let kept = if image.get("row").is_some() { image.get_mut("row") } else { Some(image) };
            let Some(kept) = kept.and_then(Json::as_object_mut) else { continue };
            let again = kept.get("round").and_then(Json::as_i64).is_some_and(|round| round > 1);
            if again && kept.get("form").and_then(Json::as_str) == Some("election") {
                kept.insert("num".into(), 0.into());
                kept.insert("den".into(), 1.into());
                kept.insert("article".into(), Json::Null);
                any = true;
            }
        }
        if any {
            let sql = "UPDATE op_change SET images = $3 WHERE op_id = $1 AND seq = $2";
            let values = [op.into(), seq.into(), images.to_string().into()];
            on.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        }
    }
    Ok(())
}
