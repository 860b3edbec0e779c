//! Who the officers are.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::entity::{role_grant, user};
use super::model::{AuditFrom, AuditShown, GrantRow, OfficerRow};
use crate::api::{Nothing, Page};
use crate::audit as trail;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::ids::OfficerId;
use crate::ops;
use crate::rights::{Grant, Reach, Right};
use crate::session::Session;

/// Login, name and roles of an officer.
///
/// # Errors
/// [`Error::WrongKey`] for an officer who is locked out or unknown.
pub(crate) async fn of(on: &impl ConnectionTrait, officer: OfficerId) -> Result<(String, String, Vec<Grant>)> {
    let row = user::Entity::find_by_id(officer).one(on).await?.filter(|row| !row.locked).ok_or(Error::WrongKey)?;
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::AppUserId.eq(officer))
        .filter(role_grant::Column::Revoked.eq(false))
        .all(on)
        .await?;
    let grants = grants
        .into_iter()
        .filter(|grant| !is_over(grant))
        .map(|grant| Grant { role: grant.role, scope: grant.unit_scope, from_on: grant.from_on, to_on: grant.to_on })
        .collect();
    Ok((row.login, row.display_name, grants))
}

/// Whether a role was over when its end was written: then it stays over, whatever the clock of the officer's own machine says.
fn is_over(grant: &role_grant::Model) -> bool {
    let written_on = (grant.updated_at + chrono::TimeDelta::hours(9)).date_naive();
    grant.to_on.is_some_and(|last| last < written_on)
}

/// The officer of a login, or the first one.
///
/// # Errors
/// [`Error::Missing`].
pub(crate) async fn by_login(db: &Db, login: Option<&str>) -> Result<(OfficerId, String)> {
    let query = match login {
        Some(login) => user::Entity::find().filter(user::Column::Login.eq(login)),
        None => user::Entity::find().filter(user::Column::First.eq(true)),
    };
    let row = query.one(db.look()).await?.ok_or(Error::Missing { what: "officer" })?;
    Ok((row.id, row.login))
}

/// An officer who can log in, with every role that was granted.
pub(crate) struct Holder {
    /// The officer.
    pub id: OfficerId,
    /// Name shown.
    pub name: String,
    /// Roles, also past and future ones.
    pub grants: Vec<Grant>,
}

/// Every officer who can log in, in the order in which they were added.
///
/// # Errors
/// What the database answers.
pub(crate) async fn holders(session: &Session) -> Result<Vec<Holder>> {
    holders_on(session.look()).await
}

/// [`holders`] on any connection.
///
/// # Errors
/// What the database answers.
pub(crate) async fn holders_on(on: &impl ConnectionTrait) -> Result<Vec<Holder>> {
    let mut holders = Vec::new();
    for row in rows(on).await?.into_iter().filter(|row| !row.locked) {
        let grants = row.grants.into_iter();
        holders.push(Holder {
            id: row.id,
            name: row.display_name,
            grants: grants
                .map(|row| Grant { role: row.role, scope: row.unit_scope, from_on: row.from_on, to_on: row.to_on })
                .collect(),
        });
    }
    Ok(holders)
}

/// Names by officer.
///
/// # Errors
/// What the database answers.
pub(crate) async fn names(session: &Session) -> Result<HashMap<OfficerId, String>> {
    names_on(session.look()).await
}

/// [`names`] on any connection.
///
/// # Errors
/// What the database answers.
pub(crate) async fn names_on(on: &impl ConnectionTrait) -> Result<HashMap<OfficerId, String>> {
    let rows = user::Entity::find().all(on).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.display_name)).collect())
}

/// The public key to which something is sealed for an officer; none for who is locked out or unknown.
///
/// # Errors
/// What the database answers.
pub(crate) async fn public_key(on: &impl ConnectionTrait, officer: OfficerId) -> Result<Option<Vec<u8>>> {
    let row = user::Entity::find_by_id(officer).one(on).await?.filter(|row| !row.locked);
    Ok(row.map(|row| row.public_key))
}

/// All officers with their roles.
///
/// # Errors
/// What the database answers.
pub async fn list(session: &Session, _input: Nothing) -> Result<Vec<OfficerRow>> {
    rows(session.look()).await
}

async fn rows(on: &impl ConnectionTrait) -> Result<Vec<OfficerRow>> {
    let users =
        user::Entity::find().order_by_asc(user::Column::CreatedAt).order_by_asc(user::Column::Id).all(on).await?;
    let mut held: BTreeMap<OfficerId, Vec<GrantRow>> = BTreeMap::new();
    for grant in role_grant::Entity::find()
        .filter(role_grant::Column::Revoked.eq(false))
        .order_by_asc(role_grant::Column::FromOn)
        .all(on)
        .await?
    {
        held.entry(grant.app_user_id).or_default().push(GrantRow {
            id: grant.id,
            role: grant.role,
            unit_scope: grant.unit_scope,
            from_on: grant.from_on,
            to_on: grant.to_on,
            version: grant.version,
        });
    }
    let rows = users.into_iter().map(|row| OfficerRow {
        grants: held.remove(&row.id).unwrap_or_default(),
        id: row.id,
        login: row.login,
        display_name: row.display_name,
        locked: row.locked,
        first: row.first,
    });
    Ok(rows.collect())
}

/// The trail, newest first. Whom something was done to, and why, is told to those who may see every person; only they find an
/// entry by a name of the roster.
///
/// # Errors
/// What the database answers.
pub async fn audit(session: &Session, input: AuditFrom) -> Result<Page<AuditShown>> {
    let limit = u64::from(input.limit.unwrap_or(100)).clamp(1, 500);
    let names = names(session).await?;
    let sees_persons = session.may(Right::SeeCards).is_ok_and(|reach| reach == Reach::Whole);
    let typed = input.find.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
    let among = typed.map(|typed| ops::about(typed, sees_persons));
    let found = trail::list(session.look(), input.before, None, among, limit).await?;
    let mut subjects =
        ops::subjects(session.look(), found.iter().filter_map(|row| row.op).collect(), session.locale).await?;
    let rows: Vec<AuditShown> = found
        .into_iter()
        .map(|row| {
            let about = row.op.and_then(|op| subjects.remove(&op)).unwrap_or_default();
            AuditShown {
                seq: row.seq,
                at: row.at,
                actor_name: row.actor.and_then(|id| names.get(&OfficerId(id)).cloned()).unwrap_or_default(),
                action: row.action,
                subject: about.name.clone().filter(|_| about.may_be_told(sees_persons)),
                n: about.n.filter(|_| about.may_be_told(true)),
                reason: row.reason.filter(|_| sees_persons || row.entity.as_deref() != Some("person")),
                entity: row.entity,
                fields: row.fields,
            }
        })
        .collect();
    let next = (rows.len() as u64 == limit).then(|| rows.last().map(|row| row.seq.to_string())).flatten();
    Ok(Page { rows, next })
}
