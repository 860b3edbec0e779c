//! Where the key slots lie: `<file>.keys` in two copies beside a union file, the table `key_slot` of a shared union.

use std::io::Write;
use std::path::{Path, PathBuf};

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait};
use secrecy::SecretString;
use serde_json::Value;

use super::entity::key_slot;
use crate::db::Place;
use crate::error::{Error, Result};
use crate::ids::OfficerId;
use crate::ops::Change;
use crate::session::Session;
use crate::vault::{self, FileKey, OfficerKeys, PublicKeys, Slot, Slots};

/// The two copies.
pub(super) fn copies(file: &Path) -> [PathBuf; 2] {
    let with = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    [with(".keys"), with(".keys.copy")]
}

/// The copies that are whole, in order.
///
/// # Errors
/// `keys_missing` when there is none, `keys_damaged` when none is whole.
fn whole(file: &Path) -> Result<Vec<Slots>> {
    let mut found = false;
    let mut whole = Vec::new();
    for copy in copies(file) {
        match std::fs::read_to_string(&copy) {
            Ok(text) => {
                found = true;
                whole.extend(Slots::parse(&text)?);
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) if error.kind() == std::io::ErrorKind::InvalidData => found = true,
            Err(error) => return Err(Error::reading(&error, &copy)),
        }
    }
    if whole.is_empty() {
        return Err(Error::file(if found { "keys_damaged" } else { "keys_missing" }, file));
    }
    Ok(whole)
}

/// Open with a passphrase: the first copy, or the second where the first was damaged without looking so or belongs to another
/// union's file. A copy that is damaged, missing or foreign is written anew from the one that opened.
///
/// # Errors
/// `keys_missing`, `keys_damaged`, [`Error::WrongKey`], `keys_foreign`.
pub(super) fn open(
    file: &Path,
    login: Option<&str>,
    passphrase: &SecretString,
) -> Result<(uuid::Uuid, OfficerKeys, FileKey)> {
    let whole = whole(file)?;
    let mut refused = None;
    for (n, slots) in whole.iter().enumerate() {
        let before = || whole.iter().take(n);
        if before().any(|one| one == slots) {
            continue;
        }
        let opened = match slots.open(login, passphrase) {
            Ok(opened) => opened,
            Err(error) => {
                refused = refused.or(Some(error));
                continue;
            }
        };
        // Officers of two unions may use one passphrase for both.
        if !opened.2.fits(file)? {
            continue;
        }
        // The first copy is written first: whole and newer, it says that this passphrase is an old one.
        if before().any(|one| one.authentic(&opened.2)) {
            break;
        }
        if whole.len() < 2 || whole.iter().any(|copy| copy != slots) {
            // On a medium that cannot be written the one copy must do; `verify` tells of it.
            let _ = write(file, &mut slots.clone(), &opened.2);
        }
        return Ok(opened);
    }
    Err(refused.unwrap_or_else(|| Error::file("keys_foreign", file)))
}

/// The slots as someone who had the file key wrote them: the first copy of which that is true.
///
/// # Errors
/// `keys_missing`, `keys_damaged`.
pub(super) fn read(file: &Path, key: &FileKey) -> Result<Slots> {
    whole(file)?.into_iter().find(|slots| slots.authentic(key)).ok_or_else(|| Error::file("keys_damaged", file))
}

/// Write both copies, each atomically; the second only after the first is safe, so that one is always whole. Keys of another
/// union that lie there are kept beside under another name: nobody else may have them.
///
/// # Errors
/// What the disk answers.
pub(super) fn write(file: &Path, slots: &mut Slots, key: &FileKey) -> Result<()> {
    let text = slots.to_text(key);
    for copy in copies(file) {
        keep_foreign(&copy, slots)?;
        write_safely(&copy, text.as_bytes())?;
    }
    Ok(())
}

fn keep_foreign(copy: &Path, own: &Slots) -> Result<()> {
    let found = std::fs::read_to_string(copy).ok().and_then(|text| Slots::parse(&text).ok().flatten());
    if found.is_none_or(|found| found.union == own.union) {
        return Ok(());
    }
    let mut names = (1..1000).map(|n| {
        let mut name = copy.as_os_str().to_owned();
        name.push(format!(".other{n}"));
        PathBuf::from(name)
    });
    let free = names.find(|name| !name.exists()).ok_or_else(|| Error::file("file_exists", copy))?;
    std::fs::rename(copy, free).map_err(|error| Error::io(&error, copy))
}

/// Write a file so that after a power cut it is the old or the new one: same folder, flush, rename, flush the folder.
///
/// # Errors
/// What the disk answers.
pub(super) fn write_safely(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |error: std::io::Error| Error::io(&error, path);
    let mut file = atomic_write_file::AtomicWriteFile::open(path).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    file.commit().map_err(failed)
}

/// Read the slots of a shared union.
///
/// # Errors
/// `keys_damaged`, and what the database answers.
pub(super) async fn read_shared(on: &impl ConnectionTrait) -> Result<Slots> {
    let row = key_slot::Entity::find_by_id(1).one(on).await?;
    row.map(|row| Slots::parse(&row.body)).transpose()?.flatten().ok_or_else(damaged)
}

fn damaged() -> Error {
    Error::File { code: "keys_damaged", name: String::new() }
}

/// The same, as someone who had the file key wrote them.
async fn read_shared_with(on: &impl ConnectionTrait, key: &FileKey) -> Result<Slots> {
    Some(read_shared(on).await?).filter(|slots| slots.authentic(key)).ok_or_else(damaged)
}

/// Write the slots of a shared union.
///
/// # Errors
/// What the database answers.
pub(super) async fn write_shared(on: &impl ConnectionTrait, slots: &mut Slots, key: &FileKey) -> Result<()> {
    key_slot::Entity::insert(key_slot::ActiveModel { id: Set(1), body: Set(slots.to_text(key)) })
        .on_conflict(OnConflict::column(key_slot::Column::Id).update_column(key_slot::Column::Body).to_owned())
        .exec_without_returning(on)
        .await?;
    Ok(())
}

/// The slots of the open union. Not within an open change.
///
/// # Errors
/// What the disk or the database answers.
pub(super) async fn of(session: &Session) -> Result<Slots> {
    let desk = session.desk();
    match &desk.place {
        Place::File(path) => read(path, &desk.key),
        Place::Shared(_) => read_shared_with(session.look(), &desk.key).await,
    }
}

/// A slot made for an officer, which waits for the change that tells of it.
pub(crate) struct NewSlot {
    login: String,
    slot: Slot,
    /// The officer's public keys.
    pub(crate) public: PublicKeys,
}

impl NewSlot {
    pub(super) fn new(login: &str, (slot, public): (Slot, PublicKeys)) -> Self {
        Self { login: login.to_owned(), slot, public }
    }
}

/// Whether an officer has a slot. Not within an open change.
///
/// # Errors
/// What the disk or the database answers.
pub(crate) async fn has_slot(session: &Session, officer: OfficerId) -> Result<bool> {
    Ok(of(session).await?.of(officer.0).is_some())
}

/// Make a slot with new keys for an officer. It takes its time, so it is made before the change that writes it.
///
/// # Errors
/// `passphrase_short`, what the disk or the database answers.
pub(crate) async fn make_slot(
    session: &Session,
    officer: OfficerId,
    login: &str,
    passphrase: &SecretString,
) -> Result<NewSlot> {
    vault::check_passphrase("passphrase", passphrase)?;
    let slots = of(session).await?;
    let cost = slots.cost_of(session.officer().0);
    let made = slots.seal(officer.0, login, passphrase, &OfficerKeys::random()?, &session.desk().key, cost)?;
    Ok(NewSlot::new(login, made))
}

/// End a change that gives an officer a slot.
///
/// # Errors
/// What the disk or the database answers.
pub(crate) async fn done_giving(session: &Session, change: Change<'_>, new: NewSlot, about: Value) -> Result<()> {
    let NewSlot { login, slot, .. } = new;
    done_with(session, change, about, move |slots| {
        // The caller knows that nobody else has this login; a slot for it was left by an addition that was cut off.
        if let Some(left) = slots.officer_of(&login)
            && left != slot.officer
        {
            slots.remove(left);
        }
        slots.put(slot);
        Ok(())
    })
    .await
}

/// End a change that takes an officer's slot away.
///
/// # Errors
/// What the disk or the database answers.
pub(crate) async fn done_taking(session: &Session, change: Change<'_>, officer: OfficerId, about: Value) -> Result<()> {
    done_with(session, change, about, move |slots| {
        slots.remove(officer.0);
        Ok(())
    })
    .await
}

/// End a change together with one officer's slot: both are written, or neither. The slots are read within the change, behind
/// whose lock nobody else writes them, so that those of colleagues that came meanwhile stay.
pub(super) async fn done_with(
    session: &Session,
    change: Change<'_>,
    about: Value,
    edit: impl FnOnce(&mut Slots) -> Result<()> + Send,
) -> Result<()> {
    let desk = session.desk();
    let Place::File(path) = &desk.place else {
        let mut slots = read_shared_with(change.on(), &desk.key).await?;
        edit(&mut slots)?;
        write_shared(change.on(), &mut slots, &desk.key).await?;
        change.done(about).await?;
        return Ok(());
    };
    let mut before = read(path, &desk.key)?;
    let mut slots = before.clone();
    edit(&mut slots)?;
    let written = match write(path, &mut slots, &desk.key) {
        Ok(()) => change.done(about).await.map(|_| ()),
        Err(error) => Err(error),
    };
    if written.is_err() {
        // The officer is told that nothing changed; then nothing has, as far as the disk still writes.
        let _ = write(path, &mut before, &desk.key);
    }
    written
}
