//! The communities, by reading.

use chrono::NaiveDate;
use sea_orm::{EntityTrait, QueryOrder};

use super::super::entity::community;
use super::super::model::{CommunityFilter, CommunityNamed, CommunityRow, check_state, is_near};
use super::{Names, unpacked};
use crate::error::{Error, Result};
use crate::find::{Keys, Query};
use crate::officers;
use crate::session::Session;
use crate::text::{name_key, number_key};

/// The communities that can be referred to on a day, by reading. A directory has some hundred entries: they are looked
/// through here, by the keys and rules of the roster's search.
///
/// # Errors
/// What the database answers.
pub async fn communities(session: &Session, input: CommunityFilter) -> Result<Vec<CommunityRow>> {
    let day = input.as_of.unwrap_or_else(|| session.today());
    let typed = Query::fold(input.find.as_deref().unwrap_or_default());
    let names = officers::names(session).await?;
    let found = all(session).await?.into_iter().filter(|row| typed.is_empty() || is_named(row, &typed));
    let rows = found.filter(|row| input.include_ended || is_active(row, day)).map(|model| row(model, &names, day));
    Ok(rows
        .filter(|row| input.kind.is_none_or(|kind| row.kind == kind))
        .filter(|row| input.region.as_deref().is_none_or(|region| is_near(row.region.as_deref(), region)))
        .filter(|row| input.need.is_none_or(|need| row.needs.contains(&need)))
        .filter(|row| input.check.is_none_or(|check| row.check == check))
        .collect())
}

/// The communities that can be referred to on a day, by reading.
///
/// # Errors
/// What the database answers.
pub(in crate::support) async fn on_day(session: &Session, day: NaiveDate) -> Result<Vec<CommunityRow>> {
    communities(session, CommunityFilter { as_of: Some(day), ..CommunityFilter::default() }).await
}

/// All communities, ended ones too.
///
/// # Errors
/// What the database answers.
pub(in crate::support) async fn of_all_days(session: &Session, day: NaiveDate) -> Result<Vec<CommunityRow>> {
    let filter = CommunityFilter { as_of: Some(day), include_ended: true, ..CommunityFilter::default() };
    communities(session, filter).await
}

/// One community.
///
/// # Errors
/// [`Error::Missing`].
pub async fn community(session: &Session, input: CommunityNamed) -> Result<CommunityRow> {
    let found = community::Entity::find_by_id(input.id).one(session.look()).await?;
    let names = officers::names(session).await?;
    found.map(|model| row(model, &names, session.today())).ok_or(Error::Missing { what: "community" })
}

async fn all(session: &Session) -> Result<Vec<community::Model>> {
    let query = community::Entity::find().order_by_asc(community::Column::KanaKey).order_by_asc(community::Column::Id);
    Ok(query.all(session.look()).await?)
}

fn is_active(row: &community::Model, day: NaiveDate) -> bool {
    row.active_from.is_none_or(|from| from <= day) && row.active_to.is_none_or(|last| last >= day)
}

fn is_named(row: &community::Model, typed: &Query) -> bool {
    let more = [&row.contact_name, &row.industries, &row.region, &Some(row.helps.clone())]
        .map(|text| name_key(text.as_deref().unwrap_or_default()));
    let names: Vec<&str> = std::iter::once(&row.name_key).chain(&more).map(String::as_str).collect();
    let phone = number_key(row.phone.as_deref().unwrap_or_default());
    typed.matches(&Keys { names: &names, kana_key: &row.kana_key, numbers: &[&phone] })
}

fn row(model: community::Model, names: &Names, day: NaiveDate) -> CommunityRow {
    CommunityRow {
        check: check_state(model.checked_on, day),
        checked_by: model.checked_by.and_then(|by| names.get(&by).cloned()),
        id: model.id,
        version: model.version,
        code: model.code,
        kind: model.kind,
        name: model.name,
        name_kana: model.name_kana,
        region: model.region,
        industries: model.industries,
        contact_name: model.contact_name,
        phone: model.phone,
        mail: model.mail,
        site: model.site,
        helps: model.helps,
        needs: unpacked(&model.needs),
        note: model.note,
        since_on: model.since_on,
        checked_on: model.checked_on,
        active_from: model.active_from,
        active_to: model.active_to,
    }
}
