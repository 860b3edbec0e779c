//! Progress of long work, and the officer's wish to stop it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

use crate::error::{Error, Result};

/// One report of progress.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct Step {
    /// What is being done, label `ui.progress.<stage>`.
    pub stage: &'static str,
    /// Units done.
    #[ts(type = "number")]
    pub done: u64,
    /// Units in all; 0 = not known.
    #[ts(type = "number")]
    pub total: u64,
}

/// Given to every verb; cheap to clone.
#[derive(Clone, Default)]
pub struct Progress {
    stop: Arc<AtomicBool>,
    tell: Option<Arc<dyn Fn(Step) + Send + Sync>>,
}

impl Progress {
    /// Nobody watches.
    #[must_use]
    pub fn silent() -> Self {
        Self::default()
    }

    /// Calls `tell` at each step. The receiver thins them out (10 a second reach the window).
    pub fn to(tell: impl Fn(Step) + Send + Sync + 'static) -> Self {
        Self { stop: Arc::default(), tell: Some(Arc::new(tell)) }
    }

    /// For a part of the work: it stops with the whole, and says nothing of itself.
    #[must_use]
    pub fn quietly(&self) -> Self {
        Self { stop: Arc::clone(&self.stop), tell: None }
    }

    /// Report a step.
    pub fn step(&self, stage: &'static str, done: u64, total: u64) {
        if let Some(tell) = &self.tell {
            tell(Step { stage, done, total });
        }
    }

    /// Ask the work to stop.
    pub fn cancel(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// `Error::Cancelled` once someone asked to stop; long work asks every few hundred rows.
    ///
    /// # Errors
    /// [`Error::Cancelled`].
    pub fn go_on(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(Error::Cancelled) } else { Ok(()) }
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Progress")
    }
}
