//! Nothing outside a sealed head tells that a case is in crisis: the dates that older versions put onto the day list for it are taken
//! out, and out of what ops remember. And what a counsellor types of an inquiry that has no case yet is kept sealed.

use std::collections::{HashMap, HashSet};

use crate::ddl::{Kind::*, Table, create_all, must, unique};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::{Date, Json, Uuid};
use sea_orm_migration::sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

/// The tables of this step.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "inquiry_draft",
    note: "What a counsellor is typing of an inquiry that has no case yet, sealed; no record of the union",
    tracked: true,
    columns: &[
        must("officer_id", Ref("app_user"), "whose"),
        must("place", Text, "which form it belongs to"),
        must("revision", Int, "one more for each saving; part of what the seal is bound to"),
        must("key", Bytes, "its key, sealed to the officer"),
        must("words", Bytes, "sealed text"),
    ],
    checks: &["place <> ''"],
    indexes: &[unique("place", "officer_id, place")],
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
        let gone = of_crises(on).await?;
        for id in &gone {
            run(on, "DELETE FROM case_due WHERE id = $1", [(*id).into()]).await?;
        }
        forget(on, &gone).await
    }
}

type On<'a> = SchemaManagerConnection<'a>;

async fn all(on: &On<'_>, sql: &str) -> Result<Vec<QueryResult>, DbErr> {
    on.query_all_raw(Statement::from_string(on.get_database_backend(), sql)).await
}

async fn run<const N: usize>(on: &On<'_>, sql: &str, values: [Value; N]) -> Result<(), DbErr> {
    on.execute_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?;
    Ok(())
}

fn split(ids: &[u8]) -> Vec<Uuid> {
    ids.chunks(16).filter_map(|bytes| Uuid::from_slice(bytes).ok()).collect()
}

fn parsed(text: &str) -> Json {
    text.parse().unwrap_or_default()
}

/// Dates for reaching somebody, as the table or what ops remember of it says: their case and day.
async fn contacts(on: &On<'_>) -> Result<HashMap<Uuid, (Uuid, Date)>, DbErr> {
    let mut found = HashMap::new();
    for row in all(on, "SELECT id, case_id, due_on FROM case_due WHERE kind = 'contact' AND about_id IS NULL").await? {
        found.insert(row.try_get("", "id")?, (row.try_get("", "case_id")?, row.try_get("", "due_on")?));
    }
    for row in all(on, "SELECT images FROM op_change WHERE table_name = 'case_due' AND kind <> 'born'").await? {
        let images = parsed(&row.try_get::<String>("", "images")?);
        for image in images.as_array().into_iter().flatten() {
            let image = image.get("row").unwrap_or(image);
            let text = |name: &str| image.get(name).and_then(Json::as_str);
            let id = |name: &str| text(name).and_then(|id| Uuid::parse_str(id).ok());
            let day = text("due_on").and_then(|day| day.parse::<Date>().ok());
            if text("kind") == Some("contact")
                && let (Some(own), Some(case), Some(day)) = (id("id"), id("case_id"), day)
            {
                found.entry(own).or_insert((case, day));
            }
        }
    }
    Ok(found)
}

/// How many dates for reaching somebody each case's timeline counts from the inquiry.
async fn planned(on: &On<'_>) -> Result<HashMap<Uuid, usize>, DbErr> {
    let sql = "SELECT c.id AS id, t.steps AS steps FROM counsel_case c JOIN case_template t ON t.id = c.template_id";
    let mut found = HashMap::new();
    for row in all(on, sql).await? {
        let steps = parsed(&row.try_get::<String>("", "steps")?);
        let is = |step: &&Json| {
            let says = |name: &str, code: &str| step.get(name).and_then(Json::as_str) == Some(code);
            says("kind", "contact") && says("after", "opened")
        };
        found.insert(row.try_get("", "id")?, steps.as_array().into_iter().flatten().filter(is).count());
    }
    Ok(found)
}

/// Dates that stood there because of a crisis. A correction puts no other date; an inquiry puts those of its timeline, and after them
/// that of the crisis.
async fn of_crises(on: &On<'_>) -> Result<HashSet<Uuid>, DbErr> {
    let sql = "SELECT o.verb AS verb, c.ids AS ids FROM op_change c JOIN op o ON o.id = c.op_id \
         WHERE c.table_name = 'case_due' AND c.kind = 'born' AND o.capability = 'cases' \
         AND o.verb IN ('open_inquiry', 'correct_case')";
    let (contacts, planned) = (contacts(on).await?, planned(on).await?);
    let mut found = HashSet::new();
    for row in all(on, sql).await? {
        let born = split(&row.try_get::<Vec<u8>>("", "ids")?);
        if row.try_get::<String>("", "verb")? == "correct_case" {
            found.extend(born);
            continue;
        }
        let own: Vec<Uuid> = born.into_iter().filter(|id| contacts.contains_key(id)).collect();
        let case = own.last().and_then(|id| contacts.get(id)).map(|(case, _)| *case);
        let of_timeline = case.and_then(|case| planned.get(&case).copied()).unwrap_or(0);
        found.extend(own.into_iter().skip(of_timeline));
    }
    Ok(found)
}

/// What ops remember of these dates goes; taking the op back then leaves them out.
async fn forget(on: &On<'_>, gone: &HashSet<Uuid>) -> Result<(), DbErr> {
    if gone.is_empty() {
        return Ok(());
    }
    let sql = "SELECT op_id, seq, ids, images FROM op_change WHERE table_name = 'case_due'";
    for row in all(on, sql).await? {
        let (op, seq): (Uuid, i64) = (row.try_get("", "op_id")?, row.try_get("", "seq")?);
        let ids = split(&row.try_get::<Vec<u8>>("", "ids")?);
        let stays: Vec<bool> = ids.iter().map(|id| !gone.contains(id)).collect();
        let left = stays.iter().filter(|stays| **stays).count();
        if left == ids.len() {
            continue;
        }
        let fewer = <i64 as TryFrom<usize>>::try_from(ids.len() - left).unwrap_or(0);
        run(on, "UPDATE op SET rows = rows - $2 WHERE id = $1", [op.into(), fewer.into()]).await?;
        if left == 0 {
            run(on, "DELETE FROM op_change WHERE op_id = $1 AND seq = $2", [op.into(), seq.into()]).await?;
            continue;
        }
        let kept = |at: usize| stays.get(at).copied().unwrap_or(true);
        let bytes: Vec<u8> =
            ids.iter().enumerate().filter(|(at, _)| kept(*at)).flat_map(|(_, id)| *id.as_bytes()).collect();
        let images = parsed(&row.try_get::<String>("", "images")?);
        let images = images.as_array().cloned().unwrap_or_default().into_iter().enumerate();
        let images = Json::Array(images.filter(|(at, _)| kept(*at)).map(|(_, image)| image).collect()).to_string();
        let sql = "UPDATE op_change SET ids = $3, images = $4 WHERE op_id = $1 AND seq = $2";
        run(on, sql, [op.into(), seq.into(), bytes.into(), images.into()]).await?;
    }
    Ok(())
}
