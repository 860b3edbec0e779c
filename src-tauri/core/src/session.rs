//! Who acts, today, in which language. Every verb but those of the door gets a [`Session`]; it exists only while the
//! desk is unlocked.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use sea_orm::{ConnectionTrait, DatabaseConnection};

use crate::db::{Alone, Db, Place, number};
use crate::error::{Error, Result};
use crate::ids::OfficerId;
use crate::labels::Locale;
use crate::ops::Change;
use crate::progress::Progress;
use crate::rights::{Grant, Reach, Right, reach};
use crate::vault::{FileKey, OfficerKeys, OpenedKeys, SealedDays};

/// A name for a file that crosses the wire: a token made by the program when the officer chose the file, or, for the
/// command line and tests only, a path. The window never learns a path.
pub type FileRef = String;

/// Files that the officer chose, by token.
#[derive(Debug, Default)]
pub struct Files {
    paths_allowed: bool,
    offered: Mutex<HashMap<String, PathBuf>>,
}

impl Files {
    /// `paths_allowed`: plain paths are understood too (command line, tests).
    #[must_use]
    pub fn new(paths_allowed: bool) -> Self {
        Self { paths_allowed, offered: Mutex::default() }
    }

    /// Remember a path and return its token.
    pub fn offer(&self, path: PathBuf) -> FileRef {
        let token = format!("file:{}", crate::ids::new());
        if let Ok(mut offered) = self.offered.lock() {
            offered.insert(token.clone(), path);
        }
        token
    }

    /// The path behind a token.
    ///
    /// # Errors
    /// [`Error::Missing`] for a token that was not offered, or a path where paths are not allowed.
    pub fn path(&self, file: &str) -> Result<PathBuf> {
        let found = self.offered.lock().ok().and_then(|offered| offered.get(file).cloned());
        match found {
            Some(path) => Ok(path),
            None if self.paths_allowed && !file.starts_with("file:") => Ok(PathBuf::from(file)),
            None => Err(Error::Missing { what: "file" }),
        }
    }
}

/// The roles that the officer at the desk holds, as last read.
#[derive(Debug, Default)]
pub struct Grants(RwLock<Vec<Grant>>);

impl From<Vec<Grant>> for Grants {
    fn from(grants: Vec<Grant>) -> Self {
        Self(RwLock::new(grants))
    }
}

impl Grants {
    /// The roles.
    #[must_use]
    pub fn held(&self) -> Vec<Grant> {
        // Whoever panicked while holding the lock left whole roles behind.
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn renew(&self, grants: Vec<Grant>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = grants;
    }
}

/// What was read of the union and is true until something changes, or the day ends: the tree of units, names of employers, what
/// of the roster stands on the home page. The trail has one entry for every change, also for those of other offices, so its
/// newest number says whether anything did.
#[derive(Default)]
pub struct Kept(Mutex<HashMap<TypeId, KeptAt>>);

/// The newest number of the trail, and the day on which it was asked.
pub type Trail = (i64, NaiveDate);

/// A thing kept, with the number of the trail's newest entry and the day when it was read.
type KeptAt = (Trail, Arc<dyn Any + Send + Sync>);

/// What an unlocked desk holds.
pub struct Unlocked {
    /// The database.
    pub db: Db,
    /// Where the union lives.
    pub place: Place,
    /// The key of the file.
    pub key: FileKey,
    /// The officer who acts.
    pub officer: OfficerId,
    /// Login of the officer.
    pub login: String,
    /// Name shown.
    pub display_name: String,
    /// The officer's private keys.
    pub keys: OfficerKeys,
    /// Keys of secrets that were opened with them.
    pub opened: OpenedKeys,
    /// Days that stand in what they open.
    pub sealed_days: SealedDays,
    /// Roles held.
    pub grants: Grants,
    /// Files chosen.
    pub files: Arc<Files>,
    /// The limited reader of workbooks.
    pub reader: Option<PathBuf>,
    /// The maker of PDFs.
    pub pdf_maker: Option<PathBuf>,
    /// Set by tests and by `--today`: the day on which everything happens.
    pub today: Option<NaiveDate>,
    /// A backup is written when the desk is locked, and before an import.
    pub automatic_backups: bool,
    /// What was read and did not change since.
    pub kept: Kept,
}

/// An officer at work. Cheap to clone; one per call.
#[derive(Clone)]
pub struct Session {
    inner: Arc<Unlocked>,
    /// A look that stands still.
    still: Option<Db>,
    /// The turn to tell figures.
    turn: Option<Arc<Alone>>,
    /// Progress and cancel of this call.
    pub progress: Progress,
    /// Language of words that the core writes for this call.
    pub locale: Locale,
}

impl Session {
    /// A session for one call.
    #[must_use]
    pub fn new(inner: Arc<Unlocked>, progress: Progress, locale: Locale) -> Self {
        Self { inner, still: None, turn: None, progress, locale }
    }

    /// The same session with words in another language: records of the union are Japanese whoever writes them.
    #[must_use]
    pub fn in_language(&self, locale: Locale) -> Self {
        Self { locale, ..self.clone() }
    }

    /// What the desk holds.
    #[must_use]
    pub fn desk(&self) -> &Unlocked {
        &self.inner
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The connection for reading; never while a change is open.
    #[must_use]
    pub fn look(&self) -> &DatabaseConnection {
        self.still.as_ref().unwrap_or(&self.inner.db).look()
    }

    /// The same session with a look that stands still: a report of many statements adds up whatever colleagues at other offices
    /// change meanwhile. Changes that are made with it are not seen by it. Ended by [`Session::over`].
    ///
    /// # Errors
    /// What the database answers.
    pub async fn standing(&self) -> Result<Self> {
        let still = if self.db().is_shared() { Some(self.db().standing().await?) } else { None };
        Ok(Self { still, ..self.clone() })
    }

    /// The same for figures that are judged beside what was told before and told then: nobody else tells any until it is over.
    ///
    /// # Errors
    /// [`Error::Busy`] where another program is at it for too long.
    pub async fn telling(&self) -> Result<Self> {
        // The turn comes first: what was told before it must be seen.
        let turn = Some(Arc::new(self.db().turn_to_tell().await?));
        Ok(Self { turn, ..self.standing().await? })
    }

    /// The look and the turn are not needed any more. Where this is not said, the server finds out by itself.
    pub async fn over(self) {
        if let Some(still) = self.still {
            still.close().await;
        }
        if let Some(turn) = self.turn.and_then(Arc::into_inner) {
            // What was told is kept by then; a line that breaks ends the turn, too.
            let _ = turn.end().await;
        }
    }

    /// The officer who acts.
    #[must_use]
    pub fn officer(&self) -> OfficerId {
        self.inner.officer
    }

    /// Today in Japan: legal dates have no zone, and the union's day is the Japanese one.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.inner.today.unwrap_or_else(|| (Utc::now() + chrono::TimeDelta::hours(9)).date_naive())
    }

    /// Now, to the microsecond (PostgreSQL keeps no more).
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }

    /// The moment at which everything happens: now; on a day that was set, the present time of that day in Japan.
    #[must_use]
    pub fn moment(&self) -> DateTime<Utc> {
        let now = self.now();
        match self.inner.today {
            Some(day) => {
                let japan = chrono::TimeDelta::hours(9);
                (day.and_time((now + japan).time()) - japan).and_utc()
            }
            None => now,
        }
    }

    /// Ask for a right.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] unless a role of the officer carries it today.
    pub fn may(&self, right: Right) -> Result<Reach> {
        reach(&self.inner.grants.held(), right, self.today()).ok_or(Error::NotAllowed)
    }

    /// Read the officer's roles anew. On a server a colleague may have changed them a moment ago, so every call does; a
    /// file has one desk, which does after a change of roles.
    ///
    /// # Errors
    /// [`Error::WrongKey`] for an officer who was locked out meanwhile.
    pub async fn renew_rights(&self) -> Result<()> {
        self.renew_rights_on(self.look()).await
    }

    /// The same on the connection of an open change.
    ///
    /// # Errors
    /// As [`Session::renew_rights`].
    pub(crate) async fn renew_rights_on(&self, on: &impl ConnectionTrait) -> Result<()> {
        let (_, _, grants) = crate::compose::officer(on, self.officer()).await?;
        self.inner.grants.renew(grants);
        Ok(())
    }

    /// Whether the officer has a right.
    #[must_use]
    pub fn can(&self, right: Right) -> bool {
        self.may(right).is_ok()
    }

    /// The path of a file that the officer chose.
    ///
    /// # Errors
    /// See [`Files::path`].
    pub fn path(&self, file: &str) -> Result<PathBuf> {
        self.inner.files.path(file)
    }

    /// The folder of the union file, where plain intermediate rows of a workbook may lie for a moment; else the target's.
    #[must_use]
    pub fn near(&self, target: &Path) -> PathBuf {
        let file = match &self.inner.place {
            Place::File(file) => file.as_path(),
            Place::Shared(_) => target,
        };
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
    }

    /// What `load` reads of the whole union, read again only after a change or on another day. Not within an open change.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn kept<T: Any + Send + Sync>(&self, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        self.kept_at(self.trail().await?, load).await
    }

    /// How far the trail goes, for several things that one verb wants of [`Self::kept`].
    ///
    /// # Errors
    /// What the database answers.
    pub async fn trail(&self) -> Result<Trail> {
        let newest = "SELECT COALESCE(MAX(seq), 0) AS n FROM audit_log";
        Ok((number(self.look(), newest, []).await?, self.today()))
    }

    /// [`Self::kept`] where this verb has asked already how far the trail goes.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn kept_at<T: Any + Send + Sync>(
        &self,
        now: Trail,
        load: impl Future<Output = Result<T>>,
    ) -> Result<Arc<T>> {
        let kept = || self.inner.kept.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept().get(&TypeId::of::<T>()).filter(|(at, _)| *at == now).map(|(_, value)| Arc::clone(value));
        if let Some(known) = known.and_then(|value| value.downcast::<T>().ok()) {
            return Ok(known);
        }
        let value = Arc::new(load.await?);
        kept().insert(TypeId::of::<T>(), (now, Arc::<T>::clone(&value)));
        Ok(value)
    }

    /// Begin a change: one op, one transaction, one entry in the trail. Dropped without `done`, nothing happened.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::WrongKey`] or [`Error::NotAllowed`] for an officer who was locked out, or lost the role, while
    /// the change waited for its turn, and what the database answers.
    pub async fn change(&self, capability: &'static str, verb: &'static str) -> Result<Change<'_>> {
        Change::begin(self, capability, verb).await
    }
}
