//! Found, open, lock; passphrases and recovery; settings; take back and do again.

use std::path::Path;
use std::sync::Arc;

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::json;

use super::backup::{automatic, before_new_schema};
use super::entity::profile;
use super::model::{
    ChangePassphrase, CreateSample, CreateUnion, Created, OpNamed, OpenUnion, Reauthenticate, Recover, RecoverySheet,
    Settings, Status, TookBack,
};
use super::queries::status_of;
use super::server::{place_of, place_or_locked};
use super::state::{Desk, Entered};
use super::{keyfile, queries};
use crate::api::Nothing;
use crate::compose;
use crate::db::{Db, Place};
use crate::error::{Error, Result};
use crate::ids::{OfficerId, ProfileId};
use crate::ops::{self, Change};
use crate::progress::Progress;
use crate::rights::Right;
use crate::session::{Session, Unlocked};
use crate::vault::{self, FileKey, OfficerKeys, Slots, Strength};

/// Found a union: its file, its first officer with the roles admin and general_secretary, its recovery sheet.
///
/// # Errors
/// `file_exists`, `union_exists`, `passphrase_short`, everything about the place.
pub async fn create(desk: &Desk, input: CreateUnion, _progress: &Progress) -> Result<Created> {
    let _door = desk.door.lock().await;
    let (key, _) = found(desk, &input, false).await?;
    Ok(Created { recovery_code: key.recovery_code().to_string(), status: status_of(desk).await? })
}

async fn found(desk: &Desk, input: &CreateUnion, sample: bool) -> Result<(FileKey, Arc<Unlocked>)> {
    let passphrase = input.passphrase.secret();
    vault::check_passphrase("passphrase", &passphrase)?;
    if input.union_name.trim().is_empty() {
        return Err(Error::invalid("union_name", "required"));
    }
    if input.login.trim().is_empty() {
        return Err(Error::invalid("login", "required"));
    }
    let place = place_of(desk, input.file.as_deref(), input.server.as_ref())?
        .ok_or_else(|| Error::invalid("file", "required"))?;
    if let Place::File(path) = &place
        && (path.exists() || keyfile::copies(path).iter().any(|copy| copy.exists()))
    {
        return Err(Error::file("file_exists", path));
    }
    let key = FileKey::random()?;
    let db = match &place {
        Place::File(path) => Db::open_file(path, &key, true).await.inspect_err(|error| {
            // It was not there a moment ago; what lies there now is the beginning that failed, unless someone else began too.
            if !matches!(error.code(), "file_exists" | "file_in_use") {
                remove_unborn(path);
            }
        })?,
        Place::Shared(server) => Db::create_shared(server).await?,
    };
    let officer = OfficerId::new();
    let keys = OfficerKeys::random()?;
    let mut slots = Slots::new();
    let cost = input.strength.unwrap_or_default().cost();
    let (slot, public) = slots.seal(officer.0, &input.login, &passphrase, &keys, &key, cost)?;
    slots.put(slot);
    let db = db.watched(desk.options.watch.clone());
    let founder = Entered {
        officer,
        login: input.login.trim().to_owned(),
        display_name: input.display_name.clone().unwrap_or_else(|| input.login.trim().to_owned()),
        keys,
        grants: compose::first_grants(),
    };
    let unlocked = desk.unlock_for(founder, db.clone(), place.clone(), key.clone());
    let session = Session::new(Arc::new(unlocked), Progress::silent(), desk.locale());
    let written = async {
        // Keys first: a file whose keys were never written could not be opened by anyone.
        if let Place::File(path) = &place {
            keyfile::write(path, &mut slots, &key)?;
        }
        compose::write_anew(&db).await?;
        compose::found(&session, &mut slots, &public, input.union_name.trim(), sample).await
    };
    if let Err(error) = written.await {
        db.close().await;
        if let Place::File(path) = &place {
            remove_unborn(path);
        }
        return Err(error);
    }
    let unlocked = reopen(desk, &session).await?;
    Ok((key, unlocked))
}

/// The session of the founder becomes the desk's.
async fn reopen(desk: &Desk, session: &Session) -> Result<Arc<Unlocked>> {
    let from = session.desk();
    let (login, display_name, grants) = compose::officer(from.db.look(), from.officer).await?;
    if let Some(old) = desk.take() {
        old.db.close().await;
    }
    let founder = Entered { officer: from.officer, login, display_name, keys: from.keys.duplicate()?, grants };
    Ok(desk.put(desk.unlock_for(founder, from.db.clone(), from.place.clone(), from.key.clone())))
}

/// Remove what a failed founding left behind: nobody was told that it exists.
fn remove_unborn(path: &Path) {
    for ending in ["", "-wal", "-shm", "-journal", ".keys", ".keys.copy"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
}

/// Write what a union begins with: its profile, and the slots of a shared one. Called by the founding in `compose.rs`.
///
/// # Errors
/// `union_exists` when somebody else founded one meanwhile.
pub(crate) async fn begin_union(
    session: &Session,
    change: &mut Change<'_>,
    slots: &mut Slots,
    name: &str,
    sample: bool,
) -> Result<()> {
    if profile::Entity::find().one(change.on()).await?.is_some() {
        return Err(Error::refused("union_exists", json!({})));
    }
    if session.db().is_shared() {
        keyfile::write_shared(change.on(), slots, &session.desk().key).await?;
    }
    change
        .insert::<profile::Entity>(profile::ActiveModel {
            id: Set(ProfileId::new()),
            name: Set(name.to_owned()),
            name_kana: Set(None),
            fiscal_start_month: Set(4),
            period_no_base: Set(None),
            congress_no_base: Set(None),
            is_corporation: Set(false),
            seal_text: Set(None),
            suppress_k_internal: Set(5),
            suppress_k_public: Set(10),
            era_display: Set(false),
            default_font: Set("游ゴシック".into()),
            member_no_prefix: Set(String::new()),
            member_no_width: Set(6),
            auto_lock_minutes: Set(5),
            labels: Set("{}".into()),
            sample: Set(sample),
            ..Default::default()
        })
        .await?;
    Ok(())
}

/// Set the digits of the running member number.
///
/// # Errors
/// What the database answers.
pub(crate) async fn set_member_no_width(change: &mut Change<'_>, width: usize) -> Result<()> {
    let before = profile::Entity::find().one(change.on()).await?.ok_or(Error::Missing { what: "settings" })?;
    let width = i64::try_from(width).unwrap_or(12).clamp(1, 12);
    change.update::<profile::Entity>(&before, |row| row.member_no_width = Set(width)).await?;
    Ok(())
}

/// Found the fictional sample union and fill it.
///
/// # Errors
/// As [`create`]; [`Error::Invalid`] for a union of nobody.
pub async fn create_sample(desk: &Desk, input: CreateSample, progress: &Progress) -> Result<Status> {
    if input.size.members == 0 {
        return Err(Error::invalid("members", "number_positive"));
    }
    let _door = desk.door.lock().await;
    let union = CreateUnion {
        file: Some(input.file.clone()),
        server: None,
        union_name: "東都ものづくりユニオン（見本・架空）".to_owned(),
        login: "admin".into(),
        display_name: Some("見本 管理者（架空）".into()),
        passphrase: input.passphrase.clone(),
        // The data is fictional; thirteen officers share the wait.
        strength: Some(Strength::Floor),
    };
    let (_, unlocked) = found(desk, &union, true).await?;
    let session = Session::new(unlocked.clone(), progress.clone(), desk.locale());
    if let Err(error) = compose::sample(&session, &input).await {
        desk.take();
        unlocked.db.close().await;
        if let Place::File(path) = &unlocked.place {
            remove_unborn(path);
        }
        return Err(error);
    }
    status_of(desk).await
}

/// Open a file, or unlock the one that is locked.
///
/// # Errors
/// [`Error::WrongKey`], everything about the place, `no_union_here`, [`Error::NewerFile`].
pub async fn open(desk: &Desk, input: OpenUnion, _progress: &Progress) -> Result<Status> {
    let _door = desk.door.lock().await;
    let place = place_or_locked(desk, input.file.as_deref(), input.server.as_ref())?;
    close(desk).await;
    let passphrase = input.passphrase.secret();
    let login = input.login.as_deref().map(str::trim).filter(|login| !login.is_empty());
    let (officer, keys, key, db) = match &place {
        Place::File(path) => {
            if !path.exists() {
                return Err(Error::file("file_missing", path));
            }
            crate::db::refuse_unsafe_place(path)?;
            // A foreign file is told from a damaged one before its keys are looked for.
            crate::db::check_header(path)?;
            let (officer, keys, key) = keyfile::open(path, login, &passphrase)?;
            let db = Db::open_as_it_is(path, &key, false).await?;
            if let Err(error) = bring_up_to_date(&db, path, &key).await {
                db.close().await;
                return Err(error);
            }
            (officer, keys, key, db)
        }
        Place::Shared(server) => {
            let db = Db::open_shared(server).await?;
            compose::write_anew(&db).await?;
            let (officer, keys, key) = keyfile::read_shared(db.look()).await?.open(login, &passphrase)?;
            (officer, keys, key, db)
        }
    };
    let (login, display_name, grants) = match compose::officer(db.look(), OfficerId(officer)).await {
        Ok(found) => found,
        Err(error) => {
            db.close().await;
            return Err(error);
        }
    };
    let db = db.watched(desk.options.watch.clone());
    let who = Entered { officer: OfficerId(officer), login, display_name, keys, grants };
    desk.put(desk.unlock_for(who, db, place, key));
    status_of(desk).await
}

/// An older program's file gets the present schema, after a backup that the older program still reads.
async fn bring_up_to_date(db: &Db, path: &Path, key: &FileKey) -> Result<()> {
    if db.steps_missing().await? > 0 {
        before_new_schema(db, path, key, chrono::Utc::now()).await?;
    }
    db.bring_up_to_date().await?;
    compose::write_anew(db).await
}

/// Lock: forget the keys and close the file. Waits for work that holds it.
///
/// # Errors
/// What the automatic backup answers; the desk is locked all the same.
pub async fn lock(desk: &Desk, _input: Nothing, _progress: &Progress) -> Result<Nothing> {
    let _door = desk.door.lock().await;
    let backed_up = match desk.unlocked() {
        Some(unlocked) if desk.options.automatic_backups => automatic(&unlocked, chrono::Utc::now()).await,
        _ => Ok(()),
    };
    close(desk).await;
    backed_up.map(|()| Nothing {})
}

async fn close(desk: &Desk) {
    if let Some(old) = desk.take() {
        old.db.close().await;
    }
}

/// Change the own passphrase: one slot is written anew, whatever the size of the union.
///
/// # Errors
/// [`Error::WrongKey`] for a wrong old one, `passphrase_short`, [`Error::Changed`] when it was changed elsewhere meanwhile.
pub async fn change_passphrase(desk: &Desk, input: ChangePassphrase, progress: &Progress) -> Result<Nothing> {
    let _door = desk.door.lock().await;
    let session = desk.session(progress.clone())?;
    let new = input.new.secret();
    vault::check_passphrase("new", &new)?;
    let login = session.desk().login.clone();
    // The passphrases are worked on before the change, which keeps other offices waiting.
    let slots = keyfile::of(&session).await?;
    let (officer, keys, key) = slots.open(Some(&login), &input.old.secret())?;
    let (slot, _) = slots.seal(officer, &login, &new, &keys, &key, slots.cost_of(officer))?;
    let opened = slots.of(officer).cloned();
    let mut change = session.change("desk", "change_passphrase").await?;
    change.is_final();
    change.about_record("app_user", officer);
    keyfile::done_with(&session, change, json!({ "login": login }), move |slots| {
        // At another desk the same officer got another passphrase meanwhile, or was let in anew.
        if slots.of(officer) != opened.as_ref() {
            return Err(Error::Changed);
        }
        slots.put(slot);
        Ok(())
    })
    .await?;
    Ok(Nothing {})
}

/// Show the recovery sheet to an officer who says the passphrase again.
///
/// # Errors
/// [`Error::WrongKey`].
pub async fn recovery_sheet(desk: &Desk, input: Reauthenticate, progress: &Progress) -> Result<RecoverySheet> {
    let session = desk.session(progress.clone())?;
    let slots = keyfile::of(&session).await?;
    slots.open(Some(&session.desk().login), &input.passphrase.secret())?;
    let mut change = session.change("desk", "recovery_sheet").await?;
    change.is_final();
    change.done(json!({})).await?;
    Ok(RecoverySheet { code: session.desk().key.recovery_code().to_string() })
}

/// Open with the recovery sheet and give an officer a new passphrase and new keys.
///
/// # Errors
/// `recovery_code_typo`, [`Error::WrongKey`] when the sheet is another union's, [`Error::Missing`] for an unknown login.
pub async fn recover(desk: &Desk, input: Recover, _progress: &Progress) -> Result<Status> {
    let _door = desk.door.lock().await;
    let passphrase = input.passphrase.secret();
    vault::check_passphrase("passphrase", &passphrase)?;
    let key = FileKey::from_recovery_code(&input.code)?;
    let place = place_or_locked(desk, input.file.as_deref(), input.server.as_ref())?;
    close(desk).await;
    let (db, slots) = match &place {
        Place::File(path) => recovered_file(path, &key).await?,
        Place::Shared(server) => {
            let db = Db::open_shared(server).await?;
            // The server's rows are not enciphered by the key: its slots say whether the sheet is this union's.
            let found = keyfile::read_shared(db.look()).await;
            match found {
                Ok(slots) if slots.authentic(&key) => (db, slots),
                found => {
                    db.close().await;
                    return Err(found.err().unwrap_or(Error::WrongKey));
                }
            }
        }
    };
    let outcome = async {
        compose::write_anew(&db).await?;
        let login = input.login.as_deref().map(str::trim).filter(|login| !login.is_empty());
        let (officer, login) = compose::officer_by_login(&db, login).await?;
        let keys = OfficerKeys::random()?;
        let made = slots.seal(officer.0, &login, &passphrase, &keys, &key, Strength::default().cost())?;
        let slot = keyfile::NewSlot::new(&login, made);
        let (login, display_name, grants) = compose::officer(db.look(), officer).await?;
        let who = Entered { officer, login, display_name, keys, grants };
        let unlocked = desk.put(desk.unlock_for(who, db.clone(), place.clone(), key.clone()));
        compose::officer_keys(&Session::new(unlocked, Progress::silent(), desk.locale()), slot).await
    };
    if let Err(error) = outcome.await {
        desk.take();
        db.close().await;
        return Err(error);
    }
    status_of(desk).await
}

/// A union file by its key, with its slots. Without any slot left the sheet alone must do; then a new slots file is begun.
async fn recovered_file(path: &Path, key: &FileKey) -> Result<(Db, Slots)> {
    let db = Db::open_file(path, key, false).await.map_err(|error| match error {
        Error::File { code: "file_damaged", .. } => Error::WrongKey,
        other => other,
    })?;
    let slots = keyfile::read(path, key).or_else(|error| match error {
        Error::File { .. } => {
            let mut slots = Slots::new();
            keyfile::write(path, &mut slots, key).map(|()| slots)
        }
        other => Err(other),
    });
    match slots {
        Ok(slots) => Ok((db, slots)),
        Err(error) => {
            db.close().await;
            Err(error)
        }
    }
}

/// Save the settings.
///
/// # Errors
/// [`Error::Invalid`], [`Error::Changed`].
pub async fn save_settings(session: &Session, input: Settings) -> Result<Nothing> {
    input.check()?;
    let mut change = session.change("desk", "save_settings").await?;
    let before =
        profile::Entity::find_by_id(input.id).one(change.on()).await?.ok_or(Error::Missing { what: "settings" })?;
    if before.version != input.version {
        return Err(Error::Changed);
    }
    let labels = serde_json::to_string(&input.labels).map_err(|error| Error::Bug(error.to_string()))?;
    change
        .update::<profile::Entity>(&before, |row| {
            row.name = Set(input.name.trim().to_owned());
            row.name_kana = Set(input.name_kana);
            row.fiscal_start_month = Set(input.fiscal_start_month);
            row.period_no_base = Set(input.period_no_base);
            row.congress_no_base = Set(input.congress_no_base);
            row.is_corporation = Set(input.is_corporation);
            row.seal_text = Set(input.seal_text);
            row.suppress_k_internal = Set(input.suppress_k_internal);
            row.suppress_k_public = Set(input.suppress_k_public);
            row.era_display = Set(input.era_display);
            row.default_font = Set(input.default_font);
            row.member_no_prefix = Set(input.member_no_prefix);
            row.member_no_width = Set(input.member_no_width);
            row.auto_lock_minutes = Set(input.auto_lock_minutes);
            row.labels = Set(labels);
        })
        .await?;
    change.done(json!({})).await?;
    Ok(Nothing {})
}

/// Take back the officer's newest op, or the one named. Roster ops of others: general_secretary.
///
/// # Errors
/// See [`ops::undo`].
pub async fn undo(session: &Session, input: OpNamed) -> Result<TookBack> {
    let op = ops::undo(session, &compose::tables(), input.op, session.can(Right::ImportRoster)).await?;
    queries::took_back(session, op).await
}

/// Do again what was taken back last, or the op named.
///
/// # Errors
/// See [`ops::redo`].
pub async fn redo(session: &Session, input: OpNamed) -> Result<TookBack> {
    let op = ops::redo(session, &compose::tables(), input.op, session.can(Right::ImportRoster)).await?;
    queries::took_back(session, op).await
}
