//! Spans of the roster: where a membership stood, from when to when, in the order of every list; and how many stand in each
//! unit. Lists and counts of any day read them instead of joining the whole roster; they are written anew at the end of every
//! change for each person touched, so undo, import and merging keep them like everything else.

use std::collections::BTreeSet;

use sea_orm::sea_query::Query as Sql;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    Statement, Value,
};
use uuid::Uuid;

use super::entity::{membership, person};
use super::index::reindex;
use super::twice;
use crate::error::Result;
use crate::ids::{MembershipId, PersonId};
use crate::ops::{Change, Touched};
use crate::text;

/// The unit of those who have none (所属なし).
pub(crate) const NO_UNIT: Uuid = Uuid::nil();

/// Persons written together: whole statements are alike and prepared once.
const TOGETHER: usize = 500;

/// Indexes of orders and searches, which nobody asks while very many members are added.
pub(super) const ORDERS: [&str; 26] = [
    "person_kana_key",
    "person_birth_on",
    "contact_point_digits",
    "membership_joined_on",
    "membership_number_order",
    "membership_state",
    "membership_left_on",
    "unit_assignment_unit_id",
    "unit_assignment_from_on",
    "unit_assignment_to_on",
    "membership_event_effective_on",
    "membership_event_import_batch_id",
    "roster_span_kana",
    "roster_span_number",
    "roster_span_joined",
    "roster_span_unit_kana",
    "roster_span_unit_number",
    "roster_span_unit_joined",
    "roster_span_begun",
    "roster_span_ending",
    "roster_span_beside_kana",
    "roster_span_beside_number",
    "roster_span_beside_joined",
    "roster_span_beside_unit_kana",
    "roster_span_beside_unit_number",
    "roster_span_beside_unit_joined",
];

/// Further indexes that a new union does not need before its end.
pub(super) const NUMBERS: [&str; 2] = ["person_search_key", "employment_number"];

/// Write what is derived from the persons that a change tells of: search grams and spans.
///
/// # Errors
/// `membership_overlaps` (M-02), and what the database answers.
pub(crate) async fn follow(on: &DatabaseTransaction, touched: &Touched) -> Result<()> {
    let unsearched: BTreeSet<Uuid> = touched.persons.difference(&touched.indexed).copied().collect();
    reindex(on, &unsearched).await?;
    let mut persons = touched.persons.clone();
    let others: Vec<Uuid> = touched.of_others().collect();
    for part in others.chunks(TOGETHER) {
        let found: Vec<Uuid> = membership::Entity::find()
            .select_only()
            .column(membership::Column::PersonId)
            .filter(membership::Column::Id.is_in(part.iter().copied()))
            .into_tuple()
            .all(on)
            .await?;
        persons.extend(found);
    }
    let persons: Vec<Uuid> = persons.into_iter().collect();
    for part in persons.chunks(TOGETHER) {
        twice::refuse(on, part, |membership| touched.is_named(membership)).await?;
        write(on, part).await?;
    }
    Ok(())
}

/// Rows from which on an undo may do without indexes.
const MANY: i64 = 20_000;

/// Before an op of so many rows is taken back or done again: where it is most of the roster, the indexes of the orders are made
/// anew at the end. A member is some eight rows.
///
/// # Errors
/// What the database answers.
pub(crate) async fn brace(change: &mut Change<'_>, rows: i64) -> Result<()> {
    if rows >= MANY && spans_there(change.on()).await? <= rows / 4 {
        change.set_aside(&ORDERS).await?;
    }
    Ok(())
}

/// How many spans there are.
///
/// # Errors
/// What the database answers.
pub(super) async fn spans_there(on: &impl ConnectionTrait) -> Result<i64> {
    let all = "SELECT CAST(COALESCE(SUM(spans), 0) AS BIGINT) AS n FROM roster_count";
    crate::db::number(on, all, []).await
}

/// The persons after one, as many as are written together.
async fn persons_after(on: &DatabaseTransaction, after: Uuid) -> Result<Vec<Uuid>> {
    let persons = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::Id.gt(PersonId(after)))
        .order_by_asc(person::Column::Id)
        .limit(TOGETHER as u64);
    Ok(persons.into_tuple::<Uuid>().all(on).await?)
}

/// Write the spans of everybody, of a union that is being founded.
///
/// # Errors
/// What the database answers.
pub(super) async fn lay_down(on: &DatabaseTransaction) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let part = persons_after(on, after).await?;
        let Some(last) = part.last() else { return Ok(()) };
        after = *last;
        write(on, &part).await?;
    }
}

/// Write the keys of the order by number of everybody, and into the spans, where an older program wrote others.
///
/// # Errors
/// What the database answers.
pub(super) async fn number_everybody(on: &DatabaseTransaction) -> Result<()> {
    let mut after = Uuid::nil();
    loop {
        let part = persons_after(on, after).await?;
        let Some(last) = part.last() else { break };
        after = *last;
        number(on, &part).await?;
    }
    let spans = "UPDATE roster_span SET number_order = \
        (SELECT m.number_order FROM membership m WHERE m.id = roster_span.membership_id)";
    on.execute_unprepared(spans).await?;
    Ok(())
}

/// Write the keys of the order by number of these persons' memberships, where they are not what the number says: a row that an
/// undo puts back has none. Versions stay, so that an earlier step can still be taken back.
async fn number(on: &DatabaseTransaction, persons: &[Uuid]) -> Result<()> {
    let rows: Vec<(MembershipId, String, String)> = membership::Entity::find()
        .select_only()
        .columns([membership::Column::Id, membership::Column::MemberNo, membership::Column::NumberOrder])
        .filter(membership::Column::PersonId.is_in(persons.iter().copied()))
        .into_tuple()
        .all(on)
        .await?;
    let mut keys: Vec<Value> = Vec::new();
    for (id, number, key) in rows {
        let order = text::number_order(&number);
        if key != order {
            keys.extend([Value::from(id.0), Value::from(order)]);
        }
    }
    if keys.is_empty() {
        return Ok(());
    }
    let backend = on.get_database_backend();
    let kind = if backend == DbBackend::Sqlite { "" } else { "::uuid" };
    let told: Vec<String> = (0..keys.len() / 2).map(|n| format!("(${}{kind}, ${})", 2 * n + 1, 2 * n + 2)).collect();
    let sql = format!(
        "UPDATE membership SET number_order = told.column2 FROM (VALUES {}) AS told WHERE membership.id = told.column1",
        told.join(", ")
    );
    on.execute_raw(Statement::from_sql_and_values(backend, sql, keys)).await?;
    Ok(())
}

/// Write the spans of these persons anew.
///
/// # Errors
/// What the database answers.
pub(super) async fn write_of(on: &DatabaseTransaction, persons: &BTreeSet<Uuid>) -> Result<()> {
    let persons: Vec<Uuid> = persons.iter().copied().collect();
    for part in persons.chunks(TOGETHER) {
        write(on, part).await?;
    }
    Ok(())
}

/// Write the spans of some persons anew, and keep count.
async fn write(on: &DatabaseTransaction, persons: &[Uuid]) -> Result<()> {
    let backend = on.get_database_backend();
    let run = |sql: String| {
        Statement::from_sql_and_values(backend, sql, persons.iter().copied().map(Value::from).collect::<Vec<_>>())
    };
    let these = marks(persons.len());
    number(on, persons).await?;
    let gone = on.execute_raw(run(count(backend, "-", &these))).await?;
    if gone.rows_affected() > 0 {
        on.execute_raw(run(format!("DELETE FROM roster_span WHERE person_id IN ({these})"))).await?;
    }
    on.execute_raw(run(spans(backend, &these))).await?;
    on.execute_raw(run(applications(backend, &these))).await?;
    on.execute_raw(run(count(backend, "", &these))).await?;
    if gone.rows_affected() > 0 {
        let empty =
            Sql::delete().from_table("roster_count").and_where(sea_orm::sea_query::Expr::cust("spans = 0")).to_owned();
        on.execute(&empty).await?;
    }
    Ok(())
}

fn marks(n: usize) -> String {
    (1..=n).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// A day that never comes.
fn never(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Sqlite { "'9999-12-31'" } else { "DATE '9999-12-31'" }
}

fn no_unit(backend: DbBackend) -> &'static str {
    if backend == DbBackend::Sqlite { "zeroblob(16)" } else { "'00000000-0000-0000-0000-000000000000'::uuid" }
}

const INTO: &str = "INSERT INTO roster_span \
    (membership_id, person_id, kind, from_on, to_on, unit_id, kana_key, number_order, joined_on)";

/// The days of memberships that took place, one row for each unit and one for each time without any.
fn spans(backend: DbBackend, persons: &str) -> String {
    let sqlite = backend == DbBackend::Sqlite;
    let (never, none) = (never(backend), no_unit(backend));
    let (later, earlier) = if sqlite { ("MAX", "MIN") } else { ("GREATEST", "LEAST") };
    let eve = if sqlite { "date(MIN(a.from_on), '-1 day')" } else { "(MIN(a.from_on) - 1)" };
    let morrow = if sqlite { "date(b.to_on, '+1 day')" } else { "(b.to_on + 1)" };
    let meets = "a.membership_id = l.id AND a.is_primary AND (a.to_on IS NULL OR a.to_on >= l.joined_on) AND a.from_on <= l.until";
    let meets_b = meets.replace("a.", "b.");
    format!(
        "{INTO} WITH life AS ( \
           SELECT m.id, m.person_id, m.number_order, m.joined_on, m.status, p.kana_key, COALESCE(m.left_on, {never}) AS until \
           FROM membership m JOIN person p ON p.id = m.person_id \
           WHERE m.person_id IN ({persons}) AND m.status IN ('active', 'suspended', 'ended') \
             AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error')), \
         part AS ( \
           SELECT l.id, a.unit_id, {later}(a.from_on, l.joined_on) AS from_on, \
             {earlier}(COALESCE(a.to_on, {never}), l.until) AS to_on \
           FROM life l JOIN unit_assignment a ON {meets} \
           UNION ALL SELECT l.id, {none}, l.joined_on, \
             COALESCE((SELECT {eve} FROM unit_assignment a WHERE {meets}), l.until) FROM life l \
           UNION ALL SELECT l.id, {none}, {morrow}, \
             COALESCE((SELECT {eve} FROM unit_assignment a WHERE {meets} AND a.from_on > b.from_on), l.until) \
           FROM life l JOIN unit_assignment b ON {meets_b} AND b.to_on < l.until) \
         SELECT l.id, l.person_id, CASE WHEN l.status = 'ended' AND t.to_on = l.until THEN 'last' ELSE 'stay' END, \
           t.from_on, t.to_on, t.unit_id, l.kana_key, l.number_order, l.joined_on \
         FROM part t JOIN life l ON l.id = t.id WHERE t.from_on <= t.to_on"
    )
}

/// Applications, under the unit asked for.
fn applications(backend: DbBackend, persons: &str) -> String {
    let none = no_unit(backend);
    format!(
        "{INTO} SELECT m.id, m.person_id, 'applied', NULL, NULL, COALESCE(a.unit_id, {none}), p.kana_key, m.number_order, m.joined_on \
         FROM membership m JOIN person p ON p.id = m.person_id \
         LEFT JOIN unit_assignment a ON a.membership_id = m.id AND a.is_primary AND a.to_on IS NULL \
         WHERE m.person_id IN ({persons}) AND m.status = 'applied'"
    )
}

/// Count the spans of these persons in, or with `-` out.
fn count(backend: DbBackend, sign: &str, persons: &str) -> String {
    let never = never(backend);
    format!(
        "INSERT INTO roster_count (unit_id, spans, open, ended) \
         SELECT unit_id, {sign}count(*), {sign}COALESCE(SUM(CASE WHEN to_on = {never} THEN 1 ELSE 0 END), 0), \
           {sign}COALESCE(SUM(CASE WHEN kind = 'last' THEN 1 ELSE 0 END), 0) \
         FROM roster_span WHERE person_id IN ({persons}) GROUP BY unit_id \
         ON CONFLICT (unit_id) DO UPDATE SET spans = roster_count.spans + excluded.spans, \
           open = roster_count.open + excluded.open, ended = roster_count.ended + excluded.ended"
    )
}
