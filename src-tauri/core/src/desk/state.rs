//! The desk itself: what is open, which files were chosen, what work is running.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::NaiveDate;

use crate::db::{Db, KnownServer, Place, Watch};
use crate::error::{Error, Result};
use crate::ids::OfficerId;
use crate::labels::Locale;
use crate::progress::Progress;
use crate::rights::Grant;
use crate::session::{FileRef, Files, Kept, Session, Unlocked};
use crate::vault::{FileKey, OfficerKeys, OpenedKeys, SealedDays};

/// How a desk is set up.
#[derive(Clone, Debug, Default)]
pub struct DeskOptions {
    /// Plain paths are understood as files (command line, tests); the window uses tokens only.
    pub paths_allowed: bool,
    /// The limited reader; empty = looked for beside the program.
    pub reader: Option<PathBuf>,
    /// The maker of PDFs; empty = looked for beside the program, where it stands if it was built.
    pub pdf_maker: Option<PathBuf>,
    /// The day on which everything happens; empty = the clock.
    pub today: Option<NaiveDate>,
    /// Write a verified backup when the desk is locked after changes, and before an import.
    pub automatic_backups: bool,
    /// Who is told of every statement; nobody at work.
    pub watch: Option<Watch>,
}

#[derive(Default)]
struct State {
    open: Option<Arc<Unlocked>>,
    place: Option<Place>,
    locale: Locale,
}

/// A union that a desk may remember and offer again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The union's file.
    File(PathBuf),
    /// The server on which offices share it.
    Shared(KnownServer),
}

/// Who came in.
pub(super) struct Entered {
    pub(super) officer: OfficerId,
    pub(super) login: String,
    pub(super) display_name: String,
    pub(super) keys: OfficerKeys,
    pub(super) grants: Vec<Grant>,
}

/// One desk: a window, or one run of the command line.
pub struct Desk {
    pub(super) options: DeskOptions,
    pub(super) files: Arc<Files>,
    state: Mutex<State>,
    jobs: Mutex<HashMap<String, Progress>>,
    /// Only one door verb at a time: nobody opens while another locks.
    pub(super) door: tokio::sync::Mutex<()>,
}

impl Desk {
    /// A desk with nothing open.
    #[must_use]
    pub fn new(options: DeskOptions) -> Self {
        let files = Arc::new(Files::new(options.paths_allowed));
        Self { options, files, state: Mutex::default(), jobs: Mutex::default(), door: tokio::sync::Mutex::new(()) }
    }

    /// A token for a file that the officer chose.
    pub fn offer(&self, path: PathBuf) -> FileRef {
        self.files.offer(path)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A poisoned lock means that a verb panicked between two assignments; both states are valid.
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// What is open, if anything.
    pub(super) fn unlocked(&self) -> Option<Arc<Unlocked>> {
        self.state().open.clone()
    }

    /// What may be remembered of the union that is open or locked.
    #[must_use]
    pub fn known(&self) -> Option<Known> {
        Some(match self.place()? {
            Place::File(file) => Known::File(file),
            Place::Shared(server) => Known::Shared(server.known()),
        })
    }

    /// Whether offices share the union that is open or locked.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.state().place, Some(Place::Shared(_)))
    }

    /// The place that is open or locked.
    pub(super) fn place(&self) -> Option<Place> {
        self.state().place.clone()
    }

    pub(super) fn locale(&self) -> Locale {
        self.state().locale
    }

    pub(super) fn set_locale(&self, locale: Locale) {
        self.state().locale = locale;
    }

    /// What is unlocked for who came in: no secret is opened and nothing read yet, and the rest is as the desk was set up.
    pub(super) fn unlock_for(&self, who: Entered, db: Db, place: Place, key: FileKey) -> Unlocked {
        let Entered { officer, login, display_name, keys, grants } = who;
        Unlocked {
            db,
            place,
            key,
            officer,
            login,
            display_name,
            keys,
            opened: OpenedKeys::default(),
            sealed_days: SealedDays::default(),
            grants: grants.into(),
            files: self.files.clone(),
            reader: self.options.reader.clone(),
            pdf_maker: self.options.pdf_maker.clone(),
            today: self.options.today,
            automatic_backups: self.options.automatic_backups,
            kept: Kept::default(),
        }
    }

    pub(super) fn put(&self, unlocked: Unlocked) -> Arc<Unlocked> {
        let unlocked = Arc::new(unlocked);
        let mut state = self.state();
        state.place = Some(unlocked.place.clone());
        state.open = Some(unlocked.clone());
        unlocked
    }

    pub(super) fn take(&self) -> Option<Arc<Unlocked>> {
        self.state().open.take()
    }

    /// A session for one call.
    ///
    /// # Errors
    /// [`Error::Locked`].
    pub fn session(&self, progress: Progress) -> Result<Session> {
        let unlocked = self.unlocked().ok_or(Error::Locked)?;
        Ok(Session::new(unlocked, progress, self.locale()))
    }

    /// Name work that can be cancelled.
    pub fn begin_job(&self, job: &str, progress: Progress) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.insert(job.to_owned(), progress);
        }
    }

    /// Forget work that ended.
    pub fn end_job(&self, job: &str) {
        if let Ok(mut jobs) = self.jobs.lock() {
            jobs.remove(job);
        }
    }

    pub(super) fn cancel_job(&self, job: &str) {
        if let Some(progress) = self.jobs.lock().ok().and_then(|jobs| jobs.get(job).cloned()) {
            progress.cancel();
        }
    }
}
