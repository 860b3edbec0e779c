//! The union that was used last: the window offers it at the next start. Only its place is kept, in the officer's own settings
//! folder: the path of a file, or how a server is reached; never a passphrase or the password of a database.

use kyojo_core::desk::Known;
use std::path::PathBuf;
use tauri::{AppHandle, Manager as _, Runtime};

/// Where the place is kept; none where the system names no folder.
fn note<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    app.path().app_config_dir().ok().map(|folder| folder.join("last-union"))
}

/// Keep the place of the union that is open now. Without it the next start asks again: nothing else is lost.
pub fn keep<R: Runtime>(app: &AppHandle<R>, known: &Known) {
    let Some(note) = note(app) else { return };
    let Some(words) = written(known) else { return };
    if let Some(folder) = note.parent() {
        let _asked_again = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&note, words));
    }
}

/// The union used last; a file only if it is still there.
#[must_use]
pub fn used<R: Runtime>(app: &AppHandle<R>) -> Option<Known> {
    let words = std::fs::read_to_string(note(app)?).ok()?;
    let known = read(&words)?;
    match &known {
        Known::File(file) if !file.is_file() => None,
        _ => Some(known),
    }
}

/// A path as it is, a server as JSON: no full path begins with a brace.
fn written(known: &Known) -> Option<String> {
    match known {
        Known::File(file) => file.to_str().map(str::to_owned),
        Known::Shared(server) => serde_json::to_string(server).ok(),
    }
}

fn read(words: &str) -> Option<Known> {
    let words = words.trim_end();
    if words.starts_with('{') {
        serde_json::from_str(words).ok().map(Known::Shared)
    } else {
        Some(Known::File(PathBuf::from(words)))
    }
}

#[cfg(test)]
mod tests {
    use super::{read, written};
    use kyojo_core::db::KnownServer;
    use kyojo_core::desk::Known;
    use std::path::PathBuf;

    #[test]
    fn a_file_and_a_server_are_remembered_each_in_its_way() {
        let server = KnownServer {
            host: "db.example.jp".into(),
            port: 5433,
            database: "roster".into(),
            user: "officer@branch".into(),
            root_certificate: Some(PathBuf::from("/etc/kyojo/root.pem")),
        };
        for known in [Known::File(PathBuf::from("/home/union/東都.kyojo")), Known::Shared(server)] {
            assert_eq!(written(&known).as_deref().and_then(read), Some(known));
        }
        assert_eq!(read("{ cut off"), None, "the next start asks again");
    }
}
