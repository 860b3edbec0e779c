//! The server that offices share: the way in, and whose tables stand there.

use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sea_orm::DatabaseConnection;
use sea_orm::sqlx::postgres::PgPoolOptions;
use sea_orm::sqlx::{ConnectOptions, Connection, Executor};
use serde_json::json;

use super::turns::Telling;
use super::{Db, Server};
use crate::error::{Error, Result};

/// How long the server may be silent while a desk comes in.
const ANSWER: Duration = Duration::from_secs(10);

/// What each connection asks of the server. A machine that falls asleep within a change holds up every other office: they are
/// told so instead of waiting for ever, and the server lets go of who is silent or gone.
const MANNERS: [(&str, &str); 5] = [
    ("lock_timeout", "30s"),
    ("idle_in_transaction_session_timeout", "5min"),
    ("tcp_keepalives_idle", "60"),
    ("tcp_keepalives_interval", "10"),
    ("tcp_keepalives_count", "3"),
];

/// The table of the schema's steps; made before all others.
const STEPS: &str = "seaql_migrations";

async fn connect(server: &Server) -> Result<Db> {
    let unreachable = || Error::refused("server_unreachable", json!({}));
    let options = server.options().options(MANNERS);
    // One connection before the pool, which asks a server that refuses again and again for half a minute and says nothing.
    let first = tokio::time::timeout(ANSWER, options.connect()).await.map_err(|_| unreachable())?;
    let first = first.map_err(|error| match &error {
        // Over the net the only file that may be missing is the certificate that the address names.
        sea_orm::sqlx::Error::Io(cause) if !server.is_local() && cause.kind() == ErrorKind::NotFound => {
            Error::refused("server_unsafe", json!({}))
        }
        _ => Error::of_server(&error),
    })?;
    let _ = first.close().await;
    let pool =
        PgPoolOptions::new().max_connections(4).acquire_timeout(Duration::from_secs(30)).connect_lazy_with(options);
    Ok(Db { connection: DatabaseConnection::from(pool), telling: Telling::default() })
}

/// Whether tables are those of this program. Many a program has officers or users, and some keep steps in the same way.
fn are_ours(tables: &[String]) -> bool {
    ["app_user", STEPS].iter().all(|ours| tables.iter().any(|name| name == ours))
}

impl Db {
    /// Open a shared union. TLS with a checked certificate is required unless the server is this machine.
    ///
    /// # Errors
    /// `no_union_here`, before anything is written into a database of other tables or none; `server_…` for everything about the
    /// server (`server_unsafe` without TLS or with another certificate); [`Error::NewerFile`].
    pub async fn open_shared(server: &Server) -> Result<Self> {
        let db = connect(server).await?;
        let ready = db.hold_a_union().await;
        db.or_closed(ready).await
    }

    /// Open a database in which a shared union is to be founded.
    ///
    /// # Errors
    /// `union_exists`; `database_foreign` for tables of another program; `server_…`.
    pub async fn create_shared(server: &Server) -> Result<Self> {
        let db = connect(server).await?;
        let ready = db.hold_none().await;
        db.or_closed(ready).await
    }

    /// A look that stands still: whatever is read through it is of one moment, while colleagues at other offices go on changing. It
    /// is a transaction on a connection of its own, which writes nothing and waits for nobody. Only of a server: the one desk of a
    /// file waits for its own change.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn standing(&self) -> Result<Self> {
        let unreachable = |error: sea_orm::sqlx::Error| {
            Error::from(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())))
        };
        let options = self.connection.get_postgres_connection_pool().connect_options();
        let begun = Arc::new(AtomicBool::new(false));
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            // Another connection would be another moment: this one is neither renewed nor replaced.
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
            .after_connect(move |connection, _| {
                let again = begun.swap(true, Ordering::Relaxed);
                Box::pin(async move {
                    if again {
                        return Err(sea_orm::sqlx::Error::PoolClosed);
                    }
                    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
                    Ok(())
                })
            })
            .connect_with((*options).clone())
            .await
            .map_err(unreachable)?;
        Ok(Self { connection: DatabaseConnection::from(pool), telling: Arc::clone(&self.telling) })
    }

    async fn or_closed(self, ready: Result<()>) -> Result<Self> {
        if let Err(error) = ready {
            self.close().await;
            return Err(error);
        }
        Ok(self)
    }

    async fn hold_a_union(&self) -> Result<()> {
        let none = || Error::refused("no_union_here", json!({}));
        if !are_ours(&self.tables().await?) {
            return Err(none());
        }
        self.bring_up_to_date().await?;
        if self.is_empty().await? { Err(none()) } else { Ok(()) }
    }

    async fn hold_none(&self) -> Result<()> {
        if self.texts("SHOW server_encoding").await? != ["UTF8"] {
            return Err(Error::refused("server_not_utf8", json!({})));
        }
        let tables = self.tables().await?;
        if !are_ours(&tables) && tables.iter().any(|name| name != STEPS) {
            return Err(Error::refused("database_foreign", json!({})));
        }
        self.bring_up_to_date().await?;
        if self.is_empty().await? { Ok(()) } else { Err(Error::refused("union_exists", json!({}))) }
    }

    /// Names of the tables that stand there, also of those that this user may not read.
    async fn tables(&self) -> Result<Vec<String>> {
        let tables = "SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                      WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p')";
        self.texts(tables).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_ours_with_officers_and_steps_only() {
        let are = |names: &[&str]| are_ours(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert!(are(&["person", "app_user", STEPS]));
        assert!(!are(&["app_user", "orders"]));
        assert!(!are(&[STEPS]));
        assert!(!are(&[]));
    }
}
