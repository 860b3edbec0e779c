//! What a process that holds keys tells the operating system when it starts, and where the processes are that it starts itself.

use std::path::PathBuf;

/// A program that travels along with this one: beside it, else one folder up (tests run from there).
#[must_use]
pub fn beside(name: &str) -> Option<PathBuf> {
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let here = std::env::current_exe().ok()?;
    let mut paths = here.ancestors().skip(1).take(2).map(|folder| folder.join(&name));
    paths.find(|path| path.is_file())
}

/// Keep the memory of this process to itself: no core dump, and on Linux no reading by other programs of the same account.
///
/// A system that refuses is not a reason to refuse the officer: the file stays encrypted either way.
pub fn keep_memory_private() {
    #[cfg(unix)]
    {
        let _refused = rlimit::setrlimit(rlimit::Resource::CORE, 0, 0);
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};

        let _refused = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}

#[cfg(all(test, target_os = "linux"))]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use rustix::process::{DumpableBehavior, dumpable_behavior};

    #[test]
    fn no_core_is_dumped_and_no_other_program_reads_along() {
        super::keep_memory_private();
        assert_eq!(rlimit::getrlimit(rlimit::Resource::CORE).unwrap(), (0, 0));
        assert_eq!(dumpable_behavior().unwrap(), DumpableBehavior::NotDumpable);
    }
}
