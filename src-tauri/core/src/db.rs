//! The database: the only room that connects. SQLite under SQLCipher, or PostgreSQL; the rest of the core speaks
//! SeaORM and does not know which.
//!
//! The pool is built here and handed to SeaORM, because SeaORM's own `connect` prints the key into the log: at INFO
//! when statements are logged, at TRACE always (`Debug` of its options). One connection per file: the SQLCipher that
//! SeaORM can reach lacks SQLite's fix of the WAL reset fault, which needs two.

mod address;
pub(crate) mod packed;
mod server;
mod turns;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use kyojo_migrations::{Migrator, MigratorTrait};
use sea_orm::sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqliteLockingMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::sqlx::{ConnectOptions, Connection, Executor};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, FromQueryResult, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, Value,
};

pub use address::{KnownServer, PORT, Server, is_host};

use self::turns::Telling;
use crate::error::{Error, Result};
use crate::vault::FileKey;

pub use self::turns::{Alone, Work};

/// Where a union lives.
#[derive(Clone, Debug)]
pub enum Place {
    /// An encrypted file on this machine.
    File(PathBuf),
    /// A PostgreSQL database that offices share.
    Shared(Server),
}

impl Place {
    /// What an officer sees of it: the file's name, or host, port and database of the server.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::File(path) => crate::paths::name_of(path),
            Self::Shared(server) => server.shown(),
        }
    }
}

/// Told of every statement that a database was asked, with how long it took: for tests of plans and for measuring. A desk at
/// work has none, since values of records are in it.
#[derive(Clone)]
pub struct Watch(pub Arc<Told>);

/// What is told of a statement.
type Told = dyn Fn(&Statement, Duration) + Send + Sync;

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Watch")
    }
}

/// An open database.
#[derive(Clone, Debug)]
pub struct Db {
    connection: DatabaseConnection,
    /// Whose turn it is to tell figures, within this program.
    telling: Telling,
}

/// Whether the database locks its memory and wipes what it frees. The library knows this for a process as a whole.
static WIPED: AtomicBool = AtomicBool::new(false);

/// From the next opening on, the database locks its memory and wipes what it frees: for a process that lives on after the
/// desk is locked. It costs two system calls for each piece of memory, which doubles and triples the time of an import, so a
/// process that ends with its work does without. Keys are wiped either way.
pub fn wipe_memory() {
    WIPED.store(true, Ordering::Relaxed);
}

/// SQLCipher writes about each failed page to standard error; wrong passphrases are ordinary here.
async fn silence_cipher() {
    static DONE: OnceLock<()> = OnceLock::new();
    if DONE.get().is_some() {
        return;
    }
    let options = SqliteConnectOptions::new().in_memory(true).disable_statement_logging();
    if let Ok(mut connection) = options.connect().await {
        let _ = connection.execute("PRAGMA cipher_log_level = NONE").await;
        let _ = DONE.set(());
    }
}

impl Db {
    /// Open a union file with its key; `create` makes a new one and refuses an existing one.
    ///
    /// # Errors
    /// `file_*` for everything about the place; [`Error::NewerFile`]; `file_in_use` when another program has it open.
    pub async fn open_file(path: &Path, key: &FileKey, create: bool) -> Result<Self> {
        let db = Self::open_as_it_is(path, key, create).await?;
        db.bring_up_to_date().await.map_err(|error| named(error, path))?;
        Ok(db)
    }

    /// Open a union file and leave its schema as an older program made it.
    ///
    /// # Errors
    /// As [`Db::open_file`].
    pub async fn open_as_it_is(path: &Path, key: &FileKey, create: bool) -> Result<Self> {
        silence_cipher().await;
        refuse_unsafe_place(path)?;
        if create && path.exists() {
            return Err(Error::file("file_exists", path));
        }
        if !create {
            check_header(path)?;
        }
        check_writable(path, create)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(create)
            .pragma("key", key.pragma().to_string())
            .locking_mode(SqliteLockingMode::Exclusive)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .auto_vacuum(SqliteAutoVacuum::None)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .pragma("temp_store", "MEMORY")
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .pragma("mmap_size", "0")
            .pragma("cache_size", "-65536")
            .pragma("cipher_memory_security", if WIPED.load(Ordering::Relaxed) { "ON" } else { "OFF" })
            .busy_timeout(Duration::from_millis(300))
            // The rows of a page on their way from the database's thread: a full channel is two changes of thread a row.
            .row_buffer_size(1_000)
            .disable_statement_logging();
        let pool = SqlitePoolOptions::new()
            .min_connections(1)
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .acquire_timeout(Duration::from_secs(120))
            .connect_with(options)
            .await
            .map_err(|error| named(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())).into(), path))?;
        let db = Self { connection: DatabaseConnection::from(pool), telling: Telling::default() };
        db.steps_missing().await.map_err(|error| named(error, path))?;
        Ok(db)
    }

    /// How many of the schema's steps the database lacks; none of them = a new one.
    ///
    /// # Errors
    /// [`Error::NewerFile`] for a step that this program does not know.
    pub async fn steps_missing(&self) -> Result<usize> {
        let known: Vec<String> = Migrator::migrations().iter().map(|step| step.name().to_owned()).collect();
        let applied = self.applied_steps().await?;
        match applied.iter().find(|step| !known.contains(step)) {
            Some(newer) => Err(Error::NewerFile { step: newer.clone() }),
            None => Ok(known.len() - applied.len()),
        }
    }

    /// Refuse a newer schema, bring an older one up to date.
    ///
    /// # Errors
    /// [`Error::NewerFile`], and what the database answers.
    pub async fn bring_up_to_date(&self) -> Result<()> {
        // Two offices may start a new version at once. The lock belongs to a transaction of its own: one that belongs to a
        // connection of the pool could only be let go on that same connection, and would keep every other office out.
        let turn = if self.is_shared() {
            let turn = self.connection.begin().await?;
            turn.execute_unprepared(Work::PATIENT).await?;
            turn.execute_unprepared(&format!("SELECT pg_advisory_xact_lock{}", Work::Schema.lock())).await?;
            Some(turn)
        } else {
            None
        };
        if self.steps_missing().await? > 0 {
            Migrator::up(&self.connection, None).await?;
        }
        if let Some(turn) = turn {
            turn.commit().await?;
        }
        Ok(())
    }

    /// Names of the schema's steps that the database has.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn applied_steps(&self) -> Result<Vec<String>> {
        let exists = match self.backend() {
            DbBackend::Sqlite => "SELECT count(*) AS n FROM sqlite_master WHERE name = 'seaql_migrations'",
            _ => {
                "SELECT count(*) AS n FROM information_schema.tables WHERE table_name = 'seaql_migrations' AND table_schema = current_schema()"
            }
        };
        if self.number(exists, []).await? == 0 {
            return Ok(Vec::new());
        }
        let rows = self
            .connection
            .query_all_raw(Statement::from_string(
                self.backend(),
                "SELECT version FROM seaql_migrations ORDER BY version",
            ))
            .await?;
        rows.iter().map(|row| Ok(row.try_get("", "version")?)).collect()
    }

    /// Whether the schema of the newest version is not there yet (before the first officer is written).
    ///
    /// # Errors
    /// What the database answers.
    pub async fn is_empty(&self) -> Result<bool> {
        Ok(self.number("SELECT count(*) AS n FROM app_user", []).await? == 0)
    }

    /// Which database it is.
    #[must_use]
    pub fn backend(&self) -> DbBackend {
        self.connection.get_database_backend()
    }

    /// Whether offices share it (PostgreSQL).
    #[must_use]
    pub fn is_shared(&self) -> bool {
        self.backend() != DbBackend::Sqlite
    }

    /// The same, with somebody told of every statement from now on.
    #[must_use]
    pub fn watched(mut self, watch: Option<Watch>) -> Self {
        if let Some(Watch(told)) = watch {
            self.connection.set_metric_callback(move |info| told(info.statement, info.elapsed));
        }
        self
    }

    /// The connection for reading. Never used while a change is open: a file has one connection, it would wait for itself.
    #[must_use]
    pub fn look(&self) -> &DatabaseConnection {
        &self.connection
    }

    /// Begin a change: IMMEDIATE on SQLite (a deferred one fails when it turns from reading to writing), behind one lock on PostgreSQL
    /// so that the audit chain has one order.
    ///
    /// # Errors
    /// [`Error::Busy`], also where the lock of a shared union is not free for half a minute, and what the database answers.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        if !self.is_shared() {
            self.settle().await?;
        }
        let transaction = self
            .connection
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await?;
        if self.is_shared() {
            let sql = format!("SELECT pg_advisory_xact_lock{}", Work::Change.lock());
            transaction.execute_raw(Statement::from_string(self.backend(), sql)).await?;
        }
        Ok(transaction)
    }

    /// SQLite ends a change by itself when the disk is full or a page cannot be read. The driver's own rollback then fails,
    /// it goes on counting a change that is no more, and would put all later ones inside it as savepoints: acknowledged,
    /// never written. A connection that still counts one before a change begins is closed; the pool opens another.
    async fn settle(&self) -> Result<()> {
        let failed = |error: sea_orm::sqlx::Error| {
            Error::from(sea_orm::DbErr::Conn(sea_orm::RuntimeErr::SqlxError(error.into())))
        };
        let connection = self.connection.get_sqlite_connection_pool().acquire().await.map_err(failed)?;
        if connection.is_in_transaction() {
            // On a full disk it cannot tidy up behind itself; what was acknowledged is in the log all the same.
            let _ = connection.close().await;
        }
        Ok(())
    }

    /// Run one statement outside a change (VACUUM INTO, checkpoints, pragmas).
    ///
    /// # Errors
    /// What the database answers.
    pub async fn run(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
        Ok(self
            .connection
            .execute_raw(Statement::from_sql_and_values(self.backend(), sql, values))
            .await?
            .rows_affected())
    }

    /// A single number, from a statement that names it `n`.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn number(&self, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<i64> {
        number(&self.connection, sql, values).await
    }

    /// Text of a pragma or a one-column statement; all rows.
    ///
    /// # Errors
    /// What the database answers.
    pub async fn texts(&self, sql: &str) -> Result<Vec<String>> {
        let rows = self.connection.query_all_raw(Statement::from_string(self.backend(), sql)).await?;
        Ok(rows.iter().filter_map(|row| row.try_get_by_index::<String>(0).ok()).collect())
    }

    /// Close; waits until the connection is free and writes the WAL back.
    pub async fn close(&self) {
        let _ = self.connection.close_by_ref().await;
    }
}

/// An error of the database with the name of its file.
fn named(error: Error, path: &Path) -> Error {
    match error.at_a_file() {
        Error::File { code, .. } => Error::file(code, path),
        Error::Busy => Error::file("file_in_use", path),
        other => other,
    }
}

/// Let the database look at its tables, so that it plans by what is in them: without that SQLite reads every member for a search
/// where a few of an index would do. Its look is bounded, a fraction of a second. PostgreSQL looks by itself, but a minute later, and
/// compares everybody with everybody until then.
///
/// # Errors
/// What the database answers; the data are as they were.
pub async fn take_statistics(on: &impl ConnectionTrait) -> Result<()> {
    if on.get_database_backend() == DbBackend::Sqlite {
        on.execute_unprepared("PRAGMA analysis_limit = 1000; ANALYZE").await?;
        return Ok(());
    }
    let own = "SELECT string_agg(quote_ident(table_name), ', ') FROM information_schema.tables \
               WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";
    let row = on.query_one_raw(Statement::from_string(on.get_database_backend(), own)).await?;
    let tables: Option<String> = row.map(|row| row.try_get_by_index(0)).transpose()?.flatten();
    if let Some(tables) = tables {
        on.execute_unprepared(&format!("ANALYZE {tables}")).await?;
    }
    Ok(())
}

/// Set indexes aside while very many rows are written: each row of a random order costs a page, sorted at the end it costs a
/// tenth. Answers how they are made again, which must happen in the same transaction. A file has one connection, so nobody
/// misses them; on a server others read meanwhile, and they stay.
///
/// # Errors
/// What the database answers.
pub async fn set_aside_indexes(on: &impl ConnectionTrait, names: &[&str]) -> Result<Vec<String>> {
    let mut made = Vec::new();
    if on.get_database_backend() != DbBackend::Sqlite {
        return Ok(made);
    }
    for name in names {
        let ask = "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = $1";
        let ask = Statement::from_sql_and_values(DbBackend::Sqlite, ask, [Value::from(*name)]);
        if let Some(row) = on.query_one_raw(ask).await? {
            made.push(row.try_get_by_index(0)?);
            on.execute_unprepared(&format!("DROP INDEX {name}")).await?;
        }
    }
    Ok(made)
}

/// A single number on any connection, from a statement that names it `n`.
///
/// # Errors
/// What the database answers.
pub async fn number(on: &impl ConnectionTrait, sql: &str, values: impl IntoIterator<Item = Value>) -> Result<i64> {
    #[derive(FromQueryResult)]
    struct Number {
        n: i64,
    }
    let found = Number::find_by_statement(Statement::from_sql_and_values(on.get_database_backend(), sql, values))
        .one(on)
        .await?;
    Ok(found.map_or(0, |row| row.n))
}

/// Create, read and lock behave badly where another program copies the file meanwhile or locks do not work.
///
/// # Errors
/// `folder_synced`, `folder_network`, `folder_missing`.
pub fn refuse_unsafe_place(path: &Path) -> Result<()> {
    let text = path.to_string_lossy().to_lowercase();
    if text.starts_with("\\\\") || text.starts_with("//") {
        return Err(Error::file("folder_network", path));
    }
    let full = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let synced = [
        "onedrive",
        "dropbox",
        "google drive",
        "googledrive",
        "icloud",
        "mobile documents",
        "box sync",
        "nextcloud",
        "syncthing",
    ];
    for folder in full.parent().into_iter().flat_map(Path::ancestors) {
        let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        if synced.iter().any(|word| name.starts_with(word))
            || folder.join(".dropbox").exists()
            || folder.join(".stfolder").exists()
        {
            return Err(Error::file("folder_synced", path));
        }
    }
    if full.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        return Err(Error::file("folder_missing", path));
    }
    if full.parent().is_some_and(on_network) {
        return Err(Error::file("folder_network", path));
    }
    Ok(())
}

/// Whether a folder is on a network file system, as far as the system tells.
fn on_network(folder: &Path) -> bool {
    let Ok(mounts) = std::fs::read_to_string("/proc/mounts") else { return false };
    let longest = mounts
        .lines()
        .filter_map(|line| {
            let mut parts = line.split(' ');
            let (_, at, kind) = (parts.next()?, parts.next()?, parts.next()?);
            folder.starts_with(at).then_some((at.len(), kind))
        })
        .max_by_key(|(length, _)| *length);
    longest.is_some_and(|(_, kind)| {
        ["nfs", "nfs4", "cifs", "smb3", "smbfs", "sshfs", "fuse.sshfs", "davfs", "9p"].contains(&kind)
    })
}

/// Tell a place that cannot be written before the database stumbles over it with a code of its own: the file, and the folder
/// in which its log is made.
fn check_writable(path: &Path, create: bool) -> Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let made = tempfile::Builder::new().prefix(".kyojo-").tempfile_in(folder).map(drop);
    let opened = if create { Ok(()) } else { std::fs::OpenOptions::new().write(true).open(path).map(drop) };
    made.and(opened).map_err(|error| Error::io(&error, path))
}

/// Tell a damaged or foreign file from a wrong key before any key is tried.
///
/// # Errors
/// `file_missing`, `file_is_folder`, `file_not_readable`, `file_damaged`, `file_not_union`.
pub(crate) fn check_header(path: &Path) -> Result<()> {
    use std::io::Read;
    if path.is_dir() {
        return Err(Error::file("file_is_folder", path));
    }
    let mut file = std::fs::File::open(path).map_err(|error| Error::reading(&error, path))?;
    let length = file.metadata().map_err(|error| Error::reading(&error, path))?.len();
    let mut head = [0; 16];
    let filled = file.read_exact(&mut head).is_ok();
    // The file begins with a random salt; what begins with a known mark or with sixteen letters is something else.
    let marks: [&[u8]; 5] = [b"SQLite format 3", b"PK\x03\x04", b"KYOJO-BACKUP", b"%PDF", b"\xD0\xCF\x11\xE0"];
    let letters = filled && head.iter().all(|byte| byte.is_ascii_graphic() || byte.is_ascii_whitespace());
    if letters || marks.iter().any(|mark| head.starts_with(mark)) {
        return Err(Error::file("file_not_union", path));
    }
    if !filled || length < 4096 || length % 4096 != 0 {
        return Err(Error::file("file_damaged", path));
    }
    Ok(())
}
