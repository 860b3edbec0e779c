//! M-02 over time: nobody is a member twice on one day, by whatever door a membership gets its days. Verbs that know better ask
//! earlier and say more; this is asked at the end of every change, so undo, imports and merges are held to it as well.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, Value};
use serde_json::json;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::ids::{MembershipId, PersonId};

/// Memberships `m` and `n` of one person that took place and share a day. Entries in error and applications have no days.
pub(super) const TWICE: &str = "FROM membership m JOIN membership n ON n.person_id = m.person_id AND n.id <> m.id \
     WHERE m.status IN ('active', 'suspended', 'ended') AND n.status IN ('active', 'suspended', 'ended') \
     AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error') AND (n.end_reason IS NULL OR n.end_reason <> 'entry_error') \
     AND (n.left_on IS NULL OR n.left_on >= m.joined_on) AND (m.left_on IS NULL OR m.left_on >= n.joined_on)";

fn marks(n: usize) -> String {
    (1..=n).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

async fn rows(on: &impl ConnectionTrait, sql: String, persons: &[Uuid]) -> Result<Vec<sea_orm::QueryResult>> {
    let values: Vec<Value> = persons.iter().copied().map(Value::from).collect();
    Ok(on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), sql, values)).await?)
}

/// Refuse a change that made somebody a member twice on a day: of these persons, by one of the memberships it touched. What a
/// file has from before stays as it is until somebody touches it.
///
/// # Errors
/// `membership_overlaps` with the name and both first days.
pub(super) async fn refuse(on: &DatabaseTransaction, persons: &[Uuid], touched: impl Fn(Uuid) -> bool) -> Result<()> {
    // Nearly everybody has one membership, which an index knows without reading it.
    let several = format!(
        "SELECT person_id FROM membership WHERE person_id IN ({}) GROUP BY person_id HAVING count(*) > 1",
        marks(persons.len())
    );
    let several: Vec<Uuid> = rows(on, several, persons)
        .await?
        .iter()
        .map(|row| row.try_get_by_index(0))
        .collect::<std::result::Result<_, _>>()?;
    if several.is_empty() {
        return Ok(());
    }
    let twice = format!(
        "SELECT m.id, m.person_id, m.joined_on, n.joined_on {TWICE} AND m.person_id IN ({})",
        marks(several.len())
    );
    for row in rows(on, twice, &several).await? {
        if !touched(row.try_get_by_index(0)?) {
            continue;
        }
        let person: Uuid = row.try_get_by_index(1)?;
        let days: [Option<NaiveDate>; 2] = [row.try_get_by_index(2)?, row.try_get_by_index(3)?];
        let name = "SELECT family_name, given_name FROM person WHERE id IN ($1)".to_owned();
        let name = match rows(on, name, &[person]).await?.first() {
            Some(row) => {
                let (family, given): (String, Option<String>) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
                format!("{family} {}", given.unwrap_or_default()).trim().to_owned()
            }
            None => String::new(),
        };
        let (first, second) = (days.iter().min().copied().flatten(), days.iter().max().copied().flatten());
        return Err(Error::refused("membership_overlaps", json!({ "name": name, "first": first, "second": second })));
    }
    Ok(())
}

/// First and last day of a membership.
pub(super) type Days = (MembershipId, NaiveDate, Option<NaiveDate>);

/// The memberships of these persons that took place.
///
/// # Errors
/// What the database answers.
pub(super) async fn lives(
    on: &impl ConnectionTrait,
    persons: &HashSet<PersonId>,
) -> Result<HashMap<PersonId, Vec<Days>>> {
    let mut found: HashMap<PersonId, Vec<Days>> = HashMap::new();
    let persons: Vec<Uuid> = persons.iter().map(|person| person.0).collect();
    for part in persons.chunks(500) {
        let sql = format!(
            "SELECT person_id, id, joined_on, left_on FROM membership WHERE person_id IN ({}) AND joined_on IS NOT NULL \
             AND status IN ('active', 'suspended', 'ended') AND (end_reason IS NULL OR end_reason <> 'entry_error')",
            marks(part.len())
        );
        for row in rows(on, sql, part).await? {
            let days = (MembershipId(row.try_get_by_index(1)?), row.try_get_by_index(2)?, row.try_get_by_index(3)?);
            found.entry(PersonId(row.try_get_by_index(0)?)).or_default().push(days);
        }
    }
    Ok(found)
}
