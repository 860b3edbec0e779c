//! The union file that was used last: the window offers it at the next start. Only its place is kept, in the officer's own
//! settings folder, and never a passphrase.

use std::path::PathBuf;
use tauri::{AppHandle, Manager as _, Runtime};

/// Where the place is kept; none where the system names no folder.
fn note<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    app.path().app_config_dir().ok().map(|folder| folder.join("last-union"))
}

/// Keep the place of the file that is open now. Without it the next start asks again: nothing else is lost.
pub fn keep<R: Runtime>(app: &AppHandle<R>, file: &std::path::Path) {
    let Some(note) = note(app) else { return };
    let Some(words) = file.to_str() else { return };
    if let Some(folder) = note.parent() {
        let _asked_again = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&note, words));
    }
}

/// The file used last, if it is still there.
#[must_use]
pub fn used<R: Runtime>(app: &AppHandle<R>) -> Option<PathBuf> {
    let words = std::fs::read_to_string(note(app)?).ok()?;
    Some(PathBuf::from(words.trim_end())).filter(|file| file.is_file())
}
