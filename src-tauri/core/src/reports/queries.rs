//! Counting in the database: a few passes over the roster for all days together, never a person as an object, so that a
//! million members need no more memory than a hundred.

mod offices;
mod reasons;
mod steps;
mod survey;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;

use chrono::{Months, NaiveDate};
use sea_orm::{ConnectionTrait, DatabaseConnection, QueryResult, Statement, Value};
use uuid::Uuid;

use super::figures::counts::{BANDS, Counts, Flow, Headcount, NO_BAND, People, Sex, UnitNode};
use super::figures::days::Days;
use super::figures::reasons::History;
use super::figures::steps::StepKind;
use crate::error::Result;
use crate::ids::{MembershipId, UnitId};
use crate::{members, organizations};

pub(super) use offices::{Held, Holder, offices, undated};
pub(super) use reasons::{OfDay, Which, by_day};
pub(super) use steps::{Event, Named, events, lives, named};
pub(super) use survey::{Surveyed, survey};

/// Memberships that took place: entered by mistake is as if it never was.
pub(super) const REAL: &str =
    "m.status IN ('active', 'suspended', 'ended') AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error')";

/// The membership is one of a member (組合員) on the day bound as `day`: OB会員 and 賛助会員 count in nothing.
fn member(day: &str) -> String {
    format!("{REAL} AND {} IN ('regular', 'associate', 'special')", members::category_on(day))
}

/// Memberships named in one statement.
const TOGETHER: usize = 400;

/// A statement in the making: `$1`, `$2` … on both databases.
#[derive(Default)]
struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    async fn all(self, on: &impl ConnectionTrait) -> Result<Vec<QueryResult>> {
        Ok(on.query_all_raw(Statement::from_sql_and_values(on.get_database_backend(), self.text, self.values)).await?)
    }
}

/// `x.from_on … x.to_on` holds on the day bound as `day`.
fn holds(alias: &str, day: &str) -> String {
    format!("{alias}.from_on <= {day} AND ({alias}.to_on IS NULL OR {alias}.to_on >= {day})")
}

/// The membership is in force on the day bound as `day`; the last day still counts.
fn in_force(day: &str) -> String {
    format!("m.joined_on <= {day} AND (m.left_on IS NULL OR m.left_on >= {day})")
}

/// The membership counts on the day bound as `day`: in force, and of a member.
fn counted(day: &str) -> String {
    format!("{} AND {}", in_force(day), member(day))
}

/// The subtree whose path begins so; `None` = the whole union.
pub(super) type Scope<'s> = Option<&'s str>;

/// Codes end with `/`; the next character in the alphabet is `0`, so a subtree is a range of paths.
fn within(sql: &mut Sql, alias: &str, scope: Scope<'_>) -> String {
    match scope {
        None => String::new(),
        Some(path) => beneath(sql, &format!("{alias}.path"), path),
    }
}

fn beneath(sql: &mut Sql, column: &str, path: &str) -> String {
    let end = format!("{}0", path.strip_suffix('/').unwrap_or(path));
    let (from, to) = (sql.bind(path), sql.bind(end));
    format!(" AND {column} >= {from} AND {column} < {to}")
}

/// Persons whose place in the union is within a part today: a list of an earlier day does not show an officer of a part
/// what has become of those who moved elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Paths of the subtrees that the officer sees.
    pub paths: Vec<String>,
    /// Today.
    pub today: NaiveDate,
}

fn placed(sql: &mut Sql, person: &str, placed: Option<&Placed>) -> String {
    let Some(Placed { paths, today }) = placed else { return String::new() };
    let place = crate::members::place_of(person, *today);
    let any: Vec<String> = paths.iter().map(|path| format!("(1 = 1{})", beneath(sql, &place, path))).collect();
    format!(" AND ({})", if any.is_empty() { "1 = 0".to_owned() } else { any.join(" OR ") })
}

/// Everything that a report of the organisation rests on.
///
/// # Errors
/// What the database answers.
pub(super) async fn counts(on: &DatabaseConnection, days: &Days, scope: Scope<'_>) -> Result<Counts> {
    let mut by_unit = members_by_unit(on, &days.all, scope).await?;
    if scope.is_none() {
        add_those_without_unit(on, &days.all, &mut by_unit).await?;
    }
    let (gained, lost) = recategorized(on, days, scope).await?;
    Ok(Counts {
        units: units(on, days.as_of, scope).await?,
        by_unit,
        sexes: sexes(on, days.as_of, scope).await?,
        people: people(on, days.as_of, scope).await?,
        joins: flows(on, "joined_on", "join_reason", days.from, days.as_of, scope).await?,
        // The last day counts, so a member is gone on the day after.
        leaves: flows(on, "left_on", "end_reason", days.opening(), days.as_of.pred_opt().unwrap_or(days.as_of), scope)
            .await?,
        gained,
        lost,
        history: History::default(),
        headcounts: headcounts(on, scope).await?,
    })
}

/// Who became a member or ceased to be one by another category (区分変更), by the unit on that day.
async fn recategorized(on: &DatabaseConnection, days: &Days, scope: Scope<'_>) -> Result<(Vec<Flow>, Vec<Flow>)> {
    let lives = steps::recategorized(on, days.from, days.as_of).await?;
    let seen: HashSet<Uuid> = match scope {
        None => HashSet::new(),
        Some(_) => units(on, days.as_of, scope).await?.into_iter().map(|unit| unit.id).collect(),
    };
    let within = |unit: Option<Uuid>| scope.is_none() || unit.is_some_and(|unit| seen.contains(&unit));
    let (mut gained, mut lost) = (Vec::new(), Vec::new());
    for step in lives.iter().flat_map(|life| life.steps(days.from, days.as_of)) {
        let flow = |unit| Flow { unit, reason: None, n: 1 };
        match step.kind {
            StepKind::Gained if within(step.after) => gained.push(flow(step.after)),
            StepKind::Lost if within(step.before) => lost.push(flow(step.before)),
            _ => {}
        }
    }
    Ok((gained, lost))
}

/// Members of the whole union on a day.
///
/// # Errors
/// What the database answers.
pub(super) async fn members_on(on: &impl ConnectionTrait, day: NaiveDate) -> Result<i64> {
    let mut sql = Sql::default();
    let day = sql.bind(day);
    sql.text = format!("SELECT count(*) FROM membership m WHERE {}", counted(&day));
    let rows = sql.all(on).await?;
    Ok(rows.first().map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0))
}

/// Members of the whole union on a day, by branch; those without a unit stand in none.
///
/// # Errors
/// What the database answers.
pub(super) async fn members_by_branch(on: &impl ConnectionTrait, day: NaiveDate) -> Result<BTreeMap<UnitId, i64>> {
    let tree = organizations::tree(on).await?;
    let mut sql = Sql::default();
    let day = sql.bind(day);
    sql.text = format!(
        "SELECT a.unit_id, count(*) FROM membership m {} WHERE {} GROUP BY a.unit_id",
        assignment(&day),
        counted(&day)
    );
    let mut found = BTreeMap::new();
    for row in sql.all(on).await? {
        let (unit, n): (Option<Uuid>, i64) = (row.try_get_by_index(0)?, row.try_get_by_index(1)?);
        if let Some(unit) = unit {
            *found.entry(tree.branch_of(UnitId(unit))).or_default() += n;
        }
    }
    Ok(found)
}

/// Units of the tree on a day, parents before children. Units that ended before stay when somebody was counted in them.
pub(super) async fn units(on: &DatabaseConnection, _as_of: NaiveDate, scope: Scope<'_>) -> Result<Vec<UnitNode>> {
    let mut sql = Sql::default();
    let within = within(&mut sql, "u", scope);
    sql.text = format!(
        "SELECT u.id, u.kind, u.label, u.parent_id, u.path FROM unit u LEFT JOIN unit above ON above.id = u.parent_id \
         WHERE 1 = 1{within} ORDER BY COALESCE(above.path, ''), u.sort, u.path"
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            Ok(UnitNode {
                id: row.try_get_by_index(0)?,
                kind: row.try_get_by_index(1)?,
                label: row.try_get_by_index(2)?,
                parent: row.try_get_by_index(3)?,
                path: row.try_get_by_index(4)?,
            })
        })
        .collect()
}

/// The unit of a code: its path and name.
pub(super) async fn unit_of_code(on: &DatabaseConnection, code: &str) -> Result<Option<(Uuid, String, String)>> {
    let mut sql = Sql::default();
    let code = sql.bind(code);
    sql.text = format!("SELECT id, path, label FROM unit WHERE code = {code}");
    let rows = sql.all(on).await?;
    let found = rows.first().map(|row| {
        Ok::<_, crate::error::Error>((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?))
    });
    found.transpose()
}

/// The path and name of a unit.
pub(super) async fn unit_of_id(on: &DatabaseConnection, id: Uuid) -> Result<Option<(String, String)>> {
    let mut sql = Sql::default();
    let id = sql.bind(id);
    sql.text = format!("SELECT path, label FROM unit WHERE id = {id}");
    let rows = sql.all(on).await?;
    let found =
        rows.first().map(|row| Ok::<_, crate::error::Error>((row.try_get_by_index(0)?, row.try_get_by_index(1)?)));
    found.transpose()
}

/// Members of every unit on every day, in one pass over the assignments.
async fn members_by_unit(
    on: &DatabaseConnection,
    days: &[NaiveDate],
    scope: Scope<'_>,
) -> Result<HashMap<Option<Uuid>, Vec<i64>>> {
    let mut sql = Sql::default();
    let mut sums = String::new();
    for day in days {
        let day = sql.bind(*day);
        let of_member = members::category_on(&day);
        let _ = write!(
            sums,
            ", SUM(CASE WHEN {} AND {} AND {of_member} IN ('regular', 'associate', 'special') THEN 1 ELSE 0 END)",
            in_force(&day),
            holds("a", &day)
        );
    }
    let within = within(&mut sql, "u", scope);
    let units = if scope.is_some() { " JOIN unit u ON u.id = a.unit_id" } else { "" };
    sql.text = format!(
        "SELECT a.unit_id{sums} FROM unit_assignment a JOIN membership m ON m.id = a.membership_id{units} \
         WHERE a.is_primary AND {REAL}{within} GROUP BY a.unit_id"
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            let counts =
                (1..=days.len()).map(|at| row.try_get_by_index(at)).collect::<std::result::Result<Vec<i64>, _>>()?;
            Ok((Some(row.try_get_by_index::<Uuid>(0)?), counts))
        })
        .collect()
}

/// All members of a day, less those counted in a unit, are those without one: nobody vanishes.
async fn add_those_without_unit(
    on: &DatabaseConnection,
    days: &[NaiveDate],
    by_unit: &mut HashMap<Option<Uuid>, Vec<i64>>,
) -> Result<()> {
    let mut sql = Sql::default();
    let mut sums = Vec::new();
    for day in days {
        let day = sql.bind(*day);
        sums.push(format!("COALESCE(SUM(CASE WHEN {} THEN 1 ELSE 0 END), 0)", counted(&day)));
    }
    sql.text = format!("SELECT {} FROM membership m WHERE {REAL}", sums.join(", "));
    let rows = sql.all(on).await?;
    let Some(row) = rows.first() else { return Ok(()) };
    let mut without = Vec::with_capacity(days.len());
    for at in 0..days.len() {
        let all: i64 = row.try_get_by_index(at)?;
        without.push(all - by_unit.values().filter_map(|counts| counts.get(at)).sum::<i64>());
    }
    by_unit.insert(None, without);
    Ok(())
}

/// The primary unit of a membership on a day.
fn assignment(day: &str) -> String {
    format!("LEFT JOIN unit_assignment a ON a.membership_id = m.id AND a.is_primary AND {}", holds("a", day))
}

async fn sexes(on: &DatabaseConnection, as_of: NaiveDate, scope: Scope<'_>) -> Result<HashMap<Option<Uuid>, [i64; 3]>> {
    let mut sql = Sql::default();
    let day = sql.bind(as_of);
    let within = within(&mut sql, "u", scope);
    sql.text = format!(
        "SELECT a.unit_id, p.gender, count(*) FROM membership m JOIN person p ON p.id = m.person_id {} \
         LEFT JOIN unit u ON u.id = a.unit_id WHERE {}{within} GROUP BY a.unit_id, p.gender",
        assignment(&day),
        counted(&day)
    );
    let mut found: HashMap<Option<Uuid>, [i64; 3]> = HashMap::new();
    for row in sql.all(on).await? {
        let unit: Option<Uuid> = row.try_get_by_index(0)?;
        let gender: Option<String> = row.try_get_by_index(1)?;
        let n: i64 = row.try_get_by_index(2)?;
        let [men, women, other] = found.entry(unit).or_default();
        match Sex::of(gender.as_deref()) {
            Sex::Men => *men += n,
            Sex::Women => *women += n,
            Sex::Other => *other += n,
        }
    }
    Ok(found)
}

async fn people(on: &DatabaseConnection, as_of: NaiveDate, scope: Scope<'_>) -> Result<Vec<People>> {
    let mut sql = Sql::default();
    let day = sql.bind(as_of);
    let mut band = format!("CASE WHEN p.birth_on IS NULL THEN {NO_BAND}");
    for (at, years) in BANDS.iter().enumerate().skip(1) {
        // Younger than so many years: born after the same day so many years ago.
        let born = as_of.checked_sub_months(Months::new(12 * years)).unwrap_or(as_of);
        let born = sql.bind(born);
        let _ = write!(band, " WHEN p.birth_on > {born} THEN {}", at - 1);
    }
    let _ = write!(band, " ELSE {} END", BANDS.len() - 1);
    let within = within(&mut sql, "u", scope);
    let units = if scope.is_some() {
        format!("{} LEFT JOIN unit u ON u.id = a.unit_id", assignment(&day))
    } else {
        String::new()
    };
    sql.text = format!(
        "SELECT gender, band, category, employment, count(*) FROM (\
           SELECT p.gender AS gender, {band} AS band, {category} AS category, {employment} AS employment \
           FROM membership m JOIN person p ON p.id = m.person_id {units} WHERE {}{within}) AS each_one \
         GROUP BY gender, band, category, employment",
        counted(&day),
        category = members::category_on(&day),
        employment = members::employment_type_on(&day)
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            let gender: Option<String> = row.try_get_by_index(0)?;
            let band: i32 = row.try_get_by_index(1)?;
            Ok(People {
                sex: Sex::of(gender.as_deref()),
                band: i64::from(band),
                category: row.try_get_by_index(2)?,
                employment: row.try_get_by_index(3)?,
                n: row.try_get_by_index(4)?,
            })
        })
        .collect()
}

/// Joins or leaves from one day to another, by the unit on that very day and by reason.
async fn flows(
    on: &DatabaseConnection,
    day: &str,
    reason: &str,
    from: NaiveDate,
    to: NaiveDate,
    scope: Scope<'_>,
) -> Result<Vec<Flow>> {
    let mut sql = Sql::default();
    let (from, to) = (sql.bind(from), sql.bind(to));
    let within = within(&mut sql, "u", scope);
    let day = format!("m.{day}");
    sql.text = format!(
        "SELECT a.unit_id, m.{reason}, count(*) FROM membership m {} LEFT JOIN unit u ON u.id = a.unit_id \
         WHERE {} AND {day} >= {from} AND {day} <= {to}{within} GROUP BY a.unit_id, m.{reason}",
        assignment(&day),
        member(&day)
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            Ok(Flow { unit: row.try_get_by_index(0)?, reason: row.try_get_by_index(1)?, n: row.try_get_by_index(2)? })
        })
        .collect()
}

async fn headcounts(on: &DatabaseConnection, scope: Scope<'_>) -> Result<Vec<Headcount>> {
    let mut sql = Sql::default();
    let within = within(&mut sql, "u", scope);
    sql.text = format!(
        "SELECT h.unit_id, h.as_of, h.workers_total, h.eligible_total FROM unit_headcount h JOIN unit u ON u.id = h.unit_id \
         WHERE 1 = 1{within} ORDER BY h.as_of"
    );
    let rows = sql.all(on).await?;
    rows.iter()
        .map(|row| {
            Ok(Headcount {
                unit: row.try_get_by_index(0)?,
                as_of: row.try_get_by_index(1)?,
                workers: row.try_get_by_index(2)?,
                eligible: row.try_get_by_index(3)?,
            })
        })
        .collect()
}

/// A line of the roster (R01).
#[derive(Clone, Debug, Default)]
pub(super) struct RosterLine {
    pub(super) person: Uuid,
    pub(super) membership: Uuid,
    pub(super) kana_key: String,
    pub(super) member_no: String,
    pub(super) name: String,
    pub(super) kana: String,
    pub(super) unit: Option<Uuid>,
    pub(super) category: String,
    pub(super) post: Option<String>,
    pub(super) status: String,
    pub(super) joined_on: Option<NaiveDate>,
    pub(super) postal: Option<String>,
    pub(super) address: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) mobile: Option<String>,
    pub(super) mail: Option<String>,
}

/// The place after which the next lines begin: reading key and person.
pub(super) type After = (String, Uuid);

/// The next lines of the roster in the order of the readings. One statement a batch, two with contacts.
pub(super) async fn roster(
    on: &DatabaseConnection,
    as_of: NaiveDate,
    (scope, seen): (Scope<'_>, Option<&Placed>),
    after: Option<&After>,
    limit: u64,
    contacts: bool,
) -> Result<Vec<RosterLine>> {
    let mut sql = Sql::default();
    let day = sql.bind(as_of);
    let within = within(&mut sql, "u", scope) + &placed(&mut sql, "p.id", seen);
    let after = beyond(&mut sql, after);
    sql.text = roster_sql(&day, &format!("{within}{after}"), &format!(" ORDER BY p.kana_key, p.id LIMIT {limit}"));
    lines_of(on, sql, as_of, contacts).await
}

fn beyond(sql: &mut Sql, after: Option<&After>) -> String {
    let Some((key, person)) = after else { return String::new() };
    let (key, person) = (sql.bind(key.clone()), sql.bind(*person));
    format!(" AND (p.kana_key > {key} OR (p.kana_key = {key} AND p.id > {person}))")
}

/// The lines of these memberships, in their order; who was no member on the day has none.
pub(super) async fn roster_of(
    on: &DatabaseConnection,
    as_of: NaiveDate,
    seen: Option<&Placed>,
    ids: &[MembershipId],
    contacts: bool,
) -> Result<Vec<RosterLine>> {
    let mut found: HashMap<Uuid, RosterLine> = HashMap::new();
    for part in ids.chunks(TOGETHER) {
        let mut sql = Sql::default();
        let day = sql.bind(as_of);
        let within = placed(&mut sql, "p.id", seen);
        let marks: Vec<String> = part.iter().map(|id| sql.bind(id.0)).collect();
        sql.text = roster_sql(&day, &format!("{within} AND m.id IN ({})", marks.join(", ")), "");
        found.extend(lines_of(on, sql, as_of, contacts).await?.into_iter().map(|line| (line.membership, line)));
    }
    Ok(ids.iter().filter_map(|id| found.remove(&id.0)).collect())
}

fn roster_sql(day: &str, narrowed: &str, order: &str) -> String {
    format!(
        "SELECT p.id, p.kana_key, m.member_no, p.family_name, p.given_name, p.family_kana, p.given_kana, a.unit_id, {category}, \
           m.union_post, m.status, m.joined_on, m.id \
         FROM person p JOIN membership m ON m.person_id = p.id {} LEFT JOIN unit u ON u.id = a.unit_id \
         WHERE {}{narrowed}{order}",
        assignment(day),
        counted(day),
        category = members::category_on(day)
    )
}

async fn lines_of(on: &DatabaseConnection, sql: Sql, as_of: NaiveDate, contacts: bool) -> Result<Vec<RosterLine>> {
    let mut lines = Vec::new();
    for row in sql.all(on).await? {
        let part = |at: usize| row.try_get_by_index::<Option<String>>(at);
        lines.push(RosterLine {
            person: row.try_get_by_index(0)?,
            kana_key: row.try_get_by_index(1)?,
            member_no: row.try_get_by_index(2)?,
            name: joined(part(3)?, part(4)?),
            kana: joined(part(5)?, part(6)?),
            unit: row.try_get_by_index(7)?,
            category: row.try_get_by_index(8)?,
            post: row.try_get_by_index(9)?,
            status: row.try_get_by_index(10)?,
            joined_on: row.try_get_by_index(11)?,
            membership: row.try_get_by_index(12)?,
            ..RosterLine::default()
        });
    }
    add_standings(on, as_of, &mut lines).await?;
    if contacts {
        add_contacts(on, as_of, &mut lines).await?;
    }
    Ok(lines)
}

/// 状態 and 役職 of the day: a condition before the state of the membership, an office before the word of a list.
async fn add_standings(on: &DatabaseConnection, as_of: NaiveDate, lines: &mut [RosterLine]) -> Result<()> {
    let worded: Vec<members::Worded> = lines
        .iter()
        .map(|line| members::Worded { id: MembershipId(line.membership), post: line.post.clone(), fulltime_kind: None })
        .collect();
    let mut found = members::standings(on, &worded, as_of).await?;
    for line in lines {
        let standing = found.take(MembershipId(line.membership));
        line.post = standing.post();
        line.status = match standing.condition() {
            Some(condition) => condition.code(),
            // On the as-of day, a membership that ends on it or later was in force.
            None if standing.is_suspended() => "suspended".to_owned(),
            None => "active".to_owned(),
        };
    }
    Ok(())
}

fn joined(family: Option<String>, given: Option<String>) -> String {
    let parts: Vec<String> = [family, given].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

async fn add_contacts(on: &DatabaseConnection, as_of: NaiveDate, lines: &mut [RosterLine]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::default();
    let day = sql.bind(as_of);
    let persons: Vec<String> = lines.iter().map(|line| sql.bind(line.person)).collect();
    // The preferred one comes last and stays.
    sql.text = format!(
        "SELECT c.person_id, c.kind, c.value, c.postal FROM contact_point c WHERE c.person_id IN ({}) \
         AND c.kind IN ('home_address', 'phone', 'mobile', 'mail_private') \
         AND (c.from_on IS NULL OR c.from_on <= {day}) AND (c.to_on IS NULL OR c.to_on >= {day}) ORDER BY c.preferred, c.id",
        persons.join(", ")
    );
    let mut at: HashMap<Uuid, &mut RosterLine> = lines.iter_mut().map(|line| (line.person, line)).collect();
    for row in sql.all(on).await? {
        let Some(line) = at.get_mut(&row.try_get_by_index::<Uuid>(0)?) else { continue };
        let (kind, value): (String, String) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        match kind.as_str() {
            "home_address" => {
                line.address = Some(value);
                line.postal = row.try_get_by_index(3)?;
            }
            "phone" => line.phone = Some(value),
            "mobile" => line.mobile = Some(value),
            _ => line.mail = Some(value),
        }
    }
    Ok(())
}

/// Members in scope on a day, as [`roster`] gives them.
pub(super) async fn size(
    on: &DatabaseConnection,
    as_of: NaiveDate,
    (scope, seen): (Scope<'_>, Option<&Placed>),
) -> Result<u64> {
    let mut sql = Sql::default();
    let day = sql.bind(as_of);
    let within = within(&mut sql, "u", scope) + &placed(&mut sql, "m.person_id", seen);
    let units = if scope.is_some() {
        format!("{} LEFT JOIN unit u ON u.id = a.unit_id", assignment(&day))
    } else {
        String::new()
    };
    sql.text = format!("SELECT count(*) FROM membership m {units} WHERE {}{within}", counted(&day));
    let rows = sql.all(on).await?;
    let n: i64 = rows.first().map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok(u64::try_from(n).unwrap_or(0))
}
