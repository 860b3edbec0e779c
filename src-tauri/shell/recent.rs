//! The unions that were used lately, newest first: the window offers the last one at the next start and the others on its first
//! screen. Only their places are kept, in the officer's own settings folder: the path of a file, or how a server is reached; never
//! a name of a union or an officer, a passphrase or the password of a database.

use crate::files::{self, Picked};
use crate::signals::Remembered;
use kyojo_core::db::KnownServer;
use kyojo_core::desk::Known;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tauri::{AppHandle, Manager as _, Runtime};

/// How many are kept: no more than the first screen shows at once.
const MOST: usize = 6;

/// The places as the page was told them: it names one by its number among them.
#[derive(Default)]
pub struct Told(Mutex<Vec<Known>>);

/// A union that the first screen offers.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Recent {
    /// In a file.
    File {
        /// The file.
        file: Picked,
        /// Name of its folder, where another file of the list has the same name.
        folder: Option<String>,
        /// It is still there: not moved, renamed, or on a stick that was taken away.
        there: bool,
    },
    /// On a server.
    Shared {
        /// Where; its password is asked for.
        server: Remembered,
    },
}

/// The unions used lately, newest first. `forget`: the number of one that the list shall no longer hold; its file stays.
#[tauri::command]
pub async fn recent_unions<R: Runtime>(app: AppHandle<R>, forget: Option<usize>) -> Vec<Recent> {
    // A drive may take its time to wake, or to say that it is gone.
    tauri::async_runtime::spawn_blocking(move || listed(&app, forget)).await.unwrap_or_default()
}

fn listed<R: Runtime>(app: &AppHandle<R>, forget: Option<usize>) -> Vec<Recent> {
    let told = app.state::<Told>();
    let mut told = told.0.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(note) = note(app) else { return Vec::new() };
    let mut kept = kept_in(&note);
    if let Some(gone) = forget.and_then(|at| told.get(at)) {
        kept.retain(|known| !same_place(known, gone));
        write(&note, &kept);
    }
    *told = kept;
    told.iter().filter_map(|known| shown(app, known, &told)).collect()
}

fn shown<R: Runtime>(app: &AppHandle<R>, known: &Known, all: &[Known]) -> Option<Recent> {
    match known {
        Known::File(path) => {
            Some(Recent::File { file: files::offer(app, path)?, folder: folder_of(path, all), there: path.is_file() })
        }
        Known::Shared(server) => Some(Recent::Shared { server: remembered(app, server.clone()) }),
    }
}

/// A server as the page may know it.
pub fn remembered<R: Runtime>(app: &AppHandle<R>, server: KnownServer) -> Remembered {
    let KnownServer { host, port, database, schema, user, root_certificate } = server;
    let root_certificate = root_certificate.and_then(|path| files::offer(app, &path));
    Remembered { host, port, database, schema, user, root_certificate }
}

/// Keep the place of the union that is open now before those of the others. Without it the next start asks again: nothing else is
/// lost.
pub fn keep<R: Runtime>(app: &AppHandle<R>, known: &Known) {
    if let Some(note) = note(app) {
        write(&note, &newest_first(known, kept_in(&note)));
    }
}

/// The union used last; a file only if it is still there.
#[must_use]
pub fn last<R: Runtime>(app: &AppHandle<R>) -> Option<Known> {
    kept_in(&note(app)?).into_iter().next().filter(|known| match known {
        Known::File(file) => file.is_file(),
        Known::Shared(_) => true,
    })
}

/// Where the places are kept, one a line; none where the system names no folder. It was the note of the last one only.
fn note<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    app.path().app_config_dir().ok().map(|folder| folder.join("last-union"))
}

fn kept_in(note: &Path) -> Vec<Known> {
    std::fs::read_to_string(note).unwrap_or_default().lines().filter_map(read).collect()
}

fn write(note: &Path, all: &[Known]) {
    let lines: Vec<String> = all.iter().filter_map(written).collect();
    if let Some(folder) = note.parent() {
        let _asked_again = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(note, lines.join("\n")));
    }
}

fn newest_first(known: &Known, before: Vec<Known>) -> Vec<Known> {
    let others = before.into_iter().filter(|other| !same_place(other, known));
    std::iter::once(known.clone()).chain(others).take(MOST).collect()
}

/// The same union, however its server is vouched for.
fn same_place(one: &Known, other: &Known) -> bool {
    let bare = |server: &KnownServer| KnownServer { root_certificate: None, ..server.clone() };
    match (one, other) {
        (Known::File(one), Known::File(other)) => one == other,
        (Known::Shared(one), Known::Shared(other)) => bare(one) == bare(other),
        _ => false,
    }
}

/// The folder's own name, where the name of the file alone does not say which of them is meant.
fn folder_of(path: &Path, all: &[Known]) -> Option<String> {
    let twin =
        |other: &Known| matches!(other, Known::File(other) if other != path && other.file_name() == path.file_name());
    let folder = path.parent().and_then(Path::file_name).filter(|_| all.iter().any(twin))?;
    Some(folder.to_string_lossy().into_owned())
}

/// A path as it is, a server as JSON: no full path begins with a brace.
fn written(known: &Known) -> Option<String> {
    match known {
        Known::File(file) => file.to_str().filter(|path| !path.contains(['\n', '\r'])).map(str::to_owned),
        Known::Shared(server) => serde_json::to_string(server).ok(),
    }
}

fn read(line: &str) -> Option<Known> {
    let line = line.trim_end();
    if line.starts_with('{') {
        serde_json::from_str(line).ok().map(Known::Shared)
    } else {
        Some(PathBuf::from(line)).filter(|path| path.file_name().is_some()).map(Known::File)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::{MOST, folder_of, kept_in, newest_first, read, write, written};
    use kyojo_core::db::KnownServer;
    use kyojo_core::desk::Known;
    use std::path::{Path, PathBuf};

    fn file(path: &str) -> Known {
        Known::File(PathBuf::from(path))
    }

    fn server(host: &str) -> KnownServer {
        KnownServer {
            host: host.into(),
            port: 5433,
            database: "roster".into(),
            schema: Some("東支部".into()),
            user: "officer@branch".into(),
            root_certificate: Some(PathBuf::from("/etc/kyojo/root.pem")),
        }
    }

    #[test]
    fn a_file_and_a_server_are_remembered_each_in_its_way() {
        for known in [file("/home/union/東都.kyojo"), Known::Shared(server("db.example.jp"))] {
            assert_eq!(written(&known).as_deref().and_then(read), Some(known));
        }
        for line in ["{ cut off", "", "/"] {
            assert_eq!(read(line), None, "{line}: the next start asks again");
        }
        let before = r#"{"host":"db","port":5432,"database":"roster","user":"officer","root_certificate":null}"#;
        assert!(matches!(read(before), Some(Known::Shared(KnownServer { schema: None, .. }))), "an older note is read");
        assert_eq!(written(&file("/home/a\nb.kyojo")), None, "a line is one place");
    }

    #[test]
    fn the_newest_is_first_and_each_union_stands_once() {
        let folder = std::env::temp_dir().join(format!("kyojo-recent-{}", std::process::id()));
        let note = folder.join("last-union");
        assert!(kept_in(&note).is_empty());
        let opened = [
            file("/a/u.kyojo"),
            Known::Shared(server("db")),
            file("/b/u.kyojo"),
            Known::Shared(KnownServer { root_certificate: None, ..server("db") }),
            file("/a/u.kyojo"),
        ];
        for known in &opened {
            write(&note, &newest_first(known, kept_in(&note)));
        }
        let [_, _, b, shared, a] = opened;
        assert_eq!(kept_in(&note), [a, shared, b], "the certificate is that of the last time");
        for n in 0..2 * MOST {
            write(&note, &newest_first(&file(&format!("/c/{n}.kyojo")), kept_in(&note)));
        }
        assert_eq!(kept_in(&note).len(), MOST);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_is_named_only_where_two_files_have_one_name() {
        let all = [file("/home/本部/u.kyojo"), file("/home/控え/u.kyojo"), file("/home/本部/v.kyojo")];
        let named = |path: &str| folder_of(Path::new(path), &all);
        assert_eq!(named("/home/本部/u.kyojo").as_deref(), Some("本部"));
        assert_eq!(named("/home/控え/u.kyojo").as_deref(), Some("控え"));
        assert_eq!(named("/home/本部/v.kyojo"), None);
    }
}
