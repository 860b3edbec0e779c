//! Looking at the own cases. What is sealed is opened only as far as it is shown.

mod case;
mod day;
mod list;
mod room;
mod secrecy;

pub use case::case;
pub(super) use case::detail;
pub(crate) use day::home;
pub use day::{drafts, my_day};
pub use list::{find_member, my_cases};
pub(super) use room::counsels;
pub use room::{help_lines, room, templates};
pub use secrecy::{crisis, releases, search_notes, supervised};
pub(super) use secrecy::{crisis_of, supervises};

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use sea_orm::sea_query::{Query as Sql, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use self::day::UNDER_WAY;
use self::list::OWN;
use super::entity::{case_action, case_assignment, case_consent, case_goal, case_key, counsel_case, counsel_room};
use super::keys::{head_of, key_of};
use super::model::{
    CaseActionState, CaseConsentScope, CasePart, CaseTheme, ConsentState, Head, RETENTION_MONTHS, Said, consent_state,
    promised_months,
};
use crate::error::{Error, Result};
use crate::ids::{CaseConsentId, CaseId};
use crate::session::Session;

/// Cases asked about in one statement.
const PART: usize = 500;

/// Themes as they stand in the column.
pub(super) fn packed_themes(themes: &[CaseTheme]) -> Result<String> {
    let mut themes = themes.to_vec();
    themes.sort_unstable();
    themes.dedup();
    serde_json::to_string(&themes).map_err(|error| Error::Bug(error.to_string()))
}

/// Themes out of the column.
fn themes_of(text: &str) -> Vec<CaseTheme> {
    serde_json::from_str(text).unwrap_or_default()
}

/// A consent as something that the member said.
fn said(row: &case_consent::Model) -> Said {
    Said {
        id: row.id,
        on: row.explained_on,
        scope: serde_json::from_str(&row.scope).unwrap_or_default(),
        accepted: row.accepted,
        withdrawn_on: row.withdrawn_on,
    }
}

/// Everything that the member of a case said to purposes.
async fn all_said(on: &impl ConnectionTrait, case: CaseId) -> Result<Vec<Said>> {
    let rows = case_consent::Entity::find().filter(case_consent::Column::CaseId.eq(case)).all(on).await?;
    Ok(rows.iter().map(said).collect())
}

/// How the consent of a case's member to a purpose stands: the last word counts.
///
/// # Errors
/// What the database answers.
pub(super) async fn consent_of(
    on: &impl ConnectionTrait,
    case: CaseId,
    scope: CaseConsentScope,
) -> Result<ConsentState> {
    Ok(consent_state(&all_said(on, case).await?, scope))
}

/// Whether the member of a case agreed to something, and has not taken it back.
///
/// # Errors
/// What the database answers.
pub(super) async fn consented(on: &impl ConnectionTrait, case: CaseId, scope: CaseConsentScope) -> Result<bool> {
    Ok(consent_of(on, case, scope).await? == ConsentState::Holds)
}

/// Whether the consent named is one of the case that still holds for a purpose.
///
/// # Errors
/// What the database answers.
pub(super) async fn consent_holds(
    on: &impl ConnectionTrait,
    case: CaseId,
    id: CaseConsentId,
    scope: CaseConsentScope,
) -> Result<bool> {
    let all = all_said(on, case).await?;
    Ok(all.iter().any(|said| said.id == id && said.holds(&all, scope)))
}

/// Whether something was agreed that one can ask about: a goal or an action that was not given up.
///
/// # Errors
/// What the database answers.
pub(super) async fn agreed(on: &impl ConnectionTrait, case: CaseId) -> Result<bool> {
    let goal = case_goal::Entity::find()
        .filter(case_goal::Column::CaseId.eq(case))
        .filter(case_goal::Column::DroppedOn.is_null())
        .one(on)
        .await?;
    let action = case_action::Entity::find()
        .filter(case_action::Column::CaseId.eq(case))
        .filter(case_action::Column::State.ne(CaseActionState::Dropped))
        .one(on)
        .await?;
    Ok(goal.is_some() || action.is_some())
}

/// Whether a counsellor has taken a case, and C-01 was asked. One that ended as an inquiry nobody took.
///
/// # Errors
/// What the database answers.
pub(super) async fn taken(on: &impl ConnectionTrait, case: CaseId) -> Result<bool> {
    let parts = case_assignment::Entity::find()
        .filter(case_assignment::Column::CaseId.eq(case))
        .filter(case_assignment::Column::Part.is_in([CasePart::Primary, CasePart::Second]));
    Ok(parts.one(on).await?.is_some())
}

/// How many months after closing the room keeps its cases.
///
/// # Errors
/// What the database answers.
pub(super) async fn room_months(on: &impl ConnectionTrait) -> Result<i64> {
    Ok(counsel_room::Entity::find().one(on).await?.map_or(RETENTION_MONTHS, |room| room.retention_months))
}

/// How many months after closing the members of these cases were told, as they last agreed.
///
/// # Errors
/// What the database answers.
pub(super) async fn promised(on: &impl ConnectionTrait, cases: &[CaseId]) -> Result<HashMap<CaseId, i64>> {
    use case_consent::Column;
    let mut told = HashMap::new();
    for part in cases.chunks(PART) {
        let rows: Vec<(CaseId, String)> = case_consent::Entity::find()
            .filter(Column::CaseId.is_in(part.iter().copied()))
            .filter(Column::Accepted.eq(true))
            .order_by_asc(Column::ExplainedOn)
            .order_by_asc(Column::Id)
            .select_only()
            .columns([Column::CaseId, Column::NoticeVersion])
            .into_tuple()
            .all(on)
            .await?;
        // The last one holds.
        told.extend(rows.into_iter().filter_map(|(case, version)| Some((case, promised_months(&version)?))));
    }
    Ok(told)
}

/// The ids of the cases in which the officer at the desk counsels.
pub(super) fn counselled(session: &Session) -> SelectStatement {
    Sql::select()
        .column(case_assignment::Column::CaseId)
        .from(case_assignment::Entity)
        .and_where(case_assignment::Column::OfficerId.eq(session.officer()))
        .and_where(case_assignment::Column::Ended.eq(false))
        .and_where(case_assignment::Column::Part.is_in(OWN))
        .to_owned()
}

/// The own cases that are under way.
struct UnderWay {
    /// How many.
    n: usize,
    /// On which day somebody in danger is to be reached, by case.
    contacts: HashMap<CaseId, NaiveDate>,
}

/// The own cases under way, with the days that stand in their sealed heads (C-07). Read again only after a change, and a head opened
/// once for each of its versions.
///
/// # Errors
/// What the database answers.
async fn under_way(session: &Session) -> Result<Arc<UnderWay>> {
    session.kept(read_under_way(session)).await
}

async fn read_under_way(session: &Session) -> Result<UnderWay> {
    let (on, days) = (session.look(), &session.desk().sealed_days);
    let cases: Vec<(CaseId, i64)> = counsel_case::Entity::find()
        .filter(counsel_case::Column::Id.in_subquery(counselled(session)))
        .filter(counsel_case::Column::Status.is_in(UNDER_WAY))
        .select_only()
        .columns([counsel_case::Column::Id, counsel_case::Column::Version])
        .into_tuple()
        .all(on)
        .await?;
    let new: Vec<CaseId> =
        cases.iter().filter(|(id, version)| days.known(id.0, *version).is_none()).map(|(id, _)| *id).collect();
    for (row, head) in heads(session, &new).await?.into_values() {
        // One whose key was lost is asked for again: it may come back with the sheet.
        if let Some(head) = head {
            days.learn(row.id.0, row.version, head.contact_due(row.status));
        }
    }
    let due = |(id, version): &(CaseId, i64)| Some((*id, days.known(id.0, *version)??));
    Ok(UnderWay { n: cases.len(), contacts: cases.iter().filter_map(due).collect() })
}

/// Rows and heads of cases, as far as the officer at the desk holds their keys; a head that cannot be opened is left out.
async fn heads(session: &Session, ids: &[CaseId]) -> Result<HashMap<CaseId, (counsel_case::Model, Option<Head>)>> {
    let on = session.look();
    let mut found = HashMap::new();
    for part in ids.chunks(PART) {
        let slots = case_key::Entity::find()
            .filter(case_key::Column::CaseId.is_in(part.iter().copied()))
            .filter(case_key::Column::OfficerId.eq(session.officer()))
            .all(on)
            .await?;
        let slots: HashMap<CaseId, case_key::Model> = slots.into_iter().map(|slot| (slot.case_id, slot)).collect();
        let rows = counsel_case::Entity::find().filter(counsel_case::Column::Id.is_in(part.iter().copied()));
        for row in rows.all(on).await? {
            let key = slots.get(&row.id).and_then(|slot| key_of(session, slot).ok());
            let head = key.and_then(|key| head_of(&row, &key).ok());
            found.insert(row.id, (row, head));
        }
    }
    Ok(found)
}
