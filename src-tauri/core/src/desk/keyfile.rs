//! Where the key slots lie: `<file>.keys` in two copies beside a union file, the table `key_slot` of a shared union.

use std::io::Write;
use std::path::{Path, PathBuf};

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use sea_orm::sea_query::OnConflict;
use secrecy::SecretString;

use super::entity::key_slot;
use crate::db::Db;
use crate::error::{Error, Result};
use crate::vault::{FileKey, OfficerKeys, Slots};

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
/// `keys_missing`, `keys_damaged`, and what the database answers.
pub(super) async fn read_shared(db: &Db) -> Result<Slots> {
    let row = key_slot::Entity::find_by_id(1)
        .one(db.look())
        .await?
        .ok_or(Error::File { code: "keys_missing", name: String::new() })?;
    Slots::parse(&row.body)?.ok_or(Error::File { code: "keys_damaged", name: String::new() })
}

/// Write the slots of a shared union.
///
/// # Errors
/// What the database answers.
pub(super) async fn write_shared(db: &Db, slots: &mut Slots, key: &FileKey) -> Result<()> {
    key_slot::Entity::insert(key_slot::ActiveModel { id: Set(1), body: Set(slots.to_text(key)) })
        .on_conflict(OnConflict::column(key_slot::Column::Id).update_column(key_slot::Column::Body).to_owned())
        .exec_without_returning(db.look())
        .await?;
    Ok(())
}
