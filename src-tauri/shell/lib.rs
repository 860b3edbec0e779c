//! The shell: the one window around the core. The only room that knows Tauri.
//!
//! - [`window`] opens the window, lets it go nowhere else and hears what is dropped on it,
//! - [`calls`] is the page's one way into the core,
//! - [`files`] opens the dialogs and turns paths into tokens,
//! - [`recent`] remembers the unions that were used lately,
//! - [`signals`] tells the page what happened to the window,
//! - [`watch`] and [`locking`] lock a desk that was left alone or is closed,
//! - [`platform`] prepares the process.
//!
//! What the page may ask for is written in `src-tauri/capabilities/main.json`, command by command.

pub mod calls;
pub mod files;
pub mod locking;
pub mod platform;
pub mod recent;
pub mod signals;
pub mod watch;
pub mod window;

use files::{Answers, Targets};
use kyojo_core::desk::{Desk, DeskOptions, Known};
use signals::{Signal, Signals};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::ipc::Channel;
use tauri::{AppHandle, Builder, Context, Manager as _, Runtime, State};
use watch::Watch;

/// The page listens to the shell's signals from now on.
#[tauri::command]
fn attend(signals: State<'_, Signals>, channel: Channel<Signal>) {
    signals.attend(channel);
}

/// The page saw a key or the pointer; it says so now and then, not at every key.
#[tauri::command]
fn present(watch: State<'_, Watch>) {
    watch.present();
}

/// The program on any runtime: the tests' mock one has the same commands behind the same capabilities.
#[must_use]
pub fn program<R: Runtime>(builder: Builder<R>, desk: Desk, answers: Answers) -> Builder<R> {
    builder
        .manage(Arc::new(desk))
        .manage(Signals::default())
        .manage(Watch::default())
        .manage(Targets::default())
        .manage(recent::Told::default())
        .manage(answers)
        .invoke_handler(tauri::generate_handler![
            attend,
            calls::call,
            files::open_written,
            files::pick_file,
            present,
            recent::recent_unions
        ])
}

/// `tauri.conf.json`, the capabilities and the built page, compiled in.
#[must_use]
pub fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}

/// Runs the program until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    kyojo_core::process::keep_memory_private();
    kyojo_core::db::wipe_memory();
    platform::choose_renderer();
    platform::keep_faults_quiet();
    let desk = Desk::new(DeskOptions { automatic_backups: true, ..DeskOptions::default() });
    let started = program(Builder::default(), desk, Answers::of_environment())
        // The first plugin, so that a second start ends before it does anything.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            open_named(app, arguments, Path::new(&folder));
            window::show(app);
        }))
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            window::open(app.handle())?;
            let handle = app.handle();
            let named =
                std::env::current_dir().is_ok_and(|folder| open_named(handle, std::env::args().collect(), &folder));
            if !named {
                offer_last(handle);
            }
            tauri::async_runtime::spawn(locking::keep_watch(app.handle().clone()));
            Ok(())
        })
        .run(context());
    if started.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A union file named on the command line, as the file manager does it: the page asks for its passphrase.
fn open_named<R: Runtime>(app: &AppHandle<R>, arguments: Vec<String>, folder: &Path) -> bool {
    let named = arguments.into_iter().skip(1).map(|argument| folder.join(argument)).find(|path| path.is_file());
    named.is_some_and(|path| ask_for(app, &path))
}

/// The page asks for the passphrase of the union that was used last.
fn offer_last<R: Runtime>(app: &AppHandle<R>) {
    match recent::last(app) {
        Some(Known::File(file)) => {
            ask_for(app, &file);
        }
        Some(Known::Shared(server)) => {
            let server = recent::remembered(app, server);
            app.state::<Signals>().send(Signal::Shared { server });
        }
        None => {}
    }
}

/// The page asks for the passphrase of a file.
fn ask_for<R: Runtime>(app: &AppHandle<R>, path: &Path) -> bool {
    let offered = files::offer(app, path);
    if let Some(file) = offered.clone() {
        app.state::<Signals>().send(Signal::Opened { file });
    }
    offered.is_some()
}
