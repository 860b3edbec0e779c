//! The one window: how it opens, where it may go, and what happens when it is closed or something is dropped on it.

use crate::files::{self, Picked};
use crate::signals::{Signal, Signals};
use tauri::{AppHandle, DragDropEvent, Manager as _, Runtime, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent};

/// The label of the one window, as in `tauri.conf.json` and in the capability.
pub const MAIN: &str = "main";

/// Opens the window as `tauri.conf.json` describes it.
///
/// # Errors
/// When the system gives no window, or the configuration names none.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<WebviewWindow<R>> {
    let config = app
        .config()
        .app
        .windows
        .iter()
        .find(|window| window.label == MAIN)
        .cloned()
        .ok_or_else(|| tauri::Error::WebviewNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(may_go_to)
        .on_new_window(|_url, _features| tauri::webview::NewWindowResponse::Deny)
        .on_download(|_webview, _event| false)
        .build()?;
    compose_in_place(&window);
    let handle = app.clone();
    window.on_window_event(move |event| heed(&handle, event));
    Ok(window)
}

/// Whether the window may load `url`: its own page and nothing else, whatever a link, a form or a script asks for.
#[must_use]
pub fn may_go_to(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        // Linux and macOS serve the page under the scheme, Windows under the host.
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        // The development server of `tauri dev`; a release build carries its page inside.
        ("http", Some("127.0.0.1")) => tauri::is_dev() && url.port() == Some(5173),
        _ => false,
    }
}

/// Japanese is composed inside the field, not in a floating box at the window's corner: wry switches the preedit off under WebKitGTK.
fn compose_in_place<R: Runtime>(window: &WebviewWindow<R>) {
    #[cfg(target_os = "linux")]
    {
        use webkit2gtk::{InputMethodContextExt as _, WebViewExt as _};

        let _without_webview = window.with_webview(|webview| {
            if let Some(context) = webview.inner().input_method_context() {
                context.set_enable_preedit(true);
            }
        });
    }
    #[cfg(not(target_os = "linux"))]
    let _ = window;
}

fn heed<R: Runtime>(app: &AppHandle<R>, event: &WindowEvent) {
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            crate::locking::lock_and_leave(app.clone());
        }
        WindowEvent::DragDrop(drop) => heed_drop(app, drop),
        _ => {}
    }
}

/// A file that is dropped becomes a token like one that was picked: the page never learns where it lies.
fn heed_drop<R: Runtime>(app: &AppHandle<R>, event: &DragDropEvent) {
    let signals = app.state::<Signals>();
    match event {
        DragDropEvent::Enter { .. } => signals.send(Signal::Over),
        DragDropEvent::Leave => signals.send(Signal::Left),
        DragDropEvent::Drop { paths, .. } => {
            let files: Vec<Picked> = paths.iter().filter_map(|path| files::offer(app, path)).collect();
            signals.send(Signal::Dropped { files });
        }
        _ => {}
    }
}

/// Brings the window to the front: a second start of the program shows the first one.
pub fn show<R: Runtime>(app: &AppHandle<R>) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

#[cfg(test)]
mod tests {
    use super::may_go_to;

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        for (url, may) in [
            ("tauri://localhost/index.html#/members", true),
            ("http://tauri.localhost/", true),
            ("https://tauri.localhost/", true),
            ("https://example.com/", false),
            ("http://127.0.0.1:8080/", false),
            ("http://localhost/", false),
            ("tauri://elsewhere/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,<script>1</script>", false),
            ("about:blank", false),
            ("javascript:alert(1)", false),
            ("blob:tauri://localhost/1", false),
        ] {
            let parsed = url.parse().unwrap_or_else(|error| panic!("{url}: {error}"));
            assert_eq!(may_go_to(&parsed), may, "{url}");
        }
    }
}
