//! Members whom something happened to in a period, one by one (R03).

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::DatabaseConnection;
use serde_json::Value;
use uuid::Uuid;

use super::{Placed, REAL, Scope, Sql, assignment, joined, member, placed, within};
use crate::error::Result;
use crate::members::Category;
use crate::reports::figures::steps::Life;

/// Memberships asked about in one statement.
const TOGETHER: usize = 400;

/// The memberships that begin, end or change their unit or category around a period, with all their units and categories.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn lives(on: &DatabaseConnection, from: NaiveDate, to: NaiveDate) -> Result<Vec<Life>> {
    let mut sql = Sql::default();
    let (first, last) = (sql.bind(from), sql.bind(to));
    let [eve, before_last] = ends(&mut sql, from, to);
    let around = format!(
        "SELECT x.id FROM membership x WHERE x.joined_on >= {first} AND x.joined_on <= {last} \
         UNION SELECT x.id FROM membership x WHERE x.left_on >= {eve} AND x.left_on <= {before_last} \
         UNION SELECT y.membership_id FROM unit_assignment y WHERE y.from_on >= {first} AND y.from_on <= {last} \
         UNION SELECT y.membership_id FROM unit_assignment y WHERE y.to_on >= {eve} AND y.to_on <= {before_last} \
         UNION SELECT z.membership_id FROM membership_category z WHERE z.to_on >= {eve} AND z.to_on <= {before_last}"
    );
    read(on, sql, &around).await
}

/// The memberships that change their category around a period: few of those.
///
/// # Errors
/// What the database answers.
pub(super) async fn recategorized(on: &DatabaseConnection, from: NaiveDate, to: NaiveDate) -> Result<Vec<Life>> {
    let mut sql = Sql::default();
    let [eve, before_last] = ends(&mut sql, from, to);
    let around = format!(
        "SELECT z.membership_id FROM membership_category z WHERE z.to_on >= {eve} AND z.to_on <= {before_last}"
    );
    read(on, sql, &around).await
}

/// What ends on a day is over on the next one.
fn ends(sql: &mut Sql, from: NaiveDate, to: NaiveDate) -> [String; 2] {
    [from, to].map(|day| sql.bind(day.pred_opt().unwrap_or(day)))
}

async fn read(on: &DatabaseConnection, mut sql: Sql, around: &str) -> Result<Vec<Life>> {
    sql.text = format!(
        "SELECT m.id, m.joined_on, m.left_on, m.category, m.category_from, a.unit_id, a.from_on, a.to_on FROM membership m \
         LEFT JOIN unit_assignment a ON a.membership_id = m.id AND a.is_primary \
         WHERE {REAL} AND m.joined_on IS NOT NULL AND m.id IN ({around}) ORDER BY m.id, a.from_on"
    );
    let mut lives: Vec<Life> = Vec::new();
    let mut dated: Vec<Uuid> = Vec::new();
    for row in sql.all(on).await? {
        let membership: Uuid = row.try_get_by_index(0)?;
        if lives.last().is_none_or(|life| life.membership != membership) {
            let (joined_on, left_on) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
            let category: Category = row.try_get_by_index(3)?;
            if row.try_get_by_index::<Option<NaiveDate>>(4)?.is_some() {
                dated.push(membership);
            }
            lives.push(Life { membership, joined_on, left_on, category, earlier: Vec::new(), units: Vec::new() });
        }
        let unit: Option<Uuid> = row.try_get_by_index(5)?;
        if let (Some(life), Some(unit)) = (lives.last_mut(), unit) {
            life.units.push((unit, row.try_get_by_index(6)?, row.try_get_by_index(7)?));
        }
    }
    let mut earlier = earlier(on, &dated).await?;
    for life in &mut lives {
        life.earlier = earlier.remove(&life.membership).unwrap_or_default();
    }
    Ok(lives)
}

/// Earlier categories with their last days, the oldest first.
async fn earlier(on: &DatabaseConnection, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<(NaiveDate, Category)>>> {
    let mut found: HashMap<Uuid, Vec<(NaiveDate, Category)>> = HashMap::new();
    for part in ids.chunks(TOGETHER) {
        let mut sql = Sql::default();
        let marks: Vec<String> = part.iter().map(|id| sql.bind(*id)).collect();
        sql.text = format!(
            "SELECT c.membership_id, c.to_on, c.category FROM membership_category c WHERE c.membership_id IN ({}) ORDER BY c.to_on",
            marks.join(", ")
        );
        for row in sql.all(on).await? {
            let of = found.entry(row.try_get_by_index(0)?).or_default();
            of.push((row.try_get_by_index(1)?, row.try_get_by_index(2)?));
        }
    }
    Ok(found)
}

/// What the lines of R03 say of a member.
#[derive(Clone, Debug, Default)]
pub(in crate::reports) struct Named {
    /// 組合員番号
    pub member_no: String,
    /// Name.
    pub name: String,
    /// Order of the fifty sounds.
    pub kana_key: String,
    /// How the person came.
    pub join_reason: Option<String>,
    /// Why the membership ended.
    pub end_reason: Option<String>,
}

/// The names of members, as far as the officer may see them today.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn named(
    on: &DatabaseConnection,
    ids: &[Uuid],
    seen: Option<&Placed>,
) -> Result<HashMap<Uuid, Named>> {
    let mut found = HashMap::new();
    for part in ids.chunks(TOGETHER) {
        let mut sql = Sql::default();
        let marks: Vec<String> = part.iter().map(|id| sql.bind(*id)).collect();
        let within = placed(&mut sql, "p.id", seen);
        sql.text = format!(
            "SELECT m.id, m.member_no, p.family_name, p.given_name, p.kana_key, m.join_reason, m.end_reason \
             FROM membership m JOIN person p ON p.id = m.person_id WHERE m.id IN ({}){within}",
            marks.join(", ")
        );
        for row in sql.all(on).await? {
            let member = Named {
                member_no: row.try_get_by_index(1)?,
                name: joined(row.try_get_by_index(2)?, row.try_get_by_index(3)?),
                kana_key: row.try_get_by_index(4)?,
                join_reason: row.try_get_by_index(5)?,
                end_reason: row.try_get_by_index(6)?,
            };
            found.insert(row.try_get_by_index(0)?, member);
        }
    }
    Ok(found)
}

/// A dated entry of a member's history that is neither a join, a move, another category nor an end.
#[derive(Clone, Debug)]
pub(in crate::reports) struct Event {
    /// The membership.
    pub membership: Uuid,
    /// `condition_start`, `condition_end` or `name`.
    pub kind: String,
    /// The day from which it holds.
    pub on: NaiveDate,
    /// Fields before.
    pub before: Value,
    /// Fields after.
    pub after: Value,
}

/// Changes of name, and conditions that began or ended, of members in scope on that day.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn events(
    on: &DatabaseConnection,
    from: NaiveDate,
    to: NaiveDate,
    scope: Scope<'_>,
) -> Result<Vec<Event>> {
    let mut sql = Sql::default();
    let (from, to) = (sql.bind(from), sql.bind(to));
    let within = within(&mut sql, "u", scope);
    sql.text = format!(
        "SELECT e.membership_id, e.kind, e.effective_on, e.\"before\", e.\"after\" FROM membership_event e \
         JOIN membership m ON m.id = e.membership_id {} LEFT JOIN unit u ON u.id = a.unit_id \
         WHERE {} AND e.kind IN ('condition_start', 'condition_end', 'name') \
         AND e.effective_on >= {from} AND e.effective_on <= {to}{within} ORDER BY e.effective_on, e.id",
        assignment("e.effective_on"),
        member("e.effective_on")
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            let (before, after): (String, String) = (row.try_get_by_index(3)?, row.try_get_by_index(4)?);
            Ok(Event {
                membership: row.try_get_by_index(0)?,
                kind: row.try_get_by_index(1)?,
                on: row.try_get_by_index(2)?,
                before: serde_json::from_str(&before).unwrap_or_default(),
                after: serde_json::from_str(&after).unwrap_or_default(),
            })
        })
        .collect()
}
