//! The command line: the same verbs as the window, for scripts, schedules and checks.
//!
//! Results go to standard output (words, or one JSON value with `--json`), problems and progress to standard error.
//! Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 done but some rows were rejected or some reports failed.

mod arguments;
mod door;
mod founding;
mod history;
mod keeping;
mod passphrase;
mod passwords;
mod reports;
mod roster;
mod screen;
mod stop;
mod training;
mod usage;
mod wire;

use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

use crate::arguments::{Exchange, Line, Listed, Loaded, Saved};
use crate::screen::Screen;
use crate::stop::{Outcome, Result, Stop};

/// Freed memory is wiped: keys and passphrases leave no copy behind.
#[global_allocator]
static WIPING: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    kyojo_core::process::keep_memory_private();
    let (arguments, locale) = match usage::read() {
        Ok(read) => read,
        Err(code) => return code,
    };
    let screen = Screen::new(arguments.access.json, locale);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(_) => return screen.end(Err(Stop::usage("cli.no_threads"))),
    };
    // The future of a verb is large; on the heap it fits every system's stack.
    let outcome = runtime.block_on(Box::pin(run(&arguments, &screen)));
    screen.end(outcome)
}

async fn run(arguments: &arguments::Arguments, screen: &Screen) -> Result<Outcome> {
    let access = &arguments.access;
    match &arguments.line {
        Line::Init(line) => founding::init(access, line, screen).await,
        Line::Sample(line) => founding::sample(access, line, screen).await,
        Line::Passwd(line) => founding::passwd(access, line, screen).await,
        Line::Recover(line) => founding::recover(access, line, screen).await,
        Line::Import(Loaded::Members(line)) => roster::import(access, line, screen).await,
        Line::List(Listed::Members(line)) => roster::list(access, line, screen).await,
        Line::Export(Saved::Members(line)) => roster::export(access, line, screen).await,
        Line::Report(line) => reports::report(access, line, screen).await,
        Line::Reports => reports::reports(access, screen).await,
        Line::Due(line) => reports::due(access, line, screen).await,
        Line::Training(Exchange::Invite(line)) => training::invite(access, line, screen).await,
        Line::Training(Exchange::ImportForm(line)) => training::import_form(access, line, screen).await,
        Line::Training(Exchange::Results(line)) => training::results(access, line, screen).await,
        Line::Training(Exchange::Badges(line)) => training::badges(access, line, screen).await,
        Line::Training(Exchange::ToPartners(line)) => training::to_partners(access, line, screen).await,
        Line::Undo(line) => history::undo(access, line, screen).await,
        Line::Redo(line) => history::redo(access, line, screen).await,
        Line::History(line) => history::history(access, line, screen).await,
        Line::Backup(line) => keeping::backup(access, line, screen).await,
        Line::Restore(line) => keeping::restore(access, line, screen).await,
        Line::Verify => keeping::verify(access, screen).await,
        Line::Verbs => wire::verbs(screen),
        Line::Call(line) => wire::call(access, line, screen).await,
    }
}
