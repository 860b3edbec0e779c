//! Add officers; grant and end roles.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::entity::{role_grant, user};
use super::model::{AddOfficer, GrantRole, RevokeRole};
use crate::api::Nothing;
use crate::desk;
use crate::error::{Error, Result};
use crate::ids::{GrantId, OfficerId};
use crate::ops::Change;
use crate::rights::Role;
use crate::session::Session;
use crate::vault::PublicKeys;

fn user_row(id: OfficerId, login: &str, display_name: &str, public: &PublicKeys, first: bool) -> user::ActiveModel {
    user::ActiveModel {
        id: Set(id),
        login: Set(login.trim().to_owned()),
        display_name: Set(display_name.trim().to_owned()),
        membership_id: Set(None),
        public_key: Set(public.seal.clone()),
        signing_key: Set(public.sign.clone()),
        locked: Set(false),
        first: Set(first),
        ..Default::default()
    }
}

fn grant_row(session: &Session, officer: OfficerId, role: Role) -> role_grant::ActiveModel {
    role_grant::ActiveModel {
        id: Set(GrantId::new()),
        app_user_id: Set(officer),
        role: Set(role),
        unit_scope: Set(None),
        from_on: Set(session.today()),
        to_on: Set(None),
        granted_by: Set(Some(session.officer())),
        ..Default::default()
    }
}

/// The first officer, within the founding change.
///
/// # Errors
/// What the database answers.
pub(crate) async fn found(session: &Session, change: &mut Change<'_>, public: &PublicKeys) -> Result<()> {
    let desk = session.desk();
    change.insert::<user::Entity>(user_row(desk.officer, &desk.login, &desk.display_name, public, true)).await?;
    let mut rows = Vec::new();
    for role in [Role::Admin, Role::GeneralSecretary] {
        let mut row = grant_row(session, desk.officer, role);
        // Held from the beginning: work may be entered for days before today.
        row.from_on = Set(chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default());
        rows.push(row);
    }
    change.insert_many::<role_grant::Entity>(rows).await?;
    Ok(())
}

/// After a recovery: the officer's new public keys.
///
/// # Errors
/// What the database answers.
pub(crate) async fn renew_keys(session: &Session, public: &PublicKeys) -> Result<()> {
    let mut change = session.change("desk", "recover").await?;
    change.is_final();
    let before = user::Entity::find_by_id(session.officer())
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "officer" })?;
    let login = before.login.clone();
    change
        .update::<user::Entity>(&before, |row| {
            row.public_key = Set(public.seal.clone());
            row.signing_key = Set(public.sign.clone());
            row.locked = Set(false);
        })
        .await?;
    change.done(json!({ "login": login })).await?;
    Ok(())
}

/// Add an officer: a key slot with a first passphrase, and roles from today.
///
/// # Errors
/// `login_taken`, `passphrase_short`, `required`.
pub async fn add(session: &Session, input: AddOfficer) -> Result<OfficerId> {
    if input.login.trim().is_empty() {
        return Err(Error::invalid("login", "required"));
    }
    if user::Entity::find().filter(user::Column::Login.eq(input.login.trim())).one(session.look()).await?.is_some() {
        return Err(Error::invalid("login", "login_taken"));
    }
    let id = OfficerId::new();
    let public = desk::add_slot(session, id, &input.login, &input.passphrase.secret()).await?;
    let written = async {
        let mut change = session.change("officers", "add").await?;
        change.is_final();
        change.insert::<user::Entity>(user_row(id, &input.login, &input.display_name, &public, false)).await?;
        let mut rows = Vec::new();
        for role in &input.roles {
            let mut row = grant_row(session, id, *role);
            row.unit_scope = Set(input.unit_scope);
            rows.push(row);
        }
        change.insert_many::<role_grant::Entity>(rows).await?;
        change.done(json!({ "name": input.display_name })).await
    };
    if let Err(error) = written.await {
        desk::remove_slot(session, id).await?;
        return Err(error);
    }
    Ok(id)
}

/// Grant a role.
///
/// # Errors
/// [`Error::Missing`], `date_order`.
pub async fn grant(session: &Session, input: GrantRole) -> Result<GrantId> {
    let from_on = input.from_on.unwrap_or_else(|| session.today());
    if input.to_on.is_some_and(|last| last < from_on) {
        return Err(Error::invalid("to_on", "date_order"));
    }
    let mut change = session.change("officers", "grant").await?;
    let officer =
        user::Entity::find_by_id(input.officer).one(change.on()).await?.ok_or(Error::Missing { what: "officer" })?;
    let id = GrantId::new();
    change
        .insert::<role_grant::Entity>(role_grant::ActiveModel {
            id: Set(id),
            app_user_id: Set(officer.id),
            role: Set(input.role),
            unit_scope: Set(input.unit_scope),
            from_on: Set(from_on),
            to_on: Set(input.to_on),
            granted_by: Set(Some(session.officer())),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "name": officer.display_name, "role": input.role })).await?;
    Ok(id)
}

/// End a role: its last day was yesterday, or it never began.
///
/// # Errors
/// [`Error::Changed`], `last_admin` when nobody could manage officers any more.
pub async fn revoke(session: &Session, input: RevokeRole) -> Result<Nothing> {
    let mut change = session.change("officers", "revoke").await?;
    let before =
        role_grant::Entity::find_by_id(input.grant).one(change.on()).await?.ok_or(Error::Missing { what: "grant" })?;
    if before.version != input.version {
        return Err(Error::Changed);
    }
    let today = session.today();
    if before.role == Role::Admin {
        let others = role_grant::Entity::find()
            .filter(role_grant::Column::Role.eq(Role::Admin))
            .filter(role_grant::Column::Id.ne(before.id))
            .filter(role_grant::Column::ToOn.is_null())
            .all(change.on())
            .await?;
        if others.is_empty() {
            return Err(Error::refused("last_admin", json!({})));
        }
    }
    let last = today.pred_opt().unwrap_or(today).max(before.from_on);
    change.update::<role_grant::Entity>(&before, |row| row.to_on = Set(Some(last))).await?;
    change.done(json!({ "role": before.role })).await?;
    Ok(Nothing {})
}

/// One officer per role for the sample; login = the role's code, all with the same passphrase.
///
/// # Errors
/// As [`add`].
pub(crate) async fn sample(
    session: &Session,
    passphrase: &desk::Passphrase,
    branch: Option<crate::ids::UnitId>,
) -> Result<()> {
    for role in <Role as sea_orm::Iterable>::iter().filter(|role| *role != Role::Admin) {
        let login =
            serde_json::to_value(role).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        let scope = if matches!(role, Role::BranchOfficer | Role::WorkplaceRep) { branch } else { None };
        let key = format!("enum.role.{login}");
        let word = crate::labels::word(crate::labels::Locale::Ja, &key);
        let display_name = format!("見本 {word}（架空）");
        add(
            session,
            AddOfficer {
                login: login.clone(),
                display_name,
                passphrase: passphrase.clone(),
                roles: vec![role],
                unit_scope: scope,
            },
        )
        .await?;
    }
    Ok(())
}
