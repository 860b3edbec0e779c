//! Add, correct, check and end communities.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::super::entity::community;
use super::super::model::{AddCommunity, CheckCommunity, CorrectCommunity, EndCommunity};
use super::super::queries::packed;
use crate::api::Nothing;
use crate::error::{Error, Result};
use crate::ids::{CommunityId, OfficerId};
use crate::ops::Change;
use crate::session::Session;
use crate::text::{name_key, order_key};

/// Front of the running codes.
const CODE: &str = "K";

/// Add a community.
///
/// # Errors
/// [`Error::Invalid`] with the fields, `name_taken` for a second one of the kind in the region.
pub async fn add_community(session: &Session, input: AddCommunity) -> Result<CommunityId> {
    let input = input.checked(session.today())?;
    let mut change = session.change("support", "add_community").await?;
    let name = input.name.clone();
    let id = insert_community(&mut change, session.officer(), input).await?;
    change.done(json!({ "name": name })).await?;
    Ok(id)
}

/// Add a community within a change; the fields are checked.
///
/// # Errors
/// `name_taken`.
pub(in crate::support) async fn insert_community(
    change: &mut Change<'_>,
    by: OfficerId,
    input: AddCommunity,
) -> Result<CommunityId> {
    name_is_free(change.on(), None, &input).await?;
    let all = community::Entity::find().all(change.on()).await?;
    let last = all.iter().filter_map(|row| row.code.strip_prefix(CODE)?.parse::<u32>().ok()).max().unwrap_or(0);
    let id = CommunityId::new();
    let mut row = community::ActiveModel {
        id: Set(id),
        code: Set(format!("{CODE}{:03}", last + 1)),
        checked_on: Set(input.checked_on),
        checked_by: Set(input.checked_on.map(|_| by)),
        ..Default::default()
    };
    let needs = packed(&input.needs)?;
    fill(&mut row, input, needs);
    change.insert::<community::Entity>(row).await?;
    Ok(id)
}

/// Write the keys of communities anew where they are folded otherwise today.
///
/// # Errors
/// What the database answers.
pub(crate) async fn write_anew(on: &DatabaseTransaction) -> Result<()> {
    for row in community::Entity::find().all(on).await? {
        let kana = order_key(row.name_kana.as_deref().unwrap_or_default(), &row.name);
        let name = name_key(&row.name);
        if kana == row.kana_key && name == row.name_key {
            continue;
        }
        community::Entity::update_many()
            .col_expr(community::Column::NameKey, Expr::value(name))
            .col_expr(community::Column::KanaKey, Expr::value(kana))
            .filter(community::Column::Id.eq(row.id))
            .exec(on)
            .await?;
    }
    Ok(())
}

fn fill(row: &mut community::ActiveModel, input: AddCommunity, needs: String) {
    row.name_key = Set(name_key(&input.name));
    row.kana_key = Set(order_key(input.name_kana.as_deref().unwrap_or_default(), &input.name));
    row.kind = Set(input.kind);
    row.name = Set(input.name);
    row.name_kana = Set(input.name_kana);
    row.region = Set(input.region);
    row.industries = Set(input.industries);
    row.contact_name = Set(input.contact_name);
    row.phone = Set(input.phone);
    row.mail = Set(input.mail);
    row.site = Set(input.site);
    row.helps = Set(input.helps);
    row.needs = Set(needs);
    row.note = Set(input.note);
    row.since_on = Set(input.since_on);
    row.active_from = Set(input.active_from);
    row.active_to = Set(input.active_to);
}

async fn name_is_free(on: &impl ConnectionTrait, own: Option<CommunityId>, input: &AddCommunity) -> Result<()> {
    let same = community::Entity::find()
        .filter(community::Column::NameKey.eq(name_key(&input.name)))
        .filter(community::Column::Kind.eq(input.kind))
        .all(on)
        .await?;
    let region = |region: Option<&str>| region.map(name_key).unwrap_or_default();
    let taken =
        same.iter().any(|row| Some(row.id) != own && region(row.region.as_deref()) == region(input.region.as_deref()));
    if taken { Err(Error::invalid("name", "name_taken")) } else { Ok(()) }
}

async fn load(change: &Change<'_>, id: CommunityId, version: i64) -> Result<community::Model> {
    let row = community::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::Missing { what: "community" })?;
    if row.version == version { Ok(row) } else { Err(Error::Changed) }
}

/// Correct a community.
///
/// # Errors
/// [`Error::Changed`]; as [`add_community`].
pub async fn correct_community(session: &Session, input: CorrectCommunity) -> Result<Nothing> {
    let fields = input.fields.checked(session.today())?;
    let mut change = session.change("support", "correct_community").await?;
    let row = load(&change, input.id, input.version).await?;
    let name = fields.name.clone();
    correct_within(&mut change, session.officer(), &row, fields).await?;
    change.done(json!({ "name": name })).await?;
    Ok(Nothing {})
}

/// Correct a community within a change; the fields are checked. A check that is not named anew stays.
///
/// # Errors
/// `name_taken`.
pub(in crate::support) async fn correct_within(
    change: &mut Change<'_>,
    by: OfficerId,
    row: &community::Model,
    fields: AddCommunity,
) -> Result<()> {
    name_is_free(change.on(), Some(row.id), &fields).await?;
    let checked_on = fields.checked_on.filter(|on| row.checked_on.is_none_or(|last| *on > last));
    let needs = packed(&fields.needs)?;
    change
        .update::<community::Entity>(row, |active| {
            fill(active, fields, needs);
            if let Some(on) = checked_on {
                active.checked_on = Set(Some(on));
                active.checked_by = Set(Some(by));
            }
        })
        .await?;
    Ok(())
}

/// A community cannot be referred to after a day.
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`], `date_order` for a day before its first.
pub async fn end_community(session: &Session, input: EndCommunity) -> Result<Nothing> {
    let mut change = session.change("support", "end_community").await?;
    let row = load(&change, input.id, input.version).await?;
    if row.active_from.is_some_and(|from| input.last_day < from) {
        return Err(Error::invalid("last_day", "date_order"));
    }
    change.update::<community::Entity>(&row, |active| active.active_to = Set(Some(input.last_day))).await?;
    change.done(json!({ "name": row.name, "last_day": input.last_day })).await?;
    Ok(Nothing {})
}

/// Somebody asked the community today, and all of it is still true (K-04).
///
/// # Errors
/// [`Error::Changed`], [`Error::Missing`].
pub async fn check_community(session: &Session, input: CheckCommunity) -> Result<Nothing> {
    let mut change = session.change("support", "check_community").await?;
    let row = load(&change, input.id, input.version).await?;
    let (today, by) = (session.today(), session.officer());
    change
        .update::<community::Entity>(&row, |active| {
            active.checked_on = Set(Some(today));
            active.checked_by = Set(Some(by));
        })
        .await?;
    change.done(json!({ "name": row.name })).await?;
    Ok(Nothing {})
}
