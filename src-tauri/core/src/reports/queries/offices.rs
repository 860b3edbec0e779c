//! Offices and who holds them on a day (R22).

use chrono::NaiveDate;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::{
    After, Placed, RosterLine, Scope, Sql, assignment, beyond, holds, joined, lines_of, placed, roster_sql, within,
};
use crate::error::Result;
use crate::ids::UnitId;
use crate::members::{OfficeKind, TermDays};
use crate::organizations;

/// Lines read together.
const BATCH: usize = 2_000;

/// An office with one who holds it, or with nobody.
#[derive(Clone, Debug)]
pub(in crate::reports) struct Held {
    /// The office.
    pub office: Uuid,
    /// Kind.
    pub kind: OfficeKind,
    /// Its name.
    pub label: String,
    /// How many may hold it at once; none = no limit.
    pub seats: Option<i64>,
    /// Who holds it; none = nobody does.
    pub holder: Option<Holder>,
}

/// Who holds an office.
#[derive(Clone, Debug)]
pub(in crate::reports) struct Holder {
    /// Name.
    pub name: String,
    /// Unit of the office, else the member's own.
    pub unit: Option<Uuid>,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day in the office; none = until a successor is chosen.
    pub to_on: Option<NaiveDate>,
    /// Last day of the term.
    pub due_on: Option<NaiveDate>,
    /// The term has run out, and a successor is to be chosen.
    pub ran_out: bool,
    /// The person, to tell who holds several offices.
    pub person: Uuid,
    /// 専従区分
    pub fulltime_kind: String,
    /// How the person came to it.
    pub elected_by: String,
}

/// The offices in their order, each as often as it is held on the day. Within a part of the union only those held by its
/// members or for its units.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn offices(
    on: &DatabaseConnection,
    day: NaiveDate,
    (scope, seen): (Scope<'_>, Option<&Placed>),
) -> Result<Vec<Held>> {
    let mut sql = Sql::default();
    let on_day = day;
    let day = sql.bind(day);
    let within = placed(&mut sql, "p.id", seen);
    sql.text = format!(
        "SELECT o.id, o.label, o.seats, p.family_name, p.given_name, t.unit_id, a.unit_id, t.from_on, t.to_on, t.fulltime_kind, \
           t.elected_by, ua.path, t.due_on, o.term_months, o.kind, p.id \
         FROM office o LEFT JOIN office_term t ON t.office_id = o.id AND {} \
         LEFT JOIN membership m ON m.id = t.membership_id LEFT JOIN person p ON p.id = m.person_id {} \
         LEFT JOIN unit ua ON ua.id = a.unit_id \
         WHERE (t.id IS NOT NULL OR o.active){within} ORDER BY o.sort, o.label, o.id, t.from_on, p.kana_key",
        holds("t", &day),
        assignment(&day)
    );
    let tree = organizations::tree(on).await?;
    let inside = |path: Option<&str>| match scope {
        None => true,
        Some(top) => path.is_some_and(|path| path.starts_with(top)),
    };
    let mut found: Vec<(usize, String, Held)> = Vec::new();
    for row in sql.all(on).await? {
        let from_on: Option<NaiveDate> = row.try_get_by_index(7)?;
        let of_member: Option<String> = row.try_get_by_index(11)?;
        // A unit that went under another one holds its offices there.
        let own: Option<Uuid> = row.try_get_by_index(5)?;
        let own = own.map(|unit| tree.goes_on(UnitId(unit), on_day));
        let path = own.and_then(|unit| tree.get(unit)).map(|unit| unit.path.clone()).or(of_member);
        if !inside(path.as_deref()) || (from_on.is_none() && scope.is_some()) {
            continue;
        }
        let other: Option<Uuid> = row.try_get_by_index(6)?;
        let holder = match from_on {
            None => None,
            Some(from_on) => {
                let days = (from_on, row.try_get_by_index(8)?, row.try_get_by_index(12)?);
                let days = TermDays::of(days, row.try_get_by_index(13)?);
                Some(Holder {
                    name: joined(row.try_get_by_index(3)?, row.try_get_by_index(4)?),
                    unit: own.map(|unit| unit.0).or(other),
                    from_on,
                    to_on: days.to_on,
                    due_on: days.due_on,
                    ran_out: days.ran_out(on_day),
                    person: row.try_get_by_index(15)?,
                    fulltime_kind: row.try_get_by_index(9)?,
                    elected_by: row.try_get_by_index(10)?,
                })
            }
        };
        let office: Uuid = row.try_get_by_index(0)?;
        let place = match found.last() {
            Some((place, _, before)) if before.office == office => *place,
            Some((place, ..)) => place + 1,
            None => 0,
        };
        let held = Held {
            office,
            kind: row.try_get_by_index(14)?,
            label: row.try_get_by_index(1)?,
            seats: row.try_get_by_index(2)?,
            holder,
        };
        found.push((place, path.unwrap_or_default(), held));
    }
    // Within an office by the units as they stand on the day, wherever they stood when the term began.
    found.sort_by(|(one, here, _), (other, there, _)| (one, here).cmp(&(other, there)));
    Ok(found.into_iter().map(|(_, _, held)| held).collect())
}

/// Members of whose office a list alone tells: the roster shows its word (組合役職), and no term says from when to when.
///
/// # Errors
/// What the database answers.
pub(in crate::reports) async fn undated(
    on: &DatabaseConnection,
    as_of: NaiveDate,
    (scope, seen): (Scope<'_>, Option<&Placed>),
) -> Result<Vec<RosterLine>> {
    const WITH_WORD: &str =
        " AND m.union_post IS NOT NULL AND NOT EXISTS (SELECT 1 FROM office_term t WHERE t.membership_id = m.id)";
    let mut found: Vec<RosterLine> = Vec::new();
    let mut after: Option<After> = None;
    loop {
        let mut sql = Sql::default();
        let day = sql.bind(as_of);
        let within = within(&mut sql, "u", scope) + &placed(&mut sql, "p.id", seen);
        let beyond = beyond(&mut sql, after.as_ref());
        sql.text = roster_sql(
            &day,
            &format!("{within}{WITH_WORD}{beyond}"),
            &format!(" ORDER BY p.kana_key, p.id LIMIT {BATCH}"),
        );
        let lines = lines_of(on, sql, as_of, false).await?;
        after = lines.last().filter(|_| lines.len() == BATCH).map(|line| (line.kana_key.clone(), line.person));
        found.extend(lines.into_iter().filter(|line| line.post.is_some()));
        if after.is_none() {
            found.sort_by_key(|line| line.post.clone());
            return Ok(found);
        }
    }
}
