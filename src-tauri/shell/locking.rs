//! Locking: after idle minutes, when the window is closed, and what the page must forget then.

use crate::signals::Signals;
use crate::watch::Watch;
use crate::window::MAIN;
use kyojo_core::desk::Desk;
use kyojo_core::progress::Progress;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, Manager as _, Runtime};

/// How often the watch is asked whether the desk was left alone.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// The lock writes a backup first; a window that never closes would be worse than one backup less.
const LAST_BACKUP: Duration = Duration::from_secs(120);

/// Watches the desk until the program ends.
pub async fn keep_watch<R: Runtime>(app: AppHandle<R>) {
    loop {
        tokio::time::sleep(LOOK_EVERY).await;
        if app.state::<Watch>().left_alone() {
            lock(&app).await;
            forget_page(&app);
        }
    }
}

/// Locks the desk, then ends the program.
pub fn lock_and_leave<R: Runtime>(app: AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.hide();
    }
    tauri::async_runtime::spawn(async move {
        let _late = tokio::time::timeout(LAST_BACKUP, lock(&app)).await;
        app.exit(0);
    });
}

/// The page held names and figures: it is thrown away and loaded anew, on the door.
pub fn forget_page<R: Runtime>(app: &AppHandle<R>) {
    app.state::<Watch>().locked();
    app.state::<Signals>().dismiss();
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.reload();
    }
}

async fn lock<R: Runtime>(app: &AppHandle<R>) {
    let desk = app.state::<Arc<Desk>>();
    // A lock that cannot write its backup has still dropped the keys; the officer sees the missing backup at the next opening.
    let _reported_by_status =
        crate::calls::answered(&desk, "desk", "lock", json!({}), "lock", Progress::silent()).await;
}
