//! Add officers; grant and end roles.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::entity::{role_grant, user};
use super::model::{AddOfficer, GrantRole, LetIn, LockOut, RevokeRole};
use crate::api::Nothing;
use crate::desk;
use crate::error::{Error, Result};
use crate::ids::{GrantId, OfficerId, UnitId};
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
        revoked: Set(false),
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
    change.makes_known(desk.officer, public.sign.clone());
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

/// After a recovery: the officer's new slot and public keys.
///
/// # Errors
/// What the disk or the database answers.
pub(crate) async fn renew_keys(session: &Session, slot: desk::NewSlot) -> Result<()> {
    let mut change = session.change("desk", "recover").await?;
    change.is_final();
    let before = user::Entity::find_by_id(session.officer())
        .one(change.on())
        .await?
        .ok_or(Error::Missing { what: "officer" })?;
    let login = before.login.clone();
    set_keys(&mut change, &before, &slot.public).await?;
    desk::done_giving(session, change, slot, json!({ "login": login })).await
}

/// Other keys of an officer, who is not locked out any more.
async fn set_keys(change: &mut Change<'_>, before: &user::Model, public: &PublicKeys) -> Result<()> {
    change.makes_known(before.id, public.sign.clone());
    change
        .update::<user::Entity>(before, |row| {
            row.public_key = Set(public.seal.clone());
            row.signing_key = Set(public.sign.clone());
            row.locked = Set(false);
        })
        .await?;
    Ok(())
}

async fn free_login(on: &impl ConnectionTrait, login: &str) -> Result<()> {
    match user::Entity::find().filter(user::Column::Login.eq(login)).one(on).await? {
        Some(_) => Err(Error::invalid("login", "login_taken")),
        None => Ok(()),
    }
}

/// Add an officer: a key slot with a first passphrase, and roles from today.
///
/// # Errors
/// `login_taken`, `passphrase_short`, `required`.
pub async fn add(session: &Session, input: AddOfficer) -> Result<OfficerId> {
    let login = input.login.trim();
    if login.is_empty() {
        return Err(Error::invalid("login", "required"));
    }
    free_login(session.look(), login).await?;
    let id = OfficerId::new();
    let slot = desk::make_slot(session, id, login, &input.passphrase.secret()).await?;
    let mut change = session.change("officers", "add").await?;
    // A colleague may have given the login away while the passphrase was worked on.
    free_login(change.on(), login).await?;
    change.is_final();
    change.makes_known(id, slot.public.sign.clone());
    change.insert::<user::Entity>(user_row(id, login, &input.display_name, &slot.public, false)).await?;
    let mut rows = Vec::new();
    for role in &input.roles {
        let mut row = grant_row(session, id, *role);
        row.unit_scope = Set(input.unit_scope);
        rows.push(row);
    }
    change.insert_many::<role_grant::Entity>(rows).await?;
    desk::done_giving(session, change, slot, json!({ "name": input.display_name })).await?;
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
            revoked: Set(false),
            ..Default::default()
        })
        .await?;
    change.done(json!({ "name": officer.display_name, "role": input.role })).await?;
    Ok(id)
}

/// Units go on as others from a day on: whoever answers for one of them answers for what it became.
///
/// # Errors
/// What the database answers.
pub(crate) async fn follow_units(
    change: &mut Change<'_>,
    became: &HashMap<UnitId, UnitId>,
    from_on: NaiveDate,
) -> Result<()> {
    let eve = from_on.pred_opt().unwrap_or(from_on);
    let grants = role_grant::Entity::find()
        .filter(role_grant::Column::UnitScope.is_in(became.keys().copied()))
        .filter(role_grant::Column::Revoked.eq(false))
        .filter(Condition::any().add(role_grant::Column::ToOn.is_null()).add(role_grant::Column::ToOn.gte(from_on)))
        .all(change.on())
        .await?;
    for before in grants {
        let next = before.unit_scope.and_then(|unit| became.get(&unit)).copied();
        if next.is_none() || next == before.unit_scope {
            continue;
        }
        if before.from_on >= from_on {
            change.update::<role_grant::Entity>(&before, |row| row.unit_scope = Set(next)).await?;
            continue;
        }
        change.update::<role_grant::Entity>(&before, |row| row.to_on = Set(Some(eve))).await?;
        change
            .insert::<role_grant::Entity>(role_grant::ActiveModel {
                id: Set(GrantId::new()),
                app_user_id: Set(before.app_user_id),
                role: Set(before.role),
                unit_scope: Set(next),
                from_on: Set(from_on),
                to_on: Set(before.to_on),
                granted_by: Set(before.granted_by),
                revoked: Set(false),
                ..Default::default()
            })
            .await?;
    }
    Ok(())
}

/// End a role at once: its last day was yesterday, or, begun today, it holds on no day.
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
        keep_an_admin(&change, today, |grant| grant.id != before.id).await?;
    }
    let yesterday = today.pred_opt().unwrap_or(today);
    let revoked = yesterday < before.from_on;
    change
        .update::<role_grant::Entity>(&before, |row| {
            row.to_on = Set(Some(yesterday.max(before.from_on)));
            row.revoked = Set(revoked);
        })
        .await?;
    let name = super::queries::names_on(change.on()).await?.remove(&before.app_user_id).unwrap_or_default();
    // Older entries of the history name only the role, and keep their sentence.
    change.done(json!({ "role": before.role, "name": name, "bulk": "named" })).await?;
    Ok(Nothing {})
}

/// Somebody else must be able to manage officers afterwards.
async fn keep_an_admin(
    change: &Change<'_>,
    today: NaiveDate,
    stays: impl Fn(&role_grant::Model) -> bool,
) -> Result<()> {
    let admins = role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(Role::Admin))
        .filter(role_grant::Column::UnitScope.is_null())
        .filter(role_grant::Column::Revoked.eq(false))
        .filter(role_grant::Column::FromOn.lte(today))
        .filter(role_grant::Column::ToOn.is_null())
        .all(change.on())
        .await?;
    let locked: Vec<OfficerId> = user::Entity::find()
        .filter(user::Column::Locked.eq(true))
        .all(change.on())
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    if admins.iter().any(|grant| stays(grant) && !locked.contains(&grant.app_user_id)) {
        Ok(())
    } else {
        Err(Error::refused("last_admin", json!({})))
    }
}

/// Lock an officer out: the key slot goes, what the officer did stays. Copies of the file that the officer already has
/// still open with the old passphrase; nobody can take those back.
///
/// # Errors
/// [`Error::Missing`], `lock_out_self`, `last_admin`.
pub async fn lock_out(session: &Session, input: LockOut) -> Result<Nothing> {
    if input.officer == session.officer() {
        return Err(Error::refused("lock_out_self", json!({})));
    }
    let mut change = session.change("officers", "lock_out").await?;
    change.is_final();
    let before =
        user::Entity::find_by_id(input.officer).one(change.on()).await?.ok_or(Error::Missing { what: "officer" })?;
    keep_an_admin(&change, session.today(), |grant| grant.app_user_id != before.id).await?;
    change.update::<user::Entity>(&before, |row| row.locked = Set(true)).await?;
    change.about_record("app_user", before.id.0);
    change.because(input.reason);
    desk::done_taking(session, change, before.id, json!({ "name": before.display_name })).await?;
    Ok(Nothing {})
}

/// Let an officer in again who was locked out, or whose key slot is lost: new keys, a new passphrase, the roles that are
/// still in force.
///
/// # Errors
/// [`Error::Missing`], `not_locked_out`, `passphrase_short`.
pub async fn let_in(session: &Session, input: LetIn) -> Result<Nothing> {
    let missing = Error::Missing { what: "officer" };
    let officer = user::Entity::find_by_id(input.officer).one(session.look()).await?.ok_or(missing)?;
    if !officer.locked && desk::has_slot(session, officer.id).await? {
        return Err(Error::refused("not_locked_out", json!({})));
    }
    let slot = desk::make_slot(session, officer.id, &officer.login, &input.passphrase.secret()).await?;
    let mut change = session.change("officers", "let_in").await?;
    change.is_final();
    // Refused with `changed` when a colleague let the officer in while the passphrase was worked on.
    set_keys(&mut change, &officer, &slot.public).await?;
    desk::done_giving(session, change, slot, json!({ "name": officer.display_name })).await?;
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
    workplace: Option<crate::ids::UnitId>,
) -> Result<()> {
    for role in <Role as sea_orm::Iterable>::iter().filter(|role| *role != Role::Admin) {
        let login =
            serde_json::to_value(role).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        let scope = match role {
            Role::BranchOfficer => branch,
            Role::WorkplaceRep => workplace,
            _ => None,
        };
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
