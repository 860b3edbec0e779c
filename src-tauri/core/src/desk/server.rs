//! Where a union is: a file that was chosen, or a server that was described.

use secrecy::SecretString;

use super::model::SharedServer;
use super::state::Desk;
use crate::db::{KnownServer, Place, Server, is_host};
use crate::error::{Error, FieldProblem, Result};
use crate::session::Files;

/// The place that an input names, if it names one. An address of a server is understood where paths are.
///
/// # Errors
/// [`Error::Missing`] for a token that was not offered, [`Error::Invalid`] for fields of a server that are empty or wrong,
/// `certificate_not_pem`.
pub(super) fn place_of(desk: &Desk, file: Option<&str>, server: Option<&SharedServer>) -> Result<Option<Place>> {
    match (server, file) {
        (Some(server), _) => Ok(Some(Place::Shared(server.at(&desk.files)?))),
        (None, Some(address)) if desk.options.paths_allowed && Server::is_address(address) => {
            Ok(Some(Place::Shared(Server::at_address(&SecretString::from(address))?)))
        }
        (None, Some(file)) => Ok(Some(Place::File(desk.files.path(file)?))),
        (None, None) => Ok(None),
    }
}

/// The same, or the place that is locked.
///
/// # Errors
/// As [`place_of`]; [`Error::Missing`] where nothing is named and nothing was open.
pub(super) fn place_or_locked(desk: &Desk, file: Option<&str>, server: Option<&SharedServer>) -> Result<Place> {
    match place_of(desk, file, server)? {
        Some(named) => Ok(named),
        None => desk.place().ok_or(Error::Missing { what: "file" }),
    }
}

impl SharedServer {
    fn at(&self, files: &Files) -> Result<Server> {
        let mut problems = Vec::new();
        let mut filled = |field: &str, value: &str| {
            let value = value.trim().to_owned();
            if value.is_empty() {
                problems.push(FieldProblem::new(field, "required"));
            }
            value
        };
        let host = filled("server.host", &self.host);
        let database = filled("server.database", &self.database);
        let user = filled("server.user", &self.user);
        if !is_host(&host) {
            problems.push(FieldProblem::new("server.host", "host_only"));
        }
        if self.port == 0 {
            problems.push(FieldProblem::out_of_range("server.port", 1, u16::MAX));
        }
        if !problems.is_empty() {
            return Err(Error::Invalid(problems));
        }
        let schema = self.schema.as_deref().map(str::trim).filter(|schema| !schema.is_empty()).map(str::to_owned);
        let root_certificate = self.root_certificate.as_deref().map(|file| files.path(file)).transpose()?;
        Server::described(
            KnownServer { host, port: self.port, database, schema, user, root_certificate },
            &self.password.secret(),
        )
    }
}
