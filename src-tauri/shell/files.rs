//! Files that the officer chose. The shell opens the dialogs and keeps the paths; the page gets a token and a name to show.

use kyojo_core::desk::Desk;
use kyojo_core::error::Error;
use kyojo_core::labels;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::{AppHandle, Manager as _, Runtime, State};
use tauri_plugin_dialog::DialogExt as _;

use crate::watch::Watch;

/// A file that was picked, dropped or opened.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Picked {
    /// Stands for the path in a verb's input.
    pub token: String,
    /// The file's own name, without its folders.
    pub name: String,
}

/// What a file is wanted for: decides what the dialog offers.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A union file to open.
    OpenUnion,
    /// A place for a new union file.
    SaveUnion,
    /// An employer's list to import.
    OpenRoster,
    /// A place for a workbook, a CSV file or a PDF, as the suggested name ends.
    SaveWorkbook,
    /// A place for a backup.
    SaveBackup,
    /// A backup to restore.
    OpenBackup,
    /// The certificate of a server's authority.
    OpenCertificate,
    /// Any file, to be kept with a case.
    OpenAny,
    /// A place for a copy of such a file, which ends as the suggested name does.
    SaveCopy,
    /// A folder for several files.
    SaveFolder,
}

impl Purpose {
    /// Something that is to be written.
    #[must_use]
    pub fn saves(self) -> bool {
        matches!(self, Self::SaveUnion | Self::SaveWorkbook | Self::SaveBackup | Self::SaveCopy | Self::SaveFolder)
    }

    /// The label of the kind of file, and how its names end; the first ending is the one that a new file gets.
    fn kind(self, suggested: &str) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::OpenUnion | Self::SaveUnion => ("ui.files.union", &["kyojo"]),
            Self::OpenRoster => ("ui.files.roster", &["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt"]),
            Self::SaveWorkbook if suggested.ends_with(".csv") => ("ui.files.csv", &["csv"]),
            Self::SaveWorkbook if suggested.ends_with(".pdf") => ("ui.files.pdf", &["pdf"]),
            Self::SaveWorkbook => ("ui.files.workbook", &["xlsx"]),
            Self::SaveBackup | Self::OpenBackup => ("ui.files.backup", &["kyojo-backup"]),
            Self::OpenCertificate => ("ui.files.certificate", &["pem", "crt", "cer"]),
            Self::OpenAny | Self::SaveCopy | Self::SaveFolder => ("ui.files.any", &[]),
        }
    }
}

/// The places that were chosen for writing, by token: what the program wrote there may be shown to the officer again.
#[derive(Default)]
pub struct Targets(Mutex<HashMap<String, PathBuf>>);

/// Answers that stand in for the officer's hand in a file dialog, which no test can reach: a file with one path a line, read from the top.
/// Only a debug build asks for it.
#[derive(Default)]
pub struct Answers {
    source: Option<PathBuf>,
    used: Mutex<usize>,
}

impl Answers {
    /// Takes the answers from `source` instead of from dialogs.
    #[must_use]
    pub fn from(source: PathBuf) -> Self {
        Self { source: Some(source), used: Mutex::default() }
    }

    /// The answers named in the environment; none in a release build.
    #[must_use]
    pub fn of_environment() -> Self {
        if cfg!(debug_assertions) {
            std::env::var_os("KYOJO_TEST_FILES").map_or_else(Self::default, |source| Self::from(source.into()))
        } else {
            Self::default()
        }
    }

    /// `None`: ask the officer. `Some(None)`: the dialog was closed without a choice.
    fn next(&self) -> Option<Option<PathBuf>> {
        let source = self.source.as_ref()?;
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let lines = std::fs::read_to_string(source).unwrap_or_default();
        let answer = lines.lines().nth(*used).map(PathBuf::from);
        *used += usize::from(answer.is_some());
        Some(answer)
    }
}

/// Lets the officer choose a file or a place for one. `None` when nothing was chosen.
#[tauri::command]
pub async fn pick_file<R: Runtime>(
    app: AppHandle<R>,
    purpose: Purpose,
    suggested: String,
) -> Result<Option<Picked>, Error> {
    let chosen = match app.state::<Answers>().next() {
        Some(answer) => answer,
        None => ask(&app, purpose, &suggested).await,
    };
    let Some(path) = chosen else { return Ok(None) };
    let path = match purpose {
        Purpose::SaveCopy => with_ending(path, Path::new(&suggested).extension().and_then(OsStr::to_str).as_slice()),
        _ if purpose.saves() => with_ending(path, purpose.kind(&suggested).1),
        _ => path,
    };
    let picked = match purpose {
        // A drive is a folder without a name of its own.
        Purpose::SaveFolder => Some(named(&app, &path, path.file_name().unwrap_or(path.as_os_str()))),
        _ => offer(&app, &path),
    };
    if let (Some(picked), true) = (&picked, purpose.saves()) {
        app.state::<Targets>().0.lock().unwrap_or_else(PoisonError::into_inner).insert(picked.token.clone(), path);
    }
    Ok(picked)
}

/// Shows a file that the program wrote, or the folder of several, in the system's own program for it.
#[tauri::command]
pub fn open_written(targets: State<'_, Targets>, answers: State<'_, Answers>, token: String) -> Result<(), Error> {
    let path = targets.0.lock().unwrap_or_else(PoisonError::into_inner).get(&token).cloned();
    let path = path.filter(|path| path.exists()).ok_or(Error::Missing { what: "file" })?;
    if answers.source.is_some() {
        return Ok(());
    }
    let opener = match std::env::consts::OS {
        "windows" => "explorer",
        "macos" => "open",
        _ => "xdg-open",
    };
    std::process::Command::new(opener).arg(&path).spawn().map(drop).map_err(|error| Error::io(&error, &path))
}

/// A token and a name for a path; `None` for something that has no name.
pub fn offer<R: Runtime>(app: &AppHandle<R>, path: &Path) -> Option<Picked> {
    let name = path.file_name()?;
    Some(named(app, path, name))
}

fn named<R: Runtime>(app: &AppHandle<R>, path: &Path, name: &OsStr) -> Picked {
    Picked { token: app.state::<Arc<Desk>>().offer(path.to_path_buf()), name: name.to_string_lossy().into_owned() }
}

async fn ask<R: Runtime>(app: &AppHandle<R>, purpose: Purpose, suggested: &str) -> Option<PathBuf> {
    let (label, endings) = purpose.kind(suggested);
    let mut dialog = app.dialog().file();
    if !endings.is_empty() {
        dialog = dialog.add_filter(labels::word(app.state::<Watch>().locale(), label), endings);
    }
    if let Some(window) = app.get_webview_window(crate::window::MAIN) {
        dialog = dialog.set_parent(&window);
    }
    if let Ok(folder) = app.path().document_dir() {
        dialog = dialog.set_directory(folder);
    }
    let (answer, answered) = tokio::sync::oneshot::channel();
    let give = move |chosen: Option<tauri_plugin_dialog::FilePath>| {
        let _nobody_waits = answer.send(chosen);
    };
    match purpose {
        Purpose::SaveFolder => dialog.pick_folder(give),
        _ if purpose.saves() => dialog.set_file_name(suggested).save_file(give),
        _ => dialog.pick_file(give),
    }
    answered.await.ok().flatten()?.into_path().ok()
}

/// The dialogs of some systems leave the ending to the officer.
fn with_ending(path: PathBuf, endings: &[&str]) -> PathBuf {
    let known = path.extension().is_some_and(|ending| endings.iter().any(|known| ending.eq_ignore_ascii_case(known)));
    match endings.first() {
        Some(ending) if !known => {
            let mut name = path.into_os_string();
            name.push(".");
            name.push(ending);
            name.into()
        }
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, with_ending};
    use std::path::PathBuf;

    #[test]
    fn a_name_without_its_ending_gets_it() {
        for (purpose, suggested, chosen, written) in [
            (Purpose::SaveUnion, "", "東都", "東都.kyojo"),
            (Purpose::SaveUnion, "", "東都.KYOJO", "東都.KYOJO"),
            (Purpose::SaveWorkbook, "会議資料.xlsx", "会議資料 2026.10", "会議資料 2026.10.xlsx"),
            (Purpose::SaveWorkbook, "名簿.csv", "名簿", "名簿.csv"),
            (Purpose::SaveWorkbook, "議案書.pdf", "議案書", "議案書.pdf"),
            (Purpose::SaveBackup, "", "控え.kyojo-backup", "控え.kyojo-backup"),
        ] {
            assert_eq!(with_ending(PathBuf::from(chosen), purpose.kind(suggested).1), PathBuf::from(written));
        }
        assert_eq!(with_ending(PathBuf::from("写し"), &["pdf"]), PathBuf::from("写し.pdf"));
        assert_eq!(with_ending(PathBuf::from("写し"), &[]), PathBuf::from("写し"), "what had no ending gets none");
    }
}
