//! What crosses the line of capabilities is registered here, not imported: undo must know every tracked table, the home
//! page asks every capability, founding a union file needs desk and officers, the sample needs all.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, DatabaseTransaction, Value};
use serde_json::json;
use uuid::Uuid;

use crate::db::{self, Db};
use crate::dice::Dice;
use crate::error::Result;
use crate::ids::{MembershipId, OfficerId, PersonId, SavedListId, UnitId};
use crate::labels::{Locale, word};
pub(crate) use crate::members::TargetUnit;
use crate::ops::{self, Change, Rows};
use crate::rights::{Grant, Right, Role};
use crate::session::Session;
use crate::vault::{PublicKeys, Slots};
use crate::{activities, cases, desk, meetings, members, officers, organizations, reports, support, surveys, training};

/// Every table that an op may change.
#[must_use]
pub fn tables() -> Vec<Box<dyn Rows>> {
    let mut tables = desk::tables();
    tables.extend(officers::tables());
    tables.extend(organizations::tables());
    tables.extend(members::tables());
    tables.extend(support::tables());
    tables.extend(training::tables());
    tables.extend(cases::tables());
    tables.extend(surveys::tables());
    tables.extend(activities::tables());
    tables.extend(meetings::tables());
    tables.extend(reports::tables());
    tables.extend(reports::pack_tables());
    tables
}

/// At the end of every change: what is derived from the persons touched is written anew.
///
/// # Errors
/// What the database answers.
pub async fn follow(on: &DatabaseTransaction, touched: &ops::Touched) -> Result<()> {
    members::follow(on, touched).await
}

/// The way in which names are folded and numbers stored and put in order today; one more whenever [`crate::text`] does otherwise.
const KEY_WAY: i64 = 3;

/// After the schema was brought up to date: keys and numbers that an older program wrote are written anew, once.
///
/// # Errors
/// What the database answers; nothing is written then, and the next opening begins again.
pub async fn write_anew(db: &Db) -> Result<()> {
    const WAY: &str = "SELECT COALESCE(MAX(way), 0) AS n FROM key_way";
    if db.number(WAY, []).await? >= KEY_WAY {
        return Ok(());
    }
    let on = db.begin().await?;
    // Another office may have done it while this one waited for its turn.
    if db::number(&on, WAY, []).await? < KEY_WAY {
        organizations::write_anew(&on).await?;
        members::write_anew(&on).await?;
        support::write_anew(&on).await?;
        on.execute_unprepared("DELETE FROM key_way").await?;
        on.execute_unprepared(&format!("INSERT INTO key_way (way) VALUES ({KEY_WAY})")).await?;
    }
    Ok(on.commit().await?)
}

/// Before so many rows come or go at once: what would slow them down is set aside.
///
/// # Errors
/// What the database answers.
pub async fn brace(change: &mut Change<'_>, rows: i64) -> Result<()> {
    members::brace(change, rows).await
}

/// M-09: before members belong elsewhere from the day after this one on.
///
/// # Errors
/// `month_closed` for a day before the last close without a reason.
pub(crate) async fn may_rearrange(
    session: &Session,
    on: &impl ConnectionTrait,
    last_day: NaiveDate,
    reason: Option<&str>,
) -> Result<()> {
    members::may_rearrange(session, on, last_day, reason).await
}

/// After a change was committed: who may do what follows at once, for undo as for the verbs themselves.
///
/// # Errors
/// What the database answers.
pub async fn committed(session: &Session, tables: &BTreeSet<&'static str>) -> Result<()> {
    if !officers::rights_lie_in(tables) {
        return Ok(());
    }
    let renewed = session.renew_rights().await;
    // The change is done also where the line to a server breaks now; every call there reads them anew.
    if session.db().is_shared() { Ok(()) } else { renewed }
}

/// After persons were erased: what is left of them where no foreign key leads is taken out of every capability. `rows` are
/// the ids of their rows, `tells` says whether a row is one of theirs, `traces` are the texts by which they are known.
///
/// # Errors
/// What the database answers.
pub(crate) async fn forget(
    change: &mut Change<'_>,
    rows: &HashSet<Uuid>,
    tells: &(dyn Fn(&serde_json::Value) -> bool + Sync),
    traces: &mut members::Traces,
    instead: &str,
) -> Result<()> {
    let known = &*traces;
    let about = |table: &str, row: &serde_json::Value| tells(row) || members::is_list_of(table, row, known);
    let remembered = ops::forget_images(change.on(), rows, &about).await?;
    for (table, image) in &remembered.images {
        traces.row(table, image);
    }
    ops::retell(change.on(), &remembered.ops, &|text| traces.without(text, instead)).await?;
    members::forget(change, &remembered.ops, traces, instead).await?;
    let named = traces.elsewhere();
    let say = |text: &str| named.without(text, instead);
    if !named.is_empty() {
        reword(change, &say).await?;
    }
    officers::forget(change.on(), &|find| traces.are_looked_for(find), &say, instead).await
}

/// Say what officers wrote freely in another way, wherever it stands, and what ops remember and tell of it.
async fn reword(change: &mut Change<'_>, say: &ops::Say<'_>) -> Result<()> {
    let tables = tables();
    for table in &tables {
        table.reword(change, say).await?;
    }
    reports::forget(change, say).await?;
    reports::forget_in_packs(change, say).await?;
    let words: HashMap<&str, &[&str]> = tables.iter().map(|table| (table.name(), table.words())).collect();
    let named = |text: &str| ops::reworded(text, say).is_some();
    let about = |table: &str, row: &serde_json::Value| {
        let columns = words.get(table).copied().unwrap_or_default();
        let mut texts = columns.iter().filter_map(|column| row.get(*column)).filter_map(serde_json::Value::as_str);
        texts.any(named) || reports::names_somebody(table, row, &named) || reports::is_pack_of(table, row, &named)
    };
    ops::forget_images(change.on(), &HashSet::new(), &about).await?;
    ops::retell_all(change.on(), say).await
}

/// After the roster's own rows of a person went over to another: those of the capabilities after it.
///
/// # Errors
/// What the database answers.
pub(crate) async fn relink(change: &mut Change<'_>, keep: PersonId, gone: PersonId) -> Result<()> {
    training::relink(change, keep, gone).await?;
    meetings::relink(change, keep).await
}

/// What the capabilities after the roster keep of persons is erased; answers the ids of their rows.
///
/// # Errors
/// What the database answers.
pub(crate) async fn erase(change: &mut Change<'_>, persons: &[PersonId]) -> Result<HashSet<Uuid>> {
    let mut rows = training::erase(change, persons).await?;
    rows.extend(meetings::erase(change, persons, word(Locale::Ja, "members.erased")).await?);
    Ok(rows)
}

/// Everything that the union keeps of a person, in words: each capability tells its own.
///
/// # Errors
/// What the database answers.
pub async fn disclose(session: &Session, person: PersonId) -> Result<Vec<desk::Section>> {
    let mut sections = members::disclose(session, person).await?;
    sections.extend(training::disclose(session, person).await?);
    sections.extend(cases::disclose(session).await?);
    sections.extend(meetings::disclose(session, person).await?);
    sections.extend(officers::disclose(session, person.0).await?);
    Ok(sections)
}

/// The last day of a month that was closed after a moment.
///
/// # Errors
/// What the database answers.
pub async fn closed_since(on: &impl ConnectionTrait, at: chrono::DateTime<chrono::Utc>) -> Result<Option<NaiveDate>> {
    let closed = members::closed(on).await?;
    Ok(closed.into_iter().find(|month| month.at > at).map(|month| month.as_of))
}

/// Whether rows of a table may carry what came after them, so that undo asks [`rests_on`].
#[must_use]
pub fn carries(table: &str) -> bool {
    meetings::carries(table)
}

/// What stands by now on an op of `verb` at a moment, by its name; `tables` are all that the op touched, `touched` the rows it
/// left in those that [`carries`] names.
///
/// # Errors
/// What the database answers.
pub async fn rests_on(
    on: &DatabaseTransaction,
    verb: &str,
    at: chrono::DateTime<chrono::Utc>,
    tables: &HashSet<String>,
    touched: &[(String, Vec<serde_json::Value>)],
) -> Result<Option<String>> {
    meetings::rests_on(on, verb, at, tables, touched).await
}

/// When something was recorded of these rows that nothing takes back.
///
/// # Errors
/// What the database answers.
pub async fn recorded_at(
    on: &impl ConnectionTrait,
    rows: &HashSet<String>,
) -> Result<Vec<chrono::DateTime<chrono::Utc>>> {
    members::provided_at(on, rows).await
}

/// People whose last training was before a day, with that day; who holds a certificate is kept by name.
///
/// # Errors
/// What the database answers.
pub async fn took_part_before(on: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<(PersonId, NaiveDate)>> {
    training::took_part_before(on, day).await
}

/// When a month was last closed.
///
/// # Errors
/// What the database answers.
pub async fn last_closing(on: &impl ConnectionTrait) -> Result<Option<chrono::DateTime<chrono::Utc>>> {
    Ok(members::closed(on).await?.into_iter().map(|month| month.at).max())
}

/// The right that the verb of an op asks for; of an undo or a redo that of the verb which was taken back.
#[must_use]
pub fn right_of(capability: &str, verb: &str, about: &serde_json::Value) -> Option<Right> {
    let of = about.get("of").and_then(|of| of.as_str()).and_then(|of| of.split_once('.'));
    let (capability, verb) = of.unwrap_or((capability, verb));
    crate::api::right_of(capability, verb)
}

/// The officer can open what an op was about: a case, or the counselling room. Everything else is asked for by rights alone.
///
/// # Errors
/// [`crate::error::Error::Missing`], `undo_erased`.
pub async fn in_reach(session: &Session, on: &impl ConnectionTrait, told: &ops::Told) -> Result<()> {
    if told.capability == "cases" { cases::in_reach(session, on, told).await } else { Ok(()) }
}

/// Whether something done later in the same case keeps an op where it is; `tables` are those that the op touched, `again` = it is to
/// be done again.
#[must_use]
pub fn stands_on(op: &ops::Told, tables: &HashSet<String>, again: bool, later: &ops::Told) -> bool {
    op.capability == "cases" && later.capability == "cases" && cases::stands_on(op, tables, again, later)
}

/// The numbers of the cases in which the officer counsels.
///
/// # Errors
/// What the database answers.
pub async fn own_case_numbers(session: &Session) -> Result<HashSet<String>> {
    cases::own_numbers(session).await
}

/// Rows of a table tell of nobody who is out of the officer's sight.
///
/// # Errors
/// [`crate::error::Error::Missing`].
pub async fn in_sight(
    session: &Session,
    on: &DatabaseTransaction,
    right: Right,
    table: &str,
    images: Vec<serde_json::Value>,
) -> Result<()> {
    reports::in_sight(session, on, right, table, &images).await?;
    members::in_sight(session, on, right, table, &images).await
}

/// Roles of the first officer, as in a small union; they can be split later.
#[must_use]
pub fn first_grants() -> Vec<Grant> {
    [Role::Admin, Role::GeneralSecretary]
        .map(|role| Grant { role, scope: None, from_on: NaiveDate::MIN, to_on: None })
        .into()
}

/// Write the first rows of a new union: its profile and its first officer.
///
/// # Errors
/// `union_exists`, and what the database answers.
pub async fn found(session: &Session, slots: &mut Slots, public: &PublicKeys, name: &str, sample: bool) -> Result<()> {
    let mut change = Change::first(session, "desk", "create").await?;
    change.is_final();
    desk::begin_union(session, &mut change, slots, name, sample).await?;
    officers::found(session, &mut change, public).await?;
    change.done(json!({ "name": name })).await?;
    Ok(())
}

/// Login, name and roles of an officer, for the door.
///
/// # Errors
/// `wrong_key` for an officer who is locked out.
pub async fn officer(on: &impl ConnectionTrait, id: OfficerId) -> Result<(String, String, Vec<Grant>)> {
    officers::of(on, id).await
}

/// The officer of a login, or the first one.
///
/// # Errors
/// `missing`.
pub async fn officer_by_login(db: &Db, login: Option<&str>) -> Result<(OfficerId, String)> {
    officers::by_login(db, login).await
}

/// Names by officer, for the history.
///
/// # Errors
/// What the database answers.
pub async fn officer_names(session: &Session) -> Result<HashMap<OfficerId, String>> {
    officers::names(session).await
}

/// The same within a change: a file has one connection, and the change holds it.
///
/// # Errors
/// What the database answers.
pub async fn officer_names_on(on: &impl ConnectionTrait) -> Result<HashMap<OfficerId, String>> {
    officers::names_on(on).await
}

/// After a recovery: the officer's new slot and public keys.
///
/// # Errors
/// What the disk or the database answers.
pub(crate) async fn officer_keys(session: &Session, slot: desk::NewSlot) -> Result<()> {
    officers::renew_keys(session, slot).await
}

/// How many members belong to a unit on days outside `from` … `to`: closing or shortening the unit would leave them
/// without one.
///
/// # Errors
/// What the database answers.
pub async fn members_outside(
    on: &impl ConnectionTrait,
    unit: UnitId,
    from: NaiveDate,
    to: Option<NaiveDate>,
) -> Result<i64> {
    // Who was turned down, or entered by mistake, belongs nowhere; what would begin after the end never takes place.
    let of_unit = "SELECT count(*) AS n FROM unit_assignment a JOIN membership m ON m.id = a.membership_id \
         WHERE a.unit_id = $1 AND m.status NOT IN ('rejected', 'withdrawn') \
         AND (m.end_reason IS NULL OR m.end_reason <> 'entry_error') AND (m.left_on IS NULL OR m.left_on >= a.from_on)";
    let outside = format!("{of_unit} AND (a.from_on < $2 OR a.to_on IS NULL OR a.to_on > $3)");
    let before = format!("{of_unit} AND a.from_on < $2");
    let mut values: Vec<Value> = vec![unit.0.into(), from.into()];
    values.extend(to.map(Value::from));
    db::number(on, if to.is_some() { &outside } else { &before }, values).await
}

/// Where the members of a closed unit go; none = 所属なし.
#[derive(Debug)]
pub struct Targets {
    /// Everyone who is not named.
    pub all: members::Target,
    /// Those who go elsewhere.
    pub each: HashMap<MembershipId, members::Target>,
}

/// Place the members of a unit that is closed; answers how many.
///
/// # Errors
/// What the database answers.
pub async fn leave_unit(
    change: &mut Change<'_>,
    unit: (UnitId, &str),
    last_day: NaiveDate,
    targets: Targets,
) -> Result<u64> {
    let of = |id: MembershipId| targets.each.get(&id).unwrap_or(&targets.all).clone();
    members::leave_unit(change, unit, last_day, of).await
}

/// A kept list that a report rests on stays.
///
/// # Errors
/// `list_in_report`.
pub async fn may_drop_list(on: &impl ConnectionTrait, list: SavedListId) -> Result<()> {
    reports::may_drop_list(on, list).await
}

/// What is wrong in the records although the file is whole: figures would count somebody twice, or where nobody is any more.
/// Codes, label `desk.verify.<code>`.
///
/// # Errors
/// What the database answers.
pub async fn contradictions(on: &impl ConnectionTrait) -> Result<Vec<&'static str>> {
    members::contradictions(on).await
}

/// Figures and things to do, asked of every capability; each answers only what the officer may see.
///
/// # Errors
/// What the database answers.
pub async fn home(session: &Session) -> Result<desk::Home> {
    // Of the roster whole tables are counted, which a large union feels; nothing of them changes without an entry in the trail.
    let mut home = desk::Home::clone(&*session.kept(members::home(session)).await?);
    organizations::home(session, &mut home).await?;
    support::home(session, &mut home).await?;
    training::home(session, &mut home).await?;
    cases::home(session, &mut home).await?;
    surveys::home(session, &mut home).await?;
    activities::home(session, &mut home).await?;
    meetings::home(session, &mut home).await?;
    reports::home(session, &mut home).await?;
    desk::backup_tasks(session, &mut home).await?;
    Ok(home)
}

/// Fill a new union with the fictional sample: units and employers, members with five years of history, headcounts,
/// communities and checks of the public schemes, one officer per role, and the counsellor's cases.
///
/// # Errors
/// What the database answers.
pub async fn sample(session: &Session, input: &desk::CreateSample) -> Result<()> {
    let members = input.size.members;
    let mut dice = Dice::new(input.size.seed);
    let mut change = session.change("desk", "create_sample").await?;
    change.is_final();
    desk::set_member_no_width(&mut change, members::number_width(members)).await?;
    let union = organizations::sample(&mut change, members).await?;
    let counts = members::sample(&mut change, &session.progress, &union, dice.clone(), members).await?;
    organizations::sample_headcounts(&mut change, &union, &counts, &mut dice).await?;
    support::sample(&mut change, session).await?;
    training::sample(&mut change, Dice::new(input.size.seed)).await?;
    surveys::sample(&mut change, Dice::new(input.size.seed), members).await?;
    activities::sample(&mut change, Dice::new(input.size.seed)).await?;
    meetings::sample(&mut change, session, Dice::new(input.size.seed), members).await?;
    reports::sample(&mut change).await?;
    change.done(json!({ "members": members, "seed": input.size.seed })).await?;
    let (branch, workplace) = (union.branches.first(), union.workplaces.first());
    officers::sample(session, &input.passphrase, branch.map(|unit| unit.id), workplace.map(|unit| unit.id)).await?;
    cases::sample(session, dice, members).await?;
    reports::sample_pack(session).await
}
