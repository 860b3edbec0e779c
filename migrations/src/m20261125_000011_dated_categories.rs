//! The category of a membership (区分) becomes dated: what it was before stands in a table of its own, from the history that
//! was kept all along.

use crate::ddl::{Column, Kind::*, Table, create_all, index, may, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::{Date, Json, Uuid};
use sea_orm_migration::sea_orm::{ConnectionTrait, DbBackend, Statement};

const CATEGORIES: &[&str] = &["regular", "associate", "special", "alumni", "supporter"];

/// The column that this step adds to `membership`.
pub(crate) const ADDED: Column =
    may("category_from", Date, "first day of the category, also one to come; empty = the category never changed");

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "membership_category",
    note: "A category that a membership had before the one in membership.category; counts while membership.category_from is set",
    tracked: true,
    columns: &[
        must("membership_id", Ref("membership"), "whose"),
        must("category", Code(CATEGORIES), "区分; began after the row before it, or with the membership"),
        must("to_on", Date, "last day of it"),
    ],
    checks: &[],
    indexes: &[unique("membership_id", "membership_id, to_on"), index("to_on", "to_on, membership_id")],
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
                "category_from TEXT CONSTRAINT membership_category_from CHECK (category_from IS NULL OR (typeof(category_from) = 'text' \
                 AND category_from GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'))"
            }
            _ => "category_from date",
        };
        on.execute_unprepared(&format!("ALTER TABLE membership ADD COLUMN {column}")).await?;
        on.execute_unprepared(
            "CREATE INDEX membership_category_from ON membership (category_from) WHERE category_from IS NOT NULL",
        )
        .await?;
        for (event, category, last) in earlier(on).await? {
            let sql = "INSERT INTO membership_category \
                 (id, created_at, created_by, updated_at, updated_by, version, membership_id, category, to_on) \
                 SELECT id, created_at, created_by, updated_at, updated_by, 1, membership_id, $2, $3 FROM membership_event WHERE id = $1";
            let values = [event.into(), category.into(), last.into()];
            on.execute_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
        }
        let day_after = match on.get_database_backend() {
            DbBackend::Sqlite => "date(max(c.to_on), '+1 day')",
            _ => "max(c.to_on) + 1",
        };
        on.execute_unprepared(&format!(
            "UPDATE membership SET category_from = (SELECT {day_after} FROM membership_category c WHERE c.membership_id = membership.id) \
             WHERE id IN (SELECT membership_id FROM membership_category)"
        ))
        .await?;
        Ok(())
    }
}

/// What the history tells of earlier categories: the event that ended one, which it was, and its last day. Of several changes
/// of one day the first tells what was before. What an erasure left unreadable is left out.
async fn earlier(on: &SchemaManagerConnection<'_>) -> Result<Vec<(Uuid, String, Date)>, DbErr> {
    let sql = "SELECT e.id, e.membership_id, e.effective_on, e.\"before\", e.\"after\" FROM membership_event e \
         JOIN membership m ON m.id = e.membership_id WHERE e.kind = 'category' AND e.effective_on > m.joined_on \
         ORDER BY e.membership_id, e.effective_on, e.id";
    let mut found = Vec::new();
    let mut last: Option<(Uuid, Date)> = None;
    for row in on.query_all_raw(Statement::from_string(on.get_database_backend(), sql)).await? {
        let (event, membership, from): (Uuid, Uuid, Date) =
            (row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        let category = |text: &str| -> Option<String> {
            let fields: Json = text.parse().ok()?;
            let code = fields.get("category")?.as_str()?;
            CATEGORIES.contains(&code).then(|| code.to_owned())
        };
        let (before, after): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
        let (Some(before), Some(eve)) = (category(&before), from.pred_opt()) else { continue };
        if category(&after).as_ref() == Some(&before) || last == Some((membership, from)) {
            continue;
        }
        last = Some((membership, from));
        found.push((event, before, eve));
    }
    Ok(found)
}
