//! How a PostgreSQL server is reached. The driver's options hold a password and are never printed.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgSslMode};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::{Error, Result};

/// The port on which PostgreSQL listens unless its administrator chose another.
pub const PORT: u16 = 5432;

/// A certificate is a page of text; what is longer is something else.
const LONGEST_CERTIFICATE: u64 = 1_000_000;

/// A shared union as a desk may remember it: enough to offer it again, and never the password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownServer {
    /// Name or address of the server.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Name of the database.
    pub database: String,
    /// Schema within the database; none = the one that the server gives this user.
    #[serde(default)]
    pub schema: Option<String>,
    /// User of the database.
    pub user: String,
    /// Certificate of the authority that vouches for the server, where it is not a public one.
    pub root_certificate: Option<PathBuf>,
}

/// A server, and the database on it that a union lives in.
#[derive(Clone)]
pub struct Server {
    options: Box<PgConnectOptions>,
    schema: Option<String>,
    root_certificate: Option<PathBuf>,
}

impl Server {
    /// Whether a text is the address of a server and not the path of a file.
    #[must_use]
    pub fn is_address(text: &str) -> bool {
        text.starts_with("postgres://") || text.starts_with("postgresql://")
    }

    /// The server at a `postgres://` address.
    ///
    /// # Errors
    /// `server_unreachable` for an address that cannot be read.
    pub fn at_address(address: &SecretString) -> Result<Self> {
        let options: PgConnectOptions =
            address.expose_secret().parse().map_err(|_| Error::refused("server_unreachable", json!({})))?;
        Ok(Self { options: Box::new(options), schema: None, root_certificate: None })
    }

    /// The server that an officer described field by field.
    ///
    /// # Errors
    /// `certificate_not_pem`, and `file_*` where the certificate cannot be read.
    pub fn described(known: KnownServer, password: &SecretString) -> Result<Self> {
        let KnownServer { host, port, database, schema, user, root_certificate } = known;
        let mut options = PgConnectOptions::new_without_pgpass()
            .host(&host)
            .port(port)
            .database(&database)
            .username(&user)
            .password(password.expose_secret());
        if let Some(schema) = &schema {
            options = options.options([("search_path", quoted(schema))]);
        }
        if let Some(path) = &root_certificate {
            options = options.ssl_root_cert_from_pem(certificate(path)?);
        }
        Ok(Self { options: Box::new(options), schema, root_certificate })
    }

    /// What may be remembered of it.
    #[must_use]
    pub fn known(&self) -> KnownServer {
        KnownServer {
            host: self.options.get_host().to_owned(),
            port: self.options.get_port(),
            database: self.database().to_owned(),
            schema: self.schema.clone(),
            user: self.options.get_username().to_owned(),
            root_certificate: self.root_certificate.clone(),
        }
    }

    /// What an officer sees of it: host, port, database, and the schema that was named. Not who comes in, nor anything else
    /// that an address carries: a password may stand in many places of it.
    #[must_use]
    pub fn shown(&self) -> String {
        let socket = self.options.get_socket().map(|socket| socket.display().to_string());
        let host = socket.unwrap_or_else(|| self.options.get_host().to_owned());
        let schema = self.schema.as_ref().map(|schema| format!("/{schema}")).unwrap_or_default();
        format!("{host}:{}/{}{schema}", self.options.get_port(), self.database())
    }

    /// PostgreSQL takes the user's name where no database is named.
    fn database(&self) -> &str {
        self.options.get_database().unwrap_or_else(|| self.options.get_username())
    }

    /// Whether the server is this machine.
    pub(super) fn is_local(&self) -> bool {
        let host = self.options.get_host();
        self.options.get_socket().is_some()
            || host.starts_with('/')
            || ["localhost", "127.0.0.1", "::1", "[::1]"].contains(&host)
    }

    /// What the driver connects with. TLS with a checked certificate is required unless the server is this machine.
    pub(super) fn options(&self) -> PgConnectOptions {
        let mode = if self.is_local() { PgSslMode::Prefer } else { PgSslMode::VerifyFull };
        PgConnectOptions::clone(&self.options).ssl_mode(mode).disable_statement_logging()
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Server(…)")
    }
}

/// The name of a schema as it is, whatever signs it has: without the quotes a comma would part it, and capitals would be lost.
fn quoted(schema: &str) -> String {
    format!("\"{}\"", schema.replace('"', "\"\""))
}

/// Whether a text can be the name or the address of a machine, and nothing more: no port, no `postgres://`, no user.
#[must_use]
pub fn is_host(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok() || text.chars().all(|c| c.is_alphanumeric() || ['-', '.', '_'].contains(&c))
}

/// The certificate is read now: a stick that it came on may be gone when the driver connects again.
fn certificate(path: &Path) -> Result<Vec<u8>> {
    let failed = |error: std::io::Error| Error::reading(&error, path);
    let length = std::fs::metadata(path).map_err(failed)?.len();
    let text = if length > LONGEST_CERTIFICATE { Vec::new() } else { std::fs::read(path).map_err(failed)? };
    let mark = b"-----BEGIN CERTIFICATE-----";
    if text.windows(mark.len()).any(|part| part == mark) {
        Ok(text)
    } else {
        Err(Error::file("certificate_not_pem", path))
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn known(host: &str, port: u16) -> KnownServer {
        let [database, user] = ["組合 名簿", "officer@branch"].map(str::to_owned);
        KnownServer { host: host.to_owned(), port, database, schema: None, user, root_certificate: None }
    }

    #[test]
    fn what_is_shown_and_remembered_of_a_server_holds_no_password() {
        let password = SecretString::from("p@ss:/w%ord?#");
        let server = Server::described(known("db.example.jp", PORT), &password).unwrap();
        assert_eq!(server.shown(), "db.example.jp:5432/組合 名簿");
        assert_eq!(server.known(), known("db.example.jp", PORT), "the fields come back as they were typed");
        assert_eq!(format!("{server:?}"), "Server(…)");
    }

    #[test]
    fn a_schema_is_named_as_it_is_and_shown_beside_its_database() {
        let named = |schema: &str| KnownServer { schema: Some(schema.to_owned()), ..known("db.example.jp", PORT) };
        let server = Server::described(named("東 支部"), &SecretString::from("x")).unwrap();
        assert_eq!(server.shown(), "db.example.jp:5432/組合 名簿/東 支部");
        assert_eq!(server.known(), named("東 支部"));
        for (schema, told) in [("east", "-c search_path=\"east\""), ("East,\"W", "-c search_path=\"East,\"\"W\"")] {
            let server = Server::described(named(schema), &SecretString::from("x")).unwrap();
            assert_eq!(server.options.get_options(), Some(told));
        }
    }

    #[test]
    fn no_password_of_an_address_is_shown() {
        for address in [
            "postgres://kyojo:himitsu@db.example.jp:5432/roster",
            "postgres://db.example.jp:5432/roster?user=kyojo&password=himitsu",
            "postgres://kyojo@db.example.jp:5432/roster?password=himitsu&sslrootcert=/etc/kyojo/himitsu.pem",
            "postgres://kyojo:him@itsu@db.example.jp:5432/roster",
        ] {
            let server = Server::at_address(&address.into()).unwrap();
            assert_eq!(server.shown(), "db.example.jp:5432/roster", "{address}");
        }
        assert_eq!(Server::at_address(&"postgres://:himitsu".into()).unwrap_err().code(), "server_unreachable");
    }

    #[test]
    fn tls_is_checked_unless_the_server_is_this_machine() {
        for (host, local) in [("localhost", true), ("127.0.0.1", true), ("::1", true), ("192.168.0.5", false)] {
            let server = Server::described(known(host, PORT), &SecretString::from("x")).unwrap();
            let mode = server.options().get_ssl_mode();
            assert!(
                if local { matches!(mode, PgSslMode::Prefer) } else { matches!(mode, PgSslMode::VerifyFull) },
                "{host}"
            );
        }
    }

    #[test]
    fn only_a_certificate_is_taken_for_one() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let named = |path: &Path| KnownServer { root_certificate: Some(path.to_owned()), ..known("db", PORT) };
        let refused = Server::described(named(file.path()), &SecretString::from("x")).unwrap_err();
        assert_eq!(refused.code(), "certificate_not_pem");
        std::io::Write::write_all(&mut file, b"-----BEGIN CERTIFICATE-----\n").unwrap();
        let server = Server::described(named(file.path()), &SecretString::from("x")).unwrap();
        assert_eq!(server.known().root_certificate.as_deref(), Some(file.path()));
        let gone = Server::described(named(Path::new("no.pem")), &SecretString::from("x")).unwrap_err();
        assert_eq!(gone.code(), "file_missing");
    }

    #[test]
    fn a_host_is_a_name_or_an_address_and_nothing_more() {
        for host in ["db.example.jp", "server_1", "192.168.0.5", "fe80::1", "共有サーバー"] {
            assert!(is_host(host), "{host}");
        }
        for text in ["postgres://db", "db:5432", "user@db", "db/roster", "a b"] {
            assert!(!is_host(text), "{text}");
        }
    }
}
