//! What can go wrong, as codes. A code crosses the wire with its parameters; the words are in the label files
//! (`error.<code>`), so that window, command line and reports say the same sentence in the officer's language.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// The core's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something wrong with one field of an input.
#[derive(Clone, Debug, PartialEq, Serialize, ts_rs::TS)]
pub struct FieldProblem {
    /// Name of the field as on the wire; `a.b` for a field inside.
    pub field: String,
    /// Problem code, label `problem.<code>`.
    pub code: String,
    /// Parameters of the sentence.
    #[ts(type = "Record<string, unknown>")]
    pub about: Value,
}

impl FieldProblem {
    /// A problem without parameters.
    pub fn new(field: &str, code: &str) -> Self {
        Self { field: field.into(), code: code.into(), about: json!({}) }
    }

    /// A number, or how many there are of something, outside what may be.
    pub fn out_of_range(field: &str, least: impl Into<Value>, most: impl Into<Value>) -> Self {
        let (least, most): (Value, Value) = (least.into(), most.into());
        Self { about: json!({ "least": least, "most": most }), ..Self::new(field, "out_of_range") }
    }

    /// A text of more letters than fit.
    pub fn too_long(field: &str, most: usize) -> Self {
        Self { about: json!({ "most": most }), ..Self::new(field, "text_too_long") }
    }
}

/// The code of a wait for a connection that was in vain.
const SILENT: &str = "server_silent";

/// Why a verb did not do what was asked. A variant exists only if someone acts on it.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// The input breaks a rule of its fields; shown at the fields.
    Invalid(Vec<FieldProblem>),
    /// A rule of the union or of the law says no. The code is the rule's own (`M-02`) or a name (`undo_rows_changed`).
    Refused {
        /// Rule code.
        code: &'static str,
        /// Parameters of the sentence.
        about: Value,
    },
    /// The officer's roles do not allow it (default deny).
    NotAllowed,
    /// What was named is not there, or is out of the officer's sight.
    Missing {
        /// Kind of the thing.
        what: &'static str,
    },
    /// Someone else saved first; load again and repeat.
    Changed,
    /// No union file is open, or the desk is locked.
    Locked,
    /// The passphrase or recovery code does not open this file. Says nothing about which officer exists.
    WrongKey,
    /// The file was written by a newer version of the program.
    NewerFile {
        /// Newest step found in it.
        step: String,
    },
    /// Something about a place or a file on the disk: `file_missing`, `file_damaged`, `file_in_use`,
    /// `file_read_only`, `file_not_readable`, `disk_full`, `folder_synced`, `file_exists`, `file_not_union`, `keys_missing` …
    File {
        /// Code.
        code: &'static str,
        /// Name of the file, without its folder.
        name: String,
    },
    /// A workbook or text file that cannot be read: `workbook_…`.
    Workbook {
        /// Code.
        code: String,
        /// Parameters of the sentence.
        about: Value,
    },
    /// Other work holds the database; try again shortly.
    Busy,
    /// The officer stopped the work; nothing was changed.
    Cancelled,
    /// The database answered something unexpected; the detail is for the log and names no values.
    Database(String),
    /// The program is at fault; the detail is for the log.
    Bug(String),
}

impl Error {
    /// A refusal by rule.
    #[must_use]
    pub fn refused(code: &'static str, about: Value) -> Self {
        Self::Refused { code, about }
    }

    /// One invalid field.
    #[must_use]
    pub fn invalid(field: &str, code: &str) -> Self {
        Self::Invalid(vec![FieldProblem::new(field, code)])
    }

    /// A file problem.
    pub fn file(code: &'static str, path: &std::path::Path) -> Self {
        Self::File { code, name: crate::paths::name_of(path) }
    }

    /// What an input or output error on a file means to the officer.
    #[must_use]
    pub fn io(error: &std::io::Error, path: &std::path::Path) -> Self {
        use std::io::ErrorKind;
        let code = match error.kind() {
            ErrorKind::NotFound => "file_missing",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "file_read_only",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk_full",
            ErrorKind::AlreadyExists => "file_exists",
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "file_in_use",
            ErrorKind::IsADirectory => "file_is_folder",
            _ => "file_unreadable",
        };
        Self::file(code, path)
    }

    /// The same of a file that is only read: what is refused is reading it.
    #[must_use]
    pub fn reading(error: &std::io::Error, path: &std::path::Path) -> Self {
        match error.kind() {
            std::io::ErrorKind::PermissionDenied => Self::file("file_not_readable", path),
            _ => Self::io(error, path),
        }
    }

    /// Why a server let nobody in.
    pub(crate) fn of_server(error: &sea_orm::sqlx::Error) -> Self {
        use sea_orm::sqlx::Error as Answer;
        let unreachable = Self::refused("server_unreachable", json!({}));
        match error {
            Answer::Database(answer) => answer
                .code()
                .and_then(|state| of_state(&state))
                .map_or(unreachable, |code| Self::refused(code, json!({}))),
            Answer::Tls(_) => Self::refused("server_unsafe", json!({})),
            // A certificate that does not fit ends the handshake like this.
            Answer::Io(cause) if cause.kind() == std::io::ErrorKind::InvalidData => {
                Self::refused("server_unsafe", json!({}))
            }
            _ => unreachable,
        }
    }

    /// No connection came free, or none came about, for as long as is waited. The driver does not say which of them.
    fn silent() -> Self {
        Self::refused(SILENT, json!({}))
    }

    /// The same where a file is open: it has one desk and one connection, and who waits for that waits for other work.
    #[must_use]
    pub(crate) fn at_a_file(self) -> Self {
        if self.code() == SILENT { Self::Busy } else { self }
    }

    /// The code that crosses the wire.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Invalid(_) => "invalid",
            Self::Refused { code, .. } | Self::File { code, .. } => code,
            Self::NotAllowed => "not_allowed",
            Self::Missing { .. } => "missing",
            Self::Changed => "changed",
            Self::Locked => "locked",
            Self::WrongKey => "wrong_key",
            Self::NewerFile { .. } => "newer_file",
            Self::Workbook { code, .. } => code,
            Self::Busy => "busy",
            Self::Cancelled => "cancelled",
            Self::Database(_) => "database",
            Self::Bug(_) => "bug",
        }
    }

    /// The parameters that cross the wire.
    #[must_use]
    pub fn about(&self) -> Value {
        match self {
            Self::Refused { about, .. } | Self::Workbook { about, .. } => about.clone(),
            Self::Missing { what } => json!({ "what": what }),
            Self::NewerFile { step } => json!({ "step": step }),
            Self::File { name, .. } => json!({ "name": name }),
            Self::Database(detail) | Self::Bug(detail) => json!({ "detail": detail }),
            _ => json!({}),
        }
    }

    /// The fields concerned.
    #[must_use]
    pub fn fields(&self) -> &[FieldProblem] {
        if let Self::Invalid(fields) = self { fields } else { &[] }
    }
}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("code", self.code())?;
        map.serialize_entry("about", &self.about())?;
        map.serialize_entry("fields", self.fields())?;
        map.end()
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.code())
    }
}

impl std::error::Error for Error {}

impl From<DbErr> for Error {
    /// SeaORM's own classification misses CHECK, NOT NULL and RESTRICT; the codes are read from the driver.
    fn from(error: DbErr) -> Self {
        let runtime = match &error {
            DbErr::Conn(inner) | DbErr::Exec(inner) | DbErr::Query(inner) => Some(inner),
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => return Self::silent(),
            DbErr::ConnectionAcquire(_) => return Self::Busy,
            _ => None,
        };
        let Some(RuntimeErr::SqlxError(inner)) = runtime else {
            return Self::Database(kind_of(&error));
        };
        let Some(database) = inner.as_database_error() else {
            return match inner.as_ref() {
                sea_orm::sqlx::Error::PoolTimedOut => Self::silent(),
                sea_orm::sqlx::Error::PoolClosed => Self::Busy,
                // Only the way to a server breaks like this: a file answers with codes of its own.
                sea_orm::sqlx::Error::Io(_) => Self::refused("server_lost", json!({})),
                other => Self::Database(other.to_string().chars().take(120).collect()),
            };
        };
        let code = database.code().unwrap_or_default().into_owned();
        if let Some(code) = of_state(&code) {
            return Self::refused(code, json!({}));
        }
        let union = || Self::File { code: "file_damaged", name: String::new() };
        match code.as_str() {
            "5" | "6" | "261" | "517" | "55P03" | "40001" | "40P01" => Self::Busy,
            "8" | "264" | "520" | "776" | "1032" | "1288" | "1544" => {
                Self::File { code: "file_read_only", name: String::new() }
            }
            "10" | "14" | "266" | "522" | "778" | "1034" => Self::File { code: "file_unreadable", name: String::new() },
            "13" | "53100" => Self::File { code: "disk_full", name: String::new() },
            // SQLCipher answers "no memory" (7) for a page whose seal does not fit.
            "7" | "11" | "26" | "267" | "523" => union(),
            "787" | "1811" | "23503" => Self::Refused { code: "row_in_use", about: json!({}) },
            "1555" | "2067" | "23505" => not_unique(&place_of(database)),
            "275" | "23514" | "1299" | "23502" => Self::Bug(format!("constraint {}", place_of(database))),
            // What SQLCipher answers for a page that is not authentic, and SQLite for a schema that it cannot read.
            "1" if database.message() == "SQL logic error"
                || database.message().starts_with("malformed database schema") =>
            {
                union()
            }
            // Statements are ours and hold no values; a fault in one is a bug.
            "1" => Self::Bug(database.message().to_owned()),
            code if code.starts_with("42") => Self::Bug(database.message().to_owned()),
            _ => Self::Database(format!("code {code}")),
        }
    }
}

/// What an officer, or who keeps the server, can do something about; by the server's five signs (SQLSTATE).
fn of_state(state: &str) -> Option<&'static str> {
    Some(match state {
        "28P01" | "28000" => "server_login_refused",
        "3D000" | "3F000" => "server_database_missing",
        "42501" => "server_no_rights",
        "25006" => "server_read_only",
        "22P05" => "server_not_utf8",
        // Of the server, of the database or of this user.
        "53300" => "server_full",
        // Starting, stopping, or reading its logs after a crash.
        "57P03" => "server_not_ready",
        // Longer than its administrator allows a statement to take.
        "57014" => "server_too_slow",
        // Silent for too long, shut down, or the line broke: the connection is gone, and with it the change.
        "25P03" | "57P01" | "57P02" | "57P05" | "08000" | "08003" | "08006" => "server_lost",
        _ => return None,
    })
}

/// What stands twice, in the words of the field where it is a number that officers type.
fn not_unique(place: &str) -> Error {
    match ["employee_no", "member_no"].into_iter().find(|field| place.contains(field)) {
        Some("employee_no") => Error::invalid("employee_no", "employee_no_taken"),
        Some(_) => Error::invalid("member_no", "member_no_taken"),
        None => Error::Refused { code: "not_unique", about: json!({ "where": place }) },
    }
}

/// The constraint or column named by the driver. Never the message as a whole: it may hold values.
fn place_of(error: &dyn sea_orm::sqlx::error::DatabaseError) -> String {
    if let Some(name) = error.constraint() {
        return name.to_owned();
    }
    error.message().rsplit(": ").next().unwrap_or_default().to_owned()
}

fn kind_of(error: &DbErr) -> String {
    match error {
        DbErr::RecordNotFound(_) => "record not found".into(),
        DbErr::Type(detail) | DbErr::Custom(detail) | DbErr::Migration(detail) => detail.chars().take(160).collect(),
        other => format!("{other}").chars().take(160).collect(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::path::Path;

    use super::*;

    #[test]
    fn every_answer_of_a_server_that_somebody_can_mend_has_its_words() {
        use crate::labels::{Locale, word};
        for (state, code) in [
            ("28P01", "server_login_refused"),
            ("28000", "server_login_refused"),
            ("3D000", "server_database_missing"),
            ("3F000", "server_database_missing"),
            ("42501", "server_no_rights"),
            ("25006", "server_read_only"),
            ("22P05", "server_not_utf8"),
            ("53300", "server_full"),
            ("57P03", "server_not_ready"),
            ("57014", "server_too_slow"),
            ("25P03", "server_lost"),
            ("57P01", "server_lost"),
            ("57P02", "server_lost"),
            ("57P05", "server_lost"),
            ("08006", "server_lost"),
        ] {
            assert_eq!(of_state(state), Some(code), "{state}");
            let key = format!("error.{code}");
            assert!([Locale::Ja, Locale::En].iter().all(|locale| word(*locale, &key) != key), "{state}: {key}");
        }
        assert_eq!(of_state("42601"), None, "a fault in a statement is ours");
        assert_eq!(of_state("23505"), None);
    }

    #[test]
    fn a_server_without_tls_is_told_from_one_that_is_not_there() {
        use sea_orm::sqlx::Error as Answer;
        let code = |error: Answer| Error::of_server(&error).code().to_owned();
        assert_eq!(code(Answer::Tls("server does not support TLS".into())), "server_unsafe");
        assert_eq!(code(Answer::Io(ErrorKind::InvalidData.into())), "server_unsafe");
        assert_eq!(code(Answer::Io(ErrorKind::ConnectionRefused.into())), "server_unreachable");
    }

    #[test]
    fn a_line_that_broke_is_told_from_a_wait_in_vain_and_both_from_other_work() {
        use sea_orm::sqlx::Error as Answer;
        let of = |answer: Answer| Error::from(DbErr::Query(RuntimeErr::SqlxError(answer.into())));
        assert_eq!(of(Answer::Io(ErrorKind::ConnectionReset.into())).code(), "server_lost");
        assert_eq!(of(Answer::Io(ErrorKind::UnexpectedEof.into())).code(), "server_lost");
        let waited = Error::from(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
        assert_eq!(of(Answer::PoolTimedOut), waited);
        assert_eq!(waited.code(), "server_silent");
        assert_eq!(waited.at_a_file(), Error::Busy, "a file has no server that could be silent");
        assert_eq!(of(Answer::Io(ErrorKind::ConnectionReset.into())).at_a_file().code(), "server_lost");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_not_said_to_be_read_only() {
        let (denied, path) = (ErrorKind::PermissionDenied.into(), Path::new("名簿.xlsx"));
        assert_eq!(Error::reading(&denied, path).code(), "file_not_readable");
        assert_eq!(Error::io(&denied, path).code(), "file_read_only");
        assert_eq!(Error::reading(&ErrorKind::NotFound.into(), path).code(), "file_missing");
    }
}
