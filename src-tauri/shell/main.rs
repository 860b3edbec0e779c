//! The window's program: `kyojo`, or `kyojo FILE` from the file manager.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;
use zeroizing_alloc::ZeroAlloc;

/// Freed memory is wiped: keys and passphrases leave no copy behind when the desk is locked.
#[global_allocator]
static WIPING: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

fn main() -> ExitCode {
    kyojo_shell::run()
}
