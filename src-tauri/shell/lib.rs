//! The shell: the one window around the core. The only room that knows Tauri.
//!
//! - [`window`] opens the window and lets it go nowhere else,
//! - `signals` tells the page what happened to the window,
//! - `files` turns paths into tokens,
//! - `platform` prepares the process.
//!
//! What the page may ask for is written in `src-tauri/capabilities/main.json`, command by command.

mod files;
mod platform;
mod signals;
pub mod window;

use signals::{Signal, Signals};
use std::process::ExitCode;
use tauri::ipc::Channel;
use tauri::{Builder, Context, Runtime, State};

/// The page listens to the shell's signals from now on.
#[tauri::command]
fn attend(signals: State<'_, Signals>, channel: Channel<Signal>) {
    signals.attend(channel);
}

/// The program on any runtime: the tests' mock one has the same commands behind the same capabilities.
#[must_use]
pub fn program<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.manage(Signals::default()).invoke_handler(tauri::generate_handler![attend])
}

/// `tauri.conf.json`, the capabilities and the built page, compiled in.
#[must_use]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

/// Runs the program until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    platform::forbid_core_dumps();
    platform::choose_renderer();
    let started = program(tauri::Builder::default())
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::show(app)))
        .setup(|app| {
            window::open(app.handle())?;
            Ok(())
        })
        .run(context());
    if started.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
