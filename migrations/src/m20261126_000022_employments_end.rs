//! The roster goes on: employments end with memberships, and a term of an office has a last day of its own.
//!
//! An employment is over where the membership ended with it (退職, 定年退職, 転籍, 死亡). Steps before this one left it open, so that
//! its employee number could not be given to the next person.

use crate::ddl::{Column, Kind::*, may};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend};

/// The column that this step adds to `office_term`.
pub(crate) const ADDED: Column = may(
    "due_on",
    Date,
    "last day of the term; who holds the office stays in it until a successor is chosen; empty = by the length of the office's terms",
);

/// Memberships `m` that ended with the employment `e` of the same person.
const ENDED: &str = "m.person_id = e.person_id AND m.status = 'ended' AND m.left_on IS NOT NULL \
     AND m.end_reason IN ('employment_end', 'retirement', 'transfer_out', 'death') \
     AND (e.from_on IS NULL OR e.from_on <= m.left_on)";

/// Of somebody who is no member any more every employment ends with the last membership; of somebody who came back only what
/// another employment followed. The versions of the rows stay: an earlier step of an officer can still be taken back.
fn statements() -> [String; 2] {
    let close = |only: &str| {
        format!(
            "UPDATE employment AS e SET to_on = (SELECT max(m.left_on) FROM membership m WHERE {ENDED}) \
             WHERE e.to_on IS NULL AND EXISTS (SELECT 1 FROM membership m WHERE {ENDED} AND {only})"
        )
    };
    let later = "SELECT 1 FROM membership n WHERE n.person_id = e.person_id AND (n.status IN ('applied', 'active', 'suspended') \
         OR (n.status = 'ended' AND n.left_on > m.left_on AND (n.end_reason IS NULL OR n.end_reason <> 'entry_error')))";
    let followed = "SELECT 1 FROM employment f WHERE f.person_id = e.person_id AND f.id > e.id AND f.to_on IS NULL \
         AND (f.from_on IS NULL OR f.from_on > m.left_on)";
    [close(&format!("NOT EXISTS ({later})")), close(&format!("EXISTS ({later}) AND EXISTS ({followed})"))]
}

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let on = manager.get_connection();
        for statement in statements() {
            on.execute_unprepared(&statement).await?;
        }
        let column = match on.get_database_backend() {
            DbBackend::Sqlite => {
                "due_on TEXT CONSTRAINT office_term_due_on CHECK (due_on IS NULL OR (typeof(due_on) = 'text' \
                 AND due_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'))"
            }
            _ => "due_on date",
        };
        on.execute_unprepared(&format!("ALTER TABLE office_term ADD COLUMN {column}")).await?;
        Ok(())
    }
}
