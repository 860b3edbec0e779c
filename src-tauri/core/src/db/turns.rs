//! Turns: work that one program does at a time at one union, and figures that are told one after the other.

use std::sync::Arc;

use sea_orm::{ConnectionTrait, DatabaseTransaction, Statement, TransactionTrait};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::Db;
use crate::error::{Error, Result};

/// Whose turn it is to tell figures, within one program.
pub(super) type Telling = Arc<Mutex<()>>;

/// How long a turn to tell figures is waited for: longer than a report takes.
const LONGEST_TURN: &str = "60s";

/// Work that one program does at a time at one union; the number of its lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Bringing the schema up to date.
    Schema = 727_001,
    /// A change.
    Change = 727_002,
    /// Writing the reports that are due.
    Reports = 727_003,
    /// Judging figures beside what was told before, and telling them.
    Telling = 727_004,
}

impl Work {
    /// The lock on the server. Several unions may be kept in schemas of one database; none of them waits for another.
    pub(super) fn lock(self) -> String {
        format!("({}, hashtext(current_schema()::text))", self as i32)
    }

    /// Before the lock: its transaction does nothing itself while other connections work, and is not silent for that.
    pub(super) const PATIENT: &str = "SET LOCAL idle_in_transaction_session_timeout = 0";
}

/// Held while the work is done; given back by [`Alone::end`], or some time after it is dropped or its program is gone.
#[derive(Debug)]
pub struct Alone {
    turn: Option<DatabaseTransaction>,
    /// The turn within this program.
    _here: Option<OwnedMutexGuard<()>>,
}

impl Alone {
    /// Give it back, so that whoever asks next gets it.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn end(self) -> Result<()> {
        match self.turn {
            Some(turn) => Ok(turn.commit().await?),
            None => Ok(()),
        }
    }
}

impl Db {
    /// Keep others from the same work for as long as the answer lives: two programs at one server must not do it at once. A file
    /// has one desk anyway.
    ///
    /// # Errors
    /// [`Error::Busy`] while another program is at it.
    pub async fn alone_at(&self, work: Work) -> Result<Alone> {
        if !self.is_shared() {
            return Ok(Alone { turn: None, _here: None });
        }
        let turn = self.connection.begin().await?;
        turn.execute_unprepared(Work::PATIENT).await?;
        let sql = format!("SELECT CASE WHEN pg_try_advisory_xact_lock{} THEN 1 ELSE 0 END", work.lock());
        let row = turn.query_one_raw(Statement::from_string(self.backend(), sql)).await?;
        let mine: i32 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
        if mine == 1 { Ok(Alone { turn: Some(turn), _here: None }) } else { Err(Error::Busy) }
    }

    /// Wait until nobody else judges figures beside what was told before: two who judge at once know nothing of each other, and
    /// tell the difference together (S-07). Taken before the change that keeps what is told, never within one.
    ///
    /// # Errors
    /// [`Error::Busy`] where another program is at it for too long.
    pub async fn turn_to_tell(&self) -> Result<Alone> {
        // Within the program first: who waits for the server holds one of its few connections.
        let here = Some(Arc::clone(&self.telling).lock_owned().await);
        if !self.is_shared() {
            return Ok(Alone { turn: None, _here: here });
        }
        let turn = self.connection.begin().await?;
        turn.execute_unprepared(Work::PATIENT).await?;
        let sql =
            format!("SET LOCAL lock_timeout = '{LONGEST_TURN}'; SELECT pg_advisory_xact_lock{}", Work::Telling.lock());
        turn.execute_unprepared(&sql).await?;
        Ok(Alone { turn: Some(turn), _here: here })
    }
}
